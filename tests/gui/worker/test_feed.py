"""The queue between the window and the engine: what is seen comes first, everything comes once."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from faceqnet_engine.errors import UsageError
from faceqnet_engine.sources.ref import Ref
from faceqnet_gui.worker.feed import Feed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for n in range(12):
        (tmp_path / f"{n:02}.jpg").touch()
    return tmp_path


class Told:
    """Collects what a feed lists, and says when all of it is there."""

    def __init__(self, number: int) -> None:
        self.refs: list[Ref] = []
        self._number, self._all = number, threading.Event()

    def __call__(self, found: list[Ref]) -> None:
        self.refs += found
        if len(self.refs) >= self._number:
            self._all.set()

    def wait(self) -> None:
        assert self._all.wait(20)


def names(refs: object) -> list[str]:
    return [Path(ref.file).stem for ref in refs]


def test_what_is_wanted_comes_first_and_everything_once(folder: Path) -> None:
    told = Told(12)
    feed = Feed([str(folder)], told)
    told.wait()
    given = iter(feed)
    assert names([next(given)]) == ["00"]
    feed.want([str(folder / "07.jpg"), str(folder / "05.jpg"), str(folder / "00.jpg"), "/elsewhere.jpg"])
    assert names([next(given), next(given)]) == ["07", "05"]
    feed.want([str(folder / "11.jpg")])  # scrolled on
    assert names(given) == ["11", "01", "02", "03", "04", "06", "08", "09", "10"]
    assert (feed.total, feed.finished) == (12, True)
    feed.close()


def test_an_image_is_known_before_it_is_given_out(folder: Path) -> None:
    known: set[str] = set()
    feed = Feed([str(folder)], lambda found: known.update(ref.file for ref in found))
    for ref in feed:
        assert ref.file in known
    feed.close()


def test_more_inputs_join_until_the_last_image_is_given_out(folder: Path, tmp_path: Path) -> None:
    more = tmp_path / "more"
    more.mkdir()
    (more / "new.jpg").touch()
    told = Told(13)
    feed = Feed([str(folder)], told, {str(folder / "03.jpg"): (1.0, 2.0, 30.0, 40.0)})
    assert feed.add([str(more)], {str(more / "new.jpg"): (5.0, 5.0, 50.0, 50.0)})
    told.wait()
    refs = {Path(ref.file).stem: ref for ref in feed}
    assert len(refs) == 13
    assert refs["03"].face == (1.0, 2.0, 30.0, 40.0)
    assert refs["new"].face == (5.0, 5.0, 50.0, 50.0)
    assert refs["01"].face is None
    assert not feed.add([str(more)])
    feed.close()


def test_it_gives_nothing_more_once_it_is_stopped(folder: Path) -> None:
    told = Told(12)
    feed = Feed([str(folder)], told)
    told.wait()
    given = iter(feed)
    next(given)
    feed.stop()
    assert list(given) == []
    assert not feed.add([str(folder)])
    feed.close()


def test_an_input_that_is_not_there_is_said_after_the_others(folder: Path) -> None:
    feed = Feed([str(folder)], lambda found: None)
    feed.add([str(folder / "gone")])
    given = iter(feed)
    assert len([next(given) for _ in range(12)]) == 12
    with pytest.raises(UsageError, match="does not exist"):
        next(given)
    feed.close()
