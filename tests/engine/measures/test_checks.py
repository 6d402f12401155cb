from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from faceqnet_engine.measures import checks
from faceqnet_engine.measures.canvas import canvas_of
from faceqnet_engine.measures.catalogue import CATALOGUE, INDEX

Face = Callable[..., tuple[np.ndarray, np.ndarray]]


def with_red_pupils(pixels: np.ndarray, landmarks: np.ndarray) -> np.ndarray:
    out, size = pixels.copy(), np.linalg.norm(landmarks[0] - landmarks[1])
    for eye in landmarks[:2]:
        ys, xs = np.ogrid[: out.shape[0], : out.shape[1]]
        out[np.hypot(xs - eye[0], ys - eye[1]) <= 0.06 * size] = (190, 40, 50)
    return out


@pytest.mark.parametrize("inter_eye", [30, 60, 140])
@pytest.mark.parametrize("name", ["astronaut", "lisa"])
def test_red_pupils_are_seen_and_others_are_not(face_at: Face, name: str, inter_eye: int) -> None:
    pixels, landmarks = face_at(name, inter_eye)
    assert checks.red_eyes(pixels, landmarks) < 0.05
    assert checks.red_eyes(with_red_pupils(pixels, landmarks), landmarks) > checks.RED_EYES_LIMIT


def test_warm_light_does_not_redden_eyes(face_at: Face) -> None:
    pixels, landmarks = face_at("lisa")
    warm = np.clip(pixels * np.array((1.15, 0.8, 0.55)), 0, 255).astype(np.uint8)
    assert checks.red_eyes(warm, landmarks) < checks.RED_EYES_LIMIT


def test_haze_narrows_the_range_of_light(face_at: Face) -> None:
    pixels, landmarks = face_at("lisa")
    values = [
        checks.tonal_range(((pixels - 150.0) * k + 150).astype(np.uint8), landmarks)
        for k in (1, 0.6, 0.3, 0.1)
    ]
    assert values[0] > checks.TONAL_RANGE_LIMIT > values[2]
    assert values[1] == pytest.approx(0.6 * values[0], abs=2)
    assert all(a > b for a, b in itertools.pairwise(values))


@pytest.mark.parametrize(
    ("way", "times"),
    [(cv2.INTER_NEAREST, 3), (cv2.INTER_CUBIC, 4.5), (cv2.INTER_LANCZOS4, 4.5), (cv2.INTER_LINEAR, 6)],
)
def test_a_face_that_was_blown_up_is_seen(face_at: Face, way: int, times: float) -> None:
    pixels, landmarks = face_at("lisa", 40)
    assert checks.effective_resolution(pixels, landmarks) > 2 * checks.RESOLUTION_LIMIT
    large = cv2.resize(pixels, None, fx=times, fy=times, interpolation=way)
    found = checks.effective_resolution(large, (landmarks + 0.5) * times - 0.5)
    assert found <= checks.RESOLUTION_LIMIT


def test_a_reduced_decode_accuses_nobody(face_at: Face) -> None:
    assert checks.effective_resolution(*face_at("lisa", 60), scale=0.25) is None


def test_a_reduced_decode_that_is_blurred_still_was_blown_up(face_at: Face) -> None:
    pixels, landmarks = face_at("lisa", 60)
    soft = cv2.GaussianBlur(pixels, (0, 0), 6)
    assert checks.effective_resolution(soft, landmarks, scale=0.25) < checks.RESOLUTION_LIMIT / 4


def test_half_a_face_in_shadow_is_seen(face_at: Face) -> None:
    pixels, landmarks = face_at("lisa")
    plain = checks.face_shadow(canvas_of(pixels, landmarks), landmarks)
    shaded = pixels.copy()
    shaded[:, : int(landmarks[2, 0])] = (shaded[:, : int(landmarks[2, 0])] * 0.35).astype(np.uint8)
    assert plain < checks.SHADOW_LIMIT < checks.face_shadow(canvas_of(shaded, landmarks), landmarks)


def test_light_from_the_side_raises_the_shadow_along_the_demo_ladder(
    demo_folder: Path, face_at: Face
) -> None:
    landmarks, values = face_at("lisa")[1], []
    for file in sorted((demo_folder / "uneven_light").iterdir()):
        with Image.open(file) as image:
            values.append(
                checks.face_shadow(canvas_of(np.asarray(image.convert("RGB")), landmarks), landmarks)
            )
    assert all(a < b for a, b in itertools.pairwise(values)), values
    assert values[-1] > checks.SHADOW_LIMIT


def test_a_turned_head_has_no_shadow_to_speak_of(face_at: Face) -> None:
    pixels, landmarks = face_at("lisa")
    turned = landmarks.copy()
    turned[2, 0] += 40
    assert checks.face_shadow(canvas_of(pixels, turned), turned) is None


@pytest.mark.parametrize(
    ("measure", "limit"),
    [
        ("RedEyes", checks.RED_EYES_LIMIT), ("TonalRange", checks.TONAL_RANGE_LIMIT),
        ("EffectiveResolution", checks.RESOLUTION_LIMIT), ("FaceShadow", checks.SHADOW_LIMIT),
    ],
)  # fmt: skip
def test_the_limits_that_held_up_on_photographs_are_the_middle_of_the_components(
    measure: str, limit: float
) -> None:
    assert CATALOGUE[INDEX[measure]].component(limit) == 50


@pytest.mark.parametrize("name", ["astronaut", "lisa"])
def test_a_mirror_image_passes_the_same_checks(face_at: Face, mirror: Face, name: str) -> None:
    straight, other = face_at(name), mirror(*face_at(name))
    assert checks.red_eyes(*other) == pytest.approx(checks.red_eyes(*straight), abs=0.02)
    assert checks.tonal_range(*other) == pytest.approx(checks.tonal_range(*straight), abs=1)
    assert checks.effective_resolution(*other) == pytest.approx(
        checks.effective_resolution(*straight), abs=0.05
    )
    shadows = [checks.face_shadow(canvas_of(*face), face[1]) for face in (straight, other)]
    assert shadows[0] == pytest.approx(shadows[1], rel=0.1)


def test_odd_input_gives_a_value_or_none(odd: tuple[np.ndarray, np.ndarray]) -> None:
    for check in (checks.red_eyes, checks.tonal_range, checks.effective_resolution):
        value = check(*odd)
        assert value is None or 0 <= value <= 255
    try:
        canvas = canvas_of(*odd)
    except ValueError:
        return
    shadow = checks.face_shadow(canvas, odd[1])
    assert shadow is None or shadow >= 1


@pytest.mark.slow
def test_sharp_even_portraits_pass_all_checks(shared_data: Path) -> None:
    from faceqnet_engine.decoding.decode import decode
    from faceqnet_engine.faces.detect import Detector

    detector = Detector("cpu")
    for file in sorted((shared_data / "london/neutral").glob("*.jpg"))[::6]:
        pixels = decode(file).pixels
        landmarks = detector.detect(pixels)[0].landmarks
        shadow = checks.face_shadow(canvas_of(pixels, landmarks), landmarks)
        assert checks.red_eyes(pixels, landmarks) < checks.RED_EYES_LIMIT, file.name
        assert checks.tonal_range(pixels, landmarks) > checks.TONAL_RANGE_LIMIT, file.name
        assert checks.effective_resolution(pixels, landmarks) > checks.RESOLUTION_LIMIT, file.name
        assert shadow is None or shadow < checks.SHADOW_LIMIT, file.name
