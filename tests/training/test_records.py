from __future__ import annotations

import io
import json
import resource
import sqlite3
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from faceqnet_engine.errors import OutputError, UsageError
from training import plan_of, read_plan
from training.cache import ArrayCache
from training.progress import json_lines, silent, text_lines
from training.records import StepFolder, digest_of, write_whole

ROOT = Path(__file__).parents[2]


def test_a_step_s_files_appear_together_with_their_record(tmp_path: Path) -> None:
    step = StepFolder(tmp_path, "labels")
    folder = step.begin({"a": 1})
    write_whole(folder / "deep" / "x.txt", "x")
    write_whole(step.scratch / "half.txt", "h")
    assert not step.done_with({"a": 1})
    assert not step.folder.exists()
    record = step.finish({"a": 1}, seed=3, seconds=1.26)
    assert list(record["outputs"]) == ["deep/x.txt"]
    assert record["seconds"] == 1.3
    assert {"python", "faceqnet", "torch", "lightning-fabric"} <= set(record["versions"])
    assert step.done_with({"a": 1})
    assert not step.done_with({"a": 2})
    assert not step.partial.exists()
    assert not (step.folder / "scratch").exists()
    (step.folder / "deep" / "x.txt").unlink()
    assert not step.done_with({"a": 1})


def test_what_another_plan_left_half_done_is_not_taken_up(tmp_path: Path) -> None:
    step = StepFolder(tmp_path, "train")
    write_whole(step.begin({"rate": 1}) / "x.txt", "x")
    assert (step.begin({"rate": 1}) / "x.txt").is_file()
    assert not (step.begin({"rate": 2}) / "x.txt").exists()


def test_a_new_result_replaces_the_old_one_whole(tmp_path: Path) -> None:
    step = StepFolder(tmp_path, "labels")
    for n, name in enumerate(("old.txt", "new.txt")):
        write_whole(step.begin({"n": n}) / name, name)
        step.finish({"n": n}, 0, 0.0)
    assert sorted(p.name for p in step.folder.iterdir()) == ["new.txt", "step.json"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["labels"]


def test_a_damaged_record_counts_as_not_done(tmp_path: Path) -> None:
    step = StepFolder(tmp_path, "labels")
    step.begin({})
    step.finish({}, 0, 0.0)
    (step.folder / "step.json").write_text("{")
    assert step.record is None
    assert not step.done_with({})


def test_hashes_of_equal_values_are_equal_whatever_their_order() -> None:
    assert digest_of({"a": 1, "b": [2]}) == digest_of({"b": [2], "a": 1})
    assert digest_of({"a": 1}) != digest_of({"a": 2})


def test_a_full_disk_is_a_sentence_and_leaves_nothing_half_written(tmp_path: Path) -> None:
    (tmp_path / "x.bin").write_bytes(b"before")
    code = f"""
import resource, signal
from pathlib import Path
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (10000, 10000))
from training.records import write_whole
from faceqnet_engine.errors import OutputError
try:
    write_whole(Path({str(tmp_path / "x.bin")!r}), b"0" * 50000)
except OutputError as error:
    print(error.sentence)
"""
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "no room left" in told.stdout
    assert "same command again" in told.stdout
    assert [p.name for p in tmp_path.iterdir()] == ["x.bin"]
    assert (tmp_path / "x.bin").read_bytes() == b"before"
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 10000


def test_the_cache_makes_each_thing_once_and_keeps_what_was_made_before_a_fault(tmp_path: Path) -> None:
    made: list[int] = []

    def make(positions: list[int]) -> list[np.ndarray]:
        made.extend(positions)
        if 70 in positions:
            raise UsageError("image 70 is gone")
        return [np.full((2, 3), p, np.float16) for p in positions]

    keys = [f"k{n}" for n in range(64)] + [f"k{n}" for n in range(64, 80)]
    with ArrayCache(tmp_path / "cache.sqlite") as cache:
        with pytest.raises(UsageError, match="image 70"):
            cache.all_of(keys, make, 1, silent, "images")
        assert len(cache.known(keys)) == 64
        made.clear()
        found = cache.all_of([*keys[:64], "k1", "new"], make, 2, silent, "images")
        assert made == [65]
        assert [int(a[0, 0]) for a in found] == [*range(64), 1, 65]
        assert found[0].dtype == np.float16
        assert found[0].shape == (2, 3)


def test_a_damaged_cache_is_set_aside(tmp_path: Path) -> None:
    file = tmp_path / "cache.sqlite"
    file.write_bytes(b"no database at all" * 100)
    with ArrayCache(file) as cache:
        cache.put({"a": np.arange(3)})
        assert cache.get("b") is None
    assert (tmp_path / "cache.damaged").is_file()
    assert sqlite3.connect(file).execute("SELECT count(*) FROM arrays").fetchone() == (1,)
    with pytest.raises(OutputError, match="cannot be written"):
        ArrayCache(file / "below" / "a.sqlite")


def test_what_is_no_damage_is_not_set_aside(tmp_path: Path) -> None:
    """A file that cannot be opened now (locked, no room, something in its place) holds hours of work."""
    (tmp_path / "cache.sqlite").mkdir()
    with pytest.raises(OutputError, match="cannot be written"):
        ArrayCache(tmp_path / "cache.sqlite")
    assert [p.name for p in tmp_path.iterdir()] == ["cache.sqlite"]


def test_damage_that_shows_later_is_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "cache.sqlite"
    with ArrayCache(file) as cache:
        cache.put({f"k{n}": np.arange(500) for n in range(100)})
    data = bytearray(file.read_bytes())
    data[8192:] = bytes(len(data) - 8192)
    file.write_bytes(data)
    with ArrayCache(file) as cache, pytest.raises(OutputError, match=r"is damaged.*Delete it"):
        cache.all_of(["k5", "k99"], lambda _: [], 1, silent, "images")


def test_progress_is_one_object_a_line_or_a_line_for_people() -> None:
    out = io.StringIO()
    json_lines("train", out)(1, 4, unit="epochs", loss=0.5, metric=0.25)
    json_lines("train", out)(4, 4, message="done", unknown=3)
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert lines[0] == {"step": "train", "done": 1, "total": 4, "unit": "epochs", "loss": 0.5, "metric": 0.25}
    assert lines[1] == {"step": "train", "done": 4, "total": 4, "unit": "steps", "message": "done"}
    text = io.StringIO()
    report = text_lines("dataset", text)
    for n in range(100):
        report(n, 100, unit="images")
    report(100, 100, unit="images")
    assert text.getvalue().splitlines() == ["dataset: 0 of 100 images", "dataset: 100 of 100 images"]


@pytest.mark.parametrize(
    ("config", "words"),
    [
        ({"work": "w"}, "lacks the key id"),
        ({"id": "x"}, "lacks the key work"),
        ({"id": "x", "work": "w", "epochs": 3}, "no key epochs"),
        ({"id": "x", "work": "w", "config": "mine"}, "no key config"),
        ({"id": "x", "work": "w", "changes": []}, "no key changes"),
        ({"id": "x", "work": "w", "train": {"epoch": 3}}, "no key train.epoch"),
        ({"id": "x", "work": "w", "train": {"epochs": "three"}}, "train.epochs must be a whole number"),
        ({"id": "x", "work": "w", "train": {"epochs": True}}, "train.epochs must be a whole number"),
        ({"id": "x", "work": "w", "train": 3}, "train must be"),
        ({"id": "x", "work": "w", "train": {"losses": {"mse": "much"}}}, "train.losses.mse must be a number"),
        ({"id": "x", "work": "w", "train": {"mode": "half"}}, "train.mode is not possible"),
        ({"id": "x", "work": "w", "train": {"rate": 0}}, "train.rate is not possible"),
        ({"id": "../x", "work": "w"}, "id is not possible"),
        ({"id": "x", "work": "w", "data": {"drop": ["all"]}}, "data.drop is not possible"),
    ],
)
def test_a_wrong_config_is_refused_by_name(config: dict[str, object], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        plan_of(config)


def test_configs_of_the_repository_are_valid_and_can_be_changed(tmp_path: Path) -> None:
    for file in sorted((ROOT / "training" / "config").glob("*.toml")):
        plan = read_plan(file)
        assert plan.config == file.name
    changed = read_plan(
        ROOT / "training/config/smoke.toml", ["train.epochs=9", "data.path=some where", "seed=4"]
    )
    assert (changed.train.epochs, changed.data.path, changed.seed) == (9, "some where", 4)
    with pytest.raises(UsageError, match="no change"):
        read_plan(ROOT / "training/config/smoke.toml", ["train.epochs"])
    with pytest.raises(UsageError, match="cannot be read"):
        read_plan(tmp_path / "absent.toml")
    (tmp_path / "bad.toml").write_text("id = ")
    with pytest.raises(UsageError, match="no valid TOML"):
        read_plan(tmp_path / "bad.toml")
