"""The list of units: every one of them is there, and what it says of each is what the grammar reads."""

from __future__ import annotations

import pytest

from whence.language.units import glossary
from whence.language.units.dimensions import DEGREES
from whence.language.units.glossary import Named
from whence.language.units.units import STANDARD, Unit

ALL = glossary.standard()


def unit(text: str) -> Unit:
    found = STANDARD.parse(text)
    assert isinstance(found, Unit), found
    return found


def test_standard__lists_every_name_of_the_table_once() -> None:
    listed = [word for each in ALL for word in (each.name, *each.aliases)]
    assert len(listed) == len(set(listed))
    prefixed = {
        prefix + word for each in ALL for prefix in each.prefixes for word in (each.name, *each.aliases)
    }
    typed = {f"u{word[1:]}" for word in prefixed if word.startswith("µ")}
    assert set(STANDARD.names()) - {"date"} <= {*listed, *prefixed, *typed}
    assert all(
        STANDARD.table[word] == STANDARD.table[f"µ{word[1:]}"] for word in typed & set(STANDARD.names())
    )
    assert set(DEGREES) <= set(listed)


def test_standard__every_definition_and_alias_means_the_unit() -> None:
    for each in ALL:
        assert each.meaning, each.name
        if each.name in DEGREES:
            continue
        for word in (*each.aliases, *([each.definition] if each.definition else [])):
            same = unit(word)
            assert (same.dimension, same.factor) == (unit(each.name).dimension, unit(each.name).factor), word
        for prefix in each.prefixes:
            assert unit(prefix + each.name).dimension == unit(each.name).dimension


@pytest.mark.parametrize(
    ("word", "names"),
    [
        ("kg", ["kg"]),
        ("hours", ["hour"]),
        ("Kelvin", ["K"]),
        ("kilowatt", ["W"]),
        ("mass", ["kg", "g", "t", "lb", "stone", "slug"]),
        ("voltage", ["V"]),
        ("count of chips", ["chip"]),
        ("yuan", ["CNY"]),
        ("°C", ["°C"]),
        ("tok", ["token"]),
        ("zzz", []),
    ],
)
def test_matching__by_name_alias_and_meaning(word: str, names: list[str]) -> None:
    assert [each.name for each in glossary.matching(word, ALL)] == names


def test_matching__a_prefix_or_a_larger_unit_is_given_in_base_units() -> None:
    assert glossary.matching("kW", ALL) == (Named("kW", "power", "1000 W"),)
    assert glossary.matching("km/h", ALL) == (Named("km/hour", "speed", "0.277777777778 m/s"),)


def test_nearest__names_what_is_spelt_much_alike() -> None:
    assert glossary.nearest("tokn", ALL)[0] == "token"
    assert glossary.nearest("zzzzzz", ALL) == ()
