"""How much of the four texts our base holds: every figure is cited by what agrees with it, or set aside with its reason."""

from __future__ import annotations

from functools import cache

import pytest

from places import ROOT, SEEDS
from whence.account.coverage import Coverage, coverage
from whence.disk import store
from whence.judge.assemble import Edition

TEXTS = {
    "nesov-quick-takes": 439,
    "grok3-thread": 104,
    "situational-awareness-highlights": 64,
    "serving-costs-thread": 225,
}
LEAST = 0.95
pytestmark = pytest.mark.skipif(
    not (SEEDS / "catalogue.md").is_file(), reason="the seed texts are not beside the checkout"
)


@cache
def found() -> Edition:
    return store.load(store.read(ROOT))


@cache
def covered(source: str) -> Coverage:
    snapshot = found().base.records.sources[source].snapshot
    assert snapshot
    return coverage(found(), source, (SEEDS / snapshot.file).read_bytes(), snapshot.file)


@pytest.mark.parametrize("source", TEXTS)
def test_texts__their_figures_are_cited_or_set_aside(source: str) -> None:
    answer = covered(source)
    left = [
        f"{each.figure.line}: {each.figure.text}"
        for each in answer.figures
        if each.state in ("left", "differs")
    ]
    assert answer.share >= LEAST, "\n".join(left)
    assert (answer.unused, answer.changed) == ((), False)


@pytest.mark.parametrize(("source", "count"), TEXTS.items())
def test_texts__no_figure_of_theirs_is_taken_for_a_name_from_one_day_to_the_next(
    source: str, count: int
) -> None:
    assert len(covered(source).figures) == count


@pytest.mark.parametrize("source", TEXTS)
def test_texts__little_of_them_is_set_aside(source: str) -> None:
    answer = covered(source)
    assert answer.counts["aside"] <= 0.06 * len(answer.figures)
