"""What is kept between commands: it says what a fresh command would say, and runs nothing, whoever wrote it."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click import Context

from shell import environment, fresh, run, write
from whence.cli import memory
from whence.cli.commands import COMMANDS, whence
from whence.disk import cache, folders

CLAIMS = """\
claims:
  good: {title: Good, value: 3 m, cites: [post]}
  wide: {title: Wide, value: 2 to 5 m, cites: [post]}
  area: {title: Area, formula: a * b, inputs: {a: good, b: wide}, unit: m^2, stated: 90 m^2}
"""
SOURCES = "sources:\n  post: {title: Post}\n"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return write(tmp_path / "base", {"claims/good.yaml": CLAIMS, "sources/good.yaml": SOURCES})


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "cache").mkdir(mode=0o700)
    return tmp_path / "cache"


@pytest.fixture
def cached(monkeypatch: pytest.MonkeyPatch, home: Path) -> Path:
    """The folder of a cache that every command in this test uses."""
    monkeypatch.setattr(
        "shell.environment", lambda **more: environment(**{"WHENCE_CACHE": str(home), **more})
    )
    return home


def kept(home: Path) -> list[Path]:
    return sorted(path for path in home.rglob("*") if path.is_file())


# --- a warm cache says what a cold one says --------------------------------------------------------------------

ASKED = (
    ("check",), ("check", "--all"), ("check", "--format", "json"), ("check", "--format", "sarif"), ("check", "--conflicts"),
    ("check", "--fail-on", "warning"), ("show",), ("show", "area"), ("show", "area", "--above", "10 m^2"), ("why", "area"),
    ("why", "area", "--target", "80 m^2"), ("impact", "good"), ("impact", "post"), ("whatif", "good=4 m"),
    ("history", "good"), ("show", "nobody"), ("why",),
)  # fmt: skip

Change = Callable[[Path], object]
# What happens to a base between two commands: none of it may be overlooked.
CHANGES: dict[str, Change] = {
    "nothing": lambda at: None,
    "another value": lambda at: write(at, {"claims/good.yaml": CLAIMS.replace("3 m", "4 m")}),
    "a setting": lambda at: write(at, {"whence.toml": "samples = 128\n"}),
    "settings that cannot be read": lambda at: write(at, {"whence.toml": "samples = ["}),
    "settings that are a link": lambda at: ((at / "whence.toml").unlink(), (at / "whence.toml").symlink_to("/etc/passwd")),
    "a link": lambda at: (at / "claims/link.yaml").symlink_to("/etc/passwd"),
    "a link that is called otherwise": lambda at: (at / "claims/other.yaml").symlink_to("/etc/passwd"),
    "a folder that is a link": lambda at: (at / "claims/folder").symlink_to("/etc"),
    "a file that is too large": lambda at: write(at, {"claims/huge.yaml": "# " + "x" * 3_000_000}),
    "a pipe": lambda at: os.mkfifo(at / "claims/pipe.yaml"),
    "a hidden file": lambda at: write(at, {"claims/.hid.yaml": "claims: {hid: {title: H, value: 1}}"}),
    "a file in capitals": lambda at: write(at, {"claims/x.YAML": "claims: {hid: {title: H, value: 1}}"}),
    "an empty file": lambda at: write(at, {"claims/empty.yaml": ""}),
    "a file of the same bytes": lambda at: write(at, {"claims/twice.yaml": CLAIMS}),
    "a file by another name": lambda at: (at / "claims/good.yaml").rename(at / "claims/new.yaml"),
    "a file that is cut short": lambda at: write(at, {"claims/good.yaml": CLAIMS[:3]}),
    "no sources": lambda at: shutil.rmtree(at / "sources"),
    "a journal": lambda at: write(at, {".whence.journal": "planted"}),
    "a sheet that loads": lambda at: write(at, {"whence.toml": "style = 'a.css'", "a.css": "@import 'https://x.example/a'"}),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_kept__a_warm_cache_says_what_a_cold_one_says(base: Path, cached: Path, change: str) -> None:
    """After each change every answer is that of a command without a cache, as words, as noise and as exit code."""

    def said(words: tuple[str, ...]) -> tuple[int, str, str]:
        done = run(base, *words)
        return done.returncode, done.stdout, done.stderr

    before = [said(words) for words in ASKED]
    assert [said(words) for words in ASKED] == before
    entries = kept(cached)
    assert len(entries) > 10
    CHANGES[change](base)
    warm = [said(words) for words in ASKED]
    assert [said(words) for words in ASKED] == warm
    shutil.rmtree(cached / "whence")
    cached.chmod(0o500)
    assert [said(words) for words in ASKED] == warm
    cached.chmod(0o700)
    if change != "nothing":
        assert said(("check", "--all", "--format", "json"))[1] != before[2][1]


def test_kept__the_day_the_colour_and_the_date_asked_for_are_part_of_the_question(
    base: Path, cached: Path
) -> None:
    write(
        base,
        {
            "claims/good.yaml": CLAIMS.replace(
                "m, cites: [post]}\n  wide", "m, known: 2025, cites: [post]}\n  wide"
            )
        },
    )
    for words in (("show", "good"), ("--known-on", "2020", "show", "good")):
        run(base, *words)
    assert run(base, "show", "good").returncode == 0
    assert "was not known on that date" in run(base, "--known-on", "2020", "show", "good").stderr
    run(base, "check")
    count = len(kept(cached))
    run(base, "check", today="2031-01-01")
    assert (
        len(kept(cached)) == count + 4
    )  # what was printed, what is objected to, what hangs together, and that it was the last


def test_kept__an_answer_of_which_a_rule_failed_is_not(
    base: Path, cached: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from whence.judge.rules import uncited

    def fail(edition: object) -> object:
        raise ValueError("on purpose")

    monkeypatch.setattr(uncited, "object_to", fail)
    from whence.judge import rules

    rules.rules.cache_clear()
    assert run(base, "check", patched=True).returncode == 3
    assert kept(cached) == []
    monkeypatch.undo()
    rules.rules.cache_clear()


LISTED = """
import atexit, sys
from whence.cli import main
atexit.register(lambda: print(*sorted(sys.modules), file=sys.stderr))
main()
"""
# What is loaded to find an answer and to say it again; `whence.files` has the names of files, and nothing of what is in them.
LIGHT = {
    "whence", "whence.cli", "whence.cli.memory", "whence.cli.screen", "whence.disk", "whence.disk.cache", "whence.disk.clock",
    "whence.disk.folders", "whence.disk.reading", "whence.files", "whence.files.filenames", "whence.language",
    "whence.language.limits", "whence.language.refused",
}  # fmt: skip


@pytest.mark.parametrize("settings", ["samples = 64\n", "# style\n[tool.pycodestyle]\n[tool.whence]\n"])
def test_said__an_answer_that_is_there_is_said_without_the_commands(
    base: Path, home: Path, settings: str
) -> None:
    """Neither the records nor numbers, nor even the command line: only what reads files and finds the answer."""
    write(base, {"pyproject.toml" if "tool" in settings else "whence.toml": settings})
    if "tool" in settings:
        (base / "whence.toml").unlink()
    first = fresh(base, "check", WHENCE_CACHE=str(home))
    words = [sys.executable, "-c", LISTED, "--base", str(base), "check"]
    again = subprocess.run(
        words, capture_output=True, text=True, check=False, env=environment(WHENCE_CACHE=str(home))
    )
    loaded = set(again.stderr.split())
    assert (again.returncode, again.stdout) == (first.returncode, first.stdout)
    assert {name for name in loaded if name.startswith("whence")} == LIGHT
    assert not loaded & {
        "click",
        "dataclasses",
        "json",
        "numpy",
        "pathlib",
        "pydantic",
        "re",
        "typing",
        "yaml",
    }


def shelled(script: str, cached: Path) -> subprocess.CompletedProcess[str]:
    """What comes of a line of shell."""
    return subprocess.run(
        ["bash", "-c", script],
        capture_output=True,
        text=True,
        check=False,
        env=environment(WHENCE_CACHE=str(cached)),
    )


def test_said__an_answer_that_nobody_waits_for_is_no_bug(base: Path, cached: Path) -> None:
    """The reader of the answer has gone: neither a trace nor another code than the command itself would give."""
    script = f"{sys.executable} -c 'from whence.cli import main; main()' --base {base} check; echo $? >&2"
    for _ in range(2):
        done = shelled(f"( sleep 0.2; {script} ) | true", cached)
        assert done.stderr == "0\n"


def test_said__where_output_is_closed_the_code_alone_is_the_answer(base: Path, cached: Path) -> None:
    script = (
        f"{sys.executable} -c 'from whence.cli import main; main()' --base {base} check --fail-on warning"
    )
    for _ in range(2):
        done = shelled(f"{script} >&-", cached)
        assert (done.returncode, done.stderr) == (1, "")


def code_of(function: object) -> str:
    """The name of the code that is run, under whatever name it goes."""
    while (inner := getattr(function, "__wrapped__", None)) and "memory" not in function.__code__.co_filename:
        function = inner
    return getattr(function, "__code__", code_of.__code__).co_qualname


def test_kept__the_table_names_the_commands_whose_answers_are_kept() -> None:
    kept = {
        name
        for name in COMMANDS
        if (command := whence.get_command(Context(whence), name)) and "kept" in code_of(command.callback)
    }
    # What a build says is kept with the state of the folder that it left (`test_stamp__…`), and not by its words alone.
    assert kept | {"build"} == set(memory.KEPT)


# --- nothing of it is trusted ----------------------------------------------------------------------------------


def forged(key: str, text: str) -> bytes:
    content = f"0\n{text}".encode()
    return cache._head(key, content) + b"\n" + content


SPOILT: dict[str, Callable[[Path, bytes], object]] = {
    "cut short": lambda path, entry: path.write_bytes(entry[:-3]),
    "empty": lambda path, entry: path.write_bytes(b""),
    "one letter": lambda path, entry: path.write_bytes(entry.replace(b"claims", b"clowns")),
    "a later version": lambda path, entry: path.write_bytes(entry.replace(b"answer 1", b"answer 2")),
    "what would run": lambda path, entry: path.write_bytes(pickle.dumps(Path(path))),
    "that of another question": lambda path, entry: path.write_bytes(forged("0" * 64, "all is well")),
    "a link": lambda path, entry: (
        path.rename(path.with_suffix(".was")),
        path.symlink_to(path.with_suffix(".was")),
    ),
    "a pipe": lambda path, entry: (path.unlink(), os.mkfifo(path)),
    "a folder": lambda path, entry: (path.unlink(), path.mkdir()),
    "writable by others": lambda path, entry: (
        path.write_bytes(forged(path.name, "all is well")),
        path.chmod(0o666),
    ),
}


@pytest.mark.parametrize("how", SPOILT)
def test_fetch__what_is_not_as_it_was_kept_is_made_anew(base: Path, cached: Path, how: str) -> None:
    first = run(base, "check").stdout
    # the answer, the findings, the outline, what hangs together in it, which texts were the last, what is said of nodes
    entries = kept(cached)
    assert len(entries) == 6
    for entry in entries:
        SPOILT[how](entry, entry.read_bytes())
    assert run(base, "check").stdout == first


def test_fetch__what_belongs_to_somebody_else_is_nothing(
    base: Path, cached: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(base, "check")
    entry = kept(cached)[0]
    entry.write_bytes(forged(entry.name, "all is well"))
    assert cache.fetch(entry.parent, entry.name) == b"0\nall is well"
    monkeypatch.setattr(folders.os, "geteuid", lambda: 12345)
    assert cache.fetch(entry.parent, entry.name) is None


PLACES = {
    "cache": "it is not a path from the root",
    "../cache": "it is not a path from the root",
    "{base}": "it lies in the base",
    "{base}/claims/../.cache": "it lies in the base",
    "{link}": "it lies in the base",
}


@pytest.mark.parametrize("place", PLACES)
def test_folder__never_where_a_base_could_have_put_something(base: Path, tmp_path: Path, place: str) -> None:
    (tmp_path / "link").symlink_to(base)
    named = place.format(base=base, link=tmp_path / "link")
    for _ in range(2):
        done = fresh(base, "show", "good", WHENCE_CACHE=named)
        assert (done.returncode, done.stderr) == (0, f"WHENCE_CACHE is not used: {PLACES[place]} ({named})\n")
    assert not list(tmp_path.rglob("whence"))


@pytest.mark.parametrize(("mode", "used"), [(0o700, True), (0o755, True), (0o775, False), (0o777, False)])
def test_folder__never_where_others_can_write(base: Path, home: Path, mode: int, used: bool) -> None:
    (home / "whence").mkdir()
    (home / "whence").chmod(mode)
    done = fresh(base, "show", "good", WHENCE_CACHE=str(home))
    assert ("others can write there" in done.stderr, bool(kept(home))) == (not used, used)


def test_folder__is_no_link(base: Path, home: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (home / "whence").symlink_to(tmp_path / "elsewhere")
    assert "it is a link" in fresh(base, "show", "good", WHENCE_CACHE=str(home)).stderr
    assert kept(tmp_path / "elsewhere") == []


def test_folder__of_the_system_is_made_for_oneself_alone(base: Path, tmp_path: Path) -> None:
    done = fresh(base, "show", "good", WHENCE_CACHE="", XDG_CACHE_HOME=str(tmp_path / "xdg"))
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "xdg/whence").stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in kept(tmp_path / "xdg")} == {0o600}
    done = fresh(base, "show", "good", WHENCE_CACHE="", XDG_CACHE_HOME="xdg", HOME="")
    assert done.returncode == 0


def test_keep__the_newest_and_not_too_much(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(cache.MOST + 20):
        cache.keep(home, f"{number:064}", b"x")
        os.utime(home / f"{number:064}", (number, number))
    assert len(kept(home)) == cache.MOST
    assert cache.fetch(home, f"{cache.MOST + 19:064}") == b"x"
    monkeypatch.setattr(cache, "MOST_BYTES", 1000)
    cache.keep(home, "a" * 64, b"y" * 500)
    assert sum(path.stat().st_size for path in kept(home)) <= 1000
    assert cache.fetch(home, "a" * 64) == b"y" * 500


def test_engine__a_changed_module_or_library_makes_no_use_of_old_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "site-packages").mkdir()
    monkeypatch.setattr(cache.sys, "path", [str(tmp_path / "site-packages")])
    monkeypatch.setattr(cache, "_ENGINE", [])
    before = cache.engine()
    (tmp_path / "site-packages" / "numpy-9.dist-info").mkdir()
    assert cache.engine() == before  # what is loaded stays what it was
    monkeypatch.setattr(cache, "_ENGINE", [])
    assert cache.engine() != before
