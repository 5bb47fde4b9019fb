"""Where values can lie: stated, or as their kind has it; and the draws that lie outside."""

from __future__ import annotations

import math

import pytest

from small import edition, rules
from whence.model import domains

BASE = """
quantities:
  rate: {title: Rate of success, domain: share}
claims:
  mass: {title: Mass, value: 5 ± 1 kg}
  loss: {title: Loss, value: -5 ± 1 USD}
  change: {title: Change, value: 5% ± 10%}
  day: {title: Day, value: 2025-11-05 ± 3 day}
  warmth: {title: Warmth, value: 5 ± 4 °C}
  gap: {title: Gap, formula: mass - mass, inputs: {mass: mass}}
  seats: {title: Seats, value: 3 ± 0.1 seat, domain: [0, 4]}
  free: {title: Free, value: 5 ± 4 kg, domain: [-inf, inf]}
  trial: {title: Trial, value: 40% ± 5%, of: rate}
  draft: {title: Water drawn or put back, value: "triangular(-1, 0.5, 3) m^3"}
  level: {title: Level, value: -1 to 3 m}
  swing: {title: Swing, value: 1 ± 5 m between -10 and 10}
  either: {title: Either, value: "one_of(20%: -2, 80%: 4) USD"}
"""


@pytest.mark.parametrize(
    ("id", "ends"),
    [
        ("mass", (0, math.inf)), ("loss", None), ("change", None), ("day", None), ("warmth", None), ("gap", None),
        ("seats", (0, 4)), ("free", (-math.inf, math.inf)), ("trial", (0, 1)), ("rate", (0, 1)),
        ("draft", None), ("level", None), ("swing", None), ("either", None),
    ],
)  # fmt: skip
def test_of__stated_or_as_the_kind_of_value_has_it(id: str, ends: tuple[float, float] | None) -> None:
    assert domains.of(edition(BASE).base, id) == ends
    assert "outside-domain" not in rules(edition(BASE))


@pytest.mark.parametrize(
    ("claim", "share"),
    [
        ("value: 5 ± 4 kg", 0.1056), ("value: 90% ± 10%, domain: share", 0.1587), ("value: 0.5 .. 2 kg, domain: [1, 3]", 1 / 3),
        ("value: '10 ± 5 USD', domain: positive", 0.0228),
    ],
)  # fmt: skip
def test_outside_domain__says_the_share_of_draws(claim: str, share: float) -> None:
    found = [
        each
        for each in edition(f"claims: {{x: {{title: X, {claim}}}}}").findings
        if each.rule == "outside-domain"
    ]
    assert len(found) == 1
    assert found[0].data["share"] == pytest.approx(share, abs=2e-3)
    assert f"{found[0].data['share']:.1%}" in found[0].message


def test_outside_domain__of_a_computed_value_that_says_its_domain() -> None:
    text = "claims: {a: {title: A, value: 60% ± 5%}, b: {title: B, formula: 2 * a, inputs: {a: a}, domain: share}}"
    assert "outside-domain" in rules(edition(text))


@pytest.mark.parametrize("domain", ["[4, 0]", "some", "[0, 1 to 2]", "[0, 3 kgg]"])
def test_read__a_domain_that_is_none_is_an_error(domain: str) -> None:
    found = edition(f"claims: {{x: {{title: X, value: 5 kg, domain: {domain}}}}}")
    assert [each.severity for each in found.findings if each.place and each.place.line == 1][:1] == ["error"]


@pytest.mark.parametrize(
    ("value", "ways"),
    [
        ("5 ± 4 kg", ['"5 ± 4 kg between 0 and inf"']), ("0 to 10 kg", ['"0 .. 10 kg"', '"0 to 10 kg between 0 and inf"']),
        ("0 to 10 USD", ['"0 .. 10 USD"']), ("5 ± 1.7 kg", []), ("10 ± 3.5 kg", []),
    ],
)  # fmt: skip
def test_outside_domain__says_what_to_write_and_that_mends_it(value: str, ways: list[str]) -> None:
    found = [
        each
        for each in edition(f"claims: {{x: {{title: X, value: {value}}}}}").findings
        if each.rule == "outside-domain"
    ]
    assert bool(found) == bool(ways)
    hints = " ".join(hint for each in found for hint in each.hints)
    for way in ways:
        assert way in hints
        mended = edition(f"claims: {{x: {{title: X, value: {way}}}}}")
        assert not [each for each in mended.findings if each.rule in ("outside-domain", "bad-value")]
    if ways:
        assert "write `domain: [-inf, inf]` if it can lie there" in hints
