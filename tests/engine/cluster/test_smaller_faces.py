"""Looking for smaller faces on a cluster: what a worker of a node does with the option."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from faceqnet_engine.assessment import Status
from faceqnet_engine.cluster.places import Place
from faceqnet_engine.cluster.plan import Options, part_name, planned
from faceqnet_engine.cluster.worker import ShardScorer
from faceqnet_engine.errors import UsageError
from faceqnet_engine.results.tables import read_table


@pytest.fixture
def distant(tmp_path: Path, portrait_pixels: np.ndarray) -> Path:
    """A folder with a face of some 11 pixels in a large photo."""
    canvas = np.full((1067, 1600, 3), 120, np.uint8)
    canvas[355:415, 400:460] = cv2.resize(portrait_pixels, (60, 60), interpolation=cv2.INTER_AREA)
    folder = tmp_path / "photos"
    folder.mkdir()
    Image.fromarray(canvas).save(folder / "distant.png")
    return folder


@pytest.mark.parametrize(("smaller", "status"), [(False, Status.NO_FACE), (True, Status.LOW_RESOLUTION)])
def test_a_worker_looks_for_smaller_faces_where_people_ask_for_it(
    distant: Path, tmp_path: Path, options_for: Callable[..., Options], smaller: bool, status: Status
) -> None:
    place, options = Place(str(tmp_path / "out")), options_for(distant, smaller=smaller)
    planned(place, options, 10**9, 10)
    ShardScorer(place, options, "cpu", 1)({"shard": np.array([0])})
    (row,) = read_table(tmp_path / "out" / part_name(0))
    assert row.status is status


def test_a_run_that_looks_otherwise_is_another_run(
    distant: Path, tmp_path: Path, options_for: Callable[..., Options]
) -> None:
    place, options = Place(str(tmp_path / "out")), options_for(distant)
    planned(place, options, 10**9, 10)
    with pytest.raises(UsageError, match="a run with other smaller"):
        planned(place, replace(options, smaller=True), 10**9, 10)


def test_a_plan_from_before_there_was_a_choice_goes_on(
    distant: Path, tmp_path: Path, options_for: Callable[..., Options]
) -> None:
    place, options = Place(str(tmp_path / "out")), options_for(distant)
    planned(place, options, 10**9, 10)
    file = tmp_path / "out" / "plan.json"
    file.write_text(file.read_text().replace(', "smaller": false', ""))
    assert "smaller" not in file.read_text()
    assert planned(place, options, 10**9, 10).options == options
