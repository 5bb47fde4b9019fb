"""Where a record is defined and named, its renaming, and the records of a file or a base as symbols."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from whence.editor.desk import Desk
from whence.editor.lines import Change, Position, Range
from whence.editor.mentions import Mention, mentions, touched
from whence.files import edits
from whence.files.mistakes import bad_id
from whence.files.sections import SECTIONS, having, one
from whence.language.frozen import dataclass
from whence.language.problems import Refused


@dataclass(frozen=True)
class Location:
    """A stretch of a file of the base."""

    path: str
    range: Range


@dataclass(frozen=True)
class Symbol:
    """A record of a file: its id, title and what it is; `range` is all of it and `name` its key."""

    id: str
    title: str
    section: str
    path: str
    range: Range
    name: Range


def definition(desk: Desk, path: str, at: Position) -> Location | None:
    """Where the record is defined that is named at a position, or that an input in a formula stands for."""
    named = _named(desk, path, at)
    if named is None:
        return None
    for other in _near_first(desk, path):
        for each in mentions(desk, other):
            if each.own and each.space == named.space and each.name == _live(desk, named.name):
                return Location(other, desk.lines(other).range(each.start, each.end))
    return None


def references(desk: Desk, path: str, at: Position, declaration: bool = True) -> tuple[Location, ...]:
    """Every place that names the record that is named at a position, by its id or an older one."""
    named = _named(desk, path, at)
    if named is None:
        return ()
    found = _every(desk, _live(desk, named.name), named.space)
    return tuple(
        Location(other, desk.lines(other).range(each.start, each.end))
        for other, each in found
        if declaration or not each.own
    )


def renamed(desk: Desk, path: str, at: Position, new: str) -> Mapping[str, tuple[Change, ...]]:
    """The changes, by file, that call the record at a position something else everywhere; its old id becomes an alias.

    `Refused` where nothing is named there or a unit is, or the new name cannot be one or is taken.
    """
    named = _named(desk, path, at)
    if named is None:
        raise Refused("no record is named here")
    if named.space == "units":
        raise Refused(
            f"`{named.name}` is a unit, which stands inside of values: write another name there by hand"
        )
    old = _live(desk, named.name)
    edition = desk.last
    if mistake := bad_id(new):
        raise Refused("; ".join((mistake.message, *mistake.hints)))
    if (what := edition.base.records.called(new)) and edition.base.aliases.get(new) != old:
        raise Refused(f"`{new}` is {what} already")
    return dict(_renaming(desk, old, new, named.space))


def _renaming(desk: Desk, old: str, new: str, space: str) -> Iterator[tuple[str, tuple[Change, ...]]]:
    """The changes of each file; those that name an older id keep it, since it still leads there."""
    found: dict[str, list[Mention]] = {}
    for path, each in _every(desk, old, space):
        if each.name == old:
            found.setdefault(path, []).append(each)
    for path, named in found.items():
        lines = desk.lines(path)
        text = lines.text
        for each in sorted(named, key=lambda one: -one.start):
            text = text[: each.start] + new + text[each.end :]
        own = next((each for each in named if each.own), None)
        if own and own.path[0] in having("aliases"):
            text = edits.insert(text, (own.path[0], new, "aliases"), old)
        yield path, lines.changes(text)


def symbols(desk: Desk, path: str) -> tuple[Symbol, ...]:
    """The records of a file, in their order."""
    whole, lines = desk.composed(path), desk.lines(path)
    if whole is None or not isinstance(whole.data, dict):
        return ()
    found = []
    for section, spot in whole.spot.kids.items():
        records = whole.data[section]
        if section not in SECTIONS or not isinstance(records, dict):
            continue
        for id, each in spot.kids.items():
            title = records[id].get("title") if isinstance(records[id], dict) else ""
            name = lines.range(each.key_start, each.key_end)
            found.append(
                Symbol(
                    str(id),
                    str(title or one(str(section))),
                    str(section),
                    path,
                    lines.range(each.key_start, max(each.end, each.key_end)),
                    name,
                )
            )
    return tuple(found)


def search(desk: Desk, words: str, most: int = 200) -> tuple[Symbol, ...]:
    """The records of the base whose id or title has all of the words."""
    wanted = words.casefold().split()
    found = []
    for path in desk.paths():
        for each in symbols(desk, path):
            if all(word in f"{each.id} {each.title}".casefold() for word in wanted):
                found.append(each)
    return tuple(found[:most])


def _named(desk: Desk, path: str, at: Position) -> Mention | None:
    """The mention of a record at a position: where it is named, or in a formula by the name of an input."""
    from whence.editor import cursor

    lines = desk.lines(path)
    offset = lines.offset(at)
    found = touched(desk, path, offset)
    if found:
        return found
    start, end = cursor.word_around(lines.text, offset)
    where = cursor.at(lines.text, end)
    if len(where.path) == 3 and where.path[2] in ("formula", "assert"):
        wanted = (*where.path[:2], "inputs", lines.text[start:end])
        return next((each for each in mentions(desk, path) if each.path == wanted), None)
    return None


def _every(desk: Desk, id: str, space: str) -> Iterator[tuple[str, Mention]]:
    """Every mention of a record in the base."""
    for path in desk.paths():
        for each in mentions(desk, path):
            if each.space == space and _live(desk, each.name) == id:
                yield path, each


def _live(desk: Desk, name: str) -> str:
    return desk.last.base.aliases.get(name, name)


def _near_first(desk: Desk, path: str) -> list[str]:
    return [path, *(each for each in desk.paths() if each != path)]
