"""A formula as text again: with its own names, or with figures put in for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from whence.language.formulas.tree import (
    ATOM,
    COMPARISONS,
    LEVELS,
    MINUS,
    NOT,
    Binary,
    Name,
    Number,
    Tree,
    Unary,
    fold,
)
from whence.language.limits import FORMULA
from whence.language.patterns import later

# A text and how tightly it holds together, on the scale of the operators' levels.
Piece = tuple[str, int]

LONGEST = FORMULA.most
_DATE = later(r"\d{4}(-\d{2}){1,2}|\d{4}-Q\d")
_NUMBER = r"[-−]?[$€£¥]?[0-9][0-9.]*(e[+-]?[0-9]+)?[A-Za-z]*%?"
_AMOUNT = later(rf"{_NUMBER}( [^\s/*·]+)?")
_COMPOUND = later(rf"{_NUMBER}( (?!to\b|[-+±]|\.\.)\S+)?(/\S+| per .+)?")


def unparse(tree: Tree) -> str:
    """The formula in its plainest spelling; `parse` gives an equal tree back.

    Brackets stand only where they are needed, and spaces around every operator but `^` (unless the text would
    grow past the length that `parse` accepts).
    """
    roomy = _text(tree, _own_name, " ")
    return roomy if len(roomy) <= LONGEST else _text(tree, _own_name, "")


def fill(tree: Tree, figures: Mapping[str, str], mark: Callable[[str, str], str] | None = None) -> str:
    """The formula with figures in the place of names, for people: `200K chip / 32 chip * 25.5 kW`.

    A name without a figure stays. A figure gets brackets where it would be misread: `8 FLOP / (2 FLOP/s)`.
    `mark` writes a figure from its name and its text, for those who look for it in the result.
    """

    def figure(name: str) -> Piece:
        if name not in figures:
            return name, ATOM
        text = figures[name]
        return mark(name, text) if mark else text, _hold(text)

    return _text(tree, figure, " ")


def _text(tree: Tree, name: Callable[[str], Piece], gap: str) -> str:
    return fold(tree, lambda node, parts: _piece(node, parts, name, gap))[0]


def _own_name(name: str) -> Piece:
    return name, ATOM


def _piece(node: Tree, parts: list[Piece], name: Callable[[str], Piece], gap: str) -> Piece:
    match node:
        case Number():
            return node.text, ATOM
        case Name():
            return name(node.name)
        case Unary(op="not"):
            return f"not {_held(parts[0], NOT)}", NOT
        case Unary():
            return f"-{_held(parts[0], MINUS)}", MINUS
        case Binary():
            return _binary(node.op, parts[0], parts[1], gap)
    return f"{node.name}({f',{gap}'.join(text for text, _ in parts)})", ATOM


def _binary(op: str, left: Piece, right: Piece, gap: str) -> Piece:
    level = LEVELS[op]
    if op == "^":
        return f"{_held(left, ATOM)}^{_held(right, MINUS)}", level
    around = " " if op.isalpha() else gap
    lower = level + 1 if op in COMPARISONS else level
    return f"{_held(left, lower)}{around}{op}{around}{_held(right, level + 1)}", level


def _held(piece: Piece, least: int) -> str:
    text, hold = piece
    return text if hold >= least else f"({text})"


def _hold(figure: str) -> int:
    """How tightly a figure holds together: `16K` a name, `32 chip` as `-a`, `2 FLOP/s` a product."""
    if _DATE.fullmatch(figure):
        return ATOM
    if _AMOUNT.fullmatch(figure):
        return MINUS if " " in figure or figure[0] in "-−" else ATOM
    return LEVELS["/"] if _COMPOUND.fullmatch(figure) else 0
