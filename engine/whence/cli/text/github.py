"""Findings as annotations that GitHub shows beside the lines of a change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from whence.account.watch import Turn
from whence.cli.text.style import lines_of
from whence.language.problems import Finding, visible

_LEVELS: Mapping[str, str] = {"error": "error", "conflict": "warning", "warning": "warning", "note": "notice"}


def github(found: Iterable[Finding]) -> str:
    """One workflow command a line for each finding not accepted; no text in it can end or forge a command."""
    return "".join(_annotation(finding) for finding in found if not finding.accepted)


def turns(found: Iterable[Turn]) -> str:
    """One workflow command a line for each watched conclusion that turned."""
    told = (f"{each.id} {each.what}: {each.old} -> {each.new}" for each in found)
    return "".join(f"::warning title=watched::{_data(each)}\n" for each in told)


def _annotation(finding: Finding) -> str:
    title = f"{finding.rule}: {finding.id}" if finding.id else finding.rule
    properties = {"title": title}
    if place := finding.place:
        properties |= {"file": place.file, "line": str(place.line), "col": str(place.column)}
        properties["endColumn"] = str(place.column + place.length)
    listed = ",".join(f"{name}={_property(text)}" for name, text in properties.items())
    message = "\n".join((finding.message, *finding.hints))
    return f"::{_LEVELS[finding.severity]} {listed}::{_data(message)}\n"


def _data(text: str) -> str:
    shown = "\n".join(lines_of(text))
    return shown.replace("%", "%25").replace("\n", "%0A")


def _property(text: str) -> str:
    return visible(text).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
