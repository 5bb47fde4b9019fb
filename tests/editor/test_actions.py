"""What is offered to be done mends what it says that it mends."""

from __future__ import annotations

from pathlib import Path

from bakery import CLAIMS, FILES
from editing import MARK, desk, marked
from whence.account.candidates import proposals
from whence.editor import actions
from whence.editor.desk import Desk
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


PORT = {
    "claims/harbour.yaml": "claims:\n  depth: {title: Depth of the harbour at Seaham, value: 7 m, cites: [pilot]}\n",
    "claims/survey.yaml": "claims:\n  measured: {title: Depth of the harbour at Seaham (survey), value: 7.4 m, cites: [survey]}\n",
    "sources/all.yaml": "sources: {pilot: {title: The pilot book}, survey: {title: A survey}}\n",
}


def decided(tmp_path: Path) -> tuple[Desk, dict[str, dict[str, str]]]:
    """A desk, and what is offered at a claim that may be another's: the texts that each would make."""
    table = desk(tmp_path, PORT)
    table.edition()
    path = "claims/harbour.yaml"
    at = table.lines(path).position(table.text(path).index("depth"))
    found = {}
    for each in actions.actions(table, path, Range(at, at)):
        texts = {}
        for file, changes in each.changes.items():
            lines = table.lines(file)
            text = lines.text
            for change in reversed(changes):
                start, end = (lines.offset(place) for place in (change.range.start, change.range.end))
                text = text[:start] + change.text + text[end:]
            texts[file] = text
        found[each.title] = texts
    return table, found


def test_actions__relate_two_claims_or_set_them_apart(tmp_path: Path) -> None:
    table, found = decided(tmp_path)
    assert [each.found.ids for each in proposals.propose(table.last, table.candidates())] == [
        ("depth", "measured")
    ]
    titles = [
        title for title in found if title.startswith(("relate to `measured`", "set apart from `measured`"))
    ]
    assert len(titles) >= 2
    for title in titles:
        again = desk(tmp_path / title[:12].replace(" ", "-"), PORT)
        again.open.update(found[title])
        edition = again.edition()
        assert [each for each in edition.findings if each.severity == "error"] == [], title
        assert again.candidates() == (), title  # it is decided
    apart = next(found[title] for title in titles if title.startswith("set apart"))
    assert "differs_from: {measured: why}" in "".join(apart.values())


def test_actions__look_for_candidates_once_an_edition(tmp_path: Path) -> None:
    table, _ = decided(tmp_path)
    path = "claims/harbour.yaml"
    at = table.lines(path).position(table.text(path).index("depth"))
    for _ in range(3):
        actions.actions(table, path, Range(at, at))
    assert table.work["candidates"] == 1
