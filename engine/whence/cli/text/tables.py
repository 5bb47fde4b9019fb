"""Claims as a table: one line each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from whence.account.headlines import headline
from whence.cli.text.style import paint
from whence.language.problems import visible

if TYPE_CHECKING:
    from whence.judge.edition import Edition


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
