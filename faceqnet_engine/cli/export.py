"""`faceqnet export`: the photos above or below a quality, into a folder."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Annotated

import typer

from faceqnet_engine.cli.context import Context, Exit, LogFile, Quiet, Verbose
from faceqnet_engine.errors import UsageError
from faceqnet_engine.results.export import Plan, Way, plan, run
from faceqnet_engine.results.tables import read_table
from faceqnet_engine.results.where import condition

_SHOWN = 10


def export(
    results: Annotated[Path, typer.Argument(metavar="RESULTS", help="A result file of `faceqnet score`.")],
    to: Annotated[Path, typer.Option("--to", help="Folder for the photos.")],
    above: Annotated[
        int | None, typer.Option("--above", min=0, max=100, help="Quality this or higher.")
    ] = None,
    below: Annotated[
        int | None, typer.Option("--below", min=0, max=100, help="Quality lower than this.")
    ] = None,
    where: Annotated[
        str | None, typer.Option("--where", help='Such as: quality < 40 and status == "ok"')
    ] = None,
    copy: Annotated[bool, typer.Option("--copy", help="Copy the photos (default).")] = False,
    link: Annotated[
        bool, typer.Option("--link", help="Hard-link them, copying where that is impossible.")
    ] = False,
    move: Annotated[bool, typer.Option("--move", help="Move them, with a journal.")] = False,
    crops: Annotated[bool, typer.Option("--crops", help="Write aligned crops too.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would happen.")] = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    log_file: LogFile = None,
) -> int:
    """Copy, link or move the photos that a condition chooses, with a manifest beside them."""
    context = Context.of(quiet, verbose, log_file)
    if (above is not None) + (below is not None) + (where is not None) != 1:
        raise UsageError("Choose with one of --above, --below and --where.")
    if copy + link + move > 1:
        raise UsageError("Choose one of --copy, --link and --move.")
    text = (
        where if where is not None else f"quality >= {above}" if above is not None else f"quality < {below}"
    )
    holds = condition(text)
    way = Way.MOVE if move else Way.LINK if link else Way.COPY
    chosen = plan([row for row in read_table(results) if holds(row)], to, way=way, crops=crops)
    _tell_plan(context, chosen)
    if dry_run:
        for item in chosen.items:
            print(f"{item.source} -> {chosen.target / item.name}")
        return Exit.FINE
    if not chosen.items:
        return Exit.NOTHING_SCORED
    cancel = threading.Event()
    done = run(chosen, cancel=cancel)
    for name, reason in done.failed:
        context.say(f"{name} was not exported: {reason}.")
    context.say(f"{done.exported:,} photos are in {to}; {done.manifest.name} lists them.")
    return Exit.FINE if not done.failed else Exit.NOT_WRITTEN


def _tell_plan(context: Context, chosen: Plan) -> None:
    context.say(
        f"{len(chosen.items):,} photos, {chosen.bytes / 1e6:,.1f} MB, to {chosen.way.value} to {chosen.target}; "
        f"{chosen.free / 1e9:,.1f} GB free. {chosen.renamed:,} get a numbered name."
    )
    if chosen.missing:
        names = ", ".join(chosen.missing[:_SHOWN])
        context.say(f"{len(chosen.missing):,} photos are no longer there: {names}")
