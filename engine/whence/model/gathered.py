"""What of one kind is upstream of a node, for node after node, so that those upstream of each other share the work."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from whence.model import reads
from whence.model.graph import Base, in_order

# So many are kept of a node; of one with more they are looked for again, so that all that is kept is linear.
MOST = 32


class Gathered:
    """For each node those upstream of it, itself among them, that are `own`; `parents` says what is upstream of one."""

    def __init__(
        self, base: Base, parents: Callable[[str], Sequence[str]], own: Callable[[str], bool]
    ) -> None:
        self._base, self._parents, self._own = base, parents, own
        self._few: dict[str, frozenset[str] | None] = {}

    def of(self, id: str) -> tuple[str, ...]:
        """Those of one node, in the order of evaluation."""
        if id not in self._base.place:
            return ()
        reads.note(reads.ABOVE, id)  # what was gathered for another is not read again
        self._fill(id)
        few = self._few[id]
        return in_order(self._base, self._all(id) if few is None else few)

    def _fill(self, id: str) -> None:
        """Find those of a node, and of what is upstream of it, where they are few."""
        for each in in_order(self._base, self._unknown(id)):
            parts = [self._few[parent] for parent in self._parents(each)]
            own = frozenset((each,) if self._own(each) else ())
            known = [part for part in parts if part is not None]
            found = known[0] if len(known) == 1 and not own else own.union(*known)
            self._few[each] = found if len(known) == len(parts) and len(found) <= MOST else None

    def _unknown(self, id: str) -> set[str]:
        seen: set[str] = set()
        waiting = [id]
        while waiting:
            each = waiting.pop()
            if each not in seen and each not in self._few:
                seen.add(each)
                waiting += self._parents(each)
        return seen

    def _all(self, id: str) -> set[str]:
        """Those of a node of which there are many."""
        found: set[str] = set()
        seen, waiting = {id}, [id]
        while waiting:
            at = waiting.pop()
            few = self._few[at]
            if few is not None:
                found |= few
                continue
            found |= {at} if self._own(at) else set()
            fresh = [each for each in self._parents(at) if each not in seen]
            seen.update(fresh)
            waiting += fresh
        return found
