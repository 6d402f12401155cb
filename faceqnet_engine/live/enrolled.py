"""Whether a face looks like an enrolled photo. No claim beyond that is made."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from faceqnet_engine.decoding.decode import decode
from faceqnet_engine.faces.align import similarity_to_template, warped
from faceqnet_engine.faces.choose import by_prominence
from faceqnet_engine.faces.detect import Detector
from faceqnet_engine.faces.face import Float32Array, Uint8Array
from faceqnet_engine.live.enrolled_photos import Comparison, likeness_of
from faceqnet_engine.live.reading import Subject
from faceqnet_engine.recognition.recognisers import Recogniser, recogniser


class Comparer:
    """Embeds one enrolled photo and the faces of frames. Nothing is kept on the disk."""

    def __init__(self) -> None:
        self._recogniser: Recogniser | None = None
        self._detector: Detector | None = None
        self._subject = ""
        self._reference: Float32Array | None = None

    def enrol(self, subject: str, file: Path) -> bool:
        """Take an enrolled photo; whether it shows a face.

        Raises:
            ModelError: the recogniser cannot be loaded.
        """
        self._subject, self._reference = subject, None
        photo = decode(file, at_least=640)
        if photo.pixels is None:
            return False
        if self._detector is None:
            self._detector = Detector()
        found = self._detector.detect(photo.pixels) or self._detector.detect_small(photo.pixels)
        height, width = photo.pixels.shape[:2]
        faces = by_prominence([f for f in found if f.inter_eye_distance > 1], width, height)
        if not faces:
            return False
        self._reference = self._embedding(photo.pixels, faces[0].landmarks)
        return True

    def forget(self) -> None:
        """No enrolled photo any more."""
        self._subject, self._reference = "", None

    def compare(self, pixels: Uint8Array, subject: Subject) -> Comparison | None:
        """A face of a frame beside the enrolled photo; None without one."""
        if self._reference is None:
            return None
        assert self._recogniser is not None
        now = self._embedding(pixels, subject.landmarks)
        similarity = 1.0 + float(self._recogniser.similarities(now[None], self._reference[None])[0])
        return Comparison(self._subject, likeness_of(similarity), similarity)

    def _embedding(self, pixels: Uint8Array, landmarks: Float32Array) -> Float32Array:
        if self._recogniser is None:
            self._recogniser = recogniser("resnet29")
        points = np.asarray(self._recogniser.record.points, np.float32)
        crop = warped(pixels, similarity_to_template(landmarks, points), self._recogniser.record.input.size)
        return self._recogniser.embeddings([crop])[0]
