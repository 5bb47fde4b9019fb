"""Where the tests find things: the checkout, the engine, the browser's scripts, the texts that our base audits; and which form they take."""

from __future__ import annotations

import os
from pathlib import Path

TESTS = Path(__file__).parents[1]
ROOT = TESTS.parent
ENGINE = ROOT / "engine"
SITE = ROOT / "site"
ASSETS = SITE / "assets"
SHARED = ROOT.parent / "shared"
SEEDS = SHARED / "seeds"
# The long form, of `make test-long`, goes on where the short one has seen enough.
LONG = os.environ.get("RUN_LONG") == "1"
