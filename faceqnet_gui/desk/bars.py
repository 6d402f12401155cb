"""The line of chips above the images."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from faceqnet_gui.desk.rows_model import column_title
from faceqnet_gui.look.measure_words import native_text, reason_label, verdict_look
from faceqnet_gui.look.widgets import Button, Chip, Segmented, label
from faceqnet_gui.look.words import count, decimal, decision_look, status_word
from faceqnet_gui.session.columns import Columns
from faceqnet_gui.session.filters import Filter, Order, Sort
from faceqnet_gui.session.packing import NUMBERS
from faceqnet_gui.session.spread import PLACES

STACKED = "stacked"
"""The chip that takes the stacks apart."""
_MARGIN, _GAP, _LINE, _CHIP_LINE = 16, 8, 48, 38
_ORDER = 190
"""What the order may take of a narrow line of chips."""


class Chips(QWidget):
    """Filters in force as chips, how many are shown, the order, the view."""

    removed = Signal(str)
    order_chosen = Signal(str)
    view_chosen = Signal(str)
    filter_wanted = Signal(QPoint)  # where on the screen a menu fits
    profile_wanted = Signal(QPoint)

    def __init__(self) -> None:
        super().__init__()
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        column.setSpacing(0)
        row.setSpacing(_GAP)
        first = QWidget()
        first.setFixedHeight(_LINE)
        first.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        self._chips: list[Chip] = []
        self._below = QWidget()
        column.addWidget(first)
        column.addWidget(self._below)
        self._below.hide()
        self.setFixedHeight(_LINE)
        self._holder = QHBoxLayout()
        self._holder.setSpacing(_GAP)
        self._count = label(tone="t2")
        self._order = QComboBox()
        self._order.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._order.activated.connect(lambda n: self.order_chosen.emit(self._order.itemData(n)))
        self._views = Segmented(
            [
                ("grid", "layout-grid", ""),
                ("table", "table-2", ""),
                ("compare", "columns-2", ""),
                ("problems", "triangle-alert", ""),
            ]
        )
        self._views.chosen.connect(self.view_chosen)
        self.filter_button, self.profile_button = Button("", "plus", "ghost"), Button("", "clipboard-check")
        for button, wanted in (
            (self.filter_button, self.filter_wanted),
            (self.profile_button, self.profile_wanted),
        ):
            button.clicked.connect(
                lambda _=False, b=button, w=wanted: w.emit(b.mapToGlobal(b.rect().bottomLeft()))
            )
        row.addLayout(self._holder)
        row.addWidget(self.filter_button)
        row.addStretch()
        row.addWidget(self._count)
        row.addWidget(self.profile_button)
        row.addWidget(self._order)
        row.addWidget(self._views)
        self._shown: list[tuple[str, str]] = []
        self._title = ""

    def retranslate(self) -> None:
        """New words."""
        chosen = self._order.currentData()
        self._order.clear()
        for order, text in (
            (Order.LOWEST, self.tr("Quality, lowest first")),
            (Order.HIGHEST, self.tr("Quality, highest first")),
            (Order.INPUT, self.tr("As found")),
            (Order.NAME, self.tr("Name")),
            (Order.STATUS, self.tr("Status")),
        ):
            self._order.addItem(text, order.value)
        self._order.setCurrentIndex(max(0, self._order.findData(chosen)))
        self.filter_button.setAccessibleName(self.tr("Filter"))
        self.filter_button.setToolTip(self.tr("Show only photos with a verdict, a reason or a measure (F)"))
        self._shown = []
        self._order.setAccessibleName(self.tr("Order"))
        self._views.set_tips(
            {
                "grid": self.tr("Grid"),
                "table": self.tr("Table"),
                "compare": self.tr("Compare 2 to 4 selected photos (C)"),
                "problems": self.tr("Problems"),
            }
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is little room buttons keep their icons only; chips that do not fit stand in lines below."""
        wanted = sum(chip.wanted + _GAP for chip in self._chips)
        if wanted <= self._room(False) or wanted <= self._room(True):
            for chip in self._chips:
                chip.fit(chip.wanted)
                self._holder.addWidget(chip)
            self._below.hide()
            self.setFixedHeight(_LINE)
            return
        if self._room(False) < 0:  # the first line alone is too long for all of its words
            self._room(True)
        room, x, y = max(64, self.width() - 2 * _MARGIN), 0, 0
        for chip in self._chips:
            width = min(chip.wanted, room)
            if x and x + width > room:
                x, y = 0, y + _CHIP_LINE
            self._holder.removeWidget(chip)
            chip.setParent(self._below)
            chip.fit(width)
            chip.setGeometry(x, y, width, chip.sizeHint().height())
            chip.show()
            x += width + _GAP
        self._below.setFixedHeight(y + _CHIP_LINE)
        self._below.show()
        self.setFixedHeight(_LINE + y + _CHIP_LINE)

    def _room(self, narrow: bool) -> int:
        """What is left for chips; `narrow` takes words off the buttons first."""
        self.profile_button.setText("" if narrow else self._title)
        self.filter_button.setText("" if narrow else self.tr("Filter"))
        self._order.setMaximumWidth(_ORDER if narrow else 320)
        parts = (self.filter_button, self._count, self.profile_button, self._order, self._views)
        return self.width() - sum(min(p.sizeHint().width(), p.maximumWidth()) + 8 for p in parts) - 40

    def show_profile(self, title: str) -> None:
        """By what photos are judged; nothing for no profile."""
        self._title = title or self.tr("No profile")
        self._fit()
        says = self.tr("Photos are judged by the profile “{0}”") if title else self.tr("Measures only inform")
        self.profile_button.setToolTip(says.format(title))
        self.profile_button.setAccessibleName(says.format(title))

    def _show_order(self, order: Order | Sort) -> None:
        if isinstance(order, Order):
            self._order.setCurrentIndex(self._order.findData(order.value))
            return
        # An order by a column of the table has no entry of its own: it is the last one, as long as it holds.
        data = f"{order.by}:{order.descending}"
        last = self._order.count() - 1
        if ":" in str(self._order.itemData(last)) and self._order.itemData(last) != data:
            self._order.removeItem(last)
        if self._order.findData(data) < 0:
            words = self.tr("{0}, highest first") if order.descending else self.tr("{0}, lowest first")
            self._order.addItem(words.format(column_title(order.by)), data)
        self._order.setCurrentIndex(self._order.findData(data))

    def show_state(
        self, wanted: Filter, columns: Columns, shown: int, order: Order | Sort, view: str, stacked: str = ""
    ) -> None:
        """Bring everything up to date; `stacked` says what is stacked, in the last chip."""
        words = [(part, self.words(part, wanted, columns)) for part in wanted.parts]
        if stacked:
            words.append((STACKED, stacked))
        if words != self._shown:
            self._shown = words
            for chip in self._chips:
                chip.hide()
                chip.deleteLater()
            self._chips = [self._chip(part, text) for part, text in words]
        self._count.setText(
            self.tr("{0} of {1}").format(count(shown), count(len(columns)))
            if shown != len(columns)
            else count(shown)
        )
        self._show_order(order)
        self._fit()
        if view in {"grid", "table", "compare", "problems"}:
            self._views.choose(view)

    def _chip(self, part: str, text: str) -> Chip:
        chip = Chip(text)
        chip.setParent(self)
        chip.ensurePolished()  # its words are measured in the font that they will have
        if part == STACKED:
            chip.say(self.tr("Show each photo for itself"))
        chip.removed.connect(lambda: self.removed.emit(part))
        return chip

    @property
    def count_words(self) -> str:
        """How many of how many."""
        return self._count.text()

    def preview_count(self, shown: int, total: int) -> None:
        """How many a range that is being dragged would show."""
        self._count.setText(self.tr("{0} of {1}").format(count(shown), count(total)))

    def words(self, part: str, wanted: Filter, columns: Columns) -> str:
        """A condition in words."""
        described = next(p for p in wanted.described(columns) if p.name == part)
        values = described.values
        if described.kind == "ranges":
            measure, low, high, native = values
            if measure in NUMBERS:
                ends = [decimal(v, PLACES.get(measure, 0)) for v in (low, high)]
            else:
                ends = [native_text(measure, v) if native else f"{v:.0f}" for v in (low, high)]
            return self.tr("{0} {1} to {2}").format(column_title(measure), *ends)
        listed = {
            "statuses": lambda: self._statuses(wanted),
            "reasons": lambda: ", ".join(sorted({reason_label(reason) for reason in values})),
            "verdicts": lambda: ", ".join(verdict_look(verdict)[2] for verdict in values),
            "decisions": lambda: ", ".join(decision_look(decision)[2] for decision in values),
            "subjects": lambda: self._subjects(values),
            "root": lambda: values[0].rstrip("/").rsplit("/", 1)[-1] or self.tr("Single files"),
            "text": lambda: f"“{values[0]}”",
            "quality": lambda: self.tr("Quality {0} to {1}").format(*values),
            "stars": lambda: self._stars(*values),
            "dates": lambda: _days(*values),
        }
        return listed[described.kind]()

    def _statuses(self, wanted: Filter) -> str:
        if all(s.has_score for s in wanted.statuses) and len(wanted.statuses) > 1:
            return self.tr("With a score")
        return ", ".join(sorted(status_word(s) for s in wanted.statuses))

    def _subjects(self, names: Sequence[str]) -> str:
        first = names[0] or self.tr("Nobody named")
        return first if len(names) == 1 else self.tr("{0} and {1} more").format(first, len(names) - 1)

    def _stars(self, low: int, high: int) -> str:
        return (
            self.tr("{0} stars").format(low) if low == high else self.tr("{0} to {1} stars").format(low, high)
        )


def _days(first: str, last: str) -> str:
    """Two days as people write them; an open end is left out."""
    short = QLocale.FormatType.ShortFormat
    ends = [
        QLocale().toString(QDate.fromString(day, Qt.DateFormat.ISODate), short) if day else ""
        for day in (first, last)
    ]
    return " – ".join(ends).strip()
