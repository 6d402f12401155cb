"""One limit of a profile in the editor: which figure, from, to, whether a miss fails, who says so."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from faceqnet_engine.measures.catalogue import CATALOGUE, INDEX, QUALITY
from faceqnet_engine.measures.profiles import Limit, On
from faceqnet_engine.measures.words import measure_how
from faceqnet_gui.look.measure_words import label_of, language
from faceqnet_gui.look.widgets import IconButton, label
from faceqnet_gui.session.profile_trial import converted, decimals_of

WIDTHS = {"measure": 158, "on": 104, "number": 62, "unit": 20, "advise": 128, "source": 116}
_MORE_DIGITS, _ALIKE = 3, 1e-6


class NumberField(QLineEdit):
    """A number that may be missing; arrows step it, what is no number is marked and not used."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(WIDTHS["number"])
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._decimals, self._step = 0, 1.0
        self.textEdited.connect(lambda _: self.changed.emit())

    def show_value(self, value: float | None, decimals: int) -> None:
        """Write a value without announcing it; a field that is typed in keeps what says the same."""
        self._decimals, self._step = decimals, 10.0**-decimals
        if self.hasFocus() and self.wrong is False and self.value == value:
            return
        self.setText("" if value is None else self._written(value))

    def _written(self, value: float) -> str:
        """With as many digits as the measure has, and more where a limit would read as another one without them."""
        digits = range(self._decimals, self._decimals + _MORE_DIGITS)
        enough = (n for n in digits if abs(round(value, n) - value) < _ALIKE)
        return QLocale().toString(value, "f", next(enough, digits.stop)).replace("-", "−")

    @property
    def value(self) -> float | None:
        """What is written; None for nothing, or for what is no number."""
        number, fine = QLocale().toDouble(self.text().strip().replace("−", "-"))
        return float(number) if fine else None

    @property
    def wrong(self) -> bool:
        """Whether something is written that is no number."""
        return bool(self.text().strip()) and self.value is None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            sign = 1 if event.key() == Qt.Key.Key_Up else -1
            fast = 5 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            value = (self.value or 0.0) + sign * fast * self._step
            self.setText(self._written(value))
            self.changed.emit()
        else:
            super().keyPressEvent(event)


class LimitRow(QWidget):
    """One line of the editor's list; `edited` says which field changed."""

    edited = Signal(object, str)  # the Limit, the field
    removed = Signal(str)
    entered = Signal(str)  # its measure: what the preview shows now

    def __init__(self, limit: Limit) -> None:
        super().__init__()
        self._limit = limit
        self.setObjectName("limitRow")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 3, 4, 3)
        row.setSpacing(6)
        name = label_of(limit.measure)
        title = label()
        title.setFixedWidth(WIDTHS["measure"])
        title.setText(title.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, WIDTHS["measure"]))
        title.setToolTip(f"{name}\n{measure_how(limit.measure, language())}")
        self.on, self.advise = QComboBox(), QComboBox()
        self.least, self.most, self.source = NumberField(), NumberField(), QLineEdit()
        self._unit = label(tone="t3")
        self._remove = IconButton("trash-2", self.tr("Remove the limit of {0}").format(name))
        self._fill_choices()
        for part, width in ((self.on, "on"), (self._unit, "unit"), (self.advise, "advise")):
            part.setFixedWidth(WIDTHS[width])
        self.source.setMinimumWidth(WIDTHS["source"])
        self._name_parts(name)
        for widget in (title, self.on, self.least, self.most, self._unit, self.advise):
            row.addWidget(widget)
        row.addWidget(self.source, 1)
        row.addWidget(self._remove)
        self.on.activated.connect(self._change_figure)
        self.advise.activated.connect(lambda n: self._say(replace(self._limit, advise=n == 1), "advise"))
        self.source.textEdited.connect(lambda text: self._say(replace(self._limit, source=text), "source"))
        for field, which in ((self.least, "least"), (self.most, "most")):
            field.changed.connect(lambda w=which: self._numbers(w))
        self._remove.clicked.connect(lambda: self.removed.emit(limit.measure))
        for watched in (self.on, self.least, self.most, self.advise, self.source, self._remove):
            watched.installEventFilter(self)
        self.show_limit(limit)

    def _fill_choices(self) -> None:
        figures = [(On.COMPONENT, self.tr("0 to 100"))]
        if self._limit.measure != QUALITY:
            figures.append((On.NATIVE, self.tr("value")))
            if CATALOGUE[INDEX[self._limit.measure]].unit == "deg":
                figures.append((On.ABSOLUTE, self.tr("either side")))
        for on, words in figures:
            self.on.addItem(words, on)
        self.on.setEnabled(len(figures) > 1)
        self.advise.addItem(self.tr("matters"))
        self.advise.addItem(self.tr("only advises"))

    def _name_parts(self, name: str) -> None:
        for part, words in (
            (self.on, self.tr("{0}: figure")),
            (self.least, self.tr("{0}: from")),
            (self.most, self.tr("{0}: to")),
            (self.advise, self.tr("{0}: whether a miss fails")),
            (self.source, self.tr("{0}: source")),
        ):
            part.setAccessibleName(words.format(name))

    @property
    def limit(self) -> Limit:
        """As last shown or edited."""
        return self._limit

    @property
    def problem(self) -> str:
        """What is wrong with the line, in words; empty if nothing is."""
        name = label_of(self._limit.measure)
        if self.least.wrong or self.most.wrong:
            return self.tr("{0}: this is not a number.").format(name)
        least, most = self.least.value, self.most.value
        if least is None and most is None:
            return self.tr("{0}: it needs a from or a to, or remove the limit.").format(name)
        if least is not None and most is not None and least > most:
            return self.tr("{0}: from is larger than to.").format(name)
        ends = [v for v in (least, most) if v is not None]
        if self._limit.on is On.COMPONENT and not all(0 <= v <= 100 for v in ends):
            return self.tr("{0}: this scale goes from 0 to 100.").format(name)
        return ""

    def show_limit(self, limit: Limit) -> None:
        """Show without announcing."""
        self._limit = limit
        self.on.setCurrentIndex(max(0, self.on.findData(limit.on)))
        self.advise.setCurrentIndex(1 if limit.advise else 0)
        self.source.setToolTip(limit.source)
        if self.source.text() != limit.source:
            self.source.setText(limit.source)
            self.source.setCursorPosition(0)
        scale, decimals = self._scale(limit)
        self.least.show_value(None if limit.least is None else round(limit.least * scale, 6), decimals)
        self.most.show_value(None if limit.most is None else round(limit.most * scale, 6), decimals)
        unit = "" if limit.on is On.COMPONENT else CATALOGUE[INDEX[limit.measure]].unit
        self._unit.setText({"deg": "°", "x": "×"}.get(unit, unit))
        self.mark()

    def mark(self) -> None:
        """Frame what is wrong."""
        wrong = bool(self.problem)
        if self.property("wrong") != wrong:
            self.setProperty("wrong", wrong)
            for part in (self, self.least, self.most):
                part.setProperty("wrong", wrong)
                part.style().unpolish(part)
                part.style().polish(part)
        self.setToolTip(self.problem)

    @staticmethod
    def _scale(limit: Limit) -> tuple[float, int]:
        """Shares are written in percent."""
        percent = limit.on is not On.COMPONENT and CATALOGUE[INDEX[limit.measure]].unit == "%"
        return (100.0, max(0, decimals_of(limit) - 2)) if percent else (1.0, decimals_of(limit))

    def _numbers(self, which: str) -> None:
        self.mark()
        scale, _ = self._scale(self._limit)
        ends = [None if v is None else v / scale for v in (self.least.value, self.most.value)]
        self._limit = replace(self._limit, least=ends[0], most=ends[1])
        self.edited.emit(self._limit, which)

    def _change_figure(self, place: int) -> None:
        self.show_limit(converted(self._limit, self.on.itemData(place)))
        self.edited.emit(self._limit, "on")

    def _say(self, limit: Limit, field: str) -> None:
        self._limit = limit
        self.edited.emit(limit, field)

    def eventFilter(self, watched: object, event: object) -> bool:
        if isinstance(event, QFocusEvent) and event.gotFocus():
            self.entered.emit(self._limit.measure)
        return False
