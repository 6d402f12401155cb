"""The checks: what holds, by how much, and what the network makes of the face."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QColor, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from faceqnet_engine.live.checks import Check, CheckState
from faceqnet_engine.measures.profiles import Profile, profiles
from faceqnet_gui.live.cards import Card
from faceqnet_gui.live.check_words import check_tip, check_title, check_value
from faceqnet_gui.look.fonts import font
from faceqnet_gui.look.icons import pixmap
from faceqnet_gui.look.measure_words import profile_title
from faceqnet_gui.look.painters import paint_score_arc
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.widgets import Button, hairline, label

_BAR, _ROW, _SMALL_ROW = 80, 40, 22
_LEAST_VALUE = 0.3
"""Share of a row's words that figures keep, however long the title is."""
LOOK = {
    CheckState.HOLDS: ("check", "pass_"),
    CheckState.MISSED: ("triangle-alert", "review"),
    CheckState.FAR: ("octagon-x", "fail"),
    CheckState.UNKNOWN: ("minus", "t3"),
}


class CheckList(QWidget):
    """One line a check, painted at once."""

    def __init__(self) -> None:
        super().__init__()
        self._checks: tuple[Check, ...] = ()
        self._values: Mapping[str, float] = {}
        self._faces = 0
        self._compact = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(320, _ROW * max(1, len(self._checks)))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, _SMALL_ROW * max(1, len(self._checks)))

    def show_checks(self, checks: Sequence[Check], values: Mapping[str, float], faces: int) -> None:
        """New figures."""
        if len(checks) != len(self._checks):
            self.updateGeometry()
        self._checks, self._values, self._faces = tuple(checks), values, faces
        self.setAccessibleName(self.summary())
        self.update()

    def summary(self) -> str:
        """All lines as text."""
        parts = [f"{check_title(c.id)}: {check_value(c, self._values, self._faces)}" for c in self._checks]
        return "; ".join(parts)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._checks:
            number = int(event.pos().y() / max(1.0, self._row()))
            if 0 <= number < len(self._checks):
                QToolTip.showText(event.globalPos(), check_tip(self._checks[number].id), self)
            return True
        return super().event(event)

    def _row(self) -> float:
        return min(_ROW, self.height() / max(1, len(self._checks)))

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = self._row()
        for n, check in enumerate(self._checks):
            self._paint_check(
                p, check, QRectF(0, n * row, self.width(), row), last=n == len(self._checks) - 1
            )

    def _paint_check(self, p: QPainter, check: Check, rect: QRectF, *, last: bool) -> None:
        tokens = theme().tokens
        icon, role = LOOK[check.state]
        missed = check.state in {CheckState.MISSED, CheckState.FAR}
        middle = rect.center().y()
        p.drawPixmap(
            QPointF(0, middle - 8), pixmap(icon, 16, getattr(tokens, role), self.devicePixelRatioF())
        )
        bar = QRectF(rect.right() - _BAR, middle - 2.5, _BAR, 5)
        p.setFont(font("secondary"))
        title, value = self._fitted(check, bar.left() - 26 - 18, missed=missed)
        p.setPen(QColor(tokens.t1 if missed else tokens.t3))
        across = Qt.AlignmentFlag.AlignVCenter
        p.drawText(
            QRectF(26, rect.top(), bar.left() - 36, rect.height()),
            across | Qt.AlignmentFlag.AlignRight,
            value,
        )
        p.setFont(font("strong" if missed else "body"))
        p.setPen(QColor(tokens.t1))
        p.drawText(QRectF(26, rect.top(), bar.left() - 26, rect.height()), across, title)
        self._paint_bar(p, bar, check)
        if not last:
            p.fillRect(QRectF(0, rect.bottom() - 1, rect.width(), 1), QColor(tokens.line))

    def _fitted(self, check: Check, room: float, *, missed: bool) -> tuple[str, str]:
        """Title and figures; where both are too long, the figures are cut first: the bar tells them too."""
        title, value = check_title(check.id), check_value(check, self._values, self._faces)
        titles, values = (QFontMetricsF(font(role)) for role in ("strong" if missed else "body", "secondary"))
        for_value = max(room - titles.horizontalAdvance(title), _LEAST_VALUE * room)
        if values.horizontalAdvance(value) > for_value:
            value = check_value(check, self._values, self._faces, short=True)
        value = values.elidedText(value, Qt.TextElideMode.ElideRight, for_value)
        left = room - values.horizontalAdvance(value)
        return titles.elidedText(title, Qt.TextElideMode.ElideRight, left + 1), value

    def _paint_bar(self, p: QPainter, bar: QRectF, check: Check) -> None:
        tokens = theme().tokens
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(QColor(tokens.bg3))
        p.drawRoundedRect(bar, 2.5, 2.5)
        low, high = check.zone
        zone = QRectF(
            bar.left() + low * bar.width(), bar.top(), max(4.0, (high - low) * bar.width()), bar.height()
        )
        p.setBrush(QColor(tokens.line2))
        p.setOpacity(0.6)
        p.drawRoundedRect(zone, 2.5, 2.5)
        p.setOpacity(1.0)
        if check.marker is not None:
            x = bar.left() + 2 + check.marker * (bar.width() - 4)
            mark = QRectF(x - 2, bar.center().y() - 6.5, 4, 13)
            p.setBrush(QColor(tokens.bg1))
            p.drawRect(mark.adjusted(-2, 0, 2, 0))
            p.setBrush(QColor(getattr(tokens, LOOK[check.state][1])))
            p.drawRoundedRect(mark, 2, 2)


class Arc(QWidget):
    """The quality as an arc."""

    def __init__(self) -> None:
        super().__init__()
        self._quality: int | None = None
        self.setFixedSize(60, 60)
        theme().changed.connect(self.update)

    def set_quality(self, quality: int | None) -> None:
        """0..100, None for none."""
        if quality != self._quality:
            self._quality = quality
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        paint_score_arc(p, QRectF(self.rect()).adjusted(1, 1, -1, -1), self._quality, theme().tokens)


class ChecksCard(Card):
    """Checks, and recognition quality under them."""

    profile_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._profile = ""
        self._title, self._right, row = self.head()
        self.profile_button = Button("", "clipboard-check")
        self.profile_button.clicked.connect(self._choose_profile)
        row.addWidget(self.profile_button)
        self.list = CheckList()
        self.column.addWidget(self.list, 1)
        self.column.addWidget(hairline())
        below = QHBoxLayout()
        below.setSpacing(16)
        self.arc = Arc()
        words = QVBoxLayout()
        words.setSpacing(1)
        self._quality, self._better, self._limit = (
            label(role="emphasis"),
            label(role="secondary", tone="t2"),
            label(role="secondary", tone="t2"),
        )
        for part in (self._quality, self._better, self._limit):
            part.setWordWrap(True)
            words.addWidget(part)
        below.addWidget(self.arc)
        below.addLayout(words, 1)
        self.column.addLayout(below)
        self.retranslate()

    def retranslate(self) -> None:
        """New words."""
        self._title.setText(self.tr("Checks"))
        self._quality.setText(self.tr("Recognition quality"))
        self.arc.setToolTip(
            self.tr(
                "Share of the reference photos that score lower, 0 to 100. From the FaceQnet network, not from the checks."
            )
        )

    def set_profile(self, judging: Profile) -> None:
        """By what is judged."""
        self._profile = judging.id
        words = QCoreApplication.translate("ChecksCard", "Profile: {0}").format(profile_title(judging))
        if words != self.profile_button.text():
            self.profile_button.setText(words)

    def show_quality(self, quality: int | None, limit: int | None) -> None:
        """The network's word."""
        self.arc.set_quality(quality)
        better = (
            self.tr("No face to score.")
            if quality is None
            else self.tr("Better than {0} % of the reference photos.")
        )
        self._better.setText(better.format(quality))
        asked = (
            self.tr("This profile sets no limit.")
            if limit is None
            else self.tr("Limit for this profile: {0}.")
        )
        self._limit.setText(asked.format(limit))

    def set_compact(self, compact: bool) -> None:
        super().set_compact(compact)
        self.column.setSpacing(6 if compact else 10)
        self.arc.setFixedSize(*((48, 48) if compact else (60, 60)))
        self._limit.setVisible(not compact)

    def _choose_profile(self) -> None:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for known in profiles():
            action = QAction(profile_title(known), menu)
            action.setCheckable(True)
            action.setChecked(known.id == self._profile)
            action.triggered.connect(lambda _=False, name=known.id: self.profile_chosen.emit(name))
            group.addAction(action)
            menu.addAction(action)
        button = self.profile_button
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
