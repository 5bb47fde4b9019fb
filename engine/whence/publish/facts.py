"""What a page was drawn from, as hashes: of each item that was read, what it is now."""

from __future__ import annotations

import datetime
import hashlib
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache, cached_property, reduce
from typing import Any

from whence.account import resting
from whence.model import reads
from whence.model.reads import Item
from whence.publish import watched
from whence.publish.pages import Book

# Where each node stands in the order of evaluation: two that changed places are told by it, not one that moved up.
ORDER = "edition.base.place"
_PLAIN = (str, int, bytes, type(None), Fraction, Decimal, datetime.date, Enum)
# Of what there is most, by its very kind: to ask a value what else it may be takes longer.
_MOST = frozenset((int, bool, type(None), Fraction))


class Facts:
    """The items of a book, which is read as it is and watched by nobody."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._known: dict[Item, str] = {}
        self._asked: Mapping[str, Callable[[Any], Any]] = {
            watched.PLACE: self._place,
            watched.SETTLED: lambda _: self._settled,
            watched.AROUND: lambda key: book.edition.settled.around(key),
            watched.WHOLE: lambda _: (book.build, book.edition.today, book.edition.snapshots),
            "edition.values.of": lambda key: book.edition.values.keys.get(key),
            "edition.base.units": lambda _: dict(book.edition.base.records.units),
            reads.ABOVE: lambda key: self._above.get(key),
            reads.DOUBTED: lambda key: resting.doubtful(book.edition, key),
            ORDER: lambda key: key in book.edition.base.place,
        }

    def of(self, item: Item) -> str:
        """A hash of what an item is; nothing where that cannot be told, so that it is taken for changed."""
        if item not in self._known:
            try:
                self._known[item] = _hash(self._found(*item))
            except (TypeError, AttributeError, LookupError, ValueError):
                self._known[item] = ""
        return self._known[item]

    def _found(self, table: str, key: Any) -> Any:
        name, what = table.rstrip("?#*"), table[-1]
        if name in self._asked and what not in (reads.THERE, reads.KEYS, reads.ALL):
            return self._asked[name](key)
        found = self._table(name)
        if what == reads.THERE:
            return key in found
        if what == reads.KEYS:
            return tuple(found)
        if what == reads.ALL:
            return [(each, self.of((name, each))) for each in found]
        return (key in found, found.get(key)) if isinstance(found, Mapping) else found

    def _table(self, name: str) -> Any:
        if name not in self._tables:
            self._tables[name] = reduce(_part, name.split("."), self.book)
        return self._tables[name]

    @cached_property
    def _tables(self) -> dict[str, Any]:
        return {}

    def _place(self, key: tuple[Any, ...]) -> Any:
        how, *path = key
        records = self.book.edition.base.records
        if how == "within":
            *path, start, end = path
            return records.within(*path, start=start, end=end)
        return getattr(records, how)(*path)

    @cached_property
    def _settled(self) -> Any:
        settled = self.book.edition.settled
        checks = {each: settled.checks((each,)) for knot in settled.knots for each in knot.choices}
        return settled.knots, settled.loose, dict(settled.ruled_out), checks

    @cached_property
    def _above(self) -> Mapping[str, str]:
        """For each node a hash of itself and of all that is upstream of it."""
        found: dict[str, str] = {}
        base = self.book.edition.base
        for id, node in base.nodes.items():
            found[id] = _hash((node, [found[each] for each in base.parents[id]]))
        return found

    @property
    def order(self) -> Sequence[str]:
        """The nodes in the order of evaluation."""
        return tuple(self.book.edition.base.nodes)


def moved(before: Iterable[str], now: Sequence[str]) -> frozenset[str]:
    """Those that have to be taken from both orders so that the rest stands in the same: the fewest."""
    places = {id: n for n, id in enumerate(now)}
    both = [id for id in before if id in places]
    ends: list[int] = []  # of the longest run of each length so far, the least place that one ends at
    last: list[str] = []
    behind: dict[str, str] = {}
    for id in both:
        at = bisect_left(ends, places[id])
        behind[id] = last[at - 1] if at else ""
        ends[at:], last[at:] = [places[id], *ends[at + 1 :]], [id, *last[at + 1 :]]
    kept: set[str] = set()
    each = last[-1] if last else ""
    while each:
        kept.add(each)
        each = behind[each]
    return frozenset({*both, *now} - kept)


def _part(found: Any, name: str) -> Any:
    return found[name] if isinstance(found, Mapping) else getattr(found, name)


def _hash(value: Any) -> str:
    flat: list[str] = []
    _flatten(value, flat)
    return hashlib.sha256("\x1f".join(flat).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _flatten(value: Any, flat: list[str]) -> None:
    """A value in pieces that say it whole; `TypeError` where it is of no kind that can be."""
    kind: Any = type(value)
    if kind is str:
        flat.append(f"{len(value)} {value}")
    elif kind is tuple or kind is list:
        flat.append(f"({len(value)}")
        for each in value:
            _flatten(each, flat)
    elif kind in _MOST:
        flat.append(repr(value))
    elif isinstance(value, float):
        # numpy's is the same number, and is read again as one of Python's
        flat.append(float.__repr__(value))
    elif (names := _names(kind)) is not None:
        flat.append(kind.__qualname__)
        for name in names:
            _flatten(getattr(value, name), flat)
    elif isinstance(value, _PLAIN):
        flat.append(repr(value))
    else:
        _flatten_table(value, flat)


def _flatten_table(value: Any, flat: list[str]) -> None:
    """The same of what holds others by name or by place."""
    if isinstance(value, Mapping):
        flat.append(f"{{{len(value)}")
        for name, each in value.items():
            _flatten(name, flat)
            _flatten(each, flat)
    elif isinstance(value, set | frozenset):
        flat += [f"<{len(value)}", *sorted(map(_hash, value))]
    elif isinstance(value, tuple):
        _flatten((type(value).__qualname__, *value), flat)
    elif hasattr(value, "tobytes") and not value.shape:
        _flatten(value.item(), flat)
    elif hasattr(value, "tobytes"):
        flat += [repr((value.dtype.str, value.shape)), value.tobytes().hex()]
    else:
        raise TypeError(type(value))


@cache
def _names(kind: Any) -> tuple[str, ...] | None:
    """The fields of a kind of record; None where it is none."""
    return tuple(each.name for each in fields(kind)) if is_dataclass(kind) else None
