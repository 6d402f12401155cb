"""What a person has decided in the wizard so far, and the config that follows from it; kept in the work folder."""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from faceqnet_engine.errors import OutputError
from faceqnet_engine.models.own import DEFAULT
from faceqnet_engine.models.registry import data_folder
from faceqnet_engine.models.registry_file import toml_of
from faceqnet_gui.training.presets import EXPERT, RECOMMENDED, preset

CONFIG, CHOICES, REPLACED = "config.toml", "wizard.json", "references.txt"
PAGES = ("photos", "references", "labels", "learning", "verdict", "release")
_WORD = re.compile(r"[^a-z0-9]+")


@dataclass(slots=True)
class Draft:
    """One training, from the first choice to the installed model.

    Attributes:
        work: Its folder; everything that it writes but the released model lies there.
        id: Of the model to be made.
        source: `tree`, `csv`, `lfw-people` or `demo`.
        path: The photos' folder or the CSV.
        licence_seen: Whether the person said that the photos may be used for this.
        replaced: Subject -> the photo that a person chose as its reference.
        kind: Of the labels.
        recognisers: Who labels.
        recogniser_folder: Where brought recognisers lie.
        preset: Of the training.
        expert: Tables of the config that the expert form changed.
        backbone: File of a ResNet-50's weights, for the papers' presets.
        device: `auto`, `cpu`, `cuda`, `mps`.
        against: Id of the model to compare with.
        groups: A folder of photos of people whose groups a CSV beside them tells.
        licence: Of the released model.
        notes: For its card.
        page: The page reached.
        furthest: The page that may be gone to.
        go_on: Whether the training goes on when the window closes.
        began: When the wizard was begun, seconds of the epoch.
        trained: When `train` was started last; 0 for not yet.
        released: Whether the model was installed.
        done: Step -> digest of the choices that it was done with.
    """

    work: Path
    id: str = "my-model"
    source: str = "tree"
    path: str = ""
    licence_seen: bool = False
    replaced: dict[str, str] = field(default_factory=dict)
    kind: str = "own_share"
    recognisers: tuple[str, ...] = ("resnet29",)
    recogniser_folder: str = ""
    preset: str = RECOMMENDED
    expert: dict[str, dict[str, Any]] = field(default_factory=dict)
    backbone: str = ""
    device: str = "auto"
    against: str = DEFAULT
    groups: str = ""
    licence: str = "MIT"
    notes: str = ""
    page: int = 0
    furthest: int = 0
    go_on: bool = True
    began: float = 0.0
    trained: float = 0.0
    released: bool = False
    done: dict[str, str] = field(default_factory=dict)

    @property
    def config_file(self) -> Path:
        """What the command is given."""
        return self.work / CONFIG

    @property
    def threads(self) -> int:
        """Cores but one: the window keeps that."""
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        return max(1, cores - 1)

    def config(self) -> dict[str, Any]:
        """The config as a table of tables."""
        chosen = preset(self.preset)
        options: dict[str, dict[str, Any]] = {name: dict(table) for name, table in chosen.options.items()}
        if self.preset == EXPERT:
            for name, table in self.expert.items():
                options.setdefault(name, {}).update(table)
        train = options["train"]
        train["device"] = self.device
        if chosen.backbone:
            train["weights"] = self.backbone or "torchvision"
        data = {"source": self.source, "path": self.path}
        return {
            "id": self.id,
            "work": str(self.work),
            "seed": 0,
            "threads": self.threads,
            "data": data if self.source != "demo" else {"source": "demo"},
            "references": {"override": str(self.work / REPLACED) if self.replaced else ""},
            "recognisers": {
                "labels": list(self.recognisers),
                "judges": ["resnet29"],
                "folder": self.recogniser_folder,
            },
            "labels": {**options.get("labels", {}), "kind": self.kind},
            "train": train,
            "evaluate": {**options.get("evaluate", {}), "against": self.against, "groups": self.groups},
            "release": {"licence": self.licence, "notes": self.notes, "to": "user"},
        }

    def save(self) -> None:
        """Write the choices, and the config that the command reads.

        Raises:
            OutputError: the work folder cannot be written.
        """
        told = {k: v for k, v in asdict(self).items() if k != "work"}
        try:
            self.work.mkdir(parents=True, exist_ok=True)
            if self.replaced:
                lines = ["user;template_image", *(f"{s};{p}" for s, p in sorted(self.replaced.items()))]
                _put(self.work / REPLACED, "\n".join(lines) + "\n")
            _put(self.config_file, toml_of(self.config()))
            _put(self.work / CHOICES, json.dumps(told, indent=1) + "\n")
        except OSError as error:
            raise OutputError(
                f"{self.work} cannot be written: {error.strerror}. What is done is kept. Free some space, then go on."
            ) from error


def _put(file: Path, text: str) -> None:
    """Whole or not at all; not flushed to the disk, because the window's thread does not wait for that."""
    temporary = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(file)
    finally:
        temporary.unlink(missing_ok=True)


def trainings_folder() -> Path:
    """Where trainings have their work folders."""
    return data_folder() / "training"


def work_folder(source: str, path: str) -> Path:
    """The work folder of a data set: always the same, so that two windows meet at its lock."""
    place = path if source == "demo" or not path else str(Path(path).resolve())
    digest = hashlib.sha256(f"{source} {place}".encode()).hexdigest()[:8]
    return trainings_folder() / f"{slug(Path(path).stem if path else source)}-{digest}"


def slug(words: str) -> str:
    """Words as an id may be written."""
    return _WORD.sub("-", words.lower()).strip("-")[:40] or "model"


def read_draft(work: Path) -> Draft | None:
    """The choices in a work folder; None where there are none, or none that this version understands."""
    try:
        told = json.loads((work / CHOICES).read_text(encoding="utf-8"))
        known = {f.name for f in fields(Draft)} - {"work"}
        draft = Draft(work, **{k: v for k, v in told.items() if k in known})
        draft.recognisers = tuple(draft.recognisers)
    except (OSError, ValueError, TypeError, AttributeError):
        return None
    return draft if isinstance(draft.page, int) and isinstance(draft.replaced, Mapping) else None


def unfinished() -> list[Draft]:
    """Trainings that were begun and not released, the latest first."""
    folder = trainings_folder()
    found = [read_draft(work) for work in sorted(folder.iterdir())] if folder.is_dir() else []
    return sorted((d for d in found if d is not None and not d.released), key=lambda d: -d.began)


def new_draft(source: str, path: str) -> Draft:
    """A draft on that data: the one that is there already, or a new one."""
    work = work_folder(source, path)
    there = read_draft(work)
    if there is not None:
        return there
    name = "demo-model" if source == "demo" else slug(Path(path).stem if path else source)
    return Draft(work, id=name, source=source, path=path, began=time.time())
