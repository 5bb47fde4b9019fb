"""Whole commands as ratios against a known piece of work, and how well slips are found; ends with 1 if a target is missed.

    make bench            # or: python tests/benchmarks/bench.py [BASE]

Each command runs in a process of its own, in turn with the others, and the quickest of several runs counts, as CPU
seconds of the process, so that a busy machine disturbs it little. The table of slips is the one that `make test-long`
measures and compares.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

ROUNDS = 5
WHENCE = "from whence.cli import main; main()"


def cpu(code: str, *args: str, cache: str) -> tuple[float, float]:
    """CPU seconds and peak memory (MiB) of one process."""
    pid = os.fork()
    if not pid:
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.environ.update(WHENCE_CACHE=cache, WHENCE_TODAY="2026-01-15", OPENBLAS_NUM_THREADS="1")
        os.execv(sys.executable, [sys.executable, "-c", code, *args])
    _, status, usage = os.wait4(pid, 0)
    if os.waitstatus_to_exitcode(status) > 1:
        raise SystemExit(f"{args} ended with {os.waitstatus_to_exitcode(status)}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> int:
    base = sys.argv[1] if len(sys.argv) > 1 else str(Path(__file__).parents[2])
    leaf = "trn2-power-per-32=0.7 kW/chip" if len(sys.argv) < 2 else ""
    with tempfile.TemporaryDirectory() as cache:
        works: dict[str, tuple[str, tuple[str, ...], str]] = {
            "import numpy": ("import numpy", (), "off"),
            "import click": ("import click", (), "off"),
            "whence --help": (WHENCE, ("--help",), "off"),
            "check, cold": (WHENCE, ("--base", base, "check"), "off"),
            "check, unchanged": (WHENCE, ("--base", base, "check"), cache),
        }
        if leaf:
            works["whatif, unchanged"] = (WHENCE, ("--base", base, "whatif", leaf), cache)
        cpu(WHENCE, "--base", base, "check", cache=cache)
        best: dict[str, tuple[float, float]] = {}
        for _ in range(ROUNDS):
            for name, (code, args, where) in works.items():
                seconds, memory = cpu(code, *args, cache=where)
                best[name] = min(best.get(name, (seconds, memory)), (seconds, memory))
    return told(best) | found()


FOUND = 0.97


def found() -> int:
    """The table of slips, and 1 if too few of them are found."""
    from whence.publish.pages import recall

    print("", *recall.lines(), sep="\n")
    every = recall.total()
    return int(every.found < FOUND * every.tellable)


TARGETS = {
    "whence --help": ("import click", 3.0),
    "check, cold": ("import numpy", 12.0),
    "check, unchanged": ("import numpy", 4.0),
    "whatif, unchanged": ("import numpy", 5.0),
}


def told(best: dict[str, tuple[float, float]]) -> int:
    """The table, and 1 if a ratio is above its target."""
    missed = 0
    for name, (seconds, memory) in best.items():
        line = f"{name:<20} {seconds:7.3f} s {memory:7.0f} MiB"
        if name in TARGETS:
            against, most = TARGETS[name]
            ratio = seconds / best[against][0]
            missed |= ratio > most
            line += f"  {ratio:5.1f} x `{against}` (target {most:g}){'  MISSED' if ratio > most else ''}"
        print(line)
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
