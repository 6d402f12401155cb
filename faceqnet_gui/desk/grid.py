"""The grid: tiles drawn by a delegate, pictures asked for only where they are seen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from faceqnet_engine.assessment import Assessment, Status
from faceqnet_gui.desk.rows_model import REASON_ROLE, ROW_ROLE
from faceqnet_gui.look.fonts import font
from faceqnet_gui.look.icons import pixmap
from faceqnet_gui.look.measure_words import reason_icon, reason_label
from faceqnet_gui.look.painters import paint_pill, paint_quality_bar
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.words import STATUS_LOOK, status_word

SIZES = (120, 184, 256, 384)
_GAP = 12
_FOOT = 52
_PICTURE_SHARE = 130 / 184
Thumbnail = Callable[[Assessment], QImage | None]


class TileDelegate(QStyledItemDelegate):
    """Draws one tile: picture, status, quality bar with number, name."""

    def __init__(self, thumbnail: Thumbnail) -> None:
        super().__init__()
        self._thumbnail = thumbnail
        self.width = SIZES[1]
        self.room = 0  # width of the view, over which the tiles of a row are spread
        self.limit = 31

    @property
    def stretched(self) -> int:
        """Width of a tile such that a row of them fills the view."""
        if self.room < self.width + _GAP:
            return self.width
        return self.room // max(1, round(self.room / (self.width + _GAP))) - _GAP

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        foot = 30 if self.width < SIZES[1] else _FOOT
        return QSize(self.stretched + _GAP, round(self.stretched * _PICTURE_SHARE) + foot + _GAP)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: Assessment = index.data(ROW_ROLE)
        tokens = theme().tokens
        rect = QRectF(option.rect).adjusted(_GAP / 2, _GAP / 2, -_GAP / 2, -_GAP / 2)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        shape = QPainterPath()
        shape.addRoundedRect(rect, 8, 8)
        painter.fillPath(shape, QColor(tokens.sel if selected else tokens.bg2))
        painter.setClipPath(shape)
        picture = QRectF(rect.x(), rect.y(), rect.width(), round(self.stretched * _PICTURE_SHARE))
        self._paint_picture(painter, picture, row)
        painter.setClipping(False)
        if self.width >= SIZES[1]:
            self._paint_reason(painter, picture, row, index.data(REASON_ROLE))
        self._paint_foot(
            painter, QRectF(rect.x(), picture.bottom(), rect.width(), rect.bottom() - picture.bottom()), row
        )
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.acc), 2))
            painter.drawRoundedRect(rect.adjusted(-3, -3, 3, 3), 10, 10)
        painter.restore()

    @staticmethod
    def _paint_reason(painter: QPainter, picture: QRectF, row: Assessment, reason: str) -> None:
        """What is wrong with the file comes first, then the profile's first reason."""
        scale = painter.device().devicePixelRatioF()
        if row.status is not Status.OK:
            icon, words = STATUS_LOOK[row.status][0], status_word(row.status)
        elif reason:
            icon, words = reason_icon(reason), reason_label(reason)
        else:
            return
        room = picture.width() - 12
        paint_pill(painter, picture.right() - 6, picture.y() + 6, icon, words, scale, room)

    def _paint_picture(self, painter: QPainter, rect: QRectF, row: Assessment) -> None:
        tokens = theme().tokens
        image = self._thumbnail(row)
        painter.fillRect(rect, QColor(tokens.bg3))
        if image is not None and not image.isNull():
            painter.drawImage(rect, image, _visible_part(image, rect, row))
            return
        if image is not None or not row.file:
            name = STATUS_LOOK[row.status][0] if not row.status.has_score else "image-off"
            mark = pixmap(name, 32, tokens.line2, painter.device().devicePixelRatioF())
            painter.drawPixmap(rect.center() - QPointF(16, 16), mark)

    def _paint_foot(self, painter: QPainter, rect: QRectF, row: Assessment) -> None:
        tokens = theme().tokens
        inner = rect.adjusted(10, 0, -10, 0)
        if row.quality is not None:
            painter.setFont(font("emphasis"))
            painter.setPen(QColor(tokens.t1))
            number = QRectF(inner.right() - 30, rect.y() + 5, 30, 20)
            painter.drawText(
                number, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(row.quality)
            )
            bar = QRectF(inner.x(), rect.y() + 12, inner.width() - 38, 6)
            paint_quality_bar(painter, bar, row.quality, tokens, below_limit=row.quality < self.limit)
        else:
            painter.setFont(font("secondary"))
            painter.setPen(QColor(tokens.t2))
            words = QRectF(inner.x(), rect.y() + 5, inner.width(), 20)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, status_word(row.status))
        if self.width >= SIZES[1]:
            painter.setFont(font("caption"))
            painter.setPen(QColor(tokens.t2))
            name = row.path.rsplit("/", 1)[-1] + (f" · {row.frame}" if row.frame is not None else "")
            line = QRectF(inner.x(), rect.y() + 27, inner.width(), 18)
            text = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, int(line.width()))
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, text)


def _visible_part(image: QImage, target: QRectF, row: Assessment) -> QRectF:
    """The part of a picture that fills the tile, with the face kept in view."""
    share = target.width() / target.height()
    width, height = float(image.width()), float(image.height())
    part = (width, width / share) if width / height < share else (height * share, height)
    x, y = (width - part[0]) / 2, (height - part[1]) / 2
    if row.box is not None and row.width and row.height:
        bx, by, bw, bh = row.box
        x = (bx + bw / 2) / row.width * width - part[0] / 2
        y = (by + bh / 2) / row.height * height - part[1] * 0.5
    x = max(0.0, min(width - part[0], x))
    y = max(0.0, min(height - part[1], y))
    return QRectF(x, y, *part)


class Grid(QListView):
    """Tiles in rows; Ctrl-wheel changes their size."""

    resized_tiles = Signal(int)
    opened = Signal()

    def __init__(self, thumbnail: Thumbnail) -> None:
        super().__init__()
        self._tiles = TileDelegate(thumbnail)
        self.setItemDelegate(self._tiles)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(2000)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(40)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportMargins(10, 0, 0, 0)
        self.setAccessibleName(self.tr("Images"))
        self.activated.connect(lambda _: self.opened.emit())
        theme().changed.connect(self.viewport().update)

    @property
    def tile(self) -> int:
        """Width of a tile."""
        return self._tiles.width

    def set_tile(self, width: int) -> None:
        """One of SIZES."""
        self._tiles.width = min(SIZES, key=lambda s: abs(s - width))
        self.setSpacing(0)
        self.scheduleDelayedItemsLayout()
        self.resized_tiles.emit(self._tiles.width)

    def set_limit(self, limit: int) -> None:
        """Bars below it are hatched."""
        self._tiles.limit = limit
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._tiles.room = self.viewport().width() - 2
        super().resizeEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            step = 1 if event.angleDelta().y() > 0 else -1
            place = SIZES.index(self._tiles.width) + step
            self.set_tile(SIZES[max(0, min(len(SIZES) - 1, place))])
            event.accept()
        else:
            super().wheelEvent(event)

    def first_visible(self) -> QModelIndex:
        """The tile at the top left."""
        return self.indexAt(QPoint(_GAP + 4, _GAP + 4))

    def visible_rect(self) -> QRect:
        """What is seen."""
        return self.viewport().rect()
