"""What is brought in: the texts of new files, and what could not be translated, each with its place."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, count
from typing import Any

from whence.files import edits, yaml
from whence.files.mistakes import bad_id
from whence.files.yaml import Composed
from whence.language.frozen import dataclass
from whence.language.limits import DEPTH, NAME, TITLE
from whence.language.problems import HIDDEN, Refused, brief

Data = Mapping[str, Any]


@dataclass(frozen=True)
class Remark:
    """Something to know of what was brought in: where it stands there, and what became of it."""

    place: str
    text: str


@dataclass(frozen=True)
class Brought:
    """New files by their path in the base, each with its records by section and id; and how the translation went.

    `told` says in a few lines what was done; `lost` is what could not be translated; `differing` what is computed
    otherwise here than where it comes from; `source` is the id of the source that the file itself is, if it is one.
    """

    files: Mapping[str, Data]
    told: Sequence[str] = ()
    lost: Sequence[Remark] = ()
    differing: Sequence[Remark] = ()
    source: str = ""

    def texts(self) -> dict[str, str]:
        """The texts of the files."""
        return {path: text_of(data) for path, data in self.files.items()}

    def ids(self) -> Mapping[str, str]:
        """The file of every id that is brought."""
        return {
            id: path
            for path, data in self.files.items()
            for section, records in data.items()
            if section != "topic"
            for id in records
        }


def text_of(data: Data) -> str:
    """A file in plain style: a section, an id and a field on lines of their own, deeper things on one line.

    `Refused`, with the first record that is to blame, if it does not read back as the same data.
    """
    text = "\n".join(_lines(data)) + "\n"
    found = yaml.compose(text)
    if not isinstance(found, Composed) or found.faults or found.data != _plain(data):
        raise Refused(f"{_culprit(data)} cannot be written so that it is read back as the same")
    return text


def _culprit(data: Data) -> str:
    """What of some data cannot be written; all of it, where each record by itself can."""
    several = sum(map(len, data.values())) > 1
    for section, records in data.items() if several else ():
        for id, record in records.items():
            try:
                text_of({section: {id: record}})
            except Refused:
                return f"`{brief(id)}` of {section}"
    return "what was brought in" if several else "a record"


def _lines(data: Data) -> Iterator[str]:
    for section, records in data.items():
        yield f"{section}:"
        if section == "topic":
            yield from (f"  {field}: {_value(value)}" for field, value in records.items())
            continue
        for id, record in records.items():
            if isinstance(record, str):
                yield f"  {edits.scalar(id)}: {_value(record)}"
                continue
            yield f"  {edits.scalar(id)}:"
            yield from (f"    {field}: {_value(value)}" for field, value in record.items())


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return edits.scalar(value, in_flow=False)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{edits.scalar(key)}: {_inner(each)}" for key, each in value.items()) + "}"
    return "[" + ", ".join(_inner(each) for each in value) + "]"


def _inner(value: Any) -> str:
    return edits.scalar(value) if isinstance(value, str) else _value(value)


def _plain(value: Any) -> Any:
    """Data as it is read back."""
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, str | bool):
        return unicodedata.normalize("NFC", value) if isinstance(value, str) else value
    return [_plain(each) for each in value]


class Names:
    """Ids that are given out, each once: none that the base has, and none that a page or a device is called."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self.taken = set(taken)
        # How far each id has been counted, so that the many that want the same are not tried again for each.
        self._counts: dict[str, Iterator[int]] = defaultdict(lambda: count(2))

    def give(self, text: str, *more: str, least: str = "record") -> str:
        """An id made of a text; where that is taken, with each of the others behind it in turn, and then counted."""
        wanted = slug(text) or least
        wanted = wanted if wanted[0].isalpha() else f"n{wanted}"
        tries = [wanted, *(f"{wanted}-{slug(each)}" for each in more if slug(each))]
        counted = (f"{wanted[: NAME.most - 8]}-{n}" for n in self._counts[wanted])
        id = next(each for each in chain(tries, counted) if each not in self.taken and bad_id(each) is None)
        self.taken.add(id)
        return id


def slug(text: str) -> str:
    """A text as an id: small plain letters and digits, the words joined by `-`; nothing where none is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return words[: NAME.most - 16].strip("-")


def snapshot(name: str, content: bytes) -> dict[str, str]:
    """A file that is brought in as the copy of a source."""
    stem, _, ending = name.rpartition(".")
    return {"file": f"{slug(stem) or 'file'}.{ending.lower()}", "sha256": hashlib.sha256(content).hexdigest()}


def read_json(text: str) -> Any:
    """What a text of JSON says; `Refused` where it is none, is deeper than files are, or gives a key twice."""
    try:
        found = json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise Refused(f"this is no JSON: {brief(str(error))}") from None
    level = [found]
    for _ in range(DEPTH.most):
        level = [each for parts in level for each in _inside(parts)]
        if not level:
            return found
    raise Refused(DEPTH.over())


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """A mapping whose keys stand in it once each, since of two values the first would be lost in silence."""
    found = dict(pairs)
    if (key := twice([key for key, _ in pairs])) is not None:
        raise Refused(f"the key `{brief(key)}` stands twice in one mapping, and only one of them can count")
    return found


def twice(names: Sequence[str]) -> str | None:
    """The first name that stands among some more than once."""
    if len(set(names)) == len(names):
        return None
    return next(each for each, times in Counter(names).items() if times > 1)


def _inside(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def note(text: str) -> str:
    """A text of several lines as a note: without what cannot be seen."""
    lines = unicodedata.normalize("NFC", text).splitlines()
    return "\n".join(HIDDEN.sub(" ", line).rstrip() for line in lines).strip()


def title(text: str) -> str:
    """A text as a title: on one line, without what cannot be seen, and not too long."""
    plain = " ".join(HIDDEN.sub(" ", unicodedata.normalize("NFC", text)).split())
    return plain if len(plain) <= TITLE.most else plain[: TITLE.most - 1] + "…"
