"""Languages: English in the source, Spanish complete; switched while the window is open."""

from __future__ import annotations

from importlib import resources

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

LANGUAGES = ("system", "en", "es")
ROOMS = ("desk", "live", "evaluation", "training", "shell")
"""Each room of the window has a file of words of its own."""
_installed: list[QTranslator] = []


def set_language(language: str) -> None:
    """Use `en`, `es`, or what the system speaks; every window is told by a LanguageChange event."""
    application = QCoreApplication.instance()
    if application is None:
        return
    code = QLocale.system().name().split("_")[0] if language == "system" else language
    QLocale.setDefault(QLocale(code if code in LANGUAGES[1:] else "en"))
    while _installed:
        application.removeTranslator(_installed.pop())
    folder = resources.files("resources") / "translations"
    for room in ROOMS if code != "en" else ():
        translator = QTranslator()
        if translator.load(str(folder / f"{room}_{code}.qm")):
            application.installTranslator(translator)
            _installed.append(translator)
