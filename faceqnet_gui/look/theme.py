"""The theme of the application: tokens made into a palette and a style sheet; switches live."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from faceqnet_gui.look.fonts import font
from faceqnet_gui.look.stylesheet import stylesheet
from faceqnet_gui.look.tokens import DARK, LIGHT, Tokens

MODES = ("system", "light", "dark")


class Theme(QObject):
    """Which tokens are in force; `changed` when others are."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._mode, self._tokens = "system", DARK

    @property
    def tokens(self) -> Tokens:
        """The colours in force."""
        return self._tokens

    @property
    def mode(self) -> str:
        """`system`, `light` or `dark`, as chosen."""
        return self._mode

    def set_mode(self, mode: str) -> None:
        """Choose, and switch at once."""
        self._mode = mode if mode in MODES else "system"
        application = QApplication.instance()
        if isinstance(application, QApplication):
            self.apply(application)

    def apply(self, application: QApplication) -> None:
        """Put palette, font and style sheet on the application."""
        hints = QGuiApplication.styleHints()
        dark = self._mode == "dark" or (
            self._mode == "system" and hints.colorScheme() != Qt.ColorScheme.Light
        )
        self._tokens = DARK if dark else LIGHT
        application.setStyle("Fusion")
        application.setPalette(_palette(self._tokens))
        application.setFont(font("body"))
        application.setStyleSheet(stylesheet(self._tokens))
        self.changed.emit()


def _palette(tokens: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, colour in {
        role.Window: tokens.bg0,
        role.WindowText: tokens.t1,
        role.Base: tokens.bg1,
        role.AlternateBase: tokens.bg2,
        role.Text: tokens.t1,
        role.Button: tokens.bg2,
        role.ButtonText: tokens.t1,
        role.ToolTipBase: tokens.bg3,
        role.ToolTipText: tokens.t1,
        role.PlaceholderText: tokens.t3,
        role.Highlight: tokens.sel,
        role.HighlightedText: tokens.t1,
        role.Link: tokens.acc,
        role.Accent: tokens.acc,
    }.items():
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(tokens.line2))
    return palette


_theme: Theme | None = None


def theme() -> Theme:
    """The application's theme."""
    global _theme  # noqa: PLW0603 - one theme for the application's life
    if _theme is None:
        _theme = Theme()
    return _theme
