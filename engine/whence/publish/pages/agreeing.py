"""What a page ships of quantities whose claims may move with what is set, so that a browser judges whether they agree."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from whence.account.reach import closed
from whence.evaluate.witnesses import of_one_origin
from whence.judge.edition import Edition
from whence.language.units.dimensions import ZEROS
from whence.language.values.days import covered
from whence.model.graph import descendants

Link = Callable[[str], str]
# So many nodes more than those that a page shows it computes, to judge the claims of its quantities.
MOST_MORE = 24
# A page that has more nodes than this in itself is full: whether claims agree is left to `whence whatif`.
MOST_OWN = 130
# A claim of such a standing is listed, and compared with no other.
ASIDE = ("superseded", "retracted")


def compared(
    edition: Edition, scope: Collection[str], changed: Sequence[str]
) -> Mapping[str, tuple[str, ...]]:
    """The quantities of several claims, with these, of which one that is computed here follows what can be set."""
    movable = {*changed, *descendants(edition.base, list(changed))}.intersection(scope)
    live = {id: _claims(edition, id) for id in edition.comparisons if id in edition.summaries}
    return {id: ids for id, ids in live.items() if len(ids) > 1 and not movable.isdisjoint(ids)}


def _claims(edition: Edition, quantity: str) -> tuple[str, ...]:
    """The claims of a quantity that are compared, at one time or another, whatever they say."""
    known = edition.base.records.claims
    return tuple(
        each.id for each in edition.comparisons[quantity].rivals if known[each.id].status not in ASIDE
    )


def widened(edition: Edition, scope: frozenset[str], found: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """A scope with the claims of the quantities that can be judged, as far as they are few nodes more."""
    own = len(scope)
    for id, ids in found.items():
        wider = scope | closed(edition, ids)
        if edition.unit(id).style not in ZEROS and len(wider) - own <= MOST_MORE:
            scope = wider
    return scope


def shipped(
    edition: Edition, link: Link, index: Mapping[str, int], found: Mapping[str, tuple[str, ...]], named: bool
) -> list[dict[str, Any]]:
    """Each quantity with its claims that are computed here; where that is all of them, all that its verdict takes, unless they
    are only to be `named`.
    """
    return [
        {"link": link(id), "title": edition.title(id), "of": [index[each] for each in ids if each in index]}
        | (_judged(edition, index, id, ids) if not named and _can_be(edition, index, id, ids) else {})
        for id, ids in found.items()
    ]


def _can_be(edition: Edition, index: Mapping[str, int], id: str, ids: Sequence[str]) -> bool:
    # of degrees the tolerance is of the numbers themselves
    return edition.unit(id).style not in ZEROS and all(each in index for each in ids)


def _judged(edition: Edition, index: Mapping[str, int], id: str, ids: Sequence[str]) -> dict[str, Any]:
    base = edition.base
    record = base.records.quantities[id]
    about = [index[each] for each in ids if each in base.values and base.values[each].about]
    limits = [
        base.settings.agree if record.tolerance is None else record.tolerance,
        base.settings.tension if record.tension is None else record.tension,
    ]
    optional = {
        "scale": record.scale,
        "free": record.take == "blue",
        "dated": edition.unit(id).style == "date",
        "about": about,
    }
    parts = [_part(edition, index, each) for each in _at_one_time(edition, id, ids)]
    return {"limits": limits, "parts": parts} | {name: each for name, each in optional.items() if each}


def _part(edition: Edition, index: Mapping[str, int], ids: Sequence[str]) -> dict[str, Any]:
    groups = of_one_origin(edition.base, ids)
    origins = [next((n for n, group in enumerate(groups) if id in group), -1) for id in ids]
    return {"of": [index[each] for each in ids]} | ({"origins": origins} if groups else {})


def _at_one_time(edition: Edition, id: str, ids: Sequence[str]) -> list[list[str]]:
    """The claims that speak of one time, of a series at each; those that say no time stand at all of them."""
    spans = {each: covered(edition.base.records.claims[each].as_of) for each in ids}
    times = {span for span in spans.values() if span}
    if not edition.base.records.quantities[id].series or len(times) < 2:
        return [list(ids)]
    ordered = sorted(times, key=lambda each: (each.last, each.first))
    return [[each for each in ids if spans[each] in (None, time)] for time in ordered]
