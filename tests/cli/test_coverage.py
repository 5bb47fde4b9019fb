"""`whence sources coverage`, and the pages of coverage that `build --snapshots` writes without a word of the text."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from shell import answer, run, write

CLAIMS = """
claims:
  power: {title: Power of the hall, value: 250 MW, cites: [{source: report, at: line 1, excerpt: draws 250 MW}]}
  price: {title: Price of the hall, value: $2bn, cites: [{source: report, excerpt: bought for $3bn}]}
"""
SOURCES = """
sources:
  report:
    title: The report
    snapshot: {file: report.txt}
    set_aside:
      - {excerpt: 14 comments, why: The page counts its comments.}
  other: {title: Another report}
"""
TEXT = """The hall draws 250 MW when it is as full as it was on the day on which they opened it.
It was bought for $3bn by people who would not say a word more about it, in GPT-4 or elsewhere.
There are 14 comments under this text and 7,000 readers of all of them, as far as anybody can tell.
"""


@pytest.fixture
def base(tmp_path: Path) -> Path:
    root = write(tmp_path / "base", {"claims/a.yaml": CLAIMS, "sources/a.yaml": SOURCES})
    (tmp_path / "copies").mkdir()
    (tmp_path / "copies" / "report.txt").write_text(TEXT, "utf-8")
    return root


def copy(base: Path) -> str:
    return str(base.parent / "copies" / "report.txt")


def test_coverage__lists_what_is_left(base: Path) -> None:
    done = run(base, "sources", "coverage", "report", "--snapshot", copy(base))
    assert done.stdout.splitlines() == [
        "line 2  $3bn           quoted for another figure  price (only quotes it)",
        "line 3  7,000 readers  left",
        "",
        "50% of 4 figures cited or set aside: 1 cited, 1 set aside, 1 quoted for another figure, 1 left; "
        "beside them 1 with digits that are none (names, marks, numbers of lists).",
    ]
    assert done.returncode == 0


def test_coverage__lists_everything_on_demand(base: Path) -> None:
    done = run(base, "sources", "coverage", "report", "--snapshot", copy(base), "--all")
    assert done.stdout.splitlines()[:5] == [
        "line 1  250 MW         cited                      power (value)",
        "line 2  $3bn           quoted for another figure  price (only quotes it)",
        "line 2  GPT-4          no figure                  name",
        "line 3  14 comments    set aside                  The page counts its comments.",
        "line 3  7,000 readers  left",
    ]


def test_coverage__answers_in_json(base: Path) -> None:
    found = answer(base, "sources", "coverage", "report", "--snapshot", copy(base))
    assert (found["source"], found["share"], found["unused"], found["changed"]) == ("report", 0.5, [], False)
    assert [(each["line"], each["text"], each["state"]) for each in found["figures"]] == [
        (1, "250 MW", "cited"),
        (2, "$3bn", "differs"),
        (3, "14 comments", "aside"),
        (3, "7,000 readers", "left"),
    ]


@pytest.mark.parametrize(("least", "code"), [("50%", 0), ("0.5", 0), ("51%", 1), ("1", 1)])
def test_coverage__ends_with_1_where_less_is_covered_than_asked_for(
    base: Path, least: str, code: int
) -> None:
    assert (
        run(base, "sources", "coverage", "report", "--snapshot", copy(base), "--least", least).returncode
        == code
    )


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("power",), "`power` is no source; `whence sources` lists them"),
        (("reprot",), "did you mean `report`?"),
        (("report", "--least", "95"), "`95` is no share; write it as 95% or 0.95"),
        (("report", "--least", "nan"), "`nan` is no share"),
        (("report", "--least", "most"), "`most` is no share"),
    ],
)
def test_coverage__what_cannot_be_asked_is_refused(base: Path, args: tuple[str, ...], message: str) -> None:
    done = run(base, "sources", "coverage", args[0], "--snapshot", copy(base), *args[1:])
    assert (done.returncode, message in done.stderr) == (2, True), done.stderr


def test_coverage__a_copy_that_is_no_text_is_refused(base: Path) -> None:
    Path(copy(base)).write_bytes(b"%PDF-1.7")
    done = run(base, "sources", "coverage", "report", "--snapshot", copy(base))
    assert (done.returncode, "give its text, such as `pdftotext -layout` makes" in done.stderr) == (2, True)


def test_coverage__an_entry_that_sets_nothing_aside_ends_with_1(base: Path) -> None:
    Path(copy(base)).write_text(TEXT.replace("14 comments", "15 comments"), "utf-8")
    done = run(base, "sources", "coverage", "report", "--snapshot", copy(base))
    assert "set_aside 1, “14 comments”, sets nothing aside: its words are not in the copy." in done.stdout
    assert done.returncode == 1


def test_check__looks_into_the_copies_of_a_folder(base: Path) -> None:
    Path(copy(base)).write_text(
        TEXT.replace("14 comments", "15 comments").replace("250 MW", "260 MW"), "utf-8"
    )
    said = run(base, "check", "--snapshots", str(base.parent / "copies")).stdout
    assert (
        "warning[set-aside-unused] report: the words “14 comments” are not in the copy of this source" in said
    )
    assert "warning[excerpt-not-found] power" in said
    assert "excerpt-not-found" not in run(base, "check").stdout
    assert run(base, "check", "--snapshots", str(base / "nowhere")).returncode == 2


def built(base: Path, *args: str) -> dict[str, str]:
    """The text of every file of the site by its path."""
    done = run(base, "build", "--output", str(base / "site"), *args)
    assert done.returncode == 0, done.stderr
    files = (path for path in (base / "site").rglob("*") if path.is_file())
    return {path.relative_to(base / "site").as_posix(): path.read_text("utf-8", "replace") for path in files}


def test_build__with_copies_has_a_page_of_coverage_with_lines_figures_and_reasons(base: Path) -> None:
    site = built(base, "--snapshots", str(base.parent / "copies"))
    page = re.sub(r"<[^>]+>|\s+", " ", site["coverage/report.html"])
    page = re.sub(" +", " ", page)
    assert (
        "Of 4 figures and dates in the text 2 are covered: 1 cited by what says the same, 1 set aside" in page
    )
    assert "Left (2)" in page
    assert "line 3 7,000 readers left" in page
    assert "line 2 $3bn quoted for another figure Price of the hall" in page
    assert "line 3 14 comments The page counts its comments." in page
    assert "line 1 250 MW Power of the hall value" in page
    assert 'href="../claims/power.html"' in site["coverage/report.html"]
    assert 'href="../coverage/report.html"' in site["sources/report.html"]
    assert json.loads(site["coverage/report.json"])["counts"]["figures"] == 4
    assert "coverage/other.html" not in site


def test_build__publishes_no_stretch_of_the_text_that_is_longer_than_an_excerpt(base: Path) -> None:
    site = built(base, "--snapshots", str(base.parent / "copies"))
    words = TEXT.split()
    longer = [" ".join(words[at : at + 7]) for at in range(len(words) - 6)]
    assert [
        (path, each) for path, text in site.items() for each in longer if each in " ".join(text.split())
    ] == []


def test_build__without_copies_has_no_page_of_coverage_and_still_says_what_is_set_aside(base: Path) -> None:
    site = built(base)
    assert [path for path in site if path.startswith("coverage")] == []
    assert "coverage" not in site["sources/report.html"]
    assert "The page counts its comments." in site["sources/report.html"]


def test_build__draws_the_page_again_when_the_copy_has_changed(base: Path) -> None:
    built(base, "--snapshots", str(base.parent / "copies"))
    Path(copy(base)).write_text(TEXT + "And 9 GW.\n", "utf-8")
    assert "9 GW" in built(base, "--snapshots", str(base.parent / "copies"))["coverage/report.html"]
    assert "coverage/report.html" not in built(base)
