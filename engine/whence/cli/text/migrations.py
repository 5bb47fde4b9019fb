"""What a migration changes: file by file, each text with why."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from whence.cli.text.style import plural
from whence.language.problems import brief, visible

if TYPE_CHECKING:
    from whence.account.migration import Step


def steps(wanted: Sequence[Step], done: bool, partly: bool) -> str:
    """Every step, and whether it is written; `partly` where something of the base cannot be read."""
    rest = (
        "What cannot be read is left as it is: mend it, and run `whence migrate` again.\n" if partly else ""
    )
    if not wanted and partly:
        return f"Nothing needs to be changed in what can be read.\n{rest}"
    if not wanted:
        return "Nothing needs to be changed: everything is written as it is read now.\n"
    lines = []
    for file, here in groupby(wanted, key=lambda each: each.file):
        lines.append(visible(file))
        lines += [f"  {each.id}: {_what(each)} ({each.why})" for each in here]
    count = plural(len(wanted), "text")
    lines.append(
        f"{count} written." if done else f"{count} to be changed; `whence migrate --yes` writes them."
    )
    return "\n".join(lines) + f"\n{rest}"


def _what(step: Step) -> str:
    former = "an older value, " if step.path[0] == "history" else ""
    if step.renamed:
        return f"{former}`{step.path[-1]}` becomes `{step.key}: {brief(step.text)}`"
    return f"{former}`{step.key}: {step.text}` beside `{step.path[-1]}: {step.text}`"
