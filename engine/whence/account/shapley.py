"""How much of a move each edit brings, where several edits reach the same number."""

from __future__ import annotations

import math
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from whence.account.moves import SETTINGS, reached
from whence.evaluate.estimate import Figure
from whence.files.records import Records
from whence.files.sections import SECTIONS, is_evidence, names
from whence.judge.assemble import summaries
from whence.judge.edition import Edition
from whence.model.graph import ancestors

EXACT_SHARES = 8


def undivided(edits: Sequence[str]) -> tuple[tuple[str, float], ...]:
    """One edit brings all of a move; of several it is not said how much each brings."""
    return tuple((each, 1.0 if len(edits) == 1 else math.nan) for each in edits)


def shares(
    old: Edition, new: Edition, because: Mapping[str, Sequence[str]]
) -> Mapping[str, tuple[tuple[str, float], ...]]:
    """The part of each move that each edit brings; one edit brings all of it."""
    both = {id: tuple(each) for id, each in because.items() if id in old.summaries and id in new.summaries}
    together = sorted({each for each in both.values() if len(each) > 1})
    parts = {id: undivided(each) for id, each in because.items()}
    for edits in together:
        wanted = {id for id, each in both.items() if each == edits}
        figure_of = _partial(old, new, edits, wanted)
        parts |= {id: shapley(edits, _figure_in(figure_of, id)) for id in wanted}
    return parts


def _figure_in(
    figure_of: Callable[[frozenset[str]], Mapping[str, Figure]], id: str
) -> Callable[[frozenset[str]], Figure | None]:
    return lambda some: figure_of(some).get(id)


def _partial(
    old: Edition, new: Edition, edits: Sequence[str], wanted: Container[str]
) -> Callable[[frozenset[str]], Mapping[str, Figure]]:
    """A function from a subset of edits to the figures that what is wanted has with just those."""
    keep = _cone(old, edits) | _cone(new, edits)
    memory = old.values.memory() | new.values.memory()
    known: dict[frozenset[str], Mapping[str, Figure]] = {}

    def figures(some: frozenset[str]) -> Mapping[str, Figure]:
        if some not in known:
            records = mixed(old.base.records, new.base.records, some, keep)
            set_by = old if SETTINGS in edits and SETTINGS not in some else new
            found = summaries(records, set_by.base.settings, memory, wanted)
            known[some] = {id: each.figure for id, each in found.items()}
        return known[some]

    return figures


def _cone(edition: Edition, ids: Sequence[str]) -> frozenset[str]:
    """The records that matter to what the edits reach: everything there, and everything upstream of it."""
    below = set().union(*(reached(edition, id) for id in ids))
    upstream = {each for id in below if id in edition.base.nodes for each in ancestors(edition.base, id)}
    choices = {id for id in below | upstream if id in edition.base.records.choices}
    checks = {
        id
        for knot in edition.settled.knots
        if choices & set(knot.choices)
        for id, outcome in edition.settled.outcomes.items()
        if set(outcome.axes) & set(knot.choices)
    }
    beyond = {each for id in checks for each in ancestors(edition.base, id)}
    return frozenset(each.partition("#")[0] for each in {*below, *upstream, *checks, *beyond, *ids})


def mixed(old: Records, new: Records, some: frozenset[str], keep: frozenset[str]) -> Records:
    """The old records with those of `some` as they are in the new, cut down to `keep` (terms, units and sources whole)."""
    parts: dict[str, Mapping[str, Any]] = {}
    for section in names(lambda each: not is_evidence(each.name)):
        before, after = old.of(section), new.of(section)
        merged = {id: record for id, record in before.items() if id not in some} | {
            id: record for id, record in after.items() if id in some
        }
        whole = SECTIONS[section].role == "word"
        parts[section] = {id: record for id, record in sorted(merged.items()) if whole or id in keep}
    gone = frozenset(old.claims) | frozenset(new.claims)
    return old.having(parts, findings=(), later=old.later | (gone - frozenset(parts["claims"])))


def shapley(
    edits: Sequence[str], figure_of: Callable[[frozenset[str]], Figure | None]
) -> tuple[tuple[str, float], ...]:
    """Shapley values (Shapley 1953) of the edits for the change of a median, as parts that add up to one."""

    def worth(some: frozenset[str]) -> float:
        found = figure_of(some)
        if found is None:
            return math.nan
        if math.isnan(found.median) and found.low > 0:
            return (math.log(found.low) + math.log(found.high)) / 2
        return math.log(found.median) if found.median > 0 else found.median

    total = worth(frozenset(edits)) - worth(frozenset())
    if not total or math.isnan(total):
        return undivided(edits)
    gains = dict.fromkeys(edits, 0.0)
    for edit, some, weight in _weights(edits, lambda some: not math.isnan(worth(some))):
        gains[edit] += weight * (worth(some | {edit}) - worth(some))
    whole = sum(gains.values())
    return tuple((edit, gain / whole) for edit, gain in gains.items()) if whole else undivided(edits)


def _weights(
    edits: Sequence[str], possible: Callable[[frozenset[str]], bool]
) -> Iterator[tuple[str, frozenset[str], float]]:
    """(edit, the edits before it, weight): exact up to eight edits.

    Every order of the edits counts the same, but for those on whose way the number is not there at all: a claim whose
    successor is not yet written. Beyond eight, each edit is weighed as the first and as the last of all, half each, and
    the parts are scaled to one.
    """
    if len(edits) > EXACT_SHARES:
        first, whole = frozenset[str](), frozenset(edits)
        for edit in edits:
            for some in (first, whole - {edit}):
                if possible(some) and possible(some | {edit}):
                    yield edit, some, 0.5
        return
    every = [frozenset(some) for size in range(len(edits) + 1) for some in combinations(edits, size)]
    alive = [some for some in every if possible(some)]
    # In how many orders a set of edits can be reached, and the rest be done after it.
    ways_to, ways_on = {every[0]: 1}, {every[-1]: 1}
    for some in alive[1:]:
        ways_to[some] = sum(ways_to.get(some - {edit}, 0) for edit in some)
    for some in reversed(alive[:-1]):
        ways_on[some] = sum(ways_on.get(some | {edit}, 0) for edit in edits if edit not in some)
    for some in alive:
        for edit in edits:
            ways = ways_to.get(some, 0) * ways_on.get(some | {edit}, 0) if edit not in some else 0
            if ways:
                yield edit, some, ways / ways_on[every[0]]
