"""What is evaluated and how: the data card, the methods, the recogniser, the match limit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from faceqnet_gui.evaluation import words
from faceqnet_gui.evaluation.data_card import DataCard
from faceqnet_gui.evaluation.methods_list import MethodsList
from faceqnet_gui.evaluation.saved_runs import SavedRuns
from faceqnet_gui.look.widgets import Button, IconButton, hairline, label
from faceqnet_gui.look.words import count, decimal
from faceqnet_gui.worker.evaluations import Evaluated, Wanted, with_scores

BASELINES = ("confidence", "ied", "sharpness", "norm")
_BASELINE_NAMES = ("detector confidence", "inter-eye distance", "sharpness", "embedding norm")
_SCORE_FILES = "CSV, JSON Lines, Parquet, TXT (*.csv *.jsonl *.parquet *.txt)"
_NETWORKS = "ONNX, safetensors (*.onnx *.safetensors)"
_MOST_NAMES = 20


def _narrow(box: QComboBox) -> None:
    """Let a box be narrower than its longest words."""
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(8)


class DataPanel(QWidget):
    """The left side. `changed` when something else is wanted, `run_wanted` when it is wanted now."""

    changed = Signal()
    run_wanted = Signal()
    stop_wanted = Signal()
    forget_wanted = Signal()
    keep_changed = Signal(bool)
    hidden_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.wanted = Wanted()
        self._found: Evaluated | None = None
        self._stale, self._filling = False, False
        self._titles: dict[str, QLabel] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        inside = QWidget()
        # However long a word is: the panel keeps its width, and words wrap.
        inside.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(16, 14, 16, 16)
        self._column.setSpacing(6)
        self._build_data()
        self._build_methods()
        self._build_options()
        self._column.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(scroll, 1)
        outer.addWidget(hairline())
        outer.addLayout(self._foot())

    def sizeHint(self) -> QSize:
        return QSize(264, 700)

    @property
    def hidden(self) -> frozenset[str]:
        """Methods whose curves are not wanted now."""
        return self.methods.hidden

    # ---- parts

    def _section(self, name: str) -> None:
        title = label(role="strong")
        title.setWordWrap(True)
        self._titles[name] = title
        if self._column.count():
            self._column.addSpacing(10)
        self._column.addWidget(title)

    def _build_data(self) -> None:
        self._section("data")
        self.card = DataCard()
        self._column.addLayout(self.card)

    def _build_methods(self) -> None:
        self._section("methods")
        self.methods = MethodsList()
        self.methods.hidden_changed.connect(self.hidden_changed)
        self.methods.dropped.connect(self.drop_scores)
        self._column.addLayout(self.methods)
        self.add_scores, self.add_baseline = Button("", "file-plus", "ghost"), Button("", "plus", "ghost")
        self.add_scores.clicked.connect(self._choose_scores)
        self._menu = QMenu(self)
        self.add_baseline.setMenu(self._menu)
        for button in (self.add_scores, self.add_baseline):
            self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.runs = SavedRuns()
        self._column.addLayout(self.runs)
        self._column.addWidget(self.runs.add_run, 0, Qt.AlignmentFlag.AlignLeft)

    def _build_options(self) -> None:
        self._section("recogniser")
        self.recogniser = QComboBox()
        self.recogniser.activated.connect(self._choose_recogniser)
        self._column.addWidget(self.recogniser)
        _narrow(self.recogniser)
        self._section("limit")
        self.limit_by, self.limit_value = QComboBox(), QDoubleSpinBox()
        _narrow(self.limit_by)
        self.limit_value.setSuffix(" %")
        self.limit_by.currentIndexChanged.connect(self._limit_kind)
        self.limit_value.valueChanged.connect(self._edited)
        self.re_estimate = QCheckBox()
        self.re_estimate.toggled.connect(self._edited)
        for part in (self.limit_by, self.limit_value, self.re_estimate):
            self._column.addWidget(part)
        self._section("comparisons")
        self.most_pairs = QSpinBox()
        self.most_pairs.setRange(0, 100_000)
        self.most_pairs.setValue(self.wanted.most_pairs)
        self.most_pairs.valueChanged.connect(self._edited)
        self._column.addWidget(self.most_pairs)
        self._section("groups")
        self.groups = Button("", "users", "ghost")
        self.groups.clicked.connect(self._choose_groups)
        self._no_groups = IconButton("x", "")
        self._no_groups.clicked.connect(lambda: self.set_groups(""))
        row = QHBoxLayout()
        row.addWidget(self.groups)
        row.addWidget(self._no_groups)
        row.addStretch()
        self._column.addLayout(row)
        self._section("privacy")
        self.keep = QCheckBox()
        self.keep.toggled.connect(self._keep_toggled)
        self._kept = label(role="caption", tone="t3")
        self._kept.setWordWrap(True)
        self.forget = Button("", "trash-2")
        self.forget.clicked.connect(self.forget_wanted)
        for widget in (self.keep, self._kept, self.forget):
            self._column.addWidget(widget)

    def _foot(self) -> QVBoxLayout:
        self.run, self.again, self.stop = (
            Button("", "play", "primary"),
            Button("", "play"),
            Button("", "square"),
        )
        for button in (self.run, self.again):
            button.clicked.connect(self.run_wanted)
        self.stop.clicked.connect(self.stop_wanted)
        self._bar, self._progress = QProgressBar(), label(role="secondary", tone="t2")
        self._bar.setTextVisible(False)
        self._why = label(role="secondary", tone="t2")
        self._why.setWordWrap(True)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 10, 16, 12)
        foot.setSpacing(6)
        for part in (self._progress, self._bar, self._why, self.run, self.again, self.stop):
            foot.addWidget(part)
        return foot

    # ---- words

    def retranslate(self) -> None:
        """New words."""
        for name, title in {
            "data": self.tr("Data"),
            "methods": self.tr("Methods"),
            "recogniser": self.tr("Recogniser"),
            "limit": self.tr("Match limit"),
            "comparisons": self.tr("Comparisons a person, at most"),
            "groups": self.tr("Groups"),
            "privacy": self.tr("Embeddings"),
        }.items():
            self._titles[name].setText(title)
        self.add_scores.setText(self.tr("Add scores..."))
        self.add_scores.setToolTip(
            self.tr(
                "Another method's scores: our result files, OFIQ's CSV, the original FaceQnet's, or name,score"
            )
        )
        self.add_baseline.setText(self.tr("Baseline"))
        for button in (self.run, self.again):
            button.setToolTip(self.tr("Compare the faces of these people (Ctrl+Enter)"))
        self.stop.setText(self.tr("Stop"))
        self.re_estimate.setText(self.tr("Estimate again, keep FMR"))
        self.re_estimate.setToolTip(
            self.tr("At every step the match limit is set again so that FMR stays the same on what is left.")
        )
        self.most_pairs.setSpecialValueText(self.tr("All"))
        self.most_pairs.setToolTip(
            self.tr("So that one person with many photos does not decide the result; chosen at random.")
        )
        self._no_groups.set_tip(self.tr("No groups"))
        self.keep.setText(self.tr("Keep on this computer"))
        self.forget.setText(self.tr("Forget embeddings"))
        for part, name in (
            (self.recogniser, self.tr("Recogniser")),
            (self.limit_by, self.tr("Match limit by")),
            (self.limit_value, self.tr("Match limit")),
            (self.most_pairs, self.tr("Comparisons a person, at most")),
        ):
            part.setAccessibleName(name)
        self.limit_value.setLocale(QLocale())
        self._fill_choices()
        self._fill_menu()
        self.set_groups(self.wanted.groups, announce=False)
        self.card.redraw()
        self.methods.redraw()
        self.runs.retranslate()

    def _fill_choices(self) -> None:
        self._filling = True
        chosen = self.limit_by.currentData() or "fnmr"
        self.limit_by.clear()
        self.limit_by.addItem(self.tr("FNMR, all kept"), "fnmr")
        self.limit_by.addItem(self.tr("FMR"), "fmr")
        self.limit_by.setCurrentIndex(self.limit_by.findData(chosen))
        self.recogniser.clear()
        self.recogniser.addItem("ResNet-29", "resnet29")
        if self.wanted.recogniser != "resnet29":
            self.recogniser.addItem(Path(self.wanted.recogniser).name, self.wanted.recogniser)
        self.recogniser.addItem(self.tr("Choose a file..."), "")
        self.recogniser.setCurrentIndex(self.recogniser.findData(self.wanted.recogniser))
        self._show_limit()
        self._filling = False

    def _fill_menu(self) -> None:
        self._menu.clear()
        for name, plain in zip(BASELINES, _BASELINE_NAMES, strict=True):
            action = self._menu.addAction(words.method_name(plain))
            action.setCheckable(True)
            action.setChecked(name in self.wanted.baselines)
            action.triggered.connect(lambda on, n=name: self.set_baseline(n, on))

    # ---- what is wanted

    def _change(self, wanted: Wanted, *, now: bool = False) -> None:
        if wanted == self.wanted:
            return
        self.wanted = wanted
        if self._found is None:
            self.methods.show_methods(None, wanted)
        self.changed.emit()
        if now and self._found is not None:
            self.run_wanted.emit()

    def _choose_scores(self) -> None:
        files, _ = QFileDialog.getOpenFileNames(self, self.tr("Scores of another method"), "", _SCORE_FILES)
        for file in files:
            self.take_scores(file)

    def take_scores(self, file: str) -> None:
        """One more method, evaluated at once where there is an evaluation already."""
        self._change(with_scores(self.wanted, file), now=True)

    def drop_scores(self, name: str) -> None:
        """Without a method."""
        kept = tuple(pair for pair in self.wanted.scores if pair[0] != name)
        self._change(replace(self.wanted, scores=kept), now=True)

    def set_baseline(self, name: str, on: bool) -> None:
        """With or without a baseline."""
        names = tuple(
            n for n in BASELINES if (n in self.wanted.baselines and n != name) or (n == name and on)
        )
        self._change(replace(self.wanted, baselines=names), now=True)
        self._fill_menu()

    def _choose_recogniser(self) -> None:
        chosen = self.recogniser.currentData()
        if not chosen:
            chosen, _ = QFileDialog.getOpenFileName(self, self.tr("A recogniser"), "", _NETWORKS)
        self._change(replace(self.wanted, recogniser=chosen or self.wanted.recogniser))
        self._fill_choices()

    def _choose_groups(self) -> None:
        file, _ = QFileDialog.getOpenFileName(self, self.tr("Groups of photos or people"), "", "CSV (*.csv)")
        if file:
            self.set_groups(file)

    def set_groups(self, file: str, *, announce: bool = True) -> None:
        """A CSV with a column path or subject and columns of groups; empty for none."""
        self.groups.setText(Path(file).name if file else self.tr("Choose a CSV..."))
        self.groups.setToolTip(self.tr("A column path or subject, and any columns of groups"))
        self._no_groups.setVisible(bool(file))
        if announce:
            self._change(replace(self.wanted, groups=file), now=True)

    def _limit_kind(self) -> None:
        if self._filling:
            return
        by_fmr = self.limit_by.currentData() == "fmr"
        self._change(replace(self.wanted, fmr=(self.wanted.fmr or 0.001) if by_fmr else None))
        self._filling = True
        self._show_limit()
        self._filling = False

    def _show_limit(self) -> None:
        by_fmr = self.wanted.fmr is not None
        self.limit_value.setDecimals(3 if by_fmr else 1)
        self.limit_value.setRange(0.001 if by_fmr else 0.1, 50)
        self.limit_value.setSingleStep(0.1 if by_fmr else 1)
        self.limit_value.setValue(
            100 * (self.wanted.fmr if self.wanted.fmr is not None else self.wanted.fnmr0)
        )

    def _edited(self) -> None:
        if self._filling:
            return
        share = round(self.limit_value.value() / 100, 6)
        by_fmr = self.wanted.fmr is not None
        self._change(
            replace(
                self.wanted,
                fnmr0=self.wanted.fnmr0 if by_fmr else share,
                fmr=share if by_fmr else None,
                re_estimate=self.re_estimate.isChecked(),
                most_pairs=self.most_pairs.value(),
            )
        )

    def _keep_toggled(self, on: bool) -> None:
        self.wanted = replace(self.wanted, keep=on)
        self.keep_changed.emit(on)

    # ---- what is shown

    def show_evaluation(self, found: Evaluated | None) -> None:
        """The data card and the methods of an evaluation."""
        self._found = found
        self.card.show_evaluation(found)
        self.methods.show_methods(found, self.wanted)
        self.runs.show_evaluation(found)

    def show_state(self, *, running: bool, stale: bool, why: str = "") -> None:
        """Whether it runs, whether something else is wanted than is shown, and why it cannot run."""
        self._stale = stale
        needed = stale or self._found is None
        for button, here in ((self.run, needed), (self.again, not needed)):
            button.setVisible(here and not running)
            button.setEnabled(not why)
            button.setText(self.tr("Evaluate again") if self._found is not None else self.tr("Evaluate"))
        self.stop.setVisible(running)
        self._bar.setVisible(running)
        self._progress.setVisible(running)
        self._why.setText(why or (self.tr("Something else is wanted than is shown.") if stale else ""))
        self._why.setVisible(bool(self._why.text()) and not running)

    def show_progress(self, done: int, total: int) -> None:
        """How far it is."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._progress.setText(
            self.tr("Reading faces: {0} of {1}").format(count(done), count(total))
            if total
            else self.tr("Comparing")
        )

    def show_kept(self, size: int, in_memory: int) -> None:
        """What is kept of faces."""
        if size:
            said = self.tr("Kept: {0} MB of biometric data.").format(decimal(size / 1e6, 1))
        elif in_memory:
            said = self.tr("{0} in memory until the window closes. Embeddings are biometric data.").format(
                count(in_memory)
            )
        else:
            said = self.tr("None. Embeddings are biometric data; they stay on this computer.")
        self._kept.setText(said)
        self.forget.setEnabled(bool(size or in_memory))
