"""The draws of nodes: drawn when they are asked for, and kept, or given away once nothing more is computed from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property

from whence.evaluate import narrow
from whence.evaluate.asked import note
from whence.evaluate.estimate import Estimate
from whence.evaluate.evaluator import Options
from whence.evaluate.nodes import estimate
from whence.evaluate.remembered import Remembered, without_draws, written
from whence.language.problems import Finding
from whence.model.graph import Base, Leaf, in_order

# Of draws that were given away and are asked for again, so many bytes are kept.
AGAIN = 8_000_000


class Rows:
    """The draws of the nodes of a base.

    With `options.keep` they stay once they are drawn. Without, a node's are given away after the last node that is computed
    from them; for who asks for them still they are drawn again, which gives the same.
    """

    def __init__(self, base: Base, options: Options) -> None:
        self.base, self.options = base, options
        self.at_hand: dict[str, Estimate] = {}
        self.again: dict[str, Estimate] = {}
        self.elsewhere: dict[str, Remembered] = {}
        self.written: dict[str, Remembered] = {}
        self.done: set[str] = set()
        self._reads: dict[str, tuple[str, ...]] = {}

    def first(self, id: str) -> Estimate | Finding:
        """The estimate of a node, where there is one of all that it is computed from."""
        node = self.base.nodes[id]
        if isinstance(node, Leaf):
            self.done.add(id)
            leaf = written(self.base, node, lambda: self.of(id))
            if not self.options.keep:
                self.written[id] = leaf
            return leaf
        self.draw(self.reads(id), f"`{id}` is computed from them")
        found = estimate(self.base, self.options, node, self.at_hand)
        if not isinstance(found, Finding):
            self.at_hand[id] = found
            if not self.options.keep:
                found = without_draws(found, lambda: self.of(id))
        self.done.add(id)
        self.free((id, *self.reads(id)))
        return found

    def known(self, id: str, found: Estimate) -> Estimate:
        """The estimate of a node that is known, which is not drawn before its draws are asked for."""
        self.done.add(id)
        node = self.base.nodes[id]
        if not isinstance(found, Remembered):
            self.at_hand[id] = found
        elif found.draw is None and isinstance(node, Leaf):
            found = written(self.base, node, lambda: self.of(id), found)
        elif found.draw is None:
            found = found.bound(lambda: self.of(id))
        else:
            self.elsewhere[id] = found
        self.free((id, *self.reads(id)))
        return found

    def of(self, id: str) -> Estimate:
        """A node with its draws."""
        found = self.at_hand.get(id) or self.again.get(id)
        if found is None:
            self.draw((id,), "its draws are asked for")
            found = self.at_hand[id]
            self.free((id,))
            if id not in self.at_hand:
                self.again[id] = found
                self._forget()
        return found

    def draw(self, ids: Iterable[str], why: str) -> None:
        """Have the draws of some nodes at hand, and of no others for their sake."""
        wanted = tuple(ids)
        order = self._lacking(wanted)
        readers = Counter(each for id in order if id not in self.elsewhere for each in self.reads(id))
        readers.update(wanted)
        for id in order:
            self.at_hand[id] = found = self._drawn(id, why)
            if id in self.written:
                self.written.pop(id).look(found)
            if id not in self.elsewhere:
                readers.subtract(self.reads(id))
            self.free(each for each in self.reads(id) if readers[each] <= 0)

    def _drawn(self, id: str, why: str) -> Estimate:
        """A node drawn from what is at hand, or elsewhere, where its estimate comes from."""
        if id in self.elsewhere:
            return self.elsewhere[id].drawn()
        node = self.base.nodes[id]
        if not isinstance(node, Leaf):
            note("drawn", id, why)
        found = estimate(self.base, self.options, node, self.at_hand)
        assert isinstance(found, Estimate), found
        return found

    def _lacking(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Of some nodes and all that they are computed from those without draws at hand, in the order of evaluation."""
        waiting, seen = list(ids), set()
        while waiting:
            id = waiting.pop()
            if id not in seen and id not in self.at_hand:
                seen.add(id)
                waiting += () if id in self.elsewhere else self.reads(id)
        return in_order(self.base, seen)

    def reads(self, id: str) -> tuple[str, ...]:
        """What the draws of a node are computed from: its parents, and of bounds what stands behind these."""
        found = self._reads.get(id)
        if found is None:
            found = self._reads[id] = narrow.reads(self.base, id)
        return found

    @cached_property
    def read_by(self) -> Mapping[str, tuple[str, ...]]:
        """What the draws of each node are read by."""
        found: dict[str, list[str]] = {id: [] for id in self.base.nodes}
        for id in self.base.nodes:
            for each in self.reads(id):
                found[each].append(id)
        return {id: tuple(each) for id, each in found.items()}

    def free(self, ids: Iterable[str]) -> None:
        """Give away the draws of those of some nodes from which nothing is computed any more."""
        if self.options.keep:
            return
        for id in ids:
            if id in self.done and self.done.issuperset(self.read_by[id]):
                self.at_hand.pop(id, None)

    def _forget(self) -> None:
        """Keep no more that was drawn again than there is room for; the last in any case."""
        size = sum(each.samples.nbytes for each in self.again.values())
        while size > AGAIN and len(self.again) > 1:
            size -= self.again.pop(next(iter(self.again))).samples.nbytes
