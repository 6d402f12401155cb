"""Another face of a photo as the one its row is about: a step like any other, with a way back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QCoreApplication

from faceqnet_engine.assessment import Assessment
from faceqnet_gui.session.decisions import Command, Step
from faceqnet_gui.session.rows import Box

if TYPE_CHECKING:
    from faceqnet_gui.session.session import Session


@dataclass(frozen=True, slots=True)
class _State:
    row: Assessment
    box: Box | None


class FaceStep(Command):
    """Puts the row of another face in a photo's place."""

    def __init__(self, session: Session, index: int, row: Assessment, place: Any) -> None:
        number = (row.face or 0) + 1
        photo = row.path.rsplit("/", 1)[-1]

        def name() -> str:
            return QCoreApplication.translate("Steps", "Face {0} of {1}").format(number, photo)

        super().__init__(Step(name, np.array([index], np.int64), place))
        columns = session.columns
        self._session, self._index = session, index
        self._before = _State(columns.row(index), columns.chosen.get(index))
        self._after = _State(row, row.box if row.face else None)
        self._done_before = False

    def redo(self) -> None:
        """Also called when the step is made."""
        self._put(self._after)
        if self._done_before:
            self._session.decisions.went.emit(self.step, False)
        self._done_before = True

    def undo(self) -> None:
        """Back to the face before."""
        self._put(self._before)
        self._session.decisions.went.emit(self.step, True)

    def _put(self, state: _State) -> None:
        self._session.put_face(self._index, state.row, state.box)
