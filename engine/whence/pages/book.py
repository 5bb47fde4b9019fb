"""What every page is drawn from: an edition with its addresses, references, and what was worked out once for all."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from whence.charts.drawing import pretty
from whence.diagnostics import Finding, Place
from whence.edition import Edition
from whence.evidence import Share
from whence.graph import Derived, Leaf, Pick, Pool, Relation, owner, parents
from whence.pages.parts import Cell, Cite, Flag, Objection, Ref
from whence.schema import Citation
from whence.units import Unit
from whence.written import show_interval

FOLDERS: Mapping[str, str] = {
    "claims": "claims",
    "quantities": "quantities",
    "choices": "choices",
    "checks": "checks",
    "terms": "terms",
    "sources": "sources",
    "changes": "changes",
}
TONES = {
    "error": "conflict",
    "conflict": "conflict",
    "warning": "uncertain",
    "note": "plain",
    "agrees": "settled",
    "inside": "settled",
    "soft": "uncertain",
    "mismatch": "conflict",
    "consistent": "settled",
    "tension": "uncertain",
    "conflict ": "conflict",
    "holds": "settled",
    "doubtful": "uncertain",
    "fails": "conflict",
}


@dataclass(frozen=True, eq=False)
class Book:
    """An edition that is being published. `build` names the state of the files; `revision` a git revision, if any."""

    edition: Edition
    build: str = ""
    revision: str = ""

    # --- addresses ---

    def section(self, id: str) -> str:
        """The section a record is written in, or nothing."""
        return self._sections.get(owner(id), "")

    @cached_property
    def _sections(self) -> Mapping[str, str]:
        records = self.edition.base.records
        found: dict[str, str] = {}
        for section in reversed(list(FOLDERS)):
            found |= dict.fromkeys(getattr(records, section), section)
        return found

    def href(self, id: str, section: str = "") -> str:
        """The address of a record's page from the root, with the anchor of a sense or input; empty if it has none."""
        id = self.edition.base.aliases.get(id, id)
        name, _, part = id.partition("#")
        records = self.edition.base.records
        if section and name not in getattr(records, section):
            return ""
        section = section or self.section(name)
        if not section:
            return ""
        anchor = {"terms": f"#s-{part}", "choices": f"#o-{part}"}.get(section, f"#in-{part}") if part else ""
        return f"{FOLDERS[section]}/{name}.html{anchor}"

    def topic_href(self, file: str) -> str:
        """The address of a file's topic page."""
        return f"topics/{self.topic_slugs[file]}.html"

    @cached_property
    def topic_slugs(self) -> Mapping[str, str]:
        """A name for each file that holds records, from its path; unique."""
        found: dict[str, str] = {}
        for file in self.files:
            stem = file.removeprefix("claims/").rsplit(".", 1)[0].lower()
            slug = (
                "".join(char if char.isascii() and char.isalnum() else "-" for char in stem).strip("-")
                or "topic"
            )
            slug = slug if slug != "index" else "topic-index"
            while slug in found.values():
                slug += "-2"
            found[file] = slug
        return found

    @cached_property
    def files(self) -> tuple[str, ...]:
        """The files under `claims/` that hold records, in the order of their topics; one of changes only is no topic."""
        records = self.edition.base.records
        homes = {file for name, file in records.home.items() if not name.startswith(("sources:", "changes:"))}
        return tuple(sorted(homes | set(records.topics), key=self._order))

    def _order(self, file: str) -> tuple[int, str]:
        topic = self.edition.base.records.topics.get(file)
        return (topic.order if topic else 1000, file)

    def topic_title(self, file: str) -> str:
        """What a file is about."""
        topic = self.edition.base.records.topics.get(file)
        return (
            topic.title
            if topic
            else file.removeprefix("claims/").rsplit(".", 1)[0].replace("-", " ").capitalize()
        )

    def home(self, section: str, id: str) -> str:
        """The file that a record stands in."""
        return self.edition.base.records.home.get(f"{section}:{id}", "")

    # --- numbers ---

    def number(self, id: str) -> str:
        """A node's point as text, or what stands in its place."""
        edition = self.edition
        summary = edition.summaries.get(id)
        if summary is None:
            claim = edition.base.records.claims.get(id)
            return "not given" if claim and claim.missing else "no value"
        if isinstance(edition.base.nodes[id], Relation):
            return self.check_word(id)
        unit, figure = edition.unit(id), summary.figure
        sign = {"lower": "≥ ", "upper": "≤ "}.get(summary.bound, "")
        if math.isnan(figure.point):
            return sign + pretty(show_interval(figure.low, figure.high, unit))
        return sign + pretty(edition.number(id, figure))

    def interval(self, id: str) -> str:
        """A node's 90 % interval as text; empty for an exact number."""
        summary = self.edition.summaries.get(id)
        if summary is None or isinstance(self.edition.base.nodes[id], Relation):
            return ""
        figure = summary.figure
        if figure.low == figure.high or math.isnan(figure.point):
            return ""
        return self.span(figure.low, figure.high, self.edition.unit(id))

    def state(self, id: str) -> str:
        """A hash of all that a number is computed from, for those who cite it; empty where there is no number.

        It changes with the number and with nothing else, so that an edit elsewhere leaves a page as it was.
        """
        return self.edition.values.keys.get(id, "")[:12]

    def span(self, low: float, high: float, unit: Unit) -> str:
        """Both ends of an interval as text."""
        return pretty(show_interval(low, high, unit))

    def check_word(self, id: str) -> str:
        """A check's verdict over the contexts that count."""
        outcome = self.edition.settled.outcomes.get(id)
        if outcome is None:
            return "not evaluated"
        from whence.changes import check_verdict

        return check_verdict(self.edition, id)

    def options_alive(self, id: str) -> list[str]:
        """The options of a choice that the checks leave."""
        summary = self.edition.summaries.get(id)
        readings = summary.readings if summary else ()
        return sorted({each.choose[id] for each in readings if each.active and id in each.choose})

    def what(self, id: str) -> str:
        """In a word, what sort of node this is."""
        edition = self.edition
        node = edition.base.nodes.get(id)
        claim = edition.base.records.claims.get(id)
        if "#" in id:
            return (
                "sense"
                if self.section(id) == "terms"
                else "option"
                if self.section(id) == "choices"
                else "literal"
            )
        if claim:
            return claim.kind if isinstance(node, Leaf) or claim.missing else "computed"
        return {Pool: "quantity", Pick: "choice", Relation: "check"}.get(
            type(node), self.section(id).rstrip("s")
        )

    def ref(self, id: str) -> Ref:
        """A node for a list or a link."""
        id = self.edition.base.aliases.get(id, id)
        if id not in self._refs:
            number, interval = self.number(id), self.interval(id)
            self._refs[id] = Ref(id, self.edition.title(id), self.href(id), number, interval, self.what(id))
        return self._refs[id]

    @cached_property
    def _refs(self) -> dict[str, Ref]:
        return {}

    def source_ref(self, name: str) -> Ref | None:
        """A source by its id; None where there is none to name."""
        id = self.edition.base.aliases.get(name, name)
        source = self.edition.base.records.sources.get(id)
        return Ref(id, source.title, self.href(id, "sources")) if source else None

    # --- evidence ---

    def cites(self, citations: Iterable[Citation]) -> tuple[Cite, ...]:
        """Citations with their sources looked up, numbered from one."""
        return tuple(
            Cite(
                self.source_ref(each.source),
                self.source_ref(each.via) if each.via else None,
                each.at,
                each.excerpt,
                each.note,
                each.stance,
                number,
            )
            for number, each in enumerate(citations, 1)
        )

    def shares(self, id: str) -> tuple[Share, ...]:
        """The shares of uncertainty of a node that is computed from others; none of one that is not."""
        computed = isinstance(self.edition.base.nodes.get(id), Derived | Pool | Pick)
        return self.edition.shares(id) if computed and id in self.edition.summaries else ()

    @cached_property
    def users(self) -> Mapping[str, tuple[str, ...]]:
        """For each record, the records that take it as an input."""
        found: dict[str, list[str]] = defaultdict(list)
        for id, node in self.edition.base.nodes.items():
            for parent in parents(node):
                name = owner(parent)
                if name != owner(id) and id not in found[name]:
                    found[name].append(id)
        return {id: tuple(each) for id, each in found.items()}

    @cached_property
    def cited(self) -> Mapping[str, tuple[tuple[str, str, Citation], ...]]:
        """For each source: (section, id, citation) of everything that cites it, as origin or as what was read."""
        found: dict[str, list[tuple[str, str, Citation]]] = defaultdict(list)
        records, aliases = self.edition.base.records, self.edition.base.aliases
        for section in ("claims", "choices", "checks", "terms"):
            for id, record in sorted(getattr(records, section).items()):
                for cite in record.cites:
                    for name in dict.fromkeys((cite.source, cite.via)):
                        if name:
                            found[aliases.get(name, name)].append((section, id, cite))
        return {id: tuple(each) for id, each in found.items()}

    @cached_property
    def findings(self) -> Mapping[str, tuple[Finding, ...]]:
        """The findings about each record."""
        found: dict[str, list[Finding]] = defaultdict(list)
        for each in self.edition.findings:
            found[each.id].append(each)
        return {id: tuple(each) for id, each in found.items()}

    def objections(self, findings: Sequence[Finding]) -> tuple[Objection, ...]:
        """Findings for a page, the gravest first, those that are accepted last."""
        order = ("error", "conflict", "warning", "note")
        ranked = sorted(
            findings, key=lambda each: (bool(each.accepted), order.index(each.severity), each.rule)
        )
        return tuple(self.objection(each) for each in ranked)

    def objection(self, each: Finding) -> Objection:
        """One finding for a page."""
        about = self.ref(each.id) if each.id in self._sections else None
        lines = tuple(each.message.split("\n"))
        place = str(each.place) if each.place else ""
        return Objection(
            each.rule,
            each.severity,
            lines,
            each.hints,
            each.accepted,
            place,
            f"rules/{each.rule}.html",
            about,
        )

    def flag_findings(self, id: str) -> tuple[Flag, ...]:
        """The grave findings of a record as flags, each rule once."""
        rules = dict.fromkeys(
            (each.rule, each.severity)
            for each in self.findings.get(id, ())
            if not each.accepted and each.severity in ("error", "conflict", "warning")
        )
        return tuple(
            Flag(rule.replace("-", " "), TONES[severity], "", "#findings") for rule, severity in rules
        )

    # --- places ---

    def place(self, section: str, id: str) -> Place:
        """Where a record stands in the files."""
        return self.edition.base.records.key_place(section, id)

    def place_href(self, place: Place) -> str:
        """The line in the repository, where the settings name one that can be linked to."""
        settings = self.edition.base.settings
        if not settings.repository or not place.file or not self.revision:
            return ""
        return f"{settings.repository.rstrip('/')}/blob/{self.revision}/{place.file}#L{place.line}"

    def absolute(self, path: str) -> str:
        """The full address of a page, or its path where the base does not say where it is published."""
        base = self.edition.base.settings.base_url
        return f"{base.rstrip('/')}/{path}" if base else path

    @cached_property
    def date(self) -> str:
        """The newest date that the base speaks of as past: the date of the edition."""
        records = self.edition.base.records
        dates = [each.date for each in records.changes.values()]
        dates += [each.as_of for each in records.claims.values()] + [
            each.accessed for each in records.sources.values()
        ]
        today = self.edition.today or "9999"
        return max((each for each in dates if each and each[:4].isdigit() and each <= today), default="")


def ref_cell(ref: Ref) -> Cell:
    """A reference as a cell."""
    return Cell(ref.title, ref.href, ref.title.lower())


def number_cell(text: str, key: float | None = None) -> Cell:
    """A number as a cell, sorted by its size."""
    sort = "" if key is None or math.isnan(key) else repr(float(key))
    return Cell(text, "", sort, True)


def flag_cell(word: str, tone: str = "") -> Cell:
    """A verdict as a cell."""
    return Cell(word, "", word, flag=Flag(word, tone or TONES.get(word, "plain")))
