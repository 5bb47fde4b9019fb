"""Edits change one path and no other byte, whatever the document looks like."""

from __future__ import annotations

import random
import re

import pytest
import yaml as pyyaml

from documents import KEYS, VALUES, document
from whence.files import edits, second, yaml
from whence.files.yaml import Composed
from whence.language.problems import Refused


def data(text: str) -> object:
    found = yaml.compose(text)
    assert isinstance(found, Composed), found
    assert not found.faults, found.faults
    return found.data


def altered(whole: object, path: tuple[str | int, ...], value: object) -> object:
    """Data with one path changed: what the edit must come to."""
    import copy

    result = copy.deepcopy(whole)
    at = result
    for key in path[:-1]:
        at = at[key]  # type: ignore[index]
    at[path[-1]] = value  # type: ignore[index]
    return result


@pytest.mark.parametrize("seed", range(30))
def test_set_value__changes_one_path_and_no_other_byte(seed: int) -> None:
    generator = random.Random(seed)
    for _ in range(100):
        text = document(generator)
        whole = data(text)
        name = generator.choice(list(whole["claims"]))  # type: ignore[index]
        path = ("claims", name, generator.choice(KEYS))
        value = generator.choice(VALUES)
        new = edits.set_value(text, path, value)
        assert data(new) == altered(whole, path, value), (text, path, value, new)
        kept = comments(text)
        assert comments(new) == kept, (text, path, value, new)
        same_outside(text, new, path)


def comments(text: str) -> list[str]:
    return [
        mark
        for mark in ("# a comment at the head", "  # behind", "  # why", "# between", "# first")
        if mark in text
    ]


def same_outside(old: str, new: str, path: tuple[str | int, ...]) -> None:
    """The two texts differ in the value at the path only; where there was none, something is put in and nothing taken out.

    Where the value stands is told by PyYAML, which shares nothing with our reader.
    """
    start, end = alike(old, new), len(old) - alike(old[::-1], new[::-1])
    stretch = place(old, path)
    if stretch is None:
        assert end <= start, (old, new)
    else:
        assert stretch[0] <= start, (old, new)
        assert end <= stretch[1], (old, new)


def alike(one: str, two: str) -> int:
    """How many characters two texts have in common from their beginning."""
    return next(
        (n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two))
    )


def place(text: str, path: tuple[str | int, ...]) -> tuple[int, int] | None:
    """Where the value at a path begins and ends, or None where there is none."""
    node = pyyaml.compose(text, Loader=pyyaml.SafeLoader)
    for key in path:
        if not isinstance(node, pyyaml.MappingNode):
            return None
        node = next((value for name, value in node.value if name.value == key), None)
    return (node.start_mark.index, node.end_mark.index) if node else None


@pytest.mark.parametrize("where", [0, None])
def test_insert__into_a_list_that_begins_behind_another_dash_is_refused(where: int | None) -> None:
    text = "claims:\n  a:\n    cites:\n    - - x\n      - y\n"
    with pytest.raises(Refused, match="the list does not begin on a line of its own"):
        edits.insert(text, ("claims", "a", "cites", 0), "z", where)


@pytest.mark.parametrize("seed", range(10))
def test_insert__adds_one_item_and_keeps_the_rest(seed: int) -> None:
    generator = random.Random(1000 + seed)
    item = {"value": "2 kW", "why": "it's: so"}
    for _ in range(100):
        text = document(generator)
        whole = data(text)
        name = generator.choice(list(whole["claims"]))  # type: ignore[index]
        key = generator.choice(["cites", "history"])
        before = whole["claims"][name].get(key, [])  # type: ignore[index]
        first = generator.random() < 0.5
        new = edits.insert(text, ("claims", name, key), item, 0 if first else None)
        wanted = [item, *before] if first else [*before, item]
        assert data(new) == altered(whole, ("claims", name, key), wanted), (text, new)
        assert comments(new) == comments(text)


@pytest.mark.parametrize("seed", range(5))
def test_remove__takes_one_key_and_its_lines(seed: int) -> None:
    generator = random.Random(2000 + seed)
    for _ in range(100):
        text = document(generator)
        whole = data(text)
        name = generator.choice([n for n, each in whole["claims"].items() if len(each) > 1] or [""])  # type: ignore[index]
        if not name:
            continue
        key = generator.choice(list(whole["claims"][name]))  # type: ignore[index]
        new = edits.remove(text, ("claims", name, key))
        rest = {k: v for k, v in whole["claims"][name].items() if k != key}  # type: ignore[index]
        assert data(new) == altered(whole, ("claims", name), rest), (text, key, new)


def test_set_value__keeps_quotes_comments_and_a_missing_last_line_break() -> None:
    text = "claims:\r\n  a: # here\r\n    value: '2 kW'   # told\r\n    title: \"A\""
    new = edits.set_value(text, ("claims", "a", "value"), "3 kW")
    assert new == "claims:\r\n  a: # here\r\n    value: '3 kW'   # told\r\n    title: \"A\""
    newer = edits.set_value(new, ("claims", "a", "as_of"), "2025-01")
    assert newer == new + "\r\n    as_of: 2025-01"


@pytest.mark.parametrize(
    "before", ["", "# begun", "# begun\n", "# begun\r\n# by hand", "---", "{}  # nothing yet"]
)
def test_set_value__into_a_file_that_has_no_record_yet_keeps_what_is_there(before: str) -> None:
    after = edits.set_value(before, ("claims", "a", "value"), "1 m")
    assert second.read(after) == {"claims": {"a": {"value": "1 m"}}}
    assert [each for each in before.splitlines() if each.startswith("#")] == re.findall(
        "^#[^\r\n]*", after, re.M
    )
    assert "\r\n" not in before or "\n" not in after.replace("\r\n", "")


@pytest.mark.parametrize("value", ["0\t12 to 15 /day", "1\t{2 m", "a\t# b", "\tx"])
def test_set_value__a_tab_is_written_so_that_every_reader_reads_it(value: str) -> None:
    for before in ("claims: {a: {value: 1 m}}\n", "claims:\n  a:\n    value: 1 m\n"):
        after = edits.set_value(before, ("claims", "a", "value"), value)
        assert second.read(after) == {"claims": {"a": {"value": value}}}


@pytest.mark.parametrize(
    "text", ["0?12 to 15 /day", "Is it?", "a ? b", "?b", "-?", "a?, b", "https://example.org/?q=1"]
)
def test_set_value__a_question_mark_is_read_by_both_readers(text: str) -> None:
    """In flow style the second reader takes a bare one for a key, and every edit of the file would be refused."""
    after = edits.set_value("claims: {a: {title: A, value: 1 m}}\n", ("claims", "a", "title"), text)
    assert second.read(after) == {"claims": {"a": {"title": text, "value": "1 m"}}}
    block = edits.set_value("claims:\n  a:\n    title: A\n", ("claims", "a", "title"), text)
    assert second.read(block) == {"claims": {"a": {"title": text}}}
    assert text.startswith("?") or f"title: {text}\n" in block


@pytest.mark.parametrize("text", ["Is it?", "a ? b", "0?12", "-?", "a?b:c", "https://example.org/?q=1"])
def test_read__a_question_mark_that_somebody_wrote_in_braces_is_read_by_both_readers(text: str) -> None:
    """Else the file could be checked and never edited."""
    file = f"claims: {{a: {{title: {text}, value: 1 m}}}}\n"
    assert data(file) == second.read(file) == {"claims": {"a": {"title": text, "value": "1 m"}}}
    assert f"title: {text}, value: 2 m" in edits.set_value(file, ("claims", "a", "value"), "2 m")


def test_remove__from_a_text_that_cannot_be_read() -> None:
    with pytest.raises(Refused, match="the file cannot be read: "):
        edits.remove("claims: {a: [1\n", ("claims", "a"))


def test_second_reader__of_nothing_and_of_what_is_no_text() -> None:
    assert second.read("# a comment alone\n") is None
    with pytest.raises(Refused, match="unacceptable character #x0007"):
        second.read("a: \x07\n")
