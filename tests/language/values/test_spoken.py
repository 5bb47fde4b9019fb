"""Numbers in words: what each of them is worth, alone and together."""

from __future__ import annotations

import pytest

from whence.language.values import spoken

WORTH = {
    1: "once", 2: "twice both couple pair double doubled doubles doubling two", 3: "thrice triple tripled triples three", 4: "quadruple four",
    0.5: "halved half halves", 0: "no none", 12: "dozen twelve", 100: "hundred", 1e3: "thousand", 1e6: "million", 1e9: "billion", 1e12: "trillion",
    1 / 3: "third thirds", 0.25: "quarter quarters", 0.2: "fifth fifths", 0.1: "tenth tenths", 20: "twenty", 30: "thirty", 40: "forty",
    50: "fifty", 60: "sixty", 70: "seventy", 80: "eighty", 90: "ninety", 11: "eleven", 19: "nineteen",
}  # fmt: skip
TOGETHER = {
    "twenty-one boats": 21, "two hundred and five": 205, "three thousand four hundred": 3400, "two thirds of it": 2 / 3,
    "half a million": 5e5, "three dozen": 36, "one and a half million": 1.5e6,
}  # fmt: skip


@pytest.mark.parametrize(
    ("word", "value"), [(word, value) for value, words in WORTH.items() for word in words.split()]
)
def test_worth__of_each_word(word: str, value: float) -> None:
    assert [each[2] for each in spoken.worth(word)] == [pytest.approx(value)]


@pytest.mark.parametrize("text", TOGETHER)
def test_worth__of_words_that_go_together(text: str) -> None:
    assert [each[2] for each in spoken.worth(text)][:1] == [pytest.approx(TOGETHER[text])]
