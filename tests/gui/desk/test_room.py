"""Who gets the room of a small window."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication

from faceqnet_engine.assessment import Status
from faceqnet_gui.desk.bars import Chip
from faceqnet_gui.session.filters import Filter
from faceqnet_gui.session.marks import Decision
from faceqnet_gui.shell.responsive import RAIL

from .conftest import key


@pytest.fixture
def small(desk, qtbot):
    desk.resize(1024, 680)
    qtbot.waitUntil(lambda: desk.width() == 1024 and desk.sources.width() == RAIL)
    QApplication.processEvents()
    return desk


def test_beside_the_rail_the_images_have_all_the_room_whatever_sizes_a_session_remembered(small) -> None:
    wide = replace(small.place(), sizes=[[252, 972, 376], [500, 180]])
    small.go_to(wide)
    QApplication.processEvents()
    left = small._centre.mapTo(small, small._centre.rect().topLeft()).x()
    assert left <= RAIL + 2
    assert small._centre.width() >= 1024 - RAIL - 4


@pytest.mark.parametrize("view", ["single", "compare"])
def test_in_a_low_window_charts_leave_the_close_views_to_the_photos(small, qtbot, view) -> None:
    assert small.bottom.isVisible()
    small.select_rows(small.grid_model.shown[:2])
    small.show_view(view)
    QApplication.processEvents()
    assert not small.bottom.isVisible()
    shown = small.stack.single_view if view == "single" else small.stack.compare
    key(qtbot, shown, Qt.Key.Key_H)
    assert small.bottom.isVisible()  # whoever wants them has them
    key(qtbot, shown, Qt.Key.Key_Escape)
    assert small.view == "grid" and small.bottom.isVisible()


def test_the_line_above_the_images_shows_its_words_as_long_as_they_fit(small) -> None:
    chips = small.chips
    assert chips.filter_button.text() and chips.profile_button.text()
    small.set_filter(Filter(quality=(0, 60), text="img"))
    small.filter_range("width", 10, 4000)
    QApplication.processEvents()
    own = [chip for chip in chips.findChildren(Chip) if not chip.isHidden()]
    assert len(own) == 3
    assert chips._views.geometry().right() <= chips.width()  # nothing is pushed out
    assert all(chip.text() == chip.words and chip.width() >= chip.wanted for chip in own)
    small.set_filter(Filter(text="img"))
    QApplication.processEvents()
    (one,) = [chip for chip in chips.findChildren(Chip) if chip.isVisible() and chip.words == "“img”"]
    assert chips.height() == 48 and one.width() >= one.wanted  # beside the buttons too


def test_many_filters_stand_in_lines_of_their_own_each_with_all_its_words(small, qtbot) -> None:
    chips = small.chips
    usual = chips.height()
    small.set_filter(
        Filter(
            quality=(0, 60), text="img", stars=(0, 4), statuses=frozenset({Status.OK, Status.NO_FACE}),
            decisions=frozenset({Decision.UNDECIDED, Decision.ACCEPTED}), subjects=frozenset({"P-000", "P-001"}),
        )
    )  # fmt: skip
    small.filter_range("width", 10, 4000)
    small.filter_range("height", 10, 4000)
    qtbot.waitUntil(lambda: chips.height() > usual)
    own = [chip for chip in chips.findChildren(Chip) if not chip.isHidden()]
    assert len(own) == 8
    places = [QRect(chip.mapTo(chips, QPoint()), chip.size()) for chip in own]
    for n, (chip, place) in enumerate(zip(own, places, strict=True)):
        assert chip.text() == chip.words and chip.width() >= chip.wanted
        assert chips.rect().contains(place)
        assert not any(place.intersects(other) for other in places[:n])
    assert chips._views.geometry().right() <= chips.width()
    key(qtbot, own[3], Qt.Key.Key_Space)  # a chip of the second line can be taken away
    assert len(small.filter.parts) == 7
    small.clear_filters()
    QApplication.processEvents()
    assert chips.height() == usual


def test_a_narrow_window_leaves_the_widths_of_a_wide_one_alone(small, qtbot) -> None:
    small.resize(1600, 1000)
    qtbot.waitUntil(lambda: small.width() == 1600 and small.inspector.isVisible())
    small._panes.setSizes([240, 960, 400])
    kept = small.place().sizes[0]
    small.resize(1024, 680)
    qtbot.waitUntil(lambda: small.sources.width() == RAIL)
    assert small.place().sizes[0] == kept
    small.resize(1600, 1000)
    qtbot.waitUntil(small.inspector.isVisible)
    small.go_to(replace(small.place(), sizes=[[48, 976], [500, 180]]))  # as a version before this kept it
    QApplication.processEvents()
    assert min(small._panes.sizes()) > 200
    small.go_to(replace(small.place(), sizes=[kept, [500, 180]]))
    QApplication.processEvents()
    assert np.abs(np.array(small._panes.sizes()) - kept).max() <= 2  # handles
