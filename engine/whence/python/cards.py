"""Cards for notebooks: what a record says and its chart as a drawing, without a script."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from whence.language.problems import visible
from whence.publish.pages import worth
from whence.publish.pages.book import Book

if TYPE_CHECKING:
    from whence.judge.edition import Edition

# The drawings take their colours from the page; a notebook has none of ours.
STYLE = """<style>
.whence-card{font-family:system-ui,sans-serif;max-width:44rem;border:1px solid #8886;border-radius:6px;padding:.8rem 1rem}
.whence-card h4{margin:0 0 .2rem}.whence-card p{margin:.2rem 0}.whence-card .number{font-size:1.3rem;font-weight:600}
.whence-card svg text{font-size:12px;fill:currentColor}.whence-card svg .strong{font-weight:600}
.whence-card svg .soft{opacity:.75}.whence-card svg .band{fill:#0b5d8f55}.whence-card svg .point{fill:#0b5d8f}
.whence-card svg .curve{fill:#0b5d8f22}.whence-card svg .curve-core{fill:#0b5d8f55}.whence-card svg .stated{fill:#8a5a00}
.whence-card svg line{stroke:currentColor;stroke-opacity:.6}
</style>"""


def drawing(edition: Edition, id: str) -> str:
    """The chart of a number as the site draws it: its distribution, or its interval; nothing where it has neither."""
    if id in edition.settled.outcomes:
        return ""
    book, summary = Book(edition), edition.summaries.get(id)
    chart = worth.density(book, id, summary) or worth.bar(book, id, summary)
    # Several cards stand on one page: the names inside a drawing are made its own.
    return re.sub(r"\b(spread|bar)-([td])\b", rf"whence-{id}-\2", chart.svg) if chart else ""


def card(title: str, number: str, rows: Iterable[str], chart: str = "") -> str:
    """A title, a number and rows of text, of which the empty ones are left out, above a drawing; nothing of them is markup."""
    said = "".join(f"<p>{escape(visible(row.splitlines()[0]))}</p>" for row in rows if row)
    head = f"<h4>{escape(visible(title))}</h4><p class='number'>{escape(visible(number))}</p>"
    return f"{STYLE}<div class='whence-card'>{head}{said}{chart}</div>"
