"""What a page ships so that a reader's browser can compute: the nodes around a claim, as JSON."""

from __future__ import annotations

import math
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import Any

from whence.account.reach import Near, closed, is_check, leaves, near, upstream
from whence.evaluate import bounds, narrow, rounding
from whence.evaluate.conditioned import recombined
from whence.evaluate.contexts import options
from whence.evaluate.estimate import Figure
from whence.evaluate.witnesses import of_one_origin
from whence.files.schema import POOLED, Choice
from whence.judge import calendar, exact, hindsight, recomputed
from whence.judge.edition import Edition, agreed, in_cents
from whence.judge.stated import digits_of, stands_for
from whence.language.formulas import formula
from whence.language.units.units import Unit
from whence.language.values.shown import recipe
from whence.language.values.value import NINETY, interval_of
from whence.language.values.written import Shape
from whence.model import domains
from whence.model.graph import Base, Derived, Leaf, Pick, Pool, Relation, in_order, shares_errors
from whence.model.reads import remembered
from whence.publish.pages import agreeing
from whence.publish.pages.packed import short

Link = Callable[[str], str]
Object = dict[str, Any]
NONE: Mapping[str, Any] = {}

MOST_WATCHED, MOST_PICKED = 34, 120
# A page does not compute more numbers than this: what is longer is for `whence whatif`.
MOST_NODES = 600
# So few a page has itself; of more it names the files that have them for all pages.
FEW = 16
# A browser sorts draws by a key that has to fit, with their number, in 53 bits.
MOST_SAMPLES = 2**20
# What computes it in the browser, in the order in which they are to be loaded.
SCRIPTS = (
    "shapes.js", "combine.js", "enclosures.js", "narrow.js", "conditioned.js",
    "estimate.js", "shown.js", "typed.js", "stated.js", "agree.js", "whatif.js",
)  # fmt: skip
# The key of nodes that need a script of their own.
SOME = {"combine.js": "pool", "narrow.js": "narrow", "conditioned.js": "credence", "agree.js": "agree"}


class Common:
    """What every model says alike of a node, worked out once: all of a leaf, and the names and numbers of what is shown.

    `shard` names the file that has all that is alike of a node, so that a page need not, and `needs` which keys in that file
    need a script.
    """

    def __init__(
        self,
        edition: Edition,
        link: Link = lambda id: "",
        shard: Mapping[str, str] = NONE,
        needs: Mapping[str, Sequence[str]] = NONE,
    ) -> None:
        self.edition, self.link, self.shard, self.needs = edition, link, shard, needs
        self.leaf = remembered(None)(lambda id: short(_leaf(edition.base, id) | _digits(edition, id)))
        self.excused = remembered(None)(lambda id: short(_excused(edition.base, id)))
        self.moved = remembered(None)(lambda id: hindsight.moved(edition.base, id))
        self.shown = remembered(None)(lambda id: short(_shown(self, link, id)))


def model(edition: Edition, id: str, common: Common | None = None) -> Object | None:
    """The JSON model behind the what-if of a claim, quantity or choice; None where nothing can be computed.

    `nodes` stand in the order of evaluation and name each other by index. `fields` are the leaves that can be
    set, the most influential first, each with the range of its slider; `choices` what can be picked; `watch`
    and `checks` what is downstream of them, nearest first, up to a cap (`beyond`: how many were left out), and `rivals` the
    quantities whose claims may move. What takes more than MOST_NODES numbers is not computed on a page.
    Numbers are in base units, null where choices leave one open. With `common` much is taken from other models of it.
    """
    if id not in edition.summaries or edition.base.settings.samples > MOST_SAMPLES:
        return None
    above = (*upstream(edition, [id]), id)
    around = near(edition, [id], above, MOST_WATCHED)
    scope = closed(edition, [id, *around.numbers, *around.checks])
    if _too_much(edition, scope):
        around, scope = Near((), (), around.beyond + len(around.numbers)), closed(edition, [id])
    if _too_much(edition, scope):
        return None
    choices = [each for each in above if isinstance(edition.base.nodes[each], Pick)]
    return _whole(common or Common(edition), id, leaves(edition, id, above), choices, around, scope)


def picker(edition: Edition, choices: Sequence[str], common: Common | None = None) -> Object | None:
    """The same for the page of a term: what can be set is how each of `choices` is read, and no number is its own."""
    chosen = [each for each in choices if each in edition.summaries]
    if not chosen or edition.base.settings.samples > MOST_SAMPLES:
        return None
    around = near(edition, chosen, chosen, MOST_PICKED)
    scope = closed(edition, [*chosen, *around.numbers, *around.checks])
    if _recombined(edition, scope):
        return None
    return _whole(common or Common(edition), "", [], chosen, around, scope)


def _too_much(edition: Edition, scope: frozenset[str]) -> bool:
    """Whether a page does not work out some nodes: there are too many, or some are of what evidence leaves of combined claims."""
    return len(scope) > MOST_NODES or _recombined(edition, scope)


def _recombined(edition: Edition, scope: frozenset[str]) -> bool:
    found = edition.values.of
    open = [each for each in scope if edition.axes[each]]
    return any(recombined(edition.base, edition.settled, each, found) for each in open)


def _whole(
    common: Common,
    claim: str,
    fields: Sequence[tuple[str, float]],
    choices: Sequence[str],
    around: Near,
    scope: frozenset[str],
) -> Object:
    edition = common.edition
    own = {claim} if claim else set()
    named = {*own, *around.numbers, *around.checks, *(each for each, _ in fields)}
    judged = not named.isdisjoint(edition.agreements)
    rivals = agreeing.compared(edition, scope, [*(each for each, _ in fields), *choices])
    heavy = judged and len(scope) > agreeing.MOST_OWN
    wider = scope if heavy else agreeing.widened(edition, scope, rivals)
    order = in_order(edition.base, scope if _recombined(edition, wider) else wider)
    index = {each: n for n, each in enumerate(order)}
    about = {
        "claim": index[claim] if claim else None,
        "samples": edition.base.settings.samples,
        "seed": edition.base.settings.seed,
        "most": edition.base.settings.max_contexts,
        "fields": [_field(edition, leaf, share, index) for leaf, share in fields],
        "choices": [index[each] for each in choices],
        "watch": [index[each] for each in around.numbers],
        "checks": [index[each] for each in around.checks],
        "beyond": around.beyond,
        **({"rivals": agreeing.shipped(edition, common.link, index, rivals, heavy)} if rivals else {}),
    }
    # What a verdict on a stated figure needs of a leaf is the page's own.
    if len(order) > FEW and not judged and all(shards := [common.shard.get(each, "") for each in order]):
        return about | {"nodes": list(order), "files": sorted({*shards})}
    picks = [each for each in order if isinstance(edition.base.nodes[each], Pick)]
    return about | _nodes(common, order, named.union(picks), judged)


def _nodes(common: Common, order: Sequence[str], named: Container[str], judged: bool) -> Object:
    """Nodes as a model has them, and the units of those that are named."""
    edition = common.edition
    index = {each: n for n, each in enumerate(order)}
    places: dict[Unit, int] = {}  # of each unit that is shown, in the order in which it is met first
    nodes = []
    for each in order:
        found = node_of(common, each, index)
        if judged and isinstance(edition.base.nodes[each], Leaf):
            found |= common.excused(each)
        if each in named:
            found |= common.shown(each)
            if each in edition.agreements and "stated" in found:
                found["stated"] = found["stated"] | _left(edition, each, index) | _then(common, each, index)
            if not is_check(edition, each):
                found["unit"] = places.setdefault(edition.unit(each), len(places))
        nodes.append(found)
    return {"units": [list(vars(recipe(unit)).values()) for unit in places], "nodes": nodes}


def scripts(model: Object | None, common: Common | None = None) -> tuple[str, ...]:
    """What a page loads to compute its model: nothing without one, and what not all need only where it is needed."""
    if model is None:
        return ()
    keys = {key for node in model["nodes"] if isinstance(node, dict) for key in node}
    if any("parts" in each for each in model.get("rivals", ())):
        keys |= {"pool", "agree"}
    if common:
        keys |= {key for file in model.get("files", ()) for key in common.needs[file]}
    return tuple(each for each in SCRIPTS if each not in SOME or SOME[each] in keys)


def node_of(common: Common, id: str, index: Mapping[str, Any]) -> Object:
    """How a node is computed, from others as `index` names them."""
    edition = common.edition
    node = edition.base.nodes[id]
    match node:
        case Leaf():
            return dict(common.leaf(id))
        case Derived(tree=tree, inputs=inputs):
            return {
                "id": id,
                "tree": formula.to_json(tree),
                "inputs": {k: index[ref] for k, ref in inputs.items()},
            } | _narrow(edition, node, index)
        case Relation(tree=tree, inputs=inputs):
            linked = {name: index[ref] for name, ref in inputs.items()}
            check = edition.base.records.checks[id].on_fail
            own = {"id": id, "tree": formula.to_json(tree), "inputs": linked, "check": check}
            return own | _narrow(edition, node, index)
        case Pick(options=options):
            linked = {name: index[ref] for name, ref in options.items()}
            return {"id": id, "options": list(linked), "of": list(linked.values())} | _weighed(edition, node)
        case Pool():
            return _pool(edition, node, index)


def _narrow(edition: Edition, node: Derived | Relation, index: Mapping[str, Any]) -> Object:
    """What narrows a formula over bounds beyond its steps."""
    how = narrow.plan(edition.base, node)
    if how is None:
        return {}
    return {"narrow": {**how.as_json(), "inputs": {id: index[id] for id in sorted(narrow.inputs(how))}}}


def _leaf(base: Base, id: str) -> Object:
    node = base.nodes[id]
    assert isinstance(node, Leaf)
    own, open = bounds.of_leaf(base, node), node.written.excludes
    optional = {
        "excludes": [bool(own.above[0]), bool(own.below[0])] if own and open else None,
        "ends": _null_ended(ends) if (ends := bounds.allowed(base, node)) else None,
        "stream": node.stream if node.stream != node.id else "",
        "mirrored": node.mirrored,
        "common": [list(each) for each in node.common],
        "parts": bool(node.common) and shares_errors(base, id),
        "step": node.written.step,
    }
    found = {"id": node.id, "shape": shape(node.written.shape), "point": node.written.point}
    return found | {name: each for name, each in optional.items() if each}


def _digits(edition: Edition, id: str) -> Object:
    """What a leaf says of the digits that a result is worth."""
    node = edition.base.nodes[id]
    assert isinstance(node, Leaf)
    found = {"agreed": agreed(edition, id), "cents": in_cents(node.written)}
    return {name: True for name, each in found.items() if each}


def _excused(base: Base, id: str, shares: tuple[float, float] = NINETY) -> Object:
    """What a leaf excuses in a stated figure that rests on it: its digits and its range, or nothing where it is exact."""
    node = base.nodes[id]
    assert isinstance(node, Leaf)
    left = rounding.left_open(base, node, shares)
    found = {
        "slack": left if any(low < high for low, high in left) else None,
        "exact": exact.is_exact(base, node),
        "exactly": exact.exactly(base, node),
    }
    return {name: each for name, each in found.items() if each}


def _null_ended(ends: Iterable[float]) -> list[float | None]:
    """Both ends of what a bound leaves possible, null for one that is not there."""
    return [each if math.isfinite(each) else None for each in ends]


def shape(shape: Shape) -> list[Any]:
    """A shape as a list: its kind and its parameters, in base units."""
    return [shape.kind, *shape.parameters()]


def _weighed(edition: Edition, node: Pick) -> Object:
    record = edition.base.records.choices[node.id]
    found: Object = {"prefer": list(node.options).index(record.prefer)} if record.prefer else {}
    if record.credence:
        found["credence"] = [record.credence.get(option, 0.0) for option in node.options]
    return found


def _pool(edition: Edition, node: Pool, index: Mapping[str, Any]) -> Object:
    if node.take not in POOLED:
        return {"id": node.id, "same": index[node.members[0]]}
    found: Object = {"id": node.id, "pool": node.take, "of": [index[each] for each in node.members]}
    groups = of_one_origin(edition.base, node.members)
    origin = [next((n for n, each in enumerate(groups) if id in each), -1) for id in node.members]
    found |= {"origins": origin} if groups else {}
    return found | ({"scale": node.scale} if node.scale else {})


def _shown(common: Common, link: Link, id: str) -> Object:
    """The name, address and published numbers of a node that is shown."""
    edition = common.edition
    found: Object = {"title": edition.title(id)} | ({"link": address} if (address := link(id)) else {})
    if is_check(edition, id):
        return found
    if isinstance(edition.base.nodes[id], Pick):
        found |= {"titles": _option_titles(edition, id), "out": _ruled_out(edition, id)}
    if stated := _stated(common, id):
        found["stated"] = stated
    if enclosure := edition.summaries[id].enclosure:
        found["enclosure"] = _null_ended(enclosure)
        found |= {"excluded": edition.summaries[id].strict} if any(edition.summaries[id].strict) else {}
    if edition.summaries[id].open:
        found["open"] = True
    if edition.contradicted(id, edition.summaries[id]):
        found["nothing"] = edition.told(id, edition.summaries[id])
    if (step := edition.step(id)) > 0:
        found["step"] = step
    return found | {"was": _numbers(edition.summaries[id].figure)}


def _stated(common: Common, id: str) -> Object | None:
    """A stated figure with all that its verdict needs; nothing where more than values has changed since it was issued."""
    edition = common.edition
    if id not in edition.agreements or common.moved(id) is None or isinstance(edition.base.nodes[id], Leaf):
        return None
    written, limits = edition.base.stated[id], recomputed.limits(edition.base, id)
    turning, told = calendar.slack(edition.base, id, written.unit), interval_of(written)
    found: Object = {"interval": vars(told)} if told else {}
    return (
        found
        | ({"calendar": turning} if turning else {})
        | {
            "text": written.text,
            "point": written.point,
            "spans": written.rounding,
            "digits": digits_of(written),
            "stands": stands_for(written),
            "ends": written.ends,
            "bound": written.bound,
            "excludes": written.excludes,
            "date": written.unit.style == "date",
            "agree": limits.agree,
            "tension": limits.tension,
        }
    )


def _left(edition: Edition, id: str, index: Mapping[str, int]) -> Object:
    """What the level of a stated interval leaves of the leaves, where that is not 90 %."""
    shares = recomputed.level(edition.base.stated[id])
    if shares == NINETY:
        return {}
    nodes = [edition.base.nodes[each] for each in upstream(edition, [id])]
    leaves = [each for each in nodes if isinstance(each, Leaf)]
    return {"slack": {index[each.id]: rounding.left_open(edition.base, each, shares) for each in leaves}}


def _then(common: Common, id: str, index: Mapping[str, int]) -> Object:
    """The inputs of a stated figure that have moved since it was issued, as they were known then."""
    past, ids = common.moved(id) or (None, ())
    if past is None:
        return {}
    shares = recomputed.level(past.stated[id])
    then = {index[each]: short(_leaf(past, each) | _excused(past, each, shares)) for each in ids}
    for leaf in then.values():
        del leaf["id"]
    return {"then": then}


def _numbers(found: Figure) -> list[float | None]:
    return [
        each if math.isfinite(each) else None for each in (found.point, found.median, found.low, found.high)
    ]


def _option_titles(edition: Edition, id: str) -> list[str]:
    """What each option means, in words where the base has them."""
    choice: Choice = edition.base.records.choices[id]
    term = edition.base.records.terms.get(edition.base.aliases.get(choice.term, choice.term))
    parts = term.senses if term else choice.options
    return [
        parts[option].title or option if option in parts else option for option in options(edition.base, id)
    ]


def _ruled_out(edition: Edition, id: str) -> list[bool]:
    return [(id, option) in edition.settled.ruled_out for option in options(edition.base, id)]


def _field(edition: Edition, leaf: str, share: float, index: Mapping[str, int]) -> Object:
    low, high, log = span(edition.summaries[leaf].figure, edition.unit(leaf))
    least, most = domains.of(edition.base, leaf) or (-math.inf, math.inf)
    low, high = max(low, least), min(high, most)
    ends: Object = {name: end for name, end in (("least", least), ("most", most)) if math.isfinite(end)}
    if domains.stated(edition.base, leaf):
        ends["stated"] = True
    elif not ends and domains.is_counted(edition.unit(leaf)):
        ends["counted"] = True
    return {"node": index[leaf], "share": round(share, 6), "low": low, "high": high, "log": log} | ends


def span(found: Figure, unit: Unit) -> tuple[float, float, bool]:
    """A sensible range for a slider: the interval with a width of it at either side, by ratio where positive.

    An exact number gets a factor of four either way, a date two years. Shares that are at most 100 % stay so.
    """
    middle = found.median if math.isfinite(found.median) else found.low
    if unit.style == "date":
        reach = max(found.high - found.low, 2 * 365.25 * 86400)
        return found.low - reach, found.high + reach, False
    if found.low > 0 and unit.style != "times":
        ratio = found.high / found.low if found.high > found.low else 4.0
        top = found.high * ratio
        return found.low / ratio, min(top, 1.0) if unit.text == "%" and found.high <= 1 else top, True
    reach = max(found.high - found.low, abs(middle)) or unit.to_base(2.0) - unit.to_base(1.0)
    return found.low - reach, found.high + reach, False
