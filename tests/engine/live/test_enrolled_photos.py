"""Which photo belongs to an ID, and whose photos a folder has."""

from __future__ import annotations

from pathlib import Path

import pytest

from faceqnet_engine.live.enrolled_photos import belongs_to, enrolled_photo, subjects_in


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("P-1.jpg", "P-1_2.png", "P-10.jpg", "P-2/front.jpg", "notes.txt", ".hidden.jpg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    return tmp_path


def test_a_second_photo_is_no_second_person(folder: Path) -> None:
    assert subjects_in(folder) == ["P-1", "P-10", "P-2"]
    assert subjects_in(folder / "gone") == []


@pytest.mark.parametrize(
    ("subject", "name"),
    [("P-1", "P-1.jpg"), ("p-10 ", "P-10.jpg"), ("P-2", "front.jpg"), ("P-3", None), ("", None)],
)
def test_the_photo_of_an_id(folder: Path, subject: str, name: str | None) -> None:
    found = enrolled_photo(subject, folder)
    assert (found.name if found is not None else None) == name


def test_photos_of_the_session_serve_but_not_those_just_taken(tmp_path: Path) -> None:
    captures = tmp_path / "captures"
    rows = [
        ("/intake/P-7_1.jpg", 40),
        ("/intake/P-7_2.jpg", 60),
        ("/intake/P-70.jpg", 99),
        (str(captures / "2026-11-26" / "P-7_1.png"), 90),
    ]
    assert enrolled_photo("P-7", None, rows, captures) == Path("/intake/P-7_2.jpg")
    assert enrolled_photo("P-8", None, rows, captures) is None


@pytest.mark.parametrize(
    ("file", "mine"),
    [("p-1.jpg", True), ("p-1_front.jpg", True), ("p-12.jpg", False), ("p-1/a.jpg", True), ("p1.jpg", False)],
)
def test_names_that_belong_to_an_id(file: str, mine: bool) -> None:
    assert belongs_to(Path(file), "p-1") is mine
