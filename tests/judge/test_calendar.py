"""Dates and times: a year is 365.25 days and a month a twelfth of it, and the calendar of a source is no fault of it."""

from __future__ import annotations

import calendar
import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from small import edition, point, rules
from whence.judge.edition import Edition


def reckoned(start: str, span: str, stated: str) -> Edition:
    return edition(
        f"""
        claims:
          start: {{title: Start, value: {start}, kind: fact, cites: [s]}}
          end: {{title: End, formula: start + t, inputs: {{start: start, t: {span}}}, stated: {stated}, cites: [s]}}
        """,
        "sources: {s: {title: S}}",
    )


@pytest.mark.parametrize(
    ("start", "span", "stated", "verdict"),
    [
        ("2023-12-31", "1 year", "2024-12-31", "agrees"), ("2024-01-01", "1 year", "2025-01-01", "agrees"), ("2024-01-31", "1 month", "2024-02-29", "agrees"),
        ("2023-01-31", "1 month", "2023-02-28", "agrees"), ("2023-12-31", "6 month", "2024-06-30", "agrees"), ("2024-02-29", "1 year", "2025-02-28", "agrees"),
        ("2024-01-01", "10 year", "2034-01-01", "agrees"), ("2024-01-31", "1 month", "2024-02-24", "soft"), ("2024-01-01", "1 year", "2025-01-04", "soft"),
        ("2024-01-01", "20 day", "2024-01-23", "soft"), ("2024-01-01", "1 quarter", "2024-04-01", "agrees"), ("2024-01-01", "366 day", "2025-01-01", "agrees"),
    ],
)  # fmt: skip
def test_stated__the_calendar_is_no_conflict(start: str, span: str, stated: str, verdict: str) -> None:
    assert reckoned(start, span, stated).agreements["end"].verdict == verdict


@settings(max_examples=40, deadline=None)
@given(
    st.dates(datetime.date(1950, 1, 1), datetime.date(2090, 1, 1)),
    st.integers(1, 30),
    st.sampled_from(["month", "quarter", "year"]),
)
def test_stated__what_the_calendar_gives_always_agrees(start: datetime.date, count: int, unit: str) -> None:
    months = count * {"month": 1, "quarter": 3, "year": 12}[unit]
    whole = start.month - 1 + months
    year, month = start.year + whole // 12, whole % 12 + 1
    end = datetime.date(year, month, min(start.day, calendar.monthrange(year, month)[1]))
    found = reckoned(f"{start}", f"{count} {unit}", f"{end}")
    assert found.agreements["end"].verdict == "agrees"


def test_gap__of_two_dates_is_in_days_and_told_in_years_where_it_is_long() -> None:
    text = """
        claims:
          a: {title: A, value: 2024-01-01, kind: fact, cites: [s]}
          b: {title: B, value: 2026-01-01, kind: fact, cites: [s]}
          gap: {title: Gap, formula: b - a, inputs: {a: a, b: b}}
          months: {title: Months, formula: b - a, inputs: {a: a, b: b}, unit: month, stated: 24.0 month, cites: [s]}
          late: {title: Late, formula: a + d, inputs: {a: a, d: 40 day}, stated: 2024-01-01, cites: [s]}
          later: {title: Later, formula: a + d, inputs: {a: a, d: 8 year}, stated: 2024-01-01, cites: [s]}
    """
    found = edition(text, "sources: {s: {title: S}}")
    assert (found.unit("gap").text, point(found, "gap")) == ("day", 731)
    assert found.agreements["months"].verdict == "agrees"
    messages = {each.id: each.message for each in found.findings if each.rule.startswith("recomputed")}
    assert "difference  +40 days" in messages["late"]
    assert "difference  +8 years" in messages["later"]


TONS = """
    terms:
      ton: {title: Ton, senses: {metric: 1000 kg, short: 907.18474 kg, long: 1016.0469088 kg}}
    choices:
      which: {title: Which ton, term: ton}
      size: {title: Size, options: {round: 1000 kg, about: ~1000 kg}}
    claims:
      load: {title: Load, formula: n * t, inputs: {n: 12.00, t: which}, unit: kg, stated: 12193 kg, cites: [s]}
      box: {title: Box, formula: n * t, inputs: {n: 12.00, t: size}, unit: kg, stated: 12193 kg, cites: [s]}
"""


def test_options__are_exact_as_written_and_show_which_sense_fits() -> None:
    found = edition(TONS, "sources: {s: {title: S}}")
    readings = {each.choose["which"]: each.verdict for each in found.agreements["load"].readings}
    assert (readings["long"], readings["metric"], readings["short"]) == ("agrees", "close", "soft")
    readings = {each.choose["size"]: each.verdict for each in found.agreements["box"].readings}
    assert readings == {"round": "close", "about": "agrees"}


def test_rounding__explains_no_thousands_of_per_cents() -> None:
    found = edition(
        """
        claims:
          a: {title: A, value: 0.0021 kg, kind: fact, cites: [s]}
          b: {title: B, formula: 2 * a, inputs: {a: a}, unit: kg, stated: 5 kg, cites: [s]}
          n: {title: N, value: 10 .. 20 kg, kind: fact, cites: [s]}
          r: {title: R, formula: 2 * n, inputs: {n: n}, unit: kg, stated: 20 to 60 kg, cites: [s]}
        """,
        "sources: {s: {title: S}}",
    )
    told = {each.id: each.message for each in found.findings if each.rule.startswith("recomputed")}
    assert "explains at most 1 %" in told["b"]
    assert "off by      a factor of 1190" in told["b"]
    assert "ratio at the end that fits worse" in told["r"]


@settings(max_examples=40, deadline=None)
@given(st.floats(1e-6, 1e6), st.floats(1e-6, 1e6))
def test_rounding__explains_less_than_all_of_two_plain_figures(ours: float, theirs: float) -> None:
    found = edition(
        f"""
        claims:
          a: {{title: A, value: {ours:.3e} kg, kind: fact, cites: [s]}}
          b: {{title: B, formula: 2 * a, inputs: {{a: a}}, unit: kg, stated: {theirs:.3e} kg, cites: [s]}}
        """,
        "sources: {s: {title: S}}",
    )
    assert found.agreements["b"].explained < 0.01


# --- what is rounded or compared by months and years


def between(start: str, end: str, formula: str, step: str) -> Edition:
    return edition(f"""
        claims:
          start: {{title: Start, value: {start}}}
          long: {{title: How long, formula: end - start, inputs: {{start: start, end: {end}}}, unit: day}}
          out: {{title: Out, formula: "{formula}", inputs: {{long: long, step: {step}}}}}
    """)


@pytest.mark.parametrize(
    ("end", "formula", "step", "told"),
    [
        # 60 days are 1.97 months of 30.44 days
        ("2024-03-01", "floor(long, step)", "1 month", True),
        ("2024-03-01", "trunc(long / step)", "1 month", True),
        ("2024-03-01", "3 * floor(long / step) + 1", "1 month", True),
        ("2024-03-01", "round(long, step)", "1 month", False),
        ("2024-02-16", "round(long, step)", "1 month", True),
        ("2024-03-01", "floor(long, step)", "1 day", False),
        ("2024-02-15", "floor(long, step)", "1 month", False),
        ("2025-01-01", "ceil(long, step)", "1 year", True),
        ("2025-01-01", "ceil(long, step)", "4 quarter", True),
        ("2025-03-01", "ceil(long, step)", "1 year", False),
        ("2025-01-01", "if(long >= step, 1, 0)", "1 year", True),
        ("2025-01-01", "if(long >= step, 1, 0)", "366 day", False),
        ("2023-11-30", "if(long >= step, 1, 0)", "1 year", False),
    ],
)
def test_calendar_decides__where_a_few_days_give_another_answer(
    end: str, formula: str, step: str, told: bool
) -> None:
    found = between("2024-01-01" if end > "2024" else "2023-01-01", end, formula, step)
    assert rules(found).count("calendar-decides") == told


def test_calendar_decides__is_told_once_where_it_is_decided() -> None:
    found = edition("""
        claims:
          months: {title: Months, formula: "floor(b - a, m)", inputs: {a: 2024-01-01, b: 2024-03-01, m: 1 month}, unit: month}
          twice: {title: Twice, formula: "floor(2 * n, m)", inputs: {n: months, m: 1 month}, unit: month}
        checks:
          long: {title: Long, assert: n >= m, inputs: {n: months, m: 2 month}, on_fail: warn}
    """)
    assert [each.id for each in found.findings if each.rule == "calendar-decides"] == ["months"]


@settings(max_examples=60, deadline=None)
@given(st.dates(datetime.date(1950, 1, 1), datetime.date(2050, 12, 31)), st.integers(0, 4000), st.booleans())
def test_calendar_decides__or_whole_months_and_years_are_those_of_the_calendar(
    start: datetime.date, days: int, years: bool
) -> None:
    start = start.replace(day=min(start.day, 28))
    end = start + datetime.timedelta(days)
    months = 12 * (end.year - start.year) + end.month - start.month - (end.day < start.day)
    found = between(f"{start}", f"{end}", "floor(long / step)", "1 year" if years else "1 month")
    told = "calendar-decides" in rules(found)
    assert told or point(found, "out") == (months // 12 if years else months)
