"""One card of a pair: two faces, what is known of them and decided, and their similarity against the match limit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from faceqnet_gui.evaluation.words import signed
from faceqnet_gui.look.fonts import font
from faceqnet_gui.look.icons import pixmap
from faceqnet_gui.look.theme import theme
from faceqnet_gui.session.marks import Decision

if TYPE_CHECKING:
    from faceqnet_gui.evaluation.pairs import Cards

CARD_ROLE = Qt.ItemDataRole.UserRole + 1
_GAP, _INSIDE = 8.0, 10.0
_FACE = 124.0


@dataclass(frozen=True, slots=True)
class Card:
    """Two images of the study beside each other.

    Attributes:
        first: Its number.
        second: The other's; -1 for none.
        similarity: Of both; NaN where it is not known.
        words: Why it is shown; empty for errors, where the similarity says it.
    """

    first: int
    second: int
    similarity: float
    words: str = ""

    def image(self, side: int) -> int:
        """The image on a side."""
        return self.second if side else self.first


def _face_side(width: float) -> float:
    """Side of a face in a card of that width."""
    return min((width - 3 * _INSIDE) / 2, _FACE)


class CardPainter(QStyledItemDelegate):
    """Two faces, their qualities and names, and the similarity against the match limit."""

    def __init__(self, view: Cards) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Any) -> QSize:
        high = _face_side(self._view.card_width - _GAP) + 78 + (32 if self._view.worded else 0)
        return QSize(self._view.card_width, round(high))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        card: Card = index.data(CARD_ROLE)
        tokens = theme().tokens
        rect = QRectF(option.rect).adjusted(_GAP / 2, _GAP / 2, -_GAP / 2, -_GAP / 2)
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.sel if current else tokens.bg2))
        painter.drawRoundedRect(rect, 8, 8)
        for side in (0, 1):
            self._paint_side(painter, rect, card, side, current and self._view.side == side)
        below = rect.y() + _face_side(rect.width())
        self._paint_similarity(painter, QRectF(rect.x(), below + 44, rect.width(), 22), card)
        if card.words:
            painter.setFont(font("caption"))
            painter.setPen(QColor(tokens.t2))
            place = QRectF(rect.x() + _INSIDE, below + 64, rect.width() - 2 * _INSIDE, 32)
            painter.drawText(place, Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop, card.words)
        painter.restore()

    def _paint_side(self, p: QPainter, rect: QRectF, card: Card, side: int, current: bool) -> None:
        tokens = theme().tokens
        half = (rect.width() - 3 * _INSIDE) / 2
        x = rect.x() + _INSIDE + side * (half + _INSIDE)
        side_px = _face_side(rect.width())
        box = QRectF(x + (half - side_px) / 2, rect.y() + _INSIDE, side_px, side_px)
        image = card.image(side)
        shape = QPainterPath()
        shape.addRoundedRect(box, 6, 6)
        p.fillPath(shape, QColor(tokens.bg3))
        if image < 0:
            p.setFont(font("caption"))
            p.setPen(QColor(tokens.t3))
            p.drawText(box, Qt.AlignmentFlag.AlignCenter, "–")
            return
        face = self._view.face(image)
        if face is not None and not face.isNull():
            p.setClipPath(shape)
            p.drawImage(box, face)
            p.setClipping(False)
        elif face is not None:
            p.drawPixmap(
                box.center() - QPointF(12, 12),
                pixmap("image-off", 24, tokens.line2, p.device().devicePixelRatioF()),
            )
        self._paint_decision(p, box, self._view.mark(image).decision)
        if current:
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.setPen(QPen(QColor(tokens.acc), 2))
            p.drawRoundedRect(box.adjusted(-3, -3, 3, 3), 8, 8)
        p.setFont(font("strong"))
        p.setPen(QColor(tokens.t1))
        line = QRectF(x, box.bottom() + 5, half, 16)
        mark = self._view.mark(image)
        p.drawText(
            line, Qt.AlignmentFlag.AlignHCenter, f"{self._view.quality(image)}  {'★' * mark.stars}".strip()
        )
        p.setFont(font("caption"))
        p.setPen(QColor(tokens.t2))
        name = p.fontMetrics().elidedText(
            mark.remark or self._view.name(image), Qt.TextElideMode.ElideMiddle, int(half)
        )
        p.drawText(QRectF(x, box.bottom() + 21, half, 15), Qt.AlignmentFlag.AlignHCenter, name)

    @staticmethod
    def _paint_decision(p: QPainter, box: QRectF, decision: Decision) -> None:
        if decision is Decision.UNDECIDED:
            return
        tokens = theme().tokens
        accepted = decision is Decision.ACCEPTED
        disc = QRectF(box.x() + 6, box.y() + 6, 22, 22)
        p.setPen(QPen(QColor(0, 0, 0, 190), 2))
        p.setBrush(QColor(tokens.pass_ if accepted else tokens.fail))
        p.drawEllipse(disc)
        colour = tokens.on_pass if accepted else tokens.on_fail
        mark = pixmap("check" if accepted else "x", 14, colour, p.device().devicePixelRatioF())
        p.drawPixmap(disc.center() - QPointF(7, 7), mark)

    def _paint_similarity(self, p: QPainter, rect: QRectF, card: Card) -> None:
        tokens = theme().tokens
        low, high, limit = self._view.scale
        if not np.isfinite(card.similarity):
            return
        words = QCoreApplication.translate("Cards", "similarity {0}, limit {1}").format(
            signed(card.similarity, 2), signed(limit, 2)
        )
        p.setFont(font("caption"))
        p.setPen(QColor(tokens.t2))
        inner = rect.adjusted(_INSIDE, 0, -_INSIDE, 0)
        wide = min(inner.width(), p.fontMetrics().horizontalAdvance(words) + 2.0)
        p.drawText(
            QRectF(inner.right() - wide, inner.y(), wide, inner.height()),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
            words,
        )
        bar = QRectF(inner.x(), inner.center().y() - 2, max(0.0, inner.width() - wide - 10), 4)
        if bar.width() < 20:
            return

        def at(value: float) -> float:
            return bar.x() + bar.width() * float(np.clip((value - low) / (high - low), 0, 1))

        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(QColor(tokens.bg3))
        p.drawRoundedRect(bar, 2, 2)
        fails = card.similarity < limit
        p.setBrush(QColor(tokens.fail if fails else tokens.pass_))
        p.drawRoundedRect(QRectF(bar.x(), bar.y(), max(3.0, at(card.similarity) - bar.x()), 4), 2, 2)
        p.setBrush(QColor(tokens.t1))
        p.drawRect(QRectF(at(limit) - 1, bar.y() - 3, 2, 10))
