"""The home page, the topics and every page that lists: conflicts, audit, indexes, rules, search."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from whence import ledger
from whence.charts import Chart
from whence.charts.drawing import pretty
from whence.charts.intervals import spark
from whence.diagnostics import SEVERITIES
from whence.graph import Derived
from whence.pages import network
from whence.pages.book import TONES, Book, flag_cell, number_cell, ref_cell
from whence.pages.parts import Cell, Drawn, Flag, Page, Planned, Ref, Table, plural
from whence.rules import pages as rule_pages
from whence.written import show


@dataclass(frozen=True)
class Card:
    """A headline with its number, its bar and its flags."""

    ref: Ref
    spark: Drawn | None
    flags: tuple[Flag, ...]
    as_of: str
    topic: str


@dataclass(frozen=True)
class TopicLink:
    """A topic in a list."""

    title: str
    href: str
    intro: str
    claims: int
    conflicts: int


@dataclass(frozen=True)
class Home:
    """Everything on the home page."""

    description: str
    sentence: str
    counts: tuple[tuple[str, str, str], ...]
    cards: tuple[Card, ...]
    entries: tuple[tuple[Ref, str, str, Flag, str], ...]
    settled: tuple[tuple[Ref, str, str, Flag, str], ...]
    topics: tuple[TopicLink, ...]
    map: Chart | None
    changes: tuple[tuple[str, str, str], ...]
    edition: str = ""


@dataclass(frozen=True)
class TopicView:
    """Everything on the page of a topic."""

    intro: str
    cards: tuple[Card, ...]
    tables: tuple[Table, ...]
    objections: int
    file: str


@dataclass(frozen=True)
class Listing:
    """A page that is an introduction and tables; `links` lead to its neighbours."""

    intro: str
    tables: tuple[Table, ...]
    links: tuple[tuple[str, str], ...] = ()
    chart: Chart | None = None
    empty: str = "Nothing here."


@dataclass(frozen=True)
class RuleView:
    """The page of a rule, with what it objects to here."""

    rule: str
    severity: str
    tone: str
    text: str
    found: Table | None


def card(book: Book, id: str) -> Card:
    """The card of a claim, quantity or choice."""
    edition = book.edition
    summary = edition.summaries.get(id)
    record: Any = getattr(edition.base.records, book.section(id))[id]
    drawn = None
    if summary and not math.isnan(summary.figure.point) and summary.figure.low < summary.figure.high:
        drawn = Drawn(spark(summary.figure, edition.unit(id)))
    flags = []
    if id in edition.agreements:
        verdict = edition.agreements[id].verdict
        flags.append(Flag(f"stated figure: {verdict}", TONES[verdict]))
    if summary and summary.open:
        flags.append(Flag("open reading", "uncertain"))
    page = book.ref(id).href
    grave = [
        Flag(each.word, each.tone, "", f"{page}#findings")
        for each in book.flag_findings(id)
        if each.tone == "conflict"
    ]
    file = book.home(book.section(id), id)
    return Card(
        book.ref(id),
        drawn,
        (*flags, *grave)[:3],
        getattr(record, "as_of", ""),
        book.topic_title(file) if file else "",
    )


def home_page(book: Book) -> Page:
    """The home page: what the base says, what disagrees, what it is about."""
    edition = book.edition
    records = edition.base.records
    entries = ledger.entries(edition)
    live = [each for each in entries if each.stands == "open"]
    headlines = [
        id
        for section in (records.claims, records.quantities)
        for id, each in section.items()
        if each.headline
    ]
    conflicts = sum(1 for each in edition.findings if each.severity == "conflict" and not each.accepted)
    stale = sum(1 for each in edition.findings if each.rule == "stale" and not each.accepted)
    computed = sum(1 for id in records.claims if isinstance(edition.base.nodes.get(id), Derived))
    sentence = (
        f"{plural(len(records.claims), 'claim')}, {computed:,} of them recomputed from their inputs, on the word of "
        f"{plural(len(records.sources), 'source')}{f', as of {book.date}' if book.date else ''}."
    )
    counts = [
        _count(len(records.claims), "claim", "claims", "az.html"),
        _count(len(records.sources), "source", "sources", "sources/index.html"),
        _count(conflicts, "open conflict", "open conflicts", "conflicts.html"),
        _count(
            len(edition.agreements), "stated figure recomputed", "stated figures recomputed", "audit.html"
        ),
    ]
    if stale:
        counts.append((f"{stale:,}", "stale", "findings.html"))
    data = Home(
        edition.base.settings.description,
        sentence,
        tuple(counts),
        tuple(card(book, id) for id in headlines[:24]),
        tuple(_entry(book, each) for each in live[:8]),
        tuple(_entry(book, each) for each in entries if each.rule == "choice" and each.stands == "settled")[
            :6
        ],
        tuple(topic_links(book)),
        network.topic_map(book),
        tuple(
            (each.date, each.title, f"changes/{id}.html")
            for id, each in sorted(
                records.changes.items(), key=lambda pair: (pair[1].date, pair[0]), reverse=True
            )[:5]
        ),
        book.build,
    )
    title = edition.base.settings.title
    return Page("index.html", "home.html", title, data.description or sentence, data, "home")


def _count(count: int, word: str, words: str, href: str) -> tuple[str, str, str]:
    """(number, what is counted, where it is listed)."""
    return f"{count:,}", word if count == 1 else words, href


def _entry(book: Book, entry: ledger.Entry) -> tuple[Ref, str, str, Flag, str]:
    """(what, size, statement, flag, what hangs on it) of a ledger entry."""
    ref = book.ref(entry.id) if book.section(entry.id) else Ref(entry.id, entry.id, "")
    if entry.id in book.edition.base.records.terms:
        ref = Ref(entry.id, book.edition.title(entry.id), book.href(entry.id, "terms"))
    size = f"×{entry.size:.3g}" if entry.size == entry.size and entry.size < 1e6 else ""
    grave = entry.rule != "choice" and SEVERITIES.get(entry.rule) == "conflict"
    tone = {"open": "conflict" if grave else "uncertain", "settled": "settled"}.get(entry.stands, "plain")
    statement = pretty(entry.reason if entry.rule == "choice" else entry.statement).removeprefix(
        f"{ref.title}: "
    )
    hangs = f"{plural(entry.below, 'record')} below"
    return ref, size, statement, Flag(entry.stands, tone), hangs


def topic_links(book: Book) -> Iterator[TopicLink]:
    """Every topic with its counts."""
    records = book.edition.base.records
    claims = Counter(file for name, file in records.home.items() if name.startswith("claims:"))
    grave = Counter(
        book.home(book.section(each.id), each.id)
        for each in book.edition.findings
        if each.severity in ("conflict", "error") and not each.accepted and book.section(each.id)
    )
    for file in book.files:
        topic = records.topics.get(file)
        intro = topic.intro.split(". ")[0].rstrip(".") + "." if topic and topic.intro else ""
        yield TopicLink(book.topic_title(file), book.topic_href(file), intro, claims[file], grave[file])


# --- topics ----------------------------------------------------------------------------------------------------


def topic_page(book: Book, file: str) -> Page:
    """The page of one file: its introduction, its headlines and everything in it."""
    records = book.edition.base.records
    topic = records.topics.get(file)
    inside: dict[str, list[str]] = defaultdict(list)
    for name, where in records.home.items():
        section, _, id = name.partition(":")
        if where == file:
            inside[section].append(id)
    heads = [
        id
        for section in ("claims", "quantities")
        for id in inside[section]
        if getattr(records, section)[id].headline
    ]
    tables = []
    if inside["claims"]:
        tables.append(claim_table(book, "Claims", inside["claims"]))
    if inside["quantities"]:
        tables.append(_quantity_table(book, inside["quantities"]))
    if inside["choices"]:
        tables.append(_choice_table(book, inside["choices"]))
    if inside["terms"]:
        tables.append(_term_table(book, inside["terms"]))
    if inside["checks"]:
        tables.append(_check_table(book, inside["checks"]))
    if inside["units"]:
        rows = tuple(
            (Cell(id, code=True), Cell(records.units[id].title), Cell(records.units[id].equals or "counted"))
            for id in inside["units"]
        )
        tables.append(Table("Units of its own", ("unit", "what", "equals"), rows))
    grave = sum(
        1
        for each in book.edition.findings
        if each.severity in ("error", "conflict")
        and not each.accepted
        and each.place
        and each.place.file == file
    )
    data = TopicView(
        topic.intro if topic else "", tuple(card(book, id) for id in heads), tuple(tables), grave, file
    )
    said = topic.intro.split(". ")[0] if topic else ""
    return Page(
        book.topic_href(file), "topic.html", book.topic_title(file), said, data, "topics", source=file
    )


def claim_table(book: Book, caption: str, ids: list[str]) -> Table:
    """Claims with their numbers and how their stated figures fare."""
    return Table(
        caption,
        ("claim", "value", "90 % interval", "kind", "as of", "stated figure"),
        tuple(claim_rows(book, ids)),
    )


def claim_rows(book: Book, ids: list[str]) -> Iterator[tuple[Cell, ...]]:
    """One row a claim."""
    edition = book.edition
    for id in ids:
        claim = edition.base.records.claims[id]
        summary = edition.summaries.get(id)
        point = summary.figure.point if summary else None
        verdict = edition.agreements[id].verdict if id in edition.agreements else ""
        status = f"{claim.kind}, {claim.status}" if claim.status != "current" else claim.kind
        yield (
            ref_cell(book.ref(id)),
            number_cell(book.number(id), point),
            number_cell(book.interval(id) or "–"),
            Cell(status),
            Cell(claim.as_of or "–"),
            flag_cell(verdict) if verdict else Cell("–"),
        )


def _quantity_table(book: Book, ids: list[str]) -> Table:
    rows = []
    for id in ids:
        found = book.edition.comparisons.get(id)
        rows.append(
            (
                ref_cell(book.ref(id)),
                number_cell(book.number(id)),
                Cell(book.edition.base.records.quantities[id].take),
                number_cell(str(len(found.rivals)) if found else "0"),
                flag_cell(found.verdict) if found else Cell("–"),
            )
        )
    return Table("Quantities", ("quantity", "value taken", "taken from", "claims", "verdict"), tuple(rows))


def _choice_table(book: Book, ids: list[str]) -> Table:
    rows = []
    for id in ids:
        alive = book.options_alive(id)
        word = "settled" if len(alive) == 1 else "open"
        rows.append(
            (
                ref_cell(book.ref(id)),
                Cell(", ".join(alive) or "–"),
                flag_cell(word, "settled" if word == "settled" else "uncertain"),
            )
        )
    return Table("Choices of reading", ("choice", "options that stand", "standing"), tuple(rows))


def _term_table(book: Book, ids: list[str]) -> Table:
    terms = book.edition.base.records.terms
    rows = tuple(
        (Cell(terms[id].title, book.href(id, "terms")), Cell(", ".join(terms[id].senses))) for id in ids
    )
    return Table("Ambiguous words", ("word", "senses"), rows)


def _check_table(book: Book, ids: list[str]) -> Table:
    checks = book.edition.base.records.checks
    rows = tuple(
        (
            Cell(checks[id].title, book.href(id, "checks")),
            Cell(checks[id].on_fail),
            flag_cell(book.check_word(id)),
        )
        for id in ids
    )
    return Table("Checks", ("check", "on failure", "verdict"), rows)


# --- lists -----------------------------------------------------------------------------------------------------


def listings(book: Book) -> Iterator[Planned]:
    """Every page that is a list."""
    made: dict[str, Callable[[Book], Page]] = {
        "topics/index.html": _topics,
        "conflicts.html": _conflicts,
        "audit.html": _audit,
        "findings.html": _findings,
        "az.html": _a_to_z,
        "by-unit.html": _by_unit,
        "by-status.html": _by_status,
        "by-source.html": _by_source,
        "sources/index.html": _sources,
        "rules/index.html": _rules,
        "graph.html": network.graph_page,
        "search.html": _search,
        "404.html": _lost,
    }
    yield from ((path, partial(make, book)) for path, make in made.items())


def _search(book: Book) -> Page:
    said, scripts = "Search the base.", ("records.js", "search.js")
    return Page("search.html", "search.html", "Search", said, _az(book), "search", scripts=scripts)


def _lost(book: Book) -> Page:
    return Page("404.html", "404.html", "Not here", "There is no such page.", None, "", listed=False)


def embed_page(book: Book, id: str) -> Page:
    """The card of a claim for other sites; it runs no script."""
    title = book.edition.title(id)
    return Page(f"embed/{id}.html", "embed.html", title, "", card(book, id), "embed", listed=False)


def stub(path: str, title: str, target: str) -> Page:
    """The page at an address that an older id had, which leads on to `target`."""
    return Page(path, "moved.html", title, "", target, "", listed=False)


INDEXES = (
    ("az.html", "A to Z"),
    ("by-unit.html", "By unit"),
    ("by-source.html", "By source"),
    ("by-status.html", "By status"),
)


def _topics(book: Book) -> Page:
    data = Home("", "", (), (), (), (), tuple(topic_links(book)), network.topic_map(book), ())
    return Page("topics/index.html", "topics.html", "Topics", "What the base is about.", data, "topics")


def _conflicts(book: Book) -> Page:
    rows: dict[str, list[tuple[Cell, ...]]] = defaultdict(list)
    for entry in ledger.entries(book.edition):
        ref, size, statement, flag, hangs = _entry(book, entry)
        key = "" if math.isnan(entry.size) or not math.isfinite(entry.size) else repr(entry.size)
        rule = (
            Cell("choice of reading")
            if entry.rule == "choice"
            else Cell(entry.rule.replace("-", " "), f"rules/{entry.rule}.html")
        )
        rows[entry.stands].append(
            (
                Cell(ref.title, ref.href),
                Cell(size or "–", "", key, True),
                Cell(statement.replace("`", "")),
                rule,
                Cell(hangs + (f", {plural(len(entry.headlines), 'headline')}" if entry.headlines else "")),
                Cell(flag.word, flag=flag),
            )
        )
    columns = ("what", "size", "statement", "sort", "what hangs on it", "standing")
    names = (
        ("open", "Open"),
        ("settled", "Settled by the evidence, or by a stated preference"),
        ("accepted", "Accepted, with a reason"),
    )
    tables = tuple(Table(caption, columns, tuple(rows[name])) for name, caption in names if rows[name])
    intro = (
        "Where the evidence disagrees with itself: stated figures that their own inputs do not give, sources that differ, "
        "words that may mean several things. Ranked by how much hangs on it. The size is a factor: ×2 means that the two "
        "sides are a factor of two apart."
    )
    data = Listing(intro, tables, empty="Nothing disagrees.")
    return Page(
        "conflicts.html",
        "list.html",
        "Conflicts",
        intro,
        data,
        "conflicts",
        (("application/json", "conflicts.json"),),
    )


def _audit(book: Book) -> Page:
    edition = book.edition
    order = {"mismatch": 0, "soft": 1, "inside": 2, "agrees": 3}
    rows = []
    ranked = sorted(
        edition.agreements,
        key=lambda id: (order[edition.agreements[id].verdict], -_off(edition.agreements[id].ratio), id),
    )
    for id in ranked:
        found, stated = edition.agreements[id], edition.base.stated[id]
        dated = stated.unit.style == "date"
        ratio = f"{found.ratio:+.2f} years" if dated else f"{found.ratio:.3g}"
        note = (
            f"{found.one_end} end of the range"
            if found.one_end
            else "by rounding"
            if found.rounded and found.verdict == "agrees"
            else ""
        )
        rows.append(
            (
                ref_cell(book.ref(id)),
                number_cell(stated.text, stated.point),
                number_cell(pretty(show(found.recomputed, stated.unit)), found.recomputed),
                number_cell(ratio, found.ratio),
                Cell(note or "–"),
                flag_cell(found.verdict),
            )
        )
    tally = Counter(found.verdict for found in edition.agreements.values())
    counted = ", ".join(f"{tally[word]} {words}" for word, words in _VERDICTS if tally[word])
    intro = (
        "Every figure that a source states and that can be recomputed from the source's own inputs, the worst first. "
        f"Of {len(rows)}: {counted}."
    )
    columns = ("claim", "stated", "recomputed", "ours / theirs", "note", "verdict")
    table = Table("Stated figures, recomputed", columns, tuple(rows))
    data = Listing(
        intro, (table,) if rows else (), empty="No source states a figure that is recomputed here."
    )
    return Page(
        "audit.html",
        "list.html",
        "Audit of stated figures",
        intro,
        data,
        "audit",
        (("text/csv", "audit.csv"),),
    )


_VERDICTS = (
    ("agrees", "agree within 10 % or by rounding"),
    ("inside", "lie inside the recomputed interval"),
    ("soft", "are off by less than a factor of 1.5"),
    ("mismatch", "are off by more"),
)


def _off(ratio: float) -> float:
    return abs(math.log(ratio)) if ratio > 0 and math.isfinite(ratio) else math.inf


def _findings(book: Book) -> Page:
    columns = ("finding", "about", "what", "where")
    tables = []
    for severity, caption in (
        ("error", "Errors"),
        ("conflict", "Conflicts"),
        ("warning", "Warnings"),
        ("note", "Notes"),
    ):
        rows = []
        for each in book.edition.findings:
            if each.severity == severity and not each.accepted:
                found = book.objection(each)
                about = found.about or Ref(each.id, each.id or "–", "")
                rows.append(
                    (
                        Cell(each.rule, found.href, flag=Flag(each.rule, TONES[severity])),
                        Cell(about.title, about.href),
                        Cell(found.lines[0]),
                        Cell(found.place),
                    )
                )
        if rows:
            tables.append(Table(f"{caption} ({len(rows)})", columns, tuple(rows)))
    accepted = [each for each in book.edition.findings if each.accepted]
    if accepted:
        rows = [
            (
                Cell(e.rule, f"rules/{e.rule}.html"),
                Cell(book.edition.title(e.id), book.href(e.id)),
                Cell(e.message.split("\n")[0]),
                Cell(e.accepted),
            )
            for e in accepted
        ]
        tables.append(
            Table(f"Lived with ({len(rows)})", ("finding", "about", "what", "because"), tuple(rows))
        )
    intro = (
        "Everything that the engine objects to. Errors are faults of the base; conflicts are what the "
        "evidence says; warnings are weak evidence."
    )
    return Page(
        "findings.html",
        "list.html",
        "Findings",
        intro,
        Listing(intro, tuple(tables), empty="Nothing is objected to."),
        "findings",
    )


def _az(book: Book) -> Listing:
    records = book.edition.base.records
    rows = []
    for section, word in (
        ("claims", "claim"),
        ("quantities", "quantity"),
        ("choices", "choice"),
        ("checks", "check"),
        ("terms", "term"),
        ("sources", "source"),
    ):
        for id, record in getattr(records, section).items():
            number = book.number(id) if section in ("claims", "quantities", "checks") else ""
            rows.append(
                (
                    record.title.lower(),
                    id,
                    (
                        Cell(record.title, book.href(id, section), record.title.lower()),
                        number_cell(number or "–"),
                        Cell(word),
                        Cell(id, code=True),
                    ),
                )
            )
    ordered = tuple(row for _, _, row in sorted(rows, key=lambda each: each[:2]))
    return Listing("", (Table("Everything in the base", ("title", "value", "sort", "id"), ordered),), INDEXES)


def _a_to_z(book: Book) -> Page:
    return Page("az.html", "list.html", "A to Z", "Everything, by title.", _az(book), "index")


def _by_unit(book: Book) -> Page:
    edition = book.edition
    groups: dict[str, list[str]] = defaultdict(list)
    for id in edition.base.records.claims:
        groups[edition.unit(id).text or "pure number" if id in edition.summaries else "no value"].append(id)
    return _grouped(book, "by-unit.html", "By unit", sorted(groups.items()))


def _by_status(book: Book) -> Page:
    groups: dict[str, list[str]] = defaultdict(list)
    for id, claim in book.edition.base.records.claims.items():
        word = "missing" if claim.missing else claim.status if claim.status != "current" else claim.kind
        groups[word].append(id)
    return _grouped(book, "by-status.html", "By status", sorted(groups.items()))


def _by_source(book: Book) -> Page:
    sources = book.edition.base.records.sources
    groups = [
        (sources[name].title, list(dict.fromkeys(id for section, id, _ in cited if section == "claims")))
        for name, cited in sorted(book.cited.items())
        if name in sources
    ]
    return _grouped(book, "by-source.html", "By source", groups)


def _grouped(book: Book, path: str, title: str, groups: Iterable[tuple[str, list[str]]]) -> Page:
    """Every claim in a table for each group."""
    tables = tuple(claim_table(book, f"{name} ({len(ids)})", ids) for name, ids in groups if ids)
    said = f"Claims {title.lower()}."
    return Page(path, "list.html", title, said, Listing("", tables, INDEXES), "index")


def _sources(book: Book) -> Page:
    records, aliases = book.edition.base.records, book.edition.base.aliases
    rows = []
    for id, source in sorted(records.sources.items(), key=lambda pair: pair[1].title.lower()):
        cited = book.cited.get(id, ())
        origin = len({each for _, each, cite in cited if aliases.get(cite.source, cite.source) == id})
        read = len({each for _, each, cite in cited if cite.via and aliases.get(cite.via, cite.via) == id})
        flag = (
            flag_cell("mention only", "uncertain")
            if source.mention_only
            else flag_cell(source.status, "settled" if source.status == "current" else "conflict")
        )
        rows.append(
            (
                Cell(source.title, book.href(id, "sources")),
                Cell(source.issued or "–"),
                Cell(source.type.replace("-", " ")),
                number_cell(str(origin), origin),
                number_cell(str(read), read),
                flag,
            )
        )
    columns = ("source", "issued", "type", "as origin", "as what was read", "standing")
    intro = (
        "Every document that is cited, as the origin of a statement or as where it was read. A source "
        "that only repeats another is no second witness."
    )
    data = Listing(intro, (Table("Sources", columns, tuple(rows)),) if rows else ())
    return Page(
        "sources/index.html",
        "list.html",
        "Sources",
        intro,
        data,
        "sources",
        (("application/json", "sources.csl.json"), ("application/x-bibtex", "sources.bib")),
    )


def _rules(book: Book) -> Page:
    count = Counter(each.rule for each in book.edition.findings if not each.accepted)
    rows = []
    for page in written_rules():
        number = count[page.rule]
        rows.append(
            (
                Cell(page.rule, f"rules/{page.rule}.html"),
                Cell(page.title),
                flag_cell(page.severity),
                number_cell(str(number or "–"), number),
            )
        )
    intro = "What the engine objects to, and how badly. Each rule has a page that says what, why and how to mend it."
    return Page(
        "rules/index.html",
        "list.html",
        "Rules",
        intro,
        Listing(intro, (Table("Rules", ("rule", "objection", "severity", "here"), tuple(rows)),)),
        "rules",
    )


def written_rules() -> list[rule_pages.Page]:
    """The rules that have a page."""
    found = []
    for rule in SEVERITIES:
        try:
            found.append(rule_pages.page(rule))
        except (OSError, AssertionError):
            continue
    return found


def rule_page(book: Book, rule: str) -> Page:
    """The page of one rule; one that has no text yet says so."""
    severity = SEVERITIES[rule]
    try:
        text, title = rule_pages.page(rule).text, rule_pages.page(rule).title
    except (OSError, AssertionError):
        text, title = "", rule.replace("-", " ")
    rows = []
    for each in book.edition.findings:
        if each.rule == rule:
            found = book.objection(each)
            about = found.about or Ref(each.id, each.id or "–", "")
            rows.append(
                (
                    Cell(about.title, about.href),
                    Cell(found.lines[0]),
                    Cell(found.place),
                    Cell(each.accepted or "open"),
                )
            )
    table = (
        Table("What it objects to here", ("about", "what", "where", "standing"), tuple(rows))
        if rows
        else None
    )
    data = RuleView(rule, severity, TONES[severity], text, table)
    return Page(
        f"rules/{rule}.html", "rule.html", title[:1].upper() + title[1:], f"{rule}: {title}", data, "rules"
    )
