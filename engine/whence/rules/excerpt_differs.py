"""excerpt-differs: the words that are quoted carry another figure than the claim.

The excerpts of a written claim contain numbers, and none of them has the digits of its value; or one has
the digits and a unit that makes it a different amount, such as MW where the claim says GW. Either the
claim was mistyped, or updated without its citation, or the excerpt belongs elsewhere.

Mend: read the source again and correct the one or the other. A figure that was worked out from the quoted
ones is not a `value`: give it a `formula` over them.

```yaml
sources:
  report: {title: The report}
claims:
  power:
    title: Power of the site
    value: 200 GW
    cites:
      - source: report
        excerpt: a site of 200 megawatts  # <- excerpt-differs
```
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from whence.case import Case, Leaf
from whence.diagnostics import Finding
from whence.rules.numerals import Numeral, mantissa, numerals, spoken
from whence.rules.sides import live, sides
from whence.schema import Claim
from whence.unit_table import BASES, COUNT_PREFIXES
from whence.units import DATE, GROWTH, RATE, Dimension
from whence.written import Written, show


def object_to(case: Case) -> Iterator[Finding]:
    for id, claim in live(case).items():
        value = case.base.values.get(id)
        if (
            value is None
            or value.unit.dimension in (DATE, GROWTH, RATE)
            or not isinstance(case.base.nodes.get(id), Leaf)
        ):
            continue
        quoted = [
            (n, each.excerpt)
            for n, each in enumerate(claim.cites)
            if each.excerpt and each.stance == "supports"
        ]
        if quoted and (hit := _differs(case, claim, value, quoted)):
            number, why = hit
            message = sides(why, [("value", value.text), ("excerpt", f"“{claim.cites[number].excerpt}”")])
            place = case.base.records.place("claims", id, "cites", number, "excerpt")
            yield Finding("excerpt-differs", id, message, place)


def _differs(
    case: Case, claim: Claim, value: Written, quoted: list[tuple[int, str]]
) -> tuple[int, str] | None:
    """The number of a citation that carries another figure, and how it differs; None if some excerpt fits."""
    own = {mantissa(each.value) for each in numerals(_plain(value.text), case.base.units)}
    first = -1
    for number, excerpt in quoted:
        found = list(numerals(excerpt, case.base.units))
        alike = [each for each in found if _close(mantissa(each.value), own)]
        found = [each for each in found if _comparable(each, value)]
        scaled = [each for each in alike if _ratio(each, value)]
        if alike and len(scaled) == len(alike):
            return number, _off(scaled[0], value)
        if alike or (spoken(excerpt) and _sayable(own)) or not found or _combined(found, own):
            return None
        first = number if first < 0 else first
    return (first, "none of the figures that are quoted is the value") if own and first >= 0 else None


def _plain(text: str) -> str:
    return re.sub(r"[{}\[\]:]|\b\w+_of\b", " ", text)


def _close(digits: float, own: set[float]) -> bool:
    return any(abs(digits - each) <= 1e-6 for each in own)


def _sayable(own: set[float]) -> bool:
    """Whether a value has digits that people write in words: up to twelve, a half, a quarter."""
    return bool(own & {0.0, *map(float, range(1, 10)), 1.1, 1.2, 1.5, 2.5, 7.5})


def _comparable(each: Numeral, value: Written) -> bool:
    """Whether a quoted number may be the value: no year, no money where none is wanted, in no other unit."""
    money = value.unit.style == "money"
    if each.aside or each.money != money:
        return False
    return each.unit is None or each.unit.dimension == value.unit.dimension


def _combined(found: list[Numeral], own: set[float]) -> bool:
    """Whether the value is the ratio, the product or the inverse of quoted numbers."""
    sizes = [each.value for each in found if each.value]
    pairs = [x for a in sizes for b in sizes if a is not b for x in (a / b, a * b)]
    return any(_close(mantissa(x), own) for x in (*pairs, *(1 / a for a in sizes)))


def _ratio(each: Numeral, value: Written) -> float:
    """The power of ten between a quoted amount and the value; 0 if there is none or it cannot be told."""
    quoted = _amount(each, value)
    ends = [value.point, *(value.ends or ())]
    if not quoted or any(abs(quoted / end - 1) < 1e-6 for end in ends if end):
        return 0.0
    tens = [math.log10(quoted / end) for end in ends if end and quoted / end > 0]
    whole = [round(each) for each in tens if abs(each - round(each)) < 1e-6]
    return float(whole[0]) if whole else 0.0


def _amount(each: Numeral, value: Written) -> float:
    """A quoted number in base units: in its own unit, or the value's where that has no prefix; else 0."""
    if each.unit is not None:
        return each.unit.to_base(each.value) if each.unit.dimension == value.unit.dimension else 0.0
    plain = value.unit.style == "money" or _is_count(value.unit.dimension)
    return value.unit.to_base(each.value) if plain and each.money == (value.unit.style == "money") else 0.0


def _is_count(dimension: Dimension) -> bool:
    """Whether things are counted that are never given a prefix, such as chips and people."""
    match dimension.exponents:
        case ((name, power),):
            return power == 1 and name not in (*COUNT_PREFIXES, *BASES)
        case _:
            return False


def _off(each: Numeral, value: Written) -> str:
    quoted = show(_amount(each, value), each.unit or value.unit)
    return f"the excerpt says {quoted}, off from the value by a factor of 1e{_ratio(each, value):+.0f}"
