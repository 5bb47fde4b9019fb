"""The sections that a file of a base can have: one row each, from which every table of sections is derived."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from whence.files import schema
from whence.files.filenames import CLAIMS, SOURCES
from whence.language.frozen import dataclass

# What the records of a section are to the engine: nodes with a number, relations over these, words of the language
# that values are written in, or what the rest stands on.
Role = Literal["number", "relation", "word", "evidence"]


@dataclass(frozen=True)
class Section:
    """A section of the files: a mapping from ids to records of one class.

    `one` is what one of its records is called. `folder` is the folder of the base that its files lie in; `space` names
    the sections among which a reference looks for its id. `pages` is the folder of its pages, empty where there are none,
    and `search` its place among what is searched, zero where it is not. `editable` are the fields that news can
    change. `words` says that it is keyed by words of the value grammar rather than by ids.
    """

    name: str
    one: str
    record: type
    role: Role
    pages: str = ""
    search: int = 0
    editable: tuple[str, ...] = ()
    folder: str = CLAIMS
    space: str = "claims"
    words: bool = False


_CLAIM = ("value", "formula", "status", "taken_as", "as_of", "unit", "stated", "note", "title")

EVERY: tuple[Section, ...] = (
    Section("claims", "claim", schema.Claim, "number", "claims", 1, _CLAIM),
    Section("quantities", "quantity", schema.Quantity, "number", "quantities", 2, ("take", "unit", "note", "title")),
    Section("terms", "term", schema.Term, "word", "terms", 4),
    Section("choices", "choice", schema.Choice, "number", "choices", 3, ("prefer", "note", "title")),
    Section("checks", "check", schema.Check, "relation", "checks", 5, ("note", "title")),
    Section("units", "unit", schema.UnitRecord, "word", space="units", words=True),
    Section("changes", "change", schema.Change, "evidence", "changes", space="changes"),
    Section("sources", "source", schema.Source, "evidence", "sources", 6, ("status", "note", "title"), SOURCES, "sources"),
)  # fmt: skip

# The order in which people are told of them: numbers, relations, words, and last what these stand on.
TOLD: tuple[Section, ...] = tuple(
    sorted(EVERY, key=lambda each: (get_args(Role).index(each.role), not each.search, each.search))
)
SECTIONS: Mapping[str, Section] = MappingProxyType({each.name: each for each in EVERY})
SEARCHED: tuple[Section, ...] = tuple(
    sorted((each for each in EVERY if each.search), key=lambda each: each.search)
)
TOPIC = "topic"


def names(fits: Callable[[Section], object]) -> tuple[str, ...]:
    """The names of the sections that something holds of, in the order of the table."""
    return tuple(each.name for each in EVERY if fits(each))


NUMBERED: tuple[str, ...] = names(lambda each: each.role == "number")
# Sections of one namespace, whose records refer to each other by id.
LINKED: tuple[str, ...] = names(lambda each: each.space == "claims")


def one(section: str) -> str:
    """What one record of a section is called; nothing for a name that is no section."""
    return SECTIONS[section].one if section in SECTIONS else ""


def namespace(section: str) -> str:
    """What the ids of a section differ within: every id stands for one record of the base, and a unit is a word beside these."""
    return section if SECTIONS[section].words else "ids"


def is_evidence(section: str) -> bool:
    """Whether the records of a section are what the rest stands on, and give no number a value."""
    return section in SECTIONS and SECTIONS[section].role == "evidence"


@cache
def hints(kind: type) -> Mapping[str, Any]:
    """The type of every field of a record."""
    return get_type_hints(kind)


def having(field: str) -> tuple[str, ...]:
    """The sections whose records have a field."""
    return names(lambda each: field in hints(each.record))


@dataclass(frozen=True)
class Part:
    """A part of a record that is a record itself: what one is called, and the field that a bare text stands for."""

    record: type
    one: str
    short: str = ""


PARTS: tuple[Part, ...] = (
    Part(schema.Topic, "topic", "title"),
    Part(schema.Citation, "citation", "source"),
    Part(schema.Accepted, "accepted finding"),
    Part(schema.Past, "older value"),
    Part(schema.ErrorPart, "part of an error", "size"),
    Part(schema.Sense, "sense", "value"),
    Part(schema.Option, "option", "value"),
    Part(schema.Name, "name", "literal"),
    Part(schema.Snapshot, "snapshot", "file"),
    Part(schema.SetAside, "figure set aside"),
    Part(schema.Edit, "edit"),
)

# Every class that something in the files is, with what one is called.
KINDS: Mapping[type, str] = MappingProxyType(
    {each.record: each.one for each in EVERY} | {each.record: each.one for each in PARTS}
)
# The field that a bare text stands for, by the class of the part.
SHORT: Mapping[type, str] = MappingProxyType({each.record: each.short for each in PARTS if each.short})
# What a message calls one of them, by the name of its class.
NOUNS: Mapping[str, str] = MappingProxyType(
    {kind.__name__: f"{'an' if one[0] in 'aeio' else 'a'} {one}" for kind, one in KINDS.items()}
)


# Every field of all these, with its type.
_FIELDS = tuple(pair for kind in KINDS for pair in hints(kind).items())
# The class of what nests in a field, by the field's name, which means the same in every record.
NESTED: Mapping[str, type] = MappingProxyType(
    {name: kind for name, hint in _FIELDS for kind in (hint, *get_args(hint)) if kind in KINDS}
)
# Fields whose keys are names that the author makes up.
NAMED: frozenset[str] = frozenset(name for name, hint in _FIELDS if get_origin(hint) is Mapping)
