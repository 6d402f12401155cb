"""Photos with several faces: which one the row is about, chosen by a click or a key, taken back like any step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.assessment import Assessment

if TYPE_CHECKING:
    from faceqnet_gui.desk.window import Window


class ChoosingFaces:
    """Mixed into the window."""

    _faces: tuple[str, tuple[Assessment, ...]] = ("", ())

    def faces_known(self: Window, row: Assessment) -> tuple[Assessment, ...]:
        """All faces of a photo, if they were looked for and the photo is the last one that was."""
        return self._faces[1] if self.session.one_face and self._faces[0] == row.file else ()

    def ask_faces(self: Window, row: Assessment) -> None:
        """Look for the other faces of the photo that is looked at closely: they can be clicked then."""
        several = bool(row.faces and row.faces > 1) and row.frame is None
        if self.view == "single" and several and self.session.one_face and not self.faces_known(row):
            self.other_faces.ask(row, self.scan_options())

    def _take_faces(self: Window, file: str, found: tuple[Assessment, ...]) -> None:
        self._faces = file, found
        if self.current is not None and self.columns.file(self.current) == file:
            row = self.columns.row(self.current)
            self.stack.single_view.show_faces(row, self._siblings(row))

    def can_change_face(self: Window) -> bool:
        """Whether the current photo has another face to go to."""
        return (
            self.view == "single"
            and self.current is not None
            and bool(self._siblings(self.columns.row(self.current)))
        )

    def next_face(self: Window) -> None:
        """The next face of the current photo, by prominence; after the last one the first."""
        if self.current is None:
            return
        row = self.columns.row(self.current)
        numbers = sorted([(row.face or 0), *(other.face or 0 for other in self._siblings(row))])
        if len(numbers) > 1:
            self.choose_face(numbers[(numbers.index(row.face or 0) + 1) % len(numbers)] + 1)

    def choose_face(self: Window, number: int) -> None:
        """Score the face of this number instead; where every face has a row: go to that row."""
        if self.current is None:
            return
        row = self.columns.row(self.current)
        other = next((r for r in self._siblings(row) if (r.face or 0) + 1 == number), None)
        if other is None:
            return
        if not self.session.one_face:
            at = self.columns.index_of(other)
            if at is not None:
                self.pick_row(at)
        elif self.session.file.read_only:
            self.toast.say(self.tr("This session is read-only. Open a copy to choose another face."))
        else:
            self.session.choose_face(self.current, other, place=self.deciding.where())

    def _rescored(self: Window, rows: NDArray[np.int64]) -> None:
        """Rows are about another face now: what was known of them is shown anew, nothing else moves."""
        self.judged.take(rows)
        for model in (self.grid_model, self.table_model):
            model.touch_rows(rows)
        self.refresh(force=True)
