"""What a number rests on that was taken back, replaced or disputed: claims and sources, however far up they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from whence.judge import evidence
from whence.judge.edition import Edition
from whence.judge.support import support_lost
from whence.language.frozen import dataclass
from whence.model import reads
from whence.model.gathered import Gathered
from whence.model.graph import Base


@dataclass(frozen=True)
class Doubtful:
    """A claim or a source that is not `current`, and the nodes under a number by which it comes in: those that cite it."""

    id: str
    status: str
    by: tuple[str, ...]

    @property
    def told(self) -> str:
        """Which it is and how it stands: `leaflet (retracted)`."""
        return f"{self.id} ({self.status})"


def doubtful(edition: Edition, id: str) -> tuple[Doubtful, ...]:
    """All that a node rests on and that is in doubt, in evaluation order; its own status is not among it, its sources are."""
    reads.note(reads.DOUBTED, id)
    found: dict[tuple[str, str], list[str]] = {}
    for node in _every(edition.base).of(id) if id in edition.base.place else (id,):
        for each in own(edition.base, node):
            if each.id != id:
                found.setdefault((each.id, each.status), []).append(node)
    return tuple(Doubtful(name, status, tuple(by)) for (name, status), by in found.items())


@lru_cache(maxsize=8)
def _every(base: Base) -> Gathered:
    """The nodes of which something is in doubt by itself: each is asked once, however many rest on it."""
    return Gathered(base, base.parents.__getitem__, lambda id: any(own(base, id)))


def own(base: Base, id: str) -> Iterator[Doubtful]:
    """What is in doubt of a node by itself: the claim that it is, and the sources that support it."""
    claim = base.records.claims.get(id)
    if claim and claim.status != "current":
        yield Doubtful(id, claim.status, (id,))
    paths = [support_lost(base, each)[0] for each in evidence.citations(base, id)]
    for source in dict.fromkeys(path[-1] for path in paths if path):
        yield Doubtful(source, base.records.sources[source].status, (id,))


def as_json(edition: Edition, id: str) -> list[dict[str, Any]]:
    """The documented shape of `rests_on_doubtful`."""
    return json_of(doubtful(edition, id))


def json_of(found: Sequence[Doubtful]) -> list[dict[str, Any]]:
    """The same of what has been found."""
    return [{"id": each.id, "status": each.status, "by": list(each.by)} for each in found]
