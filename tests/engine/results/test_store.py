from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from faceqnet_engine.assessment import Assessment, Status
from faceqnet_engine.errors import StoreError
from faceqnet_engine.results.store import Store
from faceqnet_engine.sources.ref import Ref

REF = Ref("a.jpg", "/in", "/in/a.jpg", 10, 20)
ROW = Assessment(
    "a.jpg", "/in", face=0, status=Status.OK, score=0.5, quality=40, sha256="ab", file="/in/a.jpg"
)


def test_rows_come_back_as_they_were_under_the_name_asked_for(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s.sqlite") as store:
        store.add(REF, "k", [ROW])
    with Store.open(tmp_path / "s.sqlite") as store:
        assert store.known(REF, "k") == [ROW]
        assert store.known(REF, "other options") is None
        assert store.known(Ref("a.jpg", "/in", "/in/a.jpg", 11, 20), "k") is None
        other = Ref("b.jpg", "", "/elsewhere/b.jpg", 10, 99)
        (row,) = store.known_by_hash("ab", other, "k") or []
        assert (row.path, row.root, row.file, row.score) == ("b.jpg", "", "/elsewhere/b.jpg", 0.5)


def test_what_may_change_without_the_file_is_not_kept(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s.sqlite") as store:
        for status, digest in ((Status.ERROR, "x"), (Status.UNSUPPORTED, "x"), (Status.UNREADABLE, "")):
            store.add(REF, "k", [Assessment("a.jpg", status=status, sha256=digest)])
        assert store.known(REF, "k") is None


@pytest.mark.parametrize("damage", [b"not a database at all " * 100, None])
def test_a_damaged_store_is_set_aside_and_said_so(tmp_path: Path, damage: bytes | None) -> None:
    path = tmp_path / "s.sqlite"
    with Store.open(path) as store:
        for n in range(400):
            store.add(Ref(str(n), "", f"/{n}", n, n), "k", [ROW])
    if damage is None:
        data = bytearray(path.read_bytes())
        data[4096:] = b"\xff" * (len(data) - 4096)
        path.write_bytes(data)
    else:
        path.write_bytes(damage)
    with Store.open(path) as store:
        assert "damaged-1" in store.notice
        assert store.known(REF, "k") is None
        store.add(REF, "k", [ROW])
    assert (tmp_path / "s.sqlite.damaged-1").exists()
    with Store.open(path) as store:
        assert not store.notice
        assert store.known(REF, "k") == [ROW]


def test_a_newer_store_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite"
    Store.open(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(StoreError, match="newer"):
        Store.open(path)
    assert list(tmp_path.glob("*damaged*")) == []


def test_a_foreign_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    with pytest.raises(StoreError, match="another program"):
        Store.open(path)
    assert list(tmp_path.glob("*damaged*")) == []


def test_a_place_that_cannot_be_written_is_an_error_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError):
        Store.open(tmp_path / "file" / "s.sqlite")
