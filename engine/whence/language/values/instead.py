"""What to write instead of a spelling that may mean two things: a hint for each of them, from what was hit."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, localcontext

from whence.language.values.numerals import WORDS, YEARS

Hit = re.Match[str]
NUMBER = r"[0-9]+(?:\.[0-9]+)?"
RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
_HALVES = {"half": "0.5", "a half": "0.5", "one half": "0.5", "a third": "1/3", "one third": "1/3", "two thirds": "2/3",
           "a quarter": "0.25", "three quarters": "0.75", "a dozen": "12", "a hundred": "100", "a thousand": "1000",
           "a million": "1 million", "a billion": "1 billion", "double": "2x", "twice": "2x", "twofold": "2x",
           "triple": "3x", "threefold": "3x", "tenfold": "10x"}  # fmt: skip
SPOKEN = {word: str(n) for n, word in enumerate(WORDS)} | _HALVES
_GLYPHS = {"½": (1, 2), "¼": (1, 4), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5), "⅘": (4, 5),
           "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8)}  # fmt: skip
_SEASONS = {"spring": ("03", "05"), "summer": ("06", "08"), "autumn": ("09", "11"), "fall": ("09", "11"),
            "early": ("01", "04"), "late": ("09", "12")}  # fmt: skip
_DATE_BOUNDS = {"by": "<=", "until": "<=", "before": "<", "since": ">=", "after": ">"}


def year(text: str) -> int:
    """The year of four digits; of two, one of this century."""
    number = int(text)
    return number if number > 99 else 2000 + number


def named(text: str) -> str:
    """Four digits as a date: with the word before them where they alone would be a number."""
    return text if int(text) in YEARS else f"year {text}"


def about(hit: Hit) -> tuple[str, ...]:
    """A number with the sign of about; four digits and nothing else behind `circa` are a year."""
    rest = hit["rest"].strip()
    return (f'write "~{named(rest) if re.fullmatch("[0-9]{4}", rest) else rest}"',)


def decade(hit: Hit) -> tuple[str, ...]:
    """The first and the last year of a decade."""
    return (f'write "{named(f"{hit[1]}0")} to {named(f"{hit[1]}9")}"',)


def odds(hit: Hit) -> tuple[str, ...]:
    """`1 in 2000` is one of so many; with another number before it, it may be a figure of that year as well."""
    chance = re.sub(NUMBER, lambda each: _chance(each[0], hit[2]), hit[1])
    figure = f'"{hit[1]}" with `as_of: {hit[2]}`'
    numbers = re.findall(NUMBER, hit[1])
    if any(Decimal(each) > Decimal(hit[2]) for each in numbers):
        return (f"write {figure}",)
    return (
        f'write "{chance}" for the odds',
        *([] if numbers == ["1"] else [f"or {figure} if that is a year"]),
    )


def warm_or_warmer(hit: Hit) -> tuple[str, ...]:
    """`+5 °C`: how warm, or how much warmer; one degree Celsius of difference is a kelvin, one Fahrenheit 5/9 of one."""
    difference = hit[1] if hit[2] == "°C" else f"{float(hit[1]) / 1.8:.4g}"
    return f'write "{hit[1]} {hit[2]}" for a temperature', f'or "{difference} K" for a difference'


def _chance(above: str, below: str) -> str:
    """A share in per cent where that is a short number, else as the fraction that it is."""
    percent = 100 * Decimal(above) / Decimal(below)
    short = percent.quantize(Decimal("1e-6"))
    return f"{short.normalize():f}%" if short == percent else f"{above}/{below}"


def fiscal(hit: Hit) -> tuple[str, ...]:
    """The months of a fiscal year, of which nobody says when it begins."""
    last = year(hit[1])
    return (
        f'write its first and last month, such as "{last - 1}-10 .. {last}-09"',
        f'or "{last}" if it is the calendar year',
    )


def fiscal_part(hit: Hit) -> tuple[str, ...]:
    """A quarter or half of a fiscal year."""
    part, which = (hit["part"] or hit["part_"]).upper(), year(hit["year"] or hit["year_"])
    return (
        'write its first and last month, such as "2024-10 .. 2024-12"',
        f'or "{which}-{part}" if the fiscal year is that of the calendar',
    )


def fiscal_years(hit: Hit) -> tuple[str, ...]:
    """A fiscal year that is named for both years in which it lies."""
    first = year(hit[1])
    return (f'write its first and last month, such as "{first}-04 .. {first + 1}-03"',)


def lately(hit: Hit) -> tuple[str, ...]:
    """A time that is counted from today: how long it is, and its days."""
    long = (hit["long"] or "").strip()
    length = (f'write "{long if long[:1].isdigit() else f"1 {long}"}" for how long it is',) if long else ()
    days = "its first and last day, such as" if length else "the first and last day, such as"
    return (*length, f'{"or" if length else "write"} {days} "2024-07-01 .. 2025-06-30"')


def week(hit: Hit) -> tuple[str, ...]:
    """The first and the last day of a week that is told by its number."""
    try:
        first, last = (date.fromisocalendar(int(hit[1]), int(hit[2]), day) for day in (1, 7))
    except ValueError:
        return ()
    return (f'write "{first} .. {last}"',)


def thousands(hit: Hit) -> tuple[str, ...]:
    """`T€` is a thousand to an accountant, and a trillion to who writes `M€`."""
    amount = f"{hit[2] or hit[3]}{hit[1] or hit[4]}"
    return (f'write "{amount} thousand"', f'or "{amount} trillion"')


def more(hit: Hit) -> tuple[str, ...]:
    """`50% more`: by how much more, or how many times as much."""
    percent = Decimal(hit[1] or f"-{hit[3]}")
    factor = (1 + percent / 100).normalize()
    return (f'write "{percent}%" for the difference', f'or "{factor:f}x" for the factor')


def aside(hit: Hit) -> tuple[str, ...]:
    """A number and another one in brackets: its year, its error, or the same in other units."""
    value, inner, after = hit["value"], hit["inner"], hit["after"]
    if re.fullmatch(r"(?:19|20)[0-9]{2}", inner):
        return (f'write "{value}{after}" with `as_of: {inner}`',)
    if re.fullmatch(NUMBER, inner):
        number, _, unit = value.partition(" ")
        percent = "%" if after.strip() == "%" else ""
        error = " ".join(f"{number}{percent} ± {inner} {unit}{after}".replace(" %", "%").split())
        return (f'write "{error}" if that is its error', f'or "{value}{after}" without it')
    if re.fullmatch(NUMBER, value) and (dated := re.fullmatch(r"(?:19|20)[0-9]{2}\s+([A-Za-z].*)", inner)):
        return (f'write "{value} {dated[1]}", and of which year it is in the title',)
    if re.fullmatch(NUMBER, value) and (unit := re.fullmatch(rf"{NUMBER}\s+([A-Za-z].*)", inner)):
        return (f'write "{value} ± {inner}" if that is its error', f'or "{value} {unit[1]}" without it')
    return (f'write "{value}{after}" without them',)


def part_of_year(hit: Hit) -> tuple[str, ...]:
    """The months that a season, or the early or late part of a year, may be."""
    first, last = _SEASONS.get(hit[1].lower(), ("05", "08"))
    return (f'write a range, such as "{hit[2]}-{first} to {hit[2]}-{last}"',)


def two_years(hit: Hit) -> tuple[str, ...]:
    """A month, a ratio, or a season that goes from one year into the next."""
    first, second = hit[1], hit[2]
    month = "01" <= second <= "12" and len(second) == 2
    dates = f"{first}-{second}" if month else f"{first} to {first[: 4 - len(second)]}{second}"
    return (f'write "{dates}" for a date', f'or "{first}.0/{second}" for a ratio')


def spoken(hit: Hit) -> tuple[str, ...]:
    """The digits of a number in words."""
    number, rest = SPOKEN[hit[1].lower()], hit[2]
    if rest.strip() and "/" in number:
        number = _ratio(*number.split("/"))
    return (f'write "{number}{rest}"',)


def glyph(hit: Hit) -> tuple[str, ...]:
    """The decimal number of a fraction that is one character."""
    above, below = _GLYPHS[hit[2]]
    number = _ratio(str(int(hit[1] or 0) * below + above), str(below))
    return (f'write "{number}{hit[3]}"',)


def bound_on_date(hit: Hit) -> tuple[str, ...]:
    """A bound on a date, with its sign."""
    return (f'write "{_DATE_BOUNDS[hit[1].lower()]} {hit[2]}"',)


def days(hit: Hit) -> tuple[str, ...]:
    """The two days that digits may be, where nobody says which of them is the month."""
    first, second, last = (hit[each] or hit[each + 4] for each in (1, 3, 4))
    orders = dict.fromkeys(((first, second), (second, first)))
    return tuple(
        f'write "{year(last)}-{int(month):02d}-{int(day):02d}"'
        for day, month in orders
        if 1 <= int(month) <= 12
    )


def slashed(hit: Hit) -> tuple[str, ...]:
    """`1/2 kg` is half a kilogram to some, and one for every two to others."""
    above, below, what = hit[1], hit[2].strip(), hit[3].strip()
    if below[-1].isalpha():
        return (f'write "{above} per {below} {what}"',)
    if not Decimal(below):
        return ()
    return (f'write "{_ratio(above, below)} {what}" for that part of one', f'or "{above} per {below} {what}"')


def _ratio(above: str, below: str) -> str:
    # A small part keeps its digits too: 5 of 100,000 is no 0. So does a long one, for which those of a decimal are too few.
    with localcontext(prec=len(above) + len(below) + 28):
        part = Decimal(above) / Decimal(below)
        return f"{part.quantize(Decimal(1).scaleb(-max(4, 3 - part.adjusted()))).normalize():f}"


def brackets(hit: Hit) -> tuple[str, ...]:
    """A loss, as bookkeepers write it, or brackets that mean nothing."""
    sign, inner, after = hit["sign"] or "", hit["inner"].strip(), hit["after"]
    if re.match(r"\s*(?:[x×*·]\s*10|[eE][-+0-9])", after):
        return ('write the power with both numbers, as in "5.0e6 ± 0.1e6 kg"',)
    if not re.fullmatch(r"[^±]*[0-9][^±]*", inner) or re.search(r"\bto\b|\.\.", inner):
        if after.strip() == "%":
            inner, after = re.sub(r"([0-9.]+)", r"\1%", inner), ""
        return (f'write "{sign}{inner}{after}"',)
    return (f'write "-{sign}{inner}{after}" for a loss', f'or "{sign}{inner}{after}"')


def twofold(hit: Hit) -> tuple[str, ...]:
    """An error that is a part of its number, or number and error both in per cent."""
    number, error = hit[1], hit[2]
    scale = number.lstrip("+-0123456789.")
    digits = number.removesuffix(scale)
    part = f"{abs(Decimal(digits) * Decimal(error) / 100).normalize():f}{scale}"
    both = f"{digits}% ± {error}%" if not scale else ""
    return (
        f'write "{number} ± {part}" for {error} % of it',
        *([f'or "{both}" if both are in per cent'] if both else []),
    )


def power_of_both(hit: Hit) -> tuple[str, ...]:
    """A power of ten that holds for two numbers, or for the second alone."""
    power = "e" + (hit["power"] or hit["raised"].translate(RAISED))
    return (
        f'write the power with both, as in "{hit["first"]}{power} {hit["mark"]} {hit["second"]}{power}"',
        f'or the first with a power of its own, "{hit["first"]}e0", if it has none',
    )


def times(number: str, factor: int | Decimal) -> str:
    """A number times a factor, with no more digits than it takes."""
    return f"{(Decimal(number) * factor).normalize():f}"


def clock(hit: Hit) -> tuple[str, ...]:
    """A time in hours or minutes, or a ratio."""
    first, second = int(hit[1]), int(hit[2])
    if second > 59 or len(hit[2]) != 2:
        return (f'write "{first}/{second}" for a ratio',)
    return (
        f'write "{first}h{second}m" or "{first}m{second}s" for a time',
        f'or "{first}/{second}" for a ratio',
    )


def lasting(hit: Hit) -> tuple[str, ...]:
    """Hours, minutes and seconds, or hours and minutes."""
    if hit[4]:
        return (f'write "{int(hit[4])}h{int(hit[5])}m"',)
    return (f'write "{int(hit[1])}h{int(hit[2])}m{int(hit[3])}s"',)


# Two units of time after each other, or hours, minutes and seconds.
COMPOUND = (
    r"(?<![\w.])(?:([0-9]+)\s*(?:d|days?)\s*([0-9]{1,2})\s*(?:h|hrs?|hours?)"
    r"|([0-9]+)\s*(?:h|hrs?|hours?)\s*([0-9]{1,2})\s*(?:m|mins?|minutes?)(?:\s*([0-9]{1,2})\s*(?:s|secs?|seconds?))?"
    r"|([0-9]+)(?:m|\s*mins?|\s*minutes?)\s*([0-9]{1,2})\s*(?:s|secs?|seconds?))(?!\w)"
)


def in_one_unit(hit: Hit) -> tuple[str, ...]:
    """A bound, a range or a rate with every duration in one unit, and apart from it."""
    whole = re.sub(COMPOUND, _in_one_unit, hit.string.strip())
    whole = re.sub(r"(?<![A-Za-z0-9])([0-9]+)(d|h|min|s)(?![A-Za-z0-9])", r"\1 \2", whole)
    return (f'write "{whole}"',)


def _in_one_unit(hit: Hit) -> str:
    days, hours, long, minutes, rest, short, seconds = (int(each or 0) for each in hit.groups())
    if hit[1]:
        return f"{24 * days + hours} h"
    if hit[3] and not hit[5]:
        return f"{60 * long + minutes} min"
    return f"{60 * (60 * long + minutes + short) + rest + seconds} s"


def mixed(hit: Hit) -> tuple[str, ...]:
    """A whole number and a fraction, as one number."""
    whole, above, below = (Decimal(each) for each in hit.groups()[:3])
    return (f'write "{times(str(whole + Decimal(_ratio(str(above), str(below)))), 1)}{hit[4]}"',)


def grouped(hit: Hit) -> tuple[str, ...]:
    """The digits without the marks between their groups."""
    return (f'write "{re.sub(r"[^0-9.]", "", hit[0])}"',)
