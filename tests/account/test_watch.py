"""The watch list: conclusions that the settings name, and in what way they turned."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from shell import TODAY, answer, run, write
from whence.account import diff, watch
from whence.cli.text import comments
from whence.disk import store
from whence.disk.store import Texts
from whence.publish.machine import feeds
from whence.publish.pages.book import Book

BASE = """\
claims:
  cost: {title: Cost, value: 10 to 20 EUR, cites: [book], tags: [main]}
  gain: {title: Gain, value: 30 EUR, cites: [book]}
  payback: {title: Payback, formula: c / g, inputs: {c: cost, g: gain}, stated: 0.5, tags: [main]}
  served: {title: Tea in a cup, formula: n * s, inputs: {n: spoons, s: spoon}}
  spoons: {title: Spoons, value: 2, kind: convention, why: So it is}
choices: {spoon: {title: The spoon, options: {small: 2 g, large: 6 g}}}
checks:
  pays: {title: It pays, assert: c < g, inputs: {c: cost, g: gain}, on_fail: report}
  full: {title: A cup holds it, assert: t < limit, inputs: {t: served, limit: 20 g}, on_fail: rule-out}
sources: {book: {title: A book}}
"""


def texts(claims: str, watched: str) -> Texts:
    settings = f"samples = 256\nwatch = {watched}\n".encode()
    return Texts(Path(), {"claims/a.yaml": claims.encode(), "whence.toml": settings}, ())


def turns(new: str, watched: str, old: str = BASE) -> list[tuple[str, ...]]:
    sides = [store.load(texts(each, watched), today=TODAY) for each in (old, new)]
    return [(each.id, each.what, each.old, each.new) for each in diff.account(*sides).watched]


@pytest.mark.parametrize(
    ("watched", "change", "wanted"),
    [
        ('["payback"]', ("value: 30 EUR", "value: 31 EUR"), []),
        ('["payback"]', ("value: 30 EUR", "value: 300 EUR"), [("payback", "verdict"), ("payback", "number")]),
        ('["gain"]', ("value: 30 EUR", "value: 32 EUR"), []),  # within `about`, a tenth
        ('["gain"]', ("value: 30 EUR", "value: 34 EUR"), [("gain", "number")]),
        ('["pays"]', ("value: 30 EUR", "value: 5 EUR"), [("pays", "verdict")]),
        ('["served"]', ("limit: 20 g", "limit: 10 g"), [("served", "reading"), ("served", "number")]),
        ('["spoon"]', ("limit: 20 g", "limit: 10 g"), [("spoon", "verdict"), ("spoon", "reading"), ("spoon", "number")]),
        ('["tag:main"]', ("10 to 20 EUR", "40 to 50 EUR"), [("cost", "number"), ("payback", "verdict"), ("payback", "number")]),
        ('["pays"]', ("title: Cost,", "title: The cost,"), []),
        ("[]", ("value: 30 EUR", "value: 300 EUR"), []),
    ],
)  # fmt: skip
def test_turns__verdicts_readings_and_numbers(
    watched: str, change: tuple[str, str], wanted: list[tuple[str, str]]
) -> None:
    assert change[0] in BASE
    assert [each[:2] for each in turns(BASE.replace(*change), watched)] == wanted


def test_turns__says_how_it_was_and_is() -> None:
    found = turns(
        BASE.replace("value: 30 EUR", "value: 5 EUR").replace("limit: 20 g", "limit: 10 g"),
        '["pays", "served"]',
    )
    assert ("pays", "verdict", "holds", "fails") in found
    assert ("served", "reading", "spoon=large; spoon=small", "spoon=small") in found


def test_turns__one_that_is_gone_is_told_though_nobody_watches_it_any_more() -> None:
    sides = [
        store.load(texts(BASE, '["gain"]'), today=TODAY),
        store.load(texts("claims: {}\n", "[]"), today=TODAY),
    ]
    assert diff.account(*sides).watched == (watch.Turn("gain", "presence", "there", "not there"),)


def test_watch__to_watch_something_moves_no_number() -> None:
    sides = [store.load(texts(BASE, each), today=TODAY) for each in ("[]", '["gain"]')]
    found = diff.account(*sides)
    assert (found.moved, [each.sort for each in found.edited]) == ((), ["wording"])


def settings(base: Path, watched: str) -> None:
    (base / "whence.toml").write_text(f"samples = 256\nwatch = {watched}\n")


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return write(tmp_path / "base", {"claims/a.yaml": BASE})


def test_check__an_unknown_id_is_told_with_its_place_and_the_nearest(base: Path) -> None:
    settings(base, '["gain", "+paybak,kind:fact"]')
    done = run(base, "check")
    assert done.returncode == 1
    assert "error[bad-settings] `watch` names `paybak`, and nothing in this base is called so" in done.stdout
    assert "whence.toml:2:20" in done.stdout
    assert "did you mean `payback`?" in done.stdout
    settings(base, '["tag:mian"]')
    refused = run(base, "check")
    assert (refused.returncode, "the setting `watch`: no tag of this base is `mian`" in refused.stderr) == (
        2,
        True,
    )
    settings(base, '"gain"')
    assert "`watch` must be a list of ids or selectors" in run(base, "check").stdout


LATER = """\
claims:
  load: {title: Load, value: 14 GW, cites: [old]}
  margin: {title: Margin, formula: s / l - 1, inputs: {s: 15 GW, l: load}, unit: "%", cites: [new], tags: [main]}
sources: {old: {title: Old, issued: 2024-03}, new: {title: New, issued: 2025-03-14}}
"""


@pytest.mark.parametrize("watched", ['["margin"]', '["tag:main"]'])
def test_watch__what_was_not_known_yet_is_no_mistake(tmp_path: Path, watched: str) -> None:
    """Nothing could be checked, or compared, on a day before that of a conclusion which is watched."""
    base = write(tmp_path / "base", {"claims/a.yaml": LATER})
    settings(base, watched)
    done = run(base, "check", "--known-on", "2024-12-31")
    assert (done.returncode, "1 claim (1 evaluated)" in done.stdout) == (0, True), done.stderr
    assert run(base, "diff", "--known-on", "2024-01-31", "2024-12-31").returncode == 0


def test_watch__what_cannot_be_read_is_told_and_not_that_it_is_missing(base: Path) -> None:
    """The mistake in the file was not told: only that nothing is called so, which is true of what cannot be read."""
    (base / "claims/b.yaml").write_text("claims:\n  load: {title: Load, value: one_of(10%: 0, 90%: 2) GW}\n")
    settings(base, '["load"]')
    done = run(base, "check")
    assert done.returncode == 1
    assert "claims/b.yaml:2" in done.stdout


def test_update_and_diff__tell_of_it_first(base: Path) -> None:
    settings(base, '["payback"]')
    git = ("git", "-c", "user.email=a@example.org", "-c", "user.name=A")
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "First")):
        subprocess.run([*git, *words], cwd=base, check=True)
    assert run(base, "diff", "--fail-on", "watched").returncode == 0
    assert "watched" not in run(base, "check").stdout
    done = run(base, "update", "gain", "300 EUR", "--source", "book", "--yes")
    assert "\nwatched\n  payback verdict: agrees -> mismatch\n  payback number: 0.471" in done.stdout
    assert "watched, since the last commit: payback verdict: agrees -> mismatch" in run(base, "check").stdout
    assert "::warning title=watched::payback verdict" in run(base, "check", "--format", "github").stdout
    assert json.loads(run(base, "check", "--format", "json").stdout)["watched"][0]["new"] == "mismatch"
    assert answer(base, "diff")["watched"][0] == {
        "id": "payback",
        "what": "verdict",
        "old": "agrees",
        "new": "mismatch",
    }
    told = run(base, "diff", "--format", "markdown").stdout
    assert told.startswith("### What changed\n\n**Watched conclusions turned:**\n\n* payback verdict: agrees")
    assert run(base, "diff", "--fail-on", "watched").returncode == 1
    assert run(base, "diff", "--fail-on", "watched", "--select", "cost").returncode == 1


HOSTILE = "@all #12 https://evil.example www.evil.example a@evil.example &lt;b&gt; $x$ ~~y~~ `z` | [l](u) <i>"


def test_diff__a_comment_calls_nobody_and_has_no_markup_of_the_base(base: Path) -> None:
    """Sites make links and messages of names, numbers and addresses that Markdown itself takes for text."""
    git = ("git", "-c", "user.email=a@example.org", "-c", "user.name=A")
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "First")):
        subprocess.run([*git, *words], cwd=base, check=True)
    (base / "claims/new.yaml").write_text(f"claims:\n  new: {{title: '{HOSTILE}', value: 3}}\n")
    told = run(base, "diff", "--format", "markdown").stdout
    assert (
        "* new: new: @<!-- -->all \\#<!-- -->12 https:<!-- -->//evil.example www<!-- -->.evil.example a@<!-- -->evil.example "
        "&amp;lt;b&amp;gt; \\$x\\$ \\~\\~y\\~\\~ \\`z\\` \\| \\[l\\](u) \\<i\\>\n"
    ) in told


def test_comment__has_no_more_than_a_comment_can_have(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edition = store.load(store.read(base), today=TODAY)
    edits = tuple(diff.Edited("claims", f"claim-{n}", "value", "1", "2", "value") for n in range(100))
    found = diff.Account(edits, (), (), (), (), 0)
    whole = comments.comment(edition, found)
    assert whole.count("value: 1 -\\> 2") == 100
    monkeypatch.setattr(comments, "MOST", 2_000)
    cut = comments.comment(edition, found)
    kept = cut.count("value: 1 -\\> 2")
    assert 0 < kept < 100
    assert len(cut) < 2_100
    assert cut.endswith(f"\n\n**{102 - kept} further lines: too many for a comment.**\n")


RIVALS = """\
quantities: {load: {title: Load, unit: kg, take: weighted}}
claims:
  most: {title: Most, value: at most 150 kg, of: load, cites: [book]}
  least: {title: Least, value: at least 100 kg, of: load, cites: [scale]}
  twice: {title: Twice, formula: 2 * load, inputs: {load: load}, unit: kg}
checks: {light: {title: Light, assert: t < m, inputs: {t: twice, m: 500 kg}}}
sources: {book: {title: A book}, scale: {title: A scale}}
"""


def test_turns__to_no_value_and_back() -> None:
    void, same = RIVALS.replace("at least 100", "at least 200"), "[]"
    watched = '["twice", "light"]'
    wanted = [("twice", "number", "200 to 300 kg (bounds)", "no value: the bounds of load leave nothing"), ("light", "verdict", "holds", "open")]  # fmt: skip
    assert turns(void, watched, RIVALS) == wanted
    assert turns(RIVALS, watched, void) == [(id, what, new, old) for id, what, old, new in wanted]
    assert turns(void, watched, void) == turns(RIVALS, same, void) == []


def test_feed__of_several_news_of_a_day_each_has_what_it_may_have_turned(base: Path) -> None:
    settings(base, '["payback", "served"]')
    for id, value in (("gain", "300 EUR"), ("spoons", "30"), ("cost", "11 to 20 EUR")):
        run(base, "update", id, value, "--source", "book", "--known", "2026-01-05", "--why", id, "--yes")
    feed = dict(feeds.files(Book(store.load(store.read(base), today=TODAY))))[feeds.WATCHED]()
    said = dict(re.findall(r"<title>(\w+)</title>.*?<summary>(.*?)</summary>", feed))
    assert {id: "Payback" in text for id, text in said.items()} == {
        "gain": True,
        "spoons": False,
        "cost": True,
    }
    assert {id: "Tea in a cup" in text for id, text in said.items()} == {
        "gain": False,
        "spoons": True,
        "cost": False,
    }


def test_build__has_a_feed_of_what_turned(base: Path, tmp_path: Path) -> None:
    settings(base, '["payback"]')
    for value, day in (("31 EUR", "2026-01-02"), ("300 EUR", "2026-01-05")):
        run(
            base,
            "update",
            "gain",
            value,
            "--source",
            "book",
            "--known",
            day,
            "--why",
            f"{day}, a count",
            "--yes",
        )
    run(base, "build", "-o", str(tmp_path / "site"))
    feed = (tmp_path / "site/feeds/watched.xml").read_text()
    assert feed.count("<entry>") == 1
    assert "<title>2026-01-05, a count</title>" in feed
    assert "Payback (verdict): agrees to mismatch" in feed
    assert "feeds/watched.xml" in (tmp_path / "site/changes/index.html").read_text()
    [page] = (tmp_path / "site/changes").glob("news-2026-01-05*.html")
    assert "Watched conclusions that turned" in page.read_text()
    settings(base, "[]")
    run(base, "build", "-o", str(tmp_path / "site"))
    assert not (tmp_path / "site/feeds/watched.xml").exists()
