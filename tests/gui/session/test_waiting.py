"""Rows of images that wait for their score: seen and decided on, never stored as results."""

from __future__ import annotations

import os
import signal
import sqlite3
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from faceqnet_engine.assessment import Status
from faceqnet_engine.sources.ref import Ref
from faceqnet_gui.session.arrangement import Arrangement
from faceqnet_gui.session.columns import NO_DATE
from faceqnet_gui.session.filters import Filter
from faceqnet_gui.session.folders import changes, waiting_of
from faceqnet_gui.session.judged import Judged
from faceqnet_gui.session.marks import Decision
from faceqnet_gui.session.packing import NO_MEASURES
from faceqnet_gui.session.rows import Listed
from faceqnet_gui.session.session import Session
from faceqnet_gui.session.sorting import NO_SCORE, WAITING, Order

from .test_file import run_python


def listed(*numbers: int) -> list[Listed]:
    return [
        Listed(f"/photos/P-{n % 3}/img_{n}.jpg", f"P-{n % 3}/img_{n}.jpg", "/photos", 1000 + n)
        for n in numbers
    ]


@pytest.fixture
def blank(tmp_path: Path, qapp) -> Session:
    return Session.open(tmp_path / "waiting.faceqnet", NO_MEASURES)


def scored(row, number: int, quality: int | None = 50, **more: object):
    return row(f"P-{number % 3}/img_{number}.jpg", quality, **more)


@pytest.fixture
def row(row):
    """Rows of files that lie in /photos."""

    def make(name: str, quality: int | None = None, **more: object):
        return replace(row(name, quality, **more), file=f"/photos/{name}")

    return make


def test_a_waiting_row_says_so_and_has_no_number(blank: Session, row) -> None:
    new = blank.add_waiting(listed(0, 1, 2))
    assert new.tolist() == [0, 1, 2]
    found = blank.columns.row(1)
    assert (found.status, found.quality, found.score, found.box) == (Status.WAITING, None, None, None)
    assert (found.path, found.root, found.sha256) == ("P-1/img_1.jpg", "/photos", "")
    assert blank.columns.date[1] == 1001
    assert blank.columns.subjects[blank.columns.subject[1]] == "P-1"
    assert blank.add_waiting(listed(2, 3)).tolist() == [3]
    assert blank.add([scored(row, 1, 70)]).tolist() == [1]
    assert (blank.columns.row(1).quality, blank.columns.status[0]) == (70, list(Status).index(Status.WAITING))
    assert blank.add_waiting(listed(1)).tolist() == []


def test_they_are_not_in_the_file_and_take_nobody_elses_place(blank: Session, row) -> None:
    path = blank.file.path
    blank.add_waiting(listed(*range(6)))
    blank.add([scored(row, 4, 44), scored(row, 1, 11)])
    blank.close()
    blank = Session.open(path, NO_MEASURES)
    assert [r.quality for r in blank.columns.rows] == [11, 44]  # in the order of the listing
    blank.add_waiting(listed(*range(6)))
    blank.add([scored(row, n, 10 + n) for n in (0, 5)])
    blank.close()
    blank = Session.open(path, NO_MEASURES)
    assert {r.path: r.quality for r in blank.columns.rows} == {
        "P-0/img_0.jpg": 10, "P-1/img_1.jpg": 11, "P-1/img_4.jpg": 44, "P-2/img_5.jpg": 15,
    }  # fmt: skip
    blank.close()


def test_what_was_decided_on_them_survives_without_their_score(blank: Session) -> None:
    path = blank.file.path
    blank.add_waiting(listed(0, 1, 2))
    blank.decisions.decide([2], Decision.REJECTED)
    blank.decisions.note(2, "blurred")
    blank.close()
    again = Session.open(path, NO_MEASURES)
    assert len(again.columns) == 0
    again.add_waiting(listed(0, 1, 2))
    assert again.decisions.mark(2).decision is Decision.REJECTED
    assert again.decisions.mark(2).note == "blurred"
    again.close()


def test_a_kill_in_the_middle_of_a_scan_leaves_scores_and_decisions(tmp_path: Path, row) -> None:
    path = tmp_path / "killed.faceqnet"
    code = """
import sys
from PySide6.QtCore import QCoreApplication
from faceqnet_engine.assessment import Assessment, Status
from faceqnet_gui.session.rows import Listed
from faceqnet_gui.session.session import Session
from pathlib import Path
application = QCoreApplication([])
session = Session.open(Path(sys.argv[1]))
session.add_waiting([Listed(f"/photos/{n}.jpg", f"{n}.jpg", "/photos", n) for n in range(50)])
row = lambda n: Assessment(f"{n}.jpg", "/photos", status=Status.OK, quality=n, score=n / 100, file=f"/photos/{n}.jpg")
session.add([row(30), row(7)])
session.decisions.decide([40], 1)
print("ready", flush=True)
sys.stdin.read()
"""
    process = run_python(code, path, stdin=-1)
    assert process.stdout is not None and process.stdout.readline() == "ready\n"
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    session = Session.open(path, NO_MEASURES)
    assert [r.path for r in session.columns.rows] == ["7.jpg", "30.jpg"]
    session.add_waiting([Listed(f"/photos/{n}.jpg", f"{n}.jpg", "/photos", n) for n in range(50)])
    accepted = np.flatnonzero(session.columns.decision == Decision.ACCEPTED)
    assert [session.columns.path(int(i)) for i in accepted] == ["40.jpg"]
    session.close()


def test_they_have_a_section_and_a_filter_of_their_own(blank: Session, row) -> None:
    blank.add_waiting(listed(*range(6)))
    blank.add([scored(row, 0, 80), scored(row, 1, 10), scored(row, 2, None)])
    arrangement = Arrangement(blank.columns)
    sections = {s.value: s.count for s in arrangement.listing().sections}
    assert sections == {"0": 1, "61": 1, NO_SCORE: 1, WAITING: 3}
    arrangement.order = Order.HIGHEST
    assert [s.value for s in arrangement.listing().sections] == ["61", "0", NO_SCORE, WAITING]
    assert np.flatnonzero(Filter(statuses=frozenset({Status.WAITING})).mask(blank.columns)).tolist() == [
        3,
        4,
        5,
    ]
    assert not Filter(quality=(0, 100)).mask(blank.columns)[3:].any()
    assert blank.columns.scored_qualities().tolist() == [80, 10]
    judged = Judged(blank.columns)
    judged.use(None)
    assert blank.columns.verdict.tolist() == [0] * 6
    blank.close()


def test_files_that_wait_are_scored_when_the_session_is_opened_again(tmp_path: Path, blank: Session) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    files = [folder / "a.jpg", folder / "b.jpg"]
    for file in files:
        file.touch()
    blank.add_waiting([Listed(str(f), f.name, str(folder), NO_DATE) for f in files])
    assert list(changes([str(folder)], blank.columns).new) == [str(f) for f in files]
    blank.close()


def test_refs_become_rows_as_if_their_folder_was_scanned() -> None:
    found = [
        Ref("a/b.jpg", "/photos", "/photos/a/b.jpg", 9, 77),
        Ref("/photos/a/c.jpg", "", "/photos/a/c.jpg", 9, 78),
        Ref("/other/d.jpg", "", "/other/d.jpg"),
        Ref("film.mp4", "/photos", "/photos/film.mp4", video=True),
    ]
    assert waiting_of(found, ["/photos"]) == [
        Listed("/photos/a/b.jpg", "a/b.jpg", "/photos", 77),
        Listed("/photos/a/c.jpg", "a/c.jpg", "/photos", 78),
        Listed("/other/d.jpg", "/other/d.jpg", "", NO_DATE),
    ]


def test_rows_that_wait_are_never_written(blank: Session, row) -> None:
    blank.add_waiting(listed(0, 1))
    blank.removed(["/photos/P-0/img_0.jpg"])
    blank.add([scored(row, 1, 40)])
    connection = sqlite3.connect(blank.file.path)
    assert connection.execute("SELECT count(*) FROM results").fetchone() == (1,)
    connection.close()
    blank.close()
