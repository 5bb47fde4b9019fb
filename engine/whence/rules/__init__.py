"""The rules: what the engine objects to, one file each, in one visible list."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from whence.case import Case
from whence.diagnostics import Finding
from whence.rules import (
    check_fails,
    recomputed_differs,
    rivals_disagree,
)

Objection = Callable[[Case], Iterator[Finding]]

# The order in which they speak. A rule that a lower storey raises while it reads has a page here too, and no function.
RULES: tuple[Objection, ...] = (
    recomputed_differs.object_to,
    rivals_disagree.object_to,
    check_fails.object_to,
)


def object_to(case: Case) -> Iterator[Finding]:
    """Every objection of every rule."""
    for rule in RULES:
        yield from rule(case)
