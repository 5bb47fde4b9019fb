"""Values that are spelt on sight as the grammar has them are those that no table of other spellings would touch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from string import ascii_letters

import pytest

from whence.language.units.units import STANDARD
from whence.language.values import instead, refusals, short_form, spellings
from whence.language.values.ordinary import ordinary

FORMS = ("{0} {1}", "{0} {1} to {0} {1}", "~{0} {1}/{1}", "{0} ± 2 {1}", "> {0} {1}", "-{0} to {0} m/{1}")
NUMBERS = ("3", "2025", "0.5", "2025.25")


def tables() -> Iterator[str]:
    """The patterns of every table of other spellings."""
    yield from (pattern.pattern for pattern, *_ in (*refusals._NOT_PLAIN, *spellings._CHANGES))
    for module in (instead, refusals, short_form, spellings):
        yield from (each.pattern for each in vars(module).values() if isinstance(each, re.Pattern))


def words() -> list[str]:
    """Every word in those tables, as it is and in capitals and of several, every unit, and every word of two letters."""
    known = {word for text in tables() for word in re.findall(r"[A-Za-z]+", text)} | set(refusals.MONTH)
    units = {name for name in STANDARD.table if name.isalpha() and name.isascii()}
    several = {f"{each}s" for each in (*known, *units)}
    short = {"".join(each) for each in product(ascii_letters, repeat=2)}
    return sorted(
        {*known, *units, *several, *short, *ascii_letters, *(each.upper() for each in (*known, *units))}
    )


def untouched(text: str) -> bool:
    return (
        short_form.short_form(text) is None
        and spellings.duration(text) is None
        and spellings.plain(text, STANDARD) == text
    )


def test_ordinary__is_no_value_that_a_table_of_other_spellings_touches() -> None:
    tried = 0
    for word in words():
        forms = product(FORMS, NUMBERS) if len(word) != 2 else product(FORMS[::2], NUMBERS[1:3])
        for form, number in forms:
            text = form.format(number, word)
            if ordinary(text):
                tried += 1
                assert untouched(text), text
    assert tried > 20_000


@pytest.mark.parametrize(
    "text",
    ["12", "12 kW", "3.5 to 4 kW", "3 kg to 4 kg", "~12 kW", "12 +- 3 kW", "12 ± 3 kW", "> 5 m", ">=5 m/s", "-5 m", "1 .. 2 m"],
)  # fmt: skip
def test_ordinary__is_what_most_people_write(text: str) -> None:
    assert ordinary(text)
    assert untouched(text)


@pytest.mark.parametrize(
    "text",
    ["5 dozen", "5 Dozens", "5 percent", "5 per year", "5%", "$5", "5 m^2", "5 in 2025", "12 kr", "2025 E", "5 mln EUR", "5 C", "5 pa",
     "5 million", "1,000 kg", "2h30m", " 5 kW", "5  kW", "normal(2, 3) kW", "5-6 kW", "5 kW ", "5 kW\n", "٥ kW"],
)  # fmt: skip
def test_ordinary__says_nothing_of_any_other(text: str) -> None:
    assert not ordinary(text)
