"""MTCNN over the networks of facenet-pytorch, made to measure: any image size, no crash on odd input.

The cascade and its thresholds are those of facenet-pytorch 2.5.3 (Zhang et al. 2016, "Joint face detection and
alignment using multitask cascaded convolutional networks"); the driver is ours, because theirs resizes every
candidate by itself in torch, needs images of one size, and raises on images smaller than a face.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import cv2
import numpy as np
import torch
from facenet_pytorch.models.mtcnn import ONet, PNet, RNet
from torch import Tensor, nn
from torchvision.ops import nms

from faceqnet_engine.faces.cascade_networks import FirstNetwork, PatchNetwork
from faceqnet_engine.faces.face import Face, Float32Array, Uint8Array
from faceqnet_engine.models.registry import record, verified_weights

LONG_SIDE = 640
"""Detection runs on an image bounded to this long side."""
RETRY_LONG_SIDE = 1280
"""Tried once more at this size when nothing was found."""
SMALL_LONG_SIDE = 3840
"""And, where smaller faces are wanted, once more at this size."""
SMALLEST_SHARE = 1 / 20
"""Smallest face, as a share of the long side."""
SMALLEST_PIXELS = 20.0
SMALLER_PIXELS = 12.0
"""The first network's own window: nothing smaller can be found."""
_THRESHOLDS = (0.6, 0.7, 0.7)
_PYRAMID = 0.709
_CELL = 12
_BATCH = 512
_FAR_APART = 2.0**15
"""Pixels: farther than a bounded image is wide; a pyramid's levels times this are whole numbers in float32."""


@dataclass(frozen=True, slots=True)
class _Candidates:
    boxes: Tensor  # (n, 4) x1 y1 x2 y2
    scores: Tensor  # (n,)

    def picked(self, keep: Tensor) -> _Candidates:
        return _Candidates(self.boxes[keep], self.scores[keep])


Network = TypeVar("Network", bound=nn.Module)


class Detector:
    """Finds faces; safe to call from several threads at once.

    Args:
        device: Where the three networks run.

    Raises:
        ModelError: the registered weights are missing or damaged.
    """

    def __init__(self, device: torch.device | str = "cpu") -> None:
        self._device = torch.device(device)
        weights = verified_weights(record("mtcnn"))
        self._pnet = self._ready(FirstNetwork(_loaded(PNet(pretrained=False), weights, "pnet.")))
        self._rnet = self._ready(PatchNetwork(_loaded(RNet(pretrained=False), weights, "rnet.")))
        self._onet = self._ready(PatchNetwork(_loaded(ONet(pretrained=False), weights, "onet.")))
        if self._device.type == "cpu" and torch.backends.mkldnn.is_available():
            self._rnet = self._rnet.blocked()

    def _ready(self, network: Network) -> Network:
        return network.eval().requires_grad_(False).to(self._device)

    def detect(self, image: Uint8Array, smallest_wanted: float = 0.0) -> list[Face]:
        """Faces of at least 1/20 of the long side (and 20 pixels), in the image's own pixels, in no order.

        Args:
            image: (h, w, 3) uint8 RGB.
            smallest_wanted: Side in pixels of the image; smaller faces may be missed, which is quicker. Larger ones
                are looked for in the same pictures of the pyramid as ever.
        """
        bounded, factor = _bounded(image, LONG_SIDE)
        smallest = max(SMALLEST_PIXELS, SMALLEST_SHARE * max(bounded.shape[:2]))
        while smallest < _PYRAMID * smallest_wanted * factor:
            smallest /= _PYRAMID
        return self._found(bounded, factor, smallest)

    def detect_small(self, image: Uint8Array) -> list[Face]:
        """A second, slower look for images in which `detect` found nothing: at up to 1280 pixels, from 20."""
        bounded, factor = _bounded(image, RETRY_LONG_SIDE)
        return self._found(bounded, factor, SMALLEST_PIXELS)

    def detect_smaller(self, image: Uint8Array) -> list[Face]:
        """A third look, for people who ask for it (seconds on a large photo): at up to 3840 pixels, from 12."""
        bounded, factor = _bounded(image, SMALL_LONG_SIDE)
        return self._found(bounded, factor, SMALLER_PIXELS)

    def _found(self, bounded: Uint8Array, factor: float, smallest: float) -> list[Face]:
        faces = self._cascade(bounded, smallest)
        return [face.scaled(1 / factor) for face in faces] if factor != 1 else faces

    @torch.inference_mode()
    def _cascade(self, image: Uint8Array, smallest: float) -> list[Face]:
        found = self._propose(image, smallest)
        found = self._refine(image, found)
        return self._locate(image, found)

    def _propose(self, image: Uint8Array, smallest: float) -> _Candidates:
        """First stage: a fully convolutional network over an image pyramid."""
        height, width = image.shape[:2]
        boxes: list[Tensor] = []
        scores: list[Tensor] = []
        shifts: list[Tensor] = []
        levels: list[Tensor] = []
        scale = _CELL / smallest
        while min(height, width) * scale >= _CELL:
            size = (int(width * scale + 1), int(height * scale + 1))
            level = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
            probability, shift = (answer.cpu() for answer in self._pnet(self._as_input(level[None])))
            found = (probability.flatten() >= _THRESHOLDS[0]).nonzero()[:, 0]
            if len(found):
                rows, columns = found // probability.shape[1], found % probability.shape[1]
                corner = torch.stack([columns, rows, columns, rows], 1).float() * 2 + 1
                corner[:, 2:] += _CELL - 1
                boxes.append((corner / scale).floor_())
                scores.append(probability.flatten()[found])
                shifts.append(shift.flatten(0, 1)[found])
                levels.append(torch.full_like(scores[-1], len(levels)))
            scale *= _PYRAMID
        if not boxes:
            return _Candidates(torch.zeros(0, 4), torch.zeros(0))
        box, score, move, level_of = torch.cat(boxes), torch.cat(scores), torch.cat(shifts), torch.cat(levels)
        keep = _within_levels(box, score, level_of)
        keep = keep[nms(box[keep], score[keep], 0.7)]
        box, score, move = box[keep], score[keep], move[keep]
        size_of = (box[:, 2:] - box[:, :2]).repeat(1, 2)
        return _Candidates(_squared(box + move * size_of), score)

    def _refine(self, image: Uint8Array, found: _Candidates) -> _Candidates:
        """Second stage: rejects most candidates and moves the rest."""
        patches, inside = _patches(image, found.boxes, 24)
        if not len(patches):
            return _Candidates(torch.zeros(0, 4), torch.zeros(0))
        score, shift = self._answers(self._rnet, patches)
        passed = score > _THRESHOLDS[1]
        boxes, score, shift = found.boxes[inside][passed], score[passed], shift[passed]
        keep = nms(boxes, score, 0.7)
        return _Candidates(_squared(_moved(boxes[keep], shift[keep])), score[keep])

    def _locate(self, image: Uint8Array, found: _Candidates) -> list[Face]:
        """Third stage: the final box and five landmarks."""
        patches, inside = _patches(image, found.boxes, 48)
        if not len(patches):
            return []
        score, answer = self._answers(self._onet, patches)
        passed = score > _THRESHOLDS[2]
        boxes, score, answer = found.boxes[inside][passed], score[passed], answer[passed]
        size = boxes[:, 2:] - boxes[:, :2] + 1
        shift, points = answer[:, :4], answer[:, 4:].reshape(-1, 2, 5).transpose(1, 2)
        landmarks = points * size[:, None] + boxes[:, None, :2] - 1
        final = _moved(boxes, shift).numpy()
        return [
            Face(
                box=np.concatenate([final[i, :2], final[i, 2:] - final[i, :2]]).astype(np.float32),
                landmarks=landmarks[i].numpy().astype(np.float32),
                confidence=float(score[i]),
            )
            for i in _without_nested(final, score.numpy())
        ]

    def _as_input(self, images: Uint8Array) -> Tensor:
        """(n, h, w, 3) uint8 -> (n, 3, h, w) float, -1..1, channels last in memory."""
        tensor = torch.from_numpy(images).to(self._device).float()
        return tensor.sub_(127.5).mul_(0.0078125).permute(0, 3, 1, 2)

    def _answers(self, network: PatchNetwork, patches: Uint8Array) -> tuple[Tensor, Tensor]:
        """Probability (n,) and the other answers (n, k) for patches."""
        parts = [network(self._as_input(patches[i : i + _BATCH])) for i in range(0, len(patches), _BATCH)]
        probability, answers = (torch.cat(part).cpu() for part in zip(*parts, strict=True))
        return probability, answers


def _within_levels(boxes: Tensor, scores: Tensor, levels: Tensor) -> Tensor:
    """Which candidates are left when each level of the pyramid is thinned by itself, level by level.

    In one call: levels are moved apart by more than an image is wide. Boxes are whole numbers, so nothing is rounded.
    """
    apart = (levels * _FAR_APART)[:, None]
    keep = nms(boxes + apart, scores, 0.5)
    return keep[levels[keep].argsort(stable=True)]


def _loaded(network: Network, weights: dict[str, Tensor], prefix: str) -> Network:
    """The original network with its part of the weights."""
    state = {k.removeprefix(prefix): v.float() for k, v in weights.items() if k.startswith(prefix)}
    network.load_state_dict(state)
    return network


def _bounded(image: Uint8Array, long_side: int) -> tuple[Uint8Array, float]:
    """The image shrunk so that its long side is at most `long_side`, and the factor that did it."""
    height, width = image.shape[:2]
    factor = long_side / max(height, width)
    if factor >= 1:
        return image, 1.0
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), dtype=np.uint8), factor


def _squared(boxes: Tensor) -> Tensor:
    """Boxes made square about their middle."""
    size = boxes[:, 2:] - boxes[:, :2]
    side = size.max(dim=1, keepdim=True).values
    corner = boxes[:, :2] + size * 0.5 - side * 0.5
    return torch.cat([corner, corner + side], 1)


def _moved(boxes: Tensor, shift: Tensor) -> Tensor:
    """Boxes corrected by a stage's regression, in units of their size."""
    size = (boxes[:, 2:] - boxes[:, :2] + 1).repeat(1, 2)
    return boxes + shift * size


def _patches(image: Uint8Array, boxes: Tensor, side: int) -> tuple[Uint8Array, Tensor]:
    """The image inside each box at `side` pixels, and which boxes lie inside the image at all.

    As in the reference, a box beyond the border is cut there and the rest stretched.
    """
    height, width = image.shape[:2]
    limits = boxes.trunc().int().numpy()
    corners = np.maximum(limits[:, :2], 1) - 1
    ends = np.minimum(limits[:, 2:], (width, height))
    inside = np.flatnonzero((ends > corners).all(1))
    patches = np.empty((len(inside), side, side, 3), np.uint8)
    places = np.hstack([corners, ends])[inside].tolist()
    for patch, (left, top, right, bottom) in zip(patches, places, strict=True):
        cv2.resize(image[top:bottom, left:right], (side, side), patch, interpolation=cv2.INTER_AREA)
    return patches, torch.from_numpy(inside)


def _without_nested(boxes: Float32Array, scores: Float32Array) -> list[int]:
    """Non-maximum suppression by the overlap's share of the *smaller* box: a face inside a face goes."""
    area = (boxes[:, 2] - boxes[:, 0] + 1) * (boxes[:, 3] - boxes[:, 1] + 1)
    order, kept = np.argsort(-scores, kind="stable"), []
    while order.size:
        first, rest = order[0], order[1:]
        kept.append(int(first))
        low = np.maximum(boxes[first, :2], boxes[rest, :2])
        high = np.minimum(boxes[first, 2:], boxes[rest, 2:])
        overlap = np.prod(np.maximum(high - low + 1, 0), axis=1)
        order = rest[overlap / np.minimum(area[first], area[rest]) <= 0.7]
    return kept
