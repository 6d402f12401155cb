"""The paper's network: ResNet-50 with two dense layers in place of its classifier."""

from __future__ import annotations

from torch import Tensor, nn

FEATURES = 2048


class FaceQnetR50(nn.Module):
    """ResNet-50, dropout, two dense layers, one number.

    Input (n, 3, 224, 224): BGR, 0..255, nothing subtracted, as the original is used. Output (n,), meant to be clipped
    to 0..1. The papers do not say how wide the first dense layer is, nor what follows it: 256 and ReLU are ours.
    Source: Hernandez-Ortega et al. 2019 (two dense layers) and 2020 (dropout before them).

    Args:
        hidden: Width of the first dense layer.
        dropout: Share dropped before it; 0 is version 0.
    """

    def __init__(self, hidden: int = 256, dropout: float = 0.5) -> None:
        super().__init__()
        from torchvision.models import resnet50

        self.trunk = resnet50(weights=None)
        self.trunk.fc = nn.Identity()
        self.head = nn.Sequential(
            nn.Dropout(dropout), nn.Linear(FEATURES, hidden), nn.ReLU(), nn.Linear(hidden, 1)
        )

    def features(self, x: Tensor) -> Tensor:
        """(n, 3, 224, 224) -> (n, 2048): what a frozen trunk gives, to be cached."""
        return self.trunk(x)

    def score_features(self, features: Tensor) -> Tensor:
        """(n, 2048) -> (n,)."""
        return self.head(features).squeeze(1)

    def forward(self, x: Tensor) -> Tensor:
        """(n, 3, 224, 224) -> (n,)."""
        return self.score_features(self.features(x))
