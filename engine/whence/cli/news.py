"""`whatif`, `update`, `apply`, `diff` and `history`: what moves when a fact changes."""

from __future__ import annotations

import click

from whence.cli import common

FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
TOP = click.option("--top", default=0, help="Show so many moves only (default: all).")
THRESHOLD = click.option(
    "--threshold", default=0.0, help="Leave out moves smaller than this, in half widths of the old 90 % interval."
)


@click.command()
@click.argument("settings", nargs=-1, required=True, metavar="ID=VALUE|CHOICE=OPTION ...")
@TOP
@THRESHOLD
@FORMAT
@click.pass_context
def whatif(ctx: click.Context, settings: tuple[str, ...], top: int, threshold: float, form: str) -> None:
    """Say what would move if facts were different; writes nothing."""
    from whence import changes, terminal, whatif

    found = common.edition(ctx)
    pairs = [common.pair(each) for each in settings]
    for id, _ in pairs:
        common.resolve(found, id)
    supposed = whatif.suppose(found, pairs)
    if isinstance(supposed, str):
        raise click.UsageError(supposed)
    account = changes.account(found, supposed)
    if form == "json":
        common.write_json(changes.as_json(account))
    else:
        click.echo(terminal.account(account, common.colour(), top, threshold), nl=False)
