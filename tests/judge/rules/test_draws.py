"""What the draws of a formula say that its figure does not: divisors of either sign, points that hardly a draw is near."""

from __future__ import annotations

import pytest

from small import edition, rules


@pytest.mark.parametrize(
    ("formula", "share"),
    [
        ("c / d", 0.3085),
        ("c * d^-1", 0.3085),
        ("c * d^-(1 / 1)", 0.3085),
        ("c / (2 * d - 4)", 0.6915),
        ("growth_rate(2, d * y)", 0.3085),
        ("c / d^2", None),
        ("c / abs(d)", None),
        ("d / c", None),
        ("c / n", None),
    ],
)
def test_division_across_zero__says_in_which_share_of_the_draws(formula: str, share: float | None) -> None:
    used = ", ".join(
        f"{name}: {'1 year' if name == 'y' else name}"
        for name in "cdny"
        if name in formula.replace("growth_rate", "")
    )
    found = edition(f"""
        claims:
          c: {{title: C, value: 100}}
          d: {{title: D, value: 1 ± 2}}
          n: {{title: N, value: -3 ± 0.1}}
          out: {{title: Out, formula: "{formula}", inputs: {{{used}}}}}
    """)
    said = [each for each in found.findings if each.rule == "division-across-zero"]
    assert len(said) == (share is not None)
    if share is not None:
        assert said[0].data["share"] == pytest.approx(share, abs=0.002)


def test_division_across_zero__in_the_reading_that_is_left() -> None:
    text = """
        claims:
          c: {{title: C, value: 100}}
          wide: {{title: D, value: 1 ± 2}}
          tight: {{title: D, value: 1 ± 0.1}}
          out: {{title: Out, formula: c / d, inputs: {{c: c, d: which}}}}
        choices:
          which: {{title: Which, options: {{a: wide, b: tight}}, prefer: {prefer}, because: given}}
    """
    for prefer, count in (("a", 1), ("b", 0)):
        said = rules(edition(text.format(prefer=prefer)))
        assert said.count("division-across-zero") == count


@pytest.mark.parametrize(
    ("formula", "share"),
    [("max(a, b, c) - min(a, b, c)", 0), ("-abs(a - b)", 1), ("a + b", None), ("a * b", None), ("a^4", None)],
)
def test_point_outside__says_on_which_side_the_draws_lie(formula: str, share: float | None) -> None:
    used = ", ".join(
        f"{name}: {name}" for name in "abc" if name in formula.replace("abs", "").replace("max", "")
    )
    found = edition(f"""
        claims:
          a: {{title: A, value: 10 ± 4}}
          b: {{title: B, value: 10 ± 4}}
          c: {{title: C, value: 10 ± 4}}
          out: {{title: Out, formula: "{formula}", inputs: {{{used}}}}}
    """)
    said = [each.data["share"] for each in found.findings if each.rule == "point-outside"]
    assert said == ([] if share is None else [share])


@pytest.mark.parametrize(
    ("options", "credence", "share"),
    [
        ("{a: 2, b: 3, c: 6}", "{a: 5%, b: 90%, c: 5%}", 0.95),
        ("{a: 0, b: 3, c: 4}", "{a: 4%, b: 92%, c: 4%}", 0.04),
        ("{a: 2, b: 3, c: 4}", "{a: 20%, b: 60%, c: 20%}", None),
        ("{a: 2, b: 3, c: 6}", "", None),
    ],
)
def test_point_outside__of_a_choice_and_what_rests_on_it(
    options: str, credence: str, share: float | None
) -> None:
    """The mean of three readings, 3.1, stood beside an interval of 2 to 3 without a word."""
    found = edition(f"""
        choices:
          pick: {{title: Pick, options: {options}{f", credence: {credence}" if credence else ""}}}
        claims:
          out: {{title: Out, formula: 2 * p, inputs: {{p: pick}}}}
    """)
    said = {each.id: each.data["share"] for each in found.findings if each.rule == "point-outside"}
    assert said == ({} if share is None else pytest.approx({"pick": share, "out": share}, abs=0.001))


def test_share_over_one__tells_what_is_just_above_from_all() -> None:
    found = edition("claims: {a: {title: Share of all, value: 100.004%, kind: illustration}}")
    [message] = [each.message for each in found.findings if each.rule == "share-over-one"]
    assert message.endswith("it is 100.004%")
