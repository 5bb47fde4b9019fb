"""Where the nodes of a YAML text stand: a tree of stretches beside the tree of data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

Path = tuple[str | int, ...]


class Spot(NamedTuple):
    """Where a node stands: its own stretch, its key's (-1 if it has none), and the nodes under it.

    `style` is the first character of a quoted (`'` `"`) or block (`|` `>`) scalar or of a flow collection
    (`[` `{`), and empty for what is plain. The end of a block collection is the end of its last node.
    """

    start: int
    end: int
    key_start: int = -1
    key_end: int = -1
    style: str = ""
    kids: Mapping[str | int, Any] = {}

    @property
    def whole(self) -> Spot:
        """Itself: it is there with all that is under it."""
        return self

    def at(self, path: Iterable[str | int]) -> tuple[Spot, bool]:
        """The spot at a path or of the nearest node above it, and whether the whole path was found."""
        spot = self
        for item in path:
            kid = spot.kids.get(item)
            if kid is None:
                return spot, False
            spot = kid
        return spot, True
