"""Icons: Lucide's line drawings in the theme's colours, crisp at any scale."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from faceqnet_gui.look.theme import theme

_SIZES = (16, 24, 32)
_SCALES = (1.0, 2.0)


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return (resources.files("resources") / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=2048)
def pixmap(name: str, size: int, colour: str, scale: float = 1.0) -> QPixmap:
    """An icon of `size` logical pixels in a colour (`#RRGGBB`), drawn at device pixels."""
    # Large drawings would look coarse with the line of a small icon.
    line = "1.75" if size <= _SIZES[-1] else "1"
    source = (
        _source(name).replace("currentColor", colour).replace('stroke-width="2"', f'stroke-width="{line}"')
    )
    image = QPixmap(round(size * scale), round(size * scale))
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(image.rect()))
    painter.end()
    image.setDevicePixelRatio(scale)
    return image


def icon(name: str, role: str = "t2", checked_role: str = "t1", gap: int = 0) -> QIcon:
    """An icon in a token's colour; brighter when checked, fainter when disabled.

    `gap` is room between the drawing and words behind it: the button's icon is that much wider.
    """
    tokens = theme().tokens
    made = QIcon()
    modes = (
        (role, QIcon.Mode.Normal, QIcon.State.Off),
        (checked_role, QIcon.Mode.Normal, QIcon.State.On),
        ("line2", QIcon.Mode.Disabled, QIcon.State.Off),
    )
    for size in _SIZES:
        for scale in _SCALES:
            for token, mode, state in modes:
                drawn = pixmap(name, size, getattr(tokens, token), scale)
                made.addPixmap(_widened(drawn, gap * size / _SIZES[0]) if gap else drawn, mode, state)
    return made


def _widened(drawn: QPixmap, gap: float) -> QPixmap:
    """With room at the side where words begin."""
    scale = drawn.devicePixelRatio()
    wide = QPixmap(drawn.width() + round(gap * scale), drawn.height())
    wide.setDevicePixelRatio(scale)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(QPointF(gap if QGuiApplication.isRightToLeft() else 0, 0), drawn)
    painter.end()
    return wide


def app_icon() -> QIcon:
    """The program's own icon."""
    made = QIcon()
    for size in (16, 32, 64, 128, 256):
        made.addPixmap(pixmap("app", size, "#000000"))
    return made
