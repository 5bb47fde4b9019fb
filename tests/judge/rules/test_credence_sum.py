"""Credences: one for every option, and together 1, as far as they are rounded."""

from __future__ import annotations

import pytest

from small import edition


@pytest.mark.parametrize(
    ("credence", "said"),
    [
        ("a: 50%, b: 30%, c: 20%", ""),
        ("a: 0.1, b: 0.2, c: 0.7", ""),
        ("a: 1, b: 0, c: 0", ""),
        ("a: 33%, b: 33%, c: 33%", ""),
        ("a: 0.333, b: 0.333, c: 0.333", ""),
        ("a: 0.3333, b: 0.3333, c: 0.33", ""),
        ("a: 0.334, b: 0.334, c: 0.334", "the credences add up to 1.002, not to 1"),
        ("a: 0.5, b: 0.4, c: 0", "the credences add up to 0.9, not to 1"),
        ("a: 0.5, b: 0.49, c: 0.0", "the credences add up to 0.99, not to 1"),
        ("a: 50, b: 30, c: 20", "the credences add up to 100, not to 1"),
        ("a: 60%, b: 60%, c: 60%", "the credences add up to 1.8, not to 1"),
        ("a: 0, b: 0, c: 0", "the credences add up to 0, not to 1"),
        ("a: 50%, b: 50%", "no credence for `c`"),
        ("a: 50%", "no credence for `b` and `c`; the credences add up to 0.5, not to 1"),
    ],
)
def test_object_to__credences(credence: str, said: str) -> None:
    base = f"choices: {{pick: {{title: Pick, options: {{a: 1, b: 2, c: 3}}, credence: {{{credence}}}}}}}"
    found = [each for each in edition(base).findings if each.rule == "credence-sum"]
    assert [each.message for each in found] == ([said] if said else [])
    assert all(each.id == "pick" and each.severity == "conflict" and each.hints for each in found)


def test_object_to__senses_of_a_term_that_the_choice_leaves_out_need_none() -> None:
    base = """
        terms: {word: {title: Word, senses: {a: 1, b: 2, c: 3}}}
        choices: {pick: {title: Pick, term: word, only: [a, b], credence: {a: 40%, b: SHARE}}}
    """
    assert "credence-sum" not in {each.rule for each in edition(base.replace("SHARE", "60%")).findings}
    assert "credence-sum" in {each.rule for each in edition(base.replace("SHARE", "50%")).findings}
