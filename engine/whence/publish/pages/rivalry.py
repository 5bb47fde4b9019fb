"""The claims of one quantity side by side: an ideogram, a table with what is not used and why, and the combined value."""

from __future__ import annotations

from whence.evaluate.rivals import in_units
from whence.language.problems import listing
from whence.language.values.written import show, show_interval
from whence.model.graph import Pool
from whence.publish import charts
from whence.publish.charts import Chart, Dot
from whence.publish.charts.drawing import pretty
from whence.publish.charts.rows import bells
from whence.publish.pages.book import Book, flag_cell, ref_cell
from whence.publish.pages.parts import Cell, Table, up
from whence.publish.pages.tables import range_cell, value_cell


def rivals(book: Book, id: str) -> tuple[Chart | None, Table | None, tuple[tuple[str, str], ...]]:
    """The ideogram, the table and the figures of the combined value; nothing for what has no rivals."""
    comparison = book.edition.comparisons.get(id)
    if comparison is None or not comparison.rivals or id not in book.edition.summaries:
        return None, None, ()
    edition, unit = book.edition, book.edition.unit(id)
    dots = [
        Dot(
            edition.title(each.id),
            each.figure,
            up(book.href(each.id)),
            each.unused,
            each.bound,
            book.number(each.id),
        )
        for each in comparison.rivals
    ]
    curve: list[tuple[float, float]] = []
    combined = None
    rows: list[tuple[str, str]] = []
    c = comparison.consensus
    if c:
        used = [
            each.measured for each in comparison.rivals if each.measured and each.id in comparison.weighed
        ]
        centres = [(each.value, (each.plus + each.minus) / 2) for each in used]
        curve = [(in_units(x, comparison.scale), h) for x, h in bells(centres)]
        ends = [in_units(c.mean + n * c.u_scaled, comparison.scale) for n in (-1, 0, 1)]
        combined = (ends[0], ends[1], ends[2])
        rows = _consensus_rows(book, id)
    else:
        rows = [("Largest over smallest", f"{comparison.ratio:.3g}"), ("Verdict", comparison.verdict)]
    note = "The band is the weighted mean with its scaled error." if c else ""
    return (
        charts.ideogram("rivals-chart", dots, unit, curve, combined, note),
        _rival_table(book, id),
        tuple(rows),
    )


def _consensus_rows(book: Book, id: str) -> list[tuple[str, str]]:
    comparison = book.edition.comparisons[id]
    c, unit = comparison.consensus, book.edition.unit(id)
    assert c is not None
    low, mean, high = (in_units(c.mean + n * c.u_scaled, comparison.scale) for n in (-1, 0, 1))
    rows = [
        ("Weighted mean", pretty(show(mean, unit, 4))),
        ("± scaled error", pretty(show_interval(low, high, unit))),
        ("Scale factor S", f"{c.S:.2f}"),
        ("Chi squared", f"{c.Q:.3g} for {c.n - 1} degrees of freedom, p = {c.p:.2g}"),
        ("Birge ratio", f"{c.birge:.2f}"),
        ("Weighed on", f"a {comparison.scale} scale"),
        ("Verdict", comparison.verdict),
    ]
    if c.suspect is not None:
        rows.append(("Stands out", book.edition.title(comparison.weighed[c.suspect])))
    return rows


def _rival_table(book: Book, id: str) -> Table:
    edition = book.edition
    comparison = edition.comparisons[id]
    node = edition.base.nodes.get(id)
    taken = node.members if isinstance(node, Pool) else ()
    rows = []
    for each in comparison.rivals:
        claim = edition.base.records.claims[each.id]
        origins = [ref.title for cite in claim.cites[:2] if (ref := book.source_ref(cite.source))]
        standing = each.unused or ("taken" if each.id in taken else "used")
        tone = "plain" if each.unused else "settled"
        rows.append(
            (
                ref_cell(book.ref(each.id)),
                value_cell(book, each.id),
                range_cell(book, each.id),
                Cell(claim.as_of or "–"),
                Cell(listing(list(dict.fromkeys(origins))) or "–"),
                Cell(claim.scope or "–"),
                flag_cell(standing, tone),
            )
        )
    return Table(
        "Every claim about it, used or not",
        ("claim", "value", "90 % interval", "as of", "origin", "scope", "standing"),
        tuple(rows),
    )
