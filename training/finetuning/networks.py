"""Networks that can be trained: a backbone, heads on its features, and how the two become a released model.

To add one, write its parts and give it a row in `NETWORKS`; the engine must be able to build its architecture.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from faceqnet_engine.errors import ModelError, UsageError
from faceqnet_engine.faces.align import TEMPLATES
from faceqnet_engine.models.registry import InputSpec, record, verified_weights
from faceqnet_engine.quality.faceqnet_r50 import FEATURES as FEATURES_R50
from faceqnet_engine.quality.faceqnet_r50 import FaceQnetR50
from faceqnet_engine.quality.networks import (
    FEATURES,
    MIRRORED,
    PLAIN,
    FaceQualityR29,
    QualityHead,
    ResNet29,
    View,
    architecture_r29,
    pooled,
)
from training.plan import Plan, TrainOptions
from training.records import file_digest

ZOOMED = (View(100, mirrored=True), View(125), View(174, mirrored=True))
"""Of a crop by the template B-wide: with more around the face, as the recogniser sees it, and nearer."""
SHIPPED, RANDOM, TORCHVISION = "shipped", "random", "torchvision"


@dataclass(frozen=True, slots=True)
class NetworkKind:
    """One kind of network.

    Attributes:
        input: Name of weights -> what the network wants to see.
        features: How many numbers the backbone gives.
        backbone: Name of weights -> module, (n, 3, s, s) -> (n, features).
        head: A new head, (n, features) -> (n,) outputs.
        link: Outputs -> scores.
        assemble: Backbone and heads -> the released network, (n, 3, s, s) -> (n,) scores.
        architecture: The name under which the engine builds that network; refuses options that it cannot have.
        licence: Name of weights -> their licence.
    """

    input: Callable[[str], InputSpec]
    features: int
    backbone: Callable[[str], nn.Module]
    head: Callable[[TrainOptions], nn.Module]
    link: Callable[[Tensor], Tensor]
    assemble: Callable[[nn.Module, Sequence[nn.Module], TrainOptions], nn.Module]
    architecture: Callable[[TrainOptions], str]
    licence: Callable[[str], str]


class _PooledR29(nn.Module):
    def __init__(self, network: ResNet29, views: Sequence[View]) -> None:
        super().__init__()
        self.network = network
        self.views = tuple(views)

    def forward(self, x: Tensor) -> Tensor:
        return pooled(self.network, self.views, x)


def _r29(weights: str, *, views: Sequence[View]) -> nn.Module:
    network = ResNet29()
    if weights == SHIPPED:
        state = verified_weights(record("resnet29"))
        network.load_state_dict({name: value.float() for name, value in state.items()})
    elif weights != RANDOM:
        _load(network, Path(weights))
    return _PooledR29(network, views)


def _quality_r29(backbone: nn.Module, heads: Sequence[nn.Module], options: TrainOptions) -> nn.Module:
    assert isinstance(backbone, _PooledR29)
    network = FaceQualityR29(len(heads), options.hidden, views=backbone.views)
    network.backbone.load_state_dict(backbone.network.state_dict())
    for mine, theirs in zip(network.heads, heads, strict=True):
        mine.load_state_dict(theirs.state_dict())
    return network


class _Regression(nn.Module):
    """The paper's head: two dense layers, one number that is meant to be the label itself."""

    def __init__(self, hidden: int, dropout: float) -> None:
        super().__init__()
        self.head = FaceQnetR50(hidden, dropout).head

    def forward(self, x: Tensor) -> Tensor:
        return self.head(x).squeeze(1)


def _r50(weights: str) -> nn.Module:
    """ResNet-50 without its classifier; a file may hold torchvision's names, with or without `trunk.` before them."""
    from torchvision.models import ResNet50_Weights, resnet50

    if weights == SHIPPED:
        raise UsageError(
            "No ResNet-50 comes with the program. Set train.weights to random, torchvision or a safetensors file."
        )
    network = resnet50(weights=None)
    network.fc = nn.Identity()
    if weights == TORCHVISION:
        try:
            state = ResNet50_Weights.IMAGENET1K_V2.get_state_dict(progress=False)
        except (OSError, RuntimeError) as error:
            raise ModelError(
                f"torchvision's ResNet-50 weights could not be downloaded ({error}). Give a safetensors file instead."
            ) from error
        network.load_state_dict({k: v for k, v in state.items() if not k.startswith("fc.")})
    elif weights != RANDOM:
        _load(network, Path(weights), left_out=("fc.", "head."), prefix="trunk.")
    return network


def _r50_input(weights: str) -> InputSpec:
    """The original's (224, BGR, 0..255), or what torchvision's weights were trained with."""
    if weights == TORCHVISION:
        return InputSpec(224, "box", "RGB", (123.675, 116.28, 103.53), 1 / 57.63)
    return InputSpec(224, "box", "BGR")


def _r50_architecture(options: TrainOptions) -> str:
    if options.heads != 1 or options.hidden != 256:
        raise UsageError("The network resnet50 has train.heads = 1 and train.hidden = 256.")
    return "faceqnet-r50"


def _quality_r50(backbone: nn.Module, heads: Sequence[nn.Module], options: TrainOptions) -> nn.Module:
    network = FaceQnetR50(options.hidden, options.dropout)
    network.trunk.load_state_dict(backbone.state_dict())
    first = heads[0]
    assert isinstance(first, _Regression)
    network.head.load_state_dict(first.head.state_dict())
    return network


def _own_licence(weights: str) -> str:
    return "none needed: random numbers" if weights == RANDOM else f"that of {Path(weights).name}"


def _load(network: nn.Module, file: Path, left_out: tuple[str, ...] = (), prefix: str = "") -> None:
    """Give a network the tensors of a safetensors file.

    Raises:
        ModelError: the file cannot be read, or holds another network.
    """
    try:
        named = {name.removeprefix(prefix): value for name, value in load_file(file).items()}
        kept = {name: value for name, value in named.items() if not name.startswith(left_out or "\0")}
        network.load_state_dict({k: v.float() if v.is_floating_point() else v for k, v in kept.items()})
    except Exception as error:  # safetensors and torch raise many kinds
        first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise ModelError(f"{file} does not hold the weights of this backbone: {first}") from error


def _on_r29(views: Sequence[View], template: str = "B") -> NetworkKind:
    size = TEMPLATES[template][0]
    return NetworkKind(
        input=lambda _weights: InputSpec(size, template, "RGB", (122.782, 117.001, 104.298), 1 / 256),
        features=FEATURES,
        backbone=partial(_r29, views=views),
        head=lambda options: QualityHead(options.hidden),
        link=torch.sigmoid,
        assemble=_quality_r29,
        architecture=lambda options: architecture_r29(options.heads, options.hidden, views=views),
        licence=lambda weights: "CC0-1.0" if weights == SHIPPED else _own_licence(weights),
    )


NETWORKS: dict[str, NetworkKind] = {
    "resnet29": _on_r29(PLAIN),
    "resnet29-mirrored": _on_r29(MIRRORED),
    "resnet29-zoomed": _on_r29(ZOOMED, "B-wide"),
    "resnet50": NetworkKind(
        input=_r50_input,
        features=FEATURES_R50,
        backbone=_r50,
        head=lambda options: _Regression(options.hidden, options.dropout),
        link=lambda outputs: outputs,
        assemble=_quality_r50,
        architecture=_r50_architecture,
        licence=lambda weights: "BSD-3-Clause" if weights == TORCHVISION else _own_licence(weights),
    ),
}


def network_kind(name: str) -> NetworkKind:
    """The kind of that name.

    Raises:
        UsageError: there is none.
    """
    if name not in NETWORKS:
        raise UsageError(f"There is no network {name!r}. Networks: {', '.join(NETWORKS)}.")
    return NETWORKS[name]


def weights_name(kind: str, weights: str) -> str:
    """What identifies a backbone's weights, for records and caches."""
    if weights == SHIPPED:
        return record(kind.partition("-")[0]).name
    file = Path(weights)
    return f"{file.name}@{file_digest(file)[:8]}" if file.is_file() else f"{kind}-{weights}"


def seeded_backbone(plan: Plan) -> tuple[nn.Module, str]:
    """The plan's backbone, the same whenever it is made, and the name that its features are kept under."""
    options = plan.train
    torch.manual_seed(plan.seed)
    name = f"{options.network} {weights_name(options.network, options.weights)}"
    if options.weights == RANDOM:
        name += f"-{plan.seed}"
    return network_kind(options.network).backbone(options.weights), name


def as_input(crops: Tensor, spec: InputSpec) -> Tensor:
    """(n, s, s, 3) uint8 RGB -> (n, 3, s, s) float, as the network wants it."""
    batch = crops.permute(0, 3, 1, 2).float()
    if spec.colour == "BGR":
        batch = batch.flip(1)
    return (batch - torch.tensor(spec.mean, device=crops.device).view(1, 3, 1, 1)) * spec.scale


class Whole(nn.Module):
    """Backbone and heads trained together; outputs (n, heads)."""

    def __init__(self, backbone: nn.Module, heads: Sequence[nn.Module]) -> None:
        super().__init__()
        self.backbone = backbone
        self.heads = nn.ModuleList(heads)

    def forward(self, x: Tensor) -> Tensor:
        """(n, 3, s, s) -> (n, heads)."""
        features = self.backbone(x)
        return torch.stack([head(features) for head in self.heads], 1)


class HeadAlone(nn.Module):
    """One head on cached features; outputs (n, 1)."""

    def __init__(self, head: nn.Module) -> None:
        super().__init__()
        self.head = head

    def forward(self, x: Tensor) -> Tensor:
        """(n, features) -> (n, 1)."""
        return self.head(x).unsqueeze(1)


def standardise(head: nn.Module, features: Tensor) -> None:
    """Tell a head the moments of its features, where it wants to know them."""
    mean, deviation = getattr(head, "mean", None), getattr(head, "deviation", None)
    if isinstance(mean, Tensor) and isinstance(deviation, Tensor):
        mean.copy_(features.float().mean(0))
        deviation.copy_(features.float().std(0).clamp_min(1e-3))
