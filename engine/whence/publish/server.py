"""The site on this machine while a base is written: loopback only, reloading by itself, the last good pages kept.

Nothing is written: a page is drawn when somebody asks for it, so that a save costs reading what was saved and drawing
what is looked at. It answers to requests for `localhost` and `127.0.0.1` alone. A page that it serves carries one more
script, from the same origin, which waits until the page would read otherwise and then reloads. With a desk, pages lead to
forms for those who have its token (`edit/guard`), and what they ask for is written.
"""

from __future__ import annotations

import contextlib
import json
import threading
import urllib.parse
from collections.abc import Callable
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from whence.disk import folders
from whence.files.sections import EVERY
from whence.language.limits import REQUEST
from whence.language.problems import Refused
from whence.publish import render, watching
from whence.publish.live import Rebuild, State, hashed, once

if TYPE_CHECKING:
    from whence.publish.edit.desk import Answer, Desk

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
# Requests that are answered at once, and the seconds that one more waits before the oldest of them is shed for it.
MOST_OPEN, PATIENT = 128, 2.0
BOTH_WAYS = 2  # how a socket is shut for reading and writing
LIVE, STATE, EDIT, FORM_SHEET = "/-/live.js", "/-/state", "/-/edit", "/-/edit.css"


def serve(port: int, state: State) -> ThreadingHTTPServer:
    """A server on the loopback address, not yet running; port 0 takes any that is free. `Refused` if it cannot be had."""
    try:
        return _Server(("127.0.0.1", port), partial(_Handler, state))
    except (OSError, OverflowError) as error:
        why = error.strerror if isinstance(error, OSError) else "there is none of that number"
        raise Refused(f"port {port} cannot be used: {why}; try `--port`") from None


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


# Pieces of a body that nobody wants, which are read so that the answer arrives.
LINGERING = 64
# What a browser takes for the slash before the name of another machine.
SLASHES = "/\\"
NO_TOKEN = "edits need the token of this server: open the address that it printed when it was started"


class Refusal(NamedTuple):
    """A form that is not taken: the code to answer, and why."""

    code: int
    why: str


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
            if self.live.desk and self.edited(self.live.desk, path, query):
                return None
            return self.state(query) if path == STATE else self.page(named(path))
        except OSError as error:
            return self.plain(500, f"this page could not be drawn: {folders.refusal(error)}")
        except Exception as error:
            # A page that cannot be drawn is a fault of ours; the others can still be read.
            return self.plain(500, f"this page could not be drawn: {type(error).__name__}: {error}")

    do_HEAD = do_GET

    def do_POST(self) -> None:
        """A form of a page that edits. Nothing else is written."""
        if self.live.desk is None:
            return self.plain(405, "this server writes nothing; `whence serve --edit` takes edits")
        try:
            found = self.form(self.live.desk)
            if not isinstance(found, Refusal):
                return self.reply(found)
            self.plain(*found)
            return self.linger()
        except OSError as error:
            return self.plain(500, f"this edit could not be made: {folders.refusal(error)}")
        except Exception as error:
            return self.plain(500, f"this edit could not be made: {type(error).__name__}: {error}")

    def form(self, desk: Desk) -> Answer | Refusal:
        """What comes of a form, if it is one of ours; else why it is not taken."""
        from whence.publish.edit import guard

        if not self.trusted() or len(self.path) > REQUEST.most:
            return Refusal(403, "this server answers to localhost only")
        origins = {f"http://{each}" for each in self.names()}
        if found := guard.objection(self.headers, origins):
            return Refusal(*found)
        if not guard.known(self.headers, self.port(), desk.token):
            return Refusal(403, NO_TOKEN)
        try:
            given = guard.fields(guard.body(self.some, int(self.headers["Content-Length"])))
        except Refused as error:
            return Refusal(400, str(error))
        if not guard.same(given.get("token", ""), desk.token):
            return Refusal(403, NO_TOKEN)
        return desk.post(self.path, given)

    def some(self, most: int, seconds: float) -> bytes:
        """Some bytes of the body, within so many seconds; none where they do not come."""
        self.connection.settimeout(seconds)
        try:
            return self.rfile.read1(most)
        except OSError:
            return b""
        finally:
            self.connection.settimeout(self.timeout)

    def linger(self) -> None:
        """Read on for a while what is sent to nobody, so that the answer is not lost with it."""
        self.wfile.flush()
        with contextlib.suppress(OSError):
            self.connection.shutdown(1)
            self.connection.settimeout(0.2)
            for _ in range(LINGERING):
                if not self.connection.recv(65536):
                    break

    def edited(self, desk: Desk, path: str, query: str) -> bool:
        """Answer a request that is about editing; whether it was one."""
        from whence.publish.edit import guard

        values = dict(urllib.parse.parse_qsl(query))
        if "token" in values:
            if not guard.same(values["token"], desk.token):
                self.plain(403, NO_TOKEN)
            else:
                # The token leaves the address, so that it stands in no history and on no screen.
                kept = f"{guard.cookie(self.port())}={desk.token}; HttpOnly; SameSite=Strict; Path=/"
                where = f"/{path.lstrip(SLASHES)}"
                self.send(303, TYPES[".html"], b"", (("Location", where), ("Set-Cookie", kept)))
        elif path == FORM_SHEET:
            self.send(200, TYPES[".css"], (render.folder("assets") / render.FORM_SHEET).read_bytes())
        elif path == EDIT or path.startswith(f"{EDIT}/"):
            if guard.known(self.headers, self.port(), desk.token):
                self.reply(desk.get(path, values))
            else:
                self.plain(403, NO_TOKEN)
        else:
            return False
        return True

    def reply(self, answer: Answer) -> None:
        """Send what the desk answers: a page that no other may frame, or where to look."""
        more = (("Location", answer.location),) if answer.location else ()
        policy = (("Content-Security-Policy", "frame-ancestors 'none'"), ("X-Frame-Options", "DENY"))
        self.send(
            answer.code, TYPES[".html"], answer.page.encode("utf-8", "backslashreplace"), (*more, *policy)
        )

    def port(self) -> int:
        """The port of this server."""
        return int(getattr(self.server, "server_port", 0))

    def names(self) -> set[str]:
        """What this server is called in the address of a request."""
        return {f"{name}:{self.port()}" for name in ("localhost", "127.0.0.1")}

    def trusted(self) -> bool:
        """Whether the request was made to this machine by name, and not by a page from elsewhere."""
        names = self.names()
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
        page = alive(found) if suffix == ".html" else found
        self.send(code, kind, self.leading(path, page) if code == 200 and self.live.desk else page)

    def leading(self, path: str, page: bytes) -> bytes:
        """The page of a record with what leads to its forms, for those who have the token."""
        from whence.publish.edit import guard, views

        desk, (folder, _, name) = self.live.desk, path.partition("/")
        section = next((each.name for each in EVERY if each.pages and each.pages == folder), "")
        id = name.removesuffix(".html")
        if (
            not desk
            or not section
            or id in ("index", name)
            or not guard.known(self.headers, self.port(), desk.token)
        ):
            return page
        links = "".join(f'<a href="{href}">{word}</a> ' for word, href in views.links(section, id))
        sheet = f'<link rel="stylesheet" href="{FORM_SHEET}">\n</head>'
        page = page.replace(b"</head>", sheet.encode(), 1)
        return page.replace(b"</h1>", f'</h1>\n<p class="edit-links">{links}</p>'.encode(), 1)

    def plain(self, code: int, text: str) -> None:
        self.send(code, "text/plain; charset=utf-8", text.encode() + b"\n")

    def send(self, code: int, kind: str, data: bytes, more: tuple[tuple[str, str], ...] = ()) -> None:
        self.send_response(code)
        given = {name for name, _ in more}
        for name, value in (
            *more,
            ("Content-Type", kind),
            ("Content-Length", str(len(data))),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
            ("X-Frame-Options", "SAMEORIGIN"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
        ):
            if (name, value) in more or name not in given:
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


def run(root: Path, port: int, rebuild: Rebuild, say: Callable[..., None], desk: Desk | None = None) -> None:
    """Build, serve, and build again whenever a file of the base changes, until interrupted.

    What goes on is said; the address too by itself, as `serving`.
    """
    state, before = State(desk), watching.stamp(root)
    once(rebuild, state, say)
    server = serve(port, state)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    key = f"?token={desk.token}" if desk else ""
    address = f"http://127.0.0.1:{server.server_address[1]}/{key}"
    say(f"Serving {address} (Ctrl-C stops)", serving=address)
    try:
        for now in watching.changes(root, before):
            once(rebuild, state, say, partial(watching.same, root, now))
    except KeyboardInterrupt:
        pass
    finally:
        server.shutdown()
        server.server_close()
