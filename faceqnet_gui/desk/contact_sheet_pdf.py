"""The contact sheet on paper: pages of A4 with vector text and bars; readable in grey."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPainterPath,
    QPdfWriter,
    QPen,
)

from faceqnet_engine.errors import OutputError
from faceqnet_engine.results.contact_sheet import Tile, Words, reasons_of, said, small
from faceqnet_gui.look.fonts import font
from faceqnet_gui.look.tokens import LIGHT, band_of

_DOTS = 288  # per inch of paper
_SCALE = _DOTS / 96  # everything below is in 96ths of an inch
_MARGIN_MM = 12.0
_HEAD, _FOOT, _GAP = 44.0, 20.0, 10.0
_PICTURE_SHARE = 0.75
_LINE, _BAR = 13.0, 18.0
_SMALLEST_SIDE, _LARGEST_SIDE = 160, 900


def write_pdf(tiles: Sequence[Tile], target: Path, columns: int, stop: threading.Event, words: Words) -> None:
    """Pages of photos, whole or not at all. Pictures are read as they are painted.

    Raises:
        OutputError: it cannot be written, or was stopped.
    """
    temporary = target.with_name(f".{target.name}.part")
    try:
        temporary.touch()
    except OSError as error:
        raise OutputError(f"{target.name} cannot be written: {error.strerror}.") from error
    try:
        writer = QPdfWriter(str(temporary))
        writer.setResolution(_DOTS)
        writer.setTitle(words.title)
        writer.setPageLayout(
            QPageLayout(
                QPageSize(QPageSize.PageSizeId.A4),
                QPageLayout.Orientation.Portrait,
                QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM),
                QPageLayout.Unit.Millimeter,
            )
        )
        painter = QPainter()
        if not painter.begin(writer):
            raise OutputError(f"{target.name} cannot be written.")
        painter.scale(_SCALE, _SCALE)
        try:
            _Sheet(painter, writer, columns, words, len(tiles)).paint(tiles, stop)
        finally:
            complete = painter.end()
        if stop.is_set():
            raise OutputError(f"{target.name} was stopped and not written.")
        if not complete or not temporary.stat().st_size:
            raise OutputError(f"{target.name} cannot be written. The disk may be full.")
        temporary.replace(target)
    except OSError as error:
        raise OutputError(f"{target.name} cannot be written: {error.strerror}.") from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


class _Sheet:
    def __init__(self, p: QPainter, writer: QPdfWriter, columns: int, words: Words, number: int) -> None:
        self._p, self._writer, self._columns, self._words, self._number = p, writer, columns, words, number
        self._width, self._height = writer.width() / _SCALE, writer.height() / _SCALE
        self._cell = (self._width - _GAP * (columns - 1)) / columns
        self._page = 0

    def paint(self, tiles: Sequence[Tile], stop: threading.Event) -> None:
        """All pages."""
        y = self._begin_page()
        for start in range(0, len(tiles), self._columns):
            row = tiles[start : start + self._columns]
            tall = max(self._tall(tile) for tile in row)
            if y + tall > self._height - _FOOT and y > _HEAD:
                self._writer.newPage()
                y = self._begin_page()
            for n, tile in enumerate(row):
                if stop.is_set():
                    return
                self._paint_tile(QRectF(n * (self._cell + _GAP), y, self._cell, tall), tile)
            y += tall + _GAP

    def _begin_page(self) -> float:
        p = self._p
        self._page += 1
        p.setPen(QColor(LIGHT.t3))
        p.setFont(font("caption"))
        foot = QRectF(0, self._height - _FOOT, self._width, _FOOT)
        p.drawText(foot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, str(self._page))
        if self._page > 1:
            return 0.0
        p.setPen(QColor(LIGHT.t1))
        p.setFont(font("title"))
        p.drawText(QRectF(0, 0, self._width, 26), Qt.AlignmentFlag.AlignVCenter, self._words.title)
        p.setPen(QColor(LIGHT.t2))
        p.setFont(font("secondary"))
        summed = self._words.sum.format(f"{self._number:,}")
        p.drawText(QRectF(0, 24, self._width, 16), Qt.AlignmentFlag.AlignVCenter, summed)
        return _HEAD + 4

    def _lines(self, tile: Tile) -> list[tuple[str, str]]:
        """(text, tone) below the bar."""
        found = [(tile.name.rsplit("/", 1)[-1], LIGHT.t1), (said(tile.entry, self._words), LIGHT.t1)]
        found += [(reason, LIGHT.t2) for reason in reasons_of(tile.entry)]
        return found + ([(tile.entry.note, LIGHT.t2)] if tile.entry.note else [])

    def _tall(self, tile: Tile) -> float:
        return self._cell * _PICTURE_SHARE + _BAR + _LINE * len(self._lines(tile)) + 8

    def _paint_tile(self, rect: QRectF, tile: Tile) -> None:
        p = self._p
        picture = QRectF(rect.x(), rect.y(), rect.width(), rect.width() * _PICTURE_SHARE)
        p.fillRect(picture, QColor(LIGHT.bg0))
        side = max(_SMALLEST_SIDE, min(_LARGEST_SIDE, round(picture.width() * _SCALE)))
        image = QImage.fromData(small(tile, side))
        if image.isNull():
            p.setPen(QColor(LIGHT.t2))
            p.setFont(font("caption"))
            p.drawText(picture, Qt.AlignmentFlag.AlignCenter, self._words.no_picture)
        else:
            factor = min(picture.width() / image.width(), picture.height() / image.height())
            place = QRectF(0, 0, image.width() * factor, image.height() * factor)
            place.moveCenter(picture.center())
            p.drawImage(place, image)
        p.setPen(QPen(QColor(LIGHT.line2), 0.5))
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.drawRect(rect)
        _paint_mark(p, picture.topLeft() + QPointF(11, 11), tile.entry.decision)
        self._paint_words(QRectF(rect.x() + 6, picture.bottom(), rect.width() - 12, 0), tile)

    def _paint_words(self, room: QRectF, tile: Tile) -> None:
        p, quality = self._p, tile.entry.row.quality
        line = QRectF(room.x(), room.y() + 2, room.width(), _BAR)
        if quality is None:
            status = tile.entry.row.status.value
            p.setFont(font("caption"))
            p.setPen(QColor(LIGHT.t2))
            p.drawText(line, Qt.AlignmentFlag.AlignVCenter, self._words.statuses.get(status, status))
        else:
            paint_paper_bar(
                p, QRectF(line.x(), line.center().y() - 2.5, max(4.0, line.width() - 28), 5), quality
            )
            p.setFont(font("section"))
            p.setPen(QColor(LIGHT.t1))
            p.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(quality))
        p.setFont(font("caption"))
        metrics = QFontMetricsF(p.font())
        written: list[str] = []
        for text, tone in self._lines(tile):
            n = len(written)
            place = QRectF(room.x(), line.bottom() + n * _LINE, room.width(), _LINE)
            p.setPen(QColor(tone))
            mode = Qt.TextElideMode.ElideMiddle if n == 0 else Qt.TextElideMode.ElideRight
            if tone == LIGHT.t2 and metrics.horizontalAdvance(text) > place.width():
                text = text.split(":")[0]  # noqa: PLW2901 - a reason's name says more than half its sentence
                if text in written:
                    continue  # cut off at the left, and above: once is enough
            written.append(text)
            p.drawText(place, Qt.AlignmentFlag.AlignVCenter, metrics.elidedText(text, mode, place.width()))


def paint_paper_bar(p: QPainter, rect: QRectF, quality: int) -> None:
    """Length, colour and hatch tell the quality: any one of them is enough."""
    p.save()
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(QColor(LIGHT.bg3))
    p.drawRoundedRect(rect, 2.5, 2.5)
    filled = QRectF(rect.x(), rect.y(), max(rect.height(), rect.width() * quality / 100), rect.height())
    shape = QPainterPath()
    shape.addRoundedRect(filled, 2.5, 2.5)
    band = band_of(quality)
    p.fillPath(shape, QColor(LIGHT.bands[band]))
    p.setClipPath(shape)
    if band < 2:  # dense or wide diagonals
        step = 2.4 if band == 0 else 4.8
        p.setPen(QPen(QColor("white"), 0.9))
        x = filled.left() - filled.height()
        while x < filled.right():
            p.drawLine(QPointF(x, filled.bottom()), QPointF(x + filled.height(), filled.top()))
            x += step
    elif band == 2:
        p.setBrush(QColor("white"))
        x = filled.left() + 2
        while x < filled.right():
            p.drawEllipse(QPointF(x, filled.center().y()), 0.8, 0.8)
            x += 4
    p.restore()


def _paint_mark(p: QPainter, centre: QPointF, decision: str) -> None:
    if decision not in {"accepted", "rejected"}:
        return
    p.save()
    p.setPen(QPen(QColor("white"), 1.5))
    p.setBrush(QColor(LIGHT.pass_ if decision == "accepted" else LIGHT.fail))
    p.drawEllipse(centre, 7.5, 7.5)
    p.setPen(QPen(QColor("white"), 1.6, c=Qt.PenCapStyle.RoundCap))
    if decision == "accepted":
        p.drawPolyline(
            [centre + QPointF(-3.2, 0.2), centre + QPointF(-0.8, 2.8), centre + QPointF(3.4, -2.8)]
        )
    else:
        p.drawLine(centre + QPointF(-2.7, -2.7), centre + QPointF(2.7, 2.7))
        p.drawLine(centre + QPointF(2.7, -2.7), centre + QPointF(-2.7, 2.7))
    p.restore()
