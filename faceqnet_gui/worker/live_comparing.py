"""The enrolled photo of the person in front of the camera, compared now and then."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from faceqnet_engine.live.reading import Reading

if TYPE_CHECKING:
    from faceqnet_engine.live.enrolled import Comparer, Comparison

_SECONDS = 0.8
"""From one comparison to the next."""


class Comparing:
    """`enrol` may be called from any thread; the rest belongs to one.

    Args:
        enrolled: Told the subject and whether the photo shows a face.
        compared: Told of each comparison.
    """

    def __init__(
        self, enrolled: Callable[[str, bool], object], compared: Callable[[Comparison], object]
    ) -> None:
        self._enrolled, self._compared = enrolled, compared
        self._comparer: Comparer | None = None
        self._wanted: tuple[str, Path | None] | None = None
        self._ready, self._last = False, 0.0

    def enrol(self, subject: str, photo: Path | None) -> None:
        """Compare with this photo from now on; None for with nothing."""
        self._wanted = (subject, photo)

    def prepare(self) -> None:
        """Read the photo that was asked for, if any."""
        wanted, self._wanted = self._wanted, None
        if wanted is None:
            return
        subject, photo = wanted
        if photo is None:
            self._ready = False
            return
        if self._comparer is None:
            from faceqnet_engine.live.enrolled import Comparer  # imports torch: only here, only now

            self._comparer = Comparer()
        self._ready = self._comparer.enrol(subject, photo)
        self._last = 0.0
        self._enrolled(subject, self._ready)

    def look(self, reading: Reading) -> None:
        """Compare, where there is a face and the last time is long enough ago."""
        now = time.monotonic()
        if not self._ready or reading.subject is None or now - self._last < _SECONDS:
            return
        assert self._comparer is not None
        found = self._comparer.compare(reading.frame.pixels, reading.subject)
        self._last = now
        if found is not None:
            self._compared(found)
