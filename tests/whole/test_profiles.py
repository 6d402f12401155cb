"""Measures, verdicts and reasons as the command line writes them."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from faceqnet_engine.assessment import COLUMNS
from faceqnet_engine.measures.catalogue import IDS
from faceqnet_engine.results.ofiq import HEAD


def faceqnet(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "faceqnet_engine", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("store") / "rows.sqlite"


def scored(store: Path, target: Path, *inputs: object) -> subprocess.CompletedProcess[str]:
    run = faceqnet("score", *inputs, "-o", target, "--store", store)
    assert run.returncode == 0, run.stderr
    return run


def test_a_profile_gives_verdicts_with_ranked_reasons(store: Path, demo_folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "r.csv"
    run = scored(store, target, demo_folder / "portraits", demo_folder / "dark", "--profile", "enrolment")
    assert "Measures advise; the quality score predicts recognition errors." in run.stderr
    with target.open(newline="", encoding="utf-8") as stream:
        rows = {Path(row["path"]).name: row for row in csv.DictReader(stream)}
    darkest = rows["dark_3_lisa.png"]
    assert (darkest["profile"], darkest["verdict"]) == ("enrolment", "fail")
    first, *_ = darkest["reasons"].split(" | ")
    assert first.startswith("Too dark: ") and first.endswith("Add light from the front.")
    assert float(darkest["LuminanceMean"]) < float(rows["lisa.jpg"]["LuminanceMean"])


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "parquet"])
def test_every_form_has_a_native_a_component_and_a_note_per_measure(
    store: Path, portrait: Path, tmp_path: Path, suffix: str
) -> None:
    target = tmp_path / f"r.{suffix}"
    scored(store, target, portrait, "--profile", "icao-portrait")
    if suffix == "csv":
        with target.open(newline="", encoding="utf-8") as stream:
            (row,) = csv.DictReader(stream)
    elif suffix == "jsonl":
        row = json.loads(target.read_text(encoding="utf-8"))
    else:
        (row,) = pq.read_table(target).to_pylist()
    assert tuple(row) == COLUMNS
    for name in IDS:
        if row[name] in {None, ""}:
            assert row[f"{name}.scalar"] in {None, ""} and name in row["measure_notes"]
        else:
            assert float(row[name]) == float(row[name]) and 0 <= int(row[f"{name}.scalar"]) <= 100
    assert row["verdict"] == "fail"


def test_ofiqs_layout_has_its_separator_its_names_and_empty_cells(
    store: Path, portrait: Path, tmp_path: Path
) -> None:
    target = tmp_path / "r.ofiq.csv"
    scored(store, target, portrait)
    with target.open(newline="", encoding="utf-8") as stream:
        head, row = csv.reader(stream, delimiter=";")
    assert tuple(head) == HEAD
    cells = dict(zip(head, row, strict=True))
    assert cells["NoHeadCoverings"] == cells["ExpressionNeutrality.scalar"] == ""
    assert 0 <= int(cells["Sharpness.scalar"]) <= 100 and float(cells["UnifiedQualityScore"]) <= 1


def test_an_own_profile_is_a_file(store: Path, portrait: Path, tmp_path: Path) -> None:
    own = tmp_path / "badge.toml"
    own.write_text('id = "badge"\n[limits.InterEyeDistance]\non = "native"\nleast = 5000\n', encoding="utf-8")
    target = tmp_path / "r.csv"
    scored(store, target, portrait, "--profile", own)
    with target.open(newline="", encoding="utf-8") as stream:
        (row,) = csv.DictReader(stream)
    assert (row["profile"], row["verdict"]) == ("badge", "fail")
    assert "wanted 5000" in row["reasons"]


def test_a_profile_that_cannot_be_used_is_said(portrait: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "p.toml"
    damaged.write_text('id = "p"\n[limits.Beauty]\nleast = 1\n', encoding="utf-8")
    for wrong, words in (
        (("--profile", "absent"), "There is no profile called absent."),
        (("--profile", damaged), "there is no measure called Beauty"),
        (("--profile", "relaxed", "--no-measures"), "A profile needs the measures."),
    ):
        run = faceqnet("score", portrait, "--store", "none", *wrong)
        assert run.returncode == 2
        assert words in run.stderr and "Traceback" not in run.stderr
