"""Two different numbers never print alike where they are set beside each other: in messages, tables, cards and axes."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from small import edition
from whence.account import diff, whatif
from whence.cli.text import accounts, cards
from whence.language.units.units import STANDARD, Unit
from whence.language.values.shown import apart, show, show_ratio
from whence.publish.charts.drawing import Scale, axis

UNITS = ("MW", "USD", "chip", "kg", "USD/year", "kW/chip", "m^2", "")
SIZES = st.builds(
    lambda digits, power: float(f"{digits}e{power}"), st.integers(1000, 9999), st.integers(-9, 12)
)
TWO = """
claims:
  one: {{title: One, value: "{a!r} {unit}", kind: illustration, exact: true, of: both}}
  two: {{title: Two, value: "{b!r} {unit}", kind: illustration, exact: true, of: both}}
  sum: {{title: Sum, formula: x * 1, inputs: {{x: word}}, kind: illustration}}
  told: {{title: Told, formula: x * 1, inputs: {{x: one}}, stated: "{b!r} {unit}", kind: illustration}}
quantities:
  both: {{title: Both, take: one, tolerance: 1e-12, tension: 1e-11}}
choices:
  word: {{title: Word, options: {{first: one, second: two}}}}
checks:
  fits: {{title: Fits, assert: b <= a, inputs: {{a: one, b: two}}, on_fail: conflict}}
"""


def _sides(text: str, *labels: str) -> list[str]:
    """What stands beside some labels, each at the beginning of a line."""
    found = [re.search(rf"^\W*{label}\b:?\s+(.*?)\s*$", text, re.M) for label in labels]
    assert all(found), (labels, text)
    return [each[1] for each in found if each]


@settings(max_examples=25, deadline=None)
@given(SIZES, st.sampled_from(UNITS))
def test_apart__two_claims_that_differ_in_the_ninth_digit_never_read_alike(size: float, unit: str) -> None:
    a, b = size, size * (1 + 1e-9)
    found = edition(TWO.format(a=a, b=b, unit=unit).replace(' "', ' "'))
    said = {each.rule: each.message for each in found.findings}
    left, right = _sides(said["check-fails"], "a", "b")
    assert left != right
    assert "compared  b is 1 times a" not in said["check-fails"]
    if "rivals-disagree" in said:
        left, right = _sides(said["rivals-disagree"], "one", "two")
        assert left != right
    if stated := [text for rule, text in said.items() if rule.startswith("recomputed")]:
        told, ours = _sides(stated[0], "stated", "recomputed")
        own, ours = found.unit("one"), ours.split("  ")[0]
        assert ours != told
        # ours is told with more digits than would do for the stated figure, or it has no more
        whole = show(found.summaries["one"].figure.point, own, 15)
        assert ours in (told, whole) or ours != show(found.base.stated["told"].point, own, 3)
    card = cards.card(found, "sum", False)
    left, right = (re.search(rf"word={name}: (.*)", card) for name in ("first", "second"))
    assert left
    assert right
    assert left[1].split(" (")[0] != right[1].split(" (")[0]


@given(SIZES, st.sampled_from(UNITS), st.lists(st.integers(1, 10**6), min_size=1, max_size=5))
def test_apart__as_many_digits_as_it_takes(size: float, text: str, steps: list[int]) -> None:
    unit = STANDARD.parse(text)
    assert isinstance(unit, Unit)
    numbers = sorted({size, *(size * (1 + step * 1e-9) for step in steps)})
    digits = apart(numbers, unit)
    assert len({show(each, unit, digits) for each in numbers}) == len(numbers)


@given(st.sampled_from(("MW", "kg", "USD", "")), SIZES, st.integers(1, 9))
def test_axis__no_two_ticks_read_alike(text: str, size: float, power: int) -> None:
    unit = STANDARD.parse(text)
    assert isinstance(unit, Unit)
    on = Scale(unit, size, size * (1 + 10.0**-power), False)
    found = re.findall(r'class="tick">([^<]*)<', axis(on, 0))
    ticks = found[: len(on.ticks())]
    assert len(set(ticks)) == len(ticks)


def test_show_ratio__is_one_for_one_alone() -> None:
    ratios = (1.0, 1 + 1e-9, 1.25, 0.9999, 1000.0, 1e-3, 2.5e7, -0.5, 0.0)
    shown = ["1", "1.000000001", "1.25", "0.9999", "1000", "0.001", "2.5e7", "-0.5", "0"]
    assert [show_ratio(each) for each in ratios] == shown


def test_account__the_old_number_and_the_new_do_not_read_alike() -> None:
    old = edition("claims: {a: {title: A, value: 123.456789 kg, kind: illustration}}")
    new = whatif.suppose(old, [("a", "123.456790 kg")])
    assert not isinstance(new, str)
    (row,) = [accounts.move_row(each) for each in diff.account(old, new).moved]
    assert row[1] != row[2]
