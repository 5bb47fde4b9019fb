"""The ledger of conflicts, by how each stands."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from whence.account.ledger import STANDS, tallied, tally
from whence.cli.text.style import columns, paint
from whence.language.problems import visible

if TYPE_CHECKING:
    from whence.account.ledger import Entry
    from whence.judge.edition import Edition


def ledger(found: Edition, entries: Sequence[Entry], colour: bool) -> str:
    """The conflict ledger, by how each stands."""
    lines, number = [], tally(entries)
    for stands in STANDS:
        group = [each for each in entries if each.stands == stands]
        if not group:
            continue
        lines += ["", paint(f"{stands} ({number[stands]})", "bold", colour)]
        rows = [("", "size", "rests on it", "what")]
        for each in group:
            size = "" if math.isnan(each.size) else f"x {each.size:.3g}"
            reason = f" ({each.reason})" if each.reason else ""
            rows.append((each.id, size, str(each.below), visible(f"{each.rule}: {each.statement}{reason}")))
        lines.append(columns(rows))
    return "\n".join([*lines[1:], "", tallied(entries)]) + "\n" if lines else "No conflicts.\n"
