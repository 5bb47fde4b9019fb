"""Processes of which is told what they cost: CPU seconds of their own and of their children, seconds, and peak memory."""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WHENCE = "from whence.cli import main; main()"
MOST_SECONDS = 300


@dataclass(frozen=True)
class Cost:
    """What a process took. `cpu` and `wall` are seconds, `memory` MiB; `failed` says that it did not end as it should."""

    cpu: float
    wall: float
    memory: float
    failed: bool = False


def python(code: str, *args: str) -> Sequence[str]:
    """The command line of a piece of Python."""
    return (sys.executable, "-c", code, *args)


def whence(base: str, *args: str) -> Sequence[str]:
    """The command line of a command on a base."""
    return python(WHENCE, "--base", base, *args)


def run(command: Sequence[str], folder: str = "", **environment: str) -> Cost:
    """Run one process to its end, or until it has taken too long; exit codes 0 and 1 are answers."""
    start = time.perf_counter()
    pid = os.fork()
    if not pid:
        silence = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(silence, stream)
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
        os.environ.update({"WHENCE_TODAY": "2026-01-15", "OPENBLAS_NUM_THREADS": "1", **environment})
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed is compiled once
        os.chdir(folder or ".")
        os.execvp(command[0], list(command))
    _, status, usage = os.wait4(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - start
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024, code not in (0, 1))


def best(costs: Mapping[str, Sequence[Cost]]) -> dict[str, Cost]:
    """Of the runs of each process the one that took the least CPU, by which a busy machine disturbs it little."""
    return {name: min(each, key=lambda cost: (cost.failed, cost.cpu)) for name, each in costs.items()}
