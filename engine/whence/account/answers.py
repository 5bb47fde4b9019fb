"""The documented JSON shape of `show`: what a script may rely on."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from whence.account import headlines, links, resting
from whence.evaluate import credences
from whence.evaluate.contexts import options
from whence.evaluate.estimate import Figure
from whence.evaluate.rivals import Comparison, in_units
from whence.evaluate.summaries import Reading, Summary
from whence.files import knowledge
from whence.files.schema import Claim
from whence.files.sections import one
from whence.judge import evidence
from whence.judge.compared import Agreement, Widths
from whence.judge.edition import Edition
from whence.judge.rules.wording import verdicts
from whence.language.units.units import Unit
from whence.language.values.numerals import DAY
from whence.language.values.shown import show as show_value
from whence.model.graph import Pick

# The numbers of which those of a date are days.
DATED = ("point", "median", "mean", "low", "high")


def show(edition: Edition, ids: Iterable[str]) -> dict[str, Any]:
    """The shape of `whence show --format json`: numbers are in the claim's display unit."""
    return {"claims": [claim(edition, id) for id in ids]}


def listed(edition: Edition) -> list[str]:
    """What `whence show` shows when it is given no id: quantities, then claims file by file."""
    records = edition.base.records
    return [
        *records.quantities,
        *sorted(records.claims, key=lambda id: (records.home.get(f"claims:{id}", ""), id)),
    ]


def every(edition: Edition) -> list[str]:
    """All records that have a number, a reading or a verdict: quantities and claims, then choices, then checks."""
    records = edition.base.records
    return [*listed(edition), *records.choices, *records.checks]


def claim(edition: Edition, id: str) -> dict[str, Any]:
    """Everything known about one claim, quantity or choice."""
    summary = edition.summaries.get(id)
    if summary is None:
        return _absent(edition, id)
    if id in edition.settled.outcomes:
        return check(edition, id)
    rests = evidence.rests_on(edition.base, id)
    brief = in_short(edition, id)
    found = brief.pop("contexts")
    answer: dict[str, Any] = {
        **brief,
        "open": list(summary.open),
        "without_mean": headlines.without_mean(edition, id) or None,
        "contexts": found,
        "stated": stated(edition, id),
        "evidence": {
            "leaves": len(rests.leaves),
            "first_hand": len(rests.first_hand),
            "second_hand": len(rests.second_hand),
            "uncited": len(rests.uncited),
            "origins": list(rests.origins),
        },
        "rests_on_doubtful": resting.as_json(edition, id),
        "taken_as": list(evidence.taken(edition.base, id)),
        "shares": [
            {"id": each.id, "share": round(each.share, 6)}
            | ({"along": list(each.along)} if each.along else {})
            for each in edition.shares(id)
        ],
        "links": [links.as_json(edition, id, each) for each in links.links(edition, id)],
    }
    answer |= _contradicted(edition, id)
    if id in edition.base.apart:
        answer["differs_from"] = dict(sorted(edition.base.apart[id].items()))
    if id in edition.comparisons:
        answer |= rivals(edition, id, edition.comparisons[id])
    if isinstance(edition.base.nodes[id], Pick):
        answer["options"] = choice_options(edition, id)
    return answer


def told(edition: Edition, id: str) -> dict[str, Any]:
    """What `claim` says of a number and its times, and what is in doubt that it rests on, without all the rest of that."""
    if id not in edition.summaries:
        return _absent(edition, id)
    doubtful = resting.json_of(resting.doubtful(edition, id))
    more = {"open": list(edition.summaries[id].open), "rests_on_doubtful": doubtful}
    return {**in_short(edition, id), **more, **_contradicted(edition, id)}


def _contradicted(edition: Edition, id: str) -> dict[str, Any]:
    """What is said instead of the numbers where bounds leave nothing: there is no end to tell."""
    at = edition.contradicted(id, edition.summaries[id])
    if not at:
        return {}
    return {**dict.fromkeys(("point", "median", "low", "high", "enclosure", "excluded")), "contradicted": at}


def in_short(edition: Edition, id: str) -> dict[str, Any]:
    """The number of a claim, quantity or choice that has one, and what it is in each context, without what it rests on."""
    summary, unit = edition.summaries[id], edition.unit(id)
    record = edition.base.records.claims.get(id)
    return {
        "id": id,
        "title": edition.title(id),
        "kind": record.kind if record else one(edition.section(id)),
        **times(edition, record),
        "unit": unit.text,
        **numbers(summary, unit),
        "contexts": contexts(summary, unit),
    }


def times(edition: Edition, record: Claim | None) -> dict[str, str | None]:
    """The time that a claim speaks of, and since when it is known; null where that is not said, or always."""
    since = knowledge.since(edition.base.issued, record) if record else ""
    return {"as_of": (record.as_of if record else "") or None, "known": since or None}


def _absent(edition: Edition, id: str) -> dict[str, Any]:
    """The shape of a record without a number: everything is null, and `absent` names the record at fault."""
    record = edition.base.records.claims.get(id)
    return {
        "id": id,
        "title": edition.title(id),
        "kind": record.kind if record else None,
        **times(edition, record),
        "unit": None,
        **dict.fromkeys(("point", "median", "low", "high", "bound", "enclosure", "excluded")),
        "without_mean": None,
        "open": [],
        "contexts": [],
        "stated": None,
        "evidence": None,
        "rests_on_doubtful": [],
        "shares": [],
        "missing": (record.missing or None) if record else None,
        "qualitative": (record.qualitative or None) if record else None,
        "absent": edition.cause(id) or id,
    }


def check(edition: Edition, id: str) -> dict[str, Any]:
    """A check: in each context, whether that survives, and the shares of draws in which it surely and possibly is true."""
    return {
        "id": id,
        "title": edition.title(id),
        "kind": "check",
        "on_fail": edition.base.records.checks[id].on_fail,
        "rests_on_doubtful": resting.as_json(edition, id),
        "taken_as": list(evidence.taken(edition.base, id)),
        "contexts": [
            {
                "choose": dict(each.reading.choose),
                "possible": each.reading.possible,
                "share": each.share,
                "may": each.may,
                "verdict": each.verdict,
            }
            for each in edition.outcomes(id)
        ],
    }


def numbers(of: Summary | Reading, unit: Unit) -> dict[str, Any]:
    """The numbers in a display unit, and what is known where they are not: a number that is left open is null.

    Of a bound `enclosure` has both ends, null for one that is not there, and `excluded` says of each whether it is itself
    left out; low and high are these, and there is no point and no median: no value within is nearer than another.
    """
    bound = {"bound": of.bound or None, "enclosure": None, "excluded": None}
    answer: dict[str, Any] = figures(of.figure, unit) | bound
    if of.enclosure:
        low, high = (number(each, unit) for each in of.enclosure)
        answer |= {
            "point": None,
            "median": None,
            "low": low,
            "high": high,
            "enclosure": [low, high],
            "excluded": [*of.strict],
        }
    return answer


def figures(figure: Figure, unit: Unit) -> dict[str, float | None]:
    """The numbers of an estimate in a display unit; null where there is none, as of growth there is no mean."""
    return {
        "point": number(figure.point, unit),
        "median": number(figure.median, unit),
        "low": number(figure.low, unit),
        "high": number(figure.high, unit),
        "mean": None if unit.style == "times" else number(figure.mean, unit),
        "sd": width(figure.sd, unit),
    }


def width(value: float, unit: Unit) -> float | None:
    """A base-unit difference in a display unit; null if it is none, and of growth, whose logarithm is what spreads."""
    return None if math.isnan(value) or unit.style == "times" else float(value / unit.factor)


def number(value: float, unit: Unit) -> float | None:
    """A base-unit number in a display unit, null if it is none; dates are seconds since 1970."""
    return None if not math.isfinite(value) else float(unit.from_base(value))


def dated(found: Mapping[str, Any], unit: Unit) -> dict[str, Any]:
    """Numbers in their unit, those of a date as its day (`2025-11-30`) and its standard deviation in days.

    For tables and scripts that people read; JSON has seconds, which a program computes with.
    """
    if unit.style != "date":
        return dict(found)
    days = {name: show_value(found[name], unit) for name in DATED if found.get(name) is not None}
    spread = {"sd": found["sd"] / DAY} if found.get("sd") is not None else {}
    return {**found, **days, **spread}


def contexts(summary: Summary, unit: Unit) -> list[dict[str, Any]]:
    """Each context with its numbers and whether it survives; empty where no choice lies upstream.

    `draws_left` is in how many draws the checks of its choices may hold, where only these count.
    """
    return [
        {
            "choose": dict(each.choose),
            "possible": each.possible,
            **numbers(each, unit),
            "draws_left": each.left[0] if each.left else None,
        }
        for each in summary.readings
        if each.choose
    ]


def stated(edition: Edition, id: str) -> dict[str, Any] | None:
    """The source's own figure and how it compares with the recomputed one."""
    if id not in edition.base.stated:
        return None
    text, found = edition.base.stated[id], edition.agreements.get(id)
    answer: dict[str, Any] = {"text": text.text, "value": number(text.point, text.unit)}
    if found is None:
        return answer | dict.fromkeys(("verdict", "ratio", "one_end"))
    return answer | {
        **verdict_on(found, text.unit),
        "one_end": found.one_end or None,
        "compared_by": found.fits or None,
        "widths": widths_of(found.widths, text.unit) if found.widths else None,
        "rounding_explains": finite(found.explained),
        "off_by": finite(found.off),
        "why": verdicts.explanation(edition, id),
        "inputs_known": found.known or None,
        "now": verdict_on(found.now, text.unit) if found.now else None,
        "readings": [verdict_on(each, text.unit) for each in found.readings],
        "would_agree": [verdict_on(each, text.unit) for each in found.elsewhere],
    }


def verdict_on(found: Agreement, unit: Unit) -> dict[str, Any]:
    """A verdict in one reading: what was recomputed in it, its interval (an end is null where there is none), the ratio.

    The ratio is ours over theirs; dates and degrees have none, and `off_by` says by how much they differ. `draws_left` is how
    many draws evidence leaves, where only these count: `recomputed` is then their median.
    """
    return {
        "verdict": found.verdict,
        "ratio": finite(found.ratio) if found.compared and unit.has_ratios else None,
        "choose": dict(found.choose),
        "recomputed": number(found.recomputed, unit),
        "low": finite(unit.from_base(found.low)),
        "high": finite(unit.from_base(found.high)),
        "draws_left": found.left[0] if found.left else None,
    }


def widths_of(found: Widths, unit: Unit) -> dict[str, Any]:
    """A stated interval and ours at its level: the share between the ends, the ends of both, ours over theirs."""
    return {
        "level": round(found.level, 9),
        "stated": [finite(unit.from_base(each)) for each in found.theirs],
        "recomputed": [finite(unit.from_base(each)) for each in found.ours],
        "ratio": finite(found.ratio),
    }


def finite(value: float) -> float | None:
    """A number, or null where it is none or has no end."""
    return float(value) if math.isfinite(value) else None


def rivals(edition: Edition, id: str, comparison: Comparison) -> dict[str, Any]:
    """The rivals of a quantity and their consensus; means and errors are in the unit, or logarithms on a log scale."""
    unit = edition.unit(id)
    found = comparison.consensus
    answer: dict[str, Any] = {
        "verdict": comparison.verdict,
        "rivals": [
            {
                "id": each.id,
                **figures(each.figure, unit),
                **_open_ends(each.bound),
                "bound": each.bound or None,
                "used": not each.unused,
                "why": each.unused or each.aside or None,
                "weight": each.weight,
            }
            for each in comparison.rivals
        ],
        "scale": comparison.scale,
        "ratio": finite(comparison.ratio) if unit.has_ratios and len(comparison.judged) > 1 else None,
        "witnesses": [list(each.members) for each in comparison.witnesses],
        "apart": [list(each) for each in comparison.apart],
        "pairs": [
            {
                "claims": [each.a, each.b],
                "sigma": finite(each.sigma),
                "ratio": finite(each.ratio) if unit.has_ratios else None,
            }
            for each in comparison.pairs
        ],
        "within": limits(comparison, unit),
        "readings": [{"choose": dict(choose), "verdict": verdict} for choose, verdict in comparison.readings],
        "periods": [{"as_of": name, "verdict": verdict} for name, verdict in comparison.periods],
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


def _open_ends(bound: str) -> dict[str, None]:
    """Of a bound there is no point and no median, and nothing beyond the end that is written."""
    if not bound:
        return {}
    ends = {"lower": ("high",), "upper": ("low",), "between": ()}.get(bound, ("low", "high"))
    return dict.fromkeys(("point", "median", *ends))


def limits(comparison: Comparison, unit: Unit) -> dict[str, Any] | None:
    """What the bounds among the rivals leave possible, in the unit; null where there is no such end, or no bound.

    `excluded` says which of the ends are themselves left out.
    """
    found = comparison.within
    if found is None:
        return None
    return {
        "low": number(found.low, unit) if math.isfinite(found.low) else None,
        "high": number(found.high, unit) if math.isfinite(found.high) else None,
        "excluded": list(found.strict),
    }


def choice_options(edition: Edition, id: str) -> list[dict[str, Any]]:
    """A choice's options, whether each survives, the checks that rule it out, and with credences its odds."""
    odds = credences.odds(edition.base, edition.settled, id)
    return [
        {
            "name": name,
            "possible": (id, name) not in edition.settled.ruled_out,
            "because": list(edition.settled.ruled_out.get((id, name), ())),
            **({"prior": odds[name].prior, "posterior": odds[name].posterior} if odds else {}),
        }
        for name in options(edition.base, id)
    ]
