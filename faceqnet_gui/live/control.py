"""What Live does, without a widget: worker and session driven, sources opened and lost, photos written and kept."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from faceqnet_engine.errors import UsageError
from faceqnet_engine.live.capture import RUNNING, CaptureOptions, Effect, State
from faceqnet_engine.live.checks import Check, checks_of
from faceqnet_engine.live.hints import HintState
from faceqnet_engine.live.reading import Reading
from faceqnet_engine.live.session import LiveSession
from faceqnet_engine.live.smoothing import OneEuro
from faceqnet_engine.measures.profiles import Profile, profile
from faceqnet_engine.sources.stream import Frame, Source
from faceqnet_gui.live.captures import Captures
from faceqnet_gui.live.enrolment import Enrolment
from faceqnet_gui.live.hints import tone_of
from faceqnet_gui.live.oval import Oval
from faceqnet_gui.live.rates import History, Rates
from faceqnet_gui.live.recording import Recordings
from faceqnet_gui.live.sources import CAMERA, Choice, source_of, title_of
from faceqnet_gui.live.trouble_words import source_words
from faceqnet_gui.views import Host
from faceqnet_gui.worker.live_worker import LiveWorker, Picture

translate = QCoreApplication.translate
TICK_MILLISECONDS = 40
STILL_WAITING, GIVE_UP = 3.0, 10.0
"""Seconds of opening after which that is said, and after which it has failed."""
_JOIN_SECONDS, _END_MILLISECONDS = 3.0, 50
_MOST_WAITING = 16
"""Frames that were judged and are not yet scored; of a source that was left, scores never come."""


class LiveControl(QObject):
    """One per view. `changed` says that states, hints, checks or figures may be others."""

    changed = Signal()
    pictured = Signal()
    judged = Signal()  # place and checks of a newer frame; its score follows
    said = Signal(str)
    rated = Signal(float)  # a score is known of a frame that arrived then
    hinted = Signal(str, bool)  # hint, second wording
    flashed = Signal()

    def __init__(
        self, host: Host, parent: QObject | None = None, make_analyser: Callable[[str], Any] | None = None
    ) -> None:
        super().__init__(parent)
        self.host = host
        self.worker = LiveWorker(host.settings.device, make_analyser, self)
        self.session = LiveSession(self._profile(), self._options(), frozenset(host.settings.live_off))
        self.rates, self.history = Rates(), History()
        self.choice: Choice | None = None
        self.title = self.trouble = self.model = self.device = ""
        self._words: Callable[[], str] = str
        self.models_loading = False
        self.reconnect_at = 0.0
        self.subject_id = ""
        self.comparison: Any = None
        self.enrolment = Enrolment(host, self)
        self.enrolled_shows_face = True
        self.analysed = self.scored = 0
        self.values: dict[str, float] = {}
        self._smoothing: dict[str, OneEuro] = {}
        self._waiting: deque[tuple[Frame, HintState, State]] = deque(maxlen=_MOST_WAITING)
        self._last_hint = ("", False)
        self._token = 0
        self._source_name: Callable[[], str] = str
        self.captures = Captures(self)
        self.oval = Oval(self)
        self.recordings = Recordings(self)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MILLISECONDS)
        self._timer.timeout.connect(self._tick)
        self._connect()
        self.apply_settings()

    def _connect(self) -> None:
        worker = self.worker
        worker.picture_ready.connect(self._take_picture)
        worker.located_ready.connect(self._take_located)
        worker.readings_ready.connect(self._take_readings)
        worker.lost.connect(self._take_loss)
        worker.failed.connect(self._take_failure)
        worker.ended.connect(self._take_end)
        worker.loading.connect(lambda: self._set_loading(True))
        worker.loaded.connect(self._take_model)
        worker.model_failed.connect(self._take_model_failure)
        worker.compared.connect(self._take_comparison)
        worker.enrolled.connect(self._take_enrolled)
        self.enrolment.found.connect(self._take_enrolment)

    # ---- settings

    def apply_settings(self) -> None:
        """After a change of settings."""
        settings = self.host.settings
        self.session.machine.options = self._options()
        self.session.burst = max(1, settings.live_burst)
        self.session.use(self._profile(), frozenset(settings.live_off))
        self.worker.set_guide(self.oval.share)
        self.changed.emit()

    def _profile(self) -> Profile:
        try:
            return profile(self.host.settings.live_profile)
        except UsageError:
            return profile("enrolment")

    def _options(self) -> CaptureOptions:
        s = self.host.settings
        return CaptureOptions(
            auto=s.live_auto, hold=s.live_hold, count=s.live_count, ask=s.live_ask, patience=s.live_patience
        )

    # ---- what is known

    @property
    def state(self) -> State:
        """Of the capture."""
        return self.session.state

    @property
    def running(self) -> bool:
        """Whether there is a live picture."""
        return self.state in RUNNING

    @property
    def sentence(self) -> str:
        """What is the matter, in the language in force; empty where nothing is."""
        return self._words()

    def tell(self, trouble: str, words: Callable[[], str] = str) -> None:
        """What is the matter from now on; words are asked for when they are shown, the language may change."""
        self.trouble, self._words = trouble, words

    @property
    def picture(self) -> Picture | None:
        """The newest picture; also the last one of a lost source."""
        return self._picture

    _picture: Picture | None = None

    @property
    def reading(self) -> Reading | None:
        """The latest reading."""
        return self.session.last

    def checks(self) -> tuple[Check, ...]:
        """With smoothed markers; nothing is known without a live picture."""
        if not self.running:
            return checks_of(self.session.rows, HintState(), {})
        return self.session.checks(self.values)

    # ---- sources

    def start(self, choice: Choice) -> None:
        """Open a source by its key."""
        self.open(source_of(choice, lambda: self.oval.share), choice)

    def open(self, source: Source, choice: Choice) -> None:
        """Open a source; the choice names it, for people and for the next time."""
        self._do(self.session.machine.accept())
        self.choice, self.title = choice, title_of(choice.key)
        self.tell("")
        if choice.key.startswith(CAMERA):  # for the next start; an address may hold a password
            self.host.remember(live_source=choice.key)
        self._picture = self.session.last = self.comparison = None
        self._waiting.clear()
        self.rates.clear()
        self.session.machine.open(time.monotonic())
        self.session.forget_person()
        self._source_name = lambda: source.name
        self._token = self.worker.start(source)
        self._timer.start()
        self.changed.emit()

    def stop(self) -> None:
        """Let the source go; a photo under review is kept."""
        self._do(self.session.machine.accept())
        self.recordings.stop()
        self.worker.stop()
        self._timer.stop()
        self.session.machine.stop(time.monotonic())
        self._picture = self.session.last = None
        self.comparison = None
        self.changed.emit()

    def restart(self) -> None:
        """The same source once more."""
        if self.choice is not None:
            self.start(self.choice)

    def close(self) -> bool:
        """End the threads; whether they did in time."""
        self._timer.stop()
        self.captures.close()
        kept = self.recordings.close()
        return self.worker.close(_JOIN_SECONDS) and kept

    def _take_picture(self) -> None:
        picture = self.worker.take_picture()
        if picture is None:
            return
        self._picture = picture
        if self.state in {State.OPENING, State.LOST}:
            if self.choice is not None and self.choice.key.startswith(CAMERA):
                self.title = self._source_name()  # of a camera chosen by its number, only now
            self.session.machine.frame(time.monotonic())
            self.tell("")
            self.changed.emit()
        self.pictured.emit()

    def _take_loss(self, token: int, sentence: str, wait: float) -> None:
        if token == self._token:
            self.reconnect_at = time.monotonic() + wait
            self.recordings.stop()
            self.session.machine.lose(time.monotonic())
            self.changed.emit()

    def _take_failure(self, token: int, trouble: str, sentence: str) -> None:
        if token == self._token:
            self._fail(trouble, sentence)

    def _fail(self, trouble: str, sentence: str = "") -> None:
        title = self.title
        self.tell(trouble, lambda: source_words(trouble, title, sentence))
        self.recordings.stop()
        self.session.machine.fail(time.monotonic())
        self.changed.emit()

    def _take_end(self, token: int, looks: int = 20) -> None:
        if token == self._token and self._waiting and looks:  # the last frames are still being scored
            QTimer.singleShot(_END_MILLISECONDS, self, lambda: self._take_end(token, looks - 1))
        elif token == self._token:
            self._fail("ended")

    # ---- models

    def _set_loading(self, loading: bool) -> None:
        self.models_loading = loading
        self.changed.emit()

    def _take_model(self, model: str, device: str) -> None:
        self.model, self.device = model, device
        self._set_loading(False)

    def _take_model_failure(self, sentence: str, reference: str) -> None:
        self.models_loading = False
        self.host.report(sentence, reference)
        self.stop()

    # ---- readings

    def _take_located(self) -> None:
        self._judge_all()
        self.changed.emit()

    def _judge_all(self) -> None:
        located = [reading for reading in self.worker.take_located() if self.running]
        for reading in located:
            self._judge(reading)
        if located:
            self.judged.emit()

    def _judge(self, reading: Reading) -> None:
        """Checks, hint and state by what was measured: they do not wait for the score."""
        now = time.monotonic()
        self.rates.analysed(now)
        self.analysed += 1
        effects = self.session.read(reading, now)
        if reading.subject is None:
            self.values.clear()
            self._smoothing.clear()
        self._smooth(reading.values, now)
        hints = self.session.hints
        self._waiting.append((reading.frame, hints, self.state))
        tone = tone_of(hints.shown, self.state, self.session.machine.light) if hints.shown else ""
        self.history.add(now, self.values.get("quality"), hints.shown, tone)
        if (hints.shown, hints.again) != self._last_hint:
            self._last_hint = (hints.shown, hints.again)
            self.hinted.emit(*self._last_hint)
        self._do(effects)

    def _take_readings(self) -> None:
        self._judge_all()  # a frame is judged before it is rated
        for reading in self.worker.take_readings():
            if self.running:
                self._rate(reading)
        self.changed.emit()

    def _rate(self, reading: Reading) -> None:
        """The score of a frame, or that it has none; its row of a recording says what was shown for that very frame."""
        now = time.monotonic()
        self.scored += reading.score is not None
        if reading.score is not None and self.reading is not None and self.reading.subject is not None:
            self._smooth({"quality": reading.values["quality"]}, now)
            self.rated.emit(reading.frame.captured)
        for n, (frame, hints, state) in enumerate(self._waiting):
            if frame is reading.frame:
                self.recordings.add(reading, hints, state)
                for _ in range(n + 1):
                    self._waiting.popleft()
                break
        self._do(self.session.rate(reading))

    def _smooth(self, values: Mapping[str, float], now: float) -> None:
        """For the eye only."""
        for name, value in values.items():
            smoothing = self._smoothing.setdefault(name, OneEuro())
            self.values[name] = float(smoothing(value, now))

    def _tick(self) -> None:
        now = time.monotonic()
        if self.state is State.OPENING and self.session.machine.elapsed > GIVE_UP:
            self.worker.stop()
            self._fail("timed-out")
        self._do(self.session.tick(now))
        self.changed.emit()

    # ---- captures

    def _do(self, effects: list[Effect]) -> None:
        for effect in effects:
            if effect is Effect.CAPTURE:
                self.flashed.emit()
                self.captures.take()
            elif effect is Effect.KEEP:
                self.captures.keep()
            elif effect is Effect.DISCARD:
                self.captures.discard()
            elif effect is Effect.COUNT_FELL:
                self.said.emit(translate("LiveControl", "Something moved out of range. Starting again."))

    def take_now(self) -> None:
        """The shutter; the best frame so far where patience is over."""
        self.captures.manual = True
        if self.state is State.TIMED_OUT and self.session.best_so_far is not None:
            self._do(self.session.take_best(time.monotonic()))
        else:
            self._do(self.session.shutter(time.monotonic()))
        self.changed.emit()

    def take_live(self) -> None:
        """The shutter, on the live picture even where a better one is offered."""
        self.captures.manual = True
        self._do(self.session.shutter(time.monotonic()))
        self.changed.emit()

    def accept(self) -> None:
        """The photo that is shown is good."""
        self._do(self.session.machine.accept())
        self.changed.emit()

    def retake(self) -> None:
        """The photo that is shown is not good."""
        self._do(self.session.retake(time.monotonic()))
        self.changed.emit()

    def next_person(self) -> None:
        """Keep what is shown, and begin with somebody else."""
        if not self.running or self.state is State.CAPTURING:
            return
        self._do(self.session.next_person(time.monotonic()))
        self.captures.next_person()
        self.set_subject(self.captures.following(self.subject_id))
        self.changed.emit()

    # ---- who it is

    def set_subject(self, subject: str) -> None:
        """An ID was typed or scanned."""
        self.subject_id = subject.strip()
        self.comparison = None
        self.worker.enrol(self.subject_id, None)
        self.enrolment.look(self.subject_id, self.captures.folder.parent)
        self.changed.emit()

    def _take_enrolment(self) -> None:
        self.enrolled_shows_face = True
        self.worker.enrol(self.subject_id, self.enrolment.photo)
        self.changed.emit()

    def _take_comparison(self, found: Any) -> None:
        if found.subject == self.subject_id and self.running:
            self.comparison = found
            self.changed.emit()

    def _take_enrolled(self, subject: str, shows_face: bool) -> None:
        if subject == self.subject_id:
            self.enrolled_shows_face = shows_face
            self.changed.emit()
