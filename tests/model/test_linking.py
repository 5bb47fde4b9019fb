"""Linking: order and ancestry against networkx, names resolved, knots reported, one mistake one message."""

from __future__ import annotations

import random

import networkx as nx
import numpy as np
import pytest

from small import edition, rules
from whence.files.schema import Settings
from whence.model import graph


def base(generator: random.Random, count: int) -> tuple[str, nx.DiGraph]:
    """A base of claims, each computed from some of those before it in a random order, and the same as a graph."""
    names = [f"c{n}" for n in range(count)]
    generator.shuffle(names)
    whole: nx.DiGraph = nx.DiGraph()
    whole.add_nodes_from(names)
    lines = []
    for at, name in enumerate(names):
        refs = generator.sample(names[:at], min(at, generator.randint(0, 3)))
        whole.add_edges_from((ref, name) for ref in refs)
        if refs:
            inputs = ", ".join(f"x{n}: {ref}" for n, ref in enumerate(refs))
            formula = " + ".join(f"x{n}" for n in range(len(refs)))
            lines.append(f"  {name}: {{title: T, formula: {formula}, inputs: {{{inputs}}}}}")
        else:
            lines.append(f"  {name}: {{title: T, value: {at + 1}}}")
    generator.shuffle(lines)
    return "claims:\n" + "\n".join(lines), whole


@pytest.mark.parametrize("seed", range(10))
def test_link__order_ancestors_and_descendants_are_those_of_networkx(seed: int) -> None:
    generator = random.Random(seed)
    text, whole = base(generator, 25)
    found = edition(text, settings=Settings(samples=16)).base
    place = {id: n for n, id in enumerate(found.nodes)}
    assert set(place) == set(whole)
    assert all(place[a] < place[b] for a, b in whole.edges)
    for id in whole:
        assert set(graph.ancestors(found, id)) == nx.ancestors(whole, id)
        assert set(graph.descendants(found, [id])) == nx.descendants(whole, id)
    pair = generator.sample(list(whole), 2)
    assert set(graph.descendants(found, pair)) == set.union(
        *(nx.descendants(whole, id) for id in pair)
    ) - set(pair)


def test_link__an_alias_stands_for_its_record_everywhere() -> None:
    found = edition("""
        claims:
          now: {title: Now, value: 3 kW, aliases: [once], of: what-was}
          out: {title: Out, formula: 2 * x, inputs: {x: once}}
          more: {title: More, formula: 2 * x, inputs: {x: what-was}}
        quantities:
          what: {title: What, aliases: [what-was]}
    """)
    assert rules(found, least="error") == []
    assert graph.ancestors(found.base, "out") == ("now",)
    assert graph.ancestors(found.base, "more") == ("now", "what")


@pytest.mark.parametrize(
    ("length", "cycle"),
    [(1, ("a0",)), (2, ("a0", "a1")), (5, ("a0", "a1", "a2", "a3", "a4"))],
)
def test_link__a_circle_is_told_once_and_what_rests_on_it_is_silent(
    length: int, cycle: tuple[str, ...]
) -> None:
    ring = "\n".join(
        f"          a{n}: {{title: T, formula: x + 1, inputs: {{x: a{(n + 1) % length}}}}}"
        for n in range(length)
    )
    found = edition(f"""
        claims:
{ring}
          above: {{title: Above, formula: 2 * x, inputs: {{x: a0}}}}
          apart: {{title: Apart, value: 3}}
    """)
    errors = [each for each in found.findings if each.severity == "error"]
    assert [(each.rule, each.data["cycle"]) for each in errors] == [("cycle", cycle)]
    assert " -> ".join([*cycle, cycle[0]]) in errors[0].message
    assert found.cause("above") == "a0"
    assert "apart" in found.summaries


def test_link__in_a_great_knot_a_shortest_circle_is_told() -> None:
    generator = random.Random(3)
    lines = []
    for n in range(300):
        others = {(n + 1) % 300, *generator.sample(range(300), 8)} - {n}
        inputs = ", ".join(f"x{m}: a{m}" for m in sorted(others))
        lines.append(
            f"          a{n}: {{title: T, formula: {' + '.join(f'x{m}' for m in sorted(others))}, inputs: {{{inputs}}}}}"
        )
    found = edition("        claims:\n" + "\n".join(lines), settings=Settings(samples=16))
    told = [each for each in found.findings if each.rule == "cycle"]
    assert len(told) == 1
    assert len(told[0].data["cycle"]) == 2  # type: ignore[arg-type]
    assert "300 records hang together" in told[0].message


@pytest.mark.parametrize(
    ("field", "rule", "message"),
    [
        ("value: 3 kWw", "unknown-unit", 'there is no unit "kWw"'),
        (
            "formula: 2 * a, inputs: {a: othr}",
            "unknown-input",
            "no claim, quantity or choice is called `othr`",
        ),
        ("formula: 2 * b, inputs: {a: other}", "undeclared-name", "`b` is not among the inputs"),
        ("formula: 2 * (a, inputs: {a: other}", "bad-formula", ""),
        ("formula: 2 * a + 1 kW, inputs: {a: other}", "bad-formula", ""),
        ("formula: mx(a), inputs: {a: other}", "unknown-function", ""),
        (
            "formula: 2 * a, inputs: {a: src}",
            "unknown-input",
            "`src` is one of the sources; a claim, quantity or choice",
        ),
        ("value: 3, of: quantty", "unknown-quantity", "no quantity is called `quantty`"),
        ("formula: max + 1, inputs: {max: other}", "bad-formula", "an input cannot be named `max`"),
    ],
)
def test_link__one_mistake_is_one_message_and_its_dependents_are_silent(
    field: str, rule: str, message: str
) -> None:
    found = edition(
        f"""
        claims:
          bad: {{title: Bad, {field}}}
          other: {{title: Other, value: 3 kW}}
          above: {{title: Above, formula: a, inputs: {{a: bad}}}}
          top: {{title: Top, formula: a, inputs: {{a: above}}}}
        quantities:
          quantity: {{title: Q, take: latest}}
        """,
        "sources: {src: {title: S}}",
    )
    told = [each for each in found.findings if each.severity == "error" and each.id != "quantity"]
    assert [(each.rule, each.id) for each in told] == [(rule, "bad")], told
    assert message in told[0].message
    assert "other" in found.summaries
    assert {found.cause(id) for id in ("bad", "above", "top")} == {"bad"}


def test_link__a_broken_record_is_not_called_missing_by_others() -> None:
    found = edition("""
        claims:
          broken: {title: Broken, valeu: 3}
          above: {title: Above, formula: a, inputs: {a: broken}}
    """)
    assert [each.rule for each in found.findings if each.severity == "error"] == ["unknown-key"]


def test_with_values__replaces_a_node_and_keeps_the_order() -> None:
    found = edition("""
        claims:
          a: {title: A, value: 1}
          b: {title: B, formula: 2 * a, inputs: {a: a}}
          c: {title: C, formula: 2 * b, inputs: {b: b}}
    """).base
    from whence.language.values.written import Written, parse

    value = parse("7", found.units)
    assert isinstance(value, Written)
    changed = graph.with_values(found, found.records, {"b": value})
    assert list(changed.nodes) == list(found.nodes)
    assert graph.ancestors(changed, "c") == ("b",)
    assert graph.descendants(changed, ["a"]) == ()


LONG = """
claims:
  power:
    title: Power
    value:
      mixture:
        - 1 to 2 kW
        - triangular: {low: 1 kW, mode: 2 kW, high: 3 kWx}
      weights: [1, 2]
"""


@pytest.mark.parametrize(
    ("wrong", "right", "line", "column"),
    [
        ("kWx", "kWx", 8, 55),
        ("1 to 2 kW", "2 to 1 kW", 7, 11),
        ("mode: 2 kW, high: 3 kWx", "mode: 9 kW, high: 3 kW", 8, 41),
        ("mode: 2 kW, high: 3 kWx", "mod: 2 kW, high: 3 kW", 8, 35),
        ("3 kWx}\n      weights: [1, 2]", "3 kW}\n      weights: [1, two]", 9, 20),
    ],
)
def test_link__a_mistake_in_a_long_value_is_where_it_stands(
    wrong: str, right: str, line: int, column: int
) -> None:
    found = edition(LONG.replace(wrong, right)).base.findings[0]
    assert (found.place.line, found.place.column) == (line, column)


@pytest.mark.parametrize(
    ("a", "b", "field", "line"),
    [
        ("moves_with: [b], moves_against: [b]", "", "moves_against", 2),
        ("moves_with: [a]", "", "moves_with", 2),
        ("moves_against: [a]", "", "moves_against", 2),
        ("moves_with: [b]", "moves_against: [a]", "moves_against", 3),
    ],
)
def test_link__claims_that_move_both_ways_or_with_themselves_are_an_error(
    a: str, b: str, field: str, line: int
) -> None:
    text = f"claims:\n  a: {{title: A, value: 10 ± 1, {a}}}\n  b: {{title: B, value: 5 ± 1, {b}}}\n"
    found = [each for each in edition(text).findings if each.severity == "error"]
    assert [each.rule for each in found] == ["bad-field"]
    assert field in found[0].message
    assert found[0].place is not None
    assert found[0].place.line == line


def test_link__claims_that_move_against_each_other_by_way_of_a_third_are_an_error() -> None:
    chain = "claims:\n  a: {{title: A, value: 10 ± 1, moves_with: [b]}}\n  b: {{title: B, value: 5 ± 1, moves_with: [c]}}\n"
    last = "  c: {{title: C, value: 5 ± 1, {}: [a]}}\n"
    assert rules(edition((chain + last).format("moves_against"))).count("bad-field") == 1
    assert "bad-field" not in rules(edition((chain + last).format("moves_with")))


def test_link__the_unit_of_a_growth_formula_is_said() -> None:
    found = edition("""
        claims:
          g: {title: G, formula: "growth_rate(x, t)", inputs: {x: "8", t: 3 year}, unit: "%/year"}
    """)
    assert any("x/year" in each.message for each in found.findings)


@pytest.mark.parametrize("age", ["", "old-"])
def test_links__to_an_older_id_are_links_to_the_present_one(age: str) -> None:
    found = edition(
        f"""
        claims:
          c: {{title: C, value: 20 to 30 kg, moves_with: [{age}d]}}
          d: {{title: D, value: 10 to 30 kg, aliases: [old-d]}}
          e: {{title: E, value: 10 to 30 kg, moves_against: [{age}d]}}
          a: {{title: A, value: 10 ± 1 kg, correlates: {{{age}b: 0.9}}}}
          b: {{title: B, value: 10 ± 1 kg, aliases: [old-b]}}
        """,
    )
    assert not [each for each in found.findings if each.severity == "error"]
    order = {id: found.values.of[id].samples.argsort().tolist() for id in "cde"}
    assert order["c"] == order["d"] == order["e"][::-1]
    assert np.corrcoef(found.values.of["a"].samples, found.values.of["b"].samples)[0, 1] > 0.8


def test_links__to_nothing_are_told_where_they_stand() -> None:
    found = edition(
        "claims:\n  weight: {title: W, value: 1 to 2 kg}\n  c: {title: C, value: 1 to 2 kg, moves_with: [weigth]}"
    )
    (wrong,) = [each for each in found.findings if each.severity == "error"]
    assert (wrong.rule, wrong.id, wrong.place and wrong.place.line) == ("unknown-input", "c", 3)
    assert "did you mean `weight`?" in wrong.hints


@pytest.mark.parametrize(
    ("fields", "hint"),
    [
        ("formula: other * 2", "to take the claim for an input write `inputs: {other: other}`"),
        (
            "formula: a * other, inputs: {a: other}",
            "to take the claim for an input add `other: other` to the inputs",
        ),
        ("formula: a * othe, inputs: {a: other}", "the inputs are: a"),
        ("formula: nobody * 2", "the inputs are: none"),
        (
            "formula: other + b, inputs: [other, b]",
            "write `{other: other, b: b}`, each name with the id it stands for",
        ),
    ],
)
def test_link__who_names_a_claim_and_no_input_is_shown_how_it_is_written(fields: str, hint: str) -> None:
    found = edition(f"claims: {{bad: {{title: Bad, {fields}}}, other: {{title: Other, value: 3 kW}}}}")
    told = [each for each in found.findings if each.severity == "error"]
    assert [each.hints for each in told] == [(hint,)]
