"""Numbers under many suppositions as a table: a row a value, or two inputs against each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from whence.cli.text.style import columns
from whence.language.problems import few

if TYPE_CHECKING:
    from whence.account.sweeps import Sweep


def sweep(found: Sweep) -> str:
    """A table for one input, with a column a target; for two inputs a table a target, with a column a value of the second."""
    if len(found.inputs) == 1:
        rows = [(found.inputs[0][0], *found.targets)]
        rows += [(*picked, *(text for text, _ in cell)) for picked, cell in found.cells.items()]
        return columns(rows) + "\n"
    (first, down), (second, across) = found.inputs
    tables = []
    for n, target in enumerate(found.targets):
        rows = [(f"{first} \\ {second}", *across)]
        rows += [(one, *(found.cells[one, two][n][0] for two in across)) for one in down]
        tables.append(f"{target}\n{columns(rows)}\n")
    return "\n".join(tables)


def turned(found: Sweep) -> Iterator[str]:
    """For each choice of which other options are left in some cells than in others, which these are: a line for each set."""
    from whence.account.sweeps import turning

    for choice, cells in turning(found).items():
        yield f"what is left of `{choice}` is not the same everywhere:"
        for options in dict.fromkeys(cells.values()):
            yield f"  {' or '.join(options) or 'nothing'}: {few(_where(cells, options), 12)}"


def _where(cells: Mapping[tuple[str, ...], tuple[str, ...]], options: tuple[str, ...]) -> list[str]:
    """The cells in which some options are left: a whole row by its value."""
    rows: dict[str, list[tuple[str, ...]]] = {}
    for picked in cells:
        rows.setdefault(picked[0], []).append(picked)
    found: list[str] = []
    for first, row in rows.items():
        hits = [picked for picked in row if cells[picked] == options]
        found += [first] if len(hits) == len(row) else [" with ".join(picked) for picked in hits]
    return found
