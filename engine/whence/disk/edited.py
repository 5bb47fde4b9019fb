"""A base of which some claims have changed since all of it was judged: what that touches is judged, and the rest is known.

Kept are the texts as they were, what hangs together in them, and (by `store`) the outline and all findings under the bytes
of these texts. What is not sure to change the touched records alone is left to whoever judges the whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from whence.disk import cache, store
from whence.evaluate.asked import note
from whence.files import filenames
from whence.files.reader import read_file
from whence.files.schema import Claim, Settings
from whence.judge import again, kept
from whence.judge.assemble import judge
from whence.judge.edition import Edition
from whence.language.frozen import dataclass
from whence.language.problems import Finding
from whence.model import parts
from whence.model.graph import Base, Leaf
from whence.model.kin import Kin, Region, documents, kin, region
from whence.model.tables import Beyond, within

if TYPE_CHECKING:
    from whence.disk.store import Texts
    from whence.evaluate.evaluator import Memory

# What may change in a claim without changing what hangs together, which kinds of things there are, or what they are called.
FREE = {
    "value", "stated", "taken_as", "tolerance", "exact", "as_of", "known", "history", "cites", "by", "why", "note", "accepted",
    "review_by", "tags",
}  # fmt: skip
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


def known(home: str, texts: Texts, today: str) -> Known | None:
    """What is known of the base that some texts are of; None where nothing is."""
    content = cache.fetch(home, _name(texts, today))
    if content is None:
        return None
    files, documents_, named, more = json.loads(content)
    before = {name: text.encode() for name, text in files.items()}
    return Known(replace(texts, files=before, findings=()), Kin(documents_, named), more)


def keep_whole(home: str, texts: Texts, found: Edition, more: Any, today: str) -> None:
    """Keep what is known of a base that was judged as a whole, and `more` for another storey."""
    if not texts.findings and not any(each.severity == "error" for each in found.findings):
        keep(home, Known(texts, kin(found.base), more), today)


def keep(home: str, found: Known, today: str) -> None:
    """Keep what is known of a base that was judged."""
    files = {name: content.decode() for name, content in found.texts.files.items()}
    flat = (files, found.kin.documents, found.kin.named, found.more)
    text = json.dumps(flat, ensure_ascii=False, separators=(",", ":"))
    cache.keep(home, _name(found.texts, today), text.encode())


def _name(texts: Texts, today: str) -> str:
    return cache.key("judged", str(texts.root.resolve()), today)


def edited(texts: Texts, before: Known, today: str, memory: Memory | None, home: str) -> Edited | None:
    """The part of a base that is touched by what has changed, judged; None where the whole is to be judged.

    What was found of the whole is then kept under these texts, as if all of it had been judged.
    """
    outline = cache.fetch(home, store.key(before.texts, "outline"))
    found = cache.fetch(home, store.key(before.texts, "findings", today, ""))
    settings, problems = store.settings_of(texts.files)
    changes = _changes(before.texts.files, texts.files)
    if outline is None or found is None or changes is None or texts.findings or problems or settings.watch:
        return None
    try:
        return _edited(texts, before, today, memory, home, (outline, kept.read(found)), settings, changes)
    except Beyond:
        return None


def _edited(
    texts: Texts,
    before: Known,
    today: str,
    memory: Memory | None,
    home: str,
    then: tuple[bytes, tuple[Finding, ...]],
    settings: Settings,
    changes: Mapping[str, Claim],
) -> Edited | None:
    outline = parts.read(then[0])
    old, new = (store.yaml_of(each.files) for each in (before.texts, texts))
    was = parts.around(old, settings, outline, changes)
    if was is None:
        return None
    cites = {id: documents(claim, was.aliases) for id, claim in changes.items()}
    if not _cited_as_before(before.kin, cites):
        return None
    touched = region(outline, before.kin, {id: set(each) for id, each in cites.items()})
    base = parts.around(new, settings, outline, touched.seen)
    if base is None or MOST * len(touched.seen) > len(outline.parents) or not _alike(was, base, changes):
        return None
    part, whole = len(within(base.nodes)), len(outline.parents)
    if changes:
        note("linked", " ".join(changes), f"with what it may touch, {part} of {whole} nodes")
    else:
        note("recalled", "findings", "no record has changed since they were found")
    edition = judge(base, today=today, memory=memory)
    standing = tuple(_where_they_stand(then[1], touched, before.texts.files, texts.files))
    edition = again.judged(edition, touched, standing)
    content = kept.content(edition.findings)
    if content is None:
        return None
    cache.keep(home, store.key(texts, "findings", today, ""), content)
    cache.keep(home, store.key(texts, "outline"), then[0])
    known = Known(texts, replace(before.kin, documents=_with(before.kin.documents, cites)), before.more)
    return Edited(edition, touched, known, whole, numbers(outline))


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


def _changes(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> Mapping[str, Claim] | None:
    """The claims that are others in some files than they were; None where anything else is, or they are in what counts."""
    if old.keys() != new.keys():
        return None
    found: dict[str, Claim] = {}
    for name, content in new.items():
        if content == old[name]:
            continue
        if not filenames.like(name):
            return None
        was, now = read_file(name, old[name]), read_file(name, content)
        if (
            now.findings
            or now.broken
            or was.topic != now.topic
            or _shape(was.sections) != _shape(now.sections)
        ):
            return None
        for id, claim in now.sections.get("claims", {}).items():
            if not _same_but_free(was.sections["claims"][id], claim):
                return None
            if claim != was.sections["claims"][id]:
                found[id] = claim
    return found


def _shape(sections: Mapping[str, Mapping[str, Any]]) -> Any:
    """All records but the claims, and the ids of these, in the order in which they stand."""
    return [(name, [*each] if name == "claims" else [*each.items()]) for name, each in sections.items()]


def _same_but_free(one: Claim, other: Claim) -> bool:
    """Whether two claims are alike in all that what hangs together, and what there is, depends on."""
    return all(
        getattr(one, each.name) == getattr(other, each.name)
        for each in fields(Claim)
        if each.name not in FREE
    ) and bool(one.value) == bool(other.value)


def _cited_as_before(known: Kin, cites: Mapping[str, list[str]]) -> bool:
    """Whether each source that some claims began or ceased to cite is cited by another claim anyway."""
    turned = {each for id, now in cites.items() for each in {*now} ^ {*known.documents.get(id, ())}}
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


def _where_they_stand(
    found: Sequence[Finding], touched: Region, old: Mapping[str, bytes], new: Mapping[str, bytes]
) -> Iterator[Finding]:
    """Findings at the places at which they stand now; those of touched records, which are found again, as they were."""
    shifts = {name: _shift(old[name], new[name]) for name in new if old[name] != new[name]}
    for each in found:
        place = each.place
        if place is None or place.file not in shifts or again.found_again(each, touched):
            yield each
            continue
        first, last, by = shifts[place.file]
        if first < place.line <= last:
            raise Beyond(each.id)
        line = place.line if place.line <= first else place.line + by
        yield replace(each, place=replace(place, line=line))


def _shift(old: bytes, new: bytes) -> tuple[int, int, int]:
    """The lines after which and up to which a text has changed, and by how many lines what follows has moved."""
    one, other = old.split(b"\n"), new.split(b"\n")
    most = min(len(one), len(other))
    first = next((n for n in range(most) if one[n] != other[n]), most)
    same = next((n for n in range(most - first) if one[-1 - n] != other[-1 - n]), most - first)
    return first, len(one) - same, len(other) - len(one)
