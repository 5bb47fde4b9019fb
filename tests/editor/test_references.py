"""Where a record is named, over all files, and what it is to be called instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from bakery import CLAIMS, FILES, SOURCES
from editing import MARK, desk, marked
from whence.editor import references
from whence.editor.desk import Desk
from whence.editor.lines import Change, Lines
from whence.language.problems import Refused

PATH = "claims/bread.yaml"


def at(table: Desk, text: str) -> tuple[Desk, str, object]:
    plain = text.replace(MARK, "")
    assert plain in CLAIMS
    return table, PATH, marked(table, PATH, CLAIMS.replace(plain, text, 1))


def stretch(table: Desk, found: references.Location) -> tuple[str, str]:
    lines = table.lines(found.path)
    line = lines.text[: lines.offset(found.range.start)].count("\n") + 1
    return f"{found.path}:{line}", lines.text[lines.offset(found.range.start) : lines.offset(found.range.end)]


def applied(lines: Lines, changes: tuple[Change, ...]) -> str:
    text = lines.text
    for each in reversed(changes):
        text = text[: lines.offset(each.range.start)] + each.text + text[lines.offset(each.range.end) :]
    return text


def test_definition__of_an_id_of_a_source_and_of_a_name_in_a_formula(tmp_path: Path) -> None:
    table = desk(tmp_path, FILES)
    for text, wanted in (
        ("weight: sa¦ck}", ("claims/bread.yaml:8", "sack")),
        ("source: mi¦ll", ("sources/all.yaml:2", "mill")),
        ("price / we¦ight", ("claims/bread.yaml:8", "sack")),
        ("of: flour-¦price", ("claims/bread.yaml:3", "flour-price")),
    ):
        found = references.definition(*at(table, text))  # type: ignore[arg-type]
        assert found is not None, text
        assert stretch(table, found) == wanted
    assert references.definition(*at(table, "Weight o¦f a sack")) is None  # type: ignore[arg-type]


def test_references__are_found_in_every_file(tmp_path: Path) -> None:
    table = desk(
        tmp_path,
        {
            **FILES,
            "claims/more.yaml": "claims:\n  twice: {title: Twice, formula: 2 * a, inputs: {a: sack}}\n",
        },
    )
    found = references.references(*at(table, "  sa¦ck:\n"))  # type: ignore[arg-type]
    assert [stretch(table, each) for each in found] == [
        ("claims/bread.yaml:8", "sack"),
        ("claims/bread.yaml:22", "sack"),
        ("claims/more.yaml:2", "sack"),
    ]
    assert len(references.references(*at(table, "  sa¦ck:\n"), declaration=False)) == 2  # type: ignore[arg-type]


def test_renamed__changes_every_mention_and_keeps_the_old_id_as_an_alias(tmp_path: Path) -> None:
    table = desk(tmp_path, FILES)
    before = {id: each.figure for id, each in table.edition().summaries.items()}
    found = references.renamed(*at(table, "weight: sa¦ck}"), "bag")  # type: ignore[arg-type]
    table.open[PATH] = applied(table.lines(PATH), found[PATH])
    assert "  bag:\n    title: Weight of a sack\n" in table.open[PATH]
    assert "    aliases:\n      - sack\n" in table.open[PATH]
    assert "inputs: {price: sack-price, weight: bag}" in table.open[PATH]
    after = table.edition()
    assert {id.replace("bag", "sack"): each.figure for id, each in after.summaries.items()} == before
    assert after.base.aliases["sack"] == "bag"


def test_renamed__of_a_source_in_another_file(tmp_path: Path) -> None:
    table = desk(tmp_path, FILES)
    found = references.renamed(*at(table, "source: mi¦ll"), "the-mill")  # type: ignore[arg-type]
    assert sorted(found) == ["claims/bread.yaml", "sources/all.yaml"]
    new = applied(Lines(SOURCES), found["sources/all.yaml"])
    assert new == SOURCES.replace("mill:\n", "the-mill:\n").replace(
        "2025-01\n", "2025-01\n    aliases:\n      - mill\n"
    )


@pytest.mark.parametrize(("new", "why"), [("cost", "already"), ("Bag Of", "cannot be an id")])
def test_renamed__refuses_what_cannot_be_a_name(tmp_path: Path, new: str, why: str) -> None:
    table = desk(tmp_path, FILES)
    with pytest.raises(Refused, match=why):
        references.renamed(*at(table, "weight: sa¦ck}"), new)  # type: ignore[arg-type]


def test_symbols__of_a_file_and_of_the_base(tmp_path: Path) -> None:
    table = desk(tmp_path, FILES)
    assert [each.id for each in references.symbols(table, "sources/all.yaml")] == ["mill", "baker"]
    assert [each.id for each in references.search(table, "flour day")] == ["cost"]
