"""The page of a number as a whole: what it has, and the sections into which it is folded, each with its conclusion."""

from __future__ import annotations

from collections.abc import Sequence

from whence.language.frozen import dataclass
from whence.language.problems import few
from whence.publish.charts import Chart
from whence.publish.pages import alternatives, doubt, rivalry, working
from whence.publish.pages.cells import tally
from whence.publish.pages.parts import (
    Cite,
    Drawn,
    Flag,
    Objection,
    Outline,
    Ref,
    Table,
    Unfolding,
    Where,
    plural,
)


@dataclass(frozen=True)
class Node(Unfolding):
    """Everything on the page of a claim, a quantity or a choice."""

    id: str
    section: str
    what: str
    number: str
    interval: str
    spread: str
    verdicts: tuple[Flag, ...]
    exact: bool
    from_zero: bool
    sentence: str
    facts: tuple[tuple[str, str, str], ...]
    points: tuple[str, ...]
    bar: Chart | None
    density: Chart | None
    computed: working.Formula | None
    written: str
    taken_as: str
    inputs: Table | None
    derivation: working.Line | None
    contexts: Chart | None
    readings: Chart | None
    open: tuple[Ref, ...]
    options: tuple[alternatives.OptionRow, ...]
    nogoods: tuple[tuple[str, tuple[Ref, ...]], ...]
    settles: tuple[Table | None, str]
    rivals: rivalry.Rivalry | None
    stated: tuple[tuple[str, str], ...]
    stated_flag: Flag | None
    cites: tuple[Cite, ...]
    grades: tuple[tuple[str, int], ...]
    origins: tuple[Ref, ...]
    unnamed: int
    origin_words: str
    doubt: doubt.Doubt | None
    uses: Table | None
    more_uses: int
    checks: Table | None
    apart: Table | None
    net: Chart | None
    history: Table | None
    steps: Chart | None
    timeline: Chart | None
    objections: tuple[Objection, ...]
    note: str
    why: str
    topic: tuple[str, str]
    where: Where
    cite_lines: tuple[tuple[str, str], ...]
    embed: str
    model: Drawn | None

    def _open_to(self) -> tuple[str, str]:
        """What the options of a choice are called, and how many of them are left."""
        if self.what == "choice of values":
            return "What may be chosen", plural(len(self.options), "option")
        ruled = sum(each.flag.word == "ruled out" for each in self.options)
        return "What it may mean", f"{len(self.options)} readings, {ruled or 'none'} ruled out"

    def outline(self) -> Outline:
        """What the page unfolds into, in its order."""
        yield self.points or self.note, "know", "What you should know", ""
        yield self.options, "options", *self._open_to()
        yield self.settles[0] or self.settles[1], "settles", "What would settle it", _measures(self)
        yield self.computed, "formula", "How it is computed", self.computed.result if self.computed else ""
        yield self.written and not self.computed, "formula", "As it was written", self.written
        yield self.inputs, "inputs", "Inputs", _counted(self.inputs, "input")
        yield (
            self.stated,
            "stated",
            "Stated and recomputed",
            self.stated_flag.text if self.stated_flag else "",
        )
        yield self.model, "what-if", "What if", "set an input, see what moves"
        yield self.density, "distribution", "Distribution", _end(self.density)
        yield (
            self.contexts,
            "contexts",
            "Further readings" if self.readings else "Value under each reading",
            _counted(self.contexts, "reading"),
        )
        yield (
            self.rivals,
            "rivals",
            "Who says what",
            _counted(self.rivals.table if self.rivals else None, "claim"),
        )
        shown = self.cites or (self.origins and not self.written)
        cited = plural(len(self.cites), "citation") if self.cites else ""
        yield shown, "evidence", "Evidence", cited or few([each.title for each in self.origins], 2)
        yield self.derivation, "derivation", "The whole derivation", f"down to {_grades(self)}"
        yield self.doubt, "sensitivity", "Where the uncertainty comes from", _most(self)
        yield self.checks, "checks", "Checks", tallied(self.checks)
        yield (
            self.apart,
            "apart",
            "Not the same as",
            few([row[0].text for row in self.apart.rows], 2) if self.apart else "",
        )
        yield self.net or self.uses, "used-by", "Around it", _rests(self)
        yield self.history, "history", "History", _counted(self.history, "value")
        yield self.timeline, "over-time", "Over time", _counted(self.timeline, "figure")
        about = ", ".join(_about(label, text) for label, text, _ in self.facts[:3])
        yield from closing(self.objections, about, ", a card" if self.embed else "")


def closing(objections: Sequence[Objection], about: str, reuse: str = "") -> Outline:
    """What closes the page of a record: what is objected to, where it stands, and how to cite it."""
    yield objections, "findings", "What the engine objects to", severities(objections)
    yield True, "about", "About this record", about
    yield True, "cite", "Cite and reuse", f"in a sentence, in full, BibTeX{reuse}"


def _about(label: str, text: str) -> str:
    """A fact in a list of them: a time and a name say what they are of."""
    return (
        f"{label.lower()} {text}" if label in ("Speaks of", "Known since", "Said by", "Review by") else text
    )


def _counted(shown: Table | Chart | None, word: str) -> str:
    return plural(len(shown.rows), word) if shown else ""


def _measures(v: Node) -> str:
    table, why = v.settles
    return f"{plural(len(table.rows), 'measurement')} would" if table else why.rstrip(".")


def _end(chart: Chart | None) -> str:
    """The median and both ends, as the table of a distribution has them."""
    found = {row[0]: row[1] for row in chart.rows} if chart else {}
    return f"half below {found['median']}, one in twenty above {found['95 %']}" if "95 %" in found else ""


def _grades(v: Node) -> str:
    return few([f"{count} {word}" for word, count in v.grades if count]) or "its sources"


def _most(v: Node) -> str:
    """The input that brings most of the doubt, with its part."""
    shares, links = (v.doubt.shares, v.doubt.links) if v.doubt else (None, None)
    if shares and shares.rows:
        return f"{shares.rows[0][2]} from {shares.rows[0][0]}"
    return f"the weakest link is {links.rows[0][1].text}" if links and links.rows else ""


def tallied(table: Table | None, column: int = -1) -> str:
    """How often each word stands in a column of a table."""
    return tally(row[column].text for row in table.rows) if table else ""


def _rests(v: Node) -> str:
    count = len(v.uses.rows) + v.more_uses if v.uses else 0
    if not count and v.checks:
        return f"{plural(len(v.checks.rows), 'check takes', 'checks take')} it"
    return f"{plural(count, 'record rests', 'records rest')} on it" if count else "nothing rests on it"


def severities(objections: Sequence[Objection]) -> str:
    """How many objections there are of each severity, and how many are lived with."""
    words = ["accepted" if each.accepted else each.severity for each in objections]
    return few(
        [
            f"{words.count(word)} accepted" if word == "accepted" else plural(words.count(word), word)
            for word in dict.fromkeys(words)
        ]
    )
