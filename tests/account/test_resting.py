"""What a number rests on that is in doubt: found by looking at each node once, however many rest on it."""

from __future__ import annotations

from collections import Counter

import pytest

from small import edition
from whence.account import resting


def test_doubtful__of_every_link_of_a_chain_looks_at_each_once(monkeypatch: pytest.MonkeyPatch) -> None:
    links = "".join(
        f"  c{n}: {{title: Link {n}, formula: 2 * a, inputs: {{a: c{n - 1}}}, unit: kg}}\n"
        for n in range(1, 60)
    )
    first = "  c0: {title: The first, value: 1 to 2 kg, cites: [leaflet]}\n"
    source = "sources:\n  leaflet: {title: A leaflet, status: retracted, why: Withdrawn by its office}\n"
    found, looked = edition(f"claims:\n{first}{links}{source}"), Counter[str]()
    own = resting.own
    monkeypatch.setattr(resting, "own", lambda base, id: looked.update((id,)) or own(base, id))
    for n in range(60):
        [only] = resting.doubtful(found, f"c{n}")
        assert (only.told, only.by) == ("leaflet (retracted)", ("c0",))
    # once to know whether something is, and what of it is asked for at each link
    assert looked == Counter({f"c{n}": 1 for n in range(60)}) + Counter({"c0": 60})
