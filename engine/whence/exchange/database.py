"""A base as tables that SQL asks: in memory, without a file and without the network."""

from __future__ import annotations

import importlib.util
import sqlite3
import tempfile
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whence.account import answers, selectors
from whence.disk import folders
from whence.files.sections import NUMBERED, SEARCHED, one
from whence.judge.edition import Edition
from whence.language.limits import BASE
from whence.language.problems import Refused, brief

SECONDS, MOST = 60, 100_000
# The columns of each table, with what they hold.
TABLES: Mapping[str, str] = {
    "claims": "id TEXT, title TEXT, section TEXT, kind TEXT, status TEXT, value TEXT, formula TEXT, unit TEXT, point DOUBLE, "
    "median DOUBLE, mean DOUBLE, sd DOUBLE, low DOUBLE, high DOUBLE, bound TEXT, open TEXT, as_of TEXT, known TEXT, topic TEXT, "
    "file TEXT, note TEXT",
    "inputs": "id TEXT, name TEXT, input TEXT",
    "citations": "id TEXT, source TEXT, via TEXT, place TEXT, excerpt TEXT, stance TEXT",
    "sources": "id TEXT, title TEXT, type TEXT, publisher TEXT, container_title TEXT, URL TEXT, DOI TEXT, "
    "issued TEXT, status TEXT",
    "estimates": "id TEXT, context TEXT, possible BOOLEAN, point DOUBLE, median DOUBLE, low DOUBLE, high DOUBLE",
    "findings": "rule TEXT, severity TEXT, id TEXT, message TEXT, file TEXT, line INTEGER, accepted TEXT",
    "history": "id TEXT, value TEXT, formula TEXT, as_of TEXT, known TEXT, until TEXT, why TEXT",
    "tags": "id TEXT, tag TEXT",
}


@dataclass(frozen=True)
class Answer:
    """What a query gives: the names of its columns, and its rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def tables(edition: Edition) -> Mapping[str, list[tuple[Any, ...]]]:
    """The rows of every table; numbers are in the unit of their record."""
    return {name: list(rows(edition)) for name, rows in _ROWS.items()}


def query(edition: Edition, sql: str, engine: str = "") -> Answer:
    """What a query says of a base: by DuckDB, or by SQLite where that is asked for or the other is not installed."""
    engine = engine or ("duckdb" if importlib.util.find_spec("duckdb") else "sqlite")
    return (_duckdb if engine == "duckdb" else _sqlite)(tables(edition), sql)


def _duckdb(made: Mapping[str, list[tuple[Any, ...]]], sql: str) -> Answer:
    try:
        import duckdb
    except ImportError:
        raise Refused(
            "DuckDB is not installed: pip install 'whence[query]', or ask with --engine sqlite"
        ) from None
    connection = duckdb.connect(":memory:", config={"enable_external_access": "false", "memory_limit": "1GB"})
    try:
        _fill(connection, made)
        # Neither what is on this machine nor what is in the program can be asked, and no query can change that.
        connection.execute("SET python_enable_replacements=false")
        connection.execute("SET lock_configuration=true")
        alarm = threading.Timer(SECONDS, connection.interrupt)
        alarm.start()
        try:
            return _limited(connection.execute(sql))
        finally:
            alarm.cancel()
    except duckdb.Error as error:
        raise Refused(_said(error)) from None
    finally:
        connection.close()


def _sqlite(made: Mapping[str, list[tuple[Any, ...]]], sql: str) -> Answer:
    connection = _filled(made)
    allowed = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
    connection.set_authorizer(
        lambda action, *_: sqlite3.SQLITE_OK if action in allowed else sqlite3.SQLITE_DENY
    )
    alarm = threading.Timer(SECONDS, connection.interrupt)
    alarm.start()
    try:
        return _limited(connection.execute(sql))
    except (sqlite3.Error, sqlite3.Warning) as error:
        raise Refused(_said(error)) from None
    finally:
        alarm.cancel()
        connection.close()


def _limited(found: Any) -> Answer:
    """The rows of a cursor; DuckDB gives none for a text without a statement, SQLite one without columns."""
    if found is None or not found.description:
        raise Refused(f"there is no question in this\nthe tables are {', '.join(TABLES)}")
    columns, rows = tuple(each[0] for each in found.description), found.fetchmany(MOST + 1)
    if len(rows) > MOST:
        raise Refused(f"the answer has more than {MOST:,} rows; add a LIMIT, or ask for less")
    return Answer(columns, tuple(map(tuple, rows)))


def _said(error: Exception) -> str:
    lines = [brief(line, 200) for line in str(error).splitlines() if line.strip()]
    return "\n".join([*lines[:6], f"the tables are {', '.join(TABLES)}"])


def _filled(made: Mapping[str, list[tuple[Any, ...]]]) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    for name, rows in made.items():
        connection.execute(f"CREATE TABLE {name} ({TABLES[name]})")
        connection.executemany(
            f"INSERT INTO {name} VALUES ({', '.join('?' * (TABLES[name].count(',') + 1))})", rows
        )
    connection.commit()
    return connection


def sqlite_file(edition: Edition) -> bytes:
    """The tables as a file of SQLite."""
    connection = _filled(tables(edition))
    try:
        return connection.serialize()
    finally:
        connection.close()


def duckdb_file(edition: Edition) -> bytes:
    """The tables as a file of DuckDB, which writes one itself and gives no bytes."""
    try:
        import duckdb
    except ImportError:
        raise Refused("a file of DuckDB is written by DuckDB: pip install 'whence[query]'") from None
    with tempfile.TemporaryDirectory() as at:
        path = Path(at) / "base.duckdb"
        connection = duckdb.connect(str(path))
        try:
            _fill(connection, tables(edition))
        finally:
            connection.close()
        return folders.given(path, BASE)


def _fill(connection: Any, made: Mapping[str, list[tuple[Any, ...]]]) -> None:
    """Put the tables into DuckDB."""
    for name, rows in made.items():
        connection.execute(f"CREATE TABLE {name} ({TABLES[name]})")
        if rows:
            connection.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(rows[0]))})", rows)


def _claims(edition: Edition) -> Iterator[tuple[Any, ...]]:
    records = edition.base.records
    for section in NUMBERED:
        for id, record in records.of(section).items():
            found = answers.claim(edition, id)
            numbers = (found.get(name) for name in ("point", "median", "mean", "sd", "low", "high"))
            times = (found.get("as_of"), found.get("known"))
            topic = next(iter(selectors.topic_names(edition, id)), "")
            yield (
                id, record.title, one(section), found["kind"], getattr(record, "status", ""), getattr(record, "value", ""),
                getattr(record, "formula", ""), found["unit"], *numbers, found.get("bound"), " ".join(found["open"]), *times,
                topic, records.home.get(f"{section}:{id}", ""), record.note,
            )  # fmt: skip


def _inputs(edition: Edition) -> Iterator[tuple[Any, ...]]:
    for id, node in edition.base.nodes.items():
        named = getattr(node, "inputs", None) or getattr(node, "options", None) or {}
        yield from ((id, name, ref) for name, ref in named.items())
        yield from ((id, "", ref) for ref in getattr(node, "members", ()))


def _citations(edition: Edition) -> Iterator[tuple[Any, ...]]:
    for section in SEARCHED:
        for id, record in edition.base.records.of(section.name).items():
            for each in getattr(record, "cites", ()):
                yield id, each.source, each.via, each.at, each.excerpt, each.stance


def _sources(edition: Edition) -> Iterator[tuple[Any, ...]]:
    for id, each in edition.base.records.sources.items():
        yield (
            id, each.title, each.type, each.publisher, each.container_title, each.URL, each.DOI, each.issued, each.status,
        )  # fmt: skip


def _estimates(edition: Edition) -> Iterator[tuple[Any, ...]]:
    for id in selectors.numbers(edition, selectors.every(edition)):
        if id not in edition.summaries:
            continue
        for each in edition.summaries[id].readings:
            context = ", ".join(f"{axis}={option}" for axis, option in each.choose.items())
            numbers = answers.numbers(each, edition.unit(id))
            yield (
                id,
                context,
                each.possible,
                *(numbers[name] for name in ("point", "median", "low", "high")),
            )


def _findings(edition: Edition) -> Iterator[tuple[Any, ...]]:
    for each in edition.findings:
        where = (each.place.file, each.place.line) if each.place else ("", None)
        yield (each.rule, each.severity, each.id, each.message, *where, each.accepted)


def _history(edition: Edition) -> Iterator[tuple[Any, ...]]:
    for id, claim in edition.base.records.claims.items():
        for each in claim.history:
            yield id, each.value, each.formula, each.as_of, each.known, each.until, each.why


def _tags(edition: Edition) -> Iterator[tuple[Any, ...]]:
    for section in SEARCHED:
        for id, record in edition.base.records.of(section.name).items():
            yield from ((id, tag) for tag in record.tags)


_ROWS = {
    "claims": _claims, "inputs": _inputs, "citations": _citations, "sources": _sources, "estimates": _estimates,
    "findings": _findings, "history": _history, "tags": _tags,
}  # fmt: skip
