from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import torch

from faceqnet_engine import Assessor
from faceqnet_engine.models.registry import record
from faceqnet_engine.pipeline.split import split
from faceqnet_engine.pipeline.timings import IN_POOL, Report, Stage, Timings
from faceqnet_engine.quality.scorer import Scorer
from faceqnet_engine.quality.scorers import Scorers, Spread


def report(wall: float = 10.0, images: int = 100, **seconds: float) -> Report:
    return Report({stage: seconds.get(stage.value, 0.0) for stage in Stage}, wall, images, 2)


def test_every_thread_adds_to_the_same_report() -> None:
    timings = Timings()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: timings.add(Stage.DETECT, 0.5), range(40)))
    with timings.spent(Stage.READ):
        pass
    assert timings.seconds()[Stage.DETECT] == pytest.approx(20)
    assert 0 < timings.seconds()[Stage.READ] < 20
    assert list(timings.seconds()) == list(Stage)


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (report(detect=15.0, decode=4.0, score=3.0), "above all the stage detect"),
        (report(decode=18.0, score=3.0), "above all the stage decode"),
        (report(decode=2.0, score=9.5), "Scoring bounds this run (95 % busy)"),
        (report(decode=2.0, list=8.0), "Listing bounds this run: 80 %"),
        (report(images=0), "Nothing was scored anew."),
    ],
)
def test_what_bounds_a_run_is_said(made: Report, words: str) -> None:
    assert words in made.bound
    assert made.lines()[-1] == made.bound
    assert len(made.lines()) == len(Stage) + 2


def test_a_scan_tells_where_its_time_went(portrait: Path) -> None:
    with Assessor(device="cpu", workers=2) as assessor:
        list(assessor.assess([portrait]))
        told = assessor.timing_report()
    assert told.images == 1
    assert all(told.seconds[stage] > 0 for stage in (*IN_POOL, Stage.SCORE))
    assert sum(told.seconds[stage] for stage in IN_POOL) <= 2 * told.wall


def test_a_split_keeps_what_was_given_and_fits_the_machine() -> None:
    chosen = split(("cpu",))
    assert 1 <= chosen.workers <= chosen.cores
    assert chosen.workers * 400_000_000 <= chosen.memory or chosen.workers == 1
    assert (split(("cpu",), 7, 3).workers, split(("cpu",), 7, 3).batch) == (7, 3)
    two = split(("cuda:0", "cuda:1"), 4, 8)
    assert two.waiting == 32 and "cuda:0, cuda:1" in str(two)


def test_several_devices_give_the_scores_of_one(portrait_pixels: np.ndarray) -> None:
    spec = record("faceqnet-r29")
    crops = [np.ascontiguousarray(portrait_pixels[n : n + 150, 100:250]) for n in range(0, 90, 10)]
    one, *others = (Scorer(spec, torch.device("cpu"), 4) for _ in range(3))
    together = Scorers([one, *others])
    assert together.batch == 12
    for count in (0, 1, 5, 9):
        assert together.scores(crops[:count]) == pytest.approx(one.scores(crops[:count]), abs=1e-5)
    together.close()


def test_every_thread_has_its_own_tool_and_keeps_it() -> None:
    spread = Spread(["a", "b"])
    with ThreadPoolExecutor(1) as first, ThreadPoolExecutor(1) as second:
        mine = [first.submit(lambda: spread.mine).result() for _ in range(3)]
        theirs = second.submit(lambda: spread.mine).result()
    assert len(set(mine)) == 1
    assert {mine[0], theirs} == {"a", "b"}
