"""Suggested limits, shown before anything is changed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from faceqnet_engine.measures.profiles import Limit, Profile
from faceqnet_engine.measures.reasons import wanted
from faceqnet_gui.look.measure_words import label_of, language
from faceqnet_gui.look.widgets import Button, label
from faceqnet_gui.look.words import count
from faceqnet_gui.session.columns import Columns
from faceqnet_gui.session.marks import Decision
from faceqnet_gui.session.profile_trial import SUGGESTED_SHARE, Trial

_FEWEST = 20


class Suggestions(QDialog):
    """Each limit as it is and as the photos suggest; applied together or not at all."""

    def __init__(
        self, parent: QWidget, profile: Profile, trial: Trial, columns: Columns, shown: NDArray[np.int64]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Suggested limits"))
        self.resize(560, 560)
        among, whose = self._photos(columns, shown)
        found = [(limit, trial.suggestion(limit, among)) for limit in profile.limits]
        changed = [(limit, new) for limit, new in found if new is not None and new != limit]
        self.suggested = profile
        for _, new in changed:
            self.suggested = self.suggested.with_limit(new)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        words = self.tr("Each limit at the {0}th percentile of {1}. Nothing is changed before you apply it.")
        if not changed:
            words = self.tr(
                "No other limits are suggested: {2} photos with values are needed, or the limits fit."
            )
        text = label(words.format(round(SUGGESTED_SHARE), whose, _FEWEST), tone="t2")
        text.setWordWrap(True)
        column.addWidget(text)
        column.addWidget(self._table(changed), 1)
        before, after = trial.counts(profile), trial.counts(self.suggested)
        result = self.tr("{0} → {1} of {2} photos pass")
        column.addWidget(
            label(result.format(count(before.passes), count(after.passes), count(after.total)), role="strong")
        )
        column.addLayout(self._buttons(bool(changed)))

    def _photos(self, columns: Columns, shown: NDArray[np.int64]) -> tuple[NDArray[np.bool_], str]:
        """Accepted photos, or those shown as long as few are accepted."""
        accepted = columns.decision == int(Decision.ACCEPTED)
        if accepted.sum() >= _FEWEST:
            return accepted, self.tr("the {0} accepted photos").format(count(int(accepted.sum())))
        among = np.zeros(len(columns), dtype=bool)
        among[shown] = True
        return among, self.tr("the {0} photos shown").format(count(int(among.sum())))

    def _table(self, changed: list[tuple[Limit, Limit]]) -> QWidget:
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        for n, (old, new) in enumerate(changed):
            grid.addWidget(label(label_of(old.measure)), n, 0)
            grid.addWidget(label(wanted(old, language()), tone="t2"), n, 1, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(label("→", tone="t3"), n, 2)
            grid.addWidget(label(wanted(new, language()), role="strong"), n, 3, Qt.AlignmentFlag.AlignRight)
        grid.setRowStretch(len(changed), 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        return area

    def _buttons(self, some: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch()
        cancel, self.apply = Button(self.tr("Cancel")), Button(self.tr("Apply"), kind="primary")
        cancel.clicked.connect(self.reject)
        self.apply.clicked.connect(self.accept)
        self.apply.setEnabled(some)
        row.addWidget(cancel)
        row.addWidget(self.apply)
        return row
