"""The middle of the evaluation: what the limit does in words, a limit for a target, the curve and its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLocale, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from faceqnet_gui.evaluation import words
from faceqnet_gui.evaluation.curve import Curve
from faceqnet_gui.evaluation.distributions import DetPlot, SimilarityPlot
from faceqnet_gui.evaluation.plot import series_colour, series_pen
from faceqnet_gui.evaluation.tables import (
    CellTable,
    differences_table,
    groups_table,
    methods_table,
    people_table,
)
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.widgets import Button, label
from faceqnet_gui.look.words import count
from faceqnet_gui.worker.evaluations import Evaluated

if TYPE_CHECKING:
    from faceqnet_engine.evaluation.methods import Judged

_ROOMY = 560
"""Height from which there is room for a second line under the plot."""
CURVE, DISTRIBUTION, DET, GROUPS, SUSPECTS, PEOPLE, TABLE = range(7)


class Suggest(QWidget):
    """A target, and the limit that reaches it."""

    suggested = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._found: Evaluated | None = None
        self.by, self.target, self.button = QComboBox(), QDoubleSpinBox(), Button("", "crosshair")
        self.target.setSuffix(" %")
        self.target.setMinimumWidth(72)
        self.target.setDecimals(1)
        self.by.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.target.setRange(0.1, 99)
        self.target.setValue(3)
        self.result = label(role="secondary", tone="t2")
        self.result.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(8)
        for part in (self.by, self.target, self.button):
            row.addWidget(part)
        row.addStretch()
        column.addLayout(row)
        column.addWidget(self.result)
        self.result.hide()
        self.button.clicked.connect(self.suggest)
        self.by.currentIndexChanged.connect(self._kind)

    def retranslate(self) -> None:
        """New words."""
        chosen = max(0, self.by.currentIndex())
        self.by.blockSignals(True)
        self.by.clear()
        self.by.addItems([self.tr("FNMR at most"), self.tr("Reject at most")])
        self.by.setCurrentIndex(chosen)
        self.by.blockSignals(False)
        self.target.setLocale(QLocale())
        self.button.setText(self.tr("Suggest limit"))
        self.by.setAccessibleName(self.tr("Target"))
        self.target.setAccessibleName(self.tr("Target in percent"))
        self._say_nothing()

    def show_evaluation(self, found: Evaluated) -> None:
        """Whose limits."""
        self._found = found
        self._say_nothing()
        for part in (self.by, self.target, self.button):
            part.setEnabled(not self._why_none())

    def suggest(self) -> None:
        """Say the limit with its band, and move there."""
        if self._found is None or not self._found.study.errors.any():
            return
        from faceqnet_engine.evaluation.limits import for_fnmr, for_rejection

        share, by_rejection = self.target.value() / 100, self.by.currentIndex() == 1
        made = (for_rejection if by_rejection else for_fnmr)(self._found.limits, share)
        self._say(words.suggestion(self._found, made, by_rejection=by_rejection))
        self.suggested.emit(round(made.limit.value))

    def _say(self, text: str) -> None:
        self.result.setText(text)
        self.result.setVisible(bool(text))

    def _kind(self, index: int) -> None:
        self.target.setValue(10 if index else 3)
        self._say_nothing()

    def _say_nothing(self) -> None:
        """No suggestion, or why there is none."""
        self._say(self._why_none())

    def _why_none(self) -> str:
        if self._found is None:
            return ""
        if self._found.wanted.re_estimate:
            return self.tr(
                "No suggestion while the match limit is estimated again at every step: a suggested limit would "
                "hold for another match limit than the one in use. Evaluate with a fixed one first."
            )
        if words.of_one_person(self._found):
            return self.tr(
                "No suggestion from one person's comparisons: there is no band to say how sure it is."
            )
        return ""


class Legend(QWidget):
    """What bands and grey lines mean."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)

    def show_entries(self, entries: list[tuple[str, str]]) -> None:
        """(kind, words): `band`, `dotted`, `dashed`, `series:N`."""
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for kind, text in entries:
            mark = QLabel()
            mark.setPixmap(self._mark(kind))
            self._row.addWidget(mark)
            self._row.addWidget(label(text, "caption", "t2"))
            self._row.addSpacing(8)
        self._row.addStretch()

    def _mark(self, kind: str) -> QPixmap:
        scale, tokens = self.devicePixelRatioF(), theme().tokens
        image = QPixmap(round(26 * scale), round(12 * scale))
        image.setDevicePixelRatio(scale)
        image.fill(Qt.GlobalColor.transparent)
        p = QPainter(image)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        if kind == "band":
            fill = series_colour(0)
            fill.setAlphaF(0.3)
            p.fillRect(0, 1, 26, 10, fill)
        else:
            pen = QPen(QColor(tokens.t3), 1.5)
            if kind == "dotted":
                pen.setDashPattern([1, 2.5])
            elif kind == "dashed":
                pen.setDashPattern([6, 4])
            else:
                pen = series_pen(int(kind.split(":")[1]))
            p.setPen(pen)
            p.drawLine(QPointF(0, 6), QPointF(26, 6))
        p.end()
        return image


class Centre(QWidget):
    """Sentences, tabs, plots and tables."""

    person_opened = Signal(str)
    tab_shown = Signal(int)

    def __init__(self, suspects: QWidget) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._found: Evaluated | None = None
        self._note = ""
        self.sentence, self.second = label(role="item"), label(tone="t2")
        self.suggest = Suggest()
        self.curve, self.similarity, self.det = Curve(), SimilarityPlot(), DetPlot()
        self.methods, self.people = CellTable(), CellTable()
        self.group_tables, self.group_differences = CellTable(), CellTable()
        self.suspects = suspects
        self.tabs, self.stack = QTabBar(), QStackedWidget()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(True)
        self._under, self._legend = label(role="caption", tone="t3"), Legend()
        self._groups_column = QComboBox()
        self._groups_column.currentIndexChanged.connect(self._show_group)
        self._groups_note = label(role="secondary", tone="t2")
        self._build()
        for n in range(7):
            self.tabs.addTab(str(n))
        self.tabs.currentChanged.connect(self._show_tab)
        self.people.opened.connect(self.person_opened)
        theme().changed.connect(self._redraw_words)

    def _build(self) -> None:
        for part in (self.sentence, self.second, self._under, self._groups_note):
            part.setWordWrap(True)
        self.sentence.setMinimumHeight(20)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 8)
        column.setSpacing(6)
        column.addWidget(self.sentence)
        column.addWidget(self.second)
        column.addSpacing(2)
        column.addWidget(self.suggest)
        column.addSpacing(4)
        column.addWidget(self.tabs)
        groups = QWidget()
        inside = QVBoxLayout(groups)
        inside.setContentsMargins(0, 4, 0, 0)
        inside.addWidget(self._groups_column, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(self._groups_note)
        inside.addWidget(self.group_tables, 3)
        inside.addWidget(self.group_differences, 2)
        for page in (self.curve, self.similarity, self.det, groups, self.suspects, self.people, self.methods):
            self.stack.addWidget(page)
        column.addWidget(self.stack, 1)
        self._legend.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        column.addWidget(self._legend)
        column.addWidget(self._under)

    def retranslate(self) -> None:
        """New words."""
        names = (
            self.tr("Curve"), self.tr("Distribution"), self.tr("DET"), self.tr("Groups"),
            self.tr("Suspects"), self.tr("People"), self.tr("Table"),
        )  # fmt: skip
        for n, name in enumerate(names):
            self.tabs.setTabText(n, name)
        self.tabs.setAccessibleName(self.tr("Views of the evaluation"))
        for plot in (self.curve, self.similarity, self.det):
            plot.retranslate()
        self._groups_column.setAccessibleName(self.tr("Column of groups"))
        self.suggest.retranslate()
        if self._found is not None:
            self.show_evaluation(self._found, frozenset(), ())

    def show_evaluation(
        self, found: Evaluated, hidden: frozenset[str], others: Sequence[tuple[int, Judged]], note: str = ""
    ) -> None:
        """Everything of an evaluation."""
        self._found = found
        self.show_curves(found, hidden, others, note)
        self.similarity.show_evaluation(found)
        self.det.show_evaluation(found)
        self.suggest.show_evaluation(found)
        self.people.show_rows(*people_table(found))
        self._fill_groups(found)
        doubts = found.study.doubts
        number = len(doubts.suspects) + len(doubts.duplicates)
        if number:
            self.tabs.setTabText(SUSPECTS, self.tr("Suspects ({0})").format(count(number)))
        else:
            self.tabs.setTabText(SUSPECTS, self.tr("Suspects"))
        self._redraw_words()

    def show_curves(
        self, found: Evaluated, hidden: frozenset[str], others: Sequence[tuple[int, Judged]], note: str = ""
    ) -> None:
        """The curves but for hidden methods, with those of saved runs, and what is behind these."""
        self._note = note
        self.curve.show_evaluation(found, hidden, others)
        header, rows, brackets = methods_table(found, self.devicePixelRatioF(), others)
        self.methods.show_rows(header, rows, brackets=brackets)
        self._redraw_words()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (event.oldSize().height() >= _ROOMY) != (event.size().height() >= _ROOMY):
            self._redraw_words()

    def show_limit(self, limit: int) -> None:
        """The line, and what it does in words."""
        self.curve.set_limit(limit)
        if self._found is not None:
            self.sentence.setText(words.sentence(self._found, limit))
            self.second.setText(words.second_sentence(self._found, limit))
            self.curve.describe(f"{self.sentence.text()} {self.second.text()}")

    def _show_tab(self, tab: int) -> None:
        self.stack.setCurrentIndex(tab)
        self._redraw_words()
        self.tab_shown.emit(tab)

    def _fill_groups(self, found: Evaluated) -> None:
        self._groups_column.blockSignals(True)
        self._groups_column.clear()
        for g in found.study.groupings:
            self._groups_column.addItem(g.column)
        self._groups_column.blockSignals(False)
        self._groups_column.setVisible(len(found.study.groupings) > 1)
        self._show_group(0)

    def _show_group(self, number: int) -> None:
        groupings: list[Any] = [] if self._found is None else self._found.study.groupings
        some = 0 <= number < len(groupings)
        for part in (self.group_tables, self.group_differences):
            part.setVisible(some)
        if not some:
            self._groups_note.setText(
                self.tr(
                    "Choose a CSV of groups at the left: a column path or subject, and any columns of groups."
                )
            )
            return
        g = groupings[number]
        header, rows, faint = groups_table(g)
        self.group_tables.show_rows(header, rows, faint)
        header, rows, faint = differences_table(g)
        self.group_differences.show_rows(header, rows, faint)
        self._groups_note.setText(
            self.tr(
                "Grey: fewer than 10 people or errors, not to be compared. {0} photos have no value; "
                "{1} comparisons join two groups and count for none."
            ).format(count(g.unlabelled), count(g.mixed))
        )

    def _redraw_words(self) -> None:
        """What stands under the plot."""
        if self._found is None:
            return
        tab, entries, under = self.tabs.currentIndex(), [], ""
        if tab == CURVE:
            main = (
                self.tr("95 % band")
                if self.curve.banded == len(self.curve.methods())
                else self.tr("95 % band of the first")
            )
            entries = [] if words.of_one_person(self._found) else [("band", main)]
            entries += [
                ("dotted", self.tr("ideal order")),
                ("dashed", self.tr("random order, expected")),
            ]
            under = f"{words.convention(self._found.study)} {self._note}".rstrip()
            if self.height() >= _ROOMY:
                under = f"{under} {words.spelled_out()}"
        elif tab == DISTRIBUTION:
            entries = [(f"series:{n}", text) for n, text in self.similarity.legend()]
            under = words.convention(self._found.study)
        elif tab == DET:
            under = f"{self.det.sentence} {words.spelled_out()}"
        elif tab == TABLE:
            under = self.tr(
                "A bracket joins methods that cannot be ranked: the band of their difference includes 0."
            )
        elif tab == PEOPLE:
            under = self.tr("Double click or Enter: this person's photos in Triage.")
        self._legend.show_entries(entries)
        self._legend.setVisible(bool(entries))
        self._under.setText(under)
        self._under.setVisible(bool(under))
