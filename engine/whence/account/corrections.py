"""Corrections: what was written wrongly in one record, put right in its file; nothing of it goes into a history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args, get_origin

from whence.account.reread import verify
from whence.account.steps import reinput, written
from whence.files import edits
from whence.files.drafts import Draft, draft, proven
from whence.files.fields import SPELLING, sentences
from whence.files.places import Path
from whence.files.records import Records
from whence.files.sections import NESTED, SECTIONS, SHORT, hints
from whence.language.frozen import dataclass
from whence.language.patterns import later
from whence.language.problems import Refused, brief

# Lists of parts of which each field can be corrected.
PARTS = ("cites", "accepted")


@dataclass(frozen=True)
class Correction:
    """New texts for fields of a record, by their paths in it; an empty one takes the field away."""

    section: str
    id: str
    fields: Mapping[Path, str]


def fields(section: str) -> tuple[str, ...]:
    """The fields of the records of a section that are a text, a number or a list of texts, as files spell them."""
    kind = SECTIONS[section].record
    plain = {SPELLING.get(name, name) for name, hint in hints(kind).items() if _plain(hint)}
    return tuple(name for name in sentences(kind) if name in plain)


def parts(section: str) -> tuple[str, ...]:
    """The lists of parts, such as citations, that the records of a section have."""
    return tuple(name for name in PARTS if name in hints(SECTIONS[section].record))


def part_fields(name: str) -> tuple[str, ...]:
    """The fields of one item of a list of parts."""
    return tuple(sentences(NESTED[name]))


def _plain(hint: Any) -> bool:
    return get_origin(hint) is not Mapping and not any(each in NESTED.values() for each in _all(hint))


def _all(hint: Any) -> Iterator[Any]:
    yield hint
    for each in get_args(hint):
        yield from _all(each)


def stands(found: Records, files: Mapping[str, bytes], section: str, id: str) -> dict[Path, str]:
    """What can be corrected in a record, as it is written: the texts by their paths in it."""
    data = draft(_text(found, files, section, id)).data[section][id]
    texts: dict[Path, str] = {(name,): _said(data[name]) for name in fields(section) if name in data}
    for name in parts(section):
        for n, item in enumerate(data.get(name) or ()):
            for key, text in _mapping(name, item).items():
                texts[name, n, key] = _said(text)
    if isinstance(data.get("inputs"), dict):
        texts |= {("inputs", name): _said(text) for name, text in data["inputs"].items()}
    return texts


def _mapping(name: str, item: Any) -> Mapping[str, Any]:
    """An item of a list as a mapping, where a bare text stands for its most important field."""
    return item if isinstance(item, dict) else {SHORT[NESTED[name]]: item}


def _said(value: Any) -> str:
    """A text as a form shows it: a list with commas, the long form of a value as it is written on one line."""
    if isinstance(value, list):
        return ", ".join(_listed(str(each)) for each in value)
    return edits.flow(value) if isinstance(value, dict) else str(value)


# An item of a list in a form, with the comma behind it.
_ITEM = later(r'\s*(?:"(?P<quoted>(?:[^"]|"")*)"|(?P<bare>[^,"][^,]*)?)\s*(?P<end>,|\Z)')


def _listed(text: str) -> str:
    """An item of a list as a form shows it: in quotes where it holds a comma, or would not come back as it is."""
    bare = _ITEM.fullmatch(text)
    return text if bare and bare["bare"] == text.strip() == text else '"' + text.replace('"', '""') + '"'


def _items(text: str) -> list[str]:
    """The items of a list that a form has."""
    found, at = [], 0
    while at < len(text):
        hit = _ITEM.match(text, at)
        if hit is None:
            raise Refused(f"in `{brief(text)}` a quotation does not end before a comma")
        found.append(
            hit["quoted"].replace('""', '"') if hit["quoted"] is not None else (hit["bare"] or "").strip()
        )
        at = hit.end()
    return [each for each in found if each]


def _text(found: Records, files: Mapping[str, bytes], section: str, id: str) -> str:
    home = found.home.get(f"{section}:{id}", "")
    if home not in files:
        raise Refused(f"there is no {SECTIONS[section].one} `{id}`")
    return files[home].decode("utf-8")


def corrected(found: Records, files: Mapping[str, bytes], wanted: Correction) -> dict[str, bytes]:
    """The file that changes, with its new text; `Refused` with the reason where that cannot be made safely.

    Both readers must find in it what was asked for, and in every other record what was there before.
    """
    section, id = wanted.section, wanted.id
    home, it = found.home.get(f"{section}:{id}", ""), draft(_text(found, files, section, id))
    before = stands(found, files, section, id)
    changed = {path: text for path, text in wanted.fields.items() if text != before.get(path, "")}
    if not changed:
        raise Refused("nothing is to be changed: every field is as it was")
    for path, text in changed.items():
        if len(path) == 1:
            it = _field(it, section, id, path, text)
    inputs = {str(path[1]): text for path, text in changed.items() if path[0] == "inputs" and len(path) == 2}
    it = reinput(it, (section, id), [str(path[1]) for path in before if path[0] == "inputs"], inputs)
    for name in parts(section):
        if any(path[0] == name for path in changed):
            it = _list(
                it, (section, id, name), {path[1:]: text for path, text in changed.items() if path[0] == name}
            )
    content = proven(home, it).encode("utf-8")
    verify(home, files[home], content, {f"{section}:{id}"})
    return {home: content}


def _field(it: Draft, section: str, id: str, path: Path, text: str) -> Draft:
    """A field of the record itself with another text; a list of texts has commas between them."""
    kind = hints(SECTIONS[section].record)
    names = {SPELLING.get(name, name): name for name in kind}
    if path[0] not in fields(section):
        raise Refused(f"`{'.'.join(map(str, path))}` of `{id}` is edited in its file")
    if not text:
        return it.remove((section, id, *path))
    if get_origin(kind[names[str(path[0])]]) is tuple:
        return it.set((section, id, *path), _items(text))
    return it.set((section, id, *path), written(text))


def _list(it: Draft, at: Path, changed: Mapping[Path, str]) -> Draft:
    """A list of parts with other texts in some of them; one whose texts are all gone is taken away, a new one put last."""
    old: list[Any] = list(_at(it.data, at) or ())
    new: dict[int, dict[str, Any]] = {n: dict(_mapping(str(at[-1]), each)) for n, each in enumerate(old)}
    for (n, key), text in changed.items():
        item = new.setdefault(int(n), {})
        item[str(key)] = text
    kept = {n: {key: text for key, text in item.items() if text != ""} for n, item in new.items()}
    if any(not kept[n] for n in range(len(old))):
        left = [item for item in kept.values() if item]
        return it.set(at, left) if left else it.remove(at)
    for n, item in kept.items():
        if n >= len(old):
            it = it.put(at, item, len(_at(it.data, at) or ())) if item else it
        elif any(place == n for place, _ in changed):
            it = _item(it, (*at, n), old[n], item)
    return it


def _item(it: Draft, at: Path, old: Any, item: Mapping[str, Any]) -> Draft:
    """One part with other texts: only those that changed, where it is written as a mapping and keeps its fields."""
    if not isinstance(old, dict):
        bare = SHORT[NESTED[str(at[-2])]]
        return it.set(at, item[bare] if set(item) == {bare} else item)
    if set(old) - set(item):
        return it.set(at, item)
    for key, text in item.items():
        if old.get(key) != text:
            it = it.set((*at, key), text)
    return it


def _at(data: Any, path: Path) -> Any:
    for each in path:
        data = data.get(each) if isinstance(data, dict) else data[each]
    return data
