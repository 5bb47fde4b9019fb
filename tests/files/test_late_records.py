"""Records that are read when they are asked for are those of the whole base, in the same order and at the same places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pytest

from generate import base as generated
from places import ROOT
from whence.files import direct, knowledge, late_records, reader
from whence.files.sections import SECTIONS

FLOW = "topic: {title: Flows}\nclaims: {b: {title: B, value: 1 kg, aliases: [old-b]}, a: {title: A, value: 2 kg}}\n"
BLOCK = "topic:\n  title: Blocks\nclaims:\n  d:\n    title: D\n    value: 1 kg\n    differs_from:\n      a: it is another\n"
TEXTS: Mapping[str, bytes] = {
    "claims/z.yaml": FLOW.encode(),
    "claims/a.yaml": BLOCK.encode(),
    "sources/s.yaml": b"sources: {s: {title: S}}\n",
    **{name: str(text).encode() for name, text in generated(200).items()},
}


def test_records__are_those_of_the_whole_base() -> None:
    whole = reader.read(TEXTS)
    known = late_records.places(whole)
    assert known
    found = late_records.records(TEXTS, known)
    for section in SECTIONS:
        assert list(found.of(section)) == list(whole.of(section))
        assert dict(found.of(section)) == whole.of(section)
    assert (dict(found.home), dict(found.topics)) == (whole.home, whole.topics)
    assert list(found.files) == list(whole.files)
    assert found.place("claims", "d", "value") == whole.place("claims", "d", "value")
    assert (found.findings, found.broken, found.later) == (whole.findings, whole.broken, whole.later)


def test_records__one_of_them_takes_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    known = late_records.places(reader.read(TEXTS))
    assert known
    read: list[str] = []

    def noted(name: str, content: bytes) -> reader.FileRecords:
        read.append(name)
        return reader.read_file(name, content)

    monkeypatch.setattr(late_records, "read_file", noted)
    found = late_records.records(TEXTS, known)
    assert found.claims["b"].title == "B"
    assert "c7" in found.claims
    assert "e" not in found.claims
    assert {*read} == {"claims/z.yaml"}


def test_naming__leaves_out_files_in_which_the_word_does_not_stand() -> None:
    whole = reader.read(TEXTS)
    found = late_records.records(TEXTS, late_records.places(whole) or {})
    assert [id for id, _ in late_records.naming(found, "claims", ("differs_from",))] == ["d"]
    assert [id for id, _ in late_records.naming(found, "claims", ("aliases", "differs_from"))] == [
        "d",
        "b",
        "a",
    ]
    assert dict(late_records.naming(whole, "claims", ("aliases",))) == whole.claims


@pytest.mark.parametrize(
    "text", ["claims: {a: {titel: A, value: 1 kg}}", "claims: {a: {title: A}, a: {title: B}}", "a"]
)
def test_places__of_a_base_that_does_not_hold_there_are_none(text: str) -> None:
    assert late_records.places(reader.read({**TEXTS, "claims/wrong.yaml": text})) is None


def test_records__some_of_them_with_one_that_is_another() -> None:
    found = late_records.records(TEXTS, late_records.places(reader.read(TEXTS)) or {})
    held = found.of("claims")
    assert isinstance(held, late_records.Late)
    other = held.having("b", held["d"])
    assert list(other) == list(held)
    assert (other["b"], other["a"]) == (held["d"], held["a"])
    few = held.some(["b"])
    assert (list(few), few["a"]) == (["b"], held["a"])


# What may lead astray who looks for the lines of a record: ids that begin alike, an id in a text, in another section, in a
# comment, as the name of a field; sections that are indented otherwise; records that end with comments and blank lines.
ASTRAY = """\
# claims:
claims:

    # c1: not this
    c10:
        title: Ten
        value: 1 kg
        note: >
            What is said of
            c1: and of c10
            claims:
    c1:
        title: One
        value: 2 kg

        # a remark
# another
    c1.5: {title: Between, value: 3 kg}
    c2:
        title: Two
        formula: c1 + c10
        inputs: {c1: c1, c10: c10}
        unit: kg
checks:
 c1-holds:
  title: It holds
  assert: c1 > b
  inputs:
   c1: c1
   b: 1 kg
sources:
  c1:
    title: A source of that name
  "quoted": {title: Read by the full parser}
"""


@pytest.mark.parametrize("name", [*TEXTS, "astray", "own"])
def test_read_record__is_the_record_of_the_whole_file(name: str) -> None:
    own = (ROOT / "claims").rglob("*.yaml") if name == "own" else ()
    texts = [each.read_bytes() for each in own] or [TEXTS.get(name, ASTRAY.encode())]
    for text in texts:
        whole = reader.read_file("a.yaml", text)
        assert not whole.findings
        for section, records in whole.sections.items():
            for id, record in records.items():
                assert reader.read_record("a.yaml", text, section, id) == record


def test_records__a_few_of_a_file_are_read_and_no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    known = late_records.places(reader.read(TEXTS))
    assert known
    built = Counter[str]()
    monkeypatch.setattr(
        reader, "built", lambda kind, data: built.update([data["title"]]) or direct.built(kind, data)
    )
    reader.read_file.cache_clear()
    found = late_records.records(TEXTS, known)
    titles = [found.claims[id].title for id in ("c7", "c8", "c140")]
    assert built == Counter(titles)
    assert len({found.claims[f"c{n}"].title for n in range(90)}) == 90
    # from then on whole files are read, each once
    assert sum(built.values()) < 2 * len(found.claims)


def test_appeared__of_sources_that_are_asked_for_these_alone_are_read() -> None:
    texts = {
        "sources/a.yaml": b"sources:\n  a: {title: A, issued: 2025-01, aliases: [old-a]}\n  b: {title: B}\n",
        **{
            f"sources/{n}.yaml": f"sources:\n  s{n}: {{title: S, issued: 20{n}}}\n".encode()
            for n in range(10, 20)
        },
    }
    whole = reader.read(texts)
    dates = knowledge.issued(whole)
    found = late_records.records(texts, late_records.places(whole) or {})
    some = knowledge.Appeared(found)
    assert {name: some.get(name) for name in ("a", "b", "s11")} == {"a": "2025-01", "b": None, "s11": "2011"}
    assert isinstance(found.sources, late_records.Late)
    assert {*found.sources._known} == {"a", "b", "s11"}
    assert ("old-a" in some, "none" in some) == (True, False)
    assert dict(some) == dates
