"""Fields that do nothing where they stand: each is told, or speaks to readers alone; and what is told does nothing."""

from __future__ import annotations

import pytest

from small import edition, interval, point, rules
from whence.cli.text import cards
from whence.files.fields import FIELDS
from whence.judge.assemble import Edition
from whence.judge.rules.no_effect import IDLE

# A claim of each kind, as it is written.
KINDS = {
    "point": "value: 3 kg",
    "error": "value: 3 ± 1 kg",
    "range": "value: 2 to 4 kg",
    "bound": "value: at least 3 kg",
    "taken": "value: at least 3 kg, taken_as: 4 kg",
    "formula": "formula: 2 * a, inputs: {a: other}",
    "missing": "missing: the page is torn",
    "qualitative": "qualitative: heavier than before",
}
# Each field that numbers or verdicts may hang on, written so that it has an effect wherever it can have one.
WRITTEN = {
    "inputs": "{b: other}",
    "unit": "g",
    "stated": "30 kg",
    "domain": "[20, 40]",
    "errors": "{stat: 5 kg}",
    "taken_as": "12 to 14 kg",
    "tolerance": "5%",
    "exact": "true",
    "moves_with": "[other]",
    "moves_against": "[other]",
    "correlates": "{other: 0.5}",
}
# Fields that are told by others, name things, date them, or are there for readers.
OTHERS = {
    "title", "value", "formula", "missing", "qualitative", "kind", "why", "of", "as_of", "known", "by", "cites", "status",
    "superseded_by", "history", "scope", "differs_from", "headline", "review_by", "note", "tags", "aliases", "accepted",
}  # fmt: skip
BASE = """
claims:
  other: {{title: Weight of the other, value: 9 ± 1 kg}}
  it: {{title: Weight, {}}}
  both: {{title: Both together, formula: a + b, inputs: {{a: it, b: other}}}}
"""


def told(found: Edition) -> list[tuple[str, str]]:
    """The findings about the claim, each with what it says first."""
    return [(each.rule, each.message.partition("\n")[0]) for each in found.findings if each.id == "it"]


def numbers(found: Edition) -> list[object]:
    """Every number, with its unit and the verdicts; as good as the same where only other draws were taken."""
    numbers = [
        (id, n, each)
        for id in found.summaries
        for n, each in enumerate((point(found, id), *interval(found, id)))
    ]
    units = [found.unit(id).text for id in found.summaries]
    verdicts = [(id, each.verdict) for id in found.base.stated if (each := found.agreements.get(id))]
    return [*((id, n, f"{each * 2:.0f}") for id, n, each in numbers), *units, *verdicts]


def test_tables__each_field_of_a_claim_is_tried_here_or_speaks_to_readers() -> None:
    assert WRITTEN.keys() | OTHERS == set(FIELDS["Claim"])
    assert not WRITTEN.keys() & OTHERS
    assert set(IDLE) <= WRITTEN.keys()


@pytest.mark.parametrize("field", WRITTEN)
@pytest.mark.parametrize("kind", KINDS)
def test_field__does_something_or_is_told(kind: str, field: str) -> None:
    if f"{field}:" in KINDS[kind]:
        return
    without = edition(BASE.format(KINDS[kind]))
    found = edition(BASE.format(f"{KINDS[kind]}, {field}: {WRITTEN[field]}"))
    more = [each for each in told(found) if each not in told(without)]
    idle = [said for rule, said in more if rule in ("no-effect", "moves-nothing")]
    if idle:
        assert numbers(found) == numbers(without), "what is told to have no effect has none"
        assert f"`{field}`" in idle[0]
        assert "has no effect: " in idle[0]
    else:
        exactness = field == "exact" and kind in ("point", "taken")  # it speaks where a figure is stated
        assert more or numbers(found) != numbers(without) or exactness


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("value: 3 ± 1 kg, exact: true", "`exact` has no effect: only a bare figure is exact"),
        ("value: 3 kg, errors: {stat: 1 kg}, exact: true", "`exact` has no effect: only a bare figure is exact"),
        ("value: 3 kg, taken_as: 3 kg", "`taken_as` has no effect: the value is just that"),
        ("value: at least ~30 kg", "`~` has no effect in a bound: nothing is known of how far beyond it the value may lie"),
        ("formula: 2 * a, inputs: {a: at most ~3 kg}", "`~` has no effect in a bound: nothing is known of how far beyond it the value may lie"),
        ("formula: 2 * a, inputs: {a: other}, stated: at most ~30 kg", "`~` has no effect in a bound: nothing is known of how far beyond it the value may lie"),
        ("value: 3 kg, history: [{value: at least 2 kg, errors: {stat: 1 kg}}]", "`errors` has no effect: a bound has no error"),
        ("value: 3 kg, history: [{missing: torn, inputs: {a: other}}]", "`inputs` has no effect: nothing is computed"),
    ],
)  # fmt: skip
def test_field__beside_what_makes_it_meaningless(claim: str, said: str) -> None:
    assert ("no-effect", said) in told(edition(BASE.format(claim)))


@pytest.mark.parametrize(
    "claim",
    [
        "value: at least 3 kg, taken_as: 4 kg, errors: {stat: 1 kg}",
        "value: 3 kg, exact: true",
        "value: 3 kg, errors: {stat: 1 kg}",
        "value: ~30 kg",
        "formula: 2 * a, inputs: {a: other}, stated: 18 kg, tolerance: 5%",
        "value: 3 kg, history: [{value: at least 2 kg, taken_as: 2.5 kg, errors: {stat: 1 kg}}]",
    ],
)
def test_field__where_it_has_its_effect_nothing_is_told(claim: str) -> None:
    assert "no-effect" not in rules(edition(BASE.format(claim)))


def test_quantity__a_scale_weighs_claims_that_have_errors_alone() -> None:
    two = """
        claims:
          one: {{title: One way, value: {}, of: q}}
          two: {{title: Another way, value: {}, of: q}}
        quantities: {{q: {{title: Weight, take: one, scale: log}}}}
    """
    assert "no-effect" in rules(edition(two.format("3 kg", "3.1 kg")))
    assert "no-effect" not in rules(edition(two.format("3 ± 1 kg", "3.1 ± 1 kg")))


def test_choice__only_picks_senses_of_a_term() -> None:
    found = edition("""
        choices: {c: {title: Which, options: {a: {value: 3 kg}, b: {value: 4 kg}}, only: [a]}}
    """)
    assert "no-effect" in rules(found)


@pytest.mark.parametrize(
    ("claim", "outside"),
    [
        ('value: ">= 200 m", taken_as: 150 m', True),
        ('value: ">= 200 m", taken_as: 200 m', False),
        ("value: at most 3 m, taken_as: 5 m", True),
        ("value: at most 3 m, taken_as: 1 to 5 m", False),
        ("value: 200 m, taken_as: 150 m", True),
        ("value: 200 m, taken_as: 203 m", False),
        ("value: 3 ± 1 m, taken_as: 5 m", True),
        ("value: 50 to 1000 m, taken_as: ~200 m", False),
        ("value: '>= 2025-10', taken_as: 2025-03", True),
    ],
)
def test_taken_outside__what_the_value_itself_rules_out(claim: str, outside: bool) -> None:
    found = edition(f"claims: {{it: {{title: Length, {claim}, why: it looked so}}}}")
    assert ("taken-outside" in rules(found)) == outside


def test_history__an_older_value_is_of_the_kind_of_the_new_one() -> None:
    base = "claims: {{it: {{title: Length, value: 3 m, history: [{{{}, until: 2025}}]}}}}"
    for older in ("value: 2 kg", "value: 2 m, taken_as: 3 kg"):
        (wrong,) = (each for each in edition(base.format(older)).findings if each.severity == "error")
        assert (wrong.rule, wrong.id) == ("unit-mismatch", "it")
    assert rules(edition(base.format("value: 200 cm, taken_as: 2.1 m")), least="error") == []


@pytest.mark.parametrize(
    ("low", "high", "crossed"),
    [
        ("5 kg", "2 kg", True),
        ("2 kg", "5 kg", False),
        ("2 kg", "2 kg", False),
        ("5 ± 0.1 kg", "2 ± 0.1 kg", True),
        ("5 ± 3 kg", "4 ± 3 kg", False),
        ("at most 5 kg", "2 kg", False),
    ],
)
def test_ends_crossed__only_where_it_is_so_in_every_draw(low: str, high: str, crossed: bool) -> None:
    found = edition(
        f"claims: {{it: {{title: W, formula: 'clamp(3 * a, b, c)', inputs: {{a: 1 kg, b: {low}, c: {high}}}}}}}"
    )
    assert ("ends-crossed" in rules(found)) == crossed


def test_taken_as__of_a_formula_is_not_said_to_be_what_is_computed_with() -> None:
    found = edition("""
        claims:
          six: {title: Six, formula: 2 * a, inputs: {a: 3 m}, taken_as: 50 m}
          more: {title: More, formula: 2 * a, inputs: {a: six}}
    """)
    assert "taken as" not in cards.card(found, "more", False)


@pytest.mark.parametrize(
    ("claim", "rule", "said"),
    [
        ("value: 3 m, stated: 4 m", "recomputed-soft", "soft"),
        ("value: 3 m, stated: 37 m", "recomputed-differs", "mismatch"),
        ("value: 3.00 m, stated: 3.10 m", "recomputed-close", "close"),
        ("value: 3 m, stated: 3 m", "", "agrees"),
        ("value: 2 to 4 m, stated: 3.5 m", "", "inside"),
        ("value: at least 3 m, stated: 2 m", "recomputed-soft", "soft"),
        ("value: 3 m, stated: at most 2 m", "recomputed-soft", "soft"),
        (
            "value: 400 m, stated: 360 m, history: [{formula: 2 * a, inputs: {a: 180 m}}]",
            "recomputed-soft",
            "soft",
        ),
    ],
)
def test_stated__beside_a_value_is_judged_as_beside_a_formula(claim: str, rule: str, said: str) -> None:
    found = edition(f"claims: {{it: {{title: Length, {claim}}}}}")
    assert [each for each in rules(found) if each.startswith("recomputed")] == [rule] * bool(rule)
    assert found.agreements["it"].verdict == said
    told = [*(each.message for each in found.findings), cards.card(found, "it", False)]
    assert not any("input" in each for each in told), "a written value has none"
