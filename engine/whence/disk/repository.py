"""Git, asked for objects and for nothing else: nothing that a repository says of itself is run or fetched.

Only commands that read objects are given, to a repository that is named and not searched for by Git; what its
configuration could start (hooks, filters, monitors, pagers, helpers, transports) is overruled beside.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import stat
import subprocess
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from whence.disk import folders
from whence.language.frozen import dataclass
from whence.language.limits import GIT, SETTINGS, Limit
from whence.language.problems import Refused, visible

SECONDS = 30.0
# What of a repository is read for a revision; how deep its settings may include others.
_KEPT, INCLUDES = (
    (
        "HEAD",
        "config",
        "config.worktree",
        "objects",
        "packed-refs",
        "refs",
        "reftable",
        "commondir",
        "gitdir",
        "shallow",
    ),
    5,
)
_NAMING = Limit("a file that names a repository", 5_000, "bytes")

_OVERRULED = (
    "core.fsmonitor=false", "core.hooksPath=/dev/null", "core.pager=cat", "core.editor=false", "core.sshCommand=false",
    "core.askPass=false", "core.gitProxy=", "core.alternateRefsCommand=", "core.attributesFile=/dev/null",
    "credential.helper=", "diff.external=", "gpg.program=false", "protocol.allow=never", "safe.bareRepository=explicit",
    "gc.auto=0", "maintenance.auto=false", "submodule.recurse=false",
)  # fmt: skip
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_CEILING_DIRECTORIES": "/",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_PAGER": "cat",
    "GIT_SSH_COMMAND": "false",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_WORK_TREE": "/",
    "LC_ALL": "C",
}


@dataclass(frozen=True)
class Repository:
    """Where Git keeps the history of a base, and the path of the base in it (with a `/` behind, or empty)."""

    home: Path
    prefix: str
    program: str

    def kept(self) -> Repository:
        """The same, once it is known that all that is kept of it lies in it; `Refused` with what leads out of it."""
        common = self.home.parents[1] if folders.there(self.home / "commondir") else self.home
        for home in {self.home, common}:
            for name in _KEPT:
                found = folders.status(home, name)
                if found and stat.S_ISDIR(found.st_mode):
                    if wrong := next(folders.strange(home / name), None):
                        raise Refused(f"{home / name / wrong[0]} is {wrong[1]}; what it leads to is not read")
                elif found and not stat.S_ISREG(found.st_mode):
                    raise Refused(f"{home / name} is no file; what it leads to is not read")
        if folders.there(common / "objects/info/alternates"):
            raise Refused(
                f"{common} borrows objects of another repository, which are not read; "
                "`git repack -a -d` makes them its own, and then `objects/info/alternates` can go"
            )
        for name in ("config", "config.worktree"):
            for home in {self.home, common}:
                self._included(home / name, common.parent, INCLUDES)
        return self

    def _included(self, file: Path, top: Path, deep: int) -> None:
        """`Refused` if a file of settings includes one from elsewhere, or one that does."""
        if not folders.there(file):
            return
        if not deep:
            raise Refused(f"the settings of {top} include each other; they are not read")
        words = (
            "config",
            "--no-includes",
            "-z",
            "-f",
            str(file),
            "--get-regexp",
            r"^include(if\..*)?\.path$",
        )
        for each in filter(None, _heard([self.program, *words], b"", (0, 1)).split(b"\0")):
            path = each.decode("utf-8", "replace").partition("\n")[2]
            other = Path(os.path.normpath(file.parent / path))
            if path.startswith("~") or not other.is_relative_to(top):
                raise Refused(f"{file} includes {visible(path)}, which lies elsewhere; it is not read")
            with contextlib.suppress(FileNotFoundError):
                folders.read(top, other.relative_to(top).as_posix(), SETTINGS)
            self._included(other, top, deep - 1)

    def ask(self, *words: str, given: bytes = b"") -> bytes:
        """What a command that reads objects says; `Refused` with what Git objects to, or if it takes too long."""
        options = [each for setting in _OVERRULED for each in ("-c", setting)]
        command = [
            self.program,
            "--no-pager",
            "--no-replace-objects",
            f"--git-dir={self.home}",
            *options,
            *words,
        ]
        return _heard(command, given)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends a program with all that it started, which would else keep us listening."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _heard(command: Sequence[str], given: bytes, well: Sequence[int] = (0,)) -> bytes:
    environment = {"PATH": os.path.dirname(command[0]), **_ENVIRONMENT}
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment, cwd="/", start_new_session=True
    ) as process:
        assert process.stdin and process.stdout and process.stderr  # noqa: PT018
        threading.Thread(target=_tell, args=(process.stdin, given), daemon=True).start()
        timer = threading.Timer(SECONDS, _end, [process])
        timer.start()
        try:
            out = process.stdout.read(GIT.most + 1)
            if len(out) > GIT.most:
                _end(process)
            said = process.stderr.read(10_000).decode("utf-8", "replace").strip()
        finally:
            timer.cancel()
    if len(out) > GIT.most:
        raise Refused(f"git had more than {GIT.most:,} bytes to say")
    if process.returncode == -signal.SIGKILL:
        raise Refused(f"git took longer than {SECONDS:.0f} seconds")
    if process.returncode not in well:
        raise Refused(visible(said.splitlines()[0]) if said else "git found nothing of that name")
    return out


def _tell(into: IO[bytes], given: bytes) -> None:
    with contextlib.suppress(BrokenPipeError), into:
        into.write(given)


def find(base: Path) -> Repository:
    """The repository that a base lies in: that of the nearest folder with a `.git`; `Refused` if it cannot be used."""
    program = _program(base)
    root = base.resolve()
    for folder in (root, *root.parents):
        entry = folder / ".git"
        if folders.there(entry):
            prefix = root.relative_to(folder).as_posix()
            return Repository(_home(entry), "" if prefix == "." else f"{prefix}/", program).kept()
    raise Refused(f"{base} lies in no Git repository, so there are no revisions of it")


def _program(base: Path) -> str:
    """Git itself, from a folder of the path that is absolute and not part of the base."""
    root = base.resolve()
    places = os.environ.get("PATH", os.defpath).split(os.pathsep)
    safe = [each for each in places if os.path.isabs(each) and not Path(each).resolve().is_relative_to(root)]
    found = shutil.which("git", path=os.pathsep.join(safe))
    if not found:
        raise Refused("git is not installed, and revisions are read with it")
    return found


def _home(entry: Path) -> Path:
    """The folder of a repository that a `.git` is, or names; one that names another must be known there."""
    mode, owner = entry.lstat().st_mode, entry.lstat().st_uid
    if owner not in (os.geteuid(), entry.parent.stat().st_uid):
        raise Refused(f"{entry} belongs to somebody else; it is not read")
    if stat.S_ISDIR(mode):
        if folders.there(entry / "commondir"):
            raise Refused(f"{entry} names another repository; it is not read")
        return entry
    text = folders.read(entry.parent, ".git", _NAMING).decode("utf-8", "replace").strip()
    home = Path(os.path.normpath(entry.parent / text.removeprefix("gitdir:").strip())).resolve()
    if not text.startswith("gitdir:") or not (_is_worktree(home, entry) or _is_submodule(home, entry)):
        raise Refused(f"{entry} names a repository that does not know of it; it is not read")
    return home


def _is_worktree(home: Path, entry: Path) -> bool:
    """Whether a repository has a work tree with this `.git`."""
    try:
        back = folders.read(home, "gitdir", _NAMING).decode("utf-8", "replace").strip()
        common = folders.read(home, "commondir", _NAMING).decode("utf-8", "replace").strip()
    except (OSError, Refused):
        return False
    known = (home / back).resolve() == entry.resolve() and home.parent.name == "worktrees"
    return known and (home / common).resolve() == home.parents[1]


def _is_submodule(home: Path, entry: Path) -> bool:
    """Whether a repository is kept as a submodule's by one that this `.git` lies in."""
    return any(home.is_relative_to(above.resolve() / ".git" / "modules") for above in entry.parent.parents)
