from __future__ import annotations

import pytest
import torch

from faceqnet_engine.errors import ModelError
from faceqnet_engine.quality.networks import FaceQualityR29, architecture_r29, build


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize(("heads", "hidden"), [(1, 256), (4, 256), (8, 64), (12, 16)])
def test_a_network_is_built_by_the_name_of_its_architecture(heads: int, hidden: int, mirrored: bool) -> None:
    network = build(architecture_r29(heads, hidden, mirrored=mirrored))
    assert isinstance(network, FaceQualityR29)
    assert len(network.heads) == heads
    assert network.heads[0].layers[1].out_features == hidden
    assert network.mirrored is mirrored


def test_names_of_released_models_stay_known() -> None:
    assert architecture_r29(4) == "faceqnet-r29-heads4"
    assert architecture_r29(4, mirrored=True) == "faceqnet-r29-heads4-mirrored"
    for name in ("faceqnet-r29-heads0", "faceqnet-r29-heads", "faceqnet-r29-heads4x0", "faceqnet-r30-heads4"):
        with pytest.raises(ModelError, match="cannot build"):
            build(name)


@torch.inference_mode()
def test_a_mirrored_network_gives_a_crop_and_its_mirror_image_one_score() -> None:
    torch.manual_seed(0)
    crops = torch.randn(2, 3, 150, 150)
    both, one = (build(architecture_r29(2, 32, mirrored=m)).eval() for m in (True, False))
    assert torch.allclose(both(crops), both(crops.flip(3)), atol=1e-6)
    assert not torch.allclose(one(crops), one(crops.flip(3)), atol=1e-6)
