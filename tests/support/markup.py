"""HTML as our templates write it, read strictly: every `<` begins a tag, every attribute is quoted."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import unescape
from typing import Any

DATA = re.compile(r'(<script type="application/(?:ld\+)?json"[^>]*>)(.*?)</script>', re.S)
TAG = re.compile(r"<([a-zA-Z][\w-]*)((?:\s+[\w:.-]+(?:=\"[^\"]*\")?)*)\s*/?>")
ATTRIBUTE = re.compile(r"\s([\w:.-]+)(?:=\"([^\"]*)\")?")
STRAY = re.compile(r"<(?!/[a-zA-Z][\w-]*>|!doctype html>)")


@dataclass(frozen=True)
class Markup:
    """The tags of a page with their attributes, its data blocks, and every `<` that begins no tag."""

    tags: tuple[tuple[str, dict[str, str]], ...]
    data: tuple[Any, ...]
    stray: tuple[str, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(each["id"] for _, each in self.tags if "id" in each)


def read(text: str) -> Markup:
    """What a page consists of; a data block that is not JSON raises."""
    data = tuple(json.loads(found[2]) for found in DATA.finditer(text))
    bare = DATA.sub(r"\1", text)
    tags = tuple((found[1].lower(), _attributes(found[2])) for found in TAG.finditer(bare))
    left = TAG.sub("", bare)
    return Markup(tags, data, tuple(left[at.start() : at.start() + 60] for at in STRAY.finditer(left)))


def _attributes(text: str) -> dict[str, str]:
    found = ATTRIBUTE.findall(text)
    assert len({name for name, _ in found}) == len(found), f"an attribute twice: {text}"
    return {name.lower(): unescape(value) for name, value in found}
