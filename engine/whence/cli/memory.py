"""Answers that were given before, printed again to the letter where nothing that they depend on has changed."""

from __future__ import annotations

import contextlib
import functools
import sys
from collections.abc import Callable
from typing import TextIO, cast

import click

from whence.cli import common

Answering = Callable[..., None]


class _Heard:
    """A stream that notes what is written to it, and is the other one in everything else."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.said: list[str] = []

    def write(self, text: str) -> int:
        done = self.stream.write(text)
        self.said.append(text)
        return done

    def __getattr__(self, name: str) -> object:
        return getattr(self.stream, name)


def kept(command: Answering) -> Answering:
    """A command that prints an answer about a base and nothing else: what it said of the same files is said again."""

    @functools.wraps(command)
    def answer(ctx: click.Context, **given: object) -> None:
        from whence.disk import cache

        home = cache.folder(common.root(ctx))
        if isinstance(home, str) and home:
            click.echo(home, err=True)
        # Copies of sources lie beside the base, and are no part of what an answer is kept under.
        # What has changed since a revision, or since the last commit, depends on what Git says that is.
        asks_git = "changed:" in repr(given) or (ctx.info_name == "check" and _watches(ctx))
        if isinstance(home, str) or given.get("snapshots") or asks_git:
            return command(ctx, **given)
        key = _key(ctx, given)
        if (said := cache.fetch(home, key)) is not None:
            if ctx.find_root().params.get("verbose") or ctx.find_root().params.get("log"):
                from whence.evaluate.asked import note

                note("answered", str(ctx.info_name), "nothing has changed since it was asked before")
            ended, _, printed = said.decode("utf-8", "surrogatepass").partition("\n")
            click.echo(printed, nl=False)
            ctx.exit(int(ended))
        code, text = _listen(command, ctx, given)
        if code in (0, 1) and "failed" not in ctx.obj:
            cache.keep(home, key, f"{code}\n{text}".encode("utf-8", "surrogatepass"))
        ctx.exit(code)

    return answer


def _watches(ctx: click.Context) -> bool:
    """Whether the settings of the base may have a watch list."""
    from whence.files.filenames import SETTINGS

    return any(b"watch" in common.texts(ctx).files.get(name, b"") for name in SETTINGS)


def _key(ctx: click.Context, given: dict[str, object]) -> str:
    """A hash of everything that an answer depends on."""
    from whence.disk import store

    asked = ctx.command_path, sorted(given.items()), common.date(ctx.obj["known_on"])
    return store.key(common.texts(ctx), *asked, common.today(), common.colour(), common.width())


def _listen(command: Answering, ctx: click.Context, given: dict[str, object]) -> tuple[int, str]:
    """The code that a command ends with, and what it printed."""
    heard = _Heard(sys.stdout)
    try:
        with contextlib.redirect_stdout(cast(TextIO, heard)):
            command(ctx, **given)
    except click.exceptions.Exit as done:
        return done.exit_code, "".join(heard.said)
    return 0, "".join(heard.said)
