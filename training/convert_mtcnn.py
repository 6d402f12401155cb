"""MTCNN's three networks, from facenet-pytorch's own files into one safetensors file without pickle.

    python -m training.convert_mtcnn

writes resources/weights/mtcnn.safetensors and prints the sha256 for resources/weights.toml.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import facenet_pytorch
import torch
from safetensors.torch import save_file


def main() -> None:
    """Convert and report."""
    source = Path(facenet_pytorch.__file__).parent / "data"
    tensors: dict[str, torch.Tensor] = {}
    for network in ("pnet", "rnet", "onet"):
        state = torch.load(source / f"{network}.pt", weights_only=True)
        tensors |= {f"{network}.{name}": value.contiguous() for name, value in state.items()}
    target = Path(__file__).parents[1] / "resources/weights/mtcnn.safetensors"
    target.parent.mkdir(parents=True, exist_ok=True)
    save_file(tensors, target, metadata={"source": "facenet-pytorch 2.5.3", "licence": "MIT"})
    data = target.read_bytes()
    print(f"{target.name}: {len(data)} bytes, sha256 {hashlib.sha256(data).hexdigest()}")


if __name__ == "__main__":
    main()
