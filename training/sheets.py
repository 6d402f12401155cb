"""Contact sheets: faces with captions, as a PNG to glance at and an HTML file to look through."""

from __future__ import annotations

import base64
import html
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from faceqnet_engine.errors import OutputError
from faceqnet_engine.faces.align import crop
from training.datasets.manifest import Dataset
from training.records import disk_errors, write_whole

SIDE = 96
_COLUMNS = 12
_CAPTION = 30
_MOST_IN_PNG = 480
_INK, _PAPER, _FLAG = (32, 33, 36), (255, 255, 255), (179, 38, 30)
_STYLE = """body{font:14px system-ui,sans-serif;margin:2rem;color:#202124;background:#fff}
h1{font-size:1.3rem}h2{font-size:1.05rem;margin-top:2rem}
figure{display:inline-block;width:7.5rem;margin:.3rem;vertical-align:top}img{width:96px;height:96px;border-radius:4px}
figcaption{font-size:.72rem;overflow-wrap:anywhere}.flag figcaption{color:#b3261e}.flag img{outline:3px solid #b3261e}"""


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """One face on a sheet.

    Attributes:
        pixels: (s, s, 3) uint8 RGB.
        caption: Lines of text below it.
        flagged: Whether it needs a look.
    """

    pixels: NDArray[np.uint8]
    caption: tuple[str, ...]
    flagged: bool = False


def face_cell(dataset: Dataset, i: int, caption: tuple[str, ...], flagged: bool = False) -> Cell:
    """Image `i`'s aligned face."""
    return Cell(crop(dataset.pixels(i), dataset.landmarks[i], "B", SIDE), caption, flagged)


def write_sheet(folder: Path, name: str, title: str, sections: Sequence[tuple[str, Sequence[Cell]]]) -> None:
    """NAME.png (up to 480 faces) and NAME.html (all of them, in one file)."""
    write_whole(folder / f"{name}.html", _page(title, sections))
    grid = _grid([(heading, cells) for heading, cells in sections if cells])
    done, data = cv2.imencode(".png", grid[..., ::-1])
    if not done:
        raise OutputError(f"The sheet {name}.png could not be encoded.")
    write_whole(folder / f"{name}.png", data.tobytes())


def _page(title: str, sections: Sequence[tuple[str, Sequence[Cell]]]) -> str:
    parts = [f"<!doctype html><meta charset=utf-8><title>{html.escape(title)}</title><style>{_STYLE}</style>"]
    parts.append(f"<h1>{html.escape(title)}</h1>")
    for heading, cells in sections:
        parts.append(f"<h2>{html.escape(heading)}</h2>")
        for cell in cells:
            _, data = cv2.imencode(".jpg", cell.pixels[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 85])
            words = "<br>".join(html.escape(line) for line in cell.caption)
            flag = " class=flag" if cell.flagged else ""
            image = base64.b64encode(data.tobytes()).decode()
            parts.append(
                f'<figure{flag}><img alt="{html.escape(cell.caption[0])}" src="data:image/jpeg;base64,{image}">'
                f"<figcaption>{words}</figcaption></figure>"
            )
    return "\n".join(parts) + "\n"


def _grid(sections: Sequence[tuple[str, Sequence[Cell]]]) -> NDArray[np.uint8]:
    strips: list[NDArray[np.uint8]] = []
    left = _MOST_IN_PNG
    for heading, cells in sections:
        strip = np.full((26, _COLUMNS * (SIDE + 8), 3), _PAPER, np.uint8)
        cv2.putText(strip, _plain(heading), (4, 18), cv2.FONT_HERSHEY_SIMPLEX, 0.5, _INK, 1, cv2.LINE_AA)
        strips.append(strip)
        shown = cells[:left]
        left -= len(shown)
        strips += [_row(shown[start : start + _COLUMNS]) for start in range(0, len(shown), _COLUMNS)]
    return np.concatenate(strips) if strips else np.full((26, 26, 3), _PAPER, np.uint8)


def _row(cells: Sequence[Cell]) -> NDArray[np.uint8]:
    row = np.full((SIDE + _CAPTION + 8, _COLUMNS * (SIDE + 8), 3), _PAPER, np.uint8)
    for n, cell in enumerate(cells):
        x = n * (SIDE + 8) + 4
        row[4 : 4 + SIDE, x : x + SIDE] = cv2.resize(cell.pixels, (SIDE, SIDE), interpolation=cv2.INTER_AREA)
        if cell.flagged:
            cv2.rectangle(row, (x, 4), (x + SIDE - 1, 3 + SIDE), _FLAG, 2)
        for line, text in enumerate(cell.caption[:2]):
            place = (x, SIDE + 16 + 13 * line)
            colour = _FLAG if cell.flagged else _INK
            cv2.putText(row, _plain(text)[:16], place, cv2.FONT_HERSHEY_SIMPLEX, 0.33, colour, 1, cv2.LINE_AA)
    return row


def _plain(text: str) -> str:
    """OpenCV's letters are ASCII."""
    return text.encode("ascii", "replace").decode()


def write_histogram(file: Path, title: str, series: dict[str, NDArray[np.floating]]) -> None:
    """A PNG with the distributions of values 0..1, as shares of each series."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7, 4), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    for (name, values), colour in zip(series.items(), ("#0072b2", "#d55e00", "#009e73"), strict=False):
        if len(values):
            weights = np.full(len(values), 1 / len(values))
            label = f"{name}: {len(values):,}, {values.mean():.2f} ± {values.std():.2f}"
            axes.hist(
                values,
                np.linspace(0, 1, 41).tolist(),
                weights=weights,
                histtype="step",
                lw=2,
                color=colour,
                label=label,
            )
    axes.set(title=title, xlabel="label", ylabel="share of images", xlim=(0, 1))
    axes.legend(frameon=False)
    with disk_errors(str(file)):
        figure.savefig(file, format="png", dpi=120, metadata={"Software": None})
