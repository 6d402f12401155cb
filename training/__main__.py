"""`python -m training STEP --config FILE`: labelled faces in, released weights out."""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

from faceqnet_engine.errors import FaceqnetError
from training.steps import STEPS, Plan, run_step


def main(arguments: list[str] | None = None) -> int:
    """Run one step or all; exit codes as the command line's."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("step", choices=[*STEPS, "all"])
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--images", type=Path, help="use this tree instead of the config's")
    parser.add_argument("--judges", type=Path, help="use this folder of judges instead of the config's")
    parser.add_argument("--work", type=Path, help="use this work folder instead of the config's")
    parser.add_argument("--release-to", type=Path, help="write weights, registry and card below this folder")
    parser.add_argument("--progress", choices=["text", "json"], default="text")
    given = parser.parse_args(arguments)
    try:
        config = tomllib.loads(given.config.read_text(encoding="utf-8"))
        plan = Plan.of(config, given.config)
        changes = {
            k: getattr(given, k) for k in ("images", "judges", "work") if getattr(given, k) is not None
        }
        if given.release_to is not None:
            changes["resources"] = given.release_to
        plan = replace(plan, **changes)
        for step in STEPS if given.step == "all" else [given.step]:
            run_step(step, plan, _reporter(step, given.progress))
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        print(f"The training cannot go on: {error}. Finished steps are kept.", file=sys.stderr)
        return 3 if isinstance(error, OSError) else 2
    except FaceqnetError as error:
        print(error.sentence, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Interrupted. Finished steps are kept; the same command goes on.", file=sys.stderr)
        return 130
    return 0


def _reporter(step: str, form: str):  # type: ignore[no-untyped-def]
    def report(done: int, total: int, **more: object) -> None:
        if form == "json":
            print(json.dumps({"step": step, "done": done, "total": total, **more}), flush=True)
        else:
            extra = "  ".join(f"{k} {v}" for k, v in more.items())
            print(f"{step}: {done} of {total}  {extra}", file=sys.stderr, flush=True)

    return report


if __name__ == "__main__":
    sys.exit(main())
