"""How much of a text the base holds, as a page: each figure with its line and what cites it, and never the text itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from whence.account.coverage import Coverage
from whence.judge.texts.citing import Standing
from whence.language.problems import brief
from whence.publish.pages.book import Book
from whence.publish.pages.parts import Cell, Listing, Page, Planned, Table, plural

# What a figure is printed with is cut here: it is a number and a word or two.
LONGEST = 40


def pages(book: Book) -> Iterator[Planned]:
    """The page of each source whose copy is at hand; a base that is published without copies has none."""
    yield from ((f"coverage/{each}.html", partial(coverage_page, book, each)) for each in book.coverages)


def coverage_page(book: Book, source: str) -> Page:
    """How much of a source is cited: what is left first, then what is set aside with its reason, then what is cited."""
    answer = book.coverages[source]
    title = f"Coverage: {book.edition.base.records.sources[source].title}"
    groups = (
        ("Left", ("left", "differs"), ("where", "figure", "standing", "quoted by")),
        ("Set aside", ("aside",), ("where", "figure", "why")),
        ("Cited", ("cited",), ("where", "figure", "cited by", "by its", "and by")),
    )
    tables = tuple(_table(book, answer, *each) for each in groups)
    said = counted(answer)
    links = ((book.href(source, "sources"), "The source"),)
    view = Listing(f"{said} {_beside(answer)}", tuple(each for each in tables if each.rows), links)
    twins = (("application/json", f"coverage/{source}.json"),)
    return Page(f"coverage/{source}.html", "list.html", title, said, view, "sources", twins)


def counted(answer: Coverage) -> str:
    """The counts in a sentence."""
    covered = answer.counts["cited"] + answer.counts["aside"]
    return (
        f"Of {plural(len(answer.figures), 'figure')} and dates in the text {covered:,} are covered: "
        f"{answer.counts['cited']:,} cited by what says the same, {answer.counts['aside']:,} set aside with a reason."
    )


def _beside(answer: Coverage) -> str:
    none = len(answer.standings) - len(answer.figures)
    return (
        f"Names, marks, numbers of lists and other digits that are no figures: {none:,}. Lines are those of the copy that "
        "was looked through, which is not published."
    )


def _table(
    book: Book, answer: Coverage, caption: str, states: Sequence[str], columns: tuple[str, ...]
) -> Table:
    rows = [_row(book, answer, each) for each in answer.figures if each.state in states]
    return Table(f"{caption} ({len(rows)})", columns, tuple(row[: len(columns)] for row in rows))


def _row(book: Book, answer: Coverage, each: Standing) -> tuple[Cell, ...]:
    line = Cell(f"line {each.figure.line}", key=str(each.figure.line))
    figure = Cell(brief(each.figure.text, LONGEST))
    if each.state == "aside":
        return line, figure, Cell(answer.reason(each))
    by = [Cell(book.edition.title(one.id), book.href(one.id, one.section)) for one in each.supports]
    first = by[0] if by else Cell("–")
    if each.state != "cited":
        return line, figure, Cell("quoted for another figure" if by else "left"), first
    others = f"{plural(len(by) - 1, 'other')}" if len(by) > 1 else "–"
    return line, figure, first, Cell(each.supports[0].part), Cell(others)
