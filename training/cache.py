"""Arrays that cost time to make, kept under the hash of all that they were made from.

Every array is written at once, so an interrupted run goes on where it was; an image that did not change is never
computed twice, whatever its name or place in the list is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.errors import OutputError
from training.progress import Report

_SCHEMA = "CREATE TABLE IF NOT EXISTS arrays (key TEXT PRIMARY KEY, dtype TEXT, shape TEXT, data BLOB)"
_CHUNK = 32


class ArrayCache:
    """Key -> array, in one SQLite file. A damaged file is set aside and begun anew.

    Raises:
        OutputError: the file cannot be made or written.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._open()
            except sqlite3.OperationalError:
                raise  # locked, no room, not a file: nothing in it is damaged
            except sqlite3.DatabaseError:
                self._set_aside()
                self._open()
        except (OSError, sqlite3.Error) as error:
            raise self._failure(error) from error

    def _open(self) -> None:
        self._connection = sqlite3.connect(self._file, check_same_thread=False)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute(_SCHEMA)

    def _set_aside(self) -> None:
        self._connection.close()
        self._file.replace(self._file.with_suffix(".damaged"))
        for suffix in ("-wal", "-shm"):  # SQLite would take them for the new file's
            Path(f"{self._file}{suffix}").unlink(missing_ok=True)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> ArrayCache:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def get(self, key: str) -> NDArray | None:
        """The array, or None."""
        rows = self._read("SELECT dtype, shape, data FROM arrays WHERE key = ?", key)
        if not rows:
            return None
        row = rows[0]
        shape = tuple(int(n) for n in row[1].split(",") if n)
        return np.frombuffer(row[2], np.dtype(row[0])).reshape(shape).copy()

    def known(self, keys: Sequence[str]) -> set[str]:
        """Those of the keys that are here."""
        return {row[0] for row in self._read("SELECT key FROM arrays")} & set(keys)

    def _read(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise OutputError(
                f"The cache {self._file} is damaged ({error}). Delete it and give the same command again: "
                "finished steps are kept, what only the cache held is made anew."
            ) from error

    def put(self, arrays: dict[str, NDArray]) -> None:
        """Keep arrays; all of them or none."""
        rows = [
            (key, a.dtype.str, ",".join(map(str, a.shape)), np.ascontiguousarray(a).tobytes())
            for key, a in arrays.items()
        ]
        try:
            with self._connection:
                self._connection.executemany("INSERT OR REPLACE INTO arrays VALUES (?, ?, ?, ?)", rows)
        except sqlite3.Error as error:
            raise self._failure(error) from error

    def _failure(self, error: Exception) -> OutputError:
        return OutputError(
            f"The cache {self._file} cannot be written ({error}). What was finished is kept; "
            "free some space or mend the permissions, and give the same command again."
        )

    def all_of(
        self,
        keys: Sequence[str],
        make: Callable[[list[int]], Sequence[NDArray]],
        workers: int,
        report: Report,
        unit: str,
    ) -> list[NDArray]:
        """The array of every key; missing ones are made, in parallel, and kept as soon as they are there.

        Args:
            keys: One per item.
            make: Positions in `keys` -> their arrays; called from several threads.
            workers: How many.
            report: Told after each chunk.
            unit: What is counted.
        """
        known = self.known(keys)
        first_with = {key: n for n, key in reversed(list(enumerate(keys))) if key not in known}
        missing = sorted(first_with.values())
        done = len(keys) - len(missing)
        if missing:
            report(done, len(keys), unit=unit)
        chunks = [missing[i : i + _CHUNK] for i in range(0, len(missing), _CHUNK)]
        pool = ThreadPoolExecutor(max(1, workers))
        try:
            jobs = {pool.submit(make, chunk): chunk for chunk in chunks}
            for job in as_completed(jobs):
                chunk = jobs.pop(job)
                self.put({keys[n]: array for n, array in zip(chunk, job.result(), strict=True)})
                done += len(chunk)
                report(done, len(keys), unit=unit)
        finally:
            pool.shutdown(cancel_futures=True)
        arrays = [self.get(key) for key in keys]
        return [a for a in arrays if a is not None]
