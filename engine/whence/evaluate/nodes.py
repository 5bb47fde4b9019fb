"""The samples, point and ends of one node, from those of what it is computed from."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from whence.evaluate import bounds, mixtures, narrow, pooled, rivals, voids
from whence.evaluate.arithmetic import POWERS, Array, compute, decays, lost, over_zero, vanishing
from whence.evaluate.arrays import NDArray, np
from whence.evaluate.covariance import Said
from whence.evaluate.estimate import Estimate, Floats, align, draw, pick
from whence.evaluate.evaluator import Options
from whence.evaluate.numbers import numbers
from whence.files.schema import POOLED
from whence.language.formulas import formula
from whence.language.formulas.enclosures import Ends
from whence.language.formulas.formula import Binary, Call, Tree
from whence.language.frozen import dataclass
from whence.language.limits import AXES
from whence.language.problems import Finding
from whence.language.values.shapes import Shape, mixed
from whence.language.values.shown import show_share
from whence.model.graph import Base, Derived, Leaf, Node, Pick, Pool, Relation, home


def estimate(base: Base, options: Options, node: Node, of: Mapping[str, Estimate]) -> Estimate | Finding:
    """The estimate of a node from those of its parents, or why it has none."""
    match node:
        case Leaf():
            return _leaf(base, options, node)
        case Derived():
            return _derived(base, options, node, of)
        case Relation():
            return _derived(base, options, node, of)
        case Pick():
            return _pick(base, options, node, of)
        case Pool():
            return _pool(base, options, node, of)


def _leaf(base: Base, options: Options, node: Leaf) -> Estimate:
    shape, part = node.written.shape, options.part
    samples = draw(shape, options.seed, node.stream, options.samples, node.common, part, node.mirrored)
    shapes = np.empty((), dtype=object)
    shapes[()] = node.written.shape
    ends = bounds.of_leaf(base, node)
    return Estimate((), samples, np.array(node.written.point), ends, shapes=shapes)


def _axes(
    base: Base, options: Options, node: Node, estimates: Mapping[str, Estimate]
) -> tuple[str, ...] | Finding:
    """The union of the axes of several estimates, unless that makes too many contexts."""
    axes = tuple(sorted({axis for each in estimates.values() for axis in each.axes}))
    sizes = {axis: len(choice.options) for axis in axes if isinstance(choice := base.nodes[axis], Pick)}
    count = math.prod(sizes.values())
    if len(axes) > AXES.most:
        message = f"{len(axes)} choices meet here, and at most {AXES.most} are looked through together"
    elif count > options.most_contexts:
        parts = " x ".join(f"{axis} ({size})" for axis, size in sizes.items())
        message = f"{count} contexts, and at most {options.most_contexts} are evaluated: {parts}"
    else:
        return axes
    hints = ("settle some of these choices with `prefer` and take them as claims, or raise `max_contexts`",)
    place = base.records.place(home(node)[0], node.id)
    return Finding("too-many-contexts", node.id, message, place, hints)


def _derived(
    base: Base, options: Options, node: Derived | Relation, of: Mapping[str, Estimate]
) -> Estimate | Finding:
    inputs = {name: of[ref] for name, ref in node.inputs.items()}
    axes = _axes(base, options, node, inputs)
    if isinstance(axes, Finding):
        return axes
    small: list[str] = []
    with np.errstate(all="ignore", under="call", call=lambda kind, _: small.append(kind)):
        drawn = {name: align(each.axes, axes, each.samples) for name, each in inputs.items()}
        central = {name: align(each.axes, axes, each.point, 0) for name, each in inputs.items()}
        sizes = {
            name: align(each.axes, axes, each.lost, 0)
            for name, each in inputs.items()
            if each.lost is not None
        }
        spread = {name: each[..., np.newaxis] for name, each in sizes.items()}
        samples = _whole(compute(node.tree, drawn, spread), base, axes, 1)
        point = _whole(compute(node.tree, central, sizes), base, axes, 0)
        most = lost(node.tree, central, sizes)
        poles = _poles(over_zero(node.tree, drawn), base, axes, inputs.values())
        ends = _ends(base, node, axes, inputs, of)
        if ends:
            samples, point = _within(samples, ends), np.nan_to_num(point, posinf=0.0, neginf=0.0)
        elif not (np.isfinite(samples).all() and np.isfinite(point).all()):
            return _not_finite(base, node, drawn, central)
        elif (small or decays(node.tree)) and (found := _too_small(base, node, drawn, central)):
            return found
    if isinstance(node, Relation):
        return Estimate(axes, ends[0] if ends else samples, point, ends, truth=True)
    return Estimate(
        axes, samples, point, ends, lost=None if most is None else _whole(most, base, axes, 0), poles=poles
    )


def _poles(
    own: Array, base: Base, axes: tuple[str, ...], parts: Iterable[Estimate]
) -> NDArray[np.bool_] | None:
    """In which contexts a node, or something that it is made of, is divided by what may be zero; None for none."""
    for each in parts:
        if each.poles is not None:
            own = own | align(each.axes, axes, each.poles, 0)
    return _whole(own, base, axes, 0) != 0 if own.any() else None


def _ends(
    base: Base,
    node: Derived | Relation,
    axes: tuple[str, ...],
    inputs: Mapping[str, Estimate],
    of: Mapping[str, Estimate],
) -> Ends | None:
    """The ends of a formula some of whose inputs are bounds; None where nothing is left open after all."""
    if not any(each.bounded for each in inputs.values()):
        return None
    known = {name: bounds.aligned(each, axes) for name, each in inputs.items()}
    found = narrow.narrower(base, node, of, axes, bounds.enclose(node.tree, known))
    ends = Ends(
        *(_whole(each, base, axes, 1) for each in found[:2]),
        *(_flags(each, base, axes) for each in found[2:]),
    )
    if isinstance(node, Derived) and bounds.is_point(ends):
        return None
    nothing = voids.without(base, of, tuple(node.inputs.values()), axes)
    return _valueless(node, ends, nothing) if nothing.any() else ends


def _valueless(node: Derived | Relation, ends: Ends, nothing: bounds.Bools) -> Ends:
    """Some ends, but for what rests on nothing: that may be anything, unless it is the same whatever that is."""
    if isinstance(node, Derived):
        return bounds.unknown(ends, nothing & (ends.low != ends.high).any(axis=-1))
    open = nothing[..., np.newaxis] & (ends.low != ends.high)
    return ends._replace(low=np.where(open, 0.0, ends.low), high=np.where(open, 1.0, ends.high))


def _flags(found: Array, base: Base, axes: tuple[str, ...]) -> NDArray[np.bool_]:
    """The same of what is true or false of each draw."""
    whole: NDArray[np.bool_] = _whole(found, base, axes, 1) != 0
    return whole


def _within(samples: Floats, ends: Ends) -> Floats:
    """Samples, with one of the values that are possible where the written ends of the bounds themselves give none."""
    low, high, *_ = ends
    inside = np.where(np.isfinite(low), low, np.where(np.isfinite(high), high, 0.0))
    return np.where(np.isfinite(samples), samples, inside)


def _whole(result: Array, base: Base, axes: tuple[str, ...], trailing: int) -> Floats:
    """A result as floats with the full length of every axis, so that no context is left to broadcasting."""
    lead = tuple(len(node.options) for axis in axes if isinstance(node := base.nodes[axis], Pick))
    result = np.asarray(result, dtype=float)
    tail = (result.shape[-1] if result.ndim else 1,) if trailing else ()
    return np.broadcast_to(result, lead + tail).copy() if result.shape != lead + tail else result


def _pick(base: Base, options: Options, node: Pick, of: Mapping[str, Estimate]) -> Estimate | Finding:
    """An estimate with the choice's own axis, and those upstream of its options."""
    parts = {name: of[ref] for name, ref in node.options.items()}
    upstream = _axes(base, options, node, parts)
    if isinstance(upstream, Finding):
        return upstream
    axes = tuple(sorted({node.id, *upstream}))
    at = axes.index(node.id)
    longest = max(each.samples.shape[-1] for each in parts.values())
    samples, points = [], []
    for each in parts.values():
        drawn = align(each.axes, upstream, each.samples)
        lead = tuple(len(pick.options) for axis in upstream if isinstance(pick := base.nodes[axis], Pick))
        samples.append(np.broadcast_to(drawn, (*lead, longest)))
        points.append(np.broadcast_to(align(each.axes, upstream, each.point, 0), lead))
    whole = np.stack(samples, axis=at)
    shapes = _shapes(parts, upstream, points[0].shape, at)
    nowhere: NDArray[np.bool_] = np.zeros((), dtype=bool)
    own = [_poles(nowhere, base, upstream, [each]) for each in parts.values()]
    poles = np.stack(
        [np.broadcast_to(nowhere if each is None else each, points[0].shape) for each in own], axis=at
    )
    if not any(each.bounded for each in parts.values()):
        return Estimate(axes, whole, np.stack(points, axis=at), shapes=shapes, poles=poles)
    every = [bounds.aligned(each, upstream) for each in parts.values()]
    ends = Ends(
        *(
            np.stack([np.broadcast_to(each, samples[0].shape) for each in one], axis=at)
            for one in zip(*every, strict=True)
        )
    )
    return Estimate(axes, whole, np.stack(points, axis=at), ends, shapes=shapes)


def _shapes(
    parts: Mapping[str, Estimate], upstream: tuple[str, ...], lead: tuple[int, ...], at: int
) -> Array | None:
    """The distributions of a choice's options in every context; None where one has none anywhere."""
    known = [(each, each.shapes) for each in parts.values() if each.shapes is not None]
    if len(known) < len(parts):
        return None
    own = [np.broadcast_to(align(each.axes, upstream, shapes, 0), lead) for each, shapes in known]
    return np.stack(own, axis=at)


@dataclass(frozen=True)
class _Cell:
    """A combined quantity in one context."""

    point: float
    samples: Floats
    ends: Ends | None
    shape: Shape | None
    blend: pooled.Blend | None = None


def _pool(base: Base, options: Options, node: Pool, of: Mapping[str, Estimate]) -> Estimate | Finding:
    if node.take not in POOLED:
        return of[node.members[0]]
    members = {id: of[id] for id in node.members}
    axes = _axes(base, options, node, members)
    if isinstance(axes, Finding):
        return axes
    lead = tuple(len(choice.options) for axis in axes if isinstance(choice := base.nodes[axis], Pick))
    cells = [_combined(base, options, node, members, axes, index) for index in np.ndindex(lead)]
    samples = np.stack(np.broadcast_arrays(*(each.samples for each in cells))).reshape(*lead, -1)
    points = np.array([each.point for each in cells]).reshape(lead)
    shapes, blends = np.empty(lead, dtype=object), np.empty(lead, dtype=object)
    for index, each in zip(np.ndindex(lead), cells, strict=True):
        shapes[index], blends[index] = each.shape, each.blend
    poles = _poles(np.zeros((), dtype=bool), base, axes, members.values())
    if node.take != "mixture":
        ends = _together(members, axes, samples.shape)
        return Estimate(axes, samples, points, ends, shapes=shapes, poles=poles, blends=blends)
    every = [each.ends or bounds.of_draws(each.samples) for each in cells]
    ends = Ends(*(np.stack(one).reshape(samples.shape) for one in zip(*every, strict=True)))
    if not any(each.ends for each in cells):
        return Estimate(axes, samples, points, shapes=shapes, poles=poles)
    if all(each.bounded for each in members.values()):
        ends = bounds.unknown(ends, bounds.nothing([bounds.aligned(each, axes) for each in members.values()]))
    return Estimate(axes, samples, points, ends, shapes=shapes, poles=poles)


def _together(members: Mapping[str, Estimate], axes: tuple[str, ...], shape: tuple[int, ...]) -> Ends | None:
    """What claims that are bounds leave possible together; what is combined from other claims is no bound."""
    if not all(each.bounded for each in members.values()):
        return None
    every = [bounds.aligned(each, axes) for each in members.values()]
    found = bounds.unknown(bounds.together(every), bounds.nothing(every))
    return bounds.mapped(lambda each: np.broadcast_to(each, shape).copy(), found)


def cell(estimate: Estimate, axes: tuple[str, ...], index: tuple[int, ...]) -> tuple[float, Floats]:
    """The point and the samples of an estimate in one context: `index` counts along `axes`."""
    own = tuple(index[axes.index(axis)] for axis in estimate.axes)
    return float(estimate.point[own]), estimate.samples[own]


def said(estimate: Estimate, axes: tuple[str, ...], index: tuple[int, ...]) -> Said:
    """What an estimate says in one context, as rivals are compared by it."""
    own = tuple(index[axes.index(axis)] for axis in estimate.axes)
    found = numbers(estimate, own)
    limits = None
    if found.enclosure:
        assert estimate.ends is not None
        limits = bounds.mapped(lambda each: each[own], estimate.ends)
    return Said(found.drawn, lambda: estimate.samples[own], found.bound, limits, found.strict)


def _combined(
    base: Base,
    options: Options,
    node: Pool,
    members: Mapping[str, Estimate],
    axes: tuple[str, ...],
    index: tuple[int, ...],
) -> _Cell:
    says = {id: said(each, axes, index) for id, each in members.items()}
    comparison = rivals.compare(base, node.id, says)
    if node.take == "mixture":
        own = {id: tuple(index[axes.index(axis)] for axis in each.axes) for id, each in members.items()}
        shapes = {id: mixtures.shape_in(each, own[id]) for id, each in members.items()}
        return _mixture(options, node, pooled.components(base, comparison, says, shapes, options))
    shape = pooled.combined(base, comparison, node.take)
    if shape is None:
        shape, how = pooled.of_bounds(comparison, says), None
    else:
        how = pooled.blend(base, comparison, node.take, shape, says)
    samples = pooled.drawn(node.id, shape, how, {id: each.draws for id, each in says.items()}, options)
    return _Cell(shape.point, samples, None, shape, how)


def _mixture(options: Options, node: Pool, parts: Sequence[pooled.Component]) -> _Cell:
    """Each draw is taken from one of the parts, all equally often; it keeps what that part hangs together with."""
    even = (1.0,) * len(parts)
    chosen = pick(even, options.seed, node.id, options.samples)

    def taken(every: Iterable[Array]) -> Array:
        stack = np.stack([np.broadcast_to(each, (options.samples,)) for each in every])
        return stack[chosen, np.arange(options.samples)]

    point, samples = math.fsum(each.point for each in parts) / len(parts), taken(each.draws for each in parts)
    if any(each.ends for each in parts):
        every = (each.ends or bounds.of_draws(each.draws) for each in parts)
        return _Cell(point, samples, Ends(*(taken(one) for one in zip(*every, strict=True))), None)
    known = tuple(each.shape for each in parts if each.shape is not None)
    return _Cell(point, samples, None, mixed(known, even) if len(known) == len(parts) else None)


def _not_finite(
    base: Base, node: Derived | Relation, drawn: Mapping[str, Array], central: Mapping[str, Array]
) -> Finding:
    """The finding for a formula with no finite value: the innermost step that fails, and the share of draws."""
    known = drawn if not np.isfinite(compute(node.tree, drawn)).all() else central
    bad = _first_bad(node.tree, known)
    share = float(np.mean(~np.isfinite(np.asarray(compute(bad, known), dtype=float))))
    return _blamed(base, node, bad, share, _why(bad, known))


def _blamed(base: Base, node: Derived | Relation, bad: Tree, share: float, what: str) -> Finding:
    names = ", ".join(f"`{name}` (`{node.inputs[name]}`)" for name in formula.names(bad))
    every = "always" if share == 1 else f"in {show_share(share, 1)} of the draws"
    message = f"`{formula.unparse(bad)}` {what} {every}" + (f"; it is computed from {names}" if names else "")
    section, field = home(node)
    place = base.records.within(section, node.id, field, start=bad.start, end=bad.end)
    return Finding("not-finite", node.id, message, place, data={"share": share})


def _too_small(
    base: Base, node: Derived | Relation, drawn: Mapping[str, Array], central: Mapping[str, Array]
) -> Finding | None:
    """The finding for a formula in which a step leaves nothing of what is not nothing, and that is seen; None for none."""
    for known in (drawn, central):
        if found := vanishing(node.tree, known):
            bad, seen = found
            what = "gives a number below 1e-307, which is too small to compute with,"
            hints = _ways_out(node.tree, bad)
            return replace(_blamed(base, node, bad, float(np.mean(seen)), what), hints=hints)
    return None


def _ways_out(whole: Tree, bad: Tree) -> tuple[str, ...]:
    """What to write instead of a power that is too small, where its exponent is computed: it gives a pure number."""
    if not _is_power(bad):
        return ()
    steps = [each for each in formula.walk(whole) if each is not bad]
    if any(_is_power(each) for each in steps):
        return ("put the exponents together: `exp(a) * exp(b)` is `exp(a + b)`",)
    if any(isinstance(each, Binary) and each.op in ("*", "/") for each in steps if not _has(bad, each)):
        return ("take what it is multiplied by into the exponent: `b * exp(a)` is `exp(a + log(b))`",)
    kept = "" if bad is whole else " in its place"
    return (f"if so little is nothing here, write `max({formula.unparse(bad)}, 1e-300)`{kept}",)


def _has(whole: Tree, part: Tree) -> bool:
    return any(each is part for each in formula.walk(whole))


def _is_power(tree: Tree) -> bool:
    """Whether a step raises something to an exponent that is computed."""
    return (isinstance(tree, Call) and tree.name in POWERS) or (
        isinstance(tree, Binary) and tree.op == "^" and bool(formula.names(tree.right))
    )


def _first_bad(tree: Tree, known: Mapping[str, Array]) -> Tree:
    for child in formula.children(tree):
        if not np.isfinite(np.asarray(compute(child, known), dtype=float)).all():
            return _first_bad(child, known)
    return tree


def _why(tree: Tree, known: Mapping[str, Array]) -> str:
    values = [np.asarray(compute(child, known), dtype=float) for child in formula.children(tree)]
    if isinstance(tree, Binary) and tree.op == "/" and (values[1] == 0).any():
        return "divides by zero"
    if isinstance(tree, Call) and tree.name in formula.STEPS:
        return "has a step of zero" if len(values) > 1 and (values[1] == 0).any() else "overflows"
    if isinstance(tree, Call) and values and (values[0] <= 0).any() and tree.name != "grow":
        return f"takes `{tree.name}` of a number that is not positive"
    if isinstance(tree, Binary) and tree.op == "^" and (values[0] < 0).any():
        return "takes a broken power of a negative number"
    return "overflows"
