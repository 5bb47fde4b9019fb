"""Files in full: what is said of a record, a file, a setting, a name; what an edit and the one layout make of a text.

In a case a `¶` stands for the end of a line, and a `¬` for one with a carriage return.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

import pytest

from tables import cases, held
from whence.files import addresses, drafts, edits, filenames, layout, second, styles, yaml
from whence.files.block import Block
from whence.files.drafts import Draft
from whence.files.json_schema import json_schema
from whence.files.reader import read
from whence.files.schema import Settings
from whence.files.settings import read_settings
from whence.files.yaml import Composed
from whence.language.problems import Finding, Problem, Refused

HERE = Path(__file__).parent / "tables"


def text_of(case: str) -> str:
    """The text that a case stands for."""
    return case.replace("¬", "\r\n").replace("¶", "\n").replace("␀", "")


def case_of(text: str) -> str:
    """A text on one line."""
    return text.replace("\r\n", "¬").replace("\n", "¶")


def said(found: Finding) -> Iterator[str]:
    """What a finding says, and of how much of which line."""
    place = f"{found.place.line}:{found.place.column}+{found.place.length}" if found.place else "nowhere"
    yield f"{found.rule} {found.id} {place}: {found.message}"
    yield from (f"> {hint}" for hint in found.hints)


# --- records


def test_records__what_is_said_of_each() -> None:
    def told(case: str) -> Iterator[str]:
        text = text_of(case)
        folder = "sources" if text.startswith("sources:") else "claims"
        records = read({f"{folder}/a.yaml": text})
        for each in records.findings:
            yield from said(each)
        for section in ("claims", "quantities", "terms", "choices", "checks", "sources", "units", "changes"):
            for id, record in records.of(section).items():
                shown = {
                    field.name: value
                    for field in fields(record)
                    if (value := getattr(record, field.name)) not in ("", (), {}, None, False, "A")
                }
                yield f"{id}: {shown}"
        if records.broken:
            yield f"broken: {', '.join(sorted(records.broken))}"

    held(HERE / "records.txt", told)


# --- YAML, read by the one reader and the other


def test_yaml__what_is_read_of_a_text_and_by_whom() -> None:
    def told(case: str) -> Iterator[str]:
        text = text_of(case)
        found = yaml.compose(text)
        if isinstance(found, Problem):
            yield f"{found.rule} {found.start}-{found.end}: {found.message}"
            yield from (f"> {hint}" for hint in found.hints)
        else:
            yield json.dumps(found.data, ensure_ascii=False)
            for fault in found.faults:
                problem = fault.problem
                yield f"at {list(fault.path)} {problem.rule} {problem.start}-{problem.end}: {problem.message}"
                yield from (f"> {hint}" for hint in problem.hints)
        block = Block(text)
        if block.read():
            late = ", ".join(id for _, id in sorted(block.parsed))
            yield "line by line" + (f", but for {late}" if late else "")
            assert isinstance(found, Composed)
            assert block.data == found.data
            for path in block.found:
                spot, there = block.late.at(path)
                other, _ = found.spot.at(path)
                assert there
                assert (spot.start, spot.end, spot.key_start) == (other.start, other.end, other.key_start)

    held(HERE / "yaml.txt", told)


# --- edits


def test_edits__what_becomes_of_a_text() -> None:
    def told(case: str) -> Iterator[str]:
        what, _, given = case.partition(" @ ")
        text = text_of(given)
        verb, where, value = (*what.split(" ", 2), "")[:3]
        path = tuple(int(each) if each.isdigit() else each for each in where.split("/"))
        try:
            draft = drafted(drafts.draft(text), verb, path, value)
        except Refused as refused:
            yield f"refused: {refused.given}"
            return
        yield case_of(draft.text)
        try:
            assert drafts.proven("claims/a.yaml", draft) == draft.mark + draft.text
        except Refused as refused:
            yield f"refused: {refused.given}"

    held(HERE / "edits.txt", told)


def drafted(draft: Draft, verb: str, path: tuple[str | int, ...], value: str) -> Draft:
    """A draft after an edit."""
    match verb:
        case "set":
            return draft.set(path, json.loads(value))
        case "insert":
            place, _, item = value.partition(" ")
            if place != "last":
                return draft.put(path, json.loads(item), int(place))
            new = edits.insert(draft.text, path, json.loads(item))
            return replace(draft, text=new, data=second.read(new))
        case "rename":
            return draft.rename(path, value)
        case "beside":
            key, _, item = value.partition(" ")
            return draft.amend({}, {path: (key, item)})
        case "both":
            name, key, item = value.split(" ", 2)
            return draft.amend({path[:-1]: name}, {path: (key, item)})
    assert verb == "remove"
    return draft.remove(path)


# --- one layout


def test_layout__what_becomes_of_a_text() -> None:
    def told(case: str) -> Iterator[str]:
        try:
            new = layout.laid_out(text_of(case))
        except Refused as refused:
            yield f"refused: {refused.given}"
            return
        yield from new.splitlines()
        assert layout.laid_out(new) == new

    held(HERE / "layout.txt", told)


# --- settings


def test_settings__what_is_read_and_said() -> None:
    def told(case: str) -> Iterator[str]:
        file = "pyproject.toml" if case.startswith("[tool") else "whence.toml"
        settings, found = read_settings(text_of(case).replace("…", "x" * 1985), file)
        for each in found:
            yield from said(each)
        default = Settings()
        for field in fields(settings):
            if getattr(settings, field.name) != getattr(default, field.name):
                yield f"{field.name} {getattr(settings, field.name)}"

    held(HERE / "settings.txt", told)


# --- names, addresses, style sheets


def test_addresses__what_is_said_of_each() -> None:
    def told(case: str) -> Iterator[str]:
        found = addresses.objection(case.replace("…", "x" * 1985))
        yield " > ".join(found) if found else "fine"

    held(HERE / "addresses.txt", told)


def test_filenames__what_is_read_and_written() -> None:
    def told(case: str) -> Iterator[str]:
        path = case.replace("…", "x" * 200).replace("⍽", "\u200b").replace("⌧", "\udcff")
        yield (
            f"like {filenames.like(path)}, editable {filenames.editable(path)}, of a tool {filenames.of_a_tool(path)}; "
            f"{filenames.unread(path) or 'read'}; {filenames.bad(path) or 'fine'}"
        )

    held(HERE / "filenames.txt", told)


def test_styles__what_a_sheet_may_say() -> None:
    def told(case: str) -> Iterator[str]:
        found = styles.objection(text_of(case).encode("utf-8"))
        yield f"{found.start}-{found.end}: {found.message} > {found.hints[0]}" if found else "fine"

    held(HERE / "styles.txt", told)


def test_styles__a_sheet_that_is_no_text_is_told_where_it_ends_to_be_one() -> None:
    found = styles.objection("p{ä}".encode() + b"\xff")
    assert found
    assert (found.start, found.message) == (4, "this style sheet is not UTF-8")


@pytest.mark.parametrize(
    ("style", "light", "dark", "sheet"),
    [
        ("", {}, {}, ""),
        ("p{}", {}, {}, "/* The look of this base. */\np{}"),
        ("", {"ink": "#000", "edge": "#fff"}, {}, "/* The look of this base. */\n:root{--edge:#fff;--ink:#000}\n"),
        (
            "p{}", {}, {"ink": "#000"},
            '/* The look of this base. */\n@media screen and (prefers-color-scheme:dark){:root:not([data-scheme="light"])'
            '{--ink:#000}}\n@media screen{:root[data-scheme="dark"]{--ink:#000}}\np{}',
        ),
    ],
)  # fmt: skip
def test_styles__one_sheet_of_colours_and_rules(
    style: str, light: dict[str, str], dark: dict[str, str], sheet: str
) -> None:
    assert styles.sheet(style, light, dark) == sheet


# --- the schema for editors


def test_schema__of_each_kind_of_record() -> None:
    whole = json_schema()

    def told(case: str) -> Iterator[str]:
        kind, _, field = case.partition(".")
        found = whole["definitions"][kind] if kind in whole["definitions"] else whole["properties"][kind]
        yield json.dumps(
            found["properties"][field] if field else {**found, "properties": [*found.get("properties", ())]}
        )

    held(HERE / "schema.txt", told)
    assert {each.partition(".")[0] for each in cases(HERE / "schema.txt")} == {
        *whole["definitions"],
        *whole["properties"],
    }
