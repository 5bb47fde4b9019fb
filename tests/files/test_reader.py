"""Reading: what is wrong is told once, in the right line, and everything else is still there."""

from __future__ import annotations

import os
import pickle
import re
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.cli.text.findings import findings
from whence.files.reader import merge, read, read_file
from whence.files.records import Records
from whence.files.schema import Citation, Name, Option, Sense, Snapshot
from whence.language.limits import NODES, TOLD
from whence.language.problems import Finding
from work import growth, steps

GALLERY = Path(__file__).parent / "gallery"
EXPECTED = re.compile(r"# <- ([a-z-]+): (.*)$")


def base(text: str, file: str = "claims/a.yaml") -> Records:
    return read({file: dedent(text)})


def expect(text: str) -> Records:
    """Reads a file and holds its findings against the marks at the ends of its lines."""
    records = base(text)
    marks = [(n, EXPECTED.search(line)) for n, line in enumerate(dedent(text).splitlines(), 1)]
    wanted = [(n, mark[1], mark[2]) for n, mark in marks if mark]
    found = [(f.place.line if f.place else 0, f.rule, f.message) for f in records.findings]
    assert [one[:2] for one in found] == [one[:2] for one in wanted], found
    for (_, _, message), (_, _, start) in zip(found, wanted, strict=True):
        assert message.startswith(start)
    return records


def only(records: Records) -> Finding:
    assert len(records.findings) == 1, records.findings
    return records.findings[0]


# --- the gallery of mistakes


@pytest.mark.parametrize("path", sorted(GALLERY.glob("*.yaml")), ids=lambda path: path.stem)
def test_read__gallery_of_mistakes(path: Path) -> None:
    folder = "sources" if b"\nsources:" in b"\n" + path.read_bytes() else "claims"
    texts: dict[str, str | bytes] = {f"{folder}/{path.name}": path.read_bytes()}
    shown = findings(read(texts).findings, texts)
    expected = path.with_suffix(".txt")
    if os.environ.get("UPDATE_GALLERY"):
        expected.write_text(shown, encoding="utf-8")
    assert shown == expected.read_text(encoding="utf-8")


# --- what is read


def test_read__a_claim_as_in_the_manual() -> None:
    records = base("""
        topic: Trainium 2 at New Carlisle
        claims:
          trn2-power-per-32:
            title: Power of 32 Trainium 2 chips
            value: 24 to 27 kW
            kind: fact                     # fact | estimate
            as_of: 2024-12
            cites:
              - source: semianalysis-trn2
                at: footnote 1
              - nesov-quick-takes
            history: [{value: 2.50 kW, until: 2024-11-30}]
        """)
    assert not records.findings
    claim = records.claims["trn2-power-per-32"]
    assert (claim.value, claim.kind, claim.as_of) == ("24 to 27 kW", "fact", "2024-12")
    assert claim.cites == (Citation("semianalysis-trn2", at="footnote 1"), Citation("nesov-quick-takes"))
    assert claim.history[0].value == "2.50 kW"
    assert records.topics["claims/a.yaml"].title == "Trainium 2 at New Carlisle"
    assert records.home["claims:trn2-power-per-32"] == "claims/a.yaml"


def test_read__a_source_with_the_names_of_csl() -> None:
    records = base("""
        sources:
          post:
            title: A post
            type: post-weblog
            container-title: A blog
            author: [{family: Nesov, given: Vladimir}, A body]
            snapshot: post.txt
        """)
    assert not records.findings
    source = records.sources["post"]
    assert source.container_title == "A blog"
    assert source.author == (Name(family="Nesov", given="Vladimir"), Name(literal="A body"))
    assert source.snapshot == Snapshot("post.txt")


def test_read__senses_options_and_checks() -> None:
    records = base("""
        terms:
          gb200: {title: gb200, senses: {die: 0.5 chip, rack: {value: 72 chip, title: a rack}}}
        choices:
          nvl: {title: t, options: {a: 1, b: {quantiles: {5%: 1, 95%: 2}}}, credence: {a: 70%, b: 0.3}}
        checks:
          fits: {title: t, assert: a <= 1.3 * b, inputs: {a: x, b: 2 MW}, on_fail: rule-out}
        """)
    assert not records.findings
    assert records.terms["gb200"].senses == {"die": Sense("0.5 chip"), "rack": Sense("72 chip", "a rack")}
    options = records.choices["nvl"].options
    assert options == {"a": Option("1"), "b": Option('{"quantiles":{"5%":"1","95%":"2"}}')}
    assert records.choices["nvl"].credence == {"a": 0.7, "b": 0.3}
    assert records.checks["fits"].assertion == "a <= 1.3 * b"


def test_read__the_long_form_of_a_value_is_canonical_json() -> None:
    one = base("claims: {a: {title: t, value: {unit: MW, quantiles: {5%: 1.50, 95%: 2}}}}")
    two = base("claims: {a: {title: t, value: {quantiles: {95%: '2', 5%: 1.50}, unit: MW}}}")
    assert one.claims["a"].value == '{"quantiles":{"5%":"1.50","95%":"2"},"unit":"MW"}'
    assert one.claims == two.claims


@pytest.mark.parametrize(
    "written",
    [
        "no",
        "on",
        "y",
        "012",
        "1:30:00",
        "1_000",
        "=",
        "<<",
        "2.50",
        "1e400",
        ".inf",
        "~150 MW",
        "True",
        "0x1F",
    ],
)
def test_read__plain_words_stay_text(written: str) -> None:
    assert base(f"claims: {{a: {{title: t, value: {written}}}}}").claims["a"].value == written


@pytest.mark.parametrize(
    "content", ["", "\n", "# only a comment", "claims:", "---\n", "\ufeff", b"\xef\xbb\xbf"]
)
def test_read__a_file_with_nothing_in_it_is_told_of(content: str | bytes) -> None:
    finding = only(read({"claims/a.yaml": content}))
    assert (finding.rule, finding.severity) == ("empty-file", "warning")


def test_read__byte_order_mark_and_windows_line_ends() -> None:
    content = b"\xef\xbb\xbfclaims:\r\n  a:\r\n    title: T\r\n    value: 3 kW\r\n    vlaue: 4"
    finding = only(read({"claims/a.yaml": content}))
    assert str(finding.place) == "claims/a.yaml:5:5"
    records = read({"claims/a.yaml": content.rsplit(b"\r\n", 1)[0]})
    assert records.claims["a"].value == "3 kW"
    assert records.place("claims", "a", "value").length == 4


def test_read__files_that_are_no_yaml_are_left_alone() -> None:
    assert read({"claims/a.yaml~": "[", "sources/a.txt": b"\xff"}) == Records()


# --- each mistake once


def test_read__a_broken_record_is_told_and_the_rest_is_there() -> None:
    records = expect("""
        claims:
          good: {title: t, value: 3}
          misspelt: {titel: t, value: 3, kind: fact}  # <- unknown-key: `titel` is not a field of a claim
          untitled: {value: 3}  # <- missing-field: a claim needs `title`
          both: {title: t, value: 3, formula: a}  # <- value-or-formula: a claim has exactly one
          neither: {title: t}  # <- value-or-formula: a claim has exactly one of `value`, `formula`
          listed: {title: t, value: [3]}  # <- bad-field: `value` must be text, not a list
          truth: {title: t, value: true}  # <- bad-field: `value` must be text, not `true`
          empty: {title: t, value: }  # <- bad-field: `value` is empty
          void: {title: t, value: ''}  # <- bad-field: `value` is empty
          yes: {title: t, value: 3, headline: yes}  # <- bad-field: `headline` must be `true` or `false`
          kind: {title: t, value: 3, kind: facts}  # <- bad-field: `kind` is one of fact, estimate
          flat: 12  # <- bad-field: a claim is a mapping with at least `title`, not `12`
          cite: {title: t, value: 3, cites: [{via: x}]}  # <- missing-field: a citation needs `source`
          name: {title: t, formula: a, inputs: {2a: 3}}  # <- bad-field: `2a` cannot be the name of an input
          strict: {title: t, value: 3, tolerance: 0}  # <- bad-field: `tolerance` must be more than zero
          other: {title: t, value: 3}
        sources:
          nowhere: {title: t, snapshot: ../../etc/passwd}  # <- bad-field: `file` must stay inside
          doi: {title: t, DOI: doi.org/10.1}  # <- bad-field: `DOI` is not a DOI
          type: {title: t, type: pdf}  # <- bad-field: `type` is a document type of CSL-JSON
        choices:
          idle: {title: t}  # <- missing-field: a choice needs `options`, or a `term`
          odd: {title: t, options: {a=b: 3}}  # <- bad-id: `a=b` cannot be the name of an option
        quantities:
          loose: {title: t, tolerance: wide}  # <- bad-field: `tolerance` must be a number, not `wide`
          less: {title: t, tolerance: 0}  # <- bad-field: `tolerance` must be more than zero
          none: {title: t, tolerance: .nan}  # <- bad-field: `tolerance` must be a number, not `.nan`
        claim: {}  # <- unknown-key: `claim` is not a section of a file
        """)
    assert set(records.claims) == {"good", "other"}
    assert {"misspelt", "both", "flat", "nowhere", "idle"} <= set(records.broken)
    assert records.broken["both"].rule == "value-or-formula"


def test_read__the_section_that_a_field_belongs_to_is_named() -> None:
    finding = only(base("claims: {a: {title: t, value: 3, options: {}}}"))
    assert finding.hints == ("`options` is a field of choices",)


@pytest.mark.parametrize(
    ("date", "fine"),
    [
        ("2025", True),
        ("2025-11", True),
        ("2024-02-29", True),
        ("2025-Q3", True),
        ("2025-02-29", False),
        ("2025-13-45", False),
        ("0000-00-00", False),
        ("0000", False),
        ("2025-Q5", False),
        ("25-11-05", False),
        ("2025-11-05T00:00", False),
        ("yesterday", False),
        ("２０２５", False),
    ],
)
def test_read__dates_are_those_of_the_calendar(date: str, fine: bool) -> None:
    records = base(f"claims: {{a: {{title: t, value: 3, history: [{{value: 2, until: {date}}}]}}}}")
    assert [f.rule for f in records.findings] == ([] if fine else ["bad-date"])


@pytest.mark.parametrize(
    "id",
    [
        "../../outside", "/abs/outside", "..\\\\outside", "%2e%2e/x", "a/../b", ".", "..", "", " ", "a.",
        "a ", "-rf", "con", "NUL", "aux.html", "com1", "lpt9.x", "Claim-A", "straße", "İ", "abc\\n",
        "a\\u200bb", "a\\u202eb", "a\\U000E0041", "index", "search", "404", "assets", "feed", "a--b",
        "a_b", "x" * 97, "1a",
    ],
)  # fmt: skip
def test_read__ids_that_are_none(id: str) -> None:
    records = base(f'claims: {{"{id}": {{title: t, value: 3}}, good: {{title: t, value: 3}}}}')
    assert only(records).rule == "bad-id"
    assert only(records).message.isprintable()
    assert set(records.claims) == {"good"}


@pytest.mark.parametrize(
    "id", ["a", "trn2-power-per-32", "gpt-4.5", "x" * 96, "console", "index-fund", "a1.b2"]
)
def test_read__ids_that_are_fine(id: str) -> None:
    assert set(base(f"claims: {{{id}: {{title: t, value: 3}}}}").claims) == {id}


def test_read__two_files_that_claim_one_id() -> None:
    texts = {
        "claims/b.yaml": "choices: {x: {title: t, term: y}}",
        "claims/a.yaml": "claims:\n  x: {title: t, value: 3}",
    }
    finding = only(read(texts))
    assert finding.rule == "duplicate-id"
    assert str(finding.place) == "claims/b.yaml:1:11"
    assert "claims/a.yaml:2:3" in finding.message
    records = read(dict(reversed(texts.items())))
    assert set(records.claims) == {"x"}
    assert records.choices == {}


def test_read__an_id_is_that_of_one_record_in_all_sections_and_aliases() -> None:
    """A unit alone may be called so too: it is a word of values."""
    records = expect("""
        claims:
          price: {title: P, value: 3, cites: [price, survey]}
          survey-2024: {title: P, value: 3, aliases: [survey]}  # <- duplicate-id: the alias `survey` is an id already
          bag: {title: Kilograms in a bag, value: 3}
        units:
          bag: {title: a bag, equals: 3 m}
        checks:
          price: {title: C, assert: 1 < 2}  # <- duplicate-id: `price` is defined twice: as a claim at claims/a.yaml:3:3, as a check here
        changes:
          price: {title: N, date: 2024-01-01}  # <- duplicate-id: `price` is defined twice: as a claim at claims/a.yaml:3:3, as a change here
        sources:
          price: {title: S}  # <- duplicate-id: `price` is defined twice: as a claim at claims/a.yaml:3:3, as a source here
          survey: {title: S}
          letter: {title: L, aliases: [price]}  # <- duplicate-id: the alias `price` is an id already
        """)
    assert ("price" in records.broken, list(records.sources)) == (True, ["survey", "letter"])
    assert {each.hints for each in records.findings} == {
        ("give one of them another id",),
        ("take it out here, or rename the other",),
    }


def test_read__an_alias_is_an_id_too() -> None:
    records = expect("""
        claims:
          a: {title: t, value: 3, aliases: [old]}
          b: {title: t, value: 3, aliases: [a]}  # <- duplicate-id: the alias `a` is an id already
          c: {title: t, value: 3, aliases: [old]}  # <- duplicate-id: the alias `old` is an alias of `a`
          d: {title: t, value: 3, aliases: [../x]}  # <- bad-id: `../x` cannot be an id
        """)
    assert [claim.aliases for claim in records.claims.values()] == [("old",), (), (), ()]


def test_read__an_id_twice_in_one_file_keeps_the_first() -> None:
    records = expect("""
        claims:
          a: {title: first, value: 3}
          a: {title: second, value: 4}  # <- duplicate-id: `a` is given twice, in line 3 and in line 4
        """)
    assert records.claims["a"].title == "first"


def test_read__file_names_that_some_disks_cannot_tell_apart() -> None:
    records = read(
        dict.fromkeys(("claims/caf\u00e9.yaml", "claims/cafe\u0301.yaml", "claims/Cafe.yaml"), "topic: T")
    )
    assert only(records).rule == "bad-path"


# --- hidden characters


def test_read__hidden_characters_are_flagged_in_prose_and_refused_elsewhere() -> None:
    records = expect("""
        claims:
          a: {title: "t\u202eu", value: 3}  # <- text-hidden: `title` holds the hidden character \\u{202e}
          b: {title: t, value: "3\u200bkW"}  # <- bad-field: `value` holds the hidden character \\u{200b}
          c: {title: t, formula: "\\u2060a"}  # <- bad-field: `formula` holds the hidden character \\u{2060}
          d: {title: "\U0001f469\u200d\U0001f52c", value: 3}
          # a comment \u2066 with one # <- text-hidden: a comment holds the hidden character
        """)
    assert set(records.claims) == {"a", "d"}
    place = next(f.place for f in records.findings if f.rule == "bad-field")
    assert place is not None
    assert (place.column, place.length) == (26, 1)


@pytest.mark.parametrize(
    "char", ["\0", "\x07", "\x1b", "\x85", "\x9b", "\u2028", "\ufffe", "\x0b", "\r", "\ud800"]
)
def test_read__control_characters_are_refused_everywhere(char: str) -> None:
    for text in (f"# a {char}b", f"topic: 'a{char}b'", f"topic: a{char}b"):
        finding = only(read({"claims/a.yaml": text}))
        assert finding.rule == "bad-yaml"
        assert finding.message.isprintable()


def test_read__an_escaped_control_character_is_refused_too() -> None:
    records = base('claims: {a: {title: "\\e[31m", value: 3}, b: {title: "tab\\t", value: 3}}')
    assert only(records).message == "the character \\u{1b} is not allowed, escaped or not"
    assert set(records.claims) == {"b"}


def test_read__composed_and_decomposed_spellings_are_the_same() -> None:
    records = base("terms: {a: {title: t, senses: {caf\u00e9: 1, cafe\u0301: 2}}}")
    assert only(records).rule == "duplicate-key"
    plain = base("terms: {a: {title: cafe\u0301, senses: {cafe\u0301: 2}}}").terms["a"]
    assert (plain.title, list(plain.senses)) == ("caf\u00e9", ["caf\u00e9"])


# --- hostile structure


def test_read__aliases_are_never_followed() -> None:
    bomb = "x0: &a0 [lol]\n" + "".join(f"x{n}: &a{n} [{f'*a{n - 1},' * 9}]\n" for n in range(1, 10))
    findings = read({"claims/a.yaml": bomb}).findings
    assert steps(lambda: read({"claims/a.yaml": bomb + "# again"})) < 100_000
    assert {f.rule for f in findings} == {"bad-yaml", "unknown-key"}
    assert findings[0].message == "`x0` is not a section of a file"
    assert findings[1].message == "`&a0` is an anchor, and anchors are not allowed"


def test_read__more_in_one_file_than_its_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(NODES, "most", 9)
    within, beyond = "claims: {a: {title: A, tags: [b, c]}}", "claims: {a: {title: A, tags: [b, c, d, e]}}"
    assert "more" not in str(read({"claims/a.yaml": within}).findings)
    finding = only(read({"claims/a.yaml": beyond}))
    assert (finding.rule, "keys, lists and values" in finding.message) == ("bad-yaml", True)


def test_read__a_file_in_a_hidden_folder_is_told_and_not_read() -> None:
    records = merge([read_file("claims/.hidden/a.yaml", "claims: {a: {title: A}}")])
    assert (only(records).rule, records.claims) == ("not-read", {})


def test_read__of_mistakes_in_one_file_so_many_are_told_and_the_rest_counted() -> None:
    many = "".join(f"  k{n}: {{title: A}}\n" for n in range(TOLD.most))
    records = read({"claims/a.yaml": f"claims:\n{many}  z: {{title: A, title: B}}\n"})
    said = [each.message for each in records.findings]
    assert len(said) == TOLD.most + 1
    assert "this file has 1 more mistake; the first 200 are told" in said


@pytest.mark.parametrize(
    "content",
    [
        "x" * 2_000_001,
        "é" * 1_000_001,
        b"x" * 2_000_001,
        f"topic: {'x' * 256_001}",
        "topic:\n  note: |\n" + f"    {'x' * 1000}\n" * 256,
    ],
    ids=["text", "wide text", "bytes", "scalar", "block"],
)
def test_read__too_much(content: str | bytes) -> None:
    finding = only(read({"claims/a.yaml": content}))
    assert finding.rule == "bad-yaml"
    assert len(finding.message) < 200


@pytest.mark.parametrize(
    "content",
    [
        "claims: {}".encode("utf-16"),
        b"topic: \xe9",
        b"topic: \xc0\xaf",
        b"topic: \xe2\x82",
        b"topic: \xed\xa0\x80",
    ],
    ids=["utf-16", "latin-1", "overlong", "truncated", "surrogate"],
)
def test_read__what_is_not_utf_8(content: bytes) -> None:
    finding = only(read({"claims/a.yaml": content, "claims/b.yaml": "claims: {b: {title: t, value: 3}}"}))
    assert "UTF-8" in finding.message
    assert finding.place is not None
    assert finding.place.line == 1


def test_read__a_file_that_cannot_be_read_leaves_the_others_and_names_what_is_lost() -> None:
    records = read(
        {
            "claims/a.yaml": "claims:\n  lost: {title: t, value: 3}\n  open:\n    title: [\n",
            "claims/b.yaml": "claims: {b: {title: t, formula: x, inputs: {x: lost}}}",
        }
    )
    assert only(records).place is not None
    assert set(records.claims) == {"b"}
    assert {"lost", "open"} <= set(records.broken)


MANY: dict[str, Callable[[int], str]] = {
    "sections": lambda size: "".join(f"k{n}: {{x: 1}}\n" for n in range(size)),
    "records": lambda size: "claims:\n" + "".join(f"  k{n}: {{x: 1}}\n" for n in range(size // 4)),
    "twice": lambda size: "claims:\n" + "".join("  a: {x: 1}\n" for n in range(size)),
    "fields": lambda size: "claims: {a: {" + "".join(f"k{n}: 1, " for n in range(size)) + "}}",
    "tags": lambda size: "claims: {a: {title: t, value: 1, tags: [" + "a," * (3 * size) + "]}}",
    "inputs": lambda size: (
        "claims: {a: {title: t, formula: x, inputs: {" + "".join(f"k{n}: , " for n in range(size)) + "}}}"
    ),
    "comment": lambda size: "#" + "\u200b" * (6 * size),
    "hidden": lambda size: "topic: '" + "\u200b" * size + "'",
}


@pytest.mark.parametrize("kind", MANY)
def test_read__many_mistakes_are_work_in_proportion(kind: str) -> None:
    assert growth(lambda size: read({"claims/a.yaml": MANY[kind](size)}), 1_000) < 5
    read({"claims/a.yaml": MANY[kind](20_000)})


# --- places


PLACED = """\
claims:
  a:
    title: Power of the building
    formula: chips * power
    inputs: {chips: 200K chip, power: "2 \\"kW\\" per chip"}
    unit: 'MW'
    note: |
      First line.
      Second line.
    cites:
      - nesov
      - {source: permit, at: page 3}
    stated: about 150 MW
      or so
checks:
  c: {title: t, assert: a < b, inputs: {a: a, b: 2 MW}}
sources:
  s: {title: t, container-title: A blog}
"""


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("claims", "a"), "2:3+1"),
        (("claims", "a", "title"), "3:12+21"),
        (("claims", "a", "inputs", "chips"), "5:21+9"),
        (("claims", "a", "unit"), "6:11+4"),
        (("claims", "a", "cites", 1, "at"), "12:30+6"),
        (("claims", "a", "cites", 0, "source"), "11:9+5"),
        (("claims", "a", "cites", 1, "via"), "12:9+28"),
        (("claims", "a", "value"), "2:3+1"),
        (("checks", "c", "assertion"), "16:25+5"),
        (("sources", "s", "container_title"), "18:34+6"),
    ],
)
def test_place__of_a_value(path: tuple[str, ...], place: str) -> None:
    found = base(PLACED).place(*path)
    assert f"{found.line}:{found.column}+{found.length}" == place


def test_key_place__of_a_field() -> None:
    found = base(PLACED).key_place("claims", "a", "inputs", "power")
    assert (found.line, found.column, found.length) == (5, 32, 5)


@pytest.mark.parametrize(
    ("path", "words", "place"),
    [
        (("claims", "a", "formula"), "power", (4, 22, 5)),
        (("claims", "a", "unit"), "MW", (6, 12, 2)),
        (("claims", "a", "inputs", "power"), "chip", (5, 53, 4)),
        (("claims", "a", "note"), "Second", (9, 7, 6)),
        (("claims", "a", "stated"), "150", (13, 19, 3)),
    ],
)
def test_within__a_scalar(path: tuple[str, str, str], words: str, place: tuple[int, int, int]) -> None:
    records = base(PLACED)
    assert not records.findings
    claim = records.claims["a"]
    text = claim.inputs["power"] if path[-1] == "power" else getattr(claim, path[2])
    start = text.index(words)
    found = records.within(*path, start=start, end=start + len(words))
    assert (found.line, found.column, found.length) == place


FOLDED = """\
claims:
  a:
    title: "A \\u00e9 one one"
    value: 5 kg
    note: >-
      one two
      one three one
"""


@pytest.mark.parametrize(
    ("field", "start", "place"),
    [
        ("note", 0, (6, 7)),
        ("note", 8, (7, 7)),
        ("note", 18, (7, 17)),
        ("title", 4, (3, 22)),
        ("title", 8, (3, 26)),
    ],
)
def test_within__folded_or_escaped_text_finds_the_same_words_the_same_number_of_times(
    field: str, start: int, place: tuple[int, int]
) -> None:
    records = base(FOLDED)
    assert getattr(records.claims["a"], field)[start : start + 3] == "one"
    found = records.within("claims", "a", field, start=start, end=start + 3)
    assert (found.line, found.column, found.length) == (*place, 3)


def test_place__of_an_item_behind_the_last_is_that_of_the_list() -> None:
    records = base("claims: {a: {title: A, value: 5 kg, tags: [x, y]}}\n")
    assert records.within("claims", "a", "tags", 1, start=0, end=1).column == 47
    assert records.within("claims", "a", "tags", 2, start=0, end=1).column == 37


def test_place__of_what_is_not_there() -> None:
    assert base(PLACED).place("claims", "nothing", "value").file == ""


# --- purity


def test_read__the_order_of_files_does_not_matter() -> None:
    texts = {f"claims/{n}.yaml": f"claims: {{a: {{title: t{n}, value: 3}}, b{n}: {{}}}}" for n in range(5)}
    assert read(texts) == read(dict(reversed(texts.items())))


def test_read_file__can_be_kept_and_merged_later() -> None:
    files = [read_file("claims/a.yaml", PLACED), read_file("claims/b.yaml", "claims: {b: {title: t}}")]
    kept = pickle.loads(pickle.dumps(files))
    assert merge(kept) == merge(reversed(files))
    assert pickle.loads(pickle.dumps(merge(files))) == merge(files)


def test_read__large_files_are_work_in_proportion() -> None:
    claim = PLACED.split("checks:")[0].split("\n", 1)[1]

    def read_many(count: int) -> int:
        text = "claims:\n" + "".join(claim.replace("  a:", f"  a{n}:", 1) for n in range(count))
        return len(read({"claims/a.yaml": text}).claims)

    assert read_many(500_000 // len(claim)) > 1000
    assert growth(read_many, 100) < 5


PIECES = st.sampled_from(
    ["claims:", "\n", "\n  ", "\n    ", "a:", " ", "title: t", "value:", "3 kW", "{", "}", "[", "]", ", ",
     "- ", "'", '"', "|", ">", "&a", "*a", "!t", "---", "%", "#", "\t", "\r\n", "\u202e", "é", "~",
     "null", "true", "? ", "\\",
     "terms: {a: {title: t, senses: {x: ", "sources:", "choices:", "checks:", "assert:", "cites:", "topic:",
     "units:", "changes: {c: {title: t, date: ", "inputs: {", "aliases: [a, b]", "accepted: [{rule: stale}]"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(max_size=80), st.text(max_size=80), st.lists(PIECES, max_size=40).map("".join)))
def test_read__is_total(content: str | bytes) -> None:
    texts = {"claims/a.yaml": content}
    records = read(texts)
    shown = findings(records.findings, texts)
    assert "\x1b" not in shown
    for finding in records.findings:
        assert finding.place is not None
        assert finding.place.line >= 1
        assert finding.place.column >= 1
        assert finding.message
        assert finding.severity
    for id in records.claims:
        assert records.within("claims", id, "title", start=0, end=1).line >= 1


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.text(max_size=5), st.sampled_from(["3 kW", "2025", "fact"])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(
                ["title", "value", "formula", "inputs", "cites", "source", "senses", "options", "term",
                 "history", "accepted", "rule", "because", "assert", "container-title", "author", "snapshot",
                 "file", "note",
                 "tolerance", "size", "credence", "issued", "as_of", "edits", "date", "order", "aliases"]
            ),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=12,
)  # fmt: skip
SECTION = st.sampled_from(
    ["claims", "quantities", "terms", "choices", "checks", "units", "changes", "sources"]
)


@settings(max_examples=300, deadline=None)
@given(
    st.dictionaries(SECTION, st.dictionaries(st.sampled_from(["a", "b", "A"]), JSON, max_size=3), max_size=4)
)
def test_read__a_record_is_there_or_is_told_of(data: dict[str, dict[str, object]]) -> None:
    import json

    records = read({"claims/a.yaml": json.dumps(data)})
    if any(f.rule == "bad-yaml" for f in records.findings):
        return
    told = {f.id for f in records.findings}
    for section, group in data.items():
        for id in group:
            assert id in getattr(records, section) or id in told


@pytest.mark.parametrize(
    ("topic", "rule"),
    [
        ('{title: "a\\x1b[31mb"}', "bad-yaml"),
        ('{title: A, intro: "a\\0b"}', "bad-yaml"),
        ("{title: A, title: B}", "duplicate-key"),
        (f"{{title: A, intro: '{'x' * 256_001}'}}", "bad-yaml"),
        ("{title: A, order: [&a 1, *a]}", "bad-yaml"),
    ],
)
def test_read__what_is_wrong_with_a_topic_is_told(topic: str, rule: str) -> None:
    found = read({"claims/a.yaml": f"topic: {topic}\nclaims: {{a: {{title: A, value: 3 m}}}}"})
    assert [each.rule for each in found.findings][:1] == [rule], found.findings
    assert (found.topics, list(found.claims)) == ({}, ["a"])


@pytest.mark.parametrize("title", ["' '", "x" * 301])
def test_read__titles_of_senses_and_options_have_limits_too(title: str) -> None:
    text = f"""
        terms: {{t: {{title: T, senses: {{one: {{value: 1 m, title: {title}}}}}}}}}
        choices: {{c: {{title: C, options: {{two: {{value: 2 m, title: {title}}}}}}}}}"""
    found = read({"claims/a.yaml": text})
    assert sorted((each.rule, each.id) for each in found.findings) == [("bad-field", "c"), ("bad-field", "t")]
