"""What was measured on one face."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.measures.catalogue import CATALOGUE, IDS, INDEX

NO_COMPONENT = -1


class Note(StrEnum):
    """Why a measure has no value, or what its value rests on. Words: `resources/words/measures.toml`."""

    FIVE_POINTS = "five-points"
    """Approximate: from five landmarks, because the mesh does not fit this face."""
    NO_MESH = "no-mesh"
    """Not assessed: needs the mesh, which does not fit this face."""
    GREY = "grey"
    """Not assessed as colour: the photo has none."""
    NO_REGION = "no-region"
    """Not assessed: too little of what it looks at is in the photo."""
    TOO_SMALL = "too-small"
    """Not assessed: the face has too few pixels."""
    NOT_MEASURED = "not-measured"
    """Not assessed: measures were switched off, or the row comes from a file without them."""


_CODES = {note: code for code, note in enumerate(Note, start=1)}
_NOTES = dict(enumerate(Note, start=1))


@dataclass(frozen=True, slots=True, eq=False)
class Measures:
    """Natives and components of one face, in the order of the catalogue.

    Attributes:
        natives: (k,) float32, NaN where not assessed.
        components: (k,) int16 0..100, -1 where not assessed.
        notes: (k,) uint8, 0 or the code of a Note.
    """

    natives: NDArray[np.float32]
    components: NDArray[np.int16]
    notes: NDArray[np.uint8]

    @staticmethod
    def of(natives: Mapping[str, float | None], notes: Mapping[str, Note] | None = None) -> Measures:
        """From natives by name; None and what is absent are not assessed.

        Raises:
            KeyError: a name that the catalogue does not have.
        """
        values = np.full(len(IDS), np.nan, np.float32)
        components = np.full(len(IDS), NO_COMPONENT, np.int16)
        codes = np.zeros(len(IDS), np.uint8)
        for name, native in natives.items():
            k = INDEX[name]
            if native is not None and math.isfinite(native):
                # The component belongs to the native as it is written down, so that files give the same one back.
                values[k] = np.float32(f"{native:.6g}")
                components[k] = CATALOGUE[k].component(float(values[k]))
        for name, note in (notes or {}).items():
            codes[INDEX[name]] = _CODES[note]
        return Measures(values, components, codes)

    def native(self, measure: str) -> float | None:
        """The native, None where not assessed."""
        value = float(self.natives[INDEX[measure]])
        return None if math.isnan(value) else value

    def component(self, measure: str) -> int | None:
        """The component, None where not assessed."""
        value = int(self.components[INDEX[measure]])
        return None if value == NO_COMPONENT else value

    def note(self, measure: str) -> Note | None:
        """Why there is no value, or what it rests on."""
        return _NOTES.get(int(self.notes[INDEX[measure]]))

    def packed(self) -> list[list[float | int | None]]:
        """As plain lists for JSON; `unpacked` gives it back."""
        natives = [None if math.isnan(v) else float(f"{v:.6g}") for v in self.natives.tolist()]
        return [natives, self.notes.tolist()]

    @staticmethod
    def unpacked(packed: list[list[float | int | None]]) -> Measures:
        """What `packed` made.

        Raises:
            ValueError: of another length: written by another version.
        """
        natives, codes = packed
        if len(natives) != len(IDS) or len(codes) != len(IDS):
            raise ValueError("measures of another version")
        found = Measures.of(dict(zip(IDS, natives, strict=True)))
        return Measures(found.natives, found.components, np.array(codes, np.uint8))

    @property
    def noted(self) -> dict[str, Note]:
        """All notes by measure."""
        return {IDS[k]: _NOTES[int(self.notes[k])] for k in np.flatnonzero(self.notes)}

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Measures):
            return NotImplemented
        return (
            np.array_equal(self.natives, other.natives, equal_nan=True)
            and np.array_equal(self.components, other.components)
            and np.array_equal(self.notes, other.notes)
        )

    def __hash__(self) -> int:
        return hash((self.components.tobytes(), self.notes.tobytes()))
