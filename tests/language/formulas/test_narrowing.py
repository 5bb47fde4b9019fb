"""What narrows the ends of a formula: how it is told to a browser, and where it is left out."""

from __future__ import annotations

import json
from typing import Any

import pytest

from whence.language.formulas.formula import parse
from whence.language.formulas.narrowing import narrowing


def told(text: str) -> Any:
    """What narrows a formula all of whose names may be any value of a set, in the terms of a browser."""
    tree = parse(text)
    found = narrowing(tree, frozenset({"a", "b"}))
    return found and json.loads(json.dumps(found.as_json()))


def test_as_json__a_name_that_stands_twice_with_the_sign_of_its_slope() -> None:
    below = ["+", ["n", "a"], ["n", "b"]]
    sign = {
        "tree": ["+", below, ["-", ["n", "a"]]],
        "light": True,
        "signs": [["a", {"tree": 0.0}]],
        "divisors": [],
        "conditions": [],
    }
    tree = ["/", ["n", "a"], below]
    assert told("a / (a + b)") == {
        "tree": tree,
        "light": True,
        "signs": [["a", sign]],
        "divisors": [below],
        "conditions": [],
        "limits": [["a", 1.0, {"tree": 1.0}]],
    }


def test_as_json__a_quotient_that_holds_all_there_is_of_a_name_by_a_name_of_its_own() -> None:
    found = told("1 - a / (2 + 4 * a)")
    assert found["tree"] == ["-", 1.0, ["n", "#2.0"]]
    [[_, part, points]] = found["cases"]
    assert (part["tree"], points) == (["/", ["n", "a"], ["+", 2.0, ["*", 4.0, ["n", "a"]]]], [])
    assert part["limits"] == [["a", 4.0, {"tree": 0.25}]]


def test_as_json__a_part_that_stands_twice_by_a_name_of_its_own() -> None:
    found = told("(a - b) ^ 2 + (a - b)")
    assert found["tree"] == ["+", ["^", ["n", "#2.0"], 2.0], ["n", "#2.0"]]
    assert found["cases"] == [["#2.0", {"tree": ["-", ["n", "a"], ["n", "b"]]}, []]]


def test_as_json__a_comparison_with_the_point_at_which_it_turns() -> None:
    found = told("if(a > 2, 3 * a, b)")
    assert found["tree"] == ["if", [">", ["n", "#2.0"], 2.0], ["*", 3.0, ["n", "#2.0"]], ["n", "b"]]
    assert found["cases"] == [["#2.0", {"tree": ["n", "a"]}, [2.0]]]
    assert found["conditions"] == [[">", ["n", "#2.0"], 2.0]]


@pytest.mark.parametrize("text", ["a * b", "if(a > 2, 1, 0)"])
def test_narrowing__nothing_where_each_name_stands_once(text: str) -> None:
    assert told(text) is None


@pytest.mark.parametrize(("terms", "left_out"), [(200, False), (201, True)])
def test_narrowing__is_left_out_of_a_large_formula(terms: int, left_out: bool) -> None:
    tree = parse(" + ".join(["a"] * terms))
    assert (narrowing(tree, frozenset({"a"})) is None) == left_out
