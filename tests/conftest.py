"""Every test has folders of its own; nothing of the user's is read or written."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings
from PIL import Image

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).parents[1]
# Machines are busy: how long an example takes is no property of the code.
settings.register_profile("faceqnet", deadline=None)
settings.load_profile("faceqnet")


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path_factory.mktemp("user")
    for variable in ("FACEQNET_DATA", "FACEQNET_CONFIG", "FACEQNET_CACHE"):
        monkeypatch.setenv(variable, str(folder / variable.lower()))
    for variable in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(variable, str(folder / variable.lower()))
    return folder


@pytest.fixture(scope="session")
def portrait() -> Path:
    """A photo with one face, 512 x 512."""
    return ROOT / "resources/demo/portrait_astronaut.jpg"


@pytest.fixture(scope="session")
def portrait_pixels(portrait: Path) -> np.ndarray:
    with Image.open(portrait) as image:
        return np.asarray(image.convert("RGB"))


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from faceqnet_engine.sources.demo import build_demo_set

    folder = tmp_path_factory.mktemp("demo") / "demo"
    build_demo_set(folder)
    return folder


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Photographs that are not part of the repository; tests on them say so when they are absent."""
    folder = Path(os.environ.get("FACEQNET_SHARED", ROOT.parent / "shared")) / "data"
    if not folder.is_dir():
        pytest.skip(f"the photographs for this test are not here ({folder}); set FACEQNET_SHARED")
    return folder


@pytest.fixture
def silent_server() -> Iterator[int]:
    """Accepts whoever comes, and never says a word."""
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.1)
    stop, taken = threading.Event(), []

    def accept() -> None:
        while not stop.is_set():
            try:
                taken.append(server.accept()[0])
            except TimeoutError:
                continue

    thread = threading.Thread(target=accept)
    thread.start()
    yield server.getsockname()[1]
    stop.set()
    thread.join()
    for connection in taken:
        connection.close()
    server.close()
