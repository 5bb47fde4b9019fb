"""The text of a long form, a small mapping `{name: value, list: [a, b]}`, read and written back."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from whence.language.frozen import dataclass
from whence.language.patterns import later
from whence.language.problems import Problem, Refused, problem_of, visible

DEPTH = 4
MOST_NODES = 1000
_PLAIN = later(r"[^,{}\[\]:\"'#&*!|>@`?\s][^,{}\[\]:\"'#\n]*")
_QUOTED = later(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'')
_SPACE = later(r"\s*")


@dataclass(frozen=True)
class Leaf:
    """One scalar, and where it stands."""

    text: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class Node:
    """A scalar, a list or a mapping, and where it stands."""

    value: Leaf | list[Node] | dict[Leaf, Node]
    start: int = 0
    end: int = 0


def _stop(message: str, start: int, end: int) -> Refused:
    """Ends the reading of one text with what is wrong in it."""
    return Refused(Problem("bad-value", message, start, end))


def read_flow(text: str) -> Node | Problem:
    """The tree of a long form written in one line, as YAML's flow style or JSON has it."""
    reader = _Reader(text)
    try:
        node = reader.node(0)
        if reader.space() < len(text):
            raise _stop("this is left over after the closing bracket", reader.at, len(text))
        return node
    except Refused as stop:
        return problem_of(stop)


@dataclass
class _Reader:
    text: str
    at: int = 0
    count: int = 0

    def space(self) -> int:
        hit = _SPACE.match(self.text, self.at)
        self.at = hit.end() if hit else self.at
        return self.at

    def node(self, depth: int) -> Node:
        self.count += 1
        start = self.space()
        if depth > DEPTH or self.count > MOST_NODES:
            raise _stop("this long form is too deep or too long", start, len(self.text))
        if self.text[start : start + 1] == "{":
            return self.mapping(depth)
        if self.text[start : start + 1] == "[":
            return self.sequence(depth)
        leaf = self.leaf()
        return Node(leaf, leaf.start, leaf.end)

    def leaf(self) -> Leaf:
        start = self.space()
        if hit := _QUOTED.match(self.text, start):
            self.at = hit.end()
            return Leaf(_unquoted(hit[0], start), start + 1, hit.end() - 1)
        hit = _PLAIN.match(self.text, start) or re.compile(r"[<>~].[^,{}\[\]:\"'#\n]*").match(
            self.text, start
        )
        if hit is None:
            raise _stop(
                "a value is missing here", min(start, len(self.text) - 1), min(start + 1, len(self.text))
            )
        self.at = hit.end()
        word = hit[0].rstrip()
        return Leaf(word, start, start + len(word))

    def mapping(self, depth: int) -> Node:
        start = self.at
        self.at += 1
        found: dict[Leaf, Node] = {}
        seen: set[str] = set()
        while not self.closed("}", start):
            key = self.leaf()
            if key.text in seen:
                raise _stop(f"`{visible(key.text[:40])}` is given twice", key.start, key.end)
            seen.add(key.text)
            if self.text[self.space() : self.at + 1] != ":":
                raise _stop(f"a colon is missing after `{visible(key.text[:40])}`", key.start, key.end)
            self.at += 1
            found[key] = self.node(depth + 1)
            self.comma("}")
        return Node(found, start, self.at)

    def sequence(self, depth: int) -> Node:
        start = self.at
        self.at += 1
        found: list[Node] = []
        while not self.closed("]", start):
            found.append(self.node(depth + 1))
            self.comma("]")
        return Node(found, start, self.at)

    def closed(self, mark: str, start: int) -> bool:
        if self.space() >= len(self.text):
            raise _stop(f'"{self.text[start]}" is never closed', start, start + 1)
        if self.text[self.at] != mark:
            return False
        self.at += 1
        return True

    def comma(self, mark: str) -> None:
        char = self.text[self.space() : self.at + 1]
        if char == ",":
            self.at += 1
        elif char and char != mark:
            raise _stop(f'a comma is missing before "{visible(char)}"', self.at, self.at + 1)


def _unquoted(text: str, start: int) -> str:
    if text[0] == "'":
        return text[1:-1].replace("''", "'")
    try:
        return str(json.loads(text))
    except ValueError:
        raise _stop("this quoted text cannot be read", start, start + len(text)) from None


def nodes_of(data: object, depth: int = 0) -> Node | Problem:
    """The same tree from values that were read elsewhere: mappings, lists, text and numbers."""
    if depth > DEPTH:
        return Problem("bad-value", "this long form is too deep")
    if isinstance(data, Mapping):
        pairs = {Leaf(str(key)): nodes_of(item, depth + 1) for key, item in data.items()}
        wrong = next((each for each in pairs.values() if isinstance(each, Problem)), None)
        return wrong or Node({key: each for key, each in pairs.items() if isinstance(each, Node)})
    if isinstance(data, (list, tuple)):
        items = [nodes_of(item, depth + 1) for item in data]
        wrong = next((each for each in items if isinstance(each, Problem)), None)
        return wrong or Node([each for each in items if isinstance(each, Node)])
    if isinstance(data, bool) or data is None:
        return Problem("bad-value", f"a number is expected where `{str(data).lower()}` stands")
    return Node(Leaf(str(data)))


def innermost(node: Node, start: int, end: int) -> tuple[tuple[str | int, ...], Leaf | None]:
    """The path to the smallest part that holds a stretch of the text, and the scalar there, if it is one.

    A stretch within a key has the path of what the key names, and no scalar.
    """
    if isinstance(node.value, Leaf):
        return (), node.value
    pairs = node.value.items() if isinstance(node.value, dict) else enumerate(node.value)
    for key, item in pairs:
        name = key.text if isinstance(key, Leaf) else key
        if item.start <= start and end <= item.end:
            path, leaf = innermost(item, start, end)
            return (name, *path), leaf
        if isinstance(key, Leaf) and key.start <= start and end <= key.end:
            return (name,), None
    return (), None


def flow_text(node: Node) -> str:
    """The tree as text in one line, which reads back as the same tree."""
    value = node.value
    if isinstance(value, Leaf):
        return _quoted(value.text)
    if isinstance(value, list):
        return "[" + ", ".join(flow_text(item) for item in value) + "]"
    return "{" + ", ".join(f"{_quoted(key.text)}: {flow_text(item)}" for key, item in value.items()) + "}"


def _quoted(text: str) -> str:
    plain = _PLAIN.fullmatch(text) and text == text.strip()
    return text if plain else json.dumps(text, ensure_ascii=False)
