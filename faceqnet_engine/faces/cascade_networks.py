"""MTCNN's three networks arranged for speed: the sums of facenet-pytorch's, fewer passes over memory.

Channels lie last and are padded to what vector units take at once; the heads of a network are one matrix; the
softmax of two values is a sigmoid. What comes out differs from the original in the seventh digit
(docs/decisions/060).
"""

from __future__ import annotations

import torch
from facenet_pytorch.models.mtcnn import ONet, PNet, RNet
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

_LANES = 16
"""Channels are padded to a multiple of this; a channel of nothing costs less than a broken vector."""
_TOGETHER = 32
"""Patches in one pass: more do not fit into a core's cache."""


class FirstNetwork(nn.Module):
    """The fully convolutional one, over a picture of the pyramid."""

    def __init__(self, original: PNet) -> None:
        super().__init__()
        self.layers = nn.ModuleList(
            [
                _Layer(original.conv1, original.prelu1, inputs=3, pool=2),
                _Layer(original.conv2, original.prelu2, inputs=_LANES),
                _Layer(original.conv3, original.prelu3, inputs=16),
            ]
        )
        self.heads = _joined(original.conv4_1, original.conv4_2)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """(1, 3, h, w) -> probability of a face (rows, columns), and shift of its box (rows, columns, 4)."""
        for layer in self.layers:
            x = layer(x)
        answer = self.heads(x.permute(0, 2, 3, 1))[0]
        return torch.sigmoid(answer[..., 1] - answer[..., 0]), answer[..., 2:]


class PatchNetwork(nn.Module):
    """The second or third one, over patches."""

    def __init__(self, original: RNet | ONet) -> None:
        super().__init__()
        pools: tuple[int, ...]
        heads: tuple[nn.Module, ...]
        if isinstance(original, RNet):
            pools = (3, 3, 0)
            dense, slope = original.dense4, original.prelu4
            heads = (original.dense5_1, original.dense5_2)
        else:
            pools = (3, 3, 2, 0)
            dense, slope = original.dense5, original.prelu5
            heads = (original.dense6_1, original.dense6_2, original.dense6_3)
        inputs, layers = 3, []
        for number, pool in enumerate(pools, start=1):
            conv, prelu = getattr(original, f"conv{number}"), getattr(original, f"prelu{number}")
            layers.append(_Layer(conv, prelu, inputs=inputs, pool=pool))
            inputs = layers[-1].outputs
        self.layers = nn.ModuleList(layers)
        self.dense, self.slope = _columns_before_channels(dense, inputs), slope
        self.heads = _joined(*heads)
        self._blocked = False

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """(n, 3, side, side) -> probability of a face (n,), and shift of its box and, of the third, points (n, ...)."""
        flat = torch.cat([self._features(part) for part in x.split(_TOGETHER)])
        answer = self.heads(self.slope(self.dense(flat)))
        return torch.sigmoid(answer[:, 1] - answer[:, 0]), answer[:, 2:]

    def blocked(self) -> PatchNetwork:
        """The same with weights in blocks of channels, as oneDNN likes them best on a CPU: a sixth less time."""
        for layer in self.layers:
            for name in ("weight", "bias", "slope"):
                setattr(
                    layer,
                    name,
                    nn.Parameter(getattr(layer, name).contiguous().to_mkldnn(), requires_grad=False),
                )
        self._blocked = True
        return self

    def _features(self, x: Tensor) -> Tensor:
        if self._blocked:
            x = x.contiguous().to_mkldnn()
        for layer in self.layers:
            x = layer(x)
        return (x.to_dense() if self._blocked else x).permute(0, 2, 3, 1).flatten(1)


class _Layer(nn.Module):
    """Convolution, slope of the negative part, and the largest of each window of `pool` at every second place."""

    def __init__(self, conv: nn.Conv2d, slope: nn.PReLU, *, inputs: int, pool: int = 0) -> None:
        super().__init__()
        outputs, taken, *kernel = conv.weight.shape
        self.outputs = -(-outputs // _LANES) * _LANES
        weight = torch.zeros(self.outputs, inputs, *kernel)
        weight[:outputs, :taken] = conv.weight
        self.weight = nn.Parameter(weight.contiguous(memory_format=torch.channels_last))
        self.bias = nn.Parameter(F.pad(conv.bias.detach(), (0, self.outputs - outputs)))  # type: ignore[union-attr]
        self.slope = nn.Parameter(F.pad(slope.weight.detach(), (0, self.outputs - outputs)))
        self.pool = pool

    def forward(self, x: Tensor) -> Tensor:
        x = F.prelu(F.conv2d(x, self.weight, self.bias), self.slope)
        return F.max_pool2d(x, self.pool, 2, ceil_mode=True) if self.pool else x


def _joined(*heads: nn.Module) -> nn.Linear:
    """Several heads on the same features, convolutions of one pixel or dense, as one matrix."""
    weight = torch.cat([head.weight.detach().flatten(1) for head in heads])  # type: ignore[operator, union-attr]
    joined = nn.Linear(weight.shape[1], weight.shape[0])
    joined.weight = nn.Parameter(weight)
    joined.bias = nn.Parameter(torch.cat([head.bias.detach() for head in heads]))  # type: ignore[operator, union-attr]
    return joined


def _columns_before_channels(dense: nn.Linear, channels: int) -> nn.Linear:
    """The original flattens (columns, rows, channels), for its weights come from Matlab; here it is (rows, columns)."""
    side = round((dense.in_features / channels) ** 0.5)
    weight = dense.weight.detach().view(-1, side, side, channels).transpose(1, 2).flatten(1)
    turned = nn.Linear(dense.in_features, dense.out_features)
    turned.weight, turned.bias = nn.Parameter(weight.contiguous()), dense.bias
    return turned
