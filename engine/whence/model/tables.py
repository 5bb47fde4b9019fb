"""Tables of the nodes of a base, whole, or of a part of it that knows what it does not hold."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Generic, TypeVar

Value = TypeVar("Value")
Other = TypeVar("Other")


class Beyond(Exception):
    """A part of a base was asked for something that the whole alone can answer."""


class Part(Mapping[str, Value], Generic[Value]):
    """A table of a part of a base, which holds what `held` does; `beyond` says of an id whether the whole has more of it.

    Who asks for such an id, or goes through the table, is told that it is `Beyond`.
    """

    __slots__ = ("beyond", "held")

    def __init__(self, held: Mapping[str, Value], beyond: Callable[[str], bool]) -> None:
        self.held, self.beyond = held, beyond

    def __getitem__(self, key: str) -> Value:
        if key not in self.held and self.beyond(key):
            raise Beyond(key)
        return self.held[key]

    def __iter__(self) -> Iterator[str]:
        raise Beyond("all of it")

    def __len__(self) -> int:
        raise Beyond("all of it")


class Some(Part[Value]):
    """A part of which some ids alone are gone through, in their order; the others are there for who asks for them."""

    __slots__ = ("ids",)

    def __init__(self, part: Mapping[str, Value], ids: Collection[str]) -> None:
        assert isinstance(part, Part)
        super().__init__(part.held, part.beyond)
        self.ids = tuple(id for id in part.held if id in ids)

    def __iter__(self) -> Iterator[str]:
        return iter(self.ids)

    def __len__(self) -> int:
        return len(self.ids)


def having(table: Mapping[str, Value], others: Mapping[str, Value]) -> Mapping[str, Value]:
    """The same table with other values for some of its ids."""
    return _of_its_kind(table, {**within(table), **others})


def leaving(table: Mapping[str, Value], ids: Collection[str]) -> Mapping[str, Value]:
    """The same table without some ids."""
    return _of_its_kind(table, {id: each for id, each in within(table).items() if id not in ids})


def _of_its_kind(table: Mapping[str, Value], held: Mapping[str, Value]) -> Mapping[str, Value]:
    if not isinstance(table, Part):
        return held
    part = Part(held, table.beyond)
    return Some(part, table.ids) if isinstance(table, Some) else part


def within(table: Mapping[str, Value]) -> Mapping[str, Value]:
    """What a table holds, for what is worked out node by node from what is upstream: all of it, or what is in the part."""
    return table.held if isinstance(table, Part) else table


def beside(table: Mapping[str, Value], other: Mapping[str, Other]) -> Mapping[str, Other]:
    """Another table of the same nodes, of a part if that one is."""
    return Part(other, table.beyond) if isinstance(table, Part) else other
