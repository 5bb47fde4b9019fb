"""Models in Squiggle: the assignments of numbers, ranges, common distributions and arithmetic; the rest is told by its line."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from whence.exchange.brought import Brought, Names, Remark, title
from whence.language.formulas.formula import (
    FUNCTIONS,
    STEPS,
    Binary,
    Call,
    Name,
    Number,
    Tree,
    Unary,
    names,
    unparse,
)
from whence.language.formulas.operators import sort_of
from whence.language.formulas.sorts import Zero
from whence.language.limits import BRACKETS, FORMULA
from whence.language.patterns import later
from whence.language.problems import Problem, Refused, brief, counted
from whence.language.units.units import ONE, STANDARD, Dimension
from whence.language.values import written
from whence.language.values.numerals import no_year

_OF_SEVERAL = frozenset(("mean", "geomean", "sum", "min", "max"))
_ASSIGNED = later(r"\s*([A-Za-z_]\w*)\s*=(?!=)\s*(.+?)\s*;?\s*", re.S)
_TITLE = later(r"@name\(\s*\"([^\"]*)\"\s*\)")
_TOKEN = later(
    r"\s*(?:(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)(?P<suffix>[kKMBTG](?![A-Za-z0-9_])|%)?"
    r"|(?P<name>[A-Za-z_]\w*)|(?P<sign><=|>=|==|!=|&&|\|\||->|[-+*/^<>(),{}:!]))"
)
_SUFFIX = {"k": "1e3", "K": "1e3", "M": "1e6", "B": "1e9", "G": "1e9", "T": "1e12", "%": "0.01"}
_LEVELS = {
    "||": 1,
    "&&": 2,
    "==": 3,
    "!=": 3,
    "<": 3,
    ">": 3,
    "<=": 3,
    ">=": 3,
    "+": 4,
    "-": 4,
    "*": 5,
    "/": 5,
    "^": 7,
}
_WORDS = frozenset(("and", "or", "not", "if", "true", "false"))
_OURS = {"&&": "and", "||": "or"}
_Z = 1.6448536269514722  # the 95 % quantile of the standard normal


@dataclass
class _Line:
    """An expression while it is read: its tokens, and the values in place so far."""

    tokens: list[tuple[str, str]]
    known: Collection[str]
    values: dict[str, str] = field(default_factory=dict)
    depth: int = 0
    # Names that are otherwise in our formula, since there they are functions or words.
    called: dict[str, str] = field(default_factory=dict)

    @contextmanager
    def inside(self) -> Iterator[None]:
        """What stands one level deeper: no more of them than a formula may have."""
        self.depth += 1
        if self.depth > BRACKETS.most:
            raise Refused(BRACKETS.over())
        yield
        self.depth -= 1

    def next(self) -> str:
        return self.tokens[0][1] if self.tokens else ""

    def take(self, wanted: str = "") -> tuple[str, str]:
        if not self.tokens or (wanted and self.next() != wanted):
            raise Refused(f"`{wanted}` is expected where `{brief(self.next()) or 'the end'}` stands")
        return self.tokens.pop(0)

    def name(self, text: str) -> Tree:
        """A number that came in before, by a name that a formula can have."""
        ours = text
        while ours in FUNCTIONS or ours in _WORDS or (ours != text and ours in self.known):
            ours = f"{ours}_"
        self.called[ours] = text
        return Name(ours)

    def value(self, text: str) -> Tree:
        """A written value as an input of its own; `Refused` where values are not like that."""
        text = no_year(text)
        if isinstance(found := written.parse(text, STANDARD), Problem):
            raise Refused(found.message)
        name = f"x{len(self.values) + 1}"
        while name in self.known or name in self.called:
            name = f"{name}_"
        self.values[name] = text
        return Name(name)


def model(content: str, file: str, taken: Collection[str]) -> Brought:
    """The assignments of a model as claims; what one rests on must have come in too."""
    ids, lost = Names(taken), list[Remark]()
    path = Names().give(file.rpartition(".")[0], least="model")
    known: dict[str, str] = {}
    claims: dict[str, Any] = {}
    for number, text in _statements(content):
        place = f"line {number}"
        if len(text) > FORMULA.most:
            lost.append(Remark(place, f"`{brief(text.strip())}` is left out: {FORMULA.over()}"))
            continue
        said = _TITLE.search(text)
        hit = _ASSIGNED.fullmatch(_TITLE.sub("", text))
        if not hit:
            lost.append(Remark(place, f"`{brief(text.strip())}` is no assignment of a number: left out"))
            continue
        try:
            line = _Line(list(_tokens(hit[2])), known)
            tree = _expression(line, 0)
            if line.tokens:
                raise Refused(f"`{brief(line.next())}` stands where nothing more is expected")
            _is_number(tree)
            record = _record(tree, line, known)
        except Refused as error:
            lost.append(Remark(place, f"`{hit[1]}` is left out: {error}"))
            known.pop(hit[1], None)
            continue
        known[hit[1]] = id = ids.give(hit[1].replace("_", "-"))
        claims[id] = {"title": title(said[1] if said else hit[1]), **record, "cites": [{"at": place}]}
    if not claims:
        raise Refused(
            "there is no assignment in it that could be brought in"
            + "".join(f"; {x.place}: {x.text}" for x in lost[:3])
        )
    source = ids.give(file.rpartition(".")[0], "squiggle", least="model")
    claims = {id: each | {"cites": [{"source": source, **each["cites"][0]}]} for id, each in claims.items()}
    files = {
        f"claims/{path}.yaml": {"topic": {"title": title(file)}, "claims": claims},
        f"sources/{path}.yaml": {"sources": {source: {"title": title(file), "type": "document"}}},
    }
    return Brought(files, (counted(len(claims), "number"),), tuple(lost), source=source)


def _is_number(tree: Tree) -> None:
    """`Refused` for what is true or false, or computes with that: all that is named here is a number."""
    sort = sort_of(tree, dict.fromkeys(names(tree), ONE))
    if not isinstance(sort, Dimension | Zero):
        raise Refused("it is true or false, which is no number")


def _record(tree: Tree, line: _Line, known: Mapping[str, str]) -> dict[str, Any]:
    if isinstance(tree, Name) and tree.name in line.values:
        return {"value": line.values[tree.name]}
    if not names(tree):
        return {"value": no_year(unparse(tree))} if isinstance(tree, Number) else {"formula": unparse(tree)}
    return {
        "formula": unparse(tree),
        "inputs": {name: line.values.get(name) or known[line.called.get(name, name)] for name in names(tree)},
    }


def _statements(content: str) -> Iterator[tuple[int, str]]:
    """The statements with the lines that they begin in: a line each, and more where brackets are open; comments are gone."""
    # A comment without an end is looked for once, and not from each of its beginnings.
    last = content.rfind("*/") + 2
    text = (
        re.sub(r"/\*.*?\*/", lambda hit: "\n" * hit[0].count("\n"), content[:last], flags=re.S)
        + content[last:]
    )
    held, first, opened = "", 0, 0
    for number, line in enumerate(text.splitlines(), 1):
        line = re.sub(r"//.*|#.*", "", line)
        if not held.strip():
            held, first, opened = "", number, 0
        held = f"{held}{line} "
        if len(held) > FORMULA.most:
            yield first, held
            held = ""
            continue
        opened += sum(map(line.count, "({[")) - sum(map(line.count, ")}]"))
        decorated = re.fullmatch(r"(?:\s*@\w+\([^)]*\))+\s*", held)
        if held.strip() and opened <= 0 and not decorated:
            yield first, held
            held = ""
    if held.strip():
        yield first, held


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    while text[at:].strip():
        hit = _TOKEN.match(text, at)
        if not hit:
            raise Refused(f"`{brief(text[at:].strip(), 20)}` cannot be read here")
        if hit["number"]:
            yield "number", _plain(_scaled(hit["number"], _SUFFIX.get(hit["suffix"] or "", "1")))
        else:
            yield ("name" if hit["name"] else "sign"), hit["name"] or hit["sign"]
        at = hit.end()


def _scaled(number: str, scale: str) -> Decimal:
    # The exponent is looked at before anything is computed with it.
    if abs(int(number.lower().partition("e")[2] or 0)) < 10_000:
        found = Decimal(number) * Decimal(scale)
        if not found or abs(found.adjusted()) < 300:
            return found
    raise Refused(f"`{brief(number)}` is beyond what can be computed with")


def _plain(number: Decimal | float) -> str:
    exact = (number if isinstance(number, Decimal) else Decimal(repr(number))).normalize()
    return (
        format(exact, "f") if -20 <= int(exact.as_tuple().exponent) <= 12 else f"{exact:e}".replace("e+", "e")
    )


def _expression(line: _Line, least: int) -> Tree:
    """Operations that bind as tightly as asked for; a range binds tighter than arithmetic, but for a sign."""
    found = _ranged(line)
    while _LEVELS.get(line.next(), 0) > least:
        sign = line.take()[1]
        with line.inside():
            right = _expression(line, _LEVELS[sign] - (sign == "^"))
        found = Binary(_OURS.get(sign, sign), found, right)
    return found


def _ranged(line: _Line) -> Tree:
    """A range, or one operand; a sign belongs to its end."""
    found = _signed(line)
    if line.next() != "to":
        return found
    line.take()
    low, high = _number(found), _number(_signed(line))
    return line.value(f"{_plain(low)} to {_plain(high)}")


def _signed(line: _Line) -> Tree:
    if line.next() in ("-", "!"):
        sign = line.take()[1]
        with line.inside():
            found = _signed(line)
        return Unary("-" if sign == "-" else "not", found)
    return _atom(line)


def _atom(line: _Line) -> Tree:
    with line.inside():
        return _operand(line)


def _operand(line: _Line) -> Tree:
    kind, text = line.take()
    if kind == "number":
        return Number(float(text), text)
    if text == "(":
        found = _expression(line, 0)
        line.take(")")
        return found
    if text == "if":
        condition = _expression(line, 0)
        line.take("then")
        one = _expression(line, 0)
        line.take("else")
        return Call("if", (condition, one, _expression(line, 0)))
    if kind == "name" and line.next() == "(":
        return _call(line, text)
    if kind == "name" and text in line.known:
        return line.name(text)
    raise Refused(f"`{brief(text)}` is nothing that came in before")


def _call(line: _Line, name: str) -> Tree:
    line.take("(")
    if line.next() == "{":
        made = _of_points(line, name)
        line.take(")")
        return made
    args: list[Tree] = []
    while line.next() != ")":
        args.append(_expression(line, 0))
        if line.next() != ")":
            line.take(",")
    line.take(")")
    if name in DISTRIBUTIONS:
        return line.value(DISTRIBUTIONS[name](*_two(name, args)))
    if name in ("pointMass", "PointSet") and len(args) == 1:
        return args[0]
    if name == "round" and len(args) == 1:
        # there halves are rounded up, below zero too
        return Call("floor", (Binary("+", args[0], Number(0.5, "0.5")),))
    if name in _OF_SEVERAL and len(args) == 1:
        raise Refused(f"`{name}` of a distribution is one number, and here `{name}` is of several")
    ours = {"ln": "log"}.get(name, name)
    fewest, most = FUNCTIONS.get(ours, (0, 0))
    if fewest <= len(args) <= (1 if ours in STEPS else most):
        return Call(ours, tuple(args))
    raise Refused(f"`{brief(name)}` has no counterpart here")


def _two(name: str, args: list[Tree]) -> tuple[float, float]:
    if len(args) != 2:
        raise Refused(f"`{name}` takes two numbers here")
    return _number(args[0]), _number(args[1])


def _of_points(line: _Line, name: str) -> Tree:
    """A distribution by two of its points: `{p5: 1, p95: 3}`, or by mean and deviation."""
    line.take("{")
    given: dict[str, float] = {}
    while line.next() != "}":
        key = line.take()[1]
        line.take(":")
        given[key] = _number(_expression(line, 0))
        if line.next() != "}":
            line.take(",")
    line.take("}")
    if name == "lognormal" and given.keys() == {"p5", "p95"} and given["p5"] > 0:
        return line.value(f"{_plain(given['p5'])} to {_plain(given['p95'])}")
    if name == "normal" and given.keys() == {"p5", "p95"}:
        return line.value(_normal((given["p5"] + given["p95"]) / 2, (given["p95"] - given["p5"]) / 2 / _Z))
    if name == "normal" and given.keys() == {"mean", "stdev"}:
        return line.value(_normal(given["mean"], given["stdev"]))
    raise Refused(f"`{brief(name)}` by {', '.join(map(brief, given))} has no counterpart here")


def _number(tree: Tree) -> float:
    """A plain number, with its sign."""
    if isinstance(tree, Unary) and tree.op == "-" and isinstance(tree.arg, Number):
        return -tree.arg.value
    if isinstance(tree, Number):
        return tree.value
    raise Refused("a distribution over numbers that are computed has no counterpart here")


def _normal(mean: float, sd: float) -> str:
    if sd <= 0:
        raise Refused("a deviation is above zero")
    return f"{_plain(mean)} ± {_plain(sd)}"


def _lognormal(mu: float, sigma: float) -> str:
    if sigma <= 0 or abs(mu) + 2 * sigma > 300:
        raise Refused("a deviation is above zero, and the numbers are no larger than a float")
    return f"{_plain(math.exp(mu - _Z * sigma))} to {_plain(math.exp(mu + _Z * sigma))}"


# Distributions of two numbers, as values here.
DISTRIBUTIONS: Mapping[str, Callable[[float, float], str]] = {
    "normal": _normal,
    "lognormal": _lognormal,
    "uniform": lambda low, high: f"{_plain(low)} .. {_plain(high)}",
    "to": lambda low, high: f"{_plain(low)} to {_plain(high)}",
}
