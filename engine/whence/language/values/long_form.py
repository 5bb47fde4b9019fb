"""The long form of a value: quantiles, one of several, or a distribution with its moments."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import replace

from whence.language.problems import Problem, suggest, visible
from whence.language.units.clashes import clash
from whence.language.units.dimensions import ONE, PURE, Unit
from whence.language.units.units import Units
from whence.language.values.anatomy import LIMIT, Refusal, no_strangers, refuse, too_long
from whence.language.values.flow import Leaf, Node
from whence.language.values.shapes import Exact, Lognormal, Normal, OneOf, Quantiles, Uniform
from whence.language.values.value import Written, written_as

MOST_ITEMS = 200
Read = Callable[[str, Units, float], Written]

_FORMS = ("quantiles", "one_of", "lognormal", "normal", "uniform")


def long_value(node: Node, text: str, units: Units, read: Read) -> Written:
    """The value of a long form; `read` reads each of the numbers in it."""
    fields = _fields(node, (*_FORMS, "unit", "weights"), text)
    forms = [form for form in _FORMS if form in fields]
    if len(forms) != 1:
        raise refuse(
            "a long form has exactly one of " + ", ".join(f"`{form}`" for form in _FORMS), 0, len(text)
        )
    if "weights" in fields and forms[0] != "one_of":
        raise refuse("`weights` go with `one_of`", fields["weights"].start, fields["weights"].end)
    unit = _declared(fields.get("unit"), units)
    body = fields[forms[0]]
    match forms[0]:
        case "quantiles":
            return _quantiles(text, body, unit, units, read)
        case "one_of":
            return _one_of(text, body, fields.get("weights"), unit, units, read)
        case form:
            return _family(text, form, body, unit, units, read)


def _fields(node: Node, known: tuple[str, ...], text: str) -> dict[str, Node]:
    if not isinstance(node.value, dict):
        raise refuse("`{name: value, ...}` is expected here", node.start, node.end)
    for key, item in node.value.items():
        if key.text not in known:
            near = suggest(key.text, known)
            hint = (
                f"did you mean `{near[0]}`?"
                if near
                else "known are " + ", ".join(f"`{name}`" for name in known)
            )
            raise refuse(
                f"`{visible(key.text[:40])}` is not known here", key.start, key.end or item.start, hint
            )
    return {key.text: item for key, item in node.value.items()}


def _declared(node: Node | None, units: Units) -> Unit | None:
    if node is None:
        return None
    word = _word(node)
    found = units.parse(word.text)
    if isinstance(found, Problem):
        raise Refusal(replace(found, start=found.start + word.start, end=found.end + word.start))
    return found


def _word(node: Node) -> Leaf:
    if not isinstance(node.value, Leaf):
        raise refuse("a single value is expected here", node.start, node.end)
    return node.value


def _item(node: Node, unit: Unit | None, units: Units, read: Read) -> Written:
    """One number of a long form, in its own unit or the declared one; a coarse date stands for its middle."""
    leaf = _word(node)
    bare = unit is not None and unit.style != "date" and re.fullmatch(r"[-+]?[0-9]{4}", leaf.text.strip())
    text = f"{leaf.text} x" if bare else leaf.text
    try:
        no_strangers(leaf.text)
        found = read(text, units, 0.0) if len(text) <= LIMIT else None
    except Refusal as refusal:
        problem = refusal.problem
        end = min(problem.end, len(leaf.text)) + leaf.start
        raise Refusal(replace(problem, start=problem.start + leaf.start, end=end)) from None
    if found is None:
        raise Refusal(too_long(leaf.text, LIMIT))
    dated = found.unit.style == "date" and isinstance(found.shape, Uniform) and found.ends is None
    if not (isinstance(found.shape, Exact) or dated) or found.bound or found.about:
        raise refuse("one plain number is expected here", node.start, node.end)
    if unit is None:
        return found
    if found.unit.dimension == ONE and found.unit.text in ("", "x") and unit.text not in ("", "x"):
        return _in_unit(node, found, unit)
    if found.unit.dimension != unit.dimension:
        raise refuse(
            clash(found.unit.dimension, unit.dimension, f'"{leaf.text}"', "`unit`"), node.start, node.end
        )
    return replace(found, unit=unit)


def _in_unit(node: Node, found: Written, unit: Unit) -> Written:
    if unit.style == "date":
        raise refuse("a date is written as 2025-11-05", node.start, node.end)
    point = unit.to_base(found.point)
    if math.isnan(point) or not (point == 0 or 1e-300 < abs(point) < 1e300):
        raise refuse("this number does not go with its unit", node.start, node.end)
    step = found.step * unit.factor / (found.point if unit.style == "times" else 1.0)
    return Written(found.text, unit, Exact(point), point, step=step)


def _alike(items: list[tuple[Node, Written]], unit: Unit | None) -> Unit:
    """The unit of all items; one that has none beside others that have is an error."""
    first = unit or items[0][1].unit
    for node, each in items:
        if each.unit.dimension != first.dimension:
            message = clash(first.dimension, each.unit.dimension, "the first", "this one")
            raise refuse(message, node.start, node.end)
    return first


def _quantiles(text: str, body: Node, unit: Unit | None, units: Units, read: Read) -> Written:
    if not isinstance(body.value, dict) or not 2 <= len(body.value) <= MOST_ITEMS:
        raise refuse(
            "`quantiles` holds two or more levels, such as {5%: 1, 50%: 2, 95%: 4}", body.start, body.end
        )
    levels, items = [], []
    for key, node in body.value.items():
        level = read(key.text, units, 0.0) if key.text and len(key.text) <= 40 else None
        if (
            level is None
            or level.unit.dimension != ONE
            or not isinstance(level.shape, Exact)
            or not 0 < level.point < 1
        ):
            raise refuse("a level lies between 0% and 100%, such as 5%", key.start, key.end)
        levels.append(level.point)
        items.append((node, _item(node, unit, units, read)))
    shown = _alike(items, unit)
    order = sorted(range(len(levels)), key=levels.__getitem__)
    points = [items[i][1].point for i in order]
    ranks = [levels[i] for i in order]
    for i in range(1, len(order)):
        node = items[order[i]][0]
        if ranks[i] == ranks[i - 1]:
            raise refuse("this level is given twice", node.start, node.end)
        if points[i] <= points[i - 1]:
            raise refuse(
                "a higher level has a higher value; this one is not above the one before",
                node.start,
                node.end,
            )
    # the logarithm of a growth factor is kept already
    shape = Quantiles(tuple(ranks), tuple(points), points[0] > 0 and shown.style not in ("times", "date"))
    return written_as(text, shown, shape, step=min(each.step for _, each in items))


def _one_of(
    text: str, body: Node, weights: Node | None, unit: Unit | None, units: Units, read: Read
) -> Written:
    if not isinstance(body.value, list) or not 2 <= len(body.value) <= MOST_ITEMS:
        raise refuse("`one_of` holds two or more values, such as [2, 4, 72]", body.start, body.end)
    items = [(node, _item(node, unit, units, read)) for node in body.value]
    shown = _alike(items, unit)
    shares = [1.0] * len(items)
    if weights is not None:
        if not isinstance(weights.value, list) or len(weights.value) != len(items):
            raise refuse(
                f"`weights` holds one weight for each of the {len(items)} values", weights.start, weights.end
            )
        shares = [_weight(node, units, read) for node in weights.value]
        if not sum(shares) > 0:
            raise refuse("at least one weight is above 0", weights.start, weights.end)
    total = math.fsum(shares)
    shape = OneOf(tuple(each.point for _, each in items), tuple(share / total for share in shares))
    return written_as(text, shown, shape, step=min(each.step for _, each in items))


def _weight(node: Node, units: Units, read: Read) -> float:
    found = _item(node, PURE, units, read)
    if found.point < 0:
        raise refuse("a weight is not below 0", node.start, node.end)
    return found.point


def _family(text: str, form: str, body: Node, unit: Unit | None, units: Units, read: Read) -> Written:
    names = ("low", "high") if form == "uniform" else ("mean", "sd")
    fields = _fields(body, names, text)
    missing = [name for name in names if name not in fields]
    if missing:
        raise refuse(f"`{form}` needs `{missing[0]}`", body.start, body.end)
    items = [(fields[name], _item(fields[name], unit, units, read)) for name in names]
    if items[0][1].unit.style == "date" or items[0][1].unit.style == "times":
        raise refuse(
            f"`{form}` does not take dates or growth factors",
            body.start,
            body.end,
            "write `quantiles` or a range",
        )
    shown = _alike(items, unit)
    (first_node, first), (second_node, second) = items
    a, b = first.point, second.point
    step = min(first.step, second.step)
    if form == "uniform":
        if a >= b:
            raise refuse("`low` is below `high`", body.start, body.end)
        return written_as(text, shown, Uniform(a, b), step=step, ends=(a, b))
    if b <= 0:
        raise refuse("`sd` is above 0", second_node.start, second_node.end)
    if form == "normal":
        return written_as(text, shown, Normal(a, b), step=first.step)
    if a <= 0:
        raise refuse("the mean of a lognormal is above 0", first_node.start, first_node.end)
    # the usual moments: variance = (exp(sigma^2) - 1) mean^2
    sigma2 = math.log1p((b / a) ** 2)
    return written_as(text, shown, Lognormal(math.log(a) - sigma2 / 2, math.sqrt(sigma2)), step=first.step)
