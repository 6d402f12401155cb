"""Two to four photos side by side: the same part of each face at the same size, what differs below, one that wins."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from faceqnet_engine.assessment import Assessment
from faceqnet_engine.measures.catalogue import IDS
from faceqnet_gui.desk.photo_view import FaceFrame, FaceOverlay, PhotoFrame, PhotoView
from faceqnet_gui.desk.single import ZoomReadOut
from faceqnet_gui.look.fonts import font
from faceqnet_gui.look.icons import pixmap
from faceqnet_gui.look.measure_words import label_of
from faceqnet_gui.look.painters import paint_decision, paint_quality_bar, paint_score_arc
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.words import decision_word
from faceqnet_gui.session.marks import Decision

FEWEST, MOST = 2, 4
_HEAD, _FOOT = 32, 84
_ARC = 52.0


@dataclass(frozen=True, slots=True)
class Compared:
    """One of the photos.

    Attributes:
        index: Its row in the session.
        row: Its assessment.
        decision: What was decided.
        image: The picture that is at hand.
    """

    index: int
    row: Assessment
    decision: Decision
    image: QImage | None


def most_different(rows: Sequence[Assessment], number: int = 2) -> list[str]:
    """The measures that differ most among photos, the first most of all."""
    spreads = []
    for measure in IDS:
        values = [
            v
            for row in rows
            if row.measures is not None and (v := row.measures.component(measure)) is not None
        ]
        if len(values) > 1 and max(values) > min(values):
            spreads.append((max(values) - min(values), measure))
    return [measure for _, measure in sorted(spreads, key=lambda pair: -pair[0])[:number]]


class _Foot(QWidget):
    """Score, decision and the measures that differ."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: Compared | None = None
        self._measures: list[str] = []
        self._best: dict[str, int] = {}
        self.setFixedHeight(_FOOT)

    def show_photo(self, shown: Compared, measures: list[str], best: dict[str, int]) -> None:
        """Of this photo; `best` are the highest values among all."""
        self._shown, self._measures, self._best = shown, measures, best
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = theme().tokens
        p.fillRect(self.rect(), QColor(tokens.bg1))
        if self._shown is None:
            p.end()
            return
        top = (self.height() - _ARC) / 2
        paint_score_arc(p, QRectF(14, top, _ARC, _ARC), self._shown.row.quality, tokens)
        self._paint_decision(p, QRectF(14 + _ARC + 14, 8, 150, 22))
        for n, measure in enumerate(self._measures):
            self._paint_measure(p, QRectF(14 + _ARC + 14, 32 + 22 * n, self.width() - _ARC - 44, 20), measure)
        p.end()

    def _paint_decision(self, p: QPainter, rect: QRectF) -> None:
        assert self._shown is not None
        decision = self._shown.decision
        paint_decision(p, QPointF(rect.x() + 9, rect.center().y()), decision, theme().tokens, 9)
        words = decision_word(decision)
        p.setFont(font("strong"))
        p.setPen(QColor(theme().tokens.t1))
        p.drawText(rect.adjusted(24, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_measure(self, p: QPainter, rect: QRectF, measure: str) -> None:
        assert self._shown is not None
        tokens, measures = theme().tokens, self._shown.row.measures
        value = None if measures is None else measures.component(measure)
        p.setFont(font("secondary"))
        bar_width, wanted = (
            min(90.0, rect.width() * 0.3),
            p.fontMetrics().horizontalAdvance(label_of(measure)),
        )
        if wanted > rect.width() - bar_width - 44:
            bar_width = 0.0  # the number says it too; which measure it is, nothing else does
        room = QRectF(rect.x(), rect.y(), rect.width() - bar_width - 44, rect.height())
        name = p.fontMetrics().elidedText(label_of(measure), Qt.TextElideMode.ElideRight, int(room.width()))
        p.setPen(QColor(tokens.t2))
        p.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)
        right = QRectF(rect.right() - 32, rect.y(), 32, rect.height())
        how = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if value is None:
            p.drawText(right, how, "–")
            return
        bar = QRectF(right.x() - bar_width - 6, rect.center().y() - 2.5, bar_width, 5)
        if bar_width:
            paint_quality_bar(p, bar, value, tokens)
        p.setFont(font("strong" if value == self._best.get(measure) else "body"))
        p.setPen(QColor(tokens.t1))
        p.drawText(right, how, str(value))


class _Head(QWidget):
    """Its letter and name; a pin on the reference."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(_HEAD)
        self._letter, self._name, self._pinned = "", "", False

    def show_name(self, letter: str, name: str, pinned: bool) -> None:
        """Of this photo."""
        self._letter, self._name, self._pinned = letter, name, pinned
        self.setToolTip(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        tokens = theme().tokens
        p.fillRect(self.rect(), QColor(tokens.bg1))
        p.setFont(font("strong"))
        p.setPen(QColor(tokens.t3))
        inner = QRectF(self.rect()).adjusted(14, 0, -12, 0)
        p.drawText(inner, Qt.AlignmentFlag.AlignVCenter, self._letter)
        p.setPen(QColor(tokens.t1))
        right = 0
        if self._pinned:
            words = self.tr("Reference")
            p.setFont(font("secondary"))
            wide = p.fontMetrics().horizontalAdvance(words)
            p.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
            pin = pixmap("pin", 14, tokens.acc, self.devicePixelRatioF())
            p.drawPixmap(int(inner.right()) - wide - 20, self.height() // 2 - 7, pin)
            right = wide + 30
            p.setFont(font("strong"))
        room = inner.adjusted(22, 0, -right, 0)
        short = self._name.rsplit("/", 1)[-1]
        name = p.fontMetrics().elidedText(short, Qt.TextElideMode.ElideMiddle, int(room.width()))
        p.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)
        p.end()


class _Photo(PhotoView):
    focused = Signal()
    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()


class Pane(QWidget):
    """One photo with its name above and its figures below."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(3, 3, 3, 3)
        column.setSpacing(0)
        self.head, self.photo, self.foot = _Head(), _Photo(), _Foot()
        self.photo.setMinimumSize(80, 60)
        self.active = False
        for part in (self.head, self.photo, self.foot):
            column.addWidget(part, 1 if part is self.photo else 0)

    def set_active(self, active: bool) -> None:
        """Keys act on it."""
        self.active = active
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        p.fillRect(self.rect(), QColor(theme().tokens.bg0))
        if self.active:
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            p.setPen(QPen(QColor(theme().tokens.acc), 2))
            p.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        p.end()


class SideBySide(QWidget):
    """The compare view. The first photo is the reference; the active one is what keys act on."""

    activated = Signal(int)  # a row of the session
    detail_wanted = Signal(int)

    def __init__(self, shown: Callable[[int], Compared]) -> None:
        super().__init__()
        self._look = shown
        self._rows: list[int] = []
        self._active = 0
        self._locked = True
        self._face: FaceFrame | None = None
        self._part: PhotoFrame | None = None
        self._moving = False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._grid = QGridLayout()
        self._grid.setSpacing(2)
        outer.addLayout(self._grid)
        self.panes = [Pane(self) for _ in range(MOST)]
        self.read_out = ZoomReadOut(self.panes[0].photo)
        for n, pane in enumerate(self.panes):
            pane.photo.resized.connect(self._settle)
            pane.photo.focused.connect(lambda n=n: self.activate(n))
            pane.photo.framed.connect(lambda n=n: self._follow(n))
            pane.photo.detail_wanted.connect(lambda n=n: self._want_detail(n))
        theme().changed.connect(self.update)

    # ---- what it shows

    @property
    def rows(self) -> list[int]:
        """Rows of the session, the reference first."""
        return list(self._rows)

    @property
    def current(self) -> int | None:
        """The active row."""
        return self._rows[self._active] if self._rows else None

    @property
    def locked(self) -> bool:
        """Whether faces are kept at one place and size."""
        return self._locked

    def show_rows(self, rows: Sequence[int], active: int | None = None) -> None:
        """Compare these, the first being the reference."""
        self._rows = list(rows)[:MOST]
        self._active = self._rows.index(active) if active in self._rows else 0
        self._face = self._part = None
        across = len(self._rows) if len(self._rows) < MOST else 2
        for n, pane in enumerate(self.panes):
            self._grid.removeWidget(pane)
            pane.setVisible(n < len(self._rows))
            if n < len(self._rows):
                self._grid.addWidget(pane, n // across, n % across)
        for column in range(MOST):
            self._grid.setColumnStretch(column, 1 if column < across else 0)
        for line in range(2):
            self._grid.setRowStretch(line, 1 if line * across < len(self._rows) else 0)
        self._fill(pictures=True)
        self._settle()
        self._mark_active()

    def refresh(self) -> None:
        """Decisions or scores have changed."""
        self._fill(pictures=False)

    def set_picture(self, row: int, image: QImage, full: QSize) -> None:
        """A better picture of one of them."""
        for n, other in enumerate(self._rows):
            if other == row and not image.isNull():
                before = self.panes[n].photo.full_size
                self.panes[n].photo.set_image(image, full)
                if before != self.panes[n].photo.full_size:
                    self._settle()

    def set_overlay(self, name: str, on: bool) -> None:
        """`box`, `landmarks`, `score`: on all photos."""
        for pane in self.panes:
            setattr(pane.photo, f"show_{name}", on)
            pane.photo.update()

    def set_bare(self, bare: bool) -> None:
        """The pictures alone."""
        for pane in self.panes:
            pane.photo.set_bare(bare)

    # ---- what keys do

    def activate(self, place: int) -> None:
        """Keys act on this one."""
        if 0 <= place < len(self._rows) and place != self._active:
            self._active = place
            self._mark_active()
            self.activated.emit(self._rows[place])

    def step(self, places: int) -> None:
        """The next or previous photo becomes active; the ends hold."""
        place = max(0, min(len(self._rows) - 1, self._active + places))
        self.activate(place)
        self.panes[place].photo.setFocus()

    def pin(self) -> None:
        """The active photo becomes the reference."""
        row = self.current
        if row is not None and self._active:
            face, part = self._face, self._part
            self._rows.remove(row)
            self._rows.insert(0, row)
            self._active = 0
            self._fill(pictures=True)
            self._face, self._part = face, part
            self._settle()
            self._mark_active()
            self.panes[0].photo.setFocus()

    def losers(self) -> list[int]:
        """All but the active one."""
        return [row for row in self._rows if row != self.current]

    def toggle_lock(self) -> bool:
        """Keep faces at one place and size, or see the same part of each photo."""
        self._locked = not self._locked
        self._face = self._part = None
        self._settle()
        return self._locked

    def zoom_to_face(self) -> None:
        """The usual size of faces; again: the whole photos."""
        self._face = None
        if self._locked:
            self.toggle_lock()
        else:
            self._locked = True
            self._settle()

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """To the active photo."""
        self.panes[self._active].photo.setFocus(reason)

    # ---- inside

    def _fill(self, *, pictures: bool) -> None:
        shown = [self._look(row) for row in self._rows]
        measures = most_different([s.row for s in shown])
        best = {
            m: max((s.row.measures.component(m) or 0) if s.row.measures else 0 for s in shown)
            for m in measures
        }
        for n, one in enumerate(shown):
            pane = self.panes[n]
            pane.head.show_name("ABCD"[n], one.row.path, n == 0)
            pane.foot.show_photo(one, measures, best)
            if pictures:
                overlay = FaceOverlay.of(one.row)
                pane.photo.set_faces([overlay] if overlay is not None else [])
                pane.photo.set_image(one.image or QImage(), QSize(one.row.width or 0, one.row.height or 0))
                pane.photo.set_words(self.tr("Loading the picture"))
            pane.photo.setAccessibleName(self._spoken(n, one))

    def _spoken(self, place: int, one: Compared) -> str:
        quality = "–" if one.row.quality is None else str(one.row.quality)
        words = self.tr("Reference, {0}, quality {1}") if place == 0 else self.tr("{0}, quality {1}")
        return words.format(one.row.path, quality)

    def _mark_active(self) -> None:
        for n, pane in enumerate(self.panes):
            pane.set_active(n == self._active)

    def _follow(self, moved: int) -> None:
        """One photo was zoomed or panned by hand: the others go along."""
        if self._moving or moved >= len(self._rows):
            return
        photo = self.panes[moved].photo
        if self._locked:
            self._face = photo.face_frame() or self._face
        self._part = photo.photo_frame()
        self._settle(leave=moved)

    def _settle(self, leave: int | None = None) -> None:
        self._moving = True
        photos = [self.panes[n].photo for n in range(len(self._rows))]
        # Panes may differ by a pixel or two: faces do not.
        usual = min((p.usual_face_frame() for p in photos), key=lambda f: f.distance, default=None)
        try:
            for n in range(len(self._rows)):
                photo = self.panes[n].photo
                photo.loose = self._locked
                if n == leave:
                    continue
                frame = self._face or usual
                if self._locked and frame is not None and photo.apply_face_frame(frame):
                    continue
                if self._part is not None and not self._locked:
                    photo.apply_photo_frame(self._part)
                else:
                    photo.fit()
        finally:
            self._moving = False
        self.read_out.set_locked(self._locked)

    def _want_detail(self, place: int) -> None:
        if place < len(self._rows):
            self.detail_wanted.emit(self._rows[place])

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._fill(pictures=False)
        super().changeEvent(event)
