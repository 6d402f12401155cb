"""The size of Live's oval as a field of a profile."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSpinBox

from faceqnet_engine.live.guide import USUAL
from faceqnet_engine.measures.profiles import GUIDE_LEAST, GUIDE_MOST

_UNSET = round(100 * GUIDE_LEAST) - 1
"""Below the smallest: the profile asks for none."""


class GuideField(QSpinBox):
    """Percent of the picture's height, or the usual size."""

    edited = Signal(object)  # the share, None for the usual one

    def __init__(self) -> None:
        super().__init__()
        self.setRange(_UNSET, round(100 * GUIDE_MOST))
        self.setSpecialValueText(self.tr("usual, {0} %").format(round(100 * USUAL)))
        self.setSuffix(" %")
        self.setKeyboardTracking(False)
        self.lineEdit().setTextMargins(6, 0, 0, 0)
        self.setMinimumWidth(140)
        self.setAccessibleName(self.tr("Size of the oval in Live"))
        self.setToolTip(
            self.tr("Share of the picture's height; a smaller oval lets people stand farther away.")
        )
        self.valueChanged.connect(self._tell)

    def show_share(self, share: float | None) -> None:
        """Without telling anybody."""
        self.blockSignals(True)
        self.setValue(_UNSET if share is None else round(100 * share))
        self.blockSignals(False)

    def _tell(self, percent: int) -> None:
        self.edited.emit(None if percent == _UNSET else percent / 100)
