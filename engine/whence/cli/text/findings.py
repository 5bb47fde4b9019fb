"""Findings on a terminal: what, where, the line of the file with the stretch marked, and the way out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import get_args
from unicodedata import combining, east_asian_width

from whence.cli.text.style import lines_of, paint
from whence.language.problems import Finding, Place, Severity, visible

WIDTH = 100
MOST = 10  # places that a folded finding names
_COLOURS: Mapping[str, str] = {
    "error": "red bold",
    "conflict": "magenta bold",
    "warning": "yellow bold",
    "note": "cyan bold",
}


def findings(
    found: Iterable[Finding], texts: Mapping[str, str | bytes] | None = None, colour: bool = False
) -> str:
    """A block for each finding: what, where, the line of the file with the stretch marked, and hints.

    The gravest come first. Findings that say the same to the letter are one block, with the places of the others under
    it: one mistake in a name that forty claims use is told once. `texts` holds the files that lines are shown from;
    without a file its lines are left out. Control and bidi characters are spelt out. The text ends with a newline
    unless it is empty.
    """
    listed = folded(found)
    files = {first.place.file for first, *_ in listed if first.place}
    lines = {path: _lines(text) for path, text in (texts or {}).items() if path in files}
    return "\n".join(_block(first, lines, colour, others) for first, *others in listed)


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


def _block(
    finding: Finding, lines: Mapping[str, Sequence[str]], colour: bool, others: Sequence[Finding] = ()
) -> str:
    style = "dim" if finding.accepted else _COLOURS[finding.severity]
    head = f"{finding.severity}[{finding.rule}]" + (" (accepted)" if finding.accepted else "")
    first, *rest = lines_of(finding.message) or [""]
    name = f" {visible(finding.id)}:" if finding.id else ""
    out = [
        f"{paint(head, style, colour)}{paint(name, 'bold', colour)} {first}",
        *(f"  {line}" for line in rest),
    ]
    margin = ""
    if finding.place:
        number = str(finding.place.line)
        margin = " " * len(number)
        out.append(f"{margin}{paint('-->', 'blue', colour)} {visible(str(finding.place))}")
        out += _excerpt(finding.place, lines.get(finding.place.file, ()), margin, style, colour)
    out += [
        f"{margin} {paint('=', 'blue', colour)} {line}" for line in (*_notes(finding), *_elsewhere(others))
    ]
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
    notes = [f"help: {line}" for hint in finding.hints for line in lines_of(hint)]
    if finding.accepted:
        notes += [f"accepted: {line}" for line in lines_of(finding.accepted)]
    return notes


def _excerpt(place: Place, lines: Sequence[str], margin: str, style: str, colour: bool) -> list[str]:
    if not 1 <= place.line <= len(lines):
        return []
    before, marked, after = _window(lines[place.line - 1].rstrip("\r"), place.column - 1, place.length)
    bar = paint("|", "blue", colour)
    carets = paint("^" * max(_wide(marked), 1), style, colour)
    return [
        f"{margin} {bar}",
        f"{paint(str(place.line), 'blue', colour)} {bar} {before}{marked}{after}".rstrip(),
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
