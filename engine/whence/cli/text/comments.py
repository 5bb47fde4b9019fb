"""The account of a change as a review comment, in Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from whence.cli.text.accounts import edit_lines, move_row, turn_lines
from whence.cli.text.style import plural
from whence.language.problems import visible

if TYPE_CHECKING:
    from whence.account.diff import Account
    from whence.account.moves import Moved
    from whence.judge.edition import Edition


def comment(edition: Edition, found: Account, top: int = 0, threshold: float = 0.0) -> str:
    """The account as a review comment: headline claims first, the rest folded away."""
    from whence.account.diff import cut

    if found.empty:
        return "Nothing differs.\n"
    claims = edition.base.records.claims
    shown, left_out = cut(found, top, threshold)
    first = [each for each in shown if each.id in claims and claims[each.id].headline]
    rest = [each for each in shown if each not in first]
    lines = ["### What changed", ""]
    if found.watched:
        lines += [
            "**Watched conclusions turned:**",
            "",
            *(f"* {_cell(each)}" for each in turn_lines(found.watched)),
            "",
        ]
    lines += [f"* {_cell(each)}" for each in edit_lines(found)]
    lines += ["", f"**{plural(len(found.moved), 'number')} moved, {found.unmoved} did not.**"]
    if first:
        lines += ["", *_markdown_table(first)]
    for flip in found.verdicts:
        lines.append(f"* {flip.kind} `{flip.id}`: {flip.old} → {flip.new}")
    for name, findings in (("opened", found.opened), ("closed", found.closed)):
        lines += [f"* {name}: {each.severity} `{each.rule}` `{each.id}`" for each in findings]
    if rest:
        summary = f"{plural(len(rest), 'other number')} that moved"
        lines += [
            "",
            "<details>",
            f"<summary>{summary}</summary>",
            "",
            *_markdown_table(rest),
            "",
            "</details>",
        ]
    lines += ["", f"{plural(left_out, 'more move')} not shown."] if left_out else []
    return "\n".join(lines) + "\n"


def _markdown_table(moves: Sequence[Moved]) -> list[str]:
    rows = [" | ".join(_cell(cell) for cell in move_row(each)) for each in moves]
    return [
        "| claim | was | is | change | because of |",
        "|---|---|---|---|---|",
        *(f"| {row} |" for row in rows),
    ]


def _cell(text: str) -> str:
    """Text that Markdown takes literally, in one table cell."""
    text = visible(text).replace("\n", " ")
    return "".join(f"\\{char}" if char in "\\`*_[]<>|#" else char for char in text)
