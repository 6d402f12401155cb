"""Contact sheets: complete, self-contained, safe against what people write."""

from __future__ import annotations

import re
import shutil
import threading
from html.parser import HTMLParser
from pathlib import Path

import pytest

from faceqnet_engine.assessment import Assessment, Status
from faceqnet_engine.errors import OutputError, UsageError
from faceqnet_engine.results.contact_sheet import Tile, Words, write_html
from faceqnet_engine.results.export import Entry, Wishes, plan, run


class _Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


def _tiles(portrait: Path) -> list[Tile]:
    good = Assessment(
        "a.jpg", status=Status.OK, quality=71, reasons="Blurred: 22 | Dark: 10", file=str(portrait)
    )
    bad = Assessment("b.jpg", status=Status.UNREADABLE, file="/nowhere/b.jpg")
    return [
        Tile(portrait, "<script>alert(1)</script>.jpg", Entry(good, "accepted", 4, '"onload=x', "", "")),
        Tile(Path("/nowhere/b.jpg"), "b.jpg", Entry(bad, "rejected", 0, "", "eyes closed", "")),
    ]


def test_a_page_shows_everything_and_asks_for_nothing_from_outside(portrait: Path, tmp_path: Path) -> None:
    target = tmp_path / "sheet.html"
    write_html(_tiles(portrait), target, 3, threading.Event(), Words(statuses={"unreadable": "Not readable"}))
    text = target.read_text()
    page = _Page(text)
    assert page.tags.count("figure") == 2
    assert "script" not in page.tags
    for words in ("<script>alert(1)</script>.jpg", "71", "Accepted, 4 of 5 stars", "Blurred: 22", "Dark: 10",
                  '"onload=x', "Rejected", "eyes closed", "Not readable", "No picture"):  # fmt: skip
        assert words in page.words
    assert text.count("data:image/jpeg;base64,") == 1
    assert not re.search(r"(?:src|href)=[\"'](?!data:)", text)
    assert "repeat(3," in text


def test_a_stopped_page_is_not_there(portrait: Path, tmp_path: Path) -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(OutputError, match="stopped"):
        write_html(_tiles(portrait), tmp_path / "sheet.html", 3, stop)
    assert list(tmp_path.iterdir()) == []


def test_an_export_brings_its_sheet_along(portrait: Path, tmp_path: Path) -> None:
    source = tmp_path / "in" / "a.jpg"
    source.parent.mkdir()
    shutil.copy(portrait, source)
    row = Assessment("a.jpg", status=Status.OK, quality=12, file=str(source))
    wishes = Wishes(tmp_path / "out", sheets=("html",), sheet_columns=8)
    for number in ("", " (2)"):
        done = run(plan([row], wishes))
        assert done.lists[-1].name == f"contact-sheet{number}.html"
        assert 'class="bar b0"' in done.lists[-1].read_text()  # hatched, for print in grey
    with pytest.raises(UsageError, match="1 to 8"):
        plan([row], Wishes(tmp_path / "out", sheet_columns=9))
