"""no-context-survives: the checks together leave no reading of the evidence at all.

Under every combination of options some check fails. So the ambiguity is not to blame: two of the claims
behind the checks contradict each other whatever the words mean. Nothing is ruled out until one of them
gives way.

Mend: the message names as few checks as clash, the written claims they rest on, and a value that would fit. `whence why CHECK`
says for each what it would have to be.

```yaml
claims:
  left: {title: Time left, value: 48 hour}
choices:
  shift: {title: How long a shift lasts, options: {short: 6 hour, long: 12 hour}}
checks:
  in-time:
    title: Ten shifts end in time
    assert: 10 * shift <= left  # <- no-context-survives
    inputs: {shift: shift, left: left}
    on_fail: rule-out
```
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce
from math import isfinite
from operator import and_

from whence.evaluate.closest import nearest
from whence.evaluate.contexts import Nogood, options
from whence.evaluate.course import course, standing, watched
from whence.evaluate.roots import root
from whence.judge.edition import Edition
from whence.judge.objections import Objection
from whence.judge.rules.sense_ruled_out import proof
from whence.judge.rules.wording.sides import figures, sides
from whence.language.values.written import show, show_interval
from whence.model.graph import Leaf, ancestors

SEVERITY = "conflict"
READS = "choices"


def object_to(edition: Edition) -> Iterator[Objection]:
    """At the first check of each set that no combination of options passes; the data name the set."""
    for nogood in edition.settled.nogoods:
        if nogood.options:
            continue
        rows = [row for check in nogood.because for row in proof(edition, check, {})]
        leaves = {each: None for check in nogood.because for each in ancestors(edition.base, check)}
        claims = [
            id
            for id in leaves
            if isinstance(edition.base.nodes[id], Leaf) and id in edition.base.records.claims
        ]
        rows += figures(edition, {id: id for id in claims})
        rows += _would_fit(edition, nogood)
        message = sides("no combination of options passes these checks", rows)
        first = nogood.because[0]
        place = edition.base.records.place("checks", first, "assertion")
        yield Objection(first, message, place, data={"checks": nogood.because})


def _would_fit(edition: Edition, nogood: Nogood) -> Iterator[tuple[str, str]]:
    """For each choice behind the checks, the values with which all of them would pass, where there are any."""
    outcomes = edition.settled.outcomes
    fixed: dict[str, str] = {}
    for check in nogood.because:
        fixed |= nearest(edition.base, outcomes[check], fixed)
    for choice in dict.fromkeys(axis for check in nogood.because for axis in outcomes[check].axes):
        found = sorted(_needed(edition, nogood, choice, fixed))
        if found:
            value = show_interval(found[0], found[-1], edition.unit(choice))
            value = value if found[0] < found[-1] else show(found[0], edition.unit(choice))
            what = "sense" if edition.base.records.choices[choice].term else "option"
            yield choice, f"{value} would fit; no {what} has it"


def _needed(edition: Edition, nogood: Nogood, choice: str, fixed: Mapping[str, str]) -> Iterator[float]:
    """The values of a choice nearest to each of its options at which all the checks turn true together."""
    base, values = edition.base, edition.values
    checks = [check for check in nogood.because if choice in edition.settled.outcomes[check].axes]
    if len(checks) < len(nogood.because):
        return
    courses = [course(base, values, check, choice, fixed) for check in checks]
    watch = watched(base, values, checks[0], choice, fixed)
    for option in options(base, choice):
        now = standing(base, values, choice, {**fixed, choice: option})
        found = root(
            lambda at: reduce(and_, (each(at) > 0.5 for each in courses)),
            watch,
            now,
            abs(now) or 1.0,
            signed=False,
            whole=False,
        )
        if isfinite(found.value) and not found.beyond:
            yield found.value
