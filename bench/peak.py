"""The largest memory of this process so far. `getrusage` would also count what its parent held when it was started."""

from __future__ import annotations

import resource
from pathlib import Path


def peak_megabytes() -> float:
    """Largest resident set, MB."""
    status = Path("/proc/self/status")
    if status.exists():
        held = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(held.split()[1]) / 1e3
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
