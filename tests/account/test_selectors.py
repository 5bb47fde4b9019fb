"""Selectors: which records a short text picks, in a base about a wheat farm."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from small import edition
from whence.account import paths, selectors
from whence.language.problems import Refused

FARM = """
topic: {title: A wheat farm}
claims:
  area: {title: Area under wheat, value: 50 ha, kind: fact, tags: [field], cites: [{source: register, at: page 2}]}
  yield: {title: Wheat by area, value: 6 t/ha, kind: estimate, tags: [field, crop], cites: [{source: almanac, via: register}]}
  harvest: {title: The harvest, formula: area * yield, inputs: {area: area, yield: yield}, unit: t}
  price: {title: Price of wheat, value: 200 EUR/t, kind: estimate}
  sales: {title: What it brings, formula: harvest * price, inputs: {harvest: harvest, price: price}, unit: EUR}
  bags: {title: Bags of wheat, formula: harvest / bag, inputs: {harvest: harvest, bag: bag-size}}
  margin: {title: Sales by area, formula: sales / area, inputs: {sales: sales, area: area}, unit: EUR/ha}
choices:
  bag-size: {title: What a bag holds, options: {small: 25 kg, large: 50 kg}}
checks:
  enough: {title: Enough, assert: harvest >= need, inputs: {harvest: harvest, need: 100 t}}
"""
SOURCES = """
sources:
  register: {title: The register of fields, type: report}
  almanac: {title: The almanac, type: book}
"""
BASE = edition(FARM, SOURCES)


VINEYARD = edition("""
topic: {title: "Harvest: the vineyard"}
claims:
  rows: {title: Rows, value: 5, tags: ["a, b", field]}
  vines: {title: Vines, value: 9, tags: [main, "a*", "c+d"]}
""")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('topic:"Harvest: the vineyard"', "rows vines"),
        ('tag:"a, b"', "rows"),
        ('topic:"Harvest: the vineyard",tag:main', "vines"),
        ('tag:"a, b" tag:main', "rows vines"),
        ('tag:"a*"', "vines"),
        ('tag:a*', "rows vines"),
        ('1+tag:"c+d"+', "vines"),
    ],
)  # fmt: skip
def test_select__a_value_in_quotes_is_that_value(text: str, found: str) -> None:
    assert selectors.select(VINEYARD, [text]) == tuple(found.split())


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("tag:c", 'there are "a*", "a, b", "c+d", field and main'),
        ("topic:Harvest: the vineyard", 'there are "Harvest: the vineyard", base'),
        ('tag:"a, b', "a quotation does not end"),
        ("tag:main,,tag:field", "picks nothing"),
    ],
)
def test_select__what_is_suggested_can_be_typed(text: str, why: str) -> None:
    with pytest.raises(Refused) as told:
        selectors.select(VINEYARD, [text])
    assert why in str(told.value)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("area", "area"),
        ("+harvest", "area yield harvest"),
        ("harvest+", "harvest sales bags margin enough"),
        ("harvest+1", "harvest sales bags enough"),
        ("1+sales", "sales harvest price"),
        ("2+sales", "sales harvest price area yield"),
        ("+bags", "bags harvest area yield bag-size"),
        ("bag-size+", "bag-size bags"),
        ("tag:field", "area yield"),
        ("tag:field,tag:crop", "yield"),
        ("tag:fie*", "area yield"),
        ("tag:crop price", "yield price"),
        ("source:register", "area yield"),
        ("source:almanac", "yield"),
        ("register+", "register area yield harvest sales bags margin enough"),
        ("unit:t", "harvest"),
        ("unit:EUR/ha", "margin"),
        ("kind:estimate", "yield price"),
        ("kind:computed", "harvest sales bags margin"),
        ("kind:choice", "bag-size"),
        ("kind:source", "register almanac"),
        ("topic:base", "area yield harvest price sales bags margin bag-size enough"),
        ("*a*,kind:fact", "area"),
        ("rule:uncited", "price"),
        ("+sales,tag:field", "area yield"),
        ("area bags", "area bags"),
    ],
)
def test_select__picks(text: str, found: str) -> None:
    assert set(selectors.select(BASE, [text])) == set(found.split())


def test_select__nothing_is_everything_and_the_order_is_that_of_the_base() -> None:
    assert selectors.select(BASE, []) == selectors.every(BASE)
    assert selectors.select(BASE, ["sales area"]) == ("area", "sales")


@pytest.mark.parametrize(
    ("text", "way_out"),
    [
        ("harvset", "harvest"),
        ("+harvset", "harvest"),
        ("tag:feild", "field"),
        ("colour:red", "tag"),
        ("unit:furlongs/parsec", "furlongs"),
        ("rule:uncitd", "uncited"),
        ("kind:fakt", "fact"),
        ("source:registr", "register"),
        ("wheat*", "wheat"),
        ("++", "write an id"),
        ("area,,price", "write an id"),
        ("changed:HEAD", "no"),
    ],
)
def test_select__what_picks_nothing_because_it_is_misspelt_is_refused(text: str, way_out: str) -> None:
    with pytest.raises(Refused, match=way_out):
        selectors.select(BASE, [text])


@given(st.lists(st.sampled_from(selectors.every(BASE)), min_size=1, max_size=3), st.integers(0, 4))
@settings(deadline=None)
def test_select__laws(ids: list[str], far: int) -> None:
    """A union is the union, a comma the intersection, and going up is the inverse of going down."""
    parts = [set(selectors.select(BASE, [f"{id}+{far}"])) for id in ids]
    assert set(selectors.select(BASE, [" ".join(f"{id}+{far}" for id in ids)])) == set.union(*parts)
    assert set(selectors.select(BASE, [",".join(f"{id}+{far}" for id in ids)])) == set.intersection(*parts)
    numbers = [id for id in ids if id not in BASE.base.records.sources]
    for id in numbers:
        for below in selectors.select(BASE, [f"{id}+"]):
            assert id in selectors.select(BASE, [f"+{below}"])


def test_way__is_the_shortest_and_counts_all() -> None:
    found = paths.way(BASE, "area", "margin")
    assert found
    assert [each.id for each in found.links] == ["area", "margin"]
    assert found.ways == 2
    found = paths.way(BASE, "bags", "yield")
    assert found
    assert [(each.id, each.name) for each in found.links] == [
        ("yield", "yield"),
        ("harvest", "harvest"),
        ("bags", ""),
    ]
    assert found.ways == 1
    found = paths.way(BASE, "almanac", "sales")
    assert found
    assert [each.id for each in found.links] == ["almanac", "yield", "harvest", "sales"]
    assert paths.way(BASE, "price", "bags") is None
    assert paths.way(BASE, "area", "area") is None
