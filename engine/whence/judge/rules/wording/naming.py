"""What running text calls units, currencies and times, where a base writes them in another way."""

from __future__ import annotations

import re
from dataclasses import replace

from whence.language.patterns import later
from whence.language.units.dimensions import DEGREES, TIME, Entry
from whence.language.units.elsewhere import DOLLARS, SPELT, single, texts
from whence.language.units.table import BASES
from whence.language.units.units import GROWTH, ONE, STANDARD, Unit, Units

_SIGNS = {
    "$": DOLLARS, "US$": ("USD",), "A$": ("AUD",), "AU$": ("AUD",), "C$": ("CAD",), "CA$": ("CAD",), "S$": ("SGD",),
    "HK$": ("HKD",), "R$": ("BRL",), "€": ("EUR",), "£": ("GBP",), "¥": ("CNY", "JPY"), "₹": ("INR",), "₩": ("KRW",),
}  # fmt: skip
_CODES = [name for name, each in STANDARD.table.items() if each.role == "money" and name == each.name]
# What stands before a number and says in which currency it is.
SIGN = rf"(?:(?:US|AU|CA|HK|[ACSR])?\$|[€£¥₹₩]|(?:{'|'.join(_CODES)})(?=\s?[0-9]))"
TIMES = {
    "second": 1.0, "minute": 60.0, "hour": 3600.0, "day": 86400.0, "week": 604800.0, "month": 2629800.0,
    "quarter": 7889400.0, "year": 31557600.0, "decade": 315576000.0, "annum": 31557600.0, "s": 1.0, "sec": 1.0,
    "min": 60.0, "h": 3600.0, "hr": 3600.0, "mo": 2629800.0, "yr": 31557600.0,
}  # fmt: skip
# How often something happens that happens once in each.
ADVERBS = {
    "hourly": 3600.0, "daily": 86400.0, "weekly": 604800.0, "monthly": 2629800.0, "quarterly": 7889400.0,
    "annual": 31557600.0, "annually": 31557600.0, "annualized": 31557600.0, "annualised": 31557600.0, "yearly": 31557600.0,
}  # fmt: skip
_DEGREES = later(r"\s?(?:[°º]\s?|deg(?:rees?|\.)?\s+)([CF])(?:elsius|ahrenheit)?(?![A-Za-z])|\s?([℃℉])")
_TWO = "|".join(sorted((re.escape(name) for name in SPELT if " " in name), key=len, reverse=True))
_WORD = later(
    rf"[ -]?(?:(?P<shape>square|sq\.?|cubic|cu\.?) )?(?P<name>(?i:{_TWO})s?(?![A-Za-z])"
    r"|[A-Za-zµμΩ]+(?:-(?:hours?|feet|foot|years?|pounds?))?)(?P<power>[²³]|\^[23]|[23])?(?![A-Za-z0-9])"
)
_NAME, _RAISED = r"[A-Za-zµμΩ]{1,4}", r"(?:\^?[-−]?[1-4]|⁻?[¹²³⁴])?"
_TERM = rf"{_NAME}{_RAISED}(?![A-Za-z0-9])"
_SERIES = rf"{_TERM}(?:\s?[ ·⋅]\s?{_TERM})*"
# kN m, J/(kg K), W m-2 K-1, m s⁻¹
_COMPOUND = later(rf"[ -]?(?P<above>{_SERIES})(?:\s?/\s?(?:\((?P<group>{_SERIES})\)|(?P<below>{_TERM})))?")
_PART = later(rf"(?P<name>{_NAME})(?P<power>{_RAISED})")
# Units that stand in a row without a sign as one: the second, and what may stand before it.
_ROWS = {
    "m": {"N", "kN", "MN", "lbf"}, "ft": {"N", "kN", "MN", "lbf"}, "s": {"N", "kN", "Pa", "mPa", "J"},
    "h": {"W", "kW", "MW", "GW", "TW", "A", "mA"},
}  # fmt: skip
_LOWERED = str.maketrans("⁻−¹²³⁴", "--1234")
_POWERS = {"square": "2", "sq": "2", "cubic": "3", "cu": "3", "²": "2", "³": "3"}
_UNDER = later(r"\s?(?:/\s?|\bper |\ban? |\beach |\bfor (?:each|every) )")
Meanings = tuple[Unit, ...]


def currency(sign: str, units: Units) -> Meanings:
    """The currencies that a sign before a number may mean."""
    return _parsed(_SIGNS.get(sign, (sign,)), units)


def named(rest: str, units: Units) -> tuple[Meanings, int]:
    """The units of measure or of money that the next word may mean, and where it ends; () and 0 for any other word."""
    if hit := _DEGREES.match(rest):
        return (DEGREES[f"°{hit[1] or {'℃': 'C', '℉': 'F'}[hit[2]]}"],), hit.end()
    word = _WORD.match(rest)
    if word is None:
        return (), 0
    power = _POWERS.get((word["shape"] or word["power"] or "").rstrip("."), (word["power"] or "").lstrip("^"))
    found = _meant(word["name"], units)
    if power:
        found = _parsed([f"({each.text})^{power}" for each in found if each.style == "linear"], units)
    return found, word.end() if found else 0


def compound(rest: str, units: Units) -> tuple[Meanings, int] | None:
    """The unit that the next words make as a product of others, and where it ends: by spaces, dots, or powers below zero.

    None where they make none, or only what `named` and `under` read as well.
    """
    hit = _COMPOUND.match(rest)
    if hit is None:
        return None
    parts, stop = _terms(hit["above"], units)
    end = hit.start("above") + stop if stop < len(hit["above"]) else hit.end()
    divisor = hit["group"] or hit["below"] or ""
    below, last = _terms(divisor, units) if end == hit.end() else ([], 0)
    if last < len(divisor):
        below, end = [], hit.start("above") + stop
    if len(parts) + len(below) < 2 or not (_product(hit["above"], parts) or (hit["group"] and below)):
        return None
    text = "·".join(f"{name}^{power}" for name, power in (*parts, *((name, -power) for name, power in below)))
    found = _parsed([text], units)
    return (tuple(replace(each, text=rest[:end].strip(" -")) for each in found), end) if found else None


def _terms(text: str, units: Units) -> tuple[list[tuple[str, int]], int]:
    """The units that stand in a row, each with its power, up to a word that is none; and where the last one ends."""
    found: list[tuple[str, int]] = []
    end = 0
    for each in _PART.finditer(text):
        entry = units.table.get(each["name"])
        if entry is None or entry.role not in ("measure", "prefixed"):
            break
        found.append((each["name"], int(each["power"].translate(_LOWERED).lstrip("^") or 1)))
        end = each.end()
    return found, end


def _product(text: str, parts: list[tuple[str, int]]) -> bool:
    """Whether names that stand in a row are one unit: joined by a dot, with a power below zero, or such as N m and kW h."""
    if len(parts) < 2:
        return False
    usual = parts[0][0] in _ROWS.get(parts[1][0], ())
    return "·" in text or "⋅" in text or any(power < 0 for _, power in parts[1:]) or usual


def under(rest: str, units: Units) -> tuple[Meanings, str]:
    """What the next words say that a number is for each of: what the word may mean, counts too, and the word."""
    hit = _UNDER.match(rest)
    if hit is None:
        return (), ""
    meanings, end = named(f" {rest[hit.end() :]}", units)
    word = re.match(r"[A-Za-z]+", rest[hit.end() :])
    if meanings or word is None:
        return meanings, rest[hit.end() : hit.end() + max(end - 1, 0)]
    counts = [units.table.get(each) for each in (word[0], word[0].removesuffix("s"))]
    found = next((each for each in counts if each and each.role == "count"), None)
    return (_parsed([found.name], units), word[0]) if found else ((), "")


def _meant(name: str, units: Units) -> Meanings:
    own = next(
        (each for each in (name, single(name)) if each in units.table and each not in STANDARD.table), ""
    )
    if own:  # whatever others call so
        return _parsed([own], units) if _measured(units.table[own]) else ()
    if elsewhere := texts(name):
        return tuple(each for each in _parsed(elsewhere, units) if not _counts(each, units))
    for each in (name, single(name)):
        entry = units.table.get(each)
        if entry and entry.dimension not in (ONE, GROWTH) and _measured(entry):
            return _parsed([each], units)
    return ()


def _measured(entry: Entry) -> bool:
    """Whether a name of the table is no count; a unit of a base that equals an amount of measures is none."""
    return entry.role != "count" or {name for name, _ in entry.dimension.exponents} <= BASES.keys()


def _counts(unit: Unit, units: Units) -> bool:
    entry = units.entry(unit)
    return entry is not None and entry.role == "count"


def _parsed(texts: tuple[str, ...] | list[str], units: Units) -> Meanings:
    found = [units.parse(each) for each in texts]
    return tuple(each for each in found if isinstance(each, Unit))


def each_for(unit: Unit, seconds: float, text: str) -> Unit:
    """A unit per a time of so many seconds, as the text has it."""
    return Unit(f"{unit.text} per {text}", unit.dimension / TIME, unit.factor / seconds, unit.style)
