"""Cells and badges: a reference, a number or a verdict as a table shows it, and the colours of verdicts."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from whence.judge.compared import Agreement
from whence.language.problems import few
from whence.publish.pages.parts import Cell, Flag, Ref

TONES = {
    "error": "conflict",
    "conflict": "conflict",
    "warning": "uncertain",
    "note": "plain",
    "agrees": "settled",
    "inside": "settled",
    "close": "uncertain",
    "width": "uncertain",
    "soft": "uncertain",
    "depends on the reading": "uncertain",
    "possible": "uncertain",
    "ruled out": "conflict",
    "mismatch": "conflict",
    "consistent": "settled",
    "open": "uncertain",
    "tension": "uncertain",
    "holds": "settled",
    "doubtful": "uncertain",
    "fails": "conflict",
}

# What a verdict on a stated figure means, where its word alone does not say it; and what a reader is told in place of
# a rule's own name, which the rule's page has.
_MEANT = {
    "close": "beyond rounding",
    "open": "depends on the reading",
    "soft": "a little off",
    "width": "its error differs",
}
_SORTS = {
    "bound-turned": "bound on the other side",
    "check-fails": "a check fails",
    "credence-sum": "credences do not add up",
    "error-differs": "error unlike the quote",
    "excerpt-differs": "figure unlike the quote",
    "no-context-survives": "no reading is left",
    "off-by-factor": "off by a known factor",
    "origin-differs": "one origin, two figures",
    "prefer-ruled-out": "preferred, yet ruled out",
    "recomputed-close": "stated figure is close",
    "recomputed-differs": "stated figure does not follow",
    "recomputed-open": "stated figure in some readings",
    "recomputed-soft": "stated figure a little off",
    "recomputed-width": "stated error differs",
    "rivals-disagree": "sources disagree",
    "rivals-open": "sources agree in some readings",
    "rivals-tension": "sources in tension",
    "taken-outside": "taken figure outside its value",
}
# What a check is for, by what its failure means.
PURPOSES = {
    "rule-out": "rules readings out",
    "conflict": "a failure is a conflict",
    "warning": "a failure is a warning",
    "report": "a conclusion",
}
# What a check does, said of several.
_OF_SEVERAL = {"holds": "hold", "fails": "fail", "depends on the reading": "depend on the reading"}
# Types of sources whose kind of thing stands first: what is said last.
_TURNED = ("article", "entry", "paper", "post", "review")


def tally(words: Iterable[str]) -> str:
    """How often each verdict stands: `2 hold and 1 doubtful`."""
    counts = Counter(words)
    return few([f"{n} {word if n == 1 else _OF_SEVERAL.get(word, word)}" for word, n in counts.items()])


def sort_of(rule: str) -> str:
    """What a rule objects to, in a few words: `sources in tension` for `rivals-tension`."""
    return _SORTS.get(rule, rule.replace("-", " "))


def kind_of(type: str) -> str:
    """A source's type as one says it: `article-newspaper` is a newspaper article."""
    first, _, rest = type.replace("_", "-").partition("-")
    return f"{rest} {first}" if rest and first in _TURNED else f"{first} {rest}".rstrip().replace("-", " ")


def ref_cell(ref: Ref) -> Cell:
    """A reference as a cell."""
    return Cell(ref.title, ref.href, ref.title.lower())


def number_cell(text: str, key: float | None = None) -> Cell:
    """A number as a cell, sorted by its size."""
    sort = "" if key is None or math.isnan(key) else repr(float(key))
    return Cell(text, "", sort, True)


def verdict_flag(found: Agreement) -> Flag:
    """The verdict on a stated figure as a badge: green only where the source can be taken at its word."""
    tone = TONES.get(found.verdict, "uncertain")
    means = _MEANT.get(found.verdict, "")
    if found.verdict == "open" and not found.readings:
        means = "bounds decide nothing"
    word = f"{found.verdict} ({means})" if means else found.verdict
    return Flag(word, tone if found.fine or tone != "settled" else "uncertain")


def verdict_cell(found: Agreement) -> Cell:
    """The same as a cell."""
    flag = verdict_flag(found)
    return Cell(flag.word, "", found.verdict, flag=flag)


def flag_cell(word: str, tone: str = "") -> Cell:
    """A verdict as a cell."""
    return Cell(word, "", word, flag=Flag(word, tone or TONES.get(word, "plain")))
