"""Film and table of one recording."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest

from faceqnet_engine.errors import OutputError
from faceqnet_engine.live.capture import State
from faceqnet_engine.live.hints import HintState
from faceqnet_engine.live.reading import Reading
from faceqnet_engine.live.recording import COLUMNS, Recording
from faceqnet_engine.sources.stream import Frame


def test_each_analysed_frame_is_a_frame_of_the_film_and_a_row_of_the_table(
    reading: Callable[..., Reading], tmp_path: Path
) -> None:
    recording = Recording(tmp_path, "P-1_101500")
    for n in range(12):
        shown = HintState("mouth-open", out=frozenset({"mouth-open"}), present=True)
        recording.add(reading(10 + n / 10, mouth=30.0), shown, State.ADJUSTING)
    recording.add(reading(11.5, present=False), HintState(), State.SEARCHING)
    recording.close()
    with av.open(str(recording.film)) as container:
        times = [frame.time for frame in container.decode(video=0)]
    rows = list(csv.DictReader(recording.table.open(encoding="utf-8")))
    assert len(times) == len(rows) == 13
    assert tuple(rows[0]) == COLUMNS
    assert times[10] - times[0] == pytest.approx(1.0, abs=0.01)
    assert rows[0]["hint"] == "mouth-open"
    assert float(rows[0]["mouth"]) == 30.0
    assert rows[-1]["score"] == ""
    assert rows[-1]["state"] == "searching"


def test_a_source_that_changes_its_size_stays_in_one_film(
    reading: Callable[..., Reading], tmp_path: Path
) -> None:
    recording = Recording(tmp_path, "size")
    for n, size in enumerate([(48, 64), (480, 640), (31, 33)]):
        made = replace(reading(n / 10), frame=Frame(np.zeros((*size, 3), np.uint8), n, n / 10))
        recording.add(made, HintState(), State.ADJUSTING)
    recording.close()
    with av.open(str(recording.film)) as container:
        assert {(f.width, f.height) for f in container.decode(video=0)} == {(64, 48)}


def test_a_recording_without_a_frame_leaves_no_film(tmp_path: Path) -> None:
    recording = Recording(tmp_path, "empty")
    recording.close()
    assert not recording.film.exists()


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError):
        Recording(tmp_path / "file" / "folder", "x")
