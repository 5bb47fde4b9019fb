"""What would settle a reading, as a table: one line for each value at which a claim would decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whence.account import settling
from whence.cli.text.style import columns, paint
from whence.language.problems import few, listing, visible

if TYPE_CHECKING:
    from whence.account.settling import Settling
    from whence.judge.edition import Edition

MOST = 12


def settled_by(found: Edition, answer: Settling, colour: bool) -> str:
    """What would settle one choice; of one that is settled, what would bring other options back."""
    lines = [paint(visible(f"{found.title(answer.choice)}: {_stands(answer)}"), "bold", colour)]
    rows = [("if measured", "is now", "at", "that")]
    for each in answer.measures[:MOST]:
        for n, (where, what) in enumerate(settling.rows(found, each)):
            now = settling.now(found, each)
            rows.append((each.id if n == 0 else "", now if n == 0 else "", where, what))
    lines.append(columns(rows) if len(rows) > 1 else f"  {_nothing(found, answer)}")
    if answer.others:
        lines.append(f"  hold with some options only, and rule nothing out: {few(answer.others)}")
    return "\n".join(lines) + "\n"


def _stands(answer: Settling) -> str:
    if not answer.left:
        return "no option survives"
    return f"{listing(answer.left)} {'is' if len(answer.left) == 1 else 'are'} left"


def _nothing(found: Edition, answer: Settling) -> str:
    if found.base.records.choices[answer.choice].kind == "values":
        return "it is a choice between values, which no evidence decides"
    if not answer.checks:
        return "no check with `on_fail: rule-out` depends on it, so nothing that is measured could rule an option out"
    rest = "rests" if len(answer.checks) == 1 else "rest"
    return f"no claim that {listing(answer.checks)} {rest} on would decide by itself"
