"""The set-ups that the README of the editors gives: the editors start the server for a base, and tell of what is typed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from places import ENGINE, ROOT
from shell import environment

IN_NEOVIM = """
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
# What waits for a command or for idleness is called: nobody gives commands to an Emacs that runs a script.
IN_EMACS = """
(require 'eglot)
(defun said () (mapconcat #'flymake-diagnostic-text (flymake-diagnostics) "\\n"))
(defun comes (what)
  (let ((end (+ (float-time) 60)))
    (while (and (not (funcall what)) (< (float-time) end)) (accept-process-output nil 0.05))
    (funcall what)))
(find-file "claims/tea.yaml")
(run-hooks 'post-command-hook)
(comes #'flymake-diagnostics)
(goto-char (point-min))
(search-forward " EUR/kg")
(insert "g")
(eglot--signal-textDocument/didChange)
(princ (if (comes (lambda () (string-match-p "no unit \\"kgg\\"" (said)))) "told" (concat "not told: " (said))))
(set-buffer-modified-p nil)
(kill-emacs 0)
"""
STARTER = ENGINE / "whence" / "starter"


def block(after: str, language: str) -> str:
    """The first block of a language in the README, after some words of it."""
    text = (ROOT / "editors" / "README.md").read_text("utf-8").partition(after)[2]
    (found,) = re.findall(rf"\A.*?```{language}\n(.*?)```", text, re.DOTALL)
    return str(found)


def told(folder: Path, *words: str) -> str:
    """What an editor prints that is started in the base of the starter, with `whence` on its path."""
    base, bin = folder / "tea", folder / "bin"
    for name in ("claims", "sources"):
        shutil.copytree(STARTER / name, base / name)
    shutil.copy(STARTER / "whence.toml", base)
    bin.mkdir()
    (bin / "whence").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m whence "$@"\n', "utf-8")
    (bin / "whence").chmod(0o755)
    own = environment(PYTHONPATH=str(ENGINE), HOME=str(folder))
    own["PATH"] = f"{bin}:{own['PATH']}"
    done = subprocess.run(words, cwd=base, env=own, capture_output=True, text=True, timeout=300)
    return done.stdout if done.stdout.startswith("told") else done.stdout + done.stderr


def test_neovim__older_than_its_own_set_up_is_told_of_a_slip_as_it_is_typed(tmp_path: Path) -> None:
    if shutil.which("nvim") is None:
        pytest.skip("needs nvim")
    (tmp_path / "init.lua").write_text(block("In an older one", "lua"), "utf-8")
    (tmp_path / "typed.lua").write_text(IN_NEOVIM, "utf-8")
    words = ["nvim", "--headless", "-u", str(tmp_path / "init.lua"), "-i", "NONE", "-c", "filetype on"]
    found = told(tmp_path, *words, "-c", f"luafile {tmp_path / 'typed.lua'}")
    assert found.split("\n")[0] == "told", found


def test_emacs__is_told_of_a_slip_as_it_is_typed(tmp_path: Path) -> None:
    start = ["emacs", "--batch", "-f", "package-initialize"]
    ready = [*start, "--eval", '(kill-emacs (if (and (locate-library "eglot") (fboundp \'yaml-mode)) 0 1))']
    if shutil.which("emacs") is None or subprocess.run(ready, capture_output=True).returncode:
        pytest.skip(
            "needs Emacs with eglot and yaml-mode: emacs-nox, elpa-eglot and elpa-yaml-mode of Debian"
        )
    (tmp_path / "init.el").write_text(block("## Emacs", "elisp"), "utf-8")
    (tmp_path / "typed.el").write_text(IN_EMACS, "utf-8")
    found = told(tmp_path, *start, "-l", str(tmp_path / "init.el"), "-l", str(tmp_path / "typed.el"))
    assert found == "told", found


def test_helix__its_settings_name_a_server_that_they_define() -> None:
    """By the reference of its `languages.toml`: a server is a table, and a language names those that it takes in turn."""
    found = tomllib.loads(block("## Helix", "toml"))
    assert found == {
        "language-server": {"whence": {"command": "whence", "args": ["lsp"]}},
        "language": [{"name": "yaml", "language-servers": ["whence", "yaml-language-server"]}],
    }


def test_zed__its_settings_put_ours_in_the_place_of_the_server_for_yaml() -> None:
    binary = {"path": "whence", "arguments": ["lsp"]}
    assert json.loads(block("## Zed", "json")) == {"lsp": {"yaml-language-server": {"binary": binary}}}
