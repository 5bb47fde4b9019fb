"""What would have to give, as a table: one line an input."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whence.cli.text.style import columns, paint

if TYPE_CHECKING:
    from whence.account.targets import Answer
    from whence.judge.edition import Edition


def targets(found: Edition, answer: Answer, colour: bool) -> str:
    """What would have to give, one line a leaf."""
    from whence.account.targets import rows

    where = ", ".join(f"{axis}={option}" for axis, option in answer.choose.items())
    inside = f" (with {where})" if where else ""
    if answer.met:
        return f"{answer.wanted[0].upper()}{answer.wanted[1:]} already{inside}.\n"
    lines = [paint(f"What would have to give so that {answer.wanted}{inside}", "bold", colour)]
    if answer.gives:
        lines.append(columns([("input", "now", "needed", "how far"), *rows(found, answer)]))
    else:
        lines.append("  No single input can do it.")
    if answer.held:
        lines.append(f"  Held as they are, since they combine several claims: {', '.join(answer.held)}")
    return "\n".join(lines) + "\n"
