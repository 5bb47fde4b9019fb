"""One mistake, one message: whatever in a base is broken, it is told once, and nothing that follows from it."""

from __future__ import annotations

import re

import pytest

from small import edition
from whence.judge.assemble import assemble

CLAIMS = """
units:
  GB200: {title: GB200, term: gb200}
  crate: {title: Crate, equals: 1000 kg}
  ship: {title: Ship, equals: 500 crate}
terms:
  gb200:
    title: GB200
    words: [GB200s]
    senses: {chip: 1 chip/GB200, superchip: 2 chip/GB200}
choices:
  what:
    title: What the post counts
    term: gb200
    prefer: chip
    because: It says so.
quantities:
  height:
    title: Height
    take: latest
claims:
  cargo: {title: Cargo, value: 3 ship, kind: illustration}
  load: {title: Load, formula: each * n, inputs: {each: 12 crate/ship, n: cargo}, unit: crate}
  order:
    title: Order
    value: 16K GB200
    as_of: 2025
    cites: [{source: post, excerpt: 16K GB200s}]
  chips:
    title: Chips
    formula: n * sense
    inputs: {n: order, sense: what}
    unit: chip
    stated: 16K chip
  power:
    title: Power
    formula: chips * each
    inputs: {chips: chips, each: 1.5 kW/chip}
    unit: MW
  first:
    title: First
    value: 100 ± 1 m
    of: height
    as_of: 2024
    cites: [{source: post}]
  second:
    title: Second
    value: 101 ± 1 m
    of: height
    as_of: 2025
    cites: [{source: survey, via: post}]
checks:
  fits:
    title: It fits
    assert: power <= most
    inputs: {power: power, most: 100 MW}
"""
SOURCES = """
sources:
  post: {title: Post}
  survey: {title: Survey, relies_on: [base]}
  base: {title: Base}
"""

# What is written, what is written instead, and the one finding: its rule and the record.
BROKEN = [
    ("value: 16K GB200\n", "value: sixteen GB200\n", "bad-value", "order"),
    ("value: 16K GB200\n", "value: 16K GB20O\n", "unknown-unit", "order"),
    ("value: 16K GB200\n", "value: 16K GB200\n    vlaue: 3\n", "unknown-key", "order"),
    ("value: 16K GB200\n", "note: nothing\n", "value-or-formula", "order"),
    ("    title: Order\n", "", "missing-field", "order"),
    (
        "as_of: 2025\n    cites: [{source: post, e",
        "as_of: 2025-13\n    cites: [{source: post, e",
        "bad-date",
        "order",
    ),
    ("source: post, excerpt", "source: psot, excerpt", "unknown-source", "order"),
    (
        "16K GB200s}]\n",
        "16K GB200s}]\n    history: [{value: 15K GB200, until: 2025-02, cites: [{source: psot}]}]\n",
        "unknown-source",
        "order",
    ),
    ("formula: n * sense", "formula: n * * sense", "bad-formula", "chips"),
    ("formula: n * sense", "formula: n * snese", "undeclared-name", "chips"),
    ("formula: n * sense", "formula: foo(n) * sense", "unknown-function", "chips"),
    ("formula: n * sense", "formula: n + sense", "unit-mismatch", "chips"),
    ("formula: n * sense", "formula: sqrt(0 - n/n) * sense * n", "not-finite", "chips"),
    ("sense: what}", "sense: waht}", "unknown-input", "chips"),
    ("{n: order", "{n: oder", "unknown-input", "chips"),
    ("unit: chip\n", "unit: kW\n", "unit-mismatch", "chips"),
    ("unit: chip\n", "unit: chpi\n", "unknown-unit", "chips"),
    ("stated: 16K chip", "stated: 16Q chip", "bad-value", "chips"),
    ("stated: 16K chip", "stated: 16K kg", "unit-mismatch", "chips"),
    ("each: 1.5 kW/chip", "each: 1.5 kW/chpi", "unknown-unit", "power"),
    ("{chips: chips, each", "{chips: power, each", "cycle", "power"),
    ("formula: chips * each", "value: 3 MW\n    formula: chips * each", "value-or-formula", "power"),
    ("of: height\n    as_of: 2024", "of: hight\n    as_of: 2024", "unknown-quantity", "first"),
    ("  first:\n", "  First one:\n", "bad-id", "First one"),
    ("  first:\n", "  second:\n", "duplicate-id", "second"),
    ("value: 101 ± 1 m", "value: 101 ± ± m", "bad-value", "second"),
    ("via: post", "via: psot", "unknown-source", "second"),
    ("take: latest", "take: secnd", "unknown-take", "height"),
    ("take: latest", "tkae: latest", "unknown-key", "height"),
    ("term: gb200\n    prefer", "term: gb20\n    prefer", "unknown-term", "what"),
    ("prefer: chip", "prefer: chp", "unknown-option", "what"),
    ("prefer: chip", "perfer: chip", "unknown-key", "what"),
    ("chip: 1 chip/GB200", "chip: 1 chp/GB200", "unknown-unit", "gb200"),
    ("chip: 1 chip/GB200", "chip: one chip", "bad-value", "gb200"),
    ("superchip: 2 chip/GB200", "superchip: 2 kg/GB200", "unit-mismatch", "what"),
    ("senses: {", "sneses: {", "unknown-key", "gb200"),
    ("GB200, term: gb200", "GB200, term: gb20", "unknown-term", "GB200"),
    ("{title: GB200, term", "{titel: GB200, term", "unknown-key", "GB200"),
    ("equals: 1000 kg", "equals: 1000 kgg", "unknown-unit", "crate"),
    ("title: Crate", "titel: Crate", "unknown-key", "crate"),
    ("equals: 500 crate", "equals: 500 crtae", "unknown-unit", "ship"),
    ("assert: power <= most", "assert: power <= mst", "undeclared-name", "fits"),
    ("assert: power <= most", "assert: power", "unit-mismatch", "fits"),
    ("power: power, most", "power: pwer, most", "unknown-input", "fits"),
    ("most: 100 MW", "most: 100 chip", "unit-mismatch", "fits"),
    ("most: 100 MW", "most: 100 WM", "unknown-unit", "fits"),
    ("{title: Post}", "{titel: Post}", "unknown-key", "post"),
    ("{title: Post}", "{title: Post, issued: 2025-99}", "bad-date", "post"),
    ("relies_on: [base]", "relies_on: [bsae]", "unknown-source", "survey"),
    ("{title: Survey,", "{title: Survey, type: rumour,", "bad-field", "survey"),
    ("{title: Base}", "{title: [Base}", "bad-yaml", ""),
    ("  base: {title: Base}\n", "  base: {title: Base}\n  base: {title: Base}\n", "duplicate-id", "base"),
]


def told(claims: str, sources: str) -> list[tuple[str, str]]:
    found = assemble({"claims/a.yaml": claims, "sources/s.yaml": sources}, today="2026-01-01")
    return [(each.rule, each.id) for each in found.findings]


def test_findings__the_base_of_this_gallery_is_clean() -> None:
    assert told(CLAIMS, SOURCES) == []


@pytest.mark.parametrize(("right", "wrong", "rule", "id"), BROKEN, ids=lambda text: text.strip()[:40])
def test_findings__one_mistake_is_told_once(right: str, wrong: str, rule: str, id: str) -> None:
    assert (CLAIMS + SOURCES).count(right) >= 1
    assert told(CLAIMS.replace(right, wrong, 1), SOURCES.replace(right, wrong, 1)) == [(rule, id)]


def test_findings__a_check_that_cannot_be_judged_leaves_no_choice_open() -> None:
    open_choice = CLAIMS.replace("    prefer: chip\n    because: It says so.\n", "")
    settled = open_choice.replace("most: 100 MW}", "most: 30 MW}\n    on_fail: rule-out")
    assert ("sense-open", "what") in told(open_choice, SOURCES)
    assert "sense-open" not in {rule for rule, _ in told(settled, SOURCES)}
    for wrong in ("assert: power < = most", "assert: power <= mst", "assert: power + most"):
        (found,) = told(settled.replace("assert: power <= most", wrong), SOURCES)
        assert found[1] == "fits"


def test_findings__a_second_mistake_elsewhere_is_told_too() -> None:
    claims = CLAIMS.replace("16K GB200\n", "sixteen GB200\n").replace("take: latest", "take: secnd")
    assert told(claims, SOURCES) == [("unknown-take", "height"), ("bad-value", "order")]


def test_findings__a_conflict_stays_where_the_record_has_its_number() -> None:
    """A source that is misspelt says nothing of the figures."""
    claims = CLAIMS.replace("stated: 16K chip", "stated: 40K chip\n    cites: [{source: psot}]")
    assert {("unknown-source", "chips"), ("recomputed-differs", "chips")} == set(told(claims, SOURCES))


def test_check__a_source_that_is_not_there_is_told_wherever_it_is_cited() -> None:
    claims = """
        terms: {lot: {title: Lot, senses: {small: {value: 2 t, cites: [nobody]}, large: {value: 3 t, cites: [{source: post, via: none}]}}}}
        choices:
          what: {title: What, term: lot}
          side: {title: Side, options: {port: {value: 1 m, cites: [noone]}}}
        claims:
          a: {title: A, value: 3 m, cites: [post], history: [{value: 2 m, until: 2024, cites: [{source: post, via: nil}]}]}"""
    found = edition(claims, "sources: {post: {title: Post}}")
    wrong = [each for each in found.findings if each.rule == "unknown-source"]
    assert sorted((each.id, re.findall("`(.*?)`", each.message)[0]) for each in wrong) == [
        ("a", "nil"), ("lot", "nobody"), ("lot", "none"), ("side", "noone"),
    ]  # fmt: skip
    assert len({each.place for each in wrong}) == 4
