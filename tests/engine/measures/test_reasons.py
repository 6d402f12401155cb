"""Judging and its words: ranked, with value, wanted and remedy, in both languages."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faceqnet_engine import Assessor
from faceqnet_engine.assessment import Assessment, Status
from faceqnet_engine.measures.catalogue import CATALOGUE, IDS, NOT_ASSESSED, QUALITY
from faceqnet_engine.measures.judging import State, Verdict, figures_of, judge, states, verdicts
from faceqnet_engine.measures.profiles import Limit, On, Profile, profile
from faceqnet_engine.measures.reasons import reasons, with_profile
from faceqnet_engine.measures.values import Measures, Note
from faceqnet_engine.measures.words import (
    LANGUAGES,
    measure_how,
    measure_label,
    note_words,
    number,
    table,
    with_unit,
)

GOOD = {
    "BackgroundUniformity": 5.0, "IlluminationUniformity": 0.8, "LuminanceMean": 0.35, "LuminanceVariance": 0.02,
    "UnderExposurePrevention": 0.1, "OverExposurePrevention": 0.0, "DynamicRange": 7.2, "Sharpness": 80.0,
    "CompressionArtifacts": 92.0, "NaturalColour": 0.0, "SingleFacePresent": 0.0, "EyesOpen": 0.08,
    "MouthClosed": 0.01, "InterEyeDistance": 140.0, "HeadSize": 0.42, "LeftwardCropOfTheFaceImage": 2.4,
    "RightwardCropOfTheFaceImage": 2.4, "MarginAboveOfTheFaceImage": 1.1, "MarginBelowOfTheFaceImage": 1.28,
    "HeadPoseYaw": 1.0, "HeadPosePitch": -2.0, "HeadPoseRoll": 0.5, "SceneLight": 0.9,
    "TonalRange": 90.0, "EyeLight": 0.3,
}  # fmt: skip
ICAO = profile("icao-portrait")


def row(quality: int | None = 80, **natives: float | None) -> Assessment:
    return Assessment(
        "p.jpg",
        status=Status.OK,
        faces=2,
        face=0,
        quality=quality,
        score=0.5,
        measures=Measures.of(GOOD | natives),
    )


def one(language: str = "en", rules: Profile = ICAO, **natives: float | None) -> tuple[str, str]:
    shown = row(**natives)
    found = reasons(shown, judge(shown, rules), language)
    return found[0].label, found[0].sentence


def test_a_good_portrait_passes() -> None:
    assert judge(row(), ICAO).verdict is Verdict.PASS
    assert reasons(row(), judge(row(), ICAO)) == ()


@pytest.mark.parametrize(
    ("natives", "label", "sentence"),
    [
        ({"InterEyeDistance": 38.2}, "Too small", "38 px between the eyes, wanted 90. Use the original photo, or come closer."),
        ({"HeadPoseYaw": 14.2}, "Head turned", "Turned 14° to their left, at most 5°. Look straight at the camera."),
        ({"HeadPoseYaw": -14.2}, "Head turned", "Turned 14° to their right, at most 5°. Look straight at the camera."),
        ({"HeadPosePitch": -12.0}, "Head down", "Looking down by 12°, at most 5°. Lift the chin."),
        ({"HeadPosePitch": 12.0}, "Head up", "Looking up by 12°, at most 5°. Lower the chin."),
        ({"HeadPoseRoll": -20.0}, "Tilted", "Tilted 20°, at most 8°. Straighten the head or the photo."),
        ({"Sharpness": 30.0}, "Blurred", "Sharpness 21, wanted 50. Hold the camera still and focus on the eyes."),
        ({"HeadSize": 0.2}, "Too far", "The head takes 20 % of the height, wanted 36 % or more. Crop closer."),
        ({"HeadSize": 0.7}, "Too close", "The head takes 70 % of the height, at most 54 %. Leave more room around it."),
        ({"SingleFacePresent": 0.5}, "More than one face", "2 faces; the second is 50 % as large. Crop to one person."),
        ({"LuminanceMean": 0.9}, "Too bright", "Light on the face 12, wanted 50. Reduce the light or the exposure."),
        ({"EyesOpen": 0.02}, "Eyes closed", "Eyes open 0.020, wanted 0.045. Take it again with open eyes."),
        ({"LeftwardCropOfTheFaceImage": 1.1}, "Cut off",
         "Only 1.10 eye distances on the image's left, wanted 1.60. Leave more room."),
    ],
)  # fmt: skip
def test_a_reason_names_value_wanted_and_remedy(natives: dict, label: str, sentence: str) -> None:
    assert one(**natives) == (label, sentence)


def test_spanish_has_its_own_words_and_decimals() -> None:
    label, sentence = one("es", EyesOpen=0.02)
    assert label == "Ojos cerrados"
    assert "0,020" in sentence


def test_the_qualitys_remedy_is_the_best_of_the_rest() -> None:
    shown = row(quality=10, HeadPoseYaw=40.0)
    found = {r.id: r for r in reasons(shown, judge(shown, ICAO))}
    assert found["quality"].says == "Recognition quality 10, wanted 50 or more."
    assert found["quality"].remedy == found["head-turned"].remedy
    alone = row(quality=10)
    assert reasons(alone, judge(alone, ICAO))[0].remedy == "Take a new photo."


@pytest.mark.parametrize(
    "natives",
    [
        {"NaturalColour": 40.0},
        {"BackgroundUniformity": 400.0},
        {"MouthClosed": 0.9},
        {"SingleFacePresent": 0.9},
        {"MarginAboveOfTheFaceImage": 0.2},
        {"HeadSize": 0.9},
    ],
)
def test_a_rule_of_portraits_is_no_remedy_for_a_low_score(natives: dict) -> None:
    shown = row(quality=10, **natives)
    found = {r.id: r for r in reasons(shown, judge(shown, ICAO))}
    assert len(found) > 1
    assert found["quality"].remedy == "Take a new photo."
    turned = row(quality=10, HeadPoseYaw=16.0, **natives)
    found = {r.id: r for r in reasons(turned, judge(turned, ICAO))}
    assert found["quality"].remedy == found["head-turned"].remedy


def test_dark_skin_in_good_light_is_not_called_too_dark() -> None:
    skin = {"LuminanceMean": 0.05, "UnderExposurePrevention": 0.95}
    assert judge(row(**skin), ICAO).verdict is Verdict.PASS
    assert {line.limit.measure for line in judge(row(**skin), ICAO).lines if line.excused} == {
        "LuminanceMean", "UnderExposurePrevention",
    }  # fmt: skip
    dark = {"too-dark", "shadows-clipped"}
    for change in (
        {"EyeLight": 0.03},
        {"EyeLight": None, "SceneLight": 0.1},
        {"EyeLight": None, "TonalRange": 20.0},
    ):
        shown = row(**skin | change)
        assert {r.id for r in reasons(shown, judge(shown, ICAO))} == dark, change
    unseen = row(**skin, EyeLight=None)
    assert judge(unseen, ICAO).verdict is Verdict.PASS


@pytest.mark.slow
def test_nobody_in_the_even_light_of_a_studio_is_called_too_dark(shared_data: Path) -> None:
    rules = Profile(
        "light", "Light", tuple(ICAO.limit(m) for m in ("LuminanceMean", "UnderExposurePrevention"))
    )
    with Assessor(device="cpu") as assessor:
        rows = list(assessor.assess([str(shared_data / "london" / "neutral")]))
    assert len(rows) == 102
    assert [r.path for r in rows if judge(r, rules).verdict is not Verdict.PASS] == []


def test_what_is_not_assessed_asks_for_review_and_is_never_passed() -> None:
    measures = Measures.of(GOOD | {"EyesOpen": None}, {"EyesOpen": Note.NO_MESH})
    shown = Assessment("p", status=Status.OK, faces=1, face=0, quality=80, score=0.5, measures=measures)
    judgement = judge(shown, ICAO)
    assert judgement.verdict is Verdict.REVIEW
    (reason,) = reasons(shown, judgement)
    assert reason.says.startswith("Eyes open: not assessed. The face mesh does not fit")


def test_a_row_without_measures_is_never_passed() -> None:
    bare = Assessment("p", status=Status.OK, faces=1, face=0, quality=80, score=0.5)
    assert judge(bare, ICAO).verdict is Verdict.REVIEW


def test_advice_asks_for_review_and_never_fails() -> None:
    rules = Profile("x", "x", (Limit("BackgroundUniformity", least=50, advise=True),))
    shown = row(BackgroundUniformity=400.0)
    assert judge(shown, rules).verdict is Verdict.REVIEW
    assert not reasons(shown, judge(shown, rules))[0].fails


def test_without_a_face_a_photo_fails_and_unread_it_is_not_judged() -> None:
    assert judge(Assessment("p", status=Status.NO_FACE, faces=0), ICAO).verdict is Verdict.FAIL
    assert judge(Assessment("p", status=Status.UNREADABLE), ICAO).verdict is None


def test_reasons_are_ranked_by_how_far_they_miss() -> None:
    shown = row(HeadPoseYaw=45.0, Sharpness=48.0, InterEyeDistance=80.0)
    found = reasons(shown, judge(shown, ICAO))
    assert [r.id for r in found] == ["head-turned", "too-small", "blurred"]


def test_the_columns_hold_the_verdict_and_the_sentences() -> None:
    judged = with_profile(row(HeadPoseYaw=45.0), ICAO)
    assert (judged.profile, judged.verdict) == ("icao-portrait", "fail")
    assert (
        judged.value("reasons")
        == "Head turned: Turned 45° to their left, at most 5°. Look straight at the camera."
    )


def test_every_measure_every_note_and_every_reason_has_words_in_every_language() -> None:
    for language in LANGUAGES:
        for measure in (*IDS, *NOT_ASSESSED, QUALITY):
            assert measure_label(measure, language)
            assert measure_how(measure, language).endswith(".")
        assert all(note_words(note.value, language) for note in Note)
        for ident, words in table("reasons").items():
            if ident != "words":
                assert set(words[language]) == {"label", "says", "remedy"}
                assert len(words[language]["label"]) <= 32


@pytest.mark.parametrize("measure", [*IDS, QUALITY])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_measure_can_be_missed_in_words_both_ways(measure: str, language: str) -> None:
    for limit in (
        Limit(measure, least=99.0),
        Limit(measure, most=1.0),
        Limit(measure, On.NATIVE, least=50.0, most=51.0),
    ):
        rules = Profile("x", "x", (limit,))
        shown = row(**{r.id: r.width * 3 for r in CATALOGUE if r.id not in GOOD})
        for reason in reasons(shown, judge(shown, rules), language):
            assert "{" not in reason.sentence
            assert reason.sentence.endswith(".")


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.floats(-90, 90), st.floats(0, 100), st.integers(-1, 100)), min_size=1, max_size=20)
)
def test_one_row_and_many_rows_are_judged_alike(values: list[tuple[float, float, int]]) -> None:
    rows = [row(None if q < 0 else q, HeadPoseYaw=yaw, Sharpness=sharp) for yaw, sharp, q in values]
    together = verdicts(states(ICAO, figures_of(rows)))
    alone = [tuple(Verdict).index(judge(r, ICAO).verdict) for r in rows]  # type: ignore[arg-type]
    assert together.tolist() == alone


def test_a_limit_holds_at_its_own_value() -> None:
    rules = Profile(
        "x", "x", (Limit("EyesOpen", On.NATIVE, least=0.045), Limit("HeadPoseYaw", On.ABSOLUTE, most=5))
    )
    found = states(rules, figures_of([row(EyesOpen=0.045, HeadPoseYaw=-5.0)]))
    assert np.array_equal(found, [[State.HOLDS, State.HOLDS]])


def test_numbers_are_written_as_people_read_them() -> None:
    assert number(-2.0, 0) == "\u22122"
    assert number(-0.2, 0) == "0"
    assert with_unit(0.121, "%", 2) == "12.1 %"
    assert with_unit(0.121, "%", 2, "es") == "12,1 %"
    assert with_unit(2.5, "x", 1) == "2.5 times"
    assert with_unit(14.2, "deg", 0) == "14°"


def test_natives_come_back_from_their_packed_form() -> None:
    before = Measures.of(GOOD, {"NaturalColour": Note.GREY})
    assert Measures.unpacked(before.packed()) == before
    with pytest.raises(ValueError, match="another version"):
        Measures.unpacked([[1.0], [0]])
