"""Sentences of the engine in the window's language: all of them are known, none is a line that nobody says."""

from __future__ import annotations

import ast
import errno
import os
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale

import faceqnet_engine
import faceqnet_gui
from faceqnet_engine.live.saving import CaptureError
from faceqnet_engine.measures.words import table
from faceqnet_gui.live.trouble_words import not_written_words
from faceqnet_gui.sentences import pattern_of, said, system_reason

ENGINE, GUI = Path(faceqnet_engine.__file__).parent, Path(faceqnet_gui.__file__).parent
ROWS = ("decoding", "pipeline/rows.py")
"""Where sentences about one photo come from: each of these is in the table."""
SHOWN = (*ROWS, "results/export", "results/sidecar.py", "results/store.py", "sources/camera.py", "sources/paths.py",
         "measures/profiles.py", "models/registry.py", "models/own.py", "quality", "live/recording.py")  # fmt: skip
_SIGN = "\N{SNOWMAN}"


@pytest.fixture
def spanish() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("es"))
    yield
    QLocale.setDefault(before)


def _form(node: ast.expr | None) -> str | None:
    """A text of the source with {} in its places."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return None


def _sentences(file: Path) -> Iterator[str]:
    """What a file raises, and what it says of a photo."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        found: list[ast.expr] = []
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            found = node.exc.args
        if isinstance(node, ast.keyword) and node.arg == "detail":
            found = [node.value]
        if isinstance(node, ast.Assign) and any(getattr(t, "id", "") == "detail" for t in node.targets):
            found = [node.value]
        if isinstance(node, ast.Return) and node.value is not None:
            found = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
        for each in found:
            words = _form(each)
            if words and " " in words and words.endswith("."):
                yield words


def _files(places: tuple[str, ...]) -> Iterator[Path]:
    for place in places:
        yield from sorted((ENGINE / place).rglob("*.py")) if (ENGINE / place).is_dir() else [ENGINE / place]


def _known() -> set[str]:
    return set(table("sentences")["es"])


@pytest.mark.parametrize("place", SHOWN)
def test_every_sentence_that_the_window_can_show_is_in_the_table(place) -> None:
    said_here = [words for file in _files((place,)) for words in _sentences(file)]
    examples = {words: words.replace("{}", _SIGN) for words in said_here}
    patterns = [pattern_of(english) for english in _known()]
    missing = [w for w, example in examples.items() if not any(p.fullmatch(example) for p in patterns)]
    assert said_here and not missing


def test_no_line_of_the_table_is_for_a_sentence_that_nobody_says() -> None:
    sources = "\n".join(
        file.read_text(encoding="utf-8") for root in (ENGINE, GUI) for file in root.rglob("*.py")
    )
    # A sentence may be cut into several literals: its longest piece without a place must be there, cut or whole.
    squeezed = "".join(sources.replace('"\n', "").split())
    squeezed = squeezed.replace('f"', "").replace('"', "")
    for english in _known():
        piece = max(english.split("{}"), key=len).replace('"', "").replace("{name}", "{{name}}")
        words = piece.split()
        assert "".join(words[: max(3, len(words) // 2)]) in squeezed or "".join(words) in squeezed, english


def test_every_translation_uses_all_that_is_filled_in() -> None:
    for english, spanish in table("sentences")["es"].items():
        places = english.count("{}")
        used = {int(name) for _, name, _, _ in string.Formatter().parse(spanish) if name}
        assert used == set(range(places)), english


def test_a_sentence_is_said_in_the_language_in_force_with_what_was_filled_in(spanish) -> None:
    found = said("Only 17 px between the eyes: the score is a guess. Use the original photo, or come closer.")
    assert (
        found
        == "Solo 17 px entre los ojos: la puntuación es una conjetura. Use la foto original o acérquese."
    )
    assert said("There is no {colour} in name templates. There are {name}, {n}.") == (
        "No hay {colour} en las plantillas de nombres. Hay {name}, {n}."
    )
    assert said("something that the engine never says") == "something that the engine never says"
    assert said("") == ""


@pytest.mark.parametrize("kind", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO, errno.ENOTDIR])
def test_what_the_system_says_is_said_in_the_language_as_well(kind, spanish) -> None:
    reason = os.strerror(kind)
    sentence = said(f"The recording cannot be written to films: {reason}. Choose another folder.")
    assert reason not in sentence
    assert system_reason(reason) in sentence
    within = said(f"The file could not be read: {reason[0].lower()}{reason[1:]}.")
    assert (
        within
        == f"No se pudo leer el archivo: {system_reason(reason)[0].lower()}{system_reason(reason)[1:]}."
    )
    photo = not_written_words(CaptureError(OSError(kind, reason), Path("captures")))
    assert reason not in photo


def test_what_no_system_says_stays_as_it_is(spanish) -> None:
    assert system_reason("something else") == "something else"


def test_english_stays_as_it_is() -> None:
    QLocale.setDefault(QLocale("en"))
    assert said("The file is no longer there.") == "The file is no longer there."
