"""What every chart is made of: a scale with ticks, escaped text, and a frame that reflows without scaling its letters.

Positions across are percentages, so a chart takes the width it is given while text keeps its size. Curves, which
cannot be given in percentages, are drawn in a nested frame that is stretched.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from html import escape
from itertools import pairwise

from whence.language.frozen import dataclass
from whence.language.problems import visible_lines
from whence.language.units.units import Unit
from whence.language.values.shown import apart, show, show_interval

DAY = 86400.0
EPOCH = date(1970, 1, 1).toordinal()
MARGIN = 4.0
_POWER = re.compile(r"(?<![A-Za-z0-9.])([0-9]+(?:\.[0-9]+)?)e(-?[0-9]+)(?!(?!x(?![A-Za-z0-9]))[A-Za-z0-9])")
_MINUS = re.compile(r"(?<![\w.])-(?=[$€£¥]?[0-9])")
# Between the names of a unit: narrow, and no place to break a line.
THIN = "\u202f"
_NAME = r"[^\W\d_][\w%°]*(?:\^-?[0-9]+)?"
_NAMES = rf"{_NAME}(?:·{_NAME})*"
# A unit behind a number and a space, or below a line behind a number.
_UNITS = re.compile(
    rf"(?<=[0-9⁰¹²³⁴⁵⁶⁷⁸⁹] ){_NAMES}(?:/(?:{_NAME}|\({_NAMES}\)))*|(?<=[0-9⁰¹²³⁴⁵⁶⁷⁸⁹])(?:/(?:{_NAME}|\({_NAMES}\)))+"
)
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class Chart:
    """A drawing with what a reader who cannot see it needs: title, description and the data as a table."""

    svg: str
    title: str
    description: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    wide: bool = False

    def __html__(self) -> str:
        return self.svg


def escaped(text: str) -> str:
    """A text as it stands in a drawing: escaped, and what cannot be seen in it spelt out."""
    return escape(visible_lines(text))


def pretty(text: str) -> str:
    """Numbers as people write them: `2.1e27` becomes 2.1×10²⁷, `-3 MW` −3 MW, `2 m^3/(kg·s^2)` 2 m³ kg⁻¹ s⁻².

    A browser does the same (`whence.js`). What programs read, and what is to be cited, has the plain text.
    """

    def raised(hit: re.Match[str]) -> str:
        ten = f"10{_raise(int(hit[2]))}"
        return ten if hit[1] == "1" else f"{hit[1]}×{ten}"

    return _MINUS.sub("−", _UNITS.sub(lambda hit: typeset(hit[0]), _POWER.sub(raised, text)))


def typeset(unit: str) -> str:
    """A unit with raised powers; where more than one name stands below the line, all are powers on one line."""
    if "^" not in unit and "·" not in unit:
        return unit
    top, *below = unit.split("/")
    under = [name for part in below for name in part.strip("()").split("·")]
    above = [name for name in top.split("·") if name != "1"]
    if len(under) < 2:
        return THIN.join(map(_power, above or [top])) + "".join(f"/{_power(name)}" for name in under)
    return THIN.join([*map(_power, above), *(_power(name, -1) for name in under)])


def _power(name: str, sign: int = 1) -> str:
    base, _, power = name.partition("^")
    exponent = sign * int(power or 1)
    return base if exponent == 1 else base + _raise(exponent)


def _raise(power: int) -> str:
    return str(power).translate(_RAISED)


def label(x: float, unit: Unit, digits: int = 3) -> str:
    """A base-unit number for a chart, with its unit."""
    return pretty(show(x, unit, digits))


def span(low: float, high: float, unit: Unit) -> str:
    """Both ends of an interval for people, the unit once."""
    return pretty(show_interval(low, high, unit))


def bare(x: float, unit: Unit, digits: int = 3) -> str:
    """The same without a unit that would be said at every tick."""
    text = show(x, unit, digits)
    if unit.style == "money":
        return pretty(_price(text)[0])
    # a number of `1/year` is written `30/year`
    name = unit.text[1:] if unit.text.startswith("1/") else unit.text
    return pretty(text.removesuffix(name).rstrip() if name else text)


_CODE = re.compile(r" ([A-Z]{3})$")


def _price(text: str) -> tuple[str, str]:
    """An amount of money, and what it is of: its currency where no sign says it, and what it is paid for."""
    first = re.search(r" per |/", text)
    amount, paid = (text[: first.start()], text[first.start() :]) if first else (text, "")
    code = _CODE.search(amount)
    return _CODE.sub("", amount), (
        f"{code[1]}{paid}" if code else f"per {paid[1:]}" if paid[:1] == "/" else paid.strip()
    )


@dataclass(frozen=True)
class Scale:
    """Where numbers stand across a chart, in percent of its width. Logarithmic where the span asks for it."""

    unit: Unit
    low: float
    high: float
    log: bool

    def at(self, x: float) -> float:
        """The position of a base-unit number, kept inside the frame."""
        share = (self.place(x) - self.low) / (self.high - self.low)
        return round(MARGIN + (100 - 2 * MARGIN) * min(max(share, 0.0), 1.0), 2)

    def inside(self, x: float) -> bool:
        """Whether a number falls within the frame."""
        return self.low <= self.place(x) <= self.high

    def place(self, x: float) -> float:
        """A base-unit number on the scale itself."""
        y = x if self.unit.style == "date" else self.unit.from_base(x)
        return math.log(y) if self.log and y > 0 else (self.low if self.log else y)

    def ticks(self) -> list[float]:
        """At most six base-unit numbers, round in the unit."""
        if self.unit.style == "date":
            return _dates(self.low, self.high)
        if self.log:
            return [self.unit.to_base(x) for x in _decades(math.exp(self.low), math.exp(self.high))]
        return [
            self.unit.to_base(x) for x in _round(self.low, self.high) if self.unit.style != "times" or x > 0
        ]


def scale(unit: Unit, numbers: Sequence[float], room: float = 0.12, linear: bool = False) -> Scale:
    """A scale that holds base-unit numbers with some room at either end; log over more than a factor of thirty."""
    shown = [
        each if unit.style == "date" else unit.from_base(each) for each in numbers if math.isfinite(each)
    ]
    shown = [each for each in shown if math.isfinite(each)] or [0.0, 1.0]
    low, high = min(shown), max(shown)
    log = not linear and unit.style != "date" and low > 0 and high / low > 30
    if log:
        low, high = math.log(low), math.log(high)
    width = (high - low) or abs(high) * 0.2 or 1.0
    return Scale(unit, low - room * width, high + room * width, log)


def _round(low: float, high: float) -> list[float]:
    span = high - low
    power = 10.0 ** math.floor(math.log10(span / 4)) if span > 0 else 1.0
    step = next((power * n for n in (1, 2, 5, 10) if span / (power * n) <= 5), power * 10)
    first = math.ceil(low / step)
    return [float(f"{step * n:.15g}") for n in range(first, math.floor(high / step) + 1)][:6]


def _decades(low: float, high: float) -> list[float]:
    first, last = math.ceil(math.log10(low)), math.floor(math.log10(high))
    if last - first >= 2:
        step = max(1, math.ceil((last - first + 1) / 5))
        return [10.0**n for n in range(first, last + 1, step)]
    return [f * 10.0**n for n in range(first - 1, last + 1) for f in (1, 3) if low <= f * 10.0**n <= high][:6]


def _dates(low: float, high: float) -> list[float]:
    """First days of months, in seconds, a whole number of months apart."""
    months = (high - low) / DAY / 30.44
    step = next((n for n in (1, 2, 3, 6, 12, 24, 60, 120, 240, 600) if months / n <= 5), 1200)
    start = date.fromordinal(max(1, int(low // DAY) + EPOCH))
    at = start.year * 12 + start.month - 1
    at += -at % step
    found = []
    while (seconds := (date(at // 12, at % 12 + 1, 1).toordinal() - EPOCH) * DAY) <= high and at < 9990 * 12:
        if seconds >= low:
            found.append(seconds)
        at += step
    return found[:6]


# The narrowest chart and an average letter of its small texts, in pixels.
NARROW, LETTER = 300, 6.7


def signs(formula: str) -> str:
    """A formula as it was typed, its relations as they are printed."""
    return formula.replace(" >= ", " ≥ ").replace(" <= ", " ≤ ").replace(" != ", " ≠ ")


def unitless(number: str, unit: Unit) -> str:
    """A number as it is written where there is no room for its unit, which stands at the axis."""
    return number.removesuffix(f" {typeset(unit.text)}")


def breadth(content: str) -> float:
    """How much of the narrowest chart a small text takes, in percent."""
    return 100 * LETTER * len(content) / NARROW


def _held(x: float, content: str, anchor: str) -> tuple[float, str]:
    """Where a text stands that would be at x, and how it is anchored there, so that the narrowest chart holds it."""
    wide = breadth(content)
    room = {anchor: 0.0} | {"middle": 2 * min(x, 100 - x), "start": 100 - x, "end": x}
    fitting = next((each for each, free in room.items() if wide <= free), "")
    if fitting:
        return x, fitting
    return (
        (round(max(0.0, min(x, 100 - wide)), 2), "start")
        if x < 50
        else (round(min(100.0, max(x, wide)), 2), "end")
    )


def text(x: str | float, y: float, content: str, kind: str = "", anchor: str = "") -> str:
    """A text at a position; where it is anchored follows from how far right it stands, unless it is said."""
    if isinstance(x, int | float):
        at, anchor = _held(x, content, anchor or _anchor(x))
        x = f"{at}%"
    return f'<text x="{x}" y="{y}" text-anchor="{anchor or "start"}"{cls(kind)}>{escaped(content)}</text>'


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    """A line between two positions in percent across and pixels down."""
    return f'<line x1="{x1}%" y1="{y1}" x2="{x2}%" y2="{y2}"{cls(kind)}/>'


def bar(x1: float, x2: float, y: float, height: float, kind: str) -> str:
    """A filled bar between two positions across."""
    return f'<rect x="{x1}%" y="{y}" width="{round(max(x2 - x1, 0.15), 2)}%" height="{height}"{cls(kind)}/>'


def dot(x: float, y: float, kind: str, size: float = 5) -> str:
    """A round mark: `x` in per cent of the width, `y` and `size` in pixels, `kind` its class in the style sheet."""
    return f'<circle cx="{x}%" cy="{y}" r="{size}"{cls(kind)}/>'


def diamond(x: float, y: float, kind: str, size: float = 6) -> str:
    """A diamond, told from a round mark by its shape."""
    s = size
    path = f"M0,{-s} L{s},0 L0,{s} L{-s},0 Z"
    return f'<svg x="{x}%" y="{y}" overflow="visible"><path d="{path}"{cls(kind)}/></svg>'


def square(x: float, y: float, kind: str, size: float = 4) -> str:
    """A square, told from the others by its shape."""
    path = f"M{-size},{-size} h{2 * size} v{2 * size} h{-2 * size} Z"
    return f'<svg x="{x}%" y="{y}" overflow="visible"><path d="{path}"{cls(kind)}/></svg>'


def cls(kind: str) -> str:
    """The attribute that gives an element its class, with a space before it; nothing where there is none."""
    return f' class="{kind}"' if kind else ""


def stretched(points: Sequence[tuple[float, float]], y: float, height: float, kind: str) -> str:
    """A curve through points (percent across, share of the height) as a filled area that stretches with the chart."""
    path = " ".join(f"{x:.1f},{(1 - h) * 100:.1f}" for x, h in points)
    first, last = points[0][0], points[-1][0]
    return (
        f'<svg x="0" y="{y}" width="100%" height="{height}" viewBox="0 0 100 100" preserveAspectRatio="none">'
        f'<path d="M{first:.1f},100 L{path} L{last:.1f},100 Z"{cls(kind)}/></svg>'
    )


def axis(on: Scale, y: float, grid: float = 0) -> str:
    """A line with ticks and their numbers; the unit stands at its end. `grid` draws hairlines up to that height."""
    out = [line(MARGIN, y, 100 - MARGIN, y, "axis")]
    ticks, words, start = _apart(on)
    for tick, word in zip(ticks, words, strict=True):
        at = on.at(tick)
        out.append(line(at, y - grid if grid else y, at, y + 4, "grid" if grid else "axis"))
        out.append(text(at, y + 17, word, "tick"))
    name = typeset(on.unit.text) if on.unit.style != "date" else ""
    if on.unit.style == "money":
        name = pretty(_price(show(ticks[0], on.unit))[1]) if ticks else ""
    name += " (log scale)" if on.log else ""
    if name or start:
        said = f"{start} and so much more" if start else name.strip()
        out.append(text(50, y + 34, said, "tick", "middle"))
    return "".join(out)


def _apart(on: Scale) -> tuple[Sequence[float], list[str], str]:
    """The ticks of an axis that have room on the narrowest chart: all, or every second, third, … of them."""
    every = on.ticks()
    for step in range(1, len(every) + 1):
        ticks = every[::step]
        words, start = labels(on, ticks)
        if all(a + 1 < b for (_, a), (b, _) in pairwise(_ends(on, ticks, words))):
            break
    return (ticks, words, start) if every else ((), [], "")


def _ends(on: Scale, ticks: Sequence[float], words: Sequence[str]) -> list[tuple[float, float]]:
    """From where to where the words at ticks reach on the narrowest chart, in percent."""
    found = []
    for tick, word in zip(ticks, words, strict=True):
        wide, at = breadth(word), on.at(tick)
        shift = {"start": 0.0, "middle": wide / 2, "end": wide}[_held(at, word, _anchor(at))[1]]
        found.append((at - shift, at - shift + wide))
    return found


def _anchor(x: float) -> str:
    return "start" if x < 14 else "end" if x > 86 else "middle"


# Words of more letters than this stand on each other's feet along a narrow chart.
WIDEST = 9


def labels(on: Scale, ticks: Sequence[float]) -> tuple[list[str], str]:
    """What stands at the ticks of an axis, no two alike; and where they begin, if they are told from there.

    In a narrow range far from zero only what differs is said at each tick: `+0.02`, from `6.6742 m` on.
    """
    words = [_tick(each, on, ticks) for each in ticks]
    plain = on.unit.style == "linear" and not on.log and len(ticks) > 1
    if not plain or max(map(len, words)) <= WIDEST:
        return words, ""
    numbers = [Decimal(repr(float(on.unit.from_base(each)))) for each in ticks]
    steps = [float(each - numbers[0]) for each in numbers]
    told = [pretty(f"+{each:.6g}") if each else "0" for each in steps]
    begins = label(ticks[0], on.unit, apart(ticks, on.unit))
    return (told, begins) if len({*told}) == len(told) else (words, "")


def _tick(x: float, on: Scale, ticks: Sequence[float]) -> str:
    if on.unit.style != "date":
        return bare(x, on.unit, apart(ticks, on.unit))
    day = show(x, on.unit)
    yearly = all(show(each, on.unit)[5:7] == "01" for each in ticks)
    return day[:4] if yearly else day[:7]


def frame(
    name: str,
    height: float,
    title: str,
    description: str,
    body: str,
    links: bool = False,
    kind: str = "fluid",
) -> str:
    """The whole SVG element, as wide as its place."""
    role = "group" if links else "img"
    return (
        f'<svg class="{kind}" width="100%" height="{round(height)}" role="{role}" '
        f'aria-labelledby="{name}-t {name}-d" xmlns="http://www.w3.org/2000/svg">'
        f'<title id="{name}-t">{escaped(title)}</title><desc id="{name}-d">{escaped(description)}</desc>{body}</svg>'
    )
