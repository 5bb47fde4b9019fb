"""The short spelling of a named form, `triangular(2, 3, 7) kW`, as the tree of its long one.

short    = form [unit] | quantity "between" end "and" end [unit] | [amount] "(" share "CI" amount "to" amount ")" [unit]
form     = name "(" item { "," item } ")"         items of a mixture and of quantiles have a share: `70%: 1 to 2`
end      = amount | "inf" | "-inf"
"""

from __future__ import annotations

import re

from whence.language.patterns import later
from whence.language.values.anatomy import refuse
from whence.language.values.flow import Leaf, Node
from whence.language.values.forms import FORMS

_CALL = later(r"\s*(?P<name>[a-z_]+)\((?P<inside>.*)\)\s*(?P<unit>[^()]*?(?:\([^()]*\)[^()]*?)?)\s*$", re.S)
_BETWEEN = later(r"(?P<value>.*\S)\s+between\s+(?P<low>.*?\S)\s+and\s+(?P<high>.*\S)\s*$")
_SAID = r"(?P<level>[0-9.]+\s*%)\s*(?:CI|CrI|confidence interval|credible interval|interval)\s*[:,]?"
_STATED = later(
    rf"(?P<value>.*?)\s*\(\s*{_SAID}\s*(?P<low>.*?\S)\s+to\s+(?P<high>[^()]*\S)\s*\)\s*(?P<unit>.*?)\s*$"
)
_AFTER = later(rf"(?P<value>.*\S)\s*\(\s*{_SAID}\s*\)\s*$")
_BEFORE = later(rf"\s*{_SAID}\s*(?P<value>.*\sto\s.*\S)\s*$")
_NO_LEVEL = later(
    r"\s*(?P<value>[^(]*[0-9][^(]*?)\s+\((?P<low>[-0-9][^()]*?)\s+to\s+(?P<high>[^()]*)\)(?P<unit>.*)$"
)


def short_form(text: str) -> Node | None:
    """The tree of a text that names a form, a level or two ends to cut it off at; None for any other."""
    if (hit := _BETWEEN.match(text)) and (hit["value"][-1].isalnum() or hit["value"][-1] in "%)"):
        return _between(text, hit)
    if (hit := _CALL.match(text)) and hit["name"] in (*FORMS, "quantiles", "one_of", "mixture"):
        return _with_unit(_call(text, hit), hit)
    if hit := _STATED.match(text):
        return _stated(hit)
    if hit := _AFTER.match(text) or _BEFORE.match(text):
        return _tree(value=_leaf(hit, "value"), level=_leaf(hit, "level"))
    if hit := _NO_LEVEL.match(text):
        stem = f"{hit['value']} (95% CI {hit['low']} to {hit['high']}){hit['unit']}"
        raise refuse("how sure the range in brackets is, is not said", hit.start("low"), hit.end("high"),
                     f'write "{stem}" if it is a 95 % interval')  # fmt: skip
    return None


def _tree(**fields: Node) -> Node:
    ends = [each.end for each in fields.values()]
    return Node({Leaf(name): node for name, node in fields.items()}, 0, max(ends, default=0))


def _leaf(hit: re.Match[str], group: str) -> Node:
    start, end = hit.span(group)
    return Node(Leaf(hit[group], start, end), start, end)


def _with_unit(fields: dict[str, Node], hit: re.Match[str]) -> Node:
    return _tree(**fields, **({"unit": _leaf(hit, "unit")} if hit["unit"].strip() else {}))


def _stated(hit: re.Match[str]) -> Node:
    """`0.83 (95% CI 0.77 to 0.89) kg`: the unit stands with the first number, the last one, or after the brackets."""
    first, last, low = hit["value"].strip(), hit["high"].strip(), hit["low"].strip()
    unit = hit["unit"].strip() or _unit(first) or _unit(last)
    ends = [Leaf(each if _unit(each) or not unit else f"{each}{_joined(unit)}", *hit.span(group))
            for group, each in (("low", low), ("high", last))]  # fmt: skip
    fields = {
        "interval": Node(
            [Node(each, each.start, each.end) for each in ends], hit.start("low"), hit.end("high")
        )
    }
    if first:
        text = first if _unit(first) or not unit else f"{first}{_joined(unit)}"
        fields["point"] = Node(Leaf(text, *hit.span("value")), *hit.span("value"))
    return _tree(**fields, level=_leaf(hit, "level"))


def _unit(text: str) -> str:
    found = re.match(r"\s*[-+−]?[$€£]?[0-9.]+(?:e[-+]?[0-9]+)?(?:[kKMBT](?![A-Za-z]))?(?P<unit>.*)$", text)
    return found["unit"].strip() if found else ""


def _joined(unit: str) -> str:
    return unit if unit[:1] in "%‰x" and (len(unit) == 1 or unit[1] == " ") else f" {unit}"


def _between(text: str, hit: re.Match[str]) -> Node:
    """Both ends have the unit of the last one, if it has one, else that of the value."""
    low, high = hit["low"], hit["high"]
    unit = _unit(high)
    texts = {"low": low, "high": high}
    if unit and not _unit(low) and "inf" not in low:
        texts["low"] = f"{low}{_joined(unit)}"
    if re.fullmatch(r"inf\s+\S+", high):
        texts["high"] = "inf"
    ends = [Node(Leaf(each, *hit.span(group)), *hit.span(group)) for group, each in texts.items()]
    inner = _CALL.match(hit["value"])
    limits = Node(ends, hit.start("low"), hit.end("high"))
    if inner and inner["name"] in (*FORMS, "quantiles", "one_of", "mixture"):
        own = _call(text, inner) | ({"unit": _leaf(inner, "unit")} if inner["unit"].strip() else {})
        return _tree(**own, between=limits)
    return _tree(value=_leaf(hit, "value"), between=limits)


def _call(text: str, hit: re.Match[str]) -> dict[str, Node]:
    name, start = hit["name"], hit.start("inside")
    items = _items(hit["inside"], start)
    if not items:
        raise refuse(f"`{name}` holds numbers in its brackets", *hit.span("name"))
    body = Node({}, start, hit.end("inside"))
    keyed = [key for key, _ in items if key is not None]
    if name == "quantiles":
        if len(keyed) < len(items):
            raise refuse(
                "each of the quantiles has a level", start, body.end, 'write "quantiles(5%: 1, 95%: 4)"'
            )
        return {name: Node({key: node for key, node in items if key}, start, body.end)}
    if name in ("one_of", "mixture"):
        if keyed and len(keyed) < len(items):
            raise refuse("either every value has a weight, or none", start, body.end)
        weights = Node([Node(key, key.start, key.end) for key in keyed], start, body.end)
        values = Node([node for _, node in items], start, body.end)
        return {name: values} | ({"weights": weights} if keyed else {})
    return {name: _numbers(name, items, body)}


def _numbers(name: str, items: list[tuple[Leaf | None, Node]], body: Node) -> Node:
    """The numbers of a form by name, or by their order."""
    order = list(FORMS[name][0].numbers)
    if all(key is not None for key, _ in items):
        return Node({key: node for key, node in items if key}, body.start, body.end)
    if any(key is not None for key, _ in items) or len(items) > len(order):
        hint = f"write {FORMS[name][0].example}"
        raise refuse(f"`{name}` holds, in this order: {', '.join(order)}", body.start, body.end, hint)
    named = {Leaf(key): node for key, (_, node) in zip(order, items, strict=False)}
    return Node(named, body.start, body.end)


def _items(inside: str, start: int) -> list[tuple[Leaf | None, Node]]:
    """What stands between the commas, each with the share or name before its colon."""
    found: list[tuple[Leaf | None, Node]] = []
    at = depth = 0
    for place, char in enumerate(f"{inside},"):
        depth += (char in "([{") - (char in ")]}")
        if char == "," and depth == 0:
            piece = inside[at:place]
            if piece.strip():
                found.append(_item(piece, start + at))
            at = place + 1
    return found


def _item(piece: str, start: int) -> tuple[Leaf | None, Node]:
    key, colon, value = piece.partition(":")
    named = colon and "(" not in key
    text, at = (value, start + len(key) + 1) if named else (piece, start)
    at += len(text) - len(text.lstrip())
    leaf = Leaf(text.strip(), at, at + len(text.strip()))
    first = start + len(key) - len(key.lstrip())
    return (Leaf(key.strip(), first, first + len(key.strip())) if named else None), Node(
        leaf, leaf.start, leaf.end
    )
