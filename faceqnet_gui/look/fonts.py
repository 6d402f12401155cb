"""Type: Inter in three weights, tabular figures, a scale by role."""

from __future__ import annotations

from importlib import resources

from PySide6.QtGui import QFont, QFontDatabase

_ROLES = {
    "caption": (11, QFont.Weight.Normal),
    "secondary": (12, QFont.Weight.Normal),
    "body": (13, QFont.Weight.Normal),
    "strong": (13, QFont.Weight.DemiBold),
    "section": (11, QFont.Weight.DemiBold),
    "emphasis": (14, QFont.Weight.DemiBold),
    "item": (15, QFont.Weight.DemiBold),
    "title": (20, QFont.Weight.DemiBold),
    "hint": (28, QFont.Weight.DemiBold),
    "countdown": (44, QFont.Weight.DemiBold),
}
_family = "Inter"
_scale = 1.0
_made: dict[tuple[str, str, float], QFont] = {}


def load_fonts() -> None:
    """Make Inter available; the system's font stands in where that fails."""
    global _family  # noqa: PLW0603 - one family for the application's life
    families: list[str] = []
    for file in (resources.files("resources") / "fonts").iterdir():
        if file.name.endswith(".ttf"):
            number = QFontDatabase.addApplicationFontFromData(file.read_bytes())
            families += QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    plain = [f for f in families if f == "Inter"]
    _family = plain[0] if plain else (families[0] if families else QFont().family())


def font(role: str) -> QFont:
    """The font of a role: caption, secondary, body, strong, section, emphasis, item, title, hint, countdown."""
    known = (role, _family, _scale)
    if known not in _made:
        size, weight = _ROLES[role]
        made = QFont(_family)
        made.setPixelSize(scaled(size))
        made.setWeight(weight)
        if hasattr(QFont, "Tag"):
            made.setFeature(QFont.Tag("tnum"), 1)
        _made[known] = made
    return QFont(_made[known])  # the caller's own: it may change it


def text_scale() -> float:
    """Size of all text against the usual."""
    return _scale


def set_text_scale(scale: float) -> None:
    """Size of all text against the usual, 0.85..1.75; fonts made from now on have it."""
    global _scale  # noqa: PLW0603 - one size for the application's life
    _scale = max(0.85, min(1.75, scale))


def scaled(pixels: float) -> int:
    """A length that must grow with the text in it."""
    return round(pixels * _scale)


def mono() -> QFont:
    """For commands, paths and logs: JetBrains Mono where it is installed, else the system's."""
    made = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    if QFontDatabase.hasFamily("JetBrains Mono"):
        made = QFont("JetBrains Mono")
    made.setPixelSize(scaled(12))
    return made
