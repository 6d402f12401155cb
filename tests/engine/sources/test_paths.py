from __future__ import annotations

import os
from pathlib import Path

import pytest

from faceqnet_engine.errors import UsageError
from faceqnet_engine.sources.paths import OWN_OUTPUT_MARK, display, is_listed, refs


def touch(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    return path


def test_folders_are_listed_in_name_order_without_hidden_ones_and_our_output(tmp_path: Path) -> None:
    names = ("b/2.jpg", "a.PNG", "b/1.jpeg", ".hidden/3.jpg", "notes.txt", "out/4.jpg", "clip.mp4")
    for name in (*names, ".taken-5.png", "out/in/6.jpg"):
        touch(tmp_path / name)
    touch(tmp_path / "out" / OWN_OUTPUT_MARK)
    found = list(refs([tmp_path]))
    photos = [n for n in (*names, ".taken-5.png", "out/in/6.jpg") if n != "notes.txt"]
    assert {n for n in photos if is_listed(str(tmp_path / n), str(tmp_path))} == {r.path for r in found}
    assert [r.path for r in found] == ["a.PNG", "b/1.jpeg", "b/2.jpg", "clip.mp4"]
    assert found[-1].video
    assert {r.root for r in found} == {str(tmp_path)}


def test_each_real_file_once_and_loops_are_cut(tmp_path: Path) -> None:
    real = touch(tmp_path / "a" / "real.jpg")
    (tmp_path / "a" / "again.jpg").symlink_to(real)
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    (tmp_path / "a" / "dangling.jpg").symlink_to("nowhere")
    found = {r.path: r.problem for r in refs([tmp_path])}
    assert len([p for p in found.values() if not p]) == 1
    assert found["a/dangling.jpg"]


def test_lists_name_files_folders_and_what_is_missing(tmp_path: Path) -> None:
    touch(tmp_path / "one.jpg")
    touch(tmp_path / "folder" / "two.jpg")
    lines = f"{tmp_path}/one.jpg\n\n{tmp_path}/folder\r\n{tmp_path}/gone.jpg\n"
    (tmp_path / "list.txt").write_bytes(b"\xef\xbb\xbf" + lines.encode())
    found = list(refs([f"@{tmp_path}/list.txt"]))
    assert [Path(r.path).name for r in found] == ["one.jpg", "two.jpg", "gone.jpg"]
    assert found[2].problem


def test_names_that_are_not_text_survive(tmp_path: Path) -> None:
    name = b'caf\xe9\n"quote".jpg'
    with open(os.path.join(os.fsencode(tmp_path), name), "wb") as stream:
        stream.write(b"x")
    (found,) = refs([tmp_path])
    assert found.path == 'caf\\xe9\n"quote".jpg'
    assert os.fsencode(found.file).endswith(name)
    assert display("plain.jpg") == "plain.jpg"


def test_devices_and_pipes_are_rows_with_a_problem(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    (tmp_path / "folder.jpg").mkdir()
    assert all(r.problem for r in refs([tmp_path]))
    assert len(list(refs([tmp_path]))) == 2


def test_inputs_that_do_not_exist_are_wrong_usage(tmp_path: Path) -> None:
    for wrong in ([], [tmp_path / "absent"], [f"@{tmp_path}/absent.txt"]):
        with pytest.raises(UsageError):
            list(refs(wrong))
