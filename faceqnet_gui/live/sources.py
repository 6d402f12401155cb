"""What can be opened as a live source, as short texts that settings and the command line keep."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from faceqnet_engine.sources.camera import UNKNOWN, CameraInfo, CameraSource
from faceqnet_engine.sources.stream import Source
from faceqnet_engine.sources.synthetic import SyntheticSource
from faceqnet_engine.sources.video import VideoSource, is_url

SYNTHETIC = "synthetic"
CAMERA, VIDEO = "camera:", "video:"


@dataclass(frozen=True, slots=True)
class Choice:
    """A source that somebody chose.

    Attributes:
        key: `synthetic`, `camera:NAME`, `camera:NUMBER` or `video:FILE-OR-URL`.
        size: Wanted width and height of a camera, `1280x720`; empty for what it gives.
        fps: Wanted frames a second of a camera; 0 for what it gives.
        fast: A film as fast as it can be read.
        loop: A film again and again.
    """

    key: str
    size: str = "1280x720"
    fps: int = 30
    fast: bool = False
    loop: bool = False


def camera_key(camera: CameraInfo, among: Sequence[CameraInfo]) -> str:
    """A camera by its name; by its number where others are called the same."""
    alike = sum(other.name == camera.name for other in among) > 1
    return f"{CAMERA}{camera.index % 100 if alike else camera.name}"


def source_of(choice: Choice, guide: Callable[[], float]) -> Source:
    """The source, not yet opened; the synthetic person stands by an oval of the size that `guide` tells."""
    if choice.key.startswith(VIDEO):
        return VideoSource(choice.key.removeprefix(VIDEO), fast=choice.fast, loop=choice.loop)
    if choice.key.startswith(CAMERA):
        wanted = choice.key.removeprefix(CAMERA)
        width, _, height = choice.size.partition("x")
        size = (int(width), int(height)) if width.isdigit() and height.isdigit() else None
        return CameraSource(_camera(wanted), size, choice.fps or None)
    return SyntheticSource(guide=guide)


def title_of(key: str) -> str:
    """The source for people; empty for the synthetic one, whose name is translated."""
    if key.startswith(VIDEO):
        place = key.removeprefix(VIDEO)
        return without_secrets(place) if is_url(place) else Path(place).name
    if key.startswith(CAMERA):
        return _camera(key.removeprefix(CAMERA)).name
    return ""


def without_secrets(address: str) -> str:
    """An address without a name, a password or a query, as it may be shown and written beside photos."""
    parts = urlsplit(address)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def _camera(wanted: str) -> CameraInfo:
    """Not looked for yet: that is left to the thread that opens it, some systems take their time."""
    if wanted.isdigit():
        return CameraInfo(int(wanted), f"Camera {wanted}")
    return CameraInfo(UNKNOWN, wanted)
