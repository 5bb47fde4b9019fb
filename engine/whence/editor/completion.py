"""What can be written at a position: fields, ids whose dimension fits, units, functions, senses, sources, whole records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, get_args, get_origin

from whence.editor import cursor, hover
from whence.editor.cursor import Cursor
from whence.editor.desk import Desk
from whence.editor.half import Fits, Half
from whence.editor.lines import Position, Range
from whence.editor.mentions import REFERENCES
from whence.evaluate.contexts import options
from whence.files import layout
from whence.files.fields import sentences
from whence.files.schema import TAKES
from whence.files.sections import EVERY, SECTIONS, TOPIC, hints, one
from whence.judge.rules.wording import pages
from whence.language.formulas import formula, operators
from whence.language.frozen import dataclass
from whence.language.patterns import later
from whence.language.problems import Problem
from whence.language.units import glossary
from whence.language.units.dimensions import Dimension
from whence.language.values import written
from whence.model.graph import UNSTATED

_NUMBER = later(
    r"""^["']?[^A-Za-z]*[0-9][0-9.,]*(?:e[0-9+-]+)?[KMBT]?(?: (?:to|±) [0-9.,]+[KMBT]?)?"""
    r"""(?: (?:thousand|million|bn|tn))? (?P<unit>\S*)$"""
)

# What is to be filled in, with what stands there before.
_OPEN = later(r"\$(?:[0-9]+|\{[0-9]+[:|]([^},|]*)[^}]*\})")
_VALUE = later(r"(?m)^ +value: +[0-9]\S* \S*$")


@dataclass(frozen=True)
class Item:
    """Something to write: its label, what it is, a few words beside it, and the text, a snippet with `$1` where it says so.

    `id` is that of a record, whose card is shown when the item is looked at; `range` is what the text replaces.
    """

    label: str
    kind: str
    range: Range
    detail: str = ""
    text: str = ""
    snippet: bool = False
    document: str = ""
    id: str = ""

    def plain(self) -> str:
        """The text for an editor that fills in nothing: what is to be replaced in it stands as words."""
        return _OPEN.sub(lambda hit: hit[1] or "", self.text) if self.snippet else self.text


def complete(desk: Desk, path: str, at: Position) -> tuple[Item, ...]:
    """What can be written at a position of a file, in the order in which it is offered."""
    lines = desk.lines(path)
    offset = lines.offset(at)
    where = cursor.at(lines.text, offset)
    whole = lines.range(where.start, offset)
    return tuple(_Completion(desk, path, where, offset, whole).items())


def ready(desk: Desk) -> None:
    """Work out what the first answer needs and later ones have: what somebody asks who types a unit behind a value."""
    written.parse("1 nothing in particular", desk.last.base.units)
    for path in desk.paths():
        text = desk.text(path)
        if hit := _VALUE.search(text):
            complete(desk, path, desk.lines(path).position(hit.end()))
            return


class _Completion(Half):
    """One question: what may stand here?"""

    def __init__(self, desk: Desk, path: str, where: Cursor, offset: int, range: Range) -> None:
        super().__init__(desk, path, where, offset)
        self.range = range

    def items(self) -> Iterator[Item]:
        where = self.where
        if where.at_key:
            yield from self.keys()
        else:
            kind, field = hover.field_at(where.path)
            if kind is None and len(where.path) == 1 and where.path[0] != TOPIC:
                return
            if kind is None and where.path[:1] == (TOPIC,):
                return
            if kind is not None:
                yield from self.values(kind, field)

    # -- keys

    def keys(self) -> Iterator[Item]:
        path = self.where.path
        if not path:
            yield from self.sections()
        elif len(path) == 1 and path[0] in SECTIONS:
            yield self.new(str(path[0]))
        elif kind := hover.kind_at(path):
            yield from self.fields(kind)
        else:
            yield from self.names()

    def sections(self) -> Iterator[Item]:
        there = self.desk.composed(self.path)
        known = set(there.data) if there and isinstance(there.data, dict) else set()
        own = [each for each in EVERY if self.path.startswith(f"{each.folder}/")] or list(EVERY)
        for name in [TOPIC, *(each.name for each in own)]:
            if name not in known:
                yield self.item(name, "field", f"{one(name) or 'what this file is about'}", f"{name}:\n  ")

    def new(self, section: str) -> Item:
        """A whole record, to be filled in."""
        pad = " " * (self.where.column or 2)
        rows = _SNIPPETS.get(section, "title: ${2:what it is}")
        text = "${1:id}:\n" + "".join(f"{pad}  {row}\n" for row in rows.split("\n"))
        label = f"new {one(section)}"
        return self.item(
            label, "snippet", "with its citation" if "cites" in rows else "", text.rstrip("\n"), snippet=True
        )

    def fields(self, kind: type) -> Iterator[Item]:
        there = set(self.record_at(self.where.path)) | set(self.where.siblings)
        there.discard(self.where.word)
        told = sentences(kind)
        for name in layout.order(kind):
            if name not in there:
                text = _FIELDS.get(name, f"{name}: $1") if not self.where.flow else f"{name}: $1"
                pad = " " * self.where.column
                yield self.item(
                    name,
                    "field",
                    told[name],
                    text.replace("\n", f"\n{pad}"),
                    snippet=True,
                    document=told[name],
                )

    def names(self) -> Iterator[Item]:
        """The keys of a mapping of names: inputs of the formula, options of the choice, ids."""
        kind, field = hover.field_at((*self.where.path, ""))
        record = self.record()
        if field == "inputs":
            tree = formula.parse(str(record.get("formula") or record.get("assert") or ""))
            known = self.record_at(self.where.path)
            for name in () if isinstance(tree, Problem) else formula.names(tree):
                if name not in known:
                    yield self.item(name, "variable", "a name in the formula", f"{name}: $1", snippet=True)
        elif field == "credence" and self.id in self.edition.base.nodes:
            for name in options(self.edition.base, self.id):
                yield self.item(name, "value", "an option", f"{name}: ")
        elif kind and REFERENCES.get((kind.__name__, field), ("", ""))[1] == "keys":
            yield from self.ids(("claims", "quantities"), self.own(), ": $1")

    # -- values

    def values(self, kind: type, field: str) -> Iterator[Item]:
        name = kind.__name__
        if field in ("formula", "assert"):
            yield from self.formula()
        elif (name, field) == ("Citation", "source") or (name, field) in (
            ("Citation", "via"),
            ("Change", "source"),
            ("Source", "relies_on"),
        ):
            yield from self.sources(with_unstated=field == "source" and name == "Citation")
        elif (name, field) == ("Citation", "cites") or field == "cites":
            yield from self.sources(with_unstated=False)
        elif field == "inputs":
            yield from self.units_behind()
            yield from self.ids(("claims", "quantities", "choices"), self.input())
        elif (name, field) == ("Option", "value"):
            yield from self.units_behind()
            yield from self.ids(("claims", "quantities"), None)
        elif field in ("value", "stated", "taken_as", "equals", "size"):
            yield from self.units_behind()
        else:
            yield from self.others(
                name, field, hints(kind).get("assertion" if field == "assert" else field.replace("-", "_"))
            )

    def others(self, kind: str, field: str, hint: Any) -> Iterator[Item]:
        """What stands in a field with few possible values."""
        if field == "of":
            yield from self.ids(("quantities",), self.own())
        elif field == "superseded_by":
            yield from self.ids(("claims",), self.own())
        elif field in ("moves_with", "moves_against"):
            yield from self.ids(("claims",), None)
        elif field == "take":
            yield from (self.item(each, "keyword", "a way to combine the claims") for each in TAKES)
            claims = self.edition.base.records.claims
            yield from (self.record_item("claims", id) for id, each in claims.items() if each.of == self.id)
        elif field == "term":
            yield from (self.record_item("terms", id) for id in self.edition.base.records.terms)
        elif kind == "Choice" and field in ("prefer", "only"):
            yield from self.senses()
        elif kind == "Accepted" and field == "rule":
            yield from self.rules()
        elif field == "unit":
            yield from self.units("", self.own_dimension())
        elif field == "domain":
            yield from (self.item(each, "keyword", "") for each in ("positive", "share"))
        elif hint is bool:
            yield self.item("true", "keyword", "")
        elif get_origin(hint) is Literal:
            yield from (self.item(each, "keyword", "") for each in get_args(hint) if each)

    def formula(self) -> Iterator[Item]:
        start, _ = cursor.word_around(self.text[: self.offset], self.offset)
        stretch = self.desk.lines(self.path).range(start, self.offset)
        inputs = self.record().get("inputs")
        for name, ref in (inputs if isinstance(inputs, dict) else {}).items():
            yield Item(str(name), "variable", stretch, str(ref), id=str(ref))
        for name, each in operators.FUNCTIONS.items():
            yield Item(name, "function", stretch, each.signature, f"{name}($1)", True, hover.function(name))

    def sources(self, with_unstated: bool) -> Iterator[Item]:
        for id, source in self.edition.base.records.sources.items():
            yield self.item(id, "reference", source.title, id=id)
        if with_unstated:
            yield self.item(UNSTATED, "reference", "what was read does not name its origin")

    def senses(self) -> Iterator[Item]:
        record = self.record()
        term = self.edition.base.records.terms.get(str(record.get("term", "")))
        if term:
            for name, sense in term.senses.items():
                yield self.item(name, "value", f"{sense.value} {sense.title}".strip())
        elif isinstance(record.get("options"), dict):
            yield from (self.item(str(name), "value", "an option") for name in record["options"])

    def rules(self) -> Iterator[Item]:
        own = {each.rule for each in self.edition.findings if each.id == self.id}
        for code in sorted(pages.severities(), key=lambda each: (each not in own, each)):
            told = "found here" if code in own else ""
            yield self.item(code, "value", told or pages.severities()[code], document=pages.page(code).title)

    def ids(self, sections: Iterable[str], fits: Fits | None, behind: str = "") -> Iterator[Item]:
        """The records of some sections that have a fitting dimension; all of them where none has, or none is known."""
        known = self.edition.dimensions.of
        every = [
            (name, id) for name in sections for id in self.edition.base.records.of(name) if id != self.id
        ]
        good = [(name, id) for name, id in every if fits and id in known and fits(known[id])]
        for name, id in good or every:
            yield self.record_item(name, id, behind)

    def units_behind(self) -> Iterator[Item]:
        """The units, where a number stands before the word."""
        hit = _NUMBER.match(self.where.word)
        if hit:
            yield from self.units(
                hit["unit"], self.own_dimension() if hover.field_at(self.where.path)[1] != "inputs" else None
            )

    def units(self, word: str, wanted: Dimension | None) -> Iterator[Item]:
        """The units of a dimension, behind the part of a compound that is written already."""
        head = re.match(r".*[/*·]|", word)
        start = (
            self.offset - len(word) + (len(head[0]) if head else 0)
            if word or not self.where.word
            else self.offset
        )
        start = (
            self.where.start
            if not _NUMBER.match(self.where.word) and hover.field_at(self.where.path)[1] == "unit"
            else start
        )
        stretch = self.desk.lines(self.path).range(start, self.offset)
        table = self.edition.base.units
        told = {each.name: each.meaning for each in glossary.standard()}
        own = {name: each.title for name, each in self.edition.base.records.units.items()}
        used = {
            unit.text: "used in this base" for unit in self.edition.dimensions.units.values() if unit.text
        }
        for name, meaning in {**own, **used, **told}.items():
            if head and head[0] and not re.fullmatch(r"\w+", name):
                continue
            found = None if wanted is None or (head and head[0]) else table.parse(name)
            if found is None or (not isinstance(found, Problem) and found.dimension == wanted):
                yield Item(name, "unit", stretch, meaning)

    def record_item(self, section: str, id: str, behind: str = "") -> Item:
        return self.item(id, "reference", self.edition.title(id), id + behind, bool(behind), id=id)

    def item(
        self,
        label: str,
        kind: str,
        detail: str,
        text: str = "",
        snippet: bool = False,
        document: str = "",
        id: str = "",
    ) -> Item:
        return Item(label, kind, self.range, detail, text or label, snippet, document, id)


# What is written for a field that holds more than one word.
_FIELDS: Mapping[str, str] = {
    "cites": "cites:\n  - {source: $1, at: $2, excerpt: $3}",
    "inputs": "inputs: {$1}",
    "senses": "senses:\n  ${1:name}: $2",
    "options": "options:\n  ${1:name}: $2",
    "accepted": "accepted:\n  - {rule: $1, because: $2}",
    "history": "history:\n  - {value: $1, until: $2, why: $3}",
    "set_aside": "set_aside:\n  - {excerpt: $1, why: $2}",
    "author": "author:\n  - {family: $1, given: $2}",
    "relies_on": "relies_on: [$1]",
    "tags": "tags: [$1]",
    "aliases": "aliases: [$1]",
    "words": "words: [$1]",
    "only": "only: [$1]",
    "moves_with": "moves_with: [$1]",
    "moves_against": "moves_against: [$1]",
    "credence": "credence: {$1}",
    "correlates": "correlates: {$1}",
    "differs_from": "differs_from:\n  $1",
    "errors": "errors: {$1}",
    "snapshot": "snapshot: {file: $1, sha256: $2}",
}
_CITES = "cites:\n  - {source: $5, at: $6, excerpt: $7}"
_SNIPPETS: Mapping[str, str] = {
    "claims": "title: ${2:what is claimed}\nvalue: ${3:24 to 27 kW}\n"
    f"kind: ${{4|fact,estimate,forecast,assumption,convention|}}\n{_CITES}",
    "quantities": "title: ${2:what is estimated}\nunit: $3",
    "terms": "title: ${2:the word}\nsenses:\n  ${3:name}: ${4:1 unit}",
    "choices": "title: ${2:what has to be decided}\nterm: $3",
    "checks": "title: ${2:what should hold}\nassert: ${3:a <= b}\ninputs: {${4:a}: $5}",
    "units": "title: ${2:what is counted}",
    "sources": "type: ${2:report}\ntitle: ${3:its title}\nissued: ${4:2025-01}\nURL: $5",
    "changes": "title: ${2:what happened}\ndate: $3",
}
