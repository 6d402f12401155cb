"""Models as one zip: what was exported comes back whole, and nothing that is wrong gets in."""

from __future__ import annotations

import hashlib
import pickle
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from faceqnet_engine import Assessor
from faceqnet_engine.cli.main import main
from faceqnet_engine.errors import ModelError, OutputError, UsageError
from faceqnet_engine.models.archive import ENTRY, export_model, import_archive
from faceqnet_engine.models.own import DEFAULT, quality_models, remove, usable
from faceqnet_engine.models.registry import check_file, own_folder, record
from faceqnet_engine.models.registry_file import toml_of

Change = Callable[[dict[str, bytes]], dict[str, bytes]]


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export_model(DEFAULT, tmp_path_factory.mktemp("zip") / "model.zip")


def changed(exported: Path, target: Path, change: Change) -> Path:
    """The exported zip with other contents."""
    with zipfile.ZipFile(exported) as archive:
        files = change({name: archive.read(name) for name in archive.namelist()})
    with zipfile.ZipFile(target, "w") as made:
        for name, data in files.items():
            made.writestr(name, data)
    return target


def with_entry(**changes: object) -> Change:
    """Other values in model.toml; `model` and `files` are merged."""

    def change(files: dict[str, bytes]) -> dict[str, bytes]:
        entry = tomllib.loads(files[ENTRY].decode())
        for key, value in changes.items():
            entry[key] = {**entry[key], **value} if isinstance(value, dict) else value
        return {**files, ENTRY: toml_of(entry).encode()}

    return change


def test_an_exported_model_comes_back_under_another_name_and_scores_the_same(
    exported: Path, portrait: Path
) -> None:
    mine, new = import_archive(exported, "mine")
    assert new
    assert not mine.shipped
    shipped = record(DEFAULT)
    assert (mine.sha256, mine.reference, mine.input, mine.metrics) == (
        shipped.sha256,
        shipped.reference,
        shipped.input,
        shipped.metrics,
    )
    check_file(mine)
    assert mine.card is not None
    assert shipped.card is not None
    assert mine.card.read_text() == shipped.card.read_text()
    scores = []
    for model in ("mine", DEFAULT):
        with Assessor(model=model, device="cpu", measures=False) as assessor:
            scores.append(next(iter(assessor.assess([portrait]))).score)
    assert scores[0] == scores[1]
    assert import_archive(exported, "mine") == (record("mine"), False)


def test_two_exports_of_one_model_are_the_same_bytes(exported: Path, tmp_path: Path) -> None:
    assert export_model(DEFAULT, tmp_path / "again.zip").read_bytes() == exported.read_bytes()


def test_networks_that_score_nothing_are_not_exported(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="scores no photographs"):
        export_model("mtcnn", tmp_path / "x.zip")


def swap_weights(files: dict[str, bytes]) -> dict[str, bytes]:
    name = next(n for n in files if n.endswith(".safetensors"))
    return {**files, name: files[name][:-1] + b"\x00"}


def no_finite_score(files: dict[str, bytes]) -> dict[str, bytes]:
    """Weights whose fingerprints are right, but which give no number."""
    from safetensors.numpy import load, save

    name = next(n for n in files if n.endswith(".safetensors"))
    tensors = {k: np.full_like(v, np.nan) for k, v in load(files[name]).items()}
    data = save(tensors)
    digest = hashlib.sha256(data).hexdigest()
    told = with_entry(files={name: digest}, model={"sha256": digest})(files)
    return {**told, name: data}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda f: {**f, "weights.pkl": pickle.dumps([1])}, "holds a pickle"),
        (lambda f: {**f, "../evil.txt": b"x"}, "lead out of its folder"),
        (lambda f: {**f, "/etc/evil": b"x"}, "lead out of its folder"),
        (lambda f: {**f, "a\\evil": b"x"}, "lead out of its folder"),
        (lambda f: {**f, "more.txt": b"x"}, "other files than it lists"),
        (lambda f: {k: v for k, v in f.items() if k != ENTRY}, "no model of this program"),
        (
            lambda f: {k: v for k, v in f.items() if not k.endswith(".safetensors")},
            "other files than it lists",
        ),
        (lambda f: {**f, ENTRY: b"format = ["}, "is damaged"),
        (lambda f: {**f, ENTRY: b"format = 1"}, "is damaged"),
        (swap_weights, "does not match its fingerprint"),
        (no_finite_score, "no finite score"),
        (with_entry(format=2, program="9.0"), r"newer version of this program \(9\.0\)"),
        (with_entry(format=0), "not possible"),
        (with_entry(id="../up"), "not possible"),
        (with_entry(model={"task": "mesh"}), "not possible"),
        (with_entry(model={"sha256": "0" * 64}), "not those that its entry describes"),
        (with_entry(model={"architecture": "faceqnet-r99"}), "cannot build the architecture"),
        (with_entry(model={"reference": {"quantiles": [0.5] * 7}}), "101 reference quantiles"),
        (with_entry(model={"reference": {"quantiles": [1 - i / 100 for i in range(101)]}}), "does not rise"),
        (with_entry(model={"input": {"size": 150, "template": "unheard"}}), "cannot make"),
    ],
)
def test_a_bad_zip_is_refused_with_its_reason_and_nothing_is_written(
    exported: Path, tmp_path: Path, change: Change, words: str
) -> None:
    bad = changed(exported, tmp_path / "bad.zip", change)
    with pytest.raises(ModelError, match=words):
        import_archive(bad, "mine")
    assert not own_folder().exists() or not list(own_folder().iterdir())
    assert not list(tmp_path.glob("**/evil*"))


def test_a_zip_that_is_cut_off_or_none_at_all_is_refused(exported: Path, tmp_path: Path) -> None:
    (tmp_path / "cut.zip").write_bytes(exported.read_bytes()[:5000])
    (tmp_path / "text.zip").write_text("no zip")
    for name in ("cut.zip", "text.zip"):
        with pytest.raises(ModelError, match="no whole zip file"):
            import_archive(tmp_path / name, "mine")
    with pytest.raises(UsageError, match="There is no file"):
        import_archive(tmp_path / "absent.zip")


def test_a_name_that_is_taken_by_another_model_is_refused_and_the_other_kept(
    exported: Path, tmp_path: Path
) -> None:
    from safetensors.numpy import load, save

    def other(files: dict[str, bytes]) -> dict[str, bytes]:
        name = next(n for n in files if n.endswith(".safetensors"))
        data = save({k: v * np.float32(0.5) for k, v in load(files[name]).items()})
        digest = hashlib.sha256(data).hexdigest()
        return {**with_entry(files={name: digest}, model={"sha256": digest})(files), name: data}

    different = changed(exported, tmp_path / "other.zip", other)
    with pytest.raises(ModelError, match="ships another model"):
        import_archive(different)
    first, _ = import_archive(exported, "mine")
    with pytest.raises(ModelError, match="You have another model"):
        import_archive(different, "mine")
    assert check_file(record("mine")) == check_file(first)
    with pytest.raises(ModelError, match="cannot be a model's"):
        import_archive(exported, "Not An Id")


def test_a_folder_that_cannot_be_written_leaves_nothing(
    exported: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("FACEQNET_DATA", str(tmp_path / "file"))
    with pytest.raises(OutputError, match="was not imported"):
        import_archive(exported, "mine")
    with pytest.raises(OutputError, match="cannot be written"):
        export_model(DEFAULT, tmp_path / "file" / "x.zip")


def test_own_models_can_be_deleted_and_shipped_ones_stay(exported: Path) -> None:
    import_archive(exported, "mine")
    import_archive(exported, "second")
    assert [r.id for r in quality_models() if not r.shipped] == ["mine", "second"]
    assert usable("mine") == "mine"
    gone = remove("mine")
    assert not gone.path.exists()
    assert not gone.path.with_suffix(".md").exists()
    assert [r.id for r in quality_models() if not r.shipped] == ["second"]
    assert usable("mine") == DEFAULT
    check_file(record("second"))
    with pytest.raises(ModelError, match="came with the program"):
        remove(DEFAULT)
    with pytest.raises(ModelError, match="no model called mine"):
        remove("mine")


def test_the_command_exports_imports_and_removes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def run(*arguments: str) -> int:
        with pytest.raises(SystemExit) as left:
            main(["models", *arguments])
        return int(left.value.code or 0)

    target = tmp_path / "out" / "model.zip"
    assert run("export", DEFAULT, "-o", str(target)) == 0
    assert target.is_file()
    assert run("import", str(target), "--id", "mine") == 0
    assert capsys.readouterr().out.splitlines() == [str(target), record("mine").name]
    assert run("import", str(target), "--id", "mine", "--licence", "MIT") == 2
    assert run("check", "mine") == 0
    assert run("remove", "mine", "--yes") == 0
    assert run("remove", DEFAULT, "--yes") == 4
    assert "came with the program" in capsys.readouterr().err
    assert run("remove", "mine", "--yes") == 4
