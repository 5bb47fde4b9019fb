"""What programs are given: the JSON of a record against its schema, linked data read by another library, and feeds."""

from __future__ import annotations

import csv
import json
import math
import re
from collections.abc import Mapping
from urllib.parse import urlsplit
from xml.etree import ElementTree

import jsonschema  # type: ignore[import-untyped]
import pytest
import rdflib

from small import edition
from whence.account import answers
from whence.files.schema import Settings
from whence.publish import site

BASE = """
topic: {title: Wells}
claims:
  flow: {title: Flow of the spring, value: 4 to 6 L/s, by: Ada Moor, as_of: 2024-05, aliases: [old-flow], tags: [water],
    cites: [{source: survey, at: p. 3, excerpt: 4 to 6 litres a second}], history: [{value: 5 L/s, known: 2023-01, until: 2024-05, why: It was a guess.}]}
  depth: {title: Depth of the well, value: at least 30 m, cites: [{source: letter}]}
  hours: {title: Hours it runs, value: 10 hour/day, kind: assumption, why: As the owner says.}
  yield: {title: Yield of a day, formula: flow * hours, inputs: {flow: flow, hours: hours}, unit: m^3/day, stated: 400 m^3/day,
    cites: [{source: survey}]}
  colour: {title: Colour, qualitative: it is clear}
  dug: {title: When it was dug, value: 2024-06-15 to 2024-08-15}
quantities:
  level: {title: Level, take: mean}
changes:
  news: {title: Measured anew, date: 2024-05-02, source: survey, edits: [{id: flow, field: value, old: 5 L/s, new: 4 to 6 L/s}]}
"""
SOURCES = """
sources:
  survey: {title: Survey of springs, URL: "https://example.org/survey", author: [{family: Moor}], issued: 2024-05}
  letter: {title: A letter, relies_on: [survey]}
"""
HOME = "https://example.org/wells"
MIDDLE = math.sqrt(4 * 6)  # of a range of positive numbers


def drawn(**settings: str) -> dict[str, str]:
    found = edition(BASE, SOURCES, settings=Settings(title="Wells", samples=256, **settings))  # type: ignore[arg-type]
    return {
        path: text.decode() if isinstance(text, bytes) else text
        for path, text in site.drawn(site.files(found, "test"))
    }


@pytest.fixture(scope="module")
def bare() -> Mapping[str, str]:
    return drawn()


@pytest.fixture(scope="module")
def known() -> Mapping[str, str]:
    return drawn(base_url=HOME)


# --- the JSON of a record


def test_record__has_what_the_page_has(known: Mapping[str, str]) -> None:
    flow = json.loads(known["claims/flow.json"])
    assert flow["written"] == "4 to 6 L/s"
    assert flow["address"] == f"{HOME}/claims/flow.html"
    assert flow["$schema"] == f"{HOME}/schema/record.json"
    assert flow["citations"][0]["excerpt"] == "4 to 6 litres a second"
    assert (flow["status"], flow["by"], flow["as_of"], flow["tags"]) == (
        "current",
        "Ada Moor",
        "2024-05",
        ["water"],
    )
    assert flow["history"][0] == {
        "value": "5 L/s",
        "known": "2023-01",
        "until": "2024-05",
        "why": "It was a guess.",
    }
    assert flow["quantiles"] == {"0.05": flow["low"], "0.5": flow["median"], "0.95": flow["high"]}
    daily = json.loads(known["claims/yield.json"])
    assert daily["formula"] == "flow * hours"
    assert [(each["name"], each["id"], each["unit"], each["point"]) for each in daily["inputs"]] == [
        ("flow", "flow", "L/s", pytest.approx(MIDDLE)), ("hours", "hours", "hour/day", 10),
    ]  # fmt: skip
    assert daily["verdict"]["stated"] == "400 m^3/day"
    assert {each["rule"] for each in daily["findings"]} >= {"recomputed-differs"}


RIVALS = """
quantities:
  mass: {title: Mass, take: weighted}
  span: {title: Span, take: weighted}
claims:
  one: {title: By one, value: 10 ± 1 kg, of: mass, cites: [survey]}
  two: {title: By two, value: 20 ± 1 kg, of: mass, cites: [other]}
  long: {title: Long, value: 5 ± 1 m, of: span, cites: [survey]}
  wide: {title: Wide, value: 5.1 ± 1 m, of: span, cites: [other]}
  twice: {title: Twice, formula: 2 * m, inputs: {m: mass}, unit: kg, stated: 40 kg, cites: [other]}
choices:
  kind: {title: Kind, options: {thin: {value: 1 mm}, thick: {value: 2 mm}}}
sources: {survey: {title: Survey}, other: {title: Other}}
"""


def test_record__says_all_that_show_says_and_whether_rivals_agree_beside_the_verdict_on_a_stated_figure() -> (
    None
):
    found = edition(RIVALS)
    files = {path: text for path, text in site.drawn(site.files(found, "test")) if path.endswith(".json")}
    for section, id in (
        *(("claims", each) for each in found.base.records.claims),
        *(("quantities", each) for each in found.base.records.quantities),
        ("choices", "kind"),
    ):
        told = json.loads(files[f"{section}/{id}.json"])
        for name, value in json.loads(json.dumps(answers.claim(found, id))).items():
            assert told["agreement" if name == "verdict" else name] == value
    assert json.loads(files["quantities/mass.json"])["agreement"] == "conflict"
    assert json.loads(files["quantities/span.json"])["agreement"] == "consistent"
    assert json.loads(files["claims/twice.json"])["agreement"] is None


def test_record__fits_its_schema_and_a_broken_one_does_not(
    bare: Mapping[str, str], known: Mapping[str, str]
) -> None:
    schema = json.loads(bare["schema/record.json"])
    jsonschema.Draft7Validator.check_schema(schema)
    count = 0
    for files in (bare, known):
        for path, text in files.items():
            if re.fullmatch(r"(claims|quantities|choices)/[\w-]+\.json", path) and "csv-metadata" not in path:
                jsonschema.validate(json.loads(text), schema)
                count += 1
    assert count >= 8
    broken = {**json.loads(bare["claims/flow.json"]), "point": "five"}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, schema)


def test_record__is_there_under_its_former_id(bare: Mapping[str, str]) -> None:
    now, then = (json.loads(bare[f"claims/{name}.json"]) for name in ("flow", "old-flow"))
    assert then == {**now, "alias": "old-flow"}
    assert bare["claims/old-flow.csv"] == bare["claims/flow.csv"]


# --- linked data, read by rdflib

PROV, SCHEMA = rdflib.Namespace("http://www.w3.org/ns/prov#"), rdflib.Namespace("https://schema.org/")
SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix schema: <https://schema.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
[] a sh:NodeShape ; sh:targetClass prov:Entity ;
  sh:property [ sh:path rdfs:label ; sh:minCount 1 ; sh:maxCount 1 ] ;
  sh:property [ sh:path prov:wasDerivedFrom ; sh:class prov:Entity ; sh:nodeKind sh:IRI ] ;
  sh:property [ sh:path prov:hadPrimarySource ; sh:class schema:CreativeWork ] .
[] a sh:NodeShape ; sh:targetClass schema:QuantitativeValue ;
  sh:property [ sh:path schema:value ; sh:maxCount 1 ] ;
  sh:or ( [ sh:path schema:value ; sh:minCount 1 ] [ sh:path schema:minValue ; sh:minCount 1 ] ) ;
  sh:property [ sh:path schema:unitText ; sh:minCount 1 ; sh:maxCount 1 ] ;
  sh:property [ sh:path schema:minValue ; sh:lessThanOrEquals schema:maxValue ] .
"""


@pytest.mark.parametrize("which", ["bare", "known"])
def test_provenance__says_what_is_derived_from_what_and_fits_its_shapes(
    which: str, request: pytest.FixtureRequest
) -> None:
    import pyshacl

    graph = rdflib.Graph().parse(data=request.getfixturevalue(which)["provenance.jsonld"], format="json-ld")
    place = f"{HOME}/" if which == "known" else "urn:whence:"
    end = ".html" if which == "known" else ""
    daily, flow = (rdflib.URIRef(f"{place}claims/{name}{end}") for name in ("yield", "flow"))
    assert (daily, PROV.wasDerivedFrom, flow) in graph
    assert (flow, PROV.hadPrimarySource, rdflib.URIRef(f"{place}sources/survey{end}")) in graph
    value = graph.value(flow, SCHEMA.value)
    assert float(str(graph.value(value, SCHEMA.value))) == pytest.approx(MIDDLE)
    # a bound has its end and no value
    depth = graph.value(rdflib.URIRef(f"{place}claims/depth{end}"), SCHEMA.value)
    told = [graph.value(depth, each) for each in (SCHEMA.value, SCHEMA.minValue, SCHEMA.maxValue)]
    assert [each and float(str(each)) for each in told] == [None, 30, None]
    fits, _, told = pyshacl.validate(graph, shacl_graph=rdflib.Graph().parse(data=SHAPES, format="turtle"))
    assert fits, told
    graph.remove((flow, rdflib.RDFS.label, None))
    assert not pyshacl.validate(graph, shacl_graph=rdflib.Graph().parse(data=SHAPES, format="turtle"))[0]


def linked(page: str) -> dict[str, object]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    assert found
    value: dict[str, object] = json.loads(found[1])
    return value


def test_page__has_its_interval_and_the_audit_of_its_figure_as_linked_data(known: Mapping[str, str]) -> None:
    data = linked(known["claims/yield.html"])
    value, review = data["value"], data["subjectOf"]
    assert isinstance(value, dict)
    assert isinstance(review, dict)
    assert value["value"] == pytest.approx(MIDDLE * 36)
    assert value["minValue"] < value["value"] < value["maxValue"]
    assert review["@type"] == "ClaimReview"
    assert review["reviewRating"] == {"@type": "Rating", "alternateName": "mismatch", "ratingValue": 1, "bestRating": 5, "worstRating": 1}  # fmt: skip
    assert review["itemReviewed"]["appearance"] == {"@type": "CreativeWork", "name": "Survey of springs", "url": "https://example.org/survey"}  # fmt: skip
    # the context is that of schema.org, which nothing here may fetch: its words are spelt out instead
    spelt = {**data, "@context": {"@vocab": "https://schema.org/"}}
    graph = rdflib.Graph().parse(data=json.dumps(spelt), format="json-ld")
    [found] = graph.subjects(rdflib.RDF.type, SCHEMA.ClaimReview)
    assert str(graph.value(found, SCHEMA.claimReviewed)) == "Yield of a day: 400 m^3/day"


def test_tables__say_what_stands_in_their_columns(bare: Mapping[str, str]) -> None:
    about = json.loads(bare["claims/csv-metadata.json"])
    names = [each["name"] for each in about["tableSchema"]["columns"]]
    for each in about["tables"]:
        assert bare[f"claims/{each['url']}"].splitlines()[0].split(",") == names
    [dates] = [each for each in about["tables"] if "tableSchema" in each]
    assert dates["url"] == "dug.csv"
    kinds = [each["datatype"] for each in dates["tableSchema"]["columns"]]
    row = next(csv.DictReader(bare["claims/dug.csv"].splitlines()))
    told = dict(zip(row.values(), kinds, strict=True))
    assert (row["low"], row["point"], row["high"]) == ("2024-06-15", "2024-07-15", "2024-08-15")
    assert {told[row[name]] for name in ("low", "point", "high", "median", "mean")} == {"date"}
    assert (told[row["sd"]], float(row["sd"])) == ("number", pytest.approx(61 / 3.29, rel=0.01))
    about = json.loads(bare["audit.csv-metadata.json"])
    assert bare["audit.csv"].splitlines()[0].split(",") == [
        each["name"] for each in about["tableSchema"]["columns"]
    ]


# --- addresses and feeds

ATOM = "{http://www.w3.org/2005/Atom}"


def entries(text: str) -> list[str]:
    """The ids of a feed's entries; it is as RFC 4287 wants it."""
    feed = ElementTree.fromstring(text)
    for each in (feed, *feed.iter(f"{ATOM}entry")):
        for tag in ("id", "title", "updated"):
            [found] = each.findall(f"{ATOM}{tag}")
            assert found.text
        assert urlsplit(each.findtext(f"{ATOM}id")).scheme == "urn"
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", each.findtext(f"{ATOM}updated") or "")
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    return [each.findtext(f"{ATOM}id") or "" for each in feed.iter(f"{ATOM}entry")]


def test_feeds__of_topics_and_records_have_names_that_never_change(
    bare: Mapping[str, str], known: Mapping[str, str]
) -> None:
    own = {path for path in bare if path.startswith("feeds/")}
    assert own == {path for path in known if path.startswith("feeds/")}
    assert {"feeds/claims/flow.xml", "feeds/claims/yield.xml"} <= own
    assert "feeds/claims/hours.xml" not in own, "nothing that it rests on has changed"
    for path in ("feed.xml", *own):
        assert entries(bare[path]) == entries(known[path]), "wherever the base is published"
    [item] = json.loads(known["feed.json"])["items"]
    assert item["id"] == entries(known["feed.xml"])[0]
    assert item["url"] == f"{HOME}/changes/news.html"


def test_addresses__are_whole_where_the_base_knows_its_own_and_not_made_up_where_not(
    bare: Mapping[str, str], known: Mapping[str, str]
) -> None:
    cite = re.compile(r'<div class="copy"><h3>In full</h3><pre tabindex="0">(.*?)</pre>')
    [told], [silent] = cite.findall(known["claims/flow.html"]), cite.findall(bare["claims/flow.html"])
    assert told.endswith(f"{HOME}/claims/flow.html")
    assert "flow.html" not in silent
    assert "iframe" in known["claims/flow.html"]
    assert "iframe" not in bare["claims/flow.html"]
    assert f"]({HOME}/claims/flow.html)" in known["llms.txt"]
    assert f"Sitemap: {HOME}/sitemap.xml" in known["robots.txt"]
    assert f'href="{HOME}/assets/' in known["404.html"]


@pytest.mark.parametrize("which", ["bare", "known"])
def test_feeds__have_what_the_standards_ask_for(which: str, request: pytest.FixtureRequest) -> None:
    """RFC 4287, 4.1 and 4.2, of every Atom feed: what each element must have, absolute ids, times with a zone."""
    files: Mapping[str, str] = request.getfixturevalue(which)
    atom, zoned = (
        "{http://www.w3.org/2005/Atom}",
        re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)"),
    )
    feeds = [
        path for path in files if path == "feed.xml" or (path.startswith("feeds/") and path.endswith(".xml"))
    ]
    assert len(feeds) > 1
    for path in feeds:
        feed = ElementTree.fromstring(files[path])
        entries = feed.findall(f"{atom}entry")
        for each in (feed, *entries):
            for name in ("id", "title", "updated"):
                assert len(each.findall(f"{atom}{name}")) == 1, (path, name)
            assert re.match(r"(https?://|urn:|tag:)\S+$", each.findtext(f"{atom}id") or ""), path
            assert zoned.fullmatch(each.findtext(f"{atom}updated") or ""), path
        assert feed.find(f"{atom}author/{atom}name") is not None or all(
            each.find(f"{atom}author/{atom}name") is not None for each in entries
        ), path
        for each in entries:
            links = [
                link for link in each.findall(f"{atom}link") if link.get("rel", "alternate") == "alternate"
            ]
            assert links or each.find(f"{atom}content") is not None, path
        ids = [each.findtext(f"{atom}id") for each in entries]
        assert len(ids) == len({*ids}), path
    told = json.loads(files["feed.json"])
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert told["title"]
    assert all(each["id"] and ("content_text" in each or "content_html" in each) for each in told["items"])
