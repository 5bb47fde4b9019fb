"""Numbers as they are shown: what a browser gets to show them by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.language.units.units import STANDARD, Unit
from whence.language.values.shown import recipe, show


def _unit(text: str) -> Unit:
    found = STANDARD.parse(text)
    assert isinstance(found, Unit)
    return found


@given(
    st.sampled_from(STANDARD.names()), st.sampled_from(("s", "min", "hour", "day", "week", "month", "year"))
)
def test_recipe__a_rate_begins_with_no_number(name: str, time: str) -> None:
    if STANDARD.table[name].name == "date":
        return
    found = recipe(_unit(f"{name}/{time}"))
    assert (found.scale, found.text) == (1.0, _unit(f"{name}/{time}").text)


@pytest.mark.parametrize(
    ("text", "scale", "rest"),
    [("1K USD/year", 1e3, "USD/year"), ("32 chip", 32.0, "chip"), ("EUR/year", 1.0, "EUR/year")],
)
def test_recipe__the_number_that_a_unit_begins_with(text: str, scale: float, rest: str) -> None:
    found = recipe(_unit(text))
    assert (found.scale, found.text) == (scale, rest)
    assert show(_unit(text).to_base(3.0), _unit(text)).replace("€", "").startswith(("3", "$3", "96"))
