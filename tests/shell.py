"""The command line in tests: as people start it, in a process of its own, or within this one."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

START = [sys.executable, "-c", "from whence.cli import main; main()"]
TODAY = "2026-01-15"


def environment(**more: str) -> dict[str, str]:
    """The environment of a quiet shell on a fixed day, without a cache."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPATH") if name in os.environ}
    return {**kept, "WHENCE_CACHE": "off", "WHENCE_TODAY": TODAY, "LANG": "C.UTF-8", **more}


def run(base: Path, *args: str, given: str = "", **more: str) -> subprocess.CompletedProcess[str]:
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


def start(base: Path, *args: str, **more: str) -> subprocess.Popen[bytes]:
    """The same, not waited for."""
    return subprocess.Popen(
        [*START, "--base", str(base), *args],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(**more),
    )


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


def forked(base: Path, *args: str, **more: str) -> int:
    """The id of a process, split off from this one, that runs a command without a word; its imports are done."""
    _warm()
    pid = os.fork()
    if pid:
        return pid
    code = 3
    try:
        silence = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(silence, stream)
        os.environ.update(environment(**more))
        from whence.cli import main

        sys.argv = ["whence", "--base", str(base), *args]
        code = 0
        main()
    except SystemExit as done:
        code = int(done.code or 0)
    finally:
        os._exit(code)


def _warm() -> None:
    """Import what every command imports, once, so that the processes split off need not."""
    for name in ("cli.news", "cli.judge", "edition", "news", "save", "changes", "terminal", "reports", "validation"):
        importlib.import_module(f"whence.{name}")
    for name in ("networkx", "numpy", "pydantic"):
        importlib.import_module(name)


def ended(pid: int) -> int:
    """The exit code of a process, negative if it was killed."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
