"""The pages of claims, quantities and choices: everything known about one number, in the order a reader asks."""

from __future__ import annotations

import math
from collections.abc import Mapping
from html import escape
from typing import Any

from whence.evaluate.summaries import Summary
from whence.files.sections import having
from whence.judge import evidence, exact
from whence.judge.compared import Agreement
from whence.judge.edition import from_zero
from whence.judge.rules.wording import verdicts
from whence.language.units.units import Unit
from whence.model.graph import Derived, Leaf, Pick, Pool, Relation
from whence.publish.charts.drawing import pretty
from whence.publish.pages import alternatives, around, doubt, model, past, rivalry, times, working, worth
from whence.publish.pages.anatomy import Node
from whence.publish.pages.book import PAGES, Book
from whence.publish.pages.cells import PURPOSES, flag_cell, ref_cell, verdict_flag
from whence.publish.pages.packed import packed
from whence.publish.pages.parts import (
    Cell,
    Flag,
    Page,
    Ref,
    Table,
    data_block,
)

EMBED = (360, 200)


def embed_code(book: Book, id: str) -> str:
    """The line that shows a number's card on another page."""
    title, (width, height) = escape(book.edition.title(id)), EMBED
    address = book.absolute(f"embed/{id}.html")
    return f'<iframe src="{escape(address)}" title="{title}" width="{width}" height="{height}"></iframe>'


def _twins(book: Book, folder: str, id: str) -> tuple[tuple[str, str], ...]:
    found = (("application/json", f"{folder}/{id}.json"), ("text/csv", f"{folder}/{id}.csv"))
    embed = (("application/json+oembed", f"embed/{id}.json"),)
    return (*found, *embed) if book.edition.base.settings.base_url else found


def node_page(book: Book, id: str) -> Page:
    """The page of one claim, quantity or choice."""
    section = book.section(id)
    record: Any = book.edition.base.records.of(section)[id]
    computed = _model(book, id)
    view = _node(book, id, record, computed)
    folder = PAGES[section]
    return Page(
        f"{folder}/{id}.html",
        "node.html",
        record.title,
        view.sentence,
        view,
        section,
        _twins(book, folder, id) if id in book.edition.summaries else (),
        model.scripts(computed, book.models),
        _linked_data(book, id, record, view),
        source=view.where.text,
    )


def _node(book: Book, id: str, record: Any, computed: model.Object | None) -> Node:
    """What the page shows, in the order in which a reader asks."""
    edition, section = book.edition, book.section(id)
    summary = edition.summaries.get(id)
    live = summary if summary is not None and not math.isnan(summary.figure.low) else None
    node = edition.base.nodes.get(id) if summary else None
    file = book.home(section, id)
    uses, more = around.uses(book, id)
    stated, stated_flag = _stated(book, id)
    grades, origins, unnamed = _grades(book, id)
    number = worth.concise(book, id) or book.number(id)
    readings = worth.readings(book, id, live)
    return Node(
        id=id, section=section, what=book.what(id),
        number=number, interval=book.interval(id), spread=worth.bracketed(number, book.interval(id)),
        verdicts=worth.verdicts(book, id, record, summary, stated_flag),
        exact=summary is not None and exact.known_exactly(edition.base, id),
        from_zero=summary is not None and from_zero(summary),
        sentence=worth.sentence(book, id, record, summary),
        facts=worth.facts(book, id, record),
        points=tuple(worth.points(book, id, summary)),
        bar=worth.bar(book, id, live), density=worth.density(book, id, live),
        computed=working.computed(book, id), written=worth.written(book, id, record),
        taken_as=getattr(record, "taken_as", ""), inputs=working.inputs(book, id),
        derivation=working.derivation(book, id) if isinstance(node, Derived | Pool) else None,
        contexts=worth.contexts(book, id, live, bool(readings)), readings=readings,
        open=tuple(book.ref(each) for each in summary.open) if summary else (),
        options=alternatives.option_rows(book, id) if isinstance(node, Pick) else (),
        nogoods=alternatives.nogoods(book, id) if isinstance(node, Pick) else (),
        settles=alternatives.settles(book, id) if isinstance(node, Pick) else (None, ""),
        rivals=rivalry.rivals(book, id),
        stated=stated, stated_flag=stated_flag,
        cites=book.cites(getattr(record, "cites", ())), grades=grades, origins=origins, unnamed=unnamed,
        origin_words=working.origins(book, id) if id in edition.base.nodes else "no source",
        doubt=doubt.doubt(book, id),
        uses=uses, more_uses=more, checks=_checks(book, id), apart=around.apart(book, id), net=around.neighbourhood(book, id),
        history=past.table(book, id), steps=past.steps(book, id),
        timeline=times.over_time(book, id),
        objections=book.objections(book.findings.get(id, ())),
        note=record.note, why=getattr(record, "why", ""),
        topic=(book.topic_title(file), book.topic_href(file)) if file else ("", ""),
        where=book.where(section, id), cite_lines=cite_lines(book, id, section),
        embed=embed_code(book, id) if book.published else "",
        model=data_block(packed(computed)) if computed else None,
    )  # fmt: skip


def _stated(book: Book, id: str) -> tuple[tuple[tuple[str, str], ...], Flag | None]:
    edition = book.edition
    if id not in edition.agreements:
        return (), None
    found, stated = edition.agreements[id], edition.base.stated[id]
    unit = stated.unit
    name, size = verdicts.size(found, unit)
    worth = verdicts.worth(edition, id)
    rows = [
        ("The source states", pretty(stated.text)),
        *(
            (verdicts.giver(edition, id).capitalize(), _given(book, each, unit, worth))
            for each in found.readings or (found,)
        ),
        ("Apart by" if name == "difference" else name.replace("ratio", "Ours over theirs"), size),
        *([("With its inputs as known", found.known)] if found.now else []),
        *([("Now they give", _given(book, found.now, unit, worth))] if found.now else []),
        ("Off by", verdicts.distance(found, unit)),
        ("Rounding explains", verdicts.explained(found, unit)),
        *((label.capitalize(), pretty(text)) for label, text in verdicts.spans(found.widths, unit)),
        ("Explanation", pretty(book.spoken(verdicts.explanation(edition, id)))),
    ]
    flag = verdict_flag(found)
    return tuple(rows), Flag(flag.word, flag.tone, book.spoken(verdicts.brief(found, unit)))


def _given(book: Book, found: Agreement, unit: Unit, digits: int) -> str:
    """What the inputs give in one reading, with the interval that a verdict is about."""
    span = (
        f" [{pretty(verdicts.interval(found, unit))}]" if found.low < found.high and not found.bound else ""
    )
    reading = f", {book.reading(found.choose)}" if found.choose else ""
    of = f", {counted}" if (counted := verdicts.counted(found)) else ""
    return f"{pretty(verdicts.recomputed(found, unit, digits))}{span}{reading}{of}"


def _grades(book: Book, id: str) -> tuple[tuple[tuple[str, int], ...], tuple[Ref, ...], int]:
    """How many leaves there are of each grade, the origins they name, and how many of them name none."""
    if id not in book.edition.base.nodes:
        return (), (), 0
    rests = evidence.rests_on(book.edition.base, id)
    counts = (
        ("first-hand", len(rests.first_hand)),
        ("second-hand", len(rests.second_hand)),
        ("uncited", len(rests.uncited)),
    )
    origins = tuple(ref for each in rests.origins if (ref := book.source_ref(each)))
    unnamed = sum(not evidence.origins_of(book.edition.base, (leaf,)) for leaf in rests.second_hand)
    return counts, origins, unnamed


def _checks(book: Book, id: str) -> Table | None:
    """The checks that take this node as an input, and how each stands."""
    edition = book.edition
    names = [each for each in book.users.get(id, ()) if isinstance(edition.base.nodes[each], Relation)]
    if not names:
        return None
    rows = tuple(
        (
            ref_cell(book.ref(each)),
            Cell(PURPOSES[edition.base.records.checks[each].on_fail]),
            flag_cell(book.check_word(each)),
        )
        for each in names
    )
    return Table("Checks it takes part in", ("check", "what for", "verdict"), rows)


def cite_lines(book: Book, id: str, section: str) -> tuple[tuple[str, str], ...]:
    """How to cite a page: in the running text, in full, and for BibTeX."""
    settings = book.edition.base.settings
    title, year = book.edition.title(id), (book.date or "n.d.")[:4]
    address = book.absolute(book.href(id, section)) if book.published else ""
    author = settings.author or settings.title
    number = book.number(id) if section in having("headline") else ""
    key = id.replace(".", "-")
    state = f", state {found}" if (found := book.state(id)) else ""
    note = ", ".join(part for part in (address, state.removeprefix(", ")) if part)
    bib = (
        f"@misc{{{key},\n  title = {{{_braceless(title)}}},\n  author = {{{_braceless(author)}}},\n  year = {{{year}}},\n"
        f"  howpublished = {{{_braceless(settings.title)}}},\n  note = {{{_braceless(note)}}}\n}}"
    )
    return (
        (
            "In a sentence",
            f"{title}: {number} ({author}, {year})" if number else f"{title} ({author}, {year})",
        ),
        ("In full", f"{author} ({year}). {title}. {settings.title}{state}. {address}".rstrip()),
        ("BibTeX", bib),
    )


def _braceless(text: str) -> str:
    return "".join(char for char in text if char not in "{}\\\n")


def _linked_data(book: Book, id: str, record: Any, view: Node) -> Mapping[str, Any]:
    edition = book.edition
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Observation",
        "@id": book.iri(book.href(id)),
        "name": record.title,
        "description": view.sentence,
        "isPartOf": {"@type": "Dataset", "name": edition.base.settings.title},
        "citation": [each.title for each in view.origins],
    }
    summary = edition.summaries.get(id)
    if summary and not math.isnan(summary.figure.point):
        unit = edition.unit(id)
        if unit.style != "date":
            found["value"] = {"@type": "QuantitativeValue", **_measured(summary, unit), "unitText": unit.text}
    if id in edition.agreements:
        found["subjectOf"] = _review(book, id)
    if getattr(record, "as_of", ""):
        found["observationDate"] = record.as_of.replace(" to ", "/")
    return found


# How well a stated figure follows from its inputs, from 1 to 5; one that depends on the reading has no rating.
_RATING = {"agrees": 5, "inside": 5, "close": 4, "width": 3, "soft": 2, "mismatch": 1}


def _review(book: Book, id: str) -> dict[str, Any]:
    """The audit of a stated figure, as those who check facts publish it (schema.org's ClaimReview)."""
    found, stated = book.edition.agreements[id], book.edition.base.stated[id].text
    record: Any = book.edition.base.records.of(book.section(id))[id]
    origins = [ref for cite in getattr(record, "cites", ()) if (ref := book.source_ref(cite.source))]
    reviewed: dict[str, Any] = {"@type": "Claim", "name": f"{record.title}: {stated}"}
    if origins:
        source = book.edition.base.records.sources[origins[0].id]
        appeared = {"@type": "CreativeWork", "name": source.title} | (
            {"url": source.URL} if source.URL else {}
        )
        reviewed |= {"appearance": appeared}
    if getattr(record, "by", ""):
        reviewed["author"] = {"@type": "Person", "name": record.by}
    settings = book.edition.base.settings
    review: dict[str, Any] = {
        "@type": "ClaimReview",
        "url": book.iri(book.href(id)),
        "claimReviewed": f"{record.title}: {stated}",
        "itemReviewed": reviewed,
        "author": {"@type": "Organization", "name": settings.author or settings.title},
        "reviewBody": book.spoken(verdicts.explanation(book.edition, id)),
    }
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": found.verdict}
    if found.verdict in _RATING:
        rating |= {"ratingValue": _RATING[found.verdict], "bestRating": 5, "worstRating": 1}
    return review | {"reviewRating": rating} | ({"datePublished": book.date} if book.date else {})


def _measured(summary: Summary, unit: Unit) -> dict[str, float]:
    """A number as vocabularies know it; of a bound the ends that are known."""
    if not summary.enclosure:
        value = {"value": float(unit.from_base(summary.figure.point))}
        low, high = (float(unit.from_base(each)) for each in (summary.figure.low, summary.figure.high))
        known = low < high and math.isfinite(low) and math.isfinite(high)
        return value | ({"minValue": low, "maxValue": high} if known else {})
    ends = dict(zip(("minValue", "maxValue"), summary.enclosure, strict=True))
    return {name: float(unit.from_base(end)) for name, end in ends.items() if math.isfinite(end)}


def _model(book: Book, id: str) -> model.Object | None:
    """What the browser needs to recompute the number, where that can be given."""
    node = book.edition.base.nodes.get(id)
    if isinstance(node, Leaf) and not book.edition.base.children.get(id):
        return None
    return model.model(book.edition, id, book.models)
