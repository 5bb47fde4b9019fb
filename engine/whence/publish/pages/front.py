"""The home page and the topics: headlines as cards, what disagrees, what changed, and what each file holds."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from whence.account.ledger import tally
from whence.files.sections import having
from whence.judge.states import State
from whence.language.frozen import dataclass
from whence.model.graph import Derived
from whence.publish.charts import Chart
from whence.publish.charts.intervals import spark
from whence.publish.pages import network, story, worth
from whence.publish.pages.book import Book
from whence.publish.pages.cells import verdict_flag
from whence.publish.pages.ledger import ledger_row, told
from whence.publish.pages.parts import Drawn, Flag, Page, Ref, Table, plural
from whence.publish.pages.tables import by_section


@dataclass(frozen=True)
class Card:
    """A headline with its number, its bar and its flags."""

    ref: Ref
    spark: Drawn | None
    flags: tuple[Flag, ...]
    as_of: str
    topic: str
    open: bool = False


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
    odd: tuple[story.Odd, ...]
    more: int
    open: tuple[tuple[Ref, str, str, Flag, str], ...]
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


def card(book: Book, id: str) -> Card:
    """The card of a claim, quantity or choice."""
    edition = book.edition
    summary = edition.summaries.get(id)
    record: Any = edition.base.records.of(book.section(id))[id]
    drawn = None
    if summary and not math.isnan(summary.figure.point) and summary.figure.low < summary.figure.high:
        drawn = Drawn(spark(summary.figure, edition.unit(id)))
    flags = []
    if id in edition.agreements:
        found = verdict_flag(edition.agreements[id])
        flags.append(Flag(f"stated figure: {found.word}", found.tone))
    if summary and summary.open:
        flags.append(Flag("open reading", "uncertain"))
    page = book.ref(id).href
    grave = [
        Flag(each.word, each.tone, "", f"{page}#findings")
        for each in book.flag_findings(id)
        if each.tone == "conflict" and not (flags and each.word in worth.OF_STATED)
    ]
    file = book.home(book.section(id), id)
    return Card(
        book.ref(id),
        drawn,
        (*flags, *grave)[:3],
        getattr(record, "as_of", ""),
        book.topic_title(file) if file else "",
        bool(summary and summary.open),
    )


def embed_page(book: Book, id: str) -> Page:
    """The card of a claim for other sites; it runs no script."""
    title = book.edition.title(id)
    return Page(f"embed/{id}.html", "embed.html", title, "", card(book, id), "embed", listed=False)


def home_page(book: Book) -> Page:
    """The home page: what the base says, what disagrees, what it is about."""
    edition = book.edition
    records = edition.base.records
    entries = book.ledger
    odd = story.odds(book)
    number = tally(entries)
    headlines = [
        id
        for section in (records.claims, records.quantities)
        for id, each in section.items()
        if each.headline
    ]
    sentence = _sentence(book)
    data = Home(
        edition.base.settings.description,
        sentence,
        _counts(book, number),
        tuple(card(book, id) for id in headlines[:24]),
        odd,
        number["conflicts"] - len(odd),
        tuple(ledger_row(book, each) for each in entries if each.part == "readings")[:6],
        tuple(
            ledger_row(book, each)
            for each in entries
            if each.state == State.SETTLED and not records.choices[each.id].prefer
        )[:6],
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


def _sentence(book: Book) -> str:
    """How much the base says, on how many words, and as of when."""
    records, edition = book.edition.base.records, book.edition
    computed = sum(1 for id in records.claims if isinstance(edition.base.nodes.get(id), Derived))
    told_of = [
        plural(len(records.claims), "claim"),
        f"{computed:,} of them recomputed from {'its' if computed == 1 else 'their'} inputs"
        if computed
        else "",
        f"on the word of {plural(len(records.sources), 'source')}" if records.sources else "",
        f"as of {book.date}" if book.date else "",
    ]
    return f"{', '.join(filter(None, told_of))}."


def _counts(book: Book, number: Mapping[str, int]) -> tuple[tuple[str, str, str], ...]:
    """What there is of each kind, and what the ledger counts."""
    records, edition = book.edition.base.records, book.edition
    stale = sum(1 for each in edition.findings if each.rule == "stale" and not each.accepted)
    counts = [
        _count(len(records.claims), "claim", "claims", "az.html"),
        _count(len(records.sources), "source", "sources", "sources/index.html"),
        *(
            _count(count, told(name, count), told(name, count), "conflicts.html")
            for name, count in number.items()
            if count or name == "conflicts"
        ),
        _count(
            len(edition.agreements), "stated figure recomputed", "stated figures recomputed", "audit.html"
        ),
    ]
    # That nothing is in conflict is worth saying, that nothing is cited or stated is not.
    counts = [
        each for each in counts if each[0] != "0" or each[2] not in ("sources/index.html", "audit.html")
    ]
    if stale:
        counts.append((f"{stale:,}", "stale", "findings.html"))
    if changes := book.edition.base.records.changes:
        counts.append(
            (f"{len(changes):,}", "change" if len(changes) == 1 else "changes", "changes/index.html")
        )
    return tuple(counts)


def _count(count: int, word: str, words: str, href: str) -> tuple[str, str, str]:
    """(number, what is counted, where it is listed)."""
    return f"{count:,}", word if count == 1 else words, href


def topic_links(book: Book) -> Iterator[TopicLink]:
    """Every topic with its counts."""
    records = book.edition.base.records
    claims = Counter(file for name, file in records.home.items() if name.startswith("claims:"))
    for file in book.files:
        topic = records.topics.get(file)
        intro = topic.intro.split(". ")[0].rstrip(".") + "." if topic and topic.intro else ""
        yield TopicLink(
            book.topic_title(file), book.topic_href(file), intro, claims[file], book.disputed.get(file, 0)
        )


def topics_page(book: Book) -> Page:
    """The files of the base as topics, and how they lean on each other."""
    data = Home("", "", (), (), (), 0, (), (), tuple(topic_links(book)), network.topic_map(book), ())
    return Page("topics/index.html", "topics.html", "Topics", "What the base is about.", data, "topics")


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
        id for section in having("headline") for id in inside[section] if records.of(section)[id].headline
    ]
    cards = tuple(card(book, id) for id in heads)
    tables = tuple(by_section(book, inside))
    data = TopicView(topic.intro if topic else "", cards, tables, book.disputed.get(file, 0), file)
    said = topic.intro.split(". ")[0] if topic else ""
    path = book.topic_href(file)
    twins = (("application/json", path.replace(".html", ".json")),)
    return Page(path, "topic.html", book.topic_title(file), said, data, "topics", twins, source=file)


ONCE = {
    "topics/index.html": topics_page,
}
