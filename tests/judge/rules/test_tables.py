"""Words in full: what is read from the words that are quoted, what is told of a figure beside them, and of the pages' examples."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from tables import held, number, split
from whence.files.schema import Settings
from whence.files.settings import read_settings
from whence.judge.assemble import assemble
from whence.judge.rules.wording import pages
from whence.judge.rules.wording.days import dates, months_of, sides_of, spoken_of
from whence.judge.rules.wording.figures import wanted
from whence.judge.rules.wording.numerals import Numeral, numerals
from whence.language.problems import Finding
from whence.language.units.units import STANDARD, Unit
from whence.language.values.numerals import written_date
from whence.language.values.written import Written, parse

HERE = Path(__file__).parent / "tables"
TODAY = "2026-06-01"
PLAIN = Numeral("", 0.0)


def said(found: Finding) -> Iterator[str]:
    """What a finding says, in one line for each of its own and of its hints."""
    yield f"{found.severity} {found.rule} {found.id}: {found.message}"
    yield from (f"> {hint}" for hint in found.hints)


# --- what is told of a figure beside the words that are quoted for it


def figure(case: str) -> Iterator[str]:
    """What is told of `value | excerpt | title | more fields`."""
    value, excerpt, title, more = (each.strip() for each in (*case.split(" | "), "", "", "")[:4])
    more = more and f", {more}"
    text = (
        "sources: {s: {title: S}}\nunits: {gadget: {title: Gadget}}\n"
        f'claims: {{a: {{title: "{title or "A"}", value: \'{value}\', cites: [{{source: s, excerpt: "{excerpt}"}}]{more}}}}}\n'
    )
    found = assemble({"claims/a.yaml": text}, Settings(samples=64), today=TODAY).findings
    for each in found:
        yield from said(each)
    if not found:
        yield "nothing"


def test_words__what_is_told_of_a_figure_beside_them() -> None:
    held(HERE / "words.txt", figure)


# --- what is read from words


def read(text: str) -> Iterator[str]:
    """The numbers and the dates of a text, with all that the words around them say."""
    for each in numerals(text, STANDARD):
        parts = [
            f"{field.name} {shown(getattr(each, field.name))}"
            for field in dataclasses.fields(each)
            if getattr(each, field.name) != getattr(PLAIN, field.name) and field.name not in ("text", "value")
        ]
        yield f"“{each.text}” {number(each.value)}: {', '.join(parts)}"
    for start, end, (since, until) in dates(text):
        yield f"dated {start}-{end}: {written_date(since)} to before {written_date(until)}"
    for time in spoken_of(text):
        yield f"of {time.start}-{time.end}: {written_date(time.since)} to before {written_date(time.until)}"
    for side, time in sides_of(text):
        if side:
            yield f"{side} {time.start}-{time.end}: {written_date(time.since)}"
    if months := months_of(text):
        yield f"months {sorted(months)}"


def shown(value: object) -> str:
    """What a number in a text has: its units, a number, a word."""
    if isinstance(value, tuple):
        return " or ".join(map(shown, value))
    if isinstance(value, Unit):
        return f"{value.text} ({value.dimension} {number(value.factor)})"
    return number(value) if isinstance(value, float) else str(value)


def test_words__all_that_is_read_from_them() -> None:
    held(HERE / "read.txt", read)


# --- what the words should carry


def carried(text: str) -> Iterator[str]:
    """What words should carry for a written value."""
    value = parse(text, STANDARD)
    if not isinstance(value, Written):
        yield f"refused: {value.message}"
        return
    found = wanted(value, STANDARD)
    parts = [
        f"{field.name} {shown(own)}"
        for field in dataclasses.fields(found)
        if field.name not in ("figures", "days")
        and (own := getattr(found, field.name)) != field.default
        and own != ()
    ]
    parts += [name for name in ("counted", "often") if getattr(found, name)]
    yield ", ".join(parts)
    for each in found.figures:
        yield f"{number(each.amount)}, written {number(each.number)}: {number(each.base)} ({number(each.low)} to {number(each.high)})"
    for first, last in found.days:
        yield f"from {written_date(first)} to before {written_date(last)}"


def test_words__what_they_should_carry_for_a_value() -> None:
    held(HERE / "wanted.txt", carried)


# --- the examples of the pages


def example(rule: str) -> Iterator[str]:
    """All that is told of the examples of a rule's page."""
    page = next(each for each in pages.every() if each.rule == rule)
    for text in page.examples:
        yield from (line for each in found_in(text) for line in said(each))


def found_in(text: str) -> tuple[Finding, ...]:
    """What is told of an example."""
    if text.startswith("[whence]"):
        return read_settings(text, "whence.toml")[1]
    texts = split(text)
    copies = {path: each for path, each in texts.items() if path.endswith(".txt")}
    return assemble(texts, today=TODAY, snapshots=copies or None).findings


def test_pages__all_that_is_told_of_their_examples() -> None:
    held(HERE / "pages.txt", example)


@pytest.mark.parametrize("page", [*pages.every()], ids=lambda page: page.rule)
def test_pages__stand_in_the_table(page: pages.Page) -> None:
    shown_ = (HERE / "pages.txt").read_text("utf-8").splitlines()
    assert page.rule in shown_ or page.rule in ("rule-failed", "unfinished-edit")
