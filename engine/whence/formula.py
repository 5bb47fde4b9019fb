"""Formulas: one parser, one tree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from whence.diagnostics import Problem, suggest

FUNCTIONS: Mapping[str, tuple[int, int]] = {
    "if": (3, 3), "min": (1, 500), "max": (1, 500), "sum": (1, 500), "mean": (1, 500), "geomean": (1, 500),
    "abs": (1, 1), "sqrt": (1, 1), "exp": (1, 1), "log": (1, 1), "log2": (1, 1), "log10": (1, 1),
    "clamp": (3, 3), "grow": (2, 2), "annual": (1, 1), "growth_rate": (2, 2),
}

@dataclass(frozen=True)
class Number:
    value: float
    text: str
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)

@dataclass(frozen=True)
class Name:
    name: str
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)

@dataclass(frozen=True)
class Unary:
    op: str
    arg: Tree
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)

@dataclass(frozen=True)
class Binary:
    op: str
    left: Tree
    right: Tree
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)

@dataclass(frozen=True)
class Call:
    name: str
    args: tuple[Tree, ...]
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)

Tree = Number | Name | Unary | Binary | Call
TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|([A-Za-z][A-Za-z0-9_]*)|(<=|>=|==|!=|[-+*/^()<>,]))")
LEVEL = {"or": 1, "and": 2, "<": 4, "<=": 4, ">": 4, ">=": 4, "==": 4, "!=": 4, "+": 5, "-": 5, "*": 6, "/": 6, "^": 8}

class _E(Exception):
    pass

def parse(text: str) -> Tree | Problem:
    toks, at = [], 0
    text2 = text.rstrip()
    while at < len(text2):
        m = TOKEN.match(text2, at)
        if not m:
            return Problem("bad-formula", f"cannot read {text2[at]!r}", at, at + 1)
        kind = "n" if m.group(1) else "w" if m.group(2) else "o"
        toks.append((kind, m.group().strip(), m.end() - len(m.group().strip()), m.end()))
        at = m.end()
    pos = 0
    def peek() -> tuple[str, str, int, int]:
        return toks[pos] if pos < len(toks) else ("e", "", len(text2), len(text2))
    def expr(least: int) -> Tree:
        nonlocal pos
        k, t, s, e = peek()
        pos += 1
        if k == "n":
            left: Tree = Number(float(t), t, s, e)
        elif t == "not":
            a = expr(3)
            left = Unary("not", a, s, a.end)
        elif t == "-":
            a = expr(7)
            left = Unary("-", a, s, a.end)
        elif t == "(":
            left = expr(0)
            if peek()[1] != ")":
                raise _E(Problem("bad-formula", "unclosed bracket", s, e))
            pos += 1
        elif k == "w":
            if peek()[1] == "(":
                pos += 1
                args = []
                while peek()[1] != ")":
                    args.append(expr(0))
                    if peek()[1] == ",":
                        pos += 1
                    elif peek()[1] != ")":
                        raise _E(Problem("bad-formula", "bracket", *peek()[2:]))
                end = peek()[3]
                pos += 1
                if t not in FUNCTIONS:
                    raise _E(Problem("unknown-function", f"no function {t}", s, e, suggest(t, FUNCTIONS)))
                left = Call(t, tuple(args), s, end)
            else:
                left = Name(t, s, e)
        else:
            raise _E(Problem("bad-formula", "unexpected", s, e))
        while True:
            op = peek()[1]
            lv = LEVEL.get(op)
            if lv is None or lv < least:
                return left
            pos += 1
            right = expr(lv if op == "^" else lv + 1)
            left = Binary(op, left, right, left.start, right.end)
    try:
        tree = expr(0)
    except _E as error:
        return error.args[0]  # type: ignore[no-any-return]
    if pos < len(toks):
        return Problem("bad-formula", "more text after the formula", *peek()[2:])
    return tree

def children(tree: Tree) -> tuple[Tree, ...]:
    match tree:
        case Unary(): return (tree.arg,)
        case Binary(): return (tree.left, tree.right)
        case Call(): return tree.args
    return ()

def walk(tree: Tree) -> Iterator[Tree]:
    yield tree
    for c in children(tree):
        yield from walk(c)

def names(tree: Tree) -> tuple[str, ...]:
    return tuple(dict.fromkeys(t.name for t in walk(tree) if isinstance(t, Name)))

def _un(tree: Tree, f: Mapping[str, str], least: int = 0) -> str:
    match tree:
        case Number(): return tree.text
        case Name(): return f.get(tree.name, tree.name)
        case Unary(): s, lv = ("not " if tree.op == "not" else "-") + _un(tree.arg, f, 7), 7
        case Binary():
            lv = LEVEL[tree.op]
            s = f"{_un(tree.left, f, lv + (tree.op == '^'))} {tree.op} {_un(tree.right, f, lv + (tree.op != '^'))}"
        case Call(): return f"{tree.name}({', '.join(_un(a, f) for a in tree.args)})"
    return f"({s})" if lv < least else s

def unparse(tree: Tree) -> str:
    return _un(tree, {})

def fill(tree: Tree, figures: Mapping[str, str]) -> str:
    return _un(tree, figures)
