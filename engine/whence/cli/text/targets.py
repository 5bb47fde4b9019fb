"""What would have to give, as a table: one line an input."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whence.cli.text.style import columns, paint
from whence.judge.rules.wording.relations import SAID

if TYPE_CHECKING:
    from whence.account.targets import Answer
    from whence.judge.edition import Edition


def targets(found: Edition, answer: Answer, colour: bool) -> str:
    """What would have to give, one line a leaf."""
    from whence.account.targets import rows, where

    reading = ", ".join(f"{axis}={option}" for axis, option in answer.choose.items())
    inside = f" (with {reading})" if reading else ""
    if answer.met:
        comma, stands = "," if answer.ends else "", answer.standing
        if stands is None or stands.verdict == "holds":
            return f"{'In' if answer.left else 'At'} {where(found, answer)}{comma} {answer.wanted} already{inside}.\n"
        otherwise = f"it {SAID[stands.verdict]}: {stands.words}"
        return f"At {where(found, answer)}{comma} the check would hold{inside}; {otherwise}.\n"
    if answer.standing and answer.standing.verdict == "holds":
        return f"Nothing would have to give: the check holds, though it does not at {where(found, answer)}{inside}.\n"
    lines = [paint(f"What would have to give so that {answer.wanted}{inside}", "bold", colour)]
    if answer.gives:
        lines.append(columns([("input", "now", "needed", "how far"), *rows(found, answer)]))
    else:
        lines.append("  No single input can do it.")
    if answer.held:
        lines.append(f"  Held as they are, since they combine several claims: {', '.join(answer.held)}")
    if answer.ends or answer.left:
        stand = "All inputs stand as in" if answer.left else "The others stand at"
        lines.append(f"  {stand} {where(found, answer)}.")
    return "\n".join(lines) + "\n"
