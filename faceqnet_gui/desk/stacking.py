"""Stacks on the desk: the same and nearly the same photos shown as one, opened and closed, brought up to date."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from faceqnet_gui.look.words import count
from faceqnet_gui.session.looks import Looks
from faceqnet_gui.session.opening import SessionError
from faceqnet_gui.session.piles import Piles
from faceqnet_gui.session.session import Session
from faceqnet_gui.session.stacks import NOT_SEEN, PLAIN, Stacks, contents_of, material_of, stacks_of
from faceqnet_gui.worker.jobs import Job

if TYPE_CHECKING:
    from faceqnet_gui.desk.window import Window
    from faceqnet_gui.worker.looks import LookJob

_WHILE_ROWS_COME = 1500
"""Milliseconds: photos change places then, no more often than people can follow."""
log = logging.getLogger(__name__)


class Stacking(QObject):
    """Follows the rows of the session while stacks are wanted; all of the work is done in threads.

    Attributes:
        on: Whether the same and nearly the same photos are shown as one.
    """

    ready = Signal()  # every photo has been looked at, and the stacks are shown

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.on = False
        self._session: Session | None = None
        self._looks = Looks()
        self._reckoning: Job | None = None
        self._look_job: LookJob | None = None
        self._stale = False
        self._share = (0, 0)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._reckon)

    def follow(self, session: Session) -> None:
        """Another session is open: nothing is stacked in it until that is wanted."""
        if self._look_job is not None:
            self._look_job.cancelled.set()
        self._session, self.on, self._looks = session, False, Looks()
        self._reckoning = self._look_job = None
        self._timer.stop()
        session.rescored.connect(self.touch)

    def stop(self) -> None:
        """The window closes: what threads still say is not listened to."""
        if self._look_job is not None:
            self._look_job.cancelled.set()
        self._session, self.on, self._reckoning, self._look_job = None, False, None, None
        self._timer.stop()

    # ---- on and off

    def toggle(self) -> None:
        """Show them as one, or each for itself."""
        self.set_on(not self.on)
        if self.on and self._window.view not in {"grid", "table"}:
            self._window.show_view("grid")

    def set_on(self, on: bool) -> None:
        """Likewise."""
        if on == self.on or self._session is None:
            return
        self.on = on
        arrangement = self._window.arrangement
        arrangement.opened = frozenset()
        if on:
            self._looks = self._session.file.looks()
            self.touch()
        else:
            arrangement.stacks = None
            if self._look_job is not None:
                self._look_job.cancelled.set()
        self._window.refresh(force=True)

    @property
    def piles(self) -> Piles | None:
        """What lies behind the photos shown."""
        return self._window.grid.listing.piles if self.on else None

    @property
    def words(self) -> str:
        """The chip; empty where nothing is stacked."""
        if not self.on:
            return ""
        done, total = self._share
        if self._look_job is not None and total:
            return self.tr("Stacked, {0} % looked at").format(100 * done // total)
        hidden = self.piles.hidden if self.piles is not None else 0
        if not hidden:
            return self.tr("Stacked")
        return self.tr("Stacked, {0} behind").format(count(hidden))

    @property
    def busy(self) -> bool:
        """Whether stacks may still change by themselves."""
        return self.on and (self._stale or self._reckoning is not None or self._look_job is not None)

    # ---- one stack

    def expand(self) -> None:
        """Show all of the current photo's stack, or only its best again."""
        window = self._window
        row, piles = window.current, self.piles
        pile = None if row is None or piles is None else piles.of_row(row)
        if row is None or piles is None or pile is None:
            window.toast.say(self.tr("No other photo is the same or nearly the same."))
            return
        members = frozenset(piles.stacks.members(row).tolist())
        arrangement = window.arrangement
        if pile.opened:
            arrangement.opened -= members
            row = int(piles.tops[piles.stacks.number[row]])
        else:
            arrangement.opened |= {row}
        window.refresh(force=True)
        window.pick_row(row)

    def reveal(self, row: int) -> bool:
        """Open the stack that hides a row; whether there was one."""
        piles = self.piles
        if piles is None or row in self._window.grid_model.shown or piles.of_row(row) is None:
            return False
        self._window.arrangement.opened |= {row}
        self._window.refresh(force=True)
        return row in self._window.grid_model.shown

    # ---- up to date

    def touch(self, *_: Any) -> None:
        """Rows have come, gone or changed."""
        if self.on:
            self._stale = True
            if not self._timer.isActive():
                wait = self._window.scans.running or self._look_job is not None
                self._timer.start(_WHILE_ROWS_COME if wait else 0)

    def _reckon(self) -> None:
        """Work out which photos are the same, in a thread."""
        session = self._session
        if not self.on or session is None or session.file.closed or self._reckoning is not None:
            return
        self._stale = False
        material = material_of(session.columns, self._looks.of(contents_of(session.columns)))
        job = Job(lambda _: stacks_of(material), self._window)
        job.done.connect(lambda found: self._take(session, found))
        job.failed.connect(self._window.report)
        job.finished.connect(lambda: self._reckoned(job))
        job.finished.connect(job.deleteLater)
        self._reckoning = job
        job.start()  # last: it may be over before this line is

    def _reckoned(self, job: Job) -> None:
        if self._reckoning is job:
            self._reckoning = None
        if self._stale:
            self.touch()
        elif self.on and not self.busy:
            self.ready.emit()

    def _take(self, session: Session, stacks: Any) -> None:
        window = self._window
        if session is not self._session or not self.on or not isinstance(stacks, Stacks):
            return
        window.arrangement.stacks = stacks
        window.refresh(force=True)
        current, piles = window.current, self.piles
        if current is not None and piles is not None and current not in window.grid_model.shown:
            pile = piles.of_row(current)
            if pile is not None:  # keys would act on nothing: the one on top of it is meant from now on
                window.pick_row(int(piles.tops[piles.stacks.number[current]]))
        self._look()

    def _look(self) -> None:
        """Look at photos that nobody has looked at; a scan comes first."""
        session = self._session
        if session is None or self._look_job is not None or self._window.scans.running:
            return
        contents = contents_of(session.columns)
        unseen = np.flatnonzero((contents != 0) & (self._looks.of(contents) == NOT_SEEN))
        if not len(unseen):
            return
        from faceqnet_gui.worker.looks import LookJob

        _, first = np.unique(contents[unseen], return_index=True)
        rows = unseen[np.sort(first)]
        job = LookJob(contents[rows], [session.columns.row(int(n)) for n in rows], self._window)
        job.found.connect(lambda which, looks: self._looked(session, which, looks))
        job.progress.connect(self._progressed)
        job.failed.connect(self._window.report)
        job.finished.connect(lambda: self._look_ended(job))
        job.finished.connect(job.deleteLater)
        self._look_job, self._share = job, (0, len(rows))
        job.start()
        self._window.refresh(force=True)

    def _looked(self, session: Session, contents: np.ndarray, looks: np.ndarray) -> None:
        if session is not self._session:
            return
        seen = looks != NOT_SEEN
        self._looks.add(
            contents, np.where(seen, looks, np.uint64(PLAIN))
        )  # nobody looks twice while it is open
        if seen.any() and not session.file.read_only and not session.file.closed:
            try:
                session.file.save_looks(contents[seen], looks[seen])
            except SessionError as error:  # a full disk: they are looked at again the next time
                log.warning("What photos look like is kept in memory only: %s", error)
        self.touch()

    def _progressed(self, done: int, total: int) -> None:
        self._share = (done, total)
        if self.on:
            self._window.show_chips()

    def _look_ended(self, job: Job) -> None:
        if self._look_job is job:
            self._look_job = None
            self._timer.stop()  # what it waits for is over
            self.touch()
