"""Readers fed what nobody writes: each gives a result or says what is wrong and where, and none fails.

`make fuzz` draws on and on, SECONDS of computing for each of them, led by which lines of the engine a text reaches; one that
breaks a reader is kept in `broke`, and fed to it in every run from then on.
"""

from __future__ import annotations

import contextlib
import importlib
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from unicodedata import normalize

import pytest

import ferry
import fuzzing
from fuzzing import BROKE, SECONDS, broke, fuzz, led, texts
from shell import write
from whence.account import news, newsfile
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
from whence.publish.edit.desk import Desk
from whence.publish.render import PLAIN


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
            r"@import(?![\w-])|url\(",
            re.sub(r"/\*.*?(?:\*/|\Z)|'[^']*'|\"[^\"]*\"", "", text, flags=re.DOTALL),
            re.IGNORECASE,
        )


def toml(text: str) -> None:
    _, findings = read_settings(text, "whence.toml")
    assert all(each.place for each in findings)


NEWS_OF = {
    "claims/a.yaml": b"claims: {a: {title: A, value: 1 m}, b: {title: B, formula: 2 * n, inputs: {n: a}, unit: m}}\n"
}


def a_news_item(text: str) -> None:
    """A news file is refused with words, or what it writes is read by both readers."""
    with contextlib.suppress(Refused):
        after = news.edited(reader.read(NEWS_OF), NEWS_OF, newsfile.parse(text))
        for each in after.values():
            composed = yaml.compose(each.decode())
            assert not isinstance(composed, Problem)
            assert not list(second.differences(composed.data, second.read(each.decode())))


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
        # What is written in two marks and what is written in one are the same text to both readers.
        assert composed.data["claims"][id]["value"] == normalize("NFC", text)
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


FORM = {
    "claims/tea.yaml": "# Tea\nclaims:\n  price: {title: Price, value: 30 EUR/kg, cites: [{source: book, at: page 1}]} # here\n"
    "  cups:\n    title: Cups\n    value: 6 cup/day\n    note: |\n      Counted\n      by hand.\n"
    "choices: {spoon: {title: Spoon, options: {small: 2 g, large: 6 g}}}\nunits: {cup: {title: A cup}}\n",
    "sources/all.yaml": "sources: {book: {title: A book}}\n",
}
FIELDS_OF = {"claims/price": ["title", "value", "note", "cites.0.at", "cites.1.source"], "claims/cups": ["note", "why"],
             "choices/spoon": ["prefer", "because", "title"], "sources/book": ["title", "issued", "URL"], "units/cup": ["title"]}  # fmt: skip


def a_form(text: str) -> None:
    """A form with anything in any of its fields: nothing is written before it was shown, and it is undone to the byte."""
    with tempfile.TemporaryDirectory() as at:
        root = write(Path(at), FORM)
        desk = Desk(root, lambda: "2026-01-15", lambda texts, edition: PLAIN)
        before = {each: each.read_bytes() for each in root.rglob("*.yaml")}
        for record, names in FIELDS_OF.items():
            for way, name in ((way, name) for way in ("news", "correct", "accept") for name in names):
                shown = desk.post(f"/-/edit/{way}/{record}", {name: text, "source": "book"})
                assert shown.code in (200, 404, 409, 422)
                assert {each: each.read_bytes() for each in root.rglob("*.yaml")} == before
                if shown.code == 200:
                    key = list(desk.waiting)[-1]
                    assert desk.post("/-/edit/write", {"edit": key}).code == 303
                    for each in root.rglob("*.yaml"):
                        composed = yaml.compose(each.read_text())
                        assert not isinstance(composed, Problem)
                        assert not list(second.differences(composed.data, second.read(each.read_text())))
                    assert desk.post("/-/edit/undo", {"edit": key}).code == 303
                    assert {each: each.read_bytes() for each in root.rglob("*.yaml")} == before


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
    "news": (a_news_item, "news", 60),
    "forms": (a_form, "excerpt", 6),
    "files": (a_file, "yaml", 25),
    "edits": (an_edit, "value", 60),
    "excerpts": (an_excerpt, "excerpt", 10),
    "pages of a damaged base": (a_base, "yaml", 6),
}  # fmt: skip


@pytest.mark.parametrize("name", TARGETS)
def test_fuzz__nothing_fails(name: str) -> None:
    target, kind, short = TARGETS[name]
    for text in broke(name):
        target(text)
    if SECONDS:
        print(led(target, name, kind))
    else:
        fuzz(target, short, text=texts(kind))


def test_fuzz__every_text_that_broke_something_has_its_reader() -> None:
    assert {each.name for each in BROKE.iterdir()} <= set(TARGETS)


LOCK = """
def lock(text):
    if text[:1] == "q":
        if text[1:2] == "z":
            if text[2:3] == "!":
                raise ValueError(text)
"""


def test_led__finds_what_luck_alone_would_not(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each right step is noticed and built on; all three at once would take some ten million texts."""
    (tmp_path / "lock.py").write_text(LOCK)
    monkeypatch.syspath_prepend(str(tmp_path))
    for name, set_to in {"SECONDS": 60, "START": 1, "ENGINE": tmp_path, "BROKE": tmp_path / "broke"}.items():
        monkeypatch.setattr(fuzzing, name, set_to)
    with pytest.raises(AssertionError, match=r"values/[0-9a-f]{12}\.txt: 'qz!"):
        led(importlib.import_module("lock").lock, "values", "unit")
    [text] = broke("values")
    assert text.startswith("qz!")
