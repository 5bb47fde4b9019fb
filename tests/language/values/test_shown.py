"""Numbers as they are shown: what a browser gets to show them by."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.language.units.units import STANDARD, Unit
from whence.language.values.shown import recipe, show, show_days, show_interval, show_share
from whence.language.values.value import Written
from whence.language.values.written import parse


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


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("3.5% per year", "1.035x per year"),
        ("4% per year", "1.04x per year"),
        ("0.25% per month", "1.0025x per month"),
        ("0.04% per year", "1.0004x per year"),
        ("-3.25% per year", "0.9675x per year"),
        ("12.34% per year", "1.12x per year"),
        ("1x per year", "1x per year"),
    ],
)
def test_show__growth_by_its_distance_from_1(text: str, shown: str) -> None:
    found = parse(text, STANDARD)
    assert isinstance(found, Written)
    assert show(found.point, found.unit) == shown


def test_show_interval__slow_growth() -> None:
    found = parse("3.5 to 4% per year", STANDARD)
    assert isinstance(found, Written)
    assert found.ends
    assert show_interval(*found.ends, found.unit) == "1.035 to 1.04x per year"


@given(st.lists(st.floats(-0.3, 0.3), min_size=3, max_size=3), st.integers(1, 3), st.integers(3, 8))
def test_show_interval__a_growth_lies_in_its_interval_as_shown(
    rates: list[float], shrink: int, digits: int
) -> None:
    unit = parse("2x per year", STANDARD)
    assert isinstance(unit, Written)
    low, point, high = sorted(
        unit.unit.to_base(math.exp(each * 10.0 ** -(shrink * k))) for k, each in enumerate(rates)
    )
    ends = show_interval(low, high, unit.unit, digits).removesuffix("x per year").split(" to ")
    if len({show(each, unit.unit, digits) for each in (low, high)}) == 1:
        return  # such ends are told to more digits than asked for
    shown = float(show(point, unit.unit, digits).removesuffix("x per year"))
    assert float(ends[0]) <= shown <= float(ends[1])


@given(
    st.sampled_from(("EUR", "USD/day", "GBP/kg", "USD per 1M token")),
    st.floats(0.01, 9_999, exclude_min=True),
    st.integers(1, 8),
)
def test_show__the_cents_of_money_are_its_own(text: str, number: float, digits: int) -> None:
    unit = _unit(text)
    shown = show(unit.to_base(number), unit, digits)
    figure = re.sub(r"[^0-9.]", "", shown.partition("/")[0].partition(" ")[0])
    assert len(figure.partition(".")[2]) != 1
    if len(figure.partition(".")[2]) == 2:
        assert abs(float(figure) - number) <= 0.005 + 1e-9


@pytest.mark.parametrize(("number", "wanted"), [(33.476, "€33.48"), (33.5, "€33.50"), (-0.0963, "-€0.0963")])
def test_show__no_zero_for_a_cent(number: float, wanted: str) -> None:
    assert show(number, _unit("EUR")) == wanted
    assert show_interval(number, 5.0, _unit("EUR")) == f"{wanted} to {'€5' if number < 0 else '€5.00'}"


@given(
    st.sampled_from(("EUR", "USD/day", "GBP/kg", "USD per 1M token")),
    st.floats(0.1, 999),
    st.floats(0.1, 999),
    st.integers(1, 8),
)
def test_show_interval__of_money_has_cents_at_both_ends_where_one_has_them(
    text: str, one: float, other: float, digits: int
) -> None:
    unit = _unit(text)
    low, high = sorted(unit.to_base(each) for each in (one, other))
    ends = [re.sub(r"[^0-9.]", "", each.split("/")[0].split(" ")[0])
            for each in show_interval(low, high, unit, digits).split(" to ")]  # fmt: skip
    places = [len(each.partition(".")[2]) for each in ends]
    assert 2 not in places or min(places) >= 2


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (11, 33.75, "€11.00 to €33.75"),
        (33.75, 133.48, "€34 to €133"),
        (11, 33, "€11 to €33"),
        (0, 33.75, "€0 to €33.75"),
        (-33.75, 11, "-€33.75 to €11.00"),
        (33.75, 1234, "€34 to €1230"),
        (-491.67, -62.86, "-€492 to -€63"),
        (5.25, 150, "€5.25 to €150.00"),
        (5.25, 1234, "€5.25 to €1230"),
        (0.0963, 12, "€0.0963 to €12"),
    ],
)
def test_show_interval__of_money(low: float, high: float, said: str) -> None:
    assert show_interval(low, high, _unit("EUR")) == said


@pytest.mark.parametrize(
    ("days", "form", "wanted"),
    [(1, ".3g", "1 day"), (-1, "+.0f", "-1 day"), (0.99, ".0f", "1 day"), (12, "+.0f", "+12 days"), (0.5, ".3g", "0.5 days")],
)  # fmt: skip
def test_show_days__one_day_is_one(days: float, form: str, wanted: str) -> None:
    assert show_days(days * 86400, form) == wanted


@pytest.mark.parametrize(
    ("share", "wanted"),
    [
        (0.0, "0%"),
        (1.0, "100%"),
        (0.5, "50%"),
        (0.9965, "99.7%"),
        (0.99996, "99.996%"),
        (0.004, "0.4%"),
        (0.00002, "0.002%"),
        (-0.003, "-0.3%"),
        (-0.9965, "-99.7%"),
        (1.002, "100.2%"),
        (1 - 1e-15, "100%"),
    ],
)
def test_show_share__of_less_than_all_is_not_all(share: float, wanted: str) -> None:
    assert show_share(share) == wanted
