"""Citations that may belong to another claim: the claim of the same document that the quoted words fit better."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from whence.judge.edition import Edition
from whence.judge.rules.wording.numerals import Numeral
from whence.judge.rules.wording.quotation import carriers, fits, objection
from whence.judge.rules.wording.quotes import Quote, Quoted
from whence.language.units.units import Units

_COMMON = {
    "and", "are", "for", "from", "has", "have", "its", "may", "more", "not", "than", "that", "the", "this", "was", "were",
    "will", "with", "would",
}  # fmt: skip


def fitting(edition: Edition, every: Sequence[Quoted], it: Quoted, quote: Quote) -> Quoted | None:
    """The claim that a quotation fits best: it reads the same document and its figure stands in the words.

    More of its title stands there than of the title of the claim that quotes them, or the words are its own; None where
    no claim is such.
    """
    own = shared(it, quote)
    found = [
        (shared(other, quote), other.id, other)
        for other in every
        if other.id != it.id and _reads(other, quote) and _carries(other, quote, edition.base.units)
    ]
    better = [each for each in found if each[0] > own or (each[0] == own and _has(each[2], quote))]
    return max(better, key=lambda each: (each[0], _has(each[2], quote), each[1]))[2] if better else None


def _reads(other: Quoted, quote: Quote) -> bool:
    return any(each.document == quote.document for each in other.quotes)


def _has(other: Quoted, quote: Quote) -> bool:
    """Whether a claim quotes the same words, or they are part of what it quotes."""
    return any(quote.excerpt in each.excerpt or each.excerpt in quote.excerpt for each in other.quotes)


def _carries(other: Quoted, quote: Quote, units: Units) -> bool:
    """Whether the figure of a claim stands in the words with what it is counted or measured in, or the words are its own."""
    if objection(other.figure, quote.excerpt, units) != "":
        return False
    found = carriers(other.figure, quote.excerpt, units)
    ends = [replace(other.figure, figures=(one,)) for one in other.figure.figures]
    if other.figure.every and not all(any(fits(each, end, quote.excerpt) for each in found) for end in ends):
        # one end of its range alone is no fit
        return False
    return any(_plainly(each, other, quote) for each in found) or (bool(found) and _has(other, quote))


def _plainly(each: Numeral, other: Quoted, quote: Quote) -> bool:
    """Whether a number stands with its unit, its sign of per cent, or a word for what it counts."""
    if each.units or each.percent:
        return True
    behind = quote.excerpt[each.end :]
    counted = other.figure.lead.text if other.figure.lead else ""
    return bool(_stems(" ".join(behind.split()[:2])) & _stems(f"{counted} {other.claim.title}"))


def shared(it: Quoted, quote: Quote) -> int:
    """How many words of a claim's title stand in the words of a quotation, by their beginnings."""
    return len(_stems(it.claim.title) & _stems(quote.excerpt))


def _stems(text: str) -> frozenset[str]:
    return frozenset(_words(text))


def _words(text: str) -> Iterator[str]:
    for word in re.findall(r"[a-z][a-z0-9-]{2,}", text.casefold()):
        if word not in _COMMON:
            yield word[:6]
