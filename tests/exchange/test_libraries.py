"""What a library reads or writes that is not there: refused, with the line that brings it in."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from small import edition
from whence.exchange import columnar, database, workbooks
from whence.exchange.importing import bring
from whence.language.problems import Refused
from workbooks import workbook

BASE = edition("claims: {a: {title: A, value: 3 kg}}")
BOOK = workbook({"Farm": {"A1": "Oats", "B1": 10}})


@pytest.mark.parametrize(
    ("library", "extra", "work"),
    [
        ("openpyxl", "exchange", lambda: bring("farm.xlsx", BOOK)),
        ("openpyxl", "exchange", lambda: workbooks.workbook(BASE, ["a"])),
        ("pyarrow", "exchange", lambda: columnar.parquet(BASE)),
        ("bibtexparser.entrypoint", "exchange", lambda: bring("a.bib", b"@book{a, title = {A}}")),
        ("rispy", "exchange", lambda: bring("a.ris", b"TY  - BOOK\nTI  - A\nER  -\n")),
        ("duckdb", "query", lambda: database.query(BASE, "SELECT id FROM claims", "duckdb")),
        ("duckdb", "query", lambda: database.duckdb_file(BASE)),
    ],
)
def test_missing__what_brings_it_in_is_said(
    monkeypatch: pytest.MonkeyPatch, library: str, extra: str, work: Callable[[], object]
) -> None:
    work()
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(Refused, match=rf"pip install 'whence\[{extra}\]'"):
        work()


def test_query__without_duckdb_is_answered_by_sqlite(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    # sqlite calls a count over nothing by what was asked, DuckDB by count_star()
    assert database.query(BASE, "SELECT count(*) FROM claims").columns == ("count(*)",)
    monkeypatch.undo()
    assert database.query(BASE, "SELECT count(*) FROM claims").columns == ("count_star()",)


@pytest.mark.parametrize("engine", ["sqlite", "duckdb"])
def test_query__an_answer_has_so_many_rows_and_no_more(monkeypatch: pytest.MonkeyPatch, engine: str) -> None:
    monkeypatch.setattr(database.QUERY_ROWS, "most", 3)
    ask = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < {}) SELECT x FROM n"
    assert [each[0] for each in database.query(BASE, ask.format(3), engine).rows] == [1, 2, 3]
    with pytest.raises(Refused, match="the answer to a query may have 3 rows; add a LIMIT, or ask for less"):
        database.query(BASE, ask.format(4), engine)


def test_query__the_limits_are_those_that_are_told() -> None:
    assert (database.QUERY_TIME.most, database.QUERY_ROWS.most) == (60, 100_000)


@pytest.mark.parametrize("engine", ["sqlite", "duckdb"])
def test_query__that_does_not_end_is_stopped(monkeypatch: pytest.MonkeyPatch, engine: str) -> None:
    monkeypatch.setattr(database.QUERY_TIME, "most", 0.2)
    with pytest.raises(Refused, match="a query may have 60 seconds; add a LIMIT, or ask for less"):
        database.query(
            BASE,
            "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n",
            engine,
        )
