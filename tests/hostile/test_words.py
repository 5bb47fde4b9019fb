"""What may stand among the words of a command: names that a repository chose, and questions that do not come to an end."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import shell
from whence.exchange import database

FILES = {"claims/good.yaml": "claims:\n  good: {title: Good, value: 3 kg, kind: fact}\n"}
# Names that a file or a branch can have.
NAMES = {
    "an annotation": "claims/a\n::error file=a.py::owned.yaml",
    "a terminal": "claims/a\x1b]0;owned\x07.yaml",
    "a turn": "claims/a\u202eb.yaml",
    "bytes that are no text": "claims/a\udcffb.yaml",
    "a return": "claims/a\rb.yaml",
    "more than a screen": "claims/" + "x" * 50_000,
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
@pytest.mark.parametrize(
    "words",
    [("fmt",), ("diff",), ("show",), ("why",), ("import",), ("apply",), ("list",), ("update", "good", "4 kg", "--source"), ("init",), ("rule",), ("units",)],
    ids=" ".join,
)  # fmt: skip
def test_commands__a_name_is_told_as_text_and_in_brief(
    words: tuple[str, ...], name: str, tmp_path: Path
) -> None:
    base = shell.write(tmp_path / "base", FILES)
    given = f"{base}/{name}" if words == ("init",) else name
    done = shell.run(base, *words, given)
    told = done.stdout + done.stderr
    # A folder of such a length is what the system refuses to make; all else is a word that is none.
    assert done.returncode == (4 if words == ("init",) and len(name) > 4096 else 2)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]|^::", told, re.MULTILINE), told[:500]
    assert len(told) < 3000


def test_query__one_call_that_does_not_end_is_ended_with_its_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No program of the two looks up within one call of a function, so that to interrupt it is not enough."""
    monkeypatch.setattr(database.QUERY_TIME, "most", 1)
    monkeypatch.setattr(database, "_GRACE", 0.5)
    base = shell.write(tmp_path, FILES)
    sql = "SELECT instr(hex(zeroblob(3000000)), hex(zeroblob(1500000)) || '1')"
    done = shell.run(base, "query", sql, "--engine", "sqlite", patched=True)
    assert done.returncode == 2
    assert "a query may have 1 seconds; add a LIMIT, or ask for less" in done.stderr
