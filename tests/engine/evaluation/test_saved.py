"""Saved evaluations come back as they were written, and what is none is refused in words."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from faceqnet_engine.errors import UsageError
from faceqnet_engine.evaluation.figures import edc_figure, rendered
from faceqnet_engine.evaluation.methods import RANKED_AT
from faceqnet_engine.evaluation.report import Context, write_report
from faceqnet_engine.evaluation.saved import read_run
from faceqnet_engine.evaluation.study import Labelled, Options, Study, study
from faceqnet_engine.evaluation.summary import curve_csv


@pytest.fixture(scope="module")
def world(made: Callable[..., Labelled]) -> Labelled:
    return made(30, 5)


@pytest.fixture(scope="module")
def found(world: Labelled) -> Study:
    return study(world, Options(draws=40, non_mated=5_000))


@pytest.fixture(scope="module")
def folder(found: Study, world: Labelled, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("run")
    said = Context("made", world.paths, world.qualities["made"], "faceqnet evaluate made", "FaceQnet")
    write_report(found, said, place)
    return place


def test_a_saved_run_has_the_curves_that_were_written(found: Study, folder: Path) -> None:
    run = read_run(folder)
    assert run.file == folder / "evaluation.json"
    assert (run.images, run.subjects, run.mated) == (len(found.used), 30, len(found.mated))
    assert (run.errors, run.recogniser) == (int(found.errors.sum()), "made@1")
    assert run.fnmr == pytest.approx(found.errors.mean())
    assert run.command == "faceqnet evaluate made"
    for saved, written in zip(run.methods, found.methods, strict=True):
        assert saved.name == written.name
        for part in ("fnmr", "low", "high", "errors"):
            np.testing.assert_allclose(getattr(saved, part), getattr(written, part), atol=1e-12)
        assert saved.pauc[RANKED_AT] == written.pauc[RANKED_AT]
        assert saved.at == written.at
        assert saved.few_from == written.few_from


def test_saved_curves_stand_in_figure_and_numbers(found: Study, folder: Path) -> None:
    others = read_run(folder / "evaluation.json").methods[:1]
    drawn = edc_figure(found, "", others)
    legend = [text.get_text() for text in drawn.axes[0].get_legend().get_texts()]
    assert legend.count("made") == 2
    assert "as saved" in " ".join(drawn.texts[0].get_text().split())
    assert rendered(drawn, "svg").startswith(b"<?xml")
    lines = curve_csv(found, others).splitlines()
    assert len(lines) == len(curve_csv(found).splitlines()) + len(found.methods[0].fnmr)


def _without(*keys: str) -> Callable[[dict[str, Any]], None]:
    def change(values: dict[str, Any]) -> None:
        for key in keys[:-1]:
            values = values[key][0] if isinstance(values[key], list) else values[key]
        del values[keys[-1]]

    return change


def _hole(values: dict[str, Any]) -> None:
    values["methods"][0]["curve"]["fnmr"][3] = None


def _short(values: dict[str, Any]) -> None:
    values["methods"][0]["curve"]["errors"].pop()


def _backwards(values: dict[str, Any]) -> None:
    values["methods"][0]["curve"]["discarded"].reverse()


def _empty(values: dict[str, Any]) -> None:
    values["methods"] = []


@pytest.mark.parametrize(
    "change",
    [
        _without("methods"),
        _without("methods", "curve", "fnmr"),
        _without("errors"),
        _hole,
        _short,
        _backwards,
        _empty,
    ],
)
def test_a_damaged_run_is_refused(
    change: Callable[[dict[str, Any]], None], folder: Path, tmp_path: Path
) -> None:
    values = json.loads((folder / "evaluation.json").read_text())
    change(values)
    target = tmp_path / "evaluation.json"
    target.write_text(json.dumps(values))
    with pytest.raises(UsageError, match=r"no evaluation, or it is damaged\. Choose"):
        read_run(target)


@pytest.mark.parametrize(
    ("contents", "says"),
    [
        (b"", "not JSON"),
        (b"\xff\xfe\x00", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[]", "damaged"),
        (b'{"version": 99}', "newer version"),
    ],
)
def test_another_file_is_refused(contents: bytes, says: str, tmp_path: Path) -> None:
    target = tmp_path / "evaluation.json"
    target.write_bytes(contents)
    with pytest.raises(UsageError, match=says):
        read_run(target)
    with pytest.raises(UsageError, match="cannot be read"):
        read_run(tmp_path / "away" / "evaluation.json")
