"""The account of a change as a review comment, in Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from whence.cli.text.accounts import edit_lines, move_row, turn_lines
from whence.cli.text.style import plural
from whence.language.patterns import later
from whence.language.problems import visible

if TYPE_CHECKING:
    from whence.account.diff import Account
    from whence.account.moves import Moved
    from whence.judge.edition import Edition

# A comment of GitHub has 65,536 characters at most, and is refused as a whole where it has more.
MOST = 60_000
_SPECIAL = later(r"[\\`*_\[\]<>|#~$]")
# Where sites make a link, or a message to somebody, of what is plain text to Markdown: names, numbers of requests, addresses.
_LINKED = later(r"(?<=@)(?=\w)|(?<=#)(?=\d)|(?<=:)(?=//)|(?<=www)(?=\.)", re.IGNORECASE)


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
        lines.append(f"* {flip.kind} {_code(flip.id)}: {_cell(flip.old)} → {_cell(flip.new)}")
    for name, findings in (("opened", found.opened), ("closed", found.closed)):
        lines += [f"* {name}: {each.severity} `{each.rule}` {_code(each.id)}" for each in findings]
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
    return _cut(lines)


def _cut(lines: Sequence[str]) -> str:
    """The lines as a text, as far as a comment has room, and that there are more."""
    kept, room = list[str](), MOST
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            folded = "<details>" in kept and "</details>" not in kept
            more = f"**{plural(len(lines) - len(kept), 'further line')}: too many for a comment.**"
            return "\n".join([*kept, *(["", "</details>"] if folded else []), "", more]) + "\n"
        kept.append(line)
    return "\n".join(kept) + "\n"


def _markdown_table(moves: Sequence[Moved]) -> list[str]:
    rows = [" | ".join(_cell(cell) for cell in move_row(each)) for each in moves]
    return [
        "| claim | was | is | change | because of |",
        "|---|---|---|---|---|",
        *(f"| {row} |" for row in rows),
    ]


def _cell(text: str) -> str:
    """Text that is taken literally, in one table cell: no Markdown, no formula, and nobody is called by it."""
    text = visible(text).replace("\n", " ").replace("&", "&amp;")
    return _LINKED.sub("<!-- -->", _SPECIAL.sub(r"\\\g<0>", text))


def _code(text: str) -> str:
    """Text as code, with more backticks around it than there are in it."""
    fence = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    pad = " " if "`" in text else ""
    return f"{fence}{pad}{visible(text)}{pad}{fence}"
