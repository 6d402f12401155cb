"""How to learn, as named sets of options; each is a part of the config that the command reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP

QUICK, RECOMMENDED, PAPER_V0, PAPER_V1, EXPERT = "quick", "recommended", "paper-v0", "paper-v1", "expert"


@dataclass(frozen=True, slots=True)
class Preset:
    """One way to learn.

    Attributes:
        id: Stable name.
        title: Source text of the context `Presets`.
        sentence: What it is for; source text.
        options: Tables of the config.
        backbone: Whether it needs a file with a ResNet-50's weights.
    """

    id: str
    title: str
    sentence: str
    options: Mapping[str, Mapping[str, Any]]
    backbone: bool = False


_PAPER = {
    "network": "resnet50",
    "mode": "head",
    "heads": 1,
    "hidden": 256,
    "losses": {"mse": 1.0},
    "metric": "mse",
    "epochs": 50,
    "patience": 5,
    "batch": 128,
    "optimiser": "adam",
    "rate": 1e-3,
    "decay": 0.0,
}
_QUICK = {
    "network": "resnet29",
    "mode": "head",
    "heads": 4,
    "hidden": 256,
    "losses": {"mse": 1.0},
    "metric": "edc",
    "epochs": 4,
    "patience": 2,
    "batch": 32,
    "optimiser": "adamw",
    "rate": 3e-4,
    "decay": 0.01,
}
_RECOMMENDED = {
    "network": "resnet29-zoomed",
    "mode": "head",
    "heads": 8,
    "hidden": 64,
    "losses": {"mse": 20.0, "mated_failures": 1.0, "falling": 4.0},
    "metric": "edc",
    "epochs": 14,
    "patience": 5,
    "batch": 256,
    "optimiser": "adamw",
    "rate": 3e-4,
    "decay": 0.01,
    # Of leaning heads found by common detectors: docs/decisions/057.
    "lean": (1.0, 1.0, 0.996, 0.986, 0.954, 0.861, 0.766, 0.742, 0.734, 0.691, 0.559, 0.496, 0.457, 0.434),
}
"""As in `training/config/faceqnet-r29.toml`, which a test compares."""
_RECOMMENDED_LABELS = {"copies": 1, "margin": 0.12}

PRESETS: tuple[Preset, ...] = (
    Preset(
        QUICK,
        str(QT_TRANSLATE_NOOP("Presets", "Quick")),
        str(QT_TRANSLATE_NOOP("Presets", "For trying: few rounds, few copies.")),
        {
            "labels": {"copies": 2},
            "train": _QUICK,
            "evaluate": {"draws": 200},
        },
    ),
    Preset(
        RECOMMENDED,
        str(QT_TRANSLATE_NOOP("Presets", "Recommended")),
        str(QT_TRANSLATE_NOOP("Presets", "As the model that comes with the program was made.")),
        {"labels": _RECOMMENDED_LABELS, "train": _RECOMMENDED, "evaluate": {"draws": 1000}},
    ),
    Preset(
        PAPER_V0,
        str(QT_TRANSLATE_NOOP("Presets", "Paper v0")),
        str(QT_TRANSLATE_NOOP("Presets", "FaceQnet 2019: a large network, only its end learns.")),
        {"labels": {"copies": 0}, "train": {**_PAPER, "dropout": 0.0}, "evaluate": {"draws": 1000}},
        backbone=True,
    ),
    Preset(
        PAPER_V1,
        str(QT_TRANSLATE_NOOP("Presets", "Paper v1")),
        str(QT_TRANSLATE_NOOP("Presets", "FaceQnet 2020: as v0, with dropout.")),
        {"labels": {"copies": 0}, "train": {**_PAPER, "dropout": 0.5}, "evaluate": {"draws": 1000}},
        backbone=True,
    ),
    Preset(
        EXPERT,
        str(QT_TRANSLATE_NOOP("Presets", "Expert")),
        str(QT_TRANSLATE_NOOP("Presets", "Every option by hand, as in the config file.")),
        {"labels": _RECOMMENDED_LABELS, "train": _RECOMMENDED, "evaluate": {"draws": 1000}},
    ),
)


def preset(name: str) -> Preset:
    """The preset of that id; the recommended one where there is none."""
    return next((p for p in PRESETS if p.id == name), PRESETS[1])
