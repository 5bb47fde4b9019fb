"""A base of which some claims have changed since all of it was judged: what that touches is judged, and the rest is known.

Kept are the texts as they were, what hangs together in them, and (by `store`) the outline and all findings under the bytes
of these texts. What is not sure to change the touched records alone is left to whoever judges the whole, which is noted.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Set
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from whence.disk import cache, changed, store
from whence.disk.changed import Changes
from whence.evaluate.asked import note
from whence.files import late_records
from whence.files.late_records import Late
from whence.files.records import Records
from whence.files.schema import Settings
from whence.judge import again, kept
from whence.judge.assemble import judge
from whence.judge.edition import Edition
from whence.language.frozen import dataclass
from whence.language.problems import Finding
from whence.model import parts
from whence.model.graph import Base, Leaf
from whence.model.kin import Kin, Region, documents, kin, region
from whence.model.parts import Outline
from whence.model.tables import Beyond, within

if TYPE_CHECKING:
    from whence.disk.store import Texts
    from whence.evaluate.evaluator import Memory

# The sections in which nothing has changed where claims and records of changes alone have, beside those gone through by part.
ALIKE = ("terms", "units", "sources")
# Where more than one in so many records is touched, all may as well be judged.
MOST = 3


@dataclass(frozen=True)
class Known:
    """A base as it was when all of it was judged: its texts, what hangs together in them, and what others keep beside it."""

    texts: Texts
    kin: Kin
    more: Any


@dataclass(frozen=True)
class Edited:
    """The part of a base that an edit touches, with all findings of the whole.

    `known` is what is known of the whole then, `nodes` how many it has, and `numbers` those that are no literals or checks.
    """

    edition: Edition
    region: Region
    known: Known
    nodes: int
    numbers: int


@dataclass(frozen=True)
class Sides:
    """The part of a base that an edit touches before and after it, each with all findings of the whole.

    `nodes` and `numbers` are those of the whole, of which an edit makes neither more nor fewer: see `Edited`.
    """

    old: Edition
    new: Edition
    nodes: int
    numbers: int


@dataclass(frozen=True)
class _Edit:
    """An edit of a base that was judged `before` it, with the outline and the findings of then, and the outline of now."""

    before: Known
    texts: Texts
    settings: Settings
    then: Outline
    findings: tuple[Finding, ...]
    outline: Outline
    changes: Changes
    was: Base
    cites: Mapping[str, list[str]]
    region: Region


def known(home: str, today: str, *of: Texts) -> Known | None:
    """What is known of the first of some texts that have been judged as they are, whatever was judged since; else of the base
    that they are of, as it was when all of it was judged last. None where nothing is.
    """
    found = next((each for each in (_as_they_are(home, texts, today) for texts in of) if each), None)
    last = None if found else cache.fetch(home, _last(of[0], today))
    if last is None:
        return found
    return _as_they_are(home, replace(of[0], files=_files(last), findings=()), today)


def _as_they_are(home: str, texts: Texts, today: str) -> Known | None:
    content = cache.fetch(home, store.key(texts, "kin", today))
    if content is None:
        return None
    documents_, named, more = json.loads(content)
    return Known(texts, Kin(documents_, named), more)


def keep_whole(home: str, texts: Texts, found: Edition, more: Any, today: str) -> None:
    """Keep what is known of a base that was judged as a whole, and `more` for another storey."""
    if not texts.findings and not any(each.severity == "error" for each in found.findings):
        keep(home, Known(texts, kin(found.base), more), today)


def keep(home: str, found: Known, today: str) -> None:
    """Keep what is known of a base that was judged, and that it was the last."""
    flat = found.kin.documents, found.kin.named, found.more
    kin = json.dumps(flat, ensure_ascii=False, separators=(",", ":"))
    cache.keep(home, store.key(found.texts, "kin", today), kin.encode())
    cache.keep(home, _last(found.texts, today), _flat(found.texts.files))


def _flat(files: Mapping[str, bytes]) -> bytes:
    """Some files as one: their names and sizes on a line, then what is in them."""
    sizes = json.dumps({name: len(content) for name, content in files.items()})
    return b"\n".join((sizes.encode(), b"".join(files.values())))


def _files(flat: bytes) -> dict[str, bytes]:
    """The files that `_flat` has made one of."""
    sizes, _, rest = flat.partition(b"\n")
    found, at = dict[str, bytes](), 0
    for name, size in json.loads(sizes).items():
        found[name], at = rest[at : at + size], at + size
    return found


def _last(texts: Texts, today: str) -> str:
    return cache.key("judged", str(texts.root.resolve()), today)


def edited(texts: Texts, before: Known, today: str, memory: Memory | None, home: str) -> Edited | None:
    """The part of a base that is touched by what has changed, judged; None where the whole is to be judged.

    What was found of the whole is kept under these texts, as if all of it had been judged.
    """
    try:
        return _judged(_edit(texts, before, today, home), today, memory, home, keep=True)
    except Beyond as beyond:
        _asks_for_all(beyond)
        return None


def sides(
    old: Texts, new: Texts, known: Known, today: str, memory: Memory | None, home: str, keep: bool = True
) -> Sides | None:
    """The part of a base that two sides of it differ in, if one of them is known; None where both are to be judged.

    What was found of the other is kept, as if it had been judged, unless it is not to `keep`.
    """
    forth = old.files == known.texts.files
    if old.findings or new.findings or not (forth or new.files == known.texts.files):
        return None
    try:
        edit = _edit(new if forth else old, known, today, home)
        found = _judged(edit, today, memory, home, keep)
        then = _side(edit, known.texts, edit.then, today, memory)
        now = _side(edit, edit.texts, edit.outline, today, memory, then.base)
    except Beyond as beyond:
        _asks_for_all(beyond)
        return None
    then = replace(then, judged=lambda: edit.findings)
    now = replace(now, judged=lambda: found.edition.findings)
    return Sides(*((then, now) if forth else (now, then)), found.nodes, found.numbers)


def records(home: str, texts: Texts) -> Records | None:
    """The records of a base that has been judged as it is, each read when it is asked for; None where it has not been."""
    outline = cache.fetch(home, store.key(texts, "outline"))
    return late_records.records(store.yaml_of(texts.files), parts.read(outline).places) if outline else None


def _asks_for_all(beyond: Beyond) -> None:
    note("asked for", "all", f"the part that an edit touches does not tell ({beyond})")


def _edit(texts: Texts, before: Known, today: str, home: str) -> _Edit:
    """What has changed in a base, and what that may touch; `Beyond` where it may touch more than can be told."""
    outline = cache.fetch(home, store.key(before.texts, "outline"))
    found = cache.fetch(home, store.key(before.texts, "findings", today, ""))
    settings, problems = store.settings_of(texts.files)
    if outline is None or found is None or texts.findings or problems or settings.watch:
        raise Beyond("the settings, or what is kept")
    then = parts.read(outline)
    changes = changed.changes(before.texts.files, texts.files, then.places)
    was = parts.around(store.yaml_of(before.texts.files), settings, then, changes.claims)
    if was is None:
        raise Beyond("choices")
    cites = {id: documents(claim, was.aliases) for id, claim in changes.claims.items()}
    if changes.told & was.aliases.keys():
        raise Beyond("the ids of changes")
    if not _cited_as_before(before.kin, cites, {was.aliases.get(each, each) for each in changes.sources}):
        raise Beyond("which sources are cited")
    touched = region(then, before.kin, {id: set(each) for id, each in cites.items()})
    if MOST * len(touched.seen) > len(then.parents):
        raise Beyond("it is a large part of the base")
    now = replace(then, places=changes.places)
    return _Edit(before, texts, settings, then, kept.read(found), now, changes, was, cites, touched)


def _judged(edit: _Edit, today: str, memory: Memory | None, home: str, keep: bool) -> Edited:
    texts, before, changes, outline = edit.texts, edit.before, edit.changes.claims, edit.outline
    base = parts.around(store.yaml_of(texts.files), edit.settings, outline, edit.region.seen)
    if base is None or not _alike(edit.was, base, changes):
        raise Beyond("what it is computed from")
    part, whole = len(within(base.nodes)), len(outline.parents)
    if changes:
        note("linked", " ".join(changes), f"with what it may touch, {part} of {whole} nodes")
    else:
        note("recalled", "findings", "no record has changed since they were found")
    edition = judge(base, today=today, memory=memory)
    standing = tuple(
        changed.where_they_stand(
            edit.findings,
            lambda each: again.found_again(each, edit.region),
            before.texts.files,
            texts.files,
        )
    )
    edition = again.judged(edition, edit.region, standing)
    content = kept.content(edition.findings)
    if content is None:
        raise Beyond("findings")
    if keep:
        cache.keep(home, store.key(texts, "findings", today, ""), content)
        cache.keep(home, store.key(texts, "outline"), parts.flat(outline))
    known = Known(texts, replace(before.kin, documents=_with(before.kin.documents, edit.cites)), before.more)
    return Edited(edition, edit.region, known, whole, numbers(outline))


def _side(
    edit: _Edit, texts: Texts, outline: Outline, today: str, memory: Memory | None, other: Base | None = None
) -> Edition:
    """One side of an edit, as far as its numbers may be others, to be compared with the `other`.

    Who goes through records for what differs meets those alone in which anything may.
    """
    files = edit.before.texts.files
    base = parts.around(store.yaml_of(texts.files), edit.settings, outline, edit.region.moved)
    if base is None:
        raise Beyond("choices")
    records = base.records
    same = {section: (other or base).records.of(section) for section in ALIKE}
    told, read = records.of("changes"), records.files
    assert isinstance(told, Late)
    assert isinstance(read, Late)
    differing = {name for name, text in edit.texts.files.items() if files.get(name) != text}
    few = {**same, "changes": told.some(edit.changes.told)}
    return judge(again.alone(base, few, files=read.some(differing)), today=today, memory=memory)


def supposing(
    texts: Texts, before: Known, id: str, today: str, memory: Memory | None, home: str
) -> Edited | None:
    """The part of a base that another value of a claim would touch, as it is; None where the whole is to be asked."""
    outline_, found = (
        cache.fetch(home, store.key(texts, *of)) for of in (("outline",), ("findings", today, ""))
    )
    settings, problems = store.settings_of(texts.files)
    same = before.texts.files == texts.files and not texts.findings
    if outline_ is None or found is None or not same or problems or settings.watch:
        return None
    outline = parts.read(outline_)
    touched = region(outline, before.kin, {id: {*before.kin.documents.get(id, ())}})
    base = parts.around(store.yaml_of(texts.files), settings, outline, touched.seen)
    if base is None or MOST * len(touched.seen) > len(outline.parents) or not _plain(base, id):
        return None
    note("linked", id, f"with what it may touch, {len(within(base.nodes))} of {len(outline.parents)} nodes")
    note("recalled", "findings", "nothing has changed since they were found")
    findings = kept.read(found)
    edition = judge(again.alone(base), today=today, memory=memory)
    edition = replace(edition, judged=lambda: findings)
    return Edited(edition, touched, before, len(outline.parents), numbers(outline))


def _plain(base: Base, id: str) -> bool:
    """Whether a claim is a written value, and nothing else depends on how it is written."""
    claim = base.records.claims.get(id)
    if claim is None or not isinstance(base.nodes.get(id), Leaf):
        return False
    return bool(claim.value) and not (
        claim.errors
        or claim.taken_as
        or claim.stated
        or claim.moves_with
        or claim.moves_against
        or claim.correlates
    )


def numbers(outline: parts.Outline) -> int:
    """How many nodes of a base have a number, literals and checks left out."""
    checks = {id for held in outline.places.values() for id in held.get("checks", ())}
    return sum("#" not in id and id not in checks for id in outline.parents)


def _with(table: Mapping[str, list[str]], cites: Mapping[str, list[str]]) -> Mapping[str, list[str]]:
    return {id: each for id, each in {**table, **cites}.items() if each}


def _cited_as_before(known: Kin, cites: Mapping[str, list[str]], named: Set[str]) -> bool:
    """Whether each source that some claims began or ceased to cite, or that is `named`, is cited by another claim anyway."""
    turned = {each for id, now in cites.items() for each in {*now} ^ {*known.documents.get(id, ())}} | named
    others = (each for id, each in known.documents.items() if id not in cites) if turned else ()
    return turned <= {source for each in others for source in each}


def _alike(was: Base, now: Base, ids: Mapping[str, object]) -> bool:
    """Whether some claims measure what they measured, and their chance is what it was."""
    for id in ids:
        one, other = was.nodes.get(id), now.nodes.get(id)
        if isinstance(one, Leaf) and isinstance(other, Leaf):
            kinds = [(each.written.unit.dimension, each.written.unit.style) for each in (one, other)]
            chance = [(each.stream, each.mirrored, each.common) for each in (one, other)]
            if kinds[0] != kinds[1] or chance[0] != chance[1]:
                return False
        elif one != other:
            return False
    return True
