"""Rows and sessions for the tests of the layer without widgets."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from faceqnet_engine.assessment import SCORED, Assessment, Status
from faceqnet_gui.session.packing import Measuring
from faceqnet_gui.session.session import Session

MEASURES = ("Sharpness", "HeadPoseYaw", "LuminanceMean")


@pytest.fixture
def measured() -> Callable[[dict[str, tuple[tuple[float, ...], tuple[int, ...]]]], Measuring]:
    """Measures by path, as a catalogue would attach them."""
    return lambda values: Measuring(MEASURES, lambda row: values.get(row.path), lambda row, *_: row)


@pytest.fixture
def full_row() -> Callable[..., Assessment]:
    """A row with every field filled, distinct in every number."""

    def make(number: int, root: str = "/photos", **more: object) -> Assessment:
        rng = np.random.default_rng(number)
        found = [s for s in Status if s is not Status.WAITING]  # waiting rows are not stored
        status = found[number % len(found)]
        path = f"subject{number % 7}/photo {number}.jpg"
        row = Assessment(
            path, root, status=status, file=f"{root}/{path}", faces=0, detail=f"kind {number % 3}."
        )
        if status in SCORED:
            floats = iter(rng.uniform(-50, 4000, 15).tolist())
            names = ("box_x", "box_y", "box_w", "box_h", "right_eye_x", "right_eye_y", "left_eye_x", "left_eye_y",
                     "nose_x", "nose_y", "mouth_right_x", "mouth_right_y", "mouth_left_x", "mouth_left_y", "ied")  # fmt: skip
            row = replace(
                row, face=0, faces=1, score=float(rng.random()), quality=int(rng.integers(0, 101)),
                confidence=float(rng.random()), width=4000, height=3000, model="faceqnet-r29@0123abcd",
                sha256=hashlib.sha256(path.encode()).hexdigest(), **{name: next(floats) for name in names},
            )  # fmt: skip
        return replace(row, **more)

    return make


@pytest.fixture
def session(qapp, tmp_path: Path, full_row) -> Iterator[Session]:
    """A session of 60 rows in a file of its own."""
    made = Session.open(tmp_path / "intake.faceqnet")
    made.add([full_row(n) for n in range(60)], dates=[n * 10**9 for n in range(60)])
    yield made
    made.close()
