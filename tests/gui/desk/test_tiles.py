"""Tiles are kept as they were drawn: whatever changes, what is kept must equal what would be drawn now."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from faceqnet_engine.measures.profiles import profiles
from faceqnet_gui.session.filters import Filter
from faceqnet_gui.session.marks import Decision

from .conftest import key, photo


def _rescore(desk: Any) -> None:
    row = desk.columns.row(int(desk.grid_model.shown[1]))
    desk._take_rows([photo(int(row.path[-6:-4]), 77)])
    desk.refresh(force=True)


def _brush(desk: Any) -> None:
    desk.preview_range(20, 40)


CHANGES: dict[str, Callable[[Any], object]] = {
    "a decision": lambda desk: desk.deciding.decide(Decision.REJECTED),
    "stars": lambda desk: desk.deciding.rate(4),
    "a selection": lambda desk: desk.select_rows(desk.grid_model.shown[:3]),
    "the limit": lambda desk: desk.grid.set_limit(90),
    "a profile": lambda desk: desk.use_profile(profiles()[0]),
    "no profile": lambda desk: desk.use_profile(None),
    "a file that is gone": lambda desk: desk.session.removed([desk.columns.file(desk.current)]),
    "a new score": _rescore,
    "a brush": _brush,
    "a filter": lambda desk: desk.set_filter(Filter(quality=(10, 60))),
    "the size": lambda desk: desk.grid.set_tile(256),
    "the theme": lambda desk: desk.choose_theme("light"),
}


def _seen(desk: Any) -> QImage:
    QApplication.processEvents()
    return desk.grid.viewport().grab().toImage()


@pytest.mark.parametrize("name", list(CHANGES))
def test_kept_tiles_equal_those_drawn_anew(desk, name) -> None:
    before = _seen(desk)
    CHANGES[name](desk)
    kept = _seen(desk)
    desk.grid.draw_anew()
    assert kept == _seen(desk)
    if name not in {"no profile", "a profile"}:  # rows without measures look alike under each
        assert kept != before
    desk.choose_theme("dark")


def test_a_thumbnail_that_arrives_is_seen(desk) -> None:
    before = _seen(desk)
    picture = QImage(64, 48, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.yellow)
    key_of = desk._key(desk.columns.row(int(desk.grid_model.shown[0])))
    desk.pictures._keep(key_of, picture, 384, False)
    assert _seen(desk) != before


def test_words_of_steps_and_results_follow_the_language(desk, qtbot) -> None:
    try:
        key(qtbot, desk.grid, Qt.Key.Key_A)
        desk.session.decisions.decide(np.arange(6), Decision.REJECTED)
        assert desk.status.undo_words == "Undo: Reject 6 images"
        desk.choose_language("es")
        QApplication.processEvents()
        assert desk.status.undo_words == "Deshacer: Rechazar 6 imágenes"
        desk.deciding.undo()
        assert desk.status.undo_words == "Deshacer: Aceptar 1 imagen"
        assert "Rechazar 6 imágenes" in desk.toast.text
        assert "Rechazar 6 imágenes" in desk.shell.table.actions["edit.redo"].text()
    finally:
        desk.choose_language("en")


def test_what_is_wrong_with_a_photo_is_said_in_the_language(desk, qtbot) -> None:
    from dataclasses import replace

    from faceqnet_engine.assessment import Status

    english = "The file is empty (0 bytes). Copy it again from its source."
    bad = replace(photo(31, None), status=Status.UNREADABLE, detail=english)
    desk._take_rows([bad])
    desk.refresh(force=True)
    try:
        desk.choose_language("es")
        QApplication.processEvents()
        desk.show_view("problems")
        assert "El archivo está vacío (0 bytes)." in desk.problems.report()
        desk.set_current(desk.columns.index_of(bad))
        assert "El archivo está vacío" in desk.inspector._detail.text()
        desk.show_view("table")
        place = int(np.flatnonzero(desk.table_model.shown == desk.columns.index_of(bad))[0])
        cell = desk.table_model.index(place, desk.table_model.names.index("detail"))
        assert cell.data().startswith("El archivo está vacío")
        assert desk.columns.row(desk.columns.index_of(bad)).detail == english  # files stay as they are
    finally:
        desk.choose_language("en")


def test_only_what_scrolls_past_more_than_a_page_is_a_leap(desk) -> None:
    leaps: list[None] = []
    desk.grid.leapt.connect(lambda: leaps.append(None))
    page = desk.grid.viewport().height()
    for by in (40, -40, page):
        desk.grid.scrollContentsBy(0, by)
    assert not leaps
    desk.grid.scrollContentsBy(0, page + 1)
    desk.grid.scrollContentsBy(0, -page - 1)
    assert len(leaps) == 2
