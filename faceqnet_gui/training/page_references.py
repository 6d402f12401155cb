"""Page 2: the photo of each person that the others are compared with; weak ones first, replaced by a click."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout

from faceqnet_gui.look.widgets import Button, label
from faceqnet_gui.look.words import count
from faceqnet_gui.training.face_tiles import FaceTiles, Tile
from faceqnet_gui.training.files import Candidate, Reference, References, read_photos, read_references
from faceqnet_gui.training.page import WizardPage
from faceqnet_gui.training.parts import card, wrapped
from faceqnet_gui.training.words import duration, rule_word
from faceqnet_gui.worker.processes import Ending

if TYPE_CHECKING:
    from faceqnet_gui.training.wizard import Wizard

_SECONDS_EACH = 3
_CANDIDATES = 9


class ReferencesPage(WizardPage):
    """A grid of references, and the candidates of the person that is current."""

    def __init__(self, wizard: Wizard) -> None:
        super().__init__(wizard)
        self.references: References | None = None
        self.kept: set[str] = set()
        self.current = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(12)
        self.grid = FaceTiles(wizard.picture, 104, 2)
        self.grid.chosen.connect(self.show_subject)
        self.grid.selectionModel().currentChanged.connect(self._moved)
        row.addWidget(self.grid, 3)
        side, column = card()
        side.setFixedWidth(316)
        self.name, self.words = label(role="emphasis"), wrapped("secondary", "t2")
        self.candidates = FaceTiles(wizard.picture, 104, 2)
        self.candidates.chosen.connect(self.replace)
        self.keep_button, self.undo = Button("", "check"), Button("", "undo-2")
        self.keep_button.clicked.connect(self.keep)
        self.undo.clicked.connect(self.back_to_rules)
        for part in (self.name, self.words):
            column.addWidget(part)
        column.addWidget(self.candidates, 1)
        column.addWidget(self.keep_button)
        column.addWidget(self.undo)
        row.addWidget(side)
        wizard.crops.ready.connect(self._redraw)
        self._add_keys()

    def _add_keys(self) -> None:
        def key(name: str, act: Any) -> None:
            shortcut = QShortcut(QKeySequence(name), self, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

        key("K", self.keep)
        for n in range(_CANDIDATES):
            key(str(n + 1), lambda n=n: self._replace_with(n))

    # ---- what a person does

    def show_subject(self, subject: str) -> None:
        """The candidates of a person."""
        if self.references is None or subject not in self.references.candidates:
            return
        self.current = subject
        chosen = self._path_of(subject)
        tiles = [
            Tile(
                c.path,
                c.path,
                (str(n + 1) if n < _CANDIDATES else "", self._holds(c.hold)),
                self._pill(c),
                c.path == chosen,
            )
            for n, c in enumerate(self.references.candidates[subject])
        ]
        self.candidates.show_tiles(tiles)
        self._say()

    def replace(self, path: str) -> None:
        """Another photo as the current person's reference."""
        if not self.current:
            return
        if path == self._by_rules(self.current):
            self.draft.replaced.pop(self.current, None)
        else:
            self.draft.replaced[self.current] = path
        self.kept.add(self.current)
        self._changed()

    def back_to_rules(self) -> None:
        """The rules' own choice again."""
        if self.draft.replaced.pop(self.current, None) is not None:
            self._changed()

    def keep(self) -> None:
        """The current reference is fine; on to the next weak one."""
        if not self.current:
            return
        self.kept.add(self.current)
        self._fill()
        rest = [n for n, t in enumerate(self.grid.tiles) if t.pill[1]]
        here = self.grid.currentIndex().row()
        following = next((n for n in rest if n > here), rest[0] if rest else None)
        if following is not None:
            self.grid.setCurrentIndex(self.grid.model().index(following, 0))
        self.changed.emit()

    def _replace_with(self, number: int) -> None:
        tiles = self.candidates.tiles
        if number < len(tiles):
            self.replace(tiles[number].key)

    def _changed(self) -> None:
        self.wizard.forget_after(1)
        self._fill()
        self.show_subject(self.current)
        self.changed.emit()

    def _moved(self, index: Any, _before: Any) -> None:
        if index.isValid() and index.row() < len(self.grid.tiles):
            self.show_subject(self.grid.tiles[index.row()].key)

    # ---- what is known

    def _by_rules(self, subject: str) -> str:
        assert self.references is not None
        return self.references.candidates[subject][0].path

    def _path_of(self, subject: str) -> str:
        if subject in self.draft.replaced:
            return self.draft.replaced[subject]
        assert self.references is not None
        found = next((r for r in self.references.chosen if r.subject == subject), None)
        return found.path if found is not None and not found.by_hand else self._by_rules(subject)

    @property
    def weak(self) -> list[Reference]:
        """Weak references that nobody has looked at yet."""
        chosen = self.references.chosen if self.references else ()
        return [r for r in chosen if r.weak and r.subject not in self.kept]

    # ---- the page

    def step_title(self) -> str:
        return self.tr("References")

    def head(self) -> str:
        return self.tr("What is each person's best photo?")

    def sentence(self) -> str:
        if self.references is None:
            return self.tr(
                "The program measures every photo by the portrait rules. Nothing is asked of you meanwhile."
            )
        if not self.weak:
            return self.tr("Chosen by portrait rules. None looks weak, or you have checked those that do.")
        return self.tr(
            "Chosen by portrait rules. {0} look weak: check those, about {1}. You may also go on."
        ).format(count(len(self.weak)), duration(_SECONDS_EACH * len(self.weak)))

    def why_not(self) -> str:
        return "" if self.references is not None else self.tr("The photos are being measured.")

    def command(self) -> list[str]:
        return self.wizard.runs.command("references")

    def entered(self) -> None:
        if not self.wizard.faces:
            self.read(lambda: read_photos(self.draft.work), lambda found: self._take_faces(found.faces))
        if self.references is None and (self.draft.work / "references" / "step.json").is_file():
            self._read()
        # The later steps go along: they take longest, and do not have to wait for a person.
        self.wizard.need("references", "embeddings", "labels", preview=True)

    def told(self, line: dict[str, Any]) -> None:
        if self.references is None and line["step"] in {"embeddings", "labels"}:
            self._read()

    def ended(self, ending: Ending) -> None:
        if ending.state == "done":
            self._read()

    def _read(self) -> None:
        self.read(lambda: read_references(self.draft.work), self._show)

    def _take_faces(self, faces: dict[str, Any]) -> None:
        self.wizard.faces = faces
        self._redraw()

    def _show(self, found: References) -> None:
        self.references = found
        self._fill()
        if not self.current and self.grid.tiles:
            self.grid.setCurrentIndex(self.grid.model().index(0, 0))
        self.changed.emit()

    def _fill(self) -> None:
        if self.references is None:
            return
        tiles = []
        for r in self.references.chosen:
            path, by_hand = self._path_of(r.subject), r.subject in self.draft.replaced
            doubtful = r.weak and r.subject not in self.kept
            pill = ("triangle-alert", self._why(r)) if doubtful else ("", "")
            words = self.tr("your choice") if by_hand else self._holds(r.hold)
            tiles.append(Tile(r.subject, path, (r.subject, words), pill))
        self.grid.show_tiles(tiles)

    def _why(self, r: Reference) -> str:
        return rule_word(r.worst) if r.worst else self.tr("few rules hold")

    def _pill(self, c: Candidate) -> tuple[str, str]:
        return ("triangle-alert", rule_word(c.worst)) if c.worst else ("", "")

    def _holds(self, hold: int) -> str:
        return self.tr("{0} of 12 rules").format(hold)

    def _say(self) -> None:
        self.name.setText(self.current)
        by_hand = self.current in self.draft.replaced
        self.words.setText(
            self.tr("Your choice. Click another photo, or press its number, to replace it.")
            if by_hand
            else self.tr("Best first. Click a photo, or press its number, to make it the reference.")
        )
        self.undo.setVisible(by_hand)

    def _redraw(self, _key: str = "") -> None:
        self.grid.redraw()
        self.candidates.redraw()

    def retranslate(self) -> None:
        self.keep_button.setText(self.tr("Keep this one (K)"))
        self.undo.setText(self.tr("Back to the rules' choice"))
        self.grid.setAccessibleName(self.tr("References, weakest first"))
        self.candidates.setAccessibleName(self.tr("Photos of this person"))
        self._fill()
        if self.current:
            self.show_subject(self.current)
