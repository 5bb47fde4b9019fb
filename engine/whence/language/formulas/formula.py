"""Formulas: one parser gives one tree, and every mistake a message, a place and a way out.

    formula    = either
    either     = both { "or" both }
    both       = denial { "and" denial }
    denial     = "not" denial | comparison
    comparison = sum [ ( "<" | "<=" | ">" | ">=" | "==" | "!=" ) sum ]
    sum        = product { ( "+" | "-" ) product }
    product    = signed { ( "*" | "/" ) signed }
    signed     = "-" signed | power
    power      = atom [ "^" signed ]
    atom       = number | name | function "(" formula { "," formula } ")" | "(" formula ")"
    number     = digits [ "." digits ] [ ( "e" | "E" ) [ "+" | "-" ] digits ]
    name       = letter { letter | digit | "_" }

Letters and digits are the ASCII ones. `a^b^c` is `a^(b^c)` and `-a^2` is `-(a^2)`. A comparison does not
chain. A formula has at most 2,000 characters, 500 nodes, and 32 levels of brackets, arguments, signs and
exponents inside one another; a long sum or product is one level.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from whence.language.formulas import operators
from whence.language.formulas.mathml import mathml
from whence.language.formulas.text import LONGEST, fill, unparse
from whence.language.formulas.tokens import Token, tokens
from whence.language.formulas.tree import (
    COMPARISONS,
    LEVELS,
    MINUS,
    NOT,
    STEPS,
    Binary,
    Call,
    Json,
    Name,
    Number,
    Tree,
    Unary,
    children,
    depth,
    fold,
    from_json,
    names,
    size,
    to_json,
    walk,
)
from whence.language.limits import BRACKETS, TERMS
from whence.language.problems import Problem, Refused, brief, did_you_mean, problem_of

__all__ = [
    "COMPARISONS", "DEEPEST", "FUNCTIONS", "LEVELS", "LONGEST", "MOST_NODES", "SIGNATURES", "STEPS", "Binary",
    "Call", "Json", "Name", "Number", "Tree", "Unary", "children", "depth", "fill", "fold", "from_json",
    "mathml", "names", "parse", "size", "to_json", "unparse", "walk",
]  # fmt: skip

MOST_NODES = TERMS.most
DEEPEST = BRACKETS.most

SIGNATURES: Mapping[str, str] = MappingProxyType(
    {name: each.signature for name, each in operators.FUNCTIONS.items()}
)


def _arity(signature: str) -> tuple[int, int]:
    count = signature.count(",") + 1
    return (1, MOST_NODES) if "..." in signature else (count - signature.count("="), count)


# How few and how many arguments each function takes.
FUNCTIONS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {name: _arity(signature) for name, signature in SIGNATURES.items()}
)

# What other languages call them, where the nearest spelling would not lead there.
_ELSEWHERE: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("ln", "loge"), "write `log` for the natural logarithm"),
        **dict.fromkeys(("avg", "average"), "write `mean`"),
        **dict.fromkeys(("gmean", "geometric_mean"), "write `geomean`"),
        **dict.fromkeys(("total", "add"), "write `sum`"),
        **dict.fromkeys(("pow", "power"), "write `a^b`"),
        **dict.fromkeys(("iif", "iff", "ifelse", "where", "select"), "write `if(condition, a, b)`"),
        **dict.fromkeys(("rate", "cagr"), "write `growth_rate(ratio, time)`"),
        **dict.fromkeys(("mround", "rint", "nearest"), "write `round(x, to)`"),
        **dict.fromkeys(("int",), "write `floor(x)`"),
        **dict.fromkeys(("ceiling",), "write `ceil(x, to)`"),
        **dict.fromkeys(
            ("rounddown", "fix"), "write `trunc(x, to)`, where `to` is a step and no count of digits"
        ),
        **dict.fromkeys(("roundup",), "write `ceil(x, to)`, where `to` is a step and no count of digits"),
    }
)


def _mistake(token: Token, message: str, *hints: str, rule: str = "bad-formula") -> Refused:
    """Leaves the parser; `parse` turns it into its problem."""
    return Refused(Problem(rule, message, token.start, token.end, hints))


@lru_cache(maxsize=4096)
def parse(text: str) -> Tree | Problem:
    """The tree of a formula, or the first mistake in it (`bad-formula` or `unknown-function`).

    Total and quick for any text: the length is looked at before anything else. Whether the names are inputs,
    and whether numbers and truths stand where they should, is for others to say.
    """
    if len(text) > LONGEST:
        message = f"the formula has {len(text)} characters, and at most {LONGEST} are read"
        return Problem("bad-formula", message, 0, len(text), ("split it into several claims",))
    words = tokens(text)
    if isinstance(words, Problem):
        return words
    try:
        return _Parser(words).formula()
    except Refused as mistake:
        return problem_of(mistake)


class _Parser:
    """Precedence climbing over the words of one formula."""

    def __init__(self, words: tuple[Token, ...]) -> None:
        self.words = words
        self.at = 0
        self.nodes = 0
        self.level = 0
        self.open: list[Token] = []

    @property
    def here(self) -> Token:
        return self.words[self.at]

    @property
    def before(self) -> Token:
        return self.words[self.at - 1]

    def take(self) -> Token:
        self.at += 1
        return self.before

    def formula(self) -> Tree:
        if self.here.kind == "end":
            raise _mistake(self.here, "the formula is empty")
        tree = self.expression(0)
        if self.at < len(self.words) - 1:
            raise self.left_over()
        return tree

    def expression(self, least: int) -> Tree:
        """Everything from here that binds at least as tightly as `least`."""
        first = self.here
        left = self.operand(least)
        while self.here.kind == "sign" and (level := LEVELS.get(self.here.text, -1)) >= least:
            sign = self.take()
            right = self.inside(sign, MINUS) if sign.text == "^" else self.expression(level + 1)
            self.count(sign)
            left = Binary(sign.text, left, right, start=first.start, end=self.before.end)
            if sign.text in COMPARISONS and self.here.text in COMPARISONS:
                raise self.chained(left)
        return left

    def chained(self, first: Binary) -> Refused:
        """What is said of `a < b < c`: how it is written, in the words that stand there as far as they can be read."""
        at, parts = self.here, [first]
        try:
            while self.here.text in COMPARISONS:
                sign = self.take()
                parts.append(Binary(sign.text, parts[-1].right, self.expression(LEVELS[sign.text] + 1)))
        except Refused:
            return _mistake(at, "a comparison does not chain", "write `a < b and b < c`")
        told = " and ".join(unparse(each) for each in parts)
        return _mistake(at, "a comparison does not chain", f"write `{told}`")

    def inside(self, token: Token, least: int) -> Tree:
        """An expression one level further in."""
        if self.level == DEEPEST:
            message = f"the formula is nested more than {DEEPEST} levels deep here"
            raise _mistake(token, message, "split it into several claims")
        self.level += 1
        tree = self.expression(least)
        self.level -= 1
        return tree

    def count(self, token: Token) -> None:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            message = f"the formula has more than {MOST_NODES} numbers, names, operators and functions"
            raise _mistake(token, message, "split it into several claims")

    def operand(self, least: int) -> Tree:
        token = self.here
        if token.text in ("-", "not") and token.kind == "sign":
            return self.signed(least)
        if token.text == "(":
            return self.bracket()
        if token.kind == "name":
            return self.name()
        if token.kind != "number":
            raise self.nothing()
        self.count(self.take())
        return Number(float(token.text), token.text, start=token.start, end=token.end)

    def signed(self, least: int) -> Tree:
        sign = self.take()
        if sign.text == "not" and least > NOT:
            raise _mistake(sign, f"`not` cannot follow `{self.words[self.at - 2].text}`", "write `(not a)`")
        arg = self.inside(sign, NOT if sign.text == "not" else MINUS)
        self.count(sign)
        return Unary(sign.text, arg, start=sign.start, end=self.before.end)

    def bracket(self) -> Tree:
        self.open.append(self.take())
        tree = self.inside(self.before, 0)
        if self.here.text != ")":
            raise self.left_over()
        self.take()
        self.open.pop()
        return tree

    def name(self) -> Tree:
        token = self.take()
        self.count(token)
        if self.here.text == "(":
            return self.call(token)
        if token.text in FUNCTIONS:
            message = f"`{token.text}` is a function: its arguments stand in brackets"
            raise _mistake(token, message, f"write `{SIGNATURES[token.text]}`")
        return Name(token.text, start=token.start, end=token.end)

    def call(self, name: Token) -> Tree:
        if name.text not in FUNCTIONS:
            raise _unknown(name)
        self.open.append(self.take())
        args: list[Tree] = []
        while self.here.text != ")" or args:
            args.append(self.inside(self.here, 0))
            if self.here.text == ")":
                break
            if self.here.text != ",":
                raise self.left_over(argument=True)
            self.take()
        self.take()
        self.open.pop()
        least, most = FUNCTIONS[name.text]
        if not least <= len(args) <= most:
            raise _miscounted(name, self.before, len(args))
        if name.text in STEPS and len(args) == 2:
            _look_at_step(name, args[1])
        return Call(name.text, tuple(args), start=name.start, end=self.before.end)

    def nothing(self) -> Refused:
        """What to say where a value should begin and does not."""
        token, before = self.here, self.before if self.at else None
        if token.kind == "end":
            if self.open and before is self.open[-1]:
                return _unclosed(self.open[-1])
            return _mistake(self.before, f"nothing follows `{self.before.text}`")
        if token.text == "+":
            return _mistake(token, "`+` is not a sign: it needs a value on its left", "leave it out")
        if before is None:
            return _mistake(token, f"nothing stands before `{token.text}`")
        if token.text == ")" and before.text == "(":
            return _mistake(token, "nothing stands between `(` and `)`")
        return _mistake(token, f"a value is missing between `{before.text}` and `{token.text}`")

    def left_over(self, argument: bool = False) -> Refused:
        """What to say where an expression has ended and something follows that does not belong."""
        token = self.here
        if token.kind == "end":
            return _unclosed(self.open[-1])
        if token.text == ")":
            return _mistake(token, "this `)` closes nothing")
        if token.text == ",":
            return _mistake(token, "a comma only separates the arguments of a function")
        return _mistake(token, *_missing_operator(self.before, token, self.unit()))

    def unit(self) -> str:
        """The name here and what is joined to it by `/` without a blank, as units are written: `EUR/kW/year`."""
        said, rest = [self.here], self.words[self.at + 1 :]
        for per, name in zip(rest[::2], rest[1::2], strict=False):
            if per.text != "/" or name.kind != "name" or (per.start, name.start) != (said[-1].end, per.end):
                break
            said += [per, name]
        return "".join(each.text for each in said)


def _unclosed(bracket: Token) -> Refused:
    column = bracket.start + 1
    return _mistake(bracket, f"the bracket opened at column {column} of the formula is never closed")


def _missing_operator(before: Token, token: Token, unit: str) -> tuple[str, ...]:
    message = f"an operator is missing between `{brief(before.text, 30)}` and `{brief(token.text, 30)}`"
    if token.text in ("x", "X"):
        return message, "write `*` to multiply"
    if token.text == "not":
        return message, "write `and not` or `or not`"
    if token.text in ("if", "then", "else"):
        return message, "write `if(condition, a, b)`"
    if before.kind == token.kind == "number":
        return message, "write a number without spaces"
    if before.kind == "number" and token.kind == "name":
        amount = f"{before.text} {unit}"
        return (
            message,
            "write `*` to multiply",
            f"or make an input of an amount with a unit: `x: {brief(amount, 30)}`, and write `x`",
        )
    return message, "write `*` to multiply"


def _look_at_step(name: Token, step: Tree) -> None:
    """Raises `Refused` for a step that is none, or that may be meant as a count of digits."""
    size = step.arg if isinstance(step, Unary) and step.op == "-" else step
    if not isinstance(size, Number):
        return
    place = Token("name", "", step.start, step.end)
    digits = int(size.value) if size.value in range(16) else None
    if size is not step or digits == 0:
        say = f"`{name.text}` takes a step that is above 0"
        power = (f"write `{name.text}(x, {10**digits})`",) if digits and size is not step else ()
        raise _mistake(place, say, *(power or (f"write `{name.text}(x)` for whole numbers",)))
    if name.text in ("round", "trunc") and digits is not None and digits < 10:
        message = f"`{name.text}` takes a step, and {digits} may be meant as a count of digits"
        whole = f"{digits} * {name.text}(x / {digits})" if digits > 1 else f"{name.text}(x)"
        decimals = (
            f"write `{name.text}(x, {10.0**-digits:.{digits}f})` for {digits} decimal{'s'[: digits > 1]}"
        )
        raise _mistake(
            place,
            message,
            decimals,
            f"or `{whole}` for {f'multiples of {digits}' if digits > 1 else 'whole numbers'}",
        )


def _unknown(name: Token) -> Refused:
    known = _ELSEWHERE.get(name.text.lower())
    hints = (known,) if known else did_you_mean(name.text, FUNCTIONS)
    word = brief(name.text, 30)
    hints = hints or (f"write `{word} * (...)` to multiply", f"the functions are: {', '.join(FUNCTIONS)}")
    return _mistake(name, f"`{word}` is not a function", *hints, rule="unknown-function")


def _miscounted(name: Token, last: Token, count: int) -> Refused:
    least, most = FUNCTIONS[name.text]
    some = "at least 1 argument" if most > 2 else "1 argument or 2"
    wanted = some if most > least else f"{least} argument{'s' if least > 1 else ''}"
    message = f"`{name.text}` takes {wanted}, and here {'is' if count == 1 else 'are'} {count or 'none'}"
    return _mistake(Token("name", "", name.start, last.end), message, f"write `{SIGNATURES[name.text]}`")
