"""Values that are spelt on sight as the grammar has them: none of the tables of other spellings need be looked into.

A number or two, with a mark between them and a word or two for the unit; no word that those tables know.
"""

from __future__ import annotations

from whence.language.patterns import later

_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_UNITS = r"(?: ([A-Za-z]+)(?:/([A-Za-z]+))?)?"
_ORDINARY = later(rf"(?:~|[<>]=? ?)?-?{_NUMBER}{_UNITS}(?: (?:[Tt][Oo]|\.\.|±|\+-) {_NUMBER}{_UNITS})?")
# Words that, behind a number, may stand for something else than a unit, as do those that begin with `per`.
_WORDS = """
a e f p c bc bce pa kr ct deg degree degrees pence penny pennies cent cents dozen dozens hundred hundreds thousand thousands
million millions billion billions trillion trillions mln mio mrd bln trn tln fold times sigma sigmas annually yearly hourly daily
weekly monthly quarterly am pm est
"""
_OTHERWISE = frozenset(_WORDS.split())


def ordinary(text: str) -> bool:
    """Whether a text is such a value; one that is not may still be spelt as the grammar has it."""
    hit = _ORDINARY.fullmatch(text)
    words = [each.lower() for each in hit.groups("")] if hit else []
    return hit is not None and not any(each in _OTHERWISE or each.startswith("per") for each in words)
