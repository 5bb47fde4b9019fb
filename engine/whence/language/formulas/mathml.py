"""Formulas as presentation MathML, for pages that show them as they are written by hand."""

from __future__ import annotations

from collections.abc import Mapping

from whence.language.formulas import operators
from whence.language.formulas.tree import (
    ATOM,
    COMPARISONS,
    LEVELS,
    NOT,
    Binary,
    Name,
    Number,
    Tree,
    Unary,
    fold,
)

# Markup and how tightly it holds together, on the scale of the operators' levels.
Piece = tuple[str, int]


def escape(text: str) -> str:
    """A text as it stands in markup; who shows formulas alone loads the tables of names that this comes with."""
    from html import escape

    return escape(text)


def mathml(tree: Tree, labels: Mapping[str, tuple[str, str]]) -> str:
    """A `<math>` element, complete and escaped.

    `labels` gives the text and the link of a name; a name without one stands for itself, a link that is empty
    makes none. A link is MathML's own `href`, which a browser that knows it follows: what stands in a `math`
    element is presentation to a screen reader, which must find no control in it, so that the same links have to stand
    beside it as well.
    """
    return f"<math>{fold(tree, lambda node, parts: _piece(node, parts, labels))[0]}</math>"


def _piece(node: Tree, parts: list[Piece], labels: Mapping[str, tuple[str, str]]) -> Piece:
    match node:
        case Number():
            return _number(node.text)
        case Name():
            return _name(node.name, labels), ATOM
        case Unary(op="not"):
            return _row('<mi>not</mi><mspace width="0.3em"/>', _held(parts[0], LEVELS["+"])), NOT
        case Unary():
            return _row(_sign("−"), _held(parts[0], LEVELS["*"])), LEVELS["+"]
        case Binary():
            return _binary(node, *parts)
    return _call(node.name, [markup for markup, _ in parts])


def _row(*parts: str) -> str:
    return f"<mrow>{''.join(parts)}</mrow>"


def _sign(text: str) -> str:
    return f"<mo>{text}</mo>"


def _bracket(markup: str) -> str:
    return _row(_sign("("), markup, _sign(")"))


def _held(piece: Piece, least: int) -> str:
    markup, hold = piece
    return markup if hold >= least else _bracket(markup)


def _number(text: str) -> Piece:
    """`2e27` as two times a power of ten."""
    digits, _, exponent = text.lower().partition("e")
    if not exponent:
        return f"<mn>{digits}</mn>", ATOM
    power = int(exponent)
    raised = f"<mn>{power}</mn>" if power >= 0 else _row(_sign("−"), f"<mn>{-power}</mn>")
    return _row(f"<mn>{digits}</mn>", _sign("×"), f"<msup><mn>10</mn>{raised}</msup>"), LEVELS["*"]


def _name(name: str, labels: Mapping[str, tuple[str, str]]) -> str:
    text, href = labels.get(name, (name, ""))
    link = f' href="{escape(href)}"' if href else ""
    tag = "mi" if text == name else "mtext"
    return f"<{tag}{link}>{escape(text)}</{tag}>"


def _binary(node: Binary, left: Piece, right: Piece) -> Piece:
    op, level = node.op, LEVELS[node.op]
    if op == "/":
        return f"<mfrac>{_row(left[0])}{_row(right[0])}</mfrac>", level + 1
    if op == "^":
        return f"<msup>{_held(left, ATOM)}{_row(right[0])}</msup>", level
    if op in ("and", "or"):
        word = f'<mspace width="0.5em"/><mi>{op}</mi><mspace width="0.5em"/>'
        return _row(_held(left, level), word, _held(right, level)), level
    lower = level + 1 if op in COMPARISONS else level
    # A product or sum on the right needs no brackets under its own sign; a minus sign there does.
    upper = level if op in "+*" and not isinstance(node.right, Unary) else level + 1
    minus = op == "*" and isinstance(node.left, Unary)
    first = left[0] if minus else _held(left, lower)
    return _row(first, _sign(operators.INFIX[op].markup), _held(right, upper)), level


def _call(name: str, args: list[str]) -> Piece:
    entry = operators.FUNCTIONS[name]
    if entry.markup:
        return entry.markup.format(*args), entry.hold
    head = f"<mi>{escape(name)}</mi>"
    return _row(head, _sign("&#x2061;"), _bracket(_sign(",").join(args))), entry.hold
