"""The steps of a training, each from files to files; finished ones are skipped while nothing has changed."""

from __future__ import annotations

from training.steps.running import STEPS, run_all, run_step

__all__ = ["STEPS", "run_all", "run_step"]
