"""On whose word: grades, origins, and the shares of uncertainty."""

from __future__ import annotations

import pytest

from small import edition
from whence.judge import evidence

SOURCES = "sources: {wire: {title: W}, paper: {title: P}, meter: {title: M}}"
BASE = """
    terms:
      word: {title: Word, cites: [paper], senses: {one: {value: 1, cites: [meter]}, two: 2}}
    choices:
      which: {title: Which, term: word}
    claims:
      read: {title: Read, value: 10 ± 3 kW, cites: [meter]}
      told: {title: Told, value: 10 ± 2 kW, cites: [{source: wire, via: paper}]}
      nameless: {title: Nameless, value: 3 kW, cites: [{source: unstated, via: paper}]}
      denied: {title: Denied, value: 3 kW, cites: [{source: wire, stance: contradicts}]}
      bare: {title: Bare, value: 10 ± 1 kW}
      invented: {title: Invented, value: 3 kW, cites: [nobody]}
      hearsay: {title: Hearsay, value: 3 kW, cites: [{source: nobody, via: paper}]}
      rumour: {title: Rumour, value: 3 kW, cites: [{source: nobody, via: somebody}]}
      misread: {title: Misread, value: 3 kW, cites: [{source: wire, via: somebody}]}
      sum: {title: Sum, formula: a + b + c + 5 * d, inputs: {a: read, b: told, c: bare, d: 1 kW}, cites: [paper]}
      both: {title: Both, formula: s * k, inputs: {s: sum, k: which}}
"""


@pytest.fixture(scope="module")
def found():
    return edition(BASE, SOURCES)


@pytest.mark.parametrize(
    ("id", "grade"),
    [
        ("read", "first-hand"),
        ("told", "second-hand"),
        ("nameless", "second-hand"),
        ("denied", "uncited"),
        ("bare", "uncited"),
        ("invented", "uncited"),
        ("hearsay", "second-hand"),
        ("rumour", "uncited"),
        ("misread", "uncited"),
        ("sum#d", "uncited"),
        ("word#one", "first-hand"),
        ("word#two", "first-hand"),
    ],
)
def test_grade__goes_by_who_was_read(found, id: str, grade: str) -> None:
    assert evidence.grade(found.base, id) == grade


def test_rests_on__names_every_leaf_once_and_the_distinct_origins(found) -> None:
    under = evidence.rests_on(found.base, "both")
    assert set(under.leaves) == {"read", "told", "bare", "sum#d", "word#one", "word#two"}
    assert set(under.first_hand) == {"read", "word#one", "word#two"}
    assert under.second_hand == ("told",)
    assert set(under.uncited) == {"bare", "sum#d"}
    # what was read on the way (paper) is no origin of `told`; it is one of the term
    assert under.origins == ("meter", "paper", "wire")


@pytest.mark.parametrize("id", ["invented", "hearsay", "rumour"])
def test_rests_on__a_source_that_nobody_knows_is_no_origin(found, id: str) -> None:
    assert evidence.rests_on(found.base, id).origins == ()
    assert any(each.rule == "unknown-source" and each.id == id for each in found.findings)


def test_rests_on__a_choice_is_on_the_word_of_what_it_cites_itself() -> None:
    found = edition(
        """
        claims:
          small: {title: Small, value: 2 g, kind: assumption, why: so}
          large: {title: Large, value: 3 g, cites: [wire]}
          tea: {title: Tea, formula: 2 * s, inputs: {s: spoon}}
        terms: {word: {title: Mug, senses: {big: 5 g, little: 2 g}}}
        choices:
          spoon: {title: Spoon, options: {small: small, large: large}, cites: [paper]}
          mug: {title: Mug, term: word, cites: [{source: paper, at: page 3}]}
          bare: {title: Bare, term: word}
        """,
        SOURCES,
    )
    under = {id: evidence.rests_on(found.base, id) for id in ("spoon", "mug", "bare", "tea")}
    assert {id: each.origins for id, each in under.items()} == {
        "spoon": ("paper", "wire"),
        "mug": ("paper",),
        "bare": (),
        "tea": ("wire",),
    }
    assert len(under["mug"].uncited) == 2


def test_shares__are_the_ratios_of_variances(found) -> None:
    shares = evidence.shares(found.base, found.values, found.settled, "sum")
    assert [each.id for each in shares] == ["read", "told", "bare"]
    for share, expected in zip(shares, (9 / 14, 4 / 14, 1 / 14), strict=True):
        assert share.share == pytest.approx(expected, abs=0.02)
    assert [each.grade for each in shares] == ["first-hand", "second-hand", "uncited"]


def test_shares__an_open_choice_has_its_own(found) -> None:
    shares = {
        each.id: each.share for each in evidence.shares(found.base, found.values, found.settled, "both")
    }
    assert max(shares, key=lambda each: shares[each]) == "which"
    assert sum(shares.values()) <= 1 + 1e-9


def test_shares__what_goes_together_is_told_once() -> None:
    found = edition("""
        claims:
          a: {title: A, value: 10 ± 3 kW}
          b: {title: B, value: 10 ± 3 kW, moves_with: [a]}
          sum: {title: Sum, formula: a + b, inputs: {a: a, b: b}}
    """)
    shares = evidence.shares(found.base, found.values, found.settled, "sum")
    assert [(each.id, each.along, each.named()) for each in shares] == [("a", ("b",), "a, with b")]
    assert shares[0].share == pytest.approx(1, abs=0.03)


def test_shares__of_an_exact_number_are_none(found) -> None:
    assert evidence.shares(found.base, found.values, found.settled, "nameless") == ()
