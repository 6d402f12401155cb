"""One value, three handles: the curve's line, the histogram's and the window's limit; and what is said about it."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from faceqnet_gui.evaluation import words
from faceqnet_gui.session.filters import Filter
from faceqnet_gui.worker.evaluations import Wanted


def drag(qtbot, plot, x_from: float, x_to: float) -> None:
    y = round(plot.area().center().y())
    port = plot.viewport()
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=QPoint(round(x_from), y))
    for share in (0.3, 0.7, 1.0):
        qtbot.mouseMove(port, QPoint(round(x_from + share * (x_to - x_from)), y))
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=QPoint(round(x_to), y))
    QApplication.processEvents()


def agree(window, page, limit: int) -> None:
    assert window.limit == limit
    assert window.charts.limit == limit
    assert window.settings.limit == limit
    assert window.grid._tiles.limit == limit
    assert page.centre.curve.limit == limit
    assert page.histogram.limit == limit
    assert f"(quality < {limit})" in page.centre.sentence.text()


def test_a_drag_on_the_curve_moves_histogram_grid_and_words(world, page, qtbot) -> None:
    world.set_limit(10)
    curve = page.centre.curve
    limits = page.found.limits
    wanted = curve.pixel(float(limits.discarded[23]), 0).x()
    drag(qtbot, curve, curve.line_x(), wanted)
    assert abs(limits.discarded[world.limit] - limits.discarded[23]) < 0.01
    agree(world, page, world.limit)


def test_a_drag_on_the_histogram_moves_the_curve(world, page, qtbot) -> None:
    world.set_limit(10)
    histogram = page.histogram
    drag(qtbot, histogram, histogram.line_x(), histogram.pixel(37, 0).x())
    agree(world, page, 37)


def test_a_drag_in_triage_moves_the_curve(world, page, qtbot) -> None:
    world.set_limit(31)
    world.show_page("triage")
    charts = world.charts
    y = charts.height() // 2
    qtbot.mousePress(charts, Qt.MouseButton.LeftButton, pos=QPoint(round(charts.x_of(31)), y))
    qtbot.mouseMove(charts, QPoint(round(charts.x_of(52)), y))
    qtbot.mouseRelease(charts, Qt.MouseButton.LeftButton, pos=QPoint(round(charts.x_of(52)), y))
    agree(world, page, 52)


def test_keys_move_the_line_by_one_and_by_five(world, page, qtbot) -> None:
    world.set_limit(20)
    curve = page.centre.curve
    world.activateWindow()
    curve.setFocus()
    qtbot.waitUntil(curve.hasFocus)
    qtbot.keyClick(curve, Qt.Key.Key_Right)
    agree(world, page, 21)
    qtbot.keyClick(curve, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    agree(world, page, 16)
    qtbot.keyClick(curve, Qt.Key.Key_Period)
    agree(world, page, 17)
    qtbot.keyClick(curve, Qt.Key.Key_Comma)
    agree(world, page, 16)


def test_a_filter_that_ends_at_the_limit_goes_with_it(world, page) -> None:
    world.set_limit(31)
    world.set_filter(Filter(quality=(0, 30)))
    world.set_limit(40)
    assert world.filter.quality == (0, 39)
    assert world.grid_model.rowCount() == int((world.columns.quality < 40).sum())
    world.set_filter(Filter(quality=(40, 100)))
    world.set_limit(12)
    assert world.filter.quality == (12, 100)
    world.set_filter(Filter(quality=(5, 60)))
    world.set_limit(50)
    assert world.filter.quality == (5, 60)  # somebody's own range stays


@pytest.mark.parametrize("limit", [0, 1, 7, 31, 55, 80])
def test_the_sentence_says_what_rejecting_does(world, page, limit: int) -> None:
    """Against the photos and pairs themselves, not against the curve."""
    world.set_limit(limit)
    study, quality = page.found.study, page.found.quality
    first, second = study.comparisons.mated
    kept = (quality[first] >= limit) & (quality[second] >= limit)
    rejected = float((quality < limit).mean())
    after = study.errors[kept].mean()
    text = page.centre.sentence.text()
    assert words.rate(float(study.errors.mean())) in text
    assert words.rate(float(after)) in text
    rest = page.centre.second.text()
    if rejected:
        assert text.startswith(f"Rejecting {words.share(rejected)} (quality < {limit})")
        assert f"discards {words.share(1 - kept.mean())} of the comparisons" in rest
    owners, best = np.unique(study.subjects), []
    best = [quality[study.subjects == name].max() for name in owners]
    lost = int((np.array(best) < limit).sum())
    assert (f"{lost} people would have no photo left" in rest) == (lost > 1)
    errors = int(study.errors[kept].sum())
    assert (f"{errors} errors are left." in rest) == (errors >= 10)
    assert ("too few to rank methods" in rest) == (errors < 10)
    # The line stands on the curve: the share discarded at that limit, and the curve's own FNMR there.
    curve = study.methods[0].curve
    at = 1 - kept.mean()
    assert page.found.limits.discarded[limit] == pytest.approx(at)
    assert np.interp(at, curve.discarded, curve.fnmr) == pytest.approx(after)


def test_a_limit_above_all_pairs_leaves_nothing(world, page) -> None:
    last = int(page.found.limits.limits[-1])
    assert last < 100
    world.set_limit(last + 1)
    assert page.centre.sentence.text() == f"A limit of {last + 1} leaves no comparison."
    world.set_limit(last)
    assert page.centre.sentence.text().startswith("Rejecting")


def test_a_suggested_limit_reaches_its_target_and_no_lower_one_does(world, page, qtbot) -> None:
    suggest = page.centre.suggest
    suggest.target.setValue(2.0)
    qtbot.mouseClick(suggest.button, Qt.MouseButton.LeftButton)
    limits = page.found.limits
    assert limits.fnmr[world.limit] <= 0.02
    assert (limits.fnmr[: world.limit] > 0.02).all()
    agree(world, page, world.limit)
    assert suggest.result.text().startswith(f"Limit {world.limit} [")
    suggest.by.setCurrentIndex(1)
    suggest.target.setValue(25.0)
    qtbot.mouseClick(suggest.button, Qt.MouseButton.LeftButton)
    quality = page.found.quality
    assert (quality < world.limit).mean() <= 0.25 < (quality < world.limit + 1).mean()
    assert f"rejects {words.share(float((quality < world.limit).mean()))}" in suggest.result.text()


def test_a_target_that_is_not_reachable_is_said_with_the_best_there_is(
    world, page, evaluate_world, qtbot
) -> None:
    flat = evaluate_world(methods={"faceqnet-r29": np.full(360, 0.5)})
    page.show_evaluation(flat)
    page.centre.suggest.target.setValue(0.1)
    found = page.found.limits
    if (found.fnmr > 0.001).all():
        qtbot.mouseClick(page.centre.suggest.button, Qt.MouseButton.LeftButton)
        assert page.centre.suggest.result.text().startswith("Not reachable with this score: best is")
    else:
        assert found.fnmr.min() <= 0.001


def test_in_spanish_the_sentence_is_spanish(world, page) -> None:
    world.set_limit(31)
    world.choose_language("es")
    QApplication.processEvents()
    try:
        text = page.centre.sentence.text()
        assert text.startswith("Rechazar el ")
        assert "baja la FNMR del " in text
        assert QLocale().decimalPoint() == ","
        assert "; " in text[text.index("[") :]
    finally:
        world.choose_language("en")
        QApplication.processEvents()


def test_the_line_is_a_slider_with_a_name_and_says_what_it_does(world, page) -> None:
    world.set_limit(31)
    interface = QAccessible.queryAccessibleInterface(page.centre.curve)
    assert interface.text(QAccessible.Text.Name) == "Error-versus-discard curve"
    assert page.centre.sentence.text() in interface.text(QAccessible.Text.Description)
    assert page.histogram.accessibleName() == "Quality limit"


def test_a_moving_match_limit_has_its_own_words_and_no_suggestions(
    world, page, evaluate_world, qtbot
) -> None:
    page.show_evaluation(evaluate_world(Wanted(re_estimate=True)))
    assert "estimated again at every step" in page.centre._under.text()
    suggest, before = page.centre.suggest, world.limit
    assert not suggest.button.isEnabled()
    assert not suggest.target.isEnabled()
    assert suggest.result.text().startswith("No suggestion while the match limit")
    qtbot.mouseClick(suggest.button, Qt.MouseButton.LeftButton)
    assert world.limit == before
    main, limits = page.found.study.methods[0], page.found.limits
    at = limits.discarded[31]
    assert limits.fnmr[31] == pytest.approx(np.interp(at, main.curve.discarded, main.curve.fnmr))
