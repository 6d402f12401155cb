"""Faces side by side, with a line or two below each: references, extremes, samples."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from faceqnet_gui.look.fonts import font
from faceqnet_gui.look.painters import paint_pill
from faceqnet_gui.look.theme import theme

_Index = QModelIndex | QPersistentModelIndex
_TILE = int(Qt.ItemDataRole.UserRole)
_LINE = 16
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Tile:
    """One face.

    Attributes:
        key: What `chosen` names.
        path: Of the photo.
        lines: Words below it.
        pill: Icon and words at its corner; empty for none.
        marked: Whether it is the one that is chosen.
        bars: Up to two values 0..1 drawn as bars below the face: label, prediction.
    """

    key: str
    path: str
    lines: tuple[str, ...] = ()
    pill: tuple[str, str] = ("", "")
    marked: bool = False
    bars: tuple[float, ...] = ()


class _Tiles(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.tiles: list[Tile] = []

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.tiles)

    def data(self, index: _Index, role: int = 0) -> object:
        if not index.isValid():
            return None
        tile = self.tiles[index.row()]
        if role == _TILE:
            return tile
        if role in {int(Qt.ItemDataRole.AccessibleTextRole), int(Qt.ItemDataRole.ToolTipRole)}:
            return ", ".join(part for part in (*tile.lines, tile.pill[1], tile.path) if part)
        return None

    def show(self, tiles: Sequence[Tile]) -> None:
        self.beginResetModel()
        self.tiles = list(tiles)
        self.endResetModel()


class _Painter(QStyledItemDelegate):
    def __init__(self, side: int, lines: int, picture: Callable[[str], QImage | None]) -> None:
        super().__init__()
        self._side, self._lines, self._picture = side, lines, picture
        self.bars = 0

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(self._side + 16, self._side + 20 + self._lines * _LINE + 8 * self.bars)

    def paint(self, p: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        tile: Tile = index.data(_TILE)
        tokens = theme().tokens
        p.save()
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        card = QRectF(option.rect).adjusted(3, 3, -3, -3)  # type: ignore[attr-defined]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        p.setPen(QPen(QColor(tokens.acc), 2) if tile.marked else Qt.PenStyle.NoPen)
        p.setBrush(QColor(tokens.sel if chosen else tokens.bg2))
        p.drawRoundedRect(card, 8, 8)
        face = QRectF(card.x() + 5, card.y() + 5, self._side, self._side)
        picture = self._picture(tile.path)
        if picture is not None and not picture.isNull():
            clip = QPainterPath()
            clip.addRoundedRect(face, 5, 5)
            p.setClipPath(clip)
            p.drawImage(face, picture)
            p.setClipping(False)
        else:
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(QColor(tokens.bg3))
            p.drawRoundedRect(face, 5, 5)
        if tile.pill[1]:
            paint_pill(
                p,
                face.right() - 4,
                face.y() + 4,
                *tile.pill,
                p.device().devicePixelRatioF(),
                face.width() - 8,
            )
        self._paint_below(p, tile, face)
        p.restore()

    def _paint_below(self, p: QPainter, tile: Tile, face: QRectF) -> None:
        tokens, y = theme().tokens, face.bottom() + 5
        for n, value in enumerate(tile.bars):
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(QColor(tokens.bg3))
            p.drawRoundedRect(QRectF(face.x(), y, face.width(), 5), 2.5, 2.5)
            p.setBrush(QColor(tokens.series[n]))
            p.drawRoundedRect(QRectF(face.x(), y, max(5.0, face.width() * value), 5), 2.5, 2.5)
            y += 8
        for n, line in enumerate(tile.lines):
            p.setFont(font("strong" if n == 0 else "caption"))
            p.setPen(QColor(tokens.t1 if n == 0 else tokens.t3))
            words = p.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, int(face.width()))
            p.drawText(QRectF(face.x(), y, face.width(), _LINE), Qt.AlignmentFlag.AlignVCenter, words)
            y += _LINE


class FaceTiles(QListView):
    """A wrapping list of faces; a click or Enter chooses one."""

    chosen = Signal(str)

    def __init__(
        self, picture: Callable[[str], QImage | None], side: int = 96, lines: int = 2, *, wrapped: bool = True
    ) -> None:
        super().__init__()
        self._tiles, self._painter = _Tiles(), _Painter(side, lines, picture)
        self.setModel(self._tiles)
        self.setItemDelegate(self._painter)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setWrapping(wrapped)
        self.setSpacing(0)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        if not wrapped:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setFixedHeight(side + 34 + lines * _LINE)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)
        theme().changed.connect(self.viewport().update)

    @property
    def tiles(self) -> list[Tile]:
        """What is shown."""
        return self._tiles.tiles

    def show_tiles(self, tiles: Sequence[Tile]) -> None:
        """Other faces; the current place is kept where it can be."""
        row, top = self.currentIndex().row(), self.verticalScrollBar().value()
        self._painter.bars = max((len(t.bars) for t in tiles), default=0)
        self._tiles.show(tiles)
        if 0 <= row < len(tiles):
            self.setCurrentIndex(self._tiles.index(row))
        self.verticalScrollBar().setValue(top)

    def redraw(self) -> None:
        """A picture has come."""
        self.viewport().update()

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self._tiles.tiles[index.row()].key)
