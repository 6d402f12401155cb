"""`python -m training STEP --config FILE`: labelled faces in, released weights out."""

from __future__ import annotations

import argparse
import json
import signal
import sys
from pathlib import Path
from types import FrameType

from faceqnet_engine.cli.context import Exit
from faceqnet_engine.errors import FaceqnetError, ModelError, OutputError, StoreError, log_reference
from training.plan import read_plan
from training.progress import Report, json_lines, text_lines
from training.run_state import RunState
from training.steps import STEPS, run_all, run_step
from training.trial import TRIAL, run_trial

_EXAMPLE = """Example:
  python -m training all --config training/config/smoke.toml
  python -m training train --config my.toml --set train.epochs=3 --progress json"""


def main(arguments: list[str] | None = None) -> int:
    """Run one step or all; exit codes as the command line's."""
    parser = argparse.ArgumentParser(
        prog="python -m training",
        description=__doc__,
        epilog=_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("step", nargs="+", choices=[*STEPS, "all", TRIAL], help="one or more, in their order")
    parser.add_argument("--config", type=Path, required=True, metavar="FILE")
    parser.add_argument(
        "--set", action="append", default=[], metavar="KEY=VALUE", help="change a key of the config"
    )
    parser.add_argument("--images", metavar="PATH", help="the same as --set data.path=PATH")
    parser.add_argument("--work", metavar="PATH", help="the same as --set work=PATH")
    parser.add_argument("--release-to", metavar="PATH", help="the same as --set release.to=PATH")
    parser.add_argument("--progress", choices=["text", "json"], default="text")
    parser.add_argument(
        "--state", type=Path, metavar="FILE", help="keep this file up to date: what runs, how it ended"
    )
    given = parser.parse_args(arguments)
    before = signal.signal(signal.SIGTERM, _as_interrupt)
    try:
        with RunState(given.state, given.step).kept():
            _run(given)
    except KeyboardInterrupt:
        print("Interrupted. Finished steps are kept; the same command goes on.", file=sys.stderr)
        return Exit.INTERRUPTED
    except FaceqnetError as error:
        print(error.sentence, file=sys.stderr)
        return _exit_of(error)
    except Exception as error:
        print(
            f"A fault of ours stopped the training ({type(error).__name__}: {error}; {log_reference(error)}). "
            "Finished steps are kept.",
            file=sys.stderr,
        )
        return Exit.NOTHING_SCORED
    finally:
        signal.signal(signal.SIGTERM, before)
    return Exit.FINE


def _run(given: argparse.Namespace) -> None:
    short = {"data.path": given.images, "work": given.work, "release.to": given.release_to}
    more = [f"{key}={json.dumps(value)}" for key, value in short.items() if value is not None]
    plan = read_plan(given.config, [*given.set, *more])

    def reporter(step: str) -> Report:
        return json_lines(step) if given.progress == "json" else text_lines(step)

    for step in given.step:
        if step == "all":
            run_all(plan, reporter)
        elif step == TRIAL:
            run_trial(plan, reporter(step))
        else:
            run_step(step, plan, reporter(step))


def _exit_of(error: FaceqnetError) -> int:
    if isinstance(error, ModelError):
        return Exit.MODEL
    if isinstance(error, OutputError | StoreError):
        return Exit.NOT_WRITTEN
    return Exit.USAGE


def _as_interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
