"""What every page is drawn from: an edition with its addresses, references, and what was worked out once for all."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from whence.account import coverage, headlines, ledger
from whence.files.schema import Citation
from whence.files.sections import TOLD, having, is_evidence, one
from whence.judge import exact
from whence.judge.edition import Edition
from whence.judge.evidence import Share
from whence.language.frozen import dataclass
from whence.language.problems import Finding
from whence.model.graph import Derived, Leaf, Pick, Pool, Relation, owner, parents
from whence.model.reads import memory, remembered
from whence.publish.charts.drawing import pretty
from whence.publish.pages import model, shared, sides
from whence.publish.pages.cells import TONES, sort_of
from whence.publish.pages.parts import Cite, Flag, Objection, Ref, Where, up

# The folder of the pages of each section that has them.
PAGES: Mapping[str, str] = {each.name: each.pages for each in TOLD if each.pages}
# The most of the name of a file that the address of its page has.
LONGEST = 100


@dataclass(frozen=True, eq=False)
class Book:
    """An edition that is being published. `build` names the state of the files; `revision` a git revision, if any."""

    edition: Edition
    build: str = ""
    revision: str = ""

    @memory
    def models(self) -> model.Common:
        """What the models of the pages say alike."""
        return model.Common(self.edition, lambda id: up(self.href(id)), self.shard, self.needs)

    @cached_property
    def shards(self) -> Mapping[str, tuple[str, ...]]:
        """The nodes of each file of models, by its path."""
        homes = {id: self.home(self.section(id), owner(id)) for id in self.edition.base.nodes}
        return shared.shards(self.edition.values.of, homes, self.topic_slugs)

    @cached_property
    def shard(self) -> Mapping[str, str]:
        """Of each node the file of models that has it."""
        return {id: path for path, ids in self.shards.items() for id in ids}

    @cached_property
    def needs(self) -> Mapping[str, tuple[str, ...]]:
        """Of each file of models what its nodes have that needs a script of its own."""
        return {path: shared.needed(self.edition.base, ids) for path, ids in self.shards.items()}

    @property
    def whole(self) -> Edition:
        """The edition for who reads all of it, or makes another of it."""
        return self.edition

    def section(self, id: str) -> str:
        """The section a record is written in, or nothing."""
        return self._sections.get(owner(id), "")

    @cached_property
    def _sections(self) -> Mapping[str, str]:
        records = self.edition.base.records
        found: dict[str, str] = {}
        for section in reversed(list(PAGES)):
            found |= dict.fromkeys(records.of(section), section)
        return found

    def href(self, id: str, section: str = "") -> str:
        """The address of a record's page from the root, with the anchor of a sense or input; empty if it has none."""
        id = self.edition.base.aliases.get(id, id)
        name, _, part = id.partition("#")
        records = self.edition.base.records
        if section and name not in records.of(section):
            return ""
        section = section or self.section(name)
        if section not in PAGES:
            return ""
        anchor = {"terms": f"#s-{part}", "choices": f"#o-{part}"}.get(section, f"#in-{part}") if part else ""
        return f"{PAGES[section]}/{name}.html{anchor}"

    def meant(self, name: str) -> str:
        """The address of the record that a name in a text can only mean; empty where it may mean an option or a sense."""
        return "" if name in self._options else self.href(name)

    @cached_property
    def _options(self) -> frozenset[str]:
        records = self.edition.base.records
        options = [each for choice in records.choices.values() for each in choice.options]
        return frozenset([*options, *(each for term in records.terms.values() for each in term.senses)])

    def topic_href(self, file: str) -> str:
        """The address of a file's topic page."""
        return f"topics/{self.topic_slugs[file]}.html"

    @cached_property
    def topic_slugs(self) -> Mapping[str, str]:
        """A name for each file that holds records, from its path; unique."""
        found: dict[str, str] = {}
        taken: set[str] = set()
        again: Counter[str] = Counter()
        for file in self.files:
            stem = file.removeprefix("claims/").rsplit(".", 1)[0].lower()
            plain = "".join(char if char.isascii() and char.isalnum() else "-" for char in stem)
            # A name may be as long as a file system allows, and that of its page has more behind it.
            slug = plain[:LONGEST].strip("-") or "topic"
            slug = stem = slug if slug != "index" else "topic-index"
            while slug in taken:
                again[stem] += 1
                slug = f"{stem}-{again[stem] + 1}"
            taken.add(slug)
            found[file] = slug
        return found

    @cached_property
    def files(self) -> tuple[str, ...]:
        """The files under `claims/` that hold records, in the order of their topics; one of changes only is no topic."""
        records = self.edition.base.records
        homes = {file for name, file in records.home.items() if not is_evidence(name.partition(":")[0])}
        return tuple(sorted(homes | set(records.topics), key=self._order))

    def _order(self, file: str) -> tuple[int, str]:
        topic = self.edition.base.records.topics.get(file)
        return (topic.order if topic else 1000, file)

    def topic_title(self, file: str) -> str:
        """What a file is about, as its `topic` says, else its name."""
        topic = self.edition.base.records.topics.get(file)
        return (
            topic.title
            if topic
            else file.removeprefix("claims/").rsplit(".", 1)[0].replace("-", " ").capitalize()
        )

    def home(self, section: str, id: str) -> str:
        """The file that a record stands in."""
        return self.edition.base.records.home.get(f"{section}:{id}", "")

    def number(self, id: str, least: int = 0) -> str:
        """A node's point as text, with no fewer digits than asked for, or what stands in its place."""
        if isinstance(self.edition.base.nodes.get(id), Relation):
            return self.check_word(id) if id in self.edition.summaries else "no value"
        return pretty(headlines.number(self.edition, id, least))

    def interval(self, id: str, least: int = 3) -> str:
        """A node's 90 % interval as text, with no fewer digits than asked for; empty for an exact number."""
        summary = self.edition.summaries.get(id)
        if summary is None or isinstance(self.edition.base.nodes[id], Relation):
            return ""
        return pretty(self.edition.interval(id, summary.figure, least))

    def size(self, id: str) -> float:
        """What a node is sorted by: its point, or the low end of one that is open; NaN where it has no number."""
        summary = self.edition.summaries.get(id)
        if summary is None or isinstance(self.edition.base.nodes[id], Relation):
            return math.nan
        return summary.figure.low if math.isnan(summary.figure.point) else summary.figure.point

    def range(self, id: str, least: int = 3) -> str:
        """A node's 90 % interval for a table: of one without, why: exact, a bound, open, none given, or no number."""
        summary = self.edition.summaries.get(id)
        if summary is None or isinstance(self.edition.base.nodes[id], Relation):
            return "–"
        known = "exact" if exact.known_exactly(self.edition.base, id) else "none given"
        word = "open" if summary.open else "bound" if summary.bound else known
        return self.interval(id, least) or word

    def state(self, id: str) -> str:
        """A hash of all that a number is computed from, for those who cite it; empty where there is no number.

        It changes with the number and with nothing else, so that an edit elsewhere leaves a page as it was.
        """
        return self.edition.values.keys[id][:12] if id in self.edition.values.of else ""

    def check_word(self, id: str) -> str:
        """A check's verdict over the contexts that count."""
        outcome = self.edition.settled.outcomes.get(id)
        if outcome is None:
            return "not evaluated"
        return self.edition.verdict(id)

    def option(self, choice: str, option: str) -> str:
        """What an option of a choice is called: by its own title, or that of its term's sense, or its name."""
        records, aliases = self.edition.base.records, self.edition.base.aliases
        record = records.choices[choice]
        term = records.terms.get(aliases.get(record.term, record.term))
        sense = record.options.get(option) or (term.senses.get(option) if term else None)
        return sense.title if sense and sense.title else option

    def options(self, choose: Mapping[str, str]) -> str:
        """The options of a reading by their titles, in the order of its choices."""
        return ", ".join(self.option(axis, option) for axis, option in choose.items())

    def spoken(self, text: str) -> str:
        """A sentence about readings with titles in place of the names of choices and options."""

        def named(hit: re.Match[str]) -> str:
            known = hit[2] in self.edition.base.records.choices
            return self.reading({hit[2]: hit[1]}) if known else hit[0]

        return re.sub(r"`([^`]+)` for `([^`]+)`", named, text).replace("`", "")

    def reading(self, choose: Mapping[str, str], without: str = "") -> str:
        """A reading in words, by the titles of its choices, but for one that is spoken of anyway."""
        shown = {axis: option for axis, option in choose.items() if axis != without}
        titles = [
            f"“{self.edition.title(axis)}” read as “{self.option(axis, option)}”"
            for axis, option in shown.items()
        ]
        return ", ".join(titles)

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
            return claim.kind if isinstance(node, Leaf) or claim.absence else "computed"
        choice = edition.base.records.choices.get(id)
        if choice and choice.kind == "values":
            return "choice of values"
        return one(self.section(id))

    def ref(self, id: str) -> Ref:
        """A node for a list or a link."""
        found: Ref = self._ref(self.edition.base.aliases.get(id, id))
        return found

    @memory
    def _ref(self) -> Callable[[str], Ref]:
        @remembered(None)
        def ref(id: str) -> Ref:
            number, interval = self.number(id), self.interval(id)
            return Ref(id, self.edition.title(id), self.href(id), number, interval, self.what(id))

        return ref

    def source_ref(self, name: str) -> Ref | None:
        """A source by its id; None where there is none to name."""
        id = self.edition.base.aliases.get(name, name)
        source = self.edition.base.records.sources.get(id)
        return Ref(id, source.title, self.href(id, "sources")) if source else None

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
        for section in (each.name for each in TOLD if each.name in having("cites")):
            for id, record in sorted(records.of(section).items()):
                for cite in record.cites:
                    for name in dict.fromkeys((cite.source, cite.via)):
                        if name:
                            found[aliases.get(name, name)].append((section, id, cite))
        return {id: tuple(each) for id, each in found.items()}

    @cached_property
    def ledger(self) -> tuple[ledger.Entry, ...]:
        """The lines of the ledger, part by part."""
        return ledger.entries(self.edition)

    @cached_property
    def coverages(self) -> Mapping[str, coverage.Coverage]:
        """How much of each source is cited whose copy is at hand."""
        return coverage.covered(self.edition)

    @cached_property
    def disputed(self) -> Mapping[str, int]:
        """How many conflicts of the ledger stand in each file."""
        live = (each.id for each in self.ledger if each.part == "conflicts")
        return Counter(self.home(self.section(id), id) for id in live)

    @cached_property
    def findings(self) -> Mapping[str, tuple[Finding, ...]]:
        """The findings about each record, by its id, in the order of the edition; those about no record under an empty id."""
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
        """One finding for a page, with its place and the addresses of its rule and of the record it is about."""
        about = self.ref(each.id) if each.id in self._sections else None
        head, *rows = each.message.split("\n")
        told = sides.lines(each, lambda name: self.ref(name) if self.section(name) else None)
        place, page = str(each.place or ""), f"rules/{each.rule}.html"
        rest = () if told else tuple(rows)
        return Objection(
            each.rule, each.severity, head, told, rest, each.hints, each.accepted, place, page, about
        )

    def flag_findings(self, id: str) -> tuple[Flag, ...]:
        """The grave findings of a record as flags, each rule once, with what it says first."""
        rules: dict[tuple[str, str], str] = {}
        for each in self.findings.get(id, ()):
            if not each.accepted and each.severity in ("error", "conflict", "warning"):
                rules.setdefault((each.rule, each.severity), each.message.partition("\n")[0])
        return tuple(
            Flag(sort_of(rule), TONES[severity], head, "#findings")
            for (rule, severity), head in rules.items()
        )

    def where(self, section: str, id: str) -> Where:
        """Where a record stands in the files; linked to where the settings name a repository."""
        place, settings = self.edition.base.records.key_place(section, id), self.edition.base.settings
        if not place.file:
            return Where("", "")
        at = f"{place.file}:{place.line}"
        # Asked for only where it is shown: without a repository, a commit alone leaves every page as it was.
        if not settings.repository or not (revision := self.revision):
            return Where(at, "")
        blob = f"{settings.repository.rstrip('/')}/blob/{revision}"
        return Where(at, f"{blob}/{place.file}#L{place.line}")

    @property
    def published(self) -> bool:
        """Whether the base says where it is published, so that its pages have full addresses."""
        return bool(self.edition.base.settings.base_url)

    def absolute(self, path: str) -> str:
        """The full address of a page, or its path where the base does not say where it is published."""
        base = self.edition.base.settings.base_url
        return f"{base.rstrip('/')}/{path}" if base else path

    def iri(self, path: str) -> str:
        """What a page is called among the names of the web: its address, or a name of the base's own without one."""
        return self.absolute(path) if self.published else f"urn:whence:{path.removesuffix('.html')}"

    @cached_property
    def date(self) -> str:
        """The newest date that the base speaks of as past: the date of the edition."""
        records = self.edition.base.records
        dates = [each.date for each in records.changes.values()]
        dates += [
            date
            for each in records.claims.values()
            for date in (each.as_of.rpartition(" to ")[2], each.known)
        ]
        dates += [date for each in records.sources.values() for date in (each.issued, each.accessed)]
        today = self.edition.today or "9999"
        return max((each for each in dates if each and each[:4].isdigit() and each <= today), default="")
