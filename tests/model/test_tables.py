"""Tables of parts: what they hold they give, of what only the whole has they say so, and of what nobody has nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from whence.model.tables import Beyond, Part, beside, within

PART = Part({"a": 1}, lambda id: id in ("b", "c"))


def test_part__gives_what_it_holds_and_nothing_of_what_is_nowhere() -> None:
    assert (PART["a"], PART.get("a"), "a" in PART) == (1, 1, True)
    assert (PART.get("z"), PART.get("z", 0), "z" in PART) == (None, 0, False)
    with pytest.raises(KeyError):
        PART["z"]


@pytest.mark.parametrize(
    "ask",
    [
        lambda table: table["b"],
        lambda table: table.get("b"),
        lambda table: "b" in table,
        list,
        len,
        bool,
        dict,
        lambda table: list(table.items()),
        lambda table: list(table.values()),
        lambda table: {**table},
        lambda table: table.keys() - {"a"},
        lambda table: table == {"a": 1},
    ],
)
def test_part__of_what_only_the_whole_has_it_says_so(ask: Callable[[Any], object]) -> None:
    with pytest.raises(Beyond):
        ask(PART)


def test_beside__a_table_of_a_part_is_as_partial() -> None:
    other = beside(PART, {"a": "x"})
    assert (other["a"], dict(within(other))) == ("x", {"a": "x"})
    with pytest.raises(Beyond):
        other.get("c")
    whole = {"a": 1}
    assert beside(whole, whole) is whole
    assert within(whole) is whole
