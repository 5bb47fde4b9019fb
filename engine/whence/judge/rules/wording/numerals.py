"""Numbers in running text, such as an excerpt: what they are worth, and of what and per what they are."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Literal

from whence.judge.rules.wording.days import dated
from whence.judge.rules.wording.limits import ahead, behind, bound_of
from whence.judge.rules.wording.naming import SIGN, Meanings, compound, currency, each_for, named, under
from whence.judge.rules.wording.paces import over
from whence.language.frozen import dataclass
from whence.language.patterns import later
from whence.language.problems import Problem
from whence.language.units.units import TIME, Unit, Units
from whence.language.values.numerals import numeral
from whence.language.values.spoken import worth
from whence.language.values.value import Bound

SCALES = {
    "k": 1e3, "K": 1e3, "m": 1e6, "M": 1e6, "mn": 1e6, "B": 1e9, "b": 1e9, "bn": 1e9, "T": 1e12, "tn": 1e12,
    "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "percent": 0.01, "per cent": 0.01, "%": 0.01,
    "basis points": 1e-4, "bps": 1e-4,
    "‰": 1e-3, "ppm": 1e-6, "ppmv": 1e-6, "ppmw": 1e-6, "ppb": 1e-9, "ppbv": 1e-9, "ppbw": 1e-9,
    **dict.fromkeys(("per mille", "per mill", "per mil", "permille", "permil", "parts per thousand"), 1e-3),
    "parts per million": 1e-6, "parts per billion": 1e-9,
}  # fmt: skip
_PREFIXES = {
    "kilo": 1e3, "mega": 1e6, "giga": 1e9, "tera": 1e12, "peta": 1e15, "exa": 1e18, "zetta": 1e21, "yotta": 1e24,
    "milli": 1e-3, "micro": 1e-6, "nano": 1e-9, "k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "P": 1e15, "E": 1e18, "Z": 1e21,
}  # fmt: skip
# signs and words that make a share of a number, as a per cent does; and those that a mass in a volume is told in too
_PER_CENTS = frozenset({"%", "percent", "per cent"})
PARTS = frozenset(name for name in SCALES if name.startswith(("pp", "‰", "per m", "perm", "parts")))
_DIGITS = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:[.,][0-9]+)?"
# Thousands set apart: by a narrow or a hard space or an apostrophe; by a plain one where a currency stands beside them.
_SPACED = later(
    r"(?<![\w.,])[0-9]{1,3}(?:[\u00a0\u202f\u2009'’][0-9]{3})+(?![0-9])"
    rf"|{SIGN}\s?[0-9]{{1,3}}(?: [0-9]{{3}})+(?![0-9])"
    r"|(?<![\w.,] )(?<![\w.,])[0-9]{1,3}(?: [0-9]{3})+(?=(?:[.,][0-9]{1,2})?\s?(?:[$€£¥₹₩]|[A-Z]{3}\b))"
)
_LETTER = r"(?:[kKmMbBT]|bn|mn|tn)(?![A-Za-z0-9])"
_SCALE = rf"{_LETTER}|[ ]?%|[ -]?(?:thousand|million|billion|trillion|percent(?!age)|per cent|basis points|bps|bn|mn|tn)\b"
_SCALE += r"|[ ]?(?:pp[mb][vw]?(?![A-Za-z])|‰)|[ -]?(?:per ?mill?e?|parts per (?:thousand|million|billion))\b"
_RAISED = "[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}"
_LOWERED = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "+-0123456789")
_NUMBER = later(
    rf"(?<![\w.^*])(?P<sign>{SIGN}\s?)?(?P<digits>{_DIGITS})(?:\((?P<off>[0-9]{{1,4}})\))?"
    rf"(?:[eE](?P<power>[+-]?[0-9]+)|\s?[x×·*]\s?10(?:\s?(?:\^|\*\*)?\s?\{{?(?P<tens>[+-]?[0-9]{{1,3}})\}}?|(?P<raised>{_RAISED})))?"
    rf"(?P<plus>\+)?(?P<scale>{_SCALE})?"
)
_INSIDE = later(r"(?<=[0-9])[ \u00a0\u202f\u2009'’](?=[0-9])")
_DECIMAL = later(r",([0-9]{1,2})$")
_PLURAL = later(r"s\b")
_EACH = later(r"(?:per|/)\s*$")
_YEAR = later(r"(?:19|20)[0-9]{2}")
_COUNTED = later(r"[ -]?[A-Za-z]+(?=\s?/|\sper\b)")
_RANGE = later(r"\s?(?:-|–|—|to|or|and|\.\.)\s?[~≈]?")
_BARE_ERROR = later(r"\s?(?:±|\+/-|\+-)\s?")
_ERROR = later(r"\s?[\w%°/]{0,12}\s?(?:±|\+/-|\+-|,? ?plus or minus|,? ?give or take)\s?(?:about )?")
# What a number is part of when it belongs to a name: GPT-4, not 100K-128K.
_NAME = later(r"(?:^|[^\w.])[A-Za-z]\w*-$")
_PREFIXED = later(
    r"[ -]?(peta|exa|zetta|yotta|giga|mega|tera|kilo|milli|micro|nano|[kMGTPEZ])(?=(?:FLOP|flop|op|OP|token|param|Token|Param))"
)
_POWER = later(rf"(?<![\w.])10(?:\s?(?:\^|\*\*)\s?\{{?([+-]?[0-9]{{1,3}})\}}?|({_RAISED}))")
_POINTS = later(r"\s?(?:percentage|per ?cent|%)[ -]?points?\b|\s?pp\b")
_PER_CENT = later(r"\s?(?:percent|per cent|%)(?!age)")
_MULTIPLE = later(r"[ -]?(?:x|×|times(?! per\b| an?\b| each\b| every\b)|fold)(?![A-Za-z0-9])")
_DECADES = later(r"[ -]?(?:OOMs?|orders? of magnitude)\b")
_DOUBLINGS = later(r"[ -]?doublings?\b")


@dataclass(frozen=True)
class Numeral:
    """A number in a text: its worth without any unit, and what the words around it say of it.

    `half` is half a unit of its last digit, `off` an error in parentheses behind it. `units` are what the word behind it
    may mean, `wholes` the same with what they are per, `under` what they are per where that is known, and `word` what
    that is called. `prefix` is the factor of a prefix on a word that is no unit of measure (petaFLOP), `scale` the letter or
    word of its scale, `over` the seconds of what it is said to be for each of (per month), 0 where nothing is said.
    `money` says that a sign or a name of a currency goes with it, `percent` that a sign of per cent does, `points` that
    it counts percentage points, and `tells` how it tells a growth: as a factor, in decades or in doublings. `per` says
    that it is what something is per, `year` that it looks like a year and `dated` that it is part of a date, `spoken`
    that it is written in words, `error` that it is the size of one, `often` that it says how often, `loose` that it is
    another reading of a number that stands before, `ends` that it is one end of a range, and `bound` which bound the
    words make of it. `start` and `end` are where it stands in the text that was read.
    """

    text: str
    value: float
    half: float = 0.0
    off: float = 0.0
    units: Meanings = ()
    wholes: Meanings = ()
    under: Meanings = ()
    word: str = ""
    prefix: float = 1.0
    scale: str = ""
    over: float = 0.0
    money: bool = False
    percent: bool = False
    points: bool = False
    tells: Literal["", "factor", "decades", "doublings"] = ""
    per: bool = False
    year: bool = False
    dated: bool = False
    spoken: bool = False
    error: bool = False
    often: bool = False
    loose: bool = False
    ends: bool = False
    bound: Bound = ""
    start: int = 0
    end: int = 0

    @property
    def aside(self) -> bool:
        """Whether it is not what the text is about."""
        return self.per or self.year or self.dated or self.error or self.loose

    @property
    def unit(self) -> Unit | None:
        """What the word behind it usually means."""
        return self.units[0] if self.units else None

    @property
    def amount(self) -> float:
        """Its worth with its usual unit and prefix, in base units."""
        return self.value * self.prefix * (self.units[0].factor if self.units else 1.0)

    @property
    def factor(self) -> bool:
        """Whether it multiplies (3x), in digits."""
        return bool(self.tells) and not self.spoken

    @property
    def growth(self) -> float:
        """The logarithm of the factor that it tells, by its sign of per cent or the words behind it; else NaN."""
        if self.tells in ("decades", "doublings"):
            return self.value * math.log(10.0 if self.tells == "decades" else 2.0)
        if self.percent:
            return math.log1p(self.value) if self.value > -1 else math.nan
        return math.log(self.value) if self.tells and self.value > 0 else math.nan


@lru_cache(maxsize=4096)
def numerals(text: str, units: Units) -> tuple[Numeral, ...]:
    """The numbers of a text, from left to right: those in digits, then those in words.

    The first number of a range has the scale, the unit and the sign of the second if it has none of its own.
    """
    text = _SPACED.sub(lambda hit: _INSIDE.sub(",", hit[0]), text)
    return (*_in_digits(text, units), *_powers(text, units), *_in_words(text, units))


def _in_digits(text: str, units: Units) -> Iterator[Numeral]:
    hits = [hit for hit in _NUMBER.finditer(text) if _is_number(text, hit)]
    dates = dated(text)
    for n, hit in enumerate(hits):
        last = _last(text, hits, n)
        before = hits[n - 1] if n and _RANGE.fullmatch(text[hits[n - 1].end() : hit.start()]) else None
        sign = (hit["sign"] or (before and not _priced(text, last, units) and before["sign"]) or "").strip()
        found = _digits(text, hit, last, sign, units)
        if not math.isfinite(found.value):
            continue
        in_date = any(start <= hit.start() and hit.end() <= end for start, end in dates)
        error = bool(n and _ERROR.fullmatch(text[hits[n - 1].end() : hit.start()]))
        bound = "" if before or last is not hit or error else _bound(text, hit, found)
        ends = before is not None or (last is not hit and not error)
        yield replace(found, dated=in_date, error=error, bound=bound, ends=ends)


def _priced(text: str, last: re.Match[str], units: Units) -> bool:
    """Whether a currency stands behind a number."""
    meanings, _ = named(behind(text, last.end()), units)
    return bool(meanings) and meanings[0].style == "money"


def _is_number(text: str, hit: re.Match[str]) -> bool:
    """Whether digits are a number, and no part of a name, a power or a plural (100s of them)."""
    named_so = _NAME.search(ahead(text, hit.start())) or _POWER.match(text, hit.start())
    return not named_so and not _PLURAL.match(behind(text, hit.end()))


def _last(text: str, hits: Sequence[re.Match[str]], n: int) -> re.Match[str]:
    """The last number of the range, or the error, that a number begins, as far as they have no scale of their own."""
    last = hits[n]
    # two ends, each with an error on either side, are no more than this
    for after in hits[n + 1 : n + 6]:
        between = text[last.end() : after.start()]
        if last["scale"] or not (_RANGE.fullmatch(between) or _BARE_ERROR.fullmatch(between)):
            break
        last = after
    return last


def _digits(text: str, hit: re.Match[str], last: re.Match[str], sign: str, units: Units) -> Numeral:
    """A number in digits with the scale and the unit that stand behind it, or behind the last of its range."""
    scale = (_scale(text, hit, last) or "").strip(" -")
    digits, rest = _plain(hit["digits"]), behind(text, last.end())
    points = bool(_POINTS.match(text, last.start("scale") if last["scale"] else last.end()))
    times = _times_ten("1", _power_of(hit)) * (0.01 if points and not scale else SCALES.get(scale, 1.0))
    meanings, end = (currency(sign, units), 0) if sign else compound(rest, units) or named(rest, units)
    prefixed = None if meanings else _PREFIXED.match(rest)
    percent = points or scale in _PER_CENTS or scale in PARTS
    return _with_what_it_is_per(
        Numeral(
            hit[0].strip(), float(digits) * times, _half(digits) * times, _off(digits, hit["off"]) * times, meanings,
            prefix=_PREFIXES[prefixed[1]] if prefixed else 1.0,
            scale=hit["scale"] or "",
            money=bool(meanings) and meanings[0].style == "money",
            percent=percent,
            points=points,
            tells=_tells(rest),
            per=not hit["sign"] and bool(_EACH.search(ahead(text, hit.start()))),
            year=bool(_YEAR.fullmatch(hit[0])) and not meanings,
            start=hit.start(),
            end=hit.end(),
        ),
        text, last.end(), end, units,
    )  # fmt: skip


def _scale(text: str, hit: re.Match[str], last: re.Match[str]) -> str | None:
    """The scale of a number: its own, that of its error, or that of its range's end unless it would then be beyond it."""
    beyond = float(_plain(hit["digits"])) > float(_plain(last["digits"]))
    if hit["scale"] or (beyond and not _BARE_ERROR.search(text[hit.end() : last.start()])):
        return hit["scale"]
    return last["scale"]


def _power_of(hit: re.Match[str]) -> str:
    return hit["power"] or hit["tens"] or (hit["raised"] or "0").translate(_LOWERED)


def _half(digits: str) -> float:
    """Half a unit of the last digit; 0 where digits are not written as a value's are."""
    read = numeral(digits, 0)
    return 0.0 if isinstance(read, Problem) else read[0].half


def _off(digits: str, off: str | None) -> float:
    """An error in parentheses, which counts units of the last digit."""
    return float(f"{off}e-{len(digits.partition('.')[2])}") if off else 0.0


def _with_what_it_is_per(found: Numeral, text: str, at: int, end: int, units: Units) -> Numeral:
    """The same with what the words behind its unit, which end `end` characters on, say that it is for each of."""
    rest = behind(text, at + end)
    if not found.units and (word := _COUNTED.match(rest)):
        rest = rest[word.end() :]
    below, name = under(rest, units)
    seconds, words, _ = over(text, at)
    wholes = [Unit(f"{a.text}/{b.text}", a.dimension / b.dimension, a.factor / b.factor, a.style)
              for a in found.units for b in below]  # fmt: skip
    if seconds and not any(each.dimension == TIME for each in below):
        wholes += [each_for(each, seconds, words) for each in found.units]
    return replace(found, wholes=tuple(wholes), under=below, word=name, over=seconds)


def _tells(rest: str) -> Literal["", "factor", "decades", "doublings"]:
    """How a number tells a growth, by the words behind it."""
    if _DECADES.match(rest):
        return "decades"
    if _DOUBLINGS.match(rest):
        return "doublings"
    return "factor" if _MULTIPLE.match(rest) else ""


def _bound(text: str, hit: re.Match[str], found: Numeral) -> Bound:
    lasting = any(each.dimension == TIME for each in found.units)
    after = f"{hit['plus'] or ''}{behind(text, hit.end())}"
    return bound_of(ahead(text, hit.start()), after, lasting=lasting)


def _powers(text: str, units: Units) -> Iterator[Numeral]:
    """Powers of ten that stand alone: 10^26."""
    for hit in _POWER.finditer(text):
        if not re.search(r"[x×·*]\s?$", ahead(text, hit.start())):
            power = _times_ten("1", hit[1] or hit[2].translate(_LOWERED))
            if math.isfinite(power):
                meanings, _ = named(behind(text, hit.end()), units)
                yield Numeral(hit[0], power, units=meanings, start=hit.start(), end=hit.end())


_OF_ITSELF = later(r"(?:fold|twice|thrice|doubl|tripl|quadrupl|halv)\w*$", re.IGNORECASE)


def _in_words(text: str, units: Units) -> Iterator[Numeral]:
    for start, end, number in worth(text):
        rest = behind(text, end)
        meanings, unit_end = named(rest, units)
        points = bool(_POINTS.match(rest))
        percent = points or bool(_PER_CENT.match(rest))
        lasting = any(each.dimension == TIME for each in meanings)
        value = number / 100 if percent else number
        yield _with_what_it_is_per(
            Numeral(
                text[start:end], value, _half(f"{value:.6g}".replace("+", "")), 0.0, meanings,
                money=bool(meanings) and meanings[0].style == "money",
                percent=percent,
                points=points,
                tells="factor" if _OF_ITSELF.search(text[start:end]) else _tells(rest),
                spoken=True,
                bound=bound_of(ahead(text, start), rest, lasting=lasting),
                start=start,
                end=end,
            ),
            text, end, unit_end, units,
        )  # fmt: skip


def _times_ten(digits: str, power: str) -> float:
    """Digits times a power of ten; infinite where no number holds it."""
    return float(f"{digits}e{power[:6]}")


def _plain(digits: str) -> str:
    """Digits without separators of thousands; a comma before one or two digits is a decimal point."""
    return _DECIMAL.sub(r".\1", digits).replace(",", "")
