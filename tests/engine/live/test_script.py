"""The real networks on real pictures: the synthetic script, and a film of a person talking."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from faceqnet_engine.decoding.decode import video_frames
from faceqnet_engine.live.analysis import LiveAnalyser
from faceqnet_engine.live.capture import CaptureOptions, Effect, State
from faceqnet_engine.live.reading import Reading
from faceqnet_engine.live.session import LiveSession
from faceqnet_engine.measures.profiles import profile
from faceqnet_engine.sources.stream import Frame
from faceqnet_engine.sources.synthetic import SyntheticSource
from faceqnet_engine.sources.synthetic_script import LENGTH, SCRIPT


@pytest.mark.slow
def test_the_hints_follow_the_script() -> None:
    source, analyser = SyntheticSource(), LiveAnalyser(device="cpu")  # as people see it
    session = LiveSession(profile("enrolment"), CaptureOptions(patience=1e9))
    session.machine.open(0.0)
    session.machine.frame(0.0)
    said: list[str] = []
    for n in range(int(LENGTH * 10)):
        time = n / 10
        effects = session.read(analyser.read(Frame(source.picture(time), n, time)), time)
        if Effect.CAPTURE in effects:
            session.machine.written(time)
        if session.hints.shown and (not said or said[-1] != session.hints.shown):
            said.append(session.hints.shown)
    assert said == [*(scene.hint for scene in SCRIPT), "captured"]
    assert session.state is State.SAVED


def test_the_synthetic_person_stands_by_the_oval_in_force() -> None:
    size = [0.5]
    source = SyntheticSource(guide=lambda: size[0])
    analyser = LiveAnalyser(device="cpu", guide_share=0.5)
    time = LENGTH - 1
    assert analyser.read(Frame(source.picture(time), 0, 0.0)).values["distance"] == pytest.approx(
        0.26, abs=0.01
    )
    size[0] = 0.7
    source.picture(0.0)  # another scene begins
    analyser.guide_share = 0.7
    analyser.forget()
    assert analyser.read(Frame(source.picture(time), 1, 1.0)).values["distance"] == pytest.approx(
        0.26, abs=0.01
    )


@pytest.fixture(scope="module")
def talking(shared_data: Path) -> list[Frame]:
    file = shared_data / "clips" / "batchface_ross.mp4"
    if not file.exists():
        pytest.skip(f"the film for this test is not here ({file})")
    photos = [p for p in video_frames(file) if p.pixels is not None]
    # The lowest rows are cut off, as by a camera that looks a little higher: the film shows the eyes above the guide's.
    return [Frame(np.ascontiguousarray(p.pixels[:840]), n, n / 8) for n, p in enumerate(photos)]


@pytest.mark.slow
def test_of_a_person_who_talks_a_frontal_frame_of_the_best_tenth_is_taken(talking: list[Frame]) -> None:
    analyser = LiveAnalyser(device="cpu")
    # He faces the camera for less than 1.5 seconds: no time to count down.
    session = LiveSession(profile("enrolment"), CaptureOptions(count=0, patience=1e9))
    session.machine.open(0.0)
    session.machine.frame(0.0)
    readings: list[Reading] = []
    taken: Reading | None = None
    for frame in talking:
        number = len(readings)
        reading = analyser.read(Frame(frame.pixels, number, number / 8))
        readings.append(reading)
        effects = session.read(reading, number / 8)
        if Effect.CAPTURE in effects and taken is None:
            taken = session.shots[0]
            session.machine.written(number / 8)
    assert taken is not None
    assert taken.score is not None
    assert abs(taken.values["yaw"]) < 10
    scores = sorted((r.score for r in readings if r.score is not None), reverse=True)
    assert len(scores) == len(talking)
    assert taken.score >= scores[len(scores) // 10 - 1]
