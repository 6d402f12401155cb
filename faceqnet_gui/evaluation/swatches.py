"""A method's line as it stands in lists and tables: colour, dash and marker of the plot."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from faceqnet_gui.evaluation.plot import series_colour, series_marker, series_pen
from faceqnet_gui.look.theme import theme


def swatch(number: int, scale: float) -> QPixmap:
    """A method's line, dash and marker, as in the plot."""
    image = QPixmap(round(34 * scale), round(14 * scale))
    image.setDevicePixelRatio(scale)
    image.fill(Qt.GlobalColor.transparent)
    p = QPainter(image)
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    p.setPen(series_pen(number))
    p.drawLine(QPointF(0, 7), QPointF(34, 7))
    p.setPen(series_colour(number))
    p.setBrush(QColor(theme().tokens.bg1))
    _paint_marker(p, series_marker(number), QRectF(13, 3, 8, 8))
    p.end()
    return image


def _paint_marker(p: QPainter, marker: str, box: QRectF) -> None:
    top, bottom, left, right = box.top(), box.bottom(), box.left(), box.right()
    centre = box.center()
    shapes = {
        "s": [box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft()],
        "t1": [QPointF(centre.x(), top), QPointF(right, bottom), QPointF(left, bottom)],
        "t": [QPointF(left, top), QPointF(right, top), QPointF(centre.x(), bottom)],
        "d": [
            QPointF(centre.x(), top), QPointF(right, centre.y()),
            QPointF(centre.x(), bottom), QPointF(left, centre.y()),
        ],
    }  # fmt: skip
    if marker in shapes:
        p.drawPolygon(shapes[marker])
    elif marker == "+":
        p.drawLine(QPointF(centre.x(), top), QPointF(centre.x(), bottom))
        p.drawLine(QPointF(left, centre.y()), QPointF(right, centre.y()))
    else:
        p.drawEllipse(box)
