"""The steps that a check takes grow with the base, in the shapes at which a program may break."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import generate
from generate import Texts
from small import rules
from whence.account.candidates.ground import Ground
from whence.files.schema import Settings
from whence.judge.assemble import Edition, assemble
from whence.language.limits import INPUTS, RIVALS
from work import steps

SHAPES = (
    generate.base, generate.chain, generate.twins, generate.users, generate.reliance, generate.quantities,
    generate.one_file, generate.many_files, generate.history, generate.choices, generate.series,
)  # fmt: skip


def checked(texts: Texts, **settings: int) -> Edition:
    return assemble(texts, Settings(samples=64, **settings), today="2026-01-15")  # type: ignore[arg-type]


def growth(shape: Callable[[int], Texts], size: int, **settings: int) -> float:
    """How many times the steps twice the size takes, when all that is kept of texts is kept already."""
    small, large = shape(size), shape(2 * size)
    checked(large, **settings)
    return steps(lambda: checked(large, **settings)) / steps(lambda: checked(small, **settings))


@pytest.mark.parametrize("shape", SHAPES, ids=lambda each: str(each.__name__))
def test_assemble__twice_the_base_is_twice_the_steps(shape: Callable[[int], Texts]) -> None:
    assert growth(shape, 60) < 2.3


def test_assemble__a_chain_of_thousands_is_checked() -> None:
    found = checked(generate.chain(3000))
    assert len(found.summaries) == 3000
    assert found.summaries["c2999"].figure.point > found.summaries["c0"].figure.point


def test_assemble__the_longest_formula_grows_with_its_inputs() -> None:
    assert growth(generate.inputs, 100) < 2.3


def test_assemble__two_hundred_choices_that_hang_together_say_that_they_are_too_many() -> None:
    found = checked(generate.choices(200))
    assert set(rules(found)) == {"too-many-contexts", "check-depends"}
    assert len(found.summaries) == 400 + 200 + 199 * 2
    assert growth(generate.choices, 60) < 2.5


def test_assemble__choices_within_a_limit_that_was_raised_cost_what_their_contexts_do() -> None:
    counted = {n: len(checked(generate.choices(n), max_contexts=100_000).settled.nogoods) for n in (9, 14)}
    assert counted == {9: 8, 14: 13}
    one, two = (steps(lambda n=n: checked(generate.choices(n), max_contexts=100_000)) for n in (11, 12))
    assert two < 2.5 * one


@pytest.mark.parametrize("more", [0, 1])
def test_assemble__more_rivals_than_are_compared_are_refused_with_a_way_out(more: int) -> None:
    found = checked(generate.rivals(RIVALS.most + more))
    errors = [each for each in found.findings if each.severity == "error"]
    if not more:
        assert not errors
        return
    assert [(each.rule, each.id) for each in errors] == [("bad-field", "q")]
    assert f"{RIVALS.most + 1} claims" in errors[0].message
    assert "as_of" in errors[0].hints[0]
    assert not Ground(found).firm("q")


def test_assemble__thousands_of_rivals_cost_what_they_are() -> None:
    assert growth(generate.rivals, RIVALS.most + 1) < 2.3


def test_assemble__a_formula_of_too_many_inputs_is_refused_with_a_way_out() -> None:
    found = checked(generate.inputs(2 * INPUTS.most))
    errors = [each for each in found.findings if each.severity == "error"]
    assert {each.id for each in errors} == {"total"}
