"""no-effect: a field is written where it does nothing.

A field that other fields make meaningless is read by nobody: the error of what is computed is that of its inputs, a bound
has none, a formula is not taken as another value, a `tolerance` says how near `stated` must be and needs one. `exact: true`
beside an error, a `~` in a bound (`at least ~30 kg` is at least 30 kg), and the `scale` of a quantity that weighs nothing,
are as idle.

Mend: write the field where it has an effect, which the message names, or leave it out.

```yaml
claims:
  side: {title: Side of the field, value: 40 ± 2 m, kind: illustration}
  around:
    title: Way around the field
    formula: 4 * side
    inputs: {side: side}
    taken_as: 150 m  # <- no-effect
```
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain

from whence.files.schema import POOLED, Choice, Claim, Past, Quantity
from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.language.frozen import dataclass
from whence.language.values.written import Exact, Written, parse
from whence.model.graph import Leaf, owner

SEVERITY = "warning"
READS = "cone"


@dataclass(frozen=True)
class _Figure:
    """A claim, or one of its older values: what is written, and what computation uses of it; None where it is no value."""

    record: Claim | Past
    written: Written | None
    used: Written | None


# What makes a field of a figure idle, and what to write instead; "" where it has an effect.
Idle = tuple[str, str]
BUSY: Idle = ("", "")
_NO_FIGURE: Idle = ("there is no figure that it could be about", "leave it out")


def _absent(it: _Figure) -> bool:
    return bool(it.record.missing or it.record.qualitative)


def _needs_figure(it: _Figure) -> Idle:
    return _NO_FIGURE if _absent(it) else BUSY


def _needs_formula(it: _Figure) -> Idle:
    return ("nothing is computed", "leave it out") if _absent(it) else BUSY


def _errors(it: _Figure) -> Idle:
    if it.record.formula:
        return "what is computed has the errors of its inputs", "write them for the inputs"
    if it.used and it.used.bound:
        return "a bound has no error", "write the figure that they belong to, or leave them out"
    return _needs_figure(it)


def _taken_as(it: _Figure) -> Idle:
    if it.record.formula:
        return (
            "what is computed is not taken as something else",
            "write it for an input, or write a `value` instead of the formula",
        )
    if it.written and it.used and _same(it.written, it.used):
        return "the value is just that", "leave it out"
    return _needs_figure(it)


def _same(a: Written, b: Written) -> bool:
    return (a.shape, a.bound, a.strict, a.point) == (b.shape, b.bound, b.strict, b.point)


def _tolerance(it: _Figure) -> Idle:
    needed = "it says how near to `stated` is near enough, and nothing is stated"
    return BUSY if getattr(it.record, "stated", "") else (needed, "write the source's figure as `stated`")


def _exact(it: _Figure) -> Idle:
    if it.record.formula:
        return "what is computed is as exact as its inputs", "write it for the inputs"
    if it.used and (it.used.bound or not isinstance(it.used.shape, Exact) or it.record.errors):
        return "only a bare figure is exact", "leave it out, or write the figure alone"
    return _needs_figure(it)


# Which fields of a claim or of an older value need others, and when they have no effect.
IDLE: Mapping[str, Callable[[_Figure], Idle]] = {
    "inputs": _needs_formula,
    "unit": _needs_figure,
    "stated": _needs_figure,
    "domain": _needs_figure,
    "errors": _errors,
    "taken_as": _taken_as,
    "tolerance": _tolerance,
    "exact": _exact,
}


def object_to(edition: Edition) -> Iterator[Objection]:
    """At each field that has no effect beside the others of its record, and each `~` in a bound."""
    records = edition.base.records
    yield from chain(_of_claims(edition), _of_bounds(edition))
    for id, quantity in records.quantities.items():
        if quantity.scale and not _weighs(edition, id, quantity):
            yield _objection(edition, "quantities", id, ("scale",), _SCALE)
    for id, choice in records.choices.items():
        if _takes_no_senses(choice):
            yield _objection(edition, "choices", id, ("only",), _ONLY)


_SCALE = ("nothing is weighed: no two of its claims have an error", "leave it out")
_ONLY = ("it picks senses of a `term`, and the choice has options of its own", "leave out the options")


def _takes_no_senses(choice: Choice) -> bool:
    return bool(choice.only) and not choice.term


def _weighs(edition: Edition, id: str, quantity: Quantity) -> bool:
    """Whether the claims of a quantity are weighed, for its number or for the verdict on them."""
    found = edition.comparisons.get(id)
    return quantity.take in POOLED or found is None or found.consensus is not None


def _of_claims(edition: Edition) -> Iterator[Objection]:
    for id, claim in edition.base.records.claims.items():
        node, written = edition.base.nodes.get(id), edition.base.values.get(id)
        used = node.written if isinstance(node, Leaf) else None
        if claim.errors and used and not claim.taken_as:
            used = written
        yield from _of_figure(edition, id, (), _Figure(claim, written, used))
        for number, past in enumerate(claim.history):
            then = (
                edition.base.history[id][number] if number < len(edition.base.history.get(id, ())) else None
            )
            taken = parse(past.taken_as, edition.base.units) if past.taken_as else then
            old = _Figure(past, then, taken if isinstance(taken, Written) else None)
            yield from _of_figure(edition, id, ("history", number), old)


def _of_figure(edition: Edition, id: str, at: tuple[str | int, ...], it: _Figure) -> Iterator[Objection]:
    for field, told in IDLE.items():
        if getattr(it.record, field, None) not in (None, "", False, {}) and (found := told(it)) != BUSY:
            yield _objection(edition, "claims", id, (*at, field), found)


def _objection(edition: Edition, section: str, id: str, path: tuple[str | int, ...], why: Idle) -> Objection:
    message = f"`{path[-1]}` has no effect: {why[0]}"
    return Objection(id, message, edition.base.records.place(section, id, *path), (why[1],))


def _of_bounds(edition: Edition) -> Iterator[Objection]:
    """At bounds with a `~`: of claims, of inputs and options, of senses, and stated ones."""
    base = edition.base
    for ref, node in base.nodes.items():
        if isinstance(node, Leaf) and node.written.bound and node.written.about:
            field = "taken_as" if getattr(base.records.claims.get(ref), "taken_as", "") else "value"
            section, path = _where(edition, ref, field)
            yield _vague(edition, section, owner(ref), path, node.written)
    for id, stated in base.stated.items():
        if stated.bound and stated.about:
            yield _vague(edition, "claims", id, ("stated",), stated)


def _where(edition: Edition, ref: str, field: str) -> tuple[str, tuple[str, ...]]:
    """The section of a written value, and its path in its record."""
    records, (id, _, name) = edition.base.records, ref.partition("#")
    if id in records.terms:
        return "terms", ("senses", name)
    if id in records.choices:
        return "choices", ("options", name)
    section = "checks" if id in records.checks else "claims"
    return section, ("inputs", name) if name else (field,)


def _vague(edition: Edition, section: str, id: str, path: tuple[str, ...], value: Written) -> Objection:
    message = "`~` has no effect in a bound: nothing is known of how far beyond it the value may lie"
    plain = " ".join(value.text.replace("~", "").replace("≈", "").split())
    place = edition.base.records.place(section, id, *path)
    return Objection(id, message, place, (f"write `{plain}`, with a bound that surely holds",))
