"""The records, their documentation, the schema for editors, and the settings."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, get_type_hints

import jsonschema  # type: ignore[import-untyped]
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from small import edition as small
from whence.files import schema
from whence.files.fields import DATES, FIELDS, FREE_TEXT, SPELLING
from whence.files.json_schema import json_schema
from whence.files.reader import read
from whence.files.schema import Settings
from whence.files.sections import NAMED, NESTED, NOUNS
from whence.files.settings import read_settings
from whence.language.problems import SEVERITIES

RECORDS = [kind for kind in vars(schema).values() if hasattr(kind, "__dataclass_fields__")]


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_fields__each_has_its_sentence(kind: Any) -> None:
    spelt = [SPELLING.get(f.name, f.name) for f in fields(kind)]
    assert sorted(FIELDS[kind.__name__]) == sorted(spelt)
    for sentence in FIELDS[kind.__name__].values():
        assert sentence.endswith(".")
        assert sentence[0].isupper()
        assert len(sentence) < 110


def test_fields__the_lists_of_names_speak_of_fields_that_exist() -> None:
    every = {name for names in FIELDS.values() for name in names}
    assert FREE_TEXT | NAMED | DATES | set(NESTED) <= every
    assert {kind.__name__ for kind in RECORDS} - set(NOUNS) == {"Settings"}


def test_nested__agrees_with_the_types() -> None:
    for kind in RECORDS:
        for name, hint in get_type_hints(kind).items():
            inner = [part for part in RECORDS if part.__name__ in str(hint)]
            assert not inner or NESTED[name] is inner[0]


# --- the schema for editors


class Yaml12(yaml.SafeLoader):
    """Reads scalars as an editor's YAML server does: no dates."""


Yaml12.yaml_implicit_resolvers = {
    char: [rule for rule in rules if "timestamp" not in rule[0]]
    for char, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}

GOOD = """
topic: {title: T, intro: Words., order: 3}
claims:
  a: {title: t, value: 24 to 27 kW, as_of: 2024, cites: [x, {source: x, at: 3}]}
  b: {title: t, formula: x * 2, inputs: {x: 3}, unit: MW, kind: fact, headline: true, tolerance: 2 %}
  c: {title: t, missing: the page is cut off, accepted: [{rule: uncited, because: b, size: 2}]}
  d: {title: t, value: {quantiles: {5%: 1, 95%: 2}, unit: MW}, history: [{value: 3, until: 2024-11-05}]}
quantities: {q: {title: t, tolerance: 10%, scale: log}}
terms: {gb: {title: t, senses: {die: 0.5 chip, chip: {value: 1 chip}, x: {one_of: [1, 2]}}}}
choices: {k: {title: t, options: {a: 1, b: 2}, prefer: a, because: b, credence: {a: 0.5}}}
checks: {f: {title: t, assert: a < b, inputs: {a: b, b: 3}, on_fail: report}}
units: {wafer: {title: A wafer}}
changes: {n: {title: t, date: 2025-01-02, edits: [{id: a, old: "", new: 3}]}}
sources: {s: {title: t, author: [A, {family: B}], container-title: C, snapshot: {file: f.txt}, issued: 2025}}
"""
BAD = [
    "claim: {}",
    "claims: {a: {title: t}}",
    "claims: {a: {value: 3}}",
    "claims: {a: {title: t, value: 3, formula: a}}",
    "claims: {a: {title: t, value: 3, kind: facts}}",
    "claims: {a: {title: t, value: 3, as_of: last year}}",
    "claims: {a: {title: t, value: 3, cites: [{via: x}]}}",
    "claims: {A: {title: t, value: 3}}",
    "choices: {a: {title: t}}",
    "choices: {a: {title: t, term: b, prefer: x}}",
    "sources: {a: {title: t, container_title: x}}",
]


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft7Validator:
    jsonschema.Draft7Validator.check_schema(json_schema())
    return jsonschema.Draft7Validator(json_schema())


def test_json_schema__takes_what_the_reader_takes(validator: jsonschema.Draft7Validator) -> None:
    assert [error.message for error in validator.iter_errors(yaml.load(GOOD, Yaml12))] == []
    assert read({"claims/a.yaml": GOOD}).findings == ()


@pytest.mark.parametrize("text", BAD)
def test_json_schema__refuses_what_the_reader_refuses(
    validator: jsonschema.Draft7Validator, text: str
) -> None:
    assert list(validator.iter_errors(yaml.load(text, Yaml12)))
    assert [f.severity for f in read({"claims/a.yaml": text}).findings] == ["error"]


def test_json_schema__every_field_is_described() -> None:
    definitions = json_schema()["definitions"]
    for definition in definitions.values():
        assert definition["description"].endswith(".")
        assert all("description" in one for one in definition["properties"].values())


# --- settings


def rules(text: str, file: str = "whence.toml") -> list[str]:
    return [finding.rule for finding in read_settings(text, file)[1]]


def test_read_settings__from_each_of_the_three_places() -> None:
    assert read_settings("title = 'A'\nsamples = 64", "whence.toml")[0] == Settings(title="A", samples=64)
    assert read_settings("[whence]\ntitle = 'A'", "whence.toml")[0].title == "A"
    assert read_settings("[tool.whence]\ntitle = 'A'", "x/pyproject.toml")[0].title == "A"
    assert read_settings("[project]\ntitle = 'A'", "pyproject.toml") == (Settings(), ())
    assert read_settings("", "whence.toml") == (Settings(), ())


def test_read_settings__an_unknown_one_has_a_suggestion() -> None:
    settings, (finding,) = read_settings("[whence]\ntitle = 'A'\nsample = 64\n", "whence.toml")
    assert settings == Settings(title="A")
    assert (finding.rule, finding.hints) == ("unknown-key", ("did you mean `samples`?",))
    assert str(finding.place) == "whence.toml:3:1"


@pytest.mark.parametrize(("given", "used"), [("0", 16), ("-1", 16), ("1_000_000_000", 1_000_000)])
def test_read_settings__samples_are_held_in_bounds(given: str, used: int) -> None:
    settings, (finding,) = read_settings(f"samples = {given}", "whence.toml")
    assert settings.samples == used
    assert (finding.rule, finding.severity) == ("setting-capped", "warning")


@pytest.mark.parametrize(
    "line",
    [
        "samples = nan", "samples = '64'", "samples = true", "seed = -1", "seed = 1e3", "seed = 'x'",
        f"seed = {2**128}", "agree = -0.1", "agree = inf", "about = true", "title = 3", "theme = '/etc'",
        "theme = '../x'", "base_url = 'javascript:alert(1)'", "base_url = 'https://example.org/?a=1'",
        "base_url = 'https://example.org/x#y'", "stale_after = '1 year'",
        "stale_after = {a = 1}",
        "title = [", "= 3", "title = 'a'\ntitle = 'b'", "title = \"\\ud800\"", "a = " + "[" * 50_000,
    ],
)  # fmt: skip
def test_read_settings__what_is_wrong_falls_back(line: str) -> None:
    settings, findings = read_settings(line, "whence.toml")
    assert [finding.rule for finding in findings] == ["bad-settings"]
    assert settings == Settings()


def test_read_settings__strange_tables() -> None:
    assert rules("whence = 3") == ["bad-settings"]
    assert rules("tool = 3", "pyproject.toml") == []
    assert rules("[tool]\nwhence = 3", "pyproject.toml") == ["bad-settings"]
    assert rules("title = 'a'\n[whence]\nseed = 3") == ["unknown-key"]


@given(st.text(max_size=60), st.sampled_from(["whence.toml", "pyproject.toml"]))
def test_read_settings__is_total(text: str, file: str) -> None:
    _, findings = read_settings(text, file)
    assert all(finding.rule in SEVERITIES for finding in findings)


# --- fields as others call them


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("sources: {a: {title: A, date: 2024-06-30}}", "a source calls it `issued`"),
        ("sources: {a: {title: A, Published: 2024-06-30}}", "a source calls it `issued`"),
        ("sources: {a: {title: A, url: 'https://example.org'}}", "did you mean `URL`?"),
        ("sources: {a: {title: A, link: 'https://example.org'}}", "a source calls it `URL`"),
        ("claims: {a: {title: A, value: 3 kW, date: 2024}}", "a claim calls it `as_of`"),
        ("claims: {a: {title: A, value: 3 kW, source: b}}", "a claim calls it `cites`"),
        ("claims: {a: {title: A, value: 3 kW, description: B}}", "a claim calls it `note`"),
        ("claims: {a: {title: A, value: 3 kW, cites: [{source: b, page: 3}]}}", "a citation calls it `at`"),
        (
            "claims: {a: {title: A, value: 3 kW, cites: [{source: b, quote: three}]}}",
            "a citation calls it `excerpt`",
        ),
        ("checks: {a: {title: A, formula: 1 < 2}}", "a check calls it `assert`"),
        ("choices: {a: {title: A, values: {b: 1, c: 2}}}", "a choice calls it `options`"),
    ],
)
def test_unknown_field__is_told_by_the_name_it_has_here(text: str, hint: str) -> None:
    (finding,) = [each for each in small(text).findings if each.rule == "unknown-key"]
    assert finding.hints == (hint,)


def test_called__names_fields_there_are_and_takes_none_of_them_away() -> None:
    """Another's name for a field is no field of the same kind of record, or nobody could be meant by it."""
    from whence.files.fields import CALLED, sentences
    from whence.files.sections import EVERY, NESTED

    kinds = [*(each.record for each in EVERY), *NESTED.values()]
    names = {kind: set(sentences(kind)) for kind in kinds}
    assert set(CALLED) <= set().union(*names.values())
    assert all(
        other not in own for own in names.values() for name in CALLED.keys() & own for other in CALLED[name]
    )


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("web", "did you mean `webpage`?"),
        ("News", "did you mean `article-newspaper`?"),
        ("inproceedings", "did you mean `paper-conference`?"),
    ],
)
def test_type__of_a_source_by_an_everyday_word_is_told_by_its_name(written: str, hint: str) -> None:
    (finding,) = small(f"sources: {{a: {{title: A, type: {written}}}}}").findings
    assert finding.hints == (hint,)


def test_type__that_is_like_none_is_told_with_the_usual_ones() -> None:
    (finding,) = small("sources: {a: {title: A, type: quipu}}").findings
    assert finding.hints[0].startswith("usual ones are report, webpage, ")


def test_called_and_usual__are_types_of_documents() -> None:
    from whence.files.fields import CSL_CALLED, CSL_TYPES, USUAL

    assert {*CSL_CALLED.values(), *USUAL} <= set(CSL_TYPES)
    assert not {name for name in CSL_CALLED if name in CSL_TYPES and CSL_CALLED[name] != name}


def test_mistakes__of_one_record_are_told_together_each_field_once() -> None:
    found = small("""
    sources:
      a: {title: A, author: Port, date: 2024, URL: [x]}
    claims:
      b: {title: B, value: 3 kW, as_of: 2024-13, cites: [{source: a, quote: x}, {source: a, page: 3}]}
      c: {title: C, value: 3 kW, as_of: 2024-13, known: soon}
    """).findings
    assert [
        (each.id, each.rule, each.message.split("`")[1]) for each in found if each.severity == "error"
    ] == [
        ("a", "bad-field", "author"),
        ("a", "unknown-key", "date"),
        ("a", "bad-field", "URL"),
        ("b", "unknown-key", "quote"),
        ("b", "unknown-key", "page"),
        ("c", "bad-date", "as_of"),
        ("c", "bad-date", "known"),
    ]
