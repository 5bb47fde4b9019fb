"""Notebooks run without a server: cell after cell in one namespace, each with what it would show."""

from __future__ import annotations

import ast
import contextlib
import io
import json
from pathlib import Path
from typing import Any


def cells(path: Path) -> list[dict[str, Any]]:
    """The code cells of a notebook, in order."""
    return [each for each in json.loads(path.read_text("utf-8"))["cells"] if each["cell_type"] == "code"]


def run(source: str, names: dict[str, Any]) -> str:
    """What a cell prints, and then the value of its last line as a notebook shows it."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(tree, "<cell>", "exec"), names)
        value = (
            eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)
            if isinstance(last, ast.Expr)
            else None
        )
    return printed.getvalue() + ("" if value is None else repr(value))


def shown(cell: dict[str, Any]) -> str:
    """What the notebook says that a cell shows."""
    texts = [each.get("text") or each["data"]["text/plain"] for each in cell["outputs"]]
    return "".join("".join(each) for each in texts)
