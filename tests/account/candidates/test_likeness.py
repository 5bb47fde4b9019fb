"""What two titles have in common, and which words tell two things apart."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.account.candidates.likeness import MOST, RAREST, Titles, folded, subject

# Titles that make the words of the examples as rare or as common as they are in a base of some size.
AROUND = (
    "Power of the mill at Ryhope", "Power of the pump at Seaham", "Cost of the pump at Seaham", "Cost of the mill",
    "Price of coal in Ryhope", "Price of wood in Seaham", "Chips in the north hall of Dalton", "Length of the pier at Roker",
    "Workers at the mine of Silksworth", "Depth of the shaft at Monkwearmouth", "Output of the works at Pallion",
    "Wages of a pitman at Easington", "Trains from Hetton in a day", "Staiths on the river below Lambton",
)  # fmt: skip


def likeness(a: str, b: str, *others: str, one: dict[str, str] | None = None) -> float:
    titles = {"a": a, "b": b, **{f"z{n}": title for n, title in enumerate((*others, *AROUND))}}
    return Titles(titles, dict.fromkeys(titles, 1), one or {}).likeness("a", "b")


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("Chips", "chip"), ("chip's", "chip"), ("chips’", "chip"), ("companies", "company"), ("glass", "glass"),
        ("gas", "gas"), ("status", "status"), ("basis", "basis"), ("raised", "rais"), ("raise", "rais"),
        ("announcing", "announc"), ("need", "need"), ("ring", "ring"), ("H100s", "h100"), ("two", "2"), ("Ten", "10"),
        ("Daily", "day"), ("annual", "year"),
    ],
)  # fmt: skip
def test_folded__a_word_is_its_stem(word: str, stem: str) -> None:
    assert folded(word) == stem


@pytest.mark.parametrize(
    ("title", "words", "names", "measure", "behind"),
    [
        ("Power of the site, by the permit", "power site", "", "power", "permit"),
        ("Power of the site (permit)", "power site", "", "power", "permit"),
        ("Power of the site: what the meter says", "power site", "", "power", "meter say"),
        ("Power of the site from the second permit", "power site", "", "power", "second permit"),
        ("Power of the site as the owner puts it", "power site", "", "power", "owner put"),
        ("Chips at Dalton in 2025", "chip dalton 2025", "dalton 2025", "chip", ""),
        ("Number of chips at Dalton", "chip dalton", "dalton", "chip", ""),
        ("Share of inactive experts at 1:8 sparsity", "shar inactiv expert 1:8 sparsity", "1:8", "shar", ""),
        ("Training compute of GPT-4.5", "train comput gpt 4.5", "gpt 4.5", "train comput", ""),
    ],
)
def test_subject__of_a_title(title: str, words: str, names: str, measure: str, behind: str) -> None:
    found = subject(title)
    assert (found.words, found.names) == (set(words.split()), set(names.split()))
    assert (found.measure, found.behind) == (set(measure.split()), set(behind.split()))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Power of the site at Dalton", "Power of the site at Dalton"),
        ("Power of the site at Dalton, by the permit", "Power of the site at Dalton, by the meter"),
        ("Power of the site at Dalton", "Powers of Dalton's sites"),
        ("Number of chips at Dalton", "Chips at Dalton"),
        ("Chips at Dalton in 2025", "Chips at Dalton in 2025 from the owner's announcement"),
    ],
)
def test_likeness__is_whole_for_the_same_head(a: str, b: str) -> None:
    assert likeness(a, b) == pytest.approx(1)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Power of the site at Dalton", "Power of the whole site at Dalton in 2025"),
        ("Compute that the firm has access to by the end of 2025", "Compute of the firm by the end of 2025"),
        ("Training compute of Grok 3 and GPT-4.5", "Training compute that GPT-4.5 stands for"),
        ("Crossings a day", "Daily crossings of the ferry"),
    ],
)
def test_likeness__is_partial_where_one_says_more(a: str, b: str) -> None:
    assert 0.4 < likeness(a, b) < 1


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Price of input tokens at Dalton", "Price of output tokens at Dalton"),  # one word for another
        ("Chips at Dalton in 2025", "Chips at Dalton by the end of 2026"),  # a number for another
        ("Power of the site at Dalton", "Power of the great site at Roker"),  # a name for another
        ("Samples with which it overtakes on one sum", "Samples with which it overtakes on ten sums at once"),
        ("Share of the power that is used", "Share of the power that is not used"),  # a negation
        (
            "Power of the site at Dalton",
            "Cost of the power at the site of Dalton",
        ),  # something else is measured
        ("Power of the mill", "Length of the pier"),
    ],
)
def test_likeness__is_none_where_a_word_tells_two_things_apart(a: str, b: str) -> None:
    assert likeness(a, b) == 0


def test_likeness__words_that_tell_other_titles_apart_tell_these_apart_too() -> None:
    a, b = (
        "Price of input tokens of the large model at Dalton",
        "Price of output tokens of the new model at Dalton",
    )
    assert likeness(a, b) > 0.5
    pair = ("Cost of input tokens at Roker", "Cost of output tokens at Roker")
    assert likeness(a, b, *pair) == 0
    # not if an author has said that those two are one thing
    assert likeness(a, b, *pair, one={"z0": "cost", "z1": "cost"}) > 0.5


def test_complements__a_title_and_its_negation() -> None:
    titles = {
        "a": "Share of costs that is wages",
        "b": "Share of costs that is not wages",
        "c": "Share of costs",
    }
    assert Titles(titles, dict.fromkeys(titles, 1), {}).complements == {("a", "b")}


def test_subject__of_a_title_without_end_no_more_is_read_than_a_reader_would() -> None:
    for part in ("as ", "from the report ", "a.b", "1:2", "’s ", ", ", "( "):
        assert len(subject("Power of the site " + part * 100_000).order) < 160


# --- laws

SAID = "power cost site hall Dalton Roker 2025 2026 input output first not chips token"
WORDS = st.sampled_from(SAID.split())
TITLES = st.lists(st.lists(WORDS, min_size=1, max_size=RAREST).map(" ".join), min_size=2, max_size=MOST)


def _titles(titles: list[str]) -> Titles:
    named = {f"c{n:02}": title for n, title in enumerate(titles)}
    return Titles(named, {id: n % 2 for n, id in enumerate(named)}, {})


@settings(max_examples=60, deadline=None)
@given(TITLES)
def test_likeness__is_the_same_from_both_sides_and_lies_between_nothing_and_all(titles: list[str]) -> None:
    found = _titles(titles)
    for a in found.subjects:
        for b in found.subjects:
            size = found.likeness(a, b)
            assert 0 <= size <= 1 + 1e-12
            assert size == found.likeness(b, a)


@settings(max_examples=60, deadline=None)
@given(TITLES)
def test_pairs__none_that_are_alike_are_left_out_where_words_are_few(titles: list[str]) -> None:
    found = _titles(titles)
    pairs = list(found.pairs())
    assert len(set(pairs)) == len(pairs)
    alike = {
        (a, b)
        for a in found.subjects
        for b in found.subjects
        if a < b and found.blocks[a] == found.blocks[b] and found.likeness(a, b) > 0
    }
    assert alike <= set(pairs)
    assert all(found.blocks[a] == found.blocks[b] for a, b in pairs)


@settings(max_examples=40, deadline=None)
@given(TITLES, st.randoms(use_true_random=False))
def test_titles__their_order_tells_nothing(titles: list[str], chance: object) -> None:
    named = [(f"c{n:02}", title) for n, title in enumerate(titles)]
    found = Titles(dict(named), {id: 1 for id, _ in named}, {})
    chance.shuffle(named)  # type: ignore[attr-defined]
    other = Titles(dict(named), {id: 1 for id, _ in named}, {})
    assert list(found.pairs()) == list(other.pairs())
    assert (found.families, found.contrasts) == (other.families, other.contrasts)
    assert all(found.likeness(a, b) == other.likeness(a, b) for a, b in found.pairs())


def test_pairs__are_not_many_more_for_many_more_titles() -> None:
    def count(number: int) -> int:
        titles = {
            f"c{n}": f"Power of hall {n % 97} in town {n // 7} of county {n // 31}" for n in range(number)
        }
        return sum(1 for _ in Titles(titles, dict.fromkeys(titles, 1), {}).pairs())

    small, large = count(1000), count(8000)
    assert 0 < large < 16 * small  # of all pairs there are 64 times as many
