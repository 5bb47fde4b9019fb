"""The documented JSON shape of `show`: what a script may rely on."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from whence import evidence
from whence.case import Case
from whence.contexts import Summary, options, outcomes, verdict
from whence.estimate import Figure
from whence.graph import Pick
from whence.rivals import Comparison, in_units
from whence.units import Unit


def show(case: Case, ids: Iterable[str]) -> dict[str, Any]:
    """The shape of `whence show --format json`: numbers are in the claim's display unit."""
    return {"claims": [claim(case, id) for id in ids]}


def claim(case: Case, id: str) -> dict[str, Any]:
    """Everything known about one claim, quantity or choice."""
    summary = case.summaries.get(id)
    if summary is None:
        return _absent(case, id)
    if id in case.settled.outcomes:
        return check(case, id)
    unit = case.unit(id)
    record = case.base.records.claims.get(id)
    rests = evidence.rests_on(case.base, id)
    answer: dict[str, Any] = {
        "id": id,
        "title": case.title(id),
        "kind": record.kind if record else case.section(id).rstrip("s").replace("quantitie", "quantity"),
        "unit": unit.text,
        **numbers(summary.figure, unit),
        "bound": summary.bound or None,
        "open": list(summary.open),
        "contexts": contexts(summary, unit),
        "stated": stated(case, id),
        "evidence": {
            "leaves": len(rests.leaves),
            "first_hand": len(rests.first_hand),
            "second_hand": len(rests.second_hand),
            "uncited": len(rests.uncited),
            "origins": list(rests.origins),
        },
        "shares": [{"id": each.id, "share": round(each.share, 6)} for each in case.shares(id)],
    }
    if id in case.comparisons:
        answer |= rivals(case, id, case.comparisons[id])
    if isinstance(case.base.nodes[id], Pick):
        answer["options"] = choice_options(case, id)
    return answer


def _absent(case: Case, id: str) -> dict[str, Any]:
    """The shape of a record without a number: everything is null, and `absent` names the record at fault."""
    record = case.base.records.claims.get(id)
    return {
        "id": id,
        "title": case.title(id),
        "kind": record.kind if record else None,
        "unit": None,
        **dict.fromkeys(("point", "median", "low", "high", "bound")),
        "open": [],
        "contexts": [],
        "stated": None,
        "evidence": None,
        "shares": [],
        "missing": (record.missing or None) if record else None,
        "absent": case.cause(id) or id,
    }


def check(case: Case, id: str) -> dict[str, Any]:
    """A check: in each context, whether that survives, and the share of draws in which the check is true."""
    return {
        "id": id,
        "title": case.title(id),
        "kind": "check",
        "on_fail": case.base.records.checks[id].on_fail,
        "contexts": [
            {
                "choose": dict(reading.choose),
                "possible": reading.possible,
                "share": share,
                "verdict": verdict(share),
            }
            for reading, share in outcomes(case, id)
        ],
    }


def numbers(figure: Figure, unit: Unit) -> dict[str, float | None]:
    """The four numbers in a display unit; a number that contexts leave open is null."""
    return {
        "point": number(figure.point, unit),
        "median": number(figure.median, unit),
        "low": number(figure.low, unit),
        "high": number(figure.high, unit),
    }


def number(value: float, unit: Unit) -> float | None:
    """A base-unit number in a display unit, null if it is none; dates are seconds since 1970."""
    return None if math.isnan(value) else float(unit.from_base(value))


def contexts(summary: Summary, unit: Unit) -> list[dict[str, Any]]:
    """Each context with its numbers and whether it survives; empty where no choice lies upstream."""
    return [
        {"choose": dict(each.choose), "possible": each.possible, **numbers(each.figure, unit)}
        for each in summary.readings
        if each.choose
    ]


def stated(case: Case, id: str) -> dict[str, Any] | None:
    """The source's own figure and how it compares with the recomputed one."""
    if id not in case.base.stated:
        return None
    text = case.base.stated[id]
    found = case.agreements.get(id)
    return {
        "text": text.text,
        "value": number(text.point, text.unit),
        "verdict": found.verdict if found else None,
        "ratio": found.ratio if found else None,
        "one_end": (found.one_end or None) if found else None,
    }


def rivals(case: Case, id: str, comparison: Comparison) -> dict[str, Any]:
    """The rivals of a quantity and their consensus; means and errors are in the unit, or logarithms on a log scale."""
    unit = case.unit(id)
    found = comparison.consensus
    answer: dict[str, Any] = {
        "verdict": comparison.verdict,
        "rivals": [
            {
                "id": each.id,
                **numbers(each.figure, unit),
                "bound": each.bound or None,
                "used": not each.unused,
                "why": each.unused or None,
            }
            for each in comparison.rivals
        ],
        "consensus": None,
    }
    if found:
        size = 1.0 if comparison.scale == "log" else unit.factor

        def scaled(value: float) -> float:
            return value / size

        mean = number(in_units(found.mean, comparison.scale), unit)
        answer["consensus"] = {
            "mean": mean,
            "u": scaled(found.u),
            "Q": found.Q,
            "p": found.p,
            "birge": found.birge,
            "S": found.S,
            "u_scaled": scaled(found.u_scaled),
            "dl_tau": scaled(found.dl_tau),
            "mp_tau": scaled(found.mp_tau),
            "suspect": comparison.weighed[found.suspect] if found.suspect is not None else None,
            "scale": comparison.scale,
        }
    return answer


def choice_options(case: Case, id: str) -> list[dict[str, Any]]:
    """A choice's options, whether each survives, and the checks that rule it out."""
    return [
        {
            "name": name,
            "possible": (id, name) not in case.settled.ruled_out,
            "because": list(case.settled.ruled_out.get((id, name), ())),
        }
        for name in options(case.base, id)
    ]
