"""The left side: what is open, and what came of it; a click filters."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from faceqnet_engine.assessment import Status
from faceqnet_gui.desk.words import STATUS_LOOK, count, status_word
from faceqnet_gui.look.fonts import font
from faceqnet_gui.look.icons import icon
from faceqnet_gui.look.theme import theme
from faceqnet_gui.session.columns import Columns
from faceqnet_gui.session.filters import PROBLEMS

_KEY = int(Qt.ItemDataRole.UserRole)
_COUNT = _KEY + 1
_HEAD = _KEY + 2


class _CountDelegate(QStyledItemDelegate):
    """The name at the left, its number at the right."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if index.data(_HEAD):
            painter.setFont(font("section"))
            painter.setPen(QColor(theme().tokens.t3))
            painter.drawText(option.rect.adjusted(8, 8, -8, 0), Qt.AlignmentFlag.AlignVCenter, index.data(0))
            return
        super().paint(painter, option, index)
        painter.setFont(font("secondary"))
        painter.setPen(QColor(theme().tokens.t3))
        painter.drawText(
            option.rect.adjusted(8, 0, -8, 0),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
            index.data(_COUNT) or "",
        )

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, 36 if index.data(_HEAD) else 32)


class Sources(QWidget):
    """Emits `chosen(kind, value)`: `all`, `root` with its number, `status` with a list of statuses, `problems`."""

    chosen = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(200)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        self._list = QListWidget()
        self._list.setObjectName("sources")
        self._list.setItemDelegate(_CountDelegate())
        self._list.setIconSize(QSize(16, 16))
        self._list.itemClicked.connect(self._choose)
        self._list.itemActivated.connect(self._choose)
        column.addWidget(self._list)
        self._state: tuple[object, ...] = ()
        theme().changed.connect(self._forget)

    def _forget(self) -> None:
        self._state = ()

    def retranslate(self) -> None:
        """New words at the next refresh."""
        self._list.setAccessibleName(self.tr("Sources"))
        self._forget()

    def refresh(self, columns: Columns, scanning: str) -> None:
        """New numbers; `scanning` stands at the scanned total while a scan runs."""
        roots = [(n, name, int((columns.root == n).sum())) for n, name in enumerate(columns.roots)]
        statuses = [(s, columns.count_of(s)) for s in (Status.NO_FACE, Status.LOW_RESOLUTION)]
        problems = columns.count_of(*PROBLEMS)
        state = (len(columns), tuple(roots), tuple(statuses), problems, scanning)
        if state == self._state:
            return
        self._state = state
        current = self._list.currentRow()
        self._list.clear()
        self._head(self.tr("Sources"))
        self._item("images", self.tr("All images"), scanning or count(len(columns)), ("all", None))
        for n, name, number in roots:
            short = name.rstrip("/").rsplit("/", 1)[-1] or self.tr("Single files")
            item = self._item("folder", short, count(number), ("root", n))
            item.setToolTip(name)
        self._head(self.tr("Results"))
        scored = columns.count_of(Status.OK, Status.LOW_RESOLUTION, Status.TRUNCATED)
        self._item(
            "circle-check",
            self.tr("With a score"),
            count(scored),
            ("status", [s for s in Status if s.has_score]),
        )
        for status, number in statuses:
            self._item(STATUS_LOOK[status][0], status_word(status), count(number), ("status", [status]))
        self._item("triangle-alert", self.tr("Problems"), count(problems), ("problems", None))
        self._list.setCurrentRow(current if 0 <= current < self._list.count() else -1)

    def _head(self, text: str) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setData(_HEAD, True)
        self._list.addItem(item)

    def _item(self, name: str, text: str, number: str, key: tuple[str, object]) -> QListWidgetItem:
        item = QListWidgetItem(icon(name), text)
        item.setData(_KEY, key)
        item.setData(_COUNT, number)
        item.setData(int(Qt.ItemDataRole.AccessibleTextRole), f"{text}, {number}")
        self._list.addItem(item)
        return item

    def _choose(self, item: QListWidgetItem) -> None:
        key = item.data(_KEY)
        if key:
            self.chosen.emit(key[0], key[1])
