"""The log in a window: searched, filtered by weight, copied."""

from __future__ import annotations

import logging

from platformdirs import user_log_path
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from faceqnet_gui.look.fonts import mono
from faceqnet_gui.look.widgets import Button, label
from faceqnet_gui.look.words import count
from faceqnet_gui.shell.log_memory import Line, log_memory
from faceqnet_gui.shell.report_text import without_paths


class LogPanel(QDialog):
    """What the program did and what went wrong since it began; new lines arrive while it is open."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Log"))
        self.resize(860, 560)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search the log"))
        self.search.setAccessibleName(self.tr("Search the log"))
        self.search.setClearButtonEnabled(True)
        self.weight = QComboBox()
        self.weight.setAccessibleName(self.tr("Which lines"))
        for text, level in (
            (self.tr("All lines"), logging.INFO),
            (self.tr("Warnings and errors"), logging.WARNING),
            (self.tr("Errors only"), logging.ERROR),
        ):
            self.weight.addItem(text, level)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setFont(mono())
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setAccessibleName(self.tr("Log"))
        self.text.setTabChangesFocus(True)
        self._shown = label(tone="t3", role="secondary")
        self.hide_paths = QCheckBox(self.tr("Hide paths and names of photos"))
        self.copy_button = Button(self.tr("Copy"), "copy")
        self.folder_button = Button(self.tr("Open the folder of the log"), "folder-open")
        top, bottom, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(12)
        for part in (top, bottom):
            part.setSpacing(8)
        top.addWidget(self.search, 1)
        top.addWidget(self.weight)
        for widget in (self._shown, self.hide_paths, self.copy_button, self.folder_button):
            bottom.addWidget(widget)
        bottom.insertStretch(1)
        column.addLayout(top)
        column.addWidget(self.text, 1)
        column.addLayout(bottom)
        self.search.textChanged.connect(self.show_lines)
        self.weight.currentIndexChanged.connect(self.show_lines)
        self.hide_paths.toggled.connect(self.show_lines)
        self.copy_button.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text.toPlainText()))
        self.folder_button.clicked.connect(
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(user_log_path("faceqnet"))))
        )
        log_memory().signals.added.connect(self._added)
        self.show_lines()
        self.search.setFocus()

    def _fits(self, line: Line) -> bool:
        return (
            line.level >= self.weight.currentData() and self.search.text().casefold() in str(line).casefold()
        )

    def _worded(self, line: Line) -> str:
        return without_paths(str(line)) if self.hide_paths.isChecked() else str(line)

    def show_lines(self) -> None:
        """Those that fit, the newest last and in view."""
        lines = [line for line in list(log_memory().lines) if self._fits(line)]
        self._number = len(lines)
        self.text.setPlainText("\n".join(self._worded(line) for line in lines))
        self._to_end()

    def _added(self, line: Line) -> None:
        if self._fits(line):
            self._number += 1
            self.text.appendPlainText(self._worded(line))
            self._to_end()

    def _to_end(self) -> None:
        bar = self.text.verticalScrollBar()
        bar.setValue(bar.maximum())
        self._shown.setText(self.tr("{0} lines").format(count(self._number)))
