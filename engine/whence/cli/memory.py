"""Answers that were given before, printed again to the letter where nothing that they depend on has changed.

An answer is kept under the words of the command line with all that it rests on. So a command whose answer is there need
not be known to be said again: `said` loads neither the commands nor anything that they need.
"""

from __future__ import annotations

import os
import sys

from whence.cli import screen
from whence.disk import cache, clock, folders, reading
from whence.files.filenames import MARKER, SETTINGS
from whence.language.refused import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import TextIO, TypeVar

    import click

    from whence.disk.store import Texts

    Answering = Callable[..., None]
    Found = TypeVar("Found")

BUILD = "build"
# The commands whose answers are kept.
KEPT = ("build", "check", "history", "impact", "list", "path", "show", "whatif", "why")


def said(words: Sequence[str]) -> int | None:
    """Say again what was said of the same files to the same words, and give its code; None where the command is to run."""
    if (
        not set(KEPT).intersection(words)
        or sys.flags.optimize > 1
        or any(name.startswith("_WHENCE_COMPLETE") for name in os.environ)
    ):
        return None
    try:
        root = reading.find(_base(words))
        home, note = cache.folder(root)
        if not home or note:
            return None
        found = reading.steady(root)
        # What is not read is told beside the answer.
        answer = None if found.told else cache.fetch(home, key(found, words))
        if answer is None:
            return None
        code, printed = _parts(answer)
        if BUILD in words and (printed := _still(printed)) == "":
            return None
        try:
            with screen.paged():
                sys.stdout.write(printed)
                sys.stdout.flush()
        except BrokenPipeError:
            screen.deaf()
            return 0
    except (OSError, MemoryError, Refused, UnicodeError):
        # The command itself says what is wrong, and where.
        return None
    return code


def _base(words: Sequence[str]) -> str:
    """The folder that the words name; a wrong guess finds nothing, since an answer is kept under the files themselves."""
    for at, word in enumerate(words):
        if word.startswith("--base="):
            return word.removeprefix("--base=")
        if word == "--base" and at + 1 < len(words):
            return words[at + 1]
    return "."


def key(found: reading.Reading, words: Sequence[str], told: bool = False) -> str:
    """A hash of everything that an answer depends on; where its making is told too, it is another answer.

    That of a build depends on where one stands, since the folder it writes is named from there, and on the templates.
    """
    site = (os.getcwd(), cache.looks()) if BUILD in words else ()
    return cache.key(
        found.digest(), tuple(words), clock.today(), screen.colour(), screen.width(), told, *site
    )


def _still(kept: str) -> str:
    """What a build printed, if the folder that it left is still as it left it; nothing where it is not."""
    root, name, stamp, printed = kept.split("\n", 3)
    return printed if stamp and stamp == folders.stamp(root, name, MARKER) else ""


def _parts(answer: bytes) -> tuple[int, str]:
    """The code that a command ended with, and what it printed."""
    ended, _, printed = answer.decode("utf-8", "surrogatepass").partition("\n")
    return int(ended), printed


class _Heard:
    """A stream that notes what is written to it, passes it on or not, and is the other one in everything else."""

    def __init__(self, stream: TextIO, through: bool) -> None:
        self.stream, self.through = stream, through
        self.said: list[str] = []

    def write(self, text: str) -> int:
        done = self.stream.write(text if self.through else text[:0])
        self.said.append(text)
        return done

    def __getattr__(self, name: str) -> object:
        return getattr(self.stream, name)


def kept(command: Answering) -> Answering:
    """A command that prints an answer about a base and nothing else: what it said of the same files is said again."""
    import functools

    import click

    from whence.cli import common

    @functools.wraps(command)
    def answer(ctx: click.Context, **given: object) -> None:
        home, note = cache.folder(os.fspath(common.root(ctx)))
        if note:
            click.echo(note, err=True)
        # Copies of sources lie beside the base, and are no part of what an answer is kept under.
        # What has changed since a revision, or since the last commit, depends on what Git says that is.
        asks_git = "changed:" in repr(given) or (
            ctx.info_name == "check" and _watches(common.texts(ctx).files)
        )
        if not home or given.get("snapshots") or asks_git:
            return command(ctx, **given)
        told = any(ctx.find_root().params.get(each) for each in ("verbose", "log"))
        common.texts(ctx)
        question = key(ctx.obj["read"], ctx.obj["words"], told)
        _answer(ctx, home, question, lambda: command(ctx, **given))

    return answer


def in_part(command: Answering) -> Answering:
    """A command that asks `common.about`; where it asks a part for more than that holds, it is run again with the whole."""
    import functools

    import click

    @functools.wraps(command)
    def answer(ctx: click.Context, **given: object) -> None:
        code, text = either(ctx, lambda: _listen(lambda: command(ctx, **given), through=False))
        click.echo(text, nl=False)
        ctx.exit(code)

    return answer


def either(ctx: click.Context, work: Callable[[], Found]) -> Found:
    """What work finds that asks a part of the base; where it asks for more than that holds, what it finds in the whole."""
    from whence.evaluate.asked import note
    from whence.model.tables import Beyond

    try:
        return work()
    except Beyond as beyond:
        note("asked for", "all", f"a part of it does not tell ({beyond})")
        ctx.obj["whole"] = True
        return work()


def between(ctx: click.Context, sides: Sequence[Texts], command: Callable[[], None]) -> None:
    """Say again what was said of the same two sides of a base, or run a command and keep what it says of them."""
    from whence.cli import common

    home, _ = cache.folder(os.fspath(common.root(ctx)))
    if not home:
        return command()
    told = any(ctx.find_root().params.get(each) for each in ("verbose", "log"))
    digests = tuple(each.digest() for each in sides)
    seen = clock.today(), screen.colour(), screen.width(), told
    _answer(ctx, home, cache.key(digests, tuple(ctx.obj["words"]), *seen), command)


def _answer(ctx: click.Context, home: str, question: str, command: Callable[[], None]) -> None:
    """Print what was kept under a question, or run a command and keep what it prints; and end with its code."""
    import click

    if (found := cache.fetch(home, question)) is not None:
        noted(ctx)
        code, text = _parts(found)
        click.echo(text, nl=False)
        ctx.exit(code)
    code, text = _listen(command)
    if code in (0, 1) and "failed" not in ctx.obj:
        cache.keep(home, question, f"{code}\n{text}".encode("utf-8", "surrogatepass"))
    ctx.exit(code)


def _watches(files: Mapping[str, bytes]) -> bool:
    """Whether the settings of the base may have a watch list."""
    return any(reading.sets(files.get(name, b""), b"watch") for name in SETTINGS)


def _listen(command: Callable[[], None], through: bool = True) -> tuple[int, str]:
    """The code that a command ends with, and what it printed, or would have printed."""
    import contextlib
    from typing import TextIO, cast

    from click.exceptions import Exit

    heard = _Heard(sys.stdout, through)
    try:
        with contextlib.redirect_stdout(cast(TextIO, heard)):
            command()
    except Exit as done:
        return done.exit_code, "".join(heard.said)
    return 0, "".join(heard.said)


def noted(ctx: click.Context) -> None:
    """Note that an answer is one that was given before, where that is to be told."""
    if any(ctx.find_root().params.get(each) for each in ("verbose", "log")):
        from whence.evaluate.asked import note

        note("answered", str(ctx.info_name), "nothing has changed since it was asked before")


class Built:
    """What a build said, to be said again while nothing has changed and the folder it left is as it left it."""

    def __init__(self, ctx: click.Context) -> None:
        from whence.cli import common

        files = common.texts(ctx).files
        # Where lines are linked, the commit is asked of Git.
        links = any(reading.sets(files.get(name, b""), b"repository") for name in SETTINGS)
        home, _ = cache.folder(os.fspath(common.root(ctx)))
        self.home = "" if links else home
        told = any(ctx.find_root().params.get(each) for each in ("verbose", "log"))
        self.key = key(ctx.obj["read"], ctx.obj["words"], told)

    def said(self) -> tuple[int, str] | None:
        """The code and the words of a build that has nothing to do."""
        found = cache.fetch(self.home, self.key) if self.home else None
        code, text = _parts(found) if found else (0, "")
        return (code, printed) if text and (printed := _still(text)) else None

    def keep(self, place: tuple[str, str], stamp: str, code: int, text: str) -> None:
        """What the next build is to say if the folder at a place has this stamp."""
        if self.home and not any("\n" in each for each in place):
            kept = "\n".join((str(code), *place, stamp, text))
            cache.keep(self.home, self.key, kept.encode("utf-8", "surrogatepass"))
