"""Labelled faces in, released weights out.

From Python, as the command does it:

    from pathlib import Path
    from training import read_plan, run_all, run_step

    plan = read_plan(Path("training/config/smoke.toml"), ["train.epochs=3"])
    run_all(plan)                       # or run_step("dataset", plan), run_step("references", plan), ...
"""

from __future__ import annotations

from training.plan import Plan, plan_of, read_plan
from training.steps import STEPS, run_all, run_step

__all__ = ["STEPS", "Plan", "plan_of", "read_plan", "run_all", "run_step"]
