"""Every figure of a text: numbers in digits and in words, ranges, factors, growth, money, shares and dates, with their lines.

What has digits and is no figure is told too, with what it is, so that every digit of the text is accounted for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from whence.judge.rules.wording.days import MONTHS, dates, days_of
from whence.judge.rules.wording.naming import TIMES
from whence.judge.rules.wording.numerals import Numeral, numerals
from whence.judge.texts.copies import BETWEEN, Copy
from whence.judge.texts.labels import Names, addresses, labels, names, numbered
from whence.language.frozen import dataclass
from whence.language.limits import NUMBERS
from whence.language.patterns import later
from whence.language.problems import Refused
from whence.language.units.units import Units
from whence.language.values.spoken import worth

LONGEST = 1_000
# The spaces of a sentence that can come again, and is no common turn of phrase.
SENTENCE = 6


@dataclass(frozen=True)
class Figure:
    """A figure of a text: where it begins and ends in it, its line, and what is printed, with the word that goes with it.

    `twins` are the lines where the same sentence stands too, word for word.

    `kind` is number, factor, growth, money, share, ratio, ordinal, date, vague (thousands of them) or unread (digits that
    make no number that we know). `numerals` are its one or two numbers, `days` the days of a date (in seconds). One with
    a `why` is no figure, and that says what it is.
    """

    start: int
    end: int
    line: int
    text: str
    kind: str = ""
    numerals: tuple[Numeral, ...] = ()
    days: tuple[float, float] | None = None
    why: str = ""
    twins: tuple[int, ...] = ()


def figures(copy: Copy, units: Units) -> tuple[Figure, ...]:
    """Everything in a copy that is a figure or has digits, from its beginning to its end; none overlaps another."""
    if sum(1 for _ in re.finditer("[0-9]+", copy.text)) > NUMBERS.most:
        raise Refused(
            f"the copy has more than {NUMBERS.most:,} numbers: that is a table of data, and no text"
        )
    named = names(copy.text, MONTHS_SHOWN, lambda word: _is_money(word, units))
    listed, twins = dict(numbered(copy.text)), _twins(copy)
    found: list[Figure] = []
    for start, end in stretches(copy.text):
        here = (
            [(at - start, listed[at] - start) for at in range(start, end) if at in listed] if listed else []
        )
        again = twins.get(_words(copy.text[start:end]), ())
        for each in _within(copy.text[start:end], named, units, here):
            at = start + each.start
            found.append(replace(each, start=at, end=start + each.end, line=copy.line(at), twins=again))
    return tuple(found)


def _twins(copy: Copy) -> dict[str, tuple[int, ...]]:
    """The lines of every sentence that stands in a copy more than once."""
    lines: dict[str, list[int]] = {}
    for start, end in stretches(copy.text):
        words = _words(copy.text[start:end])
        if words.count(" ") >= SENTENCE:
            lines.setdefault(words, []).append(copy.line(start))
    return {words: tuple(each) for words, each in lines.items() if len(each) > 1}


def _words(text: str) -> str:
    return " ".join(text.split())


MONTHS_SHOWN = frozenset(name.capitalize() for name in MONTHS)


def _is_money(word: str, units: Units) -> bool:
    entry = units.table.get(word)
    return entry is not None and entry.role == "money"


_STOP = later(
    r"(?<=[.!?…])[\"'”’)\]]*(?:\s+)(?=[\"'“‘(\[]*[A-Z0-9])|\n\s*\n|\n(?=\s{0,8}(?:[-*•>#|]|\(?[0-9]{1,3}[.)]\s))|\s*\|\s*"
)
_ABBREVIATED = later(
    r"\b(?:[A-Z]|pp?|vs|e\.g|i\.e|cf|ca|approx|No|Nr|Fig|Sec|Eq|Dr|Mr|Ms|St|Inc|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.$"
)


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each sentence or cell of a text; a longer one than `LONGEST` characters is cut at a space."""
    begin = 0
    for hit in _STOP.finditer(text):
        if hit[0].strip(" ") or not _ABBREVIATED.search(text, max(begin, hit.start() - 10), hit.start()):
            yield from _cut(text, begin, hit.end())
            begin = hit.end()
    yield from _cut(text, begin, len(text))


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        space = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        stop = space if space > 0 else start + LONGEST
        yield start, stop
        start = stop
    if start < end:
        yield start, end


def _within(text: str, named: Names, units: Units, listed: Sequence[tuple[int, int]]) -> list[Figure]:
    """What stands in one stretch. What is told first keeps its place: addresses, dates, what is no figure, numbers."""
    found: list[Figure] = []
    for some in (
        (_none(text, *span) for span in addresses(text)),
        _dates(text),
        (_none(text, *span, "list number") for span in listed),
        (_none(text, *span) for span in labels(text, named)),
        _shaped(text, units),
        _numbers(text, units),
        _leftovers(text),
    ):
        for each in some:
            if all(each.end <= other.start or other.end <= each.start for other in found):
                found.append(each)
    return sorted((_shown(text, each) for each in _joined(text, found)), key=lambda each: each.start)


def _none(text: str, start: int, end: int, why: str) -> Figure:
    return Figure(start, end, 0, text[start:end], why=why)


def _dates(text: str) -> Iterator[Figure]:
    for hit in _FISCAL.finditer(text):
        year = int(hit[1])
        days = days_of(f"{year - 1}")[0][0], days_of(f"{year}")[0][1]
        yield Figure(hit.start(), hit.end(), 0, hit[0], "date", days=days)
    for start, end, days in dates(text):
        yield Figure(start, end, 0, text[start:end], "date", days=days)


# A year of account may begin in the one before it, and its quarters with it.
_FISCAL = later(r"\b(?:[QH][1-4] )?FY ?((?:19|20)[0-9]{2})\b")
_MARKS = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_MIXED = later(rf"(?<![\w.])([0-9]{{1,6}})? ?([{_MARKS}])")
_FRACTION = later(r"(?<![\w./,$€£])([0-9]{1,4}(?:\.[0-9]{1,3})?)[/:]([0-9]{1,5})(?![\w/:]|[.,][0-9])")
_SPACED = later(rf"(?P<sign>[$€£¥] ?)?(?<![0-9.,])([0-9]{{1,3}}(?:{BETWEEN}[0-9]{{3}})+(?:\.[0-9]+)?)")
_POWER = later(r"(?<![\w.^])(?!10\s?\^)([0-9]{1,9}(?:\.[0-9]{1,9})?)\s?\^\s?\{?(-?[0-9]{1,3})\}?")
_ORDINAL = later(r"(?<![\w.,])([0-9]{1,4})(?:st|nd|rd|th)\b")
_PLURALS = {
    "tens": 10.0,
    "dozens": 12.0,
    "hundreds": 1e2,
    "thousands": 1e3,
    "millions": 1e6,
    "billions": 1e9,
    "trillions": 1e12,
}
_MANY = "|".join(_PLURALS)
_VAGUE = later(rf"\b(?:({_MANY})|(10{{1,6}})s)\b(?: of ({_MANY})\b)?", re.IGNORECASE)
_FOLD = later(r"\b([a-z]{3,10})fold\b", re.IGNORECASE)
_ORDER = later(
    r"\ban? order of magnitude(?= (?:more|less|larger|smaller|higher|lower|cheaper|dearer|faster|slower|better|worse|bigger))"
)


def _shaped(text: str, units: Units) -> Iterator[Figure]:
    """Numbers that are more than one number: 2½, 1/3, 1:8, 0.35^10, 7th, hundreds of millions, tenfold."""
    for hit in _MIXED.finditer(text):
        yield _number(hit, float(hit[1] or 0) + unicodedata.numeric(hit[2]), "number", units)
    for hit in _FRACTION.finditer(text):
        if int(hit[2]):
            yield _number(hit, float(hit[1]) / int(hit[2]), "ratio", units)
    for hit in _SPACED.finditer(text):
        yield _number(hit, float(hit[2].replace(BETWEEN, "")), "number", units)
    for hit in _POWER.finditer(text):
        yield _number(hit, _power(float(hit[1]), int(hit[2])), "number", units)
    for hit in _ORDINAL.finditer(text):
        yield _number(hit, float(hit[1]), "ordinal", units)
    for hit in _VAGUE.finditer(text):
        size = _PLURALS[hit[1].lower()] if hit[1] else float(hit[2])
        yield _number(hit, size * (_PLURALS[hit[3].lower()] if hit[3] else 1.0), "vague", units)
    for hit in _FOLD.finditer(text):
        for _, _, value in worth(hit[1]):
            yield _number(hit, value, "factor", units)
    for hit in _ORDER.finditer(text):
        yield _number(hit, 10.0, "factor", units)


def _power(base: float, exponent: int) -> float:
    try:
        return float(base**exponent)
    except (OverflowError, ZeroDivisionError):
        return 0.0


def _number(hit: re.Match[str], value: float, kind: str, units: Units) -> Figure:
    """A figure of one number, with the sign before it, and the unit and per cent sign that stand behind it."""
    rest, sign = hit.string[hit.end() : hit.end() + 40], hit.groupdict().get("sign") or ""
    like = next(iter(numerals(f"{sign}1{rest.removeprefix(' of')}", units)), Numeral("", 1.0))
    value *= like.value if like.percent or (like.scale and kind == "number") else 1.0
    one = replace(like, text=hit[0], value=value, half=0.0, year=False, start=hit.start(), end=hit.end())
    return Figure(hit.start(), hit.end(), 0, hit[0], "money" if like.money and sign else kind, (one,))


# What a text says with a word for a number and without counting: this one, no more, both, at once.
_IDLE = frozenset({"no", "none", "once", "both", "couple", "pair", "one", "zero"})
_PARTS = later(r"(?:third|quarter|fifth|tenth)\b")
_THING = later(r" (?!(?:of|as|the|to|more|less|in|and|or)\b)[a-z]")
_AN = later(r"\b(?:an?|one|is|by|only|roughly|about|over|under|nearly|almost|of)\s$", re.IGNORECASE)
_TIMED = later(
    rf"[ -](?:{'|'.join(name for name in TIMES if len(name) > 3)})s?\b|[ -](?:orders?|OOMs?|and a half|percent|per cent)\b"
)
_WORDS_ON = later(
    r"-(?:check|life|way|edged|sided|completed|hearted|baked|party|click|blind|counting|directional|dimensional)|\s(?:check|down|party)\b"
)


def _numbers(text: str, units: Units) -> Iterator[Figure]:
    """Numbers in digits and in words, each by itself; digits that letters are glued to are a name."""
    for each in numerals(text, units):
        rest = text[each.end :]
        if each.spoken:
            if _counting(text, each):
                yield _figure(each, text)
        elif re.match("[A-Za-z]", rest) and not (
            each.unit or each.factor or re.match(r"(?:x(?=[A-Z])|[dhms]\b|hrs?\b|yrs?\b)", rest)
        ):
            end = each.end + len(re.match(r"[\w-]+", rest)[0])  # type: ignore[index]
            yield _none(text, each.start, end, "name")
        else:
            yield _figure(each, text)


def _counting(text: str, each: Numeral) -> bool:
    """Whether a word for a number is one here: not in `this one`, `a third option`, `double-check`."""
    word, rest = each.text.lower(), text[each.end :]
    if _WORDS_ON.match(rest):
        return False
    if word in _IDLE:
        return bool(_TIMED.match(rest))
    if part := _PARTS.match(word):
        before = _AN.search(text[max(0, each.start - 12) : each.start])
        return bool(before) and (len(word) > part.end() or not _THING.match(rest))
    return True


def _figure(each: Numeral, text: str) -> Figure:
    return Figure(each.start, each.end, 0, each.text, _kind(each, text), (each,))


def _kind(each: Numeral, text: str) -> str:
    if each.money:
        return "money"
    if each.tells or each.percent:
        return "growth" if _GROWS.match(text, each.end) else "factor" if each.tells else "share"
    return "number"


_GROWS = later(rf"\s?(?:x|×|times|fold|OOMs?)?\s?(?:/|per |an? |each |every )\s?(?:{'|'.join(TIMES)})\b")


def _leftovers(text: str) -> Iterator[Figure]:
    """Digits that nothing else has taken: part of a name, or figures still, which somebody should look at."""
    for hit in re.finditer("(?<=[A-Za-z])[0-9]+[A-Za-z]*(?<![xX].)", text):
        yield _none(text, hit.start(), hit.end(), "name")
    for hit in re.finditer("[0-9]{1,300}", text):
        one = Numeral(hit[0], float(hit[0]), start=hit.start(), end=hit.end())
        yield Figure(hit.start(), hit.end(), 0, hit[0], "unread", (one,))


_BETWEEN = later(r"\s?(?:[xX×%]|[A-Za-zµ]{1,3}\b)?\s?(?:[-–—]|\.\.|to|or up to|through)\s?[~≈]?")
_LIST = later(r"\s(?:and|or)\s")


def _joined(text: str, found: Sequence[Figure]) -> Iterator[Figure]:
    """The figures, the two ends of a range as one."""
    before: Figure | None = None
    for each in sorted(found, key=lambda one: one.start):
        if before and _one_range(text, before, each):
            ends = (*before.numerals, *each.numerals)
            days = (before.days[0], each.days[1]) if before.days and each.days else None
            before = replace(
                before,
                end=each.end,
                text=text[before.start : each.end],
                kind=each.kind,
                numerals=ends,
                days=days,
            )
            continue
        if before:
            yield before
        before = each
    if before:
        yield before


def _one_range(text: str, first: Figure, last: Figure) -> bool:
    if first.why or last.why or "unread" in (first.kind, last.kind) or len(first.numerals) > 1:
        return False
    if bool(first.days) != bool(last.days) or "ratio" in (first.kind, last.kind):
        return False
    between = text[first.end : last.start]
    opened = re.search(r"\b[Bb]etween\s[~$€£]*$", text[: first.start])
    return bool(_BETWEEN.fullmatch(between) or (opened and _LIST.fullmatch(between)))


# Words that go on with the sentence, and are not what a number counts.
_ON = frozenset(
    re.findall(
        "[a-z]+",
        "a an the of to and or in at for by is are was were on as than that this from with if it be but so we per only would "
        "will when where which who has have had can could may might then used just more less",
    )
)
_NEXT = later(r"[ -]?(?:[x×]|(?P<word>[A-Za-zµμΩ%°][\w/·²³-]{0,23}))(?![\w'’])")
_PER = later(r"\s?(?:/|per |an? |each |every )\s?[A-Za-z]{1,12}\b")


def _shown(text: str, each: Figure) -> Figure:
    """A figure with the word that follows it, if that is part of it, and with what it is per."""
    part = each.kind == "number" and any(one.spoken and one.value < 1 for one in each.numerals)
    if each.why or part or each.kind in ("date", "unread", "ordinal"):
        return each
    end = each.end
    hit = _NEXT.match(text, end)
    if hit and (hit["word"] or "").lower() not in _ON:
        end = hit.end()
    per = _PER.match(text, end) if any(one.over for one in each.numerals) else None
    return replace(each, text=text[each.start : per.end() if per else end].replace(BETWEEN, " ").strip())
