"""A config: what to train from what, and how. Every key has a default but `id`, `work` and the data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from faceqnet_engine.errors import UsageError


@dataclass(frozen=True, slots=True)
class DataOptions:
    """Where labelled faces come from.

    Attributes:
        source: `tree` (a folder per subject), `csv` (columns path, subject and, if wanted, split), `lfw-people`
            (downloaded by scikit-learn into `path`), or `demo` (made at run time from the demo portraits).
        path: The tree's folder or the CSV; where downloads and the demo faces go (empty: the work folder).
        splits: A file with the columns path, subject, split; empty takes `splits.csv` in the tree, if there.
        shares: Of subjects in train, validation and test where no file says.
        drop: Findings of the checks that keep a training image out: `duplicates`, `wrong_labels`.
    """

    source: str = "tree"
    path: str = ""
    splits: str = ""
    shares: tuple[float, ...] = (0.6, 0.2, 0.2)
    drop: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReferenceOptions:
    """How each subject's reference image is chosen.

    Attributes:
        override: A list of `user;template_image` lines (FaceQnet's own format) that decides for its subjects.
    """

    override: str = ""


@dataclass(frozen=True, slots=True)
class RecogniserOptions:
    """Which recognisers label and which judge.

    Attributes:
        labels: Ids whose labels are fused.
        judges: Ids that evaluate.
        folder: A folder with recognisers' files and their records.
    """

    labels: tuple[str, ...] = ("resnet29",)
    judges: tuple[str, ...] = ("resnet29",)
    folder: str = ""


@dataclass(frozen=True, slots=True)
class LabelOptions:
    """How images are labelled.

    Attributes:
        kind: A name of `training.quality_labels.LABELS`.
        copies: Degraded copies of every image.
        margin: By how much a copy's label lies below its original's, at least.
    """

    kind: str = "mates"
    copies: int = 5
    margin: float = 0.05


@dataclass(frozen=True, slots=True)
class TrainOptions:
    """How the network is trained.

    Attributes:
        network: A name of `training.finetuning.networks.NETWORKS`.
        weights: Of the backbone: `shipped`, `random`, `torchvision`, or a safetensors file.
        mode: `head` (backbone frozen, its features cached) or `full`.
        heads: Networks (head mode: heads) from seeds of their own, whose scores are averaged.
        hidden: Neurons of the head's hidden layer.
        dropout: Before the first dense layer of `resnet50`'s head (version 0 had none); the other's is fixed.
        losses: Name of `training.finetuning.losses.LOSSES` -> weight.
        metric: A name of `training.finetuning.validation.METRICS`; the best epoch by it is kept.
        epochs: At most.
        patience: Epochs without a better figure after which training stops; 0 never stops early.
        batch: Images of one step of the optimiser, over all processes and accumulated parts.
        accumulate: Parts that a batch is computed in, for devices with little memory.
        optimiser: `adam` or `adamw`.
        rate: Learning rate.
        decay: Weight decay.
        device: `auto`, `cpu`, `cuda`, `mps`.
        precision: `32-true` or `bf16-mixed`.
        checkpoint_seconds: A checkpoint at least that often.
        lean: Shares of common detectors that find a head leaning by 0, 5, 10 ... degrees; the finished model's scores
            are multiplied by them. Empty: leaning does not count.
    """

    network: str = "resnet29"
    weights: str = "shipped"
    mode: str = "head"
    heads: int = 4
    hidden: int = 256
    dropout: float = 0.5
    losses: Mapping[str, float] = field(default_factory=lambda: {"mse": 1.0})
    metric: str = "edc"
    epochs: int = 12
    patience: int = 4
    batch: int = 128
    accumulate: int = 1
    optimiser: str = "adamw"
    rate: float = 3e-4
    decay: float = 1e-2
    device: str = "cpu"
    precision: str = "32-true"
    checkpoint_seconds: float = 30.0
    lean: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class EvaluateOptions:
    """What the trained network is compared with.

    Attributes:
        official: A CSV of another model's scores (columns path, score); empty takes the tree's
            `faceqnet_official.csv`, if there.
        against: Id of a registered model that the verdict is about; empty compares with `official`, or with random.
        groups: A folder of photos of people whose groups a CSV beside them tells (as the London set does).
        draws: Bootstrap draws of subjects.
        most_pairs: Mated pairs of one subject at most.
        wanted: Judge -> the pAUC(.2) and pAUC(.3) on test subjects that were aimed at; the card says by how much
            they are missed.
    """

    official: str = ""
    against: str = ""
    groups: str = ""
    draws: int = 1000
    most_pairs: int = 30
    wanted: Mapping[str, tuple[float, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReleaseOptions:
    """How the model is given out.

    Attributes:
        licence: Of the weights that were trained here.
        to: A resources folder, or `user` for the user's own models; empty leaves the release in the work folder.
        notes: A sentence for the card.
    """

    licence: str = "MIT"
    to: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A config, read and checked. Relative paths are taken from the current folder.

    Attributes:
        id: Of the model.
        work: The work folder.
        seed: Of everything that is random.
        threads: That may be busy at once.
        config: The file's name, for the record.
        changes: What was changed of the file, as `train.epochs=3`, for the record.
    """

    id: str
    work: Path
    seed: int = 0
    threads: int = 2
    data: DataOptions = field(default_factory=DataOptions)
    references: ReferenceOptions = field(default_factory=ReferenceOptions)
    recognisers: RecogniserOptions = field(default_factory=RecogniserOptions)
    labels: LabelOptions = field(default_factory=LabelOptions)
    train: TrainOptions = field(default_factory=TrainOptions)
    evaluate: EvaluateOptions = field(default_factory=EvaluateOptions)
    release: ReleaseOptions = field(default_factory=ReleaseOptions)
    config: str = "(none)"
    changes: tuple[str, ...] = ()


_FOR_THE_RECORD = {"config", "changes"}


def read_plan(file: Path, changes: Sequence[str] = ()) -> Plan:
    """The plan in a TOML file, with changes such as `train.epochs=3`.

    Raises:
        UsageError: the file cannot be read, or a key or value is wrong; it is named.
    """
    try:
        config = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"The config {file} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"The config {file} is no valid TOML: {error}.") from error
    for change in changes:
        _apply(config, change)
    return replace(plan_of(config), config=file.name, changes=tuple(changes))


def plan_of(config: Mapping[str, Any]) -> Plan:
    """The plan in a dictionary as a TOML file gives it.

    Raises:
        UsageError: a key or value is wrong; it is named.
    """
    plan: Plan = _built(Plan, config, "")
    checks: list[tuple[bool, str]] = [
        (bool(plan.id) and plan.id.replace("-", "").replace("_", "").replace(".", "").isalnum(), "id"),
        (plan.threads >= 1, "threads"),
        (plan.labels.copies >= 0, "labels.copies"),
        (bool(plan.recognisers.labels), "recognisers.labels"),
        (plan.train.mode in {"head", "full"}, "train.mode"),
        (plan.train.heads >= 1, "train.heads"),
        (plan.train.epochs >= 1, "train.epochs"),
        (plan.train.batch >= 2 and 1 <= plan.train.accumulate <= plan.train.batch, "train.batch"),
        (plan.train.optimiser in {"adam", "adamw"}, "train.optimiser"),
        (plan.train.rate > 0, "train.rate"),
        (0 <= plan.train.dropout < 1, "train.dropout"),
        (all(0 <= share <= 1 for share in plan.train.lean), "train.lean"),
        (plan.train.precision in {"32-true", "bf16-mixed"}, "train.precision"),
        (len(plan.data.shares) == 3 and min(plan.data.shares) > 0, "data.shares"),
        (set(plan.data.drop) <= {"duplicates", "wrong_labels"}, "data.drop"),
        (plan.data.source in {"tree", "csv", "lfw-people", "demo"}, "data.source"),
    ]
    for fine, key in checks:
        if not fine:
            raise UsageError(f"The config's {key} is not possible. docs/training.md says what it may be.")
    return plan


def _apply(config: dict[str, Any], change: str) -> None:
    key, equals, text = change.partition("=")
    if not equals or not key.strip():
        raise UsageError(f"{change!r} is no change of the config. Write it as train.epochs=3.")
    try:
        value = tomllib.loads(f"x = {text}")["x"]
    except tomllib.TOMLDecodeError:
        value = text
    *tables, last = key.strip().split(".")
    for name in tables:
        config = config.setdefault(name, {})
        if not isinstance(config, dict):
            raise UsageError(f"{key} is no key of the config.")
    config[last] = value


def _built(kind: Any, values: Mapping[str, Any], where: str) -> Any:
    hints = get_type_hints(kind)
    known = {f.name for f in fields(kind)} - (_FOR_THE_RECORD if kind is Plan else set())
    for key in values:
        if key not in known:
            raise UsageError(f"The config has no key {where}{key}. It knows {', '.join(sorted(known))}.")
    missing = [n for n in ("id", "work") if kind is Plan and n not in values]
    if missing:
        raise UsageError(f"The config lacks the key {missing[0]}.")
    return kind(**{key: _value(hints[key], value, where + key) for key, value in values.items()})


def _value(kind: Any, value: Any, name: str) -> Any:
    if is_dataclass(kind) and isinstance(value, Mapping):
        return _built(kind, value, f"{name}.")
    if kind is Path and isinstance(value, str | Path):
        return Path(value)
    if kind is float and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if kind in {int, str} and isinstance(value, kind) and not isinstance(value, bool):
        return value
    origin, inner = get_origin(kind), get_args(kind)
    if origin is tuple and isinstance(value, list | tuple):
        return tuple(_value(inner[0], v, name) for v in value)
    if origin is Mapping and isinstance(value, Mapping):
        return {str(k): _value(inner[1], v, f"{name}.{k}") for k, v in value.items()}
    words = {int: "a whole number", float: "a number", str: "text", Path: "a path"}.get(
        kind, "a list or table"
    )
    raise UsageError(f"The config's {name} must be {words}, not {value!r}.")
