"""A cache of editions in the user's own folder, keyed by everything they depend on; it may be deleted at any time."""

from __future__ import annotations

import os
import pickle
from pathlib import Path
from typing import Any

from whence.disk import save
from whence.language.problems import Refused

MOST = 12


def folder() -> Path | None:
    """Where the cache lies: the user's own cache folder, never the base, which may come from anybody."""
    if os.environ.get("WHENCE_CACHE") == "off":
        return None
    home = os.environ.get("WHENCE_CACHE") or os.environ.get("XDG_CACHE_HOME")
    try:
        return Path(home) / "whence" if home else Path.home() / ".cache" / "whence"
    except RuntimeError:
        return None


def engine() -> tuple[tuple[str, int], ...]:
    """When each module of this installation was written: a changed engine makes no use of old results."""
    code = Path(__file__).parents[1]
    return tuple(
        sorted((str(path.relative_to(code)), path.stat().st_mtime_ns) for path in code.rglob("*.py"))
    )


def fetch(name: str) -> Any:
    """What was kept under a name; None where nothing was, or what there is cannot be read."""
    home = folder()
    if home is None:
        return None
    try:
        return pickle.loads((home / name).read_bytes())
    except Exception:
        # A cache that is absent, cut short or from another version is the same as none.
        return None


def keep(name: str, value: object) -> None:
    """Keep a value under a name `kind-key`, and of each kind the few newest; where that fails nothing is kept."""
    home = folder()
    if home is None:
        return
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        save.put(home / name, pickle.dumps(value, protocol=5), durable=False)
        _sweep(home, name.partition("-")[0])
    except (OSError, Refused):
        return


def _sweep(home: Path, kind: str) -> None:
    """Keep the few newest entries of a kind."""
    entries = sorted(home.glob(f"{kind}-*"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in entries[MOST:]:
        path.unlink(missing_ok=True)
