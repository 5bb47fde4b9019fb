"""What every answer on a terminal shares: colours, counts, columns and the line of a citation."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from whence.files.schema import Citation
from whence.language.problems import visible

_STYLES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34", "magenta": "35",
           "cyan": "36"}  # fmt: skip


# What is left of a line below this is too narrow for text.
LEAST_WIDTH = 24


def paint(text: str, style: str, colour: bool) -> str:
    """Text in a style, or in several (`red bold`), where colour is wanted."""
    codes = ";".join(_STYLES[each] for each in style.split())
    return f"\x1b[{codes}m{text}\x1b[0m" if colour and text else text


def lines_of(message: str) -> list[str]:
    """The lines of a message, made safe for a terminal."""
    return [visible(line.replace("\t", " ")) for line in message.split("\n")]


def plural(count: int, word: str) -> str:
    """A count with its word: `1 error`, `2 errors`."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def leaves(count: int) -> str:
    """A count of leaves."""
    return f"{count} {'leaf' if count == 1 else 'leaves'}"


def columns(rows: Iterable[Sequence[str]]) -> str:
    """Rows of cells in columns as wide as their longest cell."""
    rows = list(rows)
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))] if rows else []
    return "\n".join(
        "  ".join(f"{cell:<{w}}" for cell, w in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def fitted(
    rows: Iterable[Sequence[str]], width: int, styles: Sequence[str] = (), colour: bool = False
) -> str:
    """Rows of cells in columns, the last one broken at words where a line would be longer than `width` (0 for any length).

    Where hardly anything is left for it, it stands below, two columns in. `styles` are those of the columns.
    """
    rows = [tuple(row) for row in rows]
    wide = [max(len(row[n]) for row in rows) for n in range(len(rows[0]) - 1)] if rows else []
    used = sum(each + 2 for each in wide)
    lines = []
    for *cells, last in rows:
        head = "  ".join(
            _styled(cell.ljust(w), n, styles, colour)
            for n, (cell, w) in enumerate(zip(cells, wide, strict=True))
        )
        below = bool(width) and width - used < LEAST_WIDTH
        parts = (
            textwrap.wrap(last, max(LEAST_WIDTH, width - (2 if below else used)))
            if width and last
            else [last]
        )
        parts = [_styled(each, len(cells), styles, colour) for each in parts]
        if below:
            lines += [head.rstrip(), *(f"  {each}" for each in parts)]
        else:
            lines += [
                f"{head}  {parts[0]}".rstrip() if cells else parts[0],
                *(" " * used + each for each in parts[1:]),
            ]
    return "\n".join(lines)


def _styled(text: str, column: int, styles: Sequence[str], colour: bool) -> str:
    return paint(text, styles[column], colour) if column < len(styles) and styles[column] else text


def citation(cite: Citation) -> str:
    """A citation on one line."""
    origin = "origin not named" if cite.source == "unstated" else cite.source
    parts = [origin, cite.via and f"via {cite.via}", cite.at]
    quote = f" “{visible(cite.excerpt)}”" if cite.excerpt else ""
    return visible(", ".join(part for part in parts if part)) + quote
