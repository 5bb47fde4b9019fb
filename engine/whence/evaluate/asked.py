"""What is worked out when it is asked for, and the log of what was."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from logging import Logger

# As `logging.INFO` is.
INFO = 20

Key = TypeVar("Key")
Value = TypeVar("Value")


@cache
def log() -> Logger:
    """What was done, and why: a line each, with the same as data in `work`. Nobody pays for it but who listens."""
    from logging import getLogger

    return getLogger("whence.work")


def _none(_: object) -> None:
    return None


class Asked(Mapping[Key, Value], Generic[Key, Value]):
    """A mapping whose values are worked out when they are asked for, each once.

    `work` gives the value of a key, or None where it has none; it is a pure function, so that when it is asked changes
    nothing. Whoever goes through all of it, or counts it, asks for all.
    """

    def __init__(self, keys: Callable[[], Iterable[Key]], work: Callable[[Key], Value | None]) -> None:
        self._keys, self._work = keys, work
        self._known: dict[Key, Value | None] = {}

    def _found(self, key: Key) -> Value | None:
        if key not in self._known:
            self._known[key] = self._work(key)
        return self._known[key]

    def __getitem__(self, key: Key) -> Value:
        found = self._found(key)
        if found is None:
            raise KeyError(key)
        return found

    def __contains__(self, key: object) -> bool:
        return self._found(key) is not None  # type: ignore[arg-type]

    def __iter__(self) -> Iterator[Key]:
        for key in self._keys():
            if self._found(key) is not None:
                yield key
        # nothing else will ever have a value, and what was needed to find out may go
        self._work = _none

    def __len__(self) -> int:
        return sum(1 for _ in self)


def note(did: str, id: str, why: str) -> None:
    """Log that something was done with a node, and why."""
    # who listens has loaded `logging`, which takes longer than most answers
    if "logging" in sys.modules and log().isEnabledFor(INFO):
        log().info("%s %s: %s", did, id, why, extra={"work": {"did": did, "id": id, "why": why}})
