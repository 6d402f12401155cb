"""Pairs of faces side by side: the errors at a point of the curve, likely wrong labels, duplicates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from faceqnet_engine.assessment import Assessment
from faceqnet_gui.evaluation.words import signed
from faceqnet_gui.look.fonts import font
from faceqnet_gui.look.icons import pixmap
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.words import quality_word
from faceqnet_gui.session.columns import Columns
from faceqnet_gui.session.marks import Decision
from faceqnet_gui.worker.evaluations import Evaluated
from faceqnet_gui.worker.faces import Faces

CARD_ROLE = Qt.ItemDataRole.UserRole + 1
_GAP, _INSIDE = 8.0, 10.0
_LEAST, _WIDEST = 236, 300
_FACE = 124.0


@dataclass(frozen=True, slots=True)
class Card:
    """Two images of the study beside each other.

    Attributes:
        first: Its number.
        second: The other's; -1 for none.
        similarity: Of both; NaN where it is not known.
        words: Why it is shown; empty for errors, where the similarity says it.
    """

    first: int
    second: int
    similarity: float
    words: str = ""

    def image(self, side: int) -> int:
        """The image on a side."""
        return self.second if side else self.first


class _Model(QAbstractListModel):
    def __init__(self, describe: Callable[[Card], str]) -> None:
        super().__init__()
        self.cards: Sequence[Card] = ()
        self._describe = describe

    def set_cards(self, cards: Sequence[Card]) -> None:
        """Other cards."""
        self.beginResetModel()
        self.cards = cards
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.cards)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if not index.isValid():
            return None
        card = self.cards[index.row()]
        if role == CARD_ROLE:
            return card
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole}:
            return self._describe(card)
        return None


def _face_side(width: float) -> float:
    """Side of a face in a card of that width."""
    return min((width - 3 * _INSIDE) / 2, _FACE)


class _Painter(QStyledItemDelegate):
    """Two faces, their qualities and names, and the similarity against the match limit."""

    def __init__(self, view: Cards) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Any) -> QSize:
        high = _face_side(self._view.card_width - _GAP) + 78 + (32 if self._view.worded else 0)
        return QSize(self._view.card_width, round(high))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        card: Card = index.data(CARD_ROLE)
        tokens = theme().tokens
        rect = QRectF(option.rect).adjusted(_GAP / 2, _GAP / 2, -_GAP / 2, -_GAP / 2)
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.sel if current else tokens.bg2))
        painter.drawRoundedRect(rect, 8, 8)
        for side in (0, 1):
            self._paint_side(painter, rect, card, side, current and self._view.side == side)
        below = rect.y() + _face_side(rect.width())
        self._paint_similarity(painter, QRectF(rect.x(), below + 44, rect.width(), 22), card)
        if card.words:
            painter.setFont(font("caption"))
            painter.setPen(QColor(tokens.t2))
            place = QRectF(rect.x() + _INSIDE, below + 64, rect.width() - 2 * _INSIDE, 32)
            painter.drawText(place, Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop, card.words)
        painter.restore()

    def _paint_side(self, p: QPainter, rect: QRectF, card: Card, side: int, current: bool) -> None:
        tokens = theme().tokens
        half = (rect.width() - 3 * _INSIDE) / 2
        x = rect.x() + _INSIDE + side * (half + _INSIDE)
        side_px = _face_side(rect.width())
        box = QRectF(x + (half - side_px) / 2, rect.y() + _INSIDE, side_px, side_px)
        image = card.image(side)
        shape = QPainterPath()
        shape.addRoundedRect(box, 6, 6)
        p.fillPath(shape, QColor(tokens.bg3))
        if image < 0:
            p.setFont(font("caption"))
            p.setPen(QColor(tokens.t3))
            p.drawText(box, Qt.AlignmentFlag.AlignCenter, "–")
            return
        face = self._view.face(image)
        if face is not None and not face.isNull():
            p.setClipPath(shape)
            p.drawImage(box, face)
            p.setClipping(False)
        elif face is not None:
            p.drawPixmap(
                box.center() - QPointF(12, 12),
                pixmap("image-off", 24, tokens.line2, p.device().devicePixelRatioF()),
            )
        self._paint_decision(p, box, self._view.decision(image))
        if current:
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.setPen(QPen(QColor(tokens.acc), 2))
            p.drawRoundedRect(box.adjusted(-3, -3, 3, 3), 8, 8)
        p.setFont(font("strong"))
        p.setPen(QColor(tokens.t1))
        line = QRectF(x, box.bottom() + 5, half, 16)
        p.drawText(line, Qt.AlignmentFlag.AlignHCenter, str(self._view.quality(image)))
        p.setFont(font("caption"))
        p.setPen(QColor(tokens.t2))
        name = p.fontMetrics().elidedText(self._view.name(image), Qt.TextElideMode.ElideMiddle, int(half))
        p.drawText(QRectF(x, box.bottom() + 21, half, 15), Qt.AlignmentFlag.AlignHCenter, name)

    @staticmethod
    def _paint_decision(p: QPainter, box: QRectF, decision: Decision) -> None:
        if decision is Decision.UNDECIDED:
            return
        tokens = theme().tokens
        accepted = decision is Decision.ACCEPTED
        disc = QRectF(box.x() + 6, box.y() + 6, 22, 22)
        p.setPen(QPen(QColor(0, 0, 0, 190), 2))
        p.setBrush(QColor(tokens.pass_ if accepted else tokens.fail))
        p.drawEllipse(disc)
        colour = tokens.on_pass if accepted else tokens.on_fail
        mark = pixmap("check" if accepted else "x", 14, colour, p.device().devicePixelRatioF())
        p.drawPixmap(disc.center() - QPointF(7, 7), mark)

    def _paint_similarity(self, p: QPainter, rect: QRectF, card: Card) -> None:
        tokens = theme().tokens
        low, high, limit = self._view.scale
        if not np.isfinite(card.similarity):
            return
        words = QCoreApplication.translate("Cards", "similarity {0}, limit {1}").format(
            signed(card.similarity, 2), signed(limit, 2)
        )
        p.setFont(font("caption"))
        p.setPen(QColor(tokens.t2))
        inner = rect.adjusted(_INSIDE, 0, -_INSIDE, 0)
        wide = min(inner.width(), p.fontMetrics().horizontalAdvance(words) + 2.0)
        p.drawText(
            QRectF(inner.right() - wide, inner.y(), wide, inner.height()),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
            words,
        )
        bar = QRectF(inner.x(), inner.center().y() - 2, max(0.0, inner.width() - wide - 10), 4)
        if bar.width() < 20:
            return

        def at(value: float) -> float:
            return bar.x() + bar.width() * float(np.clip((value - low) / (high - low), 0, 1))

        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(QColor(tokens.bg3))
        p.drawRoundedRect(bar, 2, 2)
        fails = card.similarity < limit
        p.setBrush(QColor(tokens.fail if fails else tokens.pass_))
        p.drawRoundedRect(QRectF(bar.x(), bar.y(), max(3.0, at(card.similarity) - bar.x()), 4), 2, 2)
        p.setBrush(QColor(tokens.t1))
        p.drawRect(QRectF(at(limit) - 1, bar.y() - 3, 2, 10))


class Cards(QListView):
    """Cards with exactly one current image: arrows go from image to image, decisions act on it."""

    opened = Signal(int)  # row of the session
    moved = Signal()

    def __init__(self, faces: Faces, columns: Callable[[], Columns], *, worded: bool = False) -> None:
        super().__init__()
        self._faces, self._columns, self.worded = faces, columns, worded
        self._found: Evaluated | None = None
        self._rows: dict[int, Assessment] = {}
        self.side = 0
        self.card_width = _LEAST
        self.scale = (0.0, 1.0, 0.5)
        self._model = _Model(self._describe)
        self.setModel(self._model)
        self.setItemDelegate(_Painter(self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().setSingleStep(40)
        self.selectionModel().currentChanged.connect(self._current_moved)
        self.activated.connect(self._open)
        faces.ready.connect(self.viewport().update)
        theme().changed.connect(self.viewport().update)

    # ---- what it shows

    def show_cards(self, found: Evaluated | None, cards: Sequence[Card]) -> None:
        """Other cards; the first image is current."""
        if found is not self._found:
            self._rows.clear()
        self._found = found
        if found is not None:
            mated = found.study.mated
            low, high = (float(v) for v in np.quantile(mated, (0.001, 0.999)))
            limit = found.study.threshold
            pad = max(1e-3, 0.05 * (high - low))
            self.scale = (min(low, limit) - pad, max(high, limit) + pad, limit)
        self.side = 0
        self._model.set_cards(cards)
        if cards:
            self.setCurrentIndex(self._model.index(0))

    @property
    def cards(self) -> Sequence[Card]:
        """What is shown."""
        return self._model.cards

    @property
    def current_card(self) -> Card | None:
        """The card that keys act on."""
        index = self.currentIndex()
        return self._model.cards[index.row()] if index.isValid() else None

    @property
    def current_row(self) -> int | None:
        """The session's row of the image that keys act on."""
        card = self.current_card
        if card is None or self._found is None or card.image(self.side) < 0:
            return None
        return self._found.row_of(card.image(self.side))

    def row(self, image: int) -> Assessment:
        """The row of an image."""
        assert self._found is not None
        if image not in self._rows:
            self._rows[image] = self._columns().row(self._found.row_of(image))
        return self._rows[image]

    def face(self, image: int) -> Any:
        """Its face, if it is here."""
        return self._faces.face(self.row(image))

    def quality(self, image: int) -> int:
        """Its quality."""
        assert self._found is not None
        return int(self._found.quality[image])

    def name(self, image: int) -> str:
        """Its file's name."""
        return self.row(image).path.rsplit("/", 1)[-1]

    def decision(self, image: int) -> Decision:
        """What was decided about it."""
        assert self._found is not None
        return Decision(int(self._columns().decision[self._found.row_of(image)]))

    def _describe(self, card: Card) -> str:
        sides = [i for i in (card.first, card.second) if i >= 0]
        parts = [
            self.tr("{0}, quality {1}, {2}").format(
                self.name(i), self.quality(i), quality_word(self.quality(i))
            )
            for i in sides
        ]
        if np.isfinite(card.similarity):
            parts.append(self.tr("similarity {0}").format(signed(card.similarity, 2)))
        return "; ".join([*parts, *([card.words] if card.words else [])])

    # ---- hands

    def _current_moved(self) -> None:
        self.viewport().update()
        self.moved.emit()

    def _open(self) -> None:
        row = self.current_row
        if row is not None:
            self.opened.emit(row)

    def _side_at(self, x: float, index: QModelIndex) -> int:
        rect = self.visualRect(index)
        card = self._model.cards[index.row()]
        return int(x > rect.center().x() and card.second >= 0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.side = self._side_at(event.position().x(), index)
        super().mousePressEvent(event)
        self._current_moved()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        card, step = self.current_card, {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if card is None or not step:
            super().keyPressEvent(event)
            return
        place, images = self.currentIndex().row(), 2 if card.second >= 0 else 1
        if 0 <= self.side + step < images:
            self.side += step
        elif 0 <= place + step < len(self.cards):
            self.side = 0 if step > 0 else int(self.cards[place + step].second >= 0)
            self.setCurrentIndex(self._model.index(place + step))
        self._current_moved()

    def next_card(self) -> bool:
        """Go on; the end holds, and is told by False."""
        place = self.currentIndex().row() + 1
        if place >= len(self.cards):
            return False
        self.setCurrentIndex(self._model.index(place))
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        room = self.viewport().width() - 2
        columns = max(1, room // _WIDEST)
        self.card_width = max(_LEAST, room // columns) if columns > 1 else min(max(room, _LEAST), 360)
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            assert isinstance(event, QHelpEvent)
            index = self.indexAt(event.pos())
            if index.isValid():
                image = self._model.cards[index.row()].image(self._side_at(event.pos().x(), index))
                words = self.tr("Quality {0}, {1}: better than {0} % of the reference photos").format(
                    self.quality(image), quality_word(self.quality(image))
                )
                QToolTip.showText(event.globalPos(), f"{self.row(image).path}\n{words}", self)
                return True
        return super().viewportEvent(event)


def errors_at(found: Evaluated, method: int, share: float, order: str) -> list[Card]:
    """The pairs that fail with the lowest share of comparisons discarded, as cards.

    Args:
        found: The evaluation.
        method: Whose order discards.
        share: Discarded, 0..1.
        order: `next`, those that the limit would take next first; `highest`, those in spite of quality first; or
            `gone`, errors that were discarded, the last one first.
    """
    study = found.study
    name = study.methods[method].name
    quality = np.asarray(found.labelled.qualities[name])[study.used]
    first, second = study.comparisons.mated
    lower = np.minimum(quality[first], quality[second])
    wrong = np.flatnonzero(study.errors)
    ordered = np.sort(lower)
    count = min(len(ordered), round(share * len(ordered)))
    edge = ordered[count] if count < len(ordered) else np.inf
    left = lower[wrong] >= edge
    chosen = wrong[~left] if order == "gone" else wrong[left]
    sign = 1 if order == "next" else -1
    chosen = chosen[np.argsort(sign * lower[chosen], kind="stable")]
    worse = quality[first[chosen]] <= quality[second[chosen]]
    return [
        Card(int(a if w else b), int(b if w else a), float(s))
        for a, b, s, w in zip(first[chosen], second[chosen], study.mated[chosen], worse, strict=True)
    ]


def suspect_cards(found: Evaluated, words: Callable[[Any], str]) -> list[Card]:
    """Likely wrong labels."""
    return [
        Card(s.image, s.other, s.other_best if s.other >= 0 else s.own_best, words(s))
        for s in found.study.doubts.suspects
    ]


def duplicate_cards(found: Evaluated, words: Callable[[Any], str]) -> list[Card]:
    """Images that are the same or nearly."""
    return [Card(d.first, d.second, d.similarity, words(d)) for d in found.study.doubts.duplicates]
