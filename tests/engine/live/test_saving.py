"""Captured frames on the disk: whole, named, described; or not there at all."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from faceqnet_engine.errors import OutputError
from faceqnet_engine.live.checks import Check, CheckState
from faceqnet_engine.live.reading import Reading
from faceqnet_engine.live.saving import (
    CaptureFacts,
    accept,
    discard,
    safe_name,
    write_capture,
    write_instead,
)
from faceqnet_engine.sources.paths import refs

FACTS = CaptureFacts(
    subject="P-0417", taken=datetime(2026, 11, 24, 9, 30).astimezone(), source="Camera", profile="enrolment",
    model="faceqnet-r29@805084ff", manual=False, software="FaceQnet 1.0",
    checks=(Check("mouth", CheckState.HOLDS, "mouth", 0.9, (0.4, 1.0)),),
)  # fmt: skip


@pytest.mark.parametrize("form", ["png", "jpg"])
def test_a_capture_is_a_picture_a_crop_and_a_json(
    reading: Callable[..., Reading], tmp_path: Path, form: str
) -> None:
    shot = reading(1.0, score=0.61)
    saved = accept(write_capture(shot, FACTS, tmp_path, form))
    assert [p.name for p in saved.files] == [f"P-0417_1.{form}", f"P-0417_1.{form}", "P-0417_1.json"]
    with Image.open(saved.picture) as picture:
        assert picture.size == shot.frame.size
        exif = picture.getexif()
        comment = exif.get_ifd(0x8769)[0x9286]
        if form == "png":
            assert np.array_equal(np.asarray(picture), shot.frame.pixels)
    assert "quality 70" in exif[0x010E]
    told = json.loads(bytes(comment)[8:])
    assert told["score"] == 0.61
    assert told["profile"] == "enrolment"
    assert told["checks"] == {"mouth": "holds"}
    written = json.loads(saved.facts.read_text(encoding="utf-8"))
    assert written["subject"] == "P-0417"
    assert written["quality"] == 70
    assert len(written["landmarks"]) == 5


def test_triage_sees_the_picture_and_never_the_crop(reading: Callable[..., Reading], tmp_path: Path) -> None:
    accept(write_capture(reading(), FACTS, tmp_path))
    assert [r.path for r in refs([tmp_path])] == ["P-0417_1.png"]


def test_a_photo_that_nobody_accepted_has_no_name_yet_and_can_vanish(
    reading: Callable[..., Reading], tmp_path: Path
) -> None:
    saved = write_capture(reading(), FACTS, tmp_path)
    assert all(p.name.startswith(".") and p.exists() for p in saved.files)
    discard(saved)
    assert not any(p.exists() for p in saved.files)


def test_an_accepted_photo_is_never_removed_or_overwritten(
    reading: Callable[..., Reading], tmp_path: Path
) -> None:
    first = accept(write_capture(reading(), FACTS, tmp_path))
    before = first.picture.read_bytes()
    discard(first)
    pending = [write_capture(reading(), FACTS, tmp_path) for _ in range(1)]
    second = accept(pending[0])
    assert first.picture.read_bytes() == before
    assert second.picture.name == "P-0417_2.png"


def test_a_frame_without_a_face_has_no_crop(reading: Callable[..., Reading], tmp_path: Path) -> None:
    saved = accept(write_capture(reading(present=False), FACTS, tmp_path))
    assert saved.crop is None
    assert saved.picture.exists()


@pytest.mark.parametrize(
    ("subject", "name"),
    [("P-0417", "P-0417"), ("../../etc/passwd", "etc_passwd"), ("", "capture"), ("..", "capture"), ("a b/c", "a_b_c"),
     ("Núñez", "Núñez"), ("x" * 300, "x" * 80)],
)  # fmt: skip
def test_an_id_becomes_a_name_and_never_a_path(subject: str, name: str) -> None:
    assert safe_name(subject) == name


def test_a_full_disk_leaves_nothing_behind_and_says_what_to_do(
    reading: Callable[..., Reading], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = os.fsync, []

    def full(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == 2:  # the picture still fits, the crop no longer does
            raise OSError(errno.ENOSPC, "No space left on device")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError) as raised:
        write_capture(reading(), FACTS, tmp_path)
    assert "full" in raised.value.sentence
    assert "kept in memory" in raised.value.sentence
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == [".faceqnet-output"]


def test_a_folder_that_is_a_file_is_said(reading: Callable[..., Reading], tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(OutputError) as raised:
        write_capture(reading(), FACTS, tmp_path / "taken" / "folder")
    assert "kept in memory" in raised.value.sentence


def test_another_frame_of_the_capture_takes_the_very_names(
    reading: Callable[..., Reading], tmp_path: Path
) -> None:
    saved = accept(write_capture(reading(1.0, score=0.61), FACTS, tmp_path))
    other = reading(1.3, score=0.58, quality=55.0)
    other.frame.pixels[:] = 60  # all readings of these tests share one picture
    now = write_instead(saved, other, replace(FACTS, chosen=True))
    assert now == saved
    assert sorted(p.name for p in tmp_path.iterdir()) == ["P-0417_1.json", "P-0417_1.png", "crops"]
    told = json.loads(now.facts.read_text(encoding="utf-8"))
    assert (told["score"], told["quality"], told["chosen"]) == (0.58, 55, True)
    with Image.open(now.picture) as picture:
        assert np.asarray(picture)[0, 0].tolist() == [60, 60, 60]
        assert "quality 55" in picture.getexif()[0x010E]
    other.frame.pixels[:] = 128


def test_a_full_disk_leaves_the_photo_that_was_there(
    reading: Callable[..., Reading], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = accept(write_capture(reading(1.0, score=0.61), FACTS, tmp_path))
    before = [p.read_bytes() for p in saved.files]
    calls: list[int] = []

    def full(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == 3:  # facts and crop still fit
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError):
        write_instead(saved, reading(1.3, score=0.4), FACTS)
    assert [p.read_bytes() for p in saved.files] == before
    assert not list(tmp_path.rglob("*.part"))
