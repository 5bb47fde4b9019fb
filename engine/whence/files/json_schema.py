"""The JSON Schema of a file of a base, for editors: the same as the records say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from inspect import getdoc
from typing import Any, Literal, get_args, get_origin

from whence.files.fields import DATES, SPANS, SPELLING, sentences
from whence.files.schema import FIGURES, Choice, Claim, Edit, Past, Topic
from whence.files.sections import EVERY, KINDS, SHORT, TOPIC, Section, hints
from whence.language.values.forms import FORMS


def json_schema() -> dict[str, Any]:
    """A JSON Schema (draft 7) of one YAML file of a base.

    Editors give a scalar without quotes the type that YAML gives it, so a number will do wherever text is
    wanted.
    """
    topic = {"anyOf": [_ref(Topic), _TEXT], "description": _about(Topic)}
    sections = {each.name: _section(each) for each in EVERY}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A file of a base",
        "type": "object",
        "properties": {TOPIC: topic, **sections},
        "additionalProperties": False,
        "definitions": {kind.__name__: _object(kind) for kind in KINDS} | {"Long": _LONG},
    }


_TEXT = {"type": ["string", "number"]}
_NUMBER = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": "^[-+0-9.eE]+( ?%)?$"}]}
_DATE_PATTERN = "^[0-9]{4}(-(Q[1-4]|H[12]|[0-9]{2}(-[0-9]{2})?))?$"
_DATE: dict[str, list[dict[str, Any]]] = {
    "anyOf": [
        {"type": "string", "pattern": _DATE_PATTERN},
        {"type": "integer", "minimum": 1, "maximum": 9999},
    ]
}
_SPAN = {"type": "string", "pattern": _DATE_PATTERN.replace("$", " to ") + _DATE_PATTERN.removeprefix("^")}
_LONG = {
    "type": "object",
    "description": "The long form of a value: quantiles, alternatives or a named distribution.",
    "properties": {
        "unit": {**_TEXT, "description": "The unit of every number in it."},
        "quantiles": {"type": "object", "description": "Values by percentage: {5%: 20, 50%: 25, 95%: 40}."},
        "one_of": {"type": "array", "description": "Alternative values."},
        "weights": {"type": "array", "description": "How probable each alternative is."},
        "mixture": {"type": "array", "description": "Values of any form, of which one holds."},
        "interval": {"type": "array", "description": "Two ends, with a share between them: see `level`."},
        "value": {**_TEXT, "description": "A value in one line, to be cut off or given a level."},
        "level": {**_TEXT, "description": "The share between the ends of an interval; 90% if left out."},
        "point": {**_TEXT, "description": "The central value of an interval."},
        "between": {
            "type": "array",
            "description": "Two ends at which the value is cut off; `inf` for none.",
        },
        **{
            name: {"type": "object", "description": f"{ways[0].sentence}: {', '.join(ways[0].numbers)}."}
            for name, ways in FORMS.items()
        },
    },
    "additionalProperties": False,
    "minProperties": 1,
}
_IDS = {"pattern": "^[a-z][a-z0-9]*([.-][a-z0-9]+)*$", "maxLength": 96}
_VALUES = {"value", "taken_as"}
# What a record needs beyond the fields that are always required.
_RULES: Mapping[type, dict[str, Any]] = {
    **{kind: {"oneOf": [{"required": [name]} for name in FIGURES]} for kind in (Claim, Past)},
    Choice: {
        "oneOf": [{"required": [name]} for name in ("options", "term")],
        "dependencies": {"prefer": ["because"]},
    },
}


def _section(row: Section) -> dict[str, Any]:
    about, each = _about(row.record), _ref(row.record)
    section = {"type": ["object", "null"], "description": about, "additionalProperties": each}
    return section if row.words else {**section, "propertyNames": _IDS}


def _object(kind: type) -> dict[str, Any]:
    """The definition of one record or part, with a sentence for each field."""
    types, docs = hints(kind), sentences(kind)
    spelt = {f.name: SPELLING.get(f.name, f.name) for f in fields(kind)}
    return {
        "type": "object",
        "description": _about(kind),
        "properties": {
            key: {**_type(name, types[name], kind), "description": docs[key]} for name, key in spelt.items()
        },
        "required": [key for name, key in spelt.items() if _required(kind, name)],
        "additionalProperties": False,
        **_RULES.get(kind, {}),
    }


def _required(kind: type, name: str) -> bool:
    one = kind.__dataclass_fields__[name]  # type: ignore[attr-defined]
    return one.default is MISSING and one.default_factory is MISSING


def _type(name: str, hint: Any, kind: type) -> dict[str, Any]:
    origin, parts = get_origin(hint), get_args(hint)
    if name in _VALUES and kind is not Edit:
        return {"anyOf": [_TEXT, {"$ref": "#/definitions/Long"}]}
    if name == "domain":
        return {"anyOf": [_TEXT, {"type": "array", "items": _TEXT, "minItems": 2, "maxItems": 2}]}
    if origin is Literal:
        return {"enum": [part for part in parts if part]}
    if origin is tuple:
        return {"type": "array", "items": _type("", parts[0], kind)}
    if origin is Mapping:
        return {"type": "object", "additionalProperties": _type("", parts[1], kind)}
    if type(None) in parts:
        return _type(name, parts[0], kind)
    if is_dataclass(hint):
        return {"anyOf": [_ref(hint), *_short(hint)]}
    if name in SPANS:
        return {"anyOf": [*_DATE["anyOf"], _SPAN]}
    if name in DATES:
        return dict(_DATE)
    scalars: dict[Any, dict[str, Any]] = {str: _TEXT, bool: {"type": "boolean"}, int: {"type": "integer"}}
    return dict(scalars.get(hint, _NUMBER))


def _short(kind: Any) -> tuple[dict[str, Any], ...]:
    """What may stand for a whole part: one text, or the long form of its value."""
    if kind not in SHORT:
        return ()
    return (_TEXT, {"$ref": "#/definitions/Long"}) if SHORT[kind] in _VALUES else (_TEXT,)


def _ref(kind: Any) -> dict[str, Any]:
    return {"$ref": f"#/definitions/{kind.__name__}"}


def _about(kind: type) -> str:
    return (getdoc(kind) or "").replace("\n", " ").split(". ")[0].rstrip(".") + "."
