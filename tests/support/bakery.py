"""A small base of a bakery, for the tests of the editor."""

from __future__ import annotations

CLAIMS = """\
topic: Bread
quantities:
  flour-price:
    title: Price of flour
    take: latest
    unit: EUR/kg
claims:
  sack:
    title: Weight of a sack
    value: 25 kg
    kind: fact
    cites: [mill]
  sack-price:
    title: What a sack costs
    value: 24 EUR
    kind: fact
    cites:
      - {source: mill, at: page 2, excerpt: 24 EUR the sack}
  per-kilo:
    title: Flour by the kilo
    formula: price / weight
    inputs: {price: sack-price, weight: sack}
    unit: EUR/kg
    stated: 0.95 EUR/kg
    of: flour-price
    cites: [baker]
  loaves:
    title: Loaves a day
    value: 180 to 220 loaf/day
    cites: [baker]
  cost:
    title: Flour a day
    formula: loaves * each * price
    inputs: {loaves: loaves, each: 0.5 kg/loaf, price: flour-price}
    unit: EUR/day
    cites: [baker]
checks:
  cheap:
    title: Flour costs less than rent
    assert: cost < rent
    inputs: {cost: cost, rent: 150 EUR/day}
units:
  loaf: {title: A loaf of bread, plural: loaves}
  bag: {title: A bag of flour}
terms:
  sack-word:
    title: Sack
    senses: {big: 50 kg/bag, small: 25 kg/bag}
choices:
  which-sack:
    title: Which sack he means
    term: sack-word
"""
SOURCES = """\
sources:
  mill:
    title: Price list of the mill 𝄞
    issued: 2025-01
  baker:
    title: What the baker says
    issued: 2025-02
"""
FILES = {"whence.toml": "samples = 512\n", "claims/bread.yaml": CLAIMS, "sources/all.yaml": SOURCES}
