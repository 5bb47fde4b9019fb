"""Other spellings that people use: put into the grammar's own where the meaning is plain, refused where it is not.

What is put differently keeps its text as written; a mistake in it is placed over the whole value.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from whence.language.problems import Refused, visible
from whence.language.units.dimensions import TIME, Unit
from whence.language.units.units import Units
from whence.language.values.anatomy import refuse
from whence.language.values.numerals import MONTHS

_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_MONTH = {name[:size].lower(): n for n, name in enumerate(MONTHS, 1) for size in (3, len(name))} | {"sept": 9}
_NAMES = "|".join(sorted(_MONTH, key=len, reverse=True))
_RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
_YEAR = r"(?:19|20)[0-9]{2}"
_CLOCK = (("day", r"d|days?", 86400), ("hour", r"h|hrs?|hours?", 3600), ("min", r"m|mins?|minutes?", 60),
          ("s", r"s|secs?|seconds?", 1))  # fmt: skip
_DURATION = re.compile(
    "".join(rf"(?:(?P<{name}>[0-9]+)\s*(?:{words})(?![A-Za-z])\s*|(?P<{name}_>[0-9]+)(?:{words})(?=[0-9])\s*)?"
            for name, words, _ in _CLOCK) + r"(?P<rest>[0-9]+)?$", re.I
)  # fmt: skip
_GROWTH = re.compile(
    rf"(?P<head>[<>=≥≤~]*\s*(?:(?:at least|at most|more than|less than|up to|about)\s+)?)"
    rf"(?P<first>[-+−]?{_NUMBER})(?:\s*%)?(?:\s*(?P<mark>to|\.\.|±)\s*(?P<second>[-+−]?{_NUMBER}))?\s*%\s*"
    r"(?:/|per\b|a(?=\s+year\b))\s*(?P<period>.+)$"
)


def duration(text: str) -> tuple[Fraction, str, str] | None:
    """The seconds of `2h30m`, and the largest and the smallest of its units; None for anything else."""
    hit = _DURATION.match(text.strip())
    if hit is None:
        return None
    found = [(name, size, hit[name] or hit[f"{name}_"]) for name, _, size in _CLOCK]
    given = [(name, size, int(number)) for name, size, number in found if number]
    if hit["rest"] and len(given) == 1 and given[0][0] == "hour" and int(hit["rest"]) < 60:
        given.append(("min", 60, int(hit["rest"])))
    elif hit["rest"]:
        return None
    if len(given) < 2:
        return None
    return Fraction(sum(size * number for _, size, number in given)), given[0][0], given[-1][0]


def plain(text: str, units: Units) -> str:
    """The same value in the grammar's own spelling; the text itself where there is nothing to change."""
    _refused(text)
    found = text
    for pattern, how in _CHANGES:
        found = pattern.sub(how, found)
    return _growth(found, units)


def _power(hit: re.Match[str]) -> str:
    raised = hit["raised"].translate(_RAISED) if hit["raised"] else hit["plain"].replace("−", "-")
    return f"{hit['number'] or '1'}e{raised}"


def _date(hit: re.Match[str]) -> str:
    month = f"{hit['year']}-{_MONTH[hit['month'].lower()]:02d}"
    return f"{month}-{int(hit['day']):02d}" if hit["day"] else month


def _money(hit: re.Match[str]) -> str:
    return f"{hit['number']} million{hit['after']}"


_CHANGES: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    # 3 x 10^6 and 10^6
    (
        re.compile(
            rf"(?:(?P<number>{_NUMBER})\s*[x×*·]\s*|(?<![\w.^]))10\s*(?:\^\s*\(?(?P<plain>[-+−]?[0-9]+)\)?"
            r"|\*\*(?!.)(?P<never>)|(?P<raised>[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))"
        ),
        _power,
    ),
    # March 2025, 5 March 2025, March 5, 2025
    (re.compile(rf"\b(?:(?P<day>[0-9]{{1,2}})\s+)?(?P<month>{_NAMES})\.?,?\s+(?P<year>{_YEAR})\b", re.I), _date),
    (re.compile(rf"\b(?P<month>{_NAMES})\.?\s+(?P<day>[0-9]{{1,2}}),?\s+(?P<year>{_YEAR})\b", re.I), _date),
    (re.compile(rf"\b([QH][1-4])[ -/]?({_YEAR})\b"), r"\2-\1"),
    (re.compile(rf"\b({_YEAR}) ?([QH][1-4])\b"), r"\1-\2"),
    (re.compile(rf"\b(?:the )?end of ({_YEAR})\b", re.I), r"\1-12-31"),
    (re.compile(rf"\b(?:the )?(?:start|beginning) of ({_YEAR})\b", re.I), r"\1-01-01"),
    # $5m, $5MM, 5m EUR: of money, m can only be million
    (re.compile(rf"(?P<number>(?:[$€£₹₩]|\b[A-Z]{{3}}\s?)\s*[-+]?{_NUMBER})\s?(?:mm|MM|m)(?P<after>(?![\w]))"), _money),
    (re.compile(rf"(?P<number>\b{_NUMBER})(?:mm|MM|m)(?P<after>\s+(?:[A-Z]{{3}}|euros?|dollars?|yen|yuan|pounds)\b)"), _money),
    # 1 in 1000, 5 per 100,000 people
    (re.compile(rf"(?<=[0-9])\s+in\s+(?={_NUMBER}|[0-9]{{1,3}}(?:,000)+)"), " per "),
    (re.compile(r"(\bper\s+[0-9]{1,3}(?:,000)+)\b"), lambda hit: hit[1].replace(",", "")),
)  # fmt: skip

# what is not plain: a pattern, why it is not read, and what to write
_NOT_PLAIN: tuple[tuple[re.Pattern[str], str, Callable[[re.Match[str]], tuple[str, ...]]], ...] = (
    (
        re.compile(rf"\bFY\s?'?(?:{_YEAR}|[0-9]{{2}})\b", re.I),
        "a fiscal year begins on another day in every company",
        lambda hit: (f'write its span, such as "{_century(hit[0])}-02 to {_century(hit[0]) + 1}-01", or "{_century(hit[0])}"',),
    ),
    (
        re.compile(rf"\b(early|mid|middle of|late)[- ]({_YEAR})\b", re.I),
        "how early or late that is, is not said",
        lambda hit: (f'write a range, such as "{_part(hit[1].lower(), hit[2])}"',),
    ),
    (
        re.compile(r"\b([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})\b"), "a date is not written with slashes here",
        lambda hit: (f'write "{hit[1]}-{int(hit[2]):02d}-{int(hit[3]):02d}"',),
    ),
    (
        re.compile(r"\b([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})\b"), "which of these is the month is not plain",
        lambda hit: tuple(dict.fromkeys(
            f'write "{hit[3]}-{int(month):02d}-{int(day):02d}"'
            for day, month in ((hit[1], hit[2]), (hit[2], hit[1])) if 1 <= int(month) <= 12
        )),
    ),
    (
        re.compile(r"^\s*\(([^()]+)\)(.*)$"), "brackets may mean a loss, or nothing",
        lambda hit: (f'write "-{hit[1].strip()}{hit[2]}" for a loss, "{hit[1].strip()}{hit[2]}" else',),
    ),
    (
        re.compile(rf"\b({_NUMBER})\s*dozens?\b(.*)$"), "dozens are not counted here",
        lambda hit: (f'write "{_times(hit[1], 12)}{hit[2]}"',),
    ),
    (
        re.compile(rf"({_NUMBER})\s*(?:cents?|¢|pence|penn(?:y|ies))(?![A-Za-z])(.*)$"),
        "a cent may be of any currency",
        lambda hit: (f'write "{_times(hit[1], Decimal("0.01"))} USD{hit[2]}", or the currency it is',),
    ),
    (
        # 41.2 ± 0.5% has both in per cent: nobody writes such digits of a relative error
        re.compile(rf"^(?!.*\.[0-9].*±.*\.[0-9])\s*[~≈]?\s*([-+]?{_NUMBER}[kKMBT]?)\s*(?:±|\+/-|\+-)\s*({_NUMBER})\s*%\s*$"),
        "is the error a part of the number, or are both in per cent?",
        lambda hit: (f'write "{hit[1]} ± {_share(hit[1], hit[2])}" for {hit[2]} % of it', f'or "{hit[1]}% ± {hit[2]}%"'),
    ),
)  # fmt: skip


def _refused(text: str) -> None:
    for pattern, why, how in _NOT_PLAIN:
        if hit := pattern.search(text):
            raise refuse(
                f'"{visible(hit[0].strip()[:60])}": {why}', hit.start(), hit.end(), *map(visible, how(hit))
            )


def _century(text: str) -> int:
    year = int(re.sub(r"[^0-9]", "", text))
    return year if year > 99 else 2000 + year


def _part(word: str, year: str) -> str:
    first, last = {"early": ("01", "04"), "late": ("09", "12")}.get(word, ("05", "08"))
    return f"{year}-{first} to {year}-{last}"


def _times(number: str, factor: int | Decimal) -> str:
    return f"{(Decimal(number) * factor).normalize():f}"


def _share(number: str, percent: str) -> str:
    digits = number.rstrip("kKMBT")
    return f"{abs(Decimal(digits) * Decimal(percent) / 100).normalize():f}{number[len(digits) :]}"


def _growth(text: str, units: Units) -> str:
    """`5% per year` is growth by that much: a factor of 1.05 a year."""
    hit = _GROWTH.match(text.strip())
    if hit is None:
        return text
    period = units.parse(hit["period"])
    if not isinstance(period, Unit) or period.dimension != TIME:
        return text
    first, second = (Decimal((each or "0").replace("−", "-")) for each in (hit["first"], hit["second"]))
    if first <= -100 or second <= -100:
        raise refuse(
            "nothing is left after a fall by 100 %", 0, len(text), 'a fall by half is "-50% per year"'
        )
    unit = f"x per {hit['period']}"
    factor = 1 + first / 100
    if hit["mark"]:
        other = (0 if hit["mark"] == "±" else 1) + second / 100
        return f"{hit['head']}{factor:f} {hit['mark']} {other:f}{unit}"
    if hit["head"].strip() in ("~", "about"):
        raise _how_wide(text, first, hit["period"])
    return f"{hit['head']}{factor:f}{unit}"


def _how_wide(text: str, percent: Decimal, period: str) -> Refused:
    low, high = (f"{(percent * part).normalize():f}" for part in (Decimal("0.9"), Decimal("1.1")))
    hint = f'write a range, such as "{low} to {high}% per {period}"'
    return refuse("about how much growth is not plain", 0, len(text), hint)
