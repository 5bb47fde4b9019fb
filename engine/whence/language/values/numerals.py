"""Figures: numerals and dates as people write them, with the precision they were written to."""

from __future__ import annotations

import re
from datetime import date

from whence.language.frozen import dataclass
from whence.language.limits import DIGITS
from whence.language.patterns import later
from whence.language.problems import Problem, visible

DAY = 86400.0
# By how much, in seconds, a moment that was computed may be off by rounding: a double of the year 9999 is known to 3e-5.
NOISE = 1e-3
EPOCH = date(1970, 1, 1).toordinal()
MOST_DIGITS = DIGITS.most
LARGEST = 1e300

NUMERAL = later(r"([0-9]+)(?:\.([0-9]+))?(?:\(([0-9]{1,4})\))?(?:[eE]([-+]?[0-9]+))?")
DATE_LIKE = later(r"([0-9]{4})(?:-(?:([QH])([0-9])|([0-9]{1,2})(?:-([0-9]{1,2}))?))?")
# four digits alone are a year from 1900 to 2100; `year 1850` is one whenever it was
YEARS = range(1900, 2101)
_ALONE = later(r"(?<![\w.,-])[0-9]{4}(?![\w.,-])")
# What digits may run into that makes them no number after all.
_RUN = later(r"[0-9A-Za-z_,.]*")
_OTHER_BASE = later(r"0[xXbBoO][0-9A-Fa-f]")
_COMMA = later(r",[0-9]")
_THOUSANDS = later(r" [0-9]{3}\b")
_BARE_EXPONENT = later(r"[eE](?![A-Za-z])")
_ZERO = later(r"0[0-9]")
YEAR_NAMED = later(r"(?:the )?year ([0-9]{1,4})")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
# the numbers from 0 on that have a word of their own
WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip


@dataclass(frozen=True)
class Numeral:
    """A number as digits: its text and value, one unit in its last place, and the error in parentheses.

    `half` is how far rounding may have moved it: half a unit of its last digit. Zeros at the end of a whole number are
    no digits, but it has at least two: 3 is 2.95 to 3.05, 10 is 9.5 to 10.5, 400 is 395 to 405, 0 is -0.5 to 0.5.
    """

    text: str
    value: float
    step: float
    error: float = 0.0
    half: float = 0.0


@dataclass(frozen=True)
class Span:
    """The days a date covers, in seconds since 1970-01-01: the start, and the start of the day after."""

    start: float
    end: float
    day: bool

    @property
    def middle(self) -> float:
        """The start of a day; of anything coarser the middle."""
        return self.start if self.day else self.start + (self.end - self.start) / 2


def numeral(text: str, at: int) -> tuple[Numeral, int] | Problem:
    """The number that begins at an offset and where it ends, or why none does."""
    hit = NUMERAL.match(text, at)
    if hit is None:
        return _no_number(text, at)
    strange = _strange_ending(text, hit)
    if strange:
        return strange
    whole, part, error, exponent = hit.group(1), hit.group(2) or "", hit.group(3), hit.group(4)
    power = int(exponent) if exponent and len(exponent) <= 5 else (10**5 if exponent else 0)
    significant = (whole + part).lstrip("0")
    if not part:
        significant = significant.rstrip("0")
    if len(significant) > MOST_DIGITS:
        return Problem(
            "bad-value", f"{len(significant)} significant digits are more than a number holds",
            at, hit.end(),
            (f"write at most {MOST_DIGITS}",),
        )  # fmt: skip
    value = float(f"{whole}.{part or 0}e{power}")
    if significant and not 1 / LARGEST < value < LARGEST:
        size = "large" if value > 1 else "small"
        message = f'"{visible(hit[0][:40])}" is too {size}: a number here lies between 1e-300 and 1e300'
        return Problem("bad-value", message, at, hit.end())
    zeros = 0 if part else len(whole) - len(whole.rstrip("0")) if significant else 0
    place = power - len(part)
    off = float(f"{error}e{place}") if error else 0.0
    step = float(f"1e{place + zeros}") if abs(place) < 400 else 0.0
    last = place if part or exponent or not significant else len(whole) - max(2, len(significant))
    half = float(f"5e{last - 1}") if abs(last) < 400 else 0.0
    return Numeral(hit[0], value, step, off, half), hit.end()


def _strange_ending(text: str, hit: re.Match[str]) -> Problem | None:
    """What makes the digits not a number after all: separators, other bases, leading zeros, loose points."""
    start, end = hit.span()
    rest = text[end : end + 8]
    run = _RUN.match(text, start)
    word = run[0][:60] if run else hit[0][:60]
    stop = start + len(word)
    if _OTHER_BASE.match(text, start, start + 3):
        return Problem(
            "bad-value",
            f'"{word}" is not a decimal number',
            start,
            stop,
            ("write it with the digits 0 to 9",),
        )
    if rest[:1] == "_":
        return _separated(word, "_", start)
    if _COMMA.match(rest):
        return _separated(word.rstrip(",."), ",", start)
    if _THOUSANDS.match(rest) and len(hit[1]) <= 3 and not hit[2]:
        whole = re.compile(r"[0-9]+(?: [0-9]{3})+").match(text, start)
        shown = whole[0] if whole else word
        return _separated(shown[:60], " ", start)
    if rest[:1] == "." and rest[:2] != "..":
        shown = hit[0]
        how = (
            f'write "{shown}" or "{shown}.0"' if not rest[1:2].isdigit() else "a number has one decimal point"
        )
        message = (
            f'a digit is missing after the point of "{shown}."'
            if not rest[1:2].isdigit()
            else f'"{word}" is not a number'
        )
        return Problem("bad-value", message, start, end + 1, (how,))
    if _BARE_EXPONENT.match(rest):
        return Problem(
            "bad-value",
            f'the exponent of "{hit[0]}e" is missing',
            start,
            end + 1,
            (f'write the exponent, as in "{hit[0]}e6"', f'or write "{hit[0]}"'),
        )
    if _ZERO.match(hit[1]):
        plain = hit[0].lstrip("0")
        plain = plain if plain[:1].isdigit() else "0" + plain
        return Problem(
            "bad-value", f'"{hit[0][:40]}" begins with a 0', start, end, (f'write "{plain[:40]}"',)
        )
    return None


def _separated(word: str, mark: str, start: int) -> Problem:
    called = {",": "commas", "_": "underscores", " ": "spaces"}[mark]
    plain = word.replace(mark, "")
    hints: tuple[str, ...] = (f'write "{plain}"',)
    if mark == ",":
        if not re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?", word):
            hints = (f'write "{word.replace(",", ".")}" if the comma is a decimal point',)
        elif word.count(",") == 1 and "." not in word:
            hints = (f'write "{plain}", or "{word.replace(",", ".")}" if the comma is a decimal point',)
    return Problem("bad-value", f'"{word}" is written with {called}', start, start + len(word), hints)


def _no_number(text: str, at: int) -> Problem:
    rest = text[at:].strip()
    end = at + max(1, len(text[at:].split(" ")[0]))
    word = rest.split(" ")[0][:40] if rest else ""
    if not rest:
        return Problem("bad-value", "a number is missing here", max(0, at - 1), max(at, 1))
    if rest[0] == "." and rest[1:2].isdigit():
        return Problem(
            "bad-value",
            f'a digit is missing before the point of "{visible(word)}"',
            at,
            end,
            (f'write "0{visible(word)}"',),
        )
    if re.match(r"[-+.]?(inf|nan|∞)", word, re.IGNORECASE):
        return Problem("bad-value", f'"{visible(word)}" is not a number one can compute with', at, end,
                       ('write a bound, such as ">= 200 MW", or `missing` with the reason',))  # fmt: skip
    return Problem("bad-value", f'a number is expected where "{visible(word)}" stands', at, end)


def span(text: str, at: int = 0) -> Span | Problem:
    """The days that `2025`, `2025-11`, `2025-11-05`, `2025-Q3` or `2025-H1` covers; `at` is its offset."""
    hit = DATE_LIKE.fullmatch(text)
    end = at + len(text)
    if hit is None:
        return Problem(
            "bad-value",
            f'"{visible(text[:40])}" is not a date',
            at,
            end,
            ('write "2025", "2025-11", "2025-11-05" or "2025-Q3"',),
        )
    year, kind, number, month, day = hit.groups()
    if int(year) < 1 or int(year) > 9998:
        return Problem(
            "bad-value", f"there is no year {year} here", at, at + 4, ("a year goes from 0001 to 9998",)
        )
    if kind:
        return _part_of_year(int(year), kind, int(number), at + 5, end)
    if month is None:
        return _months(int(year), 1, 12)
    if not 1 <= int(month) <= 12:
        return _no_month(text, month, at)
    if len(month) == 1 or (day and len(day) == 1):
        full = f"{year}-{month:0>2}" + (f"-{day:0>2}" if day else "")
        return Problem(
            "bad-value", "a month and a day are written with two digits", at, end, (f'write "{full}"',)
        )
    if day is None:
        return _months(int(year), int(month), 1)
    return _day(int(year), int(month), int(day), at + 8, end)


def _part_of_year(year: int, kind: str, number: int, at: int, end: int) -> Span | Problem:
    parts = 4 if kind == "Q" else 2
    if not 1 <= number <= parts:
        called = "quarter" if kind == "Q" else "half"
        return Problem(
            "bad-value", f"there is no {called} {number}", at, end, (f"a year has {kind}1 to {kind}{parts}",)
        )
    return _months(year, 1 + (number - 1) * 12 // parts, 12 // parts)


def _no_month(text: str, month: str, at: int) -> Problem:
    hints: tuple[str, ...] = ("a date is written year-month-day",)
    if text.count("-") == 1:
        hints = (*hints, f'a range is written with "to": "{text.replace("-", " to ")}"')
    return Problem("bad-value", f"there is no month {month}", at + 5, at + 5 + len(month), hints)


def _months(year: int, month: int, count: int) -> Span:
    last = month + count - 1
    after = (year, last + 1) if last < 12 else (year + 1, 1)
    return Span(_seconds(date(year, month, 1)), _seconds(date(*after, 1)), False)


def _day(year: int, month: int, day: int, at: int, end: int) -> Span | Problem:
    after = date(year, month + 1, 1) if month < 12 else date(year + 1, 1, 1)
    days = after.toordinal() - date(year, month, 1).toordinal()
    if not 1 <= day <= days:
        return Problem(
            "bad-value", f"there is no day {day}: {MONTHS[month - 1]} {year} has {days} days", at, end
        )
    start = _seconds(date(year, month, day))
    return Span(start, start + DAY, True)


def _seconds(day: date) -> float:
    return (day.toordinal() - EPOCH) * DAY


def no_year(text: str) -> str:
    """A figure without a unit as one that is a number: 2000 alone is a year, and 2000.0 is none."""
    return _ALONE.sub(lambda hit: f"{hit[0]}.0" if int(hit[0]) in YEARS else hit[0], text)


def written_date(seconds: float) -> str:
    """The day on which a moment falls, as `2025-11-15`; words if it lies outside the calendar.

    What misses midnight by no more than rounding begins the day.
    """
    days = (seconds + NOISE) // DAY + EPOCH
    if not 1 <= days <= date.max.toordinal():
        return "before the year 1" if days < 1 else "after the year 9999"
    return date.fromordinal(int(days)).isoformat()
