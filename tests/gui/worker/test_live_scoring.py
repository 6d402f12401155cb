"""The thread that scores: which frames, in what order, and what happens when it fails."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from faceqnet_engine.live.analysis import LiveAnalyser, Located
from faceqnet_engine.live.reading import Reading
from faceqnet_engine.sources.stream import Frame
from faceqnet_gui.worker.live_comparing import Comparing
from faceqnet_gui.worker.live_scoring import AFFORDED, MOST_UNSCORED, Handover, Pace, ScoreTurns, Scoring


def _located(number: int) -> Located:
    return Located(Frame(np.zeros((20, 20, 3), np.uint8), number, float(number)))


def _pattern(seconds: float) -> str:
    turns = ScoreTurns()
    for _ in range(30):
        turns.took(seconds)
    return "".join("x" if turns.due() else "." for _ in range(12)).lstrip(".")


def test_a_quick_machine_scores_every_frame_and_a_slow_one_some() -> None:
    assert _pattern(0.5 * AFFORDED) == "x" * 12
    assert _pattern(1.5 * AFFORDED).startswith("x.x.x.")
    assert _pattern(50 * AFFORDED).startswith("x" + "." * MOST_UNSCORED + "x")


def test_none_is_laid_down_before_the_last_was_taken() -> None:
    place, order = Handover(), []

    def locate() -> None:
        for number in range(5):
            assert place.wait_free()
            place.put(_located(number))
            order.append(("put", number))

    thread = threading.Thread(target=locate)
    thread.start()
    for number in range(5):
        taken = place.take(10)
        assert taken is not None
        assert (taken[0].frame.number, taken[1]) == (number, True)
    thread.join(10)
    assert not thread.is_alive()
    place.close()
    assert not place.wait_free()
    assert place.take(10) is None


def test_a_fault_of_the_network_frees_the_one_who_waits_for_it() -> None:
    class Broken(LiveAnalyser):
        def reading(self, located: Located, *, scored: bool = True) -> Reading:
            raise ValueError("no such layer")

    faults: list[Exception] = []
    nothing = Comparing(lambda subject, shows: None, lambda found: None)
    scoring = Scoring(Broken(device="cpu"), nothing, lambda reading: None, faults.append)
    scoring.start()
    scoring.handover.put(_located(0))
    scoring.handover.wait_free()
    scoring.close()
    assert [type(fault) for fault in faults] == [ValueError]
    assert not scoring.handover.wait_free()


def test_frames_without_a_score_keep_their_order_and_hold_nobody_up() -> None:
    place = Handover()
    place.put(_located(0))
    assert place.take(10) is not None  # the network has it in hand
    place.put(_located(1), scored=False)
    assert place.wait_free()
    place.put(_located(2), scored=False)
    assert place.wait_free()
    place.put(_located(3))
    taken = [place.take(10) for _ in range(3)]
    assert [(item.frame.number, scored) for item, scored in taken] == [(1, False), (2, False), (3, True)]
    assert place.take(0.01) is None


def test_a_frame_is_located_just_before_its_turn() -> None:
    pace = Pace()
    assert pace.rest(0.0) == 0.0  # at first nothing is known, and nothing is waited for
    pace.begin(0.0)
    pace.end(0.05)
    pace.located(0.02)
    assert pace.rest(0.05) == 0.0  # the network is idle
    pace.begin(1.0)
    assert pace.rest(1.0) == pytest.approx(0.026)
    assert pace.rest(1.02) == pytest.approx(0.006)
    assert pace.rest(2.0) == 0.0  # it takes longer than ever: the picture goes on
    for _ in range(40):
        pace.located(0.09)
    assert pace.rest(1.0) == 0.0  # who is slower than the network does not wait
    for _ in range(40):
        pace.begin(0.0)
        pace.end(5.0)
    pace.begin(6.0)
    assert pace.rest(6.0) == pytest.approx(0.1)  # after a network that hung once the picture goes on


def test_frames_that_nobody_takes_do_not_pile_up() -> None:
    place, put = Handover(), []

    def locate() -> None:
        while len(put) < 20 and place.wait_free():
            put.append(len(put))
            place.put(_located(put[-1]), scored=False)

    thread = threading.Thread(target=locate)
    thread.start()
    thread.join(0.3)
    assert len(put) == MOST_UNSCORED + 1  # the network is away: the newest frame waits in the slot, not here
    for number in range(20):
        taken = place.take(10)
        assert taken is not None and taken[0].frame.number == number
    thread.join(10)
    assert not thread.is_alive()
