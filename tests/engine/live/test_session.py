"""Hints, checks and states together; which frame is taken."""

from __future__ import annotations

import itertools
import pickle
from collections.abc import Callable
from dataclasses import replace

from faceqnet_engine.live.capture import CaptureOptions, Effect, State
from faceqnet_engine.live.checks import CheckState
from faceqnet_engine.live.reading import Reading
from faceqnet_engine.live.session import APART, MOST_CANDIDATES, LiveSession
from faceqnet_engine.measures.profiles import profile

Make = Callable[..., Reading]
STEP = 1 / 15


def started(name: str = "enrolment", **options: object) -> LiveSession:
    session = LiveSession(profile(name), CaptureOptions(**options))
    session.machine.open(0.0)
    session.machine.frame(0.0)
    return session


def run(session: LiveSession, make: Make, begin: float, seconds: float, **values: object) -> list[Effect]:
    effects = []
    for n in range(round(seconds / STEP)):
        time = begin + n * STEP
        effects += session.read(make(time, **values), time)
        if effects:
            return effects
    return effects


def test_the_best_frame_since_the_checks_held_is_taken(reading: Make) -> None:
    session = started()
    time, effects, scores = 0.0, [], []
    while Effect.CAPTURE not in effects:
        score = 0.9 if time < 0.3 else 0.5 + 0.1 * ((time * 7.3) % 1)  # the best of all came too early
        effects = session.read(reading(time, score=score, mouth=10.0 if time < 0.6 else 90.0), time)
        if time >= 0.6:
            scores.append(score)
        time += STEP
    assert session.shots[0].score == max(scores)
    assert len(session.shots) == MOST_CANDIDATES


def test_runners_up_are_no_neighbours_of_a_better_frame(reading: Make) -> None:
    # At 30 frames a second the frames around the best are the best once more: nobody could choose among them.
    session, time, effects = started(), 0.0, []
    while Effect.CAPTURE not in effects:
        effects = session.read(reading(time, score=0.5 + 0.2 * (time % 0.5)), time)
        time += 1 / 30
    moments = sorted(shot.frame.captured for shot in session.shots)
    assert len(moments) == MOST_CANDIDATES
    assert all(later - earlier >= APART - 1e-6 for earlier, later in itertools.pairwise(moments))
    scores = [shot.score for shot in session.shots]
    assert scores == sorted(scores, reverse=True)


def test_runners_up_stay_until_the_next_person(reading: Make) -> None:
    session = started()
    assert Effect.CAPTURE in run(session, reading, 0.0, 9.0)
    session.machine.written(9.0)
    taken = list(session.shots)
    run(session, reading, 9.0, 5.0, score=0.9)
    assert session.state is State.SAVED
    assert session.shots == taken
    session.next_person(15.0)
    assert session.shots == []


def test_a_blink_is_never_taken(reading: Make) -> None:
    session = started()
    time, effects = 0.0, []
    while Effect.CAPTURE not in effects:
        blink = round(time / STEP) % 4 == 0
        effects = session.read(
            reading(time, score=0.95 if blink else 0.5, eyes=0.02 if blink else 0.08), time
        )
        time += STEP
    assert all(shot.values["eyes"] > 0.04 for shot in session.shots)


def test_two_faces_are_never_taken(reading: Make) -> None:
    session = started()
    effects = run(session, reading, 0.0, 15.0, second=0.8)
    assert effects == []
    assert session.state is State.ADJUSTING
    assert session.hints.shown == "many-faces"


def test_low_quality_waits_and_says_so(reading: Make) -> None:
    session = started()
    assert run(session, reading, 0.0, 10.0, quality=10.0) == []
    assert session.hints.shown == "low-score"


def test_the_shutter_takes_the_newest_frame(reading: Make) -> None:
    session = started()
    run(session, reading, 0.0, 2.0, mouth=5.0)
    assert session.shutter(2.0) == [Effect.CAPTURE]
    assert session.shots[0] is session.last
    # Who blinked at that moment is there with open eyes just before it.
    assert [round(session.last.frame.captured - r.frame.captured, 2) for r in session.shots] == [
        0,
        0.13,
        0.27,
    ]


def test_the_shutter_offers_no_frames_of_somebody_else(reading: Make) -> None:
    session = started()
    run(session, reading, 0.0, 2.0, mouth=5.0, identity=1)
    session.read(reading(2.0, mouth=5.0, identity=2), 2.0)
    assert session.shutter(2.0) == [Effect.CAPTURE]
    assert session.shots == [session.last]


def test_a_burst_takes_the_next_frames_and_puts_the_best_first(reading: Make) -> None:
    session = started()
    session.burst = 3
    run(session, reading, 0.0, 2.0, mouth=5.0)
    assert session.shutter(2.0) == []
    assert session.read(reading(2.1, score=0.8, mouth=5.0), 2.1) == []
    assert session.read(reading(2.2, score=0.6, mouth=5.0), 2.2) == [Effect.CAPTURE]
    assert [round(r.score, 1) for r in session.shots] == [0.8, 0.6, 0.5]


def test_when_patience_is_over_the_best_so_far_is_offered(reading: Make) -> None:
    session = started(patience=3.0)
    run(session, reading, 0.0, 1.0, mouth=5.0, score=0.3)
    best = reading(1.0, mouth=5.0, score=0.7)
    session.read(best, 1.0)
    effects = run(session, reading, 1.1, 5.0, mouth=5.0, score=0.4)
    assert effects == [Effect.TIMED_OUT]
    assert session.best_so_far is best
    assert session.take_best(6.0) == [Effect.CAPTURE]
    assert session.shots == [best]


def test_the_next_person_begins_without_the_last_ones_frames(reading: Make) -> None:
    session = started()
    run(session, reading, 0.0, 1.0, mouth=5.0)
    session.next_person(1.0)
    assert session.state is State.SEARCHING
    assert session.best_so_far is None
    assert session.shots == []


def test_the_list_of_checks_follows_the_profile(reading: Make) -> None:
    enrolment, relaxed = started(), started("relaxed")
    for session in (enrolment, relaxed):
        run(session, reading, 0.0, 1.0, mouth=5.0)
    names = [c.id for c in enrolment.checks()]
    assert names == [
        "one-face",
        "centred",
        "distance",
        "facing",
        "upright",
        "light",
        "even-light",
        "sharp",
        "eyes",
        "mouth",
    ]
    assert [c.id for c in relaxed.checks()] == [n for n in names if n not in {"even-light", "mouth"}]
    states = {c.id: c.state for c in enrolment.checks()}
    assert states.pop("mouth") is CheckState.FAR
    assert set(states.values()) == {CheckState.HOLDS}


def test_markers_lie_in_their_zones_when_all_holds(reading: Make) -> None:
    session = started()
    run(session, reading, 0.0, 1.0)
    for check in session.checks():
        low, high = check.zone
        assert check.marker is not None
        assert low <= check.marker <= high, check


def test_nothing_is_known_of_nobody(reading: Make) -> None:
    session = started()
    run(session, reading, 0.0, 2.0, present=False)
    states = {c.id: c.state for c in session.checks()}
    assert states.pop("one-face") is CheckState.FAR
    assert set(states.values()) == {CheckState.UNKNOWN}


def test_checks_of_place_cannot_be_switched_off() -> None:
    session = LiveSession(profile("enrolment"), CaptureOptions(), frozenset({"distance", "mouth"}))
    assert "distance" in {row.check for row in session.rows}
    assert "mouth" not in {row.check for row in session.rows}


def unscored(made: Reading) -> Reading:
    return replace(made, score=None, values={n: v for n, v in made.values.items() if n != "quality"})


def test_checks_do_not_wait_for_a_score_that_comes_later(reading: Make) -> None:
    session = started()
    for n in range(10):
        session.read(unscored(reading(n * STEP, mouth=5.0)), n * STEP)
    assert "mouth-open" in session.hints.out
    assert session.state is State.ADJUSTING


def test_a_score_that_comes_one_frame_late_counts_for_its_own_frame(reading: Make) -> None:
    session = started()
    time, effects, before = 0.0, [], None
    scores: dict[int, float] = {}
    while Effect.CAPTURE not in effects:
        made = reading(time, score=0.5 + 0.1 * ((time * 7.3) % 1))
        effects = session.read(unscored(made), time)
        if before is not None:
            session.rate(before)
            scores[before.frame.number] = before.score
        before = made
        time += STEP
    assert session.shots[0].score == max(scores.values())
    assert session.shots[0].frame.number == max(scores, key=scores.__getitem__)
    assert session.shots[0].quality == 70


def test_a_score_of_somebody_who_has_left_is_let_go(reading: Make) -> None:
    session = started()
    late = reading(0.0, score=0.9)
    session.read(unscored(late), 0.0)
    session.next_person(0.1)
    assert session.rate(late) == []
    run(session, reading, 0.2, 1.0, mouth=5.0, score=0.3)
    assert session.best_so_far is not None
    assert session.best_so_far.score == 0.3


def test_a_burst_waits_for_the_scores_of_its_frames(reading: Make) -> None:
    session = started()
    session.burst = 2
    run(session, reading, 0.0, 2.0, mouth=5.0)
    assert session.shutter(2.0) == []
    later = reading(2.1, score=0.8, mouth=5.0)
    assert session.read(unscored(later), 2.1) == []
    assert session.rate(later) == [Effect.CAPTURE]
    assert [r.score for r in session.shots] == [0.8, 0.5]


def test_nobody_for_ten_minutes_is_one_hint_and_nothing_grows(reading: Make) -> None:
    session, told, sizes = started(patience=20.0), [], []
    for n in range(round(600 / STEP)):
        time = n * STEP
        assert session.read(reading(time, present=False), time) == []
        assert session.state is State.SEARCHING  # patience is for who is there
        if not told or told[-1] != session.hints.shown:
            told.append(session.hints.shown)
        if n in {900, 8999}:
            sizes.append(len(pickle.dumps(session)))
    assert told == ["", "no-face"]
    assert sizes[1] - sizes[0] < 200  # what is kept of a minute is kept of ten
    assert Effect.CAPTURE in run(session, reading, 600.0, 15.0)  # and who comes then is served as ever
