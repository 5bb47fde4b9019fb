"""What is not yet related: a sentence for each candidate, and the lines that decide it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from whence.cli.text.style import paint, plural
from whence.language.problems import visible

if TYPE_CHECKING:
    from whence.account.candidates.proposals import Proposal


def candidates(found: Sequence[Proposal], every: int, colour: bool) -> str:
    """Each proposal with its ways; `every` is how many there are, of which some may be left out."""
    if not every:
        return "Nothing is undecided.\n"
    rows = [row for each in found for row in (*_proposal(each, colour), "")]
    left = every - len(found)
    rows.append(undecided(every) + (f"; {left} not shown" if left else ""))
    return "\n".join(rows) + "\n"


def undecided(number: int) -> str:
    """How many candidates there are."""
    return f"{plural(number, 'candidate')} undecided"


def _proposal(each: Proposal, colour: bool) -> Iterator[str]:
    found = each.found
    yield paint(visible(each.says), "bold", colour)
    yield f"  {', '.join(found.ids)} (score {found.score:.2f})"
    for way in each.ways:
        yield f"  {paint(way.says, 'green', colour)}"
        for lines in way.lines:
            yield f"    {paint(f'# {lines.where}', 'dim', colour)}"
            yield from (f"    {visible(row)}" for row in lines.yaml.split("\n"))
