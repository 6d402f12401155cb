from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save

from faceqnet_engine import Assessor
from faceqnet_engine.errors import ModelError
from faceqnet_engine.models.registry import data_folder
from faceqnet_engine.models.registry_file import add_table
from faceqnet_engine.quality.networks import FaceQnetR50, build


def register(network: torch.nn.Module, architecture: str = "faceqnet-r50") -> None:
    folder = data_folder() / "models"
    folder.mkdir(parents=True)
    data = save({k: v.contiguous() for k, v in network.state_dict().items()})
    (folder / "paper.safetensors").write_bytes(data)
    table = {
        "task": "quality",
        "file": "paper.safetensors",
        "sha256": hashlib.sha256(data).hexdigest(),
        "bytes": len(data),
        "licence": "x",
        "source": "x",
        "architecture": architecture,
        "input": {"size": 224, "template": "box", "colour": "BGR"},
        "reference": {"quantiles": [i / 100 for i in range(101)]},
    }
    add_table(folder / "weights.toml", "paper", table, "")


def test_the_paper_s_network_is_kept_and_scored_through_the_registry(portrait_pixels: np.ndarray) -> None:
    torch.manual_seed(0)
    network = FaceQnetR50()
    # One batch gives the trunk statistics: without any, a random ResNet-50's numbers have no bounds.
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.momentum = 1.0
    with torch.no_grad():
        network(255 * torch.rand(2, 3, 224, 224))
        network.head[-1].weight.mul_(0.05)
        network.head[-1].bias.fill_(0.5)
    network.eval()
    register(network)
    with Assessor(model="paper") as assessor:
        (row,) = assessor.assess_image(portrait_pixels)
    bgr = np.ascontiguousarray(row.crop(224)[..., ::-1]).astype(np.float32)
    with torch.inference_mode():
        images = torch.from_numpy(bgr).permute(2, 0, 1)[None]
        raw = network(images)
        features = network.features(images)
        assert features.shape == (1, 2048)
        assert torch.equal(network.score_features(features), raw)
    assert row.score == pytest.approx(float(raw.clamp(0, 1)), abs=1e-4)
    assert 0 < row.score < 1, "a clipped score would prove little"


def test_weights_that_do_not_fit_are_a_sentence() -> None:
    register(torch.nn.Linear(3, 1))
    with pytest.raises(ModelError, match="do not fit"):
        Assessor(model="paper")


def test_dropout_is_silent_when_scoring_and_heard_when_training() -> None:
    network = build("faceqnet-r50")
    assert isinstance(network, FaceQnetR50)
    features = torch.randn(2, 2048)
    assert not torch.equal(network.score_features(features), network.score_features(features))
    network.eval()
    assert torch.equal(network.score_features(features), network.score_features(features))


def test_an_imported_model_without_its_description_is_refused(tmp_path: Path) -> None:
    register(torch.nn.Linear(3, 1), "graph")
    with pytest.raises(ModelError, match="damaged"):
        Assessor(model="paper")
