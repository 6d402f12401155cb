"""The training loop on Lightning Fabric: any device, several processes, and stops that cost nothing.

A run that is killed goes on from its last checkpoint and ends, on a CPU, with the same bits as one that was not:
weights, optimiser, the generator of the order and that of dropout are all part of a checkpoint.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from lightning_fabric import Fabric
from numpy.typing import NDArray
from torch import Tensor, nn

from faceqnet_engine.errors import FaceqnetError, UsageError
from training.finetuning.checkpoints import Checkpoints, optimiser_state, restore_optimiser
from training.finetuning.examples import Examples
from training.finetuning.losses import OF_COPIES, Compared, Guess, Loss
from training.finetuning.mates import MatedPairs
from training.plan import TrainOptions

_PREDICT = 256


class LossError(FaceqnetError):
    """The loss, or what the network says, is no longer a number."""

    kind = "loss"


class DeviceMemoryError(UsageError):
    """The device has too little memory."""

    kind = "memory"


EpochReport = Callable[[int, float, float], None]
"""Told of epoch, mean loss and validation figure."""


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """What is learnt from.

    Attributes:
        examples: Network inputs.
        rows: (n,) rows of the training faces in `examples`.
        columns: (n,) their columns.
        labels: (n,) fused labels.
        votes: (n, r) labels of each recogniser.
        validate: Scores (n, heads) of the validation faces in their order -> a figure, lower is better.
        held_rows: (v,) rows of the validation faces.
        held_columns: (v,) their columns.
        mates: Comparisons of training images, for losses that want them.
    """

    examples: Examples
    rows: Tensor
    columns: Tensor
    labels: Tensor
    votes: Tensor
    validate: Callable[[NDArray[Any]], float]
    held_rows: Tensor
    held_columns: Tensor
    mates: MatedPairs | None = None


@dataclass(slots=True)
class _Progress:
    """Where a run is; plain values, all of them part of a checkpoint."""

    epoch: int = 0
    step: int = 0
    loss_sum: float = 0.0
    steps: int = 0
    best: float = math.inf
    since: int = 0
    history: list[tuple[int, float, float]] = field(default_factory=list)

    def plain(self) -> dict[str, Any]:
        values = {name: getattr(self, name) for name in self.__slots__}
        return values | {"best": None if math.isinf(self.best) else self.best}

    @staticmethod
    def of(plain: dict[str, Any]) -> _Progress:
        values = {name: plain[name] for name in _Progress.__slots__}
        best = math.inf if values["best"] is None else float(values["best"])
        history = [(int(e), float(x), float(m)) for e, x, m in values["history"]]
        return _Progress(**{**values, "best": best, "history": history})


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """A finished run.

    Attributes:
        state: The module's tensors at its best epoch.
        best: The figure there.
        history: (epoch, mean loss, figure) of every epoch.
    """

    state: dict[str, Tensor]
    best: float
    history: list[tuple[int, float, float]]


class Run:
    """One module trained from one seed.

    Args:
        fabric: Where it runs.
        module: Inputs -> outputs (n, heads); the seed of its weights is the caller's affair.
        link: Outputs -> scores.
        loss: What is made small.
        material: What is learnt from.
        options: How.
        seed: Of order and dropout.
        checkpoints: Where the run can be taken up again.
        stop: Asked after every step; true ends the run with the best epoch so far, or, in the first one, as it is.
    """

    def __init__(
        self,
        fabric: Fabric,
        module: nn.Module,
        link: Callable[[Tensor], Tensor],
        loss: Loss,
        material: Material,
        options: TrainOptions,
        seed: int,
        checkpoints: Checkpoints,
        stop: Callable[[], bool],
    ) -> None:
        self._fabric, self._plain, self._link, self._loss = fabric, module, link, loss
        self._material, self._options, self._checkpoints, self._stop = material, options, checkpoints, stop
        kind = torch.optim.Adam if options.optimiser == "adam" else torch.optim.AdamW
        optimiser = kind(module.parameters(), lr=options.rate, weight_decay=options.decay)
        self._module, self._optimiser = fabric.setup(module, optimiser)
        self._order = torch.Generator().manual_seed(seed)
        self._start = self._order.get_state()
        self._at = _Progress()
        self._best: dict[str, Tensor] = {}
        torch.manual_seed(seed)

    def finish(self, report: EpochReport) -> Outcome:
        """Train until the end, the patience or `stop`.

        Raises:
            FaceqnetError: the loss is no longer a number, or the device was lost; nothing half-done is written.
            OutputError: a checkpoint cannot be written.
        """
        self._restore()
        for epoch, loss, figure in self._at.history:
            report(epoch, loss, figure)
        try:
            while self._at.epoch < self._options.epochs and not self._is_over():
                self._epoch()
                report(*self._at.history[-1])
        except torch.cuda.OutOfMemoryError as error:
            raise DeviceMemoryError(
                "The device's memory does not suffice. Nothing was lost; raise train.accumulate or lower train.batch."
            ) from error
        except RuntimeError as error:
            if not _device_lost(error):
                raise
            raise FaceqnetError(
                f"The GPU was lost during training ({str(error).splitlines()[0]}). The last checkpoint, "
                f"{self._checkpoints.age:.0f} s old, is kept: the same command goes on, also with --set train.device=cpu."
            ) from error
        return Outcome(self._best, self._at.best, self._at.history)

    def _is_over(self) -> bool:
        patience = self._options.patience
        return (bool(patience) and self._at.since >= patience) or (bool(self._best) and self._stop())

    def _epoch(self) -> None:
        """One epoch, from its first step or, after a stop, from the step that was reached."""
        places = torch.randperm(len(self._material.labels), generator=self._order)
        mates = self._material.mates
        paired = torch.randperm(len(mates), generator=self._order) if mates else None
        least = self._fabric.world_size * self._options.accumulate
        self._module.train()
        for step, chosen in enumerate(places.split(self._options.batch)):
            if step < self._at.step or len(chosen) < least:
                continue
            loss = self._step(chosen, self._turn(paired, step))
            if not math.isfinite(loss):
                raise LossError(
                    f"The loss is no longer a number in epoch {self._at.epoch + 1}, step {step + 1}. No weights were "
                    "written. Lower train.rate, or look for odd labels in labels/histogram.png."
                )
            self._at.loss_sum, self._at.steps, self._at.step = (
                self._at.loss_sum + loss,
                self._at.steps + 1,
                step + 1,
            )
            if self._checkpoints.due:
                self._save()
            if self._fabric.world_size == 1 and self._stop():
                if self._best:
                    return  # what was learnt in this epoch is left behind: the best one is kept
                break
        # A stop during validation costs the validation alone: all steps of the epoch are behind a checkpoint.
        if self._checkpoints.age > self._options.checkpoint_seconds / 2:
            self._save()
        figure = self._figure()
        self._at.history.append((self._at.epoch, self._at.loss_sum / max(self._at.steps, 1), figure))
        if figure < self._at.best or not self._best:
            self._at.best, self._at.since = figure, 0
            self._best = {k: v.detach().cpu().clone() for k, v in self._plain.state_dict().items()}
        else:
            self._at.since += 1
        self._at.epoch, self._at.step, self._at.loss_sum, self._at.steps = self._at.epoch + 1, 0, 0.0, 0
        self._start = self._order.get_state()
        if self._checkpoints.due:
            self._save()

    def _turn(self, paired: Tensor | None, step: int) -> Tensor:
        """The comparisons of a step: a batch of them, round and round."""
        if paired is None:
            return torch.zeros(0, dtype=torch.long)
        batch = self._options.batch
        return paired[(step * batch + torch.arange(min(batch, len(paired)))) % len(paired)]

    def _step(self, chosen: Tensor, compared: Tensor) -> float:
        share = slice(self._fabric.global_rank, None, self._fabric.world_size)
        mine, pairs = chosen[share], compared[share]
        parts = mine.chunk(self._options.accumulate)
        total = 0.0
        for n, part in enumerate(parts):
            with self._fabric.no_backward_sync(self._module, enabled=n + 1 < len(parts)):
                loss = self._loss_of(part, pairs[n :: len(parts)]) * (len(part) / len(mine))
                if not torch.isfinite(loss):
                    return math.nan
                self._fabric.backward(loss)
            total += float(loss.detach())
        self._optimiser.step()
        self._optimiser.zero_grad()
        return total

    def _loss_of(self, part: Tensor, pairs: Tensor) -> Tensor:
        m, device, n = self._material, self._fabric.device, len(part)
        rows, columns = m.rows[part], m.columns[part]
        if m.mates is not None:
            rows = torch.cat([rows, m.mates.first[pairs], m.mates.second[pairs]])
            columns = torch.cat([columns, torch.zeros(2 * len(pairs), dtype=columns.dtype)])
        copies = torch.zeros(0, dtype=torch.long)
        if any(self._options.losses.get(name, 0) > 0 for name in OF_COPIES):
            copies = m.columns[part].nonzero().flatten()
            rows = torch.cat([rows, m.rows[part][copies]])
            columns = torch.cat([columns, torch.zeros_like(copies)])
        outputs = self._module(m.examples.batch(rows, columns, augment=True).to(device)).float()
        labels, votes = m.labels[part].to(device), m.votes[part].to(device)
        losses: list[Tensor] = []
        for o in outputs.unbind(1):
            mated, originals = None, o[len(o) - len(copies) :]
            if m.mates is not None and len(pairs):
                first, second = o[n : len(o) - len(copies)].chunk(2)
                failures, weights = m.mates.failures[pairs].to(device), m.mates.weights[pairs].to(device)
                mated = Compared(first, second, failures, weights)
            told = Guess(o[:n], self._link(o[:n]), labels, votes, mated, copies.to(device), originals)
            losses.append(self._loss(told))
        return torch.stack(losses).mean()

    def _figure(self) -> float:
        """The validation figure; the first process computes it, all get it."""
        figure = 0.0
        if self._fabric.is_global_zero:
            scores = self.scores()
            if not np.isfinite(scores).all():
                raise LossError(
                    f"The validation scores are no longer numbers after epoch {self._at.epoch + 1}. No weights were "
                    "written. Lower train.rate."
                )
            figure = self._material.validate(scores)
        return float(self._fabric.broadcast(figure))

    @torch.inference_mode()
    def scores(self) -> NDArray[Any]:
        """Scores (v, heads) of the validation faces."""
        self._plain.eval()
        m, found = self._material, []
        for rows, columns in zip(m.held_rows.split(_PREDICT), m.held_columns.split(_PREDICT), strict=True):
            inputs = m.examples.batch(rows, columns).to(self._fabric.device)
            found.append(self._link(self._plain(inputs).float()).cpu())
        return torch.cat(found).numpy()

    def _save(self) -> None:
        """A checkpoint, between two steps; of the order's generator the state at the start of the epoch."""
        if not self._fabric.is_global_zero:
            return
        tensors = {f"module.{k}": v for k, v in self._plain.state_dict().items()}
        tensors |= {f"best.{k}": v for k, v in self._best.items()}
        moments, plain = optimiser_state(self._optimiser.optimizer)
        tensors |= moments
        tensors["random.cpu"] = torch.get_rng_state()
        tensors["random.order"] = self._start
        if self._fabric.device.type == "cuda":
            tensors["random.cuda"] = torch.cuda.get_rng_state(self._fabric.device)
        self._checkpoints.save(tensors, {"progress": self._at.plain(), "optimiser": plain})

    def _restore(self) -> None:
        """Take up the latest checkpoint, where there is one."""
        found = self._checkpoints.latest()
        if found is None:
            return
        tensors, info = found
        self._at = _Progress.of(info["progress"])
        self._plain.load_state_dict(_below("module.", tensors))
        self._best = _below("best.", tensors)
        restore_optimiser(self._optimiser.optimizer, tensors, info["optimiser"])
        torch.set_rng_state(tensors["random.cpu"])
        if self._fabric.device.type == "cuda" and "random.cuda" in tensors:
            torch.cuda.set_rng_state(tensors["random.cuda"], self._fabric.device)
        self._start = tensors["random.order"]
        self._order.set_state(self._start)


def _below(prefix: str, tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    return {k.removeprefix(prefix): v for k, v in tensors.items() if k.startswith(prefix)}


def _device_lost(error: RuntimeError) -> bool:
    kind = getattr(torch, "AcceleratorError", ())
    return isinstance(error, kind) or "CUDA error" in str(error) or "cuDNN error" in str(error)
