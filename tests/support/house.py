"""The modules of the package, for the tests that look at the house itself."""

from __future__ import annotations

from pathlib import Path

from places import ENGINE

PACKAGE = ENGINE / "whence"


def modules() -> dict[str, Path]:
    """Every module of the package by its dotted name without `whence.`; a folder stands for its `__init__`."""
    paths = {
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts): path for path in PACKAGE.rglob("*.py")
    }
    return {name.removesuffix(".__init__"): path for name, path in sorted(paths.items())}


KNOWN = modules()
