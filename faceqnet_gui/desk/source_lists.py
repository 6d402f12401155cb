"""The lists of the left side: entries with a number, and subjects with their mean; drawn, not built of widgets."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from faceqnet_gui.look.fonts import font, scaled
from faceqnet_gui.look.icons import pixmap
from faceqnet_gui.look.painters import paint_quality_bar
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.words import images
from faceqnet_gui.session.columns import Columns

Index = QModelIndex | QPersistentModelIndex
ENTRY_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_AVATAR = 24
_MOST_AVATARS = 400


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list.

    Attributes:
        kind: What it filters by: `all`, `root`, `decision`, `status`, `problems`, `subject`, `saved`.
        value: By which value of that.
        icon: Name of an icon.
        text: For people.
        number: At the right; empty for none.
        tip: More about it.
        tone: Token of the icon.
        active: Whether it is in force now.
        faint: Whether it cannot be reached.
        working: Whether the number is still growing.
    """

    kind: str
    value: Any
    icon: str
    text: str
    number: str = ""
    tip: str = ""
    tone: str = "t2"
    active: bool = False
    faint: bool = False
    working: bool = False


class EntryModel(QAbstractListModel):
    """Entries as a list; a new number is no new list, so that a click under way does not lose its line."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these."""
        same = [(e.kind, e.value) for e in entries] == [(e.kind, e.value) for e in self.entries]
        if not same:
            self.beginResetModel()
            self.entries = list(entries)
            self.endResetModel()
            return
        changed = [n for n, entry in enumerate(entries) if entry != self.entries[n]]
        self.entries = list(entries)
        for n in changed:
            self.dataChanged.emit(self.index(n), self.index(n))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid() or index.row() >= len(self.entries):
            return None
        entry = self.entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry.tip
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.text}, {entry.number}" if entry.number else entry.text
        return None


class SubjectModel(QAbstractListModel):
    """Subjects, the lowest mean quality first; those without a scored photo come last."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns: Columns | None = None
        self._codes: NDArray[np.int64] = np.zeros(0, np.int64)
        self._counts: NDArray[np.int64] = np.zeros(0, np.int64)
        self._means: NDArray[np.float64] = np.zeros(0)
        self._faces: NDArray[np.int64] = np.zeros(0, np.int64)
        self._worst: NDArray[np.int64] = np.zeros(0, np.int64)
        self.chosen: frozenset[str] = frozenset()

    def show_subjects(self, columns: Columns, chosen: frozenset[str]) -> None:
        """The subjects of these rows; those chosen are marked."""
        subject, quality = columns.subject, columns.quality
        number = len(columns.subjects)
        counts, scored = np.bincount(subject, minlength=number), quality >= 0
        sums = np.bincount(subject[scored], weights=quality[scored], minlength=number)
        several = np.bincount(subject[scored], minlength=number)
        with np.errstate(invalid="ignore", divide="ignore"):
            means = sums / several
        codes = np.flatnonzero(counts[1:]) + 1 if number else np.zeros(0, np.int64)
        codes = codes[np.argsort(np.nan_to_num(means[codes], nan=1e9), kind="stable")]
        faces = np.zeros(number, np.int64)
        best = np.argsort(quality, kind="stable")
        faces[subject[best]] = best  # the last one written is the best photo
        worst = np.full(number, -1, np.int64)
        falling = best[scored[best]][::-1]
        worst[subject[falling]] = falling
        same = np.array_equal(codes, self._codes) and columns is self._columns
        if not same:
            self.beginResetModel()
        self._columns, self._codes, self._counts, self._means, self._faces = (
            columns,
            codes,
            counts,
            means,
            faces,
        )
        self._worst, self.chosen = worst, chosen
        if not same:
            self.endResetModel()
        elif len(codes):
            self.dataChanged.emit(self.index(0), self.index(len(codes) - 1))

    def subject(self, place: int) -> tuple[str, int, float, int]:
        """Name, photos, mean quality (NaN without any) and the row of the best photo."""
        assert self._columns is not None
        code = int(self._codes[place])
        return (
            self._columns.subjects[code], int(self._counts[code]), float(self._means[code]), int(self._faces[code])
        )  # fmt: skip

    def worst(self, place: int) -> tuple[str, int] | None:
        """Name and quality of the subject's worst photo; None without a scored one."""
        assert self._columns is not None
        row = int(self._worst[int(self._codes[place])])
        if row < 0:
            return None
        return self._columns.path(row).rsplit("/", 1)[-1], int(self._columns.quality[row])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._codes)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid() or index.row() >= len(self._codes):
            return None
        name, number, mean, _ = self.subject(index.row())
        if role == ENTRY_ROLE:
            return Entry("subject", name, "", name, active=name in self.chosen)
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            words = [name, images(number)]
            if mean == mean:  # noqa: PLR0124 - NaN
                words.append(QCoreApplication.translate("Sources", "mean quality {0}").format(round(mean)))
            worst = self.worst(index.row())
            if worst is not None:
                words.append(
                    QCoreApplication.translate("Sources", "worst photo {0}, quality {1}").format(*worst)
                )
            return ", ".join(words)
        return None


def _facts(number: int, worst: tuple[str, int] | None) -> str:
    if worst is None or number < 2:
        return images(number)
    return QCoreApplication.translate("Sources", "{0}, lowest {1}").format(images(number), worst[1])


def _paint_ground(painter: QPainter, rect: QRectF, option: QStyleOptionViewItem, *, active: bool) -> None:
    tokens = theme().tokens
    painter.setPen(Qt.PenStyle.NoPen)
    if active:
        painter.setBrush(QColor(tokens.sel))
        painter.drawRoundedRect(rect, 6, 6)
        painter.setBrush(QColor(tokens.acc))
        painter.drawRoundedRect(QRectF(rect.x(), rect.y() + 2, 2, rect.height() - 4), 1, 1)
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.setBrush(QColor(tokens.bg2))
        painter.drawRoundedRect(rect, 6, 6)
    if option.state & QStyle.StateFlag.State_HasFocus:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tokens.acc), 2))
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)


class EntryDelegate(QStyledItemDelegate):
    """Icon, words, number."""

    rail = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(32, max(30, scaled(28)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ENTRY_ROLE)
        tokens = theme().tokens
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect).adjusted(0, 1, 0, -1)
        _paint_ground(painter, rect, option, active=entry.active)
        tone = tokens.line2 if entry.faint else tokens.t1 if entry.active else getattr(tokens, entry.tone)
        mark = pixmap(entry.icon, 16, tone, painter.device().devicePixelRatioF())
        left = rect.center().x() - 8 if self.rail else rect.x() + 10
        painter.drawPixmap(round(left), round(rect.center().y() - 8), mark)
        if not self.rail:
            self._paint_words(painter, rect, entry)
        painter.restore()

    @staticmethod
    def _paint_words(painter: QPainter, rect: QRectF, entry: Entry) -> None:
        tokens = theme().tokens
        painter.setFont(font("secondary"))
        painter.setPen(QColor(tokens.acc if entry.working else tokens.t1 if entry.active else tokens.t3))
        ends = rect.adjusted(34, 0, -10, 0)
        painter.drawText(ends, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, entry.number)
        taken = painter.fontMetrics().horizontalAdvance(entry.number)
        painter.setFont(font("body"))
        painter.setPen(QColor(tokens.line2 if entry.faint else tokens.t1))
        room = int(ends.width() - taken - 8)
        words = painter.fontMetrics().elidedText(entry.text, Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(ends, Qt.AlignmentFlag.AlignVCenter, words)


class SubjectDelegate(QStyledItemDelegate):
    """Face, name, number of photos, bar and mean."""

    def __init__(self, picture: Callable[[int], tuple[QImage | None, QRectF]]) -> None:
        super().__init__()
        self._picture = picture
        self._avatars: OrderedDict[tuple[int, float], QPixmap] = OrderedDict()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, scaled(38))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, SubjectModel)
        name, number, mean, row = model.subject(index.row())
        tokens = theme().tokens
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect).adjusted(0, 1, 0, -1)
        _paint_ground(painter, rect, option, active=name in model.chosen)
        circle = QRectF(rect.x() + 8, rect.center().y() - _AVATAR / 2, _AVATAR, _AVATAR)
        self._paint_face(painter, circle, row)
        bar_width = 44.0 if rect.width() > 190 else 0.0
        words = QRectF(
            circle.right() + 8, rect.y() + 2, rect.right() - circle.right() - 8 - bar_width - 46, scaled(17)
        )
        painter.setFont(font("body"))
        painter.setPen(QColor(tokens.t1))
        middle = Qt.AlignmentFlag.AlignVCenter
        short = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, int(words.width()))
        painter.drawText(words, middle, short)
        painter.setFont(font("caption"))
        painter.setPen(QColor(tokens.t3))
        told = _facts(number, model.worst(index.row()))
        if painter.fontMetrics().horizontalAdvance(told) > words.width():
            told = images(number)  # the rest is in the tip
        told = painter.fontMetrics().elidedText(told, Qt.TextElideMode.ElideRight, int(words.width()))
        painter.drawText(words.translated(0, scaled(16)), middle, told)
        if mean == mean:  # noqa: PLR0124 - NaN
            value = round(mean)
            if bar_width:
                bar = QRectF(rect.right() - 44 - bar_width, rect.center().y() - 2, bar_width, 4)
                paint_quality_bar(painter, bar, value, tokens)
            painter.setFont(font("strong"))
            painter.setPen(QColor(tokens.t1))
            painter.drawText(rect.adjusted(0, 0, -10, 0), middle | Qt.AlignmentFlag.AlignRight, str(value))
        painter.restore()

    def _paint_face(self, painter: QPainter, circle: QRectF, row: int) -> None:
        tokens = theme().tokens
        shape = QPainterPath()
        shape.addEllipse(circle)
        painter.fillPath(shape, QColor(tokens.bg3))
        image, part = self._picture(row)
        if image is None or image.isNull():
            return
        scale = painter.device().devicePixelRatioF()
        key = (image.cacheKey(), scale)
        made = self._avatars.get(key)
        if made is None:
            side = round(_AVATAR * scale)
            ways = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            made = QPixmap.fromImage(image.copy(part.toRect()).scaled(side, side, *ways))
            made.setDevicePixelRatio(scale)
            self._avatars[key] = made
            if len(self._avatars) > _MOST_AVATARS:
                self._avatars.popitem(last=False)
        painter.setClipPath(shape)
        painter.drawPixmap(circle.topLeft(), made)
        painter.setClipping(False)


class EntryView(QListView):
    """A list whose lines filter: click or Enter alone, with Ctrl besides what is chosen already."""

    chosen = Signal(object, bool)  # Entry, whether it is added

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)  # 50,000 subjects at once would hold the window
        self.setBatchSize(500)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and index.isValid():
            self._choose(index, event.modifiers())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (
            event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
            and self.currentIndex().isValid()
        ):
            self._choose(self.currentIndex(), event.modifiers())
        elif event.text() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # letters are decisions, not a search
        else:
            super().keyPressEvent(event)

    def _choose(self, index: QModelIndex, modifiers: Qt.KeyboardModifier) -> None:
        entry: Entry = replace(index.data(ENTRY_ROLE))
        self.chosen.emit(entry, bool(modifiers & Qt.KeyboardModifier.ControlModifier))

    def fit(self, most: int = 100) -> None:
        """As high as its lines, up to some number of them."""
        rows = min(most, self.model().rowCount())
        self.setFixedHeight(rows * max(30, scaled(28)) + 2)
