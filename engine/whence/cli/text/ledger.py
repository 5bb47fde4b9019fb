"""The ledger, part by part."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from whence.account.ledger import COUNTED, counted, tallied, tally
from whence.cli.text.style import columns, paint
from whence.language.problems import visible

if TYPE_CHECKING:
    from whence.account.ledger import Entry


def ledger(entries: Sequence[Entry], colour: bool) -> str:
    """Every part of the ledger that has a line, and last the readings that the evidence settled."""
    lines, number = [], tally(entries)
    for name in COUNTED:
        group = [each for each in entries if (each.part or "settled") == name]
        if group:
            head = f"{number[name]:,} {counted(name, number[name])}"
            lines += ["", paint(head, "bold", colour)]
            lines.append(
                columns(
                    [("", "size", "rests on it", "what"), *(row for each in group for row in _rows(each))]
                )
            )
    return "\n".join([*lines[1:], "", tallied(entries)]) + "\n" if lines else "Nothing disagrees.\n"


def _rows(entry: Entry) -> Iterator[tuple[str, str, str, str]]:
    """A line, and under it what is told under it: its echoes, and what each reading reconciles."""
    size = "" if math.isnan(entry.size) else f"x {entry.size:.3g}"
    reason = f" ({entry.reason})" if entry.reason else ""
    yield entry.id, size, str(entry.below), visible(f"{entry.rule}: {entry.statement}{reason}")
    for each in entry.echoes:
        yield "", "", "", visible(f"  echo at {each.id}: {each.statement}")
    for one in entry.reconciled:
        yield "", "", "", visible(f"  {one.said}")
