"""Rows as numpy columns that grow while a scan runs: what filters, charts and the session file compute on."""

from __future__ import annotations

import math
import os
import weakref
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.assessment import Assessment, Status
from faceqnet_gui.session.arrays import CODE, NO_DATE, NO_QUALITY, STATUSES, Arrays
from faceqnet_gui.session.names import Names
from faceqnet_gui.session.natural import NaturalOrder
from faceqnet_gui.session.numbers import Numbers
from faceqnet_gui.session.packing import (
    NO_MEASURES,
    NOT_ASSESSED,
    NUMBER_PLACE,
    NUMBERS,
    REST,
    TEXTS,
    Measuring,
    Stored,
    named_numbers,
    numbers_of,
    packed_hash,
    rest_of,
    texts_of,
)
from faceqnet_gui.session.places import Places
from faceqnet_gui.session.rows import Box, Key, Listed, Rows, key_of, subject_in, subject_of
from faceqnet_gui.session.texts import Texts

__all__ = ["NO_DATE", "NO_QUALITY", "STATUSES", "Columns"]

_FIRST_ROOM = 1024
_AT_ONCE = 8192
_MOST_BUILT = 1024
"""Rows kept as objects: a few screens of tiles."""


class Columns(Arrays):
    """All rows of a session, in the order in which they arrived; none ever leaves before `clear`.

    Attributes:
        roots: Inputs that the rows were found under; `root` holds indices into it.
        subjects: Who is in the photos; `subject` holds indices into it, 0 for nobody named.
        reason_names: Reasons that the program found; columns of `reasons`.
        measures: How measures get in and out of rows.
        chosen: Boxes of the faces that people chose instead of the most prominent ones, by row; such a row stands for
            its photo: its key has no face.
        notes, remarks: What people wrote on an image: free text, and why they decided as they did.
    """

    def __init__(self, measures: Measuring = NO_MEASURES) -> None:
        self.measures = measures
        self.notes: dict[int, str] = {}
        self.remarks: dict[int, str] = {}
        self.clear()

    def clear(self) -> None:
        """Forget everything."""
        self._size, self._next_id = 0, 1
        room = _FIRST_ROOM
        count = len(self.measures.ids)
        self._arrays: dict[str, NDArray[Any]] = {
            "id": np.empty(room, np.int32),
            "quality": np.empty(room, np.int16),
            "status": np.empty(room, np.uint8),
            "root": np.empty(room, np.int32),
            "subject": np.empty(room, np.int32),
            "date": np.empty(room, np.int64),
            "decision": np.empty(room, np.uint8),
            "stars": np.empty(room, np.uint8),
            "gone": np.empty(room, np.bool_),
            "verdict": np.empty(room, np.uint8),
            "hash": np.empty(room, "V32"),
            "texts": np.empty((room, len(TEXTS)), np.uint8),
            "natives": np.empty((room, count), np.float32),
            "components": np.empty((room, count), np.int8),
            "reasons": np.empty((room, 0), np.uint8),
        }
        self._numbers = Numbers(len(NUMBERS), room)
        self._paths = Names()
        self._odd_files: dict[int, str] = {}
        self._rest: dict[int, dict[str, Any]] = {}
        self._odd_hashes: dict[int, str] = {}
        self._texts, self._roots, self._subjects = Texts(), Texts(), Texts([""])
        self.reason_names: tuple[str, ...] = ()
        mine = weakref.proxy(self)  # no circle: half a gigabyte must go when the last one lets go of it
        self._place = Places(lambda index: mine.key(index))  # noqa: PLW0108 - `mine.key` would hold on to it
        self._built: OrderedDict[int, Assessment] = OrderedDict()
        self._natural = NaturalOrder()
        self.chosen: dict[int, Box] = {}
        self.notes.clear()
        self.remarks.clear()

    def __len__(self) -> int:
        return self._size

    # ---- columns

    @property
    def names(self) -> Names:
        """(n,) paths, for searching."""
        return self._paths

    @property
    def roots(self) -> list[str]:
        """Different roots."""
        return self._roots.texts

    @property
    def subjects(self) -> list[str]:
        """Different subjects; the first stands for nobody named."""
        return self._subjects.texts

    def by_name(self) -> NDArray[np.int32]:
        """(n,) all rows in the natural order of their paths."""
        return self._natural.order(self._paths)

    def number(self, name: str) -> NDArray[np.float64]:
        """(n,) any numeric field of the rows but the quality; NaN where not available."""
        return self._numbers.column(NUMBER_PLACE[name], self._size)

    def number_of(self, name: str, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """(m,) likewise of some rows."""
        return self._numbers.some(NUMBER_PLACE[name], rows)

    # ---- rows

    @property
    def rows(self) -> Sequence[Assessment]:
        """All rows, put together as they are asked for."""
        return Rows(self._size, self.row, self._build)

    def row(self, index: int) -> Assessment:
        """One row; the same object while it is among the last that were asked for."""
        built = self._built.get(index)
        if built is not None:
            self._built.move_to_end(index)
            return built
        built = self._build(index)
        self._built[index] = built
        if len(self._built) > _MOST_BUILT:
            self._built.popitem(last=False)
        return built

    def file(self, index: int) -> str:
        """Where a row's image is, as the file system names it; empty for images that were only in memory."""
        odd = self._odd_files.get(index)
        return _head(self.roots[self._arrays["root"][index]]) + self._paths[index] if odd is None else odd

    def path(self, index: int) -> str:
        """A row's path, for people."""
        return self._paths[index]

    def sha256(self, index: int) -> str:
        """Hash of a row's file, empty where it could not be read."""
        odd = self._odd_hashes.get(index)
        return self._arrays["hash"][index].tobytes().hex() if odd is None else odd

    def stored_id(self, index: int) -> int:
        """A row's number in the session file: grows with the rows, with gaps where images still wait."""
        return int(self._arrays["id"][index])

    def packed_numbers(self, index: int) -> NDArray[np.float64]:
        """(F,) a row's numbers in the order of NUMBERS."""
        return self._numbers.row(index)

    def texts(self, index: int) -> list[str]:
        """A row's texts in the order of TEXTS."""
        return [self._texts.texts[code] for code in self._arrays["texts"][index].tolist()]

    def key(self, index: int) -> Key:
        """What makes this row this image."""
        frame, face = (self._numbers.one(index, NUMBER_PLACE[name]) for name in ("frame", "face"))
        return (
            self.file(index) or self._paths[index],
            None if math.isnan(frame) else int(frame),
            0 if math.isnan(face) or index in self.chosen else int(face),
        )

    def index_of(self, row: Assessment) -> int | None:
        """Where a row of the same file, frame and face is."""
        return self._place.get(self._key_for(row))

    def places_of(self, keys: Sequence[Key]) -> NDArray[np.int64]:
        """(m,) likewise for many keys; -1 where there is no such row."""
        return self._place.all_of(keys)

    def of_file(self, file: str) -> list[int]:
        """Rows of a file's first frame: all its faces."""
        found: list[int] = []
        while (at := self._place.get((file, None, len(found)))) is not None:
            found.append(at)
        return found

    def add(self, rows: Sequence[Assessment], dates: Sequence[int] | None = None) -> NDArray[np.int64]:
        """Append rows; a row of the same file, frame and face replaces the earlier one in its place.

        Args:
            rows: Rows as they come.
            dates: Times of their files in nanoseconds, where known.

        Returns:
            (m,) their indices.
        """
        self._reserve(self._size + len(rows), used=self._size)
        places = np.empty(len(rows), np.int64)
        for n, row in enumerate(rows):
            key = self._key_for(row)
            at = self._place.get(key, -1)
            if at < 0:
                at = self._append(row, key)
            elif not row.root:  # scored again by its own name: it keeps the path it was found under
                row = replace(row, path=self._paths[at], root=self.roots[self.root[at]])  # noqa: PLW2901
            self._put(at, row)
            places[n] = at
        if len(rows):
            self._numbers.put_rows(places, np.array([numbers_of(row) for row in rows], np.float64))
        if dates is not None:
            self.set_dates(places, np.asarray(dates, np.int64))
        return places

    def add_waiting(self, found: Sequence[Listed]) -> NDArray[np.int64]:
        """Append rows of images that will be scored; what has a row already is left as it is. Returns the new ones."""
        new = [one for one in found if (one.file, None, 0) not in self._place]
        start, self._size = self._size, self._size + len(new)
        self._reserve(self._size, used=start)
        part = slice(start, self._size)
        self._paths.extend(one.path for one in new)
        for n, one in enumerate(new, start):
            self._place[one.file, None, 0] = n
            self._set_file(n, one.file, one.root, one.path)
        fixed = {
            "quality": NO_QUALITY, "status": CODE[Status.WAITING], "gone": False, "decision": 0, "stars": 0,
            "verdict": 0, "reasons": 0, "natives": np.nan, "components": NOT_ASSESSED, "hash": bytes(32),
        }  # fmt: skip
        for name, value in fixed.items():
            self._arrays[name][part] = value
        for name, values in (
            ("id", self._new_ids(len(new))),
            ("date", [one.date for one in new]),
            ("root", [self._roots.code(one.root) for one in new]),
            ("subject", [self._subjects.code(subject_in(one.path, one.root)) for one in new]),
        ):
            self._arrays[name][part] = values
        self._put_texts(part, [self._texts.code("")])
        self._odd_hashes |= dict.fromkeys(range(start, self._size), "")
        return np.arange(start, self._size)

    def choose_face(self, index: int, box: Box | None) -> None:
        """A row is about this face of its photo from now on; None: about the most prominent one."""
        if box is None:
            self.chosen.pop(index, None)
            return
        self._place.pop(self.key(index), None)
        self.chosen[index] = box
        self._place[self.key(index)] = index

    def _key_for(self, row: Assessment) -> Key:
        """A row of a face that was chosen stands for its photo."""
        file, frame, face = key_of(row)
        photo = (file, frame, 0)
        return photo if face and self._place.get(photo) in self.chosen else (file, frame, face)

    def restore(self, stored: Stored) -> None:
        """Take the place of everything with rows as they were stored; nobody keeps the arrays besides."""
        self.clear()
        self._size = len(stored.paths)
        self._paths, self._odd_files, self._numbers = stored.paths, stored.odd_files, stored.numbers
        self._roots, self._subjects, self._texts = stored.roots, stored.subjects, stored.texts
        self._arrays |= stored.arrays
        self._arrays["texts"] = stored.arrays["texts"].astype(np.min_scalar_type(len(self._texts.texts)))
        self._next_id = 1 + int(stored.arrays["id"].max(initial=0))
        for name in ("decision", "stars", "verdict"):
            self._arrays[name] = np.zeros(self._size, np.uint8)
        self._arrays["reasons"] = np.zeros((self._size, 0), np.uint8)
        self._odd_hashes = stored.odd_hashes
        self._place.fill(self._size, self._keys())

    # ---- what is known besides

    def set_dates(self, indices: NDArray[np.int64], nanoseconds: NDArray[np.int64]) -> None:
        """When files were last changed."""
        self.date[indices] = nanoseconds

    def set_subjects(self, indices: NDArray[np.int64], names: Sequence[str]) -> None:
        """Who is in some photos; as long as nothing else is said, the folder's name."""
        self.subject[indices] = [self._subjects.code(name) for name in names]

    def set_gone(self, indices: NDArray[np.int64], gone: bool) -> None:
        """Files were removed, or have come back."""
        self.gone[indices] = gone

    def set_findings(
        self, verdicts: NDArray[np.uint8], reasons: NDArray[np.uint8], names: Sequence[str]
    ) -> None:
        """A profile's results for all rows at once.

        Args:
            verdicts: (n,) codes, 0 for none.
            reasons: (n, r) rank of each reason, 1 for the first, 0 for those that do not hold; given away.
            names: r names.
        """
        if len(verdicts) != self._size or reasons.shape != (self._size, len(names)):
            raise ValueError(f"findings of {len(verdicts)} rows for {self._size}")
        self.verdict[:] = verdicts
        room = len(self._arrays["quality"])
        if room > self._size:
            reasons = np.concatenate([reasons, np.zeros((room - self._size, len(names)), np.uint8)])
        self._arrays["reasons"] = reasons
        self.reason_names = tuple(names)

    def set_findings_of(
        self, rows: NDArray[np.int64], verdicts: NDArray[np.uint8], reasons: NDArray[np.uint8]
    ) -> None:
        """The profile's results for some rows, in the columns that `set_findings` named."""
        self.verdict[rows] = verdicts
        self.reasons[rows] = reasons

    def move_root(self, root: int, to: str, files: Mapping[int, str] | None = None) -> None:
        """A root is elsewhere now: files keep their place in it, but for those named in `files`."""
        before = _head(self.roots[root])
        self._roots.rename(root, to)
        for index, file in list(self._odd_files.items()):
            if self.root[index] == root and file.startswith(before):
                self._set_file(index, _head(to) + file[len(before) :], to, self._paths[index])
        for index, file in (files or {}).items():
            self._paths.change(index, os.path.relpath(file, to))
            self._set_file(index, file, to, self._paths[index])
        self._place.fill(self._size, self._keys())
        self._built.clear()
        self._natural.forget()

    # ---- inside

    def _append(self, row: Assessment, key: Key) -> int:
        at = self._size
        self._size += 1
        self._place[key] = at
        self._paths.append(row.path)
        self._set_file(at, row.file, row.root, row.path)
        arrays = self._arrays
        arrays["id"][at] = self._new_ids(1)[0]
        arrays["root"][at] = self._roots.code(row.root)
        arrays["subject"][at] = self._subjects.code(subject_of(row))
        arrays["date"][at] = NO_DATE
        for name in ("decision", "stars", "verdict"):
            arrays[name][at] = 0
        arrays["reasons"][at] = 0
        return at

    def _new_ids(self, number: int) -> NDArray[np.int64]:
        self._next_id += number
        return np.arange(self._next_id - number, self._next_id)

    def _put(self, at: int, row: Assessment) -> None:
        arrays = self._arrays
        arrays["quality"][at] = NO_QUALITY if row.quality is None else row.quality
        arrays["status"][at] = CODE[row.status]
        arrays["gone"][at] = False
        self._put_texts(at, [self._texts.code(text) for text in texts_of(row)])
        packed = packed_hash(row.sha256)
        arrays["hash"][at] = packed or bytes(32)
        if packed:
            self._odd_hashes.pop(at, None)
        else:
            self._odd_hashes[at] = row.sha256
        taken = self.measures.take(row)
        arrays["natives"][at], arrays["components"][at] = (np.nan, NOT_ASSESSED) if taken is None else taken
        rest = rest_of(row) if REST else {}
        if rest:
            self._rest[at] = rest
        else:
            self._rest.pop(at, None)
        self._built.pop(at, None)

    def _build(self, index: int) -> Assessment:
        arrays = self._arrays
        quality = int(arrays["quality"][index])
        row = Assessment(
            path=self._paths[index],
            root=self.roots[arrays["root"][index]],
            status=STATUSES[arrays["status"][index]],
            quality=None if quality < 0 else quality,
            sha256=self.sha256(index),
            file=self.file(index),
            **named_numbers(self._numbers.row(index)),  # type: ignore[arg-type]
            **dict(zip(TEXTS, self.texts(index), strict=True)),  # type: ignore[arg-type]
            **self._rest.get(index, {}),
        )
        if not self.measures.ids:
            return row
        # Copies: a row that somebody keeps must not keep a million others.
        components = arrays["components"][index].astype(np.int16)
        return self.measures.give(row, arrays["natives"][index].copy(), components)

    def _set_file(self, index: int, file: str, root: str, path: str) -> None:
        """Most files are where root and path say; only the others are kept."""
        if file == _head(root) + path:
            self._odd_files.pop(index, None)
        else:
            self._odd_files[index] = file

    def _put_texts(self, rows: int | slice, codes: list[int]) -> None:
        held = self._arrays["texts"]
        if max(codes) > np.iinfo(held.dtype).max:
            held = self._arrays["texts"] = held.astype(np.uint16 if max(codes) < 1 << 16 else np.uint32)
        held[rows] = codes

    def _keys(self) -> Iterator[Key]:
        """All rows' keys; a few thousand exist at once."""
        heads = [_head(root) for root in self.roots]
        for start in range(0, self._size, _AT_ONCE):
            part = np.arange(start, min(start + _AT_ONCE, self._size))
            frames, faces = (self.number_of(name, part).tolist() for name in ("frame", "face"))
            paths = self._paths[start : start + len(part)]
            roots = self.root[part].tolist()
            for index, path, root, frame, face in zip(
                part.tolist(), paths, roots, frames, faces, strict=True
            ):
                file = self._odd_files.get(index, heads[root] + path) or path
                first = math.isnan(face) or index in self.chosen
                yield file, None if math.isnan(frame) else int(frame), 0 if first else int(face)

    def _reserve(self, size: int, used: int) -> None:
        room = len(self._arrays["quality"])
        if size <= room:
            return
        room = max(size, 2 * room)
        self._numbers.reserve(room)
        for name, array in self._arrays.items():
            larger = np.empty((room, *array.shape[1:]), array.dtype)
            larger[:used] = array[:used]
            self._arrays[name] = larger


def _head(root: str) -> str:
    """What stands before the names of files below a root."""
    return root.rstrip(os.sep) + os.sep if root else ""
