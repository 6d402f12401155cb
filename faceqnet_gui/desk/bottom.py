"""The lower part of the window: quality charts, the scatter of two measures, or the comparison; one at a time."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from faceqnet_gui.desk.compare import Compare
from faceqnet_gui.desk.histogram import QualityCharts
from faceqnet_gui.desk.scatter import Scatter
from faceqnet_gui.look.widgets import IconButton, hairline
from faceqnet_gui.session.columns import Columns

CHARTS = ("quality", "scatter", "compare")
_ICONS = {"quality": "chart-column-big", "scatter": "chart-scatter", "compare": "columns-2"}


class Bottom(QWidget):
    """Three pages and the rail that switches them."""

    chosen = Signal(str)

    def __init__(self, columns: Columns) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.charts, self.scatter, self.compare = QualityCharts(), Scatter(columns), Compare()
        self._pages = {"quality": self.charts, "scatter": self.scatter, "compare": self.compare}
        self._stack = QStackedWidget()
        for page in self._pages.values():
            self._stack.addWidget(page)
        rail = QVBoxLayout()
        rail.setContentsMargins(4, 8, 4, 8)
        rail.setSpacing(4)
        group = QButtonGroup(self)
        self._buttons: dict[str, IconButton] = {}
        for name in CHARTS:
            button = IconButton(_ICONS[name], name, checkable=True)
            group.addButton(button)
            button.clicked.connect(lambda _=False, n=name: self._choose(n))
            rail.addWidget(button)
            self._buttons[name] = button
        rail.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._stack, 1)
        row.addWidget(hairline(vertical=True))
        row.addLayout(rail)
        self.setMinimumHeight(150)
        self.retranslate()

    @property
    def page(self) -> str:
        """Which page is shown."""
        return next(name for name, page in self._pages.items() if page is self._stack.currentWidget())

    def show_page(self, name: str) -> None:
        """`quality`, `scatter` or `compare`, without announcing it."""
        if name in self._pages:
            self._stack.setCurrentWidget(self._pages[name])
            self._buttons[name].setChecked(True)

    def retranslate(self) -> None:
        """New words."""
        tips = {
            "quality": self.tr("Quality and limit"),
            "scatter": self.tr("Scatter of two measures"),
            "compare": self.tr("Compare the selected photos"),
        }
        for name, tip in tips.items():
            self._buttons[name].set_tip(tip)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _choose(self, name: str) -> None:
        self.show_page(name)
        self.chosen.emit(name)
