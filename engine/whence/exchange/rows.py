"""Every record as a row of a table, as it is written; and the files that such a table makes, which are the same again.

A text stands in its cell as it is. What is no text (a mapping, a list, true or false) is JSON, and so is a text that would be
taken for one. A cell that a spreadsheet would take for a formula has an apostrophe in front.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from whence.exchange.brought import Brought, read_json, twice
from whence.files import filenames, yaml
from whence.files.sections import SECTIONS, TOPIC
from whence.files.yaml import Composed
from whence.language.problems import Refused, brief, counted

HEAD = ("file", "section", "id")
# Signs that begin a formula, in the wide form of East Asian keyboards too, after whatever space; and what stands before them.
_SIGNS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_BEFORE = ("\t", "\r", "'")
_JSON = ("{", "[", '"')
_WORDS = {"true": True, "false": False}


def guarded(text: str) -> str:
    """A text that no spreadsheet computes: an apostrophe stands in front of what it would take for a formula."""
    return f"'{text}" if _computed(text) else text


def unguarded(text: str) -> str:
    """The text that was guarded."""
    return text[1:] if text.startswith("'") and _computed(text[1:]) else text


def _computed(text: str) -> bool:
    return text.startswith(_BEFORE) or text.lstrip().startswith(_SIGNS)


def table(texts: Mapping[str, str]) -> str:
    """The records of some files as CSV: file, section and id, then a column for each field that any of them has.

    `Refused` where a file cannot be read, since its records would be missing.
    """
    rows = list(_records(texts))
    columns = [*HEAD, *dict.fromkeys(field for *_, record in rows for field in record)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for *where, record in rows:
        cells = [*where, *(_cell(record[name]) if name in record else "" for name in columns[len(HEAD) :])]
        writer.writerow([guarded(each) for each in cells])
    return out.getvalue()


def _records(texts: Mapping[str, str]) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    for path, text in sorted(texts.items()):
        found = yaml.compose(text)
        if not isinstance(found, Composed) or found.faults or not isinstance(found.data, dict | None):
            raise Refused(f"{path} cannot be read, and its records would be missing; `whence check` says why")
        for section, records in (found.data or {}).items():
            if section == TOPIC:
                yield path, section, "", _fields(records, "title")
                continue
            for id, record in (records or {}).items():
                yield path, section, id, _fields(record, "equals" if section == "units" else "title")


def _fields(record: Any, short: str) -> dict[str, Any]:
    """The fields of a record that are not empty."""
    record = record if isinstance(record, dict) else {short: record}
    return {name: value for name, value in record.items() if value is not None}


def _cell(value: Any) -> str:
    if isinstance(value, str) and value and not value.startswith(_JSON) and value not in _WORDS:
        return value
    return json.dumps(value, ensure_ascii=False)


def records(texts: Mapping[str, str]) -> str:
    """The records of some files as JSON, by file, section and id; `Refused` where a file cannot be read."""
    found: dict[str, dict[str, Any]] = {}
    for path, section, id, record in _records(texts):
        data = found.setdefault(path, {})
        if section == TOPIC:
            data[section] = record
        else:
            data.setdefault(section, {})[id] = record
    return json.dumps({"files": found}, ensure_ascii=False, indent=1) + "\n"


def is_records(found: Any) -> bool:
    """Whether a JSON value has records by their files."""
    return isinstance(found, dict) and isinstance(found.get("files"), dict)


def of_records(found: Mapping[str, Any]) -> Brought:
    """The files that records by file make, as they were; `Refused` names the place that cannot be one."""
    count = 0
    for path, data in found["files"].items():
        if not filenames.editable(path) or not isinstance(data, dict):
            raise Refused(f"`{brief(path)}` cannot be a file of a base")
        for section, of in data.items():
            if not isinstance(of, dict) or section not in (*SECTIONS, TOPIC) or not _is_data(of):
                raise Refused(f"{brief(path)}: `{brief(section)}` is no section of the files")
            if section == TOPIC:
                continue
            if no := [id for id, each in of.items() if not isinstance(each, dict | str)]:
                raise Refused(f"{brief(path)}: `{brief(no[0])}` is no record, which has fields")
            count += len(of)
    return Brought(found["files"], (f"{counted(count, 'record')} as written",))


def _is_data(value: Any) -> bool:
    """Whether a value is made of what files have: texts, true and false, lists and mappings."""
    if isinstance(value, dict):
        return all(map(_is_data, value.values()))
    return all(map(_is_data, value)) if isinstance(value, list) else isinstance(value, str | bool)


def is_table(head: Sequence[str]) -> bool:
    """Whether the first row of a table is that of records as they are written, in whatever order its columns are."""
    return set(HEAD) <= set(head)


def files(rows: Sequence[Sequence[str]]) -> Brought:
    """The files that rows of records make, the first row their head; `Refused` names the row that cannot be one."""
    head, found = rows[0], dict[str, dict[str, Any]]()
    if (name := twice(head)) is not None:
        raise Refused(f"two columns are called `{brief(name)}`, and only one of them can count")
    for n, row in enumerate(rows[1:], 2):
        if not any(row):
            continue
        if any(row[len(head) :]):
            raise Refused(f"row {n} has more cells than there are columns")
        cells = dict(zip(head, map(unguarded, row), strict=False))
        path, section, id = (cells.pop(name, "") for name in HEAD)
        if not filenames.editable(path):
            raise Refused(f"row {n}: `{brief(path)}` cannot be a file of a base")
        if section != TOPIC and (section not in SECTIONS or not id):
            raise Refused(f"row {n}: `{brief(section)}` is no section of the files, or `id` is empty")
        record = {name: _read(text, n, name) for name, text in cells.items() if text}
        data = found.setdefault(path, {})
        if section == TOPIC:
            if id or section in data:
                raise Refused(f"row {n}: a file has one topic, and it has no id")
            data[section] = record
        elif id in data.setdefault(section, {}):
            raise Refused(f"row {n}: `{brief(id)}` stands in two rows")
        else:
            data[section][id] = record
    count = sum(len(records) for data in found.values() for name, records in data.items() if name != TOPIC)
    return Brought(found, (f"{counted(count, 'record')} as written",))


def _read(text: str, row: int, name: str) -> Any:
    if text in _WORDS:
        return _WORDS[text]
    if not text.startswith(_JSON):
        return text
    try:
        found = read_json(text)
    except Refused as error:
        raise Refused(
            f"row {row}, {brief(name)}: `{brief(text)}`: {error}; a text is put into quotes"
        ) from None
    if not _is_data(found):
        raise Refused(f"row {row}, {brief(name)}: a number in `{brief(text)}` is put into quotes")
    return found
