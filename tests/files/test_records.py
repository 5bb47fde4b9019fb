"""Where a stretch of a text stands in its file, however it is written there; and where a base names its sources."""

from __future__ import annotations

import pytest

from whence.files.reader import read
from whence.files.records import Records, cited


def base(claim: str, rest: str = "") -> Records:
    return read({"claims/a.yaml": f"claims:\n  a:\n    title: A\n    {claim}\n{rest}"})


@pytest.mark.parametrize(
    ("note", "words", "line", "column"),
    [
        ("note: as it is written", "is", 5, 17),
        ('note: "caf\\u00e9 and then tea"', "then", 5, 26),
        ('note: "two and two\\nand two"', "two", 5, 12),
        ('note: "caf\\u00e9  tea"', "  ", 5, 11),
        ('note: "caf\\u00e9"', "é", 5, 11),
    ],
)
def test_within__words_that_stand_there_as_they_are_and_else_the_whole_text(
    note: str, words: str, line: int, column: int
) -> None:
    records = base(f"value: 1 kg\n    {note}")
    start = records.claims["a"].note.index(words)
    place = records.within("claims", "a", "note", start=start, end=start + len(words))
    assert (place.line, place.column) == (line, column)


def test_within__a_value_that_is_deeper_than_values_are_is_told_as_a_whole() -> None:
    records = base("value: {a: {b: {c: {d: {e: {f: 1}}}}}}")
    place = records.within("claims", "a", "value", start=5, end=6)
    assert (place.line, place.column) == (4, 12)


def test_cited__every_mention_of_a_source_with_its_path() -> None:
    records = base(
        "value: 1 kg\n    cites: [s]\n    history: [{value: 2 kg, until: 2024, cites: [{source: t, via: u}]}]",
        "changes:\n  c: {title: C, date: 2025, source: s}\n  d: {title: D, date: 2025}\n"
        "terms: {m: {title: M, senses: {one: {title: One, value: 1 kg, cites: [v]}, two: {title: Two, value: 2 kg}}}}\n",
    )
    more = read({"sources/s.yaml": "sources: {s: {title: S, relies_on: [t]}}"})
    assert sorted(map(str, [*cited(records), *cited(more)])) == sorted(
        map(
            str,
            [
                ("claims", "a", ("cites", 0, "source"), "s"),
                ("claims", "a", ("history", 0, "cites", 0, "source"), "t"),
                ("claims", "a", ("history", 0, "cites", 0, "via"), "u"),
                ("terms", "m", ("senses", "one", "cites", 0, "source"), "v"),
                ("changes", "c", ("source",), "s"),
                ("sources", "s", ("relies_on", 0), "t"),
            ],
        )
    )
