"""Two published MobileFaceNets, from their authors' checkpoints into recognisers that `recognisers.folder` can hold.

    python -m training.convert_mobilefacenets x 068.ckpt FOLDER
    python -m training.convert_mobilefacenets b arcface_mobilefacenet.pth FOLDER

writes mobilefacenet-x.onnx or mobilefacenet-b.onnx and its record (.toml) into FOLDER. They help to label faces for
`faceqnet-r29`; nothing of them is shipped. Where they come from (GitHub repository: file, licence):

    x  Xiaoccer/MobileFaceNet_Pytorch: model/best/068.ckpt, no licence stated
    b  bubbliiiing/arcface-pytorch: model_data/arcface_mobilefacenet.pth, MIT

The network: MobileFaceNets, Chen et al. 2018, arXiv 1804.07573. Both checkpoints hold the same 283 tensors in the same
order under other names, so they are taken by order; every shape must fit.
"""

from __future__ import annotations

import sys
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

SIZE = 112


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """One of them.

    Attributes:
        columns: Of the 112 px crop (ArcFace's template) that the network sees.
        scale: What grey levels minus 127.5 are multiplied by.
    """

    columns: slice
    scale: float


CHECKPOINTS = {"x": Checkpoint(slice(8, 104), 1 / 128), "b": Checkpoint(slice(0, 112), 1 / 127.5)}


def _unit(
    inputs: int,
    outputs: int,
    kernel: tuple[int, int],
    *,
    stride: int = 1,
    padding: int = 0,
    own: bool = False,
) -> list[nn.Module]:
    """A convolution (of each channel alone where `own`) and its normalisation."""
    groups = inputs if own else 1
    return [
        nn.Conv2d(inputs, outputs, kernel, stride, padding, groups=groups, bias=False),
        nn.BatchNorm2d(outputs),
    ]


class _Bottleneck(nn.Module):
    def __init__(self, inputs: int, outputs: int, wide: int, stride: int) -> None:
        super().__init__()
        self.same = stride == 1
        self.layers = nn.Sequential(
            *(*_unit(inputs, wide, (1, 1)), nn.PReLU(wide)),
            *(*_unit(wide, wide, (3, 3), stride=stride, padding=1, own=True), nn.PReLU(wide)),
            *_unit(wide, outputs, (1, 1)),
        )

    def forward(self, x: Tensor) -> Tensor:
        return x + self.layers(x) if self.same else self.layers(x)


_BOTTLENECKS = ((64, 128, 2, 5), (128, 256, 2, 1), (128, 256, 1, 6), (128, 512, 2, 1), (128, 256, 1, 2))
"""Channels, channels inside, stride of the first, how many."""


class MobileFaceNet(nn.Module):
    """(n, 3, 112, 112) -> (n, 128), of the given columns of the crop."""

    def __init__(self, columns: slice) -> None:
        super().__init__()
        self.columns = columns
        layers: list[nn.Module] = [*_unit(3, 64, (3, 3), stride=2, padding=1), nn.PReLU(64)]
        layers += [*_unit(64, 64, (3, 3), padding=1, own=True), nn.PReLU(64)]
        inputs = 64
        for outputs, wide, stride, count in _BOTTLENECKS:
            for n in range(count):
                layers.append(_Bottleneck(inputs, outputs, wide, stride if n == 0 else 1))
                inputs = outputs
        width = (columns.stop - columns.start) // 16
        layers += [*_unit(128, 512, (1, 1)), nn.PReLU(512), *_unit(512, 512, (7, width), own=True)]
        self.layers = nn.Sequential(*layers, *_unit(512, 128, (1, 1)), nn.Flatten())

    def forward(self, x: Tensor) -> Tensor:
        """(n, 3, 112, 112) -> (n, 128)."""
        result: Tensor = self.layers(x[:, :, :, self.columns])
        return result


def from_checkpoint(which: str, file: Path) -> MobileFaceNet:
    """The network with the checkpoint's weights; nothing in the file is executed.

    Raises:
        ValueError: the file holds another network.
    """
    held = torch.load(file, map_location="cpu", weights_only=True)
    held = held.get("net_state_dict", held)
    tensors = [v for k, v in held.items() if "num_batches" not in k and not k.startswith("head.")]
    network = MobileFaceNet(CHECKPOINTS[which].columns)
    names = [k for k in network.state_dict() if "num_batches" not in k]
    shapes = [network.state_dict()[k].shape for k in names]
    if [t.shape for t in tensors] != shapes:
        raise ValueError(f"{file} holds {len(tensors)} tensors that are not those of this network")
    network.load_state_dict(OrderedDict(zip(names, tensors, strict=True)), strict=False)
    return network.eval()


def convert(which: str, file: Path, folder: Path) -> Path:
    """Write the ONNX file and its record; the ONNX file's path.

    Raises:
        ValueError: the file holds another network.
    """
    network, made = from_checkpoint(which, file), folder / f"mobilefacenet-{which}.onnx"
    moving = {"crops": {0: "n"}, "embeddings": {0: "n"}}
    torch.onnx.export(
        *(network, (torch.zeros(1, 3, SIZE, SIZE),), str(made)),
        dynamo=False, input_names=["crops"], output_names=["embeddings"], dynamic_axes=moving,
    )  # fmt: skip
    made.with_suffix(".toml").write_text(
        f'template = "arcface"\nsize = {SIZE}\ncolour = "RGB"\nmean = [127.5, 127.5, 127.5]\n'
        f'scale = {CHECKPOINTS[which].scale!r}\nsimilarity = "cosine"\n',
        encoding="utf-8",
    )
    return made


if __name__ == "__main__":
    print(convert(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])))
