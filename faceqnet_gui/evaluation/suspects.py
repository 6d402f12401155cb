"""Likely wrong labels and duplicates, with the evidence; decided with the keys of triage."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from faceqnet_gui.evaluation import words
from faceqnet_gui.evaluation.pairs import Cards, duplicate_cards, errors_at, suspect_cards
from faceqnet_gui.look.widgets import label
from faceqnet_gui.look.words import count
from faceqnet_gui.session.columns import Columns
from faceqnet_gui.worker.evaluations import Evaluated
from faceqnet_gui.worker.faces import Faces

if TYPE_CHECKING:
    from faceqnet_engine.evaluation.suspects import Duplicate, Suspect

_ORDERS = ("next", "highest", "gone")


class Suspects(QWidget):
    """A list of one of both kinds."""

    def __init__(self, faces: Faces, columns: Callable[[], Columns]) -> None:
        super().__init__()
        self._found: Evaluated | None = None
        self.kind = QComboBox()
        self.cards = Cards(faces, columns, worded=True)
        self._note = label(role="secondary", tone="t2")
        self._note.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.addWidget(self.kind)
        row.addWidget(self._note, 1)
        column.addLayout(row)
        column.addWidget(self.cards, 1)
        self.kind.currentIndexChanged.connect(self._fill)

    def retranslate(self) -> None:
        """New words."""
        chosen = max(0, self.kind.currentIndex())
        suspects = [] if self._found is None else self._found.study.doubts.suspects
        duplicates = [] if self._found is None else self._found.study.doubts.duplicates
        self.kind.blockSignals(True)
        self.kind.clear()
        self.kind.addItem(self.tr("Likely wrong labels ({0})").format(count(len(suspects))))
        self.kind.addItem(self.tr("Duplicates ({0})").format(count(len(duplicates))))
        self.kind.setCurrentIndex(chosen)
        self.kind.blockSignals(False)
        self.kind.setAccessibleName(self.tr("Which suspects"))
        self.cards.setAccessibleName(self.tr("Suspects"))
        self._fill()

    def show_evaluation(self, found: Evaluated) -> None:
        """Its doubts."""
        self._found = found
        doubts = found.study.doubts
        self.kind.setCurrentIndex(0 if doubts.suspects or not doubts.duplicates else 1)
        self.retranslate()

    def _fill(self) -> None:
        if self._found is None:
            return
        if self.kind.currentIndex() == 0:
            self.cards.show_cards(self._found, suspect_cards(self._found, self._why))
            some = self.tr(
                "Look before you decide: poor photos end here too. M is a wrong label, R rejects, A accepts."
            )
            none = self.tr("None: every photo matches another of the same person.")
        else:
            self.cards.show_cards(self._found, duplicate_cards(self._found, self._same))
            some = self.tr("The same or nearly: they make errors look rarer. R rejects the current one.")
            none = self.tr("None.")
        self._note.setText(some if self.cards.cards else none)

    def _why(self, s: Suspect) -> str:
        own, other = words.signed(s.own_best, 2), words.signed(s.other_best, 2)
        if s.why == "matches another subject":
            return self.tr("Matches another person ({0}) better than anyone of its own {1} ({2})").format(
                other, count(s.mates + 1), own
            )
        return self.tr("Matches none of {0} photos of its own person, best {1}").format(count(s.mates), own)

    def _same(self, d: Duplicate) -> str:
        if d.same_bytes:
            same, two = self.tr("The same file"), self.tr("The same file, under two people")
        else:
            same, two = self.tr("Nearly the same"), self.tr("Nearly the same, under two people")
        return same if d.same_subject else two


class Errors(QWidget):
    """The right side: pairs that fail at the chosen point."""

    def __init__(self, faces: Faces, columns: Callable[[], Columns]) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._found: Evaluated | None = None
        self._method, self._share = 0, 0.0
        self.order = QComboBox()
        self.order.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.cards = Cards(faces, columns)
        self._title, self._note = label(role="strong"), label(role="secondary", tone="t2")
        for part in (self._title, self._note):
            part.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 14, 8, 8)
        column.setSpacing(6)
        for widget in (self._title, self._note, self.order):
            column.addWidget(widget)
        column.addWidget(self.cards, 1)
        self.order.currentIndexChanged.connect(self._fill)

    def retranslate(self) -> None:
        """New words."""
        chosen = max(0, self.order.currentIndex())
        self.order.blockSignals(True)
        self.order.clear()
        self.order.addItems(
            [self.tr("Next to be discarded"), self.tr("In spite of quality"), self.tr("Already discarded")]
        )
        self.order.setCurrentIndex(chosen)
        self.order.blockSignals(False)
        self.order.setAccessibleName(self.tr("Which errors"))
        self.cards.setAccessibleName(self.tr("Pairs that fail"))
        self._fill()

    def show_point(self, found: Evaluated, method: int, share: float) -> None:
        """The errors of a method with a share of comparisons discarded."""
        self._found, self._method, self._share = found, method, share
        self._fill()

    @property
    def point(self) -> tuple[int, float]:
        """Method and share shown."""
        return self._method, self._share

    def _fill(self) -> None:
        found = self._found
        if found is None:
            return
        method = min(self._method, len(found.study.methods) - 1)
        cards = errors_at(found, method, self._share, _ORDERS[max(0, self.order.currentIndex())])
        self.cards.show_cards(found, cards)
        name = words.method_name(found.study.methods[method].name)
        self._title.setText(
            self.tr("Errors with {0} discarded by {1}").format(words.share(self._share), name)
        )
        self._note.setText(self._words(len(cards), found))

    def _words(self, number: int, found: Evaluated) -> str:
        if number == 0:
            return self.tr("None.")
        limit = words.signed(float(np.float64(found.study.threshold)), 2)
        if number == 1:
            return self.tr("1 pair of one person below the match limit {0}").format(limit)
        return self.tr("{0} pairs of one person below the match limit {1}").format(count(number), limit)
