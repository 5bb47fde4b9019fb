"""What the models of many pages have in common, in files of its own: each node once, and a page names those that it computes.

A page then stands where the value of something else has changed that it may compute with, and a reader who goes from page
to page has loaded it. `joined` in `site/assets/estimate.js` puts a model together.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from whence.evaluate import narrow
from whence.language.units.units import Unit
from whence.language.values.shown import recipe
from whence.model.graph import Base, Derived, Pick, Pool, Relation
from whence.publish.pages.model import FEW, SOME, Common, Object, node_of
from whence.publish.pages.packed import packed_node
from whence.publish.pages.parts import data_block

# A file has no more nodes than this, so that it stays quick to load.
MOST = 500


def shards(
    numbers: Container[str], homes: Mapping[str, str], names: Mapping[str, str]
) -> Mapping[str, tuple[str, ...]]:
    """The nodes of each file by its path, those of one home together, since what stands together is computed together.

    `homes` has what each node stands in, in the order of evaluation, and `names` what that is called in an address. There
    are none where no page has so many nodes that it would ask for one.
    """
    found: dict[str, list[str]] = {}
    for id, home in homes.items():
        if id in numbers:
            found.setdefault(names.get(home, "rest"), []).append(id)
    if sum(map(len, found.values())) <= FEW:
        return {}
    return {
        f"models/{name}.{at // MOST + 1}.js": tuple(ids[at : at + MOST])
        for name, ids in found.items()
        for at in range(0, len(ids), MOST)
    }


def needed(base: Base, ids: Sequence[str]) -> tuple[str, ...]:
    """Of the keys in `SOME` those that some nodes may have."""
    nodes = [base.nodes[each] for each in ids]
    may = {
        "combine.js": any(isinstance(each, Pool) for each in nodes),
        "narrow.js": any(isinstance(each, Derived | Relation) and narrow.plan(base, each) for each in nodes),
        "conditioned.js": any(
            isinstance(each, Pick) and base.records.choices[each.id].credence for each in nodes
        ),
    }
    return tuple(SOME[name] for name, each in may.items() if each)


def script(common: Common, ids: Sequence[str]) -> str:
    """A file of nodes, as a script that works from disk."""
    units: dict[Unit, int] = {}
    nodes = {id: _node(common, id, units) for id in ids}
    found = {"units": [list(vars(recipe(unit)).values()) for unit in units], "nodes": nodes}
    return f"(window.whenceNodes=window.whenceNodes||[]).push({data_block(found).markup});\n"


class _Same(dict[str, str]):
    """Names each node by its id."""

    def __missing__(self, id: str) -> str:
        return id


def _node(common: Common, id: str, units: dict[Unit, int]) -> Object:
    """A node with its inputs by their ids; in `shown` what is there more of it, or otherwise, where it is shown."""
    own, edition = node_of(common, id, _Same()), common.edition
    plain = packed_node(own)
    if id in edition.agreements:  # a page that shows it has a model of its own
        return plain
    unit = (
        {}
        if isinstance(edition.base.nodes[id], Relation)
        else {"unit": units.setdefault(edition.unit(id), len(units))}
    )
    whole = packed_node({**own, **common.shown(id), **unit})
    return plain | {
        "shown": {key: each for key, each in whole.items() if key not in plain or plain[key] != each}
    }
