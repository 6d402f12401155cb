from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faceqnet_engine import Assessment
from faceqnet_engine.assessment import Status
from faceqnet_engine.errors import UsageError
from faceqnet_engine.results.foreign_scores import ScoreFile, matched, read_scores
from faceqnet_engine.results.label_files import read_groups, read_subjects
from faceqnet_engine.results.tables import write_table


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".parquet"])
def test_our_own_results_give_the_primary_faces_score(tmp_path: Path, suffix: str) -> None:
    rows = [
        Assessment("a/1.jpg", face=0, status=Status.OK, score=0.25),
        Assessment("a/1.jpg", face=1, status=Status.OK, score=0.75),
        Assessment("a/2.jpg", status=Status.NO_FACE),
        Assessment("v.mp4", frame=3, face=0, status=Status.OK, score=0.5),
    ]
    write_table(rows, tmp_path / f"r{suffix}")
    read = read_scores(tmp_path / f"r{suffix}")
    assert read.kind == "faceqnet"
    assert read.scores["a/1.jpg"] == 0.25
    assert math.isnan(read.scores["a/2.jpg"])
    assert read.not_numbers == ["a/2.jpg"]
    assert len(read.scores) == 2


def test_ofiq_is_read_with_its_failures(tmp_path: Path) -> None:
    (tmp_path / "o.csv").write_text(
        "Filename;UnifiedQualityScore;Sharpness;UnifiedQualityScore.scalar;Sharpness.scalar;assessment_time_in_ms\n"
        "/data/set/a/1.jpg;27.391;0.3;71;50;812\n/data/set/a/2.jpg;0;0;-1;-1;33\n"
    )
    read = read_scores(tmp_path / "o.csv")
    assert read.kind == "ofiq"
    assert read.scores["/data/set/a/1.jpg"] == 27.391
    assert read.not_numbers == ["/data/set/a/2.jpg"]
    (tmp_path / "s.csv").write_text("Filename;UnifiedQualityScore.scalar\nx.jpg;55\n")
    assert read_scores(tmp_path / "s.csv").scores == {"x.jpg": 55}


def test_the_original_faceqnet_is_read(tmp_path: Path) -> None:
    (tmp_path / "scores.txt").write_text(
        "img;score\n.\\\\Samples_cropped\\\\Picture 11.png;[0.6432184]\n./Samples_cropped/b.png;[nan]\n"
    )
    read = read_scores(tmp_path / "scores.txt")
    assert read.kind == "original faceqnet"
    fitted = matched(read, ["Samples_cropped/Picture 11.png", "Samples_cropped/b.png"])
    assert fitted.scores[0] == 0.6432184
    assert np.isnan(fitted.scores[1])
    assert len(read.not_numbers) == 1


def test_the_authors_own_file_fits_their_samples(shared_data: Path) -> None:
    folder = shared_data / "faceqnet"
    read = read_scores(folder / "scores_quality.txt")
    paths = [p.relative_to(folder).as_posix() for p in sorted((folder / "Samples_cropped").iterdir())]
    fitted = matched(read, [p for p in paths if p.lower().endswith((".png", ".jpg"))])
    assert np.isfinite(fitted.scores).all()
    assert fitted.unmatched == []
    assert len(fitted.scores) == 22


@pytest.mark.parametrize(
    "text",
    [
        "name,score\na.jpg,0.5\n",
        "path\tquality\na.jpg\t0.5\n",
        "file;score;other\na.jpg;0.5;x\n",
        "a.jpg,0.5\n",
        '\ufeffname,score\r\n"a.jpg",0.5\r\n\r\n',
        "other,SCORE,Image\n1,0.5,a.jpg\n",
    ],
)
def test_plain_tables_are_read_in_many_forms(tmp_path: Path, text: str) -> None:
    (tmp_path / "t.csv").write_text(text)
    assert read_scores(tmp_path / "t.csv").scores == {"a.jpg": 0.5}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"\xff\xfe\x00\x01", "not a text file"),
        (b"alpha,beta,gamma\n1,2,3\n", "no column of names"),
        (b"name,score\n", "no scores"),
    ],
)
def test_files_that_hold_no_scores_are_refused(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "t.csv").write_bytes(content)
    with pytest.raises(UsageError, match=words):
        read_scores(tmp_path / "t.csv")
    with pytest.raises(UsageError, match="does not exist"):
        read_scores(tmp_path / "absent.csv")


def test_not_a_number_is_named_and_not_zero(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("name,score\na.jpg,nan\nb.jpg,\nc.jpg,inf\nd.jpg,x\ne.jpg\nf.jpg,1\n")
    read = read_scores(tmp_path / "t.csv")
    assert read.not_numbers == ["a.jpg", "b.jpg", "c.jpg", "d.jpg", "e.jpg"]
    assert read.scores["f.jpg"] == 1


def test_names_fit_by_path_then_by_a_base_name_that_is_one() -> None:
    paths = ["a/1.jpg", "a/2.jpg", "b/2.jpg", "b/3.jpg"]
    scores = {
        "C:\\photos\\a\\1.jpg": 0.1,
        "./a/2.jpg": 0.2,
        "2.jpg": 0.9,
        "elsewhere/3.jpg": 0.3,
        "nobody.jpg": 0.4,
    }
    fitted = matched(ScoreFile("table", scores), paths)
    assert fitted.scores.tolist()[:2] == [0.1, 0.2]
    assert np.isnan(fitted.scores[2])
    assert fitted.scores[3] == 0.3
    assert (fitted.unmatched, fitted.ambiguous) == (["nobody.jpg"], ["2.jpg"])
    said = fitted.sentence("mine")
    assert "1 image has no score of mine" in said
    assert "1 name in mine matches no image, such as nobody.jpg" in said
    assert "1 name in mine fits several images, such as 2.jpg" in said
    twice = matched(ScoreFile("table", {"x/3.jpg": 1.0, "y/3.jpg": 2.0}), paths)
    assert np.isnan(twice.scores).all()
    assert len(twice.ambiguous) == 2


names = st.lists(
    st.text("ab1.", min_size=1, max_size=4).filter(lambda n: n.strip(".") != ""), min_size=1, unique=True
)


@given(names)
def test_relative_paths_always_find_themselves(found: list[str]) -> None:
    paths = [f"s{n % 3}/{name}" for n, name in enumerate(found)]
    fitted = matched(ScoreFile("table", {p: float(n) for n, p in enumerate(paths)}), paths)
    assert fitted.scores.tolist() == list(range(len(paths)))
    assert fitted.sentence("x") == ""


def test_subjects_come_from_a_table(tmp_path: Path) -> None:
    file = tmp_path / "s.csv"
    file.write_text("split,path,subject\nx,a.jpg,Ann\nx,b.jpg,Bob\nx,,Bob\n")
    assert read_subjects(file) == [("a.jpg", "Ann"), ("b.jpg", "Bob")]
    file.write_text("path;subject\na.jpg;Ann\na.jpg;Bob\n")
    with pytest.raises(UsageError, match="two subjects: Ann and Bob"):
        read_subjects(file)
    file.write_text("path\na.jpg\n")
    with pytest.raises(UsageError, match="no column subject"):
        read_subjects(file)
    file.write_text("path,subject\n")
    with pytest.raises(UsageError, match="no row"):
        read_subjects(file)


def test_groups_come_by_path_or_by_subject(tmp_path: Path) -> None:
    file = tmp_path / "g.csv"
    paths, subjects = ["a/1.jpg", "a/2.jpg", "b/1.jpg"], ["a", "a", "b"]
    file.write_text("subject,age,light\na,30,day\nz,40,night\n")
    read = read_groups(file, paths, subjects)
    assert read.columns == {"age": ["30", "30", ""], "light": ["day", "day", ""]}
    assert read.unmatched == ["z"]
    file.write_text("path,light\na/2.jpg,day\nb/1.jpg,night\nq/9.jpg,day\n")
    read = read_groups(file, paths, subjects)
    assert read.columns == {"light": ["", "day", "night"]}
    assert read.unmatched == ["q/9.jpg"]
    for text, words in (("path\nx\n", "at least one column"), ("path,g\nq.jpg,1\n", "No path in g.csv")):
        file.write_text(text)
        with pytest.raises(UsageError, match=words):
            read_groups(file, paths, subjects)
    with pytest.raises(UsageError, match="does not exist"):
        read_groups(tmp_path / "absent.csv", paths, subjects)
