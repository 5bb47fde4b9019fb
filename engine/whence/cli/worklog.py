"""The log of the work: what was evaluated for an answer and why, for a person (`-v`) and for scripts (`--log`)."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import click

from whence.evaluate.asked import log
from whence.language.problems import visible


class _Said(logging.Handler):
    """Each piece of work on a line of its own, beside the answer."""

    def emit(self, record: logging.LogRecord) -> None:
        click.echo(visible(record.getMessage()), err=True)


class _Noted(logging.Handler):
    """Every piece of work, to be written as JSON lines when the command ends."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(json.dumps(record.__dict__["work"], ensure_ascii=False))


def listen(ctx: click.Context, verbose: bool, file: str) -> None:
    """Tell of the work until a command ends; in a file even where that has nothing to tell."""
    noted = _Noted()
    handlers: list[logging.Handler] = [noted] + ([_Said()] if verbose else [])
    work = log()
    work.setLevel(logging.INFO)
    work.propagate = False
    for each in handlers:
        work.addHandler(each)

    def end() -> None:
        from whence.cli import common

        for each in handlers:
            work.removeHandler(each)
        work.setLevel(logging.NOTSET)
        work.propagate = True
        if file:
            common.write("".join(f"{line}\n" for line in noted.lines), Path(file))

    ctx.call_on_close(end)
