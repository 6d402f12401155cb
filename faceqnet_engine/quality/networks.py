"""The networks: ResNet-29 (recogniser and backbone) and the quality heads on it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from faceqnet_engine.errors import ModelError
from faceqnet_engine.models.graph import graph_from_json
from faceqnet_engine.models.registry import ARCHITECTURE_GRAPH, GRAPH_KEY, ModelRecord, weights_and_metadata
from faceqnet_engine.quality.faceqnet_r50 import FaceQnetR50
from faceqnet_engine.quality.graph_network import GraphNetwork

_BLOCKS: tuple[tuple[int, bool], ...] = (
    *((32, False),) * 3,
    (64, True),
    *((64, False),) * 3,
    (128, True),
    *((128, False),) * 2,
    (256, True),
    *((256, False),) * 2,
    (256, True),
)
"""Channels of each block, and whether it halves the resolution."""
POOLED_AFTER = (3, 7, 10, 13, 14)
"""Blocks (counted from 1) after which features are pooled for quality."""
_SIDE = 150
_NOTHING = 1e-30
"""Below this a variance is none; the root of 0 itself has no slope to train by."""
FEATURES = 2 * sum(_BLOCKS[i - 1][0] for i in POOLED_AFTER)
"""Mean and deviation per channel at each of those places: 1,472."""


class _Block(nn.Module):
    """Two convolutions and a shortcut; sums of unequal shapes are padded with zeros, as in dlib."""

    def __init__(self, inputs: int, outputs: int, down: bool) -> None:
        super().__init__()
        self.down = down
        self.first = nn.Conv2d(inputs, outputs, 3, stride=2 if down else 1, padding=0 if down else 1)
        self.second = nn.Conv2d(outputs, outputs, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        # In place where nothing else sees it: half of what is not a convolution is writing to new memory.
        y = self.second(F.relu_(self.first(x)))
        if not self.down:
            return F.relu_(y.add_(x))
        x = F.avg_pool2d(x, 2, 2)
        channels, height, width = (max(a, b) for a, b in zip(x.shape[1:], y.shape[1:], strict=True))
        return F.relu_(_padded(x, channels, height, width).add_(_padded(y, channels, height, width)))


def _padded(x: Tensor, channels: int, height: int, width: int) -> Tensor:
    more = (0, width - x.shape[3], 0, height - x.shape[2], 0, channels - x.shape[1])
    return F.pad(x, more) if any(more) else x


def _spread(x: Tensor) -> tuple[Tensor, Tensor]:
    """Mean and deviation of each channel, (n, channels) each.

    Over rows of all channels as they lie in memory: a sixth of the time that `std` takes over (rows, columns).
    """
    flat = x.permute(0, 2, 3, 1).flatten(1, 2)
    mean = flat.mean(1)
    variance = (flat - mean[:, None]).square().mean(1)
    return mean, variance.clamp(min=_NOTHING).sqrt()


class ResNet29(nn.Module):
    """dlib's face recognition network, affine layers folded into the convolutions.

    Input (n, 3, 150, 150): RGB minus (122.782, 117.001, 104.298), divided by 256. Output (n, 128) embeddings,
    not normalised: two images of one subject are usually within Euclidean distance 0.6.
    Source: dlib_face_recognition_resnet_model_v1 (King 2017, CC0).
    """

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Conv2d(3, 32, 7, stride=2)
        widths = [32, *(channels for channels, _ in _BLOCKS)]
        self.blocks = nn.ModuleList(
            _Block(widths[i], channels, down) for i, (channels, down) in enumerate(_BLOCKS)
        )
        self.embed = nn.Linear(256, 128, bias=False)

    def stages(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """One pass for both uses: (n, 128) embeddings and (n, 1472) pooled features."""
        # Half again as fast in batches on a CPU with channels last; the sums differ in the seventh digit.
        x = F.max_pool2d(F.relu_(self.stem(x.contiguous(memory_format=torch.channels_last))), 3, 2)
        pooled: list[Tensor] = []
        for number, block in enumerate(self.blocks, start=1):
            x = block(x)
            if number in POOLED_AFTER:
                pooled += _spread(x)
        return self.embed(x.mean((2, 3))), torch.cat(pooled, 1)

    def forward(self, x: Tensor) -> Tensor:
        """(n, 3, 150, 150) -> (n, 128)."""
        return self.stages(x)[0]


class QualityHead(nn.Module):
    """Standardised features -> one hidden layer -> score 0..1."""

    mean: Tensor
    deviation: Tensor

    def __init__(self, hidden: int = 256, features: int = FEATURES) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(features))
        self.register_buffer("deviation", torch.ones(features))
        self.layers = nn.Sequential(
            nn.Dropout(0.2), nn.Linear(features, hidden), nn.ReLU(), nn.Dropout(0.5), nn.Linear(hidden, 1)
        )

    def forward(self, x: Tensor) -> Tensor:
        """(n, features) -> (n,) logits."""
        standardised = ((x - self.mean) / self.deviation).clamp(-6, 6)
        return self.layers(standardised).squeeze(1)


@dataclass(frozen=True, slots=True)
class View:
    """One look of the backbone at a crop.

    Attributes:
        zoom: In percent: the middle of the crop that fills the backbone's input is 100 / zoom of the crop wide.
        mirrored: Left and right exchanged.
    """

    zoom: int = 100
    mirrored: bool = False

    def __str__(self) -> str:
        return f"{self.zoom}{'m' if self.mirrored else ''}"

    def of(self, x: Tensor) -> Tensor:
        """(n, 3, s, s) -> (n, 3, 150, 150)."""
        side = int(x.shape[3])
        part = round(side * 100 / self.zoom)
        edge = (side - part) // 2
        x = x[:, :, edge : edge + part, edge : edge + part]
        if part != _SIDE:
            x = F.interpolate(x, (_SIDE, _SIDE), mode="bilinear", align_corners=False)
        return x.flip(3) if self.mirrored else x


PLAIN = (View(),)
MIRRORED = (View(), View(mirrored=True))


def pooled(backbone: ResNet29, views: Sequence[View], x: Tensor) -> Tensor:
    """Pooled features, their mean over the views: (n, 3, s, s) -> (n, 1472)."""
    seen = torch.cat([view.of(x) for view in views])  # all at once: larger batches are quicker
    return torch.stack(backbone.stages(seen)[1].chunk(len(views))).mean(0)


class FaceQualityR29(nn.Module):
    """ResNet-29's pooled features and the mean of several heads; input as ResNet29's, output (n,) scores 0..1.

    The features are the mean over several views of the crop: another size, and the mirror image, show the same quality
    by other numbers, and what is common to them is what counts.
    """

    def __init__(self, heads: int = 4, hidden: int = 256, *, views: Sequence[View] = PLAIN) -> None:
        super().__init__()
        self.backbone = ResNet29()
        self.heads = nn.ModuleList(QualityHead(hidden) for _ in range(heads))
        self.views = tuple(views)

    def score_features(self, features: Tensor) -> Tensor:
        """(n, 1472) -> (n,) scores 0..1."""
        return torch.stack([torch.sigmoid(head(features)) for head in self.heads]).mean(0)

    def forward(self, x: Tensor) -> Tensor:
        """(n, 3, s, s) -> (n,) scores 0..1."""
        return self.score_features(pooled(self.backbone, self.views, x).float())


_ARCHITECTURES: dict[str, Callable[[], nn.Module]] = {
    "resnet29": ResNet29,
    "faceqnet-r50": FaceQnetR50,
}
_HEADS_ON_R29 = re.compile(
    r"faceqnet-r29-heads([1-9]\d?)(?:x([1-9]\d{0,3}))?(-mirrored|-views(?:-[1-9]\d{2}m?)+)?"
)
_HIDDEN = 256


def architecture_r29(heads: int, hidden: int = _HIDDEN, *, views: Sequence[View] = PLAIN) -> str:
    """The name under which `build` makes a `FaceQualityR29`: heads, their width where it is not 256, views."""
    width = "" if hidden == _HIDDEN else f"x{hidden}"
    looks = {PLAIN: "", MIRRORED: "-mirrored"}.get(tuple(views), "-views-" + "-".join(map(str, views)))
    return f"faceqnet-r29-heads{heads}{width}{looks}"


def build(architecture: str) -> nn.Module:
    """The network of that name, without weights.

    Raises:
        ModelError: no such architecture in this version.
    """
    if architecture in _ARCHITECTURES:
        return _ARCHITECTURES[architecture]()
    told = _HEADS_ON_R29.fullmatch(architecture)
    if told is None:
        raise ModelError(f"This version cannot build the architecture {architecture}. Update the program.")
    heads, hidden, looks = told.groups()
    return FaceQualityR29(int(heads), int(hidden or _HIDDEN), views=_views(looks or ""))


def _views(looks: str) -> tuple[View, ...]:
    """The last part of an architecture's name."""
    if not looks.startswith("-views-"):
        return MIRRORED if looks else PLAIN
    return tuple(View(int(v.removesuffix("m")), v.endswith("m")) for v in looks.split("-")[2:])


def network_of(record: ModelRecord) -> nn.Module:
    """A registered model's network with its weights, ready to be asked.

    Raises:
        ModelError: the weights are missing or damaged, or do not fit; or this version cannot build the network.
    """
    weights, metadata = weights_and_metadata(record)
    if record.architecture == ARCHITECTURE_GRAPH:
        network: nn.Module = GraphNetwork(graph_from_json(metadata.get(GRAPH_KEY, "")))
    else:
        network = build(record.architecture)
    try:
        network.load_state_dict({k: v.float() for k, v in weights.items()})
    except RuntimeError as error:
        raise ModelError(
            f"The weights of {record.id} do not fit its architecture. Import it again."
        ) from error
    return network.eval().requires_grad_(False)
