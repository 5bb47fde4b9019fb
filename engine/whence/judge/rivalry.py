"""The rivals of a quantity in words, the same for rules, terminal and pages: by what they were judged, and where they agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import inf, isfinite, isnan

from whence.evaluate.limits import Within
from whence.evaluate.rivals import Comparison, Pair, Rival, by_chance
from whence.evaluate.statistics.combine import Consensus
from whence.judge.edition import LOST, Edition, sign
from whence.language.units.dimensions import ZEROS
from whence.language.units.units import Unit
from whence.language.values.shown import (
    MOST_DIGITS,
    apart,
    show,
    show_days,
    show_interval,
    show_ratio,
    show_share,
)
from whence.model.graph import Pool
from whence.model.temperatures import TEN

# Of several things of one kind, so many are told.
MOST = 3
WORDS = {
    "consistent": "sources agree",
    "open": "sources agree in some readings",
    "tension": "sources in tension",
    "conflict": "sources disagree",
}


def statistics(edition: Edition, id: str, found: Comparison) -> Iterator[tuple[str, str]]:
    """What the verdict rests on: each a label and what it says."""
    for a, b in found.apart[:MOST]:
        yield "apart", _contradiction(found, a, b)
    if found.consensus:
        yield from _by_chance(found, found.consensus)
    yield from _without_errors(edition, id, found)
    if found.within:
        yield "bounds", limits(found.within, edition.unit(id))


def _contradiction(found: Comparison, a: str, b: str) -> str:
    """How two claims contradict each other by a hard end: outright, in nearly every draw, or by the intervals that are shown."""
    share, pair = found.fitting.get((a, b)), [each for each in found.rivals if each.id in (a, b)]
    if not share and all(each.hard or each.figure.low == each.figure.high for each in pair):
        return f"no value fits both {a} and {b}"
    if share is None:
        return f"the intervals of {a} and {b} do not meet"
    return f"{a} and {b} fit each other in {show_share(share) if share else 'none'} of the draws"


def _by_chance(found: Comparison, of: Consensus) -> Iterator[tuple[str, str]]:
    """How likely chance alone sets them so far apart, and which two are furthest."""
    scale = ", in logarithms" if found.scale == "log" else ""
    who, p = f"the {of.n} with an error", f"p = {show_ratio(of.p, 2)}"
    if by_chance(of, found.witnesses) == "consistent":
        yield "chance", f"explains how far apart {who} are ({p}{scale})"
        return
    cases = "fewer than 1 in 1000 cases" if of.p < 0.001 else f"{show_ratio(100 * of.p, 2)} % of cases"
    larger = f"; it would take errors {of.S:.2f} times as large" if of.S > 1 else ""
    yield "chance", f"would set {who} so far apart in {cases} ({p}{scale}){larger}"
    far = max((each for each in found.pairs if not isnan(each.sigma)), key=lambda each: each.sigma)
    yield "furthest", f"{far.a} and {far.b}, {sigmas(far)} apart"


def chi_shares(found: Comparison) -> dict[str, float]:
    """What each claim with an error adds to chi squared, by its id: its distance from the weighted mean in its own errors,
    squared. Nothing where the errors have something in common, for then the parts do not add up to the whole.
    """
    of = found.consensus
    if of is None:
        return {}
    known = {each.leader: each.measured for each in found.witnesses if each.measured}
    errors = {id: (each.plus + each.minus) / 2 for id, each in known.items()}
    parts = {id: ((each.value - of.mean) / errors[id]) ** 2 for id, each in known.items() if errors[id] > 0}
    return parts if abs(sum(parts.values()) - of.Q) <= 0.01 * max(of.Q, 1e-9) else {}


def sigmas(pair: Pair) -> str:
    """How far two claims are apart in what errors there are between them."""
    return "no error between them" if pair.sigma == inf else f"{show_ratio(pair.sigma, 2)} sigma"


def _without_errors(edition: Edition, id: str, found: Comparison) -> Iterator[tuple[str, str]]:
    """What bare points were judged by: the pairs that are too far apart, or how far all are."""
    quantity = edition.base.records.quantities[id]
    agree = edition.base.settings.agree if quantity.tolerance is None else quantity.tolerance
    dated = edition.unit(id).style == "date"
    pairs = [each for each in found.pairs if each.verdict not in ("", "consistent") and not dated]
    warm = {each.id: each.figure.point for each in found.rivals} if edition.unit(id).style in ZEROS else {}
    for each in sorted(pairs, key=lambda each: -each.ratio)[:MOST]:
        if warm:
            apart = abs(warm[each.a] - warm[each.b])
            yield (
                "by degrees",
                f"{each.a} and {each.b} are {apart:.3g} K apart; up to {agree * TEN:.3g} K would agree",
            )
            continue
        factor, allowed = _told_apart(each.ratio, 1 + agree)
        how = _signs(found, each) if each.ratio == inf else f"a factor of {factor} apart"
        yield "by ratio", f"{each.a} and {each.b} are {how} at their nearest; up to {allowed} would agree"
    bare = not found.consensus or any(each.measured is None for each in found.witnesses)
    if not pairs and bare and len(found.judged) > 1:
        yield "ratio", spread(found, edition.unit(id))


def _told_apart(ratio: float, limit: float) -> tuple[str, str]:
    """Two ratios, with as many digits as it takes to tell one from the other."""
    digits = 3
    while digits < MOST_DIGITS and show_ratio(ratio, digits) == show_ratio(limit, digits):
        digits += 1
    return show_ratio(ratio, digits), show_ratio(limit, digits)


def spread(found: Comparison, unit: Unit) -> str:
    """How far the claims are apart: the largest over the smallest; of dates, the days between them."""
    points = [each.figure.point for each in found.witnesses]
    if unit.style == "date" and points:
        return f"{show_days(max(points) - min(points), '.0f')} between the first and the last"
    if unit.style in ZEROS and points:
        return f"{max(points) - min(points):.3g} K between the coldest and the warmest"
    if len(points) == 1:  # they stand as one, since they move as one
        points = [each.figure.point for each in found.rivals if not each.unused and not each.bound]
        return (
            f"largest over smallest {show_ratio(max(points) / min(points))}"
            if min(points) > 0
            else "not comparable"
        )
    if found.ratio == inf and 0 in points:
        return "no factor tells, since one is zero"
    return f"largest over smallest {show_ratio(found.ratio)}"


def _signs(found: Comparison, pair: Pair) -> str:
    """Why no factor tells how far two figures are apart."""
    zero = any(each.figure.point == 0 for each in found.rivals if each.id in (pair.a, pair.b))
    return "no factor apart, since one is zero," if zero else "of either sign"


def limits(found: Within, unit: Unit) -> str:
    """What the bounds of a quantity leave possible."""
    digits = apart((found.low, found.high), unit)
    low, high = (show(end, unit, digits) if isfinite(end) else "" for end in (found.low, found.high))
    if found.low == found.high and any(found.strict):
        return f"leave nothing: they meet at {low}, which one of them leaves out"
    if found.low == found.high:
        return f"leave {low} alone"
    least = f"{'more than' if found.strict[0] else 'at least'} {low}" if low else ""
    most = f"{'less than' if found.strict[1] else 'at most'} {high}" if high else ""
    if found.low > found.high:
        return f"leave nothing: {least} and {most}"
    if any(found.strict) or not (low and high):
        return f"leave {' and '.join(each for each in (least, most) if each)}"
    return f"leave {show_interval(found.low, found.high, unit)}"


def witnesses(found: Comparison) -> Iterator[tuple[str, ...]]:
    """The claims that stand as one witness, each group of several."""
    for each in found.witnesses:
        if len(each.members) > 1:
            yield each.members


def readings(edition: Edition, found: Comparison) -> Iterator[tuple[str, str]]:
    """The readings in which rivals that depend on choices were compared, each in words, and the verdict in it."""
    for choose, verdict in found.readings:
        yield ", ".join(f"{axis}={option}" for axis, option in choose), verdict


def standing(edition: Edition, id: str, rival: Rival) -> str:
    """That a claim is the one that its quantity takes, or why one has no part in it; nothing of the others."""
    node = edition.base.nodes.get(id)
    alone = isinstance(node, Pool) and node.members == (rival.id,)
    return "taken" if alone else rival.unused or rival.aside


def rows(used: Sequence[Rival], unit: Unit) -> list[tuple[str, str]]:
    """What some rivals say, each with its id, with digits that tell them apart."""
    least = digits(used, unit)
    return [(each.id, figure_of(each, unit, least)) for each in used]


def digits(used: Iterable[Rival], unit: Unit) -> int:
    """The digits with which no two different numbers of some rivals look alike."""
    return apart((x for each in used for x in (each.figure.low, each.figure.point, each.figure.high)), unit)


def figure_of(rival: Rival, unit: Unit, digits: int = 3) -> str:
    """What a rival says, in a unit: its interval, its point or its bound."""
    found = rival.figure
    if rival.bound == "lost":
        return LOST
    if mark := sign(rival.bound, rival.strict):
        return mark + show(found.point, unit, digits)
    if found.low == found.high:
        return show(found.point, unit, digits)
    return show_interval(found.low, found.high, unit, digits)


def pairs(found: Comparison) -> list[tuple[str, str, str]]:
    """Every two of three and more witnesses, the furthest apart first, with how far: in sigma, or without errors as a factor."""
    if len(found.pairs) < 2:
        return []
    told = sorted((each for each in found.pairs if not isnan(each.sigma)), key=lambda each: -each.sigma)
    bare = sorted((each for each in found.pairs if isnan(each.sigma)), key=lambda each: -each.ratio)
    return [
        *((each.a, each.b, sigmas(each)) for each in told),
        *((each.a, each.b, _factor(each)) for each in bare),
    ]


def _factor(pair: Pair) -> str:
    return "of either sign" if pair.ratio == inf else f"×{show_ratio(pair.ratio)} at their nearest"
