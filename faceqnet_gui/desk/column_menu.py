"""The menu of a table's column: how its values are spread, a filter by a part of them, order, which are shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QMenu, QVBoxLayout, QWidget, QWidgetAction

from faceqnet_engine.measures.catalogue import CATALOGUE, INDEX, Group
from faceqnet_engine.measures.words import group_label
from faceqnet_gui.desk.column_bars import HeapBars, SpreadBars
from faceqnet_gui.desk.range_dialog import RangeDialog
from faceqnet_gui.desk.rows_model import column_title
from faceqnet_gui.look.icons import icon
from faceqnet_gui.look.measure_words import label_of, language, reason_label, verdict_look
from faceqnet_gui.look.menus import add_head
from faceqnet_gui.look.widgets import label
from faceqnet_gui.look.words import count, decision_look, images, status_word
from faceqnet_gui.session.filters import Order, Sort
from faceqnet_gui.session.spread import (
    GROUPED,
    Heap,
    Spread,
    heaps_of,
    others,
    part_of,
    range_in,
    spread_of,
    with_heap,
    with_range,
)

if TYPE_CHECKING:
    from faceqnet_gui.desk.window import Window

_MOST_HEAPS = 8
_UNSORTED = frozenset({"detail", "stack"})


class ColumnMenu:
    """Mixed into the window."""

    def column_menu(self: Window, column: str = "") -> QMenu:
        """What can be done with a column; without one, only which measures are columns."""
        menu = QMenu(self)
        if column:
            menu.setAccessibleName(column_title(column))
            self._add_chart(menu, column)
            self._add_orders(menu, column)
        listed = menu.addMenu(icon("table-2"), self.tr("Columns")) if column else menu
        for group in Group:
            add_head(listed, group_label(group.value, language()))
            for record in CATALOGUE:
                if record.group is not group:
                    continue
                action = listed.addAction(label_of(record.id))
                action.setCheckable(True)
                action.setChecked(record.id in self.settings.measure_columns)
                action.triggered.connect(lambda on, m=record.id: self.set_column(m, on))
        return menu

    def show_column_menu(self: Window, place: QPoint | None = None, column: str = "") -> None:
        """At the table's head; asked for by the keyboard it is that of the current column."""
        if not column and self.view == "table":
            at = self.table.currentIndex().column()
            column = self.table_model.names[max(0, at)]
        self._menu = self.column_menu(column)
        self._menu.aboutToHide.connect(self._menu.deleteLater)
        self._menu.popup(place or self.table.head_place(column))

    def set_column(self: Window, measure: str, on: bool) -> None:
        """Show or hide the column of a measure."""
        rest = tuple(m for m in self.settings.measure_columns if m != measure)
        self.remember(measure_columns=(*rest, measure) if on else rest)
        self.table_model.set_measures(self.settings.measure_columns)
        self.table.use_widths()
        self._restore_current()

    def ask_range(self: Window, column: str) -> None:
        """Ask for a range of a column's numbers."""
        spread = spread_of(column, self.columns, others(self.filter, column, self.columns))
        if spread is None:
            return
        dialog = RangeDialog(self, spread, range_in(self.filter, column))
        if dialog.exec():
            self.filter_range(column, *dialog.range)
        dialog.deleteLater()

    def filter_range(self: Window, column: str, low: float, high: float) -> None:
        """Only photos whose value lies in a range, both ends included."""
        self.set_filter(with_range(self.filter, column, low, high, self.columns))

    # ---- parts of the menu

    def _add_chart(self: Window, menu: QMenu, column: str) -> None:
        part, words = part_of(column, self.columns), label(tone="t2")
        remove = QAction(icon("x"), self.tr("Remove this filter"), menu)
        remove.triggered.connect(lambda: self._remove_part(part))

        def settled() -> None:
            remove.setEnabled(part in self.filter.parts)

        settled()
        rows = others(self.filter, column, self.columns)
        spread = spread_of(column, self.columns, rows)
        if spread is None and column not in GROUPED:
            return
        chart = (
            self._heap_chart(column, heaps_of(column, self.columns, rows, self._alike()), words, settled)
            if spread is None
            else self._spread_chart(spread, words, settled)
        )
        holder = QWidget()
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(8, 6, 8, 6)
        lines.setSpacing(2)
        # A photo counts for each of its reasons, as the filter finds it, not for the first alone.
        title = self.tr("Reasons found") if column == "reason" else column_title(column)
        for widget in (label(title, role="section", tone="t3"), chart, words):
            lines.addWidget(widget)
        holder.setFocusProxy(chart)
        holder.setFocusPolicy(chart.focusPolicy())
        entry = QWidgetAction(menu)
        entry.setText(column_title(column))
        entry.setDefaultWidget(holder)
        menu.addAction(entry)
        menu.addSeparator()
        if spread is not None:
            menu.addAction(icon("sliders-horizontal"), self.tr("From, to..."), lambda: self.ask_range(column))
        menu.addAction(remove)

    def _spread_chart(self: Window, spread: Spread, words: QLabel, settled: Callable[[], None]) -> SpreadBars:
        column = spread.column
        chart = SpreadBars(spread, range_in(self.filter, column))

        def say(low: float, high: float) -> None:
            text = QCoreApplication.translate("ColumnMenu", "{0} to {1}: {2}")
            words.setText(text.format(chart.text(low), chart.text(high), images(spread.count(low, high))))

        def take(low: float, high: float) -> None:
            say(low, high)
            self.filter_range(column, low, high)
            settled()

        def clear() -> None:
            say(spread.low, spread.high)
            self._remove_part(part_of(column, self.columns))
            settled()

        say(*(chart.chosen or (spread.low, spread.high)))
        chart.brushed.connect(say)
        chart.released.connect(take)
        chart.cleared.connect(clear)
        return chart

    def _heap_chart(
        self: Window, column: str, heaps: list[Heap], words: QLabel, settled: Callable[[], None]
    ) -> HeapBars:
        seen = heaps[:_MOST_HEAPS]

        def active() -> list[bool]:
            wanted = getattr(self.filter, GROUPED[column])
            return [bool(frozenset(heap.values) & wanted) for heap in seen]

        chart = HeapBars([(self._heap_words(column, heap), heap) for heap in seen], active())

        def choose(heap: Heap, added: bool) -> None:
            self.set_filter(with_heap(self.filter, column, heap, added=added))
            chart.set_active(active())
            settled()

        chart.chosen.connect(choose)
        more = len(heaps) - len(seen)
        words.setText(self.tr("{0} more").format(count(more)) if more else "")
        words.setVisible(bool(more))
        return chart

    def _heap_words(self: Window, column: str, heap: Heap) -> str:
        value = heap.values[0]
        if column == "subject":
            return str(value) or self.tr("Nobody named")
        if column == "status":
            return status_word(value)
        if column == "decision":
            return decision_look(value)[2]
        return verdict_look(value)[2] if column == "verdict" else reason_label(value)

    def _add_orders(self: Window, menu: QMenu, column: str) -> None:
        if column not in _UNSORTED:
            for words, mark, descending in (
                (self.tr("Lowest first"), "arrow-up", False),
                (self.tr("Highest first"), "arrow-down", True),
            ):
                order = _order(column, descending=descending)
                menu.addAction(icon(mark), words, partial(self.set_order, order))
        if column in INDEX:
            menu.addAction(
                icon("eye-off"), self.tr("Hide this column"), lambda: self.set_column(column, False)
            )
        menu.addSeparator()

    def _alike(self: Window) -> list[tuple[str, ...]]:
        """Reasons that read alike, together."""
        found: dict[str, list[str]] = {}
        for name in self.columns.reason_names:
            found.setdefault(reason_label(name), []).append(name)
        return [tuple(names) for names in found.values()]


def _order(column: str, *, descending: bool) -> Order | Sort:
    """The order by a column; where it has a name of its own, that one."""
    if column == "quality":
        return Order.HIGHEST if descending else Order.LOWEST
    if column == "path" and not descending:
        return Order.NAME
    return Sort(column, descending=descending)
