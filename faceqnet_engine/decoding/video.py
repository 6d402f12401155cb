"""Frames of video files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np

from faceqnet_engine.assessment import Status
from faceqnet_engine.decoding.limits import refusal, sentence_for
from faceqnet_engine.decoding.photo import Photo

_ENOUGH_QUARTERS = 4


def frames(file: str, pixel_limit: int) -> Iterator[Photo]:
    """See `decode.video_frames`."""
    reason = refusal(file)
    # A video may be larger than a photo ever is: only the other refusals count.
    if reason and "GB" not in reason:
        yield Photo(None, status=Status.UNREADABLE, detail=reason)
        return
    try:
        with Path(file).open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        yield Photo(None, status=Status.UNREADABLE, detail=sentence_for(error))
        return
    number = 0
    try:
        with av.open(file, metadata_errors="replace") as container:
            if not container.streams.video:
                detail = "The file has no video stream."
                yield Photo(None, sha256=digest, status=Status.UNREADABLE, detail=detail)
                return
            stream_info = container.streams.video[0]
            if stream_info.width * stream_info.height > pixel_limit:
                detail = f"The video promises {stream_info.width:,} x {stream_info.height:,} pixels a frame."
                yield Photo(None, sha256=digest, status=Status.TOO_LARGE, detail=detail)
                return
            for frame in container.decode(stream_info):
                pixels = _upright(frame)
                height, width = pixels.shape[:2]
                yield Photo(pixels, 1.0, width, height, digest, frame=number)
                number += 1
    except (av.FFmpegError, OSError, ValueError) as error:
        detail = f"The video is damaged after frame {number}: {_words(error)}."
        if number == 0:
            detail = f"This is not a video that can be read: {_words(error)}."
        yield Photo(None, sha256=digest, status=Status.UNREADABLE, detail=detail, frame=number or None)
        return
    if number == 0:
        yield Photo(
            None, sha256=digest, status=Status.UNREADABLE, detail="The video has no frame that can be read."
        )


def _upright(frame: av.VideoFrame) -> np.ndarray:
    """RGB pixels, turned as the container's display matrix asks."""
    pixels = frame.to_ndarray(format="rgb24")
    quarters = round(getattr(frame, "rotation", 0) / 90) % _ENOUGH_QUARTERS
    return np.ascontiguousarray(np.rot90(pixels, quarters), dtype=np.uint8)


def _words(error: Exception) -> str:
    return " ".join((getattr(error, "strerror", None) or str(error) or type(error).__name__).split()).lower()
