"""Page 5: is the new model better than the one in use, on people that it has never seen?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout

from faceqnet_gui.look.icons import pixmap
from faceqnet_gui.look.theme import theme
from faceqnet_gui.look.widgets import Button, label
from faceqnet_gui.look.words import count, decimal
from faceqnet_gui.training.files import read_evaluation
from faceqnet_gui.training.page import WizardPage
from faceqnet_gui.training.parts import card, wrapped
from faceqnet_gui.training.plots import Plot, Series
from faceqnet_gui.worker.processes import Ending

if TYPE_CHECKING:
    from faceqnet_gui.training.wizard import Wizard

_LOOK = {
    "better": ("circle-check", "pass_"),
    "worse": ("octagon-x", "fail"),
    "not distinguishable": ("circle-dashed", "t2"),
}
_BASELINES = ("detector confidence", "inter-eye distance")


def is_worse(evaluation: dict[str, Any]) -> bool:
    """Whether the verdict is that the new model is worse."""
    verdict = evaluation.get("verdict") or {}
    return bool(verdict) and verdict["word"] == "worse"


class VerdictPage(WizardPage):
    """One line that says it, the curves that show it, what else was checked."""

    def __init__(self, wizard: Wizard) -> None:
        super().__init__(wizard)
        self.evaluation: dict[str, Any] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        made, inside = card()
        row = QHBoxLayout()
        row.setSpacing(12)
        self._icon, self.word = QLabel(), label(role="title")
        row.addWidget(self._icon)
        row.addWidget(self.word, 1)
        inside.addLayout(row)
        self.line, self.more = wrapped("body"), wrapped("secondary", "t2")
        inside.addWidget(self.line)
        inside.addWidget(self.more)
        column.addWidget(made)
        grid = QGridLayout()
        grid.setSpacing(12)
        made, inside = card()
        self.plot = Plot(200)
        self._convention = wrapped("caption", "t3")
        inside.addWidget(self.plot, 1)
        inside.addWidget(self._convention)
        grid.addWidget(made, 0, 0, 2, 1)
        made, inside = card(6)
        self._checks_head, self.checks = label(role="strong"), wrapped("secondary", "t2")
        inside.addWidget(self._checks_head)
        inside.addWidget(self.checks)
        inside.addStretch()
        grid.addWidget(made, 0, 1)
        made, inside = card(6)
        self._groups_head, self.groups = label(role="strong"), wrapped("secondary", "t2")
        self.add_groups = Button("", "users")
        self.add_groups.clicked.connect(self._ask_groups)
        inside.addWidget(self._groups_head)
        inside.addWidget(self.groups)
        row = QHBoxLayout()
        row.addWidget(self.add_groups)
        row.addStretch()
        inside.addLayout(row)
        inside.addStretch()
        grid.addWidget(made, 1, 1)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        column.addLayout(grid, 1)
        theme().changed.connect(self._fill)

    # ---- the page

    def step_title(self) -> str:
        return self.tr("Verdict")

    def head(self) -> str:
        return self.tr("Is it better?")

    def sentence(self) -> str:
        return self.tr(
            "The new model and the one in use score photos of people that were kept apart from the beginning. "
            "A difference counts only where its band leaves zero out."
        )

    def why_not(self) -> str:
        if self.evaluation is None:
            return (
                self.tr("The models are being compared.")
                if self.wizard.runs.running
                else self.tr("The models have not been compared yet.")
            )
        return ""

    def command(self) -> list[str]:
        return self.wizard.runs.command("evaluate")

    def entered(self) -> None:
        if self.wizard.runs.done("evaluate"):
            self.read(lambda: read_evaluation(self.draft.work), self._show)
        else:
            self.evaluation = None
            self._fill()
            self.wizard.need("embeddings", "labels", "train", "evaluate")

    def ended(self, ending: Ending) -> None:
        if self.wizard.runs.done("evaluate"):
            self.read(lambda: read_evaluation(self.draft.work), self._show)

    def _show(self, evaluation: dict[str, Any]) -> None:
        self.evaluation = evaluation
        self._fill()
        self.changed.emit()

    def choose_groups(self, folder: str) -> None:
        """Photos of people whose groups a CSV beside them tells."""
        self.draft.groups = folder
        self.evaluation = None
        self.wizard.forget_after(4)
        self.entered()

    def _ask_groups(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, self.tr("Photos of people, with one CSV of their groups")
        )
        if folder:
            self.choose_groups(folder)

    # ---- words

    def _fill(self) -> None:
        told = self.evaluation
        verdict = told.get("verdict") if told else None
        if told is None or verdict is None:
            self._icon.clear()
            self.word.setText("" if told is None else self.tr("No comparison is possible"))
            self.line.setText("" if told is None else self.tr("No person kept apart has two usable photos."))
            self.more.setText("")
            return
        name, role = _LOOK[verdict["word"]]
        self._icon.setPixmap(pixmap(name, 24, getattr(theme().tokens, role), self.devicePixelRatioF()))
        words = {
            "better": self.tr("Better than {0}"),
            "worse": self.tr("Worse than {0}"),
            "not distinguishable": self.tr("Not distinguishable from {0}"),
        }
        self.word.setText(words[verdict["word"]].format(verdict["against"]))
        self.line.setText(self._line(verdict))
        self.more.setText(self._more(verdict))
        self._fill_plot(verdict)
        self._fill_checks(told)

    def _line(self, v: dict[str, Any]) -> str:
        before, after = decimal(100 * v["fnmr_other"], 1), decimal(100 * v["fnmr_ours"], 1)
        share, (low, high) = round(100 * v["discard"]), v["band"]
        falls, rises = (
            self.tr(
                "At {0} % discarded, the share of wrongly not matched comparisons (FNMR) falls from {1} % to {2} %."
            ),
            self.tr(
                "At {0} % discarded, the share of wrongly not matched comparisons (FNMR) goes from {1} % to {2} %."
            ),
        )
        first = (falls if v["difference"] > 0 else rises).format(share, before, after)
        if not v["rankable"]:
            return first + " " + self.tr("{0} errors: too few to rank models.").format(count(v["errors"]))
        second = self.tr("Difference {0} points [{1}, {2}], {3} errors.").format(
            *(decimal(100 * x, 1) for x in (v["difference"], low, high)), count(v["errors"])
        )
        return f"{first} {second}"

    def _more(self, v: dict[str, Any]) -> str:
        words = self.tr("{0} comparisons of {1} people, judged by {2}.").format(
            count(v["pairs"]), count(v["subjects"]), v["judge"]
        )
        if v["made_labels"]:
            words += " " + self.tr("That recogniser made the labels too, so it is no independent judge.")
        return words

    def _fill_plot(self, v: dict[str, Any]) -> None:
        x = [100 * d for d in v["discards"]]
        series = []
        names = {v["against"]: (v["against"], 1), "ours": (self.draft.id, 0)}
        for n, (method, curve) in enumerate(v["curves"].items()):
            if method in names:
                name, colour = names[method]
                banded = v["rankable"] and curve.get("low")  # a band of a few errors says nothing
                low, high = ([100 * (y or 0) for y in curve[k]] if banded else () for k in ("low", "high"))
                series.append(Series(name, x, [100 * y for y in curve["fnmr"]], colour, low, high))
            elif method in _BASELINES:
                name = (
                    self.tr("detector confidence")
                    if method == _BASELINES[0]
                    else self.tr("inter-eye distance")
                )
                series.append(Series(name, x, [100 * y for y in curve["fnmr"]], 2 + n % 3))
        at_zero = 100 * v["curves"]["ours"]["fnmr"][0]
        series.append(Series(self.tr("random"), [x[0], x[-1]], [at_zero, at_zero], -1))
        self.plot.set_series(*series)
        self.plot.summarise(self.line.text())

    def _fill_checks(self, told: dict[str, Any]) -> None:
        ladders = told["ladders"]["ladders"]
        fall = sum(x["spearman"] is not None and x["spearman"] <= told["ladders"]["wanted"] for x in ladders)
        agreement = told["splits"]["test"]["agreement"]["all"]
        follows = agreement.get("spearman")
        lines = [
            self.tr(
                "{0} of {1} ladders fall: the score gets lower as a photo gets worse step by step."
            ).format(fall, len(ladders)),
            self.tr("Scores spread by {0} of 100.").format(decimal(told["spread"]["quality_deviation"], 1)),
            self.tr("{0} ms a face.").format(decimal(told["cost"]["ms_per_face"], 1)),
        ]
        if follows is not None:
            lines.insert(
                1,
                self.tr("It follows the labels of unseen people with Spearman {0}.").format(
                    decimal(follows, 2)
                ),
            )
        self.checks.setText("\n".join(f"• {line}" for line in lines))
        groups = told.get("groups")
        if not groups:
            self.groups.setText(
                self.tr(
                    "Nothing is known of groups of people in these photos. A model can be worse for some of them."
                )
            )
            return
        lines = []
        for group, figures in (pair for column in groups["groups"].values() for pair in column.items()):
            low, high = figures["band"]
            lines.append(
                self.tr("{0}: mean quality {1} [{2}, {3}], {4} people").format(
                    group, *(decimal(x, 0) for x in (figures["quality"], low, high)), count(figures["people"])
                )
            )
        self.groups.setText("\n".join(lines))

    def retranslate(self) -> None:
        self.plot.set_words(
            "",
            self.tr("Discarded, lowest quality first (% of comparisons)"),
            self.tr("Wrongly not matched, FNMR (%)"),
        )
        self._convention.setText(
            self.tr("Match limit fixed at FNMR 5 % with nothing discarded; bands 95 % over people.")
        )
        self._checks_head.setText(self.tr("Also checked"))
        self._groups_head.setText(self.tr("Groups"))
        self.add_groups.setText(self.tr("Photos with groups..."))
        self._fill()
