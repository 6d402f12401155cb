"""Photos with rows, for exports."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from faceqnet_engine.assessment import Assessment, Status
from faceqnet_engine.results.export import Entry
from faceqnet_engine.sources.paths import display

Before = dict[str, tuple[bytes, int]]


@pytest.fixture
def entries(tmp_path: Path) -> Callable[..., list[Entry]]:
    """Makes files with distinct bytes and times, and an entry for each."""

    def make(count: int, name: str = "same.jpg", size: int = 100, **more: object) -> list[Entry]:
        made = []
        for n in range(count):
            file = tmp_path / "in" / f"{n}" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            data = n.to_bytes(4, "big") * (size // 4)
            file.write_bytes(data)
            row = Assessment(
                f"{n}/{display(name)}", str(tmp_path / "in"), status=Status.OK, quality=n % 101, score=n % 101 / 100,
                file=str(file), sha256=hashlib.sha256(data).hexdigest(),
            )  # fmt: skip
            decision = ("accepted", "rejected", "undecided")[n % 3]
            made.append(Entry(row, decision, n % 6, f"note {n}", "", f"P-{n % 2}", **more))
        return made

    return make


@pytest.fixture
def remembered() -> Callable[[list[Entry]], Before]:
    """Bytes and times of the originals."""
    return lambda found: {
        e.row.file: (Path(e.row.file).read_bytes(), Path(e.row.file).stat().st_mtime_ns) for e in found
    }
