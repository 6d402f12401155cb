"""From a frame to a reading, in two steps: where the subject is and what it is like, then the quality score."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import numpy as np
import torch

from faceqnet_engine.faces.align import face_crop
from faceqnet_engine.faces.face import Uint8Array
from faceqnet_engine.live.figures import OpenEyes, figures_of
from faceqnet_engine.live.finding import Found, SubjectFinder
from faceqnet_engine.live.guide import guide_of
from faceqnet_engine.live.reading import Reading, Subject
from faceqnet_engine.measures.mesh_geometry import LIPS_OUTER
from faceqnet_engine.models.registry import record
from faceqnet_engine.quality.device import chosen_device, device_words
from faceqnet_engine.quality.leaning import share_found
from faceqnet_engine.quality.reference import quality_of
from faceqnet_engine.quality.scorer import Scorer
from faceqnet_engine.sources.stream import Frame


@dataclass(frozen=True, slots=True, eq=False)
class Located:
    """A frame whose subject is found and measured, but not yet scored.

    Attributes:
        frame: The frame.
        found: The subject; None where nobody is there.
        values: All figures but the quality.
        crop: What the network is to see.
        seconds: What it took.
    """

    frame: Frame
    found: Found | None = None
    values: dict[str, float] = field(default_factory=dict)
    crop: Uint8Array | None = None
    seconds: float = 0.0


class LiveAnalyser:
    """Reads frames one after another. `locate` and `reading` may run in two threads, each of them in one at a time.

    Args:
        model: Id of a registered quality model.
        device: As for an Assessor.
        guide_share: Size of the oval over the picture's height.

    Raises:
        UsageError, ModelError: as an Assessor does.
    """

    def __init__(self, model: str = "faceqnet-r29", device: str = "auto", guide_share: float = 0.62) -> None:
        self._device = chosen_device(device)
        if self._device.type == "cpu":
            torch.set_num_threads(1)  # the same numbers as an Assessor, and a core left for the picture
        self._model = record(model)
        self._finder = SubjectFinder(self._device)
        self._scorer = Scorer(self._model, self._device, 1, live=True)
        self._eyes = OpenEyes()
        self.guide_share = guide_share

    @property
    def model_name(self) -> str:
        """id@first 8 of the weights' hash."""
        return self._model.name

    @property
    def device_name(self) -> str:
        """For people."""
        return device_words(self._device)

    def read(self, frame: Frame) -> Reading:
        """Analyse one frame, given what was seen before."""
        return self.reading(self.locate(frame))

    def locate(self, frame: Frame) -> Located:
        """Find the subject, given what was seen before, and measure it."""
        began = time.perf_counter()
        guide = guide_of(*frame.size, self.guide_share)
        found = self._finder.find(frame, guide)
        if found is None:
            return Located(frame, seconds=time.perf_counter() - began)
        crop = face_crop(frame.pixels, found.face, self._model.input.template, self._model.input.size)
        values = figures_of(frame, found, guide)
        if "eyes" in values:
            turned = max(abs(values.get("yaw", 0.0)), abs(values.get("pitch", 0.0)))
            values["eyes"] = self._eyes.judged(found.identity, values["eyes"], turned)
        return Located(frame, found, values, crop, time.perf_counter() - began)

    def reading(self, located: Located, *, scored: bool = True) -> Reading:
        """Score what was located.

        Args:
            located: By this analyser.
            scored: Whether the network is asked; without it, the reading has no score and no quality.
        """
        began = time.perf_counter()
        found, values = located.found, located.values
        if found is None:
            return Reading(located.frame, seconds=located.seconds)
        score = None
        if scored and located.crop is not None:
            score = float(self._scorer.scores([located.crop])[0])
            score *= share_found(self._model.lean, found.face.landmarks)
            values = values | {"quality": float(quality_of(score, self._model.reference))}
        lips = found.mesh.points[list(LIPS_OUTER), :2] if found.mesh.confident else None
        return Reading(
            located.frame,
            faces=1 + len(found.others),
            subject=Subject(found.identity, found.face.box, found.face.landmarks, lips, found.detected),
            others=np.stack([f.box for f in found.others]) if found.others else None,
            score=None if score is None else round(score, 6),
            values=values,
            seconds=located.seconds + time.perf_counter() - began,
        )

    def forget(self) -> None:
        """Another source, or another person: nothing seen before counts."""
        self._finder.forget()
        self._eyes = OpenEyes()
