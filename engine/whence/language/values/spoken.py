"""Numbers that a text writes in words: two hundred, half a million, twice, three quarters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import isfinite

from whence.language.patterns import later
from whence.language.values.numerals import WORDS

_TENTHS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_UNITS = {word: float(value) for value, word in enumerate(WORDS)}
_TENS = {word: 10.0 * value for value, word in enumerate(_TENTHS, start=2)}
_SCALES = {"dozen": 12.0, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_PARTS = {"half": 1 / 2, "halves": 1 / 2, "third": 1 / 3, "thirds": 1 / 3, "quarter": 1 / 4, "quarters": 1 / 4,
          "fifth": 1 / 5, "fifths": 1 / 5, "tenth": 1 / 10, "tenths": 1 / 10}  # fmt: skip
_FACTORS = {
    "once": 1.0, "twice": 2.0, "thrice": 3.0, "both": 2.0, "couple": 2.0, "pair": 2.0, "double": 2.0, "doubled": 2.0,
    "doubles": 2.0, "doubling": 2.0, "triple": 3.0, "tripled": 3.0, "triples": 3.0, "quadruple": 4.0, "halved": 1 / 2,
    "no": 0.0, "none": 0.0,
}  # fmt: skip
SPOKEN = frozenset({*_UNITS, *_TENS, *_SCALES, *_PARTS, *_FACTORS})
_LINKED = frozenset({*_UNITS, *_TENS, *_SCALES, *_PARTS})
_WORD = later(r"[A-Za-z]+")
# A comparison (no more than, no longer) counts nothing.
_COMPARED = later(r"[ -](?:more|less|fewer|longer|later|earlier|sooner|[a-z]{2,12}er than)\b", re.IGNORECASE)
# A quarter that has its place in a row, or that something is for each of, is a time; so is the first half, and any part
# that nothing is named of.
_NTH = later(
    r"(?:\b(?:first|second|third|fourth|last|next|previous|past|same|this|per|each|every)[ -]|/ ?)quarter\b(?![ -]hour)"
    r"|\b(?:first|second) half\b(?![ -]hour)|(?:\bper |/ ?)(?:half|third|fifth|tenth)\b(?![ -]?[a-z])",
    re.IGNORECASE,
)
_SPANS = frozenset({"half", "third", "quarter", "fifth", "tenth"})
_JOINTS = frozenset({"a", "an", "and", "of"})


def worth(text: str) -> Iterator[tuple[int, int, float]]:
    """(start, end, value) of each number in words; words that go together are one number."""
    words = [(hit.start(), hit.end(), _unfolded(hit[0].casefold())) for hit in _WORD.finditer(text)]
    at = 0
    while at < len(words):
        run = _run(text, words, at)
        if run == at:
            at += 1
            continue
        value = _value([word for _, _, word in words[at:run]])
        if value is not None and not _idle(text, words[at:run]):
            yield words[at][0], words[run - 1][1], value
        at = run


def _idle(text: str, words: list[tuple[int, int, str]]) -> bool:
    """Whether words for a number count nothing: `no` of `no more than`, and the quarter or half of a year."""
    start, end, word = words[-1]
    if word == "no":
        return _COMPARED.match(text, end) is not None
    return word in _SPANS and _NTH.search(text[max(0, start - 10) : end + 5]) is not None


def _unfolded(word: str) -> str:
    """`tenfold` without its end."""
    stem = word.removesuffix("fold")
    return stem if stem in _LINKED else word


def _run(text: str, words: list[tuple[int, int, str]], at: int) -> int:
    """Where the words of a number end that begins at a place; the place itself if none does."""
    if words[at][2] not in SPOKEN or re.search(r"[0-9][ -]?$", text[max(0, words[at][0] - 2) : words[at][0]]):
        return at
    end = at + 1
    while end < len(words) and not text[words[end - 1][1] : words[end][0]].strip(" -"):
        word = words[end][2]
        joined = word in _JOINTS and _joins(words, end)
        if word not in SPOKEN and not joined:
            break
        end += 1
    return end


def _joins(words: list[tuple[int, int, str]], at: int) -> bool:
    """Whether a word goes on with a number: two hundred and five, one and a half, a quarter of a million; not ten and twenty."""
    after = next((word for _, _, word in words[at + 1 :] if word not in _JOINTS), "")
    if words[at][2] == "of":
        return words[at - 1][2] in _PARTS and after in _SCALES and words[at + 1][2] == "a"
    return after in _PARTS or (after in _LINKED and words[at - 1][2] in {*_SCALES, *_PARTS, "of"})


def _value(words: list[str]) -> float | None:
    """What the words of a number come to; None where they are no one number."""
    if len(words) == 1 and words[0] in _FACTORS:
        return _FACTORS[words[0]]
    total, part, last = 0.0, 0.0, 1.0
    for n, word in enumerate(words):
        if word in _UNITS or word in _TENS:
            part += _UNITS.get(word, 0.0) + _TENS.get(word, 0.0)
        elif word in _PARTS and (part == 0.0 or "and" in words[max(0, n - 2) : n]):
            part += _PARTS[word] * (
                last if part == 0.0 else 1.0
            )  # two and a half, and half; a million and a half
        elif word in _PARTS:
            part *= _PARTS[word]
        elif word in ("hundred", "dozen"):
            part = (part or 1.0) * _SCALES[word]
        elif word in _SCALES:
            total, part, last = total + (part or 1.0) * _SCALES[word], 0.0, _SCALES[word]
        elif word not in _JOINTS:
            return None
    return total + part if isfinite(total + part) else None
