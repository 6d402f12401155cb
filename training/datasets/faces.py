"""Every image looked at once: its hash, whether it can be decoded, and its primary face."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from faceqnet_engine.assessment import Status
from faceqnet_engine.decoding.decode import decode_bytes
from faceqnet_engine.decoding.limits import refusal, sentence_for
from faceqnet_engine.faces.choose import by_prominence
from faceqnet_engine.faces.detect import Detector
from faceqnet_engine.models.registry import record
from training.cache import ArrayCache
from training.datasets.listing import Row
from training.datasets.manifest import Dataset
from training.progress import Report
from training.records import digest_of

_NOTHING: dict[str, Any] = {
    "confidence": None,
    "box": [None] * 4,
    "landmarks": [None] * 10,
    "size": [0, 0],
    "others": [],
}


def with_faces(root: Path, rows: Sequence[Row], cache: ArrayCache, workers: int, report: Report) -> Dataset:
    """The dataset with the primary face of every image; what cannot be read has a status and a sentence."""
    torch.set_num_threads(1)
    detector = Detector("cpu")
    with ThreadPoolExecutor(workers) as pool:
        hashes, problems = zip(*pool.map(lambda row: _hashed(root / row[0]), rows), strict=True)
    readable = [n for n, digest in enumerate(hashes) if digest]
    keys = [digest_of(["face 2", hashes[n], record("mtcnn").sha256]) for n in readable]

    def look(positions: list[int]) -> list[NDArray]:
        return [_packed(_face(root / rows[readable[k]][0], detector)) for k in positions]

    found = cache.all_of(keys, look, workers, report, "images")
    seen = [_NOTHING | {"status": str(Status.UNREADABLE), "detail": words} for words in problems]
    for n, packed in zip(readable, found, strict=True):
        seen[n] = json.loads(packed.tobytes())
    paths, subjects, splits = (np.array(column) for column in zip(*rows, strict=True))
    return Dataset(
        root,
        paths,
        subjects,
        splits,
        np.array(hashes),
        np.array([s["status"] for s in seen]),
        np.array([s["detail"] for s in seen]),
        np.array([";".join(" ".join(f"{v:.2f}" for v in box) for box in s["others"]) for s in seen], np.str_),
        np.array([s["box"] for s in seen], np.float32),
        np.array([s["landmarks"] for s in seen], np.float32).reshape(-1, 5, 2),
        np.array([s["confidence"] for s in seen], np.float32),
        np.array([s["size"] for s in seen], np.int64),
    )


def _hashed(file: Path) -> tuple[str, str]:
    """The file's hash, or why there is none."""
    reason = refusal(str(file))
    if reason:
        return "", reason
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest(), ""
    except OSError as error:
        return "", sentence_for(error)


def _face(file: Path, detector: Detector) -> dict[str, Any]:
    photo = decode_bytes(file.read_bytes())
    told = {"status": str(photo.status), "detail": photo.detail}
    if photo.pixels is None:
        return _NOTHING | told
    height, width = photo.pixels.shape[:2]
    faces = detector.detect(photo.pixels) or detector.detect_small(photo.pixels)
    if not faces:
        none = {"status": str(Status.NO_FACE), "detail": "No face was found in this image."}
        return _NOTHING | none | {"size": [width, height]}
    first, *others = by_prominence(faces, width, height)
    return told | {
        "confidence": first.confidence,
        "box": [float(v) for v in first.box],
        "landmarks": [float(v) for v in first.landmarks.reshape(-1)],
        "size": [width, height],
        "others": [[float(v) for v in other.box] for other in others],
    }


def _packed(value: dict[str, Any]) -> NDArray[np.uint8]:
    return np.frombuffer(json.dumps(value).encode(), np.uint8)
