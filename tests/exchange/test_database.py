"""A base asked by SQL: the same numbers as everywhere, nothing of the machine, and nothing changed."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from pathlib import Path

import pytest

import shell
import whence
from small import edition
from whence.exchange import columnar, database
from whence.judge.edition import Edition
from whence.language.problems import Refused
from work import growth

FARM = """
topic: {title: A farm}
claims:
  area: {title: "=Area", value: 40 ha, kind: fact, tags: [field], cites: [{source: register, at: page 2}], history: [{value: 38 ha, until: 2020, why: resurveyed}]}
  yield: {title: Wheat by area, value: 6 to 7 t/ha, kind: estimate, tags: [field, crop]}
  harvest: {title: The harvest, formula: area * yield, inputs: {area: area, yield: yield}, unit: t, stated: 900 t}
  bags: {title: Bags, formula: harvest / bag, inputs: {harvest: harvest, bag: bag-size}}
choices:
  bag-size: {title: A bag, options: {small: 25 kg, large: 50 kg}}
"""
SOURCES = "sources:\n  register: {title: The register, type: report, issued: 2024}\n"
BASE = edition(FARM, SOURCES)
ENGINES = ["duckdb", "sqlite"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("sql", "rows"),
    [
        ("SELECT id FROM claims WHERE kind = 'fact'", [("area",)]),
        ("SELECT unit, round(point) FROM claims WHERE id = 'harvest'", [("t", 260.0)]),
        ("SELECT input FROM inputs WHERE id = 'harvest' ORDER BY name", [("area",), ("yield",)]),
        ("SELECT source, place FROM citations", [("register", "page 2")]),
        ("SELECT count(*) FROM tags WHERE tag = 'field'", [(2,)]),
        ("SELECT value, why FROM history", [("38 ha", "resurveyed")]),
        ("SELECT context, round(point) FROM estimates WHERE id = 'bags' ORDER BY 2", [("bag-size=large", 5185.0), ("bag-size=small", 10369.0)]),
        ("SELECT severity FROM findings WHERE id = 'harvest'", [("conflict",)]),
        ("SELECT s.title FROM sources s JOIN citations c ON c.source = s.id", [("The register",)]),
        ("WITH RECURSIVE up(id) AS (SELECT 'bags' UNION SELECT i.input FROM inputs i JOIN up ON i.id = up.id) SELECT count(*) FROM up", [(7,)]),
    ],
)  # fmt: skip
def test_query__gives_what_is_there(engine: str, sql: str, rows: list[tuple[object, ...]]) -> None:
    pytest.importorskip("duckdb")
    found = [
        tuple(round(each, -1) if isinstance(each, float) else each for each in row)
        for row in database.query(BASE, sql, engine).rows
    ]
    assert found == [
        tuple(round(each, -1) if isinstance(each, float) else each for each in row) for row in rows
    ]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('{file}')",
        "SELECT * FROM read_text('{file}')",
        "SELECT * FROM '{file}'",
        "COPY claims TO '{file}.out'",
        "ATTACH '{file}.db' AS x",
        "INSTALL httpfs",
        "LOAD '{file}'",
        "SET enable_external_access=true",
        "SET lock_configuration=false",
        "EXPORT DATABASE '{file}.out'",
        "SELECT load_extension('{file}')",
        "SELECT readfile('{file}')",
        "PRAGMA database_list; ATTACH '{file}.db' AS x",
        "VACUUM INTO '{file}.out'",
        "SELECT * FROM BASE",
        "SELECT nothing FROM claims",
    ],
)
def test_query__neither_files_nor_settings_can_be_reached(engine: str, sql: str, tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    file = tmp_path / "secret.csv"
    file.write_text("a,b\n1,2\n")
    with pytest.raises(Refused):
        database.query(BASE, sql.format(file=file), engine)
    assert [each.name for each in tmp_path.iterdir()] == ["secret.csv"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("sql", ["", "; ;", "-- nothing but a comment"])
def test_query__of_nothing_is_refused(engine: str, sql: str) -> None:
    with pytest.raises(Refused, match="there is no question in this"):
        database.query(BASE, sql, engine)


ONE, CHANGES = "one question is answered at a time", "a query asks, by SELECT, and changes nothing"
ROWS, SIZE = "the answer to a query may have 100,000 rows", "may have 50,000,000 characters"
TIME, MEMORY = "a query may have 1 seconds", "a query may have 1,000,000,000 bytes of memory"
ENDLESS = "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r)"


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("sql", "why"),
    [
        ("SELECT 1; SELECT 2", ONE),
        ("SELECT 1; DELETE FROM claims", ONE),
        ("DELETE FROM claims", CHANGES),
        ("UPDATE claims SET point = 1", CHANGES),
        ("INSERT INTO tags VALUES ('a', 'b')", CHANGES),
        ("CREATE TABLE mine (x INTEGER)", CHANGES),
        ("DROP TABLE claims", CHANGES),
        ("ATTACH ':memory:' AS x", CHANGES),
        ("PRAGMA table_info('claims')", CHANGES),
        ("BEGIN", CHANGES),
        (f"{ENDLESS} SELECT count(*) FROM r", TIME),
        ("SELECT a.title FROM claims a, claims b, claims c, claims d, claims e, claims f, claims g, claims h", ROWS),
        ("SELECT '\udcff'", "no text that a program could be asked"),
        ("SELECT '\0'", "no text that a program could be asked"),
        ("SELECT " + "(" * 5000 + "1" + ")" * 5000, "(?i)depth|overflow|syntax"),
    ],
)  # fmt: skip
def test_query__of_either_program_is_refused_in_the_same_words(
    engine: str, sql: str, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("duckdb")
    monkeypatch.setattr(database.QUERY_TIME, "most", 1 if why == TIME else 60)
    monkeypatch.setattr(
        database,
        "_WORDS",
        tuple((form, TIME if "interrupted" in form else words) for form, words in database._WORDS),
    )
    with pytest.raises(Refused, match=why):
        database.query(BASE, sql, engine)


@pytest.mark.parametrize(
    ("engine", "sql"),
    [
        ("duckdb", "SELECT repeat('x', 2000000000)"),
        ("duckdb", "SELECT repeat('x', 10000000) FROM range(100)"),
        ("sqlite", "SELECT hex(zeroblob(40000000))"),
        ("sqlite", "WITH RECURSIVE r(n) AS (SELECT 'x' UNION ALL SELECT n || n FROM r) SELECT n FROM r"),
        ("sqlite", f"{ENDLESS} SELECT hex(zeroblob(1000000)) FROM r"),
    ],
)
def test_query__of_more_than_there_is_room_for_is_refused(tmp_path: Path, engine: str, sql: str) -> None:
    pytest.importorskip("duckdb")
    shell.write(tmp_path, {"claims/farm.yaml": FARM, "sources/farm.yaml": SOURCES})
    done = shell.run(tmp_path, "query", sql, "--engine", engine)
    assert done.returncode == 2, done.stderr
    assert {"duckdb": MEMORY, "sqlite": SIZE}[engine] in done.stderr


@pytest.mark.parametrize("engine", ENGINES)
def test_query__numbers_are_numbers_and_no_column_is_lost(engine: str, tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    assert database.query(BASE, "SELECT 1.5, 1e999, NULL, x'00'", engine).rows == (
        (1.5, "inf", None, "b'\\x00'"),
    )
    with pytest.raises(Refused, match="two columns are called `id`; name one of them anew, by `AS`"):
        database.query(BASE, "SELECT c.id, s.id FROM claims c, sources s", engine).records()
    assert len(database.query(BASE, "SELECT c.id, s.id FROM claims c, sources s", engine).rows) == 5


def test_query__what_only_duckdb_has_is_written_too(tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    shell.write(tmp_path, {"claims/farm.yaml": FARM, "sources/farm.yaml": SOURCES})
    sql = "SELECT [1.5, 'nan'::DOUBLE] AS a, {'b': INTERVAL 1 DAY} AS b, DATE '290000-01-01' AS c, MAP {[1]: 2} AS d, now() AS e"
    for form in ("json", "csv", "text"):
        done = shell.run(tmp_path, "query", sql, "--engine", "duckdb", "--format", form)
        assert done.returncode == 0, done.stderr
        assert "290000-01-01" in done.stdout


DAYS = edition("""
claims:
  laid: {title: Laid down, value: 2024-06-15, kind: fact}
  ready: {title: Ready, value: 2025-11 to 2026-02, kind: estimate}
  since: {title: Since, value: at least 2024-03-01, kind: fact}
  opened: {title: Opened, formula: laid + t, inputs: {laid: laid, t: 10 day}}
""")


@pytest.mark.parametrize("engine", ENGINES)
def test_query__a_date_is_a_day_and_no_number_of_seconds(engine: str) -> None:
    pytest.importorskip("duckdb")
    asked = "SELECT id, date, date_low, date_high, point, low, sd FROM claims ORDER BY id"
    found = {row[0]: row[1:] for row in database.query(DAYS, asked, engine).rows}
    assert found["laid"][0] == "2024-06-15"
    assert found["opened"][0] == "2024-06-25"
    assert found["ready"][1][:7] == "2025-11"
    assert found["ready"][2] == "2026-03-01"  # the end of February, as on a page
    assert found["since"] == (None, "2024-03-01", None, None, None, None)
    assert {row[3:] for row in found.values()} == {(None, None, None)}
    asked = "SELECT date FROM estimates WHERE id = 'opened'"
    assert database.query(DAYS, asked, engine).rows == (("2024-06-25",),)
    assert database.query(
        BASE, "SELECT date, date_low, date_high FROM claims WHERE id = 'area'", engine
    ).rows == ((None,) * 3,)


def test_query__an_error_names_the_tables() -> None:
    with pytest.raises(Refused, match="the tables are claims"):
        database.query(BASE, "SELECT * FROM claim", "sqlite")


def test_query__on_the_command_line_and_in_python(tmp_path: Path) -> None:
    shell.write(tmp_path, {"claims/farm.yaml": FARM, "sources/farm.yaml": SOURCES})
    sql = "SELECT id, title, point FROM claims WHERE section = 'claim' AND unit = 'ha'"
    told = shell.run(tmp_path, "query", sql, "--engine", "sqlite").stdout.splitlines()
    assert [line.split() for line in told] == [
        ["id", "title", "point"],
        ["area", "=Area", "40"],
        ["1", "row"],
    ]
    assert json.loads(shell.run(tmp_path, "query", sql, "--format", "json").stdout) == [
        {"id": "area", "title": "=Area", "point": 40.0}
    ]
    rows = list(csv.reader(io.StringIO(shell.run(tmp_path, "query", sql, "--format", "csv").stdout)))
    assert rows[1] == ["area", "'=Area", "40.0"]
    assert shell.run(tmp_path, "query", "SELECT").returncode == 2
    assert whence.open(tmp_path).query(sql) == [{"id": "area", "title": "=Area", "point": 40.0}]


def test_query__shows_a_sum_to_its_cents(tmp_path: Path) -> None:
    base = shell.write(tmp_path, {"claims/own.yaml": "topic: Own\n"})
    sql = "SELECT 30252.96 AS a, 1234567.891 AS b, 0.123456789 AS c, 2.1e27 AS d, -99999.5 AS e, 1.0/0 AS f"
    told = shell.run(base, "query", sql, "--engine", "sqlite").stdout.splitlines()[1]
    assert told.split() == ["30252.96", "1234567.89", "0.123457", "2.1e+27", "-99999.5"]


def test_query__as_csv_spells_out_what_cannot_be_seen_as_export_does(tmp_path: Path) -> None:
    base = shell.write(tmp_path, {"claims/farm.yaml": FARM, "sources/farm.yaml": SOURCES})
    sql = "SELECT 'a\u202eb' || char(27) || '[2Jc' || char(10) || 'd' AS '=x'"
    done = shell.run(base, "query", sql, "--engine", "sqlite", "--format", "csv")
    assert done.stdout == '\'=x\n"a\\u{202e}b\\u{1b}[2Jc\nd"\n'


def test_sqlite_file__has_the_same_tables(tmp_path: Path) -> None:
    shell.write(tmp_path, {"claims/farm.yaml": FARM, "sources/farm.yaml": SOURCES})
    done = shell.run(tmp_path, "export", "--format", "sqlite", "-o", str(tmp_path / "base.db"))
    assert done.returncode == 0, done.stderr
    with sqlite3.connect(tmp_path / "base.db") as connection:
        for name, rows in database.tables(whence.open(tmp_path).edition).items():
            assert connection.execute(f"SELECT count(*) FROM {name}").fetchone() == (len(rows),)


def test_duckdb_file__has_the_same_tables(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    base = shell.write(tmp_path / "base", {"claims/a.yaml": "claims: {a: {title: Tea, value: 5 kg}, b: {title: Twice, formula: 2 * a, inputs: {a: a}}}\n"})  # fmt: skip
    file = tmp_path / "base.duckdb"
    assert shell.run(base, "export", "--format", "duckdb", "-o", str(file)).returncode == 0
    with duckdb.connect(str(file), read_only=True) as connection:
        assert connection.execute("SELECT id, point FROM claims ORDER BY id").fetchall() == [
            ("a", 5.0),
            ("b", 10.0),
        ]
        assert connection.execute("SELECT * FROM inputs").fetchall() == [("b", "a", "a")]
    assert "is no text; say where to write it" in shell.run(base, "export", "--format", "duckdb").stderr


def test_parquet__has_the_draws() -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    found = parquet.read_table(io.BytesIO(columnar.parquet(BASE))).to_pydict()
    at = {id: n for n, id in enumerate(found["id"])}
    harvest, area = found["samples"][at["harvest"]], found["samples"][at["area"]]
    assert (len(harvest), area[0]) == (1024, 40.0)
    assert sorted(harvest)[512] == pytest.approx(found["median"][at["harvest"]], rel=1e-3)
    assert found["samples"][at["bags"]] is None
    assert found["open"][at["bags"]] == "bag-size"


def shares(count: int) -> Edition:
    """So many things, and what each is of their sum."""
    names = [f"t{n}" for n in range(count)]
    lines = [f"  {each}: {{title: Thing {each}, value: {n + 1} kg}}" for n, each in enumerate(names)]
    parts = ", ".join(f"{each}: {each}" for each in names)
    lines.append(f"  all: {{title: All, formula: 'sum({', '.join(names)})', inputs: {{{parts}}}, unit: kg}}")
    lines += [
        f"  s{each}: {{title: Share of {each}, formula: a / b, inputs: {{a: {each}, b: all}}}}"
        for each in names
    ]
    return edition("topic: {title: Things}\nclaims:\n" + "\n".join(lines) + "\n")


def test_query__does_not_work_out_what_no_table_has() -> None:
    """What each of the things moves in each of the shares: of four times the rows that is 64 times the work."""
    made = {count: shares(count) for count in (5, 10, 40)}
    assert growth(lambda count: database.tables(made[count]), 10) < 8
