"""The C library's places for memory."""

from __future__ import annotations

import platform

import psutil
import pytest

from faceqnet_gui.memory import few_arenas, give_back


def test_glibc_takes_the_limit_and_a_person_keeps_the_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MALLOC_ARENA_MAX", raising=False)
    assert few_arenas() is (platform.libc_ver()[0] == "glibc")
    monkeypatch.setenv("MALLOC_ARENA_MAX", "8")
    assert not few_arenas()


def test_what_is_free_goes_back_where_the_library_can() -> None:
    process = psutil.Process()
    kept = [bytes(60_000) for _ in range(2000)]  # each too small to be given back by itself
    last = bytes(60_000)
    before = process.memory_info().rss
    del kept
    give_back()
    gone = before - process.memory_info().rss
    assert len(last) == 60_000
    assert gone > 50_000_000 or platform.libc_ver()[0] != "glibc"
