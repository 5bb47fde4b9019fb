"""Neovim with the set-up that the README of the editors gives: the server is started for a base, and tells of what is typed."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from places import ENGINE, ROOT
from shell import environment

TYPED = """
local function said() return vim.tbl_map(function(each) return each.message end, vim.diagnostic.get(0)) end
vim.cmd("edit claims/tea.yaml")
vim.wait(60000, function() return #vim.diagnostic.get(0) > 0 end, 50)
for n, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
  local cut = line:find(" EUR/kg", 1, true)
  if cut then vim.api.nvim_buf_set_lines(0, n - 1, n, false, { line:sub(1, cut) .. "EUR/kgg" }) end
end
local function wrong() return table.concat(said(), "\\n"):find('there is no unit "kgg"', 1, true) ~= nil end
io.stdout:write(vim.wait(60000, wrong, 50) and "told" or ("not told: " .. table.concat(said(), "\\n")), "\\n")
vim.cmd("qa!")
"""
STARTER = ENGINE / "whence" / "starter"


def test_neovim__older_than_its_own_set_up_is_told_of_a_slip_as_it_is_typed(tmp_path: Path) -> None:
    if shutil.which("nvim") is None:
        pytest.skip("needs nvim")
    text = (ROOT / "editors" / "README.md").read_text("utf-8").partition("In an older one")[2]
    (block,) = re.findall(r"\A.*?```lua\n(.*?)```", text, re.DOTALL)
    (tmp_path / "init.lua").write_text(block, "utf-8")
    (tmp_path / "typed.lua").write_text(TYPED, "utf-8")
    base = tmp_path / "tea"
    for name in ("claims", "sources"):
        shutil.copytree(STARTER / name, base / name)
    shutil.copy(STARTER / "whence.toml", base)
    bin = tmp_path / "bin"
    bin.mkdir()
    (bin / "whence").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m whence "$@"\n', "utf-8")
    (bin / "whence").chmod(0o755)
    own = environment(PYTHONPATH=str(ENGINE), HOME=str(tmp_path))
    own["PATH"] = f"{bin}:{own['PATH']}"
    words = ["--headless", "-u", str(tmp_path / "init.lua"), "-i", "NONE", "-c", "filetype on"]
    done = subprocess.run(
        ["nvim", *words, "-c", f"luafile {tmp_path / 'typed.lua'}"],
        cwd=base, env=own, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.stdout.split("\n")[0] == "told", done.stdout + done.stderr
