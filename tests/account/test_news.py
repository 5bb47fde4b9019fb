"""News: the manual's worked example, the real base's Abilene at three dates, and edits through news files."""

from __future__ import annotations

import pytest

from places import ROOT
from small import edition, point
from whence.account import diff, news, newsfile, whatif
from whence.disk import store
from whence.files import reader
from whence.judge.assemble import Edition, assemble
from whence.language.problems import Refused
from whence.publish.pages.manual import NEWS


def block(title: str) -> str:
    """The YAML in a part of the manual's page on news."""
    return NEWS[title].split("```yaml\n")[1].split("```")[0]


def at(date: str) -> Edition:
    return edition(block("One fact, three accounts"), known_on=date)


@pytest.mark.parametrize(
    ("date", "shown"),
    [("2025-02-28", "612K H100e"), ("2025-03-10", "40K to 80K H100e"), ("2025-03-31", "283K H100e")],
)
def test_as_of__gives_the_three_states_that_the_manual_prints(date: str, shown: str) -> None:
    found = at(date)
    summary = found.summaries["abilene-h100e"]
    unit = found.unit("abilene-h100e")
    if summary.open:
        from whence.language.values.written import show_interval

        text = show_interval(summary.figure.low, summary.figure.high, unit)
    else:
        text = found.number("abilene-h100e", summary.figure)
    assert text == shown
    assert f"--known-on {date} show abilene-h100e` gives {shown}" in NEWS["The base as it was known"]


def test_as_of__a_later_claim_is_no_mistake() -> None:
    assert [each.rule for each in at("2025-02-28").findings if each.severity == "error"] == []
    assert "abilene-crusoe" not in at("2025-02-28").base.records.claims


def test_diff__between_two_dates_moves_what_the_news_reached() -> None:
    found = diff.account(at("2025-02-28"), at("2025-03-31"))
    ratio = {each.id: each.ratio for each in found.moved if each.old and each.new}
    assert set(ratio) == {"abilene-2025", "abilene-h100e"}
    assert ratio["abilene-h100e"] == pytest.approx(2 * (50 * 64) ** 0.5 / (200 * 300) ** 0.5, rel=1e-3)


def test_diff__a_reworded_figure_moves_nothing() -> None:
    text = block("One fact, three accounts")
    found = diff.account(edition(text), edition(text.replace("50K to 64K chip", "50000 to 64000 chip")))
    assert [each.id for each in found.edited] == ["abilene-crusoe"]
    assert not found.moved


def test_whatif__wants_the_unit() -> None:
    answer = whatif.suppose(at("2025-03-31"), [("abilene-h100e", "300K")])
    assert isinstance(answer, str)
    assert "H100e" in answer


# --- the real base ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("date", "h100e", "reachable"),
    [
        ("2025-02-28", 612e3, "doubtful"),
        ("2025-03-10", None, "depends on the reading"),
        ("2025-03-31", 285e3, "fails"),
    ],
)
def test_as_of__abilene_in_our_base(date: str, h100e: float | None, reachable: str) -> None:
    found = store.load(store.read(ROOT), known_on=date)
    summary = found.summaries["abilene-2025-h100e"]
    assert bool(summary.open) == (h100e is None)
    if h100e:
        assert point(found, "abilene-2025-h100e") == pytest.approx(h100e, rel=0.01)
    for id in ("abilene-2025-power", "abilene-2025-lead", "abilene-2025-flops"):
        assert id in found.summaries
    assert found.verdict("abilene-2025-trains-gpt5") == reachable
    assert [each.rule for each in found.findings if each.severity == "error"] == []


# --- news files ------------------------------------------------------------------------------------------------

CLAIMS = b"""# power
claims:
  chips:
    title: Chips   # as announced
    value: 100K chip
    as_of: 2025-01
    cites: [{source: paper}]
  power: {title: Power, value: 2 kW/chip, cites: [{source: paper}]}
  need:
    title: Need
    formula: n * p
    inputs: {n: chips, p: power}
    unit: MW
"""
SOURCES = b"sources:\n  paper: {title: A paper, type: article-newspaper}\n"
ITEM = """
title: More chips
date: 2025-06-01
source: {id: post, title: A post, type: post, issued: 2025-06-01}
note: The builder says so.
edits:
  - {id: chips, value: 150K chip, at: line 2, excerpt: 150K chips, why: The plan grew.}
  - {id: power, value: 2.1 kW/chip}
"""


def applied(item: str = ITEM) -> dict[str, bytes]:
    files = {"claims/a.yaml": CLAIMS, "sources/a.yaml": SOURCES}
    return {**files, **news.edited(reader.read(files), files, newsfile.parse(item))}


def test_apply__edits_keeps_the_past_and_records_the_news() -> None:
    files = applied()
    found = assemble(files)
    assert [each.message for each in found.findings if each.severity == "error"] == []
    claims = found.base.records.claims
    assert claims["chips"].value == "150K chip"
    assert (claims["chips"].known, claims["chips"].as_of) == ("2025-06-01", "2025-01")
    assert claims["chips"].cites[0].source == "post"
    past = claims["chips"].history[0]
    assert (past.value, past.as_of, past.until, past.why) == (
        "100K chip",
        "2025-01",
        "2025-06-01",
        "The plan grew.",
    )
    assert past.cites[0].source == "paper"
    change = next(iter(found.base.records.changes.values()))
    assert [(each.id, each.old, each.new) for each in change.edits] == [
        ("chips", "100K chip", "150K chip"),
        ("power", "2 kW/chip", "2.1 kW/chip"),
    ]
    assert found.base.records.sources["post"].issued == "2025-06-01"
    assert point(found, "need") == pytest.approx(315)
    assert b"# power\n" in files["claims/a.yaml"]
    assert b"title: Chips   # as announced\n" in files["claims/a.yaml"]


def test_apply__then_as_of_before_the_news_is_the_base_before_it() -> None:
    before = assemble({"claims/a.yaml": CLAIMS, "sources/a.yaml": SOURCES}, known_on="2025-03-01")
    after = assemble(applied(), known_on="2025-03-01")
    for id, estimate in before.values.of.items():
        assert (after.values.of[id].samples == estimate.samples).all()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("title: More chips\n", "", "a news file needs `title`"),
        *(
            (
                "date: 2025-06-01\nsource",
                f"date: {date}\nsource",
                f"`date` says since when the news is known, and `{date}` is no date; write 2025-03-31 or 2025-03",
            )
            for date in ("soon", "2025-02-30", "2024 to 2025")
        ),
        (
            "value: 150K chip",
            "valeu: 150K chip",
            "`valeu` is nothing that an edit can change; did you mean `value`?",
        ),
        (
            "why: The plan grew.",
            "because: The plan grew.",
            "`because` is nothing that an edit can change; did you mean `why`?",
        ),
        ("note:", "nota:", "`nota` does not belong in a news file; did you mean `note`?"),
        ("{id: chips,", "{", "each edit needs the `id` of what it changes"),
        ("{id: chips,", "{id: ,", "each edit needs the `id` of what it changes"),
        ("{id: post, title", "{title", "a new source needs an `id`"),
        (
            "{id: post, title",
            "{id: , title",
            "`id` of the new source is empty; write what it is to be, or leave it out",
        ),
        (
            "{id: post,",
            "{id: post, authors: [null],",
            "`authors` of the new source is empty; write what it is to be, or leave it out",
        ),
        ("{id: post,", "{id: [post],", "`id` of the new source must be text, not a list"),
        ("title: More chips", "title: [More chips]", "`title` must be text, not a list"),
        ("date: 2025-06-01\nsource", "date: {on: 2025-06-01}\nsource", "`date` must be text, not a mapping"),
        ("{id: chips,", "{id: chips, at: [page 1],", "`at` of the edit of `chips` must be text, not a list"),
        (
            "{id: chips,",
            "{id: chips, inputs: {n: [a]},",
            "input `n` of the edit of `chips` must be text, not a list",
        ),
    ],
)
def test_parse__a_wrong_news_file_is_explained(old: str, new: str, message: str) -> None:
    with pytest.raises(Refused) as refused:
        newsfile.parse(ITEM.replace(old, new))
    assert str(refused.value) == message


def test_parse__what_is_true_is_written_as_it_was() -> None:
    found = newsfile.parse(ITEM.replace("{id: chips,", "{id: chips, excerpt: true, why: ,"))
    assert (found.requests[0].excerpt, found.requests[0].why) == ("true", "")


def test_edited__an_unknown_claim_is_refused() -> None:
    with pytest.raises(Refused, match="nothing is called `chipz`"):
        applied(ITEM.replace("id: chips", "id: chipz"))


@pytest.mark.parametrize(
    "block", ["|\n      100K chip", ">\n      100K\n      chip", "|-\n      100K chip", '"100K chip "']
)
def test_edited__an_old_value_in_a_block_goes_into_the_history_as_a_value(block: str) -> None:
    files = {"claims/a.yaml": CLAIMS.replace(b"100K chip", block.encode()), "sources/a.yaml": SOURCES}
    assert files["claims/a.yaml"] != CLAIMS
    files |= news.edited(reader.read(files), files, newsfile.parse(ITEM))
    found = assemble(files)
    assert [each.message for each in found.findings if each.severity == "error"] == []
    assert found.base.records.claims["chips"].history[0].value == "100K chip"


def test_edited__an_old_formula_in_a_block_goes_into_the_history_on_one_line() -> None:
    files = {"claims/a.yaml": CLAIMS.replace(b"n * p", b"|\n      n\n      * p"), "sources/a.yaml": SOURCES}
    item = ITEM.replace("{id: power, value: 2.1 kW/chip}", "{id: need, value: 200 MW}")
    files |= news.edited(reader.read(files), files, newsfile.parse(item))
    assert reader.read(files).claims["need"].history[0].formula == "n * p"


OLDER = """
claims:
  chips:
    title: Chips
    value: 100K chip
    cites: [{source: paper, at: page 3}]
    history:
      - {value: 80K chip, until: 2025-03-01, why: A later count}
      - {value: 60K chip, until: 2025-02-01, cites: []}
  power: {title: Power, value: 2 kW/chip}
  spare: {title: Power with the spare parts, value: 3 kW/chip}
  need:
    title: Need
    formula: n * p
    inputs: {n: chips, p: power}
    unit: MW
    cites: [paper]
    history:
      - {formula: n * p * 1.5, until: 2025-03-01, why: Half as much was for cooling}
sources:
  paper: {title: A paper, type: article-newspaper, issued: 2025-01-10}
"""


@pytest.mark.parametrize(
    "need",
    ["formula: n * p, inputs: {p: spare}", "value: 200 MW", "formula: n * p * 2", "inputs: {p: spare}"],
)
@pytest.mark.parametrize("day", ["2025-01-20", "2025-02-10", "2025-03-10"])
def test_apply__leaves_what_older_values_have_from_the_present_one(need: str, day: str) -> None:
    """What a source said and a formula gave stays as it was, though the older value names no citation and no inputs."""
    files = {"claims/a.yaml": OLDER.encode()}
    item = ITEM.replace("{id: power, value: 2.1 kW/chip}", f"{{id: need, {need}}}")
    before = assemble(files, known_on=day)
    after = assemble({**files, **news.edited(reader.read(files), files, newsfile.parse(item))}, known_on=day)
    assert [each.rule for each in after.findings] == [each.rule for each in before.findings]
    for id in ("chips", "need"):
        was, now = before.base.records.claims.get(id), after.base.records.claims.get(id)
        assert (was and was.cites) == (now and now.cites)
        assert was is None or point(after, id) == point(before, id)
