"""Figures on paper: vector, labelled in words, legend outside, told apart in colour, in grey and by shape."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from faceqnet_engine.evaluation.edc import FEW_ERRORS, ideal
from faceqnet_engine.evaluation.methods import GRID, Judged
from faceqnet_engine.evaluation.study import Study, too_few
from faceqnet_engine.wording import counted

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FORMATS = ("png", "pdf", "svg")
_TEXT, _CAPTION, _GRID, _LINE = "#16181B", "#62676F", "#DADDE1", "#454A52"
_SERIES: tuple[tuple[str, Any, str], ...] = (
    ("#06668A", "-", "o"),
    ("#8D8A07", (0, (7, 2)), "s"),
    ("#02113D", (0, (4, 1.5, 1, 1.5)), "^"),
    ("#499284", (0, (2.5, 1.2)), "D"),
    ("#655205", (0, (7, 1.5, 1, 1.5, 1, 1.5)), "v"),
    ("#20395D", (0, (1.2, 1.2)), "P"),
)
"""Colour, dash and marker of each method; the least distance under all colour deficiencies is 12.4 (OKLab x 100)."""
_RESOLUTION = 200
_SHOWN_DISCARD = 0.5
_MOST_BANDS = 3
_LEGEND = 24
_PLOT_INCHES, _CAPTION_INCHES, _LINE_INCHES = 3.55, 0.55, 0.135
"""Heights: what the plot needs, the least that a caption gets, a line of it."""
_STYLE: dict[Any, Any] = {
    "font.family": ["Inter", "DejaVu Sans"],
    "font.size": 9,
    "axes.edgecolor": _LINE,
    "axes.labelcolor": _TEXT,
    "text.color": _TEXT,
    "xtick.color": _CAPTION,
    "ytick.color": _CAPTION,
    "pdf.fonttype": 42,
    "svg.hashsalt": "faceqnet",
}


def edc_figure(found: Study, command: str = "", others: Sequence[Judged] = ()) -> Figure:
    """Error-versus-discard curves of every method, with bands, the ideal and the random order.

    Args:
        found: What to draw.
        command: That makes it again; part of the caption where it is given.
        others: Curves of saved runs, drawn after the methods.
    """

    def draw(axes: Axes) -> None:
        shown = GRID <= _SHOWN_DISCARD + 1e-9
        x = 100 * GRID[shown]
        at_zero = float(found.methods[0].fnmr[0])
        fine = np.linspace(0, _SHOWN_DISCARD, 501)
        axes.plot(100 * fine, 100 * ideal(at_zero, fine), ":", color=_CAPTION, lw=1.3, label="ideal order")
        axes.axhline(100 * at_zero, ls=(0, (5, 4)), color=_CAPTION, lw=1.0, label="random order, expected")
        top = 0.0
        for n, method in enumerate(every):
            if n < banded and not np.isnan(method.low[0]):
                colour = _SERIES[n % len(_SERIES)][0]
                low, high = 100 * method.low[shown], 100 * method.high[shown]
                axes.fill_between(
                    x, low, high, color=colour, alpha=0.16, lw=0, label="95 % band" if not n else None
                )
            _series(axes, n, method, shown)
            top = max(top, float(np.nanmax(method.fnmr[shown])))
        axes.set_xlim(0, 100 * _SHOWN_DISCARD)
        axes.set_ylim(0, 100 * min(1.0, max(1.35 * at_zero, 1.1 * top, 0.002)))
        axes.set_xlabel("Discarded, lowest quality first (% of comparisons)")
        axes.set_ylabel("Wrongly not matched, FNMR (%)")

    # More than three bands, or those behind few errors, cover each other; the report's table has them all.
    every, wrong = [*found.methods, *others], int(found.errors.sum())
    banded = len(every) if len(every) <= _MOST_BANDS and wrong >= FEW_ERRORS else 1
    main = found.methods[0]
    whose = "s" if banded > 1 else f" of {main.name}"
    bands = f"Band{whose}: 95 %, {counted(found.options.draws, 'draw')} of subjects."
    caption = (
        f"{found.convention[0].upper()}{found.convention[1:]}. {counted(len(found.mated), 'mated comparison')} of "
        f"{counted(len(set(found.subjects[found.comparisons.mated[0]].tolist())), 'subject')}, {counted(wrong, 'error')}; "
        "recogniser "
        f"{found.recogniser}.\n{'No bands: one subject.' if np.isnan(main.low[0]) else bands}"
    )
    few = [m for m in every if m.few_from <= _SHOWN_DISCARD]
    if wrong < FEW_ERRORS:
        caption += f" {too_few(wrong)}"
    elif few:
        caption += f" Grey dots: fewer than {FEW_ERRORS} errors left, too few to rank methods."
    if others:
        caption += " Named with a run: as saved, each with comparisons and errors of its own."
    return _figure(draw, f"{caption}\n{command}" if command else caption)


def det_figure(found: Study) -> Figure | None:
    """FNMR against FMR, both on logarithmic axes; None where no match limit has both kinds of errors."""
    curve = found.det
    if curve is None or not ((curve.fmr > 0) & (curve.fnmr > 0)).any():
        return None

    def draw(axes: Axes) -> None:
        some = (curve.fmr > 0) & (curve.fnmr > 0)
        axes.plot(
            100 * curve.fmr[some],
            100 * curve.fnmr[some],
            color=_SERIES[0][0],
            label=_wrapped(found.recogniser, _LEGEND),
        )
        if found.fmr > 0 and found.errors.any():
            axes.plot(
                [100 * found.fmr],
                [100 * found.errors.mean()],
                "o",
                color=_SERIES[2][0],
                label="match limit in use",
            )
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.set_xlabel("Wrongly matched, FMR (%)")
        axes.set_ylabel("Wrongly not matched, FNMR (%)")
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_formatter(lambda value, _: f"{value:g}")

    caption = (
        f"{len(found.mated):,} mated and {len(found.non_mated):,} non-mated comparisons; nothing discarded."
    )
    return _figure(draw, caption)


def similarity_figure(found: Study) -> Figure:
    """How similar mated and non-mated pairs are, and where the match limit lies."""

    def draw(axes: Axes) -> None:
        everything = np.concatenate([found.mated, found.non_mated])
        low, high = np.quantile(everything, (0.0005, 0.9995))
        pad = max(1e-3, 0.05 * float(high - low))
        bins = np.linspace(
            min(float(low), found.threshold) - pad, max(float(high), found.threshold) + pad, 81
        )
        for n, (values, name) in enumerate(((found.mated, "mated"), (found.non_mated, "non-mated"))):
            if not len(values):
                continue
            share = 100 * np.histogram(values, bins)[0] / len(values)
            colour, dash, _ = _SERIES[n]
            axes.stairs(share, bins, fill=True, color=colour, alpha=0.16)
            axes.stairs(share, bins, color=colour, ls=dash, lw=1.4, label=f"{name} ({len(values):,})")
        axes.axvline(found.threshold, color=_TEXT, lw=1.2, label="match limit")
        axes.set_xlabel("Similarity, higher is more alike")
        axes.set_ylabel("Share of the comparisons (%)")
        axes.set_ylim(bottom=0)

    return _figure(draw, f"Recogniser {found.recogniser}; {found.at_zero}.")


def rendered(figure: Figure, kind: str) -> bytes:
    """The figure as the bytes of a file; equal figures give equal bytes.

    Args:
        figure: To draw.
        kind: One of FORMATS.
    """
    import matplotlib

    stream = io.BytesIO()
    no_date: dict[str, Any] = {"pdf": {"CreationDate": None}, "svg": {"Date": None}}.get(kind, {})
    with matplotlib.rc_context(_STYLE):
        figure.savefig(stream, format=kind, dpi=_RESOLUTION, metadata=no_date)
    return stream.getvalue()


def _series(axes: Axes, n: int, method: Judged, shown: np.ndarray) -> None:
    colour = _SERIES[n % len(_SERIES)][0]
    _, dash, marker = _SERIES[
        (n + n // len(_SERIES)) % len(_SERIES)
    ]  # a seventh method shares a colour alone
    x, y = 100 * GRID[shown], 100 * method.fnmr[shown]
    few = method.errors[shown] < FEW_ERRORS
    begin = int(np.argmax(few)) if few.any() else len(x)
    axes.plot(
        x[: begin + 1],
        y[: begin + 1],
        color=colour,
        ls=dash,
        lw=1.6,
        marker=marker,
        markevery=(n % 5, 5),
        ms=4.5,
        markerfacecolor="white",
        markeredgewidth=1.1,
        clip_on=False,
        label=_wrapped(method.name, _LEGEND),
    )
    if begin < len(x):
        axes.plot(x[begin:], y[begin:], ":", color="#9A9EA5", lw=1.4, marker=marker, ms=3, markevery=5)
        axes.plot([x[begin]], [y[begin]], marker=marker, ms=4.5, color="#9A9EA5", ls="none")


def _figure(draw: Any, caption: str) -> Figure:
    import matplotlib
    from matplotlib.figure import Figure as Canvas

    _own_font()
    with matplotlib.rc_context(_STYLE):
        words = _wrapped(caption)
        caption_room = max(_CAPTION_INCHES, _LINE_INCHES * (words.count("\n") + 1) + 0.08)
        height = _PLOT_INCHES + caption_room
        figure = Canvas(figsize=(7.6, height))
        axes = figure.add_axes((0.085, (caption_room + 0.56) / height, 0.575, 2.83 / height))
        draw(axes)
        axes.grid(color=_GRID, lw=0.6)
        axes.set_axisbelow(True)
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
        axes.legend(
            loc="upper left", bbox_to_anchor=(1.02, 1.0), frameon=False, handlelength=3.4, labelspacing=0.9
        )
        figure.text(0.085, caption_room / height, words, fontsize=7.5, color=_CAPTION, va="top")
    return figure


@cache
def _own_font() -> None:
    """Make the program's own typeface known to matplotlib."""
    from matplotlib import font_manager

    for file in sorted(Path(str(resources.files("resources") / "fonts")).glob("*.ttf")):
        font_manager.fontManager.addfont(file)


def _wrapped(text: str, width: int = 118) -> str:
    import textwrap

    lines: Sequence[str] = [part for line in text.splitlines() for part in textwrap.wrap(line, width)]
    return "\n".join(lines)
