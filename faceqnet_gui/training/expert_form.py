"""The expert preset: the config's options as a form; names are those of the file, so that both are read as one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from faceqnet_gui.look.widgets import label
from faceqnet_gui.training.parts import card


@dataclass(frozen=True, slots=True)
class Option:
    """One key of the config.

    Attributes:
        table: `train`, `labels` or `evaluate`.
        key: In that table.
        kind: int, float, or the words that it can be.
        least: Smallest value of a number.
        most: Largest.
    """

    table: str
    key: str
    kind: type | tuple[str, ...]
    least: float = 0
    most: float = 1e9


OPTIONS = (
    Option("train", "network", ("resnet29", "resnet29-mirrored", "resnet29-zoomed", "resnet50")),
    Option("train", "mode", ("head", "full")),
    Option("train", "heads", int, 1, 16),
    Option("train", "epochs", int, 1, 10_000),
    Option("train", "patience", int, 0, 10_000),
    Option("train", "batch", int, 2, 65_536),
    Option("train", "rate", float, 1e-9, 10),
    Option("train", "decay", float, 0, 1),
    Option("train", "optimiser", ("adamw", "adam")),
    Option("train", "metric", ("edc", "spearman", "mse")),
    Option("labels", "copies", int, 0, 50),
    Option("labels", "margin", float, 0, 1),
    Option("evaluate", "draws", int, 0, 100_000),
)
_DEFAULTS = {"margin": 0.05}
_COLUMNS = 4


class ExpertForm(QWidget):
    """One field an option; a value that is not possible is marked and not taken."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        made, inside = card()
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        self.fields: dict[tuple[str, str], QLineEdit | QComboBox] = {}
        for n, option in enumerate(OPTIONS):
            row, column = 2 * (n // _COLUMNS), n % _COLUMNS
            name = f"{option.table}.{option.key}"
            grid.addWidget(label(name, "caption", "t3"), row, column)
            field = self._field(option)
            field.setAccessibleName(name)
            grid.addWidget(field, row + 1, column)
            self.fields[option.table, option.key] = field
        inside.addLayout(grid)
        self._words = label(role="secondary", tone="t2")
        self._words.setWordWrap(True)
        inside.addWidget(self._words)
        outer.addWidget(made)

    def _field(self, option: Option) -> QLineEdit | QComboBox:
        if isinstance(option.kind, tuple):
            box = QComboBox()
            box.addItems(option.kind)
            box.activated.connect(lambda _: self.edited.emit())
            return box
        line = QLineEdit()
        line.editingFinished.connect(self._finished)
        return line

    def _finished(self) -> None:
        fine = True
        for option in OPTIONS:
            field = self.fields[option.table, option.key]
            if isinstance(field, QLineEdit):
                wrong = self._value(option) is None
                fine = fine and not wrong
                field.setProperty("wrong", "true" if wrong else "false")
                field.style().unpolish(field)
                field.style().polish(field)
        if fine:
            self.edited.emit()

    def _value(self, option: Option) -> Any:
        """The option's value, or None where what stands there is not possible."""
        field = self.fields[option.table, option.key]
        if isinstance(field, QComboBox):
            return field.currentText()
        assert isinstance(option.kind, type)
        try:
            value = option.kind(field.text().strip())
        except ValueError:
            return None
        return value if option.least <= value <= option.most else None

    def tables(self) -> dict[str, dict[str, Any]]:
        """The options as tables of the config."""
        found: dict[str, dict[str, Any]] = {}
        for option in OPTIONS:
            value = self._value(option)
            if value is not None:
                found.setdefault(option.table, {})[option.key] = value
        if found["train"].get("network") == "resnet50":
            found["train"] |= {"heads": 1, "hidden": 256}
        return found

    def show_tables(self, config: Mapping[str, Any]) -> None:
        """Values of a config."""
        for option in OPTIONS:
            value = config.get(option.table, {}).get(option.key, _DEFAULTS.get(option.key))
            field = self.fields[option.table, option.key]
            if isinstance(field, QComboBox):
                field.setCurrentText(str(value))
            elif not field.hasFocus():
                field.setText(f"{value:g}" if isinstance(value, float) else str(value))

    def retranslate(self) -> None:
        """New words."""
        self._words.setText(
            self.tr(
                "The names are those of the config file; docs/training.md explains each. A wrong value is framed."
            )
        )
