"""What somebody opens in an editor beside the files of a base, or under a name that is none: nothing of it is judged."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from editing import Client, desk
from shell import write
from whence.editor import completion, cursor, diagnostics, hover, references
from whence.language.limits import DEPTH, FILE

GOOD = "claims:\n  good: {title: Good, value: 3 kg, kind: fact, cites: [post]}\n"
FILES = {"claims/good.yaml": GOOD, "sources/post.yaml": "sources:\n  post: {title: Post}\n"}
# It says `good` once more, so that a base that has it says so too.
TEXT = "claims:\n  good: {title: Again, value: 4 kg, kind: fact, cites: [post]}\n"
# Of computing, for all that is asked of one text.
SECONDS = 10
# What is opened, by the end of its address behind the folder of the base.
NAMES = {
    "a link": "claims/link.yaml",
    "a file in a folder that is a link": "claims/away/other.yaml",
    "a null": "claims/a%00b.yaml",
    "a line break": "claims/a%0Ab.yaml",
    "a turn": "claims/%E2%80%AEb.yaml",
    "the way up": "claims/../../other.yaml",
    "the way up in escapes": "claims/%2e%2e%2f%2e%2e%2fother.yaml",
    "a name that begins with a dot": "claims/.other.yaml",
    "capitals": "claims/other.YAML",
    "a name that is too long": f"claims/{'x' * 250}.yaml",
    "a name that no system takes": f"claims/{'x' * 5000}/{'y/' * 3000}.yaml",
    "a folder of a tool": "claims/.git/other.yaml",
    "a file beside the claims": "other.yaml",
    "a file of a workflow": ".github/workflows/other.yaml",
    "a pipe": "claims/pipe.yaml",
}


@pytest.fixture
def base(tmp_path: Path) -> Path:

    (tmp_path / "away").mkdir()
    (tmp_path / "away" / "other.yaml").write_text(TEXT)
    found = write(tmp_path / "base", FILES)
    (found / "claims" / "link.yaml").symlink_to(tmp_path / "away" / "other.yaml")
    (found / "claims" / "away").symlink_to(tmp_path / "away")
    os.mkfifo(found / "claims" / "pipe.yaml")
    return found


@pytest.fixture
def client(base: Path) -> Iterator[Client]:
    with Client(base) as found:
        yield found


def test_lsp__what_the_base_does_not_read_is_not_judged_however_it_is_opened(
    client: Client, base: Path
) -> None:
    for name in NAMES.values():
        uri = f"{base.as_uri()}/{name}"
        client.tell(
            "textDocument/didOpen",
            textDocument={"uri": uri, "languageId": "yaml", "version": 1, "text": TEXT},
        )
        where = {"textDocument": {"uri": uri}, "position": {"line": 1, "character": 3}}
        assert client.ask("textDocument/hover", **where) is None, name
    client.open("claims/new.yaml", "claims:\n  new: {title: New, value: 1 kg, kind: fact, cites: [posd]}\n")
    client.judged("claims/new.yaml", lambda told: "unknown-source" in [each["code"] for each in told])
    told = {each["code"] for all in client.diagnostics.values() for each in all}
    assert told == {"unknown-source", "bad-path"}
    # A file that can be one, once it is saved, is one.
    client.open("claims/zeta.yaml", TEXT)
    client.judged("claims/zeta.yaml", lambda told: "duplicate-id" in [each["code"] for each in told])


@pytest.mark.parametrize("more", [0, 1])
def test_desk__an_unsaved_text_has_the_limit_of_a_file(tmp_path: Path, more: int) -> None:
    table = desk(tmp_path, FILES)
    assert "good" in table.edition().summaries
    text = GOOD + "#" * (FILE.most - len(GOOD) + more)
    table.take("claims/good.yaml", text)
    assert table.changed()
    found = [each for each in table.edition().findings if each.rule == "bad-path"]
    assert ("good" in table.edition().summaries) == (not more)
    assert [each.message for each in found] == [FILE.over(FILE.most + 1)] * more
    assert not table.changed()
    table.take("claims/good.yaml", GOOD)
    assert "good" in table.edition().summaries
    assert not [each for each in table.edition().findings if each.rule == "bad-path"]


# Texts as no record is written, so long that what takes the square of their length does not end.
LENGTH = 60_000
LONG = {
    "brackets": "[",
    "braces": "{",
    "items": "- ",
    "keys in braces": "{a: ",
    "quotes": "\"'",
    "anchors": "&a ",
    "backslashes": "\\",
    "blanks": " ",
    "backticks": "`",
}


@pytest.mark.parametrize("piece", LONG.values(), ids=LONG)
def test_desk__what_is_opened_is_answered_in_seconds(tmp_path: Path, piece: str) -> None:
    table, path = desk(tmp_path, FILES), "claims/good.yaml"
    table.edition()
    before = "claims:\n  good: {title: Good, formula: "
    table.take(path, before + piece * (LENGTH // len(piece)))
    used = time.process_time()
    lines = table.lines(path)
    for where in (lines.position(len(before) + 3), lines.position(len(table.text(path)))):
        hover.hover(table, path, where)
        completion.complete(table, path, where)
        references.definition(table, path, where)
    assert diagnostics.at_once(table, path)
    assert time.process_time() - used < SECONDS


@pytest.mark.parametrize(("more", "read"), [(0, True), (1, False)])
def test_cursor__deeper_than_a_file_can_go_nothing_is_a_field(more: int, read: bool) -> None:
    text = "[" * (DEPTH.most + more)
    assert bool(cursor.at(text, len(text)).path) is read
