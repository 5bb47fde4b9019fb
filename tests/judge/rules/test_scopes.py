"""Things of different scope: what their scopes are called makes no difference, and none of them is exempt."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from small import edition

SCOPES = ("site", "company", "building", "training-system", "the whole country")
USES = {
    "rivals": (
        "quantities: {q: {title: Q, take: a}}",
        "{title: A, value: 3 MW, scope: ONE, of: q}",
        "{title: B, value: 3 MW, scope: TWO, of: q}",
        "",
    ),
    "a quantity and its claims": (
        "quantities: {q: {title: Q, take: a, scope: TWO}}",
        "{title: A, value: 3 MW, scope: ONE, of: q}",
        "{title: B, value: 3 MW, of: q}",
        "",
    ),
    "a sum": ("", "{title: A, value: 3 MW, scope: ONE}", "{title: B, value: 3 MW, scope: TWO}", "a + b"),
    "a difference": (
        "",
        "{title: A, value: 3 MW, scope: ONE}",
        "{title: B, value: 2 MW, scope: TWO}",
        "a - b",
    ),
    "the larger": (
        "",
        "{title: A, value: 3 MW, scope: ONE}",
        "{title: B, value: 2 MW, scope: TWO}",
        "max(a, b)",
    ),
    "a share": ("", "{title: A, value: 3 MW, scope: ONE}", "{title: B, value: 20%, scope: TWO}", "a * b"),
}


@pytest.mark.parametrize("use", USES)
@settings(deadline=None)
@given(st.sampled_from(SCOPES), st.sampled_from(SCOPES))
def test_scope_differs__for_any_two_scopes_and_for_one_never(use: str, one: str, two: str) -> None:
    head, a, b, formula = USES[use]
    third = f"c: {{title: C, formula: '{formula}', inputs: {{a: a, b: b}}}}" if formula else ""
    text = f"{head}\nclaims:\n  a: {a}\n  b: {b}\n  {third}\n".replace("ONE", one).replace("TWO", two)
    found = edition(text)
    assert not [each for each in found.findings if each.severity == "error"]
    assert ("scope-differs" in {each.rule for each in found.findings}) == (one != two)
