"""Small bases for tests: YAML in, an edition out."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

from whence.files.schema import Settings
from whence.judge.assemble import Edition, assemble


def edition(text: str, sources: str = "", *, settings: Settings | None = None, **options: object) -> Edition:
    """The edition of a base with one file of claims and, if given, one of sources."""
    texts: dict[str, str | bytes] = {"claims/base.yaml": textwrap.dedent(text)}
    if sources:
        texts["sources/base.yaml"] = textwrap.dedent(sources)
    return assemble(texts, settings or Settings(samples=1024), **options)  # type: ignore[arg-type]


def rules(found: Edition, *, least: str = "note") -> list[str]:
    """The rules of the findings that are at least so severe and not accepted, in order."""
    order = ("error", "conflict", "warning", "note")
    wanted = order[: order.index(least) + 1]
    return [each.rule for each in found.findings if each.severity in wanted and not each.accepted]


def point(found: Edition, id: str) -> float:
    """A claim's point in its display unit."""
    return float(found.unit(id).from_base(found.summaries[id].figure.point))


def interval(found: Edition, id: str) -> tuple[float, float]:
    """A claim's 90 % interval in its display unit."""
    figure = found.summaries[id].figure
    unit = found.unit(id)
    return float(unit.from_base(figure.low)), float(unit.from_base(figure.high))


Texts = Mapping[str, str | bytes]
