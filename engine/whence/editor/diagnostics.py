"""What the engine objects to, as an editor shows it: the stretch, the rule with its page, and the other side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from whence.editor.desk import Desk
from whence.editor.lines import Lines, Range
from whence.files.sections import SECTIONS
from whence.judge.edition import Edition
from whence.language.frozen import dataclass
from whence.language.patterns import later
from whence.language.problems import Finding, Place

# Rules about what is written and has no effect, which editors show faded; and about what is no longer to be used.
UNUSED = frozenset({"unused-input", "unused-choice", "orphan-source", "accepted-unused", "set-aside-unused"})
OUTDATED = frozenset({"superseded-input", "retracted-input", "accepted-expired", "stated-outdated"})
_ID = later(r"[a-z][a-z0-9.-]*")


@dataclass(frozen=True)
class Related:
    """Another place that a finding speaks of, and what stands there."""

    path: str
    range: Range
    message: str


@dataclass(frozen=True)
class Diagnostic:
    """A finding at its stretch. `href` is the page of its rule, where the base is published; `tags` say how to draw it."""

    range: Range
    finding: Finding
    message: str
    href: str = ""
    related: tuple[Related, ...] = ()
    tags: tuple[str, ...] = ()


def diagnostics(desk: Desk, edition: Edition) -> Mapping[str, tuple[Diagnostic, ...]]:
    """The findings of an edition by file; those that are accepted are not told. Files without any have an empty tuple."""
    found: dict[str, list[Diagnostic]] = {path: [] for path in desk.paths()}
    kept: dict[str, Lines] = {}
    for each in edition.findings:
        if each.accepted:
            continue
        place = each.place or _somewhere(edition, each.id)
        lines = kept.setdefault(place.file, desk.lines(place.file))
        found.setdefault(place.file, []).append(_shown(desk, edition, each, place, lines))
    return {path: tuple(all) for path, all in found.items()}


def at_once(desk: Desk, path: str) -> tuple[Diagnostic, ...]:
    """The findings of one file as it stands: what is wrong in itself now, and what the last edition said of the rest.

    What was said of lines that have changed since is left out until there is a new edition; what stood below them is
    moved with its lines.
    """
    edition, lines = desk.last, desk.lines(path)
    own = [each for each in desk.written(path) if not each.accepted]
    old = edition.base.records.files.get(path)
    rules = {each.rule for each in own} | {each.rule for each in edition.base.records.findings}
    moved = _moved(old.text if old else "", lines.text)
    for each in edition.findings:
        if each.place and each.place.file == path and not each.accepted and each.rule not in rules:
            line = moved(each.place.line)
            if line:
                own.append(replace(each, place=replace(each.place, line=line)))
    return tuple(_shown(desk, edition, each, each.place or Place(path), lines) for each in own)


def _moved(before: str, after: str) -> _Moved:
    old, new = before.split("\n"), after.split("\n")
    most = min(len(old), len(new))
    head = next((n for n in range(most) if old[n] != new[n]), most)
    tail = next((n for n in range(most - head) if old[-1 - n] != new[-1 - n]), most - head)
    return _Moved(head, len(old) - tail, len(new) - len(old))


@dataclass(frozen=True)
class _Moved:
    """Where the lines of a text are in a later one that differs from it in one stretch of lines."""

    head: int
    tail: int
    by: int

    def __call__(self, line: int) -> int:
        """The new number of a line, both from 1; 0 for one that has changed."""
        return line if line <= self.head else line + self.by if line > self.tail else 0


def _shown(desk: Desk, edition: Edition, found: Finding, place: Place, lines: Lines) -> Diagnostic:
    message = "\n".join([found.message, *(f"→ {hint}" for hint in found.hints)])
    base = edition.base.settings.base_url.rstrip("/")
    tags = ("unnecessary",) if found.rule in UNUSED else ("deprecated",) if found.rule in OUTDATED else ()
    related = tuple(_related(desk, edition, found))
    href = f"{base}/rules/{found.rule}.html" if base else ""
    return Diagnostic(lines.at(place), found, message, href, related, tags)


def _somewhere(edition: Edition, id: str) -> Place:
    """Where a finding without a place is shown: at its record, else at the head of the settings."""
    section = edition.section(id) if id else ""
    return edition.base.records.key_place(section, id) if section else Place("whence.toml")


def _related(desk: Desk, edition: Edition, found: Finding) -> Iterator[Related]:
    """The records that a finding names besides its own: by its data, and at the head of the lines of its message."""
    rows = found.message.split("\n")[1:]
    named = [word for row in rows for word in _ID.findall(row.strip().split("  ")[0])]
    for value in found.data.values():
        named += [value] if isinstance(value, str) else list(value) if isinstance(value, tuple | list) else []
    for id in dict.fromkeys(str(each) for each in named):
        place = home(edition, id)
        if place and id != found.id:
            yield Related(place.file, desk.lines(place.file).at(place), edition.title(id))


def home(edition: Edition, id: str) -> Place | None:
    """Where a record of an edition begins, by its id or an older one; None where nothing is called so."""
    name = edition.base.aliases.get(id, id)
    records = edition.base.records
    section = next((each for each in SECTIONS if name in records.of(each)), "")
    return records.key_place(section, name) if section else None
