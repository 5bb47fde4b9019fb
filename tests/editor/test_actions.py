"""What is offered to be done mends what it says that it mends."""

from __future__ import annotations

from pathlib import Path

import pytest

from bakery import CLAIMS, FILES
from editing import MARK, desk, marked
from whence.account.candidates import proposals
from whence.editor import actions
from whence.editor.desk import Desk
from whence.editor.lines import Lines, Range

PATH = "claims/bread.yaml"


def offered(tmp_path: Path, text: str) -> dict[str, str]:
    """The actions at the mark by their titles, each with the text that it makes."""
    table = desk(tmp_path, FILES)
    at = marked(table, PATH, text)
    table.edition()
    found = {}
    for each in actions.actions(table, PATH, Range(at, at)):
        (path, changes), *_ = each.changes.items()
        lines: Lines = table.lines(path)
        new = lines.text
        for change in reversed(changes):
            new = (
                new[: lines.offset(change.range.start)] + change.text + new[lines.offset(change.range.end) :]
            )
        found[each.title] = new
    return found


def test_actions__write_what_a_hint_names(tmp_path: Path) -> None:
    for wrong, right in (
        ("weight: sak", "weight: sack"),
        ("0.5 kg/loafs", "0.5 kg/loaf"),
        ("    titel: What a sack costs", "    title: What a sack costs"),
        ("cites: [mil]", "cites: [mill]"),
        ("formula: price // weight", "formula: price / weight"),
    ):
        text = CLAIMS.replace(right, wrong + MARK, 1)
        assert MARK in text, right
        found = offered(tmp_path, text)
        made = [new for title, new in found.items() if title.startswith("write")]
        assert CLAIMS in made, (wrong, list(found))


def test_actions__define_a_unit_that_nobody_knows(tmp_path: Path) -> None:
    found = offered(tmp_path, CLAIMS.replace("180 to 220 loaf/day", f"180 to 220 bun/d{MARK}ay"))
    assert "  bun:\n    title: bun\n" in found["define the unit `bun`"]


def test_actions__accept_a_finding_with_a_reason(tmp_path: Path) -> None:
    text = CLAIMS.replace("    kind: fact\n    cites: [mill]\n", "    kind: fact\n")
    found = offered(tmp_path, text.replace("value: 25 kg", f"value: 25{MARK} kg"))
    new = found["accept `uncited` with a reason"]
    assert "    accepted:\n      - {rule: uncited, because: say here why it is lived with}\n" in new


def test_actions__accept_a_rule_once_however_often_it_finds_something(tmp_path: Path) -> None:
    table = desk(tmp_path, FILES)
    long = "25 kg " + "and more " * 30
    twice = f"{{source: mill, excerpt: {long}}}, {{source: mill, excerpt: {long}}}"
    at = marked(table, PATH, CLAIMS.replace("cites: [mill]", f"cites: [{MARK}{twice}]", 1))
    table.edition()
    titles = [each.title for each in actions.actions(table, PATH, Range(at, at))]
    found = [each for each in table.last.findings if each.rule == "excerpt-too-long"]
    assert len(found) == 2
    assert titles.count("accept `excerpt-too-long` with a reason") == 1


def test_actions__compute_with_a_bound_and_write_another_unit(tmp_path: Path) -> None:
    found = offered(tmp_path, CLAIMS.replace("value: 25 kg", f'value: ">= 25 kg"{MARK}'))
    assert "    taken_as: 25 kg\n" in found["compute with 25 kg (`taken_as`)"]
    text = CLAIMS.replace("value: 25 kg", f"value: 25 kg{MARK}").replace(
        "  sack-price:", "  grams:\n    title: A pinch\n    value: 2 g\n  sack-price:"
    )
    assert "value: 25000 g" in offered(tmp_path, text)["write 25000 g"]


@pytest.mark.parametrize(
    ("value", "offered_to_write"),
    [
        ("5 to 6 to 7 kg", []),  # 24 to 27 kW was to be written
        ("between 3 and 5 kg", ["3 to 5 kg"]),
        ("several kg", []),
        ("5 +3 kg", []),
        ("3-5 kg", ["3 to 5 kg"]),
        ("early 2025", ["2025-01 to 2025-04"]),
        ("FY2025", ["2025"]),  # which twelve months it has, its company knows
        ("5e6 ± 1 kg", []),
        ("(5) USD", ["-5 USD", "5 USD"]),
    ],
)
def test_actions__an_example_is_no_mend(tmp_path: Path, value: str, offered_to_write: list[str]) -> None:
    text = CLAIMS.replace("  sack-price:", f'  it:\n    title: It\n    value: "{value}"{MARK}\n  sack-price:')
    found = [title for title in offered(tmp_path, text) if title.startswith("write ")]
    assert found == [f"write `{each}`" for each in offered_to_write]


# A value, a unit to write it in, and what is written: as many digits count as before, or it is not offered.
IN_ANOTHER_UNIT = [
    ("400 MW", "GW", "0.40 GW"),  # 395 to 405
    ("250 MW", "GW", "0.25 GW"),
    ("3 MW", "GW", "0.0030 GW"),  # 2.95 to 3.05
    ("3 MW", "kW", "3000 kW"),
    ("12 MW", "GW", "0.012 GW"),
    ("~150 MW", "GW", "~0.15 GW"),
    (">= 200 MW", "GW", ">= 0.20 GW"),
    ("400 to 500 MW", "GW", "0.40 to 0.50 GW"),
    ("1.50 GW", "MW", None),  # no digits of a whole number say that its nought counts
    ("0.5 MW", "kW", None),  # 500 kW is 495 to 505
    ("30.0 MW", "kW", None),
    ("30.0 MW", "GW", "0.0300 GW"),
    ("0 MW", "kW", None),  # 0 is half a unit either way
    ("5%", "x", None),
    (
        "99 token",
        "ktoken",
        None,
    ),  # two digits of things are counted exactly, a thousandth of thousands is not
    ("990 token", "ktoken", "0.99 ktoken"),
]


@pytest.mark.parametrize(("value", "unit", "wanted"), IN_ANOTHER_UNIT)
def test_actions__another_unit_stands_for_the_same(
    tmp_path: Path, value: str, unit: str, wanted: str | None
) -> None:
    units = "".join(
        f"  in-{each.lower()}: {{title: In {each}, value: 7 {each}}}\n"
        for each in ("kW", "MW", "GW", "token", "ktoken", "x")
    )
    text = CLAIMS.replace(
        "  sack-price:", f'{units}  it:\n    title: It\n    value: "{value}"{MARK}\n  sack-price:'
    )
    found = [title for title in offered(tmp_path, text) if title.endswith(f" {unit}")]
    assert found == ([f"write {wanted}"] if wanted else [])


@pytest.mark.parametrize(
    ("bound", "figure"),
    [
        ("at least 4123.456 hour", "4123.456 hour"),
        ("at least 123456789.125 EUR", "123456789.125 EUR"),
        ("less than -0.4567 bn EUR", "-0.4567 bn EUR"),
        (">= 2025-03", "2025-03-01"),  # the month would be any of its days
        ("at least 5.125% per year", "5.125% per year"),
        ("at most 20.0625 °C", "20.0625 °C"),
    ],
)
def test_actions__a_bound_is_taken_with_all_its_digits(tmp_path: Path, bound: str, figure: str) -> None:
    text = CLAIMS.replace("  sack-price:", f'  it:\n    title: It\n    value: "{bound}"{MARK}\n  sack-price:')
    assert f"    taken_as: {figure}\n" in offered(tmp_path, text)[f"compute with {figure} (`taken_as`)"]


def test_actions__what_supersedes_a_claim_begins_with_its_number(tmp_path: Path) -> None:
    more = f"""\
  i{MARK}t:
    title: It
    value: {{normal: {{mean: 10, sd: 5}}, unit: kg}}
    errors: {{stat: 3 kg, zero: {{size: 4 kg, common: scales}}}}
    domain: [-inf, inf]
    taken_as: 12 kg
    why: It is a guess
"""
    new = offered(tmp_path, CLAIMS.replace("  sack-price:", more + "  sack-price:"))[
        "supersede by a new claim `it-2`"
    ]
    (tmp_path / "then").mkdir()
    then = desk(tmp_path / "then", {**FILES, PATH: new})
    edition = then.edition()
    assert [each for each in edition.findings if each.severity == "error"] == []
    old, later = (edition.base.records.claims[id] for id in ("it", "it-2"))
    for name in ("title", "value", "errors", "domain", "taken_as", "why"):
        assert getattr(old, name) == getattr(later, name), name


def test_actions__supersede_a_claim(tmp_path: Path) -> None:
    found = offered(tmp_path, CLAIMS.replace("  loaves:\n    title", f"  loa{MARK}ves:\n    title"))
    new = found["supersede by a new claim `loaves-2`"]
    assert "    status: superseded\n    superseded_by: loaves-2\n" in new
    assert "  loaves-2:\n    title: Loaves a day\n    value: 180 to 220 loaf/day\n" in new


PORT = {
    "claims/harbour.yaml": "claims:\n  depth: {title: Depth of the harbour at Seaham, value: 7 m, cites: [pilot]}\n",
    "claims/survey.yaml": "claims:\n  measured: {title: Depth of the harbour at Seaham (survey), value: 7.4 m, cites: [survey]}\n",
    "sources/all.yaml": "sources: {pilot: {title: The pilot book}, survey: {title: A survey}}\n",
}


def decided(tmp_path: Path) -> tuple[Desk, dict[str, dict[str, str]]]:
    """A desk, and what is offered at a claim that may be another's: the texts that each would make."""
    table = desk(tmp_path, PORT)
    table.edition()
    path = "claims/harbour.yaml"
    at = table.lines(path).position(table.text(path).index("depth"))
    found = {}
    for each in actions.actions(table, path, Range(at, at)):
        texts = {}
        for file, changes in each.changes.items():
            lines = table.lines(file)
            text = lines.text
            for change in reversed(changes):
                start, end = (lines.offset(place) for place in (change.range.start, change.range.end))
                text = text[:start] + change.text + text[end:]
            texts[file] = text
        found[each.title] = texts
    return table, found


def test_actions__relate_two_claims_or_set_them_apart(tmp_path: Path) -> None:
    table, found = decided(tmp_path)
    assert [each.found.ids for each in proposals.propose(table.last, table.candidates())] == [
        ("depth", "measured")
    ]
    titles = [
        title for title in found if title.startswith(("relate to `measured`", "set apart from `measured`"))
    ]
    assert len(titles) >= 2
    for title in titles:
        again = desk(tmp_path / title[:12].replace(" ", "-"), PORT)
        again.open.update(found[title])
        edition = again.edition()
        assert [each for each in edition.findings if each.severity == "error"] == [], title
        assert again.candidates() == (), title  # it is decided
    apart = next(found[title] for title in titles if title.startswith("set apart"))
    assert "differs_from: {measured: why}" in "".join(apart.values())


def test_actions__look_for_candidates_once_an_edition(tmp_path: Path) -> None:
    table, _ = decided(tmp_path)
    path = "claims/harbour.yaml"
    at = table.lines(path).position(table.text(path).index("depth"))
    for _ in range(3):
        actions.actions(table, path, Range(at, at))
    assert table.work["candidates"] == 1
