"""Shares of uncertainty over readings, against the law of total variance by hand."""

from __future__ import annotations

import numpy as np
import pytest

from small import edition
from whence.account import reasons
from whence.evaluate import shares
from whence.files.schema import Settings

# The dose that reaches the blood, by which of two studies of uptake holds.
DOSE = """
    choices:
      study: {title: Study, options: {fed: FED, fasting: FASTING}, credence: {fed: 95%, fasting: 5%}}
    claims:
      taken: {title: Taken, value: 100 ± 10, kind: assumption, why: given}
      reaches: {title: Reaches, formula: taken + study, inputs: {taken: taken, study: study}}
"""


def parts(fed: float, fasting: float) -> dict[str, float]:
    text = DOSE.replace("FED", str(fed)).replace("FASTING", str(fasting))
    found = edition(text, settings=Settings(samples=4096))
    return dict(shares.parts(found.base, found.values, found.settled, "reaches"))


@pytest.mark.parametrize(("fed", "fasting"), [(0, 40), (-300, -200), (-200, 200)])
def test_parts__readings_count_by_their_credence(fed: float, fasting: float) -> None:
    """A reading that is believed at one in twenty brings little; before, it brought as much as the other."""
    between, within = 0.95 * 0.05 * (fed - fasting) ** 2, 100.0
    if fed >= 0:  # on the logarithm, where all is positive
        draws = np.random.default_rng(3).normal(100, 10, 400_000)
        logs = [np.log(draws + each) for each in (fed, fasting)]
        between = 0.95 * 0.05 * float(logs[0].mean() - logs[1].mean()) ** 2
        within = 0.95 * float(logs[0].var()) + 0.05 * float(logs[1].var())
    found = parts(fed, fasting)
    assert found["study"] == pytest.approx(between / (between + within), abs=0.01)
    assert found["taken"] == pytest.approx(within / (between + within), abs=0.02)


def test_why__a_choice_names_what_was_believed_before_and_after() -> None:
    text = DOSE.replace("FED", "0").replace("FASTING", "40") + (
        "    checks:\n      seen: {title: Seen, assert: reaches <= most, inputs: {reaches: reaches, most: 130},"
        " on_fail: rule-out}\n"
    )
    found = edition(text, settings=Settings(samples=4096))
    step = next(each for each in reasons.explain(found, "reaches").steps if each.id == "study")
    assert step.note.startswith(
        "weighed between fed (credence 95 %, 99.2 % after the checks), fasting (credence 5 %, 0.8"
    )
    assert reasons.as_json(step)["note"] == step.note


@pytest.mark.parametrize(
    ("value", "formula"),
    [("poisson(3.2)", "if(r > 0, 1, 0)"), ("poisson(3.2)", "r"), ("1 ± 5", "r^2"), ("1 to 9", "log(r)")],
)
def test_parts__a_single_source_of_chance_brings_all_of_it(value: str, formula: str) -> None:
    found = edition(f"""
        claims:
          r: {{title: R, value: "{value}"}}
          out: {{title: Out, formula: "{formula}", inputs: {{r: r}}}}
    """)
    for id in ("r", "out"):
        assert shares.parts(found.base, found.values, found.settled, id) == [("r", pytest.approx(1.0))]
