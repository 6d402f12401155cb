"""How many common face detectors still find a face that leans, from photos that are turned step by step.

    python -m training.calibrate_lean LFW_FOLDER [PHOTOS]

prints the shares that `resources/weights.toml` holds for `faceqnet-r29` under `lean` (docs/decisions/057).
Recognition never starts where no face is found, and the detectors that are in use differ most for heads that lean: our
own finds them up to half a right angle, others were taught upright faces alone. Four of different kinds are asked:

    boosted cascade (Viola & Jones 2001), OpenCV 4's haarcascade_frontalface_default
    gradient histograms and a linear classifier (Dalal & Triggs 2005; King 2009), dlib's frontal detector
    one-stage network (BlazeFace, Bazarevsky et al. 2019), mediapipe 0.10's short-range model
    cascade of networks (MTCNN, Zhang et al. 2016), the one that comes with the program

The first three are no dependencies of the project: `pip install 'opencv-contrib-python<5' dlib-bin mediapipe==0.10.14`
in an environment beside it. Photos are training photos of the folder's splits.csv in which all four find the upright
face, turned about its middle with the border reflected, to both sides. Found means: a box around that middle.
"""

from __future__ import annotations

import csv
import math
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from faceqnet_engine.faces.face import Face, Uint8Array

STEP, LAST = 5, 65
_PHOTOS = 100
_UPRIGHT = 4.0
_SMALLEST = (60, 60)
"""Faces of LFW are about 110 pixels wide; nobody looks for smaller ones here."""
Finder = Callable[[Uint8Array], list[tuple[float, float, float, float]]]
"""(h, w, 3) RGB -> boxes x, y, width, height."""


def turned(image: Uint8Array, centre: tuple[float, float], degrees: float) -> Uint8Array:
    """The image turned about a point, its border reflected."""
    matrix = cv2.getRotationMatrix2D(centre, degrees, 1)
    return np.asarray(
        cv2.warpAffine(image, matrix, image.shape[1::-1], borderMode=cv2.BORDER_REFLECT), np.uint8
    )


def around(boxes: list[tuple[float, float, float, float]], centre: tuple[float, float], size: float) -> bool:
    """Whether a box of half to twice the size holds the point in its middle half."""
    return any(
        abs(x + w / 2 - centre[0]) < w / 4 and abs(y + h / 2 - centre[1]) < h / 4 and 0.5 < w / size < 2
        for x, y, w, h in boxes
    )


def finders() -> dict[str, Finder]:
    """The detectors by name."""
    import dlib
    import mediapipe

    from faceqnet_engine.faces.detect import Detector

    opencv: Any = cv2  # version 4: later ones have no cascades
    cascade = opencv.CascadeClassifier(opencv.data.haarcascades + "haarcascade_frontalface_default.xml")
    histograms = dlib.get_frontal_face_detector()
    blaze = mediapipe.solutions.face_detection.FaceDetection(model_selection=0)
    mtcnn = Detector("cpu")

    def by_blaze(image: Uint8Array) -> list[tuple[float, float, float, float]]:
        height, width = image.shape[:2]
        boxes = (d.location_data.relative_bounding_box for d in blaze.process(image).detections or ())
        return [(b.xmin * width, b.ymin * height, b.width * width, b.height * height) for b in boxes]

    return {
        "cascade": lambda i: [
            tuple(b) for b in cascade.detectMultiScale(cv2.cvtColor(i, cv2.COLOR_RGB2GRAY), minSize=_SMALLEST)
        ],
        "histograms": lambda i: [(b.left(), b.top(), b.width(), b.height()) for b in histograms(i, 0)],
        "one-stage network": by_blaze,
        "MTCNN": lambda i: [tuple(f.box) for f in mtcnn.detect(i)],
    }


def _lean(face: Face) -> float:
    across = face.landmarks[1] - face.landmarks[0]
    return math.degrees(math.atan2(float(across[1]), float(across[0])))


def measure(folder: Path, photos: int) -> tuple[list[int], dict[str, list[float]]]:
    """Angles, and per detector the share of faces found at each."""
    from faceqnet_engine.decoding.decode import decode
    from faceqnet_engine.faces.detect import Detector

    own, detectors = Detector("cpu"), finders()
    with (folder / "splits.csv").open(encoding="utf-8") as file:
        paths = [row["path"] for row in csv.DictReader(file) if row["split"] == "train"]
    angles = list(range(0, LAST + 1, STEP))
    found = {name: np.zeros(len(angles)) for name in detectors}
    used = 0
    for i in np.random.default_rng(0).permutation(len(paths)):
        image = decode(folder / paths[i]).pixels
        faces = own.detect(image) if image is not None else []
        if image is None or len(faces) != 1 or abs(_lean(faces[0])) > _UPRIGHT:
            continue
        x, y, width, height = (float(v) for v in faces[0].box)
        centre, size = (x + width / 2, y + height / 2), max(width, height)
        if not all(around(find(image), centre, size) for find in detectors.values()):
            continue
        for n, angle in enumerate(angles):
            for side in (-1, 1):
                leaning = turned(image, centre, side * angle)
                for name, find in detectors.items():
                    found[name][n] += around(find(leaning), centre, size) / 2
        used += 1
        if used == photos:
            break
    return angles, {name: [round(float(v) / used, 3) for v in counts] for name, counts in found.items()}


def main() -> None:
    """Measure and print."""
    cv2.setNumThreads(1)
    photos = int(sys.argv[2]) if len(sys.argv) > 2 else _PHOTOS
    angles, shares = measure(Path(sys.argv[1]), photos)
    print(f"{'degrees':20}", *(f"{a:5}" for a in angles))
    for name, values in shares.items():
        print(f"{name:20}", *(f"{v:5.2f}" for v in values))
    mean = np.mean(list(shares.values()), axis=0)
    print("lean =", [round(float(v), 3) for v in np.minimum.accumulate(mean)])


if __name__ == "__main__":
    main()
