from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from faceqnet_engine.measures.sharpness import equivalent_blur, sharpness, sharpness_at

Face = Callable[..., tuple[np.ndarray, np.ndarray]]
BLURS = (0.03, 0.05, 0.08, 0.12, 0.18)


def blurred(pixels: np.ndarray, sigma: float) -> np.ndarray:
    return cv2.GaussianBlur(pixels, (0, 0), sigma)


@pytest.mark.parametrize("inter_eye", [20, 40, 80, 140])
def test_falls_with_blur_at_every_size_of_the_face(face_at: Face, inter_eye: int) -> None:
    pixels, landmarks = face_at("lisa", inter_eye)
    values = [sharpness(pixels, landmarks)]
    values += [sharpness(blurred(pixels, b * inter_eye), landmarks) for b in BLURS]
    assert all(a > b + 1 for a, b in itertools.pairwise(values)), values


@pytest.mark.parametrize("blur", [0.05, 0.12])
def test_the_same_blur_is_as_sharp_at_every_size(face_at: Face, blur: float) -> None:
    values = []
    for inter_eye in (30, 60, 140):
        pixels, landmarks = face_at("lisa", inter_eye)
        values.append(sharpness(blurred(pixels, blur * inter_eye), landmarks))
    assert np.ptp(values) < 10, values


def test_a_reduced_decode_gives_the_same_value(face_at: Face) -> None:
    full = face_at("lisa")
    whole = sharpness(*full)
    reduced = sharpness(*face_at("lisa", 72), scale=0.5)
    assert reduced == pytest.approx(whole, abs=4)


@pytest.mark.parametrize("ladder", ["blur", "motion", "low_resolution"])
def test_falls_along_the_demo_ladders(demo_folder: Path, face_at: Face, ladder: str) -> None:
    name = "lisa" if ladder == "motion" else "astronaut"
    landmarks = face_at(name)[1]
    values = []
    for file in sorted((demo_folder / ladder).iterdir()):
        with Image.open(file) as image:
            values.append(sharpness(np.asarray(image.convert("RGB")), landmarks))
    assert len(values) == 5
    assert all(a > b for a, b in itertools.pairwise(values)), values
    assert values[0] < sharpness(*face_at(name))


@pytest.mark.parametrize("deviation", [5, 15, 40])
@pytest.mark.parametrize("inter_eye", [40, 100])
def test_noise_is_not_taken_for_detail(face_at: Face, inter_eye: int, deviation: int) -> None:
    pixels, landmarks = face_at("lisa", inter_eye)
    soft = blurred(pixels, 0.1 * inter_eye)
    noisy = soft + np.random.default_rng(0).normal(0, deviation, soft.shape)
    noisy = np.clip(noisy + 0.5, 0, 255).astype(np.uint8)
    assert sharpness(noisy, landmarks) < sharpness(soft, landmarks) + 15


def test_less_light_alone_does_not_blur(face_at: Face) -> None:
    pixels, landmarks = face_at("lisa")
    dim = (pixels * 0.5).astype(np.uint8)
    assert sharpness(dim, landmarks) == pytest.approx(sharpness(pixels, landmarks), abs=8)


@pytest.mark.parametrize("name", ["astronaut", "lisa"])
def test_a_mirror_image_is_as_sharp(face_at: Face, mirror: Face, name: str) -> None:
    assert sharpness(*mirror(*face_at(name))) == pytest.approx(sharpness(*face_at(name)), abs=0.5)


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_turned_photo_is_as_sharp(face_at: Face, turns: int) -> None:
    pixels, landmarks = face_at("lisa")
    points = landmarks.copy()
    for _ in range(turns):  # a quarter turn against the clock: x' = y, y' = width - 1 - x
        points = np.stack([points[:, 1], pixels.shape[1] - 1 - points[:, 0]], 1)
        pixels = np.rot90(pixels)
    turned = np.ascontiguousarray(pixels)
    assert sharpness(turned, points) == pytest.approx(sharpness(*face_at("lisa")), abs=1)


def test_odd_input_gives_a_value_or_none(odd: tuple[np.ndarray, np.ndarray]) -> None:
    value = sharpness(*odd)
    assert value is None or 0 <= value <= 100


def test_a_flat_picture_has_no_detail(face_at: Face) -> None:
    assert sharpness(np.full((200, 200, 3), 90, np.uint8), face_at("astronaut", 40)[1]) == 0


def test_the_scale_is_fifty_at_its_middle_and_can_be_read_back() -> None:
    blurs = np.array([0.01, 0.04, 0.15])
    shares = sharpness_at(blurs)
    assert shares[1] == pytest.approx(0.5)
    assert [equivalent_blur(100 * s) for s in shares] == pytest.approx(blurs, rel=1e-6)


@pytest.mark.slow
def test_known_blur_of_crisp_portraits_is_measured(shared_data: Path) -> None:
    from faceqnet_engine.decoding.decode import decode
    from faceqnet_engine.faces.detect import Detector

    detector, errors = Detector("cpu"), []
    for file in sorted((shared_data / "london/neutral").glob("*.jpg"))[::12]:
        pixels = decode(file).pixels
        face = detector.detect(pixels)[0]
        for blur in (0.04, 0.08, 0.16):
            wanted = 100 * sharpness_at(np.array([blur]))[0]
            got = sharpness(blurred(pixels, blur * face.inter_eye_distance), face.landmarks)
            errors.append(abs(got - wanted))
    assert np.mean(errors) < 6, errors
