"""What may stand at a place is offered, and nothing else, in texts that are only half written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from bakery import CLAIMS, FILES
from editing import MARK, desk, marked
from whence.editor import completion

PATH = "claims/bread.yaml"


def offered(tmp_path: Path, text: str, path: str = PATH) -> list[str]:
    table = desk(tmp_path, FILES)
    table.edition()
    return [each.label for each in completion.complete(table, path, marked(table, path, text))]


def claim(rows: str) -> str:
    """The bakery with one more claim at its end of the claims."""
    return CLAIMS.replace("checks:\n", f"  more:\n    title: More\n{rows}checks:\n")


@pytest.mark.parametrize(
    ("rows", "wanted", "never"),
    [
        # an input must fit the formula and the unit: money over mass times mass is money
        (f"    formula: a * b\n    unit: EUR\n    inputs: {{a: per-kilo, b: {MARK}\n", ["sack"], ["loaves", "sack-price"]),
        (f"    formula: a - b\n    inputs: {{a: sack, b: {MARK}}}\n", ["sack"], ["loaves", "sack-price", "cost"]),
        (f"    formula: a * b\n    unit: EUR/day\n    inputs:\n      a: loaves\n      b: {MARK}\n", ["loaves"], []),
        (f"    value: 3 EUR/kg\n    of: {MARK}\n", ["flour-price"], ["sack"]),
        (f"    value: 3 kg\n    superseded_by: {MARK}\n", ["sack"], ["loaves", "cost"]),
        (f"    kind: {MARK}\n", ["fact", "estimate"], ["sack"]),
        (f"    headline: {MARK}\n", ["true"], []),
        (f"    value: 3 {MARK}\n", ["kg", "loaf", "EUR"], ["sack"]),
        (f"    of: flour-price\n    value: 3 {MARK}\n", ["EUR/kg"], ["loaf", "kWh"]),
        (f"    value: 3 EUR/{MARK}\n", ["kg", "loaf"], []),
        (f"    formula: a + ma{MARK}\n    inputs: {{a: sack}}\n", ["a", "max", "sqrt"], ["sack"]),
        (f"    formula: price * mass\n    inputs: {{price: per-kilo, {MARK}\n", ["mass"], ["price", "sack"]),
        (f"    cites: [{{source: {MARK}\n", ["mill", "baker", "unstated"], ["sack"]),
        (f"    cites:\n      - {{source: mill, via: {MARK}}}\n", ["baker"], ["unstated"]),
        (f"    cites:\n      - {{source: mill, {MARK}\n", ["via", "at", "excerpt"], ["source"]),
        (f"    accepted: [{{rule: {MARK}\n", ["uncited", "stale"], []),
        (f"    {MARK}\n", ["value", "formula", "cites", "note"], ["title"]),
        (f"    va{MARK}\n", ["value"], ["title"]),
    ],
)  # fmt: skip
def test_complete__of_a_claim(tmp_path: Path, rows: str, wanted: Sequence[str], never: Sequence[str]) -> None:
    found = offered(tmp_path, claim(rows))
    assert set(wanted) <= set(found), found
    assert not set(never) & set(found), found


def test_complete__in_a_file_that_cannot_be_read_knows_what_stood_there(tmp_path: Path) -> None:
    """A bracket is open in the middle of the file, and the base was judged while it was: its own ids were gone."""
    table = desk(tmp_path, FILES)
    table.open[PATH] = CLAIMS
    table.edition()
    row = next(each for each in CLAIMS.split("\n") if "{price: sack-price, weight: sack}" in each)
    at = marked(table, PATH, CLAIMS.replace(row, f"    inputs: {{weight: sack, price: sa{MARK}"))
    assert table.edition().base.records.files[PATH].findings
    offered = [each.label for each in completion.complete(table, PATH, at)]
    assert offered == ["sack-price"]
    table.open[PATH] = CLAIMS.replace("sack-price", "bag-price")
    table.edition()
    assert "bag-price" in [
        each.label
        for each in completion.complete(
            table,
            PATH,
            marked(
                table,
                PATH,
                CLAIMS.replace("sack-price", "bag-price").replace(
                    "{price: bag-price, weight: sack}", f"{{weight: sack, price: {MARK}"
                ),
            ),
        )
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"{CLAIMS}{MARK}", []),
        (f"{MARK}", ["topic", "claims", "units"]),
        (f"claims:\n  {MARK}", ["new claim"]),
        (CLAIMS.replace("term: sack-word", f"term: {MARK}"), ["sack-word"]),
        (CLAIMS.replace("term: sack-word", f"term: sack-word\n    prefer: {MARK}"), ["big", "small"]),
        (CLAIMS.replace("take: latest", f"take: {MARK}"), ["envelope", "per-kilo"]),
        (CLAIMS.replace("take: latest\n    unit: EUR/kg", f"take: latest\n    unit: {MARK}"), ["EUR/kg"]),
        (CLAIMS.replace("rent: 150 EUR/day", f"rent: {MARK}"), ["cost"]),
    ],
)  # fmt: skip
def test_complete__of_other_records(tmp_path: Path, text: str, wanted: Sequence[str]) -> None:
    found = offered(tmp_path, text)
    assert set(wanted) <= set(found), found
    if "cost" in wanted:
        assert "sack" not in found


def test_complete__of_a_new_claim_brings_its_citation(tmp_path: Path) -> None:
    table = desk(tmp_path, FILES)
    (found,) = completion.complete(
        table, PATH, marked(table, PATH, claim("    value: 1 kg\n").replace("checks:", f"  {MARK}\nchecks:"))
    )
    assert found.snippet
    assert found.text.startswith("${1:id}:\n    title: ${2:what is claimed}\n    value: ")
    assert "\n    cites:\n      - {source: $5, at: $6, excerpt: $7}" in found.text


def test_complete__says_of_a_field_what_it_is_for(tmp_path: Path) -> None:
    table = desk(tmp_path, FILES)
    found = completion.complete(table, PATH, marked(table, PATH, claim(f"    {MARK}\n")))
    of = next(each for each in found if each.label == "of")
    assert of.document == "The quantity that this claim gives a value to."
