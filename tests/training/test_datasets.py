from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from faceqnet_engine.errors import UsageError
from faceqnet_engine.recognition.similarities import Similarity
from training import Plan, run_step
from training.datasets import SPLITS, Dataset, check_disjoint, split_subjects
from training.datasets.checks import left_out, of_embeddings, read_findings
from training.datasets.listing import download_lfw, listed, tree

Planner = Callable[..., Plan]


@given(
    st.sets(st.text(min_size=1), min_size=5, max_size=60),
    st.integers(0, 99),
    st.tuples(*[st.floats(0.01, 1)] * 3),
)
def test_splits_never_share_a_subject(subjects: set[str], seed: int, shares: tuple[float, ...]) -> None:
    names = sorted(subjects)
    split_of = split_subjects(names, seed, shares)
    assert set(split_of) == subjects
    assert set(split_of.values()) == set(SPLITS)
    check_disjoint([(f"{n}/1.jpg", n, split_of[n]) for n in names])
    assert split_of == split_subjects(names, seed, shares)


def test_splits_that_share_a_subject_are_refused() -> None:
    with pytest.raises(UsageError, match="two splits"):
        check_disjoint([("a/1.jpg", "a", "train"), ("a/2.jpg", "a", "test")])
    with pytest.raises(UsageError, match="'dev'"):
        check_disjoint([("a/1.jpg", "a", "dev")])
    with pytest.raises(UsageError, match="too few"):
        split_subjects(["a", "b", "c", "d"], 0)


def test_people_of_one_photo_leave_no_split_without_pairs(small_plan: Planner, tmp_path: Path) -> None:
    file = tmp_path / "faces.csv"
    lines = [f"{n}.jpg,pair{n // 2}" for n in range(12)] + [f"s{n}.jpg,single{n}" for n in range(40)]
    file.write_text("path,subject\n" + "\n".join(lines) + "\n")
    for seed in range(5):
        rows = listed(small_plan(tmp_path, seed=seed, data={"source": "csv", "path": str(file)})).rows
        assert {split for _, subject, split in rows if subject.startswith("pair")} == set(SPLITS)
        assert {split for _, subject, split in rows if subject.startswith("single")} == set(SPLITS)


def test_a_tree_is_listed_by_folder_at_any_depth_without_hidden_files(tmp_path: Path) -> None:
    for name in ("a/1.jpg", "b/c/2.PNG", ".hidden/3.jpg", "a/.4.jpg", "5.jpg", "a/notes.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert tree(tmp_path) == [("a/1.jpg", "a"), ("b/c/2.PNG", "b/c")]
    with pytest.raises(UsageError, match="no folder"):
        tree(tmp_path / "absent")
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="no photos"):
        tree(tmp_path / "empty")


def test_a_given_splits_file_is_respected(small_plan: Planner, small_tree: Path, tmp_path: Path) -> None:
    rows = [
        (p, s, SPLITS[n % 3])
        for n, s in enumerate(sorted({s for _, s in tree(small_tree)}))
        for p, t in tree(small_tree)
        if t == s
    ]
    file = tmp_path / "my.csv"
    with file.open("w", newline="") as stream:
        csv.writer(stream).writerows([("path", "subject", "split"), *rows])
    assert sorted(listed(small_plan(tmp_path, data={"splits": str(file)})).rows) == sorted(rows)
    file.write_text("path,subject\n")
    with pytest.raises(UsageError, match="no column split"):
        listed(small_plan(tmp_path, data={"splits": str(file)}))


def test_a_csv_lists_images_anywhere_below_it(small_plan: Planner, tmp_path: Path) -> None:
    file = tmp_path / "faces.csv"
    file.write_text("path,subject\n" + "".join(f"x/{n}.jpg,s{n % 6}\n" for n in range(12)))
    found = listed(small_plan(tmp_path / "work", data={"source": "csv", "path": str(file)}))
    assert found.root == tmp_path
    assert len(found.rows) == 12
    check_disjoint(found.rows)
    file.write_text("path,subject,split\na.jpg,s,train\nb.jpg,s,test\n")
    with pytest.raises(UsageError, match="two splits"):
        listed(small_plan(tmp_path / "work", data={"source": "csv", "path": str(file)}))
    file.write_text("path,subject,split\na.jpg,s,\nb.jpg,t,test\n")
    with pytest.raises(UsageError, match=r"a\.jpg is in no split"):
        listed(small_plan(tmp_path / "work", data={"source": "csv", "path": str(file)}))
    file.write_text("path,subject\na.jpg,\n")
    with pytest.raises(UsageError, match="Line 2"):
        listed(small_plan(tmp_path / "work", data={"source": "csv", "path": str(file)}))


def test_the_download_says_what_it_needs(tmp_path: Path) -> None:
    try:
        import sklearn  # noqa: F401
    except ImportError:
        with pytest.raises(UsageError, match="scikit-learn"):
            download_lfw(tmp_path)
    else:
        pytest.skip("scikit-learn is here; the network is not asked in tests")


@pytest.fixture
def odd_tree(people: Path, tmp_path: Path) -> Path:
    """Six people, and everything that goes wrong with a data set."""
    folder = tmp_path / "odd"
    for person in sorted(people.iterdir())[1:7]:
        (folder / person.name).mkdir(parents=True)
        for photo in sorted(person.glob("*.jpg"))[:2]:
            shutil.copy(photo, folder / person.name)
    first, second = (sorted(p.iterdir())[0] for p in sorted(folder.iterdir())[:2])
    shutil.copy(first, second.parent / "stolen.jpg")
    (first.parent / "broken.jpg").write_bytes(b"no image")
    (folder / "alone").mkdir()
    shutil.copy(sorted(people.iterdir())[8] / "0001.jpg", folder / "alone" / "one.jpg")
    (folder / "wall").mkdir()
    for n in range(2):
        Image.new("RGB", (200, 200), (90 + n, 90, 90)).save(folder / "wall" / f"{n}.png")
    return folder


def test_what_is_wrong_with_a_data_set_is_written_down(
    small_plan: Planner, odd_tree: Path, tmp_path: Path
) -> None:
    splits = {s: "train" for _, s in tree(odd_tree)}
    names = sorted(p.name for p in odd_tree.iterdir() if p.name.startswith("person"))
    splits |= {names[-1]: "test", names[-2]: "validation"}
    with (odd_tree / "splits.csv").open("w", newline="") as stream:
        rows = [(path, subject, splits[subject]) for path, subject in tree(odd_tree)]
        csv.writer(stream).writerows([("path", "subject", "split"), *rows])
    plan = small_plan(tmp_path / "work", data={"path": str(odd_tree)})
    run_step("dataset", plan)
    found = {(f.kind, f.path or f.subject) for f in read_findings(plan.work / "dataset")}
    assert ("duplicate", f"{names[1]}/stolen.jpg") in found
    assert ("unreadable", f"{names[0]}/broken.jpg") in found
    assert ("single_image", "alone") in found
    assert ("no_usable_image", "wall") in found
    assert {("no_face", "wall/0.png"), ("no_face", "wall/1.png")} <= found
    text = (plan.work / "dataset" / "findings.txt").read_text()
    assert "the same file under two names" in text
    dataset = Dataset.load(plan.work / "dataset")
    assert dataset.usable.sum() == len(dataset.paths) - 3
    with (plan.work / "dataset" / "splits.csv").open() as stream:
        rows = list(csv.DictReader(stream))
    assert [r["path"] for r in rows] == dataset.paths.tolist()
    assert all(len(r["sha256"]) == 64 for r in rows)


def test_faces_are_kept_exactly(labelled: Path, tmp_path: Path) -> None:
    one = Dataset.load(labelled / "dataset")
    one.save(tmp_path)
    again = Dataset.load(tmp_path)
    for name in ("paths", "subjects", "splits", "hashes", "landmarks", "boxes", "confidence", "sizes"):
        assert (getattr(one, name) == getattr(again, name)).all(), name


def test_a_split_in_which_nobody_is_detectable_is_refused(
    small_plan: Planner, small_tree: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "tree"
    shutil.copytree(small_tree, folder)
    plan = small_plan(tmp_path / "work", data={"path": str(folder)})
    testing = {s for _, s, split in listed(plan).rows if split == "test"}
    for subject in testing:
        for photo in (folder / subject).iterdir():
            Image.new("RGB", (200, 200), (80, 80, 80)).save(photo)
    with pytest.raises(UsageError, match="split test has no subject with two usable images"):
        run_step("dataset", plan)
    assert not (plan.work / "dataset").exists()


def test_a_changed_image_is_noticed_by_later_steps_and_looked_at_again(
    small_plan: Planner, small_tree: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "tree"
    shutil.copytree(small_tree, folder)
    plan = small_plan(tmp_path / "work", data={"path": str(folder)})
    assert run_step("dataset", plan)
    assert not run_step("dataset", plan)
    photo = next(iter(sorted(folder.rglob("*.jpg"))))
    Image.open(photo).resize((200, 200)).save(photo)
    with pytest.raises(UsageError, match=f"{photo.name} has changed since the manifest was made"):
        run_step("embeddings", plan)
    assert not (plan.work / "embeddings").exists()
    assert run_step("dataset", plan)
    assert run_step("embeddings", plan)
    photo.unlink()
    with pytest.raises(UsageError, match="can no longer be read"):
        Dataset.load(plan.work / "dataset").pixels(0)


def test_wrong_labels_and_near_duplicates_are_found_by_embeddings() -> None:
    rng = np.random.default_rng(0)
    centres = rng.normal(0, 10, (20, 64))
    subjects = np.repeat([f"s{n:02}" for n in range(20)], 6)
    embeddings = (centres.repeat(6, 0) + rng.normal(0, 3.5, (120, 64))).astype(np.float32)
    embeddings[3] = centres[2] + rng.normal(0, 3.5, 64)  # an image of s02 in the folder of s00
    embeddings[50] = embeddings[48] + 1e-3  # nearly the same image twice
    embeddings[70] = 200  # like nobody
    n = len(subjects)
    none = np.full(n, "", "U1")
    dataset = Dataset(
        Path(),
        np.array([f"{s}/{k}.jpg" for k, s in enumerate(subjects)]),
        subjects,
        np.full(n, "train"),
        np.array([f"{k:064}" for k in range(n)]),
        *(none, none, none),
        *(np.zeros((n, 4), np.float32), np.zeros((n, 5, 2), np.float32)),
        *(np.ones(n, np.float32), np.zeros((n, 2), np.int64)),
    )
    found = of_embeddings(dataset, np.arange(n), embeddings, Similarity.EUCLIDEAN)
    wrong = [f for f in found if f.kind == "wrong_label"]
    assert [(f.path, f.other.split("/")[0]) for f in wrong] == [("s00/3.jpg", "s02")]
    assert [f.path for f in found if f.kind == "unlike_own"] == ["s11/70.jpg"]
    assert [(f.path, f.other) for f in found if f.kind == "near_duplicate"] == [("s08/50.jpg", "s08/48.jpg")]
    assert left_out(found, ["duplicates"]) == {"s08/50.jpg"}
    assert left_out(found, ["wrong_labels"]) == {"s00/3.jpg"}
    assert left_out(found, []) == set()
