"""One way to do a thing: few places repeat six lines or more of another's shape, the rows of tables aside.

Two measures, since a piece of code that is done again may be broken into other lines. By lines: the shape of a line is
what is left of it without names, words, strings and numbers; code counts, and so do the text and the examples in
docstrings. By statements: what runs, in whatever lines it stands, without what is named and said in it.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pytest

from house import KNOWN

LINES, MOST = 6, 10
TEXTS = {name: path.read_text("utf-8") for name, path in KNOWN.items()}

# --- by lines

# What a line is made of: a string, a name or a word, a number, or a sign, which stands for itself.
PARTS = re.compile(
    r"""(?P<s>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?P<x>[^\W\d]\w*)|(?P<n>\d[\w.]*)|(?P<sign>\S)"""
)
# Six lines with fewer parts than this say nothing together.
LEAST = 24
TABLES = (ast.Assign, ast.AnnAssign)

Place = tuple[str, int]
Pair = tuple[Place, Place]


@dataclass(frozen=True)
class Line:
    """A line that counts: its number in its module, and its shape."""

    number: int
    shape: tuple[str, ...]


def shape(line: str) -> tuple[str, ...]:
    """The shape of a line."""
    return tuple(hit[0] if hit.lastgroup == "sign" else str(hit.lastgroup) for hit in PARTS.finditer(line))


def lines(text: str) -> list[Line]:
    """The lines of a module that count."""
    passed = declared(ast.parse(text))
    return [
        Line(number, shape(line))
        for number, line in enumerate(text.splitlines(), 1)
        if number not in passed and re.search(r"\w", line) and not line.lstrip().startswith("#")
    ]


def declared(tree: ast.Module) -> set[int]:
    """The lines that only say what is: imports, what a module assigns, and all of a class but its methods."""
    passed: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom) or (node in tree.body and isinstance(node, TABLES)):
            passed |= span(node)
        if isinstance(node, ast.ClassDef):
            methods = (span(each) for each in node.body if isinstance(each, ast.FunctionDef))
            passed |= span(node).difference(*methods)
    return passed


def span(node: ast.stmt) -> set[int]:
    """The lines of a statement, its decorators among them."""
    first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", ()))])
    return {*range(first, (node.end_lineno or first) + 1)}


def repeats(texts: Mapping[str, str]) -> list[str]:
    """Every two runs of lines that have one shape and do not overlap, each as long as it goes."""
    known = {name: lines(text) for name, text in texts.items()}
    alike = defaultdict(list)
    for name, rows in known.items():
        for at in range(len(rows) - LINES + 1):
            run = tuple(each.shape for each in rows[at : at + LINES])
            if sum(map(len, run)) >= LEAST:
                alike[run].append((name, at))
    pairs = {pair for places in alike.values() for pair in two(places)}
    return [told(known, pair, pairs) for pair in sorted(pairs) if moved(pair, -1) not in pairs]


def two(places: Sequence[Place]) -> Iterator[Pair]:
    """Every two places that do not overlap."""
    for n, one in enumerate(places):
        for other in places[n + 1 :]:
            if one[0] != other[0] or other[1] - one[1] >= LINES:
                yield one, other


def moved(pair: Pair, steps: int) -> Pair:
    """Both places of a pair, so many lines on."""
    (name, at), (other, there) = pair
    return (name, at + steps), (other, there + steps)


def told(known: Mapping[str, list[Line]], pair: Pair, pairs: set[Pair]) -> str:
    """The two runs that begin at a pair of places, as a reader looks them up."""
    steps = LINES - 1
    while moved(pair, steps - LINES + 2) in pairs:
        steps += 1
    sides = (f"{name}:{known[name][at].number}-{known[name][at + steps].number}" for name, at in pair)
    return " ~ ".join(sides)


def test_modules__few_places_have_the_shape_of_another() -> None:
    found = repeats(TEXTS)
    assert len(found) <= MOST, "\n".join(found)


TWIN = '''\
def {name}({a}: list[int], {b}: float) -> float:
    """{doc}"""
    total = 0.0
    for each in {a}:
        if each > {b}:
            total += each * {b} + {number}
    total /= {number}
    return total / len({a})
'''
ONE = TWIN.format(name="f", a="numbers", b="least", number=3, doc="Adds.")
OTHER = TWIN.format(name="g", a="masses", b="heaviest", number=475, doc="Weighs.")
TABLE = "TABLE = {\n" + "".join(f'    "{n}": (f("{n}"), {n} + 1, "text"),\n' for n in range(14)) + "}\n"
CLASS = "class {}:\n" + "".join(f"    field_{n}: dict[str, int] = field(default=dict)\n" for n in range(8))
RULE = (
    '"""{0}: a rule.\n\n```yaml\nclaims:\n' + "  {0}: {{title: The {0}, value: 3 {1}}}\n" * 6 + '```\n"""\n'
)


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ({"a": ONE, "b": OTHER}, ["a:1-8 ~ b:1-8"]),
        ({"a": ONE + "\n\n" + OTHER}, ["a:1-8 ~ a:11-18"]),
        ({"a": ONE, "b": OTHER.replace("    for", "    # Why.\n\n    for")}, ["a:1-8 ~ b:1-10"]),
        ({"a": ONE, "b": OTHER.replace("        if each", "        while each")}, ["a:1-8 ~ b:1-8"]),
        ({"a": ONE, "b": OTHER.replace("if each > heaviest", "if not each")}, []),
        ({"a": RULE.format("power", "kW"), "b": RULE.format("bell", "t")}, ["a:1-10 ~ b:1-10"]),
        ({"a": TABLE, "b": TABLE}, []),
        ({"a": CLASS.format("A"), "b": CLASS.format("B")}, []),
    ],
)
def test_repeats__of_lines(texts: Mapping[str, str], found: list[str]) -> None:
    assert repeats(texts) == found


# --- by statements


class _Bare(ast.NodeTransformer):
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


def runs(block: Sequence[ast.stmt]) -> Iterator[tuple[int, str]]:
    """Each statement's line, and the shape of the shortest run from it on that has enough lines, however they are broken."""
    code = [ast.unparse(each) for each in block]
    for start in range(len(block)):
        for end in range(start + 1, len(block) + 1):
            text = "\n".join(code[start:end])
            if text.count("\n") >= LINES - 1:
                yield block[start].lineno, ast.dump(_Bare().visit(ast.parse(text)))
                break


def done_again(texts: Mapping[str, str]) -> list[str]:
    """The places of each run of statements that stands in more than one."""
    places = defaultdict(set)
    for name, text in texts.items():
        for block in blocks(ast.parse(text)):
            for line, run in runs(block):
                places[run].add(f"{name}:{line}")
    return sorted(" ~ ".join(sorted(each)) for each in places.values() if len(each) > 1)


def test_functions__what_is_done_twice_has_one_home() -> None:
    found = done_again(TEXTS)
    assert len(found) <= MOST, "\n".join(found)


def test_done_again__in_other_lines() -> None:
    folded = ONE.replace("0.0\n", "(\n        0.0\n    )\n")
    assert repeats({"a": folded, "b": OTHER}) == []
    assert done_again({"a": folded, "b": OTHER}) == ["a:3 ~ b:3"]
    assert done_again({"a": folded, "b": OTHER.replace("if each > heaviest", "if not each")}) == []
