"""Findings as a log of SARIF, which editors and code hosts show."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from whence.cli.text.style import lines_of
from whence.language.problems import Finding, Place, Severity

_LEVELS: Mapping[str, str] = {"error": "error", "conflict": "warning", "warning": "warning", "note": "note"}


def sarif(found: Iterable[Finding]) -> str:
    """A SARIF 2.1.0 log with one run. Accepted findings are in it, as suppressed ones."""
    from whence import __version__

    listed = tuple(found)
    severities = {finding.rule: finding.severity for finding in listed}
    rules = sorted(severities)
    driver = {
        "name": "whence",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(rule, severities[rule]) for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, rules.index(finding.rule)) for finding in listed],
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(rule: str, severity: Severity) -> dict[str, Any]:
    return {
        "id": rule,
        "shortDescription": {"text": rule.replace("-", " ")},
        "defaultConfiguration": {"level": _LEVELS[severity]},
        "properties": {"severity": severity},
    }


def _result(finding: Finding, index: int) -> dict[str, Any]:
    message = "\n".join(lines_of("\n".join((finding.message, *finding.hints))))
    identity = f"{finding.rule}\0{finding.id}\0{finding.message}".encode("utf-8", "replace")
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": message},
        "partialFingerprints": {"ruleIdMessage/v1": hashlib.sha256(identity).hexdigest()},
        "properties": {"severity": finding.severity, "id": finding.id},
    }
    if finding.place:
        result["locations"] = [_location(finding.place, finding.id)]
    if finding.accepted:
        result["suppressions"] = [
            {"kind": "inSource", "justification": "\n".join(lines_of(finding.accepted))}
        ]
    return result


def _location(place: Place, id: str) -> dict[str, Any]:
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.line,
        "endColumn": place.column + place.length,
    }
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(place.file, errors="replace")},
            "region": region,
        }
    }
    if id:
        location["logicalLocations"] = [{"name": id}]
    return location
