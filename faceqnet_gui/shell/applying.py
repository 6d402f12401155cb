"""What a changed setting does at once. A setting without a line here acts where it is read, the next time it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from faceqnet_gui.language import set_language
from faceqnet_gui.live_options import LiveOptions
from faceqnet_gui.look.fonts import set_text_scale
from faceqnet_gui.look.motion import set_reduced
from faceqnet_gui.look.theme import theme
from faceqnet_gui.options import options_of
from faceqnet_gui.views import EVALUATE


def _text_scale(window: Any, percent: int) -> None:
    set_text_scale(percent / 100)
    theme().set_mode(theme().mode)
    window.grid.set_tile(window.grid.tile)  # tiles grow with their words


def _faces(window: Any, faces: str) -> None:
    if window.inputs:
        window.start_over()


def _smaller(window: Any, on: bool) -> None:
    if on and not window.scanning:
        window.search_smaller(everywhere=True)


def _cache(window: Any, megabytes: int) -> None:
    window.pictures.cache.most_bytes = megabytes * 1_000_000
    window.start_job(lambda job: window.pictures.cache.trim())


def _limit(window: Any, limit: int) -> None:
    window.move_limit(limit - window.charts.limit)


def _keep_embeddings(window: Any, _: bool) -> None:
    if window.page == EVALUATE:  # elsewhere it is read when the view is entered
        window.view_page(EVALUATE).show_keep()


def _live(window: Any, value: Any) -> None:
    page = window.made_page("live")
    if page is not None:
        page.settings_changed()


ACTS: dict[str, Callable[[Any, Any], object]] = {
    "theme": lambda window, mode: theme().set_mode(mode),
    "language": lambda window, language: set_language(language),
    "text_scale": _text_scale,
    "reduce_motion": lambda window, on: set_reduced(on),
    "advance": lambda window, on: setattr(window.deciding, "advance", on),
    "cache_mb": _cache,
    "faces": _faces,
    "keep_embeddings": _keep_embeddings,
    "smaller": _smaller,
    "limit": _limit,
    "best": lambda window, most: window.choose_most(most),
    "tile": lambda window, width: window.grid.set_tile(width),
    "captures_folder": _live,
    **dict.fromkeys(options_of(LiveOptions), _live),
}


def apply_setting(window: Any, name: str, value: Any) -> None:
    """Keep it, and let it act."""
    if getattr(window.settings, name) == value:
        return
    window.remember(**{name: value})
    if name in ACTS:
        ACTS[name](window, value)


def apply_at_start(settings: Any) -> None:
    """What must hold before the window is made."""
    set_text_scale(settings.text_scale / 100)
    set_reduced(settings.reduce_motion)
