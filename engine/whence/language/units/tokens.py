"""The words of a unit: names, numbers, powers and signs, and what to say of everything else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from whence.language.frozen import dataclass
from whence.language.limits import UNIT
from whence.language.patterns import later
from whence.language.problems import Problem, Refused, visible

LIMIT = UNIT.most

WORDS: Mapping[str, float] = {
    "thousand": 1e3, **dict.fromkeys(("mn", "mln", "mio", "million"), 1e6),
    **dict.fromkeys(("bn", "mrd", "billion"), 1e9), **dict.fromkeys(("tn", "trillion"), 1e12),
}  # fmt: skip

# the micro sign and the ohm sign have twins among the Greek letters; one spelling stands for both
TWINS = str.maketrans({"μ": "µ", "\u2126": "Ω", "−": "-"})

_TOKEN = later(
    r"(?P<space>[ \t\u00a0\u202f]+)"
    r"|(?P<number>(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,3})?(?![0-9.,_])(?:(?:bn|[kKMBT])(?![A-Za-z0-9_µΩ]))?)"
    r"|(?P<name>US\$|°[CF]\b|[%‰$€£¥₹₩×°]|[A-Za-zµΩ_](?:[A-Za-z0-9_µΩ]|[-.@](?=[A-Za-z0-9]))*)"
    r"|(?P<raised>[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)"
    r"|(?P<op>\*\*|[*·⋅/^()\-+])"
)


def refusal(rule: str, message: str, start: int, end: int, *hints: str) -> Refused:
    """Ends the reading of one unit with what is wrong in it."""
    return Refused(Problem(rule, message, start, end, hints))


@dataclass(frozen=True)
class Token:
    """A word of a unit, and where it stands."""

    kind: str
    text: str
    start: int
    end: int


def names_in(text: str) -> list[str]:
    """Every name of a unit that a text mentions, known or not, in order."""
    hits = _TOKEN.finditer(text[:LIMIT].translate(TWINS))
    return [hit[0] for hit in hits if hit.lastgroup == "name" and hit[0] != "per" and hit[0] not in WORDS]


def tokens(text: str, shown: str) -> Iterator[Token]:
    """The words of a unit from left to right; raises `Refused` at what has no place in one. `shown` is what was written."""
    at = 0
    while at < len(text):
        hit = _TOKEN.match(text, at)
        if hit is None:
            raise _stranger(shown, at)
        if hit.lastgroup != "space":
            yield Token(cast(str, hit.lastgroup), hit[0], at, hit.end())
        at = hit.end()


def _stranger(text: str, at: int) -> Refused:
    char = text[at]
    if char.isdigit() and char.isascii():
        return refusal(
            "bad-unit",
            "this number cannot be read",
            at,
            at + 1,
            'a number in a unit looks like "32", "2.5", "100,000" or "1M"',
        )
    return refusal("bad-unit", f'"{visible(char)}" has no place in a unit', at, at + 1)
