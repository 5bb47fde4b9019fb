"""The extension for VS Code: what it is locked to, and that it is built, starts our server, and is packed."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from places import ROOT
from shell import environment

FOLDER = ROOT / "editors" / "vscode"


def test_vscode__the_lock_is_of_what_the_package_asks_for() -> None:
    package = json.loads((FOLDER / "package.json").read_text())
    lock = json.loads((FOLDER / "package-lock.json").read_text())
    root = lock["packages"][""]
    for part in ("dependencies", "devDependencies"):
        assert root[part] == package[part]
        for name in package[part]:
            assert re.match(r"\d+\.\d+\.\d+", lock["packages"][f"node_modules/{name}"]["version"])
    assert root["version"] == package["version"]
    assert all("integrity" in each for name, each in lock["packages"].items() if name)


@pytest.mark.skipif(os.environ.get("RUN_LONG") != "1", reason="the long form: npm fetches a compiler")
def test_vscode__is_built_starts_the_server_and_is_packed(tmp_path: Path) -> None:
    if shutil.which("npm") is None:
        pytest.skip("needs npm")
    shutil.copytree(
        FOLDER, tmp_path / "vscode", ignore=shutil.ignore_patterns("node_modules", "out", "*.vsix")
    )
    own = environment(WHENCE=str(Path(sys.executable).with_name("whence")))
    for words in (["npm", "ci", "--no-audit", "--no-fund"], ["npm", "test"], ["npm", "run", "package"]):
        done = subprocess.run(
            words, cwd=tmp_path / "vscode", env=own, capture_output=True, text=True, timeout=600
        )
        assert done.returncode == 0, done.stdout + done.stderr
    [packed] = (tmp_path / "vscode").glob("*.vsix")
    names = zipfile.ZipFile(packed).namelist()
    assert "extension/out/extension.js" in names
    assert "extension/node_modules/vscode-languageclient/package.json" in names
    assert not [each for each in names if each.startswith(("extension/src/", "extension/test/"))]
