"""A copy of the package and of the site's parts to which something is added, and what was touched in it."""

from __future__ import annotations

import filecmp
import shutil
from pathlib import Path

from places import ROOT

PARTS = ("engine/whence", "site")


def copied(root: Path) -> Path:
    """A checkout in a folder of its own, with what it takes to run commands and build a site."""
    for part in PARTS:
        shutil.copytree(ROOT / part, root / part, ignore=shutil.ignore_patterns("__pycache__"))
    return root


def add(root: Path, path: str, after: str, text: str) -> None:
    """Write an entry behind the one place in a file that has these words; into a new file where `after` is empty."""
    whole = (root / path).read_text("utf-8") if after else ""
    assert whole.count(after) == 1 or not after, f"{path} has {after!r} {whole.count(after)} times"
    (root / path).write_text(whole.replace(after, after + text) if after else text, "utf-8")


def touched(root: Path) -> set[str]:
    """The files in which a copy differs from the checkout: changed, new or gone."""
    found = {path for part in PARTS for path in _differing(filecmp.dircmp(ROOT / part, root / part))}
    return {str(Path(path).relative_to(root)) for path in found}


def _differing(pair: filecmp.dircmp[str]) -> set[str]:
    names = {*pair.left_only, *pair.right_only, *pair.diff_files, *pair.funny_files} - {"__pycache__"}
    below = (_differing(each) for each in pair.subdirs.values())
    return {str(Path(pair.right) / name) for name in names}.union(*below)
