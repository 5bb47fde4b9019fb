"""`migrate`: a base written for an older meaning of its words, brought to the present one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from whence.cli import common

if TYPE_CHECKING:
    from whence.account.migration import Step
    from whence.disk.store import Texts
    from whence.language.problems import Finding


@click.command()
@click.option("--yes", is_flag=True, help="Write it; without, it is only said what would be written.")
@common.FORMAT
@click.pass_context
def migrate(ctx: click.Context, yes: bool, form: str) -> None:
    """Bring a base of an older version to what its words mean now.

    `as_of` is the time a figure speaks of, `known` since when it is known. Where the older meaning of `as_of` said both,
    this writes `known`, so that what was known on which day stays as it was. What is said in words and never had a figure
    is `qualitative`, and no longer `missing`. No other byte is changed.
    """
    from whence.disk import save
    from whence.language.problems import Refused

    root = common.root(ctx)
    try:
        if not yes:
            ctx.exit(_said(*_wanted(common.texts(ctx)), form, False))
        with common.writing(root):
            from whence.account import migration

            texts = common.texts(ctx)
            wanted, lost = _wanted(texts)
            after = migration.migrated(texts.files, wanted)
            save.write(root, {path: texts.files[path] for path in after}, after)
        ctx.exit(_said(wanted, lost, form, True))
    except Refused as error:
        raise click.ClickException(str(error)) from None


def _wanted(texts: Texts) -> tuple[tuple[Step, ...], tuple[Finding, ...]]:
    """What is to be changed, and what is wrong with that of which nothing can be said, since it cannot be read."""
    from whence.account import migration
    from whence.disk import store
    from whence.files import reader

    records = reader.read(store.yaml_of(texts.files))
    return migration.steps(records, common.today()), records.findings


def _said(wanted: tuple[Step, ...], lost: tuple[Finding, ...], form: str, done: bool) -> int:
    """Say what is changed, and give the code to end with: 1 where something was not looked at."""
    from whence.cli.text import migrations

    partly = common.tell_unread(lost)
    if form == "json":
        common.write_json({"changes": [vars(each) for each in wanted], "written": done})
    else:
        click.echo(migrations.steps(wanted, done, partly), nl=False)
    return int(partly)
