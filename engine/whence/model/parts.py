"""Parts of a base that was linked before: some records with all that their numbers rest on, linked by themselves.

What is kept of the whole is its outline: where each record stands, what each node is computed from, and the claims of each
quantity. Records and numbers are read and worked out from the text, as ever. See `tables.Part` for what a part answers.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import replace
from functools import cached_property
from typing import Any, TypeVar

from whence.files import late_records
from whence.files.late_records import Late, Places
from whence.files.records import Records, cited
from whence.files.schema import Settings
from whence.files.sections import LINKED, SECTIONS
from whence.language.frozen import dataclass
from whence.model.dimensions import Dimensions
from whence.model.graph import Base, Pick, owner, parents
from whence.model.linking import link
from whence.model.tables import Part, within

Value = TypeVar("Value")

# What a record may say of others that do not name it: whoever says so takes part in linking any part, and whom it names.
FAR = ("aliases", "moves_with", "moves_against", "correlates")


@dataclass(frozen=True)
class Outline:
    """A linked base without what stands in it: where its records stand, what each node is computed from, in the order of
    evaluation, the claims of each quantity, and which nodes are choices."""

    places: Places
    parents: Mapping[str, Sequence[str]]
    members: Mapping[str, Sequence[str]]
    choices: Sequence[str]

    @cached_property
    def users(self) -> Mapping[str, tuple[str, ...]]:
        """What is computed from each node."""
        found: dict[str, list[str]] = {}
        for id, above in self.parents.items():
            for each in above:
                found.setdefault(each, []).append(id)
        return {id: tuple(each) for id, each in found.items()}


def content(base: Base, dimensions: Dimensions) -> bytes | None:
    """The outline of a base as text; None where not all of it could be read and linked."""
    places = late_records.places(base.records)
    if places is None or any(each.severity == "error" for each in (*base.findings, *dimensions.findings)):
        return None
    picks = [id for id, node in base.nodes.items() if isinstance(node, Pick)]
    return flat(Outline(places, base.parents, base.members, picks))


def flat(outline: Outline) -> bytes:
    """An outline as text."""
    flat = (outline.places, outline.parents, outline.members, outline.choices)
    return json.dumps(flat, separators=(",", ":")).encode()


def read(content: bytes) -> Outline:
    """The outline that a text tells."""
    return Outline(*json.loads(content))


def part(
    texts: Mapping[str, bytes], settings: Settings, outline: Outline, ids: Sequence[str], below: bool
) -> Base | None:
    """The part of a base that some nodes are in, with what is upstream of them, and `below` with all that rests on them.

    None where there is none: what is asked for is no node, or rests on choices, which hang on checks anywhere.
    """
    children = outline.users if below else {}
    held = _closed(outline, _downstream(children, ids))
    if not held <= outline.parents.keys() or not held.isdisjoint(outline.choices):
        return None
    return _part(texts, settings, outline, {owner(id) for id in held}, children if below else None)


def around(
    texts: Mapping[str, bytes], settings: Settings, outline: Outline, ids: Iterable[str]
) -> Base | None:
    """The part of a base that some records are in, whether or not they have nodes, which knows what rests on each of its nodes.

    None where one of them rests on choices, or where the part is not linked as its outline says.
    """
    held = _closed(outline, ids)
    if not held.isdisjoint(outline.choices):
        return None
    own = {owner(id) for id in held}
    base = _part(texts, settings, outline, own, outline.users)
    as_it_was = {id: above for id, above in outline.parents.items() if owner(id) in own}
    linked = {id: [*parents(node)] for id, node in within(base.nodes).items()}
    # who goes through all claims for those of one quantity would read them all
    vars(base)["members"] = {id: tuple(each) for id, each in outline.members.items()}
    return base if linked == as_it_was else None


def _part(
    texts: Mapping[str, bytes],
    settings: Settings,
    outline: Outline,
    own: Set[str],
    children: Mapping[str, tuple[str, ...]] | None,
) -> Base:
    """The part of a base that some records make up; without `children` it does not know what rests on its nodes."""
    records = late_records.records(texts, outline.places)
    linked = link(_some(records, own), settings)

    def beyond(id: str) -> bool:
        return owner(id) not in own and (id in outline.parents or id in records.claims)

    def table(whole: Mapping[str, Value]) -> Part[Value]:
        return Part({id: each for id, each in whole.items() if owner(id) in own}, beyond)

    return replace(
        linked,
        records=records,
        nodes=table(linked.nodes),
        children=Part(dict[str, tuple[str, ...]](), beyond) if children is None else children,
        values=table(linked.values),
        stated=table(linked.stated),
        history=table(linked.history),
        absent=table(linked.absent),
    )


def _downstream(children: Mapping[str, Sequence[str]], ids: Iterable[str]) -> set[str]:
    """Some nodes, and every node downstream of them."""
    return reached(ids, lambda id: children.get(id, ()))


def _closed(outline: Outline, ids: Iterable[str]) -> set[str]:
    """Some nodes with all that they are linked by: what they are computed from, and of a quantity every claim."""
    return reached(ids, lambda id: (*outline.parents.get(id, ()), *outline.members.get(id, ())))


def reached(ids: Iterable[str], further: Callable[[str], Iterable[str]]) -> set[str]:
    """Some ids, and all that is reached from them."""
    seen, waiting = set(ids), list(ids)
    while waiting:
        fresh = [each for each in further(waiting.pop()) if each not in seen]
        seen.update(fresh)
        waiting += fresh
    return seen


def _some(records: Records, own: Set[str]) -> Records:
    """The records of a part, to be linked: its own, the sources that they name, the units, and whoever speaks of others."""
    far = _far(records)
    some = {section: _gone_through(records, section, own | far[section]) for section in LINKED}
    named = {name for *_, name in cited(records.having({**some, "changes": {}, "sources": {}}))}
    sources = _gone_through(records, "sources", named | far["sources"])
    return records.having({**some, "sources": sources, "changes": {}})


def _gone_through(records: Records, section: str, ids: Set[str]) -> Late[Any]:
    """A section of which some records alone are gone through."""
    held = records.of(section)
    assert isinstance(held, Late)
    return held.some(ids)


def _far(records: Records) -> Mapping[str, Set[str]]:
    """The ids of the records of each section that say something of others that do not name them, and of claims so named."""
    found: dict[str, set[str]] = {section: set() for section in SECTIONS}
    present: dict[str, str] = {}
    names: list[str] = []
    for section in SECTIONS:
        for id, record in late_records.naming(records, section, FAR):
            said = [each for field in FAR for each in getattr(record, field, ())]
            if said:
                found[section].add(id)
                present |= dict.fromkeys(getattr(record, "aliases", ()), id)
                names += said
    found["claims"] |= {present.get(name, name) for name in names}
    return found
