"""How much of the four texts our base holds: every figure is cited by what agrees with it, or set aside with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest

from places import ROOT, SEEDS
from whence.account.coverage import Coverage, coverage
from whence.disk import store
from whence.judge.assemble import Edition
from whence.judge.texts import citing
from whence.judge.texts.copies import copy
from whence.judge.texts.figures import figures
from whence.judge.texts.holdings import Holding, cites, held, holdings

TEXTS = {
    "nesov-quick-takes": 439,
    "grok3-thread": 104,
    "situational-awareness-highlights": 64,
    "serving-costs-thread": 225,
}
LEAST = 0.95
pytestmark = pytest.mark.skipif(
    not (SEEDS / "catalogue.md").is_file(), reason="the seed texts are not beside the checkout"
)


@cache
def found() -> Edition:
    return store.load(store.read(ROOT))


@cache
def covered(source: str) -> Coverage:
    snapshot = found().base.records.sources[source].snapshot
    assert snapshot
    return coverage(found(), source, (SEEDS / snapshot.file).read_bytes(), snapshot.file)


@pytest.mark.parametrize("source", TEXTS)
def test_texts__their_figures_are_cited_or_set_aside(source: str) -> None:
    answer = covered(source)
    left = [
        f"{each.figure.line}: {each.figure.text}"
        for each in answer.figures
        if each.state in ("left", "differs")
    ]
    assert answer.share >= LEAST, "\n".join(left)
    assert (answer.unused, answer.changed) == ((), False)


@pytest.mark.parametrize(("source", "count"), TEXTS.items())
def test_texts__no_figure_of_theirs_is_taken_for_a_name_from_one_day_to_the_next(
    source: str, count: int
) -> None:
    assert len(covered(source).figures) == count


@pytest.mark.parametrize("source", TEXTS)
def test_texts__little_of_them_is_set_aside(source: str) -> None:
    answer = covered(source)
    assert answer.counts["aside"] <= 0.06 * len(answer.figures)


def _rows() -> Iterator[tuple[str, str, set[tuple[str, int]]]]:
    """Each row of the catalogue: its record, its value, and the lines of the texts that it names."""
    section = (SEEDS / "catalogue.md").read_text("utf-8").split("\n## 1.")[1].split("\n## 2.")[0]
    codes = dict(zip(("000", "002", "003", "004"), TEXTS, strict=True))
    for line in section.splitlines():
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if len(cells) == 9 and (match := re.fullmatch(r"`([a-z0-9.-]+)`", cells[0])):
            named = {(codes[code], int(at)) for code, at in re.findall(r"\b(00[0234]):([0-9]+)", cells[7])}
            yield found().base.aliases.get(match[1], match[1]), cells[2], named


def _around(id: str, lines: set[tuple[str, int]]) -> Iterator[Holding]:
    """What the record of a row says, and what the records say that name one of its lines: a row may be several of them."""
    records = found().base.records
    for section in ("claims", "quantities", "choices", "checks", "terms"):
        for name, record in records.of(section).items():
            here = {(each.via or each.source, at) for each in cites(record) for at in citing.lines(each.at)}
            if name == id or here & lines:
                yield from holdings(found(), section, name)


def test_catalogue__its_values_are_what_the_records_say() -> None:
    missing, count = [], 0
    for id, value, lines in _rows():
        said = list(_around(id, lines))
        for each in figures(copy(value.encode()), found().base.units):
            if not each.why:
                count += 1
                if not all(
                    any(held(each, one, holding) for holding in said) for one in each.numerals or (None,)
                ):
                    missing.append(f"{id}: {each.text} of {value}")
    assert count > 500
    assert len(missing) <= (1 - LEAST) * count, "\n".join(missing)
