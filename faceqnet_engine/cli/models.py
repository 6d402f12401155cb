"""`faceqnet models`: what is registered, and whether it is what it says."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Annotated

import typer

from faceqnet_engine.cli.context import Context, Exit
from faceqnet_engine.errors import ModelError, UsageError
from faceqnet_engine.models.archive import export_model, import_archive, is_archive
from faceqnet_engine.models.own import remove
from faceqnet_engine.models.registry import ModelRecord, check_file, record, records

app = typer.Typer(
    help="Models: list them, read about one, check one, bring one, hand one on.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
ModelId = Annotated[str, typer.Argument(metavar="ID", help="A model's id.")]


@app.command("list", epilog="Example: faceqnet models list")
def list_models() -> int:
    """All registered models."""
    for r in records():
        print(f"{r.name:32} {r.task:11} {r.size / 1e6:5.1f} MB  {r.licence}")
    return Exit.FINE


@app.command("info", epilog="Example: faceqnet models info faceqnet-r29")
def info(model_id: ModelId) -> int:
    """A model's record and card."""
    r = record(model_id)
    rows = {
        "id": r.name,
        "task": r.task,
        "file": r.path,
        "bytes": f"{r.size:,}",
        "sha256": r.sha256,
        "licence": r.licence,
        "source": r.source,
        "architecture": r.architecture,
        "input": f"{r.input.size} px, template {r.input.template or 'any'}, {r.input.colour}"
        if r.input.size
        else "any image",
        "output": r.output,
    }
    rows |= {f"trained.{k}": v for k, v in r.trained.items()} | {
        f"metrics.{k}": v for k, v in r.metrics.items()
    }
    for key, value in rows.items():
        print(f"{key:24} {value}")
    if r.card is not None:
        print()
        print(r.card.read_text(encoding="utf-8"))
    return Exit.FINE


@app.command("import", epilog="Example: faceqnet models import FaceQnet_v1.h5 --id faceqnet-v1")
def import_model(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="A model's .zip, or the original's weights: a Keras file (.h5)."),
    ],
    model_id: Annotated[
        str | None, typer.Option("--id", help="The model's name here; by default made from the file's.")
    ] = None,
    licence: Annotated[
        str | None, typer.Option("--licence", help="Under which terms you have it; kept with the model.")
    ] = None,
) -> int:
    """Bring a model that was exported, or the original FaceQnet's weights; they are read, never executed."""
    if is_archive(file) and file.suffix.lower() != ".keras":  # a zip too, and refused by its own words
        if licence is not None:
            raise UsageError("A model's zip brings its own licence; leave --licence out.")
        r, new = import_archive(file, model_id)
    else:
        from faceqnet_engine.models.keras_import import import_keras_file

        r, new = import_keras_file(file, model_id, licence)
    print(r.name)
    if new:
        Context.say_always(f"Imported as {r.id}: {r.path}. Use it with --model {r.id}.")
    else:
        Context.say_always(f"The same weights are there already as {r.id}; nothing was changed.")
    return Exit.FINE


@app.command("export", epilog="Example: faceqnet models export my-camera -o my-camera.zip")
def export(
    model_id: ModelId,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE.zip", help="By default ID.zip, here.")
    ] = None,
) -> int:
    """Write a model with its card and registry entry as one file, to be imported elsewhere."""
    target = export_model(model_id, output or Path(f"{record(model_id).id}.zip"))
    print(target)
    Context.say_always(
        f"Exported {record(model_id).name} to {target}. Import it with: faceqnet models import"
    )
    return Exit.FINE


@app.command("remove", epilog="Example: faceqnet models remove my-camera --yes")
def remove_model(
    model_id: ModelId,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> int:
    """Delete one of your own models; those that came with the program stay."""
    chosen = record(model_id)
    if not (chosen.shipped or yes):
        typer.confirm(f"Delete {chosen.name} and its card? It cannot be undone.", abort=True, err=True)
    Context.say_always(f"Deleted {remove(model_id).name}.")
    return Exit.FINE


@app.command("check", epilog="Example: faceqnet models check faceqnet-v1 --samples FaceQnet/src")
def check(
    model: Annotated[str, typer.Argument(metavar="ID|FILE", help="A model's id, or a weights file.")],
    samples: Annotated[
        Path | None,
        typer.Option(
            "--samples",
            metavar="DIR",
            help="The original's sample crops and their scores_quality.txt: compare with what was published.",
        ),
    ] = None,
) -> int:
    """Whether a model's file is the registered one, and gives the scores that were published for it."""
    if Path(model).is_file():
        r = _registered(Path(model))
        print(f"{model} is {r.name}")
    else:
        r = record(model)
    check_file(r)
    print(f"{r.name} is intact: {r.path}")
    if samples is not None:
        _check_samples(r, samples)
    return Exit.FINE


def _registered(file: Path) -> ModelRecord:
    """The model that a weights file is, or was imported from."""
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    match = next((r for r in records() if r.sha256 == digest or digest in r.source), None)
    if match is not None:
        return match
    from faceqnet_engine.models.keras_file import is_keras_file, read_keras_file
    from faceqnet_engine.models.keras_graph import imported

    hint = ""
    if is_keras_file(file):
        imported(read_keras_file(file))
        hint = f" It could be: faceqnet models import {file.name}"
    raise ModelError(f"{file} is none of the registered models (sha256 {digest[:16]}...).{hint}")


def _check_samples(r: ModelRecord, folder: Path) -> None:
    from faceqnet_engine.cli.sample_check import TOLERANCE, samples_scored, table_of

    scored = samples_scored(r, folder)
    print(table_of(scored))
    largest = max(abs(s.difference) for s in scored)
    if not largest <= TOLERANCE:
        raise ModelError(
            f"{r.id} differs from the published scores by up to {largest:.4f} (allowed: {TOLERANCE}). They may be "
            "another version's, or these may not be the original weights."
        )
    print(f"{len(scored)} samples agree with the published scores: largest difference {largest:.4f}.")
