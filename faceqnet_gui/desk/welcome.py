"""What stands in the window before anything is open."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from faceqnet_gui.look.icons import pixmap
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.widgets import Button, label


class Welcome(QWidget):
    """A drop area, Open, the demo, what was open lately; nothing else."""

    open_wanted = Signal()
    demo_wanted = Signal()
    opened = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        box = QWidget()
        box.setObjectName("drop")
        box.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        box.setFixedWidth(640)
        column = QVBoxLayout(box)
        column.setContentsMargins(40, 44, 40, 40)
        column.setSpacing(10)
        self._icon = QLabel()
        self._title, self._sentence = label(role="title"), label(tone="t2")
        for part in (self._icon, self._title, self._sentence):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(part)
        self._sentence.setWordWrap(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        self._open, self._demo = Button("", "folder-open", "primary"), Button("", "play")
        self._open.clicked.connect(self.open_wanted)
        self._demo.clicked.connect(self.demo_wanted)
        buttons.addStretch()
        buttons.addWidget(self._open)
        buttons.addWidget(self._demo)
        buttons.addStretch()
        column.addSpacing(10)
        column.addLayout(buttons)
        outer.addWidget(box, 0, Qt.AlignmentFlag.AlignHCenter)
        self._head = label(role="section", tone="t3")
        outer.addSpacing(20)
        outer.addWidget(self._head, 0, Qt.AlignmentFlag.AlignHCenter)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(4)
        outer.addLayout(self._recent)
        outer.addStretch(3)
        self._shown: tuple[str, ...] | None = None
        self._draw()
        theme().changed.connect(self._draw)

    def retranslate(self) -> None:
        """New words."""
        self._title.setText(self.tr("Drop photos here"))
        self._sentence.setText(self.tr("Folders, images or a video. Nothing leaves this computer."))
        self._open.setText(self.tr("Open..."))
        self._demo.setText(self.tr("Try the demo"))
        self._head.setText(self.tr("Opened lately"))

    def show_recent(self, recent: Sequence[str]) -> None:
        """Folders that were open before and still exist."""
        here = tuple(p for p in recent if Path(p).exists())[:5]
        if here == self._shown:
            return
        self._shown = here
        while (item := self._recent.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self._head.setVisible(bool(here))
        for path in here:
            button = Button(path, "folder")
            button.setMinimumWidth(420)
            button.clicked.connect(lambda _=False, p=path: self.opened.emit([p]))
            self._recent.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)

    def _draw(self) -> None:
        self._icon.setPixmap(pixmap("images", 96, theme().tokens.line2, self.devicePixelRatioF()))
