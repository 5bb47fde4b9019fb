"""Titles that differ in one stretch, such as those of the parts of a whole: what they share, and what each says alone."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations

from whence.language.frozen import dataclass

Words = tuple[str, ...]

# Words that carry no meaning of their own in a title.
FILLER = {
    "a", "an", "the", "of", "in", "on", "at", "for", "to", "by", "per", "one", "is", "are", "was", "were", "as", "its",
    "it", "that", "what", "and", "or", "from", "with", "this", "be", "used", "spent",
}  # fmt: skip
# What speaks of everything there is, and what of everything that was not named.
ALL = {
    "all",
    "total",
    "totals",
    "altogether",
    "together",
    "whole",
    "both",
    "overall",
    "combined",
    "entire",
    "sum",
}
REST = {"rest", "other", "others", "else", "remaining", "remainder", "elsewhere"}
# What is common to the titles of times.
PERIODS = {
    "year", "half", "quarter", "month", "week", "first", "second", "third", "fourth", "last", "h1", "h2", "q1", "q2", "q3",
    "q4", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
}  # fmt: skip
# Titles compared with each other at once; a table of more alike entries is judged by its first.
MOST = 60


@dataclass(frozen=True)
class Form:
    """Titles with the same words around one stretch: `before` and `after` it, and for each id what stands there."""

    before: Words
    after: Words
    parts: Mapping[str, Words]

    @property
    def shared(self) -> Words:
        """The words that all of the titles have."""
        return (*self.before, *self.after)


@lru_cache(maxsize=8192)
def words(title: str) -> Words:
    """A title's words in small letters."""
    return tuple(re.findall(r"[\w'’.%-]*\w|%", title.casefold()))


def content(some: Collection[str]) -> frozenset[str]:
    """The words that carry a meaning, without the ending of a plural."""
    return frozenset(stem(each) for each in frozenset(some) - FILLER)


def stem(word: str) -> str:
    """A word without the ending of a plural: wings and wing are one."""
    return word.rstrip("s")


def numbered(some: Collection[str]) -> bool:
    """Whether a word has a digit, so that it tells one of many like it: a year, a size, a version."""
    return any(char.isdigit() for word in some for char in word)


def forms(titles: Mapping[str, str]) -> list[Form]:
    """The forms that some titles, by id, have in common, those with the most titles first; some are within others."""
    of = {id: words(title) for id, title in list(titles.items())[:MOST]}
    frames = {_frame(of[a], of[b]) for a, b in combinations(of, 2)}
    found = [Form(*frame, _parts(of, *frame)) for frame in frames if content((*frame[0], *frame[1]))]
    return sorted(found, key=lambda each: (-len(each.parts), each.before, each.after))


def outermost(some: Iterable[Form]) -> Iterator[Form]:
    """Of forms in this order, those whose titles are not all titles of one before them."""
    kept: list[Form] = []
    for form in some:
        if not any(form.parts.keys() <= other.parts.keys() for other in kept):
            kept.append(form)
            yield form


def _frame(one: Words, two: Words) -> tuple[Words, Words]:
    """What two titles begin with and end with."""
    start = _alike(one, two)
    rest = min(len(one), len(two)) - start
    end = min(_alike(one[::-1], two[::-1]), rest)
    return one[:start], one[len(one) - end :]


def _alike(one: Sequence[str], two: Sequence[str]) -> int:
    return next(
        (n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two))
    )


def _parts(of: Mapping[str, Words], before: Words, after: Words) -> dict[str, Words]:
    """What stands between, in each title that has these words around something."""
    ends = len(before) + len(after)
    return {
        id: title[len(before) : len(title) - len(after)]
        for id, title in of.items()
        if len(title) > ends and title[: len(before)] == before and title[len(title) - len(after) :] == after
    }
