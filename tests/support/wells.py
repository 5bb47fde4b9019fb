"""A base in which the bounds of a quantity leave nothing in one reading, and something in the other."""

from __future__ import annotations

SOURCES = "sources: {s: {title: S}, t: {title: T}}"
# A well that is said to be at most 150 m deep and at least 200 m; in feet by the second reading, where both fit.
WELL = """
    quantities:
      depth: {title: Depth of the well, unit: m, take: TAKE}
      bore: {title: Length of the bore, unit: m, take: weighted}
    choices:
      foot: {title: What the driller's number counts, options: {metre: 1.00, foot: 0.3048}READING}
    claims:
      map: {title: By the map, value: at most 150 m, kind: fact, of: depth, cites: [{source: s}]}
      log: {title: By the log, value: at least 200 m, kind: fact, cites: [{source: t}]}
      drilled: {title: By the driller, formula: l * foot, inputs: {l: log, foot: foot}, of: depth}
      rope: {title: Rope, formula: 2 * depth, inputs: {depth: depth}, stated: 320 m}
      square: {title: Square, formula: depth ^ 2, inputs: {depth: depth}, stated: 9 m^2}
      less: {title: Less, formula: depth / 2, inputs: {depth: depth}, stated: at most 80 m}
      span: {title: Span, formula: depth * x, inputs: {depth: depth, x: 1.0 to 2.0}, stated: 100 to 500 m}
      done: {title: Done, formula: start + depth / pace, inputs: {start: 2024-03-01, depth: depth, pace: 10 m/day}, stated: 2024-03-15}
      cored: {title: Cored, value: 170 ± 5 m, kind: fact, of: bore, cites: [{source: s}]}
      hung: {title: Hung, formula: 1 * depth, inputs: {depth: depth}, of: bore}
      casing: {title: Casing, formula: bore + rest, inputs: {bore: bore, rest: at least 3 m}, stated: 200 m}
    checks:
      reaches: {title: The rope reaches, on_fail: conflict, assert: depth > deep, inputs: {depth: depth, deep: 1000 m}}
    """
RESTS = ("rope", "square", "less", "span", "done")


def text(take: str = "weighted", reading: str = "metre") -> str:
    return WELL.replace("TAKE", take).replace(
        "READING", f", prefer: {reading}, because: So he says" if reading else ""
    )
