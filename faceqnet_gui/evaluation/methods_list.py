"""The methods with their lines: shown or hidden, added and removed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from faceqnet_gui.evaluation import words
from faceqnet_gui.evaluation.data_card import emptied
from faceqnet_gui.evaluation.swatches import swatch
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.widgets import IconButton, label
from faceqnet_gui.worker.evaluations import MODEL, Evaluated, Wanted


class MethodsList(QVBoxLayout):
    """One line for each method."""

    hidden_changed = Signal()
    dropped = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.hidden: frozenset[str] = frozenset()
        self._found: Evaluated | None = None
        self._wanted = Wanted()
        self.setSpacing(2)
        theme().changed.connect(self.redraw)

    def show_methods(self, found: Evaluated | None, wanted: Wanted) -> None:
        """Those of an evaluation; before the first, those that are wanted."""
        self._found, self._wanted = found, wanted
        if found is not None:
            self.hidden &= {m.name for m in found.study.methods}
        self.redraw()

    def redraw(self) -> None:
        """New words or colours."""
        emptied(self)
        self._fill_methods()

    def _fill_methods(self) -> None:
        if self._found is None:
            self.addWidget(label(words.method_name(MODEL), "body", "t2"))
            for name, file in self._wanted.scores:
                line = label(name, "body", "t2")
                line.setToolTip(file)
                self.addWidget(line)
            return
        own = dict(self._wanted.scores)
        for n, method in enumerate(self._found.study.methods):
            self.addWidget(self._method_row(n, method.name, own.get(method.name, "")))

    def _method_row(self, n: int, name: str, file: str) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        mark = QLabel()
        mark.setPixmap(swatch(n, mark.devicePixelRatioF()))
        shown = QCheckBox(words.method_name(name))
        shown.setChecked(name not in self.hidden)
        shown.setToolTip(file or self.tr("Show or hide this curve"))
        shown.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        shown.toggled.connect(self._toggler(name))
        row.addWidget(mark)
        row.addWidget(shown, 1)
        if file:
            away = IconButton("x", self.tr("Remove {0}").format(name))
            away.clicked.connect(lambda _=False, m=name: self.dropped.emit(m))
            row.addWidget(away)
        return holder

    def _toggler(self, name: str) -> Callable[[bool], None]:
        def toggle(on: bool) -> None:
            self.hidden = self.hidden - {name} if on else self.hidden | {name}
            self.hidden_changed.emit()

        return toggle
