"""Mutants: one change at a time to the code of a storey, and whether its tests notice. `make mutants` prints who survives.

    python tests/benchmarks/mutants.py [--count 40] [--seed 1] [MODULE …]

A mutant is drawn by its seed: a comparison is turned, a number moved by one, `and` becomes `or`, `+` becomes `-`, a
condition is denied, a returned value is dropped. The tests of the module's folder run on each, in a copy of the engine, until
the first that fails. What is neither killed nor the same program by another name is a test that is missing.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENGINE = ROOT / "engine" / "whence"
TURNED = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn,
          ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is}  # fmt: skip
SWAPPED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult}
# The grammar of values: what a number is read as, and how it is written.
DEFAULT = (
    "language/values/numerals",
    "language/values/anatomy",
    "language/values/written",
    "language/values/days",
    "language/values/flow",
)


def changes(tree: ast.AST) -> Iterator[tuple[int, str, ast.AST]]:
    """Every mutant of a module: its line, what is changed, and the changed tree."""
    for index, node in enumerate(ast.walk(tree)):
        for what, change in _of(node):
            whole = copy.deepcopy(tree)
            twin = list(ast.walk(whole))[index]
            change(twin)
            yield getattr(node, "lineno", 0), what, whole


def _of(node: ast.AST) -> Iterator[tuple[str, object]]:
    """What can be changed about a node: how it is told, and a function that changes its like."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in TURNED:
        other = TURNED[type(node.ops[0])]
        yield f"{ast.unparse(node)}: {other.__name__}", lambda it: it.ops.__setitem__(0, other())
    if isinstance(node, ast.BinOp) and type(node.op) in SWAPPED:
        operator = SWAPPED[type(node.op)]
        yield f"{ast.unparse(node)}: {operator.__name__}", lambda it: setattr(it, "op", operator())
    if isinstance(node, ast.BoolOp):
        both = ast.Or if isinstance(node.op, ast.And) else ast.And
        yield f"{ast.unparse(node)}: {both.__name__}", lambda it: setattr(it, "op", both())
    if isinstance(node, ast.If | ast.IfExp | ast.While):
        yield (
            f"not: {ast.unparse(node.test)}",
            lambda it: setattr(it, "test", ast.UnaryOp(ast.Not(), it.test)),
        )
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        yield f"{node.value} + 1", lambda it: setattr(it, "value", it.value + 1)
    if isinstance(node, ast.Return) and node.value is not None and not isinstance(node.value, ast.Constant):
        yield (
            f"return None, not {ast.unparse(node.value)}",
            lambda it: setattr(it, "value", ast.Constant(None)),
        )


def tests_of(module: str) -> list[str]:
    """The folder of tests of a module, its own file first."""
    folder, _, name = module.rpartition("/")
    own = ROOT / "tests" / folder / f"test_{name}.py"
    around = [str(each) for each in sorted((ROOT / "tests" / folder).glob("test_*.py")) if each != own]
    return [*([str(own)] if own.exists() else []), *around]


def killed(engine: Path, tests: list[str], seconds: float) -> bool:
    """Whether a test fails, or none comes to an end in time."""
    names = ("PATH", "HOME")
    kept = {name: os.environ[name] for name in names if name in os.environ}
    words = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    try:
        done = subprocess.run(
            words,
            cwd=ROOT,
            capture_output=True,
            timeout=seconds,
            check=False,
            env={**kept, "PYTHONPATH": str(engine), "WHENCE_CACHE": "off"},
        )
    except subprocess.TimeoutExpired:
        return True
    return done.returncode != 0


def main() -> int:
    """Draws mutants, tries each, and prints the score with those that survive."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "modules", nargs="*", default=DEFAULT, help="modules as folder/name under engine/whence"
    )
    parser.add_argument("--count", type=int, default=40, help="how many are drawn of all (default: 40)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=120.0, help="how long the tests may take on one")
    asked = parser.parse_args()
    every = [
        (module, *each)
        for module in asked.modules
        for each in changes(ast.parse((ENGINE / f"{module}.py").read_text("utf-8")))
    ]
    drawn = random.Random(asked.seed).sample(every, min(asked.count, len(every)))
    alive = []
    with tempfile.TemporaryDirectory() as place:
        engine = Path(place) / "engine"
        shutil.copytree(ENGINE, engine / "whence", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(ROOT / "site", Path(place) / "site")
        for tests in {tuple(tests_of(module)) for module in asked.modules}:
            if killed(engine, list(tests), 10 * asked.seconds):
                print(f"the tests fail without any change: {' '.join(tests)}")
                return 1
        for number, (module, line, what, tree) in enumerate(drawn, 1):
            file = engine / "whence" / f"{module}.py"
            before = file.read_text("utf-8")
            file.write_text(ast.unparse(tree), "utf-8")
            dead = killed(engine, tests_of(module), asked.seconds)
            file.write_text(before, "utf-8")
            if not dead:
                alive.append(f"{module}.py:{line}  {what}")
            print(
                f"{number}/{len(drawn)} {'killed' if dead else 'ALIVE '} {module}.py:{line}  {what[:90]}",
                flush=True,
            )
    print(
        f"{len(drawn) - len(alive)} of {len(drawn)} killed, of {len(every)} that there are in {len(asked.modules)} modules (seed {asked.seed})"
    )
    print("\n".join(alive))
    return 0


if __name__ == "__main__":
    sys.exit(main())
