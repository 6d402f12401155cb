"""The table: the same rows, dense."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from faceqnet_engine.assessment import Assessment
from faceqnet_engine.measures.catalogue import INDEX
from faceqnet_engine.measures.profiles import Profile
from faceqnet_gui.desk.measures_panel import paint_limit_bar
from faceqnet_gui.desk.rows_model import COMPONENT_ROLE, ROW_ROLE
from faceqnet_gui.look.measure_words import ticks_of
from faceqnet_gui.look.painters import paint_quality_bar
from faceqnet_gui.look.theme import theme

_PICTURE, _MOST_PICTURES = 22, 400
_WIDTHS = {
    "path": 260,
    "quality": 130,
    "status": 120,
    "decision": 110,
    "stars": 80,
    "stack": 130,
    "subject": 120,
    "verdict": 110,
    "reason": 150,
    "detail": 420,
}


class _QualityDelegate(QStyledItemDelegate):
    """A tiny bar beside the number."""

    def __init__(self) -> None:
        super().__init__()
        self.limit = 31

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        row: Assessment = index.data(ROW_ROLE)
        if row.quality is not None:
            rect = QRectF(option.rect)
            bar = QRectF(rect.x() + 8, rect.center().y() - 3, rect.width() - 52, 6)
            paint_quality_bar(painter, bar, row.quality, theme().tokens, below_limit=row.quality < self.limit)


class _NameDelegate(QStyledItemDelegate):
    """A small picture before the name."""

    def __init__(self) -> None:
        super().__init__()
        self.picture: Callable[[int], tuple[QImage | None, QRectF]] = lambda row: (None, QRectF())
        self._kept: OrderedDict[tuple[int, object, float], QPixmap] = OrderedDict()

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        inner = QStyleOptionViewItem(option)
        inner.rect = option.rect.adjusted(_PICTURE + 8, 0, 0, 0)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(theme().tokens.sel))
        super().paint(painter, inner, index)
        top = option.rect.center().y() - _PICTURE // 2
        square = QRectF(option.rect.x() + 6, top, _PICTURE, _PICTURE)
        shape = QPainterPath()
        shape.addRoundedRect(square, 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(shape, QColor(theme().tokens.bg3))
        image, part = self.picture(int(index.model().shown[index.row()]))
        if image is not None and not image.isNull():
            painter.save()
            painter.setClipPath(shape)
            scale = painter.device().devicePixelRatioF()
            painter.drawPixmap(square.topLeft(), self._fitted(image, part, scale))
            painter.restore()

    def _fitted(self, image: QImage, part: QRectF, scale: float) -> QPixmap:
        key = (image.cacheKey(), part.toRect().getRect(), scale)
        made = self._kept.get(key)
        if made is None:
            side = round(_PICTURE * scale)
            ways = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            made = QPixmap.fromImage(image.copy(part.toRect()).scaled(side, side, *ways))
            made.setDevicePixelRatio(scale)
            self._kept[key] = made
            if len(self._kept) > _MOST_PICTURES:
                self._kept.popitem(last=False)
        return made


class _MeasureDelegate(QStyledItemDelegate):
    """A tiny bar with the limit's tick beside the number."""

    def __init__(self) -> None:
        super().__init__()
        self.profile: Profile | None = None

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        component = index.data(COMPONENT_ROLE)
        if component is not None:
            rect = QRectF(option.rect)
            bar = QRectF(rect.x() + 8, rect.center().y() - 2.5, rect.width() - 48, 5)
            measure = index.model().names[index.column()]
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_limit_bar(painter, bar, component, ticks_of(self.profile, measure))


class Table(QTableView):
    """Rows 28 pixels high; a click on a head sorts."""

    opened = Signal()
    sort_wanted = Signal(str)
    columns_wanted = Signal(QPoint, str)  # where on the screen, which column's menu
    drag_wanted = Signal()  # the selection is being dragged out

    def __init__(self) -> None:
        super().__init__()
        self._quality, self._name = _QualityDelegate(), _NameDelegate()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(28)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(self.tr("Images as a table"))
        self._measure = _MeasureDelegate()
        head = self.horizontalHeader()
        head.sectionClicked.connect(lambda n: self.sort_wanted.emit(self.model().names[n]))
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self._ask_columns)
        self._pressed: QPoint | None = None
        self._on_selection = self._stacks = False
        self.activated.connect(lambda _: self.opened.emit())

    def places_seen(self) -> range:
        """Places of the rows in view."""
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        return range(max(0, first), (last if last >= 0 else self.model().rowCount() - 1) + 1)

    def _ask_columns(self, place: QPoint) -> None:
        head, names = self.horizontalHeader(), self.model().names
        at = head.logicalIndexAt(place)
        self.columns_wanted.emit(head.mapToGlobal(place), names[at] if 0 <= at < len(names) else "")

    def head_place(self, column: str) -> QPoint:
        """Where on the screen a column's menu opens."""
        head, names = self.horizontalHeader(), list(self.model().names)
        left = head.sectionViewportPosition(names.index(column)) if column in names else 40
        return head.mapToGlobal(QPoint(max(0, min(head.width() - 40, left)), head.height()))

    # ---- hands: a drag from a row takes files along, as in the grid

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point, plain = event.position().toPoint(), event.modifiers() == Qt.KeyboardModifier.NoModifier
        index = self.indexAt(point)
        left = event.button() is Qt.MouseButton.LeftButton
        self._pressed = point if left and index.isValid() else None
        self._on_selection = left and plain and self.selectionModel().isSelected(index)
        if self._on_selection:  # a drag of all that is selected may begin here: it selects at release
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            super().mouseMoveEvent(event)
        elif (
            event.position().toPoint() - self._pressed
        ).manhattanLength() >= QApplication.startDragDistance():
            self._pressed, self._on_selection = None, False
            self.drag_wanted.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if self._on_selection and pressed is not None:
            flag = QItemSelectionModel.SelectionFlag
            self.selectionModel().select(self.indexAt(pressed), flag.ClearAndSelect | flag.Rows)
        self._on_selection = False
        super().mouseReleaseEvent(event)

    def use_widths(self) -> None:
        """Column widths and what draws them; after a model is set, or has other columns."""
        for n, name in enumerate(self.model().names):
            self.setColumnWidth(n, _WIDTHS.get(name, 150 if name in INDEX else 104))
            own = {"quality": self._quality, "path": self._name}
            drawing = own.get(name) or (self._measure if name in INDEX else None)
            self.setItemDelegateForColumn(n, drawing)  # type: ignore[arg-type]  # None takes it away

        self.show_stacks(self._stacks)

    def show_stacks(self, on: bool) -> None:
        """Whether there is a column of stacks; else it would be empty."""
        self._stacks = on
        self.setColumnHidden(self.model().names.index("stack"), not on)

    def set_picture(self, picture: Callable[[int], tuple[QImage | None, QRectF]]) -> None:
        """Where thumbnails come from: the picture of a row and its square with the face."""
        self._name.picture = picture

    def set_profile(self, profile: Profile | None) -> None:
        """Whose limits are ticks in the bars."""
        self._measure.profile = profile
        self.viewport().update()

    def set_limit(self, limit: int) -> None:
        """Bars below it are hatched."""
        self._quality.limit = limit
        self.viewport().update()
