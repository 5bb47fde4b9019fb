"""One layout for the files of a base: the order of fields, quoting, flow or block; the data and every comment stay.

What is laid out: each record is a block whose fields come in the order of `order`; a text is plain where it reads as the
same, else in quotes; lists and mappings of words stand on one line where they fit, what holds records one item a line.
What is the author's stays: the order of sections, records, names and items, a single empty line before a record, and how
prose in a block (`>-`, `|`) is broken into lines. A comment moves with what it stands before, beside or inside of.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field, fields, replace
from typing import Any

from whence.files import drafts, edits, yaml
from whence.files.comments import Comment, comments, within
from whence.files.fields import SPELLING
from whence.files.places import Spot
from whence.files.schema import Topic, UnitRecord
from whence.files.sections import NAMED, NESTED, SECTIONS, TOPIC
from whence.language.frozen import dataclass
from whence.language.patterns import later
from whence.language.problems import Problem, Refused

WIDTH = 150

# The order of fields, where it is not that of the class: what is said first, then on whose word, then remarks.
_ORDER: Mapping[str, str] = {
    "Claim": "title value formula missing qualitative inputs unit stated domain tolerance exact errors taken_as kind of "
    "as_of known by scope status superseded_by why headline review_by cites history moves_with moves_against correlates "
    "differs_from note tags aliases accepted",
    "Source": "type title author publisher container-title issued accessed URL DOI relies_on mention_only reliability "
    "status why note snapshot set_aside tags aliases accepted",
    "Term": "title words senses cites note tags aliases accepted",
}
# Mappings whose values are sentences or records: one a line, however short they are.
_ONE_A_LINE = frozenset({"differs_from", "senses", "options"})
_SAFE = later(r"[A-Za-z0-9](?:[A-Za-z0-9 ._/%+()~-]*[A-Za-z0-9._/%+()-])?")


def order(kind: type) -> tuple[str, ...]:
    """The fields of a record in the order in which they are written, as YAML spells them."""
    if written := _ORDER.get(kind.__name__):
        return tuple(written.split())
    return tuple(SPELLING.get(each.name, each.name) for each in fields(kind))


def formatted(path: str, content: str) -> str:
    """The content of the file at `path` in the one layout, proven by two readers to hold the same data.

    `Refused` where the file cannot be read, or where a comment would be lost.
    """
    draft = drafts.draft(content)
    new = laid_out(draft.text)
    if new == draft.text:
        return content
    if sorted(comments(new)) != sorted(comments(draft.text)):
        raise Refused(
            f"{path} keeps its layout: a comment in it would be lost; move the comment to a line of its own"
        )
    return drafts.proven(path, replace(draft, text=new))


def laid_out(text: str) -> str:
    """A text, without byte order mark, in the one layout; `Refused` where it cannot be read as it stands."""
    whole = yaml.compose(text)
    if isinstance(whole, Problem):
        raise Refused(whole)
    if whole.faults:
        raise Refused(whole.faults[0].problem)
    if not isinstance(whole.data, dict) or not whole.data:
        return text
    newline = "\r\n" if "\r\n" in text else "\n"
    layout = _Layout(text, within(text, whole))
    lines = layout.body(_Node(whole.data, whole.spot, "file"), 0, 0, len(text) + 1)
    while lines and not lines[0]:
        lines.pop(0)
    return newline.join(lines) + newline


@dataclass(frozen=True)
class _Node:
    """A value with its spot, and what it is: `file`, `section`, `record`, `part`, or the field whose value it is.

    `kind` is the class of which it is a record, `of` that of the records that it holds.
    """

    data: Any
    spot: Spot
    role: str = ""
    kind: type | None = None
    of: type | None = None


@dataclass
class _Entry:
    """A key or an item of a block with its value, and the comments that go with it."""

    key: str | None
    at: int
    node: _Node
    inside: tuple[int, int] = (0, 0)
    before: list[Comment] = field(default_factory=list)
    beside: str = ""


class _Layout:
    """A text on its way to lines."""

    def __init__(self, text: str, found: Sequence[Comment]) -> None:
        self.text = text
        self.found = found

    def body(self, node: _Node, indent: int, low: int, high: int) -> list[str]:
        """The lines of a block collection; the comments between the offsets are its own."""
        entries, after = self._entries(node, low, high)
        entries.sort(key=lambda each: _rank(node, each.key))
        airy, pad = node.role in ("file", "section"), " " * indent
        lines: list[str] = []
        for each in entries:
            for one in each.before:
                lines += [*self._air(one.start, airy, lines), pad + self._said(one)]
            lines += [*self._air(each.at, airy, lines), *self._entry(each, indent)]
        for one in after:
            lines += [*self._air(one.start, airy, lines), pad + self._said(one)]
        return lines

    def _air(self, at: int, airy: bool, above_it: list[str]) -> list[str]:
        """The empty line above the line of an offset, where there is one and it may stay.

        What ends in an empty line is a text that keeps its own (`|+`), and would count one more as its own too.
        """
        if above_it and not above_it[-1]:
            return []
        line = self.text.rfind("\n", 0, at)
        above = self.text[self.text.rfind("\n", 0, max(line, 0)) + 1 : line] if line > 0 else "-"
        return [] if above.strip() or not airy else [""]

    def _entries(self, node: _Node, low: int, high: int) -> tuple[list[_Entry], list[Comment]]:
        """The entries of a collection as they stand in the text, and the comments behind the last of them."""
        entries: list[_Entry] = []
        kids = sorted(node.spot.kids.items(), key=lambda kid: _begin(kid[1]))
        starts = [_begin(spot) for _, spot in kids]
        waiting = self._between(low, starts[0] if starts else high)
        for n, (name, spot) in enumerate(kids):
            stop = starts[n + 1] if n + 1 < len(kids) else high
            entry = _Entry(str(name) if spot.key_start >= 0 else None, starts[n], _inner(node, name, spot))
            entry.before, waiting = waiting, []
            own, deep = spot.end, bool(spot.kids) and not spot.style
            column = self._column(self._edge(entry))
            for each in self._between(spot.end, stop):
                if (
                    not waiting
                    and not each.alone
                    and "\n" not in self.text[spot.end : each.start]
                    and not deep
                ):
                    entry.beside = self._said(each)
                elif not waiting and deep and (not each.alone or each.column > column):
                    own = each.end
                else:
                    waiting.append(each)
            entry.inside = (max(spot.key_end, starts[n]), own)
            entries.append(entry)
        return entries, waiting

    def _entry(self, entry: _Entry, indent: int) -> list[str]:
        """The lines of a key or an item with its value."""
        node, spot = entry.node, entry.node.spot
        lead = " " * indent + (f"{_word(entry.key, False)}:" if entry.key is not None else "-")
        held = self._between(*entry.inside) if spot.kids or spot.style not in ("|", ">") else []
        if held and not (spot.kids and not spot.style):
            return _beside(self._as_it_stands(entry, indent), entry.beside)
        if spot.style in ("|", ">") and not spot.kids:
            return self._prose(lead, node, indent, self._column(self._edge(entry)))
        if not spot.kids:
            return _beside(
                _scalar(lead, node.data, "\n" in self.text[spot.start : spot.end], indent), entry.beside
            )
        if not held and not self._has_prose(spot) and _one_line(node):
            line = f"{lead} {_flow(node)}"
            if len(line) <= WIDTH or not spot.kids:
                return _beside([line], entry.beside)
        if spot.style:
            inner = self.body(node, indent + 2, spot.end, spot.end)
            return _beside(_under(lead, inner, entry.key is None, indent), entry.beside)
        head = [each for each in held if each.start < _first(spot) and not each.alone]
        low = head[-1].end if head else entry.inside[0]
        inner = self.body(node, indent + 2, low, entry.inside[1])
        return _under(
            lead + "".join(f"  {self._said(each)}" for each in head), inner, entry.key is None, indent
        )

    def _prose(self, lead: str, node: _Node, indent: int, column: int) -> list[str]:
        """A block scalar: the author's lines, two columns further in than their key, which began in a column."""
        raw = self.text[node.spot.start : node.spot.end].replace("\r\n", "\n")
        head, *lines = raw.split("\n")
        if raw.endswith("\n"):
            lines.pop()
        while lines and not lines[-1].strip() and "+" not in head.partition("#")[0]:
            lines.pop()
        first = next((each for each in lines if each.strip()), "")
        shown = len(first) - len(first.lstrip(" "))
        given = re.search("[1-9]", head.partition("#")[0])
        if given:
            shown = int(given[0]) + column
            head = head.replace(given[0], "2", 1)
        # At the end of a file that ends without a line break there is none in the text either.
        if node.data and not node.data.endswith("\n"):
            head = re.sub("^([|>][1-9]?)[+-]?", r"\1-", head)
        pad = " " * (indent + 2)
        return [f"{lead} {head.rstrip()}", *(pad + line[shown:] if line[shown:] else "" for line in lines)]

    def _as_it_stands(self, entry: _Entry, indent: int) -> list[str]:
        """An entry's own lines, moved to the column that they are to begin in."""
        begin = self._edge(entry)
        stretch = self.text[begin : entry.node.spot.end].replace("\r\n", "\n")
        column = self._column(begin)
        first, *rest = stretch.split("\n")
        moved = [line[min(column, len(line) - len(line.lstrip())) :].rstrip() for line in rest]
        return [" " * indent + first.rstrip(), *(" " * indent + line if line else "" for line in moved)]

    def _edge(self, entry: _Entry) -> int:
        """Where an entry of a block begins: its key, or the dash before the item."""
        return entry.at if entry.key is not None else edits.dash(self.text, entry.at - 1)

    def _between(self, low: int, high: int) -> list[Comment]:
        return [each for each in self.found if low <= each.start < high]

    def _has_prose(self, spot: Spot) -> bool:
        return any(kid.style in ("|", ">") or self._has_prose(kid) for kid in spot.kids.values())

    def _said(self, comment: Comment) -> str:
        return self.text[comment.start : comment.end].rstrip()

    def _column(self, at: int) -> int:
        return at - self.text.rfind("\n", 0, at) - 1


def _begin(spot: Spot) -> int:
    return spot.key_start if spot.key_start >= 0 else spot.start


def _first(spot: Spot) -> int:
    return min(_begin(kid) for kid in spot.kids.values())


def _inner(node: _Node, name: str | int, spot: Spot) -> _Node:
    """What a part of a node is."""
    data = node.data[name]
    if node.role == "file" and name == TOPIC:
        return _Node(data, spot, TOPIC, Topic)
    if node.role == "file":
        known = SECTIONS.get(str(name))
        return _Node(data, spot, "section", of=known.record if known else None)
    if node.of or node.role == "section":
        return _Node(data, spot, "record" if node.role == "section" else "part", node.of)
    nested = NESTED.get(str(name)) if node.kind else None
    many = isinstance(data, list) or name in NAMED
    role = str(name) if node.kind else ""
    return _Node(data, spot, role, of=nested) if many else _Node(data, spot, role, nested)


def _rank(node: _Node, key: str | int | None) -> int:
    """Where a key comes among the fields of its record; all alike where it is none of them."""
    names = order(node.kind) if node.kind else ()
    return names.index(key) if key in names else len(names)


def _one_line(node: _Node) -> bool:
    """Whether a collection stands on one line if it fits there."""
    if node.role in ("file", "section", TOPIC) or node.role in _ONE_A_LINE:
        return False
    if node.role == "record":
        return node.kind is UnitRecord
    return not (isinstance(node.data, list) and any(isinstance(each, dict) for each in node.data))


def _flow(node: _Node) -> str:
    """A node on one line."""
    if isinstance(node.data, dict):
        parts = sorted(node.spot.kids.items(), key=lambda kid: _rank(node, kid[0]))
        said = (f"{_word(str(name), True)}: {_flow(_inner(node, name, spot))}" for name, spot in parts)
        return "{" + ", ".join(said) + "}"
    if isinstance(node.data, list):
        return "[" + ", ".join(_flow(_inner(node, n, spot)) for n, spot in node.spot.kids.items()) + "]"
    return "null" if node.data is None else _word(node.data, True)


def _word(value: Any, in_flow: bool) -> str:
    """A scalar on one line: plain where it reads as the same, else in the quotes that need no escapes."""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    if _SAFE.fullmatch(text) and text not in ("true", "false", "null"):
        return text
    plain = edits.scalar(text, "", in_flow)
    if plain != text and ('"' in text or "\\" in text):
        return edits.scalar(text, "'", in_flow)
    return plain


def _scalar(lead: str, value: Any, broken: bool, indent: int) -> list[str]:
    """The lines of a key with a scalar; a text that stood on several lines is folded where one is too short."""
    if value is None:
        return [lead]
    if isinstance(value, dict | list):
        return [f"{lead} {{}}" if isinstance(value, dict) else f"{lead} []"]
    pad = " " * (indent + 2)
    if isinstance(value, str) and re.fullmatch(r"\S[^\n]*(?:\n+\S[^\n]*)+", value) and _printed(value):
        return [f"{lead} |-", *(pad + each if each else "" for each in value.split("\n"))]
    line = f"{lead} {_word(value, False)}"
    if broken and len(line) > WIDTH and isinstance(value, str) and re.fullmatch(r"\S+(?: \S+)+", value):
        import textwrap

        lines = textwrap.wrap(value, WIDTH - len(pad), break_long_words=False, break_on_hyphens=False)
        return [f"{lead} >-", *(pad + each for each in lines)]
    return [line]


def _printed(text: str) -> bool:
    """Whether a text reads as the same in a block: nothing to escape, and no space where a line ends."""
    return all(line.isprintable() and line == line.rstrip() for line in text.split("\n"))


def _under(lead: str, inner: list[str], item: bool, indent: int) -> list[str]:
    """A key with its block below it; of an item, the first line beside the dash."""
    if item and "#" not in lead and inner and not inner[0].lstrip().startswith("#"):
        return [f"{lead} {inner[0][indent + 2 :]}", *inner[1:]]
    return [lead, *inner]


def _beside(lines: list[str], comment: str) -> list[str]:
    return [*lines[:-1], f"{lines[-1]}  {comment}"] if comment else lines
