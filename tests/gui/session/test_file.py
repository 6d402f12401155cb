"""The session file: what is written is there, whatever happens; who may write; older, newer, damaged files."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from faceqnet_engine.assessment import Assessment
from faceqnet_gui.session.file import SessionFile
from faceqnet_gui.session.filters import Filter, Range
from faceqnet_gui.session.marks import NO_MARK, Decision, Mark
from faceqnet_gui.session.opening import SessionError
from faceqnet_gui.session.packing import Measuring
from faceqnet_gui.session.relink import files_of, relink
from faceqnet_gui.session.schema import VERSION
from faceqnet_gui.session.session import Session

FILES = Path(__file__).parent / "files"


def run_python(code: str, *arguments: object, **options: object) -> subprocess.Popen[str]:
    """Another process of this program."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, cwd=Path(__file__).parents[3], env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
        **options,
    )  # fmt: skip


def reopened(session: Session) -> Session:
    path = session.file.path
    session.close()
    return Session.open(path, session.columns.measures)


def test_everything_is_there_when_the_session_is_opened_again(session: Session, full_row) -> None:
    rows, marks = list(session.columns.rows), {}
    session.decisions.decide([3, 4, 5], Decision.REJECTED)
    session.decisions.rate([4], 5)
    session.decisions.note(7, "glasses off, please")
    session.decisions.give_reason([3], "eyes closed")
    session.columns.set_subjects(np.array([1]), ["Ada"])
    session.add([full_row(1, detail="scored again")])
    session.file.set_state("place", {"current": 4, "scroll": 120, "view": "grid", "zoom": 1.5})
    marks = {i: session.decisions.mark(i) for i in range(60)}
    again = reopened(session)
    try:
        assert again.columns.row(1).detail == "scored again"
        assert again.columns.subjects[again.columns.subject[1]] == "Ada"
        assert [r for i, r in enumerate(again.columns.rows) if i != 1] == [
            r for i, r in enumerate(rows) if i != 1
        ]
        assert again.columns.date.tolist() == [n * 10**9 for n in range(60)]
        assert {i: again.decisions.mark(i) for i in range(60)} == marks
        assert marks[3] == Mark(Decision.REJECTED, remark="eyes closed")
        assert again.file.state("place") == {"current": 4, "scroll": 120, "view": "grid", "zoom": 1.5}
        assert again.file.state("never kept", 7) == 7
        assert not again.file.notice
    finally:
        again.close()
    assert not list(session.file.path.parent.glob("*-wal")), "a closed session is one file"


def test_what_is_undone_is_undone_on_disk_too(session: Session) -> None:
    session.decisions.decide(range(60), Decision.ACCEPTED)
    session.decisions.decide([2], Decision.REJECTED)
    session.decisions.stack.undo()
    session.decisions.stack.undo()
    again = reopened(session)
    assert not again.columns.decision.any()
    again.close()


def test_filters_are_saved_by_name(session: Session) -> None:
    wanted = Filter(quality=(0, 30), ranges=(Range("Sharpness", 1, 2),), root=0)
    session.save_filter("low", wanted)
    session.save_filter("all", Filter())
    session.save_filter("all", None)
    assert session.filters() == {"low": wanted}


def test_rows_that_are_known_are_not_written_again(session: Session, full_row) -> None:
    before = session.file.path.stat().st_size, session.file._connection.total_changes
    assert len(session.add([full_row(n) for n in range(60)])) == 0
    assert (session.file.path.stat().st_size, session.file._connection.total_changes) == before
    assert session.add([full_row(n) for n in range(58, 62)]).tolist() == [60, 61]


def test_measures_survive_a_change_of_their_list(qapp, tmp_path: Path, full_row, measured) -> None:
    row = full_row(0)
    first = Session.open(tmp_path / "m.faceqnet", measured({row.path: ((0.5, -3.0, np.nan), (61, 99, -1))}))
    first.add([row])
    first.close()
    other = Measuring(("HeadPoseYaw", "Contrast"), lambda r: None, lambda r, *_: r)
    for _ in range(2):  # the second time from the new layout
        again = Session.open(tmp_path / "m.faceqnet", other)
        assert again.columns.components.tolist() == [[99, -1]]
        assert again.columns.natives[0, 0] == -3.0 and np.isnan(again.columns.natives[0, 1])
        assert again.columns.row(0) == row
        again.close()


_DECIDE_AND_WAIT = """
import sys, time
from pathlib import Path
import numpy as np
from PySide6.QtCore import QCoreApplication
from faceqnet_gui.session.marks import Decision
from faceqnet_gui.session.session import Session
application = QCoreApplication([])
session = Session.open(Path(sys.argv[1]))
session.decisions.decide(np.arange(40), Decision.REJECTED)
session.decisions.decide([3], Decision.ACCEPTED)
session.decisions.note(5, "said just before")
print("decided", flush=True)
time.sleep(60)
"""


def test_a_program_killed_between_decision_and_exit_loses_nothing(session: Session) -> None:
    path = session.file.path
    session.close()
    process = run_python(_DECIDE_AND_WAIT, path)
    assert process.stdout.readline() == "decided\n", process.stderr.read()
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert path.with_name(path.name + ".lock").exists(), "the dead program's lock is there to be taken over"
    again = Session.open(path)
    assert not again.file.read_only
    assert again.decisions.count(Decision.REJECTED) == 39
    assert again.decisions.mark(3) == Mark(Decision.ACCEPTED)
    assert again.decisions.mark(5).note == "said just before"
    again.close()


def test_a_second_window_opens_read_only_and_says_who_and_since_when(session: Session) -> None:
    path = session.file.path
    session.close()
    process = run_python(_DECIDE_AND_WAIT, path)
    try:
        assert process.stdout.readline() == "decided\n"
        second = Session.open(path)
        assert second.file.read_only
        assert "read-only" in second.file.notice and time.strftime("since %H:") in second.file.notice
        assert second.file.owner.process == process.pid
        assert second.decisions.mark(3) == Mark(Decision.ACCEPTED)
        assert second.decisions.decide([3], Decision.REJECTED) == 0
        with pytest.raises(SessionError, match="read-only"):
            second.file.set_state("place", 1)
        second.file.copy_to(path.with_name("copy.faceqnet"))
        second.close()
        copy = Session.open(path.with_name("copy.faceqnet"))
        assert not copy.file.read_only
        assert copy.decisions.decide([3], Decision.REJECTED) == 1
        copy.close()
    finally:
        process.kill()
        process.wait()


def test_two_windows_of_one_process_do_not_both_write(session: Session) -> None:
    second = Session.open(session.file.path)
    assert second.file.read_only and not session.file.read_only
    second.close()
    assert session.decisions.decide([1], Decision.ACCEPTED) == 1
    with pytest.raises(SessionError, match="exists already"):
        session.file.copy_to(session.file.path)


_READ_ONLY_PLACE = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from faceqnet_gui.session.marks import Decision
from faceqnet_gui.session.opening import SessionError
from faceqnet_gui.session.session import Session
import faceqnet_gui.session.relink
if os.getuid() == 0:  # whoever may do everything would not notice
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
application = QCoreApplication([])
session = Session.open(Path(sys.argv[1]))
print(session.file.read_only, session.file.notice, session.decisions.mark(3).decision.word, sep="|")
session.close()
try:
    Session.open(Path(sys.argv[1]).with_name("new.faceqnet"))
except SessionError as error:
    print(error.sentence)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="folders are made read-only in another way there")
@pytest.mark.parametrize("left_behind", [False, True])
def test_a_session_in_a_place_that_cannot_be_written_opens_read_only(
    session: Session, left_behind: bool
) -> None:
    session.decisions.decide([3], Decision.ACCEPTED)
    place = Path("/tmp") / f"faceqnet-read-only-{os.getpid()}"
    place.mkdir()
    try:
        # Left behind by a crash, on a card that was made read-only: the last decisions are only in the log beside it.
        for suffix in ("", "-wal") if left_behind else ("",):
            if not left_behind:
                session.close()
            shutil.copyfile(f"{session.file.path}{suffix}", place / f"s.faceqnet{suffix}")
        for path in (*place.iterdir(), place):
            path.chmod(0o555 if path == place else 0o444)
        process = run_python(_READ_ONLY_PLACE, place / "s.faceqnet")
        out, problem = process.communicate(timeout=60)
        lines = out.splitlines()
        assert (
            lines[0] == "True|The folder of this session cannot be written. It was opened read-only.|accepted"
        ), problem
        assert "cannot be made" in lines[1]
    finally:
        place.chmod(0o755)
        shutil.rmtree(place)


def test_a_file_of_a_newer_version_is_refused_and_left_as_it_is(session: Session) -> None:
    path = session.file.path
    session.close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(SessionError, match="newer version"):
        Session.open(path)
    assert path.read_bytes() == before
    assert not path.with_name(path.name + ".lock").exists()


def test_a_database_of_another_program_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.faceqnet"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE theirs (a)")
    connection.close()
    with pytest.raises(SessionError, match="another program"):
        SessionFile.open(path)


def test_a_file_of_version_1_is_brought_up_to_date_and_kept(qapp, tmp_path: Path) -> None:
    path = tmp_path / "old.faceqnet"
    shutil.copyfile(FILES / "version1.faceqnet", path)
    measures = Measuring(("Sharpness",), lambda row: None, lambda row, *_: row)
    session = Session.open(path, measures)
    assert len(session.columns) == 12
    row = session.columns.row(3)
    assert (row.path, row.root, row.file, row.quality, row.ied, row.model) == (
        "s0/3.jpg", "/photos", "/photos/s0/3.jpg", 24, 43.5, "faceqnet-r29@0123abcd",
    )  # fmt: skip
    assert row.sha256 == hashlib.sha256(b"s0/3.jpg").hexdigest()
    assert session.decisions.mark(0) == Mark(Decision.REJECTED, note="blink")
    assert session.decisions.mark(3) == Mark(Decision.ACCEPTED, 5)
    assert session.filters() == {"low": Filter(quality=(0, 30))}
    assert session.file.state("place") == {"current": 3, "view": "grid"}
    assert session.columns.components[:, 0].tolist() == [5 * n for n in range(12)]
    assert session.decisions.give_reason([0], "blink") == 1
    session.close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
        hashes = dict(connection.execute("SELECT file, sha256 FROM decisions"))
    assert hashes[b"s0/3.jpg"].hex() == row.sha256
    assert (tmp_path / "old.faceqnet.version-1").read_bytes()[:15] == b"SQLite format 3"


def test_a_damaged_file_is_set_aside_and_its_marks_are_saved(session: Session) -> None:
    session.decisions.decide(range(0, 60, 2), Decision.ACCEPTED)
    path = session.file.path
    rows = list(session.columns.rows)
    session.close()
    with sqlite3.connect(path) as connection:
        page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'results'").fetchone()[0]
    connection.close()
    with path.open("r+b") as stream:
        stream.seek((page - 1) * 4096)
        stream.write(b"\xff" * 4096)
    damaged = path.read_bytes()
    again = Session.open(path)
    assert path.with_name(path.name + ".damaged-1").read_bytes() == damaged
    assert "30 decisions" in again.file.notice and "damaged-1" in again.file.notice
    assert len(again.columns) == 0
    again.add(rows)
    assert np.flatnonzero(again.columns.decision).tolist() == list(range(0, 60, 2))
    again.close()
    path.write_bytes(b"no database at all" * 500)
    again = Session.open(path)
    assert path.with_name(path.name + ".damaged-2").exists()
    again.close()


_FULL_DISK = """
import resource, sys
from pathlib import Path
import numpy as np
from PySide6.QtCore import QCoreApplication
from faceqnet_gui.session.marks import Decision
from faceqnet_gui.session.session import Session
application = QCoreApplication([])
path = Path(sys.argv[1])
session = Session.open(path)
said = []
session.said.connect(said.append)
largest = max(p.stat().st_size for p in path.parent.iterdir())
soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))  # no file grows beyond one page: the disk is full
session.decisions.decide(np.arange(60), Decision.REJECTED)
session.decisions.decide([3], Decision.ACCEPTED)
print(session.unsaved, session.decisions.count(Decision.REJECTED), len(said), said[0], sep="|")
session.retry()
resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))  # there is room again
session.retry()
print(session.unsaved, said[-1], sep="|", flush=True)
import os, signal
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of files are set in another way there")
def test_a_full_disk_while_deciding_keeps_decisions_says_so_and_saves_them_when_there_is_room(
    session,
) -> None:
    path = session.file.path
    session.close()
    process = run_python(_FULL_DISK, path)
    out, problem = process.communicate(timeout=60)
    lines = [line.split("|") for line in out.splitlines()]
    assert lines, problem
    assert lines[0][:3] == ["60", "59", "1"], "kept in memory, said once"
    assert "kept in memory" in lines[0][3]
    assert lines[1] == ["0", "All decisions are saved again."]
    again = Session.open(path)
    assert again.decisions.count(Decision.REJECTED) == 59
    assert again.decisions.mark(3) == Mark(Decision.ACCEPTED)
    again.close()


def test_a_scan_with_other_options_keeps_the_marks(session: Session) -> None:
    session.decisions.decide([3, 4], Decision.REJECTED)
    session.decisions.note(9, "hm")
    rows = list(session.columns.rows)
    session.restart()
    assert len(session.columns) == 0 and not session.decisions.stack.canUndo()
    session.add(rows[4:10])
    assert session.decisions.mark(0).decision is Decision.REJECTED
    assert session.decisions.mark(5).note == "hm"
    again = reopened(session)  # in the middle of the scan
    again.add(rows)
    place = again.columns.index_of(rows[3])
    assert again.decisions.mark(place).decision is Decision.REJECTED
    again.close()


def test_a_file_that_comes_back_under_another_name_has_its_mark(session: Session, full_row) -> None:
    session.decisions.decide([0, 1], Decision.ACCEPTED)
    old = full_row(0)
    assert session.removed([old.file]).tolist() == [0]
    assert session.columns.gone[0]
    new = full_row(0, path="renamed.jpg", file="/photos/renamed.jpg")
    copy = full_row(
        1, path="copy.jpg", file="/photos/copy.jpg"
    )  # the first is still there: a copy is undecided
    at, at_copy = session.add([new, copy]).tolist()
    assert session.decisions.mark(at).decision is Decision.ACCEPTED
    assert session.decisions.mark(at_copy) == NO_MARK
    again = reopened(session)
    assert again.decisions.mark(at).decision is Decision.ACCEPTED
    assert again.columns.gone[0]
    again.add([old])
    assert not again.columns.gone[0]
    again.close()


@pytest.fixture
def real_files(tmp_path: Path) -> Callable[[Path], list[Assessment]]:
    def make(root: Path) -> list[Assessment]:
        rows = []
        for n in range(6):
            file = root / f"s{n % 2}" / f"{n}.jpg"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(bytes([n]) * (100 + n))
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
            rows.append(Assessment(f"s{n % 2}/{n}.jpg", str(root), file=str(file), sha256=digest))
        return rows

    return make


def test_a_moved_root_is_found_again_by_place_and_by_bytes(qapp, tmp_path: Path, real_files) -> None:
    session = Session.open(tmp_path / "s.faceqnet")
    session.add(real_files(tmp_path / "before"))
    session.decisions.decide(range(6), Decision.ACCEPTED)
    session.decisions.rate([2], 4)
    after = tmp_path / "after"
    (tmp_path / "before").rename(after)
    (after / "s0/2.jpg").rename(after / "another name.jpg")
    (after / "s1/5.jpg").unlink()
    found = relink(files_of(session.columns, 0), str(after))
    assert (found.in_place, found.renamed, found.missing) == (4, {2: str(after / "another name.jpg")}, (5,))
    session.move_root(0, found.to, found.renamed)
    assert session.columns.row(2).path == "another name.jpg"
    assert Path(session.columns.file(0)).is_file()
    again = reopened(session)
    assert again.columns.roots == [str(after)]
    assert again.decisions.mark(2) == Mark(Decision.ACCEPTED, 4)
    assert again.decisions.count(Decision.ACCEPTED) == 6
    assert Path(again.columns.file(2)).is_file()
    again.close()


def test_names_that_are_no_text_come_back_as_they_are(qapp, tmp_path: Path) -> None:
    session = Session.open(tmp_path / "s.faceqnet")
    file = os.fsdecode(b"/r\xff/a\xfe.jpg")
    rows = [
        Assessment("a\\xfe.jpg", "/r\\xff", file=file),
        Assessment("ñ.jpg", "/ñ", file="/ñ/ñ.jpg"),
        Assessment("only in memory"),
    ]
    session.add(rows)
    session.decisions.decide([0, 1, 2], Decision.ACCEPTED)
    again = reopened(session)
    assert list(again.columns.rows) == rows
    assert again.columns.file(0) == file
    assert again.decisions.count(Decision.ACCEPTED) == 3
    again.close()


def test_plain_values_of_the_file_can_be_read_by_other_peoples_scripts(session: Session) -> None:
    session.decisions.decide([1], Decision.REJECTED)
    session.file.set_state("place", {"current": 1})
    with sqlite3.connect(f"file:{session.file.path}?mode=ro", uri=True) as connection:
        assert connection.execute("SELECT decision FROM decisions").fetchall() == [(2,)]
        assert connection.execute("SELECT count(*), max(quality) FROM results").fetchone()[0] == 60
        assert json.loads(
            connection.execute("SELECT value FROM state WHERE name = 'place'").fetchone()[0]
        ) == {"current": 1}
    connection.close()
