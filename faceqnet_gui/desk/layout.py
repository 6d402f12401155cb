"""The window's parts: made, put in their places, and wired to what they ask for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from faceqnet_gui.desk.banner import Banner
from faceqnet_gui.desk.bars import Chips
from faceqnet_gui.desk.bottom import Bottom
from faceqnet_gui.desk.centre import Centre
from faceqnet_gui.desk.export_choices import ACCEPTED
from faceqnet_gui.desk.inspector import OVERLAYS, Inspector
from faceqnet_gui.desk.name_field import NameField
from faceqnet_gui.desk.rows_model import GridModel, TableModel
from faceqnet_gui.desk.sources import Sources
from faceqnet_gui.desk.status import StatusBar
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.widgets import Toast
from faceqnet_gui.session.filters import Order
from faceqnet_gui.shell.top_bar import TopBar
from faceqnet_gui.views import LIVE

if TYPE_CHECKING:
    from faceqnet_gui.desk.window import Window


def build(window: Window) -> None:
    """Make the parts and put them in their places."""
    window.top, window.chips, window.sources = TopBar(), Chips(), Sources()
    window.stack = Centre(
        lambda row: window.pictures.thumbnail(window._key(row), row), window.neighbour_of, window.compared
    )
    window.grid, window.table, window.problems = window.stack.grid, window.stack.table, window.stack.problems
    window.single, window.welcome, window.empty = (
        window.stack.single,
        window.stack.welcome,
        window.stack.empty,
    )
    window.grid.set_tile(window.settings.tile)
    window.grid_model, window.table_model = (
        GridModel(window.columns, window),
        TableModel(window.columns, window),
    )
    window.grid.setModel(window.grid_model)
    window.table.setModel(window.table_model)
    window.table_model.set_measures(window.settings.measure_columns)
    window.table.use_widths()
    window.bottom, window.inspector, window.status = Bottom(window.columns), Inspector(), StatusBar()
    window.charts = window.bottom.charts
    window.bottom.show_page(window.settings.chart)
    window.charts.set_limit(window.settings.limit)
    window.grid.set_limit(window.settings.limit)
    window.table.set_limit(window.settings.limit)
    for name in OVERLAYS:
        window.inspector.set_overlay(name, getattr(window.settings, f"show_{name}", False))
    _place(window)


def _place(window: Window) -> None:
    middle = QWidget()
    middle.setObjectName("centre")
    column = QVBoxLayout(middle)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    window.banner = Banner()
    column.addWidget(window.banner)
    column.addWidget(window.chips)
    column.addWidget(window.stack, 1)
    window._centre = QSplitter(Qt.Orientation.Vertical)
    window._centre.addWidget(middle)
    window._centre.addWidget(window.bottom)
    window._centre.setStretchFactor(0, 1)
    window._centre.setSizes([700, 236])
    window._panes = QSplitter(Qt.Orientation.Horizontal)
    for part in (window.sources, window._centre, window.inspector):
        window._panes.addWidget(part)
    window._panes.setStretchFactor(1, 1)
    window._panes.setSizes([252, 972, 376])
    for splitter in (window._centre, window._panes):
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)
    whole = QWidget()
    outer = QVBoxLayout(whole)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.setSpacing(0)
    outer.addWidget(window.top)
    window._pages = QStackedWidget()
    window._pages.addWidget(window._panes)
    outer.addWidget(window._pages, 1)
    outer.addWidget(window.status)
    window.setCentralWidget(whole)
    window.toast = Toast(middle)
    window.name_field = NameField(window.stack, window.find_name)
    window.name_field.left.connect(window.focus_images)
    QWidget.setTabOrder(window.top, window.sources)


def connect(window: Window) -> None:
    """Wire the parts."""
    _connect_lists(window)
    _connect_charts(window)
    _connect_marks(window)
    _connect_worker(window)
    theme().changed.connect(window._restyle)


def _connect_lists(window: Window) -> None:
    window.top.page_wanted.connect(window.show_page)
    window.top.open_wanted.connect(window.choose_folder)
    window.top.export_wanted.connect(lambda: window.export_images(ACCEPTED))
    window.top.searched.connect(lambda text: window.set_filter(replace(window.filter, text=text)))
    window.chips.removed.connect(window._remove_part)
    window.chips.order_chosen.connect(lambda order: window.set_order(Order(order)))
    window.chips.view_chosen.connect(window.show_view)
    menu = window.top.session_menu
    menu.aboutToShow.connect(lambda: window.sessions.fill_menu(menu, opening=True))
    window.sources.chosen.connect(window._choose_source)
    window.sources.open_wanted.connect(window.choose_folder)
    window.sources.save_wanted.connect(window.save_filter)
    window.sources.saved_removed.connect(lambda name: window.keep_filter(name, None))
    window.sources.picture = window.avatar_of
    window.table.set_picture(window.avatar_of)
    window.welcome.session_wanted.connect(lambda path: window.sessions.open(Path(path)))
    window.welcome.camera_wanted.connect(lambda: window.show_page(LIVE))
    window.welcome.use_pictures(window.pictures)
    window.welcome.open_wanted.connect(window.choose_folder)
    window.welcome.demo_wanted.connect(window.open_demo)
    for view in (window.grid, window.table):
        view.selectionModel().currentChanged.connect(window._current_changed)
        view.opened.connect(lambda: window.show_view("single"))
    window.follow_menus()
    window.table.sort_wanted.connect(window._sort_by)
    window.grid.resized_tiles.connect(lambda width: window.remember(tile=width))
    window.grid.resized_tiles.connect(window.size_thumbnails)
    window.size_thumbnails(window.grid.tile)
    for dragged in (window.grid, window.table):
        dragged.drag_wanted.connect(window.drag_out)
    single, compare = window.stack.single_view, window.stack.compare
    single.picked.connect(window.go_to_position)
    single.stepped.connect(window.step)
    single.detail_wanted.connect(window.ask_detail)
    single.photo.framed.connect(window.sessions.touch)
    single.photo.face_chosen.connect(window.choose_face)
    window.inspector.photo.detail_wanted.connect(window.ask_detail)
    compare.activated.connect(window.set_current)
    compare.detail_wanted.connect(window.ask_detail)
    window.problems.retry.connect(window.retry)
    window.problems.chosen.connect(window._show_problem)
    window.chips.filter_wanted.connect(window.show_filter_menu)
    window.chips.profile_wanted.connect(window.show_profile_menu)
    window.table.columns_wanted.connect(window.show_column_menu)
    for view in (window.grid, window.table):
        view.selectionModel().selectionChanged.connect(lambda *_: window._link_charts())
    for splitter in (window._panes, window._centre):
        splitter.splitterMoved.connect(lambda *_: window.sessions.touch())
    window.grid.verticalScrollBar().valueChanged.connect(lambda _: window.sessions.touch())
    for view in (window.grid, window.table):
        view.verticalScrollBar().valueChanged.connect(lambda _: window.scan_order.touch())


def _connect_charts(window: Window) -> None:
    window.charts.limit_changed.connect(window._limit_moved)
    window.charts.limit_released.connect(window._limit_released)
    window.charts.brushed.connect(window.preview_range)
    window.charts.brush_released.connect(
        lambda low, high: window.set_filter(replace(window.filter, quality=(low, high)))
    )
    window.charts.brush_cleared.connect(lambda: window.set_filter(window.filter.without("quality")))
    window.overlays.ready.connect(window._take_shapes)
    window.bottom.chosen.connect(window.show_chart)
    window.bottom.scatter.picked.connect(window.pick_row)
    window.bottom.scatter.selected.connect(window.select_rows)


def _connect_marks(window: Window) -> None:
    window.inspector.overlay_toggled.connect(window._overlay_changed)
    window.inspector.measure_chosen.connect(window.measure_chosen)
    window.inspector.copy_path.connect(window.copy_path)
    window.inspector.open_outside.connect(window.open_outside)
    marks = window.inspector.marks
    marks.decided.connect(window.deciding.decide)
    marks.rated.connect(window.deciding.rate)
    marks.noted.connect(window.deciding.note)
    marks.reasoned.connect(window.deciding.give_reason)
    marks.done.connect(window.focus_images)
    window.grid.stack_pressed.connect(window.stacking.expand)
    window.grid.head_chosen.connect(window.deciding.decide_section)
    window.grid.heads = window.head_of
    window.deciding.changed.connect(window.show_next_step)
    window.status.stop.connect(window.stop_scan)
    window.status.undo.connect(window.deciding.undo)
    window.status.advance.connect(window.deciding.toggle_advance)
    window.status.retry.connect(window.retry_saving)
    window.status.go_on.connect(window.go_on)
    window.scans.preparing.connect(window.status.preparing)
    window.scans.ready.connect(window.status.set_engine)


def _connect_worker(window: Window) -> None:
    window.other_faces.ready.connect(window._take_faces)
    window.scans.listed.connect(window._take_listed)
    window.scans.rows.connect(window._take_rows)
    window.scans.progress.connect(window._take_progress)
    window.scans.finished.connect(window._finished)
    for rows_changed in (window.scans.rows, window.scans.finished, window.sessions.watching.seen):
        rows_changed.connect(window.stacking.touch)
    window.scans.failed.connect(window._failed)
    window.scans.notice.connect(window.toast.say)
    window.pictures.thumbnail_ready.connect(window._thumbnail_ready)
    window.pictures.photo_ready.connect(window._photo_ready)
    window.grid.leapt.connect(window.pictures.leapt)
    window.pictures.settled.connect(window.grid.viewport().update)
