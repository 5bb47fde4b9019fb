"""Two dimensions that should have been one: what each is called, and what lies between them."""

from __future__ import annotations

from collections.abc import Mapping

from whence.language.units.dimensions import DATE, ONE, RATE, TIME, Dimension, pieces
from whence.language.units.table import BASES, COUNTS, KNOWN_AS, MONEY

_CALLED: Mapping[str, str] = (
    dict(KNOWN_AS)
    | dict(BASES)
    | {code: "money" for code, _, _ in MONEY}
    | {name: f"a count of {plural}" for name, plural, _ in COUNTS}
    | {"1": "a pure number"}
)


def called(dimension: Dimension) -> str:
    """What people call a dimension: `power`, `a count of chips`; empty if it has no name."""
    if (name := _CALLED.get(str(dimension))) is not None:
        return name
    match dimension.exponents:
        case ((name, n),) if n == 1:
            return f"a count of {name}"
    return ""


def clash(left: Dimension, right: Dimension, left_is: str = "left", right_is: str = "right") -> str:
    """Says that two sides do not fit: each on a line with its usual name, then the factor between, if plain.

    `left_is` and `right_is` introduce the two lines; they say what each side is or where it comes from.
    """
    width = max(len(left_is), len(right_is))
    texts = ["a pure number" if side.is_one else side.said for side in (left, right)]
    room = max(map(len, texts))
    lines = ["the two sides do not measure the same thing"]
    for label, side, text in zip((left_is, right_is), (left, right), texts, strict=True):
        name = "" if side.is_one else called(side)
        lines.append(
            f"  {label:<{width}}  {text:<{room}}  ({name})" if name else f"  {label:<{width}}  {text}"
        )
    mend = _mend(left, right)
    return "\n".join([*lines, mend] if mend else lines)


def _mend(left: Dimension, right: Dimension) -> str:
    """What to multiply by, where that is one thing with a name."""
    if DATE in (left, right):
        return "a date minus a date is a time; a date plus a time is a date"
    for growing, other in ((left, right), (right, left)):
        if growing == RATE and other in (ONE, ONE / TIME):
            unit = "; the unit of growth is x/year, not %/year" if other != ONE else ""
            return f"a growth rate is turned into a factor by `grow(rate, time)`{unit}"
    ratio = left / right
    between = pieces(ratio)
    if not between or len(between) > 2 or any(abs(n) != 1 for _, n in between):
        return ""
    if all(n < 0 for _, n in between):
        side, factor = "the first", ONE / ratio
    else:
        side, factor = "the second", ratio
    kind = called(factor)
    how = f"{factor.said} ({kind})" if kind else factor.said
    return f"they would agree if {side} were multiplied by something in {how}"
