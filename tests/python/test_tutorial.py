"""What the manual and the tutorial show of Python runs, and shows what they say."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

import notebooks
from places import ENGINE
from whence.publish.pages.manual_programs import PYTHON

TUTORIAL = ENGINE / "tutorial.ipynb"


def test_tutorial__each_cell_shows_what_stands_under_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHENCE_TODAY", "2026-01-15")
    names: dict[str, Any] = {}
    for cell in notebooks.cells(TUTORIAL):
        source = "".join(cell["source"])
        assert notebooks.run(source, names) == notebooks.shown(cell), source


def test_manual__its_python_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("polars")
    shutil.copytree(ENGINE / "whence/starter", tmp_path / "tea")
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(.*?)```", "\n".join(PYTHON.values()), re.S)
    names: dict[str, Any] = {}
    for block in blocks:
        notebooks.run(block, names)
    assert len(blocks) == 3
    assert names["cost"].formula == "cups * (tea * price + water)"
    assert {each.id for each in names["dear"].diff(names["base"])} >= {"price-of-tea", "cups-per-day-cost"}
    assert names["frame"].height == 1
