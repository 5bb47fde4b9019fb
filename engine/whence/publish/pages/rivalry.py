"""The claims of one quantity side by side: an ideogram, a table with what is not used and why, and the combined value."""

from __future__ import annotations

from collections.abc import Iterator

from whence.account import ledger
from whence.evaluate.estimate import Figure, digits
from whence.evaluate.rivals import Comparison, Rival, in_units
from whence.judge import rivalry
from whence.language.frozen import dataclass
from whence.language.problems import counted, listing
from whence.language.values.shown import show, show_interval
from whence.model.graph import Pool
from whence.publish import charts
from whence.publish.charts import Chart, Dot
from whence.publish.charts.drawing import pretty
from whence.publish.charts.rows import bells
from whence.publish.pages.book import Book
from whence.publish.pages.cells import TONES, flag_cell, number_cell, ref_cell, sort_of
from whence.publish.pages.parts import Cell, Flag, Table, up
from whence.publish.pages.tables import range_cell, value_cell

MOST_PAIRS = 15
TAKEN, USED = "taken", "used"

# The rules that object to how claims stand to each other, as badges name them.
OBJECTIONS = tuple(map(sort_of, ("rivals-disagree", "rivals-tension", "rivals-open")))


def flag(book: Book, id: str) -> Flag:
    """How the claims of a quantity stand to each other, with the numbers between which they lie."""
    comparison = book.edition.comparisons[id]
    grave = any(each.word in OBJECTIONS and each.tone == "conflict" for each in book.flag_findings(id))
    tone = "conflict" if grave else TONES[comparison.verdict]
    return Flag(rivalry.WORDS[comparison.verdict], tone, pretty(ledger.between(book.edition, id)), "#rivals")


def several(found: Comparison) -> bool:
    """Whether a claim of a quantity stands beside another: one alone agrees with none."""
    return len(_used(found)) > 1


def _used(found: Comparison) -> list[str]:
    return [each.id for each in found.rivals if not each.unused]


def among(book: Book, id: str, of: str) -> Flag | None:
    """The same on the page of one of the claims that are compared; nothing for one that no other stands beside."""
    # a quantity that is written wrongly has no value, and yet its claims were compared
    found = book.edition.comparisons.get(of) if of in book.edition.summaries else None
    if found is None or not several(found) or id not in _used(found):
        return None
    whole = flag(book, of)
    return Flag(
        whole.word, whole.tone, f"“{book.edition.title(of)}”: {whole.text}", f"{book.href(of)}#rivals"
    )


@dataclass(frozen=True)
class Rivalry:
    """What a page shows of rivals: the ideogram, figures and tables."""

    chart: Chart
    figures: tuple[tuple[str, str], ...]
    table: Table
    pairs: Table | None


def rivals(book: Book, id: str) -> Rivalry | None:
    """The rivals of a quantity; nothing for what has none."""
    comparison = book.edition.comparisons.get(id)
    if comparison is None or not comparison.rivals or id not in book.edition.summaries:
        return None
    combined, digits = _combined(comparison), rivalry.digits(comparison.rivals, book.edition.unit(id))
    chart = charts.ideogram(
        "rivals-chart",
        [_dot(book, id, each, digits) for each in comparison.rivals],
        book.edition.unit(id),
        _curve(comparison),
        combined,
        "The band is the weighted mean with its scaled error." if combined else "",
    )
    figures = tuple(_figures(book, id, comparison))
    table = _rival_table(book, id)
    return Rivalry(chart, figures, table, _pairs(book, comparison))


def _pairs(book: Book, comparison: Comparison) -> Table | None:
    """How far every two claims are apart, the furthest first; nothing where there are only two."""
    rows = tuple(
        (ref_cell(book.ref(a)), ref_cell(book.ref(b)), Cell(far))
        for a, b, far in rivalry.pairs(comparison)[:MOST_PAIRS]
    )
    return Table("Two by two", ("claim", "and", "are apart by"), rows, False) if rows else None


def _dot(book: Book, id: str, each: Rival, digits: int) -> Dot:
    title, link = book.edition.title(each.id), up(book.href(each.id))
    number, stands = book.number(each.id, digits), standing(book, id, each)
    return Dot(title, each.figure, link, each.unused or each.aside, each.bound, number, standing=stands)


def _curve(comparison: Comparison) -> list[tuple[float, float]]:
    """The sum of one bell for each witness; nothing where they give no mean together."""
    if comparison.consensus is None:
        return []
    used = [each.measured for each in comparison.witnesses if each.measured]
    found = bells([(each.value, (each.plus + each.minus) / 2) for each in used])
    return [(in_units(x, comparison.scale), height) for x, height in found]


def _combined(comparison: Comparison) -> tuple[float, float, float] | None:
    """The weighted mean between the ends of its scaled error."""
    c, scale = comparison.consensus, comparison.scale
    if c is None:
        return None
    low, mean, high = (in_units(c.mean + n * c.u_scaled, scale) for n in (-1, 0, 1))
    return low, mean, high


def _figures(book: Book, id: str, comparison: Comparison) -> Iterator[tuple[str, str]]:
    """What the claims say together, each a word and a figure."""
    edition, unit = book.edition, book.edition.unit(id)
    if comparison.consensus:
        yield from _consensus_rows(book, id)
    else:
        yield "Spread", rivalry.spread(comparison, unit)
    yield "Verdict", comparison.verdict
    for a, b in comparison.apart:
        yield "Apart", f"{edition.title(a)}; {edition.title(b)}"
    for group in rivalry.witnesses(comparison):
        yield "One witness", "; ".join(edition.title(each) for each in group)
    if comparison.within:
        yield "The bounds", pretty(rivalry.limits(comparison.within, unit))
    for where, verdict in rivalry.readings(edition, comparison):
        yield f"With {where}", verdict
    for name, verdict in comparison.periods:
        yield f"In {name}", verdict


def _consensus_rows(book: Book, id: str) -> Iterator[tuple[str, str]]:
    comparison = book.edition.comparisons[id]
    c, unit = comparison.consensus, book.edition.unit(id)
    assert c is not None
    low, mean, high = _combined(comparison) or (0.0, 0.0, 0.0)
    worth = digits(Figure(mean, mean, low, high))
    yield "Weighted mean", pretty(show(mean, unit, worth))
    yield "± scaled error", pretty(show_interval(low, high, unit, worth))
    yield "Scale factor S", f"{c.S:.2f}"
    yield "Chi squared", f"{c.Q:.3g} for {counted(c.n - 1, 'degree')} of freedom, p = {c.p:.2g}"
    yield "Birge ratio", f"{c.birge:.2f}"
    yield "Weighed on", f"a {comparison.scale} scale"
    if c.suspect is not None:
        yield "Stands out", book.edition.title(comparison.weighed[c.suspect])


def standing(book: Book, id: str, each: Rival) -> str:
    """How a claim stands in its quantity: that it is taken or used, or why it has no part."""
    node = book.edition.base.nodes.get(id)
    taken = isinstance(node, Pool) and each.id in node.members
    return rivalry.standing(book.edition, id, each) or (TAKEN if taken else USED)


def _rival_table(book: Book, id: str) -> Table:
    edition = book.edition
    comparison = edition.comparisons[id]
    digits = rivalry.digits(comparison.rivals, edition.unit(id))
    chi, rows = rivalry.chi_shares(comparison), []
    for each in comparison.rivals:
        claim = edition.base.records.claims[each.id]
        origins = [ref.title for cite in claim.cites[:2] if (ref := book.source_ref(cite.source))]
        stands = standing(book, id, each)
        tone = "plain" if stands not in (TAKEN, USED) else "settled"
        rows.append(
            (
                ref_cell(book.ref(each.id)),
                value_cell(book, each.id, digits),
                range_cell(book, each.id, digits),
                number_cell(f"{chi[each.id]:.2g}" if each.id in chi else "–", chi.get(each.id)),
                Cell(claim.as_of or "–"),
                Cell(listing(list(dict.fromkeys(origins))) or "–"),
                Cell(claim.scope or "–"),
                flag_cell(stands, tone),
            )
        )
    columns = (
        "claim",
        "value",
        "90 % interval",
        "part of chi squared",
        "as of",
        "origin",
        "scope",
        "standing",
    )
    kept = [n for n, name in enumerate(columns) if chi or name != "part of chi squared"]
    return Table(
        "Every claim about it, used or not",
        tuple(columns[n] for n in kept),
        tuple(tuple(row[n] for n in kept) for row in rows),
    )
