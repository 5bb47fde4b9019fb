"""Strict YAML: how deep a text may go is ours to say, whatever the parser makes of it."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
import yaml

from whence.files.yaml import Composed, compose
from whence.language.limits import DEPTH
from whence.language.problems import Problem
from work import growth


@pytest.mark.parametrize(
    "opening",
    [
        "[",
        "- ",
        "{",
        "{a: ",
        "[{",
        "? ",
        "[\n",
        "['],', ",
        '{"}": ',
        "{']': [",
        "[a, [",
        "[# ]\n",
        "{? ",
        "- ? ",
    ],
)
def test_compose__two_hundred_thousand_levels(opening: str) -> None:
    problem = compose(opening * 200_000 + "x")
    assert isinstance(problem, Problem)
    assert problem.message == f"nested deeper than {DEPTH.most} levels"
    # it is given up where it is too deep, however much deeper it goes
    assert growth(lambda size: compose(opening * size + "x"), 5_000) < 1.5


@pytest.mark.parametrize(
    "text",
    [
        "a: it's {0}",
        "a: '{0}'",
        'a: "{0}"',
        "a: |\n  {0}",
        "a: b # {0}",
        "a: b\n  {0}",
        "a: ['{0}']",
        "- {0[0]}] # {0}",
    ],
)
def test_compose__brackets_that_open_nothing(text: str) -> None:
    assert isinstance(compose(text.format("[" * 990)), Composed)


@pytest.mark.parametrize("limit", [DEPTH.most + 1, 40, 500])
def test_compose__whatever_depth_the_parser_has_of_its_own(
    monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    """A parser that gives up before it tells anything, once so many brackets lie ahead."""

    def strict(text: str, **given: object) -> Iterator[object]:
        ahead = [at for at, char in enumerate(text) if char in "[{"]
        if len(ahead) > limit:
            raise yaml.MarkedYAMLError(
                problem="too deep for me", problem_mark=SimpleNamespace(index=ahead[limit])
            )
        yield from parse(text, **given)

    parse = yaml.parse
    monkeypatch.setattr(yaml, "parse", strict)
    for text in ("[" * 1000, "a: " + "{b: " * 1000):
        problem = compose(text)
        assert isinstance(problem, Problem)
        assert problem.message == f"nested deeper than {DEPTH.most} levels"
        assert (
            problem.start
            == [at for at, char in enumerate(text) if char in "[{"][DEPTH.most - (text[0] == "a")]
        )


def test_compose__nested_by_indentation() -> None:
    problem = compose("".join(" " * n + "a:\n" for n in range(1000)))
    assert isinstance(problem, Problem)
    assert "nested deeper" in problem.message


def test_compose__as_deep_as_allowed() -> None:
    assert isinstance(compose("[" * DEPTH.most + "]" * DEPTH.most), Composed)
