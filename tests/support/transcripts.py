"""Transcripts: the files of a base, and commands with every word that they print, in one text.

    === claims/bread.yaml       a file of the base, up to the next mark
    $ whence show sack          a command, and below it what it prints, up to the next mark
    ! Error: …                  a line of it on the other stream
    [2]                         the code that it ends with, where that is not 0
    --- commit                  the files as they stand are committed

Lines before the first mark say what the transcript is about. `python tests/support/transcripts.py FILE …` writes what is
printed now into the files: for a reader to look at in the difference, word by word, and not to believe.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

from shell import run
from whence import account, cli, exchange

MARK = re.compile(r"^(?:=== (?P<file>.+)|\$ whence (?P<words>.*)|--- (?P<act>commit))\n", re.MULTILINE)
# What is printed in full stands to nine digits: the last ones are not the same on every machine.
LONG = re.compile(r"-?\d+\.\d{6,}(?:e[-+]\d+)?")
WHO = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false")


def parts(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Every mark with what stands below it."""
    marks = [*MARK.finditer(text)]
    ends = [each.start() for each in marks[1:]] + [len(text)]
    for mark, end in zip(marks, ends, strict=True):
        yield mark, text[mark.end() : end]


def printed(base: Path, words: str) -> str:
    """What a command prints, as a transcript writes it; in both the folder of the base is called BASE."""
    done = run(base, *shlex.split(words.replace("BASE", str(base))))
    out = LONG.sub(lambda number: f"{float(number[0]):.9g}", done.stdout)
    told = out + "".join(f"! {line}\n" for line in done.stderr.splitlines())
    return told.replace(str(base), "BASE") + (f"[{done.returncode}]\n" if done.returncode else "")


def commit(base: Path) -> None:
    """All that stands in the folder, committed."""
    for words in (
        ("init", "-q"),
        ("add", "-A"),
        (*WHO, "commit", "-q", "--allow-empty", "-m", "As it stands here"),
    ):
        subprocess.run(["git", "-C", str(base), *words], check=True, capture_output=True)


def played(base: Path, text: str) -> Iterator[tuple[str, str, str]]:
    """Play a transcript in an empty folder: each command with what it is to print, and what it prints."""
    _begun()
    for mark, below in parts(text):
        if mark["file"]:
            path = base / mark["file"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(below.rstrip("\n") + "\n", "utf-8")
        elif mark["act"]:
            commit(base)
        else:
            yield mark["words"], below.rstrip("\n"), printed(base, mark["words"]).rstrip("\n")


@cache
def _begun() -> None:
    """Import what commands import, once, so that the processes split off need not."""
    for package in (account, cli, exchange):
        for each in walk_packages(package.__path__, f"{package.__name__}."):
            if each.name != "whence.cli.lsp":
                import_module(each.name)


def anew(text: str) -> str:
    """The transcript with what its commands print now."""
    with tempfile.TemporaryDirectory() as folder:
        now = iter([found for _, _, found in played(Path(folder), text)])
    out = [text[: next(parts(text))[0].start()]]
    for mark, below in parts(text):
        out += [mark[0], f"{next(now)}\n\n".lstrip("\n") if mark["words"] is not None else below]
    return "".join(out).rstrip("\n") + "\n"


if __name__ == "__main__":
    for name in sys.argv[1:]:
        Path(name).write_text(anew(Path(name).read_text("utf-8")), "utf-8")
