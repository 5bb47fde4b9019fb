"""Numbers as a table of whatever library for tables is installed."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterable, Mapping
from typing import Any

from whence.language.problems import Refused
from whence.python.records import Claim

LIBRARIES = ("pandas", "polars", "pyarrow")


def frame(claims: Iterable[Claim], library: str = "") -> Any:
    """A frame of a library, or of the first that is installed; `Refused` where none is."""
    if library and library not in LIBRARIES:
        raise Refused(f"`{library}` is no library of tables that is known; there are {', '.join(LIBRARIES)}")
    wanted = [library] if library else LIBRARIES
    name = next((each for each in wanted if importlib.util.find_spec(each)), "")
    if not name:
        raise Refused(
            f"{' or '.join(wanted)} must be installed for a table; `as_dict()` of each claim does without"
        )
    columns = table(claims)
    if name == "pandas":
        return importlib.import_module("pandas").DataFrame(columns)
    if name == "polars":
        return importlib.import_module("polars").DataFrame(columns)
    return importlib.import_module("pyarrow").table(columns)


def table(claims: Iterable[Claim]) -> Mapping[str, list[Any]]:
    """Columns of equal length: texts, numbers in the unit beside them, None where there is none.

    The numbers of a date stand as days in columns of their own, so that every column has one type.
    """
    found = list(claims)
    names = ("id", "title", "kind", "written", "formula", "unit")
    columns: dict[str, list[Any]] = {name: [getattr(each, name) for each in found] for name in names}
    numbers = {name: [getattr(each, name) for each in found] for name in ("point", "median", "mean", "sd")}
    numbers |= {name: [each.interval[n] for each in found] for n, name in enumerate(("low", "high"))}
    days = [any(isinstance(own[n], str) for own in numbers.values()) for n in range(len(found))]
    for name, own in numbers.items():
        columns[name] = [None if day else each for day, each in zip(days, own, strict=True)]
    for name, of in (("date", "point"), ("date_low", "low"), ("date_high", "high")):
        columns[name] = [each if day else None for day, each in zip(days, numbers[of], strict=True)]
    columns["bound"] = [each.bound for each in found]
    for name in ("open", "tags"):
        columns[name] = [" ".join(getattr(each, name)) for each in found]
    columns["sources"] = [" ".join(source.id for source in each.sources) for each in found]
    columns["as_of"] = [each.as_of for each in found]
    return columns
