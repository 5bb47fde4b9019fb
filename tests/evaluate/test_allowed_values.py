"""Whatever values bounds allow, what a base says of them holds: its enclosures, its checks and its readings."""

from __future__ import annotations

import os
import random
import re

import pytest

from small import edition
from whence.files.schema import Settings

PARTS = (
    "{x} + {y}", "{x} * {y} / k", "max({x}, {y})", "min({x}, {y})", "if({x} > {y}, {x}, {y})", "if({x} >= k, 30 * {y}, {x})", "{x} - {y}",
    "{x} / ({x} + {y}) * k", "abs({x} - {y})", "clamp({x}, k, 2 * k)", "{x} * {x} / {y}", "sqrt({x} * {y})",
)  # fmt: skip
BOUND = ("at least {} kg", "more than {} kg", "at most {} kg", "less than {} kg", "{} kg")


def random_base(chance: random.Random) -> tuple[str, dict[str, tuple[str, float]]]:
    """A base of formulas over bounds, one of them through a choice, with the place of each value left open."""
    values = {name: (chance.choice(BOUND), round(chance.uniform(1, 20), 1)) for name in "abcd"}
    lines = [f"  {name}: {{{{title: {name.upper()}, value: {{{name}}}}}}}" for name in "abc"]
    pool = ["a", "b", "c", "pick"]
    for n in range(3):
        x, y = chance.choice(pool), chance.choice(pool)
        text = chance.choice(PARTS).format(x=x, y=y)
        inputs = ", ".join(
            [f"{name}: {name}" for name in dict.fromkeys((x, y)) if re.search(rf"\b{name}\b", text)]
            + ["k: 5 kg"] * ("k" in text)
        )
        lines.append(f'  f{n}: {{{{title: F{n}, formula: "{text}", inputs: {{{{{inputs}}}}}, unit: kg}}}}')
        pool.append(f"f{n}")
    lines.append("choices: {{pick: {{title: Pick, options: {{one: {d}, two: 12 kg}}}}}}")
    lines.append(
        "checks: {{fits: {{title: Fits, assert: f0 <= f2, inputs: {{f0: f0, f2: f2}}, on_fail: report}}}}"
    )
    return "claims:\n" + "\n".join(lines), values


def allowed(chance: random.Random, how: str, end: float) -> str:
    """A value that a bound allows: often its end, or right beside one that is left out."""
    if how == "{} kg":
        return how.format(end)
    low, high = (
        (end, end + 10 ** chance.uniform(-1, 3))
        if how.split()[1] in ("least", "than") and "less" not in how
        else (0.0, end)
    )
    inner = low + chance.choice((1e-6, 0.5, chance.random(), 1 - 1e-6)) * (high - low)
    return f"{chance.choice([inner, inner, end if 'than' not in how else inner]):.12g} kg"


@pytest.mark.parametrize("part", range(4))
def test_base__its_enclosures_and_checks_hold_for_every_value_that_bounds_allow(part: int) -> None:
    chance = random.Random(f"bounds{part}")
    few = Settings(samples=16)
    for _ in range(250 if os.environ.get("RUN_LONG") == "1" else 5):
        text, values = random_base(chance)
        whole = edition(
            text.format(**{name: how.format(end) for name, (how, end) in values.items()}), settings=few
        )
        for _ in range(4):
            tried = text.format(**{name: allowed(chance, *each) for name, each in values.items()})
            one = edition(tried, settings=few)
            there = {"f0", "f1", "f2"} & whole.summaries.keys() & one.summaries.keys()
            for id in sorted(there):
                for a, b in zip(whole.summaries[id].readings, one.summaries[id].readings, strict=True):
                    low, high = a.enclosure or (a.figure.low, a.figure.high)
                    slack = 1e-9 * max(1.0, abs(b.figure.point))
                    assert not b.figure.point < low - slack, (id, text, tried)
                    assert not b.figure.point > high + slack, (id, text, tried)
            if not {"f0", "f2"} <= there:
                continue  # divided by nothing
            for a, b in zip(whole.outcomes("fits"), one.outcomes("fits"), strict=True):
                assert a.verdict in ("open", b.verdict), (text, tried)
