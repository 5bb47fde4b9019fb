"""What a number is worth at a glance: its sentence, flags, facts and points, and the charts of how sure it is."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from whence.account import choices, headlines, spread
from whence.evaluate.summaries import Reading, Summary
from whence.files import knowledge
from whence.files.schema import Claim
from whence.judge import evidence
from whence.judge.rules.wording import verdicts as recomputed
from whence.language.problems import few, listing
from whence.language.values.shown import apart
from whence.language.values.value import drawn
from whence.model.graph import Derived, Leaf, Pick, Pool, Relation
from whence.publish import charts
from whence.publish.charts import Chart, Dot
from whence.publish.charts.drawing import pretty, typeset
from whence.publish.pages import resting, rivalry
from whence.publish.pages.book import Book
from whence.publish.pages.cells import sort_of, tally
from whence.publish.pages.parts import Flag, plural

# How a stated figure stands to what its inputs give.
_STANDS = {
    "agrees": "agrees with",
    "inside": "lies inside",
    "close": "is close to",
    "width": "differs in its error from",
    "open": "may or may not agree, depending on the reading, with",
    "soft": "is a little off",
    "mismatch": "does not match",
}
_BOUNDS = {
    "lower": "lower bound", "upper": "upper bound", "between": "between two bounds", "lost": "not bounded",
}  # fmt: skip


def sentence(book: Book, id: str, record: Any, summary: Summary | None) -> str:
    """The number in a sentence, with its interval and date; what is missing, or what leaves it open."""
    title = record.title[:1].upper() + record.title[1:]
    as_of = getattr(record, "as_of", "")
    when = f", as of {as_of}" if as_of else ""
    if summary is None:
        absence = getattr(record, "absence", "")
        if absence == "qualitative":
            return f"{title}: said in words, without a figure. {record.qualitative}"
        return (
            f"{title} is not given: {record.missing}" if absence else f"{title}: no value could be computed."
        )
    span = book.interval(id)
    tail = f" (90 % interval {span})" if span else ""
    if summary.open:
        what = [f"“{book.edition.title(each)}”" for each in summary.open if each != id]
        return f"{title}: {book.number(id)}{when}. It is open{f': {listing(what)}' if what else ''}."
    return f"{title}: {book.number(id)}{tail}{when}."


def concise(book: Book, id: str) -> str:
    """A value that was written with its standard uncertainty in brackets, `0.84098(39) fm`; empty for others."""
    text = book.edition.base.values[id].text if id in book.edition.base.values else ""
    return pretty(text) if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?\([0-9]+\)(e-?[0-9]+)?( \S+)?", text) else ""


def bracketed(number: str, interval: str) -> str:
    """Both ends of an interval to stand behind a number in brackets, without the unit where that is the number's own."""
    # All of the unit or nothing of it: a part would be another unit.
    tail = re.search(r"[ \u2009].*$|(?<=[0-9])x.*$", number)
    if not interval or not tail or not interval.endswith(tail[0]):
        return interval
    return interval.removesuffix(tail[0]).replace(f"{tail[0]} to ", " to ")


def verdicts(
    book: Book, id: str, record: Any, summary: Summary | None, stated: Flag | None
) -> tuple[Flag, ...]:
    """Whether the number holds, in words: its stated figure, its rivals and readings, and what is objected to."""
    found = list(flags(book, id, record, summary))
    if stated:
        word = f"stated figure: {stated.word}"
        found.insert(0, Flag(word, stated.tone, compared(book, id), "#stated"))
    tests = [each for each in book.users.get(id, ()) if isinstance(book.edition.base.nodes[each], Relation)]
    if summary and tests:
        found.append(_tested(book, tests))
    elif summary and not found:
        found.append(_untaken(book, id))
    return tuple(found)


def _untaken(book: Book, id: str) -> Flag:
    """What stands for a number that no check takes: of a choice, what rules its other readings out; else nothing."""
    pick = isinstance(book.edition.base.nodes[id], Pick)
    if by := choices.ruled_out_by(book.edition, id) if pick else []:
        titles = listing([f"“{book.edition.title(each)}”" for each in by[:2]])
        said = f"{titles} {'rules' if len(by) == 1 else 'rule'} other readings out."
        return Flag("tested", "settled", said, "#options")
    said = "No check, no second source and no figure of its own speaks for it or against it."
    return Flag("not tested", "plain", said)


# What one check does, behind its title.
_OF_ONE = {
    "doubtful": "is doubtful",
    "open": "is open",
    "possible": "is possible",
    "not evaluated": "was not evaluated",
}


def _tested(book: Book, tests: Sequence[str]) -> Flag:
    """How the checks stand that take a number as an input; one that only draws a conclusion cannot fail it."""
    checks = book.edition.base.records.checks
    words = [book.check_word(each) for each in tests]
    bad = [
        each
        for each, word in zip(tests, words, strict=True)
        if word == "fails" and checks[each].on_fail in ("conflict", "warning")
    ]
    if bad:
        said = f"It fails {listing([f'“{checks[each].title}”' for each in bad[:2]])}."
        return Flag("a check fails", "conflict", said, "#checks")
    said = f"{plural(len(tests), 'check')}: {tally(words)}."
    if len(tests) == 1:
        said = f"“{checks[tests[0]].title}” {_OF_ONE.get(words[0], words[0])}."
    return Flag("checked", "plain", said, "#checks")


def compared(book: Book, id: str) -> str:
    """A stated figure beside what its inputs give, in each reading where it depends on that."""
    found, stated = book.edition.agreements[id], book.edition.base.stated[id]
    source = "as its value" if recomputed.typed(book.edition, id) else "from its inputs"
    given = [
        f"{pretty(recomputed.recomputed(each, stated.unit))} "
        + (f"under “{book.options(each.choose)}”" if each.choose else source)
        for each in found.readings or (found,)
    ]
    return f"{pretty(stated.text)} stated; {few(given, 4)}."


def flags(book: Book, id: str, record: Any, summary: Summary | None) -> tuple[Flag, ...]:
    """What to notice beside the number: its status, bound and readings, and what is objected to."""
    found = []
    status = getattr(record, "status", "current")
    if status != "current":
        successor = getattr(record, "superseded_by", "")
        tone = "conflict" if status == "retracted" else "uncertain"
        by = f"by “{book.edition.title(successor)}”" if successor else ""
        found.append(Flag(status, tone, by, book.href(successor)))
    if summary and summary.open:
        found.append(Flag("open reading", "uncertain", "Nothing settles it yet."))
    if summary and summary.bound:
        found.append(Flag(_BOUNDS[summary.bound], "uncertain"))
    compared = book.edition.comparisons.get(id)
    if compared and rivalry.several(compared) and summary:
        found.append(rivalry.flag(book, id))
    of = getattr(record, "of", "")
    if summary and of and (stands := rivalry.among(book, id, of)):
        found.append(stands)
    found += resting.doubtful(book, id)
    # What a badge above says already is not said again by the rule that objects to it.
    said = [
        *(rivalry.OBJECTIONS if id in book.edition.comparisons else ()),
        *(_OF_READINGS if found and summary and summary.open else ()),
    ]
    said += OF_STATED if id in book.edition.agreements else ()
    return (*found, *(each for each in book.flag_findings(id) if each.word not in said))


_OF_READINGS = (sort_of("sense-open"),)
OF_STATED = tuple(sort_of(f"recomputed-{how}") for how in ("differs", "soft", "open", "close", "width"))


def written(book: Book, id: str, record: Any) -> str:
    """A value as its author wrote it; of a claim that could not be computed, the formula."""
    if id in book.edition.base.values:
        return book.edition.base.values[id].text
    return (
        ""
        if id in book.edition.summaries
        else str(getattr(record, "value", "") or getattr(record, "formula", ""))
    )


def facts(book: Book, id: str, record: Any) -> tuple[tuple[str, str, str], ...]:
    """(label, text, link) for the margin."""
    rows = [("Kind", book.what(id) if book.what(id) != "computed" else f"{record.kind}, computed", "")]
    since = knowledge.since(book.edition.base.issued, record) if isinstance(record, Claim) else ""
    rows += [
        ("Speaks of", getattr(record, "as_of", ""), ""),
        ("Known since", since, ""),
        ("Said by", getattr(record, "by", ""), ""),
    ]
    value = book.edition.base.values.get(id)
    rows += [("Scope", getattr(record, "scope", ""), ""), ("Drawn as", drawn(value) if value else "", "")]
    of = getattr(record, "of", "")
    if of:
        ref = book.ref(of)
        rows.append(("Estimates", ref.title, ref.href))
    term = book.edition.base.records.terms.get(getattr(record, "term", ""))
    if term:
        rows.append(("Term", term.title, book.href(record.term, "terms")))
    if id in book.edition.summaries:
        rows.append(("Unit", _unit(book.edition.unit(id).text), ""))
    rows.append(("Review by", getattr(record, "review_by", ""), ""))
    rows += [("Tags", ", ".join(record.tags), "")]
    return tuple(row for row in rows if row[1])


def _unit(text: str) -> str:
    """A unit as it is printed; in brackets as it is written, where that is something else."""
    said = typeset(text)
    return f"{said} (written {text})" if said != text else text or "pure number"


def _counted(book: Book, id: str) -> str:
    """How many independent witnesses the claims of a combined quantity are, and what has no part in it."""
    found = book.edition.comparisons.get(id)
    if found is None:
        return ""
    bounds = sum(bool(each.bound) for each in found.rivals if not each.unused)
    bare = sum(not each.weight and not each.bound for each in found.judged) if found.weighed else 0
    parts = [plural(len(found.witnesses), "independent witness", "independent witnesses")]
    parts += [f"{bare} without weight"] if bare else []
    parts += [f"{plural(bounds, 'bound')} left out"] if bounds and found.witnesses else []
    return ": " + ", ".join(parts)


def points(book: Book, id: str, summary: Summary | None) -> Iterator[str]:
    """What an outsider should know, in two to five sentences."""
    edition = book.edition
    node = edition.base.nodes.get(id)
    if summary is None:
        return
    if isinstance(node, Derived):
        rests = evidence.rests_on(edition.base, id)
        yield (
            f"It is computed from {plural(len(set(node.inputs.values())), 'input')} and rests on "
            f"{plural(len(rests.leaves), 'written value')} in all: {_grades(rests)}."
        )
    elif isinstance(node, Leaf):
        yield _leaf_point(book, id)
    elif isinstance(node, Pool) and len(node.members) == 1:
        how = ", as the latest" if node.take == "latest" else ""
        yield f"Of the claims that estimate it, “{edition.title(node.members[0])}” is taken{how}."
    elif isinstance(node, Pool):
        yield f"It combines {plural(len(node.members), 'claim')} ({node.take}){_counted(book, id)}."
    yield from resting.taken(edition, id)
    shares = book.shares(id)
    if shares and shares[0].id != id:
        yield f"{headlines.most(shares[0].share)} comes from “{shares[0].named(edition.title)}”."
    if id in edition.agreements:
        found, stated = edition.agreements[id], pretty(edition.base.stated[id].text)
        end = f", which is at the {found.one_end} end of the range" if found.one_end else ""
        yield f"The source's own figure, {stated}, {_STANDS[found.verdict]} what {recomputed.giver(edition, id)}{end}."
    ruled = [each for each in summary.readings if not each.possible]
    if ruled:
        verb = "is" if len(ruled) == 1 else "are"
        yield f"Of {plural(len(summary.readings), 'reading')} {len(ruled)} {verb} ruled out by other evidence."
    users = [each for each in book.users.get(id, ()) if not isinstance(edition.base.nodes[each], Relation)]
    if users:
        yield f"{plural(len(users), 'other record')} {'uses' if len(users) == 1 else 'use'} it directly."


def _grades(rests: evidence.Evidence) -> str:
    """How many leaves there are of each grade, but for the grades of which there are none."""
    counts = (
        (len(rests.first_hand), "first-hand"),
        (len(rests.second_hand), "second-hand"),
        (len(rests.uncited), "without a source"),
    )
    return listing([f"{count} {word}" for count, word in counts if count])


def _leaf_point(book: Book, id: str) -> str:
    grade = evidence.grade(book.edition.base, id)
    cites = book.cites(evidence.citations(book.edition.base, id))
    if grade == "uncited":
        return "Nobody is cited for it: it is taken as it stands."
    first = next((each for each in cites if each.stance == "supports"), cites[0])
    if grade == "first-hand":
        return (
            f"It was read in the source that says so: “{first.origin.title}”."
            if first.origin
            else "It was read first-hand."
        )
    origin = f"“{first.origin.title}”" if first.origin else "a source that is not named"
    read = f"“{first.via.title}”" if first.via else "another document"
    return f"It is second-hand: {origin} is said to be its origin, and it was read in {read}."


def bar(book: Book, id: str, summary: Summary | None) -> Chart | None:
    """The 90 % interval as a bar; None for a number without one."""
    if summary is None or math.isnan(summary.figure.point) or summary.figure.low == summary.figure.high:
        return None
    stated = book.edition.base.stated.get(id)
    point, text = (stated.point, pretty(stated.text)) if stated else (math.nan, "")
    return charts.interval(
        "bar",
        summary.figure,
        book.edition.unit(id),
        point,
        text,
        _moments(book, id, summary),
        _digits(book, id, summary),
    )


def _digits(book: Book, id: str, summary: Summary) -> int:
    """The digits with which a page tells a number, in its charts as in its heading."""
    return max(3, book.edition.digits(id, summary.figure))


def density(book: Book, id: str, summary: Summary | None) -> Chart | None:
    """The distribution of the draws; None for a number without an interval."""
    if summary is None or math.isnan(summary.figure.point) or summary.figure.low == summary.figure.high:
        return None
    edition = book.edition
    curve, count = spread.curve(edition, id)
    if not curve:
        return None
    settings = edition.base.settings
    return charts.density(
        "spread",
        curve,
        summary.figure,
        edition.unit(id),
        count,
        settings.seed,
        _moments(book, id, summary),
        _digits(book, id, summary),
        headlines.by_formula(edition, id, summary),
    )


def _moments(book: Book, id: str, summary: Summary) -> tuple[tuple[str, str], ...]:
    """Rows of a table: mean and standard deviation of a number that has them."""
    found = headlines.moments(book.edition, id, summary.figure)
    if found is None:
        why = headlines.without_mean(book.edition, id)
        return (("mean", f"none: {why}"),) if why else ()
    return tuple(zip(("mean", "standard deviation"), map(pretty, found), strict=True))


# How many readings the first screen has room for, and how many a section.
FEW, MANY = 8, 24


def readings(book: Book, id: str, summary: Summary | None, name: str = "readings") -> Chart | None:
    """Of a choice, and of a number that no evidence settles, the first readings on one scale: what a page opens with."""
    if summary is None or not (summary.open or isinstance(book.edition.base.nodes[id], Pick)):
        return None
    return _readings(book, id, summary, name, FEW)


def contexts(book: Book, id: str, summary: Summary | None, begun: bool = False) -> Chart | None:
    """The number under each reading; None where there is one alone. Where the page has begun with some, the further ones."""
    if summary is None or (begun and len(summary.readings) <= FEW):
        return None
    return _readings(book, id, summary, "contexts", MANY, FEW if begun else 0)


def _readings(book: Book, id: str, summary: Summary, name: str, most: int, first: int = 0) -> Chart | None:
    """At most so many readings on one scale, from the `first` on, those that count before the others."""
    if len(summary.readings) < 2:
        return None
    ranked = sorted(summary.readings, key=lambda each: (not each.active, not each.possible))
    digits = apart((each.figure.point for each in ranked), book.edition.unit(id))
    dots = [_context(book, id, each, digits) for each in ranked if not math.isnan(each.figure.low)]
    shown = dots[first : first + most]
    if not shown:
        return None
    axes = [f"“{book.edition.title(axis)}”" for axis in ranked[0].choose]
    told = (
        f"The same number under every reading of {', and of '.join(axes)}; filled marks count, hollow ones do not, "
        "with the reason."
    )
    if (more := len(dots) - first - most) > 0:
        told += f" {more} further combinations are {'below' if most == FEW else 'in the JSON'}."
    title = "Further readings" if first else "Value under each reading"
    return charts.dots(name, title, shown, book.edition.unit(id), told)


def _context(book: Book, id: str, reading: Reading, digits: int) -> Dot:
    """A row of the readings: what each choice is read as, in the order of the choices."""
    out = "" if reading.active else "not preferred" if reading.possible else "ruled out"
    number = pretty(book.edition.told(id, reading, digits))
    number += f", {left}" if (left := headlines.draws_left(reading)) else ""
    struck = "" if reading.possible else struck_by(book, reading.choose)
    return Dot(book.options(reading.choose), reading.figure, "", out, reading.bound, number, struck)


def struck_by(book: Book, choose: Mapping[str, str]) -> str:
    """The title of the check that rules a reading out, or of the first of several; empty where none does."""
    settled = book.edition.settled
    because = [each for pair in choose.items() for each in settled.ruled_out.get(pair, ())]
    pairs = set(choose.items())
    because += [each for nogood in settled.nogoods if set(nogood.options) <= pairs for each in nogood.because]
    return book.edition.title(because[0]) if because else ""
