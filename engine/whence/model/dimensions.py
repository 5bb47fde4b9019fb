"""Dimensions of every node, inferred once from the formulas and compared with what is declared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from whence.language.formulas.formula import Tree, names
from whence.language.formulas.operators import sort_of
from whence.language.formulas.sorts import Truth, Zero, mismatch
from whence.language.frozen import dataclass
from whence.language.problems import Finding, Problem, Refused, problem_of
from whence.language.units.dimensions import TEMPERATURE, ZEROS
from whence.language.units.units import DATE, ONE, RATE, TIME, Dimension, Unit, Units, clash, plain
from whence.model.graph import Base, Derived, Leaf, Node, Pick, Pool, Relation, home, owner, parents
from whence.model.shares import without_step
from whence.model.tables import beside, within
from whence.model.temperatures import Heat, heat_of, in_degrees, no_temperature, slope, stated_apart, unlike
from whence.model.unitless import Lack, lacking
from whence.model.unitless import findings as unitless

STANDARD_DAY = Unit("day", TIME.worded("day"), 86400.0)


@dataclass(frozen=True)
class Dimensions:
    """The dimension and the display unit of every node that has them, and what is wrong.

    `heats` says which are temperatures, with a zero, and which are differences of them; what may be either is not in it.
    """

    of: Mapping[str, Dimension]
    units: Mapping[str, Unit]
    absent: Mapping[str, str]
    findings: tuple[Finding, ...]
    heats: Mapping[str, Heat]


def infer(base: Base) -> Dimensions:
    """The dimension of every node, in evaluation order; a node that does not fit is absent and gives one finding."""
    of: dict[str, Dimension] = {}
    units: dict[str, Unit] = {}
    absent: dict[str, str] = {}
    heats: dict[str, Heat] = {}
    findings: list[Finding] = []
    lacks: dict[Lack, list[str]] = {}
    for id, node in within(base.nodes).items():
        cause = next((absent[each] for each in parents(node) if each in absent), None)
        if cause:
            absent[id] = cause
            continue
        try:
            found = _node(base, node, of, units, heats)
        except Refused as error:
            lack = lacking(base, node, of)
            if lack:
                lacks.setdefault(lack, []).append(owner(id))
                absent[id] = owner(lack[0])
            else:
                findings.append(_finding(base, node, _with_growth(problem_of(error), node, of)))
                absent[id] = owner(id)
            continue
        if found is not None:
            of[id], units[id] = found
            if found[0] == TEMPERATURE and (heat := _heat(base, node, of, units[id], heats)):
                heats[id] = heat
    for id in within(base.stated):
        if id in of and (problem := _stated(base, id, of[id], units[id], heats.get(id, ""))):
            place = base.records.place("claims", id, "stated")
            findings.append(Finding("unit-mismatch", id, problem.message, place, problem.hints))
            absent[id] = id
    findings += _once_of_another_kind(base, of)
    for other in _of_another_kind(base, of, heats):
        findings.append(other)
        absent[other.id] = other.id
    told, nodes = (*findings, *unitless(base.records, lacks)), base.nodes
    return Dimensions(
        beside(nodes, of), beside(nodes, units), beside(nodes, absent), told, beside(nodes, heats)
    )


def _once_of_another_kind(base: Base, of: Mapping[str, Dimension]) -> Iterator[Finding]:
    """Older values that are of another kind than the value of now: as known then, what uses the claim would break."""
    for id, older in within(base.history).items():
        for number, each in enumerate(older):
            if each and id in of and each.unit.dimension != of[id]:
                message = clash(each.unit.dimension, of[id], "the older value is", "the claim is now")
                place = base.records.place("claims", id, "history", number, "value")
                hint = "write the older value in a unit of the same kind, or make it a claim of its own"
                yield Finding("unit-mismatch", id, message, place, (hint,))


def _of_another_kind(base: Base, of: Mapping[str, Dimension], heats: Mapping[str, Heat]) -> Iterator[Finding]:
    """Claims that do not measure what their quantity takes its value from, whether or not they have a part in it."""
    for id in of:
        claim = base.records.claims.get(id)
        quantity = base.aliases.get(claim.of, claim.of) if claim else ""
        node = base.nodes[quantity] if quantity in of else None
        if not isinstance(node, Pool):
            continue
        if of[id] != of[quantity]:
            taken = f"`{node.members[0]}`, which `{quantity}` takes, is"
            message = "a quantity's claims must all be of one kind\n" + clash(
                of[quantity], of[id], taken, f"`{id}` is"
            )
            yield Finding("unit-mismatch", id, message, base.records.place("claims", id, "of"))
        elif refused := _of_two_heats((node.members[0], id), heats, "this quantity's claims"):
            place = base.records.place("claims", id, "of")
            yield Finding("unit-mismatch", id, refused.message, place, refused.hints)


def _stated(base: Base, id: str, dimension: Dimension, unit: Unit, heat: Heat) -> Problem | None:
    text = base.stated[id]
    if text.unit.dimension != dimension:
        ours = "the value is in" if isinstance(base.nodes[id], Leaf) else "the formula gives"
        message = clash(dimension, text.unit.dimension, ours, "`stated` is written in")
        return Problem("unit-mismatch", message)
    return stated_apart(heat, unit, text)


def _heat(base: Base, node: Node, of: Mapping[str, Dimension], unit: Unit, heats: Mapping[str, Heat]) -> Heat:
    """Whether something in kelvin is a temperature or a difference; empty where it may be either."""
    if unit.style in ZEROS:
        return "temperature"
    match node:
        case Leaf(written=value):
            return "temperature" if in_degrees(value) else ""
        case Derived(tree=tree, inputs=inputs):
            known = {name: of[ref] for name, ref in inputs.items()}
            return heat_of(tree, known, {name: heats.get(ref, "") for name, ref in inputs.items()})
    found = {heats.get(each, "") for each in parents(node)}
    return found.pop() if len(found) == 1 else ""


def _apart(
    base: Base, tree: Tree, inputs: Mapping[str, str], of: Mapping[str, Dimension], heats: Mapping[str, Heat]
) -> None:
    """Refuses a formula that compares a temperature with what is none."""
    if "temperature" not in (heats.get(ref) for ref in inputs.values()):
        return
    known = {name: of[ref] for name, ref in inputs.items()}
    leaves = ((name, base.nodes[ref]) for name, ref in inputs.items())
    values = {name: leaf.written for name, leaf in leaves if isinstance(leaf, Leaf)}
    if refused := unlike(tree, known, {name: heats.get(ref, "") for name, ref in inputs.items()}, values):
        raise refused


def _node(
    base: Base, node: Node, of: Mapping[str, Dimension], units: Mapping[str, Unit], heats: Mapping[str, Heat]
) -> tuple[Dimension, Unit] | None:
    match node:
        case Leaf(written=value):
            return value.unit.dimension, value.unit
        case Derived():
            _apart(base, node.tree, node.inputs, of, heats)
            return _derived(node, of, units, heats, base.units)
        case Pool():
            _one_heat(node.members, heats, "this quantity's claims")
            _no_degrees_of_difference(node.unit, node.members, heats)
            return _same(node.id, node.members, node.unit, of, units, "this quantity's claims")
        case Pick():
            refs = tuple(node.options.values())
            _one_heat(refs, heats, "the options of a choice")
            return _same(node.id, refs, None, of, units, "the options of a choice") if refs else None
    sort = sort_of(node.tree, {name: of[ref] for name, ref in node.inputs.items()})
    if not isinstance(sort, Truth):
        message = "a check must be true or false, and this is a number: compare it with something"
        raise mismatch(node.tree, message)
    _apart(base, node.tree, node.inputs, of, heats)
    if refused := without_step(node.tree, {name: units[ref] for name, ref in node.inputs.items()}):
        raise refused
    return None


def _one_heat(refs: Iterable[str], heats: Mapping[str, Heat], what: str) -> None:
    """Refuses temperatures and differences of them side by side."""
    if refused := _of_two_heats(refs, heats, what):
        raise Refused(refused)


def _of_two_heats(refs: Iterable[str], heats: Mapping[str, Heat], what: str) -> Problem | None:
    """What is wrong with temperatures and differences of them side by side, if there are both."""
    found = {heats.get(each): each for each in refs}
    if "temperature" not in found or "difference" not in found:
        return None
    message = f"{what} must all be of one kind: `{found['difference']}` is a difference of temperatures"
    ways = f"`{found['temperature']}` has a zero of its own: write it in K if it is a difference"
    return Problem("unit-mismatch", message, 0, 0, (ways,))


def _no_degrees_of_difference(unit: Unit | None, refs: Iterable[str], heats: Mapping[str, Heat]) -> None:
    """Refuses to show differences of temperatures in a unit with a zero of its own."""
    if unit and unit.style in ZEROS and any(heats.get(each) == "difference" for each in refs):
        raise Refused(_not_in(unit))


def _not_in(unit: Unit) -> Problem:
    what = "a difference or a sum of temperatures is no temperature"
    message = f"{what}, so it cannot be shown in {unit.text}"
    return Problem("unit-mismatch", message, -1, -1, ("write `unit: K`",))


def _derived(
    node: Derived,
    of: Mapping[str, Dimension],
    units: Mapping[str, Unit],
    heats: Mapping[str, Heat],
    table: Units,
) -> tuple[Dimension, Unit]:
    sort = sort_of(node.tree, {name: of[ref] for name, ref in node.inputs.items()})
    if isinstance(sort, Truth):
        message = "a claim must be a number, and this is true or false: write it as a check, or use if(...)"
        raise mismatch(node.tree, message)
    dimension = ONE if isinstance(sort, Zero) else sort
    known = {name: units[ref] for name, ref in node.inputs.items()}
    if refused := without_step(node.tree, known, node.unit):
        raise refused
    warm = {name: heats.get(ref, "") for name, ref in node.inputs.items()}
    has_zero = dimension != TEMPERATURE or _has_zero(node.tree, node.inputs, of, warm)
    if node.unit is None:
        degrees = dimension != TEMPERATURE or (has_zero and _moves(node.tree, warm))
        unit = _plain(dimension, known.values() if degrees else (), table)
        return unit.dimension, unit
    if node.unit.style in ZEROS and not has_zero:
        raise Refused(_not_in(node.unit))
    if node.unit.dimension != dimension:
        message = clash(dimension, node.unit.dimension, "the formula gives", f"`unit: {node.unit.text}` is")
        raise Refused(Problem("unit-mismatch", message, -1, -1))
    return node.unit.dimension, node.unit


def _has_zero(
    tree: Tree, inputs: Mapping[str, str], of: Mapping[str, Dimension], warm: Mapping[str, Heat]
) -> bool:
    """Whether a formula may give a temperature, to be shown in degrees."""
    known = {name: of[ref] for name, ref in inputs.items()}
    return heat_of(tree, known, warm) != "difference" and not no_temperature(tree, warm)


def _moves(tree: Tree, warm: Mapping[str, Heat]) -> bool:
    """Whether a formula gives something else where the temperatures it rests on are all higher: two of them may cancel."""
    return slope(tree, {name for name, heat in warm.items() if heat == "temperature"}) != 0.0


def side(base: Base, dimensions: Dimensions, tree: Tree, inputs: Mapping[str, str]) -> Unit:
    """The unit in which one side of a relation is shown: an input's where one fits, else one made of theirs."""
    sort = sort_of(tree, {name: dimensions.of[ref] for name, ref in inputs.items()})
    own = names(tree)
    known = {
        name: dimensions.units[inputs[name]] for name in sorted(inputs, key=lambda each: each not in own)
    }
    warm = {name: dimensions.heats.get(ref, "") for name, ref in inputs.items()}
    degrees = sort != TEMPERATURE or (_has_zero(tree, inputs, dimensions.of, warm) and _moves(tree, warm))
    return _plain(sort if isinstance(sort, Dimension) else ONE, known.values() if degrees else (), base.units)


def _plain(dimension: Dimension, known: Iterable[Unit], table: Units) -> Unit:
    """A display unit where none is declared: an input's, if one fits, else one made of those that the inputs are in.

    A pure number has none, and growth is a factor a year.
    """
    if dimension in (ONE, DATE, RATE):
        return plain(dimension)
    known = tuple(known)
    if dimension == TIME and any(unit.dimension == DATE for unit in known):
        # the time between two dates
        return next((unit for unit in known if unit.dimension == TIME), STANDARD_DAY)
    same = next((unit for unit in known if unit.dimension == dimension), None)
    made = table.parse(dimension.said) if same is None else same
    return made if isinstance(made, Unit) and made.dimension == dimension else plain(dimension)


def _same(
    id: str,
    refs: tuple[str, ...],
    unit: Unit | None,
    of: Mapping[str, Dimension],
    units: Mapping[str, Unit],
    what: str,
) -> tuple[Dimension, Unit]:
    first = unit.dimension if unit else of[refs[0]]
    for ref in refs:
        if of[ref] != first:
            left = f"`unit: {unit.text}` is" if unit else f"`{refs[0]}` is"
            message = f"{what} must all be of one kind\n" + clash(first, of[ref], left, f"`{ref}` is")
            raise Refused(Problem("unit-mismatch", message, 0, 0))
    return first, unit or units[refs[0]]


def _with_growth(problem: Problem, node: Node, of: Mapping[str, Dimension]) -> Problem:
    """A problem with what to write for a growth that is multiplied like a plain rate, where nothing better is known."""
    inputs = node.inputs if isinstance(node, Derived | Relation) else {}
    rates = [name for name, ref in inputs.items() if of.get(ref) == RATE]
    if problem.rule != "unit-mismatch" or problem.hints or len(rates) != 1:
        return problem
    rate, time = rates[0], next((name for name, ref in inputs.items() if of.get(ref) == TIME), "")
    if time:
        plain_too = f"or `(grow({rate}, y) - 1) * {time} / y` with the input `y: 1 year` for simple interest"
        return replace(
            problem,
            hints=(
                f"for growth that compounds write `(grow({rate}, {time}) - 1)` in place of `{rate} * {time}`",
                plain_too,
            ),
        )
    how = f"write `(grow({rate}, y) - 1)` in place of `{rate}`, with the input `y: 1 year`, for what is added in a year"
    return replace(problem, hints=(how,))


def _finding(base: Base, node: Node, problem: Problem) -> Finding:
    records = base.records
    section, field = home(node)
    if problem.start < 0:
        place = records.place(section, node.id, "unit")
    elif field:
        place = records.within(section, node.id, field, start=problem.start, end=problem.end)
    else:
        place = records.place(section, node.id)
    return Finding(problem.rule, node.id, problem.message, place, problem.hints)
