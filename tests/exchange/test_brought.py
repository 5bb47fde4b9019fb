"""What is brought in gets ids, titles and a text of its own: ids that are free, titles on a line, files that read back."""

from __future__ import annotations

import pytest

from whence.exchange.brought import Brought, Names, slug, snapshot, text_of, title
from whence.exchange.importing import bring
from whence.files.schema import UnitRecord as Definition
from whence.language.limits import BROUGHT, CELLS, NAME, TITLE
from whence.language.problems import Refused
from whence.language.units.units import STANDARD


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Oats", "oats"),
        ("  Müller & Söhne, 2nd ed. ", "muller-sohne-2nd-ed"),
        ("№ 5", "no-5"),
        ("—", ""),
        ("a" * 200, "a" * (NAME.most - 16)),
        ("a" * (NAME.most - 17) + " b", "a" * (NAME.most - 17)),
    ],
)
def test_slug__is_small_plain_letters_and_digits(text: str, id: str) -> None:
    assert slug(text) == id


def test_give__each_once_with_what_tells_them_apart_and_then_counted() -> None:
    names = Names({"oats", "rye"})
    assert names.give("Oats", "Farm", "B3") == "oats-farm"
    assert names.give("Oats", "Farm", "B3") == "oats-b3"
    assert names.give("Oats", "Farm", "—", "B3") == "oats-2"
    assert names.give("Oats") == "oats-3"
    assert names.give("3 bags") == "n3-bags"
    assert names.give("—") == "record"
    assert names.give("—", least="row") == "row"
    assert names.give("con") == "con-2"
    assert names.give("x" * 200) == "x" * (NAME.most - 16)
    assert names.give("x" * 200) == "x" * (NAME.most - 16) + "-2"
    assert {"oats-3", "row"} <= names.taken


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("  two\n lines\t", "two lines"),
        ("e\u0301", "é"),
        ("a\u202eb", "a b"),
        ("x" * TITLE.most, "x" * TITLE.most),
        ("x" * (TITLE.most + 1), "x" * (TITLE.most - 1) + "…"),
    ],
)
def test_title__is_on_one_line_and_not_too_long(text: str, told: str) -> None:
    assert title(text) == told


DATA = {
    "topic": {"title": "Farm"},
    "units": {"bag": "25 kg"},
    "claims": {
        "a": {"title": "A: b", "value": "3 bag", "headline": True, "exact": False, "tags": ["x, y", "z"], "inputs": {"c": "1 kg"}},
    },
}  # fmt: skip


def test_text_of__a_line_a_field_and_deeper_things_on_one() -> None:
    assert text_of(DATA) == (
        'topic:\n  title: Farm\nunits:\n  bag: 25 kg\nclaims:\n  a:\n    title: "A: b"\n    value: 3 bag\n'
        '    headline: true\n    exact: false\n    tags: ["x, y", z]\n    inputs: {c: 1 kg}\n'
    )


def test_text_of__what_does_not_read_back_is_refused() -> None:
    with pytest.raises(Refused, match="cannot be written so that it is read back as the same"):
        text_of({"claims": {"a": {"title": "\x00"}}})


def test_ids__are_those_of_records_each_with_its_file() -> None:
    found = Brought({"claims/a.yaml": DATA, "sources/a.yaml": {"sources": {"s": {"title": "S"}}}})
    assert found.ids() == {"bag": "claims/a.yaml", "a": "claims/a.yaml", "s": "sources/a.yaml"}


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.txt", b"", "`a.txt` ends in none of .xlsx, .xlsm, .csv, .bib, .ris, .json, .squiggle, so it is not known what it is"),
        ("a.csv", b"a\xff", r"it is not written in UTF-8 \(byte 2\)"),
        ("a.csv", b"a,value\n", "a table has a row of names and at least one more"),
        ("a.json", b"[]", "of JSON there are brought in: records"),
        ("a.json", b'{"claims": []}', "this has numbers, and not how they are written"),
        ("a.json", b'{"claims": 3}', "of JSON there are brought in: records"),
        ("a.json", b'{"files": {"/x": {}}}', "`/x` cannot be a file of a base"),
        ("a.json", b'{"files": {"claims/x.yaml": {"claims": 3}}}', "claims/x.yaml: `claims` is no section of the files"),
        ("a.json", b'{"files": {"claims/x.yaml": {"claims": {"a": {"title": 3}}}}}', "is no section of the files"),
    ],
)  # fmt: skip
def test_bring__what_is_nothing_known_is_refused(name: str, content: bytes, why: str) -> None:
    with pytest.raises(Refused, match=why):
        bring(name, content)


def test_bring__the_largest_file_and_one_byte_more() -> None:
    largest = b"value\n".ljust(1000) + (b" " * 999 + b"\n") * (BROUGHT.most // 1000 - 1)
    assert len(largest) == BROUGHT.most
    with pytest.raises(Refused, match="no row of it has a value"):
        bring("a.csv", largest)
    with pytest.raises(
        Refused, match="20,000,001 bytes; a file that is brought in may have 20,000,000 bytes"
    ):
        bring("a.csv", largest + b"\n")


@pytest.mark.parametrize(
    ("name", "content", "ids"),
    [
        ("yield.csv", b"title,value\nYield,3 kg\n", {"yield", "yield-table"}),
        ("yield.csv", b"id,title,value,source\nsurvey,Yield,3 kg,Survey\n", {"survey", "survey-2"}),
        ("fish.squiggle", b"fish = 3 to 4\n", {"fish", "fish-squiggle"}),
    ],
)
def test_bring__a_source_and_a_claim_get_two_ids(name: str, content: bytes, ids: set[str]) -> None:
    """The claim has the one that it would have; the source has another, and is cited by it."""
    files = bring(name, content).files.values()
    claims, sources = ({id: each for file in files for id, each in file.get(part, {}).items()}
                       for part in ("claims", "sources"))  # fmt: skip
    assert {*claims, *sources} == ids
    assert [each["source"] for claim in claims.values() for each in claim["cites"]] == [*sources]


def test_bring__rows_without_a_cell_are_counted_too() -> None:
    with pytest.raises(Refused, match="cells"):
        bring("a.csv", b"value\n" * 2 + b"\n" * 10 * CELLS.most)


def test_bring__a_table_counts_its_rows_and_says_how_many_cells_it_may_have(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from whence.exchange import importing

    class Few:
        most = 1

        def over(self) -> str:
            return "too many cells"

    monkeypatch.setattr(importing, "CELLS", Few())
    assert bring("a.csv", b"value\n" + b"1\n" * 9).told == ("9 values",)
    with pytest.raises(Refused, match="too many cells"):
        bring("a.csv", b"value\n" + b"1\n" * 10)


def test_claims__a_short_row_a_source_twice_and_commas_in_numbers() -> None:
    text = 'title,value,unit,source,tags,at\nA,"1,234.5",kg,The book,"x, y",page 1\nB,+3,kg,The book,,\nC,4\nD,"-1,234",kg,own,,\n,5,,,,\n'
    found = bring("a.csv", text.encode(), {"own"})
    claims = found.files["claims/a.yaml"]["claims"]
    assert {id: each["value"] for id, each in claims.items()} == {
        "a": "1234.5 kg", "b": "3 kg", "c": "4", "d": "-1234 kg", "a-csv-row-6": "5",
    }  # fmt: skip
    assert (claims["a"]["cites"], claims["a"]["tags"]) == (
        [{"source": "the-book", "at": "page 1"}],
        ["x", "y"],
    )
    assert claims["b"]["cites"] == [{"source": "the-book"}]
    assert claims["c"]["cites"] == [{"source": "a-table", "at": "row 4"}]
    assert claims["d"]["cites"] == [{"source": "own"}]
    assert found.files["sources/a.yaml"]["sources"] == {
        "the-book": {"title": "The book"},
        "a-table": {"title": "a.csv", "type": "dataset", "snapshot": snapshot("a.csv", text.encode())},
    }


def test_claims__four_digits_alone_are_asked_about() -> None:
    found = bring("a.csv", b"title,value,unit\nA,2000,\nB,2000,kg\nC,2000,date\nD,2000.0,\nE,2200,\n")
    assert [each["value"] for each in found.files["claims/a.yaml"]["claims"].values()] == [
        "2000 kg", "2000", "2000.0", "2200",
    ]  # fmt: skip
    assert [(each.place, each.text) for each in found.lost] == [
        (
            "row 2",
            "`2000`: four digits alone are a year; write 2000.0 if it is a number, or `date` as its unit: left out",
        )
    ]


@pytest.mark.parametrize("between", [";", "\t"])
def test_claims__columns_may_be_parted_as_where_a_comma_is_the_decimal_sign(between: str) -> None:
    text = 'title;"value, in kg";unit\nA;2;kg\nB;"2,5";kg\n'.replace(";", between)
    found = bring("a.csv", text.encode(), columns={"value": "value, in kg"})
    assert {id: each["value"] for id, each in found.files["claims/a.yaml"]["claims"].items()} == {"a": "2 kg"}
    assert [each.place for each in found.lost] == ["row 3"]


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        ("5%", "%", "5%"),
        ("5%", "per year", None),  # a share of 5 % came in for a growth of 5 % a year
        ("20 °C", "°F", None),
        ("20 °C", "°C", "20 °C"),
        ("3 t", "kg", None),
        ("3 t", "tonnes", "3 t"),
        ("5 bn EUR", "EUR", "5 bn EUR"),
        ("$5m", "EUR", None),
        ("$5", "EUR", None),
        ("2.5x", "%", None),
        ("2025-03-01", "date", "2025-03-01"),
        ("2025-03", "kg", None),
        ("8 TEU", "", "8 TEU"),  # a unit of the base's own
        ("8", "TEU", "8 TEU"),
        ("8", "FEU", None),
    ],
)
def test_claims__the_unit_of_a_value_is_that_of_its_column(value: str, unit: str, told: str | None) -> None:
    own, _ = STANDARD.extend({"TEU": Definition(title="A box")})
    found = bring("a.csv", f"title,value,unit\nA,{value},{unit}\nB,1,\n".encode(), units=own)
    claims = found.files["claims/a.yaml"]["claims"]
    assert {id: each["value"] for id, each in claims.items()} == ({"a": told} if told else {}) | {"b": "1"}
    assert [each.place for each in found.lost] == ([] if told else ["row 2"])


def test_claims__words_of_a_row_without_a_source_are_kept() -> None:
    found = bring("a.csv", b"title,value,source,at,excerpt\nA,3,,page 4,three of them\n")
    assert found.files["claims/a.yaml"]["claims"]["a"]["cites"] == [
        {"source": "a-table", "at": "row 2, page 4", "excerpt": "three of them"}
    ]


def test_claims__what_a_field_cannot_hold_is_left_out_and_told() -> None:
    text = "title,value,id,as_of,known,kind,tags\nA,3,,2025-02-30,2025-13-01,guess,x\nB,4,My B,2025,2025-01-02,fact,\n"
    found = bring("a.csv", text.encode())
    claims = found.files["claims/a.yaml"]["claims"]
    assert claims["a"] == {
        "title": "A",
        "value": "3",
        "tags": ["x"],
        "cites": [{"source": "a-table", "at": "row 2"}],
    }
    assert (claims["my-b"]["as_of"], claims["my-b"]["kind"]) == ("2025", "fact")
    assert [f"{each.place}: {each.text}" for each in found.lost] == [
        "row 2: `kind` is one of fact, estimate, forecast, assumption, convention, illustration; `guess` is not: left out",
        "row 2: `as_of` is a date, and the calendar has no 2025-02-30: left out",
        "row 2: `known` is a date, and the calendar has no 2025-13-01: left out",
        "row 3: `My B` is called `my-b` here",
    ]


def test_claims__a_source_of_the_base_alone_makes_no_file_of_sources() -> None:
    found = bring("a.csv", b"title,value,source\nA,3,own\n", {"own"})
    assert list(found.files) == ["claims/a.yaml"]


def test_claims__without_one_that_can_be_read_the_first_three_are_told() -> None:
    with pytest.raises(Refused) as told:
        bring("a.csv", b"title,value\nA,many\nB,\nC,few\nD,some\n")
    assert str(told.value).startswith("no row of it has a value that can be read; row 2: `many`: ")
    assert "; row 3: it has no value: left out; row 4: `few`" in str(told.value)
    assert "row 5" not in str(told.value)
