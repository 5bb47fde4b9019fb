"""Whether two versions of the engine say the same, to the last bit: findings, numbers and pages of every base.

    python tests/benchmarks/same.py ENGINE OTHER_ENGINE BASE [BASE ...]

Each engine is a folder with `whence` in it. `check` and `export` are compared as JSON, `build` file by file. Ends with 1 and
the names of what differs.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path


def told(engine: str, base: str, folder: Path) -> dict[str, bytes]:
    """What an engine says of a base: answers by command, and the files of its site."""
    site = folder / "site"
    work = {"check": ["check", "--format", "json"], "export": ["export"], "build": ["build", "-o", str(site)]}
    options = {"PYTHONPATH": engine, "WHENCE_CACHE": "off", "WHENCE_TODAY": "2026-01-15"}
    found = {}
    for name, command in work.items():
        call = [sys.executable, "-m", "whence", "--base", base, *command]
        done = subprocess.run(call, capture_output=True, check=False, env={**os.environ, **options})
        found[name] = done.stdout if name != "build" else str(done.returncode).encode()
    files = (each for each in site.rglob("*") if each.is_file())
    return found | {str(each.relative_to(site)): each.read_bytes() for each in files}


def main() -> int:
    one, other, *bases = sys.argv[1:]
    differ = 0
    for base in bases:
        with tempfile.TemporaryDirectory() as a, tempfile.TemporaryDirectory() as b:
            first, second = told(one, base, Path(a)), told(other, base, Path(b))
        names = sorted(name for name in {*first, *second} if first.get(name) != second.get(name))
        print(f"{base}: {len(first)} answers and files, {len(names)} differ", *names[:40], sep="\n  ")
        differ += bool(names)
    return min(differ, 1)


if __name__ == "__main__":
    sys.exit(main())
