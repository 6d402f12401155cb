"""What the operator reads beside the traffic light."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QCoreApplication

from faceqnet_engine.live.capture import Light, State
from faceqnet_engine.live.checks import CheckState
from faceqnet_gui.live.check_words import check_title
from faceqnet_gui.live.control import STILL_WAITING, LiveControl
from faceqnet_gui.live.hints import words_of
from faceqnet_gui.live.key_words import how_to
from faceqnet_gui.look.words import decimal

translate = QCoreApplication.translate


def light_words(control: LiveControl) -> tuple[str, str]:
    """Title and sentence for the state."""
    say = {
        State.OFF: _off,
        State.OPENING: _opening,
        State.SEARCHING: _searching,
        State.ADJUSTING: _adjusting,
        State.HOLDING: _holding,
        State.COUNTDOWN: _countdown,
        State.CAPTURING: _capturing,
        State.REVIEW: _review,
        State.SAVED: _saved,
        State.TIMED_OUT: _timed_out,
        State.LOST: _lost,
        State.ERROR: _error,
    }[control.state]
    return say(control)


def _off(control: LiveControl) -> tuple[str, str]:
    return translate("LiveStates", "No source"), translate(
        "LiveStates", "Start a camera, open a video, or try the synthetic demo."
    )


def _opening(control: LiveControl) -> tuple[str, str]:
    late = control.session.machine.elapsed > STILL_WAITING
    return (
        translate("LiveStates", "Still waiting") if late else translate("LiveStates", "Starting")
    ), translate("LiveStates", "The first picture appears in a moment.")


def _searching(control: LiveControl) -> tuple[str, str]:
    if control.models_loading or not control.model:
        return translate("LiveStates", "Preparing the model"), translate(
            "LiveStates", "The picture is live; checks begin in a moment."
        )
    return translate("LiveStates", "Nobody in the picture"), translate(
        "LiveStates", "Checks begin when a face is there."
    )


def _adjusting(control: LiveControl) -> tuple[str, str]:
    checks = control.session.checks()
    hold = sum(c.state is CheckState.HOLDS for c in checks)
    counted = translate("LiveStates", "{0} of {1} checks hold.").format(hold, len(checks))
    hints = control.session.hints
    few_pixels = _few_pixels(control)
    if few_pixels:
        return translate("LiveStates", "Too few pixels"), few_pixels
    if hints.stuck and hints.shown:
        # The second wording has not helped either: the operator sees the figure behind it.
        return translate("LiveStates", "Help is needed"), translate(
            "LiveStates", "“{0}” has not helped for a while. See the marked check."
        ).format(words_of(hints.shown))
    if hold == len(checks):
        low = "low-score" in hints.out
        waits = (
            translate("LiveStates", "Recognition quality is still below the limit.")
            if low
            else _ready(control)
        )
        return (
            translate("LiveStates", "Almost ready")
            if low or control.session.machine.options.auto
            else translate("LiveStates", "Ready")
        ), f"{counted} {waits}"
    near = hold >= len(checks) - 2 and control.session.machine.light is not Light.FAIL
    after = translate("LiveStates", "The photo is taken when all hold for {0} s.").format(
        decimal(control.session.machine.options.hold, 1)
    )
    if not control.session.machine.options.auto:
        after = _press(control)
    return (
        translate("LiveStates", "Almost ready") if near else translate("LiveStates", "Not ready yet")
    ), f"{counted} {after}"


def _ready(control: LiveControl) -> str:
    if control.session.machine.options.auto:
        return translate("LiveStates", "The photo follows.")
    return _press(control)


def _press(control: LiveControl) -> str:
    return translate("LiveStates", "Press {0} to take the photo.").format(how_to(control.host, "live.take"))


def _few_pixels(control: LiveControl) -> str:
    """The person can do nothing about the camera's resolution: the operator is told."""
    limit = control.session.profile.limit("InterEyeDistance")
    hints = control.session.hints
    pixels = hints.values.get("pixels")
    placed = hints.present and not ({"too-far", "too-close"} & hints.out)
    if limit is None or limit.least is None or pixels is None or not placed or pixels >= limit.least:
        return ""
    words = translate(
        "LiveStates", "This source gives {0} px between the eyes, {1} wanted: choose a higher resolution."
    )
    return words.format(round(pixels), round(limit.least))


def _holding(control: LiveControl) -> tuple[str, str]:
    return translate("LiveStates", "Hold still"), translate(
        "LiveStates", "All checks hold. The photo follows."
    )


def _countdown(control: LiveControl) -> tuple[str, str]:
    return translate("LiveStates", "Taking the photo"), translate(
        "LiveStates", "The best frame since all checks held is chosen."
    )


def _capturing(control: LiveControl) -> tuple[str, str]:
    return translate("LiveStates", "Saving"), translate(
        "LiveStates", "Picture, crop and JSON are being written."
    )


def _review(control: LiveControl) -> tuple[str, str]:
    best = control.captures.best
    quality = "–" if best is None or best.quality is None else str(best.quality)
    if control.session.machine.options.ask:
        return translate("LiveStates", "Quality {0}").format(quality), translate(
            "LiveStates", "{0} accepts the photo, {1} takes it again."
        ).format(how_to(control.host, "live.next"), how_to(control.host, "live.retake"))
    return translate("LiveStates", "Quality {0}").format(quality), translate(
        "LiveStates", "Accepted in a moment; {0} takes it again."
    ).format(how_to(control.host, "live.retake"))


def _saved(control: LiveControl) -> tuple[str, str]:
    return translate("LiveStates", "Done"), translate(
        "LiveStates", "The photo is saved. {0} goes on to the next person."
    ).format(how_to(control.host, "live.next"))


def _timed_out(control: LiveControl) -> tuple[str, str]:
    checks = [c for c in control.session.checks() if c.state in {CheckState.MISSED, CheckState.FAR}]
    if checks:
        words = translate(
            "LiveStates", "“{0}” has not held so far. Take the photo by hand, or go on waiting."
        )
        return translate("LiveStates", "Take it by hand?"), words.format(check_title(checks[0].id))
    return translate("LiveStates", "Take it by hand?"), translate(
        "LiveStates", "The best frame so far is offered. {0} takes it."
    ).format(how_to(control.host, "live.take"))


def _lost(control: LiveControl) -> tuple[str, str]:
    left = max(0, round(control.reconnect_at - monotonic()))
    words = translate("LiveStates", "Reconnecting in {0} s. The person and the photos are kept.").format(left)
    if left == 0:
        words = translate("LiveStates", "Reconnecting now. The person and the photos are kept.")
    return translate("LiveStates", "Camera lost"), words


def _error(control: LiveControl) -> tuple[str, str]:
    if control.trouble == "not-written":
        return translate("LiveStates", "Not saved"), translate(
            "LiveStates", "The photo is kept in memory until it can be written."
        )
    if control.trouble == "ended":
        return translate("LiveStates", "The video has ended"), translate(
            "LiveStates", "Play it again, or choose another source."
        )
    return translate("LiveStates", "No picture"), translate(
        "LiveStates", "Try again, or choose another source."
    )
