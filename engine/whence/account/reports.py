"""Findings for a terminal, for programs (JSON), for GitHub's annotations and for SARIF viewers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, get_args
from unicodedata import combining, east_asian_width
from urllib.parse import quote

from whence.language.problems import Finding, Place, Severity, visible

WIDTH = 100
MOST = 10  # places that a folded finding names
Paint = Callable[[str, str], str]
_COLOURS: Mapping[str, str] = {"error": "31;1", "conflict": "35;1", "warning": "33;1", "note": "36;1"}
_GREY, _BOLD, _BLUE = "2", "1", "34"


def counts(findings: Iterable[Finding]) -> dict[Severity, int]:
    """How many findings of each severity there are, without those that are accepted."""
    number: dict[Severity, int] = dict.fromkeys(get_args(Severity), 0)
    for finding in findings:
        if not finding.accepted:
            number[finding.severity] += 1
    return number


# --- for a terminal


def as_text(
    findings: Iterable[Finding], texts: Mapping[str, str | bytes] | None = None, colour: bool = False
) -> str:
    """A block for each finding: what, where, the line of the file with the stretch marked, and hints.

    The gravest come first. Findings that say the same to the letter are one block, with the places of the others under
    it: one mistake in a name that forty claims use is told once. `texts` holds the files that lines are shown from;
    without a file its lines are left out. Control and bidi characters are spelt out. The text ends with a newline
    unless it is empty.
    """
    listed = folded(findings)
    files = {first.place.file for first, *_ in listed if first.place}
    lines = {path: _lines(text) for path, text in (texts or {}).items() if path in files}
    paint = _in_colour if colour else _plain
    return "\n".join(_block(first, lines, paint, others) for first, *others in listed)


def folded(findings: Iterable[Finding]) -> tuple[tuple[Finding, ...], ...]:
    """Findings in groups that say the same (rule, message, hints, acceptance), in the order of their gravity."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for each in findings:
        said = (each.severity, each.rule, each.message, each.hints, each.accepted)
        groups.setdefault(said, []).append(each)
    order = get_args(Severity)
    return tuple(map(tuple, sorted(groups.values(), key=lambda group: order.index(group[0].severity))))


def _lines(text: str | bytes) -> list[str]:
    plain = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return plain.removeprefix("\ufeff").split("\n")


def _in_colour(text: str, code: str) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if text else ""


def _plain(text: str, code: str) -> str:
    return text


def _block(
    finding: Finding, lines: Mapping[str, Sequence[str]], paint: Paint, others: Sequence[Finding] = ()
) -> str:
    code = _GREY if finding.accepted else _COLOURS[finding.severity]
    head = f"{finding.severity}[{finding.rule}]" + (" (accepted)" if finding.accepted else "")
    first, *rest = _clean(finding.message) or [""]
    name = f" {visible(finding.id)}:" if finding.id else ""
    out = [f"{paint(head, code)}{paint(name, _BOLD)} {first}", *(f"  {line}" for line in rest)]
    margin = ""
    if finding.place:
        number = str(finding.place.line)
        margin = " " * len(number)
        out.append(f"{margin}{paint('-->', _BLUE)} {visible(str(finding.place))}")
        out += _excerpt(finding.place, lines.get(finding.place.file, ()), margin, code, paint)
    out += [f"{margin} {paint('=', _BLUE)} {line}" for line in (*_notes(finding), *_elsewhere(others))]
    return "\n".join(out) + "\n"


def _elsewhere(others: Sequence[Finding]) -> list[str]:
    """Where else the same was found: the first few places, and how many more there are."""
    if not others:
        return []
    head = f"the same {'once' if len(others) == 1 else f'{len(others)} times'} more:"
    rows = [
        f"  {visible(str(each.place or 'no place'))}  {visible(each.id)}".rstrip() for each in others[:MOST]
    ]
    return [head, *rows, *([f"  and {len(others) - MOST} more"] if len(others) > MOST else [])]


def _notes(finding: Finding) -> list[str]:
    notes = [f"help: {line}" for hint in finding.hints for line in _clean(hint)]
    if finding.accepted:
        notes += [f"accepted: {line}" for line in _clean(finding.accepted)]
    return notes


def _excerpt(place: Place, lines: Sequence[str], margin: str, code: str, paint: Paint) -> list[str]:
    if not 1 <= place.line <= len(lines):
        return []
    before, marked, after = _window(lines[place.line - 1].rstrip("\r"), place.column - 1, place.length)
    bar = paint("|", _BLUE)
    carets = paint("^" * max(_wide(marked), 1), code)
    return [
        f"{margin} {bar}",
        f"{paint(str(place.line), _BLUE)} {bar} {before}{marked}{after}".rstrip(),
        f"{margin} {bar} {' ' * _wide(before)}{carets}",
    ]


def _window(line: str, start: int, length: int) -> tuple[str, str, str]:
    """The line in three parts around the stretch, cut to what fits, with tabs and hidden characters shown."""
    left = max(0, start - WIDTH // 2) if len(line) > WIDTH else 0
    right = left + WIDTH
    stop = min(start + length, right)
    before = ("…" if left else "") + _show(line[left:start])
    after = _show(line[stop:right]) + ("…" if right < len(line) else "")
    return before, _show(line[start:stop]), after


def _show(text: str) -> str:
    return visible(text.replace("\t", " "))


def _wide(text: str) -> int:
    """The columns that a text takes on a terminal."""
    return sum(0 if combining(char) else 1 + (east_asian_width(char) in "WF") for char in text)


def _clean(message: str) -> list[str]:
    """The lines of a message, made safe for a terminal."""
    return [visible(line.replace("\t", " ")) for line in message.split("\n")]


# --- for programs


def as_dict(finding: Finding) -> dict[str, Any]:
    """A finding as the JSON outputs show it; without a place, file, line and column are null."""
    place = finding.place
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "id": finding.id,
        "message": finding.message,
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "length": place.length if place else None,
        "hints": list(finding.hints),
        "accepted": finding.accepted,
        "data": dict(finding.data),
    }


def as_json(
    findings: Iterable[Finding], claims: int | None = None, ledger: Mapping[str, int] | None = None
) -> str:
    """`{"findings": [...], "counts": {...}}`, with `"ledger"` and `"claims"` if these numbers are given.

    The counts are of findings by severity, and of the lines in each part of the ledger.
    """
    listed = tuple(findings)
    report: dict[str, Any] = {"findings": [as_dict(one) for one in listed], "counts": counts(listed)}
    if ledger is not None:
        report["ledger"] = dict(ledger)
    if claims is not None:
        report["claims"] = claims
    return json.dumps(report, ensure_ascii=True, indent=2, default=str) + "\n"


# --- for GitHub


_ANNOTATIONS: Mapping[str, str] = {
    "error": "error",
    "conflict": "warning",
    "warning": "warning",
    "note": "notice",
}


def as_github(findings: Iterable[Finding]) -> str:
    """One workflow command a line for each finding not accepted; no text in it can end or forge a command."""
    return "".join(_annotation(finding) for finding in findings if not finding.accepted)


def _annotation(finding: Finding) -> str:
    title = f"{finding.rule}: {finding.id}" if finding.id else finding.rule
    properties = {"title": title}
    if place := finding.place:
        properties |= {"file": place.file, "line": str(place.line), "col": str(place.column)}
        properties["endColumn"] = str(place.column + place.length)
    listed = ",".join(f"{name}={_property(text)}" for name, text in properties.items())
    message = "\n".join((finding.message, *finding.hints))
    return f"::{_ANNOTATIONS[finding.severity]} {listed}::{_data(message)}\n"


def _data(text: str) -> str:
    shown = "\n".join(_clean(text))
    return shown.replace("%", "%25").replace("\n", "%0A")


def _property(text: str) -> str:
    return visible(text).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")


# --- for SARIF


_LEVELS: Mapping[str, str] = {"error": "error", "conflict": "warning", "warning": "warning", "note": "note"}


def as_sarif(findings: Iterable[Finding]) -> str:
    """A SARIF 2.1.0 log with one run. Accepted findings are in it, as suppressed ones."""
    from whence import __version__

    listed = tuple(findings)
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
    message = "\n".join(_clean("\n".join((finding.message, *finding.hints))))
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
        result["suppressions"] = [{"kind": "inSource", "justification": "\n".join(_clean(finding.accepted))}]
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
