"""The window: puts the parts together and wires them to the session and the worker."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QByteArray, QEvent, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

from faceqnet_gui.desk import layout
from faceqnet_gui.desk.banner import Banner
from faceqnet_gui.desk.bars import STACKED, Chips
from faceqnet_gui.desk.bottom import Bottom
from faceqnet_gui.desk.centre import Centre
from faceqnet_gui.desk.choosing_faces import ChoosingFaces
from faceqnet_gui.desk.column_menu import ColumnMenu
from faceqnet_gui.desk.commands import Commands
from faceqnet_gui.desk.current import Current
from faceqnet_gui.desk.deciding import Deciding
from faceqnet_gui.desk.grid import Grid
from faceqnet_gui.desk.inspector import Inspector
from faceqnet_gui.desk.judging import Judging
from faceqnet_gui.desk.limit import Limit
from faceqnet_gui.desk.looking import Looking
from faceqnet_gui.desk.name_field import NameField
from faceqnet_gui.desk.photo_menu import PhotoMenu
from faceqnet_gui.desk.refreshing import REFRESH_MILLISECONDS, Refreshing
from faceqnet_gui.desk.rows_model import GridModel, TableModel
from faceqnet_gui.desk.scan_order import ScanOrder
from faceqnet_gui.desk.scanning import Scanning
from faceqnet_gui.desk.sessions import Sessions
from faceqnet_gui.desk.sources import Sources
from faceqnet_gui.desk.stacking import Stacking
from faceqnet_gui.desk.status import StatusBar
from faceqnet_gui.desk.table import Table
from faceqnet_gui.desk.taking import Taking
from faceqnet_gui.desk.viewing import Viewing
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.widgets import Toast
from faceqnet_gui.session.arrangement import Arrangement
from faceqnet_gui.session.columns import Columns
from faceqnet_gui.session.filters import Filter, Order, Sort
from faceqnet_gui.session.judged import MEASURING, Judged
from faceqnet_gui.session.recent import recent_sessions
from faceqnet_gui.session.session import Loaded, Session
from faceqnet_gui.settings import SettingsFile
from faceqnet_gui.shell.keymap import is_typing
from faceqnet_gui.shell.shell import Shell
from faceqnet_gui.shell.top_bar import TopBar
from faceqnet_gui.views import TRIAGE, VIEWS, Page
from faceqnet_gui.worker.collecting import Collector
from faceqnet_gui.worker.jobs import Job
from faceqnet_gui.worker.other_faces import OtherFaces
from faceqnet_gui.worker.overlays import Overlays
from faceqnet_gui.worker.scans import Scans
from faceqnet_gui.worker.thumbnails import Pictures

log = logging.getLogger(__name__)


class Window(
    ChoosingFaces,
    ColumnMenu,
    Commands,
    Current,
    Judging,
    Limit,
    Looking,
    PhotoMenu,
    Refreshing,
    Scanning,
    Taking,
    Viewing,
    QMainWindow,
):
    """The triage desk. What people can do stands in `Commands` and `actions.table`; here is how it shows."""

    limit_moved = Signal(int)

    top: TopBar
    chips: Chips
    banner: Banner
    name_field: NameField
    sources: Sources
    stack: Centre
    bottom: Bottom
    inspector: Inspector
    status: StatusBar
    toast: Toast
    grid_model: GridModel
    table_model: TableModel
    _menu: QMenu  # that was opened last
    _view: str
    _list_view: str

    def __init__(self, settings_file: SettingsFile) -> None:
        QMainWindow.__init__(self)
        self.settings_file = settings_file
        self.settings = settings_file.read()
        self.session = Session(Loaded.blank(MEASURING), self)
        self.judged = Judged(self.columns)
        self.arrangement = Arrangement(self.columns)
        self.arrangement.limit, self.arrangement.most = self.settings.limit, self.settings.best
        self.inputs: list[str] = []
        self.current: int | None = None
        self._view = self._list_view = "grid"  # the latter: where Escape goes back to
        self._hidden: dict[QWidget, bool] = {}
        self._dirty: bool = False
        self._held: bool = False
        self.gently: bool = False
        self._turns: list[Callable[[], None]] = []
        self.page = TRIAGE
        self._made: dict[str, Page] = {}
        self._progress = self._scan_root = ""
        self.pictures = Pictures(self)
        self.pictures.cache.most_bytes = self.settings.cache_mb * 1_000_000
        self.scans, self.overlays = Scans(self), Overlays(self)
        self.other_faces = OtherFaces(self.scans, self)
        self.sessions, self.deciding, self.scan_order = Sessions(self), Deciding(self), ScanOrder(self)
        self.stacking = Stacking(self)
        self._collector = Collector(self)
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH_MILLISECONDS)
        self._timer.timeout.connect(self.refresh)
        layout.build(self)
        layout.connect(self)
        self.setAcceptDrops(True)
        self.setMinimumSize(1024, 680)
        self.resize(1600, 1000)
        if self.settings.geometry:
            self.restoreGeometry(QByteArray.fromHex(self.settings.geometry.encode()))
        self.judged.use(self.read_profile())
        self.shell = Shell(self)
        self.sessions.fill_menu(self.top.session_menu)
        self.top.session_menu.aboutToHide.connect(self.shell.table.enable_keys)
        self._follow_session()
        self.retranslate()
        self.refresh(force=True)

    # ---- the session

    @property
    def columns(self) -> Columns:
        """The rows of the session that is open."""
        return self.session.columns

    @property
    def filter(self) -> Filter:
        """What is shown; change it by `set_filter`."""
        return self.arrangement.filter

    @property
    def order(self) -> Order | Sort:
        """How it is sorted; change it by `set_order`."""
        return self.arrangement.order

    def use_session(self, session: Session, judged: Judged | None = None) -> None:
        """Show another session; the one before was left. `judged` knows its verdicts already."""
        before = self.session
        self.scans.drop()
        self.set_current(None)
        self.session = session
        session.setParent(self)
        if not before.file.closed:
            before.close()
        before.deleteLater()
        self.inputs = []
        self.arrangement = Arrangement(self.columns)
        self.arrangement.limit, self.arrangement.most = self.charts.limit, self.settings.best
        for model in (self.grid_model, self.table_model):
            model.use(self.columns)
        self.bottom.scatter.use(self.columns)
        self.judged.look_at(self.columns, judged)
        self.grid.draw_anew()
        self._view = self._list_view = "grid"
        self._follow_session()
        self.set_filter(Filter())

    def _follow_session(self) -> None:
        self.session.said.connect(self.toast.say)
        self.session.rescored.connect(self._rescored)
        self.deciding.follow(self.session)
        self.stacking.follow(self.session)
        self.show_next_step()

    # ---- what is shown

    def _restyle(self) -> None:
        # A slot of this object, not a lambda: it must not outlive the window.
        self.refresh(force=True)

    def set_filter(self, wanted: Filter) -> None:
        """Show only rows that meet it."""
        self.arrangement.filter = wanted
        self.deciding.all_decided = False
        self.arrangement.settle()
        self.charts.set_brush(wanted.quality)
        self.grid.set_preview(None)
        self.top.set_text(wanted.text)
        self.refresh(force=True)

    def set_order(self, order: Order | Sort) -> None:
        """Sort the rows."""
        self.arrangement.order = order
        self.arrangement.settle()
        self.refresh(force=True)

    def show_page(self, page: str) -> None:
        """Go to a view of `faceqnet_gui.views`; its page is made when it is first wanted."""
        if page != self.page and self.page in self._made:
            self._made[self.page].left()
        self.page = page
        shown = self.view_page(page)
        self._pages.setCurrentWidget(shown or self._panes)
        self.toast.stand_on(shown)
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

    def made_page(self, page: str) -> Page | None:
        """The page of a view, if it was ever shown."""
        return self._made.get(page)

    def show_view(self, view: str) -> None:
        """`grid`, `table`, `problems`, `single` or `compare`."""
        if (view == "single" and self.current is None) or (view == "compare" and not self.prepare_compare()):
            self.refresh(force=True)
            return
        if view in {"grid", "table"}:
            self._list_view = view
        self._view = view
        self.refresh(force=True)
        if view in {"grid", "table"}:
            self._restore_current()
            (self.grid if view == "grid" else self.table).setFocus()
        if view in {"single", "compare"}:
            self.set_current(self.stack.compare.current if view == "compare" else self.current)
            (self.single if view == "single" else self.stack.compare).setFocus()

    @property
    def list_view(self) -> Grid | Table:
        """Grid or table: where people select."""
        return self.table if self._list_view == "table" else self.grid

    @property
    def view(self) -> str:
        """Which view is chosen."""
        return self._view

    def title(self) -> str:
        """The session's name."""
        return self.sessions.title or self.tr("No photos open")

    def _show_saved(self) -> None:
        saved = self.session.filters() if self.inputs else {}
        self.sources.show_saved(
            [(name, int(f.mask(self.columns).sum()), f == self.filter) for name, f in saved.items()]
        )

    def _show_banner(self) -> None:
        gone = self.sessions.unreachable
        if self.session.file.read_only:
            self.banner.show_read_only(self.session.file.notice, self.sessions.open_copy)
        elif gone:
            find = partial(self.sessions.find, gone[0])
            self.banner.show_unreachable(gone, self.sessions.try_again, find)
        else:
            self.banner.hide()

    def _choose_page(self, number: int) -> None:
        empty = not len(self.columns)
        working = bool(self.inputs)
        for part in (self.bottom, self.inspector, self.sources, self.chips):
            part.setVisible(working and self._wanted(part))
        self.shell.responsive.fit()
        before = self.stack.currentWidget()
        if self.sessions.opening:
            self.stack.show_opening(self.sessions.opening)
        elif not working:
            self.welcome.show_recent(recent_sessions())
            self.stack.show_view("welcome")
        elif self._view == "problems":
            self.stack.show_view("problems")
        elif empty and self.scanning:
            self.stack.show_listing(self.title())
        elif empty:
            self.stack.show_nothing_found(self.title(), self._skipped, self.choose_folder)
        elif self.nobody_found:
            self.show_nobody()
        elif not number:
            costly, without = self.costly_filter()
            self.stack.show_nothing_matches(
                len(self.filter.parts), (self.chips.words(costly, self.filter, self.columns), without),
                partial(self._remove_part, costly), self.clear_filters,
            )  # fmt: skip
        elif self.deciding.all_decided:
            self.show_end()
        else:
            self.stack.show_view(self._view)
            # From the welcome screen or an empty state to the images: so does the keyboard, unless somebody types.
            if before in {self.welcome, self.empty} and not is_typing(self.focusWidget()):
                self.focus_images()

    def _wanted(self, part: QWidget) -> bool:
        wanted = self._hidden.get(part, True)
        if part is self.bottom and self.photos_need_room:
            return self._charts_here
        return self.shell.responsive.shows(wanted) if part is self.inspector else wanted

    # ---- filters and limit

    def _remove_part(self, part: str) -> None:
        if part == STACKED:
            self.stacking.set_on(False)
            return
        self.set_filter(self.filter.without(part))

    def _sort_by(self, column: str) -> None:
        if column == "quality":
            self.set_order(Order.HIGHEST if self.order is Order.LOWEST else Order.LOWEST)
        elif column == "status":
            self.set_order(Order.STATUS)
        elif column == "detail":
            self.set_order(Order.INPUT)
        elif column == "stack":
            return  # where a stack lies is where its best is
        else:
            before = self.order if isinstance(self.order, Sort) else Sort("")
            self.set_order(Sort(column, descending=before.by == column and not before.descending))

    def preview_range(self, low: int, high: int) -> None:
        """While a range is dragged nothing leaves the grid: what is outside is dimmed, and counted."""
        self.grid.set_preview((low, high))
        wanted = replace(self.filter, quality=(low, high))
        self.chips.preview_count(int(wanted.mask(self.columns).sum()), len(self.columns))

    def _overlay_changed(self, name: str, on: bool) -> None:
        if name == "measure":
            self.toggle_measure()
            return
        if name != "crop":
            setattr(self.single, f"show_{name}", on)
            self.single.update()
            self.stack.compare.set_overlay(name, on)
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
        if event.mimeData().hasUrls() and event.source() is None:  # not what was dragged out of here
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.open_paths([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.hide()
        self.stacking.stop()
        for job in self.findChildren(Job):
            job.cancelled.set()
            job.wait()
        self._timer.stop()
        for page in self._made.values():
            page.shut()
        self.sessions.shut()
        self.shell.stop()
        with suppress(RuntimeError):  # closed twice
            theme().changed.disconnect(self._restyle)
        self.remember(geometry=bytes(self.saveGeometry().toHex().data()).decode())
        self.pictures.close()
        self.overlays.close()
        self.other_faces.close()
        if not self.scans.close():
            log.warning("The engine's thread did not end in time.")
        self._collector.stop()
        super().closeEvent(event)
