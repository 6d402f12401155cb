"""The states of a capture, driven by hand."""

from __future__ import annotations

import pytest

from faceqnet_engine.live.capture import CaptureMachine, CaptureOptions, Effect, Light, State
from faceqnet_engine.live.hints import HintState

NOBODY = HintState(out=frozenset({"no-face"}), far=frozenset({"no-face"}))
GOOD = HintState(present=True)
BAD = HintState(present=True, out=frozenset({"mouth-open"}))
FAR = HintState(present=True, out=frozenset({"too-far"}), far=frozenset({"too-far"}))
STEP = 0.05


class Play:
    """A machine with its own clock."""

    def __init__(self, **options: object) -> None:
        self.machine = CaptureMachine(CaptureOptions(**options))
        self.now, self.effects = 100.0, []
        self.machine.open(self.now)
        self.machine.frame(self.now)

    def run(self, hints: HintState, seconds: float) -> list[State]:
        seen = []
        for _ in range(round(seconds / STEP)):
            self.now += STEP
            self.effects += self.machine.step(hints, self.now)
            if not seen or seen[-1] is not self.machine.state:
                seen.append(self.machine.state)
        return seen


def test_from_nobody_to_saved_by_itself() -> None:
    play = Play()
    assert play.run(NOBODY, 1.0) == [State.SEARCHING]
    seen = play.run(GOOD, 4.0)
    assert seen == [State.SEARCHING, State.ADJUSTING, State.HOLDING, State.COUNTDOWN, State.CAPTURING]
    assert play.effects == [Effect.CAPTURE]
    play.machine.written(play.now)
    assert play.run(GOOD, 1.5) == [State.REVIEW, State.SAVED]
    assert play.effects == [Effect.CAPTURE, Effect.KEEP]
    assert play.machine.saying == "captured"


def test_a_new_person_is_left_in_peace_for_a_second() -> None:
    play = Play()
    play.run(GOOD, 1.1)
    assert play.machine.state is State.ADJUSTING
    play.run(GOOD, 0.3)
    assert play.machine.state is State.HOLDING


def test_a_check_that_leaves_while_holding_starts_again() -> None:
    play = Play()
    play.run(GOOD, 1.6)
    assert play.machine.state is State.HOLDING
    play.run(BAD, STEP)
    assert play.machine.state is State.ADJUSTING


def test_the_countdown_forgives_a_moment_and_no_more() -> None:
    play = Play()
    play.run(GOOD, 2.2)
    assert play.machine.state is State.COUNTDOWN
    play.run(BAD, 0.15)
    play.run(GOOD, 0.1)
    assert play.machine.state is State.COUNTDOWN
    play.run(BAD, 0.3)
    assert play.machine.state is State.ADJUSTING
    assert play.effects == [Effect.COUNT_FELL]


def test_the_countdown_says_three_two_one() -> None:
    play = Play()
    numbers = []
    while play.machine.state is not State.CAPTURING:
        play.run(GOOD, STEP)
        if play.machine.number is not None and play.machine.number not in numbers:
            numbers.append(play.machine.number)
    assert numbers == [3, 2, 1]


def test_without_a_countdown_the_photo_follows_the_hold() -> None:
    play = Play(count=0)
    assert State.COUNTDOWN not in play.run(GOOD, 3.0)
    assert play.effects == [Effect.CAPTURE]


def test_patience_ends_with_an_offer_and_never_blocks() -> None:
    play = Play()
    play.run(BAD, 20.4)
    assert play.machine.state is State.TIMED_OUT
    assert play.effects == [Effect.TIMED_OUT]
    assert play.machine.shutter(play.now) == [Effect.CAPTURE]


def test_nobody_for_minutes_only_searches() -> None:
    play = Play()
    assert play.run(NOBODY, 180.0) == [State.SEARCHING]


def test_a_photo_that_is_asked_about_waits_for_a_word() -> None:
    play = Play(ask=True)
    play.run(GOOD, 4.0)
    play.machine.written(play.now)
    assert play.run(GOOD, 10.0) == [State.REVIEW]
    assert play.machine.accept() == [Effect.KEEP]


def test_a_retake_discards_and_goes_on_with_the_same_person() -> None:
    play = Play()
    play.run(GOOD, 4.0)
    play.machine.written(play.now)
    assert play.machine.retake(play.now) == [Effect.DISCARD]
    assert play.machine.state is State.ADJUSTING


def test_the_next_person_keeps_the_photo_under_review() -> None:
    play = Play(ask=True)
    play.run(GOOD, 4.0)
    play.machine.written(play.now)
    assert play.machine.next_person(play.now) == [Effect.KEEP]
    assert play.machine.state is State.SEARCHING


def test_by_hand_nothing_is_taken_by_itself() -> None:
    play = Play(auto=False)
    assert play.run(GOOD, 10.0)[-1] is State.ADJUSTING
    assert play.machine.light is Light.PASS
    assert play.machine.shutter(play.now) == [Effect.CAPTURE]


def test_a_disk_error_keeps_the_frame_and_can_be_tried_again() -> None:
    play = Play()
    play.run(GOOD, 4.0)
    play.machine.not_written(play.now)
    assert play.machine.state is State.ERROR
    play.machine.write_again(play.now)
    play.machine.written(play.now)
    assert play.machine.state is State.REVIEW


def test_a_lost_source_comes_back_with_the_same_person() -> None:
    play = Play()
    play.run(BAD, 3.0)
    play.machine.lose(play.now)
    assert play.machine.state is State.LOST
    assert play.machine.light is Light.FAIL
    play.machine.frame(play.now + 4)
    assert play.machine.state is State.SEARCHING


def test_a_source_that_is_lost_while_writing_does_not_lose_the_photo() -> None:
    play = Play()
    play.run(GOOD, 4.0)
    play.machine.lose(play.now)
    assert play.machine.state is State.CAPTURING
    play.machine.written(play.now)
    assert play.machine.state is State.REVIEW


@pytest.mark.parametrize("jump", [3600.0, -3600.0])
def test_a_clock_that_jumps_takes_no_photo(jump: float) -> None:
    play = Play()
    play.run(GOOD, 1.5)
    assert play.machine.state is State.HOLDING
    play.now += jump
    play.run(BAD, STEP)
    assert play.machine.state is State.ADJUSTING
    assert play.effects == []


def test_the_lights() -> None:
    play = Play()
    play.run(NOBODY, 0.5)
    assert play.machine.light is Light.FAIL
    play.run(FAR, 0.5)
    assert play.machine.light is Light.FAIL
    play.run(BAD, 0.5)
    assert play.machine.light is Light.REVIEW
    play.run(GOOD, 0.4)
    assert play.machine.state is State.HOLDING
    assert play.machine.light is Light.REVIEW
    play.run(GOOD, 0.6)
    assert play.machine.light is Light.PASS
