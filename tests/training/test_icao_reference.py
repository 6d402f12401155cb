from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faceqnet_engine.errors import UsageError
from training import Plan, run_step
from training.datasets.splits import read_rows
from training.icao_reference.choice import Candidate, best, choose, compliance, read_override, weakness

Planner = Callable[..., Plan]
GROUPS = ("blur", "exposure", "pixelation", "background", "roll", "pitch", "yaw", "shadows")


def groups(value: float | None, **changes: float | None) -> dict[str, float | None]:
    return dict.fromkeys(GROUPS, value) | changes


def test_more_groups_then_mean_then_eye_distance_then_path_decide() -> None:
    many = Candidate("z.jpg", groups(50.0), 20)
    few_but_high = Candidate("a.jpg", groups(100.0, blur=49.9), 90)
    assert best([few_but_high, many]).path == "z.jpg"
    higher = Candidate("y.jpg", groups(60.0), 20)
    assert best([many, higher]).path == "y.jpg"
    larger = Candidate("x.jpg", groups(60.0), 30)
    assert best([higher, larger]).path == "x.jpg"
    assert best([Candidate("c.jpg", groups(60.0), 30), larger]).path == "c.jpg"


def test_what_was_not_assessed_counts_neither_way() -> None:
    assert compliance({"blur": 80.0, "eyes": None, "yaw": 40.0}) == (1, 60.0)
    assert compliance({"eyes": None}) == (0, 0.0)


@given(st.lists(st.fixed_dictionaries({g: st.none() | st.floats(0, 100) for g in GROUPS}), min_size=1))
def test_the_choice_does_not_depend_on_the_order(tested: list[dict[str, float | None]]) -> None:
    candidates = [Candidate(f"{n}.jpg", g, 40) for n, g in enumerate(tested)]
    assert best(candidates) == best(candidates[::-1])


def test_weak_references_are_flagged() -> None:
    assert weakness(groups(80.0)) == ""
    assert "only 6 groups" in weakness(groups(80.0, blur=10.0, roll=None))
    assert weakness(groups(80.0, yaw=100 * (1 - 21 / 30))) == "turned by more than 20 degrees"
    assert weakness(groups(80.0, yaw=100 * (1 - 19 / 30))) == ""


def test_a_list_decides_by_path_name_or_stem() -> None:
    images = [Candidate(f"n1/{n}_01.jpg", groups(60.0), 40) for n in ("0001", "0002", "0003")]
    for name in ("0003_01.jpg", "0003_01", "n1/0003_01.jpg"):
        choices, ignored = choose({"n1": images}, {"n1": name})
        assert (choices[0].path, choices[0].by, ignored) == ("n1/0003_01.jpg", "list", [])
    choices, ignored = choose({"n1": images, "n2": images[:1]}, {"n1": "0009_01.jpg"})
    assert choices[0].by == "compliance"
    assert ignored == ["n1: 0009_01.jpg is no usable image of this subject; chosen by compliance."]
    assert [c.subject for c in choices] == ["n1", "n2"]


def test_the_authors_own_list_is_read(shared_data: Path) -> None:
    chosen = read_override(shared_data / "faceqnet" / "VGGFace2_templates.txt")
    assert len(chosen) == 300
    assert chosen["n000001"] == "0004_01.jpg"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name,image\n", "first line must be"),
        ("user;template_image\nn1 0001.jpg\n", "Line 2"),
        ("user;template_image\nn1;a.jpg;b.jpg\n", "Line 2"),
        ("user;template_image\nn1;a.jpg\nn1;b.jpg\n", "two references for n1"),
    ],
)
def test_other_lists_are_refused(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "list.txt").write_text(text)
    with pytest.raises(UsageError, match=words):
        read_override(tmp_path / "list.txt")
    with pytest.raises(UsageError, match="cannot be read"):
        read_override(tmp_path / "absent.txt")


def test_the_step_chooses_one_image_per_subject_shows_them_and_takes_a_list(
    small_plan: Planner, own_labelled: Path, tmp_path: Path
) -> None:
    rows = read_rows(own_labelled / "references" / "references.csv", ("subject", "path"))
    assert len(rows) == 6
    assert all(r["path"].startswith(r["subject"] + "/") and r["by"] == "compliance" for r in rows)
    page = (own_labelled / "references" / "references.html").read_text()
    assert page.count("<img ") == 6
    assert "http" not in page
    assert (own_labelled / "references" / "references.png").stat().st_size > 1000
    subject = rows[0]["subject"]
    other = next(f"000{n}.jpg" for n in (1, 2, 3) if not rows[0]["path"].endswith(f"000{n}.jpg"))
    override = tmp_path / "list.txt"
    override.write_text(f"user;template_image\n{subject};{other}\nnobody;1.jpg\n")
    plan = small_plan(own_labelled, references={"override": str(override)})
    assert run_step("references", plan)
    again = read_rows(own_labelled / "references" / "references.csv", ("subject", "path"))
    assert (again[0]["path"], again[0]["by"]) == (f"{subject}/{other}", "list")
    assert again[1:] == rows[1:]
