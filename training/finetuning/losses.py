"""Losses, one function per name; a config mixes them by weight.

To add one, write a function of a `Guess` and give it a row in `LOSSES`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from faceqnet_engine.errors import UsageError


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """What a network says of both images of mated comparisons, and how nearly these fail.

    Attributes:
        first: (p,) outputs.
        second: (p,) outputs of the other images.
        failures: (p, levels) see `training.finetuning.mates.MatedPairs`.
        weights: (p,).
    """

    first: Tensor
    second: Tensor
    failures: Tensor
    weights: Tensor


@dataclass(frozen=True, slots=True, eq=False)
class Guess:
    """What a network says of a batch, and what it should say.

    Attributes:
        outputs: (n,) before the link function, for losses that compare.
        scores: (n,) after it, 0..1 where right.
        labels: (n,) fused labels.
        votes: (n, r) labels of each recogniser.
        mated: Comparisons, for losses of `OF_PAIRS`.
        copies: (k,) which of the batch are degraded copies, for losses of `OF_COPIES`.
        originals: (k,) outputs of the images that they were made from.
    """

    outputs: Tensor
    scores: Tensor
    labels: Tensor
    votes: Tensor
    mated: Compared | None = None
    copies: Tensor | None = None
    originals: Tensor | None = None


Loss = Callable[[Guess], Tensor]


def mse(guess: Guess) -> Tensor:
    """Mean squared error: the paper's regression."""
    return F.mse_loss(guess.scores, guess.labels)


def absolute(guess: Guess) -> Tensor:
    """Mean absolute error: outliers among the labels pull less."""
    return F.l1_loss(guess.scores, guess.labels)


def cross_entropy(guess: Guess) -> Tensor:
    """Binary cross-entropy with soft labels; for networks whose link is the logistic."""
    return F.binary_cross_entropy_with_logits(guess.outputs, guess.labels)


def ranking(guess: Guess) -> Tensor:
    """Logistic loss of random pairs (first with second half of the batch), weighted by the labels' gap."""
    half = len(guess.labels) // 2
    if not half:
        return guess.outputs.sum() * 0
    a, b = slice(0, half), slice(half, 2 * half)
    gap = guess.labels[a] - guess.labels[b]
    order = F.softplus(-(guess.outputs[a] - guess.outputs[b]) * gap.sign())
    return (order * gap.abs()).mean()


def pairwise(guess: Guess) -> Tensor:
    """Logistic loss of all pairs of the batch whose order every recogniser agrees on, weighted by the gap."""
    gaps = guess.votes[:, None] - guess.votes[None]
    agreed = (gaps > 0).all(2)
    weights = (guess.labels[:, None] - guess.labels[None]).clamp_min(0) * agreed
    order = F.softplus(-(guess.outputs[:, None] - guess.outputs[None]))
    return (order * weights).sum() / weights.sum().clamp_min(1e-6)


def margin(guess: Guess) -> Tensor:
    """Hinge loss of all pairs: the scores' gap must reach the labels' gap."""
    gaps = guess.labels[:, None] - guess.labels[None]
    missing = (gaps - (guess.scores[:, None] - guess.scores[None])).clamp_min(0)
    wanted = gaps > 0
    return (missing * wanted).sum() / wanted.sum().clamp_min(1)


def correlation(guess: Guess) -> Tensor:
    """One minus Pearson's correlation within the batch: order and proportion, not level."""
    x, y = guess.scores - guess.scores.mean(), guess.labels - guess.labels.mean()
    return 1 - (x * y).sum() / (x.norm() * y.norm()).clamp_min(1e-6)


_OFFSETS = (3.75, 3.0)
"""Of outputs: an image of label .5 spoils a comparison so seldom that five, ten in a hundred fail."""
_SURELY = -1e-5


def mated_failures(guess: Guess) -> Tensor:
    """Cross-entropy of failing comparisons: one fails where either image is bad, as the lower quality decides.

    The chance that an image is bad is the logistic of minus its output, moved by an offset per level. What the
    error-versus-discard curve asks, asked of every comparison: no label has to be divided between two images.
    """
    if guess.mated is None or not len(guess.mated.first):
        return guess.outputs.sum() * 0
    mated, parts = guess.mated, []
    for level, offset in enumerate(_OFFSETS):
        good = F.logsigmoid(mated.first + offset) + F.logsigmoid(mated.second + offset)
        good = good.clamp_max(_SURELY)
        fails = mated.failures[:, level]
        parts.append(-(fails * torch.log(-torch.expm1(good)) + (1 - fails) * good))
    return (torch.stack(parts).sum(0) * mated.weights).sum() / mated.weights.sum()


_BELOW = 0.1


def falling(guess: Guess) -> Tensor:
    """Hinge loss of degraded copies beside their own originals: a copy's output must lie below, by a tenth at least.

    A label says how good an image is, give or take its noise; this says what is certain of two versions of one.
    """
    if guess.copies is None or guess.originals is None or not len(guess.copies):
        return guess.outputs.sum() * 0
    above = (guess.outputs[guess.copies] - guess.originals + _BELOW).clamp_min(0)
    return above.sum() / len(
        guess.outputs
    )  # of all faces: a batch in parts gives the same step as a whole one


OF_COPIES = frozenset({"falling"})
"""Losses that are told of the originals of degraded copies."""
OF_PAIRS = frozenset({"mated_failures"})
"""Losses that are told of mated comparisons besides the labelled faces."""
LOSSES: dict[str, Loss] = {
    "mse": mse,
    "absolute": absolute,
    "cross_entropy": cross_entropy,
    "ranking": ranking,
    "pairwise": pairwise,
    "margin": margin,
    "correlation": correlation,
    "mated_failures": mated_failures,
    "falling": falling,
}


def mixed(weights: Mapping[str, float]) -> Loss:
    """The weighted sum of named losses.

    Raises:
        UsageError: no weight above 0, or a name that is not known.
    """
    for name in weights:
        if name not in LOSSES:
            raise UsageError(f"There is no loss {name!r}. Losses: {', '.join(LOSSES)}.")
    used = [(LOSSES[name], weight) for name, weight in weights.items() if weight > 0]
    if not used:
        raise UsageError("train.losses needs at least one loss with a weight above 0.")

    def loss(guess: Guess) -> Tensor:
        return torch.stack([weight * function(guess) for function, weight in used]).sum()

    return loss
