"""Tables of cases: a file of texts, and under each what the engine makes of it, to the letter.

A case is a line; the lines under it, set in by two spaces, are what comes out (`·` for an empty one). Lines that begin
with `#` say what the cases after them are about. To add a case, write its line and run the test with `UPDATE_TABLES=1`; then read what it wrote.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path


def cases(path: Path) -> list[str]:
    """The cases of a table, in their order."""
    lines = path.read_text("utf-8").splitlines()
    return [each for each in lines if each.strip() and not each.startswith(("  ", "#"))]


def held(path: Path, made: Callable[[str], Iterable[str]]) -> None:
    """Holds every case of a table against what is made of it now; the message shows those that differ, both ways."""
    old = path.read_text("utf-8")
    new = _anew(old, made)
    if os.environ.get("UPDATE_TABLES"):
        path.write_text(new, "utf-8")
        old = new
    was, now = _blocks(old), _blocks(new)
    assert len(was) == len(now) > 1, "one case stands here twice"
    differing = [f"{was[each]}\nis now\n{now[each]}" for each in was if was[each] != now[each]]
    assert not differing, "\n\n".join(differing)
    assert old == new


def whole(path: Path, now: str) -> None:
    """Holds a file against the whole text that should stand in it."""
    if os.environ.get("UPDATE_TABLES"):
        path.write_text(now, "utf-8")
    assert now == path.read_text("utf-8")


def split(text: str, first: str = "claims/example.yaml") -> dict[str, str]:
    """The files of a text by path: what stands before a line `# file: PATH` is the first one."""
    texts: dict[str, str] = {}
    path = first
    for line in text.splitlines(keepends=True):
        if line.startswith("# file: "):
            path = line.removeprefix("# file: ").strip()
        else:
            texts[path] = texts.get(path, "") + line
    return texts


def _anew(text: str, made: Callable[[str], Iterable[str]]) -> str:
    lines: list[str] = []
    for line in text.splitlines():
        if line.startswith("  "):
            continue
        lines.append(line)
        if line.strip() and not line.startswith("#"):
            lines += [f"  {part.rstrip() or '·'}" for each in made(line) for part in each.split("\n")]
    return "\n".join(lines) + "\n"


def _blocks(text: str) -> dict[str, str]:
    """Each case with what stands under it, by the case."""
    found: dict[str, str] = {}
    case = ""
    for line in text.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if not line.startswith("  "):
            assert line not in found, f"this case stands here twice: {line}"
            case = line
            found[case] = line
        else:
            found[case] += f"\n{line}"
    return found


def number(value: float) -> str:
    """A number with nine digits, which every machine computes alike."""
    return f"{value:.9g}"


def numbers(values: Iterable[float]) -> str:
    """Several of them."""
    return " ".join(map(number, values))
