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
    assert claims["half"].formula == "if(pianos > 1000, pianos / 2, (-2)^2 + max(3, sqrt(9)))"
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


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("y + 1 * 2", "y + 1 * 2"),
        ("(y + 1) * 2", "(y + 1) * 2"),
        ("y - 1 - 2", "y - 1 - 2"),
        ("y / 2 * 3", "y / 2 * 3"),
        ("y^2^3", "y^2^3"),
        ("y^-1", "y^-1"),
        ("-y^2", "(-y)^2"),
        ("if !(y > 1) && y <= 2 || y != 3 then 1 else 0", "if(not y > 1 and y <= 2 or y != 3, 1, 0)"),
        ("if y >= 1 && y == 2 then 1 else 0", "if(y >= 1 and y == 2, 1, 0)"),
        ("if y < 1 then 2 else 3", "if(y < 1, 2, 3)"),
        ("ln(y) + log10(y) + exp(1.5e-3)", "log(y) + log10(y) + exp(0.0015)"),
        ("pointMass(3) * y", "3 * y"),
        (
            "2k + 3M + 4B + 5G + 6T + 7K + y",
            "2000 + 3000000 + 4000000000 + 5000000000 + 6000000000000 + 7000 + y",
        ),
        ("50% * y", "0.5 * y"),
        (".5 * y // half", "0.5 * y"),
        ("y +\n 1", None),
        ("(y +\n 1)", "y + 1"),
    ],
)
def test_model__arithmetic_binds_as_it_does_there(text: str, formula: str | None) -> None:
    found = bring("a.squiggle", f"y = 3\nz = {text}\n".encode())
    claims = found.files["claims/a.yaml"]["claims"]
    assert claims.get("z", {}).get("formula") == formula


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", "3"),
        ("3;", "3"),
        ("3e12", "3000000000000"),
        ("3e13", "3e13"),
        ("1.5e-20", "1.5e-20"),
        ("0", "0"),
        ("-3 to -1", "-3 to -1"),
        ("normal(5, 1)", "5 ± 1"),
        ("normal({mean: 5, stdev: 2})", "5 ± 2"),
        ("uniform(1, 2)", "1 .. 2"),
        ("to(1, 2)", "1 to 2"),
        ("lognormal({p5: 1, p95: 2})", "1 to 2"),
    ],
)
def test_model__a_number_or_a_distribution_is_a_value(text: str, value: str) -> None:
    (claim,) = bring("a.squiggle", f"z = {text}\n".encode()).files["claims/a.yaml"]["claims"].values()
    assert claim == {"title": "z", "value": value, "cites": [{"source": "a", "at": "line 1"}]}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("normal(5, 0)", "a deviation is above zero"),
        ("normal(5)", "`normal` takes two numbers here"),
        ("normal(y, 1)", "a distribution over numbers that are computed"),
        ("lognormal(1, 0)", "a deviation is above zero, and the numbers are no larger than a float"),
        ("lognormal(299, 1)", "a deviation is above zero, and the numbers are no larger than a float"),
        ("lognormal({p5: 0, p95: 2})", "`lognormal` by p5, p95 has no counterpart here"),
        ("normal({p10: 1, p90: 2})", "`normal` by p10, p90 has no counterpart here"),
        ("beta(1, 2)", "`beta` has no counterpart here"),
        ("mean(y)", "`mean` of a distribution is one number, and here `mean` is of several"),
        ("max(y)", "`max` of a distribution is one number"),
        ("sqrt(1, 2)", "`sqrt` has no counterpart here"),
        ("max(y 2)", "`,` is expected where `2` stands"),
        ("if y then 1", "`else` is expected where `the end` stands"),
        ("y y", "`y` stands where nothing more is expected"),
        ("y + nothing", "`nothing` is nothing that came in before"),
        ("y + ?", "`?` cannot be read here"),
        ("1e300 * y", "is beyond what can be computed with"),
        ("1e-300 * y", "is beyond what can be computed with"),
    ],
)
def test_model__what_has_no_counterpart_says_why(text: str, why: str) -> None:
    found = bring("a.squiggle", f"y = 3\nz = {text}\nw = z\n".encode())
    assert [each.place for each in found.lost] == ["line 2", "line 3"]
    assert why in found.lost[0].text
    assert found.lost[1].text == "`w` is left out: `z` is nothing that came in before"
    assert found.told == ("1 number",)


def test_model__a_bracket_that_is_not_closed_takes_the_rest() -> None:
    found = bring("a.squiggle", b"y = 3\nz = max(y\nw = y\n")
    assert [(each.place, each.text) for each in found.lost] == [
        ("line 2", "`z` is left out: `= y` cannot be read here")
    ]


def test_model__the_largest_that_a_lognormal_may_be_and_names_that_are_taken() -> None:
    found = bring("a.squiggle", b"x1 = 2\nbig = lognormal(298, 1) * x1\nsmall = 1e299 * x1\n")
    claims = found.files["claims/a.yaml"]["claims"]
    assert list(claims["big"]["inputs"]) == ["x1_", "x1"]
    assert "small" in claims


def test_model__a_name_that_could_not_be_read_anew_is_not_the_old_one() -> None:
    found = bring("a.squiggle", b"x = 2\nx = beta(1, 2)\ny = x\n")
    assert list(found.files["claims/a.yaml"]["claims"]) == ["x"]
    assert [each.place for each in found.lost] == ["line 2", "line 3"]


def test_model__comments_titles_and_lines() -> None:
    text = '/* one\n two */ a_b = 1 # x\n\n@name("The  c")\nc = [\n1\n]\n@name("D")\nd = 4 // y\n/* open\ne = 5\n'
    found = bring("My model.squiggle", text.encode())
    claims = found.files["claims/my-model.yaml"]["claims"]
    assert {id: (each["title"], each["cites"][0]["at"]) for id, each in claims.items()} == {
        "a-b": ("a_b", "line 2"), "d": ("D", "line 8"), "e": ("e", "line 11"),
    }  # fmt: skip


def test_model__a_number_from_1900_to_2100_is_a_number() -> None:
    text = "a = 2000\nb = a * 2\nc = 1950 to 2050\nd = 1900 + uniform(1990, 2010)\n"
    found = bring("m.squiggle", text.encode())
    base = assemble(found.texts(), Settings(samples=16))
    assert found.lost == ()
    assert [each.rule for each in base.findings if each.severity == "error"] == []
    assert base.unit("c").style != "date"
    assert base.summaries["b"].figure.point == 4000


def test_model__what_is_true_or_false_is_left_out_and_told_and_a_name_may_be_a_function_of_ours() -> None:
    text = "a = 1 to 3\ngood = a > 2\nsum = 3\nx = max(sum, 2)\nodd = (a > 2) + 1\nif_ = if a > 2 then 1 else 2\nall = !(a > 2)"
    found = bring("m.squiggle", text.encode())
    base = assemble(found.texts())
    assert [each for each in base.findings if each.severity == "error"] == []
    assert list(base.base.records.claims) == ["a", "sum", "x", "if"]
    assert base.summaries["x"].figure.point == 3
    assert [each.place for each in found.lost] == ["line 2", "line 5", "line 7"]
    assert found.lost[0].text == "`good` is left out: it is true or false, which is no number"
