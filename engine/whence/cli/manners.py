"""`help`: what a command takes, and the list of all."""

from __future__ import annotations

import click


@click.command(name="help")
@click.argument("words", nargs=-1, metavar="[COMMAND]")
@click.pass_context
def help_(ctx: click.Context, words: tuple[str, ...]) -> None:
    """Show the help of a command, or the list of all."""
    above = ctx.find_root()
    command: click.Command = above.command
    for word in words:
        if not isinstance(command, click.Group):
            raise click.UsageError(f"`{above.info_name}` has no command `{word}`")
        if isinstance(command, click.Group):
            name, found, _ = command.resolve_command(above, [word])
            if found is None:
                raise click.UsageError(f"`{above.info_name}` has no command `{word}`")
            above, command = click.Context(found, info_name=name, parent=above), found
    click.echo(command.get_help(above))
