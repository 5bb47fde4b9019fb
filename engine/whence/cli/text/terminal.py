"""Answers as text for a terminal: cards, tables, derivation trees."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from whence.account.headlines import headline, summary_text
from whence.account.reasons import Step, proofs, stated_upstream
from whence.evaluate.contexts import Summary, options, verdict
from whence.files.schema import Citation
from whence.judge import evidence
from whence.language.problems import listing, visible
from whence.language.units.units import Unit
from whence.language.values.written import show
from whence.model.graph import Derived, Leaf, Pick, Relation

if TYPE_CHECKING:
    from whence.account.changes import Account, Edited, Moved
    from whence.account.histories import Entry as Past
    from whence.account.impacts import Impact
    from whence.account.ledger import Entry
    from whence.account.targets import Answer
    from whence.judge.edition import Edition
    from whence.judge.excerpts import Looked

_STYLES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34", "magenta": "35"}


def paint(text: str, style: str, colour: bool) -> str:
    """Text in a style, where colour is wanted."""
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if colour and text else text


def counts(found: Edition, hidden: int = 0) -> str:
    """The closing line of a check."""
    live = Counter(each.severity for each in found.findings if not each.accepted)
    accepted = sum(1 for each in found.findings if each.accepted)
    records = found.base.records
    parts = [plural(live.get(name, 0), name) for name in ("error", "conflict", "warning", "note")]
    if accepted:
        parts.append(f"{accepted} accepted")
    evaluated = sum(1 for id in records.claims if id in found.summaries)
    line = f"{plural(len(records.claims), 'claim')} ({evaluated} evaluated), {plural(len(records.sources), 'source')}: "
    return line + ", ".join(parts) + (f"\n{hidden} not shown; `--all` shows them" if hidden else "")


def plural(count: int, word: str) -> str:
    """A count with its word: `1 error`, `2 errors`."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def leaves(count: int) -> str:
    """A count of leaves."""
    return f"{count} {'leaf' if count == 1 else 'leaves'}"


def listed(found: Edition) -> list[str]:
    """The ids that `show` lists when it is given none: claims and quantities, file by file."""
    records = found.base.records
    return [
        *records.quantities,
        *sorted(records.claims, key=lambda id: (records.home.get(f"claims:{id}", ""), id)),
    ]


# --- numbers ---------------------------------------------------------------------------------------------------


def table(found: Edition, ids: Sequence[str], colour: bool) -> str:
    """One line a claim: id, number, title."""
    rows = [(id, headline(found, id), found.title(id)) for id in ids]
    first = min(44, max((len(row[0]) for row in rows), default=0))
    second = min(52, max((len(row[1]) for row in rows), default=0))
    lines = [
        f"{paint(f'{id:<{first}}', 'bold', colour)}  {number:<{second}}  {paint(visible(title), 'dim', colour)}"
        for id, number, title in rows
    ]
    return "\n".join(lines) + "\n"


# --- cards -----------------------------------------------------------------------------------------------------


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


def _facts(found: Edition, id: str) -> str:
    claim = found.base.records.claims.get(id)
    if claim is None:
        return found.section(id).replace("quantities", "quantity").rstrip("s")
    parts = [claim.kind, claim.as_of and f"as of {claim.as_of}", claim.by and f"by {claim.by}"]
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
    if isinstance(node, Leaf) and id in found.base.values:
        yield f"written    {visible(found.base.values[id].text)}"
    if isinstance(node, Derived):
        from whence.language.formulas.formula import unparse

        yield f"formula    {unparse(node.tree)}"
        for name, ref in node.inputs.items():
            yield f"           {name} = {ref}: {headline(found, ref)}"
    yield from _stated_rows(found, id)
    yield from _context_rows(found, summary, found.unit(id))
    if isinstance(node, Pick):
        yield from _option_rows(found, id)
    yield from _rival_rows(found, id)
    rests = evidence.rests_on(found.base, id)
    yield (
        f"evidence   {leaves(len(rests.leaves))}: {len(rests.first_hand)} first-hand, "
        f"{len(rests.second_hand)} second-hand, {len(rests.uncited)} uncited; "
        f"{plural(len(rests.origins), 'distinct origin')}"
    )
    for share in found.shares(id)[:5]:
        yield f"share      {share.share:6.1%}  {share.id}"
    link = evidence.weakest(found.shares(id))
    if link and link.id != id:
        yield f"weakest    {link.id}: {link.share:.0%} of the uncertainty, {link.grade}"
    for cite in evidence.citations(found.base, id):
        yield f"source     {citation(cite)}"


def _source_rows(found: Edition, id: str) -> Iterator[str]:
    """What a source is, and how many claims cite it."""
    source = found.base.records.sources[id]
    people = ", ".join(each.literal or f"{each.given} {each.family}".strip() for each in source.author)
    for name, text in (
        ("author", people),
        ("issued", source.issued),
        ("type", source.type),
        ("URL", source.URL),
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
    yield from truth(found, id)


def truth(found: Edition, id: str) -> Iterator[str]:
    """A check's verdict in each context that survives, and how many others there are."""
    hidden = 0
    for reading, share in found.outcomes(id):
        where = ", ".join(f"{axis}={option}" for axis, option in reading.choose.items())
        where += " " if where else ""
        if reading.possible or found.base.records.checks[id].on_fail == "rule-out":
            note = "" if reading.active else ", not preferred" if reading.possible else ", ruled out"
            yield f"{verdict(share):<10} {where}(true in {share:.0%} of draws{note})"
        else:
            hidden += 1
    if hidden:
        yield f"and {plural(hidden, 'context')} that other checks rule out"


def _stated_rows(found: Edition, id: str) -> Iterator[str]:
    if id in found.agreements:
        each = found.agreements[id]
        end = f", the {each.one_end} end of the range" if each.one_end else ""
        yield f"stated     {visible(found.base.stated[id].text)}: {each.verdict}{end} (ours / theirs {each.ratio:.3g})"


def _context_rows(found: Edition, summary: Summary, unit: Unit) -> Iterator[str]:
    for reading in summary.readings if len(summary.readings) > 1 else ():
        where = ", ".join(f"{axis}={option}" for axis, option in reading.choose.items())
        how = "" if reading.active else " (not preferred)" if reading.possible else " (ruled out)"
        yield f"context    {where}: {show(reading.figure.point, unit)}{how}"


def _option_rows(found: Edition, id: str) -> Iterator[str]:
    for name in options(found.base, id):
        because = found.settled.ruled_out.get((id, name))
        yield f"option     {name}: " + (f"ruled out by {', '.join(because)}" if because else "possible")
        for proof in proofs(found, id, name):
            others = ", ".join(f"{axis}={option}" for axis, option in proof.choose.items() if axis != id)
            yield f"             {proof.figures} is false" + (f" (with {others})" if others else "")


def _rival_rows(found: Edition, id: str) -> Iterator[str]:
    comparison = found.comparisons.get(id)
    if comparison is None:
        return
    for each in comparison.rivals:
        figure = each.figure
        span = f"  [{found.interval(each.id, figure)}]" if figure.low < figure.high else ""
        yield f"rival      {each.id}: {found.number(each.id, figure)}{span}" + (
            f"  ({each.unused})" if each.unused else ""
        )
    if comparison.consensus:
        c = comparison.consensus
        yield f"consensus  p = {c.p:.2g}, scale factor S = {c.S:.2f}, {comparison.verdict} ({comparison.scale} scale)"
    else:
        yield f"rivals     {comparison.verdict}, largest over smallest {comparison.ratio:.3g}"


def absent(found: Edition, id: str) -> str:
    """Why a record has no number."""
    record = found.base.records.claims.get(id)
    if record and record.missing:
        return f"missing: {record.missing}"
    cause = found.cause(id)
    if cause and cause != id:
        return f"`{id}` has no value because `{cause}` has none"
    return f"`{id}` has no value; `whence check` says why"


def citation(cite: Citation) -> str:
    """A citation on one line."""
    origin = "origin not named" if cite.source == "unstated" else cite.source
    parts = [origin, cite.via and f"via {cite.via}", cite.at]
    quote = f" “{visible(cite.excerpt)}”" if cite.excerpt else ""
    return ", ".join(part for part in parts if part) + quote


# --- derivations -----------------------------------------------------------------------------------------------


def tree(found: Edition, step: Step, colour: bool, depth: int = 0) -> str:
    """A derivation as an indented tree."""
    lines = list(_tree(found, step, colour, "", "", depth or 99))
    shares = found.shares(step.id)
    if shares:
        lines += ["", "Shares of the uncertainty"]
        lines += [f"  {each.share:6.1%}  {each.id}  ({each.grade})" for each in shares]
        rest = 1 - sum(each.share for each in shares)
        if rest > 0.0005:
            lines.append(f"  {rest:6.1%}  what several of them bring only together, and sampling noise")
        link = evidence.weakest(shares)
        if link and link.grade != "first-hand" and link.id != step.id:
            lines.append(f"Weakest link: {link.id}, {link.grade}")
    lines += _rounding(found, step.id)
    return "\n".join(lines) + "\n"


def _rounding(found: Edition, id: str) -> list[str]:
    """What the rounding of stated figures comes to along the chain, where it has compounded."""
    chain = stated_upstream(found, id)
    if len(chain) < 2 or all(abs(math.log(ratio)) < math.log(1.05) for _, ratio in chain):
        return []
    return [
        "",
        "Ours over the source's own figures, along the chain",
        *(f"  {ratio:6.3g}  {each}" for each, ratio in chain),
    ]


def _tree(found: Edition, step: Step, colour: bool, lead: str, below: str, depth: int) -> Iterator[str]:
    name = paint(step.name, "blue", colour) + " = " if step.name else ""
    yield f"{lead}{name}{paint(step.number, 'bold', colour)}  {visible(step.title)}"
    for row in _notes(step, colour):
        yield f"{below}{'│ ' if step.steps and depth > 1 else '  '}{row}"
    if depth <= 1:
        return
    for n, child in enumerate(step.steps):
        last = n == len(step.steps) - 1
        branch, under = ("└─ ", "   ") if last else ("├─ ", "│  ")
        yield from _tree(found, child, colour, below + branch, below + under, depth - 1)


def _notes(step: Step, colour: bool) -> Iterator[str]:
    span = f"  90 %: {step.interval}" if step.interval else ""
    share = f"  {step.share:.0%} of the uncertainty" if step.share >= 0.005 else ""
    again = "  (unfolded above)" if step.again else ""
    if "#" not in step.id or span or share:
        yield paint(f"{step.id}, {step.what}{span}{share}{again}", "dim", colour)
    if step.arithmetic:
        yield f"= {step.arithmetic}"
        yield f"= {step.figures}"
    if step.written and step.written != step.number:
        yield f"written: {visible(step.written)}"
    if step.agreement:
        found = step.agreement
        end = f", one end of the range ({found.one_end})" if found.one_end else ""
        style = (
            "green"
            if found.verdict in ("agrees", "inside")
            else "yellow"
            if found.verdict == "soft"
            else "red"
        )
        text = (
            f"the source states {visible(step.stated)}: {found.verdict}{end}, ours / theirs {found.ratio:.3g}"
        )
        yield paint(text, style, colour)
    if step.note:
        yield visible(step.note)
    for cite in step.cites:
        yield paint(f"source: {citation(cite)}", "dim", colour)


def step_json(found: Edition, step: Step) -> dict[str, Any]:
    """A derivation for scripts: the same tree as the text."""
    return {
        "id": step.id,
        "name": step.name,
        "title": step.title,
        "what": step.what,
        "number": step.number,
        "interval": step.interval or None,
        "choose": dict(step.choose),
        "formula": step.arithmetic or None,
        "figures": step.figures or None,
        "written": step.written or None,
        "stated": step.stated or None,
        "verdict": step.agreement.verdict if step.agreement else None,
        "share": round(step.share, 6),
        "cites": [{"source": c.source, "via": c.via, "at": c.at, "excerpt": c.excerpt} for c in step.cites],
        "steps": [step_json(found, each) for each in step.steps],
    }


# --- sources ---------------------------------------------------------------------------------------------------


def sources(found: Edition, colour: bool) -> str:
    """Every source with the number of claims that cite it, as origin and as what was read."""
    origin: Counter[str] = Counter()
    read: Counter[str] = Counter()
    for claim in found.base.records.claims.values():
        origin.update({cite.source for cite in claim.cites})
        read.update({cite.via for cite in claim.cites if cite.via})
    rows = [
        f"{paint(f'{id:<36}', 'bold', colour)} {origin[id]:>4} as origin {read[id]:>4} as read in  {visible(source.title)}"
        for id, source in sorted(found.base.records.sources.items())
    ]
    return "\n".join(rows) + "\n"


def sign(number: float) -> str:
    """A ratio as a change in words: `+12 %`, `x 3.4`, `no change`."""
    if math.isclose(number, 1.0, rel_tol=1e-12):
        return "no change"
    if 0.5 <= number <= 2:
        return f"{number - 1:+.1%}"
    return f"x {number:.3g}"


def columns(rows: Iterable[Sequence[str]]) -> str:
    """Rows of cells in columns as wide as their longest cell."""
    rows = list(rows)
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))] if rows else []
    return "\n".join(
        "  ".join(f"{cell:<{w}}" for cell, w in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def targets(found: Edition, answer: Answer, colour: bool) -> str:
    """What would have to give, one line a leaf."""
    from whence.account.targets import rows

    where = ", ".join(f"{axis}={option}" for axis, option in answer.choose.items())
    inside = f" (with {where})" if where else ""
    if answer.met:
        return f"{answer.wanted[0].upper()}{answer.wanted[1:]} already{inside}.\n"
    lines = [paint(f"What would have to give so that {answer.wanted}{inside}", "bold", colour)]
    if answer.gives:
        lines.append(columns([("input", "now", "needed", "how far"), *rows(found, answer)]))
    else:
        lines.append("  No single input can do it.")
    if answer.held:
        lines.append(f"  Held as they are, since they combine several claims: {', '.join(answer.held)}")
    return "\n".join(lines) + "\n"


def impact(found: Edition, answer: Impact, colour: bool) -> str:
    """What rests on a claim or a source."""
    lines = [paint(visible(found.title(answer.id) or answer.id), "bold", colour)]
    if answer.through != (answer.id,):
        lines.append(f"{plural(len(answer.through), 'claim')} cite it: {', '.join(answer.through)}")
        if answer.uncited:
            lines.append(
                f"without it, {leaves(len(answer.uncited))} would be uncited: {', '.join(answer.uncited)}"
            )
    if not answer.effects and not answer.checks:
        return "\n".join([*lines, "nothing rests on it"]) + "\n"
    rows = [("claim", "value", "elasticity", "share")]
    for each in answer.effects:
        strength = "" if math.isnan(each.elasticity) else f"{each.elasticity:+.2f}"
        rows.append((each.id, headline(found, each.id), strength, f"{each.share:.0%}" if each.share else ""))
    lines.append(columns(rows))
    lines += [f"check {id}" for id in answer.checks]
    return "\n".join(lines) + "\n"


def excerpts(looked: Sequence[Looked], colour: bool) -> str:
    """What became of looking every excerpt up: the failures one by one, then the counts."""
    lines = []
    for each in looked:
        if each.verdict == "found":
            continue
        lines.append(
            paint(f"{each.verdict}: {each.id}", "yellow", colour)
            + f" in {each.source}: “{visible(each.excerpt)}”"
        )
        if each.near:
            lines.append(f"  nearest in the copy: “{visible(each.near)}”")
    tally = Counter(each.verdict for each in looked)
    parts = [
        f"{tally[name]} {name.replace('-', ' ')}" for name in ("found", "not-found", "no-copy", "changed")
    ]
    return "\n".join([*lines, f"{plural(len(looked), 'excerpt')}: {', '.join(parts)}"]) + "\n"


def ledger(found: Edition, entries: Sequence[Entry], colour: bool) -> str:
    """The conflict ledger, by how each stands."""
    lines = []
    for stands in ("open", "settled", "accepted"):
        group = [each for each in entries if each.stands == stands]
        if not group:
            continue
        lines += ["", paint(f"{stands} ({len(group)})", "bold", colour)]
        rows = [("", "size", "rests on it", "what")]
        for each in group:
            size = "" if math.isnan(each.size) else f"x {each.size:.3g}"
            reason = f" ({each.reason})" if each.reason else ""
            rows.append((each.id, size, str(each.below), visible(f"{each.rule}: {each.statement}{reason}")))
        lines.append(columns(rows))
    return "\n".join(lines[1:]) + "\n" if lines else "No conflicts.\n"


def account(found: Account, colour: bool, top: int = 0, threshold: float = 0.0) -> str:
    """The account of a change: edited, moved, verdicts, findings, and how many did not move."""
    from whence.account.changes import cut, trifling

    if found.empty:
        return "Nothing differs.\n"
    lines = [paint("edited", "bold", colour)]
    lines += [f"  {each}" for each in edit_lines(found)]
    shown, left_out = cut(found, top, threshold)
    telling = [each for each in shown if not trifling(each)]
    if telling:
        lines += ["", paint("moved", "bold", colour)]
        rows = [("", "was", "is", "change", "because of"), *(move_row(each) for each in telling)]
        lines.append(columns(rows))
    if left_out:
        ids = {each.id for each in shown}
        lines.append(_left_out([each for each in found.moved if each.id not in ids]))
    if len(telling) < len(shown):
        lines.append(f"{plural(len(shown) - len(telling), 'number')} moved by rounding alone")
    for flip in found.verdicts:
        lines.append(f"{flip.kind} {flip.id}: {flip.old} -> {flip.new}")
    for name, findings in (("opened", found.opened), ("closed", found.closed)):
        for each in findings:
            lines.append(f"{name} {each.severity}[{each.rule}] {each.id}: {each.message.splitlines()[0]}")
    lines.append(f"{plural(found.unmoved, 'number')} did not move")
    if found.approximate:
        lines.append("of more than eight edits, each is weighed as the first and as the last")
    return "\n".join(lines) + "\n"


def _left_out(moves: Sequence[Moved]) -> str:
    """What is not shown: moves, and what came or went."""
    came, gone = (
        sum(side is None for side in sides) for sides in zip(*((m.old, m.new) for m in moves), strict=True)
    )
    smaller = len(moves) - came - gone
    parts = [plural(smaller, "smaller move")] if smaller else []
    parts += [f"{came} that {'is' if came == 1 else 'are'} new"] if came else []
    parts += [f"{gone} that {'is' if gone == 1 else 'are'} gone"] if gone else []
    return f"and {listing(parts)}"


def edit_lines(found: Account) -> Iterator[str]:
    """The edits: values in full, evidence and wording by the fields that changed, layout by file."""
    for each in found.edited:
        if each.sort == "value" or not each.field:
            yield edit_text(each)
    for sort in ("evidence", "wording"):
        fields: dict[str, list[str]] = {}
        for each in found.edited:
            if each.sort == sort and each.field:
                fields.setdefault(each.id, []).append(each.field)
        yield from (f"{id}: {sort} ({', '.join(names)})" for id, names in fields.items())
    yield from (f"{path}: layout only" for path in found.layout)


def edit_text(edit: Edited) -> str:
    """One edit on one line."""
    if not edit.field:
        return f"{edit.id}: " + (f"new: {visible(edit.new)}" if edit.new else f"gone: {visible(edit.old)}")
    return f"{edit.id} {edit.field}: {visible(edit.old) or 'nothing'} -> {visible(edit.new) or 'nothing'}"


def move_row(move: Moved) -> tuple[str, str, str, str, str]:
    """One move as cells: id, before, after, change, because of what."""
    before = summary_text(move.old, move.was) if move.old else "not there"
    after = summary_text(move.new, move.unit) if move.new else "gone"
    return move.id, before, after, change(move), _because(move)


def change(move: Moved) -> str:
    """How far a number moved: as a ratio, of dates in days; in words where its point stayed."""
    from whence.account.changes import days

    if math.isfinite(shift := days(move)) and round(shift):
        return f"{'+' if shift > 0 else '-'}{plural(abs(round(shift)), 'day')}"
    if math.isnan(move.ratio):
        return ""
    return "interval" if math.isclose(move.ratio, 1.0, rel_tol=1e-12) else sign(move.ratio)


def _because(move: Moved, most: int = 4) -> str:
    """The edits behind a move, the largest parts first; parts of less than half a percent are left out."""
    ranked = sorted(move.because, key=lambda each: (0.0 if math.isnan(each[1]) else -abs(each[1]), each[0]))
    parts = [(id, share) for id, share in ranked if not abs(share) < 0.005]
    if len(ranked) == 1:
        return ranked[0][0]
    if move.old is None or move.new is None or any(math.isnan(share) for _, share in parts):
        text = ", ".join(id for id, _ in parts[:most])
    else:
        text = ", ".join(f"{id} {share:.0%}" for id, share in parts[:most])
    return text + (f" and {len(parts) - most} more" if len(parts) > most else "")


def account_markdown(edition: Edition, found: Account, top: int = 0, threshold: float = 0.0) -> str:
    """The account as a review comment: headline claims first, the rest folded away."""
    from whence.account.changes import cut

    if found.empty:
        return "Nothing differs.\n"
    claims = edition.base.records.claims
    shown, left_out = cut(found, top, threshold)
    first = [each for each in shown if each.id in claims and claims[each.id].headline]
    rest = [each for each in shown if each not in first]
    lines = ["### What changed", ""]
    lines += [f"* {_cell(each)}" for each in edit_lines(found)]
    lines += ["", f"**{plural(len(found.moved), 'number')} moved, {found.unmoved} did not.**"]
    if first:
        lines += ["", *_markdown_table(first)]
    for flip in found.verdicts:
        lines.append(f"* {flip.kind} `{flip.id}`: {flip.old} → {flip.new}")
    for name, findings in (("opened", found.opened), ("closed", found.closed)):
        lines += [f"* {name}: {each.severity} `{each.rule}` `{each.id}`" for each in findings]
    if rest:
        summary = f"{plural(len(rest), 'other number')} that moved"
        lines += [
            "",
            "<details>",
            f"<summary>{summary}</summary>",
            "",
            *_markdown_table(rest),
            "",
            "</details>",
        ]
    lines += ["", f"{plural(left_out, 'more move')} not shown."] if left_out else []
    return "\n".join(lines) + "\n"


def _markdown_table(moves: Sequence[Moved]) -> list[str]:
    rows = [" | ".join(_cell(cell) for cell in move_row(each)) for each in moves]
    return [
        "| claim | was | is | change | because of |",
        "|---|---|---|---|---|",
        *(f"| {row} |" for row in rows),
    ]


def _cell(text: str) -> str:
    """Text that Markdown takes literally, in one table cell."""
    text = visible(text).replace("\n", " ")
    return "".join(f"\\{char}" if char in "\\`*_[]<>|#" else char for char in text)


def history(found: Edition, id: str, entries: Sequence[Past], colour: bool) -> str:
    """The values that a claim has had."""
    lines = [paint(visible(found.title(id)), "bold", colour)]
    for each in entries:
        span = f"{each.as_of or 'undated'}{' to ' + each.until if each.until else ''}"
        number = f" ({each.number})" if each.number and each.number != each.text else ""
        other = f"  {each.id}" if each.id != id else ""
        lines.append(f"  {span:<24} {paint(visible(each.text), 'green', colour)}{number}{other}")
        if each.why:
            lines.append(f"  {'':<24} {visible(each.why)}")
        lines += [
            f"  {'':<24} {paint('source: ' + citation(cite), 'dim', colour)}" for cite in each.cites[:2]
        ]
    return "\n".join(lines) + "\n"
