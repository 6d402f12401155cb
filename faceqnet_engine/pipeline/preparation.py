"""One image from its file to its aligned crops: decode, detect, choose, align."""

from __future__ import annotations

import hashlib
import math
import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from faceqnet_engine.assessment import Status
from faceqnet_engine.decoding.decode import decode_bytes
from faceqnet_engine.decoding.limits import refusal, sentence_for
from faceqnet_engine.decoding.photo import Photo
from faceqnet_engine.faces.align import enlargement, face_crop
from faceqnet_engine.faces.choose import by_prominence, nearest
from faceqnet_engine.faces.detect import LONG_SIDE, RETRY_LONG_SIDE, SMALL_LONG_SIDE, Detector
from faceqnet_engine.faces.face import Face, Uint8Array
from faceqnet_engine.measures.measurer import Measurer, Sight
from faceqnet_engine.measures.values import Measures
from faceqnet_engine.models.registry import InputSpec
from faceqnet_engine.pipeline.timings import Stage, Timings
from faceqnet_engine.quality.scorers import Spread
from faceqnet_engine.sources.ref import Ref
from faceqnet_engine.sources.remote import is_remote, read_remote

Look = Callable[[Detector, Uint8Array], list[Face]]
_LOOKS: tuple[tuple[Look, int], ...] = (
    (Detector.detect, LONG_SIDE),
    (Detector.detect_small, RETRY_LONG_SIDE),
    (Detector.detect_smaller, SMALL_LONG_SIDE),
)


@dataclass(frozen=True, slots=True)
class FileContent:
    """A file that was read once: every later step works on these bytes, whatever happens to the file."""

    ref: Ref
    data: bytes | None
    sha256: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """An image ready to be scored.

    Attributes:
        ref: Where it is.
        photo: What decoding said; without its pixels.
        faces: Number of faces found; None where none was looked for.
        chosen: The faces to score, most prominent first, in full-size pixels.
        first: Number of the first of them among all faces by prominence: 0 but where a person chose another one.
        crops: Their aligned crops, (size, size, 3) uint8 RGB each.
        measures: What was measured on each, empty where measures are off.
    """

    ref: Ref
    photo: Photo
    faces: int | None = None
    chosen: list[Face] = field(default_factory=list)
    crops: list[Uint8Array] = field(default_factory=list)
    measures: list[Measures] = field(default_factory=list)
    first: int = 0


class Preparation:
    """Decodes, detects and aligns for one network's input; safe to use from several threads."""

    def __init__(
        self,
        detector: Spread[Detector],
        spec: InputSpec,
        all_faces: bool,
        pixel_limit: int,
        measurer: Spread[Measurer] | None = None,
        timings: Timings | None = None,
        *,
        smaller: bool = False,
    ) -> None:
        self._detector, self._spec, self._measurer = detector, spec, measurer
        self._all_faces, self._pixel_limit, self._smaller = all_faces, pixel_limit, smaller
        self._timings = timings or Timings()

    def looking(self, *, all_faces: bool, smaller: bool) -> Preparation:
        """The same tools, looking for other faces: all instead of the most prominent one, smaller ones too."""
        return Preparation(
            self._detector, self._spec, all_faces, self._pixel_limit, self._measurer, self._timings,
            smaller=smaller,
        )  # fmt: skip

    def read(self, ref: Ref) -> FileContent:
        """The file's bytes, with its size and time at the moment of reading."""
        with self._timings.spent(Stage.READ):
            return self._read(ref)

    def _read(self, ref: Ref) -> FileContent:
        far = is_remote(ref.file)
        problem = ref.problem or ("" if far else refusal(ref.file))
        if problem:
            return FileContent(ref, None, problem=problem)
        try:
            if far:
                data = read_remote(ref.file)
                return FileContent(replace(ref, size=len(data)), data, hashlib.sha256(data).hexdigest())
            with Path(ref.file).open("rb") as stream:
                info = os.fstat(stream.fileno())
                data = stream.read()
        except (OSError, MemoryError) as error:
            words = (
                sentence_for(error)
                if isinstance(error, OSError)
                else "There was not enough memory to read it."
            )
            return FileContent(ref, None, problem=words)
        seen = replace(ref, size=info.st_size, mtime_ns=info.st_mtime_ns)
        return FileContent(seen, data, hashlib.sha256(data).hexdigest())

    def of_file(self, content: FileContent) -> Prepared:
        """Decode a photo no larger than needed, and prepare it."""
        if content.data is None:
            return Prepared(content.ref, Photo(None, status=Status.UNREADABLE, detail=content.problem))
        photo = self._decoded(content, LONG_SIDE)
        if photo.pixels is None:
            return Prepared(content.ref, photo)
        faces: list[Face] = []
        for look, side in self._looks():
            photo = self._larger(content, photo, side)
            if photo.pixels is None or (faces := self._detected(photo.pixels, look)):
                break
        return self._chosen(content, photo, faces)

    def of_photo(self, ref: Ref, photo: Photo) -> Prepared:
        """Prepare pixels that are in memory at full size."""
        if photo.pixels is None:
            return Prepared(ref, photo)
        found = (self._detected(photo.pixels, look) for look, _ in self._looks())
        return self._chosen(FileContent(ref, None), photo, next(filter(None, found), []))

    def of_array(self, image: Uint8Array) -> Prepared:
        """Prepare an image without a file: (h, w, 3) uint8 RGB."""
        return self.of_photo(Ref("", "", ""), Photo(image, 1.0, image.shape[1], image.shape[0]))

    def _looks(self) -> tuple[tuple[Look, int], ...]:
        """Ways to look for faces, each with the long side it needs: the next where one finds none."""
        return _LOOKS if self._smaller else _LOOKS[:-1]

    def _detected(self, pixels: Uint8Array, look: Look) -> list[Face]:
        with self._timings.spent(Stage.DETECT):
            return look(self._detector.mine, pixels)

    def _decoded(self, content: FileContent, at_least: int) -> Photo:
        assert content.data is not None
        with self._timings.spent(Stage.DECODE):
            return decode_bytes(
                content.data, at_least=at_least, pixel_limit=self._pixel_limit, digest=content.sha256
            )

    def _larger(self, content: FileContent, photo: Photo, at_least: int) -> Photo:
        """The photo decoded again if it has more pixels to give, else as it is."""
        if (
            photo.scale >= 1
            or content.data is None
            or photo.pixels is None
            or max(photo.pixels.shape) >= at_least
        ):
            return photo
        larger = self._decoded(content, at_least)
        return photo if larger.pixels is None else larger

    def _chosen(self, content: FileContent, photo: Photo, found: list[Face]) -> Prepared:
        assert photo.pixels is not None
        height, width = photo.pixels.shape[:2]
        usable = [face for face in found if face.inter_eye_distance > 0.5]
        ordered, decoded = by_prominence(usable, width, height), photo.scale
        wanted, first = self._wanted(content.ref, ordered, photo.scale)
        chosen = [face.scaled(1 / photo.scale) for face in wanted]
        if chosen:
            # The crop must not be blown up from a reduced decode when the file has the pixels.
            most = max(enlargement(face, self._spec.template, self._spec.size) for face in chosen)
            full_long = max(photo.width or width, photo.height or height)
            photo = self._larger(content, photo, math.ceil(full_long * min(1.0, most)))
        pixels = photo.pixels
        assert pixels is not None
        with self._timings.spent(Stage.ALIGN):
            crops = [
                face_crop(pixels, face.scaled(photo.scale), self._spec.template, self._spec.size)
                for face in chosen
            ]
        full = tuple(face.scaled(1 / decoded) for face in ordered)
        measures = self._measures(content, photo, full, chosen)
        return Prepared(content.ref, replace(photo, pixels=None), len(usable), chosen, crops, measures, first)

    def _wanted(self, ref: Ref, ordered: list[Face], scale: float) -> tuple[list[Face], int]:
        """The faces to score, and the first one's number; a face that was chosen and is not there any more is not."""
        if self._all_faces:
            return ordered, 0
        x, y, w, h = (scale * value for value in ref.face or (0.0, 0.0, 0.0, 0.0))
        first = (nearest(ordered, (x, y, w, h)) if ref.face else None) or 0
        return ordered[first : first + 1], first

    def _measures(
        self, content: FileContent, photo: Photo, found: tuple[Face, ...], chosen: list[Face]
    ) -> list[Measures]:
        if self._measurer is None or not chosen:
            return []
        assert photo.pixels is not None
        height, width = photo.pixels.shape[:2]
        sight = Sight(
            photo.pixels, photo.scale, photo.width or width, photo.height or height, found, content.data
        )
        with self._timings.spent(Stage.MEASURE):
            return [self._measurer.mine.measures(sight, face) for face in chosen]
