"""Answers about claims at the end of a long chain: nothing recurses over the graph, and what is long is cut and goes on."""

from __future__ import annotations

import json

import pytest

import generate
from whence.account import reasons
from whence.cli.text import trees
from whence.files.schema import Settings
from whence.judge.assemble import Edition, assemble


@pytest.fixture(scope="module")
def chain() -> Edition:
    return assemble(generate.chain(1200), Settings(samples=64))


def test_explain__of_a_long_chain_is_cut_and_goes_on_from_there(chain: Edition) -> None:
    step, at = reasons.explain(chain, "c1199"), 1199
    assert not json.dumps(reasons.as_json(step)).count("c1099")
    while step.steps:
        (step,) = step.steps
        at -= 1
        assert step.id == f"c{at}"
    assert step.cut
    assert at == 1199 - reasons.DEEPEST + 1
    further = reasons.explain(chain, step.id)
    assert further.steps[0].id == f"c{at - 1}"


def test_explain__asked_for_few_steps_says_where_there_are_more(chain: Edition) -> None:
    step = reasons.explain(chain, "c9", depth=3)
    assert [step.cut, step.steps[0].cut, step.steps[0].steps[0].cut] == [False, False, True]
    assert "goes on further down: whence why c7" in trees.tree(chain, step, False)
    assert "goes on" not in trees.tree(chain, reasons.explain(chain, "c9"), False)


def test_explain__with_so_many_steps_at_most(chain: Edition) -> None:
    step, count = reasons.explain(chain, "c900", most=5), 1
    while step.steps:
        (step,) = step.steps
        count += 1
    assert count == 5
    assert step.cut
