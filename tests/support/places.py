"""Where the tests find things: the checkout, the engine, the browser's scripts, the texts that our base audits."""

from __future__ import annotations

from pathlib import Path

TESTS = Path(__file__).parents[1]
ROOT = TESTS.parent
ENGINE = ROOT / "engine"
SITE = ROOT / "site"
ASSETS = SITE / "assets"
SHARED = ROOT.parent / "shared"
SEEDS = SHARED / "seeds"
