"""The assessor: the one object that scripts, the command line and the window use."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Literal

import cv2
import numpy as np
import torch
from threadpoolctl import threadpool_limits

from faceqnet_engine.assessment import Assessment
from faceqnet_engine.decoding.limits import PIXEL_LIMIT
from faceqnet_engine.errors import UsageError
from faceqnet_engine.faces.detect import Detector
from faceqnet_engine.faces.face import Uint8Array
from faceqnet_engine.measures.measurer import Measurer
from faceqnet_engine.models.registry import record
from faceqnet_engine.pipeline.numbers import NUMBERS
from faceqnet_engine.pipeline.preparation import Preparation
from faceqnet_engine.pipeline.progress import Listed, Listing, Progress, Refs, ScanSummary
from faceqnet_engine.pipeline.rows import rows_of
from faceqnet_engine.pipeline.run import RowStore, Scan, Step
from faceqnet_engine.pipeline.split import split
from faceqnet_engine.pipeline.timings import Report, Timings
from faceqnet_engine.quality.device import chosen_devices, device_words
from faceqnet_engine.quality.scorer import Scorer
from faceqnet_engine.quality.scorers import Scorers, Spread
from faceqnet_engine.sources.paths import check_inputs, display
from faceqnet_engine.sources.ref import Ref

__all__ = ["Assessor", "Progress", "RowStore", "ScanSummary"]

_RGB_DIMENSIONS = 3


class Assessor:
    """Images in, rows out; a context manager that owns the threads and the networks. One caller at a time.

    Each thread takes one image from its file to its crops with one torch thread: whole images side by
    side use the cores better than one image's small convolutions spread over them.

    Args:
        model: Id of a registered quality model.
        device: `auto` (CUDA, then MPS, then CPU), `cpu`, `cuda`, `cuda:N` or `mps`.
        faces: `primary` for one row per image, `all` for one per face.
        batch: Crops in one forward pass; by default 16 on a CPU, 64 elsewhere.
        workers: Threads that decode and detect; by default one per core.
        store: Where finished rows are looked up and kept; None for nowhere.
        rescan: Do everything again, whatever the store knows.
        pixel_limit: Larger images are refused by their header.
        measures: Measure light, pose, sharpness and the rest beside the score.
        smaller: Where no face is found, look a third time: in up to 3840 pixels, for faces from 12 pixels.

    Raises:
        UsageError: no such device, or an option out of range.
        ModelError: the model is missing, damaged or refused.
    """

    def __init__(
        self,
        model: str = "faceqnet-r29",
        device: str = "auto",
        faces: Literal["primary", "all"] = "primary",
        *,
        batch: int | None = None,
        workers: int | None = None,
        store: RowStore | None = None,
        rescan: bool = False,
        pixel_limit: int = PIXEL_LIMIT,
        measures: bool = True,
        smaller: bool = False,
    ) -> None:
        if (batch is not None and batch < 1) or (workers is not None and workers < 1):
            raise UsageError("batch and workers are numbers from 1.")
        devices = chosen_devices(device)
        self._device = devices[0]
        self.split = split(tuple(str(d) for d in devices), workers, batch)
        self.timings = Timings()
        if self._device.type == "cpu":
            # One thread per image, whatever the workers: other splits round differently, and rows must not.
            torch.set_num_threads(1)
            cv2.setNumThreads(
                1
            )  # its pool would wake for every small picture, beside threads that fill the cores
        # numpy's little matrices are not worth a second thread, which would spin: half of the measures' CPU time.
        threadpool_limits(1, "blas")
        self._model = record(model)
        scorer = Scorers([Scorer(self._model, d, self.split.batch) for d in devices])
        preparation = Preparation(
            Spread([Detector(d) for d in devices]), self._model.input, False, pixel_limit,
            Spread([Measurer(d) for d in devices]) if measures else None, self.timings,
        )  # fmt: skip
        pool = ThreadPoolExecutor(self.split.workers, thread_name_prefix="faceqnet-decode")
        self._measures = measures
        self._step = Step(
            preparation, scorer, self._model, pool, self.split.workers, store, rescan, "", pixel_limit,
            self.timings,
        )  # fmt: skip
        self.look_for(faces, smaller=smaller, rescan=rescan)
        self._scan: Scan | None = None
        self._cancel = threading.Event()
        self._closed = False

    @property
    def model_name(self) -> str:
        """The model: id@first 8 of the weights' hash."""
        return self._model.name

    @property
    def device_name(self) -> str:
        """The device, for people."""
        return device_words(self._device)

    def look_for(
        self, faces: Literal["primary", "all"] = "primary", *, smaller: bool = False, rescan: bool = False
    ) -> None:
        """Other options for what is assessed from now on; the networks stay loaded.

        Raises:
            UsageError: an option out of range.
        """
        if faces not in {"primary", "all"}:
            raise UsageError(f"faces is {faces!r}; it can be 'primary' or 'all'.")
        parts = [
            self._model.name, f"faces={faces}", f"limit={self._step.pixel_limit}",
            f"measures={self._measures:d}", f"numbers={NUMBERS}",
        ]  # fmt: skip
        key = "|".join([*parts, *(["smaller"] if smaller else [])])
        preparation = self._step.preparation.looking(all_faces=faces == "all", smaller=smaller)
        self._step = replace(self._step, preparation=preparation, rescan=rescan, key=key)

    def assess(
        self, inputs: Sequence[str | Path], progress: Callable[[Progress], None] | None = None
    ) -> Iterator[Assessment]:
        """Rows of every image under the inputs, in input order, as they become ready.

        Lazy: nothing is decoded that is not asked for, but for two batches ahead.

        Args:
            inputs: Files, folders (recursive), videos or `@list.txt`.
            progress: Called after each finished batch, in the thread that iterates.

        Raises:
            UsageError: an input does not exist, or this assessor is closed. Bad images are rows, never errors.
        """
        named = check_inputs(inputs)
        if self._closed:
            raise UsageError("This assessor is closed.")
        self._cancel = threading.Event()
        self._scan = Scan(self._step, Listing(named, self._cancel), self._cancel)
        return self._scan.rows(progress)

    def assess_refs(
        self, found: Sequence[Ref] | Refs, progress: Callable[[Progress], None] | None = None
    ) -> Iterator[Assessment]:
        """Rows of images that were listed before, or that `found` gives one after the other; see `assess`.

        Raises:
            UsageError: this assessor is closed.
        """
        if self._closed:
            raise UsageError("This assessor is closed.")
        self._cancel = threading.Event()
        source = Listed(found) if isinstance(found, Sequence) else found
        self._scan = Scan(self._step, source, self._cancel)
        return self._scan.rows(progress)

    def faces_of(self, file: str | Path) -> list[Assessment]:
        """All faces of one photo, most prominent first; without a face its one row. Nothing is stored.

        May be called from another thread while a scan runs: it does not wait for its turn.

        Raises:
            UsageError: this assessor is closed.
        """
        if self._closed:
            raise UsageError("This assessor is closed.")
        name = str(file)
        preparation = self._step.preparation.looking(all_faces=True, smaller=True)
        prepared = preparation.of_file(preparation.read(Ref(display(name), "", name)))
        return rows_of(prepared, self._step.scorer.scores(prepared.crops), self._model)

    def assess_image(self, image: Uint8Array) -> list[Assessment]:
        """Rows of one image in memory; without a face one row with status `no_face`.

        Args:
            image: (h, w, 3) uint8 RGB.

        Raises:
            UsageError: another shape or type.
        """
        if image.ndim != _RGB_DIMENSIONS or image.shape[2] != _RGB_DIMENSIONS or image.dtype != np.uint8:
            raise UsageError("An image in memory is an array (height, width, 3) of uint8, RGB.")
        prepared = self._step.preparation.of_array(np.ascontiguousarray(image))
        rows = rows_of(prepared, self._step.scorer.scores(prepared.crops), self._model)
        if not prepared.crops:
            return rows
        return [replace(row, pixels=crop) for row, crop in zip(rows, prepared.crops, strict=True)]

    def cancel(self) -> None:
        """Stop within one batch; rows already finished are kept. Callable from any thread."""
        self._cancel.set()

    def summary(self) -> ScanSummary:
        """What the last `assess` did so far.

        Raises:
            UsageError: nothing was assessed yet.
        """
        if self._scan is None:
            raise UsageError("Nothing was assessed yet.")
        return self._scan.pace.summary(self._scan.counts, self.device_name, self.model_name)

    def timing_report(self) -> Report:
        """Where the time of everything assessed so far went.

        Raises:
            UsageError: nothing was assessed yet.
        """
        done = self.summary()
        return Report(self.timings.seconds(), done.seconds, done.images - done.known, self.split.workers)

    def close(self) -> None:
        """Cancel, and end the threads."""
        self._closed = True
        self.cancel()
        self._step.pool.shutdown(wait=True, cancel_futures=True)
        self._step.scorer.close()

    def __enter__(self) -> Assessor:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
