"""Units in full: every unit of the table with its size, all that is read and all that is refused, and what does not fit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tables import held, number
from whence.files.schema import UnitRecord
from whence.language.problems import Problem
from whence.language.units.elsewhere import single, texts
from whence.language.units.glossary import matching, nearest, standard
from whence.language.units.units import STANDARD, Unit, called, clash, plain

HERE = Path(__file__).parent / "tables"
OWN = {
    "apple": UnitRecord("An apple", plural="apples"),
    "crate": UnitRecord("A crate", equals="24 apple"),
    "coin": UnitRecord("A coin", equals="2 USD"),
    "m": UnitRecord("A taken name"),
    "to": UnitRecord("A reserved name"),
    "5x": UnitRecord("No name"),
    "loop": UnitRecord("A loop", equals="3 loop"),
    "one": UnitRecord("Half of a loop", equals="2 two"),
    "two": UnitRecord("The other half", equals="2 one"),
    "bad": UnitRecord("Of what is not there", equals="3 wumpus"),
    "worse": UnitRecord("Of what is bad", equals="3 bad/s"),
    "growing": UnitRecord("No amount", equals="x per year"),
    "pear": UnitRecord("A pear", plural="pears"),
    "plum": UnitRecord("A plum", plural="kg"),
    "nut": UnitRecord("A nut", plural="husk"),
    "seed": UnitRecord("A seed", plural="husk"),
    "tonnage": UnitRecord("Derived from derived", equals="1K crate"),
}
UNITS, PROBLEMS = STANDARD.extend(OWN)


def said(text: str) -> Iterator[str]:
    """All that is read from a unit, or all that is said against it."""
    found = UNITS.parse(text)
    if isinstance(found, Unit):
        of = called(found.dimension)
        shown = plain(found.dimension)
        yield (
            f"{found.text or 'one'}, {found.style} {number(found.factor)} in {found.dimension}, said {found.dimension.said}"
            + (f", {of}" if of else "")
        )
        yield f"5 are {number(found.to_base(5.0))}, {number(found.from_base(5.0))} are 5; plainly in {shown.text or 'one'}, {shown.style}"
        return
    yield from refused(found)


def refused(found: Problem) -> Iterator[str]:
    """What is said against a text."""
    yield f"{found.rule} {found.start}-{found.end}: {found.message}"
    yield from (f"> {hint}" for hint in found.hints)


def test_units__all_that_is_read_and_said() -> None:
    held(HERE / "units.txt", said)


def test_units__two_sides_that_do_not_fit() -> None:
    def told(case: str) -> Iterator[str]:
        left, right = (UNITS.parse(each.replace("one", "")) for each in case.split(" | "))
        assert isinstance(left, Unit)
        assert isinstance(right, Unit)
        yield clash(left.dimension, right.dimension, "stated", "computed")

    held(HERE / "clashes.txt", told)


def test_units__what_they_are_called_elsewhere_and_by_which_words_they_are_found() -> None:
    def told(word: str) -> Iterator[str]:
        yield f"elsewhere {', '.join(texts(word)) or 'unknown'}, of one {single(word)}"
        known = standard()
        for each in matching(word, known)[:4]:
            yield f"{each.name}: {each.meaning}; {each.definition or 'a base unit'}; {' '.join(each.spellings)[:90]}"
        yield f"nearest {', '.join(nearest(word, known)) or 'none'}"

    held(HERE / "names.txt", told)


def test_units__of_a_base() -> None:
    def told(name: str) -> Iterator[str]:
        for own, problem in PROBLEMS:
            if own == name:
                yield from refused(problem)
        if name in UNITS.table:
            entry = UNITS.table[name]
            yield f"{entry.name}, {entry.role} {number(entry.factor)} in {entry.dimension}"

    held(HERE / "own.txt", told)
