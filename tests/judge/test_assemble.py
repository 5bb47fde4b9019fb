"""Laws of the whole: what must not depend on anything but the base itself, over bases made up at random."""

from __future__ import annotations

import random
from dataclasses import fields

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from whence.evaluate.estimate import Estimate
from whence.evaluate.recorded import Recorded
from whence.files.schema import Settings
from whence.judge.assemble import Edition, assemble

SETTINGS = Settings(samples=64)
VALUES = [
    "3 kW",
    "2 to 5 kW",
    "2 .. 5 kW",
    "4 ± 1 kW",
    "~3 kW",
    '"> 2 kW"',
    '"< 9 kW"',
    "5 +2 -1 kW",
    "{one_of: [1 kW, 3 kW]}",
]
STEPS = ["a + b", "a - b / 2", "max(a, b)", "a * b / b", "min(a, 2 * b)", "sqrt(a * b)", "if(a > b, a, b)"]
QUICK = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def bases(draw: st.DrawFn) -> dict[str, str]:
    """A base of leaves, choices, derived claims, a quantity and checks, over two files."""
    seed = draw(st.integers(0, 10**6))
    generator = random.Random(seed)
    known: list[str] = []
    files: dict[str, dict[str, list[str]]] = {name: {} for name in ("claims/a.yaml", "claims/b.yaml")}

    def put(section: str, line: str) -> None:
        files[generator.choice(list(files))].setdefault(section, []).append(line)

    for n in range(draw(st.integers(2, 5))):
        of = ", of: some" if generator.random() < 0.3 else ""
        put("claims", f"leaf-{n}: {{title: L, value: {generator.choice(VALUES)}{of}}}")
        known.append(f"leaf-{n}")
    put("claims", "always: {title: A, value: 3 to 4 kW, of: some}")
    put(
        "quantities",
        f"some: {{title: S, take: {generator.choice(['latest', 'mixture', 'envelope', 'weighted'])}}}",
    )
    put("choices", f"pick: {{title: P, options: {{x: leaf-0, y: {generator.choice(['7 kW', 'leaf-1'])}}}}}")
    known += ["some", "pick"]
    for n in range(draw(st.integers(1, 5))):
        a, b = generator.choice(known), generator.choice(known)
        put(
            "claims",
            f'step-{n}: {{title: S, formula: "{generator.choice(STEPS)}", inputs: {{a: {a}, b: {b}}}, unit: kW}}',
        )
        known.append(f"step-{n}")
    a, b = generator.sample(known, 2)
    fail = generator.choice(["rule-out", "conflict", "report"])
    put("checks", f"fits: {{title: F, assert: a <= b, inputs: {{a: {a}, b: {b}}}, on_fail: {fail}}}")
    return {
        name: "".join(
            f"{section}:\n" + "".join(f"  {line}\n" for line in lines) for section, lines in sections.items()
        )
        for name, sections in files.items()
    }


def same(one: Edition, other: Edition, but: frozenset[str] = frozenset()) -> None:
    """Every number of one edition is in the other, to the last bit, and so is every finding."""
    for id, estimate in one.values.of.items():
        np.testing.assert_array_equal(estimate.samples, other.values.of[id].samples, id)
        np.testing.assert_array_equal(estimate.point, other.values.of[id].point, id)
        assert repr(one.summaries[id]) == repr(other.summaries[id])
    assert [f"{e.rule} {e.id} {e.message}" for e in one.findings if e.id not in but] == [
        f"{e.rule} {e.id} {e.message}" for e in other.findings if e.id not in but
    ]


@QUICK
@given(bases())
def test_assemble__the_made_up_bases_are_sound(texts: dict[str, str]) -> None:
    found = assemble(texts, SETTINGS)
    errors = [each for each in found.findings if each.severity == "error" and each.rule != "not-finite"]
    assert not errors, (errors, texts)


@QUICK
@given(bases())
def test_assemble__the_order_of_the_files_does_not_matter(texts: dict[str, str]) -> None:
    same(assemble(texts, SETTINGS), assemble(dict(reversed(texts.items())), SETTINGS))


@QUICK
@given(bases())
def test_assemble__nor_which_file_a_record_stands_in(texts: dict[str, str]) -> None:
    swapped = {"claims/a.yaml": texts["claims/b.yaml"], "claims/b.yaml": texts["claims/a.yaml"]}
    one, other = assemble(texts, SETTINGS), assemble(swapped, SETTINGS)
    for id, estimate in one.values.of.items():
        np.testing.assert_array_equal(estimate.samples, other.values.of[id].samples)
    assert sorted((e.rule, e.id) for e in one.findings) == sorted((e.rule, e.id) for e in other.findings)


@QUICK
@given(bases())
def test_assemble__an_unrelated_claim_changes_no_bit_of_others(texts: dict[str, str]) -> None:
    more = {
        "claims/0.yaml": "claims:\n  aaa: {title: A, value: 1 to 9 token}\n  zzz: {title: Z, formula: 2 * a, inputs: {a: aaa}}\n"
    }
    same(assemble(texts, SETTINGS), assemble({**texts, **more}, SETTINGS), frozenset({"aaa", "zzz"}))


@QUICK
@given(bases())
def test_assemble__what_is_remembered_is_what_is_computed(texts: dict[str, str]) -> None:
    memory: dict[str, object] = {}
    first = assemble(texts, SETTINGS, memory=memory)  # type: ignore[arg-type]
    same(first, assemble(texts, SETTINGS, memory=memory))  # type: ignore[arg-type]


@QUICK
@given(bases())
def test_assemble__nor_whether_draws_are_kept(texts: dict[str, str]) -> None:
    frugal = assemble(texts, SETTINGS, keep=False)
    assert frugal.findings is frugal.findings
    same(assemble(texts, SETTINGS), frugal)


# What an edit may change of the bases above: words, and those in their place.
EDITS = (
    ("value: 3 to 4 kW", "value: 1 to 9 kW"),
    ("value: 3 to 4 kW", "value: '> 3 kW'"),
    ("x: leaf-0", "x: leaf-1"),
    ("a <= b", "a > b"),
    ("a + b", "a - b"),
    ("max(a, b)", "min(a, b)"),
    ("rule-out", "report"),
    ("take: mixture", "take: envelope"),
    ("take: weighted", "tolerance: 30%, take: weighted"),
    ("of: some}", "of: some, status: superseded}"),
)


def flat(part: object) -> str:
    """A part of an estimate as text, to the last bit."""
    if isinstance(part, tuple):
        return repr([flat(each) for each in part])
    return repr(part.tolist() if isinstance(part, np.ndarray | np.generic) else part)


@QUICK
@given(bases(), st.lists(st.sampled_from(EDITS), max_size=4), st.booleans())
def test_assemble__what_other_processes_said_is_what_is_computed(
    texts: dict[str, str], edits: list[tuple[str, str]], keep: bool
) -> None:
    """After each edit, the numbers that were recorded before it are told as if they were new."""
    content = b""
    for old, new in [("", ""), *edits, ("", "")]:
        texts = {name: text.replace(old, new) if old else text for name, text in texts.items()}
        memory = Recorded(content)
        found = assemble(texts, SETTINGS, memory=memory, keep=keep)
        assert found.findings is found.findings
        content = memory.content(200) or content
        fresh = assemble(texts, SETTINGS)
        same(fresh, found)
        for id, each in fresh.values.of.items():
            for field in fields(Estimate):
                one, other = (getattr(side, field.name) for side in (found.values.of[id], each))
                assert flat(one) == flat(other), (id, field.name)


@QUICK
@given(bases(), st.randoms(use_true_random=False))
def test_assemble__what_is_asked_first_changes_nothing(texts: dict[str, str], chance: random.Random) -> None:
    """One thing is asked of an edition that has worked out nothing yet, and of one that has worked out everything."""
    whole = assemble(texts, SETTINGS)
    assert whole.findings is whole.findings
    for id in chance.sample(sorted(whole.base.nodes), 4):
        alone = assemble(texts, SETTINGS)
        assert alone.cause(id) == whole.cause(id)
        for ask in (
            lambda found, id=id: found.summaries.get(id),
            lambda found, id=id: found.agreements.get(id),
            lambda found, id=id: found.comparisons.get(id),
            lambda found, id=id: found.outcomes(id) if id in found.settled.outcomes else (),
            lambda found, id=id: found.settled.ruled_out.get((id, "x")),
            lambda found, id=id: found.shares(id) if id in found.summaries else (),
        ):
            assert repr(ask(assemble(texts, SETTINGS))) == repr(ask(alone)) == repr(ask(whole)), id
    same(whole, alone)


@QUICK
@given(bases(), st.sampled_from(VALUES))
def test_assemble__what_is_remembered_of_another_base_does_no_harm(texts: dict[str, str], value: str) -> None:
    memory: dict[str, object] = {}
    assemble(texts, SETTINGS, memory=memory)  # type: ignore[arg-type]
    edited = {name: text.replace("value: 3 to 4 kW", f"value: {value}") for name, text in texts.items()}
    same(assemble(edited, SETTINGS), assemble(edited, SETTINGS, memory=memory))  # type: ignore[arg-type]


@QUICK
@given(bases())
def test_assemble__a_unit_of_another_size_leaves_the_physical_values(texts: dict[str, str]) -> None:
    rescaled = {name: text.replace("unit: kW", "unit: MW") for name, text in texts.items()}
    one, other = assemble(texts, SETTINGS), assemble(rescaled, SETTINGS)
    for id, estimate in one.values.of.items():
        np.testing.assert_array_equal(estimate.samples, other.values.of[id].samples)
