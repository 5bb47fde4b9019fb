"""A base over time: between Git revisions, as of a date, and what one claim has been."""

from __future__ import annotations

import subprocess
from functools import lru_cache
from pathlib import Path

import pytest

from places import ROOT
from shell import answer, run, write
from small import edition, point
from whence.disk import store
from whence.files import knowledge
from whence.files.schema import Settings
from whence.judge.assemble import Edition, assemble

# --- between revisions -----------------------------------------------------------------------------------------

FIRST = """\
claims:
  chips: {title: Chips, value: 50K chip, as_of: 2025-01}
  power: {title: Power of a chip, value: 2 to 2.4 kW/chip}
  need: {title: Need, formula: n * p, inputs: {n: chips, p: power}, unit: MW}
  apart: {title: Apart, value: 3 to 5 token}
"""
SECOND = FIRST.replace("50K chip, as_of: 2025-01", "60K chip, as_of: 2025-02")


def git(folder: Path, *args: str) -> None:
    name = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(folder), *name, *args], check=True, capture_output=True)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the base in a folder of it: two commits, a tag on the first, and an edit not committed."""
    folder = tmp_path_factory.mktemp("repository")
    base = write(folder / "base", {"claims/site.yaml": FIRST, "sources/all.yaml": "sources: {}\n"})
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "First")
    git(folder, "tag", "v1")
    write(base, {"claims/site.yaml": SECOND})
    git(folder, "commit", "-qam", "Second")
    write(base, {"claims/site.yaml": SECOND.replace("2 to 2.4", "3 to 3.6")})
    (base / "claims" / "more.yaml").write_text("claims:\n  new: {title: New, value: 7 chip}\n")
    return base


def test_diff__between_two_revisions(repository: Path) -> None:
    account = answer(repository, "diff", "v1", "HEAD")
    assert sorted((each["id"], each["field"], each["old"], each["new"]) for each in account["edited"]) == [
        ("chips", "as_of", "2025-01", "2025-02"),
        ("chips", "value", "50K chip", "60K chip"),
    ]
    assert {each["id"]: each["ratio"] for each in account["moved"]} == pytest.approx(
        {"chips": 1.2, "need": 1.2}
    )
    assert account["unmoved"] == 2
    assert [each["because"] for each in account["moved"]] == [[{"id": "chips", "share": 1.0}]] * 2


def test_diff__by_default_from_the_last_commit_to_the_disk(repository: Path) -> None:
    account = answer(repository, "diff")
    assert {each["id"] for each in account["edited"]} == {"power", "new"}
    assert {each["id"] for each in account["moved"]} == {"power", "need", "new"}


def test_diff__backwards_is_the_reverse(repository: Path) -> None:
    there, back = answer(repository, "diff", "v1", "HEAD"), answer(repository, "diff", "HEAD", "v1")
    assert {e["id"]: e["ratio"] for e in there["moved"]} == pytest.approx(
        {e["id"]: 1 / e["ratio"] for e in back["moved"]}
    )
    assert answer(repository, "diff", "v1", "v1") == {
        "edited": [], "moved": [], "verdicts": [], "findings": {"opened": [], "closed": []}, "unmoved": 4, "moved_not_shown": 0,
        "approximate": False, "shares": {"orders": None, "standard_error": 0.0}, "layout": [],
    }  # fmt: skip


def test_diff__leaves_the_work_tree_alone(repository: Path) -> None:
    before = {path: path.read_bytes() for path in repository.rglob("*.yaml")}
    run(repository, "diff", "v1", "HEAD")
    assert {path: path.read_bytes() for path in repository.rglob("*.yaml")} == before


@pytest.mark.parametrize("revision", ["nothing", "--output=/tmp/x", "-x", "HEAD:base", "v1..HEAD", ""])
def test_diff__a_revision_that_is_none_is_wrong_usage(repository: Path, revision: str) -> None:
    done = run(repository, "diff", "--", revision)
    assert (done.returncode, done.stdout) == (2, ""), done
    assert "bug" not in done.stderr


def test_diff__where_there_is_no_git_says_so(tmp_path: Path) -> None:
    base = write(tmp_path, {"claims/site.yaml": FIRST})
    done = run(base, "diff")
    assert done.returncode == 2
    assert "lies in no Git repository, so there are no revisions of it" in done.stderr


def test_diff__as_markdown_is_a_table_for_a_review(repository: Path) -> None:
    done = run(repository, "diff", "v1", "HEAD", "--format", "markdown")
    assert done.returncode == 0
    assert "\n| need | " in done.stdout


# --- as of a date ----------------------------------------------------------------------------------------------

STORY = """
    quantities:
      q: {title: Q, take: latest}
    claims:
      guess: {title: Guess, value: 250K chip, known: 2025-02, of: q, status: superseded, superseded_by: told}
      report: {title: Report, value: 16K chip, cites: [press], of: q}
      told: {title: Told, value: 114K chip, known: 2025-03-18, of: q}
      power: {title: Power, formula: n * p, inputs: {n: q, p: 2 kW/chip}, unit: MW}
      price:
        title: Price
        value: 3 USD/hour
        known: 2025-03-01
        history: [{value: 4 USD/hour, known: 2024-01, until: 2025-03-01}, {value: 5 USD/hour, known: 2023-01, until: 2024-01}]
"""
PRESS = "sources: {press: {title: Press, issued: 2025-03-06}}"


@pytest.mark.parametrize(
    ("date", "chips"),
    [
        ("2025-02-27", None),
        ("2025-02-28", 250e3),
        ("2025-03-05", 250e3),
        ("2025-03-06", 16e3),
        ("2025-03-17", 16e3),
        ("2025-03-18", 114e3),
    ],
)
def test_known__a_claim_is_there_from_its_day_on(date: str, chips: float | None) -> None:
    found = edition(
        STORY.replace("cites: [press]", "cites: [press], known: 2025-03-06"), PRESS, known_on=date
    )
    assert not [each for each in found.findings if each.severity == "error"]
    if chips is None:
        assert "q" not in found.summaries
        assert "power" not in found.summaries
    else:
        assert point(found, "q") == chips
        assert point(found, "power") == pytest.approx(chips * 2 / 1000)


def test_known__without_a_date_of_its_own_a_claim_has_that_of_its_source() -> None:
    before, after = (edition(STORY, PRESS, known_on=date) for date in ("2025-03-05", "2025-03-06"))
    assert "report" not in before.base.records.claims
    assert "report" in after.base.records.claims


@pytest.mark.parametrize(
    ("date", "price"),
    [("2023-01-30", None), ("2023-01-31", 5), ("2024-01-30", 5), ("2024-12-31", 4), ("2025-03-01", 3)],
)
def test_known__an_older_value_comes_back(date: str, price: float | None) -> None:
    found = edition(STORY, PRESS, known_on=date)
    assert (point(found, "price") if "price" in found.summaries else None) == price


def test_known__what_was_superseded_later_was_current_then() -> None:
    assert edition(STORY, PRESS, known_on="2025-03-10").base.records.claims["guess"].status == "current"
    assert edition(STORY, PRESS, known_on="2025-03-18").base.records.claims["guess"].status == "superseded"


DAILY = """\
quantities:
  q: {title: Q, take: latest, unit: kg}
  w: {title: W, take: weighted, unit: kg}
choices:
  sense: {title: Sense, options: {one: 1, two: 2}}
claims:
  old: {title: Old, value: 10 kg, of: q, as_of: 2023, cites: [s]}
  newer: {title: Newer, value: 12 kg, of: q, as_of: 2024, cites: [s]}
  r1: {title: R1, value: 10 ± 1 kg, of: w, as_of: 2023, cites: [s]}
  r2: {title: R2, value: 12 ± 1 kg, of: w, as_of: 2023, cites: [s]}
  b: {title: B, value: ~4 kg, as_of: 2023, cites: [s]}
  sum:
    title: Sum
    formula: x + y
    inputs: {x: b, y: r1}
    unit: kg
  picked: {title: Picked, formula: k * x, inputs: {k: sense, x: b}, unit: kg}
  undated: {title: Undated, value: 3 kg, cites: [s], history: [{value: 2 kg, as_of: 2020, until: 2022-01-01}]}
  taken: {title: Taken, value: ">= 3 kg", taken_as: 5 kg, why: It is said to be far more, as_of: 2023, cites: [s]}
  spread: {title: Spread, value: {quantiles: {5%: 20, 50%: 25, 95%: 40}, unit: kg}, as_of: 2023, cites: [s]}
  uses: {title: Uses, formula: 2 * (a + b + c), inputs: {a: w, b: q, c: taken}, unit: kg}
"""
SAID = "sources: {s: {title: S}, t: {title: T}}"


def numbers(base: Path, known_on: str) -> dict[str, tuple[float, ...]]:
    found = store.load(store.read(base), today="2026-01-15", known_on=known_on)
    assert not [each for each in found.findings if each.severity == "error"]
    figures = {id: tuple(vars(each.figure).values()) for id, each in found.summaries.items() if "#" not in id}
    return {id: tuple("open" if n != n else n for n in each) for id, each in figures.items()}  # type: ignore[misc]


@pytest.mark.parametrize(
    "edit",
    [
        ("b", "5 kg", "--source", "t"),
        ("b", "5 kg", "--source", "s"),
        ("undated", "4 kg", "--source", "t"),
        ("taken", "9 kg", "--source", "t"),
        ("spread", "30 kg", "--source", "t"),
        ("sum", "15 kg", "--source", "t"),
        ("sum", "--formula", "2 * x + y"),
        ("sum", "--input", "y=r2"),
        ("sum", "--formula", "x + z", "--input", "z=r2"),
        ("b", "--formula", "z / 2", "--input", "z=r2"),
        ("sense", "--prefer", "two"),
        ("r2", "--status", "retracted", "--why", "A slip"),
        ("r2", "--status", "superseded", "--by", "r1"),
        ("newer", "--status", "superseded", "--by", "old"),
        ("newer", "--status", "disputed"),
    ],
)
def test_known__the_day_before_an_edit_is_as_it_was(tmp_path: Path, edit: tuple[str, ...]) -> None:
    base = write(tmp_path, {"claims/all.yaml": DAILY, "sources/all.yaml": SAID})
    before = {date: numbers(base, date) for date in ("2021-06-01", "2024-06-01", "2025-05-31")}
    today = numbers(base, "")
    done = run(base, "update", *edit, "--known", "2025-06-01", "--yes")
    assert done.returncode == 0, done.stderr
    assert {date: numbers(base, date) for date in before} == before
    assert numbers(base, "2025-06-01") == numbers(base, "")
    if edit[-1] != "disputed":
        assert numbers(base, "") != today
        account = answer(base, "diff", "--known-on", "2025-05-31", "2025-06-01")
        assert edit[0] in {each["id"] for each in account["edited"]}
        assert account["moved"]


def test_known__the_day_before_what_a_quantity_takes_was_changed(tmp_path: Path) -> None:
    base = write(tmp_path, {"claims/all.yaml": DAILY, "sources/all.yaml": SAID})
    before = numbers(base, "2025-05-31")
    news = tmp_path / "news.yml"
    news.write_text("{title: Look again, date: 2025-06-01, source: t, edits: [{id: q, take: old}]}")
    done = run(base, "apply", str(news), "--yes")
    assert done.returncode == 0, done.stderr
    assert numbers(base, "2025-05-31") == before
    assert numbers(base, "")["q"][0] == 10


def test_known__an_edit_that_was_taken_back_by_hand_stays_so(tmp_path: Path) -> None:
    base = write(tmp_path, {"claims/all.yaml": DAILY, "sources/all.yaml": SAID})
    assert run(base, "update", "sense", "--prefer", "two", "--known", "2025-06-01", "--yes").returncode == 0
    file = base / "claims" / "all.yaml"
    file.write_text(file.read_text().replace("prefer: two", "prefer: one"))
    assert numbers(base, "2025-05-31")["picked"] == numbers(base, "")["picked"]


@lru_cache
def real(date: str) -> Edition:
    texts = store.read(ROOT)
    return assemble(store.yaml_of(texts.files), Settings(samples=512), known_on=date)


def test_known__abilene_on_the_last_day_of_february_is_a_guess_from_power() -> None:
    found = real("2025-02-28")
    assert point(found, "abilene-2025") == pytest.approx(245e3, rel=0.01)
    assert "bloomberg-2025-chips" not in found.base.records.claims
    assert "abilene-2026" not in found.summaries


def test_known__abilene_after_the_press_report_is_open_in_its_word() -> None:
    found = real("2025-03-10")
    summary = found.summaries["abilene-2025"]
    assert summary.open == ("bloomberg-gb200",)
    readings = {
        each.choose["bloomberg-gb200"]: each.figure.point for each in summary.readings if each.possible
    }
    assert readings["chip"] == 16_000
    assert readings["superchip"] == 32_000
    assert "abilene-2025-chips" not in found.base.records.claims


def test_known__abilene_after_the_announcement_is_settled() -> None:
    found = real("2025-03-31")
    assert found.summaries["abilene-2025"].open == ()
    assert point(found, "abilene-2025") == pytest.approx(114e3, rel=0.01)
    assert found.summaries["crusoe-nvl72-unit"].open == ()
    assert found.base.records.claims["abilene-prep-chips"].status == "superseded"
    assert point(found, "abilene-2026") == pytest.approx(456e3, rel=0.01)


@pytest.mark.parametrize("date", ["2025-02-28", "2025-03-10", "2025-03-31"])
def test_known__an_earlier_date_brings_no_mistake_that_today_has_not(date: str) -> None:
    rules = {(each.rule, each.id) for each in real("").findings if each.severity == "error"}
    then = {(each.rule, each.id) for each in real(date).findings if each.severity == "error"}
    assert then <= rules


def test_known__a_date_after_everything_takes_nothing_away() -> None:
    records = real("").base.records
    then = knowledge.known(records, "2100-01-01")
    assert then.claims == records.claims
    assert then.sources == records.sources


def test_as_of__on_the_command_line(tmp_path: Path) -> None:
    base = write(tmp_path, {"claims/a.yaml": STORY, "sources/a.yaml": PRESS})
    assert "16K chip" in run(base, "--known-on", "2025-03-10", "show", "q").stdout
    done = run(base, "--known-on", "2025-03-10", "show", "told")
    assert (done.returncode, "`told` was not known on that date" in done.stderr) == (2, True)
    assert run(base, "--known-on", "10 March", "check").returncode == 2
    account = answer(base, "diff", "--known-on", "2025-03-10", "2025-03-20")
    assert {"q", "power", "told"} <= {each["id"] for each in account["moved"]}


# --- what a claim has been -------------------------------------------------------------------------------------


def test_history__is_newest_first_with_reasons(tmp_path: Path) -> None:
    base = write(tmp_path, {"claims/a.yaml": STORY, "sources/a.yaml": PRESS})
    price = answer(base, "history", "price")
    assert [(each["value"], each["known"], each["until"]) for each in price["values"]] == [
        ("3 USD/hour", "2025-03-01", None),
        ("4 USD/hour", "2024-01", "2025-03-01"),
        ("5 USD/hour", "2023-01", "2024-01"),
    ]
    told = answer(base, "history", "told")
    assert [(each["id"], each["value"]) for each in told["values"]] == [
        ("told", "114K chip"),
        ("guess", "250K chip"),
    ]
    assert "4 USD/hour" in run(base, "history", "price").stdout


def test_history__former_values_are_told_as_present_ones(tmp_path: Path) -> None:
    """Each former value stood in the place of the present one, and reads as it did there."""
    written = ("3 to 5 kg", "at most 40 kg", "< 4 kg", "4.00 kg", "10 ± 1 kg", "400 g")
    told = (
        "3.87 kg  [3 to 5 kg]",
        "≤ 40 kg",
        "< 4 kg",
        "4 kg",
        "10 kg  [8.36 to 11.6 kg]",
        "0.4 kg",
    )
    past = [f"{{value: {each}, until: {2000 + n}-01-01}}" for n, each in enumerate(written)]
    claims = [f"  c{n}: {{title: C, value: {each}, unit: kg}}" for n, each in enumerate(written)]
    text = (
        f"claims:\n  a: {{title: A, value: 7 kg, history: [{', '.join(past)}]}}\n" + "\n".join(claims) + "\n"
    )
    base = write(tmp_path, {"claims/a.yaml": text})
    former = {each["value"]: each["number"] for each in answer(base, "history", "a")["values"][1:]}
    present = [answer(base, "history", f"c{n}")["values"][0]["number"] for n in range(len(written))]
    assert list(former.values()) == present[::-1]
    assert present == list(told)


def test_history__grows_by_an_update(tmp_path: Path) -> None:
    base = write(tmp_path, {"claims/a.yaml": STORY, "sources/a.yaml": PRESS})
    done = run(
        base,
        "update",
        "price",
        "2 USD/hour",
        "--source",
        "press",
        "--known",
        "2025-06-01",
        "--why",
        "Cheaper",
        "--yes",
    )
    assert done.returncode == 0, done.stderr
    values = answer(base, "history", "price")["values"]
    assert [each["value"] for each in values] == ["2 USD/hour", "3 USD/hour", "4 USD/hour", "5 USD/hour"]
    assert (values[1]["until"], values[1]["why"]) == ("2025-06-01", "Cheaper")


def test_history__of_a_quantity_is_that_of_its_claims(tmp_path: Path) -> None:
    base = write(tmp_path, {"claims/a.yaml": STORY, "sources/a.yaml": PRESS})
    assert {each["id"] for each in answer(base, "history", "q")["values"]} == {"guess", "report", "told"}


def test_history__of_the_story_in_the_base() -> None:
    values = answer(ROOT, "history", "abilene-2025")["values"]
    dates = [each["known"] or "" for each in values]
    assert dates == sorted(dates, reverse=True)
    assert {"abilene-prep-chips", "bloomberg-2025-chips", "abilene-2025-chips"} <= {
        each["id"] for each in values
    }
