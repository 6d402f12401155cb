from __future__ import annotations

import pytest
import torch

from faceqnet_engine.errors import ModelError
from faceqnet_engine.quality.networks import (
    MIRRORED,
    PLAIN,
    FaceQualityR29,
    View,
    architecture_r29,
    build,
    pooled,
)

ZOOMED = (View(100, mirrored=True), View(125), View(174, mirrored=True))


@pytest.mark.parametrize("views", [PLAIN, MIRRORED, ZOOMED])
@pytest.mark.parametrize(("heads", "hidden"), [(1, 256), (4, 256), (8, 64), (12, 16)])
def test_a_network_is_built_by_the_name_of_its_architecture(
    heads: int, hidden: int, views: tuple[View, ...]
) -> None:
    network = build(architecture_r29(heads, hidden, views=views))
    assert isinstance(network, FaceQualityR29)
    assert len(network.heads) == heads
    assert network.heads[0].layers[1].out_features == hidden
    assert network.views == views


def test_names_of_released_models_stay_known() -> None:
    assert architecture_r29(4) == "faceqnet-r29-heads4"
    assert architecture_r29(4, views=MIRRORED) == "faceqnet-r29-heads4-mirrored"
    assert architecture_r29(8, 64, views=ZOOMED) == "faceqnet-r29-heads8x64-views-100m-125-174m"
    for name in (
        "faceqnet-r29-heads4-views",
        "faceqnet-r29-heads4-views-40",
        "faceqnet-r29-heads0",
        "faceqnet-r29-heads",
        "faceqnet-r29-heads4x0",
        "faceqnet-r30-heads4",
    ):
        with pytest.raises(ModelError, match="cannot build"):
            build(name)


@torch.inference_mode()
def test_a_mirrored_network_gives_a_crop_and_its_mirror_image_one_score() -> None:
    torch.manual_seed(0)
    crops = torch.randn(2, 3, 150, 150)
    both, one = (build(architecture_r29(2, 32, views=v)).eval() for v in (MIRRORED, PLAIN))
    assert torch.allclose(both(crops), both(crops.flip(3)), atol=1e-6)
    assert not torch.allclose(one(crops), one(crops.flip(3)), atol=1e-6)


def test_a_view_shows_the_middle_of_the_crop_at_the_size_of_the_backbones_input() -> None:
    crop = torch.arange(188.0).expand(1, 3, 188, 188)  # the value of a pixel is its column
    assert torch.equal(View(125).of(crop), crop[:, :, 19:169, 19:169])
    assert torch.equal(View(125, mirrored=True).of(crop), crop[:, :, 19:169, 19:169].flip(3))
    for zoom, step in ((100, 188 / 150), (174, 108 / 150)):
        row = View(zoom).of(crop)[0, 0, 75]
        assert len(row) == 150
        assert row[1:-1].diff().numpy() == pytest.approx(step, abs=1e-3)
        assert float(row.mean()) == pytest.approx(93.5, abs=0.01)
    odd = View(120).of(torch.zeros(2, 3, 151, 151))
    assert odd.shape == (2, 3, 150, 150)


@torch.inference_mode()
def test_features_are_the_mean_over_the_views_however_many_crops_come_at_once() -> None:
    torch.manual_seed(0)
    network = build(architecture_r29(1, 16, views=ZOOMED)).eval()
    assert isinstance(network, FaceQualityR29)
    crops = torch.randn(3, 3, 188, 188)
    alone = [network.backbone.stages(view.of(crops))[1] for view in ZOOMED]
    together = pooled(network.backbone, ZOOMED, crops)
    assert torch.allclose(together, sum(alone) / 3, atol=1e-5)
    assert torch.allclose(pooled(network.backbone, ZOOMED, crops[:1]), together[:1], atol=1e-4)
