"""The two times: what a figure speaks of, and since when it is known; the past is rebuilt by the second alone."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from small import edition, point, rules
from whence.account import news
from whence.account.news import News, Request
from whence.files import knowledge, reader
from whence.files.records import Records
from whence.language.problems import Refused
from whence.language.values import days

# --- since when ------------------------------------------------------------------------------------------------

SOURCES = """
    sources:
      deck: {title: Deck, issued: 2026-01-20, aliases: [slides]}
      essay: {title: Essay, issued: 2024-03}
      blog: {title: Blog, issued: 2024-09-09}
      wiki: {title: Wiki}
"""


@pytest.mark.parametrize(
    ("claim", "since"),
    [
        ("value: 1 kg, as_of: 2025-Q4, cites: [deck]", "2026-01-20"),
        ("value: 1 kg, as_of: 2030, kind: forecast, cites: [essay]", "2024-03-31"),
        ("value: 1 kg, as_of: 2025-Q4, cites: [slides]", "2026-01-20"),
        ("value: 1 kg, cites: [deck, essay]", "2024-03-31"),
        ("value: 1 kg, cites: [{source: deck, via: essay}]", "2026-01-20"),
        ("value: 1 kg, cites: [{source: wiki, via: blog}]", "2024-09-09"),
        ("value: 1 kg, cites: [{source: unstated, via: blog}, {source: wiki, via: essay}]", "2024-03-31"),
        ("value: 1 kg, known: 2025, cites: [deck]", "2025-12-31"),
        ("value: 1 kg, cites: [essay], history: [{value: 2 kg, until: 2025-05-05}]", "2025-05-05"),
        ("value: 1 kg, known: 2025-06, history: [{value: 2 kg, until: 2025-05-05}]", "2025-06-30"),
        ("value: 1 kg, as_of: 2025, cites: [wiki]", ""),
        ("formula: 2 * x, inputs: {x: 3 kg}, unit: kg, cites: [blog]", "2024-09-09"),
    ],
)
def test_known__from_the_day_on_and_not_the_day_before(claim: str, since: str) -> None:
    text = f"claims: {{a: {{title: A, {claim}}}}}"
    if not since:
        assert "a" in edition(text, SOURCES, known_on="1900-01-01").summaries
        return
    eve = (datetime.date.fromisoformat(since) - datetime.timedelta(days=1)).isoformat()
    before, then = (edition(text, SOURCES, known_on=day) for day in (eve, since))
    assert "a" in then.summaries
    if "history" in claim:
        assert (point(before, "a"), point(then, "a")) == (2, 1)
    else:
        assert "a" not in before.summaries
    assert rules(before, least="error") == rules(then, least="error") == []


def test_known__a_month_counts_from_its_last_day_and_takes_one_to_ask() -> None:
    text = "claims: {a: {title: A, value: 1 kg, known: 2025-03}}"
    assert "a" not in edition(text, known_on="2025-03-30").summaries
    assert "a" in edition(text, known_on="2025-03").summaries


def test_known__what_a_value_speaks_of_comes_back_with_it() -> None:
    text = "claims: {a: {title: A, value: 3 kg, as_of: 2022, history: [{value: 2 kg, as_of: 2021, until: 2023-05-05}]}}"
    then = edition(text, known_on="2023-05-04").base.records.claims["a"]
    assert (then.value, then.as_of, then.history) == ("2 kg", "2021", ())


# --- the latest ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "two", "takes"),
    [
        ("as_of: 2025-Q1", "as_of: 2025-12-31", 2),
        ("as_of: 2025-12-31", "as_of: 2025-Q1", 1),
        ("as_of: 2025", "as_of: 2025-Q3", 1),
        ("as_of: 2024-07 to 2025-06", "as_of: 2025-05-30", 1),
        ("as_of: 2025, known: 2026-02-01", "as_of: 2025, known: 2026-01-01", 1),
        ("as_of: 2025-Q4, known: 2026-01-01", "as_of: 2025-10 to 2025-12, known: 2026-01-02", 2),
        ("known: 2025-03-01", "as_of: 2025-02, known: 2025-04-01", 1),
        ("as_of: 2025-02", "known: 2025-03-01", 2),
        ("as_of: 2030, kind: forecast", "as_of: 2024", 2),
        ("as_of: 2030, kind: forecast", "as_of: 2029, kind: forecast", 1),
        ("as_of: 2020, known: 2026-02-02", "as_of: 2022, known: 2023-01-01", 2),
    ],
)
def test_latest__is_of_the_latest_time_then_the_latest_known(one: str, two: str, takes: int) -> None:
    text = f"""
        quantities: {{q: {{title: Q, take: latest, unit: kg}}}}
        claims:
          a: {{title: A, value: 1 kg, of: q, {one}}}
          b: {{title: B, value: 2 kg, of: q, {two}}}
    """
    found = edition(text)
    assert point(found, "q") == takes
    assert "latest-tied" not in rules(found)


@pytest.mark.parametrize(("value", "tied"), [("2 kg", True), ("1 kg", False), ("1000 g", False)])
def test_latest__a_tie_of_different_values_is_a_finding(value: str, tied: bool) -> None:
    text = f"""
        quantities: {{q: {{title: Q, unit: kg}}}}
        claims:
          a: {{title: A, value: 1 kg, of: q, as_of: 2025-Q4}}
          b: {{title: B, value: {value}, of: q, as_of: 2025-10 to 2025-12}}
          c: {{title: C, value: 9 kg, of: q, as_of: 2024}}
    """
    assert ("latest-tied" in rules(edition(text))) == tied


OLD = """
    quantities: {{q: {{title: Q, {}}}, e: {{title: Empty}}}}
    claims:
      new: {{title: New, value: 5 kg, of: q, known: 2026-01-01, aliases: [newer]}}
      old: {{title: Old, value: 6 kg, of: q{}}}
"""


@pytest.mark.parametrize("name", ["new", "newer"])
def test_known__a_later_claim_by_any_of_its_names_is_no_mistake(name: str) -> None:
    text = OLD.format(f"take: {name}", f", status: superseded, superseded_by: {name}, moves_with: [{name}]")
    then = edition(text, known_on="2025-06-01")
    assert point(then, "q") == 6
    assert [(each.rule, each.id) for each in then.findings if each.severity == "error"] == [
        ("unknown-take", "e")
    ]


def test_known__a_quantity_that_never_had_a_claim_is_told_of_on_every_day() -> None:
    """One that had none yet is not: anything later anywhere kept both silent."""
    text = OLD.format("unit: kg", ", known: 2024-01-01")
    for day, empty in (("2023-01-01", ["e"]), ("2025-01-01", ["e"]), ("2026-06-01", ["e"])):
        found = edition(text, known_on=day).findings
        assert [each.id for each in found if each.rule == "unknown-take"] == empty


@pytest.mark.parametrize("day", ["2023-01-01", "2025-01-01"])
def test_known__a_take_that_names_nothing_is_told_of_on_every_day_with_claims(day: str) -> None:
    found = edition(OLD.format("take: never", ""), known_on=day)
    assert "q" in [each.id for each in found.findings if each.rule == "unknown-take"]


def test_quantity__is_a_series_where_it_is_written() -> None:
    text = (
        "quantities: {a: {title: A}, b: {title: B, take: latest}, c: {title: C, take: weighted, over: time}}"
    )
    found = edition(text).base.records.quantities
    assert {id: each.series for id, each in found.items()} == {"a": False, "b": True, "c": True}
    assert {id: each.taken for id, each in found.items()} == {"a": "latest", "b": "latest", "c": "weighted"}


# --- no edit changes what was known before it ------------------------------------------------------------------

BASE: dict[str, str | bytes] = {
    "claims/a.yaml": b"""\
quantities: {q: {title: Q, unit: kg}}
choices:
  k: {title: K, options: {one: 1, two: 2}}
claims:
  plain: {title: Plain, value: 1 kg, of: q, as_of: 2023, cites: [s]}
  other: {title: Other, value: 2 kg, of: q, known: 2024-02, cites: [u]}
  sum:
    title: Sum
    formula: x + y
    inputs: {x: plain, y: other}
    unit: kg
    stated: 3 kg
    cites: [s]
  bound: {title: Bound, value: "at least 3 kg", taken_as: 5 kg, why: It is said to be more}
  parts:
    title: Parts
    value: 100 \xc2\xb1 5 kg
    errors: {stat: 3 kg, sys: 4 kg}
    cites:
      - {source: u, via: s, at: page 3}
  gone: {title: Gone, missing: the page ends here}
""",
    "sources/a.yaml": "sources: {s: {title: S, issued: 2024-01-05}, u: {title: U}, n: {title: N, issued: 2025-03}}",
}
CLAIMS = ("plain", "other", "sum", "bound", "parts", "gone")
DATES = ("2023-06-01", "2024-01-05", "2024-02", "2024-11-30", "2025-03", "2025-Q3", "2026-02-02")
ASKED = sorted(
    {*(days.parse(each).end for each in DATES), "2020-01-01", "2024-02-15", "2025-01-01", "2025-08-08"}
)  # type: ignore[union-attr]
FIGURES: tuple[dict[str, str], ...] = (
    {"value": "7 kg"},
    {"value": "8 to 9 kg", "as_of": "2024-01 to 2024-06"},
    {"value": "at most 4 kg", "taken_as": "3 kg"},
    {"formula": "2 * z"},
)
OTHERS: tuple[tuple[str, dict[str, str]], ...] = (
    ("plain", {"status": "disputed"}),
    ("plain", {"status": "current"}),
    ("other", {"status": "retracted"}),
    ("bound", {"taken_as": "6 kg"}),
    ("parts", {"as_of": "2022"}),
    ("sum", {"stated": "4 kg", "title": "The sum"}),
    ("k", {"prefer": "one"}),
    ("k", {"prefer": "two"}),
    ("q", {"take": "plain"}),
    ("q", {"take": "weighted"}),
)


def figure(id: str, fields: dict[str, str]) -> Request:
    return Request(id, fields, {"z": "other"} if "formula" in fields and id != "other" else {}, why="news")


REQUESTS = st.one_of(
    st.builds(figure, st.sampled_from(CLAIMS), st.sampled_from(FIGURES)),
    st.sampled_from([Request(id, fields, why="news") for id, fields in OTHERS]),
    st.just(Request("other", {"status": "superseded"}, superseded_by="plain", why="news")),
)
STEPS = st.lists(st.tuples(REQUESTS, st.sampled_from(DATES), st.sampled_from("sun")), min_size=1, max_size=5)
PROSE = ("why", "because", "note")


def state(records: Records, day: str) -> dict[str, Any]:
    """What counts in the records as they were known on a day: all but histories, prose and where `known` is written."""
    then = knowledge.known(records, day)
    found: dict[str, Any] = {}
    for section in ("claims", "quantities", "choices", "checks"):
        for id, record in then.of(section).items():
            kept = {
                name: each for name, each in vars(record).items() if name not in ("history", "known", *PROSE)
            }
            found[id] = kept
    return found


@settings(max_examples=120, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(STEPS)
def test_known__every_day_before_an_edit_is_as_it_was(steps: list[tuple[Request, str, str]]) -> None:
    files = dict(BASE)
    done = 0
    for request, date, source in steps:
        before = reader.read(files)
        try:
            texts = {path: each if isinstance(each, bytes) else each.encode() for path, each in files.items()}
            files = {**files, **news.edited(before, texts, News("news", date, source, (request,)))}
        except Refused:
            continue
        done += 1
        after = reader.read(files)
        assert not after.findings
        day = knowledge.last_day(date)
        for asked in ASKED:
            if knowledge.last_day(asked) < day:
                assert state(after, asked) == state(before, asked), (request, date, asked)
    assume(done)


@settings(max_examples=60, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(STEPS)
def test_update__keeps_until_after_known_and_the_present_the_latest_known(
    steps: list[tuple[Request, str, str]],
) -> None:
    files = dict(BASE)
    for request, date, source in steps:
        before = reader.read(files)
        texts = {path: each if isinstance(each, bytes) else each.encode() for path, each in files.items()}
        try:
            files = {**files, **news.edited(before, texts, News("news", date, source, (request,)))}
        except Refused:
            continue
    records = reader.read(files)
    for claim in records.claims.values():
        *older, present = knowledge.versions(knowledge.issued(records), claim)
        for each in older:
            since, until = each.since, days.covered(each.until)
            assert until
            assert since is None or since.first <= until.last
            assert present.since is None or present.since.last >= until.first


@pytest.mark.parametrize(
    ("old", "new", "then"), [("one", "two", "one"), ("gone", "two", "two"), ("one", "other", "two")]
)
def test_known__a_preference_is_put_back_where_the_choice_has_it_and_the_news_is_what_stands(
    old: str, new: str, then: str
) -> None:
    edit = f"edits: [{{id: c, field: prefer, old: {old}, new: {new}}}]"
    records = reader.read(
        {
            "claims/a.yaml": f"""
choices: {{c: {{title: C, options: {{one: 1 kg, two: 2 kg}}, prefer: two, because: So}}}}
changes: {{n: {{title: N, date: 2025-06-01, {edit}}}}}
"""
        }
    )
    assert knowledge.known(records, "2025-01-01").choices["c"].prefer == then
    assert knowledge.known(records, "2025-07-01").choices["c"].prefer == "two"
