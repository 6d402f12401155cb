"""The models: brought, checked, used, handed on, deleted; and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from faceqnet_engine.models.archive import export_model
from faceqnet_engine.models.own import DEFAULT, quality_models
from faceqnet_engine.models.registry import record
from faceqnet_gui.training.face_tiles import FaceTiles, Tile
from faceqnet_gui.training.plots import Plot, Series
from faceqnet_gui.training.view import TrainingView

LONG = 120_000


@pytest.fixture
def zipped(tmp_path: Path) -> Path:
    return export_model(DEFAULT, tmp_path / "model.zip")


def test_a_zip_becomes_a_card_is_checked_used_handed_on_and_deleted(
    room: TrainingView, window, qtbot, zipped: Path, tmp_path: Path
) -> None:
    models = room.models
    models.import_file(zipped, "door")
    qtbot.waitUntil(lambda: any(c.model.id == "door" for c in models.cards), timeout=LONG)
    assert models.detail.model is not None
    assert models.detail.model.id == "door"
    assert room.toast.text == "door is here and was checked."
    assert models.detail.plot.points == 40
    assert "faceqnet-r29" in models.detail.card.toPlainText()  # its card came along
    qtbot.mouseClick(models.detail.check, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "is intact" in room.toast.text, timeout=LONG)
    qtbot.mouseClick(models.detail.use, Qt.MouseButton.LeftButton)
    assert window.settings.model == "door"
    assert not models.detail.delete.isEnabled()  # it scores now
    models.detail.export_to(tmp_path / "again.zip")
    qtbot.waitUntil((tmp_path / "again.zip").is_file, timeout=LONG)
    models.detail.show_model(record(DEFAULT))
    assert not models.detail.delete.isVisible()
    models.detail.use_model()
    assert window.settings.model == ""
    models.detail.show_model(record("door"))
    for _ in range(2):  # it asks once
        assert record("door").path.is_file()
        qtbot.mouseClick(models.detail.delete, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not any(m.id == "door" for m in quality_models()), timeout=LONG)
    qtbot.waitUntil(lambda: not any(c.model.id == "door" for c in models.cards))


def test_a_bad_zip_is_refused_in_words_and_a_damaged_model_is_found(
    room: TrainingView, qtbot, zipped: Path, tmp_path: Path
) -> None:
    models = room.models
    (tmp_path / "cut.zip").write_bytes(zipped.read_bytes()[:4000])
    models.import_file(tmp_path / "cut.zip")
    qtbot.waitUntil(models.problem.isVisible, timeout=LONG)
    assert "cut.zip" in models.problem.words.text()
    models.import_file(zipped, "door")
    qtbot.waitUntil(lambda: any(c.model.id == "door" for c in models.cards), timeout=LONG)
    file = record("door").path
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    models.detail.check_model()
    qtbot.waitUntil(models.problem.isVisible, timeout=LONG)
    assert "does not match its fingerprint" in models.problem.words.text()


def test_a_model_that_is_gone_is_given_up_and_that_is_said(room: TrainingView, window) -> None:
    window.remember(model="nowhere")
    assert window.model_in_use() == DEFAULT
    assert window.settings.model == ""
    assert "nowhere" in window.toast.text


def test_a_plot_says_its_summary_and_keeps_its_numbers(qtbot) -> None:
    plot = Plot()
    qtbot.addWidget(plot)
    plot.set_words("Title", "x", "y")
    plot.set_series(
        Series("one", [1, 2], [0.001, 0.002], 0, [0, 0], [1, 1], marked=True), Series("two", [1], [2], -1)
    )
    assert plot.points == 3
    assert plot.view.getAxis("left").autoSIPrefix is False
    plot.set_bars([0, 1, 2], [3, 4])
    assert plot.points == 2
    plot.summarise("two bars")
    assert plot.accessibleDescription() == "two bars"


def test_tiles_are_chosen_by_click_and_named_for_screen_readers(qtbot) -> None:
    tiles = FaceTiles(lambda path: None)
    qtbot.addWidget(tiles)
    tiles.show_tiles(
        [Tile("a", "ada/1.jpg", ("Ada", "9 of 12"), ("triangle-alert", "blurred")), Tile("b", "bea/1.jpg")]
    )
    tiles.resize(400, 300)
    tiles.show()
    with qtbot.waitSignal(tiles.chosen) as chosen:
        place = tiles.visualRect(tiles.model().index(0, 0)).center()
        qtbot.mouseClick(tiles.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args == ["a"]
    words = tiles.model().data(tiles.model().index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert words == "Ada, 9 of 12, blurred, ada/1.jpg"
