"""Size: functions that fit in a glance, modules that fit in the mind."""

from __future__ import annotations

import ast
import re
import statistics

from house import KNOWN

LINES_OF_A_FUNCTION = 60
LINES_OF_A_MODULE = 400
MEDIAN, NINETY_FIFTH = 8, 25


def trees() -> dict[str, ast.Module]:
    """The syntax of every module of the package."""
    return {name: ast.parse(path.read_text("utf-8")) for name, path in KNOWN.items()}


def lines(node: ast.stmt) -> int:
    """How many lines a statement has, from its first to its last, docstrings and comments counted."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def functions() -> dict[str, int]:
    """The lines of every function and method, by its module, its name and, where a name repeats, its line."""
    found: dict[str, int] = {}
    for name, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                key = f"{name}.{node.name}"
                found[f"{key}:{node.lineno}" if key in found else key] = lines(node)
    return found


def modules() -> dict[str, int]:
    """The lines of every module; a table, which is one assignment at its top level, counts as one line."""
    found = {}
    for name, tree in trees().items():
        tables = [lines(node) - 1 for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)]
        found[name] = len(KNOWN[name].read_text("utf-8").splitlines()) - sum(tables)
    return found


def test_functions__none_is_too_long_to_take_in() -> None:
    long = [f"{name} has {n}" for name, n in functions().items() if n > LINES_OF_A_FUNCTION]
    assert not long, "\n".join(long)


def test_functions__most_fit_in_a_glance() -> None:
    sizes = list(functions().values())
    assert statistics.median(sizes) <= MEDIAN
    assert statistics.quantiles(sizes, n=20, method="inclusive")[-1] <= NINETY_FIFTH


def test_modules__none_is_too_long_to_keep_in_mind() -> None:
    long = [f"{name} has {n}" for name, n in modules().items() if n > LINES_OF_A_MODULE]
    assert not long, "\n".join(long)


def test_modules__have_no_banners() -> None:
    """A module that wants chapters is two modules."""
    banner = re.compile(r"^\s*#+ ?[-=*#]{3}", re.MULTILINE)
    assert [name for name, path in KNOWN.items() if banner.search(path.read_text("utf-8"))] == []
