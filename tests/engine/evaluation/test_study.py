from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import spearmanr

from faceqnet_engine.errors import OutputError, UsageError
from faceqnet_engine.evaluation.bootstrap import subject_draws
from faceqnet_engine.evaluation.edc import curve, normalised_pauc
from faceqnet_engine.evaluation.figures import FORMATS, edc_figure, rendered
from faceqnet_engine.evaluation.limits import for_fnmr, for_rejection, limits_of
from faceqnet_engine.evaluation.methods import GRID, spearman
from faceqnet_engine.evaluation.report import Context, write_report
from faceqnet_engine.evaluation.study import Labelled, Options, Study, study
from faceqnet_engine.evaluation.summary import as_values, curve_csv, method_table

Maker = Callable[..., Labelled]
QUICK = Options(draws=60, non_mated=20_000)


@pytest.fixture(scope="module")
def world(made: Maker) -> Labelled:
    return made()


@pytest.fixture(scope="module")
def found(world: Labelled) -> Study:
    return study(world, QUICK)


def test_it_says_what_the_definitions_say(world: Labelled, found: Study) -> None:
    a, b = found.comparisons.mated
    distance = np.linalg.norm(world.embeddings[a].astype(float) - world.embeddings[b], axis=1)
    errors = -distance < np.quantile(-distance, 0.05)
    assert (errors == found.errors).mean() > 0.999  # float32 at the limit itself
    quality = world.qualities["made"]
    wanted = curve(np.minimum(quality[a], quality[b]), found.errors)
    assert found.methods[0].pauc[0.3].value == pytest.approx(normalised_pauc(wanted, 0.3))
    assert found.methods[0].fnmr[0] == pytest.approx(found.errors.mean())
    assert found.methods[0].pauc[0.3].high < found.methods[1].pauc[0.3].low
    difference = found.differences[0]
    assert difference.distinguishable
    assert difference.figure.value < 0
    assert found.spearman["made", "random"] == pytest.approx(
        spearmanr(quality, world.qualities["random"]).statistic
    )
    assert found.fmr == pytest.approx(np.mean(found.non_mated >= found.threshold))


def test_ties_share_their_ranks() -> None:
    rng = np.random.default_rng(0)
    a, b = rng.integers(0, 5, 200).astype(float), rng.integers(0, 9, 200).astype(float)
    assert spearman(a, b) == pytest.approx(spearmanr(a, b).statistic)
    assert np.isnan(spearman(a, np.ones(200)))


def test_images_that_a_method_does_not_know_are_left_out_of_all(world: Labelled) -> None:
    holes = world.qualities["made"].copy()
    holes[:10] = np.nan
    embeddings = world.embeddings.copy()
    embeddings[20] = np.nan
    result = study(
        replace(world, qualities={**world.qualities, "holes": holes}, embeddings=embeddings), QUICK
    )
    assert len(result.used) == len(world.paths) - 11
    assert result.left_out == {
        "no face was embedded": [world.paths[20]],
        "no score of holes": world.paths[:10],
    }


def test_the_order_of_the_input_does_not_matter(world: Labelled) -> None:
    order = np.random.default_rng(3).permutation(len(world.paths))
    shuffled = Labelled(
        [world.paths[i] for i in order],
        [world.subjects[i] for i in order],
        world.embeddings[order],
        world.similarity,
        world.recogniser,
        {name: q[order] for name, q in world.qualities.items()},
    )
    options = replace(QUICK, most_pairs=0)
    one, other = study(world, options), study(shuffled, options)
    assert one.threshold == pytest.approx(other.threshold)
    assert np.allclose(one.methods[0].fnmr, other.methods[0].fnmr)


def test_by_fmr_the_limit_is_where_non_mated_pairs_say(world: Labelled) -> None:
    result = study(world, replace(QUICK, fmr=0.001))
    assert result.fmr <= 0.001
    assert np.mean(result.non_mated >= np.nextafter(np.float32(result.threshold), np.float32(-9))) > 0.001
    assert "FMR 0.1 %" in result.convention or "FMR 0.0" in result.convention


def test_the_other_convention_keeps_fmr_and_is_named(world: Labelled) -> None:
    result = study(world, replace(QUICK, re_estimate=True))
    assert "estimated again" in result.convention
    assert result.methods[0].fnmr[0] == pytest.approx(result.errors.mean())
    assert result.methods[0].low[0] < result.methods[0].fnmr[0] < result.methods[0].high[0]
    assert result.methods[0].fnmr[30] < result.methods[1].fnmr[30]
    assert as_values(result, world.paths, "x")["convention"] == result.convention


# Bad input, as the command may be given it.


def test_one_subject_has_a_curve_but_no_fmr(made: Maker) -> None:
    one = made(subjects=1, each=12)
    result = study(one, QUICK)
    assert result.det is None
    assert np.isnan(result.fmr)
    assert any("one subject only" in w for w in result.warnings)
    for options in (replace(QUICK, fmr=0.1), replace(QUICK, re_estimate=True)):
        with pytest.raises(UsageError, match="one subject only"):
            study(one, options)
    with pytest.raises(UsageError, match="No non-mated"):
        study(made(), replace(QUICK, fmr=0.1, non_mated=0))


@pytest.mark.parametrize("options", [QUICK, replace(QUICK, fmr=0.1, re_estimate=True)])
def test_pairs_of_one_subject_have_no_bands_and_rank_nothing(
    made: Maker, options: Options, tmp_path: Path
) -> None:
    several = made(subjects=9, each=12)
    kept = [*range(12), *range(12, 108, 12)]  # one subject with twelve images, eight with one
    one = replace(
        several,
        paths=[several.paths[i] for i in kept],
        subjects=[several.subjects[i] for i in kept],
        embeddings=several.embeddings[kept],
        qualities={name: values[kept] for name, values in several.qualities.items()},
    )
    result = study(one, options)
    assert len(result.methods) > 1
    assert any("of one subject: no bands" in w for w in result.warnings)
    for method in result.methods:
        assert np.isfinite(method.fnmr).all()
        assert np.isnan([*method.low, *method.high, method.pauc[0.3].low, method.at[0.05].high]).all()
    assert not any(d.distinguishable for d in result.differences)
    assert any("No bands: one subject" in t.get_text() for t in edc_figure(result).texts)
    written = write_report(result, Context("t", one.paths, one.qualities["made"], "x", "p"), tmp_path)
    told = [file.read_text() for file in written if file.suffix in {".json", ".csv", ".html"}]
    assert len(told) == 3
    assert not any(re.search(r"\bnan\b", text, re.IGNORECASE) for text in told)
    assert not re.search(r"\bnan\b", str(method_table(result)[1]))


def test_subjects_with_one_image_are_counted_and_alone_refused(made: Maker) -> None:
    with pytest.raises(UsageError, match="None of the 60 subjects has two"):
        study(made(each=1), QUICK)
    mixed = made(subjects=30)
    names = [*mixed.subjects]
    names[0] = "alone"
    result = study(replace(mixed, subjects=names), QUICK)
    assert any(w.startswith("1 subject has one usable image") for w in result.warnings)


def test_nothing_usable_is_refused(world: Labelled) -> None:
    for broken in (
        replace(world, embeddings=np.full_like(world.embeddings, np.nan)),
        replace(world, embeddings=np.zeros((len(world.paths), 0), np.float32)),
        replace(world, qualities={"none": np.full(len(world.paths), np.nan)}),
    ):
        with pytest.raises(UsageError, match="Nothing was compared"):
            study(broken, QUICK)


def test_equal_scores_are_no_order_and_are_said(world: Labelled) -> None:
    flat = {"flat": np.full(len(world.paths), 0.5), "made": world.qualities["made"]}
    result = study(replace(world, qualities=flat), QUICK)
    assert result.methods[0].constant
    assert result.methods[0].pauc[0.3].value == pytest.approx(1)
    assert np.allclose(result.methods[0].fnmr, result.errors.mean())
    assert any("flat are equal" in w for w in result.warnings)


def test_equal_embeddings_have_no_errors_and_are_said(world: Labelled, tmp_path: Path) -> None:
    result = study(replace(world, embeddings=np.ones_like(world.embeddings)), QUICK)
    assert not result.errors.any()
    assert result.warnings[0].startswith("No errors")
    assert np.isnan(result.methods[0].pauc[0.3].value)
    written = write_report(result, Context("t", world.paths, world.qualities["made"], "x", "p"), tmp_path)
    assert "nothing can be said" in written[-1].read_text()


def test_fewer_than_ten_errors_are_said_and_marked(world: Labelled) -> None:
    result = study(replace(world, subjects=world.subjects), replace(QUICK, fnmr0=0.005, most_pairs=10))
    assert 0 < result.errors.sum() < 10
    assert re.match(r"\d errors: too few to rank methods", result.warnings[0])
    assert result.methods[0].few_from == 0
    assert not any(d.distinguishable for d in result.differences)
    assert b"too few to rank" in rendered(edc_figure(result), "svg") or "too few" in str(
        [t.get_text() for t in edc_figure(result).texts]
    )


def test_a_rare_fmr_is_called_a_guess(world: Labelled) -> None:
    assert any("it is a guess" in w for w in study(world, replace(QUICK, fmr=1e-5)).warnings)


def test_caps_are_said(world: Labelled) -> None:
    said = " ".join(study(world, replace(QUICK, most_pairs=4, non_mated=100)).warnings)
    assert "240 of 900 mated pairs were compared: at most 4 of one subject" in said
    assert "100 of 63,720 non-mated pairs" in said


# What is written.


def test_the_files_are_whole_and_say_the_same(world: Labelled, found: Study, tmp_path: Path) -> None:
    context = Context(
        "people & <b>others</b>", world.paths, world.qualities["made"], "faceqnet evaluate x", "F 1"
    )
    written = write_report(found, context, tmp_path / "a" / "b")
    names = {p.name for p in written}
    assert names >= {"evaluation.json", "report.html", "edc.csv", *(f"edc.{kind}" for kind in FORMATS)}
    assert names == {p.name for p in (tmp_path / "a" / "b").iterdir()}
    values = json.loads((tmp_path / "a" / "b" / "evaluation.json").read_text())
    assert values["command"] == "faceqnet evaluate x"
    assert values["methods"][0]["pauc"]["0.3"]["value"] == pytest.approx(found.methods[0].pauc[0.3].value)
    assert values["methods"][0]["curve"]["discarded"] == GRID.tolist()
    assert sum(values["similarities"]["mated"]) == len(found.mated)
    head = {"edc.png": b"\x89PNG", "edc.pdf": b"%PDF", "edc.svg": b"<?xml"}
    for name, magic in head.items():
        assert (tmp_path / "a" / "b" / name).read_bytes().startswith(magic)
    assert curve_csv(found).count("\n") == 1 + 2 * len(GRID)


def test_the_report_stands_alone_and_escapes_what_it_shows(
    world: Labelled, tmp_path: Path, portrait: Path
) -> None:
    paths = [f"{p}\"><script>alert('x')</script>" for p in world.paths]
    groups = {"<i>kind</i>": ["a" if n % 2 else "b" for n in range(len(paths))]}
    strange = replace(
        world, paths=paths, groups=groups, qualities={"<u>q</u>": world.qualities["made"], **world.qualities}
    )
    result = study(strange, QUICK)
    thumbnail = portrait.read_bytes()[:2000]
    context = Context("<b>t</b>", paths, world.qualities["made"], "run 'a & b'", "F", lambda _: thumbnail)
    text = write_report(result, context, tmp_path)[-1].read_text()
    assert "<script" not in text
    assert "<u>q" not in text
    assert "<i>kind" not in text
    assert "<b>t</b>" not in text
    assert "run &#39;a &amp; b&#39;" in text
    sources = re.findall(r'(?:src|href)\s*=\s*"([^"]{0,30})', text)
    assert sources
    assert all(source.startswith("data:image/") for source in sources)
    assert not re.search(r"https?://|url\(|@import", text)


def test_equal_studies_give_equal_files(world: Labelled, found: Study, tmp_path: Path) -> None:
    context = Context("t", world.paths, world.qualities["made"], "x", "p")
    one = write_report(found, context, tmp_path / "one")
    other = write_report(study(world, QUICK), context, tmp_path / "other")
    for a, b in zip(one, other, strict=True):
        assert a.read_bytes() == b.read_bytes(), a.name


def test_a_folder_that_cannot_be_written_is_a_sentence(world: Labelled, found: Study, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    context = Context("t", world.paths, world.qualities["made"], "x", "p")
    with pytest.raises(OutputError, match="cannot be made"):
        write_report(found, context, tmp_path / "file" / "in")


def test_the_table_brackets_what_cannot_be_told_apart(world: Labelled) -> None:
    noisy = world.qualities["made"] + np.random.default_rng(0).normal(0, 0.01, len(world.paths))
    result = study(replace(world, qualities={"made": world.qualities["made"], "noisy": noisy}), QUICK)
    header, rows = method_table(result)
    assert len(header) == len(rows[0]) == len(rows[1])
    assert rows[1][-1].endswith("not distinguishable")


# Limits on quality.


def test_limits_say_what_rejecting_does(world: Labelled, found: Study) -> None:
    quality, pairs = world.qualities["made"], found.comparisons.mated
    draws = subject_draws(found.subjects[pairs[0]], 100)
    made_limits = limits_of(quality, found.subjects, pairs, found.errors, draws)
    assert made_limits.rejected[0] == made_limits.discarded[0] == made_limits.lost_subjects[0] == 0
    for k in (0, 40, 120):
        limit = made_limits.limits[k]
        kept = (quality[pairs[0]] >= limit) & (quality[pairs[1]] >= limit)
        assert made_limits.fnmr[k] == pytest.approx(found.errors[kept].mean())
        assert made_limits.discarded[k] == pytest.approx(1 - kept.mean())
        assert made_limits.rejected[k] == pytest.approx(np.mean(quality < limit))
        left = set(found.subjects[quality >= limit].tolist())
        assert made_limits.lost_subjects[k] == len(set(found.subjects.tolist()) - left)
    chosen = for_fnmr(made_limits, 0.02)
    assert chosen.reached
    assert made_limits.fnmr[chosen.place] <= 0.02 < made_limits.fnmr[chosen.place - 1]
    assert chosen.limit.low <= chosen.limit.value <= chosen.limit.high
    assert made_limits.at(chosen.limit.value) == chosen.place
    tenth = for_rejection(made_limits, 0.1)
    assert made_limits.rejected[tenth.place] <= 0.1 < made_limits.rejected[tenth.place + 1]
    flat = limits_of(np.ones(len(quality)), found.subjects, pairs, found.errors, draws)
    assert not for_fnmr(flat, 0.02).reached
    assert for_rejection(flat, 0.5).place == 0
