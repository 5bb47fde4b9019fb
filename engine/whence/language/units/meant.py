"""What may be meant by a name that no unit has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from whence.language.patterns import later
from whence.language.problems import Refused, distance, suggest, visible
from whence.language.units.dimensions import Entry
from whence.language.units.table import MONEY, REFUSED
from whence.language.units.tokens import WORDS, Token, refusal


def unknown(table: Mapping[str, Entry], token: Token, following: Token | None = None) -> Refused:
    """Why a name is not in the table, with what may be meant; two words may be the name of one thing."""
    name = token.text
    if name in REFUSED:
        why, how = REFUSED[name]
        return refusal("unknown-unit", f'"{name}" {why}', token.start, token.end, how)
    hints = meant(table, name)
    if following and hints[0].startswith(DEFINE) and _words(name, following):
        joined = f"{name}-{following.text}"
        how = f'write "{joined}"' if joined in table else defined(joined)
        hints = (f"if the two words are one unit, it has one name, without a blank: {how}",)
    shown = visible(name[:40])
    return refusal("unknown-unit", f'there is no unit "{shown}"', token.start, token.end, *hints)


def _words(name: str, following: Token) -> bool:
    """Whether a name and what follows it may be two words of a language."""
    words = (name, following.text)
    return following.text not in (*WORDS, "per") and all(
        re.fullmatch("[A-Za-z-]{3,}", each) for each in words
    )


def meant(table: Mapping[str, Entry], name: str) -> tuple[str, ...]:
    """Hints for a name that is not in the table; none names a unit that only looks alike."""
    if (hit := re.fullmatch(r"([A-Za-z]+?)([2-9])", name)) and hit[1] in table:
        return (f'did you mean "{hit[1]}^{hit[2]}"?',)
    if (hit := re.fullmatch(r"([A-Za-z]+)[-.]([A-Za-z]+)", name)) and hit[1] in table and hit[2] in table:
        return (f'did you mean "{hit[1]}·{hit[2]}"?',)
    if (hit := re.fullmatch(r"([kMGTPE]?)b(ps|/s)?", name)) and name != "b":
        end = "/s" if hit[2] else ""
        return (f'did you mean "{hit[1]}bit{end}" (bits) or "{hit[1]}B{end}" (bytes)?',)
    if (hit := re.fullmatch(r"([kMGTPEZY])?(FLOPS|OPS|flops)", name)) is not None:
        stem = f"{hit[1] or ''}FLOP" if "FLOP" in hit[2].upper() else f"{hit[1] or ''}op"
        return (f'write "{stem}" for a count of operations, "{stem}/s" for a rate',)
    if (hit := re.fullmatch(r"([kMG]?)pc", name)) and f"{hit[1]}parsec" in table:
        return (f'write "{hit[1]}parsec"' + ("" if hit[1] else ' for the length, "%" for per cent'),)
    same = sorted({each for each in table if each.casefold() == name.casefold() and not _another(name)})
    if same:
        return (_did_you_mean(same),)
    near = [each for each in suggest(name, table, 1) if _slip(name, each)]
    return (_did_you_mean([table[each].name for each in near]),) if near else (defined(name),)


# what is no name of a unit, whatever the base counts
_NO_NAMES = frozenset(
    (
        "a",
        "an",
        "and",
        "by",
        "e",
        "from",
        "in",
        "less",
        "more",
        "of",
        "or",
        "the",
        "than",
        "times",
        "to",
        "with",
    )
)
# an amount of money in thousands or millions, as tables head their columns
_MONEY = later(r"(?P<times>[kKM])(?P<code>[A-Z]{3})")
_TIMES = {"k": "1000", "K": "1000", "M": "1 million"}
# how the hint begins that says how a base defines a unit
DEFINE = "define it in the section `units`"


def defined(name: str) -> str:
    """How a base defines a unit of this name."""
    if name.casefold() in _NO_NAMES:
        return f'"{visible(name)}" is no unit'
    if (hit := _MONEY.fullmatch(name)) and any(hit["code"] == code for code, _, _ in MONEY):
        return (
            f"{DEFINE} of the base: {name}: {{title: {name}, equals: {_TIMES[hit['times']]} {hit['code']}}}"
        )
    one = name.removesuffix("s") if len(name) > 2 else name
    plural = f", plural: {name}" if one != name else ""
    return f"{DEFINE} of the base: {visible(one)}: {{title: {visible(one)}{plural}}}"


def _another(name: str) -> bool:
    """Whether case alone tells a name from the units like it: `M` and `mM` (molar) are no metres, nor is `NM` (a mile)."""
    return (
        len(name) == 1
        or name in ("NM", "Nm", "PS", "ka", "Ma", "Ga", "kn", "Cal")
        or (len(name) == 2 and name[0].islower() and name[1].isupper())
    )


def _slip(name: str, near: str) -> bool:
    """Whether a name may be a slip of the pen for another: the same first letter and digits, one edit away (two if long)."""
    digits = [re.sub(r"[^0-9]", "", each) for each in (name, near)]
    alike = name[0].casefold() == near[0].casefold() and digits[0] == digits[1]
    most = 1 if len(name) < 8 else 2
    if len(name) < 5 and len(name) == len(near) and sorted(name) != sorted(near):
        # of four letters each one tells words apart
        return False
    return (
        alike and min(len(name), len(near)) > 3 and distance(name.casefold(), near.casefold(), most) <= most
    )


def _did_you_mean(names: Iterable[str]) -> str:
    return "did you mean " + " or ".join(f'"{name}"' for name in names) + "?"
