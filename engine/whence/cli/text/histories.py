"""The values that a claim has had, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from whence.cli.text.style import citation, paint
from whence.language.problems import visible

if TYPE_CHECKING:
    from whence.account.histories import Entry as Past
    from whence.judge.edition import Edition


def history(found: Edition, id: str, entries: Sequence[Past], colour: bool) -> str:
    """The values that a claim has had."""
    lines = [paint(visible(found.title(id)), "bold", colour)]
    for each in entries:
        span = f"{'known ' if not each.known else ''}{each.known or 'always'}{' to ' + each.until if each.until else ''}"
        number = f" ({each.number})" if each.number and each.number != each.text else ""
        spoken_of = f"  of {each.as_of}" if each.as_of else ""
        other = f"  {each.id}" if each.id != id else ""
        lines.append(f"  {span:<24} {paint(visible(each.text), 'green', colour)}{number}{spoken_of}{other}")
        if each.why:
            lines.append(f"  {'':<24} {visible(each.why)}")
        lines += [
            f"  {'':<24} {paint('source: ' + citation(cite), 'dim', colour)}" for cite in each.cites[:2]
        ]
    return "\n".join(lines) + "\n"
