"""Thumbnails: what is seen first, what is damaged, what is old; pictures in the shape they will keep."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from faceqnet_engine.assessment import Assessment, Status
from faceqnet_gui.worker.picture_making import camera_preview, from_jpeg
from faceqnet_gui.worker.thumbnail_cache import ThumbnailCache
from faceqnet_gui.worker.thumbnails import LARGEST_SIDE, Pictures
from faceqnet_gui.worker.wanted import Job, Wanted


@pytest.fixture
def pictures(qapp) -> Iterator[Pictures]:
    made = Pictures()
    yield made
    made.close()


@pytest.fixture
def photo(tmp_path: Path) -> Callable[..., Assessment]:
    """A JPEG of one colour; optionally with a camera's small picture of another, and turned."""

    def make(
        name: str = "a.jpg", size: tuple[int, int] = (1200, 900), colour: str = "navy",
        small: tuple[int, int] | None = None, orientation: int = 1,
    ) -> Assessment:  # fmt: skip
        path = tmp_path / name
        exif = _exif(small, orientation)
        Image.new("RGB", size, colour).save(path, quality=90, **({"exif": exif} if exif else {}))
        width, height = size if orientation < 5 else size[::-1]
        return Assessment(name, status=Status.NO_FACE, width=width, height=height, file=str(path))

    return make


def _exif(small: tuple[int, int] | None, orientation: int) -> bytes:
    """An Exif block with IFD1, which Pillow does not write."""
    import io
    import struct

    if small is None:
        return b""
    made = io.BytesIO()
    Image.new("RGB", small, "orange").save(made, "JPEG")
    jpeg = made.getvalue()

    def entry(tag: int, kind: int, value: int) -> bytes:
        return (
            struct.pack("<HHII", tag, kind, 1, value)
            if kind == 4
            else struct.pack("<HHIHH", tag, kind, 1, value, 0)
        )

    first = struct.pack("<H", 1) + entry(0x0112, 3, orientation)
    second_at = 8 + len(first) + 4
    second = struct.pack("<H", 3)
    jpeg_at = second_at + 2 + 3 * 12 + 4
    second += entry(0x0103, 3, 6) + entry(0x0201, 4, jpeg_at) + entry(0x0202, 4, len(jpeg))
    return (
        b"Exif\0\0II*\0"
        + struct.pack("<I", 8)
        + first
        + struct.pack("<I", second_at)
        + second
        + bytes(4)
        + jpeg
    )


def _middle(image) -> tuple[int, int, int]:
    colour = image.pixelColor(image.width() // 2, image.height() // 2)
    return colour.red(), colour.green(), colour.blue()


def _got(qtbot, pictures: Pictures, row: Assessment):
    qtbot.waitUntil(lambda: pictures.thumbnail(row.file, row) is not None, timeout=20_000)
    qtbot.waitUntil(lambda: row.file not in pictures._better, timeout=20_000)
    return pictures.thumbnail(row.file, row)


def test_a_thumbnail_is_made_once_and_comes_from_the_disk_afterwards(qtbot, pictures, photo) -> None:
    row = photo()
    image = _got(qtbot, pictures, row)
    assert (image.width(), image.height()) == (384, 288)
    path = pictures.cache.path_of(row.file, None, 384)
    before = path.stat().st_mtime_ns
    pictures.forget(row.file)
    assert _got(qtbot, pictures, row).size() == image.size()
    assert path.stat().st_mtime_ns == before


@pytest.mark.parametrize("damage", ["cut", "bit", "empty", "other"])
def test_a_damaged_cache_is_rebuilt(qtbot, pictures, photo, damage: str) -> None:
    row = photo()
    whole = _got(qtbot, pictures, row)
    path = pictures.cache.path_of(row.file, None, 384)
    data = path.read_bytes()
    turned = data[:400] + bytes([data[400] ^ 4]) + data[401:]
    path.write_bytes(
        {"cut": data[: len(data) // 2], "bit": turned, "empty": b"", "other": b"not a picture"}[damage]
    )
    pictures.forget(row.file)
    assert _got(qtbot, pictures, row) == whole
    assert path.read_bytes() == data


def test_a_changed_file_has_another_thumbnail(qtbot, pictures, photo) -> None:
    first = _middle(_got(qtbot, pictures, photo(colour="navy")))
    row = photo(colour="red")
    os.utime(row.file, ns=(1, 1))
    pictures.forget(row.file)
    assert _middle(_got(qtbot, pictures, row)) != first


def test_what_cannot_be_shown_is_said_once_and_not_tried_for_ever(qtbot, pictures, tmp_path: Path) -> None:
    (tmp_path / "text.jpg").write_text("no picture")
    row = Assessment("text.jpg", file=str(tmp_path / "text.jpg"))
    assert _got(qtbot, pictures, row).isNull()
    gone = Assessment("gone.jpg", file=str(tmp_path / "gone.jpg"))
    assert _got(qtbot, pictures, gone).isNull()
    assert not pictures._wanted.has(gone.file)


def test_the_cache_is_bounded_by_what_was_used_last_and_can_be_deleted(tmp_path: Path) -> None:
    cache = ThumbnailCache(tmp_path / "c", most_bytes=50_000)
    paths = [tmp_path / "c" / f"{n:02}" / "x.jpg" for n in range(20)]
    for n, path in enumerate(paths):
        cache.write(path, bytes(5000))
        os.utime(path, (n, n))
    assert cache.read(paths[0]) == bytes(5000)  # read: it is used now
    cache.trim()
    assert cache.size() <= 50_000
    assert cache.read(paths[0]) is not None
    assert cache.read(paths[1]) is None
    assert cache.read(paths[-1]) is not None
    assert cache.clear() > 0
    assert not (tmp_path / "c").exists()


def test_a_cache_that_cannot_be_written_costs_no_thumbnail(qtbot, pictures, photo, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    pictures.cache.folder = blocked / "below"
    assert not _got(qtbot, pictures, photo()).isNull()


@pytest.mark.parametrize(
    ("size", "orientation", "shape"),
    [((1200, 900), 1, (160, 120)), ((1200, 800), 1, (160, 107)), ((1200, 900), 6, (120, 160))],
)
def test_the_cameras_small_picture_is_upright_and_in_the_photos_shape(
    photo, size, orientation, shape
) -> None:
    row = photo(size=size, small=(160, 120), orientation=orientation)
    preview = camera_preview(row)
    assert (preview.width(), preview.height()) == shape
    assert _middle(preview)[0] > 200
    assert abs(preview.width() / preview.height() - row.width / row.height) < 0.03


def test_photos_without_a_small_picture_have_none(photo, tmp_path: Path) -> None:
    assert camera_preview(photo()) is None
    row = photo("b.jpg", small=(160, 120))
    cut = Path(row.file).read_bytes()[:300]
    Path(row.file).write_bytes(cut)
    assert camera_preview(row) is None


def test_the_small_picture_is_seen_first_and_replaced_by_the_photo_itself(qtbot, pictures, photo) -> None:
    row = photo(small=(160, 120))
    seen = []
    pictures.thumbnail_ready.connect(lambda key: seen.append(_middle(pictures.thumbnail(key, row))))
    assert pictures.thumbnail(row.file, row) is None
    qtbot.waitUntil(lambda: len(seen) >= 2, timeout=20_000)
    assert seen[0][0] > 200  # orange
    assert seen[-1][0] < 60  # navy
    assert pictures.thumbnail(row.file, row).width() == 384


def test_larger_tiles_get_larger_thumbnails_and_show_the_small_ones_meanwhile(qtbot, pictures, photo) -> None:
    row = photo()
    small = _got(qtbot, pictures, row)
    pictures.set_side(500)
    assert pictures.thumbnail(row.file, row) is small
    qtbot.waitUntil(lambda: pictures.thumbnail(row.file, row).width() == 768, timeout=20_000)


def test_a_photo_comes_small_then_large_then_whole(qtbot, pictures, photo) -> None:
    row = photo(size=(4000, 3000))
    widths = []
    pictures.photo_ready.connect(lambda key, image, full: widths.append((image.width(), full.width())))
    pictures.ask_photo(row.file, row)
    qtbot.waitUntil(lambda: len(widths) == 2, timeout=20_000)
    assert widths == [(384, 4000), (1600, 4000)]
    pictures.ask_full(row.file, row)
    qtbot.waitUntil(lambda: len(widths) == 3, timeout=20_000)
    assert widths[2] == (4000, 4000)
    assert LARGEST_SIDE > 4000
    pictures.ask_photo(row.file, row)  # it is here
    assert widths[3] == (4000, 4000)


def test_many_are_made_and_the_memory_is_bounded(qtbot, pictures, photo, monkeypatch) -> None:
    from faceqnet_gui.worker import thumbnails

    monkeypatch.setattr(thumbnails, "_MEMORY_BYTES", 3_000_000)
    first = photo("0.jpg")
    rows = [first]
    for n in range(1, 30):
        shutil.copy(first.file, Path(first.file).with_name(f"{n}.jpg"))
        rows.append(
            Assessment(f"{n}.jpg", width=1200, height=900, file=str(Path(first.file).with_name(f"{n}.jpg")))
        )
    seen = set()
    pictures.thumbnail_ready.connect(seen.add)
    for row in rows:
        pictures.thumbnail(row.file, row)
    qtbot.waitUntil(lambda: len(seen) == 30, timeout=60_000)
    assert pictures._bytes <= 3_000_000
    assert sum(i.sizeInBytes() for i in pictures._thumbnails.values()) == pictures._bytes


ROW = Assessment("a.jpg", file="/a.jpg")


def test_what_is_on_screen_now_comes_first_in_its_order() -> None:
    wanted = Wanted(1)
    for key in "abc":
        wanted.ask(Job(key, ROW, 384, first=True))
    wanted.begin_round()
    for key in "xyz":
        wanted.ask(Job(key, ROW, 384, first=True))
    taken = []
    for _ in range(6):
        job = wanted.take()
        taken.append(job.key)
        wanted.done(job, more=job.key in "yb")
    assert taken == list("xyzabc")
    rest = []
    while (job := wanted.take()) is not None:
        assert not job.first
        rest.append(job.key)
        wanted.done(job, more=False)
    assert sorted(rest) == ["b", "y"]


@given(st.lists(st.tuples(st.sampled_from(["ask", "take", "round"]), st.integers(0, 12)), max_size=80))
def test_no_request_is_lost_or_done_twice_at_once(steps: list[tuple[str, int]]) -> None:
    wanted = Wanted(2, most=100)
    asked: set[int] = set()
    made: set[int] = set()
    workers = 0
    for step, key in steps:
        if step == "ask":
            workers += wanted.ask(Job(key, ROW, 384, first=True))
            asked.add(key)
            assert workers <= 2
        elif step == "round":
            wanted.begin_round()
        elif workers:
            job = wanted.take()
            if job is None:
                workers -= 1
            else:
                made.add(job.key)
                wanted.done(job, more=False)
    while workers:
        job = wanted.take()
        if job is None:
            workers -= 1
            continue
        made.add(job.key)
        wanted.done(job, more=False)
    assert made == asked


def test_the_pictures_are_those_of_the_files(qtbot, pictures, photo) -> None:
    row = photo(colour="red")
    image = _got(qtbot, pictures, row)
    assert np.allclose(_middle(image), (254, 0, 0), atol=3)
    assert from_jpeg(b"nonsense").isNull()


def test_pages_that_are_leapt_over_ask_for_nothing_and_the_one_where_the_view_rests_does(
    pictures: Pictures, photo, qtbot
) -> None:
    rows = {name: photo(name) for name in ("one.jpg", "two.jpg", "three.jpg")}
    asked: list[object] = []
    pictures.thumbnail_ready.connect(asked.append)

    def paint(name: str) -> None:
        pictures.thumbnail(name, rows[name])

    pictures.leapt()  # one leap, as by the key End: its page is shown
    with qtbot.waitSignal(pictures.thumbnail_ready):
        paint("one.jpg")
    with qtbot.waitSignal(pictures.settled):
        pictures.leapt()
        pictures.leapt()  # a drag
        paint("two.jpg")
    with qtbot.waitSignal(pictures.thumbnail_ready):
        paint("three.jpg")
    assert asked == ["one.jpg", "three.jpg"]
