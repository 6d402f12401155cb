"""One tile: picture, decision, first reason, quality bar with number, stars, name."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from faceqnet_engine.assessment import Assessment, Status
from faceqnet_gui.desk.rows_model import GridModel
from faceqnet_gui.desk.tile_layout import PICTURE_SHARE, SIZES
from faceqnet_gui.look.fonts import font, scaled
from faceqnet_gui.look.icons import pixmap
from faceqnet_gui.look.measure_words import reason_icon, reason_label
from faceqnet_gui.look.painters import paint_decision, paint_pill, paint_quality_bar, paint_stars
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.words import (
    STATUS_LOOK,
    best_word,
    count,
    gone_word,
    near_word,
    same_word,
    status_word,
)
from faceqnet_gui.session.judged import first_reason
from faceqnet_gui.session.marks import Decision
from faceqnet_gui.session.piles import Pile

Thumbnail = Callable[[Assessment], QImage | None]
FADED = 0.42
_EDGES = 6
"""Height of what is seen of photos behind another."""
_MOST_BYTES = 48_000_000
"""Of tiles that are kept as they were drawn, and half as much of pictures for them: some screens."""
_FEWEST_TILES = 24
_USUAL_HEIGHT = 0.3
"""Where heads usually are in photos of people, as long as nobody has looked: a waiting picture hardly moves later."""


class TileDelegate(QStyledItemDelegate):
    """Draws a tile into the rectangle it is given; the grid says where, and what is dimmed."""

    def __init__(self, thumbnail: Thumbnail) -> None:
        super().__init__()
        self._thumbnail = thumbnail
        self.width = SIZES[1]
        self.limit = 31
        self.several = False  # whether more than one tile is selected: then each is ticked
        self.preview: tuple[int, int] | None = (
            None  # a range of qualities being brushed: what is outside is dimmed
        )
        self._pixmaps: OrderedDict[tuple[int, object, int, int], QPixmap] = OrderedDict()
        self._kept: OrderedDict[int, tuple[Assessment, tuple[object, ...], QPixmap]] = OrderedDict()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return option.rect.size()

    def forget(self) -> None:
        """Draw every tile anew: other colours, words or verdicts."""
        self._kept.clear()

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        assert isinstance(model, GridModel)
        row, selected = int(model.shown[index.row()]), bool(option.state & QStyle.StateFlag.State_Selected)
        assessment = model.columns.row(row)
        made = self._tile(model, row, assessment, option.rect.size(), selected, painter)
        dim = row in model.unfit or self._outside(assessment)
        if dim:
            painter.setOpacity(FADED)
        painter.drawPixmap(option.rect.topLeft(), made)
        if dim:
            painter.setOpacity(1)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme().tokens.acc), 2))
            painter.drawRoundedRect(QRectF(option.rect).adjusted(-3, -3, 3, 3), 10, 10)
            painter.restore()

    def _tile(
        self, model: GridModel, row: int, seen: Assessment, size: QSize, selected: bool, painter: QPainter
    ) -> QPixmap:
        """The tile as it was drawn before, as long as nothing on it has changed."""
        columns, image = model.columns, self._thumbnail(seen)
        scale = painter.device().devicePixelRatioF()
        pile, best = model.pile(row), row in model.best
        state = (
            pile, best, None if image is None else image.cacheKey(), int(columns.decision[row]), int(columns.stars[row]),
            bool(columns.gone[row]), selected, selected and self.several, size.width(), size.height(), scale, self.limit,
        )  # fmt: skip
        known = self._kept.get(row)
        if known is not None and known[0] is seen and known[1] == state:
            self._kept.move_to_end(row)
            return known[2]
        made = QPixmap(math.ceil(size.width() * scale), math.ceil(size.height() * scale))
        made.setDevicePixelRatio(scale)
        tokens = theme().tokens
        made.fill(QColor(tokens.sel if selected else tokens.bg2))
        own = QPainter(made)
        own.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self._draw(own, QRectF(0, 0, size.width(), size.height()), model, row, seen, image, selected)
        own.end()
        self._kept[row] = (seen, state, made)
        most = max(_FEWEST_TILES, _MOST_BYTES // (4 * made.width() * made.height()))
        while len(self._kept) > most:
            self._kept.popitem(last=False)
        return made

    def _draw(
        self, painter: QPainter, rect: QRectF, model: GridModel, row: int, seen: Assessment,
        image: QImage | None, selected: bool,
    ) -> None:  # fmt: skip
        columns, tokens = model.columns, theme().tokens
        decision = Decision(int(columns.decision[row]))
        picture = QRectF(0, 0, rect.width(), round(rect.width() * PICTURE_SHARE))
        pile = model.pile(row)
        if pile is not None and pile.top and not pile.opened:
            self._paint_edges(painter, rect)
            picture.setTop(_EDGES)
        self._paint_picture(painter, picture, seen, image, faded=decision is Decision.REJECTED)
        paint_decision(painter, QPointF(20, picture.y() + 20), decision, tokens)
        self._paint_badges(painter, picture, pile, row in model.best)
        if self.width >= SIZES[1]:
            self._paint_reason(painter, picture, seen, model, row)
        foot = QRectF(0, picture.bottom(), rect.width(), rect.bottom() - picture.bottom())
        self._paint_foot(painter, foot, seen, int(columns.stars[row]))
        if selected and self.several:
            self._paint_check(painter, picture)
        # Cheaper than to clip all of it to a round shape, and opaque.
        corners = QPainterPath()
        corners.addRect(rect)
        corners.addRoundedRect(rect, 8, 8)
        painter.fillPath(corners, QColor(tokens.bg0))
        if pile is not None and pile.opened:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.line2), 2))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 7, 7)

    @staticmethod
    def _paint_edges(painter: QPainter, rect: QRectF) -> None:
        """What lies behind the picture, as edges above it."""
        tokens = theme().tokens
        painter.fillRect(QRectF(0, 0, rect.width(), _EDGES), QColor(tokens.bg0))
        painter.setPen(Qt.PenStyle.NoPen)
        for n, token in enumerate(("line2", "t3")):
            inset = 14 - 7 * n
            painter.setBrush(QColor(getattr(tokens, token)))
            painter.drawRoundedRect(QRectF(inset, 3 * n, rect.width() - 2 * inset, 5), 2, 2)

    def _paint_badges(self, painter: QPainter, picture: QRectF, pile: Pile | None, best: bool) -> None:
        """How many photos a tile stands for, or that it stands behind another; and that it is a subject's best."""
        scale, left, top = painter.device().devicePixelRatioF(), picture.x() + 6, picture.bottom() - 28
        wide = self.width >= SIZES[1]
        room = picture.width() - 12 - 32  # the tick of a selection stays free
        if pile is not None:
            words = count(pile.count) if pile.top else ""
            if not pile.top and wide:
                words = same_word() if pile.same else near_word()
            left = paint_pill(painter, left, top, "layers", words, scale, room, from_left=True).right() + 4
        if best:
            words = best_word() if wide else ""
            paint_pill(painter, left, top, "star", words, scale, picture.right() - 32 - left, from_left=True)

    @staticmethod
    def badge_rect(tile: QRect) -> QRect:
        """Where a click opens or closes a tile's stack."""
        bottom = tile.y() + round(tile.width() * PICTURE_SHARE)
        return QRect(tile.x(), bottom - 34, 64, 34)

    def _outside(self, row: Assessment) -> bool:
        if self.preview is None:
            return False
        return row.quality is None or not self.preview[0] <= row.quality <= self.preview[1]

    @staticmethod
    def _paint_reason(
        painter: QPainter, picture: QRectF, assessment: Assessment, model: GridModel, row: int
    ) -> None:
        """That the file is gone comes first, what is wrong with it next, then the profile's first reason."""
        if model.columns.gone[row]:
            icon, words = "file-question-mark", gone_word()
        elif assessment.status not in {Status.OK, Status.WAITING}:  # what waits says so below its picture
            icon, words = STATUS_LOOK[assessment.status][0], status_word(assessment.status)
        elif reason := first_reason(model.columns, row):
            icon, words = reason_icon(reason), reason_label(reason)
        else:
            return
        scale = painter.device().devicePixelRatioF()
        room = picture.width() - 12 - 32
        paint_pill(painter, picture.right() - 6, picture.y() + 8, icon, words, scale, room)

    def _paint_picture(
        self, painter: QPainter, rect: QRectF, row: Assessment, image: QImage | None, *, faded: bool
    ) -> None:
        tokens = theme().tokens
        painter.fillRect(rect, QColor(tokens.bg3))
        if image is not None and not image.isNull():
            painter.setOpacity(FADED if faded else 1.0)
            painter.drawPixmap(rect.topLeft(), self._fitted(image, rect, row, painter))
            painter.setOpacity(1)
            return
        if image is not None or not row.file:
            name = STATUS_LOOK[row.status][0] if not row.status.has_score else "image-off"
            mark = pixmap(name, 32, tokens.line2, painter.device().devicePixelRatioF())
            painter.drawPixmap(rect.center() - QPointF(16, 16), mark)

    def _fitted(self, image: QImage, rect: QRectF, row: Assessment, painter: QPainter) -> QPixmap:
        """The picture at the tile's size in device pixels, kept: scrolling only copies."""
        scale = painter.device().devicePixelRatioF()
        part = _visible_part(image, rect, row).toRect()
        key = (image.cacheKey(), part.getRect(), round(rect.width() * scale), round(rect.height() * scale))
        made = self._pixmaps.get(key)
        if made is not None:
            self._pixmaps.move_to_end(key)
            return made
        ways = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        made = QPixmap.fromImage(image.copy(part).scaled(*key[2:], *ways))
        made.setDevicePixelRatio(scale)
        self._pixmaps[key] = made
        most = max(_FEWEST_TILES, _MOST_BYTES // (8 * key[2] * key[3]))
        while len(self._pixmaps) > most:
            self._pixmaps.popitem(last=False)
        return made

    def _paint_foot(self, painter: QPainter, rect: QRectF, row: Assessment, stars: int) -> None:
        tokens = theme().tokens
        inner = rect.adjusted(10, 0, -10, 0)
        if row.quality is not None:
            painter.setFont(font("emphasis"))
            painter.setPen(QColor(tokens.t1))
            wide, line = scaled(30), scaled(20)
            number = QRectF(inner.right() - wide, rect.y() + 5, wide, line)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(number, right, str(row.quality))
            bar = QRectF(inner.x(), rect.y() + 2 + line / 2, inner.width() - wide - 8, 6)
            paint_quality_bar(painter, bar, row.quality, tokens, below_limit=row.quality < self.limit)
        else:
            painter.setFont(font("secondary"))
            painter.setPen(QColor(tokens.t2))
            words = QRectF(inner.x(), rect.y() + 5, inner.width(), scaled(20))
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, status_word(row.status))
        if self.width >= SIZES[1]:
            self._paint_name(
                painter, QRectF(inner.x(), rect.y() + scaled(27), inner.width(), scaled(18)), row, stars
            )

    @staticmethod
    def _paint_name(painter: QPainter, line: QRectF, row: Assessment, stars: int) -> None:
        tokens = theme().tokens
        if stars:
            taken = paint_stars(painter, line.right(), line.center().y(), stars, tokens)
            line = line.adjusted(0, 0, -taken - 6, 0)
        painter.setFont(font("caption"))
        painter.setPen(QColor(tokens.t2))
        name = row.path.rsplit("/", 1)[-1] + (f" · {row.frame}" if row.frame is not None else "")
        text = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, int(line.width()))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, text)

    @staticmethod
    def _paint_check(painter: QPainter, picture: QRectF) -> None:
        tokens = theme().tokens
        centre = QPointF(picture.right() - 16, picture.bottom() - 16)
        painter.setPen(QPen(QColor(16, 17, 19, 215), 2))
        painter.setBrush(QColor(tokens.acc))
        painter.drawEllipse(centre, 10, 10)
        mark = pixmap("check", 14, tokens.on_acc, painter.device().devicePixelRatioF())
        painter.drawPixmap(centre - QPointF(7, 7), mark)


def _visible_part(image: QImage, target: QRectF, row: Assessment) -> QRectF:
    """The part of a picture that fills the tile, with the face kept in view."""
    share = target.width() / target.height()
    width, height = float(image.width()), float(image.height())
    part = (width, width / share) if width / height < share else (height * share, height)
    x, y = (width - part[0]) / 2, (height - part[1]) * _USUAL_HEIGHT
    if row.box is not None and row.width and row.height:
        bx, by, bw, bh = row.box
        x = (bx + bw / 2) / row.width * width - part[0] / 2
        y = (by + bh / 2) / row.height * height - part[1] * 0.5
    x = max(0.0, min(width - part[0], x))
    y = max(0.0, min(height - part[1], y))
    return QRectF(x, y, *part)


def face_square(image: QImage, row: Assessment, wide: float = 1.25) -> QRectF:
    """The square of a picture that holds the face, `wide` times as wide; its middle where there is none."""
    width, height = float(image.width()), float(image.height())
    if row.box is None or not row.width or not row.height:
        side = min(width, height)
        return QRectF((width - side) / 2, (height - side) / 2, side, side)
    scale = width / row.width
    x, y, w, h = (value * scale for value in row.box)
    side = min(width, height, wide * max(w, h))
    left = max(0.0, min(width - side, x + w / 2 - side / 2))
    return QRectF(left, max(0.0, min(height - side, y + h / 2 - side / 2)), side, side)
