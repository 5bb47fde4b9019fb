"""What is read line by line is what the full parser reads: the same records of the same texts, at the same places."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import generate
from places import ROOT
from whence.files import direct, reader, yaml
from whence.files.block import Block
from whence.files.places import Spot
from whence.files.records import FileRecords
from whence.files.sections import SECTIONS
from whence.files.validation import validate

FOLDERS = ("claims", "sources", "tests/bases", "tests/hostile", "tests/files", "engine/whence/starter")
FILES = [path for name in FOLDERS for path in sorted((ROOT / name).rglob("*.y*ml"))]


def decoded(path: Path) -> str:
    text = yaml.decode(path.read_bytes())
    return text if isinstance(text, str) else ""


def slowly(text: str) -> FileRecords:
    """What the full parser and the schema alone make of a file."""
    with patch.object(reader.Block, "read", lambda block: False):
        return reader.read_file.__wrapped__("claims/a.yaml", text)


def paths(spot: Spot, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield at
    for name, kid in spot.kids.items():
        yield from paths(kid, (*at, name))


def assert_same(text: str) -> bool:
    """Both ways say the same of a text; whether any of it was read line by line."""
    found, wanted = reader.read_file.__wrapped__("claims/a.yaml", text), slowly(text)
    assert repr(found.sections) == repr(wanted.sections)
    assert found.sections == wanted.sections
    assert (found.topic, found.findings, found.broken) == (wanted.topic, wanted.findings, wanted.broken)
    if not isinstance(found.spot, Spot):
        for path in paths(wanted.spot.whole):
            for each, key in product((path, (*path, "nowhere"), (*path, "nowhere", 0)), (False, True)):
                assert found.place(each, key) == wanted.place(each, key), (each, key)
            if len(path) == 3:  # by its line alone, while nobody has asked for the whole record
                found.spot.found.clear()
                assert found.spot.at(path) == wanted.spot.at(path), path
            spot, there = found.spot.at(path)
            known = wanted.spot.at(path)[0]
            assert there
            assert (spot[:5], list(spot.kids)) == (known[:5], list(known.kids)), path
    return not isinstance(found.spot, Spot)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_block__every_file_that_there_is_says_the_same_both_ways(path: Path) -> None:
    assert_same(decoded(path))


def test_block__our_own_base_and_the_generated_one_are_read_line_by_line() -> None:
    """Hardly a record needs the full parser: what people write is what is read here."""
    texts = [decoded(path) for name in FOLDERS[:3] for path in sorted((ROOT / name).rglob("*.yaml"))]
    texts += [str(text) for text in generate.base(200).values()]
    blocks = [Block(text) for text in texts]
    assert all(block.read() for block in blocks)
    records, parsed = (
        sum(len(each) for each in counts)
        for counts in zip(*((b.found, b.parsed) for b in blocks), strict=True)
    )
    assert records > 1_000
    assert parsed < records / 50


@pytest.mark.parametrize(
    "path",
    [path for name in FOLDERS[:3] for path in sorted((ROOT / name).rglob("*.yaml"))],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_built__a_record_is_what_the_schema_makes_of_it(path: Path) -> None:
    block = Block(decoded(path))
    assert block.read()
    for section in SECTIONS.keys() & block.data.keys():
        for id, data in (block.data[section] or {}).items():
            built = direct.built(SECTIONS[section].record, data)
            if built is not None and (section, id) not in block.parsed:
                record, mistakes = validate(SECTIONS[section].record, data)
                assert (repr(built), built, mistakes) == (repr(record), record, ())


# One record a line of each kind that there is, and what breaks the ways in which it is written.
LINES = """\
claims:
  a: {title: A, value: 3 m, cites: [post]}
  b:
    title: "B: two"
    value: 2 to 5 kW
    as_of: 2025-03
    cites:
      - {source: post, at: "p. 1, 2", excerpt: 'it is "so"'}
      - source: post
        at: p. 3
      - post
    note: >-
      One line
      and another.

      A second.
    exact: true
    tolerance: 10%
  c:
    formula: x * y
    inputs: {x: a, y: b}
    title: C
    history:
    - value: 1 m
      until: 2024
    # said before
    headline: false
checks:
  k:
    title: K
    assert: x > y
    inputs: {x: a, y: 2 m}
topic:
  title: T
  order: 3
  intro: |
    Said
      so.
sources:
  post: {title: Post, author: [{family: Mill, given: J. S.}], issued: 2020, URL: "https://example.org/a"}
"""
BITS = (
    "", " ", "  ", "\n", "\n\n", ":", ": ", "- ", "#", " #", "'", '"', "\\", "{", "}", "[", "]", ",", ", ", "|", ">", ">-\n", "~", "null", "true",
    "é", "e\u0301", "\u200b", "\u00a0", "\t", "\r\n", "&a ", "*a", "!t ", "---\n", "...\n", "? ", "%", "@", "`", "0", "1e3", "-1", "3%", "''", '""', "a: b", "x",
    "- x\n", "# c\n", "  a:\n", "    value: 3\n", "title", "https://example.org/\u0430", "2025-13", "[a, b]", "{a: b}", "known: 2020\n",
)  # fmt: skip
LONG = bool(os.environ.get("RUN_LONG"))
EDITS = st.lists(
    st.tuples(st.integers(0, 900), st.integers(0, 4), st.sampled_from(BITS)), min_size=1, max_size=4
)


@cache
def pieces() -> list[str]:
    """Texts to change: the one above, and stretches of the bases that there are."""
    found = [LINES]
    for path in FILES:
        lines = decoded(path).split("\n")
        for at in range(0, len(lines) if "hostile" not in str(path) else 1, 60):
            found.append("claims:\n" + "\n".join(lines[at : at + 25]) + "\n")
    return found


@settings(max_examples=20_000 if LONG else 300, deadline=None)
@given(st.integers(0, 10_000), EDITS)
def test_block__a_text_that_is_changed_anyhow_says_the_same_both_ways(
    which: int, edits: list[tuple[int, int, str]]
) -> None:
    text = pieces()[0 if which % 2 else which % len(pieces())]
    for at, gone, bit in edits:
        at = at % (len(text) + 1)
        text = text[:at] + bit + text[at + gone :]
    assert_same(text)


@pytest.mark.parametrize(
    "text",
    [
        "claims:\n  a: {title: A, value: 3}\n\n  # x\n  b:\n    title: B\n    value: 4\n",
        "claims:\n  a:\n    title: A\n    value: 3\n    note: >\n      x\n\n\n",
        "claims:\n  a:\n    title: A\n    value: 3\n    note: |-\n      x\n        y\n      z  \nsources:\n  p: {title: P}\n",
        "claims:\n    a:\n        title: A  \n        value:   3 \n        tags:\n        - b\n        - c d\n",
    ],
)
def test_block__is_read_line_by_line(text: str) -> None:
    assert assert_same(text)


@pytest.mark.parametrize(
    "text",
    [
        "claims:\n  a:\n    title: A\n     more\n    value: 3\n",
        "claims:\n  a:\n    title: A\n    title: B\n    value: 3\n",
        "claims:\n  a: {title: A, value: 3}\n  a: {title: A, value: 3}\n",
        "claims:\n  a:\n    title: 'A\n  b'\n    value: 3\n",
        "claims:\n  - a\n  - b\n",
        "claims:\n a: {title: A, value: 3}\n  b: {title: B, value: 3}\n",
        "claims: {a: {title: A, value: 3}}\n",
        "claims:\n  a: {title: A, value: 3}",
        "claims:\n  a:\n    title: A\n    value: 3\n    note: >-\n\n      x\n",
        "claims:\n  a:\n    title: A\n    value: 3\n    note: >-\n      x\n       y\n",
        "claims:\n  a:\n    title: A\n    value: 3\n    tags: [x, y: z]\n",
        "claims:\n  a:\n    title: A\n    value: 3\n    null: x\n",
        "claims:\n  a: 3\n   b\n",
    ],
)
def test_block__what_is_written_otherwise_is_left_to_the_full_parser(text: str) -> None:
    assert_same(text)
    block = Block(text)
    assert not block.read() or block.parsed
