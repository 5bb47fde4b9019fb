"""The rules: each page's example is run, and the codes in the engine are the codes in the table."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import whence
from whence import rules
from whence.diagnostics import SEVERITIES, Finding
from whence.edition import assemble
from whence.rules import pages
from whence.settings import read_settings

TODAY = "2026-06-01"
ENGINE = Path(whence.__file__).parent
EVERY = tuple(pages.every())
MARK = re.compile(r"# <- ([a-z-]+)")


def split(example: str) -> dict[str, str]:
    """The files of an example by path: the first is `claims/example.yaml` unless it says otherwise."""
    texts: dict[str, str] = {}
    path = "claims/example.yaml"
    for line in example.splitlines(keepends=True):
        if line.startswith("# file: "):
            path = line.removeprefix("# file: ").strip()
        else:
            texts[path] = texts.get(path, "") + line
    return texts


def found_in(example: str) -> tuple[Finding, ...]:
    texts = split(example)
    if example.startswith("[whence]"):
        return read_settings(example, "whence.toml")[1]
    copies = {path: text for path, text in texts.items() if path.endswith(".txt")}
    return assemble(texts, today=TODAY, snapshots=copies or None).findings


def marked(example: str) -> set[tuple[str, str, int]]:
    """The marks in an example: file, rule and line."""
    texts = {"whence.toml": example} if example.startswith("[whence]") else split(example)
    return {
        (path, hit[1], number)
        for path, text in texts.items()
        for number, line in enumerate(text.splitlines(), 1)
        if (hit := MARK.search(line))
    }


@pytest.mark.parametrize("page", EVERY, ids=lambda page: page.rule)
def test_page__its_example_is_objected_to_where_it_is_marked(page: pages.Page) -> None:
    assert page.examples, "a page has an example"
    for example in page.examples:
        marks = marked(example)
        assert {rule for _, rule, _ in marks} == {page.rule}
        found = [each for each in found_in(example) if each.rule == page.rule]
        places = {(each.place.file, each.rule, each.place.line) for each in found if each.place}
        assert places == marks, found_in(example)


@pytest.mark.parametrize("page", EVERY, ids=lambda page: page.rule)
def test_page__says_what_why_and_how_to_mend(page: pages.Page) -> None:
    assert page.title
    assert "Mend: " in page.text
    assert "```" in page.text


def codes(text: str) -> Iterator[str]:
    """The codes that a module speaks of, each of which must be in the table."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in SEVERITIES:
            yield node.value
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in ("Finding", "Problem")
        ):
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and first.value:
                assert first.value in SEVERITIES, first.value
                yield str(first.value)


def test_severities__are_the_codes_that_the_engine_gives() -> None:
    modules = [path for path in ENGINE.rglob("*.py") if path.name != "diagnostics.py"]
    given = {code for path in modules for code in codes(path.read_text("utf-8"))}
    assert given == set(SEVERITIES)


def test_rules__every_file_with_a_finder_is_in_the_list() -> None:
    listed = {rule.__module__.rpartition(".")[2] for rule in rules.RULES}
    finders = {
        path.stem
        for path in (ENGINE / "rules").glob("*.py")
        if "def object_to(case: Case)" in path.read_text("utf-8")
    }
    assert listed == finders - {"__init__"}


def test_rules__every_page_has_its_code() -> None:
    files = {path.stem.replace("_", "-") for path in (ENGINE / "rules").glob("*.py")}
    assert set(SEVERITIES) <= files
