from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from training.convert_mobilefacenets import CHECKPOINTS, MobileFaceNet, convert
from training.recognisers import named


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("which", CHECKPOINTS)
def test_a_checkpoint_becomes_a_recogniser_that_gives_the_same_embeddings(which: str, tmp_path: Path) -> None:
    torch.manual_seed(3)
    network = MobileFaceNet(CHECKPOINTS[which].columns)
    for _ in range(40):  # moments as after training, so that what is put in comes out
        network(torch.randn(4, 3, 112, 112))
    network.eval()
    file = tmp_path / "published.pth"
    renamed = {f"other.{n}": v for n, v in enumerate(network.state_dict().values()) if v.ndim}
    torch.save({"epoch": 7, "net_state_dict": renamed} if which == "x" else renamed, file)
    convert(which, file, tmp_path)
    recogniser = named(f"mobilefacenet-{which}", tmp_path)
    crops = np.random.default_rng(0).integers(0, 256, (3, 112, 112, 3), dtype=np.uint8)
    crops[1], crops[2, :, :60] = 250, 0
    wanted = (torch.from_numpy(crops).permute(0, 3, 1, 2).float() - 127.5) * CHECKPOINTS[which].scale
    with torch.inference_mode():
        told = network(wanted).numpy()
    given = recogniser.embeddings(crops)
    assert given.shape == (3, 128)
    assert given == pytest.approx(told, abs=1e-4)
    assert np.abs(told[0] - told[1]).max() > 1e-2


def test_another_networks_checkpoint_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "other.pth"
    torch.save({"fc.weight": torch.zeros(3, 4)}, file)
    with pytest.raises(ValueError, match="holds 1 tensors that are not those"):
        convert("x", file, tmp_path)
    assert not list(tmp_path.glob("*.onnx"))
