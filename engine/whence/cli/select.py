"""`list` and `path`: which records there are, and how one rests on another."""

from __future__ import annotations

import click

from whence.cli import common, memory, shells


@click.command("list")
@common.SELECTORS
@common.forms("ids", help="`ids` are nothing but ids, for a shell.")
@click.pass_context
@memory.kept
def list_(ctx: click.Context, selectors: tuple[str, ...], form: str) -> None:
    """List the records that selectors pick, one a line; without one, all of them.

    \b
    area                 the record of that id
    wheat-*              all whose id fits
    tag:field            by tag; likewise topic: source: unit: kind: status: rule:
    changed:HEAD~5       what differs from a Git revision
    +sales, area+        with all that it rests on; with all that rests on it
    2+sales              two steps up
    tag:field,kind:fact  what both pick
    """
    from whence.cli.text import records as text

    found = common.edition(ctx)
    ids = common.selected(ctx, found, selectors)
    if form == "json":
        common.write_json({"records": [text.as_json(found, id) for id in ids]})
    elif form == "ids":
        click.echo("".join(f"{id}\n" for id in ids), nl=False)
    else:
        click.echo(text.records(found, ids, common.colour(), common.width()), nl=False)


@click.command()
@click.argument("a", shell_complete=shells.complete_ids)
@click.argument("b", shell_complete=shells.complete_ids)
@common.FORMAT
@click.pass_context
@memory.kept
def path(ctx: click.Context, a: str, b: str, form: str) -> None:
    """Show how one record rests on another: the shortest way between them, and how many ways there are.

    The order of the two does not matter. The exit code is 1 where neither rests on the other.
    """
    from whence.account import paths
    from whence.cli.text import records as text

    found = common.edition(ctx)
    first, last = (common.resolve(found, each) for each in (a, b))
    answer = paths.way(found, first, last)
    if form == "json":
        common.write_json(paths.as_json(found, answer) if answer else {"ways": 0, "steps": []})
    elif answer is None:
        click.echo(f"Neither of `{first}` and `{last}` rests on the other.")
    else:
        click.echo(text.way(found, answer, common.colour()), nl=False)
    ctx.exit(int(answer is None))
