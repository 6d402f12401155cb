"""Makes a session file of any size, as a scan of that many photos would have left it.

`python bench/synthetic_session.py FILE.faceqnet [ROWS]`
"""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from faceqnet_engine.assessment import Assessment, Status
from faceqnet_engine.measures.catalogue import IDS
from faceqnet_gui.session.packing import Measuring
from faceqnet_gui.session.session import Session

_STATUSES = (Status.OK,) * 92 + (Status.LOW_RESOLUTION,) * 3 + (Status.NO_FACE,) * 4 + (Status.UNREADABLE,)
_PIECE = 5000


def measuring(rng: np.random.Generator) -> Measuring:
    """Measures as they might be: a few never assessed, as in the product."""
    count = len(IDS)

    def take(row: Assessment) -> tuple[np.ndarray, np.ndarray] | None:
        if row.score is None:
            return None
        natives, components = rng.normal(0, 10, count), rng.integers(0, 101, count)
        natives[-2:], components[-2:] = np.nan, -1
        return natives, components

    return Measuring(IDS, take, lambda row, natives, components: row)


def rows(count: int, root: str = "/photos/intake", seed: int = 0) -> Iterator[Assessment]:
    """Rows of `count` photos: some 20 of a subject, qualities about 50, one in a hundred without a score."""
    rng = np.random.default_rng(seed)
    for n in range(count):
        status = _STATUSES[int(rng.integers(len(_STATUSES)))]
        path = f"subject {n % max(1, count // 20):05}/IMG_{n}.jpg"
        digest = hashlib.sha256(path.encode()).hexdigest()
        file = f"{root}/{path}"
        if not status.has_score:
            yield Assessment(
                path, root, status=status, file=file, sha256=digest, faces=0, width=4000, height=3000
            )
            continue
        quality = int(np.clip(rng.normal(50, 22), 0, 100))
        numbers = [round(float(v), 2) for v in rng.uniform(0, 3000, 15)]
        yield Assessment(
            path, root, None, 0, 1, status, "", quality / 100, quality, 0.99, *numbers[:4], *numbers[4:14],
            numbers[14], 4000, 3000, digest, "faceqnet-r29@0123abcd", file=file,
        )  # fmt: skip


def make(path: Path, count: int) -> None:
    """Write the session."""
    session = Session.open(path, measuring(np.random.default_rng(1)))
    piece: list[Assessment] = []
    for n, row in enumerate(rows(count), start=1):
        piece.append(row)
        if len(piece) == _PIECE or n == count:
            session.add(piece, dates=[1_700_000_000_000_000_000 + n * 10**9] * len(piece))
            piece = []
    rng = np.random.default_rng(2)
    decided = rng.permutation(count)[: count // 3]
    session.decisions.decide(decided[::2], 1)
    session.decisions.decide(decided[1::2], 2)
    session.close()


def main() -> None:
    """Make one where the user says."""
    from PySide6.QtCore import QCoreApplication

    application = QCoreApplication(sys.argv[:1])
    started = time.perf_counter()
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    make(Path(sys.argv[1]), count)
    print(f"{count:,} rows in {time.perf_counter() - started:.1f} s")
    del application


if __name__ == "__main__":
    main()
