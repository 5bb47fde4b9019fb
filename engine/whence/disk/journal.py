"""The journal of an edit of several files: what was to take the place of what, so that an interrupted edit is finished.

It counts only where a command of ours left it in this very folder: it belongs to the user, names files that an edit can
have, and knows the number that the file system gave to each file that waits.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from whence.disk import atomic, folders
from whence.files import filenames
from whence.files.filenames import FOLDERS, JOURNAL
from whence.language import limits
from whence.language.problems import Refused, few, listing

# What waits beside a file that is to be taken away.
GONE = ""
_STRANGE = f"`{JOURNAL}` is not what a command of ours left in this folder"


class Step(NamedTuple):
    """One file of an edit: what waits beside it, its number in the file system, and the hashes of new and old text.

    Nothing waits beside a file that is to be taken away: the number is its own, and the hash of its new text empty.
    """

    part: str
    number: int
    new: str
    old: str


def steps(
    root: Path,
    parts: Mapping[str, str],
    before: Mapping[str, bytes | None],
    after: Mapping[str, bytes | None],
) -> dict[str, Step]:
    """What is about to take the place of what, by the name of the file; `parts` are what waits beside each."""
    return {
        name: Step(
            part,
            _number(root, atomic.sibling(name, part) if part != GONE else name),
            _hash(after[name]),
            _hash(before[name]),
        )
        for name, part in parts.items()
    }


def write(root: Path, steps: Mapping[str, Step]) -> None:
    """Note an edit that is about to be made; it is on the disk when this returns."""
    atomic.put(root, JOURNAL, json.dumps({"steps": steps}).encode(), private=True)


def place(root: Path, name: str, step: Step) -> bool:
    """What waits beside a file takes its place; where nothing does, the file goes. No if there is another text by then.

    What somebody saves in the moment before is seen in the moment after, and then it stands there again.
    """
    if _hash(_content(root, name)) != step.old:
        return False
    try:
        if step.part == GONE:
            return _gone(root, name, step.old)
        if not step.old:
            atomic.rename(root, name, step.part, free=True)
            return True
        return _swapped(root, name, step)
    except (FileExistsError, FileNotFoundError):
        return False


def _gone(root: Path, name: str, old: str) -> bool:
    part = atomic.aside(root, name)
    found = _hash(_content(root, atomic.sibling(name, part)))
    if found != old:
        with contextlib.suppress(FileExistsError):
            atomic.rename(root, name, part, free=True)
            return False
    atomic.remove(root, atomic.sibling(name, part))
    return found == old


def _swapped(root: Path, name: str, step: Step) -> bool:
    """Put a text in the place of another, and if it was not that one, put back what it was, and so on."""
    put, meant = step.new, step.old
    while atomic.swap(root, name, step.part):
        found = _hash(_content(root, atomic.sibling(name, step.part)))
        if found == meant:
            if put == step.new:
                atomic.remove(root, atomic.sibling(name, step.part), durable=False)
            return put == step.new
        put, meant = found, put
    atomic.rename(root, name, step.part)
    return True


def _number(root: Path, name: str) -> int:
    found = folders.status(root, name)
    return found.st_ino if found else 0


def _hash(content: bytes | None) -> str:
    return "" if content is None else hashlib.sha256(content).hexdigest()


def _read(root: Path) -> Mapping[str, Step]:
    """The steps of an edit that was begun, none if there is no journal; `Refused` if it is not of our making."""
    try:
        raw = folders.read(root, JOURNAL, limits.JOURNAL, ours=True)
    except FileNotFoundError:
        return {}
    except Refused as error:
        raise Refused(f"{_STRANGE}: {error}") from None
    try:
        steps = {str(name): _step(*each) for name, each in json.loads(raw)["steps"].items()}
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        raise Refused(_STRANGE) from None
    if not steps or not all(map(_possible, steps, steps.values())):
        raise Refused(_STRANGE)
    return steps


def _step(part: Any, number: Any, new: Any, old: Any) -> Step:
    if not isinstance(number, int) or not all(isinstance(each, str) for each in (part, new, old)):
        raise TypeError
    return Step(part, number, new, old)


def _possible(name: str, step: Step) -> bool:
    if step.part == GONE:
        return filenames.editable(name) and not step.new and bool(step.old)
    return filenames.editable(name) and bool(atomic.WAITING.fullmatch(step.part)) and bool(step.new)


def _state(root: Path, name: str, step: Step) -> str:
    """Whether a file holds its `new` text, or its `old` one and the new one waits; nothing if neither is so."""
    found = _hash(_content(root, name))
    if found == step.new:
        return "new"
    if step.part == GONE:
        return "old" if found == step.old and _number(root, name) == step.number else ""
    waiting = atomic.sibling(name, step.part)
    ours = _number(root, waiting) == step.number and _hash(_content(root, waiting)) == step.new
    return "old" if found == step.old and ours else ""


def holds(root: Path, name: str, content: bytes | None) -> bool:
    """Whether a file has a text, or with None whether there is nothing that an edit could have written."""
    return _content(root, name) == content


def _content(root: Path, name: str) -> bytes | None:
    try:
        return folders.read(root, name, limits.FILE)
    except (FileNotFoundError, Refused):
        return None


def left(root: Path) -> str:
    """What there is to say of an edit that was begun and not finished; nothing if there is none. Nothing is written."""
    try:
        steps = _read(root)
        states = {name: _state(root, name, step) for name, step in steps.items()}
    except Refused as error:
        return f"{error}; look at it and remove it"
    except OSError as error:
        # What cannot be read may well be ours, and then it alone knows what half of an edit still waits.
        return f"whether an edit of this base was interrupted cannot be told: {folders.refusal(error)}"
    if not steps:
        return ""
    new = [name for name, state in states.items() if state == "new"]
    rest = [name for name, state in states.items() if state != "new"]
    said = "; ".join(
        f"{few(names)} {'has' if len(names) == 1 else 'have'} {what}"
        for names, what in ((new, "its new text"), (rest, "the old text or another"))
        if names
    )
    return (
        f"an edit of this base was interrupted: {said}. The next command that writes to it completes the edit"
    )


def recover(root: Path) -> tuple[str, ...]:
    """Finish or undo the edit that a journal names, sweep what a crash left, and say what was done.

    To be called under the lock of the base. `Refused` where that would lose what somebody wrote since, or where the
    journal is not of our making.
    """
    told = []
    try:
        steps = _read(root)
    except Refused as error:
        raise Refused(f"{error}; look at it and remove it, then give the command again") from None
    if steps:
        told.append(_finish(root, steps))
        atomic.remove(root, JOURNAL)
    swept = [*atomic.sweep(root, "", edits=True), *_swept(root)]
    if swept:
        told.append(f"removed what an interrupted command had left: {few(swept)}")
    return tuple(told)


def _swept(root: Path) -> Sequence[str]:
    found: list[str] = []
    for folder in FOLDERS:
        if folders.status(root, folder):
            found += atomic.sweep(root, folder, deep=True, edits=True)
    return found


def _finish(root: Path, steps: Mapping[str, Step]) -> str:
    states = {name: _state(root, name, step) for name, step in steps.items()}
    stuck = [name for name, state in states.items() if not state]
    new = [name for name, state in states.items() if state == "new"]
    if stuck and new:
        waiting = [
            atomic.sibling(name, steps[name].part)
            for name in states
            if states[name] != "new" and steps[name].part != GONE
        ]
        come = (
            f"What was to come waits in {listing(waiting)}: put it in by hand, remove"
            if waiting
            else "Remove"
        )
        raise Refused(
            f"an edit was interrupted, and since then {listing(stuck)} changed: {listing(new)} has the new text. "
            f"{come} `{JOURNAL}`, and give the command again"
        )
    if stuck:
        return f"an edit that was interrupted is undone, since {listing(stuck)} changed after it"
    for name, state in states.items():
        if state == "old" and not place(root, name, steps[name]):
            return _finish(root, steps)
    return f"an edit that was interrupted is complete now: {listing(list(steps))}"
