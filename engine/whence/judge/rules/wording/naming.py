"""What running text calls units, currencies and times, where a base writes them in another way."""

from __future__ import annotations

import re

from whence.language.units.dimensions import DEGREES, TIME
from whence.language.units.units import GROWTH, ONE, STANDARD, Unit, Units

_LONG = {
    "kilo": "k", "mega": "M", "giga": "G", "tera": "T", "peta": "P", "exa": "E", "milli": "m", "micro": "µ", "nano": "n",
    "centi": "c", "": "",
}  # fmt: skip
_SIMPLE = {
    "watt": "W", "byte": "B", "bit": "bit", "joule": "J", "watthour": "Wh", "watt-hour": "Wh", "watt hour": "Wh",
    "gram": "g", "gramme": "g", "metre": "m", "meter": "m", "litre": "L", "liter": "L", "volt": "V", "hertz": "Hz",
    "second": "s",
}  # fmt: skip
_TONS = ("t", "907.18474 kg", "1016.0469088 kg")
_DOLLARS = ("USD", "CAD", "AUD", "SGD", "HKD")
_CENTS = tuple(f"0.01 {code}" for code in (*_DOLLARS, "EUR"))
# In small letters and the singular: each with the units that it may mean, the usual one first.
_SPELT: dict[str, tuple[str, ...]] = {
    **{f"{long}{name}": (f"{short}{sign}",) for long, short in _LONG.items() for name, sign in _SIMPLE.items()
       if f"{short}{sign}" in STANDARD.table},
    **{name.casefold(): (name,) for name in ("kW", "MW", "GW", "kWh", "MWh", "GWh", "TWh")},
    "ton": _TONS, "short ton": _TONS[1:2], "us ton": _TONS[1:2], "long ton": _TONS[2:], "metric ton": ("t",),
    "metric tonne": ("t",), "kg": ("kg",), "kilo": ("kg",), "lb": ("lb",), "pound": ("lb", "GBP"),
    "pound sterling": ("GBP",), "stone": ("6.35029318 kg",),
    "ounce": ("28.349523125 g", "29.5735295625 mL", "31.1034768 g"), "oz": ("28.349523125 g", "29.5735295625 mL"),
    "fluid ounce": ("29.5735295625 mL",), "troy ounce": ("31.1034768 g",),
    "mi": ("mile",), "nautical mile": ("1852 m",), "feet": ("ft",), "yard": ("0.9144 m",), "knot": ("1852 m/hour",),
    "gallon": ("gal", "4.54609 L"), "us gallon": ("gal",), "imperial gallon": ("4.54609 L",),
    "pint": ("0.473176473 L", "0.56826125 L"), "quart": ("0.946352946 L", "1.1365225 L"),
    "calorie": ("cal", "kcal"), "kilocalorie": ("kcal",), "btu": ("BTU",),
    "kph": ("km/hour",), "kmh": ("km/hour",), "rpm": ("1/min",), "sqft": ("ft^2",), "cc": ("cm^3",),
    "dollar": _DOLLARS, "us dollar": ("USD",), "american dollar": ("USD",), "canadian dollar": ("CAD",),
    "australian dollar": ("AUD",), "singapore dollar": ("SGD",), "hong kong dollar": ("HKD",),
    "cent": _CENTS, "euro cent": ("0.01 EUR",), "pence": ("0.01 GBP",), "renminbi": ("CNY",), "franc": ("CHF",),
    "swiss franc": ("CHF",), "krona": ("SEK",), "kronor": ("SEK",), "krone": ("NOK", "DKK"), "kroner": ("NOK", "DKK"),
    "ruble": ("RUB",), "zloty": ("PLN",), "dirham": ("AED",), "riyal": ("SAR",), "mo": ("month",),
}  # fmt: skip
_SIGNS = {
    "$": _DOLLARS, "US$": ("USD",), "A$": ("AUD",), "AU$": ("AUD",), "C$": ("CAD",), "CA$": ("CAD",), "S$": ("SGD",),
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
# A small b for bits tells them from bytes, where capitals are kept.
_BITS = re.compile(r"(?P<prefix>[kKMGTPE]?)(?:(?P<letter>[bB])(?P<rate>ps)?|bits?(?P<bits>ps))$")
_TWO = "|".join(sorted((re.escape(name) for name in _SPELT if " " in name), key=len, reverse=True))
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
    if bits := _BITS.match(name):
        kind = "B" if bits["letter"] == "B" else "bit"
        prefix = bits["prefix"].replace("K", "k")
        return (
            _parsed([f"{prefix}{kind}{'/s' if bits['rate'] or bits['bits'] else ''}"], units)
            if prefix or bits["rate"] or kind == "B"
            else ()
        )
    lower = " ".join(name.casefold().replace("u.s.", "us").split())
    for each in (lower, _single(lower)):
        if each in _SPELT:
            return _parsed(_SPELT[each], units)
    for each in (name, _single(name)):
        entry = units.table.get(each)
        if entry and entry.role != "count" and entry.dimension not in (ONE, GROWTH):
            return _parsed([each], units)
    return ()


def _single(name: str) -> str:
    return name.removesuffix("s") if len(name) > 3 else name


def _parsed(texts: tuple[str, ...] | list[str], units: Units) -> Meanings:
    found = [units.parse(each) for each in texts]
    return tuple(each for each in found if isinstance(each, Unit))


def each_for(unit: Unit, seconds: float, text: str) -> Unit:
    """A unit per a time of so many seconds, as the text has it."""
    return Unit(f"{unit.text} per {text}", unit.dimension / TIME, unit.factor / seconds, unit.style)
