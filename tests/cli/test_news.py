"""`update`, `apply` and `whatif` on the command line: the two times, news that comes late, sources taken back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from shell import answer, fresh, run, write

CLAIMS = """\
quantities:
  price: {title: Price, take: latest, unit: USD}
claims:
  p20: {title: In 2020, value: 2.00 USD, kind: fact, of: price, as_of: 2020, cites: [a]}
  p22:
    title: In 2022
    value: 2.15 USD   # as printed
    kind: fact
    of: price
    as_of: 2022
    cites: [a]
  bare: {title: Bare, value: 3 kg}
"""
SOURCES = """\
sources:
  a: {title: A, issued: 2023-01-10}
  b: {title: B, issued: 2024-02-02}
  month: {title: A month, issued: 2024-05}
  old: {title: Old, issued: 2022-06-30}
  undated: {title: Undated}
"""


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return write(
        tmp_path, {"claims/a.yaml": CLAIMS, "sources/s.yaml": SOURCES, "whence.toml": 'title = "T"\n'}
    )


def claim(base: Path, id: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load((base / "claims/a.yaml").read_text(), yaml.BaseLoader)["claims"][id]
    return found


def value(base: Path, id: str, *when: str) -> float:
    found: float = answer(base, *when, "show", id)["claims"][0]["point"]
    return found


@pytest.mark.parametrize(
    ("more", "known"),
    [
        (("--source", "b"), "2024-02-02"),
        (("--source", "month"), "2024-05"),
        (("--source", "undated"), "2026-01-15"),
        (("--source", "b", "--known", "2025-Q1"), "2025-Q1"),
    ],
)
def test_update__is_known_since_the_source_appeared_or_today(
    base: Path, more: tuple[str, ...], known: str
) -> None:
    assert run(base, "update", "p22", "2.50 USD", *more, "--yes").returncode == 0
    found = claim(base, "p22")
    assert (found["known"], found["as_of"], found["value"]) == (known, "2022", "2.50 USD")
    assert (found["history"][0]["until"], found["history"][0]["as_of"]) == (known, "2022")
    assert "value: 2.50 USD   # as printed" in (base / "claims/a.yaml").read_text()


def test_update__of_a_claim_without_a_source_is_known_since_today(base: Path) -> None:
    assert run(base, "update", "bare", "4 kg", "--yes").returncode == 0
    assert claim(base, "bare")["known"] == "2026-01-15"


def test_update__a_correction_does_not_make_it_the_latest(base: Path) -> None:
    assert (
        run(base, "update", "p20", "2.50 USD", "--source", "b", "--why", "a misprint", "--yes").returncode
        == 0
    )
    assert (value(base, "p20"), value(base, "price")) == (2.5, 2.15)


@pytest.mark.parametrize("when", ["2023", "2023-Q1 to 2023-Q2"])
def test_update__what_a_figure_speaks_of_changes_when_it_is_told_to(base: Path, when: str) -> None:
    done = run(base, "update", "p20", "2.50 USD", "--source", "b", "--as-of", when, "--yes")
    assert done.returncode == 0, done.stderr
    assert (claim(base, "p20")["as_of"], claim(base, "p20")["history"][0]["as_of"]) == (when, "2020")
    assert value(base, "price") == 2.5
    assert value(base, "price", "--known-on", "2024-02-01") == 2.15


def test_update__a_time_that_is_none_is_refused(base: Path) -> None:
    done = run(base, "update", "p20", "2.50 USD", "--source", "b", "--as-of", "soon", "--yes")
    assert (done.returncode, "`as_of` is a date, and `soon` is not" in done.stderr) == (2, True), done.stderr
    assert (base / "claims/a.yaml").read_text() == CLAIMS


def test_update__news_of_earlier_goes_into_the_history_and_says_so(base: Path) -> None:
    assert run(base, "update", "p22", "2.40 USD", "--source", "b", "--yes").returncode == 0
    done = run(base, "update", "p22", "2.30 USD", "--source", "undated", "--known", "2023-06", "--yes")
    assert done.returncode == 0, done.stderr
    assert (
        "p22: the present figure is known since 2024-02-02 and stays; this news of 2023-06 goes into"
        in done.stdout
    )
    found = claim(base, "p22")
    assert (found["value"], found["known"]) == ("2.40 USD", "2024-02-02")
    assert [(each["value"], each.get("known"), each["until"]) for each in found["history"]] == [
        ("2.30 USD", "2023-06", "2024-02-02"),
        ("2.15 USD", None, "2023-06"),
    ]
    days = ("2023-01-09", "2023-01-10", "2023-06-29", "2023-06-30", "2024-02-01", "2024-02-02")
    shown = [run(base, "--known-on", day, "show", "p22", "--format", "json").returncode for day in days[:1]]
    assert shown == [2], "it was not known before its source appeared"
    assert [value(base, "p22", "--known-on", day) for day in days[1:]] == [2.15, 2.15, 2.30, 2.30, 2.40]
    assert [each["value"] for each in answer(base, "history", "p22")["values"]] == [
        "2.40 USD",
        "2.30 USD",
        "2.15 USD",
    ]


def test_update__news_of_before_the_first_value_is_the_oldest(base: Path) -> None:
    account = answer(base, "update", "p22", "1.90 USD", "--source", "old", "--dry-run")
    assert account["stays"] == {"p22": "2023-01-10"}
    assert account["moved"] == []
    assert run(base, "update", "p22", "1.90 USD", "--source", "old", "--yes").returncode == 0
    assert value(base, "p22", "--known-on", "2022-06-30") == 1.9
    assert value(base, "p22") == 2.15


def test_update__news_of_earlier_speaks_of_what_the_claim_speaks_of(base: Path) -> None:
    assert run(base, "update", "p20", "1.90 USD", "--source", "b", "--yes").returncode == 0
    late = ("update", "p20", "1.95 USD", "--source", "undated", "--known", "2023-06-01", "--yes")
    assert run(base, *late).returncode == 0
    assert value(base, "price", "--known-on", "2023-10-01") == 2.15
    assert "conflict" not in run(base, "--known-on", "2023-10-01", "show", "price").stdout
    assert [each["as_of"] for each in answer(base, "history", "p20")["values"]] == ["2020"] * 3
    assert run(base, "history", "p20").stdout.count("  of 2020") == 3
    assert run(base, *late[:2], "1.80 USD", "--source", "old", "--as-of", "2019", "--yes").returncode == 0
    assert answer(base, "history", "p20")["values"][-1]["as_of"] == "2019"


def test_update__news_of_earlier_gives_no_time_to_a_claim_without_one(base: Path) -> None:
    assert run(base, "update", "bare", "4 kg", "--yes").returncode == 0
    assert run(base, "update", "bare", "5 kg", "--known", "2025-06-01", "--yes").returncode == 0
    assert [each["as_of"] for each in answer(base, "history", "bare")["values"]] == [None] * 3


def test_update__news_of_earlier_is_why_the_value_before_it_went(base: Path) -> None:
    for text, source, why in (
        ("2.40 USD", ("--source", "b"), "a recount"),
        ("2.30 USD", ("--source", "undated", "--known", "2023-06-01"), "a misprint"),
        ("2.35 USD", ("--source", "undated", "--known", "2023-09-01"), "a survey"),
        ("1.90 USD", ("--source", "old"), "an old book"),
    ):
        assert run(base, "update", "p22", text, *source, "--why", why, "--yes").returncode == 0
    assert [(each["value"], each["why"]) for each in answer(base, "history", "p22")["values"]] == [
        ("2.40 USD", None),
        ("2.35 USD", "a recount"),
        ("2.30 USD", "a survey"),
        ("2.15 USD", "a misprint"),
        ("1.90 USD", None),
    ]


def spoken(base: Path, id: str, day: str) -> tuple[float, str]:
    """A value and the time it speaks of, as they were known on a day."""
    found = answer(base, "--known-on", day, "show", id)["claims"][0]
    return found["point"], found["as_of"]


def test_update__news_of_earlier_than_a_figure_with_another_time(base: Path) -> None:
    """The figure of 2024 came with another time; what came before it speaks of the time that the one before spoke of."""
    later = ("update", "p22", "2.40 USD", "--source", "b", "--as-of", "2022 to 2023", "--yes")
    assert run(base, *later).returncode == 0
    done = run(base, "update", "p22", "2.30 USD", "--source", "undated", "--known", "2023-06-30", "--yes")
    assert done.returncode == 0, done.stderr
    assert "this news of 2023-06-30 goes into its history" in done.stdout
    assert [spoken(base, "p22", day) for day in ("2023-06-29", "2023-06-30", "2024-02-01", "2024-02-02")] == [
        (2.15, "2022"),
        (2.3, "2022"),
        (2.3, "2022"),
        (2.4, "2022 to 2023"),
    ]


@pytest.mark.parametrize("replaced", [False, True])
def test_update__news_of_earlier_than_a_time_that_was_changed_by_itself(base: Path, replaced: bool) -> None:
    """Which time a figure spoke of was put right in December; the value of June spoke of the old one until then."""
    right = base / "right.yaml"
    right.write_text("{title: Put right, date: 2023-12-01, edits: [{id: p22, as_of: 2021}]}")
    assert run(base, "apply", str(right), "--yes").returncode == 0
    if replaced:
        assert run(base, "update", "p22", "2.40 USD", "--source", "b", "--yes").returncode == 0
    done = run(base, "update", "p22", "2.30 USD", "--source", "undated", "--known", "2023-06-30", "--yes")
    assert done.returncode == 0, done.stderr
    days = ("2023-06-29", "2023-06-30", "2023-11-30", "2023-12-01", "2024-02-02")
    assert [spoken(base, "p22", day) for day in days] == [
        (2.15, "2022"),
        (2.3, "2022"),
        (2.3, "2022"),
        (2.3, "2021"),
        (2.4 if replaced else 2.3, "2021"),
    ]
    told = run(
        base,
        "update",
        "p22",
        "2.20 USD",
        "--source",
        "a",
        "--known",
        "2023-07-01",
        "--as-of",
        "2020",
        "--yes",
    )
    assert "`as_of` of `p22` was changed by news of 2023-12-01, and this is of 2023-07-01" in told.stderr


def test_update__late_news_of_what_has_no_history_is_refused(base: Path) -> None:
    assert (
        run(base, "update", "p22", "--status", "disputed", "--known", "2025-01-01", "--yes").returncode == 0
    )
    done = run(base, "update", "p22", "--status", "retracted", "--known", "2024-01-01", "--yes")
    assert "`status` of `p22` was changed by news of 2025-01-01, and this is of 2024-01-01" in done.stderr
    done = run(base, "update", "p22", "2.60 USD", "--source", "old", "--status", "disputed", "--yes")
    assert done.returncode != 0


def test_apply__the_date_of_the_news_is_since_when_its_figures_are_known(base: Path, tmp_path: Path) -> None:
    news = tmp_path / "news.yml"
    news.write_text(
        "{title: News, date: 2025-03, source: b, edits: [{id: p22, value: 2.7 USD, as_of: 2023}, {id: bare, value: 5 kg}]}"
    )
    assert run(base, "apply", str(news), "--yes").returncode == 0
    assert [claim(base, id)["known"] for id in ("p22", "bare")] == ["2025-03", "2025-03"]
    assert (claim(base, "p22")["as_of"], claim(base, "bare").get("as_of")) == ("2023", None)


def test_diff__between_what_was_known_on_two_days(base: Path) -> None:
    assert run(base, "update", "p22", "2.40 USD", "--source", "b", "--yes").returncode == 0
    for option in ("--known-on", "--as-of"):
        account = answer(base, "diff", option, "2024-01", "2024-02-02")
        assert {each["id"] for each in account["moved"]} == {"p22", "price"}


def test_update__a_source_that_is_taken_back_reaches_what_rests_on_it(base: Path) -> None:
    supposed = answer(base, "whatif", "a=retracted")
    assert {each["id"] for each in supposed["findings"]["opened"] if each["rule"] == "retracted-input"} == {
        "p20",
        "p22",
    }
    done = run(
        base,
        "update",
        "a",
        "--status",
        "retracted",
        "--why",
        "It was made up",
        "--known",
        "2025-05-05",
        "--yes",
    )
    assert done.returncode == 0, done.stderr
    findings = json.loads(run(base, "check", "--format", "json").stdout)["findings"]
    told = {each["id"] for each in findings if each["rule"] == "retracted-input"}
    assert told == {"p20", "p22"}
    assert answer(base, "--known-on", "2025-05-04", "check")["counts"]["error"] == 0
    assert "it can be retracted or withdrawn" in run(base, "whatif", "a=gone").stderr
    assert "which has no `value` to edit" in run(base, "update", "b", "3 kg", "--yes").stderr


def test_show__says_both_times(base: Path) -> None:
    shown = answer(base, "show", "p22", "price", "bare")["claims"]
    assert [(each["as_of"], each["known"]) for each in shown] == [
        ("2022", "2023-01-10"),
        (None, None),
        (None, None),
    ]
    assert "fact, of 2022, known since 2023-01-10" in run(base, "show", "p22").stdout


def test_build__the_pages_say_both_times_and_the_values_in_time(base: Path) -> None:
    assert (
        run(
            base, "update", "p22", "2.40 USD", "--source", "month", "--as-of", "2022 to 2023", "--yes"
        ).returncode
        == 0
    )
    assert run(base, "build").returncode == 0
    page = (base / "build/site/claims/p22.html").read_text()
    for said in ("Known since", "2024-05", "Speaks of", "2022 to 2023", "2023-01-10 to 2024-05"):
        assert said in page, said
    changes = (base / "build/site/changes").glob("news-*.html")
    assert any("What was known on 2024-05-31 against" in each.read_text() for each in changes)
    twin = json.loads((base / "build/site/claims/p22.json").read_text())
    assert (twin["as_of"], twin["known"]) == ("2022 to 2023", "2024-05")


@pytest.mark.parametrize(
    ("value", "words"),
    [("$12m", "do not measure the same thing"), ("12", "this number has no unit; write")],
)
@pytest.mark.parametrize("known", ["2026-01-01", "2024-06"])
def test_update__a_value_that_the_unit_of_the_claim_cannot_show_writes_nothing(
    tmp_path: Path, known: str, value: str, words: str
) -> None:
    growth = "{title: Growth, formula: 2 * a, inputs: {a: 1.5x per year}, unit: x/year, known: 2025}"
    base = write(tmp_path, {"claims/a.yaml": f"claims:\n  growth: {growth}\n", "sources/s.yaml": SOURCES})
    assert run(base, "check").returncode == 0
    before = {each: each.read_bytes() for each in base.rglob("*") if each.is_file()}
    done = run(base, "update", "growth", value, "--source", "b", "--known", known, "--yes")
    assert (done.returncode, words in done.stderr) == (2, True), done.stderr
    assert {each: each.read_bytes() for each in base.rglob("*") if each.is_file()} == before


def test_update__a_negative_value_is_told_how_to_be_written(base: Path) -> None:
    done = run(base, "update", "bare", "-2 kg", "--dry-run")
    assert done.returncode == 2
    assert '-- ID "-2 kg"' in done.stderr
    assert run(base, "update", "--dry-run", "--", "bare", "-2 kg").returncode == 0


def test_whatif__a_bare_number_is_not_taken_for_a_share_in_per_cent(tmp_path: Path) -> None:
    base = write(
        tmp_path / "base",
        {"claims/a.yaml": "claims: {share: {title: Share, value: 20%, kind: assumption, why: given}}"},
    )
    refused = run(base, "whatif", "share=40")
    assert refused.returncode == 2
    assert "this number has no unit; write 40 %" in refused.stderr
    assert run(base, "whatif", "share=40%").returncode == 0


@pytest.mark.parametrize(
    ("field", "lost"),
    [
        ("value: 5 W\n    cites: [\n      a, # from the report\n    ]", "# from the report"),
        ("value: 5 W\n    cites:\n      - source: a # annual\n        at: p 1", "# annual"),
        ("cites: [a]\n    value:\n      quantiles:\n        5%: 1 W # low\n        95%: 9 W", "# low"),
    ],
)
def test_update__a_comment_that_it_would_lose_is_named_and_nothing_is_written(
    base: Path, field: str, lost: str
) -> None:
    text = f"claims:\n  c:\n    title: C\n    kind: fact\n    {field}\n"
    write(base, {"claims/c.yaml": text})
    done = run(base, "update", "c", "7 W", "--source", "b", "--yes")
    assert done.returncode == 2
    assert (
        f"the edit would lose a comment of claims/c.yaml, `{lost}`; nothing is written: move it"
        in done.stderr
    )
    assert (base / "claims/c.yaml").read_text() == text
    write(base, {"claims/c.yaml": text.replace(f" {lost}", "").replace("  c:", f"  {lost}\n  c:")})
    assert run(base, "update", "c", "7 W", "--source", "b", "--yes").returncode == 0
    assert lost in (base / "claims/c.yaml").read_text()


def test_history__of_what_superseded_another_is_the_same_after_a_check(base: Path, tmp_path: Path) -> None:
    """What is asked after a check is asked of a part of the base, and the claim that was superseded lies outside of it."""
    cache = tmp_path / "cache"
    cache.mkdir(mode=0o700)
    write(
        base,
        {
            "claims/c.yaml": "claims:\n  new: {title: New, value: 90 USD, cites: [b]}\n"
            "  gone: {title: Gone, value: 80 USD, cites: [a], status: superseded, superseded_by: new}\n"
        },
    )
    cold = fresh(base, "history", "new", WHENCE_CACHE="off")
    assert "80 USD" in cold.stdout
    fresh(base, "check", WHENCE_CACHE=str(cache))
    warm = fresh(base, "history", "new", WHENCE_CACHE=str(cache))
    assert (warm.returncode, warm.stdout) == (0, cold.stdout)
