"""The site as it stands while its base is written: drawn a page at a time, the last good pages kept."""

from __future__ import annotations

import hashlib
import re
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from whence.publish.edit.desk import Desk
    from whence.publish.site import Files

WAIT, MOST_WAITING = 25.0, 32

# The files of the site as they would now be, or None where the last good ones stay; and what is wrong with the base.
Rebuild = Callable[[], "tuple[Files | None, list[str]]"]


class State:
    """The site as it stands: its files, drawn when asked for and once a build, and the errors of the base.

    `desk` is where edits are made; without one, nothing is written.
    """

    def __init__(self, desk: Desk | None = None) -> None:
        self.desk = desk
        self.build, self.errors = 0, list[str]()
        self.files: Files = {}
        self.drawn: dict[str, bytes] = {}
        self.drawing = threading.Lock()
        self.changed = threading.Condition()
        self.waiting = 0

    def set(self, files: Files | None, errors: list[str]) -> None:
        """Note a build and wake everybody who waits."""
        with self.drawing, self.changed:
            self.build, self.errors = self.build + 1, errors[:20]
            if files is not None:
                self.files, self.drawn = files, {}
            self.changed.notify_all()

    def file(self, path: str) -> bytes | None:
        """The content of a file, None where there is no such file."""
        with self.drawing:
            if path not in self.files:
                return None
            if path not in self.drawn:
                content = self.files[path]()
                self.drawn[path] = (
                    content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")
                )
            return self.drawn[path]

    def page(self, path: str) -> tuple[int, bytes]:
        """A file with the code it is sent with; for one that is not there, the page that says so."""
        found = self.file(path)
        if found is not None:
            return 200, found
        # It is shown at an address of any depth, so that its links begin at the root.
        lost = self.file("404.html") or b"no such page\n"
        return 404, re.sub(rb'(href|src|data-root)="(?!#|/|[a-z]+:)', rb'\1="/', lost)

    def after(self, build: int, path: str) -> dict[str, object]:
        """How a page stands once there is a newer build than `build`, or after a while; at once when many wait."""
        with self.changed:
            if self.waiting < MOST_WAITING:
                self.waiting += 1
                self.changed.wait_for(lambda: self.build > build, WAIT)
                self.waiting -= 1
        return {"build": self.build, "page": hashed(self.page(path)[1]), "errors": self.errors}


def hashed(content: bytes) -> str:
    """A short hash of a page, by which its reader knows whether it still reads so."""
    return hashlib.sha256(content).hexdigest()[:16]


def once(
    rebuild: Rebuild, state: State, say: Callable[[str], None], stands: Callable[[], bool] = lambda: True
) -> None:
    """One build; whatever goes wrong in it is shown in the browser, and the last good pages stay.

    Where the files no longer stand as they did, what was read may be half of a save: it is dropped, another build
    follows.
    """
    start = time.perf_counter()
    try:
        files, errors = rebuild()
    except Exception as error:
        state.set(None, [f"{type(error).__name__}: {error}"])
        say(f"Not read: {error}")
        return
    if not stands():
        return
    state.set(files, errors)
    took = f"{time.perf_counter() - start:.2f} s"
    if files is None:
        say(f"{_plural(errors)}; the pages stay as they were ({took})")
    else:
        say(f"Read in {took}" + (f", {_plural(errors)}" if errors else ""))


def _plural(errors: list[str]) -> str:
    return f"{len(errors)} error{'' if len(errors) == 1 else 's'}"
