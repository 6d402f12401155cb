"""What every page of the wizard is: a question, what will happen, and why it cannot go on yet."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from faceqnet_gui.training.draft import Draft
from faceqnet_gui.worker.jobs import Job
from faceqnet_gui.worker.processes import Ending

if TYPE_CHECKING:
    from faceqnet_gui.training.wizard import Wizard


class WizardPage(QWidget):
    """One page. Pages know the wizard, never each other.

    Qt's metaclass leaves no room for ABCMeta: that a page has its abstract methods is mypy's to check.
    """

    changed = Signal()
    """Its words or its readiness are others now."""

    def __init__(self, wizard: Wizard) -> None:
        super().__init__()
        self.wizard = wizard

    @property
    def draft(self) -> Draft:
        """The choices."""
        return self.wizard.draft

    @abstractmethod
    def step_title(self) -> str:
        """Its line in the list of steps."""

    @abstractmethod
    def head(self) -> str:
        """The question."""

    @abstractmethod
    def sentence(self) -> str:
        """What will happen, how long, where it is written."""

    def why_not(self) -> str:
        """Why it cannot go on; empty where it can."""
        return ""

    def command(self) -> list[str]:
        """What the page does, as a command."""
        return []

    def entered(self) -> None:
        """It is shown now."""

    def told(self, line: dict[str, Any]) -> None:
        """A line of progress while it is shown."""

    def ended(self, ending: Ending) -> None:
        """A run has ended while it is shown."""

    def retranslate(self) -> None:
        """New words."""

    def shut(self) -> None:
        """The wizard goes: end what runs in threads."""
        for job in self.findChildren(Job):
            job.wait()

    def read(self, reader: Callable[[], Any], take: Callable[[Any], object]) -> None:
        """Read files away from the window's thread; what cannot be read is said on the page."""
        job = Job(lambda _: reader(), self)
        job.done.connect(take)
        job.failed.connect(self.wizard.say_problem)
        job.finished.connect(job.deleteLater)
        job.start()
