"""What is drawn into a text: numbers, verdicts, uses and colours."""

from __future__ import annotations

from pathlib import Path

from bakery import CLAIMS, FILES
from editing import desk
from whence.editor import diagnostics, ornaments
from whence.editor.lines import Lines, Position, Range

PATH = "claims/bread.yaml"
ALL = Range(Position(0, 0), Position(1000, 0))


def line(lines: Lines, at: Position) -> str:
    return lines.line(at.line).strip()


def test_inlays__behind_formulas_verdicts_and_takes(tmp_path: Path) -> None:
    table = desk(tmp_path, FILES)
    found = {line(table.lines(PATH), each.position): each.text for each in ornaments.inlays(table, PATH, ALL)}
    assert found["formula: price / weight"] == "= €0.96/kg"
    assert found["stated: 0.95 EUR/kg"].startswith("agrees")
    assert found["take: latest"] == "= €0.96/kg"
    assert found["assert: cost < rent"] == "holds"
    assert ornaments.inlays(table, PATH, Range(Position(0, 0), Position(2, 0))) == ()


def test_lenses__say_what_rests_on_a_record(tmp_path: Path) -> None:
    table = desk(tmp_path, FILES)
    found = {each.id: each.text for each in ornaments.lenses(table, PATH)}
    assert found["sack"] == "used by 1, moves 3 verdicts"
    assert found["flour-price"] == "used by 1, moves 1 verdict"
    assert "cheap" not in found
    assert {each.id: each.text for each in ornaments.lenses(table, "sources/all.yaml")} == {
        "mill": "cited by 2",
        "baker": "cited by 3",
    }


def test_tokens__colour_the_words_of_formulas_and_values(tmp_path: Path) -> None:
    table = desk(tmp_path, FILES)
    table.open[PATH] = CLAIMS.replace("price / weight", "max(price, 0) / weight")
    lines = table.lines(PATH)
    found = [
        (lines.text[lines.offset(each.range.start) : lines.offset(each.range.end)], each.kind)
        for each in ornaments.tokens(table, PATH)
    ]
    for wanted in (
        ("max", "function"),
        ("price", "parameter"),
        ("/", "operator"),
        ("0", "number"),
        ("180", "number"),
        ("loaf/day", "type"),
    ):
        assert wanted in found, found
    assert ("to", "type") not in found
    assert not any(word == "sack" for word, _ in found)


def test_diagnostics__have_exact_ranges_in_utf_16_and_the_other_side(tmp_path: Path) -> None:
    table = desk(tmp_path, FILES)
    row = "  half: {title: Ähren 𝄞, formula: w / 2, inputs: {w: sak}}"
    table.open[PATH] = CLAIMS.replace("checks:\n", f"{row}\nchecks:\n")
    found = diagnostics.diagnostics(table, table.edition())[PATH]
    unknown = next(each for each in found if each.finding.rule == "unknown-input")
    assert unknown.range.start.column == len(row[: row.index("sak")].encode("utf-16-le")) // 2
    assert unknown.range.end.column == unknown.range.start.column + 3
    table.open[PATH] = CLAIMS.replace("rent: 150 EUR/day", "rent: 2 EUR/day")
    failed = next(
        each
        for each in diagnostics.diagnostics(table, table.edition())[PATH]
        if each.finding.rule.startswith("check-")
    )
    assert failed.finding.id == "cheap"


def test_diagnostics__of_a_conflict_name_the_claims(tmp_path: Path) -> None:
    rival = (
        "  other:\n    title: Flour elsewhere\n    value: 3 EUR/kg\n    of: flour-price\n    cites: [mill]\n"
    )
    table = desk(
        tmp_path,
        {
            **FILES,
            "claims/bread.yaml": CLAIMS.replace("checks:\n", rival + "checks:\n").replace(
                "take: latest", "take: envelope"
            ),
        },
    )
    found = diagnostics.diagnostics(table, table.edition())[PATH]
    conflict = next(each for each in found if each.finding.rule == "rivals-disagree")
    assert {each.message for each in conflict.related} == {"Flour by the kilo", "Flour elsewhere"}


def test_at_once__tells_what_is_wrong_in_the_file_and_moves_the_rest_with_its_lines(tmp_path: Path) -> None:
    table = desk(tmp_path, {**FILES, PATH: CLAIMS.replace("    stated: 0.95 EUR/kg", "    stated: 9 EUR/kg")})
    before = next(
        each
        for each in diagnostics.diagnostics(table, table.edition())[PATH]
        if each.finding.rule == "recomputed-differs"
    )
    made = table.work["editions"], table.work["renewals"]
    table.open[PATH] = table.text(PATH).replace("claims:\n", "claims:\n  new: {titel: New}\n")
    found = {each.finding.rule: each for each in diagnostics.at_once(table, PATH)}
    assert found["recomputed-differs"].range.start.line == before.range.start.line + 1
    assert "unknown-key" in found
    assert (table.work["editions"], table.work["renewals"]) == made


def test_work__of_a_key_is_one_file(tmp_path: Path) -> None:
    more = {
        f"claims/more-{n}.yaml": f"claims: {{more-{n}: {{title: More, value: {n + 1} kg}}}}\n"
        for n in range(30)
    }
    table = desk(tmp_path, {**FILES, **more})
    table.edition()
    ornaments.inlays(table, PATH, ALL)
    before = dict(table.work)
    table.open[PATH] = CLAIMS + "# a\n"
    ornaments.inlays(table, PATH, ALL)
    ornaments.tokens(table, PATH)
    diagnostics.at_once(table, PATH)
    assert table.work["composed"] == before["composed"] + 1
    assert table.work["renewals"] == before.get("renewals", 0)
    table.edition()
    table.edition()
    assert table.work["renewals"] == before.get("renewals", 0) + 1
    assert table.work["editions"] == 1
    assert table.work["looked at the disk"] == 1
