"""Hints, checks, states and the choice of the frame put together: what a window or a script drives with readings."""

from __future__ import annotations

from collections import deque

from faceqnet_engine.live.capture import CaptureMachine, CaptureOptions, Effect, State
from faceqnet_engine.live.checks import PLACE_CHECKS, Check, checks_of
from faceqnet_engine.live.hint_table import LOW_SCORE, MOVING, HintRow, rows_for
from faceqnet_engine.live.hints import WINDOW, HintEngine, HintState
from faceqnet_engine.live.reading import Reading
from faceqnet_engine.measures.catalogue import QUALITY
from faceqnet_engine.measures.profiles import Profile

MOST_CANDIDATES = 5
"""Frames of a capture that are kept: the best, and its runners-up until the next person."""
APART = 0.12
"""Seconds between two of them: neighbours at 30 frames a second show the same face, and leave nothing to choose."""

_FRESH = 0.5
"""Seconds by which a scored frame may be older than the newest one and still be taken in its place."""


class LiveSession:
    """One camera, one person after another.

    Args:
        profile: Whose limits the person must meet.
        options: How captures go.
        switched_off: Ids of checks that do not matter here.
    """

    def __init__(
        self,
        profile: Profile,
        options: CaptureOptions = CaptureOptions(),  # noqa: B008 - frozen
        switched_off: frozenset[str] = frozenset(),
    ) -> None:
        self.machine = CaptureMachine(options)
        self.hints = HintState()
        self.last: Reading | None = None
        self.best_so_far: Reading | None = None
        self._scored: Reading | None = None
        self.burst = 1
        self._best_key: tuple[int, float] = (-999, 0.0)
        self._candidates: list[Reading] = []
        self._recent: deque[Reading] = deque(maxlen=WINDOW)
        self._collecting: list[Reading] | None = None
        self.profile = profile
        self.rows: tuple[HintRow, ...] = ()
        self._engine = HintEngine(())
        self.use(profile, switched_off)

    def use(self, profile: Profile, switched_off: frozenset[str] = frozenset()) -> None:
        """Another profile, or other checks."""
        self.profile = profile
        self.rows = rows_for(profile, switched_off - frozenset(PLACE_CHECKS))
        self._engine.use(self.rows)

    @property
    def state(self) -> State:
        """Where the capture stands."""
        return self.machine.state

    @property
    def quality_limit(self) -> int | None:
        """What the profile asks of the score."""
        limit = self.profile.limit(QUALITY)
        return None if limit is None or limit.least is None else round(limit.least)

    def checks(self, values: dict[str, float] | None = None) -> tuple[Check, ...]:
        """The list of checks; markers at `values`, or at the medians that decide."""
        return checks_of(self.rows, self.hints, self.hints.values if values is None else values)

    @property
    def shots(self) -> list[Reading]:
        """The frames of the capture in hand: the best first, or the one of the shutter and those before it."""
        return self._candidates

    # ---- what happens

    def read(self, reading: Reading, now: float) -> list[Effect]:
        """Take a reading: with its score, or before it has one, which `rate` brings then."""
        self.last = reading
        self.hints = self._engine.update(reading, now, self.machine.saying)
        before = self.state
        effects = self.machine.step(self.hints, now)
        if self.state is State.HOLDING and before is not State.HOLDING:
            # Medians come late: the checks have held for some frames already.
            self._candidates = []
            for earlier in self._recent:
                self._consider(earlier)
        self._recent.append(reading)
        self._rate(reading, taking=Effect.CAPTURE in effects)
        if (
            Effect.CAPTURE in effects and not self._candidates
        ):  # each frame alone missed what the medians hold
            self._candidates = [self._newest(reading)]
        return self._with_burst(reading, effects)

    def rate(self, reading: Reading) -> list[Effect]:
        """The score of a frame that was read without it; of a person who has left, or a frame too old, it is let go."""
        places = [n for n, recent in enumerate(self._recent) if recent.frame is reading.frame]
        if reading.score is None or not places:
            return []
        self._engine.rate(reading)
        self._recent[places[0]] = reading
        if self.last is not None and self.last.frame is reading.frame:
            self.last = reading
        self._rate(reading, taking=False)
        return self._with_burst(reading, [])

    def _rate(self, reading: Reading, *, taking: bool) -> None:
        """What a score is for; nothing without one."""
        if reading.score is None:
            return
        self._scored = reading
        if taking or self.state in {State.HOLDING, State.COUNTDOWN}:
            self._consider(reading)
        self._remember_best(reading)

    def tick(self, now: float) -> list[Effect]:
        """Time has passed."""
        return self.machine.tick(now)

    def shutter(self, now: float) -> list[Effect]:
        """Take now: the newest frame, or the next few for a burst."""
        effects = self.machine.shutter(now)
        if Effect.CAPTURE not in effects or self.last is None:
            return []
        newest = self._newest(self.last)
        self._candidates = [newest]
        if self.burst > 1:
            self._collecting = [newest]
            return []
        self._candidates = self._with_earlier(newest)
        return effects

    def take_best(self, now: float) -> list[Effect]:
        """Take the best frame so far, as offered when patience is over."""
        if self.best_so_far is None:
            return self.shutter(now)
        effects = self.machine.shutter(now)
        if effects:
            self._candidates = [self.best_so_far]
        return effects

    def next_person(self, now: float) -> list[Effect]:
        """Somebody else: nothing of the last person counts."""
        effects = self.machine.next_person(now)
        if self.state is State.SEARCHING:
            self.forget_person()
        return effects

    def retake(self, now: float) -> list[Effect]:
        """The same person again."""
        effects = self.machine.retake(now)
        self._forget_best()
        return effects

    def forget_person(self) -> None:
        """Clear what was seen."""
        self._engine.reset()
        self._recent.clear()
        self._candidates = []
        self._forget_best()

    # ---- frames

    def _newest(self, last: Reading) -> Reading:
        """The newest frame; where a slow machine left that unscored, the one before it of the same face."""
        known = self._scored
        if last.score is not None or last.subject is None or known is None or known.subject is None:
            return last
        same = known.subject.identity == last.subject.identity
        return known if same and last.frame.captured - known.frame.captured < _FRESH else last

    def _consider(self, reading: Reading) -> None:
        """Among the frames since the checks held, the best by score; each check must hold in the very frame."""
        if reading.score is None or not self._holds(reading):
            return
        ranked = sorted([*self._candidates, reading], key=lambda r: -(r.score or 0.0))
        self._candidates = _apart(ranked)[:MOST_CANDIDATES]

    def _with_earlier(self, newest: Reading) -> list[Reading]:
        """The frame of the shutter, and scored ones of the same face just before it: the eyes may just have shut."""
        if newest.subject is None:
            return [newest]
        who = newest.subject.identity
        earlier = [
            r
            for r in reversed(self._recent)
            if r is not newest and r.score is not None and r.subject is not None and r.subject.identity == who
        ]
        return _apart([newest, *earlier])

    def _holds(self, reading: Reading) -> bool:
        """Whether this one frame, without its neighbours, meets every check: eyes open, face turned to the camera.

        In pose the profile's limits decide, not the hints' narrower ones: those have led the person here already.
        """
        values = {**reading.values, "tilt": abs(reading.values.get("roll", 0.0))}
        for row in self.rows:
            if row.id in {MOVING, LOW_SCORE} or not row.conditions:  # blur is what movement does to one frame
                continue
            if all(c.value in values and c.spoils(values[c.value]) for c in row.conditions):
                return False
        return reading.subject is not None

    def _remember_best(self, reading: Reading) -> None:
        if reading.score is None or self.state not in {State.ADJUSTING, State.TIMED_OUT, State.HOLDING}:
            return
        key = (-len(self.hints.out), reading.score)
        if key > self._best_key:
            self._best_key, self.best_so_far = key, reading

    def _forget_best(self) -> None:
        self._best_key, self.best_so_far = (-999, 0.0), None

    def _with_burst(self, reading: Reading, effects: list[Effect]) -> list[Effect]:
        if self._collecting is None or (reading.score is None and reading.subject is not None):
            return effects
        self._collecting.append(reading)
        if len(self._collecting) < self.burst:
            return effects
        self._candidates = sorted(self._collecting, key=lambda r: -(r.score or 0.0))
        self._collecting = None
        return [*effects, Effect.CAPTURE]


def _apart(ranked: list[Reading]) -> list[Reading]:
    """The first of these, and each that is no neighbour of one before it."""
    kept: list[Reading] = []
    for reading in ranked:
        if all(abs(reading.frame.captured - k.frame.captured) >= APART - 1e-9 for k in kept):
            kept.append(reading)
    return kept
