"""The newest frame and no other; sources that are lost, come back, hang or end."""

from __future__ import annotations

import threading

import numpy as np

from faceqnet_engine.sources.grabber import BACK_OFF, Grabber, NewestFrame, Watchers
from faceqnet_engine.sources.stream import Frame, Source, SourceError, Trouble

PIXELS = np.zeros((48, 64, 3), np.uint8)


def frame(number: int) -> Frame:
    return Frame(PIXELS, number, float(number))


class Told:
    """What a grabber said, and events to wait for."""

    def __init__(self) -> None:
        self.frames: list[int] = []
        self.losses: list[float] = []
        self.failures: list[SourceError] = []
        self.over = threading.Event()
        self.ended = False

    def watchers(self) -> Watchers:
        return Watchers(
            lambda f: self.frames.append(f.number),
            lambda error, wait: self.losses.append(wait),
            lambda error: (self.failures.append(error), self.over.set()),
            self._end,
        )

    def _end(self) -> None:
        self.ended = True
        self.over.set()


class Scripted(Source):
    """Does at each step what its script says: a number is a frame, None is no frame, an error is raised."""

    name = "Scripted camera"

    def __init__(self, *steps: object) -> None:
        self._steps = list(steps)
        self.opened = self.closed = 0

    def open(self, cancel: threading.Event) -> None:
        self.opened += 1
        if self._steps and isinstance(self._steps[0], SourceError) and self._steps[0].trouble is Trouble.BUSY:
            raise self._steps.pop(0)

    def read(self, cancel: threading.Event) -> Frame | None:
        if not self._steps:
            raise StopIteration
        step = self._steps.pop(0)
        if isinstance(step, Exception):
            raise step
        return frame(step) if isinstance(step, int) else None

    def close(self) -> None:
        self.closed += 1


def lost() -> SourceError:
    return SourceError(Trouble.LOST, "gone")


def busy() -> SourceError:
    return SourceError(Trouble.BUSY, "busy")


def grab(source: Source) -> tuple[Told, Grabber, NewestFrame]:
    told, slot = Told(), NewestFrame()
    grabber = Grabber(source, slot, told.watchers())
    return told, grabber, slot


def test_putting_replaces_what_nobody_took() -> None:
    slot = NewestFrame()
    for number in range(5):
        slot.put(frame(number))
    taken = slot.take(0)
    assert taken is not None
    assert taken.number == 4
    assert slot.dropped == 4
    assert slot.take(0) is None


def test_closing_wakes_whoever_waits() -> None:
    slot = NewestFrame()
    answer: list[object] = []
    thread = threading.Thread(target=lambda: answer.append(slot.take(60)))
    thread.start()
    slot.close()
    thread.join(10)
    assert answer == [None]


def test_a_patient_source_skips_no_frame_however_slow_they_are_taken() -> None:
    source = Scripted(*range(12))
    source.patient = True
    told, grabber, slot = grab(source)
    taken: list[int] = []

    def work() -> None:
        while not told.over.is_set():
            found = slot.take(0.05)
            if found is not None:
                taken.append(found.number)
                threading.Event().wait(0.02)

    thread = threading.Thread(target=work)
    thread.start()
    grabber.start()
    assert told.over.wait(20)
    thread.join(10)
    assert taken == list(range(12))
    assert slot.dropped == 0


def test_a_patient_source_that_nobody_reads_can_be_closed() -> None:
    source = Scripted(*range(12))
    source.patient = True
    told, grabber, _slot = grab(source)
    grabber.start()
    assert grabber.close(10)
    assert not told.ended


def test_a_film_is_read_to_its_end() -> None:
    source = Scripted(0, 1, None, 2)
    told, grabber, _slot = grab(source)
    grabber.start()
    assert told.over.wait(10)
    assert grabber.close(10)
    assert told.frames == [0, 1, 2]
    assert told.ended
    assert source.closed >= 1


def test_a_lost_source_comes_back_with_growing_waits() -> None:
    source = Scripted(0, lost(), busy(), busy(), busy(), busy(), busy(), 1, lost(), 2)
    told, grabber, _ = grab(source)
    # Waits of no length: the grabber's own event, so that no other thread's waiting changes.
    grabber._cancel.wait = lambda timeout=None: grabber._cancel.is_set()
    grabber.start()
    assert told.over.wait(10)
    assert told.frames == [0, 1, 2]
    assert told.losses == [*BACK_OFF, BACK_OFF[-1], BACK_OFF[-1], BACK_OFF[0]]


def test_a_source_that_never_opened_has_failed_at_once() -> None:
    told, grabber, _ = grab(Scripted(busy()))
    grabber.start()
    assert told.over.wait(10)
    assert [e.trouble for e in told.failures] == [Trouble.BUSY]
    assert told.losses == []


def test_a_fault_in_a_driver_is_said_and_not_raised() -> None:
    told, grabber, _ = grab(Scripted(0, RuntimeError("driver")))
    grabber.start()
    assert told.over.wait(10)
    assert "fault of this program" in told.failures[0].sentence


class Hanging(Source):
    """Blocks inside its driver until it is let go, whatever anybody asks."""

    name = "Hanging camera"

    def __init__(self) -> None:
        self.inside, self.let_go = threading.Event(), threading.Event()

    def open(self, cancel: threading.Event) -> None:
        self.inside.set()
        self.let_go.wait(60)

    def read(self, cancel: threading.Event) -> Frame | None:
        return frame(1)

    def close(self) -> None:
        pass


def test_a_source_that_hangs_is_left_alone_and_says_nothing_later() -> None:
    source = Hanging()
    told, grabber, _ = grab(source)
    grabber.start()
    assert source.inside.wait(10)
    assert not grabber.close(0)  # it does not wait
    assert grabber.running
    source.let_go.set()
    assert grabber.close(10)
    assert told.frames == []
