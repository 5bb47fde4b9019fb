"""Factors that have a name: a power of ten that was slipped, or what another sense of a word would make."""

from __future__ import annotations

import math

from whence.evaluate.rivals import Comparison, Rival
from whence.judge.edition import Edition
from whence.language.patterns import later
from whence.language.units.units import DATE, Unit
from whence.model.graph import Leaf, parents

NEAR = 0.02
PREFIXES = ("m", "", "k", "M", "G", "T", "P", "E")
_PREFIXED = later(r"([kMGTPE]?)(Wh|W|B|bit|FLOP|g|m|t|J|Hz|token|param|V|A)(?![A-Za-z])(\^([0-9]))?")


def of_stated(edition: Edition, id: str) -> str:
    """What would explain that a stated figure differs from the recomputed one: a sentence, or nothing."""
    found, stated = edition.agreements[id], edition.base.stated[id]
    if stated.unit.dimension == DATE or stated.unit.style == "times" or stated.bound or stated.ends:
        return ""
    if found.verdict not in ("soft", "mismatch") or not 0 < found.ratio < math.inf:
        return ""
    return (
        _sense(edition, id, stated.point)
        or _literal_sense(edition, id, found.ratio)
        or power(found.ratio, stated.unit)
    )


def of_rivals(edition: Edition, quantity: str, found: Comparison) -> tuple[str, Rival, Rival] | None:
    """The first two used rivals that a named factor lies between, and what it is."""
    used = [each for each in found.rivals if not each.unused and not each.bound and each.figure.point > 0]
    unit = edition.unit(quantity)
    if found.verdict not in ("tension", "conflict") or unit.style in ("times", "date"):
        return None
    for n, a in enumerate(used):
        for b in used[n + 1 :]:
            ratio = a.figure.point / b.figure.point
            why = (
                _sense(edition, a.id, b.figure.point)
                or _sense(edition, b.id, a.figure.point)
                or power(ratio, edition.unit(b.id))
            )
            if why and max(ratio, 1 / ratio) > 1.5:
                return why, a, b
    return None


def power(ratio: float, unit: Unit) -> str:
    """The name of a power of ten, or nothing if the ratio is not within 2 % of one."""
    exponent = round(math.log10(ratio))
    if not exponent or abs(ratio / 10.0**exponent - 1) > NEAR:
        return ""
    size = f"{10.0 ** abs(exponent):,.0f}x" if abs(exponent) < 7 else f"1e{abs(exponent)}x"
    other = _shifted(unit.text, exponent)
    if other:
        return f"{size}: as if {other} had been written as {unit.text}"
    if abs(exponent) == 2 and unit.dimension.is_one:
        return f"{size}: as if a percentage had been written for a share"
    if abs(exponent) in (3, 6, 9):
        return f"{size}: as if thousand, million or billion had been taken for each other"
    return f"{size}: a slip of {abs(exponent)} decimal place{'s' if abs(exponent) > 1 else ''}"


def _shifted(text: str, exponent: int) -> str:
    """The unit whose prefix is `exponent` powers of ten above: MW and 3 give GW, m^2/day and 6 give km^2/day."""
    hit = _PREFIXED.match(text)
    if hit is None or exponent % (step := 3 * int(hit[4] or 1)):
        return ""
    at = PREFIXES.index(hit[1]) + exponent // step
    return f"{PREFIXES[at]}{text[len(hit[1]) :]}" if 0 <= at < len(PREFIXES) else ""


def _sense(edition: Edition, id: str, wanted: float) -> str:
    """The options, other than those it is read with, under which a claim would come to the wanted point."""
    summary = edition.summaries.get(id)
    if summary is None or len(summary.readings) < 2 or not wanted:
        return ""
    active = [each for each in summary.readings if each.active]
    for reading in summary.readings:
        if not reading.active and abs(reading.figure.point / wanted - 1) <= NEAR:
            other = {
                axis: option for axis, option in reading.choose.items() if option != active[0].choose[axis]
            }
            names = ", ".join(f"`{option}` for `{axis}`" for axis, option in other.items())
            size = reading.figure.point / active[0].figure.point if active[0].figure.point else math.nan
            return f"{max(size, 1 / size):.3g}x: what {names} would make of it" if size > 0 else ""
    return ""


def _literal_sense(edition: Edition, id: str, ratio: float) -> str:
    """The sense of a term that would explain a ratio, where the formula reads the word by a literal."""
    terms = {name: unit.term for name, unit in edition.base.records.units.items() if unit.term}
    node = edition.base.nodes.get(id)
    for ref in parents(node) if node else ():
        leaf = edition.base.nodes[ref]
        if not isinstance(leaf, Leaf) or not leaf.written.point:
            continue
        for name, _ in leaf.written.unit.dimension.exponents:
            term = terms.get(name, "")
            for sense in (
                edition.base.records.terms[term].senses if term in edition.base.records.terms else ()
            ):
                other = edition.base.nodes.get(f"{term}#{sense}")
                if (
                    isinstance(other, Leaf)
                    and abs(other.written.point / leaf.written.point * ratio - 1) <= NEAR
                ):
                    return (
                        f"{max(ratio, 1 / ratio):.3g}x: what the sense `{sense}` of `{term}` would make of it"
                    )
    return ""
