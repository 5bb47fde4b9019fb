"""Dates that cannot be: in the future, after what they are cited from or known since, and in the wrong order."""

from __future__ import annotations

import pytest

from small import edition

SOURCES = """
    sources:
      may: {title: May, issued: 2024-05-02}
      june: {title: June, issued: 2024-06, aliases: [juni]}
      undated: {title: Undated}
"""


def told(claim: str, sources: str = SOURCES, today: str = "2026-06-15") -> dict[str, str]:
    """What is said of the dates of a claim: the message by its rule."""
    found = edition(f"claims: {{a: {{title: A, {claim}}}}}", sources, today=today)
    wanted = ("date-in-future", "as-of-after-source", "until-before-known")
    assert all(each.severity == "warning" for each in found.findings if each.rule in wanted)
    return {each.rule: each.message for each in found.findings if each.rule in wanted}


@pytest.mark.parametrize(
    ("claim", "dates"),
    [
        ("value: 1 kg, known: 2026-06-16", ("2026-06-16", "2026-06-15")),
        ("value: 1 kg, known: 2027", ("2027", "2026-06-15")),
        ("value: 1 kg, kind: fact, as_of: 2026-Q3", ("2026-Q3", "2026-06-15")),
        ("value: 1 kg, kind: fact, as_of: 2026-07 to 2026-09", ("2026-07 to 2026-09", "2026-06-15")),
        ("value: 1 kg, history: [{value: 2 kg, known: 2027-01-01}]", ("2027-01-01", "2026-06-15")),
    ],
)
def test_future__is_told_with_both_dates(claim: str, dates: tuple[str, str]) -> None:
    message = told(claim)["date-in-future"]
    assert all(each in message for each in dates)


@pytest.mark.parametrize(
    "claim",
    [
        "value: 1 kg, known: 2026-06-15",
        "value: 1 kg, known: 2026-06",
        "value: 1 kg, kind: fact, as_of: 2026",
        "value: 1 kg, kind: fact, as_of: 2026-01 to 2026-12",
        "value: 1 kg, kind: forecast, as_of: 2031",
        "value: 1 kg, kind: assumption, as_of: 2031",
    ],
)
def test_future__what_has_begun_or_is_no_fact_is_fine(claim: str) -> None:
    assert "date-in-future" not in told(claim)


def test_future__without_a_day_there_is_none() -> None:
    assert "date-in-future" not in told("value: 1 kg, known: 2031", today="")


def test_future__a_source_cannot_have_appeared() -> None:
    found = edition("claims: {}", "sources: {s: {title: S, issued: 2027-03}}", today="2026-06-15")
    assert [(each.id, each.rule) for each in found.findings if each.severity == "warning"] == [
        ("s", "date-in-future")
    ]


@pytest.mark.parametrize(
    ("as_of", "cites", "objected"),
    [
        ("2024-05", "[may]", False),
        ("2024-05-02", "[may]", False),
        ("2024-05-03", "[may]", True),
        ("2024-06", "[may]", True),
        ("2024-05-03 to 2024-05-09", "[may]", True),
        ("2024", "[may]", False),
        ("2024-06-30", "[may, june]", False),
        ("2024-07", "[may, juni]", True),
        ("2024-07", "[may, undated]", False),
        ("2024-07", "[{source: may, via: undated}]", False),
        ("2024-07", "[{source: unstated, via: june}]", True),
        ("2024-07", "[{source: undated, via: june}]", True),
        ("2024-06", "[{source: may, via: june}]", False),
        ("2024-07", "[{source: undated, via: june}, undated]", False),
        ("2024-07", "[]", False),
    ],
)
def test_after_source__a_fact_that_begins_after_the_last_of_its_sources(
    as_of: str, cites: str, objected: bool
) -> None:
    said = told(f"value: 1 kg, kind: fact, as_of: {as_of}, cites: {cites}")
    assert ("as-of-after-source" in said) == objected
    if objected:
        assert as_of in said["as-of-after-source"]
        assert "2024-0" in said["as-of-after-source"].split("latest source")[1]
    assert "as-of-after-source" not in told(f"value: 1 kg, kind: forecast, as_of: {as_of}, cites: {cites}")


@pytest.mark.parametrize(
    ("past", "objected"),
    [
        ("known: 2024-05-02, until: 2024-05-01", True),
        ("known: 2024-05-02, until: 2024-05-02", False),
        ("known: 2024-05, until: 2024-05-01", False),
        ("until: 2024-05-01, cites: [may]", True),
        ("until: 2024-05, cites: [may]", False),
        ("until: 2024-05-01", False),
    ],
)
def test_until__before_it_was_known(past: str, objected: bool) -> None:
    said = told(f"value: 1 kg, history: [{{value: 2 kg, {past}}}]")
    assert ("until-before-known" in said) == objected
    if objected:
        assert "2024-05-02" in said["until-before-known"]
        assert "2024-05-01" in said["until-before-known"]


@pytest.mark.parametrize(
    ("claim", "objected"),
    [
        ("kind: fact, as_of: 2025-Q4, known: 2025-09-30", True),
        ("kind: fact, as_of: 2026, known: 2025", True),
        ("kind: fact, as_of: 2025-Q4, known: 2025-10", False),
        ("kind: fact, as_of: 2025, known: 2025-03-01", False),
        ("kind: forecast, as_of: 2026, known: 2025", False),
        ("kind: fact, as_of: 2026", False),
    ],
)
def test_known__before_the_time_that_a_fact_speaks_of(claim: str, objected: bool) -> None:
    found = edition(f"claims: {{a: {{title: A, value: 1 kg, {claim}}}}}", SOURCES)
    said = [each.message for each in found.findings if each.rule == "as-of-after-known"]
    assert bool(said) == objected
    assert all("it speaks of" in each and "it is known since" in each for each in said)


@pytest.mark.parametrize(
    ("claims", "at"),
    [
        ("a: {title: A, value: 1 kg, as_of: 2024-05, history: [{value: 2 kg, as_of: 2025-03}]}", "a"),
        ("a: {title: A, value: 1 kg, as_of: 2024, history: [{value: 2 kg, as_of: 2024-03}]}", ""),
        ("a: {title: A, value: 1 kg, history: [{value: 2 kg, as_of: 2025-03}]}", ""),
        ("a: {title: A, value: 1 kg, as_of: 2025, status: superseded, superseded_by: b}\n b: {title: B, value: 2 kg, as_of: 2024}", "a"),
        ("a: {title: A, value: 1 kg, known: 2025, status: superseded, superseded_by: b}\n b: {title: B, value: 2 kg, known: 2024}", "a"),
        ("a: {title: A, value: 1 kg, as_of: 2024, status: superseded, superseded_by: b}\n b: {title: B, value: 2 kg, as_of: 2025}", ""),
    ],
)  # fmt: skip
def test_replaced__by_a_figure_of_an_earlier_time(claims: str, at: str) -> None:
    found = edition(f"claims:\n {claims}", SOURCES)
    assert [each.id for each in found.findings if each.rule == "replaced-by-older"] == [at] * bool(at)


@pytest.mark.parametrize(
    ("sources", "at"),
    [
        ("old: {title: Old, issued: 2024-05, relies_on: [new]}, new: {title: New, issued: 2024-06}", "old"),
        ("old: {title: Old, issued: 2024-05, relies_on: [new]}, new: {title: New, issued: 2024}", ""),
        ("old: {title: Old, relies_on: [new]}, new: {title: New, issued: 2024-06}", ""),
        (
            "old: {title: Old, issued: 2024-05}, new: {title: New, issued: 2024-06, accessed: 2024-05-30}",
            "new",
        ),
        ("old: {title: Old, issued: 2024-05}, new: {title: New, issued: 2024-06, accessed: 2024-06-01}", ""),
    ],
)
def test_origin__that_appeared_later(sources: str, at: str) -> None:
    found = edition("claims: {a: {title: A, value: 1 kg, cites: [old, new]}}", f"sources: {{{sources}}}")
    assert [each.id for each in found.findings if each.rule == "later-origin"] == [at] * bool(at)


@pytest.mark.parametrize(
    ("source", "via", "objected"), [("june", "may", True), ("may", "june", False), ("undated", "may", False)]
)
def test_origin__that_appeared_after_what_it_was_read_in(source: str, via: str, objected: bool) -> None:
    found = edition(
        f"claims: {{a: {{title: A, value: 1 kg, cites: [{{source: {source}, via: {via}}}]}}}}", SOURCES
    )
    assert bool([each for each in found.findings if each.rule == "later-origin"]) == objected
