"""The oval over the picture: what lies outside is dimmed, its outline has a segment for every check."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from faceqnet_engine.live.checks import Check, CheckState
from faceqnet_engine.live.guide import TARGET, guide_of
from faceqnet_gui.look.fonts import font
from faceqnet_gui.look.tokens import DARK
from faceqnet_gui.worker.preview import Placed

DIMMED = 0.46
_GAP, _WIDE, _CLOSED_WIDE = 3.2, 5.0, 7.0
_CASING = QColor(0, 0, 0, 120)
_TICK = 20.0
_NUMBER = 36.0


@dataclass(frozen=True, slots=True)
class Ring:
    """What the outline says.

    Attributes:
        checks: One segment each, clockwise from twelve.
        hinted: The check behind the hint; its segment is dotted.
        closing: How far the gaps have closed, 0..1.
        number: Of the countdown.
    """

    checks: Sequence[Check] = ()
    hinted: str = ""
    closing: float = 0.0
    number: int | None = None


def oval_of(size: tuple[int, int], share: float, placed: Placed, ratio: float, origin: QPointF) -> QRectF:
    """The oval in logical pixels of the widget.

    Args:
        size: Of the frame.
        share: Of its height.
        placed: How the frame lies in the picture.
        ratio: Device pixels per logical one.
        origin: Of the picture in the widget.
    """
    guide = guide_of(*size, share)
    x, y = placed.point(guide.x, guide.y)
    wide, high = guide.width * placed.scale / ratio, guide.height * placed.scale / ratio
    return QRectF(origin.x() + x / ratio - wide / 2, origin.y() + y / ratio - high / 2, wide, high)


def paint_guide(p: QPainter, bounds: QRectF, oval: QRectF, ring: Ring) -> None:
    """Dimming, ring and ticks."""
    p.save()
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    outside = QPainterPath()
    outside.addRect(bounds)
    outside.addEllipse(oval)
    p.fillPath(outside, QColor(0, 0, 0, round(255 * DIMMED)))
    _paint_ring(p, oval, ring)
    _paint_ticks(p, oval)
    if ring.number is not None:
        _paint_number(p, QPointF(oval.center().x(), oval.top()), ring.number)
    p.restore()


def _paint_ring(p: QPainter, oval: QRectF, ring: Ring) -> None:
    p.setBrush(Qt.BrushStyle.NoBrush)
    if not ring.checks:
        p.setPen(QPen(QColor(255, 255, 255, 150), 2))
        p.drawEllipse(oval)
        return
    wide = _WIDE + (_CLOSED_WIDE - _WIDE) * ring.closing
    step = 360 / len(ring.checks)
    gap = _GAP * (1 - ring.closing)
    p.setPen(QPen(_CASING, wide + 3))
    p.drawEllipse(oval)
    for n, check in enumerate(ring.checks):
        begin, length = n * step + gap / 2, step - gap
        path = _arc(oval, begin, length)
        if check.state is CheckState.HOLDS:
            p.setPen(QPen(QColor(DARK.pass_), wide, c=Qt.PenCapStyle.FlatCap))
            p.drawPath(path)
        elif check.id == ring.hinted:
            _paint_dots(p, path, wide)
        else:
            p.setPen(QPen(QColor(255, 255, 255, 70), wide - 1, c=Qt.PenCapStyle.FlatCap))
            p.drawPath(path)


def _paint_dots(p: QPainter, path: QPainterPath, wide: float) -> None:
    """Dots, evenly from end to end."""
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(QColor(DARK.review))
    count = max(3, int(path.length() / (2.2 * wide)))
    for n in range(count):
        p.drawEllipse(path.pointAtPercent((n + 0.5) / count), 0.72 * wide, 0.72 * wide)
    p.setBrush(Qt.BrushStyle.NoBrush)


def _arc(oval: QRectF, begin: float, length: float) -> QPainterPath:
    """Clockwise from twelve, in degrees; Qt counts from three, against the clock."""
    path = QPainterPath()
    path.arcMoveTo(oval, 90 - begin)
    path.arcTo(oval, 90 - begin, -length)
    return path


def _paint_ticks(p: QPainter, oval: QRectF) -> None:
    """Where the eyes belong."""
    y, gap = oval.center().y(), 8.0
    lines = ((oval.left() - gap - _TICK, oval.left() - gap), (oval.right() + gap, oval.right() + gap + _TICK))
    for pen in (QPen(QColor(0, 0, 0, 150), 4), QPen(QColor(255, 255, 255, 210), 2)):
        p.setPen(pen)
        for left, right in lines:
            p.drawLine(QPointF(left, y), QPointF(right, y))


def paint_targets(p: QPainter, oval: QRectF) -> None:
    """Where the eyes are at the right distance: shown while the size of the oval is being set."""
    p.save()
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    p.setBrush(Qt.BrushStyle.NoBrush)
    apart, radius = TARGET * oval.height() / 2, 0.045 * oval.height()
    for pen in (QPen(QColor(0, 0, 0, 150), 4), QPen(QColor(DARK.acc), 2, Qt.PenStyle.DashLine)):
        p.setPen(pen)
        for side in (-1, 1):
            p.drawEllipse(oval.center() + QPointF(side * apart, 0), radius, radius)
    p.restore()


def _paint_number(p: QPainter, centre: QPointF, number: int) -> None:
    p.setPen(QPen(QColor(DARK.pass_), 3))
    p.setBrush(QColor(16, 17, 19, 235))
    p.drawEllipse(centre, _NUMBER, _NUMBER)
    p.setPen(QColor(DARK.t1))
    p.setFont(font("countdown"))
    rect = QRectF(centre.x() - _NUMBER, centre.y() - _NUMBER, 2 * _NUMBER, 2 * _NUMBER)
    p.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(number))


def paint_landmarks(p: QPainter, points: Sequence[QPointF], mouth: Sequence[QPointF] = ()) -> None:
    """Five rings; the lips are outlined where the mouth is what the hint is about."""
    p.save()
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    p.setBrush(Qt.BrushStyle.NoBrush)
    if mouth:
        _paint_mouth(p, mouth)
    for pen in (QPen(QColor(0, 0, 0, 166), 4), QPen(QColor("#FFFFFF"), 2)):
        p.setPen(pen)
        for point in points:
            p.drawEllipse(point, 4.5, 4.5)
    p.restore()


def _paint_mouth(p: QPainter, mouth: Sequence[QPointF]) -> None:
    xs, ys = [q.x() for q in mouth], [q.y() for q in mouth]
    lean = math.degrees(math.atan2(mouth[10].y() - mouth[0].y(), mouth[10].x() - mouth[0].x()))
    lean = (lean + 90) % 180 - 90
    p.save()
    p.translate((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
    p.rotate(lean)
    across, along = (max(xs) - min(xs)) / 2 + 10, (max(ys) - min(ys)) / 2 + 8
    for pen in (QPen(QColor(0, 0, 0, 166), 5), QPen(QColor(DARK.review), 2.5)):
        p.setPen(pen)
        p.drawEllipse(QPointF(0, 0), across, along)
    p.restore()
