"""Tables: records as they are written go out and come back the same; somebody's figures become claims, row by row."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import shell
from places import ROOT
from whence.exchange import rows
from whence.exchange.brought import Brought
from whence.exchange.importing import bring
from whence.files.reader import read
from whence.judge.assemble import assemble
from whence.language.problems import Refused

BASE = {
    "claims/farm.yaml": """
topic: A farm
units: {sack: 25 kg, crate: {title: A crate}}
claims:
  # a comment
  area: {title: "=1+1", value: 50 ha, kind: fact, cites: [{source: register, at: page 2}, almanac], tags: [field, "a, b"]}
  slope: {title: "'quoted", value: -3 %, exact: true, headline: true, note: "true"}
  odd: {title: "[list]", value: {about: 3 kg}, note: "two\\nlines, \\"quoted\\"", kind: assumption, why: "-"}
  sum: {title: Sum, formula: a * 2, inputs: {a: area}, stated: 100 ha, history: [{value: 40 ha, until: 2020}]}
quantities: {all: {title: All, take: area}}
terms: {bag: {title: Bag, senses: {small: 25 kg, large: {value: 50 kg, title: Large}}}}
choices: {bag-here: {title: Here, term: bag}}
checks: {fits: {title: Fits, assert: a > b, inputs: {a: area, b: 1 ha}}}
""",
    "sources/farm.yaml": "sources:\n  register: {title: The register, author: [{family: Li}, The ministry]}\n  almanac: {title: '@almanac'}\n",
    "claims/more/empty.yaml": "topic: {title: Empty, order: 3}\n",
}


def same(base: dict[str, str]) -> None:
    text = rows.table(base)
    found = bring("base.csv", text.encode())
    before, after = read(base), read(found.texts())
    assert after.sections == before.sections
    assert after.topics == before.topics
    assert after.home == before.home
    assert rows.table(found.texts()) == text


def test_table__a_base_goes_out_and_comes_back() -> None:
    same(BASE)


def test_table__our_base_goes_out_and_comes_back() -> None:
    names = [
        "claims/moe.yaml",
        "claims/gpt5.yaml",
        *sorted(str(each.relative_to(ROOT)) for each in (ROOT / "sources").glob("*.yaml"))[:2],
    ]
    same({name: (ROOT / name).read_text("utf-8") for name in names})


@given(st.data())
def test_files__columns_may_stand_in_any_order_and_rows_may_be_empty(data: st.DataObject) -> None:
    table = list(csv.reader(io.StringIO(rows.table(BASE))))
    order = data.draw(st.permutations(range(len(table[0]))))
    out = io.StringIO()
    csv.writer(out).writerows([[row[n] for n in order] for row in [*table, [""] * len(order)]])
    found = bring("base.csv", (out.getvalue() + "\n").encode())
    assert read(found.texts()).sections == read(BASE).sections


def test_table__no_cell_is_a_formula() -> None:
    for row in csv.reader(io.StringIO(rows.table(BASE))):
        for cell in row:
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")), cell


@given(st.text(max_size=12))
@example(" =1+1")
@example("\uff1dA1")
@example("' =1")
def test_guarded__can_be_taken_back(text: str) -> None:
    assert rows.unguarded(rows.guarded(text)) == text
    assert rows.guarded(text)[:1] not in {"=", "+", "-", "@", "\t", "\r"}
    assert rows.guarded(text).lstrip()[:1] not in {"=", "+", "-", "@", *"\uff1d\uff0b\uff0d\uff20"}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("file,section,id,title\n../x.yaml,claims,a,A\n", "row 2"),
        ("file,section,id,title\n/etc/x.yaml,claims,a,A\n", "row 2"),
        ("file,section,id,title\nclaims/.git/x.yaml,claims,a,A\n", "row 2"),
        ("file,section,id,title\nclaims/x.yaml,claimz,a,A\n", "claimz"),
        ("file,section,id,title\nclaims/x.yaml,claims,a,A\nclaims/x.yaml,claims,a,A\n", "row 3"),
        ("file,section,id,title\nclaims/x.yaml,claims,a,{a\n", "no JSON"),
        ('a,b\n"x', "no CSV"),
        ("a,b\n", "at least one more"),
        ("a,b\n1,2\n", "which column is the value"),
    ],
)
def test_files__what_cannot_be_is_refused_with_its_row(text: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        bring("base.csv", text.encode())


def test_table__a_file_that_cannot_be_read_is_named() -> None:
    with pytest.raises(Refused, match=r"claims/a\.yaml"):
        rows.table({"claims/a.yaml": "claims: {a: {title: x\n"})


FIGURES = '\ufeffCrop,Tonnes,Year,Where,Colour\nWheat,"1,234.5",2023,The almanac,gold\nRye,-3,2023,,\nOats,24 to 27,2024,register,\nMaize,many,2024,,\n,,,,\nBeet,,2024,,\n'


def columns(**of: str) -> Brought:
    return bring("harvest.csv", FIGURES.encode(), {"register"}, of)


def test_claims__a_column_for_each_field() -> None:
    found = columns(title="Crop", value="Tonnes", unit="=t", as_of="Year", source="Where")
    base = assemble({**found.texts(), "sources/own.yaml": "sources: {register: {title: The register}}\n"})
    assert [each for each in base.findings if each.severity == "error"] == []
    assert {
        id: (each.value, each.as_of, each.cites[0].source) for id, each in base.base.records.claims.items()
    } == {
        "wheat": ("1234.5 t", "2023", "the-almanac"),
        "rye": ("-3 t", "2023", "harvest"),
        "oats": ("24 to 27 t", "2024", "register"),
    }
    assert base.base.records.claims["rye"].cites[0].at == "row 3"
    told = "\n".join(f"{each.place}: {each.text}" for each in found.lost)
    for word in ("row 5: `many`", "row 7", "column Colour"):
        assert word in told


@pytest.mark.parametrize(
    ("cells", "read", "left"),
    [
        # 1,234 is a thousand, unless another cell of the column shows that its commas are decimal
        (("1,234", "2,750", "12.5"), ("1234 t", "2750 t", "12.5 t"), ()),
        (("1,234", "12,5", "2,750", "3"), ("3 t",), ("1,234", "12,5", "2,750")),
        (("1,234", "0,525", "3.5"), (), ("1,234", "0,525", "3.5")),
        (("1,234", "4 to 12,5", "7"), ("7 t",), ("1,234", "4 to 12,5")),
        # 12.340 is twelve, unless another cell shows that its points stand between thousands
        (("12.340", "1,250.5"), ("12.340 t", "1250.5 t"), ()),
        (("12.340", "1.234.567", "8"), ("8 t",), ("12.340", "1.234.567")),
        (("1.250", "1.234,5", "8"), ("8 t",), ("1.250", "1.234,5")),
        # lakhs are no decimal commas
        (("1,234", "12,34,567"), ("1234 t",), ("12,34,567",)),
    ],
)  # fmt: skip
def test_claims__how_a_column_writes_its_numbers(
    cells: tuple[str, ...], read: tuple[str, ...], left: tuple[str, ...]
) -> None:
    text = "value,title\n" + "".join(f'"{each}",n\n' for each in (*cells, "1"))
    found = bring("fang.csv", text.encode(), (), {"unit": "=t"})
    base = assemble({**found.texts(), "claims/own.yaml": ""})
    assert [each.value for each in base.base.records.claims.values()] == [*read, "1 t"]
    told = [each.text for each in found.lost]
    assert [each.partition("`: ")[0] for each in told] == [f"`{each}" for each in left], told
    if len(left) > 1:
        assert all("1234.5" in each for each in told)


def test_claims__the_unit_of_a_column_stands_behind_every_bare_number() -> None:
    cells = ("3K", "3 million", "~5K", "at least 4 bn", "2 to 3", "5%", "7 kg")
    text = "value,title\n" + "".join(f'"{each}",n\n' for each in cells)
    found = bring("k.csv", text.encode(), (), {"unit": "=t"})
    base = assemble(found.texts())
    assert [each.value for each in base.base.records.claims.values()] == [
        "3K t", "3 million t", "~5K t", "at least 4 bn t", "2 to 3 t", "5%", "7 kg"
    ]  # fmt: skip


def test_claims__what_is_asked_wrongly_is_refused_with_what_there_is() -> None:
    for of, why in (
        ({"value": "Tons"}, "Tonnes"),
        ({"worth": "Tonnes"}, "value"),
        ({"title": "Crop"}, "--column"),
    ):
        with pytest.raises(Refused, match=why):
            columns(**of)


def test_import__rows_make_the_same_base_again(tmp_path: Path) -> None:
    old = shell.write(tmp_path / "old", BASE)
    new = shell.write(tmp_path / "new", {"claims/own.yaml": "topic: Own\n"})
    done = shell.run(old, "export", "--format", "rows", "-o", str(tmp_path / "base.csv"))
    assert done.returncode == 0, done.stderr
    done = shell.run(new, "import", str(tmp_path / "base.csv"))
    assert done.returncode == 0, done.stderr
    assert read({name: (new / name).read_text() for name in BASE}).sections == read(BASE).sections
    done = shell.run(old, "import", str(tmp_path / "base.csv"))
    assert (done.returncode, "is there already" in done.stderr) == (2, True)
    assert "claims/farm.yaml" in done.stderr


def test_export__json_has_every_record_that_has_a_number_a_reading_or_a_verdict(tmp_path: Path) -> None:
    base = shell.write(tmp_path, BASE)
    records = assemble({path: each.encode() for path, each in BASE.items()}).base.records
    told = {each["id"]: each for each in shell.answer(base, "export")["claims"]}
    assert set(told) == {*records.claims, *records.quantities, *records.choices, *records.checks}
    assert [each["name"] for each in told["bag-here"]["options"]] == ["small", "large"]
    assert told["fits"]["contexts"][0]["verdict"] == "holds"
    assert [each["id"] for each in shell.answer(base, "export", "-s", "bag-here")["claims"]] == ["bag-here"]


def test_import__a_table_or_a_model_that_was_brought_in_before_is_told(tmp_path: Path) -> None:
    shell.write(
        tmp_path,
        {"claims/own.yaml": "claims: {own: {title: Own, value: 3 kg, kind: assumption, why: a test}}\n"},
    )
    for name, text, other in (
        ("crop.csv", "title,value\nWheat,3 t\n", "title,value\nWheat,4 t\n"),
        ("model.squiggle", "a = 1 to 3\n", "a = 1 to 4\n"),
    ):
        file, copy = tmp_path / name, tmp_path / f"copy-of-{name}"
        file.write_text(text)
        copy.write_text(text)
        assert shell.run(tmp_path, "import", str(file)).returncode == 0
        for again in (file, copy):
            done = shell.run(tmp_path, "import", str(again))
            assert (done.returncode, "this file was brought in before" in done.stderr) == (2, True), (
                done.stderr
            )
        file.write_text(other)
        done = shell.run(tmp_path, "import", str(file))
        assert (done.returncode, "is there already" in done.stderr) == (2, True), done.stderr


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("year,yield,Kind\n2020,3.5,fact\n2021,4,fact\n", "yield"),
        ("name,amount,Unit\na,3,t\nb,4,t\n", "amount"),
        ("name,Year\na,2020\n", "Year"),
        ("year,n\n2020,4\n2021,\n2022,5\n2023,6\n", "n"),
    ],
)
def test_claims__the_column_that_is_suggested_has_numbers(table: str, column: str) -> None:
    with pytest.raises(Refused, match=f"value={column}'"):
        bring("t.csv", table.encode())


def test_claims__a_point_and_a_comma_before_three_digits_are_told() -> None:
    found = bring("t.csv", b'title,value\na,1.234\nb,"2,345"\n')
    assert [claim["value"] for claim in found.files["claims/t.yaml"]["claims"].values()] == ["1.234", "2345"]
    [told] = [each.text for each in found.lost]
    assert told == "`1.234` is read with a decimal point, and `2,345` with a comma between thousands"
    assert bring("t.csv", b'title,value\na,1.25\nb,"2,345"\n').lost == ()
