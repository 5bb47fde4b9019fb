"""Every page that lists the records: A to Z, by unit, status and source, the sources, search; and the smallest pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby

from whence.files.sections import SEARCHED
from whence.language.frozen import dataclass
from whence.publish.pages.book import Book
from whence.publish.pages.cells import flag_cell, kind_of, number_cell
from whence.publish.pages.parts import Cell, Listing, Page, Table
from whence.publish.pages.tables import claim_table, value_cell

# So many records stand in one list; more of them by their letters.
FEW = 100
INDEXES = (
    ("az.html", "A to Z"),
    ("by-unit.html", "By unit"),
    ("by-source.html", "By source"),
    ("by-status.html", "By status"),
)


@dataclass(frozen=True)
class Searching:
    """The page of search: words to try, and the lists that do without."""

    examples: tuple[str, ...]
    links: tuple[tuple[str, str], ...] = INDEXES


def search_page(book: Book) -> Page:
    """The page of search; without scripts, the way to the lists."""
    said, scripts = "Search the base.", ("records.js", "search.js")
    data = Searching(tuple(_examples(book)))
    return Page("search.html", "search.html", "Search", said, data, "search", scripts=scripts)


def _examples(book: Book) -> Iterator[str]:
    """What one may look for, each of it found here: a word of the base, a number with its unit, a name, a standing."""
    records = book.edition.base.records
    heads = [id for each in (records.claims, records.quantities) for id, it in each.items() if it.headline]
    numbered = [id for id in (*heads, *records.claims) if id in book.edition.summaries]
    authors = Counter(each.by for each in records.claims.values() if each.by and "(" not in each.by)
    yield from [term.title for term in records.terms.values()][:1]
    single = (id for id in numbered if not book.edition.summaries[id].open)
    yield from [number for id in single if any(map(str.isdigit, number := book.number(id)))][:1]
    yield from [name for name, _ in authors.most_common(1)]
    if any(each.open for each in book.edition.summaries.values()):
        yield "open"


def lost_page(book: Book) -> Page:
    """What is shown for an address that is none."""
    return Page("404.html", "404.html", "Not here", "There is no such page.", None, "", listed=False)


def stub(path: str, title: str, target: str) -> Page:
    """The page at an address that an older id had, which leads on to `target`."""
    return Page(path, "moved.html", title, "", target, "", listed=False)


def _az(book: Book) -> Listing:
    records = book.edition.base.records
    rows = []
    for section in SEARCHED:
        bare = section.role in ("word", "evidence")
        for id, record in records.of(section.name).items():
            value = Cell("–", "", "", True) if bare else value_cell(book, id)
            rows.append(
                (
                    _called(record.title),
                    id,
                    (
                        Cell(record.title, book.href(id, section.name), _called(record.title)),
                        value,
                        Cell(section.one),
                        Cell(id, code=True),
                    ),
                )
            )
    columns = ("title", "value", "sort", "id")
    rows.sort(key=lambda each: each[:2])
    if len(rows) <= FEW:
        ordered = tuple(row for _, _, row in rows)
        return Listing("", (Table("Everything in the base", columns, ordered),), INDEXES)
    letters = groupby(rows, lambda each: each[0][:1].upper() if each[0][:1].isalpha() else "0 to 9 and signs")
    tables = [(letter, tuple(row for _, _, row in found)) for letter, found in letters]
    return Listing(
        "", tuple(Table(f"{letter} ({len(each)})", columns, each) for letter, each in tables), INDEXES
    )


def _called(title: str) -> str:
    """A title as it is looked for: without an article, in small letters."""
    return re.sub(r"^(a|an|the)\s+|^\W+", "", title.lower()) or title.lower()


def a_to_z(book: Book) -> Page:
    """Every record that has a page, by title."""
    return _az(book).page("az.html", "A to Z", "index", said="Everything, by title.")


def by_unit(book: Book) -> Page:
    """The claims by the unit that they are shown in."""
    edition = book.edition
    groups: dict[str, list[str]] = defaultdict(list)
    for id in edition.base.records.claims:
        # A unit that is a power of ten of money is written with the one in front of it, and said without.
        unit = re.sub(r"^1(?=[a-zA-Z])", "", edition.unit(id).text) if id in edition.summaries else "no value"
        groups[unit or "pure number"].append(id)
    return _grouped(
        book, "by-unit.html", "By unit", sorted(groups.items(), key=lambda pair: (pair[0].lower(), pair[0]))
    )


def by_status(book: Book) -> Page:
    """The claims by status; a current one by its kind, one without a figure by why that is so."""
    groups: dict[str, list[str]] = defaultdict(list)
    for id, claim in book.edition.base.records.claims.items():
        word = claim.absence if claim.absence else claim.status if claim.status != "current" else claim.kind
        groups[word].append(id)
    return _grouped(book, "by-status.html", "By status", sorted(groups.items()))


def by_source(book: Book) -> Page:
    """The claims by the source that they cite; one that cites two stands under both."""
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
    return Listing("", tables, INDEXES).page(path, title, "index", said=said)


def sources_page(book: Book) -> Page:
    """Every source, that on which most rests first, with how many claims have it as origin and how many were read in it."""
    records, aliases = book.edition.base.records, book.edition.base.aliases
    rows = []
    for id, source in records.sources.items():
        cited = book.cited.get(id, ())
        origin = len({each for _, each, cite in cited if aliases.get(cite.source, cite.source) == id})
        read = len({each for _, each, cite in cited if cite.via and aliases.get(cite.via, cite.via) == id})
        flag = (
            flag_cell("by mention", "plain")
            if source.mention_only
            else flag_cell(source.status, "settled" if source.status == "current" else "conflict")
        )
        cells = (
            Cell(source.title, book.href(id, "sources")),
            Cell(source.issued or "–"),
            Cell(kind_of(source.type)),
            number_cell(str(origin), origin),
            number_cell(str(read), read),
            flag,
        )
        rows.append((-origin - read, source.title.lower(), id, cells))
    columns = ("source", "issued", "type", "said in it", "read in it", "standing")
    intro = (
        "Every document that is cited: how many records it is the origin of, and how many statements of others were read "
        "in it. That on which most rests comes first. A source that only repeats another is no second witness."
    )
    if any(each.mention_only for each in records.sources.values()):
        intro += " One that is known by mention alone was not read: another source tells what it says."
    ordered = tuple(cells for *_, cells in sorted(rows))
    data = Listing(
        intro, (Table("Sources", columns, ordered),) if rows else (), empty="No source is cited here."
    )
    twins = (("application/json", "sources.csl.json"), ("application/x-bibtex", "sources.bib"))
    return data.page("sources/index.html", "Sources", "sources", twins)


ONCE = {
    "az.html": a_to_z,
    "by-unit.html": by_unit,
    "by-status.html": by_status,
    "by-source.html": by_source,
    "sources/index.html": sources_page,
    "search.html": search_page,
    "404.html": lost_page,
}
