"""The program `faceqnet`: its options for every command, its exit codes, and the edge where errors become words."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from faceqnet_engine import __version__
from faceqnet_engine.cli import evaluate, export, models, score
from faceqnet_engine.cli.context import Context, Exit
from faceqnet_engine.errors import (
    FaceqnetError,
    ModelError,
    OutputError,
    StoreError,
    UsageError,
    log_reference,
)

app = typer.Typer(
    name="faceqnet",
    help="Scores face photographs by how well recognition will work with them.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("score", epilog="Example: faceqnet score photos/ -o scores.csv")(score.score)
app.command("demo", epilog="Example: faceqnet demo /tmp/demo")(score.demo)
app.command("export", epilog="Example: faceqnet export scores.csv --below 30 --to retake/")(export.export)
app.command(
    "evaluate",
    epilog="Example: faceqnet evaluate people/ --scores ofiq=ofiq.csv --baseline all -o evaluation/",
)(evaluate.evaluate)
app.add_typer(models.app, name="models")

_EXIT_OF: tuple[tuple[type[FaceqnetError], int], ...] = (
    (UsageError, Exit.USAGE),
    (OutputError, Exit.NOT_WRITTEN),
    (StoreError, Exit.NOT_WRITTEN),
    (ModelError, Exit.MODEL),
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"faceqnet {__version__}")
        raise typer.Exit


@app.callback()
def common(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Scores face photographs by how well recognition will work with them."""


def main(arguments: list[str] | None = None) -> None:
    """Run the program and leave with its exit code."""
    logging.lastResort = None  # what people read is printed; the log goes to --log-file
    try:
        code = app(arguments, standalone_mode=False)
        code = code if isinstance(code, int) else Exit.FINE
    except FaceqnetError as error:
        Context.say_always(error.sentence)
        code = next((exit_code for kind, exit_code in _EXIT_OF if isinstance(error, kind)), Exit.NOT_WRITTEN)
    except KeyboardInterrupt:
        code = Exit.INTERRUPTED
    except BrokenPipeError:
        # Whoever read our rows has gone: that is their right, and nothing to print about.
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115
        code = Exit.FINE
    except typer.Exit as leave:
        code = leave.exit_code
    except Exception as error:
        code = _other(error)
    logging.shutdown()
    sys.exit(int(code))


def _other(error: Exception) -> int:
    """Wrong options (click's own errors) or a fault of ours."""
    show = getattr(error, "show", None)
    if callable(show):
        show(file=sys.stderr)
        return Exit.USAGE
    if type(error).__name__ == "Abort":
        return Exit.INTERRUPTED
    logging.getLogger().addHandler(logging.FileHandler(_fault_log(), encoding="utf-8"))
    reference = log_reference(error)
    Context.say_always(
        f"A fault of this program ({type(error).__name__}). {_fault_log()} has it under {reference}."
    )
    return Exit.NOT_WRITTEN


def _fault_log() -> Path:
    from platformdirs import user_log_path

    folder = user_log_path("faceqnet")
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "faults.log"
