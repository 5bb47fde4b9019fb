"""Shares of uncertainty that a build before has worked out, given again where nothing behind them has changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from whence.judge.evidence import Share
from whence.language.frozen import dataclass
from whence.model import reads
from whence.model.reads import Item, Read


@dataclass(frozen=True)
class Worked:
    """The shares of a node, and what was read for them."""

    shares: tuple[Share, ...]
    read: Collection[Item]


class Shares:
    """The shares of every node by its id: those that are known, and `work` for the others, each once.

    Who is given known ones has read what was read for them.
    """

    def __init__(self) -> None:
        self.work: Callable[[str], tuple[Share, ...]] = lambda id: ()
        self._known: dict[str, tuple[tuple[Share, ...], Read | Collection[Item]]] = {}
        self._fresh: dict[str, Read] = {}

    def learn(self, known: Mapping[str, Worked]) -> None:
        """Take over what was worked out elsewhere."""
        for id, each in known.items():
            self._known.setdefault(id, (each.shares, each.read))

    def taken(self) -> Mapping[str, Worked]:
        """What has been worked out here since this was last asked."""
        fresh, self._fresh = self._fresh, {}
        return {id: Worked(self._known[id][0], read.every()) for id, read in fresh.items()}

    def __call__(self, id: str) -> tuple[Share, ...]:
        """The shares of a node."""
        if id not in self._known:
            with reads.noted() as read:
                found = self.work(id)
            self._known[id], self._fresh[id] = (found, read), read
        shares, behind = self._known[id]
        if not isinstance(behind, Read):
            behind = Read(behind)  # most of what is known is never asked for
            self._known[id] = shares, behind
        reads.again(behind)
        return shares
