"""The view Train."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from faceqnet_gui.look.widgets import EmptyState
from faceqnet_gui.views import Host, Page


class TrainingView(Page):
    """The view's page."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self._empty = EmptyState()
        column = QVBoxLayout(self)
        column.addWidget(self._empty)
        self.retranslate()

    def retranslate(self) -> None:
        """New words."""
        self._empty.show_state("graduation-cap", self.tr("Train"), "")
