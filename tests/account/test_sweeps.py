"""Suppositions that stand for several values, or for a share or a factor of what a number is."""

from __future__ import annotations

import re

import pytest

from small import edition
from whence.account import sweeps, whatif
from whence.cli.text import sweeps as tables

BASE = """
claims:
  pause: {title: Pause between doses, value: 12 hour}
  share: {title: Share, value: 62%}
  own: {title: Own use, value: 0.5 to 0.8}
  fever: {title: Fever, value: 39.2 °C}
  carriers: {title: Carriers, value: at most 30%}
  price: {title: Price, value: 4.10 USD}
  pace: {title: Pace, value: 3% per year}
  onset: {title: First case, value: 2024-11-03}
  metre: {title: Light goes in a second, value: 299792458 m}
  dark: {title: Solar power at night, value: 0 MW}
"""


@pytest.mark.parametrize("second", ["x3", "9 USD"])
def test_suppose__two_suppositions_of_one_record_are_refused(second: str) -> None:
    """The last one counted, and nothing said so."""
    found = edition(BASE.replace("price: {", "price: {aliases: [cost], "))
    for name in ("price", "cost"):
        assert whatif.suppose(found, [("price", "4 USD"), (name, second)]) == (
            f"`price=4 USD` and `{name}={second}` are two suppositions of one record: give one of them"
        )
    assert not isinstance(whatif.suppose(found, [("price", "4 USD"), ("cost", "4 USD")]), str)


@pytest.mark.parametrize(
    ("id", "text", "values"),
    [
        ("pause", "6..12 hour step 3", ("6 hour", "9 hour", "12 hour")),
        ("pause", "6..12 hour step 3 hour", ("6 hour", "9 hour", "12 hour")),
        ("pause", "6 hour .. 12 hour step 3", ("6 hour", "9 hour", "12 hour")),
        ("pause", "6..12 step 6 hour", ("6 hour", "12 hour")),
        ("pause", "6..12 step 6", ("6 hour", "12 hour")),
        ("share", "50%..60% step 5%", ("50 %", "55 %", "60 %")),
        ("share", "50..60% step 5", ("50 %", "55 %", "60 %")),
        ("share", "50..60 step 5%", ("50 %", "55 %", "60 %")),
        ("own", "0.5..0.6 step 0.1", ("0.5", "0.6")),
        ("own", "1850..2000 step 150", ("1850", "2000.0")),  # 2000 is a year
        ("fever", "36..37 step 1 °C", ("36 °C", "37 °C")),
        ("price", "4..5 step 1 $", ("4 $", "5 $")),
        ("price", "+10%", ("$4.51",)),
        ("own", "+10%", ("0.695701",)),  # of 0.6324555320336759, as somebody would write it
        ("metre", "x2", ("599584916 m",)),
        ("onset", "2024-11..2025-01 step 1 month", ("2024-11", "2024-12", "2025-01")),
        ("onset", "2024-11 .. 2025-05 step 3 months", ("2024-11", "2025-02", "2025-05")),
        ("onset", "2024..2028 step 2 years", ("2024", "2026", "2028")),
        ("onset", "2024-Q3..2025-Q1 step 1 quarter", ("2024-Q3", "2024-Q4", "2025-Q1")),
        ("onset", "2024-02-22..2024-03-07 step 7 days", ("2024-02-22", "2024-02-29", "2024-03-07")),
        ("onset", "2024-02-22..2024-03-07 step 1 week", ("2024-02-22", "2024-02-29", "2024-03-07")),
        ("onset", "2024-11-30..2025-01-29 step 1 month", ("2024-11-30", "2024-12-30")),
        ("onset", "2024-11-03..2026-11-03 step 1 year", ("2024-11-03", "2025-11-03", "2026-11-03")),
    ],
)  # fmt: skip
def test_values__in_one_unit(id: str, text: str, values: tuple[str, ...]) -> None:
    assert sweeps.values(edition(BASE), id, text) == values


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2024..2028 step 1", 'none is named; write "onset=2024..2028 step 1 year"'),
        ("2024-01..2024-06 step 2", 'none is named; write "onset=2024-01..2024-06 step 1 month"'),
        ("2024-01..2024-06 step 2 kg", '`kg` is none; write "onset=2024-01..2024-06 step 1 month"'),
        ("2024-01..2024-06 step 0.5 months", 'whole steps; write "onset=2024-01..2024-06 step 1 month"'),
        ("2024..2025 step 6 months", 'a step of a month is shorter than a year; write "onset=2024-01..2025-01 step 6 month"'),
        ("2024-Q1..2024-Q3 step 7 days", 'write "onset=2024-01-01..2024-07-01 step 7 day"'),
        ("2024-01-31..2024-06-30 step 1 month", 'no 2024-02-31; write "onset=2024-01-28..2024-06-28 step 1 month"'),
        ("2024-01..2024-06-30 step 1 month", "one end is a month, the other a day; write both as the same"),
        ("2024-06..2024-01 step 1 month", "the earlier end is written first"),
        ("2024-01..2024-02 step 1 year", "the step is longer than the way from one end to the other"),
        ("2024-13..2025-01 step 1 month", "the calendar has no 2024-13"),
        ("2024-01-01..2026-01-01 step 1 day", "these are 732 steps; at most 100 are shown"),
    ],
)  # fmt: skip
def test_values__of_dates_that_are_refused_say_what_to_write(text: str, why: str) -> None:
    found = edition(BASE)
    told = sweeps.values(found, "onset", text)
    assert isinstance(told, str)
    assert why in told
    for way in re.findall(r'write "onset=([^"]+)"', told):
        assert isinstance(sweeps.values(found, "onset", way), tuple), way


def test_values__dates_are_no_steps_of_what_is_no_date() -> None:
    told = sweeps.values(edition(BASE), "price", "2024-01..2024-06 step 1 month")
    assert told == "price=2024-01..2024-06 step 1 month: the ends are dates, and `price` is none"


@pytest.mark.parametrize(
    ("id", "text", "why"),
    [
        # The step of another unit was taken for one of that of the ends, in silence.
        (
            "pause",
            "6..24 hour step 360 min",
            'put all three numbers in hour and write it once, such as "1..5 hour step 1"',
        ),
        ("pause", "6 hour .. 1 day step 6", "in one unit"),
        # The unit of the step was given to the ends: 0.5 % and no table.
        ("own", "0.5..0.9 step 10%", 'the ends have no unit; write "own=0.5..0.9 step 0.1", or'),
        ("own", "50..90 step 10%", '"own=50 %..90 % step 10 %" if the ends are in %'),
        (
            "pause",
            "360..720 step 60 min",
            'write "pause=360 hour..720 hour step 1 hour", or "pause=360 min..720',
        ),
        ("fever", "36..40 step 2 K", "the step is in K, and the ends have no unit"),
        ("pause", "1..3 step 1 kg", "the step is in kg, and `pause` is in hour"),
        ("own", "1..3 step 1 kg", "`own` has no unit, and the step has"),
        ("own", "0.5..0.9 step 5", "the step is longer than the way from 0.5 to 0.9"),
        ("own", "0.5..0.5 step 1", "the step is longer than"),
        ("own", "0.5..0.9 step 0", "a step of zero leads nowhere; write a step above zero"),
        ("own", "0.9..0.5 step 0.1", "no step leads from 0.9 to 0.5; write the lower end first"),
        # 10 % more than 39.2 °C is 70 °C, by the absolute zero.
        ("fever", "+10%", "depends on where its zero lies"),
        ("fever", "x2", "depends on where its zero lies"),
        # 10 % more than a day of 2024 was a day of 2030, a tenth of the time since 1970 later.
        ("onset", "+10%", "is a date, of which +10% depends on where its zero lies"),
        ("onset", "x2", "is a date, of which x2 depends on where its zero lies"),
        # "Nothing differs" was the answer, as if the number did not matter.
        ("dark", "+10%", "`dark` is zero, and so is +10% of it; write the value itself"),
        ("price", "-100%", "-100% of `price` is zero; write the value itself"),
        ("price", "x0", "x0 of `price` is zero; write the value itself"),
        # Twice "at most 30%" is not 60 %.
        ("carriers", "x2", "known by its bounds alone"),
    ],
)
def test_values__that_would_be_other_than_meant_are_refused(id: str, text: str, why: str) -> None:
    told = sweeps.values(edition(BASE), id, text)
    assert isinstance(told, str)
    assert why in told


@pytest.mark.parametrize(
    ("id", "text", "why"),
    [
        # The hint was to write +10 %, which is a tenth more: 55 % of a half, and not 60 %.
        ("share", "+10 pp", 'a change by points is not read here; write the value itself, "share=72%"'),
        ("share", "-10 percentage points", '"share=52%"'),
        ("own", "+10 pp", "write the value itself"),
        ("price", "+1 pp", "write the value itself"),
        # Beside +10%, which is of what the number is, this was the value in silence.
        ("price", "+5 USD", 'write "price=5 USD" for the value, or "price=$9.10" for so much more'),
        ("fever", "+1 K", 'write "fever=1 K" for the value, or "fever=40.2 °C" for so much more'),
        ("fever", "+1 °C", "is that a temperature or a difference?"),
        ("carriers", "+5% ± 1%", 'write "carriers=5% ± 1%" for the value, or the sum itself'),
        ("own", "+0.1", 'write "own=0.1" for the value, or "own='),
    ],
)
def test_suppose__what_may_be_a_change_is_refused_with_both_spellings(id: str, text: str, why: str) -> None:
    told = whatif.suppose(edition(BASE), [(id, text)])
    assert isinstance(told, str)
    assert why in told


@pytest.mark.parametrize(("id", "text"), [("fever", "-5 °C"), ("price", "-5 USD"), ("pace", "+5% per year")])
def test_suppose__a_sign_that_belongs_to_the_value(id: str, text: str) -> None:
    assert not isinstance(whatif.suppose(edition(BASE), [(id, text)]), str)


SPOONS = """
claims:
  cups: {title: Cups a day, value: 6 cup/day}
  days: {title: Days that a packet lasts, value: 20 day}
  drunk: {title: Tea of a day, formula: c * s, inputs: {c: cups, s: spoon-here}, unit: g/day, headline: true}
  price: {title: Price of tea, value: 30 EUR/kg}
  cost: {title: Cost of a day, formula: d * p, inputs: {d: drunk, p: price}, unit: EUR/day}
terms:
  spoon:
    title: Spoon
    senses:
      small: {title: Small spoon, value: 2 g/cup}
      large: {title: Large spoon, value: 4 g/cup}
choices:
  spoon-here: {title: What a spoon is here, term: spoon}
checks:
  packet: {title: A packet is what is drunk, assert: abs(d * n / w - 1) < 0.2, inputs: {d: drunk, n: days, w: 240 g}, on_fail: rule-out}
units:
  cup: {title: Cup}
"""


def test_turned__says_where_a_number_is_of_another_reading() -> None:
    """More cups cost no less: of three a day a large spoon is left, of six a small one."""
    found = edition(SPOONS)
    table = sweeps.sweep(found, [("cups", sweeps.values(found, "cups", "3..7 cup/day step 3"))], ["cost"])
    assert isinstance(table, sweeps.Sweep)
    assert [cell[0][0] for cell in table.cells.values()] == ["€0.36/day", "€0.36/day"]
    assert [*tables.turned(table)] == [
        "what is left of `spoon-here` is not the same everywhere:",
        "  large: 3 cup/day",
        "  small: 6 cup/day",
    ]
    assert [each["readings"] for each in sweeps.as_json(table)["cells"]] == [
        {"spoon-here": ["large"]},
        {"spoon-here": ["small"]},
    ]


def test_turned__names_a_row_of_a_table_once_and_says_nothing_where_all_are_of_one_reading() -> None:
    found = edition(SPOONS)
    steps = [
        (id, sweeps.values(found, id, text))
        for id, text in (("price", "30..31 step 1"), ("cups", "3..6 step 3"))
    ]
    table = sweeps.sweep(found, steps, ["cost"])
    assert isinstance(table, sweeps.Sweep)
    assert [*tables.turned(table)][1:] == [
        "  large: 30 EUR/kg with 3 cup/day and 31 EUR/kg with 3 cup/day",
        "  small: 30 EUR/kg with 6 cup/day and 31 EUR/kg with 6 cup/day",
    ]
    table = sweeps.sweep(found, [*reversed(steps)], ["cost"])
    assert isinstance(table, sweeps.Sweep)
    assert [*tables.turned(table)][1:] == ["  large: 3 cup/day", "  small: 6 cup/day"]
    alone = sweeps.sweep(found, steps[:1], ["cost"])
    assert isinstance(alone, sweeps.Sweep)
    assert [*tables.turned(alone)] == []


def test_sweep__of_what_has_no_number_is_refused() -> None:
    found = edition(BASE + "checks: {cheap: {title: Cheap, assert: p < q, inputs: {p: price, q: 5 USD}}}\n")
    said = sweeps.sweep(found, [("price", ("4 USD", "6 USD"))], ["cheap"])
    assert (
        said
        == "`cheap` has no number for a table; give one value in place of the steps, and what becomes of it is told"
    )
