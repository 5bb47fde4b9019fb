"""Numbers for people: a base-unit number in its unit, with the digits a careful analyst would write."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from itertools import pairwise

from whence.language.frozen import dataclass
from whence.language.patterns import later
from whence.language.units.dimensions import ZEROS
from whence.language.units.grammar import MAGNITUDES
from whence.language.units.table import MONEY
from whence.language.units.units import STANDARD, Unit
from whence.language.values.numerals import DAY, YEARS, written_date

MOST_DIGITS = 15
YEAR = 365.25 * DAY
SIGNS = {code: sign for code, sign, _ in MONEY if sign}
_LEADING = later(r"([0-9.]+(?:e[-+]?[0-9]+)?)(K|M|bn|T)?(?= |/|$) ?")
_IN_CENTS = later(r"[.][0-9]{2}$")
_CENT = Decimal("0.01")
_CODE = later(r"([A-Z]{3})(?![A-Za-z0-9_])")
_SUFFIXES = ((1e12, "T"), (1e9, " bn"), (1e6, "M"), (1e3, "K"))
_MONEY = ((1e12, " tn"), (1e9, " bn"), (1e6, " million"), (1e3, "K"))
# what is always written as a power of ten once it is large
_POWERS = ("FLOP", "op")


def show(x: float, unit: Unit, digits: int = 3) -> str:
    """The base-unit number x in a unit, to so many significant digits; it reads back as the number shown."""
    if unit.style == "date":
        return written_date(x) if math.isfinite(x) else "no date"
    if unit.text == "%" and 0.9 < x < 1:
        # What matters of 99.98 % is its distance from the whole.
        digits = max(digits, min(MOST_DIGITS, math.floor(-math.log10(1 - x)) + 1))
    number, unit = _parts(x, unit)
    return _with_unit(_figure(number, unit, digits), unit)


def show_width(x: float, unit: Unit, digits: int = 3) -> str:
    """A base-unit difference, such as a standard deviation, in a unit; of dates in days or, from two years on, in years.

    Nothing for growth, whose logarithm is what spreads, so that no difference of factors says how far.
    """
    if unit.style == "times":
        return ""
    if unit.style == "date":
        name, size = ("year", YEAR) if x >= 2 * YEAR else ("day", DAY)
        return show(x, Unit(name, unit.dimension, size), digits)
    return show(x, replace(unit, style="linear") if unit.style in ZEROS else unit, digits)


def show_days(seconds: float, form: str = ".3g") -> str:
    """A time in days and the word for so many, in a form of numbers: `1 day`, `+12 days`."""
    days = f"{seconds / DAY:{form}}"
    return f"{days} day{'' if days.lstrip('+-') == '1' else 's'}"


def apart(numbers: Iterable[float], unit: Unit, digits: int = 3) -> int:
    """The digits, at least so many, with which no two different numbers look alike; what a table or a message needs.

    Numbers that differ by no more than a machine's rounding (1e-12) are the same.
    """
    rows = sorted({each for each in numbers if math.isfinite(each)})
    pairs = [(a, b) for a, b in pairwise(rows) if not math.isclose(a, b, rel_tol=1e-12)]
    while digits < MOST_DIGITS and any(show(a, unit, digits) == show(b, unit, digits) for a, b in pairs):
        digits += 1
    return digits


def show_ratio(x: float, digits: int = 3) -> str:
    """A ratio to so many significant digits, or with as many as it takes to tell it from 1 where it is not 1."""
    if not math.isfinite(x):
        return str(x)
    most = digits if math.isclose(x, 1, rel_tol=1e-12) else MOST_DIGITS
    while digits < most and _rounded(x, digits) == 1:
        digits += 1
    return _plainly(x, _rounded(x, digits), money=False)


def show_share(share: float, places: int = 0) -> str:
    """A share in per cent, to so many places; more where one that is neither nothing nor all would read as that.

    So does the part of a move, which may be negative. What only the rounding of the machine keeps from all is all.
    """
    whole = not share or math.isclose(abs(share), 1, rel_tol=1e-12)
    while places < MOST_DIGITS and not whole and abs(float(f"{100 * share:.{places}f}")) in (0.0, 100.0):
        places += 1
    return f"{share:.{places}%}"


def as_written(x: float, unit: Unit) -> str:
    """The base-unit number x in a unit as somebody would write it: to six digits, or with all it has where these are few."""
    number, _ = _parts(x, unit)
    full = _rounded(number, 12).normalize().as_tuple().digits
    return show(x, unit, len(full) if len(full) < 12 else 6)


def show_interval(low: float, high: float, unit: Unit, digits: int = 3) -> str:
    """Both ends of an interval, the unit once; more digits if the ends would look the same."""
    if unit.style == "date":
        return f"{show(low, unit)} to {show(high, unit)}"
    a, plain = _parts(low, unit)
    b, _ = _parts(high, unit)
    most = max(digits, MOST_DIGITS)
    while digits < most and low != high and _figure(a, plain, digits) == _figure(b, plain, digits):
        digits += 1
    first, second = _ends(a, b, plain, digits)
    if plain.style == "money":
        first, second = _in_cents(a, first, b, second), _in_cents(b, second, a, first)
    if not _sign(plain):
        return f"{first} to {_with_unit(second, plain)}"
    money = Unit(plain.text[:3], unit.dimension, 1.0, "money")
    return f"{_with_unit(first, money)} to {_with_unit(second, plain)}"


def _ends(a: float, b: float, unit: Unit, digits: int) -> tuple[str, str]:
    """The digits of both ends: from a thousand on with a suffix, if the other end has one."""
    if unit.style == "times":
        # a point near 1 is told to more digits than the place of the larger end
        return _figure(a, unit, digits), _figure(b, unit, digits)
    first, second = _figure(a, unit, _fewer(a, b, digits)), _figure(b, unit, _fewer(b, a, digits))
    if not (math.isfinite(a) and math.isfinite(b)) or bool(_suffix(first)) == bool(_suffix(second)):
        return first, second
    first, second = (_thousands(each, unit, digits) for each in (a, b))
    if a and _suffix(second) and not _suffix(first):
        # a bare lower end would seem to share the suffix of the upper one
        first, second = (_plainly(each, _rounded(each, digits), unit.style == "money") for each in (a, b))
    return first, second


def _in_cents(number: float, figure: str, other: float, beside: str) -> str:
    """One end of an interval of money: with cents where the other end has them, or where that is large without.

    An end of nothing, and one of a thousand and more beside less than ten, stays as it is.
    """
    if _IN_CENTS.search(figure) and beside.lstrip("-").isdigit() and abs(other) >= 100 and abs(number) >= 10:
        return str(Decimal(repr(number)).quantize(Decimal(1), ROUND_HALF_UP))
    large = abs(number) >= (100 if abs(other) >= 10 else 1e3)
    if _IN_CENTS.search(beside) and figure.lstrip("-").isdigit() and number and not large:
        return str(Decimal(repr(number)).quantize(_CENT, ROUND_HALF_UP))
    return figure


def _fewer(number: float, other: float, digits: int) -> int:
    """The digits of one end of an interval: to the same place as those of the other end, if that is larger."""
    if not (number and other and math.isfinite(number) and math.isfinite(other)) or abs(number) >= abs(other):
        return digits
    places = math.floor(math.log10(abs(other)) + 1e-12) - math.floor(math.log10(abs(number)) + 1e-12)
    return min(digits, max(3, digits - places))


def _thousands(number: float, unit: Unit, digits: int) -> str:
    """The digits, with a suffix from a thousand on and not only from ten thousand on."""
    figure = _figure(number, unit, digits)
    if _suffix(figure) or not 1e3 <= abs(_rounded(number, digits)) < 1e4:
        return figure
    return _plain(_rounded(number, digits) / 1000) + "K"


def _parts(x: float, unit: Unit) -> tuple[float, Unit]:
    """The number in the unit; a unit that itself begins with a number gives it up to the figure."""
    scale, rest = _split(unit)
    return unit.from_base(x) * scale, rest


def _split(unit: Unit) -> tuple[float, Unit]:
    """The number that a unit begins with, which is 1 where it begins with none, and what is left of it."""
    hit = _LEADING.match(unit.text)
    if hit is None or unit.style == "times":
        return 1.0, unit
    scale = float(hit[1]) * (MAGNITUDES[hit[2]] if hit[2] else 1.0)
    return scale, Unit(unit.text[hit.end() :], unit.dimension, unit.factor / scale, unit.style)


def _figure(number: float, unit: Unit, digits: int) -> str:
    """The digits, with a suffix where people use one."""
    if not math.isfinite(number):
        return "not a number" if math.isnan(number) else "infinity" if number > 0 else "-infinity"
    return _digits(number, digits + _nearness(number, unit), _manner(unit.text, unit.style), not unit.text)


@lru_cache(maxsize=16_384, typed=True)  # a site shows the same numbers many times over
def _digits(number: float, digits: int, manner: str, bare: bool) -> str:
    """The digits of a number in a manner; a `bare` one has no unit behind it."""
    rounded = _rounded(number, digits)
    if rounded == 0:
        return "0"
    size = abs(float(rounded))
    if manner in ("count", "money") and 1e4 <= size < 1e15 and not _long(rounded):
        return _suffixed(rounded, _MONEY if manner == "money" else _SUFFIXES)
    if manner == "power" and size >= 1e4:
        return _scientific(rounded)
    text = _plainly(number, rounded, manner == "money")
    # four bare digits would be read as a year
    year = bare and len(text) == 4 and text.isdigit() and int(text) in YEARS
    return f"{_plain(rounded / 1000)}K" if year else text


def _nearness(number: float, unit: Unit) -> int:
    """The digits that a growth factor within a tenth of 1 takes on top: what counts of 1.035 is its distance from 1."""
    if unit.style != "times" or number == 1:
        return 0
    return min(MOST_DIGITS, max(0, -math.floor(math.log10(abs(number - 1))) - 1))


def _rounded(number: float, digits: int) -> Decimal:
    """So many significant digits; half a unit goes away from zero, and counts in the digits people see."""
    return Context(min(max(digits, 1), MOST_DIGITS), ROUND_HALF_UP).create_decimal(repr(number))


def _plainly(number: float, rounded: Decimal, money: bool) -> str:
    """Without any suffix: digits, or a power of ten below a thousandth and from a million on, unless all digits count.

    Money has no digit of cents or two, and the second is the number's own: 33.476 is 33.48 where 33.5 would do.
    """
    if rounded and not Decimal("0.001") <= abs(rounded) < (10**15 if _long(rounded) else 10**6):
        return _scientific(rounded)
    if not money or rounded.normalize().as_tuple().exponent != -1:
        return _plain(rounded)
    return str(Decimal(repr(number)).quantize(_CENT, ROUND_HALF_UP))


def _long(rounded: Decimal) -> bool:
    """Whether a number has so many digits that a suffix would only be in their way."""
    return len(rounded.normalize().as_tuple().digits) > 6


def _suffix(figure: str) -> str:
    return figure.lstrip("-0123456789.") if "e" not in figure else ""


@lru_cache(maxsize=1024)
def _manner(text: str, style: str) -> str:
    """How numbers of a unit are written: as money, counts (K, M, bn), powers of ten, or plainly."""
    if style == "money":
        return "money"
    if style == "times":
        return "plain"
    if not text:
        return "count"
    entry = STANDARD.named(text)
    if entry is None:
        return "count"
    if entry.name in _POWERS:
        return "power"
    return "count" if entry.role == "count" else "plain"


def _suffixed(rounded: Decimal, scales: tuple[tuple[float, str], ...]) -> str:
    size, suffix = next((scale, text) for scale, text in scales if abs(rounded) >= Decimal(scale))
    return _plain(rounded / Decimal(size)) + suffix


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _scientific(number: Decimal) -> str:
    mantissa, power = f"{number:e}".split("e") if "e" in f"{number:e}" else (f"{number:e}", "0")
    if "." in mantissa:
        mantissa = mantissa.rstrip("0").rstrip(".")
    return f"{mantissa}e{int(power)}"


def _sign(unit: Unit) -> str:
    hit = _CODE.match(unit.text)
    return SIGNS.get(hit[1], "") if hit and unit.style == "money" else ""


def _with_unit(figure: str, unit: Unit) -> str:
    text = unit.text
    if sign := _sign(unit):
        return ("-" if figure.startswith("-") else "") + sign + figure.lstrip("-") + text[3:]
    if text[:1] in ("%", "‰") or text == "x" or text.startswith(("x ", "/")):
        return figure + text
    return f"{figure} {text}" if text else figure


@dataclass(frozen=True)
class Recipe:
    """All that it takes to show numbers of a unit the way `show` does, for a reader's browser.

    A base-unit number goes through the unit (`factor`, `style`), then times `scale`, the number that the unit itself
    began with; `text` is what is left of the unit, `manner` and `sign` say how its figures are written.
    """

    text: str
    factor: float
    scale: float
    style: str
    manner: str
    sign: str


def recipe(unit: Unit) -> Recipe:
    """The recipe of a unit."""
    scale, rest = _split(unit)
    return Recipe(rest.text, unit.factor, scale, unit.style, _manner(rest.text, rest.style), _sign(rest))
