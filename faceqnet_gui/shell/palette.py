"""The command palette: one field and a list over the window, used by keys alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGraphicsDropShadowEffect,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from faceqnet_gui.look.announce import announce
from faceqnet_gui.look.fonts import font, scaled
from faceqnet_gui.look.icons import pixmap
from faceqnet_gui.look.keys import caps_width, key_text, paint_caps
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.widgets import hairline, label
from faceqnet_gui.shell.entries import Entry, Part, part_title

Index = QModelIndex | QPersistentModelIndex
Find = Callable[[str], Sequence[Entry]]
_WIDTH, _ROW, _HEAD, _SEEN = 640, 36, 28, 11
_ENTRY = int(Qt.ItemDataRole.UserRole) + 1


class _Rows(QAbstractListModel):
    """Heads of sections (parts) and entries between them."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[Entry | Part] = []

    def show(self, entries: Sequence[Entry]) -> None:
        """Put a head before each section."""
        self.beginResetModel()
        self.rows = []
        part: Part | None = None
        for entry in entries:
            if entry.part is not part:
                part = entry.part
                self.rows.append(part)
            self.rows.append(entry)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        row = self.rows[index.row()]
        if role == _ENTRY:
            return row
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            if isinstance(row, Part):
                return part_title(row)
            return row.title if role == Qt.ItemDataRole.DisplayRole else spoken(row)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        head = isinstance(self.rows[index.row()], Part)
        return Qt.ItemFlag.NoItemFlags if head else Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def spoken(entry: Entry) -> str:
    """A row as a screen reader says it."""
    return ", ".join(p for p in (entry.title, entry.area, key_text(entry.key), entry.why()) if p)


class _Delegate(QStyledItemDelegate):
    """Icon, name, area, and at the right its key or why it cannot be run."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        head = isinstance(index.data(_ENTRY), Part)
        return QSize(200, max(_HEAD, scaled(22)) if head else max(_ROW, scaled(30)))

    def paint(self, p: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, tokens = index.data(_ENTRY), theme().tokens
        centre = Qt.AlignmentFlag.AlignVCenter
        p.save()
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = option.rect.adjusted(8, 0, -8, 0)
        if isinstance(row, Part):
            p.setFont(font("section"))
            p.setPen(QColor(tokens.t3))
            p.drawText(rect.adjusted(8, 6, 0, 0), centre, part_title(row))
            p.restore()
            return
        if option.state & QStyle.StateFlag.State_Selected:
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(QColor(tokens.sel))
            p.drawRoundedRect(rect.adjusted(0, 1, 0, -1), 6, 6)
        why = row.why()
        middle = rect.center().y()
        if row.icon:
            mark = pixmap(row.icon, 16, tokens.t3 if why else tokens.t2, p.device().devicePixelRatioF())
            p.drawPixmap(rect.x() + 10, middle - 7, mark)
        right = rect.right() - 10
        if row.key and not why:
            right -= round(caps_width(row.key))
            paint_caps(p, right, middle + 0.5, row.key)
            right -= 14
        words = rect.adjusted(36, 0, 0, 0)
        p.setFont(font("body"))
        p.setPen(QColor(tokens.t3 if why else tokens.t1))
        name = p.fontMetrics().elidedText(row.title, Qt.TextElideMode.ElideRight, right - words.x() - 40)
        p.drawText(words, centre, name)
        x = words.x() + p.fontMetrics().horizontalAdvance(name) + 10
        p.setFont(font("secondary"))
        p.setPen(QColor(tokens.t3))
        beside = why or row.area
        room = right - x
        if beside and room > 30:
            text = p.fontMetrics().elidedText(beside, Qt.TextElideMode.ElideRight, room)
            if why:
                p.drawText(rect.adjusted(0, 0, -10, 0), centre | Qt.AlignmentFlag.AlignRight, text)
            else:
                p.drawText(words.adjusted(x - words.x(), 0, 0, 0), centre, text)
        p.restore()


class Palette(QFrame):
    """Over the window, under its top bar. Emits what was chosen after it has closed."""

    chosen = Signal(object)  # Entry

    def __init__(self, window: QWidget, find: Find) -> None:
        super().__init__(window)
        self.setObjectName("palette")
        self._window, self._find = window, find
        self._before: QWidget | None = None
        self._closing = False
        self.field = QLineEdit()
        self.field.setObjectName("paletteField")
        self.field.installEventFilter(self)
        self.list = QListView()
        self.rows = _Rows(self)
        self.list.setModel(self.rows)
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.clicked.connect(lambda _: self.run())
        self._nothing = label(tone="t2")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setFixedHeight(64)
        self._hint = label(role="caption", tone="t3")
        self._hint.setContentsMargins(16, 6, 16, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.field)
        column.addWidget(hairline())
        column.addWidget(self.list, 1)
        column.addWidget(self._nothing)
        column.addWidget(self._hint)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(24)
        shadow.setOffset(0, 8)
        shadow.setColor(QColor(0, 0, 0, 90))
        self.setGraphicsEffect(shadow)
        self.field.textChanged.connect(self._search)
        self.list.selectionModel().currentChanged.connect(self._say)
        self.hide()

    def open(self, text: str = "") -> None:
        """Show it with what was typed already; the focus goes back where it was."""
        if not self.isVisible():
            self._before = QApplication.focusWidget()
        self.field.setPlaceholderText(self.tr("Type a command, a name or a setting"))
        self.field.setAccessibleName(self.tr("Search or run a command"))
        self.list.setAccessibleName(self.tr("Commands found"))
        self._hint.setText(self.tr("Up and down choose, Enter runs, Esc closes"))
        self.field.setText(text)
        self._search(text)
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)  # a letter typed already is not selected

    def close_it(self) -> None:
        """Away, and the focus back."""
        before, self._before = self._before, None
        if not self.isVisible():
            return
        self._closing = True  # hiding takes the focus away, which is no click elsewhere
        self.hide()
        self._closing = False
        if before is not None:
            try:
                before.setFocus(Qt.FocusReason.PopupFocusReason)
            except RuntimeError:  # what had the focus is gone
                self._window.setFocus()

    @property
    def current(self) -> Entry | None:
        """The row that Enter would run."""
        index = self.list.currentIndex()
        entry = index.data(_ENTRY) if index.isValid() else None
        return entry if isinstance(entry, Entry) else None

    def run(self) -> None:
        """Close, then run the current row; one that cannot be run stays, its reason is read aloud."""
        entry = self.current
        if entry is None:
            return
        why = entry.why()
        if why:
            announce(self.field, why, urgent=True)
            return
        self.close_it()
        self.chosen.emit(entry)

    # ---- inside

    def _search(self, text: str) -> None:
        entries = self._find(text)
        self.rows.show(entries)
        self.list.setVisible(bool(entries))
        self._nothing.setVisible(not entries)
        if not entries:
            self._nothing.setText(self.tr("Nothing is called “{0}”").format(text))
        first = next((n for n, row in enumerate(self.rows.rows) if isinstance(row, Entry)), -1)
        if first >= 0:
            self.list.setCurrentIndex(self.rows.index(first))
            self.list.scrollToTop()
        self._place()

    def _place(self) -> None:
        window = self._window
        width = min(_WIDTH, window.width() - 32)
        heights = [self.list.sizeHintForRow(n) for n in range(min(_SEEN, len(self.rows.rows)))]
        height = sum(heights) + self.field.sizeHint().height() + self._hint.sizeHint().height() + 5
        if not heights:
            height += self._nothing.height()
        self.list.setFixedWidth(width - 2)
        self.setGeometry((window.width() - width) // 2, 60, width, min(height, window.height() - 90))

    def _say(self, now: QModelIndex, before: QModelIndex) -> None:
        entry = now.data(_ENTRY) if now.isValid() else None
        if isinstance(entry, Entry) and self.isVisible():
            announce(self.field, spoken(entry))

    def _step(self, places: int) -> None:
        rows = [n for n, row in enumerate(self.rows.rows) if isinstance(row, Entry)]
        if not rows:
            return
        now = self.list.currentIndex().row()
        place = rows.index(now) if now in rows else 0
        to = (place + places) % len(rows) if abs(places) == 1 else max(0, min(len(rows) - 1, place + places))
        self.list.setCurrentIndex(self.rows.index(rows[to]))
        if to == 0:
            self.list.scrollToTop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.FocusOut:
            # A click elsewhere closes it; another window in front does not.
            elsewhere = QApplication.activeWindow() is not None and not self.underMouse()
            if elsewhere and not self._closing:
                self._before = None
                self.close_it()
        elif watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {
                Qt.Key.Key_Down: 1,
                Qt.Key.Key_Up: -1,
                Qt.Key.Key_PageDown: _SEEN - 2,
                Qt.Key.Key_PageUp: 2 - _SEEN,
            }
            if event.key() in steps:
                self._step(steps[Qt.Key(event.key())])
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.run()
                return True
            if event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_it()
                return True
        return super().eventFilter(watched, event)
