"""The records a base is written in: one frozen class a section, with the type of every field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from whence.language.frozen import dataclass

Kind = Literal["fact", "estimate", "forecast", "assumption", "convention", "illustration"]
POOLED = ("weighted", "blue", "random-effects", "mixture", "envelope")
LATEST = "latest"
TAKES = (LATEST, *POOLED)
Status = Literal["current", "superseded", "retracted", "disputed"]
# What a claim has one of: its figure, how that follows, why it is not here, or what is said without one.
FIGURES = ("value", "formula", "missing", "qualitative")
OnFail = Literal["rule-out", "conflict", "warning", "report"]


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
class ErrorPart:
    """One part of a claim's error: how large it is, and the name under which other claims share it."""

    size: str
    common: str = ""


@dataclass(frozen=True)
class Past:
    """An older value of a claim."""

    value: str = ""
    formula: str = ""
    missing: str = ""
    qualitative: str = ""
    inputs: Mapping[str, str] = field(default_factory=dict)
    taken_as: str = ""
    errors: Mapping[str, ErrorPart] = field(default_factory=dict)
    as_of: str = ""
    known: str = ""
    until: str = ""
    cites: tuple[Citation, ...] | None = None
    why: str = ""


@dataclass(frozen=True)
class Claim:
    """A statement: a leaf (`value`), derived (`formula`), one whose figure is `missing`, or one that is `qualitative`."""

    title: str
    value: str = ""
    formula: str = ""
    missing: str = ""
    qualitative: str = ""
    inputs: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""
    stated: str = ""
    domain: str = ""
    tolerance: float | None = None
    exact: bool = False
    kind: Kind = "estimate"
    taken_as: str = ""
    why: str = ""
    of: str = ""
    as_of: str = ""
    known: str = ""
    by: str = ""
    cites: tuple[Citation, ...] = ()
    status: Status = "current"
    superseded_by: str = ""
    history: tuple[Past, ...] = ()
    scope: str = ""
    errors: Mapping[str, ErrorPart] = field(default_factory=dict)
    moves_with: tuple[str, ...] = ()
    moves_against: tuple[str, ...] = ()
    correlates: Mapping[str, float] = field(default_factory=dict)
    differs_from: Mapping[str, str] = field(default_factory=dict)
    headline: bool = False
    review_by: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    accepted: tuple[Accepted, ...] = ()

    @property
    def absence(self) -> str:
        """In what way it has no figure, as the field is called that says so; nothing where it has one."""
        return "missing" if self.missing else "qualitative" if self.qualitative else ""


@dataclass(frozen=True)
class Quantity:
    """The thing estimated. `take` says which of its claims stands for it: the latest, where nothing is written."""

    title: str
    take: str = ""
    over: Literal["", "time"] = ""
    unit: str = ""
    scale: Literal["", "linear", "log"] = ""
    domain: str = ""
    tolerance: float | None = None
    tension: float | None = None
    scope: str = ""
    headline: bool = False
    note: str = ""
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    accepted: tuple[Accepted, ...] = ()

    @property
    def taken(self) -> str:
        """Which claim stands for it, or how they are combined."""
        return self.take or LATEST

    @property
    def series(self) -> bool:
        """Whether its claims are a series over time, of which only those that speak of the same time are rivals."""
        return self.take == LATEST or self.over == "time"


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
    """A place where one option must be picked: `options` of its own, or the senses of a `term`.

    It is how something is to be read, which evidence may decide, or between `values`, which none does.
    """

    title: str
    kind: Literal["reading", "values"] = "reading"
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
class SetAside:
    """Figures of a source's text that no claim is to cite: the words around them, as they stand there, and why.

    All figures within the words are set aside, wherever the words stand, or only in the lines that `at` names.
    """

    excerpt: str
    why: str
    at: str = ""


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
    set_aside: tuple[SetAside, ...] = ()
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
    watch: tuple[str, ...] = ()
    style: str = ""
    colours: Mapping[str, str] = field(default_factory=dict)
    dark_colours: Mapping[str, str] = field(default_factory=dict)
