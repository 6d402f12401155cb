"""The manifest: every image with its subject, split, content hash and face. One CSV that people can read."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.decoding.decode import decode_bytes
from faceqnet_engine.errors import UsageError
from faceqnet_engine.faces.face import Face
from training.records import write_whole

MANIFEST, ROOT = "manifest.csv", "root.json"
_POINTS = ("right_eye", "left_eye", "nose", "mouth_right", "mouth_left")
_COLUMNS = (
    *(
        "path",
        "subject",
        "split",
        "sha256",
        "status",
        "detail",
        "other_faces",
        "width",
        "height",
        "confidence",
    ),
    *("box_x", "box_y", "box_w", "box_h"),
    *(f"{name}_{axis}" for name in _POINTS for axis in "xy"),
)
_TEXTS = 7


@dataclass(frozen=True, slots=True, eq=False)
class Dataset:
    """Images with subjects, splits and one face each.

    Attributes:
        root: Folder of the images.
        paths: (n,) relative to `root`.
        subjects: (n,) names.
        splits: (n,) of `train`, `validation`, `test`.
        hashes: (n,) SHA-256 of each file when the manifest was made; empty where it could not be read.
        statuses: (n,) `ok`, `no_face`, or what a row of the command line would say.
        details: (n,) a sentence where the status is not `ok`.
        others: (n,) boxes of further faces in the image: `x y w h`, several with semicolons between.
        boxes: (n, 4) float32 x, y, width, height of the primary face; NaN where no face was found.
        landmarks: (n, 5, 2) float32 pixels; NaN where no face was found.
        confidence: (n,) float32 the detector's, NaN without a face.
        sizes: (n, 2) int, width and height.
    """

    root: Path
    paths: NDArray[np.str_]
    subjects: NDArray[np.str_]
    splits: NDArray[np.str_]
    hashes: NDArray[np.str_]
    statuses: NDArray[np.str_]
    details: NDArray[np.str_]
    others: NDArray[np.str_]
    boxes: NDArray[np.float32]
    landmarks: NDArray[np.float32]
    confidence: NDArray[np.float32]
    sizes: NDArray[np.int64]

    @property
    def usable(self) -> NDArray[np.bool_]:
        """(n,) whether a face was found."""
        return np.isfinite(self.confidence)

    @property
    def inter_eye_distances(self) -> NDArray[np.float64]:
        """(n,) pixels, NaN without a face."""
        return np.linalg.norm((self.landmarks[:, 0] - self.landmarks[:, 1]).astype(np.float64), axis=1)

    def face(self, i: int) -> Face:
        """The primary face of image `i`."""
        return Face(self.boxes[i], self.landmarks[i], float(self.confidence[i]))

    def other_faces(self, i: int) -> list[Face]:
        """Further faces of image `i`; their boxes only."""
        nowhere = np.full((5, 2), np.nan, np.float32)
        return [
            Face(np.array(text.split(), np.float32), nowhere, 1.0)
            for text in str(self.others[i]).split(";")
            if text
        ]

    def pixels(self, i: int) -> NDArray[np.uint8]:
        """Image `i`, upright, (h, w, 3) RGB.

        Raises:
            UsageError: see `photo`.
        """
        return self.photo(i)[0]

    def photo(self, i: int) -> tuple[NDArray[np.uint8], bytes]:
        """Image `i` and its file's bytes.

        Raises:
            UsageError: the file is gone, or no longer what the manifest says.
        """
        path = str(self.paths[i])
        try:
            data = (self.root / path).read_bytes()
        except OSError as error:
            raise UsageError(
                f"{self.root / path} can no longer be read ({error.strerror}). "
                "Bring the data set back, or run the step dataset again."
            ) from error
        digest = hashlib.sha256(data).hexdigest()
        if digest != self.hashes[i]:
            raise UsageError(
                f"{path} has changed since the manifest was made. Run the step dataset again; "
                "what did not change is not computed again."
            )
        pixels = decode_bytes(data, digest=digest).pixels
        if pixels is None:
            raise UsageError(f"{path} can no longer be decoded. Run the step dataset again.")
        return pixels, data

    def save(self, folder: Path) -> None:
        """Write manifest.csv, and the images' folder beside it."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(_COLUMNS)
        for i in range(len(self.paths)):
            numbers = (self.confidence[i : i + 1], self.boxes[i], self.landmarks[i].reshape(-1))
            face = [_number(v) for v in np.concatenate(numbers)]
            names = (a[i] for a in (self.paths, self.subjects, self.splits, self.hashes, self.statuses))
            writer.writerow([*names, self.details[i], self.others[i], *self.sizes[i], *face])
        write_whole(folder / MANIFEST, out.getvalue())
        write_whole(folder / ROOT, json.dumps({"root": str(self.root.resolve())}) + "\n")

    @staticmethod
    def load(folder: Path) -> Dataset:
        """Read what `save` wrote."""
        root = Path(json.loads((folder / ROOT).read_text(encoding="utf-8"))["root"])
        with (folder / MANIFEST).open(encoding="utf-8", newline="") as stream:
            rows = list(csv.reader(stream))[1:]
        columns = [np.array(c, dtype=np.str_) for c in zip(*rows, strict=True)]
        numbers = np.array([[float(v or "nan") for v in row[_TEXTS + 2 :]] for row in rows], np.float32)
        sizes = np.array([[int(row[_TEXTS]), int(row[_TEXTS + 1])] for row in rows], np.int64)
        paths, subjects, splits, hashes, statuses, details, others = columns[:_TEXTS]
        boxes, landmarks = numbers[:, 1:5], numbers[:, 5:].reshape(-1, 5, 2)
        return Dataset(
            *(root, paths, subjects, splits, hashes, statuses, details, others),
            *(boxes, landmarks, numbers[:, 0], sizes),
        )


def _number(value: np.floating) -> str:
    return repr(float(value)) if np.isfinite(value) else ""
