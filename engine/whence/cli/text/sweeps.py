"""Numbers under many suppositions as a table: a row a value, or two inputs against each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whence.cli.text.style import columns

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
