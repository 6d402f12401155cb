"""The states of a capture, from nobody there to the photo in the folder: pure logic, told the time."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from faceqnet_engine.live.clock import SteadyClock
from faceqnet_engine.live.hint_table import CAPTURED, HOLD
from faceqnet_engine.live.hints import HintState

FACE_NEEDED = 0.2
"""Seconds of one face that end the search."""
COUNT_TOLERANCE = 0.15
"""Seconds that a check may be out during the countdown."""


class State(StrEnum):
    """Where a capture stands."""

    OFF = "off"
    OPENING = "opening"
    SEARCHING = "searching"
    ADJUSTING = "adjusting"
    HOLDING = "holding"
    COUNTDOWN = "countdown"
    CAPTURING = "capturing"
    REVIEW = "review"
    SAVED = "saved"
    TIMED_OUT = "timed-out"
    LOST = "lost"
    ERROR = "error"


class Effect(StrEnum):
    """What has to be done because of a step."""

    CAPTURE = "capture"
    """Choose the frame and write it."""
    KEEP = "keep"
    """The written photo is accepted."""
    DISCARD = "discard"
    """The written photo is to be taken again."""
    COUNT_FELL = "count-fell"
    """The countdown was broken off; say so once."""
    TIMED_OUT = "timed-out"


class Light(StrEnum):
    """The traffic light."""

    NONE = "none"
    FAIL = "fail"
    REVIEW = "review"
    PASS = "pass"


RUNNING = frozenset(
    {State.SEARCHING, State.ADJUSTING, State.HOLDING, State.COUNTDOWN, State.CAPTURING, State.REVIEW, State.SAVED,
     State.TIMED_OUT}
)  # fmt: skip
"""States with a live picture."""
_TAKING = frozenset(
    {State.SEARCHING, State.ADJUSTING, State.HOLDING, State.COUNTDOWN, State.TIMED_OUT, State.SAVED}
)


@dataclass(frozen=True, slots=True)
class CaptureOptions:
    """How a capture goes; seconds.

    Attributes:
        auto: Whether photos are taken by themselves.
        hold: How long all checks must hold.
        count: From what number it is counted down; 0 for not.
        count_step: Of one number.
        ask: Whether a photo waits for a person's word.
        review: How long it is shown otherwise.
        calm: How long a new person is left in peace.
        patience: After which a manual photo is offered.
    """

    auto: bool = True
    hold: float = 0.6
    count: int = 3
    count_step: float = 0.5
    ask: bool = False
    review: float = 1.2
    calm: float = 1.0
    patience: float = 20.0


class CaptureMachine:
    """Moves from state to state; every move is a method or a step in time."""

    def __init__(self, options: CaptureOptions = CaptureOptions()) -> None:
        self.options = options
        self._clock = SteadyClock()
        self._now = 0.0
        self._hints = HintState()
        self._enter(State.OFF)
        self._new_person()

    def _enter(self, state: State) -> None:
        self.state, self._since = state, self._now

    def _new_person(self) -> None:
        self._first_seen: float | None = None
        self._face_since: float | None = None
        self._out_since: float | None = None

    # ---- what others see

    @property
    def elapsed(self) -> float:
        """Seconds in this state."""
        return self._now - self._since

    @property
    def closing(self) -> float:
        """How far the ring has closed, 0..1."""
        if self.state is State.HOLDING:
            return min(1.0, self.elapsed / max(self.options.hold, 1e-6))
        return 1.0 if self.state in {State.COUNTDOWN, State.CAPTURING, State.REVIEW, State.SAVED} else 0.0

    @property
    def number(self) -> int | None:
        """The number of the countdown."""
        if self.state is not State.COUNTDOWN:
            return None
        return max(1, self.options.count - int(self.elapsed / self.options.count_step + 1e-9))

    @property
    def saying(self) -> str:
        """The hint that belongs to the state."""
        if self.state in {State.HOLDING, State.COUNTDOWN}:
            return HOLD
        return CAPTURED if self.state is State.SAVED else ""

    @property
    def light(self) -> Light:
        """The traffic light."""
        if self.state in {State.SEARCHING, State.LOST}:
            return Light.FAIL
        if self.state is State.ADJUSTING:
            if not self.options.auto and self._hints.all_hold:
                return Light.PASS
            return Light.FAIL if self._hints.far or not self._hints.present else Light.REVIEW
        if self.state in {State.HOLDING, State.TIMED_OUT}:
            return Light.REVIEW
        if self.state in {State.COUNTDOWN, State.CAPTURING, State.REVIEW, State.SAVED}:
            return Light.PASS
        return Light.NONE

    # ---- what happens

    def open(self, now: float) -> None:
        """A source is being opened."""
        self.tick(now)
        self._new_person()
        self._enter(State.OPENING)

    def frame(self, now: float) -> None:
        """A frame has come: the source is open, or back."""
        self._now = self._clock.at(now)
        if self.state in {State.OPENING, State.LOST}:
            self._face_since = None
            self._enter(State.SEARCHING)

    def lose(self, now: float) -> None:
        """The source gives no more frames; the person stays the same."""
        self.tick(now)
        if self.state not in {State.OFF, State.ERROR, State.CAPTURING, State.REVIEW}:
            self._enter(State.LOST)

    def fail(self, now: float) -> None:
        """Something that only a person can put right."""
        self.tick(now)
        self._enter(State.ERROR)

    def stop(self, now: float) -> None:
        """No source."""
        self.tick(now)
        self._new_person()
        self._enter(State.OFF)

    def step(self, hints: HintState, now: float) -> list[Effect]:
        """A reading has come."""
        self._hints = hints
        return self.tick(now)

    def tick(self, now: float) -> list[Effect]:
        """Time has passed."""
        self._now = self._clock.at(now)
        act = {
            State.SEARCHING: self._search,
            State.ADJUSTING: self._adjust,
            State.TIMED_OUT: self._adjust,
            State.HOLDING: self._hold,
            State.COUNTDOWN: self._count,
            State.REVIEW: self._review,
        }.get(self.state)
        return act() if act is not None else []

    def _search(self) -> list[Effect]:
        if not self._hints.present:
            self._face_since = None
            return self._out_of_patience()
        if self._face_since is None:
            self._face_since = self._now
        if self._now - self._face_since >= FACE_NEEDED - 1e-9:
            if self._first_seen is None:
                self._first_seen = self._now
            self._enter(State.ADJUSTING)
        return []

    def _adjust(self) -> list[Effect]:
        if "no-face" in self._hints.out and not self._hints.present and self._hints.shown == "no-face":
            if self.state is State.ADJUSTING:
                self._face_since = None
                self._enter(State.SEARCHING)
            return []
        calm = self._first_seen is None or self._now - self._first_seen >= self.options.calm - 1e-9
        if self.options.auto and self._hints.all_hold and calm:
            self._enter(State.HOLDING)
            return []
        return self._out_of_patience()

    def _out_of_patience(self) -> list[Effect]:
        waited = 0.0 if self._first_seen is None else self._now - self._first_seen
        if waited < self.options.patience or self.state is State.TIMED_OUT:
            return []
        self._enter(State.TIMED_OUT)
        return [Effect.TIMED_OUT]

    def _hold(self) -> list[Effect]:
        if not self._hints.all_hold:
            self._enter(State.ADJUSTING)
            return []
        if self.elapsed < self.options.hold - 1e-9:
            return []
        if self.options.count:
            self._out_since = None
            self._enter(State.COUNTDOWN)
            return []
        return self._capture()

    def _count(self) -> list[Effect]:
        if self._hints.all_hold:
            self._out_since = None
        elif self._out_since is None:
            self._out_since = self._now
        elif self._now - self._out_since > COUNT_TOLERANCE:
            self._enter(State.ADJUSTING)
            return [Effect.COUNT_FELL]
        if self.elapsed < self.options.count * self.options.count_step - 1e-9 or self._out_since is not None:
            return []
        return self._capture()

    def _review(self) -> list[Effect]:
        if self.options.ask or self.elapsed < self.options.review:
            return []
        return self.accept()

    def _capture(self) -> list[Effect]:
        self._enter(State.CAPTURING)
        return [Effect.CAPTURE]

    # ---- what people do

    def shutter(self, now: float) -> list[Effect]:
        """Take now, whatever the checks say."""
        self._now = self._clock.at(now)
        return self._capture() if self.state in _TAKING else []

    def written(self, now: float) -> None:
        """The photo is on the disk."""
        self._now = self._clock.at(now)
        if self.state is State.CAPTURING:
            self._enter(State.REVIEW)

    def not_written(self, now: float) -> None:
        """The photo could not be written; it is kept in memory."""
        self._now = self._clock.at(now)
        if self.state is State.CAPTURING:
            self._enter(State.ERROR)

    def write_again(self, now: float) -> None:
        """There may be room now."""
        self._now = self._clock.at(now)
        if self.state is State.ERROR:
            self._enter(State.CAPTURING)

    def accept(self) -> list[Effect]:
        """The photo is good."""
        if self.state is not State.REVIEW:
            return []
        self._enter(State.SAVED)
        return [Effect.KEEP]

    def retake(self, now: float) -> list[Effect]:
        """The photo is not good: the same person again."""
        self._now = self._clock.at(now)
        if self.state not in {State.REVIEW, State.SAVED, State.ERROR, State.TIMED_OUT}:
            return []
        discards = self.state in {State.REVIEW, State.SAVED}
        self._first_seen = None if self._first_seen is None else self._now
        self._enter(State.ADJUSTING)
        return [Effect.DISCARD] if discards else []

    def next_person(self, now: float) -> list[Effect]:
        """Somebody else sits down."""
        self._now = self._clock.at(now)
        if self.state not in RUNNING or self.state is State.CAPTURING:
            return []
        effects = self.accept()
        self._new_person()
        self._enter(State.SEARCHING)
        return effects
