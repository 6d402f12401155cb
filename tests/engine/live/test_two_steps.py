"""Locating and scoring as two steps, networks as one call, and a quick look between full ones: the same answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
import torch

from faceqnet_engine.faces.detect import Detector
from faceqnet_engine.faces.face import Uint8Array
from faceqnet_engine.faces.mesh import FaceMesh
from faceqnet_engine.live.analysis import LiveAnalyser
from faceqnet_engine.live.capture import CaptureOptions, State
from faceqnet_engine.live.figures import OpenEyes
from faceqnet_engine.live.reading import Reading
from faceqnet_engine.live.session import LiveSession
from faceqnet_engine.measures.profiles import profile
from faceqnet_engine.models.one_call import as_one_call
from faceqnet_engine.models.registry import record
from faceqnet_engine.quality.scorer import Scorer
from faceqnet_engine.sources.stream import Frame
from faceqnet_engine.sources.synthetic import SyntheticSource
from faceqnet_engine.sources.synthetic_script import SCRIPT


@pytest.fixture(scope="module")
def person() -> Uint8Array:
    return SyntheticSource((640, 480), script=SCRIPT[-1:]).picture(1.0)


def test_a_frame_without_a_score_has_everything_else(person: Uint8Array) -> None:
    analyser = LiveAnalyser(device="cpu")
    located = analyser.locate(Frame(person, 0, 0.0))
    scored, unscored = analyser.reading(located), analyser.reading(located, scored=False)
    assert scored.score is not None and scored.quality is not None
    assert unscored.score is None and unscored.quality is None
    assert unscored.values == {k: v for k, v in scored.values.items() if k != "quality"}
    assert unscored.subject is not None


def test_networks_as_one_call_give_the_numbers_of_the_plain_ones(person: Uint8Array) -> None:
    device, model = torch.device("cpu"), record("faceqnet-r29")
    crop = np.ascontiguousarray(person[100 : 100 + model.input.size, 200 : 200 + model.input.size])
    plain, live = Scorer(model, device, 8), Scorer(model, device, 8, live=True)
    assert live.batch == 1
    assert live.scores([crop, crop[::-1].copy()]) == pytest.approx(
        plain.scores([crop, crop[::-1].copy()]), abs=1e-6
    )
    face = Detector(device).detect(person)[0]
    meshes = FaceMesh(device).mesh(person, face), FaceMesh(device, recorded=True).mesh(person, face)
    np.testing.assert_allclose(meshes[0].points, meshes[1].points, atol=1e-3)


def test_a_network_that_cannot_be_recorded_is_used_as_it_is() -> None:
    class Chooser(torch.nn.Module):
        def forward(self, x: torch.Tensor) -> object:
            return {"not": object()}

    network = Chooser()
    assert as_one_call(network, torch.zeros(1)) is network


def test_the_quick_look_finds_a_large_face_where_the_full_one_does(person: Uint8Array) -> None:
    detector = Detector("cpu")
    full = detector.detect(person)
    quick = detector.detect(person, 0.4 * float(full[0].box[3]))
    assert len(full) == len(quick) == 1
    np.testing.assert_allclose(full[0].landmarks, quick[0].landmarks, atol=0.02 * full[0].inter_eye_distance)


def test_a_second_face_is_seen_between_the_full_looks() -> None:
    alone, both = SCRIPT[-1], next(scene for scene in SCRIPT if scene.hint == "many-faces")
    analyser = LiveAnalyser(device="cpu")
    pictures = [SyntheticSource((640, 480), script=(scene,)).picture(1.0) for scene in (alone, both)]
    seen = [analyser.read(Frame(pictures[n > 0], n, n / 15)).faces for n in range(8)]
    assert seen[0] == 1
    assert seen[-1] == 2  # by the next detection, which is a quick one


def test_a_face_is_not_forgotten_between_detections_on_a_slow_machine(person: Uint8Array) -> None:
    analyser = LiveAnalyser(device="cpu")
    readings = [analyser.read(Frame(person, n, 0.7 * n)) for n in range(8)]
    assert {r.subject.identity for r in readings if r.subject is not None} == {1}
    assert [r.subject.detected for r in readings if r.subject is not None].count(True) == 2


def test_nothing_holds_before_the_first_score_of_a_face(reading: Callable[..., Reading]) -> None:
    session = LiveSession(profile("enrolment"), CaptureOptions(count=0))
    session.machine.open(0.0)
    session.machine.frame(0.0)
    for n in range(30):
        plain = reading(n / 10, score=None)
        values = {name: value for name, value in plain.values.items() if name != "quality"}
        session.read(replace(plain, values=values), n / 10)
    assert session.state is State.ADJUSTING
    assert session.hints.out == {"low-score"}


def test_the_shutter_takes_a_scored_frame_where_the_newest_has_no_score(
    reading: Callable[..., Reading],
) -> None:
    session = LiveSession(profile("enrolment"), CaptureOptions(auto=False))
    session.machine.open(0.0)
    session.machine.frame(0.0)
    for n in range(8):
        newest = reading(n / 10, score=0.5 if n % 2 == 0 else None)
        session.read(newest, n / 10)
    assert newest.score is None
    assert session.shutter(0.8)
    assert session.shots[0].score == 0.5
    assert session.shots[0].frame.captured == pytest.approx(0.6)


def test_half_shut_eyes_of_somebody_with_wide_eyes_count_as_shut() -> None:
    wide, narrow = OpenEyes(), OpenEyes()
    for _ in range(10):
        assert wide.judged(1, 0.10) == pytest.approx(0.07)
        assert narrow.judged(1, 0.05) == 0.05  # narrow eyes are not made wider
    assert wide.judged(1, 0.05) == pytest.approx(0.035)
    assert wide.judged(2, 0.05) == 0.05  # somebody else
    for _ in range(10):
        wide.judged(2, 0.12, turned=16)  # lids look farther apart from below
    assert wide.judged(2, 0.05) == 0.05
