"""How much of the catalogue of the four texts the base holds, and how well: ids, formulas, locators, excerpts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest

from places import ROOT, SEEDS
from whence.disk import store
from whence.judge import excerpts
from whence.judge.assemble import Edition

TEXTS = ("nesov-quick-takes", "grok3-thread", "situational-awareness-highlights", "serving-costs-thread")
pytestmark = pytest.mark.skipif(
    not (SEEDS / "catalogue.md").is_file(), reason="the seed texts are not beside the checkout"
)

# Rows that the catalogue derives and the base does not compute, each with the reason.
NOT_FORMULAS = {
    "bloomberg-implied-multiplier": "the input that makes the printed ranges come out; computing it from them would be circular",
    "compute-growth-2y": "the author's own rounded rate, which his later steps use; recomputed in compute-growth-recomputed",
    "anthropic-run-cost": "the figure is cut off in the text; recomputed in anthropic-run-cost-recomputed",
    "gpt5-ready-date": "the author names no start; the start that his months imply is derived from it",
    "moe-repeat-epochs": "read off plots, and the model sizes behind it are not in the text",
    "submissions-out-of-range": "the end of the chart that it is measured from is not in the text",
}


@cache
def found() -> Edition:
    return store.load(store.read(ROOT))


def rows() -> Iterator[tuple[str, str, str]]:
    """Each row of the catalogue's tables of claims: id, kind, and the formula or inputs."""
    section = (SEEDS / "catalogue.md").read_text("utf-8").split("\n## 1.")[1].split("\n## 2.")[0]
    for line in section.splitlines():
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if len(cells) == 9 and (match := re.fullmatch(r"`([a-z0-9.-]+)`", cells[0])):
            yield match[1], cells[4], cells[8]


def holder(id: str) -> str:
    """The live id of a catalogue id, or nothing."""
    base = found().base
    name = base.aliases.get(id, id)
    records = base.records
    sections = (records.claims, records.quantities, records.choices, records.checks, records.terms)
    return name if any(name in section for section in sections) else ""


def test_catalogue__every_row_is_in_the_base() -> None:
    ids = [id for id, _, _ in rows()]
    assert len(ids) == 445
    assert [id for id in ids if not holder(id)] == []


def test_catalogue__every_derived_row_is_a_formula_or_a_check() -> None:
    records = found().base.records
    plain = []
    for id, kind, formula in rows():
        name = holder(id)
        derived = (
            kind.startswith("derived") and formula and not formula.startswith(("not reproducible", "cf."))
        )
        computed = name in records.checks or (name in records.claims and records.claims[name].formula)
        if derived and not computed and id not in NOT_FORMULAS:
            plain.append(id)
    assert plain == []


def test_base__every_claim_read_in_a_text_says_where() -> None:
    missing = [
        id
        for id, claim in found().base.records.claims.items()
        for cite in claim.cites
        if (cite.via or cite.source) in TEXTS and not re.match(r"lines? \d+", cite.at)
    ]
    assert missing == []


def test_base__every_excerpt_is_found_in_its_text_and_is_short() -> None:
    base = found().base
    looked = excerpts.verify(base, store.snapshots(str(SEEDS), base.records)[0])
    assert [(each.id, each.excerpt, each.near) for each in looked if each.verdict != "found"] == []
    assert [each.id for each in looked if len(each.excerpt.split()) > excerpts.MOST_WORDS] == []
    assert len(looked) > 400


def test_base__has_no_errors() -> None:
    assert [(each.rule, each.id, each.message) for each in found().findings if each.severity == "error"] == []


def test_base__power_per_chip_moves_every_number_between_megawatts_and_chips_and_nothing_else() -> None:
    from whence.account import diff, whatif
    from whence.model.graph import descendants

    supposed = whatif.suppose(found(), [("blackwell-chip-power", "2.2 kW/chip")])
    assert isinstance(supposed, Edition)
    moved = {each.id for each in diff.account(found(), supposed, shared=False).moved}
    below = set(descendants(found().base, ["blackwell-chip-power"])) | {"blackwell-chip-power"}
    # What hangs on a choice that power settles may move as well: those are downstream of the choice.
    choices = {
        axis for id in below if id in found().settled.outcomes for axis in found().settled.outcomes[id].axes
    }
    assert moved <= below | set(descendants(found().base, choices)) | choices
    assert {"abilene-2025-power", "abilene-building-chips-from-power"} <= moved
    assert not moved & {"v3-flops", "slowdown-factor", "trn2-200k-power", "anthropic-breakeven-rd"}
