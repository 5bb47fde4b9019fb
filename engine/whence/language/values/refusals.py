"""Spellings that may mean two things: refused, with what to write for each of them."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from decimal import Decimal

from whence.language.patterns import later
from whence.language.problems import visible
from whence.language.units.table import MONEY
from whence.language.values import instead
from whence.language.values.anatomy import refuse
from whence.language.values.instead import NUMBER, Hit
from whence.language.values.numerals import MONTHS

YEAR = r"(?:19|20)[0-9]{2}"
MONTH = {name[:size].lower(): n for n, name in enumerate(MONTHS, 1) for size in (3, len(name))} | {"sept": 9}
NAMES = "|".join(sorted(MONTH, key=len, reverse=True))
CURRENCIES = "|".join(re.escape(word) for code, _, others in MONEY for word in (code, *others.split()))

_HEAD = r"\s*(?:(?:[-+~≈<>=≥≤]|at least|at most|more than|less than|up to|about)\s*)*"
_LARGER = (
    r"(?:higher|more|larger|faster|greater|bigger|longer|stronger|heavier|quicker)(?: than)?"
    r"|as (?:many|much|large|big|high|fast|long|heavy|strong)(?: as)?|the (?:size|amount|number)(?: of)?"
)
_SMALLER = r"(?:lower|less|fewer|smaller|slower|shorter|weaker|lighter|cheaper)(?: than)?"
_NUMBERS = "|".join(sorted(instead.SPOKEN, key=len, reverse=True))
# the currencies whose hundredth is a cent, by what stands before it
_CENTS = {"euro": "EUR", "eur": "EUR", "€": "EUR", "us": "USD", "usd": "USD", "american": "USD", "dollar": "USD",
          "canadian": "CAD", "cad": "CAD", "australian": "AUD", "aud": "AUD", "singapore": "SGD", "sgd": "SGD"}  # fmt: skip
_CENTS_OF = "|".join(sorted(_CENTS, key=len, reverse=True))
_DOLLARS = {"A": "AUD", "AU": "AUD", "C": "CAD", "CA": "CAD", "S": "SGD", "HK": "HKD"}
_WORD_OF = {
    "k": "thousand",
    "K": "thousand",
    "m": "million",
    "M": "million",
    "mn": "million",
    "B": "bn",
    "bn": "bn",
}


_PARTS = {"hundred": "%", "thousand": "‰", "million": " ppm", "billion": " ppb"}


def _hours(hit: Hit) -> float:
    """The hours of a time of day."""
    return int(hit[1]) % 12 + (12 if hit[3].lower() == "p" else 0) + int(hit[2] or 0) / 60


def not_plain(text: str) -> None:
    """Raises `Refused` for a spelling that is not plain, over the part that is not."""
    for pattern, why, how in _NOT_PLAIN:
        if hit := pattern.search(text):
            said = f'"{visible(hit[0].strip()[:60])}": {why}'
            raise refuse(said, hit.start(), hit.end(), *map(visible, how(hit)))


# what is not plain: a pattern, why it is not read, and what to write
_NOT_PLAIN: tuple[tuple[re.Pattern[str], str, Callable[[Hit], tuple[str, ...]]], ...] = (
    (
        later(rf"^(?!1\s+in\s)((?:{_HEAD}){NUMBER}(?:\s*(?:to|\.\.|±)\s*{NUMBER})?)\s+in\s+({YEAR})\s*$"),
        "odds and a figure of that year look like this", instead.odds,
    ),
    (
        later(rf"^(?!1\s+in\s)(.*[^\s])\s+in\s+({YEAR})\s*$"), "the year that a figure speaks of has a field of its own",
        lambda hit: (f'write "{hit[1]}" with `as_of: {hit[2]}`',),
    ),
    (
        later(
            rf"^(?P<value>[^()]*[0-9A-Za-z%])(?<!per)\s+\(\s*(?P<inner>[$€£]?{NUMBER}\s*(?!CI\b|CrI\b)[A-Za-z%/^]{{0,12}}[0-9]?)\s*\)"
            r"(?P<after>[^()±]*)$"
        ),
        "what the brackets say is not plain", instead.aside,
    ),
    (
        later(
            r"^\s*(?:(?:the )?(?:last|past|previous|next|coming|this|current|trailing)\s+(?P<long>(?:[0-9]+\s+)?"
            r"(?:years?|quarters?|months?|weeks?|days?))|(?:LTM|TTM|YTD|MTD|QTD|(?:year|month|quarter)[- ]to[- ]date))\s*$",
            re.I,
        ),
        "which days these are depends on the day", instead.lately,
    ),
    (
        later(rf"^\s*({YEAR})\s?(?:[AEFPaefp]|est\.?|\(est\.?\))\s*$"), "what is behind the year is no part of a date",
        lambda hit: (f'write "{hit[1]}", and what it is in `kind`',),
    ),
    (
        later(rf"^\s*({YEAR})-W([0-9]{{2}})\s*$"), "a week is written by its days", instead.week,
    ),
    (
        later(rf"^{_HEAD}({NUMBER})\s?T([€£])\s*$|^\s*T([€£])\s?({NUMBER})\s*$"), "thousands or trillions?",
        instead.thousands,
    ),
    (
        later(rf"^{_HEAD}({NUMBER})\s*kr\.?\s*$", re.I), "three countries have a krone",
        lambda hit: (f'write "{hit[1]} SEK"', f'or "{hit[1]} NOK"', f'or "{hit[1]} DKK"'),
    ),
    (
        later(rf"^\s*\+?({NUMBER})\s*%\s*(?P<more>more|higher|larger|greater|increase|rise|up)\s*$|"
                   rf"^\s*-?({NUMBER})\s*%\s*(?:less|lower|smaller|fewer|decrease|fall|drop|down)\s*$", re.I),
        "is that the difference or the factor?", instead.more,
    ),
    (
        later(rf"\b(?:early|mid|middle|late|end|start|beginning)[- ](?:of\s+)?(?:{NAMES}|[QH][1-4])\b", re.I),
        "which day that is, is not said", lambda hit: ('write the day or the month, as in "2025-03-31" or "2025-03"',),
    ),
    (
        later(r"\b(A|AU|C|CA|S|HK)\$\s*([0-9].*)$"), "the sign is that of several currencies",
        lambda hit: (f'write "{_DOLLARS[hit[1]]} {hit[2]}"',),
    ),
    (
        later(rf"^{_HEAD}({NUMBER})\s+(m|mn|bn|[kKMB])([€£])(?!\w)"), "the sign of a currency stands before its number",
        lambda hit: (f'write "{hit[3]}{hit[1]} {_WORD_OF[hit[2]]}"',),
    ),
    (
        later(rf"^{_HEAD}({NUMBER})\s*({CURRENCIES})\s?(m|mn|bn|million|billion|thousand)(?!\w)"),
        "the scale stands behind its number", lambda hit: (f'write "{hit[1]} {_WORD_OF.get(hit[3], hit[3])} {hit[2]}"',),
    ),
    (
        later(rf"^\s*\+\s*({NUMBER})\s*(°[CF])"), "is that a temperature or a difference?",
        instead.warm_or_warmer,
    ),
    (
        later(rf"({NUMBER})\s*(?:pence|penn(?:y|ies))(?![A-Za-z])(.*)$"), "money is written in its whole unit",
        lambda hit: (f'write "{instead.times(hit[1], Decimal("0.01"))} GBP{hit[2]}", or the currency it is',),
    ),
    (
        later(r"^\s*(?:several|a few|many|some|a handful)(?: of)?(?=$| (?![0-9~$€£]))(.*)$", re.I), "how many is that?",
        lambda hit: (f'write a range of what is meant, such as "3 to 10{hit[1]}"',),
    ),
    (
        later(r"^\s*(?:the )?([12][0-9]{2})0s\s*$"), "a decade is a range of years",
        instead.decade,
    ),
    (
        later(rf"^{_HEAD}([0-9]{{1,4}})\s*(?:BCE?|B\.C\.)\s*$", re.I), "no date here is before the year 1",
        lambda hit: (f'write "-{hit[1]}" as a number without a unit',),
    ),
    (
        later(rf"^\s*({NAMES})\.?\s+([0-9](?![0-9])|[0-9]{{1,2}}(?=st|nd|rd|th))(?:st|nd|rd|th)?\s*$", re.I),
        "which year is that?",
        lambda hit: (f'write the day with its year, as in "2025-{MONTH[hit[1].lower()]:02d}-{int(hit[2]):02d}"',),
    ),
    (
        later(r"^\s*(?:mon|tues|wednes|thurs|fri|satur|sun)day\s*$|^\s*(?:today|yesterday|tomorrow|now)\s*$", re.I),
        "which day is that?", lambda hit: ('write the day itself, as in "2025-01-31"',),
    ),
    (
        later(rf"^\s*({NUMBER})\s*(?:°|degrees?|deg)\s*$", re.I), "is that an angle or a temperature?",
        lambda hit: (f'write "{math.radians(float(hit[1])):.6g}" for an angle, in radians',
                     f'or "{hit[1]} °C" for a temperature'),
    ),
    (
        later(
            rf"^\s*(?:(?P<part>[QH][1-4])\s?FY\s?'?(?P<year>{YEAR}|[0-9]{{2}})|FY\s?'?(?P<year_>{YEAR}|[0-9]{{2}})\s?(?P<part_>[QH][1-4]))\s*$",
            re.I,
        ),
        "a fiscal year begins on another day in every company", instead.fiscal_part,
    ),
    (
        later(rf"\b(?:FY|fiscal(?: year)?)\s?'?({YEAR}|[0-9]{{2}})\s?[-–/]\s?(?:{YEAR}|[0-9]{{2}})\b", re.I),
        "a fiscal year begins on another day in every company", instead.fiscal_years,
    ),
    (
        later(rf"\b(?:FY|fiscal(?: year)?)\s?'?({YEAR}|[0-9]{{2}})\b", re.I),
        "a fiscal year begins on another day in every company", instead.fiscal,
    ),
    (
        later(rf"\b(early|mid|middle of|late|spring|summer|autumn|fall)[- ]?(?:of )?({YEAR})\b", re.I),
        "how early or late that is, is not said", instead.part_of_year,
    ),
    (
        later(r"\b([1-4])([QH])\s?'?([0-9]{4}|[0-9]{2})\b(?!\s*[a-z])"), "a part of a year stands behind its year",
        lambda hit: (f'write "{instead.year(hit[3])}-{hit[2]}{hit[1]}"',),
    ),
    (
        later(r"\b([QH])([1-4])\s?'?([0-9]{2})\b(?![0-9-])"), "a year has four digits",
        lambda hit: (f'write "{instead.year(hit[3])}-{hit[1]}{hit[2]}"',),
    ),
    (
        later(rf"(?<![-\w])({NAMES})\.?[- ]'?([0-9]{{2}})$", re.I), "is that a year or a day?",
        lambda hit: (f'write "{instead.year(hit[2])}-{MONTH[hit[1].lower()]:02d}" for the month',
                     f'or the day with its year, "2025-{MONTH[hit[1].lower()]:02d}-{hit[2]}"'),
    ),
    (
        later(r"\b([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})\b"), "a date is not written with slashes here",
        lambda hit: (f'write "{hit[1]}-{int(hit[2]):02d}-{int(hit[3]):02d}"',),
    ),
    (
        later(rf"^\s*({YEAR})/([0-9]{{2}}|{YEAR})\s*$"), "a month, a season of two years and a ratio look like this",
        instead.two_years,
    ),
    (
        later(rf"\b([0-9]{{1,2}})([/.-])([0-9]{{1,2}})\2({YEAR})\b|^\s*([0-9]{{1,2}})([/.-])([0-9]{{1,2}})\6([0-9]{{2}})\s*$"),
        "which of these is the month is not plain", instead.days,
    ),
    (
        later(r"^\s*([0-9]{1,4}):([0-5][0-9]):([0-5][0-9])\s*$|^\s*([0-9]{1,4}):([0-5][0-9])\s*h(?:ours?|rs?)?\s*$"),
        "a duration is written with its units", instead.lasting,
    ),
    (
        later(instead.COMPOUND), "beside anything else a duration is in one unit", instead.in_one_unit,
    ),
    (
        later(r"^\s*([0-9]{1,4}):([0-9]{1,4})\s*$"), "a time of day, a duration and a ratio look like this", instead.clock,
    ),
    (
        later(r"\b([0-9]+)(?:\s+|-)([0-9]+)/([1-9][0-9]*)(.*)$"), "a whole number and a fraction stand side by side",
        instead.mixed,
    ),
    (
        later(rf"^{_HEAD}({NUMBER})\s*/\s*({NUMBER}[kKMBT]?(?!\w)|{NUMBER})\s*((?!to\b|x\b)[^\W\d_].*|%.*)$"),
        "is that a part of one, or so many for each?", instead.slashed,
    ),
    (
        later(r"^(?P<sign>\s*[$€£]?)\((?P<inner>[^()]+)\)(?P<after>.*)$"), "brackets may mean a loss, or nothing",
        instead.brackets,
    ),
    (
        later(rf"\b({NUMBER})\s*dozens?\b(.*)$"), "dozens are not counted here",
        lambda hit: (f'write "{instead.times(hit[1], 12)}{hit[2]}"',),
    ),
    (
        later(rf"\b({NUMBER})\s*hundreds?\b(.*)$"), "hundreds are not counted here",
        lambda hit: (f'write "{instead.times(hit[1], 100)}{hit[2]}"',),
    ),
    (
        later(rf"({NUMBER})\s*({_CENTS_OF})[- ]cents?(?![A-Za-z])(.*)$", re.I), "money is written in its whole unit",
        lambda hit: (f'write "{instead.times(hit[1], Decimal("0.01"))} {_CENTS[hit[2].lower()]}{hit[3]}"',),
    ),
    (
        later(rf"({NUMBER})\s*per[- ]?mill?e?(?![A-Za-z])(.*)$", re.I), "a part in a thousand has a sign",
        lambda hit: (f'write "{hit[1]}‰{hit[2]}"',),
    ),
    (
        later(rf"({NUMBER})\s*(?:cents?|¢|ct|c(?=/|$))(?![A-Za-z])(.*)$"), "a cent may be of any currency",
        lambda hit: (f'write "{instead.times(hit[1], Decimal("0.01"))} USD{hit[2]}", or the currency it is',),
    ),
    (
        later(rf"^\s*[~≈]?\s*([-+]?{NUMBER}[kKMBT]?)\s*(?:±|\+/-|\+-)\s*({NUMBER})\s*%\s*$"),
        "is the error a part of the number, or are both in per cent?", instead.twofold,
    ),
    (
        later(rf"^\s*([-+]?{NUMBER})\s+\+\s*({NUMBER})\s*%?\s+[-−]\s*({NUMBER})\s*%\s*$"),
        "are the errors parts of the number, or is all of it in per cent?",
        lambda hit: (f'write "{hit[1]}% +{hit[2]}% -{hit[3]}%" if all is in per cent',
                     'else write the errors themselves, "10 +1 -2"'),
    ),
    (
        later(rf"\b({NUMBER})\s+(m|mm|MM)\s+({CURRENCIES})(?!\w)"), "millions or metres?",
        lambda hit: (f'write "{hit[1]} million {hit[3]}"', f'or "{hit[1]} {hit[2].lower()}·{hit[3]}" for a product'),
    ),
    (
        later(rf"\b({NUMBER})(m|mm|MM)\s+(?!to\b|(?:{CURRENCIES})(?!\w))([A-Za-z].*)$"), "millions or metres?",
        lambda hit: (f'write "{hit[1]} million {hit[3]}"', f'or "{hit[1]} {hit[2].lower()}" with nothing behind it'),
    ),
    (
        later(rf"^(?=.*(?:[$€£]|{CURRENCIES})).*?(?<![\w.$€£₹₩])(?<![A-Z]{{3}}\s)({NUMBER})(m|mm|MM)(?=\s+to\b|\s*(?:\.\.|±|$))"),
        "millions or metres?", lambda hit: ('write the currency with each of them, as in "$5m to $6m"',),
    ),
    (
        later(
            rf"(?<![\w.^])(?P<first>{NUMBER})\s*(?P<mark>to|\.\.|±)\s*(?P<second>{NUMBER})\s*[x×*·]\s*10\s*"
            r"(?:\^\s*\(?(?P<power>[-+]?[0-9]+)|(?P<raised>[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))"
        ),
        "does the power of ten hold for both numbers?", instead.power_of_both,
    ),
    (
        later(rf"([$€£]){NUMBER}t(?!\w)"), "is that a trillion?", lambda hit: (f'write "{hit[0][:-1]} trillion"',),
    ),
    (
        later(rf"([$€£]{NUMBER})\s([KMBT])(?!\w)"), "the scale is apart from its number",
        lambda hit: (f'write "{hit[1]}{hit[2]}"',),
    ),
    (
        later(rf"({NUMBER}(?:bn|mn|[kKMBTm])?)([€£₹₩])"), "the sign of a currency stands before its number",
        lambda hit: (f'write "{hit[2]}{hit[1]}"',),
    ),
    (
        later(r"(?<![\w.])[0-9]{1,3}(?:['’][0-9]{3})+"), "a number is written without marks between its digits",
        instead.grouped,
    ),
    (later(r"(?<=per )[0-9]{1,3}(?: [0-9]{3})+"), "a number is written without spaces", instead.grouped),
    (
        later(r"(?<![\w.,])([0-9]{1,3}(?:[. ][0-9]{3})+),([0-9]+)"), "a number has one mark in it, the decimal point",
        lambda hit: (f'write "{re.sub(r"[. ]", "", hit[1])}.{hit[2]}"',),
    ),
    (
        later(r"([0-9]*)\s?([½¼¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])(.*)$"), "a fraction is written with digits",
        instead.glyph,
    ),
    (
        later(rf"^\s*({_NUMBERS})(?![\w-])(.*)$", re.I), "a number is written with digits",
        instead.spoken,
    ),
    (later(rf"^\s*[x×]\s*({NUMBER})\s*$"), "a factor has its x behind it", lambda hit: (f'write "{hit[1]}x"',)),
    (
        later(rf"\b({NUMBER})\s*(?:-?fold|times)(?:\s+(?:increase|rise|growth|{_LARGER}))?\s*$"),
        "a factor is written with an x", lambda hit: (f'write "{hit[1]}x"',),
    ),
    (
        later(rf"^\s*({NUMBER})\s*(?:x|times)\s+{_SMALLER}\s*$"), "a factor is written with an x",
        lambda hit: (f'write "{instead.times("1", 1 / Decimal(hit[1])):.6}x"',) if Decimal(hit[1]) else (),
    ),
    (
        later(r"^\s*(?!.*(?:x|times)\s+\w+\s*$)(.*[0-9].*?)\s+(hourly|daily|weekly|monthly|quarterly)\s*$", re.I),
        "a rate is written with \"per\"",
        lambda hit: (f'write "{hit[1]} per {"day" if hit[2].lower() == "daily" else hit[2].lower()[:-2]}"',),
    ),
    (
        later(rf"^\s*({NUMBER})\s*parts?\s+per\s+(hundred|thousand|million|billion)\s*$"), "such parts have a sign",
        lambda hit: (f'write "{hit[1]}{_PARTS[hit[2]]}"',),
    ),
    (
        later(r"^\s*(?:the )?([1-9][0-9]?)(?:st|nd|rd|th)\s+century(?:\s+(?:CE|AD))?\s*$", re.I),
        "a century is a range of years",
        lambda hit: (f'write "{instead.named(f"{int(hit[1]) - 1:02}01")} to {instead.named(f"{int(hit[1]):02}00")}"',),
    ),
    (
        later(r"^\s*([0-9]{1,2})(?::([0-5][0-9]))?\s*([ap])\.?\s?m\.?\s*$", re.I), "no day says this hour",
        lambda hit: (f'write "{_hours(hit):.6g} hour" for how long after midnight that is',),
    ),
    (
        later(r"^\s*([0-9]+)(?:st|nd|rd|th)\s*$", re.I), "a place in an order is a number",
        lambda hit: (f'write "{hit[1]}"',),
    ),
    (
        later(r"^\s*(?:[Cc]irca\b|[Cc]a\b\.?|[Aa]pprox\b\.?|c\.|est\.)(?=\s*[0-9$€£])\s*(?P<rest>.*)$"),
        "about is written with a sign", instead.about,
    ),
    (
        later(rf"({NUMBER})\s*(?:σ|sigmas?)(?!\w)"), "a standard deviation has a size of its own",
        lambda hit: ('write the error itself, as in "10 ± 2 kg", which is one standard deviation',),
    ),
    (
        later(r"(.*[0-9%A-Za-z])\s+(?:p\.\s?a\.?|pa|annually|per annum|yearly)\s*$"), 
        "a rate is written with its unit of time",
        lambda hit: (f'write "{hit[1]} per year"',),
    ),
    (
        later(r"(.*[0-9])\s+an?\s+(year|month|week|day|hour|quarter)\s*$"), "a rate is written with \"per\"",
        lambda hit: (f'write "{hit[1]} per {hit[2]}"',),
    ),
    (
        later(r"^(.*[0-9].*?)\s+or\s+(more|less|fewer)\b(.*)$"), "a bound stands before its number",
        lambda hit: (f'write "{">=" if hit[2] == "more" else "<="} {hit[1]}{hit[3]}"',),
    ),
    (
        later(
            rf"^\s*(by|before|since|after|until)\s+((?:{YEAR}|(?:[0-9]{{1,2}}\s)?(?:{NAMES})|[QH][1-4])\b.*)$", re.I
        ),
        "a bound on a date has a sign",
        instead.bound_on_date,
    ),
    (
        later(r"^\s*(no|not)\s+(more|less|fewer)\s+than\s+(.*)$"), "a bound has a sign",
        lambda hit: (f'write "{"<=" if hit[2] == "more" else ">="} {hit[3]}"',),
    ),
)  # fmt: skip
