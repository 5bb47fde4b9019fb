"""The numbers of a base with their draws as Parquet, a row for each."""

from __future__ import annotations

import io

from whence.account import spread
from whence.exchange import database
from whence.judge.edition import Edition
from whence.language.problems import Refused


def parquet(edition: Edition) -> bytes:
    """Every claim, quantity and choice with its numbers and, where it has any, its draws in its unit."""
    try:
        import pyarrow  # type: ignore[import-untyped]
        from pyarrow import parquet as columns_of
    except ImportError:
        raise Refused(
            "Parquet is written by pyarrow, which is not installed: pip install 'whence[exchange]'"
        ) from None
    rows = database.tables(edition)["claims"]
    names = [each.split()[0] for each in database.TABLES["claims"].split(", ")]
    columns = {name: [row[n] for row in rows] for n, name in enumerate(names)}
    draws = (spread.draws(edition, id) for id in columns["id"])
    columns["samples"] = [None if isinstance(each, str) else each.tolist() for each in draws]
    out = io.BytesIO()
    columns_of.write_table(pyarrow.table(columns), out)
    return out.getvalue()
