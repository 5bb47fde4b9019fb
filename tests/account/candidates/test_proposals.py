"""What a base leaves undecided, in small bases with the answer beside them; and what decides it."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import work
from small import edition
from whence.account.candidates import proposals
from whence.account.candidates.proposals import Proposal
from whence.files.schema import Settings
from whence.judge.assemble import Edition, assemble

# A base of a few halls, in which each candidate is one of a kind; what nothing relates stands beside it.
TOWN = """
sources:
  permit: {title: The permit, issued: 2024-01-10}
  audit: {title: The audit, issued: 2025-03-01}
quantities:
  draw:
    title: Power that the mill draws
    take: draw-metered
claims:
  site-permit:
    title: Power of the site at Dalton, by the permit
    value: 100 MW
    cites: [permit]
  site-audit:
    title: Power of Dalton's site
    value: 160 MW
    cites: [audit]
  draw-metered:
    title: Power that the mill draws, metered
    value: 9 MW
    of: draw
  draw-read:
    title: Power that the mill draws, read from the bill
    value: 12 MW
  crates:
    title: Crates in the store at Roker
    value: 40 crate
  bottles-each:
    title: Bottles in a crate
    value: 12 bottle/crate
  bottles:
    title: Bottles in the store at Roker
    formula: crates * each
    inputs: {crates: crates, each: bottles-each}
    unit: bottle
  bottles-told:
    title: Bottles that are left in the store at Roker in winter
    value: 480 bottle
    cites: [audit]
  north:
    title: Wages of the north pit
    value: 30 million USD
  south:
    title: Wages of the south pit
    value: 50 million USD
  wages:
    title: Total wages of the pit
    value: 90 million USD
  coal:
    title: Share of the rail traffic that is coal
    value: 60%
  stone:
    title: Share of the rail traffic that is stone
    value: 25%
  grain:
    title: Share of the rail traffic that is grain
    value: 14%
units:
  crate: {title: A crate}
  bottle: {title: A bottle}
"""
WANTED = {
    ("same", ("site-audit", "site-permit")),
    ("same", ("draw", "draw-read")),
    ("derived", ("bottles-told", "bottles")),
    ("total", ("wages", "north", "south")),
    ("shares", ("coal", "grain", "stone")),
}


def texts(town: str = TOWN) -> dict[str, str | bytes]:
    sources, _, claims = town.partition("quantities:")
    return {"claims/town.yaml": "quantities:" + claims, "sources/all.yaml": sources}


def town(text: str = TOWN) -> Edition:
    return assemble(texts(text), Settings(samples=256))


def proposed(found: Edition) -> tuple[Proposal, ...]:
    return proposals.propose(found, proposals.find(found))


def told(found: Edition) -> dict[tuple[str, ...], Proposal]:
    return {each.found.ids: each for each in proposed(found)}


@pytest.fixture(scope="module")
def found() -> Edition:
    return town()


def test_find__each_kind_and_nothing_else(found: Edition) -> None:
    assert not [each for each in found.findings if each.severity == "error"]
    assert {(each.kind, each.ids) for each in proposals.find(found)} == WANTED


@pytest.mark.parametrize(
    ("ids", "says"),
    [
        (
            ("site-audit", "site-permit"),
            "“Power of Dalton's site” (160 MW) and “Power of the site at Dalton, by the permit” (100 MW) may be about one "
            "thing: a factor of 1.6 apart",
        ),
        (
            ("draw", "draw-read"),
            "“Power that the mill draws, read from the bill” (12 MW) may be a claim of “Power that the mill draws” (9 MW): "
            "a factor of 1.33 apart",
        ),
        (
            ("bottles-told", "bottles"),
            "“Bottles that are left in the store at Roker in winter” (480 bottle) is written, and “Bottles in the store at "
            "Roker” (480 bottle) is computed: they may be one figure",
        ),
        (
            ("wages", "north", "south"),
            "“Total wages of the pit” ($90 million) may be the sum of “Wages of the north pit” ($30 million) and “Wages of "
            "the south pit” ($50 million), which is $80 million",
        ),
        (
            ("coal", "grain", "stone"),
            "“Share of the rail traffic that is coal” (60%), “Share of the rail traffic that is grain” (14%) and “Share of "
            "the rail traffic that is stone” (25%) may be all there is: together they are 0.99 of it",
        ),
    ],
)
def test_propose__one_sentence_each(found: Edition, ids: tuple[str, ...], says: str) -> None:
    assert told(found)[ids].says == says


@pytest.mark.parametrize(
    ("ids", "lines"),
    [
        (
            ("site-audit", "site-permit"),
            [
                "quantities:\n  power-dalton-site:\n    title: Power of Dalton's site\n    take: site-audit",
                "    of: power-dalton-site",
                "    of: power-dalton-site",
            ],
        ),
        (("draw", "draw-read"), ["    of: draw"]),
        (
            ("bottles-told", "bottles"),
            ["    formula: figure\n    inputs: {figure: bottles}\n    stated: 480 bottle"],
        ),
        (
            ("wages", "north", "south"),
            [
                "checks:\n  total-wages-pit-adds-up:\n    title: 'Total wages of the pit: the sum of its parts'\n".replace(
                    "'", '"'
                )
                + "    assert: abs(part1 + part2 - total) <= 0.05 * total\n"
                "    inputs: {part1: north, part2: south, total: wages}"
            ],
        ),
    ],
)
def test_propose__the_lines_that_relate_them(found: Edition, ids: tuple[str, ...], lines: list[str]) -> None:
    assert [each.yaml for each in told(found)[ids].ways[0].lines] == lines


def test_propose__the_line_that_says_they_differ_comes_last(found: Edition) -> None:
    for each in proposed(found):
        (lines,) = each.ways[-1].lines
        assert lines.yaml.startswith("    differs_from:\n      ")
        assert lines.yaml.endswith(": why")
        assert lines.place
        assert lines.where.startswith(f"`{lines.id}` in claims/town.yaml:")


def test_propose__the_stronger_come_first(found: Edition) -> None:
    scores = [each.score for each in proposals.find(found)]
    assert scores == sorted(scores, reverse=True)
    assert all(0.5 <= each <= 1 for each in scores)


# --- what is pasted decides


def pasted(data: dict[str, Any], way: Any) -> dict[str, Any]:
    """The data of a base with the lines of a way put where they say."""
    for lines in way.lines:
        new = yaml.safe_load(lines.yaml.replace(": why", ": they are two things"))
        if lines.place is None:
            for section, records in new.items():
                data.setdefault(section, {}).update(records)
            continue
        record = data[lines.section][lines.id]
        if lines.instead:
            del record[lines.instead]
        (record[lines.under] if lines.under else record).update(new)
    return data


def decided(text: str) -> Iterator[tuple[str, Proposal, Edition]]:
    """Every way of every proposal of a base, with the edition in which its lines are pasted."""
    for each in proposed(town(text)):
        for way in each.ways:
            data = pasted(yaml.safe_load(text), way)
            sources = {"sources": data.pop("sources")}
            files: dict[str, str | bytes] = {
                "claims/a.yaml": yaml.safe_dump(data),
                "sources/a.yaml": yaml.safe_dump(sources),
            }
            yield way.says, each, assemble(files, Settings(samples=256))


def test_ways__each_decides_its_candidate_and_opens_no_other() -> None:
    before = {each.ids for each in proposals.find(town())}
    for says, each, after in decided(TOWN):
        errors = [found.message for found in after.findings if found.severity == "error"]
        assert not errors, (says, errors)
        left = {found.ids for found in proposals.find(after)}
        assert each.found.ids not in left, says
        assert left <= before, says


def test_ways__a_second_difference_goes_under_the_first() -> None:
    claim = "    title: Power of Dalton's site\n"
    text = TOWN.replace(claim, f"{claim}    differs_from: {{wages: one is money}}\n")
    (lines,) = told(town(text))["site-audit", "site-permit"].ways[-1].lines
    assert (lines.under, lines.yaml) == ("differs_from", "      site-permit: why")
    assert lines.where.endswith("under its `differs_from`")


def test_ways__the_earlier_figure_of_one_source_may_be_superseded() -> None:
    text = TOWN.replace("cites: [audit]\n  draw-", "known: 2025-03-01\n    cites: [permit]\n  draw-")
    text = text.replace("value: 100 MW\n", "value: 100 MW\n    known: 2024-01-10\n")
    ways = told(town(text))["site-audit", "site-permit"].ways
    assert [each.says for each in ways][1] == "the figure of 2025-03-01 replaces that of 2024-01-10"
    assert [each.yaml for each in ways[1].lines] == ["    status: superseded\n    superseded_by: site-audit"]
    assert all(
        not [one for one in after.findings if one.severity == "error"] for _, _, after in decided(text)
    )


def test_ways__of_two_scopes_the_one_may_be_a_part_of_the_other() -> None:
    text = TOWN.replace("value: 100 MW\n", "value: 100 MW\n    scope: site\n")
    text = text.replace("value: 160 MW\n", "value: 160 MW\n    scope: company\n")
    each = told(town(text))["site-audit", "site-permit"]
    assert each.says.endswith("a factor of 1.6 apart; the one covers a company, the other a site")
    check = yaml.safe_load(each.ways[0].lines[0].yaml)["checks"]["power-dalton-site-compared"]
    assert (check["assert"], check["inputs"]) == (
        "part <= whole",
        {"part": "site-permit", "whole": "site-audit"},
    )


def test_ways__two_quantities_are_held_against_each_other_or_differ_by_a_claim() -> None:
    more = "quantities:\n  mill: {title: Power that the mill draws}\n"
    text = TOWN.replace("quantities:\n", more).replace("value: 12 MW\n", "value: 12 MW\n    of: mill\n")
    each = told(town(text))["draw", "mill"]
    assert [way.lines[0].section for way in each.ways] == ["checks", "claims"]
    assert each.ways[-1].lines[0].yaml == "    differs_from:\n      mill: why"
    assert all(
        ("draw", "mill") not in {one.ids for one in proposals.find(after)}
        for _, one_, after in decided(text)
        if one_.found.ids == ("draw", "mill")
    )


def test_propose__claims_of_one_head_are_one_candidate() -> None:
    text = TOWN.replace(
        "  crates:\n",
        "  site-press: {title: 'Power of the site at Dalton, by the press', value: 400 MW}\n  crates:\n",
    )
    each = told(town(text))["site-audit", "site-permit", "site-press"]
    assert each.says.endswith("(400 MW) may be about one thing: up to a factor of 4 apart")
    assert [one.yaml for one in each.ways[0].lines[1:]] == ["    of: power-dalton-site"] * 3
    assert each.ways[1].lines[0].yaml == "    differs_from:\n      site-permit: why\n      site-press: why"
    left = text.replace(
        "value: 160 MW\n",
        "value: 160 MW\n    differs_from: {site-permit: a second site, site-press: another}\n",
    )
    assert ("site-permit", "site-press") in told(town(left))


# --- what is decided is not proposed


@pytest.mark.parametrize(
    ("claim", "more"),
    [
        ("site-audit", "differs_from: {site-permit: a second site}"),
        ("site-permit", "differs_from: {site-audit: a second site}"),
        ("site-permit", "differs_from: {audited: by an older id}"),
        ("site-permit", "status: superseded\n    superseded_by: site-audit"),
        ("site-permit", "status: retracted\n    why: A slip"),
    ],
)
def test_find__a_pair_that_is_decided_is_not_proposed(claim: str, more: str) -> None:
    text = TOWN.replace(
        "    title: Power of Dalton's site\n", "    title: Power of Dalton's site\n    aliases: [audited]\n"
    )
    text = re.sub(rf"(  {claim}:\n)", rf"\1    {more}\n", text)
    assert {each.ids for each in proposals.find(town(text))} == {ids for _, ids in WANTED} - {
        ("site-audit", "site-permit")
    }


@pytest.mark.parametrize(
    "more",
    [
        "checks:\n  c: {title: C, assert: a <= 2 * b, inputs: {a: site-audit, b: site-permit}}\n",
        "checks:\n  c: {title: C, assert: a <= b, inputs: {a: site-audit, b: twice}}\n",  # what is computed from the other
        "choices:\n  c: {title: C, options: {a: site-audit, b: site-permit}}\n",
    ],
)
def test_find__a_pair_that_something_relates_is_not_proposed(more: str) -> None:
    text = TOWN.replace(
        "claims:\n", f"{more}claims:\n  twice: {{title: Twice, formula: 2 * x, inputs: {{x: site-permit}}}}\n"
    )
    assert ("site-audit", "site-permit") not in {each.ids for each in proposals.find(town(text))}


def test_find__what_is_computed_from_the_other_is_not_proposed() -> None:
    text = TOWN.replace("value: 160 MW", "formula: 1.6 * x\n    inputs: {x: site-permit}")
    assert ("site-audit", "site-permit") not in {each.ids for each in proposals.find(town(text))}


def test_find__what_is_computed_alike_from_what_is_related_is_not_proposed() -> None:
    chain = """  one: {title: Power of the pump in a day, formula: x * n, inputs: {x: SITE, n: 24 hour}}
  two: {title: Power of the pump in a day by the book, formula: x * n, inputs: {x: draw-metered, n: 24 hour}}
units:
"""
    text = TOWN.replace("units:\n", chain).replace("  draw-read:\n", "  draw-read:\n    of: draw\n")
    for site, told in (("draw-read", False), ("draw", False), ("draw-metered", False), ("site-audit", True)):
        found = proposals.find(town(text.replace("SITE", site)))
        assert (("one", "two") in {each.ids for each in found}) == told, site
    other = text.replace("SITE", "draw").replace("n: 24 hour", "n: 23 hour", 1)
    assert ("one", "two") in {each.ids for each in proposals.find(town(other))}


def test_find__a_claim_that_differs_from_a_quantity_differs_from_all_its_claims() -> None:
    for other in ("draw", "draw-metered"):
        text = TOWN.replace(
            "value: 12 MW\n", f"value: 12 MW\n    differs_from: {{{other}: of another mill}}\n"
        )
        assert ("draw", "draw-read") not in {each.ids for each in proposals.find(town(text))}


@pytest.mark.parametrize(
    ("old", "new", "ids"),
    [
        ("value: 90 million USD", "value: 200 million USD", ("wages", "north", "south")),  # far from the sum
        ("value: 60%", "value: 30%", ("coal", "grain", "stone")),  # they are not all there is
        ("value: 480 bottle", "value: 700 bottle", ("bottles-told", "bottles")),  # another figure
        ("title: Total wages of the pit", "title: Wages of the harbour", ("wages", "north", "south")),
        ("title: Power of Dalton's site", "title: Power of Roker's site", ("site-audit", "site-permit")),
    ],
)
def test_find__what_does_not_fit_is_not_proposed(old: str, new: str, ids: tuple[str, ...]) -> None:
    assert ids not in {each.ids for each in proposals.find(town(TOWN.replace(old, new)))}


def test_find__a_total_without_the_word_is_known_by_its_figure_and_source() -> None:
    text = TOWN.replace("title: Total wages of the pit", "title: Wages of Pallion").replace(
        "90 million USD", "80 million USD"
    )
    for amount in ("30 million USD", "50 million USD", "80 million USD"):
        text = text.replace(f"{amount}\n", f"{amount}\n    cites: [audit]\n")
    assert ("total", ("wages", "north", "south")) in {
        (each.kind, each.ids) for each in proposals.find(town(text))
    }


def test_find__prices_and_rates_of_growth_do_not_add_up() -> None:
    for unit in ("USD/person", "x per year"):
        text = re.sub(r"(\d+) million USD", rf"\1 {unit}", TOWN)
        assert "total" not in {each.kind for each in proposals.find(town(text))}


def test_find__a_share_and_its_rest() -> None:
    base = """
        claims:
          a: {title: Share of costs that is wages, value: 70%}
          b: {title: Share of costs that is not wages, value: 30%}
          c: {title: Share of sales that is taxed, value: 30%}
    """
    assert [(each.kind, each.ids) for each in proposals.find(edition(base))] == [("shares", ("a", "b"))]


# --- laws


@settings(max_examples=12, deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_find__no_order_of_files_or_records_has_a_part_in_it(found: Edition, chance: random.Random) -> None:
    data, said = yaml.safe_load(TOWN), [(each.found, each.says) for each in proposed(found)]
    sources = yaml.safe_dump({"sources": data.pop("sources")})
    records = [(section, id, record) for section, every in data.items() for id, record in every.items()]
    chance.shuffle(records)
    parts: dict[str, dict[str, Any]] = {}
    for section, id, record in records:
        parts.setdefault(f"claims/{chance.choice('xyz')}.yaml", {}).setdefault(section, {})[id] = record
    files: dict[str, str | bytes] = {"sources/a.yaml": sources}
    files |= {name: yaml.safe_dump(part, sort_keys=False) for name, part in parts.items()}
    mixed = assemble(files, Settings(samples=256))
    assert [(each.found, each.says) for each in proposed(mixed)] == said


def many(number: int) -> Edition:
    """A base of so many claims, a third of them computed; some have a title but for the season."""
    chance = random.Random(number)
    names = ["".join(chance.choices("bdfgklmnprst", k=7)) for _ in range(number // 3)]
    rows = []
    for n in range(number):
        title = f"Power of the {chance.choice(names)} {names[n % 50]}{chance.choice(('', ' in winter', ' at night'))}"
        value = (
            f"formula: 2 * x, inputs: {{x: c{chance.randrange(n)}}}" if n % 3 == 2 else f"value: {n + 10} MW"
        )
        rows.append(f"  c{n}: {{title: {title}, {value}}}")
    return edition("claims:\n" + "\n".join(rows), settings=Settings(samples=64))


def test_find__four_times_the_claims_are_little_more_than_four_times_the_work() -> None:
    bases = {number: many(number) for number in (300, 600, 2400)}
    assert len(proposals.find(bases[2400])) > 20
    assert work.growth(lambda number: proposals.find(bases[number]), 600) < 6


def test_find__goes_up_a_chain_of_formulas_of_any_length() -> None:
    rows = [
        f"  c{n}: {{title: Depth of shaft {n // 8}, formula: 1 * x, inputs: {{x: c{n - 1}}}}}"
        for n in range(1, 1200)
    ]
    assert proposals.find(edition("claims:\n  c0: {title: Depth, value: 3 m}\n" + "\n".join(rows))) == ()


def test_find__of_a_base_in_error_what_can_be_read_is_still_compared() -> None:
    text = TOWN.replace("value: 90 million USD", "value: 90 nonsense").replace(
        "claims:\n", "claims:\n  bad: {title: Bad}\n"
    )
    assert ("site-audit", "site-permit") in {each.ids for each in proposals.find(town(text))}
    assert proposals.find(edition("claims: {}")) == ()


def test_as_json__is_what_a_script_needs(found: Edition) -> None:
    every = proposed(found)
    answer = proposals.as_json(every[:2], len(every))
    assert (len(answer["candidates"]), answer["undecided"]) == (2, 5)
    for one, each in zip(answer["candidates"], every, strict=False):
        assert (one["kind"], tuple(one["ids"]), one["says"]) == (each.found.kind, each.found.ids, each.says)
        assert [way["lines"][0]["yaml"] for way in one["ways"]] == [way.lines[0].yaml for way in each.ways]


def test_about__the_proposals_of_one_record(found: Edition) -> None:
    every = proposals.find(found)
    assert [each.ids for each in proposals.about(every, found, "north")] == [("wages", "north", "south")]
    assert [each.ids for each in proposals.about(every, found, "draw-metered")] == [("draw", "draw-read")]
    assert proposals.about(every, found, "crates") == ()
