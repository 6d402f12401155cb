"""The style sheet: every standard control in the program's own look."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path
from string import Template

from faceqnet_gui.look.fonts import scaled
from faceqnet_gui.look.tokens import Tokens

_HEIGHTS = re.compile(r"min-height: (2[2-9]|3\d)px")
_SHEET = Template("""
QMainWindow, QDialog { background: $bg0; }
QWidget#panel, QWidget#topBar, QWidget#statusBar { background: $bg1; }
QWidget#centre { background: $bg0; }
QLabel { background: transparent; color: $t1; }
QLabel[role="t2"] { color: $t2; } QLabel[role="t3"] { color: $t3; }
QLabel[role="fail"] { color: $fail; } QLabel[role="acc"] { color: $acc; }
QToolTip { background: $bg3; color: $t1; border: 1px solid $line2; padding: 6px 8px; }

QPushButton { background: $bg2; color: $t1; border: 1px solid $line; border-radius: 8px; padding: 0 12px;
  min-height: 32px; font-weight: 500; }
QPushButton:hover { background: $bg3; } QPushButton:pressed { background: $line; }
QPushButton:focus { border: 2px solid $acc; padding: 0 11px; }
QPushButton:disabled { color: $line2; background: $bg1; }
QPushButton[kind="primary"] { background: $acc; color: $on_acc; border: 1px solid $acc; font-weight: 600; }
QPushButton[kind="primary"]:hover { border: 1px solid $t1; }
QPushButton[kind="primary"]:focus { border: 2px solid $t1; }
QPushButton[kind="primary"]:disabled { background: $bg3; color: $line2; border-color: $bg3; }
QPushButton[kind="chip"] { border-radius: 14px; min-height: 26px; padding: 0 10px; font-weight: 500; }
QPushButton[kind="ghost"] { background: transparent; border: 1px dashed $line2; border-radius: 14px; min-height: 26px;
  padding: 0 10px; font-weight: 500; color: $t2; }
QPushButton[kind="ghost"]:hover { background: $bg2; } QPushButton[kind="ghost"]:focus { border: 2px solid $acc; padding: 0 9px; }
QPushButton[kind="fold"] { background: transparent; border: 1px solid transparent; color: $acc; padding: 0 4px;
  min-height: 26px; font-weight: 500; text-align: left; }
QPushButton[kind="fold"]:hover { background: $bg2; } QPushButton[kind="fold"]:focus { border: 2px solid $acc; padding: 0 3px; }
QPushButton[kind="field"] { background: $bg0; border: 1px solid $line; min-height: 30px; color: $t2; text-align: left; }
QPushButton[kind="field"]:hover { background: $bg2; }
QPushButton[chosen="fail"] { background: $fail; color: $on_fail; border: 1px solid $fail; font-weight: 600; }
QPushButton[chosen="pass_"] { background: $pass_; color: $on_pass; border: 1px solid $pass_; font-weight: 600; }
QPushButton[kind="quiet"] { background: transparent; border: 1px solid transparent; border-radius: 6px; min-height: 22px;
  padding: 0 6px; color: $t2; font-weight: 400; }
QPushButton[kind="quiet"]:hover { background: $bg3; color: $t1; }
QPushButton[kind="quiet"]:focus { border: 2px solid $acc; padding: 0 5px; }
QPushButton[kind="quiet"]:disabled { color: $line2; background: transparent; }
QPushButton[kind="title"] { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 0 6px;
  font-weight: 600; font-size: 14px; text-align: left; }
QPushButton[kind="title"]:hover { background: $bg2; }
QPushButton[kind="title"]:focus { border: 2px solid $acc; padding: 0 5px; }
QWidget#banner { background: $bg2; border-bottom: 1px solid $line; }
QPushButton::menu-indicator { width: 0; }
QPushButton[kind="choice"] { border-radius: 12px; padding: 0; background: $bg1; }
QPushButton[kind="choice"]:hover { background: $bg2; }
QPushButton[kind="choice"]:checked { background: $sel; border: 2px solid $acc; }
QPushButton[kind="choice"]:focus { border: 2px solid $acc; } QPushButton[kind="choice"]:disabled { background: $bg0; }
QWidget#trainCard { background: $bg1; border: 1px solid $line; border-radius: 12px; }
QWidget#problem { background: $bg1; border: 1px solid $fail; border-radius: 12px; }

QToolButton { background: transparent; color: $t2; border: 1px solid transparent; border-radius: 6px;
  min-width: 26px; min-height: 26px; padding: 1px; }
QToolButton:hover { background: $bg3; } QToolButton:checked { background: $bg3; color: $t1; }
QToolButton:focus { border: 2px solid $acc; padding: 0; }
QToolButton::menu-indicator { image: none; width: 0; }
QToolButton[kind="segment"] { padding: 2px 8px; min-height: 24px; color: $t2; font-weight: 500; }
QToolButton[kind="segment"]:checked { color: $t1; background: $bg3; border: 1px solid $line; }
QWidget#segments { background: $bg1; border: 1px solid $line; border-radius: 8px; }
QWidget#overlayBar { background: $bg1; border: 1px solid $line; border-radius: 8px; }

QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox { background: $bg2; color: $t1; border: 1px solid $line; border-radius: 8px;
  min-height: 30px; padding: 0 8px; selection-background-color: $acc; selection-color: $on_acc; }
QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus { border: 2px solid $acc; padding: 0 7px; }
QLineEdit[wrong="true"] { border: 2px solid $fail; padding: 0 7px; }
QComboBox::drop-down { border: 0; width: 22px; }
QComboBox::down-arrow { image: url($arrow); width: 14px; height: 14px; }
QComboBox { padding-right: 2px; }
QComboBox QAbstractItemView { background: $bg2; border: 1px solid $line2; selection-background-color: $sel;
  selection-color: $t1; outline: 0; }

QListView, QTableView, QTreeView, QListWidget { background: transparent; border: 0; outline: 0; color: $t1; }
QListWidget#sources::item { min-height: 28px; border-radius: 6px; padding: 0 6px; color: $t2; }
QListWidget#sources::item:hover { background: $bg2; }
QListWidget#sources::item:selected { background: $sel; color: $t1; }
QTreeView::item { min-height: 28px; } QTreeView::item:selected { background: $sel; color: $t1; }
QTableView { gridline-color: $line; selection-background-color: $sel; selection-color: $t1; background: $bg0; }
QTableView::item { padding: 0 4px; } QTableView::item:focus { border: 1px solid $acc; }
QHeaderView { background: $bg1; border: 0; }
QHeaderView::section { background: $bg1; color: $t2; border: 0; border-bottom: 1px solid $line; padding: 6px 8px; }
QHeaderView::section:hover { color: $t1; }

QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: $t2; border: 0; border-bottom: 2px solid transparent; padding: 6px 2px;
  margin-right: 16px; min-height: 20px; font-weight: 500; }
QTabBar::tab:hover { color: $t1; } QTabBar::tab:selected { color: $t1; border-bottom: 2px solid $acc; }
QTabBar::tab:focus { color: $acc; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle { background: $bg3; border-radius: 4px; min-height: 32px; min-width: 32px; }
QScrollBar::handle:hover { background: $line2; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none; height: 0; width: 0; }

QMenu { background: $bg2; border: 1px solid $line2; border-radius: 8px; padding: 4px; }
QMenu::item { padding: 6px 28px 6px 12px; border-radius: 6px; color: $t1; }
QMenu::item:selected { background: $sel; } QMenu::item:disabled { color: $line2; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QSplitter::handle { background: $line; } QSplitter::handle:horizontal { width: 1px; } QSplitter::handle:vertical { height: 1px; }
QProgressBar { background: $bg3; border: 0; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: $acc; border-radius: 2px; }
QSpinBox, QDoubleSpinBox { padding: 0 22px 0 8px; }
QSpinBox:focus, QDoubleSpinBox:focus { padding: 0 21px 0 7px; }
QAbstractSpinBox QLineEdit { background: transparent; border: 0; padding: 0; min-height: 0; }
QLineEdit > QToolButton { border: 0; background: transparent; padding: 0; margin: 0; min-width: 18px; max-width: 18px;
  min-height: 18px; max-height: 18px; }
QSpinBox::up-button, QDoubleSpinBox::up-button { subcontrol-origin: border; subcontrol-position: top right;
  width: 22px; border: 0; }
QSpinBox::down-button, QDoubleSpinBox::down-button { subcontrol-origin: border; subcontrol-position: bottom right;
  width: 22px; border: 0; }
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow { image: url($up); width: 12px; height: 12px; }
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow { image: url($arrow); width: 12px; height: 12px; }
QCheckBox::indicator { width: 16px; height: 16px; border: 1px solid $line2; border-radius: 4px; background: $bg2; }
QCheckBox::indicator:checked { background: $acc; border-color: $acc; image: url($check); }
QCheckBox::indicator:disabled { border-color: $line; background: $bg1; }
QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid $line2; border-radius: 8px; background: $bg2; }
QRadioButton::indicator:checked { border: 5px solid $acc; width: 6px; height: 6px; background: $on_acc; }
QCheckBox:focus, QRadioButton:focus { border: 2px solid $acc; border-radius: 6px; }
QRadioButton, QCheckBox { color: $t1; spacing: 8px; min-height: 24px; }
QRadioButton:disabled, QCheckBox:disabled { color: $t3; }
QScrollArea { background: transparent; border: 0; } QScrollArea > QWidget > QWidget { background: transparent; }
QSlider::groove:horizontal { background: $bg3; height: 4px; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $acc; border-radius: 2px; }
QSlider::handle:horizontal { background: $t1; width: 16px; height: 16px; margin: -6px 0; border-radius: 8px; }
QSlider::handle:horizontal:hover { background: $acc; }
QSlider:focus { border: 2px solid $acc; border-radius: 6px; } QSlider:disabled { background: transparent; }
QFrame#liveCard { background: $bg1; border: 1px solid $line; border-radius: 12px; }
QPushButton[pulse="true"] { background: $acc; color: $on_acc; border: 1px solid $acc; }
QFrame#hairline { background: $line; border: 0; }
QFrame#palette { background: $bg1; border: 1px solid $line2; border-radius: 12px; }
QLineEdit#paletteField { background: transparent; border: 0; font-size: ${text}px; min-height: 38px; padding: 0 16px; }
QFrame#palette QListView { background: transparent; }
QWidget#panel[overlay="true"] { border-left: 1px solid $line2; }
QFrame#card { background: $bg1; border: 1px solid $line2; border-radius: 12px; }
QPushButton[kind="key"] { background: $bg2; font-weight: 500; min-height: 26px; }
QWidget#toast { background: $bg3; border: 1px solid $line2; border-radius: 8px; }
QWidget#drop { background: $bg1; border: 1px dashed $line2; border-radius: 12px; }
QPlainTextEdit, QTextBrowser { background: $bg1; color: $t1; border: 1px solid $line; border-radius: 8px; padding: 8px; }
""")


def stylesheet(tokens: Tokens) -> str:
    """The whole sheet in a theme's colours."""
    names = {name: getattr(tokens, name) for name in tokens.__dataclass_fields__}
    # A style sheet can only name a file, which cannot be recoloured: one drawing per theme.
    icons, which = resources.files("resources") / "icons", "dark" if tokens.dark else "light"
    drawn = {
        use: Path(str(icons / f"{name}-{which}.svg")).as_posix()
        for use, name in (("arrow", "chevron-down"), ("up", "chevron-up"), ("check", "check"))
    }
    sheet = _SHEET.substitute(names, text=scaled(15), **drawn)
    # Controls grow with the text in them; lines and bars do not.
    return _HEIGHTS.sub(lambda found: f"min-height: {scaled(int(found[1]))}px", sheet)
