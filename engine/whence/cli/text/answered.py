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


def answer(found: Answer) -> str:
    """A line a row, under the names of the columns."""
    lines = [found.columns, *(tuple(_cell(each) for each in row) for row in found.rows)]
    return f"{columns(lines)}\n{plural(len(found.rows), 'row')}\n"


def _cell(value: object) -> str:
    if value is None:
        return ""
    return f"{value:.6g}" if isinstance(value, float) else visible(str(value))


def as_csv(found: Answer) -> str:
    """The same as CSV, with numbers in full, that no spreadsheet computes."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in (found.columns, *found.rows):
        writer.writerow(
            [visible_lines(rows.guarded(each)) if isinstance(each, str) else each for each in row]
        )
    return out.getvalue()
