"""Totals whose parts stand in the base, and shares that may be all there is: families of titles that one word tells apart."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from whence.account.candidates import ways
from whence.account.candidates.ground import LEAST, Candidate, Ground, ratio
from whence.account.candidates.likeness import FILLER, stems
from whence.language.patterns import later
from whence.language.problems import listing
from whence.language.units.units import DATE, GROWTH, ONE, TIME
from whence.language.values.shown import show
from whence.model.graph import UNSTATED

AROUND, EXACT = 1.5, 1.01  # factors within which a sum may be a total that is named so, and one that is not
WHOLE = 0.05  # how far from one the sum of shares may be
MOST = 12  # parts of one total
TOTAL = stems("total all whole both together combined sum overall entire altogether aggregate complete full")
SHARE = later(r"\b(share|fraction|proportion|percentage|part)s?\b", re.I)
YEAR = later(r"(19|20)[0-9]{2}")
_DATE, _GROWTH, _TIME = (sort.exponents[0][0] for sort in (DATE, GROWTH, TIME))
Family = tuple[tuple[str, ...], dict[str, str]]


def families(ground: Ground) -> Iterator[Family]:
    """The words that titles share, and by the word that tells them apart the one record of each; years are no parts."""
    for (_, rest), words in ground.words.families.items():
        things = {word: {ground.thing(id) for id in ids} for word, ids in words.items()}
        single = {
            word: min(each) for word, each in things.items() if len(each) == 1 and not YEAR.fullmatch(word)
        }
        firm = {word: id for word, id in single.items() if ground.firm(id)}
        if len(firm) > 1:
            yield rest, firm


def totals(ground: Ground) -> Iterator[Candidate]:
    """Each total with the parts of one family, at its nearest sum."""
    best: dict[str, Candidate] = {}
    for rest, family in families(ground):
        whole = {word: id for word, id in family.items() if word in TOTAL}
        parts = sorted({id for word, id in family.items() if word not in TOTAL})
        if 2 <= len(parts) <= MOST and _additive(ground, parts):
            for total in (*sorted(whole.values()), *_named(ground, rest, parts)):
                found = _total(ground, total, parts)
                if found and (total not in best or found.score > best[total].score):
                    best[total] = found
    yield from best.values()


def hanging(ground: Ground) -> set[str]:
    """The records whose numbers say which totals and shares there are: the parts of each family, and what may be their total."""
    found = {id for pair in ground.words.complements for id in pair}
    for rest, family in families(ground):
        parts = {id for word, id in family.items() if word not in TOTAL}
        if len(parts) <= MOST:
            common = frozenset(rest) - FILLER - {"*"}
            found |= {
                *family.values(),
                *ground.words.near(ground.block[min(family.values())], sorted(common)),
            }
    return found


def _named(ground: Ground, rest: Sequence[str], parts: Sequence[str]) -> Iterator[str]:
    """The records whose titles may name the total of some parts."""
    common = frozenset(rest) - FILLER - {"*"}
    subjects = ground.words.subjects
    sum_of = _sum(ground, parts)
    for id in ground.words.near(ground.block[parts[0]], sorted(common)):
        head, measure = subjects[id].words, subjects[id].measure & common - TOTAL
        if id in parts or ground.thing(id) in parts or not measure or not ground.firm(id):
            continue
        if head - TOTAL <= common or (
            ratio(sum_of, ground.point(id)) <= EXACT and _one_source(ground, [id, *parts])
        ):
            yield ground.thing(id)


def _one_source(ground: Ground, ids: Sequence[str]) -> bool:
    """Whether all of some claims are on the word of one source."""
    claims = ground.edition.base.records.claims
    named = [{cite.source for cite in claims[id].cites} if id in claims else set() for id in ids]
    return bool(set.intersection(*named) - {UNSTATED})


def _additive(ground: Ground, ids: Sequence[str]) -> bool:
    """Whether amounts of this kind add up: shares of one thing do, and what is per nothing but time; growth does not."""
    powers = dict(ground.sorts[ids[0]].exponents)
    if not powers:
        return _shares(ground, ids)
    below = {name for name, n in powers.items() if n < 0}
    return not powers.keys() & {_DATE, _GROWTH} and below <= {_TIME}


def _shares(ground: Ground, ids: Sequence[str]) -> bool:
    """Whether all of some records are called shares."""
    return all(ground.sorts[id] == ONE and SHARE.search(ground.edition.title(id)) for id in ids)


def _total(ground: Ground, total: str, parts: Sequence[str]) -> Candidate | None:
    """The candidate that a total makes with its parts; none where the sum is far off, or something is written about them."""
    factor = ratio(_sum(ground, parts), ground.point(total))
    if total in parts or not factor <= AROUND or any(ground.related.decided(total, each) for each in parts):
        return None
    score = 1 - LEAST * math.log(factor) / math.log(AROUND)
    return Candidate("total", (total, *parts), score, factor)


def shares(ground: Ground) -> Iterator[Candidate]:
    """Shares of one family, and a share with what it leaves, that sum to one or nearly so."""
    groups = {tuple(sorted(set(family.values()))) for _, family in families(ground)}
    groups |= {pair for pair in ground.words.complements if all(ground.firm(id) for id in pair)}
    for ids in sorted(groups):
        off = abs(_sum(ground, ids) - 1)
        if 2 <= len(ids) <= MOST and off <= WHOLE and _shares(ground, ids) and not _decided(ground, ids):
            yield Candidate("shares", ids, 1 - LEAST * off / WHOLE, 1 + off)


def _decided(ground: Ground, ids: Sequence[str]) -> bool:
    return any(ground.related.decided(a, b) for a, b in combinations(ids, 2))


def _sum(ground: Ground, ids: Sequence[str]) -> float:
    return math.fsum(ground.point(id) for id in ids)


def says(ground: Ground, found: Candidate) -> str:
    """The candidate in a sentence, with every figure and their sum."""
    first, *rest = ground.told(found.ids)
    if found.kind == "shares":
        return f"{listing([first, *rest])} may be all there is: together they are {_sum(ground, found.ids):.4g} of it"
    total, *parts = found.ids
    return f"{first} may be the sum of {listing(rest)}, which is {show(_sum(ground, parts), ground.edition.unit(total))}"


def decisions(ground: Ground, found: Candidate) -> Iterator[ways.Way]:
    """The check that relates the records."""
    total, *parts = found.ids
    if found.kind == "shares":
        yield ways.whole(ground.edition, found.ids)
    else:
        yield ways.adds_up(ground.edition, total, parts)
