"""What the evaluation says in sentences: pure functions of its numbers, in the language in force."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QCoreApplication, QLocale

from faceqnet_gui.look.words import count, decimal
from faceqnet_gui.worker.evaluations import Evaluated, Refused, Unfit

if TYPE_CHECKING:
    from faceqnet_engine.evaluation.limits import Suggestion
    from faceqnet_engine.evaluation.methods import Figure
    from faceqnet_engine.evaluation.study import Study

FEW = 10
_SHOWN = 3
translate = QCoreApplication.translate


def share(value: float) -> str:
    """A share in percent: `12.1 %`, from 20 on without decimals; a dash where there is none."""
    if math.isnan(value):
        return "–"
    return f"{decimal(100 * value, 1 if 100 * value < 19.95 else 0)} %"


def rate(value: float) -> str:
    """An error rate in percent with one decimal."""
    return "–" if math.isnan(value) else f"{decimal(100 * value, 1)} %"


def band(low: float, high: float, factor: float = 100, places: int = 1) -> str:
    """A band: `[2.3, 3.6]`; languages with a decimal comma part its ends by a semicolon."""
    if math.isnan(low) or math.isnan(high):
        return ""
    between = ";" if QLocale().decimalPoint() == "," else ","
    return f"[{signed(factor * low, places)}{between} {signed(factor * high, places)}]"


def signed(value: float, places: int) -> str:
    """A number with a true minus sign."""
    return decimal(value, places).replace("-", "−")


def figure(value: Figure, factor: float = 1, places: int = 3) -> str:
    """A number with its band."""
    if math.isnan(value.value):
        return "–"
    return f"{signed(factor * value.value, places)} {band(value.low, value.high, factor, min(places, 2))}".rstrip()


def sentence(found: Evaluated, limit: int) -> str:
    """What the limit does, for above the plot."""
    limits, at = found.limits, found.limits.at(limit)
    before = float(limits.fnmr[0])
    if not found.study.errors.any():
        return translate(
            "Evaluation", "No comparison fails at this match limit: nothing can be said about quality."
        )
    if limit > limits.limits[-1]:
        return translate("Evaluation", "A limit of {0} leaves no comparison.").format(limit)
    if limits.rejected[at] == 0:
        return translate("Evaluation", "Nothing is rejected (quality < {0}): FNMR {1} {2}.").format(
            limit, rate(before), band(limits.low[0], limits.high[0])
        )
    after = float(limits.fnmr[at])
    words = (
        translate("Evaluation", "Rejecting {0} (quality < {1}) brings FNMR from {2} to {3} {4}.")
        if round(1000 * after) <= round(1000 * before)
        else translate("Evaluation", "Rejecting {0} (quality < {1}) raises FNMR from {2} to {3} {4}.")
    )
    return words.format(
        share(float(limits.rejected[at])),
        limit,
        rate(before),
        rate(after),
        band(limits.low[at], limits.high[at]),
    )


def second_sentence(found: Evaluated, limit: int) -> str:
    """The rest of it: comparisons, people without a photo, errors behind it."""
    limits, at = found.limits, found.limits.at(limit)
    if limit > limits.limits[-1]:
        lost = int((_best_of_subjects(found) < limit).sum())
        return _people_lost(lost)
    parts = []
    if limits.discarded[at] > 0:
        parts.append(
            translate("Evaluation", "That discards {0} of the comparisons.").format(
                share(float(limits.discarded[at]))
            )
        )
        parts.append(_people_lost(int(limits.lost_subjects[at])))
    errors = int(limits.errors[at])
    parts.append(
        too_few(errors)
        if errors < FEW
        else translate("Evaluation", "{0} errors are left.").format(count(errors))
    )
    return " ".join(parts)


def _people_lost(number: int) -> str:
    if number == 0:
        return translate("Evaluation", "Everybody keeps a photo.")
    if number == 1:
        return translate("Evaluation", "1 person would have no photo left.")
    return translate("Evaluation", "{0} people would have no photo left.").format(count(number))


def _best_of_subjects(found: Evaluated) -> np.ndarray:
    _, codes = np.unique(found.study.subjects, return_inverse=True)
    best = np.full(int(codes.max(initial=-1)) + 1, -1)
    np.maximum.at(best, codes, found.quality)
    return best


def too_few(errors: int) -> str:
    """A warning that stands on the plot."""
    if errors == 0:
        return translate("Evaluation", "No errors: nothing to rank methods by.")
    if errors == 1:
        return translate("Evaluation", "1 error: too few to rank methods.")
    return translate("Evaluation", "{0} errors: too few to rank methods.").format(errors)


def convention(study: Study) -> str:
    """How the match limit is set and held, for under the plot."""
    start = rate(float(study.errors.mean()))
    fmr = "–" if math.isnan(study.fmr) else f"{QLocale().toString(100 * study.fmr, 'g', 3)} %"
    if study.options.re_estimate:
        return translate(
            "Evaluation", "Match limit estimated again at every step so that FMR stays {0}."
        ).format(fmr)
    if math.isnan(study.fmr):
        return translate("Evaluation", "Match limit fixed at 0 % discarded (FNMR {0}).").format(start)
    return translate("Evaluation", "Match limit fixed at 0 % discarded (FNMR {0}, FMR {1}).").format(
        start, fmr
    )


def spelled_out() -> str:
    """FNMR in words, once in every view."""
    return translate(
        "Evaluation",
        "FNMR, false non-match rate: comparisons of one person's photos that are wrongly not matched.",
    )


def suggestion(found: Evaluated, made: Suggestion, *, by_rejection: bool) -> str:
    """A suggested limit with its band, or that the target is not reachable."""
    limits, at = found.limits, made.place
    reached = band(limits.low[at], limits.high[at])
    if not made.reached:
        return translate(
            "Evaluation", "Not reachable with this score: best is {0} {1} at {2} rejected."
        ).format(rate(float(limits.fnmr[at])), reached, share(float(limits.rejected[at])))
    limit = round(made.limit.value)
    if by_rejection:
        words = translate("Evaluation", "Limit {0} rejects {1}: FNMR {2} {3}.").format(
            limit, share(float(limits.rejected[at])), rate(float(limits.fnmr[at])), reached
        )
    else:
        high = "100+" if math.isinf(made.limit.high) else str(round(made.limit.high))
        words = translate(
            "Evaluation", "Limit {0} [{1} to {2}] reaches FNMR {3} {4} and rejects {5}."
        ).format(
            limit,
            "100+" if math.isinf(made.limit.low) else round(made.limit.low),
            high,
            rate(float(limits.fnmr[at])),
            reached,
            share(float(limits.rejected[at])),
        )
    return f"{words} {too_few(int(limits.errors[at]))}" if made.few else words


def refusal(refused: Refused) -> tuple[str, str]:
    """Title and sentence of an evaluation that could not be."""
    if refused.reason == "no-faces":
        return (
            translate("Evaluation", "No face in these photos"),
            translate(
                "Evaluation", "An evaluation compares faces of people; none was found. Open other photos."
            ),
        )
    if refused.reason == "no-match":
        name, theirs, ours = refused.words
        return (
            translate("Evaluation", "The scores of {0} belong to other photos").format(name),
            translate(
                "Evaluation",
                "None of its names is one of these photos, such as {0}. Photos are called such as {1}.",
            ).format(theirs, ours),
        )
    return translate("Evaluation", "This cannot be evaluated"), " ".join(refused.words)


def unfit(note: Unfit) -> list[str]:
    """What of a file did not fit, one sentence each; photos without a score stand among those left out."""
    said = []
    if len(note.unmatched) == 1:
        said.append(
            translate("Evaluation", "1 name in {0} fits no single photo: {1}.").format(
                note.name, note.unmatched[0]
            )
        )
    elif note.unmatched:
        said.append(
            translate("Evaluation", "{0} names in {1} fit no single photo, such as {2}.").format(
                count(len(note.unmatched)), note.name, ", ".join(note.unmatched[:_SHOWN])
            )
        )
    if len(note.not_numbers) == 1:
        said.append(
            translate("Evaluation", "1 score of {0} is no number: that of {1}.").format(
                note.name, note.not_numbers[0]
            )
        )
    elif note.not_numbers:
        said.append(
            translate("Evaluation", "{0} scores of {1} are no numbers, such as that of {2}.").format(
                count(len(note.not_numbers)), note.name, ", ".join(note.not_numbers[:_SHOWN])
            )
        )
    return said


def of_one_person(found: Evaluated) -> bool:
    """Whether no draw of people can say how sure a figure is."""
    return len(found.limits.drawn) == 0


def warnings(found: Evaluated) -> list[str]:
    """What a person should know before believing the curve."""
    study, pairs = found.study, found.study.comparisons
    errors, said, names = int(study.errors.sum()), [], {m.name for m in study.methods}
    if errors < FEW:
        said.append(too_few(errors))
    if found.photos > len(found.rows):
        said.append(
            translate(
                "Evaluation", "{0} of {1} photos were evaluated: those of people chosen at random."
            ).format(count(len(found.rows)), count(found.photos))
        )
    said += [
        translate("Evaluation", "All qualities of {0} are equal: it orders nothing.").format(m.name)
        for m in study.methods
        if m.constant
    ]
    if of_one_person(found):
        said.append(
            translate(
                "Evaluation",
                "All comparisons of the same person are of one person: no bands, and methods cannot be ranked.",
            )
        )
    if not len(study.non_mated):
        said.append(translate("Evaluation", "There is one person only: no FMR, no DET."))
    elif study.options.fmr is not None and study.options.fmr * len(study.non_mated) < FEW:
        said.append(
            translate(
                "Evaluation",
                "So small an FMR rests on fewer than 10 comparisons of different people: it is a guess.",
            )
        )
    for note in found.unfit:
        said += unfit(note)
        if note.name not in names and not note.unmatched:
            said.append(
                translate("Evaluation", "There is no {0} with these photos or this recogniser.").format(
                    method_name(note.name)
                )
            )
    if len(pairs.mated[0]) < pairs.mated_possible:
        said.append(
            translate(
                "Evaluation",
                "{0} of {1} comparisons of one person's photos were made, at most {2} a person, chosen at random.",
            ).format(count(len(pairs.mated[0])), count(pairs.mated_possible), count(pairs.most_per_subject))
        )
    alone = int((np.unique(study.subjects, return_counts=True)[1] == 1).sum())
    if alone == 1:
        said.append(
            translate("Evaluation", "1 person has one usable photo and is compared with others only.")
        )
    elif alone:
        said.append(
            translate(
                "Evaluation", "{0} people have one usable photo and are compared with others only."
            ).format(count(alone))
        )
    if not study.doubts.searched_all:
        said.append(
            translate(
                "Evaluation",
                "So many photos: wrong labels and duplicates were looked for within each person's photos alone.",
            )
        )
    return said


def left_out(found: Evaluated) -> list[tuple[str, list[str]]]:
    """Why photos did not take part, and which."""
    said = []
    for reason, names in found.study.left_out.items():
        if reason == "no face was embedded":
            words = translate("Evaluation", "{0} without a usable face").format(count(len(names)))
        else:
            method = reason.removeprefix("no score of ")
            words = translate("Evaluation", "{0} without a score of {1}").format(count(len(names)), method)
        said.append((words, names))
    return said


def method_name(name: str) -> str:
    """A method for people."""
    known = {
        "faceqnet-r29": "FaceQnet",
        "random": translate("Evaluation", "Random"),
        "detector confidence": translate("Evaluation", "Detector confidence"),
        "inter-eye distance": translate("Evaluation", "Inter-eye distance"),
        "sharpness": translate("Evaluation", "Sharpness"),
        "embedding norm": translate("Evaluation", "Embedding norm"),
    }
    return known.get(name, name)
