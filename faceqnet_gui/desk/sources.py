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
from faceqnet_gui.look.fonts import font
from faceqnet_gui.look.icons import icon
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.words import STATUS_LOOK, count, status_word
from faceqnet_gui.session.columns import Columns
from faceqnet_gui.session.filters import PROBLEMS

_KEY = int(Qt.ItemDataRole.UserRole)
_COUNT = _KEY + 1
_HEAD = _KEY + 2
_Entry = tuple[tuple[str, object] | None, str, str, str, str]


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
        self._shape: list[tuple[tuple[str, object] | None, str]] | None = None
        theme().changed.connect(self._forget)

    def _forget(self) -> None:
        self._shape = None

    def retranslate(self) -> None:
        """New words at the next refresh."""
        self._list.setAccessibleName(self.tr("Sources"))
        self._forget()

    def refresh(self, columns: Columns, scanning: str) -> None:
        """New numbers; `scanning` stands at the scanned total while a scan runs."""
        entries = self._entries(columns, scanning)
        shape = [(key, text) for key, _, text, _, _ in entries]
        if shape != self._shape:  # else only numbers change: a click that is under way must not lose its item
            self._shape = shape
            current = self._list.currentRow()
            self._list.clear()
            for key, name, text, _, tip in entries:
                self._add(key, name, text, tip)
            self._list.setCurrentRow(current if 0 <= current < self._list.count() else -1)
        for n, (key, _, text, number, _) in enumerate(entries):
            item = self._list.item(n)
            if key is not None and item.data(_COUNT) != number:
                item.setData(_COUNT, number)
                item.setData(int(Qt.ItemDataRole.AccessibleTextRole), f"{text}, {number}")

    def _entries(self, columns: Columns, scanning: str) -> list[_Entry]:
        """Heads (without a key) and items: key, icon, words, number, tool tip."""
        scored = [s for s in Status if s.has_score]
        entries: list[_Entry] = [
            (None, "", self.tr("Sources"), "", ""),
            (("all", None), "images", self.tr("All images"), scanning or count(len(columns)), ""),
        ]
        for n, name in enumerate(columns.roots):
            short = name.rstrip("/").rsplit("/", 1)[-1] or self.tr("Single files")
            entries.append((("root", n), "folder", short, count(int((columns.root == n).sum())), name))
        entries.append((None, "", self.tr("Results"), "", ""))
        number = count(columns.count_of(*scored))
        entries.append((("status", scored), "circle-check", self.tr("With a score"), number, ""))
        for status in (Status.NO_FACE, Status.LOW_RESOLUTION):
            number = count(columns.count_of(status))
            entries.append((("status", [status]), STATUS_LOOK[status][0], status_word(status), number, ""))
        number = count(columns.count_of(*PROBLEMS))
        entries.append((("problems", None), "triangle-alert", self.tr("Problems"), number, ""))
        return entries

    def _add(self, key: tuple[str, object] | None, name: str, text: str, tip: str) -> None:
        item = QListWidgetItem(text) if key is None else QListWidgetItem(icon(name), text)
        if key is None:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            item.setData(_HEAD, True)
        item.setData(_KEY, key)
        item.setToolTip(tip)
        self._list.addItem(item)

    def _choose(self, item: QListWidgetItem) -> None:
        key = item.data(_KEY)
        if key:
            self.chosen.emit(key[0], key[1])
