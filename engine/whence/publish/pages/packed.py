"""The model behind a what-if as a page ships it: without what a reader's browser can put back.

`unpacked` in `site/assets/estimate.js` is the other way. Nothing is lost but the names of a formula's inputs, for which
their places in the model stand.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

Object = dict[str, Any]

# What most stated figures are: it stands once in a model, and a figure has only what differs.
USUAL: Mapping[str, Any] = {
    "agree": 0.1, "tension": 0.5, "bound": "", "date": False, "ends": None, "excludes": False,
}  # fmt: skip


def packed(model: Object) -> Object:
    """The same model in fewer bytes; what is common to models has its whole numbers written as such already."""
    nodes = [each if isinstance(each, str) else packed_node(each) for each in model["nodes"]]
    usual = {"usual": dict(USUAL)} if any("stated" in each for each in nodes) else {}
    rest = {name: short(each) for name, each in model.items() if name != "nodes"}
    return rest | {"nodes": nodes} | usual


def _folder(node: Object) -> str:
    """The folder of a node's page, where its address is the usual one."""
    return "checks" if "check" in node else "choices" if "options" in node else "claims"


def packed_node(node: Object) -> Object:
    """The same of one node."""
    found = dict(node)
    if "title" in node:
        if node.get("link") == f"../{_folder(node)}/{node['id']}.html":
            del found["link"]
        else:
            found["link"] = node.get("link", 0)
    if "stated" in node:
        found["stated"] = _stated(node["stated"])
    if "shape" in node:
        _leaf(node, found)
    return _formula(node, found) if "tree" in node and "narrow" not in node else found


def _leaf(node: Object, found: Object) -> None:
    """A leaf without what its point says: the one number of an exact one, what it was, what its last digit excuses."""
    point, half = node["point"], node.get("step", 0.0) / 2
    if node.get("was") == [point] * 4:
        del found["was"]
    elif "unit" in node and "was" not in node:
        found["was"] = 0
    if "slack" in node:
        own, around = [point, point], [point - half, point + half]
        found["slack"] = [0 if each == own else 1 if each == around else each for each in node["slack"]]
        if found["slack"] == [1, 0, 1]:
            found["slack"] = 1
    if node["shape"] == ["exact", point]:
        found["shape"] = point
        del found["point"]
    elif node["shape"][1:2] == [point]:
        del found["point"]


def _stated(stated: Object) -> Object:
    """A stated figure without what is usual, and without what its first span says too."""
    first = stated["spans"][0] if stated["spans"] else None
    usual = {**USUAL, "digits": first, "stands": first}
    found = {name: each for name, each in stated.items() if name not in usual or each != usual[name]}
    if "interval" in stated:
        interval = dict(stated["interval"])
        found["interval"] = {
            name: each
            for name, each in interval.items()
            if name not in ("ends", "spans") or each != stated[name]
        }
    if "then" in stated:
        found["then"] = {at: dict(leaf) for at, leaf in stated["then"].items()}
        for at, leaf in stated["then"].items():
            _leaf(leaf, found["then"][at])
    return found


def _formula(node: Object, found: Object) -> Object:
    """A formula whose names are the places of its inputs: `[7]` in the tree stands for a name and its input."""
    inputs, named = node["inputs"], set()

    def placed(tree: Any) -> Any:
        if not isinstance(tree, list):
            return short(tree)
        if tree[0] == "n":
            named.add(tree[1])
            return [inputs[tree[1]]]
        return [tree[0], *map(placed, tree[1:])]

    tree = placed(node["tree"])
    if named != set(inputs):
        return found
    del found["inputs"]
    return found | {"tree": tree}


def short(value: Any) -> Any:
    """The same with whole numbers written as such."""
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < 2**53 and (value or math.copysign(1, value) > 0)
        return int(value) if whole else value
    if isinstance(value, list | tuple):
        return [short(each) for each in value]
    return {name: short(each) for name, each in value.items()} if isinstance(value, dict) else value
