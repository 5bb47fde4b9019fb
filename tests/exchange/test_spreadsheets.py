"""Spreadsheets brought in: what their formulas say is said here too, and gives what they keep; what has no counterpart is told."""

from __future__ import annotations

import contextlib
import datetime
import io
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import shell
from whence.exchange.brought import Brought, text_of
from whence.exchange.cells import Cell, Workbook, letters
from whence.exchange.importing import bring
from whence.exchange.labels import written
from whence.exchange.spreadsheet_formulas import translate
from whence.files.schema import Settings
from whence.judge.assemble import Edition, assemble
from whence.language.problems import Refused, brief
from whence.language.units.units import STANDARD
from whence.language.values.written import Written, parse
from workbooks import budget, packed, workbook


def edition(found: Brought) -> Edition:
    return assemble(found.texts(), Settings(samples=16))


def point(found: Edition, id: str) -> float:
    return float(found.unit(id).from_base(found.summaries[id].figure.point))


def lost(found: Brought) -> dict[str, str]:
    return {each.place: each.text for each in found.lost}


def test_spreadsheet__two_hundred_rows_give_the_same_sums(tmp_path: Path) -> None:
    content, total = budget()
    found = bring("Bakery.xlsx", content)
    assert found.differing == ()
    assert lost(found) == {}
    assert found.told == (
        "400 values and 604 formulas",
        "604 of 604 formulas whose value is kept in the file give the same here, to 1e-9 of it",
    )
    base = edition(found)
    assert [each.rule for each in base.findings if each.severity in ("error", "conflict")] == []
    assert point(base, "total-2023") == pytest.approx(total["2023"], rel=1e-9)
    assert point(base, "total-2024") == pytest.approx(total["2024"], rel=1e-9)
    assert point(base, "total-dearer") == total["dearer"]
    assert point(base, "total-growth") == pytest.approx(100 * (total["2024"] / total["2023"] - 1), rel=1e-9)
    assert base.unit("total-2024").text == "EUR"
    assert base.base.records.claims["thing-7-2024"].cites[0].at == "Costs!C8"


def test_import__a_cell_is_changed_by_update_and_the_total_follows(tmp_path: Path) -> None:
    content, total = budget(12)
    shell.write(
        tmp_path,
        {"claims/own.yaml": "claims: {own: {title: Own, value: 3 kg, kind: assumption, why: a test}}\n"},
    )
    (tmp_path / "bakery.xlsx").write_bytes(content)
    dry = shell.run(tmp_path, "import", str(tmp_path / "bakery.xlsx"), "--dry-run")
    assert "40 of 40 formulas" in dry.stdout, dry.stdout
    assert not (tmp_path / "claims/bakery.yaml").exists()
    done = shell.run(tmp_path, "import", str(tmp_path / "bakery.xlsx"))
    assert (done.returncode, done.stdout) == (0, dry.stdout.replace("would write", "written"))
    before = (tmp_path / "claims/bakery.yaml").read_bytes()
    again = shell.run(tmp_path, "import", str(tmp_path / "bakery.xlsx"))
    assert (again.returncode, (tmp_path / "claims/bakery.yaml").read_bytes()) == (2, before)
    assert "it is the source `bakery`" in again.stderr
    old = shell.answer(tmp_path, "show", "thing-3-2024")["claims"][0]["point"]
    done = shell.run(
        tmp_path, "update", "thing-3-2024", "500 EUR", "--source", "bakery", "--known", "2027-01-01", "--yes"
    )
    assert done.returncode == 0, done.stderr
    new = shell.answer(tmp_path, "show", "total-2024")["claims"][0]["point"]
    assert new == pytest.approx(total["2024"] - old + 500, rel=1e-9)


@pytest.mark.parametrize(
    ("formula", "kept", "ours"),
    [
        ("=SUM(B2:B4)", 60, "sum(b2, b3, b4)"),
        ("=SUM(B2:B9)", 60, "sum(b2, b3, b4)"),
        ("=SUM(B2,B4,5)", 45, "sum(b2, b4, 5)"),
        ("=AVERAGE(B2:B4)", 20, "mean(b2, b3, b4)"),
        ("=MIN(B2:B4)+MAX(B2:B4)", 40, "min(b2, b3, b4) + max(b2, b3, b4)"),
        ("=B2*2^3", 80, "b2 * 2^3"),
        ("=-B2^2", 100, "(-b2)^2"),
        ("=2^3^2+B2", 74, "(2^3)^2 + b2"),
        ("=B2-B3-B4", -40, "b2 - b3 - b4"),
        ("=B2-(B3-B4)", 20, "b2 - (b3 - b4)"),
        ("=10%*B2", 1, "0.1 * b2"),
        ("=5.2%*B2", 0.52, "0.052 * b2"),  # divided by 100 it is 0.052000000000000005
        ("=B2%", 0.1, "b2 / 100"),
        ("=IF(AND(B2>5,B3<>20),B2,B4)", 30, "if(b2 > 5 and b3 != 20, b2, b4)"),
        ("=IF(B2=10,1,0)", 1, "if(b2 == 10, 1, 0)"),
        ("=IF(B2,1,0)", 1, "if(b2 != 0, 1, 0)"),
        ("=IF(NOT(B2>B3),1,0)", 1, "if(not b2 > b3, 1, 0)"),
        (
            "=NPV(0.1,B2:B4)",
            10 / 1.1 + 20 / 1.21 + 30 / 1.331,
            "sum(b2 / (1 + 0.1), b3 / (1 + 0.1)^2, b4 / (1 + 0.1)^3)",
        ),
        ("=PMT(0.1,2,B2)", -10 * 0.1 / (1 - 1.1**-2), "-(b2 * 0.1 / (1 - (1 + 0.1)^-2))"),
        ("=SUMPRODUCT(B2:B3,B3:B4)", 800, "sum(b2 * b3, b3 * b4)"),
        ("=SQRT(B2*B2)+ABS(-B3)", 30, "sqrt(b2 * b2) + abs(-b3)"),
        ("=LN(EXP(B2))", 10, "log(exp(b2))"),
        ("=LOG(100)+LOG(8,2)+B2", 15, "log10(100) + log(8) / log(2) + b2"),
        ("=$B$2+Other!A1", 17, "b2 + s2_a1"),
        ("=rate*B2", 70, "s2_a1 * b2"),
        ("=B2+C77", 10, "b2 + 0"),
        ("=SUM(B:B)", 60, "sum(b2, b3, b4)"),
        ("=COUNT(B2:B9)*B2", 30, "3 * b2"),
        ("=COUNT(B8:B9)+B2", 10, "0 + b2"),
        ("=+B2", 10, "b2"),
        ("=--B2", 10, "--b2"),
        ("=(B2+B3)*2", 60, "(b2 + b3) * 2"),
        ("=B3/B2/2", 1, "b3 / b2 / 2"),
        ("=IF(B2>=10,1,0)", 1, "if(b2 >= 10, 1, 0)"),
        ("=IF(B2<=10,1,0)+IF(B2<10,1,0)", 1, "if(b2 <= 10, 1, 0) + if(b2 < 10, 1, 0)"),
        ("=IF(OR(B2<5,B3),1,0)", 1, "if(b2 < 5 or b3 != 0, 1, 0)"),
        ("=IF(NOT(B2),1,0)", 0, "if(not b2 != 0, 1, 0)"),
        ("=IF(TRUE,B2,B3)", 10, "if(1 == 1, b2, b3)"),
        ("=IF(FALSE,B2,B3)", 20, "if(1 == 0, b2, b3)"),
        ("=IF(AND(B2=10,B3=20,B4=30),1,0)", 1, "if(b2 == 10 and b3 == 20 and b4 == 30, 1, 0)"),
        ("=PRODUCT(B2:B4)", 6000, "b2 * b3 * b4"),
        ("=GEOMEAN(B2,B3)", 200**0.5, "geomean(b2, b3)"),
        ("=POWER(B2,2)", 100, "b2^2"),
        ("=PI()*B2", 31.41592653589793, "3.141592653589793 * b2"),
        ("=LOG10(B2)*B2", 10, "log10(b2) * b2"),
        ("=LOG(B2,B2)*B2", 10, "log(b2) / log(b2) * b2"),
        ("=MAX(B8:B9)+MIN(B8:B9)+SUM(B8:B9)+B2", 10, "0 + 0 + 0 + b2"),
        ("=AVERAGE(B2)", 10, "mean(b2)"),
        ("=SUM(B4:B2)", 60, "sum(b2, b3, b4)"),
        ("=SUM($B$2:B$3)", 30, "sum(b2, b3)"),
        ("=SUM(b2:b3)", 30, "sum(b2, b3)"),
        ("=SUMPRODUCT(B2:B4)", 60, "sum(b2, b3, b4)"),
        ("=SUMPRODUCT(B2,B3)", 200, "b2 * b3"),
        # an empty cell that is named alone is left out of what asks for numbers, and is 0 beside a sign
        ("=MIN(B2,B9,B3)", 10, "min(b2, b3)"),
        ("=AVERAGE(B2,B9,B3)", 15, "mean(b2, b3)"),
        ("=PRODUCT(B2,B9)+COUNT(B2,B9)", 11, "b2 + 1"),
        ("=B2+B9", 10, "b2 + 0"),
        # what stands at the same place is multiplied: beside B4 there is nothing
        ("=SUMPRODUCT(B2:B4,B4:B6)", 300, "b2 * b4"),
        ("=B2*1.5E+1", 150, "b2 * 15"),
        ("=B2*0.25", 2.5, "b2 * 0.25"),
        ("=SUM('Other'!A:A)+B2", 17, "s2_a1 + b2"),
        ("=_xlfn.ABS(B2)", 10, "abs(b2)"),
        ("=ROUND(B2/3,2)", 3.33, "round(b2 / 3, 0.01)"),
        ("=ROUND(B2/4,0)", 3, "round(b2 / 4)"),
        ("=ROUND(B2*12.5,-2)", 100, "round(b2 * 12.5, 100)"),
        ("=ROUND(B2/3,B2/10)", 3.3, "round(b2 / 3, 10^-(b2 / 10))"),
        ("=ROUNDDOWN(-B2/3,1)", -3.3, "trunc(-b2 / 3, 0.1)"),
        ("=ROUNDUP(-B2/3,1)", -3.4, "if(-b2 / 3 < 0, floor(-b2 / 3, 0.1), ceil(-b2 / 3, 0.1))"),
        ("=TRUNC(B2/3)+INT(-B2/3)", -1, "trunc(b2 / 3) + floor(-b2 / 3)"),
        ("=MROUND(B2,3)", 9, "3 * round(b2 / 3)"),
        ("=MROUND(B2,12.5)", 12.5, "round(b2, 12.5)"),
        ("=FLOOR(B2,4)+CEILING(B2,4)", 20, "floor(b2, 4) + ceil(b2, 4)"),
        (
            "=_xlfn.FLOOR.MATH(-B2/4)+EVEN(B2/2)",
            3,
            "floor(-b2 / 4) + if(b2 / 2 < 0, floor(b2 / 2, 2), ceil(b2 / 2, 2))",
        ),
        (
            "=MOD(B2,3)+MOD(-B2,3)+QUOTIENT(B2,3)",
            6,
            "b2 - 3 * floor(b2 / 3) + (-b2 - 3 * floor(-b2 / 3)) + trunc(b2 / 3)",
        ),
    ],
)
def test_translate__a_formula_is_ours_and_gives_the_same(formula: str, kept: float, ours: str) -> None:
    cells = {
        "A1": "Crop",
        "B1": "Bags",
        "A2": "Oats",
        "B2": 10,
        "A3": "Rye",
        "B3": 20,
        "A4": "Maize",
        "B4": 30,
        "A6": "Asked",
        "C6": (formula, kept),
    }
    found = bring(
        "farm.xlsx", workbook({"Farm": cells, "Other": {"A1": 7, "B1": "Rate"}}, names={"rate": "Other!$A$1"})
    )
    claim = edition(found).base.records.claims["asked"]
    assert claim.formula == ours
    assert found.differing == ()
    assert point(edition(found), "asked") == pytest.approx(kept, rel=1e-9)


def test_import__what_is_rounded_is_rounded_in_its_unit() -> None:
    """A count of digits means those of the unit that the cells are in, by their formats or labels."""
    cells = {
        "A1": "Bread", "B1": "Flour [kg]", "C1": "Price [EUR/kg]", "D1": "Cost [EUR]", "E1": "Cost in tens [EUR]", "F1": "Bags",
        "A2": "Rye", "B2": 12.346, "C2": 1.37, "D2": ("=ROUND(B2*C2,2)", 16.91), "E2": ("=ROUNDUP(D2,-1)", 20),
        "F2": ("=CEILING(B2,0.5)/0.5", 25), "A3": "Wheat", "B3": 99.5, "C3": 0.815, "D3": ("=ROUND(B3*C3,2)", 81.09),
        "E3": ("=ROUND(D3,-1)", 80), "F3": ("=INT(B3)", 99),
    }  # fmt: skip
    found = bring("bakery.xlsx", workbook({"Costs": cells}))
    assert (found.differing, lost(found)) == ((), {})
    claims = edition(found).base.records.claims
    assert (claims["rye-cost"].formula, claims["rye-cost"].inputs["step_1"]) == (
        "round(b2 * c2, step_1)",
        "0.01 EUR",
    )
    assert claims["wheat-cost-in-tens"].inputs["step_1"] == "10 EUR"
    assert claims["wheat-bags"].inputs["step_1"] == "1 kg"
    assert point(edition(found), "wheat-cost") == pytest.approx(81.09, rel=1e-12)


@pytest.mark.parametrize(
    ("formula", "kept", "why"),
    [
        ("=VLOOKUP(B2,B2:B3,1)", 10, "VLOOKUP"),
        ('=IF(B2>5,"yes","no")', "yes", "no number"),
        ('=IF(B2>5,B2,"")', 10, "a text"),
        ("=B2:B3*2", 20, "whole range"),
        ("=A2+B2", 10, "A2"),
        ("=IF(B2>5,1)", 1, "otherwise"),
        ("=Sheet9!B2", 10, "not in this workbook"),
        ("=[1]Farm!B2", 10, "not in this workbook"),
        ("=#REF!+B2", 10, "an error"),
        ("=RAND()*B2", 3, "RAND"),
        ("=SUM(B2:C6)", 30, "its own cell"),
        ("=B2&B3", 30, "it joins texts"),
        ("=SUM(B2,,B3)", 30, "an argument of SUM is left out"),
        ("=AVERAGE(B8:B9)", 30, "there is no number in its range"),
        ("=SQRT(B2,B3)", 30, "a function in it has 2 arguments instead of 1"),
        ("=POWER(B2)", 30, "a function in it has 1 argument instead of 2"),
        ("=NPV(0.1)", 30, "an NPV in it has no payments"),
        ("=PMT(0.1,2,B2,0)", 30, "a PMT in it has more than rate, periods and loan"),
        ("=NPER(0.1,2)", 30, "an NPER in it has less than rate, payment and loan"),
        ("=RATE(12,-1,B2)", 30, "RATE has no counterpart here"),
        ("=SUMPRODUCT(B2:B3,B2)", 30, "ranges that are not equally large"),
        ("=SUM(B2:B3 B3:B4)", 20, "ranges in it stand side by side, for the cells that they share"),
        ("=PRODUCT(B8:B9)", 30, "there is nothing in its range"),
        ("=nowhere+B2", 30, "`nowhere` is no cell and no range that is known here"),
        ("=here+B2", 30, "the name `here` does not stand for cells"),
        ("=B2+", 30, "it ends too early"),
        ("=" + "(" * 1500 + "B2" + ")" * 1500, 30, "it is nested too deeply"),
        ("=B2" + "+1" * 2500, 30, "it is too long"),
        ("=VLOOKUP(B2,B2*2,1,FALSE)", 10, "the table of a lookup is no range"),
        ("=VLOOKUP(B2:B3,A2:B3,1,FALSE)", 10, "what a lookup looks for is no one cell"),
        ("=VLOOKUP(B9,A2:B3,1,FALSE)", 10, "a lookup is for nothing, or for a pattern"),
        ("=VLOOKUP(B2,A2:B3,1.5,FALSE)", 10, "the place of a lookup is no whole number"),
        ("=VLOOKUP(B2,A2:B3,0,FALSE)", 10, "the place of a lookup is no whole number"),
        ("=VLOOKUP(B2,A2:B3,TRUE,FALSE)", 10, "the place of a lookup is no whole number"),
        ("=VLOOKUP(B2,A2:B3,1,1)", 10, "VLOOKUP without FALSE looks for the nearest"),
        ("=HLOOKUP(B2,A2:B3,1)", 10, "HLOOKUP without FALSE looks for the nearest"),
        ("=INDEX(B2:B3)", 10, "INDEX needs a range and a place in it"),
        ("=INDEX(B2:B3,1,1,1)", 10, "INDEX needs a range and a place in it"),
        ("=INDEX(B2:B3,3)", 10, "a lookup finds a place outside of its table"),
        ("=INDEX(B2:B3,1,2)", 10, "a lookup finds a place outside of its table"),
        ("=INDEX(B2:B3,MATCH(B2,B2:B3,1))", 10, "MATCH without 0 looks for the nearest"),
        ("=INDEX(B2:B3,MATCH(B2,A2:B3,0))", 10, "a lookup goes along one row or one column"),
    ],
)
def test_spreadsheet__what_has_no_counterpart_is_told_with_its_place(
    formula: str, kept: Any, why: str
) -> None:
    cells = {"A2": "Oats", "B2": 10, "A3": "Rye", "B3": 20, "A6": "Asked", "C6": (formula, kept)}
    found = bring("farm.xlsx", workbook({"Farm": cells}, names={"here": "12"}))
    assert why in lost(found)["Farm!C6"]
    claims = edition(found).base.records.claims
    if isinstance(kept, int):
        assert (claims["asked"].value, claims["asked"].note) == (
            str(kept),
            f"A formula in the spreadsheet: {formula}",
        )
        assert lost(found)["Farm!C6"].startswith(
            f"={brief(formula[1:])} is brought in as the number that is kept: "
        )
    else:
        assert "asked" not in claims


def test_spreadsheet__a_value_that_is_kept_and_not_what_is_computed_is_a_finding() -> None:
    cells = {"A1": "Oats", "B1": 10, "A2": "Rye", "B2": 20, "A3": "Both", "B3": ("=B1+B2", 31)}
    found = bring("farm.xlsx", workbook({"Farm": cells}))
    assert [(each.place, "30" in each.text) for each in found.differing] == [("Farm!B3", True)]
    conflicts = [(each.rule, each.id) for each in edition(found).findings if each.severity == "conflict"]
    assert conflicts == [("check-fails", "both-as-kept")]


@pytest.mark.parametrize(
    ("label", "number", "formula", "kept"),
    [
        ("Module (W)", 430, "=B1/1000", 0.43),
        ("Storage (kWh)", 9800, "=B1*0.001", 9.8),
        ("Warranty (year)", 10, "=B1*12", 120),
        ("Price (EUR/kWh)", 0.34, "=100*B1", 34),
        ("Rate (GB/s)", 2, "=B1*8760/1024", 17.109375),
    ],
)
def test_spreadsheet__a_number_that_may_lead_to_another_unit_leaves_none(
    label: str, number: float, formula: str, kept: float
) -> None:
    """0.43 is not 0.43 W because 430 W were divided by 1000: nothing says in which unit it is."""
    cells = {
        "A1": label,
        "B1": number,
        "A2": "Asked",
        "B2": (formula, kept),
        "A3": "Half",
        "B3": ("=B1/2", number / 2),
    }
    found = bring("roof.xlsx", workbook({"Roof": cells}))
    claims = edition(found).base.records.claims
    assert (claims["asked"].unit, edition(found).unit("asked").text, found.differing) == ("", "", ())
    assert point(edition(found), "asked") == pytest.approx(kept, rel=1e-9)
    assert lost(found)["Roof!B2"].endswith(
        "may be in another unit than its cells make, and says none: a bare number"
    )
    assert claims["half"].unit == label.partition("(")[2].rstrip(")")


@pytest.mark.parametrize(
    ("first", "second", "formula", "kept", "told"),
    [
        ("Heat (kWh)", "Power (MWh)", "=B1+B2", 22, "Roof!B1 in kWh and Roof!B2 in MWh"),
        ("Heat (kWh)", "Power (MWh)", "=SUM(B1:B2)", 22, "Roof!B1 in kWh and Roof!B2 in MWh"),
        ("Heat (kWh)", "Power (MWh)", "=IF(B1>B2,1,0)", 1, "Roof!B1 in kWh and Roof!B2 in MWh"),
        ("Heat (kWh)", "Power (MWh)", "=MAX(B1:B2)", 20, "Roof!B1 in kWh and Roof!B2 in MWh"),
        ("Heat (kWh)", "Power (MWh)", "=B1*B3+B2*B3", 66, "Roof!B1 in kWh and Roof!B2 in MWh"),
        ("Flour (kg)", "Sugar (t)", "=B1-B2", 18, "Roof!B1 in kg and Roof!B2 in t"),
        # what leads from one unit to the other, or is of another kind, is no slip
        ("Heat (kWh)", "Power (MWh)", "=B1+B2*1000", 2020, ""),
        ("Heat (kWh)", "Power (MWh)", "=B1/B2", 10, ""),
        ("Heat (kWh)", "Power (kWh)", "=B1+B2", 22, ""),
        ("Heat (kWh)", "Price (EUR)", "=B1+B2", 22, ""),
    ],
)
def test_spreadsheet__units_that_are_mixed_up_are_told_with_their_cells(
    first: str, second: str, formula: str, kept: float, told: str
) -> None:
    cells = {"A1": first, "B1": 20, "A2": second, "B2": 2, "A3": "Times", "B3": 3, "A4": "Asked"}
    found = bring("roof.xlsx", workbook({"Roof": {**cells, "B4": (formula, kept)}}))
    said = f"={formula[1:]} takes {told} as bare numbers, and these units differ by 1000"
    assert (said in lost(found).values()) == bool(told)
    assert any("as bare numbers, and these units" in each for each in lost(found).values()) == bool(told)
    unkept = bring("roof.xlsx", workbook({"Roof": {**cells, "B4": formula}}))
    assert (f"{said}; here they are converted" in lost(unkept).values()) == bool(told)


def test_spreadsheet__years_between_two_dates_are_no_days() -> None:
    day = datetime.datetime
    cells = {"A1": "Begins", "B1": day(2024, 3, 1), "A2": "Ends", "B2": day(2034, 3, 1), "A3": "Term"}
    found = bring("roof.xlsx", workbook({"Roof": {**cells, "B3": ("=(B2-B1)/365.25", 3652 / 365.25)}}))
    assert edition(found).unit("term").text == ""
    assert point(edition(found), "term") == pytest.approx(9.9986, rel=1e-4)


@pytest.mark.parametrize(
    ("form", "unit", "words"),
    [
        ('0.0" kWh"', "kWh", ""),
        ('#,##0.0," MWh"', "", "'MWh' in its format is not in the unit here: none"),
        ('$0.0"m"', "", "'m' in its format is not in the unit here: none"),
        ('$#,##0.0,,"M"', "USD", "'M' in its format is not in the unit here: USD"),
        ('0.00" ct/kWh"', "", "'ct/kWh' in its format is not in the unit here: none"),
        ('[$€-407] #,##0.00"/kWh"', "EUR/kWh", ""),
        ('[$€-407] #,##0.00"/yr"', "EUR/year", ""),
        ("#,##0.00", "", ""),
    ],
)
def test_spreadsheet__what_a_format_shows_is_the_unit_of_what_is_kept_or_told(
    form: str, unit: str, words: str
) -> None:
    """A comma behind the digits divides what is shown by a thousand, and `m` behind dollars is a million of them."""
    found = bring("roof.xlsx", workbook({"Roof": {"A1": "Sum", "B1": 9800.5}}, formats={"Roof!B1": form}))
    assert edition(found).base.records.claims["sum"].value == f"9800.5 {unit}".strip()
    assert lost(found).get("Roof!B1", "") == words


def test_spreadsheet__what_rests_on_a_formula_that_is_kept_as_its_date_still_computes() -> None:
    day = datetime.datetime
    cells = {"A1": "Sold", "B1": day(2024, 3, 1), "A2": "Ends", "B2": day(2034, 3, 1)}
    cells |= {"A3": "Left", "B3": ("=B2-B4", 3622), "A4": "Begins", "B4": ("=B1+30", 45382)}
    found = bring("roof.xlsx", workbook({"Roof": cells}, formats={"Roof!B4": "yyyy-mm-dd"}))
    after = edition(found)
    assert [each for each in after.findings if each.severity == "error"] == []
    assert (after.base.records.claims["begins"].value, point(after, "left")) == ("2024-03-31", 3622)
    assert (after.unit("left").text, found.differing) == ("day", ())


def test_spreadsheet__the_dates_of_a_table_are_claims_and_head_nothing() -> None:
    day = datetime.datetime
    cells = {"A1": "Offer for Mr Berg", "A3": "Customer", "B3": "Installed", "C3": "Size (kW)"}
    cells |= {"A4": "Berg", "B4": day(2024, 5, 9), "C4": 9.6, "A5": "Tal", "B5": day(2024, 6, 1), "C5": 7.2}
    found = bring("roof.xlsx", workbook({"Roof": {**cells, "A6": "Mean", "B6": 12}}))
    claims = edition(found).base.records.claims
    assert {each.title: each.value for each in claims.values()} == {
        "Berg, Installed": "2024-05-09", "Berg, Size": "9.6 kW", "Tal, Installed": "2024-06-01", "Tal, Size": "7.2 kW",
        "Mean, Installed": "12",
    }  # fmt: skip
    assert lost(found) == {"Roof!A1": "'Offer for Mr Berg' is the label of no number: left out"}


def test_spreadsheet__a_head_above_heads_is_told() -> None:
    cells = {
        "B1": "Berlin (EUR)",
        "D1": "Potsdam (EUR)",
        "A2": "Part",
        "B2": "Net",
        "C2": "Gross",
        "D2": "Net",
        "E2": "Gross",
    }
    cells |= {"A3": "Module", "B3": 100, "C3": 119, "D3": 110, "E3": 130.9}
    found = bring("roof.xlsx", workbook({"Roof": cells}))
    assert lost(found) == {
        "Roof!B1": "'Berlin (EUR)' is the label of no number: left out",
        "Roof!D1": "'Potsdam (EUR)' is the label of no number: left out",
    }


def test_spreadsheet__a_text_among_numbers_heads_nothing_and_is_told() -> None:
    cells = {"A1": "Part", "B1": "Weight (kg)", "C1": "Price (EUR)", "A2": "Module", "B2": 21, "C2": 98.5}
    cells |= {"A3": "Battery", "B3": 70, "C3": "on request", "A4": "Inverter", "B4": 30, "C4": 4890}
    found = bring("roof.xlsx", workbook({"Roof": cells}))
    claims = edition(found).base.records.claims
    assert [each.value for each in claims.values()] == ["21 kg", "98.5 EUR", "70 kg", "30 kg", "4890 EUR"]
    assert lost(found) == {"Roof!C3": "'on request' is the label of no number: left out"}


@pytest.mark.parametrize("label", ["VAT (19 %)", "Warranty (10 years)", "Battery (9.6 kWh)"])
def test_spreadsheet__an_amount_in_brackets_is_no_unit(label: str) -> None:
    found = bring("roof.xlsx", workbook({"Roof": {"A1": label, "B1": 2449.1}}))
    [claim] = edition(found).base.records.claims.values()
    assert (claim.title, claim.value) == (label, "2449.1")


def test_spreadsheet__units_by_format_and_label() -> None:
    cells = {
        "A1": "Area (ha)",
        "B1": 4,
        "A2": "Yield [t/ha]",
        "B2": 6.5,
        "A3": "Harvest",
        "B3": ("=B1*B2", 26),
        "A4": "Price",
        "B4": 210.5,
        "A5": "Sales",
        "B5": ("=B3*B4", 5473),
        "A6": "Share",
        "B6": 0.123,
        "A7": "Odd",
        "B7": ("=B1+B2", 10.5),
        "A8": "Growth (%)",
        "B8": 5,
    }
    formats = {"Farm!B4": '[$€-407]0.00"/t"', "Farm!B5": "[$€-407]#,##0.00", "Farm!B6": "0.0%"}
    found = bring("farm.xlsx", workbook({"Farm": cells}, formats))
    base = edition(found)
    units = {id: base.unit(id).text for id in base.base.records.claims}
    assert units == {
        "area": "ha",
        "yield": "t/ha",
        "harvest": "t",
        "price": "EUR/t",
        "sales": "EUR",
        "share": "%",
        "odd": "",
        "growth": "",
    }
    assert base.base.records.claims["odd"].formula == "b1 / one_2 + b2 / one_1"
    assert found.differing == ()
    assert "1 formula with bare numbers" in found.told[-1]


def test_spreadsheet__a_share_is_rounded_as_the_bare_number_that_it_is_there() -> None:
    cells = {
        "A1": "Share", "B1": 0.126, "A2": "Rounded", "B2": ("=ROUND(B1,2)", 0.13),
        "A3": "Up", "B3": ("=CEILING(B1,1)", 1), "A4": "Ratio", "B4": ("=ROUND(B1/0.3,2)", 0.42),
    }  # fmt: skip
    formats = {"Farm!B1": "0.0%", "Farm!B2": "0%", "Farm!B4": "0%"}
    found = bring("farm.xlsx", workbook({"Farm": cells}, formats))
    base = edition(found)
    assert [each for each in base.findings if each.severity == "error"] == []
    claims = base.base.records.claims
    assert claims["rounded"].formula == "round(b1 / one_1, 0.01) * one_1"
    assert {id: each.stated for id, each in claims.items()} == {
        "share": "",
        "rounded": "13 %",
        "up": "1",
        "ratio": "42 %",
    }
    assert {each.verdict for each in base.agreements.values()} == {"agrees"}


def test_spreadsheet__dates_are_days_and_days_between_them() -> None:
    cells = {
        "A1": "Sown",
        "B1": datetime.date(2024, 3, 1),
        "A2": "Reaped",
        "B2": datetime.date(2024, 8, 8),
        "A3": "Days",
        "B3": ("=B2-B1", 160),
    }
    found = bring("farm.xlsx", workbook({"Farm": cells}))
    base = edition(found)
    assert base.base.records.claims["sown"].value == "2024-03-01"
    assert point(base, "days") == 160


def test_spreadsheet__long_sums_are_cut_and_names_are_their_own() -> None:
    cells: dict[str, Any] = {f"A{n}": "Wheat" for n in range(1, 1201)} | {f"B{n}": n for n in range(1, 1201)}
    cells |= {
        "A1201": "All",
        "B1201": ("=SUM(B1:B1200)", 720600),
        "A1202": "Mean",
        "B1202": ("=AVERAGE(B1:B1200)", 600.5),
    }
    found = bring("farm.xlsx", workbook({"Farm": cells}))
    assert found.differing == ()
    assert lost(found) == {}
    base = edition(found)
    assert (point(base, "all"), point(base, "mean")) == (720600, 600.5)
    assert {"wheat", "wheat-b2", "wheat-b1200", "all-part-6"} <= base.base.records.claims.keys()


def test_spreadsheet__a_long_sum_of_which_one_part_does_not_fit_is_the_number_that_is_kept() -> None:
    cells: dict[str, Any] = {f"A{n}": "Wheat (kg)" for n in range(1, 1001)} | {
        f"B{n}": n for n in range(1, 1001)
    }
    cells |= {"A700": "Hours (hour)", "A1001": "All", "B1001": ("=SUM(B1:B1000)", 500_500)}
    found = bring("farm.xlsx", workbook({"Farm": cells}))
    base = edition(found)
    assert point(base, "all") == 500_500
    assert "=SUM(B1:B1000) is brought in as the number that is kept" in lost(found)["Farm!B1001"]
    assert [each.rule for each in base.findings if each.severity in ("error", "conflict")] == []


def test_bring__ids_that_the_base_has_are_not_given_again() -> None:
    found = bring("farm.xlsx", workbook({"Farm": {"A1": "Oats", "B1": 10}}), {"oats", "farm"})
    assert list(found.files["claims/farm-xlsx.yaml"]["claims"]) == ["oats-b1"]


def test_bring__a_sheet_with_a_cell_that_is_called_like_it() -> None:
    found = bring("price.xlsx", workbook({"Price": {"A1": "Price", "B1": 10}}))
    assert list(found.files["claims/price-xlsx.yaml"]["claims"]) == ["price"]
    assert list(found.files["sources/price-xlsx.yaml"]["sources"]) == ["price-xlsx"]
    assert "duplicate-id" not in {each.rule for each in edition(found).findings}


def test_cells__what_is_hostile_is_refused() -> None:
    plain = workbook({"Farm": {"A1": "Oats", "B1": 10}})
    bomb = b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"
    for content, why in (
        (b"PK\x03\x04 no zip", "no workbook"),
        (b"", "no workbook"),
        (packed(plain, xl__worksheets__sheet1_xml=bomb), "entities"),
        (packed(plain, xl__media__big_bin=b"0" * 210_000_000), "when it is unpacked"),
        (packed(plain, xl__worksheets__sheet1_xml=b"<a><b></a>"), "cannot be read"),
    ):
        with pytest.raises(Refused, match=why):
            bring("farm.xlsx", content)


def test_cells__a_sheet_that_says_it_is_huge_and_merges_all_of_it_is_read_as_what_it_holds() -> None:
    plain = workbook({"Farm": {"A1": "Oats", "B1": 10}})
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/>'
        b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Oats</t></is></c><c r="B1"><v>10</v></c></row>'
        b'<row r="1048576"><c r="XFD1048576"><v>3</v></c></row></sheetData>'
        b'<mergeCells><mergeCell ref="A3:XFD1048000"/></mergeCells></worksheet>'
    )
    found = bring("farm.xlsx", packed(plain, xl__worksheets__sheet1_xml=sheet))
    assert {"oats", "farm-xfd1048576"} == set(found.files["claims/farm.yaml"]["claims"])


def test_cells__macros_are_left_out_and_told() -> None:
    found = bring(
        "farm.xlsm", packed(workbook({"Farm": {"A1": "Oats", "B1": 10}}), xl__vbaProject_bin=b"MACRO")
    )
    assert lost(found) == {"farm.xlsm": "macros are left out"}


def test_cells__texts_stay_texts() -> None:
    cells = {
        "A1": "{x: !!python/object y}",
        "B1": 1,
        "A2": "- # : &a *b",
        "B2": 2,
        "A3": "\u202eevil",
        "B3": 3,
    }
    found = bring("farm.xlsx", workbook({"Farm": cells}))
    titles = [each["title"] for each in found.files["claims/farm.yaml"]["claims"].values()]
    assert titles == ["{x: !!python/object y}", "- # : &a *b", "evil"]
    assert [each.title for each in edition(found).base.records.claims.values()] == titles


def test_bring__a_file_of_no_known_kind_is_refused() -> None:
    with pytest.raises(Refused, match="xlsx"):
        bring("farm.docx", b"x")


@given(
    st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15),
    st.sampled_from(["", "%", "EUR", "kg"]),
)
def test_written__reads_back_as_the_same_number(number: float, unit: str) -> None:
    found = parse(written(number, unit), STANDARD, 0.1)
    assert isinstance(found, Written) or (abs(number) < 1e-290 and number != 0)
    if isinstance(found, Written):
        assert found.point == pytest.approx(number, rel=1e-15, abs=1e-300)


def test_spreadsheet__a_number_from_1900_to_2100_is_a_number() -> None:
    cells = {
        "A1": "Bags",
        "B1": 2000,
        "A2": "Sacks",
        "B2": ("=B1*1", 2000),
        "A3": "Both",
        "B3": ("=B1+100*3", 2300),
    }
    found = bring("farm.xlsx", workbook({"Farm": cells}))
    assert (lost(found), found.differing) == ({}, ())
    assert [point(edition(found), id) for id in ("bags", "sacks", "both")] == [2000, 2000, 2300]


def test_text_of__writes_what_it_is_given() -> None:
    data = {
        "topic": {"title": "a: b"},
        "claims": {
            "x": {
                "title": "'",
                "value": "3 kg",
                "headline": True,
                "tags": ["a, b", "[c]"],
                "inputs": {"a": "1 kg"},
            }
        },
    }
    assert text_of(data).startswith('topic:\n  title: "a: b"\n')


PRICES = {
    "A1": "Grain",
    "B1": "Price",
    "C1": "Weight",
    "A2": "Oats",
    "B2": 10,
    "C2": 3,
    "A3": "Rye",
    "B3": 20,
    "C3": 4,
    "A4": 7,
    "B4": 30,
}
LOOKED = {"E1": "Wanted", "F1": "rye", "A8": "Asked"}


@pytest.mark.parametrize(
    ("formula", "kept", "ours"),
    [
        ('=VLOOKUP("Rye",A2:C4,2,FALSE)*2', 40, "b3 * 2"),
        ("=VLOOKUP($F$1,A2:C4,3,0)", 4, "c3"),
        ("=VLOOKUP(7,A2:C4,2,FALSE)", 30, "b4"),
        ("=HLOOKUP(\"Weight\",A1:C3,3,FALSE)", 4, "c3"),
        ('=INDEX(B2:B4,MATCH("oats",A2:A4,0))+1', 11, "b2 + 1"),
        ('=INDEX(A1:C3,MATCH("Rye",A1:A3,0),MATCH("Price",A1:C1,0))', 20, "b3"),
        ("=INDEX(B2:C3,2,1)", 20, "b3"),
        ("=INDEX(A2:C2,3)", 3, "c2"),
        ("=INDEX(C2:C3,2)*5", 20, "c3 * 5"),
        ("=HLOOKUP(10,B2:C3,2,FALSE)", 20, "b3"),
        ("=VLOOKUP(10,B2:C4,2,FALSE)+INDEX(B2:B4,3)", 33, "c2 + b4"),
    ],
)  # fmt: skip
def test_spreadsheet__a_lookup_over_constants_is_the_cell_that_it_finds(
    formula: str, kept: float, ours: str
) -> None:
    found = bring("farm.xlsx", workbook({"Farm": {**PRICES, **LOOKED, "F8": (formula, kept)}}))
    claim = edition(found).base.records.claims["asked"]
    assert (claim.formula, found.differing) == (ours, ())
    assert point(edition(found), "asked") == kept
    assert "and stays with it" in lost(found)["Farm!F8"]


@pytest.mark.parametrize(
    ("formula", "why"),
    [
        ("=VLOOKUP(F1,A2:C4,2)", "looks for the nearest"),
        ("=VLOOKUP(F1,A2:C4,2,TRUE)", "looks for the nearest"),
        ('=VLOOKUP("Maize",A2:C4,2,FALSE)', "`maize` is not in the table"),
        ('=VLOOKUP("R*",A2:C4,2,FALSE)', "for a pattern"),
        ("=VLOOKUP(F1,A2:C4,9,FALSE)", "outside of its table"),
        ("=VLOOKUP(F9,A2:C4,2,FALSE)", "goes by Farm!F9, which is computed"),
        ("=INDEX(B2:B4,MATCH(F1,A2:A4))", "INDEX|no whole number|MATCH"),
        ("=VLOOKUP(F1,Nowhere!A2:C4,2,FALSE)", "no range of this workbook"),
    ],
)
def test_spreadsheet__a_lookup_that_cannot_be_told_keeps_its_number(formula: str, why: str) -> None:
    cells = {**PRICES, **LOOKED, "F8": (formula, 20), "A9": "Computed", "F9": ("=B2+1", 11)}
    found = bring("farm.xlsx", workbook({"Farm": cells}))
    assert re.search(why, lost(found)["Farm!F8"])
    assert edition(found).base.records.claims["asked"].value == "20"


def test_spreadsheet__a_lookup_tells_texts_numbers_and_truths_apart() -> None:
    cells = {
        "A1": "7",
        "B1": 1,
        "A2": True,
        "B2": 2,
        "A3": 7,
        "B3": 3,
        "A4": 'say ""',
        "B4": 4,
        "A8": "Asked",
    }
    for key, place in (("7", "b3"), ('"7"', "b1"), ("TRUE", "b2"), ("7.0", "b3"), ('"SAY """""', "b4")):
        book = workbook({"Farm": {**cells, "B8": (f"=VLOOKUP({key},A1:B4,2,FALSE)*10", int(place[1]) * 10)}})
        assert edition(bring("farm.xlsx", book)).base.records.claims["asked"].formula == f"{place} * 10", key


def test_spreadsheet__what_fills_several_cells_at_once_keeps_its_number() -> None:
    import openpyxl
    from openpyxl.worksheet.formula import ArrayFormula

    book = openpyxl.Workbook()
    sheet = book.active
    for place, value in (("A1", "Oats"), ("B1", 10), ("A2", "Twice")):
        sheet[place] = value
    sheet["B2"] = ArrayFormula("B2:B3", "=B1*2")
    out = io.BytesIO()
    book.save(out)
    found = bring("farm.xlsx", out.getvalue())
    assert "Sheet!B2" in lost(found)
    assert "twice" not in edition(found).base.records.claims


def test_spreadsheet__what_is_no_number_is_left_out_with_its_place() -> None:
    cells = {
        "A1": "Oats", "B1": 10, "A2": "Ripe", "B2": True, "A3": "Word", "C3": ("=A1&A2", "OatsRipe"), "A4": "Nothing kept",
        "B4": "=B1&3", "A5": "Not kept", "B5": "=B1*2",
    }  # fmt: skip
    found = bring("farm.xlsx", workbook({"Farm": cells}))
    told = lost(found)
    assert told["Farm!B2"] == "True, which is no number: left out"
    assert told["Farm!C3"] == "=A1&A2 gives 'OatsRipe', which is no number: left out"
    assert told["Farm!B4"] == "=B1&3 is left out: no value of it is kept in the file, and it joins texts"
    assert edition(found).base.records.claims["not-kept"].stated == ""
    assert found.told == (
        "1 value and 1 formula",
        "of 1 formula no value is kept to compare with",
    )


def test_spreadsheet__what_has_no_value_and_none_is_kept_of_is_left_out_and_told_once() -> None:
    """Nothing stands for it: no 0, no formula that cannot be computed, and nothing of what rests on it."""
    cells = {
        "A1": "Oats", "B1": 10, "A2": "Rye", "B2": 20, "A3": "More", "B3": "=B1>B2", "A4": "Both", "B4": "=AND(B1>1,B2>1)",
        "A5": "Rests", "B5": "=IF(B3,B1,B2)", "A6": "Rests kept", "B6": ("=B3*7", 0), "A7": "By nothing", "B7": "=B1/B8",
        "A8": "None", "B8": 0, "A9": "On it", "B9": "=B10+1", "A10": "And on it", "B10": "=B7*2", "A11": "Text", "B11": "=B1&3",
        "A12": "Sum", "B12": "=B1+B2", "A13": "Chosen", "B13": "=IF(B1>5,B1>B2,B2>B1)",
    }  # fmt: skip
    found = bring("farm.xlsx", workbook({"Farm": cells}))
    left = "is left out: no value of it is kept in the file, and"
    assert [(each.place, each.text) for each in found.lost] == [
        ("Farm!B3", f"=B1>B2 {left} it is true or false, which is no number"),
        ("Farm!B4", f"=AND(B1>1,B2>1) {left} it is true or false, which is no number"),
        ("Farm!B11", f"=B1&3 {left} it joins texts"),
        ("Farm!B13", f"=IF(B1>5,B1>B2,B2>B1) {left} it is true or false, which is no number"),
        ("Farm!B5", f"=IF(B3,B1,B2) {left} it rests on Farm!B3, which is left out"),
        ("Farm!B6", "=B3*7 is brought in as the number that is kept: it rests on Farm!B3, which is left out"),
        (
            "Farm!B7",
            f"=B1/B8 {left} `b1 / b8` divides by zero always; it is computed from `b1` (`oats`), `b8` (`none`)",
        ),
        ("Farm!B9", f"=B10+1 {left} it rests on Farm!B10, which is left out"),
        ("Farm!B10", f"=B7*2 {left} it rests on Farm!B7, which is left out"),
    ]
    after = edition(found)
    assert {id: point(after, id) for id in after.summaries} == {
        "oats": 10, "rye": 20, "rests-kept": 0, "none": 0, "sum": 30,
    }  # fmt: skip
    assert [each for each in after.findings if each.severity == "error"] == []
    assert found.told == ("4 values and 1 formula", "of 1 formula no value is kept to compare with")


@pytest.mark.parametrize(
    ("rate", "formula", "kept"),
    [
        (0.0, "=PMT(B1,12,B2)", -100),
        (0.0, "=PMT(0,12,B2)", -100),
        (0.01, "=PMT(B1,12,B2)", -106.61854641401004),
        (0.0, "=PV(B1,12,B2)", -14400),
        (0.01, "=PV(B1,12,B2)", -13506.092968181556),
        (0.0, "=FV(B1,12,B2)", -14400),
        (0.01, "=FV(B1,12,B2)", -15219.003615836373),
        (0.0, "=NPER(B1,-100,B2)", 12),
        (0.01, "=NPER(B1,-100,B2)", 12.847147838223282),
    ],
)
def test_spreadsheet__payments_at_no_interest_are_shared_evenly(
    rate: float, formula: str, kept: float
) -> None:
    """At 0 % what is divided by the rate is 0 / 0; there a loan is paid off in equal parts."""
    cells = {"A1": "Rate", "B1": rate, "A2": "Loan (EUR)", "B2": 1200, "A3": "Asked", "B3": (formula, kept)}
    found = bring("bakery.xlsx", workbook({"Loan": cells}, {"Loan!B1": "0.0%"}))
    assert (lost(found), found.differing) == ({}, ())
    after = edition(found)
    assert point(after, "asked") == pytest.approx(kept, rel=1e-9)
    assert [each for each in after.findings if each.severity == "error"] == []


def test_spreadsheet__a_time_of_day_is_told_and_heads_nothing() -> None:
    noon = datetime.datetime(2024, 5, 1, 12, 30)
    cells = {
        "A1": "Sown", "B1": datetime.datetime(2024, 4, 1), "A2": "Reaped", "B2": noon, "A3": "Rise", "B3": datetime.time(6, 30),
        "A4": "Shift", "B4": datetime.timedelta(hours=26), "A5": "Bags", "B5": 10,
    }  # fmt: skip
    found = bring("farm.xlsx", workbook({"Farm": cells}))
    claims = edition(found).base.records.claims
    assert {id: each.value for id, each in claims.items()} == {
        "sown": "2024-04-01",
        "reaped": "2024-05-01",
        "bags": "10",
    }
    assert claims["bags"].title == "Bags"
    told = lost(found)
    assert told["Farm!B2"] == "of 2024-05-01 12:30 the day is kept, and no time of it"
    assert told["Farm!B3"] == "06:30:00, which is no number: left out"
    assert told["Farm!B4"] == "1 day, 2:00:00, which is no number: left out"
    assert "Farm!B1" not in told


def test_spreadsheet__a_date_alone_behind_a_text_is_what_the_line_says() -> None:
    may, june = datetime.datetime(2024, 5, 1), datetime.datetime(2024, 6, 1)
    list = {"A1": "Farm", "A2": "Bags", "B2": 10, "A3": "Reaped", "B3": may, "A4": "Sacks", "B4": 20}
    table = {"A1": "Crop", "B1": may, "C1": june, "A2": "Oats", "B2": 10, "C2": 20}
    column = {"A1": "Crop", "B1": may, "A2": "Oats", "B2": 10}
    found = edition(bring("farm.xlsx", workbook({"List": list, "Table": table, "Column": column})))
    assert {each.title: each.value for each in found.base.records.claims.values()} == {
        "Bags": "10", "Reaped": "2024-05-01", "Sacks": "20",
        "Oats, 2024-05-01": "10", "Oats, 2024-06-01": "20",
    }  # fmt: skip


def test_spreadsheet__a_label_of_no_number_is_told_and_what_heads_labels_is_not() -> None:
    cells = {"A1": "Crop", "B1": "Bags", "A2": "Oats", "B2": 10, "A3": "Ripe in May", "A4": "Rye", "B4": 20}
    assert lost(bring("farm.xlsx", workbook({"Farm": cells}))) == {
        "Farm!A3": "'Ripe in May' is the label of no number: left out"
    }


def test_spreadsheet__one_sheet_or_several_and_what_else_a_workbook_holds() -> None:
    cells = {"A1": "Oats", "B1": 10}
    one = bring("My Farm.xlsx", workbook({"Farm": cells}))
    assert list(one.files) == ["claims/my-farm.yaml", "sources/my-farm.yaml"]
    book = packed(
        workbook({"Farm": cells, "Empty": {}, "Mill": cells}),
        xl__comments1_xml=b"<a/>", xl__charts__chart1_xml=b"<a/>", xl__externalLinks__x_xml=b"<a/>", xl__pivotTables__p_xml=b"<a/>",
    )  # fmt: skip
    two = bring("My Farm.xlsx", book)
    assert list(two.files) == ["claims/my-farm-farm.yaml", "claims/my-farm-mill.yaml", "sources/my-farm.yaml"]
    assert list(two.files["claims/my-farm-mill.yaml"]["claims"]) == ["oats-mill"]
    assert {each.text for each in two.lost} == {
        f"{what} are left out" for what in ("charts", "comments", "links to other workbooks", "pivot tables")
    }


def test_spreadsheet__numbers_without_a_label_are_called_by_their_places() -> None:
    cells = {"B2": 10, "C2": ("=B2*2", 20)}
    found = bring("farm.xlsx", workbook({"Farm": cells, "Mill": {"A1": 3}}))
    claims = edition(found).base.records.claims
    assert {id: each.title for id, each in claims.items()} == {
        "farm-b2": "Farm B2",
        "farm-c2": "Farm C2",
        "mill-a1": "Mill A1",
    }


@pytest.mark.parametrize(
    ("number", "unit", "text"),
    [
        (0.0, "kg", "0 kg"),
        (0.125, "%", "12.5 %"),
        (1e6, "", "1000000"),
        (1e7, "", "1e7"),
        (1234567.0, "", "1234567"),
        (1.5e-30, "", "1.5e-30"),
        (1e22, "t", "1e22 t"),
        (-2.5, "EUR", "-2.5 EUR"),
    ],
)
def test_written__in_full_where_that_is_short(number: float, unit: str, text: str) -> None:
    assert written(number, unit) == text


@pytest.mark.parametrize(
    ("text", "form", "unit"),
    [
        ("Weight (kg)", "General", "kg"),
        ("Weight [kg] ", "General", "kg"),
        ("Weight (kg) of all", "General", ""),
        ("Weight (dry)", "General", ""),
        ("Share (%)", "General", ""),
        ("Share", "0%", "%"),
        ("Share", '0"%"', ""),
        ("Share", "0\\%", ""),
        ("Share (kg)", '0"%"', "kg"),
        ("Weight", '0.0 "kg"', "kg"),
        ("Weight", '0.0 "kg";-0', "kg"),
        ("Weight", '0.0;"kg"', ""),
        ("Price", "[$€-407]0.00", "EUR"),
        ("Price", "$0.00", "USD"),
        ("Price (kg)", '£0.00"/kg"', "GBP/kg"),
        ("Price (kg)", "[$XX-1]0", "kg"),
        ("Warmth (°C)", "General", ""),
        ("Fees (net)", "General", ""),  # no mosquito nets
        ("Output (model)", "General", ""),
        ("Output (models)", "General", "model"),
        ("Weight (net) (kg)", "General", "kg"),
        ("Ship(s)", "General", ""),
        ("Time (s)", "General", "s"),
        ("Revenue 2024 (m)", "General", ""),
        ("Staff costs (K)", "General", ""),
        ("Length (m)", "General", "m"),
        ("Length(m)", "General", "m"),
        ("Warmth (K)", "General", "K"),
    ],
)
def test_unit__by_the_format_or_else_by_what_stands_in_brackets(text: str, form: str, unit: str) -> None:
    found = bring("farm.xlsx", workbook({"Farm": {"A1": text, "B1": 0.5}}, {"Farm!B1": form}))
    (claim,) = found.files["claims/farm.yaml"]["claims"].values()
    parsed = parse(claim["value"], STANDARD, 0.1)
    assert isinstance(parsed, Written)
    assert parsed.unit.text == unit
    assert parsed.unit.from_base(parsed.point) == pytest.approx(50 if unit == "%" else 0.5)


@pytest.mark.parametrize(
    ("label", "title", "value"),
    [
        (
            "Growth (%)",
            "Growth (%)",
            "5.2",
        ),  # a title without it would say that it grows to five times as much
        ("Weight (kg)", "Weight", "5.2 kg"),
        ("Fees (net)", "Fees (net)", "5.2"),
        ("Revenue (m)", "Revenue (m)", "5.2"),
        ("Ship(s)", "Ship(s)", "5.2"),
    ],
)
def test_labels__what_is_not_taken_as_a_unit_stays_in_the_title(label: str, title: str, value: str) -> None:
    found = bring("farm.xlsx", workbook({"Farm": {"A1": label, "B1": 5.2}}))
    (claim,) = found.files["claims/farm.yaml"]["claims"].values()
    assert (claim["title"], claim["value"]) == (title, value)


@pytest.mark.parametrize(
    ("head", "label", "number", "value", "title", "told"),
    [
        ("Value (kg)", "Feed (t)", 2, "2 t", "Feed, Value (kg)", "its label says kg, and it is in t here"),
        (
            "Wage (EUR/month)",
            "Stage (m)",
            12,
            "12 m",
            "Stage, Wage (EUR/month)",
            "its label says EUR/month, and",
        ),
        ("Value (kg)", "Feed (kg)", 2, "2 kg", "Feed, Value", ""),
        ("Value (kg)", "Feed", 2, "2 kg", "Feed, Value", ""),
        ("Value", "Feed (t)", 2, "2 t", "Feed, Value", ""),
        ("Value (kg)", "Staff (net)", 2, "2 kg", "Staff (net), Value", ""),
    ],
)
def test_spreadsheet__the_unit_of_a_row_is_nearer_than_that_of_its_column(
    head: str, label: str, number: float, value: str, title: str, told: str
) -> None:
    found = bring("farm.xlsx", workbook({"Farm": {"A1": "Item", "B1": head, "A2": label, "B2": number}}))
    [claim] = edition(found).base.records.claims.values()
    assert (claim.value, claim.title) == (value, title)
    assert lost(found).get("Farm!B2", "").startswith(told) is bool(told or "Farm!B2" not in lost(found))


def test_spreadsheet__a_row_of_another_unit_than_its_column_gives_what_is_kept() -> None:
    cells = {
        "B1": "Wage (EUR/month)",
        "A2": "Hand",
        "B2": 1500,
        "A3": "Year cost (EUR/year)",
        "B3": ("=B2*12", 18000),
    }
    found = bring("farm.xlsx", workbook({"Farm": cells}))
    base = edition(found)
    assert (point(base, "year-cost-wage-eur-month"), base.unit("year-cost-wage-eur-month").text) == (
        18000,
        "EUR/year",
    )
    assert (base.base.records.claims["hand-wage"].value, found.differing) == ("1500 EUR/month", ())


@pytest.mark.parametrize(
    ("label", "form", "value", "title", "told"),
    [
        ("a (t)", '0" kg"', "3 kg", "a (t)", "its label says t, and it is in kg here: t stays in its title"),
        ("Wage (EUR/month)", '0 "€"', "3 EUR/month", "Wage", ""),
        ("Wage (EUR/month)", "[$€-407] 0", "3 EUR/month", "Wage", ""),
        ("Wage (USD)", "[$€-407] 0", "3 EUR", "Wage (USD)", "its label says USD, and it is in EUR here: USD stays in its title"),
    ],
)  # fmt: skip
def test_spreadsheet__a_unit_that_is_not_taken_stays_in_the_title_and_is_told(
    label: str, form: str, value: str, title: str, told: str
) -> None:
    found = bring("farm.xlsx", workbook({"Farm": {"A1": label, "B1": 3}}, {"Farm!B1": form}))
    [claim] = edition(found).base.records.claims.values()
    assert (claim.value, claim.title, lost(found).get("Farm!B1", "")) == (value, title, told)


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("million EUR", "3 million EUR"),
        ("bn EUR", "3 billion EUR"),
        ("thousand t", "3 thousand t"),
        ("mio EUR/year", "3 million EUR/year"),
        ("trillion USD", "3 trillion USD"),
        ("million", "3 million"),
        ("kEUR", "3 thousand EUR"),
        ("k€", "3 thousand EUR"),
        ("M€/year", "3 million EUR/year"),
        ("kWh", "3 kWh"),
    ],
)
def test_spreadsheet__what_a_label_counts_in_can_be_read(said: str, value: str) -> None:
    cells = {"A1": f"Sum ({said})", "B1": 3, "A2": "Twice", "B2": ("=B1*2", 6), "A3": "Other", "B3": 3}
    found = bring("farm.xlsx", workbook({"Farm": cells}, {"Farm!B3": f'0" {said}"'}))
    base = edition(found)
    assert [each for each in base.findings if each.severity == "error"] == []
    assert [base.base.records.claims[id].value for id in ("sum", "other")] == [value, value]
    assert found.differing == ()


_PIECES = (*"+-*/^&=<>%@#!{}(),;: $~\n\"'", "<>", "<=", "A1", "B2", "A1:B2", "A:A", "1:1", "S!A1", "'S'!A1", "[1]", "rate",
           "1", "0", "1E400", "NAN", "INF", "TRUE", "#REF!", "SUM(", "IF(", "LOG(", "VLOOKUP(", "INDEX(", "MATCH(", "ROUND(",
           "PMT(", "NPV(", "SUMPRODUCT(", "COUNT(", "EVEN(", "_xlfn.", "NOSUCH(")  # fmt: skip


@settings(max_examples=400)
@given(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=8).map("".join))
@example("SUM((A1,B2))")
@example("A1,B2")
@example("LOG()")
@example("NAN+1")
@example("INDEX(S!A1,1E400)")
def test_translate__whatever_a_formula_is_made_of_is_read_or_refused(formula: str) -> None:
    """One cell that is not understood is told, and the rest of its workbook comes in."""
    cells = {
        ("S", row, across): Cell("S", row, across, "", float(row), "General")
        for row in (1, 2)
        for across in (1, 2)
    }
    book = Workbook(cells, {("S", 1): [1, 2], ("S", 2): [1, 2]}, ("S",), {"rate": "S!A1"}, "", ())
    with contextlib.suppress(Refused):
        assert translate(book, ("S", 9, 9), formula).tree


@pytest.mark.parametrize("formula", ["=SUM((B1,B2))", "=B1,B2", "=LOG()+B1", "=B1+INF"])
def test_spreadsheet__a_formula_that_is_not_understood_keeps_its_number_and_the_rest_comes_in(
    formula: str,
) -> None:
    cells = {
        "A1": "One",
        "B1": 10,
        "A2": "Two",
        "B2": 20,
        "A3": "All",
        "B3": (formula, 30),
        "A4": "Half",
        "B4": ("=B3/2", 15),
    }
    found = bring("farm.xlsx", workbook({"Farm": cells}))
    assert [edition(found).base.records.claims["all"].value, point(edition(found), "half")] == ["30", 15]
    assert "is brought in as the number that is kept" in lost(found)["Farm!B3"]


@pytest.mark.parametrize(
    ("year", "label"), [(1800, True), (2200, True), (1799, False), (2201, False), (2020.5, False)]
)
def test_labels__years_head_columns(year: float, label: bool) -> None:
    found = bring("farm.xlsx", workbook({"Farm": {"A1": "Crop", "B1": year, "A2": "Oats", "B2": 10}}))
    titles = [each["title"] for each in found.files["claims/farm.yaml"]["claims"].values()]
    assert titles == ([f"Oats, {year}"] if label else ["Crop", "Oats"])


def test_labels__a_line_of_one_number_behind_an_empty_row_has_no_head() -> None:
    cells = {
        "A1": "Crop",
        "B1": "Bags",
        "A2": "Oats",
        "B2": 10,
        "A4": "Fuel",
        "B4": 3,
        "A6": "Rye",
        "B6": 4,
        "C6": 5,
    }
    found = bring("farm.xlsx", workbook({"Farm": cells}))
    titles = [each["title"] for each in found.files["claims/farm.yaml"]["claims"].values()]
    assert titles == ["Oats, Bags", "Fuel", "Rye, Bags", "Rye"]


@pytest.mark.parametrize(("column", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (53, "BA"), (702, "ZZ"), (703, "AAA")])  # fmt: skip
def test_letters__are_those_of_spreadsheets(column: int, name: str) -> None:
    import openpyxl.utils

    assert letters(column) == name == openpyxl.utils.get_column_letter(column)


@pytest.mark.parametrize("text", ["12.5", "5-7", "5 – 7", "1,200", "~3 %"])
def test_spreadsheet__a_figure_that_is_a_text_heads_nothing_and_is_told(text: str) -> None:
    cells = {
        "A1": "Item",
        "B1": "Value",
        "A2": "Feed",
        "B2": text,
        "A3": "Seed",
        "B3": 3,
        "A4": "Fuel",
        "B4": 4,
    }
    found = bring("farm.xlsx", workbook({"Farm": cells}))
    assert [each.title for each in edition(found).base.records.claims.values()] == [
        "Seed, Value",
        "Fuel, Value",
    ]
    assert lost(found).keys() >= {"Farm!B2"}


def test_spreadsheet__a_year_or_an_age_that_is_a_text_heads_its_column() -> None:
    cells = {"A1": "Item", "B1": "5-7", "C1": "2023", "A2": "Boys", "B2": 3, "C2": 4}
    found = bring("school.xlsx", workbook({"School": cells}))
    assert [each.title for each in edition(found).base.records.claims.values()] == ["Boys, 5-7", "Boys, 2023"]


@pytest.mark.parametrize(
    ("labels", "form", "formula", "kept"),
    [
        (("Sales", "Costs"), '0 "€"', "=B1-B2", 70),
        (("Sales", "Costs"), "[$€-407] 0", "=SUM(B1:B2)", 130),
        (("Sales", "Costs"), "[$€-407] 0", "=AVERAGE(B1:B2)", 65),
        (("Sales", "Costs"), "[$€-407] 0", "=MAX(B1:B2)", 100),
        (("Sales", "Costs"), "[$€-407] 0", "=IF(B1>B2,1,0)", 1),
        (("Sales", "Costs"), "0.0%", "=B1+B2", 130),
        (("Tank (L)", "Share"), "General", "=B1+B2/100", 100.3),
        (("Sales (kEUR)", "Costs"), "General", "=B1-B2", 70),
    ],
)
def test_spreadsheet__a_number_without_a_unit_beside_one_that_has_one_makes_a_bare_formula(
    labels: tuple[str, str], form: str, formula: str, kept: float
) -> None:
    """A spreadsheet computes with the numbers alone, and what rests on such a formula has its value too."""
    cells = {"A1": labels[0], "B1": 100, "A2": labels[1], "B2": 30, "A3": "Rest", "B3": (formula, kept)}
    cells |= {"A4": "Half", "B4": ("=B3/2", kept / 2)}
    found = bring("farm.xlsx", workbook({"Farm": cells}, {"Farm!B1": form}))
    base = edition(found)
    assert [each.message for each in base.findings if each.severity == "error"] == []
    assert (point(base, "rest"), point(base, "half"), found.differing) == (
        pytest.approx(kept),
        pytest.approx(kept / 2),
        (),
    )
    assert base.base.records.claims["rest"].formula


def test_spreadsheet__a_result_in_its_unit_over_a_number_without_one() -> None:
    cells = {"A1": "Fuel (L)", "B1": 100, "A2": "Share", "B2": 30, "A3": "Used (L)", "B3": ("=B2/100", 0.3)}
    base = edition(found := bring("farm.xlsx", workbook({"Farm": cells})))
    assert [each for each in base.findings if each.severity == "error"] == []
    assert (point(base, "used"), base.unit("used").text, found.differing) == (pytest.approx(0.3), "L", ())
