"""`init`: a base that works from the first moment, with what looks at every change of it."""

from __future__ import annotations

import importlib.metadata
import json
import os
import re
import shlex
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

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


def test_init__what_to_try_next_can_be_pasted_whatever_the_folder_is_called(tmp_path: Path) -> None:
    folder = str(tmp_path / "Jane's base")
    said = run(tmp_path, "init", folder).stdout.splitlines()[1]
    assert shlex.split(said) == ["whence", "--base", folder, "check"]


def test_init__where_something_stands_that_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    done = run(tmp_path, "init", str(tmp_path / "link"))
    assert done.returncode == 2
    assert "link is there already, and is no folder; name a new folder" in done.stderr


def test_init__goes_on_where_it_was_interrupted(started: Path) -> None:
    for name in (".github/workflows/whence.yml", "README.md"):
        (started / name).unlink()
    (started / ".github/workflows/.whence-alone-0123456789.tmp").write_text("name: wh")
    done = run(started.parent, "init", str(started))
    assert done.returncode == 0, done.stderr
    assert [each.name for each in (started / ".github/workflows").iterdir()] == ["whence.yml"]


COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.mark.parametrize(
    ("noted", "origin"),
    [
        (
            {"url": "https://example.org/w.git", "vcs_info": {"vcs": "git", "commit_id": COMMIT}},
            f"whence @ git+https://example.org/w.git@{COMMIT}",
        ),
        ({"url": "https://example.org/w.whl", "archive_info": {}}, "whence @ https://example.org/w.whl"),
        ({"url": "file:///home/me/whence", "dir_info": {}}, ""),
        (None, ""),
    ],
)
def test_workflow__installs_whence_from_where_it_came_and_never_by_its_name_alone(
    noted: dict[str, Any] | None, origin: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another package has the name in the index of Python's packages."""
    record = SimpleNamespace(read_text=lambda name: json.dumps(noted) if noted else None)
    monkeypatch.setattr(importlib.metadata, "distribution", lambda name: record)
    done = run(tmp_path, "init", str(tmp_path / "tea"), patched=True)
    assert (done.returncode, "say in WHENCE" in done.stdout) == (0, not origin)
    flow = yaml.safe_load((tmp_path / "tea/.github/workflows/whence.yml").read_text())
    assert flow["env"] == {"WHENCE": origin}
    [script] = [each["run"] for each in flow["jobs"]["check"]["steps"] if "pip" in each.get("run", "")]
    fake = 'python() { echo "called: $*"; }\n'
    ran = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", fake + script],
        env=environment(WHENCE=origin),
        capture_output=True,
        text=True,
    )
    if origin:
        assert ran.stdout == f"called: -I -m pip install {origin}\n"
    else:
        assert (ran.returncode, ran.stdout[:9]) == (1, "::error::")


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


@pytest.fixture
def runner(started: Path, tmp_path: Path) -> dict[str, str]:
    """The environment of a job over two commits, the second with a dearer tea; `gh` notes what it is called with."""
    tools = tmp_path / "tools"
    tools.mkdir()
    for name, line in (
        ("whence", f'exec {shlex.join(START)} "$@"'),
        ("gh", 'echo "$@" >> "$RUNNER_TEMP/called"; [ "$2" != --paginate ] || cat "$RUNNER_TEMP/ours"'),
    ):
        (tools / name).write_text(f"#!/bin/sh\n{line}\n")
        (tools / name).chmod(0o755)
    committed(started, "first")
    tea = started / "claims/tea.yaml"
    tea.write_text(tea.read_text().replace("30 to 40 EUR/kg", "50 to 60 EUR/kg"))
    committed(started, "second")
    before = subprocess.run(
        ["git", "rev-parse", "HEAD~1"], cwd=started, capture_output=True, text=True, check=True
    )
    path = f"{tools}:{os.environ['PATH']}"
    return environment(
        PATH=path, RUNNER_TEMP=str(tmp_path), NUMBER="7", BASE=before.stdout.strip(), GH_TOKEN="t",
        GITHUB_REPOSITORY="a/b", OURS="true", GITHUB_STEP_SUMMARY=str(tmp_path / "summary.md"),
    )  # fmt: skip


def committed(folder: Path, message: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-qm", message)):
        subprocess.run(["git", *who, *words], cwd=folder, check=True, timeout=60)


def played(
    steps: list[dict[str, Any]], folder: Path, env: dict[str, str]
) -> list[subprocess.CompletedProcess[str]]:
    """What comes of the scripts of a job, but for those that install whence, each as a runner starts it."""
    shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"]
    return [
        subprocess.run(
            [*shell, each["run"]], cwd=folder, env=env, capture_output=True, text=True, timeout=120
        )
        for each in steps
        if "run" in each and "pip install" not in each["run"]
    ]


def test_workflow__its_commands_check_the_base_tell_the_change_and_build_the_site(
    started: Path, runner: dict[str, str], tmp_path: Path
) -> None:
    jobs = yaml.safe_load((started / ".github/workflows/whence.yml").read_text())["jobs"]
    done = played(jobs["check"]["steps"], started, runner)
    assert [each.returncode for each in done] == [0, 0, 0, 0], done
    assert "::notice title=settled" in done[0].stdout
    assert "price-of-tea" in (tmp_path / "account.md").read_text()
    assert (
        (tmp_path / "called")
        .read_text()
        .endswith(f"\npr comment 7 --repo a/b --body-file {tmp_path}/account.md\n")
    )
    [upload] = [each for each in jobs["check"]["steps"] if "upload" in each.get("uses", "")]
    assert (started / upload["with"]["path"] / "index.html").is_file()


def test_action__checks_tells_the_change_and_builds_from_the_folder_above(
    started: Path, runner: dict[str, str], tmp_path: Path
) -> None:
    steps = yaml.safe_load((ROOT / "action.yml").read_text())["runs"]["steps"]
    given = {"BASE": "tea", "FAIL_ON": "error", "SITE": str(tmp_path / "site")}
    done = played(steps, started.parent, runner | given)
    assert [each.returncode for each in done] == [0, 0, 0], done
    assert "price-of-tea" in (tmp_path / "account.md").read_text()
    assert (tmp_path / "site/index.html").is_file()


def test_action__writes_over_its_own_comment_and_over_no_other(
    started: Path, runner: dict[str, str], tmp_path: Path
) -> None:
    steps = yaml.safe_load((ROOT / "action.yml").read_text())["runs"]["steps"]
    [comment] = [each for each in steps if "gh pr comment" in each.get("run", "")]
    (tmp_path / "ours").write_text("11\n12\n")
    given = {"BASE": "tea"}
    assert [each.returncode for each in played([comment], started.parent, runner | given)] == [0]
    asked, changed = (tmp_path / "called").read_text().splitlines()
    assert 'select(.user.login == "github-actions[bot]" and (.body | startswith("### What changed")' in asked
    body = f"body=@{tmp_path}/account.md"
    assert changed == f"api --silent --method PATCH repos/a/b/issues/comments/12 --field {body}"
    flow = yaml.safe_load((started / ".github/workflows/whence.yml").read_text())["jobs"]["check"]["steps"]
    said = [
        each["run"].splitlines()[1:] for each in (comment, *flow) if "gh pr comment" in each.get("run", "")
    ]
    assert said[0] == said[1]


FLOW = yaml.safe_load((ROOT / "engine/whence/starter/workflow.yaml").read_text())
ACTION = yaml.safe_load((ROOT / "action.yml").read_text())["runs"]["steps"]


@pytest.mark.parametrize("steps", [ACTION, FLOW["jobs"]["check"]["steps"]], ids=["action", "workflow"])
def test_account__of_a_base_that_does_not_pass_is_told_too(
    started: Path, runner: dict[str, str], tmp_path: Path, steps: list[dict[str, Any]]
) -> None:
    tea = started / "claims/tea.yaml"
    tea.write_text(tea.read_text().replace("~6 cup/day", "~6 cupps/day"))
    committed(started, "third")
    [check] = [each for each in steps if each.get("id") == "check"]
    [comment] = [each for each in steps if "gh pr comment" in each.get("run", "")]
    given = {"FAIL_ON": "error"} | ({"BASE": "."} if steps is ACTION else {})
    # What runs after a failure is what says so, and it looks whether the check came so far.
    assert comment["if"].startswith("${{ !cancelled() && steps.check.conclusion != 'skipped' && ")
    done = played([check, comment], started, runner | given)
    assert [each.returncode for each in done] == [1, 0], done
    account = (tmp_path / "account.md").read_text()
    assert "* opened: error `unknown-unit` `cups-per-day`" in account
    assert (tmp_path / "summary.md").read_text() == account
    assert (tmp_path / "called").read_text().endswith(f" --body-file {tmp_path}/account.md\n")


def test_account__of_a_fork_stands_in_the_summary_and_in_no_comment(
    started: Path, runner: dict[str, str], tmp_path: Path
) -> None:
    [comment] = [each for each in ACTION if "gh pr comment" in each.get("run", "")]
    given = {"BASE": "tea", "OURS": "false"}
    assert [each.returncode for each in played([comment], started.parent, runner | given)] == [0]
    assert "price-of-tea" in (tmp_path / "summary.md").read_text()
    assert not (tmp_path / "called").exists()


@pytest.mark.parametrize("steps", [ACTION, FLOW["jobs"]["check"]["steps"]], ids=["action", "workflow"])
def test_steps__bring_a_python_of_their_own_and_compare_with_what_is_merged_into(
    steps: list[dict[str, Any]],
) -> None:
    """That of the machine is root's; and the commit that an event names may be behind the branch that is merged into."""
    done = [each.get("uses", "") or each["run"] for each in steps]
    [python] = [n for n, each in enumerate(done) if each.startswith("actions/setup-python@")]
    [install] = [n for n, each in enumerate(done) if "pip install" in each]
    assert python < install
    assert [" HEAD^1 HEAD " in each for each in done if "whence diff" in each] == [True]


def test_workflow__what_judges_a_stranger_s_change_can_publish_nothing() -> None:
    assert FLOW["permissions"] == {"contents": "read"}
    assert {name: job["permissions"] for name, job in FLOW["jobs"].items()} == {
        "check": {"contents": "read", "pull-requests": "write"},
        "publish": {"pages": "write", "id-token": "write"},
    }


@pytest.mark.parametrize("steps", [ACTION, *(each["steps"] for each in FLOW["jobs"].values())])
def test_scripts__take_nothing_of_an_event_into_their_text(steps: list[dict[str, Any]]) -> None:
    """What somebody chose the name of, such as a branch, comes in the environment, where it is no code."""
    assert not [each for each in steps if "${{" in each.get("run", "")]


def test_hook__lays_files_out_and_stops_a_commit_that_breaks_the_base(
    started: Path, runner: dict[str, str]
) -> None:
    """As pre-commit runs it: each entry over the files that were changed, failed where it fails or changes a file."""
    tea = started / "claims/tea.yaml"
    hooks = yaml.safe_load((started / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"]

    def stopped() -> list[str]:
        found = []
        for hook in hooks:
            before = tea.read_text()
            names = [] if hook.get("pass_filenames") is False else ["claims/tea.yaml"]
            done = subprocess.run(
                [*hook["entry"].split(), *names], cwd=started, env=runner, capture_output=True, timeout=60
            )
            if done.returncode or tea.read_text() != before:
                found.append(hook["id"])
        return found

    clean = tea.read_text()
    assert stopped() == []
    tea.write_text(clean.replace("value: ~6 cup/day", "value:   '~6 cup/day'"))
    assert stopped() == ["whence-fmt"]
    assert tea.read_text() == clean
    tea.write_text(clean.replace("~6 cup/day", "~6 cupps/day"))
    assert stopped() == ["whence-check"]
