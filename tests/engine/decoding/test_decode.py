from __future__ import annotations

import io
import os
import struct
import zlib
from pathlib import Path

import numpy as np
import pillow_heif
import pytest
from PIL import Image

from faceqnet_engine.assessment import Status
from faceqnet_engine.decoding.decode import decode, decode_bytes


def encoded(image: Image.Image, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


@pytest.fixture
def picture(portrait: Path) -> Image.Image:
    with Image.open(portrait) as image:
        return image.convert("RGB").resize((256, 200))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF", "HEIF", "AVIF"])
def test_every_format_gives_the_same_picture(picture: Image.Image, form: str) -> None:
    if form == "HEIF":
        out = io.BytesIO()
        pillow_heif.from_pillow(picture).save(out, quality=95)
        data = out.getvalue()
    else:
        data = encoded(picture, form, **({"quality": 95} if form in {"JPEG", "WEBP", "AVIF"} else {}))
    photo = decode_bytes(data)
    assert photo.status is Status.OK, photo.detail
    assert photo.pixels is not None
    assert photo.pixels.shape == (200, 256, 3)
    assert np.abs(photo.pixels.astype(int) - np.asarray(picture)).mean() < 12  # GIF's palette is the coarsest


@pytest.mark.parametrize("mode", ["L", "P", "CMYK", "RGBA", "LA", "1", "I;16", "F"])
def test_every_mode_becomes_rgb(picture: Image.Image, mode: str) -> None:
    if mode == "I;16":
        image = Image.fromarray(np.asarray(picture.convert("L")).astype(np.uint16) * 257)
        form = "PNG"
    elif mode == "F":
        image, form = picture.convert("L").convert("F"), "TIFF"
    else:
        image, form = picture.convert(mode), "TIFF" if mode == "CMYK" else "PNG"
    photo = decode_bytes(encoded(image, form))
    assert photo.status is Status.OK, photo.detail
    assert photo.pixels is not None
    assert photo.pixels.shape == (200, 256, 3)
    grey = np.asarray(picture.convert("L")).astype(int)
    tolerance = 90 if mode == "1" else 25
    assert abs(photo.pixels.mean() - grey.mean()) < tolerance


def test_transparency_lies_over_white(picture: Image.Image) -> None:
    clear = picture.convert("RGBA")
    clear.putalpha(0)
    photo = decode_bytes(encoded(clear, "PNG"))
    assert photo.pixels is not None
    assert photo.pixels.min() == 255


@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_orientation_is_applied(picture: Image.Image, orientation: int) -> None:
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    stored = picture if orientation == 1 else picture.transpose(undo[orientation])
    exif = Image.Exif()
    exif[0x0112] = orientation
    photo = decode_bytes(encoded(stored, "JPEG", quality=95, exif=exif))
    assert photo.pixels is not None
    assert (photo.width, photo.height) == picture.size
    assert np.abs(photo.pixels.astype(int) - np.asarray(picture)).mean() < 4


def test_a_large_jpeg_is_decoded_small_but_knows_its_size(picture: Image.Image) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    photo = decode_bytes(encoded(picture.resize((4000, 3000)), "JPEG", exif=exif), at_least=640)
    assert photo.pixels is not None
    assert (photo.width, photo.height) == (3000, 4000)
    assert photo.pixels.shape == (1000, 750, 3)
    assert photo.scale == pytest.approx(0.25)


def test_an_animated_gif_gives_its_first_frame(picture: Image.Image) -> None:
    other = Image.new("RGB", picture.size)
    photo = decode_bytes(encoded(picture, "GIF", save_all=True, append_images=[other]))
    assert photo.pixels is not None
    assert photo.pixels.mean() > 50


def test_a_bomb_is_refused_by_its_header() -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    data = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0"))
        + chunk(b"IEND", b"")
    )
    photo = decode_bytes(data)
    assert photo.status is Status.TOO_LARGE
    assert photo.pixels is None
    assert (photo.width, photo.height) == (40_000, 40_000)


def test_a_truncated_jpeg_keeps_what_can_be_seen(portrait: Path) -> None:
    data = portrait.read_bytes()
    photo = decode_bytes(data[: len(data) // 2])
    assert photo.status is Status.TRUNCATED
    assert photo.pixels is not None
    assert photo.pixels[:100].std() > 20


def test_a_png_with_a_wrong_checksum_is_unreadable(picture: Image.Image) -> None:
    data = bytearray(encoded(picture, "PNG"))
    place = data.index(b"IDAT") + 200
    data[place] ^= 0xFF
    photo = decode_bytes(bytes(data))
    assert photo.status is Status.UNREADABLE
    assert photo.detail


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"a sentence, not a picture", Status.UNREADABLE),
        (b"\xff\xd8\xff\xe0", Status.UNREADABLE),
        (b"8BPS\0\1" + bytes(40), Status.UNSUPPORTED),
        (b"%PDF-1.7", Status.UNSUPPORTED),
    ],
)
def test_what_is_no_photo_says_so(data: bytes, status: Status) -> None:
    photo = decode_bytes(data)
    assert photo.status is status
    assert photo.detail.endswith(".")
    assert photo.sha256


def test_one_pixel_is_a_photo() -> None:
    photo = decode_bytes(encoded(Image.new("RGB", (1, 1)), "PNG"))
    assert photo.status is Status.OK
    assert (photo.width, photo.height) == (1, 1)


def test_special_files_are_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")  # opening it would block for ever
    (tmp_path / "folder.jpg").mkdir()
    (tmp_path / "empty.jpg").touch()
    (tmp_path / "dangling.jpg").symlink_to(tmp_path / "nowhere")
    (tmp_path / "round.jpg").symlink_to(tmp_path / "round.jpg")
    for name in ("pipe", "folder", "empty", "dangling", "round", "absent"):
        photo = decode(tmp_path / f"{name}.jpg")
        assert photo.status is Status.UNREADABLE
        assert photo.detail, name
    assert decode("/dev/zero").status is Status.UNREADABLE
