"""Pairs, tables, plots and warnings of an evaluation."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel

from faceqnet_engine.evaluation.methods import Difference, Figure
from faceqnet_gui.evaluation import words
from faceqnet_gui.evaluation.centre import GROUPS, PEOPLE, SUSPECTS, TABLE
from faceqnet_gui.evaluation.pairs import errors_at
from faceqnet_gui.evaluation.tables import not_ranked
from faceqnet_gui.look.words import count
from faceqnet_gui.session.marks import NO_MARK, Decision
from faceqnet_gui.worker.evaluations import Refused, Unfit, Wanted


def said(widget) -> str:
    QApplication.processEvents()  # what was just put into a layout is shown then
    return "\n".join(part.text() for part in widget.findChildren(QLabel) if not part.isHidden())


def test_the_errors_at_the_line_are_those_that_a_person_would_count(world, page, qtbot) -> None:
    world.set_limit(31)
    qtbot.waitUntil(lambda: page.errors.point[1] == pytest.approx(page.found.limits.discarded[31]))
    study, quality = page.found.study, page.found.quality
    first, second = study.comparisons.mated
    lower = np.minimum(quality[first], quality[second])
    left = study.errors & (lower >= 31)
    cards = page.errors.cards.cards
    assert len(cards) == int(left.sum())
    mates = {frozenset((int(a), int(b))) for a, b in zip(first[left], second[left], strict=True)}
    assert {frozenset((c.first, c.second)) for c in cards} == mates
    lows = [min(quality[c.first], quality[c.second]) for c in cards]
    assert lows == sorted(lows)  # those that go next come first
    assert all(quality[c.first] <= quality[c.second] for c in cards)
    page.errors.order.setCurrentIndex(1)
    highs = [min(quality[c.first], quality[c.second]) for c in page.errors.cards.cards]
    assert highs == sorted(lows, reverse=True)
    page.errors.order.setCurrentIndex(2)
    assert len(page.errors.cards.cards) == int(study.errors.sum() - left.sum())


def test_errors_of_another_method_follow_its_own_order(page) -> None:
    found = page.found
    quality = found.labelled.qualities["other"][found.study.used]
    cards = errors_at(found, 1, 0.2, "next")
    lower = [min(quality[c.first], quality[c.second]) for c in cards]
    assert lower == sorted(lower)
    everything = len(errors_at(found, 1, 0.0, "next"))
    assert everything == int(found.study.errors.sum())
    assert len(cards) + len(errors_at(found, 1, 0.2, "gone")) == everything


def test_a_click_on_another_curve_shows_its_errors_and_leaves_the_limit(world, page, qtbot) -> None:
    world.set_limit(20)
    curve = page.centre.curve
    other = page.found.study.methods[1].curve
    share = 0.35
    place = curve.pixel(share, float(np.interp(share, other.discarded, other.fnmr)))
    qtbot.mouseClick(curve.viewport(), Qt.MouseButton.LeftButton, pos=place.toPoint())
    assert page.errors.point[0] == 1
    assert page.errors.point[1] == pytest.approx(share, abs=0.01)
    assert world.limit == 20
    assert "by other" in page.errors._title.text()


def test_a_click_beside_the_curves_moves_the_line_there(world, page, qtbot) -> None:
    world.set_limit(20)
    curve = page.centre.curve
    wanted = curve.pixel(float(page.found.limits.discarded[8]), 0)
    qtbot.mouseClick(
        curve.viewport(),
        Qt.MouseButton.LeftButton,
        pos=QPoint(round(wanted.x()), round(curve.area().top()) + 4),
    )
    assert page.found.limits.discarded[world.limit] == pytest.approx(page.found.limits.discarded[8], abs=0.01)


def test_a_read_out_follows_the_pointer(page, qtbot) -> None:
    curve = page.centre.curve
    before = curve.grab().toImage()
    other = page.found.study.methods[1].curve
    place = curve.pixel(0.3, float(np.interp(0.3, other.discarded, other.fnmr)))
    qtbot.mouseMove(curve.viewport(), place.toPoint())
    assert curve._hover is not None
    assert curve._hover[0] == 1
    assert curve.grab().toImage() != before


def test_arrows_go_from_image_to_image_and_enter_shows_it_in_triage(world, page, qtbot) -> None:
    world.set_limit(0)
    page._show_errors()
    cards = page.errors.cards
    cards.setFocus()
    assert cards.side == 0
    qtbot.keyClick(cards, Qt.Key.Key_Right)
    assert (cards.currentIndex().row(), cards.side) == (0, 1)
    qtbot.keyClick(cards, Qt.Key.Key_Right)
    assert (cards.currentIndex().row(), cards.side) == (1, 0)
    qtbot.keyClick(cards, Qt.Key.Key_Left)
    assert (cards.currentIndex().row(), cards.side) == (0, 1)
    row = cards.current_row
    assert row == page.found.row_of(cards.current_card.second)
    qtbot.keyClick(cards, Qt.Key.Key_Return)
    assert world.page == "triage"
    assert world.current == row


def test_wrong_names_are_suspects_with_their_evidence(page) -> None:
    page.centre.tabs.setCurrentIndex(SUSPECTS)
    cards = page.suspects.cards.cards
    names = {page.found.labelled.paths[c.first] for c in cards[:5]}
    assert names == {f"s{p:02}/0.jpg" for p in range(0, 60, 12)}
    assert all("Matches another person" in c.words for c in cards[:5])
    assert "(5)" in page.suspects.kind.itemText(0) or len(cards) > 5
    assert page.centre.tabs.tabText(SUSPECTS).startswith("Suspects (")


@pytest.fixture
def cards(world, page, qtbot):
    """The suspects, with the keyboard."""
    world.activateWindow()
    page.centre.tabs.setCurrentIndex(SUSPECTS)
    page.suspects.cards.setFocus()
    qtbot.waitUntil(page.suspects.cards.hasFocus)
    return page.suspects.cards


def test_keys_decide_on_the_current_image_alone_and_undo_comes_back_here(world, cards, qtbot) -> None:
    row = cards.current_row
    assert row is not None
    before = world.columns.decision.copy()
    qtbot.keyClick(cards, Qt.Key.Key_R)
    assert world.columns.decision[row] == Decision.REJECTED
    assert int((world.columns.decision != before).sum()) == 1
    assert cards.currentIndex().row() == 1  # and on to the next, as in triage
    qtbot.keyClick(cards, Qt.Key.Key_A)
    assert int((world.columns.decision == Decision.ACCEPTED).sum()) == 1
    for _ in range(2):
        qtbot.keyClick(cards, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert world.page == "evaluate"
    assert (world.columns.decision == before).all()


def test_stars_and_a_wrong_label_are_keys_here_too(world, cards, qtbot) -> None:
    row, index = cards.current_row, cards.currentIndex()
    qtbot.keyClick(cards, Qt.Key.Key_3)
    assert cards.current_row == row  # stars do not go on, as in triage
    assert world.columns.stars[row] == 3
    steps = world.session.decisions.stack.count()
    qtbot.keyClick(cards, Qt.Key.Key_M)
    mark = world.session.decisions.mark(row)
    assert (mark.decision, mark.remark) == (Decision.REJECTED, "Wrong label")
    assert world.session.decisions.stack.count() == steps + 1  # one step, one undo
    assert cards.current_row != row
    told = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Rejected, Wrong label" in told
    for _ in range(2):
        qtbot.keyClick(cards, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert world.session.decisions.mark(row) == NO_MARK


def test_people_are_a_table_from_which_triage_shows_one(world, page) -> None:
    page.centre.tabs.setCurrentIndex(PEOPLE)
    table = page.centre.people
    assert table.cells.rowCount() == 60
    means = [row[2].key for row in table.cells.rows]
    assert means == sorted(means)
    first = table.cells.rows[0]
    quality = page.found.quality[page.found.study.subjects == first[0].text]
    assert first[3].key == quality.min()
    assert first[2].key == pytest.approx(quality.mean())
    table.sortByColumn(3, Qt.SortOrder.DescendingOrder)
    assert table.cells.rows[0][3].key == max(row[3].key for row in table.cells.rows)
    table.opened.emit(first[0].text)
    assert world.page == "triage"
    assert world.grid_model.rowCount() == 6


def test_the_table_ranks_and_brackets(page) -> None:
    page.centre.tabs.setCurrentIndex(TABLE)
    cells = page.centre.methods.cells
    names = [row[0].text for row in cells.rows]
    assert names[0] == "FaceQnet"
    assert set(names) == {"FaceQnet", "other", "Random"}
    assert [row[3].key for row in cells.rows] == sorted(row[3].key for row in cells.rows)
    assert cells.rows[0][7].text == ""


def test_brackets_join_only_what_nothing_tells_apart() -> None:
    class Named:
        def __init__(self, name: str) -> None:
            self.name = name

    methods = [Named(n) for n in "abcd"]
    yes, no = Figure(0.1, 0.05, 0.2), Figure(0.1, -0.1, 0.2)
    apart = {"ac", "ad", "bd"}
    all_pairs = [(a, b) for k, a in enumerate("abcd") for b in "abcd"[k + 1 :]]
    differences = [Difference(a, b, yes if a + b in apart else no) for a, b in all_pairs]
    assert not_ranked(methods, differences) == [(0, 1), (1, 2), (2, 3)]
    assert not_ranked(methods, [replace(d, figure=no) for d in differences]) == [(0, 3)]
    assert not_ranked(methods, [replace(d, figure=yes) for d in differences]) == []


def test_groups_have_bands_and_small_ones_are_grey(page, evaluate_world) -> None:
    labels = ["a" if n % 360 < 200 else "b" if n % 360 < 348 else "few" for n in range(360)]
    page.show_evaluation(evaluate_world(groups={"kind": labels}))
    page.centre.tabs.setCurrentIndex(GROUPS)
    cells = page.centre.group_tables.cells
    assert [row[0].text for row in cells.rows] == ["a", "b", "few"]
    assert "few" in cells.faint
    assert "[" in cells.rows[0][3].text
    differences = page.centre.group_differences.cells
    assert {row[0].text for row in differences.rows} == {"a minus b", "a minus few", "b minus few"}
    assert next(row for row in differences.rows if row[0].text == "a minus few")[2].text == "too few"


def test_without_groups_the_tab_says_how_to_give_them(page) -> None:
    page.centre.tabs.setCurrentIndex(GROUPS)
    assert "Choose a CSV of groups" in said(page.centre)
    assert not page.centre.group_tables.isVisible()


def test_hidden_curves_are_gone_and_come_back(page, qtbot) -> None:
    box = next(b for b in page.panel.findChildren(QCheckBox) if b.text() == "other")
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))
    assert [m.name for _, m in page.centre.curve.methods()] == ["faceqnet-r29", "random"]
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))
    assert len(page.centre.curve.methods()) == 3


def test_too_few_errors_are_said_on_the_plot_and_beside_it(page, evaluate_world) -> None:
    curve = page.centre.curve
    plain = curve.grab().toImage()
    page.show_evaluation(evaluate_world(Wanted(fnmr0=0.005)))
    errors = int(page.found.study.errors.sum())
    assert 0 < errors < 10
    sentence = f"{errors} errors: too few to rank methods."
    assert sentence in said(page.panel)
    assert sentence in page.centre.second.text() or page.found.limits.errors[31] != errors
    assert curve.grab().toImage() != plain


def test_equal_scores_one_person_and_no_errors_are_said(page, evaluate_world) -> None:
    page.show_evaluation(evaluate_world(methods={"flat": np.ones(360)}))
    assert "All qualities of flat are equal" in said(page.panel)
    page.show_evaluation(evaluate_world(spread=0.0001))
    assert page.centre.curve.limit == page._host.limit


def test_behind_few_errors_only_the_first_band_is_drawn(page, evaluate_world) -> None:
    page.show_evaluation(evaluate_world())
    assert page.centre.curve.banded == len(page.centre.curve.methods()) > 1
    page.show_evaluation(evaluate_world(Wanted(fnmr0=0.005)))
    assert page.found.study.errors.sum() < 10
    assert page.centre.curve.banded == 1


def test_of_one_person_there_are_no_bands_no_ranks_and_no_suggestion(page, evaluate_world) -> None:
    found = evaluate_world(subjects=["a"] * 12 + [str(n) for n in range(348)])
    page.show_evaluation(found)
    assert "All comparisons of the same person are of one person" in said(page.panel)
    suggest = page.centre.suggest
    assert not suggest.button.isEnabled()
    assert "one person's comparisons" in suggest.result.text()
    assert "[" not in page.centre.sentence.text()
    assert not page.grab().isNull()
    assert len(not_ranked(found.study.methods, found.study.differences)) == 1
    page.show_evaluation(evaluate_world())
    assert suggest.button.isEnabled()
    assert not suggest.result.text()


def test_what_a_score_file_lacks_is_counted_with_examples(page, evaluate_world) -> None:
    holes = np.where(np.arange(360) < 12, np.nan, np.linspace(0, 1, 360))
    found = evaluate_world(methods={"holes": holes})
    unfit = (Unfit("holes", 12, ("x.jpg", "y.jpg"), ("z.jpg",)),)
    page.show_evaluation(replace(found, unfit=unfit))
    assert list(found.study.left_out) == ["no score of holes"]
    text = said(page.panel)
    assert "Left out: 12 without a score of holes" in text
    assert "2 names in holes fit no single photo, such as x.jpg, y.jpg." in text
    assert "1 score of holes is no number: that of z.jpg." in text


def test_refusals_are_a_title_and_a_sentence() -> None:
    title, sentence = words.refusal(Refused("no-match", ("ofiq", "a.png", "s00/0.jpg")))
    assert title == "The scores of ofiq belong to other photos"
    assert "such as a.png" in sentence
    assert words.refusal(Refused("said", ("No.",))) == ("This cannot be evaluated", "No.")


def test_numbers_are_written_as_people_write_them() -> None:
    assert words.share(0.1211) == "12.1 %"
    assert words.share(0.214) == "21 %"
    assert words.rate(0.029) == "2.9 %"
    assert words.band(0.023, 0.036) == "[2.3, 3.6]"
    assert words.signed(-0.57, 2) == "−0.57"
    assert words.rate(float("nan")) == "–"
    before = QLocale()
    try:
        QLocale.setDefault(QLocale(QLocale.Language.Spanish))
        assert words.band(0.023, 0.036) == "[2,3; 3,6]"
        assert [count(5208), count(12345)] == ["5208", "12\u202f345"]
    finally:
        QLocale.setDefault(before)
