"""The network of the face mesh: depthwise-separable residual blocks over a 192 px crop.

MediaPipe's face landmark model (Kartynnik et al. 2019, "Real-time Facial Surface Geometry from Monocular Video on
Mobile GPUs"), the mesh branch of its graph. Batch normalisation is folded into the convolutions, as it is there.
"""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn import functional

SIDE = 192
"""Side of the crop that the network sees, in pixels."""
POINTS = 468
_SAME_AT_STRIDE_2 = (0, 1, 0, 1)
"""TensorFlow's SAME padding of an even side: the odd pixel goes to the right and to the bottom."""


class SeparableBlock(nn.Module):
    """PReLU(shortcut(x) + pointwise(depthwise(x))); halving, the shortcut is a 2 x 2 maximum.

    More outputs than inputs: the shortcut's missing channels are zero.
    """

    def __init__(self, inputs: int, outputs: int, *, halve: bool = False) -> None:
        super().__init__()
        self.halve, self.added = halve, outputs - inputs
        self.depthwise = nn.Conv2d(
            inputs, inputs, 3, 2 if halve else 1, 0 if halve else 1, groups=inputs, bias=False
        )
        self.pointwise = nn.Conv2d(inputs, outputs, 1)
        self.slope = nn.PReLU(outputs)

    def forward(self, x: Tensor) -> Tensor:
        """(n, inputs, h, w) -> (n, outputs, h, w), or half of h and w."""
        inner, shortcut = x, x
        if self.halve:
            inner = functional.pad(x, _SAME_AT_STRIDE_2)
            shortcut = functional.max_pool2d(x, 2)
        if self.added:
            shortcut = functional.pad(shortcut, (0, 0, 0, 0, 0, self.added))
        return self.slope(self.pointwise(self.depthwise(inner)) + shortcut)


class MeshNetwork(nn.Module):
    """(n, 3, 192, 192) RGB 0..1 -> (n, 468, 3): x, y in pixels of the crop, z in the same unit, nearer is smaller."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Conv2d(3, 16, 3, 2)
        self.stem_slope = nn.PReLU(16)
        sizes = [(16, 16)] * 2 + [(16, 32), (32, 32), (32, 32), (32, 64), (64, 64), (64, 64), (64, 128)]
        sizes += [(128, 128)] * 5
        self.trunk = nn.Sequential(
            *(SeparableBlock(*s, halve=i in {2, 5, 8, 11}) for i, s in enumerate(sizes))
        )
        self.head = nn.Sequential(*(SeparableBlock(128, 128, halve=i == 0) for i in range(3)))
        self.narrow = nn.Conv2d(128, 32, 1)
        self.narrow_slope = nn.PReLU(32)
        self.last = SeparableBlock(32, 32)
        self.points = nn.Conv2d(32, 3 * POINTS, 3)

    def forward(self, crops: Tensor) -> Tensor:
        """See the class."""
        x = self.stem_slope(self.stem(functional.pad(crops, _SAME_AT_STRIDE_2)))
        x = self.head(self.trunk(x))
        x = self.last(self.narrow_slope(self.narrow(x)))
        return self.points(x).view(-1, POINTS, 3)
