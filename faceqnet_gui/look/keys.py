"""Keys as people know them from their keyboard: small caps beside words."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from faceqnet_gui.look.fonts import font
from faceqnet_gui.look.theme import theme

_GAP, _INSIDE, _HEIGHT = 4.0, 6.0, 20.0


def key_text(key: str) -> str:
    """`Ctrl+K` as this platform writes it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) or key


def key_parts(key: str) -> list[str]:
    """The caps of a key with its modifiers; those of a sequence one after the other."""
    if ", " in key:
        return [part for one in key.split(", ") for part in key_parts(one)]
    native = key_text(key)
    if len(native) == 1 or "+" not in native:  # on macOS modifiers are signs without a plus
        return [native]
    parts = native.split("+")
    return [p for p in parts if p] + (["+"] if native.endswith("++") else [])


def caps_width(key: str) -> float:
    """Room that the caps of a key take."""
    metrics = QFontMetricsF(font("caption"))
    return sum(_cap_width(metrics, part) + _GAP for part in key_parts(key)) - _GAP


def caps_height() -> float:
    """Their height."""
    return max(_HEIGHT, QFontMetricsF(font("caption")).height() + 4)


def _cap_width(metrics: QFontMetricsF, part: str) -> float:
    return max(caps_height(), metrics.horizontalAdvance(part) + 2 * _INSIDE)


def paint_caps(
    p: QPainter, left: float, middle: float, key: str, *, text: str = "", line: str = "", fill: str = ""
) -> None:
    """Draw the caps from a left edge on, about a middle line; colours other than the theme's for filled buttons."""
    tokens = theme().tokens
    p.save()
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    p.setFont(font("caption"))
    metrics, height = QFontMetricsF(p.font()), caps_height()
    for part in key_parts(key):
        rect = QRectF(left, middle - height / 2, _cap_width(metrics, part), height)
        p.setPen(QPen(QColor(line or tokens.line), 1))
        p.setBrush(QColor(fill) if fill else QColor(tokens.bg1))
        p.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        p.setPen(QColor(text or tokens.t2))
        p.drawText(rect, Qt.AlignmentFlag.AlignCenter, part)
        left += rect.width() + _GAP
    p.restore()


class KeyCaps(QWidget):
    """The caps of one key as a widget."""

    def __init__(self, key: str = "") -> None:
        super().__init__()
        self._key = key
        theme().changed.connect(self._changed)

    def set_key(self, key: str) -> None:
        """Another key; empty for none."""
        self._key = key
        self._changed()

    def _changed(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(caps_width(self._key)) if self._key else 0, round(caps_height()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._key:
            painter = QPainter(self)
            paint_caps(painter, 0, self.height() / 2, self._key)
            painter.end()
