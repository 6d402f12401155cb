"""The demo set: two public-domain portraits, degraded along ladders, made at run time from a fixed seed."""

from __future__ import annotations

import hashlib
import io
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from faceqnet_engine.errors import OutputError

Pixels = NDArray[np.uint8]
_SEED = 20191
_LEVELS = 5
_EDITION = "3"
_MARK = "edition.txt"


@dataclass(frozen=True, slots=True)
class DemoImage:
    """One image: its file in the demo folder, the ladder it belongs to, its level (0 is the portrait itself)."""

    file: str
    ladder: str
    level: int
    portrait: str


@dataclass(frozen=True, slots=True)
class _Portrait:
    name: str
    pixels: Pixels
    box: tuple[int, int, int, int]  # x, y, width, height of the face

    @property
    def unit(self) -> float:
        """Width of the face: strengths are scaled by it."""
        return float(self.box[2])


def _blur(p: _Portrait, level: int) -> Pixels:
    return np.asarray(cv2.GaussianBlur(p.pixels, (0, 0), p.unit * 0.016 * level), np.uint8)


def _motion(p: _Portrait, level: int) -> Pixels:
    length = max(3, round(p.unit * 0.075 * level))
    kernel = np.zeros((length, length), np.float32)
    kernel[length // 2] = 1 / length
    return np.asarray(cv2.filter2D(p.pixels, -1, kernel), np.uint8)


def _low_resolution(p: _Portrait, level: int) -> Pixels:
    height, width = p.pixels.shape[:2]
    factor = (40, 28, 20, 14, 10)[level - 1] / p.unit
    small = cv2.resize(
        p.pixels, (round(width * factor), round(height * factor)), interpolation=cv2.INTER_AREA
    )
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


def _jpeg(p: _Portrait, level: int) -> Pixels:
    _, data = cv2.imencode(
        ".jpg", p.pixels[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, (30, 16, 9, 5, 2)[level - 1]]
    )
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)[..., ::-1]


def _noise(p: _Portrait, level: int) -> Pixels:
    rng = np.random.default_rng([_SEED, level])
    return _eight_bit(p.pixels + rng.normal(0, (12, 28, 48, 72, 100)[level - 1], p.pixels.shape))


def _dark(p: _Portrait, level: int) -> Pixels:
    rng = np.random.default_rng([_SEED, 10 + level])
    light = _linear(p.pixels) * (0.35, 0.15, 0.07, 0.035, 0.018)[level - 1]
    return _eight_bit(255 * np.clip(light + rng.normal(0, 0.003, light.shape), 0, 1) ** (1 / 2.2))


def _bright(p: _Portrait, level: int) -> Pixels:
    light = _linear(p.pixels) * (1.8, 3, 5, 9, 16)[level - 1]
    return _eight_bit(255 * np.clip(light, 0, 1) ** (1 / 2.2))


def _uneven(p: _Portrait, level: int) -> Pixels:
    x, _, width, _ = p.box
    along = (np.arange(p.pixels.shape[1]) - (x + width / 2)) / width
    least = 1 - (0.6, 0.8, 0.9, 0.96, 0.99)[level - 1]
    shade = least + (1 - least) / (1 + np.exp(along * 8))
    return _eight_bit(255 * (_linear(p.pixels) * shade[None, :, None]) ** (1 / 2.2))


def _occlusion(p: _Portrait, level: int) -> Pixels:
    out = p.pixels.copy()
    x, y, width, height = p.box
    top = round(y + height * (1.05 - (0.22, 0.4, 0.56, 0.72, 0.88)[level - 1]))
    out[top : round(y + 1.1 * height), round(x - 0.1 * width) : round(x + 1.1 * width)] = (52, 61, 70)
    return out


def _rotation(p: _Portrait, level: int) -> Pixels:
    height, width = p.pixels.shape[:2]
    x, y, w, h = p.box
    matrix = cv2.getRotationMatrix2D((x + w / 2, y + h / 2), (12, 24, 36, 48, 60)[level - 1], 1)
    return np.asarray(
        cv2.warpAffine(p.pixels, matrix, (width, height), borderMode=cv2.BORDER_REFLECT), np.uint8
    )


def _crop(p: _Portrait, level: int) -> Pixels:
    x, _, width, _ = p.box
    return p.pixels[:, round(x + width * (-0.15, 0.0, 0.12, 0.25, 0.4)[level - 1]) :].copy()


_LADDERS: dict[str, tuple[Callable[[_Portrait, int], Pixels], str]] = {
    "blur": (_blur, "astronaut"),
    "motion": (_motion, "lisa"),
    "low_resolution": (_low_resolution, "astronaut"),
    "jpeg": (_jpeg, "lisa"),
    "noise": (_noise, "astronaut"),
    "dark": (_dark, "lisa"),
    "bright": (_bright, "astronaut"),
    "uneven_light": (_uneven, "lisa"),
    "occlusion": (_occlusion, "astronaut"),
    "rotation": (_rotation, "lisa"),
    "crop": (_crop, "astronaut"),
}


def demo_images() -> list[DemoImage]:
    """What the demo set holds, in path order of the ladders; photos without a face and broken files come last."""
    images = [DemoImage(f"portraits/{name}.jpg", "portrait", 0, name) for name in ("astronaut", "lisa")]
    for ladder, (_, portrait) in _LADDERS.items():
        images += [
            DemoImage(
                f"{ladder}/{ladder}_{level}_{portrait}.{'jpg' if ladder == 'jpeg' else 'png'}",
                ladder,
                level,
                portrait,
            )
            for level in range(1, _LEVELS + 1)
        ]
    images += [DemoImage(f"no_face/{name}.jpg", "no_face", 0, "") for name in ("wall", "hills", "rings")]
    images += [DemoImage(f"broken/{name}", "broken", 0, "") for name in _broken_files(b"")]
    return images


def build_demo_set(folder: Path) -> list[DemoImage]:
    """Make the demo set in `folder`, whole or not at all; nothing is done where it stands already.

    Returns:
        Its images; the same bytes on every run.

    Raises:
        OutputError: the folder cannot be written, or holds other files.
    """
    mark = folder / _MARK
    try:
        if mark.is_file() and mark.read_text() == _fingerprint():
            return demo_images()
        if folder.exists() and any(folder.iterdir()) and not mark.is_file():
            raise OutputError(f"{folder} is not empty and no demo set. Choose an empty or new folder.")
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as temporary:
            made = Path(temporary) / "demo"
            made.mkdir()
            _write_all(made)
            (made / _MARK).write_text(_fingerprint())
            if folder.exists():
                shutil.rmtree(folder)
            made.replace(folder)
    except OSError as error:
        raise OutputError(f"The demo set cannot be written to {folder}: {error.strerror}.") from error
    return demo_images()


def _fingerprint() -> str:
    names = "\n".join(image.file for image in demo_images())
    return f"{_EDITION} {hashlib.sha256(names.encode()).hexdigest()[:16]}"


def _write_all(folder: Path) -> None:
    portraits = {
        p.name: p for p in (_load("astronaut", (181, 62, 88, 112)), _load("lisa", (97, 127, 306, 415)))
    }
    for image in demo_images():
        target = folder / image.file
        target.parent.mkdir(exist_ok=True)
        if image.ladder in _LADDERS:
            pixels = _LADDERS[image.ladder][0](portraits[image.portrait], image.level)
            target.write_bytes(_encoded(pixels, target.suffix))
        elif image.ladder == "portrait":
            target.write_bytes(_encoded(portraits[image.portrait].pixels, ".jpg"))
        elif image.ladder == "no_face":
            target.write_bytes(_encoded(_without_face(target.stem), ".jpg"))
    whole = _encoded(portraits["astronaut"].pixels, ".jpg")
    for name, data in _broken_files(whole).items():
        (folder / "broken" / name).parent.mkdir(exist_ok=True)
        (folder / "broken" / name).write_bytes(data)


def _load(name: str, box: tuple[int, int, int, int]) -> _Portrait:
    data = (resources.files("resources") / "demo" / f"portrait_{name}.jpg").read_bytes()
    with Image.open(io.BytesIO(data)) as image:
        return _Portrait(name, np.asarray(image.convert("RGB")), box)


def _encoded(pixels: Pixels, suffix: str) -> bytes:
    out = io.BytesIO()
    image = Image.fromarray(pixels)
    if suffix == ".png":
        image.save(out, "PNG", compress_level=1)
    else:
        image.save(out, "JPEG", quality=95, subsampling=0)
    return out.getvalue()


def _without_face(name: str) -> Pixels:
    """Three drawn pictures in which nobody is."""
    rng = np.random.default_rng([_SEED, *name.encode()])
    ys, xs = np.mgrid[0:480, 0:640].astype(np.float64)
    if name == "wall":
        joints = (ys % 60 < 4) | ((xs + 60 * ((ys // 60) % 2)) % 120 < 4)
        grey = np.where(joints, 190.0, 120.0) + rng.normal(0, 8, ys.shape)
        return _eight_bit(grey[..., None] * (1.2, 0.8, 0.7))
    if name == "hills":
        sky = np.stack([120 + ys / 6, 160 + ys / 8, 220 - ys / 12], -1)
        for n, colour in enumerate(((90, 120, 90), (60, 95, 60), (35, 70, 40))):
            edge = 230 + 70 * n + 30 * np.sin(xs / (90 - 18 * n) + n)
            sky = np.where((ys > edge)[..., None], np.array(colour, float), sky)
        return _eight_bit(sky)
    rings = 128 + 90 * np.sin(np.hypot(xs - 420, ys - 500) / 14)
    return _eight_bit(np.stack([rings, rings * 0.8, 255 - rings], -1))


def _broken_files(whole: bytes) -> dict[str, bytes]:
    return {
        "empty.jpg": b"",
        "cut_off.jpg": whole[: int(len(whole) * 0.7)],
        "text.jpg": b"This is a sentence in a file that is named like a photo.\n",
    }


def _linear(pixels: Pixels) -> NDArray[np.float64]:
    """Light from sRGB-like values, 0..1."""
    return np.asarray(((np.arange(256) / 255) ** 2.2)[pixels], np.float64)


def _eight_bit(values: NDArray) -> Pixels:
    return np.clip(values + 0.5, 0, 255).astype(np.uint8)
