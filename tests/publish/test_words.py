"""No one word of a base keeps the rest of it from being judged and published, whatever the word."""

from __future__ import annotations

from textwrap import dedent

import pytest

from whence.files.schema import Settings
from whence.judge.assemble import assemble
from whence.publish import ready, site

SOURCES = "sources: {post: {title: Post}, wire: {title: Wire}}"
CASES = {
    "an excerpt beyond all numbers": "claims: {a: {title: A, value: 3 m, cites: [{source: post, excerpt: '1e999'}]}}",
    "an excerpt of many such": "claims: {a: {title: A, value: 3 m, cites: [{source: post, excerpt: '1e999 to 9e99999999 m, -1e400 %'}]}}",
    "a choice of a term that is not there": """
        claims: {a: {title: A, formula: 2 * x, inputs: {x: c}}}
        choices: {c: {title: C, term: nowhere}}""",
    "a choice of a term that is broken": """
        claims: {a: {title: A, formula: 2 * x, inputs: {x: c}}}
        terms: {t: {title: T, senses: {}}, u: {title: U, senses: {one: 1 zorkmid}}}
        choices: {c: {title: C, term: t}, d: {title: D, term: u}}""",
    "an option that is nobody": "choices: {c: {title: C, options: {one: nobody, two: 3 m}}}",
    "a preference that is no option": "choices: {c: {title: C, options: {one: 3 m}, prefer: two, because: Yes}}",
    "options that the term has not": """
        terms: {t: {title: T, senses: {one: 1 m}}}
        choices: {c: {title: C, term: t, only: [nope]}}""",
    "a stated zero": "claims: {a: {title: A, formula: x * 2, inputs: {x: 3 m}, stated: 0 m}}",
    "a stated zero that is right": "claims: {a: {title: A, formula: x - x, inputs: {x: 3 m}, stated: 0 m}}",
    "a stated figure of another kind, below a choice that a check settles": """
        terms: {t: {title: T, senses: {one: 1 t, two: 2 t}}}
        choices: {c: {title: C, term: t}}
        claims: {a: {title: A, formula: n * c, inputs: {n: 3 /day, c: c}, unit: t/day, stated: 3 kg}}
        checks: {k: {title: K, assert: c < d, inputs: {c: c, d: 4 t}}}""",
    "a stated zero beside a range": "claims: {a: {title: A, formula: x - y, inputs: {x: 1 m, y: 1 to 2 m}, stated: 0 m}}",
    "a stated bound at zero": "claims: {a: {title: A, formula: x - y, inputs: {x: 1 m, y: 1 to 2 m}, stated: '>= 0 m'}}",
    "a stated share of nothing": "claims: {a: {title: A, formula: x, inputs: {x: 100 %}, stated: 0%}}",
    "nothing by nothing": "claims: {a: {title: A, formula: x / y, inputs: {x: 0 m, y: 0 m}, stated: 1}}",
    "rivals that are zero": """
        quantities: {q: {title: Q}}
        claims: {a: {title: A, value: 0 m, of: q}, b: {title: B, value: 0 m, of: q}, c: {title: C, value: 3 m, of: q}}""",
    "a quantity without claims": "quantities: {q: {title: Q, take: latest}}\nclaims: {a: {title: A, formula: q, inputs: {q: q}}}",
    "a claim of a quantity that is not there": "claims: {a: {title: A, value: 3 m, of: nowhere}}",
    "a source that is not there": "claims: {a: {title: A, value: 3 m, cites: [nowhere, {source: unstated, via: nowhere}]}}",
    "a unit in terms of itself": "units: {x: {title: X, equals: 2 x}}\nclaims: {a: {title: A, value: 3 x}}",
    "a term of a unit that is not there": "units: {x: {title: X, term: nowhere}}\nclaims: {a: {title: A, value: 3 x}}",
    "a history that cannot be read": "claims: {a: {title: A, value: 3 m, history: [{value: 3 zorkmids, until: 2024}]}}",
    "a change of nobody": "changes: {n: {title: N, date: 2024-01, source: nowhere, edits: [{id: nobody, old: 1, new: 2}]}}",
    "a check of nobody": "checks: {k: {title: K, assert: a > b, inputs: {a: nobody, b: 3 m}}}",
    "a check that divides by zero": "checks: {k: {title: K, assert: a / b > 1, inputs: {a: 1 m, b: 0 m}}}",
    "a title of braces": "claims: {a: {title: '{{ x }} {% y %} {# z', value: 3 m}}",
    "a year before all years": "claims: {a: {title: A, value: 3 m, as_of: 0001, known: 0001-01-01}}",
    "the last day of all": "claims: {a: {title: A, value: 3 m, as_of: 9999-12-31, known: 9999-12-31}}",
    "accepted of nothing": "claims: {a: {title: A, value: 3 m, accepted: [{rule: nonsense, because: Why}]}}",
    "a claim that superseded itself": "claims: {a: {title: A, value: 3 m, status: superseded, superseded_by: a}}",
    "what moves with nobody": "claims: {a: {title: A, value: 2 to 3 m, moves_with: [nobody], correlates: {nobody: 0.5}}}",
    "one draw out of many": "claims: {a: {title: A, value: {one_of: [1 m, 1e300 m], weights: [1, 1e-300]}}}",
    "a domain of nothing": "claims: {a: {title: A, value: 3 m, domain: [5 m, 1 m]}}",
}


@pytest.mark.parametrize("name", CASES)
def test_site__one_word_stops_nothing(name: str) -> None:
    good = "claims: {good: {title: Good, value: 7 kg, cites: [wire]}}"
    texts = {"claims/base.yaml": dedent(CASES[name]), "claims/good.yaml": good, "sources/base.yaml": SOURCES}
    found = assemble(texts, Settings(samples=64), today="2026-01-15")
    assert [each.message for each in found.findings if each.rule == "rule-failed"] == []
    assert found.summaries["good"].figure.point == 7
    files = site.files(found, "build")
    pages = [path for path in files if not path.startswith(("manual/", "rules/"))]
    assert all(files[path]() for path in pages if path.endswith(".html"))
    assert "claims/good.html" in pages


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Short. And all of it.", "Short. And all of it."),
        (f"One thing. Another thing. {'More of it. ' * 20}", None),
        (f"A [link. With a stop](https://example.org) in it. {'More of it. ' * 20}", None),
        (f"Where e.g. this stands. {'And ' * 60}on.", "Where e.g. this stands."),
        (f"{'No end in sight, ' * 20}at all", f"{'No end in sight, ' * 20}at all"),
        (f"A paragraph\n\n{'And another. ' * 20}", None),
    ],
)
def test_opening__is_whole_sentences_and_nothing_of_the_text_is_lost(text: str, first: str | None) -> None:
    head, rest = ready.opening(text.strip())
    assert f"{head} {rest}".split() == text.split()
    assert first is None or head == first
    assert head.count("[") == head.count("]")
    assert len(head) <= max(ready.MOST_OPENING, len(first or ""))
