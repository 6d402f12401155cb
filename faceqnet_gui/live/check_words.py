"""The checks in words: their names, their figures, what they mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from faceqnet_engine.live.checks import Check, CheckState
from faceqnet_engine.measures.catalogue import CATALOGUE, INDEX

_TITLES = {
    "one-face": str(QT_TRANSLATE_NOOP("LiveChecks", "One face")),
    "centred": str(QT_TRANSLATE_NOOP("LiveChecks", "Centred")),
    "distance": str(QT_TRANSLATE_NOOP("LiveChecks", "Distance")),
    "facing": str(QT_TRANSLATE_NOOP("LiveChecks", "Facing the camera")),
    "upright": str(QT_TRANSLATE_NOOP("LiveChecks", "Head upright")),
    "light": str(QT_TRANSLATE_NOOP("LiveChecks", "Light on the face")),
    "even-light": str(QT_TRANSLATE_NOOP("LiveChecks", "Even light")),
    "sharp": str(QT_TRANSLATE_NOOP("LiveChecks", "Sharp and still")),
    "eyes": str(QT_TRANSLATE_NOOP("LiveChecks", "Eyes open")),
    "mouth": str(QT_TRANSLATE_NOOP("LiveChecks", "Mouth closed")),
}
_TIPS = {
    "one-face": QT_TRANSLATE_NOOP(
        "LiveChecks",
        "Faces that the detector sees. A second one counts from half the height of the first.",
    ),
    "centred": QT_TRANSLATE_NOOP(
        "LiveChecks",
        "From the middle of the eyes to the middle of the oval, in percent of its height.",
    ),
    "distance": QT_TRANSLATE_NOOP(
        "LiveChecks",
        "Height of the head in percent of the picture, from the distance between the eyes.",
    ),
    "facing": QT_TRANSLATE_NOOP(
        "LiveChecks",
        "Turn (positive to the person's left) and nod (positive upwards) in degrees, from the mesh.",
    ),
    "upright": QT_TRANSLATE_NOOP(
        "LiveChecks",
        "How far the head leans to a side, in degrees, from the face mesh.",
    ),
    "light": QT_TRANSLATE_NOOP(
        "LiveChecks",
        "Light on the face, 0 to 100: OFIQ's luminance and exposure on our landmarks.",
    ),
    "even-light": QT_TRANSLATE_NOOP(
        "LiveChecks",
        "Whether both cheeks have the same light, 0 to 100: OFIQ's formula on our landmarks.",
    ),
    "sharp": QT_TRANSLATE_NOOP(
        "LiveChecks",
        "Sharpness of the face, 0 to 100, and how quickly it moves.",
    ),
    "eyes": QT_TRANSLATE_NOOP(
        "LiveChecks",
        "How far the lids of the smaller eye are apart, 0 to 100: OFIQ's formula on the mesh.",
    ),
    "mouth": QT_TRANSLATE_NOOP(
        "LiveChecks",
        "How closed the lips are, 0 to 100: OFIQ's formula on the face mesh.",
    ),
}
_MINUS = "\u2212"


translate = QCoreApplication.translate


def check_title(check: str) -> str:
    """A check's name."""
    return translate("LiveChecks", _TITLES[check])


def check_tip(check: str) -> str:
    """What its figure means and where it comes from."""
    return translate("LiveChecks", str(_TIPS[check]))


def check_value(check: Check, values: Mapping[str, float], faces: int, *, short: bool = False) -> str:
    """Its figure as text, or the figure alone; a dash where nothing is known."""
    if short and check.state is not CheckState.UNKNOWN and check.id in _SHORT and check.value in values:
        return _SHORT[check.id](values)
    if check.id == "one-face":
        return "–" if check.state is CheckState.UNKNOWN else str(faces)
    if check.state is CheckState.UNKNOWN or check.value not in values:
        return "–"
    return _FIGURES[check.id](check, values)


def _centred(check: Check, values: Mapping[str, float]) -> str:
    return translate("LiveChecks", "{0} % off").format(_off(values))


def _off(values: Mapping[str, float]) -> int:
    return round(100 * max(abs(values.get("aside", 0.0)), abs(values.get("below", 0.0))))


def _distance(check: Check, values: Mapping[str, float]) -> str:
    return translate("LiveChecks", "head {0} % of height").format(round(100 * values.get("head", 0.0)))


def _facing(check: Check, values: Mapping[str, float]) -> str:
    return translate("LiveChecks", "yaw {0}, pitch {1}").format(
        _degrees(values.get("yaw")), _degrees(values.get("pitch"))
    )


def _upright(check: Check, values: Mapping[str, float]) -> str:
    return translate("LiveChecks", "roll {0}").format(_degrees(values.get("roll")))


def _number(check: Check, values: Mapping[str, float]) -> str:
    return str(round(values[check.value]))


def _light(check: Check, values: Mapping[str, float]) -> str:
    return (
        translate("LiveChecks", "{0}, too bright").format(round(values["over"]))
        if check.value == "over"
        else _number(check, values)
    )


def _sharp(check: Check, values: Mapping[str, float]) -> str:
    return translate("LiveChecks", "moving") if check.value == "speed" else _number(check, values)


def _eyes(check: Check, values: Mapping[str, float]) -> str:
    return str(CATALOGUE[INDEX["EyesOpen"]].component(values["eyes"]))


def _degrees(value: float | None) -> str:
    if value is None:
        return "–"
    whole = round(value)
    return f"{_MINUS if whole < 0 else ''}{abs(whole)}°"


_SHORT: dict[str, Callable[[Mapping[str, float]], str]] = {
    "centred": lambda values: f"{_off(values)} %",
    "distance": lambda values: f"{round(100 * values.get('head', 0.0))} %",
    "facing": lambda values: f"{_degrees(values.get('yaw'))}, {_degrees(values.get('pitch'))}",
    "upright": lambda values: _degrees(values.get("roll")),
}
_FIGURES = {
    "centred": _centred, "distance": _distance, "facing": _facing, "upright": _upright, "light": _light,
    "even-light": _number, "sharp": _sharp, "eyes": _eyes, "mouth": _number,
}  # fmt: skip
