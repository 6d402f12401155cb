"""The view Live in a real window, with photos going to a folder of the test's own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from faceqnet_engine.sources.stream import Frame, Source
from faceqnet_engine.sources.synthetic import SyntheticSource
from faceqnet_engine.sources.synthetic_script import SCRIPT, Scene
from faceqnet_gui.live.sources import SYNTHETIC, Choice


@pytest.fixture
def captures(tmp_path: Path) -> Path:
    return tmp_path / "captures"


@pytest.fixture
def page(window: Any, captures: Path) -> Iterator[Any]:
    window.remember(captures_folder=str(captures))
    window.show_page("live")
    yield window.view_page("live")


@pytest.fixture
def start(page: Any) -> Callable[..., Source]:
    """Starts a source in the view: one given, or the synthetic person in one scene for ever."""

    def begin(source: Source | None = None, *, fps: float = 8, **changes: Any) -> Source:
        good = (
            {field: getattr(SCRIPT[-1], field) for field in SCRIPT[-1].__slots__} | {"seconds": 1e9} | changes
        )
        made = source or SyntheticSource((640, 480), fps=fps, script=(Scene(**good),))
        page.control.open(made, Choice(SYNTHETIC))
        return made

    return begin


@pytest.fixture
def state_is(page: Any) -> Callable[..., Callable[[], bool]]:
    """Whether the capture is in one of these states, to be waited for."""
    return lambda *states: lambda: page.control.state in states


class Still(Source):
    """The same picture again and again, as quickly as it is asked for; or as its hooks want."""

    name = "Still camera"

    def __init__(self, pixels: np.ndarray, pause: float = 0.03) -> None:
        self.pixels, self.pause = pixels, pause
        self.number = 0
        self.on_open: Callable[[], None] = lambda: None
        self.on_read: Callable[[int], None] = lambda number: None

    def open(self, cancel: threading.Event) -> None:
        self.on_open()

    def read(self, cancel: threading.Event) -> Frame | None:
        import time

        cancel.wait(self.pause)
        self.on_read(self.number)
        self.number += 1
        return Frame(self.pixels, self.number - 1, time.monotonic())

    def close(self) -> None:
        pass


@pytest.fixture
def still() -> Callable[..., Still]:
    return lambda **more: Still(np.full((240, 320, 3), 90, np.uint8), **more)
