"""The words of a formula: numbers, names and signs, and what to say of everything else."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from whence.language.frozen import dataclass
from whence.language.patterns import later
from whence.language.problems import HIDDEN, Problem, brief, visible

Kind = Literal["number", "name", "sign", "end"]

DIGITS = 17
EXPONENT = 300


@dataclass(frozen=True)
class Token:
    """One word of the text; `end` is the kind of the empty word after the last."""

    kind: Kind
    text: str
    start: int
    end: int


NUMBER = r"(?>[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)"
_WORD = later(
    rf"(?P<space>[ \t\r\n]+)|(?P<number>{NUMBER})"
    r"|(?P<sign>(?:and|or|not)(?![A-Za-z0-9_])|<=|>=|==|!=|[-+*/^()<>,])"
    r"|(?P<name>[A-Za-z][A-Za-z0-9_]*)"
)

# Habits from elsewhere: a pattern, what is wrong with it, and what to write. `{0}` is what was found, `{1}`
# and on the groups of the pattern. The first that fits is meant.
_HABITS: tuple[tuple[str, str, str], ...] = (
    (r"\*\*", "`**` is not an operator", "write `^` for a power: `a^2`"),
    (r"//+", "`{0}` is not an operator", "write `/` to divide"),
    (r"&&?", "`{0}` is not an operator", "write `and`"),
    (r"\|\|", "`||` is not an operator", "write `or`"),
    (r"\|", "`|` is not an operator", "write `or`, or `abs(x)` for the size of a number"),
    (r"!==|<>|!(?==\s*=)", "`{0}` is not an operator", "write `!=`"),
    (r"!(?!=)", "`!` is not an operator", "write `not`"),
    (r"===+", "`{0}` is not an operator", "write `==` to compare"),
    (r"=<", "`=<` is not an operator", "write `<=`"),
    (r"=>", "`=>` is not an operator", "write `>=`"),
    (r":=|=(?!=)", "`{0}` is not an operator; a formula holds no assignment", "write `==` to compare"),
    (r"(?:AND|OR|NOT|And|Or|Not)(?![A-Za-z0-9_])", "`{0}` is not an operator", "write it in lower case"),
    (r"lambda\b[^:()]*:", "a formula is one expression; it holds no code", ""),
    (r"0[xXbBoO][0-9A-Fa-f_]*", "`{0}` is not a number: numbers are decimal", "write it in decimal digits"),
    (r"[0-9][0-9_]*_[0-9_]*", "`{0}` is not a number: it holds `_`", "write the digits together: `{digits}`"),
    (
        r"[12][0-9]{{3}}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])|0[1-9])(?![0-9-])",
        "`{0}` is not read in a formula: it may be a date or a difference",
        "make a date an input: `day: {0}`; put spaces about `-` to subtract",
    ),
    (
        r"[1-9][0-9]{{0,2}}(?: [0-9]{{3}})+(?![0-9])",
        "`{0}` is not a number",
        "write it without spaces: `{digits}`",
    ),
    (
        r"[1-9][0-9]{{0,2}}(?:,[0-9]{{3}})+(?![0-9])(?:\.[0-9]+)?",
        "`{0}` could be one number or several",
        "write `{digits}` for the number, or a space after the comma between arguments",
    ),
    (r"[0-9]+(?:\.[0-9]+){{2,}}", "`{0}` is not a number: it has more than one point", ""),
    (r"([0-9]+)\.(?![0-9])", "`{0}` is not a number: no digit follows the point", "write `{1}`"),
    (r"\.[0-9]+", "`{0}` is not a number: no digit stands before the point", "write `0{0}`"),
    (r"0+([0-9]+)(?![0-9])", "`{0}` is not a number: it begins with 0", "write `{1}`"),
    (r"({number})[eE][+-]?(?![A-Za-z0-9_])", "`{0}` is not a number: its exponent has no digits", ""),
    (r"({number})%", "`%` is not read in a formula", "write the share as `{share}`, or as an input: `{0}`"),
    (
        r"({number})([kKMBGT]|bn|tn|mn)(?![A-Za-z0-9_])",
        "`{0}` is not a number: a formula takes no suffixes",
        "write `{power}`, or make it an input: `{0}`",
    ),
    (
        r"({number})([A-Za-z_][A-Za-z0-9_]*)",
        "`{0}` is neither a number nor a name",
        "write `{1} * {2}` to multiply, or make an input of an amount with a unit: `x: {1} {2}`, and write `x`",
    ),
    (
        r"(?<=[A-Za-z0-9_)\]])\s*\.\s*[A-Za-z_]+",
        "nothing can be taken out of a value with `.`",
        "a name holds letters, digits and `_`",
    ),
    (r"\.\.+", "`{0}` is not read in a formula", "a range is an input: `24 .. 27 kW`"),
    (r"\[", "`[` is not read in a formula: nothing is picked from a value", "group with `(` and `)`"),
    (r"[\]{{}}]", "`{0}` is not read in a formula", "group with `(` and `)`"),
    (r"_[A-Za-z0-9_]*", "`{0}` is not a name: a name begins with a letter", ""),
    (r"['\"`]", "`{0}` is not read in a formula: it holds no text", ""),
    (
        r"[$€£¥]",
        "`{0}` is not read in a formula: an amount with a unit is an input",
        "make it an input: `price: $2`",
    ),
    (r"%", "`%` is not read in a formula", "write 40 % as `0.4`, or as an input: `40%`"),
    (r"\?", "`?` is not an operator", "write `if(condition, a, b)`"),
    (r"±|~", "`{0}` is not read in a formula: how sure a figure is stands with the input", ""),
    (r"#", "`#` is not read in a formula", "write remarks in the field `note`"),
    (r"[;:]", "`{0}` is not read in a formula: it is one expression", ""),
)

_POWERS = {"k": 3, "K": 3, "M": 6, "mn": 6, "B": 9, "bn": 9, "G": 9, "T": 12, "tn": 12}

_LOOKALIKES = {
    **dict.fromkeys("×·⋅∗✕✖", "*"),
    **dict.fromkeys("÷∕⁄", "/"),
    **dict.fromkeys("−–—‐‑", "-"),
    "≤": "<=", "≥": ">=", "≠": "!=", "∧": "and", "∨": "or", "¬": "not",
    **dict(zip("асеһіјорѕухԁνοα", "acehijopsyxdvoa", strict=True)),
    "²": "^2", "³": "^3", "√": "sqrt(x)", "\u00a0": "a plain space", "\u202f": "a plain space",
}  # fmt: skip


def _pattern(text: str) -> str:
    return text.replace("{number}", NUMBER).replace("{{", "{").replace("}}", "}")


_ANY_HABIT = later("|".join(f"(?:{_pattern(found)})" for found, _, _ in _HABITS))


def tokens(text: str) -> tuple[Token, ...] | Problem:
    """The words of a formula with an empty one at the end, or what is wrong with the first that is none."""
    words: list[Token] = []
    at = 0
    while at < len(text):
        problem = _habit(text, at)
        if problem:
            return problem
        hit = _WORD.match(text, at)
        if not hit:
            return _strange(text, at)
        if hit["number"] and (problem := _unfit(hit[0], at)):
            return problem
        if not hit["space"]:
            kind: Kind = "number" if hit["number"] else "name" if hit["name"] else "sign"
            words.append(Token(kind, hit[0], at, hit.end()))
        at = hit.end()
    return (*words, Token("end", "", at, at))


def _habit(text: str, at: int) -> Problem | None:
    if not _ANY_HABIT.match(text, at):
        return None
    hit, message, hint = next(
        (hit, message, hint)
        for found, message, hint in _HABITS
        if (hit := re.compile(_pattern(found)).match(text, at))
    )
    words = [brief(each or "", 30) for each in (hit[0], *hit.groups())]
    hints = (hint.format(*words, **_mended(hit, hint)),) if hint else ()
    return Problem("bad-formula", message.format(*words), at, hit.end(), hints)


def _mended(hit: re.Match[str], hint: str) -> dict[str, str]:
    """The number as it should be written, in the way that the hint asks for."""
    if "{digits}" in hint:
        return {"digits": brief(re.sub("[ ,_]", "", hit[0]), 30)}
    if "{share}" in hint:
        return {"share": f"{float(hit[1]) / 100:.12g}"}
    if "{power}" in hint:
        return {
            "power": brief(
                f"{hit[1]} * 1e{_POWERS[hit[2]]}" if "e" in hit[1].lower() else f"{hit[1]}e{_POWERS[hit[2]]}",
                30,
            )
        }
    return {}


def _strange(text: str, at: int) -> Problem:
    """A character that no formula holds, with the plain one it looks like, if there is one."""
    char = text[at]
    plain = _LOOKALIKES.get(char) or unicodedata.normalize("NFKC", char)
    known = plain.isascii() and plain.isprintable() and plain.strip() and plain != char
    hints: tuple[str, ...] = (f"write `{plain}`" if " " not in plain else f"write {plain}",) if known else ()
    if not hints and char.isalpha():
        hints = ("names are written with the letters A-Z and a-z, digits and `_`",)
    code = "" if char.isascii() and not HIDDEN.match(char) else f" (U+{ord(char):04X})"
    return Problem("bad-formula", f"`{visible(char)}`{code} is not read in a formula", at, at + 1, hints)


def _unfit(text: str, at: int) -> Problem | None:
    """What is wrong with a number that is well written and yet cannot be held."""
    digits, _, exponent = text.lower().partition("e")
    end = at + len(text)
    if len(digits.replace(".", "").strip("0")) > DIGITS:
        message = f"`{brief(text, 30)}` has more than {DIGITS} digits, and a number here holds no more"
        return Problem("bad-formula", message, at, end)
    if len(exponent.lstrip("+-0")) > 3 or abs(int(exponent or 0)) > EXPONENT or len(digits) > EXPONENT:
        message = f"`{brief(text, 30)}` is out of range: numbers lie between 1e-{EXPONENT} and 1e{EXPONENT}"
        return Problem("bad-formula", message, at, end)
    return None
