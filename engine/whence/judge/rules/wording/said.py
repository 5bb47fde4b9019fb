"""What the words that are quoted for a figure say beside the figure itself: bounds, errors, the other end of a range."""

from __future__ import annotations

import re
from itertools import pairwise

from whence.judge.edition import Edition
from whence.judge.rules.wording.days import sides_of
from whence.judge.rules.wording.numerals import Numeral
from whence.judge.rules.wording.quotation import carriers, size_of
from whence.judge.rules.wording.quotes import Quote, Quoted
from whence.judge.rules.wording.readings import readings
from whence.language.values.value import Bound

Said = tuple[tuple[Quote, Numeral], ...]


def carrying(edition: Edition, it: Quoted) -> Said:
    """Every number in the words quoted for a figure that is the figure, or one of its ends."""
    return tuple(
        (quote, each)
        for quote in it.quotes
        for each in carriers(it.figure, quote.excerpt, edition.base.units)
        if not each.loose
    )


def bounded(edition: Edition, it: Quoted, *but: Bound) -> tuple[Quote, Bound] | None:
    """The first words that have the figure and the bound they make of it, if all of them make one that is none of `but`.

    Numbers that stand for things (at least one of them) and the ends of ranges do not count.
    """
    said = [
        (quote, each.bound)
        for quote, each in carrying(edition, it)
        if not each.ends and not (each.spoken and each.value >= 1 and _of_them(quote, each))
    ]
    said += [
        (quote, side)
        for quote in it.quotes
        for side, time in sides_of(quote.excerpt)
        if any(time.since < end and start < time.until for start, end in it.figure.days)
    ]
    return said[0] if said and not any(bound in ("", *but) for _, bound in said) else None


def _of_them(quote: Quote, each: Numeral) -> bool:
    return re.match(r" of\b", quote.excerpt[each.end :]) is not None


def errors(edition: Edition, quote: Quote) -> tuple[tuple[Numeral, float], ...]:
    """The errors that the words of one citation give, each with its size in base units of the number it belongs to."""
    found = readings(quote.excerpt, edition.base.units)
    return tuple(
        (each, size_of(each, center)) for center, each in pairwise(found) if each.error and not center.error
    )


def spans(edition: Edition, quote: Quote) -> tuple[tuple[Numeral, Numeral], ...]:
    """What stands between two numbers in the words of one citation, as they are written; signs are left aside."""
    found = readings(quote.excerpt, edition.base.units)
    return tuple((one, other) for one, other in pairwise(found) if one.ends and other.ends)


def ranges(edition: Edition, quote: Quote) -> tuple[tuple[Numeral, Numeral], ...]:
    """The ranges in the words of one citation, the lower end first; a change `from` one number to another is none."""
    found = [each for each in readings(quote.excerpt, edition.base.units) if each.ends and not each.dated]
    return tuple(
        (low, high)
        for low, high in pairwise(found)
        if low.value < high.value and _is_range(quote.excerpt, low, high)
    )


def _is_range(text: str, low: Numeral, high: Numeral) -> bool:
    between = text[low.end : high.start].strip(" ~≈")
    before = text[: low.start].rstrip(" ~≈$€£").casefold()
    if between in ("and", "or"):
        return between == "and" and before.endswith("between")
    return not before.endswith("from")
