"""The records a base is written in: one frozen class a section, with the type of every field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from inspect import getdoc
from types import MappingProxyType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from whence.files.fields import DATES, FIELDS, SPELLING
from whence.language.problems import Severity as Severity

Kind = Literal["fact", "estimate", "forecast", "assumption", "convention", "illustration"]
POOLED = ("weighted", "random-effects", "mixture", "envelope")
TAKES = ("latest", *POOLED)
Status = Literal["current", "superseded", "retracted", "disputed"]
OnFail = Literal["rule-out", "conflict", "warning", "report"]

NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Citation:
    """A pointer from a claim into a source.

    `source` is the origin: who measured or said it first. `via` is where it was read, when that is another
    document. The reserved origin `unstated` says that the document read (`via`) does not name its origin.
    """

    source: str
    via: str = ""
    at: str = ""
    excerpt: str = ""
    note: str = ""
    stance: Literal["supports", "contradicts", "context"] = "supports"


@dataclass(frozen=True)
class Accepted:
    """A finding that is lived with: until a date, or until it grows beyond `size` (a ratio), if given."""

    rule: str
    because: str
    until: str = ""
    size: float | None = None


@dataclass(frozen=True)
class Past:
    """An older value of a claim."""

    value: str = ""
    formula: str = ""
    inputs: Mapping[str, str] = field(default_factory=dict)
    taken_as: str = ""
    as_of: str = ""
    until: str = ""
    cites: tuple[Citation, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class Claim:
    """A quantitative statement: a leaf (`value`), derived (`formula`), or a figure that is `missing`."""

    title: str
    value: str = ""
    formula: str = ""
    missing: str = ""
    inputs: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""
    stated: str = ""
    kind: Kind = "estimate"
    taken_as: str = ""
    why: str = ""
    of: str = ""
    as_of: str = ""
    by: str = ""
    cites: tuple[Citation, ...] = ()
    status: Status = "current"
    superseded_by: str = ""
    history: tuple[Past, ...] = ()
    scope: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)
    moves_with: tuple[str, ...] = ()
    moves_against: tuple[str, ...] = ()
    headline: bool = False
    review_by: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    accepted: tuple[Accepted, ...] = ()


@dataclass(frozen=True)
class Quantity:
    """The thing estimated. `take` says which of its claims stands for it."""

    title: str
    take: str = "latest"
    unit: str = ""
    scale: Literal["", "linear", "log"] = ""
    tolerance: float | None = None
    tension: float | None = None
    scope: str = ""
    headline: bool = False
    note: str = ""
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    accepted: tuple[Accepted, ...] = ()


@dataclass(frozen=True)
class Sense:
    """One thing a term may mean: the value it stands for, and what it is."""

    value: str
    title: str = ""
    note: str = ""
    cites: tuple[Citation, ...] = ()


@dataclass(frozen=True)
class Term:
    """An ambiguous word. A sense may be written as its bare value: `die: 0.5 chip`."""

    title: str
    senses: Mapping[str, Sense]
    words: tuple[str, ...] = ()
    note: str = ""
    cites: tuple[Citation, ...] = ()
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    accepted: tuple[Accepted, ...] = ()


@dataclass(frozen=True)
class Option:
    """One way a choice can go: a written value, or the id of a claim or quantity."""

    value: str
    title: str = ""
    note: str = ""
    cites: tuple[Citation, ...] = ()


@dataclass(frozen=True)
class Choice:
    """A place where one option must be picked: `options` of its own, or the senses of a `term`."""

    title: str
    options: Mapping[str, Option] = field(default_factory=dict)
    term: str = ""
    only: tuple[str, ...] = ()
    prefer: str = ""
    because: str = ""
    credence: Mapping[str, float] = field(default_factory=dict)
    cites: tuple[Citation, ...] = ()
    note: str = ""
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    accepted: tuple[Accepted, ...] = ()


# The field named `assert` in YAML; `assert` is a keyword here.
@dataclass(frozen=True)
class Check:
    """A relation that should hold; with `on_fail: rule-out` it rules contexts out."""

    title: str
    assertion: str
    inputs: Mapping[str, str] = field(default_factory=dict)
    on_fail: OnFail = "warning"
    cites: tuple[Citation, ...] = ()
    note: str = ""
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    accepted: tuple[Accepted, ...] = ()


@dataclass(frozen=True)
class UnitRecord:
    """A unit of the base's own: `equals` an amount of known units, or a new counting dimension without it."""

    title: str
    equals: str = ""
    plural: str = ""
    term: str = ""


@dataclass(frozen=True)
class Name:
    """A person or body as CSL-JSON writes it."""

    family: str = ""
    given: str = ""
    literal: str = ""


@dataclass(frozen=True)
class Snapshot:
    """A copy of a source kept outside the base, by its hash."""

    file: str
    sha256: str = ""


@dataclass(frozen=True)
class Source:
    """A document, with CSL-JSON's types and field names."""

    title: str
    type: str = "document"
    author: tuple[Name, ...] = ()
    publisher: str = ""
    container_title: str = ""
    URL: str = ""
    DOI: str = ""
    issued: str = ""
    accessed: str = ""
    relies_on: tuple[str, ...] = ()
    snapshot: Snapshot | None = None
    mention_only: bool = False
    reliability: str = ""
    status: Literal["current", "retracted", "withdrawn"] = "current"
    why: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    accepted: tuple[Accepted, ...] = ()


@dataclass(frozen=True)
class Topic:
    """What one file under `claims/` is about."""

    title: str
    intro: str = ""
    order: int = 100


@dataclass(frozen=True)
class Edit:
    """One change that a news item brought: the field of a record, before and after."""

    id: str
    field: str = "value"
    old: str = ""
    new: str = ""


@dataclass(frozen=True)
class Change:
    """A news item: what happened, on whose word, and what was edited because of it."""

    title: str
    date: str
    source: str = ""
    note: str = ""
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True)
class Settings:
    """What `whence.toml` or `[tool.whence]` may say."""

    title: str = "A base of claims"
    description: str = ""
    base_url: str = ""
    repository: str = ""
    license: str = ""
    author: str = ""
    samples: int = 4096
    seed: int = 1
    about: float = 0.10
    agree: float = 0.10
    tension: float = 0.50
    max_contexts: int = 512
    stale_after: Mapping[str, str] = field(default_factory=dict)
    theme: str = ""


SECTIONS: Mapping[str, type] = MappingProxyType(
    {
        "claims": Claim,
        "quantities": Quantity,
        "terms": Term,
        "choices": Choice,
        "checks": Check,
        "units": UnitRecord,
        "changes": Change,
        "sources": Source,
    }
)


# --- the same as a JSON Schema, for editors


def json_schema() -> dict[str, Any]:
    """A JSON Schema (draft 7) of one YAML file of a base.

    Editors give a scalar without quotes the type that YAML gives it, so a number will do wherever text is
    wanted.
    """
    kinds = (*SECTIONS.values(), Topic, *_PARTS)
    topic = {"anyOf": [_ref(Topic), _TEXT], "description": _about(Topic)}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A file of a base",
        "type": "object",
        "properties": {"topic": topic, **{name: _section(name, kind) for name, kind in SECTIONS.items()}},
        "additionalProperties": False,
        "definitions": {kind.__name__: _object(kind) for kind in kinds} | {"Long": _LONG},
    }


_PARTS = (Citation, Accepted, Past, Sense, Option, Name, Snapshot, Edit)
_TEXT = {"type": ["string", "number"]}
_NUMBER = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": "^[-+0-9.eE]+%?$"}]}
_DATE = {
    "anyOf": [
        {"type": "string", "pattern": "^[0-9]{4}(-(Q[1-4]|[0-9]{2}(-[0-9]{2})?))?$"},
        {"type": "integer", "minimum": 1, "maximum": 9999},
    ]
}
_LONG = {
    "type": "object",
    "description": "The long form of a value: quantiles, alternatives or a named distribution.",
    "properties": {
        "unit": {**_TEXT, "description": "The unit of every number in it."},
        "quantiles": {"type": "object", "description": "Values by percentage: {5%: 20, 50%: 25, 95%: 40}."},
        "one_of": {"type": "array", "description": "Alternative values."},
        "weights": {"type": "array", "description": "How probable each alternative is."},
        "uniform": {"type": "object", "description": "A uniform distribution."},
        "normal": {"type": "object", "description": "A normal distribution: {mean, sd}."},
        "lognormal": {"type": "object", "description": "A lognormal distribution: {mean, sd}."},
    },
    "additionalProperties": False,
    "minProperties": 1,
}
_IDS = {"pattern": "^[a-z][a-z0-9]*([.-][a-z0-9]+)*$", "maxLength": 96}
_VALUES = {"value", "taken_as"}
# What may stand for a whole part: one text, or the long form of its value.
_SHORT: Mapping[Any, tuple[dict[str, Any], ...]] = {
    Citation: (_TEXT,),
    Name: (_TEXT,),
    Snapshot: (_TEXT,),
    Sense: (_TEXT, {"$ref": "#/definitions/Long"}),
    Option: (_TEXT, {"$ref": "#/definitions/Long"}),
}
# What a record needs beyond the fields that are always required.
_RULES: Mapping[type, dict[str, Any]] = {
    Claim: {"oneOf": [{"required": [name]} for name in ("value", "formula", "missing")]},
    Choice: {
        "oneOf": [{"required": [name]} for name in ("options", "term")],
        "dependencies": {"prefer": ["because"]},
    },
}


def _section(name: str, kind: type) -> dict[str, Any]:
    section = {"type": ["object", "null"], "description": _about(kind), "additionalProperties": _ref(kind)}
    return section if name == "units" else {**section, "propertyNames": _IDS}


def _object(kind: type) -> dict[str, Any]:
    """The definition of one record or part, with a sentence for each field."""
    hints, docs = get_type_hints(kind), FIELDS[kind.__name__]
    spelt = {f.name: SPELLING.get(f.name, f.name) for f in fields(kind)}
    return {
        "type": "object",
        "description": _about(kind),
        "properties": {
            key: {**_type(name, hints[name], kind), "description": docs[key]} for name, key in spelt.items()
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
    if origin is Literal:
        return {"enum": [part for part in parts if part]}
    if origin is tuple:
        return {"type": "array", "items": _type("", parts[0], kind)}
    if origin is Mapping:
        return {"type": "object", "additionalProperties": _type("", parts[1], kind)}
    if type(None) in parts:
        return _type(name, parts[0], kind)
    if is_dataclass(hint):
        return {"anyOf": [_ref(hint), *_SHORT.get(hint, ())]}
    if name in DATES:
        return dict(_DATE)
    scalars: dict[Any, dict[str, Any]] = {str: _TEXT, bool: {"type": "boolean"}, int: {"type": "integer"}}
    return dict(scalars.get(hint, _NUMBER))


def _ref(kind: Any) -> dict[str, Any]:
    return {"$ref": f"#/definitions/{kind.__name__}"}


def _about(kind: type) -> str:
    return (getdoc(kind) or "").replace("\n", " ").split(". ")[0].rstrip(".") + "."
