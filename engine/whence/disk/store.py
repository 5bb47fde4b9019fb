"""The texts of a base, and the edition of them."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from whence.disk import cache, folders, reading
from whence.files.filenames import SETTINGS
from whence.files.settings import settings_of as settings_of
from whence.language import limits
from whence.language.frozen import dataclass
from whence.language.problems import Finding, Place, Refused

if TYPE_CHECKING:
    from whence.evaluate.evaluator import Memory
    from whence.evaluate.recorded import Recorded
    from whence.files.records import Records
    from whence.files.schema import Settings
    from whence.judge.edition import Edition


@dataclass(frozen=True)
class Texts:
    """What was read from disk: every file of the base by its path in it, and what could not be read."""

    root: Path
    files: Mapping[str, bytes]
    findings: tuple[Finding, ...]

    def digest(self) -> str:
        """A hash of every path and byte, and of what could not be read."""
        return self._digest

    @cached_property
    def _digest(self) -> str:
        return reading.digest(self.files, self.findings)


def find(start: Path) -> Path:
    """The base that a folder is, or lies in."""
    return Path(reading.find(os.fspath(start)))


def around(path: Path) -> Path | None:
    """The base that a path lies in, by its names; None where it lies in none."""
    try:
        return find(Path(os.path.abspath(path)).parent)
    except Refused:
        return None


def given(path: Path, limit: limits.Limit) -> bytes:
    """The content of a file that the command line names; in a base, whichever it is, no link is followed."""
    return folders.given(path, limit, around(path))


def place(folder: Path) -> tuple[Path, str]:
    """Where a folder is that the command line names, as one to begin at and a name under it, which leads through no link."""
    base = around(folder / "any")
    return (base, folders.below(folder, base)) if base else (folder, "")


def read(root: Path) -> Texts:
    """Every YAML file under `claims/` and `sources/`, and the settings, as they stood at one moment.

    What is not read is a finding that says why.
    """
    return texts(reading.steady(os.fspath(root)))


def texts(found: reading.Reading) -> Texts:
    """What was read, with a finding for each thing that was not."""
    findings = (
        Finding(rule, "", why, Place(name, line, column), hints)
        for rule, name, why, hints, line, column in found.told
    )
    return Texts(Path(found.root), found.files, (*_folded(findings),))


def _folded(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, of those that say the same the first few and how many more there are."""
    alike: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for each in findings:
        alike[each.rule, re.sub(r"[0-9,]+", "", each.message)].append(each)
    for same in alike.values():
        yield from same[: limits.ALIKE.most]
        if len(same) > limits.ALIKE.most:
            first, more = same[limits.ALIKE.most], len(same) - limits.ALIKE.most
            what = "file" if more == 1 else "files"
            yield Finding(
                first.rule,
                "",
                f"{more:,} more {what}, for the same reason: {first.message}",
                first.place,
                first.hints,
            )


def yaml_of(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files that hold records: all but those of the settings."""
    return {name: content for name, content in files.items() if name not in SETTINGS}


def load(
    texts: Texts,
    today: str = "",
    known_on: str = "",
    snapshots: Mapping[str, str] | None = None,
    keep: bool = True,
    memory: Memory | None = None,
    home: str = "",
) -> Edition:
    """The edition of what was read, with what is in a `memory`; it may `keep` its draws: see `assemble`.

    What is objected to is kept in the `home` of a cache, and is taken from there if nothing it depends on has changed.
    """
    from dataclasses import replace

    from whence.judge.assemble import assemble

    settings, problems = settings_of(texts.files)
    edition = assemble(
        yaml_of(texts.files),
        settings,
        today=today,
        known_on=known_on,
        memory=memory,
        snapshots=snapshots,
        keep=keep,
    )
    problems = (*problems, *_unwatched(texts, settings, edition.base.records))
    # what lies in the copies of sources is no part of what findings are kept under
    entry = key(texts, "findings", today, known_on) if home and snapshots is None else ""

    def judged() -> tuple[Finding, ...]:
        found = _found_before(home, entry)
        if found is None:
            found = edition.findings
            _keep(texts, edition, home, entry, "" if known_on else key(texts, "outline"))
        return (*texts.findings, *problems, *found)

    return replace(edition, judged=judged)


def part(
    texts: Texts, ids: Sequence[str], below: bool, today: str, memory: Memory | None, home: str
) -> Edition | None:
    """Of a base that has been judged as it is, the part that some nodes are in: see `parts.part`. None where there is none."""
    from dataclasses import replace

    from whence.evaluate.asked import note
    from whence.judge.assemble import judge
    from whence.model import parts
    from whence.model.tables import Beyond, within

    kept = cache.fetch(home, key(texts, "outline"))
    if kept is None or texts.findings:
        return None
    settings, problems = settings_of(texts.files)
    outline = parts.read(kept)
    base = parts.part(yaml_of(texts.files), settings, outline, ids, below)
    if base is None:
        return None
    whole = len(outline.parents)
    note("linked", " ".join(ids), f"with what it rests on, {len(within(base.nodes))} of {whole} nodes")

    def judged() -> tuple[Finding, ...]:
        found = _found_before(home, key(texts, "findings", today, ""))
        if found is None:
            raise Beyond("findings")
        return (*problems, *_unwatched(texts, settings, base.records), *found)

    return replace(judge(base, today=today, memory=memory), judged=judged)


def _found_before(home: str, entry: str) -> tuple[Finding, ...] | None:
    """What the rules objected to before in the same base; None where it is not known."""
    from whence.evaluate.asked import note
    from whence.judge import kept

    before = cache.fetch(home, entry) if entry else None
    if before is None:
        return None
    note("recalled", "findings", "nothing has changed since they were found")
    return kept.read(before)


def _keep(texts: Texts, found: Edition, home: str, entry: str, outline: str) -> None:
    """Keep what is objected to in an edition, and its outline, where there are names to keep them under."""
    from whence.judge import kept
    from whence.model import parts

    if entry and (content := kept.content(found.findings)) is not None:
        cache.keep(home, entry, content)
        if outline and (content := parts.content(found.base, found.dimensions)) is not None:
            cache.keep(home, outline, content)


def key(texts: Texts, *others: object) -> str:
    """A hash of the files, the engine and whatever else a result depends on."""
    return cache.key(texts.digest(), *others)


def recalled(home: str, root: Path) -> Recorded:
    """What was said of the nodes of a base when it was read before."""
    from whence.evaluate.recorded import Recorded

    return Recorded(cache.fetch(home, _said(root)) or b"")


def record(home: str, root: Path, memory: Recorded, most: int) -> None:
    """Keep what is said of nodes, of so many at most, where something was added to it."""
    content = memory.content(most)
    if content is not None:
        cache.keep(home, _said(root), content)


def _said(root: Path) -> str:
    """What the entry of a base is called."""
    return cache.key("nodes", str(root.resolve()))


def renewed(texts: Texts, found: Edition, today: str = "", known_on: str = "") -> Edition:
    """The edition of files that are not what `found` was read from; what they do not touch is taken over from it."""
    from dataclasses import replace

    from whence.files import knowledge, reader
    from whence.judge.assemble import judge
    from whence.model.linking import link

    settings, problems = settings_of(texts.files)
    records = reader.read(yaml_of(texts.files))
    if known_on:
        records = knowledge.known(records, known_on)
    base, memory = link(records, settings), found.values.memory()
    edition = judge(base, today=today, memory=memory, snapshots=found.snapshots, before=found)
    problems = (*problems, *_unwatched(texts, settings, records))
    return replace(edition, judged=lambda: (*texts.findings, *problems, *edition.findings))


def _unwatched(texts: Texts, settings: Settings, records: Records) -> Iterator[Finding]:
    """That the settings watch what is not there."""
    from whence.files.sections import SEARCHED
    from whence.files.settings import unwatched

    if settings.watch:
        of = [records.of(each.name) for each in SEARCHED]
        names = {
            name for each in of for id, one in each.items() for name in (id, *getattr(one, "aliases", ()))
        }
        file = next(name for name in SETTINGS if name in texts.files)
        text = texts.files[file].decode("utf-8", "replace")
        yield from unwatched(text, file, settings.watch, names | set(records.broken) | records.later)


def snapshots(folder: str, records: Records) -> tuple[dict[str, bytes], dict[str, str]]:
    """The copies of sources in a folder by the file name that the base records, and why others there are not read."""
    wanted = {source.snapshot.file for source in records.sources.values() if source.snapshot}
    found: dict[str, bytes] = {}
    refused: dict[str, str] = {}
    root, under = place(Path(folder))
    for name in sorted(wanted):
        try:
            found[name] = folders.read(root, f"{under}/{name}" if under else name, limits.SNAPSHOT)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except Refused as error:
            refused[name] = str(error)
    return found, refused
