"""`help`, and what is said to a person at a terminal: a page at a time where it would scroll away."""

from __future__ import annotations

import io
import os
import shutil

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


class Screen(io.StringIO):
    """What is printed, held back until it is known how long it is; it takes colours as a terminal does."""

    def isatty(self) -> bool:
        """As the terminal that it stands for."""
        return True


def page(text: str) -> None:
    """Print a text, through the pager of `PAGER` where it is longer than the screen; `WHENCE_PAGER=off` asks for none."""
    high = shutil.get_terminal_size().lines
    if text.count("\n") < high or os.environ.get("WHENCE_PAGER") == "off":
        click.echo(text, nl=False)
    else:
        click.echo_via_pager(text, color=True)
