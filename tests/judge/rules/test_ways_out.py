"""Ways out that messages name: each is followed here to the letter, and leads out."""

from __future__ import annotations

import re

import pytest

from small import edition, rules
from whence.account import sweeps
from whence.cli.text import accounts, cards
from whence.judge import rivalry
from whence.judge.assemble import Edition

QUOTED = re.compile(r'[`"]([^`"]+)[`"]')


def hints(found: Edition) -> list[str]:
    return [hint for each in found.findings if each.severity == "error" for hint in each.hints]


@pytest.mark.parametrize(
    ("relation", "way"),
    [
        ("low < it < high", "low < it and it < high"),
        ("low <= it / 2 < high + 1", "low <= it / 2 and it / 2 < high + 1"),
        ("low < it < high <= top", "low < it and it < high and high <= top"),
    ],
)
def test_chain__is_written_out_with_the_operands_of_its_author(relation: str, way: str) -> None:
    base = "checks: {{c: {{title: In between, assert: '{}', inputs: {{low: 1, it: 3, high: 4, top: 5}}}}}}"
    if "top" not in relation:
        base = base.replace(", top: 5", "")
    (told,) = hints(edition(base.format(relation)))
    assert told == f"write `{way}`"
    assert rules(edition(base.format(way)), least="error") == []


@pytest.mark.parametrize(
    ("value", "way"),
    [
        ("8 to 9 kEUR", "8 to 9 thousand EUR"),
        ("8 to 9 MUSD", "8 to 9 million USD"),
        ("1 in 1000 /year", "0.001/year"),
    ],
)
def test_value__is_told_as_it_is_read(value: str, way: str) -> None:
    base = "claims: {{it: {{title: It, value: {}}}}}"
    (told,) = hints(edition(base.format(value)))
    assert told == f'write "{way}"'
    assert rules(edition(base.format(way)), least="error") == []


def test_unit__of_money_in_thousands_equals_so_much_of_it() -> None:
    base = "claims: {it: {title: It, value: 3000 EUR, unit: kEUR}}"
    (told,) = hints(edition(base))
    definition = told.partition("of the base: ")[2]
    found = edition(f"units: {{{definition}}}\n{base}")
    assert rules(found, least="error") == []
    assert "3 kEUR" in cards.card(found, "it", False)


def test_number__that_is_needed_as_a_date_is_told_how_a_year_is_written() -> None:
    base = """
        claims:
          built: {{title: When it was built, value: {}}}
          burnt: {{title: When it burnt down, value: 2001-03-04}}
          stood: {{title: How long it stood, formula: b - a, inputs: {{a: built, b: burnt}}}}
    """
    (told,) = hints(edition(base.format("1203 to 1205")))
    ways = QUOTED.findall(told)
    assert ways == ["year 1203", "year 1203 to year 1205"]
    for way in ways:
        assert rules(edition(base.format(way)), least="error") == []


def test_steps__in_per_cent_of_a_growth_are_read_and_other_units_are_told() -> None:
    found = edition("claims: {g: {title: Growth, value: 2 to 4% per year}}")
    wanted = ("2 % per year", "5 % per year", "8 % per year")
    assert sweeps.values(found, "g", "2%..8% per year step 3%") == wanted
    assert sweeps.values(found, "g", "2%..8%/year step 3%") == tuple(
        each.replace(" per ", "/") for each in wanted
    )
    told = sweeps.values(found, "g", "2%..8% per year step 3% per month")
    assert isinstance(told, str)
    assert len(sweeps.values(found, "g", QUOTED.findall(told)[0])) == 5
    assert isinstance(sweeps.values(found, "g", "1m..5mm step 1mm"), str), (
        "a metre is no part of a millimetre"
    )


def test_stays__names_the_day_after_which_news_replaces() -> None:
    told = accounts.stays({"price": "2025-06-01"}, "2025-02-01")
    assert "give `--known` a later day than 2025-06-01" in told


def test_outside_domain__two_ends_without_a_unit_are_in_that_of_the_claim() -> None:
    found = edition("claims: {it: {title: It, value: 3 ± 0.1 m, domain: [0, 1]}}")
    (told,) = (each.message for each in found.findings if each.rule == "outside-domain")
    assert "0 m to 1 m" in told
    assert "share" not in told


def test_card__has_no_empty_brackets_where_evidence_leaves_one_number() -> None:
    found = edition("""
        choices:
          a: {title: A, options: {x: {value: 2 kg}, y: {value: 3 to 5 kg}}, credence: {x: 60%, y: 40%}}
        claims:
          n: {title: N, formula: k * a, inputs: {k: 10, a: a}, unit: kg}
          cap: {title: Cap, value: 25 to 50 kg}
        checks:
          soft: {title: N under the cap, assert: n <= c, inputs: {n: n, c: cap}, on_fail: rule-out}
    """)
    assert "[]" not in cards.card(found, "n", False)


def test_narrow_interval__of_a_series_is_about_the_time_that_is_taken() -> None:
    base = """
        quantities: {{age: {{title: Age, over: time}}}}
        claims:
          one: {{title: One of then, value: 3200 ± 40 kg, of: age, as_of: 2018}}
          two: {{title: Another of then, value: 3900 ± 40 kg, of: age, as_of: 2018}}
          now: {{title: The one of now, value: 4400 ± 40 kg, of: age, as_of: {}}}
    """
    assert "narrow-interval" not in rules(edition(base.format("2023")))
    assert "narrow-interval" in rules(edition(base.format("2018").replace("over: time", "take: now")))


def test_rivals__of_which_one_is_zero_have_no_ratio() -> None:
    found = edition("""
        quantities: {q: {title: Depth, take: one}}
        claims:
          one: {title: One, value: 0 ± 1 mm, of: q}
          two: {title: Two, value: 2 mm, of: q}
    """)
    said = rivalry.spread(found.comparisons["q"], found.unit("q"))
    assert said == "no factor tells, since one is zero"
