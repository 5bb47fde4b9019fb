"""The figures of a base with the words that are quoted for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from whence.files.schema import Claim
from whence.judge.edition import Edition
from whence.judge.excerpts import read_in
from whence.judge.rules.wording.figures import Wanted, wanted
from whence.judge.rules.wording.sides import live
from whence.judge.rules.wording.warmer import speaks_of_rise
from whence.language.frozen import dataclass
from whence.language.problems import Place
from whence.language.units.units import DATE, Units
from whence.language.values.written import Written
from whence.model.reads import remembered


@dataclass(frozen=True)
class Quote:
    """Words that are quoted for a figure: the index of their citation, and the document that they were read in."""

    number: int
    excerpt: str
    document: str


@dataclass(frozen=True)
class Quoted:
    """A figure of a live claim with the excerpts that support it; `field` is `value`, or `stated` for a computed one."""

    id: str
    claim: Claim
    field: str
    value: Written
    units: Units
    quotes: tuple[Quote, ...]

    @cached_property
    def figure(self) -> Wanted:
        """What words for it should carry."""
        return replace(wanted(self.value, self.units), rise=speaks_of_rise(self.claim.title))

    @property
    def dated(self) -> bool:
        """Whether the figure is a date itself."""
        return self.value.unit.dimension == DATE

    @property
    def together(self) -> str:
        """All that is quoted for it: each end of a range may have words of its own."""
        return " | ".join(each.excerpt for each in self.quotes)


@remembered(1)
def quoted(edition: Edition) -> tuple[Quoted, ...]:
    """Every figure that a live claim gives or says is stated, whether or not words are quoted for it."""
    return tuple(_quoted(edition))


def worded(edition: Edition) -> Iterator[Quoted]:
    """Those of them for which words are quoted."""
    return (each for each in quoted(edition) if each.quotes)


def _quoted(edition: Edition) -> Iterator[Quoted]:
    for id, claim in live(edition).items():
        field = "stated" if claim.formula else "value"
        value = (edition.base.stated if claim.formula else edition.base.values).get(id)
        if value is None or id not in edition.base.nodes:
            continue
        quotes = tuple(
            Quote(n, each.excerpt, read_in(edition.base, each))
            for n, each in enumerate(claim.cites)
            if each.excerpt and each.stance == "supports"
        )
        yield Quoted(id, claim, field, value, edition.base.units, quotes)


def place(edition: Edition, it: Quoted, quote: Quote) -> Place | None:
    """Where the words of a citation stand."""
    return edition.base.records.place("claims", it.id, "cites", quote.number, "excerpt")


def rows(it: Quoted, quote: Quote, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The two sides of an objection to a citation: the figure, the words, and what there is to say of them."""
    return [(it.field, it.value.text), ("excerpt", f"“{quote.excerpt}”"), *more]
