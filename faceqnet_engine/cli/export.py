"""`faceqnet export`: the photos that a condition chooses, into a folder, and the way back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from faceqnet_engine.cli.context import Context, Exit, LogFile, Quiet, Verbose
from faceqnet_engine.cli.stopping import stop_signals
from faceqnet_engine.errors import UsageError
from faceqnet_engine.results import export as exports
from faceqnet_engine.results.export import Entry, Layout, Plan, Way, Wishes
from faceqnet_engine.results.export.manifest import entries_of
from faceqnet_engine.results.export.names import FIELDS
from faceqnet_engine.results.sidecar import Naming
from faceqnet_engine.results.where import condition
from faceqnet_engine.wording import counted

_SHOWN = 10
_NAMES_HELP = "Names without suffix, made of " + ", ".join(f"{{{name}}}" for name in FIELDS) + "."


def export(
    to: Annotated[Path, typer.Option("--to", help="Folder for the photos.")],
    results: Annotated[
        Path | None,
        typer.Argument(metavar="RESULTS", help="A result file of `faceqnet score`, or a manifest."),
    ] = None,
    above: Annotated[
        int | None, typer.Option("--above", min=0, max=100, help="Quality this or higher.")
    ] = None,
    below: Annotated[
        int | None, typer.Option("--below", min=0, max=100, help="Quality lower than this.")
    ] = None,
    where: Annotated[
        str | None, typer.Option("--where", help='Such as: quality < 40 and status == "ok"')
    ] = None,
    decision: Annotated[
        str | None, typer.Option("--decision", help="Those of a manifest that were decided so.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every photo of the file.")] = False,
    copy: Annotated[bool, typer.Option("--copy", help="Copy the photos (default).")] = False,
    link: Annotated[
        bool, typer.Option("--link", help="Hard-link them, copying where that is impossible.")
    ] = False,
    symlink: Annotated[bool, typer.Option("--symlink", help="Link to them by name.")] = False,
    move: Annotated[bool, typer.Option("--move", help="Move them; --undo brings them back.")] = False,
    crops: Annotated[bool, typer.Option("--crops", help="Write aligned crops too.")] = False,
    crops_only: Annotated[
        bool, typer.Option("--crops-only", help="Write nothing but aligned crops.")
    ] = False,
    folders: Annotated[
        Layout, typer.Option("--folders", help="All in one, or by decision or subject.")
    ] = Layout.FLAT,
    names: Annotated[str, typer.Option("--names", help=_NAMES_HELP)] = "{name}",
    manifest: Annotated[
        str, typer.Option("--manifest", help="Some of csv, jsonl, parquet, with commas between.")
    ] = "csv",
    sidecars: Annotated[
        Naming | None,
        typer.Option("--sidecars", help="XMP ratings: photo.jpg.xmp (full) or photo.xmp (stem)."),
    ] = None,
    sheet: Annotated[bool, typer.Option("--sheet", help="A contact sheet as one HTML page.")] = False,
    columns: Annotated[int, typer.Option("--columns", min=1, max=8, help="Photos side by side on it.")] = 5,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would happen.")] = False,
    undo: Annotated[
        bool, typer.Option("--undo", help="Take the newest export into the folder back.")
    ] = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    log_file: LogFile = None,
) -> int:
    """Copy, link or move the photos that a condition chooses, with a manifest beside them.

    Example: faceqnet export scores.csv --below 31 --to retakes --move --folders subject
    """
    context = Context.of(quiet, verbose, log_file)
    if undo:
        return _undo(context, to)
    if results is None:
        raise UsageError(
            "Name the result file to export from. Example: faceqnet export scores.csv --above 60 --to good"
        )
    chosen = _chosen(results, above, below, where, decision, every)
    wishes = Wishes(
        to,
        _way(copy, link, symlink, move, crops_only),
        folders,
        names,
        crops,
        tuple(part.strip() for part in manifest.split(",") if part.strip()),
        sidecars,
        ("html",) if sheet else (),
        columns,
    )
    plan = exports.plan(chosen, wishes)
    _tell_plan(context, plan)
    if dry_run:
        for item in plan.items:
            print(f"{item.source} -> {plan.target / item.name}")
        return Exit.FINE
    return _run(context, plan) if plan.items else Exit.NOTHING_SCORED


def _chosen(
    results: Path, above: int | None, below: int | None, where: str | None, decision: str | None, every: bool
) -> Iterator[Entry]:
    conditions = [where] if where is not None else []
    conditions += [f"quality >= {above}"] if above is not None else []
    conditions += [f"quality < {below}"] if below is not None else []
    if len(conditions) + every + (decision is not None) != 1:
        raise UsageError("Choose with one of --above, --below, --where, --decision and --all.")
    entries = entries_of(results)
    if decision is not None:
        return (entry for entry in entries if entry.decision == decision)
    holds = condition(conditions[0]) if conditions else lambda row: True
    return (entry for entry in entries if holds(entry.row))


def _way(copy: bool, link: bool, symlink: bool, move: bool, crops: bool) -> Way:
    if copy + link + symlink + move + crops > 1:
        raise UsageError("Choose one of --copy, --link, --symlink, --move and --crops-only.")
    for wanted, way in ((link, Way.LINK), (symlink, Way.SYMLINK), (move, Way.MOVE), (crops, Way.CROPS)):
        if wanted:
            return way
    return Way.COPY


def _run(context: Context, plan: Plan) -> int:
    with stop_signals() as asked:
        done = exports.run(plan, cancel=asked)
    for problem in done.problems:
        context.say_always(f"{problem.path}: {problem.sentence}")
    names = " and ".join(path.name for path in done.lists)
    context.say(
        f"{counted(done.exported, 'file is', 'files are')} in {plan.target}"
        + (f"; {names} beside them." if names else ".")
    )
    if done.full:
        context.say_always(
            f"The disk is full. {done.exported:,} of {len(plan.items):,} files are done and whole. Free space, "
            "then run the command again; --undo takes back what is there."
        )
        return Exit.NOT_WRITTEN
    if done.cancelled:
        return Exit.INTERRUPTED
    return Exit.NOT_WRITTEN if done.problems else Exit.FINE


def _undo(context: Context, folder: Path) -> int:
    found = exports.journals(folder)
    if not found:
        raise UsageError(f"{folder} holds no journal of an export, so there is nothing to take back.")
    undone = exports.undo(found[0])
    for path, reason in undone.kept:
        context.say_always(f"{path} was left: {reason}.")
    context.say(
        f"{counted(undone.back, 'photo is back where it was', 'photos are back where they were')}, "
        f"{counted(undone.removed, 'other file was', 'other files were')} taken away."
    )
    return Exit.NOT_WRITTEN if undone.kept else Exit.FINE


def _tell_plan(context: Context, plan: Plan) -> None:
    context.say(
        f"{counted(len(plan.items), 'file')}, {plan.bytes / 1e6:,.1f} MB, to {plan.way.value} to {plan.target}; "
        f"{plan.free / 1e9:,.1f} GB free. {plan.renamed:,} get a numbered name."
    )
    if plan.missing:
        names = ", ".join(plan.missing[:_SHOWN])
        context.say(f"{counted(len(plan.missing), 'photo is', 'photos are')} no longer there: {names}")
