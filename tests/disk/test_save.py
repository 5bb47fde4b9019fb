"""`whence update` under fire: many at once, killed at any moment, and what the next command finds."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import hashlib
import json
import os
import random
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from places import LONG
from shell import answer, ended, forked, run, write
from whence.disk import atomic, cache, folders, journal, save, store, swaps
from whence.files import reader
from whence.language.problems import Refused
from whence.publish import folder

CLAIMS = """\
# Power of a site; this comment stays.
claims:
  chips:
    title: Chips
    value: 50K chip   # from the post
    as_of: 2025-01
    cites: [post]
  power: {title: Power of a chip, value: 2 kW/chip, cites: [post]}
  need:
    title: Need
    formula: n * p
    inputs: {n: chips, p: power}
    unit: MW
"""
SOURCES = "sources:\n  post: {title: A post}\n  wire: {title: A wire}\n"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return write(tmp_path, {"claims/site.yaml": CLAIMS, "sources/all.yaml": SOURCES})


def records(base: Path):
    found = reader.read(store.yaml_of(store.read(base).files))
    assert not found.findings, found.findings
    return found


def test_update__edits_the_present_only(base: Path) -> None:
    done = run(base, "--known-on", "2025-02-01", "update", "chips", "60K chip", "--source", "wire", "--yes")
    assert (done.returncode, (base / "claims/site.yaml").read_text()) == (2, CLAIMS)
    assert (
        "the past is not edited; to say since when a new figure is known, `update` has `--known`"
        in done.stderr
    )


def test_update__a_file_that_is_not_read_is_no_part_of_the_account(base: Path) -> None:
    (base / "claims" / "huge.yaml").symlink_to("/dev/zero")
    account = answer(base, "update", "chips", "60K chip", "--source", "wire", "--dry-run")
    assert account["findings"]["opened"] == []
    assert [each["rule"] for each in account["findings"]["closed"]] == ["orphan-source"]


def test_update__changes_the_value_and_keeps_the_old_one(base: Path) -> None:
    done = run(
        base,
        "update",
        "chips",
        "60K chip",
        "--source",
        "wire",
        "--at",
        "line 3",
        "--why",
        "A recount",
        "--yes",
    )
    assert done.returncode == 0, done.stderr
    text = (base / "claims/site.yaml").read_text()
    assert "    value: 60K chip   # from the post\n" in text
    assert text.startswith("# Power of a site; this comment stays.\n")
    found = records(base)
    chips = found.claims["chips"]
    assert (chips.value, chips.known, chips.cites[0].source, chips.cites[0].at) == (
        "60K chip",
        "2026-01-15",
        "wire",
        "line 3",
    )
    past = chips.history[0]
    assert (past.value, past.as_of, past.until, past.why) == (
        "50K chip",
        "2025-01",
        "2026-01-15",
        "A recount",
    )
    assert [each.source for each in past.cites] == ["post"]
    assert found.claims["power"] == records(base).claims["power"]
    (change,) = found.changes.values()
    assert [(each.id, each.field, each.old, each.new) for each in change.edits] == [
        ("chips", "value", "50K chip", "60K chip")
    ]


def test_update__by_an_alias_edits_the_claim_and_records_its_id(base: Path) -> None:
    file = base / "claims" / "site.yaml"
    file.write_text(CLAIMS.replace("    title: Chips\n", "    title: Chips\n    aliases: [gpus]\n"))
    assert run(base, "update", "gpus", "60K chip", "--source", "wire", "--yes").returncode == 0
    assert "value: 60K chip   # from the post" in file.read_text()
    [change] = records(base).changes.values()
    assert [each.id for each in change.edits] == ["chips"]


def test_update__json_is_all_of_the_output_though_it_asks(base: Path) -> None:
    done = run(base, "update", "chips", "60K chip", "--source", "wire", "--format", "json", given="y\n")
    assert json.loads(done.stdout)["edited"]
    assert "60K chip" in (base / "claims" / "site.yaml").read_text()


def test_update__a_status_leaves_the_reason_of_the_value_alone(base: Path) -> None:
    file = base / "claims" / "site.yaml"
    file.write_text(
        CLAIMS.replace("    value: 50K chip ", "    why: Half of a round number\n    value: 50K chip ")
    )
    assert run(base, "update", "chips", "--status", "disputed", "--why", "A recount", "--yes").returncode == 0
    found = records(base)
    assert (found.claims["chips"].why, found.claims["chips"].status) == ("Half of a round number", "disputed")
    assert [each.title for each in found.changes.values()] == ["A recount"]
    assert run(base, "update", "chips", "--status", "current", "--yes").returncode == 0
    assert "status" not in file.read_text()


NEWS_FILES = [
    ("edits: [{id: chips, value: 5 chip}, {id: chips, value: 6 chip}]", "`chips` is edited twice; make one edit of the two"),
    ("edits: [{id: need, inputs: [a]}]", "`inputs` of the edit of `need` are a mapping: {name: id}"),
    ("source: {id: post, title: Again}\nedits: [{id: chips, value: 5 chip}]", "there is a source `post` already; name it by its id alone"),
    ("edits: [{id: chips, value: }]", "`value` of the edit of `chips` is empty; write what it is to be"),
    ("edits: [{id: chips, value: [5, 6]}]", "`value` of the edit of `chips` is a list; write what it is to be"),
    ("edits: [{id: chips, value: {5: 6}}]", "5"),
    ("edits: [chips]", "each edit needs the `id` of what it changes"),
    ("edits: chips", "`edits` is a list"),
    ("edits: [{id: chips, take: latest}]", "`chips` is a claim, which has no `take` to edit"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words"), NEWS_FILES)
def test_apply__what_cannot_be_is_refused(base: Path, tmp_path: Path, text: str, words: str) -> None:
    source = "" if text.startswith("source") else "source: wire\n"
    (tmp_path / "news.yml").write_text(f"title: T\ndate: 2025-06-01\n{source}{text}\n")
    before = contents(base)
    done = run(base, "apply", str(tmp_path / "news.yml"), "--yes")
    assert (done.returncode, words in done.stderr) == (2, True), done.stderr
    assert contents(base) == before


def test_apply__the_long_form_of_a_value_is_written_as_it_is_read(base: Path, tmp_path: Path) -> None:
    news = "title: T\ndate: 2025-06-0{}\nsource: wire\nedits:\n  - {{id: chips, value: {}}}\n"
    for day, value in ((1, "{quantiles: {5%: 40K, 50%: 50K, 95%: 70K}, unit: chip}"), (2, "55K chip")):
        (tmp_path / "news.yml").write_text(news.format(day, value))
        done = run(base, "apply", str(tmp_path / "news.yml"), "--yes")
        assert done.returncode == 0, done.stderr
        text = (base / "claims" / "site.yaml").read_text()
        assert "{quantiles: {5%: 40K, 50%: 50K, 95%: 70K}, unit: chip}" in text, text
    assert "value: 55K chip" in text


LONG_FORMS = {
    "{quantiles: {5%: 40K, 50%: 50K, 95%: 70K}, unit: chip}": "value: {quantiles: {5%: 40K, 50%: 50K, 95%: 70K}, unit: chip}",
    '{"quantiles": {"5%": "40K", "50%": "50K", "95%": "70K"}, "unit": "chip"}': "value: {quantiles: {5%: 40K,",
    "{one_of: [40K chip, 50K chip]}": "value: {one_of: [40K chip, 50K chip]}",
    "{": "",
    "{}": "",
    "{x}": "",
    '{"a": 1}': "",
    "{a: {b: {c: }}}": "",
    "{quantiles: [" + "[" * 60 + "]" * 60 + "]}": "",
    "{a: 1}: {b: 2}": "",
    "{a: &x 1}": "",
}


@pytest.mark.parametrize("value", LONG_FORMS)
def test_update__braces_are_a_long_form_or_a_message(base: Path, value: str) -> None:
    before = contents(base)
    done = run(base, "update", "chips", value, "--source", "wire", "--yes")
    if LONG_FORMS[value]:
        assert done.returncode == 0, done.stderr
        assert LONG_FORMS[value] in (base / "claims/site.yaml").read_text()
        assert records(base).claims["chips"].history[0].value == "50K chip"
    else:
        assert (done.returncode, "Error: chips={" in done.stderr) == (2, True), done.stderr
        assert contents(base) == before


BLOCKS = (
    "|\n      50K chip\n",
    "|\n      50K chip\n\n\n",
    "|+\n      50K chip\n\n",
    ">\n      50K\n      chip\n",
    ">-\n      50K chip",
)


@pytest.mark.parametrize("block", BLOCKS)
def test_update__a_block_goes_into_the_history_as_one_line(base: Path, block: str) -> None:
    file = base / "claims" / "site.yaml"
    file.write_text(CLAIMS.replace("value: 50K chip   # from the post\n", f"value: {block}\n"))
    done = run(base, "update", "chips", "60K chip", "--source", "wire", "--yes")
    assert done.returncode == 0, done.stderr
    chips = records(base).claims["chips"]
    assert (chips.value, chips.history[0].value) == ("60K chip", "50K chip")


def test_update__a_question_mark_in_braces_does_not_keep_a_file_from_being_edited(base: Path) -> None:
    file = base / "claims" / "site.yaml"
    file.write_text(CLAIMS.replace("{title: Power of a chip,", "{title: How much is a chip's power?,"))
    done = run(base, "update", "power", "3 kW/chip", "--source", "wire", "--yes")
    assert done.returncode == 0, done.stderr
    assert "{title: How much is a chip's power?, value: 3 kW/chip," in file.read_text()


def test_update__an_old_value_that_cannot_be_read_is_not_buried_in_the_history(base: Path) -> None:
    file = base / "claims" / "site.yaml"
    file.write_text(CLAIMS.replace("value: 50K chip ", "value: 50K bananas "))
    before = contents(base)
    done = run(base, "update", "chips", "60K chip", "--source", "wire", "--yes")
    assert done.returncode == 2, done.stdout
    assert "the old value of `chips` cannot be read" in done.stderr
    assert "correct it in its file by hand" in done.stderr
    assert contents(base) == before


def test_update__prints_the_account_first_and_writes_nothing_when_told_no(base: Path) -> None:
    before = contents(base)
    done = run(base, "update", "chips", "60K chip", "--source", "wire", given="n\n")
    assert "need" in done.stdout
    assert "120 MW" in done.stdout
    assert "Write this?" in done.stderr
    assert (done.returncode, done.stderr.endswith("Nothing was written.\n")) == (1, True)
    assert contents(base) == before


def test_update__dry_run_gives_the_account_and_writes_nothing(base: Path) -> None:
    before = contents(base)
    account = answer(base, "update", "chips", "60K chip", "--source", "wire", "--dry-run")
    assert ("chips", "value", "60K chip") in [
        (each["id"], each["field"], each["new"]) for each in account["edited"]
    ]
    assert {each["id"]: each["ratio"] for each in account["moved"]} == pytest.approx(
        {"chips": 1.2, "need": 1.2}
    )
    assert contents(base) == before


MORE = """\
claims:
  fleet-2024: {title: Fleet in 2024, value: 40K chip, of: fleet, cites: [post]}
quantities:
  fleet: {title: Fleet}
choices:
  sense: {title: Sense, options: {one: 1, two: 2}}
checks:
  fits: {title: Fits, assert: n > m, inputs: {n: need, m: 3 MW}}
"""


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("chipz", "60K chip"), "nothing in this base is called `chipz`; did you mean `chips`?"),
        (("chips", "60K chipp", "--source", "wire"), "chipp"),
        (("chips", "60K die", "--source", "wire"), ""),
        (
            ("chips", "60K chip"),
            "`chips` stands on `post`: name the source of the new figure, even if it is the same",
        ),
        (
            ("chips", "60K chip", "--source", "wire", "--formula", "2 * n"),
            "can have a value or a formula, not both",
        ),
        (
            ("chips", "--status", "retracted", "--at", "p. 2"),
            "a place, an excerpt or a via belong to a source",
        ),
        (("chips", "60K chip", "--source", "wire", "--by", "power"), "said with the status `superseded`"),
        (("chips", "--status", "superseded"), "superseded"),
        (("chips", "--status", "superseded", "--by", "chips"), "chips"),
        (("chips", "--status", "superseded", "--by", "chipz"), "chipz"),
        (("chips", "--input", "n=power"), "`chips` is a value and has no inputs"),
        (("chips", "--prefer", "die"), "`chips` is a claim, which has no `prefer` to edit: `value` or"),
        (("fleet", "60K chip", "--source", "wire"), "its value comes from its claims: fleet-2024"),
        (("fits", "60K chip", "--source", "wire"), "`fits` is a check, which has no `value` to edit"),
        (
            ("sense", "60K chip", "--source", "wire"),
            "`sense` is a choice, which has no `value` to edit: `prefer` or",
        ),
        (("chips", "60K chip", "--source", "wier"), "did you mean `wire`?"),
        (("chips",), "say what is to change"),
        (
            ("chips", "+10%", "--source", "wire"),
            "`+10%` says how a number changes, and an update writes what it is: `whence whatif chips=+10%`",
        ),
        (("chips", "x2", "--source", "wire"), "an update writes what it is: `whence whatif chips=x2`"),
        (("chips", "60K chip", "--known", "2025-02-31"), "`2025-02-31` is no date"),
    ],
)
def test_update__what_cannot_be_is_refused(base: Path, args: tuple[str, ...], words: str) -> None:
    write(base, {"claims/more.yaml": MORE})
    before = contents(base)
    done = run(base, "update", *args, "--yes")
    assert done.returncode == 2, done.stdout
    assert words in done.stderr
    assert contents(base) == before


def contents(base: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(base)): path.read_bytes() for path in sorted(base.rglob("*")) if path.is_file()
    }


# --- many at once ----------------------------------------------------------------------------------------------

WRITERS, TIMES = (16, 100) if LONG else (4, 5)


def test_update__of_one_fact_by_many_at_once_loses_none(base: Path) -> None:
    assert ended(forked(base, "check")) == 0
    running = [writer(base, number) for number in range(WRITERS)]
    assert [ended(pid) for pid in running] == [0] * WRITERS
    found = records(base)
    told = [found.claims["chips"].value, *(each.value for each in found.claims["chips"].history)]
    sent = {f"{number + 1}{time:03}K chip" for number in range(WRITERS) for time in range(TIMES)}
    assert set(told) == sent | {"50K chip"}
    assert len(told) == len(sent) + 1
    assert len(found.changes) == len(sent)
    assert leftovers(base) == []
    # each value was replaced by the one that came next
    assert [each.value for each in found.claims["chips"].history][-1] == "50K chip"


def test_update__by_many_with_an_editor_among_them_loses_no_word_of_anybody(base: Path) -> None:
    """Whoever was beaten to it is told so, and tries again; the editor looks at what it replaces, as `update` does."""
    file, lines, last = base / "claims/site.yaml", list[bytes](), b""
    assert ended(forked(base, "check")) == 0
    running = [writer(base, number, tries=200) for number in range(WRITERS)]
    codes: dict[int, int] = {}
    while len(codes) < WRITERS:
        for pid in {*running} - {*codes}:
            done, status = os.waitpid(pid, os.WNOHANG)
            codes |= {pid: os.waitstatus_to_exitcode(status)} if done else {}
        # The editor saves again once somebody else has, so that all get their turn.
        if (old := steady(file, lines)) == last:
            time.sleep(0.01)
            continue
        line = b"# by the editor: %d\n" % len(lines)
        if saved_by_an_editor(file, old, old + line):
            last = old + line
            lines.append(line)
    assert set(codes.values()) == {0}
    text = file.read_bytes()
    assert lines
    assert [each for each in text.splitlines(keepends=True) if b"by the editor" in each] == lines
    found = records(base)
    told = [found.claims["chips"].value, *(each.value for each in found.claims["chips"].history)]
    sent = {f"{number + 1}{time:03}K chip" for number in range(WRITERS) for time in range(TIMES)}
    assert (set(told), len(told)) == (sent | {"50K chip"}, len(sent) + 1)
    assert leftovers(base) == []


def steady(file: Path, lines: list[bytes]) -> bytes:
    """A file with all that the editor wrote in it; for one moment it can be another's, who is about to put it back."""
    for _ in range(50):
        text = file.read_bytes()
        if all(each in text for each in lines):
            return text
        time.sleep(0.05)
    raise AssertionError([each for each in lines if each not in text])


def saved_by_an_editor(file: Path, old: bytes, new: bytes) -> bool:
    """Put a text in the place of another, and back if it was not that one."""
    draft = file.with_name("draft")
    draft.write_bytes(new)
    at, put, meant = os.open(file.parent, os.O_RDONLY), new, old
    try:
        while swaps.swap(at, draft.name, file.name) and (found := draft.read_bytes()) != meant:
            put, meant = found, put
    finally:
        os.close(at)
    draft.unlink()
    return put == new


def writer(base: Path, number: int, tries: int = 1) -> int:
    """A process that makes one update after another, each in a process of its own, and again where somebody was quicker."""
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        code = max(update(base, number, time, tries) for time in range(TIMES))
    finally:
        os._exit(code)


def update(base: Path, number: int, time: int, tries: int) -> int:
    """The code of an update, once it was not refused since somebody changed a file of it."""
    words = (
        "update",
        "chips",
        f"{number + 1}{time:03}K chip",
        "--source",
        "wire",
        "--why",
        f"{number} {time}",
        "--yes",
    )
    for _ in range(tries):
        if (code := ended(forked(base, *words))) != 2:
            break
    return code


def leftovers(base: Path) -> list[str]:
    return [path.name for path in base.rglob(".whence*")]


@pytest.mark.parametrize("name", ["claims/.git/x.yaml", "claims/.x.yaml", "claims/x.YAML", "claims/x.txt", "claims/../x.yaml", "whence.toml",
                                  "claims/node_modules/x.yaml", "other/x.yaml", "claims/" + "d/" * 32 + "x.yaml"])  # fmt: skip
def test_write__nothing_goes_where_it_would_not_be_read(base: Path, name: str) -> None:
    before = contents(base)
    with save.locked(base), pytest.raises(Refused, match="would not be read afterwards; nothing is written"):
        save.write(
            base,
            {"claims/good.yaml": None, name: None},
            {"claims/good.yaml": b"claims: {}\n", name: b"claims: {}\n"},
        )
    assert contents(base) == before
    deep = "claims/" + "d/" * 31 + "x.yaml"
    with save.locked(base):
        save.write(base, {deep: None}, {deep: b"claims: {}\n"})
    assert deep in store.read(base).files


def test_read__while_others_write_gives_one_moment(base: Path) -> None:
    """What serves pages, edits in a browser or a script reads: each edit is of two files, which never part."""
    names = ("claims/site.yaml", "sources/all.yaml")
    old = {name: (base / name).read_bytes() for name in names}

    def edit(number: int) -> None:
        with save.locked(base):
            now: dict[str, bytes | None] = {name: (base / name).read_bytes() for name in names}
            save.write(base, now, {name: old[name] + b"# %d\n" % number for name in names})

    edit(0)
    enough, wanted = base.parent / f"{base.name}-enough", 100 if LONG else 4
    pid = os.fork()
    if not pid:
        try:
            for number in range(1, 100 * wanted):
                if not enough.exists():
                    edit(number)
        finally:
            os._exit(0)
    seen = set[bytes]()
    while not os.waitpid(pid, os.WNOHANG)[0]:
        found = store.read(base)
        assert found.findings == ()
        told = {found.files[name].rpartition(b"# ")[2] for name in names}
        assert len(told) == 1
        seen |= told
        if len(seen) >= wanted:
            enough.touch()
    assert len(seen) > 1


# --- killed ----------------------------------------------------------------------------------------------------


def state(base: Path) -> str:
    """Old, new or mixed."""
    found = records(base)
    new = found.claims["chips"].value == "60K chip"
    signs = {new, bool(found.changes), bool(found.claims["chips"].history), "fresh" in found.sources}
    return "mixed" if len(signs) > 1 else "new" if new else "old"


NEWS = """\
title: A recount
date: 2026-01-10
source: {id: fresh, title: A fresh post}
edits:
  - {id: chips, value: 60K chip}
"""


def test_apply__killed_at_any_moment_leaves_the_old_or_the_new(base: Path, tmp_path: Path) -> None:
    (tmp_path / "news.yml").write_text(NEWS)
    before = contents(base)
    started = time.monotonic()
    assert ended(forked(base, "apply", str(tmp_path / "news.yml"), "--yes")) == 0
    whole = time.monotonic() - started
    assert state(base) == "new"
    generator = random.Random(1)
    for _ in range(200 if LONG else 8):
        restore(base, before)
        pid = forked(base, "apply", str(tmp_path / "news.yml"), "--yes")
        time.sleep(generator.uniform(0, 1.1 * whole))
        os.kill(pid, signal.SIGKILL)
        ended(pid)
        # what only reads leaves the base as it is, and the next command that writes finds it whole, or makes it so
        left = contents(base)
        ended(forked(base, "check"))
        assert contents(base) == left
        with save.locked(base):
            pass
        assert state(base) in ("old", "new")
        assert leftovers(base) == []
        assert ended(forked(base, "update", "power", "3 kW/chip", "--source", "wire", "--yes")) == 0


def restore(base: Path, before: dict[str, bytes]) -> None:
    for name in set(contents(base)) - set(before):
        (base / name).unlink()
    for name, content in before.items():
        (base / name).write_bytes(content)


def plan(base: Path) -> tuple[dict[str, bytes | None], dict[str, bytes]]:
    """An edit of three files, one of them new."""
    old = {name: (base / name).read_bytes() for name in ("claims/site.yaml", "sources/all.yaml")}
    new = {name: content + b"# new\n" for name, content in old.items()}
    return {**old, "claims/changes/2026-01.yaml": None}, {**new, "claims/changes/2026-01.yaml": b"# new\n"}


CALLS = (
    "open",
    "read",
    "write",
    "fsync",
    "fchmod",
    "rename",
    "unlink",
    "close",
    "mkdir",
    "stat",
    "fstat",
    "scandir",
)


def counted(stop: Callable[[str], None], last: int) -> Callable[[], None]:
    """Wraps the calls that reach the disk: the one numbered `last` is told to `stop`."""
    seen = [0]

    def wrap(module: Any, name: str) -> None:
        real = getattr(module, name)

        def call(*args: object, **named: object) -> object:
            seen[0] += 1
            if seen[0] == last:
                stop(name)
            return real(*args, **named)

        setattr(module, name, call)

    for name in CALLS:
        wrap(os, name)
    wrap(swaps, "renamed")
    return lambda: None


def in_a_child(work: Callable[[], None]) -> int:
    """The exit code of some work in a forked process."""
    pid = os.fork()
    if pid:
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    try:
        work()
        os._exit(0)
    except BaseException:
        os._exit(1)


def undoing(base: Path) -> tuple[dict[str, bytes | None], dict[str, bytes | None]]:
    """The way back from an edit that made a file, which goes."""
    after, before = plan(base)
    for name, text in before.items():
        (base / name).parent.mkdir(exist_ok=True)
        (base / name).write_bytes(text)
    assert None in after.values()
    return dict(before), after


@pytest.mark.parametrize(("planned", "step"), [(plan, 1), (undoing, 2)])
def test_write__dead_at_every_call_leaves_the_old_or_the_new(tmp_path: Path, planned: Any, step: int) -> None:
    for last in range(1, 400, 1 if LONG else step):
        base = write(tmp_path / str(last), {"claims/site.yaml": CLAIMS, "sources/all.yaml": SOURCES})
        before, after = planned(base)

        def work(base=base, before=before, after=after, last=last) -> None:
            with save.locked(base):
                counted(lambda name: os._exit(9), last)
                save.write(base, before, after)

        code = in_a_child(work)
        with save.locked(base):
            pass
        now = {name: (base / name).read_bytes() if (base / name).exists() else None for name in after}
        assert now in (before, after), last
        if code == 0:
            assert now == after
            assert last > 20
            return
        assert code == 9
    raise AssertionError("never came to an end")


@pytest.mark.parametrize(
    ("number", "planned", "first", "step"),
    [
        # each call fails once in the short form, with one error or another, and with each in the long one
        (errno.ENOSPC, plan, 1, 4),
        (errno.EIO, plan, 2, 4),
        (errno.EROFS, plan, 3, 4),
        (errno.EDQUOT, plan, 4, 4),
        (errno.EIO, undoing, 1, 2),
    ],
)
def test_write__an_error_at_every_call_leaves_the_old_or_the_new(
    tmp_path: Path, number: int, planned: Any, first: int, step: int
) -> None:
    def fail(name: str) -> None:
        raise OSError(number, os.strerror(number))

    for last in range(1, 400) if LONG else range(first, 400, step):
        base = write(tmp_path / str(last), {"claims/site.yaml": CLAIMS, "sources/all.yaml": SOURCES})
        before, after = planned(base)

        def work(base=base, before=before, after=after, last=last) -> None:
            with save.locked(base):
                counted(fail, last)
                save.write(base, before, after)

        code = in_a_child(work)
        with save.locked(base):
            pass
        now = {name: (base / name).read_bytes() if (base / name).exists() else None for name in after}
        assert now in (before, after), last
        if code == 0:
            return
    raise AssertionError("never came to an end")


# --- recover ---------------------------------------------------------------------------------------------------


def test_write__refuses_when_a_file_changed_meanwhile(base: Path) -> None:
    before, after = plan(base)
    (base / "claims/site.yaml").write_text(CLAIMS + "# by hand\n")
    with (
        save.locked(base),
        pytest.raises(Refused, match=r"claims/site\.yaml was changed by somebody else"),
    ):
        save.write(base, before, after)
    assert (base / "claims/site.yaml").read_text() == CLAIMS + "# by hand\n"
    assert not (base / "claims/changes/2026-01.yaml").exists()


def test_write__keeps_the_mode_and_goes_through_no_link(base: Path, tmp_path: Path) -> None:
    target = base / "claims/site.yaml"
    target.chmod(0o600)
    with save.locked(base):
        save.write(base, {"claims/site.yaml": target.read_bytes()}, {"claims/site.yaml": b"claims: {}\n"})
    assert target.stat().st_mode & 0o777 == 0o600
    outside = tmp_path / "outside.yaml"
    outside.write_text("# mine\n")
    (base / "claims/link.yaml").symlink_to(outside)
    with save.locked(base), pytest.raises(Refused, match="is a link"):
        save.write(base, {"claims/link.yaml": b"# mine\n"}, {"claims/link.yaml": b"# theirs\n"})
    assert outside.read_text() == "# mine\n"


JOURNALS = (
    "", "{", "[]", "3", "\x00\xff", "[" * 100_000, '{"steps": {}}', '{"steps": 3}', '{"steps": {"claims/site.yaml": 3}}',
    '{"steps": {"claims/site.yaml": ["a", 1, "b", "c", "d"]}}', '{"steps": {"claims/site.yaml": ["a", "b", "c", "d"]}}',
)  # fmt: skip


@pytest.mark.parametrize("text", JOURNALS)
def test_recover__a_journal_that_makes_no_sense_changes_nothing_and_is_told_of(base: Path, text: str) -> None:
    (base / journal.JOURNAL).write_text(text)
    unmoved(base)


def unmoved(base: Path) -> None:
    """No command follows the journal of a base: what reads tells of it, what writes refuses to go on."""
    before = contents(base)
    done = run(base, "check")
    assert (done.returncode, "error[unfinished-edit]" in done.stdout) == (1, True), done.stdout
    assert "is not what a command of ours left in this folder" in done.stdout
    done = run(base, "update", "chips", "60K chip", "--source", "wire", "--yes")
    assert done.returncode == 2, done.stdout
    assert "look at it and remove it, then give the command again" in done.stderr
    assert contents(base) == before


TARGETS = (
    "../outside.yaml", "/etc/passwd", ".git/hooks/pre-commit", "claims/../.git/hooks/pre-commit", "whence.toml",
    "claims/.hidden.yaml", "claims/site.sh", "claims/node_modules/x.yaml", "other/x.yaml",
)  # fmt: skip


@pytest.mark.parametrize("target", TARGETS)
def test_recover__a_journal_that_names_what_no_edit_can_have_is_not_followed(base: Path, target: str) -> None:
    plant(base, target)
    unmoved(base)


@pytest.mark.parametrize("target", TARGETS)
def test_recover__a_journal_takes_nothing_away_that_no_edit_can_have_made(base: Path, target: str) -> None:
    """Though it knows the number and the hash of the file that is to go."""
    file = base / target.lstrip("/").replace("..", "claims")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("samples = 64\n")
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    steps = {target: [journal.GONE, file.stat().st_ino, "", digest]}
    (base / journal.JOURNAL).write_text(json.dumps({"steps": steps}))
    (base / journal.JOURNAL).chmod(0o600)
    unmoved(base)


def plant(base: Path, target: str) -> None:
    """A journal as a stranger would write it: all right but for its target and the number of the file that waits."""
    waiting = base / target.lstrip("/").rpartition("/")[0].replace("..", "claims") / ".whence-0123456789.tmp"
    waiting.parent.mkdir(parents=True, exist_ok=True)
    waiting.write_text("planted")
    digest = hashlib.sha256(b"planted").hexdigest()
    (base / journal.JOURNAL).write_text(json.dumps({"steps": {target: [waiting.name, 1, digest, ""]}}))
    (base / journal.JOURNAL).chmod(0o600)


def test_recover__a_journal_of_another_folder_is_not_followed(base: Path) -> None:
    """A file that waits is known by its number in the file system, which nobody can send along."""
    plant(base, "claims/planted.yaml")
    before = contents(base)
    assert "completes the edit" in run(base, "check").stdout
    with save.locked(base) as told:
        assert told[0].startswith("an edit that was interrupted is undone, since claims/planted.yaml changed")
    assert contents(base).keys() == before.keys() - {".whence.journal", "claims/.whence-0123456789.tmp"}


def test_recover__a_journal_of_another_folder_takes_nothing_away(base: Path) -> None:
    """A file that is to go is known by its own number."""
    digest = hashlib.sha256((base / "claims/site.yaml").read_bytes()).hexdigest()
    for number in (1, 0):
        steps = {"claims/site.yaml": ["", number, "", digest]}
        (base / journal.JOURNAL).write_text(json.dumps({"steps": steps}))
        (base / journal.JOURNAL).chmod(0o600)
        with save.locked(base) as told:
            assert told[0].startswith("an edit that was interrupted is undone")
        assert (base / "claims/site.yaml").read_text() == CLAIMS


def test_recover__a_journal_that_others_can_write_is_not_followed(base: Path) -> None:
    broken_off(base, before_rename=2)
    (base / journal.JOURNAL).chmod(0o666)
    unmoved(base)


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.EIO, "the disk reports an error"), (errno.EACCES, "there is no permission")],
)
def test_left__a_journal_that_the_system_does_not_give_is_not_called_a_strangers(
    base: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    """It may well be ours, and then it alone knows what still waits: nobody is told to remove it, and nothing is written."""
    broken_off(base, before_rename=3)
    before, read = contents(base), folders.read

    def refuse(root: Path, name: str, *others: Any, **more: Any) -> bytes:
        if name == journal.JOURNAL:
            raise OSError(number, os.strerror(number), str(root / name))
        return read(root, name, *others, **more)

    monkeypatch.setattr(folders, "read", refuse)
    told = journal.left(base)
    assert (
        told
        == f"whether an edit of this base was interrupted cannot be told: {words}: {base / journal.JOURNAL}"
    )
    with pytest.raises(OSError, match=os.strerror(number)), save.locked(base):
        pass
    assert contents(base) == before
    monkeypatch.undo()
    with save.locked(base) as done:
        assert done[0].startswith("an edit that was interrupted is complete now")


def broken_off(base: Path, before_rename: int) -> None:
    """An edit of three files whose process died before a rename: the first is that of the journal itself."""
    before, after = plan(base)

    def work() -> None:
        seen = [0]

        def dying(real: Callable[..., Any]) -> Any:
            def rename(*args: object, **named: int) -> object:
                seen[0] += 1
                if seen[0] == before_rename:
                    os._exit(9)
                return real(*args, **named)

            return rename

        os.rename, swaps.renamed = dying(os.rename), dying(swaps.renamed)
        with save.locked(base):
            save.write(base, before, after)

    assert in_a_child(work) == 9


def test_recover__the_next_command_that_writes_completes_an_edit_and_says_so(base: Path) -> None:
    _, after = plan(base)
    broken_off(base, before_rename=3)
    left = contents(base)
    done = run(base, "check")
    assert "claims/site.yaml has its new text" in done.stdout, done.stdout
    assert "The next command that writes to it completes the edit" in done.stdout
    for words in (
        ("show",),
        ("why", "need"),
        ("diff", "--known-on", "2025", "2026"),
        ("build", "-o", f"{base}-site"),
    ):
        run(base, *words)
        assert contents(base) == left
    done = run(base, "update", "power", "3 kW/chip", "--source", "wire", "--yes")
    assert done.returncode == 0, done.stderr
    assert "note: an edit that was interrupted is complete now: claims/site.yaml" in done.stderr
    assert (base / "sources/all.yaml").read_bytes() == after["sources/all.yaml"]
    assert leftovers(base) == []


def test_recover__an_edit_of_which_nothing_stands_is_undone_where_a_file_changed_since(base: Path) -> None:
    broken_off(base, before_rename=2)
    (base / "sources/all.yaml").write_text(SOURCES + "# by hand\n")
    with save.locked(base) as told:
        assert told[0] == "an edit that was interrupted is undone, since sources/all.yaml changed after it"
    assert (base / "sources/all.yaml").read_text() == SOURCES + "# by hand\n"
    assert (base / "claims/site.yaml").read_text() == CLAIMS
    assert leftovers(base) == []


def test_recover__nothing_that_somebody_wrote_since_is_lost(base: Path) -> None:
    broken_off(base, before_rename=3)
    (base / "sources/all.yaml").write_text(SOURCES + "# by hand\n")
    before = contents(base)
    with (
        pytest.raises(Refused, match=r"since then sources/all\.yaml changed.*put it in by hand"),
        save.locked(base),
    ):
        pass
    assert contents(base) == before


def test_recover__sweeps_what_a_crash_left_and_nothing_else(base: Path) -> None:
    mine = (
        "claims/.whence-a.tmp",
        "claims/.whence-0123456789.txt",
        "claims/whence-0123456789.tmp",
        "notes.tmp",
    )
    for name in (*mine, "claims/.whence-0123456789.tmp", ".whence-abcdefgh.tmp"):
        (base / name).write_text("half")
    before = contents(base)
    with save.locked(base) as told:
        assert told == (
            "removed what an interrupted command had left: .whence-abcdefgh.tmp and claims/.whence-0123456789.tmp",
        )
    assert contents(base).keys() == before.keys() - {"claims/.whence-0123456789.tmp", ".whence-abcdefgh.tmp"}


class Saves:
    """An editor that saves a file in the moment before a rename: at the one that is numbered, from 0."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, path: Path, at: int) -> None:
        self.path, self.at, self.seen = path, at, 0
        self.real = save.folders.read
        monkeypatch.setattr(save.folders, "read", self.read)

    def read(self, root: Path, name: str, *others: object) -> bytes:
        if root / name == self.path:
            if self.seen == self.at:
                self.path.write_text("claims: {}  # by the editor\n")
            self.seen += 1
        return self.real(root, name, *others)  # type: ignore[arg-type]


@pytest.mark.parametrize("at", [0, 1, 2])
@pytest.mark.parametrize("name", ["claims/site.yaml", "sources/all.yaml"])
def test_write__what_an_editor_saves_meanwhile_is_kept_and_the_edit_undone(
    base: Path, monkeypatch: pytest.MonkeyPatch, name: str, at: int
) -> None:
    """Each file is looked at before anything is written, when all is synced, and just before its own rename."""
    before, after = plan(base)
    others = {path: content for path, content in contents(base).items() if path != name}
    with save.locked(base):
        Saves(monkeypatch, base / name, at)
        with pytest.raises(Refused, match=f"{name} was changed by somebody else"):
            save.write(base, before, after)
    monkeypatch.undo()
    assert (base / name).read_text() == "claims: {}  # by the editor\n"
    assert {path: content for path, content in contents(base).items() if path != name} == others


class Moment:
    """An editor that saves a file, or takes it away, in the very moment in which another is to take its place: each time that it is."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, path: Path, saves: list[Callable[[Path], object]]
    ) -> None:
        self.path, self.saves = path, saves
        monkeypatch.setattr(swaps, "renamed", self.before(swaps.renamed))
        monkeypatch.setattr(os, "rename", self.before(os.rename))

    def before(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **named: Any) -> Any:
            # By name alone, so that what the editor itself renames, by a path, is none of it.
            if self.path.name in args and self.saves:
                self.saves.pop(0)(self.path)
            return real(*args, **named)

        return call


def by_a_rename(path: Path) -> None:
    (path.parent / "editor").write_text("claims: {}  # by the editor\n")
    os.rename(path.parent / "editor", path)


WAYS: dict[str, Callable[[Path], object]] = {
    "in place": lambda path: path.write_text("claims: {}  # by the editor\n"),
    "by a rename": by_a_rename,
    "gone": lambda path: path.unlink(missing_ok=True),
    "a link": lambda path: (path.unlink(missing_ok=True), path.symlink_to("nowhere")),
    "emptied": lambda path: path.write_text(""),
}
SAVED = {
    "in place": "claims: {}  # by the editor\n",
    "by a rename": "claims: {}  # by the editor\n",
    "emptied": "",
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("planned", [plan, undoing])
@pytest.mark.parametrize("name", ["claims/site.yaml", "sources/all.yaml", "claims/changes/2026-01.yaml"])
def test_write__what_an_editor_does_in_the_very_moment_stays(
    base: Path, monkeypatch: pytest.MonkeyPatch, name: str, planned: Any, way: str
) -> None:
    before, after = planned(base)
    old = contents(base)
    if way == "gone" and before[name] is None:
        return
    with save.locked(base):
        moment = Moment(monkeypatch, base / name, [WAYS[way]])
        with pytest.raises(Refused, match=f"{name} was changed by somebody else"):
            save.write(base, before, after)
    monkeypatch.undo()
    assert not moment.saves
    stands = (base / name).is_symlink() or (base / name).exists()
    assert stands == (way != "gone")
    if stands:
        assert (base / name).is_symlink() == (way == "a link")
    if way in SAVED:
        assert (base / name).read_text() == SAVED[way]
    now = contents(base)
    assert {**now, name: b""} == {**old, name: b""}
    assert leftovers(base) == []


@pytest.mark.parametrize("name", ["claims/site.yaml", "sources/all.yaml"])
@pytest.mark.parametrize("times", [2, 3, 4])
def test_write__of_what_an_editor_saves_again_and_again_the_last_stays(
    base: Path, monkeypatch: pytest.MonkeyPatch, name: str, times: int
) -> None:
    before, after = plan(base)
    others = {path: content for path, content in contents(base).items() if path != name}
    saves = [lambda path, n=n: path.write_text(f"claims: {{}}  # save {n}\n") for n in range(times)]
    with save.locked(base):
        Moment(monkeypatch, base / name, saves)
        with pytest.raises(Refused, match=f"{name} was changed by somebody else"):
            save.write(base, before, after)
    monkeypatch.undo()
    assert (base / name).read_text() == f"claims: {{}}  # save {times - 1}\n"
    assert {path: content for path, content in contents(base).items() if path != name} == others


@pytest.mark.parametrize("planned", [plan, undoing])
@pytest.mark.parametrize("number", [None, errno.ENOSYS, errno.EINVAL])
def test_write__where_two_files_cannot_change_places_they_are_renamed(
    base: Path, monkeypatch: pytest.MonkeyPatch, number: int | None, planned: Any
) -> None:
    def none(*args: object) -> int:
        ctypes.set_errno(number or 0)
        return -1

    monkeypatch.setattr(swaps, "_call", lambda: none if number else None)
    before, after = planned(base)
    with save.locked(base):
        save.write(base, before, after)
    assert {name: (base / name).read_bytes() if (base / name).exists() else None for name in after} == after
    assert leftovers(base) == []


def test_recover__what_an_editor_saves_while_an_edit_is_completed_stays(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken_off(base, before_rename=3)
    Moment(monkeypatch, base / "sources/all.yaml", [WAYS["in place"]])
    with (
        pytest.raises(Refused, match=r"since then sources/all\.yaml changed.*put it in by hand"),
        save.locked(base),
    ):
        pass
    monkeypatch.undo()
    assert (base / "sources/all.yaml").read_text() == "claims: {}  # by the editor\n"
    assert "# new" in next((base / "sources").glob(".whence-*.tmp")).read_text()


def test_locked__waits_no_longer_than_told(base: Path) -> None:
    with save.locked(base), pytest.raises(Refused, match=r"has held .* and written nothing"):  # noqa: SIM117
        with save.locked(base, wait=0.05):
            pass


def test_locked__waits_on_while_others_write(base: Path) -> None:
    """A line of commands before this one, each quick, in all far longer than one may take."""

    def others() -> None:
        with save.locked(base):
            ready.touch()
            for number in range(9):
                time.sleep(0.4)
                name = "claims/site.yaml"
                old = (base / name).read_bytes()
                save.write(base, {name: old}, {name: old + b"# %d\n" % number})

    ready = base.parent / "ready"
    running = threading.Thread(target=others)
    running.start()
    while not ready.exists():
        time.sleep(0.01)
    with save.locked(base, wait=2.5):
        assert (base / "claims/site.yaml").read_bytes().endswith(b"# 8\n")
    running.join()


KINDS: dict[str, Callable[[Path], object]] = {
    "file": lambda at: atomic.put(at, "one", b"new"),
    "site": lambda at: folder.write(at, [("one", b"new")]),
    "cache": lambda at: cache.keep(at, "one", b"new"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_put__a_disk_that_is_full_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """Edits, the site and the cache have one writer, so what holds of one holds of all."""
    at = tmp_path / "whence"
    at.mkdir()
    KINDS[kind](at)
    before = {path.name: path.read_bytes() for path in at.iterdir()}
    for path in at.iterdir():
        path.write_bytes(before[path.name] + b" old")
    before = {path.name: path.read_bytes() for path in at.iterdir()}

    def full(*args: object) -> None:
        raise OSError(errno.ENOSPC, "no space left on device")

    monkeypatch.setattr(atomic.os, "write", full)
    with contextlib.suppress(OSError):
        KINDS[kind](at)
    assert {path.name: path.read_bytes() for path in at.iterdir()} == before


@pytest.mark.parametrize(
    "words",
    [("export",), ("show",), ("why", "need"), ("history", "chips"), ("sources",), ("build", "-o", "SITE")],
)
def test_read__an_answer_without_some_files_says_so(
    base: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    """Which `check` lists as findings, and other commands in front of what they say."""
    for number in range(5):
        (base / "claims" / f"{number}.yaml").symlink_to("/dev/zero")
    done = run(base, *(str(tmp_path / "site") if each == "SITE" else each for each in words))
    told = [line for line in done.stderr.splitlines() if line.startswith("note: ")]
    assert told == [
        *(f"note: claims/{number}.yaml: this is a link, and links are not followed" for number in range(3)),
        "note: 2 more are not read; `whence check` lists them",
    ]
    assert run(base, "check").stderr == ""
