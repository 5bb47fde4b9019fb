"""The audit of stated figures: sorted by how far beyond rounding each is, each with what would explain it."""

from __future__ import annotations

from small import edition
from whence.account import answers, reasons
from whence.judge.edition import Edition
from whence.publish.pages import conflicts, nodes
from whence.publish.pages.book import Book
from whence.publish.pages.cells import verdict_flag
from whence.publish.pages.words import check_page


def audited() -> Edition:
    return edition("""
        claims:
          far: {title: Far, formula: 2 * x, inputs: {x: 10.0 kg}, unit: kg, stated: 90.0 kg}
          near: {title: Near, formula: 2 * x, inputs: {x: 10.0 kg}, unit: kg, stated: 21.0 kg}
          off: {title: Off, formula: 2 * x, inputs: {x: 10.0 kg}, unit: kg, stated: 25.0 kg}
          # off by more than `near`, but its digits explain more
          loose: {title: Loose, formula: 2 * x, inputs: {x: 2e1 kg}, unit: kg, stated: 3e1 kg}
          same: {title: Same, formula: 2 * x, inputs: {x: 10.0 kg}, unit: kg, stated: 20.0 kg}
          zero: {title: Zero, formula: 2 * x, inputs: {x: 10.0 kg}, unit: kg, stated: 0 kg}
          high: {title: High, formula: 2 * x, inputs: {x: 10 to 20 kg}, unit: kg, stated: 40 kg}
    """)


def test_audit_page__counts_in_words_that_fit() -> None:
    said = conflicts.audit_page(Book(audited())).data.intro  # type: ignore[attr-defined]
    assert said.startswith("Of 7 stated figures: ")
    assert (
        "1 is close, beyond rounding, 1 is off by less than a factor of 1.5, 2 are off by more. Every" in said
    )
    one = edition("claims: {a: {title: A, formula: 2 * x, inputs: {x: 10.0 kg}, unit: kg, stated: 25.0 kg}}")
    assert conflicts.audit_page(Book(one)).data.intro.startswith(
        "Of 1 stated figure: 1 is off by less than a factor of 1.5. "
    )  # type: ignore[attr-defined]


def test_audit_page__sorts_by_how_far_beyond_rounding_each_is() -> None:
    found = audited()
    [table] = conflicts.audit_page(Book(found)).data.tables  # type: ignore[attr-defined]
    titles = [row[0].text for row in table.rows]
    assert titles[:2] == ["Zero", "Far"]
    assert titles.index("Off") < titles.index("Near") < titles.index("Loose")
    assert {titles[-1], titles[-2]} == {"Same", "Loose"}
    left = [conflicts.beyond(found.agreements[title.lower()])[0] for title in titles]
    assert left == sorted(left, reverse=True)


def test_audit_page__says_of_each_what_would_explain_it() -> None:
    [table] = conflicts.audit_page(Book(audited())).data.tables  # type: ignore[attr-defined]
    said = {row[0].text: row[6].text for row in table.rows}
    assert said["Same"] == "it is what the inputs give"
    near = next(row for row in table.rows if row[0].text == "Near")
    # how far off it is, and how much of that rounding explains, stands in columns of its own
    assert [each.text for each in near[4:7]] == [
        "at most 0.75 %", "5 %", "an input that is less sure than its digits say",
    ]  # fmt: skip
    assert said["High"].startswith("it lies in what the inputs leave open")
    assert all(said.values())


def test_verdict_flag__one_end_of_a_range_is_never_green() -> None:
    found = audited().agreements["high"]
    assert (found.verdict, found.one_end) == ("inside", "high")
    assert verdict_flag(found).tone != "settled"
    assert verdict_flag(audited().agreements["same"]).tone == "settled"


def test_stated__in_json_has_ratio_reading_and_what_rounding_explains() -> None:
    found = audited()
    near = answers.stated(found, "near")
    assert near
    assert near["verdict"] == "close"
    assert near["recomputed"] == 20
    assert 0 < near["rounding_explains"] < near["off_by"] < 0.06
    assert "rounding explains at most" in near["why"]
    zero = answers.stated(found, "zero")
    assert zero
    assert (zero["ratio"], zero["verdict"]) == (None, "mismatch")


def test_explain__puts_the_verdict_beside_the_number() -> None:
    step = reasons.explain(audited(), "off")
    assert step.verdict == "soft (ours / theirs 0.8)"
    assert reasons.as_json(step)["against_stated"] == step.verdict


def test_audit_page__errors_and_bounds_have_their_place() -> None:
    """A width stands by how far it is off, and a bound that is broken by its ratio: neither at random nor last."""
    found = edition("""
        claims:
          wide: {title: Wide, formula: 2 * x, inputs: {x: 10 ± 9 kg}, unit: kg, stated: 20 ± 3 kg}
          wider: {title: Wider, formula: 2 * x, inputs: {x: 100 ± 9 kg}, unit: kg, stated: 200 ± 1 kg}
          broken: {title: Broken, formula: 2 * x, inputs: {x: 10.0 kg}, unit: kg, stated: "< 10 kg"}
          least: {title: Least, formula: 2 * x, inputs: {x: at least 10 kg}, unit: kg, stated: 12 kg}
          same: {title: Same, formula: 2 * x, inputs: {x: 10.0 kg}, unit: kg, stated: 20.0 kg}
    """)
    [table] = conflicts.audit_page(Book(found)).data.tables  # type: ignore[attr-defined]
    left = {id: conflicts.beyond(each)[0] for id, each in found.agreements.items()}
    assert left["wider"] > left["wide"] > 1
    assert left["broken"] > 0.6
    assert left["least"] > 0
    assert left["same"] == 0
    titles = [row[0].text.lower() for row in table.rows]
    assert titles == sorted(titles, key=lambda id: -left[id])


def test_check_page__says_what_it_is_computed_with() -> None:
    found = edition("""
        claims:
          grid: {title: Grid, value: at least 50 MW, taken_as: 60 MW, why: the permit says so}
        checks:
          fits: {title: It fits, assert: need <= grid, inputs: {need: 55 MW, grid: grid}, on_fail: conflict}
    """)
    view = check_page(Book(found), "fits").data
    assert view.taken == ("“Grid” is written as at least 50 MW and taken as 60 MW.",)  # type: ignore[attr-defined]


def test_audit_page__numbers_have_the_digits_that_their_pages_have() -> None:
    """Beside 1071.73 EUR stood €1070, and what the inputs give was said to be that."""
    found = edition("""
        claims:
          spread:
            {title: Spread, formula: h - l, inputs: {h: 936.28 EUR, l: -135.45 EUR}, unit: EUR, stated: 1071.73 EUR}
    """)
    book = Book(found)
    [table] = conflicts.audit_page(book).data.tables  # type: ignore[attr-defined]
    assert table.rows[0][2].text == "€1071.73"
    assert dict(nodes._stated(book, "spread")[0])["Its inputs give"] == "€1071.73"


def test_verdict_flag__what_bounds_leave_open_depends_on_no_reading() -> None:
    claims = """
    claims:
      all: {title: All, value: at least 400 MW}
      some: {title: Some, value: at least 100 MW}
      rest: {title: Rest, formula: a - b, inputs: {a: all, b: some}, unit: MW, stated: 250 MW}
    """
    assert verdict_flag(edition(claims).agreements["rest"]).word == "open (bounds decide nothing)"
