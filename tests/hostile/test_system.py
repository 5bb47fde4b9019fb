"""Commands on a machine that refuses, and commands that are killed: the old or the new stands there whole, and no word is lost."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from faults import ERRORS, Ended, command, failing, killing
from shell import write
from whence.disk import cache, save
from whence.publish import render

LONG = bool(os.environ.get("RUN_LONG"))
# Together 10,002 errors and 5,005 kills in the long form, fewer where one takes as long as ten of the others.
INJECTED = {"build": 300, "diff": 600, "": 1517} if LONG else {"": 4}
KILLED = {"build": 200, "": 961} if LONG else {"": 2}
# Small, since it is read and judged for each of them.
BASE = {
    "claims/ferry.yaml": "claims:\n"
    "  crossings: {title: Crossings a day, value: 12 to 15 /day, cites: [log]}\n"
    "  carried: {title: Carried a day, formula: n * load, inputs: {n: crossings, load: 3 t}, unit: t/day}\n",
    "sources/ferry.yaml": "sources:\n  log: {title: The log, issued: 2025-03}\n  mate: {title: The mate}\n",
}
NEWS = "title: A recount\ndate: 2026-01-10\nsource: {id: fresh, title: A fresh log}\nedits: [{id: crossings, value: 20 /day}]\n"


class Work(NamedTuple):
    """A command, and where it writes."""

    words: tuple[str, ...]
    writes: str


WORKS = {
    "update": Work(("update", "crossings", "20 /day", "--source", "mate", "--yes"), "base"),
    "apply": Work(("apply", "../news.yml", "--yes"), "base"),
    "export": Work(("export", "--format", "csv", "--output", "../out/table.csv"), "out"),
    "check": Work(("check",), "cache"),
    "show": Work(("show", "--format", "json"), "cache"),
    "init": Work(("init", "../new"), "new"),
    "build": Work(("build", "-o", "../site"), "site"),
    "diff": Work(("diff", "--known-on", "2024", "2026"), "cache"),
}


@pytest.fixture
def base(tmp_path: Path) -> Path:
    write(tmp_path, {"news.yml": NEWS, "out/table.csv": "what was there"})
    (tmp_path / "whence.toml").unlink()
    return write(tmp_path / "base", BASE)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(each.relative_to(folder)): each.read_bytes()
        for each in sorted(folder.rglob("*"))
        if each.is_file() and not each.is_symlink()
    }


def restore(folder: Path, before: dict[str, bytes]) -> None:
    shutil.rmtree(folder)
    for name, content in before.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    (folder / "cache").mkdir(mode=0o700, exist_ok=True)


class Trial:
    """One kind of work in a folder that is laid anew before each time."""

    def __init__(self, base: Path, work: Work) -> None:
        self.base, self.work, self.around = base, work, base.parent
        self.before = contents(self.around)
        self.whole = self.run(None)
        assert self.whole.code in (0, 1), self.whole.said
        self.after = contents(self.around)
        if work.writes == "site":
            # Templates are compiled once, for all that are split off from here.
            environment = render._environment(str(render.folder("templates")), False)
            for each in environment.list_templates():
                environment.get_template(each)
            # What is built over an older site is tried, too, and quicker.
            (base / "claims/more.yaml").write_text("claims: {more: {title: More, value: 3 t, cites: [mate]}}")
            self.before = contents(self.around)
            self.whole = self.run(None)
            self.after = contents(self.around)
        self.length = self.tried(failing(0, 0)).calls

    def run(self, fault: Callable[[], list[int]] | None) -> Ended:
        """The work, with a cache in a folder of its own."""
        words = tuple(
            str((self.base / each).resolve()) if each.startswith("../") else each for each in self.work.words
        )
        return command(self.base, *words, fault=fault, WHENCE_CACHE=str(self.around / "cache"))

    def tried(self, fault: Callable[[], list[int]]) -> Ended:
        """The work on a machine that refuses, from the beginning."""
        restore(self.around, self.before)
        return self.run(fault)

    def holds(self, done: Ended) -> None:
        """What must hold afterwards, once a next command has written."""
        assert "Traceback" not in done.said, done.said
        assert "a bug of ours" not in done.said, done.said
        with save.locked(self.base):
            pass
        if self.work.writes == "base":
            cache.keep(str(self.around / "cache" / "whence"), "next", b"")
        # What could not be read is said, and what is written without it is whole.
        telling = ("note: ", "cannot be read", "is read: ", ".whence.journal")
        partly = any(each in done.said for each in telling)
        if self.work.writes == "cache" and done.code in (0, 1) and not partly:
            assert (done.code, done.said) == (self.whole.code, self.whole.said)
        now = contents(self.around)
        assert part(now, "base") in (part(self.before, "base"), part(self.after, "base"))
        assert partly or part(now, "out") in (part(self.before, "out"), part(self.after, "out"))
        if done.code == 0 and not partly and self.work.writes != "cache":
            assert part(now, self.work.writes) == part(self.after, self.work.writes), done.said
        # The next time all is as if nothing had been, and what was left lying about is gone.
        if self.work.writes != "base":
            again = self.run(None)
            whole = self.work.writes == "new" and part(now, "new") == part(self.after, "new")
            assert again.code == (2 if whole else self.whole.code), again.said
            if self.work.writes == "cache":
                assert again.said == self.whole.said
            else:
                now = contents(self.around)
                assert part(now, self.work.writes) == part(self.after, self.work.writes)
        assert not [name for name in contents(self.around) if name.endswith((".tmp", ".journal"))]


def part(found: dict[str, bytes], top: str) -> dict[str, bytes]:
    return {
        name: content
        for name, content in found.items()
        if name.startswith(f"{top}/") and not name.endswith((".tmp", ".whence-site"))
    }


@pytest.mark.parametrize("name", WORKS)
def test_command__an_error_of_the_system_is_called_what_it_is_and_harms_nothing(
    base: Path, name: str
) -> None:
    trial = Trial(base, WORKS[name])
    generator = random.Random(name)
    for _ in range(INJECTED.get(name, INJECTED[""])):
        at, number = generator.randint(1, trial.length), generator.choice(ERRORS)
        done = trial.tried(failing(at, number))
        assert done.code in (0, 1, 2, 4), (at, number, done)
        assert done.code == 0 or done.said.strip(), (at, number)
        trial.holds(done)


@pytest.mark.parametrize("name", ["update", "apply", "build", "init", "export", "check"])
def test_command__killed_at_a_call_leaves_the_old_or_the_new(base: Path, name: str) -> None:
    trial = Trial(base, WORKS[name])
    generator = random.Random(name)
    for _ in range(KILLED.get(name, KILLED[""])):
        done = trial.tried(killing(generator.randint(1, trial.length)))
        trial.holds(done)
