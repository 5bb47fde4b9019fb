"""The comments of a file: where each stands, so that none is lost where the text around it is written anew."""

from __future__ import annotations

from collections.abc import Iterator

from whence.files import yaml
from whence.files.places import Spot
from whence.files.yaml import Composed
from whence.language.frozen import dataclass
from whence.language.patterns import later
from whence.language.problems import Problem

_COMMENT = later(r"#[^\r\n]*")


@dataclass(frozen=True)
class Comment:
    """A comment: its stretch, the column that it begins in, and whether nothing else stands on its line."""

    start: int
    end: int
    column: int
    alone: bool


def comments(text: str) -> list[str]:
    """The comments of a readable text, without the space around them, in their order."""
    whole = yaml.compose(text)
    found = [] if isinstance(whole, Problem) else within(text, whole)
    return [text[each.start : each.end].rstrip() for each in found]


def within(text: str, whole: Composed) -> list[Comment]:
    """What stands between the scalars of a text, after a `#`."""
    found = []
    at = 0
    for start, end in [*sorted(_leaves(whole.spot)), (len(text), len(text))]:
        for hit in _COMMENT.finditer(text, at, max(start, at)):
            line = text.rfind("\n", 0, hit.start()) + 1
            alone = not text[line : hit.start()].strip(" \t\r-")
            found.append(Comment(hit.start(), hit.end(), hit.start() - line, alone))
        at = max(at, end)
    return found


def _leaves(spot: Spot) -> Iterator[tuple[int, int]]:
    """The stretches of all keys and scalars at and below a spot."""
    if spot.key_start >= 0:
        yield spot.key_start, spot.key_end
    if not spot.kids and spot.style not in ("{", "["):
        yield spot.start, spot.end
    for kid in spot.kids.values():
        yield from _leaves(kid)
