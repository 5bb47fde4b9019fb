"""What an editor draws into a text: numbers behind formulas, verdicts, what rests on a record, colours of formulas."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from whence.account.headlines import headline
from whence.editor.desk import Desk
from whence.editor.hover import kind_at
from whence.editor.lines import Position, Range
from whence.editor.references import symbols
from whence.files.places import Path, Spot
from whence.judge.edition import Edition
from whence.judge.rules.wording import verdicts
from whence.language.formulas.formula import FUNCTIONS
from whence.language.frozen import dataclass
from whence.language.patterns import later
from whence.model.graph import descendants, owner

TOKENS = ("function", "parameter", "number", "operator", "type")
_FORMULA = later(
    r"(?P<number>[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)|(?P<word>[A-Za-z][A-Za-z0-9_]*)|(?P<operator>[-+*/^<>=!]+)"
)
_VALUE = later(
    r"(?P<number>[0-9][0-9.,]*(?:e[+-]?[0-9]+)?[KMBT]?(?![A-Za-z0-9]))|(?P<type>[^\W\d_][\w/^·]*|[%€$£])"
)
# Words of values that are no units.
_WORDS = frozenset(
    {"to", "at", "least", "most", "about", "per", "thousand", "million", "billion", "bn", "tn", "or", "inf"}
)


@dataclass(frozen=True)
class Inlay:
    """A text that an editor shows at a position, as if it stood there."""

    position: Position
    text: str


@dataclass(frozen=True)
class Lens:
    """A text that an editor shows above a record; `id` is the record."""

    range: Range
    text: str
    id: str


@dataclass(frozen=True)
class Token:
    """A word of a formula or a value: its stretch in one line, and its kind among `TOKENS`."""

    range: Range
    kind: str


def inlays(desk: Desk, path: str, stretch: Range) -> tuple[Inlay, ...]:
    """The recomputed value behind each formula of a stretch, and the verdict behind what is stated or should hold."""
    whole, lines, edition = desk.composed(path), desk.lines(path), desk.last
    if whole is None or not isinstance(whole.data, dict):
        return ()
    low, high = lines.offset(stretch.start), lines.offset(stretch.end)
    found = []
    for section, spot in whole.spot.kids.items():
        for id, record in spot.kids.items():
            for field, text in _said(edition, str(section), str(id)).items():
                at = record.kids.get(field)
                if at and low <= at.end <= high:
                    found.append(Inlay(lines.position(at.end), text))
    return tuple(sorted(found, key=lambda each: each.position))


def _said(edition: Edition, section: str, id: str) -> dict[str, str]:
    """What is shown behind the fields of a record."""
    if section == "claims" and id in edition.summaries:
        found = {"formula": f"= {headline(edition, id)}"}
        if id in edition.agreements:
            found["stated"] = verdicts.brief(edition.agreements[id], edition.base.stated[id].unit)
        return found
    if section == "quantities" and id in edition.summaries:
        return {"take": f"= {headline(edition, id)}"}
    if section == "checks" and id in edition.settled.outcomes:
        return {"assert": edition.verdict(id)}
    return {}


def lenses(desk: Desk, path: str) -> tuple[Lens, ...]:
    """What rests on each record of a file."""
    edition = desk.last
    found = ((each, used(edition, each.id, each.section)) for each in symbols(desk, path))
    return tuple(Lens(each.name, text, each.id) for each, text in found if text)


def used(edition: Edition, id: str, section: str) -> str:
    """How many records use a record directly, and how many verdicts lie down its stream; nothing where none does."""
    base = edition.base
    if section == "sources":
        citing = sum(
            any(id in (each.source, each.via) for each in claim.cites)
            for claim in base.records.claims.values()
        )
        return f"cited by {citing}" if citing else ""
    direct = {owner(each) for each in base.children.get(id, ())} - {id}
    below = [owner(each) for each in descendants(base, [id])] if direct else []
    judged = {each for each in below if each in edition.agreements or each in edition.settled.outcomes}
    judged |= {each for each in below if each in edition.comparisons}
    parts = [f"used by {len(direct)}"] if direct else []
    parts += [f"moves {len(judged)} verdict{'s' if len(judged) > 1 else ''}"] if judged else []
    return ", ".join(parts)


def tokens(desk: Desk, path: str) -> tuple[Token, ...]:
    """The words of the formulas and values of a file, in their order."""
    whole, lines = desk.composed(path), desk.lines(path)
    if whole is None:
        return ()
    found = []
    for start, end, kind in sorted(_words(lines.text, whole.data, whole.spot, ())):
        stretch = lines.range(start, end)
        if stretch.start.line == stretch.end.line:
            found.append(Token(stretch, kind))
    return tuple(found)


def encoded(found: Iterable[Token]) -> list[int]:
    """Tokens as the protocol writes them: five numbers each, lines and columns from the token before."""
    numbers: list[int] = []
    line = column = 0
    for each in found:
        (here, start), (_, end) = each.range
        numbers += [
            here - line,
            start - column if here == line else start,
            end - start,
            TOKENS.index(each.kind),
            0,
        ]
        line, column = here, start
    return numbers


def _words(text: str, data: Any, spot: Spot, path: Path) -> Iterator[tuple[int, int, str]]:
    if spot.kids:
        for name, kid in spot.kids.items():
            yield from _words(text, data[name], kid, (*path, name))
    elif isinstance(data, str):
        field = path[-1] if path else ""
        if field in ("formula", "assert") and kind_at(path[:-1]):
            yield from _in_formula(text, spot)
        elif field in ("value", "stated", "taken_as") or (len(path) > 1 and path[-2] == "inputs"):
            yield from _in_value(text, spot)


def _in_formula(text: str, spot: Spot) -> Iterator[tuple[int, int, str]]:
    for hit in _FORMULA.finditer(text, spot.start, spot.end):
        kind = hit.lastgroup or ""
        if kind == "word":
            kind = (
                "function"
                if hit[0] in FUNCTIONS
                else "operator"
                if hit[0] in ("and", "or", "not")
                else "parameter"
            )
        yield hit.start(), hit.end(), kind


def _in_value(text: str, spot: Spot) -> Iterator[tuple[int, int, str]]:
    first = text[spot.start : spot.end].lstrip("'\"<>=~± ")[:1]
    if not first.isdigit() and first not in "$€£at":
        return  # an id, or words
    if first.isalpha() and not re.match(r"""['"]?at (?:least|most) """, text[spot.start : spot.end]):
        return
    for hit in _VALUE.finditer(text, spot.start, spot.end):
        if hit[0] not in _WORDS:
            yield hit.start(), hit.end(), hit.lastgroup or ""
