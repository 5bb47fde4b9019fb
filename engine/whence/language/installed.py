"""What the installation holds of itself: an error of the system is an error here, and never fewer modules than there are."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType


def names(package: str) -> list[str]:
    """The modules that lie in a folder of the engine, by name."""
    # without `importlib.resources`, which takes as long to load as the names of forty modules
    found = [each for folder in import_module(package).__path__ for each in os.listdir(folder)]
    return sorted(
        each.removesuffix(".py") for each in found if each.endswith(".py") and each != "__init__.py"
    )


def modules(package: str) -> Iterator[ModuleType]:
    """The modules that lie in a folder of the engine, imported."""
    return (import_module(f"{package}.{each}") for each in names(package))
