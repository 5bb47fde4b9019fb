"""What search reads: one row a record with its number, as classic scripts that work from disk."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from whence.account.headlines import headline
from whence.files.schema import Choice
from whence.files.sections import SEARCHED, one
from whence.judge.edition import Edition
from whence.language.frozen import dataclass
from whence.language.problems import visible, visible_json

Address = Callable[[str, str], str]

FIRST = "search-data.js"
# A page reads the files of so many records one by one, so each stays quick to load.
ROWS = 2000

# Fields whose text a record is found by, besides its id, title, unit, tags, older ids, sources and standing.
WORDS = ("by", "scope", "status", "publisher", "container_title")


@dataclass(frozen=True)
class Row:
    """A record as search and previews show it: `what` it is more closely, the `folder` of its page, further `words`.

    It is also found by the ids and titles of its `sources`.
    """

    kind: str
    folder: str
    id: str
    title: str
    number: str
    what: str
    words: tuple[str, ...]
    sources: tuple[str, ...]


def scripts(edition: Edition, address: Address, rows: int = ROWS) -> dict[str, str]:
    """The files of the index by name; the first sets `whenceSearch` and names the others, which add to it.

    The files of titles come first, since a reader types words of titles: each has `kinds`, with the folder of their
    pages and how many there are, and `titles`, an id and a title in turn. The files of numbers follow in the same
    order: `numbers`, and in `words` what each record is and what else it is found by, as places in `table`, where a
    number stands for the id and title of the record in that row of all.

    `address` gives the page of a record from its id and section, from the root of the site; a record without
    a page is left out.
    """
    every = list(index(edition, address))
    parts = [every[at : at + rows] for at in range(0, len(every), rows)] or [[]]
    places = {row.id: n for n, row in enumerate(every) if row.kind == one("sources")}
    later = {
        **{f"search-data-{n}.js": _titles(part) for n, part in enumerate(parts[1:], 2)},
        **{f"search-numbers-{n}.js": _numbers(part, places) for n, part in enumerate(parts, 1)},
    }
    first = f"var whenceSearch = {_literal({**_titles(parts[0]), 'more': [*later]})};\n"
    return {FIRST: first} | {name: f"whenceSearch.add({_literal(part)});\n" for name, part in later.items()}


def index(edition: Edition, address: Address) -> Iterator[Row]:
    """The rows of every record that has a page: section by section, ids in order."""
    grave = _grave(edition)
    for section in SEARCHED:
        for id, record in sorted(edition.base.records.of(section.name).items()):
            if place := address(id, section.name):
                folder = place.removesuffix(f"{id}.html")
                number, words = _number(edition, section.name, id, record), _words(edition, grave, id, record)
                yield Row(
                    section.one,
                    folder,
                    id,
                    visible(record.title),
                    visible(number),
                    _what(record),
                    words,
                    _sources(edition, record),
                )


def _titles(rows: Sequence[Row]) -> dict[str, Any]:
    kinds = [(*key, len([*same])) for key, same in groupby(rows, lambda row: (row.kind, row.folder))]
    return {"kinds": kinds, "titles": [text for row in rows for text in (row.id, row.title)]}


def _numbers(rows: Sequence[Row], places: Mapping[str, int]) -> dict[str, Any]:
    """Repeated text once in a table, the most frequent first, so that most places have one or two digits."""
    found = [(row.what, *row.words, *(places.get(each, each) for each in row.sources)) for row in rows]
    counts = Counter(each for entries in found for each in entries)
    table = sorted(counts, key=lambda each: (-counts[each], str(each)))
    place = {each: n for n, each in enumerate(table)}
    words = [[place[each] for each in entries] for entries in found]
    return {"numbers": [row.number for row in rows], "table": table, "words": words}


def _number(edition: Edition, section: str, id: str, record: Any) -> str:
    if section == "checks":
        return edition.verdict(id) if id in edition.settled.outcomes else ""
    if section == "sources":
        return " ".join(each for each in (_authors(record), str(record.issued)) if each)
    if section == "terms":
        return " or ".join(record.senses)
    return headline(edition, id).replace("  [", " [")


def _what(record: Any) -> str:
    """The kind of a claim or the type of a source; nothing for other records."""
    kind = "" if isinstance(record, Choice) else getattr(record, "kind", "")
    return str(kind or getattr(record, "type", "") or "")


def _authors(source: Any) -> str:
    names = [each.family or each.literal or each.given for each in source.author]
    return ", ".join(names[:2]) + (" and others" if len(names) > 2 else "") or source.publisher


def _words(edition: Edition, grave: Container[str], id: str, record: Any) -> tuple[str, ...]:
    """What else a record is looked for by: older ids, tags, unit, the stated figure, scope, who said it, how it stands."""
    words = [text for name in ("aliases", "tags", "words") for text in getattr(record, name, ())]
    words += [str(getattr(record, name, "")) for name in WORDS]
    words += [edition.dimensions.units[id].text] if id in edition.dimensions.units else []
    words += [edition.base.stated[id].text] if id in edition.base.stated else []
    return _once([*words, *_standing(edition, grave, id, record)])


def _standing(edition: Edition, grave: Container[str], id: str, record: Any) -> Iterator[str]:
    """The words of a record's standing that no field of its holds."""
    if getattr(record, "headline", False):
        yield "headline"
    if id in grave:
        yield "conflict"
    if id in edition.summaries and edition.summaries[id].open:
        yield "open"
    yield getattr(record, "absence", "")


def _grave(edition: Edition) -> frozenset[str]:
    """The ids of the records that something grave is objected to in, and not accepted."""
    findings = (each for each in edition.findings if each.severity in ("error", "conflict"))
    return frozenset(each.id for each in findings if not each.accepted)


def _sources(edition: Edition, record: Any) -> tuple[str, ...]:
    cites = getattr(record, "cites", ())
    return _once(edition.base.aliases.get(name, name) for each in cites for name in (each.source, each.via))


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(each for each in dict.fromkeys(words) if each and each != "current")


def _literal(value: object) -> str:
    """JSON that is also safe inside a script, whatever the base's text holds."""
    text = visible_json(json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")))
    for char in "<>&":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text
