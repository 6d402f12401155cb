"""Which device the networks run on."""

from __future__ import annotations

import torch

from faceqnet_engine.errors import UsageError


class DeviceError(UsageError):
    """The wanted device is not on this computer."""

    kind = "device"


def chosen_device(name: str) -> torch.device:
    """`auto` (CUDA, then MPS, then CPU), `cpu`, `cuda`, `cuda:N` or `mps`.

    Raises:
        UsageError: no such device here; the sentence names those there are.
    """
    if name == "auto":
        if torch.cuda.is_available():
            return torch.device("cuda")
        return torch.device("mps" if torch.backends.mps.is_available() else "cpu")
    try:
        device = torch.device(name)
    except RuntimeError as error:
        raise UsageError(f"There is no device called {name}. Use auto, cpu, cuda, cuda:N or mps.") from error
    count = torch.cuda.device_count() if torch.cuda.is_available() else 0
    here = (
        ["cpu"] + [f"cuda:{i}" for i in range(count)] + (["mps"] if torch.backends.mps.is_available() else [])
    )
    missing = (device.type == "cuda" and (device.index or 0) >= count) or device.type not in {
        h.split(":")[0] for h in here
    }
    if missing:
        raise DeviceError(f"The device {name} is not available here. Available: {', '.join(here)}.")
    return device


def chosen_devices(name: str) -> tuple[torch.device, ...]:
    """As `chosen_device`; `auto` and `cuda` mean every GPU that is here.

    Raises:
        UsageError: no such device here.
    """
    device = chosen_device(name)
    if device.type == "cuda" and device.index is None:
        return tuple(torch.device("cuda", n) for n in range(torch.cuda.device_count()))
    return (device,)


def device_words(device: torch.device) -> str:
    """The device for people."""
    if device.type == "cuda":
        return torch.cuda.get_device_name(device)
    return {"cpu": "CPU", "mps": "Apple GPU"}.get(device.type, device.type)
