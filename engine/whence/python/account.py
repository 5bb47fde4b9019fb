"""Answers as objects: a derivation, and what moved between two bases. Printed, they read as on a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any

from whence.language.frozen import dataclass
from whence.language.values.numerals import written_date

if TYPE_CHECKING:
    from whence.account.diff import Account as Moves
    from whence.account.reasons import Step
    from whence.judge.edition import Edition
    from whence.language.problems import Finding


class _Printed:
    """What is shown as it is printed."""

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        return f"<pre>{escape(str(self))}</pre>"


class Derivation(_Printed):
    """Where a number comes from: `step` is the number itself, with the steps below it."""

    def __init__(self, edition: Edition, id: str) -> None:
        self.edition, self.id = edition, id

    @cached_property
    def step(self) -> Step:
        """The last step: `number`, `figures` (the arithmetic with its numbers), `cites`, and `steps` below it."""
        from whence.account import reasons

        return reasons.explain(self.edition, self.id)

    def as_dict(self) -> dict[str, Any]:
        """The same as `whence why --format json`."""
        from whence.account import reasons

        found: dict[str, Any] = reasons.as_json(self.step)
        return found

    def __str__(self) -> str:
        from whence.cli.text import trees

        return trees.tree(self.edition, self.step, colour=False)


@dataclass(frozen=True)
class Move:
    """One number that moved, in its unit, or a day as text; a side is None where it was not there or is open.

    `because` has the edited records that reach it, each with its part of the move, None where it was not divided.
    """

    id: str
    unit: str
    old: float | str | None
    new: float | str | None
    ratio: float | None
    because: tuple[tuple[str, float | None], ...]


def _said(point: float | None, unit: str) -> float | str | None:
    """A point as a script has it: of a date its day."""
    return written_date(point) if unit == "date" and point is not None else point


class Account(_Printed):
    """What moved: iterating gives the moves, the largest first."""

    def __init__(self, found: Moves) -> None:
        self.found = found

    def __iter__(self) -> Iterator[Move]:
        for each in self.as_dict()["moved"]:
            old, new = (
                _said(each[side]["point"], each["unit"]) if each[side] else None for side in ("old", "new")
            )
            because = tuple((one["id"], one["share"]) for one in each["because"])
            yield Move(each["id"], each["unit"], old, new, each["ratio"], because)

    def __len__(self) -> int:
        return len(self.found.moved)

    @property
    def opened(self) -> tuple[Finding, ...]:
        """The findings that were not there before."""
        return tuple(self.found.opened)

    @property
    def closed(self) -> tuple[Finding, ...]:
        """The findings that are there no more."""
        return tuple(self.found.closed)

    def as_dict(self) -> dict[str, Any]:
        """The same as `whence diff --format json`."""
        from whence.account import diff

        return diff.as_json(self.found)

    def __str__(self) -> str:
        from whence.cli.text import accounts

        return accounts.account(self.found, colour=False)
