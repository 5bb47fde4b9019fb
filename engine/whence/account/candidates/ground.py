"""What every search for candidates stands on: the records that have a number, their titles, and how to tell of them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Literal

from whence.account.candidates.likeness import Titles
from whence.account.candidates.related import Related
from whence.judge.edition import Edition
from whence.judge.rules.wording.sides import figures, live
from whence.language.frozen import dataclass
from whence.language.units.units import DATE
from whence.language.values.shown import show_days, show_ratio

Kind = Literal["same", "derived", "total", "shares"]
KINDS: Mapping[Kind, str] = {
    "same": "may be about one thing",
    "derived": "written, and computed elsewhere",
    "total": "a total and its parts",
    "shares": "shares of one whole",
}
LEAST = 0.5  # the score from which a candidate is told
NEAR_WORDS = 0.35  # the likeness of titles from which it counts that a written figure is a computed one
NEAR = 0.02  # how far apart two figures are that are still the same


@dataclass(frozen=True)
class Candidate:
    """Something that may have to be related: the kind, and the records; of a written and a computed figure in that order,
    of a total before its parts.

    `score` lies between 0.5 and 1, the strongest first; `factor` is how far apart two figures are (1: not at all), or a
    sum from its total, NaN where that is not known.
    """

    kind: Kind
    ids: tuple[str, ...]
    score: float
    factor: float

    @property
    def label(self) -> str:
        """What sort of candidate it is, in a few words."""
        return KINDS[self.kind]


class Ground:
    """One edition: its live claims that have a number, and its quantities."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.related = Related(edition.base)
        self.sorts = edition.dimensions.of
        records = edition.base.records
        titles = {id: edition.title(id) for id in (*live(edition), *records.quantities)}
        known = {id: title for id, title in titles.items() if id in edition.summaries and id in self.sorts}
        number = {sort: n for n, sort in enumerate(dict.fromkeys(self.sorts[id] for id in sorted(known)))}
        self.block = {id: number[self.sorts[id]] for id in known}
        self.words = Titles(known, self.block, self.related.of)

    def thing(self, id: str) -> str:
        """The quantity that a claim is of, else the record itself."""
        return self.related.of.get(id, id)

    def point(self, id: str) -> float:
        """The point of a record in base units; NaN where it has none."""
        found = self.edition.summaries.get(id)
        return found.figure.point if found else math.nan

    def firm(self, id: str) -> bool:
        """Whether a record has one number, and is neither a bound nor open."""
        found = self.edition.summaries.get(id)
        return found is not None and found.firm

    @cached_property
    def alike(self) -> Mapping[tuple[str, str], float]:
        """The pairs of records whose titles are alike enough to be looked at, and how much they are."""
        every = ((pair, self.words.likeness(*pair)) for pair in self.words.pairs())
        return {pair: found for pair, found in every if found >= NEAR_WORDS}

    def factor(self, a: str, b: str) -> float:
        """How far apart two records are, as a factor above one; NaN for dates, and where that cannot be said."""
        x, y = self.point(a), self.point(b)
        if self.sorts[a] == DATE or not math.isfinite(x * y):
            return math.nan
        return ratio(x, y)

    def same(self, a: str, b: str) -> bool:
        """Whether two records have the same figure, to a fiftieth."""
        return self.factor(a, b) <= 1 + NEAR

    def told(self, ids: Sequence[str]) -> list[str]:
        """Each record by its title and its figure, with digits that tell the figures apart."""
        rows = figures(self.edition, {id: id for id in ids})
        return [f"“{self.edition.title(id)}” ({figure})" for id, figure in rows]

    def apart(self, a: str, b: str) -> str:
        """How far apart two records are, in words; nothing where that cannot be said."""
        if self.sorts[a] == DATE and math.isfinite(self.point(a) + self.point(b)):
            return f"{show_days(abs(self.point(a) - self.point(b)), ',.0f')} apart"
        factor = self.factor(a, b)
        if math.isnan(factor):
            return ""
        return "the same figure" if factor == 1 else f"a factor of {show_ratio(factor)} apart"


def ratio(x: float, y: float) -> float:
    """How far apart two numbers are, as a factor above one; NaN if they are of either sign."""
    if x == y:
        return 1.0
    return max(x / y, y / x) if x * y > 0 else math.nan
