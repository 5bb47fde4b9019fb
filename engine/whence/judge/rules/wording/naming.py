"""What running text calls units, currencies and times, where a base writes them in another way."""

from __future__ import annotations

import re

from whence.language.units.dimensions import DEGREES, TIME
from whence.language.units.elsewhere import DOLLARS, SPELT, single, texts
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
_DEGREES = re.compile(r"\s?(?:[°º]\s?|deg(?:rees?|\.)?\s+)([CF])(?:elsius|ahrenheit)?(?![A-Za-z])|\s?([℃℉])")
_TWO = "|".join(sorted((re.escape(name) for name in SPELT if " " in name), key=len, reverse=True))
_WORD = re.compile(
    rf"[ -]?(?:(?P<shape>square|sq\.?|cubic|cu\.?) )?(?P<name>(?i:{_TWO})s?(?![A-Za-z])|[A-Za-zµμΩ]+(?:-hours?)?)"
    r"(?P<power>[²³]|\^[23]|[23])?(?![A-Za-z0-9])"
)
_POWERS = {"square": "2", "sq": "2", "cubic": "3", "cu": "3", "²": "2", "³": "3"}
_UNDER = re.compile(r"\s?(?:/\s?|\bper |\ban? |\beach |\bfor (?:each|every) )")
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
    if elsewhere := texts(name):
        return tuple(each for each in _parsed(elsewhere, units) if not _counts(each, units))
    for each in (name, single(name)):
        entry = units.table.get(each)
        if entry and entry.role != "count" and entry.dimension not in (ONE, GROWTH):
            return _parsed([each], units)
    return ()


def _counts(unit: Unit, units: Units) -> bool:
    entry = units.entry(unit)
    return entry is not None and entry.role == "count"


def _parsed(texts: tuple[str, ...] | list[str], units: Units) -> Meanings:
    found = [units.parse(each) for each in texts]
    return tuple(each for each in found if isinstance(each, Unit))


def each_for(unit: Unit, seconds: float, text: str) -> Unit:
    """A unit per a time of so many seconds, as the text has it."""
    return Unit(f"{unit.text} per {text}", unit.dimension / TIME, unit.factor / seconds, unit.style)
