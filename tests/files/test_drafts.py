"""What an edit wrote is read twice, by two readers, before it is saved."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import pytest

from documents import VALUES, document
from places import ROOT
from whence.files import drafts, edits, second, yaml
from whence.files.comments import comments
from whence.files.drafts import draft, kept, proven
from whence.files.yaml import Composed
from whence.language.problems import Refused

FILE = """\
claims:
  a:
    title: A   # behind
    value: |
      3 kW
    note: >
      Folded
      text.

  b: {title: B, value: 200,000 chip, note: "it's"}
"""


def ours(text: str) -> Any:
    found = yaml.compose(text)
    assert isinstance(found, Composed)
    return found.data


@pytest.mark.parametrize("seed", range(40))
def test_read__sees_what_the_first_reader_sees(seed: int) -> None:
    text = document(random.Random(seed))
    assert second.read(text) == ours(text)


@pytest.mark.parametrize("path", sorted((ROOT / "claims").glob("*.yaml"))[:4], ids=lambda path: path.stem)
def test_read__sees_our_base_as_the_first_reader_does(path: Any) -> None:
    text = path.read_text("utf-8")
    assert list(second.differences(ours(text), second.read(text))) == []


@pytest.mark.parametrize("seed", range(40))
def test_proven__what_edits_write_stands(seed: int) -> None:
    generator = random.Random(seed)
    it = draft(document(generator))
    for id in it.data["claims"]:
        path = ("claims", id)
        it = it.set((*path, "value"), generator.choice(VALUES)).set(
            (*path, "cites"), [{"source": "c", "at": "x: y"}]
        )
        it = it.put((*path, "history"), {"value": generator.choice(VALUES), "until": "2025"}, 0)
        it = it.remove((*path, "kind")).rename((*path, "value"), "formula")
        it = it.set((*path, "inputs", "x"), {"value": "3 kW", "unit": "kW"})
    if lost := Counter(comments(it.before)) - Counter(comments(it.text)):
        with pytest.raises(Refused, match=f"would lose a comment of claims/a.yaml, `{next(iter(lost))}`"):
            kept("claims/a.yaml", it)
    assert ours(proven("claims/a.yaml", it)) == it.data


def test_proven__keeps_the_byte_order_mark() -> None:
    assert proven("a.yaml", draft("\ufeff" + FILE).set(("claims", "b", "value"), "4 kW")).startswith(
        "\ufeffclaims"
    )


def test_proven__an_edit_that_changes_something_else_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    right = edits.set_value
    monkeypatch.setattr(edits, "set_value", lambda *args: right(*args).replace("title: B", "title: C"))
    with pytest.raises(
        Refused, match=r"would make `claims\.b\.title` in a\.yaml something else than was asked for"
    ):
        proven("a.yaml", draft(FILE).set(("claims", "a", "value"), "4 kW"))


def test_proven__an_edit_that_loses_something_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    right = edits.insert
    monkeypatch.setattr(
        edits, "insert", lambda *args, **more: edits.remove(right(*args, **more), ("claims", "a", "note"))
    )
    with pytest.raises(Refused, match=r"`claims\.a\.note`"):
        proven("a.yaml", draft(FILE).put(("claims", "a", "history"), {"value": "3 kW"}, 0))


def test_proven__where_the_second_reader_sees_something_else_it_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    it = draft(FILE).set(("claims", "a", "value"), "4 kW")
    read = second.read

    def blind(text: str) -> Any:
        found = read(text)
        if text == it.text:
            found["claims"]["a"]["value"] = "40 kW"
        return found

    monkeypatch.setattr(drafts.second, "read", blind)
    with pytest.raises(Refused, match=r"finds something else at `claims\.a\.value`; nothing is written"):
        proven("a.yaml", it)


def test_proven__what_the_second_reader_cannot_read_is_refused() -> None:
    it = draft("claims:\n  a: {title: A, value: 3}\n  b: {title: *nothing, value: 4}\n")
    with pytest.raises(Refused, match=r"a second look at a\.yaml, before it is saved, fails: .*\(line 3\)"):
        proven("a.yaml", it.set(("claims", "a", "value"), "5"))


def test_proven__a_fault_that_was_there_before_is_not_the_edits() -> None:
    it = draft("claims:\n  a: {title: A, value: 3}\n  b: {title: !tag B, value: 4}\n  a: {title: Again}\n")
    assert "value: 5" in proven("a.yaml", it.set(("claims", "a", "value"), "5"))
