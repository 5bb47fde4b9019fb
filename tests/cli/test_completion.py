"""Completion in a real Bash, which parts words at `=` and `:` before it asks."""

from __future__ import annotations

import os
import pty
import select
import shlex
import shutil
import signal
import time
from pathlib import Path

import pytest

from bakery import FILES
from shell import START, environment, write

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
PATIENCE = 90


class Bash:
    """A Bash that somebody types in, with the completion that the manual sets up."""

    def __init__(self, base: Path, own: Path) -> None:
        own.write_text(f'#!/bin/sh\nexec {shlex.join(START)} "$@"\n')
        own.chmod(0o755)
        given = environment(PATH=f"{own.parent}:{os.environ['PATH']}", PS1="", TERM="dumb")
        self.pid, self.into = pty.fork()
        if not self.pid:
            os.chdir(base)
            os.execvpe("bash", ["bash", "--norc", "--noprofile", "-i"], given)
        self.type(
            "bind 'set enable-bracketed-paste off'; PS1=; eval \"$(_WHENCE_COMPLETE=bash_source whence)\"; echo re''ady\n",
            "ready",
        )

    def type(self, keys: str, wanted: str) -> str:
        """What stands there after some keys, as soon as it holds what is wanted."""
        os.write(self.into, keys.encode())
        said, end = "", time.monotonic() + PATIENCE
        while wanted not in said:
            assert time.monotonic() < end, said
            if select.select([self.into], [], [], 0.2)[0]:
                said += os.read(self.into, 4096).decode()
        return said

    def close(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.close(self.into)
        os.waitpid(self.pid, 0)


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ("whatif which-sack=s", "whatif which-sack=small "),
        ("whatif loav", "whatif loaves="),
        ("whatif --without mi", "whatif --without mill "),
        ("update sack-price 3 --source mi", "update sack-price 3 --source mill "),
        ("rule orphan-s", "rule orphan-source "),
        ("list source:ba", "list source:baker "),
        ("list ta", "list tag:"),
    ],
)  # fmt: skip
def test_bash__goes_on_as_the_word_stands(tmp_path: Path, typed: str, stands: str) -> None:
    """Behind `=` and `:` one goes on typing, so no blank follows these."""
    bash = Bash(write(tmp_path / "base", FILES), tmp_path / "whence")
    try:
        # What was completed is asked for by a command in whose place it stands: each word in brackets.
        bash.type(f"whence {typed}\t", stands.removeprefix(typed) or stands)
        told = bash.type("|\x01printf '[%s]' '\x05'\n", "[whence")
        assert f"[whence {stands}|]" in told
    finally:
        bash.close()
