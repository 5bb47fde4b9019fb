"""What the words around a number make of it: a bound on either side, or a number as it is."""

from __future__ import annotations

import re

from whence.language.patterns import later
from whence.language.values.value import Bound

_LOWER_BEFORE = (
    r"at least|at the least|no (?:less|fewer|lower) than|not (?:less|fewer|lower) than|(?:more|greater|higher|larger|longer) than"
    r"|over|above|exceed(?:s|ed|ing)?|in excess of|upwards? of|(?:a )?minimum of|(?:minimum|min\.?|floor) (?:is|was)|north of"
    r"|beyond|surpass(?:es|ed|ing)|>=?|≥|⩾"
)
_UPPER_BEFORE = (
    r"at (?:the )?most|no (?:more|greater|higher|larger|longer) than|not (?:more|greater|higher|longer) than"
    r"|(?:not|n't|never|cannot) exceed(?:ing)?|without exceeding|up to|(?:less|fewer|lower|smaller|shorter) than|under|below"
    r"|(?:a )?maximum of|(?:maximum|max\.?|ceiling|cap) (?:is|was)|as (?:much|many|high|large|long|far) as|capped at|limited to"
    r"|<=?|≤|⩽"
)
_FILLER = r"(?:\s+(?:about|around|roughly|some|an? (?:total|average) of|a|an|the|another|approximately))*\s*[~≈]?\s*"
_BEFORE = later(rf"(?:(?P<upper>{_UPPER_BEFORE})|(?P<lower>{_LOWER_BEFORE})){_FILLER}$", re.IGNORECASE)
# The words that keep a comparison from being a bound: the next number is what something else is compared with.
_COMPARED = later(
    r"(?:[0-9][\w.,]*\s?(?:%|[a-z]+)?|\b(?:times|twice|half|double|percent|per cent|fold|as|points?))\s+$",
    re.IGNORECASE,
)
_NEARLY = later(
    r"\b(?:just|slightly|a (?:little|bit|touch|shade)|barely|marginally|only just|hardly)\s+$", re.IGNORECASE
)
_NOT = later(r"(?:\bnot|n't|\bnever|\bcannot)\s+(?:be\s+|go\s+|rise\s+|fall\s+|drop\s+)?$", re.IGNORECASE)
# Over and under are bounds behind few words only: a mean over 5 years and children under 5 are none.
_OPEN = later(
    r"(?:^|[(,;:—–“\"]\s*|\b(?:is|are|was|were|be|been|has|have|had|with|of|at|to|from|by|and|well|now|already|currently|weigh(?:s|ed)?"
    r"|costs?|needs?|uses?|used|raised|spent|sold|made|produced|reach(?:es|ed)?|worth|for|employs?|serves?|draws?|not|n't|never)\s+)$",
    re.IGNORECASE,
)
_CLIMBING = later(
    r"\b(?:add(?:s|ed|ing)?|sum(?:s|med)?|scal(?:e|es|ed|ing)|ramp(?:s|ed|ing)?|gr[eo]w[ns]?|growing|go(?:es|ing)?|went|gone"
    r"|mov(?:e|ed|ing)|br(?:ing|ings|ought)|rounds?|rounded|it|them|buil[dt]s?|set)\s+$",
    re.IGNORECASE,
)
# A space between two words is not left to choice: a word of eighty letters can be cut in three in many thousand ways.
_UNIT = r"(?!or\b|and\b)[\w%°$€£/µ²³^-]+"
_UNITS = rf"(?:\s?{_UNIT}(?:\s{_UNIT}){{0,2}}?)??"
_MORE = r"more(?! than)|above|over|up(?:wards?)?(?! to)|higher|greater|longer|beyond|better"
_LESS = r"less(?! than)|fewer(?! than)|below|under|lower|shorter"
_AFTER = later(
    rf"\s?(?:[x×]?(?P<plus>\+)|{_UNITS}\s(?:(?:or|and) (?:(?P<lower>{_MORE})|(?P<upper>{_LESS}))"
    r"|(?P<least>at (?:the )?least|at (?:a )?minimum|minimum|upwards?)"
    r"|(?P<most>at (?:the )?most|at (?:a )?maximum|max(?:imum)?|tops))\b)",
    re.IGNORECASE,
)


# How far around a number words are looked for: a text of many numbers is read in time that grows as it does.
AROUND = 80


def ahead(text: str, end: int) -> str:
    """The text just before a place."""
    return text[max(0, end - AROUND) : end]


def behind(text: str, start: int) -> str:
    """The text just after a place."""
    return text[start : start + AROUND]


def bound_of(before: str, after: str, *, lasting: bool = False) -> Bound:
    """The bound that the words before and after a number make of it; of a time that lasts, over and under make none."""
    if hit := _AFTER.match(after):
        return "lower" if hit["plus"] or hit["lower"] or hit["least"] else "upper"
    hit = _BEFORE.search(before)
    if hit is None:
        return ""
    word, front = (hit["upper"] or hit["lower"]).casefold(), before[: hit.start()]
    if word[-1].isalpha() and re.search(r"\w$", front) and not word.startswith("n't"):
        return ""
    if word in ("over", "above", "under", "below", "beyond") and (lasting or not _OPEN.search(front)):
        return ""
    if _NEARLY.search(front) or (_COMPARED.search(front) and word[-1].isalpha()):
        return ""
    if word == "up to" and _CLIMBING.search(front):
        return ""
    turned = bool(_NOT.search(front)) and word not in ("at least", "at most", "up to")
    return "upper" if bool(hit["upper"]) != turned else "lower"
