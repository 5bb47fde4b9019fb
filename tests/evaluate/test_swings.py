"""What a result is with one of its inputs at either end, against the same computed by hand."""

from __future__ import annotations

import pytest

from small import edition
from whence.evaluate.swings import Swing, swings

BASE = """
    claims:
      up: {title: Up, value: 10 to 20 kW}
      down: {title: Down, value: 30 to 50 kW, moves_against: [up]}
      with: {title: With, value: 1 to 3 kW, moves_with: [up]}
      bare: {title: Bare, value: 8 kW}
      same: {title: Same, value: 5 to 6 kW}
      own: {title: Own, formula: b - a, inputs: {a: up, b: bare}}
      other: {title: Other, formula: b - a, inputs: {a: down, b: bare}}
      pair: {title: Pair, formula: a + b, inputs: {a: up, b: with}}
      against: {title: Against, formula: a + b, inputs: {a: up, b: down}}
      behind: {title: Behind, formula: 2 * a, inputs: {a: down}}
      still: {title: Still, formula: a - a + b, inputs: {a: same, b: bare}}
    """


@pytest.mark.parametrize(
    ("id", "by", "ends", "low", "high"),
    [
        ("own", "up", (10, 20), -2, -12),
        # What moves against another is at its own low end first, whatever the other is then.
        ("other", "down", (30, 50), -22, -42),
        ("behind", "down", (30, 50), 60, 100),
        ("pair", "up", (10, 20), 11, 23),
        ("against", "down", (30, 50), 50, 60),
        ("own", "bare", (7.95, 8.05), 7.95 - 200**0.5, 8.05 - 200**0.5),
    ],
)
def test_swings__at_the_low_end_of_an_input_and_at_its_high_one(
    id: str, by: str, ends: tuple[float, float], low: float, high: float
) -> None:
    found = edition(BASE)
    (swing,) = (each for each in swings(found.base, found.values, found.summaries, id, {}) if each.id == by)
    assert [each / 1000 for each in swing.ends] == pytest.approx(ends)
    assert (swing.low / 1000, swing.high / 1000) == (pytest.approx(low), pytest.approx(high))
    assert swing.half / 1000 == pytest.approx(abs(high - low) / 2)
    assert swing.bare == (by == "bare")


def test_swings__what_does_nothing_and_what_is_settled_by_hand_is_left_out() -> None:
    found = edition(BASE)
    told: tuple[Swing, ...] = swings(found.base, found.values, found.summaries, "still", {})
    assert [each.id for each in told] == ["bare"]
