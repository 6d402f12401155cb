"""Why a photo fails or passes: two verdicts side by side, and the ranked reasons in words."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import chain

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from faceqnet_engine.assessment import Assessment
from faceqnet_engine.measures.catalogue import QUALITY
from faceqnet_engine.measures.judging import Judgement, State
from faceqnet_engine.measures.profiles import Profile
from faceqnet_engine.measures.reasons import SHOWN, Reason, reasons
from faceqnet_gui.look.fonts import font
from faceqnet_gui.look.icons import pixmap
from faceqnet_gui.look.measure_words import language, profile_title, verdict_look
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.widgets import label
from faceqnet_gui.look.words import quality_word
from faceqnet_gui.sentences import said
from faceqnet_gui.session.judged import FAILS, NO_VERDICT, PASSES, REVIEW

_MARK = 16


class VerdictTile(QWidget):
    """One verdict: outline icon, what it is about, what it says."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumHeight(46)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._verdict, self._title, self._words = NO_VERDICT, "", ""
        theme().changed.connect(self.update)

    @property
    def verdict(self) -> int:
        """NO_VERDICT, PASSES, REVIEW or FAILS."""
        return self._verdict

    def show_verdict(self, verdict: int, title: str, words: str, tip: str) -> None:
        """Say something else."""
        self._verdict, self._title, self._words = verdict, title, words
        self.setToolTip(tip)
        self.setAccessibleName(f"{title}: {words}")
        self.setAccessibleDescription(tip)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = theme().tokens
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(QColor(tokens.bg2))
        p.drawRoundedRect(QRectF(self.rect()), 8, 8)
        name, role, _ = verdict_look(self._verdict)
        p.drawPixmap(10, 15, pixmap(name, 16, getattr(tokens, role), self.devicePixelRatioF()))
        room = QRectF(34, 5, self.width() - 42, 18)
        p.setFont(font("caption"))
        p.setPen(QColor(tokens.t3))
        p.drawText(room, Qt.AlignmentFlag.AlignVCenter, self._elided(p, self._title, room))
        room.translate(0, 17)
        p.setFont(font("strong"))
        p.setPen(QColor(tokens.t1))
        p.drawText(room, Qt.AlignmentFlag.AlignVCenter, self._elided(p, self._words, room))
        p.end()

    @staticmethod
    def _elided(p: QPainter, text: str, room: QRectF) -> str:
        return p.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))


def _alike(found: Sequence[Reason]) -> list[tuple[Reason, ...]]:
    """Reasons of one name and remedy together: "too dark" is one thing to change, however many measures say so."""
    groups: dict[tuple[str, str, bool], list[Reason]] = {}
    for reason in found:
        own = reason.measure if reason.id == "not-assessed" else ""
        groups.setdefault((reason.label + own, reason.remedy, reason.fails), []).append(reason)
    return [tuple(group) for group in groups.values()]


class _Line(QWidget):
    """What is to be changed: outline icon by what it does, the label and the values, below them the remedy."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self._mark = QLabel()
        self._mark.setFixedWidth(_MARK)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._says, self._remedy = label(), label(tone="t2")
        for part in (self._says, self._remedy):
            part.setWordWrap(True)
            part.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.addWidget(part)
        row.addLayout(words, 1)

    def show_reasons(self, alike: tuple[Reason, ...]) -> None:
        """Of one name and remedy."""
        reason, tokens = alike[0], theme().tokens
        values = " ".join(other.says for other in alike)
        name, colour = ("octagon-x", tokens.fail) if reason.fails else ("triangle-alert", tokens.review)
        if reason.id == "not-assessed":
            name, colour = "circle-dashed", tokens.t3
        self._mark.setPixmap(pixmap(name, _MARK, colour, self.devicePixelRatioF()))
        self._says.setText(f"<b style='font-weight:600'>{escape(reason.label)}.</b> {escape(values)}")
        self._remedy.setText(reason.remedy)
        self.setAccessibleName(f"{reason.label}. {values} {reason.remedy}")


class ReasonsPanel(QWidget):
    """The verdicts, at most three reasons, and the others behind a button."""

    profile_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        pair = QHBoxLayout()
        pair.setSpacing(8)
        self.recognition, self.portrait = VerdictTile(), VerdictTile()
        pair.addWidget(self.recognition)
        pair.addWidget(self.portrait)
        column.addLayout(pair)
        self.predicts = label(role="caption", tone="t3")
        self.predicts.setWordWrap(True)
        head = QHBoxLayout()
        self.title, self.checks = label(role="section", tone="t2"), label(role="section")
        head.addWidget(self.title, 1)
        head.addWidget(self.checks)
        column.addLayout(head)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(10)
        column.addLayout(self._lines)
        self.more = QPushButton()
        self.more.setProperty("kind", "fold")
        self.more.setCheckable(True)
        self.more.toggled.connect(self._unfold)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.predicts)
        self._own: list[_Line] = []
        self._groups: list[tuple[Reason, ...]] = []
        self._found: tuple[Reason, ...] = ()

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Everything that was found, the most severe first."""
        return self._found

    def show_row(
        self, row: Assessment, profile: Profile | None, judgement: Judgement | None, limit: int
    ) -> None:
        """Say why; `limit` is the desk's, for photos whose profile sets none for the quality."""
        self.predicts.setText(self.tr("Measures advise. The FaceQnet score predicts recognition errors."))
        self._show_recognition(row, profile, limit)
        self._show_portrait(profile, judgement)
        self._found = reasons(row, judgement, language()) if judgement is not None else ()
        self._show_head(profile, judgement)
        self._show_lines()

    def _show_recognition(self, row: Assessment, profile: Profile | None, limit: int) -> None:
        title = self.tr("Recognition")
        if row.quality is None:
            self.recognition.show_verdict(NO_VERDICT, title, self.tr("no score"), said(row.detail))
            return
        own = profile.limit(QUALITY) if profile is not None else None
        least = limit if own is None or own.least is None else round(own.least)
        below = REVIEW if own is not None and own.advise else FAILS
        verdict = below if row.quality < least else PASSES
        who = self.tr("The profile wants {0} or more.") if own is not None else self.tr("The limit is {0}.")
        words = f"{row.quality}, {quality_word(row.quality)}"
        self.recognition.show_verdict(verdict, title, words, who.format(least) + " " + self.predicts.text())

    def _show_portrait(self, profile: Profile | None, judgement: Judgement | None) -> None:
        title = self.tr("Portrait rules")
        if profile is None or judgement is None:
            tip = self.tr("No profile is chosen: measures only inform.")
            self.portrait.show_verdict(NO_VERDICT, title, self.tr("not judged"), tip)
            return
        rules = [line for line in judgement.lines if line.limit.measure != QUALITY]
        worst = max((line.state for line in rules), default=State.HOLDS)
        verdict = FAILS if worst is State.FAILS else PASSES if worst is State.HOLDS else REVIEW
        if not judgement.lines and judgement.verdict is None:
            verdict = NO_VERDICT
        elif not judgement.lines and judgement.verdict is not None:
            verdict = FAILS
        tip = self.tr("The limits of “{0}”, without the one for quality.").format(profile_title(profile))
        self.portrait.show_verdict(verdict, title, verdict_look(verdict)[2], tip)

    def _show_head(self, profile: Profile | None, judgement: Judgement | None) -> None:
        judged = profile is not None and judgement is not None and bool(judgement.lines)
        self.title.setVisible(judged)
        self.checks.setVisible(judged)
        if not judged or profile is None or judgement is None:
            return
        missed, unknown, total = len(judgement.missed), len(judgement.unknown), len(judgement.lines)
        worst = max(line.state for line in judgement.lines)
        heads = {
            State.FAILS: self.tr("Why it fails “{0}”"),
            State.ADVISES: self.tr("Why “{0}” asks for review"),
            State.NOT_ASSESSED: self.tr("Why “{0}” asks for review"),
            State.HOLDS: self.tr("Why it passes “{0}”"),
        }
        self.title.setText(heads[worst].format(profile_title(profile)))
        shown = missed or total - unknown
        self.checks.setText(self.tr("{0} of {1} checks").format(shown, total))
        tip = self.tr("{0} checks hold, {1} do not, {2} could not be assessed.")
        self.checks.setToolTip(tip.format(total - missed - unknown, missed, unknown))
        self.checks.setAccessibleDescription(self.checks.toolTip())
        if worst is State.HOLDS:
            self.checks.setText(self.tr("all {0} checks hold").format(total))

    def _show_lines(self) -> None:
        self._groups = _alike(self._found)
        self.more.setVisible(len(self._groups) > SHOWN)
        self._unfold(self.more.isChecked())
        rest = chain(*self._groups[SHOWN:])
        self.more.setToolTip("\n".join(f"{r.label}. {r.sentence}" for r in rest))

    def _unfold(self, on: bool) -> None:
        """Lines are kept for the next photo: to make them anew at every key costs more than all the rest."""
        groups = self._groups if on else self._groups[:SHOWN]
        while len(self._own) < len(groups):
            line = _Line()
            self._own.append(line)
            self._lines.addWidget(line)
        for n, line in enumerate(self._own):
            if n < len(groups):
                line.show_reasons(groups[n])
            # At once: left to the layout it is shown by a later event, and the panel is empty for a frame.
            line.setVisible(n < len(groups))
        words = self.tr("Show the first {0} only") if on else self.tr("{0} more")
        self.more.setText(words.format(SHOWN if on else len(self._groups) - SHOWN))
