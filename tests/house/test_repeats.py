"""One way to do a thing: what runs over six lines and more has no twin in shape elsewhere, with few exceptions."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Sequence

from house import KNOWN

LINES, MOST = 6, 10


class _Shape(ast.NodeTransformer):
    """A piece of code without what is named and said in it."""

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.copy_location(ast.Name("name", node.ctx), node)

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        return ast.copy_location(ast.Constant(type(node.value).__name__), node)

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        return ast.copy_location(ast.Attribute(self.visit(node.value), "part", node.ctx), node)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        return ast.arg("name", None)

    def visit_keyword(self, node: ast.keyword) -> ast.AST:
        return ast.keyword("name", self.visit(node.value))


def blocks(tree: ast.AST) -> Iterator[Sequence[ast.stmt]]:
    """What runs: the statements of every function and of every block in one, without docstrings and imports."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                for field in ("body", "orelse", "finalbody"):
                    found = getattr(node, field, ())
                    if isinstance(found, list) and found and isinstance(found[0], ast.stmt):
                        yield [each for each in found if not _silent(each)]


def _silent(node: ast.stmt) -> bool:
    said = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return said or isinstance(node, ast.Import | ast.ImportFrom)


def runs(block: Sequence[ast.stmt]) -> Iterator[Sequence[ast.stmt]]:
    """For each statement, the shortest run from it on that has enough lines."""
    for start in range(len(block)):
        for end in range(start + 1, len(block) + 1):
            if (block[end - 1].end_lineno or 0) - block[start].lineno + 1 >= LINES:
                yield block[start:end]
                break


def shape(run: Sequence[ast.stmt]) -> str:
    """The shape of a run, and how its lines fall."""
    parts = (ast.parse(ast.unparse(each)) for each in run)
    return "\n".join(ast.dump(_Shape().visit(each)) for each in parts)


def test_functions__what_is_done_twice_has_one_home() -> None:
    places = defaultdict(set)
    for name, path in KNOWN.items():
        for block in blocks(ast.parse(path.read_text("utf-8"))):
            for run in runs(block):
                places[shape(run)].add(f"{name}:{run[0].lineno}")
    repeated = sorted(" ~ ".join(sorted(each)) for each in places.values() if len(each) > 1)
    assert len(repeated) <= MOST, "\n".join(repeated)
