"""Cycles that hold widgets go in the window's thread, whatever thread makes garbage."""

from __future__ import annotations

import gc
import threading

from PySide6.QtCore import QObject

from faceqnet_gui.worker.collecting import Collector


class _Cycle:
    def __init__(self, seen: list[int]) -> None:
        self.own, self.seen = self, seen

    def __del__(self) -> None:
        self.seen.append(threading.get_ident())


def _litter() -> None:
    for _ in range(20_000):
        own: list[object] = []
        own.append(own)


def test_a_cycle_is_collected_in_the_thread_of_the_window(qapp, qtbot) -> None:
    owner, seen = QObject(), []
    collector = Collector(owner)
    try:
        _Cycle(seen)
        thread = threading.Thread(target=_litter)
        thread.start()
        thread.join()
        assert not seen
        collector.collect()
        qtbot.waitUntil(lambda: bool(seen))
        assert seen == [threading.get_ident()]
    finally:
        collector.stop()


def test_python_collects_by_itself_again_when_the_last_window_has_gone(qapp) -> None:
    owner = QObject()
    first, second = Collector(owner), Collector(owner)
    first.stop()
    assert not gc.isenabled()
    second.stop()
    assert gc.isenabled()


def test_a_window_holds_it_while_it_is_open(window) -> None:
    assert not gc.isenabled()
    window.close()
    assert gc.isenabled()
