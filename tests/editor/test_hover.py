"""The pointer on a word: what it stands for, with its number."""

from __future__ import annotations

from pathlib import Path

import pytest

from bakery import CLAIMS, FILES
from editing import MARK, desk, marked
from whence.editor import hover

PATH = "claims/bread.yaml"


@pytest.mark.parametrize(
    ("at", "says"),
    [
        ("{price: sack-¦price", ["**What a sack costs**", "€24", "from mill, page 2", "> 24 EUR the sack"]),
        ("price: flour-pr¦ice", ["Price of flour", "€0.96/kg"]),
        ("formula: pri¦ce / weight", ["What a sack costs"]),
        ("  per-¦kilo:", ["€0.96/kg", "`price / weight`", "price = €24", "stated 0.95 EUR/kg"]),
        ("  loa¦ves:", ["Loaves a day", "180 to 220", "▁"]),
        ("    sta¦ted:", ["The source's own figure, compared with"]),
        ("source: mi¦ll", ["Price list of the mill", "2025-01"]),
        ("each: 0.5 kg/lo¦af", ["`loaf`: A loaf of bread", "`kg`"]),
        ("value: 25 k¦g", ["`kg`"]),
        ("  che¦ap:", ["holds", "cost < rent"]),
        ("term: sack-¦word", ["big: 50 kg/bag"]),
    ],
)
def test_hover__says_what_is_known(tmp_path: Path, at: str, says: list[str]) -> None:
    table = desk(tmp_path, FILES)
    plain = at.replace(MARK, "")
    assert CLAIMS.count(plain) >= 1, plain
    found = hover.hover(table, PATH, marked(table, PATH, CLAIMS.replace(plain, at, 1)))
    assert found is not None
    for text in says:
        assert text in found.text, found.text


def test_hover__of_a_function_and_of_a_rule(tmp_path: Path) -> None:
    table = desk(tmp_path, FILES)
    text = CLAIMS.replace("price / weight", f"m{MARK}ax(price / weight)")
    found = hover.hover(table, PATH, marked(table, PATH, text))
    assert found
    assert "max(a, ...)" in found.text
    text = CLAIMS.replace("    cites: [mill]", f"    accepted: [{{rule: unci{MARK}ted, because: so}}]")
    found = hover.hover(table, PATH, marked(table, PATH, text))
    assert found
    assert "**uncited**" in found.text


TWO = """
units: {load: {title: A load as the carrier counts}}
claims:
  load: {title: Load of a season, value: 640 load}
  takes: {title: Takes, formula: n * k, inputs: {n: load, k: kind}}
choices:
  kind: {title: Kind, options: {light: {value: 1}, heavy: {value: 2}}, credence: {light: 0.7, heavy: 0.3}}
"""


@pytest.mark.parametrize(
    ("at", "says"),
    [
        ("units: {lo¦ad:", "`load`: A load as the carrier counts"),
        ("640 lo¦ad", "`load`: A load as the carrier counts"),
        ("  lo¦ad: {title: Load of", "**Load of a season**"),
        ("n: lo¦ad", "**Load of a season**"),
        ("  ki¦nd:", "light: possible; credence 70 %  \nheavy: possible; credence 30 %"),
    ],
)
def test_hover__of_a_unit_that_is_called_like_a_claim_and_of_a_choice_that_is_weighed(
    tmp_path: Path, at: str, says: str
) -> None:
    table = desk(tmp_path, {**FILES, "claims/two.yaml": TWO})
    plain = at.replace(MARK, "")
    found = hover.hover(table, "claims/two.yaml", marked(table, "claims/two.yaml", TWO.replace(plain, at, 1)))
    assert found is not None
    assert says in found.text


def test_hover__of_a_word_that_nobody_knows(tmp_path: Path) -> None:
    table = desk(tmp_path, FILES)
    assert (
        hover.hover(table, PATH, marked(table, PATH, CLAIMS.replace("Weight of", f"Wei{MARK}ght of"))) is None
    )
