"""Answers about claims at the end of a long chain: nothing recurses over the graph, and what is long is cut and goes on."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

import generate
from whence.account import impacts, reasons
from whence.cli.text import trees
from whence.files.schema import Settings
from whence.judge.assemble import Edition, assemble
from whence.model.graph import descendants
from whence.publish import site
from work import steps


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


def impact_steps(shape: Callable[[int], generate.Texts], size: int) -> int:
    found = assemble(shape(size), Settings(samples=64))
    assert found.findings  # what it asks for first
    first = next(iter(found.base.nodes))
    return steps(lambda: impacts.impact(found, first))


@pytest.mark.parametrize("shape", [generate.users, generate.chain])
def test_impact__of_many_users_and_along_a_chain_costs_what_they_are(
    shape: Callable[[int], generate.Texts],
) -> None:
    impact_steps(shape, 240)
    assert impact_steps(shape, 240) < 2.3 * impact_steps(shape, 120)


def test_elasticities__are_those_of_each_alone() -> None:
    found = assemble(generate.base(200), Settings(samples=64))
    source = next(id for id in found.base.nodes if len(descendants(found.base, (id,))) > 8)
    below = [each for each in descendants(found.base, (source,)) if each in found.summaries]
    together = impacts.elasticities(found, source, below)
    alone = {each: impacts.elasticity(found, source, each) for each in below}
    assert repr(together) == repr(alone)


def test_node_page__of_a_claim_deep_in_a_chain_is_no_longer_than_of_one_half_as_deep() -> None:
    found = assemble(generate.chain(1600), Settings(samples=64))
    pages = dict(site.files(found, "x"))
    made = [len(pages[f"claims/c{n}.html"]()) for n in (700, 1400)]
    assert made[1] < 1.02 * made[0]
