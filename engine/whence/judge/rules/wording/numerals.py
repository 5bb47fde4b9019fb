"""Numbers in running text, such as an excerpt: what they are worth, and of what and per what they are."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from whence.judge.rules.wording.spoken import worth
from whence.language.units.units import GROWTH, ONE, Unit, Units

_SCALES = {
    "k": 1e3, "K": 1e3, "m": 1e6, "M": 1e6, "mn": 1e6, "B": 1e9, "b": 1e9, "bn": 1e9, "T": 1e12, "tn": 1e12,
    "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "percent": 0.01, "per cent": 0.01, "%": 0.01,
}  # fmt: skip
PREFIXES = {
    "kilo": 1e3, "mega": 1e6, "giga": 1e9, "tera": 1e12, "peta": 1e15, "exa": 1e18, "zetta": 1e21, "yotta": 1e24,
    "milli": 1e-3, "micro": 1e-6, "nano": 1e-9, "k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "P": 1e15, "E": 1e18, "Z": 1e21,
}  # fmt: skip
_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "", "₹": "INR", "₩": "KRW"}
_LONG = {"kilo": "k", "mega": "M", "giga": "G", "tera": "T", "peta": "P", "milli": "m", "": ""}
_SIMPLE = {
    "watt": "W", "byte": "B", "bit": "bit", "joule": "J", "watthour": "Wh", "watt-hour": "Wh", "gram": "g",
    "gramme": "g", "metre": "m", "meter": "m", "litre": "L", "liter": "L", "volt": "V", "hertz": "Hz",
}  # fmt: skip
# How running text names units that a base writes shorter. Some words name two things, and none is taken for them.
SPELT = {
    **{f"{long}{name}": f"{short}{sign}" for long, short in _LONG.items() for name, sign in _SIMPLE.items()},
    "kw": "kW", "mw": "MW", "gw": "GW", "kwh": "kWh", "mwh": "MWh", "gwh": "GWh", "twh": "TWh", "kgs": "kg", "lbs": "lb",
    "dollar": "USD", "usd": "USD", "euro": "EUR", "eur": "EUR", "gbp": "GBP", "yen": "JPY", "yuan": "CNY", "rupee": "INR",
    "mile": "mi", "foot": "ft", "feet": "ft", "inches": "inch", "ounce": "oz", "tonne": "t",
    "sec": "s", "hr": "hour", "hrs": "hour", "yr": "year", "yrs": "year", "mo": "month",
}  # fmt: skip
TIMES = {
    "second": 1.0, "minute": 60.0, "hour": 3600.0, "day": 86400.0, "week": 604800.0, "month": 2629800.0,
    "quarter": 7889400.0, "year": 31557600.0, "annum": 31557600.0, "s": 1.0, "sec": 1.0, "min": 60.0, "h": 3600.0,
    "hr": 3600.0, "mo": 2629800.0, "yr": 31557600.0,
}  # fmt: skip
_ADJECTIVES = {
    "hourly": 3600.0, "daily": 86400.0, "weekly": 604800.0, "monthly": 2629800.0, "quarterly": 7889400.0,
    "annual": 31557600.0, "annually": 31557600.0, "annualized": 31557600.0, "annualised": 31557600.0, "yearly": 31557600.0,
}  # fmt: skip
_DIGITS = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:[.,][0-9]+)?"
_SCALE = r"(?:[kKmMbBT]|bn|mn|tn)(?![A-Za-z0-9])|[ ]?%|[ -]?(?:thousand|million|billion|trillion|percent|per cent|bn|mn|tn)\b"
_RAISED = "[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}"
_LOWERED = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "+-0123456789")
_NUMBER = re.compile(
    rf"(?<![\w.^*])(?P<sign>[$€£¥₹₩]\s?)?(?P<digits>{_DIGITS})"
    rf"(?:[eE](?P<power>[+-]?[0-9]+)|\s?[x×·*]\s?10(?:\s?(?:\^|\*\*)?\s?\{{?(?P<tens>[+-]?[0-9]{{1,3}})\}}?|(?P<raised>{_RAISED})))?"
    rf"\+?(?P<scale>{_SCALE})?"
)
_RANGE = re.compile(r"\s?(?:-|–|to|or|and|\.\.)\s?")
# What a number is part of when it belongs to a name: GPT-4, not 100K-128K.
_NAME = re.compile(r"(?:^|[^\w.])[A-Za-z]\w*-$")
_WORD = re.compile(r"[ -]?([A-Za-zµμΩ]+(?:-hour)?)(?![A-Za-z0-9])")
_PREFIXED = re.compile(
    r"[ -]?(peta|exa|zetta|yotta|giga|mega|tera|kilo|milli|micro|nano|[kMGTPEZ])(?=(?:FLOP|flop|op|OP|token|param|Token|Param))"
)
_POWER = re.compile(rf"(?<![\w.])10(?:\s?(?:\^|\*\*)\s?\{{?([+-]?[0-9]{{1,3}})\}}?|({_RAISED}))")
_SHORT = "|".join(name for name in TIMES if len(name) < 4)
_WHOLE = "|".join(name for name in TIMES if len(name) > 3)
# What a number is per: a time in full within a few words, or a short one right behind the unit (5 MB/s).
_OVER = re.compile(
    rf"[\w$€£%/ -]{{0,24}}?(?:\s?/\s?|\bper |\ban? |\beach |\bevery )({_WHOLE})s?\b|[ -]?\w*/({_SHORT})\b"
)
_PER_UNIT = re.compile(r"[ -]?[A-Za-zµμΩ]*\s?(?:/| per )\s?([A-Za-zµμΩ]+(?:[²³]|\^[23])?)(?![\w/])")
_ADJECTIVE = re.compile(rf"\b({'|'.join(_ADJECTIVES)})\b", re.IGNORECASE)
_TIMES_SIGN = re.compile(r"[ -]?(?:x|×|times|fold|OOMs?|orders? of magnitude)(?![A-Za-z0-9])")


@dataclass(frozen=True)
class Numeral:
    """A number in a text: its worth without any unit, and the unit that follows it if that is a known one.

    `prefix` is the factor of a prefix on a word that is no unit of measure (petaFLOP), `over` the seconds of what it
    is said to be for each of (per month), 0 where nothing is said. `money` says that a sign of a currency or its name
    goes with it, `percent` that a sign of per cent does, `factor` that it multiplies (3x), `per` that it is what
    something is per, `year` that it looks like one, and `spoken` that it is written in words. `start` and `end` are where
    it stands in the text that was read.
    """

    text: str
    value: float
    unit: Unit | None = None
    prefix: float = 1.0
    over: float = 0.0
    money: bool = False
    percent: bool = False
    factor: bool = False
    per: bool = False
    year: bool = False
    spoken: bool = False
    whole: Unit | None = None
    start: int = 0
    end: int = 0

    @property
    def aside(self) -> bool:
        """Whether it is not what the text is about."""
        return self.per or self.year

    @property
    def amount(self) -> float:
        """Its worth with its unit and prefix, in base units."""
        return self.value * self.prefix * (self.unit.factor if self.unit else 1.0)


@lru_cache(maxsize=4096)
def numerals(text: str, units: Units) -> tuple[Numeral, ...]:
    """The numbers of a text, from left to right: those in digits, then those in words.

    The first number of a range has the scale, the unit and the sign of the second if it has none of its own.
    """
    return (*_in_digits(text, units), *_powers(text, units), *_in_words(text, units))


def _in_digits(text: str, units: Units) -> Iterator[Numeral]:
    hits = [
        hit
        for hit in _NUMBER.finditer(text)
        if not _NAME.search(text[: hit.start()])
        and not _POWER.match(text, hit.start())
        and not re.match(r"s\b", text[hit.end() :])  # 100s of them
    ]
    for n, hit in enumerate(hits):
        last = _last(text, hits, n)
        before = hits[n - 1] if n and _RANGE.fullmatch(text[hits[n - 1].end() : hit.start()]) else None
        sign = (hit["sign"] or (before and before["sign"]) or "").strip()
        scale = (_scale(hit, last) or "").strip(" -")
        power = hit["power"] or hit["tens"] or (hit["raised"] or "0").translate(_LOWERED)
        value = _times_ten(_plain(hit["digits"]), power)
        if math.isinf(value):
            continue
        unit = _currency(sign, units) if sign else _unit(text[last.end() :], units)
        prefixed = None if unit else _PREFIXED.match(text, last.end())
        yield Numeral(
            hit[0].strip(),
            value * _SCALES.get(scale, 1.0),
            unit,
            PREFIXES[prefixed[1]] if prefixed else 1.0,
            _over(text, last.end()),
            bool(sign) or bool(unit and unit.style == "money"),
            scale in ("%", "percent", "per cent"),
            bool(_TIMES_SIGN.match(text, last.end())),
            not hit["sign"] and bool(re.search(r"(?:per|/)\s*$", text[: hit.start()])),
            bool(re.fullmatch(r"(?:19|20)[0-9]{2}", hit[0])) and unit is None,
            whole=_whole(text[last.end() :], unit, units),
            start=hit.start(),
            end=hit.end(),
        )


def _last(text: str, hits: list[re.Match[str]], n: int) -> re.Match[str]:
    """The last number of the range that a number begins, as far as they have no scale of their own."""
    last = hits[n]
    for after in hits[n + 1 :]:
        if last["scale"] or not _RANGE.fullmatch(text[last.end() : after.start()]):
            break
        last = after
    return last


def _scale(hit: re.Match[str], last: re.Match[str]) -> str | None:
    """The scale of a number: its own, or that of the number its range ends with unless it would then be beyond it."""
    if hit["scale"] or float(_plain(hit["digits"])) > float(_plain(last["digits"])):
        return hit["scale"]
    return last["scale"]


def _powers(text: str, units: Units) -> Iterator[Numeral]:
    """Powers of ten that stand alone: 10^26."""
    for hit in _POWER.finditer(text):
        if not re.search(r"[x×·*]\s?$", text[: hit.start()]):
            power = _times_ten("1", hit[1] or hit[2].translate(_LOWERED))
            if math.isfinite(power):
                unit = _unit(text[hit.end() :], units)
                yield Numeral(hit[0], power, unit, start=hit.start(), end=hit.end())


def _in_words(text: str, units: Units) -> Iterator[Numeral]:
    for start, end, value in worth(text):
        rest = text[end:]
        yield Numeral(
            text[start:end],
            value,
            _unit(rest, units),
            over=_over(text, end),
            percent=bool(re.match(r"\s?(?:percent|per cent|%)", rest)),
            spoken=True,
            start=start,
            end=end,
        )


def _times_ten(digits: str, power: str) -> float:
    """Digits times a power of ten; infinite where no number holds it."""
    return float(f"{digits}e{power[:6]}")


def _plain(digits: str) -> str:
    """Digits without separators of thousands; a comma before one or two digits is a decimal point."""
    return re.sub(r",([0-9]{1,2})$", r".\1", digits).replace(",", "")


def _currency(sign: str, units: Units) -> Unit | None:
    return _known(_SIGNS[sign], units, ("money",)) if _SIGNS[sign] else None


def _unit(rest: str, units: Units) -> Unit | None:
    """The unit that the next word names: one of measure or of money, with its prefix, in the singular or the plural."""
    word = _WORD.match(rest)
    if word is None:
        return None
    lower = word[1].casefold()
    single = word[1].removesuffix("s") if len(word[1]) > 3 else word[1]
    for name in (SPELT.get(lower), SPELT.get(single.casefold()), word[1], single):
        found = _known(name, units, ("measure", "prefixed", "money")) if name else None
        if found:
            return found
    return None


def _whole(rest: str, unit: Unit | None, units: Units) -> Unit | None:
    """The unit with what it is per, where both are written as units are: 5 mg/dL, 2 EUR per MWh, $3/kg."""
    hit = _PER_UNIT.match(rest)
    if hit is None or unit is None:
        return None
    found = units.parse(f"{unit.text}/{SPELT.get(hit[1].casefold(), hit[1])}")
    return found if isinstance(found, Unit) else None


def _known(name: str, units: Units, roles: tuple[str, ...]) -> Unit | None:
    entry = units.table.get(name)
    if entry is None or entry.role not in roles or entry.dimension in (ONE, GROWTH):
        return None
    found = units.parse(name)
    return found if isinstance(found, Unit) else None


def _over(text: str, end: int) -> float:
    """The seconds of the time that a number is said to be for each of."""
    if hit := _OVER.match(text, end):
        return TIMES[hit[1] or hit[2]]
    named = {_ADJECTIVES[hit[1].casefold()] for hit in _ADJECTIVE.finditer(text)}
    return named.pop() if len(named) == 1 else 0.0
