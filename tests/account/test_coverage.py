"""Coverage: which figures of a small text are cited, by what, and what is left; a base, and the text with it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from small import edition
from whence.account.coverage import Coverage, as_json, coverage
from whence.judge.assemble import Edition
from whence.language.problems import Refused

SOURCES = """
sources:
  post:
    title: A post
    issued: 2025-03
    snapshot: post.txt
    set_aside:
      - {excerpt: 14 comments, why: The page counts its comments.}
      - {excerpt: all 9 of us, at: line 4, why: The authors count themselves.}
  paper: {title: A paper, issued: 2024-07}
units:
  chip: {title: Chips}
"""
TEXT = """A hall draws 24-27 kilowatts per 32 chips, so 200K chips need 150 megawatts. It was built in 2024.
The price is $1.2-1.5bn, half of it for 40% of the chips, and doubles every year; a Jul 2024 paper says so.
There are 14 comments, and GPT-4 is known to all 9 of us.
It wants thousands of chips, in 2030 perhaps 4 GW, and 3 GW for a hall of 7, say all 9 of us.
"""
CLAIMS = {
    "power": """
  power:
    title: Power of 32 chips
    value: 24 to 27 kW
    cites: [{source: post, at: line 1, excerpt: 24-27 kilowatts per 32 chips}]
""",
    "need": """
  need:
    title: Power of all chips
    formula: chips / group * power
    inputs: {chips: 200K chip, group: 32 chip, power: power}
    unit: MW
    stated: 150 MW
    cites: [{source: post, excerpt: 200K chips need 150 megawatts}]
""",
    "price": """
  price:
    title: Price of the hall in 2024
    value: 1.2 to 1.5 bn USD
    as_of: 2024
    cites: [{source: post, at: "lines 1-2"}]
""",
    "part": """
  part: {title: Part of the price, value: 50%, cites: [{source: post, excerpt: half of it}]}
""",
    "growth": """
  growth: {title: Growth, value: 2x per year, cites: [{source: paper, via: post, excerpt: doubles every year; a Jul 2024 paper}]}
""",
    "many": """
  many: {title: Chips for an idea, value: 1K to 5K chip, cites: [{source: post, at: line 4}]}
""",
    "later": """
  later: {title: Power in 2030, value: 4 MW, cites: [{source: post, excerpt: in 2030 perhaps 4 GW}]}
""",
}


def base(claims: list[str] | None = None) -> Edition:
    return edition("claims:\n" + "".join(CLAIMS[each] for each in claims or CLAIMS), SOURCES)


def covered(text: str = TEXT, found: Edition | None = None) -> Coverage:
    return coverage(found or base(), "post", text.encode(), "post.txt")


def told(answer: Coverage) -> list[str]:
    """Each figure with its line, how it stands, and the records that cite it with what of them says the same."""
    return [
        f"{each.figure.line} {each.figure.text}: {each.state}"
        + "".join(f" {one.id}.{one.part or '-'}" for one in each.supports[:1])
        for each in answer.figures
    ]


def test_coverage__of_a_small_text() -> None:
    assert told(covered()) == [
        "1 24-27 kilowatts: cited power.value",
        "1 32 chips: cited power.title",
        "1 200K chips: cited need.input chips",
        "1 150 megawatts: cited need.stated",
        "1 2024: cited price.as_of",
        "2 $1.2-1.5bn: cited price.value",
        "2 half: cited part.value",
        "2 40%: left",
        "2 doubles every: cited growth.value",
        "2 Jul 2024: cited growth.date of paper",
        "3 14 comments: aside",
        "3 9: left",
        "4 thousands: cited many.value",
        "4 2030: cited later.title",
        "4 4 GW: differs later.-",
        "4 3 GW: left",
        "4 7: left",
        "4 9: aside",
    ]


def test_coverage__counts_what_agrees_or_is_set_aside_and_nothing_else() -> None:
    answer = covered()
    assert answer.counts == {"cited": 11, "aside": 2, "differs": 1, "left": 4}
    assert answer.share == 13 / 18
    assert covered("Nothing.").share == 1.0


def test_coverage__tells_names_and_marks_apart_from_figures() -> None:
    assert [(each.figure.text, each.figure.why) for each in covered().standings if each.state == "none"] == [
        ("GPT-4", "name")
    ]


@pytest.mark.parametrize(
    ("printed", "value", "cited"),
    [
        ("it draws 300 MW", "0.3 GW", True),
        ("it draws 300 MW", "300 kW", False),
        ("it draws 300 MW", "300 MWh", False),
        ("it holds 8 GB", "8 Gbit", False),
        ("it costs $5m", "5 million EUR", False),
        ("it costs $5m", "5000000 USD", True),
        ("it costs $60 per month", "720 USD/year", True),
        ("it costs $60 per month", "60 USD/year", False),
        ("a share of 60%", "0.6", True),
        ("a share of 60%", "0.6%", False),
        ("about 10^25 FLOP", "1e25 FLOP", True),
        ("2-3 of them", "2 to 3 chip", True),
        ("2-4 of them", "2 to 3 chip", False),
        ("two times less than that", "0.5x", True),
        ("one in which a third of it went", "33%", True),
        ("an order of magnitude more", "10x", True),
        ("somewhere between 50 and 10K", "50 to 10000 chip", True),
        ("by mid-2026", "2026-06", True),
        ("by mid-2026", "2027-06", False),
    ],
)  # fmt: skip
def test_coverage__agrees_in_value_and_unit(printed: str, value: str, cited: bool) -> None:
    claim = f'  a: {{title: A claim, value: "{value}", cites: [{{source: post, excerpt: {printed}}}]}}\n'
    answer = covered(f"We say {printed}.", edition("claims:\n" + claim, SOURCES))
    assert [each.state for each in answer.figures] == ["cited" if cited else "differs"]


def test_coverage__a_result_agrees_with_what_it_rounds_to() -> None:
    claim = """
    claims:
      a: {title: A result, formula: x * y, inputs: {x: 7.1, y: 21 MW}, unit: MW, cites: [{source: post, excerpt: PRINTED}]}
    """
    for printed, state in (("some 150 MW", "cited"), ("some 149 MW", "cited"), ("some 160 MW", "differs")):
        found = edition(claim.replace("PRINTED", printed), SOURCES)
        assert [each.state for each in covered(f"It is {printed}.", found).figures] == [state]


def test_coverage__a_small_bare_number_is_not_cited_by_its_line_alone() -> None:
    claim = "  a: {title: Halls, value: 7 chip, cites: [{source: post, at: line 1}]}\n"
    found = edition("claims:\n" + claim, SOURCES)
    assert told(covered("It has 7 halls and 7 MW.", found)) == ["1 7 halls: left", "1 7 MW: left"]
    quoted = claim.replace("at: line 1", "excerpt: 7 halls")
    assert told(covered("It has 7 halls.", edition("claims:\n" + quoted, SOURCES))) == [
        "1 7 halls: cited a.value"
    ]


def test_coverage__a_sentence_that_comes_again_is_cited_where_it_stood_before() -> None:
    found = edition(
        "claims:\n  a: {title: Power, value: 5 MW, cites: [{source: post, at: line 1}]}\n", SOURCES
    )
    text = "They say that it draws 5 MW of power.\n\nThey say that it draws 5 MW of power.\n\nAlso 5 MW.\n"
    assert [each.state for each in covered(text, found).figures] == ["cited", "cited", "left"]


@settings(deadline=None, max_examples=30)
@given(st.permutations(list(CLAIMS)))
def test_coverage__does_not_depend_on_the_order_of_claims(order: list[str]) -> None:
    assert {tuple(each.split(": ", 1)) for each in told(covered(found=base(order)))} == {
        tuple(each.split(": ", 1)) for each in told(covered())
    }


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 4))
def test_coverage__a_sentence_that_is_added_adds_its_figure_alone(place: int) -> None:
    lines = TEXT.splitlines()
    text = "\n".join([*lines[:place], "The lake is 317 metres deep.", *lines[place:]])
    words = [(each.figure.text, each.state) for each in covered(text).figures]
    words.remove(("317 metres", "left"))
    by_line = {"9", "2024", "$1.2-1.5bn", "thousands"}  # where lines are named, they are others now
    before = [(each.figure.text, each.state) for each in covered().figures]
    assert [each for each in words if each[0] not in by_line] == [
        each for each in before if each[0] not in by_line
    ]


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ("{excerpt: 15 comments, why: w}", "its words are not in the copy"),
        ("{excerpt: 14 comments, at: line 9, why: w}", "its words are not in the copy"),
        ("{excerpt: The price is, why: w}", "its words hold no figure"),
        ("{excerpt: 200K chips, why: w}", "every figure in its words is cited"),
        ("{excerpt: are 14 comments, why: w}", "another entry sets its figures aside"),
    ],
)
def test_coverage__an_entry_that_sets_nothing_aside_is_told(entry: str, why: str) -> None:
    last = "why: The authors count themselves.}\n"
    sources = SOURCES.replace(last, f"{last}      - {entry}\n")
    answer = covered(found=edition("claims:\n" + "".join(CLAIMS.values()), sources))
    assert [(each.number, each.why) for each in answer.unused] == [(2, why)]


def test_coverage__a_copy_with_another_hash_is_told() -> None:
    sources = SOURCES.replace("snapshot: post.txt", f"snapshot: {{file: post.txt, sha256: {'0' * 64}}}")
    assert covered(found=edition("claims:\n" + "".join(CLAIMS.values()), sources)).changed
    assert not covered().changed


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"%PDF-1.7", "the copy is a PDF"),
        (b"PK\x03\x04\0\0", "the copy is no text, Markdown or HTML"),
        (b"x" * 2_000_001, "2,000,000 are looked through"),
    ],
)
def test_coverage__what_is_no_text_is_refused_with_a_way_out(content: bytes, message: str) -> None:
    with pytest.raises(Refused, match=message):
        coverage(base(), "post", content, "post.txt")


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16"])
def test_coverage__reads_the_encodings_that_say_what_they_are(code: str) -> None:
    assert told(coverage(base(), "post", TEXT.encode(code), "post.txt")) == told(covered())


def test_as_json__has_every_figure_and_what_is_none() -> None:
    answer = as_json(covered())
    assert answer["counts"] == {"cited": 11, "aside": 2, "differs": 1, "left": 4, "figures": 18}
    assert answer["figures"][0] == {
        "line": 1,
        "text": "24-27 kilowatts",
        "kind": "number",
        "state": "cited",
        "why": "",
        "cited_by": [{"id": "power", "section": "claims", "by": "excerpt", "agrees": "value"}],
    }
    assert answer["figures"][10]["why"] == "The page counts its comments."
    assert answer["none"] == [{"line": 3, "text": "GPT-4", "what": "name"}]


@pytest.mark.parametrize(
    ("entry", "rule"),
    [
        ("{excerpt: 14 comments, at: page 3, why: w}", "bad-field"),
        ("{excerpt: 14 comments}", "missing-field"),
        ("{excerpt: 14 comments, reason: w}", "unknown-key"),
        ("14 comments", "bad-field"),
        ("{excerpt: There are 14 comments and it is known to all 9 of us here, why: w}", "excerpt-too-long"),
    ],
)
def test_set_aside__an_entry_that_cannot_be_is_told(entry: str, rule: str) -> None:
    found = edition(
        "claims: {}", f"sources: {{post: {{title: A post, mention_only: true, set_aside: [{entry}]}}}}"
    )
    assert rule in {each.rule for each in found.findings}


def test_set_aside__an_entry_is_looked_up_only_where_the_copy_is_at_hand() -> None:
    sources = """
    sources:
      post:
        title: A post
        snapshot: post.txt
        set_aside: [{excerpt: 14 comments, why: w}]
        accepted: [{rule: set-aside-unused, because: The text is about to change.}]
    """
    claims = "claims: {a: {title: Power, value: 5 MW, cites: [post]}}"
    told = [
        [
            each.rule
            for each in edition(claims, sources, snapshots=copies).findings
            if "aside" in each.rule or "unused" in each.rule
        ]
        for copies in (None, {"post.txt": "There are 14 comments."}, {"post.txt": "Nothing."})
    ]
    assert told == [[], ["accepted-unused"], ["set-aside-unused"]]
