"""The view Train: the models, and the wizard that makes one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from faceqnet_engine.errors import OutputError
from faceqnet_gui.look.widgets import EmptyState, Toast
from faceqnet_gui.training.discarding import lock_of
from faceqnet_gui.training.draft import Draft, trainings_folder
from faceqnet_gui.training.models_page import ModelsPage
from faceqnet_gui.training.wizard import Wizard
from faceqnet_gui.views import Host, Page


class TrainingView(Page):
    """Models first; a wizard over them while there is one."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self.wizard: Wizard | None = None
        self.toast = Toast(self)
        self._stack, self.models, self.busy = QStackedWidget(), ModelsPage(host, self.toast.say), EmptyState()
        self._stack.addWidget(self.models)
        self._stack.addWidget(self.busy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.models.new_wanted.connect(self.begin)
        self.models.go_on_wanted.connect(self.open_draft)

    # ---- what a person does

    def begin(self) -> None:
        """A new wizard; without data yet there is nothing to lock."""
        self._show_wizard(Wizard(self._host, Draft(trainings_folder() / "new"), None, self.toast.say))

    def open_draft(self, draft: Draft, *, take_over: bool = False) -> None:
        """A wizard on that data; one window at a time."""
        try:
            draft.work.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            self._host.report(OutputError(f"{draft.work} cannot be written: {error.strerror}.").sentence)
            return
        lock = lock_of(draft.work)
        if take_over:
            lock.path.unlink(missing_ok=True)
        if not lock.take():
            self._say_busy(draft)
            return
        if draft.released:
            draft.released, draft.page, draft.furthest = False, 0, 0
        self._show_wizard(Wizard(self._host, draft, lock, self.toast.say))

    def go_home(self) -> None:
        """Back to the models; what runs goes on only where that was wanted."""
        self._drop_wizard()
        self._stack.setCurrentWidget(self.models)
        self.models.refresh()

    def continue_page(self) -> None:
        """The wizard's Continue, by key."""
        if self.wizard is not None:
            self.wizard.go_on()

    def back(self) -> None:
        """The wizard's Back, by key."""
        if self.wizard is not None:
            self.wizard.go_back()

    def copy_command(self) -> None:
        """The wizard's command, by key."""
        if self.wizard is not None and self.wizard.copy.isEnabled():
            self.wizard.copy_command()

    # ---- inside

    def _show_wizard(self, wizard: Wizard) -> None:
        self._drop_wizard()
        self.wizard = wizard
        wizard.left.connect(self.go_home)
        wizard.taken_over.connect(self._was_taken_over)
        wizard.draft_wanted.connect(self.open_draft)
        self._stack.addWidget(wizard)
        self._stack.setCurrentWidget(wizard)
        wizard.begin()

    def _drop_wizard(self) -> None:
        old, self.wizard = self.wizard, None
        if old is not None:
            old.close_down(go_on=old.draft.go_on)
            self._stack.removeWidget(old)
            old.deleteLater()

    def _say_busy(self, draft: Draft) -> None:
        owner = lock_of(draft.work).owner()
        words = (
            self.tr("{0} on {1} has it open since {2}. Two windows would spoil each other's labels.").format(
                owner.user or self.tr("somebody"), owner.computer, owner.since.strftime("%H:%M")
            )
            if owner is not None
            else self.tr("Another window has it open. Two windows would spoil each other's labels.")
        )
        buttons = (
            (self.tr("Back to the models"), "primary", self.go_home),
            (self.tr("Take over"), "", lambda: self.open_draft(draft, take_over=True)),
        )
        self._drop_wizard()
        self.busy.show_state("lock", self.tr("This training is open in another window"), words, buttons)
        self._stack.setCurrentWidget(self.busy)

    def _was_taken_over(self) -> None:
        if self.wizard is not None:
            self.wizard.lock = None  # it is the other window's now
            self.wizard.runs.process.let_go()
        self.go_home()
        self.toast.say(self.tr("Another window has taken this training over. Your choices are kept there."))

    # ---- the page

    def top_widgets(self) -> Sequence[QWidget]:
        return ()

    def entered(self) -> None:
        if self.wizard is None:
            self.models.refresh()

    def retranslate(self) -> None:
        """New words."""
        self.models.retranslate()
        if self.wizard is not None:
            self.wizard.retranslate()

    def shut(self) -> None:
        self._drop_wizard()
        self.models.shut()
