"""A real Chromium for tests of what runs in a reader's browser."""

from __future__ import annotations

import atexit
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from shutil import which
from time import monotonic
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
    atexit.register(driver.stop)
    atexit.register(browser.close)
    return browser


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
