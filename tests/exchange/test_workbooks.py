"""A base as a spreadsheet: its formulas, computed by an evaluator of spreadsheets that is not ours, give our numbers."""

from __future__ import annotations

import csv
import datetime
import io
import math
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import formulas
import openpyxl
import pytest

import shell
from places import ROOT
from small import edition
from whence.disk import store
from whence.exchange.workbooks import workbook
from whence.judge.assemble import Edition
from workbooks import budget

FARM = """
topic: {title: A farm}
claims:
  area: {title: "=HYPERLINK(1)", value: 40 ha, kind: fact, note: "@x"}
  yield: {title: Wheat by area, value: 6 to 7 t/ha, kind: estimate}
  harvest: {title: The harvest, formula: area * yield, inputs: {area: area, yield: yield}, unit: kg}
  price: {title: -price, value: 210.50 EUR/t, kind: fact}
  sales: {title: Sales, formula: harvest * price, inputs: {harvest: harvest, price: price}, unit: EUR}
  least: {title: At least, value: ">= 3 t"}
  rest: {title: Rest, formula: harvest - least, inputs: {harvest: harvest, least: least}, unit: t}
  share: {title: Share, formula: "if(harvest > kept and not kept > harvest, kept / harvest, -0.5^2)", inputs: {harvest: harvest, kept: 12 t}, unit: "%"}
  odd: {title: Odd, formula: "clamp(-x^2 + sqrt(x) + log2(x) + mean(x, 2, 3) * exp(-x) + geomean(x, 4), 0 - 100, 100)", inputs: {x: 2.5}}
  grown: {title: Grown, formula: "area * grow(r, t)", inputs: {area: area, r: 2x per year, t: 2 year}, unit: ha}
  bags: {title: Bags, formula: harvest / bag, inputs: {harvest: harvest, bag: bag-size}}
choices:
  bag-size: {title: A bag, options: {small: 25 kg, large: 50 kg}}
"""


def computed(content: bytes, path: Path) -> dict[str, tuple[float, str]]:
    """The number of each row and what its cell holds, as `formulas` computes it."""
    file = path / "base.xlsx"
    file.write_bytes(content)
    sheet = openpyxl.load_workbook(file)["Numbers"]
    model = formulas.ExcelModel().loads(str(file)).finish()
    solution = {str(key).upper(): value for key, value in model.calculate().items()}
    found = {}
    for row in sheet.iter_rows(min_row=2):
        cell = solution.get(f"'[BASE.XLSX]NUMBERS'!C{row[0].row}")
        value: Any = cell.value[0, 0] if cell is not None else row[2].value
        found[str(row[0].value)] = (float(value) if value is not None else math.nan, str(row[2].value))
    return found


def agree(base: Edition, found: dict[str, tuple[float, str]]) -> None:
    for id, (number, _) in found.items():
        point = math.nan if base.summaries[id].enclosure else base.summaries[id].figure.point
        ours = float(base.unit(id).from_base(point)) / (100 if base.unit(id).text == "%" else 1)
        assert (math.isnan(number) and math.isnan(ours)) or number == pytest.approx(ours, rel=1e-9), id


def test_workbook__formulas_are_live_and_give_our_numbers(tmp_path: Path) -> None:
    base = edition(FARM)
    found = computed(workbook(base, base.base.records.claims), tmp_path)
    agree(base, found)
    live = {id for id, (_, text) in found.items() if text.startswith("=")}
    assert live == {"harvest", "sales", "share", "odd"}
    assert {"area", "yield", "bag-size", "odd#x", "share#kept"} <= found.keys()


def rounding() -> str:
    """A base of numbers that are rounded in every way."""
    steps = {"cent": "0.01 USD", "tenth": "0.1", "ton": "1 t"}
    cases = (
        ("x, cent", "2.345 USD"), ("x, cent", "-2.345 thousand USD"), ("x", "-2.5"),
        ("x, tenth", "0.3"), ("x / tenth", "0.7"), ("x, 100", "149.99"),
        ("x", "1e-10"), ("x", "0.9999999999"), ("x, ton", "0.3 mg"), ("x", "-1e-10"), ("x", "1e13"), ("x", "0"),
        ("x + 0.2 - 0.3", "0.1"), ("2 * (x - 1000.005) / tenth", "1000.055"),
    )  # fmt: skip
    lines = ["claims:"]
    for name in ("round", "floor", "ceil", "trunc"):
        for n, (text, x) in enumerate(cases):
            given = "".join(f', {key}: "{step}"' for key, step in steps.items() if key in text)
            lines.append(
                f'  {name}-{n}: {{title: {name} {n}, formula: "{name}({text})", inputs: {{x: "{x}"{given}}}}}'
            )
    return "\n".join(lines)


def test_workbook__what_is_rounded_is_rounded_there_too(tmp_path: Path) -> None:
    base = edition(rounding())
    found = computed(workbook(base, base.base.records.claims), tmp_path)
    agree(base, found)
    assert found["round-0"][0] == pytest.approx(2.35)
    assert [found[f"{name}-3"][0] for name in ("floor", "ceil")] == [pytest.approx(0.3)] * 2
    assert all(found[id][1].startswith("=") for id in base.base.records.claims)
    # what is little of a step is no rounding of the machine, and what subtraction leaves is
    assert [found[id][0] for id in ("ceil-6", "floor-7", "ceil-8", "floor-9", "ceil-12")] == [
        1,
        0,
        1e9,
        -1,
        0,
    ]


def test_workbook__what_was_lost_in_another_row_is_rounded_away_too(tmp_path: Path) -> None:
    base = edition("""
        claims:
          rest: {title: Rest, formula: "a + b - c", inputs: {a: '0.1', b: '0.2', c: '0.3'}}
          up: {title: Up, formula: ceil(r), inputs: {r: rest}}
    """)
    found = computed(workbook(base, base.base.records.claims), tmp_path)
    assert base.summaries["up"].figure.point == found["up"][0] == 0


def test_workbook__a_formula_that_is_too_long_for_a_cell_is_a_number() -> None:
    deep = "round(" * 9 + "a" + ", s)" * 9
    base = edition(f"claims: {{a: {{title: A, formula: '{deep}', inputs: {{a: 3.7, s: 0.5}}}}}}")
    book = openpyxl.load_workbook(io.BytesIO(workbook(base, ["a"])))
    (row,) = (each for each in book["Numbers"].iter_rows(min_row=2) if each[0].value == "a")
    assert (row[2].value, "too long" in str(row[9].value)) == (3.5, True)


def test_workbook__no_text_is_a_formula_and_what_is_not_live_says_so() -> None:
    base = edition(FARM)
    book = openpyxl.load_workbook(io.BytesIO(workbook(base, base.base.records.claims)))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert (sheet.title, cell.column_letter) == ("Numbers", "C"), cell.value
    notes = {row[0].value: row[9].value for row in book["Numbers"].iter_rows(min_row=2)}
    assert "bounds" in notes["rest"]
    assert "open: bag-size" in notes["bags"]
    assert "not live" in notes["grown"]
    assert [r[1].value for r in book["Numbers"].iter_rows()].count("=HYPERLINK(1)") == 1


def test_workbook__a_bound_that_is_taken_as_a_figure_says_so_wherever_it_counts() -> None:
    base = edition("""
        claims:
          least: {title: Least, value: at least 3 t, taken_as: 4 t, why: as last year}
          left: {title: Left, formula: whole - least, inputs: {whole: 10 t, least: least}, unit: t}
          other: {title: Other, value: 5 t}
    """)
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(base, base.base.records.claims)))["Numbers"]
    told = {row[0].value: (row[6].value or "", row[9].value or "") for row in sheet.iter_rows(min_row=2)}
    assert told["least"] == ("at least 3 t", "at least 3 t is taken as 4 t")
    assert told["left"] == ("", "least: at least 3 t is taken as 4 t")
    assert told["other"] == ("5 t", "")


def test_workbook__shows_a_rate_with_its_digits() -> None:
    base = edition("""
claims:
  freight: {title: Freight, value: 0.045 EUR/km}
  tariff: {title: Tariff, formula: t * 1.5512, inputs: {t: 0.2 to 0.25 EUR/km}, unit: EUR/km}
  tiny: {title: Tiny, value: 2.5e-11 EUR/km}
  rare: {title: Rare, value: 0.00012%}
  rent: {title: Rent, value: 1250 EUR}
  fee: {title: Fee, value: 12.345 EUR}
  nothing: {title: Nothing, value: 0 EUR}
""")
    book = openpyxl.load_workbook(io.BytesIO(workbook(base, base.base.records.claims)))
    shown = {row[0].value: row[2].number_format for row in book["Numbers"].iter_rows(min_row=2)}
    assert shown["freight"] == '#,##0.00## "EUR/km"'
    assert shown["tariff"] == '#,##0.00# "EUR/km"'
    assert shown["tiny"] == '0.00E+00 "EUR/km"'
    assert shown["rare"] == "0.0#####%"
    assert shown["fee"] == '#,##0.00# "EUR"'
    assert {shown["rent"], shown["nothing"]} == {'#,##0.00 "EUR"'}


def test_workbook__ends_read_as_the_number_does_and_dates_are_dates() -> None:
    base = edition("""
claims:
  moisture: {title: Moisture, value: 12 to 15%}
  price: {title: Price, value: 190 to 210.50 EUR}
  sown: {title: Sown, value: 2024-03-14}
  cut: {title: Cut, formula: s + t, inputs: {s: sown, t: 150 day}}
  cleared: {title: Cleared, value: 1850-05-01}
  least: {title: At least, value: ">= 3 t"}
  most: {title: At most, value: "<= 40%", domain: share}
""")
    book = openpyxl.load_workbook(io.BytesIO(workbook(base, base.base.records.claims)))
    rows = {row[0].value: row for row in book["Numbers"].iter_rows(min_row=2)}

    def cells(id: str) -> list[object]:
        return [rows[id][n].value for n in (2, 4, 5)]

    assert cells("moisture")[1:] == [pytest.approx(0.12), pytest.approx(0.15)]
    assert {rows["moisture"][n].number_format for n in (2, 4, 5)} == {"0.0##%"}
    assert {rows["price"][n].number_format for n in (2, 4, 5)} == {'#,##0.00 "EUR"'}
    assert cells("sown") == [datetime.datetime(2024, 3, 14)] * 3
    assert cells("cut") == [datetime.datetime(2024, 8, 11)] * 3
    assert rows["cut"][2].is_date
    assert cells("cleared") == ["1850-05-01"] * 3
    # A bound has its ends, and no number that a sum could take for it.
    assert cells("least") == [None, pytest.approx(3), None]
    assert cells("most") == [None, 0, pytest.approx(0.4)]
    assert "bounds" in rows["least"][9].value


def test_workbook__every_operation_as_a_spreadsheet_writes_it_and_why_others_are_numbers() -> None:
    base = edition(
        """
claims:
  a: {title: A, value: 4}
  b: {title: B, value: 2 km}
  money: {title: Money, value: 1.50 EUR, cites: [s]}
  warm: {title: Warm, value: 20 °C}
  least: {title: Least, value: at least 3}
  plus: {title: Plus, formula: a + 1 - a, inputs: {a: a}}
  power: {title: Power, formula: -a^2, inputs: {a: a}}
  choose: {title: Choose, formula: "if(a == 4 or not a != 3 and a >= 1, max(a, 1), min(a, 9))", inputs: {a: a}}
  logs: {title: Logs, formula: "log(a) + log2(a) + log10(a) + abs(a) + sum(a, 1)", inputs: {a: a}}
  metres: {title: Metres, formula: 2 * b, inputs: {b: b}, unit: m}
  far: {title: Far, formula: 2 * b, inputs: {b: b}, unit: km}
  part: {title: Part, formula: a / 8, inputs: {a: a}, unit: "%"}
  degree: {title: Degree, formula: w + 1 K, inputs: {w: warm}}
  hot: {title: Hot, formula: w + k, inputs: {w: warm, k: 1 K}}
  bound: {title: Bound, formula: a + l, inputs: {a: a, l: least}}
  one-of: {title: One, value: 3, of: one}
  two-a: {title: Two A, value: 3 ± 1, of: two}
  two-b: {title: Two B, value: 4 ± 1, of: two}
quantities:
  one: {title: One of one}
  two: {title: Two of two, take: weighted}
""",
        "sources:\n  s: {title: S, publisher: P, issued: 2020, URL: https://example.org/s, DOI: 10.1000/x}\n",
    )
    book = openpyxl.load_workbook(io.BytesIO(workbook(base, base.base.nodes)))
    rows = {row[0].value: [cell.value for cell in row] for row in book["Numbers"].iter_rows(min_row=2)}
    at = {id: f"C{n}" for n, id in enumerate(rows, 2)}
    a = at["a"]
    assert {id: row[2] for id, row in rows.items() if isinstance(row[2], str)} == {
        "plus": f"=(({a}+1.0)-{a})",
        "power": f"=(-({a}^2.0))",
        "choose": f"=IF(OR(({a}=4.0),AND(NOT(({a}<>3.0)),({a}>=1.0))),MAX({a},1.0),MIN({a},9.0))",
        "logs": f"=((((LN({a})+LOG({a},2))+LOG10({a}))+ABS({a}))+SUM({a},1.0))",
        "metres": f"=(2.0*({at['b']}*1000.0))",
        "far": f"=(2.0*({at['b']}*1000.0))/1000.0",
        "part": f"=({a}/8.0)",
        "one": f"={at['one-of']}",
    }
    notes = {id: row[9] for id, row in rows.items() if row[9]}
    assert notes == {
        "hot": "a number, not live: its unit is no plain factor",
        "bound": "a number, not live: it rests on bounds or on readings",
        "least": "a number, not live: it rests on bounds or on readings",
        "two": "a number, not live: it stands for one of several, or for all of them",
    }
    assert rows["money"] == ["money", "Money", 1.5, "EUR", 1.5, 1.5, "1.50 EUR", None, "s", None]
    assert [[cell.value for cell in row] for row in book["Sources"].iter_rows()] == [
        ["id", "title", "publisher", "issued", "URL", "DOI"],
        ["s", "S", "P", "2020", "https://example.org/s", "10.1000/x"],
    ]
    assert [cell.value for cell in book["Numbers"][1]] == [
        "id", "title", "number", "unit", "low (5 %)", "high (95 %)", "as written", "formula", "sources", "note",
    ]  # fmt: skip


def base_of(which: str, folder: Path, rows: int = 200) -> Edition:
    """A base whose spreadsheet is computed anew: of every operation, of every rounding, one that a
    spreadsheet of so many rows became, or the bill of 200 rows."""
    if which == "sheet":
        return store.load(store.read(ROOT / "tests" / "bases" / "sheet"), today=shell.TODAY)
    if which != "budget":
        return edition(FARM if which == "farm" else rounding())
    (folder / "budget.xlsx").write_bytes(budget(rows)[0])
    own = shell.write(folder / "base", {"claims/.keep": ""})
    assert shell.run(own, "import", str(folder / "budget.xlsx")).returncode == 0
    return store.load(store.read(own), today=shell.TODAY)


BASES = ("farm", "budget", "rounding")


@pytest.mark.parametrize("which", BASES)
def test_workbook__another_evaluator_computes_our_numbers(which: str, tmp_path: Path) -> None:
    """What `make office` asks of LibreOffice, asked in every run of an evaluator that comes as a package."""
    base = base_of(which, tmp_path, rows=20)
    found = computed(workbook(base, base.base.records.claims), tmp_path)
    assert sum(text.startswith("=") for _, text in found.values()) > 3
    agree(base, found)


def recomputed(content: bytes, folder: Path) -> dict[str, float]:
    """The number of each row as LibreOffice computes it anew, which keeps nothing of ours: the file has no values."""
    office = shutil.which("soffice")
    assert office, "LibreOffice is needed: apt-get install libreoffice-calc-nogui"
    (folder / "base.xlsx").write_bytes(content)
    # comma, quotation mark, UTF-8; numbers with all their digits; every sheet a file
    form = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
    own = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    words = [
        office,
        "--headless",
        own,
        "--convert-to",
        form,
        "--outdir",
        str(folder),
        str(folder / "base.xlsx"),
    ]
    subprocess.run(words, check=True, capture_output=True, timeout=300)
    rows = list(csv.reader((folder / "base-Numbers.csv").read_text("utf-8").splitlines()))
    found = {row[0]: re.fullmatch(r"(-?[0-9.]+(?:E[-+]?[0-9]+)?)(%?)", row[2]) for row in rows[1:]}
    return {id: float(hit[1]) / (100 if hit[2] else 1) for id, hit in found.items() if hit}


OFFICE = pytest.mark.skipif(
    os.environ.get("RUN_OFFICE") != "1", reason="the long form, with LibreOffice: make office"
)


@OFFICE
@pytest.mark.parametrize("which", [*BASES, "sheet"])
def test_workbook__libreoffice_computes_our_numbers(which: str, tmp_path: Path) -> None:
    base = base_of(which, tmp_path)
    found = recomputed(workbook(base, base.base.records.claims), tmp_path)
    assert len(found) > 5
    agree(base, {id: (number, "") for id, number in found.items() if id in base.summaries})


def points(base: Path) -> dict[str, float]:
    """The point of every claim, as a spreadsheet has it: per cent as a share."""
    claims = shell.answer(base, "query", "SELECT id, unit, point FROM claims WHERE point IS NOT NULL")
    return {each["id"]: each["point"] / (100 if each["unit"] == "%" else 1) for each in claims}


def numbers(content: bytes, path: Path) -> dict[str, float]:
    """The number of each row as `formulas` computes it."""
    return {id: number for id, (number, _) in computed(content, path).items()}


@pytest.mark.parametrize(
    ("rows", "evaluate"),
    [
        pytest.param(8, numbers, id="another evaluator"),
        pytest.param(200, recomputed, id="libreoffice", marks=OFFICE),
    ],
)
def test_export__a_sheet_brought_in_and_changed_goes_out_again(
    rows: int, evaluate: Callable[[bytes, Path], dict[str, float]], tmp_path: Path
) -> None:
    content, total = budget(rows)
    shell.write(tmp_path, {"claims/own.yaml": "topic: Own\n"})
    (tmp_path / "bakery.xlsx").write_bytes(content)
    done = shell.run(tmp_path, "import", str(tmp_path / "bakery.xlsx"))
    assert done.returncode == 0, done.stderr
    made = 3 * rows + 4
    assert f"{made} of {made} formulas whose value is kept in the file give the same here" in done.stdout
    before = points(tmp_path)
    assert before["total-2024"] == pytest.approx(total["2024"], rel=1e-12)
    done = shell.run(
        tmp_path, "update", "thing-3-2024", "500 EUR", "--source", "bakery", "--known", "2027-01-01", "--yes"
    )
    assert done.returncode == 0, done.stderr
    after = points(tmp_path)
    assert after["total-2024"] == pytest.approx(total["2024"] - before["thing-3-2024"] + 500, rel=1e-12)
    # its total, its growth, and every share of that total; whether a thing became dearer may stay
    stay = {id for id in after if after[id] == before[id]}
    assert len(after) - len(stay) in (rows + 4, rows + 5, rows + 6)
    done = shell.run(tmp_path, "export", "--format", "xlsx", "-o", str(tmp_path / "out.xlsx"))
    assert done.returncode == 0, done.stderr
    found = evaluate((tmp_path / "out.xlsx").read_bytes(), tmp_path)
    assert found == pytest.approx(after, rel=1e-9)
    assert "--output" in shell.run(tmp_path, "export", "--format", "xlsx").stderr


def test_workbook__a_claim_without_a_number_has_a_row_that_says_why() -> None:
    base = edition("""
        claims:
          area: {title: Area, value: 40 ha, kind: fact}
          rain: {title: Rain, missing: nobody has measured it, unit: mm}
          odd: {title: Odd, formula: a + b, inputs: {a: 1 kg, b: 2 m}}
          rest: {title: Rest, formula: 2 * r, inputs: {r: rain}}
    """)
    book = openpyxl.load_workbook(io.BytesIO(workbook(base, base.base.records.claims)))
    found = {row[0].value: [each.value for each in row] for row in book["Numbers"].iter_rows(min_row=2)}
    assert {"area", "rain", "odd", "rest"} <= found.keys()
    assert found["area"][2] == 40
    assert [found[id][2] for id in ("rain", "odd", "rest")] == [None] * 3
    assert found["rain"][9] == "missing: nobody has measured it"
    assert found["odd"][7] == "a + b"
    assert str(found["odd"][9]).startswith("no number: ")
