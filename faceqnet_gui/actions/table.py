"""All actions of the window."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from faceqnet_gui.actions.action import Action




ACTIONS: tuple[Action, ...] = (
    Action("file.open", str(QT_TRANSLATE_NOOP("Actions", "Open folder...")), lambda w: w.choose_folder(), ("Ctrl+O",), "folder-open", "file"),
    Action("file.open-files", str(QT_TRANSLATE_NOOP("Actions", "Open images...")), lambda w: w.choose_files(), ("Ctrl+Shift+O",), "images", "file"),
    Action("file.demo", str(QT_TRANSLATE_NOOP("Actions", "Try the demo")), lambda w: w.open_demo(), (), "play", "file"),
    Action("file.save-results", str(QT_TRANSLATE_NOOP("Actions", "Save results...")), lambda w: w.save_results(), ("Ctrl+S",), "download", "file", lambda w: len(w.session) > 0),
    Action("file.export", str(QT_TRANSLATE_NOOP("Actions", "Export images...")), lambda w: w.export_images(), ("Ctrl+E",), "download", "file", lambda w: len(w.session) > 0),
    Action("file.stop", str(QT_TRANSLATE_NOOP("Actions", "Stop, keep results")), lambda w: w.stop_scan(), (), "square", "file", lambda w: w.scanning),
    Action("file.rescan", str(QT_TRANSLATE_NOOP("Actions", "Score again")), lambda w: w.rescan(), (), "refresh-cw", "file", lambda w: bool(w.inputs) and not w.scanning),
    Action("file.quit", str(QT_TRANSLATE_NOOP("Actions", "Quit")), lambda w: w.close(), ("Ctrl+Q",), "", "file"),
    Action("view.grid", str(QT_TRANSLATE_NOOP("Actions", "Grid")), lambda w: w.show_view("grid"), (), "layout-grid", "view"),
    Action("view.table", str(QT_TRANSLATE_NOOP("Actions", "Table")), lambda w: w.show_view("table"), (), "table-2", "view"),
    Action("view.problems", str(QT_TRANSLATE_NOOP("Actions", "Problems")), lambda w: w.show_view("problems"), (), "triangle-alert", "view"),
    Action("view.inspector", str(QT_TRANSLATE_NOOP("Actions", "Inspector")), lambda w: w.toggle_panel("inspector"), ("I",), "panel-right", "view", checked=lambda w: w.panel_shown("inspector"), single=True),
    Action("view.sources", str(QT_TRANSLATE_NOOP("Actions", "Sources")), lambda w: w.toggle_panel("sources"), ("S",), "list", "view", checked=lambda w: w.panel_shown("sources"), single=True),
    Action("view.charts", str(QT_TRANSLATE_NOOP("Actions", "Charts")), lambda w: w.toggle_panel("charts"), ("H",), "chart-line", "view", checked=lambda w: w.panel_shown("charts"), single=True),
    Action("overlay.box", str(QT_TRANSLATE_NOOP("Actions", "Face box")), lambda w: w.toggle_overlay("box"), ("B",), "scan", "view", checked=lambda w: w.overlay_shown("box"), single=True),
    Action("overlay.landmarks", str(QT_TRANSLATE_NOOP("Actions", "Landmarks")), lambda w: w.toggle_overlay("landmarks"), ("M",), "crosshair", "view", checked=lambda w: w.overlay_shown("landmarks"), single=True),
    Action("overlay.crop", str(QT_TRANSLATE_NOOP("Actions", "Aligned crop")), lambda w: w.toggle_overlay("crop"), ("X",), "crop", "view", checked=lambda w: w.overlay_shown("crop"), single=True),
    Action("overlay.score", str(QT_TRANSLATE_NOOP("Actions", "Score on the photo")), lambda w: w.toggle_overlay("score"), ("V",), "gauge", "view", checked=lambda w: w.overlay_shown("score"), single=True),
    Action("go.zoom-face", str(QT_TRANSLATE_NOOP("Actions", "Zoom to the face")), lambda w: w.zoom_to_face(), ("Z",), "maximize-2", "go", lambda w: w.current is not None, single=True),
    Action("go.limit-down", str(QT_TRANSLATE_NOOP("Actions", "Lower the limit by 1")), lambda w: w.move_limit(-1), (",",), "", "go", single=True),
    Action("go.limit-up", str(QT_TRANSLATE_NOOP("Actions", "Raise the limit by 1")), lambda w: w.move_limit(1), (".",), "", "go", single=True),
    Action("go.search", str(QT_TRANSLATE_NOOP("Actions", "Search names")), lambda w: w.focus_search(), ("Ctrl+F",), "search", "go"),
    Action("go.clear-filters", str(QT_TRANSLATE_NOOP("Actions", "Clear filters")), lambda w: w.clear_filters(), (), "x", "go", lambda w: bool(w.filter.parts)),
    Action("go.copy-path", str(QT_TRANSLATE_NOOP("Actions", "Copy path")), lambda w: w.copy_path(), ("Ctrl+Shift+C",), "copy", "go", lambda w: w.current is not None),
    Action("go.open-outside", str(QT_TRANSLATE_NOOP("Actions", "Show in file manager")), lambda w: w.open_outside(), (), "external-link", "go", lambda w: w.current is not None),
    Action("go.command", str(QT_TRANSLATE_NOOP("Actions", "Copy as command line")), lambda w: w.copy_command(), (), "copy", "go", lambda w: bool(w.inputs)),
    Action("help.keys", str(QT_TRANSLATE_NOOP("Actions", "Keys")), lambda w: w.show_keys(), ("?",), "keyboard", "help", single=True),
    Action("help.about", str(QT_TRANSLATE_NOOP("Actions", "About FaceQnet")), lambda w: w.show_about(), (), "info", "help"),
)
