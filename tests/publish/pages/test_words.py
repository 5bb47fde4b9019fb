"""The page of an ambiguous word: who meant what, what is ruled out and by how much, and what another sense would give."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chromium import chromium, quiet
from places import ROOT
from small import edition
from whence.account import headlines, reasons, whatif
from whence.disk import store
from whence.judge.assemble import Edition
from whence.publish.pages import model

POWER = """
terms:
  gb200: {title: GB200, senses: {die: 0.5 chip, chip: 1 chip, rack: 72 chip}}
choices:
  crusoe: {title: What Crusoe counts, term: gb200}
claims:
  counted: {title: Chips, formula: n * unit, inputs: {n: 50K, unit: crusoe}, unit: chip}
  need: {title: Power, formula: n * p, inputs: {n: counted, p: 2 kW/chip}, unit: MW}
checks:
  fits: {title: It fits the power, assert: need <= supply, inputs: {need: need, supply: 120 MW}, on_fail: rule-out}
  enough: {title: It is worth a post, assert: n >= least, inputs: {n: counted, least: 40K chip}, on_fail: rule-out}
"""


def test_proof__says_by_what_factor_a_sense_misses() -> None:
    found = edition(POWER)
    # 72 chips each make 7,200 MW of 120; half a chip each makes 25,000 of at least 40,000
    missed = {
        name: [(e.check, round(e.missed, 6)) for e in reasons.proofs(found, "crusoe", name)]
        for name in ("die", "rack")
    }
    assert missed == {"die": [("enough", 1.6)], "rack": [("fits", 60.0)]}


def test_picker__offers_the_choices_and_watches_all_below() -> None:
    shipped = model.picker(edition(POWER), ["crusoe"])
    assert shipped is not None
    ids = [node["id"] for node in shipped["nodes"]]
    assert shipped["claim"] is None
    assert shipped["fields"] == []
    assert [ids[each] for each in shipped["choices"]] == ["crusoe"]
    assert [ids[each] for each in shipped["watch"]] == ["counted", "need"]
    assert {ids[each] for each in shipped["checks"]} == {"fits", "enough"}
    assert model.picker(edition(POWER), []) is None


# --- the GB200 of our base, read in a browser


@pytest.fixture(scope="module")
def base() -> Edition:
    return store.load(store.read(ROOT))


@pytest.fixture
def page(site: Path) -> Iterator[Any]:
    with chromium() as browser:
        found = browser.new_page()
        complaints = quiet(found)
        found.goto((site / "terms" / "gb200.html").as_uri())
        found.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        yield found
        found.close()
        assert complaints == []


@pytest.mark.browser
def test_reader__sees_who_meant_what_and_by_how_much_the_rest_is_ruled_out(page: Any, base: Edition) -> None:
    crusoe = page.locator("article.meant").filter(has_text="Crusoe's March 2025 post")
    assert "up to 50,000 NVIDIA GB200 NVL72s" in crusoe.inner_text()
    assert crusoe.get_by_role("link", name="Crusoe Expands AI Data Center Campus").count() == 1
    rows = {
        row.split()[0]: " ".join(row.split()) for row in crusoe.locator("ul.readings > li").all_inner_texts()
    }
    assert set(rows) == {"die", "chip", "superchip", "board", "rack"}
    assert "settled" in rows["chip"]
    for option in ("die", "superchip", "board", "rack"):
        assert "ruled out" in rows[option]
        for proof in reasons.proofs(base, "crusoe-nvl72-unit", option):
            assert (
                f"{base.base.records.checks[proof.check].title}, missed by a factor of {proof.missed:.3g}"
                in rows[option]
            )


def pick(page: Any, where: str, sense: str) -> dict[str, str]:
    """What each number that moves now is, by its title, once a sense is picked for what somebody said."""
    page.locator("#what-if").hover()
    page.locator("#what-if fieldset").filter(has_text=where).get_by_label(sense).check()
    page.locator(".whatif-moved table").wait_for()
    rows = page.locator(".whatif-moved tbody tr").all()
    return {row.locator("th").inner_text(): row.locator("td").nth(1).inner_text() for row in rows}


@pytest.mark.browser
def test_reader__picks_another_sense_and_sees_every_number_below(page: Any, base: Edition) -> None:
    shown = pick(page, "What Bloomberg counts", "Superchip")
    new = whatif.suppose(base, [("bloomberg-gb200", "superchip")])
    assert not isinstance(new, str)
    moved = [
        id
        for id in base.base.records.claims
        if id in new.summaries and "bloomberg-gb200" in base.summaries[id].open and not new.summaries[id].open
    ]
    assert len(moved) > 8
    assert {
        base.title(id): headlines.headline(new, id).replace("  [", " [") for id in moved
    }.items() <= shown.items()
    assert "bloomberg-gb200=superchip" in page.evaluate("location.hash")
    page.get_by_role("button", name="Back to the published values").click()
    page.locator(".whatif-banner").wait_for(state="hidden")


@pytest.mark.browser
def test_reader__picks_a_sense_that_is_ruled_out_to_see_what_it_would_mean(page: Any, base: Edition) -> None:
    shown = pick(page, "Crusoe's March 2025 post", "Rack")
    readings = base.summaries["crusoe-2025-chips"].readings
    [rack] = [each for each in readings if each.choose["crusoe-nvl72-unit"] == "rack"]
    assert shown[base.title("crusoe-2025-chips")] == base.number("crusoe-2025-chips", rack.figure)
    assert len(shown) > 15
