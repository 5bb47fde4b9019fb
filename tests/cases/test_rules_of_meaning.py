"""Each rule of what numbers mean, and the tests that hold it: the table names tests that there are and that run."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

TESTS = Path(__file__).parents[1]
MEANING = TESTS.parents[1] / "shared" / "MEANING.md"
TABLE: list[dict[str, Any]] = yaml.safe_load((TESTS / "meaning.yaml").read_text("utf-8"))
NAMED = sorted({test for row in TABLE for test in row["tests"]})
# files whose cases are all on the page itself
ON_THE_PAGE = "cases/test_cases.py"


@cache
def module(path: str) -> ast.Module:
    return ast.parse((TESTS / path).read_text("utf-8"))


def skips(tree: ast.AST) -> Iterator[str]:
    """What in a piece of code may keep a test from running: marks, and calls that skip or expect a failure."""
    for each in ast.walk(tree):
        if isinstance(each, ast.Attribute) and each.attr in ("skip", "skipif", "xfail", "importorskip"):
            yield ast.unparse(each)


def marks(path: str) -> dict[str, ast.expr]:
    """The names of a module that stand for a mark of pytest."""
    return {
        target.id: each.value
        for each in module(path).body
        if isinstance(each, ast.Assign)
        for target in each.targets
        if isinstance(target, ast.Name) and "pytest.mark." in ast.unparse(each.value)
    }


def objection(test: str) -> str:
    """Why a named test holds nothing; empty where it does."""
    path, _, name = test.partition("::")
    if not (TESTS / path).is_file():
        return "there is no such file"
    found = [each for each in module(path).body if isinstance(each, ast.FunctionDef) and each.name == name]
    if not found:
        return "there is no such test"
    own = marks(path)
    # a mark of the whole test; those of single cases are their own affair
    parts: list[ast.AST] = [
        own.get(each.id, each) for each in found[0].decorator_list if isinstance(each, ast.Name)
    ]
    parts += [each for each in found[0].decorator_list if "parametrize" not in ast.unparse(each)]
    parts += [*found[0].body, *([own["pytestmark"]] if "pytestmark" in own else [])]
    skipped = [each for part in parts for each in skips(part)]
    return f"it may be skipped: {skipped[0]}" if skipped else ""


@pytest.mark.parametrize("test", NAMED)
def test_table__names_tests_that_there_are_and_that_run(test: str) -> None:
    assert objection(test) == ""


@pytest.mark.parametrize(
    ("test", "why"),
    [
        ("judge/test_none.py::test_a", "there is no such file"),
        ("judge/test_meaning.py::test_a", "there is no such test"),
        ("language/units/test_units.py::test_parse__agrees_with_pint_on_random_expressions", ""),
    ],
)
def test_objection__of_a_test_that_holds_nothing(test: str, why: str) -> None:
    assert objection(test) == why or (not why and "skip" in objection(test))


def test_table__each_rule_has_a_test_of_what_is_not_on_the_page() -> None:
    for row in TABLE:
        assert set(row) == {"section", "rule", "tests"}
        assert any(not test.startswith(ON_THE_PAGE) for test in row["tests"]), row["rule"]
    assert len({row["rule"] for row in TABLE}) == len(TABLE)


@pytest.mark.skipif(
    not MEANING.is_file(), reason="what the table is of lies beside the repository, not in it"
)
def test_table__each_section_has_rows() -> None:
    sections = {int(each) for each in re.findall(r"^## ([0-9]+)\.", MEANING.read_text("utf-8"), re.MULTILINE)}
    assert sections == {row["section"] for row in TABLE}
