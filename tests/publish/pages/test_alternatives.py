"""The options of a choice as its page shows them: how probable each is before and after the evidence."""

from __future__ import annotations

import pytest

from small import edition
from whence.files.schema import Settings
from whence.publish.pages.alternatives import option_rows
from whence.publish.pages.book import Book

BASE = """
    choices:
      n: {title: Machines, options: {few: 80, many: 120}, credence: {few: 0.5, many: 0.5}}
    claims:
      supply: {title: Supply, value: SUPPLY}
      need: {title: Need, formula: n * each, inputs: {n: n, each: 1 MW}, unit: MW}
    checks:
      fits: {title: It fits, assert: need <= supply, inputs: {need: need, supply: supply}, on_fail: rule-out}
"""


@pytest.mark.parametrize(
    ("supply", "few", "many"),
    [
        ("100 ± 20 MW", "Credence 50 %, 84.1 % after the checks.", "Credence 50 %, 15.9 % after the checks."),
        ("200 MW", "Credence 50 %.", "Credence 50 %."),
        ("100 MW", "Credence 50 %, 100 % after the checks.", "Credence 50 %, 0 % after the checks."),
    ],
)
def test_option_rows__credence_before_and_after_the_checks(supply: str, few: str, many: str) -> None:
    rows = option_rows(Book(edition(BASE.replace("SUPPLY", supply), settings=Settings(samples=10_000))), "n")
    assert [each.note for each in rows] == [few, many]
