"""A small process that splits off others: a test process grows to hundreds of megabytes, and to copy its tables for each of
thousands of commands takes longer than the commands.

Who is split off is handed to the test process by the system (as its sub-reaper), which can wait for it and kill it as its own.
"""

from __future__ import annotations

import atexit
import ctypes
import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

# From <sys/prctl.h>: orphans among the descendants of a process become its children.
_SET_CHILD_SUBREAPER = 36


def split_off(words: Sequence[str], environ: Mapping[str, str], streams: Sequence[int]) -> int:
    """The id of a process that runs `shell.work` with these words, environment and open files, in this folder."""
    with tempfile.TemporaryFile() as order:
        order.write(json.dumps([list(words), dict(environ), os.getcwd()]).encode())
        order.seek(0)
        line = _line(os.getpid())
        socket.send_fds(line, [b"!"], [order.fileno(), *streams])
    answer = line.recv(32)
    if not answer:
        raise RuntimeError("what splits off processes has ended")
    return int(answer)


@cache
def _line(owner: int) -> socket.socket:
    """The way to the nursery of a process, which is made when it is first asked."""
    failed = ctypes.CDLL(None, use_errno=True).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    assert failed == 0, os.strerror(ctypes.get_errno())
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    words = [
        sys.executable,
        "-c",
        f"import nursery, shell; nursery.serve({theirs.fileno()}, shell.warm, shell.work)",
    ]
    path = os.pathsep.join([str(Path(__file__).parent), *filter(None, sys.path)])
    process = subprocess.Popen(words, env={**os.environ, "PYTHONPATH": path}, pass_fds=[theirs.fileno()])
    theirs.close()

    def end() -> None:
        if os.getpid() == owner:
            ours.close()
            process.wait(timeout=60)

    atexit.register(end)
    return ours


def serve(number: int, ready: Callable[[], None], work: Callable[..., Any]) -> None:
    """Splits off a process for each order that comes, until the other end is closed; each does its work and exits."""
    ready()
    line = socket.socket(fileno=number)
    while True:
        word, fds, _, _ = socket.recv_fds(line, 1, 4)
        if not word:
            return
        read, write = os.pipe()
        if not (between := os.fork()):
            _orphan(fds, write, (line.fileno(), read), work)
        os.close(write)
        os.waitpid(between, 0)
        with os.fdopen(read, "rb") as answer:
            line.send(answer.read())
        for each in fds:
            os.close(each)


def _orphan(fds: Sequence[int], write: int, others: Sequence[int], work: Callable[..., Any]) -> None:
    """The process between: its child tells its number, does the work and does not come back; nor does this one."""
    if os.fork():
        os._exit(0)
    os.write(write, str(os.getpid()).encode())
    for each in (write, *others):
        os.close(each)
    with os.fdopen(fds[0], "rb") as order:
        words, environ, folder = json.loads(order.read())
    os.chdir(folder)
    work(words, environ, fds[1:])
