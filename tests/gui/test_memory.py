"""The C library's places for memory."""

from __future__ import annotations

import platform

import pytest

from faceqnet_gui.memory import few_arenas


def test_glibc_takes_the_limit_and_a_person_keeps_the_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MALLOC_ARENA_MAX", raising=False)
    assert few_arenas() is (platform.libc_ver()[0] == "glibc")
    monkeypatch.setenv("MALLOC_ARENA_MAX", "8")
    assert not few_arenas()
