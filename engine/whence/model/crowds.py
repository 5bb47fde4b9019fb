"""How many claims of one quantity would have to be compared with each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from whence.files.schema import Claim, Quantity
from whence.language.limits import RIVALS
from whence.language.problems import Problem
from whence.language.values.days import covered


def claimed(claims: Mapping[str, Claim], resolve: Callable[[str], str]) -> Mapping[str, Mapping[str, Claim]]:
    """The claims that are `of` each quantity, used or not, by name; `resolve` gives the present id for an older one."""
    found: dict[str, dict[str, Claim]] = {}
    for id, claim in sorted(claims.items()):
        if claim.of:
            found.setdefault(resolve(claim.of), {})[id] = claim
    return found


def crowd(quantity: Quantity, claims: Mapping[str, Claim]) -> int:
    """The most that speak of one time, with those that say no time; of what is no series, all of them."""
    live = [each for each in claims.values() if each.status not in ("superseded", "retracted")]
    if not quantity.series:
        return len(live)
    times = Counter(covered(each.as_of) for each in live)
    timeless = times.pop(None, 0)
    return timeless + max(times.values(), default=0)


def too_many(quantity: Quantity, claims: Mapping[str, Claim]) -> Problem | None:
    """What is wrong with a quantity that has more claims than are compared, each with each."""
    count = crowd(quantity, claims)
    if count <= RIVALS.most:
        return None
    return Problem("bad-field", RIVALS.over(count), hints=(RIVALS.way_out,))
