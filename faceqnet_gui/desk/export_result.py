"""What an export would do, is doing and has done."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from faceqnet_engine.results.export import Done, Plan, Undone, Way
from faceqnet_engine.results.export.planning import shown_path
from faceqnet_gui.look.icons import pixmap
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.widgets import Button, label
from faceqnet_gui.look.words import count, images, pace, size_words, time_left
from faceqnet_gui.sentences import said

Index = QModelIndex | QPersistentModelIndex
_RATE_SECONDS = 1.0
_LEFT_SECONDS = 3.0


class PairsModel(QAbstractTableModel):
    """Two texts a row, made as they are seen: a plan may have 100,000."""

    def __init__(self, heads: tuple[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self._heads = heads
        self._rows: Sequence[tuple[str, str]] = ()

    def set_rows(self, rows: Sequence[tuple[str, str]]) -> None:
        """Show these."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 2

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if index.isValid() and role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self._rows[index.row()][index.column()]
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self._heads[section]
        return None


class _Names(Sequence[tuple[str, str]]):
    def __init__(self, plan: Plan) -> None:
        self._plan = plan

    def __len__(self) -> int:
        return len(self._plan.items)

    def __getitem__(self, index):  # type: ignore[no-untyped-def]
        item = self._plan.items[index]
        return item.path, item.name


def pairs_view(model: PairsModel, name: str) -> QTableView:
    """A plain table over pairs."""
    view = QTableView()
    view.setModel(model)
    view.setAccessibleName(name)
    view.setShowGrid(False)
    view.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
    view.setWordWrap(False)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(26)
    view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
    view.setTabKeyNavigation(False)
    return view


class ExportPreview(QWidget):
    """The right half of the page: what would happen, name by name."""

    take_back = Signal(list)  # journals of exports that died

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 12)
        column.setSpacing(8)
        self._head = label(self.tr("What will happen"), "emphasis")
        self._words = label(tone="t2")
        self._words.setWordWrap(True)
        self._notes = QVBoxLayout()
        self._notes.setSpacing(6)
        self._model = PairsModel((self.tr("Photo"), self.tr("becomes")), self)
        self.names = pairs_view(self._model, self.tr("Names before and after"))
        column.addWidget(self._head)
        column.addWidget(self._words)
        column.addLayout(self._notes)
        column.addWidget(self.names, 1)
        self._filler = QWidget()
        column.addWidget(self._filler, 1)
        self.show_words("")

    @property
    def words(self) -> str:
        """The sentence, and every remark."""
        found = [self._words.text()]
        for n in range(self._notes.count()):
            item = self._notes.itemAt(n)
            row = item.widget() if item is not None else None
            found += [part.text() for part in row.findChildren(QLabel) if part.text()] if row else []
        return "\n".join(found)

    def show_words(self, words: str, *, wrong: bool = False) -> None:
        """A sentence instead of a plan."""
        self._clear()
        self._words.setText("" if wrong else words)
        if wrong:
            self._note("circle-x", "fail", words)
        self.names.hide()
        self._filler.show()

    def show_plan(self, plan: Plan, broken: list[Path]) -> None:
        """What would be done."""
        self._clear()
        self._filler.hide()
        self.names.show()
        self._model.set_rows(_Names(plan))
        self._words.setText(self._sentence(plan))
        if plan.renamed:
            self._note(
                "copy",
                "t2",
                self.tr("Numbered names, because theirs are taken: {0}.").format(count(plan.renamed)),
            )
        if plan.missing:
            words = self.tr("No longer there and left out: {0}, {1} among them.")
            self._note("triangle-alert", "review", words.format(count(len(plan.missing)), plan.missing[0]))
        if plan.inside and plan.own:
            self._note(
                "info",
                "t2",
                self.tr("The folder lies inside one that is open. It is marked, and scans skip it."),
            )
        elif plan.inside:
            self._note(
                "triangle-alert",
                "review",
                self.tr(
                    "The folder has other files and lies inside one that is open: the next scan finds the copies."
                ),
            )
        if broken:
            self._note("triangle-alert", "review", self.tr("An export into this folder was interrupted."))
            button = Button(self.tr("Take it back"), "undo-2")
            button.clicked.connect(lambda: self.take_back.emit(broken))
            self._notes.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _sentence(self, plan: Plan) -> str:
        words = {
            Way.COPY: self.tr("To copy: {0}, {1} in all."),
            Way.LINK: self.tr("To link: {0}; {1} are written."),
            Way.SYMLINK: self.tr("To link: {0}; {1} are written."),
            Way.MOVE: self.tr("To move: {0}; {1} are written."),
            Way.CROPS: self.tr("Crops of {0}, {1} at most."),
        }[plan.way]
        return words.format(images(len(plan.items)), size_words(plan.bytes))

    def _note(self, name: str, tone: str, words: str) -> None:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        mark, text = QLabel(), label(words)
        mark.setPixmap(pixmap(name, 16, getattr(theme().tokens, tone), self.devicePixelRatioF()))
        text.setWordWrap(True)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(text, 1)
        self._notes.addWidget(holder)

    def _clear(self) -> None:
        while (item := self._notes.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


class ExportProgress(QWidget):
    """While it runs: verb, done and total, rate, time left."""

    stop = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(10)
        self._title, self._words, self._left = label(role="title"), label(), label(tone="t2")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(480)
        self.stop_button = Button(self.tr("Stop, keep what is done"), "square")
        self.stop_button.clicked.connect(self._stop_pressed)
        column.addStretch(2)
        for part in (self._title, self.bar, self._words, self._left, self.stop_button):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self._started = 0.0

    def begin(self, way: Way, target: Path, total: int) -> None:
        """Nothing is done yet."""
        verbs = {
            Way.COPY: self.tr("Copying to {0}"),
            Way.LINK: self.tr("Linking in {0}"),
            Way.SYMLINK: self.tr("Linking in {0}"),
            Way.MOVE: self.tr("Moving to {0}"),
            Way.CROPS: self.tr("Writing crops to {0}"),
        }
        self._title.setText(verbs[way].format(target.name))
        self.stop_button.setEnabled(True)
        self._started = time.monotonic()
        self.bar.setRange(0, total)
        self.bar.setValue(0)
        self._words.setText("")
        self._left.setText("")

    def show_progress(self, done: int, total: int) -> None:
        """A moment of it."""
        self.bar.setValue(done)
        seconds = time.monotonic() - self._started
        if done == total:
            self._words.setText(self.tr("Writing the lists"))
            self._left.setText("")
            return
        self._words.setText(self.tr("{0} of {1}").format(count(done), count(total)))
        if seconds > _RATE_SECONDS:
            rate = done / seconds
            left = f", {time_left((total - done) / rate)}" if seconds > _LEFT_SECONDS else ""
            self._left.setText(pace(rate) + left)

    def _stop_pressed(self) -> None:
        self.stop_button.setEnabled(False)
        self._words.setText(self.tr("Stopping after this file"))
        self.stop.emit()


class ExportResult(QWidget):
    """What came of it, what did not work, and the way back."""

    show_folder = Signal()
    undo = Signal()
    more = Signal()
    close_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 32, 24, 16)
        column.setSpacing(8)
        self._icon, self._title, self._sentence = QLabel(), label(role="title"), label(tone="t2")
        self._sentence.setWordWrap(True)
        self._sentence.setMinimumWidth(620)
        self._model = PairsModel((self.tr("File"), self.tr("What happened")), self)
        self.problems = pairs_view(self._model, self.tr("What did not work"))
        column.addStretch(1)
        for part in (self._icon, self._title, self._sentence):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        column.addLayout(self._buttons())
        column.addSpacing(8)
        column.addWidget(self.problems, 3)
        column.addStretch(2)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.more_button = Button(self.tr("Continue"), "play", "primary")
        self.folder_button = Button(self.tr("Show folder"), "folder-open")
        self.undo_button = Button(self.tr("Undo"), "undo-2")
        self.close_button = Button(self.tr("Close"))
        row.addStretch()
        for button, signal in (
            (self.more_button, self.more),
            (self.folder_button, self.show_folder),
            (self.undo_button, self.undo),
            (self.close_button, self.close_wanted),
        ):
            button.clicked.connect(signal)
            row.addWidget(button)
        row.addStretch()
        return row

    @property
    def words(self) -> str:
        """Title and sentence."""
        return f"{self._title.text()}\n{self._sentence.text()}"

    def show_done(self, done: Done, plan: Plan) -> None:
        """An export has ended or stopped."""
        total, number = len(plan.items), count(done.exported)
        if done.full:
            title = self.tr("The disk is full")
            words = self.tr(
                "{0} of {1} files are done and whole. Free {2}, then continue. Originals and decisions are untouched."
            ).format(number, count(total), size_words(max(1, done.left)))
        elif done.cancelled:
            title = self.tr("Stopped")
            words = self.tr("{0} of {1} files are in {2}; the rest was not touched.").format(
                number, count(total), shown_path(plan.target)
            )
        else:
            title = self.tr("{0} in {1}").format(images(done.exported), shown_path(Path(plan.target.name)))
            names = ", ".join(path.name for path in done.lists)
            words = self.tr("Beside them: {0}.").format(names) if names else shown_path(plan.target)
        if done.problems:
            words += " " + self.tr("What did not work is listed below: {0}.").format(
                count(len(done.problems))
            )
        self._show("circle-check" if done.complete and not done.failed else "triangle-alert", title, words)
        self._model.set_rows([(p.path, said(p.sentence)) for p in done.problems])
        self.problems.setVisible(bool(done.problems))
        self.more_button.setVisible(not done.complete)
        undo = {Way.COPY: self.tr("Undo the copies"), Way.MOVE: self.tr("Bring them back")}
        self.undo_button.setText(undo.get(plan.way, self.tr("Undo")))
        for button in (self.folder_button, self.undo_button):
            button.setVisible(True)
            button.setEnabled(done.exported > 0 or button is self.folder_button)
        (self.close_button if done.complete else self.more_button).setFocus()

    def show_undone(self, undone: Undone) -> None:
        """It was taken back."""
        words = self.tr("Back where they were: {0}. Other files taken away: {1}.").format(
            images(undone.back), count(undone.removed)
        )
        if undone.kept:
            words += " " + self.tr("Left, for the reasons below: {0}.").format(count(len(undone.kept)))
        self._show("undo-2", self.tr("The export is undone"), words)
        self._model.set_rows(list(undone.kept))
        self.problems.setVisible(bool(undone.kept))
        for button in (self.more_button, self.folder_button, self.undo_button):
            button.setVisible(False)
        self.close_button.setFocus()

    def show_failure(self, sentence: str, reference: str) -> None:
        """Nothing was done, or not to the end."""
        words = sentence + (" " + self.tr("Log reference: {0}").format(reference) if reference else "")
        self._show("circle-x", self.tr("That did not work"), words)
        self._model.set_rows([])
        self.problems.hide()
        for button in (self.more_button, self.folder_button, self.undo_button):
            button.setVisible(False)
        self.close_button.setFocus()

    def working(self) -> None:
        """It is being taken back."""
        for button in (self.undo_button, self.more_button):
            button.setEnabled(False)
        self._sentence.setText(self.tr("Taking it back"))

    def _show(self, name: str, title: str, words: str) -> None:
        tones = {"circle-check": "pass_", "triangle-alert": "review", "circle-x": "fail"}
        colour = getattr(theme().tokens, tones.get(name, "t2"))
        self._icon.setPixmap(pixmap(name, 64, colour, self.devicePixelRatioF()))
        self._title.setText(title)
        self._sentence.setText(words)
        self.more_button.setEnabled(True)
