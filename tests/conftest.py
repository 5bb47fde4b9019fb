"""What several tests share: our own base as a built site, made once for all workers."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from places import ROOT

# The short form draws the same examples every time, so that it passes or fails for a reason; the long form looks on.
settings.register_profile("short", derandomize=True, max_examples=40)
settings.register_profile("long")
settings.load_profile("long" if os.environ.get("RUN_LONG") == "1" else "short")


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
