"""The outline of a value: its amounts, marks and dates, taken apart before any unit is looked up."""

from __future__ import annotations

import re
from collections.abc import Mapping

from whence.language.frozen import dataclass
from whence.language.limits import VALUE
from whence.language.patterns import later
from whence.language.problems import Problem, Refused, visible
from whence.language.units.grammar import MAGNITUDES
from whence.language.units.table import MONEY
from whence.language.units.tokens import WORDS
from whence.language.values.numerals import DATE_LIKE, YEAR_NAMED, YEARS, Numeral, Span, numeral, span
from whence.language.values.value import Bound

LIMIT = VALUE.most


def refuse(message: str, start: int, end: int, *hints: str, rule: str = "bad-value") -> Refused:
    """What to raise for characters `start` to `end` of the text that is read."""
    return Refused(Problem(rule, message, start, end, hints))


def too_long(text: str, limit: int) -> Problem:
    """The problem of a value with more than `limit` characters, over those that it may have."""
    return Problem("bad-value", f"a value has at most {limit} characters, and this has {len(text)}", 0, limit)


def no_strangers(text: str) -> None:
    """Refuses what looks like something it is not: hidden characters and digits of other scripts."""
    if text.isascii() and text.isprintable():
        return
    if visible(text) != text:
        at = next(i for i, char in enumerate(text) if visible(char) != char)
        raise refuse(f"a hidden character, {visible(text[at])}, stands here", at, at + 1, "take it out")
    odd = [i for i, char in enumerate(text) if char.isdecimal() and not char.isascii()]
    if odd:
        plain = "".join(str(int(char)) if char.isdecimal() else char for char in text)
        raise refuse("a number is written with the digits 0 to 9", odd[0], odd[-1] + 1, f'write "{plain}"')


BOUNDS: Mapping[str, tuple[Bound, bool]] = {
    ">=": ("lower", False), "≥": ("lower", False), "at least": ("lower", False),
    "<=": ("upper", False), "≤": ("upper", False), "at most": ("upper", False), "up to": ("upper", False),
    ">": ("lower", True), "more than": ("lower", True), "<": ("upper", True), "less than": ("upper", True),
}  # fmt: skip

_BOUND = later(r"\s*(>=|<=|>|<|≥|≤|(?:at least|at most|up to|more than|less than)\b)\s*")

_ABOUT = later(r"\s*(?:~|≈|about\b)\s*")

_PACE = later(r"(doubling|halving)\s+in\b\s*")

_BETWEEN = later(r"\s+(to)(?=\s|$)|^(to)(?=\s|$)|\s*(\.\.)|\s*(±|\+/-|\+-)|\s+([+-])(?=\s*[0-9.$€£])")

_HYPHEN = later(
    r"(?P<sign>[$€£]?)(?P<a>[0-9][0-9.]*)(?P<ma>[A-Za-z]*%?)\s*[-–—]\s*[$€£]?(?P<b>[0-9][0-9.]*)(?P<rest>.*)"
)

_SUFFIX = later(r"(bn|mn|tn|[kKMBT])(?![A-Za-z0-9_µΩ])")

_WORD = later(r"\s+(thousand|million|mn|mln|mio|bn|billion|mrd|tn|trillion)(?![A-Za-z0-9_])")

_RUN = later(r"[A-Za-zµΩ_]+[0-9]*")

_SIGN = later(r"(US\$|[$€£₹₩¥])\s*")

_CODE = later(r"([A-Z]{3})\s*(?=[-+0-9])")

_CURRENCY = {sign: code for code, _, others in MONEY for sign in others.split() if not sign.isalpha()}

_CODES = frozenset(code for code, _, _ in MONEY)

SCALES = {**MAGNITUDES, **WORDS}
WORD_FOR = {1e3: "thousand", 1e6: "million", 1e9: "bn", 1e12: "trillion"}

_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "−": "-"})


@dataclass(frozen=True)
class Amount:
    """One amount before its unit is looked up; offsets are in the whole text."""

    number: Numeral
    negative: bool
    scale: str
    touching: bool
    currency: str
    unit: str
    unit_at: int
    start: int
    scaled_at: int
    end: int

    @property
    def size(self) -> float:
        """The number with its sign, as written, before any unit."""
        return (-1.0 if self.negative else 1.0) * self.number.value

    @property
    def digits(self) -> str:
        """The digits with their sign, as they are written."""
        return ("-" if self.negative else "") + self.number.text


@dataclass(frozen=True)
class Dated:
    """A date in a value: the seconds that it spans, and where in the text it stands."""

    text: str
    span: Span
    start: int
    end: int


@dataclass(frozen=True)
class Outline:
    """A value taken apart, without any knowledge of units."""

    bound: str
    about: bool
    pace: str
    marks: tuple[str, ...]
    parts: tuple[Amount | Dated, ...]


def outline_of(text: str) -> Outline:
    """A value taken apart from left to right; what cannot be is refused, by `Refused`, with its place."""
    clean = text.translate(_SPACES)
    at, bound, about, pace = 0, "", False, ""
    if hit := _BOUND.match(clean):
        bound, at = hit[1], hit.end()
    if hit := _ABOUT.match(clean, at):
        about, at = True, hit.end()
    if hit := _PACE.match(clean, at):
        if bound:
            raise refuse(f'"{bound}" cannot stand before "{hit[1]}"', 0, hit.end(),
                          f'write "{hit[1]} in < 2 year", or "> 2x per 2 year"')  # fmt: skip
        pace, at = hit[1], hit.end()
        if hit := _BOUND.match(clean, at):
            bound, at = hit[1], hit.end()
        if hit := _ABOUT.match(clean, at):
            about, at = True, hit.end()
    if not clean[at:].strip():
        what = f'a number is missing after "{clean.strip()}"' if clean.strip() else "the value is empty"
        raise refuse(what, 0, len(text))
    marks, pieces = _split(clean, at)
    _no_hyphen(clean, pieces)
    dates = [_is_date(clean[a:b].strip()) for a, b in pieces]
    parts = tuple(_part(clean, a, b, marks, i, dates) for i, (a, b) in enumerate(pieces))
    return Outline(bound, about, pace, tuple(marks), parts)


def _is_date(piece: str) -> bool:
    return bool(YEAR_NAMED.fullmatch(piece) or DATE_LIKE.fullmatch(piece)) and (
        len(piece) > 4 or int(piece) in YEARS
    )


def _split(text: str, at: int) -> tuple[list[str], list[tuple[int, int]]]:
    marks: list[str] = []
    pieces: list[tuple[int, int]] = []
    start = at
    for hit in _BETWEEN.finditer(text, at):
        if hit.start() == start and hit[0].strip() in ("+", "-"):
            continue
        mark = hit[0].strip()
        marks.append("±" if mark in ("+/-", "+-") else mark)
        pieces.append((start, hit.start()))
        start = hit.end()
    return marks, [*pieces, (start, len(text))]


def _no_hyphen(text: str, pieces: list[tuple[int, int]]) -> None:
    """Ranges with a hyphen are not read: `22-35` may be a range, a difference or a date."""
    for a, b in pieces:
        piece = text[a:b].strip()
        at = text.find(piece, a)
        hit = _HYPHEN.match(piece)
        if hit is None or DATE_LIKE.fullmatch(piece) or hit["ma"] in ("e", "E"):
            continue
        rest, first = hit["rest"].strip(), hit["a"] + hit["ma"]
        second = hit["b"]
        if scale := _SUFFIX.match(rest):
            word, rest = scale[1], rest[scale.end() :].strip()
            first = first if hit["ma"] else hit["a"] + word
            second += word
        unit = (
            f"{_CURRENCY[hit['sign']]}{'' if rest[:1] == '/' else ' '}{rest}".strip() if hit["sign"] else rest
        )
        if hit["sign"] and scale and first[-len(scale[1]) :] == scale[1]:
            word = {"k": "thousand", "K": "thousand", "M": "million", "B": "bn", "T": "trillion"}.get(
                scale[1], scale[1]
            )
            first, second = first[: -len(scale[1])], f"{second[: -len(scale[1])]} {word}"
        space = " " if unit and unit[:1] not in "%/" and unit != "x" else ""
        hint = f"{first} to {second}{space}{unit}"
        raise refuse(
            "a hyphen does not make a range here", at, at + len(piece), f'write "{visible(hint[:80])}"'
        )


def _both_sides(text: str) -> str:
    """How an error with two sides is written: with the author's numbers and unit where both sides are there."""
    hit = re.fullmatch(r"\s*(.*\S)\s+\+\s*([0-9.]+)\s*/\s*[-−]\s*([0-9.]+)(.*)", text)
    return (
        f'write "{visible(f"{hit[1]} +{hit[2]} -{hit[3]}{hit[4]}")}"'
        if hit
        else 'write both, as in "10 +3 -2 m"'
    )


def kind_of(outline: Outline, text: str) -> str:
    """Which form its marks give a value: `one`, `to`, `..`, `±` or `split`."""
    marks = outline.marks
    if not marks:
        return "one"
    _alone(outline, text)
    if len(marks) == 1 and marks[0] in ("to", ".."):
        return marks[0]
    if set(marks) == {"±"}:
        return "±"
    if sorted(marks) == ["+", "-"]:
        return "split"
    at = outline.parts[1].start
    if marks == ("-",):
        raise _no_difference(text, outline)
    if marks == ("+",):
        hint = _both_sides(text)
        raise refuse("an asymmetric error needs both sides", at - 1, outline.parts[-1].end, hint)
    raise refuse("this mixes several forms", outline.parts[0].start, outline.parts[-1].end,
                  'write it as in "24 to 27 kW", "24 .. 27 kW", "25 ± 1 kW" or "25 +2 -1 kW"')  # fmt: skip


def _no_difference(text: str, outline: Outline) -> Refused:
    """`22 -35 kW`, or an error with one side."""
    one, other = outline.parts
    first, rest = text[one.start : one.end], text[other.start :].strip()
    hints = [f'an error is written "{first} ± {rest}"']
    if isinstance(one, Amount) and isinstance(other, Amount) and one.size < other.size:
        hints.insert(0, f'a range is written "{first} to {rest}"')
    return refuse("a hyphen does not make a range here", one.start, len(text.rstrip()), *hints)


def _alone(outline: Outline, text: str) -> None:
    if outline.bound:
        raise refuse(
            f'"{outline.bound}" goes with one number, not with a range', 0, len(text), "leave one of them out"
        )
    if outline.about:
        raise refuse("a range already says how wide it is", 0, len(text), 'leave out the "~"')


def _part(
    text: str, start: int, end: int, marks: list[str], number: int, dates: list[bool]
) -> Amount | Dated:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    piece = piece.strip()
    if not piece:
        where = f'after "{marks[number - 1]}"' if number else f'before "{marks[0]}"'
        raise refuse(f"a number is missing {where}", max(0, start - 1), min(len(text), start + 1))
    # a bare year next to something that is no date is a number: 2000 ± 5
    named = YEAR_NAMED.fullmatch(piece)
    if dates[number] and (all(dates) or "-" in piece or named):
        found = span(f"{int(named[1]):04d}" if named else piece, start)
        if isinstance(found, Problem):
            raise Refused(found)
        return Dated(piece, found, start, start + len(piece))
    return _amount(text, start, start + len(piece), marks, number)


def _amount(text: str, start: int, end: int, marks: list[str], number: int) -> Amount:
    at, negative = start, False
    signed = text[at] in "+-"
    if signed:
        negative, at = text[at] == "-", at + 1
    at = _skip(text, at, end)
    currency = ""
    if hit := _SIGN.match(text, at, end):
        if hit[1] == "¥":
            raise refuse('"¥" is the sign of two currencies', at, at + 1, 'write "CNY" or "JPY"')
        currency, at = _CURRENCY[hit[1]], hit.end()
    elif (hit := _CODE.match(text, at, end)) and hit[1] in _CODES:
        currency, at = hit[1], hit.end()
    if currency and not signed and at < end and text[at] in "+-":
        negative, at = text[at] == "-", at + 1
    found = numeral(text[:end], at)
    if isinstance(found, Problem):
        raise Refused(_instead(found, text, start, end, marks, number))
    figure, at = found
    scale, at, touching = _scale(text, at, end, start)
    unit = text[at:end].strip()
    _nothing_odd(text, unit, at, start, end)
    return Amount(figure, negative, scale, touching, currency, unit, _skip(text, at, end), start, at, end)


def _skip(text: str, at: int, end: int) -> int:
    while at < end and text[at] == " ":
        at += 1
    return at


_MISREAD = {
    **dict.fromkeys(("between", "from"), 'a range is written as in "24 to 27 kW"'),
    **dict.fromkeys(("roughly", "approximately", "around", "circa", "nearly"), "about is written with a ~"),
    **dict.fromkeys(("over", "above", "fewer", "minimum"), "a bound is written with >= or at least, > or more than"),
    **dict.fromkeys(("under", "below", "maximum"), "a bound is written with <= or at most, < or less than"),
}  # fmt: skip


def _instead(problem: Problem, text: str, start: int, end: int, marks: list[str], number: int) -> Problem:
    """A better word for what stands where a number should."""
    word = text[start:end].split(" ")[0]
    if marks and word[:1].isalpha():
        which = "end of the range" if marks[max(0, number - 1)] in ("to", "..") else "part"
        shown = visible(text[start:end][:40])
        message = f'the {"second" if number else "first"} {which} has no number, only "{shown}"'
        return Problem("bad-value", message, start, end)
    if how := _MISREAD.get(word.lower()):
        return Problem("bad-value", f'"{word}" is not understood', start, start + len(word), (how,))
    return problem


def _scale(text: str, at: int, end: int, start: int) -> tuple[str, int, bool]:
    """The suffix or word that scales a number, where it ends, and whether it touches."""
    scale, touching = "", False
    if hit := _SUFFIX.match(text, at, end):
        scale, at, touching = hit[1], hit.end(), True
    elif (run := _RUN.match(text, at, end)) and run[0] != "x":
        raise _touching(text, run, start)
    if word := _WORD.match(text, at, end):
        if scale:
            both = f"{scale} {word[1]}"
            raise refuse(
                f'"{both}" scales the number twice', at - len(scale), word.end(), "write one of the two"
            )
        scale, at = word[1], word.end()
    return scale, at, touching


def _touching(text: str, run: re.Match[str], start: int) -> Refused:
    """A unit that touches its number, and what may be meant."""
    number = text[start : run.start()]
    word = run[0]
    rest = text[run.end() :]
    if word == "s" and re.match(r"\s+(?:of|thousand|million|billion)", rest):
        return refuse("this is no number: how many is that?", start, run.end())
    if rest[:1] == "$":
        return _dollar(text, start, run.end() + 1)
    if word == "X":
        return refuse('"X" is not a unit', run.start(), run.end(), f'write "{number}x"')
    if hit := re.match(r"(bn|mn|tn|[kKMBT])(?=[A-Za-z])(.+)", word):
        other = f' or "{number}{hit[1]} {hit[2]}"' if len(hit[2]) > 2 else ""
    else:
        other = ""
    return refuse(f'"{visible(word[:40])}" touches the number', run.start(), run.end(),
                   f'write a space: "{number} {visible(word[:40])}"{other}')  # fmt: skip


def _dollar(text: str, start: int, end: int) -> Refused:
    amount, sign = text[start : end - 1].strip(), text[end - 1]
    return refuse(f'a "{sign}" stands before its number', start, end, f'write "{sign}{amount}"')


def _nothing_odd(text: str, unit: str, at: int, start: int, end: int) -> None:
    """Refuses leftovers that would only confuse the reader of a unit."""
    begin = _skip(text, at, end)
    number = text[start:at].strip()
    if unit[:1] in ("$", "€", "£") and begin == at:
        raise _dollar(text, start, begin + 1)
    if unit[:1] == "+":
        hint = f'for a lower bound write ">= {number}{visible(unit[1:41])}"'
        raise refuse('a "+" after the number is not understood', begin, begin + 1, hint)
    if re.match(r"[0-9]", unit) and not re.match(r"1\s*(/|per\b)", unit):
        message = f'two numbers stand side by side: "{visible(text[start:end][:40])}"'
        raise refuse(message, begin, end, 'write "to" between the ends of a range')
    if hit := re.match(r"([kMBT])(?=\$|\s+[A-Za-z$€£])", unit):
        rest = visible(unit[1:41])
        if rest[:1] == "$":
            raise refuse(f'"{hit[1]}$" is not a unit', begin, begin + 2, f'write "${number}{hit[1]}"')
        word = WORD_FOR[SCALES[hit[1]]]
        hint = f'write "{number}{hit[1]}{rest}" or "{number} {word}{rest}"'
        raise refuse(f'"{hit[1]}" is apart from its number', begin, begin + 1, hint)
