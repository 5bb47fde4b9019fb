"""Ways of writing that a value has not, put as it has them: each a pattern, and what to write for it."""

from __future__ import annotations

import math
import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from functools import cache

from whence.language.patterns import later
from whence.language.values.spoken import SPOKEN, worth

Hit = re.Match[str]
Rewrite = tuple[Callable[[], re.Pattern[str]], str | Callable[[Hit], str]]

_NUMBER = r"[-+−]?[0-9]+(?:[.,][0-9]+)*(?:[eE][-+]?[0-9]+)?(?:bn|mn|tn|[kKMBT](?![A-Za-z]))?"
_FRONT = r"[-+−]?(?:US|[AC])?[$€£]?"
_PERIOD = r"(?:[0-9.]+ )?(?:year|month|week|day|hour|quarter|decade|minute|second|yr|mo|min|hr|h|s)s?"
_DASH = r"[-–—−…~]|\.{3}"
_DATE = r"[12][0-9]{3}-(?:[0-9]{2}(?:-[0-9]{2})?|Q[1-4]|H[12])"
_EVERY = r"(?:every|each|per|in)"
_GROWN = (
    r"(?:gr[eo]w(?:s|n|ing|th)?(?: of| by)?|rose(?: by)?|rises?(?: by)?|increased?(?: by| of)?|up(?: by)?)"
)
_SHRUNK = r"(?:fell|falls?|dropp?(?:ed|s)?|declined?|decreased?|down|shr[aiu]nk)(?: by)?"
_MONTHS = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}"
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
_ADVERBS = {
    "hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "yearly": "year",
    "annually": "year",
}  # fmt: skip
_OFTEN = {"once": "1", "twice": "2", "thrice": "3"}
_MANY = {
    "dozens": "12", "hundreds": "100", "thousands": "1000", "millions": "1 million", "billions": "1 bn",
    "trillions": "1 trillion",
}  # fmt: skip


# Words that are no number of things, but a form of their own.
_PAIRS = frozenset(
    {
        "doubling",
        "halved",
        "doubles",
        "doubled",
        "tripled",
        "triples",
        "both",
        "no",
        "none",
        "once",
        "twice",
        "thrice",
    }
)


_WORDS = "|".join(sorted(SPOKEN - _PAIRS, key=len, reverse=True))
_ABOUT = r"approx(?:imately|\.)?|around|roughly|circa|nearly|almost|some|close to|ca?\.|est\.?|just (?:over|under)|~\s*about"
_LEAST = (
    r"\bor more|\bor above|\bor higher|\b(?:at )?min(?:imum)?\.?|\bat (?:the )?least|\bupwards?|\bonwards?"
)
_MOST = r"\bor less|\bor fewer|\bor below|\b(?:at )?max(?:imum)?\.?|\bat (?:the )?most|\btops"
_SIGMA = r"\b(?:s\.?d\.?|s\.?e\.?m?\.?|std\.?(?: dev\.?)?)\s*[=:]?"
_ENDS = rf"({_NUMBER})\s*(?:,|to|{_DASH})\s*({_NUMBER})"
_LEVEL = r"\s*(?:CI|CrI|interval)?\s*[:,]?\s*"


def _pattern(text: str, flags: int = re.IGNORECASE) -> Callable[[], re.Pattern[str]]:
    """A pattern that is compiled when it is first wanted, for most bases want none."""
    return cache(lambda: re.compile(text, flags))


# half a day is 0.5 day
_PART = later(r"\b(?:half|third|quarter|fifth|tenth)$", re.IGNORECASE)


def _half(hit: Hit) -> str:
    return f"{hit['year']}-{'H' if hit['part'] == 'half' else 'Q'}{_QUARTERS[hit['which'].lower()]}"


def _last_day(hit: Hit) -> str:
    """The last day that a month has, for one that it has not."""
    year, month = int(hit[1]), int(hit[2])
    return f"{year:04d}-{month:02d}-{monthrange(year, month)[1]}" if 1 <= month <= 12 and year else hit[0]


def _feet(hit: Hit) -> str:
    return f"{12 * int(hit[1]) + int(hit[2])} inch"


def _odds(hit: Hit) -> str:
    """Odds with an error that is a part of them, in per cent."""
    share = 100 * int(hit[1]) / int(hit[2])
    return f"{share:.6g}% ± {share * float(hit[3]) / 100:.6g}%"


def _power(hit: Hit) -> str:
    base, exponent = int(hit[1]), int(hit[2])
    small = not base or exponent * math.log10(base) < 300
    return f"{float(base**exponent):.12g}".replace("e+", "e") if small else hit[0]


def _quotient(hit: Hit) -> str:
    """A ratio of which one side is no whole number, as one number."""
    return f"{float(hit[1]) / float(hit[2]):.6g}" if float(hit[2]) else hit[0]


def spelled_out(text: str) -> str:
    """A text with its numbers in words put in digits: `half a million people` is `0.5 million people`."""
    for start, end, value in reversed(list(worth(text))):
        rest = re.sub(r"^ (?:of )?an? (?=[a-z])", " ", text[end:]) if _PART.search(text[:end]) else text[end:]
        text = f"{text[:start]}{_digits(value)}{rest}"
    return text


def _digits(value: float) -> str:
    for size, word in ((1e12, "trillion"), (1e9, "bn"), (1e6, "million")):
        if value >= size:
            return f"{value / size:.6g} {word}"
    return f"{value:.6g}"


def _joined(hit: Hit) -> str:
    """Thousands that are set apart, in one."""
    return re.sub(r"[^0-9]", "", hit[1])


def _crores(hit: Hit) -> str:
    size = 10 if hit["size"][0].lower() == "c" else 0.1
    return f"{'INR ' if hit['sign'] else ''}{float(hit['number']) * size:.6g} million{hit['after']}"


_SIZES = {
    "k": "thousand",
    "t": "thousand",
    "m": "million",
    "mio": "million",
    "mn": "million",
    "bn": "bn",
    "mrd": "bn",
    "b": "bn",
}
_CODES = {"€": "EUR", "$": "USD", "£": "GBP"}


def _money(hit: Hit) -> str:
    """A scale that touches a currency: 5 MEUR, 5 k€, TEUR 5."""
    code = _CODES.get(hit["code"], hit["code"].upper())
    return f"{hit['number']} {_SIZES[hit['scale'].lower().rstrip('.')]} {code}"


def _share_per(hit: Hit) -> str:
    """One of so many in a time: 1 in 1000 /year is 0.001/year."""
    below = float(hit["below"])
    return f"{float(hit['above']) / below:.12g}/{hit['unit']}" if below else hit[0]


# The order is that in which they are tried; each may be followed by others.
REWRITES: tuple[Rewrite, ...] = (
    # what stands around a value
    (_pattern(r"^(.*[^\s.])\s*[.,;:!–-]$"), r"\1"),
    (_pattern(r"^=\s*(?![<>=])"), ""),
    (_pattern(r"^(.*[0-9A-Za-z%])\s*[*†‡]+$"), r"\1"),
    (_pattern(r"^[a-z]\s*(?=[<>=≤≥])"), ""),
    (_pattern(rf"^\[\s*({_NUMBER})\s*\](?=\s|$)"), r"\1"),
    (_pattern(r"^(.*[0-9].*?)\s*\?+$"), r"~\1"),
    (_pattern(r"^([-+]?[0-9.]+[kKMBT]?)\s*-?ish\b(.*)$", 0), r"~\1\2"),
    (_pattern(r"^minus\s+(?=[0-9$€£])"), "-"),
    (_pattern(r"^plus\s+(?=[0-9$€£])"), ""),
    (_pattern(r"^(?:rank(?:ed)?|place|no\.?|nr\.?|number|#|№)\s*([0-9]+)$"), r"\1"),
    (_pattern(r"^[A-Za-z][A-Za-z ]{0,30}?\s*[=:]\s*(?=[-+−~<>$€£0-9])"), ""),
    (_pattern(r"^[∼〜～]\s*"), "~"),
    (_pattern(r"^(.*[0-9].*?)(?:\s*-?ish| or so|,? (?:approx|approximately|roughly|est|estimated|\(est\.?\))\.?)$"), r"~\1"),
    (_pattern(r"^\s*['\"“”](.*)['\"“”]\s*$"), r"\1"),
    # about, and bounds
    (
        _pattern(rf"^(?:{_ABOUT})\s+(?=\S)"),
        "~",
    ),
    (_pattern(r"^(?:=>|⩾)\s*"), ">= "),
    (_pattern(r"^(?:=<|⩽)\s*"), "<= "),
    (_pattern(r"^>>\s*"), "> "),
    (_pattern(r"^<<\s*"), "< "),
    (_pattern(r"^(?:over|above|exceeding|greater than|higher than|in excess of|upwards? of)\s+(?=\S)"), "> "),
    (_pattern(r"^(?:under|below|beneath|fewer than|lower than|smaller than)\s+(?=\S)"), "< "),
    (_pattern(r"^(?:(?:a )?min(?:imum)?\.?(?: of)?|no(?:t)? (?:less|fewer) than|from)\s+(?=[^a-z])"), ">= "),
    (
        _pattern(r"^(?:(?:a )?max(?:imum)?\.?(?: of)?|no(?:t)? more than|as (?:much|many|high|large) as|capped at)\s+(?=[^a-z])"),
        "<= ",
    ),
    (
        _pattern(rf"^(.*[0-9].*?)\s*(?:\+|{_LEAST})$"),
        r">= \1",
    ),
    (_pattern(rf"^(.*[0-9].*?)\s*(?:{_MOST})$"), r"<= \1"),
    (_pattern(rf"^({_NUMBER}.*?)\s+to\s+{_NUMBER}\+(.*)$"), r">= \1\2"),
    (_pattern(rf"^({_FRONT}{_NUMBER}(?: ?[A-Za-z%°/]+)?)\s+(?:less|lower|fewer|shorter|smaller|lighter|down)$"), r"-\1"),
    (_pattern(rf"^({_FRONT}{_NUMBER}(?: ?[A-Za-z%°/]+)?)\s+(?:more|higher|longer|larger|heavier|up)$"), r"\1"),
    (_pattern(rf"^({_NUMBER}\S*)\s*<=?\s*[a-z]\s*<=?\s*({_NUMBER}.*)$"), r"\1 .. \2"),
    (_pattern(r"^a couple(?: of)?\b(.*)$"), r"2\1"),
    (
        _pattern(r"^(dozens|hundreds|thousands|millions|billions|trillions)(?: of)?\b(.*)$"),
        lambda hit: f">= {_MANY[hit[1].lower()]}{hit[2]}",
    ),
    (
        _pattern(r"^tens of (thousands|millions|billions)(?: of)?\b(.*)$"),
        lambda hit: f">= 10 {hit[1][:-1].replace('billion', 'bn')}{hit[2]}",
    ),
    (
        _pattern(r"^([$€£]?10{1,3})s of (thousands|millions|billions)(?: of)?\b(.*)$"),
        lambda hit: f">= {hit[1]} {hit[2][:-1].replace('billion', 'bn')}{hit[3]}",
    ),
    (_pattern(r"^([$€£]?10{1,6})s(?: of)?\b(.*)$"), r">= \1\2"),
    # one of two, and ranges
    (_pattern(r"^either\s+(?=[-+0-9$€£])"), ""),
    (_pattern(rf"^({_DATE})\s*(?:{_DASH}|/)\s*({_DATE})$"), r"\1 to \2"),
    (_pattern(r"^(?:between|from)\s+(.*?\S)\s+(?:and|to|until|till)\s+(\S.*)$"), r"\1 to \2"),
    (
        _pattern(
            rf"^((?:{_FRONT}){_NUMBER}(?:\^[0-9]+)?(?!e[-−])[^\s0-9–—−…~-]*(?: [a-z%°/]+)?)"
            rf"\s*(?:{_DASH})\s*((?:{_FRONT}){_NUMBER}.*)$"
        ),
        r"\1 to \2",
    ),
    (_pattern(rf"^({_NUMBER}.*?)\s+(?:thru|through|until|till|up to)\s+({_FRONT}{_NUMBER}.*)$"), r"\1 to \2"),
    (_pattern(rf"^[\[(]\s*({_NUMBER})\s*[,;]\s*({_NUMBER})\s*[\])]\s*(.*)$"), r"\1 to \2 \3"),
    (_pattern(rf"^({_NUMBER}[^,]*),\s+({_NUMBER}[^,]*(?:,\s+{_NUMBER}[^,]*)*)$"), lambda hit: f"one_of({hit[1]}, {hit[2]})"),
    (_pattern(rf"^({_NUMBER})\s+(?:or|and)\s+({_NUMBER})\s*(.*)$"), r"one_of(\1, \2) \3"),
    (_pattern(rf"^({_NUMBER})\s*[;&|]\s*({_NUMBER})\s*(.*)$"), r"one_of(\1, \2) \3"),
    (_pattern(r"^(\S[^,]*?)(?:\s+or\s+|\s*[;&|]\s*)(\S[^,]*)$"), r"one_of(\1, \2)"),
    # errors and levels
    (_pattern(rf"^({_NUMBER}[^,(]*?)[,\s]*\(?\s*{_SIGMA}\s*([0-9.]+)\s*\)?\s*(.*)$"), r"\1 ± \2 \3"),
    (_pattern(rf"^(.*?\S)\s*[\[(]\s*{_ENDS}\s*[,;]\s*([0-9.]+ ?%)\s*(?:CI|CrI)?\s*[\])]\s*(.*)$"),
     r"\1 (\4 CI \2 to \3) \5"),
    (_pattern(rf"^(?:median:?\s*)?({_NUMBER})\s*([^(\[]*?)\s*[\[(]\s*IQR:?\s*{_ENDS}\s*[\])]\s*(.*)$"),
     r"quantiles(25%: \3, 50%: \1, 75%: \4) \2\5"),
    (_pattern(r"\s*(?:plus or minus|plus/minus|give or take|\+ ?/ ?[-−])\s*"), " ± "),
    (_pattern(r"^(.*?\S)\s*\(\s*(?:±|\+/?[-−])\s*([^()]*\S)\s*\)\s*(.*)$"), r"\1 ± \2 \3"),
    (_pattern(rf"^({_NUMBER})\^\{{?\+([0-9.]+)\}}?_\{{?[-−]([0-9.]+)\}}?\s*(.*)$"), r"\1 +\2 -\3 \4"),
    (_pattern(r"^(.*?\S)\s*[\[({^]*\s*\+\s*([0-9.]+)[}\s]*[/,_\s]+[{\s]*[-−]\s*([0-9.]+)\s*[})\]]+\s*(.*)$"), r"\1 +\2 -\3 \4"),
    (_pattern(rf"^({_NUMBER}\s*[^\s(]*)\s*\(\s*(?:s\.?d\.?|σ|sigma|std)\s*[=:]?\s*([0-9.]+)\s*\)\s*(.*)$"), r"\1 ± \2 \3"),
    (_pattern(rf"^mean:?\s*({_NUMBER})\s*[^\s0-9]*,?\s*(?:s\.?d\.?|σ|std):?\s*([0-9.]+)(.*)$"), r"\1 ± \2\3"),
    (_pattern(r"^(.*±.*?)\s*\(1 ?(?:σ|sd|sigma)\)$"), r"\1"),
    (_pattern(r"^([^\s]+)\s*±\s*([0-9.]+ ?%)\s+([a-z]\S*)$"), r"\1 \3 ± \2"),
    (_pattern(r"^n\(\s*([^(),]+),\s*([^(),]+)\)"), r"normal(\1, \2)"),
    (_pattern(r"^u\(\s*([^(),]+),\s*([^(),]+)\)"), r"uniform(\1, \2)"),
    (
        _pattern(r"^(normal|lognormal|uniform|triangular|pert|beta|gamma|poisson|binomial)\s*\("),
        lambda hit: f"{hit[1].lower()}(",
    ),
    (_pattern(rf"^(.*?\S)\s*[\[(]\s*([0-9.]+ ?%)?{_LEVEL}({_NUMBER})\s*(?:,|to|{_DASH})\s*({_NUMBER}[^\])]*)[\])]\s*(.*)$"),
     lambda hit: f"{hit[1]} ({hit[2] or '95%'} CI {hit[3]} to {hit[4].strip()}) {hit[5]}"),
    (_pattern(r"^(.*\S)\s*\(([0-9.]+ ?%) ?(?:CI|CrI|interval)?\)\s+([a-z%]\S*)$"), r"\1 \3 (\2 CI)"),
    (_pattern(r"^([0-9]{1,9}) (?:in|per|out of) ([1-9][0-9]{0,8}) ± ([0-9]{1,4}(?:\.[0-9]{1,4})?) ?%$"), _odds),
    # growth and how often
    (_pattern(rf"^{_GROWN}\s+({_NUMBER}\s*%)\s+in\s+(?:19|20)[0-9]{{2}}$"), r"\1 per year"),
    (_pattern(rf"^{_SHRUNK}\s+({_NUMBER}\s*%)\s+in\s+(?:19|20)[0-9]{{2}}$"), r"-\1 per year"),
    (_pattern(rf"^{_GROWN}\s+({_NUMBER}\s*%)(.*)$"), r"\1\2"),
    (_pattern(rf"^{_SHRUNK}\s+({_NUMBER}\s*%)(.*)$"), r"-\1\2"),
    (
        _pattern(rf"^({_NUMBER}\s*%)\s*(?:growth|CAGR|y/?o/?y|y/y|year[- ]on[- ]year|year[- ]over[- ]year)$"),
        r"\1 per year",
    ),
    (_pattern(rf"^({_NUMBER}\s*%)\s*(?:monthly|a month|m/?o?/?m)$"), r"\1 per month"),
    (_pattern(rf"^({_NUMBER}\s*%)\s*(?:quarterly|q/?o?/?q)$"), r"\1 per quarter"),
    (_pattern(rf"^({_NUMBER}\s*%)\s*(daily|weekly)$"), lambda hit: f"{hit[1]} per {_ADVERBS[hit[2].lower()]}"),
    (_pattern(rf"^(?:CAGR|growth)(?: of)?:?\s*({_NUMBER}\s*%)$"), r"\1 per year"),
    (_pattern(rf"^doubl(?:ing|es|ed)(?: time)?(?: of| in| every|:)?\s+({_NUMBER} ?.*)$"), r"doubling in \1"),
    (
        _pattern(rf"^(?:hal(?:ving|ves|ved)(?: time)?|half[- ]li(?:fe|ves))(?: of| in| every|:)?\s+({_NUMBER} ?.*)$"),
        r"halving in \1",
    ),
    (_pattern(rf"^x\s?({_NUMBER})"), r"\1x"),
    (_pattern(rf"^({_NUMBER}\s?x)\s+{_EVERY}\s+({_PERIOD})$"), r"\1 per \2"),
    (_pattern(rf"^({_NUMBER})(?: times)?\s*(?:/|an?\s|{_EVERY}\s)\s*({_PERIOD})$"), r"\1 per \2"),
    (
        _pattern(rf"^({_NUMBER})(?:\s?x| times)?\s+({'|'.join(_ADVERBS)})$"),
        lambda hit: f"{hit[1]} per {_ADVERBS[hit[2].lower()]}",
    ),
    (_pattern(rf"^({_NUMBER}\s?[^\s].*?)\s+(?:an?|{_EVERY})\s+({_PERIOD})$"), r"\1 per \2"),
    (
        _pattern(rf"^(once|twice|thrice)\s+(?:an?|{_EVERY})\s+({_PERIOD})$"),
        lambda hit: f"{_OFTEN[hit[1].lower()]} per {hit[2]}",
    ),
    (
        _pattern(rf"^(once|twice|thrice)\s+({'|'.join(_ADVERBS)})$"),
        lambda hit: f"{_OFTEN[hit[1].lower()]} per {_ADVERBS[hit[2].lower()]}",
    ),
    (_pattern(rf"^every other\s+({_PERIOD})$"), r"1 per 2 \1"),
    (_pattern(rf"^every\s+({_PERIOD})$"), r"1 per \1"),
    # parts
    (_pattern(r"^%\s?([0-9.]+)$"), r"\1%"),
    (_pattern(r"^([0-9.]+)\s*(?:pp|p\.\s?p\.?|percentage points?|%[- ]points?)(?![a-z])"), r"\1%"),
    (_pattern(r"^([0-9.]+)pc(?![a-z])"), r"\1%"),
    (_pattern(r"^([0-9]+)\s+of\s+([0-9]+)$"), r"\1 in \2"),
    (_pattern(r"^50\s*[-/]\s*50$"), "50%"),
    (_pattern(r"^pH\s*([0-9.]+)$|^([0-9.]+)\s*(?:pH|rad|radians?|sr)$"), lambda hit: hit[1] or hit[2]),
    # numbers
    (_pattern(r"(?<![0-9.])([0-9]{1,3}(?:\.[0-9]{3}){2,})(?![0-9.])"), lambda hit: hit[1].replace(".", "")),
    (_pattern(r"([0-9.]+)\s*[x×*·]\s*10\s([0-9]+)\b"), r"\1e\2"),
    (_pattern(r"^([0-9]{1,9})\s?(?:\^|\*\*)\s?([0-9]{1,3})$"), _power),
    (_pattern(r"^([0-9]{1,9}(?:\.[0-9]{1,9})?)\s*:\s*([0-9]{1,9}(?:\.[0-9]{1,9})?)$"), _quotient),
    (_pattern(r"^([0-9]{1,9}(?:\.[0-9]{1,9})?)?\s*[*·×]?\s*(?:pi|π)$"), lambda hit: f"{float(hit[1] or 1) * math.pi:.15g}"),
    (_pattern(r"^(?:sqrt|√)\s*\(?\s*([0-9]{1,9}(?:\.[0-9]{1,9})?)\s*\)?$"), lambda hit: f"{math.sqrt(float(hit[1])):.15g}"),
    (_pattern(r"(?<=[0-9])\s*grand\b"), " thousand"),
    (_pattern(r"^(?P<number>.*[0-9])\s*(?P<scale>k|m|bn)\s?(?P<code>EUR|USD|GBP|CHF|JPY|CNY|INR|[€$£])$"), _money),
    (_pattern(r"^(?P<above>[0-9.]{1,9}) (?:in|of) (?P<below>[0-9]{1,9})\s*(?:/|per\b)\s*(?P<unit>[A-Za-z].*)$"), _share_per),
    (_pattern(r"^([-−])\s*[-−]\s*(?=[0-9])"), ""),
    (_pattern(r"^(.*[0-9])\s*quadrillion\b(.*)$"), r"\1e15\2"),
    (_pattern(r"(?<=[0-9])\s*(?:milliard(?:s|en|er)?|mds?|mrds?)(?![A-Za-z])\.?"), " bn"),
    (_pattern(r"(?<=[0-9])\s*(?:milli?on(?:en|es|er|i|s)|miljoen(?:en)?)(?![A-Za-z])"), " million"),
    (_pattern(r"(?<=[0-9])\s*(?:tsd|tausend|tys|mille)(?![A-Za-z])\.?"), " thousand"),
    (_pattern(r"(?<=[0-9])\s*la[ck](?:hs?|s)?(?![A-Za-z])"), " lakh"),
    (_pattern(r"(?<=[0-9])\s*cr(?:s|ores?)?(?![A-Za-z])\.?"), " crore"),
    (_pattern(r"(?<=[0-9])\s+(?=e[-+]?[0-9]+\b)"), ""),
    (_pattern(r"(?<=[0-9]e)\s+(?=[-+]?[0-9])"), ""),
    (_pattern(r"(?<=[0-9])\s+10\s?\^\s?(?=[-+−]?[0-9])"), "e"),
    (_pattern(r"(?<=[0-9])\s?zł$"), " PLN"),
    (_pattern(r"(?<=[0-9])\s?元$"), " CNY"),
    (_pattern(r"(?<=[0-9])\s?S?Fr\.$"), " CHF"),
    (_pattern(r"^([0-9]{1,9}(?:\.[0-9]{1,9})?)\s*lakhs?\b(.*)$"), lambda hit: f"{float(hit[1]) * 1e5:.15g}{hit[2]}"),
    (
        _pattern(r"^(?P<sign>(?:₹|INR|Rs\.?)\s?)?(?P<number>[0-9]{1,9}(?:\.[0-9]{1,9})?)\s*(?P<size>crore|lakh)s?\b(?P<after>.*)$"),
        _crores,
    ),
    (_pattern(r"(?<![0-9.])([0-9]{1,3}(?:[ \u00a0\u202f\u2009'’][0-9]{3})+)(?![0-9])"), _joined),
    (_pattern(r"^([-+]?[0-9]{1,3}(?:\.[0-9]{1,9})?)\s*dB$"), lambda hit: f"{10 ** (float(hit[1]) / 10):.4g}x"),
    (_pattern(r"^([-+]?[0-9]{1,3}(?:\.[0-9]{1,9})?)\s*dBm$"), lambda hit: f"{10 ** (float(hit[1]) / 10):.4g} mW"),
    (_pattern(r"^([0-9.]+) ([kKMBTG])(\s.*)?$", 0), lambda hit: f"{hit[1]}{hit[2].replace('G', 'bn')}{hit[3] or ''}"),
    (_pattern(rf"\b(?:an? |one )?(?:{_WORDS})\b.*"), lambda hit: spelled_out(hit.string)[hit.start() :]),
    # money
    (_pattern(r"^Rs\.?\s*(?=[0-9])"), "INR "),
    (_pattern(r"^(R|NZ)\$\s*(?=[0-9])"), lambda hit: {"R": "BRL ", "NZ": "NZD "}[hit[1].upper()]),
    (_pattern(r"^([0-9.]+)\s*\$\s?US$|^([0-9.]+)\s*US\s?\$$"), lambda hit: f"{hit[1] or hit[2]} USD"),
    (_pattern(r"^([0-9]{1,9}(?:\.[0-9]{1,2})?)\s?p$", 0), lambda hit: f"{float(hit[1]) / 100:.6g} GBP"),
    (_pattern(r"^([0-9.]+),[-–—]\s*(?=[€£$]|[A-Z]{3}|$)"), r"\1 "),
    (
        _pattern(r"^(?P<number>[0-9.]+)\s?(?P<scale>k|m|mio\.?|mn|bn|mrd\.?|b|(?-i:T(?=EUR|USD|GBP|CHF)))\s?(?P<code>EUR|USD|GBP|CHF|[€$£])$"),
        _money,
    ),
    (_pattern(r"^(?P<scale>[kmt]|mio\.?|mn|bn|mrd\.?)(?P<code>EUR|USD|GBP|CHF)\s?(?P<number>[0-9.]+)$"), _money),
    (_pattern(r"^\$\s?US\s?(?=[0-9])"), "US$"),
    (_pattern(r"([$€£]\s?[0-9.]+)\s?(?:mil|mill|mils|mm)\b\.?"), r"\1 million"),
    (_pattern(r"^([0-9.]+)\s?(?:mil|mill)\b\.?\s+(?=[A-Z]{3})"), r"\1 million "),
    (_pattern(r"([$€£][0-9.]+)\s([kmbt])$"), lambda hit: hit[1] + {"k": "K", "b": "B"}.get(hit[2].lower(), hit[2].upper())),
    (_pattern(r"^([$€£])\s?([0-9.]+) to ([0-9.]+)\s?(?:m|mm)$"), r"\1\2 million to \1\3 million"),
    # temperatures
    (
        _pattern(r"^(.*[0-9])\s*(?:°\s*|deg(?:rees?|\.)?\s*)?(c|f)(?:elsius|ahrenheit)?$"),
        lambda hit: f"{hit[1]} °{hit[2].upper()}",
    ),
    # lengths
    (_pattern(r"^([0-9]+)\s*(?:'|’|′|ft|feet|foot)\s*([0-9]+)\s*(?:\"|”|″|''|in|inch(?:es)?)$"), _feet),
    (_pattern(r"^([0-9.]+)\s*(?:'|’|′)$"), r"\1 ft"),
    (_pattern(r"^([0-9.]+)\s*(?:\"|”|″|'')$"), r"\1 inch"),
    (
        _pattern(r"^([0-9]+) ?(?:years?|yrs?|y)[, ]+(?:and )?([0-9]+) ?(?:months?|mos?)$"),
        lambda hit: f"{12 * int(hit[1]) + int(hit[2])} month",
    ),
    (
        _pattern(r"^([0-9]+) ?(?:weeks?|wks?|w)[, ]+(?:and )?([0-9]+) ?(?:days?|d)$"),
        lambda hit: f"{7 * int(hit[1]) + int(hit[2])} day",
    ),
    (
        _pattern(r"^([0-9]+) ?(?:lbs?|pounds?)[, ]+(?:and )?([0-9]+) ?(?:oz|ounces?)$"),
        lambda hit: f"{int(hit[1]) + int(hit[2]) / 16:.6g} lb",
    ),
    # units
    (_pattern(r"(?<=[A-Za-zµ])[ ·*]([A-Za-zµ]+)\^?[-−]1(?![0-9])", 0), r"/\1"),
    (_pattern(r"(?<=[A-Za-zµ])[ ·*]([A-Za-zµ]+)\^?[-−]([2-9])(?![0-9])", 0), r"/\1^\2"),
    (_pattern(r"^(.*[0-9].*?)\s+(?:t|tonnes?|tons?)\s+(?:of )?CO2e?$"), r"\1 tCO2e"),
    # dates
    (_pattern(rf"^((?:{_MONTHS})\.? [0-9]{{4}}) ?[-–—] ?((?:{_MONTHS})\.? [0-9]{{4}})$"), r"\1 to \2"),
    (_pattern(r"^([QH])([1-4])\s?(?:to|[-–—])\s?[QH]([1-4])[ -]?([0-9]{4})$"), r"\4-\1\2 to \4-\1\3"),
    (_pattern(rf"^({_MONTHS})\.?\s?(?:to|[-–—])\s?({_MONTHS})\.?,? ([0-9]{{4}})$"), r"\1 \3 to \2 \3"),
    (_pattern(r"^([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9]{1,2}:.*$"), r"\1"),
    (
        _pattern(r"^(?:the )?(?P<which>first|second|third|fourth|last) (?P<part>half|quarter) (?:of )?(?P<year>[0-9]{4})$"),
        _half,
    ),
    (_pattern(r"^(?:the )?([0-9]{3})0s$"), r"\g<1>0 to \g<1>9"),
    (_pattern(r"^([0-9]{2})([0-9]{2})\s?[-–—]\s?([0-9]{2})(?: season)?$"), r"\1\2 to \1\3"),
    (_pattern(r"^([0-9]{4})\s?[-–—]\s?([0-9]{4})$"), r"\1 to \2"),
    (_pattern(r"^([0-9]{4})-([0-9]{2})-[0-9]{2}$"), _last_day),
    (_pattern(r"^([0-9]{4})-(?:1[3-9]|[2-9][0-9]|00)$"), r"\1-12"),
    (_pattern(r"^(?:AD |CE )?([0-9]{1,4}) (?:AD|CE)$"), r"year \1"),
)  # fmt: skip


def rewritten(text: str) -> Iterator[str]:
    """What a text comes to by each of the rewrites that changes it."""
    for pattern, how in REWRITES:
        found = " ".join(pattern().sub(how, text, count=1).split())
        if found and found != text:
            yield found
