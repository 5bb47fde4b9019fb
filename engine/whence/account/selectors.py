"""Selectors: a short text that picks records, as `+power`, `tag:energy,kind:fact` or `changed:HEAD~5+`.

selection = union { " " union }         what any of them picks
union     = step { "," step }           what all of them pick
step      = [ [n] "+" ] what [ "+" [n] ]   with what it rests on, and with what rests on it, n steps far
what      = id | pattern with * or ? | method ":" ( value | '"' value as it stands '"' )
"""

from __future__ import annotations

import glob
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import get_args

from whence.files.schema import Kind
from whence.files.sections import NUMBERED, SEARCHED, one
from whence.judge.edition import Edition
from whence.judge.rules.wording import pages
from whence.language.patterns import later
from whence.language.problems import SEVERITIES, Refused, brief, did_you_mean, few
from whence.language.units.units import Unit
from whence.model.graph import owner

_STEP = later(r'(?:(?P<up>[0-9]*)\+)?(?P<what>(?:[^+"]|"[^"]*")+?)(?:\+(?P<down>[0-9]*))?')
# Words between blanks and between commas, which in quotes part nothing.
_WORD, _PART = later(r'(?:[^\s"]|"[^"]*")+'), later(r'(?:[^,"]|"[^"]*")*')
Changed = Callable[[str], Iterable[str]]


def select(edition: Edition, texts: Sequence[str], changed: Changed | None = None) -> tuple[str, ...]:
    """The ids that any of the texts picks, in the order of the sections and of the files; all where there is no text.

    `changed` gives the ids that differ from a Git revision. `Refused` for what picks nothing because it is misspelt.
    """
    ordered = every(edition)
    if odd := next((text for text in texts if text.count('"') % 2), ""):
        raise Refused(f"in `{brief(odd)}` a quotation does not end")
    parts = [part for text in texts for part in _WORD.findall(text)]
    if not parts:
        return ordered
    picked = {id for part in parts for id in _all_of(edition, part, changed)}
    return tuple(id for id in ordered if id in picked)


def every(edition: Edition) -> tuple[str, ...]:
    """The id of every record that can be picked."""
    return tuple(id for section in SEARCHED for id in edition.base.records.of(section.name))


def is_plain(text: str) -> bool:
    """Whether a text is nothing but an id, which then must be there."""
    return not re.search(r'[+,:*?"\s]', text)


def _all_of(edition: Edition, text: str, changed: Changed | None) -> frozenset[str]:
    found, at = [], 0
    while at <= len(text):
        hit = _PART.match(text, at)
        assert hit  # it fits nothing at all, too
        found.append(_step(edition, hit[0], changed))
        at = hit.end() + 1
    return frozenset.intersection(*found)


def _step(edition: Edition, text: str, changed: Changed | None) -> frozenset[str]:
    hit = _STEP.fullmatch(text)
    if not hit:
        raise Refused(
            f"`{brief(text)}` picks nothing; write an id, `tag:energy`, `+id`, `id+`, or both parted by a comma"
        )
    start = _what(edition, hit["what"], changed)
    found = set(start)
    if hit["up"] is not None:
        found |= _walk(start, lambda id: _above(edition, id), hit["up"])
    if hit["down"] is not None:
        found |= _walk(start, lambda id: _below(edition, id), hit["down"])
    return frozenset(found)


def _walk(start: Iterable[str], follow: Callable[[str], Iterable[str]], most: str) -> set[str]:
    """What is reached from some ids, so many steps far."""
    found: set[str] = set()
    ring, left = set(start), int(most) if most else -1
    while ring and left:
        ring = {each for id in ring for each in follow(id)} - found
        found |= ring
        left -= 1
    return found


def _above(edition: Edition, id: str) -> Iterator[str]:
    """The records that a record is computed from."""
    base = edition.base
    for each in base.parents.get(id, ()):
        yield owner(each)
        if owner(each) == id:
            yield from map(owner, base.parents.get(each, ()))


def _below(edition: Edition, id: str) -> Iterator[str]:
    """The records that are computed from a record, or cite it."""
    base = edition.base
    if id in base.records.sources:
        yield from citing(edition, id)
    names = [id, *(each for each in base.nodes if "#" in each and owner(each) == id)]
    for name in names:
        yield from (owner(each) for each in base.children.get(name, ()) if owner(each) != id)


def citing(edition: Edition, source: str) -> Iterator[str]:
    """The records that cite a source as their origin, or as where it was read."""
    base = edition.base
    for section in SEARCHED:
        for id, record in base.records.of(section.name).items():
            cites = [*getattr(record, "cites", ())]
            for part in (getattr(record, name, {}) for name in ("senses", "options")):
                cites += [cite for each in part.values() for cite in each.cites]
            if any(
                source in (base.aliases.get(c.source, c.source), base.aliases.get(c.via, c.via))
                for c in cites
            ):
                yield id


def _what(edition: Edition, text: str, changed: Changed | None) -> frozenset[str]:
    method, colon, value = text.partition(":")
    if colon:
        if method == "changed":
            if changed is None:
                raise Refused("`changed:` asks for another revision, and there is none to ask for here")
            return frozenset(changed(value or "HEAD")) & frozenset(every(edition))
        if method not in METHODS:
            methods = (*METHODS, "changed")
            hint = next(iter(did_you_mean(method, methods)), f"there are {few(methods, 9)}")
            raise Refused(f"`{brief(method)}:` selects nothing; {hint}")
        whole = len(value) > 1 and value[0] == value[-1] == '"'
        return frozenset(METHODS[method](edition, glob.escape(value[1:-1]) if whole else value))
    if "*" in text or "?" in text:
        return frozenset(_matching(text, every(edition), "id"))
    name = edition.base.aliases.get(text, text)
    if name in edition.wrong and name not in every(edition):
        raise Refused(f"`{brief(text)}` could not be read; `whence check` says why")
    if name not in every(edition):
        raise Refused(
            "; ".join(
                (f"nothing in this base is called `{brief(text)}`", *did_you_mean(text, every(edition), 3))
            )
        )
    return frozenset({name})


def _matching(pattern: str, known: Iterable[str], what: str) -> frozenset[str]:
    """The known names that a pattern fits; `Refused` where there is none."""
    names = frozenset(known)
    found = frozenset(each for each in names if fnmatchcase(each.casefold(), pattern.casefold()))
    if not found:
        near = did_you_mean(pattern, map(_quoted, names), 3)
        there = (
            f"there {'is' if len(names) == 1 else 'are'} {few(sorted(map(_quoted, names)), 13)}"
            if names and what != "id"
            else ""
        )
        told = (f"no {what} of this base is `{brief(pattern)}`", *(near or filter(None, [there])))
        raise Refused("; ".join(told))
    return found


def _quoted(name: str) -> str:
    """A name as a selector takes it: in quotes where it holds what parts selectors."""
    return f'"{name}"' if re.search(r"[\s,+*?\[]", name) and '"' not in name else name


def _by(
    edition: Edition, pattern: str, what: str, of: Callable[[str, object], Iterable[str]]
) -> Iterator[str]:
    """The records one of whose words of a kind fits a pattern."""
    words = {
        id: tuple(of(id, record))
        for section in SEARCHED
        for id, record in edition.base.records.of(section.name).items()
    }
    fits = _matching(pattern, {word for each in words.values() for word in each}, what)
    return (id for id, each in words.items() if not fits.isdisjoint(each))


def _tag(edition: Edition, value: str) -> Iterator[str]:
    return _by(edition, value, "tag", lambda _, record: getattr(record, "tags", ()))


def topic_names(edition: Edition, id: str) -> tuple[str, ...]:
    """The names by which the topic of a record can be asked for: its file, without folder and ending, and its title."""
    home = edition.base.records.home.get(f"{edition.section(id)}:{id}", "")
    if not home.startswith("claims/"):
        return ()
    topic = edition.base.records.topics.get(home)
    stem = home.rpartition("/")[2].rpartition(".")[0]
    return tuple(each for each in (stem, topic.title if topic else "", home) if each)


def _topic(edition: Edition, value: str) -> Iterator[str]:
    return _by(edition, value, "topic", lambda id, _: topic_names(edition, id))


def _source(edition: Edition, value: str) -> Iterator[str]:
    aliases = edition.base.aliases
    for each in _matching(aliases.get(value, value), edition.base.records.sources, "source"):
        yield from citing(edition, each)


def _unit(edition: Edition, value: str) -> Iterator[str]:
    wanted = edition.base.units.shown_in(value)
    if not isinstance(wanted, Unit):
        raise Refused("; ".join((f"unit:{brief(value)}: {wanted.message}", *wanted.hints)))
    for id, unit in edition.dimensions.units.items():
        if "#" not in id and (unit.dimension, unit.factor, unit.style) == (
            wanted.dimension,
            wanted.factor,
            wanted.style,
        ):
            yield id


def _rule(edition: Edition, value: str) -> Iterator[str]:
    _matching(value, {*pages.severities(), *SEVERITIES}, "rule")
    return (owner(each.id) for each in edition.findings if fnmatchcase(each.rule, value))


def _kind(edition: Edition, value: str) -> Iterator[str]:
    kinds = {*get_args(Kind), *(each.one for each in SEARCHED), "computed"}
    fits = _matching(value, kinds, "kind")
    for section in SEARCHED:
        for id, record in edition.base.records.of(section.name).items():
            own = {one(section.name), getattr(record, "kind", "") if section.name == "claims" else ""}
            if getattr(record, "formula", ""):
                own = {one(section.name), "computed"}
            if not fits.isdisjoint(own):
                yield id


def _status(edition: Edition, value: str) -> Iterator[str]:
    return _by(edition, value, "status", lambda _, record: filter(None, (getattr(record, "status", ""),)))


# What a record can be picked by, besides its id and `changed:`.
METHODS: Mapping[str, Callable[[Edition, str], Iterable[str]]] = {
    "tag": _tag,
    "topic": _topic,
    "source": _source,
    "unit": _unit,
    "rule": _rule,
    "kind": _kind,
    "status": _status,
}


def numbers(edition: Edition, ids: Iterable[str]) -> list[str]:
    """Those of some ids that are claims, quantities or choices, in the order given."""
    return [id for id in ids if any(id in edition.base.records.of(section) for section in NUMBERED)]
