"""`help`: what a command takes, and the list of all."""

from __future__ import annotations

import inspect
from typing import Any

import click

from whence.cli import common


@click.command(name="help")
@click.argument("words", nargs=-1, metavar="[COMMAND]")
@common.FORMAT
@click.pass_context
def help_(ctx: click.Context, words: tuple[str, ...], form: str) -> None:
    """Show the help of a command, or the list of all."""
    above = ctx.find_root()
    command: click.Command = above.command
    for word in words:
        if not isinstance(command, click.Group):
            raise click.UsageError(f"`{above.info_name}` has no command `{word}`")
        name, found, _ = command.resolve_command(above, [word])
        if found is None:
            raise click.UsageError(f"`{above.info_name}` has no command `{word}`")
        above, command = click.Context(found, info_name=name, parent=above), found
    if form == "json":
        common.write_json(_described(command, above))
    else:
        click.echo(command.get_help(above))


def _described(command: click.Command, ctx: click.Context) -> dict[str, Any]:
    """What help says of a command, for scripts: its options, and the commands below it with a sentence each."""
    from whence.cli.commands import COMMANDS, Commands

    options = [each.get_help_record(ctx) for each in command.get_params(ctx)]
    below: list[tuple[str, str]] = []
    if isinstance(command, Commands):
        below = [(name, text) for name, (_, text) in COMMANDS.items()]
    elif isinstance(command, click.Group):
        below = [(name, each.get_short_help_str(limit=999)) for name, each in command.commands.items()]
    return {
        "command": ctx.command_path,
        "usage": command.get_usage(ctx).removeprefix("Usage: "),
        "help": inspect.cleandoc(command.help or "").replace("\b\n", ""),
        "options": [{"option": option, "help": text} for option, text in filter(None, options)],
        "commands": [{"command": name, "help": text} for name, text in below],
    }
