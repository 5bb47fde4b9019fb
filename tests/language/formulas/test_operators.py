"""The table of operators and functions: each example comes out as it says, and every sign that is read has an entry."""

from __future__ import annotations

import pytest

from small import edition, point
from whence.language.formulas import formula, operators
from whence.language.formulas.operators import Operator
from whence.language.units.units import STANDARD, Unit
from whence.language.values import written

ENTRIES = {
    each.signature: each
    for table in (operators.PREFIX, operators.INFIX, operators.FUNCTIONS)
    for each in table.values()
}


def test_operators__every_sign_that_is_read_has_an_entry() -> None:
    assert operators.INFIX.keys() == formula.LEVELS.keys()
    assert operators.PREFIX.keys() == {"-", "not"}
    assert len(ENTRIES) == len(operators.PREFIX) + len(operators.INFIX) + len(operators.FUNCTIONS)


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES)
def test_operators__an_example_is_true(entry: Operator) -> None:
    text, inputs, gives = entry.example
    value = written.parse(gives, STANDARD)
    assert isinstance(value, written.Written), value
    assert isinstance(value.unit, Unit)
    given = ", ".join(f'{name}: "{each}"' for name, each in inputs.items())
    unit = f', unit: "{value.unit.text}"' if value.unit.text else ""
    found = edition(f'claims: {{out: {{title: Out, formula: "{text}", inputs: {{{given}}}{unit}}}}}')
    assert point(found, "out") == pytest.approx(value.unit.from_base(value.point), rel=1e-3)


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES)
def test_operators__an_example_shows_its_own_entry(entry: Operator) -> None:
    tree = formula.parse(entry.example.formula)
    assert any(
        operators.of(each) is entry
        for each in formula.walk(tree)  # type: ignore[arg-type]
        if isinstance(each, formula.Unary | formula.Binary | formula.Call)
    )
