"""The arrays of a session's rows, each cut to the rows there are."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.assessment import Status

STATUSES = tuple(Status)
CODE = {status: n for n, status in enumerate(STATUSES)}
NO_QUALITY = -1
NO_DATE = np.iinfo(np.int64).min


class Arrays:
    """Columns that filters, orders and charts compute on; `Columns` fills them."""

    _arrays: dict[str, NDArray[Any]]
    _size: int

    @property
    def quality(self) -> NDArray[np.int16]:
        """(n,) 0..100, -1 without a score."""
        return self._array("quality")

    @property
    def status(self) -> NDArray[np.uint8]:
        """(n,) index into STATUSES."""
        return self._array("status")

    @property
    def root(self) -> NDArray[np.int32]:
        """(n,) index into `roots`."""
        return self._array("root")

    @property
    def subject(self) -> NDArray[np.int32]:
        """(n,) index into `subjects`."""
        return self._array("subject")

    @property
    def date(self) -> NDArray[np.int64]:
        """(n,) when the file was last changed, in nanoseconds since 1970; NO_DATE where not known."""
        return self._array("date")

    @property
    def decision(self) -> NDArray[np.uint8]:
        """(n,) a `Decision`; written by `Decisions` only."""
        return self._array("decision")

    @property
    def stars(self) -> NDArray[np.uint8]:
        """(n,) 0..5; written by `Decisions` only."""
        return self._array("stars")

    @property
    def gone(self) -> NDArray[np.bool_]:
        """(n,) whether the file was removed while the session was open."""
        return self._array("gone")

    @property
    def verdict(self) -> NDArray[np.uint8]:
        """(n,) result of the profile, as given to `set_findings`; 0 where there is none."""
        return self._array("verdict")

    @property
    def reasons(self) -> NDArray[np.uint8]:
        """(n, r) rank of each of `reason_names`: 1 for the first, 0 where it was not found."""
        return self._array("reasons")

    @property
    def hashes(self) -> NDArray[np.void]:
        """(n,) SHA-256 of the files, 32 bytes; zeros where it is not known."""
        return self._array("hash")

    @property
    def natives(self) -> NDArray[np.float32]:
        """(n, k) native values of `measures.ids`, NaN where not assessed."""
        return self._array("natives")

    @property
    def components(self) -> NDArray[np.int8]:
        """(n, k) components 0..100 of `measures.ids`, NOT_ASSESSED otherwise."""
        return self._array("components")

    @property
    def waiting(self) -> NDArray[np.bool_]:
        """(n,) whether the image is listed and not scored yet."""
        found: NDArray[np.bool_] = self.status == CODE[Status.WAITING]
        return found

    def scored_qualities(self) -> NDArray[np.int16]:
        """Qualities of the rows that have one."""
        quality = self.quality
        return quality[quality >= 0]

    def count_of(self, *statuses: Status) -> int:
        """How many rows have one of these statuses."""
        return int(np.isin(self.status, [CODE[s] for s in statuses]).sum())

    def _array(self, name: str) -> NDArray[Any]:
        return self._arrays[name][: self._size]
