"""Spellings that may mean two things: refused, with what to write for each of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from whence.language.problems import visible
from whence.language.units.table import MONEY
from whence.language.values.anatomy import refuse
from whence.language.values.numerals import MONTHS

NUMBER = r"[0-9]+(?:\.[0-9]+)?"
YEAR = r"(?:19|20)[0-9]{2}"
MONTH = {name[:size].lower(): n for n, name in enumerate(MONTHS, 1) for size in (3, len(name))} | {"sept": 9}
NAMES = "|".join(sorted(MONTH, key=len, reverse=True))
RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
CURRENCIES = "|".join(re.escape(word) for code, _, others in MONEY for word in (code, *others.split()))

_HEAD = r"\s*(?:(?:[-+~≈<>=≥≤]|at least|at most|more than|less than|up to|about)\s*)*"

Hit = re.Match[str]

_HALVES = {"half": "0.5", "a half": "0.5", "one half": "0.5", "a third": "1/3", "one third": "1/3", "two thirds": "2/3",
           "a quarter": "0.25", "three quarters": "0.75", "a dozen": "12", "a hundred": "100", "a thousand": "1000",
           "a million": "1 million", "a billion": "1 billion", "double": "2x", "twice": "2x", "twofold": "2x",
           "triple": "3x", "threefold": "3x", "tenfold": "10x"}  # fmt: skip
_ONES = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_SPOKEN = {word: str(n) for n, word in enumerate(_ONES)} | _HALVES
_WORDS = "|".join(sorted(_SPOKEN, key=len, reverse=True))
_GLYPHS = {"½": (1, 2), "¼": (1, 4), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3)}
_SEASONS = {"spring": ("03", "05"), "summer": ("06", "08"), "autumn": ("09", "11"), "fall": ("09", "11"),
            "early": ("01", "04"), "late": ("09", "12")}  # fmt: skip
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
_DATE_BOUNDS = {"by": "<=", "until": "<=", "before": "<", "since": ">=", "after": ">"}


def not_plain(text: str) -> None:
    """Raises `Refused` for a spelling that is not plain, over the part that is not."""
    for pattern, why, how in _NOT_PLAIN:
        if hit := pattern.search(text):
            said = f'"{visible(hit[0].strip()[:60])}": {why}'
            raise refuse(said, hit.start(), hit.end(), *map(visible, how(hit)))


def _year(text: str) -> int:
    year = int(text)
    return year if year > 99 else 2000 + year


def _odds(hit: Hit) -> tuple[str, ...]:
    """`1 in 2000` is one of so many; with another number before it, it may be a figure of that year as well."""
    odds = re.sub(NUMBER, lambda each: _chance(each[0], hit[2]), hit[1])
    figure = f'"{hit[1]}" with `as_of: {hit[2]}`'
    numbers = re.findall(NUMBER, hit[1])
    if any(Decimal(each) > Decimal(hit[2]) for each in numbers):
        return (f"write {figure}",)
    return (f'write "{odds}" for the odds', *([] if numbers == ["1"] else [f"or {figure} if that is a year"]))


def _chance(above: str, below: str) -> str:
    """A share in per cent where that is a short number, else as the fraction that it is."""
    percent = 100 * Decimal(above) / Decimal(below)
    short = percent.quantize(Decimal("1e-6"))
    return f"{short.normalize():f}%" if short == percent else f"{above}/{below}"


def _fiscal(hit: Hit) -> tuple[str, ...]:
    year = _year(hit[1])
    return (
        f'write its first and last month, such as "{year - 1}-10 .. {year}-09"',
        f'or "{year}" if it is the calendar year',
    )


def _part_of_year(hit: Hit) -> tuple[str, ...]:
    first, last = _SEASONS.get(hit[1].lower(), ("05", "08"))
    return (f'write a range, such as "{hit[2]}-{first} to {hit[2]}-{last}"',)


def _two_years(hit: Hit) -> tuple[str, ...]:
    first, second = hit[1], hit[2]
    month = "01" <= second <= "12" and len(second) == 2
    dates = f"{first}-{second}" if month else f"{first} to {first[: 4 - len(second)]}{second}"
    return (f'write "{dates}" for a date', f'or "{first}.0/{second}" for a ratio')


def _spoken(hit: Hit) -> tuple[str, ...]:
    number, rest = _SPOKEN[hit[1].lower()], hit[2]
    if rest.strip() and "/" in number:
        number = _ratio(*number.split("/"))
    return (f'write "{number}{rest}"',)


def _glyph(hit: Hit) -> tuple[str, ...]:
    above, below = _GLYPHS[hit[2]]
    number = _ratio(str(int(hit[1] or 0) * below + above), str(below))
    return (f'write "{number}{hit[3]}"',)


def _bound_on_date(hit: Hit) -> tuple[str, ...]:
    return (f'write "{_DATE_BOUNDS[hit[1].lower()]} {hit[2]}"',)


def _days(hit: Hit) -> tuple[str, ...]:
    orders = dict.fromkeys(((hit[1], hit[2]), (hit[2], hit[1])))
    return tuple(
        f'write "{hit[3]}-{int(month):02d}-{int(day):02d}"' for day, month in orders if 1 <= int(month) <= 12
    )


def _slashed(hit: Hit) -> tuple[str, ...]:
    """`1/2 kg` is half a kilogram to some, and one for every two to others."""
    above, below, what = hit[1], hit[2].strip(), hit[3].strip()
    if below[-1].isalpha():
        return (f'write "{above} per {below} {what}"',)
    return (f'write "{_ratio(above, below)} {what}" for that part of one', f'or "{above} per {below} {what}"')


def _ratio(above: str, below: str) -> str:
    if not Decimal(below):
        return above
    return f"{(Decimal(above) / Decimal(below)).quantize(Decimal('1e-4')).normalize():f}"


def _brackets(hit: Hit) -> tuple[str, ...]:
    sign, inner, after = hit["sign"] or "", hit["inner"].strip(), hit["after"]
    if re.match(r"\s*(?:[x×*·]\s*10|[eE][-+0-9])", after):
        return ('write the power with both numbers, as in "5.0e6 ± 0.1e6 kg"',)
    if not re.fullmatch(r"[^±]*[0-9][^±]*", inner) or re.search(r"\bto\b|\.\.", inner):
        if after.strip() == "%":
            inner, after = re.sub(r"([0-9.]+)", r"\1%", inner), ""
        return (f'write "{sign}{inner}{after}"',)
    return (f'write "-{sign}{inner}{after}" for a loss', f'or "{sign}{inner}{after}"')


def _twofold(hit: Hit) -> tuple[str, ...]:
    number, error = hit[1], hit[2]
    scale = number.lstrip("+-0123456789.")
    digits = number.removesuffix(scale)
    part = f"{abs(Decimal(digits) * Decimal(error) / 100).normalize():f}{scale}"
    both = f"{digits}% ± {error}%" if not scale else ""
    return (
        f'write "{number} ± {part}" for {error} % of it',
        *([f'or "{both}" if both are in per cent'] if both else []),
    )


def _power_of_both(hit: Hit) -> tuple[str, ...]:
    power = "e" + (hit["power"] or hit["raised"].translate(RAISED))
    return (
        f'write the power with both, as in "{hit["first"]}{power} {hit["mark"]} {hit["second"]}{power}"',
        f'or the first with a power of its own, "{hit["first"]}e0", if it has none',
    )


def _times(number: str, factor: int | Decimal) -> str:
    return f"{(Decimal(number) * factor).normalize():f}"


def _clock(hit: Hit) -> tuple[str, ...]:
    first, second = int(hit[1]), int(hit[2])
    if second > 59 or len(hit[2]) != 2:
        return (f'write "{first}/{second}" for a ratio',)
    return (
        f'write "{first}h{second}m" or "{first}m{second}s" for a time',
        f'or "{first}/{second}" for a ratio',
    )


def _mixed(hit: Hit) -> tuple[str, ...]:
    whole, above, below = (Decimal(each) for each in hit.groups()[:3])
    return (f'write "{_times(str(whole + Decimal(_ratio(str(above), str(below)))), 1)}{hit[4]}"',)


def _grouped(hit: Hit) -> tuple[str, ...]:
    return (f'write "{re.sub(r"[^0-9.]", "", hit[0])}"',)


def _pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile(text, flags)


# what is not plain: a pattern, why it is not read, and what to write
_NOT_PLAIN: tuple[tuple[re.Pattern[str], str, Callable[[Hit], tuple[str, ...]]], ...] = (
    (
        _pattern(rf"^((?:{_HEAD}){NUMBER}(?:\s*(?:to|\.\.|±)\s*{NUMBER})?)\s+in\s+({YEAR})\s*$"),
        "odds and a figure of that year look like this", _odds,
    ),
    (
        _pattern(rf"^(.*[^\s])\s+in\s+({YEAR})\s*$"), "the year that a figure speaks of has a field of its own",
        lambda hit: (f'write "{hit[1]}" with `as_of: {hit[2]}`',),
    ),
    (
        _pattern(rf"\b(?:early|mid|middle|late|end|start|beginning)[- ](?:of\s+)?(?:{NAMES}|[QH][1-4])\b", re.I),
        "which day that is, is not said", lambda hit: ('write the day or the month, as in "2025-03-31" or "2025-03"',),
    ),
    (
        _pattern(r"\b(A|AU|C|CA|S|HK)\$\s*([0-9].*)$"), "the sign is that of several currencies",
        lambda hit: (f'write "{_DOLLARS[hit[1]]} {hit[2]}"',),
    ),
    (
        _pattern(rf"^{_HEAD}({NUMBER})\s+(m|mn|bn|[kKMB])([€£])(?!\w)"), "the sign of a currency stands before its number",
        lambda hit: (f'write "{hit[3]}{hit[1]} {_WORD_OF[hit[2]]}"',),
    ),
    (
        _pattern(rf"^{_HEAD}({NUMBER})\s*({CURRENCIES})\s?(m|mn|bn|million|billion|thousand)(?!\w)"),
        "the scale stands behind its number", lambda hit: (f'write "{hit[1]} {_WORD_OF.get(hit[3], hit[3])} {hit[2]}"',),
    ),
    (
        _pattern(rf"^\s*\+\s*({NUMBER})\s*(°[CF])"), "is that a temperature or a difference?",
        lambda hit: (f'write "{hit[1]} {hit[2]}" for a temperature', "or the difference in K"),
    ),
    (
        _pattern(rf"({NUMBER})\s*(?:pence|penn(?:y|ies))(?![A-Za-z])(.*)$"), "money is written in its whole unit",
        lambda hit: (f'write "{_times(hit[1], Decimal("0.01"))} GBP{hit[2]}", or the currency it is',),
    ),
    (
        _pattern(rf"\b(?:FY|fiscal(?: year)?)\s?'?({YEAR}|[0-9]{{2}})\b", re.I),
        "a fiscal year begins on another day in every company", _fiscal,
    ),
    (
        _pattern(rf"\b(early|mid|middle of|late|spring|summer|autumn|fall)[- ]?(?:of )?({YEAR})\b", re.I),
        "how early or late that is, is not said", _part_of_year,
    ),
    (
        _pattern(r"\b([1-4])([QH])\s?'?([0-9]{4}|[0-9]{2})\b(?!\s*[a-z])"), "a part of a year stands behind its year",
        lambda hit: (f'write "{_year(hit[3])}-{hit[2]}{hit[1]}"',),
    ),
    (
        _pattern(r"\b([QH])([1-4])\s?'?([0-9]{2})\b(?![0-9-])"), "a year has four digits",
        lambda hit: (f'write "{_year(hit[3])}-{hit[1]}{hit[2]}"',),
    ),
    (
        _pattern(rf"(?<![-\w])({NAMES})\.?[- ]'?([0-9]{{2}})$", re.I), "is that a year or a day?",
        lambda hit: (f'write "{_year(hit[2])}-{MONTH[hit[1].lower()]:02d}" for the month',
                     f'or the day with its year, "2025-{MONTH[hit[1].lower()]:02d}-{hit[2]}"'),
    ),
    (
        _pattern(r"\b([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})\b"), "a date is not written with slashes here",
        lambda hit: (f'write "{hit[1]}-{int(hit[2]):02d}-{int(hit[3]):02d}"',),
    ),
    (
        _pattern(rf"^\s*({YEAR})/([0-9]{{2}}|{YEAR})\s*$"), "a month, a season of two years and a ratio look like this",
        _two_years,
    ),
    (
        _pattern(r"\b([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})\b"), "which of these is the month is not plain", _days,
    ),
    (
        _pattern(r"^\s*([0-9]{1,4}):([0-9]{1,4})\s*$"), "a time of day, a duration and a ratio look like this", _clock,
    ),
    (
        _pattern(r"\b([0-9]+)\s+([0-9]+)/([1-9][0-9]*)(.*)$"), "a whole number and a fraction stand side by side", _mixed,
    ),
    (
        _pattern(rf"^{_HEAD}({NUMBER})\s*/\s*({NUMBER}[kKMBT]?(?!\w)|{NUMBER})\s*((?!to\b|x\b)[^\W\d_].*|%.*)$"),
        "is that a part of one, or so many for each?", _slashed,
    ),
    (
        _pattern(r"^(?P<sign>\s*[$€£]?)\((?P<inner>[^()]+)\)(?P<after>.*)$"), "brackets may mean a loss, or nothing", _brackets,
    ),
    (
        _pattern(rf"\b({NUMBER})\s*dozens?\b(.*)$"), "dozens are not counted here",
        lambda hit: (f'write "{_times(hit[1], 12)}{hit[2]}"',),
    ),
    (
        _pattern(rf"\b({NUMBER})\s*hundreds?\b(.*)$"), "hundreds are not counted here",
        lambda hit: (f'write "{_times(hit[1], 100)}{hit[2]}"',),
    ),
    (
        _pattern(rf"({NUMBER})\s*({_CENTS_OF})[- ]cents?(?![A-Za-z])(.*)$", re.I), "money is written in its whole unit",
        lambda hit: (f'write "{_times(hit[1], Decimal("0.01"))} {_CENTS[hit[2].lower()]}{hit[3]}"',),
    ),
    (
        _pattern(rf"({NUMBER})\s*per[- ]?mill?e?(?![A-Za-z])(.*)$", re.I), "a part in a thousand has a sign",
        lambda hit: (f'write "{hit[1]}‰{hit[2]}"',),
    ),
    (
        _pattern(rf"({NUMBER})\s*(?:cents?|¢|ct|c(?=/|$))(?![A-Za-z])(.*)$"), "a cent may be of any currency",
        lambda hit: (f'write "{_times(hit[1], Decimal("0.01"))} USD{hit[2]}", or the currency it is',),
    ),
    (
        _pattern(rf"^\s*[~≈]?\s*([-+]?{NUMBER}[kKMBT]?)\s*(?:±|\+/-|\+-)\s*({NUMBER})\s*%\s*$"),
        "is the error a part of the number, or are both in per cent?", _twofold,
    ),
    (
        _pattern(rf"^\s*([-+]?{NUMBER})\s+\+\s*({NUMBER})\s*%?\s+[-−]\s*({NUMBER})\s*%\s*$"),
        "are the errors parts of the number, or is all of it in per cent?",
        lambda hit: (f'write "{hit[1]}% +{hit[2]}% -{hit[3]}%" if all is in per cent',
                     'else write the errors themselves, "10 +1 -2"'),
    ),
    (
        _pattern(rf"\b({NUMBER})\s+(m|mm|MM)\s+({CURRENCIES})(?!\w)"), "millions or metres?",
        lambda hit: (f'write "{hit[1]} million {hit[3]}"', f'or "{hit[1]} {hit[2].lower()}·{hit[3]}" for a product'),
    ),
    (
        _pattern(rf"\b({NUMBER})(m|mm|MM)\s+(?!to\b|(?:{CURRENCIES})(?!\w))([A-Za-z].*)$"), "millions or metres?",
        lambda hit: (f'write "{hit[1]} million {hit[3]}"', f'or "{hit[1]} {hit[2].lower()}" with nothing behind it'),
    ),
    (
        _pattern(rf"^(?=.*(?:[$€£]|{CURRENCIES})).*?(?<![\w.$€£₹₩])(?<![A-Z]{{3}}\s)({NUMBER})(m|mm|MM)(?=\s+to\b|\s*(?:\.\.|±|$))"),
        "millions or metres?", lambda hit: ('write the currency with each of them, as in "$5m to $6m"',),
    ),
    (
        _pattern(
            rf"(?<![\w.^])(?P<first>{NUMBER})\s*(?P<mark>to|\.\.|±)\s*(?P<second>{NUMBER})\s*[x×*·]\s*10\s*"
            r"(?:\^\s*\(?(?P<power>[-+]?[0-9]+)|(?P<raised>[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))"
        ),
        "does the power of ten hold for both numbers?", _power_of_both,
    ),
    (
        _pattern(rf"([$€£]){NUMBER}t(?!\w)"), "is that a trillion?", lambda hit: (f'write "{hit[0][:-1]} trillion"',),
    ),
    (
        _pattern(rf"([$€£]{NUMBER})\s([KMBT])(?!\w)"), "the scale is apart from its number",
        lambda hit: (f'write "{hit[1]}{hit[2]}"',),
    ),
    (
        _pattern(rf"({NUMBER}(?:bn|mn|[kKMBT])?)([€£₹₩])"), "the sign of a currency stands before its number",
        lambda hit: (f'write "{hit[2]}{hit[1]}"',),
    ),
    (_pattern(r"(?<![\w.])[0-9]{1,3}(?:['’][0-9]{3})+"), "a number is written without marks between its digits", _grouped),
    (_pattern(r"(?<=per )[0-9]{1,3}(?: [0-9]{3})+"), "a number is written without spaces", _grouped),
    (
        _pattern(r"(?<![\w.,])([0-9]{1,3}(?:[. ][0-9]{3})+),([0-9]+)"), "a number has one mark in it, the decimal point",
        lambda hit: (f'write "{re.sub(r"[. ]", "", hit[1])}.{hit[2]}"',),
    ),
    (
        _pattern(r"([0-9]*)([½¼¾⅓⅔])(.*)$"), "a fraction is written with digits",
        _glyph,
    ),
    (
        _pattern(rf"^\s*({_WORDS})(?![\w-])(.*)$", re.I), "a number is written with digits",
        _spoken,
    ),
    (_pattern(rf"^\s*[x×]\s*({NUMBER})\s*$"), "a factor has its x behind it", lambda hit: (f'write "{hit[1]}x"',)),
    (_pattern(rf"\b({NUMBER})\s*(?:-?fold|times)\s*$"), "a factor is written with an x", lambda hit: (f'write "{hit[1]}x"',)),
    (
        _pattern(r"^\s*(?:[Cc]a\b\.?|[Aa]pprox\b\.?|c\.|est\.)(?=\s*[0-9$€£])\s*(.*)$"), "about is written with a sign",
        lambda hit: (f'write "~{hit[1]}"',),
    ),
    (
        _pattern(rf"({NUMBER})\s*(?:σ|sigmas?)(?!\w)"), "a standard deviation has a size of its own",
        lambda hit: ('write the error itself, as in "10 ± 2 kg", which is one standard deviation',),
    ),
    (
        _pattern(r"(.*[0-9%A-Za-z])\s+(?:p\.\s?a\.?|pa|annually|per annum|yearly)\s*$"), 
        "a rate is written with its unit of time",
        lambda hit: (f'write "{hit[1]} per year"',),
    ),
    (
        _pattern(r"(.*[0-9])\s+an?\s+(year|month|week|day|hour|quarter)\s*$"), "a rate is written with \"per\"",
        lambda hit: (f'write "{hit[1]} per {hit[2]}"',),
    ),
    (
        _pattern(r"^(.*[0-9].*?)\s+or\s+(more|less|fewer)\b(.*)$"), "a bound stands before its number",
        lambda hit: (f'write "{">=" if hit[2] == "more" else "<="} {hit[1]}{hit[3]}"',),
    ),
    (
        _pattern(
            rf"^\s*(by|before|since|after|until)\s+((?:{YEAR}|(?:[0-9]{{1,2}}\s)?(?:{NAMES})|[QH][1-4])\b.*)$", re.I
        ),
        "a bound on a date has a sign",
        _bound_on_date,
    ),
    (
        _pattern(r"^\s*(no|not)\s+(more|less|fewer)\s+than\s+(.*)$"), "a bound has a sign",
        lambda hit: (f'write "{"<=" if hit[2] == "more" else ">="} {hit[3]}"',),
    ),
)  # fmt: skip
