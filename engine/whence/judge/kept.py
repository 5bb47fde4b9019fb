"""Findings as flat text that nothing runs, a line of JSON for each, and back; lists in their data are tuples then."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from whence.language.problems import Finding, Place


def content(findings: Sequence[Finding]) -> bytes | None:
    """Findings as text; None where they would not come back as they are, or where a rule could not finish."""
    if any(each.rule == "rule-failed" for each in findings):
        return None
    try:
        text = "\n".join(json.dumps(_flat(each), separators=(",", ":")) for each in findings).encode()
    except (TypeError, ValueError):
        return None
    back = tuple(replace(each, data=_frozen(each.data)) for each in findings)
    return text if read(text) == back else None


def read(content: bytes) -> tuple[Finding, ...]:
    """The findings of a text that `content` made."""
    return tuple(_finding(*json.loads(line)) for line in content.splitlines())


def _flat(found: Finding) -> list[Any]:
    place = found.place
    at = place and [place.file, place.line, place.column, place.length]
    return [found.rule, found.id, found.message, at, found.hints, found.data, found.accepted, found.severity]


def _finding(rule: str, id: str, message: str, at: Any, hints: Any, data: Any, *rest: Any) -> Finding:
    return Finding(rule, id, message, at and Place(*at), tuple(hints), _frozen(data), *rest)


def _frozen(value: Any) -> Any:
    """The data of a finding, or a part of them, with tuples for lists."""
    if isinstance(value, list | tuple):
        return tuple(map(_frozen, value))
    return {name: _frozen(each) for name, each in value.items()} if isinstance(value, Mapping) else value
