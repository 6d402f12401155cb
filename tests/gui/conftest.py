"""Every test has folders of its own: nothing of the person who runs it is read or written."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication

from faceqnet_engine.assessment import Assessment, Status
from faceqnet_engine.sources.demo import build_demo_set


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for variable in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(variable, str(tmp_path / variable.lower()))
    monkeypatch.setenv("FACEQNET_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("FACEQNET_CACHE", str(tmp_path / "cache"))
    return tmp_path


@pytest.fixture(scope="session")
def demo_set(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    build_demo_set(folder)
    return folder


@pytest.fixture
def row() -> Callable[..., Assessment]:
    """Makes a row; a quality gives it a score and a face."""

    def make(
        name: str, quality: int | None = None, status: Status | None = None, **more: object
    ) -> Assessment:
        status = status or (Status.OK if quality is not None else Status.NO_FACE)
        score = None if quality is None else quality / 100
        return Assessment(
            name, more.pop("root", "/photos"), status=status, quality=quality, score=score,
            file=f"/nowhere/{name}", width=400, height=300, **more,
        )  # fmt: skip

    return make


@pytest.fixture
def window(qtbot, qapp: QApplication) -> Iterator[object]:
    from faceqnet_gui.app import make_window

    made = make_window(qapp)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def scanned(window, qtbot) -> Callable[..., None]:
    """Opens paths in the window and waits for the end of the scan."""

    def scan(*paths: Path | str) -> None:
        window.open_paths([str(p) for p in paths])
        qtbot.waitUntil(lambda: not window.scanning, timeout=180_000)

    return scan
