"""One hint at a time: needed, kept, locked out, silenced, worded again. The clock is the test's."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faceqnet_engine.live.hint_table import TABLE, rows_for
from faceqnet_engine.live.hints import HintEngine, HintState
from faceqnet_engine.live.reading import Reading
from faceqnet_engine.measures.profiles import profile
from faceqnet_engine.measures.words import table

Make = Callable[..., Reading]
STEP = 1 / 15


@pytest.fixture
def engine() -> HintEngine:
    return HintEngine(rows_for(profile("enrolment")))


def play(
    engine: HintEngine, readings: Iterable[tuple[float, Reading]], saying: str = ""
) -> list[tuple[float, HintState]]:
    return [(time, engine.update(reading, time, saying)) for time, reading in readings]


def stretch(make: Make, start: float, seconds: float, **values: object) -> Iterator[tuple[float, Reading]]:
    for n in range(round(seconds / STEP)):
        yield start + n * STEP, make(start + n * STEP, **values)


def changes(played: list[tuple[float, HintState]]) -> list[tuple[float, str]]:
    found: list[tuple[float, str]] = []
    for time, state in played:
        if not found or found[-1][1] != state.shown:
            found.append((round(time, 3), state.shown))
    return found


@pytest.mark.parametrize(
    ("values", "hint"),
    [
        ({"distance": 0.33}, "too-close"),
        ({"distance": 0.18}, "too-far"),
        ({"aside": -0.12}, "move-left"),
        ({"aside": 0.12}, "move-right"),
        ({"below": 0.1}, "move-up"),
        ({"below": -0.1}, "move-down"),
        ({"yaw": -12.0}, "turn-left"),
        ({"yaw": 12.0}, "turn-right"),
        ({"pitch": -12.0}, "chin-up"),
        ({"pitch": 12.0}, "chin-down"),
        ({"roll": 9.0}, "straighten"),
        ({"roll": -9.0}, "straighten"),
        ({"light_behind": 3.0, "luminance": 30.0, "eye_light": 30.0}, "light-behind"),
        ({"luminance": 20.0, "under": 40.0, "eye_light": 20.0}, "too-dark"),
        ({"over": 30.0}, "too-bright"),
        ({"uniformity": 30.0}, "uneven-light"),
        ({"speed": 0.5}, "moving"),
        ({"sharpness": 20.0}, "unsharp"),
        ({"eyes": 0.03}, "eyes-closed"),
        ({"mouth": 30.0}, "mouth-open"),
        ({"second": 0.6}, "many-faces"),
        ({"cut": 0.03}, "face-cut"),
        ({"quality": 20.0}, "low-score"),
    ],
)
def test_each_condition_brings_its_hint(engine, reading: Make, values: dict[str, float], hint: str) -> None:
    played = play(engine, stretch(reading, 0, 3.0, **values))
    assert played[-1][1].shown == hint
    assert {state.shown for _, state in played} <= {"", hint}


def test_dark_skin_in_a_lit_room_is_not_told_about_light(engine, reading: Make) -> None:
    played = play(engine, stretch(reading, 0, 3.0, luminance=5.0, under=10.0, light_behind=5.0))
    assert {state.shown for _, state in played} == {""}


def test_a_bright_wall_behind_a_well_lit_face_is_no_light_from_behind(engine, reading: Make) -> None:
    played = play(engine, stretch(reading, 0, 3.0, light_behind=4.0, luminance=80.0))
    assert {state.shown for _, state in played} == {""}


def test_a_hint_needs_its_condition_for_three_tenths_of_a_second(engine, reading: Make) -> None:
    first = changes(play(engine, stretch(reading, 0, 1.0, aside=0.3)))
    assert first[0] == (0.0, "")
    assert first[1][1] == "move-right"
    assert 0.3 <= first[1][0] < 0.3 + 2 * STEP


def test_one_odd_frame_of_five_decides_nothing(engine, reading: Make) -> None:
    for n in range(60):
        odd = n % 4 == 3
        state = engine.update(reading(n * STEP, yaw=40.0 if odd else 0.0), n * STEP)
        assert "turn-right" not in state.out


def test_a_hint_stays_seven_tenths_of_a_second(engine, reading: Make) -> None:
    played = play(engine, [*stretch(reading, 0, 0.45, aside=0.3), *stretch(reading, 0.45, 2.0)])
    found = changes(played)
    began = next(t for t, hint in found if hint == "move-right")
    ended = next(t for t, hint in found if t > began)
    assert ended - began >= 0.7 - 1e-6


def test_hysteresis_keeps_a_hint_between_its_thresholds(engine, reading: Make) -> None:
    played = play(engine, [*stretch(reading, 0, 1.0, yaw=11.0), *stretch(reading, 1.0, 3.0, yaw=8.0)])
    assert played[-1][1].shown == "turn-right"
    assert play(engine, stretch(reading, 4.0, 2.0, yaw=6.5))[-1][1].shown == ""


def test_the_opposite_waits_a_second(engine, reading: Make) -> None:
    played = play(
        engine, [*stretch(reading, 0, 2.0, distance=0.15), *stretch(reading, 2.0, 3.0, distance=0.4)]
    )
    found = changes(played)
    assert [hint for _, hint in found if hint] == ["too-far", "too-close"]
    left = next(t for t, hint in found if t > 1 and hint != "too-far")
    came = next(t for t, hint in found if hint == "too-close")
    assert came - left >= 1.0 - 1e-6


def test_nobody_out_of_place_is_told_about_light(engine, reading: Make) -> None:
    played = play(engine, stretch(reading, 0, 4.0, distance=0.15, over=10.0, mouth=10.0))
    assert {state.shown for _, state in played} == {"", "too-far"}


def test_nobody_there_is_said_after_a_second_and_taken_back_at_once(engine, reading: Make) -> None:
    found = changes(play(engine, [*stretch(reading, 0, 2.0, present=False), *stretch(reading, 2.0, 2.0)]))
    assert [hint for _, hint in found] == ["", "no-face", ""]
    assert 1.0 <= found[1][0] < 1.2
    assert 2.2 - 2 * STEP < found[2][0] < 2.2 + 2 * STEP


def test_a_condition_without_progress_is_worded_again_once_then_the_operator_is_told(
    engine, reading: Make
) -> None:
    played = play(engine, stretch(reading, 0, 14.0, distance=0.15))
    again = next(t for t, state in played if state.again)
    stuck = next(t for t, state in played if state.stuck)
    assert 6.0 < again < 6.8
    assert 12.0 < stuck < 13.0


def test_progress_keeps_the_first_wording(engine, reading: Make) -> None:
    for n in range(round(12 / STEP)):
        time = n * STEP
        state = engine.update(reading(time, distance=0.05 + 0.012 * time), time)
        assert not state.again


def test_unsharp_is_not_said_of_somebody_who_moves(engine, reading: Make) -> None:
    played = play(engine, stretch(reading, 0, 3.0, sharpness=5.0, speed=1.0))
    assert {state.shown for _, state in played} == {"", "moving"}


def test_another_face_starts_afresh(engine, reading: Make) -> None:
    play(engine, stretch(reading, 0, 2.0, yaw=30.0))
    state = engine.update(reading(2.0, identity=2), 2.0)
    assert "turn-right" not in state.out


def test_a_clock_that_jumps_decides_nothing(engine, reading: Make) -> None:
    play(engine, stretch(reading, 0, 0.2, yaw=30.0))
    ahead = engine.update(reading(0.2), 3600.0)  # an hour ahead
    assert ahead.shown in {"", "turn-right"}
    play(engine, stretch(reading, 3600.1, 2.0))
    back = engine.update(reading(1.0), 5.0)  # and an hour back
    assert back.shown == ""
    assert play(engine, stretch(reading, 5.1, 1.0, yaw=30.0))[-1][1].shown == "turn-right"


def test_only_checks_of_the_profile_speak(reading: Make) -> None:
    relaxed = HintEngine(rows_for(profile("relaxed")))
    played = play(relaxed, stretch(reading, 0, 3.0, mouth=5.0, uniformity=5.0))
    assert {state.shown for _, state in played} == {""}


def test_limits_of_the_profile_move_the_thresholds(reading: Make) -> None:
    strict = HintEngine(rows_for(profile("icao-portrait")))
    assert play(strict, stretch(reading, 0, 2.0, yaw=5.0))[-1][1].shown == "turn-right"
    relaxed = HintEngine(rows_for(profile("relaxed")))
    assert play(relaxed, stretch(reading, 0, 2.0, yaw=14.0))[-1][1].shown == ""


def test_checks_that_are_switched_off_are_silent(reading: Make) -> None:
    engine = HintEngine(rows_for(profile("enrolment"), frozenset({"mouth"})))
    assert play(engine, stretch(reading, 0, 2.0, mouth=5.0))[-1][1].shown == ""


def test_hold_and_captured_follow_the_state(engine, reading: Make) -> None:
    assert play(engine, stretch(reading, 0, 1.0), "hold")[-1][1].shown == "hold"
    assert play(engine, stretch(reading, 1.0, 1.0), "captured")[-1][1].shown == "captured"


def test_nobody_is_told_to_hold_when_a_check_has_just_left(engine, reading: Make) -> None:
    play(engine, stretch(reading, 0, 0.13), "hold")
    played = play(engine, stretch(reading, 0.13, 1.0, mouth=10.0), "hold")
    shown = [state.shown for _, state in played if "mouth-open" in state.out]
    assert "hold" not in shown


VALUES = st.fixed_dictionaries(
    {
        "distance": st.sampled_from([0.15, 0.21, 0.26, 0.3, 0.4]),
        "aside": st.sampled_from([-0.3, -0.08, 0.0, 0.08, 0.3]),
        "yaw": st.sampled_from([-30.0, -8.0, 0.0, 8.0, 30.0]),
        "mouth": st.sampled_from([10.0, 45.0, 90.0]),
        "second": st.sampled_from([0.0, 0.7]),
    }
)


@given(st.lists(st.tuples(VALUES, st.integers(1, 20), st.booleans()), min_size=2, max_size=12))
@settings(max_examples=60)
def test_whatever_happens_no_hint_is_short_and_no_opposite_follows_at_once(
    reading: Make, parts: list[tuple[dict[str, float], int, bool]]
) -> None:
    engine = HintEngine(rows_for(profile("enrolment")))
    opposite = {row.id: row.opposite for row in TABLE}
    time, found = 0.0, [(0.0, "")]
    for values, count, present in parts:
        for _ in range(count):
            shown = engine.update(reading(time, present=present, **values), time).shown
            if shown != found[-1][1]:
                found.append((time, shown))
            time += STEP
    for (began, hint), (ended, _) in itertools.pairwise(found):
        assert not hint or ended - began >= 0.7 - 1e-6
    ends = {}
    for (_, hint), (ended, after) in itertools.pairwise(found):
        ends[hint] = ended
        left = ends.get(opposite.get(after, ""))
        assert left is None or not opposite.get(after) or ended - left >= 1.0 - 1e-6


def test_every_hint_has_words_and_an_icon_in_both_languages() -> None:
    words = table("hints")
    assert set(words) == {row.id for row in TABLE}
    for entry in words.values():
        assert entry["icon"]
        assert all(entry[language][key] for language in ("en", "es") for key in ("say", "again"))


def test_priorities_are_those_of_the_vocabulary() -> None:
    order = [row.id for row in sorted(TABLE, key=lambda row: row.priority)]
    assert order[:5] == ["no-face", "many-faces", "face-cut", "too-close", "too-far"]
    assert order[-3:] == ["low-score", "hold", "captured"]
