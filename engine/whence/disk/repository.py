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
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from whence.disk import folders
from whence.language.limits import GIT, Limit
from whence.language.problems import Refused, visible

SECONDS = 30.0
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


def _heard(command: Sequence[str], given: bytes) -> bytes:
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
    if process.returncode:
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
            return Repository(_home(entry), "" if prefix == "." else f"{prefix}/", program)
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
