"""What a step is given."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from training.cache import ArrayCache
from training.datasets.manifest import Dataset
from training.plan import Plan
from training.progress import Report


@dataclass(frozen=True, slots=True)
class Context:
    """One run of one step.

    Attributes:
        plan: What to do.
        folder: Where the step writes its files; shown under the step's name when it is done.
        scratch: Where it keeps what helps to go on after a stop.
        report: Told of progress.
    """

    plan: Plan
    folder: Path
    scratch: Path
    report: Report

    def of(self, step: str) -> Path:
        """The finished folder of an earlier step."""
        return self.plan.work / step

    def dataset(self) -> Dataset:
        """The manifest."""
        return Dataset.load(self.of("dataset"))

    def cache(self) -> ArrayCache:
        """Arrays kept under their content's hash, shared by all steps."""
        return ArrayCache(self.plan.work / "cache.sqlite")
