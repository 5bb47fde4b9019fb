"""Between two editions every world can be reached, by steps that cost what their edit reaches."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest

from small import edition
from whence.account import diff, shapley
from whence.account.worlds import Worlds
from whence.files.schema import Settings
from whence.judge.edition import Edition
from work import growth

BASE = """
    quantities: {q: {title: Mass as such}}
    terms: {box: {title: Box, senses: {small: 2 kg, large: 9 kg}}}
    choices: {which: {title: Which box, term: box, credence: {small: 0.5, large: 0.5}}}
    claims:
      a: {title: A, value: VALUE_A, moves_with: [far]}
      far: {title: Far, value: 1 to 9 kg}
      b: {title: B, value: VALUE_B, of: q, as_of: 2024}
      c: {title: C, value: 7 to 8 kg, of: q, as_of: YEAR_C}
      d: {title: D, formula: FORMULA_D, inputs: {a: a, e: EXTRA}}
      sum: {title: Sum, formula: d + q + w, inputs: {d: d, q: q, w: which}}
      other: {title: Other, value: 3 kg, of: elsewhere}
    checks: {light: {title: Light enough, assert: x < m, inputs: {x: which, m: BOUND}, on_fail: rule-out}}
"""
BASE = BASE.replace("quantities: {", "quantities: {elsewhere: {title: Another mass}, ")
OLD = {
    "VALUE_A": "1 to 2 kg",
    "VALUE_B": "4 kg",
    "YEAR_C": "2023",
    "FORMULA_D": "a * 2 + e",
    "EXTRA": "1 kg",
    "BOUND": "10 kg",
}
NEW = {
    "VALUE_A": "2 to 3 kg",
    "VALUE_B": "6 kg",
    "YEAR_C": "2025",
    "FORMULA_D": "a * 3 + e",
    "EXTRA": "2 kg",
    "BOUND": "5 kg",
}


def written(values: dict[str, str]) -> Edition:
    text = BASE
    for name, value in values.items():
        text = text.replace(name, value)
    return edition(text)


def test_step__gives_each_world_the_numbers_of_a_base_that_is_written_so() -> None:
    edits = {
        "a": ("VALUE_A",),
        "b": ("VALUE_B",),
        "c": ("YEAR_C",),
        "d": ("FORMULA_D", "EXTRA"),
        "light": ("BOUND",),
    }
    worlds = Worlds(written(OLD), written(NEW), sorted(edits), ("sum", "d", "q"))
    assert worlds.plain == set(edits) - {"c"}  # its date moves what the quantity takes
    at = worlds.first
    for edit in ("light", "a", "c", "d", "b", "c", "a", "light", "c"):
        at = worlds.step(at, edit)
        there = written(OLD | {name: NEW[name] for each in at.some for name in edits[each]})
        assert at.figures == {id: there.summaries[id].figure for id in ("sum", "d", "q")}, sorted(at.some)


def parts(count: int, changed: bool, formula: str = "") -> Edition:
    """So many inputs of one product, each with a number of its own upon it."""
    lines = ["claims:"]
    for n in range(count):
        value = f"{2 + (n % 3 if changed else 0)} to {6 + (n % 5 if changed else 0)} kg"
        lines.append(f"  x{n}: {{title: X, value: {value}}}")
        lines.append(f"  y{n}: {{title: Y, formula: x * 2, inputs: {{x: x{n}}}}}")
    names = ", ".join(f"y{n}: y{n}" for n in range(count))
    formula = formula or " + ".join(f"y{n}" for n in range(count))
    lines.append(f"  total: {{title: Total, formula: '{formula}', inputs: {{{names}}}}}")
    return edition("\n".join(lines), settings=Settings(samples=256))


def edits_of(count: int) -> Sequence[str]:
    return [f"x{n}" for n in range(count) if n % 15]


@pytest.mark.parametrize("count", [20, 40, 80])
def test_shares__of_many_edits_cost_what_is_downstream_of_each_twice(count: int) -> None:
    old, new = parts(count, False), parts(count, True)
    edits = edits_of(count)
    found = shapley.shares(old, new, {"total": edits})
    assert found.evaluated == found.orders * len(edits) * 3  # x, y and the total
    assert found.orders == 2 * max(1, shapley.STEPS // len(edits))


def test_shares__grow_with_the_edits_alone() -> None:
    made = {n: (parts(n, False), parts(n, True)) for n in (20, 40, 80, 160)}

    def work(n: int) -> object:
        pairs = {f"y{i}": ("x1", "x2") for i in range(3)}
        return shapley.shares(*made[n], pairs | {"total": edits_of(n)})

    # Each total takes as many inputs as there are edits, so twice the edits are at most four times the steps.
    assert growth(work, 40) < 17


def test_shares__of_five_edits_are_exact_and_of_six_are_as_near_as_they_say() -> None:
    formula = "y0 * y1 / y2 + y3 * y4 / y5 + max(y6, y7)"
    old, new = parts(8, False, formula), parts(8, True, formula)
    edits = [
        f"x{n}" for n in range(8) if new.base.records.claims[f"x{n}"] != old.base.records.claims[f"x{n}"]
    ]
    assert len(edits) == 7
    drawn = shapley.shares(old, new, {"total": edits})
    worlds = Worlds(old, new, edits, ("total",))
    known = shapley._every(worlds, edits)
    exact = dict(shapley.shapley(edits, lambda some: known[some].get("total")))
    assert drawn.orders == 8
    assert drawn == shapley.shares(old, new, {"total": edits})
    assert 0 < drawn.error < 0.1
    assert math.fsum(share for _, share in drawn.parts["total"]) == pytest.approx(1)
    for edit, share in drawn.parts["total"]:
        assert abs(share - exact[edit]) < 3 * drawn.error
    few = shapley.shares(old, new, {"total": edits[:5]})
    assert (few.orders, few.error) == (0, 0.0)


def test_shares__of_two_edits_are_exact_among_any_number() -> None:
    old, new = parts(12, False), parts(12, True)
    pair = {"y1": ("x1", "x2")}
    few, many = shapley.shares(old, new, pair), shapley.shares(old, new, pair | {"total": edits_of(12)})
    assert few.orders == 0 < many.orders
    assert dict(many.parts["y1"]) == pytest.approx(dict(few.parts["y1"]))


def test_account__says_how_the_parts_of_many_edits_were_found() -> None:
    found = diff.account(parts(12, False), parts(12, True))
    assert found.approximate
    assert found.orders == 4
    assert diff.as_json(found)["shares"] == {"orders": 4, "standard_error": found.error}
