"""How a number is computed: the formula with linked symbols and figures, its inputs, and the whole derivation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from whence.account import headlines, reasons
from whence.judge import evidence
from whence.language.formulas import formula, mathml
from whence.language.frozen import dataclass
from whence.language.values.shown import show_share
from whence.model.graph import Derived, Relation, ancestors, owner
from whence.publish.charts.drawing import pretty, signs
from whence.publish.pages.book import Book
from whence.publish.pages.cells import number_cell
from whence.publish.pages.parts import Cell, Cite, Drawn, Ref, Table, plural, up
from whence.publish.pages.tables import range_cell, value_cell

MOST_STEPS = 60
# On a claim's page its derivation is told so many steps down, and goes on on the pages of the claims that are there.
DEEPEST = 12


@dataclass(frozen=True)
class Line:
    """One step of a derivation as the page shows it; `steps` are what it is made of, and `cut` says that not all are there."""

    ref: Ref
    name: str
    arithmetic: str
    figures: str
    written: str
    cites: tuple[Cite, ...]
    note: str
    share: str
    again: bool
    steps: tuple[Line, ...]
    cut: bool


@dataclass(frozen=True)
class Formula:
    """How a number is computed: as mathematics, as text, and with its inputs' figures put in.

    `instead` says what the number is where these figures need not give it.
    """

    math: Drawn
    text: str
    figures: Drawn
    result: str
    context: str
    unit: str
    instead: str


def computed(book: Book, id: str) -> Formula | None:
    """The formula of a claim or check in every form; None for what has none."""
    node = book.edition.base.nodes.get(id) if id in book.edition.summaries else None
    if not isinstance(node, Derived | Relation):
        return None
    edition = book.edition
    context = reasons.shared(edition, id, {})
    links = {
        name: f"#in-{name}" if owner(ref) == id else up(book.href(ref)) for name, ref in node.inputs.items()
    }
    labels = {name: (name.replace("_", " "), link) for name, link in links.items()}
    figures = {name: reasons.numbers(edition, ref, context)[0] for name, ref in node.inputs.items()}
    number, _, _ = reasons.numbers(edition, id, context)
    where = book.reading(context)
    unit = "" if isinstance(node, Relation) else edition.unit(id).text or "a pure number"
    return Formula(
        Drawn(mathml.mathml(node.tree, labels)),
        formula.unparse(node.tree),
        _linked(pretty(signs(formula.fill(node.tree, figures, _marked))), links),
        pretty(number),
        where,
        unit,
        headlines.instead(edition, id, reasons.fitting(edition.summaries[id], context)),
    )


def _marked(name: str, figure: str) -> str:
    """A figure between characters that no text of a base has, with its name."""
    return f"\ue000{name}\ue001{figure}\ue002"


def _linked(text: str, links: Mapping[str, str]) -> Drawn:
    """A text with its marked figures as links."""

    def link(hit: re.Match[str]) -> str:
        href = links.get(hit[1])
        return f'<a href="{escape(href)}">{hit[2]}</a>' if href else hit[2]

    return Drawn(re.sub("\ue000(.*?)\ue001(.*?)\ue002", link, escape(text)))


def inputs(book: Book, id: str) -> Table | None:
    """The inputs of a claim or check, a row each; None for what has none."""
    node = book.edition.base.nodes.get(id) if id in book.edition.summaries else None
    if not isinstance(node, Derived | Relation):
        return None
    shares = {name: _brought(book, id, ref) for name, ref in node.inputs.items()}
    rows = tuple(_input_row(book, id, name, ref, shares[name]) for name, ref in node.inputs.items())
    columns = ("name", "input", "value", "90 % interval", "kind", "evidence", "share of variance")
    if isinstance(node, Relation):
        return Table("What it is computed from", columns[:-1], tuple(row[:-1] for row in rows), False)
    note = "Inputs that share a source overlap." if sum(shares.values()) > 1.005 else ""
    return Table("What it is computed from", columns, rows, False, note)


def _brought(book: Book, id: str, ref: str) -> float:
    """The share of a node's variance that comes through one input: of the values and open choices upstream of it."""
    upstream = {ref, *ancestors(book.edition.base, ref)}
    return sum(each.share for each in book.shares(id) if each.id in upstream)


def _input_row(book: Book, id: str, name: str, ref: str, share: float) -> tuple[Cell, ...]:
    here = book.ref(ref)
    own = owner(ref) == id
    return (
        Cell(name, code=True, key=name),
        Cell("written in the formula" if own else here.title, "" if own else here.href),
        value_cell(book, ref),
        range_cell(book, ref),
        Cell(here.what),
        Cell(origins(book, ref)),
        number_cell(show_share(share) if share else "–", share),
    )


def origins(book: Book, id: str) -> str:
    """In words, how many documents the evidence under a node comes from first."""
    rests = evidence.rests_on(book.edition.base, id)
    if rests.origins:
        return plural(len(rests.origins), "distinct origin")
    return "origin not named" if rests.second_hand else "no source"


def derivation(book: Book, id: str) -> Line:
    """The derivation, at most `DEEPEST` steps down and `MOST_STEPS` of them; where it goes on is a link."""
    return _step(book, reasons.explain(book.edition, id, depth=DEEPEST, most=MOST_STEPS), True)


def _step(book: Book, step: reasons.Step, root: bool = False) -> Line:
    below = tuple(_step(book, each) for each in step.steps)
    ref = Ref(step.id, step.title, book.href(step.id), pretty(step.number), pretty(step.interval), step.what)
    share = f"{show_share(step.share)} of the uncertainty" if step.share and not root else ""
    if step.again:
        return Line(ref, step.name, "", "", "", (), "", share, True, (), False)
    written = step.written if step.written != step.number else ""
    return Line(
        ref, step.name, step.arithmetic, pretty(step.figures), written, book.cites(step.cites[:2]), step.note,
        share, False, below, step.cut,
    )  # fmt: skip
