"""What is offered to be done mends what it says that it mends."""

from __future__ import annotations

from pathlib import Path

from bakery import CLAIMS, FILES
from editing import MARK, desk, marked
from whence.editor import actions
from whence.editor.lines import Lines, Range

PATH = "claims/bread.yaml"


def offered(tmp_path: Path, text: str) -> dict[str, str]:
    """The actions at the mark by their titles, each with the text that it makes."""
    table = desk(tmp_path, FILES)
    at = marked(table, PATH, text)
    table.edition()
    found = {}
    for each in actions.actions(table, PATH, Range(at, at)):
        (path, changes), *_ = each.changes.items()
        lines: Lines = table.lines(path)
        new = lines.text
        for change in reversed(changes):
            new = (
                new[: lines.offset(change.range.start)] + change.text + new[lines.offset(change.range.end) :]
            )
        found[each.title] = new
    return found


def test_actions__write_what_a_hint_names(tmp_path: Path) -> None:
    for wrong, right in (
        ("weight: sak", "weight: sack"),
        ("0.5 kg/loafs", "0.5 kg/loaf"),
        ("    titel: What a sack costs", "    title: What a sack costs"),
        ("cites: [mil]", "cites: [mill]"),
        ("formula: price // weight", "formula: price / weight"),
    ):
        text = CLAIMS.replace(right, wrong + MARK, 1)
        assert MARK in text, right
        found = offered(tmp_path, text)
        made = [new for title, new in found.items() if title.startswith("write")]
        assert CLAIMS in made, (wrong, list(found))


def test_actions__define_a_unit_that_nobody_knows(tmp_path: Path) -> None:
    found = offered(tmp_path, CLAIMS.replace("180 to 220 loaf/day", f"180 to 220 bun/d{MARK}ay"))
    assert (
        "  bun: {title: bun}\n" in found["define the unit `bun`"]
        or "  bun:\n    title: bun\n" in found["define the unit `bun`"]
    )


def test_actions__accept_a_finding_with_a_reason(tmp_path: Path) -> None:
    text = CLAIMS.replace("    kind: fact\n    cites: [mill]\n", "    kind: fact\n")
    found = offered(tmp_path, text.replace("value: 25 kg", f"value: 25{MARK} kg"))
    new = found["accept `uncited` with a reason"]
    assert "    accepted:\n      - {rule: uncited, because: say here why it is lived with}\n" in new


def test_actions__compute_with_a_bound_and_write_another_unit(tmp_path: Path) -> None:
    found = offered(tmp_path, CLAIMS.replace("value: 25 kg", f'value: ">= 25 kg"{MARK}'))
    assert "    taken_as: 25 kg\n" in found["compute with 25 kg (`taken_as`)"]
    text = CLAIMS.replace("value: 25 kg", f"value: 25 kg{MARK}").replace(
        "  sack-price:", "  grams:\n    title: A pinch\n    value: 2 g\n  sack-price:"
    )
    assert "value: 25000 g" in offered(tmp_path, text)["write 25000 g"]


def test_actions__supersede_a_claim(tmp_path: Path) -> None:
    found = offered(tmp_path, CLAIMS.replace("  loaves:\n    title", f"  loa{MARK}ves:\n    title"))
    new = found["supersede by a new claim `loaves-2`"]
    assert "    status: superseded\n    superseded_by: loaves-2\n" in new
    assert "  loaves-2:\n    title: Loaves a day\n    value: 180 to 220 loaf/day\n" in new
