"""Our site in the hands of a reader without a mouse, and of one who looks at it twice as large."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from chromium import chromium, comes_true, quiet

pytestmark = pytest.mark.browser


def _press(page: Any, key: str, until: str, most: int = 60) -> None:
    """Presses a key until the element in focus fits a selector; as often as a patient reader would."""
    for _ in range(most):
        page.keyboard.press(key)
        if page.evaluate(f"document.activeElement.matches({until!r})"):
            return
    raise AssertionError(f"{most} times {key} do not lead to {until}")


def _seen(page: Any) -> bool:
    """Whether what has the focus can be seen: it has a ring, and lies within the window."""
    return bool(
        page.evaluate("""() => {
          const each = document.activeElement, box = each.getBoundingClientRect(), style = getComputedStyle(each);
          return style.outlineStyle !== "none" && box.height > 0 && box.bottom > 0 && box.top < innerHeight;
        }""")
    )


def test_keyboard__from_the_first_page_to_a_number_and_its_evidence(site: Path) -> None:
    with chromium() as browser:
        page = browser.new_page(reduced_motion="reduce")
        complaints = quiet(page)
        page.goto((site / "index.html").as_uri())
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        page.keyboard.press("/")
        page.wait_for_url("**/search.html")
        comes_true(page, "document.activeElement.id === 'search-input'")
        page.keyboard.type("abilene-2025-h100e")
        comes_true(page, "document.querySelector('#search-results a')")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url("**/claims/abilene*")
        _press(page, "Tab", "summary")
        assert _seen(page)
        closed = "details.fold:not([open]):has(#evidence) > summary"
        _press(page, "Tab", closed)
        assert _seen(page)
        page.keyboard.press("Enter")
        assert page.locator("#evidence").is_visible()
        _press(page, "Tab", "#evidence a")
        assert _seen(page)
        page.keyboard.press("Enter")
        page.wait_for_url("**/sources/*")
        assert complaints == []
        page.close()


@pytest.mark.parametrize("path", [
    "index.html", "claims/abilene-2025-h100e.html", "quantities/abilene-2025.html", "conflicts.html", "graph.html", "manual/values.html",
])  # fmt: skip
def test_zoom__twice_as_large_nothing_sticks_out(path: str, site: Path) -> None:
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 640, "height": 450}, device_scale_factor=2)
        page.goto((site / path).as_uri())
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") <= 640
        page.close()
