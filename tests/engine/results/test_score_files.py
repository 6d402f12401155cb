from __future__ import annotations

from pathlib import Path

import pytest

from faceqnet_engine.errors import UsageError
from faceqnet_engine.results.score_files import faceqnet_scores


def test_the_original_s_own_file_is_read(shared_data: Path) -> None:
    scores = faceqnet_scores(shared_data / "faceqnet" / "scores_quality.txt")
    assert len(scores) == 22
    assert scores["Samples_cropped/Picture 11.png"] == 0.6432184
    assert scores["Samples_cropped/Picture10.png"] == 0.67738533
    assert next(iter(scores)).endswith("Picture 11.png")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_names_with_semicolons_and_scores_without_brackets(tmp_path: Path, end: str, mark: str) -> None:
    text = f"{mark}img;score{end}a;b.png;[0.5]{end}{end}./c.png;1e-3{end}d.png;[1.]{end}"
    (tmp_path / "s.txt").write_bytes(text.encode())
    assert faceqnet_scores(tmp_path / "s.txt") == {"a;b.png": 0.5, "c.png": 0.001, "d.png": 1.0}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a.png;[0.5]\n", "line 1"),
        ("img;score\na.png;[0.5]\nb.png\n", "line 3"),
        ("img;score\na.png;[]\n", "line 2"),
        ("img;score\na.png;[nan]\n", "line 2"),
        ("img;score\na.png;[1e999]\n", "line 2"),
        ("img;score\na.png;[0.5 0.6]\n", "line 2"),
        ("img;score\na.png;[0.5]\n\n.\\a.png;[0.6]\n", "line 4: a.png is there twice"),
        ("img;score\n", "no scores"),
        ("", "no scores"),
    ],
)
def test_what_is_wrong_is_named_by_its_line(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "s.txt").write_text(text)
    with pytest.raises(UsageError, match=words):
        faceqnet_scores(tmp_path / "s.txt")


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "s.txt").write_bytes(b"img;score\n\xff\xfe;[0.1]\n")
    for file in (tmp_path / "s.txt", tmp_path / "absent.txt", tmp_path):
        with pytest.raises(UsageError):
            faceqnet_scores(file)
