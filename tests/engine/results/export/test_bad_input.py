"""Full disks, killed programs, wrong targets, ten thousand files of one name."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from faceqnet_engine.errors import OutputError, UsageError
from faceqnet_engine.results.export import Way, Wishes, plan, run, undo, unfinished
from faceqnet_engine.results.where import condition
from faceqnet_engine.sources.paths import OWN_OUTPUT_MARK, refs

MANY = 10_000


def test_ten_thousand_files_of_one_name_get_ten_thousand_names(entries, tmp_path: Path) -> None:
    made = plan(entries(MANY, size=4), Wishes(tmp_path / "out", Way.LINK))
    names = [item.name for item in made.items]
    assert len({n.casefold() for n in names}) == MANY
    assert (names[0], names[1], names[-1]) == ("same.jpg", "same (2).jpg", f"same ({MANY}).jpg")
    assert made.renamed == MANY - 1
    done = run(made)
    assert done.exported == MANY
    assert len(os.listdir(tmp_path / "out")) == MANY + 3  # manifest, journal, mark


def test_a_new_folder_inside_the_source_is_marked_and_not_scanned(entries, tmp_path: Path) -> None:
    chosen = entries(3)
    target = tmp_path / "in/export"
    made = plan(chosen, Wishes(target))
    assert made.inside
    run(made)
    assert [r.path for r in refs([tmp_path / "in"])] == [e.row.path for e in chosen]


def test_the_folder_of_the_originals_is_refused(entries, tmp_path: Path) -> None:
    chosen = entries(2)
    with pytest.raises(UsageError, match="lie in"):
        plan(chosen, Wishes(Path(chosen[0].row.file).parent))
    # ... also by another name
    (tmp_path / "alias").symlink_to(Path(chosen[0].row.file).parent)
    with pytest.raises(UsageError, match="lie in"):
        plan(chosen, Wishes(tmp_path / "alias"))


def test_a_folder_with_files_of_somebody_is_not_marked(entries, tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs/holiday.jpg").write_bytes(b"x")
    run(plan(entries(1), Wishes(tmp_path / "theirs")))
    assert not (tmp_path / "theirs" / OWN_OUTPUT_MARK).exists()


def test_missing_photos_and_wrong_targets_are_said(entries, tmp_path: Path) -> None:
    chosen = entries(3)
    Path(chosen[0].row.file).unlink()
    assert plan(chosen, Wishes(tmp_path / "out")).missing == ("0/same.jpg",)
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="is a file"):
        plan(chosen, Wishes(tmp_path / "file"))
    with pytest.raises(OutputError, match="Nothing was exported"):
        run(plan(chosen, Wishes(tmp_path / "file" / "below")))


def test_a_photo_that_vanishes_after_the_preview_is_one_problem_among_good_ones(
    entries, tmp_path: Path
) -> None:
    chosen = entries(3)
    made = plan(chosen, Wishes(tmp_path / "out"))
    Path(chosen[1].row.file).unlink()
    done = run(made)
    assert (done.exported, done.failed, [p.path for p in done.problems]) == (2, 1, ["1/same.jpg"])


def test_a_file_that_appears_meanwhile_is_never_overwritten(entries, tmp_path: Path) -> None:
    for way in (Way.COPY, Way.LINK, Way.SYMLINK, Way.MOVE):
        target = tmp_path / way.value
        made = plan(entries(1), Wishes(target, way))
        target.mkdir()
        (target / "same.jpg").write_bytes(b"somebody else's")
        done = run(made)
        assert (done.exported, done.failed) == (0, 1)
        assert (target / "same.jpg").read_bytes() == b"somebody else's"
        undo(done.journal)
        assert (target / "same.jpg").read_bytes() == b"somebody else's"


def test_links_are_not_moved(entries, tmp_path: Path) -> None:
    chosen = entries(1)
    file = Path(chosen[0].row.file)
    file.rename(tmp_path / "real.jpg")
    file.symlink_to(tmp_path / "real.jpg")
    done = run(plan(chosen, Wishes(tmp_path / "out", Way.MOVE)))
    assert "links are not moved" in done.problems[0].sentence
    assert file.is_symlink()


def test_too_little_room_is_said_before_anything_is_written(entries, tmp_path: Path) -> None:
    chosen = entries(1)
    with Path(chosen[0].row.file).open("r+b") as stream:
        stream.truncate(10**13)  # a file with a hole: it takes no room here, but would there
    made = plan(chosen, Wishes(tmp_path / "out"))
    assert not made.fits
    with pytest.raises(OutputError, match="lacks"):
        run(made)
    assert not (tmp_path / "out").exists()


_MOVE = """
import sys
from pathlib import Path
from faceqnet_engine.results.export import Way, Wishes, plan, run
from faceqnet_engine.results.export.manifest import entries_of
made = plan(entries_of(Path(sys.argv[1])), Wishes(Path(sys.argv[2]), Way(sys.argv[3])))
def told(done, total):
    if done == 7:
        print("seven", flush=True)
        sys.stdin.readline()  # never answered: killed here
run(made, progress=told)
"""


@pytest.mark.parametrize("way", [Way.MOVE, Way.COPY])
def test_an_export_that_was_killed_in_the_middle_can_be_taken_back(
    entries, remembered, tmp_path: Path, way: Way
) -> None:
    from faceqnet_engine.results.tables import write_table

    chosen = entries(20)
    before = remembered(chosen)
    write_table([e.row for e in chosen], tmp_path / "scores.csv")
    arguments = [sys.executable, "-c", _MOVE, tmp_path / "scores.csv", tmp_path / "out", way.value]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "seven\n"
        process.send_signal(signal.SIGKILL)
    assert len(list((tmp_path / "out").glob("*.jpg"))) == 7
    journal = unfinished(tmp_path / "out")[0]
    # The power went while a photo had both names, and while a line was written.
    if way is Way.MOVE:
        os.link(tmp_path / "out/same.jpg", chosen[0].row.file)
    with journal.open("a") as stream:
        stream.write('{"done": "66')
    undone = undo(journal)
    assert undone.kept == ()
    assert remembered(chosen) == before
    assert not (tmp_path / "out").exists()


def test_a_damaged_journal_takes_nothing_back(entries, tmp_path: Path) -> None:
    done = run(plan(entries(2), Wishes(tmp_path / "out", Way.MOVE)))
    done.journal.write_text("rubbish\n" + done.journal.read_text())
    with pytest.raises(OutputError, match="nothing was taken back"):
        undo(done.journal)
    assert len(list((tmp_path / "out").glob("*.jpg"))) == 2


@pytest.fixture
def small_disk(tmp_path: Path) -> Path:
    """A file system of 4 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", place], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip(
            "only the administrator can mount a small file system; another test limits the file size instead"
        )
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def test_a_disk_that_fills_up_stops_the_export_and_it_can_continue(
    entries, remembered, tmp_path: Path, small_disk: Path
) -> None:
    chosen = entries(10, size=200_000)
    before = remembered(chosen)
    made = plan(chosen, Wishes(small_disk / "out"))
    assert made.fits
    filler = small_disk / "filler"

    def fill(number: int, total: int) -> None:
        if number == 3:
            left = os.statvfs(small_disk)
            filler.write_bytes(bytes(left.f_bavail * left.f_frsize - 50_000))

    done = run(made, progress=fill)
    assert (done.full, done.failed, done.exported) == (True, 0, 3)
    assert sorted(p.stat().st_size for p in (small_disk / "out").glob("*.jpg")) == [200_000] * 3
    assert not list((small_disk / "out").glob(".*.part"))
    filler.unlink()
    rest = run(made, earlier=done)
    assert (rest.full, rest.exported, rest.problems) == (False, 10, ())
    undo(rest.journal)
    assert not (small_disk / "out").exists()
    assert remembered(chosen) == before


def test_moving_to_another_disk_keeps_bytes_and_times_and_comes_back(
    entries, remembered, tmp_path: Path, small_disk: Path
) -> None:
    chosen = entries(4, size=1000)
    before = remembered(chosen)
    done = run(plan(chosen, Wishes(small_disk / "out", Way.MOVE)))
    assert (done.exported, done.problems) == (4, ())
    moved = {p.read_bytes(): p.stat().st_mtime_ns for p in (small_disk / "out").glob("*.jpg")}
    assert moved == dict(before.values())
    assert undo(done.journal).back == 4
    assert remembered(chosen) == before


_LIMITED = """
import resource, signal, sys
from pathlib import Path
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from faceqnet_engine.results.export import Way, Wishes, plan, run
from faceqnet_engine.results.export.manifest import entries_of
made = plan(entries_of(Path(sys.argv[1])), Wishes(Path(sys.argv[2]), Way.COPY))
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
done = run(made)
print(done.exported, done.failed, len(done.problems))
"""


def test_a_file_that_cannot_be_written_whole_is_not_there_at_all(entries, tmp_path: Path) -> None:
    from faceqnet_engine.results.tables import write_table

    chosen = entries(4)
    Path(chosen[2].row.file).write_bytes(bytes(80_000))
    write_table([e.row for e in chosen], tmp_path / "scores.csv")
    arguments = [sys.executable, "-c", _LIMITED, tmp_path / "scores.csv", tmp_path / "out"]
    told = subprocess.run(arguments, capture_output=True, text=True, check=True)
    assert told.stdout == "3 1 1\n"
    assert {p.stat().st_size for p in (tmp_path / "out").glob("*.jpg")} == {100}
    assert not list((tmp_path / "out").glob(".*.part"))


def test_conditions_choose_rows(entries) -> None:
    rows = [e.row for e in entries(4)]
    assert [r.quality for r in rows if condition('1 <= quality < 3 and status == "ok"')(r)] == [1, 2]
    assert [r.quality for r in rows if condition("not quality in (0, 1) or face == 1")(r)] == [2, 3]
    assert not condition("confidence < 1")(rows[0])  # not available is never true


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os')",
        "quality",
        "quality <",
        "nothing > 1",
        "quality.real > 1",
        "(lambda: 1)() > 0",
        "1 + 1 > 0",
    ],
)
def test_other_expressions_are_refused(text: str) -> None:
    with pytest.raises(UsageError):
        condition(text)


def test_text_against_number_is_said(entries) -> None:
    with pytest.raises(UsageError, match="text with a number"):
        condition("path < 3")(entries(1)[0].row)
