"""Words that tell how much warmer something is from those that tell how warm it is."""

from __future__ import annotations

import re

from whence.judge.rules.wording.figures import Wanted
from whence.judge.rules.wording.limits import ahead, behind
from whence.judge.rules.wording.quotation import carriers
from whence.language.patterns import later
from whence.language.units.units import Units

_CHANGE = (
    r"warm(?:ing|ed|s)?|cool(?:ing|ed|s)?|heat(?:ing|ed|s)?|ris(?:e|es|en|ing)|rose|increas(?:e|es|ed|ing)"
    r"|decreas(?:e|es|ed|ing)|drop(?:s|ped|ping)?|f[ae]ll(?:s|en|ing)?|chang(?:e|es|ed|ing)|differen(?:ce|ces|t)"
    r"|differ(?:s|ed)?|anomal(?:y|ies)|gradient|jump(?:s|ed)?|gain(?:s|ed)?|declin(?:e|es|ed|ing)|var(?:y|ies|ied|iation)"
    r"|deviat(?:es|ed|ion)"
)
_NOUN = "warming|cooling|rise|increase|decrease|drop|fall|change|difference|anomaly|gradient"
_ABOUT = (
    r"(?:\s+(?:about|around|roughly|some|nearly|almost|only|just|approximately|over|at least|at most|up to"
    r"|an? (?:average|total|mean) of))*"
)
# warmed by 0.9 °C, a rise of 0.9 °C; and what is held to 1.5 °C of warming
_BEFORE = later(
    rf"(?:\b(?:{_CHANGE})(?:\s[\w-]+){{0,3}}?\s(?:by|of)"
    r"|\b(?:limit|hold|keep)(?:s|ing)?\s(?:\w+\s)?warming\s(?:to|at|below|under)"
    rf"|\bwithin|±|\+/-){_ABOUT}\s*[~≈+±]?\s*$",
    re.IGNORECASE,
)
_AFTER = later(
    r"[^,;.0-9]{0,14}?\s(?:warmer|cooler|hotter|colder|higher|lower|above (?!freez|zero)|below (?!freez|zero)"
    rf"|(?:of |per |temperature )?(?:{_NOUN})\b"
    r"|per (?:decade|year|century|hour|minute|k?m)\b|a (?:decade|year|century)\b)",
    re.IGNORECASE,
)
_TITLE = later(
    r"\b(?:(?:global |surface |observed |mean )*warming (?:of|since|by|in|to|over|per|from|under|above)"
    r"|(?:global|surface|observed) warming|how much (?:warmer|cooler|hotter|colder)"
    r"|temperature (?:rise|increase|drop|fall|change|difference|anomaly|gradient)"
    r"|(?:rise|increase|drop|fall|change|difference|decrease|anomaly) (?:of|in) (?:the )?(?:\w+ ){0,3}?temperatures?"
    r"|climate sensitivity)\b|^(?!.*\btemperature).*\b(?:warming|cooling)$",
    re.IGNORECASE,
)


def speaks_of_rise(title: str) -> bool:
    """Whether a title says that what it names is a difference of temperatures: a warming, a rise of the temperature."""
    return _TITLE.search(title) is not None


def tells_rise(excerpt: str, figure: Wanted, units: Units) -> bool | None:
    """Whether the words around a figure say that it is a difference; None where they do not have it."""
    found = carriers(figure, excerpt, units)
    if not found:
        return None
    return any(
        _BEFORE.search(ahead(excerpt, each.start)) or _AFTER.match(behind(excerpt, each.end))
        for each in found
    )
