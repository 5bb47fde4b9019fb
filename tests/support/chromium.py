"""A real Chromium for tests of what runs in a reader's browser."""

from __future__ import annotations

import atexit
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from shutil import which
from time import monotonic, sleep
from typing import Any, NoReturn

import pytest

from places import ASSETS
from whence.publish import slim

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)


def missing(what: str) -> NoReturn:
    """Skips the test, or fails it where everything must be there (WHENCE_REQUIRE_BROWSER=1)."""
    if os.environ.get("WHENCE_REQUIRE_BROWSER") == "1":
        pytest.fail(f"needs {what}, and WHENCE_REQUIRE_BROWSER is set")
    pytest.skip(f"needs {what}")


@lru_cache(maxsize=1)
def _launched() -> Any:
    """The one browser of this process: the driver can run only once in it. None where there is none."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    path = which("chromium") or which("chromium-browser") or which("google-chrome")
    if not path:
        return None
    driver = sync_playwright().start()
    browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
    if rate := os.environ.get("SLOW_PAGES"):
        _slowed(browser, float(rate))
    atexit.register(driver.stop)
    atexit.register(browser.close)
    return browser


def _slowed(browser: Any, rate: float) -> None:
    """Lets every page of this browser run so many times slower: a test that looks before a script has run is found out."""

    def throttled(page: Any) -> Any:
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": rate})
        return page

    def context(*words: Any, **options: Any) -> Any:
        found = made(*words, **options)
        opened = found.new_page
        found.new_page = lambda: throttled(opened())
        return found

    made, opened = browser.new_context, browser.new_page
    browser.new_context = context
    browser.new_page = lambda *words, **options: throttled(opened(*words, **options))


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser, shared by every test of the process; skips the test where there is none."""
    browser = _launched()
    if browser is None:
        missing("Chromium and playwright")
    yield browser


def comes_true(page: Any, expression: str, wanted: Any = None, seconds: float = 20.0) -> None:
    """Waits until this JavaScript is truthy on the page.

    The library's own wait asks again from within the page, by `eval`, which the site's policy forbids: a
    condition that does not hold at once would fail for that alone. Here each question is asked from outside.
    """
    until = monotonic() + seconds
    while not page.evaluate(expression, wanted):
        assert monotonic() < until, f"never came true: {expression} ({wanted!r})"
        page.wait_for_timeout(20)


def becomes(found: Callable[[], object], wanted: object, seconds: float = 20.0) -> None:
    """Waits until this gives what is wanted: a page answers a key or a mouse in its own time."""
    until = monotonic() + seconds
    while (got := found()) != wanted:
        assert monotonic() < until, f"{got!r} never became {wanted!r}"
        sleep(0.02)


def scrolled(at: Any) -> None:
    """Brings an element into view, and waits until the page has been told of the scrolling, which is with the next frame."""
    at.scroll_into_view_if_needed()
    at.page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def page_file(folder: Path, name: str, body: str, scripts: tuple[str, ...]) -> str:
    """Writes a page under the site's strict policy, the named assets beside it as they are published; gives its file address."""
    for script in scripts:
        if (ASSETS / script).exists():
            (folder / script).write_bytes(slim.script((ASSETS / script).read_bytes()))
    head = "".join(f'<script src="{script}" defer></script>' for script in scripts)
    (folder / name).write_text(
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Test</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">{head}</head>'
        f"<body><main>{body}</main></body></html>",
        "utf-8",
    )
    return (folder / name).as_uri()


def quiet(page: Any, home: str = "file:") -> list[str]:
    """Collects what a page complains about: errors, refusals by the policy, requests that leave the disk (or `home`)."""
    complaints: list[str] = []
    page.on("console", lambda it: complaints.append(it.text) if it.type in ("error", "warning") else None)
    page.on("pageerror", lambda it: complaints.append(str(it)))
    page.on("request", lambda it: None if it.url.startswith(home) else complaints.append(it.url))
    return complaints
