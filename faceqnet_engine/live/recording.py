"""For research: the film as it was analysed, and a table with one row per analysed frame."""

from __future__ import annotations

import csv
from contextlib import suppress
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np

from faceqnet_engine.errors import OutputError
from faceqnet_engine.live.capture import State
from faceqnet_engine.live.hints import HintState
from faceqnet_engine.live.reading import VALUES, Reading
from faceqnet_engine.sources.stream import Frame

COLUMNS = (
    "film_frame", "frame", "seconds", "place", "faces", "identity", "detected", "score", *VALUES, "hint", "out", "state",
    "analysis_ms",
)  # fmt: skip
_TICKS = 1000
_MOST_SIDE = 1920


class Recording:
    """A film (MP4) and a table (CSV) of the same name. Frames and rows come from one thread.

    Args:
        folder: Made if it is not there.
        name: Of both files, without their ends.

    Raises:
        OutputError: they cannot be begun.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.film, self.table = folder / f"{name}.mp4", folder / f"{name}.csv"
        self._container: av.container.OutputContainer | None = None
        self._stream: av.VideoStream | None = None
        self._size = (0, 0)
        self._began: float | None = None
        self._last_tick, self._frames, self._last_number = -1, 0, -1
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._lines = self.table.open("w", encoding="utf-8", newline="")
            self._writer = csv.writer(self._lines)
            self._writer.writerow(COLUMNS)
            self._container = av.open(str(self.film), "w")
        except (OSError, av.FFmpegError) as error:
            with suppress(Exception):
                self._lines.close()
            raise OutputError(
                f"The recording cannot be written to {folder}: {error}. Choose another folder."
            ) from error

    def add(self, reading: Reading, hints: HintState, state: State) -> None:
        """One analysed frame into both.

        Raises:
            OutputError: the disk is full or gone; what was written is closed and kept.
        """
        frame = reading.frame
        if self._began is None:
            self._began = frame.captured
        try:
            self._add_frame(frame)
            self._writer.writerow(self._row(reading, hints, state))
            self._lines.flush()
        except (OSError, av.FFmpegError) as error:
            with suppress(Exception):
                self.close()
            raise OutputError(
                f"The recording stopped: {error}. {self._frames} frames are kept in {self.film.name}. Free some space, "
                "then record again."
            ) from error

    def close(self) -> None:
        """End both files.

        Raises:
            OutputError: the last frames could not be written.
        """
        container, self._container = self._container, None
        try:
            if container is not None:
                if self._stream is not None:
                    for packet in self._stream.encode(None):
                        container.mux(packet)
                container.close()
        except (OSError, av.FFmpegError) as error:
            raise OutputError(f"The end of the recording could not be written: {error}.") from error
        finally:
            self._lines.close()
        if self._frames == 0:
            self.film.unlink(missing_ok=True)

    def _add_frame(self, frame: Frame) -> None:
        assert self._container is not None
        if self._stream is None:
            self._size = _even(frame.size)
            names = [n for n in ("libx264", "mpeg4") if n in av.codecs_available]
            self._stream = self._container.add_stream(names[0], rate=30)
            self._stream.width, self._stream.height = self._size
            self._stream.pix_fmt = "yuv420p"
            self._stream.codec_context.time_base = Fraction(1, _TICKS)
            if names[0] == "libx264":
                self._stream.options = {"preset": "ultrafast", "crf": "20"}
        pixels = frame.pixels
        if frame.size != self._size:  # a source may change its size; a film may not
            pixels = np.asarray(cv2.resize(pixels, self._size, interpolation=cv2.INTER_AREA), np.uint8)
        picture = av.VideoFrame.from_ndarray(pixels, format="rgb24")
        assert self._began is not None
        tick = max(self._last_tick + 1, round((frame.captured - self._began) * _TICKS))
        self._last_tick = tick
        picture.pts, picture.time_base = tick, Fraction(1, _TICKS)
        for packet in self._stream.encode(picture):
            self._container.mux(packet)
        self._frames += 1

    def _row(self, reading: Reading, hints: HintState, state: State) -> list[object]:
        subject, frame = reading.subject, reading.frame
        values = [f"{reading.values[v]:.5g}" if v in reading.values else "" for v in VALUES]
        return [
            self._frames - 1, frame.number, f"{frame.captured - (self._began or 0.0):.4f}",
            "" if frame.place is None else f"{frame.place:.4f}", reading.faces,
            "" if subject is None else subject.identity, "" if subject is None else int(subject.detected),
            "" if reading.score is None else f"{reading.score:.6f}", *values, hints.shown, " ".join(sorted(hints.out)),
            state.value, f"{reading.seconds * 1000:.1f}",
        ]  # fmt: skip


def _even(size: tuple[int, int]) -> tuple[int, int]:
    shrink = min(1.0, _MOST_SIDE / max(size))
    return max(2, int(size[0] * shrink) // 2 * 2), max(2, int(size[1] * shrink) // 2 * 2)
