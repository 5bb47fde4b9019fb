"""Days: which of them a written date or span covers, for the times that figures speak of and are known since."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from whence.language.frozen import dataclass
from whence.language.problems import Problem
from whence.language.values.numerals import DAY, EPOCH, span


@dataclass(frozen=True, order=True)
class Days:
    """A span of days with its first and last; a day is its number in the calendar (`date.toordinal`).

    Spans of the same days are equal, however they are written: `2025-Q4` and `2025-10 to 2025-12`.
    """

    first: int
    last: int

    @property
    def end(self) -> str:
        """The last day, as `2025-12-31`."""
        return date.fromordinal(self.last).isoformat()


@lru_cache(maxsize=4096)
def parse(text: str) -> Days | Problem:
    """The days of a date (`2023`, `2025-Q4`, `2024-01`, `2024-01-31`), or from one date to another (`A to B`)."""
    start, to, end = text.partition(" to ")
    first = span(start.strip())
    last = span(end.strip(), len(start) + len(to)) if to else first
    if isinstance(first, Problem):
        return first
    if isinstance(last, Problem):
        return last
    found = Days(int(first.start // DAY) + EPOCH, int(last.end // DAY) + EPOCH - 1)
    if found.first > found.last:
        hint = f'write "{end.strip()} to {start.strip()}"'
        return Problem("bad-value", "the ends are the wrong way round", 0, len(text), (hint,))
    return found


def covered(text: str) -> Days | None:
    """The days of a date or span; None where there is none, or none that can be read."""
    found = parse(text) if text else None
    return found if isinstance(found, Days) else None


def same(one: str, other: str) -> bool:
    """Whether two figures speak of the same time: of equal spans of days, or one of them of no time in particular."""
    first, second = covered(one), covered(other)
    return first is None or second is None or first == second
