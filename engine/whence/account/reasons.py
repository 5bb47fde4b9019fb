"""Why a number is what it is: the derivation as a tree of steps, each with its arithmetic, its word and its share."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from whence.account.choices import told
from whence.account.headlines import instead
from whence.account.resting import Doubtful, own
from whence.evaluate import bounds, credences
from whence.evaluate.arithmetic import value
from whence.evaluate.contexts import options
from whence.evaluate.summaries import Reading, Summary
from whence.files.schema import TAKES, Citation
from whence.judge import evidence
from whence.judge.compared import Agreement
from whence.judge.edition import Edition
from whence.judge.rules.wording import relations, verdicts
from whence.judge.rules.wording.relations import SAID
from whence.language.formulas import formula
from whence.language.frozen import dataclass
from whence.language.values.written import show_interval
from whence.model import dimensions
from whence.model.graph import Derived, Leaf, Pick, Pool, Relation, ancestors, owner

# So many steps a derivation is told down, here and in JSON; deeper ones are told from further down.
DEEPEST = 100


@dataclass(frozen=True)
class Step:
    """One node of a derivation.

    `name` is what the step above calls it; `number` its point, `interval` its 90 % interval when it has one, both
    as text in its unit; `choose` the context they are for. `arithmetic` is the formula and `figures` the same with
    its inputs' numbers put in; `verdict` is that on the source's own figure, in words. `again` marks a node that was
    unfolded before; its inputs are not repeated. `cut` marks one whose inputs are not unfolded because there are too many
    steps above it; `explain` of it begins there. `doubtful` is what of it is not `current`: itself, its sources.
    """

    id: str
    name: str
    title: str
    what: str
    number: str
    interval: str
    choose: Mapping[str, str]
    arithmetic: str
    figures: str
    written: str
    cites: tuple[Citation, ...]
    note: str
    share: float
    agreement: Agreement | None
    stated: str
    verdict: str
    again: bool
    steps: tuple[Step, ...]
    cut: bool = False
    doubtful: tuple[Doubtful, ...] = ()


def explain(
    edition: Edition,
    id: str,
    choose: Mapping[str, str] | None = None,
    depth: int = DEEPEST,
    most: float = math.inf,
) -> Step:
    """The derivation of a node over the contexts that count, or in one: what is open is a span over its readings.

    It goes `depth` steps down, at most 100, and has at most `most` steps.
    """
    context = shared(edition, id, choose or {})
    shares = {each.id: each.share for each in edition.shares(id)}
    return _Unfolding(edition, context, shares, most).step(id, "", min(depth, DEEPEST))


def shared(edition: Edition, id: str, choose: Mapping[str, str]) -> Mapping[str, str]:
    """What is chosen, and the options that are the same in every reading that is left then."""
    summary = edition.summaries.get(id)
    if summary is None:
        return choose
    left = fitting(summary, choose)
    same = {
        axis: option
        for axis, option in left[0].choose.items()
        if all(each.choose[axis] == option for each in left)
    }
    return {**choose, **same}


def fitting(summary: Summary, choose: Mapping[str, str]) -> Sequence[Reading]:
    """The readings that fit the options picked so far: the active ones if any does, else the first of the others."""
    found = [
        each
        for each in summary.readings
        if all(choose.get(axis, option) == option for axis, option in each.choose.items())
    ]
    return [each for each in found if each.active] or [reading(summary, choose)]


def reading(summary: Summary, choose: Mapping[str, str]) -> Reading:
    """The reading that fits the options picked so far: an active one if any does, else the first that fits."""
    fitting = [
        each
        for each in summary.readings
        if all(choose.get(axis, option) == option for axis, option in each.choose.items())
    ]
    ranked = sorted(fitting or summary.readings, key=lambda each: (not each.active, not each.possible))
    return ranked[0]


class _Unfolding:
    """A derivation while it is unfolded, first inputs first: what was unfolded, and how many steps may still come."""

    def __init__(
        self, edition: Edition, context: Mapping[str, str], shares: Mapping[str, float], left: float
    ) -> None:
        self.edition, self.context, self.shares, self.left = edition, context, shares, left
        self.seen: set[str] = set()

    def step(self, id: str, name: str, depth: int) -> Step:
        """A node with what it is made of, so many steps deep."""
        edition, context = self.edition, self.context
        self.left -= 1
        again = id in self.seen
        below = () if again else _below(edition, id, context)
        shut = bool(below) and depth <= 1
        if not shut:
            self.seen.add(id)
        steps = () if shut else self.steps(below, depth - 1)
        arithmetic, figures = _arithmetic(edition, id, context)
        number, interval, chosen = numbers(edition, id, context)
        found = edition.agreements.get(id)
        return Step(
            id,
            name,
            edition.title(id),
            _what(edition, id),
            number,
            interval,
            chosen,
            arithmetic,
            figures,
            _written(edition, id),
            evidence.citations(edition.base, id) or _cites(edition, id),
            _note(edition, id, context),
            self.shares.get(id, 0.0),
            found,
            edition.base.stated[id].text if id in edition.base.stated else "",
            verdicts.brief(found, edition.base.stated[id].unit) if found else "",
            again and not isinstance(edition.base.nodes[id], Leaf),
            steps,
            len(steps) < len(below),
            tuple(own(edition.base, id)),
        )

    def steps(self, below: Sequence[tuple[str, str]], depth: int) -> tuple[Step, ...]:
        """What a node is made of, as much of it as there is room for."""
        return tuple(self.step(child, label, depth) for label, child in below if self.left > 0)


def numbers(edition: Edition, id: str, context: Mapping[str, str]) -> tuple[str, str, Mapping[str, str]]:
    """A node's point and 90 % interval as text, over the readings that fit a context, and the context of one alone.

    Over several readings with different numbers it is their span, unless credences weigh them.
    """
    summary = edition.summaries[id]
    left = fitting(summary, context)
    found, several = left[0], len(left) > 1
    if isinstance(edition.base.nodes[id], Relation):
        return _truth(edition, id, left), "", {} if several else found.choose
    if all((each.figure, each.enclosure) == (found.figure, found.enclosure) for each in left):
        return edition.told(id, found), edition.interval(id, found.figure), {} if several else found.choose
    if not summary.open and len(left) == sum(each.active for each in summary.readings):
        return edition.told(id, summary), edition.interval(id, summary.figure), {}
    return f"{_span(edition, id, left)}, open", "", {}


def _truth(edition: Edition, id: str, left: Sequence[Reading]) -> str:
    """What a check is over some readings: how often it is true, or which answer each of them gives."""
    standing = [each for each in edition.outcomes(id) if any(each.reading is one for one in left)]
    if len({(each.share, each.may, each.nothing) for each in standing}) == 1:
        return standing[0].words
    if len({each.verdict for each in standing}) == 1:
        return f"{SAID[standing[0].verdict]} in every reading"
    told = relations.by_reading(relations.answers(standing))
    return "; ".join(f"{said} with {where}" for said, where in told)


def _span(edition: Edition, id: str, left: Sequence[Reading]) -> str:
    """What holds the numbers of several readings."""
    ends = [(each.enclosure or (each.figure.low, each.figure.high), each.strict) for each in left]
    whole, strict = bounds.hull(ends)
    if any(each.enclosure for each in left):
        return edition.told(id, Summary(bounds.figure(whole), bounds.side(whole), (), (), whole, strict))
    return show_interval(*whole, edition.unit(id))


def _index(edition: Edition, id: str, found: Reading) -> tuple[int, ...]:
    axes = edition.settled.outcomes[id].axes
    return tuple(options(edition.base, axis).index(found.choose[axis]) for axis in axes)


def _below(edition: Edition, id: str, context: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    node = edition.base.nodes[id]
    match node:
        case Derived(inputs=inputs) | Relation(inputs=inputs):
            return tuple(inputs.items())
        case Pool(members=members):
            return tuple(("", each) for each in members)
        case Pick(options=refs):
            left = dict.fromkeys(each.choose[id] for each in fitting(edition.summaries[id], context))
            return tuple((option, refs[option]) for option in left)
        case _:
            return ()


def _arithmetic(edition: Edition, id: str, context: Mapping[str, str]) -> tuple[str, str]:
    node = edition.base.nodes[id]
    if not isinstance(node, Derived | Relation):
        return "", ""
    figures = {name: numbers(edition, ref, context)[0] for name, ref in node.inputs.items()}
    return formula.unparse(node.tree), formula.fill(node.tree, figures)


def _what(edition: Edition, id: str) -> str:
    node = edition.base.nodes[id]
    match node:
        case Leaf():
            if "#" in id:
                return "sense" if owner(id) in edition.base.records.terms else "assumption in the formula"
            return str(edition.base.records.claims[id].kind)
        case Derived():
            return "computed"
        case Pool(take=take):
            return f"quantity, {take if take in TAKES else 'taken'}"
        case Pick():
            return "choice"
        case Relation():
            return "check"


def _written(edition: Edition, id: str) -> str:
    written = edition.base.values.get(id)
    if written is not None:
        return written.text
    node = edition.base.nodes[id]
    return node.written.text if isinstance(node, Leaf) else ""


def _cites(edition: Edition, id: str) -> tuple[Citation, ...]:
    records = edition.base.records
    for section in (records.claims, records.choices, records.checks):
        if id in section:
            found: tuple[Citation, ...] = section[id].cites
            return found
    return ()


def _note(edition: Edition, id: str, context: Mapping[str, str]) -> str:
    """The one thing a reader must know at this step: a bound taken as a figure, with what it moves, how a choice stands."""
    records = edition.base.records
    claim = records.claims.get(id)
    if claim and claim.value and claim.taken_as:
        return f"taken as {claim.taken_as}" + (f": {claim.why}" if claim.why else "")
    if id in records.choices:
        return _choice_note(edition, id, context)
    if isinstance(edition.base.nodes[id], Derived):
        return instead(edition, id, fitting(edition.summaries[id], context))
    return moving(edition, id)


def moving(edition: Edition, id: str) -> str:
    """With which others a claim is said to move, in words; "" with none. Without it the width of a result is a riddle."""
    claim = edition.base.records.claims.get(id)
    if claim is None:
        return ""
    found = [
        *(f"moves with {each}" for each in claim.moves_with),
        *(f"moves against {each}" for each in claim.moves_against),
        *(f"correlated with {each} by {size:g}" for each, size in claim.correlates.items()),
    ]
    return ", ".join(found)


def _choice_note(edition: Edition, id: str, context: Mapping[str, str]) -> str:
    ruled = [each for each in options(edition.base, id) if (id, each) in edition.settled.ruled_out]
    chosen = context.get(id, "")
    open_ = [each for each in options(edition.base, id) if each not in ruled]
    odds = credences.odds(edition.base, edition.settled, id) if len(open_) > 1 else {}
    weighed = ", ".join(f"{each} ({told(odds[each])})" for each in open_) if odds else ""
    how = f"weighed between {weighed}" if weighed else f"open between {', '.join(open_)}"
    how = "the one that survives" if open_ == [chosen] else how
    read = f"read as {chosen}: " if chosen else ""
    return f"{read}{how}" + (f"; ruled out: {', '.join(ruled)}" if ruled else "")


def as_json(step: Step) -> dict[str, Any]:
    """The documented shape of `why`: the same tree as the text."""
    return {
        "id": step.id,
        "name": step.name,
        "title": step.title,
        "what": step.what,
        "number": step.number,
        "interval": step.interval or None,
        "choose": dict(step.choose),
        "formula": step.arithmetic or None,
        "figures": step.figures or None,
        "written": step.written or None,
        "stated": step.stated or None,
        "verdict": step.agreement.verdict if step.agreement else None,
        "against_stated": step.verdict or None,
        "share": round(step.share, 6),
        "note": step.note or None,
        "cites": [{"source": c.source, "via": c.via, "at": c.at, "excerpt": c.excerpt} for c in step.cites],
        "doubtful": [{"id": each.id, "status": each.status} for each in step.doubtful],
        "steps": [as_json(each) for each in step.steps],
        "cut": step.cut,
    }


@dataclass(frozen=True)
class Proof:
    """Why an option is ruled out: a check, the context in which it was tried, and its arithmetic there.

    `words` say how often it holds; `missed` the factor by which the points miss it (3 where
    one side may be at most 100 and is 300), nan where the check is not a comparison of two positive amounts.
    """

    check: str
    choose: Mapping[str, str]
    arithmetic: str
    figures: str
    words: str
    missed: float = math.nan


def proofs(edition: Edition, choice: str, option: str) -> tuple[Proof, ...]:
    """The arithmetic of each check behind an option that is ruled out, in the context that comes closest to passing."""
    return tuple(
        _proof(edition, check, choice, option)
        for check in edition.settled.ruled_out.get((choice, option), ())
    )


def _proof(edition: Edition, check: str, choice: str, option: str) -> Proof:
    standing = [each for each in edition.outcomes(check) if each.reading.choose.get(choice, option) == option]
    failing = [each for each in standing if each.verdict == "fails"]
    best = max(failing or standing, key=lambda each: (each.may, each.share, each.reading.active))
    context = best.reading.choose
    return Proof(
        check, context, *_arithmetic(edition, check, context), best.words, _missed(edition, check, context)
    )


def _missed(edition: Edition, check: str, context: Mapping[str, str]) -> float:
    node = edition.base.nodes[check]
    if not isinstance(node, Relation) or not isinstance(node.tree, formula.Binary):
        return math.nan
    if not dimensions.side(edition.base, edition.dimensions, node.tree.left, node.inputs).has_ratios:
        return math.nan
    points = {
        name: reading(edition.summaries[ref], context).figure.point for name, ref in node.inputs.items()
    }
    left, right = (value(side, points) for side in (node.tree.left, node.tree.right))
    if node.tree.op not in ("<", "<=", ">", ">=") or not (left > 0 and right > 0):
        return math.nan
    return left / right if node.tree.op in ("<", "<=") else right / left


def stated_upstream(edition: Edition, id: str) -> tuple[tuple[str, float], ...]:
    """Our figure over the source's own, for every claim up to this one that states a figure, in evaluation order.

    Each ratio carries all the rounding before it, since ours is computed from our own figures and not the rounded ones.
    """
    return tuple(
        (each, found.ratio)
        for each in (*ancestors(edition.base, id), id)
        if (found := edition.agreements.get(each))
        and found.ratio > 0
        and edition.base.stated[each].unit.has_ratios
    )
