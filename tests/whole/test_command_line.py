from __future__ import annotations

import csv
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image


def faceqnet(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "faceqnet_engine", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload]


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def test_the_demo_is_scored_and_falls_along_its_ladders(tmp_path: Path) -> None:
    from scipy.stats import spearmanr

    run = faceqnet("demo", tmp_path / "demo", "--quiet")
    assert run.returncode == 0, run.stderr
    assert run.stdout.strip().splitlines()[-1] == str(tmp_path / "demo" / "scores.csv")
    score = {r["path"]: float(r["score"] or 0) for r in rows_of(tmp_path / "demo" / "scores.csv")}
    assert len(score) == 63
    status = {r["path"]: r["status"] for r in rows_of(tmp_path / "demo" / "scores.csv")}
    assert [status[f"broken/{n}"] for n in ("cut_off.jpg", "empty.jpg", "text.jpg")] == [
        "truncated",
        "unreadable",
        "unreadable",
    ]
    assert {status[p] for p in status if p.startswith("no_face/")} == {"no_face"}
    for ladder in ("blur", "low_resolution", "noise", "occlusion"):
        steps = [score["portraits/astronaut.jpg"]]
        steps += [score[f"{ladder}/{ladder}_{n}_astronaut.png"] for n in range(1, 6)]
        assert spearmanr(range(6), steps).statistic <= -0.8, (ladder, steps)
    again = faceqnet("demo", tmp_path / "demo", "--quiet")
    assert again.returncode == 0


def test_results_in_three_forms_and_on_stdout(tmp_path: Path, portrait: Path) -> None:
    store = tmp_path / "s.sqlite"
    for name in ("a.csv", "a.jsonl", "a.parquet"):
        run = faceqnet("score", portrait, "-o", tmp_path / name, "--store", store, "--threshold", "10")
        assert run.returncode == 0, run.stderr
        assert run.stdout == ""
        assert "below quality 10" in run.stderr
    out = faceqnet("score", portrait, "-o", "-", "--store", store)
    assert out.stdout == (tmp_path / "a.csv").read_text()  # both with line ends as the reader translates them


def test_exit_codes(tmp_path: Path, portrait: Path) -> None:
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "x.jpg").write_text("no")
    (tmp_path / "none").mkdir()
    none = ("--store", "none")
    assert faceqnet("score", tmp_path / "bad", *none).returncode == 1
    assert faceqnet("score", tmp_path / "none", *none).returncode == 1
    assert faceqnet("score", "/nowhere").returncode == 2
    assert faceqnet("score", portrait, "--batch", "0").returncode == 2
    assert faceqnet("score", portrait, "-o", tmp_path / "t.xls").returncode == 2
    assert faceqnet("score", portrait, "-o", tmp_path / "absent" / "t.csv", *none).returncode == 3
    assert faceqnet("score", portrait, "--model", "absent", *none).returncode == 4
    shutil.copy(portrait, tmp_path / "bad" / "y.jpg")
    strict = faceqnet("score", tmp_path / "bad", "--strict", *none)
    assert strict.returncode == 5
    assert len(strict.stdout.splitlines()) == 3
    for run in (faceqnet("score", "/nowhere"), faceqnet("score", portrait, "--model", "absent", *none)):
        assert "Traceback" not in run.stderr
        assert run.stderr.strip().endswith(".")


def test_a_newer_store_is_exit_3(tmp_path: Path, portrait: Path) -> None:
    store = tmp_path / "s.sqlite"
    assert faceqnet("score", portrait, "--store", store).returncode == 0
    with sqlite3.connect(store) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    run = faceqnet("score", portrait, "--store", store)
    assert run.returncode == 3
    assert "newer" in run.stderr


def test_light_commands_do_not_import_torch(tmp_path: Path) -> None:
    for arguments in (["--help"], ["models", "list"], ["score", "--help"], ["export", "--help"]):
        code = (
            "import sys\nfrom faceqnet_engine.cli.main import main\n"
            f"try:\n    main({arguments!r})\nexcept SystemExit:\n    pass\nprint('torch' in sys.modules)"
        )
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert run.stdout.strip().endswith("False"), arguments


def test_models_are_listed_described_and_checked() -> None:
    listed = faceqnet("models", "list").stdout
    assert {"faceqnet-r29@", "resnet29@", "mtcnn@"} <= {
        line.split("@")[0] + "@" for line in listed.splitlines()
    }
    assert "pAUC" in faceqnet("models", "info", "faceqnet-r29").stdout
    assert faceqnet("models", "check", "faceqnet-r29").returncode == 0
    assert faceqnet("models", "check", "absent").returncode == 4


def test_export_copies_what_a_condition_chooses(tmp_path: Path, portrait: Path) -> None:
    (tmp_path / "in").mkdir()
    shutil.copy(portrait, tmp_path / "in" / "good.jpg")
    Image.new("RGB", (99, 99)).save(tmp_path / "in" / "empty.png")
    assert faceqnet("score", tmp_path / "in", "-o", tmp_path / "r.csv", "--store", "none").returncode == 0
    dry = faceqnet("export", tmp_path / "r.csv", "--above", "1", "--to", tmp_path / "out", "--dry-run")
    assert "good.jpg" in dry.stdout
    assert not (tmp_path / "out").exists()
    run = faceqnet("export", tmp_path / "r.csv", "--above", "1", "--to", tmp_path / "out", "--crops")
    assert run.returncode == 0, run.stderr
    assert (tmp_path / "out" / "good.jpg").read_bytes() == portrait.read_bytes()
    assert (tmp_path / "out" / "crops" / "good.png").exists()
    assert faceqnet("export", tmp_path / "r.csv", "--to", tmp_path / "out").returncode == 2


@pytest.mark.slow
def test_a_killed_run_is_resumed_and_ends_as_an_undisturbed_one(tmp_path: Path, portrait: Path) -> None:
    folder, store = tmp_path / "in", tmp_path / "s.sqlite"
    folder.mkdir()
    pixels = np.asarray(Image.open(portrait).resize((320, 320)))
    for n in range(500):  # faces large enough for `ok`
        image = pixels.copy()
        image[0, 0] = (n % 256, n // 256, 0)
        Image.fromarray(image).save(folder / f"{n:03}.png")
    command = [sys.executable, "-m", "faceqnet_engine", "score", str(folder), "-o", str(tmp_path / "a.csv")]
    process = subprocess.Popen([*command, "--store", str(store)], stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 120
    while stored(store) < 100 and time.monotonic() < deadline:
        time.sleep(0.05)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    kept = stored(store)
    assert 100 <= kept < 500
    assert not (tmp_path / "a.csv").exists()
    resumed = faceqnet("score", folder, "-o", tmp_path / "a.csv", "--store", store)
    assert resumed.returncode == 0, resumed.stderr
    assert f"{kept} were known" in resumed.stderr
    assert faceqnet("score", folder, "-o", tmp_path / "b.csv", "--store", "none").returncode == 0
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def stored(store: Path) -> int:
    try:
        connection = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
        count = connection.execute("SELECT count(*) FROM files").fetchone()[0]
        connection.close()
    except sqlite3.Error:
        return 0
    return int(count)


def test_an_interrupted_run_keeps_and_names_what_is_finished(tmp_path: Path, demo_folder: Path) -> None:
    out = tmp_path / "o.csv"
    command = [
        sys.executable,
        "-m",
        "faceqnet_engine",
        "score",
        *[str(demo_folder)],
        "-o",
        str(out),
        "--batch",
        "1",
    ]
    store = tmp_path / "s.sqlite"
    process = subprocess.Popen([*command, "--store", str(store)], stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while stored(store) < 3 and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Interrupted" in errors
    assert str(out) in errors
    assert 0 < len(rows_of(out)) < 63


def test_smaller_faces_are_looked_for_where_people_ask_for_it(tmp_path: Path, portrait: Path) -> None:
    canvas = Image.new("RGB", (1600, 1067), (120, 120, 120))
    with Image.open(portrait) as photo:
        canvas.paste(photo.convert("RGB").resize((60, 60), Image.Resampling.BOX), (400, 355))
    file, store = tmp_path / "distant.png", tmp_path / "store.sqlite"
    canvas.save(file)
    found = []
    for number, more in enumerate(([], ["--smaller-faces"])):
        target = tmp_path / f"{number}.csv"
        run = faceqnet("score", file, "-o", target, "--store", store, *more)
        (row,) = rows_of(target)
        found.append((run.returncode, row["status"], bool(row["quality"])))
    assert found == [(1, "no_face", False), (1, "low_resolution", True)]  # 1: not every photo is ok
