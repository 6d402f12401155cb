"""The measures of one photo as bars: grouped, with limit ticks, natives and what is not assessed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QT_TRANSLATE_NOOP,
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from faceqnet_engine.assessment import Assessment
from faceqnet_engine.measures.catalogue import CATALOGUE, NOT_ASSESSED, Group
from faceqnet_engine.measures.judging import Judgement, Line, State
from faceqnet_engine.measures.words import group_label
from faceqnet_gui.desk.rows_model import Index
from faceqnet_gui.look.fonts import font, scaled
from faceqnet_gui.look.icons import pixmap
from faceqnet_gui.look.measure_words import (
    STATE_LOOK,
    explained,
    label_of,
    language,
    limit_words,
    native_text,
    ticks,
    tr,
)
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.tokens import band_of

translate = QCoreApplication.translate

ITEM_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_LINE, _HEAD = 24, 30
_ICON, _BAR, _NUMBER, _NATIVE = 24, 62, 30, 78
_BAR_HEIGHT = 5


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the list: a measure, or the head of a group (without `measure`).

    Attributes:
        measure: Its id, empty for a head.
        label: Name of the measure or the group.
        state: What the profile says, None where it has no limit.
        component: 0..100, None where not assessed.
        native: With unit.
        limit: Where ticks stand, 0..100.
        tip: Everything about it, put in words when it is asked for.
        spoken: The line in words.
    """

    measure: str
    label: str
    state: State | None = None
    component: int | None = None
    native: str = ""
    limit: tuple[float, ...] = ()
    tip: Callable[[], str] = str
    spoken: str = ""


def items_of(row: Assessment, judgement: Judgement | None) -> list[Item]:
    """All measures of a photo in groups, then what this program does not assess."""
    lines = {line.limit.measure: line for line in judgement.lines} if judgement is not None else {}
    found: list[Item] = []
    for group in Group:
        found.append(Item("", group_label(group.value, language())))
        found += [_item(row, r.id, lines.get(r.id)) for r in CATALOGUE if r.group is group]
    found.append(Item("", translate("Profiles", "Not assessed by this program")))
    return found + [_item(row, measure, None) for measure in NOT_ASSESSED]


_WORDS = (
    QT_TRANSLATE_NOOP("Profiles", "Not assessed by this program"),
    QT_TRANSLATE_NOOP("Profiles", "{0}: not assessed"),
    QT_TRANSLATE_NOOP("Profiles", "{0}: {1} of 100, {2}"),
)


def _item(row: Assessment, measure: str, line: Line | None) -> Item:
    label = label_of(measure)
    known = row.measures is not None and measure not in NOT_ASSESSED
    component = row.measures.component(measure) if known and row.measures is not None else None
    native = row.measures.native(measure) if known and row.measures is not None else None
    text = native_text(measure, native)
    state = State.NOT_ASSESSED if component is None else line.state if line is not None else None
    if component is None:
        spoken = translate("Profiles", "{0}: not assessed").format(label)
    else:
        spoken = translate("Profiles", "{0}: {1} of 100, {2}").format(label, component, text)
    if line is not None and component is not None:
        spoken += f", {tr(STATE_LOOK[line.state][2])}. {limit_words(line)}"
    return Item(
        measure, label, state, component, text, ticks(line), partial(explained, row, measure, line), spoken
    )  # fmt: skip


class MeasuresModel(QAbstractListModel):
    """The lines of one photo."""

    def __init__(self) -> None:
        super().__init__()
        self._items: list[Item] = []

    def set_items(self, items: list[Item]) -> None:
        """Other values; the same lines keep their place and the current one."""
        if [i.measure for i in items] == [i.measure for i in self._items] and items:
            self._items = items
            self.dataChanged.emit(self.index(0), self.index(len(items) - 1))
            return
        self.beginResetModel()
        self._items = items
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid() or index.row() >= len(self._items):
            return None
        item = self._items[index.row()]
        if role == ITEM_ROLE:
            return item
        if role == Qt.ItemDataRole.DisplayRole:
            return item.label
        if role == Qt.ItemDataRole.ToolTipRole:
            return item.tip() or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return item.spoken or item.label
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or not self._items[index.row()].measure:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def place_of(self, measure: str) -> int:
        """The line of a measure, -1 for none."""
        return next((n for n, item in enumerate(self._items) if item.measure == measure), -1)


class _Delegate(QStyledItemDelegate):
    """Icon, name, bar with ticks, number, native."""

    def __init__(self) -> None:
        super().__init__()
        self.active = ""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, scaled(_LINE if index.data(ITEM_ROLE).measure else _HEAD))

    def paint(self, p: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item: Item = index.data(ITEM_ROLE)
        rect, tokens = QRectF(option.rect), theme().tokens
        p.save()
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not item.measure:
            p.setFont(font("section"))
            p.setPen(QColor(tokens.t3))
            p.drawText(rect.adjusted(16, 8, -16, 0), Qt.AlignmentFlag.AlignVCenter, item.label)
            p.restore()
            return
        if item.measure == self.active or option.state & QStyle.StateFlag.State_MouseOver:
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(QColor(tokens.sel if item.measure == self.active else tokens.bg2))
            p.drawRoundedRect(rect.adjusted(8, 0, -8, 0), 6, 6)
        inner = rect.adjusted(16, 0, -16, 0)
        if item.state is not None:
            name, role, _ = STATE_LOOK[item.state]
            scale = p.device().devicePixelRatioF()
            mark = pixmap(name, 14, getattr(tokens, role), scale)
            p.drawPixmap(inner.topLeft() + QPointF(0, (inner.height() - 14) / 2), mark)
        self._paint_words(p, inner, item)
        if option.state & QStyle.StateFlag.State_HasFocus:
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.setPen(QPen(QColor(tokens.acc), 2))
            p.drawRoundedRect(rect.adjusted(9, 1, -9, -1), 6, 6)
        p.restore()

    def _paint_words(self, p: QPainter, inner: QRectF, item: Item) -> None:
        tokens = theme().tokens
        p.setFont(font("secondary"))
        missed = item.state in {State.FAILS, State.ADVISES}
        p.setPen(QColor(tokens.t1 if missed else tokens.t2))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        metrics = QFontMetrics(p.font())
        if item.component is None:
            words = translate("Profiles", "not assessed")
            room = metrics.horizontalAdvance(words) + 12
            name = inner.adjusted(_ICON, 0, -room, 0)
            p.drawText(name, Qt.AlignmentFlag.AlignVCenter, _elided(metrics, item.label, name))
            p.setPen(QColor(tokens.t3))
            p.drawText(inner, right, words)
            return
        name = inner.adjusted(_ICON, 0, -_NATIVE - _NUMBER - _BAR - 10, 0)
        p.drawText(name, Qt.AlignmentFlag.AlignVCenter, _elided(metrics, item.label, name))
        native = QRectF(inner.right() - _NATIVE, inner.y(), _NATIVE, inner.height())
        p.setPen(QColor(tokens.t3))
        p.drawText(native, right, _elided(metrics, item.native, native))
        number = QRectF(native.left() - _NUMBER, inner.y(), _NUMBER, inner.height())
        p.setPen(QColor(tokens.t1))
        p.setFont(font("strong"))
        p.drawText(number, right, str(item.component))
        bar = QRectF(number.left() - _BAR, inner.center().y() - _BAR_HEIGHT / 2, _BAR, _BAR_HEIGHT)
        paint_limit_bar(p, bar, item.component, item.limit)


def paint_limit_bar(p: QPainter, bar: QRectF, component: int, limit: tuple[float, ...]) -> None:
    """A bar of 0..100 in its band's colour; ticks stand where the limit lies, higher than the bar."""
    tokens = theme().tokens
    radius = bar.height() / 2
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(QColor(tokens.bg3))
    p.drawRoundedRect(bar, radius, radius)
    if component > 0:
        filled = QRectF(bar.x(), bar.y(), max(bar.height(), bar.width() * component / 100), bar.height())
        p.setBrush(QColor(tokens.bands[band_of(component)]))
        p.drawRoundedRect(filled, radius, radius)
    for edge in limit:
        x = bar.x() + bar.width() * max(0.0, min(100.0, edge)) / 100
        tick = QRectF(x - 1, bar.center().y() - 6, 2, 12)
        p.setBrush(QColor(tokens.bg1))
        p.drawRect(tick.adjusted(-1, 0, 1, 0))
        p.setBrush(QColor(tokens.t1))
        p.drawRect(tick)


def _elided(metrics: QFontMetrics, text: str, rect: QRectF) -> str:
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()))


class MeasuresList(QListView):
    """All measures; a click or Enter shows on the photo what one looked at, and again hides it."""

    chosen = Signal(str)
    """A measure's id, or nothing to hide what is shown."""

    def __init__(self) -> None:
        super().__init__()
        self._delegate, self._model = _Delegate(), MeasuresModel()
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setObjectName("measures")
        self.clicked.connect(lambda index: self.toggle(index.data(ITEM_ROLE).measure))
        theme().changed.connect(self.viewport().update)

    @property
    def active(self) -> str:
        """The measure that is shown on the photo, empty for none."""
        return self._delegate.active

    def set_active(self, measure: str) -> None:
        """Mark a measure as shown without announcing it."""
        self._delegate.active = measure
        place = self._model.place_of(measure)
        if place >= 0:
            self.setCurrentIndex(self._model.index(place))
        self.viewport().update()

    def toggle(self, measure: str) -> None:
        """Show what a measure looked at, or hide it again."""
        if not measure:
            return
        self.set_active("" if measure == self.active else measure)
        self.chosen.emit(self.active)

    def show_items(self, items: list[Item]) -> None:
        """Other values."""
        self._model.set_items(items)
        self.setFixedHeight(sum(scaled(_LINE if item.measure else _HEAD) for item in items) + 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and index.isValid():
            self.toggle(index.data(ITEM_ROLE).measure)
        elif event.key() == Qt.Key.Key_Space:
            event.ignore()  # the window shows the bare picture
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._model.rowCount() > 1:
            self.setCurrentIndex(self._model.index(1))
