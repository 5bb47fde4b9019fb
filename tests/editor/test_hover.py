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
        ("    sta¦ted:", ["The source's own figure for a derived claim"]),
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


def test_hover__of_a_word_that_nobody_knows(tmp_path: Path) -> None:
    table = desk(tmp_path, FILES)
    assert (
        hover.hover(table, PATH, marked(table, PATH, CLAIMS.replace("Weight of", f"Wei{MARK}ght of"))) is None
    )
