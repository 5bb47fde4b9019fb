"""A part of a base says what the whole says, to the last bit, or that it is asked for more than it holds."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from generate import base as generated
from places import ROOT
from whence.account import impacts, reasons
from whence.cli.text import cards
from whence.disk import store
from whence.files.schema import Settings
from whence.judge.assemble import assemble, judge
from whence.judge.edition import Edition
from whence.model import parts
from whence.model.graph import Pick, ancestors, descendants
from whence.model.tables import Beyond

# All that a record can say of others, in two towns that share one price.
TOWNS = """
claims:
  price: {title: Price of water, value: 1.8 to 2.2 USD/kg, cites: [report], aliases: [cost-of-water]}
  east-use: {title: Water used in the east, value: 40 to 60 kg, moves_with: [west-use], cites: [{source: old-report}]}
  west-use: {title: Water used in the west, value: 50 to 90 kg}
  north-use: {title: Water used in the north, value: 10 to 20 kg, correlates: {south-use: 0.5}}
  south-use: {title: Water used in the south, value: 10 to 30 kg, differs_from: {north-use: other meters}}
  east-bill: {title: Bill of the east, formula: u * p, inputs: {u: east-use, p: cost-of-water}, unit: USD}
  west-bill: {title: Bill of the west, formula: u * p * f, inputs: {u: west-use, p: price, f: 1 to 2}, unit: USD}
  bills: {title: All bills, formula: a + b, inputs: {a: east-bill, b: west-bill}, unit: USD, stated: 250 USD}
  told: {title: Water of the town as told, value: 120 to 140 kg, of: town-use}
  metered: {title: Water of the town as metered, formula: a + b, inputs: {a: east-use, b: west-use}, of: town-use}
  older: {title: Water of the town long ago, value: 90 kg, of: town-use, status: superseded}
  leak: {title: Share that leaks, value: 10 %, status: disputed, why: nobody knows}
  lost: {title: Water that is lost, formula: t * l, inputs: {t: town-use, l: leak}, unit: kg}
  full: {title: A full bath, formula: n * b, inputs: {n: 3 bath, b: tub}, unit: kg}
  unknown: {title: Water below, missing: nobody looked}
  deep: {title: Half of it, formula: a / 2, inputs: {a: unknown}}
quantities:
  town-use: {title: Water used in the town, take: told}
terms:
  tub-size: {title: Size of a tub, senses: {small: 0.1 kg/bath, large: 0.2 kg/bath}}
choices:
  tub: {title: Which tub, term: tub-size}
checks:
  enough: {title: There is enough, assert: u < s, inputs: {u: town-use, s: 500 kg}}
units:
  bath: {title: Bath}
"""
SOURCES = "sources: {report: {title: Report, relies_on: [older-report]}, older-report: {title: Older, aliases: [old-report]}}"
BASES = {
    "towns": {"claims/towns.yaml": TOWNS.encode(), "sources/s.yaml": SOURCES.encode()},
    "generated": {name: str(text).encode() for name, text in generated(200).items()},
}


@functools.cache
def whole(name: str) -> tuple[Mapping[str, bytes], Edition]:
    """The texts of a base by its name here or its folder, and the edition of it."""
    texts = BASES.get(name) or store.yaml_of(store.read(ROOT / name).files)
    return texts, assemble(texts, Settings(samples=256), today="2026-01-15")


def part(name: str, ids: tuple[str, ...], below: bool) -> Edition | None:
    """The edition of a part of a base, which takes its findings from the whole and evaluates its own numbers."""
    texts, found = whole(name)
    content = parts.content(found.base, found.dimensions)
    assert content
    base = parts.part(texts, found.base.settings, parts.read(content), ids, below)
    if base is None:
        return None
    return replace(judge(base, today=found.today), judged=lambda: found.findings)


def answers(found: Edition, id: str, below: bool) -> Iterator[Any]:
    """What is said of a node by the commands that ask for parts; nothing where it is more than a part holds."""
    for ask in (
        lambda: impacts.as_json(found, impacts.impact(found, id)) if below else None,
        lambda: reasons.as_json(reasons.explain(found, id)),
        lambda: cards.card(found, id, colour=False),
        lambda: (found.cause(id), found.title(id), found.section(id), found.base.history.get(id)),
    ):
        try:
            yield ask()
        except Beyond:
            yield None


def tables(found: Edition, id: str) -> tuple[Any, ...]:
    """All that is known of a node."""
    base, sorts = found.base, found.dimensions
    linked = (base.nodes[id], base.parents[id], base.values.get(id), base.stated.get(id), base.owned.get(id))
    known = (sorts.of.get(id), sorts.units.get(id), found.values.keys.get(id), found.summaries.get(id))
    return *linked, *known, base.loose[id], base.choices[id]


def places() -> list[str]:
    """The bases that are tried: those above, and every whole one that the tests have."""
    folders = (each.parent for each in (ROOT / "tests" / "bases").glob("*/claims"))
    return [*BASES, *(each.relative_to(ROOT).as_posix() for each in sorted(folders))]


@pytest.mark.parametrize("below", [False, True])
@pytest.mark.parametrize("name", places())
def test_part__says_what_the_whole_says(name: str, below: bool) -> None:
    found = whole(name)[1]
    if parts.content(found.base, found.dimensions) is None:
        pytest.skip("not all of it can be read and linked")
    ids = [id for id in found.base.nodes if "#" not in id]
    told = 0
    for id in ids[:: max(1, len(ids) // 12)]:
        edition = part(name, (id,), below)
        if edition is None:
            continue
        for each in (id, *ancestors(found.base, id), *(descendants(found.base, (id,)) if below else ())):
            assert repr(tables(edition, each)) == repr(tables(found, each)), each
        for own, other in itertools.zip_longest(answers(edition, id, below), answers(found, id, below)):
            assert own is None or own == other, id
            told += own is not None
    assert told or not ids


def test_part__what_rests_on_a_choice_is_asked_of_the_whole() -> None:
    found = whole("towns")[1]
    assert isinstance(found.base.nodes["tub"], Pick)
    assert part("towns", ("full",), below=False) is None
    assert part("towns", ("deep",), below=False) is None
    assert part("towns", ("nothing",), below=False) is None


def test_part__more_than_it_holds_is_asked_of_the_whole() -> None:
    edition = part("towns", ("lost",), below=False)
    assert edition
    base = edition.base
    for table in (
        base.nodes,
        base.parents,
        base.children,
        base.place,
        base.values,
        edition.summaries,
        edition.values.of,
    ):
        with pytest.raises(Beyond):
            table.get("north-use")
        with pytest.raises(Beyond):
            list(table)
    assert base.nodes.get("no-such-thing") is None
    assert base.records.claims["north-use"].title == "Water used in the north"
    assert len(base.records.claims) == len(whole("towns")[1].base.records.claims)


def test_content__of_a_base_that_does_not_hold_is_none() -> None:
    for text in ("claims: {a: {title: A, value: 1 kgg}}", "claims: {a: {titel: A, value: 1 kg}}"):
        found = assemble({"claims/a.yaml": text}, Settings(samples=256))
        assert parts.content(found.base, found.dimensions) is None
