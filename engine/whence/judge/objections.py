"""What a rule says of a record; which rule says it, and how severely, is known by the file it stands in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from whence.language.frozen import dataclass
from whence.language.problems import Place


@dataclass(frozen=True)
class Objection:
    """A finding without its rule: the id of a record, the message, its place, ways out and figures for programs."""

    id: str
    message: str
    place: Place | None = None
    hints: tuple[str, ...] = ()
    data: Mapping[str, object] = field(default_factory=dict, hash=False)
