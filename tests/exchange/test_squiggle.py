"""Models in Squiggle brought in: numbers, ranges and arithmetic give what they say; the rest is told by its line."""

from __future__ import annotations

import math

import pytest

from whence.exchange.importing import bring
from whence.files.schema import Settings
from whence.judge.assemble import Edition, assemble
from whence.language.problems import Refused

MODEL = """
// How many piano tuners a city has
@name("People in the city")
people = 8.5M to 9.5M
perHousehold = 2.5
share_with_piano = 2% to 10% /* a guess */
pianos = people / perHousehold * share_with_piano
tunings = normal(1.2, 0.2) * pianos
perTuner = uniform(500,
  1000)
tuners = tunings / perTuner
temperature = normal({p5: -4, p95: 6})
sizes = lognormal({p5: 3, p95: 30})
other = lognormal(1, 0.5)
loss = -3 to 5
half = if pianos > 1k then pianos / 2 else -2^2 + max(3, sqrt(9))
odd = beta(2, 3)
rests = odd + 1
f(x) = x + 1
list = [1, 2]
later = people +
"""


def edition() -> tuple[Edition, dict[str, str]]:
    found = bring("tuners.squiggle", MODEL.encode())
    base = assemble(found.texts(), Settings(samples=4096))
    assert [each for each in base.findings if each.severity == "error"] == []
    return base, {each.place: each.text for each in found.lost}


def test_model__values_and_formulas_are_ours() -> None:
    base, _ = edition()
    claims = base.base.records.claims
    assert claims["people"].title == "People in the city"
    assert {id: each.value for id, each in claims.items() if each.value and id != "other"} == {
        "people": "8500000 to 9500000", "perhousehold": "2.5", "share-with-piano": "0.02 to 0.1", "pertuner": "500 .. 1000",
        "temperature": "1 ± 3.0397841595588457", "sizes": "3 to 30", "loss": "-3 to 5",
    }  # fmt: skip
    assert claims["tunings"].inputs == {"x1": "1.2 ± 0.2", "pianos": "pianos"}
    assert (
        claims["half"].formula == "if(pianos > 1000, pianos / 2, (-2)^2 + max(3, sqrt(9)))"
        or "-2^2" in claims["half"].formula
    )
    assert claims["tuners"].cites[0].at == "line 11"


def test_model__distributions_have_the_quantiles_that_they_say() -> None:
    base, _ = edition()
    for id, low, high in (
        ("temperature", -4, 6), ("sizes", 3, 30), ("loss", -3, 5), ("pertuner", 525, 975),
        ("other", math.exp(1 - 1.6449 * 0.5), math.exp(1 + 1.6449 * 0.5)),
    ):  # fmt: skip
        figure = base.summaries[id].figure
        assert (figure.low, figure.high) == (pytest.approx(low, rel=0.02), pytest.approx(high, rel=0.02)), id


def test_model__what_is_no_number_is_told_and_so_is_what_rests_on_it() -> None:
    base, lost = edition()
    assert lost.keys() == {f"line {n}" for n in (17, 18, 19, 20, 21)}
    for place, word in (
        (17, "beta"),
        (18, "`odd` is nothing that came in"),
        (19, "no assignment"),
        (20, "cannot be read"),
        (21, "left out"),
    ):
        assert word in lost[f"line {place}"], lost
    assert "rests" not in base.base.records.claims


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("x = " + "(" * 900 + "1" + ")" * 900, "a formula may have 32 levels"),
        ("x = " + "-" * 1500 + "1", "a formula may have 32 levels"),
        ("x = " + "2^" * 900 + "1", "a formula may have 32 levels"),
        ("x = " + "if 1 > 0 then 1 else " * 90 + "1", "a formula may have 32 levels"),
        ("x = " + "1 + " * 100_000 + "1", "a formula may have 2,000 characters"),
        ("x = (\n" + "1 + \n" * 100_000, "a formula may have 2,000 characters"),
        ("x = 1e400 to 1e500", "`1e400` is beyond what can be computed with"),
        ("x = 9e99999999999999999999", "is beyond what can be computed with"),
        ("/* " * 100_000, "a formula may have 2,000 characters"),
    ],
)
def test_model__more_than_a_formula_may_have_is_left_out_at_once(text: str, why: str) -> None:
    found = bring("a.squiggle", f"y = 3\n{text}".encode())
    assert why in found.lost[0].text
    assert found.lost[0].place == "line 2"
    assert found.files["claims/a.yaml"]["claims"].keys() == {"y"}


def test_model__of_nothing_is_refused() -> None:
    with pytest.raises(Refused, match="no assignment"):
        bring("a.squiggle", b"// nothing\n")
