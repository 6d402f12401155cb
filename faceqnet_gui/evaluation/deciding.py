"""Decisions on the photos of Evaluate, by the keys of Triage; they mean the current photo of the list in use."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QObject

from faceqnet_gui.evaluation.pairs import Cards
from faceqnet_gui.session.marks import Decision
from faceqnet_gui.views import EVALUATE, Host


class Deciding(QObject):
    """What keys do to the current photo.

    Args:
        host: The window.
        cards: Gives the list whose current photo is meant, None where none is.
        parent: As Qt's.
    """

    def __init__(self, host: Host, cards: Callable[[], Cards | None], parent: QObject) -> None:
        super().__init__(parent)
        self._host, self._cards = host, cards

    def possible(self) -> bool:
        """Whether a decision would act on a photo."""
        return self._row() is not None

    def decide(self, decision: Decision) -> None:
        """Accept, reject or reopen, and go on to the next pair as triage does."""
        self._decide(decision)

    def wrong_label(self) -> None:
        """Reject as a photo of somebody else; why stands with the decision, in exports too."""
        self._decide(Decision.REJECTED, self.tr("Wrong label"))

    def rate(self, stars: int) -> None:
        """0 to 5 stars; they do not go on."""
        row = self._row()
        if row is not None and self._allowed():
            self._host.session.decisions.rate(np.array([row], np.int64), stars, place=EVALUATE)

    def _decide(self, decision: Decision, remark: str = "") -> None:
        cards, row = self._cards(), self._row()
        if cards is None or row is None or not self._allowed():
            return
        rows = np.array([row], np.int64)
        self._host.session.decisions.decide(rows, decision, remark=remark, place=EVALUATE)
        if self._host.settings.advance and not cards.next_card():
            self._host.toast.say(self.tr("This was the last pair of the list."))

    def _row(self) -> int | None:
        cards = self._cards()
        return None if cards is None else cards.current_row

    def _allowed(self) -> bool:
        if self._host.session.file.read_only:
            self._host.toast.say(self.tr("This session is read-only. Open a copy to decide."))
            return False
        return True
