"""A node's number in a few words: point and interval, its bound, or its span over open contexts."""

from __future__ import annotations

from whence.case import Case
from whence.contexts import Summary
from whence.estimate import digits
from whence.units import Unit
from whence.written import show, show_interval


def headline(case: Case, id: str) -> str:
    """The number of a node; of a record without one, that it has none, and what is missing."""
    summary = case.summaries.get(id)
    if summary is None:
        record = case.base.records.claims.get(id)
        return f"missing: {record.missing}" if record and record.missing else "no value"
    return summary_text(summary, case.unit(id), case.digits(id, summary.figure))


def summary_text(summary: Summary, unit: Unit, worth: int = 0) -> str:
    """The same for a summary; `worth` is the number of significant digits, if more is known than the interval."""
    figure = summary.figure
    worth = worth or digits(figure)
    sign = {"lower": "at least ", "upper": "at most "}.get(summary.bound, "")
    if summary.open:
        span = f"{show(figure.low, unit)} to {show(figure.high, unit)}"
        return f"{sign}{span}, open: {', '.join(summary.open)}"
    if figure.low == figure.high:
        return sign + show(figure.point, unit, worth)
    return f"{sign}{show(figure.point, unit, worth)}  [{show_interval(figure.low, figure.high, unit, worth)}]"
