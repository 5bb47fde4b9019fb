"""The manual's first chapter for authors: a base written from nothing, every command of which a test runs to the letter."""

from __future__ import annotations

# A block that begins with the name of a file is that file. After a `$` stands a command, and under it what it prints; in
# a block of `sh` nothing is said of that.
FIRST = {
    "What it is about": """
You need Python, an editor and ten minutes: whence, by `python -m pip install .` in a copy of its repository (the index of
Python's packages has another one of that name), and an empty folder to work in (in zsh, which has a word `whence` of its
own, say `disable whence` first). The question is whether a heat pump would be cheaper for a house than its gas boiler. A
leaflet says so, and we want to know whether its figures hold. Every file and every command stands here in full, with what
it prints.
""",
    "Three figures and a formula": """
A base is a folder with a file `whence.toml`. Claims are YAML, in any number of files below `claims/`.

```toml
# whence.toml
[whence]
title = "Heating a house"
```

```yaml
# claims/facts.yaml
topic: What we know
claims:
  heat-a-year:
    title: Heat that the house needs in a year
    value: 14000 to 18000 kWh/year
    kind: estimate
  power-price:
    title: Price of power
    value: 0.30 EUR/kWh
    kind: fact
  pump-factor:
    title: Heat that the pump makes of one part of power
    value: 3 to 4
    kind: estimate
```

```yaml
# claims/cost.yaml
topic: What it costs
claims:
  pump-cost:
    title: What the heat pump costs a year
    formula: heat / factor * price
    inputs: {heat: heat-a-year, factor: pump-factor, price: power-price}
    unit: EUR/year
    headline: true
```

`3 to 4` is a 90 % interval: nine chances in ten that it lies between. A formula names its inputs, and units are checked before
any number is computed.

```console
$ whence show
pump-cost    €1370/year  [€1140 to €1680/year]          What the heat pump costs a year
heat-a-year  15900 kWh/year  [14000 to 18000 kWh/year]  Heat that the house needs in a year
power-price  €0.30/kWh                                  Price of power
pump-factor  3.46  [3 to 4]                             Heat that the pump makes of one part of power
```

The number in front is the formula at the middle of each input, the brackets hold its 90 % interval. Had we written
`heat * factor`, the answer would be a refusal that sets both units under each other.
""",
    "On whose word": """
`whence check` says what is wrong and what is weak. So far it wants to know who says so.

```console
$ whence check
warning[uncited] heat-a-year: this estimate has no citation that supports it
 --> claims/facts.yaml:5:12
  |
5 |     value: 14000 to 18000 kWh/year
  |            ^^^^^^^^^^^^^^^^^^^^^^^
  = the same once more:
  =   claims/facts.yaml:13:12  pump-factor

warning[uncited] power-price: this fact has no citation that supports it
 --> claims/facts.yaml:9:12
  |
9 |     value: 0.30 EUR/kWh
  |            ^^^^^^^^^^^^
4 claims (4 evaluated), 0 sources: 0 errors, 0 conflicts, 3 warnings, 1 note
1 not shown; `--all` shows them
```

A source is a record of its own. A claim cites it, with the place and, best, with its words: an excerpt is as short as it can
be, and the figure in it is compared with the claim. Write the sources, and the first file again:

```yaml
# sources/shelf.yaml
sources:
  our-book:
    type: document
    title: Our book of meter readings
    issued: 2025-12-30
  power-bill:
    type: document
    title: Power bill of 2025
    issued: 2025-12-31
  maker:
    type: document
    title: Data sheet of the pump
    issued: 2025-03-01
  leaflet:
    type: webpage
    title: "Heat pumps: facts and figures"
    publisher: The dealer
    issued: 2025-10-01
```

```yaml
# claims/facts.yaml
topic: What we know
claims:
  heat-a-year:
    title: Heat that the house needs in a year
    value: 14000 to 18000 kWh/year
    kind: estimate
    cites: [{source: our-book, at: the three last winters}]
  power-price:
    title: Price of power
    value: 0.30 EUR/kWh
    kind: fact
    cites: [{source: power-bill, at: page 1, excerpt: 30 cents per kilowatt hour}]
  pump-factor:
    title: Heat that the pump makes of one part of power
    value: 3 to 4
    kind: estimate
    cites: [{source: maker, at: table 2}]
```

```console
$ whence check
4 claims (4 evaluated), 4 sources: 0 errors, 0 conflicts, 0 warnings, 1 note
1 not shown; `--all` shows them
```
""",
    "What a source computed itself": """
The leaflet prints a result, *a typical house pays 850 EUR a year*, and what it was computed from: 12,000 kWh of heat, a factor
of 3.5, and power at 30 cents. Write the inputs, let the engine compute, and put the leaflet's own figure beside as `stated`:
it is compared, and never used.

```yaml
# claims/leaflet.yaml
topic: What the leaflet says
claims:
  leaflet-cost:
    title: What a typical house pays with the pump, by the leaflet
    formula: heat / factor * price
    inputs: {heat: 12000 kWh/year, factor: 3.5, price: 0.30 EUR/kWh}
    unit: EUR/year
    stated: 850 EUR/year
    kind: fact
    cites: [{source: leaflet, excerpt: a typical house pays 850 EUR a year}]
```

```console
$ whence check leaflet-cost
conflict[recomputed-soft] leaflet-cost: the stated figure is near what these inputs give, and rounding does not explain the difference
    stated      850 EUR/year
    recomputed  €1030/year
    ratio       1.21
    off by      17 %
    rounding    explains at most 7.6 %
 --> claims/leaflet.yaml:8:13
  |
8 |     stated: 850 EUR/year
  |             ^^^^^^^^^^^^
of what is selected: 0 errors, 1 conflict, 0 warnings, 0 notes
```

No rounding of 12,000, 3.5 and 0.30 brings 1,030 down to 850: the leaflet disagrees with itself. A finding is told with its
place, both sides, and how far apart they are; `whence rule recomputed-soft` says more about it.

That is a base. `whence build` writes a site of it; [ten minutes later](further.html) it also knows what gas costs, and what the
pump would save.
""",  # noqa: E501
}

FURTHER = {
    "A word that may mean two things": """
The base of [the first ten minutes](first.html) goes on. The gas meter counts *1450 units a year*. A unit may be a cubic metre,
which holds about ten kilowatt hours, or a kilowatt hour. Such a word is a `term` with `senses`, and its use here a `choice`. We
need not decide: a `check` that rules out does, from what else we know. Gas that holds a tenth of the heat that was taken
cannot be.

```yaml
# claims/gas.yaml
topic: Gas
terms:
  gas-unit:
    title: Unit (of gas)
    senses: {cubic-metre: 9.8 to 10.4 kWh, kilowatt-hour: 1 kWh}
choices:
  meter-unit:
    title: What our gas meter counts
    term: gas-unit
    cites: [our-book]
claims:
  gas-units:
    title: Units of gas a year
    value: 1450 /year
    kind: fact
    cites: [our-book]
  gas-a-year:
    title: Energy of the gas in a year
    formula: units * unit
    inputs: {units: gas-units, unit: meter-unit}
    unit: kWh/year
  saved:
    title: What the pump saves a year
    formula: gas * price - pump
    inputs: {gas: gas-a-year, price: 0.11 EUR/kWh, pump: pump-cost}
    unit: EUR/year
    headline: true
checks:
  gas-is-heat:
    title: The gas holds most of the heat that we took
    assert: gas > 0.75 * heat
    inputs: {gas: gas-a-year, heat: heat-a-year}
    on_fail: rule-out
```

```console
$ whence show meter-unit
What our gas meter counts
  meter-unit  choice
  value      10.1 kWh  [9.8 to 10.4 kWh]
  mean       10.1 kWh  sd 0.182 kWh
  context    meter-unit=cubic-metre: 10.1 kWh
  context    meter-unit=kilowatt-hour: 1 kWh (ruled out)
  option     cubic-metre: possible
  option     kilowatt-hour: ruled out by gas-is-heat
               1450 kWh/year > 0.75 * (15900 kWh/year) is false
  evidence   2 leaves: 0 first-hand, 0 second-hand, 2 uncited; 1 distinct origin
  share      100.0%  gas-unit#cubic-metre  9.8 to 10.4 kWh
  weakest    1. gas-unit#cubic-metre: 100% (±3 %, influence 1, uncited)
  source     our-book
  note[settled] What our gas meter counts: `cubic-metre` is the one option left
      not kilowatt-hour  because of gas-is-heat
  note[sense-ruled-out] `kilowatt-hour` is ruled out: What our gas meter counts
      gas-is-heat  gas > 0.75 * heat does not hold
                   gas 1450 kWh/year, heat 15900 kWh/year
```

One reading is left, and everything that rests on the choice is computed with it.
""",
    "Where a number comes from": """
`whence why` goes down to the sources, with the arithmetic of every step, and says which input makes the number uncertain.

```console
$ whence why saved
€235/year  What the pump saves a year
│ saved, computed  90 %: -€64 to €483/year
│ = gas * price - pump
│ = 14640 kWh/year * (€0.11/kWh) - €1370/year
├─ gas = 14640 kWh/year  Energy of the gas in a year
│  │ gas-a-year, computed  90 %: 14210 to 15080 kWh/year
│  │ = units * unit
│  │ = 1450/year * 10.1 kWh
│  ├─ units = 1450/year  Units of gas a year
│  │    gas-units, fact
│  │    written: 1450 /year
│  │    source: our-book
│  └─ unit = 10.1 kWh  What our gas meter counts
│     │ meter-unit, choice  90 %: 9.8 to 10.4 kWh
│     │ read as cubic-metre: the one that survives; ruled out: kilowatt-hour
│     │ source: our-book
│     └─ cubic-metre = 10.1 kWh  Unit (of gas): cubic-metre
│          gas-unit#cubic-metre, sense  90 %: 9.8 to 10.4 kWh  3% of the uncertainty
│          written: 9.8 to 10.4 kWh
├─ price = €0.11/kWh  What the pump saves a year: price
│    written: 0.11 EUR/kWh
└─ pump = €1370/year  What the heat pump costs a year
   │ pump-cost, computed  90 %: €1140 to €1680/year
   │ = heat / factor * price
   │ = 15900 kWh/year / 3.46 * (€0.30/kWh)
   ├─ heat = 15900 kWh/year  Heat that the house needs in a year
   │    heat-a-year, estimate  90 %: 14000 to 18000 kWh/year  42% of the uncertainty
   │    written: 14000 to 18000 kWh/year
   │    source: our-book, the three last winters
   ├─ factor = 3.46  Heat that the pump makes of one part of power
   │    pump-factor, estimate  90 %: 3 to 4  55% of the uncertainty
   │    written: 3 to 4
   │    source: maker, table 2
   └─ price = €0.30/kWh  Price of power
        power-price, fact
        written: 0.30 EUR/kWh
        source: power-bill, page 1 “30 cents per kilowatt hour”

Shares of the uncertainty
   54.8%  pump-factor  (first-hand)
   41.8%  heat-a-year  (first-hand)
    3.1%  gas-unit#cubic-metre  (uncited)
    0.3%  what several of them bring only together, and sampling noise

Weakest links: how wide, times how much it moves the result, times 2 second-hand or 3 uncited
   36.5%  pump-factor  (±14 %, influence 5.8, first-hand)
   31.9%  heat-a-year  (±13 %, influence 5.8, first-hand)
   26.4%  gas-unit#cubic-metre  (±3 %, influence 6.8, uncited)
    4.2%  power-price  (±1.7 % by its last digit, influence 5.8, first-hand)
    1.0%  gas-units  (±0.34 % by its last digit, influence 6.8, first-hand)
```

So the pump most likely saves something, and may still cost more than gas. What decides it is its factor, and then how cold the
winters are. What if the factor were 4?

```console
$ whence whatif pump-factor=4
edited
  pump-factor value: 3 to 4 -> 4

moved
             was                                is                                 change  because of
pump-factor  3.46  [3 to 4]                     4                                  +15.5%  pump-factor
pump-cost    €1370/year  [€1140 to €1680/year]  €1190/year  [€1050 to €1350/year]  -13.4%  pump-factor
saved        €235/year  [-€64 to €483/year]     €420/year  [€253 to €568/year]     +78.2%  pump-factor
6 numbers did not move
```
""",
    "When news comes": """
The price of power rises. The letter becomes a source. `whence update` says what moves, and changes only the bytes it must: the
old price goes into the history, with its dates and its citation, so that the base can be asked for what it knew.

```yaml
# sources/letters.yaml
sources:
  tariff:
    type: document
    title: Letter of the power company
    issued: 2026-01-10
```

```console
$ whence update power-price "0.34 EUR/kWh" --source tariff --excerpt "34 cents per kilowatt hour" --yes
edited
  power-price value: 0.30 EUR/kWh -> 0.34 EUR/kWh
  news-2026-01-10-power-price-0-34-eur-kwh: new: power-price: 0.34 EUR/kWh
  power-price: evidence (known, cites, history)

moved
             was                                is                                 change   because of
power-price  €0.30/kWh                          €0.34/kWh                          +13.3%   power-price
pump-cost    €1370/year  [€1140 to €1680/year]  €1560/year  [€1290 to €1900/year]  +13.3%   power-price
saved        €235/year  [-€64 to €483/year]     €52.16/year  [-€287 to €330/year]  x 0.222  power-price
closed note[orphan-source] tariff: nothing cites this source
6 numbers did not move
$ whence history power-price
Price of power
  2026-01-10               0.34 EUR/kWh (€0.34/kWh)
                           source: tariff “34 cents per kilowatt hour”
  2025-12-31 to 2026-01-10 0.30 EUR/kWh (€0.30/kWh)
                           power-price: 0.34 EUR/kWh
                           source: power-bill, page 1 “30 cents per kilowatt hour”
$ whence diff --known-on 2025-12-31 2026-01-12 --select saved
moved
       was                             is                                 change   because of
saved  €235/year  [-€64 to €483/year]  €52.16/year  [-€287 to €330/year]  x 0.222  power-price
2 numbers moved that are not selected
6 numbers did not move
```
""",
    "The site": """
`whence build` writes the site: a page for every record, the ledger of what disagrees, search, and all of it for programs. It
needs no server and no network. `whence serve` follows the files while you write.

```sh
$ whence build
```

Where to go from here: [how values are written](values.html), what to do [when sources differ](rivals.html), and
[a text that is audited](audit.html) from its first figure to its ledger.
""",
}
