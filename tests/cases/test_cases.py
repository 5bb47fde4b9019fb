"""Small bases with the right answer beside them: numbers, findings and readings, asked of the command line."""

from __future__ import annotations

import json
import math
import shlex
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml

from shell import run, write

HERE = Path(__file__).parent
TODAY = "2026-11-29"
CASES: list[dict[str, Any]] = [
    case for path in sorted(HERE.glob("*.yaml")) for case in yaml.safe_load(path.read_text("utf-8"))
]
GIVEN = {"name", "claims", "sources", "settings", "news"}
Answer = dict[str, Any]


def asked(base: Path, *words: str) -> Answer:
    """The JSON that a command prints, whatever it ends with, as long as it does not break."""
    done = run(base, *words, "--format", "json", today=TODAY)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    answer: Answer = json.loads(done.stdout)
    return answer


def made(case: dict[str, Any], root: Path) -> Path:
    """The base of a case on disk, after its news."""
    files = {"whence.toml": 'title = "A case"\n' + case.get("settings", ""), "claims/a.yaml": case["claims"]}
    if "sources" in case:
        files["sources/s.yaml"] = case["sources"]
    write(root, files)
    if "news" in case:
        done = run(root, *shlex.split(case["news"]), today=TODAY)
        assert done.returncode == 0, done.stdout + done.stderr
    return root


def close(given: float | None, right: float) -> bool:
    """Whether a number is right to the digits that the case writes."""
    return given is not None and math.isclose(
        given, right, rel_tol=10.0 ** -max(_digits(right) - 1, 1), abs_tol=1e-9
    )


def _digits(right: float) -> int:
    return len(f"{right:.12g}".lstrip("-0.").replace(".", "").split("e")[0].rstrip("0")) or 1


def number(base: Path, id: str) -> Answer:
    """What `show` says of one record."""
    answer: Answer = asked(base, "show", id)["claims"][0]
    return answer


def said(base: Path) -> dict[str, dict[str, str]]:
    """What `check` says: the rules that object to each record, each with its severity."""
    found: dict[str, dict[str, str]] = {}
    for each in asked(base, "check")["findings"]:
        found.setdefault(each["id"], {})[each["rule"]] = each["severity"]
    return found


def finds(base: Path, wanted: dict[str, list[str]]) -> None:
    """Every rule that is named objects to its record."""
    found = said(base)
    for id, rules in wanted.items():
        assert set(rules) <= found.get(id, {}).keys(), f"{id}: not all of {rules} in {found.get(id)}"


def finds_not(base: Path, unwanted: dict[str, list[str]]) -> None:
    """None of the rules that are named objects to a record."""
    found = said(base)
    for id, rules in unwanted.items():
        assert not found.get(id, {}).keys() & set(rules), f"{id}: {found.get(id)}"


def silent(base: Path, ids: list[str]) -> None:
    """Nothing worse than a note is said of a record."""
    found = said(base)
    for id in ids:
        assert set(found.get(id, {}).values()) <= {"note"}, f"{id}: {found[id]}"


def numbers(key: str, base: Path, wanted: dict[str, float]) -> None:
    """A number of `show` is right, to the digits written."""
    for id, right in wanted.items():
        shown = number(base, id)
        assert close(shown[key], right), f"{id}: {key} is {shown[key]}, not {right}"


def width(sign: int, base: Path, wanted: dict[str, float]) -> None:
    """The interval is at most (1) or at least (-1) so wide."""
    for id, right in wanted.items():
        shown = number(base, id)
        assert sign * (shown["high"] - shown["low"]) <= sign * right, (
            f"{id}: {shown['low']} to {shown['high']}"
        )


def possible(base: Path, wanted: dict[str, list[str]]) -> None:
    """Just these options of a choice survive."""
    for id, names in wanted.items():
        assert [each["name"] for each in number(base, id)["options"] if each["possible"]] == names


def consensus(base: Path, wanted: dict[str, dict[str, float]]) -> None:
    """What a quantity says of its rivals is right, to the digits written."""
    for id, right in wanted.items():
        shown = number(base, id)["consensus"]
        assert all(close(shown[key], value) for key, value in right.items()), shown


def verdict(base: Path, wanted: dict[str, str]) -> None:
    """The verdict on a stated figure is this one."""
    for id, right in wanted.items():
        assert number(base, id)["stated"]["verdict"] == right


def verdict_is_not(base: Path, unwanted: dict[str, str]) -> None:
    """The verdict on a stated figure is another one."""
    for id, wrong in unwanted.items():
        assert number(base, id)["stated"]["verdict"] != wrong


def known_on(there: bool, base: Path, wanted: dict[str, list[str]]) -> None:
    """A record is there, or is not, in the base as it was known on a day."""
    for day, ids in wanted.items():
        for id in ids:
            done = run(base, "--known-on", day, "show", id, "--format", "json", today=TODAY)
            assert (done.returncode == 0) == there, f"{id} on {day}: {done.stdout}{done.stderr}"


def target(base: Path, wanted: dict[str, dict[str, Any]]) -> None:
    """The value of an input at which a claim reaches a target."""
    for id, right in wanted.items():
        gives = {each["id"]: each for each in asked(base, "why", id, "--target", right["at"])["gives"]}
        for name in right.keys() - {"at"}:
            needed, outside = gives[name]["needed"], gives[name]["outside"]
            assert close(outside if needed is None else needed, right[name]), gives[name]


def shown(base: Path, wanted: dict[str, str]) -> None:
    """The terminal shows a number with these digits."""
    for id, text in wanted.items():
        assert text in run(base, "show", id, today=TODAY).stdout


CHECKS: dict[str, Callable[[Path, Any], None]] = {
    "finds": finds,
    "finds_not": finds_not,
    "silent": silent,
    **{key: partial(numbers, key) for key in ("point", "median", "low", "high", "mean", "sd")},
    "width_at_most": partial(width, 1),
    "width_at_least": partial(width, -1),
    "possible": possible,
    "consensus": consensus,
    "verdict": verdict,
    "verdict_is_not": verdict_is_not,
    "present_on": partial(known_on, True),
    "absent_on": partial(known_on, False),
    "target": target,
    "shown": shown,
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_cases__come_out_right(case: dict[str, Any], tmp_path: Path) -> None:
    base = made(case, tmp_path / "base")
    for key in case.keys() - GIVEN:
        CHECKS[key](base, case[key])


def test_cases__each_expects_something() -> None:
    assert all(case.keys() - GIVEN for case in CASES)
