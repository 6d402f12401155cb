"""The window: puts the parts together and wires them to the session and the worker."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

import numpy as np
from PySide6.QtCore import QByteArray, QEvent, QModelIndex, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from faceqnet_engine.assessment import Assessment
from faceqnet_gui.desk.bars import Chips
from faceqnet_gui.desk.bottom import Bottom
from faceqnet_gui.desk.centre import Centre
from faceqnet_gui.desk.commands import Commands
from faceqnet_gui.desk.inspector import OVERLAYS, Inspector
from faceqnet_gui.desk.judging import Judging
from faceqnet_gui.desk.photo_view import FaceOverlay
from faceqnet_gui.desk.rows_model import GridModel, TableModel
from faceqnet_gui.desk.scanning import Scanning
from faceqnet_gui.desk.sources import Sources
from faceqnet_gui.desk.status import StatusBar
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.widgets import Toast
from faceqnet_gui.session.columns import Columns
from faceqnet_gui.session.filters import Filter, Order, Sort, shown
from faceqnet_gui.session.judged import MEASURING, Judged
from faceqnet_gui.settings import SettingsFile
from faceqnet_gui.shell.shell import Shell
from faceqnet_gui.shell.top_bar import TopBar
from faceqnet_gui.views import TRIAGE, VIEWS, Page
from faceqnet_gui.worker.jobs import Job
from faceqnet_gui.worker.overlays import Overlays
from faceqnet_gui.worker.scans import Scans
from faceqnet_gui.worker.thumbnails import Pictures

_REFRESH_MILLISECONDS = 120
log = logging.getLogger(__name__)


class Window(Commands, Judging, Scanning, QMainWindow):
    """The triage desk. What people can do stands in `Commands` and `actions.table`; here is how it shows."""

    def __init__(self, settings_file: SettingsFile) -> None:
        QMainWindow.__init__(self)
        self.settings_file = settings_file
        self.settings = settings_file.read()
        self.session = Columns(MEASURING)
        self.judged = Judged(self.session)
        self.inputs: list[str] = []
        self.filter: Filter = Filter()
        self.order: Order | Sort = Order.LOWEST
        self.current: int | None = None
        self._view = self._list_view = "grid"  # the latter: where Escape goes back to
        self._hidden: dict[QWidget, bool] = {}
        self._dirty = False
        self.page = TRIAGE
        self._made: dict[str, Page] = {}
        self._progress = ""
        self.pictures = Pictures(self)
        self.scans, self.overlays = Scans(self), Overlays(self)
        self._build()
        self._connect()
        self._timer = QTimer(self)
        self._timer.setInterval(_REFRESH_MILLISECONDS)
        self._timer.timeout.connect(self.refresh)
        self.setAcceptDrops(True)
        self.setMinimumSize(1024, 680)
        self.resize(1600, 1000)
        if self.settings.geometry:
            self.restoreGeometry(QByteArray.fromHex(self.settings.geometry.encode()))
        self.judged.use(self.read_profile())
        self.shell = Shell(self)
        self.retranslate()
        self.refresh(force=True)

    # ---- parts

    def _build(self) -> None:
        self.top, self.chips, self.sources = TopBar(), Chips(), Sources()
        self.stack = Centre(lambda row: self.pictures.thumbnail(self._key(row), row))
        self.grid, self.table, self.problems = self.stack.grid, self.stack.table, self.stack.problems
        self.single, self.welcome, self.empty = self.stack.single, self.stack.welcome, self.stack.empty
        self.grid.set_tile(self.settings.tile)
        self.grid_model, self.table_model = GridModel(self.session, self), TableModel(self.session, self)
        self.grid.setModel(self.grid_model)
        self.table.setModel(self.table_model)
        self.table_model.set_measures(self.settings.measure_columns)
        self.table.use_widths()
        self.bottom, self.inspector, self.status = Bottom(self.session), Inspector(), StatusBar()
        self.charts = self.bottom.charts
        self.bottom.show_page(self.settings.chart)
        self.charts.set_limit(self.settings.limit)
        self.grid.set_limit(self.settings.limit)
        self.table.set_limit(self.settings.limit)
        for name in OVERLAYS:
            self.inspector.set_overlay(name, getattr(self.settings, f"show_{name}", False))
        middle = QWidget()
        middle.setObjectName("centre")
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.chips)
        column.addWidget(self.stack, 1)
        self._centre = QSplitter(Qt.Orientation.Vertical)
        self._centre.addWidget(middle)
        self._centre.addWidget(self.bottom)
        self._centre.setStretchFactor(0, 1)
        self._centre.setSizes([700, 236])
        self._panes = QSplitter(Qt.Orientation.Horizontal)
        for part in (self.sources, self._centre, self.inspector):
            self._panes.addWidget(part)
        self._panes.setStretchFactor(1, 1)
        self._panes.setSizes([252, 972, 376])
        for splitter in (self._centre, self._panes):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(1)
        whole = QWidget()
        outer = QVBoxLayout(whole)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.top)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._panes)
        outer.addWidget(self._pages, 1)
        outer.addWidget(self.status)
        self.setCentralWidget(whole)
        self.toast = Toast(middle)
        QWidget.setTabOrder(self.top, self.sources)

    def _connect(self) -> None:
        self.top.page_wanted.connect(self.show_page)
        self.top.open_wanted.connect(self.choose_folder)
        self.top.export_wanted.connect(self.export_images)
        self.top.searched.connect(lambda text: self.set_filter(replace(self.filter, text=text)))
        self.chips.removed.connect(self._remove_part)
        self.chips.order_chosen.connect(lambda order: self.set_order(Order(order)))
        self.chips.view_chosen.connect(self.show_view)
        self.sources.chosen.connect(self._choose_source)
        self.welcome.opened.connect(self.open_paths)
        self.welcome.open_wanted.connect(self.choose_folder)
        self.welcome.demo_wanted.connect(self.open_demo)
        for view in (self.grid, self.table):
            view.selectionModel().currentChanged.connect(self._current_changed)
            view.opened.connect(lambda: self.show_view("single"))
        self.table.sort_wanted.connect(self._sort_by)
        self.grid.resized_tiles.connect(lambda width: self.remember(tile=width))
        self.problems.retry.connect(self.retry)
        self.problems.chosen.connect(self._show_problem)
        self.charts.limit_changed.connect(self._limit_moved)
        self.charts.limit_released.connect(self._limit_released)
        self.charts.brushed.connect(
            lambda low, high: self.set_filter(replace(self.filter, quality=(low, high)))
        )
        self.charts.brush_cleared.connect(lambda: self.set_filter(self.filter.without("quality")))
        self.inspector.overlay_toggled.connect(self._overlay_changed)
        self.inspector.measure_chosen.connect(self.measure_chosen)
        self.overlays.ready.connect(self._take_shapes)
        self.chips.filter_wanted.connect(self.show_filter_menu)
        self.chips.profile_wanted.connect(self.show_profile_menu)
        self.table.columns_wanted.connect(self.show_column_menu)
        self.bottom.chosen.connect(self.show_chart)
        self.bottom.scatter.picked.connect(self.pick_row)
        self.bottom.scatter.selected.connect(self.select_rows)
        for view in (self.grid, self.table):
            view.selectionModel().selectionChanged.connect(lambda *_: self._link_charts())
        self.inspector.copy_path.connect(self.copy_path)
        self.inspector.open_outside.connect(self.open_outside)
        self.status.stop.connect(self.stop_scan)
        self.scans.rows.connect(self._take_rows)
        self.scans.progress.connect(self._take_progress)
        self.scans.preparing.connect(self.status.preparing)
        self.scans.ready.connect(self.status.set_engine)
        self.scans.finished.connect(self._finished)
        self.scans.failed.connect(self._failed)
        self.scans.notice.connect(self.toast.say)
        self.pictures.thumbnail_ready.connect(self._thumbnail_ready)
        self.pictures.photo_ready.connect(self._photo_ready)
        theme().changed.connect(self._restyle)

    # ---- what is shown

    def _restyle(self) -> None:
        # A slot of this object, not a lambda: it must not outlive the window.
        self.refresh(force=True)

    def set_filter(self, wanted: Filter) -> None:
        """Show only rows that meet it."""
        self.filter = wanted
        self.charts.set_brush(wanted.quality)
        self.top.set_text(wanted.text)
        self.refresh(force=True)

    def set_order(self, order: Order | Sort) -> None:
        """Sort the rows."""
        self.order = order
        self.refresh(force=True)

    def show_page(self, page: str) -> None:
        """Go to a view of `faceqnet_gui.views`; its page is made when it is first wanted."""
        if page != self.page and self.page in self._made:
            self._made[self.page].left()
        self.page = page
        shown = self.view_page(page)
        self._pages.setCurrentWidget(shown or self._panes)
        self.status.setVisible(shown is None or not shown.own_status)
        self.top.show_page(page, shown.top_widgets() if shown else ())
        self.shell.page_changed()
        if shown is not None:
            shown.entered()
        elif self.inputs:
            self.grid.setFocus()

    def view_page(self, page: str) -> Page | None:
        """The page of a view, made if it is not yet; None for triage."""
        make = next(v.make for v in VIEWS if v.id == page)
        if make is not None and page not in self._made:
            self._made[page] = make(self)
            self._pages.addWidget(self._made[page])
        return self._made.get(page)

    def show_view(self, view: str) -> None:
        """`grid`, `table`, `problems` or `single`."""
        if view == "single" and self.current is None:
            return
        if self._view in {"grid", "table"}:
            self._list_view = self._view
        self._view = view
        self.refresh(force=True)
        if view in {"grid", "table"}:
            self._restore_current()
            (self.grid if view == "grid" else self.table).setFocus()
        if view == "single":
            self.single.setFocus()

    @property
    def view(self) -> str:
        """Which view is chosen."""
        return self._view

    def refresh(self, *, force: bool = False) -> None:
        """Bring every part up to date; at most some eight times a second while rows arrive."""
        if not force and not self._dirty:
            return
        self._dirty = False
        indices = shown(self.session, self.filter, self.order)
        self.grid_model.set_shown(indices)
        self.table_model.set_shown(indices)
        self._restore_current()
        if self.current is not None and self.inspector.row is not self.session.row(self.current):
            self.set_current(self.current)  # it was scored again
        self.charts.set_qualities(self.session.scored_qualities())
        self.sources.refresh(self.session, self._progress if self.scanning else "")
        self.problems.show_rows(self.session)
        self._feed_charts()
        self.chips.show_state(self.filter, self.session, len(indices), self.order, self._view)
        self.top.show_state(len(self.session), self.title())
        self.setWindowTitle(f"{self.title()} – FaceQnet" if self.inputs else "FaceQnet")
        self._choose_page(len(indices))

    def title(self) -> str:
        """The session's name."""
        if not self.inputs:
            return self.tr("No photos open")
        name = self.inputs[0].rstrip("/").rsplit("/", 1)[-1]
        return (
            name if len(self.inputs) == 1 else self.tr("{0} and {1} more").format(name, len(self.inputs) - 1)
        )

    def _choose_page(self, number: int) -> None:
        empty = not len(self.session)
        working = bool(self.inputs)
        for part in (self.bottom, self.inspector, self.sources, self.chips):
            part.setVisible(working and self._wanted(part))
        if self.focusWidget() is None or self.focusWidget() is self.top.menu_button:
            self.grid.setFocus()
        if not working:
            self.welcome.show_recent(self.settings.recent)
            self.stack.show_view("welcome")
        elif self._view == "problems":
            self.stack.show_view("problems")
        elif empty and self.scanning:
            self.stack.show_listing(self.title())
        elif empty:
            self.stack.show_nothing_found(self.title(), self.choose_folder)
        elif not number:
            self.stack.show_nothing_matches(len(self.session), self.clear_filters)
        else:
            self.stack.show_view(self._view)

    def _wanted(self, part: QWidget) -> bool:
        return self._hidden.get(part, True)

    # ---- the current image

    def _current_changed(self, index: QModelIndex, before: QModelIndex) -> None:
        if not index.isValid() or self._restoring:
            return
        model = self.grid_model if index.model() is self.grid_model else self.table_model
        self.set_current(int(model.shown[index.row()]))

    def set_current(self, row: int | None) -> None:
        """Show a row of the session in the inspector."""
        self.current = row
        if row is None:
            self.inspector.show_row(None)
            return
        assessment = self.session.row(row)
        self.inspector.show_row(assessment, self._siblings(assessment))
        quality = self.session.scored_qualities()
        if assessment.quality is not None:
            self.inspector.set_rank(int((quality > assessment.quality).sum()) + 1, len(quality))
        else:
            self.inspector.set_rank(0, 0)
        self._show_single(assessment)
        self._ask_shapes()
        self._link_charts()
        self.pictures.ask_photo(self._key(assessment), assessment)

    def _siblings(self, row: Assessment) -> list[Assessment]:
        if not row.faces or row.faces < 2 or self.settings.faces != "all":
            return []
        return [
            r for r in self.session.rows if r.file == row.file and r.frame == row.frame and r.face != row.face
        ]

    def _show_single(self, row: Assessment) -> None:
        self.single.set_image(QImage(), self.inspector.photo.size())
        overlays = [FaceOverlay.of(r) for r in (row, *self._siblings(row))]
        self.single.set_faces([o for o in overlays if o is not None])
        for name in ("box", "landmarks", "score", "measure"):
            setattr(self.single, f"show_{name}", self.inspector.overlay(name))
        self.single.fit()

    def _restore_current(self) -> None:
        """After rows were swapped: the same image stays current in both views."""
        self._restoring = True
        try:
            for view, model in ((self.grid, self.grid_model), (self.table, self.table_model)):
                if self.current is None:
                    continue
                index = view.currentIndex()
                if (
                    index.isValid()
                    and index.row() < len(model.shown)
                    and int(model.shown[index.row()]) == self.current
                ):
                    continue
                places = np.flatnonzero(model.shown == self.current)
                if len(places):
                    view.setCurrentIndex(model.index(int(places[0]), 0))
        finally:
            self._restoring = False

    _restoring = False

    def _show_problem(self, row: Assessment) -> None:
        self.set_current(self.session.index_of(row))

    def _thumbnail_ready(self, key: Any) -> None:
        row = self.session.index_of(Assessment(path="", file=key[0], frame=key[1], face=key[2]))
        if row is not None:
            self.grid_model.touch_row(row)

    def _photo_ready(self, key: Any, image: QImage, full: Any) -> None:
        row = self.inspector.row
        if row is not None and self._key(row) == key:
            self.inspector.set_photo(image, full)
            self.single.set_image(image, full)

    @staticmethod
    def _key(row: Assessment) -> tuple[str, int | None, int]:
        return (row.file or row.path, row.frame, row.face or 0)

    # ---- filters and limit

    def _remove_part(self, part: str) -> None:
        self.set_filter(self.filter.without(part))

    def _choose_source(self, kind: str, value: Any) -> None:
        if kind == "problems":
            self.show_view("problems")
            return
        if self._view == "problems":
            self._view = "grid"
        if kind == "all":
            self.set_filter(Filter())
        elif kind == "root":
            self.set_filter(replace(self.filter, root=value))
        else:
            self.set_filter(replace(self.filter, statuses=frozenset(value)))

    def _sort_by(self, column: str) -> None:
        if column == "quality":
            self.set_order(Order.HIGHEST if self.order is Order.LOWEST else Order.LOWEST)
        elif column == "status":
            self.set_order(Order.STATUS)
        elif column == "detail":
            self.set_order(Order.INPUT)
        else:
            before = self.order if isinstance(self.order, Sort) else Sort("")
            self.set_order(Sort(column, descending=before.by == column and not before.descending))

    def _limit_moved(self, limit: int) -> None:
        self.grid.set_limit(limit)
        self.table.set_limit(limit)

    def _limit_released(self, limit: int) -> None:
        self.remember(limit=limit)
        self.inspector.set_profile(self.judged.profile, limit)

    def _overlay_changed(self, name: str, on: bool) -> None:
        if name == "measure":
            self.toggle_measure()
            return
        if name != "crop":
            setattr(self.single, f"show_{name}", on)
            self.single.update()
        self.remember(**{f"show_{name}": on})

    def remember(self, **changes: Any) -> None:
        """Keep settings."""
        self.settings = replace(self.settings, **changes)
        self.settings_file.write(self.settings)

    # ---- the window itself

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """New words everywhere."""
        for part in (
            self.top,
            self.chips,
            self.sources,
            self.problems,
            self.inspector,
            self.status,
            self.welcome,
            self.table_model,
        ):
            part.retranslate()
        for page in self._made.values():
            page.retranslate()
        self._show_profile()
        self.shell.retranslate()
        self.refresh(force=True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.open_paths([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.hide()
        for job in self.findChildren(Job):
            job.cancelled.set()
            job.wait()
        self._timer.stop()
        for page in self._made.values():
            page.shut()
        self.shell.stop()
        self.remember(geometry=bytes(self.saveGeometry().toHex().data()).decode())
        self.pictures.close()
        self.overlays.close()
        if not self.scans.close():
            log.warning("The engine's thread did not end in time.")
        super().closeEvent(event)
