"""How a number is computed: the formula with linked symbols and figures, its inputs, and the whole derivation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from whence import evidence, formula, mathml, reasons
from whence.charts.drawing import pretty
from whence.graph import Derived, Relation, owner
from whence.pages.book import Book, number_cell
from whence.pages.parts import (
    Cell,
    Cite,
    Drawn,
    Ref,
    Table,
    plural,
    up,
)

MOST_STEPS = 60


@dataclass(frozen=True)
class Line:
    """One step of a derivation as the page shows it; `steps` are what it is made of."""

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


@dataclass(frozen=True)
class Formula:
    """How a number is computed: as mathematics, as text, and with its inputs' figures put in."""

    math: Drawn
    text: str
    figures: Drawn
    result: str
    context: str
    unit: str


def computed(book: Book, id: str) -> Formula | None:
    node = book.edition.base.nodes.get(id) if id in book.edition.summaries else None
    if not isinstance(node, Derived | Relation):
        return None
    edition = book.edition
    context = reasons.reading(edition.summaries[id], {}).choose
    links = {
        name: f"#in-{name}" if owner(ref) == id else up(book.href(ref)) for name, ref in node.inputs.items()
    }
    labels = {name: (name.replace("_", " "), link) for name, link in links.items()}
    figures = {name: reasons.numbers(edition, ref, context)[0] for name, ref in node.inputs.items()}
    number, _, _ = reasons.numbers(edition, id, context)
    where = ", ".join(f"{axis} read as {option}" for axis, option in context.items())
    unit = "" if isinstance(node, Relation) else edition.unit(id).text or "a pure number"
    return Formula(
        Drawn(mathml.mathml(node.tree, labels)),
        formula.unparse(node.tree),
        _linked(pretty(formula.fill(node.tree, figures, _marked)), links),
        pretty(number),
        where,
        unit,
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
    node = book.edition.base.nodes.get(id) if id in book.edition.summaries else None
    if not isinstance(node, Derived | Relation):
        return None
    shares = {each.id: each.share for each in book.shares(id)}
    rows = tuple(_input_row(book, id, name, ref, shares) for name, ref in node.inputs.items())
    columns = ("name", "input", "value", "90 % interval", "kind", "evidence", "share of variance")
    return Table("What it is computed from", columns, rows, False)


def _input_row(book: Book, id: str, name: str, ref: str, shares: Mapping[str, float]) -> tuple[Cell, ...]:
    here = book.ref(ref)
    rests = evidence.rests_on(book.edition.base, ref)
    share = sum(part for leaf, part in shares.items() if leaf == ref or leaf in rests.leaves)
    own = owner(ref) == id
    sources = "no source" if not rests.origins else plural(len(rests.origins), "origin")
    return (
        Cell(name, code=True, key=name),
        Cell("written in the formula" if own else here.title, "" if own else here.href),
        number_cell(here.number),
        number_cell(here.interval or "exact"),
        Cell(here.what),
        Cell(sources),
        number_cell(f"{share:.0%}" if share >= 0.005 else "–", share),
    )


def derivation(book: Book, id: str) -> Line:
    left = [MOST_STEPS]
    return _step(book, reasons.explain(book.edition, id), left)


def _step(book: Book, step: reasons.Step, left: list[int]) -> Line:
    left[0] -= 1
    below = tuple(_step(book, each, left) for each in step.steps if left[0] > 0)
    ref = Ref(step.id, step.title, book.href(step.id), pretty(step.number), pretty(step.interval), step.what)
    share = f"{step.share:.0%} of the uncertainty" if step.share >= 0.005 else ""
    written = step.written if step.written != step.number else ""
    return Line(
        ref, step.name, step.arithmetic, pretty(step.figures), written, book.cites(step.cites[:2]), step.note,
        share, step.again, below,
    )  # fmt: skip
