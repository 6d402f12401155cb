"""Files of scores that other programs wrote."""

from __future__ import annotations

import math
import re
from pathlib import Path

from faceqnet_engine.errors import UsageError

_HEADER = "img;score"
_LINE = re.compile(r"(?P<name>.+);\[?\s*(?P<score>[-+0-9.eE]+|nan)\s*\]?")
_MOST_BYTES = 1 << 30


def faceqnet_scores(file: Path) -> dict[str, float]:
    r"""The original FaceQnet's text form: `img;score`, then `name;[0.3801252]` for each image.

    Names come as the system writes them that the original ran on (`.\\Samples\\a.png`); here they have single `/` and
    no leading `./`. Empty lines are passed over.

    Returns:
        Image -> score, in the file's order.

    Raises:
        UsageError: it cannot be read or is not in this form; the sentence names the line.
    """
    scores: dict[str, float] = {}
    for number, line in enumerate(_lines(file), start=1):
        text = line.strip().removeprefix("\ufeff")
        if number == 1:
            if text != _HEADER:
                raise UsageError(
                    f"{file}, line 1: it should be {_HEADER}, as the original FaceQnet writes it."
                )
            continue
        if not text:
            continue
        match = _LINE.fullmatch(text)
        score = _number(match["score"]) if match else math.nan
        if match is None or not math.isfinite(score):
            raise UsageError(
                f"{file}, line {number}: it should be a name, a semicolon and a score: name;[0.38]."
            )
        name = _plain(match["name"])
        if name in scores:
            raise UsageError(f"{file}, line {number}: {name} is there twice.")
        scores[name] = score
    if not scores:
        raise UsageError(f"{file} holds no scores.")
    return scores


def _lines(file: Path) -> list[str]:
    try:
        if file.stat().st_size > _MOST_BYTES:
            raise UsageError(f"{file} is too large for a list of scores.")
        return file.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{file} is not a text file in UTF-8.") from error


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


def _plain(name: str) -> str:
    return re.sub(r"[\\/]+", "/", name).removeprefix("./")
