"""Drawings of what hangs on what: the neighbourhood of one record in columns, and arcs between topics."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from types import MappingProxyType

from whence.language.frozen import dataclass
from whence.language.values.shown import show_share
from whence.publish.charts.drawing import Chart, escaped, text
from whence.publish.charts.rows import cut, linked, wrapped

_NONE: Mapping[tuple[str, str], float] = MappingProxyType({})
WIDE, TALL, GAP, STEP = 196, 66, 44, 78
LINE, ROW, LETTERS = 16, 26, 46


@dataclass(frozen=True)
class Box:
    """A record in a drawing: `column` counts from the left, `shape` is the word and the outline for its kind."""

    id: str
    title: str
    number: str
    href: str
    column: int
    shape: str
    here: bool = False


@dataclass(frozen=True)
class Arc:
    """How many links lead from one row to another."""

    start: int
    end: int
    weight: int


def neighbourhood(
    name: str,
    title: str,
    boxes: Sequence[Box],
    edges: Sequence[tuple[str, str]],
    shares: Mapping[tuple[str, str], float] = _NONE,
    left: int = 0,
) -> Chart:
    """Boxes in columns, inputs on the left, with a line for every link between them; so many more are `left` out.

    Of some links `shares` says which part of the variance comes along them: the line is the wider, the more.
    """
    columns = sorted({each.column for each in boxes})
    rows = {column: [each for each in boxes if each.column == column] for column in columns}
    tallest = max(len(each) for each in rows.values())
    at: dict[str, tuple[float, float]] = {}
    for n, column in enumerate(columns):
        lead = (tallest - len(rows[column])) * STEP / 2
        for m, each in enumerate(rows[column]):
            at[each.id] = (8 + n * (WIDE + GAP), 8 + lead + m * STEP)
    width, height = 16 + len(columns) * WIDE + (len(columns) - 1) * GAP, tallest * STEP + 8
    body = "".join(_edge(at[a], at[b], shares.get((a, b), 0.0)) for a, b in edges if a in at and b in at)
    body += "".join(_box(each, *at[each.id]) for each in boxes)
    told = f"{len(boxes)} records, inputs on the left and what rests on them on the right."
    told += f" {left} more this near are left out." if left else ""
    told += " The wider a line, the more of the uncertainty comes along it." if shares else ""
    svg = (
        f'<svg class="net" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="group" '
        f'aria-labelledby="{name}-t {name}-d" xmlns="http://www.w3.org/2000/svg">'
        f'<title id="{name}-t">{escaped(title)}</title><desc id="{name}-d">{escaped(told)}</desc>{body}</svg>'
    )
    names = {each.id: each.title for each in boxes}
    known = [pair for pair in edges if pair[0] in names and pair[1] in names]
    parts = [show_share(shares[pair]) if pair in shares else "–" for pair in known]
    table: tuple[tuple[str, ...], ...] = tuple((names[a], names[b]) for a, b in known)
    if not shares:
        return Chart(svg, title, told, ("this", "is used by"), table, wide=True)
    table = tuple((*row, part) for row, part in zip(table, parts, strict=True))
    heads = ("this", "is used by", "share of its uncertainty")
    return Chart(svg, title, told, heads, table, wide=True)


def _edge(a: tuple[float, float], b: tuple[float, float], share: float) -> str:
    x1, y1, x2, y2 = a[0] + WIDE, a[1] + TALL / 2, b[0], b[1] + TALL / 2
    if x2 <= a[0]:
        return ""
    bend = (x1 + x2) / 2
    thick = f' stroke-width="{1 + 7 * share:.1f}"' if share > 0 else ""
    return f'<path class="edge"{thick} d="M{x1},{y1} C{bend},{y1} {bend},{y2} {x2},{y2}"/>'


def _box(each: Box, x: float, y: float) -> str:
    corner = {"choice": 24, "check": 0, "quantity": 12}.get(each.shape, 4)
    kind = f"box {each.shape}{' here' if each.here else ''}"
    body = f'<rect class="{kind}" x="{x}" y="{y}" width="{WIDE}" height="{TALL}" rx="{corner}"/>'
    lines = wrapped(each.title, 28)
    for n, words in enumerate((*lines, cut(each.number, 27))):
        where = y + 20 + (2 - len(lines)) * 7 + n * LINE + (3 if n == len(lines) else 0)
        body += text(f"{x + 12}", where, words, "box-number" if n == len(lines) else "box-title")
    return linked(each.href, f"<title>{escaped(each.title)}</title>{body}")


def arcs(name: str, title: str, rows: Sequence[tuple[str, str]], shown: Sequence[Arc], told: str) -> Chart:
    """Rows of names with arcs between them: to the right of the names, the wider the further apart."""
    left, right = 330, 330
    names = [wrapped(word, LETTERS) for word, _ in rows]
    tops = list(accumulate((ROW + LINE * (len(each) - 1) for each in names), initial=4))
    middles = [(top + below) / 2 for top, below in pairwise(tops)]
    height, width = tops[-1] + 4, left + right
    most = max((abs(each.start - each.end) for each in shown), default=1)
    body = ""
    for each in shown:
        y1, y2 = middles[each.start], middles[each.end]
        reach = 24 + (right - 40) * abs(each.start - each.end) / most
        thick = min(6, 1 + each.weight**0.5 / 2)
        body += (
            f'<path class="arc" stroke-width="{thick:.1f}" '
            f'd="M{left},{y1} C{left + reach:.0f},{y1} {left + reach:.0f},{y2} {left},{y2}"/>'
        )
    for lines, middle, (_, href) in zip(names, middles, rows, strict=True):
        first = middle + 5 - LINE * (len(lines) - 1) / 2
        label = "".join(
            text(f"{left - 12}", first + LINE * n, words, "label", "end") for n, words in enumerate(lines)
        )
        body += linked(href, label)
        body += f'<circle class="point" cx="{left}" cy="{middle}" r="4"/>'
    svg = (
        f'<svg class="net" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="group" '
        f'aria-labelledby="{name}-t {name}-d" xmlns="http://www.w3.org/2000/svg">'
        f'<title id="{name}-t">{escaped(title)}</title><desc id="{name}-d">{escaped(told)}</desc>{body}</svg>'
    )
    table = tuple((rows[each.start][0], rows[each.end][0], str(each.weight)) for each in shown)
    return Chart(svg, title, told, ("topic", "feeds", "links"), table, wide=True)
