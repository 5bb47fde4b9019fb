"""Files of a base that have the names of Python's modules: none of them runs, whatever a command starts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from places import ROOT
from shell import environment, write

PLANTED = ("multiprocessing", "socket", "struct", "numpy", "distributed", "sitecustomize", "pip", "whence")
BASE = {
    "claims/a.yaml": "claims:\n  n: {title: N, value: 12 to 15 m}\n  f: {title: F, formula: 2 * n, inputs: {n: n}, unit: m}\n",
    "sources/a.yaml": "sources: {}\n",
}


@pytest.mark.parametrize(
    "words",
    [
        ("check",),
        ("sample", "f", "--samples", "70000", "--engine", "processes", "--workers", "2"),
        ("sample", "f", "--samples", "70000", "--engine", "dask", "--workers", "1"),
    ],
)
def test_command__in_a_base_with_the_names_of_modules_runs_none_of_them(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    mark = tmp_path / "owned"
    code = f"open({str(mark)!r}, 'w')\n"
    base = write(tmp_path / "base", {**BASE, **{f"{name}.py": code for name in PLANTED}})
    # As the installed command starts: with the folder of the script on the path, and not the one that is stood in.
    start = [sys.executable, "-P", "-c", "from whence.cli import main; main()", *words]
    done = subprocess.run(
        start,
        cwd=base,
        env=environment(PYTHONPATH=str(ROOT / "engine")),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert not mark.exists()


@pytest.mark.parametrize("file", ["action.yml", "engine/whence/starter/workflow.yaml"])
def test_workflow__starts_python_apart_from_the_base_and_writes_beside_it(file: str) -> None:
    """The step that installs stands in the base, where `pip.py` may be anybody's and `account.md` a link."""
    text = (ROOT / file).read_text("utf-8")
    assert text.count("python -I -m ") == text.count("python ")
    assert "> account.md" not in text
