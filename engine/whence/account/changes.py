"""The account of a change: what was edited, what moved because of it and by how much, and what did not."""

from __future__ import annotations

import math
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import combinations
from typing import Any, Literal

from whence.evaluate.contexts import Summary, verdict
from whence.evaluate.estimate import Figure
from whence.files.records import Records
from whence.judge.assemble import summaries
from whence.judge.edition import Edition
from whence.language.problems import Finding
from whence.language.units.units import Unit
from whence.language.values.numerals import DAY
from whence.model.graph import Relation, ancestors, descendants

Sort = Literal["value", "evidence", "wording"]
SECTIONS = ("claims", "quantities", "choices", "checks", "terms", "units", "sources", "changes")
EVIDENCE = frozenset((
    "cites", "by", "as_of", "history", "accepted", "review_by", "superseded_by", "why", "because", "relies_on",
    "snapshot", "issued", "accessed", "reliability", "author", "publisher", "container_title", "URL", "DOI", "type",
    "mention_only", "date", "edits", "source",
))  # fmt: skip
WORDING = frozenset(("title", "note", "tags", "aliases", "headline", "intro", "words", "plural"))
EXACT_SHARES = 8
MONTH = 30 * DAY


@dataclass(frozen=True)
class Edited:
    """One field of one record that was changed; `field` is empty when the whole record is new or gone."""

    section: str
    id: str
    field: str
    old: str
    new: str
    sort: Sort


@dataclass(frozen=True)
class Moved:
    """One node whose estimate changed; a side is None where the node was not there.

    `unit` is what the new side is shown in, `was` what the old one was. `ratio` is that of the points (of the medians
    where a point is open), NaN where there is none or it means nothing: between dates, between dimensions. `size` is
    the change of the median in half widths of the old 90 % interval, or for bare points the distance of the logarithms
    in units of ten percent (of dates, in months). `because` are the edited records that reach it, each with its part of
    the move (Shapley shares of the change of the logarithm where both are positive, else of the number), NaN where it
    was not divided.
    """

    id: str
    unit: Unit
    was: Unit
    old: Summary | None
    new: Summary | None
    ratio: float
    size: float
    because: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Flip:
    """A verdict that changed: of a check, an option, or a stated figure."""

    kind: Literal["check", "option", "stated", "rivals"]
    id: str
    old: str
    new: str


@dataclass(frozen=True)
class Account:
    """Everything that differs between two editions, and how many nodes did not move.

    `layout` names the files of which only the layout differs: comments, order, quoting.
    """

    edited: tuple[Edited, ...]
    moved: tuple[Moved, ...]
    verdicts: tuple[Flip, ...]
    opened: tuple[Finding, ...]
    closed: tuple[Finding, ...]
    unmoved: int
    approximate: bool = False
    layout: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.edited or self.moved or self.verdicts or self.opened or self.closed or self.layout)


def account(old: Edition, new: Edition, shared: bool = True) -> Account:
    """Compare two editions exactly: a node has not moved when its draws are the same to the last bit.

    `shared` divides each move among the edits that reach it, which evaluates the changed part of the base again for
    subsets of them: all up to eight edits, a fixed sample of orders beyond (`approximate`).
    """
    edited = (*_settings(old, new), *edits(old.base.records, new.base.records))
    moved, unmoved = _moves(old, new)
    reach = _reach(old, new, _movers(edited))
    because = {id: _because(old, new, id, reach) for id in moved}
    parts = _shares(old, new, because) if shared else {id: _undivided(each) for id, each in because.items()}
    listed = [_moved(old, new, id, parts[id]) for id in moved]
    opened, closed = _findings(old, new)
    return Account(
        edited,
        tuple(sorted(listed, key=lambda each: (each.old is None or each.new is None, -each.size, each.id))),
        tuple(_flips(old, new)),
        opened,
        closed,
        unmoved,
        shared and any(len(each) > EXACT_SHARES for each in because.values()),
        tuple(_layout(old.base.records, new.base.records)),
    )


# --- edits -----------------------------------------------------------------------------------------------------


def edits(old: Records, new: Records) -> Iterator[Edited]:
    """Every field that differs between two sets of records, section by section."""
    for section in SECTIONS:
        before, after = getattr(old, section), getattr(new, section)
        for id in sorted({*before, *after}):
            if before.get(id) == after.get(id):
                continue
            if id not in before or id not in after:
                sort: Sort = "evidence" if section in ("sources", "changes") else "value"
                yield Edited(section, id, "", _title(before.get(id)), _title(after.get(id)), sort)
                continue
            yield from _fields(section, id, before[id], after[id])


SETTINGS = "settings"
PRESENTED = frozenset(("title", "description", "base_url", "repository", "license", "author", "theme"))


def _settings(old: Edition, new: Edition) -> Iterator[Edited]:
    """Every setting of the base that differs."""
    yield from (
        replace(each, sort="wording" if each.field in PRESENTED else "value")
        for each in _fields(SETTINGS, SETTINGS, old.base.settings, new.base.settings)
    )


def _layout(old: Records, new: Records) -> Iterator[str]:
    """Files whose text differs though every record and the topic in them is the same."""
    for path in sorted(set(old.files) & set(new.files)):
        a, b = old.files[path], new.files[path]
        if a.text != b.text and (a.sections, a.topic) == (b.sections, b.topic):
            yield path


def _title(record: Any) -> str:
    return "" if record is None else str(record.title)


def _fields(section: str, id: str, before: Any, after: Any) -> Iterator[Edited]:
    for field in fields(before):
        a, b = getattr(before, field.name), getattr(after, field.name)
        if a != b:
            yield Edited(section, id, field.name, _text(a), _text(b), sort_of(section, field.name))


def sort_of(section: str, field: str) -> Sort:
    """Whether a field is a value (what is computed), evidence (what it stands on) or wording."""
    if field in WORDING:
        return "wording"
    return "evidence" if field in EVIDENCE or section in ("sources", "changes") else "value"


def _text(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_text(each)}" for key, each in value.items()) + "}"
    if isinstance(value, tuple):
        return "[" + ", ".join(_text(each) for each in value) + "]"
    if is_dataclass(value):
        parts = ((each.name, getattr(value, each.name)) for each in fields(value))
        return (
            "{"
            + ", ".join(f"{name}: {_text(each)}" for name, each in parts if each not in ("", None, ()))
            + "}"
        )
    return str(value)


def _movers(edited: Iterable[Edited]) -> tuple[str, ...]:
    """The records with an edit that can move a number."""
    return tuple(dict.fromkeys(each.id for each in edited if each.sort == "value" or each.field == "as_of"))


# --- moves -----------------------------------------------------------------------------------------------------


def _moves(old: Edition, new: Edition) -> tuple[list[str], int]:
    ids = [
        id
        for id in dict.fromkeys((*new.values.of, *old.values.of))
        if "#" not in id and not _is_check(old, new, id)
    ]
    moved = [id for id in ids if not _same(old, new, id)]
    return moved, len(ids) - len(moved)


def _is_check(old: Edition, new: Edition, id: str) -> bool:
    return isinstance(new.base.nodes.get(id) or old.base.nodes.get(id), Relation)


def _same(old: Edition, new: Edition, id: str) -> bool:
    if id not in old.summaries or id not in new.summaries:
        return False
    if old.summaries[id] != new.summaries[id] and not _nan_alike(old.summaries[id], new.summaries[id]):
        return False
    if old.values.keys[id] == new.values.keys[id]:
        return True
    a, b = old.values.of[id], new.values.of[id]
    return a.axes == b.axes and a.samples.shape == b.samples.shape and bool((a.samples == b.samples).all())


def _nan_alike(a: Summary, b: Summary) -> bool:
    """Two open summaries are alike though their point is not a number."""
    return repr(a) == repr(b)


def _moved(old: Edition, new: Edition, id: str, because: tuple[tuple[str, float], ...]) -> Moved:
    before, after = old.summaries.get(id), new.summaries.get(id)
    unit, was = (
        (side if id in side.summaries else other).unit(id) for side, other in ((new, old), (old, new))
    )
    if unit.dimension != was.dimension:
        return Moved(id, unit, was, before, after, math.nan, math.inf, because)
    dated = unit.style == "date"
    ratio = math.nan if dated else _ratio(before, after)
    return Moved(id, unit, was, before, after, ratio, _size(before, after, dated), because)


def _ratio(old: Summary | None, new: Summary | None) -> float:
    if old is None or new is None:
        return math.nan
    a, b = old.figure, new.figure
    now, then = (b.median, a.median) if math.isnan(a.point) or math.isnan(b.point) else (b.point, a.point)
    return now / then if then else math.nan


def days(move: Moved) -> float:
    """By how many days a date moved, at its point; NaN for anything else."""
    if move.old is None or move.new is None or move.unit.style != "date" or move.was.style != "date":
        return math.nan
    return (move.new.figure.point - move.old.figure.point) / DAY


def _size(old: Summary | None, new: Summary | None, dated: bool = False) -> float:
    if old is None or new is None:
        return math.inf
    a, b = old.figure, new.figure
    if math.isnan(a.median) or math.isnan(b.median):
        return abs(_log(b.high, a.high)) + abs(_log(b.low, a.low))
    if a.high > a.low:
        return abs(b.median - a.median) / ((a.high - a.low) / 2)
    if dated:
        return abs(b.median - a.median) / MONTH
    return abs(_log(b.median, a.median)) / math.log(1.1)


def _log(a: float, b: float) -> float:
    return math.log(a / b) if b and a / b > 0 else (0.0 if a == b else 10.0)


def _because(old: Edition, new: Edition, id: str, reach: Mapping[str, frozenset[str]]) -> list[str]:
    """The edits that reach a node; what came or went does so because of itself, if it was edited."""
    if id in reach and (id in old.summaries) != (id in new.summaries):
        return [id]
    return [edit for edit, reached in reach.items() if id in reached]


def _reach(old: Edition, new: Edition, ids: Sequence[str]) -> Mapping[str, frozenset[str]]:
    """For each edited record, all that it can move: what is downstream, and what hangs on choices that it settles."""
    return {id: _reached(old, id) | _reached(new, id) for id in ids}


def _reached(edition: Edition, id: str) -> frozenset[str]:
    base = edition.base
    if id == SETTINGS:
        return frozenset(base.nodes)
    starts = {each for each in base.nodes if each.partition("#")[0] == id} | {id}
    if id in base.records.units:
        starts |= set(base.nodes)
    quantity = base.records.claims[id].of if id in base.records.claims else ""
    starts |= {base.aliases.get(quantity, quantity)} if quantity else set()
    found = {*starts, *descendants(base, starts)}
    choices = {
        axis
        for each in found
        if each in edition.settled.outcomes
        for axis in edition.settled.outcomes[each].axes
    }
    knots = {
        choice for knot in edition.settled.knots if choices & set(knot.choices) for choice in knot.choices
    }
    return frozenset({*found, *knots, *descendants(base, knots)})


# --- shares of a move ------------------------------------------------------------------------------------------


def _undivided(edits: Sequence[str]) -> tuple[tuple[str, float], ...]:
    """One edit brings all of a move; of several it is not said how much each brings."""
    return tuple((each, 1.0 if len(edits) == 1 else math.nan) for each in edits)


def _shares(
    old: Edition, new: Edition, because: Mapping[str, Sequence[str]]
) -> Mapping[str, tuple[tuple[str, float], ...]]:
    """The part of each move that each edit brings; one edit brings all of it."""
    both = {id: tuple(each) for id, each in because.items() if id in old.summaries and id in new.summaries}
    together = sorted({each for each in both.values() if len(each) > 1})
    shares = {id: _undivided(each) for id, each in because.items()}
    for edits_ in together:
        wanted = {id for id, each in both.items() if each == edits_}
        figure_of = _partial(old, new, edits_, wanted)
        shares |= {id: _shapley(edits_, _figure_in(figure_of, id)) for id in wanted}
    return shares


def _figure_in(
    figure_of: Callable[[frozenset[str]], Mapping[str, Figure]], id: str
) -> Callable[[frozenset[str]], Figure | None]:
    return lambda some: figure_of(some).get(id)


def _partial(
    old: Edition, new: Edition, edits_: Sequence[str], wanted: Container[str]
) -> Callable[[frozenset[str]], Mapping[str, Figure]]:
    """A function from a subset of edits to the figures that what is wanted has with just those."""
    keep = _cone(old, edits_) | _cone(new, edits_)
    memory = {key: old.values.of[id] for id, key in old.values.keys.items()}
    memory |= {key: new.values.of[id] for id, key in new.values.keys.items()}
    known: dict[frozenset[str], Mapping[str, Figure]] = {}

    def figures(some: frozenset[str]) -> Mapping[str, Figure]:
        if some not in known:
            records = mixed(old.base.records, new.base.records, some, keep)
            set_by = old if SETTINGS in edits_ and SETTINGS not in some else new
            found = summaries(records, set_by.base.settings, memory, wanted)
            known[some] = {id: each.figure for id, each in found.items()}
        return known[some]

    return figures


def _cone(edition: Edition, ids: Sequence[str]) -> frozenset[str]:
    """The records that matter to what the edits reach: everything there, and everything upstream of it."""
    reached = set().union(*(_reached(edition, id) for id in ids))
    upstream = {each for id in reached if id in edition.base.nodes for each in ancestors(edition.base, id)}
    choices = {id for id in reached | upstream if id in edition.base.records.choices}
    checks = {
        id
        for knot in edition.settled.knots
        if choices & set(knot.choices)
        for id, outcome in edition.settled.outcomes.items()
        if set(outcome.axes) & set(knot.choices)
    }
    beyond = {each for id in checks for each in ancestors(edition.base, id)}
    return frozenset(each.partition("#")[0] for each in {*reached, *upstream, *checks, *beyond, *ids})


def mixed(old: Records, new: Records, some: frozenset[str], keep: frozenset[str]) -> Records:
    """The old records with those of `some` as they are in the new, cut down to `keep` (terms, units and sources whole)."""
    parts: dict[str, Any] = {}
    for section in ("claims", "quantities", "choices", "checks", "terms", "units"):
        before, after = getattr(old, section), getattr(new, section)
        merged = {id: record for id, record in before.items() if id not in some} | {
            id: record for id, record in after.items() if id in some
        }
        whole = section in ("terms", "units")
        parts[section] = {id: record for id, record in sorted(merged.items()) if whole or id in keep}
    gone = frozenset(old.claims) | frozenset(new.claims)
    return replace(old, **parts, findings=(), later=old.later | (gone - frozenset(parts["claims"])))


def _shapley(
    edits_: Sequence[str], figure_of: Callable[[frozenset[str]], Figure | None]
) -> tuple[tuple[str, float], ...]:
    """Shapley values (Shapley 1953) of the edits for the change of a median, as parts that add up to one."""

    def worth(some: frozenset[str]) -> float:
        found = figure_of(some)
        if found is None:
            return math.nan
        if math.isnan(found.median) and found.low > 0:
            return (math.log(found.low) + math.log(found.high)) / 2
        return math.log(found.median) if found.median > 0 else found.median

    total = worth(frozenset(edits_)) - worth(frozenset())
    if not total or math.isnan(total):
        return _undivided(edits_)
    gains = dict.fromkeys(edits_, 0.0)
    for edit, some, weight in _weights(edits_, lambda some: not math.isnan(worth(some))):
        gains[edit] += weight * (worth(some | {edit}) - worth(some))
    whole = sum(gains.values())
    return tuple((edit, gain / whole) for edit, gain in gains.items()) if whole else _undivided(edits_)


def _weights(
    edits_: Sequence[str], possible: Callable[[frozenset[str]], bool]
) -> Iterator[tuple[str, frozenset[str], float]]:
    """(edit, the edits before it, weight): exact up to eight edits.

    Every order of the edits counts the same, but for those on whose way the number is not there at all: a claim whose
    successor is not yet written. Beyond eight, each edit is weighed as the first and as the last of all, half each, and
    the parts are scaled to one.
    """
    if len(edits_) > EXACT_SHARES:
        first, whole = frozenset[str](), frozenset(edits_)
        for edit in edits_:
            for some in (first, whole - {edit}):
                if possible(some) and possible(some | {edit}):
                    yield edit, some, 0.5
        return
    every = [frozenset(some) for size in range(len(edits_) + 1) for some in combinations(edits_, size)]
    alive = [some for some in every if possible(some)]
    # In how many orders a set of edits can be reached, and the rest be done after it.
    ways_to, ways_on = {every[0]: 1}, {every[-1]: 1}
    for some in alive[1:]:
        ways_to[some] = sum(ways_to.get(some - {edit}, 0) for edit in some)
    for some in reversed(alive[:-1]):
        ways_on[some] = sum(ways_on.get(some | {edit}, 0) for edit in edits_ if edit not in some)
    for some in alive:
        for edit in edits_:
            ways = ways_to.get(some, 0) * ways_on.get(some | {edit}, 0) if edit not in some else 0
            if ways:
                yield edit, some, ways / ways_on[every[0]]


# --- verdicts and findings -------------------------------------------------------------------------------------


def _flips(old: Edition, new: Edition) -> Iterator[Flip]:
    for id in sorted(set(old.settled.outcomes) & set(new.settled.outcomes)):
        a, b = check_verdict(old, id), check_verdict(new, id)
        if a != b:
            yield Flip("check", id, a, b)
    ruled = set(old.settled.ruled_out) ^ set(new.settled.ruled_out)
    for choice, option in sorted(ruled):
        was = (choice, option) in old.settled.ruled_out
        yield Flip(
            "option",
            f"{choice}={option}",
            "ruled out" if was else "possible",
            "possible" if was else "ruled out",
        )
    for id in sorted(set(old.agreements) & set(new.agreements)):
        if old.agreements[id].verdict != new.agreements[id].verdict:
            yield Flip("stated", id, old.agreements[id].verdict, new.agreements[id].verdict)
    for id in sorted(set(old.comparisons) & set(new.comparisons)):
        if old.comparisons[id].verdict != new.comparisons[id].verdict:
            yield Flip("rivals", id, old.comparisons[id].verdict, new.comparisons[id].verdict)


def check_verdict(edition: Edition, id: str) -> str:
    """A check's verdict over the active contexts: the one they share, or each with the contexts it is for."""
    verdicts = {verdict(share) for reading, share in edition.outcomes(id) if reading.active}
    return verdicts.pop() if len(verdicts) == 1 else "depends on the reading"


def _findings(old: Edition, new: Edition) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Findings that are new, and those that are gone; one whose figures changed but not its rule and id is neither."""
    before = {(each.rule, each.id, bool(each.accepted)) for each in old.findings}
    after = {(each.rule, each.id, bool(each.accepted)) for each in new.findings}
    opened = tuple(each for each in new.findings if (each.rule, each.id, bool(each.accepted)) not in before)
    closed = tuple(each for each in old.findings if (each.rule, each.id, bool(each.accepted)) not in after)
    return opened, closed


def trifling(move: Moved) -> bool:
    """Whether a number is the same but for rounding: the same fact worded otherwise may give other last bits."""
    if move.old is None or move.new is None or move.was != move.unit:
        return False
    pairs = zip(vars(move.old.figure).values(), vars(move.new.figure).values(), strict=True)
    return move.old.bound == move.new.bound and all(
        math.isclose(a, b, rel_tol=1e-9) or (math.isnan(a) and math.isnan(b)) for a, b in pairs
    )


def cut(found: Account, top: int = 0, threshold: float = 0.0) -> tuple[tuple[Moved, ...], int]:
    """The moves that are to be shown, and how many are left out: those below a size, then the smallest beyond `top`.

    What is new or gone has no size, and comes last.
    """
    kept = [each for each in found.moved if each.size >= threshold]
    shown = kept[:top] if top > 0 else kept
    return tuple(shown), len(found.moved) - len(shown)


def as_json(found: Account, top: int = 0, threshold: float = 0.0) -> dict[str, Any]:
    """The documented shape of `diff`, `whatif` and `update --dry-run`; numbers in each claim's unit."""
    from whence.account.answers import numbers
    from whence.account.reports import as_dict

    def side(summary: Summary | None, unit: Unit) -> dict[str, float | None] | None:
        return numbers(summary.figure, unit) if summary else None

    shown, left_out = cut(found, top, threshold)
    return {
        "edited": [
            {
                "id": e.id,
                "section": e.section,
                "field": e.field or None,
                "old": e.old,
                "new": e.new,
                "sort": e.sort,
            }
            for e in found.edited
        ],
        "moved": [
            {
                "id": m.id,
                "unit": m.unit.text,
                "old_unit": m.was.text,
                "old": side(m.old, m.was),
                "new": side(m.new, m.unit),
                "ratio": None if math.isnan(m.ratio) else m.ratio,
                "size": m.size if math.isfinite(m.size) else None,
                "days": None if math.isnan(days(m)) else days(m),
                "because": [
                    {"id": id, "share": None if math.isnan(share) else share} for id, share in m.because
                ],
            }
            for m in shown
        ],
        "moved_not_shown": left_out,
        "verdicts": [{"kind": f.kind, "id": f.id, "old": f.old, "new": f.new} for f in found.verdicts],
        "findings": {
            "opened": [as_dict(each) for each in found.opened],
            "closed": [as_dict(each) for each in found.closed],
        },
        "unmoved": found.unmoved,
        "approximate": found.approximate,
        "layout": list(found.layout),
    }
