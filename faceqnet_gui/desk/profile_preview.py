"""What a profile would do to the open photos, while it is edited."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from faceqnet_engine.measures.profiles import Limit, Profile
from faceqnet_engine.measures.reasons import figure, wanted
from faceqnet_engine.measures.satisfiable import Conflict, geometry_conflicts
from faceqnet_gui.look.fonts import font
from faceqnet_gui.look.icons import pixmap
from faceqnet_gui.look.measure_words import label_of, language, verdict_look
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.widgets import label
from faceqnet_gui.look.words import count
from faceqnet_gui.session.columns import Columns
from faceqnet_gui.session.judged import FAILS, PASSES, REVIEW, figures
from faceqnet_gui.session.profile_trial import NEAREST, Counts, Trial

ThumbnailOf = Callable[[int], QImage | None]
_SIDE, _GAP = 60, 8


class _Bar(QWidget):
    """Pass, review, fail in one bar, with their numbers and icons below: shape, not colour alone."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(42)
        self._counts = Counts(0, 0, 0)
        theme().changed.connect(self.update)

    def set_counts(self, counts: Counts) -> None:
        """Show these."""
        self._counts = counts
        words = ", ".join(f"{verdict_look(v)[2]}: {count(n)}" for v, n in self._parts())
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def _parts(self) -> list[tuple[int, int]]:
        return [(PASSES, self._counts.passes), (REVIEW, self._counts.review), (FAILS, self._counts.fails)]

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = theme().tokens
        whole = QPainterPath()
        whole.addRoundedRect(QRectF(0, 0, self.width(), 10), 5, 5)
        p.fillPath(whole, QColor(tokens.bg3))
        p.setClipPath(whole)
        x, total = 0.0, max(1, self._counts.total)
        for verdict, number in self._parts():
            wide = self.width() * number / total
            p.fillRect(QRectF(x, 0, max(0.0, wide - (1 if number else 0)), 10), QColor(_colour(verdict)))
            x += wide
        p.setClipping(False)
        p.setFont(font("secondary"))
        place = 0.0
        for verdict, number in self._parts():
            mark, token, word = verdict_look(verdict)
            p.drawPixmap(int(place), 21, pixmap(mark, 14, getattr(tokens, token), self.devicePixelRatioF()))
            text = f"{word} {count(number)}"
            p.setPen(QColor(tokens.t2))
            p.drawText(QRectF(place + 20, 18, 200, 20), Qt.AlignmentFlag.AlignVCenter, text)
            place += 20 + p.fontMetrics().horizontalAdvance(text) + 18
        p.end()


def _colour(verdict: int) -> str:
    return str(getattr(theme().tokens, verdict_look(verdict)[1]))


class _Strip(QWidget):
    """Up to six photos with their values."""

    def __init__(self, thumbnail: ThumbnailOf) -> None:
        super().__init__()
        self._thumbnail = thumbnail
        self._shown: list[tuple[int, str, str]] = []
        self.setFixedHeight(_SIDE + 20)
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(NEAREST * (_SIDE + _GAP), _SIDE + 20)

    def set_photos(self, photos: Sequence[tuple[int, str, str]]) -> None:
        """(row, value in words, name)."""
        self._shown = list(photos)
        self.setAccessibleName("; ".join(f"{name} {value}" for _, value, name in photos) or self.tr("none"))
        self.setToolTip("\n".join(f"{name}: {value}" for _, value, name in photos))
        self.update()

    @property
    def rows(self) -> list[int]:
        """The photos shown."""
        return [row for row, _, _ in self._shown]

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        p.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        tokens = theme().tokens
        p.setFont(font("caption"))
        if not self._shown:
            p.setPen(QColor(tokens.t3))
            p.drawText(QRectF(0, 0, self.width(), 24), Qt.AlignmentFlag.AlignVCenter, self.tr("none"))
        for n, (row, value, _) in enumerate(self._shown):
            rect = QRectF(n * (_SIDE + _GAP), 0, _SIDE, _SIDE)
            shape = QPainterPath()
            shape.addRoundedRect(rect, 6, 6)
            p.fillPath(shape, QColor(tokens.bg3))
            image = self._thumbnail(row)
            if image is not None and not image.isNull():
                p.setClipPath(shape)
                side = min(image.width(), image.height())
                middle = QRectF((image.width() - side) / 2, (image.height() - side) / 2, side, side)
                p.drawImage(rect, image, middle)
                p.setClipping(False)
            p.setPen(QColor(tokens.t1))
            p.drawText(QRectF(rect.x() - 4, _SIDE + 2, _SIDE + 8, 16), Qt.AlignmentFlag.AlignCenter, value)
        p.end()


class Preview(QWidget):
    """Counts before and now, the photos nearest to the limit that is edited, conflicts in words."""

    def __init__(self, start: Profile, columns: Columns, thumbnail: ThumbnailOf) -> None:
        super().__init__()
        self._columns, self._trial = columns, Trial(figures(columns))
        self._before = self._trial.counts(start)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 0, 0, 0)
        column.setSpacing(8)
        self.headline, self._bar = label(role="item"), _Bar()
        self.near_title = label(role="strong")
        self._missing_title, self._keeping_title = (
            label(role="secondary", tone="t2"),
            label(role="secondary", tone="t2"),
        )
        self.missing, self.keeping = _Strip(thumbnail), _Strip(thumbnail)
        self.conflicts, self._advice = label(), label(role="secondary", tone="t3")
        for text in (self.near_title, self.conflicts, self._advice, self.headline):
            text.setWordWrap(True)
        for part in (
            self.headline, self._bar, self.near_title, self._missing_title, self.missing,
            self._keeping_title, self.keeping, self.conflicts,
        ):  # fmt: skip
            column.addWidget(part)
        column.addStretch()
        column.addWidget(self._advice)
        self._advice.setText(self.tr("Measures advise. The FaceQnet score predicts recognition errors."))
        self.setMinimumWidth(NEAREST * (_SIDE + _GAP) + 20)

    @property
    def trial(self) -> Trial:
        """What answers."""
        return self._trial

    def show_profile(self, profile: Profile, measure: str) -> None:
        """What it would do; `measure` is the limit that is looked at."""
        now = self._trial.counts(profile)
        self._bar.set_counts(now)
        if now.total:
            words = self.tr("{0} → {1} of {2} photos pass")
            self.headline.setText(
                words.format(count(self._before.passes), count(now.passes), count(now.total))
            )
        else:
            self.headline.setText(self.tr("No photos are open: nothing to try the limits on."))
        self._show_nearest(profile.limit(measure))
        self._show_conflicts(geometry_conflicts(profile))

    def _show_nearest(self, limit: Limit | None) -> None:
        shown = (
            limit is not None and (limit.least is not None or limit.most is not None) and len(self._trial) > 0
        )
        for part in (self.near_title, self._missing_title, self.missing, self._keeping_title, self.keeping):
            part.setVisible(shown)
        if limit is None or not shown:
            return
        words = language()
        name, asked = label_of(limit.measure), wanted(limit, words)
        self.near_title.setText(self.tr("Nearest to {0}, {1}").format(name, asked))
        self._missing_title.setText(self.tr("just outside"))
        self._keeping_title.setText(self.tr("just inside"))
        near, values = self._trial.nearest(limit), self._trial.values(limit)
        for strip, places in ((self.missing, near.missing), (self.keeping, near.keeping)):
            strip.set_photos(
                [(n, figure(limit, float(values[n]), words), self._columns.path(n)) for n in places.tolist()]
            )

    def _show_conflicts(self, found: Sequence[Conflict]) -> None:
        self.conflicts.setVisible(bool(found))
        self.conflicts.setText(" ".join(self._in_words(conflict) for conflict in found))

    def _in_words(self, conflict: Conflict) -> str:
        if conflict.first == conflict.second:
            return self.tr("No photo can keep the limit of {0}. Widen it.").format(label_of(conflict.first))
        return self.tr(
            "No head position keeps both {0} and {1}: every photo would miss one of them. Widen one."
        ).format(label_of(conflict.first), label_of(conflict.second))
