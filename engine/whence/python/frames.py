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
    """Columns of equal length: texts, numbers in the unit beside them, None where there is none."""
    found = list(claims)
    names = ("id", "title", "kind", "written", "formula", "unit")
    columns: dict[str, list[Any]] = {name: [getattr(each, name) for each in found] for name in names}
    columns |= {name: [getattr(each, name) for each in found] for name in ("point", "median", "mean", "sd")}
    columns["low"] = [each.interval[0] for each in found]
    columns["high"] = [each.interval[1] for each in found]
    columns["bound"] = [each.bound for each in found]
    for name in ("open", "tags"):
        columns[name] = [" ".join(getattr(each, name)) for each in found]
    columns["sources"] = [" ".join(source.id for source in each.sources) for each in found]
    columns["as_of"] = [each.as_of for each in found]
    return columns
