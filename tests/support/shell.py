"""The command line in tests: as people start it, or in a process split off from this one, which is quicker."""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any, NoReturn

from nursery import split_off
from whence.files.schema import Change, Claim, Source
from whence.files.validation import validate

START = [sys.executable, "-c", "from whence.cli import main; main()"]
TODAY = "2026-01-15"
# A process that was split off splits off its own.
FIRST = os.getpid()
STOREYS = ("language", "files", "model", "judge", "account", "disk", "cli", "publish")
KEPT = ("PATH", "HOME", "PYTHONPATH", "COVERAGE_PROCESS_CONFIG")


def environment(**more: str) -> dict[str, str]:
    """The environment of a quiet shell on a fixed day, without a cache; what is measured is measured in it too."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return {**kept, "WHENCE_CACHE": "off", "WHENCE_TODAY": TODAY, "LANG": "C.UTF-8", **more}


def fresh(base: Path, *args: str, given: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    """One command in a process of its own."""
    return subprocess.run(
        [*START, "--base", str(base), *args],
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment(**more),
        timeout=120,
    )


def run(
    base: Path, *args: str, given: str = "", today: str = TODAY, patched: bool = False
) -> subprocess.CompletedProcess[str]:
    """One command in a process split off for it, on a fixed day; from this one where what is `patched` in it is to count."""
    with tempfile.TemporaryFile() as into, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        into.write(given.encode())
        into.seek(0)
        code = ended(forked(base, *args, streams=(into, out, err), today=today, patched=patched))
        for stream in (out, err):
            stream.seek(0)
        return subprocess.CompletedProcess(args, code, out.read().decode(), err.read().decode())


def answer(base: Path, *args: str) -> Any:
    """The JSON that a command prints; it must succeed."""
    done = run(base, *args, "--format", "json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def write(root: Path, files: dict[str, str]) -> Path:
    """A base on disk."""
    for name, text in {"whence.toml": "samples = 64\n", **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
    return root


def forked(
    base: Path, *args: str, streams: tuple[IO[bytes], ...] = (), today: str = TODAY, patched: bool = False
) -> int:
    """The id of a process, split off for it, that runs a command; without streams, without a word."""
    words, environ = ("--base", str(base), *args), environment(WHENCE_TODAY=today)
    numbers = [each.fileno() for each in streams]
    if os.getpid() == FIRST and not patched and "coverage" not in sys.modules:
        return split_off(words, environ, numbers)
    warm()
    if pid := os.fork():
        return pid
    return work(words, environ, numbers)


def work(words: Sequence[str], environ: Mapping[str, str], streams: Sequence[int]) -> NoReturn:
    """Does what a command does, in a process of its own that ends with it."""
    code = 3
    try:
        silence = os.open(os.devnull, os.O_RDWR)
        for number in range(3):
            os.dup2(streams[number] if streams else silence, number)
        sys.stdin, sys.stdout, sys.stderr = (
            os.fdopen(number, mode, encoding="utf-8", closefd=False)
            for number, mode in ((0, "r"), (1, "w"), (2, "w"))
        )
        os.environ.clear()
        os.environ.update(environ)
        from whence.cli import main

        sys.argv = ["whence", *words]
        code = 0
        main()
    except SystemExit as done:
        code = int(done.code or 0)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def warm() -> None:
    """Import what commands import, once, so that the processes split off need not."""
    for storey in STOREYS:
        within = importlib.import_module(f"whence.{storey}")
        for module in pkgutil.walk_packages(within.__path__, f"{within.__name__}."):
            importlib.import_module(module.name)
    for name in ("numpy", "pydantic", "ruamel.yaml", "yaml", "tomllib", "click._textwrap"):
        importlib.import_module(name)
    for kind in (Claim, Change, Source):
        validate(kind, {"title": "A record of each kind that an edit writes"})


def ended(pid: int) -> int:
    """The exit code of a process, negative if it was killed."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
