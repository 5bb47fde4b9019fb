"""The site on this machine while a base is written: loopback only, reloading by itself, the last good pages kept.

Nothing is written: a page is drawn when somebody asks for it, so that a save costs reading what was saved and drawing
what is looked at. It answers to requests for `localhost` and `127.0.0.1` alone. A page that it serves carries one more
script, from the same origin, which waits until the page would read otherwise and then reloads.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from whence.files.sections import FOLDERS
from whence.language.limits import REQUEST
from whence.publish import render

if TYPE_CHECKING:
    from whence.publish.site import Files

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".csv": "text/csv; charset=utf-8",
    ".xml": "application/xml",
    ".graphml": "application/xml",
}
SETTINGS = ("whence.toml", "pyproject.toml")
WAIT, MOST_WAITING = 25.0, 32
# Requests that are answered at once, and the seconds that one more waits before the oldest of them is shed for it.
MOST_OPEN, PATIENT = 128, 2.0
# Seconds between two looks at files that must be the same, and how long an emptied file may wait for its text.
STILL, PATIENCE = 0.03, 1.0
BOTH_WAYS = 2  # how a socket is shut for reading and writing
LIVE, STATE = "/-/live.js", "/-/state"

# The files of the site as they would now be, or None where the last good ones stay; and what is wrong with the base.
Rebuild = Callable[[], "tuple[Files | None, list[str]]"]
Stamp = tuple[tuple[str, int, int], ...]


class State:
    """The site as it stands: its files, drawn when asked for and once a build, and the errors of the base."""

    def __init__(self) -> None:
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


def serve(port: int, state: State) -> ThreadingHTTPServer:
    """A server on the loopback address, not yet running; port 0 takes any that is free."""
    return _Server(("127.0.0.1", port), partial(_Handler, state))


class _Server(ThreadingHTTPServer):
    """So many requests at once and no more: others wait in line, and who takes long makes way for who comes."""

    daemon_threads, request_queue_size = True, 1024

    def __init__(self, *others: Any) -> None:
        self.free = threading.Semaphore(MOST_OPEN)
        self.open: dict[Any, None] = {}
        super().__init__(*others)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer a request in a thread of its own, once there is room for it."""
        while not self.free.acquire(timeout=PATIENT):
            self.shed()
        self.open[request] = None
        super().process_request(request, client_address)

    def shed(self) -> None:
        """End the request that has been open longest."""
        with contextlib.suppress(OSError, StopIteration, RuntimeError):
            next(iter(self.open)).shutdown(BOTH_WAYS)

    def shutdown_request(self, request: Any) -> None:
        """Close a request, and let the next one in."""
        super().shutdown_request(request)
        if request in self.open:
            del self.open[request]
            self.free.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Nothing is said of a reader who went away: the terminal belongs to the findings."""


class _Handler(BaseHTTPRequestHandler):
    server_version, sys_version = "whence", ""
    timeout = 30

    def __init__(self, live: State, *others: object) -> None:
        self.live = live
        super().__init__(*others)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        if len(self.path) > REQUEST.most:
            return self.plain(414, "too long")
        if not self.trusted():
            return self.plain(403, "this server answers to localhost only")
        path, _, query = self.path.partition("?")
        if path == LIVE:
            return self.send(200, TYPES[".js"], (render.folder("assets") / render.LIVE).read_bytes())
        try:
            return self.state(query) if path == STATE else self.page(named(path))
        except Exception as error:
            # A page that cannot be drawn is a fault of ours; the others can still be read.
            return self.plain(500, f"this page could not be drawn: {type(error).__name__}: {error}")

    do_HEAD = do_GET

    def trusted(self) -> bool:
        """Whether the request was made to this machine by name, and not by a page from elsewhere."""
        port = getattr(self.server, "server_port", 0)
        names = {f"{name}:{port}" for name in ("localhost", "127.0.0.1")}
        hosts, origins = self.headers.get_all("Host", []), self.headers.get_all("Origin", [])
        from_elsewhere = self.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin")
        return (
            len(hosts) == 1
            and hosts[0] in names
            and set(origins) <= {f"http://{each}" for each in names}
            # A link that somebody follows here is fine; a script, an image or a frame of another site is not.
            and not (from_elsewhere and self.headers.get("Sec-Fetch-Dest", "") != "document")
        )

    def state(self, query: str) -> None:
        values = {name: each[0] for name, each in urllib.parse.parse_qs(query).items()}
        after = values.get("after", "")
        build = int(after) if after.isascii() and after.isdigit() and len(after) < 10 else -1
        found = self.live.after(build, named(values.get("page", "")))
        self.send(200, "application/json", json.dumps(found).encode())

    def page(self, path: str) -> None:
        code, found = self.live.page(path)
        suffix = ".html" if code == 404 else PurePosixPath(path).suffix
        kind = TYPES.get(suffix, "text/plain; charset=utf-8")
        self.send(code, kind, alive(found) if suffix == ".html" else found)

    def plain(self, code: int, text: str) -> None:
        self.send(code, "text/plain; charset=utf-8", text.encode() + b"\n")

    def send(self, code: int, kind: str, data: bytes) -> None:
        self.send_response(code)
        for name, value in (
            ("Content-Type", kind),
            ("Content-Length", str(len(data))),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
            ("X-Frame-Options", "SAMEORIGIN"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
        ):
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            try:
                self.wfile.write(data)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is printed for a request: the terminal belongs to the findings."""


def named(path: str) -> str:
    """The name of the file that the path of an address asks for; whether there is one is for the site to say."""
    name = urllib.parse.unquote(path, errors="replace").removeprefix("/")
    return f"{name}index.html" if name.endswith("/") or not name else name


def alive(page: bytes) -> bytes:
    """A page with the script that reloads it, which is told how the page reads now."""
    script = f'<script defer src="{LIVE}?page={hashed(page)}"></script>\n</head>'
    return page.replace(b"</head>", script.encode(), 1)


def run(root: Path, port: int, rebuild: Rebuild, say: Callable[[str], None]) -> None:
    """Build, serve, and build again whenever a file of the base changes, until interrupted."""
    state, before = State(), stamp(root)
    once(rebuild, state, say)
    server = serve(port, state)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    say(f"Serving http://127.0.0.1:{server.server_address[1]}/ (Ctrl-C stops)")
    try:
        for now in changes(root, before):
            once(rebuild, state, say, partial(same, root, now))
    except KeyboardInterrupt:
        pass
    finally:
        server.shutdown()
        server.server_close()


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


def changes(root: Path, before: Stamp) -> Iterator[Stamp]:
    """How the files of a base stand, whenever that is not as it was `before`, or at the last yield."""
    for _ in _stirs(root):
        now = settled(root, before)
        if now != before:
            before = now
            yield now


def same(root: Path, before: Stamp) -> bool:
    """Whether the files of a base are as they were."""
    return stamp(root) == before


def settled(root: Path, before: Stamp) -> Stamp:
    """The files of a base once nobody is in the middle of writing them.

    Many editors write in place: they empty a file and fill it again. So a change counts when the files look the same
    twice in a row, and a file that had a text and now has none is given a while to get one.
    """
    patience = time.monotonic() + PATIENCE
    now = stamp(root)
    while now != before:
        time.sleep(STILL)
        last, now = now, stamp(root)
        if last == now and (not emptied(before, now) or time.monotonic() > patience):
            break
    return now


def emptied(before: Stamp, now: Stamp) -> bool:
    """Whether a file that had a text stands there without one."""
    had = {path for path, size, _ in before if size > 0}
    return any(size == 0 and path in had for path, size, _ in now)


def _stirs(root: Path) -> Iterator[object]:
    """Yields on the system's notice that a file may have changed, and once a second in case none comes."""
    try:
        import watchfiles
    except ImportError:
        while True:
            time.sleep(0.5)
            yield None
    places = [
        each for name in (*FOLDERS, *SETTINGS) if (each := root / name).exists() and not each.is_symlink()
    ]
    yield from watchfiles.watch(
        *places, debounce=200, step=20, rust_timeout=1000, yield_on_timeout=True, raise_interrupt=True
    )


def stamp(root: Path) -> Stamp:
    """The names, sizes and times of the files of a base."""
    folders = (
        os.path.join(at, each) for name in FOLDERS for at, _, names in os.walk(root / name) for each in names
    )
    return tuple(sorted(_status(path) for path in (*map(Path, folders), *(root / name for name in SETTINGS))))


def _status(path: Path) -> tuple[str, int, int]:
    try:
        status = path.stat()
    except OSError:
        return str(path), -1, 0
    return str(path), status.st_size, status.st_mtime_ns
