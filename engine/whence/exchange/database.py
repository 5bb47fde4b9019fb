"""A base as tables that SQL asks: in memory, without a file and without the network, and within limits.

One question is answered at a time, and one that would change something is refused, whichever program answers.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import re
import sqlite3
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures.process import BrokenProcessPool
from decimal import Decimal
from math import isfinite
from pathlib import Path
from typing import Any

from whence.account import answers, selectors
from whence.disk import folders
from whence.evaluate import workers
from whence.files.sections import NUMBERED, SEARCHED, one
from whence.judge.edition import Edition
from whence.language.frozen import dataclass
from whence.language.limits import BASE, QUERY_MEMORY, QUERY_ROWS, QUERY_SIZE, QUERY_TIME, Limit
from whence.language.problems import Refused, brief

# What the system says of the memory that this process has.
_STATM, _SAYS = Path("/proc/self/statm"), Limit("what the system says of memory", 10_000, "bytes")
# What is said where a program that answers objects in its own words; the way out is in the same sentence.
_ONE = "one question is answered at a time; give each to a command of its own"
_CHANGES = "a query asks, by SELECT, and changes nothing"
_WORDS = (
    (r"(?i)interrupted", f"{QUERY_TIME.over()}; {QUERY_TIME.way_out}"),
    (r"too big", f"{QUERY_SIZE.over()}; {QUERY_SIZE.way_out}"),
    (r"(?i)out of memory|bad.?alloc", f"{QUERY_MEMORY.over()}; {QUERY_MEMORY.way_out}"),
    (r"one statement at a time", _ONE),
    (r"^not authorized|read-only", _CHANGES),
)
# The columns of each table, with what they hold.
TABLES: Mapping[str, str] = {
    "claims": "id TEXT, title TEXT, section TEXT, kind TEXT, status TEXT, value TEXT, formula TEXT, unit TEXT, point DOUBLE, "
    "median DOUBLE, mean DOUBLE, sd DOUBLE, low DOUBLE, high DOUBLE, date TEXT, date_low TEXT, date_high TEXT, bound TEXT, "
    "open TEXT, as_of TEXT, known TEXT, rests_on_doubtful TEXT, topic TEXT, file TEXT, note TEXT",
    "inputs": "id TEXT, name TEXT, input TEXT",
    "citations": "id TEXT, source TEXT, via TEXT, place TEXT, excerpt TEXT, stance TEXT",
    "sources": "id TEXT, title TEXT, type TEXT, publisher TEXT, container_title TEXT, URL TEXT, DOI TEXT, "
    "issued TEXT, status TEXT",
    "estimates": "id TEXT, context TEXT, possible BOOLEAN, point DOUBLE, median DOUBLE, low DOUBLE, high DOUBLE, "
    "date TEXT, date_low TEXT, date_high TEXT",
    "findings": "rule TEXT, severity TEXT, id TEXT, message TEXT, file TEXT, line INTEGER, accepted TEXT",
    "history": "id TEXT, value TEXT, formula TEXT, as_of TEXT, known TEXT, until TEXT, why TEXT",
    "tags": "id TEXT, tag TEXT",
}


# How DuckDB is started: it reaches no file, no network and no key of the user's, and keeps within its memory.
_SEALED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "allow_persistent_secrets": "false",
    "memory_limit": "500MB",
    "temp_directory": "",
}
_AT_ONCE = 100
# Seconds in which a query has ended that was interrupted, where it can be.
_GRACE = 5.0


@dataclass(frozen=True)
class Answer:
    """What a query gives: the names of its columns, and its rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    def records(self) -> list[dict[str, Any]]:
        """Each row by the names of its columns; `Refused` where two have the same, and one of them would be lost."""
        if twice := next((each for n, each in enumerate(self.columns) if each in self.columns[:n]), None):
            raise Refused(f"two columns are called `{twice}`; name one of them anew, by `AS`")
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def tables(edition: Edition) -> Mapping[str, list[tuple[Any, ...]]]:
    """The rows of every table; numbers are in the unit of their record."""
    return {name: list(rows(edition)) for name, rows in _ROWS.items()}


def query(edition: Edition, sql: str, engine: str = "") -> Answer:
    """What a query says of a base: by DuckDB, or by SQLite where that is asked for or the other is not installed."""
    if re.search(r"[\ud800-\udfff\0]", sql):
        raise Refused("this is no text that a program could be asked")
    engine = engine or ("duckdb" if importlib.util.find_spec("duckdb") else "sqlite")
    return (_duckdb if engine == "duckdb" else _sqlite)(tables(edition), sql)


def _duckdb(made: Mapping[str, list[tuple[Any, ...]]], sql: str) -> Answer:
    try:
        import duckdb
    except ImportError:
        raise Refused(
            "DuckDB is not installed: pip install 'whence[query]', or ask with --engine sqlite"
        ) from None
    connection = duckdb.connect(":memory:", config=_SEALED)
    try:
        _fill(connection, made)
        found = connection.extract_statements(sql)
        if len(found) > 1:
            raise Refused(_ONE)
        if found and found[0].type not in (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN):
            raise Refused(_CHANGES)
        # Neither what is on this machine nor what is in the program can be asked, and no query can change that.
        connection.execute("SET python_enable_replacements=false")
        connection.execute("SET lock_configuration=true")
        connection.execute("BEGIN TRANSACTION READ ONLY")
        alarm = threading.Timer(QUERY_TIME.most, connection.interrupt)
        alarm.start()
        try:
            return _limited(connection.execute(sql) if found else None)
        finally:
            alarm.cancel()
    except (duckdb.Error, MemoryError, ValueError, OverflowError) as error:
        raise Refused(_said(error)) from None
    finally:
        connection.close()


def _sqlite(made: Mapping[str, list[tuple[Any, ...]]], sql: str) -> Answer:
    connection = _filled(made)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, QUERY_SIZE.most)
    allowed = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
    connection.set_authorizer(
        lambda action, *_: sqlite3.SQLITE_OK if action in allowed else sqlite3.SQLITE_DENY
    )
    alarm = threading.Timer(QUERY_TIME.most, connection.interrupt)
    alarm.start()
    try:
        return _limited(connection.execute(sql))
    except (sqlite3.Error, sqlite3.Warning, MemoryError, ValueError) as error:
        raise Refused(_said(error)) from None
    finally:
        alarm.cancel()
        connection.close()


def _limited(found: Any) -> Answer:
    """The rows of a cursor; DuckDB gives none for a text without a statement, SQLite one without columns."""
    if found is None or not found.description:
        raise Refused(f"there is no question in this\nthe tables are {', '.join(TABLES)}")
    columns, rows, size = tuple(each[0] for each in found.description), list[tuple[Any, ...]](), 0
    while some := found.fetchmany(_AT_ONCE):
        rows += (tuple(map(_plain, row)) for row in some)
        size += sum(len(str(each)) for row in some for each in row)
        for limit, met in ((QUERY_ROWS, len(rows)), (QUERY_SIZE, size)):
            if met > limit.most:
                raise Refused(f"{limit.over()}; {limit.way_out}")
    return Answer(columns, tuple(rows))


def _plain(value: Any) -> Any:
    """A value as both programs give it, and as JSON can say it; what is no number or text of it stands as a text."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, list | tuple):
        return [*map(_plain, value)]
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, float) and not isfinite(value):
        return str(value)
    return value if value is None or isinstance(value, str | bool | int | float) else str(value)


def _said(error: BaseException) -> str:
    text = "out of memory" if isinstance(error, MemoryError) else str(error)
    if ours := next((words for form, words in _WORDS if re.search(form, text)), ""):
        return ours
    lines = [brief(line, 200) for line in text.splitlines() if line.strip()]
    return "\n".join([*lines[:6], f"the tables are {', '.join(TABLES)}"])


def apart(edition: Edition, sql: str) -> Answer:
    """What a query says, for a program that goes on whatever that is: asked in a process of its own, with its limits."""
    # Before the process is split off, so that no question loads it anew.
    with contextlib.suppress(ImportError):
        importlib.import_module("duckdb")
    with workers.pool(1, _begin, edition) as split:
        try:
            return split.submit(_asked, sql).result()
        except BrokenProcessPool:
            raise Refused(f"{QUERY_TIME.over()}; {QUERY_TIME.way_out}") from None


_GIVEN: list[Edition] = []


def _begin(edition: Edition) -> None:
    _GIVEN[:] = [edition]


def _asked(sql: str) -> Answer:
    with bounded(lambda: os._exit(1)):
        return query(_GIVEN[0], sql)


@contextlib.contextmanager
def bounded(late: Callable[[], None]) -> Iterator[None]:
    """In here this process gets so much more memory and no more, where the system can see to that.

    What is `late` is called, from beside, where a query goes on when it was interrupted already: neither program looks up
    within one call of a function, such as a search in a long text.
    """
    alarm = threading.Timer(QUERY_TIME.most + _GRACE, late)
    alarm.daemon = True
    alarm.start()
    try:
        with _memory():
            yield
    finally:
        alarm.cancel()


@contextlib.contextmanager
def _memory() -> Iterator[None]:
    import resource

    try:
        pages = int(folders.given(_STATM, _SAYS).split()[0])
    except (OSError, ValueError):
        yield
        return
    before = resource.getrlimit(resource.RLIMIT_AS)
    wanted = pages * resource.getpagesize() + QUERY_MEMORY.most
    tighter = before[0] != resource.RLIM_INFINITY and before[0] < wanted
    resource.setrlimit(resource.RLIMIT_AS, before if tighter else (wanted, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


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
            found = answers.told(edition, id)
            numbers = _numbers(edition, id, found, ("point", "median", "mean", "sd", "low", "high"))
            times = (found.get("as_of"), found.get("known"))
            doubtful = ", ".join(f"{each['id']} ({each['status']})" for each in found["rests_on_doubtful"])
            topic = next(iter(selectors.topic_names(edition, id)), "")
            yield (
                id, record.title, one(section), found["kind"], getattr(record, "status", ""), getattr(record, "value", ""),
                getattr(record, "formula", ""), found["unit"], *numbers, found.get("bound"), " ".join(found["open"]), *times,
                doubtful, topic, records.home.get(f"{section}:{id}", ""), record.note,
            )  # fmt: skip


def _numbers(
    edition: Edition, id: str, found: Mapping[str, Any], names: tuple[str, ...]
) -> tuple[float | str | None, ...]:
    """Numbers by their names and three days; of a date the days and no numbers, of all else the other way round."""
    unit = edition.unit(id) if id in edition.dimensions.units else None
    if unit is None or unit.style != "date":
        return *(found.get(name) for name in names), None, None, None
    days = answers.dated(found, unit)
    return *(None for _ in names), days.get("point"), days.get("low"), days.get("high")


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
                *_numbers(edition, id, numbers, ("point", "median", "low", "high")),
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
