"""Readers fed what nobody writes: each gives a result or says what is wrong and where, and none fails.

`make fuzz` draws on and on, SECONDS for each of them; a text that breaks one becomes a case among the tests of that reader.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable

import pytest

import ferry
from fuzzing import fuzz, texts
from whence.account import newsfile
from whence.files import addresses, edits, mistakes, reader, second, yaml
from whence.files.schema import Settings
from whence.files.settings import read_settings
from whence.files.styles import objection as style_objection
from whence.judge.assemble import assemble
from whence.language.formulas import formula
from whence.language.problems import Problem, Refused
from whence.language.units.units import STANDARD
from whence.language.values import days, written
from whence.language.values.written import Written
from whence.publish import render, site


def in_text(found: object, text: str) -> None:
    """Offsets of a problem lie in its text."""
    if isinstance(found, Problem):
        assert 0 <= found.start <= max(len(text), found.end)
        assert found.rule
        assert found.message


def value(text: str) -> None:
    found = written.parse(text, STANDARD)
    in_text(found, text)
    if isinstance(found, Written):
        again = written.parse(written.unparse(found), STANDARD)
        assert isinstance(again, Written), (text, again)
        assert again.point == pytest.approx(found.point, rel=1e-12, nan_ok=True)


def unit(text: str) -> None:
    found = STANDARD.parse(text)
    in_text(found, text)
    assert isinstance(found, Problem) or found.factor > 0


def a_formula(text: str) -> None:
    found = formula.parse(text)
    in_text(found, text)
    if not isinstance(found, Problem):
        formula.to_json(found)


def date(text: str) -> None:
    in_text(days.parse(text), text)
    days.covered(text)
    mistakes.bad_date(text, True)
    written.parse_date(text)


def address(text: str) -> None:
    if addresses.objection(text) is None:
        assert re.match("https?://", text, re.IGNORECASE)
        assert not set(text) & set(' <>"\\`\n\t')


def markdown(text: str) -> None:
    shown = str(render.markdown(text))
    assert set(re.findall("</?([a-z0-9]+)", shown)) <= render.TAGS
    assert all(each.startswith(("http", "mailto:")) for each in re.findall('href="([^"]*)"', shown.lower()))


def identifier(text: str) -> None:
    if mistakes.bad_id(text) is None:
        assert re.fullmatch("[a-z0-9.-]{1,96}", text)
        assert ".." not in text


def css(text: str) -> None:
    if style_objection(text.encode("utf-8", "surrogatepass")) is None:
        assert not re.search(
            r"@import|url\(",
            re.sub(r"/\*.*?(?:\*/|\Z)|'[^']*'|\"[^\"]*\"", "", text, flags=re.DOTALL),
            re.IGNORECASE,
        )


def toml(text: str) -> None:
    _, findings = read_settings(text, "whence.toml")
    assert all(each.place for each in findings)


def news(text: str) -> None:
    with contextlib.suppress(Refused):
        newsfile.parse(text)


def a_file(text: str) -> None:
    found = reader.read({"claims/a.yaml": text.encode("utf-8", "surrogatepass")})
    assert all(each.place and each.place.line >= 1 for each in found.findings)


def an_edit(text: str) -> None:
    """What an edit has written is read by both readers as what was meant."""
    before = "claims:\n  a: {title: A, value: 1 m} # c\n  b:\n    title: B\n    value: 2 m\n"
    for id in "ab":
        try:
            after = edits.set_value(before, ("claims", id, "value"), text)
        except Refused:
            continue
        composed = yaml.compose(after)
        if isinstance(composed, Problem) or composed.faults:
            assert not text.isprintable()
            continue
        assert composed.data["claims"][id]["value"] == text
        assert not list(second.differences(composed.data, second.read(after)))


def a_base(text: str) -> None:
    """A base of which one file is damaged, and its pages."""
    files = {
        "claims/a.yaml": text.encode("utf-8", "surrogatepass"),
        "sources/a.yaml": ferry.plain().files()["sources/ferry.yaml"].encode(),
    }
    found = assemble(files, Settings(samples=16), today="2026-01-15")
    assert not [each.message for each in found.findings if each.rule == "rule-failed"]
    drawn = site.files(found, "build", [])
    for path in drawn:
        if path.startswith(
            ("claims/", "checks/", "choices/", "terms/", "quantities/", "changes/", "topics/", "sources/")
        ):
            assert drawn[path]()


def an_excerpt(text: str) -> None:
    base = ferry.plain()
    base.claims["claims"]["crossings"]["cites"][0]["excerpt"] = text or "x"
    files = {name: each.encode() for name, each in base.files().items() if name.endswith(".yaml")}
    found = assemble(files, Settings(samples=16), today="2026-01-15")
    assert not [each.message for each in found.findings if each.rule == "rule-failed"]


# What is fed, what it is made of, and how many examples the short form has.
TARGETS: dict[str, tuple[Callable[[str], None], str, int]] = {
    "values": (value, "value", 150),
    "units": (unit, "unit", 100),
    "formulas": (a_formula, "formula", 100),
    "dates": (date, "date", 100),
    "addresses": (address, "address", 100),
    "markdown": (markdown, "markdown", 100),
    "ids": (identifier, "date", 50),
    "styles": (css, "css", 100),
    "settings": (toml, "toml", 100),
    "news": (news, "news", 60),
    "files": (a_file, "yaml", 25),
    "edits": (an_edit, "value", 60),
    "excerpts": (an_excerpt, "excerpt", 10),
    "pages of a damaged base": (a_base, "yaml", 6),
}  # fmt: skip


@pytest.mark.parametrize("name", TARGETS)
def test_fuzz__nothing_fails(name: str) -> None:
    target, kind, short = TARGETS[name]
    fuzz(target, short, text=texts(kind))
