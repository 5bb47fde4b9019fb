"""What would settle a reading: which claim, measured where, rules out which options of a choice, or brings one back."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from whence.account import choices, readings
from whence.evaluate import settling
from whence.evaluate.settling import Options, Stretch
from whence.judge.edition import Edition
from whence.language.frozen import dataclass
from whence.language.problems import listing
from whence.language.units.units import Unit
from whence.language.values.shown import apart, show, show_interval


@dataclass(frozen=True)
class If:
    """If a claim were measured from `low` to `high` (base units, infinite where there is no end): what that would do.

    `out` are the options that would no longer survive, `back` those that would again, `left` all that would.
    """

    low: float
    high: float
    out: Options
    back: Options
    left: Options


@dataclass(frozen=True)
class Measure:
    """A claim that would decide between options, `now` (its point, in base units), and what it would do where.

    `strain` says how far it would have to be from what is known of it: 0 within its interval, else in half widths of that;
    of a bare point by the factor, beyond any interval.
    """

    id: str
    now: float
    strain: float
    cases: tuple[If, ...]


@dataclass(frozen=True)
class Settling:
    """What would settle a choice: `left` survive now, and none do where the checks contradict each other.

    `measures` are the claims that would decide, the likeliest first; `checks` those that may rule options out, and
    `others` the relations that hold with some options only and rule nothing out.
    """

    choice: str
    left: Options
    checks: tuple[str, ...]
    measures: tuple[Measure, ...]
    others: tuple[str, ...]


def settles(edition: Edition, choice: str) -> Settling:
    """What would settle a choice. One claim is measured at a time, without an error; all else is as it is."""
    base, values, settled = edition.base, edition.values, edition.settled
    left, checks = settling.now(base, settled, choice), settling.deciding(base, settled, choice)
    found = []
    for leaf in settling.measurable(base, settled, choice):
        cases = tuple(
            _case(each, left)
            for each in settling.stretches(base, values, settled, choice, leaf)
            if each.left != left
        )
        if cases:
            now = edition.summaries[leaf].figure.point
            found.append(Measure(leaf, now, _strain(edition, leaf, cases), cases))
    told = readings.reconciled(edition, choice)
    others = dict.fromkeys(id for each in told for id in (*each.holds, *each.other) if id not in checks)
    ranked = tuple(sorted(found, key=lambda each: (round(each.strain, 9), each.id)))
    return Settling(choice, left, checks, ranked, tuple(others))


def undecided(edition: Edition) -> list[str]:
    """The choices that are open, or of which nothing survives; those between values are nobody's to settle."""
    known = [id for id, each in edition.base.records.choices.items() if each.kind != "values"]
    return [
        id for id in known if id in edition.summaries and (_is_open(edition, id) or not _left(edition, id))
    ]


def _is_open(edition: Edition, id: str) -> bool:
    return len(choices.alive(edition, id)) > 1


def _left(edition: Edition, id: str) -> Options:
    return settling.now(edition.base, edition.settled, id)


def _case(each: Stretch, left: Options) -> If:
    out = tuple(name for name in left if name not in each.left)
    back = tuple(name for name in each.left if name not in left)
    return If(each.low, each.high, out, back, each.left)


def _strain(edition: Edition, leaf: str, cases: Sequence[If]) -> float:
    """How far the nearest case is from what is known of a claim; see `Measure`."""
    figure = edition.summaries[leaf].figure
    half = (figure.high - figure.low) / 2
    return min(_distance(each, figure.point, figure.low, figure.high, half) for each in cases)


def _distance(case: If, point: float, low: float, high: float, half: float) -> float:
    if half:
        return max(case.low - high, low - case.high, 0.0) / half
    end = min(max(point, case.low), case.high)
    if end == point:
        return 0.0
    return 1e6 * (1 + (abs(math.log(end / point)) if end / point > 0 else 50.0))


def now(edition: Edition, measure: Measure) -> str:
    """What a claim is now, with the digits that it has: money to the cent where it is."""
    return edition.number(measure.id, edition.summaries[measure.id].figure)


def rows(edition: Edition, measure: Measure, called: Callable[[str], str] = str) -> Iterator[tuple[str, str]]:
    """What a claim would do, each with where it would be: the nearest case on either side, and all that leave one option.

    `called` gives what an option is called.
    """
    unit = edition.unit(measure.id)
    ends = [end for each in measure.cases for end in (each.low, each.high)]
    digits = apart([each for each in ends if math.isfinite(each)] + [measure.now], unit)
    below = [each for each in measure.cases if each.high <= measure.now]
    above = [each for each in measure.cases if each.low >= measure.now]
    here = [each for each in measure.cases if each not in (*below, *above)]
    nearest = (*here, *below[-1:], *above[:1])
    alone = [each for each in measure.cases if len(each.left) == 1 and each not in nearest]
    for each in (*nearest, *alone):
        yield _where(each, unit, digits), _does(each, called)


def _where(case: If, unit: Unit, digits: int) -> str:
    dated = unit.style == "date"
    if math.isinf(case.low):
        return (
            f"{'before' if dated else 'below'} {show(case.high, unit, digits)}"
            if math.isfinite(case.high)
            else "anywhere"
        )
    if math.isinf(case.high):
        return f"{'after' if dated else 'above'} {show(case.low, unit, digits)}"
    return show_interval(case.low, case.high, unit, digits)


def _does(case: If, called: Callable[[str], str]) -> str:
    """What a measured value would do, in words."""
    if not case.left:
        return "leaves nothing: the checks would contradict each other"
    out, back = (listing([called(each) for each in some]) for some in (case.out, case.back))
    parts = [f"rules out {out}"] if out else []
    parts += [f"brings back {back}"] if back else []
    alone = f", and leaves {called(case.left[0])} alone" if len(case.left) == 1 and len(case.out) > 1 else ""
    return " and ".join(parts) + alone


def as_json(edition: Edition, found: Settling) -> dict[str, Any]:
    """The answer for scripts; numbers in each claim's display unit, null where there is no end."""

    def number(value: float, id: str) -> float | None:
        return float(edition.unit(id).from_base(value)) if math.isfinite(value) else None

    return {
        "choice": found.choice,
        "left": list(found.left),
        "checks": list(found.checks),
        "measures": [
            {
                "id": each.id,
                "unit": edition.unit(each.id).text,
                "now": number(each.now, each.id),
                "cases": [
                    {
                        "low": number(one.low, each.id),
                        "high": number(one.high, each.id),
                        "rules_out": list(one.out),
                        "brings_back": list(one.back),
                        "left": list(one.left),
                    }
                    for one in each.cases
                ],
            }
            for each in found.measures
        ],
        "relations": list(found.others),
    }
