"""The account of a change: what was edited, what moved because of it and by how much, and what did not."""

from __future__ import annotations

import datetime
import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, Literal

from whence.account import renames, watch
from whence.account.flips import Flip, flips
from whence.account.moves import SETTINGS, Moved, because_of, days, move, moved, reach
from whence.account.shapley import Shared, shares, undivided
from whence.account.watch import Turn
from whence.evaluate.summaries import Summary
from whence.files.knowledge import known
from whence.files.records import Records
from whence.files.sections import TOLD, is_evidence
from whence.judge.assemble import judge
from whence.judge.edition import Edition
from whence.language.frozen import dataclass
from whence.language.problems import Finding
from whence.language.units.units import Unit
from whence.language.values.days import covered
from whence.model.graph import owner
from whence.model.linking import link

Sort = Literal["value", "evidence", "wording"]
EVIDENCE = frozenset((
    "cites", "by", "as_of", "known", "history", "accepted", "review_by", "superseded_by", "why", "because", "relies_on",
    "snapshot", "issued", "accessed", "reliability", "author", "publisher", "container_title", "URL", "DOI", "type",
    "mention_only", "date", "edits", "source", "differs_from", "set_aside",
))  # fmt: skip
WORDING = frozenset(("title", "note", "tags", "aliases", "headline", "intro", "words", "plural"))
# What can move a quantity that takes the latest.
TIMES = frozenset(("as_of", "known"))
# What else tells whether a claim of a quantity counts, and for how much: whose word it is, and since when that is known.
STANDING = frozenset(("cites", "issued", "relies_on"))
PRESENTED = frozenset(
    (
        "title",
        "description",
        "base_url",
        "repository",
        "license",
        "author",
        "style",
        "colours",
        "dark_colours",
        "watch",
    )
)


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
class Account:
    """Everything that differs between two editions, and how many nodes did not move.

    `layout` names the files of which only the layout differs: comments, order, quoting. `orders` is the number of orders
    of the edits that the parts of moves are means over, 0 where all count; `error` the largest standard error of a part.
    `elsewhere` is how many moves are
    left out because they are of records that were not asked for. `watched` has the turns of the conclusions on the
    watch list, whatever was asked for.
    """

    edited: tuple[Edited, ...]
    moved: tuple[Moved, ...]
    verdicts: tuple[Flip, ...]
    opened: tuple[Finding, ...]
    closed: tuple[Finding, ...]
    unmoved: int
    layout: tuple[str, ...] = ()
    orders: int = 0
    error: float = 0.0
    elsewhere: int = 0
    watched: tuple[Turn, ...] = ()

    @property
    def approximate(self) -> bool:
        """Whether the parts of moves are means over some orders of the edits."""
        return self.orders > 0

    @property
    def empty(self) -> bool:
        """Whether nothing differs."""
        return not (
            self.edited
            or self.moved
            or self.verdicts
            or self.opened
            or self.closed
            or self.layout
            or self.elsewhere
            or self.watched
        )


def account(old: Edition, new: Edition, shared: bool = True) -> Account:
    """Compare two editions exactly: a node has not moved when its draws are the same to the last bit.

    A record that has another id now, and its old one as an alias, is the same record. Where the seed or the number of
    draws differs, every draw does, and a node has not moved when it reads the same.

    `shared` divides each move among the edits that reach it (`shapley.shares`): exactly up to five edits that meet,
    over a fixed sample of their orders beyond (`approximate`), at the cost of what is downstream of each edit.
    """
    if names := renames.renamed(old.base.records, new.base.records):
        old = renames.under(names, old)
    edited = (*_settings(old, new), *edits(old.base.records, new.base.records, names))
    ids, unmoved = moved(old, new)
    reached = reach(old, new, _movers(old, new, edited))
    because = {id: because_of(old, new, id, reached) for id in ids}
    told = (
        shares(old, new, because) if shared else Shared({id: undivided(each) for id, each in because.items()})
    )
    listed = [move(old, new, id, told.parts[id]) for id in ids]
    opened, closed = _findings(old, new)
    turned = tuple(flips(old, new))
    return Account(
        edited,
        tuple(sorted(listed, key=_rank)),
        turned,
        opened,
        closed,
        unmoved,
        tuple(_layout(old.base.records, new.base.records)),
        told.orders,
        told.error,
        watched=watch.turns(old, new, turned),
    )


def in_part(old: Edition, new: Edition, numbers: int) -> Account:
    """The same of two bases of so many `numbers`, given the part of each in which all is that may differ."""
    found = account(old, new)
    return replace(found, unmoved=numbers - len(found.moved))


def _rank(move: Moved) -> tuple[bool, float, str]:
    """What is new or gone comes last, the largest moves first; what only rounding of the machine tells apart, by name."""
    return move.old is None or move.new is None, -round(move.size, 9), move.id


def only(found: Account, ids: Collection[str]) -> Account:
    """The part of an account that speaks of some records; `elsewhere` counts the moves of the others."""
    moved = tuple(each for each in found.moved if owner(each.id) in ids)
    return replace(
        found,
        edited=tuple(each for each in found.edited if each.id in ids),
        moved=moved,
        elsewhere=len(found.moved) - len(moved),
        verdicts=tuple(each for each in found.verdicts if owner(each.id.partition("=")[0]) in ids),
        opened=tuple(each for each in found.opened if owner(each.id) in ids),
        closed=tuple(each for each in found.closed if owner(each.id) in ids),
        layout=(),
    )


@dataclass(frozen=True)
class Day:
    """What became known on one day: the editions of the day before and of the day, and the account between them."""

    eve: str
    day: str
    old: Edition
    new: Edition
    account: Account


def on_day(edition: Edition, date: str, shared: bool = True) -> Day | None:
    """The account of everything that became known on a day, or on the last day of a date; None where it is none.

    `shared` divides each move among its causes, as `account` does.
    """
    found = covered(date)
    if found is None or found.last < 2:  # there is no day before the first of the calendar
        return None
    eve, day = (datetime.date.fromordinal(each).isoformat() for each in (found.last - 1, found.last))
    memory, settings = edition.values.recalled(), edition.base.settings
    old, new = (
        judge(link(known(edition.base.records, each), settings), today=each, memory=memory)
        for each in (eve, day)
    )
    return Day(eve, day, old, new, account(old, new, shared))


def edits(old: Records, new: Records, names: renames.Names = renames.NONE) -> Iterator[Edited]:
    """Every field that differs between two sets of records, section by section.

    `names` gives the new ids of records that were renamed, which have them in both sets: their old id is one edit.
    """
    before_that = {id: name for name, id in names.items()}
    for section in (each.name for each in TOLD):
        before, after = old.of(section), new.of(section)
        if before is after:
            continue
        for id in sorted({*before, *after}):
            if id in before_that and id in after:
                yield Edited(section, id, "id", before_that[id], id, "wording")
            if before.get(id) == after.get(id):
                continue
            if id not in before or id not in after:
                sort: Sort = "evidence" if is_evidence(section) else "value"
                yield Edited(section, id, "", _title(before.get(id)), _title(after.get(id)), sort)
                continue
            yield from _fields(section, id, before[id], after[id], names)


def _settings(old: Edition, new: Edition) -> Iterator[Edited]:
    """Every setting of the base that differs."""
    yield from (
        replace(each, sort="wording" if each.field in PRESENTED else "value")
        for each in _fields(SETTINGS, SETTINGS, old.base.settings, new.base.settings)
    )


def _layout(old: Records, new: Records) -> Iterator[str]:
    """Files whose text differs though every record and the topic in them is the same."""
    for path in sorted(set(old.files) & set(new.files)) if old.files is not new.files else ():
        a, b = old.files[path], new.files[path]
        if a.text != b.text and (a.sections, a.topic) == (b.sections, b.topic):
            yield path


def _title(record: Any) -> str:
    return "" if record is None else str(record.title)


def _fields(
    section: str, id: str, before: Any, after: Any, names: renames.Names = renames.NONE
) -> Iterator[Edited]:
    for field in fields(before):
        a, b = getattr(before, field.name), getattr(after, field.name)
        if a != b and (field.name in WORDING or renames.called(a, names) != renames.called(b, names)):
            yield Edited(section, id, field.name, _text(a), _text(b), sort_of(section, field.name))


def sort_of(section: str, field: str) -> Sort:
    """Whether a field is a value (what is computed), evidence (what it stands on) or wording."""
    if field in WORDING:
        return "wording"
    return "evidence" if field in EVIDENCE or is_evidence(section) else "value"


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


def _movers(old: Edition, new: Edition, edited: Iterable[Edited]) -> tuple[str, ...]:
    """The records with an edit that can move a number: in itself, or by whether and how much a claim of a quantity counts."""
    rivals = {id for side in (old, new) for id, claim in side.base.records.claims.items() if claim.of}
    return tuple(
        dict.fromkeys(
            each.id
            for each in edited
            if each.sort == "value"
            or each.field in TIMES
            or (each.field in STANDING and (each.section == "sources" or each.id in rivals))
        )
    )


def _findings(old: Edition, new: Edition) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Findings that are new, and those that are gone; one whose figures changed but not its rule and id is neither."""
    before = {(each.rule, each.id, bool(each.accepted)) for each in old.findings}
    after = {(each.rule, each.id, bool(each.accepted)) for each in new.findings}
    opened = tuple(each for each in new.findings if (each.rule, each.id, bool(each.accepted)) not in before)
    closed = tuple(each for each in old.findings if (each.rule, each.id, bool(each.accepted)) not in after)
    return opened, closed


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

    def side(summary: Summary | None, unit: Unit) -> dict[str, Any] | None:
        return numbers(summary, unit) if summary else None

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
        **({"moved_elsewhere": found.elsewhere} if found.elsewhere else {}),
        **({"watched": [vars(each) for each in found.watched]} if found.watched else {}),
        "verdicts": [{"kind": f.kind, "id": f.id, "old": f.old, "new": f.new} for f in found.verdicts],
        "findings": {
            "opened": [as_dict(each) for each in found.opened],
            "closed": [as_dict(each) for each in found.closed],
        },
        "unmoved": found.unmoved,
        "approximate": found.approximate,
        "shares": {"orders": found.orders or None, "standard_error": found.error},
        "layout": list(found.layout),
    }
