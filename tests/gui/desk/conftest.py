"""A window with a session on disk and rows as a scan would bring them: no scan, so that tests are quick."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from faceqnet_engine.assessment import Assessment, Status

COUNT = 30


def key(qtbot, widget, which, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    """A real key."""
    qtbot.keyClick(widget, which, modifier)
    QApplication.processEvents()


def photo(number: int, quality: int | None, subject: str = "") -> Assessment:
    """A row with a face; without a quality: no face."""
    folder = subject or f"P-{number % 5:03}"
    name = f"{folder}/img_{number:02}.jpg"
    status = Status.NO_FACE if quality is None else Status.OK
    return Assessment(
        name, "/photos", status=status, quality=quality, score=None if quality is None else quality / 100,
        file=f"/photos/{name}", width=400, height=300, faces=0 if quality is None else 1, sha256=f"{number:064x}",
    )  # fmt: skip


def on_disk(file: Path) -> dict[str, tuple[int, int, str, str]]:
    """Marks in a session file, read by nothing of ours: decision, stars, note, reason by file name."""
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    try:
        rows = connection.execute("SELECT file, decision, stars, note, remark FROM decisions").fetchall()
    finally:
        connection.close()
    return {Path(name.decode()).name: (d, stars, note, remark) for name, d, stars, note, remark in rows}


def in_hand(window, qtbot):
    """The rows shown, kept, the first one current, and the keyboard at the grid."""
    window.refresh(force=True)
    window.sessions.keep_inputs()
    window.activateWindow()
    window.grid.setFocus()
    qtbot.waitUntil(window.grid.hasFocus)
    window.pick_row(int(window.grid_model.shown[0]))
    return window


@pytest.fixture
def desk(window, qtbot, tmp_path: Path):
    """30 photos: every tenth without a face, the others of quality 0, 3, 6..."""
    window.sessions.begin(tmp_path / "intake.faceqnet")
    window.inputs = ["/photos"]
    window._take_rows([photo(n, None if n % 10 == 9 else 3 * n) for n in range(COUNT)])
    return in_hand(window, qtbot)


@pytest.fixture
def saved(desk) -> Callable[[], dict[str, tuple[int, int, str, str]]]:
    """What is in the session's file now."""
    return lambda: on_disk(desk.session.file.path)
