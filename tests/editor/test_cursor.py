"""Where somebody writes, in texts that need not be readable."""

from __future__ import annotations

import pytest

from editing import MARK
from whence.editor import cursor

FILE = """\
claims:
  flour:
    title: Price of flour
    value: 24 EUR/bag
    note: >-
      A text: with a colon
      and two lines
    cites:
      - {source: mill, at: page 3}
      - source: baker
        at: page 4
  loaf:
    formula: flour / loaves
    inputs: {flour: flour, loaves: 40 loaf/bag}
"""


@pytest.mark.parametrize(
    ("text", "path", "at_key", "word"),
    [
        (f"{MARK}", (), True, ""),
        (f"cla{MARK}", (), True, "cla"),
        (f"claims:\n  {MARK}", ("claims",), True, ""),
        (f"claims:\n  flour:\n    ti{MARK}", ("claims", "flour"), True, "ti"),
        (f"claims:\n  flour:\n    title: Pri{MARK}", ("claims", "flour", "title"), False, "Pri"),
        (f"claims:\n  flour:\n    value: '24 EU{MARK}", ("claims", "flour", "value"), False, "24 EU"),
        (f"claims:\n  flour:\n    cites:\n      - {{source: mi{MARK}", ("claims", "flour", "cites", 0, "source"), False, "mi"),
        (f"claims:\n  flour:\n    cites: [{{source: a}}, {{via: {MARK}}}]", ("claims", "flour", "cites", 1, "via"), False, ""),
        (f"claims:\n  flour:\n    cites:\n      - source: a\n        v{MARK}", ("claims", "flour", "cites", 0), True, "v"),
        (f"claims:\n  flour:\n    cites:\n    - source: a\n    - {{at: x, {MARK}", ("claims", "flour", "cites", 1), True, ""),
        (f"claims:\n  loaf:\n    inputs: {{flour: flour, lo{MARK}", ("claims", "loaf", "inputs"), True, "lo"),
        (f"claims:\n  loaf:\n    inputs: {{flour: {MARK}}}", ("claims", "loaf", "inputs", "flour"), False, ""),
        (f"claims:\n  loaf:\n    inputs: {{a: 'x, y',\n      b: {MARK}", ("claims", "loaf", "inputs", "b"), False, ""),
        (f"claims:\n  loaf:\n    moves_with: [a, b{MARK}]", ("claims", "loaf", "moves_with", 1), False, "b"),
        (f"claims:\n  loaf:\n    moves_with:\n      - a\n      - b{MARK}", ("claims", "loaf", "moves_with", 1), False, "b"),
        (f"claims:\n  loaf: {{title: L, val{MARK}}}", ("claims", "loaf"), True, "val"),
        (f"claims:\n  loaf:\n    note: >-\n      some te{MARK}", ("claims", "loaf", "note"), False, "some te"),
    ],
)  # fmt: skip
def test_at__says_what_is_being_written(
    text: str, path: tuple[str | int, ...], at_key: bool, word: str
) -> None:
    offset = text.index(MARK)
    found = cursor.at(text.replace(MARK, ""), offset)
    assert (found.path, found.at_key, found.word) == (path, at_key, word)


def test_at__agrees_with_the_reader_at_every_scalar_of_a_whole_file() -> None:
    from whence.files import yaml

    whole = yaml.compose(FILE)
    assert isinstance(whole, yaml.Composed)

    def leaves(spot: object, path: tuple[str | int, ...]) -> list[tuple[tuple[str | int, ...], int]]:
        kids = spot.kids  # type: ignore[attr-defined]
        if not kids:
            return [(path, spot.end)] if spot.style not in (">", "|") else []  # type: ignore[attr-defined]
        return [each for name, kid in kids.items() for each in leaves(kid, (*path, name))]

    found = leaves(whole.spot, ())
    assert len(found) == 9
    for path, end in found:
        at = cursor.at(FILE, end)
        assert (at.path, at.at_key) == (path, False), path
