"""MTCNN's three networks, from facenet-pytorch's own files into one safetensors file without pickle.

    python -m training.convert_mtcnn

writes resources/weights/mtcnn.safetensors and its table in resources/weights.toml.
"""

from __future__ import annotations

from pathlib import Path

import facenet_pytorch
import torch
from safetensors.torch import save_file

from training.weights_table import WEIGHTS, register


def main() -> None:
    """Convert and register."""
    source = Path(facenet_pytorch.__file__).parent / "data"
    tensors: dict[str, torch.Tensor] = {}
    for network in ("pnet", "rnet", "onet"):
        state = torch.load(source / f"{network}.pt", weights_only=True)
        tensors |= {f"{network}.{name}": value.contiguous() for name, value in state.items()}
    save_file(
        tensors, WEIGHTS / "mtcnn.safetensors", metadata={"source": "facenet-pytorch 2.5.3", "licence": "MIT"}
    )
    register(
        "mtcnn",
        task="detector",
        file="weights/mtcnn.safetensors",
        licence="MIT",
        source="facenet-pytorch 2.5.3 (Zhang et al. 2016)",
        architecture="mtcnn",
        output="boxes, five landmarks, confidence",
    )


if __name__ == "__main__":
    main()
