"""Numbered marks on a chart, for a page that explains how it is read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from whence.language.frozen import dataclass
from whence.publish.charts.drawing import Chart

_SHAPE = re.compile(r"<(rect|line|circle|text|path)\b([^>]*)>")
_NESTED = re.compile(r"<svg\b([^>]*)>")
# The attributes that say where each kind of shape begins.
_BEGINS = {"rect": ("x", "y"), "line": ("x1", "y1"), "circle": ("cx", "cy"), "text": ("x", "y")}


@dataclass(frozen=True)
class Note:
    """What is said of one shape: the n-th of a class; how far from its beginning the mark stands (in its own measures)."""

    kind: str
    said: str
    nth: int = 0
    across: float = 0.0
    down: float = 0.0


def noted(chart: Chart, notes: Sequence[Note]) -> Chart:
    """The chart with a number beside each shape that is spoken of; LookupError where there is no such shape."""
    marks = "".join(_mark(chart.svg, each, n) for n, each in enumerate(notes, 1))
    return replace(chart, svg=f"{chart.svg.removesuffix('</svg>')}{marks}</svg>")


def _mark(svg: str, note: Note, number: int) -> str:
    found = [hit for hit in _SHAPE.finditer(svg) if note.kind in _attribute(hit[2], "class").split()]
    if len(found) <= note.nth:
        raise LookupError(f"a chart has no shape {note.nth} of the class {note.kind}")
    across, down = _begins(svg, found[note.nth])
    sign = "%" if "%" in svg and (across.endswith("%") or note.across) else ""
    x = f"{float(across.rstrip('%')) + note.across:g}{sign}"
    y = float(down) + note.down
    return (
        f'<circle cx="{x}" cy="{y:g}" r="8.5" class="note"/>'
        f'<text x="{x}" y="{y + 4:g}" text-anchor="middle" class="note-number">{number}</text>'
    )


def _begins(svg: str, hit: re.Match[str]) -> tuple[str, str]:
    """Where a shape begins: a path at its first point, or where the frame stands that it is stretched or moved in."""
    if hit[1] != "path":
        across, down = _BEGINS[hit[1]]
        return _attribute(hit[2], across), _attribute(hit[2], down)
    outer = [each[1] for each in _NESTED.finditer(svg[: hit.start()])][-1]
    if " y=" in outer:
        return _attribute(outer, "x"), _attribute(outer, "y")
    across, down = _attribute(hit[2], "d").removeprefix("M").split(" ")[0].split(",")
    return across, down


def _attribute(tag: str, name: str) -> str:
    hit = re.search(rf'\b{name}="([^"]*)"', tag)
    return hit[1] if hit else "0"
