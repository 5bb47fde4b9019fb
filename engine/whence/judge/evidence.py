"""What a result rests on: its leaves, on whose word each stands, and what share of the doubt each brings."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from whence.evaluate import shares as spread
from whence.evaluate.contexts import Settled
from whence.evaluate.evaluator import Values
from whence.files.schema import Citation
from whence.language.frozen import dataclass
from whence.language.problems import few
from whence.model import chance, origins
from whence.model.graph import UNSTATED, Base, Leaf, Pick, Pool, ancestors

GRADES = ("first-hand", "second-hand", "uncited")


@dataclass(frozen=True)
class Evidence:
    """The leaves upstream of a node (itself, if it is one), by grade, and the distinct origins they stand on."""

    leaves: tuple[str, ...]
    first_hand: tuple[str, ...]
    second_hand: tuple[str, ...]
    uncited: tuple[str, ...]
    origins: tuple[str, ...]


@dataclass(frozen=True)
class Share:
    """The part of a result's variance that one leaf or choice brings by itself, between 0 and 1.

    `along` are the other leaves of the result that move with it or against it, and bring it together with it.
    """

    id: str
    share: float
    grade: str
    along: tuple[str, ...] = ()

    def named(self, title: Callable[[str], str] = str) -> str:
        """What brings it, in words: `chips, with price`."""
        return title(self.id) + (
            f", with {few([title(each) for each in self.along], 2)}" if self.along else ""
        )


def citations(base: Base, id: str) -> tuple[Citation, ...]:
    """The citations behind a leaf: a claim's own; a sense's or an option's, or else its term's or choice's."""
    name, _, part = id.partition("#")
    records = base.records
    if name in records.claims:
        return () if part else records.claims[name].cites
    if name in records.terms:
        sense = records.terms[name].senses.get(part)
        return (sense.cites if sense else ()) or records.terms[name].cites
    if name in records.choices:
        option = records.choices[name].options.get(part)
        return (option.cites if option else ()) or records.choices[name].cites
    return ()


def grade(base: Base, id: str) -> str:
    """`first-hand` when the origin itself was read, `second-hand` when only somebody's word of it, else `uncited`.

    What is cited and is no source is nobody's word.
    """
    found = [each for each in citations(base, id) if each.stance == "supports"]
    if any(not each.via and origins.named(base, each.source) for each in found):
        return "first-hand"
    told = (each.source == UNSTATED or origins.named(base, each.via or each.source) for each in found)
    return "second-hand" if any(told) else "uncited"


def rests_on(base: Base, id: str) -> Evidence:
    """The evidence under a node: its leaves, itself among them if it is one, by how they are cited, and their origins.

    A choice is itself on the word of what it cites, whatever its options are cited for.
    """
    leaves = origins.leaves(base, id)
    asked = (id,) if id in base.records.choices else ()
    by_grade: dict[str, list[str]] = {each: [] for each in GRADES}
    for leaf in leaves:
        by_grade[grade(base, leaf)].append(leaf)
    first, second, uncited = (tuple(by_grade[each]) for each in GRADES)
    return Evidence(leaves, first, second, uncited, origins_of(base, (*leaves, *asked)))


def taken(base: Base, id: str) -> tuple[str, ...]:
    """The claims under a node, itself left out, that are computed with as another value than the one written."""
    claims = base.records.claims
    return tuple(
        each
        for each in ancestors(base, id)
        if each in claims and claims[each].value and claims[each].taken_as
    )


def origins_of(base: Base, leaves: Iterable[str]) -> tuple[str, ...]:
    """The distinct documents that leaves come from first, along `relies_on`, sorted; one that is none does not count."""
    cited = {
        base.aliases.get(each.source, each.source)
        for leaf in leaves
        for each in citations(base, leaf)
        if each.stance == "supports" and origins.named(base, each.source)
    }
    return tuple(sorted(origins.all_roots(base, cited)))


def shares(base: Base, values: Values, settled: Settled, id: str) -> tuple[Share, ...]:
    """The shares of uncertainty of a node's leaves and open choices, largest first: see `evaluate.shares`."""
    parts = spread.parts(base, values, settled, id)
    scale = max(1.0, sum(share for _, share in parts))
    found = [
        Share(name, share / scale, grade_of(base, name), _along(base, id, name))
        for name, share in parts
        if share / scale > 1e-3
    ]
    return tuple(sorted(found, key=lambda each: (-round(each.share, 9), each.id)))


def _along(base: Base, result: str, id: str) -> tuple[str, ...]:
    """The other leaves under a result that follow the same chance as one of them."""
    node = base.nodes.get(id)
    if not isinstance(node, Leaf):
        return ()
    others = ((each, base.nodes[each]) for each in chance.drawn(base, result) if each != id)
    return tuple(each for each, other in others if isinstance(other, Leaf) and other.stream == node.stream)


def grade_of(base: Base, id: str) -> str:
    """A leaf's grade; a combined quantity has the poorest grade among its members."""
    node = base.nodes.get(id)
    if isinstance(node, Pool):
        return max((grade_of(base, each) for each in node.members), key=GRADES.index)
    return "choice" if isinstance(node, Pick) else grade(base, id)
