"""What search reads: one row a record with its number, as classic scripts that work from disk."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from whence.case import Case
from whence.headlines import headline

Address = Callable[[str, str], str]
Row = tuple[str, str, str, str, str, str]

FIRST = "search-data.js"
# A page reads the first file at once and the others one by one, so each stays quick to load.
ROWS = 2000
SECTIONS: Mapping[str, str] = {
    "claims": "claim",
    "quantities": "quantity",
    "choices": "choice",
    "terms": "term",
    "checks": "check",
    "sources": "source",
}

# Fields whose text a record is found by, besides its id, title, unit, tags, older ids and sources.
WORDS = ("by", "kind", "type", "scope", "status", "publisher", "container_title")


def scripts(case: Case, address: Address, rows: int = ROWS) -> dict[str, str]:
    """The files of the index by name. The first sets `whenceSearch` and names the others, which add to it.

    `address` gives the page of a record from its id and section, from the root of the site; a record without
    a page is left out. A row is kind, id, title, number, address, and further words that it is found by.
    """
    every = [list(each) for each in index(case, address)]
    parts = [every[at : at + rows] for at in range(0, len(every), rows)] or [[]]
    names = [FIRST, *(f"search-data-{n}.js" for n in range(2, len(parts) + 1))]
    found = {FIRST: f"var whenceSearch = {_literal({'rows': parts[0], 'more': names[1:]})};\n"}
    for name, part in zip(names[1:], parts[1:], strict=True):
        found[name] = f"whenceSearch.add({_literal(part)});\n"
    return found


def index(case: Case, address: Address) -> Iterator[Row]:
    """The rows of every record that has a page: section by section, ids in order."""
    records = case.base.records
    for section, kind in SECTIONS.items():
        for id, record in sorted(getattr(records, section).items()):
            if place := address(id, section):
                yield (
                    kind,
                    id,
                    record.title,
                    _number(case, section, id, record),
                    place,
                    _words(case, id, record),
                )


def _number(case: Case, section: str, id: str, record: Any) -> str:
    if section == "checks":
        outcome = case.settled.outcomes.get(id)
        return outcome.verdict() if outcome and not outcome.axes else ""
    if section == "sources":
        return " ".join(each for each in (_authors(record), str(record.issued)) if each)
    return "" if section == "terms" else headline(case, id).replace("  [", " [")


def _authors(source: Any) -> str:
    names = [each.family or each.literal or each.given for each in source.author]
    return ", ".join(names[:2]) + (" and others" if len(names) > 2 else "") or source.publisher


def _words(case: Case, id: str, record: Any) -> str:
    """What else a record is looked for by: older ids, tags, unit, who said it, and the sources it cites."""
    words = [*record.aliases, *record.tags, *getattr(record, "words", ()), *getattr(record, "senses", ())]
    words += [str(getattr(record, name, "")) for name in WORDS]
    words += [case.dimensions.units[id].text] if id in case.dimensions.units else []
    sources = case.base.records.sources
    for each in getattr(record, "cites", ()):
        for name in (each.source, each.via):
            known = sources.get(case.base.aliases.get(name, name))
            words += [name, known.title if known else ""]
    return " ".join(_once(words))


def _once(words: Iterable[str]) -> list[str]:
    return [each for each in dict.fromkeys(words) if each and each != "current"]


def _literal(value: object) -> str:
    """JSON that is also safe inside a script, whatever the base's text holds."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text
