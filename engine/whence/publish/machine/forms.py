"""The forms that programs read: JSON, and CSV that no spreadsheet computes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

from whence.exchange import rows as written
from whence.language.problems import visible_json, visible_lines


def json_text(value: Any) -> str:
    """A value as JSON, without NaN; what JSON does not know is written as text."""
    return visible_json(json.dumps(value, indent=1, ensure_ascii=False, allow_nan=False, default=str)) + "\n"


def csv_text(rows: Sequence[Sequence[object]]) -> str:
    """Rows as CSV; a text that a spreadsheet would take for a formula gets an apostrophe in front."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in rows:
        writer.writerow([_safe(each) for each in row])
    return out.getvalue()


def _safe(value: object) -> object:
    """A cell that no spreadsheet computes, and in which everything can be seen."""
    return "" if value is None else visible_lines(written.guarded(value)) if isinstance(value, str) else value
