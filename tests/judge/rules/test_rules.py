"""The rules: each page's example is run, and the codes in the engine are the codes in the table."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

import whence
from tables import split
from whence.account import ledger
from whence.files.schema import Settings
from whence.files.settings import read_settings
from whence.judge import kept, rules
from whence.judge.assemble import assemble
from whence.judge.rules.wording import pages
from whence.language.problems import SEVERITIES, Finding

TODAY = "2026-06-01"
ENGINE = Path(whence.__file__).parent
KNOWN = pages.severities()
EVERY = tuple(pages.every())
MARK = re.compile(r"# <- ([a-z-]+)")


def found_in(example: str) -> tuple[Finding, ...]:
    texts = split(example)
    if example.startswith("[whence]"):
        return read_settings(example, "whence.toml")[1]
    copies = {path: text for path, text in texts.items() if path.endswith(".txt")}
    return assemble(texts, today=TODAY, snapshots=copies or None).findings


def marked(example: str) -> set[tuple[str, str, int]]:
    """The marks in an example: file, rule and line."""
    texts = {"whence.toml": example} if example.startswith("[whence]") else split(example)
    return {
        (path, hit[1], number)
        for path, text in texts.items()
        for number, line in enumerate(text.splitlines(), 1)
        if (hit := MARK.search(line))
    }


# No base brings a rule to fail (tests/house/test_additions.py adds one that does), and no text an edit to be interrupted
# (tests/disk/test_save.py interrupts some).
SHOWN = tuple(each for each in EVERY if each.rule not in ("rule-failed", "unfinished-edit"))


@pytest.mark.parametrize("page", SHOWN, ids=lambda page: page.rule)
def test_page__its_example_is_objected_to_where_it_is_marked(page: pages.Page) -> None:
    assert page.examples, "a page has an example"
    for example in page.examples:
        marks = marked(example)
        assert {rule for _, rule, _ in marks} == {page.rule}
        found = [each for each in found_in(example) if each.rule == page.rule]
        places = {(each.place.file, each.rule, each.place.line) for each in found if each.place}
        assert places == marks, found_in(example)


@pytest.mark.parametrize("page", SHOWN, ids=lambda page: page.rule)
def test_page__what_its_example_brings_is_kept_to_the_letter(page: pages.Page) -> None:
    for example in page.examples:
        found = found_in(example)
        content = kept.content(found)
        assert content is not None, "the data of a finding are what JSON gives back"
        back = kept.read(content)
        assert json.dumps([asdict(each) for each in back]) == json.dumps([asdict(each) for each in found])


def test_kept__of_a_rule_that_failed_nothing() -> None:
    failed = Finding("rule-failed", "", "it could not finish")
    assert kept.content((Finding("uncited", "a", "no citation", severity="warning"), failed)) is None
    assert kept.content((Finding("uncited", "a", "no citation", data={"at": float("nan")}),)) is None
    assert kept.content((Finding("uncited", "a", "no citation", data={"at": {1}}),)) is None
    assert kept.content(()) == b""


@pytest.mark.parametrize("page", EVERY, ids=lambda page: page.rule)
def test_page__says_what_why_and_how_to_mend(page: pages.Page) -> None:
    assert page.title
    assert "Mend: " in page.text
    assert "```" in page.text


def codes(text: str) -> Iterator[str]:
    """The codes that a module gives to findings and problems."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in SEVERITIES:
            yield node.value
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in ("Finding", "Problem")
        ):
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and first.value:
                yield str(first.value)


def test_severities__of_the_lower_storeys_are_the_codes_that_the_engine_gives() -> None:
    modules = [path for path in ENGINE.rglob("*.py") if path.name != "problems.py"]
    given = {code for path in modules for code in codes(path.read_text("utf-8"))}
    assert given == set(SEVERITIES)


def test_severities__stand_in_one_place_each() -> None:
    """A rule of the judge has its own in its file; what a lower storey raises has it in the table there."""
    folder = ENGINE / "judge" / "rules"
    own = {
        path.stem.replace("_", "-")
        for path in folder.glob("*.py")
        if "\nSEVERITY = " in path.read_text("utf-8")
    }
    assert own.isdisjoint(SEVERITIES)
    assert own | set(SEVERITIES) == set(KNOWN)
    assert {each.code for each in rules.rules()} <= own | {"too-many-contexts"}


# --- what each rule must also see, and what it must leave alone


def rules_of(text: str, **given: object) -> set[tuple[str, str]]:
    """Rule and id of everything that is objected to in a base of one file."""
    today = str(given.pop("today", TODAY))
    found = assemble({"claims/a.yaml": text}, Settings(**given), today=today).findings  # type: ignore[arg-type]
    return {(each.rule, each.id) for each in found if not each.accepted}


def message_of(text: str, rule: str) -> str:
    return next(
        each.message for each in assemble({"claims/a.yaml": text}, today=TODAY).findings if each.rule == rule
    )


SENSES = """
units: {GB200: {title: GB200, term: gb200}}
terms: {gb200: {title: GB200, words: [GB200, GB200s], senses: {chip: 1 chip/GB200, superchip: 2 chip/GB200}}}
choices: {what: {title: What it counts, term: gb200, prefer: chip, because: It says so.}}
"""


def test_off_by_factor__names_the_unit_that_was_meant() -> None:
    text = """
claims:
  power: {title: P, formula: n * each, inputs: {n: 100K chip, each: 1.5 kW/chip}, unit: MW, stated: 150 kW}
"""
    assert "1,000x: as if MW had been written as kW" in message_of(text, "off-by-factor")


@pytest.mark.parametrize(
    ("each", "stated", "said"),
    [
        ("1.5 kW/chip", "1.5 W/chip", "1,000x: as if kW/chip had been written as W/chip"),
        ("12.0 km^2", "12 m^2", "1,000,000x: as if km^2 had been written as m^2"),
        ("12.0 m^2", "12 km^2", "1,000,000x: as if m^2 had been written as km^2"),
        ("0.24 km^3", "240 km^3", "1,000x: as if thousand, million or billion had been taken for each other"),
        ("24 g/day", "24 kg/day", "1,000x: as if g/day had been written as kg/day"),
    ],
)
def test_off_by_factor__names_the_whole_unit_that_was_meant(each: str, stated: str, said: str) -> None:
    text = f"claims: {{it: {{title: It, formula: 1 * each, inputs: {{each: {each}}}, stated: {stated}}}}}"
    assert said in message_of(text, "off-by-factor")


def test_off_by_factor__names_the_sense_that_would_explain_it() -> None:
    text = f"""{SENSES}
claims:
  order: {{title: Order, value: 16K GB200, kind: illustration}}
  chips: {{title: Chips, formula: n * sense, inputs: {{n: order, sense: what}}, unit: chip, stated: 32K chip}}
"""
    assert "2x: what `superchip` for `what` would make of it" in message_of(text, "off-by-factor")


def test_off_by_factor__says_it_instead_of_the_plain_rule() -> None:
    text = """
claims:
  power: {title: Power, formula: n * each, inputs: {n: 100K chip, each: 1.5 kW/chip}, unit: MW, stated: 15 MW}
"""
    assert {rule for rule, _ in rules_of(text)} == {"off-by-factor"}


@pytest.mark.parametrize(
    ("other", "factor"),
    [("150 kW", "1,000x: as if MW had been written as kW"), ("16 MW", ""), ("150 MW", "")],
)
def test_off_by_factor__of_two_claims_of_a_quantity(other: str, factor: str) -> None:
    text = f"""
quantities: {{power: {{title: Power, unit: MW, take: one}}}}
sources: {{s: {{title: S}}, t: {{title: T}}}}
claims:
  one: {{title: One, value: 150 MW, of: power, cites: [s]}}
  two: {{title: Two, value: {other}, of: power, cites: [t]}}
"""
    told = [each.message for each in found_in(text) if each.rule == "off-by-factor"]
    assert len(told) == bool(factor)
    assert all(
        "two claims of this quantity differ by a factor that has a name" in each and factor in each
        for each in told
    )


@pytest.mark.parametrize(
    ("two", "shown", "left"),
    [
        ("at least 400 MW", "two     ≥ 400 MW", "leave at least 400 MW"),
        ("'> 400 MW'", "two     > 400 MW", "leave more than 400 MW"),
        ("at most 40 MW", "two     ≤ 40 MW", "leave at most 40 MW"),
        ("< 40 MW", "two     < 40 MW", "leave less than 40 MW"),
        ("300 to 400 MW", "two       300 to 400 MW", "a factor of 2 apart at their nearest"),
    ],
)
def test_rivals_disagree__shows_a_bound_as_one(two: str, shown: str, left: str) -> None:
    text = f"""
quantities: {{power: {{title: Power, unit: MW, take: one}}}}
sources: {{s: {{title: S}}, t: {{title: T}}}}
claims:
  one: {{title: One, value: 150 MW, of: power, cites: [s]}}
  two: {{title: Two, value: {two}, of: power, cites: [t]}}
"""
    said = message_of(text, "rivals-disagree")
    assert shown in said
    assert left in said


def quoting(value: str, excerpt: str) -> str:
    """A base of one claim, with the words that it cites."""
    return f"""
sources: {{s: {{title: S}}}}
claims: {{a: {{title: A, value: {value}, cites: [{{source: s, excerpt: "{excerpt}"}}]}}}}
"""


QUIET: dict[str, tuple[str, str]] = {
    "a ratio near no power of ten": (
        "off-by-factor",
        "claims: {p: {title: P, formula: n * e, inputs: {n: 100 chip, e: 1 W/chip}, unit: W, stated: 11 W}}",
    ),
    "a stated date": (
        "off-by-factor",
        "claims: {d: {title: D, formula: a + t, inputs: {a: 2025-01, t: 10 year}, stated: 2025-02}}",
    ),
    "an option that nothing rests on": (
        "sense-open",
        "{terms: {w: {title: W, senses: {a: 1, b: 2}}}, choices: {c: {title: C, term: w}}}",
    ),
    "an option with credence": (
        "sense-open",
        """
terms: {w: {title: W, senses: {a: 1, b: 2}}}
choices: {c: {title: C, term: w, credence: {a: 0.5, b: 0.5}}}
claims: {x: {title: X, formula: c, inputs: {c: c}}}
""",
    ),
    "a bare word read through a choice": (
        "bare-term",
        f"""{SENSES}
claims:
  order: {{title: Order, value: 16K GB200}}
  chips: {{title: Chips, formula: n * sense, inputs: {{n: order, sense: what}}}}
""",
    ),
    "a bare word read through a claim of so much each": (
        "bare-term",
        f"""{SENSES}
claims:
  order: {{title: Order, value: 16K GB200}}
  price: {{title: Price, value: 60K USD/GB200}}
  cost: {{title: Cost, formula: n * each, inputs: {{n: order, each: price}}}}
""",
    ),
    "a word that only looks like one": (
        "bare-term",
        f"{SENSES}\nclaims: {{ratio: {{title: Memory of the H200 over the GB200, value: 0.7}}}}",
    ),
    "two dates of one price": (
        "same-fact-twice",
        """
sources: {list: {title: List}}
claims:
  a: {title: Price of the chip, value: 30 USD, as_of: 2024, cites: [{source: list}]}
  b: {title: Price of the chip, value: 30 USD, as_of: 2025, cites: [{source: list}]}
""",
    ),
    "two models of one size": (
        "same-fact-twice",
        """
sources: {list: {title: List}}
claims:
  a: {title: Size of model-4, value: 30B param, cites: [{source: list}]}
  b: {title: Size of model-5, value: 30B param, cites: [{source: list}]}
""",
    ),
    "two rivals with the same words": (
        "same-fact-twice",
        """
sources: {list: {title: List}}
quantities: {price: {title: Price, take: a}}
claims:
  a: {title: Price of the chip, value: 30 USD, of: price, cites: [{source: list, excerpt: for $30}]}
  b: {title: Price of a chip, value: 30 USD, of: price, cites: [{source: list, excerpt: for $30}]}
""",
    ),
    "a sum of one scope": (
        "scope-differs",
        """
claims:
  a: {title: A, value: 3 MW, scope: site}
  b: {title: B, value: 4 MW, scope: site}
  c: {title: C, formula: a + b, inputs: {a: a, b: b}}
""",
    ),
    "a step from a building to its site": (
        "scope-differs",
        """
claims:
  site: {title: Site, value: 8 MW, scope: site}
  each: {title: Building, value: 2 MW/building, scope: building}
  rest: {title: Rest, formula: site - each * n, inputs: {site: site, each: each, n: 2 building}, scope: site}
""",
    ),
    "an illustration": ("uncited", "claims: {a: {title: A, value: 3 MW, kind: illustration}}"),
    "an assumption with its reason": (
        "uncited",
        "claims: {a: {title: A, value: 3 MW, kind: assumption, why: It hardly matters.}}",
    ),
    "one source by two ways": (
        "same-origin",
        """
sources: {post: {title: Post}, blog: {title: Blog, relies_on: [post]}}
claims: {a: {title: A, value: 3 MW, cites: [{source: post}, {source: post, via: blog}]}}
""",
    ),
    "two independent sources": (
        "same-origin",
        """
sources: {post: {title: Post}, survey: {title: Survey}, blog: {title: Blog, relies_on: [post]}}
claims: {a: {title: A, value: 3 MW, cites: [{source: blog}, {source: survey}]}}
""",
    ),
    "a chain that ends": (
        "circular-sourcing",
        "sources: {a: {title: A, relies_on: [b, c]}, b: {title: B, relies_on: [c]}, c: {title: C}}",
    ),
    "a retracted claim on a retracted claim": (
        "retracted-input",
        """
claims:
  a: {title: A, value: 3 MW, status: retracted, why: It was wrong.}
  b: {title: B, formula: 2 * a, inputs: {a: a}, status: retracted, why: So was this.}
""",
    ),
    "a withdrawn source as context": (
        "retracted-input",
        """
sources: {a: {title: A, status: withdrawn, why: It was wrong.}, b: {title: B}}
claims: {x: {title: X, value: 3 MW, cites: [{source: b}, {source: a, stance: context}]}}
""",
    ),
    "a review on the very day": ("stale", f"claims: {{a: {{title: A, value: 3 MW, review_by: {TODAY}}}}}"),
    "a review some time this year": ("stale", "claims: {a: {title: A, value: 3 MW, review_by: 2026}}"),
    "an inverse": (
        "excerpt-differs",
        quoting("0.5x", "2 times less"),
    ),
    "digits in a name": (
        "excerpt-differs",
        quoting("8x", "as for GPT-4"),
    ),
    "a ratio of what is quoted": (
        "excerpt-differs",
        quoting("2 die/chip", "85K dies, which is 42.5K chips"),
    ),
    "a range with its scale at the end": (
        "excerpt-differs",
        quoting("50 bn USD", "some $50-100 billion"),
    ),
    "separators of thousands": (
        "excerpt-differs",
        quoting("100K chip", "up to 100,000 GPUs"),
    ),
    "growth above one": ("share-over-one", "claims: {a: {title: Growth of the share, value: 140%}}"),
    "an exact difference": (
        "precision-loss",
        "claims: {a: {title: A, formula: x - y, inputs: {x: 1000001 kg, y: 1000000 kg}}}",
    ),
    "an older value that was a value": (
        "hard-coded",
        "claims: {a: {title: A, value: 3 MW, history: [{value: 2 MW, until: 2025}]}}",
    ),
    "an interval that holds its rivals": (
        "narrow-interval",
        """
quantities: {h: {title: H, take: a}}
claims:
  a: {title: A, value: 90 to 110 m, of: h}
  b: {title: B, value: 95 m, of: h}
  c: {title: C, value: 104 m, of: h}
""",
    ),
}


@pytest.mark.parametrize("case", QUIET)
def test_rule__leaves_alone(case: str) -> None:
    rule, text = QUIET[case]
    told = {each for each, _ in rules_of(text)}
    assert rule not in told
    assert not {each for each in told if KNOWN[each] == "error"}


# A value, the words that are quoted for it, and whether they carry another figure.
QUOTED = [
    ("15 m", "a room of 5 m by 3 m", True),  # in m² it is
    ("0.6%", "a chance of 60%", True),
    ("60%", "a chance of 60%", False),
    ("0.6", "a chance of 60 percent", False),
    ("60%", "a chance of 0.6", False),
    ("40%", "a utilization of 40", True),
    ("640 Gbit", "640 GB of memory", True),
    ("80 GB", "80 gigabytes each", False),
    ("10 Gbit/s", "a link of 10 GB/s", True),
    ("33 to 53%", "33 to 35%", True),
    ("33 to 35%", "33-35%", False),
    ("24 to 27 kW", "between 24 and 27 kW", False),
    ("24 to 27 kW", "from 24 kW upwards", True),
    ("5 kg", "weighs 5 lb", True),
    ("5 kg", "weighs 11 lb", False),
    ("5 kg", "weighs 5 kilograms", False),
    ("5 kg", "weighs five kilograms", False),
    ("6 kg", "weighs five kilograms", True),
    ("10 km", "a run of 10 miles", True),
    ("3 bn USD", "3 billion euros", True),
    ("3 bn USD", "$3 billion", False),
    ("3 bn EUR", "3 billion euros", False),
    ("3 bn GBP", "€3bn", True),
    ("20 USD/year", "$20 per month", True),
    ("240 USD/year", "$20 per month", False),
    ("20 USD/month", "$20 a month", False),
    ("12 bn USD/year", "$1 billion in monthly revenue", False),
    ("1 bn USD/year", "$1 billion in monthly revenue", True),
    ("5 MW", "a plant of 5 GW", True),
    ("2028", "in 2026 it opens", True),
    ("2026", "in 2026 it opens", False),
    ("2025-11", "since November 2025", False),
    ("2025-11", "since October 2025", True),
    ("2025-Q4", "in Q4 of 2025", False),
    ("2025-11 to 2026-02", "from November 2025 to February 2026", False),
    ("2025-11 to 2026-02", "from November 2025 to March 2026", True),
    ("4x per year", "grows 4x a year", False),
    ("4x per year", "grows 5x a year", True),
    ("1.61x per year", "61% each year", False),
    ("1.61x per year", "71% each year", True),
    ("2e25 FLOP", "trained in 2022 with 3e25 FLOP", True),
    ("2e25 FLOP", "trained with 2 × 10^25 FLOP", False),
    ("1e26 FLOP", "about 10^26 FLOPs", False),
    ("2", "twice as many", False),
    ("3", "twice as many, as 8 of 4", True),
    ("200 kg", "two hundred kilograms", False),
    ("2 kg", "two hundred kilograms", True),
    ("9 ± 1 m", "9 m wide", False),
    ("-5 EUR", "loses 50 EUR", True),
    ("-5 EUR", "a loss of -5 EUR", False),
    ("5 mg/L", "5 mg/m³", True),
    ("5 mg/L", "5 mg/dL", True),
    ("50 mg/L", "5 mg/dL", False),
    ("5 mg/L", "5 mg/L of it", False),
    ("5 mg/L", "5000 mg/m³", False),
    ("5 death per 100000 person", "5 per 10,000 people", True),
    ("5 death per 100000 person", "5 per 100,000 people", False),
    ("2 EUR/kWh", "2 EUR/MWh", True),
    ("2000 EUR/MWh", "2 EUR per kWh", False),
    ("20 EUR/m^2", "20 EUR per ft²", True),
    ("9 ± 1 m", "9(1) m", False),
]


@pytest.mark.parametrize(("value", "excerpt", "differs"), QUOTED)
def test_excerpt_differs__says_so_just_where_it_does(value: str, excerpt: str, differs: bool) -> None:
    found = {rule for rule, _ in rules_of(quoting(value, excerpt))}
    assert ("excerpt-differs" in found) == differs, found


def test_excerpt_differs__each_end_of_a_range_may_have_words_of_its_own() -> None:
    text = """
sources: {s: {title: S}}
claims: {a: {title: A, value: 24 to 27 kW, cites: [{source: s, excerpt: from 24 kW}, {source: s, excerpt: up to 27 kW}]}}
"""
    assert "excerpt-differs" not in {rule for rule, _ in rules_of(text)}


@pytest.mark.parametrize(
    ("value", "bare"), [("16000 chip", True), ("16000 superchip", True), ("16000", True), ("16 MW", False)]
)
def test_bare_term__of_a_number_in_another_unit(value: str, bare: bool) -> None:
    text = f"""
sources: {{s: {{title: S}}}}
terms: {{gb200: {{title: GB200, senses: {{chip: 1 chip, superchip: 2 chip}}}}}}
claims: {{n: {{title: N, value: {value}, cites: [{{source: s, excerpt: 16K GB200s at 16 MW}}]}}}}
"""
    assert ("bare-term" in {rule for rule, _ in rules_of(text)}) == bare


@pytest.mark.parametrize(
    ("value", "title", "count"),
    [
        ("16K GB200", "Order", 1),
        ("16K GB200", "Order of 16K GB200", 1),
        ("16K chip", "Order of 16K GB200", 1),
        ("60K USD/GB200", "Price of a GB200", 0),
        ("60K USD/GB200", "Price of 60K GB200s", 0),
        ("3 rack/GB200", "Racks", 0),
    ],
)
def test_bare_term__of_what_is_counted_and_never_of_what_is_per(value: str, title: str, count: int) -> None:
    text = f"""
{SENSES}
claims: {{n: {{title: {title}, value: {value}}}}}
"""
    assert [each.rule for each in found_in(text)].count("bare-term") == count


@pytest.mark.parametrize(
    ("words", "bare"),
    [
        ("sixteen thousand GB200s", True), ("16,000 of the GB200", True), ("16K liquid-cooled GB200s", True), ("16,000 gb200 systems", True),
        ("GB200: 16,000", True), ("16k x GB200", True), ("in 2025 NVIDIA sold GB200s", False), ("one GB200 is 2 chips", False),
        ("a GB200 costs 16,000 dollars", False), ("16,000 chips and GB200s", False),
    ],
)  # fmt: skip
def test_bare_term__however_the_words_count(words: str, bare: bool) -> None:
    text = f"""
sources: {{s: {{title: S}}}}
terms: {{gb200: {{title: GB200, senses: {{chip: 1 chip, superchip: 2 chip}}}}}}
claims: {{n: {{title: N, value: 16000 chip, cites: [{{source: s, excerpt: "{words}"}}]}}}}
"""
    assert ("bare-term" in {rule for rule, _ in rules_of(text)}) == bare


HEARD: dict[str, tuple[str, str]] = {
    "million for billion": (
        "excerpt-differs",
        quoting("1.1 million USD", "about $1.1 billion"),
    ),
    "digits the wrong way round": (
        "excerpt-differs",
        quoting("24 kW", "at 42 kW"),
    ),
    "a figure updated without its words": (
        "excerpt-differs",
        quoting("250K chip", "200K chips"),
    ),
    "a check across scopes": (
        "scope-differs",
        """
claims:
  a: {title: A, value: 3 MW, scope: site}
  b: {title: B, value: 4 MW, scope: building}
checks: {c: {title: C, assert: b > 1.1 * a, inputs: {a: a, b: b}}}
""",
    ),
    "a check on a retracted claim": (
        "retracted-input",
        """
claims: {a: {title: A, value: 3 MW, status: retracted, why: It was wrong.}}
checks: {c: {title: C, assert: a > b, inputs: {a: a, b: 1 MW}}}
""",
    ),
    "a replacement by itself": (
        "bad-status",
        """
claims:
  a: {title: A, value: 3 MW, status: superseded, superseded_by: b}
  b: {title: B, value: 4 MW, status: superseded, superseded_by: a}
""",
    ),
    "a replaced claim that is still current": (
        "bad-status",
        "claims: {a: {title: A, value: 3 MW, superseded_by: b}, b: {title: B, value: 4 MW}}",
    ),
    "one minus a share above one": (
        "share-over-one",
        "claims: {a: {title: Load, value: 140%}, b: {title: Rest, formula: 1 - a, inputs: {a: a}}}",
    ),
    "a term that vanishes": (
        "precision-loss",
        "claims: {a: {title: A, formula: x + y, inputs: {x: 1e20 kg, y: 1 kg}}}",
    ),
    "a number that counts a word": (
        "bare-term",
        f"{SENSES}\nclaims: {{order: {{title: An order of 16K GB200s, value: 16K}}}}",
    ),
    "a sense by a literal": (
        "bare-term",
        f"""{SENSES}
claims:
  order: {{title: Order, value: 16K GB200}}
  chips: {{title: Chips, formula: n * each, inputs: {{n: order, each: 2 chip/GB200}}}}
""",
    ),
    "rivals that repeat one story": (
        "same-origin",
        """
sources: {wire: {title: Wire}, a: {title: A, relies_on: [wire]}, b: {title: B, relies_on: [wire]}}
quantities: {q: {title: Q, take: x}}
claims:
  x: {title: X, value: 3 MW, of: q, cites: [{source: a}]}
  y: {title: Y, value: 3 MW, of: q, cites: [{source: b}]}
""",
    ),
    "two preferences that clash": (
        "prefer-ruled-out",
        """
terms: {w: {title: W, senses: {a: 1, b: 2}}}
choices:
  c: {title: C, term: w, prefer: a, because: It says so.}
  d: {title: D, term: w, prefer: b, because: It says so.}
checks: {same: {title: Same, assert: c == d, inputs: {c: c, d: d}, on_fail: rule-out}}
""",
    ),
    "a check without a choice that rules out": (
        "check-fails",
        "checks: {c: {title: C, assert: a > b, inputs: {a: 1 MW, b: 2 MW}, on_fail: rule-out}}",
    ),
}


@pytest.mark.parametrize("case", HEARD)
def test_rule__sees(case: str) -> None:
    rule, text = HEARD[case]
    assert rule in {each for each, _ in rules_of(text)}


def test_stale__by_tag_and_by_kind() -> None:
    text = """
claims:
  a: {title: A, value: 3 USD, as_of: 2024-11, tags: [price]}
  b: {title: B, value: 3 USD, as_of: 2025-11, kind: forecast}
  c: {title: C, value: 3 USD, as_of: 2026-02, tags: [price], kind: forecast}
"""
    found = rules_of(text, stale_after={"price": "18 month", "forecast": "6 month"})
    assert {each for each in found if each[0] == "stale"} == {("stale", "a"), ("stale", "b")}


@pytest.mark.parametrize("age", ["soon", "5 kg", "18 month"])
def test_stale__by_what_is_no_time_nothing_is(age: str) -> None:
    found = rules_of(
        "claims: {a: {title: A, value: 3 USD, as_of: 2024-11, tags: [price]}}", stale_after={"price": age}
    )
    assert (("stale", "a") in found) == (age == "18 month")


def test_superseded_input__names_the_last_of_a_chain() -> None:
    text = """
claims:
  a: {title: A, value: 3 USD, status: superseded, superseded_by: b}
  b: {title: B, value: 4 USD, status: superseded, superseded_by: c}
  c: {title: C, value: 5 USD}
  d: {title: D, formula: 2 * a, inputs: {a: a}}
"""
    found = assemble({"claims/a.yaml": text}, today=TODAY).findings
    hint = next(each for each in found if each.rule == "superseded-input")
    assert (hint.id, hint.hints) == ("d", ("use `c`",))


def test_circular_sourcing__one_short_circle_for_a_knot() -> None:
    lines = [f"  s{n}: {{title: S{n}, relies_on: [s{(n + 1) % 9}, s{(n + 4) % 9}]}}" for n in range(9)]
    found = assemble({"sources/a.yaml": "sources:\n" + "\n".join(lines)}, today=TODAY).findings
    circles = [each for each in found if each.rule == "circular-sourcing"]
    assert circles
    assert all(len(each.data["circle"]) <= 3 for each in circles)  # type: ignore[arg-type]


def test_too_many_contexts__of_choices_that_meet_only_in_checks() -> None:
    text = """
terms: {word: {title: Word, senses: {a: 1, b: 2, c: 3, d: 4, e: 5}}}
choices:
  one: {title: One, term: word}
  two: {title: Two, term: word}
  three: {title: Three, term: word}
checks:
  near: {title: Near, assert: a <= b, inputs: {a: one, b: two}, on_fail: rule-out}
  far: {title: Far, assert: a <= b, inputs: {a: two, b: three}, on_fail: rule-out}
"""
    assert ("too-many-contexts", "one") in rules_of(text, max_contexts=100)
    assert not {rule for rule, _ in rules_of(text)} & {"too-many-contexts"}


def test_no_context_survives__names_the_checks_and_claims_that_clash() -> None:
    text = """
terms: {word: {title: Word, senses: {a: 1, b: 2}}}
choices: {one: {title: One, term: word}}
claims:
  most: {title: Most, value: 5 MW, kind: illustration}
  least: {title: Least, value: 7 MW, kind: illustration}
checks:
  above: {title: Up, assert: n * least >= 4 * x, inputs: {n: one, least: least, x: 1 MW}, on_fail: rule-out}
  under: {title: Under, assert: n * x <= most, inputs: {n: one, x: 3 MW, most: most}, on_fail: rule-out}
  over: {title: Over, assert: n * x >= least, inputs: {n: one, x: 4 MW, least: least}, on_fail: rule-out}
"""
    message = message_of(text, "no-context-survives")
    assert "under  n * x <= most does not hold" in message
    assert "over" in message
    assert "above" not in message
    assert "most   5 MW" in message


def test_value__a_long_form_in_quotes_is_read_as_one() -> None:
    text = "claims: {a: {title: A, value: '{one_of: [1 m, 2 m]}', kind: illustration}}"
    assert rules_of(text) == set()
    assert {rule for rule, _ in rules_of("claims: {a: {title: A, value: '{', kind: illustration}}")} == {
        "bad-value"
    }


# --- what is lived with


ACCEPTED = """
claims:
  power:
    title: Power
    formula: n * each
    inputs: {n: 100K chip, each: 1.5 kW/chip}
    unit: MW
    stated: 400 MW
    accepted: [{rule: recomputed-differs, because: The source is wrong., ENTRY}]
"""


@pytest.mark.parametrize(
    ("entry", "today", "rules_told"),
    [
        ("size: 3", TODAY, set()),
        ("size: 2", TODAY, {"recomputed-differs"}),
        ("until: 2026", TODAY, set()),
        ("until: 2026-05", TODAY, {"recomputed-differs", "accepted-expired"}),
        ("until: 2026-Q2", TODAY, set()),
        ("until: 2026-05-31", "2026-05-31", set()),
    ],
)
def test_accepted__until_a_date_or_a_size(entry: str, today: str, rules_told: set[str]) -> None:
    assert {rule for rule, _ in rules_of(ACCEPTED.replace("ENTRY", entry), today=today)} == rules_told


def test_accepted__of_a_rule_that_is_not_there_is_asked_about_at_its_name() -> None:
    text = """
claims:
  power:
    title: Power of the building
    value: 200 MW
    kind: illustration
    accepted: [{rule: uncitd, because: It is common knowledge.}]
"""
    (found,) = assemble({"claims/a.yaml": text}).findings
    assert (found.rule, found.id, found.message) == (
        "bad-field",
        "power",
        "`uncitd` is not the code of a finding",
    )
    assert found.hints == ("did you mean `uncited`?",)
    assert str(found.place) == "claims/a.yaml:7:23"


def test_accepted__never_an_error() -> None:
    text = """
claims:
  a: {title: A, value: 3 MW, status: retracted, why: It was wrong.}
  b:
    title: B
    formula: 2 * a
    inputs: {a: a}
    accepted: [{rule: retracted-input, because: We like it.}]
"""
    assert ("retracted-input", "b") in rules_of(text)


def test_accepted_unused__not_for_a_rule_that_had_nothing_to_look_at() -> None:
    text = """
sources: {s: {title: S, snapshot: s.txt}}
claims:
  a:
    title: A
    value: 3 MW
    cites: [{source: s, excerpt: of 3 MW}]
    accepted: [{rule: excerpt-not-found, because: The page has changed.}]
"""
    assert rules_of(text) == set()
    copies = {"s.txt": "a site of 3 MW"}
    found = assemble({"claims/a.yaml": text}, today=TODAY, snapshots=copies).findings
    assert [each.rule for each in found] == ["accepted-unused"]


def test_accepted_unused__not_beside_an_error_that_may_keep_the_finding_away() -> None:
    text = """
terms: {box: {title: Box, senses: {chip: 1 chip/BOX, rack: 72 chip/BOX}}}
units: {BOX: {title: The word, term: box}}
choices:
  post: {title: What the post counts, term: box, accepted: [{rule: sense-open, because: Nobody knows.}]}
claims:
  a: {title: A, formula: n * s, inputs: {n: 3 BOX, s: post}, unit: chip, kind: illustration}
  b: {title: B, formula: a + more, inputs: {a: a, more: MORE}}
checks: {fits: {title: Fits, assert: b < most, inputs: {b: b, most: 900 chip}, on_fail: rule-out}}
"""
    assert rules_of(text.replace("MORE", "1 chip")) == set()
    assert rules_of(text.replace("MORE", "1 kg")) == {("unit-mismatch", "b")}


# --- the ledger


def test_ledger__every_conflict_and_choice_and_how_it_stands() -> None:
    text = (
        ACCEPTED.replace(", ENTRY", "")
        + """
  other: {title: Other power, formula: 2 * p, inputs: {p: power}, stated: 900 MW, headline: true}
  need: {title: Need, formula: n * sense, inputs: {n: 100 MW, sense: settled-one}}
  span: {title: Span, formula: n * sense, inputs: {n: 1 MW, sense: open-one}}
terms: {w: {title: Word, senses: {chip: 1, rack: 72}}}
choices:
  settled-one: {title: What the post counts, term: w}
  open-one: {title: What the blog counts, term: w}
checks: {fits: {title: Fits, assert: need < p, inputs: {need: need, p: power}, on_fail: rule-out}}
"""
    )
    found = ledger.entries(assemble({"claims/a.yaml": text}, today=TODAY))
    assert [(each.id, each.part, each.reason) for each in found] == [
        ("other", "conflicts", ""),
        ("open-one", "readings", "between chip, rack"),
        ("power", "accepted", "The source is wrong."),
        ("settled-one", None, "`chip` alone survives fits"),
    ]
    by_id = {each.id: each for each in found}
    assert by_id["other"].statement == "Other power: stated 900 MW, recomputed 300 MW"
    assert (by_id["open-one"].size, by_id["power"].headlines) == (72, ("other",))


def test_ledger__a_choice_without_a_value_is_left_out() -> None:
    text = """
terms: {w: {title: W, senses: {a: 3 furlongs, b: 2 m}}}
choices: {c: {title: C, term: w}}
"""
    assert ledger.entries(assemble({"claims/a.yaml": text}, today=TODAY)) == ()


RESTING = """
sources:
  s: {title: S, status: withdrawn, why: It was made up}
  t: {title: T, relies_on: [s]}
  u: {title: U, relies_on: [s, w]}
  w: {title: W}
claims:
  first: {title: First, value: 3 MW, cites: [s]}
  second: {title: Second, value: 3 MW, cites: [t]}
  third: {title: Third, value: 3 MW, cites: [u]}
  doubtful: {title: Doubtful, value: 3 MW, cites: [w], status: disputed, why: The meter was off}
  sum: {title: Sum, formula: a + b, inputs: {a: first, b: doubtful}, unit: MW}
  twice: {title: Twice, formula: 2 * s, inputs: {s: sum}, unit: MW}
"""


def test_retracted_input__reaches_along_what_sources_rely_on_and_names_what_rests_on_it() -> None:
    found = {
        each.id: each
        for each in assemble(split(RESTING), today=TODAY).findings
        if each.rule == "retracted-input"
    }
    assert set(found) == {"first", "second"}
    assert found["first"].data["further"] == ["sum", "twice"]
    assert "`t`, which relies on `s`, which was withdrawn" in found["second"].message


def test_disputed_input__is_named_where_it_is_used_with_all_that_rests_on_that() -> None:
    (found,) = [
        each for each in assemble(split(RESTING), today=TODAY).findings if each.rule == "disputed-input"
    ]
    assert (found.id, found.data) == ("sum", {"input": "doubtful", "further": ["twice"]})
    assert "The meter was off" in found.message


@pytest.mark.parametrize(
    "field", ["correlates: {still: 0.9}", "moves_with: [still]", "moves_against: [still]"]
)
@pytest.mark.parametrize(
    ("still", "said"),
    [
        ("value: 800 mm", {"moves-nothing"}),
        ("value: at least 800 mm", {"moves-nothing"}),
        ("missing: nobody measured", {"moves-nothing"}),
        ("value: 800 ± 9 mm", set()),
        ('value: "poisson(800)"', set()),
    ],
)
def test_moves_nothing__of_what_is_not_drawn(field: str, still: str, said: set[str]) -> None:
    text = f"claims:\n  still: {{title: Rain, {still}}}\n  b: {{title: Flow, value: 20 ± 3 m^3/s, {field}}}\n"
    assert {rule for rule, _ in rules_of(text) if rule in ("moves-nothing", "bad-field", "bad-value")} == said


@pytest.mark.parametrize(
    ("take", "common", "told"),
    [
        ("weighted", "12 m", True),
        ("weighted", "2 m", False),
        ("blue", "12 m", False),
        ("mixture", "12 m", False),
    ],
)
def test_no_weight__is_told_of_a_mean_that_leaves_a_claim_out(take: str, common: str, told: bool) -> None:
    text = f"""quantities:
  melt: {{title: Melt, take: {take}}}
claims:
  a: {{title: A, value: 10 m, errors: {{own: 3 m, sys: {{size: 4 m, common: density}}}}, of: melt}}
  b: {{title: B, value: 14 m, errors: {{own: 3 m, sys: {{size: {common}, common: density}}}}, of: melt}}
"""
    assert (("no-weight", "melt") in rules_of(text)) == told
