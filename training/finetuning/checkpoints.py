"""Checkpoints: one safetensors file each, whole or not at all, that tells by its name whether it is intact."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor

from training.records import write_whole

_KEPT = 2
_OPTIMISER, _GROUPS, _PLAIN = "optimiser.", "optimiser.groups", "optimiser.plain"
_KEPT_WORDS = "The checkpoint before it is whole, and finished steps are kept."

State = dict[str, Any]
"""Tensors by name under `tensors`, plain values that JSON can hold under `info`."""


class Checkpoints:
    """The checkpoints of one run.

    Args:
        folder: Where they lie.
        seconds: `due` is true that long after the last one.
        clock: For tests.
    """

    def __init__(self, folder: Path, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._folder = folder
        self._seconds = seconds
        self._clock = clock
        self._last = clock()

    @property
    def due(self) -> bool:
        """Whether it is time for the next one."""
        return self._clock() - self._last >= self._seconds

    @property
    def age(self) -> float:
        """Seconds since the last one, or since the start."""
        return self._clock() - self._last

    def save(self, tensors: Mapping[str, Tensor], info: Mapping[str, Any]) -> Path:
        """Write one more, then remove all but the last two.

        Raises:
            OutputError: it cannot be written; earlier ones are kept.
        """
        flat = {name: t.detach().cpu().contiguous() for name, t in tensors.items()}
        data = save(flat, metadata={"info": json.dumps(dict(info))})
        number = max((self._number(f) for f in self._files()), default=0) + 1
        file = self._folder / f"{number:06}-{hashlib.sha256(data).hexdigest()[:16]}.safetensors"
        write_whole(file, data, _KEPT_WORDS)
        for old in self._files()[:-_KEPT]:
            old.unlink()
        self._last = self._clock()
        return file

    def latest(self) -> tuple[dict[str, Tensor], dict[str, Any]] | None:
        """The newest intact one; damaged ones are set aside. None where there is none."""
        for file in reversed(self._files()):
            try:
                data = file.read_bytes()
                if hashlib.sha256(data).hexdigest()[:16] != file.stem.partition("-")[2]:
                    raise ValueError("another hash")
                length = int.from_bytes(data[:8], "little")
                info = json.loads(json.loads(data[8 : 8 + length])["__metadata__"]["info"])
                return load(data), info
            except (OSError, SafetensorError, ValueError, KeyError):
                file.rename(file.with_suffix(".damaged"))
        return None

    def _files(self) -> list[Path]:
        return sorted(self._folder.glob("*.safetensors"))

    @staticmethod
    def _number(file: Path) -> int:
        return int(file.stem.partition("-")[0])


def optimiser_state(optimiser: torch.optim.Optimizer) -> tuple[dict[str, Tensor], dict[str, Any]]:
    """An optimiser's state as tensors by name and plain values."""
    state = optimiser.state_dict()
    tensors: dict[str, Tensor] = {}
    plain: dict[str, dict[str, Any]] = {}
    for number, values in state["state"].items():
        for name, value in values.items():
            if isinstance(value, Tensor):
                tensors[f"{_OPTIMISER}{number}.{name}"] = value
            else:
                plain.setdefault(str(number), {})[name] = value
    return tensors, {_GROUPS: state["param_groups"], _PLAIN: plain}


def restore_optimiser(
    optimiser: torch.optim.Optimizer, tensors: Mapping[str, Tensor], info: Mapping[str, Any]
) -> None:
    """Give an optimiser the state that `optimiser_state` took."""
    state: dict[int, dict[str, Any]] = {int(n): dict(values) for n, values in info[_PLAIN].items()}
    for name, value in tensors.items():
        if name.startswith(_OPTIMISER):
            number, _, key = name.removeprefix(_OPTIMISER).partition(".")
            state.setdefault(int(number), {})[key] = value
    optimiser.load_state_dict({"state": state, "param_groups": info[_GROUPS]})
