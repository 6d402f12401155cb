"""Which faces of a photo get a row: the most prominent, all, one that a person chose, one that is very small."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from faceqnet_engine.assessment import Status
from faceqnet_engine.assessor import Assessor
from faceqnet_engine.results.store import Store
from faceqnet_engine.sources.ref import Ref

HALF = 512


@pytest.fixture(scope="module")
def assessor() -> Iterator[Assessor]:
    with Assessor(device="cpu") as made:
        yield made


@pytest.fixture
def pair(tmp_path: Path, portrait_pixels: np.ndarray) -> Path:
    """A large face at the left, a smaller one at the right."""
    canvas = np.full((HALF, 2 * HALF, 3), 90, np.uint8)
    canvas[:, :HALF] = portrait_pixels
    canvas[100:410, HALF + 100 : HALF + 410] = cv2.resize(
        portrait_pixels, (310, 310), interpolation=cv2.INTER_AREA
    )
    file = tmp_path / "pair.png"
    Image.fromarray(canvas).save(file)
    return file


@pytest.fixture
def distant(tmp_path: Path, portrait_pixels: np.ndarray) -> Path:
    """A face of some 11 pixels in a large photo."""
    canvas = np.full((1067, 1600, 3), 120, np.uint8)
    canvas[355:415, 400:460] = cv2.resize(portrait_pixels, (60, 60), interpolation=cv2.INTER_AREA)
    file = tmp_path / "distant.png"
    Image.fromarray(canvas).save(file)
    return file


def ref(file: Path, box: tuple[float, float, float, float] | None = None) -> Ref:
    info = file.stat()
    return Ref(file.name, "", str(file), info.st_size, info.st_mtime_ns, face=box)


def test_all_faces_of_one_photo_beside_a_scan(assessor: Assessor, pair: Path) -> None:
    (row,) = assessor.assess([pair])
    found: list[object] = []
    rows = assessor.assess([pair])  # begun and not ended: the other thread does not wait for it
    beside = threading.Thread(target=lambda: found.extend(assessor.faces_of(pair)))
    beside.start()
    beside.join()
    assert next(rows) == row
    first, second = found
    assert (first.face, first.faces, first.quality) == (0, 2, row.quality)
    assert second.face == 1 and second.box_x > HALF


def test_a_chosen_face_is_scored_instead_of_the_most_prominent(assessor: Assessor, pair: Path) -> None:
    wanted = assessor.faces_of(pair)[1]
    x, y, w, h = wanted.box
    (row,) = assessor.assess_refs([ref(pair, (x + 3, y - 2, w * 1.05, h))])
    assert (row.face, row.faces, row.box, row.quality) == (1, 2, wanted.box, wanted.quality)


def test_a_chosen_face_that_is_gone_gives_the_most_prominent(assessor: Assessor, pair: Path) -> None:
    (row,) = assessor.assess_refs([ref(pair, (0.0, 0.0, 30.0, 30.0))])
    assert row.face == 0


def test_a_choice_is_of_one_session_and_not_kept_in_the_store(pair: Path, tmp_path: Path) -> None:
    with Store.open(tmp_path / "store.sqlite") as store, Assessor(device="cpu", store=store) as made:
        (usual,) = made.assess_refs([ref(pair)])
        (chosen,) = made.assess_refs([ref(pair, made.faces_of(pair)[1].box)])
        (again,) = made.assess_refs([ref(pair)])
    assert (usual.face, chosen.face, again.face) == (0, 1, 0)
    assert made.summary().known == 1


def test_a_very_small_face_is_found_where_people_ask_for_it(
    assessor: Assessor, distant: Path, pair: Path
) -> None:
    (row,) = assessor.assess([distant])
    assert row.status is Status.NO_FACE
    assessor.look_for(smaller=True)
    try:
        found, other = assessor.assess([distant, pair])
    finally:
        assessor.look_for()
    assert found.status is Status.LOW_RESOLUTION  # a guess, and it says so
    assert found.faces == 1 and found.quality is not None
    assert abs(found.box_x - (400 + 181 * 60 / 512)) < 6
    assert other.faces == 2  # where faces are found nothing changes


def test_the_store_keeps_both_ways_of_looking_apart(distant: Path, tmp_path: Path) -> None:
    with Store.open(tmp_path / "store.sqlite") as store, Assessor(device="cpu", store=store) as made:
        statuses = []
        for smaller in (False, True, False, True):
            made.look_for(smaller=smaller)
            statuses += [(row.status, made.summary().known) for row in made.assess([distant])]
    assert statuses == [
        (Status.NO_FACE, 0), (Status.LOW_RESOLUTION, 0), (Status.NO_FACE, 1), (Status.LOW_RESOLUTION, 1),
    ]  # fmt: skip
