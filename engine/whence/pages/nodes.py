"""The pages of claims, quantities and choices: everything known about one number, in the order a reader asks."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from whence import charts, estimate, evidence, formula, mathml, model, reasons, targets
from whence.charts import Chart, Dot, Part
from whence.charts.drawing import pretty
from whence.charts.rows import bells
from whence.contexts import Summary, options
from whence.graph import Derived, Leaf, Pick, Pool, Relation, owner
from whence.pages import around, past
from whence.pages.book import TONES, Book, flag_cell, number_cell, ref_cell
from whence.pages.parts import (
    Cell,
    Cite,
    Drawn,
    Flag,
    Objection,
    Page,
    Ref,
    Table,
    data_block,
    listing,
    plural,
)
from whence.rivals import in_units
from whence.values import cell
from whence.written import show, show_interval

MOST_STEPS = 60
MOST_ROWS = 60


@dataclass(frozen=True)
class Line:
    """One step of a derivation as the page shows it; `steps` are what it is made of."""

    ref: Ref
    name: str
    arithmetic: str
    figures: str
    written: str
    cites: tuple[Cite, ...]
    note: str
    share: str
    again: bool
    steps: tuple[Line, ...]


@dataclass(frozen=True)
class Formula:
    """How a number is computed: as mathematics, as text, and with its inputs' figures put in."""

    math: Drawn
    text: str
    figures: Drawn
    result: str
    context: str
    unit: str


@dataclass(frozen=True)
class ProofView:
    """Why an option is ruled out: the check, its arithmetic, in which context, how it fails and by how much."""

    check: Ref
    arithmetic: str
    figures: str
    where: str
    truth: str
    missed: str


@dataclass(frozen=True)
class OptionRow:
    """One option of a choice, or sense of a term: what it stands for and how it stands."""

    name: str
    title: str
    value: Ref
    flag: Flag
    note: str
    cites: tuple[Cite, ...]
    proofs: tuple[ProofView, ...] = ()


@dataclass(frozen=True)
class Node:
    """Everything on the page of a claim, a quantity or a choice."""

    id: str
    section: str
    what: str
    number: str
    interval: str
    sentence: str
    flags: tuple[Flag, ...]
    facts: tuple[tuple[str, str, str], ...]
    points: tuple[str, ...]
    bar: Chart | None
    density: Chart | None
    computed: Formula | None
    written: str
    taken_as: str
    inputs: Table | None
    derivation: Line | None
    contexts: Chart | None
    open: tuple[Ref, ...]
    options: tuple[OptionRow, ...]
    nogoods: tuple[tuple[str, tuple[Ref, ...]], ...]
    rivals: Chart | None
    rival_table: Table | None
    consensus: tuple[tuple[str, str], ...]
    stated: tuple[tuple[str, str], ...]
    stated_flag: Flag | None
    cites: tuple[Cite, ...]
    grades: tuple[tuple[str, int], ...]
    origins: tuple[Ref, ...]
    sensitivity: Chart | None
    halving: str
    uses: Table | None
    more_uses: int
    checks: Table | None
    net: Chart | None
    history: Table | None
    steps: Chart | None
    objections: tuple[Objection, ...]
    note: str
    why: str
    topic: tuple[str, str]
    place: str
    place_href: str
    cite_lines: tuple[tuple[str, str], ...]
    embed: str
    model: Drawn | None


def node_page(book: Book, id: str) -> Page:
    """The page of one claim, quantity or choice."""
    edition = book.edition
    section = book.section(id)
    record: Any = getattr(edition.base.records, section)[id]
    summary = edition.summaries.get(id)
    live = summary if summary is not None and not math.isnan(summary.figure.low) else None
    node = edition.base.nodes.get(id) if summary else None
    place = book.place(section, id)
    file = book.home(section, id)
    uses, more = around.uses(book, id)
    rival_chart, rival_table, consensus = _rivals(book, id)
    stated, stated_flag = _stated(book, id)
    grades, origins = _grades(book, id)
    sensitivity, halving = _sensitivity(book, id)
    computed = _model(book, id)
    view = Node(
        id=id,
        section=section,
        what=book.what(id),
        number=book.number(id),
        interval=book.interval(id),
        sentence=_sentence(book, id, record, summary),
        flags=_flags(book, id, record, summary),
        facts=_facts(book, id, record),
        points=tuple(_points(book, id, summary)),
        bar=_bar(book, id, live),
        density=_density(book, id, live),
        computed=_formula(book, id),
        written=_written(book, id, record),
        taken_as=getattr(record, "taken_as", ""),
        inputs=_inputs(book, id),
        derivation=_derivation(book, id) if isinstance(node, Derived | Pool) else None,
        contexts=_contexts(book, id, live),
        open=tuple(book.ref(each) for each in summary.open) if summary else (),
        options=option_rows(book, id) if isinstance(node, Pick) else (),
        nogoods=_nogoods(book, id) if isinstance(node, Pick) else (),
        rivals=rival_chart,
        rival_table=rival_table,
        consensus=consensus,
        stated=stated,
        stated_flag=stated_flag,
        cites=book.cites(getattr(record, "cites", ())),
        grades=grades,
        origins=origins,
        sensitivity=sensitivity,
        halving=halving,
        uses=uses,
        more_uses=more,
        checks=_checks(book, id),
        net=around.neighbourhood(book, id),
        history=past.table(book, record),
        steps=past.steps(book, id, record),
        objections=book.objections(book.findings.get(id, ())),
        note=record.note,
        why=getattr(record, "why", ""),
        topic=(book.topic_title(file), book.topic_href(file)) if file else ("", ""),
        place=f"{place.file}:{place.line}" if place.file else "",
        place_href=book.place_href(place),
        cite_lines=cite_lines(book, id, section),
        embed=f'<iframe src="{book.absolute(f"embed/{id}.html")}" title="{id}" width="360" height="200"></iframe>',
        model=data_block(computed) if computed else None,
    )
    folder = {"claims": "claims", "quantities": "quantities", "choices": "choices"}[section]
    return Page(
        f"{folder}/{id}.html",
        "node.html",
        record.title,
        view.sentence,
        view,
        section,
        (("application/json", f"{folder}/{id}.json"), ("text/csv", f"{folder}/{id}.csv")) if summary else (),
        model.scripts(computed),
        _linked_data(book, id, record, view),
        source=view.place,
    )


# --- the answer ------------------------------------------------------------------------------------------------


def _sentence(book: Book, id: str, record: Any, summary: Summary | None) -> str:
    title = record.title[:1].upper() + record.title[1:]
    as_of = getattr(record, "as_of", "")
    when = f", as of {as_of}" if as_of else ""
    if summary is None:
        missing = getattr(record, "missing", "")
        return (
            f"{title}: not given. {missing}".strip() if missing else f"{title}: no value could be computed."
        )
    span = book.interval(id)
    tail = f" (90 % interval {span})" if span else ""
    if summary.open:
        return f"{title}: {book.number(id)}, depending on how {listing(list(summary.open))} is read{when}."
    return f"{title}: {book.number(id)}{tail}{when}."


def _flags(book: Book, id: str, record: Any, summary: Summary | None) -> tuple[Flag, ...]:
    found = []
    status = getattr(record, "status", "current")
    if status != "current":
        successor = getattr(record, "superseded_by", "")
        found.append(
            Flag(status, "conflict" if status == "retracted" else "uncertain", "", book.href(successor))
        )
    if summary and summary.open:
        found.append(Flag("open reading", "uncertain", "", "#contexts"))
    if summary and summary.bound:
        words = {"lower": "lower bound", "upper": "upper bound", "lost": "bounds do not combine"}
        found.append(Flag(words[summary.bound], "uncertain"))
    if id in book.edition.comparisons and summary:
        verdict = book.edition.comparisons[id].verdict
        word = {
            "consistent": "sources agree",
            "tension": "sources in tension",
            "conflict": "sources disagree",
        }[verdict]
        found.append(Flag(word, TONES[verdict], "", "#rivals"))
    return (*found, *book.flag_findings(id))


def _written(book: Book, id: str, record: Any) -> str:
    """A value as its author wrote it; of a claim that could not be computed, the formula."""
    if id in book.edition.base.values:
        return book.edition.base.values[id].text
    return (
        ""
        if id in book.edition.summaries
        else str(getattr(record, "value", "") or getattr(record, "formula", ""))
    )


def _facts(book: Book, id: str, record: Any) -> tuple[tuple[str, str, str], ...]:
    """(label, text, link) for the margin."""
    rows = [("Kind", book.what(id) if book.what(id) != "computed" else f"{record.kind}, computed", "")]
    rows += [("As of", getattr(record, "as_of", ""), ""), ("Said by", getattr(record, "by", ""), "")]
    rows += [("Scope", getattr(record, "scope", ""), "")]
    of = getattr(record, "of", "")
    if of:
        ref = book.ref(of)
        rows.append(("Estimates", ref.title, ref.href))
    term = getattr(record, "term", "")
    if term:
        rows.append(("Term", book.edition.base.records.terms[term].title, book.href(term, "terms")))
    if id in book.edition.summaries:
        rows.append(("Unit", book.edition.unit(id).text or "pure number", ""))
    rows.append(("Review by", getattr(record, "review_by", ""), ""))
    rows += [("Tags", ", ".join(record.tags), "")]
    return tuple(row for row in rows if row[1])


def _points(book: Book, id: str, summary: Summary | None) -> Iterator[str]:
    """What an outsider should know, in two to five sentences."""
    edition = book.edition
    node = edition.base.nodes.get(id)
    if summary is None:
        return
    if isinstance(node, Derived):
        rests = evidence.rests_on(edition.base, id)
        yield (
            f"It is computed from {plural(len(set(node.inputs.values())), 'input')} and rests on "
            f"{plural(len(rests.leaves), 'written value')} in all: {len(rests.first_hand)} first-hand, "
            f"{len(rests.second_hand)} second-hand, {len(rests.uncited)} without a source."
        )
    elif isinstance(node, Leaf):
        yield _leaf_point(book, id)
    elif isinstance(node, Pool) and len(node.members) == 1:
        how = ", as the latest" if node.take == "latest" else ""
        yield f"Of the claims that estimate it, “{edition.title(node.members[0])}” is taken{how}."
    elif isinstance(node, Pool):
        yield f"It combines {plural(len(node.members), 'claim')} ({node.take})."
    shares = book.shares(id)
    if shares and shares[0].id != id:
        yield f"Most of its uncertainty ({shares[0].share:.0%}) comes from “{edition.title(shares[0].id)}”."
    if id in edition.agreements:
        found = edition.agreements[id]
        end = f", which is the {found.one_end} end of the range" if found.one_end else ""
        words = {
            "agrees": "agrees with",
            "inside": "lies inside",
            "soft": "is a little off",
            "mismatch": "does not match",
        }
        yield f"The source's own figure, {edition.base.stated[id].text}, {words[found.verdict]} what its inputs give{end}."
    if summary.open:
        yield f"Its value depends on a reading that nothing settles yet: {listing([edition.title(e) for e in summary.open])}."
    ruled = [each for each in summary.readings if not each.possible]
    if ruled:
        yield f"Of {plural(len(summary.readings), 'reading')} {len(ruled)} are ruled out by other evidence."
    users = book.users.get(id, ())
    if users:
        yield f"{plural(len(users), 'other record')} {'uses' if len(users) == 1 else 'use'} it directly."


def _leaf_point(book: Book, id: str) -> str:
    grade = evidence.grade(book.edition.base, id)
    cites = book.cites(evidence.citations(book.edition.base, id))
    if grade == "uncited":
        return "Nobody is cited for it: it is taken as it stands."
    first = next((each for each in cites if each.stance == "supports"), cites[0])
    if grade == "first-hand":
        return (
            f"It was read in the source that says so: “{first.origin.title}”."
            if first.origin
            else "It was read first-hand."
        )
    origin = f"“{first.origin.title}”" if first.origin else "a source that is not named"
    read = f"“{first.via.title}”" if first.via else "another document"
    return f"It is second-hand: {origin} is said to be its origin, and it was read in {read}."


# --- charts ----------------------------------------------------------------------------------------------------


def _bar(book: Book, id: str, summary: Summary | None) -> Chart | None:
    if summary is None or math.isnan(summary.figure.point) or summary.figure.low == summary.figure.high:
        return None
    stated = book.edition.base.stated.get(id)
    point, text = (stated.point, stated.text) if stated else (math.nan, "")
    return charts.interval("bar", summary.figure, book.edition.unit(id), point, text)


def _density(book: Book, id: str, summary: Summary | None) -> Chart | None:
    if summary is None or math.isnan(summary.figure.point) or summary.figure.low == summary.figure.high:
        return None
    edition = book.edition
    found = edition.values.of[id]
    index = _live_index(book, id, summary)
    samples = cell(found, found.axes, index)[1]
    if samples.size < 100 or len(set(samples[:200].tolist())) < 20:
        return None
    curve = estimate.density(samples, 96)
    unit, settings = edition.unit(id), edition.base.settings
    if not curve:
        return None
    return charts.density("spread", curve, summary.figure, unit, int(samples.size), settings.seed)


def _live_index(book: Book, id: str, summary: Summary) -> tuple[int, ...]:
    """The context that a pooled figure stands for: the first active one."""
    reading = next((each for each in summary.readings if each.active), summary.readings[0])
    axes = book.edition.values.of[id].axes
    return tuple(options(book.edition.base, axis).index(reading.choose[axis]) for axis in axes)


def _contexts(book: Book, id: str, summary: Summary | None) -> Chart | None:
    if summary is None or len(summary.readings) < 2:
        return None
    base = book.edition.base
    dots = [
        Dot(
            ", ".join(option if axis == id else f"{axis}: {option}" for axis, option in each.choose.items()),
            each.figure,
            "",
            "" if each.active else "not preferred" if each.possible else "ruled out",
            summary.bound,
        )
        for each in sorted(summary.readings, key=lambda each: (not each.active, not each.possible))
    ]
    told = "The same claim under every combination of readings; filled marks count, hollow ones do not, with the reason."
    more = len(dots) - 24
    if more > 0:
        told += f" {more} further combinations are in the JSON."
    assert base is not None
    return charts.dots("contexts", "Value under each reading", dots[:24], book.edition.unit(id), told)


def _sensitivity(book: Book, id: str) -> tuple[Chart | None, str]:
    edition = book.edition
    shares = [each for each in book.shares(id) if each.id != id]
    if not shares:
        return None, ""
    parts = [
        Part(edition.title(each.id), each.share, _up(book.href(each.id)), each.grade) for each in shares[:12]
    ]
    rest = 1 - sum(each.share for each in shares[:12])
    if rest > 0.005:
        parts.append(Part("Everything else, and what inputs bring only together", rest, "", ""))
    told = "The part of the variance that each written value or open choice brings by itself."
    return charts.parts("shares", "Where the uncertainty comes from", parts, told), _halving(book, shares)


def _halving(book: Book, shares: Sequence[evidence.Share]) -> str:
    """What to learn to halve the interval: the fewest inputs that bring three quarters of the variance."""
    total, names = 0.0, []
    for each in shares:
        names.append(f"“{book.edition.title(each.id)}”")
        total += each.share
        if total >= 0.75:
            return f"To halve the interval, learn {listing(names)}: together {total:.0%} of the variance."
        if len(names) == 4:
            break
    return ""


def _up(href: str) -> str:
    return f"../{href}" if href else ""


# --- how it is computed ----------------------------------------------------------------------------------------


def _formula(book: Book, id: str) -> Formula | None:
    node = book.edition.base.nodes.get(id) if id in book.edition.summaries else None
    if not isinstance(node, Derived | Relation):
        return None
    edition = book.edition
    context = reasons.reading(edition.summaries[id], {}).choose
    links = {
        name: f"#in-{name}" if owner(ref) == id else _up(book.href(ref)) for name, ref in node.inputs.items()
    }
    labels = {name: (name.replace("_", " "), link) for name, link in links.items()}
    figures = {name: reasons.numbers(edition, ref, context)[0] for name, ref in node.inputs.items()}
    number, _, _ = reasons.numbers(edition, id, context)
    where = ", ".join(f"{axis} read as {option}" for axis, option in context.items())
    unit = "" if isinstance(node, Relation) else edition.unit(id).text or "a pure number"
    return Formula(
        Drawn(mathml.mathml(node.tree, labels)),
        formula.unparse(node.tree),
        _linked(pretty(formula.fill(node.tree, figures, _marked)), links),
        pretty(number),
        where,
        unit,
    )


def _marked(name: str, figure: str) -> str:
    """A figure between characters that no text of a base has, with its name."""
    return f"\ue000{name}\ue001{figure}\ue002"


def _linked(text: str, links: Mapping[str, str]) -> Drawn:
    """A text with its marked figures as links."""

    def link(hit: re.Match[str]) -> str:
        href = links.get(hit[1])
        return f'<a href="{escape(href)}">{hit[2]}</a>' if href else hit[2]

    return Drawn(re.sub("\ue000(.*?)\ue001(.*?)\ue002", link, escape(text)))


def _inputs(book: Book, id: str) -> Table | None:
    node = book.edition.base.nodes.get(id) if id in book.edition.summaries else None
    if not isinstance(node, Derived | Relation):
        return None
    shares = {each.id: each.share for each in book.shares(id)}
    rows = tuple(_input_row(book, id, name, ref, shares) for name, ref in node.inputs.items())
    columns = ("name", "input", "value", "90 % interval", "kind", "evidence", "share of variance")
    return Table("What it is computed from", columns, rows, False)


def _input_row(book: Book, id: str, name: str, ref: str, shares: Mapping[str, float]) -> tuple[Cell, ...]:
    here = book.ref(ref)
    rests = evidence.rests_on(book.edition.base, ref)
    share = sum(part for leaf, part in shares.items() if leaf == ref or leaf in rests.leaves)
    own = owner(ref) == id
    sources = "no source" if not rests.origins else plural(len(rests.origins), "origin")
    return (
        Cell(name, code=True, key=name),
        Cell("written in the formula" if own else here.title, "" if own else here.href),
        number_cell(here.number),
        number_cell(here.interval or "exact"),
        Cell(here.what),
        Cell(sources),
        number_cell(f"{share:.0%}" if share >= 0.005 else "–", share),
    )


def _derivation(book: Book, id: str) -> Line:
    left = [MOST_STEPS]
    return _step(book, reasons.explain(book.edition, id), left)


def _step(book: Book, step: reasons.Step, left: list[int]) -> Line:
    left[0] -= 1
    below = tuple(_step(book, each, left) for each in step.steps if left[0] > 0)
    ref = Ref(step.id, step.title, book.href(step.id), pretty(step.number), pretty(step.interval), step.what)
    share = f"{step.share:.0%} of the uncertainty" if step.share >= 0.005 else ""
    written = step.written if step.written != step.number else ""
    return Line(
        ref, step.name, step.arithmetic, pretty(step.figures), written, book.cites(step.cites[:2]), step.note,
        share, step.again, below,
    )  # fmt: skip


# --- choices ---------------------------------------------------------------------------------------------------


def option_rows(book: Book, id: str) -> tuple[OptionRow, ...]:
    """The options of a choice with the proof for each one that is ruled out."""
    edition = book.edition
    node = edition.base.nodes[id]
    assert isinstance(node, Pick)
    record = edition.base.records.choices[id]
    term = edition.base.records.terms.get(edition.base.aliases.get(record.term, record.term))
    rows = []
    for name, ref in node.options.items():
        sense = record.options.get(name) or (term.senses.get(name) if term else None)
        alive = (id, name) not in edition.settled.ruled_out
        settled = not edition.summaries[id].open if id in edition.summaries else False
        word = (
            "ruled out"
            if not alive
            else "preferred"
            if record.prefer == name
            else "settled"
            if settled
            else "possible"
        )
        active = any(each.active and each.choose.get(id) == name for each in edition.summaries[id].readings)
        if alive and settled and not active:
            word = "not preferred"
        tone = "conflict" if not alive else "settled" if word in ("settled", "preferred") else "uncertain"
        credence = record.credence.get(name)
        note = (sense.note if sense else "") + (f" Credence {credence:.0%}." if credence is not None else "")
        rows.append(
            OptionRow(
                name,
                sense.title if sense else "",
                book.ref(ref),
                Flag(word, tone),
                note.strip(),
                book.cites(sense.cites if sense else ()),
                _proofs(book, id, name) if not alive else (),
            )
        )
    return tuple(rows)


def _proofs(book: Book, choice: str, option: str) -> tuple[ProofView, ...]:
    found = []
    for each in reasons.proofs(book.edition, choice, option):
        where = ", ".join(f"{axis} read as {name}" for axis, name in each.choose.items())
        true = f"true in {each.share:.0%} of the draws"
        missed = f"{each.missed:.3g}" if each.missed > 1 else ""
        ref = book.ref(each.check)
        found.append(ProofView(ref, each.arithmetic, pretty(each.figures), where, true, missed))
    return tuple(found)


def _nogoods(book: Book, id: str) -> tuple[tuple[str, tuple[Ref, ...]], ...]:
    """The minimal sets of options that cannot stand together and concern this choice, with the checks that say so."""
    return tuple(
        (
            " and ".join(f"{axis}: {option}" for axis, option in each.options),
            tuple(book.ref(c) for c in each.because),
        )
        for each in book.edition.settled.nogoods
        if any(axis == id for axis, _ in each.options) and len(each.options) > 1
    )


# --- rivals ----------------------------------------------------------------------------------------------------


def _rivals(book: Book, id: str) -> tuple[Chart | None, Table | None, tuple[tuple[str, str], ...]]:
    comparison = book.edition.comparisons.get(id)
    if comparison is None or not comparison.rivals or id not in book.edition.summaries:
        return None, None, ()
    edition, unit = book.edition, book.edition.unit(id)
    dots = [
        Dot(edition.title(each.id), each.figure, _up(book.href(each.id)), each.unused, each.bound)
        for each in comparison.rivals
    ]
    curve: list[tuple[float, float]] = []
    combined = None
    rows: list[tuple[str, str]] = []
    c = comparison.consensus
    if c:
        used = [
            each.measured for each in comparison.rivals if each.measured and each.id in comparison.weighed
        ]
        centres = [(each.value, (each.plus + each.minus) / 2) for each in used]
        curve = [(in_units(x, comparison.scale), h) for x, h in bells(centres)]
        ends = [in_units(c.mean + n * c.u_scaled, comparison.scale) for n in (-1, 0, 1)]
        combined = (ends[0], ends[1], ends[2])
        rows = _consensus_rows(book, id)
    else:
        rows = [("Largest over smallest", f"{comparison.ratio:.3g}"), ("Verdict", comparison.verdict)]
    note = "The band is the weighted mean with its scaled error." if c else ""
    return (
        charts.ideogram("rivals-chart", dots, unit, curve, combined, note),
        _rival_table(book, id),
        tuple(rows),
    )


def _consensus_rows(book: Book, id: str) -> list[tuple[str, str]]:
    comparison = book.edition.comparisons[id]
    c, unit = comparison.consensus, book.edition.unit(id)
    assert c is not None
    low, mean, high = (in_units(c.mean + n * c.u_scaled, comparison.scale) for n in (-1, 0, 1))
    rows = [
        ("Weighted mean", pretty(show(mean, unit, 4))),
        ("± scaled error", pretty(show_interval(low, high, unit))),
        ("Scale factor S", f"{c.S:.2f}"),
        ("Chi squared", f"{c.Q:.3g} for {c.n - 1} degrees of freedom, p = {c.p:.2g}"),
        ("Birge ratio", f"{c.birge:.2f}"),
        ("Weighed on", f"a {comparison.scale} scale"),
        ("Verdict", comparison.verdict),
    ]
    if c.suspect is not None:
        rows.append(("Stands out", book.edition.title(comparison.weighed[c.suspect])))
    return rows


def _rival_table(book: Book, id: str) -> Table:
    edition = book.edition
    comparison = edition.comparisons[id]
    node = edition.base.nodes.get(id)
    taken = node.members if isinstance(node, Pool) else ()
    rows = []
    for each in comparison.rivals:
        claim = edition.base.records.claims[each.id]
        origins = [ref.title for cite in claim.cites[:2] if (ref := book.source_ref(cite.source))]
        standing = each.unused or ("taken" if each.id in taken else "used")
        tone = "plain" if each.unused else "settled"
        rows.append(
            (
                ref_cell(book.ref(each.id)),
                number_cell(book.number(each.id), each.figure.point),
                number_cell(book.interval(each.id) or "–"),
                Cell(claim.as_of or "–"),
                Cell(listing(list(dict.fromkeys(origins))) or "–"),
                Cell(claim.scope or "–"),
                flag_cell(standing, tone),
            )
        )
    return Table(
        "Every claim about it, used or not",
        ("claim", "value", "90 % interval", "as of", "origin", "scope", "standing"),
        tuple(rows),
    )


# --- evidence and the rest -------------------------------------------------------------------------------------


def _stated(book: Book, id: str) -> tuple[tuple[tuple[str, str], ...], Flag | None]:
    edition = book.edition
    if id not in edition.agreements:
        return (), None
    found, stated = edition.agreements[id], edition.base.stated[id]
    dated = stated.unit.style == "date"
    rows = [
        ("The source states", stated.text),
        ("Its inputs give", pretty(show(found.recomputed, stated.unit))),
        (
            "Apart by" if dated else "Ours over theirs",
            f"{found.ratio:+.2f} years" if dated else f"{found.ratio:.3g}",
        ),
    ]
    if found.one_end:
        rows.append(("Note", f"it is what the {found.one_end} end of the range gives"))
    if found.choose:
        rows.append(("Read with", ", ".join(f"{axis}: {option}" for axis, option in found.choose.items())))
    return tuple(rows), Flag(found.verdict, TONES[found.verdict])


def _grades(book: Book, id: str) -> tuple[tuple[tuple[str, int], ...], tuple[Ref, ...]]:
    if id not in book.edition.base.nodes:
        return (), ()
    rests = evidence.rests_on(book.edition.base, id)
    counts = (
        ("first-hand", len(rests.first_hand)),
        ("second-hand", len(rests.second_hand)),
        ("uncited", len(rests.uncited)),
    )
    origins = tuple(ref for each in rests.origins if (ref := book.source_ref(each)))
    return counts, origins


def _checks(book: Book, id: str) -> Table | None:
    """The checks that take this node as an input, and how each stands."""
    edition = book.edition
    names = [each for each in book.users.get(id, ()) if isinstance(edition.base.nodes[each], Relation)]
    if not names:
        return None
    rows = tuple(
        (
            ref_cell(book.ref(each)),
            Cell(edition.base.records.checks[each].on_fail),
            flag_cell(book.check_word(each)),
        )
        for each in names
    )
    return Table("Checks it takes part in", ("check", "on failure", "verdict"), rows)


def cite_lines(book: Book, id: str, section: str) -> tuple[tuple[str, str], ...]:
    """How to cite a page: in the running text, in full, and for BibTeX."""
    settings = book.edition.base.settings
    title, year = book.edition.title(id), (book.date or "n.d.")[:4]
    address = book.absolute(book.href(id, section))
    author = settings.author or settings.title
    number = book.number(id) if section in ("claims", "quantities") else ""
    key = id.replace(".", "-")
    state = f", state {found}" if (found := book.state(id)) else ""
    bib = (
        f"@misc{{{key},\n  title = {{{_braceless(title)}}},\n  author = {{{_braceless(author)}}},\n  year = {{{year}}},\n"
        f"  howpublished = {{{_braceless(settings.title)}}},\n  note = {{{_braceless(address)}{state}}}\n}}"
    )
    return (
        (
            "In a sentence",
            f"{title}: {number} ({author}, {year})" if number else f"{title} ({author}, {year})",
        ),
        ("In full", f"{author} ({year}). {title}. {settings.title}{state}. {address}"),
        ("BibTeX", bib),
    )


def _braceless(text: str) -> str:
    return "".join(char for char in text if char not in "{}\\\n")


def _linked_data(book: Book, id: str, record: Any, view: Node) -> Mapping[str, Any]:
    edition = book.edition
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Observation",
        "@id": book.absolute(book.href(id)),
        "name": record.title,
        "description": view.sentence,
        "isPartOf": {"@type": "Dataset", "name": edition.base.settings.title},
        "citation": [each.title for each in view.origins],
    }
    summary = edition.summaries.get(id)
    if summary and not math.isnan(summary.figure.point):
        unit = edition.unit(id)
        if unit.style != "date":
            found["value"] = {
                "@type": "QuantitativeValue",
                "value": unit.from_base(summary.figure.point),
                "unitText": unit.text,
            }
    if getattr(record, "as_of", ""):
        found["observationDate"] = record.as_of
    return found


def _model(book: Book, id: str) -> model.Object | None:
    """What the browser needs to recompute the number, where that can be given."""
    node = book.edition.base.nodes.get(id)
    if isinstance(node, Leaf) and not book.edition.base.children.get(id):
        return None
    return model.model(book.edition, id, lambda each: _up(book.href(each)))


__all__ = ["Formula", "Line", "Node", "OptionRow", "cite_lines", "node_page", "option_rows", "targets"]
