"""How the options of a choice stand, and how the senses of a term convert."""

from __future__ import annotations

import pytest

from small import edition
from whence.account import choices

BASE = """
units: {GB200: {title: GB200, term: gb200}}
terms: {gb200: {title: GB200, senses: {chip: 1 chip/GB200, superchip: 2 chip/GB200, rack: 72 chip/GB200}}}
choices: {what: {title: What it counts, term: gb200MORE}}
claims:
  order: {title: Order, value: 10K GB200, kind: illustration}
  chips: {title: Chips, formula: n * sense, inputs: {n: order, sense: what}, unit: chip}
checks:
  fits: {title: It fits, assert: chips <= most, inputs: {chips: chips, most: 100K chip}, on_fail: rule-out}
"""


@pytest.mark.parametrize(
    ("more", "standings"),
    [
        ("", {"chip": "possible", "superchip": "possible", "rack": "ruled out"}),
        # weighed by credences both are left, and none is settled on
        (
            ", credence: {chip: 60%, superchip: 30%, rack: 10%}",
            {"chip": "possible", "superchip": "possible", "rack": "ruled out"},
        ),
        (", only: [chip, rack]", {"chip": "settled", "rack": "ruled out"}),
        (
            ", prefer: superchip, because: It says so.",
            {"chip": "not preferred", "superchip": "preferred", "rack": "ruled out"},
        ),
        (
            ", prefer: rack, because: It says so.",
            {"chip": "possible", "superchip": "possible", "rack": "ruled out"},
        ),
    ],
)
def test_standing__by_the_checks_then_by_preference(more: str, standings: dict[str, str]) -> None:
    found = edition(BASE.replace("MORE", more))
    assert {name: choices.standing(found, "what", name) for name in standings} == standings
    assert choices.ruled_out_by(found, "what") == ["fits"]
    assert choices.of_term(found, "gb200") == ["what"]


def test_conversions__how_many_of_each_make_one() -> None:
    found = choices.conversions(edition(BASE.replace("MORE", "")), "gb200")
    assert found["rack"] == pytest.approx((72, 36, 1))
    assert found["chip"] == pytest.approx((1, 0.5, 1 / 72))


def test_conversions__none_between_senses_of_two_dimensions() -> None:
    text = BASE.replace("MORE", ", only: [chip]").replace("rack: 72 chip/GB200", "rack: 120 kW/GB200")
    assert choices.conversions(edition(text), "gb200") == {}
