"""The photos of this person, and the three buttons of the desk."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout

from faceqnet_gui.live.captures import Captures
from faceqnet_gui.live.cards import Card
from faceqnet_gui.live.key_words import with_key
from faceqnet_gui.live.shot_strip import ShotStrip
from faceqnet_gui.live.shots import Shot
from faceqnet_gui.look.key_button import KeyButton
from faceqnet_gui.look.widgets import label

_PULSE_MILLISECONDS, _BETWEEN = 600, 8


class CapturedCard(Card):
    """Thumbnails; Take now, Retake, Next person."""

    take_wanted = Signal()
    retake_wanted = Signal()
    next_wanted = Signal()
    frame_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._title, self._right, _ = self.head()
        self._compact = self._crowded = False
        self._keys: tuple[str, ...] = ("", "", "")
        middle = QHBoxLayout()
        middle.setSpacing(12)
        self.strip = ShotStrip()
        self.strip.chosen.connect(self.frame_chosen)
        self._facts = label(role="secondary", tone="t2")
        self._facts.setWordWrap(True)
        self._facts.setFixedWidth(76)
        middle.addWidget(self.strip, 1)
        middle.addWidget(self._facts)
        self.column.addLayout(middle, 1)
        row = QHBoxLayout()
        row.setSpacing(_BETWEEN)
        self.take, self.retake = KeyButton("", "camera"), KeyButton("", "rotate-ccw")
        self.next = KeyButton("", kind="primary")
        for button, wanted in (
            (self.take, self.take_wanted), (self.retake, self.retake_wanted), (self.next, self.next_wanted)
        ):  # fmt: skip
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(wanted)
        row.addWidget(self.take)
        row.addWidget(self.retake)
        row.addStretch()
        row.addWidget(self.next)
        self.column.addLayout(row)
        self._timer = QTimer(self)
        self._timer.setInterval(_PULSE_MILLISECONDS)
        self._timer.timeout.connect(lambda: self.set_pulsing(not self.take.property("pulse")))
        self.retranslate()

    def retranslate(self) -> None:
        """New words."""
        self._show_keys()
        self.strip.setToolTip(
            self.tr(
                "Frames of this capture with their quality; the star marks the best, the ring what is kept. "
                "Dashed: not accepted yet. A click or its number takes another one instead, until the next person."
            )
        )

    def set_keys(self, keys: Sequence[str]) -> None:
        """Of the three buttons, as people gave them; empty for none."""
        self._keys = tuple(keys)
        self._show_keys()

    def show_shots(self, subject: str, captures: Captures) -> None:
        """Bring up to date."""
        folder = "/".join(captures.folder.parts[-2:])
        self._title.setText(self.tr("Captured for {0}").format(subject) if subject else self.tr("Captured"))
        self._right.set_texts(self.tr("saved in {0}").format(folder), folder)
        self.strip.show_shots(captures.shown, captures.shots, len(captures.frames))
        facts = self._facts_of(captures.shots, captures.best, captures.shown)
        self._facts.setText(facts)
        self._crowded = len(captures.frames) > 1
        self._show_facts()

    def _show_facts(self) -> None:
        """Not where the frames to choose among need the room."""
        self._facts.setVisible(bool(self._facts.text()) and not (self._compact and self._crowded))

    def _facts_of(self, kept: Sequence[Shot], best: Shot | None, shown: Sequence[Shot]) -> str:
        if best is None or best.quality is None:
            return ""
        better = any((s.quality or 0) > best.quality for s in shown)
        facts = (self.tr("<b>Kept: {0}</b>") if better else self.tr("<b>Best: {0}</b>")).format(best.quality)
        if self._compact:
            return facts  # one line is all the room there is
        if any(s.saved is None for s in kept):
            return facts + "<br>" + self.tr("not on disk yet")
        if all(s.accepted for s in kept):
            return facts + "<br>" + self.tr("picture, crop and JSON saved")
        return facts + "<br>" + self.tr("to be accepted")

    def enable(self, *, take: bool, retake: bool, go_on: bool, pulse: bool) -> None:
        """Which buttons make sense."""
        self.take.setEnabled(take)
        self.retake.setEnabled(retake)
        self.next.setEnabled(go_on)
        if pulse and not self._timer.isActive():
            self._timer.start()
        elif not pulse and self._timer.isActive():
            self._timer.stop()
            self.set_pulsing(False)

    def set_compact(self, compact: bool) -> None:
        super().set_compact(compact)
        self._compact = compact
        self.column.setSpacing(6 if compact else 10)
        self._show_facts()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_keys()

    def _show_keys(self) -> None:
        """Whole words and keys where the language leaves room for them, else whole words, else short ones."""
        whole = (self.tr("Take now"), self.tr("Retake"), self.tr("Next person"))
        short = (self.tr("Take"), self.tr("Retake"), self.tr("Next"))
        keys = tuple(self._keys)
        buttons, none = (self.take, self.retake, self.next), ("", "", "")
        margins = self.column.contentsMargins()
        room = self.width() - margins.left() - margins.right() - len(buttons) * _BETWEEN
        for texts, shown in ((whole, keys), (whole, none), (short, none)):
            for button, text, key in zip(buttons, texts, shown, strict=True):
                button.setText(text)
                button.set_key(key)
            if sum(button.sizeHint().width() for button in buttons) <= room:
                break
        for button, words, key in zip(buttons, whole, keys, strict=True):
            button.setAccessibleName(with_key(words, key))
            button.setToolTip(with_key(words, key))

    def set_pulsing(self, on: bool) -> None:
        """Take now in the main button's colours, on and off."""
        self.take.setProperty("pulse", on)
        self.take.style().unpolish(self.take)
        self.take.style().polish(self.take)
