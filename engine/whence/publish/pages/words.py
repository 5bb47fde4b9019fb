"""The pages of terms and checks: an ambiguous word with its senses, and a relation that should hold with its proof."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from whence.account import choices, reasons, targets
from whence.evaluate.contexts import options
from whence.judge.edition import Standing
from whence.language.frozen import dataclass
from whence.language.problems import few
from whence.language.values.shown import apart, show_share
from whence.model.graph import Pick, Relation, descendants
from whence.publish.charts import Chart
from whence.publish.charts.drawing import pretty, signs
from whence.publish.pages import model, resting, working, worth
from whence.publish.pages.alternatives import OptionRow, option_rows
from whence.publish.pages.anatomy import closing
from whence.publish.pages.book import Book
from whence.publish.pages.cells import PURPOSES, TONES, flag_cell, number_cell, ref_cell, tally
from whence.publish.pages.nodes import cite_lines
from whence.publish.pages.packed import packed
from whence.publish.pages.parts import (
    Cell,
    Cite,
    Drawn,
    Flag,
    Objection,
    Outline,
    Page,
    Ref,
    Table,
    Unfolding,
    Where,
    data_block,
    plural,
)
from whence.publish.pages.tables import range_cell, value_cell

MOST_FOLLOWING, MOST_SENSES = 8, 12
RULED_OUT = "ruled out"


@dataclass(frozen=True)
class SenseRow:
    """One sense of a term."""

    name: str
    title: str
    value: str
    note: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True)
class Meant:
    """One place where the word was used: who said it, and which senses it may have there, with the proofs."""

    choice: Ref
    flag: Flag
    cites: tuple[Cite, ...]
    options: tuple[OptionRow, ...]
    chart: Chart | None
    follows: Table | None


@dataclass(frozen=True)
class TermView(Unfolding):
    """Everything on the page of a term."""

    id: str
    words: tuple[str, ...]
    senses: tuple[SenseRow, ...]
    conversions: Table | None
    meant: tuple[Meant, ...]
    model: Drawn | None
    affected: Table | None
    cites: tuple[Cite, ...]
    note: str
    objections: tuple[Objection, ...]
    where: Where
    cite_lines: tuple[tuple[str, str], ...]

    def outline(self) -> Outline:
        """What the page unfolds into, in its order."""
        yield self.note, "know", "What you should know", ""
        settled = sum(each.flag.tone == "settled" for each in self.meant)
        uses = plural(len(self.meant), "use")
        yield self.meant, "who", "Who meant what", f"{uses}, {settled or 'none'} settled"
        yield self.model, "what-if", "What if", "pick what was meant, see what moves"
        yield True, "senses", "Senses", few([each.name for each in self.senses])
        yield (
            self.conversions,
            "conversion",
            "From one sense to another",
            "how many of one make one of another",
        )
        below = plural(len(self.affected.rows), "claim") if self.affected else ""
        yield self.affected, "used-by", "What hangs on it", below
        yield self.cites, "evidence", "Where the senses are told apart", plural(len(self.cites), "citation")
        yield from closing(self.objections, few(self.words))


@dataclass(frozen=True)
class CheckView(Unfolding):
    """Everything on the page of a check."""

    id: str
    flag: Flag
    what: str
    sentence: str
    computed: working.Formula | None
    inputs: Table | None
    contexts: Table | None
    gives: Table | None
    gives_word: str
    rules_out: tuple[tuple[str, str, str], ...]
    cites: tuple[Cite, ...]
    taken: tuple[str, ...]
    note: str
    objections: tuple[Objection, ...]
    where: Where
    cite_lines: tuple[tuple[str, str], ...]

    def outline(self) -> Outline:
        """What the page unfolds into, in its order."""
        yield self.note, "know", "What you should know", ""
        yield self.computed, "formula", "The relation", signs(self.computed.text) if self.computed else ""
        yield self.inputs, "inputs", "Inputs", plural(len(self.inputs.rows), "input") if self.inputs else ""
        yield self.contexts, "contexts", "In each reading", _in_readings(self.contexts)
        yield self.rules_out, "rules-out", "What it rules out", plural(len(self.rules_out), "reading")
        yield (
            self.gives,
            "gives",
            "What would have to give",
            plural(len(self.gives.rows), "input") if self.gives else "",
        )
        yield self.cites, "evidence", "Evidence", plural(len(self.cites), "citation")
        yield from closing(self.objections, self.where.text)


def term_page(book: Book, id: str) -> Page:
    """The page of one term: senses, how they convert, where each was meant, what hangs on it."""
    edition = book.edition
    term = edition.base.records.terms[id]
    senses = tuple(
        SenseRow(name, sense.title, book.number(f"{id}#{name}"), sense.note, book.cites(sense.cites))
        for name, sense in term.senses.items()
    )
    users = [each for each in choices.of_term(book.edition, id) if each in edition.summaries]
    found = model.picker(edition, users, book.models)
    view = TermView(
        id,
        term.words or (term.title,),
        senses,
        _conversions(book, id),
        tuple(_meant(book, each) for each in users),
        data_block(packed(found)) if found else None,
        _affected(book, id),
        book.cites(term.cites),
        term.note,
        book.objections(book.findings.get(id, ())),
        book.where("terms", id),
        cite_lines(book, id, "terms"),
    )
    said = f"“{term.title}” may mean {plural(len(senses), 'thing')}: {', '.join(term.senses)}."
    path = f"terms/{id}.html"
    twins, scripts = (("application/json", f"terms/{id}.json"),), model.scripts(found, book.models)
    return Page(path, "term.html", term.title, said, view, "terms", twins, scripts, source=view.where.text)


def _conversions(book: Book, id: str) -> Table | None:
    """How many of one sense make one of another."""
    found = choices.conversions(book.edition, id)
    if not found or len(found) > MOST_SENSES:
        return None
    rows = tuple(
        (Cell(f"one {name}", code=False), *(number_cell(f"{many:.4g}") for many in row))
        for name, row in found.items()
    )
    return Table("How the senses convert", ("is so many", *found), rows, False)


def _meant(book: Book, choice: str) -> Meant:
    settled = len(choices.alive(book.edition, choice)) == 1
    flag = Flag("settled", "settled") if settled else Flag("open", "uncertain")
    cites = book.cites(book.edition.base.records.choices[choice].cites)
    chart = worth.readings(book, choice, book.edition.summaries.get(choice), f"use-{choice}")
    return Meant(book.ref(choice), flag, cites, option_rows(book, choice), chart, _follows(book, choice))


def _follows(book: Book, choice: str) -> Table | None:
    """What the claims below a choice would be under each of its options: the headlines first, then the nearest."""
    edition = book.edition
    names, claims = options(edition.base, choice), edition.base.records.claims
    below = [
        each for each in descendants(edition.base, [choice]) if each in claims and each in edition.summaries
    ]
    shown = sorted(
        (each for each in below if choice in edition.summaries[each].readings[0].choose),
        key=lambda each: not claims[each].headline,
    )
    if not shown:
        return None
    out = {name for name in names if (choice, name) in edition.settled.ruled_out}
    heads = [book.option(choice, name) + (" (ruled out)" if name in out else "") for name in names]
    rows = tuple(
        (ref_cell(book.ref(each)), *_under(book, each, choice, names)) for each in shown[:MOST_FOLLOWING]
    )
    more = len(shown) - len(rows)
    note = f"And {plural(more, 'claim')} more, below." if more else ""
    return Table("What follows from each reading", ("claim", *heads), rows, False, note)


def _under(book: Book, id: str, choice: str, options: Sequence[str]) -> Iterator[Cell]:
    """A claim's number for each way in which a choice is read, the others as they stand."""
    summary = book.edition.summaries[id]
    readings = [reasons.reading(summary, {choice: option}) for option in options]
    digits = apart((each.figure.point for each in readings), book.edition.unit(id))
    for each in readings:
        yield number_cell(pretty(book.edition.told(id, each, digits)), each.figure.point)


def _affected(book: Book, id: str) -> Table | None:
    edition = book.edition
    below = descendants(edition.base, choices.of_term(book.edition, id))
    rows = tuple(
        (ref_cell(book.ref(each)), value_cell(book, each), range_cell(book, each))
        for each in below
        if each in edition.base.records.claims and each in edition.summaries
    )
    return Table("Claims that hang on it", ("claim", "value", "90 % interval"), rows[:60]) if rows else None


def check_page(book: Book, id: str) -> Page:
    """The page of one check: the relation, its arithmetic, its verdict in every context, and what would have to give."""
    edition = book.edition
    check = edition.base.records.checks[id]
    word = book.check_word(id)
    contexts, gives, gives_word = None, None, ""
    if id in edition.settled.outcomes and id in edition.summaries:
        contexts = _check_contexts(book, id)
        gives, gives_word = _gives(book, id)
    view = CheckView(
        id,
        Flag(word, TONES.get(word, "plain")),
        PURPOSES[check.on_fail],
        f"{check.title}: {word}.",
        working.computed(book, id) if id in edition.summaries else None,
        working.inputs(book, id) if id in edition.summaries else None,
        contexts,
        gives,
        gives_word,
        tuple(_rules_out(book, id)),
        book.cites(check.cites),
        (
            *(f"It {each.word}: {each.text}" for each in resting.doubtful(book, id)),
            *resting.taken(edition, id),
        ),
        check.note,
        book.objections(book.findings.get(id, ())),
        book.where("checks", id),
        cite_lines(book, id, "checks"),
    )
    twins = (("application/json", f"checks/{id}.json"),) if contexts else ()
    path = f"checks/{id}.html"
    return Page(path, "check.html", check.title, view.sentence, view, "checks", twins, source=view.where.text)


def _check_contexts(book: Book, id: str) -> Table:
    edition = book.edition
    outcome = edition.settled.outcomes[id]
    node = edition.base.nodes[id]
    assert isinstance(node, Relation)
    rows = []
    for each in edition.outcomes(id)[:120]:
        reading = each.reading
        figures = {
            name: reasons.numbers(edition, ref, reading.choose)[0] for name, ref in node.inputs.items()
        }
        where = book.options(reading.choose) or "always"
        how = "counts" if reading.active else "possible, not preferred" if reading.possible else RULED_OUT
        rows.append(
            (
                Cell(where),
                Cell(pretty(", ".join(f"{name} = {figure}" for name, figure in figures.items()))),
                number_cell(_true(each), each.share),
                flag_cell(each.verdict),
                Cell(how),
            )
        )
    columns = ("reading", "figures", "true in draws", "verdict", "this reading")
    titles = [f"“{edition.title(axis)}”" for axis in outcome.axes]
    note = f"The readings are of {', and of '.join(titles)}." if titles else ""
    return Table("How it stands in each reading", columns, tuple(rows), note=note)


def _in_readings(contexts: Table | None) -> str:
    """How a check stands in the readings that are left, and how many are ruled out."""
    if contexts is None:
        return ""
    left = [row for row in contexts.rows if row[4].text != RULED_OUT]
    out = len(contexts.rows) - len(left)
    return tally(row[3].text for row in left) + (f", {plural(out, 'reading')} ruled out" if out else "")


def _true(standing: Standing) -> str:
    """In how many draws a check is true; where bounds leave it open, surely and possibly."""
    if standing.bounded and standing.share != standing.may:
        return f"{show_share(standing.share)} surely, {show_share(standing.may)} possibly"
    return f"{show_share(standing.share)}"


def _gives(book: Book, id: str) -> tuple[Table | None, str]:
    answer = targets.find(book.edition, id)
    if isinstance(answer, str) or answer.met:
        return None, ""
    rows = tuple(
        (
            ref_cell(book.ref(give.id)),
            number_cell(pretty(now)),
            number_cell(pretty(needed)),
            Cell(far or "–"),
        )
        for give, (_, now, needed, far) in zip(
            answer.gives[:20], targets.rows(book.edition, answer), strict=False
        )
    )
    where = book.reading(answer.choose)
    at = targets.where(book.edition, answer).replace("`", "")
    word = f"One at a time, the others at {at}" + (f"; with {where}" if where else "") + "."
    columns = ("input", "is now", "would have to be", "how far that is")
    return (Table("What would have to give", columns, rows, False), word) if rows else (None, "")


def _rules_out(book: Book, id: str) -> Iterator[tuple[str, str, str]]:
    """(choice title, option, link) for every option that this check helps to rule out."""
    for (choice, option), because in sorted(book.edition.settled.ruled_out.items()):
        if id in because and isinstance(book.edition.base.nodes[choice], Pick):
            yield book.edition.title(choice), option, book.href(f"{choice}#{option}")
