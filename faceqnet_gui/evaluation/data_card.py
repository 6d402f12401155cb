"""What was compared, what was left out and why, and what to know before believing it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from faceqnet_gui.evaluation import words
from faceqnet_gui.look.icons import pixmap
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.widgets import label
from faceqnet_gui.look.words import count
from faceqnet_gui.worker.evaluations import Evaluated

_MOST_NAMES = 20


def emptied(layout: QVBoxLayout) -> QVBoxLayout:
    """Without its widgets; they are hidden at once, since they are deleted later."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
    return layout


class DataCard(QVBoxLayout):
    """Lines of an evaluation. A layout and no widget: wrapped lines inside widgets inside scroll areas are cut."""

    def __init__(self) -> None:
        super().__init__()
        self._found: Evaluated | None = None
        self.setSpacing(3)
        theme().changed.connect(self.redraw)

    def show_evaluation(self, found: Evaluated | None) -> None:
        """Its lines; None before the first."""
        self._found = found
        self.redraw()

    def redraw(self) -> None:
        """New words or colours."""
        emptied(self)
        self._fill_facts()

    def _fact(self, text: str, tip: str = "", tone: str = "t2", name: str = "") -> None:
        line = label(text, "body", tone)
        line.setWordWrap(True)
        line.setToolTip(tip)
        if not name:
            self.addWidget(line)
            return
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(6)
        mark = QLabel()
        mark.setPixmap(pixmap(name, 14, theme().tokens.review, mark.devicePixelRatioF()))
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(line, 1)
        self.addWidget(holder)

    def _fill_facts(self) -> None:
        found = self._found
        if found is None:
            self._fact(self.tr("Not evaluated yet."), tone="t3")
            return
        study, pairs = found.study, found.study.comparisons
        people = len(np.unique(study.subjects))
        photos = count(len(study.used))
        self._fact(
            self.tr("1 person, {0} photos").format(photos)
            if people == 1
            else self.tr("{0} people, {1} photos").format(count(people), photos),
            tone="t1",
        )
        self._fact(
            self.tr("{0} comparisons of one person").format(count(len(pairs.mated[0]))),
            self.tr("Of {0} possible").format(count(pairs.mated_possible)),
        )
        self._fact(
            self.tr("{0} of different people").format(count(len(pairs.non_mated[0]))),
            self.tr("Of {0} possible").format(count(pairs.non_mated_possible)),
        )
        self._fact(
            self.tr("1 error at the match limit")
            if study.errors.sum() == 1
            else self.tr("{0} errors at the match limit").format(count(int(study.errors.sum()))),
            words.spelled_out(),
        )
        for reason, names in words.left_out(found):
            more = "\n…" if len(names) > _MOST_NAMES else ""
            self._fact(
                self.tr("Left out: {0}").format(reason), "\n".join(names[:_MOST_NAMES]) + more, tone="t2"
            )
        for warning in words.warnings(found):
            self._fact(warning, name="triangle-alert")
