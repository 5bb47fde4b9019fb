"""counted-twice: a sum has one of its parts twice.

One record is added to itself, under one name or two, or a part is added to a sum that has it already. A figure
that is meant twice is written as twice the figure, so that a reader sees it.

Mend: take one of them out, or write `2 * part`.

```yaml
claims:
  chips: {title: Cost of the chips, value: 2 bn USD, kind: illustration}
  halls: {title: Cost of the halls, value: 1 bn USD, kind: illustration}
  site:
    title: Cost of the site
    formula: chips + halls
    inputs: {chips: chips, halls: halls}
  programme:
    title: Cost of the programme
    formula: site + chips  # <- counted-twice
    inputs: {site: site, chips: chips}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.wording.sides import sides
from whence.language.formulas.formula import Binary, Call, Name, Tree, children
from whence.model.graph import Derived, Pool

SEVERITY = "warning"
READS = "cone"

DEEPEST = 20


def object_to(edition: Edition) -> Iterator[Objection]:
    """At the formula, with the part and the names under which it counts."""
    for id, node in edition.base.nodes.items():
        if isinstance(node, Derived) and (hit := _twice(edition, node)):
            part, names = hit
            rows = [(part, edition.title(part)), ("counts in", " and ".join(f"`{each}`" for each in names))]
            place = edition.base.records.place("claims", id, "formula")
            yield Objection(
                id, sides("this sum has one of its parts twice", rows), place, data={"part": part}
            )


def _twice(edition: Edition, node: Derived) -> tuple[str, tuple[str, str]] | None:
    """The first record that counts twice in a sum of the formula, and the two names that it counts under."""
    for names in _sums(node.tree):
        seen: dict[str, str] = {}
        for name in names:
            for part in _parts(edition, node.inputs[name]):
                if part in seen:
                    return part, (seen[part], name)
                seen[part] = name
    return None


def _sums(tree: Tree) -> Iterator[list[str]]:
    """The names that each sum of a formula adds up, a sum within a sum as a part of it."""
    waiting = [tree]
    while waiting:
        at = waiting.pop()
        if not _terms(at):
            waiting.extend(reversed(children(at)))
            continue
        names: list[str] = []
        inner, rest = [at], []
        while inner:
            part = inner.pop()
            if isinstance(part, Name):
                names.append(part.name)
            elif terms := _terms(part):
                inner.extend(reversed(terms))
            else:
                rest.append(part)
        yield names
        waiting.extend(reversed(rest))


def _terms(tree: Tree) -> tuple[Tree, ...]:
    """What a sum adds up; nothing where there is no sum."""
    match tree:
        case Binary(op="+", left=left, right=right):
            return (left, right)
        case Call(name="sum", args=args):
            return args
    return ()


def _addends(tree: Tree) -> list[str]:
    """The names that a sum adds up as they stand; none where there is no sum."""
    return next(_sums(tree), []) if _terms(tree) else []


def _parts(edition: Edition, id: str, depth: int = 0) -> Iterator[str]:
    """A record, and where it is itself a sum, what it adds up."""
    yield id
    node = edition.base.nodes.get(id)
    if depth == DEEPEST:
        return
    if isinstance(node, Pool) and len(node.members) == 1:
        yield from _parts(edition, node.members[0], depth + 1)
    elif isinstance(node, Derived):
        for name in [node.tree.name] if isinstance(node.tree, Name) else _addends(node.tree):
            yield from _parts(edition, node.inputs[name], depth + 1)
