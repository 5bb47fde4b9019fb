"""Every figure of a text: small texts, each with the figures that stand in it beside it."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.judge.texts.copies import copy
from whence.judge.texts.figures import Figure, figures
from whence.language.problems import Refused
from whence.language.units.units import STANDARD


def every(text: str, name: str = "a.txt") -> tuple[Figure, ...]:
    return figures(copy(text.encode(), name), STANDARD)


def found(text: str, name: str = "a.txt") -> list[str]:
    """The figures of a text, each with its kind; the numbers of a list, names and the like left out."""
    return [f"{each.text}: {each.kind}" for each in every(text, name) if not each.why]


def nones(text: str, name: str = "a.txt") -> list[str]:
    return [f"{each.text.strip()}: {each.why}" for each in every(text, name) if each.why]


FIGURES = {
    "": [],
    "The hall draws 200 MW.": ["200 MW: number"],
    "It takes 24-27 kilowatts per 32 chips.": ["24-27 kilowatts: number", "32 chips: number"],
    "Between 3 and 5 GW, or from 10 to 20 percent": ["3 and 5 GW: number", "10 to 20 percent: share"],
    "It costs $1.2-1.5bn, or $2/hour a chip.": ["$1.2-1.5bn: money", "$2/hour: money"],
    "22 billion dollars and 4,500 euros": ["22 billion dollars: money", "4,500 euros: money"],
    "A third of it doubled, half did not.": ["third: number", "doubled: factor", "half: number"],
    "Two thirds, three quarters, a dozen sites": [
        "Two thirds: number",
        "three quarters: number",
        "dozen sites: number",
    ],
    "A third party took the third one.": [],
    "Trained with 2e25 or 10^25 FLOP, 10²⁶ later, and 3 × 10²⁷ now": [
        "2e25: number",
        "10^25 FLOP: number",
        "10²⁶ later: number",
        "3 × 10²⁷ now: number",
    ],
    "By mid-2026, in March 2025, on 8 Apr 2026, in Q4 2025": [
        "mid-2026: date",
        "March 2025: date",
        "8 Apr 2026: date",
        "Q4 2025: date",
    ],
    "In 2025-2026 or 2025–26; the 2030s; H1 2027": [
        "2025-2026: date",
        "2025–26: date",
        "2030s: date",
        "H1 2027: date",
    ],
    "It grows 4x per year, 61 % a year, or 0.5 OOMs/year.": [
        "4x per year: growth",
        "61 % a year: growth",
        "0.5 OOMs/year: growth",
    ],
    "3x more, ten times as much, fivefold, an order of magnitude more": [
        "3x: factor",
        "ten times: factor",
        "fivefold: factor",
        "an order of magnitude: factor",
    ],
    "Hundreds of millions of chips, tens of percent, 100s of sites": [
        "Hundreds of millions: vague",
        "tens: vague",
        "100s: vague",
    ],
    "It came 7th; 1 in 1000; 1/4 of it; at 1:8 sparsity": [
        "7th: ordinal",
        "1: number",
        "1000: number",
        "1/4: ratio",
        "1:8 sparsity: ratio",
    ],
    "½ of it, 2½ years, 0.35^10": ["½: number", "2½ years: number", "0.35^10: number"],
    "two hundred people and one year": ["two hundred people: number", "one year: number"],
    "This one is one of them, and both are no good at once.": [],
    "A price of ٢٥ EUR; ２５ people": ["25 EUR: money", "25 people: number"],
    "1\u202f000\u202f000 people": ["1 000 000 people: number"],
    "$1\u00a0000\u00a0000 in Q3 FY2024": ["$1 000 000: money", "Q3 FY2024: date"],
    "a population of 1,4 billion": ["1,4 billion: number"],
    "400K-500K chips; 6x-7x; 16 to 4096 of them": [
        "400K-500K chips: number",
        "6x-7x: factor",
        "16 to 4096: number",
    ],
    "It is 3â6 times as much, or 3â\x80\x936 times": ["3-6 times: factor", "3-6 times: factor"],
    "by late 26/27/28": ["26/27/28: date"],
    "between 50 and 10K samples; 5 and 10 million": [
        "50 and 10K samples: number",
        "5: number",
        "10 million: number",
    ],
    "a figure 5 GW, and part 3 million": ["5 GW: number", "3 million: number"],
    "It has 5 3 values.": ["5: number", "3 values: number"],
}
VALUES = {
    "one half, one quarter, three quarters, one third": [0.5, 0.25, 0.75, 1 / 3],
    "one and a half, two and a quarter, a million and a half": [1.5, 2.25, 1.5e6],
    "half a million, a quarter of a million, a quarter of the people": [5e5, 2.5e5, 0.25],
    "two hundred and five, thirty-five percent, ten and twenty": [205, 0.35, 10, 20],
    "EUR 20 and 5 million USD": [20, 5e6],
    "10 000 m², 1\u00a0234\u00a0567 of them, and 5 100": [1e4, 1234567, 5, 100],
    "6.674(30)e-11, at 2.5:1, 0.5^2": [6.674e-11, 2.5, 0.25],
    "$1.2-1.5bn, between 50 and 10K": [1.2e9, 1.5e9, 50, 1e4],
    "½, 2½ and 10²⁵": [0.5, 2.5, 1e25],
    "hundreds of millions; tens of percent": [1e8, 0.1],
}
NONE = {
    "GB200, H100s, GPT-4, o1-like, fp8, NVL72 and llama-3-405B": [
        "GB200: name", "H100s: name", "GPT-4: name", "o1-like: name", "fp8: name", "NVL72: name", "llama-3-405B: name",
    ],
    "We saw that Claude 3.5 is good, and that Grok 3 is. So Grok 3 it is.": ["Claude 3.5: name", "Grok 3: name", "Grok 3: name"],
    "see https://example.org/2025/07/x?p=3 and mail a1@example.org": [
        "https://example.org/2025/07/x?p=3: address",
        "a1@example.org: address",
    ],
    "A hall[1] is big.[2, 3] It was stolen6 and under construction.4": [
        "[1]: mark", "[2, 3]: mark", "stolen6: mark", "construction.4: mark",
    ],
    "1. Power\n2) Money\n  3. Time": ["1.: list number", "2): list number", "3.: list number"],
    "It is so because 1. It is cheap, and 2. It is near.": ["1.: list number", "2.: list number"],
    "A hall. ---------------- 1. Incidentally, the word is new. ---------------- 1. which is so": [
        "1.: list number", "1.: list number",
    ],
    "See Section 3.3.1, Figure 12, Table 2, p. 14 and § 7.": [
        "Section 3.3.1: label", "Figure 12: label", "Table 2: label", "p. 14: label", "§ 7: label",
    ],
    "At 1:24:42 and at 5 pm, 24/7": ["1:24:42: clock", "5 pm: clock", "24/7: clock"],
    "7TsviBT and 5romeo wrote it": ["7TsviBT: name", "5romeo: name"],
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FIGURES.items(), ids=range(len(FIGURES)))
def test_figures__of_a_small_text(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(("text", "expected"), VALUES.items(), ids=range(len(VALUES)))
def test_figures__are_worth(text: str, expected: list[float]) -> None:
    assert [one.value for each in every(text) for one in each.numerals] == pytest.approx(expected)


@pytest.mark.parametrize(("text", "expected"), NONE.items(), ids=range(len(NONE)))
def test_figures__what_has_digits_and_is_none_is_told_with_what_it_is(text: str, expected: list[str]) -> None:
    assert (nones(text), found(text)) == (expected, [])


def test_figures__of_a_table_in_markdown_with_its_lines() -> None:
    text = """# 1. Power

| year | site    | **power** |
|------|---------|-----------|
| 2025 | Abilene | **200 MW** |
| 2026 | Abilene | 1.2 GW[^1] |

Run `x = 5` first:

```
y = 6
```

See [the 3 reports](https://example.org/7).

[^1]: about 15 % more
"""
    said = [(each.line, each.text) for each in every(text, "a.md") if not each.why]
    assert said == [
        (5, "2025"),
        (5, "200 MW"),
        (6, "2026"),
        (6, "1.2 GW"),
        (14, "3 reports"),
        (16, "15 %"),
    ]


def test_figures__of_a_page_in_html_with_its_lines() -> None:
    text = """<!doctype html><html><head><title>5 things</title></head><body>
<h1>Power &amp; money</h1>
<p>It took 10<sup>25</sup>&nbsp;FLOP<sup>12</sup>, i.e. &lt; 5&nbsp;MW <b>and</b> $1&#46;2bn.</p>
<table><tr><td>2025</td><td>3&#x20;GW</td></tr>
<tr><td>2026</td><td title="8 > 7">5 GW</td></tr></table>
<script>var a = 7 < 8;</script><code>n = 3</code><!-- 9 MW -->
"""
    said = [(each.line, each.text) for each in every(text, "a.html") if not each.why]
    assert said == [
        (3, "10²⁵ FLOP"),
        (3, "5 MW"),
        (3, "$1.2bn"),
        (4, "2025"),
        (4, "3 GW"),
        (5, "2026"),
        (5, "5 GW"),
    ]


def test_figures__a_sentence_that_comes_again_names_both_lines() -> None:
    text = (
        "It has a power of 5 MW as far as we know.\n\nOther.\n\nIt has a power of 5 MW as far as we know.\n"
    )
    assert [each.twins for each in every(text)] == [(1, 5), (1, 5)]


SENTENCES = (
    "It draws 200 MW at 40% of its load.", "We paid $1.2-1.5bn in 2025.", "Half of the 16K GB200 came late[1].",
    "See Figure 3 of https://example.org/2 for more.", "It doubled twice in 2.3 years.", "Nothing was said there.",
    "Grok 3 is like Grok 3, we say of Grok 3.",
)  # fmt: skip


@settings(deadline=None, max_examples=30)
@given(st.permutations(SENTENCES), st.integers(0, len(SENTENCES)))
def test_figures__a_sentence_that_is_added_adds_exactly_its_figure(order: list[str], place: int) -> None:
    before = found("\n\n".join(order))
    after = found("\n\n".join([*order[:place], "The lake is 317 metres deep there.", *order[place:]]))
    after.remove("317 metres: number")
    assert after == before


@settings(deadline=None, max_examples=200)
@given(st.text("0123456789.,:/-–%$xXkKbe^ \n()[]#*|abcGPTH½²٣", max_size=80))
def test_figures__every_digit_of_a_text_is_a_figure_or_told_to_be_none(text: str) -> None:
    page = copy(text.encode())
    taken = figures(page, STANDARD)
    assert all(a.end <= b.start for a, b in pairwise(taken))
    inside = {at for each in taken for at in range(each.start, each.end)}
    assert [at for at, char in enumerate(page.text) if char in "0123456789" and at not in inside] == []


@pytest.mark.parametrize(
    "text",
    ["1" * 100_000, "1-" * 4_000, "1 " * 4_000, "half " * 12_000, "a" * 100_000, "[1](" * 4_000, "10^" * 4_000, "x1." * 4_000,
     "\n1." * 4_000, "Grok 3 " * 4_000, "1/1" * 4_000, "$" * 100_000, "2025-" * 4_000, "<a href='" * 12_000, "&#1" * 4_000, "> " * 60_000],
    ids=range(16),
)  # fmt: skip
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_figures__a_hostile_text_ends_in_time(text: str, name: str) -> None:
    start = time.process_time()
    every(text, name)
    assert time.process_time() - start < 10


def test_figures__a_table_of_data_is_refused() -> None:
    with pytest.raises(Refused, match="more than 20,000 numbers"):
        every("1 " * 20_001)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.4 5 kg", "the copy is a PDF: give its text, such as `pdftotext -layout` makes"),
        (b"5 kg\0", "the copy is no text, Markdown or HTML: give its text"),
        (
            b"5" * 2_000_001,
            "the copy has 2,000,001 bytes, and 2,000,000 are looked through: cut it to its text",
        ),
    ],
)
def test_copy__is_a_text_of_a_size_that_can_be_looked_through(content: bytes, said: str) -> None:
    with pytest.raises(Refused) as refused:
        copy(content, "a.txt")
    assert str(refused.value.given) == said


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_copy__of_any_encoding_that_says_which_it_is(encoding: str) -> None:
    text = "It weighs 5 kg – or 6 µg.\n"
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    read = copy((mark + text).encode(encoding), "a.txt")
    assert [each.text for each in figures(read, STANDARD)] == ["5 kg", "6 µg"]
    assert read.text.strip("\ufeff\n") == text.strip()
