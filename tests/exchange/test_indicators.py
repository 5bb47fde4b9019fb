"""Metadata files of Our World in Data, statements of Wikidata and our own records, brought in. All figures are made up."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from shell import answer, run, write
from whence.exchange import importing
from whence.exchange.brought import Brought
from whence.exchange.wikidata import UNITS
from whence.language.problems import Problem, Refused
from whence.language.units.units import STANDARD
from whence.language.values import written

INDICATOR: dict[str, Any] = {
    "name": "Cups of tea per person (an example)",
    "unit": "kg",
    "timespan": "1990-2020",
    "descriptionShort": "How much tea a person drinks a year, made up for a test.",
    "display": {"numDecimalPlaces": 2},
    "origins": [
        {
            "title": "Tea of the world",
            "producer": "Example Institute of Tea",
            "attributionShort": "EIT",
            "citationFull": "Example Institute of Tea (2024). Tea of the world.",
            "urlMain": "https://example.org/tea",
            "datePublished": "2024-03-01",
            "dateAccessed": "2024-05-02",
            "license": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
        },
        {
            "title": "Tea of the sea",
            "producer": "Example Sea",
            "date_published": "2023",
            "versionProducer": "v2",
        },
    ],
}
CHART: dict[str, Any] = {
    "chart": {
        "title": "Tea (an example)",
        "citation": "Example Institute of Tea (2024), with processing by nobody",
        "originalChartUrl": "https://example.org/grapher/tea?tab=map",
    },
    "columns": {
        "Tea": {
            "titleShort": "Tea drunk",
            "unit": "cups per soul",
            "timespan": "1990-2020",
            "citationLong": "Example (2024).",
        },
        "Share": {"titleShort": "Share of tea", "shortUnit": "%", "citationLong": "Example (2024)."},
    },
    "dateDownloaded": "2026-01-02",
}


def brought(found: Any, name: str) -> Brought:
    return importing.bring(name, json.dumps(found).encode())


def lost(found: Brought) -> dict[str, str]:
    return {each.place: each.text for each in found.lost}


def checked(root: Path, found: Brought) -> list[str]:
    """The rules of the findings of a base of what was brought in."""
    base = write(root, found.texts())
    return [each["rule"] for each in answer_of(base)]


def answer_of(base: Path) -> list[dict[str, Any]]:
    done = run(base, "check", "--format", "json")
    return [each for each in json.loads(done.stdout)["findings"] if each["severity"] == "error"]


def test_bring__an_indicator_with_its_origins(tmp_path: Path) -> None:
    found = brought(INDICATOR, "tea.metadata.json")
    [claim] = found.files["claims/tea.yaml"]["claims"].values()
    assert (claim["unit"], claim["as_of"], claim["cites"]) == (
        "kg",
        "1990 to 2020",
        [{"source": "eit"}, {"source": "example-sea"}],
    )
    assert claim["missing"].startswith("It is in the table")
    sources = found.files["sources/tea.yaml"]["sources"]
    assert sources["eit"] == {
        "title": "Tea of the world",
        "type": "dataset",
        "publisher": "Example Institute of Tea",
        "URL": "https://example.org/tea",
        "issued": "2024-03-01",
        "accessed": "2024-05-02",
        "note": "Example Institute of Tea (2024). Tea of the world. "
        "Licence: CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/).",
    }
    assert sources["example-sea"]["issued"] == "2023"  # with underscores, as the catalogue has it
    assert lost(found) == {
        "Cups of tea per person (an example)": "no field here for display: left out",
        "Cups of tea per person (an example), origin 2": "no field here for versionProducer: left out",
    }
    assert checked(tmp_path, found) == []


def test_bring__a_chart_names_its_origins_in_a_text(tmp_path: Path) -> None:
    found = brought(CHART, "tea.metadata.json")
    claims = found.files["claims/tea.yaml"]["claims"]
    assert claims["share-of-tea"]["unit"] == "%"
    assert "unit" not in claims["tea-drunk"]
    assert claims["tea-drunk"]["note"] == "Unit there: cups per soul."
    assert claims["tea-drunk"]["cites"] == [
        {"source": "unstated", "via": "tea-an-example", "note": "Example (2024)."}
    ]
    [source] = found.files["sources/tea.yaml"]["sources"].values()
    assert (source["URL"], source["accessed"]) == ("https://example.org/grapher/tea", "2026-01-02")
    assert "there is no unit `cups per soul` here; it is said in `note`" in [each.text for each in found.lost]
    assert checked(tmp_path, found) == []


def test_bring__what_cannot_stand_is_told() -> None:
    bad = copy.deepcopy(INDICATOR)
    bad["origins"][0] |= {"urlMain": "javascript:alert(1)", "datePublished": "lately"}
    told = "; ".join(each.text for each in brought(bad, "tea.json").lost)
    assert "its address" in told
    assert "`lately` is no date: left out" in told


# --- Wikidata ----------------------------------------------------------------------------------------------------


def quantity(amount: str, item: str = "Q712226", **more: str) -> dict[str, Any]:
    unit = "1" if item == "1" else f"http://www.wikidata.org/entity/{item}"
    value = {"amount": amount, "unit": unit, **more}
    return {"snaktype": "value", "datatype": "quantity", "datavalue": {"type": "quantity", "value": value}}


def moment(time: str, precision: int, model: str = "Q1985727") -> dict[str, Any]:
    value = {"time": time, "precision": precision, "calendarmodel": f"http://www.wikidata.org/entity/{model}"}
    return {"snaktype": "value", "datavalue": {"type": "time", "value": value}}


def text(value: str) -> dict[str, Any]:
    return {"snaktype": "value", "datavalue": {"type": "string", "value": value}}


ENTITY: dict[str, Any] = {
    "id": "Q999999999",
    "labels": {"en": {"language": "en", "value": "Teatown (an example)"}},
    "modified": "2026-01-02T03:04:05Z",
    "claims": {
        "P1082": [
            {
                "mainsnak": quantity("+1200", "1"),
                "rank": "preferred",
                "qualifiers": {"P585": [moment("+2020-00-00T00:00:00Z", 9)], "P459": [text("a count")]},
                "references": [
                    {
                        "snaks": {
                            "P854": [text("https://example.org/count")],
                            "P813": [moment("+2021-02-03T00:00:00Z", 11)],
                        }
                    }
                ],
            },
            {
                "mainsnak": quantity("+1000", "1"),
                "rank": "deprecated",
                "qualifiers": {"P585": [moment("+2019-04-00T00:00:00Z", 10)]},
            },
        ],
        "P2046": [
            {"mainsnak": quantity("+12.5", upperBound="+13.0", lowerBound="+12.0"), "rank": "normal"},
            {"mainsnak": quantity("+12.5", "Q424242"), "rank": "normal"},
            {"mainsnak": quantity("+7", upperBound="+7", lowerBound="+7"), "rank": "normal"},
        ],
        "P31": [{"mainsnak": {"snaktype": "value", "datatype": "wikibase-item"}, "rank": "normal"}],
    },
}


def test_bring__statements_with_bounds_ranks_references_and_times(tmp_path: Path) -> None:
    found = brought({"entities": {"Q999999999": ENTITY}}, "teatown.json")
    claims = found.files["claims/teatown.yaml"]["claims"]
    first, second, third, fourth = claims.values()
    assert (first["value"], first["as_of"], first["tags"]) == ("1200", "2020", ["preferred-rank"])
    [cite] = first["cites"]
    sources = found.files["sources/teatown.yaml"]["sources"]
    assert sources[cite["source"]] == {
        "title": "https://example.org/count",
        "URL": "https://example.org/count",
        "accessed": "2021-02-03",
    }
    assert sources[cite["via"]]["URL"] == "https://www.wikidata.org/wiki/Q999999999"
    assert sources[cite["via"]]["issued"] == "2026-01-02"
    assert (second["status"], second["as_of"]) == ("retracted", "2019-04")
    assert second["cites"] == [{"source": "unstated", "via": cite["via"], "at": "Q999999999 P1082 2"}]
    assert third["value"] == {"interval": ["12.0", "13.0"], "point": "12.5", "level": "90%", "unit": "km^2"}
    assert fourth["value"] == "7 km^2"
    assert lost(found) == {
        "Q999999999 P1082 1": "no field here for the qualifiers P459: left out",
        "Q999999999 P2046 1": "how sure its bounds are is not said: they are taken as a 90 % interval",
        "Q999999999 P2046 2": "its unit is Q424242, which is not known here: left out",
        "Q999999999 P31 1": "no quantity (wikibase-item): left out",
    }
    assert checked(tmp_path, found) == []
    shown = json.loads(run(tmp_path, "show", "--format", "json").stdout)["claims"]
    low, point, high = next(
        (each["low"], each["point"], each["high"])
        for each in shown
        if "area" in each["id"] and each["low"] == 12
    )
    assert (low, point, high) == (12, pytest.approx(12.5, rel=1e-3), 13)


def rest(pair: dict[str, Any], property: str, kind: str = "") -> dict[str, Any]:
    """A value as the REST API pairs it with its property; `kind` is the type of data, else that of the value."""
    value = pair.get("datavalue", {})
    named = {"id": property, "data_type": kind or pair.get("datatype") or value.get("type", "")}
    return {
        "property": named,
        "value": {"type": pair["snaktype"], **({"content": value["value"]} if value else {})},
    }


def by_rest() -> dict[str, Any]:
    """The entity above in the shape of the REST API."""
    made: dict[str, Any] = {
        "id": ENTITY["id"],
        "type": "item",
        "labels": {"en": "Teatown (an example)"},
        "statements": {},
    }
    for property, listed in ENTITY["claims"].items():
        for n, each in enumerate(listed, 1):
            given = each.get("qualifiers", {}).items()
            parts = [each["snaks"].items() for each in each.get("references", ())]
            made["statements"].setdefault(property, []).append({
                "id": f"{ENTITY['id']}${property}-{n}", "rank": each["rank"], **rest(each["mainsnak"], property),
                "qualifiers": [rest(snak, id) for id, snaks in given for snak in snaks],
                "references": [{"hash": "0", "parts": [rest(snak, id) for id, snaks in pairs for snak in snaks]} for pairs in parts],
            })  # fmt: skip
    return made


def test_bring__statements_of_the_rest_api_are_the_same_claims() -> None:
    old, new = brought({**ENTITY, "type": "item"}, "teatown.json"), brought(by_rest(), "teatown.json")
    assert new.files["claims/teatown.yaml"] == old.files["claims/teatown.yaml"]
    assert lost(new) == lost(old) | {"Q999999999 P31 1": "no quantity (wikibase-item): left out"}
    alone = brought(by_rest()["statements"], "teatown.json").files["claims/teatown.yaml"]["claims"]
    assert [each["value"] for each in alone.values()] == [
        each["value"] for each in old.files["claims/teatown.yaml"]["claims"].values()
    ]
    assert {cite["at"] for each in alone.values() for cite in each["cites"]} >= {"Q999999999 P1082 2"}


def test_bring__a_source_of_the_rest_api_is_an_item_by_its_name_alone() -> None:
    entity = by_rest()
    part = {
        "property": {"id": "P248", "data_type": "wikibase-item"},
        "value": {"type": "value", "content": "Q5"},
    }
    entity["statements"] = {
        "P1082": [{**entity["statements"]["P1082"][0], "references": [{"parts": [part]}]}]
    }
    sources = brought(entity, "teatown.json").files["sources/teatown.yaml"]["sources"]
    assert "https://www.wikidata.org/wiki/Q5" in [each["URL"] for each in sources.values()]
    for broken in (
        {"property": 1, "value": 2},
        {"value": {"type": "novalue"}},
        {"qualifiers": 3, "references": [4, {"parts": 5}]},
    ):
        entity["statements"]["P2046"] = [broken, 7]
        assert len(brought(entity, "teatown.json").files["claims/teatown.yaml"]["claims"]) == 1


@pytest.mark.parametrize("change", [{"time": "+2019-04-05T00:00:00Z", "precision": 7}, {"calendarmodel": "http://www.wikidata.org/entity/Q1985786"}])  # fmt: skip
def test_bring__a_century_or_another_calendar_is_told(change: dict[str, Any]) -> None:
    entity = copy.deepcopy(ENTITY)
    entity["claims"]["P1082"][0]["qualifiers"]["P585"][0]["datavalue"]["value"] |= change
    found = brought(entity, "teatown.json")
    assert "as_of" not in next(iter(found.files["claims/teatown.yaml"]["claims"].values()))
    assert [each.text for each in found.lost if "cannot be written here" in each.text]


def test_units__of_wikidata_are_all_units_here() -> None:
    problems = [written.parse(f"1 {name}", STANDARD) for name in UNITS.values()]
    assert not [each for each in problems if isinstance(each, Problem)]


def test_bring__other_json_is_refused_with_what_there_is() -> None:
    with pytest.raises(Refused, match=r"records .*CSL-JSON.*Our World in Data.*Wikidata"):
        brought({"a": 1}, "x.json")
    with pytest.raises(Refused, match="no quantity in it that could be brought in; Q9 P31 1: no quantity"):
        brought({"id": "Q9", "claims": {"P31": ENTITY["claims"]["P31"]}}, "x.json")


# --- our own -----------------------------------------------------------------------------------------------------

BASE = {
    "claims/tea.yaml": "topic: {title: Tea}\nclaims:\n  a: {title: Tea, value: 5 kg, exact: true, tags: [x, y], cites: [book]}\n"
    '  b: {title: Twice, formula: 2 * a, inputs: {a: a}, note: "two\\nlines"}\n',
    "sources/all.yaml": "sources:\n  book: {title: A book}\n",
}


def test_export__records_go_round(tmp_path: Path) -> None:
    base, other = write(tmp_path / "base", BASE), write(tmp_path / "other", {"claims/.keep": ""})
    file = tmp_path / "all.json"
    assert run(base, "export", "--format", "records", "-o", str(file)).returncode == 0
    assert run(other, "import", str(file)).returncode == 0
    assert run(other, "export", "--format", "records").stdout == file.read_text()
    assert run(other, "show", "--format", "json").stdout == run(base, "show", "--format", "json").stdout
    refused = run(base, "import", str(file))
    assert (refused.returncode, "is there already, and nothing is written over" in refused.stderr) == (
        2,
        True,
    )


def test_import__numbers_alone_are_refused_with_the_way_out(tmp_path: Path) -> None:
    base = write(tmp_path / "base", BASE)
    (tmp_path / "numbers.json").write_text(json.dumps(answer(base, "show")))
    refused = run(base, "import", str(tmp_path / "numbers.json"))
    assert "`whence export --format records`" in refused.stderr


@pytest.mark.parametrize(
    "found",
    [
        {"files": {"../x.yaml": {}}},
        {"files": {"claims/x.yaml": {"clams": {}}}},
        {"files": {"claims/x.yaml": {"claims": {"a": {"title": 1}}}}},
        {"files": {"claims/x.yaml": []}},
    ],
)
def test_bring__records_that_are_none(found: Any) -> None:
    with pytest.raises(Refused):
        brought(found, "x.json")


# --- each part of a statement alone ------------------------------------------------------------------------------


def one(**more: Any) -> Brought:
    """A file of a single statement: 3 km^2."""
    return brought({"id": "Q9", "claims": {"P2046": [{"mainsnak": quantity("+3"), **more}]}}, "q.json")


def claim_of(found: Brought) -> dict[str, Any]:
    [claim] = found.files["claims/q.yaml"]["claims"].values()
    return dict(claim)


@pytest.mark.parametrize(
    ("time", "precision", "date"),
    [
        ("+2019-00-00T00:00:00Z", 9, "2019"),
        ("+2019-04-00T00:00:00Z", 10, "2019-04"),
        ("+2019-04-05T00:00:00Z", 11, "2019-04-05"),
        ("+2019-04-05T00:00:00Z", 12, ""),
        ("+2019-04-05T00:00:00Z", 8, ""),
        ("-0044-03-15T00:00:00Z", 11, ""),
        ("+2019-13-00T00:00:00Z", 10, ""),
    ],
)
def test_statements__a_moment_by_its_precision(time: str, precision: int, date: str) -> None:
    found = one(qualifiers={"P585": [moment(time, precision)]})
    assert claim_of(found).get("as_of", "") == date
    assert claim_of(found)["title"] == ("Q9 area" + (f", {date}" if date else ""))
    told = [] if date else [f"the date `{time}` cannot be written here: left out"]
    assert [each.text for each in found.lost] == told


def test_statements__a_reference_by_what_it_is_stated_in_or_where_it_was_read() -> None:
    item = {"snaktype": "value", "datavalue": {"type": "wikibase-entityid", "value": {"id": "Q5"}}}
    named = {"snaktype": "value", "datavalue": {"type": "monolingualtext", "value": {"text": "The count"}}}
    for snaks, source, address in (
        ({"P248": [item]}, "Wikidata item Q5", "https://www.wikidata.org/wiki/Q5"),
        ({"P248": [item], "P854": [text("https://example.org/a")]}, "Wikidata item Q5", "https://example.org/a"),
        ({"P854": [text("https://example.org/a")], "P1476": [named]}, "The count", "https://example.org/a"),
    ):  # fmt: skip
        found = one(references=[{"snaks": snaks}])
        [cite] = claim_of(found)["cites"]
        record = found.files["sources/q.yaml"]["sources"][cite["source"]]
        assert (record["title"], record["URL"], cite["via"], cite["at"]) == (
            source, address, "wikidata-q9", "Q9 P2046 1",
        )  # fmt: skip
    bad = one(references=[{"snaks": {"P854": [text("javascript:alert(1)")], "P143": [item]}}])
    assert claim_of(bad)["cites"] == [{"source": "unstated", "via": "wikidata-q9", "at": "Q9 P2046 1"}]
    assert [each.text for each in bad.lost] == [
        "the address javascript:alert(1) of a reference cannot stand here: left out",
        "no field here for P143 of a reference: left out",
    ]


@pytest.mark.parametrize(
    ("snak", "value", "told"),
    [
        (quantity("+3", "Q11229"), "3%", None),
        (quantity("-3", "Q25267"), "-3 °C", None),
        (quantity("+3", "1", upperBound="+4", lowerBound="+2"), {"interval": ["2", "4"], "point": "3", "level": "90%"}, "how sure its bounds"),
        (quantity("+37", "Q25267", upperBound="+37.5", lowerBound="+36.5"), {"interval": ["36.5 °C", "37.5 °C"], "point": "37 °C", "level": "90%"}, "how sure its bounds"),
        (quantity("+3", lowerBound="+2"), "3 km^2", None),
        (quantity("+1987", "1"), "1987.0", None),  # inhabitants, and no year
        (quantity("+1987", "1", upperBound="+2000", lowerBound="+1950"), {"interval": ["1950.0", "2000.0"], "point": "1987.0", "level": "90%"}, "how sure its bounds"),
    ],
)  # fmt: skip
def test_statements__a_quantity_with_or_without_bounds(snak: Any, value: Any, told: str | None) -> None:
    found = brought({"id": "Q9", "claims": {"P2046": [{"mainsnak": snak}]}}, "q.json")
    assert claim_of(found)["value"] == value
    assert [told in each.text for each in found.lost if told] == ([True] if told else [])


def test_statements__ranks_labels_and_what_is_no_number() -> None:
    assert "tags" not in claim_of(one(rank="normal"))
    assert claim_of(one(rank="deprecated"))["why"] == "Wikidata gives the statement the rank `deprecated`."
    labelled = {
        "id": "Q9",
        "labels": {"de": {"value": "teich"}},
        "claims": {"P2046": [{"mainsnak": quantity("+3")}, {"mainsnak": quantity("+x")}], "P7": 3},
    }
    found = brought(labelled, "q.json")
    assert claim_of(found)["title"] == "Teich area"
    assert [each.place for each in found.lost] == ["Q9 P2046 2"]
    assert found.told == ("1 claim, 1 source",)
    source = found.files["sources/q.yaml"]["sources"]["wikidata-q9"]
    assert source == {"title": "Wikidata: teich", "type": "dataset", "publisher": "Wikidata", "URL": "https://www.wikidata.org/wiki/Q9"}  # fmt: skip


@pytest.mark.parametrize(
    ("span", "as_of"),
    [("1990-2020", "1990 to 2020"), ("1990-1990", "1990"), ("2020", "2020"), ("1990-", "1990"), ("lately", None), ("", None)],
)  # fmt: skip
def test_indicator__a_span_of_years(span: str, as_of: str | None) -> None:
    found = brought(
        {"name": "Tea", "origins": [], "timespan": span, "shortUnit": "kg", "unit": "kilos of tea"}, "t.json"
    )
    [claim] = found.files["claims/t.yaml"]["claims"].values()
    assert (claim.get("as_of"), claim["unit"]) == (as_of, "kg")
    assert list(found.files) == ["claims/t.yaml"]
    assert found.told == ("1 claim without a figure, 0 sources",)


@pytest.mark.parametrize(
    ("long", "short", "unit", "unsaid"),
    [
        ("kilowatt-hours", "kWh", "kWh", "kilowatt-hours"),
        ("% of GDP", "%", "%", "% of GDP"),
        ("tonnes per person", "t", "t/person", ""),
        ("tonnes of oil per hectare", "t/ha", "t/ha", "tonnes of oil per hectare"),
        # The short unit of these is that of another number.
        ("kilowatt-hours per person", "kWh", None, "kilowatt-hours per person"),
        ("litres of pure alcohol per person", "L", None, "litres of pure alcohol per person"),
        ("international-$ in 2017 prices", "$", None, "international-$ in 2017 prices"),
        ("", "$", "USD", ""),
    ],
)
def test_indicator__a_short_unit_stands_for_a_long_one_only_where_it_says_as_much(
    long: str, short: str, unit: str | None, unsaid: str
) -> None:
    found = brought({"name": "Tea", "origins": [], "unit": long, "shortUnit": short}, "t.json")
    [claim] = found.files["claims/t.yaml"]["claims"].values()
    assert claim.get("unit") == unit
    assert claim.get("note", "") == (f"Unit there: {unsaid}." if unsaid else "")
    assert bool(found.lost) == (unit is None)


def test_indicator__an_origin_twice_is_one_source_and_one_without_a_name_has_one() -> None:
    origins = [{"producer": "P"}, {"producer": "P"}, {"attribution": "A", "license": {"name": "CC"}}, {}, 3]
    found = brought({"name": "Tea", "origins": origins}, "t.json")
    sources = found.files["sources/t.yaml"]["sources"]
    assert sources == {
        "p": {"title": "P", "type": "dataset", "publisher": "P"},
        "a": {"title": "A", "type": "dataset", "publisher": "A", "note": "Licence: CC."},
        "origin": {"title": "An origin", "type": "dataset"},
    }
    [claim] = found.files["claims/t.yaml"]["claims"].values()
    assert claim["cites"] == [{"source": "p"}, {"source": "a"}, {"source": "origin"}]


def test_chart__without_columns_is_refused() -> None:
    with pytest.raises(Refused, match="there is no column in it that could be brought in"):
        brought({"chart": {}, "columns": {}}, "t.json")


@pytest.mark.parametrize(
    ("column", "told"),
    [
        ({"timespan": "-10000-2022"}, "`timespan` -10000-2022 is no span of years here: left out"),
        ({"timespan": "lately"}, "`timespan` lately is no span of years here: left out"),
        ({"lastUpdated": "2024-01-02"}, "no field here for lastUpdated: left out"),
    ],
)
def test_indicator__what_is_left_out_is_told(column: dict[str, str], told: str) -> None:
    found = brought({"name": "Tea", "origins": [], **column}, "t.json")
    assert [each.text for each in found.lost] == [told]


def test_chart__a_column_that_names_no_origin_is_not_said_to_keep_one() -> None:
    found = brought({"chart": {"title": "Tea"}, "columns": {"tea": {"unit": "kg"}}}, "t.json")
    assert [each.text for each in found.lost] == ["its origins are not named"]
