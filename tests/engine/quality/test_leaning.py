"""Leaning heads: how far one leans, what a model makes of it, in every way that leads to a score."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from faceqnet_engine.assessor import Assessor
from faceqnet_engine.faces.align import template_at
from faceqnet_engine.faces.face import Uint8Array
from faceqnet_engine.live.analysis import LiveAnalyser
from faceqnet_engine.models import registry
from faceqnet_engine.models.registry import ModelRecord, record, record_from
from faceqnet_engine.quality.leaning import lean_of, share_found
from faceqnet_engine.sources.stream import Frame

SHARES = (1.0, 0.9, 0.6, 0.0)


def leaning(degrees: float, scale: float = 1.0) -> np.ndarray:
    turn = math.radians(degrees)
    matrix = scale * np.array([(math.cos(turn), -math.sin(turn)), (math.sin(turn), math.cos(turn))])
    return (template_at("B", 150) @ matrix.T + (300, 200)).astype(np.float32)


@given(st.floats(-179, 179), st.floats(0.1, 20))
def test_a_lean_is_the_turn_of_the_face_at_any_size(degrees: float, scale: float) -> None:
    assert lean_of(leaning(degrees, scale)) == pytest.approx(abs(degrees), abs=0.05)


@pytest.mark.parametrize(
    ("degrees", "share"), [(0, 1.0), (5, 0.9), (-5, 0.9), (7.5, 0.75), (15, 0.0), (-90, 0.0)]
)
def test_shares_are_read_between_the_measured_angles_and_kept_beyond(degrees: float, share: float) -> None:
    assert share_found(SHARES, leaning(degrees)) == pytest.approx(share, abs=0.01)
    assert share_found((), leaning(degrees)) == 1


def test_the_shipped_models_shares_never_rise() -> None:
    lean = record("faceqnet-r29").lean
    assert lean[0] == 1
    assert list(lean) == sorted(lean, reverse=True)


def test_shares_that_are_none_are_refused() -> None:
    table = {"task": "mesh", "file": "x", "sha256": "", "bytes": 1, "licence": "", "source": ""}
    table |= {"architecture": "facemesh"}
    assert record_from("x", table, Path(), shipped=True).lean == ()
    with pytest.raises(ValueError, match="between 0 and 1"):
        record_from("x", table | {"lean": [1.0, 1.2]}, Path(), shipped=True)


@pytest.fixture
def only_upright(monkeypatch: pytest.MonkeyPatch) -> ModelRecord:
    """The shipped model, if no detector found a face that leans by 10 degrees or more; and what it is without."""
    shipped = record("faceqnet-r29")
    changed = [replace(r, lean=(1.0, 1.0, 0.0)) if r.id == shipped.id else r for r in registry.records()]
    monkeypatch.setattr(registry, "records", lambda: changed)
    return shipped


def turned(pixels: Uint8Array, degrees: float) -> Uint8Array:
    height, width = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    return np.asarray(
        cv2.warpAffine(pixels, matrix, (width, height), borderMode=cv2.BORDER_REFLECT), np.uint8
    )


def test_files_and_frames_count_leaning_and_upright_faces_lose_nothing(
    only_upright: ModelRecord, portrait_pixels: np.ndarray, tmp_path: Path
) -> None:
    scores: dict[str, list[float]] = {"files": [], "frames": []}
    for degrees in (0, 25):
        pixels = turned(portrait_pixels, degrees)
        Image.fromarray(pixels).save(tmp_path / f"{degrees}.png")
        reading = LiveAnalyser(device="cpu").read(Frame(pixels, 0, 0.0))
        assert reading.score is not None
        scores["frames"].append(reading.score)
    with Assessor(device="cpu", measures=False) as assessor:
        rows = list(assessor.assess([tmp_path / "0.png", tmp_path / "25.png"]))
        scores["files"] = [float(row.score or 0) for row in rows]
        assert [row.faces for row in rows] == [1, 1]
    for upright, leans in scores.values():
        assert upright > 0.3
        assert leans == 0
