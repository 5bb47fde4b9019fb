"""One record at a time: plain data to a record of the schema, or the most telling thing wrong with it.

Shorthands are spelt out first: a citation, sense, option, author or snapshot may be one text, and the long
form of a value (a mapping) becomes canonical JSON text that begins with `{`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from whence.files import schema
from whence.files.direct import TOLERANCES, number, rather_per_cent
from whence.files.fields import CALLED, SPELLING, sentences
from whence.files.mistakes import Mistake, Path, label, objections
from whence.files.sections import EVERY, NAMED, NESTED, NOUNS, SHORT
from whence.language.problems import brief, did_you_mean, visible

if TYPE_CHECKING:
    from pydantic import TypeAdapter


def validate(kind: type, data: Any) -> tuple[Any, tuple[Mistake, ...]]:
    """The record and what to warn of; or None and the mistakes that break it, one for each of its fields or parts.

    `data` is what `compose` made of the YAML. Paths in a mistake are spelt as in the YAML.
    """
    if not isinstance(data, dict):
        return None, (_not_a_mapping(kind, (), data),)
    for name, spelt in SPELLING.items():
        if name in data and spelt in _names(kind):
            return None, (_unknown(kind, name, (name,)),)
    from pydantic import ValidationError

    text = json.dumps(spell_out(kind, data), ensure_ascii=False)
    try:
        record = _adapter(kind).validate_json(text)
    except ValidationError as error:
        return None, _each_once(_translate(kind, each) for each in _telling(error.errors(include_url=False)))
    found = (*_tolerances(data), *objections(kind, data, record, text))
    if broken := [each for each in found if each.rule != "text-hidden"]:
        # What is missing may be what another mistake hides.
        return None, _each_once([broken[0], *(each for each in broken[1:] if each.rule not in _HIDDEN)])
    return record, found[:1]


def _tolerances(data: Mapping[str, Any]) -> Iterable[Mistake]:
    """Tolerances that are meant in per cent, or may be: 5 is a factor of 6."""
    for key in TOLERANCES:
        if key in data and rather_per_cent(data[key]):
            size = float(number(data[key]))
            message = (
                f"{label((key,))} is a ratio, and {visible(str(data[key]))} means a factor of {size + 1:g}"
            )
            yield Mistake(
                "bad-field", message, (key,), (f"write `{size:g}%`, or `{size * 100:g}%` if that is meant",)
            )


def _telling(errors: list[Any]) -> list[Any]:
    """Those that no other explains: a misspelt field explains a missing one."""
    unknown = [each for each in errors if each["type"] == "unexpected_keyword_argument"]
    others = [each for each in errors if each["type"] not in ("unexpected_keyword_argument", "missing")]
    return [*unknown, *others] or errors


def _each_once(mistakes: Iterable[Mistake]) -> tuple[Mistake, ...]:
    """The first mistake of each field, or of each item of a list; of many, as many as a reader mends at once."""
    found: dict[Path, Mistake] = {}
    for each in mistakes:
        found.setdefault(each.path[:2], each)
    return tuple(found.values())[:MOST]


# The rules of what is not there.
_HIDDEN = ("missing-field", "value-or-formula")

# As many mistakes of one record as are told at once.
MOST = 8


@cache
def _adapter(kind: type) -> TypeAdapter[Any]:
    from pydantic import ConfigDict, TypeAdapter

    for record in (kind, *NESTED.values()):
        record.__pydantic_config__ = ConfigDict(extra="forbid", strict=True)  # type: ignore[attr-defined]
    return TypeAdapter(kind)


def spell_out(kind: type, data: Mapping[str, Any]) -> dict[str, Any]:
    """The data with Python's field names, shorthands written out and numbers made numbers where they are."""
    names = {spelt: name for name, spelt in SPELLING.items()}
    return {names.get(key, key): _field(kind, key, value) for key, value in data.items()}


def _field(kind: type, key: str, value: Any) -> Any:
    if key in ("value", "taken_as") and isinstance(value, dict) and kind is not schema.Edit:
        return _canonical(value)
    if key == "domain" and isinstance(value, list) and len(value) == 2:
        return f"{value[0]} .. {value[1]}"
    if key in ("tolerance", "tension", "size", "order") and kind is not schema.ErrorPart:
        return number(value)
    if key in ("credence", "correlates") and isinstance(value, dict):
        return {name: number(share) for name, share in value.items()}
    if key in NESTED:
        return _nested(key, NESTED[key], value)
    return value


def _nested(key: str, kind: type, value: Any) -> Any:
    if isinstance(value, list):
        return [_one(kind, item) for item in value]
    if key in NAMED and isinstance(value, dict):
        return {name: _one(kind, item) for name, item in value.items()}
    return _one(kind, value) if key == "snapshot" else value


def _one(kind: type, item: Any) -> Any:
    if isinstance(item, str) and kind in SHORT:
        return {SHORT[kind]: item}
    if isinstance(item, dict) and SHORT.get(kind) == "value" and _long() & set(item):
        return {"value": _canonical(item)}
    return spell_out(kind, item) if isinstance(item, dict) else item


@cache
def _long() -> set[str]:
    """What tells the long form of a value from a sense or option that is written out."""
    from whence.language.values.long_form import NAMES

    return {*NAMES, "between", "level"} - {"value"}


def _canonical(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _translate(kind: type, error: Any) -> Mistake:
    """A mistake in our words from one of pydantic's errors."""
    path: Path = tuple(SPELLING.get(item, item) if isinstance(item, str) else item for item in error["loc"])
    given, code = error["input"], error["type"]
    owner = _owner(kind, path)
    if code == "unexpected_keyword_argument":
        return _unknown(owner, str(path[-1]), path, cut=given is None)
    if code == "missing":
        return Mistake("missing-field", f"{NOUNS[owner.__name__]} needs `{path[-1]}`", path[:-1], at_key=True)
    if given is None:
        message = f"{label(path)} is empty"
        return Mistake("bad-field", message, path, ("write something, or take the line away",), at_key=True)
    if code == "dataclass_type":
        return _not_a_mapping(_owner(kind, (*path, "")), path, given)
    if code == "literal_error":
        return _not_among(path, str(given), _options(owner, str(path[-1])))
    wanted, hint = _WANTED.get(code, ("text", ""))
    if wanted == "text" and isinstance(given, bool):
        hint = f'put it in quotes if it is text: "{str(given).lower()}"'
    if wanted == "a list" and isinstance(given, str) and len(given) < 40:
        hint = f"write `[{visible(given)}]`"
    if wanted == "a mapping" and path[-1] in _names(owner):
        hint = (_of_names(given) if path[-1] == "inputs" else "") or sentences(owner)[str(path[-1])]
    message = f"{label(path)} must be {wanted}, not {_what(given)}"
    return Mistake("bad-field", message, path, (hint,) if hint else ())


def _of_names(given: object) -> str:
    """How a list of ids is written as a mapping, where each is called as it is."""
    names = given if isinstance(given, list | tuple) else ()
    if not names or not all(isinstance(each, str) and each.isidentifier() for each in names):
        return ""
    return (
        f"write `{{{', '.join(f'{each}: {each}' for each in names)}}}`, each name with the id it stands for"
    )


_WANTED = {
    "string_type": ("text", ""),
    "tuple_type": ("a list", ""),
    "dict_type": ("a mapping", ""),
    "bool_type": ("`true` or `false`", ""),
    "float_type": ("a number", "such as 0.1 or 10%"),
    "int_type": ("a whole number", ""),
    "int_from_float": ("a whole number", ""),
}


def _owner(kind: type, path: Path) -> type:
    """The class of the record or part that the last item of the path belongs to."""
    for item in path[:-1]:
        if isinstance(item, str) and item in NESTED and item in _names(kind):
            kind = NESTED[item]
    return kind


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(sentences(kind))


def _options(kind: type, name: str) -> tuple[str, ...]:
    from typing import get_args, get_type_hints

    return tuple(str(option) for option in get_args(get_type_hints(kind)[name]) if option)


def _unknown(kind: type, key: str, path: Path, cut: bool = False) -> Mistake:
    """`cut` where nothing stands after the key: what is no name at all is then the rest of a value with a comma."""
    message = f"`{brief(key)}` is not a field of {NOUNS[kind.__name__]}"
    if cut and not re.fullmatch(r"[A-Za-z_ -]+", key):
        hint = "a comma inside `{...}` ends a value: put a value that has one in quotes"
        return Mistake("unknown-key", message, path, (hint,), at_key=True)
    return Mistake("unknown-key", message, path, _near(kind, key, len(path) == 1), at_key=True)


@lru_cache(1024)
def _near(kind: type, key: str, of_a_record: bool) -> tuple[str, ...]:
    """What such a field is called here, or the nearest; or the sections that have it, and the fields where they are few."""
    if called := [name for name, others in CALLED.items() if _same(key) in others and name in _names(kind)]:
        return (f"{NOUNS[kind.__name__]} calls it {' or '.join(f'`{name}`' for name in called)}",)
    if hints := did_you_mean(key, _names(kind)):
        return hints
    if apart := [each for each in EVERY if key in (each.name, NOUNS[each.record.__name__].split()[-1])]:
        return (
            f"{NOUNS[apart[0].record.__name__]} is a record of its own, in the section `{apart[0].name}`",
        )
    others = [each.name for each in EVERY if key in _names(each.record)]
    elsewhere = f"`{visible(key)}` is a field of {' and '.join(others)}"
    here = f"{NOUNS[kind.__name__]} has {', '.join(f'`{name}`' for name in _names(kind))}"
    return (*[elsewhere] * bool(others and of_a_record), *[here] * (len(_names(kind)) <= FEW))


def _same(key: str) -> str:
    return key.casefold() if "_" in key else key.casefold().replace(" ", "-")


def _not_a_mapping(kind: type, path: Path, given: Any) -> Mistake:
    needed = [f.name for f in fields(kind) if f.name in _REQUIRED] or ["title"]
    noun = NOUNS[kind.__name__]
    message = f"{noun} is a mapping with at least `{SPELLING.get(needed[0], needed[0])}`, not {_what(given)}"
    return Mistake("bad-field", message, path, at_key=not path)


_REQUIRED = ("title", "source", "rule", "value", "file", "id", "literal", "size", "excerpt")


# As many fields as a reader takes in at a glance.
FEW = 14


def _not_among(path: Path, given: str, options: tuple[str, ...]) -> Mistake:
    message = f"{label(path)} is one of {', '.join(options)}; `{brief(given)}` is not"
    return Mistake("bad-field", message, path, did_you_mean(given, options))


def _what(given: Any) -> str:
    if isinstance(given, bool):
        return f"`{str(given).lower()}`"
    if isinstance(given, list):
        return "a list"
    if isinstance(given, dict):
        return "a mapping"
    return "nothing" if given is None else f"`{brief(str(given))}`"
