"""A record built straight from data that holds; of data that does not, nothing is said here: `validation` says what is wrong.

A record is made of what is written alone. What is not written is the default of its class, and takes no room.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from functools import cache, lru_cache, partial
from typing import Any, Literal, NamedTuple, get_args, get_origin

from whence.files.fields import DATES, MARKDOWN, SPANS, SPELLING
from whence.files.mistakes import bad_date, beyond
from whence.files.sections import KINDS, SHORT, hints
from whence.language.patterns import later

# The fields that are a ratio by which figures may differ.
TOLERANCES = ("tolerance", "tension")

# Gives what a record holds for what stands in a file; None where that is to be looked at more closely.
Reader = Callable[[Any], Any]


class _Plan(NamedTuple):
    """How a class is built: each field by its name in a file, what must be there, and what is nowhere a default."""

    readers: Mapping[str, tuple[str, Reader | None]]
    needed: tuple[str, ...]
    empty: Mapping[str, Any]


def built(kind: type, data: Any) -> Any:
    """The record of a class, where nothing is wrong with the data and nothing is unusual about it; else None.

    The texts in `data` must hold no character that cannot be seen.
    """
    record = _part(kind, data)
    return record if record is not None and next(beyond(kind, record), None) is None else None


def _part(kind: type, data: Any) -> Any:
    readers, needed, empty = _plan(kind)
    if type(data) is not dict:
        return _part(kind, {SHORT[kind]: data}) if type(data) is str and kind in SHORT else None
    given = {**empty}
    for key, value in data.items():
        field = readers.get(key)
        if field is None or (not value and value is not False):
            return None
        name, read = field
        if read is None:
            if type(value) is not str:
                return None
        elif (value := read(value)) is None:
            return None
        given[name] = value
    for name in needed:
        if name not in given:
            return None
    record: Any = object.__new__(kind)
    object.__setattr__(record, "__dict__", given)
    return record


@cache
def _plan(kind: type) -> _Plan:
    types = hints(kind)
    readers = {}
    for name, hint in types.items():
        spelt = SPELLING.get(name, name)
        readers[spelt] = name, _reader(spelt, hint)
    needed = tuple(
        each.name for each in fields(kind) if each.default is MISSING and each.default_factory is MISSING
    )
    made = {each.name: each.default_factory() for each in fields(kind) if each.default_factory is not MISSING}
    return _Plan(readers, needed, made)


def _reader(name: str, hint: Any) -> Reader | None:
    """What reads a field of a type; None for a text of which nothing more is asked."""
    options = [each for each in get_args(hint) if each is not type(None)]
    if get_origin(hint) is Literal:
        return partial(_among, frozenset(filter(None, options)))
    if hint is str:
        dated = partial(_dated, spans=name in SPANS) if name in DATES else None
        return dated or (_prose if name in MARKDOWN else None)
    if name in TOLERANCES:
        return _tolerance
    if hint in _READERS:
        return _READERS[hint]
    if get_origin(hint) is tuple:
        return _texts if options[0] is str else partial(_parts, options[0])
    if get_origin(hint) is Mapping:
        return partial(_named, _NAMED[options[1]] if options[1] in _NAMED else partial(_part, options[1]))
    [only] = options
    return partial(_part, only) if only in KINDS else _reader(name, only)


_NUMBER = later(r"[+-]?([0-9]{1,17}(\.[0-9]{0,17})?|\.[0-9]{1,17})([eE][+-]?[0-9]{1,3})?( ?%)?")


def number(value: Any) -> Any:
    """The number that a text writes, `10%` included; anything else unchanged, for the schema to refuse."""
    if not isinstance(value, str) or not _NUMBER.fullmatch(value):
        return value
    found = float(value.removesuffix("%")) / (100 if value.endswith("%") else 1)
    if not math.isfinite(found):
        return value
    return int(found) if found.is_integer() else found


def rather_per_cent(value: Any) -> bool:
    """Whether a tolerance is written as a bare number above 1, as if it counted in per cent."""
    size = number(value)
    return type(size) in (int, float) and size > 1 and not str(value).endswith("%")


def _among(options: frozenset[str], value: Any) -> Any:
    return value if type(value) is str and value in options else None


@lru_cache(4096)
def _date(value: str, spans: bool) -> bool:
    return not bad_date(value, spans)


def _dated(value: Any, spans: bool) -> Any:
    return value if type(value) is str and _date(value, spans) else None


def _prose(value: Any) -> Any:
    return value if type(value) is str and "://" not in value else None


def _text(value: Any) -> Any:
    return value if type(value) is str and value else None


def _texts(value: Any) -> Any:
    if type(value) is not list:
        return None
    return tuple(value) if all(type(each) is str and each for each in value) else None


def _truth(value: Any) -> Any:
    return value if type(value) is bool else None


def _float(value: Any) -> Any:
    found = number(value)
    return float(found) if type(found) is int or type(found) is float else None


def _tolerance(value: Any) -> Any:
    return None if rather_per_cent(value) else _float(value)


def _whole(value: Any) -> Any:
    found = number(value)
    return found if type(found) is int else None


def _parts(kind: type, value: Any) -> Any:
    if type(value) is not list:
        return None
    found = tuple([_part(kind, each) for each in value])
    return None if any(each is None for each in found) else found


def _named(read: Reader, value: Any) -> Any:
    if type(value) is not dict:
        return None
    found = {name: read(each) for name, each in value.items()}
    return None if any(each is None for each in found.values()) else found


_READERS: Mapping[Any, Reader] = {bool: _truth, int: _whole, float | None: _float}
_NAMED: Mapping[Any, Reader] = {str: _text, float: _float}
