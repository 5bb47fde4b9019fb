"""A record while it is written: what can be read of it, and which dimension would fit where somebody writes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from whence.editor import hover
from whence.editor.cursor import Cursor
from whence.editor.desk import Desk
from whence.files import yaml
from whence.files.yaml import Composed
from whence.judge.edition import Edition
from whence.language.formulas import formula, operators
from whence.language.formulas.sorts import Truth, Zero
from whence.language.problems import Problem, Refused
from whence.language.units.dimensions import ONE, Dimension
from whence.language.values import written

Fits = Callable[[Dimension], bool]


class Half:
    """What somebody is writing at an offset of a file, with the last edition of the base."""

    def __init__(self, desk: Desk, path: str, where: Cursor, offset: int) -> None:
        self.desk, self.path, self.where, self.offset = desk, path, where, offset
        self.edition: Edition = desk.readable(path)
        self.text = desk.text(path)

    @property
    def id(self) -> str:
        """The id of the record that is written."""
        return str(self.where.path[1]) if len(self.where.path) > 1 else ""

    def record(self) -> Mapping[str, Any]:
        """The record that is written, as far as it can be read."""
        return self.record_at(self.where.path[:2])

    def record_at(self, path: tuple[str | int, ...]) -> Mapping[str, Any]:
        """The mapping at a path, as far as it can be read while somebody writes in it."""
        for text in mended(self.text, self.where, self.offset):
            found = yaml.compose(text)
            if isinstance(found, Composed):
                data = found.data
                for step in path:
                    inside = isinstance(data, dict) and step in data
                    listed = isinstance(data, list) and isinstance(step, int) and step < len(data)
                    data = data[step] if inside or listed else None
                return data if isinstance(data, dict) else {}
        return {}

    def own_dimension(self) -> Dimension | None:
        """The dimension that the record's value has, by its quantity, its unit, its formula or the last edition."""
        record, known = self.record(), self.edition.dimensions.of
        of = self.edition.base.aliases.get(str(record.get("of")), str(record.get("of")))
        if of in known:
            return known[of]
        value = written.parse(str(record.get("value", "")), self.edition.base.units)
        if not isinstance(value, Problem) and hover.field_at(self.where.path)[1] != "value":
            return value.unit.dimension
        if hover.field_at(self.where.path)[1] == "unit" or not record.get("unit"):
            found = self.sort(None, None)
            return (
                found
                if isinstance(found, Dimension)
                else known.get(self.id)
                if not record.get("formula")
                else None
            )
        unit = self.edition.base.units.shown_in(str(record["unit"]))
        return None if isinstance(unit, Problem) else unit.dimension

    def own(self) -> Fits | None:
        """Whether a dimension is that of the record."""
        wanted = self.own_dimension()
        return (lambda each: each == wanted) if wanted is not None else None

    def input(self) -> Fits | None:
        """Whether an input of a dimension, under the name that is written, lets the formula have its own."""
        record, name = self.record(), str(self.where.path[-1])
        wanted = self.own_dimension() if record.get("unit") or record.get("of") else None
        fits: dict[Dimension, bool] = {}

        def judged(each: Dimension) -> bool:
            if each not in fits:
                sort = self.sort(name, each)
                sort = ONE if isinstance(sort, Zero) else sort
                fits[each] = sort is not None and (
                    wanted is None or isinstance(sort, Truth) or sort == wanted
                )
            return fits[each]

        tree = formula.parse(str(record.get("formula") or record.get("assert") or ""))
        missing = (
            set() if isinstance(tree, Problem) else set(formula.names(tree)) - set(self.known()) - {name}
        )
        return None if isinstance(tree, Problem) or missing else judged

    def known(self) -> Mapping[str, Dimension]:
        """The dimensions of the inputs that are written already."""
        inputs = self.record().get("inputs")
        found: dict[str, Dimension] = {}
        for name, ref in (inputs if isinstance(inputs, dict) else {}).items():
            id = self.edition.base.aliases.get(str(ref), str(ref))
            value = written.parse(str(ref), self.edition.base.units)
            if id in self.edition.dimensions.of:
                found[str(name)] = self.edition.dimensions.of[id]
            elif not isinstance(value, Problem):
                found[str(name)] = value.unit.dimension
        return found

    def sort(self, name: str | None, dimension: Dimension | None) -> object:
        """The sort of the formula, with an input of a dimension; None where it has none."""
        record = self.record()
        tree = formula.parse(str(record.get("formula") or record.get("assert") or ""))
        known = {**self.known(), **({name: dimension} if name and dimension is not None else {})}
        if isinstance(tree, Problem) or not set(formula.names(tree)) <= set(known):
            return None
        try:
            return operators.sort_of(tree, known)
        except Refused:
            return None


def mended(text: str, where: Cursor, offset: int) -> Iterator[str]:
    """A text in which somebody is writing, in ways in which it might be read: closed, and without its last line."""
    line = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    end = len(text) if end < 0 else end
    if where.word and not where.at_key:
        yield text
    closers = "".join({"{": "}", "[": "]"}[each] for each in reversed(_open_brackets(text[line:offset])))
    filled = (
        text[:offset]
        if where.word
        else text[: where.start] + (" " if text[where.start - 1 : where.start] in ":,-" else "") + "x"
    ) + (": x" if where.at_key else "")
    yield filled + closers + text[end:]
    yield filled + closers + text[offset:end].strip() + text[end:]
    yield text[:line] + text[end + 1 :]
    yield text


def _open_brackets(line: str) -> list[str]:
    stack: list[str] = []
    for char in re.sub(r"""(?<=[ \[{,])(?:"[^"]*"|'[^']*')""", "", line):
        if char in "{[":
            stack.append(char)
        elif char in "}]" and stack:
            stack.pop()
    return stack
