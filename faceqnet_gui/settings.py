"""What the program remembers about how people like it: a TOML file in the user's config folder."""

from __future__ import annotations

import json
import logging
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from platformdirs import user_config_path
from PySide6.QtCore import QT_TRANSLATE_NOOP

from faceqnet_gui.live_options import LiveOptions
from faceqnet_gui.options import Section, fits, option

CONFIG_FOLDER_VARIABLE = "FACEQNET_CONFIG"
_MOST_RECENT = 8
MOST_BEST = 20
"""Photos of a subject that can be its best."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Settings(LiveOptions):
    """Settings with their defaults. Those made by `option` stand in the preferences with the sentence they have there.

    Attributes:
        recent: Folders opened lately, newest first.
        geometry: The window's place and size, as Qt writes it, in hex.
        show_box: Whether the face's box is drawn over the photo.
        show_landmarks: Whether the five landmarks are.
        show_crop: Whether the aligned crop is shown.
        show_score: Whether the score is drawn over the photo.
        profile: Id of the profile that photos are judged by; empty for none.
        measure_columns: Measures that the table shows as columns.
        chart: What the lower part shows: `quality`, `scatter` or `compare`.
        keys: Keys that people gave to actions: action id to its keys, an empty list for none.
        recent_commands: Ids of what was run from the palette lately, newest first.
        toured: Whether the tour of the demo was seen or left.
        export_folder: Where the last export went.
        export_way: How: a word of `results.export.Way`.
        export_layout: Into which folders: a word of `results.export.Layout`.
        export_names: The template of its names.
        export_with: What was written besides: `csv`, `jsonl`, `parquet`, `sidecars`, `crops`, `html`, `pdf`.
        export_columns: Photos side by side on its contact sheet.
        previous_model: The model that scored before the present one was chosen; empty for the shipped one.
    """

    theme: str = option(
        "system",
        Section.LOOK,
        QT_TRANSLATE_NOOP("Settings", "Theme"),
        QT_TRANSLATE_NOOP(
            "Settings", "Dark is easier on the eyes beside photos; as the system follows its change."
        ),
        choices=(
            ("system", QT_TRANSLATE_NOOP("Settings", "As the system")),
            ("light", QT_TRANSLATE_NOOP("Settings", "Light")),
            ("dark", QT_TRANSLATE_NOOP("Settings", "Dark")),
        ),
    )
    language: str = option(
        "system",
        Section.LOOK,
        QT_TRANSLATE_NOOP("Settings", "Language"),
        QT_TRANSLATE_NOOP("Settings", "Of every word in the window. Names and paths stay as they are."),
        choices=(
            ("system", QT_TRANSLATE_NOOP("Settings", "As the system")),
            ("en", "English"),
            ("es", "Español"),
        ),
    )
    text_scale: int = option(
        100,
        Section.LOOK,
        QT_TRANSLATE_NOOP("Settings", "Text size"),
        QT_TRANSLATE_NOOP("Settings", "Of every text in the window, in percent of the usual size."),
        within=(85, 175, 5),
        unit=QT_TRANSLATE_NOOP("Settings", "%"),
    )
    tile: int = option(
        184,
        Section.LOOK,
        QT_TRANSLATE_NOOP("Settings", "Tile size"),
        QT_TRANSLATE_NOOP("Settings", "Of photos in the grid. Ctrl and the wheel change it too."),
        choices=(
            (120, QT_TRANSLATE_NOOP("Settings", "Small")),
            (184, QT_TRANSLATE_NOOP("Settings", "Medium")),
            (256, QT_TRANSLATE_NOOP("Settings", "Large")),
            (384, QT_TRANSLATE_NOOP("Settings", "Very large")),
        ),
    )
    reduce_motion: bool = option(
        False,
        Section.LOOK,
        QT_TRANSLATE_NOOP("Settings", "Reduce motion"),
        QT_TRANSLATE_NOOP("Settings", "Nothing slides or fades; things are at once where they belong."),
    )
    device: str = option(
        "auto",
        Section.SCORING,
        QT_TRANSLATE_NOOP("Settings", "Device"),
        QT_TRANSLATE_NOOP("Settings", "Where the networks run, from the next scan on."),
        choices=(
            ("auto", QT_TRANSLATE_NOOP("Settings", "Fastest there is")),
            ("cpu", "CPU"),
            ("cuda", "CUDA"),
            ("mps", "Metal (MPS)"),
        ),
    )
    smaller: bool = option(
        False,
        Section.SCORING,
        QT_TRANSLATE_NOOP("Settings", "Search smaller faces"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "Where no face is found, look once more in up to 3840 pixels, for faces from 12 pixels. Takes seconds for "
            "each such photo; the scores of tiny faces are guesses.",
        ),
    )
    faces: str = option(
        "primary",
        Section.SCORING,
        QT_TRANSLATE_NOOP("Settings", "Faces"),
        QT_TRANSLATE_NOOP("Settings", "One row per photo, or one per face. What is open is scored again."),
        choices=(
            ("primary", QT_TRANSLATE_NOOP("Settings", "Primary face only")),
            ("all", QT_TRANSLATE_NOOP("Settings", "All faces")),
        ),
    )
    limit: int = option(
        31,
        Section.SCORING,
        QT_TRANSLATE_NOOP("Settings", "Quality limit"),
        QT_TRANSLATE_NOOP(
            "Settings", "Photos below it are hatched, and are what “all below the limit” means."
        ),
        within=(0, 100, 1),
    )
    model: str = option(
        "",
        Section.SCORING,
        QT_TRANSLATE_NOOP("Settings", "Model"),
        QT_TRANSLATE_NOOP(
            "Settings", "Which quality model scores, from the next scan on; its id in the list of models."
        ),
        empty=QT_TRANSLATE_NOOP("Settings", "the shipped model"),
    )
    advance: bool = option(
        True,
        Section.DECIDING,
        QT_TRANSLATE_NOOP("Settings", "Go on after a decision"),
        QT_TRANSLATE_NOOP("Settings", "To the next undecided photo in view; at the end it stays."),
    )
    best: int = option(
        1,
        Section.DECIDING,
        QT_TRANSLATE_NOOP("Settings", "Best photos of a subject"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "So many of each are marked where photos are grouped by subject, and accepted by “the best of every subject”.",
        ),
        within=(1, MOST_BEST, 1),
    )
    sidecar_scheme: str = option(
        "full",
        Section.EXPORT,
        QT_TRANSLATE_NOOP("Settings", "Names of sidecars"),
        QT_TRANSLATE_NOOP("Settings", "How XMP files beside photos are called. Both ways are read."),
        choices=(("full", "name.jpg.xmp"), ("stem", "name.xmp")),
    )
    captures_folder: str = option(
        "",
        Section.LIVE,
        QT_TRANSLATE_NOOP("Settings", "Folder for captures"),
        QT_TRANSLATE_NOOP("Settings", "Photos taken in Live are saved here, one folder per day."),
        folder=True,
        empty=QT_TRANSLATE_NOOP("Settings", "in the pictures folder"),
    )
    sound: bool = option(
        True,
        Section.LIVE,
        QT_TRANSLATE_NOOP("Settings", "Sound"),
        QT_TRANSLATE_NOOP("Settings", "A short sound when a photo is taken."),
    )
    speech: bool = option(
        False,
        Section.LIVE,
        QT_TRANSLATE_NOOP("Settings", "Spoken hints"),
        QT_TRANSLATE_NOOP(
            "Settings", "Hints are read aloud in the window's language, where the system has a voice for it."
        ),
    )
    cache_mb: int = option(
        2000,
        Section.STORAGE,
        QT_TRANSLATE_NOOP("Settings", "Room for thumbnails"),
        QT_TRANSLATE_NOOP(
            "Settings", "Those not seen for longest make room. Deleting them costs time, never results."
        ),
        within=(100, 50000, 100),
        unit=QT_TRANSLATE_NOOP("Settings", "MB"),
    )
    keep_embeddings: bool = option(
        False,
        Section.STORAGE,
        QT_TRANSLATE_NOOP("Settings", "Keep embeddings"),
        QT_TRANSLATE_NOOP(
            "Settings",
            "Evaluations read each face once and go faster the next time. Embeddings are biometric data; "
            "they stay on this computer until they are deleted.",
        ),
    )
    recent: tuple[str, ...] = ()
    geometry: str = ""
    show_box: bool = True
    show_landmarks: bool = True
    show_crop: bool = True
    show_score: bool = False
    profile: str = "enrolment"
    measure_columns: tuple[str, ...] = ("Sharpness", "IlluminationUniformity", "HeadPoseYaw")
    chart: str = "quality"
    keys: dict[str, list[str]] = field(default_factory=dict)
    recent_commands: tuple[str, ...] = ()
    toured: bool = False
    export_folder: str = ""
    export_way: str = "copy"
    export_layout: str = "flat"
    export_names: str = "{name}"
    export_with: tuple[str, ...] = ("csv",)
    export_columns: int = 5
    previous_model: str = ""

    def with_recent(self, path: str) -> Settings:
        """The same with a folder at the top of the recent list."""
        return replace(self, recent=(path, *(p for p in self.recent if p != path))[:_MOST_RECENT])


class SettingsFile:
    """Reads and writes the settings; unknown keys are kept, wrong values replaced by the default and logged."""

    def __init__(self, path: Path | None = None) -> None:
        folder = os.environ.get(CONFIG_FOLDER_VARIABLE)
        self.path = path or (Path(folder) if folder else user_config_path("faceqnet")) / "settings.toml"
        self._unknown: dict[str, Any] = {}

    def read(self) -> Settings:
        """The settings on disk, or the defaults."""
        try:
            values = tomllib.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return Settings()
        except (OSError, ValueError) as error:  # also what is not UTF-8
            log.warning("The settings cannot be read (%s); the defaults are used.", error)
            return Settings()
        known: dict[str, Any] = {}
        for entry in fields(Settings):
            default = entry.default_factory() if callable(entry.default_factory) else entry.default
            value = values.pop(entry.name, default)
            if isinstance(value, list):
                value = tuple(str(v) for v in value)
            if not fits(entry, value):
                log.warning("The setting %s has a wrong value; the default is used.", entry.name)
                value = default
            known[entry.name] = value
        known["keys"] = {
            k: [str(v) for v in keys] for k, keys in known["keys"].items() if isinstance(keys, list)
        }
        self._unknown = values
        return Settings(**known)

    def write(self, settings: Settings) -> None:
        """Replace the file; a failure is logged, because no work is lost by it."""
        text = _toml(asdict(settings) | self._unknown)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            temporary = self.path.with_suffix(".tmp")
            temporary.write_text(text, encoding="utf-8", errors="replace")
            temporary.replace(self.path)
        except OSError as error:
            log.warning("The settings cannot be written: %s", error)


def _toml(values: Mapping[str, Any], table: str = "") -> str:
    """TOML of what a TOML file can hold; tables come last, as the format wants it. JSON's strings are TOML's too."""
    plain = {k: v for k, v in values.items() if not isinstance(v, dict)}
    lines = [f"[{table}]\n"] if table and plain else []
    for key, value in plain.items():
        written = json.dumps(
            list(value) if isinstance(value, tuple) else value, default=str, ensure_ascii=False
        )
        lines.append(f"{_key(key)} = {written}\n".replace("\x7f", "\\u007f"))
    for key, value in values.items():
        if isinstance(value, dict):
            lines.append(_toml(value, f"{table}.{_key(key)}" if table else _key(key)))
    return "".join(lines)


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else json.dumps(name)
