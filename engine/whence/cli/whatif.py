"""`whatif`: what would move if facts were different, one by one or step by step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from whence.cli import common, memory, shells
from whence.cli.news import THRESHOLD, TOP

if TYPE_CHECKING:
    from whence.account.diff import Account
    from whence.disk.edited import Edited as Touched
    from whence.judge.edition import Edition


@click.command()
@click.argument(
    "settings",
    nargs=-1,
    metavar="ID=VALUE|CHOICE=OPTION|SOURCE=STATUS ...",
    shell_complete=shells.complete_settings,
)
@click.option(
    "--without",
    multiple=True,
    metavar="SOURCE",
    shell_complete=shells.complete_sources,
    help="As if a source were withdrawn.",
)
@click.option(
    "--show",
    "targets",
    multiple=True,
    metavar="ID",
    shell_complete=shells.complete_ids,
    help="With steps: what the table shows (default: the headlines that rest on them).",
)
@TOP
@THRESHOLD
@common.FORMAT
@click.pass_context
@memory.kept
@memory.in_part
def whatif(ctx: click.Context, /, settings: tuple[str, ...], form: str, **given: Any) -> None:
    """Say what would move if facts were different; writes nothing.

    A VALUE is written as in a file; or `+10%`, `-10%` or `x2`, of the point that the number has now, without its interval;
    or steps such as `1..5 kW step 1`, which give a table, and in two inputs a table of one against the other.
    """
    from whence.account import diff, sweeps, whatif
    from whence.cli.text import accounts
    from whence.cli.text import sweeps as tables

    without, targets = given["without"], given["targets"]
    if not settings and not without:
        raise click.UsageError(
            "say what would be different: ID=VALUE, CHOICE=OPTION, SOURCE=STATUS, or --without SOURCE"
        )
    part = None if without or targets else _part(ctx, settings)
    found = part.edition if part else common.edition(ctx)
    many, out = _supposed(found, settings, without)
    if any(len(texts) > 1 for _, texts in many):
        table = sweeps.sweep(found, many, [common.resolve(found, each) for each in targets])
        if isinstance(table, str):
            raise click.UsageError(table)
        if form == "json":
            common.write_json({**sweeps.as_json(table), "ruled_out": out})
        else:
            lines = (*tables.turned(table), *(f"note: {each}" for each in out))
            click.echo("".join((tables.sweep(table), *(f"{each}\n" for each in lines))), nl=False)
        return
    supposed = whatif.suppose(found, [(id, texts[0]) for id, texts in many])
    if isinstance(supposed, str):
        raise click.UsageError(supposed)
    account = _account(part, supposed) if part else diff.account(found, supposed)
    if form == "json":
        common.write_json({**diff.as_json(account, given["top"], given["threshold"]), "ruled_out": out})
    else:
        click.echo(accounts.account(account, common.colour(), given["top"], given["threshold"]), nl=False)
        for each in out:
            click.echo(f"note: {each}")


def _part(ctx: click.Context, settings: Sequence[str]) -> Touched | None:
    """The part of the base that one setting of one claim touches; None where the whole is to be asked."""
    from whence.account import sweeps
    from whence.cli import touched

    id, _, text = (each.strip() for each in settings[0].partition("="))
    part = touched.supposing(ctx, id) if len(settings) == 1 and text else None
    return part if part and len(sweeps.values(part.edition, id, text)) == 1 else None


def _account(part: Touched, supposed: Edition) -> Account:
    """What would move in the whole, of which a part has what may."""
    from whence.account import diff
    from whence.judge import again

    then = again.judged(supposed, part.region, part.edition.findings)
    return diff.in_part(part.edition, then, part.numbers)


def _supposed(
    found: Edition, settings: tuple[str, ...], without: tuple[str, ...]
) -> tuple[list[tuple[str, tuple[str, ...]]], list[str]]:
    """What is to be different, each with the values that it takes; and what of it is a reading that is ruled out."""
    from whence.account import sweeps, whatif

    many: list[tuple[str, tuple[str, ...]]] = []
    out: list[str] = []
    asked = [*(common.pair(each) for each in settings), *((each, "withdrawn") for each in without)]
    if problem := whatif.twice(found, asked):
        raise click.UsageError(problem)
    for id, text in {common.resolve(found, id): (id, text) for id, text in asked}.values():
        name = common.resolve(found, id)
        if id in without and name not in found.base.records.sources:
            raise click.UsageError(f"`{id}` is no source; `whence sources` lists them")
        texts = sweeps.values(found, id, text)
        if isinstance(texts, str):
            raise click.UsageError(texts)
        many.append((id, texts))
        if by := found.settled.ruled_out.get((name, text)):
            out.append(f"`{text}` of `{name}` is ruled out by {', '.join(by)}")
    picked = {(common.resolve(found, id), text) for id, texts in many for text in texts}
    choosing = {name for name, _ in picked} & set(found.base.records.choices)
    for each in found.settled.nogoods if len(choosing) > 1 else ():
        if len(each.options) > 1 and picked.issuperset(each.options):
            names = " and ".join(f"`{option}` of `{name}`" for name, option in each.options)
            out.append(f"{names} are ruled out together by {', '.join(each.because)}")
    return many, out
