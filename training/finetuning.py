"""Heads on the frozen backbone's pooled features (the paper's way: old layers frozen, new ones trained)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from faceqnet_engine.errors import FaceqnetError
from faceqnet_engine.quality.networks import QualityHead


@dataclass(frozen=True, slots=True)
class HeadOptions:
    """How a head is trained."""

    epochs: int = 12
    batch: int = 128
    rate: float = 3e-4
    decay: float = 1e-2
    ranking: float = 0.0
    hidden: int = 256
    patience: int = 4


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """Features (m, f) and labels (m,) of training faces."""

    features: NDArray[np.float16]
    labels: NDArray[np.float32]


def train_head(
    examples: Examples,
    validate: Callable[[nn.Module], float],
    options: HeadOptions,
    seed: int,
    report: Callable[[int, float, float], None],
) -> tuple[QualityHead, float]:
    """One head, stopped at its best epoch.

    Args:
        examples: Training faces, clean and degraded.
        validate: Lower is better; called after each epoch.
        options: How.
        seed: Of weights, order and dropout.
        report: Epoch, mean loss, validation figure.

    Raises:
        FaceqnetError: the loss is no longer finite.
    """
    torch.manual_seed(seed)
    features = torch.from_numpy(examples.features).float()
    labels = torch.from_numpy(examples.labels)
    head = QualityHead(options.hidden, features.shape[1])
    head.mean.copy_(features.mean(0))
    head.deviation.copy_(features.std(0).clamp_min(1e-3))
    optimiser = torch.optim.AdamW(head.parameters(), lr=options.rate, weight_decay=options.decay)
    best, best_state, since = float("inf"), head.state_dict(), 0
    for epoch in range(options.epochs):
        head.train()
        losses = []
        for rows in torch.randperm(len(labels)).split(options.batch):
            loss = _loss(head(features[rows]), labels[rows], options.ranking)
            if not torch.isfinite(loss):
                raise FaceqnetError(
                    "The loss is no longer a number. Nothing was written; try a smaller rate."
                )
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            losses.append(float(loss.detach()))
        head.eval()
        with torch.inference_mode():
            figure = validate(head)
        report(epoch, float(np.mean(losses)), figure)
        if figure < best:
            best, since = figure, 0
            best_state = {k: v.clone() for k, v in head.state_dict().items()}
        else:
            since += 1
            if since >= options.patience:
                break
    head.load_state_dict(best_state)
    return head.eval(), best


def _loss(logits: Tensor, labels: Tensor, ranking: float) -> Tensor:
    """Mean squared error of the score, and (weighted) the logistic loss of pairs in the wrong order."""
    loss = F.mse_loss(torch.sigmoid(logits), labels)
    if ranking > 0:
        half = len(labels) // 2
        a, b = slice(0, half), slice(half, 2 * half)
        gap = labels[a] - labels[b]
        order = F.softplus(-(logits[a] - logits[b]) * gap.sign())
        loss = loss + ranking * (order * gap.abs()).mean()
    return loss
