"""Parts and wholes that the base does not relate itself: shares of one thing, totals, and sums with one part twice."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from small import edition
from whence.language.problems import Finding

SOURCES = "sources: {report: {title: The report}, other: {title: Another report}}"


def told(claims: str, rule: str) -> list[Finding]:
    """The findings of one rule in a base of claims; each line is `id; title; value; more fields`."""
    records = []
    for line in claims.strip().splitlines():
        id, title, value, *more = (part.strip() for part in line.split(";"))
        fields = [f'title: "{title}"', f'value: "{value}"', *more]
        if not any(each.startswith("cites") for each in more):
            fields.append("cites: [report]")
        records.append(f"  {id}: {{{', '.join(fields)}}}")
    found = edition("claims:\n" + "\n".join(records), SOURCES)
    assert not [each for each in found.findings if each.severity == "error"], found.findings
    return [each for each in found.findings if each.rule == rule]


@pytest.mark.parametrize(
    ("claims", "together"),
    [
        ("a; Share of the budget for chips; 55%\nb; Share of the budget for staff; 50%", "105%"),
        (
            "a; Share of the load that goes to cooling; 55%\nb; Share of the load that goes to racks; 61%",
            "116%",
        ),
        ("a; Computing: share of the load; 0.70\nb; Cooling: share of the load; 0.35", "1.05"),
        ("a; Code, per cent of the tokens; 40%\nb; English text, per cent of the tokens; 70%", "110%"),
        (
            "a; Share of the budget for chips; 60%\nb; Share of the budget for staff; 50%\n"
            "c; Share of the budget that is lent; 20%",
            "110%",
        ),
        ("a; Share of the bill for walls; 60%\nb; Share of the bill for everything else; 30%", "90%"),
        ("a; Share of votes for the left; 52 to 55%\nb; Share of votes for the right; 50 to 51%", "104"),
    ],
)
def test_shares__of_one_whole_are_added_up(claims: str, together: str) -> None:
    (found,) = told(claims, "shares-do-not-add-up")
    assert (found.id, found.severity, found.data["parts"]) == ("a", "warning", ["a", "b"])
    assert f"together   {together}" in found.message
    assert found.place
    assert found.place.line == 2


@pytest.mark.parametrize(
    "claims",
    [
        # they come to all there is, as far as they are rounded
        "a; Share of the budget for chips; 33%\nb; Share of the budget for staff; 33%\nc; Share of the budget for halls; 33%",
        "a; Share of the budget for chips; 33.4%\nb; Share of the budget for staff; 33.4%\nc; Share of the budget for halls; 33.3%",
        "a; Share of the load for cooling; 30 to 40%\nb; Share of the load for racks; 62 to 70%",
        # nobody says that there are no others
        "a; Share of the budget for chips; 40%\nb; Share of the budget for staff; 50%",
        # who has one property may have another
        "a; Share of users that pay; 62%\nb; Share of users that read; 60%",
        "a; Share of homes with a boiler; 62%\nb; Share of homes with a car; 60%",
        # of two times, by two sources, of two wholes, or one of many alike
        "a; Share of the budget for chips; 60%; as_of: 2023\nb; Share of the budget for staff; 50%; as_of: 2024",
        "a; Share of the budget for chips; 60%\nb; Share of the budget for staff; 50%; cites: [other]",
        "a; Share of the budget for chips; 60%\nb; Share of the revenue for staff; 50%",
        "a; Share of idle experts at 1 of 8; 60%\nb; Share of idle experts at 1 of 20; 50%",
        # no shares, or so far from one whole that they are hardly parts of it
        "a; Growth for chips; 60%\nb; Growth for staff; 50%",
        "a; Share of the budget for chips; 95%\nb; Share of the budget for staff; 90%",
        "a; Share of the budget for chips; 60%\nb; Share of the budget for staff; at least 50%",
    ],
)
def test_shares__that_may_be_right_are_left_alone(claims: str) -> None:
    assert not told(claims, "shares-do-not-add-up")


@pytest.mark.parametrize(
    ("claims", "rule"),
    [
        (
            "a; Share of readers of the Times; 60%\nb; Share of readers of the Post; 50%; WHY",
            "shares-do-not-add-up",
        ),
        (
            "a; Racks in the west wing; 45 rack\nb; Racks in the east wing; 53 rack\nw; Racks in both wings; 90 rack; WHY",
            "total-differs",
        ),
    ],
)
def test_wholes__what_differs_is_no_part(claims: str, rule: str) -> None:
    assert told(claims.replace("; WHY", ""), rule)
    assert not told(claims.replace("WHY", "differs_from: {a: Some count in both.}"), rule)


def test_shares__a_check_says_itself_how_they_go_together() -> None:
    found = edition(
        """
        claims:
          a: {title: Share of readers of the Times, value: 60%, cites: [report]}
          b: {title: Share of readers of the Post, value: 50%, cites: [report]}
        checks:
          overlap: {title: Some read both, assert: a + b > 1, inputs: {a: a, b: b}}
        """,
        SOURCES,
    )
    assert "shares-do-not-add-up" not in {each.rule for each in found.findings}


@given(st.lists(st.integers(1, 99), min_size=2, max_size=6), st.booleans())
@settings(deadline=None, max_examples=60)
def test_shares__are_objected_to_just_where_they_cannot_be_parts_of_one_whole(
    parts: list[int], rest: bool
) -> None:
    names = ["walls", "roof", "pipes", "wires", "floors", "the rest" if rest else "paint"][-len(parts) :]
    lines = [
        f"p{n}; Share of the bill for {name}; {part}%"
        for n, (name, part) in enumerate(zip(names, parts, strict=True))
    ]
    slack = len(parts) / 2
    total = sum(parts)
    over = total - slack > 100 and total - slack <= 150
    under = rest and total + slack < 100 and (total + slack) * 1.5 >= 100
    assert bool(told("\n".join(lines), "shares-do-not-add-up")) == (over or under)


@pytest.mark.parametrize(
    "claims",
    [
        "a; Racks in the west wing; 450 rack\nb; Racks in the east wing; 530 rack\nw; Racks in both wings; 920 rack",
        "a; Racks in the west wing; 450 rack\nb; Racks in the east wing; 530 rack\nw; Racks in both wings; 1100 rack",
        "a; Cost of the halls; 2.2 bn USD\nb; Cost of the chips; 5.2 bn USD\nw; Total cost of the site; $6.1 bn",
        "a; Power of the first hall; 48 MW\nb; Power of the second hall; 50 MW\nw; Power of all 2 halls; 108 MW",
        "a; Power of the northern hall; 840 MW\nb; Power of the southern hall; 350 MW\nd; Power of Colossus; 150 MW\n"
        "c; Power of the eastern hall; 940 MW\nw; Power of all 3 halls together; 2560 MW",
        "a; Racks in the west wing; 450 rack\nb; Racks in the east wing; 530 rack\nw; Racks in the whole building; 920 rack",
        "a; Staff in London; 40 person\nb; Staff elsewhere; 95 person\nc; Staff in Rome; 60 person\nw; Staff in total; 215 person",
        "a; Revenue of the first half; 4.1 million EUR; as_of: 2024-01 to 2024-06\n"
        "b; Revenue of the second half; 4.3 million EUR; as_of: 2024-07 to 2024-12\nw; Revenue of 2024; 8.8 million EUR; as_of: 2024",
    ],
)
def test_total__is_compared_with_its_parts(claims: str) -> None:
    (found,) = told(claims, "total-differs")
    assert (found.id, found.severity) == ("w", "warning")
    assert {"a", "b"} & set(found.data["parts"])  # type: ignore[arg-type]
    assert all(each in found.message for each in ("together", "the whole"))


@pytest.mark.parametrize(
    "claims",
    [
        # as far as they are rounded they do
        "a; Racks in the west wing; 450 rack\nb; Racks in the east wing; 530 rack\nw; Racks in both wings; 980 rack",
        "a; Cost of the halls; 2.24 bn USD\nb; Cost of the chips; 5.22 bn USD\nw; Total cost of the site; $7.5 bn",
        # there may be other parts
        "a; Cost of the halls; 2.2 bn USD\nb; Cost of the chips; 5.2 bn USD\nw; Total cost of the site; $8.8 bn",
        # other things: of a name, of another source, time or kind
        "a; Parameters of Mixtral; 40B param\nb; Parameters of Llama; 70B param\nw; Total parameters of DeepSeek; 100B param",
        "a; Active parameters; 40B param\nb; Shared parameters; 70B param\nw; Total parameters; 671B param",
        "a; Racks in the west wing; 450 rack\nb; Racks in the east wing; 530 rack\nw; Racks in both wings; 920 rack; cites: [other]",
        "a; Racks in the west wing; 450 rack\nb; Racks in the east wing; 530 rack\nw; Racks in both wings; 920 rack; as_of: 2023",
        "a; Racks in the west wing; 450 rack\nb; Racks in the east wing; 530 rack\nw; Halls in both wings; 920 building",
        # what is not added up over time
        "a; Staff; 400 person; as_of: 2024-01 to 2024-06\nb; Staff; 420 person; as_of: 2024-07 to 2024-12\nw; Staff; 410 person; as_of: 2024",
        # times that leave a gap
        "a; Revenue of the first quarter; 4.1 million EUR; as_of: 2024-Q1\n"
        "b; Revenue of the third quarter; 4.3 million EUR; as_of: 2024-Q3\nw; Revenue of 2024; 7.8 million EUR; as_of: 2024",
    ],
)
def test_total__that_may_be_right_is_left_alone(claims: str) -> None:
    assert not told(claims, "total-differs")


BASE = """
claims:
  chips: {title: Chips, value: 2 bn USD, kind: illustration}
  halls: {title: Halls, value: 1 bn USD, kind: illustration}
  wires: {title: Wires, value: 1 bn USD, kind: illustration}
  site: {title: Site, formula: c + h, inputs: {c: chips, h: halls}}
  spent: {title: Spent, formula: s, inputs: {s: site}}
  all: {title: All, formula: "FORMULA", inputs: {INPUTS}}
"""


@pytest.mark.parametrize(
    ("formula", "inputs", "part"),
    [
        ("a + b + a", "a: chips, b: halls", "chips"),
        ("a + b", "a: chips, b: chips", "chips"),
        ("sum(a, b, c)", "a: chips, b: halls, c: chips", "chips"),
        ("(a + b) / c", "a: site, b: halls, c: wires", "halls"),
        ("a + b", "a: spent, b: chips", "chips"),
        ("a + (b + c)", "a: spent, b: site, c: wires", "site"),
    ],
)
def test_counted_twice__is_told_with_the_part(formula: str, inputs: str, part: str) -> None:
    found = edition(BASE.replace("FORMULA", formula).replace("INPUTS", inputs))
    (twice,) = [each for each in found.findings if each.rule == "counted-twice"]
    assert (twice.id, twice.data["part"]) == ("all", part)


@pytest.mark.parametrize(
    ("formula", "inputs"),
    [
        ("a + b + c", "a: chips, b: halls, c: wires"),
        ("2 * a + b", "a: chips, b: halls"),
        ("a + b - a", "a: chips, b: halls"),
        ("a + a * (b / c)", "a: chips, b: halls, c: wires"),
        ("a + b", "a: site, b: wires"),
        ("max(a, b) + c", "a: chips, b: halls, c: chips"),
    ],
)
def test_counted_twice__other_sums_are_left_alone(formula: str, inputs: str) -> None:
    found = edition(BASE.replace("FORMULA", formula).replace("INPUTS", inputs))
    assert not [each for each in found.findings if each.rule == "counted-twice"]


@pytest.mark.parametrize(("renamed", "told"), [(20, True), (21, False)])
def test_counted_twice__a_part_is_found_under_twenty_names_and_no_more(renamed: int, told: bool) -> None:
    names = [
        f"  n{n}: {{title: N, formula: x, inputs: {{x: {f'n{n - 1}' if n else 'chips'}}}}}"
        for n in range(renamed)
    ]
    text = BASE.replace("FORMULA", "a + b").replace("INPUTS", f"a: chips, b: n{renamed - 1}")
    found = edition(text + "\n".join(names))
    assert [each.data["part"] for each in found.findings if each.rule == "counted-twice"] == ["chips"] * told


@pytest.mark.parametrize(("steps", "rule"), [(99, "compounded-rounding"), (100, "recomputed-soft")])
def test_compounded_rounding__a_printed_figure_is_found_a_hundred_steps_up(steps: int, rule: str) -> None:
    between = [
        f"  n{n}: {{title: N, formula: x, inputs: {{x: {f'n{n - 1}' if n else 'printed'}}}}}"
        for n in range(steps)
    ]
    text = f"""
claims:
  first: {{title: First, formula: 2 * x, inputs: {{x: 0.600 kg}}, stated: 1.11 kg, kind: illustration}}
  printed: {{title: Printed, formula: x, inputs: {{x: first}}, stated: 1.02 kg, kind: illustration}}
  last: {{title: Last, formula: 10 * x, inputs: {{x: n{steps - 1}}}, stated: 10.2 kg, kind: illustration}}
"""
    found = edition(text + "\n".join(between))
    assert [each.rule for each in found.findings if each.id == "last"] == [rule]
