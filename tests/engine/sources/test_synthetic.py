"""The camera that is none."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from faceqnet_engine.live.hint_table import TABLE
from faceqnet_engine.sources.synthetic import SyntheticSource
from faceqnet_engine.sources.synthetic_script import LENGTH, SCRIPT, scene_at


def test_a_frame_is_a_function_of_its_time() -> None:
    one, other = SyntheticSource((320, 240)), SyntheticSource((320, 240))
    for time in (0.0, 3.1, 20.3, 40.0, LENGTH + 3.1):
        assert np.array_equal(one.picture(time), other.picture(time))
    assert np.array_equal(one.picture(3.1), one.picture(LENGTH + 3.1))


@pytest.mark.parametrize("size", [(640, 480), (1280, 720), (480, 640)])
def test_frames_have_the_wanted_size(size: tuple[int, int]) -> None:
    source = SyntheticSource(size)
    time = 0.0
    for scene in SCRIPT:
        picture = source.picture(time + 1)
        assert picture.shape == (size[1], size[0], 3)
        assert picture.dtype == np.uint8
        time += scene.seconds


def test_the_script_names_hints_that_there_are() -> None:
    assert {scene.hint for scene in SCRIPT} <= {row.id for row in TABLE}
    assert len({scene.hint for scene in SCRIPT}) == len(SCRIPT) >= 18


def test_the_script_repeats() -> None:
    assert scene_at(0.0)[0] == scene_at(LENGTH)[0] == 0
    assert scene_at(LENGTH - 0.01)[0] == len(SCRIPT) - 1


def test_unpaced_frames_come_at_once_and_in_order() -> None:
    source, go = SyntheticSource((160, 120), fps=10, paced=False), threading.Event()
    source.open(go)
    frames = [source.read(go) for _ in range(20)]
    assert [f.number for f in frames if f is not None] == list(range(20))
    assert [f.place for f in frames if f is not None] == [n / 10 for n in range(20)]
