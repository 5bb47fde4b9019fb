"""What is brought in: the texts of new files, and what could not be translated, each with its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, count
from typing import Any

from whence.files import edits, yaml
from whence.files.mistakes import bad_id
from whence.files.yaml import Composed
from whence.language.frozen import dataclass
from whence.language.limits import NAME, TITLE
from whence.language.problems import HIDDEN, Refused

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
    otherwise here than where it comes from.
    """

    files: Mapping[str, Data]
    told: Sequence[str] = ()
    lost: Sequence[Remark] = ()
    differing: Sequence[Remark] = ()

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

    `Refused` if it does not read back as the same data.
    """
    lines: list[str] = []
    for section, records in data.items():
        lines.append(f"{section}:")
        if section == "topic":
            lines += (f"  {field}: {_value(value)}" for field, value in records.items())
            continue
        for id, record in records.items():
            lines.append(f"  {edits.scalar(id)}:")
            if isinstance(record, str):
                lines[-1] += f" {_value(record)}"
                continue
            lines += (f"    {field}: {_value(value)}" for field, value in record.items())
    text = "\n".join(lines) + "\n"
    found = yaml.compose(text)
    if not isinstance(found, Composed) or found.faults or found.data != _plain(data):
        raise Refused("what was brought in cannot be written so that it is read back as the same")
    return text


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

    def give(self, text: str, *more: str, least: str = "record") -> str:
        """An id made of a text; where that is taken, with each of the others behind it in turn, and then counted."""
        wanted = slug(text) or least
        wanted = wanted if wanted[0].isalpha() else f"n{wanted}"
        tries = [wanted, *(f"{wanted}-{slug(each)}" for each in more if slug(each))]
        counted = (f"{wanted[: NAME.most - 8]}-{n}" for n in count(2))
        id = next(each for each in chain(tries, counted) if each not in self.taken and bad_id(each) is None)
        self.taken.add(id)
        return id


def counted(count: int, word: str) -> str:
    """A count with its word: `1 source`, `2,000 sources`."""
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"


def slug(text: str) -> str:
    """A text as an id: small plain letters and digits, the words joined by `-`; nothing where none is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return words[: NAME.most - 16].strip("-")


def title(text: str) -> str:
    """A text as a title: on one line, without what cannot be seen, and not too long."""
    plain = " ".join(HIDDEN.sub(" ", unicodedata.normalize("NFC", text)).split())
    return plain if len(plain) <= TITLE.most else plain[: TITLE.most - 1] + "…"
