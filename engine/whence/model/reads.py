"""What is read while an answer is worked out, noted item by item, so that it stands while none of that has changed.

An item is the name of a table and a key in it. Who notes is a table that is made for that (`Watched`); of a plain base
nothing is noted, and nobody pays.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Hashable, ItemsView, Iterable, Iterator, Mapping, ValuesView
from functools import cached_property, lru_cache, wraps
from typing import Any, Generic, ParamSpec, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")
Result = TypeVar("Result")
Given = ParamSpec("Given")

# The name of a table, and a key in it, or what else was asked of it: see `Watched`.
Item = tuple[str, Any]
# A node with all that is upstream of it.
ABOVE = "above"
# What a node rests on that is in doubt.
DOUBTED = "doubted"
# What is asked of a table but the value of a key: whether the key is there, all keys in order, everything.
THERE, KEYS, ALL = "?", "#", "*"


class Read:
    """What was read: items, and what was read for results that were given again (`parts`), each of which may be in many."""

    __slots__ = ("items", "parts")

    def __init__(self, items: Iterable[Item] = ()) -> None:
        self.items: set[Item] = {*items}
        self.parts: set[Read] = set()

    def every(self) -> frozenset[Item]:
        """Every item, those of the parts among them."""
        found: set[Item] = set()
        seen, waiting = {self}, [self]
        while waiting:
            each = waiting.pop()
            found |= each.items
            fresh = each.parts - seen
            seen |= fresh
            waiting += fresh
        return frozenset(found)


_NOTING: list[Read] = []


def again(read: Read) -> None:
    """Note that a result was given again for which this was read, where somebody notes."""
    if _NOTING:
        _NOTING[-1].parts.add(read)


def note(table: str, key: object = "") -> None:
    """Note that something was read, where somebody notes."""
    if _NOTING:
        _NOTING[-1].items.add((table, key))


@contextlib.contextmanager
def noted() -> Iterator[Read]:
    """What is read in here; whoever notes around it has read that too."""
    found = Read()
    _NOTING.append(found)
    try:
        yield found
    finally:
        _NOTING.pop()
        if _NOTING:
            _NOTING[-1].parts.add(found)


def remembered(most: int | None) -> Callable[[Callable[Given, Result]], Callable[Given, Result]]:
    """As `lru_cache`; whoever is given a result again has read what was read when it was worked out."""

    def remembering(work: Callable[Given, Result]) -> Callable[Given, Result]:
        @lru_cache(maxsize=most)
        def once(*args: Any) -> tuple[Result, Read]:
            with noted() as read:
                found = work(*args)  # type: ignore[call-arg]
            return found, read

        @wraps(work)
        def known(*args: Any) -> Result:
            found, read = once(*args)
            again(read)
            return found

        return known  # type: ignore[return-value]

    return remembering


class memory(cached_property[Any]):
    """A function that is kept with an object and remembers what it gave: what it reads it notes itself."""


class Watched(Mapping[Key, Value], Generic[Key, Value]):
    """A table that notes what is read of it: which keys, which are asked for and may be absent, the order of all."""

    __slots__ = ("_name", "_of")

    def __init__(self, name: str, of: Mapping[Key, Value]) -> None:
        self._name, self._of = name, of

    def __getitem__(self, key: Key) -> Value:
        if _NOTING:
            _NOTING[-1].items.add((self._name, key))
        return self._of[key]

    def get(self, key: Key, other: Any = None) -> Any:
        """The value of a key, or something other."""
        if _NOTING:
            _NOTING[-1].items.add((self._name, key))
        return self._of.get(key, other)

    def __contains__(self, key: object) -> bool:
        if _NOTING:
            _NOTING[-1].items.add((self._name + THERE, key))
        return key in self._of

    def __iter__(self) -> Iterator[Key]:
        note(self._name + KEYS)
        return iter(self._of)

    def __len__(self) -> int:
        note(self._name + KEYS)
        return len(self._of)

    def items(self) -> ItemsView[Key, Value]:
        """Every key with its value."""
        note(self._name + ALL)
        return self._of.items()

    def values(self) -> ValuesView[Value]:
        """Every value."""
        note(self._name + ALL)
        return self._of.values()

    def __eq__(self, other: object) -> bool:
        note(self._name + ALL)
        return self._of == (other._of if isinstance(other, Watched) else other)

    __hash__ = None  # type: ignore[assignment]
