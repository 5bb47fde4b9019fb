"""Which way a number goes: by its sign, by the words around it, and by the title of its claim."""

from __future__ import annotations

import re

from whence.judge.rules.wording.figures import Wanted
from whence.judge.rules.wording.limits import ahead, behind
from whence.judge.rules.wording.numerals import Numeral
from whence.language.patterns import later
from whence.language.units.dimensions import ZEROS
from whence.language.units.units import Unit

_FALL = (
    r"f[ae]ll(?:s|en|ing)?|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|los(?:s|ses|t|e|es|ing)|shr[aiu]nk(?:s|ing)?"
    r"|reduc(?:e|es|ed|ing|tions?)|cut(?:s|ting)?|lower(?:s|ed|ing)?|cool(?:s|ed|ing)|contract(?:s|ed|ion)|plung(?:e|es|ed)"
    r"|slump(?:s|ed)?|sank|slid|dip(?:s|ped)?|slipp?(?:s|ed)?|thinn(?:ed|ing)|retreat(?:s|ed)?|worsen(?:s|ed)?|deficits?|shortfalls?"
)
_RISE = (
    r"ris(?:e|es|en|ing)|rose|increas(?:e|es|ed|ing)|gr[eo]w(?:s|n|ing|th)?|gain(?:s|ed|ing)?|climb(?:s|ed|ing)?|jump(?:s|ed)?"
    r"|surg(?:e|es|ed)|expand(?:s|ed)?|expansion|warm(?:s|ed|ing)|improv(?:e|es|ed|ements?)|profits?|surplus(?:es)?|added"
)
_ABOUT = (
    r"(?:\s(?:about|around|roughly|some|nearly|almost|only|just|another|approximately|over|at least|at most|up to"
    r"|an? (?:\w+ )?of))*"
)
_BY = rf"(?:\s[\w-]+){{0,3}}?\s(?:by|of){_ABOUT}\s?[~≈]?\s?$"
_LEVEL = later(rf"\b(?:{_FALL})(?:\s[\w-]+){{0,2}}?\sto{_ABOUT}\s?[~≈]?\s?$", re.IGNORECASE)
_MINUS = later(r"(?:^|[\s(\[=:,;–—])(?:[-−–](?:US\$|[$€£])?|minus (?:US\$|[$€£])?\s?)$")
_SIGNED = later(r"^(?:US\$|[$€£])\s?[-−]")
# what makes a number that is below zero plain in words
_BELOW = later(
    rf"\b(?:{_FALL}|minus|negative|below|under(?!go)|less|fewer|behind|owes?|owed|debt|outflows?|net outflow|out of|down"
    r"|worse|short|debit|wrote off|write[- ]?(?:off|down)s?|burn(?:s|ed|t|ing)?|spen[dt]s?|costs?|paid|withdr\w+|melt\w*"
    r"|sinks?|removal|removed|offset|depreciat\w*|amorti[sz]\w*|discount\w*|colder|cooler|frost|deep|depth)\b|[-−–]"
    r"|\(\s?(?:US\$|[$€£])?[0-9]",
    re.IGNORECASE,
)
# titles whose numbers go up where something else goes down
_TITLED = later(
    rf"\b(?:{_FALL}|savings?|saved|less|fewer|below|down|discount\w*|effica\w+|effective\w*|protect\w+|mitigat\w+"
    r"|attenuat\w+|abate\w*|avoid\w*|averted|remov\w+|decay\w*|depreciat\w*|melt\w*|damp\w*|suppress\w*|weaken\w*"
    r"|degrad\w*|eros\w+|smaller|cheaper|faster|slower|lighter|retreat"
    r"|subsidence|depth|drawdown|wear|waste\w*|leak\w*|attrition|churn|haircut|penalty|quench\w*|withdraw\w*)\b",
    re.IGNORECASE,
)
# titles of which nobody knows whether they do, unless they speak of a change
_EITHER = later(r"\b(?:cost|spen\w+|burn|outflow|benefit|effect of)\b", re.IGNORECASE)
_CHANGES = later(
    r"\b(?:chang\w*|growth|gains?|increas\w*|rise|trend|differen\w*|balance|results?|profits?|net|returns?|earnings|income|anomal\w*|drift|shift"
    r"|variation|development|slope|tendency|surplus|imbalance|budget|delta|Δ|elevation|altitude)\b",
    re.IGNORECASE,
)


# how far something went down, which no amount of it is
_FELL = (
    r"fell|fallen|falls|drop(?:s|ped)|declin(?:es|ed)|decreas(?:es|ed)|shr[au]nk|shrinks|plung(?:es|ed)|slump(?:s|ed)"
    r"|contracted|down"
)
_DOWN = r"down|negative growth"
_LESS = r"less|fewer|below"


def sign_apart(wanted: Wanted, each: Numeral, excerpt: str, title: str) -> str:
    """How a number of an excerpt goes another way than the figures; empty where it goes the same way, or may."""
    before, after, figures = ahead(excerpt, each.start), behind(excerpt, each.end), wanted.figures
    sizes = [_from_zero(one.base, wanted.unit) for one in figures]
    if any(size == 0 for size in sizes) or each.ends or len(sizes) != 1:
        return ""
    below, titled = sizes[0] < 0, _goes_down(title)
    minus = bool(_MINUS.search(before) or _SIGNED.match(excerpt[each.start : each.start + 6]))
    if minus:
        return "" if below or titled else "the words have this number below zero"
    if below:
        if _told(_RISE, before, after) and not titled:
            return "the words tell a rise, and the value is below zero"
        # what fell to 4 °C stands at 4 °C
        plain = _BELOW.search(_LEVEL.sub("", excerpt[: each.start]) + excerpt[each.start :]) or titled
        return "" if plain else "the value is below zero, and the words do not say so"
    if _CHANGES.search(title):
        fall = _told(f"{_FALL}|{_DOWN}", before, after, f"{_FALL}|{_LESS}")
    elif wanted.percent or wanted.growth:
        # of a share alone, `30 % declined` may say how many did
        noun = after if re.search(r"\ban?\s$", before) else ""
        fall = _told(f"{_FALL}|{_DOWN}", before, noun, _FALL)
    else:
        fall = _told(_FELL, before, "")
    return "the words tell a fall, and the value is above zero" if fall and not titled else ""


def _from_zero(base: float, unit: Unit) -> float:
    """A base-unit number from where the signs of its unit turn: 4 °C above zero and 4 °C below it."""
    return unit.from_base(base) if unit.style in ZEROS else base


def _goes_down(title: str) -> bool:
    """Whether the number of a title may go up where something goes down."""
    return bool(_TITLED.search(title) or (_EITHER.search(title) and not _CHANGES.search(title)))


def _told(words: str, before: str, after: str, later: str = "") -> bool:
    """Whether the words right before a number, or right behind it, say that it is how far something went."""
    if re.search(rf"\b(?:{words}){_BY}|\b(?:{words})\s[~≈]?\s?$", before, re.IGNORECASE):
        return True
    behind_it = rf"[\w%°$€£µ/ -]{{0,14}}?\s(?:{later or words})\b(?! (?:to|from|at|than)\b)"
    return re.match(behind_it, after, re.IGNORECASE) is not None
