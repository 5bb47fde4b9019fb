"""The long form of a value: quantiles, one of several, or a distribution with its moments."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import replace

from whence.language.frozen import dataclass
from whence.language.limits import ALTERNATIVES
from whence.language.problems import Problem, Refused, problem_of, suggest, visible
from whence.language.units.clashes import clash
from whence.language.units.dimensions import DEGREES, ONE, PURE, Unit
from whence.language.units.table import BASES, MONEY
from whence.language.units.units import Units
from whence.language.values.anatomy import LIMIT, no_strangers, refuse, too_long
from whence.language.values.flow import Leaf, Node
from whence.language.values.forms import FORMS, Form, Impossible
from whence.language.values.shapes import (
    Exact,
    Quantiles,
    Truncated,
    Uniform,
    mixed,
)
from whence.language.values.stated_level import around, at_level, leveled
from whence.language.values.value import Written, written_as
from whence.language.values.weights import adds_up, are_shares

MOST_ITEMS = ALTERNATIVES.most
# the width of `~` inside a long form
ABOUT = 0.10
Read = Callable[[str, Units, float], Written]

_OWN = ("quantiles", "one_of", "mixture", "interval", "value")
NAMES = (*_OWN, *FORMS)
_BESIDE = {"weights": ("one_of", "mixture"), "level": ("interval", "value"), "point": ("interval",)}
_ENDLESS = {"inf": math.inf, "+inf": math.inf, "-inf": -math.inf, ".inf": math.inf, "-.inf": -math.inf}


@dataclass(frozen=True)
class _Context:
    """What reading needs all the way down: the whole text, the declared unit, the table, and how a number is read."""

    text: str
    unit: Unit | None
    units: Units
    read: Read


def long_value(node: Node, text: str, units: Units, read: Read) -> Written:
    """The value of a long form; `read` reads each of the numbers in it."""
    fields = _fields(node, (*NAMES, "unit", "between", *_BESIDE), text)
    named = [form for form in NAMES if form in fields]
    if len(named) != 1:
        raise refuse(
            "a long form has exactly one of " + ", ".join(f"`{each}`" for each in NAMES), 0, len(text)
        )
    for key, forms in _BESIDE.items():
        if key in fields and named[0] not in forms:
            verb = "go" if key == "weights" else "goes"
            with_ = " or ".join(f"`{each}`" for each in forms)
            raise refuse(f"`{key}` {verb} with {with_}", fields[key].start, fields[key].end)
    it = _Context(text, _declared(fields.get("unit"), units), units, read)
    found = _named(it, named[0], fields)
    return between(it, found, fields["between"]) if "between" in fields else found


def _named(it: _Context, form: str, fields: dict[str, Node]) -> Written:
    body = fields[form]
    match form:
        case "quantiles":
            return _quantiles(it, body)
        case "one_of" | "mixture":
            return _several(it, form, body, fields.get("weights"))
        case "interval":
            return _interval(it, body, fields.get("level"), fields.get("point"))
        case "value":
            return _leveled(it, body, fields.get("level"))
        case _:
            return _family(it, form, body)


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
    if word.text in DEGREES:
        hint = f"write it beside each number: `20 {word.text}`"
        raise refuse("a unit with a zero of its own belongs to each number", word.start, word.end, hint)
    if isinstance(found, Problem):
        raise Refused(replace(found, start=found.start + word.start, end=found.end + word.start))
    return found


def _word(node: Node) -> Leaf:
    if not isinstance(node.value, Leaf):
        raise refuse("a single value is expected here", node.start, node.end)
    return node.value


def _item(it: _Context, node: Node) -> Written:
    """One number of a long form, in its own unit or the declared one; a coarse date stands for its middle."""
    leaf, unit = _word(node), it.unit
    bare = unit is not None and unit.style != "date" and re.fullmatch(r"[-+]?[0-9]{4}", leaf.text.strip())
    text = f"{leaf.text} x" if bare else leaf.text
    try:
        no_strangers(leaf.text)
        found = it.read(text, it.units, 0.0) if len(text) <= LIMIT else None
    except Refused as refusal:
        problem = problem_of(refusal)
        end = min(problem.end, len(leaf.text)) + leaf.start
        raise Refused(replace(problem, start=problem.start + leaf.start, end=end)) from None
    if found is None:
        raise Refused(too_long(leaf.text, LIMIT))
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
    low, high = found.rounding[0]
    spans = ((unit.to_base(max(low, found.point / 2) if unit.style == "times" else low), unit.to_base(high)),)
    return Written(found.text, unit, Exact(point), point, step=step, rounding=spans)


def _alike(it: _Context, items: list[tuple[Node, Written]]) -> Unit:
    """The unit of all items; one that has none beside others that have is an error."""
    first = it.unit or items[0][1].unit
    for node, each in items:
        if each.unit.dimension != first.dimension:
            message = clash(first.dimension, each.unit.dimension, "the first", "this one")
            raise refuse(message, node.start, node.end)
    return first


def _quantiles(it: _Context, body: Node) -> Written:
    if not isinstance(body.value, dict) or not 2 <= len(body.value) <= MOST_ITEMS:
        raise refuse(
            "`quantiles` holds two or more levels, such as {5%: 1, 50%: 2, 95%: 4}", body.start, body.end
        )
    levels, items = [], []
    for key, node in body.value.items():
        levels.append(_level(it, key))
        items.append((node, _item(it, node)))
    shown = _alike(it, items)
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
    shape = Quantiles(tuple(ranks), tuple(points), points[0] > 0 and shown.style in ("linear", "money"))
    return written_as(it.text, shown, shape, step=min(each.step for _, each in items))


def _level(it: _Context, key: Leaf) -> float:
    """A share between nothing and all."""
    found = it.read(key.text, it.units, 0.0) if key.text and len(key.text) <= 40 else None
    if (
        found is None
        or found.unit.dimension != ONE
        or not isinstance(found.shape, Exact)
        or not 0 < found.point < 1
    ):
        raise refuse("a level lies between 0% and 100%, such as 5%", key.start, key.end)
    return found.point


def _several(it: _Context, form: str, body: Node, weights: Node | None) -> Written:
    """One of several numbers (`one_of`), or of several values of any form (`mixture`)."""
    read, example = (_exact, "[2, 4, 72]") if form == "one_of" else (_part, "[1 to 2, 5 ± 1]")
    if not isinstance(body.value, list) or not 2 <= len(body.value) <= MOST_ITEMS:
        raise refuse(f"`{form}` holds two or more values, such as {example}", body.start, body.end)
    items = [(node, read(it, node)) for node in body.value]
    shown = _alike(it, items)
    shape = mixed(tuple(each.shape for _, each in items), _weights(it, weights, len(items)))
    return written_as(it.text, shown, shape, step=min(each.step for _, each in items))


def _exact(it: _Context, node: Node) -> Written:
    """One number, as it is computed with."""
    found = _item(it, node)
    return replace(found, shape=Exact(found.point))


def _part(it: _Context, node: Node) -> Written:
    """One value of a mixture, of any form, in its own unit or the declared one."""
    if isinstance(node.value, dict):
        return _in_declared(it, node, _long_part(it, node))
    leaf = _word(node)
    try:
        no_strangers(leaf.text)
        found = it.read(_with_unit(leaf.text, it), it.units, ABOUT)
    except Refused as refusal:
        problem = problem_of(refusal)
        end = min(problem.end, len(leaf.text)) + leaf.start
        raise Refused(replace(problem, start=min(problem.start + leaf.start, end), end=end)) from None
    if found.bound:
        raise refuse("a bound has no place in a mixture", node.start, node.end)
    return _in_declared(it, node, found)


def _with_unit(text: str, it: _Context) -> str:
    """A value that names no unit of its own, in the declared one."""
    bare = not re.search(
        r"[A-Za-zµΩ$€£%‰]", re.sub(r"\b(to|about|and|between|inf)\b|[0-9][kKMBTe]", "", text)
    )
    form = re.match(r"[a-z_]+\(.*\)\s*$", text)
    return f"{text} {it.unit.text}" if it.unit and it.unit.text and (bare or form) else text


def _long_part(it: _Context, node: Node) -> Written:
    fields = node.value if isinstance(node.value, dict) else {}
    own = any(key.text == "unit" for key in fields)
    unit = {} if own or it.unit is None else {Leaf("unit"): Node(Leaf(it.unit.text or "1"))}
    return long_value(Node({**fields, **unit}, node.start, node.end), it.text, it.units, it.read)


def _in_declared(it: _Context, node: Node, found: Written) -> Written:
    if it.unit is None:
        return found
    if found.unit.dimension != it.unit.dimension:
        message = clash(found.unit.dimension, it.unit.dimension, f'"{found.text[:60]}"', "`unit`")
        raise refuse(message, node.start, node.end)
    return replace(found, unit=it.unit)


def _weights(it: _Context, weights: Node | None, count: int) -> tuple[float, ...]:
    """The weights as they are written; equal ones where none are. Shares of 1 add up to it, and whole numbers are parts."""
    if weights is None:
        return (1 / count,) * count
    if not isinstance(weights.value, list) or len(weights.value) != count:
        message = f"`weights` holds one weight for each of the {count} values"
        raise refuse(message, weights.start, weights.end)
    pure = replace(it, unit=PURE)
    items = [(node, _item(pure, node).point) for node in weights.value]
    for node, weight in items:
        if weight < 0:
            raise refuse("a weight is not below 0", node.start, node.end)
    if not any(weight for _, weight in items):
        raise refuse("at least one weight is above 0", weights.start, weights.end)
    found = tuple(weight for _, weight in items)
    if are_shares(found) and not adds_up(found):
        message = f"the weights add up to {math.fsum(found):.6g}, not to 1"
        hint = (
            "give each its share of 1, or write how many times as likely each is, such as `weights: [1, 3]`"
        )
        raise refuse(message, weights.start, weights.end, hint)
    return found


def _family(it: _Context, form: str, body: Node) -> Written:
    way = _way(it, form, body)
    fields = _fields(body, tuple(way.numbers), it.text)
    missing = [name for name in way.numbers if name not in fields and name not in way.optional]
    if missing:
        raise refuse(f"`{form}` needs `{missing[0]}`", body.start, body.end)
    pure = replace(it, unit=PURE)
    items = {
        name: _item(pure if way.numbers[name] == "number" else it, node) for name, node in fields.items()
    }
    own = [(fields[name], each) for name, each in items.items() if way.numbers[name] != "number"]
    if any(each.unit.style in ("date", "times") for _, each in own):
        hint = "write `quantiles` or a range"
        raise refuse(f"`{form}` does not take dates or growth factors", body.start, body.end, hint)
    shown = _alike(it, own) if own else it.unit or PURE
    for name, each in items.items():
        if way.numbers[name] == "width" and each.point <= 0:
            raise refuse(f"`{name}` is above 0", fields[name].start, fields[name].end)
        if way.numbers[name] == "count" and not _counts(shown):
            message = f"`{form}` counts things, and {visible(shown.text)} is measured"
            raise refuse(
                message, fields[name].start, fields[name].end, 'count in a unit such as "event", or in none'
            )
    if not own and not shown.dimension.is_one:
        raise refuse(
            f"`{form}` in {visible(shown.text)} needs its ends: `low` and `high`", body.start, body.end
        )
    try:
        shape = way.made({name: each.point for name, each in items.items()})
    except Impossible as impossible:
        node = fields.get(impossible.name, body)
        raise refuse(str(impossible), node.start, node.end) from None
    step = min((each.step for name, each in items.items() if way.numbers[name] != "number"), default=0.0)
    if form in ("normal", "lognormal"):
        step = items["mean"].step
    return written_as(
        it.text, shown, shape, step=step, ends=shape.ends if isinstance(shape, Uniform) else None
    )


def _way(it: _Context, form: str, body: Node) -> Form:
    """Of the ways to write a form the one whose numbers are given, or the first."""
    given = {key.text for key in body.value} if isinstance(body.value, dict) else set()
    return max(FORMS[form], key=lambda way: len(given & way.numbers.keys() - set(way.optional)))


def _counts(unit: Unit) -> bool:
    """Whether a unit counts things, or is a pure number."""
    exponents = unit.dimension.exponents
    if not exponents:
        return True
    money = {code for code, _, _ in MONEY}
    return len(exponents) == 1 and exponents[0][1] == 1 and exponents[0][0] not in {*BASES, *money}


def _interval(it: _Context, body: Node, level: Node | None, point: Node | None) -> Written:
    if not isinstance(body.value, list) or len(body.value) != 2:
        raise refuse("`interval` holds its two ends, such as [0.77, 0.89]", body.start, body.end)
    ends = [(node, _item(it, node)) for node in body.value]
    middle = [(point, _item(it, point))] if point else []
    shown = _alike(it, [*ends, *middle])
    share = _level(it, _word(level)) if level else 0.9
    return leveled(it.text, shown, (ends[0][1], ends[1][1]), share, middle[0][1] if middle else None)


def _leveled(it: _Context, body: Node, level: Node | None) -> Written:
    """A value in the short form, its range at another level if one is written."""
    found = replace(_part(replace(it, unit=it.unit), body), text=it.text)
    if level is None:
        return found
    if found.ends is None or isinstance(found.shape, Uniform):
        raise refuse("a level goes with a range such as 24 to 27 kW", level.start, level.end)
    share = _level(it, _word(level))
    low, high = found.ends
    interval = replace(found.interval, shares=around(share)) if found.interval else None
    return replace(found, shape=at_level(low, high, share, None, found.unit), interval=interval)


def between(it: _Context, found: Written, limits: Node) -> Written:
    """What is left of a value between two ends; `inf` for an end that is open."""
    if not isinstance(limits.value, list) or len(limits.value) != 2:
        raise refuse("`between` holds two ends, such as [0, 20] or [0, inf]", limits.start, limits.end)
    own = replace(it, unit=it.unit or found.unit)
    low, high = (_limit(own, node) for node in limits.value)
    if found.bound or isinstance(found.shape, Exact):
        raise refuse("only an uncertain value can be cut off", limits.start, limits.end)
    if low >= high:
        raise refuse("the lower end of `between` comes first", limits.start, limits.end)
    shape = Truncated(found.shape, low, high)
    if not shape.left()[2] > 1e-250:
        raise refuse("nothing of the value lies between these ends", limits.start, limits.end)
    return replace(found, text=it.text, shape=shape, point=shape.point, about=False, ends=None, interval=None)


def _limit(it: _Context, node: Node) -> float:
    word = _word(node).text.strip()
    return _ENDLESS[word] if word in _ENDLESS else _item(it, node).point
