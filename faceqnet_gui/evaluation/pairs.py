"""Pairs of faces side by side: the errors at a point of the curve, likely wrong labels, duplicates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QToolTip,
)

from faceqnet_engine.assessment import Assessment
from faceqnet_gui.evaluation.card import CARD_ROLE, Card, CardPainter
from faceqnet_gui.evaluation.words import signed
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.words import decision_look, quality_word
from faceqnet_gui.session.columns import Columns
from faceqnet_gui.session.marks import Decision, Mark
from faceqnet_gui.worker.evaluations import Evaluated
from faceqnet_gui.worker.faces import Faces

_LEAST, _WIDEST = 236, 300


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
        self.setItemDelegate(CardPainter(self))
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

    def mark(self, image: int) -> Mark:
        """What was said about it."""
        assert self._found is not None
        columns, row = self._columns(), self._found.row_of(image)
        decision = Decision(int(columns.decision[row]))
        return Mark(
            decision, int(columns.stars[row]), columns.notes.get(row, ""), columns.remarks.get(row, "")
        )

    def _describe(self, card: Card) -> str:
        sides = [i for i in (card.first, card.second) if i >= 0]
        parts = [
            self.tr("{0}, quality {1}, {2}, {3}").format(
                self.name(i),
                self.quality(i),
                quality_word(self.quality(i)),
                ", ".join(w for w in (decision_look(self.mark(i).decision)[2], self.mark(i).remark) if w),
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
