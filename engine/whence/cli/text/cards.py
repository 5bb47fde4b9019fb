"""One record as a card: its number, where it comes from, its rivals and readings, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from whence.account import links, resting
from whence.account.choices import each_told
from whence.account.headlines import draws_left, headline, moments, without_mean
from whence.account.reasons import moving, proofs
from whence.cli.text.style import citation, leaves, paint, plural
from whence.evaluate.summaries import Summary
from whence.files import knowledge
from whence.files.sections import one
from whence.judge import evidence, rivalry
from whence.judge.rules.wording import verdicts
from whence.language.problems import few, visible
from whence.language.units.dimensions import ONE, Unit
from whence.language.values.shown import apart, show_share
from whence.language.values.value import drawn
from whence.language.values.written import show
from whence.model.graph import Derived, Leaf, Pick, Relation

if TYPE_CHECKING:
    from whence.account.spread import Above
    from whence.judge.edition import Edition


PERCENT = Unit("%", ONE, 0.01)
MOST_PAIRS = 10
MOST_LINKS = 3


def card(found: Edition, id: str, colour: bool) -> str:
    """Everything about one record, for reading."""
    lines = [paint(visible(found.title(id)), "bold", colour), f"  {id}  {_facts(found, id)}"]
    lines += [f"  {row}" for row in _body(found, id, colour)]
    for each in found.findings:
        if each.id == id and not each.accepted:
            style = "red" if each.severity in ("error", "conflict") else "yellow"
            head, *rest = each.message.split("\n")
            lines.append("  " + paint(f"{each.severity}[{each.rule}]", style, colour) + f" {head}")
            lines += [f"    {line}" for line in rest]
    return "\n".join(lines) + "\n"


def above(found: Above) -> str:
    """The share of probability above a threshold; two of them where a bound or an open reading leaves it so."""
    shares = _percent(found.share)
    if found.share != found.may:
        shares = f"surely {shares}, possibly {_percent(found.may)}"
    counted = f" of {found.draws:,} draws" if found.draws else ""
    bare = " (a bare figure: how sure it is, nobody says)" if found.bare else ""
    return f"{visible(found.threshold.text)}: {shares}{counted}{bare}"


def _percent(share: float) -> str:
    return show(share, PERCENT)


def _facts(found: Edition, id: str) -> str:
    claim = found.base.records.claims.get(id)
    if claim is None:
        return one(found.section(id))
    since = knowledge.since(found.base.issued, claim)
    parts = [claim.kind, claim.as_of and f"of {claim.as_of}", since and f"known since {since}"]
    parts.append(claim.by and f"by {claim.by}")
    parts.append(claim.status if claim.status != "current" else "")
    return ", ".join(visible(part) for part in parts if part)


def _body(found: Edition, id: str, colour: bool) -> Iterator[str]:
    summary = found.summaries.get(id)
    if id in found.base.records.sources:
        yield from _source_rows(found, id)
        return
    if id in found.base.records.terms:
        yield from _term_rows(found, id)
        return
    if summary is None:
        yield absent(found, id)
        return
    node = found.base.nodes[id]
    if isinstance(node, Relation):
        yield from _check_rows(found, id)
        return
    yield "  ".join(["value    ", paint(headline(found, id), "green", colour)])
    if of := moments(found, id, summary.figure):
        yield f"mean       {of[0]}  sd {of[1]}"
    elif why := without_mean(found, id):
        yield f"mean       none: {why}"
    yield from _origin_rows(found, id)
    yield from _stated_rows(found, id)
    yield from _context_rows(found, id, summary, found.unit(id))
    if isinstance(node, Pick):
        yield from _option_rows(found, id)
    yield from _rival_rows(found, id)
    yield from _evidence_rows(found, id)


def _origin_rows(found: Edition, id: str) -> Iterator[str]:
    """How a number comes about: as it was written, or by which formula over which figures."""
    node, value = found.base.nodes[id], found.base.values.get(id)
    if isinstance(node, Leaf) and value:
        yield f"written    {visible(value.text)}"
        if (claim := found.base.records.claims.get(id)) and claim.taken_as:
            why = f": {visible(claim.why)}" if claim.why else ""
            yield f"taken as   {visible(claim.taken_as)}{why}"
        if words := drawn(value):
            yield f"drawn as   {words}"
        if words := moving(found, id):
            yield f"together   {words}"
    if isinstance(node, Derived):
        from whence.language.formulas.formula import unparse

        yield f"formula    {unparse(node.tree)}"
        for name, ref in node.inputs.items():
            yield f"           {name} = {ref}: {headline(found, ref)}"


def _evidence_rows(found: Edition, id: str) -> Iterator[str]:
    """What a number rests on: leaves and origins, figures taken for bounds, shares of its uncertainty, sources."""
    rests = evidence.rests_on(found.base, id)
    yield (
        f"evidence   {leaves(len(rests.leaves))}: {len(rests.first_hand)} first-hand, "
        f"{len(rests.second_hand)} second-hand, {len(rests.uncited)} uncited; "
        f"{plural(len(rests.origins), 'distinct origin')}"
    )
    yield from _doubtful(found, id)
    yield from _taken(found, id)
    yield from _apart(found, id)
    weak = links.links(found, id)
    by_id = {each.id: each for each in weak}
    for share in found.shares(id)[:5]:
        swing = f"  {links.moves(found, id, by_id[share.id])}" if share.id in by_id else ""
        yield f"share      {show_share(share.share, 1):>6}  {share.named()}{swing}"
    for n, link in enumerate(weak[:MOST_LINKS], 1):
        yield f"weakest    {n}. {link.id}: {show_share(link.weakness)} ({links.told(link)})"
    for cite in evidence.citations(found.base, id):
        yield f"source     {citation(cite)}"


def _doubtful(found: Edition, id: str) -> Iterator[str]:
    """What it rests on, however far up, that was taken back, replaced or disputed."""
    if doubtful := resting.doubtful(found, id):
        yield f"rests on   {few([each.told for each in doubtful])}"


def _taken(found: Edition, id: str) -> Iterator[str]:
    """The claims below that are computed with as another value than the one written."""
    for each in evidence.taken(found.base, id):
        claim = found.base.records.claims[each]
        yield f"taken as   {each}: {visible(claim.value)} is taken as {visible(claim.taken_as)}"


def _apart(found: Edition, id: str) -> Iterator[str]:
    """What it is said to differ from, by itself or by the other."""
    for other, why in sorted(found.base.apart.get(id, {}).items()):
        yield f"apart      differs from {other}: {visible(why)}"


def _source_rows(found: Edition, id: str) -> Iterator[str]:
    """What a source is, and how many claims cite it."""
    source = found.base.records.sources[id]
    people = ", ".join(each.literal or f"{each.given} {each.family}".strip() for each in source.author)
    for name, text in (
        ("author", people),
        ("issued", source.issued),
        ("type", source.type),
        ("URL", source.URL),
        (
            "status",
            "" if source.status == "current" else ": ".join(filter(None, (source.status, source.why))),
        ),
    ):
        if text:
            yield f"{name:<10} {visible(text)}"
    count = sum(
        any(id in (each.source, each.via) for each in claim.cites)
        for claim in found.base.records.claims.values()
    )
    yield f"{'cited by':<10} {plural(count, 'claim')}" + (
        f"; `whence impact {id}` lists them" if count else ""
    )


def _term_rows(found: Edition, id: str) -> Iterator[str]:
    """The senses of a term, each with its value."""
    term = found.base.records.terms[id]
    for n, (name, sense) in enumerate(term.senses.items()):
        yield f"{'' if n else 'senses':<10} {name} = {visible(sense.value)}" + (
            f"  {visible(sense.title)}" if sense.title else ""
        )


def _check_rows(found: Edition, id: str) -> Iterator[str]:
    from whence.language.formulas.formula import unparse

    node = found.base.nodes[id]
    assert isinstance(node, Relation)
    yield f"assert     {unparse(node.tree)}"
    for name, ref in node.inputs.items():
        yield f"           {name} = {ref}: {headline(found, ref)}"
    yield from _doubtful(found, id)
    yield from _taken(found, id)
    yield from truth(found, id)


def truth(found: Edition, id: str) -> Iterator[str]:
    """A check's verdict in each context that survives, and how many others there are."""
    hidden = 0
    for each in found.outcomes(id):
        reading = each.reading
        where = ", ".join(f"{axis}={option}" for axis, option in reading.choose.items())
        where += " " if where else ""
        if reading.possible or found.base.records.checks[id].on_fail == "rule-out":
            note = "" if reading.active else ", not preferred" if reading.possible else ", ruled out"
            yield f"{each.verdict:<10} {where}({each.words}{note})"
        else:
            hidden += 1
    if hidden:
        yield f"and {plural(hidden, 'context')} that other checks rule out"


def _stated_rows(found: Edition, id: str) -> Iterator[str]:
    if id in found.agreements:
        each, stated = found.agreements[id], found.base.stated[id]
        yield f"stated     {visible(stated.text)}: {verdicts.brief(each, stated.unit)}"
        yield f"             {verdicts.explanation(found, id)}"


def _context_rows(found: Edition, id: str, summary: Summary, unit: Unit) -> Iterator[str]:
    digits = apart((each.figure.point for each in summary.readings), unit)
    for reading in summary.readings if len(summary.readings) > 1 else ():
        where = ", ".join(f"{axis}={option}" for axis, option in reading.choose.items())
        out = "ruled out, and picked all the same" if reading.active else "ruled out"
        how = f" ({out})" if not reading.possible else "" if reading.active else " (not preferred)"
        left = draws_left(reading)
        between = found.interval(id, reading.figure, digits) if left else ""
        span = f"  [{between}]" if between else ""
        yield f"context    {where}: {found.told(id, reading, digits)}{how}{span}" + (
            f"  {left}" if left else ""
        )


def _option_rows(found: Edition, id: str) -> Iterator[str]:
    for name, said in each_told(found, id):
        yield f"option     {name}: {said}"
        for proof in proofs(found, id, name):
            others = ", ".join(f"{axis}={option}" for axis, option in proof.choose.items() if axis != id)
            yield f"             {proof.figures} is false" + (f" (with {others})" if others else "")


def _rival_rows(found: Edition, id: str) -> Iterator[str]:
    comparison = found.comparisons.get(id)
    if comparison is None:
        return
    digits = rivalry.digits(comparison.rivals, found.unit(id))
    for each in comparison.rivals:
        figure = each.figure
        span = f"  [{found.interval(each.id, figure, digits)}]" if figure.low < figure.high else ""
        why = rivalry.standing(found, id, each)
        text = (
            rivalry.figure_of(each, found.unit(id), digits)
            if each.bound
            else found.number(each.id, figure, digits) + span
        )
        yield f"rival      {each.id}: {text}" + (f"  ({why})" if why else "")
    for group in rivalry.witnesses(comparison):
        yield f"witness    {', '.join(group)} count as one"
    word = "consensus" if comparison.consensus else "rivals"
    yield f"{word:<9}  {comparison.verdict}"
    for label, text in rivalry.statistics(found, id, comparison):
        yield f"{'':9}  {label}: {text}"
    for a, b, far in rivalry.pairs(comparison)[:MOST_PAIRS]:
        yield f"pair       {a} and {b}: {far}"
    for where, word in rivalry.readings(found, comparison):
        yield f"reading    {where}: {word}"
    for name, word in comparison.periods:
        yield f"time       {name}: {word}"


def absent(found: Edition, id: str) -> str:
    """Why a record has no number."""
    record = found.base.records.claims.get(id)
    if record and record.absence:
        return f"{record.absence}: {record.missing or record.qualitative}"
    cause = found.cause(id)
    if cause and cause != id:
        return f"`{id}` has no value because `{cause}` has none"
    return f"`{id}` has no value; `whence check` says why"
