"""What the program remembers about how people like it: a TOML file in the user's config folder."""

from __future__ import annotations

import json
import logging
import os
import tomllib
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from platformdirs import user_config_path

CONFIG_FOLDER_VARIABLE = "FACEQNET_CONFIG"
_MOST_RECENT = 8
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings with their defaults.

    Attributes:
        theme: `system`, `light` or `dark`.
        language: `system`, `en` or `es`.
        device: `auto`, `cpu`, `cuda` or `mps`.
        faces: `primary` or `all`.
        limit: The quality below which images count as rejected.
        tile: Width of a tile in the grid.
        recent: Folders opened lately, newest first.
        geometry: The window's place and size, as Qt writes it, in hex.
        show_box: Whether the face's box is drawn over the photo.
        show_landmarks: Whether the five landmarks are.
        show_crop: Whether the aligned crop is shown.
        show_score: Whether the score is drawn over the photo.
        profile: Id of the profile that photos are judged by; empty for none.
        measure_columns: Measures that the table shows as columns.
        chart: What the lower part shows: `quality`, `scatter` or `compare`.
    """

    theme: str = "system"
    language: str = "system"
    device: str = "auto"
    faces: str = "primary"
    limit: int = 31
    tile: int = 184
    recent: tuple[str, ...] = ()
    geometry: str = ""
    show_box: bool = True
    show_landmarks: bool = True
    show_crop: bool = True
    show_score: bool = False
    profile: str = "enrolment"
    measure_columns: tuple[str, ...] = ("Sharpness", "IlluminationUniformity", "HeadPoseYaw")
    chart: str = "quality"

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
        for field in fields(Settings):
            value = values.pop(field.name, field.default)
            if isinstance(value, list):
                value = tuple(str(v) for v in value)
            if type(value) is not type(field.default):
                log.warning("The setting %s has a wrong value; the default is used.", field.name)
                value = field.default
            known[field.name] = value
        self._unknown = values
        return Settings(**known)

    def write(self, settings: Settings) -> None:
        """Replace the file; a failure is logged, because no work is lost by it."""
        values = asdict(settings) | self._unknown
        text = "".join(
            f"{key} = {json.dumps(list(value) if isinstance(value, tuple) else value)}\n"
            for key, value in values.items()
            if not isinstance(value, dict)
        )
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            temporary = self.path.with_suffix(".tmp")
            temporary.write_text(text, encoding="utf-8")
            temporary.replace(self.path)
        except OSError as error:
            log.warning("The settings cannot be written: %s", error)
