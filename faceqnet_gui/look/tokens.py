"""Every colour of the program, by meaning. Nothing else in the window names a colour."""

from __future__ import annotations

from dataclasses import dataclass

BAND_WIDTH = 20


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours of one theme; contrasts are checked in the tests (WCAG 2.1)."""

    dark: bool
    bg0: str
    bg1: str
    bg2: str
    bg3: str
    line: str
    line2: str
    t1: str
    t2: str
    t3: str
    acc: str
    on_acc: str
    sel: str
    fail: str
    on_fail: str
    review: str
    on_review: str
    pass_: str
    on_pass: str
    bands: tuple[str, str, str, str, str]
    series: tuple[str, str, str, str, str, str]


DARK = Tokens(
    dark=True,
    bg0="#101113",
    bg1="#17181B",
    bg2="#1F2124",
    bg3="#2A2C31",
    line="#2E3136",
    line2="#74787F",
    t1="#ECEDEF",
    t2="#B6BAC1",
    t3="#9499A1",
    acc="#8E9BFF",
    on_acc="#0D1030",
    sel="#262B4D",
    fail="#FF7A59",
    on_fail="#2A0A02",
    review="#F2C14E",
    on_review="#2A1F00",
    pass_="#5BC8E8",
    on_pass="#06202A",
    bands=("#D64C29", "#DD7B2B", "#DDA734", "#86D7E0", "#C0E8FD"),
    series=("#5BC8E8", "#FFE171", "#A2946E", "#5C7BBF", "#ADC896", "#B8F7FE"),
)
LIGHT = Tokens(
    dark=False,
    bg0="#F1F2F4",
    bg1="#FFFFFF",
    bg2="#F7F8F9",
    bg3="#E6E8EB",
    line="#DADDE1",
    line2="#7D828A",
    t1="#16181B",
    t2="#454A52",
    t3="#62676F",
    acc="#4453D6",
    on_acc="#FFFFFF",
    sel="#E4E7FF",
    fail="#9B1C0A",
    on_fail="#FFFFFF",
    review="#8A5A00",
    on_review="#FFFFFF",
    pass_="#00608C",
    on_pass="#FFFFFF",
    bands=("#E0702A", "#B56C15", "#80610D", "#055A7A", "#0D317A"),
    series=("#06668A", "#8D8A07", "#02113D", "#499284", "#655205", "#20395D"),
)


def band_of(quality: int) -> int:
    """Index of the quality band: 0..19 very low, 20..39 low, 40..59 medium, 60..79 good, 80..100 very good."""
    return max(0, min(4, quality // BAND_WIDTH))
