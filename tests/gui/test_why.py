"""Why this score: verdicts, reasons, measures, overlays, profiles and their editor, with real keys and photos."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel

from faceqnet_engine.assessment import Assessment, Status
from faceqnet_engine.measures.catalogue import IDS, NOT_ASSESSED
from faceqnet_engine.measures.profiles import (
    Limit,
    On,
    Profile,
    own_folder,
    profile,
    profiles,
    read_profile,
    write_profile,
)
from faceqnet_engine.measures.values import Measures, Note
from faceqnet_gui.desk.limit_row import LimitRow
from faceqnet_gui.desk.measures_panel import ITEM_ROLE, MeasuresModel, items_of
from faceqnet_gui.desk.own_profiles import identifier
from faceqnet_gui.desk.profile_editor import ProfileEditor
from faceqnet_gui.desk.rows_model import REASON_ROLE
from faceqnet_gui.desk.scatter import rank_correlation
from faceqnet_gui.desk.suggestions import Suggestions
from faceqnet_gui.look.widgets import Chip
from faceqnet_gui.session.filters import Sort
from faceqnet_gui.session.judged import FAILS, NO_VERDICT, PASSES

FACE = {
    "box_x": 100.0, "box_y": 60.0, "box_w": 200.0, "box_h": 240.0, "right_eye_x": 160.0, "right_eye_y": 140.0,
    "left_eye_x": 240.0, "left_eye_y": 140.0, "nose_x": 200.0, "nose_y": 190.0, "mouth_right_x": 165.0,
    "mouth_right_y": 235.0, "mouth_left_x": 235.0, "mouth_left_y": 235.0, "ied": 80.0, "faces": 1, "face": 0,
}  # fmt: skip
GOOD = {
    "Sharpness": 80.0, "IlluminationUniformity": 0.5, "LuminanceMean": 0.4, "UnderExposurePrevention": 0.02,
    "OverExposurePrevention": 0.0, "InterEyeDistance": 80.0, "HeadPoseYaw": 2.0, "HeadPosePitch": 1.0,
    "HeadPoseRoll": 0.0, "EyesOpen": 0.08, "MouthClosed": 0.01, "SingleFacePresent": 0.0, "NaturalColour": 0.0,
    "BackgroundUniformity": 5.0, "LeftwardCropOfTheFaceImage": 2.5, "RightwardCropOfTheFaceImage": 2.5,
    "MarginAboveOfTheFaceImage": 1.8, "MarginBelowOfTheFaceImage": 2.2,
}  # fmt: skip


def _measured(name: str, quality: int, notes: dict[str, Note] | None = None, **natives: float) -> Assessment:
    return Assessment(
        name, "/photos", status=Status.OK, quality=quality, score=quality / 100, width=400, height=500,
        file=f"/nowhere/{name}", measures=Measures.of(GOOD | natives, notes), **FACE,
    )  # fmt: skip


@pytest.fixture
def judged(window, qtbot):
    """The window with rows as a scan would bring them: good, blurred and turned, small."""
    window.inputs = ["/photos"]
    rows = [
        _measured("good.jpg", 90),
        _measured("blurred.jpg", 50, Sharpness=10.0, HeadPoseYaw=40.0),
        _measured("small.jpg", 70, InterEyeDistance=30.0),
        *(_measured(f"more_{n:02}.jpg", 60 + n, Sharpness=50.0 + 1.5 * n) for n in range(25)),
    ]
    window._take_rows(rows)
    window.refresh(force=True)
    window.use_profile(profile("enrolment"))
    return window


def _current(window, name: str) -> None:
    row = next(n for n in range(len(window.columns)) if window.columns.row(n).path == name)
    window.pick_row(row)
    QApplication.processEvents()


def _key(qtbot, widget, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(widget, key, modifier)
    QApplication.processEvents()


def _focus(qtbot, window, widget) -> None:
    window.activateWindow()
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)


def _texts(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def test_another_profile_gives_other_verdicts_and_pills(judged) -> None:
    def pills() -> dict[str, str]:
        model = judged.grid_model
        return {
            model.assessment(n).path: model.data(model.index(n), REASON_ROLE) for n in range(model.rowCount())
        }

    assert pills()["small.jpg"] == "too-small"
    assert pills()["good.jpg"] == ""
    judged.use_profile(Profile("wide", "Wide", (Limit("InterEyeDistance", On.NATIVE, least=200.0),)))
    assert set(pills().values()) == {"too-small"}
    judged.use_profile(None)
    assert set(pills().values()) == {""}
    assert set(judged.columns.verdict.tolist()) == {NO_VERDICT}


def test_the_inspector_ranks_reasons_and_keeps_the_two_verdicts_apart(judged) -> None:
    _current(judged, "blurred.jpg")
    panel = judged.inspector.reasons
    assert panel.title.text() == "Why it fails “Enrolment”"
    assert panel.checks.text() == "2 of 19 checks"
    assert [reason.id for reason in panel.reasons] == ["head-turned", "blurred"]
    assert panel.recognition.verdict == PASSES  # 50 is above the profile's 40
    assert panel.portrait.verdict == FAILS
    assert "Measures advise. The FaceQnet score predicts recognition errors." in _texts(panel)
    _current(judged, "good.jpg")
    assert panel.title.text() == "Why it passes “Enrolment”"
    assert panel.portrait.verdict == PASSES


def test_at_most_three_reasons_are_shown_and_the_others_on_demand(judged, qtbot) -> None:
    judged._take_rows(
        [_measured("bad.jpg", 5, Sharpness=1.0, HeadPoseYaw=50.0, HeadPosePitch=40.0, InterEyeDistance=12.0, MouthClosed=0.5)]
    )  # fmt: skip
    judged.refresh(force=True)
    _current(judged, "bad.jpg")
    panel = judged.inspector.reasons
    assert len(panel.reasons) == 6
    assert panel.more.text() == "3 more"
    assert _texts(panel).count("wanted") + _texts(panel).count("at most") == 3
    qtbot.mouseClick(panel.more, Qt.MouseButton.LeftButton)
    assert _texts(panel).count("wanted") + _texts(panel).count("at most") == 6


def test_a_measure_without_a_value_says_so_and_why(judged, qtmodeltester) -> None:
    row = _measured("x.jpg", 50, {"EyesOpen": Note.NO_MESH})
    row = Assessment(**{f: getattr(row, f) for f in row.__slots__ if f != "measures"}, measures=Measures.of(
        {k: v for k, v in GOOD.items() if k != "EyesOpen"}, {"EyesOpen": Note.NO_MESH}))  # fmt: skip
    model = MeasuresModel()
    model.set_items(items_of(row, None))
    qtmodeltester.check(model)
    index = model.index(model.place_of("EyesOpen"))
    assert index.data(ITEM_ROLE).component is None
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Eyes open: not assessed"
    assert "mesh does not fit" in index.data(Qt.ItemDataRole.ToolTipRole)
    shown = {model.index(n).data(ITEM_ROLE).measure for n in range(model.rowCount())} - {""}
    assert shown == {*IDS, *NOT_ASSESSED}
    assert "no free network" in model.index(model.place_of("EyesVisible")).data(Qt.ItemDataRole.ToolTipRole)


def test_a_bar_says_value_limit_and_source_and_its_tick_is_where_a_native_limit_lies(judged) -> None:
    _current(judged, "small.jpg")
    model = judged.inspector.measures.model()
    index = model.index(model.place_of("InterEyeDistance"))
    item = index.data(ITEM_ROLE)
    assert item.native == "30 px"
    assert item.limit == (38.0,)  # 60 px on the scale: 100 S(60; 70, 20)
    tip = index.data(Qt.ItemDataRole.ToolTipRole)
    assert "Value 30 px, component 12 of 100." in tip
    assert "Wanted: 60 px or more. Source: FaceQnet." in tip
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Inter-eye distance: 12 of 100, 30 px, fails.")


def test_a_click_on_a_bar_shows_on_the_photo_what_was_measured_and_a_second_hides_it(judged, qtbot) -> None:
    _current(judged, "small.jpg")
    bars = judged.inspector.measures
    index = bars.model().index(bars.model().place_of("InterEyeDistance"))
    judged.inspector.findChild(type(bars)).scrollTo(index)
    qtbot.mouseClick(bars.viewport(), Qt.MouseButton.LeftButton, pos=bars.visualRect(index).center())
    photo = judged.inspector.photo
    qtbot.waitUntil(lambda: bool(photo.shapes))
    assert photo.show_measure
    assert photo.shapes[0].points == ((160.0, 140.0), (240.0, 140.0))
    assert photo.shapes[0].label == "30 px"
    qtbot.mouseClick(bars.viewport(), Qt.MouseButton.LeftButton, pos=bars.visualRect(index).center())
    assert not photo.show_measure
    assert bars.active == ""


def test_v_shows_what_the_first_reason_looked_at_and_space_the_bare_picture(judged, qtbot) -> None:
    _current(judged, "blurred.jpg")
    _focus(qtbot, judged, judged.grid)
    _key(qtbot, judged.grid, Qt.Key.Key_V)
    assert judged.inspector.measure == "HeadPoseYaw"
    qtbot.waitUntil(lambda: len(judged.inspector.photo.shapes) == 3)
    assert {shape.axis for shape in judged.inspector.photo.shapes} == {0, 1, 2}
    _key(qtbot, judged.grid, Qt.Key.Key_V)
    assert not judged.inspector.photo.show_measure


def test_arrows_and_enter_work_the_list_of_measures(judged, qtbot) -> None:
    _current(judged, "good.jpg")
    bars = judged.inspector.measures
    _focus(qtbot, judged, bars)
    first = bars.currentIndex().data(ITEM_ROLE).measure
    _key(qtbot, bars, Qt.Key.Key_Down)
    second = bars.currentIndex().data(ITEM_ROLE).measure
    assert first and second and first != second
    _key(qtbot, bars, Qt.Key.Key_Return)
    assert judged.inspector.measure == second
    assert judged.current is not None  # Enter did not open the single view
    assert judged.view == "grid"


def test_the_table_has_columns_for_measures_and_sorts_by_them_both_ways(judged, qtbot, qtmodeltester) -> None:
    judged.show_view("table")
    judged.set_column("InterEyeDistance", True)
    qtmodeltester.check(judged.table_model)
    section = judged.table_model.names.index("InterEyeDistance")
    assert judged.table_model.headerData(section, Qt.Orientation.Horizontal) == "Inter-eye distance"
    judged.table.horizontalHeader().sectionClicked.emit(section)
    assert judged.order == Sort("InterEyeDistance")
    assert judged.table_model.assessment(0).path == "small.jpg"
    judged.table.horizontalHeader().sectionClicked.emit(section)
    assert judged.order == Sort("InterEyeDistance", descending=True)
    assert judged.table_model.assessment(judged.table_model.rowCount() - 1).path == "small.jpg"
    judged.set_column("InterEyeDistance", False)
    assert "InterEyeDistance" not in judged.table_model.names


def test_filters_by_verdict_reason_and_range_are_chips_that_can_be_removed(judged, qtbot) -> None:
    judged.filter_verdict(FAILS)
    judged.filter_reason("blurred")
    judged.filter_range("Sharpness", 0, 20)
    assert judged.grid_model.rowCount() == 1

    def chips() -> dict[str, Chip]:
        QApplication.processEvents()
        return {c.accessibleName(): c for c in judged.chips.findChildren(Chip) if c.isVisible()}

    assert set(chips()) == {f"Remove the filter {w}" for w in ("Fails", "Blurred", "Sharpness 0 to 20")}
    while chips():
        qtbot.mouseClick(next(iter(chips().values())), Qt.MouseButton.LeftButton)
    assert judged.grid_model.rowCount() == 28


def test_scatter_and_grid_share_the_current_photo_and_the_selection(judged, qtbot) -> None:
    judged.show_chart("scatter")
    judged.bottom.scatter.choose("quality", "InterEyeDistance")
    plot = judged.bottom.scatter.plot
    small = next(n for n in range(len(judged.columns)) if judged.columns.row(n).path == "small.jpg")
    qtbot.waitUntil(lambda: plot.place_of(small) is not None)
    place = plot.place_of(small).toPoint()
    qtbot.mouseClick(plot, Qt.MouseButton.LeftButton, pos=place)
    assert judged.current == small
    qtbot.mousePress(plot, Qt.MouseButton.LeftButton, pos=place - QPoint(8, 8))
    qtbot.mouseMove(plot, place + QPoint(8, 8))
    qtbot.mouseRelease(plot, Qt.MouseButton.LeftButton, pos=place + QPoint(8, 8))
    assert judged.selected_rows().tolist() == [small]
    assert "28 photos" in judged.bottom.scatter.words
    assert plot.accessibleDescription().startswith("Inter-eye distance, Quality:")


def test_rank_correlation_of_ties_and_of_what_does_not_vary() -> None:
    import numpy as np
    from scipy.stats import spearmanr

    xy = np.array([(1, 4), (2, 4), (2, 1), (5, 9), (7, 3)], float)
    assert rank_correlation(xy) == pytest.approx(spearmanr(*xy.T).statistic)
    assert rank_correlation(np.array([(1, 4), (1, 5), (1, 6)], float)) is None


def test_two_selected_photos_are_compared_and_large_differences_said(judged) -> None:
    judged.show_chart("compare")
    assert "Select 2 to 4 photos" in _texts(judged.bottom.compare)
    rows = [n for n in range(len(judged.columns)) if judged.columns.row(n).path in {"good.jpg", "small.jpg"}]
    judged.select_rows(rows)
    words = judged.bottom.compare.bars.accessibleDescription()
    assert "Inter-eye distance: 12, 62" in words or "Inter-eye distance: 62, 12" in words
    assert "Sharpness" not in words


@pytest.fixture
def editor(judged, qtbot) -> ProfileEditor:
    judged.edit_profile()
    qtbot.waitExposed(judged._editor)
    return judged._editor


def _type(qtbot, field, text: str) -> None:
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)


def test_editing_a_limit_shows_counts_and_the_nearest_photos_at_once(editor, qtbot) -> None:
    before = editor.preview.headline.text()
    assert before == "26 → 26 of 28 photos pass"
    _type(qtbot, editor.row("InterEyeDistance").least, "25")
    assert editor.preview.headline.text() == "26 → 27 of 28 photos pass"
    assert len(editor.preview.keeping.rows) == 6
    assert editor.preview.missing.rows == []
    assert "Inter-eye distance, 25 px or more" in editor.preview.near_title.text()


def test_edits_are_undone_and_done_again(editor, qtbot) -> None:
    field = editor.row("InterEyeDistance").least
    _type(qtbot, field, "25")
    editor.remove_limit("Sharpness")
    assert editor.profile.limit("Sharpness") is None
    editor.undo()
    assert editor.profile.limit("Sharpness") is not None
    editor.undo()
    assert field.text() == "60"
    editor.redo()
    assert field.text() == "25"


def test_the_oval_of_live_is_part_of_the_profile(editor, qtbot) -> None:
    assert editor.guide.value() == 62
    for _ in range(14):
        qtbot.keyClick(editor.guide, Qt.Key.Key_Down)
    assert editor.profile.guide == 0.48
    editor.undo()
    assert editor.guide.value() == 62
    editor.redo()
    editor.keep()
    assert profile(editor.profile.title.lower().replace(", ", "-")).guide == 0.48


def test_what_is_wrong_is_said_in_words_and_not_saved(editor, qtbot) -> None:
    row = editor.row("InterEyeDistance")
    _type(qtbot, row.least, "abc")
    assert "Inter-eye distance: this is not a number." in editor.words.text()
    assert not editor.save.isEnabled()
    _type(qtbot, row.least, "90")
    _type(qtbot, row.most, "80")
    assert "from is larger than to" in editor.words.text()
    _type(qtbot, row.most, "95")
    assert editor.save.isEnabled()
    _type(qtbot, editor.title, "Enrolment")
    assert "comes with the program" in editor.words.text()


def test_limits_that_no_head_can_keep_are_named(editor) -> None:
    editor._limit_edited(Limit("HeadSize", On.NATIVE, least=0.7), "least")
    words = editor.preview.conflicts.text()
    assert "Head size" in words and ("Room above" in words or "Room below" in words)


def test_saving_writes_an_own_profile_that_is_used_and_can_be_deleted(judged, editor, qtbot) -> None:
    _type(qtbot, editor.title, "Gate 4")
    _type(qtbot, editor.row("InterEyeDistance").least, "25")
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    kept = read_profile(own_folder() / "gate-4.toml")
    assert kept.title == "Gate 4" and kept.limit("InterEyeDistance").least == 25
    assert judged.judged.profile == kept
    assert judged.settings.profile == "gate-4"
    assert judged.chips.profile_button.toolTip() == "Photos are judged by the profile “Gate 4”"
    judged.edit_profile()
    again = judged._editor
    for _ in range(2):
        qtbot.mouseClick(again.delete_own, Qt.MouseButton.LeftButton)
    assert [p.id for p in profiles()] == ["relaxed", "enrolment", "icao-portrait"]
    assert judged.judged.profile.id == "enrolment"


def test_suggestions_are_shown_first_and_applied_in_one_step(editor, judged) -> None:
    dialog = Suggestions(
        editor, editor.profile, editor.preview.trial, judged.columns, judged.grid_model.shown
    )
    assert "the 28 photos shown" in _texts(dialog)
    assert dialog.suggested.limit("Sharpness") != editor.profile.limit("Sharpness")
    assert editor.profile.limit("Sharpness").least == 40  # nothing has changed yet
    editor._edit(dialog.suggested, "", rebuild=True)
    editor.undo()
    assert editor.profile.limit("Sharpness").least == 40


def test_a_profile_is_imported_and_a_damaged_one_is_explained(judged, tmp_path: Path, monkeypatch) -> None:
    file = tmp_path / "gate.toml"
    write_profile(Profile("gate", "Gate", (Limit("Sharpness", least=99.0),)), file)
    judged.take_profile(file)
    assert judged.judged.profile.id == "gate"
    assert (own_folder() / "gate.toml").is_file()
    said: list[str] = []
    monkeypatch.setattr(judged, "report", said.append)
    file.write_text('id = "gate"\n[limits.Beauty]\nleast = 3\n')
    judged.take_profile(file)
    assert said == ["gate.toml: there is no measure called Beauty."]
    assert judged.judged.profile.limit("Sharpness").least == 99


def test_a_profile_that_is_gone_is_said_and_not_replaced(judged, tmp_path: Path) -> None:
    judged.remember(profile="long-gone")
    assert judged.read_profile() is None
    assert "long-gone" in judged.toast.text


def test_shares_are_written_in_percent_and_steps_work_by_key(qtbot) -> None:
    row = LimitRow(Limit("HeadSize", On.NATIVE, least=0.36, most=0.54))
    qtbot.addWidget(row)
    assert (row.least.text(), row.most.text()) == ("36", "54")
    with qtbot.waitSignal(row.edited) as told:
        qtbot.keyClick(row.least, Qt.Key.Key_Up)
    assert told.args[0].least == pytest.approx(0.37)


def test_controls_have_names_for_screen_readers(judged, editor) -> None:
    for widget in (
        judged.inspector.measures, judged.inspector.reasons.recognition, judged.bottom.scatter.plot,
        judged.bottom.scatter.across, judged.chips.profile_button, judged.chips.filter_button,
        editor.row("Sharpness").least, editor.row("Sharpness").advise, editor.title,
    ):  # fmt: skip
        interface = QAccessible.queryAccessibleInterface(widget)
        assert interface.text(QAccessible.Text.Name), widget
    assert editor.row("Sharpness").least.accessibleName() == "Sharpness: from"


def test_spanish_says_everything_in_spanish(judged) -> None:
    judged.choose_language("es")
    try:
        _current(judged, "blurred.jpg")
        panel = judged.inspector.reasons
        assert panel.title.text() == "Por qué no pasa «Registro»"
        assert "Girada 40° a su izquierda; como máximo 15°." in _texts(panel)
        item = judged.inspector.measures.model().index(1).data(ITEM_ROLE)
        assert item.label == "Uniformidad de la luz"
    finally:
        judged.choose_language("en")


def test_names_become_short_ones() -> None:
    assert identifier("Pasaporte, Año 2026!") == "pasaporte-ano-2026"
    assert identifier("漢字") == ""


def test_a_real_scan_is_judged_and_its_mesh_is_drawn(
    window, scanned, qtbot, shared_data, tmp_path: Path
) -> None:
    folder = tmp_path / "real"
    folder.mkdir()
    for photo in sorted((shared_data / "london" / "full" / "neutral").glob("*.jpg"))[:2]:
        shutil.copy(photo, folder)
    scanned(folder)
    assert set(window.columns.verdict.tolist()) <= {PASSES, 2, FAILS}
    window.pick_row(0)
    window.inspector.show_measure("EyesOpen")
    qtbot.waitUntil(lambda: len(window.inspector.photo.shapes) >= 2, timeout=30_000)
    eyes = window.inspector.photo.shapes
    assert all(shape.closed for shape in eyes[:2])
    row = window.inspector.row
    centre = sum(x for x, _ in eyes[0].points) / len(eyes[0].points)
    assert abs(centre - row.right_eye_x) < 0.2 * row.ied
