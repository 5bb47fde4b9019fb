"""The manual's page on values: every example runs."""

from __future__ import annotations

import pytest

from whence.language.units.units import STANDARD
from whence.language.values.forms import FORMS
from whence.language.values.written import Written, parse
from whence.publish.pages import manual_values

WRITTEN = [text for text, _ in (*manual_values.EXAMPLES, *manual_values.LONG)]
WRITTEN += [way.example for ways in FORMS.values() for way in ways]
SAID = [text for _, what in manual_values.EXAMPLES for text in what.split("`")[1::2]]


@pytest.mark.parametrize("text", [*WRITTEN, *SAID])
def test_values__every_example_is_read(text: str) -> None:
    assert isinstance(parse(text, STANDARD), Written), parse(text, STANDARD)


def test_values__long_forms_are_the_short_ones_before_them() -> None:
    shapes = [parse(text, STANDARD).shape for text, what in manual_values.LONG]  # type: ignore[union-attr]
    for n, (_, what) in enumerate(manual_values.LONG):
        if what == "the same, long":
            assert shapes[n] == shapes[n - 1]
