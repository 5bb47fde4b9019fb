"""Git as it is asked about a base that may come from anybody: whatever a repository says of itself, nothing of it runs.

Each setting below leaves a mark when Git obeys it; the last test sees to that, so that none of them is a mark that cannot
be left.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from shell import answer, run, write
from whence.disk import repository, revisions, store
from whence.language.problems import Refused

CLAIMS = "claims:\n  good: {title: Good, value: 3 m}\n"
IDENTITY = {
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@a.a",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@a.a",
}


def git(at: Path, *words: str, given: str = "") -> str:
    """Git as its user calls it, without the user's own settings."""
    mine = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "GIT_CONFIG_NOSYSTEM": "1", **IDENTITY}
    done = subprocess.run(
        ["git", "-C", str(at), *words], env=mine, capture_output=True, text=True, input=given
    )
    assert done.returncode == 0, (words, done.stderr)
    return done.stdout.strip()


def committed(base: Path) -> Path:
    """A base with one commit in a repository of its own."""
    write(base, {"claims/good.yaml": CLAIMS, "whence.toml": "samples = 64\n"})
    git(base, "init", "-q", "-b", "main")
    git(base, "add", ".")
    git(base, "commit", "-q", "-m", "One")
    return base


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return committed(tmp_path / "base")


@pytest.fixture
def mark(tmp_path: Path) -> Path:
    """The path of a file that is there once something has run."""
    return tmp_path / "mark"


def shell(mark: Path, then: str = "/bin/cat") -> Path:
    """A program that leaves the mark, and then does what is expected of it."""
    program = mark.parent / "program"
    program.write_text(f"#!/bin/sh\n: > '{mark}'\n{then}\n")
    program.chmod(0o755)
    return program


# --- what a repository can say of itself -----------------------------------------------------------------------

Trap = Callable[[Path, Path], object]


def config(base: Path, *pairs: str) -> None:
    for name, value in zip(pairs[::2], pairs[1::2], strict=True):
        git(base, "config", "--add", name, value)


def filtered(base: Path, which: str, program: Path) -> None:
    (base / ".git/info").mkdir(exist_ok=True)
    (base / ".git/info/attributes").write_text("*.yaml filter=trap diff=trap\n")
    config(base, f"filter.trap.{which}", str(program))


def hooked(base: Path, program: Path) -> None:
    (base / ".git/hooks").mkdir(exist_ok=True)
    for name in ("post-index-change", "post-checkout", "pre-auto-gc", "reference-transaction", "pre-commit"):
        (base / ".git/hooks" / name).symlink_to(program)


def promised(base: Path, url: str, *more: str) -> None:
    """An object of the last commit is missing, and a remote is said to have it."""
    name = git(base, "rev-parse", "HEAD:claims/good.yaml")
    (base / ".git/objects" / name[:2] / name[2:]).unlink()
    config(
        base,
        "extensions.partialClone",
        "origin",
        "remote.origin.url",
        url,
        "remote.origin.promisor",
        "true",
        *more,
    )
    config(base, "core.repositoryFormatVersion", "1")


def included(base: Path, program: Path) -> None:
    (base / "more").write_text(f"[core]\n  fsmonitor = {program}\n")
    config(base, "include.path", str(base / "more"))


TRAPS: dict[str, Trap] = {
    "core.fsmonitor": lambda base, mark: config(base, "core.fsmonitor", str(shell(mark))),
    "core.sshCommand": lambda base, mark: promised(base, "ssh://host/x", "core.sshCommand", str(shell(mark, "exit 1"))),
    "core.gitProxy": lambda base, mark: promised(base, "git://host/x", "core.gitProxy", str(shell(mark, "exit 1"))),
    "a transport of its own": lambda base, mark: promised(base, f"ext::{shell(mark, 'exit 1')}", "protocol.ext.allow", "always"),
    "remote.uploadpack": lambda base, mark: promised(base, str(base), "remote.origin.uploadpack", str(shell(mark, "exit 1"))),
    "core.pager": lambda base, mark: config(base, "core.pager", str(shell(mark)), "pager.ls-tree", str(shell(mark))),
    "core.askPass": lambda base, mark: config(base, "core.askPass", str(shell(mark))),
    "credential.helper": lambda base, mark: config(base, "credential.helper", str(shell(mark))),
    "diff.external": lambda base, mark: config(base, "diff.external", str(shell(mark))),
    "diff.textconv": lambda base, mark: filtered(base, "x", shell(mark)) or config(base, "diff.trap.textconv", str(shell(mark))),
    "diff.command": lambda base, mark: filtered(base, "x", shell(mark)) or config(base, "diff.trap.command", str(shell(mark))),
    "filter.clean": lambda base, mark: filtered(base, "clean", shell(mark)),
    "filter.smudge": lambda base, mark: filtered(base, "smudge", shell(mark)),
    "filter.process": lambda base, mark: filtered(base, "process", shell(mark)),
    "hooks": lambda base, mark: hooked(base, shell(mark)),
    "core.hooksPath": lambda base, mark: hooked(base, shell(mark)) or config(base, "core.hooksPath", str(base / ".git/hooks")),
    "alias": lambda base, mark: config(base, *(x for name in ("ls-tree", "rev-parse", "cat-file", "status") for x in (f"alias.{name}", f"!{shell(mark)}"))),
    "include.path": lambda base, mark: included(base, shell(mark)),
    "core.worktree": lambda base, mark: config(base, "core.worktree", "/"),
    "gpg.program": lambda base, mark: config(base, "gpg.program", str(shell(mark)), "log.showSignature", "true"),
    "core.editor": lambda base, mark: config(base, "core.editor", str(shell(mark)), "sequence.editor", str(shell(mark))),
    "core.alternateRefsCommand": lambda base, mark: config(base, "core.alternateRefsCommand", str(shell(mark))),
}  # fmt: skip


@pytest.mark.parametrize("trap", TRAPS)
def test_commands__nothing_that_a_repository_names_is_run(base: Path, mark: Path, trap: str) -> None:
    TRAPS[trap](base, mark)
    (base / "claims/good.yaml").write_text(CLAIMS.replace("3 m", "4 m"))
    os.utime(base / "claims/good.yaml", (1, 1))
    for words in (
        ("check",),
        ("show",),
        ("diff",),
        ("diff", "HEAD", "main"),
        ("build", "--output", f"{base}-site"),
    ):
        done = run(base, *words)
        assert done.returncode in (0, 1, 2), (words, done.stderr)
        assert not mark.exists(), words
    if not trap.startswith(("core.ssh", "core.gitP", "a transport", "remote.")):
        assert [each["id"] for each in answer(base, "diff")["moved"]] == ["good"]


def test_diff__an_object_that_is_missing_is_named_and_not_fetched(base: Path, mark: Path) -> None:
    promised(base, f"ext::{shell(mark, 'exit 1')}", "protocol.ext.allow", "always")
    done = run(base, "diff")
    assert (done.returncode, mark.exists()) == (2, False)
    assert "the repository lacks an object of the revision" in done.stderr


# With what a user may type on the same day; each leaves its mark there, so that it would be seen above.
OBEYED = {
    "core.fsmonitor": ("status",),
    "core.sshCommand": ("cat-file", "-p", "HEAD:claims/good.yaml"),
    "core.gitProxy": ("cat-file", "-p", "HEAD:claims/good.yaml"),
    "a transport of its own": ("cat-file", "-p", "HEAD:claims/good.yaml"),
    "remote.uploadpack": ("cat-file", "-p", "HEAD:claims/good.yaml"),
    "diff.external": ("diff",),
    "diff.textconv": ("diff",),
    "diff.command": ("diff",),
    "filter.clean": ("status",),
    "filter.smudge": ("checkout", "-f", "."),
    "filter.process": ("status",),
    "hooks": ("checkout", "-f", "main"),
    "core.hooksPath": ("checkout", "-f", "main"),
    "include.path": ("status",),
}


@pytest.mark.parametrize("trap", OBEYED)
def test_traps__leave_their_mark_where_git_obeys_them(base: Path, mark: Path, trap: str) -> None:
    TRAPS[trap](base, mark)
    (base / "claims/good.yaml").write_text(CLAIMS.replace("3 m", "4 m"))
    os.utime(base / "claims/good.yaml", (1, 1))
    mine = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", **IDENTITY}
    subprocess.run(["git", "-C", str(base), *OBEYED[trap]], env=mine, capture_output=True, timeout=30)
    assert mark.exists()


# --- which repository ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["", "claims", "sources", "elsewhere"])
def test_build__a_folder_that_is_itself_a_bare_repository_is_not_one(
    tmp_path: Path, mark: Path, name: str
) -> None:
    base = write(tmp_path / "base", {"claims/good.yaml": CLAIMS})
    at = base / name
    at.mkdir(exist_ok=True)
    subprocess.run(["git", "init", "-q", "--bare", str(tmp_path / "bare")], check=True)
    for each in (tmp_path / "bare").iterdir():
        each.rename(at / each.name)
    (at / "config").write_text(f"[core]\n  bare = false\n  worktree = {base}\n  fsmonitor = {shell(mark)}\n")
    for words in (("build", "--output", f"{base}-site"), ("diff",), ("check",)):
        run(base / name if words == ("check",) else base, *words)
        assert not mark.exists(), words
    with pytest.raises(Refused, match="lies in no Git repository"):
        repository.find(base)


def test_find__environment_and_relative_programs_do_not_lead_astray(
    base: Path, tmp_path: Path, mark: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A `git` in the base, or beside whoever calls, is no Git; nor does a variable of Git's name another repository."""
    head = git(base, "rev-parse", "HEAD")
    (base / "git").symlink_to(shell(mark))
    other = committed(tmp_path / "other")
    git(other, "commit", "-q", "--allow-empty", "-m", "Two")
    monkeypatch.setenv("PATH", f".:{base}::bin:{os.environ['PATH']}")
    monkeypatch.chdir(base)
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", str(shell(mark)))
    assert revisions.committed(store.read(base)) == head
    assert not mark.exists()


def test_find__a_base_in_a_folder_of_a_repository(tmp_path: Path) -> None:
    top = tmp_path / "top"
    committed(top)
    base = write(top / "deep" / "base", {"claims/x.yaml": CLAIMS})
    git(top, "add", ".")
    git(top, "commit", "-q", "-m", "Two")
    assert set(revisions.texts(base, "HEAD").files) == {"claims/x.yaml", "whence.toml"}
    assert revisions.committed(store.read(base)) == git(top, "rev-parse", "HEAD")


def test_find__work_trees_and_submodules_are_known_to_their_repositories(base: Path, tmp_path: Path) -> None:
    git(base, "worktree", "add", "-q", str(tmp_path / "tree"))
    assert set(revisions.texts(tmp_path / "tree", "HEAD").files) == {"claims/good.yaml", "whence.toml"}
    top = tmp_path / "top"
    write(top, {"claims/x.yaml": CLAIMS})
    git(top, "init", "-q")
    git(top, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(base), "part")
    assert set(revisions.texts(top / "part", "HEAD").files) == {"claims/good.yaml", "whence.toml"}


STRANGE = {
    "gitdir: {other}/.git\n": "names a repository that does not know of it",
    "gitdir: ../other/.git": "names a repository that does not know of it",
    "{other}/.git": "names a repository that does not know of it",
    "": "names a repository that does not know of it",
    "gitdir: " + "x" * 6000: "may have 5,000 bytes",
}


@pytest.mark.parametrize("text", STRANGE)
def test_find__a_repository_that_does_not_know_the_base_is_not_read(tmp_path: Path, text: str) -> None:
    """Else a base could have what is kept of another one shown, or published."""
    other = committed(tmp_path / "other")
    base = write(tmp_path / "base", {"claims/good.yaml": CLAIMS})
    (base / ".git").write_text(text.format(other=other))
    with pytest.raises(Refused, match=STRANGE[text]):
        repository.find(base)
    assert run(base, "build", "--output", f"{base}-site").returncode == 0
    done = run(base, "diff")
    assert (done.returncode, STRANGE[text] in done.stderr) == (2, True)


def test_find__a_link_or_a_common_folder_elsewhere_is_not_followed(tmp_path: Path) -> None:
    other = committed(tmp_path / "other")
    base = write(tmp_path / "base", {"claims/good.yaml": CLAIMS})
    (base / ".git").symlink_to(other / ".git")
    with pytest.raises(Refused, match="this is a link"):
        repository.find(base)
    (base / ".git").unlink()
    (base / ".git").mkdir()
    (base / ".git/HEAD").write_text("ref: refs/heads/main\n")
    (base / ".git/commondir").write_text(str(other / ".git"))
    with pytest.raises(Refused, match="names another repository"):
        repository.find(base)


def borrowing(base: Path, other: Path) -> None:
    (base / ".git/objects/info").mkdir(exist_ok=True)
    (base / ".git/objects/info/alternates").write_text(f"{other}/.git/objects\n")
    (base / ".git/refs/heads/main").write_text(git(other, "rev-parse", "HEAD"))


def linked(name: str) -> Callable[[Path, Path], None]:
    """Has what lies in a repository lead into another one."""

    def lead(base: Path, other: Path) -> None:
        at = base / ".git" / name
        if at.is_dir():
            shutil.rmtree(at)
        at.unlink(missing_ok=True)
        at.symlink_to(other / ".git" / name)

    return lead


def included_from(*files: str) -> Callable[[Path, Path], None]:
    """Has the settings of a repository include a file, that another, and so on."""

    def include(base: Path, other: Path) -> None:
        at = base / ".git/config"
        for name in files:
            with at.open("a") as config:
                config.write(f"[include]\n  path = {name.format(other=other)}\n")
            at = base / ".git" / name

    return include


def piped(name: str) -> Callable[[Path, Path], None]:
    def pipe(base: Path, other: Path) -> None:
        (base / ".git" / name).unlink(missing_ok=True)
        os.mkfifo(base / ".git" / name)

    return pipe


LEADING_OUT = {
    "objects of another": (borrowing, "borrows objects of another repository, which are not read"),
    **{f"a link: {name}": (linked(name), "what it leads to is not read") for name in ("HEAD", "config", "objects", "objects/pack", "refs", "refs/heads", "refs/heads/main")},
    **{f"a pipe: {name}": (piped(name), "what it leads to is not read") for name in ("HEAD", "config", "packed-refs", "refs/heads/main")},
    "includes": (included_from("{other}/.git/config"), "which lies elsewhere; it is not read"),
    "includes by the way up": (included_from("../../other/.git/config"), "which lies elsewhere; it is not read"),
    "includes of home": (included_from("~/.gitconfig"), "which lies elsewhere; it is not read"),
    "includes of what includes": (included_from("more", "{other}/.git/config"), "which lies elsewhere; it is not read"),
    "includes of itself": (included_from("config"), "include each other; they are not read"),
}  # fmt: skip


@pytest.mark.parametrize("way", LEADING_OUT)
def test_find__what_leads_out_of_a_repository_is_not_read(base: Path, tmp_path: Path, way: str) -> None:
    """Else what is kept of another base would be told as the past of this one: on a site, or beside a change."""
    other = committed(tmp_path / "other")
    write(other, {"claims/good.yaml": CLAIMS.replace("3 m", "42 m")})
    git(other, "commit", "-qam", "Secret")
    make, words = LEADING_OUT[way]
    make(base, other)
    with pytest.raises(Refused, match=words):
        repository.find(base)
    done = run(base, "diff")
    assert (done.returncode, words in done.stderr, "42" in done.stdout + done.stderr) == (2, True, False)
    assert run(base, "build", "--output", f"{base}-site").returncode == 0


def test_find__settings_within_may_include_each_other(base: Path) -> None:
    (base / ".gitconfig").write_text("[user]\n  name = A\n")
    included_from("../.gitconfig", "nowhere")(base, base)
    assert set(revisions.texts(base, "HEAD").files) == {"claims/good.yaml", "whence.toml"}


# --- what is read of a revision --------------------------------------------------------------------------------


def test_texts__what_the_disk_refuses_a_revision_refuses(base: Path, tmp_path: Path) -> None:
    (base / "claims/link.yaml").symlink_to(tmp_path / "secret.yaml")
    (base / "claims/huge.yaml").write_text("# " + "x" * 2_100_000)
    (base / "claims/x.YAML").write_text(CLAIMS)
    (base / "claims/.hid.yaml").write_text(CLAIMS)
    (base / "claims/bad\nname.yaml").write_text(CLAIMS)
    (base / "claims/note.txt").write_text("a note")
    git(base, "add", ".")
    git(base, "commit", "-q", "-m", "Two")
    now, then = store.read(base), revisions.texts(base, "HEAD")

    def told(texts: store.Texts) -> set[tuple[str, str, str]]:
        found = store.load(texts).findings
        return {
            (each.rule, str(each.place), each.message)
            for each in found
            if each.rule in ("bad-path", "not-read")
        }

    assert told(now) == told(then)
    assert len(told(now)) == 5
    account = answer(base, "diff")
    assert (account["findings"]["opened"], account["findings"]["closed"]) == ([], [])


@pytest.mark.parametrize(
    "name", ["nowhere", "-rf", "--output=/tmp/x", "HEAD:claims", "HEAD^{tree}", "", "a\nb"]
)
def test_texts__a_revision_that_is_none_is_refused(base: Path, name: str) -> None:
    with pytest.raises(Refused, match="there is no revision"):
        revisions.texts(base, name)


def test_committed__only_if_every_file_is_as_it_was_committed(base: Path) -> None:
    def commit() -> str:
        return revisions.committed(store.read(base))

    head = git(base, "rev-parse", "HEAD")
    assert commit() == head
    (base / "claims/good.yaml").write_bytes(CLAIMS.replace("\n", "\r\n").encode())
    assert commit() == head  # as Git checks it out where it is told to
    (base / "claims/good.yaml").write_text(CLAIMS + "# more\n")
    assert commit() == ""
    (base / "claims/good.yaml").write_text(CLAIMS)
    write(base, {"claims/more.yaml": "claims: {more: {title: More, value: 1}}"})
    assert commit() == ""
    (base / "claims/more.yaml").unlink()
    assert commit() == head
    (base / "claims/good.yaml").unlink()
    assert commit() == ""


def test_ask__more_than_can_be_taken_in_is_cut_off(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repository.GIT, "most", 10)
    with pytest.raises(Refused, match="more than 10 bytes"):
        revisions.texts(base, "HEAD")


def test_ask__does_not_wait_for_ever(base: Path, mark: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repository, "SECONDS", 0.2)
    slow = repository.Repository(base / ".git", "", str(shell(mark, "/bin/sleep 20")))
    begun = time.monotonic()
    with pytest.raises(Refused, match="git took longer"):
        slow.ask("status")
    # What it started is ended with it, or it would be heard to its end.
    assert time.monotonic() - begun < 19
