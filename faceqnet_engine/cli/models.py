"""`faceqnet models`: what is registered, and whether it is what it says."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Annotated

import typer

from faceqnet_engine.cli.context import Exit
from faceqnet_engine.errors import ModelError
from faceqnet_engine.models.registry import check_file, record, records

app = typer.Typer(
    help="Models: list them, read about one, check one.", no_args_is_help=True, rich_markup_mode=None
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


@app.command("check", epilog="Example: faceqnet models check faceqnet-r29")
def check(
    model: Annotated[str, typer.Argument(metavar="ID|FILE", help="A model's id, or a weights file.")],
) -> int:
    """Whether a model's file is the registered one."""
    if Path(model).is_file():
        digest = hashlib.sha256(Path(model).read_bytes()).hexdigest()
        match = next((r for r in records() if r.sha256 == digest), None)
        if match is None:
            raise ModelError(f"{model} is none of the registered models (sha256 {digest[:16]}...).")
        print(f"{model} is {match.name}")
        return Exit.FINE
    r = record(model)
    check_file(r)
    print(f"{r.name} is intact: {r.path}")
    return Exit.FINE
