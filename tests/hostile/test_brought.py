"""What a file that is brought in may do to us: each is refused in our words, or comes in with what was lost of it told.

None runs anything, goes on for long, or loses one of two values in silence.
"""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Iterator

import pytest

from whence.exchange.importing import bring
from whence.language.limits import RANGES
from whence.language.problems import Refused

# Of computing, which a busy machine does not make more.
SECONDS = 10


@pytest.fixture(autouse=True)
def _ends() -> Iterator[None]:
    before = time.process_time()
    yield
    assert time.process_time() - before < SECONDS


def why(name: str, content: bytes | str) -> str:
    """Why a file is refused."""
    with pytest.raises(Refused) as refused:
        bring(name, content.encode() if isinstance(content, str) else content).texts()
    return str(refused.value)


def told(name: str, content: bytes | str) -> tuple[dict[str, str], list[str]]:
    """The files that come in, and what is told of what does not."""
    found = bring(name, content.encode() if isinstance(content, str) else content)
    return found.texts(), [each.text for each in found.lost]


RECORDS = '{"files": {"claims/a.yaml": {"claims": %s}}}'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (RECORDS % '{"x": {"value": "1"}, "x": {"value": "2"}}', "the key `x` stands twice"),
        (RECORDS % ('{"a": ' * 400 + '"x"' + "}" * 400), "may have 32 levels"),
        (RECORDS % '{"x": ["a"]}', "`x` is no record"),
        (RECORDS % '{"x": {"value": 1e999}}', "`claims` is no section"),
        (RECORDS % r'{"y": {"title": "fine"}, "x": {"title": "\u0000"}}', "`x` of claims cannot be written"),
        (RECORDS % r'{"y": "fine", "x": "\ud800"}', "`x` of claims cannot be written"),
        ('[{"id": "a", "type": "book", "title": "A", "title": "B"}]', "the key `title` stands twice"),
        ("[" * 100_000, "this is no JSON"),
    ],
)
def test_json__is_refused(content: str, said: str) -> None:
    assert said in why("a.json", content)


@pytest.mark.parametrize(
    ("issued", "date", "lost"),
    [
        ('{"date-parts": [[1e999]]}', "", ["`[[inf]]` is no date: left out"]),
        ('{"date-parts": [[true]]}', "", ["`[[True]]` is no date: left out"]),
        ('{"date-parts": [[2020.7]]}', "", ["`[[2020.7]]` is no date: left out"]),
        ('{"date-parts": "2020"}', "2020", []),
        ('{"date-parts": [[2000], [2010]]}', "2000", ["of `issued` only the first date is kept"]),
        (
            '{"date-parts": [[2000]], "circa": true, "season": 2}',
            "2000",
            ["no field here for issued.circa, issued.season: left out"],
        ),
    ],
)
def test_csl__a_date_is_read_or_told(issued: str, date: str, lost: list[str]) -> None:
    files, said = told("a.json", f'[{{"id": "a", "type": "book", "title": "A", "issued": {issued}}}]')
    expected = "sources:\n  a:\n    title: A\n    type: book\n" + (f"    issued: {date}\n" if date else "")
    assert (files["sources/a.yaml"], said) == (expected, lost)


def test_csl__parts_of_names_and_control_characters_are_told_or_gone() -> None:
    item = {
        "id": "a",
        "type": "book",
        "title": "A",
        "author": [{"family": "Beethoven", "non-dropping-particle": "van", "given": {"x": 1}}, 5],
        "note": "one\u0000\u202e\ntwo",
    }
    files, lost = told("a.json", json.dumps([item]))
    assert files["sources/a.yaml"] == (
        'sources:\n  a:\n    title: A\n    type: book\n    author: [{family: van Beethoven}]\n    note: "one\\ntwo"\n'
    )
    assert lost == [
        "no field here for author.given: left out",
        "`5` is no name: left out",
    ]


STATEMENT = {
    "mainsnak": {"datavalue": {"type": "quantity", "value": {"amount": "+5", "unit": "1"}}},
    "references": 5,
    "qualifiers": {"P585": 5},
}


def test_wikidata__what_is_no_list_is_none_and_what_is_no_date_or_item_is_not_written() -> None:
    entity = {"id": "Q1\u001b[2J", "modified": "soon", "claims": {"P1082": [STATEMENT]}}
    files, _ = told("a.json", json.dumps({"entities": {"Q1": entity}}))
    assert files["sources/a.yaml"].splitlines()[2:] == [
        '    title: "Wikidata: Q1 [2J"',
        "    type: dataset",
        "    publisher: Wikidata",
    ]


@pytest.mark.parametrize("origins", [5, "abc", True, {"a": 1}])
def test_indicators__origins_that_are_no_list_are_none(origins: object) -> None:
    files, _ = told("a.json", json.dumps({"chart": {"title": "T"}, "columns": {"Tea": {"origins": origins}}}))
    assert "cites: [{source: unstated, via: t}]" in files["claims/a.yaml"]


@pytest.mark.parametrize(
    ("fields", "lost"),
    [
        ("year = 2020, month = {²}", []),
        ("year = 2020, month = 1, day = {²}", []),
        ("year = 2020, month = 1, day = {" + "1" * 5_000 + "}", []),
        ("journal = {J}, booktitle = {B}", ["`B` is a second `container-title`: left out"]),
        ("publisher = {P}, institution = {P}", []),
        ("author = {" + " " * 200_000 + "}", []),
        ("author = {" + ("x" + " " * 2_000) * 100 + "}", []),
        ("note = nowhere", ["`nowhere` of `note` is no text in braces or quotes, and no name of one: left out"]),
        ('note = "a" # "b"', ['`"a" # "b"` of `note` is no text in braces or quotes, and no name of one: left out']),
    ],
)  # fmt: skip
def test_bibtex__is_read_or_told(fields: str, lost: list[str]) -> None:
    pytest.importorskip("bibtexparser")
    files, said = told("a.bib", f"@book{{a, title = {{A}}, {fields}}}")
    assert files["sources/a.yaml"].startswith("sources:\n  a:\n    title: A\n")
    assert said == lost


@pytest.mark.parametrize(
    ("content", "lost"),
    [
        ("TY  - BOOK\nTI  - A\nTI  - B\nER  - \n", ["`TI` stands in its entry before: left out"]),
        ("TY  - BOOK\nTI  - A\nT1  - B\nER  - \n", ["`B` is a second `title`: left out"]),
        (
            "TY  - BOOK\nTI  - A\nTY  - BOOK\nPB  - B\nER  - \n",
            ["the entry has no end (`ER  -`) before the next: they are read as one"],
        ),
        ("TY  - BOOK\nTI  - A\nER  - \nTY  - BOOK\nTI  - B\n", ["the entry has no end (`ER  -`): left out"]),
        ("TY  - BOOK\nTI  - A\nDA  - 2020/autumn/5\nER  - \n", ["`2020-autumn-5` is no date: left out"]),
    ],
)
def test_ris__what_is_passed_over_is_told(content: str, lost: list[str]) -> None:
    pytest.importorskip("rispy")
    files, said = told("a.ris", content)
    assert files["sources/a.yaml"].startswith("sources:\n  a:\n    title: A\n")
    assert said == lost


def test_ris__a_text_without_an_end_is_refused() -> None:
    pytest.importorskip("rispy")
    assert "have no tag" in why("a.ris", "TY  - BOOK\nTI  - A\n" + "and on\n" * 100_000 + "ER  - \n")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("file,section,id,title\nclaims/a.yaml,claims,a,T,lost\n", "row 2 has more cells than there are columns"),
        ("file,section,id,title,title\nclaims/a.yaml,claims,a,T,U\n", "two columns are called `title`"),
        ('file,section,id,inputs\nclaims/a.yaml,claims,a,"{""x"": ""a"", ""x"": ""b""}"\n', "the key `x` stands twice"),
        ("file,section,id,inputs\nclaims/a.yaml,claims,a,[1]\n", "a number in `[1]` is put into quotes"),
        ("file,section,id,inputs\nclaims/a.yaml,claims,a," + "[" * 100_000 + "\n", "this is no JSON"),
        ("file,section,id,title\nclaims/a.yaml,topic,,T\nclaims/a.yaml,topic,,U\n", "row 3: a file has one topic"),
        ("file,section,id,title\nclaims/a.yaml,topic,x,T\n", "row 2: a file has one topic, and it has no id"),
        ("title,value,value\nA,5,6\n", "two columns are called `value`"),
    ],
)  # fmt: skip
def test_table__is_refused(content: str, said: str) -> None:
    assert said in why("a.csv", content)


def test_table__cells_beyond_its_columns_are_told() -> None:
    _, lost = told("a.csv", "title,value\nA,5,6\nB,7,\n")
    assert lost == ["it has more cells than there are columns: the last are left out"]


def test_table__many_rows_of_one_name_are_counted_once_each() -> None:
    found = bring("a.csv", ("title,value\n" + "A,5\n" * 3_000).encode())
    assert "a-row-2999" in found.ids()


def test_squiggle__values_that_are_none_and_brackets_without_an_end() -> None:
    _, lost = told("a.squiggle", "a = uniform(5, 1)\nb = 2")
    assert lost == ["`a` is left out: the ends are the wrong way round"]
    assert "no assignment" in why("a.squiggle", "(\n" * 100_000)


# Workbooks by their XML, as no library would write them.
TYPES = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
</Types>"""
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = f'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{OFFICE}"'


def related(kind: str, target: str) -> str:
    return (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}"/></Relationships>'
    )


def book(rows: str = "", sheets: int = 1, target: str = "worksheets/sheet1.xml", sheet: bytes = b"") -> bytes:
    """A workbook whose sheets are all the same part, of these rows or of these bytes."""
    pytest.importorskip("openpyxl")
    listed = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r1"/>' for n in range(1, sheets + 1))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", TYPES)
        packed.writestr("_rels/.rels", related("officeDocument", "xl/workbook.xml"))
        packed.writestr(
            "xl/workbook.xml", f'<?xml version="1.0"?><workbook {NAMES}><sheets>{listed}</sheets></workbook>'
        )
        packed.writestr("xl/_rels/workbook.xml.rels", related("worksheet", target))
        text = f'<?xml version="1.0"?><worksheet {NAMES}><sheetData>{rows}</sheetData></worksheet>'
        packed.writestr(f"xl/{target}", sheet or text.encode())
    return out.getvalue()


def row(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def cell(at: str, value: str, formula: str = "") -> str:
    return f'<c r="{at}">{f"<f>{formula}</f>" if formula else ""}<v>{value}</v></c>'


def label(at: str, text: str) -> str:
    return f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>'


ENTITIES = '<!DOCTYPE worksheet [<!ENTITY a "5"><!ENTITY b "&a;&a;&a;">]>'
SHEET = f'<worksheet {NAMES}><sheetData><row r="1"><c r="A1"><v>&b;</v></c></row></sheetData></worksheet>'


@pytest.mark.parametrize(
    "target", ["worksheets/sheet1.xml", "worksheets/sheet1.XML", "worksheets/sheet1.dat"]
)
@pytest.mark.parametrize("letters", ["utf-8", "utf-16", "utf-16-be"])
def test_workbook__entities_are_refused_whatever_the_part_is_called_or_written_in(
    target: str, letters: str
) -> None:
    said = (
        f'<?xml version="1.0" encoding="{letters[:6]}"?>' if letters != "utf-8" else '<?xml version="1.0"?>'
    )
    assert "defines entities" in why(
        "a.xlsx", book(target=target, sheet=(said + ENTITIES + SHEET).encode(letters))
    )


def test_workbook__letters_of_other_kinds_are_refused() -> None:
    sheet = b'<?xml version="1.0" encoding="cp037"?>' + (ENTITIES + SHEET).encode("cp037")
    assert "is not written in UTF-8" in why("a.xlsx", book(sheet=sheet))


@pytest.mark.parametrize(
    "rows",
    [
        row(1, cell("B1", "5"), cell("B1", "6")),
        row(1, cell("B1", "5")) + row(1, cell("B1", "6")),
        row(5, cell("B5", "5")) + row(1, cell("B1", "6")),
        row(1, cell("C1", "5"), cell("A1", "6")),
        row(1, cell("A2", "5")),
        row(10**12, cell("A1000000000000", "5")),
        row(1, cell("ZZZ1", "5")),
        '<row r="-5">' + cell("A1", "5") + "</row>",
        '<row r="&#49;">' + cell("A1", "5") + "</row>",
    ],
)
def test_workbook__cells_out_of_their_places_are_refused(rows: str) -> None:
    assert "out of its place" in why("a.xlsx", book(rows))


def test_workbook__places_that_are_left_out_are_counted() -> None:
    rows = "<row>" + label("A1", "x") + "<c><v>5</v></c></row><row><c><v>6</v></c></row>"
    files, _ = told("a.xlsx", book(rows))
    assert "at: S1!B1" in files["claims/a.yaml"]
    assert "at: S1!A2" in files["claims/a.yaml"]


def test_workbook__sheets_and_empty_places_have_limits() -> None:
    assert "may have 1,000 sheets" in why("a.xlsx", book(row(1, cell("A1", "5")), sheets=1_001))
    rows = "".join(row(n, cell(f"XFD{n}", "5")) for n in range(1, 300))
    assert "places, those between its cells included" in why("a.xlsx", book(rows))


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("1e999", "`1e999` is no number that can be computed with"),
        ("ROUND(A2,1e999)", "`1e999` is no number that can be computed with"),
        ("cmd|&#39;/c calc&#39;!A0", "it cannot be read"),
        ("[1]Sheet!A1", "is not in this workbook"),
        ("WEBSERVICE(&quot;http://a&quot;)", "it holds a text"),
    ],
)
def test_workbook__a_formula_that_is_none_here_is_the_number_that_is_kept(formula: str, said: str) -> None:
    files, lost = told("a.xlsx", book(row(1, label("A1", "x"), cell("B1", "5", formula))))
    assert "value: 5" in files["claims/a.yaml"]
    assert said in lost[0]


def test_workbook__what_is_beyond_all_numbers_is_none() -> None:
    _, lost = told("a.xlsx", book(row(1, label("A1", "x"), cell("B1", "1e999"), cell("C1", "5"))))
    assert "'inf' is the label of no number: left out" in lost


def test_workbook__ranges_have_a_limit_in_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RANGES, "most", 250)
    rows = "".join(row(n, cell(f"A{n}", "5")) for n in range(1, 101))
    sums = row(101, *(cell(f"{column}101", "500", "SUM(A1:A100)") for column in "BCD"))
    _, lost = told("a.xlsx", book(rows + sums))
    assert sum("may have 250 cells in the ranges" in each for each in lost) == 1


def test_workbook__a_product_that_is_too_long_is_the_number_that_is_kept() -> None:
    rows = "".join(row(n, cell(f"A{n}", "1")) for n in range(1, 1_001))
    _, lost = told("a.xlsx", book(rows + row(1_001, cell("B1001", "1", "PRODUCT(A1:A1000)"))))
    assert any("it joins 1,000 cells" in each for each in lost)
