"""The top bar: brand, session, views, search and commands, the next sensible step, settings."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from faceqnet_gui.look.fonts import font
from faceqnet_gui.look.icons import pixmap
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.widgets import Button, IconButton, Segmented
from faceqnet_gui.look.words import count
from faceqnet_gui.shell.command_field import CommandField
from faceqnet_gui.views import TRIAGE, VIEWS

_HEIGHT, _MARK, _CHEVRON = 52, 28, 14
_TITLE, _TITLE_NARROW = 280, 150
_SLACK = 24
"""Air that the bar keeps between its groups."""


class SessionButton(QToolButton):
    """The session's name; its menu, where it has entries, opens below."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("session")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu_of_session = QMenu(self)
        self.setMenu(self.menu_of_session)
        self._most = _TITLE
        self.menu_of_session.aboutToShow.connect(self.update)
        theme().changed.connect(self.update)

    def set_title(self, title: str) -> None:
        """The name, cut in the middle where there is no room."""
        self.setText(title)
        # Without a menu it is a title and nothing to press.
        empty = self.menu_of_session.isEmpty()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if empty else Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Session {0}").format(title) if title else self.tr("Session"))
        self.updateGeometry()

    def set_narrow(self, narrow: bool) -> None:
        """Less room for the name."""
        self._most = _TITLE_NARROW if narrow else _TITLE
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        words = QFontMetrics(font("emphasis")).horizontalAdvance(self.text())
        arrow = 0 if self.menu_of_session.isEmpty() else _CHEVRON + 10
        return QSize(min(self._most, words + 20 + arrow), 34)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        p, tokens = QPainter(self), theme().tokens
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        has_menu = not self.menu_of_session.isEmpty()
        rect = self.rect().adjusted(1, 1, -1, -1)
        if has_menu and (self.underMouse() or self.isDown()):
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(QColor(tokens.bg2))
            p.drawRoundedRect(rect, 8, 8)
        if self.hasFocus():
            p.setPen(QPen(QColor(tokens.acc), 2))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawRoundedRect(rect, 8, 8)
        arrow = _CHEVRON + 6 if has_menu else 0
        words = self.rect().adjusted(8, 0, -8 - arrow, 0)
        p.setFont(font("emphasis"))
        p.setPen(QColor(tokens.t1))
        shown = p.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, words.width())
        p.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        if has_menu:
            x = 8 + min(words.width(), p.fontMetrics().horizontalAdvance(shown)) + 8
            mark = pixmap("chevron-down", _CHEVRON, tokens.t2, self.devicePixelRatioF())
            p.drawPixmap(x, (self.height() - _CHEVRON) // 2 + 1, mark)
        p.end()


class TopBar(QWidget):
    """The one filled button is the next sensible step."""

    open_wanted = Signal()
    export_wanted = Signal()
    searched = Signal(str)
    page_wanted = Signal(str)
    palette_wanted = Signal(str)  # with what was typed already

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self.setFixedHeight(_HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(8)
        mark = QLabel()
        mark.setPixmap(pixmap("app", _MARK, "#000000", self.devicePixelRatioF() * 2))
        mark.setScaledContents(True)
        mark.setFixedSize(_MARK, _MARK)
        self.session_button = SessionButton()
        self.session_menu = self.session_button.menu_of_session
        self.search = CommandField()
        self.search.searched.connect(self.searched)
        self.search.palette_wanted.connect(self.palette_wanted)
        self._open, self._open_first = Button("", "folder-open"), Button("", "folder-open", "primary")
        self._export = Button("", "download", "primary")
        for button in (self._open, self._open_first):
            button.clicked.connect(self.open_wanted)
        self._export.clicked.connect(self.export_wanted)
        self.inspector_button = IconButton("panel-right", "", checkable=True)
        self.inspector_button.hide()
        self.menu_button = IconButton("settings-2", "")
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self)
        self.menu_button.setMenu(self.menu)
        self.pages = Segmented([(v.id, v.icon, "") for v in VIEWS])
        self.pages.chosen.connect(self.page_wanted)
        self.pages.choose(TRIAGE)
        self._of_page: list[QWidget] = []
        self._rows, self._accepted, self._triage, self._compact = 0, 0, True, False
        self._state: tuple[object, ...] | None = None
        self._row = row
        row.addWidget(mark)
        row.addWidget(self.session_button)
        row.addStretch(2)
        row.addWidget(self.pages)
        row.addStretch(3)
        row.addWidget(self.search)
        for part in (self._open, self._open_first, self._export, self.inspector_button, self.menu_button):
            row.addWidget(part)

    # ---- what is shown

    def show_page(self, page: str, widgets: Sequence[QWidget] = ()) -> None:
        """Which view is shown, and what it puts at the right in place of triage's Open and Export."""
        self.pages.choose(page)
        for widget in self._of_page:
            self._row.removeWidget(widget)
            widget.hide()
        self._of_page = list(widgets)
        for widget in self._of_page:
            self._row.insertWidget(self._row.count() - 2, widget)
            widget.show()
        self._triage = page == TRIAGE
        self._state = None
        self.show_state(self._rows, self.session_button.text(), self._accepted)

    def retranslate(self) -> None:
        """New words."""
        self._title_pages()
        self.search.retranslate()
        self._open.setText(self.tr("Open"))
        self._open_first.setText(self.tr("Open"))
        self._open.setToolTip(self.tr("Open a folder (Ctrl+O)"))
        self._export.setToolTip(self.tr("Save a clean set of the photos (Ctrl+E)"))
        self.inspector_button.set_tip(self.tr("Inspector"))
        self.menu_button.set_tip(self.tr("Menu and settings"))
        self.pages.setAccessibleName(self.tr("Views"))
        self._state = None
        self.show_state(self._rows, self.session_button.text(), self._accepted)

    def show_state(self, rows: int, title: str, accepted: int = 0) -> None:
        """How many photos are open and accepted, and the session's name."""
        state = (rows, title, accepted, self._triage)
        if state == self._state:
            return  # asked for at every key
        self._state = state
        self._rows, self._accepted = rows, accepted
        self._open_first.setVisible(rows == 0 and self._triage)
        for part in (self._open, self._export):
            part.setVisible(rows > 0 and self._triage)
        self.search.set_names(rows > 0 and self._triage)
        self._export.setText(
            self.tr("Export {0} accepted...").format(count(accepted)) if accepted else self.tr("Export...")
        )
        self.session_button.set_title(title)
        self._fit()
        QTimer.singleShot(0, self, self._fit)  # once more, when new words have their final fonts

    def set_text(self, text: str) -> None:
        """What the search field shows."""
        if self.search.text() != text:
            self.search.setText(text)

    # ---- room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _title_pages(self) -> None:
        titles = {v.id: QCoreApplication.translate("Views", v.title) for v in VIEWS}
        if self._compact:
            self.pages.set_tips(titles)
        else:
            self.pages.set_titles(titles)
        for part in (self.pages, self._export, self._open, self._open_first):
            part.updateGeometry()  # the bar would keep room for the words before

    def _fit(self) -> None:
        """Where the bar is too narrow for its words, views keep their icons and the name is cut."""
        for compact in (False, True):
            if compact is not self._compact:
                self._compact = compact
                self._title_pages()
                self.session_button.set_narrow(compact)
                self.search.set_narrow(compact)
            if self._needed() <= self.width():
                return

    def _needed(self) -> int:
        """Width that all that is shown would like."""
        parts = [item.widget() for n in range(self._row.count()) if (item := self._row.itemAt(n)) is not None]
        shown = [part for part in parts if part is not None and not part.isHidden()]
        margins = self._row.contentsMargins()
        widths = sum(
            part.width() if part is self.search else max(part.sizeHint().width(), part.minimumWidth())
            for part in shown
        )
        return _SLACK + widths + self._row.spacing() * (len(shown) + 1) + margins.left() + margins.right()
