"""The site while its base is written: what is served, to whom, and what a save does to a page that is open."""

from __future__ import annotations

import http.client
import json
import os
import queue
import re
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from chromium import chromium, quiet
from shell import run, write
from whence.cli import publish
from whence.disk import store
from whence.judge.assemble import Edition
from whence.publish import live, server, site, watching

HEAD = "<html><head></head>"


@pytest.fixture
def state() -> live.State:
    found = live.State()
    names = {"index.html": "home", "claims/a.html": "a", "404.html": "none"}
    files = {path: lambda word=word: HEAD + word for path, word in names.items()}
    found.set({**files, "bad.html": lambda: 1 / 0, "style.css": lambda: b"p{}"}, [])  # type: ignore[dict-item]
    return found


@pytest.fixture
def port(state: live.State) -> Iterator[int]:
    running = server.serve(0, state)
    threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True).start()
    yield running.server_port
    running.shutdown()
    running.server_close()


def ask(port: int, path: str, host: str = "", wait: float = 5, **headers: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=wait)
    connection.putrequest("GET", path, skip_host=True)
    connection.putheader("Host", host or f"localhost:{port}")
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    return answer.status, answer.read().decode("utf-8", "replace")


def test_serve__gives_pages_with_live_reload(port: int) -> None:
    status, home = ask(port, "/")
    assert status == 200
    known = live.hashed((HEAD + "home").encode())
    assert home == f'<html><head><script defer src="/-/live.js?page={known}"></script>\n</head>home'
    assert ask(port, "/claims/a.html?x=1")[0] == 200
    assert ask(port, "/style.css") == (200, "p{}")
    assert json.loads(ask(port, "/-/state?page=/index.html")[1]) == {"build": 1, "page": known, "errors": []}


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%5csecret.txt",
        "//x",
        "/%00",
        "/%ff",
        "/claims/",
        "/claims",
        "/C:/x",
    ],
)
def test_serve__nothing_but_the_files_of_the_site(port: int, path: str) -> None:
    assert ask(port, path)[0] == 404


def test_serve__only_to_this_machine_by_name(port: int) -> None:
    assert ask(port, "/", host="evil.example")[0] == 403
    assert ask(port, "/", host=f"evil.example:{port}")[0] == 403
    assert ask(port, "/", Origin="https://evil.example")[0] == 403
    assert ask(port, "/" + "a" * 9000)[0] == 414


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "script"}, 403),
        ({"Sec-Fetch-Site": "same-site", "Sec-Fetch-Dest": "image"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "iframe"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "document"}, 200),
        ({"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "script"}, 200),
        ({"Host": "evil.example"}, 403),
        ({"host": "localhost"}, 403),
        ({"Origin": "null"}, 403),
        ({"X": "a" * 70_000}, 431),
        ({f"X-{n}": "a" for n in range(300)}, 431),
    ],
)
def test_serve__what_a_request_says_of_itself(port: int, headers: dict[str, str], code: int) -> None:
    """`Host` is said in any case, so that one more is a second one."""
    assert ask(port, "/", **headers)[0] == code


READERS = 1000 if os.environ.get("RUN_LONG") == "1" else 100


def test_serve__a_crowd_at_once(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """None waits longer than five seconds: of computing, of which a busy machine gives less in the same time by the clock."""
    monkeypatch.setattr(server, "PATIENT", 60.0)
    ready, told = threading.Barrier(READERS), list[tuple[int, str]]()

    def reader() -> None:
        ready.wait()
        told.append(ask(port, "/claims/a.html", wait=120))

    started = time.process_time()

    crowd = [threading.Thread(target=reader) for _ in range(READERS)]
    for each in crowd:
        each.start()
    for each in crowd:
        each.join()
    assert [code for code, _ in told] == [200] * READERS
    assert time.process_time() - started < 5


def test_serve__who_takes_long_makes_way(
    state: live.State, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """As many as are served at once begin a request and never end it."""
    monkeypatch.setattr(server, "MOST_OPEN", 4)
    monkeypatch.setattr(server, "PATIENT", 0.05)
    running = server.serve(0, state)
    threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True).start()
    slow = [socket.create_connection(("127.0.0.1", running.server_port)) for _ in range(9)]
    for each in slow:
        each.sendall(b"GET / HTTP/1.1\r\nHost: ")
    assert [ask(running.server_port, "/")[0] for _ in range(3)] == [200] * 3
    for each in slow:
        each.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        each.close()
    assert ask(running.server_port, "/")[0] == 200
    running.shutdown()
    running.server_close()
    assert capfd.readouterr() == ("", "")


def test_serve__goes_on_whatever_becomes_of_the_files(tmp_path: Path) -> None:
    """Links, pipes and folders in the place of files are told of, never followed, and the pages stay."""
    base = write(tmp_path / "base", {"claims/a.yaml": "claims: {a: {title: Tides, value: 3 m}}"})
    secret = tmp_path / "secret.yaml"
    secret.write_text("claims: {s: {title: Secret, value: 5 m}}")
    rebuild = publish._rebuild(click.Context(publish.serve, obj={"base": str(base), "known_on": ""}), None)
    site_now, said = live.State(), list[str]()
    live.once(rebuild, site_now, said.append)
    before = watching.stamp(base)
    for change in (
        lambda at: at.symlink_to(secret),
        os.mkfifo,
        Path.mkdir,
        lambda at: at.symlink_to(at),
        lambda at: at.write_bytes(b"claims: {a: {title: Tides, value: 3 m"),
        lambda at: at.write_bytes(b"\xff\x00"),
    ):
        at = base / "claims" / "b.yaml"
        change(at)
        assert watching.settled(base, before) != before or at.is_dir()
        live.once(rebuild, site_now, said.append)
        assert b"Tides" in (site_now.file("claims/a.html") or b"")
        assert site_now.file("claims/s.html") is None
        at.rmdir() if at.is_dir() and not at.is_symlink() else at.unlink()
    live.once(rebuild, site_now, said.append)
    assert site_now.errors == []


def test_serve__a_page_that_cannot_be_drawn_takes_no_other_with_it(port: int) -> None:
    assert ask(port, "/bad.html") == (
        500,
        "this page could not be drawn: ZeroDivisionError: division by zero\n",
    )
    assert ask(port, "/")[0] == 200


def test_serve__draws_what_is_asked_for_and_once_a_build() -> None:
    state, drawn = live.State(), []
    files: site.Files = {path: lambda path=path: drawn.append(path) or path for path in ("a.html", "b.html")}
    state.set(files, [])
    assert [state.file("a.html"), state.file("a.html"), drawn] == [b"a.html", b"a.html", ["a.html"]]
    state.set(files, [])
    assert [state.file("b.html"), drawn] == [b"b.html", ["a.html", "b.html"]]


def test_serve__broken_build_keeps_the_last_pages(state: live.State) -> None:
    def broken() -> tuple[site.Files | None, list[str]]:
        raise ValueError("no such thing")

    said: list[str] = []
    live.once(broken, state, said.append)
    known = live.hashed((HEAD + "home").encode())
    assert state.after(1, "index.html") == {
        "build": 2,
        "page": known,
        "errors": ["ValueError: no such thing"],
    }
    live.once(lambda: ({"index.html": lambda: "new"}, []), state, said.append)
    assert state.after(2, "index.html") == {"build": 3, "page": live.hashed(b"new"), "errors": []}
    assert said[0] == "Not read: no such thing"
    assert said[1].startswith("Read in 0.0")


def test_serve__a_page_that_is_not_there_waits_to_be(port: int, state: live.State) -> None:
    status, lost = ask(port, "/claims/new.html")
    known = live.hashed((HEAD + "none").encode())
    assert (status, f"page={known}" in lost) == (404, True)
    assert json.loads(ask(port, "/-/state?page=/claims/new.html")[1])["page"] == known
    state.set({"claims/new.html": lambda: "new"}, [])
    assert json.loads(ask(port, "/-/state?page=/claims/new.html")[1])["page"] == live.hashed(b"new")


def test_serve__a_page_that_is_not_there_leads_on_from_any_depth(port: int, state: live.State) -> None:
    page = (
        '<link href="style.css"><a href="#main">x</a><a href="https://example.org">y</a><body data-root="">'
    )
    state.set({"404.html": lambda: page}, [])
    status, lost = ask(port, "/a/b/c.html")
    assert status == 404
    assert lost.endswith(
        '<link href="/style.css"><a href="#main">x</a><a href="https://example.org">y</a><body data-root="/">'
    )


def test_stamp__moves_with_every_file(tmp_path: Path) -> None:
    (tmp_path / "claims").mkdir()
    before = watching.stamp(tmp_path)
    (tmp_path / "claims" / "a.yaml").write_text("x")
    assert watching.stamp(tmp_path) != before


@pytest.mark.parametrize("link", ["claims", "claims/x", "claims/deep/x", "claims/x.yaml", "whence.toml"])
def test_watched__nothing_behind_a_link(tmp_path: Path, link: str) -> None:
    """What is followed as it is saved is the base: a link in it may lead to everything that there is."""
    base, outside = tmp_path / "base", tmp_path / "outside"
    for at in (base / "sources", base / "claims" / "deep", base / "claims" / ".git" / "x", outside / "more"):
        at.mkdir(parents=True)
    if link == "claims":
        (base / "claims").rename(base / "old")
    (base / link).symlink_to(outside / "more" / "a" if link.endswith((".yaml", ".toml")) else outside)
    (outside / "more" / "a").write_text("one")
    before, places = watching.stamp(base), watching.watched(base)
    (outside / "more" / "a").write_text("another")
    (outside / "b.yaml").write_text("new")
    assert watching.stamp(base) == before
    claims = [] if link == "claims" else [base / "claims", base / "claims" / "deep"]
    assert places == [*claims, base / "sources"]


def test_changes__are_seen_in_a_folder_that_was_made_meanwhile(tmp_path: Path) -> None:
    (tmp_path / "claims").mkdir()
    told = queue.Queue[watching.Stamp]()
    # Looked at here: a thread that starts late would find the first file there already, and never tell of it.
    before = watching.stamp(tmp_path)

    def follow() -> None:
        for each in watching.changes(tmp_path, before):
            told.put(each)

    threading.Thread(target=follow, daemon=True).start()
    for name in ("claims/a.yaml", "claims/new/b.yaml", "claims/new/c.yaml", "sources/d.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
        while not [path for path, size, _ in told.get(timeout=60) if path.endswith(name) and size]:
            pass


def test_serve__a_port_that_is_taken_is_named(port: int, tmp_path: Path) -> None:
    base = write(tmp_path / "base", {"claims/a.yaml": "claims: {}"})
    for number, why in ((port, "Address already in use"), (99999, "there is none of that number")):
        done = run(base, "serve", "--port", str(number))
        assert (done.returncode, f"port {number} cannot be used: {why}; try `--port`" in done.stderr) == (
            2,
            True,
        )


# What is sent byte by byte, and the codes that are answered: one for the first request, if it was understood as one.
RAW = {
    "GET / HTTP/1.0\r\nHost: {host}\r\n\r\n": [200],
    "GET /\r\n\r\n": [],
    "GET / HTTP/1.1\r\n\r\n": [403],
    "GET / HTTP/2.0\r\nHost: {host}\r\n\r\n": [],
    "GET http://{host}/ HTTP/1.1\r\nHost: {host}\r\n\r\n": [404],
    "GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n": [403],
    "GET * HTTP/1.1\r\nHost: {host}\r\n\r\n": [404],
    "GET /../../etc/passwd HTTP/1.1\r\nHost: {host}\r\n\r\n": [404],
    "GET / HTTP/1.1\r\nHost: [::1]:{port}\r\n\r\n": [403],
    "GET / HTTP/1.1\r\nHost: 127.0.0.1.evil.example:{port}\r\n\r\n": [403],
    "GET / HTTP/1.1\r\nHost: localhost.:{port}\r\n\r\n": [403],
    "GET / HTTP/1.1\r\nHost: 127.1:{port}\r\n\r\n": [403],
    "GET / HTTP/1.1\r\nHost: {host}\r\nHost: evil.example\r\n\r\n": [403],
    "GET / HTTP/1.1\r\nHost: {host}, evil.example\r\n\r\n": [403],
    "GET / HTTP/1.1\r\nHost : {host}\r\n\r\n": [403],
    "GET / HTTP/1.1\r\nHost:\r\n {host}\r\n\r\n": [403],
    "GET / HTTP/1.1\r\nHost: {host}\r\n\r\nGET / HTTP/1.1\r\nHost: evil.example\r\n\r\n": [200],
    "POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 3\r\n\r\nabcGET / HTTP/1.1\r\nHost: {host}\r\n\r\n": [405],
    "POST / HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nGET /\r\n0\r\n\r\n": [405],
    "PUT / HTTP/1.1\r\nHost: {host}\r\n\r\n": [501],
    "TRACE / HTTP/1.1\r\nHost: {host}\r\n\r\n": [501],
    "CONNECT evil.example:443 HTTP/1.1\r\nHost: {host}\r\n\r\n": [501],
    "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n": [],
    "\r\n\r\n": [],
}  # fmt: skip


@pytest.mark.parametrize("sent", RAW)
def test_serve__answers_to_the_first_request_of_a_line_and_to_its_own_name(port: int, sent: str) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        line.sendall(sent.format(host=f"127.0.0.1:{port}", port=port).encode("latin-1"))
        line.shutdown(socket.SHUT_WR)
        said = bytearray()
        while some := line.recv(65536):
            said += some
    codes = [int(each) for each in re.findall(rb"^HTTP/1\.[01] (\d+) ", said, re.MULTILINE)]
    assert codes == RAW[sent]
    assert b"Traceback" not in said
    assert (b"home" in said) == (RAW[sent] == [200])


def test_settled__a_file_that_was_emptied_gets_time_for_its_text(tmp_path: Path) -> None:
    file = tmp_path / "claims" / "a.yaml"
    file.parent.mkdir()
    file.write_text("old")
    before = watching.stamp(tmp_path)
    file.write_text("")
    threading.Timer(0.2, file.write_text, ["newer"]).start()
    assert [size for _, size, _ in watching.settled(tmp_path, before) if size > 0] == [len("newer")]


def test_settled__a_file_may_be_left_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "PATIENCE", 0.05)
    file = tmp_path / "claims" / "a.yaml"
    file.parent.mkdir()
    file.write_text("old")
    before = watching.stamp(tmp_path)
    file.write_text("")
    assert watching.settled(tmp_path, before) == watching.stamp(tmp_path)


def test_serve__what_was_read_in_the_middle_of_a_save_is_not_shown(state: live.State) -> None:
    half: tuple[site.Files | None, list[str]] = ({}, [])
    live.once(lambda: half, state, print, stands=lambda: False)
    assert (state.build, state.page("claims/a.html")[0]) == (1, 200)


# --- a save ----------------------------------------------------------------------------------------------------

BASE = """\
claims:
  chips: {title: Chips, value: 50K to 64K chip, of: fleet, cites: [{source: post}]}
  counted: {title: Chips as counted, value: 52K chip, of: fleet, cites: [{source: survey}]}
  power: {title: Power, value: 2 kW/chip}
  need: {title: Need, formula: n * p, inputs: {n: chips, p: power}, unit: MW, stated: 110 MW}
  some: {title: Some, formula: k * n, inputs: {k: many, n: counted}, unit: chip}
quantities: {fleet: {title: Fleet, unit: chip}}
choices: {many: {title: How many, options: {one: 1, two: 2}, credence: {one: 0.5, two: 0.5}}}
"""
SOURCES = "sources: {post: {title: A post}, survey: {title: A survey}}\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("50K to 64K chip", "50K to 70K chip"),
        ("stated: 110 MW", "stated: 400 MW"),
        ("title: Fleet, unit", "title: Fleet, tolerance: 5%, unit"),
        ("value: 52K chip, of: fleet", "value: 52K chip"),
        ("source: survey", "source: post"),
        ("status", "status"),
        ("  power: {title: Power, value: 2 kW/chip}\n", ""),
        ("credence: {one: 0.5, two: 0.5}", "credence: {one: 0.9, two: 0.1}"),
        ("credence: {one: 0.5, two: 0.5}", "prefer: one, because: It says so"),
        ("options: {one: 1, two: 2}", "options: {one: 1, two: 2, three: 3}"),
        ("title: How many", "title: How many now"),
    ],
)
def test_renewed__is_what_a_fresh_reading_gives(old: str, new: str) -> None:
    def read(claims: str) -> store.Texts:
        files = {"claims/a.yaml": claims.encode(), "sources/a.yaml": SOURCES.encode()}
        return store.Texts(Path(), {**files, "whence.toml": b"samples = 1024"}, ())

    before = store.load(read(BASE), today="2026-01-01")
    after, fresh = (
        store.renewed(read(BASE.replace(old, new)), before, "2026-01-01"),
        store.load(read(BASE.replace(old, new)), today="2026-01-01"),
    )
    assert everything(after) == everything(fresh)


def everything(found: Edition) -> tuple[object, ...]:
    return found.findings, found.summaries, found.agreements, found.comparisons, found.values.keys


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A file of claims, and the address where `whence serve` shows its base."""
    for name, text in (
        ("claims/a.yaml", BASE),
        ("sources/a.yaml", SOURCES),
        ("whence.toml", "samples = 1024\n"),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    command = "import sys; from whence.cli import main; sys.exit(main())"
    words = [sys.executable, "-u", "-c", command, "--base", str(tmp_path), "serve", "--port", "0"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        told = next(line for line in running.stdout if line.startswith("Serving"))
        yield tmp_path / "claims" / "a.yaml", told.split()[1]
        running.terminate()


@pytest.mark.browser
def test_serve__a_save_shows_by_itself_and_a_mistake_keeps_the_page(served: tuple[Path, str]) -> None:
    file, address = served
    with chromium() as browser:
        page = browser.new_page()
        complaints = quiet(page, address)
        page.goto(f"{address}claims/need.html")
        assert "113 MW" in page.inner_text("main")
        file.write_text(BASE.replace("value: 2 kW", "value: 4 kW"))
        page.locator("main", has_text="226 MW").wait_for()
        file.write_text(BASE.replace("value: 2 kW/chip", "value: two kW/chip"))
        page.wait_for_selector("#live-errors")
        assert "claims/a.yaml:4" in page.inner_text("#live-errors")
        assert "226 MW" in page.inner_text("main")
        file.write_text("")
        time.sleep(0.3)
        file.write_text(BASE.replace("value: 2 kW", "value: 8 kW"))
        page.locator("main", has_text="453 MW").wait_for()
        file.write_text(BASE)
        page.locator("main", has_text="113 MW").wait_for()
        assert page.locator("#live-errors").count() == 0
        assert complaints == []
        page.close()


@pytest.mark.browser
def test_serve__a_page_that_a_save_does_not_touch_stays(served: tuple[Path, str]) -> None:
    file, address = served
    with chromium() as browser:
        page, other = browser.new_page(), browser.new_page()
        page.goto(f"{address}claims/power.html")
        other.goto(f"{address}claims/counted.html")
        page.evaluate("window.stayed = true")
        file.write_text(BASE.replace("value: 52K chip", "value: 53K chip"))
        other.locator("main", has_text="53K").wait_for()
        page.wait_for_timeout(300)
        assert page.evaluate("window.stayed") is True
        page.close()
        other.close()
