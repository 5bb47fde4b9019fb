"""Ready-made markup: what a page has hundreds of, written without a template, everything in it escaped as there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from whence.language.problems import HIDDEN, visible_lines
from whence.publish.pages.parts import Cell, Drawn, Flag, Line, Ref, Table

_PLAIN = re.compile(r"[^&<>\"']*")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;"})
_WITHOUT_NUMBER = frozenset(["\n", "\0", *map(chr, range(0x7F, 0xA0)), *map(chr, range(0xD800, 0xE000))])
# A text this long is no word in a column: it gets the room of a sentence; so does a long number.
SENTENCE, LONG = 60, 26


def shown(value: Any) -> Any:
    """What a template prints: text with hidden characters spelt out, line breaks kept."""
    if type(value) is str and not (value.isascii() and value.isprintable()):
        return visible_lines(value)
    return value


def text(value: str) -> str:
    """A text as it stands in a page and in its attributes."""
    seen = str(shown(value))
    return seen if _PLAIN.fullmatch(seen) else seen.translate(_ESCAPES)


def typed(value: str) -> Drawn:
    """A text as it stands in the field of a form, where it is what comes back: what cannot be seen is written as HTML writes it.

    Some controls have no number in HTML, which reads it as that of another character; they stand as they are.
    """
    seen = value.translate(_ESCAPES)
    return Drawn(HIDDEN.sub(lambda hit: hit[0] if hit[0] in _WITHOUT_NUMBER else f"&#{ord(hit[0])};", seen))


def ticks(value: str) -> Drawn:
    """A sentence in which `names between ticks` are set as code."""
    parts = [str(whole(part)) for part in value.split("`")]
    if len(parts) % 2 == 0:
        return whole(value)
    return Drawn("".join(f"<code>{part}</code>" if n % 2 else part for n, part in enumerate(parts)))


# A day, a month or a quarter, which a browser would break at its hyphens.
_DATE = re.compile(r"(?<![\w-])\d{4}-(?:\d\d(?:-\d\d)?|Q[1-4])(?![\w-])")
# What begins like a number is one, if it is no longer than a number with its unit.
_FIGURE = re.compile(r"[~<>≤≥±+−-]?\s?[$€£¥]?\d")


def whole(value: str) -> Drawn:
    """A text in which no date is broken over two lines."""
    return Drawn(_DATE.sub(lambda hit: f'<span class="date">{hit[0]}</span>', text(value)))


def is_figure(value: object) -> bool:
    """Whether a text is a number with its unit, which stands on one line."""
    return isinstance(value, str) and len(value) <= LONG and bool(_FIGURE.match(value))


# So much of what introduces a page stands above what it introduces: a phone shows that first.
MOST_OPENING = 200


def opening(text: str) -> tuple[str, str]:
    """The first sentences of what introduces a page, and the rest, which unfolds; all of a short one is its opening."""
    if len(text) <= MOST_OPENING:
        return text, ""
    ends = [hit.end() for hit in re.finditer(r"[.?!](?=\s+[^a-z\s])|(?<=\S)(?=\n\s*\n)", text)]
    ends = [at for at in ends if _closed(text[:at])] or [len(text)]
    at = max((each for each in ends if each <= MOST_OPENING), default=ends[0])
    return text[:at], text[at:].strip()


def _closed(text: str) -> bool:
    """Whether markup that a text begins ends in it."""
    return text.count("[") == text.count("]") and all(text.count(each) % 2 == 0 for each in "`*")


# Names set as code, and what they stand in where they are no names of records in a text, or links already: other code,
# drawings, a cell that is a code alone (its row leads to the record).
_NAMES = re.compile(
    r"<(a|pre|script|math|svg)\b.*?</\1>|<td[^>]*><code>[^<]*</code></td>|<code>([a-z0-9]+(?:[.-][a-z0-9]+)+)</code>",
    re.DOTALL,
)


def named(markup: str, address: Callable[[str], str], up: str) -> str:
    """A page in which the ids of records that stand in its texts lead to them; `address` gives an id's page, or nothing."""

    def led(hit: re.Match[str]) -> str:
        there = address(hit[2]) if hit[2] else ""
        return f'<a href="{up}{text(there)}">{hit[0]}</a>' if there else hit[0]

    return _NAMES.sub(led, markup)


def line(pieces: Line, up: str) -> Drawn:
    """A line of text, the records in it as links to their pages."""
    return Drawn("".join(str(whole(each)) if isinstance(each, str) else _link(each, up) for each in pieces))


def _link(ref: Ref, up: str) -> str:
    return f'<a href="{up}{text(ref.href)}">{text(ref.title)}</a>' if ref.href else text(ref.title)


def flag(each: Flag, up: str) -> Drawn:
    """A short verdict, perhaps a link to where it is said."""
    word = text(each.word)
    if each.href:
        word = f'<a href="{"" if each.href.startswith("#") else up}{text(each.href)}">{word}</a>'
    return Drawn(f'<span class="flag {text(each.tone)}">{word}</span>')


def rows(table: Table, shown: Sequence[tuple[Cell, ...]], up: str, anchors: str = "") -> Drawn:
    """Rows of a table; with `anchors` each can be led to by what its first cell is sorted by, or says."""
    labels = [f'<td data-label="{text(each)}"' for each in table.columns]
    return Drawn("".join(_row(row, labels, table.lead, up, anchors) for row in shown))


def _row(row: tuple[Cell, ...], labels: Sequence[str], lead: int, up: str, anchors: str) -> str:
    id = f' id="{anchors}{text(row[0].key or row[0].text)}"' if anchors else ""
    return f"<tr{id}>{''.join(_cells(row, labels, lead, up))}</tr>\n"


def _cells(row: tuple[Cell, ...], labels: Sequence[str], lead: int, up: str) -> Iterator[str]:
    for n, cell in enumerate(row):
        key = f' data-key="{text(cell.key)}"' if cell.key else ""
        if n:
            yield f"{labels[n]}{_kind(cell, n == lead)}{key}>{_content(cell, up)}{_under(cell, up)}</td>"
        else:
            date = ' class="date"' if cell.dated else ""
            yield f'<th scope="row"{date}{key}>{_content(cell, up)}</th>'


def _under(cell: Cell, up: str) -> str:
    """What stands below the text of a cell."""
    told = "".join(f"<li>{line(each, up)}</li>" for each in cell.under)
    return f'<ul class="sides">{told}</ul>' if told else ""


def _kind(cell: Cell, first: bool) -> str:
    """The class of a cell, by which it is set."""
    if cell.number:
        end = " none" if cell.text == "–" else " first" if first else ""
        return f' class="num{" long" if len(cell.text) > LONG else ""}{end}"'
    if cell.text == "–":
        return ' class="none"'
    if cell.dated:
        return ' class="date"'
    return ' class="said"' if (len(cell.text) > SENTENCE or cell.under) and not cell.href else ""


def _content(cell: Cell, up: str) -> str:
    if cell.flag and not cell.href:
        return str(flag(cell.flag, up))
    said = str(whole(cell.text)) if "-" in cell.text and not cell.dated else text(cell.text)
    if cell.href:
        inner = f'<span class="flag {text(cell.flag.tone)}">{said}</span>' if cell.flag else said
        return f'<a href="{up}{text(cell.href)}">{inner}</a>'
    if cell.drawn:
        return str(cell.drawn)
    return f"<code>{said}</code>" if cell.code else str(ticks(cell.text)) if cell.ticked else said
