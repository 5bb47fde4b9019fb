"""The page for an address that is none, at any depth below where the site happens to lie."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from chromium import chromium, comes_true
from small import edition
from whence.files.schema import Settings
from whence.publish import folder as publish
from whence.publish import site as whole

pytestmark = pytest.mark.browser
BASE = "claims: {a: {title: A, value: 3 kW}}"
# Where the site lies on its server, and what is asked for that is not there.
WAYS = ["", "docs/", "people/of/mine/"]
MISSING = ["nothing.html", "claims/nothing.html", "claims/very/deep/nothing"]


class Host(SimpleHTTPRequestHandler):
    """Answers with the site's own page where there is no file, and with its headers, as hosts do."""

    way = ""

    def log_message(self, *words: object) -> None:
        """Says nothing."""

    def end_headers(self) -> None:
        text = (Path(self.directory) / self.way / "_headers").read_text("utf-8")
        for line in text.partition("/embed/*")[0].splitlines()[1:]:
            self.send_header(*line.strip().split(": ", 1))
        super().end_headers()

    def send_error(self, code: int, *rest: Any, **more: Any) -> None:
        body = (Path(self.directory) / self.way / "404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Server(ThreadingHTTPServer):
    """A server that keeps whoever asks while it is busy."""

    request_queue_size = 64


@contextmanager
def hosted(folder: Path, way: str) -> Iterator[str]:
    handler = type("Here", (Host,), {"way": way})
    server = Server(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()


def written(folder: Path, way: str, base_url: str = "") -> None:
    files = whole.files(edition(BASE, settings=Settings(base_url=base_url)), "test")
    publish.write(folder / way if way else folder, whole.drawn(files))


@pytest.mark.parametrize("way", WAYS)
def test_lost__finds_where_the_site_begins_from_any_depth(way: str, tmp_path: Path) -> None:
    written(tmp_path, way)
    with hosted(tmp_path, way) as home, chromium() as browser:
        for missing in MISSING:
            page = browser.new_context().new_page()
            page.goto(home + way + missing)
            comes_true(
                page, "document.querySelector('.scheme') !== null"
            )  # the script of every page has come
            leads = page.evaluate("[...document.querySelectorAll('main a')].map((each) => each.href)")
            assert leads == [f"{home}{way}{each}.html" for each in ("search", "az", "index")], missing
            assert page.evaluate("getComputedStyle(document.querySelector('.bar')).display") == "flex"
            page.get_by_role("link", name="at the beginning").click()
            page.wait_for_url(f"{home}{way}index.html")
            page.context.close()


def test_lost__is_quiet_where_its_links_lead_right(tmp_path: Path) -> None:
    written(tmp_path, "")
    with chromium() as browser:
        page = browser.new_context().new_page()
        said: list[str] = []
        page.on("console", lambda it: said.append(it.text))
        page.goto((tmp_path / "404.html").as_uri())
        page.wait_for_timeout(200)
        assert said == []
        page.get_by_role("link", name="at the beginning").click()
        page.wait_for_url("**/index.html")
        page.context.close()


def test_lost__says_without_a_script_how_to_get_to_the_site(tmp_path: Path) -> None:
    written(tmp_path, "")
    with hosted(tmp_path, "") as home, chromium() as browser:
        page = browser.new_context(java_script_enabled=False).new_page()
        page.goto(f"{home}claims/very/deep/nothing")
        assert "behind the name of the site" in page.locator("main").text_content()
        page.context.close()


def test_lost__needs_no_script_where_the_base_knows_its_address(tmp_path: Path) -> None:
    written(tmp_path, "", "https://example.org/base")
    text = (tmp_path / "404.html").read_text("utf-8")
    assert 'href="https://example.org/base/index.html"' in text
    assert "<script>" not in text
    assert "noscript" not in text
    assert "sha256" not in text + (tmp_path / "_headers").read_text("utf-8")
