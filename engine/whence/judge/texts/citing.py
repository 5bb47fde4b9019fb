"""Which figures of a text are cited, by what, and whether that agrees with them; and which are set aside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from whence.files.fields import LINES
from whence.files.schema import SetAside
from whence.files.sections import having
from whence.judge.edition import Edition
from whence.judge.excerpts import read_in
from whence.judge.rules.wording.numerals import Numeral
from whence.judge.texts.copies import Copy, found
from whence.judge.texts.figures import Figure
from whence.judge.texts.holdings import Holding, cites, held, holdings
from whence.language.frozen import dataclass

# The least number that a line alone says is the same one: many a line has a 2 of its own.
TELLING = 13.0
PARTS = ("value", "stated", "option", "sense", "older", "input", "as_of", "date", "title")


@dataclass(frozen=True)
class Support:
    """A record that cites a figure: by the words it quotes or by the line it names; and which part of it says the same.

    `part` is empty where the words are quoted and the record says something else.
    """

    section: str
    id: str
    by: str
    part: str


@dataclass(frozen=True)
class Standing:
    """A figure, and how it stands: `cited`, `differs` (only quoted for something else), `aside`, `left`, or `none` at all."""

    figure: Figure
    state: str
    supports: tuple[Support, ...] = ()
    aside: int = -1


@dataclass(frozen=True)
class Citing:
    """A record that cites a source: where the words that it quotes stand in the copy, and which lines it names."""

    section: str
    id: str
    spans: tuple[tuple[int, int], ...]
    lines: frozenset[int]


@dataclass(frozen=True, eq=False)
class Reading:
    """A copy that is held against a base, with every record that cites its source."""

    edition: Edition
    copy: Copy
    citing: tuple[Citing, ...]

    def standing(self, figure: Figure, asides: Sequence[Sequence[tuple[int, int]]]) -> Standing:
        """How a figure stands; `asides` are the stretches of each entry that sets figures aside."""
        if figure.why:
            return Standing(figure, "none")
        supports = tuple(sorted(self._supports(figure), key=_rank))
        parts = [self._agreeing(figure, one) for one in (figure.numerals or (None,))]
        if all(parts):
            agreeing = {each for part in parts for each in part}
            return Standing(figure, "cited", tuple(sorted(agreeing, key=_rank)))
        number = next((n for n, spans in enumerate(asides) if inside(figure, spans)), -1)
        return Standing(
            figure, "aside" if number >= 0 else "differs" if supports else "left", supports, number
        )

    def _supports(self, figure: Figure) -> Iterator[Support]:
        """The records that quote the figure, whatever they say."""
        for each in self.citing:
            if inside(figure, each.spans):
                yield Support(each.section, each.id, "excerpt", "")

    def _agreeing(self, figure: Figure, one: Numeral | None) -> tuple[Support, ...]:
        """The records that cite one number of a figure and say the same: those that quote it, else those that name its line."""
        quoting = [each for each in self.citing if inside(figure, each.spans)]
        if hits := tuple(self._alike(figure, one, quoting, "excerpt")):
            return hits
        if not _telling(figure):
            return ()
        naming = [each for each in self.citing if not each.lines.isdisjoint((figure.line, *figure.twins))]
        return tuple(self._alike(figure, one, naming, "line"))

    def _alike(
        self, figure: Figure, one: Numeral | None, citing: Sequence[Citing], by: str
    ) -> Iterator[Support]:
        for each in citing:
            for holding in self.held[each.section, each.id]:
                if held(figure, one, holding) and not (holding.computed and by == "line"):
                    yield Support(each.section, each.id, by, holding.part)
                    break

    @cached_property
    def held(self) -> Mapping[tuple[str, str], tuple[Holding, ...]]:
        """What each of the records says."""
        return {
            (each.section, each.id): holdings(self.edition, each.section, each.id) for each in self.citing
        }


def _rank(support: Support) -> tuple[int, str, str, str]:
    """The most telling first: what a record says before what goes into it, and its title last."""
    part = support.part.partition(" ")[0]
    order = PARTS.index(part) if part in PARTS else len(PARTS)
    return order, support.id, support.section, support.part


def read(edition: Edition, source: str, copy: Copy) -> Reading:
    """A copy of a source, held against the base."""
    return Reading(edition, copy, tuple(_citing(edition, source, copy)))


def _citing(edition: Edition, source: str, copy: Copy) -> Iterator[Citing]:
    records = edition.base.records
    for section in dict.fromkeys((*having("cites"), *having("senses"), *having("options"))):
        for id, record in records.of(section).items():
            own = [each for each in cites(record) if read_in(edition.base, each) == source]
            if own:
                spans = tuple(span for each in own if each.excerpt for span in found(copy, each.excerpt))
                yield Citing(section, id, spans, frozenset(line for each in own for line in lines(each.at)))


def lines(at: str) -> Iterator[int]:
    """The lines that a locator names: `line 5`, `lines 5-9`, `lines 4, 87`."""
    hit = LINES.fullmatch(at.strip())
    for first, last in re.findall(r"([0-9]+)(?:\s?[-–]\s?([0-9]+))?", hit["lines"] if hit else ""):
        yield from range(int(first), min(int(last or first), int(first) + 1000) + 1)


def asides(copy: Copy, entries: Sequence[SetAside]) -> list[tuple[tuple[int, int], ...]]:
    """Where the words of each entry stand in a copy, within the lines that it names."""
    return [
        tuple(
            span
            for span in found(copy, each.excerpt)
            if not each.at or copy.line(span[0]) in set(lines(each.at))
        )
        for each in entries
    ]


def inside(figure: Figure, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a figure stands within one of some stretches of its text."""
    return any(start <= figure.start and figure.end <= end for start, end in spans)


def _telling(figure: Figure) -> bool:
    """Whether a figure is one that its line alone points to: with a unit or a sign, in several digits, or a date."""
    return figure.kind != "number" or any(
        each.unit or each.value >= TELLING or 0 < each.value < 1 for each in figure.numerals
    )
