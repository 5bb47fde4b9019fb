"""Claims as a table: one line each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from whence.account.headlines import headline
from whence.cli.text.style import fitted
from whence.language.problems import visible

if TYPE_CHECKING:
    from whence.judge.edition import Edition


def table(found: Edition, ids: Sequence[str], colour: bool, width: int = 0) -> str:
    """One line a claim: id, number, title; the title is broken at words where it would not fit the width."""
    rows = [(id, headline(found, id), visible(found.title(id))) for id in ids]
    return fitted(rows, width, ("bold", "", "dim"), colour) + "\n"
