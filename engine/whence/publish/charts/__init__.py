"""Charts as small static SVG drawings that need no script, each with a title, a description and its data.

Open to other folders: `drawing`, `intervals`, `rows`.
"""

from __future__ import annotations

from whence.publish.charts.density import density
from whence.publish.charts.drawing import Chart, Scale, label, span
from whence.publish.charts.intervals import badge, interval, spark
from whence.publish.charts.links import Arc, Box, arcs, neighbourhood
from whence.publish.charts.notes import Note, noted
from whence.publish.charts.outline import outline
from whence.publish.charts.rows import Dot, Part, dots, ideogram, parts, waterfall
from whence.publish.charts.steps import Event, Step, steps
from whence.publish.charts.timeline import Moment, timeline
from whence.publish.charts.tornado import Turn, tornado

__all__ = [
    "Arc",
    "Box",
    "Chart",
    "Dot",
    "Event",
    "Moment",
    "Note",
    "Part",
    "Scale",
    "Step",
    "Turn",
    "arcs",
    "badge",
    "density",
    "dots",
    "ideogram",
    "interval",
    "label",
    "neighbourhood",
    "noted",
    "outline",
    "parts",
    "span",
    "spark",
    "steps",
    "timeline",
    "tornado",
    "waterfall",
]
