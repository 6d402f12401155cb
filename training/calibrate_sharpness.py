"""Teach the regressor of the measure Sharpness on sharp photographs that are degraded by known amounts.

    python -m training.calibrate_sharpness --sharp FOLDER --varied FOLDER [--per-photo 40]

`--sharp` holds portraits that are crisp at 85 or more pixels between the eyes (the Face Research Lab London Set);
`--varied` ordinary photos (Labeled Faces in the Wild), whose sharpest are used at half their size. What a degraded
copy is worth is measured, not assumed: in five octaves of detail (relative to the eye distance), how much of the
crisp photo's signal the copy still holds (gain), times how well the two agree (correlation). Gaussian blurs of known
sigma give the scale, so that every copy gets the blur to which it is equivalent, whether it was defocused, shaken,
shrunk, compressed or drowned in noise. Writes resources/measures/sharpness.safetensors and prints the errors on
people that were held out.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.random import Generator
from numpy.typing import NDArray
from safetensors.numpy import save_file
from torch import nn

from faceqnet_engine.decoding.decode import decode
from faceqnet_engine.faces.choose import by_prominence
from faceqnet_engine.faces.detect import Detector
from faceqnet_engine.measures.face_patch import face_patch, face_size
from faceqnet_engine.measures.sharpness import INTER_EYE, sharpness_at, statistics
from training import degradations

TARGET = Path(__file__).parents[1] / "resources/measures/sharpness.safetensors"
_OCTAVES = 5
_FINEST = 0.012
_LADDER = np.geomspace(0.004, 0.5, 24)
_HIDDEN = 12
_SEED = 5


@dataclass(frozen=True, slots=True, eq=False)
class Portrait:
    """A crisp photo about one face; `person` keeps copies of one person on one side of the split."""

    person: str
    pixels: NDArray[np.uint8]
    landmarks: NDArray[np.float32]

    @property
    def size(self) -> float:
        """Inter-eye distance of a frontal face this large."""
        return face_size(self.landmarks)


def portraits(files: Sequence[Path], detector: Detector, smallest: float) -> list[Portrait]:
    """The faces of these files, cut out with room around, where the eyes are `smallest` pixels apart or more."""
    found = []
    for file in files:
        pixels = decode(file).pixels
        faces = [] if pixels is None else detector.detect(pixels)
        if pixels is None or not faces:
            continue
        face = by_prominence(faces, pixels.shape[1], pixels.shape[0])[0]
        size = face_size(face.landmarks)
        if size < smallest:
            continue
        low = np.maximum(face.landmarks.mean(0) - 1.35 * size, 0).astype(int)
        high = np.ceil(face.landmarks.mean(0) + 1.35 * size).astype(int)
        part = np.ascontiguousarray(pixels[low[1] : high[1], low[0] : high[0]])
        found.append(Portrait(file.stem.split("_0")[0], part, (face.landmarks - low).astype(np.float32)))
    return found


def toned(portrait: Portrait, rng: Generator) -> Portrait:
    """The portrait in other light: tone curve, contrast, and sometimes light from one side."""
    levels = (np.arange(256) / 255.0) ** np.exp(rng.uniform(-0.7, 0.7))
    levels = (levels - 0.5) * rng.uniform(0.35, 1.1) + rng.uniform(0.35, 0.65)
    curve = np.clip(255 * levels + 0.5, 0, 255).astype(np.uint8)
    pixels = np.asarray(cv2.LUT(portrait.pixels, curve), np.uint8)
    if rng.random() < 0.3:
        pixels = degradations.uneven(pixels, float(rng.uniform(0, 0.9)), portrait.landmarks, rng)
    return Portrait(portrait.person, pixels, portrait.landmarks)


def resized(portrait: Portrait, size: float, way: int = cv2.INTER_AREA) -> Portrait:
    """The portrait with `size` pixels between the eyes."""
    height, width = portrait.pixels.shape[:2]
    factor = size / portrait.size
    target = (max(8, round(width * factor)), max(8, round(height * factor)))
    pixels = np.asarray(cv2.resize(portrait.pixels, target, interpolation=way), np.uint8)
    moved = (portrait.landmarks + 0.5) * (target[0] / width, target[1] / height) - 0.5
    return Portrait(portrait.person, pixels, moved.astype(np.float32))


def blurred(portrait: Portrait, blur: float) -> Portrait:
    """The portrait behind a Gaussian of `blur` inter-eye distances."""
    pixels = np.asarray(cv2.GaussianBlur(portrait.pixels, (0, 0), max(blur * portrait.size, 1e-3)), np.uint8)
    return Portrait(portrait.person, pixels, portrait.landmarks)


def degraded(portrait: Portrait, rng: Generator) -> Portrait:
    """A copy as cameras, files and people make them: smaller, shaken, out of focus, noisy, compressed, blown up."""
    copy = portrait
    if rng.random() < 0.75:
        copy = resized(copy, float(np.exp(rng.uniform(np.log(13), np.log(copy.size)))))
    pixels, points = copy.pixels, copy.landmarks
    if rng.random() < 0.2:
        pixels = degradations.motion(pixels, float(rng.uniform(0, 0.8)), points, rng)
    if rng.random() < 0.5:
        sigma = np.exp(rng.uniform(np.log(0.008), np.log(0.25))) * copy.size
        pixels = np.asarray(cv2.GaussianBlur(pixels, (0, 0), float(sigma)), np.uint8)
    if rng.random() < 0.4:
        pixels = _noisy(pixels, rng)
    if rng.random() < 0.35:
        _, data = cv2.imencode(
            ".jpg", pixels[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(6, 96))]
        )
        pixels = np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)[..., ::-1]
    copy = Portrait(copy.person, np.ascontiguousarray(pixels), points)
    if rng.random() < 0.15:
        way = (cv2.INTER_NEAREST, cv2.INTER_LINEAR, cv2.INTER_CUBIC, cv2.INTER_LANCZOS4)[int(rng.integers(4))]
        copy = resized(copy, min(copy.size * rng.uniform(1.3, 4), 200), way)
    if rng.random() < 0.3 and copy.size > 60:
        copy = resized(copy, rng.uniform(52, copy.size))
    return copy


def _noisy(pixels: NDArray[np.uint8], rng: Generator) -> NDArray[np.uint8]:
    """Noise of 1 to 60 grey levels: of the pixel or softer, in grey or in colour."""
    channels = 1 if rng.random() < 0.5 else 3
    noise = rng.standard_normal((*pixels.shape[:2], channels), np.float32)
    if rng.random() < 0.4:
        noise = np.asarray(cv2.GaussianBlur(noise, (0, 0), rng.uniform(0.4, 1.2)), np.float32).reshape(
            noise.shape
        )
        noise /= noise.std()
    return np.clip(pixels + noise * np.exp(rng.uniform(0, np.log(60))) + 0.5, 0, 255).astype(np.uint8)


def detail_kept(reference: Portrait, copy: Portrait) -> float:
    """Share of the reference's detail that the copy holds, 0..1, over the octaves."""
    whole = cv2.resize(copy.pixels, reference.pixels.shape[1::-1], interpolation=_way(copy, reference))
    finest = 1.2 / _FINEST / reference.size
    inside = cv2.resize(_face(reference).astype(np.uint8), None, fx=finest, fy=finest) > 0
    ours, theirs = (_octaves(np.asarray(p, np.uint8), finest) for p in (reference.pixels, whole))
    kept = []
    for step, (x, y) in enumerate(zip(ours, theirs, strict=True)):
        chosen = inside[:: 2**step, :: 2**step]
        a, b = x[chosen], y[chosen]
        both, power = float((a * b).sum()), float((a * a).sum())
        gain, agreement = both / (power + 1e-9), both / np.sqrt(power * float((b * b).sum()) + 1e-9)
        kept.append(min(max(gain, 0.0), 1.0) * max(agreement, 0.0))
    return float(np.mean(kept))


def _way(copy: Portrait, reference: Portrait) -> int:
    return cv2.INTER_AREA if copy.size > reference.size else cv2.INTER_CUBIC


def _octaves(pixels: NDArray[np.uint8], factor: float) -> list[NDArray[np.float32]]:
    """Differences of Gaussians of _FINEST and twice that, each next one an octave coarser and at half the size."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY).astype(np.float32)
    fine = cv2.GaussianBlur(cv2.resize(grey, None, fx=factor, fy=factor), (0, 0), 1.2)
    bands = []
    for _ in range(_OCTAVES):
        coarse = cv2.GaussianBlur(fine, (0, 0), 1.2 * 3**0.5)
        bands.append(np.asarray(fine - coarse))
        fine = coarse[::2, ::2]
    return bands


def _face(portrait: Portrait) -> NDArray[np.bool_]:
    height, width = portrait.pixels.shape[:2]
    centre, half = portrait.landmarks[[0, 1, 3, 4]].mean(0), portrait.size * np.array((0.85, 1.1))
    ys, xs = np.ogrid[:height, :width]
    return np.asarray(((xs - centre[0]) / half[0]) ** 2 + ((ys - centre[1]) / half[1]) ** 2 <= 1)


def blur_for(kept: NDArray[np.float64], ladder: NDArray[np.float64]) -> NDArray[np.float64]:
    """The Gaussian blur that keeps as much detail: `ladder` holds the share kept at each of _LADDER."""
    return np.exp(np.interp(-kept, -ladder, np.log(_LADDER)))


def samples(
    sources: Sequence[tuple[Portrait, float]], ladder: NDArray[np.float64], count: int, rng: Generator
) -> tuple[NDArray[np.float32], NDArray[np.float64], list[str]]:
    """Statistics, targets s and people of `count` copies of every source (a portrait and the blur it has itself)."""
    inputs, targets, people = [], [], []
    for portrait, own in sources:
        for _ in range(count):
            reference = toned(portrait, rng)
            copy = degraded(reference, rng)
            points = copy.landmarks + rng.normal(0, 0.03 * copy.size, (5, 2)).astype(np.float32)
            patch = face_patch(copy.pixels, points, INTER_EYE)
            values = None if patch is None else statistics(patch)
            if values is None:
                continue
            blur = blur_for(np.array([detail_kept(reference, copy)]), ladder)[0]
            inputs.append(values)
            targets.append(float(sharpness_at(np.array([np.hypot(blur, own)]))[0]))
            people.append(portrait.person)
    return np.stack(inputs), np.array(targets), people


def taught(inputs: NDArray[np.float32], targets: NDArray[np.float64]) -> dict[str, NDArray[np.float32]]:
    """The regressor's numbers, by names that the engine knows."""
    torch.manual_seed(_SEED)
    mean, deviation = inputs.mean(0), inputs.std(0) + 1e-6
    standard = (inputs - mean) / deviation
    least, most = np.percentile(standard, (0.5, 99.5), axis=0).astype(np.float32)
    x = torch.from_numpy(np.clip(standard, least, most)).float()
    y = torch.from_numpy(targets).float()
    net = nn.Sequential(nn.Linear(x.shape[1], _HIDDEN), nn.Tanh(), nn.Linear(_HIDDEN, 1))
    steps = 4000
    optimiser = torch.optim.AdamW(net.parameters(), lr=0.01, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps)
    for _ in range(steps):
        batch = torch.randint(len(x), (512,))
        loss = ((torch.sigmoid(net(x[batch])[:, 0]) - y[batch]) ** 2).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
    first, second = net[0], net[2]
    assert isinstance(first, nn.Linear) and isinstance(second, nn.Linear)
    named = {
        "mean": mean,
        "deviation": deviation,
        "least": least,
        "most": most,
        "weight_1": first.weight.detach().numpy(),
        "bias_1": first.bias.detach().numpy(),
        "weight_2": second.weight.detach().numpy()[0],
        "bias_2": second.bias.detach().numpy(),
    }
    return {name: np.ascontiguousarray(value, np.float32) for name, value in named.items()}


def predicted(net: dict[str, NDArray[np.float32]], inputs: NDArray[np.float32]) -> NDArray[np.float64]:
    """What the engine will say, 0..1, for (n, k) statistics."""
    x = np.clip((inputs - net["mean"]) / net["deviation"], net["least"], net["most"])
    z = np.tanh(x @ net["weight_1"].T + net["bias_1"]) @ net["weight_2"] + net["bias_2"]
    return np.asarray(1 / (1 + np.exp(-z)), np.float64)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sharp", type=Path, required=True)
    parser.add_argument("--varied", type=Path, required=True)
    parser.add_argument("--per-photo", type=int, default=40)
    options = parser.parse_args()
    torch.set_num_threads(1)
    rng, detector = np.random.default_rng(_SEED), Detector("cpu")
    crisp = portraits(sorted(options.sharp.rglob("*.jpg")), detector, 80)
    ladder = np.mean(
        [[detail_kept(p, blurred(p, float(b))) for b in _LADDER] for p in crisp[:: max(1, len(crisp) // 40)]],
        0,
    )
    print(
        f"{len(crisp)} crisp portraits; detail kept at blur",
        dict(zip(_LADDER.round(3), ladder.round(3), strict=True)),
    )
    sources: list[tuple[Portrait, float]] = [(p, 0.0) for p in crisp]
    inputs, targets, people = samples(sources, ladder, options.per_photo, rng)
    held = np.array([hash_share(p) < 0.2 for p in people])
    net = taught(inputs[~held], targets[~held])
    sources = [*sources, *_varied(options.varied, detector, net, crisp, ladder)]
    more, more_targets, more_people = samples(
        sources[len(crisp) :], ladder, max(2, options.per_photo // 2), rng
    )
    inputs, targets = np.concatenate([inputs, more]), np.concatenate([targets, more_targets])
    held = np.array([hash_share(p) < 0.2 for p in [*people, *more_people]])
    net = taught(inputs[~held], targets[~held])
    error = np.abs(predicted(net, inputs[held]) - targets[held]) * 100
    print(
        f"{(~held).sum()} copies taught; {held.sum()} of other people: error mean {error.mean():.2f}, "
        f"95 % {np.percentile(error, 95):.2f}, correlation {np.corrcoef(predicted(net, inputs[held]), targets[held])[0, 1]:.4f}"
    )
    save_file(net, TARGET)


def hash_share(person: str) -> float:
    """A number of 0..1 from a name, the same on every machine."""
    return sum(person.encode()) * 2654435761 % 2**32 / 2**32


def _varied(
    folder: Path,
    detector: Detector,
    net: dict[str, NDArray[np.float32]],
    crisp: Sequence[Portrait],
    ladder: NDArray[np.float64],
) -> list[tuple[Portrait, float]]:
    """The sharpest third of ordinary photos, at half size, with the blur that so few pixels mean by themselves."""
    files = sorted(folder.rglob("*.jpg"))
    found = portraits(files[:: max(1, len(files) // 600)], detector, 30)
    measured = []
    for portrait in found:
        patch = face_patch(portrait.pixels, portrait.landmarks, INTER_EYE)
        values = None if patch is None else statistics(patch)
        measured.append(0.0 if values is None else float(predicted(net, values[None])[0]))
    limit = np.percentile(measured, 66)
    few = {n: np.mean([detail_kept(p, resized(p, n)) for p in crisp[:12]]) for n in (15.0, 20.0, 30.0)}
    blurs = {n: float(blur_for(np.array([kept]), ladder)[0]) for n, kept in few.items()}
    print(
        f"{len(found)} ordinary photos; the sharpest third from {100 * limit:.0f}; few pixels are a blur of",
        blurs,
    )
    times = float(np.mean([b * n for n, b in blurs.items()]))
    return [
        (half := resized(p, p.size / 2), times / half.size)
        for p, m in zip(found, measured, strict=True)
        if m >= limit
    ]


if __name__ == "__main__":
    main()
