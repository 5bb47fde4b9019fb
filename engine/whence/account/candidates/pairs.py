"""Two records that may be about one thing, or of which the one is the other's figure, written once more."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from whence.account.candidates import ways
from whence.account.candidates.ground import LEAST, NEAR_WORDS, Candidate, Ground
from whence.language.problems import few
from whence.language.units.units import DATE, ONE
from whence.language.values.days import covered
from whence.language.values.shown import show_ratio
from whence.model.graph import Derived, Leaf

# What is left of a score where scopes differ, where only one of two is an illustration, and of one of pure numbers.
SCOPES, WORLDS, PURE = 0.75, 0.75, 0.8
TENFOLD = 0.85  # what is left of it for each power of ten between the figures
MOST_TOLD = 6  # records of one candidate that a sentence names


def candidates(ground: Ground) -> Iterator[Candidate]:
    """Each pair once, by its most alike titles: a quantity counts as one record with all its claims."""
    best: dict[tuple[str, str], float] = {}
    for (a, b), words in ground.alike.items():
        one, two = sorted((ground.thing(a), ground.thing(b)))
        if one != two:
            best[one, two] = max(best.get((one, two), 0.0), likeness(ground, a, b, words))
    near = ((pair, score) for pair, score in best.items() if score >= NEAR_WORDS)
    yield from _together(ground, [each for (a, b), score in near for each in _pair(ground, a, b, score)])


def _together(ground: Ground, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """The same, with claims of one head as one candidate where each of them may be each other."""
    claims = ground.edition.base.records.claims
    whole = {
        each.ids: each.score
        for each in found
        if each.kind == "same" and all(id in claims for id in each.ids) and _one_head(ground, *each.ids)
    }
    groups = [each for each in cliques(whole) if len(each) > 2]
    inside = {pair for group in groups for pair in combinations(group, 2)}
    yield from (each for each in found if each.ids not in inside)
    for group in groups:
        score = max(whole[pair] for pair in combinations(group, 2))
        yield Candidate("same", group, score, max(ground.factor(a, b) for a, b in combinations(group, 2)))


def _one_head(ground: Ground, a: str, b: str) -> bool:
    return ground.words.likeness(a, b) > 1 - 1e-9 and not _scopes_differ(ground, a, b)


def cliques(pairs: Iterable[Sequence[str]]) -> list[tuple[str, ...]]:
    """Names in groups in which each makes a pair with each other: each name in the first group that takes it."""
    near: dict[str, set[str]] = defaultdict(set)
    for a, b in pairs:
        near[a].add(b)
        near[b].add(a)
    groups: list[list[str]] = []
    home: dict[str, int] = {}
    for name in sorted(near):
        open_to = sorted({home[each] for each in near[name] if each in home})
        fits = next((n for n in open_to if near[name].issuperset(groups[n])), len(groups))
        if fits == len(groups):
            groups.append([])
        groups[fits].append(name)
        home[name] = fits
    return [tuple(each) for each in groups]


def likeness(ground: Ground, a: str, b: str, words: float) -> float:
    """How alike two records are whose titles are so much, from 0 to 1: less for other scopes, pure numbers and far figures."""
    factor = ground.factor(a, b)
    words *= SCOPES if _scopes_differ(ground, a, b) else 1.0
    words *= WORLDS if _imagined(ground, a) != _imagined(ground, b) else 1.0
    words *= PURE if ground.sorts[a] == ONE else 1.0
    return words * (TENFOLD ** math.log10(factor) if factor > 1 else 1.0)


def _scope(ground: Ground, id: str) -> str:
    records = ground.edition.base.records
    return (records.claims.get(id) or records.quantities[id]).scope


def _imagined(ground: Ground, id: str) -> bool:
    """Whether a record is a number to argue with, and of no thing that is there."""
    claim = ground.edition.base.records.claims.get(id)
    return claim is not None and claim.kind == "illustration"


def _scopes_differ(ground: Ground, a: str, b: str) -> bool:
    one, two = _scope(ground, a), _scope(ground, b)
    return bool(one and two and one != two)


def _pair(ground: Ground, a: str, b: str, score: float) -> Iterator[Candidate]:
    """The candidate that two records make, if they are alike enough and nothing is written about them."""
    twice = _twice(ground, a, b)
    score += (1 - score) / 2 if twice else 0
    if score < LEAST or ground.related.decided(a, b):
        return
    yield Candidate("derived" if twice else "same", twice or (a, b), score, ground.factor(a, b))


def _twice(ground: Ground, a: str, b: str) -> tuple[str, str] | None:
    """Of two claims the written and the computed one, where their figures are the same and are worth a name."""
    nodes, claims = ground.edition.base.nodes, ground.edition.base.records.claims
    if ground.sorts[a] in (ONE, DATE) or not ground.same(a, b):
        return None
    for one, two in ((a, b), (b, a)):
        if (
            isinstance(nodes[one], Leaf)
            and isinstance(nodes[two], Derived)
            and not claims[one].value.startswith("{")
        ):
            return one, two
    return None


def says(ground: Ground, found: Candidate) -> str:
    """The candidate in a sentence: both figures, how far apart they are, and what else the two say differently."""
    quantities = ground.edition.base.records.quantities
    if len(found.ids) > 2:
        apart = "" if math.isnan(found.factor) else f": up to a factor of {show_ratio(found.factor)} apart"
        told = [*ground.told(found.ids[:MOST_TOLD]), *found.ids[MOST_TOLD:]]
        return f"{few(told, MOST_TOLD)} may be about one thing{apart}"
    a, b = sorted(found.ids, key=quantities.__contains__) if found.kind == "same" else found.ids
    one, two = ground.told((a, b))
    if found.kind == "derived":
        return f"{one} is written, and {two} is computed: they may be one figure"
    may = f"{one} may be a claim of {two}" if b in quantities and a not in quantities else ""
    ending = "; ".join(each for each in (ground.apart(a, b), *_differences(ground, a, b)) if each)
    return (may or f"{one} and {two} may be about one thing") + (f": {ending}" if ending else "")


def _differences(ground: Ground, a: str, b: str) -> Iterator[str]:
    """What else the two say differently: what they cover, and the time they speak of."""
    if _scopes_differ(ground, a, b):
        yield f"the one covers a {_scope(ground, a)}, the other a {_scope(ground, b)}"
    claims = ground.edition.base.records.claims
    when, then = (claims[id].as_of if id in claims else "" for id in (a, b))
    if when and then and covered(when) != covered(then):
        yield f"the one speaks of {when}, the other of {then}"


def decisions(ground: Ground, found: Candidate) -> Iterator[ways.Way]:
    """The ways to relate the records, the likeliest first."""
    edition, quantities = ground.edition, ground.edition.base.records.quantities
    if len(found.ids) > 2:
        yield ways.one_quantity(edition, found.ids)
        return
    a, b = sorted(found.ids, key=quantities.__contains__) if found.kind == "same" else found.ids
    if found.kind == "derived":
        yield ways.computed(edition, a, b)
    if a in quantities or _scopes_differ(ground, a, b):
        yield ways.bounded(edition, a, b)
    elif b in quantities:
        yield ways.into(edition, a, b)
    else:
        yield ways.one_quantity(edition, (a, b))
        if later := ways.succeeded(edition, a, b):
            yield later
