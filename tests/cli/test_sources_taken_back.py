"""A source that is taken back from the command line: what opens, what is written, and what is put back."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from shell import answer, run, write
from small import edition
from whence.editor import hover

CLAIMS = """\
claims:
  chips: {title: Chips, value: 50K chip, cites: [post]}
  power: {title: Power of a chip, value: 2 to 2.4 kW/chip, cites: [echo]}
  need: {title: Need, formula: n * p, inputs: {n: chips, p: power}, unit: MW}
  part: {title: Half of it, formula: n / 2, inputs: {n: need}, unit: MW}
  aside: {title: Something else, value: 3 MW, cites: [other]}
"""
SOURCES = """\
sources:
  post: {title: A post}  # the first
  echo: {title: An echo, relies_on: [post]}
  other: {title: Another}
"""


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return write(tmp_path, {"claims/site.yaml": CLAIMS, "sources/all.yaml": SOURCES})


def _files(base: Path) -> dict[str, str]:
    return {str(each.relative_to(base)): each.read_text("utf-8") for each in base.rglob("*.yaml")}


@pytest.mark.parametrize("status", ["retracted", "withdrawn"])
def test_whatif__a_source_taken_back_says_what_opens_and_what_rests_on_it(base: Path, status: str) -> None:
    before = _files(base)
    done = run(base, "whatif", f"post={status}")
    assert done.returncode == 0, done.stderr
    assert f"post status: current -> {status}" in done.stdout
    for line in (
        f"opened error[retracted-input] chips: this cites `post`, which was {status}; on it rest need and part",
        f"opened error[retracted-input] power: this cites `echo`, which relies on `post`, which was {status}; "
        "on it rest need and part",
    ):
        assert line in done.stdout.splitlines()
    assert "aside" not in done.stdout
    found = answer(base, "whatif", f"post={status}")
    assert {each["id"] for each in found["findings"]["opened"]} == {"chips", "power"}
    assert _files(base) == before


DOUBTED = """\
  gone: {title: Gone, value: 1 MW, status: disputed, why: A slip}
  old: {title: Old, value: 1 MW, status: superseded, superseded_by: aside}
  sum: {title: Sum, formula: g + o, inputs: {g: gone, o: old}, unit: MW}
  more: {title: More, formula: s + n, inputs: {s: sum, n: part}, unit: MW}
checks:
  low: {title: Low, assert: m < w, inputs: {m: more, w: 1 GW}, on_fail: conflict}
"""


def test_show_and_why__of_what_rests_however_far_on_what_no_longer_stands(tmp_path: Path) -> None:
    sources = SOURCES.replace("A post}", "A post, status: retracted, why: It was made up}")
    base = write(tmp_path, {"claims/site.yaml": CLAIMS + DOUBTED, "sources/all.yaml": sources})
    expected = {
        "part": {"post": ("retracted", ["chips", "power"])},
        "sum": {"gone": ("disputed", ["gone"]), "old": ("superseded", ["old"])},
        "aside": {},
    }
    expected["more"] = expected["low"] = expected["part"] | expected["sum"]
    for id, wanted in expected.items():
        rows = [each for each in run(base, "show", id).stdout.splitlines() if "rests on  " in each]
        named = {word.strip() for row in rows for word in re.findall(r"\w+ \(\w+\)", row)}
        assert named == {f"{each} ({status})" for each, (status, _) in wanted.items()}
        (claim,) = answer(base, "show", id)["claims"]
        assert {each["id"]: (each["status"], each["by"]) for each in claim["rests_on_doubtful"]} == wanted
    tree = run(base, "why", "more").stdout
    assert tree.count("rests on post (retracted)") == 2
    assert "this is disputed" in tree
    assert "this is superseded" in tree
    shallow = run(base, "why", "more", "--depth", "1").stdout
    assert "Rests on\n  post (retracted), by way of chips and power" in shallow
    steps = answer(base, "why", "sum")["steps"]
    assert [each["doubtful"] for each in steps] == [
        [{"id": "gone", "status": "disputed"}], [{"id": "old", "status": "superseded"}],
    ]  # fmt: skip
    findings = json.loads(run(base, "check", "--format", "json").stdout)["findings"]
    told = {each["id"] for each in findings if each["rule"].endswith("-input")}
    assert told == {"chips", "power", "sum"}


def test_every_answer__says_the_same_of_what_no_longer_stands(tmp_path: Path) -> None:
    """Of one record, of all of them, in the tables of a query and under the pointer of an editor."""
    sources = SOURCES.replace("A post}", "A post, status: retracted, why: It was made up}")
    base = write(tmp_path, {"claims/site.yaml": CLAIMS + DOUBTED, "sources/all.yaml": sources})
    found = edition(CLAIMS + DOUBTED, sources)
    of_all = {each["id"]: each["rests_on_doubtful"] for each in answer(base, "show")["claims"]}
    rows = answer(base, "query", "SELECT id, rests_on_doubtful FROM claims")
    asked = {each["id"]: each["rests_on_doubtful"] for each in rows}
    assert (
        set(of_all) == {"chips", "power", "need", "part", "aside", "gone", "old", "sum", "more"} == set(asked)
    )
    for id, told in of_all.items():
        [alone] = answer(base, "show", id)["claims"]
        assert told == alone["rests_on_doubtful"]
        named = [f"{each['id']} ({each['status']})" for each in told]
        assert asked[id] == ", ".join(named)
        [card] = [line for line in hover.card(found, id).splitlines() if line.startswith("rests on ")] or [""]
        assert re.findall(r"\w+ \(\w+\)", card) == named
    assert asked["more"] == "post (retracted), gone (disputed), old (superseded)"
    assert asked["aside"] == ""


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("whatif", "post=gone"), "`post` is a source: it can be retracted or withdrawn, or current"),
        (("update", "post", "--status", "disputed"), "`status` is one of current, retracted, withdrawn"),
        (
            ("update", "chips", "--status", "withdrawn"),
            "`status` is one of current, superseded, retracted, disputed",
        ),
        (("update", "post", "5 MW"), "`post` is a source, which has no `value` to edit"),
    ],
)
def test_update__what_a_source_or_a_claim_cannot_be_is_refused(
    base: Path, args: tuple[str, ...], said: str
) -> None:
    before, done = _files(base), run(base, *args)
    assert done.returncode == 2
    assert said in done.stderr
    assert _files(base) == before


def test_update__a_retraction_is_written_known_since_its_day_and_can_be_taken_back(base: Path) -> None:
    args = ("update", "post", "--status", "retracted", "--why", "It was made up", "--known", "2026-01-10")
    assert run(base, *args, "--yes").returncode == 0
    text = _files(base)["sources/all.yaml"]
    assert text == SOURCES.replace("A post}", "A post, status: retracted, why: It was made up}")
    (news,) = [text for name, text in _files(base).items() if "changes" in name]
    assert "{id: post, field: status, old: current, new: retracted}" in news
    assert "{id: post, field: why, new: It was made up}" in news
    assert "retracted-input" in run(base, "check").stdout
    assert "retracted-input" not in run(base, "--known-on", "2026-01-09", "check").stdout
    back = ("update", "post", "--status", "current", "--why", "It was not", "--known", "2026-01-12", "--yes")
    assert run(base, *back).returncode == 0
    assert "status" not in _files(base)["sources/all.yaml"]
    assert "It was made up" in run(base, "--known-on", "2026-01-11", "check").stdout


def test_apply__a_news_file_retracts_a_source(base: Path) -> None:
    news = base / "news.txt"
    news.write_text(
        "title: The post is taken back\ndate: 2026-01-10\nsource: other\n"
        "edits:\n  - {id: post, status: retracted, why: It was made up}\n"
    )
    done = run(base, "apply", str(news), "--yes")
    assert done.returncode == 0, done.stderr
    assert "opened error[retracted-input] chips" in done.stdout
    assert "status: retracted, why: It was made up" in _files(base)["sources/all.yaml"]
    assert run(base, "diff", "--known-on", "2026-01-09", "2026-01-10").stdout.count("opened") == 2


def test_update__a_source_that_is_current_again_has_no_reason_for_being_retracted(base: Path) -> None:
    def become(status: str, why: str, day: str) -> str:
        done = run(base, "update", "post", "--status", status, "--why", why, "--known", day, "--yes")
        assert done.returncode == 0, done.stderr
        return _files(base)["sources/all.yaml"]

    assert "status: retracted, why: It was made up" in become("retracted", "It was made up", "2026-01-10")
    assert "status: withdrawn, why: Taken offline" in become("withdrawn", "Taken offline", "2026-01-12")
    assert become("current", "It was genuine", "2026-01-15") == SOURCES
    assert "retracted: It was made up" in run(base, "--known-on", "2026-01-11", "show", "post").stdout
    assert "status" not in run(base, "show", "post").stdout
    assert "Taken offline" in run(base, "--known-on", "2026-01-13", "check").stdout


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        ("kind: assumption, why: As most are", "As most are"),
        ("kind: fact, taken_as: 5 chip, why: As a figure", "As a figure"),
        ("kind: fact", ""),
    ],
)
def test_update__a_claim_keeps_the_reason_that_is_its_own(tmp_path: Path, claim: str, why: str) -> None:
    value = "'>= 5 chip'" if "taken_as" in claim else "5 chip"
    text = f"claims:\n  a: {{title: A, value: {value}, {claim}}}\n"
    base = write(tmp_path, {"claims/a.yaml": text})
    for status, reason in (("retracted", "It was wrong"), ("current", "It was right")):
        done = run(base, "update", "a", "--status", status, "--why", reason, "--known", "2026-01-10", "--yes")
        assert done.returncode == 0, done.stderr
        assert (why or reason) in (base / "claims/a.yaml").read_text() or status == "current"
    assert (base / "claims/a.yaml").read_text() == text


def test_history__of_a_source_has_its_states_with_the_news_that_brought_them(base: Path) -> None:
    assert run(base, "history", "post").stdout.splitlines()[1].split()[-1] == "current"
    for status, why, day in (
        ("retracted", "It was made up", "2026-01-10"),
        ("current", "It was not", "2026-01-12"),
    ):
        args = ("--status", status, "--why", why, "--known", day, "--source", "other", "--yes")
        assert run(base, "update", "post", *args).returncode == 0
    shown = run(base, "history", "post").stdout
    states = [line.split()[-1] for line in shown.splitlines() if re.match(" +(?:20|known always)", line)]
    assert states == ["current", "retracted", "current"]
    assert "2026-01-10 to 2026-01-12" in shown
    assert shown.index("It was not") < shown.index("It was made up")
    assert shown.count("source: other") == 2
    values = json.loads(run(base, "history", "post", "--format", "json").stdout)["values"]
    assert [(each["value"], each["known"], each["until"]) for each in values][:2] == [
        ("current", "2026-01-12", None),
        ("retracted", "2026-01-10", "2026-01-12"),
    ]
    before = run(base, "--known-on", "2026-01-11", "history", "post").stdout
    assert "retracted" in before
    assert "It was not" not in before


def test_history__of_a_choice_has_its_preferences(tmp_path: Path) -> None:
    base = write(
        tmp_path,
        {
            "claims/a.yaml": "choices:\n  c: {title: C, options: {one: 1 kg, two: 2 kg}}\n"
            "claims:\n  a: {title: A, formula: 2 * c, inputs: {c: c}}\n"
        },
    )
    done = run(base, "update", "c", "--prefer", "two", "--why", "It fits", "--known", "2026-01-10", "--yes")
    assert done.returncode == 0, done.stderr
    shown = run(base, "history", "c").stdout
    assert "2026-01-10" in shown
    assert "prefer: two" in shown
    assert "It fits" in shown


def test_history__of_what_news_does_not_edit_is_refused(base: Path) -> None:
    (base / "claims/checks.yaml").write_text(
        "checks: {small: {title: Small, assert: n < m, inputs: {n: need, m: 9 GW}, on_fail: report}}\n"
    )
    assert "only claims, quantities, sources and choices do" in run(base, "history", "small").stderr
