"""The answer to a query as a table."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from whence.cli.text.style import columns, plural
from whence.exchange import rows
from whence.language.problems import visible, visible_lines

if TYPE_CHECKING:
    from whence.exchange.database import Answer

# From here on a number is told in powers of ten.
_LARGE = 1e12


def answer(found: Answer) -> str:
    """A line a row, under the names of the columns."""
    lines = [found.columns, *(tuple(_cell(each) for each in row) for row in found.rows)]
    return f"{columns(lines)}\n{plural(len(found.rows), 'row')}\n"


def _cell(value: object) -> str:
    if value is None:
        return ""
    return _number(value) if isinstance(value, float) else visible(str(value))


def _number(value: float) -> str:
    """Six digits, and of a sum of money all before the point and the cents: what is added up must be seen to add up."""
    whole = len(f"{abs(value):.0f}") if abs(value) < _LARGE else 0
    return f"{value:.{max(6, whole + 2)}g}"


def as_csv(found: Answer) -> str:
    """The same as CSV, with numbers in full, that no spreadsheet computes."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in (found.columns, *found.rows):
        writer.writerow(
            [visible_lines(rows.guarded(each)) if isinstance(each, str) else each for each in row]
        )
    return out.getvalue()
