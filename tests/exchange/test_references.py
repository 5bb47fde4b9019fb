"""Lists of sources brought in: what we wrote comes back as it was, and what has no field here is told."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.exchange.brought import Brought
from whence.exchange.importing import bring
from whence.files.fields import CSL_TYPES
from whence.files.schema import Accepted, Name, SetAside, Snapshot, Source
from whence.judge.assemble import assemble
from whence.language.problems import Refused
from whence.publish.pages.documents import bibtex, csl, name_text


def sources(found: Brought) -> dict[str, Source]:
    base = assemble(found.texts())
    assert [each for each in base.findings if each.severity == "error"] == []
    return dict(base.base.records.sources)


WORDS = st.text("abcXYZ &%$#_-äéß'()0123{}\\\\~^`\",;.", min_size=1, max_size=20).map(
    lambda text: " ".join(text.split()) or "A"
)
NAMES = st.one_of(
    st.builds(
        Name,
        family=st.sampled_from(["Nkemelu", "Li", "Plato"]),
        given=st.sampled_from(["", "Ada", "Ada B.", "Ada, Jr."]),
    ),
    st.builds(
        Name,
        family=st.sampled_from(["van Dyke", "Ó Briain", "Bread and Butter", "Smith, Jr.", "de {la} Cruz"]),
        given=st.sampled_from(["Ada", "A. and B."]),
    ),
    st.builds(Name, literal=st.sampled_from(["The Agency", "World Bank and Fund", "OECD"])),
)
DATES = st.sampled_from(
    ["", "0850", "2024", "2024-03", "2024-03-09", "2024-Q1", "2024-Q4", "2024-H1", "2024-H2"],
)
SOURCES = st.builds(
    Source,
    title=WORDS,
    type=st.sampled_from(CSL_TYPES),
    author=st.lists(NAMES, max_size=3).map(tuple),
    publisher=st.one_of(st.just(""), WORDS),
    container_title=st.one_of(st.just(""), WORDS),
    URL=st.sampled_from(["", "https://example.org/a_b?c=d%20e", "http://example.org"]),
    DOI=st.sampled_from(["", "10.1000/a_b-c"]),
    issued=DATES,
    accessed=DATES,
    note=st.one_of(st.just(""), WORDS),
    relies_on=st.sampled_from([(), ("source-0",)]),
    snapshot=st.sampled_from([None, Snapshot("a.pdf", "ab" * 32)]),
    set_aside=st.sampled_from([(), (SetAside("1 {t}", 'a "word" } \\', "lines 2-3"),)]),
    mention_only=st.booleans(),
    reliability=st.sampled_from(["", "A"]),
    tags=st.sampled_from([(), ("a", "b")]),
    accepted=st.sampled_from([(), (Accepted("bare-term", "kept for later", "2030", 2.5),)]),
    why=WORDS,
    status=st.sampled_from(["current", "retracted", "withdrawn"]),
)


@given(st.lists(SOURCES, min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_csl__what_we_wrote_comes_back_as_it_was(made: list[Source]) -> None:
    given = {f"source-{n}": each for n, each in enumerate(made)}
    written = [csl(id, each) for id, each in given.items()]
    found = bring("sources.json", json.dumps(written).encode())
    assert found.lost == ()
    assert sources(found) == given
    assert [csl(id, each) for id, each in sources(found).items()] == written


@given(st.lists(SOURCES, min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_bibtex__what_we_wrote_comes_back_as_it_was(made: list[Source]) -> None:
    written = "\n".join(bibtex(f"source-{n}", each) for n, each in enumerate(made))
    found = bring("sources.bib", written.encode())
    assert found.lost == ()
    assert "\n".join(bibtex(id, each) for id, each in sources(found).items()) == written
    assert sources(found) == {f"source-{n}": each for n, each in enumerate(made)}


def test_bibtex__an_address_stands_as_it_is() -> None:
    """A DOI of `10.5555/port\\_1` leads nowhere."""
    given = Source("A & B", URL="https://a.org/~x_y?b=1&c=%7E#d", DOI="10.5555/port_1")
    written = bibtex("a", given)
    assert "title = {A \\& B}" in written
    assert "url = {https://a.org/~x_y?b=1&c=%7E#d}" in written
    assert "doi = {10.5555/port_1}" in written
    found = sources(bring("a.bib", written.encode()))["a"]
    assert (found.URL, found.DOI) == (given.URL, given.DOI)


@pytest.mark.parametrize("type", CSL_TYPES)
def test_lists__every_type_comes_back(type: str) -> None:
    given = Source("A", type=type)
    for name, written in (("a.bib", bibtex("a", given)), ("a.json", json.dumps([csl("a", given)]))):
        assert sources(bring(name, written.encode())) == {"a": given}


def test_lists__a_family_of_several_words_is_one_name_in_bibtex() -> None:
    given = Source("A", author=(Name("van Dyke"), Name(given="Ada")))
    assert sources(bring("a.json", json.dumps([csl("a", given)]).encode()))["a"] == given
    (first, second) = sources(bring("a.bib", bibtex("a", given).encode()))["a"].author
    assert (name_text(first), name_text(second)) == ("van Dyke", "Ada")


@pytest.mark.parametrize(
    ("issued", "year", "date"),
    [
        ("2024-Q1", "2024", "2024-33"),
        ("2024-H2", "2024", "2024-41"),
    ],
)
def test_bibtex__of_what_is_no_day_or_month_has_the_year_and_the_date(
    issued: str, year: str, date: str
) -> None:
    """What reads years alone finds one; what reads ISO 8601-2 finds all."""
    written = bibtex("a", Source("A", issued=issued))
    assert f"  year = {{{year}}},\n  date = {{{date}}}" in written
    assert sources(bring("a.bib", written.encode()))["a"].issued == issued


def test_csl__of_a_quarter_has_the_year_and_its_name() -> None:
    assert csl("a", Source("A", issued="2024-Q1"))["issued"] == {"date-parts": [[2024]], "literal": "2024-Q1"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "a.json",
            '{"id": "a", "type": "book", "title": "A", "issued": {"date-parts": [[2020, 3], [2020, 5]]}}',
        ),
        ("a.bib", "@misc{a, title = {A}, date = {2020-03/2020-05}}"),
    ],
)
def test_lists__of_a_span_the_beginning_is_kept_and_that_is_told(name: str, text: str) -> None:
    found = bring(name, text.encode())
    assert sources(found)["a"].issued == "2020-03"
    assert [each.text for each in found.lost] == ["of `issued` only the first date is kept"]


def test_csl__no_part_of_a_name_and_no_end_of_a_title_is_lost_in_silence() -> None:
    author = {
        "family": "Dyke",
        "non-dropping-particle": "van",
        "given": "Ada",
        "dropping-particle": "de",
        "suffix": "Jr.",
    }
    item = {"id": "a", "type": "book", "title": "word " * 500, "author": [author]}
    found = bring("a.json", json.dumps([item]).encode())
    assert sources(found)["a"].author == (Name("van Dyke", "Ada de"),)
    told = [each.text for each in found.lost]
    assert any("author.suffix" in each for each in told)
    assert any("`title` has more than" in each for each in told)


def test_bibtex__says_which_sort_of_article_as_others_do() -> None:
    for sort, type in (
        ("magazine", "article-magazine"),
        ("newspaper", "article-newspaper"),
        ("odd", "article-journal"),
    ):
        text = f"@article{{a, title = {{A}}, entrysubtype = {{{sort}}}}}"
        assert sources(bring("a.bib", text.encode()))["a"].type == type


BIB = r"""
@string{jc = "Journal of Crops"}
@comment{nothing}
@article{Mueller:2020,
  title = {Wheat {\"u}ber {A}lles \& more},
  author = {M{\"u}ller, J{\"o}rg and {The Agency and Others} and Ada B. Lovelace and \'Eric Bl\o},
  journal = jc, year = 2020, month = mar, pages = {1--3},
  doi = {10.1000/x_y}, url = {https://example.org/a\_b},
}
@online{odd, title = {No date}, date = {2024-13}, url = {javascript:alert(1)}}
@article{Mueller:2020, title = {Twice}}
@book{open, title = {Unclosed
"""


def test_bibtex__of_others_is_read_and_what_is_left_out_is_told() -> None:
    found = bring("refs.bib", BIB.encode())
    paper = sources(found)["mueller-2020"]
    assert paper.title == "Wheat über Alles & more"
    assert paper.author == (
        Name("Müller", "Jörg"), Name(literal="The Agency and Others"), Name("Lovelace", "Ada B."), Name("Blø", "Éric"),
    )  # fmt: skip
    assert (paper.container_title, paper.issued, paper.DOI, paper.URL, paper.type) == (
        "Journal of Crops", "2020-03", "10.1000/x_y", "https://example.org/a_b", "article-journal",
    )  # fmt: skip
    told = "\n".join(f"{each.place}: {each.text}" for each in found.lost)
    for word in ("pages", "`mueller-2020`", "2024-13", "address", "Twice", "Unclosed"):
        assert word in told, told
    assert sources(found)["odd"].URL == ""


RIS = """TY  - JOUR
ID  - smith2020
AU  - Smith, John
AU  - World Bank
TI  - Wheat in dry years
JO  - Journal of Crops
PY  - 2020/03/01
DO  - 10.1000/x
UR  - https://example.org/wheat
SP  - 3
ZZ  - odd
ER  -

TY  - RPRT
TI  - A report
PB  - The ministry
PY  - 2019
ER  -
"""


def test_ris__is_read_and_what_has_no_field_is_told() -> None:
    found = bring("refs.ris", RIS.encode())
    paper, report = sources(found).values()
    assert list(sources(found)) == ["smith2020", "a-report"]
    assert (paper.title, paper.issued, paper.DOI, paper.URL) == (
        "Wheat in dry years", "2020-03-01", "10.1000/x", "https://example.org/wheat",
    )  # fmt: skip
    assert paper.author == (Name("Smith", "John"), Name("Bank", "World"))
    assert (report.type, report.publisher, report.issued) == ("report", "The ministry", "2019")
    assert "ZZ" in found.lost[0].text
    assert "start_page" in found.lost[0].text


def test_ris__the_day_of_reading_is_a_day_and_a_type_that_is_none_of_ours_is_told() -> None:
    page = "TY  - ELEC\nTI  - A page\nUR  - https://example.org/p\nY2  - 2021/12/01\nER  - \n"
    found = bring("refs.ris", f"{page}TY  - MUSIC\nTI  - A song\nY2  - 2020///spring\nER  - \n".encode())
    assert [(each.type, each.accessed) for each in sources(found).values()] == [
        ("webpage", "2021-12-01"), ("document", "2020"),
    ]  # fmt: skip
    assert [f"{each.place}: {each.text}" for each in found.lost] == [
        "entry 2: the type `MUSIC` is none of ours: it is a document"
    ]


def test_csl__what_has_no_field_or_is_wrong_is_told() -> None:
    items = [
        {"id": "http://zotero.org/1", "type": "article-journal", "title": "Wheat", "volume": "3", "issued": {"date-parts": [["2020", 3]]}},
        {"id": "b", "type": "parchment", "title": "Rye", "URL": "ftp://x"},
        {"id": "taken", "type": "book", "title": "There already"},
        {"id": "c", "type": "book", "title": "Oats", "issued": {"date-parts": [["spring"]]}, "accessed": {"date-parts": 3}},
        "nothing",
    ]  # fmt: skip
    found = bring("refs.json", json.dumps(items).encode(), {"taken"})
    assert {id: (each.title, each.issued, each.type) for id, each in sources(found).items()} == {
        "http-zotero-org-1": ("Wheat", "2020-03", "article-journal"),
        "b": ("Rye", "", "document"),
        "c": ("Oats", "", "book"),
    }
    told = "\n".join(each.text for each in found.lost)
    for word in ("volume", "spring", "parchment", "address", "`taken`", "no mapping"):
        assert word in told


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.json", "{", "no JSON"),
        ("a.json", "[" * 100_000, "no JSON"),
        ("a.json", '{"a": 1}', "CSL-JSON"),
        ("a.json", "\xff", "UTF-8"),
        ("a.bib", "nothing", "no source"),
        ("a.ris", "nothing", "no source|no RIS"),
    ],
)
def test_bring__what_is_no_list_is_refused(name: str, content: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        bring(name, content.encode("latin-1"))


@pytest.mark.parametrize(
    ("written", "author"),
    [
        ("Ada Lovelace", [Name("Lovelace", "Ada")]),
        ("Lovelace, Ada", [Name("Lovelace", "Ada")]),
        ("Plato", [Name("Plato")]),
        ("Lovelace, Ada and Plato", [Name("Lovelace", "Ada"), Name("Plato")]),
        ("{Bread and Butter} and Ada Lovelace", [Name(literal="Bread and Butter"), Name("Lovelace", "Ada")]),
        ("{Bread} and {Butter}", [Name(literal="Bread"), Name(literal="Butter")]),
        ("{van} {Dyke}", [Name("Dyke", "van")]),
        (" and Ada", [Name("Ada")]),
        (", Ada", [Name(given="Ada")]),
        (r"\v{S}koda, \H{o} \~n", [Name("Škoda", "ő ñ")]),
        (r"\ss\ae\AE\o\O\aa\AA\l\L\i{} x", [Name("x", "ßæÆøØåÅłŁı")]),
        (r"\`a\'e\^i\~o\"u\=a\.z\c{c}\u{g}\k{e}\r{u}", [Name("àéîõüāżçğęů")]),
    ],
)
def test_bibtex__names_and_accents(written: str, author: list[Name]) -> None:
    found = bring("a.bib", f"@misc{{a, title = {{A}}, author = {{{written}}}}}".encode())
    assert list(sources(found)["a"].author) == author


@pytest.mark.parametrize(
    ("written", "title", "told"),
    [
        (r"\textit{Growth} of {\bf rice} \emph{in \textbf{wet {Years}}}", "Growth of rice in wet Years", ()),
        (
            r"Rent of \EUR{} 5 \& \EUR 7, \pounds 3, 5\,\% of \texteuro{}9",
            "Rent of € 5 & €7, £3, 5 % of €9",
            (),
        ),
        (r"CO$_2$, m$^{-1}$, H\textsubscript{2}O, m\textsuperscript{3}", "CO₂, m⁻¹, H₂O, m³", ()),
        (r"``Wet'' years 1990--2000~--- a \enquote{view}", "“Wet” years 1990–2000 — a “view”", ()),
        (
            r"See \url{https://a.org/b} or \href{https://a.org}{here}",
            "See https://a.org/b or here (https://a.org)",
            (),
        ),
        (r"\LaTeX{} by \TeX\ users\\ of old", "LaTeX by TeX users of old", ()),
        (r"It costs \$5 to \$10", "It costs $5 to $10", ()),
        (r"A \frac{1}{2} of it", r"A \frac{1}2 of it", (r"\frac{1}",)),
        (r"Rate $\alpha/2$ of $5 to $9", r"Rate $\alpha/2$ of $5 to $9", (r"$\alpha/2$", "$5 to $")),
        (
            r"\alpha \textsuperscript{th}",
            r"\alpha \textsuperscript{th}",
            (r"\textsuperscript{th}", r"\alpha"),
        ),
        (r"a \textbackslash{}emph b", r"a \emph b", ()),
    ],
)
def test_bibtex__what_is_plain_is_read_and_other_tex_is_told(
    written: str, title: str, told: tuple[str, ...]
) -> None:
    found = bring("a.bib", f"@misc{{a, title = {{{written}}}}}".encode())
    assert sources(found)["a"].title == title
    assert [each.text for each in found.lost] == [
        f"`{each}` of `title` is TeX that is not known here: it stays as it is" for each in told
    ]


def test_bibtex__others_are_nobody_and_told() -> None:
    found = bring("a.bib", b"@misc{a, title = {A}, author = {Ada Lovelace and Others and others}}")
    assert list(sources(found)["a"].author) == [Name("Lovelace", "Ada"), Name("Others")]
    assert [each.text for each in found.lost] == ["`and others` of `author` names nobody: left out"]


@pytest.mark.parametrize(
    "title", ["1990--2000", "a --- b", "``so''", "'" * 3, "$5 to $9", r"\emph{x}", "a~b", "$_2$"]
)
def test_bibtex__signs_of_tex_in_a_title_of_ours_come_back(title: str) -> None:
    found = bring("a.bib", bibtex("a", Source(title)).encode())
    assert (sources(found)["a"].title, found.lost) == (title, ())


@pytest.mark.parametrize(
    ("fields", "issued"),
    [
        ("year = 2020", "2020"),
        ("year = 2020, month = jan", "2020-01"),
        ("year = 2020, month = {December}", "2020-12"),
        ("year = 2020, month = 7", "2020-07"),
        ("year = 2020, month = 7, day = 9", "2020-07-09"),
        ("year = 2020, day = 9", "2020"),
        ("year = 2020, month = {summer}", "2020"),
        ("year = 2020, month = 7, day = {9th}", "2020-07"),
        ("date = {2020-05-06}, year = 1999", "2020-05-06"),
        ("date = {2020-13}", ""),
    ],
)
def test_bibtex__dates(fields: str, issued: str) -> None:
    assert sources(bring("a.bib", f"@misc{{a, title = {{A}}, {fields}}}".encode()))["a"].issued == issued


def test_bibtex__kinds_fields_and_what_is_left_out() -> None:
    text = "@phdthesis{a, title = {A \\{b\\} 50\\%}, school = {Uni}, journal = {J}, pages = {3}, zoo = {z}}\n\n@odd{b, publisher = {P}}\n"
    found = bring("a.bib", text.encode())
    kept = sources(found)
    assert (kept["a"].type, kept["a"].title, kept["a"].publisher, kept["a"].container_title) == (
        "thesis",
        "A {b} 50%",
        "Uni",
        "J",
    )
    assert (kept["b"].type, kept["b"].title, kept["b"].publisher) == ("document", "b", "P")
    assert [(each.place, each.text) for each in found.lost] == [
        ("a (line 1)", "no field here for pages, zoo: left out"),
        ("b (line 3)", "it has no title; it is called by its name"),
    ]
    assert found.told == ("2 sources",)
    assert list(found.files) == ["sources/a.yaml"]


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ({"date-parts": [[2020]]}, "2020"),
        ({"date-parts": [[2020, 3]]}, "2020-03"),
        ({"date-parts": [["2020", "3", "9"], [2021]]}, "2020-03-09"),
        ({"date-parts": [[476, 9, 4, 5]]}, "0476-09-04"),
        ({"raw": "2020-05"}, "2020-05"),
        ({"literal": "2020"}, "2020"),
        ("2020-06", "2020-06"),
        ({"date-parts": [[]]}, ""),
        ({}, ""),
    ],
)
def test_csl__dates(value: object, date: str) -> None:
    found = bring("a.json", json.dumps([{"id": "a", "type": "book", "title": "A", "issued": value}]).encode())
    assert sources(found)["a"].issued == date


def test_csl__names_places_and_what_is_called_otherwise() -> None:
    items = [
        {"id": "a", "type": "book", "title": "A", "author": [{"family": "Li", "given": "X"}, {"literal": "We"}, "odd"], "note": "two\nlines"},
        {"id": "a", "type": "book", "title": "B"},
        {"type": "book", "title": "Oats and rye"},
        {"type": "book"},
        3,
    ]  # fmt: skip
    found = bring("my list.json", json.dumps(items).encode(), {"oats-and-rye"})
    kept = sources(found)
    assert {id: each.title for id, each in kept.items()} == {
        "a": "A", "a-2": "B", "oats-and-rye-2": "Oats and rye", "item-4": "item 4",
    }  # fmt: skip
    assert (kept["a"].author, kept["a"].note) == ((Name("Li", "X"), Name(literal="We")), "two\nlines")
    assert [(each.place, each.text) for each in found.lost] == [
        ("a", "`odd` is no name: left out"),
        ("a", "it is called `a-2` here"),
        ("item 4", "it has no title; it is called by its name"),
        ("item 5", "it is no mapping: left out"),
    ]
    assert list(found.files) == ["sources/my-list.yaml"]


def test_csl__one_source_alone_and_none_that_is_new() -> None:
    assert list(sources(bring("a.json", b'{"id": "b", "type": "book", "title": "B"}'))) == ["b"]
    with pytest.raises(
        Refused,
        match="there is no source in it that could be brought in; b: the base has a source `b`: left out",
    ):
        bring("a.json", b'{"id": "b", "type": "book", "title": "B"}', {"b"})


@pytest.mark.parametrize(
    ("doi", "fits"),
    [
        ("10.1000/x", True),
        ("https://doi.org/10.1000/x", True),
        ("http://dx.doi.org/10.1000/x", True),
        ("doi:10.1000/x", True),
        ("11.1000/x", False),
        ("10.1000", False),
        ("10.1000/a b", False),
    ],
)
def test_csl__a_doi_or_none(doi: str, fits: bool) -> None:
    found = bring("a.json", json.dumps({"id": "b", "type": "book", "title": "B", "DOI": doi}).encode())
    kept = sources(found)["b"].DOI
    assert kept == ("10.1000/x" if fits else "")
    assert [each.text for each in found.lost] == ([] if fits else [f"`{doi}` is no DOI: left out"])


def test_ris__kinds_dates_notes_and_addresses() -> None:
    text = (
        "TY  - NEWS\nTI  - A\nDA  - 2020/03\nN1  - one\nN1  - two\nUR  - https://example.org/a\nUR  - https://example.org/b\nER  - \n\n"
        "TY  - XXXX\nT1  - B\nY1  - 1999/12/24/Eve\nT2  - Journal\nY2  - 2020-01-02\nER  - \n"
    )
    found = bring("a.ris", text.encode())
    a, b = sources(found).values()
    assert (a.type, a.issued, a.note, a.URL) == (
        "article-newspaper",
        "2020-03",
        "one\ntwo",
        "https://example.org/a",
    )
    assert (b.type, b.title, b.issued, b.container_title, b.accessed) == (
        "document",
        "B",
        "1999-12-24",
        "Journal",
        "2020-01-02",
    )
    assert ("entry 1", "only the first of 2 addresses is kept") in [(x.place, x.text) for x in found.lost]


RETRACTED = {
    "sources/s.yaml": """
sources:
  a: {title: A trial, status: retracted, why: "its {data} were made up", relies_on: [b], tags: [trial], reliability: low, aliases: [old-a]}
  b: {title: B, snapshot: {file: b.pdf, sha256: %s}}
"""
    % ("ab" * 32)
}


@pytest.mark.parametrize("form", ["csl", "bibtex"])
def test_lists__a_retraction_is_not_taken_back_by_going_out_and_coming_in(form: str) -> None:
    given = assemble(RETRACTED).base.records.sources
    if form == "csl":
        found = bring("s.json", json.dumps([csl(*each) for each in given.items()]).encode())
    else:
        found = bring("s.bib", "\n".join(bibtex(*each) for each in given.items()).encode())
    assert (sources(found), found.lost) == (given, ())
    assert (given["a"].status, given["a"].relies_on, given["a"].aliases) == ("retracted", ("b",), ("old-a",))


@pytest.mark.parametrize(
    ("ours", "told"),
    [
        ({"relies_on": ["nobody"]}, "`nobody` of `relies_on` is not here, or is another's: left out"),
        ({"aliases": ["mine"]}, "`mine` of `aliases` is not here, or is another's: left out"),
        ({"status": "lost"}, "status"),
        ({"colour": "red"}, "no field here for colour: left out"),
        ({"reliability": 3}, "no field here for reliability: left out"),
        ({"title": "Other"}, "no field here for title: left out"),
    ],
)
def test_csl__of_our_own_fields_what_cannot_stand_here_is_told(ours: dict[str, object], told: str) -> None:
    item = {"id": "a", "type": "book", "title": "A", "custom": {"whence": ours, "theirs": 1}}
    found = bring("s.json", json.dumps([item]).encode(), taken=["mine"])
    assert sources(found) == {"a": Source("A", "book")}
    assert [told in each.text for each in found.lost].count(True) == 1
    assert "no field here for custom.theirs: left out" in [each.text for each in found.lost]


def test_csl__a_retraction_stays_though_its_reason_is_no_text() -> None:
    """The reason alone is told; the retraction was left out with it, under the name of the reason."""
    ours = {"status": "retracted", "why": {"x": "1"}}
    item = {"id": "a", "type": "book", "title": "A", "custom": {"whence": ours}}
    found = bring("s.json", json.dumps([item]).encode())
    assert sources(found)["a"].status == "retracted"
    assert ["why" in each.text for each in found.lost] == [True]


def test_bibtex__our_own_field_that_is_no_json_is_told() -> None:
    found = bring("s.bib", b"@book{a, title = {A}, whence = {retracted}}")
    assert [each.text for each in found.lost] == ["no field here for whence: left out"]


@pytest.mark.parametrize(
    ("lines", "author", "issued", "told"),
    [
        ("AU  - Li, J\nA1  - Cruz, Ana", ["Cruz", "Li"], "", []),
        ("A1  - Cruz, Ana", ["Cruz"], "", []),
        ("AU  - Cruz, Ana\nA1  - Cruz, Ana", ["Cruz"], "", []),
        ("PY  - 2020\nY1  - 2021/03//", [], "2020", ["`2021-03` is a second `issued`: left out"]),
        ("PY  - 2021\nY1  - 2021/03//", [], "2021-03", []),
        ("Y1  - 2021/03/02/\nPY  - 2021", [], "2021-03-02", []),
    ],
)
def test_ris__authors_and_dates_under_two_tags(
    lines: str, author: list[str], issued: str, told: list[str]
) -> None:
    found = bring("s.ris", f"TY  - BOOK\nTI  - A\n{lines}\nER  - \n".encode())
    [source] = sources(found).values()
    assert ([each.family for each in source.author], source.issued) == (author, issued)
    assert [each.text for each in found.lost if "no title" not in each.text] == told
