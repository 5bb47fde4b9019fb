"""Readers fed what nobody writes: each gives a result or says what is wrong and where, and none fails.

`make fuzz` draws on and on, SECONDS for each of them; a text that breaks one becomes a case among the tests of that reader.
"""

from __future__ import annotations

import contextlib
import os
import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

import ferry
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

SECONDS = float(os.environ.get("FUZZ", "0"))
START = int(os.environ.get("FUZZ_FROM", str(time.time_ns())))
SEEDS = {
    "value": ["12 to 15 /day", "~6 cup/day", "3.2e9 ± 5%", "16K-20K kWh", "< 3 %", "$3.5bn", "{one_of: [1 m, 2 m], weights: [1, 2]}", "5 ft 11 in", "1/3", "2 h 30 min", "1.5x per year"],
    "unit": ["kW/chip", "m^2 s^-1", "USD@2024/(kWh year)", "°C", "%", "Mtok", "kg·m/s²"],
    "formula": ["n * m", "grow(r, t) + max(a, b)^2", "if(a < b, a, 2 * b)", "-(x / y) % 3", "1 - exp(-a)"],
    "date": ["2025-02-28", "2024-01 to 2024-06", "2025-Q3", "2025-H1", "0001", "9999-12-31"],
    "address": ["https://a.b.example:80/x?y=1#z", "http://[::1]:8080/", "https://u@h.example"],
    "markdown": ["See *the* [log](https://example.org/a_(b)) and <https://b.example>", "> - 1. `x` **a** ![i](j)\n\n[t]: https://c.example 'q'", "# h\n\n---\n\n    code\n"],
    "excerpt": ["twelve to fifteen boats", "1,234.5 MW in 2024", "60-70% of $3bn", "three and a half dozen"],
    "css": ["body{color:red}", "/* x */ @media print{a{b:'c'}}"],
    "toml": ["".join(f"{line}\n" for line in ("title = 'x'", "samples = 64", "colours = {accent = '#7a1f5c'}", "[stale_after]", "forecast = '6 month'"))],
    "news": ["title: T\ndate: 2025-06-01\nsource: {id: s, title: S}\nedits:\n  - {id: a, value: '5 m'}\n  - {id: b, inputs: {n: a}}\n"],
    "yaml": list(ferry.plain().files().values())[:2],
}  # fmt: skip
SCRAPS = [
    "", " ", "\n", "  ", "-", ":", ": ", "- ", "{", "}", "[", "]", "(", ")", "'", '"', "|", ">", "&a ", "*a", "!!x ", "#", "%", ",", "0", "9", "1e999",
    "e", "..", "...", "---", "\t", "\r", "\0", "\x1b", "\x85", "\u2028", "\u202e", "\ufeff", "\ud800", "\u0301", "\uff11", "√", "°", "µ", "²", "×", "½",
    "to", "±", "~", "^", "^-", "/", "//", "per", "<", ">=", "null", "true", "inf", "nan", "_", "\\", "\\x", "\\u", "@", "$", "€", "K", "k", "ö" * 40,
    "a" * 300, "9" * 60, "(" * 40, "[" * 40, "{a: " * 20, "-" * 30, "`" * 9, "](", "![", "<!--", "<script>", "url(", "@import", "value", "title", "cites",
]  # fmt: skip


@st.composite
def texts(draw: Any, kind: str) -> str:
    """A text of a kind, with a few cuts and a few scraps put in."""
    text = draw(st.sampled_from(SEEDS[kind]))
    for _ in range(draw(st.integers(0, 5))):
        at, cut = draw(st.integers(0, len(text))), draw(st.integers(0, 3))
        text = text[:at] + draw(st.one_of(st.sampled_from(SCRAPS), st.text(max_size=3))) + text[at + cut :]
    return str(text)


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
    most, end, rounds = (500 if SECONDS else short), time.monotonic() + SECONDS, 0
    while not rounds or time.monotonic() < end:
        checks, quiet = list(HealthCheck), {"deadline": None, "database": None, "derandomize": not SECONDS}
        run = settings(max_examples=most, suppress_health_check=checks, **quiet)(
            given(text=texts(kind))(target)
        )
        (seed(START + rounds)(run) if SECONDS else run)()
        rounds += 1
