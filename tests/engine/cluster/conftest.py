"""Folders of small photos that are quick to score, and an assessor for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from faceqnet_engine import Assessor
from faceqnet_engine.cluster.places import Place
from faceqnet_engine.cluster.plan import Options
from faceqnet_engine.cluster.run import Outcome, run
from faceqnet_engine.cluster.shard_scoring import score_shard
from faceqnet_engine.errors import FaceqnetError
from faceqnet_engine.models.registry import record
from faceqnet_engine.pipeline.numbers import NUMBERS

PHOTOS = 12


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory, portrait_pixels: np.ndarray) -> Path:
    """Photos with other bytes each, one without a face, one that is none; made in another order than names have."""
    made = tmp_path_factory.mktemp("photos")
    small = np.asarray(Image.fromarray(portrait_pixels[:320, 64:384]))
    for n in range(PHOTOS - 2):
        image = small.copy()
        image[0, 0] = (n, 0, 0)
        Image.fromarray(image).save(made / f"{(7 * n) % 10:02}.png")
    Image.fromarray(np.full((64, 64, 3), 90, np.uint8)).save(made / "10.png")
    (made / "11.jpg").write_bytes(b"no image")
    return made


@pytest.fixture(scope="session")
def assessor() -> Iterator[Assessor]:
    with Assessor(device="cpu", workers=1, measures=False) as made:
        yield made


def _options(folder: Path, **changed: object) -> Options:
    values: dict[str, object] = {
        "inputs": (str(folder),), "model": "faceqnet-r29", "weights": record("faceqnet-r29").name,
        "faces": "primary", "measures": False, "profile": "", "version": "0", "numbers": NUMBERS,
    }  # fmt: skip
    return Options(**values | changed)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def options_for() -> Callable[..., Options]:
    return _options


@pytest.fixture
def options(folder: Path) -> Options:
    return _options(folder)


class Here:
    """Shards one after the other in this process; stops where it is told to."""

    workers, threads = 1, 1

    def __init__(self, assessor: Assessor, stop_after: int | None = None) -> None:
        self._assessor, self._stop, self.done = assessor, stop_after, 0

    def check(self, options: Options) -> None:
        assert options.version == "0"

    def reports(self, place: Place, shards: list[int], options: Options, device: str) -> Iterator[Any]:
        for shard in reversed(shards):  # in any order
            if self._stop is not None and self.done >= self._stop:
                raise KeyboardInterrupt
            self.done += 1
            try:
                yield score_shard(self._assessor, place, shard, options)
            except FaceqnetError as error:
                yield error

    def __enter__(self) -> Here:
        return self

    def __exit__(self, *_: object) -> None: ...


Runs = Callable[..., Outcome]


@pytest.fixture
def runs(assessor: Assessor, options: Options) -> Runs:
    def made(place: Place, asked: Options = options, stop_after: int | None = None, **more: Any) -> Outcome:
        return run(
            place,
            asked,
            lambda: Here(assessor, stop_after),
            "cpu",
            most_files=more.pop("most_files", 5),
            **more,
        )

    return made
