"""The manual's chapter on auditing a text: from a page of words to the ledger of what does not add up, run by a test."""

from __future__ import annotations

# As in the first base: files, commands, and what these print.
AUDIT = {
    "The text": """
To audit a text is to write down every figure in it as a claim, to compute what follows from others, and to see what the text
says against itself. This one is ours, and short: a council writes about its new ferry.

```text
# texts/ferry.txt
The new ferry

The ferry has cost 22 million euros, a third less than the bridge that was planned for 30 million.
It carries 300 passengers and makes 14 trips a day, so that 1.5 million passengers a year can cross.
The old boat burned 900 litres of oil a day, the new one 400 litres a day, which saves 60% of the fuel.
In its first year it carried 640 thousand passengers, half of what it can carry.
The ferry leaves from pier 2.
```

The text is a source, whose copy lies in a folder of its own.

```toml
# whence.toml
[whence]
title = "The ferry, audited"
```

```yaml
# sources/ferry.yaml
sources:
  ferry:
    type: article
    title: The new ferry
    publisher: The council
    issued: 2025-06-02
    snapshot: ferry.txt
```

```yaml
# claims/units.yaml
topic: The ferry
units:
  passenger: {title: A passenger, plural: passengers}
  crossing: {title: A crossing from one bank to the other, plural: crossings}
```
""",
    "What there is to do": """
`whence sources coverage` lists every figure of the text that no claim cites yet.

```console
$ whence sources coverage ferry --snapshot texts/ferry.txt
line 3  22 million euros               left
line 3  third                          left
line 3  30 million                     left
line 4  300 passengers                 left
line 4  14 trips a day                 left
line 4  1.5 million passengers a year  left
line 5  900 litres                     left
line 5  400 litres a day               left
line 5  60%                            left
line 6  640 thousand passengers        left
line 6  half                           left
line 7  2                              left

0% of 12 figures cited or set aside: 12 left.
```
""",
    "The claims": """
Each figure becomes a claim, with the words that it stands in. Where the text computes, the claim has a formula over its inputs,
and the text's own result as `stated`.

```yaml
# claims/cost.yaml
topic: What it costs
claims:
  ferry-cost:
    title: Cost of the ferry
    value: 22 million EUR
    kind: fact
    cites: [{source: ferry, excerpt: 22 million euros}]
  bridge-cost:
    title: Cost of the bridge that was planned
    value: 30 million EUR
    kind: estimate
    cites: [{source: ferry, excerpt: planned for 30 million}]
  cheaper:
    title: By how much the ferry is cheaper than the bridge
    formula: 1 - ferry / bridge
    inputs: {ferry: ferry-cost, bridge: bridge-cost}
    unit: "%"
    stated: 33%
    cites: [{source: ferry, excerpt: a third less than the bridge}]
```

```yaml
# claims/oil.yaml
topic: What it burns
claims:
  oil-before:
    title: Oil that the old boat burned
    value: 900 L/day
    kind: fact
    cites: [{source: ferry, excerpt: 900 litres of oil a day}]
  oil-now:
    title: Oil that the new boat burns
    value: 400 L/day
    kind: fact
    cites: [{source: ferry, excerpt: 400 litres a day}]
  oil-saved:
    title: Fuel that is saved
    formula: 1 - now / before
    inputs: {now: oil-now, before: oil-before}
    unit: "%"
    stated: 60%
    cites: [{source: ferry, excerpt: saves 60% of the fuel}]
```

*Trip* may mean there, or there and back. It is a term with two senses, and nothing is decided yet.

```yaml
# claims/passengers.yaml
topic: Whom it carries
terms:
  trip-word:
    title: Trip
    senses: {one-way: 1 crossing/trip, there-and-back: 2 crossing/trip}
choices:
  councils-trip:
    title: What the council calls a trip
    term: trip-word
    cites: [{source: ferry, excerpt: 14 trips a day}]
claims:
  seats:
    title: Passengers that the ferry carries
    value: 300 passenger/crossing
    kind: fact
    cites: [{source: ferry, excerpt: carries 300 passengers}]
  trips:
    title: Trips a day
    value: 14 trip/day
    kind: fact
    cites: [{source: ferry, excerpt: 14 trips a day}]
  capacity:
    title: Passengers that can cross in a year
    formula: seats * trips * trip
    inputs: {seats: seats, trips: trips, trip: councils-trip}
    unit: passenger/year
    stated: 1.5 million passenger/year
    cites: [{source: ferry, excerpt: 1.5 million passengers a year}]
  carried:
    title: Passengers of the first year
    value: 640 thousand passenger/year
    kind: fact
    cites: [{source: ferry, excerpt: 640 thousand passengers}]
  full:
    title: How full the ferry was in its first year
    formula: carried / capacity
    inputs: {carried: carried, capacity: capacity}
    unit: "%"
    stated: 50%
    cites: [{source: ferry, excerpt: half of what it can carry}]
```

One figure is left, and it is none: the number of a pier is set aside, with the reason.

```console
$ whence sources coverage ferry --snapshot texts/ferry.txt
line 7  2  left

91% of 12 figures cited or set aside: 11 cited, 1 left.
```

```yaml
# sources/ferry.yaml
sources:
  ferry:
    type: article
    title: The new ferry
    publisher: The council
    issued: 2025-06-02
    snapshot: ferry.txt
    set_aside:
      - {excerpt: pier 2, why: The number of a pier.}
```

```console
$ whence sources coverage ferry --snapshot texts/ferry.txt
100% of 12 figures cited or set aside: 11 cited, 1 set aside.
$ whence check --snapshots texts
conflict[recomputed-soft] cheaper: the stated figure is near what these inputs give, and rounding does not explain the difference
    stated      33%
    recomputed  26.7%
    ratio       0.808
    off by      24 %
    rounding    explains at most 13 %
  --> claims/cost.yaml:18:13
   |
18 |     stated: 33%
   |             ^^^

conflict[recomputed-soft] full: the stated figure is near what these inputs give, and rounding does not explain the difference
    stated                                     50%
    with `one-way` for `councils-trip`         41.7%  soft
    with `there-and-back` for `councils-trip`  20.9%  mismatch
    ratio                                      0.834
    off by                                     20 %
    rounding                                   explains at most 7.5 %
  --> claims/passengers.yaml:39:13
   |
39 |     stated: 50%
   |             ^^^

warning[sense-open] councils-trip: What the council calls a trip: 2 options are left, and 2 claims rest on it
    one-way         1 crossing/trip
    there-and-back  2 crossing/trip
 --> claims/passengers.yaml:7:3
  |
7 |   councils-trip:
  |   ^^^^^^^^^^^^^
11 claims (11 evaluated), 1 source: 0 errors, 2 conflicts, 1 warning, 2 notes
ledger: 2 conflicts, 1 open reading, 1 relation that fails or depends on the reading, 0 accepted, 0 settled readings
2 not shown; `--all` shows them
```
""",
    "What the text says against itself": """
Three of the text's own results are wrong or hang on a word. A third less than 30 million is 20, not 22. The ferry was fuller
than half in no reading of *trip*. And the capacity is right where a trip is one way, and half of what it would be where it
is there and back. That 60 % of the fuel is saved passes: 500 of 900 litres is 55.6 %, and 60 may stand for what is between 55
and 65. A choice that is open names what rests on it; `whence settle` says what would decide it.

```console
$ whence settle councils-trip
What the council calls a trip: one-way and there-and-back are left
  no check with `on_fail: rule-out` depends on it, so nothing that is measured could rule an option out
  hold with some options only, and rule nothing out: capacity
```
""",
    "What settles the word": """
Nothing in the text does. The timetable does: boats run from six to twenty o'clock, and a crossing takes 40 minutes with
boarding. So it becomes a source, its figures claims, and what must hold a check.

```yaml
# sources/timetable.yaml
sources:
  timetable:
    type: document
    title: The timetable
    publisher: The council
    issued: 2025-05-20
```

```yaml
# claims/timetable.yaml
topic: When it runs
claims:
  hours:
    title: Hours that boats run
    value: 14 hour/day
    kind: fact
    cites: [{source: timetable}]
  crossing-time:
    title: Time that a crossing takes, with boarding
    value: 40 minute/crossing
    kind: fact
    cites: [{source: timetable, excerpt: 40 minutes with boarding}]
checks:
  trips-fit:
    title: The trips fit into the hours that boats run
    assert: trips * trip * time <= hours
    inputs: {trips: trips, trip: councils-trip, time: crossing-time, hours: hours}
    on_fail: rule-out
```

```console
$ whence why councils-trip
1 crossing/trip  What the council calls a trip
│ councils-trip, choice
│ read as one-way: the one that survives; ruled out: there-and-back
│ source: ferry “14 trips a day”
└─ one-way = 1 crossing/trip  Trip: one-way
```
""",
    "The ledger": """
What is left of the text is two conflicts. Say that the council, asked about the third, writes that it rounds. A conflict that a
base lives with is accepted, by the rule and with the reason, on the claim itself:

```yaml
# claims/cost.yaml
topic: What it costs
claims:
  ferry-cost:
    title: Cost of the ferry
    value: 22 million EUR
    kind: fact
    cites: [{source: ferry, excerpt: 22 million euros}]
  bridge-cost:
    title: Cost of the bridge that was planned
    value: 30 million EUR
    kind: estimate
    cites: [{source: ferry, excerpt: planned for 30 million}]
  cheaper:
    title: By how much the ferry is cheaper than the bridge
    formula: 1 - ferry / bridge
    inputs: {ferry: ferry-cost, bridge: bridge-cost}
    unit: "%"
    stated: 33%
    cites: [{source: ferry, excerpt: a third less than the bridge}]
    accepted:
      - {rule: recomputed-soft, because: The council says that it rounds.}
```

```console
$ whence check
conflict[recomputed-soft] full: the stated figure is near what these inputs give, and rounding does not explain the difference
    stated                              50%
    with `one-way` for `councils-trip`  41.7%
    ratio                               0.834
    off by                              20 %
    rounding                            explains at most 7.5 %
  --> claims/passengers.yaml:39:13
   |
39 |     stated: 50%
   |             ^^^
13 claims (13 evaluated), 2 sources: 0 errors, 1 conflict, 0 warnings, 3 notes, 1 finding accepted
ledger: 1 conflict, 0 open readings, 0 relations that fail or depend on the reading, 1 accepted, 1 settled reading
4 not shown; `--all` shows them
```

The last line is the ledger in short; on the site it is a page, and [the charts](charts.html) of a claim show what its source
says as a diamond on the scale of what its own inputs give. In two hundred words of a council there were twelve figures, three
results that could be computed again, one of them wrong, one rounded too far, and one that hung on a word until the timetable
spoke.
""",
}
