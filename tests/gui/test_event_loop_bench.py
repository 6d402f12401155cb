"""The bench of the event loop tells the truth: what holds the loop is in its figures."""

from __future__ import annotations

import importlib.util
import sys
import time
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from PySide6.QtCore import QTimer

BENCH = Path(__file__).parents[2] / "bench" / "event_loop.py"


@pytest.fixture(scope="module")
def event_loop() -> ModuleType:
    spec = importlib.util.spec_from_file_location("event_loop", BENCH)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["event_loop"] = module
    spec.loader.exec_module(module)
    return module


def test_a_slot_that_holds_the_loop_is_the_largest_gap(qapp, event_loop: ModuleType) -> None:
    held = 0.15

    def hold() -> None:
        until = time.perf_counter() + held
        while time.perf_counter() < until:
            pass

    with event_loop.Loop() as loop:
        QTimer.singleShot(50, hold)
        loop.run(0.6)
    gaps = loop.gaps
    assert gaps.most >= held * 1000
    assert 0 < gaps.held <= gaps.most + 1
    assert gaps.felt_p99 > gaps.p50


def test_felt_and_plain_quantiles_of_known_gaps(event_loop: ModuleType) -> None:
    # 990 turns of 1 ms and ten of 100 ms: by turns 1 % is slow; by time half of all events fall into a slow one.
    gaps = np.concatenate([np.full(990, 0.001), np.full(10, 0.1)])
    stamps = np.concatenate([[0.0], np.cumsum(gaps)])
    found = event_loop.Gaps.of(stamps, stamps)
    assert found.turns == 1000
    assert found.p50 == pytest.approx(1.0)
    assert found.most == pytest.approx(100.0)
    # P(wait > x) = 10 (100 - x) / 1990 = 0.01 at x = 98.01
    assert found.felt_p99 == pytest.approx(98.01, abs=0.01)


def test_run_ends_as_soon_as_it_is_so(qapp, event_loop: ModuleType) -> None:
    so: list[int] = []
    QTimer.singleShot(30, lambda: so.append(1))
    with event_loop.Loop() as loop:
        assert loop.run(60, until=lambda: bool(so))
    assert loop.gaps.seconds < 60
