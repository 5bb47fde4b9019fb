"""What a migration changes: file by file, each date with why."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from whence.cli.text.style import plural
from whence.language.problems import visible

if TYPE_CHECKING:
    from whence.account.migration import Step


def steps(wanted: Sequence[Step], done: bool) -> str:
    """Every step, and whether it is written."""
    if not wanted:
        return "Nothing needs to be changed: `as_of` and `known` say what they mean.\n"
    lines = []
    for file, here in groupby(wanted, key=lambda each: each.file):
        lines.append(visible(file))
        lines += [f"  {each.id}: {_what(each)} ({each.why})" for each in here]
    count = plural(len(wanted), "date")
    lines.append(
        f"{count} written." if done else f"{count} to be changed; `whence migrate --yes` writes them."
    )
    return "\n".join(lines) + "\n"


def _what(step: Step) -> str:
    former = "an older value, " if step.path[0] == "history" else ""
    if step.renamed:
        return f"{former}`as_of: {step.date}` becomes `known: {step.date}`"
    return f"{former}`known: {step.date}` beside `as_of: {step.date}`"
