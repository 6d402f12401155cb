"""Old and new quality of the photos that are open: a cloud, and the twenty largest changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QWidget

from faceqnet_engine.assessment import Assessment
from faceqnet_gui.look.widgets import label
from faceqnet_gui.look.words import count
from faceqnet_gui.training.face_tiles import FaceTiles, Tile
from faceqnet_gui.training.parts import card, wrapped
from faceqnet_gui.training.plots import Plot, Series
from faceqnet_gui.views import Host
from faceqnet_gui.worker.engine_worker import ScanOptions
from faceqnet_gui.worker.face_crops import FaceCrops
from faceqnet_gui.worker.scans import Scans

LARGEST = 20


@dataclass(frozen=True, slots=True)
class Change:
    """A photo's quality by the old model and by the new one."""

    row: Assessment
    old: int
    new: int


def changes_of(before: Iterable[Assessment], after: Iterable[Assessment]) -> list[Change]:
    """Photos that both models scored, the largest changes first."""
    old = {(r.file, r.frame, r.face): r.quality for r in before if r.quality is not None}
    found = [
        Change(r, old[key], r.quality)
        for r in after
        if r.quality is not None and (key := (r.file, r.frame, r.face)) in old
    ]
    return sorted(found, key=lambda c: -abs(c.new - c.old))


class Comparison(QWidget):
    """Scores what is open with another model, without touching what is shown elsewhere."""

    def __init__(self, host: Host, crops: FaceCrops) -> None:
        super().__init__()
        self._host, self._crops = host, crops
        self._scans: Scans | None = None
        self._model, self._rows = "", dict[tuple[str, int | None, int | None], Assessment]()
        self._old: list[Assessment] = []
        self.changes: list[Change] = []
        self.failed = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        made, inside = card()
        self.plot = Plot(170, 340)
        inside.addWidget(self.plot, 1)
        row.addWidget(made, 1)
        made, inside = card(6)
        self._head, self.words = label(role="strong"), wrapped("secondary", "t2")
        self.tiles = FaceTiles(self._picture, 72, 2)
        self.tiles.setMinimumHeight(150)
        for part in (self._head, self.words):
            inside.addWidget(part)
        inside.addWidget(self.tiles, 1)
        row.addWidget(made, 1)
        crops.ready.connect(lambda _: self.tiles.redraw())

    @property
    def running(self) -> bool:
        """Whether photos are being scored."""
        return self._scans is not None and self._scans.running

    def begin(self, model: str) -> None:
        """Score what is open with that model; what the store knows comes at once."""
        if model == self._model or not self._host.inputs:
            self._fill()
            return
        self._model, self._rows, self.failed = model, {}, ""
        if self._scans is None:
            self._scans = Scans(self)
            self._scans.rows.connect(self._take)
            self._scans.finished.connect(self._finished)
            self._scans.failed.connect(self._failed)
        settings = self._host.settings
        self._old = list(self._host.columns.rows)
        self._scans.start(list(self._host.inputs), ScanOptions(settings.device, settings.faces, model=model))
        self._fill()

    def forget(self) -> None:
        """The model is another one now, under whatever name."""
        self._model, self.changes = "", []

    def close_down(self) -> None:
        """End the engine's thread."""
        if self._scans is not None:
            self._scans.close()

    def _take(self, rows: list[Assessment]) -> None:
        self._rows |= {(r.file, r.frame, r.face): r for r in rows}

    def _finished(self, _summary: object) -> None:
        self.changes = changes_of(self._old, self._rows.values())
        self._fill()

    def _failed(self, sentence: str, _reference: str) -> None:
        self.failed = sentence
        self._fill()

    def _picture(self, key: str) -> QImage | None:
        change = next((c for c in self.changes[:LARGEST] if _key(c) == key), None)
        if change is None or change.row.landmarks is None:
            return None
        return self._crops.picture(Path(change.row.file), [list(p) for p in change.row.landmarks])

    def _fill(self) -> None:
        if self.failed:
            words = self.failed
        elif not self._host.inputs:
            words = self.tr("No photos are open. Open some in Triage to see how the two models score them.")
        elif self.running:
            words = self.tr("Scoring the open photos with the new model")
        else:
            words = self.tr("{0} photos scored by both. Up: the new model likes a photo better.").format(
                count(len(self.changes))
            )
        self.words.setText(words)
        both = [c.old for c in self.changes], [c.new for c in self.changes]
        self.plot.set_series(
            Series("", [0, 100], [0, 100], -1), Series("", *both, 0, marked=True, joined=False)
        )
        self.plot.summarise(words)
        self.tiles.show_tiles(
            [
                Tile(_key(c), _key(c), (f"{c.old} → {c.new}", Path(c.row.path).name))
                for c in self.changes[:LARGEST]
                if c.old != c.new
            ]
        )

    def retranslate(self) -> None:
        """New words."""
        self.plot.set_words(
            self.tr("Old and new quality of the open photos"), self.tr("Old quality"), self.tr("New quality")
        )
        self._head.setText(self.tr("The 20 largest changes"))
        self.tiles.setAccessibleName(self._head.text())
        self._fill()


def _key(change: Change) -> str:
    return f"{change.row.file}|{change.row.frame}|{change.row.face}"
