"""The site on this machine while a base is written: loopback only, reloading by itself, the last good page kept.

It answers to requests for `localhost` and `127.0.0.1` alone, lists no folder and follows no link. A page that it
serves carries one more script, from the same origin, which waits for the next build and reloads.
"""

from __future__ import annotations

import json
import os
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from whence.publish import Written

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
WAIT, MOST_WAITING, LONGEST = 25.0, 32, 4096
LIVE = "/-/live.js"
SCRIPT = b"""(function () {
  "use strict";
  let state = null;
  function bar(errors) {
    let box = document.getElementById("live-errors");
    if (!errors.length) { if (box) box.remove(); return; }
    if (!box) { box = document.createElement("pre"); box.id = "live-errors"; box.setAttribute("role",
    "alert"); document.body.prepend(box); } box.textContent = "The base has errors; this is the last good
    state.\\n" + errors.join("\\n"); } function ask() { fetch("/-/state" + (state === null ? "" : "?after=" +
    state)).then((answer) => answer.json()).then((found) => { if (state !== null && found.build !== state &&
    found.reload) { window.location.reload(); return; } state = found.build; bar(found.errors); ask();
    }).catch(() => window.setTimeout(ask, 2000)); } ask(); })();
"""

Rebuild = Callable[[], "tuple[Written, list[str]]"]


class State:
    """What the last build came to; requests wait on it for the next."""

    def __init__(self) -> None:
        self.build, self.reload = 0, False
        self.errors: list[str] = []
        self.changed = threading.Condition()
        self.waiting = 0

    def set(self, errors: list[str], reload: bool) -> None:
        """Note a build and wake everybody who waits."""
        with self.changed:
            self.build, self.reload, self.errors = self.build + 1, reload, errors[:20]
            self.changed.notify_all()

    def after(self, build: int) -> dict[str, object]:
        """The state once it is newer than `build`, or after a while; at once when too many are waiting."""
        with self.changed:
            if self.waiting < MOST_WAITING:
                self.waiting += 1
                self.changed.wait_for(lambda: self.build > build, WAIT)
                self.waiting -= 1
            return {"build": self.build, "reload": self.reload, "errors": self.errors}


def serve(folder: Path, port: int, state: State) -> ThreadingHTTPServer:
    """A server for a folder on the loopback address, not yet running; port 0 takes any that is free."""

    class Handler(_Handler):
        root, live = folder.resolve(), state

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    return server


class _Handler(BaseHTTPRequestHandler):
    root: Path
    live: State
    server_version, sys_version = "whence", ""
    timeout = 60

    def do_GET(self) -> None:
        if len(self.path) > LONGEST:
            return self.plain(414, "too long")
        if not self.trusted():
            return self.plain(403, "this server answers to localhost only")
        path, _, query = self.path.partition("?")
        if path == LIVE:
            return self.send(200, "text/javascript; charset=utf-8", SCRIPT)
        if path == "/-/state":
            return self.state(query)
        found = self.find(path)
        if found is None:
            return (
                self.file(404, self.root / "404.html")
                if (self.root / "404.html").is_file()
                else self.plain(404, "no such page")
            )
        return self.file(200, found)

    do_HEAD = do_GET

    def trusted(self) -> bool:
        """Whether the request was made to this machine by name, and not by a page from elsewhere."""
        port = getattr(self.server, "server_port", 0)
        names = {f"{name}:{port}" for name in ("localhost", "127.0.0.1")}
        origin = self.headers.get("Origin")
        return self.headers.get("Host", "") in names and (
            origin is None or origin in {f"http://{each}" for each in names}
        )

    def state(self, query: str) -> None:
        values = urllib.parse.parse_qs(query[:100]).get("after", [""])
        after = int(values[0]) if values[0].isdigit() and len(values[0]) < 10 else -1
        self.send(200, "application/json", json.dumps(self.live.after(after)).encode())

    def find(self, path: str) -> Path | None:
        """The file a path stands for, if it lies in the site and no part of the way is a link or hidden."""
        try:
            name = urllib.parse.unquote(path, errors="strict")
        except UnicodeDecodeError:
            return None
        if not name.startswith("/") or any(ord(char) < 32 for char in name) or "\\" in name or ":" in name:
            return None
        parts = [part for part in name.split("/")[1:] if part] + (
            ["index.html"] if name.endswith("/") else []
        )
        at = self.root
        for part in parts:
            at = at / part
            if part.startswith(".") or len(part) > 200 or at.is_symlink():
                return None
        return at if at.is_file() else None

    def file(self, code: int, path: Path) -> None:
        try:
            data = path.read_bytes()
        except OSError:
            return self.plain(404, "no such page")
        kind = TYPES.get(path.suffix, "text/plain; charset=utf-8")
        if path.suffix == ".html":
            data = data.replace(b"</head>", f'<script defer src="{LIVE}"></script>\n</head>'.encode(), 1)
        self.send(code, kind, data)

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


# --- following the files ---------------------------------------------------------------------------------------


def run(root: Path, folder: Path, port: int, rebuild: Rebuild, say: Callable[[str], None]) -> None:
    """Build, serve, and build again whenever a file of the base changes, until interrupted."""
    state = State()
    once(rebuild, state, say)
    server = serve(folder, port, state)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    say(f"Serving http://127.0.0.1:{server.server_address[1]}/ (Ctrl-C stops)")
    try:
        for _ in changes(root):
            once(rebuild, state, say)
    except KeyboardInterrupt:
        pass
    finally:
        server.shutdown()
        server.server_close()


def once(rebuild: Rebuild, state: State, say: Callable[[str], None]) -> None:
    """One build; whatever goes wrong in it is shown in the browser, and the last good pages stay."""
    start = time.perf_counter()
    try:
        done, errors = rebuild()
    except Exception as error:
        state.set([f"{type(error).__name__}: {error}"], False)
        say(f"Not built: {error}")
        return
    state.set(errors, bool(done.written or done.removed))
    say(
        f"{done.written} pages written in {time.perf_counter() - start:.1f} s"
        + (f", {len(errors)} error{'' if len(errors) == 1 else 's'}" if errors else "")
    )


def changes(root: Path) -> Iterator[None]:
    """Yields after every change of a file of the base: by the system's notice, or by looking twice a second."""
    try:
        import watchfiles
    except ImportError:
        yield from _polled(root)
        return
    places = [each for name in ("claims", "sources") if (each := root / name).is_dir()]
    places += [each for name in ("whence.toml", "pyproject.toml") if (each := root / name).is_file()]
    for _ in watchfiles.watch(*places, debounce=200, raise_interrupt=True):
        yield None


def _polled(root: Path) -> Iterator[None]:
    before = stamp(root)
    while True:
        time.sleep(0.5)
        now = stamp(root)
        if now != before:
            before = now
            yield None


def stamp(root: Path) -> tuple[tuple[str, int, int], ...]:
    """The names, sizes and times of the files of a base."""
    found = []
    for name in ("claims", "sources"):
        for at, _, names in os.walk(root / name):
            for each in names:
                path = Path(at) / each
                try:
                    status = path.stat()
                except OSError:
                    continue
                found.append((str(path), status.st_size, status.st_mtime_ns))
    return tuple(sorted(found))
