"""A machine that refuses: one call to the system fails, or the process is killed at one, in a command of a forked process."""

from __future__ import annotations

import errno
import importlib
import json
import os
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from shell import ended, environment, warm
from whence.disk import swaps

CALLS = (
    "open", "read", "write", "fsync", "fchmod", "chmod", "rename", "replace", "unlink", "close", "mkdir", "rmdir", "stat", "lstat",
    "fstat", "scandir", "listdir", "readlink", "sync", "utime", "dup2", "ftruncate", "link",
)  # fmt: skip
ERRORS = (
    errno.ENOSPC,
    errno.EIO,
    errno.EACCES,
    errno.EINTR,
    errno.EMFILE,
    errno.EROFS,
    errno.EDQUOT,
    errno.ENOMEM,
)


class Ended(NamedTuple):
    """How a command ended: its code (negative if it was killed), what it said, and how many calls it made to the system."""

    code: int
    said: str
    calls: int


def failing(at: int, number: int) -> Callable[[], list[int]]:
    """Has the call to the system that is numbered `at`, from 1, fail with an error."""

    def fail() -> None:
        raise OSError(number, os.strerror(number))

    return lambda: _counted(at, fail)


def killing(at: int) -> Callable[[], list[int]]:
    """Has the process killed just before the call that is numbered `at`."""
    return lambda: _counted(at, lambda: os.kill(os.getpid(), signal.SIGKILL))


def _counted(at: int, happen: Callable[[], None]) -> list[int]:
    """Wraps what reaches the system; the calls so far."""
    seen = [0]

    def wrap(real: Any) -> Any:
        def call(*args: Any, **named: Any) -> Any:
            seen[0] += 1
            if seen[0] == at:
                happen()
            return real(*args, **named)

        return call

    for name in CALLS:
        setattr(os, name, wrap(getattr(os, name)))
    swaps.renamed = wrap(swaps.renamed)
    return seen


def command(base: Path, *words: str, fault: Callable[[], list[int]] | None = None, **more: str) -> Ended:
    """A command in a process split off from this one, on a machine that refuses once.

    What it imported is imported here, too, so that the next one need not.
    """
    warm()
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as count:
        pid = os.fork()
        if not pid:
            code = 99
            try:
                code, calls = _run(base, words, said.fileno(), fault, more)
                count.write(json.dumps([calls, [*sys.modules]]).encode())
                count.flush()
            finally:
                os._exit(code)
        code = ended(pid)
        said.seek(0)
        text = said.read().decode("utf-8", "replace")
        count.seek(0)
        calls, imported = json.loads(count.read() or "[0, []]")
        for module in imported:
            if module not in sys.modules and module.startswith("whence"):
                importlib.import_module(module)
        return Ended(code, text, calls)


def _run(base: Path, words: tuple[str, ...], said: int, fault: Any, more: dict[str, str]) -> tuple[int, int]:
    nothing = os.open(os.devnull, os.O_RDONLY)
    for number, handle in ((0, nothing), (1, said), (2, said)):
        os.dup2(handle, number)
    sys.stdin, sys.stdout, sys.stderr = (
        os.fdopen(n, mode, closefd=False) for n, mode in ((0, "r"), (1, "w"), (2, "w"))
    )
    os.environ.clear()
    os.environ.update(environment(**more))
    from whence import cli

    sys.argv = ["whence", "--base", str(base), *words]
    seen = fault() if fault else [0]
    code = cli.run()
    sys.stdout.flush()
    sys.stderr.flush()
    return code, seen[0]
