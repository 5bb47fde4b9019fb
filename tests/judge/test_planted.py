"""Planted errors: two hundred slips of twelve kinds, one at a time, in a base that is clean before."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from typing import Any

import pytest
import yaml

from whence.account import diff, ledger
from whence.files.schema import Settings
from whence.judge.assemble import Edition, assemble

TODAY = "2026-06-01"
SETTINGS = Settings(samples=512, stale_after={"price": "18 month"})
FOUND, CLEAN = 0.95, 0.02

BASE = """
units:
  VAULT: {title: Vault as the bare word, term: vault}
terms:
  vault:
    title: Vault
    words: [vaults]
    senses: {rack: 1 rack/VAULT, row: 10 rack/VAULT, hall: 400 rack/VAULT}
choices:
  vault-in-the-post: {title: What the post calls a vault, term: vault, cites: [{source: company-post}]}
quantities:
  northfield-power: {title: Power of the Northfield site, take: site-power-filing, unit: MW, scope: site}
  cooling-water: {title: Water that the site takes, take: water-survey, unit: ML/day, scope: site}
claims:
  halls:
    title: Halls at Northfield
    value: 4 building
    kind: fact
    cites: [{source: company-post, excerpt: a campus of 4 halls}]
  hall-power:
    title: Power of one hall
    value: 48 MW/building
    kind: fact
    scope: building
    cites: [{source: utility-filing, excerpt: 48 MW for each hall}]
  site-power-computed:
    title: Power of the site, from its halls
    formula: halls * each
    inputs: {halls: halls, each: hall-power}
    unit: MW
    stated: 190 MW
    of: northfield-power
    scope: site
    cites: [{source: company-post, excerpt: some 190 megawatts}]
  site-power-filing:
    title: Power of the site, as filed
    value: 195 MW
    kind: fact
    of: northfield-power
    scope: site
    cites: [{source: utility-filing, excerpt: a connection of 195 megawatts}]
  region-power:
    title: Power of the whole region
    value: 3.2 GW
    kind: fact
    scope: region
    cites: [{source: agency-report, excerpt: the region draws 3.2 GW}]
  region-share:
    title: Share of the region's power that Northfield takes
    formula: site / region
    inputs: {site: northfield-power, region: region-power}
    unit: "%"
    stated: 6%
    cites: [{source: agency-report, excerpt: about 6% of it}]
  vaults-ordered:
    title: Vaults that were ordered
    value: 120 VAULT
    kind: fact
    cites: [{source: company-post, excerpt: an order of 120 vaults}]
  racks:
    title: Racks that were ordered
    formula: vaults * sense
    inputs: {vaults: vaults-ordered, sense: vault-in-the-post}
    unit: rack
    stated: 1200 rack
    cites: [{source: trade-press, excerpt: which makes 1200 racks}]
  rack-power:
    title: Power of one rack
    value: 130 to 150 kW/rack
    kind: fact
    cites: [{source: chip-sheet, excerpt: 130 to 150 kW per rack}]
  racks-need:
    title: Power that the racks need
    formula: racks * each
    inputs: {racks: racks, each: rack-power}
    unit: MW
    stated: ~170 MW
    scope: site
    headline: true
    cites: [{source: trade-press, excerpt: roughly 170 MW for computing}]
  chips-per-rack:
    title: Chips in a rack
    value: 72 chip/rack
    kind: fact
    cites: [{source: chip-sheet, excerpt: 72 chips in a rack}]
  chips:
    title: Chips at Northfield
    formula: racks * each
    inputs: {racks: racks, each: chips-per-rack}
    unit: chip
    stated: 86K chip
    cites: [{source: trade-press, excerpt: "86,000 chips"}]
  chip-peak:
    title: Peak of one chip
    value: 2.5e15 FLOP/s/chip
    kind: fact
    cites: [{source: chip-sheet, excerpt: 2.5 petaFLOP/s dense}]
  utilisation:
    title: Share of the peak that training reaches
    value: 40%
    kind: assumption
    why: What the published runs of this size report.
  run-time:
    title: Length of a training run
    value: 100 day
    kind: assumption
    why: A season, as most runs take.
  run-compute:
    title: Compute of a training run
    formula: chips * peak * share * time
    inputs: {chips: chips, peak: chip-peak, share: utilisation, time: run-time}
    unit: FLOP
    stated: 7.5e26 FLOP
    headline: true
    cites: [{source: trade-press, excerpt: some 7.5e26 FLOP}]
  electricity-price:
    title: Price of electricity in the region
    value: 60 USD/MWh
    kind: fact
    as_of: 2026-03
    tags: [price]
    cites: [{source: price-list, excerpt: at $60 per MWh}]
  load:
    title: Share of its connection that the site uses
    value: 80%
    kind: fact
    scope: site
    cites: [{source: utility-filing, excerpt: with a load factor of 80%}]
  electricity-bill:
    title: Electricity bill of the site
    formula: power * load * price
    inputs: {power: site-power-filing, load: load, price: electricity-price}
    unit: USD/year
    stated: 82 million USD/year
    headline: true
    cites: [{source: trade-press, excerpt: $82 million a year}]
  chip-price-2024:
    title: Price of a chip in 2024
    value: 36K USD/chip
    kind: fact
    as_of: 2024-05
    status: superseded
    superseded_by: chip-price
    cites: [{source: trade-press, excerpt: "$36,000 in 2024"}]
  chip-price:
    title: Price of a chip
    value: 30K USD/chip
    kind: fact
    as_of: 2026-02
    tags: [price]
    cites: [{source: price-list, excerpt: "$30,000 a chip"}]
  chips-cost:
    title: Cost of the chips
    formula: chips * price
    inputs: {chips: chips, price: chip-price}
    unit: USD
    stated: 2.6 bn USD
    cites: [{source: trade-press, excerpt: $2.6 billion of chips}]
  halls-cost:
    title: Cost of the halls
    value: 1.1 bn USD
    kind: estimate
    cites: [{source: company-post, excerpt: an investment of $1.1 billion}]
  site-cost:
    title: Cost of the site
    formula: chips + halls
    inputs: {chips: chips-cost, halls: halls-cost}
    unit: USD
    stated: 3.7 bn USD
    headline: true
    cites: [{source: trade-press, excerpt: $3.7 billion in all}]
  water-survey:
    title: Water by the survey
    value: 3.2 ± 0.3 ML/day
    kind: estimate
    of: cooling-water
    scope: site
    cites: [{source: water-survey-report, excerpt: 3.2 megalitres}]
  water-permit:
    title: Water by the permit
    value: 3.5 ± 0.3 ML/day
    kind: estimate
    of: cooling-water
    scope: site
    cites: [{source: utility-filing, excerpt: a permit for 3.5 megalitres}]
  water-agency:
    title: Water by the agency
    value: 2.9 ± 0.3 ML/day
    kind: estimate
    of: cooling-water
    scope: site
    cites: [{source: agency-report, excerpt: 2.9 megalitres a day}]
  water-price:
    title: Price of water
    value: 1.25 USD/m^3
    kind: fact
    as_of: 2026-01
    tags: [price]
    cites: [{source: price-list, excerpt: water at $1.25}]
  water-bill:
    title: Water bill of the site
    formula: water * price
    inputs: {water: cooling-water, price: water-price}
    unit: USD/year
    headline: true
  jobs:
    title: Jobs that were announced
    value: 350 employee
    kind: forecast
    cites: [{source: company-post, excerpt: 350 permanent jobs}]
  jobs-per-power:
    title: Jobs for each megawatt
    formula: jobs / power
    inputs: {jobs: jobs, power: northfield-power}
    unit: employee/MW
    headline: true
checks:
  racks-fit:
    title: The racks must fit the connection
    assert: need <= supply
    inputs: {need: racks-need, supply: northfield-power}
    on_fail: rule-out
  racks-fill:
    title: The site is not built for a tenth of its racks
    assert: need >= 0.3 * supply
    inputs: {need: racks-need, supply: northfield-power}
    on_fail: rule-out
  water-for-heat:
    title: The water can carry away the heat
    assert: water * heat >= 0.3 * power * load
    inputs: {water: cooling-water, heat: 2.26 GJ/m^3, power: northfield-power, load: load}
    on_fail: warning
sources:
  company-post: {title: The company's post, snapshot: company.txt}
  utility-filing: {title: The utility's filing, snapshot: utility.txt}
  agency-report: {title: The agency's report, snapshot: agency.txt}
  chip-sheet: {title: The data sheet, snapshot: sheet.txt}
  trade-press: {title: The trade press, relies_on: [company-post], snapshot: press.txt}
  price-list: {title: The list of prices, snapshot: prices.txt}
  water-survey-report: {title: The survey of water, snapshot: water.txt}
  local-paper: {title: The local paper, relies_on: [trade-press]}
  radio: {title: The radio, relies_on: [local-paper]}
"""
Data = dict[str, Any]
CLEAN_DATA: Data = yaml.safe_load(BASE)


def snapshots() -> dict[str, str]:
    """A copy of each source that holds every excerpt from it."""
    texts: dict[str, str] = {}
    for claim in CLEAN_DATA["claims"].values():
        for cite in claim.get("cites", ()):
            name = CLEAN_DATA["sources"][cite["source"]]["snapshot"]
            texts[name] = texts.get(name, "") + f"It says: {cite.get('excerpt', '')}, and goes on.\n"
    return texts


COPIES = snapshots()


class Plain(yaml.CSafeDumper):
    """Writes what occurs twice twice: a base has no anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def written(data: Data) -> str:
    return yaml.dump(data, Dumper=Plain, sort_keys=False, allow_unicode=True, width=1000)


def edition(data: Data) -> Edition:
    text = written(data)
    return assemble({"claims/northfield.yaml": text}, SETTINGS, today=TODAY, snapshots=COPIES)


def told(found: Edition) -> set[tuple[str, str]]:
    """What an edition objects to: rule and id, without what is accepted."""
    return {(each.rule, each.id) for each in found.findings if not each.accepted}


BEFORE = edition(CLEAN_DATA)


# --- twelve kinds of slips: each changes the data and names the rules that may find it


def leaves(data: Data, *wanted: str) -> list[str]:
    """The written claims that are in use and have an excerpt."""
    return [
        id
        for id, each in data["claims"].items()
        if "value" in each and each.get("status") is None and "excerpt" in (each.get("cites") or [{}])[0]
        and all(word in str(each["value"]) for word in wanted)
    ]  # fmt: skip


def used(data: Data) -> list[str]:
    """The written claims that some formula names."""
    names = {ref for each in data["claims"].values() for ref in each.get("inputs", {}).values()}
    return [id for id, each in data["claims"].items() if id in names and "value" in each]


def headed(data: Data) -> list[str]:
    return [id for id, each in data["claims"].items() if each.get("headline")]


def same_fact_twice(data: Data, rng: random.Random) -> set[str]:
    id = rng.choice(leaves(data))
    twin = copy.deepcopy(data["claims"][id])
    twin.pop("of", None)
    if rng.random() < 0.5:
        twin["title"] = twin["title"].replace("of", "for").replace(" a ", " one ")
    if rng.random() < 0.3:
        twin["cites"][0].pop("excerpt")
        twin["title"] = data["claims"][id]["title"]
    data["claims"][f"{id}-again"] = twin
    return {"same-fact-twice"}


def sense_switched(data: Data, rng: random.Random) -> set[str]:
    way = rng.randrange(3)
    if way == 0:
        data["claims"]["racks"]["inputs"]["sense"] = rng.choice(["1", "10", "400"]) + " rack/VAULT"
    elif way == 1:
        data["claims"]["racks"]["stated"] = rng.choice(["120 rack", "48K rack"])
    else:
        number = rng.choice(["120", "240", "60"])
        order = {"title": "Vaults of the second order", "value": f"{number} VAULT", "kind": "fact"}
        data["claims"]["second-order"] = {**order, "cites": [{"source": "price-list"}]}
        if rng.random() < 0.5:
            data["claims"]["all-racks"] = {
                "title": "Racks of the second order",
                "formula": "vaults * each",
                "inputs": {"vaults": "second-order", "each": "1 rack/VAULT"},
            }
    return {"bare-term", "off-by-factor"}


def wrong_scale(data: Data, rng: random.Random) -> set[str]:
    """The unit is right and its prefix wrong, or a thousand is lost."""
    swaps = {"MW": "GW", "GW": "MW", "kW": "MW", "million": "bn", "bn": "million", "K ": "M ", "ML": "mL"}
    fields = [
        (id, field, old, new)
        for id, each in data["claims"].items()
        for field in ("value", "stated")
        for old, new in swaps.items()
        if old in str(each.get(field, "")) and each.get("status") is None
    ]
    id, field, old, new = rng.choice(fields)
    data["claims"][id][field] = data["claims"][id][field].replace(old, new)
    return {
        "off-by-factor",
        "excerpt-differs",
        "recomputed-differs",
        "rivals-disagree",
        "no-context-survives",
    }


def hard_coded(data: Data, rng: random.Random) -> set[str]:
    id = rng.choice([id for id, each in data["claims"].items() if "formula" in each and "stated" in each])
    claim = data["claims"][id]
    claim["value"] = claim.pop("stated")
    formula = claim.pop("formula")
    if rng.random() < 0.5:
        claim.pop("inputs")
        claim["history"] = [{"formula": formula, "until": "2026-05-01", "why": "Simpler."}]
    return {"hard-coded"}


def quote_edited(data: Data, rng: random.Random) -> set[str]:
    id = rng.choice(leaves(data))
    cite = data["claims"][id]["cites"][0]
    words = cite["excerpt"].split()
    at = rng.randrange(len(words))
    words[at] = rng.choice(["nearly", "planned", "99", words[at] + "s"])
    cite["excerpt"] = " ".join(words)
    return {"excerpt-not-found"}


def taken_back(data: Data, rng: random.Random) -> set[str]:
    way = rng.randrange(4)
    id = rng.choice(used(data))
    if way == 0:
        data["claims"][id] |= {"status": "retracted", "why": "The company withdrew it."}
    elif way == 1:
        successor = {**data["claims"][id], "title": "The new " + data["claims"][id]["title"]}
        data["claims"][f"{id}-new"] = successor
        data["claims"][id] |= {"status": "superseded", "superseded_by": f"{id}-new"}
    elif way == 2:
        source = rng.choice(["company-post", "utility-filing", "trade-press", "price-list", "chip-sheet"])
        data["sources"][source] |= {"status": "retracted", "why": "It was wrong."}
    else:
        data["claims"]["chips-cost"]["inputs"]["price"] = "chip-price-2024"
    return {"retracted-input", "superseded-input", "unknown-take"}


def circular(data: Data, rng: random.Random) -> set[str]:
    way = rng.randrange(3)
    if way == 0:
        data["sources"]["company-post"]["relies_on"] = [rng.choice(["trade-press", "local-paper", "radio"])]
    elif way == 1:
        cites = [
            {"source": each}
            for each in rng.sample(["company-post", "trade-press", "local-paper", "radio"], 2)
        ]
        data["claims"][rng.choice(leaves(data))]["cites"] = cites
    else:
        about = rng.choice(["Noise at the fence", "Area of the campus"])
        value = "40 ha" if "Area" in about else "60 Pa"
        data["quantities"]["echoed"] = {"title": about, "take": "first-echo"}
        for id, source in (("first-echo", "local-paper"), ("second-echo", "radio")):
            claim = {"title": f"{about}, {source}", "value": value, "kind": "fact", "of": "echoed"}
            data["claims"][id] = {**claim, "cites": [{"source": source}]}
    return {"circular-sourcing", "same-origin"}


def too_narrow(data: Data, rng: random.Random) -> set[str]:
    data["claims"]["water-survey"]["value"] = f"3.2 ± 0.{rng.choice(['01', '02', '05', '1'])} ML/day"
    other = rng.choice(["water-permit", "water-agency"])
    if rng.random() < 0.5:
        mid = {"water-permit": "3.5", "water-agency": "2.9"}[other]
        data["claims"][other]["value"] = f"{mid} ± 0.{rng.choice(['02', '05'])} ML/day"
    return {"narrow-interval", "rivals-disagree", "rivals-tension"}


def wrong_base(data: Data, rng: random.Random) -> set[str]:
    """A percentage of the wrong base, or entered without its sign."""
    way = rng.randrange(4)
    if way == 0:
        data["claims"]["electricity-bill"]["inputs"]["power"] = "region-power"
    elif way == 1:
        id = rng.choice(["load", "utilisation"])
        data["claims"][id]["value"] = data["claims"][id]["value"].removesuffix("%")
    elif way == 2:
        data["claims"]["region-share"]["inputs"]["region"] = rng.choice(
            ["hall-power", "racks-need", "site-power-filing"]
        )
    else:
        data["claims"]["electricity-bill"]["inputs"]["power"] = "hall-power"
        data["claims"]["electricity-bill"]["unit"] = "USD/year/building"
        data["claims"]["electricity-bill"].pop("stated")
    return {"scope-differs", "share-over-one", "recomputed-differs", "unit-mismatch", "off-by-factor"}


def stale(data: Data, rng: random.Random) -> set[str]:
    id = rng.choice(["electricity-price", "chip-price", "water-price"])
    if rng.random() < 0.5:
        data["claims"][id]["as_of"] = rng.choice(["2021", "2022-06", "2023-Q1", "2024-11"])
    else:
        data["claims"][id]["review_by"] = rng.choice(["2025-12-31", "2026-05"])
    return {"stale"}


def headline_changed(data: Data, rng: random.Random) -> set[str]:
    """A headline gets another id, or another unit: the account of the two releases has to say so."""
    units = {"MW": "GW", "FLOP": "EFLOP", "USD/year": "USD/month", "USD": "EUR", "employee/MW": "employee/GW"}
    id = rng.choice(headed(data))
    claim = data["claims"][id]
    if rng.random() < 0.5:
        claims = data["claims"].items()
        data["claims"] = {(f"{name}-2026" if name == id else name): each for name, each in claims}
        for each in (*data["claims"].values(), *data["checks"].values()):
            each["inputs"] = {
                name: f"{ref}-2026" if ref == id else ref for name, ref in each.get("inputs", {}).items()
            }
            if not each["inputs"]:
                each.pop("inputs")
    else:
        claim["unit"] = units[claim["unit"]]
    return {f"changes:{id}"}


def swallowed(data: Data, rng: random.Random) -> set[str]:
    """A real conflict, and an exception that swallows it."""
    id, stated = rng.choice([("racks", "2000 rack"), ("chips", "200K chip"), ("chips-cost", "5.2 bn USD")])
    data["claims"][id]["stated"] = stated
    data["claims"][id]["accepted"] = [
        {"rule": rule, "because": "Known."}
        for rule in ("recomputed-differs", "recomputed-soft", "off-by-factor")
    ]
    return {"rests-on-accepted"}


Slip = Callable[[Data, random.Random], set[str]]
KINDS: tuple[Slip, ...] = (
    same_fact_twice, sense_switched, wrong_scale, hard_coded, quote_edited, taken_back,
    circular, too_narrow, wrong_base, stale, headline_changed, swallowed,
)  # fmt: skip


def is_found(data: Data, wanted: set[str]) -> bool:
    after = edition(data)
    told_of = {each.partition(":")[2] for each in wanted if each.startswith("changes:")}
    if told_of:
        account = diff.account(BEFORE, after, shared=False)
        return any(each.id in told_of and each.field in ("", "unit") for each in account.edited)
    return bool({rule for rule, _ in told(after) - told(BEFORE)} & wanted)


@pytest.fixture(scope="module")
def outcomes() -> dict[str, list[bool]]:
    rng = random.Random(20261122)
    found: dict[str, list[bool]] = {kind.__name__: [] for kind in KINDS}
    for number in range(200):
        kind = KINDS[number % len(KINDS)]
        data = copy.deepcopy(CLEAN_DATA)
        wanted = kind(data, rng)
        assert data != CLEAN_DATA, kind.__name__
        found[kind.__name__].append(is_found(data, wanted))
    return found


def test_clean_base__nothing_above_a_note() -> None:
    assert [(each.rule, each.id, each.message) for each in BEFORE.findings if each.severity != "note"] == []
    assert {each.rule for each in BEFORE.findings} == {"settled", "sense-ruled-out", "orphan-source"}


def test_planted__at_least_95_in_100_are_found(outcomes: dict[str, list[bool]]) -> None:
    every = [each for group in outcomes.values() for each in group]
    missed = {kind: group.count(False) for kind, group in outcomes.items() if not all(group)}
    assert len(every) == 200
    assert sum(every) / len(every) >= FOUND, missed


@pytest.mark.parametrize("kind", [kind.__name__ for kind in KINDS])
def test_planted__each_kind_is_found_in_four_of_five(kind: str, outcomes: dict[str, list[bool]]) -> None:
    assert sum(outcomes[kind]) >= 0.8 * len(outcomes[kind])


# --- and edits that are right


def harmless(data: Data, rng: random.Random) -> None:
    """One edit as a careful author makes it."""
    claims = data["claims"]
    way = rng.randrange(7)
    id = rng.choice(leaves(data))
    if way == 0:
        claims[id]["note"] = "Checked against the printed edition."
    elif way == 1:
        claims[id]["title"] = f"{claims[id]['title']} (2026)"
    elif way == 2:
        value = rng.choice(["15 ha", "900 m", "2.4 km"])
        cites = [{"source": "agency-report", "excerpt": f"which measures {value}"}]
        claims["new-figure"] = {"title": "Size of the lake", "value": value, "kind": "fact", "cites": cites}
    elif way == 3:
        claims[id]["history"] = [{"value": str(claims[id]["value"]), "as_of": "2025-01", "why": "Confirmed."}]
    elif way == 4:
        claims[id]["aliases"] = [f"old-{id}"]
    elif way == 5:
        data["claims"] = dict(sorted(claims.items(), key=lambda each: rng.random()))
    else:
        claims["jobs"]["value"] = "360 employee"
        claims["jobs"]["cites"][0]["excerpt"] = "about 360 jobs"


def test_clean_edits__at_most_2_in_100_raise_anything() -> None:
    rng = random.Random(7)
    copies = COPIES | {}
    raised = []
    for _ in range(50):
        data = copy.deepcopy(CLEAN_DATA)
        harmless(data, rng)
        extra = " ".join(
            c.get("excerpt", "") for each in data["claims"].values() for c in each.get("cites", ())
        )
        text = written(data)
        texts = {name: f"{copy} {extra}" for name, copy in copies.items()}
        after = assemble({"claims/northfield.yaml": text}, SETTINGS, today=TODAY, snapshots=texts)
        raised.append(told(after) - told(BEFORE))
    assert sum(map(bool, raised)) <= CLEAN * len(raised), [each for each in raised if each]


# --- and edits that are wrong in any way at all

JUNK = (
    "0",
    "-5%",
    "1e300 kg",
    "{one_of: [1, 2]}",
    "2025-11",
    "14x per 2 year",
    "> 3 MW",
    "150%",
    "5 VAULT",
    "NaN",
    "{",
)


def damaged(rng: random.Random) -> Data:
    """The base with a record or field lost, or something that does not belong there."""
    data = copy.deepcopy(CLEAN_DATA)
    for _ in range(rng.randrange(1, 4)):
        section = rng.choice(["claims", "claims", "quantities", "choices", "checks", "terms", "sources"])
        id = rng.choice(sorted(data[section]) or [""])
        record = data[section].get(id, {"title": "None"})
        match rng.randrange(5):
            case 0:
                data[section].pop(id, None)
            case 1 if section == "claims":
                record["value" if "value" in record else "stated"] = rng.choice(JUNK)
            case 2 if "formula" in record and record.get("inputs"):
                names = list(record["inputs"])
                record["formula"] = f"{rng.choice(names)} {rng.choice('-/*+')} {rng.choice(names)}"
            case 3 if section == "claims":
                record["status"] = rng.choice(["retracted", "superseded", "disputed"])
            case 4 if section == "quantities":
                record["take"] = rng.choice(["weighted", "mixture", "envelope", "random-effects", "latest"])
            case _:
                record.pop(rng.choice(sorted(record)))
    return data


def test_damage__is_objected_to_and_breaks_nothing() -> None:
    rng = random.Random(3)
    for _ in range(60):
        found = edition(damaged(rng))
        ledger.entries(found)
