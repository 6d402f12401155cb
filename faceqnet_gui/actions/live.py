"""Actions of the view of that name; each with its `view`, so that keys act there alone."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP

from faceqnet_engine.live.capture import RUNNING, State
from faceqnet_gui.actions.action import Action
from faceqnet_gui.views import LIVE as VIEW

_NO_SOURCE = str(QT_TRANSLATE_NOOP("Actions", "Start a camera or another source first."))


def _page(window: Any) -> Any:
    return window.view_page(VIEW)


def _running(window: Any) -> bool:
    return window.page == VIEW and _page(window).control.state in RUNNING


def _any(window: Any) -> bool:
    return window.page == VIEW and _page(window).control.state is not State.OFF


def _demo(window: Any) -> None:
    window.show_page(VIEW)
    _page(window).start_demo()


def _camera(window: Any) -> None:
    window.show_page(VIEW)
    _page(window).start_last()


def _has_frame(number: int, window: Any) -> bool:
    return window.page == VIEW and len(_page(window).control.captures.frames) > number


def _choose(number: int, window: Any) -> None:
    _page(window).control.captures.choose(number)


_NO_FRAMES = str(
    QT_TRANSLATE_NOOP("Actions", "Take a photo first; its runners-up can be chosen until the next person.")
)
_FRAMES = (
    str(QT_TRANSLATE_NOOP("Actions", "Take the first frame of this capture")),
    str(QT_TRANSLATE_NOOP("Actions", "Take the second frame of this capture")),
    str(QT_TRANSLATE_NOOP("Actions", "Take the third frame of this capture")),
    str(QT_TRANSLATE_NOOP("Actions", "Take the fourth frame of this capture")),
    str(QT_TRANSLATE_NOOP("Actions", "Take the fifth frame of this capture")),
)
_CHOOSING = tuple(
    Action(f"live.frame-{n + 1}", title, partial(_choose, n), (str(n + 1),), "images", "live",
           partial(_has_frame, n), single=True, view=VIEW, why=_NO_FRAMES)
    for n, title in enumerate(_FRAMES)
)  # fmt: skip


LIVE: tuple[Action, ...] = (
    Action("live.camera", str(QT_TRANSLATE_NOOP("Actions", "Start the camera")), _camera, (), "camera", "live"),
    Action("live.demo", str(QT_TRANSLATE_NOOP("Actions", "Live with the synthetic demo")), _demo, (), "play", "live"),
    Action("live.source", str(QT_TRANSLATE_NOOP("Actions", "Choose a source...")), lambda w: _page(w).show_sources(),
           (), "film", "live", view=VIEW),
    Action("live.stop", str(QT_TRANSLATE_NOOP("Actions", "Stop the source")), lambda w: _page(w).control.stop(),
           (), "square", "live", _any, view=VIEW, why=_NO_SOURCE),
    Action("live.take", str(QT_TRANSLATE_NOOP("Actions", "Take a photo now")), lambda w: _page(w).control.take_now(),
           ("Space",), "camera", "live", _running, single=True, view=VIEW, why=_NO_SOURCE),
    Action("live.retake", str(QT_TRANSLATE_NOOP("Actions", "Retake the photo")), lambda w: _page(w).control.retake(),
           ("T",), "rotate-ccw", "live", _any, single=True, view=VIEW, why=_NO_SOURCE),
    Action("live.next", str(QT_TRANSLATE_NOOP("Actions", "Next person")), lambda w: _page(w).go_on(),
           ("Return", "Enter"), "users", "live", view=VIEW),
    Action("live.record", str(QT_TRANSLATE_NOOP("Actions", "Record video and figures")),
           lambda w: _page(w).control.recordings.toggle(), ("Ctrl+R",), "circle-dot", "live", _running,
           lambda w: _page(w).control.recordings.on, view=VIEW, why=_NO_SOURCE),
    Action("live.subject", str(QT_TRANSLATE_NOOP("Actions", "Subject screen")), lambda w: _page(w).toggle_subject(),
           ("F11",), "monitor", "live", checked=lambda w: _page(w).subject is not None, view=VIEW),
    Action("live.mirror", str(QT_TRANSLATE_NOOP("Actions", "Mirror the picture")), lambda w: _page(w).toggle_mirror(),
           (), "flip-horizontal-2", "live", checked=lambda w: w.settings.live_mirror, view=VIEW),
    Action("live.guide", str(QT_TRANSLATE_NOOP("Actions", "Size of the oval...")), lambda w: _page(w).open_guide(),
           ("G",), "ruler", "live", _running, single=True, view=VIEW, why=_NO_SOURCE),
    *_CHOOSING,
    Action("live.id", str(QT_TRANSLATE_NOOP("Actions", "Type the ID of the person")), lambda w: _page(w).type_id(),
           ("I",), "id-card", "live", single=True, view=VIEW),
    Action("live.settings", str(QT_TRANSLATE_NOOP("Actions", "Live settings...")), lambda w: _page(w).open_settings(),
           (), "sliders-horizontal", "live", view=VIEW),
)  # fmt: skip
