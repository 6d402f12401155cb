"""Painting what a measure looked at over the photo: lines, rings, axes, numbers, readable on any picture."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF, QTransform

from faceqnet_engine.measures.overlay import Shape
from faceqnet_gui.look.fonts import font
from faceqnet_gui.look.tokens import Tokens

_CASING = QColor(0, 0, 0, 166)
_RING = 4.5


def paint_shapes(
    p: QPainter, shapes: Sequence[Shape], place: QTransform, tokens: Tokens, bounds: QRectF
) -> None:
    """Draw shapes of full-size pixels; lines keep their width at any zoom, labels stay inside `bounds`."""
    p.save()
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    p.setBrush(Qt.BrushStyle.NoBrush)
    for shape in shapes:
        points = [place.map(QPointF(x, y)) for x, y in shape.points]
        colour = QColor("white") if shape.axis < 0 else QColor(tokens.series[shape.axis])
        for pen in _pens(colour, dashed=shape.dashed, heavy=shape.axis >= 0):
            p.setPen(pen)
            if len(points) == 1:
                p.drawEllipse(points[0], _RING, _RING)
            elif shape.closed:
                p.drawPolygon(QPolygonF(points))
            else:
                p.drawPolyline(QPolygonF(points))
    for shape in shapes:
        if shape.label:
            points = [place.map(QPointF(x, y)) for x, y in shape.points]
            _paint_label(p, _label_place(points, shape), shape.label, bounds)
    p.restore()


def _pens(colour: QColor, *, dashed: bool, heavy: bool) -> tuple[QPen, QPen]:
    width = 3.0 if heavy else 2.0
    casing = QPen(_CASING, width + 3, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin)
    line = QPen(colour, width, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin)
    if dashed:
        line.setDashPattern([3, 3])
        casing.setWidthF(width + 2)
        casing.setColor(QColor(0, 0, 0, 110))
    return casing, line


def _label_place(points: Sequence[QPointF], shape: Shape) -> QPointF:
    """Beyond the end of an axis, above an outline, beside the middle of a line."""
    if shape.axis >= 0:
        along = points[-1] - points[0]
        length = max(1.0, (along.x() ** 2 + along.y() ** 2) ** 0.5)
        return points[-1] + along * (16 / length) if length > 4 else points[-1] + QPointF(16, 16)
    if shape.closed:
        top = min(points, key=lambda q: q.y())
        middle = sum(q.x() for q in points) / len(points)
        return QPointF(middle, top.y() - 14)
    first, last = points[0], points[-1]
    steep = abs(last.y() - first.y()) > abs(last.x() - first.x())
    return (first + last) / 2 + (QPointF(34, 0) if steep else QPointF(0, -16))


def _paint_label(p: QPainter, centre: QPointF, text: str, bounds: QRectF) -> None:
    p.setFont(font("section"))
    rect = QRectF(0, 0, QFontMetricsF(p.font()).horizontalAdvance(text) + 12, 18)
    rect.moveCenter(centre)
    rect.moveLeft(max(bounds.left() + 4, min(rect.left(), bounds.right() - rect.width() - 4)))
    rect.moveTop(max(bounds.top() + 4, min(rect.top(), bounds.bottom() - rect.height() - 4)))
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(QColor(16, 17, 19, 225))
    p.drawRoundedRect(rect, 6, 6)
    p.setPen(QColor("#ECEDEF"))
    p.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    p.setBrush(Qt.BrushStyle.NoBrush)
