"""Two claims that look alike and are said to differ: by a name that stands for another record, with a reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import shell
from small import edition, rules
from whence.account import answers, diff
from whence.cli.text import cards
from whence.publish import pages

TWO = """
claims:
  power: {title: Power of the site, value: 200 MW}
  need: {title: Power that the site needs, value: 150 MW, MORE}
  third: {title: Power of the site by the meter, value: 190 MW, of: draw, aliases: [metered]}
quantities: {draw: {title: Power that is drawn}}
"""


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("differs_from: {power: what is there, not what is used}", ""),
        ("differs_from: {metered: an older id of the third}", ""),
        ("differs_from: {draw: a quantity with all its claims}", ""),
        ("differs_from: {pwoer: misspelt}", "no claim or quantity is called `pwoer`, which this is said to differ from"),
        ("differs_from: {need: itself}", "`need` cannot differ from itself"),
        ("aliases: [needs], differs_from: {needs: itself}", "`need` cannot differ from itself"),
        ("of: draw, differs_from: {third: a rival}", "the two are compared: each stands for `draw`"),
        ("of: draw, differs_from: {draw: its own}", "the two are compared: each stands for `draw`"),
    ],
)  # fmt: skip
def test_object_to__a_name_that_cannot_stand_there(more: str, said: str) -> None:
    found = [each for each in edition(TWO.replace("MORE", more)).findings if each.rule == "bad-difference"]
    assert [said in each.message for each in found] == ([True] if said else [])
    assert all(each.id == "need" and each.severity == "error" and each.place for each in found)


def test_object_to__the_nearest_id_is_suggested_at_the_name() -> None:
    told = edition(TWO.replace("MORE", "differs_from: {pwoer: misspelt}")).findings
    (found,) = (each for each in told if each.rule == "bad-difference")
    assert found.hints == ("did you mean `power`?",)
    assert found.place
    line = TWO.splitlines()[found.place.line - 1]
    assert line.replace("MORE", "differs_from: {pwoer: misspelt}")[found.place.column - 1 :].startswith(
        "pwoer"
    )


@pytest.mark.parametrize("why", ["''", "'  '", ""])
def test_validate__a_difference_has_a_reason(why: str) -> None:
    found = edition(TWO.replace("MORE", f"differs_from: {{power: {why}}}")).findings
    (wrong,) = (each for each in found if each.severity == "error")
    assert "`differs_from.power`" in wrong.message
    assert wrong.hints


def test_validate__a_list_has_no_reasons() -> None:
    told = edition(TWO.replace("MORE", "differs_from: [power]")).findings
    (wrong,) = (each for each in told if each.severity == "error")
    assert wrong.message == "`differs_from` must be a mapping, not a list"
    assert "each with the reason" in wrong.hints[0]


def test_object_to__what_is_not_known_yet_or_broken_is_no_mistake() -> None:
    later = TWO.replace("200 MW}", "200 MW, known: 2030}").replace("MORE", "differs_from: {power: another}")
    assert "need" in edition(later, known_on="2026-01-01").summaries
    assert "bad-difference" not in rules(edition(later, known_on="2026-01-01"))
    broken = TWO.replace("200 MW}", "200 MW, colour: red}").replace("MORE", "differs_from: {power: another}")
    assert rules(edition(broken), least="error") == ["unknown-key"]


def test_same_fact_twice__is_not_said_of_two_that_differ() -> None:
    twice = """
        claims:
          one: {title: Power of the site, value: 200 MW, cites: [{source: r, excerpt: 200 MW}]}
          two: {title: Power of a site, value: 200 MW, cites: [{source: r, excerpt: 200 MW}], MORE}
    """
    sources = "sources: {r: {title: R}}"
    assert "same-fact-twice" in rules(edition(twice.replace(", MORE", ""), sources))
    apart = twice.replace("MORE", "differs_from: {one: another site}")
    assert "same-fact-twice" not in rules(edition(apart, sources))


def test_apart__is_shown_on_both_pages_and_cards_and_to_scripts() -> None:
    found = edition(TWO.replace("MORE", "differs_from: {power: used and not there, metered: planned}"))
    for id, others in {"need": ["power", "third"], "power": ["need"], "third": ["need"]}.items():
        page = pages.contents(pages.Book(found, "test"))[f"claims/{id}.html"]()
        table = page.data.apart
        assert [(row[0].href, row[2].text, row[3].text) for row in table.rows] == [
            (
                f"claims/{other}.html",
                "this one" if id == "need" else "that one",
                "planned" if "third" in (id, other) else "used and not there",
            )
            for other in others
        ]
        assert list(answers.claim(found, id)["differs_from"]) == others
        assert all(f"differs from {other}: " in cards.card(found, id, False) for other in others)
    assert (
        pages.contents(pages.Book(edition(TWO.replace(", MORE", "")), "test"))[
            "claims/need.html"
        ]().data.apart
        is None
    )


def test_renames__an_id_that_is_older_now_is_followed() -> None:
    old = TWO.replace("MORE", "differs_from: {power: what is there}")
    new = old.replace("  power: {", "  site-power: {aliases: [power], ").replace(
        "{power: what", "{site-power: what"
    )
    found = diff.account(edition(old), edition(new))
    assert [(each.id, each.field) for each in found.edited] == [("site-power", "id")]
    assert edition(new).base.apart == {
        "need": {"site-power": "what is there"},
        "site-power": {"need": "what is there"},
    }


def test_update__keeps_what_a_claim_differs_from(tmp_path: Path) -> None:
    (tmp_path / "claims").mkdir()
    (tmp_path / "whence.toml").write_text("samples = 256\n")
    text = TWO.replace("MORE", "differs_from: {power: what is there}")
    (tmp_path / "claims" / "a.yaml").write_text(text)
    done = shell.run(tmp_path, "update", "need", "160 MW", "--yes")
    assert done.returncode == 0, done.stderr
    assert "differs_from: {power: what is there}" in (tmp_path / "claims" / "a.yaml").read_text()
    shown = json.loads(shell.run(tmp_path, "show", "need", "--format", "json").stdout)
    assert shown["claims"][0]["differs_from"] == {"power": "what is there"}
