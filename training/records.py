"""A step's files: made in a folder of their own, shown whole or not at all, with a record of what they came from.

While a step runs, it writes into `work/STEP.partial`; what lies there may be taken up again by the next run with
equal inputs. When it is done, `step.json` is added and the folder is renamed to `work/STEP` in one move.
"""

from __future__ import annotations

import errno
import hashlib
import importlib.metadata
import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from faceqnet_engine.errors import OutputError
from faceqnet_engine.models import registry_file

RECORD = "step.json"
_MARK = "inputs.json"
_SCRATCH = "scratch"
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_LIBRARIES = ("torch", "numpy", "opencv-python-headless", "safetensors", "lightning-fabric")


def digest_of(value: Any) -> str:
    """A short hash of plain values, equal whenever their JSON is."""
    text = json.dumps(value, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def file_digest(file: Path) -> str:
    """SHA-256 of a file's bytes, hex."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextmanager
def disk_errors(what: str, kept: str = "Finished steps are kept.") -> Iterator[None]:
    """Word what the operating system says about a file that cannot be written.

    Raises:
        OutputError: in place of an OSError.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise OutputError(
                f"There is no room left to write {what}. {kept} Free some space and give the same command again."
            ) from error
        raise OutputError(f"{what} cannot be written: {error.strerror or error}. {kept}") from error


def write_whole(file: Path, data: bytes | str, kept: str = "Finished steps are kept.") -> None:
    """Write a file so that it appears whole or not at all, also when the power goes.

    Raises:
        OutputError: it cannot be written; nothing of it is left.
    """
    with disk_errors(str(file), kept):
        file.parent.mkdir(parents=True, exist_ok=True)
        registry_file.write_whole(file, data.encode() if isinstance(data, str) else data)


class StepFolder:
    """The folder of one step.

    Args:
        work: The work folder.
        step: The step's name.
    """

    def __init__(self, work: Path, step: str) -> None:
        self.step = step
        self.folder = work / step
        self.partial = work / f"{step}.partial"

    @property
    def record(self) -> dict[str, Any] | None:
        """What `finish` wrote; None where the step is not done."""
        try:
            record = json.loads((self.folder / RECORD).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return record if isinstance(record, dict) and "outputs" in record else None

    def done_with(self, inputs: dict[str, Any]) -> bool:
        """Whether the step is finished, of equal inputs, and its files are still there."""
        record = self.record
        if record is None or record.get("inputs") != inputs:
            return False
        return all((self.folder / name).is_file() for name in record["outputs"])

    def begin(self, inputs: dict[str, Any]) -> Path:
        """The folder to write into; what an earlier run of equal inputs left there is still in it."""
        mark = self.partial / _MARK
        with disk_errors(str(self.partial)):
            if not (mark.is_file() and mark.read_text(encoding="utf-8") == _text(inputs)):
                shutil.rmtree(self.partial, ignore_errors=True)
            self.scratch.mkdir(parents=True, exist_ok=True)
        write_whole(mark, _text(inputs))
        return self.partial

    @property
    def scratch(self) -> Path:
        """Inside the partial folder: what helps to go on after a stop, and is thrown away at the end."""
        return self.partial / _SCRATCH

    def finish(self, inputs: dict[str, Any], seed: int, seconds: float) -> dict[str, Any]:
        """Show the step's files, whole, with their record."""
        with disk_errors(str(self.folder)):
            shutil.rmtree(self.scratch, ignore_errors=True)
            (self.partial / _MARK).unlink(missing_ok=True)
            names = sorted(
                p.relative_to(self.partial).as_posix() for p in self.partial.rglob("*") if p.is_file()
            )
            record = {
                "step": self.step,
                "inputs": inputs,
                "outputs": {n: file_digest(self.partial / n) for n in names if n != RECORD},
                "seed": seed,
                "versions": versions(),
                "seconds": round(seconds, 1),
            }
            write_whole(self.partial / RECORD, _text(record))
            replaced = self.folder.with_name(f"{self.step}.replaced")
            shutil.rmtree(replaced, ignore_errors=True)
            if self.folder.exists():
                self.folder.rename(replaced)
            self.partial.rename(self.folder)
            shutil.rmtree(replaced, ignore_errors=True)
        return record


def _text(value: Any) -> str:
    return json.dumps(value, indent=1, sort_keys=True, default=str) + "\n"


def versions() -> dict[str, str]:
    """Python, this program, and the libraries that results depend on."""
    from faceqnet_engine import __version__

    found = {"python": sys.version.split()[0], "faceqnet": __version__}
    return found | {name: importlib.metadata.version(name) for name in _LIBRARIES}
