"""What is objected to: the audit of stated figures, the findings and the rules."""

from __future__ import annotations

import math
from collections import Counter

from whence.judge.compared import OFF, VERDICTS, Agreement, outer
from whence.judge.rules.wording import pages as rule_pages
from whence.judge.rules.wording import verdicts
from whence.language.frozen import dataclass
from whence.language.problems import Finding
from whence.publish.charts.drawing import pretty
from whence.publish.pages.book import Book
from whence.publish.pages.cells import TONES, number_cell, ref_cell, sort_of, verdict_cell
from whence.publish.pages.parts import Cell, Flag, Listing, Page, Ref, Table, plural

SEVERITIES = (("error", "Errors"), ("conflict", "Conflicts"), ("warning", "Warnings"), ("note", "Notes"))


@dataclass(frozen=True)
class RuleView:
    """The page of a rule, with what it objects to here."""

    rule: str
    severity: str
    tone: str
    text: str
    found: Table | None


def audit_page(book: Book) -> Page:
    """The audit of stated figures: those first that are furthest beyond what rounding explains."""
    edition = book.edition
    ranked = sorted(edition.agreements, key=lambda id: (beyond(edition.agreements[id]), id), reverse=True)
    rows = tuple(_audited(book, id) for id in ranked)
    tally = Counter(found.verdict for found in edition.agreements.values())
    counted = ", ".join(
        f"{tally[word]} {one if tally[word] == 1 else several}"
        for word, one, several in _VERDICTS
        if tally[word]
    )
    intro = (
        (f"Of {plural(len(rows), 'stated figure')}: {counted}. " if rows else "")
        + "Every figure that a source states and that can be recomputed from the source's own inputs, first those that are "
        "furthest beyond what rounding explains."
    )
    columns = (
        "claim",
        "stated",
        "recomputed",
        "ours / theirs",
        "rounding explains",
        "off by",
        "explanation",
        "verdict",
    )
    data = Listing(
        intro,
        (Table("Stated figures, recomputed", columns, rows),) if rows else (),
        empty="No source states a figure that is recomputed here.",
    )
    return data.page("audit.html", "Audit of stated figures", "audit", (("text/csv", "audit.csv"),))


def _audited(book: Book, id: str) -> tuple[Cell, ...]:
    found, stated = book.edition.agreements[id], book.edition.base.stated[id]
    unit = stated.unit
    return (
        ref_cell(book.ref(id)),
        number_cell(stated.text, stated.point),
        number_cell(
            pretty(verdicts.recomputed(found, unit, verdicts.worth(book.edition, id))),
            found.recomputed,
        ),
        number_cell(verdicts.size(found, unit)[1], found.ratio),
        number_cell(verdicts.explained(found, unit), found.explained),
        number_cell(verdicts.distance(found, unit), found.off),
        Cell(pretty(book.spoken(verdicts.explanation(book.edition, id, sized=False)))),
        verdict_cell(found),
    )


def beyond(found: Agreement) -> tuple[float, int]:
    """How far a stated figure is beyond what rounding explains, as the logarithm of a factor; then how grave that is."""
    if found.verdict == "width" and found.widths:
        left = _size(found.widths.ratio)
    elif found.off <= found.explained or found.verdict in ("agrees", "open"):
        left = 0.0
    elif found.relative:
        left = _size(found.ratio) - math.log1p(found.explained)
    else:
        left = math.inf
    # a bound has no share of its figure that rounding explains: it is told by its ratio alone
    left = _size(found.ratio) if math.isnan(left) and found.verdict in OFF else left
    return 0.0 if math.isnan(left) else max(left, 0.0), VERDICTS.index(found.verdict)


def _size(ratio: float) -> float:
    """How far apart two figures are, as the logarithm of a factor; infinite where there is no such factor."""
    factor = outer(ratio)
    return math.log(factor) if 0 < factor < math.inf else math.inf


_VERDICTS = (
    ("agrees", "agrees by rounding", "agree by rounding"),
    ("inside", "lies inside the recomputed interval", "lie inside the recomputed interval"),
    ("close", "is close, beyond rounding", "are close, beyond rounding"),
    ("width", "differs in its error", "differ in their error"),
    ("open", "depends on the reading", "depend on the reading"),
    ("soft", "is off by less than a factor of 1.5", "are off by less than a factor of 1.5"),
    ("mismatch", "is off by more", "are off by more"),
)


def findings_page(book: Book) -> Page:
    """Every finding, a table for each severity."""
    columns = ("about", "what", "finding", "where")
    tables = []
    for severity, caption in SEVERITIES:
        rows = []
        for each in book.edition.findings:
            if each.severity == severity and not each.accepted:
                found, sort = book.objection(each), sort_of(each.rule)
                about = found.about or Ref(each.id, each.id or "–", "")
                rows.append(
                    (
                        Cell(about.title, about.href),
                        gist(book, each),
                        Cell(sort, found.href, flag=Flag(sort, TONES[severity])),
                        Cell(found.place),
                    )
                )
        if rows:
            tables.append(Table(f"{caption} ({len(rows)})", columns, tuple(rows)))
    accepted = [each for each in book.edition.findings if each.accepted]
    if accepted:
        rows = [
            (
                Cell(book.edition.title(e.id), book.href(e.id)),
                gist(book, e),
                Cell(sort_of(e.rule), f"rules/{e.rule}.html"),
                Cell(e.accepted),
            )
            for e in accepted
        ]
        tables.append(
            Table(f"Lived with ({len(rows)})", ("about", "what", "finding", "because"), tuple(rows))
        )
    intro = (
        "Everything that the engine objects to. Errors are faults of the base; conflicts are what the "
        "evidence says; warnings are weak evidence."
    )
    data = Listing(intro, tuple(tables), empty="Nothing is objected to.")
    return data.page("findings.html", "Findings", "findings")


def gist(book: Book, finding: Finding) -> Cell:
    """A finding in one line, the figures that stand against each other below it."""
    head = finding.message.split("\n")[0]
    return Cell(head[:1].upper() + head[1:], ticked=True, under=book.objection(finding).sides)


def rules_page(book: Book) -> Page:
    """Every rule, with its severity and how many findings of it stand."""
    count = Counter(each.rule for each in book.edition.findings if not each.accepted)
    tables = []
    for severity, caption in SEVERITIES:
        found = [page for page in rule_pages.every() if page.severity == severity]
        rows = tuple(
            (
                Cell(page.rule, f"rules/{page.rule}.html"),
                Cell(page.title, ticked=True),
                number_cell(str(count[page.rule] or "–"), count[page.rule]),
            )
            for page in sorted(found, key=lambda page: (-count[page.rule], page.rule))
        )
        if rows:
            tables.append(Table(f"{caption} ({len(rows)})", ("rule", "objection", "here"), rows))
    intro = (
        "What the engine objects to, and how badly; of each sort those first that object to most here. "
        "Each rule has a page that says what, why and how to mend it."
    )
    return Listing(intro, tuple(tables)).page("rules/index.html", "Rules", "rules")


def rule_page(book: Book, rule: str) -> Page:
    """The page of one rule, and what it objects to here."""
    page = rule_pages.page(rule)
    title = page.title.replace("`", "")
    rows = []
    for each in book.edition.findings:
        if each.rule == rule:
            found = book.objection(each)
            about = found.about or Ref(each.id, each.id or "–", "")
            rows.append(
                (
                    Cell(about.title, about.href),
                    gist(book, each),
                    Cell(found.place),
                    Cell(each.accepted or "open"),
                )
            )
    table = (
        Table("What it objects to here", ("about", "what", "where", "standing"), tuple(rows))
        if rows
        else None
    )
    data = RuleView(rule, page.severity, TONES[page.severity], page.text, table)
    return Page(
        f"rules/{rule}.html", "rule.html", title[:1].upper() + title[1:], f"{rule}: {title}", data, "rules"
    )


ONCE = {
    "audit.html": audit_page,
    "findings.html": findings_page,
    "rules/index.html": rules_page,
}
