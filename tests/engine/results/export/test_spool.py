"""What waits on disk behaves as what would be held in memory, whatever is put into it."""

from __future__ import annotations

import gc
import subprocess
import sys
import unicodedata
import weakref
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faceqnet_engine.assessment import Assessment, Status
from faceqnet_engine.measures.catalogue import IDS
from faceqnet_engine.measures.values import Measures, Note
from faceqnet_engine.results.export import Entry
from faceqnet_engine.results.export.gathering import Gathered
from faceqnet_engine.results.export.names import Taken
from faceqnet_engine.results.export.spool import Kept, Lazy, Names

texts = st.text(st.characters(), max_size=8)
"""Surrogates among them: undecodable bytes of names are kept so."""


@given(st.lists(texts, max_size=20), st.slices(20))
def test_a_sequence_on_disk_is_the_sequence(values: list[str], part: slice) -> None:
    kept: Kept[str] = Kept()
    for value in values:
        kept.append(value)
    assert list(kept) == values
    assert (len(kept), kept == tuple(values), kept == (*values, "x")) == (len(values), True, False)
    assert kept[part] == tuple(values[part])
    assert [kept[n] for n in range(-len(values), len(values))] == values * 2
    for outside in (len(values), -len(values) - 1):
        with pytest.raises(IndexError):
            kept[outside]


def test_a_fault_inside_is_not_taken_for_the_end() -> None:
    with pytest.raises(IndexError):
        list(Lazy(3, lambda n: "ab"[n]))


@given(st.lists(st.tuples(texts, st.integers(0, 9))), texts)
def test_names_are_a_dictionary(pairs: list[tuple[str, int]], other: str) -> None:
    names = Names()
    for name, number in pairs:
        names.add(name, number)
    held = dict(pairs)
    assert {name: names.get(name) for name, _ in pairs} == held
    assert (other in names) == (other in held)


@given(st.lists(texts.filter(bool), max_size=30))
def test_rows_are_gathered_by_file_in_whatever_order_they_come(files: list[str]) -> None:
    entries = [Entry(Assessment(file, quality=n), note=f"note {n}") for n, file in enumerate(files)]
    held: dict[str, list[Entry]] = {}
    for entry in entries:
        held.setdefault(entry.row.path, []).append(entry)
    gathered = Gathered(entries)
    assert [(file, list(rows)) for file, rows in gathered.files] == list(held.items())
    for number, rows in enumerate(held.values()):
        assert gathered.entries(number, 1, len(rows) - 1) == tuple(rows[1:])


@given(st.dictionaries(st.sampled_from(IDS), st.none() | st.floats(width=32)), st.sampled_from(Status), texts)
def test_a_row_comes_back_with_all_that_it_had(
    natives: dict[str, float | None], status: Status, text: str
) -> None:
    measures = Measures.of(natives, {IDS[0]: Note.GREY})
    pixels = np.arange(12, dtype=np.uint8).reshape(2, 2, 3)
    row = Assessment(
        text, "root", 1, 2, 3, status, text, 0.5, 50, box_x=1.5, measures=measures, reasons=text,
        file=f"{text}\udce9", pixels=pixels,
    )  # fmt: skip
    for entry in (Entry(row, "accepted", 3, text, text, text), Entry(Assessment(text, quality=1))):
        (back,) = Gathered([entry]).entries(0, 0, 1)
        assert back == entry
        assert (back.row.file, back.row.status) == (entry.row.file, entry.row.status)
        if entry.row.measures is not None:
            arrays = ("natives", "components", "notes")
            assert [getattr(back.row.measures, a).dtype for a in arrays] == ["f4", "i2", "u1"]
            assert (back.row.pixels == pixels).all()


class _Held:
    """Names in use as sets of Python: what `Taken` must do."""

    def __init__(self) -> None:
        self._names: dict[str, set[str]] = {}

    def add(self, folder: str, names: Iterable[str]) -> None:
        self._names.setdefault(folder, set()).update(
            unicodedata.normalize("NFC", n).casefold() for n in names
        )

    def free(self, folder: str, stem: str, suffix: str, companions: Callable[[str], list[str]]) -> str:
        number = 0
        while True:
            number += 1
            candidate = stem if number == 1 else f"{stem} ({number})"
            wanted = [candidate + suffix, *companions(candidate)]
            plain = {unicodedata.normalize("NFC", n).casefold() for n in wanted}
            if not plain & self._names.setdefault(folder, set()):
                self.add(folder, plain)
                return candidate + suffix


stems = st.sampled_from(["a", "A", "a (2)", "a (3)", "é", "e\u0301", "\udce9", ""])


@given(
    st.lists(st.tuples(st.sampled_from(["", "x"]), stems, st.sampled_from([".jpg", ".png"])), max_size=40),
    st.lists(st.sampled_from(["A.jpg", "a (2).jpg", "a.xmp", "É.png"]), max_size=4),
    st.booleans(),
)
def test_names_on_disk_are_numbered_as_names_in_memory(
    wanted: list[tuple[str, str, str]], there: list[str], sidecars: bool
) -> None:
    companions = (lambda stem: [f"{stem}.xmp"]) if sidecars else (lambda stem: [])
    taken, held = Taken(), _Held()
    assert not taken.knows("")
    for names in (taken, held):
        names.add("", there)
    assert taken.knows("")
    assert not taken.knows("x")
    made = [taken.free(folder, stem, suffix, companions) for folder, stem, suffix in wanted]
    assert made == [held.free(folder, stem, suffix, companions) for folder, stem, suffix in wanted]


_NO_ROOM = """
import resource, signal, sys
from pathlib import Path
from faceqnet_engine.assessment import Assessment, Status
from faceqnet_engine.measures.catalogue import IDS
from faceqnet_engine.measures.values import Measures, Note
from faceqnet_engine.errors import OutputError
from faceqnet_engine.results.export import Entry, Wishes, plan
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
try:
    plan((Entry(Assessment(f"{n}.jpg"), note="x" * 100_000) for n in range(300)), Wishes(Path(sys.argv[1])))
except OutputError as error:
    print(error.sentence)
"""


def test_no_room_for_what_waits_is_said_and_nothing_is_touched(tmp_path: Path) -> None:
    arguments = [sys.executable, "-c", _NO_ROOM, tmp_path / "out"]
    told = subprocess.run(arguments, capture_output=True, text=True, check=True)
    assert told.stdout.startswith("What is to be exported cannot be kept in a temporary file")
    assert list(tmp_path.iterdir()) == []


def test_a_sequence_lets_its_file_go_at_once() -> None:
    kept: Kept[int] = Kept()
    kept.append(1)
    tables = weakref.ref(kept._tables)
    gc.disable()
    try:
        del kept
        assert tables() is None
    finally:
        gc.enable()
