"""Films, streams and cameras as live sources, with everything that goes wrong with them."""

from __future__ import annotations

import errno
import os
import socket
import sys
import threading
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from faceqnet_engine.sources.camera import UNKNOWN, CameraInfo, CameraSource, cameras
from faceqnet_engine.sources.stream import Frame, SourceError, Trouble, usable
from faceqnet_engine.sources.video import VideoSource, is_url

GO = threading.Event()


def film(
    file: Path, frames: int = 10, size: tuple[int, int] = (64, 48), rate: int = 10, noise: bool = False
) -> Path:
    random = np.random.default_rng(0)
    with av.open(str(file), "w") as container:
        stream = container.add_stream("mpeg4", rate=rate)
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        for n in range(frames):
            shape = (size[1], size[0], 3)
            pixels = random.integers(0, 256, shape) if noise else np.full(shape, 20 * n % 256)
            picture = av.VideoFrame.from_ndarray(pixels.astype(np.uint8), format="rgb24")
            for packet in stream.encode(picture):
                container.mux(packet)
        for packet in stream.encode(None):
            container.mux(packet)
    return file


def read(source: VideoSource, most: int = 100) -> list[Frame]:
    """Frames until the end, or so many."""
    found = []
    for _ in range(5 * most):
        try:
            frame = source.read(GO)
        except StopIteration:
            break
        if frame is not None:
            found.append(frame)
        if len(found) == most:
            break
    return found


def test_a_film_gives_its_frames_and_ends(tmp_path: Path) -> None:
    source = VideoSource(film(tmp_path / "a.mp4"), fast=True)
    source.open(GO)
    frames = read(source)
    source.close()
    assert [f.number for f in frames] == list(range(10))
    assert frames[0].size == (64, 48)
    assert [round(f.place, 2) for f in frames] == [round(n / 10, 2) for n in range(10)]


def test_a_film_can_begin_again_and_again(tmp_path: Path) -> None:
    source = VideoSource(film(tmp_path / "a.mp4"), fast=True, loop=True)
    source.open(GO)
    frames = read(source, 25)
    source.close()
    assert len(frames) == 25
    assert frames[10].place == 0.0
    assert [f.number for f in frames] == list(range(25))


def test_at_its_own_pace_a_film_waits_for_each_frame(tmp_path: Path) -> None:
    class Noting(threading.Event):
        """Counts what is waited for, and does not wait."""

        waited = 0.0

        def wait(self, timeout: float | None = None) -> bool:
            Noting.waited += timeout or 0.0
            return False

    source = VideoSource(film(tmp_path / "a.mp4", frames=6, rate=5))
    source.open(GO)
    for _ in range(6):
        source.read(Noting())
    source.close()
    assert Noting.waited > 0.8  # the last frame is due a second after the first


def test_a_truncated_film_gives_what_it_has(tmp_path: Path) -> None:
    whole = film(tmp_path / "whole.avi", frames=40, noise=True)  # the frames are most of the file
    data = whole.read_bytes()
    cut = tmp_path / "cut.avi"
    cut.write_bytes(data[: len(data) // 2])
    source = VideoSource(cut, fast=True)
    source.open(GO)
    frames = read(source)
    source.close()
    assert 0 < len(frames) < 40


@pytest.mark.parametrize("content", [b"", b"not a film at all" * 100])
def test_a_file_that_is_no_film_is_said(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.mp4"
    file.write_bytes(content)
    with pytest.raises(SourceError) as raised:
        VideoSource(file).open(GO)
    assert raised.value.trouble is Trouble.UNREADABLE
    assert raised.value.final
    assert "x.mp4" in raised.value.sentence


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as raised:
        VideoSource(tmp_path / "gone.mp4").open(GO)
    assert raised.value.trouble is Trouble.NONE_THERE


def test_a_file_with_sound_only_is_said(tmp_path: Path) -> None:
    file = tmp_path / "sound.mp4"
    with av.open(str(file), "w") as container:
        stream = container.add_stream("aac", rate=44100)
        sound = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), format="fltp", layout="mono")
        sound.sample_rate = 44100
        for packet in (*stream.encode(sound), *stream.encode(None)):
            container.mux(packet)
    with pytest.raises(SourceError) as raised:
        VideoSource(file).open(GO)
    assert raised.value.trouble is Trouble.NO_VIDEO


def test_an_address_that_hangs_runs_into_its_time_limit(silent_server: int) -> None:
    source = VideoSource(f"http://127.0.0.1:{silent_server}/live", open_seconds=0.4, read_seconds=0.4)
    with pytest.raises(SourceError) as raised:
        source.open(GO)
    assert raised.value.trouble is Trouble.TIMED_OUT
    assert not raised.value.final
    assert source.reconnects


def test_an_address_where_nobody_listens_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(SourceError) as raised:
        VideoSource(f"http://127.0.0.1:{port}/live", open_seconds=0.5).open(GO)
    assert raised.value.trouble is Trouble.NONE_THERE


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("rtsp://a/b", True),
        ("http://a", True),
        ("/home/x.mp4", False),
        ("C:\\x.mp4", False),
        ("x.mp4", False),
    ],
)
def test_addresses_are_told_from_files(text: str, url: bool) -> None:
    assert is_url(text) is url


def test_a_camera_that_is_not_there_is_said() -> None:
    source = CameraSource(CameraInfo(63, "Camera 63", "/dev/video63"))
    with pytest.raises(SourceError) as raised:
        source.open(GO)
    assert raised.value.trouble is Trouble.NONE_THERE
    assert "Camera 63" in raised.value.sentence
    assert "choose another camera" in raised.value.sentence
    source.close()
    source.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells why a device cannot be opened")
@pytest.mark.parametrize(("number", "trouble"), [(errno.EACCES, Trouble.DENIED), (errno.EBUSY, Trouble.BUSY)])
def test_what_the_system_says_of_a_camera_is_said(
    number: int, trouble: Trouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str, flags: int) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(SourceError) as caught:
        CameraSource(CameraInfo(63, "Camera 63", "/dev/video63")).open(threading.Event())
    assert caught.value.trouble is trouble
    assert "Camera 63" in caught.value.sentence


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells why a device cannot be opened")
def test_a_camera_that_is_there_and_gives_nothing_is_used_by_somebody_else(tmp_path: Path) -> None:
    device = tmp_path / "video63"
    device.write_bytes(b"")
    with pytest.raises(SourceError) as caught:
        CameraSource(CameraInfo(63, "Camera 63", str(device))).open(threading.Event())
    assert caught.value.trouble is Trouble.BUSY


def test_a_camera_is_looked_for_when_it_is_opened_by_number_or_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = tmp_path / "video63"
    device.write_bytes(b"")
    here = [CameraInfo(263, "Integrated camera", str(device))]
    monkeypatch.setattr("faceqnet_engine.sources.camera.cameras", lambda: here)
    for wanted in (CameraInfo(63, "Camera 63"), CameraInfo(UNKNOWN, "Integrated camera")):
        source = CameraSource(wanted)
        with pytest.raises(SourceError) as caught:  # found, and then it gives no picture
            source.open(threading.Event())
        assert source.name == "Integrated camera"
        assert caught.value.trouble is (Trouble.BUSY if sys.platform == "linux" else Trouble.NONE_THERE)
    with pytest.raises(SourceError) as caught:  # never the first one that there happens to be
        CameraSource(CameraInfo(UNKNOWN, "Other camera")).open(threading.Event())
    assert caught.value.trouble is Trouble.NONE_THERE


def test_cameras_are_listed_without_opening_any() -> None:
    assert all(camera.name for camera in cameras())


@pytest.mark.parametrize(
    ("pixels", "good"),
    [
        (np.zeros((48, 64, 3), np.uint8), True),
        (None, False),
        (np.zeros((0, 0, 3), np.uint8), False),
        (np.zeros((48, 64), np.uint8), False),
        (np.zeros((48, 64, 4), np.uint8), False),
        (np.zeros((48, 64, 3), np.float32), False),
        (np.zeros((2, 4000, 3), np.uint8), False),
    ],
)
def test_only_pictures_count_as_frames(pixels: np.ndarray | None, good: bool) -> None:
    assert usable(pixels) is good


@pytest.mark.parametrize("ending", ["jpg", "png", "bmp"])
def test_a_photo_is_not_called_a_film_that_has_ended(tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"photo.{ending}"
    assert cv2.imwrite(str(file), np.full((48, 64, 3), 90, np.uint8))
    source = VideoSource(file)
    with pytest.raises(SourceError, match="is a photo, not a video") as caught:
        source.open(GO)
    source.close()
    assert caught.value.trouble is Trouble.PHOTO
    assert caught.value.final
