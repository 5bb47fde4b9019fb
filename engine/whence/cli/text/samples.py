"""Claims with many draws, as text: each context on a line of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from whence.account.headlines import moments
from whence.language.problems import counted, visible

if TYPE_CHECKING:
    from whence.account.sampled import Sampled
    from whence.judge.edition import Edition


def samples(found: Edition, rows: Sequence[Sampled], draws: int) -> str:
    """The numbers of each claim, with as many digits as the interval is worth."""
    lines, last = [counted(draws, "draw")], ""
    for row in rows:
        if row.id != last:
            lines += ["", visible(found.title(row.id)), f"  {row.id}"]
            last = row.id
        where = ", ".join(f"{axis}={option}" for axis, option in row.choose.items())
        how = "" if row.active else " (not preferred)" if row.possible else " (ruled out)"
        of = moments(found, row.id, row.figure)
        number = "  ".join(
            filter(None, (found.number(row.id, row.figure), found.interval(row.id, row.figure)))
        )
        spread = f"  mean {of[0]}  sd {of[1]}" if of else ""
        lines.append(f"  {where + ': ' if where else ''}{number}{spread}{how}")
    return "\n".join(lines) + "\n"
