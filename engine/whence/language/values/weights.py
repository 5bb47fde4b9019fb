"""Shares of 1, as they are written: whether they make 1 together, as far as each is rounded."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

# The most that rounding excuses in one share: half a per cent.
COARSEST = Decimal("0.005")


def adds_up(given: Sequence[float]) -> bool:
    """Whether shares make 1, each of them being rounded to its last digit, or to a per cent if that is coarser."""
    # 33.4 % is 0.33399999999999996 to the machine, and was written with three digits
    every = [Decimal(str(round(each, 12))) for each in given]
    slack = sum((min(COARSEST, _half(each)) for each in every), Decimal(0))
    off = abs(sum(every, Decimal(0)) - 1)
    return off == 0 or off < slack


def are_shares(weights: Sequence[float]) -> bool:
    """Whether weights are shares of 1, by their look: some of them parts of 1, and none above; others say how many times."""
    return any(0 < each < 1 for each in weights) and max(weights) <= 1


def _half(number: Decimal) -> Decimal:
    """Half a unit of the last digit of a share; 0 is exact."""
    return Decimal(5).scaleb(int(number.as_tuple().exponent) - 1) if number else Decimal(0)
