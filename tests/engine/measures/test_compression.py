from __future__ import annotations

import io
from collections.abc import Callable

import cv2
import numpy as np
import pytest
from PIL import Image

from faceqnet_engine.measures.compression import compression, quality_of_pixels, quality_of_tables

Face = Callable[..., tuple[np.ndarray, np.ndarray]]


def jpeg(pixels: np.ndarray, quality: int, **options: object) -> bytes:
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "JPEG", quality=quality, **options)
    return out.getvalue()


def decoded(data: bytes) -> np.ndarray:
    with Image.open(io.BytesIO(data)) as image:
        return np.asarray(image.convert("RGB"))


@pytest.fixture
def clean(face_at: Face) -> tuple[np.ndarray, np.ndarray]:
    """A face that no JPEG has touched at its size."""
    return face_at("lisa", 70)


@pytest.mark.parametrize("quality", [5, 10, 20, 30, 50, 70, 80])
def test_quality_is_read_from_pixels_alone(clean: tuple[np.ndarray, np.ndarray], quality: int) -> None:
    pixels, landmarks = clean
    assert quality_of_pixels(decoded(jpeg(pixels, quality)), landmarks) == pytest.approx(quality, abs=4)


@pytest.mark.parametrize("quality", [10, 30, 60])
def test_an_earlier_compression_shows_through_a_finer_one(
    clean: tuple[np.ndarray, np.ndarray], quality: int
) -> None:
    pixels, landmarks = clean
    again = jpeg(decoded(jpeg(pixels, quality)), 92)
    assert quality_of_tables(again) == pytest.approx(92, abs=1)
    assert compression(decoded(again), landmarks, 1.0, quality_of_tables(again)) == pytest.approx(
        quality, abs=4
    )


def test_blocks_are_found_in_a_part_cut_from_a_photo(clean: tuple[np.ndarray, np.ndarray]) -> None:
    pixels, landmarks = clean
    part = decoded(jpeg(pixels, 25))[3:, 5:]
    assert quality_of_pixels(part, landmarks - np.float32((5, 3))) == pytest.approx(25, abs=4)


@pytest.mark.parametrize("change", ["plain", "blurred", "blown up", "noisy"])
def test_what_is_not_compressed_is_not_called_so(clean: tuple[np.ndarray, np.ndarray], change: str) -> None:
    pixels, landmarks = clean
    if change == "blurred":
        pixels = cv2.GaussianBlur(pixels, (0, 0), 5)
    elif change == "blown up":
        pixels = cv2.resize(pixels, None, fx=3, fy=3, interpolation=cv2.INTER_CUBIC)
        landmarks = (landmarks + 0.5) * 3 - 0.5
    elif change == "noisy":
        noise = np.random.default_rng(0).normal(0, 10, pixels.shape)
        pixels = np.clip(pixels + noise, 0, 255).astype(np.uint8)
    assert quality_of_pixels(pixels, landmarks) == 100


@pytest.mark.parametrize("quality", [5, 10, 30, 50, 75, 90, 95])
def test_tables_give_the_quality_they_were_made_with(
    clean: tuple[np.ndarray, np.ndarray], quality: int
) -> None:
    for options in ({}, {"progressive": True}, {"subsampling": 0}):
        assert quality_of_tables(jpeg(clean[0], quality, **options)) == pytest.approx(quality, abs=1.5)


def test_files_that_are_no_jpeg_have_no_tables(clean: tuple[np.ndarray, np.ndarray]) -> None:
    out = io.BytesIO()
    Image.fromarray(clean[0]).save(out, "PNG")
    data = jpeg(clean[0], 50)
    for other in (b"", b"\xff\xd8", b"\xff\xd8\xff\xdb", out.getvalue(), data[:20], data[2:], data[:30]):
        assert quality_of_tables(other) is None


def test_any_damage_to_the_header_is_survived(clean: tuple[np.ndarray, np.ndarray]) -> None:
    data, rng = bytearray(jpeg(clean[0], 50)), np.random.default_rng(0)
    for _ in range(300):
        broken = bytearray(data)
        for at in rng.integers(2, 400, 4):
            broken[at] = int(rng.integers(256))
        quality = quality_of_tables(bytes(broken))
        assert quality is None or 1 <= quality <= 100


def test_on_a_reduced_decode_only_the_tables_speak(clean: tuple[np.ndarray, np.ndarray]) -> None:
    pixels = decoded(jpeg(clean[0], 10))
    assert compression(pixels, clean[1], 0.5, 88.0) == 88
    assert compression(pixels, clean[1], 0.5, None) is None
    assert compression(pixels, clean[1], 1.0, 88.0) == pytest.approx(10, abs=3)


def test_a_mirror_image_is_as_compressed(clean: tuple[np.ndarray, np.ndarray], mirror: Face) -> None:
    pixels = decoded(jpeg(clean[0], 20))
    assert quality_of_pixels(*mirror(pixels, clean[1])) == pytest.approx(20, abs=4)


def test_odd_input_gives_a_value_or_none(odd: tuple[np.ndarray, np.ndarray]) -> None:
    value = compression(*odd)
    assert value is None or 0 < value <= 100


def test_a_flat_jpeg_is_no_proof_of_compression(face_at: Face) -> None:
    flat = decoded(jpeg(np.full((200, 200, 3), 120, np.uint8), 10))
    assert quality_of_pixels(flat, face_at("astronaut", 40)[1]) == 100
