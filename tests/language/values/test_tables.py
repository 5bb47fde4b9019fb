"""Values in full: all that is read from a text, all that is said of one that is refused, and how numbers are shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from tables import held, number, numbers
from whence.files.schema import UnitRecord
from whence.language.problems import Problem
from whence.language.units.units import STANDARD, Unit
from whence.language.values import days
from whence.language.values.flow import flow_text, innermost, read_flow
from whence.language.values.kernels import level
from whence.language.values.shown import apart, show_ratio, show_share, show_width
from whence.language.values.spoken import worth
from whence.language.values.value import Written, interval_of, ninety
from whence.language.values.written import Shape, parse, show, show_interval, unparse

HERE = Path(__file__).parent / "tables"
UNITS, _ = STANDARD.extend(
    {
        "H100e": UnitRecord("H100 equivalents"),
        "GB200": UnitRecord("a GB200"),
        "apple": UnitRecord("An apple", plural="apples"),
        "crate": UnitRecord("A crate", equals="24 apple"),
    }
)
SHARES = (0.001, 0.05, 0.25, 0.5, 0.75, 0.95, 0.999)


def said(text: str) -> Iterator[str]:
    """All that is read from a value, or all that is said against it."""
    found = parse(text, UNITS)
    if isinstance(found, Problem):
        yield from refused(found)
        return
    yield f"{show(found.point, found.unit)}, written again {unparse(found)}" + (
        "" if found.text == text else f", text {found.text}"
    )
    unit = found.unit
    yield f"in {unit.text or 'one'} ({unit.dimension}, {unit.style} {number(unit.factor)}); {shape(found.shape)}"
    marks = " ".join(
        each
        for each in (
            found.bound,
            found.strict and "strict",
            found.excludes and "open",
            found.about and "about",
        )
        if each
    )
    yield f"point {number(found.point)}, step {number(found.step)}" + (f", {marks}" if marks else "")
    if found.rounding:
        yield f"stands for {'; '.join(numbers(each) for each in found.rounding)}"
    if found.ends:
        yield f"ends {numbers(found.ends)}"
    yield from spread(found)


def spread(found: Written) -> Iterator[str]:
    """The interval that a value states, and its distribution."""
    if interval := interval_of(found):
        spans = "; ".join(numbers(each) for each in interval.spans)
        arms = "; ".join(numbers(each) for each in interval.arms or ())
        yield f"states {numbers(interval.ends)} at {numbers(interval.shares)}, its ends {spans}, its arms {arms or 'none'}"
    if type(found.shape).__name__ != "Exact":
        quantiles = " ".join(number(float(found.shape.quantile(level(each)))) for each in SHARES)
        yield f"is shown as {show_interval(*ninety(found), found.unit)}; quantiles {quantiles}"
        mean, sd = found.shape.moments(np)
        below, above = found.shape.shares(np, np.float64(found.point * 1.01))
        yield f"mean {number(float(mean))}, sd {number(float(sd))}; shares {number(float(below))} {number(float(above))}"
        yield f"{found.shape.words()}; from {numbers(found.shape.ends)}"


def shape(it: Shape) -> str:
    """The form of a distribution and its numbers."""
    return f"{type(it).__name__}({', '.join(map(part, vars(it).values()))})"


def part(value: object) -> str:
    """A number of a distribution, several of them, or a distribution that it is made of."""
    if isinstance(value, tuple):
        return f"({', '.join(map(part, value))})"
    if isinstance(value, bool):
        return str(value)
    return number(value) if isinstance(value, int | float) else shape(value)  # type: ignore[arg-type]


def refused(found: Problem) -> Iterator[str]:
    """What is said against a text: where, what, and what to write."""
    yield f"{found.rule} {found.start}-{found.end}: {found.message}"
    for hint in found.hints:
        yield f"> {hint}"


@pytest.mark.parametrize("name", ["read", "refused"])
def test_parse__all_that_is_read_and_all_that_is_said(name: str) -> None:
    held(HERE / f"{name}.txt", said)


def unit_of(text: str) -> Unit:
    """A unit as a value has it."""
    found = parse(text if text[:1] == "1" else f"1 {text}", UNITS)
    assert isinstance(found, Written), found
    return found.unit


def test_shown__numbers_on_either_side_of_a_change_of_form() -> None:
    """`NUMBER UNIT`, or two numbers for an interval: how it is shown, to three digits and two, as a width, a ratio, a share."""

    def told(case: str) -> Iterator[str]:
        *ends, unit = case.split(" ") if " " in case else (case, "")
        found = unit_of(unit.replace("_", " "))
        points = [float(found.to_base(float(each))) for each in ends]
        if len(points) == 2:
            yield f"{show_interval(*points, found)}; {show_interval(*points, found, 2)}; apart {apart(points, found)}"
            return
        (x,) = points
        yield f"{show(x, found)}; {show(x, found, 2)}; width {show_width(x, found)}"
        if not unit:
            yield f"ratio {show_ratio(x)}, {show_ratio(x, 2)}; share {show_share(x)}, {show_share(x, 1)}"

    held(HERE / "shown.txt", told)


def test_days__which_are_covered() -> None:
    def told(text: str) -> Iterator[str]:
        found = days.parse(text)
        if isinstance(found, Problem):
            yield from refused(found)
        else:
            yield f"{date.fromordinal(found.first)} to {found.end}"
        assert days.covered(text) == (None if isinstance(found, Problem) else found)
        assert days.same(text, "2025-01 to 2025-03") == (
            isinstance(found, Problem) or (found.first, found.last) == (739252, 739341)
        )

    held(HERE / "days.txt", told)
    assert days.covered("") is None


def test_spoken__what_words_are_worth() -> None:
    def told(text: str) -> Iterator[str]:
        yield (
            "; ".join(f"“{text[start:end]}” {number(value)}" for start, end, value in worth(text))
            or "nothing"
        )

    held(HERE / "spoken.txt", told)


def test_flow__what_stands_at_a_place() -> None:
    """In a text in brackets with `|` at one place or two: the keys and indexes on the way there, and what stands there."""

    def told(case: str) -> Iterator[str]:
        text = case.replace("|", "")
        places = [at - n for n, at in enumerate(at for at, char in enumerate(case) if char == "|")]
        node = read_flow(text)
        if isinstance(node, Problem):
            yield from refused(node)
            return
        yield flow_text(node)
        if places:
            path, leaf = innermost(node, places[0], places[-1])
            yield f"at {list(path)}, {leaf.text if leaf else 'nothing'}"

    held(HERE / "flow.txt", told)
