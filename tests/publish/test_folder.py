"""The folder of a site in a base that may come from anybody: only what a build wrote is written over or taken away."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from shell import environment, run, write
from whence.disk import atomic, folders
from whence.files import styles
from whence.language.problems import Refused
from whence.publish import folder

CLAIMS = "claims: {good: {title: Good, value: 3 m, cites: [post]}}"
SOURCES = "sources: {post: {title: Post}}"
PAGES = [("index.html", "one"), ("claims/a.html", "two")]


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return write(tmp_path / "base", {"claims/good.yaml": CLAIMS, "sources/good.yaml": SOURCES})


def marked(at: Path, files: dict[str, str], key: str = "key") -> None:
    at.mkdir(parents=True, exist_ok=True)
    (at / folder.MARKER).write_text(json.dumps({"key": key, "files": files}))


# What a stranger may have put where our site is to be, and what is outside of it.
PLANTED: dict[str, Callable[[Path, Path], object]] = {
    "build is a link": lambda base, out: (base / "build").symlink_to(out),
    "build/site is a link": lambda base, out: ((base / "build").mkdir(), (base / "build/site").symlink_to(out)),
    "a marker that lists files above": lambda base, out: marked(base / "build/site", {"../../claims/good.yaml": "", "../../../out/mine": ""}),
    "a marker that lists a path from the root": lambda base, out: marked(base / "build/site", {str(out / "mine"): ""}),
    "a folder in it that is a link": lambda base, out: (marked(base / "build/site", {"claims/mine": ""}), (base / "build/site/claims").symlink_to(out)),
    "a page in it that is a link": lambda base, out: (marked(base / "build/site", {}), (base / "build/site/index.html").symlink_to(out / "mine")),
    "a marker that is a link": lambda base, out: ((base / "build/site").mkdir(parents=True), (base / "build/site" / folder.MARKER).symlink_to(out / "mine")),
    "a marker that is a pipe": lambda base, out: ((base / "build/site").mkdir(parents=True), os.mkfifo(base / "build/site" / folder.MARKER)),
    "a marker without end": lambda base, out: (marked(base / "build/site", {}), (base / "build/site" / folder.MARKER).write_text("[" * 200_000)),
}  # fmt: skip


@pytest.mark.parametrize("how", PLANTED)
def test_build__writes_and_removes_nothing_outside(base: Path, tmp_path: Path, how: str) -> None:
    out = tmp_path / "out"
    write(out, {"mine": "my own words"})
    before = {path: path.read_bytes() for path in (*out.rglob("*"), *base.rglob("*.yaml"))}
    PLANTED[how](base, out)
    done = run(base, "build")
    # Where a link or a pipe stands nothing is written; what a marker says is not believed.
    listing = ("a marker that lists", "a marker without end")
    assert done.returncode == (0 if how.startswith(listing) else 2), done.stderr
    assert {
        path: path.read_bytes()
        for path in (*out.rglob("*"), *base.glob("claims/*.yaml"), *base.glob("sources/*"))
    } == before


def test_write__what_is_no_longer_as_it_was_written_is_left_and_named(tmp_path: Path) -> None:
    folder.write(tmp_path / "site", PAGES)
    (tmp_path / "site/claims/a.html").write_text("my own words")
    done = folder.write(tmp_path / "site", PAGES[:1])
    assert done == folder.Written(0, 1, 0, ("claims/a.html",))
    assert (tmp_path / "site/claims/a.html").read_text() == "my own words"
    assert folder.write(tmp_path / "site", PAGES[:1]).left == ()


@pytest.mark.parametrize("content", [b"\0\0\0", b"two ", b"", b"twp"])
def test_unchanged__a_page_is_compared_by_its_content(tmp_path: Path, content: bytes) -> None:
    folder.write(tmp_path / "site", PAGES, "key")
    assert folder.unchanged(tmp_path / "site", "key") == folder.Written(0, 2, 0)
    status = (tmp_path / "site/claims/a.html").stat()
    (tmp_path / "site/claims/a.html").write_bytes(content)
    os.utime(tmp_path / "site/claims/a.html", ns=(status.st_atime_ns, status.st_mtime_ns))
    assert folder.unchanged(tmp_path / "site", "key") is None
    assert folder.write(tmp_path / "site", PAGES, "key").written == 1


def test_write__what_an_interrupted_build_left_stops_no_later_one(tmp_path: Path) -> None:
    """With or without a marker, whatever process left it."""
    at = tmp_path / "site"
    write(at, {".whence-alone-0123456789.tmp": "half", "claims/.whence-alone-abcdef0123.tmp": "half"})
    (at / "whence.toml").unlink()
    (at / "claims/.whence-alone-abcdef0123.tmp").unlink()
    (at / "claims").rmdir()
    assert folder.write(at, PAGES).written == 2
    write(at, {"claims/.whence-alone-abcdef0123.tmp": "half"})
    assert folder.write(at, PAGES).kept == 2
    assert not list(at.rglob("*.tmp"))


def test_write__a_folder_that_is_not_a_site_is_not_looked_through(tmp_path: Path) -> None:
    """What is named by mistake may be all there is, and what waits in it is for others to write."""
    kept = "deep/.whence-alone-abcdef0123.tmp"
    write(tmp_path, {kept: "half", "letter.txt": "mine"})
    with pytest.raises(Refused, match="no build of ours"):
        folder.write(tmp_path, PAGES)
    assert (tmp_path / kept).exists()
    with pytest.raises(Refused, match="is the base itself"):
        folder.write(tmp_path, PAGES, base=tmp_path)


def test_write__pages_are_on_the_disk_before_the_key_that_vouches_for_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    happened: list[str] = []
    real = atomic.put

    def put(root: Path, name: str, content: bytes, **more: bool) -> None:
        happened.append(f"{name} with a key" if b'"key": "key"' in content else name)
        real(root, name, content, **more)

    monkeypatch.setattr(atomic, "put", put)
    monkeypatch.setattr(folders, "sync", lambda root, names: happened.append(f"synced {len(names)}"))
    folder.write(tmp_path / "site", PAGES, "key")
    assert happened == [
        folder.MARKER,
        "index.html",
        "claims/a.html",
        "synced 2",
        f"{folder.MARKER} with a key",
    ]


def test_write__one_command_at_a_time(tmp_path: Path) -> None:
    folder.write(tmp_path / "site", PAGES)
    with folders.opened(tmp_path / "site") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        with pytest.raises(Refused, match="another command is writing"):
            folder.write(tmp_path / "site", PAGES)


def test_build__a_long_name_of_a_file_makes_a_page(base: Path, tmp_path: Path) -> None:
    names = ["a" * 190, "a" * 180, "\u4e2d" * 60, "index", "index-"]
    write(
        base,
        {
            f"claims/{name}.yaml": f"claims: {{c{n}: {{title: C, value: {n}, cites: [post]}}}}"
            for n, name in enumerate(names)
        },
    )
    done = run(base, "build", "--output", str(tmp_path / "site"))
    assert done.returncode == 0, done.stderr
    pages = {path.stem for path in (tmp_path / "site/topics").glob("*.html")}
    assert pages == {"a" * 100, "a" * 100 + "-2", "topic", "topic-index", "topic-index-2", "good", "index"}


# --- looks -----------------------------------------------------------------------------------------------------

LOADING = (
    "@import 'https://x.example/a.css';", '@IMPORT "a.css";', "body{background:url(https://x.example/a.png)}",
    "body{background:URL (a.png)}", "body{background:u\\72l(a.png)}", "@\\69mport 'a';", "body{background:image-set('a.png' 1x)}",
    "@font-face{font-family:x;src:url(a)}", "a{content:'/*'} b{background:url(a)} c{content:'*/'}", "a{b:expression(1)}",
    "/* never closed */ a{background:/**/url(/**/a)}", "a{content:'x\\\n'} b{background:url(a)}", "\xff",
)  # fmt: skip
QUIET = (
    "", "a{color:red}", "/* url(a) @import */ a{color:red}", "a::before{content:'url(a) @import \\201C'}", "@media print{a{color:#000}}",
)  # fmt: skip


@pytest.mark.parametrize("text", LOADING)
def test_build__a_style_sheet_that_loads_is_left_out_and_named(base: Path, tmp_path: Path, text: str) -> None:
    write(base, {"whence.toml": "style = 'look/a.css'"})
    (base / "look").mkdir()
    (base / "look/a.css").write_bytes(text.encode("latin-1"))
    assert styles.objection((base / "look/a.css").read_bytes()) is not None
    if text in LOADING[:2]:
        done = run(base, "build", "--output", str(tmp_path / "site"))
        assert (done.returncode, list((tmp_path / "site/assets").glob("theme.*"))) == (1, [])
        assert "and a style sheet of a base loads nothing, so it is left out" in run(base, "check").stdout


@pytest.mark.parametrize("text", QUIET)
def test_objection__what_loads_nothing_is_let_through(text: str) -> None:
    assert styles.objection(text.encode()) is None


def test_build__a_base_brings_a_style_sheet_and_colours(base: Path, tmp_path: Path) -> None:
    write(
        base,
        {
            "whence.toml": "style = 'a.css'\ncolours = {accent = '#7a1f5c'}\ndark_colours = {accent = '#fab'}\n",
            "a.css": "h1{color:red}\n",
        },
    )
    done = run(base, "build", "--output", str(tmp_path / "site"))
    assert done.returncode == 0, done.stderr
    [sheet] = (tmp_path / "site/assets").glob("theme.*.css")
    assert ":root{--accent:#7a1f5c}" in sheet.read_text()
    assert sheet.read_text().endswith("h1{color:red}\n")
    page = (tmp_path / "site/claims/good.html").read_text()
    assert page.index("assets/style.") < page.index(f"assets/{sheet.name}")


@pytest.mark.parametrize(
    "text",
    ["style = '../a.css'", "style = '/a.css'", "style = '.a.css'", "style = 'a.html'", "colours = {accent = 'red;}'}", "colours = {x = '#fff'}",
     "colours = {accent = 'url(a)'}", "theme = 'look'"],
)  # fmt: skip
def test_check__looks_that_cannot_be_are_refused(base: Path, text: str) -> None:
    write(base, {"whence.toml": text})
    done = run(base, "check")
    assert (done.returncode, "error[bad-settings]" in done.stdout) == (1, True), done.stdout


def test_build__templates_run_only_where_the_command_line_names_them_and_in_a_sandbox(
    base: Path, tmp_path: Path
) -> None:
    mark = tmp_path / "mark"
    evil = "{{ ''.__class__.__mro__[1].__subclasses__() }}{% set x = page.__class__ %}"
    write(
        base,
        {"whence.toml": "theme = 'look'", "look/templates/base.html": evil, "look/templates/home.html": evil},
    )
    for words in (("check",), ("build", "--output", str(tmp_path / "site"))):
        assert run(base, *words).returncode == 1
    assert "__subclasses__" not in (tmp_path / "site/index.html").read_text()
    done = run(base, "build", "--output", str(tmp_path / "other"), "--run-templates", str(base / "look"))
    assert done.returncode != 0
    assert not (tmp_path / "other/index.html").exists()
    assert not mark.exists()


# --- what the system refuses -----------------------------------------------------------------------------------

REFUSED = {errno.ENOSPC: "the disk is full", errno.EDQUOT: "the disk quota is used up", errno.EROFS: "the disk is read-only",
           errno.EACCES: "there is no permission", errno.EIO: "the disk reports an error"}  # fmt: skip


@pytest.mark.parametrize("number", REFUSED)
@pytest.mark.parametrize(
    "words", [("update", "good", "4 m", "--source", "post", "--yes"), ("build",), ("init", "../new")]
)
def test_main__what_the_system_refuses_is_called_what_it_is(
    base: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], number: int
) -> None:
    def refuse(*args: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(atomic.os, "write", refuse)
    monkeypatch.chdir(base)
    monkeypatch.setattr("shell.os.write", refuse)
    done = run(base, *words, patched=True)
    assert (done.returncode, f"whence: {REFUSED[number]}: " in done.stderr) == (4, True), done.stderr
    assert "bug" not in done.stderr
    assert (base / "claims/good.yaml").read_text() == CLAIMS
    assert not list(base.rglob(".whence-*.tmp"))


# --- a build that has nothing to do ----------------------------------------------------------------------------------

# What may have happened to a site between two builds: the page that is looked at says `two`.
MEDDLED: dict[str, Callable[[Path], object]] = {
    "a page of no bytes": lambda page: page.write_bytes(b""),
    "a page of its length with other words": lambda page: page.write_bytes(b"won"),
    "the same, its time set back": lambda page: _set_back(page),
    "the same, and a marker that lists it as it is now": lambda page: _forged(page),
    "a page that is gone": lambda page: page.unlink(),
    "a page too many": lambda page: page.with_name("b.html").write_bytes(b"mine"),
    "a page that anybody may write": lambda page: page.chmod(0o666),
}  # fmt: skip


def stamp(site: Path) -> str:
    return folders.stamp(*folder.place(site), folder.MARKER)


def _set_back(page: Path) -> None:
    before = page.stat()
    page.write_bytes(b"won")
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))


def _forged(page: Path) -> None:
    page.write_bytes(b"won")
    marked(page.parent.parent, {"claims/a.html": hashlib.sha256(b"won").hexdigest()})


@pytest.mark.parametrize("how", MEDDLED)
def test_stamp__is_another_once_anybody_has_touched_a_page(tmp_path: Path, how: str) -> None:
    site = tmp_path / "site"
    left = folder.write(site, PAGES, "key").stamp
    assert left == stamp(site) == folder.write(site, PAGES, "key").stamp
    again = folder.unchanged(site, "key")
    assert again is not None
    assert again.stamp == left
    MEDDLED[how](site / "claims/a.html")
    assert stamp(site) != left
    folder.write(site, PAGES, "key")
    assert (site / "claims/a.html").read_bytes() == b"two"


def test_stamp__says_nothing_of_a_folder_that_is_not_there_or_a_link(tmp_path: Path) -> None:
    assert stamp(tmp_path / "nowhere") == ""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "claims").symlink_to(tmp_path)
    assert stamp(tmp_path / "site") != stamp(tmp_path)


def test_build__nothing_is_evaluated_where_nothing_has_changed(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cache").mkdir(mode=0o700)
    kept = {"WHENCE_CACHE": str(tmp_path / "cache")}
    monkeypatch.setattr("shell.environment", lambda **more: environment(**{**kept, **more}))
    first, second = run(base, "-v", "build"), run(base, "-v", "build")
    assert "evaluated good" in first.stderr
    assert second.stderr.splitlines() == ["answered build: nothing has changed since it was asked before"]
    wrote, *same = second.stdout.splitlines()
    assert wrote.startswith("0 files written, ")
    assert same == first.stdout.splitlines()[1:]
    page = base / "build/site/claims/good.html"
    whole = page.read_bytes()
    page.write_bytes(whole.replace(b"Good", b"Evil"))
    third = run(base, "-v", "build")
    assert third.stdout.startswith("1 file written, ")
    assert page.read_bytes() == whole
