"""Asks for the first and the last day of the photos to show."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QDateEdit, QDialog, QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from faceqnet_gui.look.widgets import Button, label
from faceqnet_gui.session.columns import NO_DATE


def days_of(dates: NDArray[np.int64]) -> tuple[QDate, QDate]:
    """First and last day among the files' times, local time; today where none is known."""
    known = dates[dates != NO_DATE]
    if not len(known):
        return QDate.currentDate(), QDate.currentDate()
    ends = [datetime.fromtimestamp(int(t) / 1e9, UTC).astimezone().date() for t in (known.min(), known.max())]
    first, last = (QDate(day.year, day.month, day.day) for day in ends)
    return first, last


class DateDialog(QDialog):
    """`days` is what was chosen, as 2026-01-31."""

    def __init__(self, parent: QWidget, dates: NDArray[np.int64], before: tuple[str, str] | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Photos by date"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(self.tr("Photos by date"), role="title"))
        column.addWidget(label(self.tr("When the file was last changed; both days are included."), tone="t2"))
        first, last = days_of(dates)
        self.first, self.last = QDateEdit(first), QDateEdit(last)
        if before is not None:
            for field, day in ((self.first, before[0]), (self.last, before[1])):
                if day:
                    field.setDate(QDate.fromString(day, Qt.DateFormat.ISODate))
        form = QFormLayout()
        for field, words in ((self.first, self.tr("From")), (self.last, self.tr("To"))):
            field.setCalendarPopup(True)
            field.setAccessibleName(words)
            form.addRow(words, field)
        column.addLayout(form)
        buttons = QHBoxLayout()
        cancel, self.go = Button(self.tr("Cancel")), Button(self.tr("Show these"), kind="primary")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.go.setDefault(True)
        self.go.clicked.connect(self.accept)
        buttons.addStretch()
        buttons.addWidget(cancel)
        buttons.addWidget(self.go)
        column.addLayout(buttons)

    @property
    def days(self) -> tuple[str, str]:
        """In their order, whichever field holds which."""
        first, last = sorted((self.first.date(), self.last.date()), key=QDate.toJulianDay)
        iso = Qt.DateFormat.ISODate
        return first.toString(iso), last.toString(iso)
