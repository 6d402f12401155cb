"""What a training made, deleted; its photos are elsewhere and stay."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

import psutil

from faceqnet_engine.errors import OutputError
from faceqnet_gui.session.lock import SessionLock
from faceqnet_gui.training.draft import CHOICES, CONFIG, trainings_folder
from faceqnet_gui.worker.processes import running_process


def discard(work: Path) -> None:
    """Delete a work folder, after ending what runs in it.

    Raises:
        OutputError: another window uses it, or a file cannot be deleted.
    """
    if work.parent != trainings_folder() or not (work / CONFIG).is_file():
        raise OutputError(f"{work} is no folder of a training. Nothing was deleted.")
    lock = lock_of(work)
    if not lock.take():
        raise OutputError("Another window uses this training. Nothing was deleted.")
    try:
        process = running_process(work)
        if process is not None:
            with contextlib.suppress(psutil.Error):
                process.kill()
                process.wait(5)
        (work / CHOICES).unlink(missing_ok=True)  # first: half a folder is no training
    except OSError as error:
        raise OutputError(f"{work} cannot be deleted: {error.strerror}.") from error
    finally:
        lock.release()
    try:
        shutil.rmtree(work)
    except OSError as error:
        raise OutputError(f"{work} could not be deleted completely: {error.strerror}.") from error


def lock_of(work: Path) -> SessionLock:
    """The lock of a training: one window at a time for the same data."""
    return SessionLock(work / "wizard")
