"""The verdict on a stated figure in words: how far apart the two are, what rounding explains, and what else would."""

from __future__ import annotations

import math
from collections.abc import Mapping

from whence.judge import chains
from whence.judge.compared import MACHINE, NOISE, OFF, Agreement, Widths, outer
from whence.judge.edition import LOST, Edition, no_value, sign
from whence.judge.rules.wording import factors
from whence.language.problems import listing
from whence.language.units.dimensions import ZEROS
from whence.language.units.units import DATE, Unit
from whence.language.values.shown import apart, show, show_days, show_interval, show_ratio
from whence.language.values.written import Written

DAY = 86400.0
YEAR = 365.25 * DAY
# the days beyond which a time between dates is told in years
LONG = 730
# what is no more than this wider or narrower is as wide, to the digits that are told
EVEN = 0.005


def size(found: Agreement, unit: Unit) -> tuple[str, str]:
    """What two figures are compared by, and how they come out: ours over theirs, or of dates the time between."""
    if unit.dimension == DATE:
        return "difference", _between_dates(found.ratio * YEAR, "+")
    if unit.style in ZEROS and found.compared and math.isfinite(found.recomputed):
        gap = found.recomputed - found.stated
        return "difference", f"{0.0 if abs(gap) <= MACHINE * abs(found.stated) else gap:+.3g} K"
    name = "ratio of the rates" if unit.style == "times" else "ratio"
    name = "ratio at the end that fits worse" if found.widths and math.isnan(found.widths.ratio) else name
    if not found.compared:
        return name, f"none, since ours {'has no value' if found.nothing else 'is a bound'}"
    name = "ratio of the nearer end" if found.bound == "between" else name
    if math.isinf(found.ratio):
        return name, "beyond any number" if found.stated else "none, since 0 is stated"
    return name, show_ratio(found.ratio) + (" (the other sign)" if found.ratio < 0 else "")


def recomputed(found: Agreement, unit: Unit, digits: int = 3) -> str:
    """What the inputs give, as it may be said: its number, or where they are bounds the ends that are known."""
    if found.nothing:
        return no_value(found.nothing)
    if found.bound == "lost":
        return LOST
    if found.bound == "between":
        return f"{show_interval(found.low, found.high, unit, digits)} (bounds)"
    return sign(found.bound, found.strict) + show(found.recomputed, unit, digits)


def counted(found: Agreement) -> str:
    """Of which draws ours is the median, or has the ends, where evidence leaves some of them only; "" where all count."""
    if not found.left:
        return ""
    left, count = found.left
    what = "what is possible in" if found.bound else "the median of"
    return f"{what} the {left} of {count} draws that its checks leave"


def worth(edition: Edition, id: str) -> int:
    """The digits with which a stated figure and ours are told: as many as ours is worth, and as tell the two apart."""
    found, stated = edition.agreements[id], edition.base.stated[id]
    ours = [each.recomputed for each in found.readings or (found,) if math.isfinite(each.recomputed)]
    return apart((stated.point, *ours), stated.unit, edition.digits(id, edition.summaries[id].figure))


def brief(found: Agreement, unit: Unit) -> str:
    """A verdict in a few words, to stand beside its number: `soft (ours / theirs 1.2, with `chip` for `gb200`)`."""
    if found.readings:
        return f"{found.verdict} ({_between(found)})"
    name, text = size(found, unit)
    parts = [text if name == "difference" else f"ours / theirs {text}"]
    parts += [f"with {chosen(found.choose)}"] if found.choose else []
    parts += [f"at the {found.one_end} end of the range"] if found.one_end else []
    parts += [f"by {found.fits}"] if found.fits else []
    parts += [_widths(found.widths, unit)] if found.verdict == "width" and found.widths else []
    parts += [f"with its inputs as known {found.known}"] if found.known else []
    return f"{found.verdict} ({', '.join(parts)})"


def _between(found: Agreement) -> str:
    """Of several readings, those in which it agrees or lies inside."""
    fits = {
        verb: [chosen(each.choose) for each in found.readings if each.verdict == verdict]
        for verdict, verb in (("agrees", "agrees"), ("inside", "is inside"))
    }
    if not any(fits.values()) or len(fits["agrees"]) == len(found.readings):
        return f"{'in all' if fits['agrees'] else 'in none'} of {len(found.readings)} readings does it agree"
    return "; ".join(f"it {verb} with {listing(which)}" for verb, which in fits.items() if which)


def _widths(found: Widths, unit: Unit) -> str:
    """A stated interval and ours, and by how much the widths differ."""
    theirs, ours = _ends(found, unit)
    return f"{_level(found)} {theirs} stated and {ours} recomputed{_much_wider(found)}"


def spans(found: Widths | None, unit: Unit) -> tuple[tuple[str, str], ...]:
    """Rows for a stated interval and for ours at its level; none where ours is shown beside it anyway."""
    if found is None or (math.isnan(found.ratio) and abs(found.level - 0.9) < 1e-9):
        return ()
    theirs, ours = _ends(found, unit)
    name = _level(found)
    return (f"stated, {name}", theirs), (f"ours, {name}", f"{ours}{_much_wider(found)}")


def _level(found: Widths) -> str:
    return f"at {100 * found.level:.3g} %"


def _ends(found: Widths, unit: Unit) -> tuple[str, str]:
    """Both intervals, with the digits that tell their ends apart where more than the noise of draws lies between them."""
    noise = NOISE * (found.ours[1] - found.ours[0])
    ends = zip(found.theirs, found.ours, strict=True)
    other = (ours for theirs, ours in ends if not abs(ours - theirs) <= noise)
    digits = apart((*found.theirs, *other), unit)
    return show_interval(*found.theirs, unit, digits), show_interval(*found.ours, unit, digits)


def _much_wider(found: Widths) -> str:
    if math.isnan(found.ratio) or abs(found.ratio - 1) < EVEN:
        return ""
    side = f" {found.side} the figure" if found.side else ""
    return f", {show_ratio(found.ratio)} times as wide{side}"


def chosen(choose: Mapping[str, str]) -> str:
    """A reading: the option of each choice."""
    return listing([f"`{option}` for `{axis}`" for axis, option in choose.items()])


def explained(found: Agreement, unit: Unit) -> str:
    """How much rounding can explain: nothing, at most so much of ours (or in the unit), or any difference."""
    if not found.explained:
        return "nothing"
    return (
        "any difference" if math.isinf(found.explained) else f"at most {_much(found.explained, found, unit)}"
    )


def distance(found: Agreement, unit: Unit) -> str:
    """How far apart they are: in per cent of ours, as a factor from two on, or in the unit where there is no ratio."""
    if not found.off:
        return "nothing"
    ratio = outer(found.ratio)
    if unit.dimension != DATE and 2 <= ratio < math.inf:
        return f"a factor of {show_ratio(ratio)}"
    return _much(found.off, found, unit)


def _much(size: float, found: Agreement, unit: Unit) -> str:
    if unit.dimension == DATE:
        return _between_dates(size)
    if unit.style in ZEROS:
        return f"{size:.3g} K"
    if not found.relative:
        return show(size, unit)
    return f"{100 * size:.2g} %" if size < 0.995 else f"{100 * size:.0f} %"


def _between_dates(seconds: float, sign: str = "") -> str:
    """A time between two dates: in days, or where it is long in years."""
    long = abs(seconds) > LONG * DAY
    return f"{seconds / YEAR:{sign}.3g} years" if long else show_days(seconds, f"{sign}.3g")


def budget(found: Agreement, unit: Unit) -> str:
    """What rounding can explain, and how far apart the two figures are."""
    return f"rounding explains {explained(found, unit)}, it is off by {distance(found, unit)}"


def typed(edition: Edition, id: str) -> bool:
    """Whether a stated figure stands beside a written value, and not beside what its inputs give."""
    return not edition.base.records.claims[id].formula


def giver(edition: Edition, id: str) -> str:
    """What a stated figure is held against, as a clause."""
    return "its own value says" if typed(edition, id) else "its inputs give"


def explanation(edition: Edition, id: str, *, sized: bool = True) -> str:
    """What explains, or would explain, the difference between a stated figure and ours: one sentence.

    It says beside what does not explain it what rounding can and how far off it is, where it is `sized`.
    """
    found, stated = edition.agreements[id], edition.base.stated[id]
    unit = stated.unit
    size = budget(found, unit) if sized else ""
    if typed(edition, id):
        return _beside_value(found, stated, size)
    match found.verdict:
        case "agrees":
            return _agreed(found, stated)
        case "inside":
            return _inside(found, interval(found, unit))
        case "open":
            return _open(found, unit)
        case "width":
            return _wide(found, unit)
        case "close":
            at = f"; the {found.one_end} end of the inputs' ranges would give it" if found.one_end else ""
            return _sized("an input that is less sure than its digits say", ": ", size) + at
    return _conflict(edition, id, found, size)


def _inside(found: Agreement, interval: str) -> str:
    """Where a figure lies that is inside: in what the inputs leave open, or but for rounding at an end of it."""
    if not found.bound and not found.low <= found.stated <= found.high:
        end = "low" if found.stated < found.low else "high"
        return f"it is, but for rounding, the {end} end of what the inputs leave open, {interval}"
    at = f", at the {found.one_end} end of the inputs' ranges" if found.one_end else ""
    return f"it lies in what the inputs leave open, {interval}{at}"


def _beside_value(found: Agreement, stated: Written, size: str) -> str:
    """What is said of a figure that is stated beside a written value."""
    if found.verdict == "inside":
        return f"it lies in what the value leaves open, {interval(found, stated.unit)}"
    if found.verdict == "agrees":
        return _agreed(found, stated) if found.fits or found.off else "it is what the value says"
    return _sized("a slip in one of the two, or another figure than this value", ": ", size)


def _sized(cause: str, mark: str, size: str) -> str:
    return f"{cause}{mark}{size}" if size else cause


def _wide(found: Agreement, unit: Unit) -> str:
    """What a source may have left out, or counted besides."""
    assert found.widths is not None
    cause = (
        "an error that is not among the inputs"
        if found.widths.ratio < 1
        else "an error of the inputs that is left out"
    )
    return f"{cause}: {_widths(found.widths, unit)}"


def _conflict(edition: Edition, id: str, found: Agreement, size: str) -> str:
    if why := factors.of_stated(edition, id):
        return f"a factor that has a name: {why}"
    if not math.isnan(chains.compounded(edition, id)):
        cause = "rounding at every step: each follows from the figures printed before it"
        return _sized(cause, "; ", size)
    if found.elsewhere:
        told = listing([chosen(each.choose) for each in found.elsewhere])
        allowed = all(each.verdict != "agrees" for each in found.elsewhere)
        return (
            f"another reading: it would be allowed by {told}"
            if allowed
            else f"another reading: it would agree with {told}"
        )
    if found.one_end:
        return f"one end of a range: the {found.one_end} ends of the inputs would give it"
    if found.left:
        return _sized(
            f"an input or a step that is not here, or the evidence: ours is {counted(found)}", "; ", size
        )
    if found.exact:
        return _sized("a slip: every input is exact", "; ", size)
    return _sized("an input or a step that is not here", ": ", size)


def _agreed(found: Agreement, stated: Written) -> str:
    unit = stated.unit
    if found.fits:
        return f"it agrees by {found.fits}"
    if not found.off and stated.bound:
        at_end = abs(found.recomputed - stated.point) <= MACHINE * abs(stated.point)
        if stated.excludes and at_end and not found.bound:
            return "rounding: what the inputs give is the end itself, which the bound stated leaves out"
        return "what the inputs give keeps the bound stated"
    if not found.off:
        return "it is what the inputs give"
    return f"rounding, which explains {explained(found, unit)}: it is off by {distance(found, unit)}"


def _open(found: Agreement, unit: Unit) -> str:
    """Each reading with what it gives, those first that would explain it."""
    if found.nothing and not found.readings:
        return f"nothing can be said: what it rests on has {recomputed(found, unit)}"
    if not found.readings:
        return "nothing can be said: the bounds of its inputs leave both ends open"
    digits = apart((each.recomputed for each in found.readings if not math.isnan(each.recomputed)), unit)
    pro = [_reading(each, unit, digits) for each in found.readings if each.verdict not in OFF]
    con = [_reading(each, unit, digits) for each in found.readings if each.verdict in OFF]
    return (
        f"a reading: {listing(pro)} would give it, {listing(con)} would not"
        if con
        else f"a reading: {listing(pro)}"
    )


def _reading(found: Agreement, unit: Unit, digits: int) -> str:
    return f"{chosen(found.choose)} ({recomputed(found, unit, digits)})"


def interval(found: Agreement, unit: Unit) -> str:
    """The recomputed interval as it is shown; where it has one end, as a bound."""
    if math.isinf(found.low) and math.isinf(found.high):
        return "anything"
    if math.isinf(found.high):
        return sign("lower", found.strict) + show(found.low, unit)
    if math.isinf(found.low):
        return sign("upper", found.strict) + show(found.high, unit)
    return show_interval(found.low, found.high, unit)
