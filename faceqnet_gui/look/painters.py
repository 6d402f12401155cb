"""Painting shared by delegates and overlays: bars, arcs, brackets, pills."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

from faceqnet_gui.look.fonts import font, text_scale
from faceqnet_gui.look.icons import pixmap
from faceqnet_gui.look.tokens import Tokens, band_of
from faceqnet_gui.session.marks import Decision

Point = tuple[float, float]
Box = tuple[float, float, float, float]
_ARC_START, _ARC_SPAN = 225, 270  # degrees; Qt counts from three o'clock, against the clock
_BRACKET = 18.0
_MOST_STAMPS = 256
_stamps: OrderedDict[tuple[Any, ...], QPixmap] = OrderedDict()


def stamp(
    key: tuple[Any, ...], width: int, height: int, scale: float, draw: Callable[[QPainter], None]
) -> QPixmap:
    """A small drawing that many tiles share, drawn once at device pixels and then only copied."""
    whole = (*key, width, height, scale)
    made = _stamps.get(whole)
    if made is None:
        made = QPixmap(math.ceil(width * scale), math.ceil(height * scale))
        made.fill(Qt.GlobalColor.transparent)
        made.setDevicePixelRatio(scale)
        painter = QPainter(made)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        draw(painter)
        painter.end()
        _stamps[whole] = made
        if len(_stamps) > _MOST_STAMPS:
            _stamps.popitem(last=False)
    else:
        _stamps.move_to_end(whole)
    return made


def paint_quality_bar(
    p: QPainter, rect: QRectF, quality: int, tokens: Tokens, *, below_limit: bool = False, track: bool = True
) -> None:
    """Length and band colour tell the quality; hatched below the limit, so that colour is not alone."""
    p.save()
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    p.setPen(Qt.PenStyle.NoPen)
    radius = rect.height() / 2
    if track:
        p.setBrush(QColor(tokens.bg3))
        p.drawRoundedRect(rect, radius, radius)
    filled = QRectF(rect.x(), rect.y(), max(rect.height(), rect.width() * quality / 100), rect.height())
    colour = QColor(tokens.bands[band_of(quality)])
    p.setBrush(colour)
    p.drawRoundedRect(filled, radius, radius)
    if below_limit:
        p.setBrush(QBrush(QColor(tokens.bg1), Qt.BrushStyle.BDiagPattern))
        p.setOpacity(0.75)
        p.drawRoundedRect(filled, radius, radius)
    p.restore()


def paint_score_arc(p: QPainter, rect: QRectF, quality: int | None, tokens: Tokens) -> None:
    """A 270 degree arc with the number inside; a dash where there is no score."""
    p.save()
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    inner = rect.adjusted(3, 3, -3, -3)
    p.setPen(QPen(QColor(tokens.bg3), 5, c=Qt.PenCapStyle.RoundCap))
    p.drawArc(inner, _ARC_START * 16, -_ARC_SPAN * 16)
    if quality is not None:
        p.setPen(QPen(QColor(tokens.bands[band_of(quality)]), 5, c=Qt.PenCapStyle.RoundCap))
        p.drawArc(inner, _ARC_START * 16, -round(_ARC_SPAN * 16 * quality / 100))
    p.setPen(QColor(tokens.t1))
    p.setFont(font("item"))
    p.drawText(rect, Qt.AlignmentFlag.AlignCenter, "–" if quality is None else str(quality))
    p.restore()


def paint_pill(
    p: QPainter, right: float, top: float, icon: str, text: str, scale: float, room: float = 1e6,
    *, from_left: bool = False,
) -> QRectF:  # fmt: skip
    """A dark pill with an icon and a word or two; readable on any photo.

    Words that do not fit `room` are cut. `right` is its right edge, or its left one with `from_left`.
    """
    metrics = QFontMetricsF(font("caption"))
    text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room - 34)
    width = math.ceil(metrics.horizontalAdvance(text)) + 14 + (4 if text else 0) + 16
    rect = QRectF(round(right) - (0 if from_left else width), round(top), width, 22)

    def draw(own: QPainter) -> None:
        whole = QRectF(0, 0, width, 22)
        own.setPen(Qt.PenStyle.NoPen)
        own.setBrush(QColor(16, 17, 19, 215))
        own.drawRoundedRect(whole, 11, 11)
        own.drawPixmap(QPointF(8, 4), pixmap(icon, 14, "#ECEDEF", scale))
        own.setFont(font("caption"))
        own.setPen(QColor("#ECEDEF"))
        own.drawText(whole.adjusted(26, 0, -8, 0), Qt.AlignmentFlag.AlignVCenter, text)

    p.drawPixmap(rect.topLeft(), stamp(("pill", icon, text, text_scale()), width, 22, scale, draw))
    return rect


def paint_decision(
    p: QPainter, centre: QPointF, decision: Decision, tokens: Tokens, radius: float = 12.0
) -> None:
    """What a person decided is filled: a disc with a check or a cross; a dashed ring while it is open."""
    colour, sign, mark = {
        Decision.UNDECIDED: ("", "", ""),
        Decision.ACCEPTED: (tokens.pass_, tokens.on_pass, "check"),
        Decision.REJECTED: (tokens.fail, tokens.on_fail, "x"),
    }[decision]
    scale, side, whole = p.device().devicePixelRatioF(), round(radius * 4 / 3), math.ceil(2 * radius)

    def draw(own: QPainter) -> None:
        middle = QPointF(whole / 2, whole / 2)
        own.setPen(QPen(QColor(16, 17, 19, 190), 2))
        own.setBrush(QColor(colour) if colour else QColor(16, 17, 19, 150))
        own.drawEllipse(middle, radius - 1, radius - 1)
        name, tint = (mark, sign) if mark else ("circle-dashed", "#ECEDEF")
        own.drawPixmap(middle - QPointF(side / 2, side / 2), pixmap(name, side, tint, scale))

    corner = QPointF(round(centre.x() - whole / 2), round(centre.y() - whole / 2))
    p.drawPixmap(corner, stamp(("decision", int(decision), radius, colour), whole, whole, scale, draw))


def paint_stars(p: QPainter, right: float, middle: float, stars: int, tokens: Tokens) -> float:
    """Filled stars that end at `right`; returns their width."""
    side = 11.0
    p.save()
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(QColor(tokens.review))
    for n in range(stars):
        p.drawPath(star_path(QPointF(right - side * (stars - n) + side / 2, middle), side / 2))
    p.restore()
    return side * stars


def star_path(centre: QPointF, radius: float) -> QPainterPath:
    """A star with five points."""
    path = QPainterPath()
    for n in range(10):
        reach, turn = (radius if n % 2 == 0 else radius * 0.45), math.radians(36 * n - 90)
        point = centre + QPointF(reach * math.cos(turn), reach * math.sin(turn))
        path.lineTo(point) if n else path.moveTo(point)
    path.closeSubpath()
    return path


def _cased(p: QPainter, draw: Callable[[], None], width: float = 2.0) -> None:
    """Draw white over a dark casing: readable on any photo."""
    for colour, line in ((QColor(0, 0, 0, 166), width + 3), (QColor("white"), width)):
        p.setPen(QPen(colour, line, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
        draw()


def paint_brackets(p: QPainter, rect: QRectF) -> None:
    """The primary face: four corner brackets."""
    arm = min(_BRACKET, rect.width() / 3, rect.height() / 3)
    corners = [
        (rect.topLeft(), 1, 1),
        (rect.topRight(), -1, 1),
        (rect.bottomRight(), -1, -1),
        (rect.bottomLeft(), 1, -1),
    ]

    def draw() -> None:
        for corner, sx, sy in corners:
            p.drawPolyline([corner + QPointF(0, sy * arm), corner, corner + QPointF(sx * arm, 0)])

    _cased(p, draw)


def paint_other_face(p: QPainter, rect: QRectF, number: int, *, hovered: bool = False) -> None:
    """Another face: a thin box with its number; a thick one while the pointer is on it."""
    p.setBrush(QColor(255, 255, 255, 40) if hovered else Qt.BrushStyle.NoBrush)
    _cased(p, lambda: p.drawRoundedRect(rect, 4, 4), 3.0 if hovered else 1.0)
    p.setFont(font("caption"))
    _label(p, QPointF(rect.x() + 9, rect.y() + 9), str(number))


def paint_landmarks(p: QPainter, points: Sequence[Point], distance: str) -> None:
    """Five rings, the eye line dashed with its length."""
    eyes = [QPointF(*points[0]), QPointF(*points[1])]
    pen = QPen(QColor("white"), 1.5, Qt.PenStyle.DashLine)
    p.setPen(QPen(QColor(0, 0, 0, 166), 3))
    p.drawLine(eyes[0], eyes[1])
    p.setPen(pen)
    p.drawLine(eyes[0], eyes[1])
    p.setBrush(Qt.BrushStyle.NoBrush)
    for x, y in points:
        _cased(p, partial(p.drawEllipse, QPointF(x, y), 4.5, 4.5))
    if distance:
        p.setFont(font("section"))
        _label(p, (eyes[0] + eyes[1]) / 2 - QPointF(0, 20), distance)


def _label(p: QPainter, centre: QPointF, text: str) -> None:
    metrics = QFontMetricsF(p.font())
    rect = QRectF(0, 0, metrics.horizontalAdvance(text) + 12, 18)
    rect.moveCenter(centre)
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(QColor(16, 17, 19, 225))
    p.drawRoundedRect(rect, 6, 6)
    p.setPen(QColor("#ECEDEF"))
    p.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    p.setBrush(Qt.BrushStyle.NoBrush)
