from __future__ import annotations

import csv
import json
import logging
import re
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image


def faceqnet(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "faceqnet_engine", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two portraits, each in several states: enough to run everything, too little to rank anything."""
    root = Path(__file__).parents[2] / "resources/demo"
    tree = tmp_path_factory.mktemp("people") / "tree"
    for name in ("astronaut", "lisa"):
        (tree / name).mkdir(parents=True)
        with Image.open(root / f"portrait_{name}.jpg") as image:
            image.thumbnail((400, 400))
            for n, (angle, shrink) in enumerate(((0, 1), (4, 1), (-5, 2), (8, 3), (0, 4))):
                small = image.rotate(angle).resize((image.width // shrink, image.height // shrink))
                small.resize(image.size).save(tree / name / f"{n}.png")
    Image.new("RGB", (64, 64)).save(tree / "lisa" / "black.png")
    Image.new("RGB", (64, 64)).save(tree / "nobody.png")
    return tree


@pytest.fixture(scope="module")
def store(people: Path) -> tuple[str, Path]:
    return "--store", people.parent / "store.sqlite"


def test_a_tree_becomes_a_table_and_a_folder_of_files(
    people: Path, store: tuple[str, Path], tmp_path: Path
) -> None:
    mine = tmp_path / "mine.csv"
    mine.write_text(
        "name,score\n" + "".join(f"{p}/{n}.png,{n}\n" for p in ("astronaut", "lisa") for n in range(5))
    )
    groups = tmp_path / "groups.csv"
    groups.write_text("subject,place\nastronaut,space\nlisa,earth\n")
    out = people / "evaluation"  # inside the tree: the next listing must not take it for a person
    arguments = (
        "evaluate",
        people,
        *store,
        "--scores",
        f"mine={mine}",
        "--groups",
        groups,
        "--baseline",
        "all",
    )
    kept = tmp_path / "embeddings.sqlite"
    run = faceqnet(*arguments, "--draws", "50", "-o", out, "--embeddings", kept)
    assert run.returncode == 0, run.stderr
    for words in (
        "faceqnet-r29",
        "mine",
        "random",
        "sharpness",
        "embedding norm",
        "inter-eye distance",
        "pAUC(0.3)",
    ):
        assert words in run.stdout, run.stdout
    assert "1 photo lies beside the subjects' folders" in run.stderr
    assert "1 photo was left out: no face was embedded, such as lisa/black.png" in run.stderr
    assert "too few to rank methods" in run.stderr
    values = json.loads((out / "evaluation.json").read_text())
    assert (values["images"], values["subjects"], values["mated"], values["non_mated"]) == (10, 2, 20, 25)
    assert {m["name"] for m in values["methods"]} >= {"faceqnet-r29", "mine", "random", "detector confidence"}
    assert {g["name"] for g in values["groups"][0]["groups"]} == {"space", "earth"}
    text = (out / "report.html").read_text()
    assert text.count("data:image/jpeg") >= 2
    assert not re.search(r"https?://", text)
    # The command in the report makes the same numbers again, now from the store and the kept embeddings.
    again = tmp_path / "again"
    command = values["command"].split()
    assert command[:2] == ["faceqnet", "evaluate"]
    second = faceqnet(*command[1:], *store, "-o", again, "--embeddings", kept)
    assert second.returncode == 0, second.stderr
    assert "10 embeddings were known" in second.stderr
    assert "1 photo lies beside" in second.stderr
    repeated = json.loads((again / "evaluation.json").read_text())
    for key in ("threshold", "methods", "differences", "images", "spearman"):
        assert repeated[key] == values[key], key


def test_a_table_of_paths_gives_the_same_as_the_tree(
    people: Path, store: tuple[str, Path], tmp_path: Path
) -> None:
    with (people.parent / "list.csv").open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("path", "subject"))
        for path in sorted(people.glob("*/*.png")):
            if path.parent.name in {"astronaut", "lisa"}:
                writer.writerow((path.relative_to(people.parent).as_posix(), path.parent.name))
        writer.writerow(("tree/absent.png", "lisa"))
    run = faceqnet("evaluate", people.parent / "list.csv", *store, "--draws", "20", "-o", tmp_path / "o")
    assert run.returncode == 0, run.stderr
    assert "1 photo of list.csv does not exist, such as tree/absent.png" in run.stderr
    values = json.loads((tmp_path / "o" / "evaluation.json").read_text())
    assert (values["images"], values["mated"]) == (10, 20)


def test_too_many_photos_are_capped_by_people_and_said(
    people: Path, store: tuple[str, Path], tmp_path: Path
) -> None:
    run = faceqnet("evaluate", people, *store, "--max-images", "6", "--draws", "20", "-o", tmp_path / "out")
    assert run.returncode == 0, run.stderr
    said = re.search(
        r"(\d) of \d+ photos are evaluated: those of 1 of 2 subjects, chosen at random", run.stderr
    )
    assert said, run.stderr
    values = json.loads((tmp_path / "out" / "evaluation.json").read_text())
    assert values["images"] <= int(said[1]) <= 6
    assert values["subjects"] == 1
    assert values["warnings"][0].startswith(said[0])
    assert "--max-images 6" in values["command"]


def test_wrong_use_is_a_sentence_and_an_exit_code(
    people: Path, store: tuple[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    from faceqnet_engine.cli.main import main

    # The end of a process closes what it logs to; the tests' process goes on, and where Keras was imported before, one
    # of its libraries logs to the tests' own standard error.
    monkeypatch.setattr(logging, "shutdown", lambda: None)
    (tmp_path / "empty").mkdir()
    (tmp_path / "none.csv").write_text("name,score\nnobody.jpg,1\nothers.jpg,2\n")
    (tmp_path / "file").write_text("")
    (tmp_path / "blank" / "x").mkdir(parents=True)
    Image.new("RGB", (64, 64)).save(tmp_path / "blank" / "x" / "1.png")
    (tmp_path / "net.onnx").write_bytes(b"no network")
    cases: list[tuple[int, str, tuple[object, ...]]] = [
        (2, "does not exist", (tmp_path / "absent",)),
        (2, "no photos in sub-folders", (tmp_path / "empty",)),
        (2, "Choose one of --fnmr0 and --fmr", (people, "--fnmr0", ".1", "--fmr", ".1")),
        (2, "between 0 and 1", (people, "--fnmr0", "5")),
        (2, "NAME=FILE", (people, "--scores", "x.csv")),
        (2, "does not exist", (people, "--scores", "a=absent.csv")),
        (2, "own name", (people, "--scores", f"random={tmp_path / 'none.csv'}")),
        (2, "None of the 2 names in a", (people, *store, "--scores", f"a={tmp_path / 'none.csv'}")),
        (2, "no baseline luck", (people, "--baseline", "luck")),
        (2, "does not exist", (people, *store, "--groups", tmp_path / "absent.csv")),
        (1, "No face was found", (tmp_path / "blank", "--store", "none")),
        (3, "cannot be used", (people, *store, "-o", tmp_path / "file" / "in")),
        (4, "no model called absent", (people, "--model", "absent", "--store", "none")),
        (4, "no record beside net.onnx", (people, *store, "--recogniser", tmp_path / "net.onnx")),
    ]
    for code, words, arguments in cases:
        with pytest.raises(SystemExit) as left:
            main(["evaluate", *map(str, arguments)])
        said = capsys.readouterr()
        assert left.value.code == code, (arguments, said.err)
        assert words in said.err.replace("\n", " "), (arguments, said.err)
        assert "Traceback" not in said.err
        assert said.out == ""


def test_an_interrupted_run_says_what_is_kept_and_goes_on_from_there(people: Path, tmp_path: Path) -> None:
    tree = tmp_path / "many"
    for path in people.glob("*/[0-9].png"):
        (tree / path.parent.name).mkdir(parents=True, exist_ok=True)
        with Image.open(path) as image:
            for n in range(20):  # enough that a fast machine is not done when it is stopped
                image.putpixel((0, 0), (n, 0, 0))
                image.save(tree / path.parent.name / f"{path.stem}_{n}.png")
    total = len(list(tree.glob("*/*.png")))
    store, kept = tmp_path / "s.sqlite", tmp_path / "e.sqlite"
    arguments = ["evaluate", str(tree), "--store", str(store), "--embeddings", str(kept), "--draws", "10"]
    command = [sys.executable, "-m", "faceqnet_engine", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 120
    while rows_in(store, "files") < 8 and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors
    assert out == ""
    assert "Interrupted; the scores so far are in the store" in errors
    before = rows_in(store, "files")
    assert before >= 8
    run = faceqnet(*arguments)
    assert run.returncode == 0, run.stderr
    assert rows_in(store, "files") == total > before
    assert rows_in(kept, "embeddings") == total


def rows_in(database: Path, table: str) -> int:
    try:
        connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
        count = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        connection.close()
    except sqlite3.Error:
        return 0
    return int(count)


def test_asking_for_help_loads_no_networks() -> None:
    code = (
        "import sys\nfrom faceqnet_engine.cli.main import main\n"
        "try:\n    main(['evaluate', '--help'])\nexcept SystemExit:\n    pass\n"
        "print({'torch', 'matplotlib', 'onnxruntime'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "Example: faceqnet evaluate" in run.stdout
    assert run.stdout.strip().endswith("set()")


@pytest.mark.slow
def test_on_real_people_quality_beats_chance(shared_data: Path, tmp_path: Path) -> None:
    chosen = []
    for folder in sorted((shared_data / "lfw").iterdir()):
        images = sorted(folder.glob("*.jpg")) if folder.is_dir() else []
        if 4 <= len(images) <= 6:
            chosen += [(path, folder.name) for path in images]
    with (tmp_path / "list.csv").open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("path", "subject"))
        writer.writerows(chosen[:240])
    official = shared_data / "lfw" / "faceqnet_official.csv"
    run = faceqnet(
        "evaluate",
        tmp_path / "list.csv",
        "--store",
        "none",
        "-o",
        tmp_path / "out",
        "--scores",
        f"official={official}",
    )
    assert run.returncode == 0, run.stderr
    values = json.loads((tmp_path / "out" / "evaluation.json").read_text())
    pauc = {m["name"]: m["pauc"]["0.3"]["value"] for m in values["methods"]}
    assert values["images"] >= 235
    assert values["det"]["equal_error_rate"] < 0.05
    assert pauc["faceqnet-r29"] < 0.9
    assert np.isfinite(list(pauc.values())).all()
