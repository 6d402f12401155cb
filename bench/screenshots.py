"""Pictures of every view, to be looked at one by one: themes, languages, sizes, scales, and once in grey.

    python bench/screenshots.py OUT [--few]

writes OUT/VIEW-THEME-LANGUAGE-WIDTH-SCALE.png and sheets with all pictures of a view beside each other. `--few` takes
one picture of each view only. Not a test: a person decides whether what is seen is good.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

THEMES, LANGUAGES, SIZES, SCALES = (
    ("dark", "light"),
    ("en", "es"),
    ((1600, 1000), (1280, 800), (1024, 680)),
    (1, 2),
)
_THUMB = 640
_WAIT = 180.0


def _wait(application: Any, done: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not done() and time.monotonic() < end:
        application.processEvents()
        time.sleep(0.005)


def _triage(window: Any, view: str = "grid", chart: str = "quality") -> None:
    window.show_page("triage")
    window.show_chart(chart)
    window.list_view.selectionModel().clearSelection()
    window.pick_row(int(window.grid_model.shown[20]))
    if view == "compare":
        window.select_rows(window.grid_model.shown[18:21])
    window.show_view(view)


def _palette(window: Any) -> None:
    _triage(window)
    window.shell.show_palette("re")


def _page(name: str) -> Callable[[Any], None]:
    return lambda window: window.show_page(name)


VIEWS: dict[str, Callable[[Any], None]] = {
    "grid": _triage,
    "table": lambda w: _triage(w, "table"),
    "problems": lambda w: _triage(w, "problems"),
    "single": lambda w: _triage(w, "single"),
    "compare": lambda w: _triage(w, "compare"),
    "scatter": lambda w: _triage(w, "grid", "scatter"),
    "palette": _palette,
    "live": _page("live"),
    "evaluate": _page("evaluate"),
    "train": _page("train"),
}
DIALOGS: dict[str, Callable[[Any], Any]] = {
    "preferences": lambda w: (w.shell.show_preferences(), w.shell.opened("Preferences"))[1],
    "keys": lambda w: (w.show_page("triage"), w.shell.show_keys(), w.shell.opened("KeySheet"))[2],
    "change-keys": lambda w: (w.shell.change_keys(), w.shell.opened("KeyEditor"))[1],
    "log": lambda w: (w.shell.show_log(), w.shell.opened("LogPanel"))[1],
    "report": lambda w: (
        w.report(
            "The disk is full. All 1,391 decisions are saved; 214 of 1,204 copies are done. Free 3.1 GB."
        ),
        w.shell.reports[-1],
    )[1],
}


def take(out: Path, scale: int, few: bool) -> None:
    """All pictures at one scale; the scale is that of this process."""
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication

    from faceqnet_gui.app import make_window

    application = QApplication([])
    window = make_window(application)
    window.resize(*SIZES[0])
    window.show()
    window.remember(toured=True)

    def grab(name: str, widget: Any = None) -> None:
        _wait(application, lambda: False, 0.25)
        (widget or window).grab().save(str(out / f"{name}.png"))

    themes, languages, sizes = (THEMES[:1], LANGUAGES[:1], SIZES[:1]) if few else (THEMES, LANGUAGES, SIZES)
    for theme, language in product(themes, languages):
        window.choose_theme(theme)
        window.choose_language(language)
        grab(f"welcome-{theme}-{language}-1600-{scale}")
    window.choose_language("en")
    window.open_demo()
    _wait(application, lambda: len(window.columns) > 0, _WAIT)
    _wait(application, lambda: not window.scanning, _WAIT)
    for theme, language in product(themes, languages):
        window.choose_theme(theme)
        window.choose_language(language)
        for width, height in sizes:
            window.resize(width, height)
            for name, show in VIEWS.items():
                show(window)
                grab(f"{name}-{theme}-{language}-{width}-{scale}")
                window.shell.palette.close_it()
        window.resize(*SIZES[0])
        for name, make in DIALOGS.items():
            dialog = make(window)
            grab(f"{name}-{theme}-{language}-0-{scale}", dialog)
            dialog.close()
    for picture in list(out.glob(f"*-dark-en-1600-{scale}.png")) if scale == 1 else []:
        grey = QImage(str(picture)).convertToFormat(QImage.Format.Format_Grayscale8)
        grey.save(str(picture).replace("-dark-", "-grey-"))
    window.close()


def sheets(out: Path) -> None:
    """All pictures of a view beside each other."""
    from PIL import Image

    for view in ("welcome", *VIEWS, *DIALOGS):
        files = sorted(out.glob(f"{view}-*.png"))
        if not files:
            continue
        pictures = []
        for file in files:
            picture = Image.open(file).convert("RGB")
            picture.thumbnail((_THUMB, _THUMB))
            pictures.append(picture)
        columns = min(4, len(pictures))
        rows = -(-len(pictures) // columns)
        height = max(p.height for p in pictures) + 8
        sheet = Image.new("RGB", (columns * (_THUMB + 8), rows * height), "#808080")
        for n, picture in enumerate(pictures):
            sheet.paste(picture, (n % columns * (_THUMB + 8), n // columns * height))
        sheet.save(out / f"sheet-{view}.png")


def main() -> None:
    """One process per scale, in folders of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--few", action="store_true", help="one picture of each view")
    parser.add_argument("--scale", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    if given.scale:
        take(given.out, given.scale, given.few)
        return
    with tempfile.TemporaryDirectory() as own:
        folders = {name: f"{own}/{name}" for name in ("FACEQNET_CONFIG", "XDG_DATA_HOME", "XDG_CACHE_HOME")}
        for scale in SCALES[:1] if given.few else SCALES:
            environment = os.environ | folders | {"QT_SCALE_FACTOR": str(scale)}
            environment.setdefault("QT_QPA_PLATFORM", "offscreen")
            more = ["--few"] if given.few else []
            command = [sys.executable, __file__, str(given.out), "--scale", str(scale), *more]
            subprocess.run(command, env=environment, check=True)
    sheets(given.out)


if __name__ == "__main__":
    main()
