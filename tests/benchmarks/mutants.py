"""Mutants: one change at a time to the code of a storey, and whether its tests notice. `make mutants` prints who survives.

    python tests/benchmarks/mutants.py [--count 120] [--seed 1] [--reached build/coverage/data] [MODULE or STOREY …]

A mutant is drawn by its seed: a comparison is turned, a number moved by one, `and` becomes `or`, `+` becomes `-`, a
condition is denied, a returned value is dropped; not in annotations, which do not run, nor in decorators, whose numbers are
the sizes of caches. On each, in a copy of the engine, run the tests that hold whole answers of its storey, and then those
that reach its line, as `make coverage` noted, those of its own storey first, until one fails; without that note, the tests
of the module's folder; with `--whole`, none but the first, for a score from below. Tests kill it that pass on the engine as it
is, or the first where they compute on without an end; where others do, it counts as alive, and so does one that no test
reaches. Time is what a test computes, so that a busy machine kills nothing. What is neither killed nor the same program by
another name is a test that is missing.
"""

from __future__ import annotations

import argparse
import ast
import compileall
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENGINE = ROOT / "engine" / "whence"
TURNED = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn,
          ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is}  # fmt: skip
SWAPPED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult}
# Every storey but that of the pages.
STOREYS = (
    "language",
    "model",
    "files",
    "evaluate",
    "judge",
    "account",
    "disk",
    "exchange",
    "editor",
    "python",
    "cli",
)
# How many times as long as they may compute tests may take by the clock, where they share the machine or wait for each other.
PATIENCE = 20
# What every test imports, so that a process split off need not.
LIBRARIES = (
    "numpy",
    "pydantic",
    "ruamel.yaml",
    "yaml",
    "networkx",
    "click",
    "hypothesis",
    "_pytest.assertion.rewrite",
)


class Mutant:
    """A place in a module, and what is changed there: the node by its number, and which of its changes."""

    def __init__(self, module: str, index: int, which: int, line: int, what: str) -> None:
        self.module, self.index, self.which, self.line, self.what = module, index, which, line, what

    def text(self, source: str) -> str:
        """The changed module."""
        tree = ast.parse(source)
        node = list(ast.walk(tree))[self.index]
        [*_of(node)][self.which][1](node)
        return ast.unparse(tree)

    def __str__(self) -> str:
        return f"{self.module}.py:{self.line}  {self.what}"


def mutants(module: str) -> Iterator[Mutant]:
    """Every mutant of a module."""
    tree = ast.parse((ENGINE / f"{module}.py").read_text("utf-8"))
    never = {id(each) for part in _never_run(tree) for each in ast.walk(part)}
    for index, node in enumerate(ast.walk(tree)):
        for which, (what, _) in enumerate(_of(node) if id(node) not in never else ()):
            yield Mutant(module, index, which, getattr(node, "lineno", 0), what)


def _never_run(tree: ast.AST) -> Iterator[ast.AST]:
    """What no test can notice: annotations, which are texts to Python, and decorators, whose numbers are sizes of caches."""
    for node in ast.walk(tree):
        yield from getattr(node, "decorator_list", ())
        yield from (each for name in ("annotation", "returns") if (each := getattr(node, name, None)))


def _of(node: ast.AST) -> Iterator[tuple[str, Callable[[ast.AST], object]]]:
    """What can be changed about a node: how it is told, and a function that changes it."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in TURNED:
        other = TURNED[type(node.ops[0])]
        yield f"{ast.unparse(node)}: {other.__name__}", lambda it: it.ops.__setitem__(0, other())
    if isinstance(node, ast.BinOp) and type(node.op) in SWAPPED:
        operator = SWAPPED[type(node.op)]
        yield f"{ast.unparse(node)}: {operator.__name__}", lambda it: setattr(it, "op", operator())
    if isinstance(node, ast.BoolOp):
        both = ast.Or if isinstance(node.op, ast.And) else ast.And
        yield f"{ast.unparse(node)}: {both.__name__}", lambda it: setattr(it, "op", both())
    if isinstance(node, ast.If | ast.IfExp | ast.While) and "TYPE_CHECKING" not in ast.unparse(node.test):
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


def modules(asked: Sequence[str]) -> list[str]:
    """The modules that are asked for, those of a storey by its name."""
    found = []
    for each in asked:
        if (ENGINE / f"{each}.py").is_file():
            found.append(each)
        else:
            below = sorted((ENGINE / each).rglob("*.py"))
            found += [path.relative_to(ENGINE).with_suffix("").as_posix() for path in below]
    return found


class Reached:
    """Which tests reach which line."""

    def __init__(self, file: Path | None, whole: bool = False) -> None:
        self.known: dict[str, Mapping[int, list[str]]] = {}
        self.whole = whole
        if not file or not file.exists():
            return
        from coverage import CoverageData

        data = CoverageData(str(file))
        data.read()
        for name in data.measured_files():
            _, _, module = name.rpartition("/engine/whence/")
            self.known[module.removesuffix(".py")] = data.contexts_by_lineno(name)

    def tests(self, mutant: Mutant) -> list[list[str]]:
        """The tests that hold whole answers of a mutant's storey; those of it that reach its line; those of the others."""
        first = whole_answers(mutant.module)
        others = [each for storey in OPEN for each in whole_answers(f"{storey}/") if each not in first]
        return [first, others, *([] if self.whole else self._reaching(mutant))]

    def _reaching(self, mutant: Mutant) -> list[list[str]]:
        folder, _, name = mutant.module.rpartition("/")
        storey = mutant.module.partition("/")[0]
        own = [str(each.relative_to(ROOT)) for each in sorted((ROOT / "tests" / folder).glob("test_*.py"))]
        mirror = [each for each in own if each.endswith(f"/test_{name}.py")]
        if not self.known:
            return [[*mirror, *(each for each in own if each not in mirror)]]
        contexts = self.known.get(mutant.module, {}).get(mutant.line, [])
        found = {node for each in contexts if (node := _node(each))}
        near = sorted(each for each in found if each.startswith(f"tests/{storey}/"))
        # What runs when a module is imported, or once for all tests, is told of none of them, or of the first alone.
        wide = mirror if found else own if contexts else []
        return [each for each in ([*near, *wide], sorted(found - set(near))) if each]


# The tests that hold whole answers to the letter, each of which reaches most of its storey; and where those of a storey are
# that has none. Those of the open storeys start no process, and run on every mutant.
WHOLE = ("test_tables.py", "test_gallery.py", "test_transcripts.py")
OPEN = ("language", "files", "judge")
ELSEWHERE = {"model": "judge", "evaluate": "judge", "account": "cli", "disk": "cli"}


def whole_answers(module: str) -> list[str]:
    """The tests that hold whole answers of a module's storey, those of its own folder first."""
    storey, folder = module.partition("/")[0], ROOT / "tests" / module.rpartition("/")[0]
    found = [each for each in sorted((ROOT / "tests" / storey).rglob("test_*.py")) if each.name in WHOLE]
    if not found and storey in ELSEWHERE:
        return whole_answers(f"{ELSEWHERE[storey]}/")
    return [str(each.relative_to(ROOT)) for each in sorted(found, key=lambda each: each.parent != folder)]


def _node(context: str) -> str:
    """The name of a test by which pytest runs it."""
    parts = context.split(".")
    at = next((number for number, each in enumerate(parts) if each.startswith("test_")), 0)
    if not at or not (ROOT / "/".join(parts[: at + 1])).with_suffix(".py").is_file():
        return ""
    return "::".join(["/".join(parts[: at + 1]) + ".py", *parts[at + 1 :]])


def killed(engine: Path, tests: Sequence[str], seconds: float) -> str:
    """How a mutant ends: `killed` by a test that fails, `late` where none comes to an end in time, or `alive`."""
    pid = os.fork()
    if not pid:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
        silence = os.open(os.devnull, os.O_RDWR)
        for number in range(3):
            os.dup2(silence, number)
        os.chdir(ROOT)
        os.environ |= {"PYTHONPATH": str(engine), "WHENCE_CACHE": "off", "PYTHONDONTWRITEBYTECODE": "1"}
        sys.path.insert(0, str(engine))
        sys.dont_write_bytecode = True
        code = 1
        try:
            import pytest

            code = int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-m", "not browser", *tests]))
        finally:
            os._exit(code)
    end = time.monotonic() + PATIENCE * seconds
    while time.monotonic() < end:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return _ended(os.waitstatus_to_exitcode(status), tests)
        time.sleep(0.02)
    os.killpg(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return "late"


def _ended(code: int, tests: Sequence[str]) -> str:
    """What the code says that pytest ends with; a signal for what computed for too long."""
    if code == 4:
        sys.exit(
            f"there is no such test as one of {' '.join(tests)}: `make coverage` notes those that there are"
        )
    return "late" if code in (-signal.SIGXCPU, -signal.SIGKILL) else "alive" if code in (0, 5) else "killed"


def tried(engine: Path, mutant: Mutant, reached: Reached, seconds: float) -> str:
    """How a mutant ends, once its file has been put in the place of the real one."""
    file = engine / "whence" / f"{mutant.module}.py"
    before, times = file.read_text("utf-8"), (file.stat().st_atime, file.stat().st_mtime)
    groups = reached.tests(mutant)
    for number, tests in enumerate(groups):
        try:
            file.write_text(mutant.text(before), "utf-8")
            found = killed(engine, tests, seconds) if tests else "alive"
        finally:
            file.write_text(before, "utf-8")
            os.utime(file, times)
        if (found == "killed" or (found == "late" and number == 0)) and sound(engine, tuple(tests), seconds):
            return found
    return "alive" if any(groups) else "alive, since no test reaches it"


@cache
def sound(engine: Path, tests: tuple[str, ...], seconds: float) -> bool:
    """Whether some tests pass on the engine as it is, so that it is the mutant at which they fail."""
    return killed(engine, tests, seconds) == "alive"


def main() -> int:
    """Draws mutants, tries each, and prints the score with those that survive."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "modules", nargs="*", default=STOREYS, help="modules as folder/name under engine/whence, or storeys"
    )
    parser.add_argument("--count", type=int, default=120, help="how many are drawn of all (default: 120)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=300.0, help="how long the tests may compute on one")
    parser.add_argument("--whole", action="store_true", help="run the tests that hold whole answers alone")
    parser.add_argument(
        "--reached",
        type=Path,
        default=ROOT / "build" / "coverage" / "data",
        help="what `make coverage` noted",
    )
    asked = parser.parse_args()
    reached = Reached(asked.reached, asked.whole)
    every = [each for module in modules(asked.modules) for each in mutants(module)]
    drawn = random.Random(asked.seed).sample(every, min(asked.count, len(every)))
    for name in LIBRARIES:
        __import__(name)
    ends = defaultdict(list)
    with tempfile.TemporaryDirectory() as place:
        engine = Path(place) / "engine"
        shutil.copytree(ENGINE, engine / "whence", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(ROOT / "site", Path(place) / "site")
        compileall.compile_dir(engine, quiet=2)
        for number, mutant in enumerate(drawn, 1):
            end = tried(engine, mutant, reached, asked.seconds)
            ends[end].append(mutant)
            print(f"{number}/{len(drawn)} {end:6} {mutant}"[:150], flush=True)
    dead = len(ends["killed"]) + len(ends["late"])
    print(
        f"{dead} of {len(drawn)} killed, {len(ends['late'])} of them since no test came to an end, of {len(every)} that there are (seed {asked.seed})"
    )
    for end, those in ends.items():
        if end.startswith("alive"):
            print("\n".join(f"{each}  ({end})" for each in those))
    return 0


if __name__ == "__main__":
    sys.exit(main())
