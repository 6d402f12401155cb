"""The views of the window as records: the switch in the top bar, Ctrl+1.. and the palette are tables over them.

Views do not know each other. They meet in the session and in the `Host`, which is what a view may ask of the window.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QT_TRANSLATE_NOOP, SignalInstance
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from faceqnet_gui.look.widgets import Toast
from faceqnet_gui.session.columns import Columns
from faceqnet_gui.session.filters import Filter
from faceqnet_gui.session.judged import Judged
from faceqnet_gui.session.session import Session
from faceqnet_gui.settings import Settings
from faceqnet_gui.worker.jobs import Job

TRIAGE, LIVE, EVALUATE, TRAIN = "triage", "live", "evaluate", "train"


class Host(Protocol):
    """The window, as its views see it.

    `session` is replaced when people open another: ask for it, and for its columns, each time.
    """

    settings: Settings
    session: Session
    judged: Judged
    inputs: list[str]
    toast: Toast

    @property
    def columns(self) -> Columns:
        """The rows of the session: `session.columns`."""

    @property
    def filter(self) -> Filter:
        """What triage shows."""

    def show_page(self, page: str) -> None:
        """Go to a view."""

    def view_actions(self, page: str) -> list[QAction]:
        """The actions of a view with their keys, for windows beside this one."""

    def key_of(self, action: str) -> str:
        """The key of an action, as people gave it; empty for none."""

    def open_paths(self, paths: Sequence[str]) -> None:
        """Score these and show them in triage; what is open stays open."""

    def set_filter(self, wanted: Filter) -> None:
        """Show only such rows in triage."""

    limit_moved: SignalInstance
    """The quality limit has another value: histogram, grid and curve share one."""

    @property
    def limit(self) -> int:
        """The quality below which images count as rejected, 0..100."""
        ...

    @property
    def scanning(self) -> bool:
        """Whether photos are being scored."""
        ...

    def set_limit(self, limit: int, *, final: bool = True) -> None:
        """Move the limit; `final` at the end of a drag, when it is kept and a filter that ends at it follows."""

    def move_limit(self, step: int) -> None:
        """Move it by some."""

    def pick_row(self, row: int) -> None:
        """Make a photo current in triage."""

    def remember(self, **changes: Any) -> None:
        """Keep settings."""

    def model_in_use(self) -> str:
        """Id of the model that scores now."""

    def use_model(self, model: str) -> None:
        """Score with another model from now on; what is open is scored anew."""

    def start_job(
        self,
        work: Callable[[Job], object],
        done: Callable[[object], object] = lambda _: None,
        failed: Callable[..., object] = lambda *_: None,
    ) -> Job:
        """Work on files away from the window's thread; a failure is reported, and told to `failed`.

        It may be over before this returns: whoever connects to its end later waits in vain.
        """

    def report(self, sentence: str, reference: str = "") -> None:
        """Say an error, with a log reference to copy where there is one."""


class Page(QWidget):
    """A view other than triage. Made when it is first shown."""

    own_status = True
    """Whether it has a status line of its own, in place of the window's."""

    def top_widgets(self) -> Sequence[QWidget]:
        """What stands at the right of the top bar while it is shown."""
        return ()

    def entered(self) -> None:
        """It is shown now."""

    def left(self) -> None:
        """Another view is shown now."""

    def retranslate(self) -> None:
        """New words."""

    def show_keys(self) -> None:
        """People gave other keys."""

    def shut(self) -> None:
        """The window closes: end threads, keep what must be kept."""


@dataclass(frozen=True, slots=True)
class View:
    """A row of the switch.

    Attributes:
        id: Stable name.
        title: Source text of the translation context `Views`.
        icon: Name of an icon.
        make: The page, given the host; None for triage, which the window itself is.
    """

    id: str
    title: str
    icon: str
    make: Callable[[Any], Page] | None = None


def _live(host: Host) -> Page:
    from faceqnet_gui.live.view import LiveView

    return LiveView(host)


def _evaluate(host: Host) -> Page:
    from faceqnet_gui.evaluation.view import EvaluationView

    return EvaluationView(host)


def _train(host: Host) -> Page:
    from faceqnet_gui.training.view import TrainingView

    return TrainingView(host)


VIEWS: tuple[View, ...] = (
    View(TRIAGE, str(QT_TRANSLATE_NOOP("Views", "Triage")), "layout-grid"),
    View(LIVE, str(QT_TRANSLATE_NOOP("Views", "Live")), "camera", _live),
    View(EVALUATE, str(QT_TRANSLATE_NOOP("Views", "Evaluate")), "chart-line", _evaluate),
    View(TRAIN, str(QT_TRANSLATE_NOOP("Views", "Train")), "graduation-cap", _train),
)
