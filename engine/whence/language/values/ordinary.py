"""Values that are spelt on sight as the grammar has them: none of the tables of other spellings need be looked into.

A number or two, with a mark between them and a word or two for the unit; no word that those tables know.
"""

from __future__ import annotations

import re

_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
# Words that, behind a number, may stand for something else than a unit.
_OTHERWISE = (
    "[aefpc]|bce?|pa|kr|ct|deg|degrees?|pence|penny|pennies|cents?|dozens?|hundreds?|thousands?|millions?|billions?"
    "|trillions?|mln|mio|mrd|bln|fold|times|sigmas?|annually|yearly|hourly|daily|weekly|monthly|quarterly|[ap]m|est|per[a-z]*"
)
_UNIT = rf"(?!(?:{_OTHERWISE})(?![a-z]))[a-z]+"
_UNITS = rf"{_UNIT}(?:/{_UNIT})?"
_ORDINARY = re.compile(
    rf"(?:~|[<>]=? ?)?-?{_NUMBER}(?: {_UNITS})?(?: (?:to|\.\.|±|\+-) {_NUMBER}(?: {_UNITS})?)?", re.I
)


def ordinary(text: str) -> bool:
    """Whether a text is such a value; one that is not may still be spelt as the grammar has it."""
    return _ORDINARY.fullmatch(text) is not None
