"""Embeddings of assessed photos: crops read again from their files, and a cache that knows what was done before."""

from __future__ import annotations

import hashlib
import math
import os
import sqlite3
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.assessment import Assessment
from faceqnet_engine.decoding.decode import decode, video_frame
from faceqnet_engine.errors import StoreError
from faceqnet_engine.faces.align import similarity_to_template, warped
from faceqnet_engine.faces.face import Float32Array, Uint8Array
from faceqnet_engine.recognition.recognisers import Recogniser

_APPLICATION_ID = 0x46514E45  # "FQNE"
_VERSION = 1
_CHUNK = 32
_SCHEMA = """
CREATE TABLE embeddings (sha256 TEXT NOT NULL, face BLOB NOT NULL, recogniser TEXT NOT NULL, numbers BLOB NOT NULL,
                         PRIMARY KEY (sha256, face, recogniser)) WITHOUT ROWID;
"""

Key = tuple[str, bytes]
"""sha256 of the file, and the face: a digest of its landmarks."""


class Known(Protocol):
    """Who knows embeddings from before, and takes new ones."""

    def known(self, keys: Iterable[Key], recogniser: str) -> dict[Key, NDArray[np.float32]]:
        """Those of the keys that are there."""

    def add(self, items: Iterable[tuple[Key, NDArray[np.float32]]], recogniser: str) -> None:
        """Keep embeddings."""


@dataclass(frozen=True, slots=True, eq=False)
class Embedded:
    """Embeddings of rows.

    Attributes:
        embeddings: (n, d) float32; NaN where there is none.
        missing: Row number -> why there is none.
        known: How many came from the cache.
    """

    embeddings: Float32Array
    missing: Mapping[int, str]
    known: int


def face_key(row: Assessment) -> Key:
    """What an embedding depends on besides the recogniser: the file's bytes and where the face lies in it."""
    points = np.round(np.asarray(row.landmarks, np.float64), 2)
    place = f"{row.frame if row.frame is not None else ''}".encode()
    return row.sha256, hashlib.blake2b(points.tobytes() + place, digest_size=8).digest()


def aligned_crop(row: Assessment, recogniser: Recogniser) -> Uint8Array:
    """The row's face as the recogniser wants it, from a decode no larger than that needs.

    Raises:
        ValueError: no face, or the file has changed, gone or become unreadable; a clause for people.
    """
    spec, points = recogniser.record.input, np.asarray(recogniser.record.points, np.float32)
    if row.landmarks is None:
        raise ValueError(row.detail or "no face was found")
    landmarks = np.asarray(row.landmarks, np.float32)
    if row.frame is not None:
        photo = video_frame(row.file, row.frame)
    else:
        wanted, has = math.dist(points[0], points[1]), math.dist(landmarks[0], landmarks[1])
        side = max(row.width or 0, row.height or 0)
        least = math.ceil(side * min(1.0, wanted / max(has, 1.0))) if side else None
        photo = decode(row.file, at_least=least)
    if photo.pixels is None:
        raise ValueError(photo.detail)
    if row.frame is None and row.sha256 and photo.sha256 != row.sha256:
        raise ValueError("the file has changed since it was scored")
    matrix = similarity_to_template(landmarks * np.float32(photo.scale), points)
    return warped(photo.pixels, matrix, spec.size)


def embeddings_of(
    rows: Sequence[Assessment],
    recogniser: Recogniser,
    *,
    cache: Known | None = None,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancel: threading.Event | None = None,
) -> Embedded:
    """Embeddings of every row that has a face.

    Args:
        rows: One per face.
        recogniser: Whose embeddings.
        cache: Looked up first, and given what is new.
        workers: Threads, each with whole images; by default one per core.
        progress: Called with done and total.
        cancel: Stops within one chunk a thread; the rest is missing, what is done is in the cache.
    """
    name = recogniser.record.name
    found: dict[int, Float32Array] = {}
    missing: dict[int, str] = {}
    todo: list[int] = []
    for start in range(0, len(rows), 500):
        part = range(start, min(start + 500, len(rows)))
        with_face = [i for i in part if rows[i].landmarks is not None]
        missing.update({i: rows[i].detail or "no face was found" for i in part if rows[i].landmarks is None})
        known = cache.known([face_key(rows[i]) for i in with_face], name) if cache is not None else {}
        for i in with_face:
            vector = known.get(face_key(rows[i]))
            if vector is None:
                todo.append(i)
            else:
                found[i] = vector
    count_known, done = len(found), len(found)
    cancel = cancel or threading.Event()

    def embed(chunk: Sequence[int]) -> tuple[list[int], Float32Array, dict[int, str]]:
        crops, kept, reasons = [], [], {}
        for i in chunk:
            if cancel.is_set():
                reasons[i] = "stopped"
                continue
            try:
                crops.append(aligned_crop(rows[i], recogniser))
                kept.append(i)
            except ValueError as error:
                reasons[i] = str(error)
        return kept, recogniser.embeddings(crops), reasons

    chunks = [todo[start : start + _CHUNK] for start in range(0, len(todo), _CHUNK)]
    pool = ThreadPoolExecutor(workers or os.cpu_count() or 1, thread_name_prefix="faceqnet-embed")
    try:
        for kept, vectors, reasons in pool.map(embed, chunks):
            found.update(zip(kept, vectors, strict=False))
            missing.update(reasons)
            if cache is not None:
                cache.add([(face_key(rows[i]), v) for i, v in zip(kept, vectors, strict=False)], name)
            done += len(kept) + len(reasons)
            if progress is not None:
                progress(done, count_known + len(todo))
    finally:  # an interruption ends after the chunks in hand, not after all of them
        pool.shutdown(wait=True, cancel_futures=True)
    width = len(next(iter(found.values()))) if found else 0
    together = np.full((len(rows), width), np.nan, np.float32)
    for i, vector in found.items():
        together[i] = vector
    return Embedded(together, missing, count_known)


class EmbeddingCache:
    """Embeddings in a file (SQLite), each addition whole or not at all.

    Embeddings are biometric data: nothing is kept unless somebody names a file, and `forget` deletes it.
    """

    def __init__(self, path: Path) -> None:
        """Open or create.

        Raises:
            StoreError: of another program, damaged, of a newer version, or not writable.
        """
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(path, timeout=30, check_same_thread=False)
            self._prepare()
        except (sqlite3.Error, OSError) as error:
            raise StoreError(
                f"The file of embeddings {path} cannot be used ({error}). Remove it, or name another one."
            ) from error

    def known(self, keys: Iterable[Key], recogniser: str) -> dict[Key, NDArray[np.float32]]:
        """Those of the keys that are there."""
        found = {}
        for sha256, face in keys:
            row = self._connection.execute(
                "SELECT numbers FROM embeddings WHERE sha256 = ? AND face = ? AND recogniser = ?",
                (sha256, face, recogniser),
            ).fetchone()
            if row is not None:
                found[sha256, face] = np.frombuffer(row[0], "<f4").astype(np.float32)
        return found

    def add(self, items: Iterable[tuple[Key, NDArray[np.float32]]], recogniser: str) -> None:
        """Keep embeddings; durable on return.

        Raises:
            StoreError: it cannot be written.
        """
        rows = [(*key, recogniser, vector.astype("<f4").tobytes()) for key, vector in items if key[0]]
        try:
            with self._connection:
                self._connection.executemany("INSERT OR REPLACE INTO embeddings VALUES (?, ?, ?, ?)", rows)
        except sqlite3.Error as error:
            raise StoreError(
                f"The file of embeddings {self.path} cannot be written ({error}). What was there is kept."
            ) from error

    def forget(self) -> None:
        """Delete every embedding, and the file."""
        self.close()
        for suffix in ("", "-wal", "-shm", "-journal"):
            Path(f"{self.path}{suffix}").unlink(missing_ok=True)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __len__(self) -> int:
        return int(self._connection.execute("SELECT count(*) FROM embeddings").fetchone()[0])

    def __enter__(self) -> EmbeddingCache:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _prepare(self) -> None:
        version = self._connection.execute("PRAGMA user_version").fetchone()[0]
        application = self._connection.execute("PRAGMA application_id").fetchone()[0]
        tables = self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if tables and (application != _APPLICATION_ID or version > _VERSION):
            self._connection.close()
            raise sqlite3.DatabaseError("it belongs to another program or a newer version")
        if not tables:
            self._connection.executescript(
                f"BEGIN IMMEDIATE; {_SCHEMA} PRAGMA application_id = {_APPLICATION_ID}; "
                f"PRAGMA user_version = {_VERSION}; COMMIT;"
            )
