"""`candidates`: what is not yet related and may have to be."""

from __future__ import annotations

import click

from whence.cli import common, shells

MOST = 20


@click.command()
@click.argument("id", required=False, shell_complete=shells.complete_ids)
@click.option(
    "--most",
    default=MOST,
    type=click.IntRange(0),
    help=f"Show so many, the strongest first (default: {MOST}; 0: all).",
)
@common.SELECT
@common.FORMAT
@click.pass_context
def candidates(ctx: click.Context, id: str | None, most: int, selectors: tuple[str, ...], form: str) -> None:
    """Propose what is not yet related, with the lines that decide it; with an ID, what that record may belong to."""
    from whence.account.candidates import proposals
    from whence.cli.text import candidates as text

    found = common.edition(ctx)
    every = proposals.find(found)
    if id is not None:
        every = proposals.about(every, found, common.resolve(found, id))
    if selectors:
        ids = set(common.selected(ctx, found, selectors))
        every = tuple(each for each in every if not ids.isdisjoint(each.ids))
    shown = proposals.propose(found, every[:most] if most else every)
    if form == "json":
        common.write_json(proposals.as_json(shown, len(every)))
    else:
        click.echo(text.candidates(shown, len(every), common.colour()), nl=False)
