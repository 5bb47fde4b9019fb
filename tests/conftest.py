"""What several tests share: our own base as a built site, made once for all workers, and a page with scripts alone."""

from __future__ import annotations

import fcntl
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from places import ROOT

# The short form draws the same examples every time, so that it passes or fails for a reason; the long form looks on. What
# takes time is counted in steps, not in milliseconds of a machine that others use as well.
settings.register_profile("short", derandomize=True, max_examples=40, deadline=None)
settings.register_profile("long", deadline=None)
settings.load_profile("long" if os.environ.get("RUN_LONG") == "1" else "short")


def _measured_for_the_test() -> None:
    """Where it is noted what runs, note what runs in a process that a test splits off for that test, and only that."""
    if found := _measuring():
        name, _, test = os.environ.get("PYTEST_CURRENT_TEST", "").partition("::")
        module = name.removesuffix(".py").replace("/", ".")
        found.switch_context(f"{module}.{re.split('[^A-Za-z0-9_]', test)[0]}" if test else "")
    if BEFORE:
        BEFORE.save = lambda: None


def _measuring() -> Any:
    coverage = sys.modules.get("coverage")
    return coverage.Coverage.current() if coverage else None


BEFORE = _measuring()
os.register_at_fork(after_in_child=_measured_for_the_test)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of our base's site, as `whence build` writes it, on a path with a space and a per cent sign."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / "a site, 100% of it" / "base"
    folder.parent.mkdir(exist_ok=True)
    with (shared / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "site.done").exists():
            command = "import sys; from whence.cli import main; sys.exit(main())"
            words = [sys.executable, "-c", command, "--base", str(ROOT), "build", "--output", str(folder)]
            done = subprocess.run(words, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
            (shared / "site.done").touch()
    return folder


@pytest.fixture(scope="session")
def sites(site: Path) -> Path:
    """The folder that holds both sites: `base`, ours, and `corners`, whose every text is hostile."""
    from kinds import draw_corners

    with (site.parent.parent / "corners.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (site.parent.parent / "corners.done").exists():
            draw_corners(site.parent / "corners")
            (site.parent.parent / "corners.done").touch()
    return site.parent


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A page of a browser that has the scripts of models and nothing else."""
    from chromium import chromium, page_file
    from whence.publish.pages import model

    with chromium() as browser:
        found = browser.new_page()
        found.goto(
            page_file(tmp_path_factory.mktemp("empty"), "empty.html", "", ("whence.js", *model.SCRIPTS))
        )
        yield found
        found.close()
