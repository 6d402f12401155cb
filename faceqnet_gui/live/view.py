"""The view Live: the camera's picture, what is checked, and the desk of the person who runs it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from faceqnet_engine.live.capture import Light, State
from faceqnet_engine.live.guide import working_distance
from faceqnet_gui.live.captured_card import CapturedCard
from faceqnet_gui.live.cards import LightCard
from faceqnet_gui.live.checks_card import ChecksCard
from faceqnet_gui.live.control import STILL_WAITING, LiveControl
from faceqnet_gui.live.guide_size import metres_words
from faceqnet_gui.live.hints import words_of
from faceqnet_gui.live.key_words import how_to, key_of, with_key
from faceqnet_gui.live.layout import Board
from faceqnet_gui.live.messages import show_message
from faceqnet_gui.live.offer import Offer
from faceqnet_gui.live.person_card import PersonCard
from faceqnet_gui.live.preview import Preview
from faceqnet_gui.live.settings_dialog import LiveSettings
from faceqnet_gui.live.source_menu import SourceMenu
from faceqnet_gui.live.sources import SYNTHETIC, Choice
from faceqnet_gui.live.speech import Speech, shutter_sound
from faceqnet_gui.live.state_words import light_words
from faceqnet_gui.live.status_line import StatusLine
from faceqnet_gui.live.strip import StripCard
from faceqnet_gui.live.subject_window import SubjectWindow
from faceqnet_gui.look.announce import announce
from faceqnet_gui.look.key_button import KeyButton
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.tokens import DARK
from faceqnet_gui.look.widgets import IconButton, Toast
from faceqnet_gui.views import LIVE, Host, Page

_SLOW_MILLISECONDS = 500
_FIGURES_SECONDS, _STRIP_SECONDS = 0.09, 0.2


class LiveView(Page):
    """The page; what it does is in `LiveControl`."""

    def __init__(self, host: Host, make_analyser: Callable[[str], Any] | None = None) -> None:
        super().__init__()
        self._host = host
        self.control = LiveControl(host, self, make_analyser)
        self.preview = Preview(self.control)
        self.light, self.checks = LightCard(), ChecksCard()
        self.strip, self.person, self.captured = StripCard(self.control.history), PersonCard(), CapturedCard()
        self.status = StatusLine()
        self.offer = Offer(self.preview)
        self.board = Board(self.preview, self.light, self.checks, self.strip, self.person, self.captured)
        self.toast = Toast(self.preview)
        self.subject: SubjectWindow | None = None
        self._speech = Speech(self)
        self._said_state: State | None = None
        self._figures_at = self._strip_at = 0.0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.board, 1)
        column.addWidget(self.status)
        self.subject_button, self.settings_button = (
            KeyButton("", "monitor"),
            IconButton("sliders-horizontal", ""),
        )
        self.settings_button.clicked.connect(self.open_settings)
        self.subject_button.clicked.connect(self.toggle_subject)
        self.menu = SourceMenu(
            self, lambda: self.control.choice if self.control.state is not State.OFF else None,
            lambda: host.settings, self.control.start, self.control.stop, self._ask_of_camera,
        )  # fmt: skip
        self.preview.source_button.setMenu(self.menu)
        self._connect()
        self._timer = QTimer(self)
        self._timer.setInterval(_SLOW_MILLISECONDS)
        self._timer.timeout.connect(self._show_speed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.retranslate()

    def _connect(self) -> None:
        control = self.control
        control.changed.connect(self.show_state)
        control.said.connect(self.toast.say)
        control.hinted.connect(self._speak)
        control.flashed.connect(self._sound)
        control.captures.changed.connect(self._show_shots)
        control.recordings.changed.connect(self._show_record)
        self.preview.painted.connect(control.rates.shown)
        self.preview.mirror_button.clicked.connect(self.toggle_mirror)
        self.checks.profile_chosen.connect(self._use_profile)
        self.person.entered.connect(self._take_subject)
        self.person.enrolled_wanted.connect(self.open_settings)
        self.captured.take_wanted.connect(control.take_now)
        self.captured.retake_wanted.connect(control.retake)
        self.captured.next_wanted.connect(self.go_on)
        self.captured.frame_chosen.connect(control.captures.choose)
        self.offer.taken.connect(control.take_now)
        self.status.record_wanted.connect(control.recordings.toggle)
        theme().changed.connect(self.show_state)

    # ---- the page

    def top_widgets(self) -> Sequence[QWidget]:
        return (self.subject_button, self.settings_button)

    def entered(self) -> None:
        self.control.enrolment.look(self.control.subject_id, self.control.captures.folder.parent)
        self._timer.start()
        self.show_state()
        self.setFocus()

    def left(self) -> None:
        self._timer.stop()
        self.control.stop()
        if self.subject is not None:
            self.subject.close()

    def shut(self) -> None:
        self._timer.stop()
        if self.subject is not None:
            self.subject.close()
        self.control.close()

    def retranslate(self) -> None:
        guide = self.preview.guide_popup.size_editor
        for part in (self.checks, self.strip, self.person, self.captured, self.status, self.offer, guide):
            part.retranslate()
        self.setAccessibleName(self.tr("Live camera"))
        self.subject_button.setText(self.tr("Subject screen"))
        self.subject_button.setToolTip(self.tr("What the person sees: picture, oval and one sentence"))
        self.settings_button.set_tip(self.tr("Live settings"))
        self.show_keys()
        self._said_state = None  # everything anew
        self.show_state()
        self._show_shots()
        self._show_record()

    def show_keys(self) -> None:
        names = ("live.take", "live.retake", "live.next")
        self.captured.set_keys([key_of(self._host, name) for name in names])
        self.subject_button.set_key(key_of(self._host, "live.subject"))
        self.status.set_key(key_of(self._host, "live.record"))
        self._said_state = None  # sentences name keys
        self.show_state()

    # ---- showing

    def show_state(self) -> None:
        """Bring every part up to date; called some 40 times a second while a source runs.

        People read figures at most ten times a second, and curves less often.
        """
        control, now = self.control, monotonic()
        changed = control.state is not self._said_state
        title, sentence = light_words(control)
        waiting = control.state is State.SEARCHING and not control.model
        self.light.show_state(Light.NONE if waiting else control.session.machine.light, title, sentence)
        if changed or now - self._figures_at > _FIGURES_SECONDS:
            self._figures_at = now
            self._show_figures()
        if changed or now - self._strip_at > _STRIP_SECONDS:
            self._strip_at = now
            self.strip.strip.show_moment(now, control.session.quality_limit)
        self._show_person()
        self._show_buttons()
        if changed:
            self._state_changed()
        elif control.state is State.OPENING and control.session.machine.elapsed > STILL_WAITING:
            self._show_message()
        if changed or not control.running:  # else each picture brings a painting
            self.preview.update()

    def _show_figures(self) -> None:
        control = self.control
        faces = control.reading.faces if control.reading is not None and control.running else 0
        self.checks.list.show_checks(control.checks(), control.values, faces)
        self.checks.set_profile(control.session.profile)
        quality = control.values.get("quality") if control.running else None
        self.checks.show_quality(None if quality is None else round(quality), control.session.quality_limit)

    def _state_changed(self) -> None:
        self._said_state = self.control.state
        self._show_message()
        self._show_source()
        self._show_shots()
        timed_out = self.control.state is State.TIMED_OUT
        self.offer.offer(self.control.session.best_so_far if timed_out else None, self.control.state)
        self._show_review()

    def _show_review(self) -> None:
        """The photo just taken; another one when another was chosen."""
        best = self.control.captures.best
        if self.control.state is State.REVIEW and best is not None:
            keys = how_to(self._host, "live.next"), how_to(self._host, "live.retake")
            self.offer.review(best, keys if self._host.settings.live_ask else None)

    def _show_source(self) -> None:
        control, button = self.control, self.preview.source_button
        name = control.title or self.tr("Synthetic demo")
        if control.choice is None or control.state is State.OFF:
            button.setText(self.tr("Choose a source"))
        elif control.picture is not None:
            width, height = control.picture.frame.size
            button.setText(self.tr("{0}, {1} × {2}").format(name, width, height))
        else:
            button.setText(name)
        role = {State.OFF: DARK.t3, State.OPENING: DARK.review, State.ERROR: DARK.fail, State.LOST: DARK.fail}
        button.set_icon("", role.get(control.state, DARK.pass_))
        mirrored = self._host.settings.live_mirror
        self.preview.mirror_button.setText(self.tr("Mirrored") if mirrored else self.tr("Not mirrored"))
        self.preview.mirror_button.setVisible(control.running)
        self._show_distance()
        self.preview.place_buttons()
        words = {State.OFF: self.tr("Off"), State.OPENING: self.tr("Starting"), State.ERROR: self.tr("No picture"),
                 State.LOST: self.tr("Lost")}  # fmt: skip
        roles = {State.OFF: "t3", State.OPENING: "review", State.ERROR: "fail", State.LOST: "fail"}
        self.status.show_source(words.get(control.state, self.tr("Live")), roles.get(control.state, "pass_"))
        self._show_record()

    def _show_distance(self) -> None:
        button, picture = self.preview.guide_button, self.control.picture
        button.setVisible(self.control.running)
        if picture is not None:
            button.setText(metres_words(working_distance(*picture.frame.size, self.control.oval.share)))
            words = self.tr("How far from the camera a face fits the oval; opens its size")
            button.setToolTip(with_key(words, key_of(self._host, "live.guide")))
            button.setAccessibleName(self.tr("Working distance: {0}").format(button.text()))

    def _show_message(self) -> None:
        show_message(self.control, self.preview, self)

    def _show_person(self) -> None:
        control, captures = self.control, self.control.captures
        subjects = control.enrolment.subjects
        done = len(captures.done)
        current = control.subject_id
        position = done if current in captures.done or not current else done + 1
        self.person.show_subject(
            current, position, len(subjects), again=current in captures.done and not captures.shots
        )
        self.person.show_likeness(
            current, control.enrolment.photo, control.enrolment.image, control.enrolled_shows_face, control.comparison,
            has_folder=bool(self._host.settings.live_enrolled),
        )  # fmt: skip

    def _show_shots(self) -> None:
        self.captured.show_shots(self.control.subject_id, self.control.captures)
        self._show_review()

    def _show_buttons(self) -> None:
        state = self.control.state
        has_frame = self.control.running and state not in {State.CAPTURING, State.REVIEW}
        self.captured.enable(
            take=has_frame and self.control.reading is not None,
            retake=state in {State.REVIEW, State.SAVED, State.TIMED_OUT},
            go_on=self.control.running and state is not State.CAPTURING,
            pulse=state is State.TIMED_OUT,
        )

    def _show_record(self) -> None:
        recordings = self.control.recordings
        self.status.show_record(recordings.on, recordings.seconds, self.control.running)

    def _show_speed(self) -> None:
        control, now = self.control, monotonic()
        self.status.show_engine(control.model, control.device)
        if control.running:
            shown, analysed = control.rates.per_second(now)
            loading = control.models_loading or not control.model
            self.status.show_speed(
                shown, analysed, control.rates.behind(now), control.worker.skipped, loading=loading
            )
            if control.picture is not None:
                self._show_source()
        else:
            self.status.clear()
        self._show_record()

    # ---- what people do

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.control.state is State.OPENING:
            self.control.stop()
        else:
            super().keyPressEvent(event)

    def start(self, key: str) -> None:
        """Open a source by its key."""
        settings = self._host.settings
        self.control.start(Choice(key, settings.live_size, settings.live_fps))

    def start_demo(self) -> None:
        """The synthetic source."""
        self.start(SYNTHETIC)

    def start_last(self) -> None:
        """The camera used last, or the first."""
        last = self._host.settings.live_source
        self.start(last if last.startswith("camera:") else "camera:0")

    def show_sources(self) -> None:
        """The menu."""
        button = self.preview.source_button
        self.menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def go_on(self) -> None:
        """Enter: take an ID that was typed, accept a photo that is asked about, else the next person."""
        if self.person.field.hasFocus():
            self._take_subject(self.person.field.text())
            return
        if self.control.state is State.REVIEW and self._host.settings.live_ask:
            self.control.accept()
        else:
            self.control.next_person()
        self._show_shots()

    def open_guide(self) -> None:
        """The size of the oval, beside the picture; the desk comes forward, numbers are not for the person."""
        self._come_forward()
        self.preview.open_guide()

    def type_id(self) -> None:
        """Keys and scanners go to the field from now on, from the subject screen as well."""
        self._come_forward()
        self.person.field.setFocus()
        self.person.field.selectAll()

    def _come_forward(self) -> None:
        """In front of the subject screen, where there is one."""
        if self.subject is not None:
            self.window().raise_()
            self.window().activateWindow()

    def toggle_mirror(self) -> None:
        """As in a mirror, or as others see it."""
        self._host.remember(live_mirror=not self._host.settings.live_mirror)
        self.preview.tell_fit()
        self._show_source()

    def toggle_subject(self) -> None:
        """The person's screen."""
        if self.subject is not None:
            self.subject.close()
            return
        self.subject = SubjectWindow(self.control)
        self.subject.closed.connect(self._subject_closed)
        self.subject.addActions(self._host.view_actions(LIVE))
        self.subject.open(self)

    def _subject_closed(self) -> None:
        if self.subject is not None:
            self.subject.deleteLater()
        self.subject = None

    def open_settings(self) -> None:
        """The dialog; not modal, so that its effect is seen."""
        dialog = LiveSettings(self.control, self.settings_changed, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setModal(False)
        dialog.show()

    def settings_changed(self) -> None:
        """Here, or in the preferences."""
        self.control.apply_settings()
        for dialog in self.findChildren(LiveSettings):
            dialog.show_values()
        self.preview.tell_fit()
        self.control.set_subject(self.control.subject_id)
        self._said_state = None  # everything anew
        self.show_state()

    def _use_profile(self, name: str) -> None:
        self._host.remember(live_profile=name)
        self.control.apply_settings()
        self._show_figures()

    def _ask_of_camera(self, name: str, value: Any) -> None:
        self._host.remember(**{name: value})
        choice = self.control.choice
        if choice is not None and self.control.state is not State.OFF and choice.key.startswith("camera:"):
            self.start(choice.key)

    def _take_subject(self, text: str) -> None:
        if text.strip() != self.control.subject_id:
            self.control.set_subject(text)
            self._show_shots()
        if self.person.field.hasFocus():
            self.setFocus()

    def _speak(self, hint: str, again: bool) -> None:
        if hint:
            announce(self.preview, words_of(hint, again=again))
        if self._host.settings.speech:
            self._speech.say(hint, again=again)

    def _sound(self) -> None:
        if self._host.settings.sound:
            shutter_sound()
