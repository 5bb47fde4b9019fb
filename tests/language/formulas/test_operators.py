"""The table of operators and functions: each example comes out as it says, and every sign that is read has an entry."""

from __future__ import annotations

import inspect
import itertools
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from chromium import chromium, page_file
from copies import add, copied, touched
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


# --- the browser's table

EDGES = (-1e300, -2.5, -1.0, -1e-300, 0.0, 1e-300, 0.5, 1.0, 2.0, 700.0, 1e300)
FEWER = (-1e300, -2.0, 0.0, 1e-300, 1.0, 3.0, 1e300)
COMPUTE = """([tree, rows]) => rows.map((row) => {
  const known = Object.fromEntries(row.map((value, at) => ["x" + at, value]));
  const array = Object.fromEntries(row.map((value, at) => ["x" + at, Float64Array.of(value, value)]));
  return [window.whenceEstimate.compute(tree, known), window.whenceEstimate.compute(tree, array)[1]];
})"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A page that has the interpreter of formulas and nothing else."""
    with chromium() as browser:
        found = browser.new_context().new_page()
        found.goto(
            page_file(
                tmp_path_factory.mktemp("page"),
                "empty.html",
                "",
                ("shapes.js", "enclosures.js", "estimate.js"),
            )
        )
        yield found


@pytest.mark.browser
def test_operators__the_browser_knows_the_same(page: Any) -> None:
    tables = (operators.PREFIX, operators.INFIX, operators.FUNCTIONS)
    assert page.evaluate("() => window.whenceEstimate.operators") == [[*table] for table in tables]


def arities(entry: Operator) -> tuple[int, ...]:
    """With how many operands an entry is tried."""
    if "(" not in entry.signature:
        return (2 if entry.signature[0] == "a" else 1,)
    count = entry.signature.count(",") + 1
    return (1, 2, 3) if "..." in entry.signature else (*range(count - entry.signature.count("="), count + 1),)


@pytest.mark.browser
@pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES)
def test_operators__the_browser_gives_the_same_values_to_the_edges(page: Any, entry: Operator) -> None:
    tables = (operators.PREFIX, operators.INFIX, operators.FUNCTIONS)
    name = next(name for table in tables for name, each in table.items() if each is entry)
    for count in arities(entry):
        rows = [*itertools.product(EDGES if count < 3 else FEWER, repeat=count)]
        with np.errstate(all="ignore"):
            own = [float(entry.values(np, *map(np.float64, row))) for row in rows]
        got = page.evaluate(COMPUTE, [[name, *(["n", f"x{at}"] for at in range(count))], rows])
        for row, wanted, found in zip(rows, own, got, strict=True):
            np.testing.assert_allclose(found, wanted, rtol=1e-14, atol=1e-300, err_msg=f"{name}{row}")


# --- a new function

ENTRY = """
        "twice": Operator(
            signature="twice(x)",
            sentence="two times x",
            sort=sorts.same,
            values=lambda xp, x: 2 * x,
            encloses=lambda xp, x: enclosures.product(xp, enclosures.point(2.0), x),
            example=Example("twice(a)", {"a": "3 kW"}, "6 kW"),
        ),"""
SCRIPT_ENTRY = """
    twice: [(x) => 2 * x, (x) => sets.product([2, 2], x)],"""
TRY = """
import json
from small import edition, point
from whence.language.formulas import formula
from whence.publish.pages import manual
found = edition('''
claims:
  a: {title: A, value: ">= 3 kW"}
  b: {title: B, formula: twice(a) + a, inputs: {a: a}, unit: kW}
  c: {title: C, formula: twice(a) + 1, inputs: {a: a}}
''')
page = next(make() for path, make in manual.chapters(()) if path == "manual/formulas.html")
print(json.dumps({
    "point": point(found, "b"),
    "draws": found.values.of["b"].samples.ravel().tolist(),
    "bound": found.summaries["b"].bound,
    "wrong": [each.rule for each in found.findings if each.severity == "error"],
    "manual": "two times x" in repr(page),
    "mathml": formula.mathml(formula.parse("twice(a)"), {}),
}))
"""


@pytest.fixture(scope="module")
def more(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package and the browser's scripts with one function more: an entry in each of two files."""
    root = tmp_path_factory.mktemp("copy")
    copied(root)
    added = {
        "engine/whence/language/formulas/operators.py": ("FUNCTIONS: Mapping[str, Operator] = MappingProxyType(\n    {", ENTRY),
        "site/assets/estimate.js": ("const FUNCTIONS = {", SCRIPT_ENTRY),
    }  # fmt: skip
    for path, (after, text) in added.items():
        add(root, path, after, text)
    assert touched(root) == added.keys()
    return root


def test_operators__a_new_function_is_one_entry(more: Path) -> None:
    path = f"{more / 'engine'}:{Path(inspect.getfile(edition)).parent}"
    done = subprocess.run(
        [sys.executable, "-c", TRY], capture_output=True, text=True, check=True, env={"PYTHONPATH": path}
    )
    found = json.loads(done.stdout)
    assert found.pop("point") == pytest.approx(9)
    assert set(found.pop("draws")) == {9000.0}
    assert found == {
        "bound": "lower",
        "wrong": ["unit-mismatch"],
        "manual": True,
        "mathml": "<math><mrow><mi>twice</mi><mo>&#x2061;</mo><mrow><mo>(</mo><mi>a</mi><mo>)</mo></mrow></mrow></math>",
    }


@pytest.mark.browser
def test_operators__a_new_function_is_one_entry_in_the_browser(more: Path, tmp_path: Path) -> None:
    with chromium() as browser:
        page = browser.new_context().new_page()
        address = page_file(tmp_path, "copy.html", "", ("shapes.js", "enclosures.js", "estimate.js"))
        shutil.copy(more / "site/assets/estimate.js", tmp_path / "estimate.js")
        page.goto(address)
        assert page.evaluate("() => window.whenceEstimate.compute(['twice', ['n', 'a']], {a: 3})") == 6
        assert "twice" in page.evaluate("() => window.whenceEstimate.operators")[2]
