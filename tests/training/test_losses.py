"""What a training makes small, and the figure by which its best epoch is kept."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from faceqnet_engine.errors import UsageError
from faceqnet_engine.recognition.similarities import Similarity
from training.finetuning.losses import LOSSES, Compared, Guess, mixed
from training.finetuning.mates import FAILURE_RATES, failing_pairs
from training.finetuning.validation import METRICS, Held


def guess(outputs: list[float], labels: list[float]) -> Guess:
    """Faces and, where there are two or more, the comparisons of neighbours: the worse label decides."""
    o, told = torch.tensor(outputs, requires_grad=True), torch.tensor(labels)
    worse = torch.minimum(told[:-1], told[1:])
    failures = torch.stack([(worse < 0.2).float(), (worse < 0.5).float()], 1)
    mated = Compared(o[:-1], o[1:], failures, torch.ones(len(worse))) if len(worse) else None
    half = len(o) // 2  # the first ones, whose labels are lower here, are copies of the last ones
    return Guess(
        *(o, torch.sigmoid(o), told, torch.stack([told, told], 1), mated),
        *(torch.arange(half), o[len(o) - half :]),
    )


@pytest.mark.parametrize("name", LOSSES)
def test_every_loss_prefers_the_right_order_and_has_a_gradient(name: str) -> None:
    labels = [0.1, 0.4, 0.6, 0.9]
    right, wrong = (guess(o, labels) for o in ([-2.0, -0.4, 0.4, 2.0], [2.0, 0.4, -0.4, -2.0]))
    assert LOSSES[name](right) < LOSSES[name](wrong)
    LOSSES[name](wrong).backward()
    assert wrong.outputs.grad is not None
    assert torch.isfinite(wrong.outputs.grad).all()
    assert wrong.outputs.grad.abs().sum() > 0


@pytest.mark.parametrize("name", LOSSES)
def test_no_loss_breaks_on_a_single_face_or_equal_labels(name: str) -> None:
    assert torch.isfinite(LOSSES[name](guess([0.3], [0.5])))
    assert torch.isfinite(LOSSES[name](guess([0.3, 0.3, 0.1], [0.5, 0.5, 0.5])))


def test_a_copy_costs_what_it_lacks_to_a_place_below_its_original() -> None:
    def loss(copy: float, original: float) -> float:
        o = torch.tensor([copy, 5.0])
        told = Guess(*(o, torch.sigmoid(o), o, o[:, None], None), torch.tensor([0]), torch.tensor([original]))
        return float(LOSSES["falling"](told))

    assert loss(-1.0, 0.0) == 0
    assert loss(0.0, 0.0) == pytest.approx(0.1 / 2)  # over both faces of the batch
    assert loss(1.0, 0.0) == pytest.approx(1.1 / 2)


def test_pairs_on_which_recognisers_disagree_do_not_count() -> None:
    given = guess([2.0, -2.0], [0.2, 0.8])
    assert LOSSES["pairwise"](given) > 1
    votes = torch.tensor([[0.1, 0.9], [0.9, 0.1]])
    assert LOSSES["pairwise"](Guess(given.outputs, given.scores, given.labels, votes)) == 0


def test_a_failing_comparison_is_explained_by_its_worse_image() -> None:
    def loss(first: float, second: float, failure: float) -> float:
        o = torch.tensor([first, second])
        mated = Compared(o[:1], o[1:], torch.full((1, len(FAILURE_RATES)), failure), torch.ones(1))
        return float(LOSSES["mated_failures"](Guess(o, torch.sigmoid(o), o, o[:, None], mated)))

    assert loss(-6.0, 2.0, 1.0) < 0.2  # one bad image is enough
    assert loss(-6.0, 2.0, 1.0) == pytest.approx(loss(2.0, -6.0, 1.0))
    assert loss(2.0, 2.0, 1.0) > 5 * loss(-3.0, 2.0, 1.0)
    assert loss(2.0, 2.0, 0.0) < 0.1 < loss(-6.0, 2.0, 0.0) / 10
    assert np.isfinite(loss(60.0, 60.0, 1.0))
    assert np.isfinite(loss(-60.0, -60.0, 0.0))


def test_comparisons_fail_where_the_recogniser_does_and_no_subject_outweighs_others() -> None:
    rng = np.random.default_rng(0)
    subjects = np.repeat(["many", *(f"s{n}" for n in range(40))], [40, *([4] * 40)])
    centres = rng.normal(0, 3, (41, 8))[np.unique(subjects, return_inverse=True)[1]]
    embeddings = (centres + rng.normal(0, 0.3, centres.shape)).astype(np.float32)
    embeddings[50] += 5  # one odd image
    hashes = np.array([str(k) for k in range(len(subjects))])
    hashes[61] = hashes[60]
    rows = np.arange(len(subjects)) + 7
    pairs = failing_pairs(rows, subjects, hashes, [(embeddings, Similarity.EUCLIDEAN)], 0)
    first, second = pairs.first.numpy() - 7, pairs.second.numpy() - 7
    assert (subjects[first] == subjects[second]).all()
    assert not ((first == 60) & (second == 61)).any()
    odd = (first == 50) | (second == 50)
    assert pairs.failures[torch.from_numpy(odd)].min() > 0.9
    assert pairs.failures[torch.from_numpy(~odd)].mean() < 0.3
    assert pairs.weights[torch.from_numpy(subjects[first] == "many")].sum() == pytest.approx(30)
    assert pairs.weights[torch.from_numpy(subjects[first] != "many")].unique().tolist() == [1.0]


def test_losses_are_mixed_by_weight_and_unknown_ones_refused() -> None:
    given = guess([0.5, -1.0], [0.9, 0.2])
    both = mixed({"mse": 2.0, "ranking": 0.5, "absolute": 0.0})(given)
    assert both.item() == pytest.approx(
        2 * LOSSES["mse"](given).item() + 0.5 * LOSSES["ranking"](given).item()
    )
    with pytest.raises(UsageError, match="no loss 'hinge'"):
        mixed({"hinge": 1.0})
    with pytest.raises(UsageError, match="at least one loss"):
        mixed({"mse": 0.0})


@pytest.mark.parametrize("name", METRICS)
def test_every_metric_is_lower_for_better_scores(name: str) -> None:
    rng = np.random.default_rng(0)
    subjects = np.repeat([f"s{n}" for n in range(20)], 5)
    hardness = rng.uniform(0, 1, 100)
    centres = rng.normal(0, 3, (20, 8)).repeat(5, 0)
    embeddings = (centres + rng.normal(0, 1, centres.shape) * (0.2 + 4 * hardness[:, None] ** 3)).astype(
        np.float32
    )
    labels = np.stack([1 - hardness, (1 - hardness) / 3], 1).astype(np.float32)
    labels[0, 0] = np.nan
    good = np.stack([1 - hardness, (1 - hardness) / 3], 1)
    bad = rng.uniform(0, 1, good.shape)
    assert METRICS[name](Held(good, labels, (embeddings,), subjects)) < METRICS[name](
        Held(bad, labels, (embeddings,), subjects)
    )
