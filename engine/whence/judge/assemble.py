"""The whole story as one pure function of text: read, link, infer dimensions, evaluate, settle, object."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from whence.evaluate import comparisons, contexts
from whence.evaluate.asked import Asked
from whence.evaluate.conditioned import conditioned
from whence.evaluate.contexts import Settled
from whence.evaluate.evaluator import Evaluator, Memory, Values, options_of
from whence.evaluate.rivals import Comparison
from whence.evaluate.serial import Serial
from whence.evaluate.summaries import Summary, summarise
from whence.files import knowledge
from whence.files.schema import Settings
from whence.files.sections import NUMBERED
from whence.judge import acceptance, echoes, recomputed, rules
from whence.judge.compared import Agreement
from whence.judge.edition import Edition
from whence.language.problems import Finding
from whence.model import dimensions, linking
from whence.model.dimensions import Dimensions
from whence.model.graph import Base, descendants

EVALUATOR: Evaluator = Serial()
# What many records may depend on without naming it.
FRAME = ("terms", "units", "sources", "changes")


def assemble(
    texts: Mapping[str, str | bytes],
    settings: Settings | None = None,
    *,
    today: str = "",
    known_on: str = "",
    memory: Memory | None = None,
    snapshots: Mapping[str, str] | None = None,
    keep: bool = True,
) -> Edition:
    """Everything the engine knows about a base, from the text of its files (path to content) and nothing else.

    `today` dates staleness; `known_on` (a day) leaves out what was not known then; `memory` holds estimates by content
    from earlier runs and changes no result; `snapshots` gives the text of sources by file name, where excerpts are to
    be looked up. Draws are kept, or given away once nothing more is computed from them, which takes less memory and, where
    they are asked for again, more time.
    """
    from whence.files import reader

    records = reader.read(texts)
    if known_on:
        records = knowledge.known(records, known_on)
    base = linking.link(records, settings or Settings())
    return judge(base, today=today, memory=memory, snapshots=snapshots, keep=keep)


def judge(
    base: Base,
    *,
    today: str = "",
    memory: Memory | None = None,
    snapshots: Mapping[str, str] | None = None,
    before: Edition | None = None,
    keep: bool = True,
) -> Edition:
    """The same from a base that is already linked; what cannot differ from `before` is taken from it.

    Nothing is evaluated or judged before it is asked for, but for numbers where there is one before.
    """
    sorts, found = evaluated(base, memory, keep)
    settled = contexts.settle(base, found)
    same = _unchanged(before, base, found, settled)
    summaries = _summaries(base, found, settled, before, same)
    agreeing = _agreeing_alike(before, base, same)
    agreements = recomputed.agreements(base, found, settled, summaries, EVALUATOR, agreeing)
    edition = Edition(base, sorts, found, settled, summaries, agreements, {}, today, snapshots)
    edition = replace(edition, comparisons=_comparisons(edition, before, same))
    if before:
        # all of it now, so that it does not hold on to the edition before, and this to the one before that
        _ = [len(each) for each in (edition.summaries, edition.agreements, edition.comparisons)]
    return replace(edition, judged=lambda: _findings(edition))


def _findings(edition: Edition) -> tuple[Finding, ...]:
    """All that is objected to in an edition, by the storeys below and by every rule."""
    below = (edition.base.records, edition.base, edition.dimensions, edition.values)
    told = tuple(found for each in below for found in each.findings)
    raised = _first_things_first(edition, told, tuple(rules.object_to(edition)))
    return in_order(acceptance.settle(edition, echoes.marked(edition, raised)))


def _summaries(
    base: Base, found: Values, settled: Settled, before: Edition | None, same: frozenset[str]
) -> Mapping[str, Summary]:
    """What is said of each node that has an estimate."""

    def summary(id: str) -> Summary | None:
        if before and id in same:
            return before.summaries.get(id)
        own = found.of.get(id)
        return summarise(base, settled, conditioned(base, settled, id, found.of)) if own else None

    return Asked(base.nodes.keys, summary)


def evaluated(base: Base, memory: Memory | None, keep: bool = True) -> tuple[Dimensions, Values]:
    """The dimensions of a base's nodes, and their estimates."""
    sorts, options = dimensions.infer(base), options_of(base.settings, keep)
    return sorts, EVALUATOR.evaluate(base, sorts, options, {} if memory is None else memory)


def _first_things_first(
    edition: Edition, below: Sequence[Finding], objections: Sequence[Finding]
) -> tuple[Finding, ...]:
    """The findings without what follows from another: one mistake gives one.

    Of a record that is wrong in itself, neither its weaknesses are told nor, where it has no number, anything else:
    they may be gone once it is mended. Hidden characters are told, since they may be what is wrong.
    """
    wrong = edition.wrong
    told = [
        each
        for each in below
        if each.severity == "error" or each.id not in wrong or each.rule == "text-hidden"
    ]
    told += [
        each
        for each in objections
        if each.id not in wrong or (each.id in edition.summaries and each.severity in ("error", "conflict"))
    ]
    return tuple(told)


def _unchanged(before: Edition | None, base: Base, found: Values, settled: Settled) -> frozenset[str]:
    """The nodes whose estimate is an earlier one, and whose contexts survive and count as they did then."""
    if before is None:
        return frozenset()
    credence = {id: choice.credence for id, choice in before.base.records.choices.items()}
    turned = contexts.unsettled(before.settled, settled) | {
        id for id, choice in base.records.choices.items() if credence.get(id) != choice.credence
    }
    return frozenset(
        id
        for id, key in found.keys.items()
        if before.values.keys.get(id) == key and id in found.of and turned.isdisjoint(found.of[id].axes)
    )


def _agreeing_alike(before: Edition | None, new: Base, same: frozenset[str]) -> Mapping[str, Agreement]:
    """The earlier verdicts on stated figures that rest, now and in the past, on nothing that has changed."""
    if before is None or not _framed_alike(before.base, new):
        return {}
    old = before.base
    pairs = [(old.records.of(section), new.records.of(section)) for section in NUMBERED]
    changed = {id for one, two in pairs for id in {*one, *two} if one.get(id) != two.get(id)}
    claims = [base.records.claims[id] for base in (old, new) for id in changed if id in base.records.claims]
    of = {new.aliases.get(each.of, each.of) for each in claims}
    moved = {*changed, *of, *(id for id in new.nodes if id not in same)}
    below = moved.union(descendants(new, moved))
    return {id: each for id, each in before.agreements.items() if id not in below}


def _framed_alike(old: Base, new: Base) -> bool:
    """Whether all but the records with numbers, and their checks, is as it was."""
    return (old.settings, old.aliases) == (new.settings, new.aliases) and all(
        old.records.of(section) is new.records.of(section)
        or old.records.of(section) == new.records.of(section)
        for section in FRAME
    )


def _comparisons(edition: Edition, before: Edition | None, same: frozenset[str]) -> Mapping[str, Comparison]:
    """Each quantity with at least one claim that has a number."""
    base = edition.base
    kept = _weighed_alike(before.base, base, same) if before else frozenset()

    def compared(id: str) -> Comparison | None:
        if id not in base.records.quantities:
            return None
        if before and id in kept and id in before.comparisons:
            return before.comparisons[id]
        return comparisons.compare(base, edition.values, edition.settled, edition.summaries, id)

    return Asked(lambda: base.records.quantities, compared)


def _weighed_alike(old: Base, new: Base, same: frozenset[str]) -> frozenset[str]:
    """The quantities whose claims, and all that is said of these, are as they were."""
    if not _framed_alike(old, new):
        return frozenset()
    before, after = old.members, new.members
    return frozenset(
        id
        for id, record in new.records.quantities.items()
        if old.records.quantities.get(id) == record
        and before.get(id) == after.get(id)
        and same.issuperset(after.get(id, ()))
        and all(old.records.claims[each] == new.records.claims[each] for each in after.get(id, ()))
    )


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings in an order that does not depend on how they were found: by place, then rule, id and message."""
    return tuple(
        sorted(
            {(each.rule, each.id, each.message, each.place): each for each in findings}.values(),
            key=lambda each: (each.place is None, each.place or "", each.rule, each.id, each.message),
        )
    )
