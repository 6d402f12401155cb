"""A small labelled tree for trying every step: a dozen invented people, drawn from the two demo portraits.

Each person is one portrait with a face of another shape (stretched, pinched, mirrored, tinted, always in the same
way), so that a recogniser tells them apart; each photo of a person has its own light, angle, sharpness and size.
No model worth using comes out of it.
"""

from __future__ import annotations

import io
import shutil
import tempfile
from importlib import resources
from pathlib import Path

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from PIL import Image

from faceqnet_engine.errors import OutputError

PEOPLE = 12
PHOTOS = 6
_SEED = 4171
_SIDE = 240
_EDITION = "1"
_MARK = ".edition"
_FACES = {"astronaut": (181, 62, 88, 112), "lisa": (97, 127, 306, 415)}
Pixels = NDArray[np.uint8]


def build_demo_people(folder: Path) -> None:
    """Make the tree in `folder`, whole or not at all; nothing is done where it stands already.

    Raises:
        OutputError: the folder cannot be written, or holds other files.
    """
    mark = folder / _MARK
    try:
        if mark.is_file() and mark.read_text() == _EDITION:
            return
        if folder.exists() and any(folder.iterdir()) and not mark.is_file():
            raise OutputError(f"{folder} is not empty and not ours. Choose an empty or new folder.")
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as temporary:
            made = Path(temporary) / "people"
            for number in range(PEOPLE):
                _write_person(made / f"person_{number + 1:02}", number)
            (made / _MARK).write_text(_EDITION)
            if folder.exists():
                shutil.rmtree(folder)
            made.replace(folder)
    except OSError as error:
        raise OutputError(f"The demo people cannot be written to {folder}: {error.strerror}.") from error


def _write_person(folder: Path, number: int) -> None:
    folder.mkdir(parents=True)
    rng = np.random.default_rng([_SEED, number])
    face = _identity(_portrait(tuple(_FACES)[number % 2]), number, rng)
    for photo in range(PHOTOS):
        out = io.BytesIO()
        Image.fromarray(_photo(face, rng)).save(out, "JPEG", quality=90)
        (folder / f"{photo + 1:04}.jpg").write_bytes(out.getvalue())


def _portrait(name: str) -> Pixels:
    """The portrait's head, square, face in the middle."""
    data = (resources.files("resources") / "demo" / f"portrait_{name}.jpg").read_bytes()
    with Image.open(io.BytesIO(data)) as image:
        pixels = np.asarray(image.convert("RGB"))
    x, y, width, height = _FACES[name]
    middle, half = (x + width / 2, y + height / 2), 1.1 * height
    matrix = np.array([[1, 0, half - middle[0]], [0, 1, half - middle[1]]]) * (_SIDE / 2 / half)
    return np.asarray(cv2.warpAffine(pixels, matrix, (_SIDE, _SIDE), borderMode=cv2.BORDER_REFLECT), np.uint8)


def _identity(head: Pixels, number: int, rng: Generator) -> Pixels:
    """A head of another shape: each third of the face is wider or narrower, longer or shorter."""
    ys, xs = np.mgrid[0:_SIDE, 0:_SIDE].astype(np.float32)
    u, v = (xs - _SIDE / 2) / (_SIDE / 2), (ys - _SIDE / 2) / (_SIDE / 2)
    near = np.exp(-(u * u + v * v) * 3)
    wide = 1 + near * (rng.uniform(-0.3, 0.3) + rng.uniform(-0.5, 0.5) * v)
    long = 1 + near * (rng.uniform(-0.25, 0.25) + rng.uniform(-0.4, 0.4) * np.abs(u))
    shift = near * rng.uniform(-0.12, 0.12)
    if number % 4 >= 2:
        u = -u
    map_x = (u * wide + 1) * (_SIDE / 2)
    map_y = (v * long + shift + 1) * (_SIDE / 2)
    warped = cv2.remap(head, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    return np.clip(warped * rng.uniform(0.8, 1.15, 3), 0, 255).astype(np.uint8)


def _photo(face: Pixels, rng: Generator) -> Pixels:
    angle, scale = rng.normal(0, 7), rng.uniform(0.75, 1.1)
    matrix = cv2.getRotationMatrix2D((_SIDE / 2, _SIDE / 2), angle, scale)
    matrix[:, 2] = matrix[:, 2] + rng.normal(0, 6, 2)
    turned = cv2.warpAffine(face, matrix, (_SIDE, _SIDE), borderMode=cv2.BORDER_REFLECT)
    if rng.random() < 0.5:
        turned = cv2.GaussianBlur(turned, (0, 0), float(rng.uniform(0.4, 3.0)))
    side = np.linspace(rng.uniform(0.4, 1.2), rng.uniform(0.4, 1.2), _SIDE)[None, :, None]
    noisy = turned * side + rng.normal(0, rng.uniform(1, 14), turned.shape)
    return np.clip(noisy, 0, 255).astype(np.uint8)
