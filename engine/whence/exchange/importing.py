"""Which kind of file is brought in, by its name and by what is in it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Mapping

from whence.exchange import columns as tables
from whence.exchange import indicators, references, rows, spreadsheets, squiggle, wikidata
from whence.exchange.brought import Brought, read_json, snapshot
from whence.language.limits import BROUGHT, CELLS
from whence.language.problems import Refused, brief
from whence.language.units.units import STANDARD, Units

WORKBOOKS = (".xlsx", ".xlsm")
ENDINGS = (*WORKBOOKS, ".csv", ".bib", ".ris", ".json", ".squiggle")


def bring(
    name: str,
    content: bytes,
    taken: Collection[str] = (),
    columns: Mapping[str, str] | None = None,
    units: Units = STANDARD,
) -> Brought:
    """The new files that a file of another kind makes; `Refused` says what is wrong with it as a whole.

    `taken` are the ids that the base has; `columns` says of a table which column is which field, `units` what it can be in.
    """
    if len(content) > BROUGHT.most:
        raise Refused(BROUGHT.over(len(content)))
    ending = "." + name.rpartition(".")[2].casefold()
    if ending in WORKBOOKS:
        return spreadsheets.spreadsheet(content, name, taken)
    if ending not in ENDINGS:
        raise Refused(f"`{brief(name)}` ends in none of {', '.join(ENDINGS)}, so it is not known what it is")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(f"it is not written in UTF-8 (byte {error.start + 1})") from None
    if ending == ".csv":
        return _hashed(_table(text, name, taken, columns or {}, units), name, content)
    if ending == ".squiggle":
        return _hashed(squiggle.model(text, name, taken), name, content)
    if ending == ".bib":
        return references.bibtex(text, name, taken)
    return references.ris(text, name, taken) if ending == ".ris" else _json(text, name, taken)


def _hashed(found: Brought, name: str, content: bytes) -> Brought:
    """The same with the hash of the file at the source that it is, by which it is known when it comes again."""
    for data in found.files.values():
        if found.source in data.get("sources", {}):
            data["sources"][found.source]["snapshot"] = snapshot(name, content)
    return found


def _table(text: str, name: str, taken: Collection[str], columns: Mapping[str, str], units: Units) -> Brought:
    try:
        found = list(csv.reader(io.StringIO(text, newline=""), delimiter=_between(text), strict=True))
    except csv.Error as error:
        raise Refused(f"this is no CSV: {error}") from None
    # a row without a cell is gone through as well
    if sum(len(row) or 1 for row in found) > CELLS.most * 10:
        raise Refused(CELLS.over())
    if len(found) < 2:
        raise Refused("a table has a row of names and at least one more")
    if rows.is_table(found[0]):
        return rows.files(found)
    return tables.claims(found, name, columns, taken, units)


def _between(text: str) -> str:
    """What stands between the columns: a comma, or what spreadsheets write where that is the decimal sign."""
    head = re.sub(r'"[^"]*"', "", text.partition("\n")[0])
    return max(",;\t", key=head.count)


def _json(text: str, name: str, taken: Collection[str]) -> Brought:
    found = read_json(text)
    first = found[0] if isinstance(found, list) and found else found
    typed = isinstance(first, dict) and "type" in first and ("title" in first or "id" in first)
    if typed and not wikidata.is_statements(found):
        return references.csl(found, name, taken)
    if rows.is_records(found):
        return rows.of_records(found)
    if wikidata.is_statements(found):
        return wikidata.statements(found, name, taken)
    if indicators.is_metadata(found):
        return indicators.metadata(found, name, taken)
    if isinstance(found, dict) and isinstance(found.get("claims"), list):
        raise Refused(
            "this has numbers, and not how they are written; `whence export --format records` has both ways"
        )
    raise Refused(
        "of JSON there are brought in: records (`whence export --format records`), lists of sources (CSL-JSON), the "
        "metadata files of Our World in Data, and statements of Wikidata"
    )
