"""`init`: a base that works from the first moment, with what looks at every change of it."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from pathlib import Path

import pytest
import yaml

from places import ROOT
from shell import START, environment, run


@pytest.fixture
def started(tmp_path: Path) -> Path:
    done = subprocess.run(
        [*START, "init", str(tmp_path / "tea")], capture_output=True, text=True, env=environment(), timeout=60
    )
    assert done.returncode == 0, done.stderr
    return tmp_path / "tea"


def test_init__makes_a_base_that_is_clean_and_laid_out(started: Path) -> None:
    checked = run(started, "check", "--fail-on", "warning")
    assert checked.returncode == 0, checked.stdout
    assert run(started, "fmt", "--check").returncode == 0
    settings = json.loads((started / ".vscode/settings.json").read_text())
    assert all((started / schema).is_file() for schema in settings["yaml.schemas"])
    assert "build/" in (started / ".gitignore").read_text()


def test_init__refuses_inside_another_base_and_a_folder_that_holds_something(started: Path) -> None:
    inside = run(started, "init", str(started / "more"))
    assert inside.returncode == 2
    assert "a base holds no other" in inside.stderr
    assert "is not empty" in run(started, "init", str(started)).stderr


def test_init__goes_on_where_it_was_interrupted(started: Path) -> None:
    for name in (".github/workflows/whence.yml", "README.md"):
        (started / name).unlink()
    (started / ".github/workflows/.whence-alone-0123456789.tmp").write_text("name: wh")
    done = run(started.parent, "init", str(started))
    assert done.returncode == 0, done.stderr
    assert [each.name for each in (started / ".github/workflows").iterdir()] == ["whence.yml"]


def commands(texts: list[str]) -> list[list[str]]:
    """The calls of whence in scripts."""
    return [
        shlex.split(re.sub(r"[>|].*", "", hit))
        for text in texts
        for hit in re.findall(r"^\s*(whence .*)$", text, re.MULTILINE)
    ]


def understood(words: list[str]) -> None:
    """The command exists and has these options."""
    done = subprocess.run(
        [*START, *words[1:], "--help"], capture_output=True, text=True, env=environment(), timeout=60
    )
    assert done.returncode == 0, (words, done.stderr)
    for option in (each for each in words[2:] if each.startswith("--") and each != "--base"):
        assert option in done.stdout, words


def test_workflow_hooks_and_action__call_what_there_is(started: Path) -> None:
    workflow = yaml.safe_load((started / ".github/workflows/whence.yml").read_text())
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    action = yaml.safe_load((ROOT / "action.yml").read_text())["runs"]
    assert action["using"] == "composite"
    found = commands([step.get("run", "") for step in [*steps, *action["steps"]]])
    assert {words[1] for words in found} == {"check", "fmt", "diff", "build"}
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    own = yaml.safe_load((started / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"]
    for hook in [*hooks, *own]:
        found.append(hook["entry"].split())
        assert re.search(hook["files"], "claims/tea.yaml")
    for words in found:
        understood(words)


def test_init__beside_the_base_that_one_stands_in_is_outside_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = tmp_path / "base"
    assert run(tmp_path, "init", str(base)).returncode == 0
    monkeypatch.chdir(base)
    assert run(base, "init", "../beside").returncode == 0
    assert (tmp_path / "beside" / "whence.toml").is_file()
    assert run(base, "init", "inside").returncode == 2
